"""Evidence files: the replayable record of a run, as plain JSON lines."""
