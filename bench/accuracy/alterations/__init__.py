"""Systematic alterations of listed names, by class."""

from bench.accuracy.alterations.arranging import ARRANGEMENTS
from bench.accuracy.alterations.base import Alteration, Subject, subject
from bench.accuracy.alterations.bodies import BODIES
from bench.accuracy.alterations.doubled import DOUBLES
from bench.accuracy.alterations.romanising import ROMANISATIONS
from bench.accuracy.alterations.typing_errors import TYPING_ERRORS

ALTERATIONS: tuple[Alteration, ...] = (
    *ARRANGEMENTS,
    *TYPING_ERRORS,
    *DOUBLES,
    *ROMANISATIONS,
    *BODIES,
)

__all__ = ["ALTERATIONS", "Alteration", "Subject", "subject"]
