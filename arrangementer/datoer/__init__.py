"""A date held again: copies and series."""
