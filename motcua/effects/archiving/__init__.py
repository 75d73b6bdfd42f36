"""What is worth keeping goes into its owner's archive."""
