"""Names of organisations: legal forms, business words, numbers."""

from __future__ import annotations

import re
from random import Random

from bench.accuracy.alterations.base import Alteration, Subject

# Written here, not taken from the package's vocabulary, so that a gap there shows.
_FORMS = (
    ("limited liability company", ("llc", "l.l.c.")),
    ("joint stock company", ("jsc", "j.s.c.")),
    ("public joint stock company", ("pjsc", "pao")),
    ("open joint stock company", ("ojsc", "oao")),
    ("closed joint stock company", ("cjsc", "zao")),
    ("limited", ("ltd", "ltd.")),
    ("company", ("co", "co.", "comp")),
    ("corporation", ("corp", "corp.")),
    ("incorporated", ("inc", "inc.")),
    ("private limited", ("pvt ltd", "pte ltd")),
    ("sociedad anonima", ("s.a.", "sa")),
    ("gesellschaft mit beschränkter haftung", ("gmbh",)),
    ("free zone establishment", ("fze",)),
    ("anonim sirketi", ("a.s.",)),
)
_TRANSLATED = {
    "limited liability company": ("GmbH", "OOO", "Sociedad de Responsabilidad Limitada"),
    "llc": ("GmbH", "OOO", "SARL"), "joint stock company": ("Aktsionernoe Obshchestvo", "AG"),
    "jsc": ("AO", "S.A."), "company": ("Compagnie", "Gesellschaft", "Sherkat"),
    "limited": ("Limitada", "GmbH"), "corporation": ("Korporatsiya", "Corporacion"),
}  # fmt: skip
_ADDED = ("LLC", "Ltd", "Co., Ltd.", "Inc.", "GmbH", "S.A.", "JSC", "FZE", "Pte Ltd")
_WORDS = {
    "group": ("grp", "gp"), "international": ("intl", "int'l", "internat"),
    "communications": ("comm", "comms"), "communication": ("comm",), "technology": ("tech",),
    "technologies": ("tech",), "services": ("svcs", "srvces", "serv"), "service": ("svc", "srv"),
    "trading": ("trdg", "trad"), "industries": ("ind", "inds"), "industrial": ("indl", "ind"),
    "engineering": ("eng", "engg", "engr"), "manufacturing": ("mfg", "manuf"),
    "development": ("dev", "devt"), "investment": ("inv", "invest"), "management": ("mgmt",),
    "transport": ("trans", "transp"), "shipping": ("shpg", "shp"), "petroleum": ("petr", "pet"),
    "general": ("gen", "gnrl"), "national": ("natl", "nat"), "equipment": ("equip", "eqpt"),
    "import": ("imp",), "export": ("exp",), "center": ("ctr", "centre"), "bank": ("bk",),
    "university": ("univ",), "institute": ("inst",), "department": ("dept",),
    "electronics": ("elec",), "enterprise": ("ent",), "enterprises": ("ents", "ent"),
    "association": ("assoc", "assn"), "foundation": ("fdn", "found"), "brothers": ("bros",),
}  # fmt: skip
_NUMBERS = {
    "1": ("one", "i", "first"), "2": ("two", "ii", "second"), "3": ("three", "iii", "third"),
    "4": ("four", "iv", "fourth"), "5": ("five", "v", "fifth"), "6": ("six", "vi"),
    "7": ("seven", "vii"), "8": ("eight", "viii"), "9": ("nine", "ix"), "10": ("ten", "x"),
    "11": ("eleven", "xi"), "12": ("twelve", "xii"),
}  # fmt: skip


def _plain(item: Subject) -> str:
    return re.sub(r"[.,\"“”]", "", item.text.lower()).strip()


def _found(text: str, longest_first: list[str]) -> str | None:
    return next((f for f in longest_first if re.search(rf"\b{re.escape(f)}\b", text)), None)


_LONG = dict(_FORMS)
_SHORT = {re.sub(r"\.", "", short): long for long, shorts in reversed(_FORMS) for short in shorts}
_BY_LENGTH = sorted({*_LONG, *_SHORT}, key=lambda form: (-len(form), form))


def _form_added(item: Subject, rng: Random) -> str | None:
    return None if _found(_plain(item), _BY_LENGTH) else f"{item.text} {rng.choice(_ADDED)}"


def _form_dropped(item: Subject, _: Random) -> str | None:
    text = _plain(item)
    form = _found(text, _BY_LENGTH)
    left = re.sub(rf"\b{re.escape(form)}\b", " ", text).split() if form else []
    return " ".join(left) if left else None


def _form_abbreviated(item: Subject, rng: Random) -> str | None:
    text = _plain(item)
    form = _found(text, [f for f in _BY_LENGTH if f in _LONG])
    if form is None:
        return None
    return re.sub(rf"\b{re.escape(form)}\b", rng.choice(_LONG[form]), text).upper()


def _form_spelled_out(item: Subject, _: Random) -> str | None:
    text = _plain(item)
    form = _found(text, [f for f in _BY_LENGTH if f in _SHORT])
    return re.sub(rf"\b{re.escape(form)}\b", _SHORT[form], text).title() if form else None


def _form_translated(item: Subject, rng: Random) -> str | None:
    text = _plain(item)
    form = _found(text, [f for f in _BY_LENGTH if f in _TRANSLATED])
    if form is None:
        return None
    return re.sub(rf"\b{re.escape(form)}\b", rng.choice(_TRANSLATED[form]), text).title()


def _abbreviated(item: Subject, rng: Random) -> str | None:
    tokens = [re.sub(r"[.,\"]", "", token) for token in item.tokens]
    changed = [rng.choice(_WORDS.get(token.lower(), (token,))).upper() for token in tokens]
    return " ".join(changed) if changed != [token.upper() for token in tokens] else None


def _number_words(item: Subject, rng: Random) -> str | None:
    tokens = item.tokens
    places = [i for i, token in enumerate(tokens) if token in _NUMBERS]
    if not places:
        return None
    place = rng.choice(places)
    tokens[place] = rng.choice(_NUMBERS[tokens[place]])
    return " ".join(tokens)


def _other_number(item: Subject, rng: Random) -> str | None:
    tokens = item.tokens
    places = [i for i, token in enumerate(tokens) if re.fullmatch(r"\d{1,3}", token)]
    if not places:
        return None
    place = rng.choice(places)
    tokens[place] = str(int(tokens[place]) + rng.choice((1, 2, 3)))
    return " ".join(tokens)


BODIES = (
    Alteration("legal form added", _form_added, is_person=False),
    Alteration("legal form dropped", _form_dropped, is_person=False),
    Alteration("legal form translated", _form_translated, is_person=False),
    Alteration("legal form abbreviated", _form_abbreviated, is_person=False),
    Alteration("legal form spelled out", _form_spelled_out, is_person=False),
    Alteration("business words abbreviated", _abbreviated, is_person=False),
    Alteration("number in words", _number_words, is_person=False),
    Alteration("number contradicted", _other_number, is_person=False, is_same=False),
)
