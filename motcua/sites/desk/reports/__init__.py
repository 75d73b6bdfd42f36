"""Reports for those who lead: every number with its formula, its dossiers, and what could make it look better."""
