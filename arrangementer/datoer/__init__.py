"""The dates as a course administrator works with them: a list, copies and series."""
