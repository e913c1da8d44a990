"""What fields beyond the name may add to each pair, so that each must reach only its own weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sanctionscreen.index.born import BirthYears
from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.tables import fixed
from sanctionscreen.index.candidates import Wanted
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w


class AskedColumns(NamedTuple):
    """:class:`sanctionscreen.index.candidates.Wanted` as columns, a row for each query."""

    least: Array
    bare: Array
    earliest: Array
    latest: Array
    days: Array
    countries: Array
    has_city: Array
    kind: Array
    gender: Array


class PartyFields(NamedTuple):
    """Fields of the parties of listed names, those of linked entries among them."""

    earliest: Array
    latest: Array
    days: Array
    countries: Array
    has_place: Array
    kind: Array
    gender: Array
    has_weak: Array
    is_weak: Array


def party_fields(arrays: Mapping[str, Array]) -> PartyFields:
    """The columns of an index, by name."""
    births = BirthYears(arrays)
    group = np.asarray(arrays["party_group"]).astype(np.int64)[arrays["name_party"]]
    return PartyFields(
        births.earliest,
        births.latest,
        births.days,
        _of_groups(group, np.asarray(arrays["name_countries"])),
        _of_groups(group, np.asarray(arrays["name_has_place"])),
        fixed(arrays["name_kind"]),
        _of_groups(group, np.asarray(arrays["name_gender"])),
        fixed(arrays["name_has_weak"]),
        fixed(arrays["name_is_weak"]),
    )


def _of_groups(group: Array, bits: Array) -> Array:
    """What any of the linked entries has, as bits of each name."""
    found = np.zeros(int(group.max(initial=-1)) + 1, bits.dtype)
    np.bitwise_or.at(found, group, bits)
    joined: Array = found[group]
    return joined


def asked_columns(asked: Sequence[Wanted]) -> AskedColumns:
    """The columns of some queries."""
    return AskedColumns(
        np.array([each.least for each in asked], np.int64),
        np.array([each.bare for each in asked], np.int64),
        np.array([each.born.earliest for each in asked], np.int64),
        np.array([each.born.latest for each in asked], np.int64),
        np.array([each.born.days for each in asked], np.int64),
        np.array([each.countries for each in asked], np.uint64),
        np.array([each.has_city for each in asked], np.bool_),
        np.array([each.kind for each in asked], np.uint8),
        np.array([each.gender for each in asked], np.uint8),
    )


@compiled
def needed(asked: AskedColumns, fields: PartyFields, query: int, name: int) -> int:
    """The name weight (1/64 bit) from which a pair may be shown, by what its fields may add.

    A pair of less is no hit whatever its fields say, and none that they push under the threshold.
    """
    if fields.is_weak[name]:
        return asked.least[query]
    more = 0
    near = asked.earliest[query] <= fields.latest[name] + 1
    near &= asked.latest[query] >= fields.earliest[name] - 1
    if near or asked.days[query] & fields.days[name]:
        more += w.BIRTH_DATE_SAME
    ours, theirs = asked.countries[query], fields.countries[name]
    if ours & theirs:
        more += w.COUNTRY_SAME
    if asked.has_city[query] and fields.has_place[name]:
        more += w.CITY_SAME
    if fields.has_weak[name]:
        more += w.WEAK_ALIAS_TOO
    more = min(more, w.BEYOND_NAME_MOST)
    if asked.kind[query] and fields.kind[name] and asked.kind[query] != fields.kind[name]:
        more += w.KIND_CONFLICT
    gender = fields.gender[name]
    if asked.gender[query] and gender and not asked.gender[query] & gender:
        more += w.GENDER_CONFLICT
    if ours and theirs and not ours & theirs:
        more += w.COUNTRY_CONFLICT
    return max(asked.bare[query] - max(more, 0), asked.least[query])
