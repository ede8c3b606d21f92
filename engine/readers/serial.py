"""
Numbers of a workbook, exactly: what its digits are worth, and which day and hour a count of days stands for.

A workbook keeps a number as a binary fraction and writes up to 17 of its digits; 1234.56 may stand there as
1234.5599999999999. The shortest digits that give the same binary fraction are what was typed, as long as there are no
more than fifteen, for beyond that a workbook keeps what it can and drops the rest: such a number is refused rather
than believed. The search for them is done in whole numbers.

A day is a count from 30 December 1899, or from 1 January 1904 where the workbook says so; up to 60 the count is wrong
by a day, because 1900 is taken for a leap year, and is refused. The part of a day is read to the millisecond, the
finest that is ever shown, where it lies within what a binary fraction loses (10 microseconds), else to the
microsecond. A time that would be shown on another day than the one it is counted to is refused.
"""

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.typed import Stamp
from luyue.engine.zone import DAY, HOUR, MINUTE, SECOND

SURE_DIGITS: Final = 15  # that a binary fraction keeps, whatever the number
LEAP_ERROR: Final = 60  # the day that never was, 29 February 1900
LAST_SERIAL: Final = 2_958_465  # 31 December 9999
MILLISECOND: Final = 1000  # microseconds
LOSS: Final = 10  # microseconds that the part of a day may lack

_NUMBER: Final = re.compile(r"(-?)([0-9]{1,40})(?:\.([0-9]{1,40}))?(?:[eE]([+-]?[0-9]{1,3}))?")
_MANTISSA: Final = 53
_LARGEST_EXPONENT: Final = 60
_FIRST_1900, _FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS: Final = re.compile(r"\[([^\]]*)\]")
_ELAPSED: Final = re.compile(r"h+|m+|s+")


class Shown(NamedTuple):
    """What the format of a number shows: a day, a time of day, a length of time, or none of these."""

    day: bool
    clock: bool
    length: bool = False


PLAIN: Final = Shown(day=False, clock=False)
DATE: Final = Shown(day=True, clock=False)


@lru_cache(maxsize=1024)
def shown_by(code: str) -> Shown:
    """
    Return what a format shows.

    >>> shown_by('yyyy"年"m"月"d"日" h:mm')
    Shown(day=True, clock=True, length=False)
    >>> shown_by("0.00_ ;[Red]-0.00") == PLAIN, shown_by("[h]:mm").length
    (True, True)
    """
    first = _QUOTED.sub("", code).lower().split(";")[0]
    if any(_ELAPSED.fullmatch(one) for one in _BRACKETS.findall(first)):
        return Shown(day=False, clock=False, length=True)
    plain = _BRACKETS.sub("", first)
    if "general" in plain or "通用" in plain or "@" in plain:
        return PLAIN
    clock = "h" in plain or "s" in plain
    return Shown(day="y" in plain or "d" in plain or ("m" in plain and not clock), clock=clock)


@lru_cache(maxsize=4096)
def number_of(text: str) -> int | Digits:
    """
    Return the number that a cell holds: an integer, or its digits without an exponent.

    >>> number_of("1234.5599999999999"), number_of("7"), number_of("1E-2")
    ('1234.56', 7, '0.01')

    :raises Fault: digits-lost, broken-number
    """
    value = exact(text)
    if value.denominator == 1:
        if abs(value) >= 10**SURE_DIGITS:
            raise Fault("digits-lost", value=text)
        return int(value)
    return Digits(_decimal(value))


def exact(text: str) -> Fraction:
    """
    Return the shortest number that is the same binary fraction as a text of up to 17 digits.

    :raises Fault: digits-lost, broken-number
    """
    match = _NUMBER.fullmatch(text)
    if match is None or (match[4] and abs(int(match[4])) > _LARGEST_EXPONENT):
        raise Fault("broken-number", value=text[:60])
    whole, part = match[2], match[3] or ""
    value = Fraction(int(whole + part)) * Fraction(10) ** (int(match[4] or 0) - len(part))
    digits = (whole + part).lstrip("0")
    if len(digits.rstrip("0")) > SURE_DIGITS:
        value = _shortened(value, SURE_DIGITS - len(digits) - int(match[4] or 0) + len(part), text)
    return -value if match[1] else value


