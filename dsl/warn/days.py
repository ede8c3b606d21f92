"""
Lengths in days, exactly, and what the header says of dates.

A month is no number of days and a working day no day, so a length has a shortest and a longest span and a finding
speaks only where it holds for every calendar. The day is the legal one: the trigger's day is not counted, months end on
the corresponding day (Civil Code art. 201, 202). Nothing is looked up in a yearly arrangement: a working day takes at
least one day, at most nobody here knows how many.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Final

from luyue.dsl import model
from luyue.dsl.model import Const, Contract, Expr, Known, Param
from luyue.dsl.quantity import Length, Unit
from luyue.dsl.warn.words import said
from luyue.dsl.warn.worth import meaning, plain

DAYS: Final = MappingProxyType({Unit.MINUTE: Fraction(1, 1440), Unit.HOUR: Fraction(1, 24), Unit.DAY: Fraction(1)})
MONTHS: Final = MappingProxyType({Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12})
_LEAP_CYCLE: Final = (2023, 2027)  # four years with one leap day stand for all; 2100 is left out


def shortest(length: Length) -> Fraction:
    """
    Return the fewest days that a length can take.

    >>> shortest(Length(Fraction(1), Unit.MONTH)), shortest(Length(Fraction(36), Unit.HOUR))
    (Fraction(28, 1), Fraction(3, 2))
    """
    if length.unit in MONTHS:
        return Fraction(_months(int(length.count * MONTHS[length.unit]))[0])
    return length.count * DAYS.get(length.unit, Fraction(1))


def longest(length: Length) -> Fraction | None:
    """
    Return the most days that a length can take; None for working days, which depend on the year's arrangement.

    >>> longest(Length(Fraction(1), Unit.YEAR)), longest(Length(Fraction(3), Unit.WORKING_DAY))
    (Fraction(366, 1), None)
    """
    if length.unit in MONTHS:
        return Fraction(_months(int(length.count * MONTHS[length.unit]))[1])
    return length.count * DAYS[length.unit] if length.unit in DAYS else None


@cache
def _months(count: int) -> tuple[int, int]:
    """Return the fewest and the most days from a day to the corresponding one so many months on."""
    first, last = date(_LEAP_CYCLE[0], 1, 1), date(_LEAP_CYCLE[1], 1, 1)
    days = (first + timedelta(one) for one in range((last - first).days))
    spans = [(corresponding(day, count) - day).days for day in days]
    return min(spans), max(spans)


def corresponding(day: date, months: int) -> date:
    """
    Return the day with the same number so many months on, or that month's last day.

    >>> corresponding(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def after(day: date, length: Length) -> date | None:
    """Return the last day of a length counted from a day; None for working days, whose days are not known here."""
    if length.unit in MONTHS:
        return corresponding(day, int(length.count * MONTHS[length.unit]))
    days = longest(length)
    return None if days is None else day + timedelta(-(-days.numerator // days.denominator))


def length_of(expr: Expr | None, contract: Contract) -> Length | None:
    """Return a length written down or named, readings at their default; None if it takes more than the text."""
    match expr:
        case Const(value=Length() as length):
            return length
        case Param():
            inner = meaning(expr, contract)
            return None if inner is None else length_of(inner, contract)
        case model.Arithmetic(op="mul", left=left, right=right):
            for one, other in ((left, right), (right, left)):
                found, times = length_of(one, contract), plain(other, contract)
                if found is not None and times is not None and length_of(other, contract) is None:
                    return Length(found.count * times, found.unit)
    return None


def written(length: Length, *, zh: bool) -> str:
    """Return a length as people write it."""
    return said(length.count, length.unit, None, zh=zh)


# ---------------------------------------------------------------- dates of the contract


def date_of(expr: Expr | None, contract: Contract) -> date | None:
    """Return a date that the text fixes: written, named, or so many days, months or years from one."""
    match expr:
        case Const(value=date() as day):
            return day
        case Const(value=(date() as day, _, _)):
            return day
        case Known(name="signed"):
            return date_of(contract.signed, contract)
        case Known(name="effective"):
            return date_of(contract.effective, contract)
        case Known(name="term_start"):
            return start_of(contract)
        case Known(name="term_end"):
            return end_of(contract)
        case Param():
            inner = meaning(expr, contract)
            return None if inner is None else date_of(inner, contract)
        case model.Shift(op=op, length=length, anchor=anchor):
            return _shifted(op, length_of(length, contract), date_of(anchor, contract))
    return None


def _shifted(op: str, length: Length | None, anchor: date | None) -> date | None:
    if length is None or anchor is None:
        return None
    return after(anchor, length if op == "after" else Length(-length.count, length.unit))


def start_of(contract: Contract) -> date | None:
    """Return the first day of the term, else the day from which the contract binds, if the text fixes it."""
    first = contract.term.start if contract.term is not None else contract.effective or contract.signed
    return date_of(first, contract)


def end_of(contract: Contract) -> date | None:
    """Return the last day of the term, if the text fixes it."""
    term = contract.term
    if term is None:
        return None
    if term.end is not None:
        return date_of(term.end, contract)
    start = date_of(term.start, contract)
    return after(start, term.length) if term.length is not None and start is not None else None


def bound_from(contract: Contract) -> date | None:
    """Return the day on which the contract was signed or came into force, the earlier, if the text fixes one."""
    days = [day for day in (date_of(contract.signed, contract), date_of(contract.effective, contract)) if day]
    return min(days, default=None)


def term_days(contract: Contract) -> Fraction | None:
    """Return the most days that the term has, both ends in it; None if it is open, can be extended or is not fixed."""
    term = contract.term
    if term is None or term.extended_by is not None:
        return None
    start, end = start_of(contract), end_of(contract)
    if start is not None and end is not None:
        return Fraction((end - start).days + 1)
    return longest(term.length) if term.length is not None else None


def consts(node: object) -> Iterator[date]:
    """Yield the dates written in a part of the model."""
    for one in model.walk(node):
        if isinstance(one, Const) and isinstance(one.value, date):
            yield one.value
