"""Every weight and limit of the match, in one visible list, with its reason.

All are in units of 1/64 bit of match weight (Fellegi and Sunter 1969: log2 of how much likelier
the evidence is between two spellings of one party than between two parties).
"""

from __future__ import annotations

from sanctionscreen.names.frequencies import UNIT


def bits(value: float) -> int:
    """A weight in bits as an integer number of 1/64 bit."""
    return round(value * UNIT)


# What an agreement gives up against an exact one: -log2 of how often one party's spellings
# differ so, relative to how often they are the same.
COST_EXACT = 0
COST_WORD = bits(0.5)  # abbreviation, inflection or translation of a business word
COST_VARIANT = bits(0.75)  # a spelling variant mined from the publishers' own aliases
COST_PLACE = bits(1)  # another name of the same country or city, or what is called after it
COST_MINED = bits(1.5)  # one mined without reading (0.5 to 3 bits fit the pairs alike)
COST_ROMANISATION = bits(1)  # another romanisation scheme
COST_NICKNAME = bits(2.5)  # "Bill" for "William"
COST_EQUIVALENT = bits(5)  # another language's name for the same saint (Juan, John)
COST_EDIT_LONG = bits(2.5)  # one edit in a token of six letters and more
COST_EDIT = bits(3)  # one edit in five letters
COST_EDIT_SHORT = bits(4)  # one edit in three or four letters
COST_EDIT_TO_KNOWN = bits(2)  # more, where a short token is a frequent name itself ("Ray", "Tay")
COST_TWO_EDITS = bits(5)  # two edits in seven letters and more
COST_SKELETON = bits(4.5)  # the same consonants, other vowels
COST_VOWELLESS = bits(3)  # one is written without vowels ("Kbn" for "Koban")
COST_SYLLABLES = bits(1.5)  # Wade-Giles against pinyin ("Kuo-hua", "Guohua")
COST_SOUND = bits(1)  # kana against Latin letters: l is r, v is b, vowels are put in
SOUND_LETTER = bits(3)
"""What each letter of a shared sound is worth at most: some ten are left of the alphabet."""
COST_JOIN = bits(0.5)  # joined or split tokens
COST_JOIN_INEXACT = bits(2)  # more, where they agree by more than romanisation

SHORTEST_FOR_EDIT = 3  # letters from which a token may differ by one edit
SHORTEST_FOR_TWO_EDITS = 7  # letters from which it may differ by two
LONGEST_FOR_EDIT = 25
"""Letters of the longest words; what is longer is several of them, whose edits count there."""
SHORTEST_JOIN_FOR_EDIT = 8  # letters from which joined tokens may differ by one edit
SHORTEST_JOIN_FOR_SKELETON = 10  # letters from which they may share their consonants only
LONGEST_JOIN = 3
"""Tokens that may be written as one ("Abd al Rahman", "Yong Gil")."""

# A listed name whose tokens are all common ("Maria Garcia") weighs less than a hit; agreeing
# *whole* it is one all the same. What is missing to this weight is shared out over its tokens
# when the list is compiled, and taken back where the name agrees in part only.
WHOLE_NAME = bits(18)

# A query that ends where a listed name of an organisation goes on, letter for letter before: it
# may be cut at the width of a field. A hit, and no more: it may be another's whole name.
CUT_SHORT = bits(10.5)
SHORTEST_CUT = 30
"""Characters of the narrowest field that is looked for."""

INITIAL_SAME = bits(2)  # a query's initial and a listed name's first letter (one in eight or so)

