"""Reviewed judgements on hits, and baselines: pure functions over outcomes.

Import from its modules: ``fingerprints`` is needed by every report, the YAML reader only by those
who have decisions.
"""
