"""The gateways, each in a folder of its own. `table.py` names them; stand-ins need no more than the wire."""
