"""Money: what is asked for by whom, what came in by which way, what went back, and whether the others' books agree."""
