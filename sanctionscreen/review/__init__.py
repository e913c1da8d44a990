"""Triage at a terminal: the undecided hits of a report, one after the other.

``queue`` and ``progress`` are pure; only ``app``, ``forms`` and ``help`` know of a screen, and only
they import Textual.
"""
