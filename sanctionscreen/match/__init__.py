"""How a query is compared with listed names: evidence, weights, and the OFAC-style score."""
