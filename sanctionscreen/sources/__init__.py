"""Readers of list files, one module a format; ``registry`` finds the one that a file needs."""
