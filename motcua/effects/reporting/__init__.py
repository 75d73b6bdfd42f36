"""Figures: what is counted of dossiers, kept from their events, and the reports that read it."""
