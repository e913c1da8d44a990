"""How long one cold look-up takes, as a whole process."""
