"""
Numbers as people write them in logs, and nothing else.

The grammar is our own, because the language's converters take too much: ``1_000``, foreign digits, ``1e2000000``
(minutes of work from nine signs), ``NaN``. A number is wholly in ASCII or wholly in full-width signs; at most 18
digits before the point; groups of three or none; no exponent. Text is looked at before it is converted, and no binary
fraction ever comes near: numbers of a JSON file arrive as their digits (``Digits``).

Money has two decimals, more only if they are zeros, and its mark (￥, 元, yuan) must agree with the currency of the
row. A bare 3 in a field of shares could be 3% or 300%, so above 1 a share needs its sign.
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from luyue.engine.readers.refuse import Fault

WHOLE_DIGITS: Final = 18
PART_DIGITS: Final = 18
MONEY_DIGITS: Final = 2  # after the point
LARGEST_ID: Final = 10**100  # an integer that stands for an id
LARGEST_FEN: Final = 2**63 - 1
HOME: Final = "CNY"  # the currency of ￥, 元 and yuan

_TOO_LONG: Final = 10**WHOLE_DIGITS
_NARROW: Final = str.maketrans("０１２３４５６７８９．，：－＋／％", "0123456789.,:-+/%")
_DIGIT: Final = re.compile("[0-9]")
_WIDE_DIGIT: Final = re.compile("[０-９]")
_DECIMAL: Final = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")
_MONEY: Final = re.compile(r"([￥¥]?) ?([+-]?[0-9,]+(?:\.[0-9]+)?) ?(元|yuan)?")
_SHARE: Final = re.compile(r"([+-]?[0-9,.]+) ?([%‰])")
_RATIO: Final = re.compile(r"([0-9]{1,18})/([0-9]{1,18})")
_EXPONENT: Final = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")
_NOT_NUMBERS: Final = frozenset({"nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity"})
_PARTS: Final = {"%": 100, "‰": 1000}


class Digits(str):
    """A number of a JSON file, as its digits."""

    __slots__ = ()


def fold(text: str) -> str:
    """
    Return full-width digits and the signs between them in ASCII, the rest untouched.

    >>> fold("１，２３４．５０元")
    '1,234.50元'

    :raises Fault: mixed-digits, foreign-digits
    """
    if text.isascii():
        return text
    if _WIDE_DIGIT.search(text):
        if _DIGIT.search(text):
            raise Fault("mixed-digits", value=text)
        text = text.translate(_NARROW)
    if any(one.isdigit() and not one.isascii() for one in text):
        raise Fault("foreign-digits", value=text)
    return text


@lru_cache(maxsize=4096)
def number(text: str) -> Fraction:
    """
    Return the exact value of a decimal number.

    >>> number("15,000.50"), number("-3")
    (Fraction(30001, 2), Fraction(-3, 1))

    :raises Fault: bad-number and what ``fold`` raises
    """
    return _decimal(fold(text), text, kind="bad-number")


@lru_cache(maxsize=4096)
def money(text: str, currency: str, signed: bool) -> Fraction:
    """
    Return an amount of money in whole units (yuan), exact to two decimals.

    >>> money("￥1,234.5", "CNY", signed=False)
    Fraction(2469, 2)

    :raises Fault: bad-money, negative-amount, currency-mark, too-many-decimals, too-many-digits and what ``fold``
        raises
    """
    plain = fold(text)
    match = _MONEY.fullmatch(plain)
    if match is None:
        raise _why_not(plain, text, kind="bad-money")
    mark = match[1] or match[3]
    if mark and currency != HOME:
        raise Fault("currency-mark", value=text, mark=mark, currency=currency)
    if len(match[2].partition(".")[2].rstrip("0")) > MONEY_DIGITS:
        raise Fault("too-many-decimals", value=text)
    amount = _decimal(match[2], text, kind="bad-money")
    if amount < 0 and not signed:
        raise Fault("negative-amount", value=text)
    if abs(amount) * 100 > LARGEST_FEN:
        raise Fault("too-many-digits", value=text)
    return amount


@lru_cache(maxsize=4096)
def rate(text: str) -> Fraction:
    """
    Return a share, not negative: 0.03, 3%, 3‰ or 3/100.

    >>> rate("3%") == rate("0.03") == rate("3/100")
    True

    :raises Fault: bad-rate, bare-rate and what ``fold`` raises
    """
    plain = fold(text)
    if (ratio := _RATIO.fullmatch(plain)) and int(ratio[2]):
        return Fraction(int(ratio[1]), int(ratio[2]))
    share = _SHARE.fullmatch(plain)
    value = _decimal(share[1] if share else plain, text, kind="bad-rate")
    if value < 0:
        raise Fault("bad-rate", value=text)
    if share:
        return value / _PARTS[share[2]]
    if value > 1:
        raise Fault("bare-rate", value=text)
    return value


@lru_cache(maxsize=4096)
def count(text: str) -> Fraction:
    """
    Return a whole number, not negative.

    :raises Fault: bad-count and what ``fold`` raises
    """
    value = _decimal(fold(text), text, kind="bad-count")
    if value < 0 or value.denominator != 1:
        raise Fault("bad-count", value=text)
    return value


def of_integer(value: int) -> str:
    """
    Return an integer of a JSON file as its digits.

    :raises Fault: too-many-digits
    """
    if abs(value) < _TOO_LONG:
        return str(value)
    raise Fault("too-many-digits", value=str(value) if abs(value) < LARGEST_ID else "…")


def _decimal(plain: str, text: str, *, kind: str) -> Fraction:
    match = _DECIMAL.fullmatch(plain)
    if match is None:
        raise _why_not(plain, text, kind=kind)
    sign, whole, part = match[1], match[2].replace(",", ""), match[3] or ""
    if len(whole) > WHOLE_DIGITS or len(part) > PART_DIGITS:
        raise Fault("too-many-digits", value=text)
    value = int(whole + part)
    if sign == "-" and not value:
        raise Fault(kind, value=text)
    return Fraction(-value if sign == "-" else value, 10 ** len(part))


def _why_not(plain: str, text: str, *, kind: str) -> Fault:
    """Return the fault that says best why a text is no number."""
    if plain.lower() in _NOT_NUMBERS:
        return Fault("not-a-number", value=text)
    if _EXPONENT.fullmatch(plain):
        return Fault("exponent", value=text)
    return Fault(kind, value=text)
