"""Faults on purpose: what becomes of a run that is killed, starved, lied to or damaged."""
