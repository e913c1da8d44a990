"""Names arranged otherwise: order, spaces, marks, titles, parts left out, things added."""

from __future__ import annotations

import re
from random import Random

from bench.accuracy.alterations.base import Alteration, Subject
from sanctionscreen.model import NameType

_TITLES = ("Mr.", "Mrs.", "Dr.", "Haji", "Sheikh", "General", "H.E.", "Prof.", "Sr.", "Eng.")
_CONTEXT = ("payment to {}", "{} ref 4471", "c/o {}", "account of {}", "{} (beneficial owner)",
            "attn: {}", "invoice {}", "{} and family")  # fmt: skip
_PARTICLES = frozenset("al el bin ibn de la del abu abd der van von da dos u bint ould".split())
_FIELD_LENGTH = 35
"""A name line of a SWIFT MT message holds 35 characters."""
# Customary English, Arabic and Russian short forms; not taken from the package's vocabulary.
_NICKNAMES = {
    "alexander": "alex", "aleksandr": "sasha", "alexandr": "sasha", "vladimir": "volodya",
    "mikhail": "misha", "dmitry": "dima", "dmitriy": "dima", "sergey": "seryozha",
    "sergei": "seryozha", "evgeny": "zhenya", "evgeniy": "zhenya", "ivan": "vanya",
    "nikolay": "kolya", "nikolai": "kolya", "yury": "yura", "yuri": "yura", "konstantin": "kostya",
    "anatoly": "tolya", "viktor": "vitya", "aleksey": "alyosha", "alexey": "alyosha",
    "ekaterina": "katya", "natalia": "natasha", "tatiana": "tanya", "anastasia": "nastya",
    "jose": "pepe", "francisco": "paco", "ignacio": "nacho", "jesus": "chuy", "enrique": "kike",
    "william": "bill", "robert": "bob", "richard": "dick", "james": "jim", "michael": "mike",
    "joseph": "joe", "thomas": "tom", "anthony": "tony", "daniel": "dan", "david": "dave",
    "samuel": "sam", "benjamin": "ben", "mohammad": "mo", "antonio": "tony", "roberto": "beto",
    "eduardo": "lalo", "guadalupe": "lupe", "manuel": "manolo", "rafael": "rafa",
}  # fmt: skip

_SECOND_NAMES = {
    "RU": ("Ivanovich", "Petrovich", "Sergeevich"), "MX": ("Manuel", "Guadalupe", "Luis"),
    "CO": ("Alberto", "Enrique", "Antonio"), "IR": ("Reza", "Ali", "Mohammad"),
    "SY": ("Muhammad", "Ahmad", "Hasan"), "IQ": ("Abbas", "Muhammad", "Ali"),
}  # fmt: skip


def _exact(item: Subject, _: Random) -> str:
    return item.name.text


def _spoken(item: Subject, _: Random) -> str | None:
    return item.text.title() if item.given else None


def _alias(item: Subject, rng: Random) -> str | None:
    names = [n for n in item.party.names[1:] if n.type is not NameType.WEAK]
    return rng.choice(names).text if names else None


def _reversed(item: Subject, rng: Random) -> str | None:
    if item.given:
        return " ".join([*item.family, *item.given])
    tokens = item.tokens
    if len(tokens) < 2:
        return None
    cut = rng.randrange(1, len(tokens))
    return " ".join(tokens[cut:] + tokens[:cut])


def _joined(item: Subject, rng: Random) -> str | None:
    tokens = item.tokens
    if len(tokens) < 2:
        return None
    at = rng.randrange(len(tokens) - 1)
    return " ".join([*tokens[:at], tokens[at] + tokens[at + 1].lower(), *tokens[at + 2 :]])


def _split(item: Subject, rng: Random) -> str | None:
    tokens = item.tokens
    places = [i for i, t in enumerate(tokens) if len(t) >= 6 and t.isalpha()]
    if not places:
        return None
    place = rng.choice(places)
    cut = rng.randrange(2, len(tokens[place]) - 1)
    tokens[place : place + 1] = [tokens[place][:cut], tokens[place][cut:]]
    return " ".join(tokens)


def _marks(item: Subject, rng: Random) -> str | None:
    """Hyphens and apostrophes to blanks or to nothing, or hyphens for blanks."""
    if re.search(r"[-'’]", item.text):
        return re.sub(r"[-'’]", rng.choice(("", " ")), item.text)
    tokens = item.tokens
    if len(tokens) < 3:
        return None
    return f"{tokens[0]}-{tokens[1]} " + " ".join(tokens[2:])


