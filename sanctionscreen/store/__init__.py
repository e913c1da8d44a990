"""The store of lists: the catalogue of what there is, and snapshots of what was imported."""

from sanctionscreen.store.catalogue import (
    OFFICIAL_LISTS,
    ListLocation,
    OfficialList,
    load_list,
    resolve,
    shipped_lists,
    shipped_register_path,
)
from sanctionscreen.store.grouping import FileSet, Refusal, group_files
from sanctionscreen.store.importing import Imported, ImportOptions, check_options, import_list
from sanctionscreen.store.keeping import Store
from sanctionscreen.store.mapping import read_mapping
from sanctionscreen.store.snapshot import Snapshot, StoredFile
from sanctionscreen.store.writing import check_files

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
