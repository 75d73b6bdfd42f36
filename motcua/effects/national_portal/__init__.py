"""One truth with the national portal."""
