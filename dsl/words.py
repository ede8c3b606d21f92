"""
The words of the language: one phrase table for each human language, all for one grammar that holds no word.

A key is ``TERMINAL`` or ``TERMINAL meaning``; terminals that begin with an underscore carry no meaning beyond their
place. The first spelling is the canonical print, the others are read. A third language is one more table like
``words_zh`` and ``words_en``, entered in ``TABLES`` (and its units in ``literal``).

Decided where two spellings were possible: ``under`` 依 NAME = OPTION ends a line or a heading, its comma may be left
out; settings of a score stand before its items; an option of a reading, a type and a role are one word each; counts of
things print as 个 and ``pieces`` (``item`` is a label); a range may be written with 至, ``to`` or ~; a text, a citation
and a quoted name stay on one line; a formula has at most 64 levels, and a chain of sums, ``or`` or ``and`` is one.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from luyue.dsl.words_en import EN
from luyue.dsl.words_zh import GLUED, ZH

TABLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"zh": ZH, "en": EN})
LANGUAGES: Final = tuple(TABLES)
GLUED_WORDS: Final = frozenset(GLUED)

PARTS: Final = (
    *("_CONTRACT", "_USE", "_LET", "_UNSPECIFIED", "_READING", "_EVENT", "_INTERVAL", "_TABLE", "_PERIOD"),
    *("_CLAUSE", "_METRIC", "_SCORE", "_TIERS", "_LIMIT", "_ARTICLE", "_SCENARIO"),
)
LINES: Final = (
    *("_GIST", "_WHEN", "_IN_FORCE", "_PROVIDED", "_DUTY", "_FORBIDDEN", "_DUE", "_UNLESS", "_SUSPENDS", "_REQUIRES"),
    *("_DEDUCT", "HEAD", "_REDUCTION", "_POWER", "_SURVIVES", "_NOTE"),
)
ROWS: Final = ("_OPTION", "_ROW", "_BAND", "_ITEM", "_SET", "_AS_OF", "_EXPECT")
LABELS: Final = frozenset((*PARTS, *LINES, *ROWS))
USUAL_ROLES: Final = MappingProxyType({"甲方": "buyer", "乙方": "supplier", "buyer": "甲方", "supplier": "乙方"})
CALLS: Final = frozenset(("CALL", "OF_TWO"))  # words only before an opening parenthesis


class Sense(NamedTuple):
    """One meaning of a word: the terminal it is, and what the tree keeps of it ("" for terminals with none)."""

    terminal: str
    meaning: str


def say(key: str, lang: str, form: int = 0) -> str:
    """Return the canonical spelling of ``TERMINAL`` or ``TERMINAL meaning``, or another of its spellings."""
    return spellings(key, lang)[form]


@cache
def spellings(key: str, lang: str) -> tuple[str, ...]:
    """Return every spelling of a key, canonical first; empty if the language has no word for it."""
    return tuple(one.strip() for one in TABLES[lang][key].split("|") if one.strip())


@cache
def senses(lang: str) -> Mapping[str, tuple[Sense, ...]]:
    """Return every spelling with its meanings; words of a phrase are parted by one blank."""
    table: dict[str, list[Sense]] = {}
    for key in TABLES[lang]:
        terminal, _, meaning = key.partition(" ")
        for spelling in spellings(key, lang):
            table.setdefault(spelling, []).append(Sense(terminal, meaning))
    return MappingProxyType({spelling: tuple(found) for spelling, found in table.items()})


@cache
def phrases(lang: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return, for the first word of each phrase, the phrases of more than one word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for spelling in senses(lang):
        words = tuple(spelling.split(" "))
        if len(words) > 1:
            table.setdefault(words[0], []).append(words)
    return MappingProxyType({first: tuple(sorted(found, key=len, reverse=True)) for first, found in table.items()})


@cache
def labels(lang: str, terminals: tuple[str, ...] = (*PARTS, *LINES, *ROWS)) -> Mapping[str, str]:
    """Return the spelling of every label with its terminal."""
    chosen = frozenset(terminals)
    return MappingProxyType(
        {word: sense.terminal for word, found in senses(lang).items() for sense in found if sense.terminal in chosen}
    )


@cache
def terminals() -> tuple[str, ...]:
    """Return every terminal that words can be, in table order."""
    return tuple(dict.fromkeys(key.partition(" ")[0] for key in ZH))
