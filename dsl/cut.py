"""
Cutting Chinese runs: 每逾期1日, 持续三十日以上 and the like, written without blanks.

A run is cut only into the few words that may be glued, numbers with units, ratios and amounts in words, and only if
nothing is left over; so a name such as 付款期限 or 不可抗力三十日 stays whole.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import frozen

from luyue.dsl import dates, literal, words
from luyue.dsl.quantity import Unit


@frozen
class Piece:
    """A part of a run that was cut: a glued word, or a quantity."""

    start: int
    end: int
    word: str | None = None
    value: tuple[Fraction, Unit] | None = None


_MONTH_ALONE: Final = re.compile(rf"[{literal.NUMERALS}]+月")
_LONGEST_CUT: Final = 48
UNITS_BY_LENGTH: Final = tuple(sorted(literal.UNITS_ZH, key=len, reverse=True))
_BEFORE_UNITS: Final = (words.say("_EVERY", "zh"), words.say("LATE late", "zh"))
_GLUED_BY_LENGTH: Final = tuple(sorted(words.GLUED_WORDS, key=len, reverse=True))


@lru_cache(4096)
def cut(run: str) -> tuple[Piece, ...] | None:
    """
    Cut a Chinese run into glued words and quantities, or return None if something is left over.

    >>> [p.word or p.value for p in cut("持续三十日以上")]
    ['持续', (Fraction(30, 1), <Unit.DAY: 'day'>), '以上']
    >>> cut("付款期限") is None
    True
    """
    if len(run) > _LONGEST_CUT:
        return None
    rest: list[tuple[Piece, ...] | None] = [None] * len(run) + [()]
    for start in range(len(run) - 1, -1, -1):
        for piece in _pieces_at(run, start):
            tail = rest[piece.end]
            if tail is not None:
                rest[start] = (piece, *tail)
                break
    return rest[0]


def _pieces_at(run: str, start: int) -> Iterator[Piece]:
    for word in _GLUED_BY_LENGTH:
        if run.startswith(word, start):
            yield Piece(start, start + len(word), word=word)
    if run.endswith(_BEFORE_UNITS, 0, start):
        for unit in literal.EVERY_ZH:
            if run.startswith(unit, start):
                yield Piece(start, start + len(unit), word=unit)
    if run[start] in literal.NUMERALS or run[start] == "人":
        for end in range(len(run), start, -1):
            value = _quantity_in_words(run[start:end])
            if value is not None:
                yield Piece(start, end, value=value)


def _quantity_in_words(text: str) -> tuple[Fraction, Unit] | None:
    share = literal.ratio(text)
    if share is not None:
        return share, Unit.SHARE
    money = literal.capitals(text)
    if money is not None:
        return money, Unit.MONEY
    for unit in UNITS_BY_LENGTH:
        if text.endswith(unit):
            count = literal.numeral(text[: -len(unit)])
            if count is not None:
                kind, scale = literal.UNITS_ZH[unit]
                return Fraction(count) * scale, kind
    bare = literal.numeral(text)
    return None if bare is None or text in "〇零" else (Fraction(bare), Unit.NUMBER)


def is_quantity(run: str) -> bool:
    """Say whether a bare run would be read as a number, so that as a name it needs quotes."""
    pieces = cut(run)
    if pieces is not None and any(piece.value is not None for piece in pieces):
        return True
    return is_bare_month(run) or dates.looks_written(run)


def is_bare_month(run: str) -> bool:
    """Say whether a run is a number and 月, which may be a length or a month of the year."""
    return _MONTH_ALONE.fullmatch(run) is not None
