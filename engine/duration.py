"""
Lengths on the calendar: months that clamp, rows of periods, terms, and thresholds.

Months and years end on the corresponding day of the month they reach, or on that month's last day where there is none
(民法典 第二百零二条). Adding months is therefore not associative (31 January plus one month plus one month is 28 March,
plus two months is 31 March), so whatever repeats is counted from its anchor and never from its neighbour.

Days are ordinals, see ``zone``.
"""

from calendar import monthrange
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from luyue.dsl.quantity import EXACT_LENGTHS, Length, Unit
from luyue.engine.zone import HOUR, MINUTE, Zone

MONTHS = MappingProxyType({Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12})
MICROS = MappingProxyType({Unit.MINUTE: MINUTE, Unit.HOUR: HOUR})


def whole(length: Length) -> int:
    """Return the count of a length that runs in whole days, months or years; raise ValueError for a part of one."""
    if length.count.denominator != 1:
        raise ValueError(f"not a whole number of {length.unit}: {length.count}")
    return length.count.numerator


def exact_micros(length: Length) -> int:
    """Return minutes or hours as microseconds; a part of a microsecond is dropped."""
    if length.unit not in EXACT_LENGTHS:
        raise ValueError(f"{length.unit} has no exact length")
    return int(Fraction(length.count) * MICROS[length.unit])


def months_of(length: Length) -> int | None:
    """Return months, quarters or years as months; None for other units."""
    factor = MONTHS.get(length.unit)
    return None if factor is None else whole(length) * factor


def corresponding_day(day: int, n: int) -> int | None:
    """Return the day n months on that bears the same number, or None where that month has no such day."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    if start.day > monthrange(year, month + 1)[1]:
        return None
    return date(year, month + 1, start.day).toordinal()


def add_months(day: int, n: int) -> int:
    """Return the corresponding day n months on (n may be negative), or that month's last day (art. 202)."""
    found = corresponding_day(day, n)
    if found is not None:
        return found
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1]).toordinal()


def add_length(day: int, length: Length, times: int = 1) -> int:
    """Return the day so many days, months or years on, counted in one go; raise ValueError for other units."""
    months = months_of(length)
    if months is not None:
        return add_months(day, months * times)
    if length.unit is Unit.DAY:
        return day + whole(length) * times
    raise ValueError(f"{length.unit} needs more than a calendar of months")


def periods(anchor: int, length: Length, k: int) -> tuple[int, int]:
    """
    Return the first and last day, both included, of the k-th period (k from 1) of a row that begins on the anchor day.

    The k-th is [anchor + (k-1) lengths, anchor + k lengths): periods tile the calendar without gap or overlap.
    """
    if k < 1:
        raise ValueError(f"periods count from 1: {k}")
    return add_length(anchor, length, k - 1), add_length(anchor, length, k) - 1


def period_of(anchor: int, length: Length, day: int) -> int | None:
    """Return the number (from 1) of the period of such a row that holds a day; None before the anchor."""
    if day < anchor:
        return None
    months = months_of(length)
    if months is None:
        return (day - anchor) // whole(length) + 1
    a, b = date.fromordinal(anchor), date.fromordinal(day)
    k = max(((b.year - a.year) * 12 + b.month - a.month) // months, 0) + 1
    return k if add_length(anchor, length, k - 1) <= day else k - 1


def term_end(start: int, length: Length) -> int:
    """Return the last day, included, of a term *from* a day: the corresponding day (art. 201, 202); no roll."""
    return add_length(start, length)


def lasting(start: int, length: Length, zone: Zone) -> int:
    """
    Return the instant at which something that began at ``start`` has lasted so long.

    For days, months and years: 00:00 of the day after the last one, the day of the beginning not counted (art. 201);
    for minutes and hours exactly. No roll.
    """
    if length.unit in EXACT_LENGTHS:
        return start + exact_micros(length)
    return zone.start_of(add_length(zone.day_of(start), length) + 1)
