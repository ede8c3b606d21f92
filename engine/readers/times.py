"""
Dates, times and lengths as people write them in logs.

The grammar is our own: ready-made parsers drop the seventh digit of a fraction, take ``2024-W01-1`` and refuse 24:00,
at which a day of the law ends (民法典 第二百零三条). A date is ``2025-12-03`` or 2025年12月3日, a time of day
``09:00[:00[.ffffff]]`` or 9时[30分[15秒]]; the ISO form is padded, the Chinese form need not be. Digits are wholly
ASCII or wholly full-width. 24:00 is the last microsecond of its day. Without an offset a time is local to the
contract's zone; a local time that never was or was twice is refused, as is a leap second: the civil clock has none. A
date alone is no time, because the hour decides who came first.

Years run from 1949 to 2199.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from luyue.dsl.quantity import EXACT_LENGTHS, Unit
from luyue.engine.event import Month, Span_
from luyue.engine.readers.numbers import fold
from luyue.engine.readers.refuse import Fault
from luyue.engine.zone import DAY, EPOCH_DAY, HOUR, MINUTE, SECOND, DoubledTime, SkippedTime, Zone

FIRST_YEAR, LAST_YEAR = 1949, 2199
FARTHEST_OFFSET: Final = 15 * HOUR
COUNT_DIGITS: Final = 9  # of a length

_CLOCK_FORM: Final = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)? ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_ISO_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T| +)" + _CLOCK_FORM)
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_WORD_TIME: Final = re.compile(r"([0-9]{1,2})[时点](?:([0-9]{1,2})分(?:([0-9]{1,2})秒)?)?")
_CLOCK: Final = re.compile(_CLOCK_FORM)
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})|([0-9]{4})年([0-9]{1,2})月")
_MONTHS_SPAN: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}|[0-9]{4}年[0-9]{1,2}月)(?:\.\.|至|到)([0-9]{4}-[0-9]{2}|[0-9]{4}年[0-9]{1,2}月)"
)
_QUARTER: Final = re.compile(r"([0-9]{4})(?:-?Q([1-4])|年?第?([1-4一二三四])季度)")
_YEAR: Final = re.compile(r"([0-9]{4})年?")
_ORDINAL: Final = re.compile(r"第?([1-9][0-9]{0,2})期?")
_SLASHED: Final = re.compile(r"[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}.*", re.DOTALL)
_LENGTH: Final = re.compile(r"([0-9]+)(?:\.([0-9]+))? ?(.+)")
_ISO_DAYS: Final = re.compile(r"P([0-9]+)([DMY])")
_ISO_HOURS: Final = re.compile(r"PT(?=.)(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?")
_QUARTERS: Final = "一二三四"

_UNITS: Final[Mapping[str, Unit]] = MappingProxyType(
    {
        **dict.fromkeys(("minute", "minutes", "min", "分钟"), Unit.MINUTE),
        **dict.fromkeys(("hour", "hours", "h", "小时", "个小时"), Unit.HOUR),
        **dict.fromkeys(("day", "days", "natural day", "natural days", "日", "天", "自然日", "个自然日"), Unit.DAY),
        **dict.fromkeys(("working day", "working days", "工作日", "个工作日"), Unit.WORKING_DAY),
        **dict.fromkeys(("month", "months", "个月"), Unit.MONTH),
        **dict.fromkeys(("quarter", "quarters", "季度", "个季度"), Unit.QUARTER),
        **dict.fromkeys(("year", "years", "年"), Unit.YEAR),
    }
)
_ISO_UNITS: Final = MappingProxyType({"D": Unit.DAY, "M": Unit.MONTH, "Y": Unit.YEAR})


class Moment(NamedTuple):
    """An instant as read: microseconds since the UTC epoch, and whether the contract's zone had to be assumed."""

    us: int
    local: bool


