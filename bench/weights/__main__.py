"""Writes the tables of token weights and of people's names: ``python -m bench.weights``."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.lists_io import SHARED, read_lists
from bench.weights.counting import (
    Shares,
    by_language,
    census_shares,
    commonest,
    list_shares,
    locale_lists,
    mean,
    mixed_by,
)
from sanctionscreen.names.frequencies import UNIT, UNSEEN
from sanctionscreen.names.keys import romanisation_key, skeleton
from sanctionscreen.names.vocabulary import PEOPLE, Vocabulary, load_vocabulary
from sanctionscreen.version import VERSION

TABLES: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("token_weights.tsv", lambda token: token),
    ("key_weights.tsv", romanisation_key),
    ("skeleton_weights.tsv", skeleton),
)
LEAST = UNIT
"""No token is so common that sharing it weighs less than one bit."""

RAREST = UNSEEN - UNIT
"""What is rarer is left out, as good as unseen: the tables stay small, and quick to read."""
_HARDLY = UNIT // 4

PEOPLE_FROM = 2e-5
"""Share of people, of a nation counted once, from which a word is a name as well: one in 50,000."""

_DATA = Path(__file__).resolve().parents[2] / "sanctionscreen" / "names" / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the tables anew; 2 where the list files are missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.weights", description=__doc__)
    parser.add_argument("--lists", type=Path, default=SHARED / "lists", help="folder of list files")
    parser.add_argument("--out", type=Path, default=_DATA, help="folder to write to")
    options = parser.parse_args(arguments)
    if not options.lists.is_dir():
        print(f"{options.lists}: no list files there. Give --lists DIR", file=sys.stderr)
        return 2
    parties = [party for item in read_lists(options.lists) for party in item.parties]
    listed, names = list_shares(parties)
    lists, census = locale_lists(), census_shares()
    by_nation = mixed_by(lists, 1)
    nations = len(by_nation)
    people = commonest((census, mean(by_nation.values())))
    shares = commonest((listed, census, *by_language(lists)))
    tokens = weights(shares, lambda token: token)
    for file_name, group in TABLES:
        rows = weights(shares, group)
        if group is romanisation_key:
            rows = told_apart(rows, tokens)
        head = header(file_name, names, nations, len(rows))
        text = "".join([*head, *(f"{key}\t{weight}\n" for key, weight in rows)])
        (options.out / file_name).write_text(text, "utf-8", newline="\n")
        print(f"{file_name}: {len(rows)} rows")
    words = peoples_names(people, load_vocabulary())
    text = "".join(f"{word}\n" for word in words)
    (options.out / PEOPLE).write_text(people_header(nations) + text, "utf-8", newline="\n")
    print(f"{PEOPLE}: {len(words)} rows")
    return 0


def peoples_names(people: Shares, words: Vocabulary) -> list[str]:
    """Words of organisations' names that are names of people as well, sorted."""
    known = words.generic | frozenset(words.places) | words.legal_words
    known |= words.organisation_particles
    return sorted(
        token for token, share in people.items() if share >= PEOPLE_FROM and token in known
    )


def people_header(nations: int) -> str:
    """What the table of people's names is and how it was made."""
    return (
        f"# {PEOPLE} of sanctionscreen {VERSION}, made by: python -m bench.weights\n"
        "# Words of organisations that one in 50,000 people or more is called as well, among\n"
        "# US Census 1990 names (public domain, PyPI package names) or the name lists of\n"
        f"# {nations} nations, each counted once (MIT, PyPI Faker).\n"
    )


def weights(shares: Shares, group: Callable[[str], str | None]) -> list[tuple[str, int]]:
    """-log2 of the share of each group of tokens in 1/64 bit, sorted; rarer ones are left out."""
    grouped: dict[str, float] = {}
    for token, share in sorted(shares.items()):
        key = group(token)
        if key:
            grouped[key] = grouped.get(key, 0.0) + share
    rows = [
        (key, max(LEAST, round(-math.log2(share) * UNIT)))
        for key, share in grouped.items()
        if share > 0  # the census rounds rare names to 0.000 %
    ]
    return sorted((key, weight) for key, weight in rows if weight < RAREST)


def told_apart(
    keys: Sequence[tuple[str, int]], tokens: Sequence[tuple[str, int]]
) -> list[tuple[str, int]]:
    """The keys without those that are spelled as a token, and hardly commoner."""
    known = dict(tokens)
    return [(key, w) for key, w in keys if w < known.get(key, RAREST) - _HARDLY]


def header(file_name: str, names: int, nations: int, rows: int) -> Iterable[str]:
    """What the table is and how it was made, in lines that the loader skips."""
    return (
        f"# {file_name} of sanctionscreen {VERSION}, made by: python -m bench.weights\n",
        f"# -log2 of the share of names that hold it, in 1/{UNIT} bit, under {RAREST}.\n",
        "# The share is that of the population where the token is most common:\n",
        f"# {names} distinct names of official lists; US Census 1990 frequencies (public\n",
        f"# domain, PyPI package names); name lists of {nations} nations (MIT, PyPI Faker).\n",
        f"# Rows: {rows}\n",
    )


if __name__ == "__main__":
    sys.exit(main())
