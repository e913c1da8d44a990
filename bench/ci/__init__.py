"""The pieces for CI, run as far as a machine without their services can run them."""
