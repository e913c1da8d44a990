"""The store of lists: the catalogue of what there is."""

from sanctionscreen.store.catalogue import (
    OFFICIAL_LISTS,
    ListLocation,
    OfficialList,
    load_list,
    resolve,
    shipped_lists,
    shipped_register_path,
)

__all__ = [
    "OFFICIAL_LISTS",
    "ListLocation",
    "OfficialList",
    "load_list",
    "resolve",
    "shipped_lists",
    "shipped_register_path",
]
