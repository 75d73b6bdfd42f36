"""What the people of a dossier are told."""