def _initial(item: Subject, rng: Random) -> str | None:
    """The first given name as an initial, beside a family name of some length."""
    if not item.given or len(item.given[0]) < 3 or max(map(len, item.family)) < 4:
        return None
    mark = rng.choice((".", ""))
    return " ".join([item.given[0][0] + mark, *item.given[1:], *item.family])


def _nickname(item: Subject, _: Random) -> str | None:
    short = _NICKNAMES.get(item.given[0].lower()) if item.given else None
    return " ".join([short.title(), *item.given[1:], *item.family]) if short else None


def _title(item: Subject, rng: Random) -> str:
    return f"{rng.choice(_TITLES)} {item.text}"


def _middle_dropped(item: Subject, _: Random) -> str | None:
    middle = [g for g in item.given[1:] if g.lower() not in _PARTICLES]
    return " ".join([item.given[0], *item.family]) if middle and len(item.given[0]) > 2 else None


def _patronymic_contradicted(item: Subject, rng: Random) -> str | None:
    if len(item.given) != 2 or not re.search(r"(ovich|evich|ovna|evna)$", item.given[1].lower()):
        return None
    options = ("ivan", "petr", "semyon", "stepan", "pavl", "maksim", "ignat", "yegor")
    others = [name for name in options if not item.given[1].lower().startswith(name[:4])]
    ending = "ovna" if item.given[1].lower().endswith("a") else "ovich"
    return " ".join([item.given[0], rng.choice(others).title() + ending, *item.family])


def _middle_added(item: Subject, rng: Random) -> str | None:
    """A second given name that the list does not have, of the same naming custom."""
    if any(re.search(r"(ovich|evich|ovna|evna)\b", n.text.lower()) for n in item.party.names):
        return None  # it could contradict the one that another name has
    if len(item.given) != 1 or {*item.party.nationalities}.isdisjoint(_SECOND_NAMES):
        return None
    options = next(_SECOND_NAMES[n] for n in item.party.nationalities if n in _SECOND_NAMES)
    return " ".join([*item.given, rng.choice(options), *item.family])


def _burmese(item: Subject, rng: Random) -> str | None:
    if "MM" not in item.party.nationalities:
        return None
    return f"{rng.choice(('U', 'Ko', 'Maung', 'Daw', 'Bo'))} {item.text}"


def _in_context(item: Subject, rng: Random) -> str:
    return rng.choice(_CONTEXT).format(item.text)


def _with_birth_date(item: Subject, rng: Random) -> str | None:
    if not item.party.birth_dates:
        return None
    born = item.party.birth_dates[0].earliest
    if born.day is None or born.month is None:
        return None
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    written = rng.choice((
        f"{born.day:02d}{months[born.month - 1]}{born.year}",
        f"{born.day:02d}/{born.month:02d}/{born.year}", str(born), f"DOB {born}",
    ))  # fmt: skip
    return f"{item.text} {written}"


def _truncated(item: Subject, _: Random) -> str | None:
    return item.text[:_FIELD_LENGTH] if len(item.text) > _FIELD_LENGTH + 2 else None


ARRANGEMENTS = (
    Alteration("exact", _exact),
    Alteration("given names first", _spoken, is_person=True),
    Alteration("another strong alias", _alias, ("Latn",)),
    Alteration("exact, other scripts", _exact, ("Cyrl", "Arab", "Hans", "Hant", "Hang", "Kore")),
    Alteration("order reversed", _reversed),
    Alteration("two words joined", _joined),
    Alteration("one word split", _split),
    Alteration("hyphens and apostrophes", _marks),
    Alteration("initial for the given name", _initial, is_person=True),
    Alteration("nickname", _nickname, is_person=True),
    Alteration("title added", _title, is_person=True),
    Alteration("middle name or patronymic left out", _middle_dropped, is_person=True),
    Alteration("middle name or patronymic added", _middle_added, is_person=True),
    Alteration("Burmese honorific added", _burmese, is_person=True),
    Alteration("patronymic contradicted", _patronymic_contradicted, is_person=True, is_same=False),
    Alteration("words around the name", _in_context),
    Alteration("birth date in the name field", _with_birth_date, is_person=True),
    Alteration("cut at 35 characters", _truncated),
)
