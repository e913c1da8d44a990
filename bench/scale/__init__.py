"""How long it takes to screen what changed, and to screen on Spark, beside the plain run."""
