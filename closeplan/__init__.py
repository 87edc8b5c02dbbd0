"""The meaning of a mutual action plan: pure, with dates and settings passed in."""
