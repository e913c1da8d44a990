"""Makes the shipped tables of how rare a token is: ``python -m bench.weights``."""
