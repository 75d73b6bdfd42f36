"""Those who carry messages out of the house: one folder for each."""
