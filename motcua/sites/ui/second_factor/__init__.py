"""Pages of the second factor of officers."""
