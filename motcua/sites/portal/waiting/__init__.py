"""The hall as the public has it: a machine that gives numbers, a screen that calls them, and appointments."""
