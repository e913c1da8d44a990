"""Fields beyond the name as columns over names: what a bound asks of them, without records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sanctionscreen.index.layout import Array
from sanctionscreen.match.beyond import countries_of
from sanctionscreen.model import Gender, Kind, ListedParty, NameType

KINDS = tuple(Kind)
GENDERS = tuple(Gender)


def country_bits(codes: Iterable[str]) -> int:
    """A bit for each country; two countries may share one."""
    bits = 0
    for code in codes:
        bits |= 1 << (ord(code[0]) * 26 + ord(code[1])) % 61
    return bits


def kind_number(kind: Kind) -> int:
    """A number for each kind; 0 where it is unknown."""
    return 0 if kind is Kind.UNKNOWN else KINDS.index(kind) + 1


def gender_bit(gender: Gender | None) -> int:
    """A bit for each gender; 0 where it is unknown."""
    return 0 if gender is None else 1 << GENDERS.index(gender)


def field_columns(
    parties: Sequence[ListedParty], party: Array, position: Array
) -> dict[str, Array]:
    """Columns of an index over its names, from the records of its parties."""
    weak = [[name.type is NameType.WEAK for name in each.names] for each in parties]
    is_weak = [weak[p][at] for p, at in zip(party.tolist(), position.tolist(), strict=True)]
    countries = [country_bits(countries_of(each)) for each in parties]
    return {
        "name_countries": np.array(countries, np.uint64)[party],
        "name_has_place": np.array([_has_place(each) for each in parties], np.uint8)[party],
        "name_kind": np.array([kind_number(each.kind) for each in parties], np.uint8)[party],
        "name_gender": np.array([gender_bit(each.gender) for each in parties], np.uint8)[party],
        "name_has_weak": np.array([any(each) for each in weak], np.uint8)[party],
        "name_is_weak": np.array(is_weak, np.uint8),
    }


def _has_place(party: ListedParty) -> bool:
    return bool(party.locations or party.birthplaces)
