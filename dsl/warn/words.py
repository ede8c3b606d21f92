"""Numbers in findings, written so that they read the same in either language, or as the gist beside them does."""

from fractions import Fraction
from math import floor
from types import MappingProxyType
from typing import Final

from luyue.dsl.literal import PRINTED_EACH_ZH, PRINTED_EN, PRINTED_ZH
from luyue.dsl.quantity import Unit, decimal

BOUNDS_ZH: Final = MappingProxyType({"ge": "不少于", "le": "不超过", "gt": "超过", "lt": "不满"})
BOUNDS_EN: Final = MappingProxyType({"ge": "at least ", "le": "at most ", "gt": "more than ", "lt": "less than "})


def percent(share: Fraction) -> str:
    """
    Return a share as people write it.

    >>> percent(Fraction(1, 2000))
    '0.05%'
    """
    return f"{decimal(share * 100)}%"


def whole(number: Fraction) -> str:
    """Return a whole number of units, a part counted as one."""
    return str(-(-number.numerator // number.denominator))


def times(factor: Fraction) -> str:
    """
    Return how many times one amount is another, with one decimal where that says something, half up.

    >>> times(Fraction("247.82")), times(Fraction(10)), times(Fraction(1, 300))
    ('247.8', '10', '0.003')
    """
    places = 1 if factor >= 1 else 3
    return decimal(Fraction(floor(factor * 10**places + Fraction(1, 2)), 10**places))


def amount(yuan: Fraction, currency: str) -> str:
    """
    Return an amount with two decimals, half a fen up, and its currency.

    >>> amount(Fraction("2373168.252"), "CNY")
    'CNY 2,373,168.25'
    """
    fen = floor(yuan * 100 + Fraction(1, 2))
    return f"{currency} {fen // 100:,}.{fen % 100:02d}"


def said(value: Fraction, unit: Unit, bound: str | None, *, zh: bool) -> str:
    """
    Return a quantity with its boundary word, in the language of the gist that stands beside it.

    >>> said(Fraction(7), Unit.DAY, "gt", zh=True), said(Fraction(7), Unit.DAY, None, zh=False)
    ('超过7日', '7 days')
    """
    before = "" if bound is None else (BOUNDS_ZH if zh else BOUNDS_EN)[bound]
    if unit is Unit.SHARE:
        return before + percent(value)
    if unit is Unit.NUMBER:
        return before + decimal(value)
    if zh:
        return f"{before}{decimal(value)}{PRINTED_ZH[unit]}"
    return f"{before}{decimal(value)} {PRINTED_EN[unit][0 if value == 1 else 1]}"


def each(unit: Unit, *, zh: bool) -> str:
    """
    Return what a sum is counted for, one of a unit.

    >>> each(Unit.DAY, zh=True), each(Unit.WORKING_DAY, zh=False)
    ('每日', 'per working day')
    """
    return f"每{PRINTED_EACH_ZH[unit]}" if zh else f"per {PRINTED_EN[unit][0]}"


def is_chinese(text: str) -> bool:
    """Say whether a text has a Chinese character in it."""
    return any("\u4e00" <= one <= "\u9fff" for one in text)
