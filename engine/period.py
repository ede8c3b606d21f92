"""
Periods as days: which one a name means, the n-th from an anchor, and how one is written.

A period is written as people write it: ``2024-06``, ``2024-Q2``, ``2024``, a window as a span of months, anything else
as its first day. A field of an event may name it so, by its number, by a date in it or by a shorter period that ends
in it.
"""

from collections.abc import Hashable
from datetime import date
from functools import lru_cache

from luyue.dsl import model
from luyue.dsl.quantity import Length, Unit
from luyue.engine import clock, duration
from luyue.engine.event import Month
from luyue.engine.world import PeriodValue


@lru_cache(maxsize=1 << 16)
def is_named(period: PeriodValue, name: Hashable) -> bool | None:
    """
    Return whether a field names a period: by its text, its number, a date or a shorter period in it; None: none named.

    A month, quarter or year belongs to the period in which it ends; a span of months is that span and no other.
    """
    match name:
        case Month(year, month):
            return period.first <= first_of(year, month) <= period.last
        case str() if name == period.text:
            return True
        case str() if name.isdigit() and len(name) < len("2024"):
            return int(name) == period.number
        case str() if ".." in name:
            low, high = name.split("..")
            return (_ends(low)[0], _ends(high)[1]) == (period.first, period.last)
        case str():
            return period.first <= _ends(name)[1] <= period.last
        case None:
            return None
        case _:
            return False


def _ends(name: str) -> tuple[int, int]:
    """Return the first and last day of a named date, month, quarter or year."""
    if len(name) == len("2024-06-15"):
        day = date.fromisoformat(name).toordinal()
        return day, day
    year, rest = int(name[:4]), name[5:]
    month, months = (1, 12) if not rest else (int(rest[1]) * 3 - 2, 3) if rest[0] == "Q" else (int(rest), 1)
    first = first_of(year, month)
    return first, duration.add_months(first, months) - 1


def first_of(year: int, month: int) -> int:
    """Return the first day of a month."""
    return date(year, month, 1).toordinal()


def calendar_start(day: int, length: Length | None) -> int:
    """Return the first day of the calendar month, quarter or year that holds a day; a day itself for other lengths."""
    at = date.fromordinal(day)
    match None if length is None else length.unit:
        case Unit.MONTH:
            return at.replace(day=1).toordinal()
        case Unit.QUARTER:
            return at.replace(month=at.month - (at.month - 1) % 3, day=1).toordinal()
        case Unit.YEAR:
            return at.replace(month=1, day=1).toordinal()
        case _:
            return day


def period_value(period: model.Period, anchor: int, k: int, count: int) -> PeriodValue:
    """Return the k-th period (from 1) from an anchor."""
    length = period.length
    if length is None:
        raise ValueError(f"{period.label.id} has no length")
    first, last = clock.periods(anchor, length, k)
    return PeriodValue(period.label.id, first, last, period_text(first, last), k, count)


def before_first(period: model.Period, anchor: int, k: int) -> PeriodValue | None:
    """Return a calendar's period before the first that counts (k of 0 or less)."""
    if period.length is None:
        return None
    first, last = (duration.add_length(anchor, period.length, n) for n in (k - 1, k))
    return PeriodValue(period.label.id, first, last - 1, period_text(first, last - 1), k, 0)


def period_text(first: int, last: int) -> str:
    """Return how a period is written: 2024-06, 2024-Q2, 2024, else its first day."""
    start, months = date.fromordinal(first), None
    if start.day == 1:
        months = next((n for n in (1, 3, 12) if duration.add_months(first, n) - 1 == last), None)
    if months == 1:
        return f"{start.year:04}-{start.month:02}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year:04}-Q{start.month // 3 + 1}"
    if months == 12 and start.month == 1:
        return f"{start.year:04}"
    return start.isoformat()


def window_text(first: int, last: int) -> str:
    """Return how a window of a list is written: 2025-03..2025-06 if it is of whole months, else its first day."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if start.day != 1 or date.fromordinal(last + 1).day != 1:
        return start.isoformat()
    months = [f"{day.year:04}-{day.month:02}" for day in (start, end)]
    return "..".join(dict.fromkeys(months))
