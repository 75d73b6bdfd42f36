"""The cashier's room: what came in today, cash for a dossier, the drawer, money that fits nothing, others' books."""
