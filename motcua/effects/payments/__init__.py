"""Money: orders, gateways, one ledger. The dossier only knows whether a duty is settled."""
