"""The measuring service of the state (EMC), told of what happens to dossiers."""
