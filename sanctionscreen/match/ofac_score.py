"""The OFAC-style score: an emulation of what OFAC's Sanctions List Search shows for two names.

It annotates a hit and never filters or gates. ``docs/ofac-score.md`` says what is published, what
is observed, what is inferred, and how far to trust it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanctionscreen.match.ofac_jaro import jaro_winkler_shortfall
from sanctionscreen.match.ofac_parts import (
    is_latin,
    listed_parts,
    part_score,
    rounded_mean,
    sounds_alike,
    typed_parts,
    whole_score,
    whole_string,
)


@dataclass(frozen=True, slots=True)
class PartScore:
    """One typed part and the listed part that serves it best.

    Attributes:
        listed: None where no listed part is near enough to be compared; the score is then 0.
        score: 0-100.
        sounds_alike: Whether the two Soundex codes agree in full.
    """

    typed: str
    listed: str | None = None
    score: int = 0
    sounds_alike: bool = False


@dataclass(frozen=True, slots=True)
class OfacScore:
    """The emulated score of a pair, and what it is made of.

    Attributes:
        score: 0-100, the higher technique; 0 where OFAC's search would not look at the pair.
        whole_string, parts: What each technique gives, 0-100.
        typed_parts: Each typed part that counts, in typed order.
        dropped: Typed parts too short to count.
        notes: What is worth knowing about how the score came about, in sentences.
    """

    score: int
    whole_string: int
    parts: int
    typed_parts: tuple[PartScore, ...]
    dropped: tuple[str, ...]
    notes: tuple[str, ...]


def ofac_score(query: str, listed: str) -> int:
    """What OFAC's search is expected to show for a typed and a listed name, 0-100.

    Args:
        listed: The name as OFAC publishes it: "PUTIN, Vladimir Vladimirovich".
    """
    return explain_ofac_score(query, listed).score


def explain_ofac_score(query: str, listed: str) -> OfacScore:
    """The OFAC-style score with both techniques (FAQ 249), part by part."""
    typed, dropped = typed_parts(query)
    candidates = listed_parts(listed)
    scores = tuple(_best(part, candidates) for part in typed)
    parts = rounded_mean(sum(part.score for part in scores), len(scores))
    are_latin = bool(candidates) and is_latin(query)
    whole = whole_score(whole_string(query), whole_string(listed)) if are_latin else 0
    is_compared = any(part.listed is not None for part in scores)
    return OfacScore(
        score=max(whole, parts) if is_compared else 0,
        whole_string=whole,
        parts=parts,
        typed_parts=scores,
        dropped=dropped,
        notes=_notes(scores, dropped) if are_latin else (_NO_LATIN,),
    )


def _best(typed: str, candidates: Sequence[str]) -> PartScore:
    """The listed part that serves a typed part best; the first of equals."""
    best = PartScore(typed)
    for listed in candidates:
        score = part_score(typed, listed)
        if score is not None and (best.listed is None or score > best.score):
            best = PartScore(typed, listed, score, sounds_alike(typed, listed))
    return best


_NO_LATIN = "OFAC's search covers names in Latin letters only and does not transliterate."


def _notes(scores: Sequence[PartScore], dropped: Sequence[str]) -> tuple[str, ...]:
    """What is worth knowing about a score, in sentences."""
    if all(part.listed is None for part in scores):
        return ("No typed part shares its first letter and half its letters with a listed part.",)
    notes = [f"'{part}' is too short to count." for part in dropped]
    for part in scores:
        if part.listed is None:
            notes.append(f"'{part.typed}' has no near listed part and counts 0.")
        elif not part.sounds_alike:
            notes.append(f"'{part.typed}' and '{part.listed}' sound different: a fifth less.")
    return tuple(notes)


def disagreement(
    query: str, listed: str, ofac: int, own_score: float, threshold: float
) -> str | None:
    """Why OFAC's search and our score stand on different sides of a threshold, in one sentence.

    Args:
        ofac: The OFAC-style score of the pair, 0-100.
        own_score: Our score of the pair, 0-100.
        threshold: The lowest score of a hit, applied to both.

    Returns:
        None where both are on the same side.
    """
    if (ofac >= threshold) == (own_score >= threshold):
        return None
    explained = explain_ofac_score(query, listed)
    if ofac >= threshold:
        return f"OFAC's search would show {ofac}: {_why_higher(explained, listed)}."
    return f"OFAC's search would show nothing at {threshold:g}: {_why_lower(explained, listed)}."


def _why_lower(explained: OfacScore, listed: str) -> str:
    """What keeps OFAC's score down where ours is up."""
    candidates = listed_parts(listed)
    if not candidates or not any(is_latin(part.typed) for part in explained.typed_parts):
        return "it does not transliterate, and covers names in Latin letters only"
    unserved = [part.typed for part in explained.typed_parts if part.listed is None]
    for part in unserved:
        near = min(candidates, key=lambda other: _farness(part, other))
        if part[0] != near[0] and _farness(part, near) <= _NEAR:
            return (
                f"it compares parts with the same first letter only, so '{near}' "
                f"does not serve '{part}'"
            )
    for part in unserved:
        if _is_joined(part, candidates) or any(_is_joined(c, unserved) for c in candidates):
            return f"it compares part by part, so joined and split spellings of '{part}' differ"
    if unserved:
        return (
            f"no listed part is within half the letters of '{unserved[0]}', "
            f"which counts 0 in the mean of {len(explained.typed_parts)}"
        )
    weakest = min(explained.typed_parts, key=lambda part: part.score)
    if not weakest.sounds_alike:
        return f"'{weakest.typed}' and '{weakest.listed}' have different Soundex codes"
    return f"'{weakest.typed}' against '{weakest.listed}' is only {weakest.score} letter by letter"


def _why_higher(explained: OfacScore, listed: str) -> str:
    """What lifts OFAC's score where ours is down."""
    if explained.whole_string > explained.parts:
        return (
            "it compares the whole strings letter by letter, and a common beginning counts "
            "whatever the other parts are"
        )
    if explained.dropped:
        short = ", ".join(f"'{part}'" for part in explained.dropped)
        return f"it drops short typed parts ({short}), so they contradict nothing"
    used = {part.listed for part in explained.typed_parts}
    over = [part for part in listed_parts(listed) if part not in used]
    if over:
        return (
            f"listed parts left over ('{' '.join(over)}') cost nothing there, "
            "and a common word counts as much as a rare one"
        )
    return "it does not weigh how rare a part is, so a common word counts as much as a rare one"


_NEAR = 0.2
"""Up to this Jaro-Winkler distance two parts look like spellings of one name."""


def _farness(one: str, other: str) -> float:
    """One minus Jaro-Winkler."""
    missing, whole = jaro_winkler_shortfall(one, other)
    return missing / whole


def _is_joined(part: str, others: Sequence[str]) -> bool:
    """Whether some neighbouring ``others`` written together are ``part``."""
    ends = range(2, len(others) + 1)
    return any("".join(others[start:end]) == part for end in ends for start in range(end - 1))
