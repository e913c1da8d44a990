"""How near the OFAC-style score comes to what OFAC's search showed, and how fast it ranks."""
