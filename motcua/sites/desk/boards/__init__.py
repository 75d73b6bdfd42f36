"""The head's board: how her agencies are doing, what will be late, and reminding."""
