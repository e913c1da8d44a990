"""The store of lists: the catalogue of what there is, and snapshots of what was imported.

The public names are loaded on first use: a look-up needs only to know where the lists lie.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanctionscreen.store.catalogue import (
        OFFICIAL_LISTS,
        ListLocation,
        OfficialList,
        resolve,
        shipped_lists,
        shipped_register_path,
    )
    from sanctionscreen.store.grouping import FileSet, Refusal, group_files
    from sanctionscreen.store.importing import Imported, ImportOptions, check_options, import_list
    from sanctionscreen.store.keeping import Store
    from sanctionscreen.store.loading import load_list
    from sanctionscreen.store.mapping import read_mapping
    from sanctionscreen.store.snapshot import Snapshot, StoredFile
    from sanctionscreen.store.writing import check_files

_HOMES = {
    "OFFICIAL_LISTS": "catalogue",
    "FileSet": "grouping",
    "ImportOptions": "importing",
    "Imported": "importing",
    "ListLocation": "catalogue",
    "OfficialList": "catalogue",
    "Refusal": "grouping",
    "Snapshot": "snapshot",
    "Store": "keeping",
    "StoredFile": "snapshot",
    "check_files": "writing",
    "check_options": "importing",
    "group_files": "grouping",
    "import_list": "importing",
    "load_list": "loading",
    "read_mapping": "mapping",
    "resolve": "catalogue",
    "shipped_lists": "catalogue",
    "shipped_register_path": "catalogue",
}

__all__ = [
    "OFFICIAL_LISTS",
    "FileSet",
    "ImportOptions",
    "Imported",
    "ListLocation",
    "OfficialList",
    "Refusal",
    "Snapshot",
    "Store",
    "StoredFile",
    "check_files",
    "check_options",
    "group_files",
    "import_list",
    "load_list",
    "read_mapping",
    "resolve",
    "shipped_lists",
    "shipped_register_path",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
