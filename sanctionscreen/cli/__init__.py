"""The command line: the only place that reads the clock or the environment, or opens output."""

from sanctionscreen.cli.entry import main

__all__ = ["main"]
