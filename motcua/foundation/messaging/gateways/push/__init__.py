"""News on the screens of telephones and computers, by way of the makers of browsers (RFC 8030, 8291, 8292)."""
