"""Quy trình: the steps a dossier passes, who takes them and what share of the time they have."""
