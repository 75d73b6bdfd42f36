"""At the counter: the officer types for somebody who stands before her, and filing and reception are one moment."""