def _shortened(value: Fraction, places: int, text: str) -> Fraction:
    """
    Return a number with so many decimals, fifteen digits in all, that is the same binary fraction.

    :raises Fault: digits-lost, if none is
    """
    short = Fraction(round(value * Fraction(10) ** places)) / Fraction(10) ** places
    if _binary(short) != _binary(value):
        raise Fault("digits-lost", value=text)
    return short


def _binary(value: Fraction) -> Fraction:
    """Return the binary fraction of 53 digits nearest to a number above zero."""
    shift = value.numerator.bit_length() - value.denominator.bit_length() - _MANTISSA
    while value / Fraction(2) ** shift >= 1 << _MANTISSA:
        shift += 1
    while value / Fraction(2) ** shift < 1 << (_MANTISSA - 1):
        shift -= 1
    return round(value / Fraction(2) ** shift) * Fraction(2) ** shift


def _decimal(value: Fraction) -> str:
    """Return a finite decimal fraction as its digits."""
    places = 0
    while value.denominator != 1:
        value *= 10
        places += 1
    digits = str(abs(value.numerator)).rjust(places + 1, "0")
    return ("-" if value < 0 else "") + digits[:-places] + "." + digits[-places:]


def stamp_of(text: str, shown: Shown, *, from_1904: bool) -> Stamp:
    """
    Return the date, time of day or length that a cell shows, as a log would write it.

    >>> stamp_of("45292.375", Shown(day=True, clock=True), from_1904=False), stamp_of("45292", DATE, from_1904=False)
    ('2024-01-01 09:00', '2024-01-01')

    :raises Fault: bad-serial, broken-number
    """
    value = _days(text)
    if shown.length:
        return Stamp(_length(value, text))
    day, clock = divmod(value, 1)
    us = _clock(clock, text)
    if not day and not shown.day and not from_1904:
        return Stamp(_hour(us))
    if (not from_1904 and day <= LEAP_ERROR) or day > LAST_SERIAL:
        raise Fault("bad-serial", value=text)
    at = (_FIRST_1904 if from_1904 else _FIRST_1900) + timedelta(days=int(day))
    return Stamp(at.isoformat() if not us and not shown.clock else f"{at.isoformat()} {_hour(us)}")


def _days(text: str) -> Fraction:
    """Return a count of days, not negative; the digits that a binary fraction loses are made good by rounding."""
    match = _NUMBER.fullmatch(text)
    if match is None or match[1] or (match[4] and abs(int(match[4])) > _LARGEST_EXPONENT):
        raise Fault("bad-serial", value=text[:60])
    part = match[3] or ""
    return Fraction(int(match[2] + part)) * Fraction(10) ** (int(match[4] or 0) - len(part))


def _clock(part: Fraction, text: str) -> int:
    """Return the part of a day in microseconds."""
    precise = part * DAY
    shown = round(precise / MILLISECOND) * MILLISECOND
    if shown >= DAY:
        raise Fault("bad-serial", value=text)
    return shown if abs(shown - precise) <= LOSS else round(precise)


def _hour(us: int) -> str:
    minutes, rest = divmod(us, MINUTE)
    hour = f"{minutes // 60:02}:{minutes % 60:02}"
    if not rest:
        return hour
    second, part = divmod(rest, SECOND)
    return f"{hour}:{second:02}" + (f".{part:06}" if part else "")


def _length(value: Fraction, text: str) -> str:
    """Return a length of time in the form of ISO 8601, whole seconds; a finer one is no length of a log."""
    seconds, rest = divmod(round(value * DAY / MILLISECOND) * MILLISECOND, SECOND)
    if rest:
        raise Fault("bad-serial", value=text)
    hours, left = divmod(int(seconds), HOUR // SECOND)
    minutes, seconds = divmod(left, MINUTE // SECOND)
    return f"PT{hours}H" + (f"{minutes}M" if minutes else "") + (f"{seconds}S" if seconds else "")
