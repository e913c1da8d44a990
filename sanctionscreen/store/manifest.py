"""The manifest of a snapshot: one JSON file with a digest of itself, read as strictly as written.

The file is the one text that its values give; a byte that was changed, also of white space, makes
it another one, and it is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.model import ListCounts, ListRef, PartialDate
from sanctionscreen.store.addresses import mending_command
from sanctionscreen.store.counting import ListStatistics
from sanctionscreen.store.snapshot import Snapshot, StoredFile

MANIFEST = "manifest.json"
SCHEMA = 1
"""Changes with the keys of the manifest or their meaning."""

_TEXT, _COUNT, _FLAG, _ROWS = "a text", "a count", "true or false", "a list"
_ROOT = {
    "schema_version": _COUNT,
    "list": "a section",
    "fetched": _TEXT,
    "origin": _TEXT,
    "source": _TEXT,
    "mapping": _ROWS,
    "statistics": "a section",
    "files": _ROWS,
    "digest": _TEXT,
}
_LIST = {
    "id": _TEXT,
    "title": _TEXT,
    "authority": _TEXT,
    "publisher_url": "a text or null",
    "published": _TEXT,
    "licence": "a text or null",
    "sha256": _TEXT,
    "is_curated": _FLAG,
    "history_complete": _FLAG,
    "notes": _ROWS,
}
_FILE = {"name": _TEXT, "stored": _TEXT, "is_packed": _FLAG, "size": _COUNT, "sha256": _TEXT}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_STORED_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def manifest_text(snapshot: Snapshot) -> str:
    """The text of a snapshot's manifest; the same for the same snapshot."""
    ref = snapshot.ref
    content = {
        "schema_version": SCHEMA,
        "list": {
            "id": ref.id,
            "title": ref.title,
            "authority": ref.authority,
            "publisher_url": ref.publisher_url,
            "published": snapshot.published.isoformat(),
            "licence": ref.licence,
            "sha256": ref.sha256,
            "is_curated": ref.is_curated,
            "history_complete": ref.history_complete,
            "notes": list(ref.notes),
        },
        "fetched": snapshot.fetched.isoformat(),
        "origin": snapshot.origin,
        "source": snapshot.source,
        "mapping": [list(pair) for pair in snapshot.mapping],
        "statistics": snapshot.statistics.to_record(),
        "files": [
            {
                "name": file.name,
                "stored": file.stored,
                "is_packed": file.is_packed,
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in snapshot.files
        ],
    }
    return _with_digest(content)


def read_manifest(folder: Path) -> Snapshot:
    """Reads the manifest in a snapshot's folder.

    Raises:
        ListError: it is missing, changed, of another schema, or of another folder.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes().decode("utf-8")
        content = json.loads(text)
        snapshot = _snapshot(content, folder)
        if _with_digest({k: v for k, v in content.items() if k != "digest"}) != text:
            raise ValueError("its digest is of another content")
        if (folder.parent.name, folder.name) != (snapshot.list_id, snapshot.name):
            raise ValueError(f"it belongs to {snapshot.list_id}/{snapshot.name}")
    except FileNotFoundError:
        raise _refused(path, "the manifest of a stored list is missing") from None
    except OSError as error:
        raise _refused(path, f"the manifest cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError, ListFormatError) as error:
        reason = error.message if isinstance(error, ListFormatError) else str(error)
        raise _refused(path, f"the manifest of a stored list is damaged ({reason})") from error
    return snapshot


def _refused(path: Path, message: str) -> ListError:
    return ListError(
        message,
        path=path,
        hint=f"To mend it, {mending_command(path.parent.parent.name)}; or delete its folder",
    )


def _with_digest(content: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(_text(content).encode()).hexdigest()
    return _text({**content, "digest": digest})


def _text(content: Mapping[str, Any]) -> str:
    # ASCII only, so that a lone surrogate in a file's name is a text as well.
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def _snapshot(content: object, folder: Path) -> Snapshot:
    root = _section(content, _ROOT)
    if root["schema_version"] != SCHEMA:
        raise ValueError(f"its schema is {root['schema_version']}, and this version reads {SCHEMA}")
    values = _section(root["list"], _LIST)
    statistics = ListStatistics.from_record(root["statistics"])
    published = date.fromisoformat(values["published"])
    ref = ListRef(
        id=values["id"],
        title=values["title"],
        authority=values["authority"],
        publisher_url=values["publisher_url"],
        published=PartialDate(published.year, published.month, published.day),
        licence=values["licence"],
        sha256=_sha256(values["sha256"]),
        counts=ListCounts(statistics.parties, statistics.all_names, statistics.weak_aliases),
        is_curated=values["is_curated"],
        history_complete=values["history_complete"],
        notes=tuple(_texts(values["notes"])),
    )
    fetched = datetime.fromisoformat(root["fetched"])
    if fetched.tzinfo is None:
        raise ValueError("'fetched' has no time zone")
    files = tuple(_file(item) for item in root["files"])
    if not files:
        raise ValueError("it names no file")
    pairs = [tuple(_texts(pair)) for pair in root["mapping"]]
    mapping = tuple((field, heading) for field, heading in pairs)
    return Snapshot(
        ref, fetched, root["origin"], root["source"], mapping, statistics, files, folder
    )


def _file(value: object) -> StoredFile:
    item = _section(value, _FILE)
    if not _STORED_NAME.fullmatch(item["stored"]):
        raise ValueError(f"{item['stored']!r} is no name of a stored file")
    return StoredFile(
        item["name"], item["stored"], item["is_packed"], item["size"], _sha256(item["sha256"])
    )


def _section(value: object, keys: Mapping[str, str]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or set(value) != set(keys):
        found = sorted(set(value) ^ set(keys)) if isinstance(value, dict) else []
        raise ValueError(f"missing or unknown: {', '.join(found) or 'a whole section'}")
    for key, kind in keys.items():
        if not _is(value[key], kind):
            raise ValueError(f"{key!r} is not {kind}")
    return value


def _is(value: object, kind: str) -> bool:
    if kind == _TEXT:
        return isinstance(value, str)
    if kind == _COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind == _FLAG:
        return isinstance(value, bool)
    if kind == _ROWS:
        return isinstance(value, list)
    return isinstance(value, dict) if kind == "a section" else isinstance(value, str | None)


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("a list of texts is expected")
    return value


def _sha256(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise ValueError(f"{text!r} is no sha256")
    return text
