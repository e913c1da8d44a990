"""The development benchmark for accuracy: ``python -m bench.accuracy``."""
