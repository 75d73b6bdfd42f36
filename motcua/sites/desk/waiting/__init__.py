"""The hall as its officers have it: a window, who is next, appointments by telephone, and the head's settings."""
