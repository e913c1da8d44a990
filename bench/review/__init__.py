"""How long a review takes to open, and a decision to be recorded."""
