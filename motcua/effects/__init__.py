"""What follows when something has happened."""