def at(text: str, zone: Zone) -> Moment:
    """
    Return the instant that a text states.

    :raises Fault: bad-time, date-without-time, slashed-date, impossible-date, impossible-time, leap-second, too-fine,
        bad-offset, year-out-of-range, skipped-local-time, doubled-local-time and what ``fold`` raises
    """
    match = _ISO_TIME.fullmatch(text)
    if match is not None:
        day, hour, minute, second, part, offset = match.groups()
        return _moment(_iso_day(day), _clock(hour, minute, second, part, text), offset, zone, text)
    return _spelt_out(text, zone)


def _spelt_out(text: str, zone: Zone) -> Moment:
    """Read the forms that are rare: full-width digits, Chinese words, mixtures of the two."""
    plain = fold(text)
    found = _DATE.match(plain)
    if found is None:
        raise Fault("slashed-date" if _SLASHED.fullmatch(plain) else "bad-time", value=text)
    rest = plain[found.end() :].removeprefix("T").strip(" ")
    if not rest:
        raise Fault("date-without-time", value=text)
    if words := _WORD_TIME.fullmatch(rest):
        return _moment(_day(found, text), _clock(words[1], words[2] or "0", words[3], None, text), None, zone, text)
    digits = _CLOCK.fullmatch(rest)
    if digits is None:
        raise Fault("bad-time", value=text)
    return _moment(_day(found, text), _clock(digits[1], digits[2], digits[3], digits[4], text), digits[5], zone, text)


def is_date(text: str) -> bool:
    """Say whether a text is written as a date alone."""
    return _DATE.fullmatch(fold(text)) is not None


@lru_cache(maxsize=4096)
def day(text: str) -> int:
    """
    Return the ordinal of a date.

    :raises Fault: bad-date, slashed-date, impossible-date, year-out-of-range and what ``fold`` raises
    """
    plain = fold(text)
    match = _DATE.fullmatch(plain)
    if match is None:
        raise Fault("slashed-date" if _SLASHED.fullmatch(plain) else "bad-date", value=text)
    return _day(match, text)


@lru_cache(maxsize=4096)
def _iso_day(text: str) -> int:
    return _ordinal(int(text[:4]), int(text[5:7]), int(text[8:]), text)


def _day(match: re.Match[str], text: str) -> int:
    year, month, number = (int(part) for part in match.groups() if part is not None)
    return _ordinal(year, month, number, text)


def _ordinal(year: int, month: int, number: int, text: str) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Fault("year-out-of-range", value=text)
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        raise Fault("impossible-date", value=text)
    return date(year, month, number).toordinal()


def _clock(hour: str, minute: str, second: str | None, part: str | None, text: str) -> int:
    """Return a time of day in microseconds since midnight; 24:00 is a whole day."""
    h, m, s = int(hour), int(minute), int(second or 0)
    if part is not None and len(part) > 6:
        raise Fault("too-fine", value=text)
    if s == 60:
        raise Fault("leap-second", value=text)
    fraction = int(part.ljust(6, "0")) if part else 0
    clock = h * HOUR + m * MINUTE + s * SECOND + fraction
    if m > 59 or s > 60 or clock > DAY:
        raise Fault("impossible-time", value=text)
    return clock


def _moment(day_number: int, clock: int, offset: str | None, zone: Zone, text: str) -> Moment:
    if offset is None:
        return Moment(_local(day_number, clock, zone, text), local=True)
    us = (day_number - EPOCH_DAY) * DAY + clock - _offset(offset)
    if clock == DAY:
        us -= 1  # 24:00 belongs to the day that it ends
    if not zone.first <= us <= zone.last:
        raise Fault("year-out-of-range", value=text)
    return Moment(us, local=False)


def _local(day_number: int, clock: int, zone: Zone, text: str) -> int:
    try:
        return zone.local(day_number, clock)
    except SkippedTime:
        raise Fault("skipped-local-time", value=text, zone=zone.name) from None
    except DoubledTime as twice:
        both = {key: str(twice.facts[key]) for key in ("first", "second")}
        raise Fault("doubled-local-time", value=text, zone=zone.name, **both) from None


