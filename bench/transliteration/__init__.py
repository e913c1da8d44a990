"""Makes the shipped table of names in Arabic script: ``python -m bench.transliteration``."""
