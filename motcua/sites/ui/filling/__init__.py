"""Filling in a form, at home and at the counter: what a case asks, what was typed, what is still to mend."""