# Left-over tokens. Leaving out is cheap and contradicting dear (OFSI's penalty notice of January
# 2026: a spelling of several romanised letters without the middle name was the sanctioned one).
OMITTED_NAME = bits(2)  # a listed given, middle or further name that the query lacks
OMITTED_PATRONYMIC = bits(1)  # a patronymic that one side lacks
EXTRA_NAME = bits(2.5)  # a name in the query that the listed name lacks
OMITTED_BESIDE_ONE = bits(0.25)  # where the query is one name alone, nothing else is to be had
FURTHER_NAME = bits(1.5)  # on top, for each name left over beyond the first
COMMON_NAME_UNDER = bits(13)  # what a common name weighs less than
# Common names keep company: who is called Carlos is a Lopez oftener than chance has it. In a
# name that agrees in part only, each common name beyond the first gives this back.
COMMON_NAME_TOO = bits(2)
# Brothers share all but one name, sister bodies all but one word: however much agrees beside a
# contradiction, it counts up to here.
BESIDE_CONTRADICTION_MOST = bits(14)
ORG_BESIDE_CONTRADICTION_MOST = bits(16)  # the same for organisations
CONTRADICTING_NAME = bits(9)  # both have one left, and they differ
CONTRADICTING_PATRONYMIC = bits(9)  # both have a patronymic, and they differ
RESEMBLING_NAME = bits(1)  # both have one left, and they differ but resemble each other
RESEMBLING_KNOWN_NAME = bits(4)  # the same for two names in use that are one letter apart
SYLLABLE_DIFFERS = bits(4)  # syllables of a name in Hangul or Chinese that differ by letters only
SYLLABLES_TURNED = bits(5)  # or that stand in another order: "Eun-jeong", "Jong Un"
DIFFERENT_INITIAL = bits(4)  # an initial beside a name that begins with another letter
OMITTED_OTHER = bits(0.25)  # titles, legal forms, suffixes, initials
PARTICLE = 0  # "al", "bin", "de", "of", left over or not

# Organisations: a distinctive word left over says another body, as much as the word is rare.
ORG_OMITTED_SHARE = (1, 8)  # of the token's own weight
ORG_OMITTED_MOST = bits(4)  # for a listed word that the query lacks
ORG_EXTRA_SHARE = (1, 6)  # the same for a word that the listed name lacks
ORG_EXTRA_MOST = bits(3)  # and no more than this
ORG_EXTRA_BESIDE_NAMES = bits(9)  # where the query may as well be a person's name
ORG_PERSONS_NAMES_SHARE = (1, 3)  # names of people in part of a body's name: less rare by it
ORG_BESIDE_NAMES_INEXACT = bits(4)  # one that differs by letters from the body's word
ORG_GENERIC_FREE = bits(6)  # rarity up to which a generic word's absence says little ("Group")
ORG_GENERIC_SHARE = (3, 5)  # of its rarity beyond that ("Directorate" says more)
ORG_GENERIC_LEAST = bits(0.25)  # and no less than this
ORG_GENERIC_MOST = bits(1)  # and no more than this
ORG_PLACE = bits(1)  # a place that one side lacks
ORG_NUMBER = bits(4)  # a number that one side lacks
ORG_CONTRADICTING_PLACE = bits(5)  # on top, where both have one left, and they differ
ORG_CONTRADICTING_NUMBER = bits(11)  # on top, where both have one left ("Tranche 5", "6")
ORG_CONTRADICTING_NAME = bits(2)  # on top of the two leftovers
ORG_OTHER_BUSINESS = bits(2.5)  # both have a business word left, and they differ
ORG_OTHER_LEGAL_FORM = bits(0.75)  # both have a legal form left, and they differ
OTHER_SCRIPT_LEFTOVER = bits(0.75)  # between scripts, words left over are mostly translations

# Beyond the name.
BEYOND_NAME_MOST = bits(4)  # the most that all other fields may add
NAME_FLOOR = bits(6)  # of name weight, under which they add nothing
BIRTH_DATE_SAME = bits(4)  # the same day
BIRTH_DATE_COMPATIBLE = bits(1.5)  # the same as far as both are known
BIRTH_DATE_SWAPPED = bits(3)  # day and month exchanged
BIRTH_DATE_SLIP = bits(2)  # one digit or one year off
BIRTH_DATE_YEAR_NEAR = 0  # two or three years off
BIRTH_DATE_CONFLICT = -bits(8)  # another date
COUNTRY_SAME = bits(1)  # a country in common
COUNTRY_CONFLICT = -bits(1)  # no country in common
CITY_SAME = bits(0.5)  # a city in common
GENDER_CONFLICT = -bits(5)  # another gender
KIND_CONFLICT = -bits(6)  # a person, not a company
WEAK_ALIAS_TOO = bits(1.5)  # a weak alias agrees as well
WEAK_ALIAS_ALONE_MOST = bits(7.5)
"""An exact weak alias by itself is shown, in band weak: under every default threshold."""
IDENTIFIER_SAME = bits(24)
"""An identifier agrees: stands alone as a hit, whatever the name."""