@lru_cache(maxsize=256)
def _offset(text: str) -> int:
    """Return the microseconds east of UTC that an offset states."""
    if text == "Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[3:].removeprefix(":") or 0)
    offset = hours * HOUR + minutes * MINUTE
    if minutes > 59 or offset > FARTHEST_OFFSET:
        raise Fault("bad-offset", value=text)
    return -offset if text[0] == "-" else offset


def month(text: str) -> Month:
    """
    Return a calendar month: ``2024-06`` or 2024年6月.

    :raises Fault: bad-month, year-out-of-range and what ``fold`` raises
    """
    match = _MONTH.fullmatch(fold(text))
    if match is None:
        raise Fault("bad-month", value=text)
    year, number = (int(part) for part in match.groups() if part is not None)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Fault("year-out-of-range", value=text)
    if not 1 <= number <= 12:
        raise Fault("bad-month", value=text)
    return Month(year, number)


def period(text: str) -> str:
    """
    Return which period a text names, in one spelling.

    ``2024-06`` a month, ``2024-Q2`` a quarter, ``2024`` a year, ``2024-06-15`` the period that holds the day, ``3``
    the third, ``2024-03..2024-06`` the months from one to another.

    >>> period("2024年6月"), period("2024年第二季度"), period("第3期")
    ('2024-06', '2024-Q2', '3')

    :raises Fault: bad-period, impossible-date, year-out-of-range and what ``fold`` raises
    """
    plain = fold(text)
    if ends := _MONTHS_SPAN.fullmatch(plain):
        return "..".join(period(end) for end in ends.groups())
    if _MONTH.fullmatch(plain):
        year, number = month(plain)
        return f"{year}-{number:02}"
    if quarter := _QUARTER.fullmatch(plain):
        named = quarter[2] or quarter[3]
        return f"{_year(quarter[1], text)}-Q{_QUARTERS.index(named) + 1 if named in _QUARTERS else named}"
    if _DATE.fullmatch(plain):
        return date.fromordinal(day(plain)).isoformat()
    if year_alone := _YEAR.fullmatch(plain):
        return str(_year(year_alone[1], text))
    if ordinal := _ORDINAL.fullmatch(plain):
        return ordinal[1]
    raise Fault("bad-period", value=text)


def _year(digits: str, text: str) -> int:
    if not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        raise Fault("year-out-of-range", value=text)
    return int(digits)


@lru_cache(maxsize=1024)
def length(text: str) -> Span_:
    """
    Return a length in its unit: 24 hours, 7个工作日, PT24H, P30D.

    Minutes and hours may have a fraction (PT90S is one and a half minutes); the others are whole.

    :raises Fault: bad-length, broken-length and what ``fold`` raises
    """
    plain = fold(text)
    if days := _ISO_DAYS.fullmatch(plain):
        return _span(days[1], "", _ISO_UNITS[days[2]], text)
    if hours := _ISO_HOURS.fullmatch(plain):
        return _exact(hours, text)
    match = _LENGTH.fullmatch(plain)
    unit = _UNITS.get(match[3].lower()) if match else None
    if match is None or unit is None:
        raise Fault("bad-length", value=text)
    return _span(match[1], match[2] or "", unit, text)


def _span(whole: str, part: str, unit: Unit, text: str) -> Span_:
    if len(whole) > COUNT_DIGITS or len(part) > COUNT_DIGITS:
        raise Fault("too-many-digits", value=text)
    counted = Fraction(int(whole + part), 10 ** len(part))
    if counted.denominator != 1 and unit not in EXACT_LENGTHS:
        raise Fault("broken-length", value=text)
    return Span_(counted, unit)


def _exact(match: re.Match[str], text: str) -> Span_:
    if any(part is not None and len(part) > COUNT_DIGITS for part in match.groups()):
        raise Fault("too-many-digits", value=text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    if match[2] is None and match[3] is None:
        return Span_(Fraction(hours), Unit.HOUR)
    return Span_(hours * 60 + minutes + Fraction(seconds, 60), Unit.MINUTE)
