"""Documents of results, drafted from what was filed: the drawing of the day, the words, the title of the signer."""
