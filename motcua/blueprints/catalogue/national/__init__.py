"""The national catalogue: procedures as the state's own portal describes them, read in, compared and examined."""
