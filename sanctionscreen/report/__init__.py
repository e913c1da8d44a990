"""Output formats: each turns row outcomes into text, and none does any I/O."""
