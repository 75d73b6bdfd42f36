"""Files that people hand in and that the system makes: kept, opened, read back, given out."""
