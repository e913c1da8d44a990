"""How often tokens occur in names: on the lists, and among people at large."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib import resources
from types import ModuleType

from sanctionscreen.model import ListedParty
from sanctionscreen.names.folding import fold

Shares = dict[str, float]
"""Token to the share of names that hold it, 0 to 1."""

_SMOOTHING = 0.5
"""Added to each count (Jeffreys' prior): one occurrence tells little of how rare a token is."""
_SHORT_LIST = 0.5
"""What a share of a nation's list counts for: it holds the frequent names only, mostly without
saying how frequent each is."""


def list_shares(parties: Iterable[ListedParty]) -> tuple[Shares, int]:
    """Shares over the distinct names of listed parties, and the number of these names."""
    names = {fold(name.text) for party in parties for name in party.names}
    counts = Counter(token for name in names for token in set(name))
    total = len(names) + _SMOOTHING * len(counts)
    return {token: (count + _SMOOTHING) / total for token, count in counts.items()}, len(names)


def census_shares() -> Shares:
    """The US Census Bureau's name frequencies of 1990, as the package ``names`` ships them.

    A person has one family name and one given name, of a man or of a woman.
    """
    shares: Shares = {}
    for table, part in (
        ("dist.all.last", 1.0),
        ("dist.male.first", 0.5),
        ("dist.female.first", 0.5),
    ):
        for line in resources.files("names").joinpath(table).read_text("ascii").splitlines():
            name, percent = line.split()[:2]
            shares[name.lower()] = shares.get(name.lower(), 0.0) + part * float(percent) / 100
    return shares


def locale_lists() -> dict[tuple[str, str], Shares]:
    """Shares over Faker's national name lists, by language and nation."""
    lists: dict[tuple[str, str], Shares] = {}
    for module in _person_modules():
        shares = _nation(module.Provider)
        if shares:
            language, _, nation = module.__name__.rpartition(".")[2].partition("_")
            lists[language, nation] = shares
    return lists


def mixed_by(lists: Mapping[tuple[str, str], Shares], part: int) -> dict[str, Shares]:
    """Shares by language (part 0) or nation (part 1): the mean of their lists."""
    grouped: dict[str, list[Shares]] = {}
    for key, shares in sorted(lists.items()):
        grouped.setdefault(key[part], []).append(shares)
    return {name: mean(found) for name, found in grouped.items()}


def mean(found: Collection[Shares]) -> Shares:
    """The mean share of each token over several populations."""
    mixed: Shares = {}
    for shares in found:
        for token, share in shares.items():
            mixed[token] = mixed.get(token, 0.0) + share / len(found)
    return mixed


def by_language(lists: Mapping[tuple[str, str], Shares]) -> list[Shares]:
    """What the lists of a language's nations tell of its names, held back for their shortness."""
    return [
        {token: _SHORT_LIST * share for token, share in shares.items()}
        for shares in mixed_by(lists, 0).values()
    ]


def locale_names() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Given and family names of each of Faker's name lists, as they are written there."""
    found = []
    for module in _person_modules():
        given, family = (
            tuple(_names(module.Provider, part)) for part in ("first_names", "last_names")
        )
        if given and family:
            found.append((given, family))
    return tuple(found)


def _person_modules() -> Iterator[ModuleType]:
    package = importlib.import_module("faker.providers.person")
    for item in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
        yield importlib.import_module(f"{package.__name__}.{item.name}")


def _nation(provider: type) -> Shares:
    shares: Shares = {}
    for prefix in ("first_names", "last_names"):
        names = _names(provider, prefix)
        total = sum(names.values())
        for name, weight in names.items():
            for token in set(fold(name)):
                shares[token] = shares.get(token, 0.0) + weight / total
    return shares


def _names(provider: type, prefix: str) -> dict[str, float]:
    """Name to weight: the nation's own list, or its men's and women's together."""
    found: dict[str, float] = {}
    for field in (prefix, f"{prefix}_male", f"{prefix}_female"):
        names = vars(provider).get(field)
        if not isinstance(names, Collection) or not names:
            continue
        weights = names if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
        total = sum(weights.values())
        for name, weight in weights.items():
            found[name] = found.get(name, 0.0) + weight / total
        if found and field == prefix:
            break
    return found


def commonest(populations: Iterable[Shares]) -> Shares:
    """For each token its share where it is most common.

    Two people share a name by chance within their own population: that a Russian surname is rare
    among all people does not make it rare among the Russians of a list.
    """
    shares: Shares = {}
    for items in populations:
        for token, share in items.items():
            shares[token] = max(share, shares.get(token, 0.0))
    return shares
