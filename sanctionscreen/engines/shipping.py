"""An index on its way to executors: one file, under the name of its digest."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sanctionscreen.index import ListIndex

if TYPE_CHECKING:
    from pyspark import SparkContext


def ship(context: SparkContext, index: ListIndex) -> str:
    """Gives an index to all executors, once each.

    Returns:
        The name to ask ``SparkFiles`` for.
    """
    from pyspark import SparkFiles

    # Spark removes that folder when the context stops: until then executors may ask for the file.
    folder = Path(tempfile.mkdtemp(dir=SparkFiles.getRootDirectory()))
    made = folder / "index"
    index.save(made)
    with made.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    named = made.rename(folder / f"sanctionscreen-{digest}.bin")
    known = {Path(each).name for each in context.listFiles}
    if named.name in known:
        named.unlink()
    else:
        context.addFile(str(named))
    return named.name
