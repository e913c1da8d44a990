"""Learns spelling variants from the lists' aliases: ``python -m bench.lexicon``."""
