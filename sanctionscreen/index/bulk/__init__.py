"""Candidates of thousands of names at once, in compiled loops; what they drop is proved small."""
