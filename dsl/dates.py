"""
Dates, months and times of day as they are written: 2024-06-01, 2024年6月1日, 二〇二四年六月一日, 2024-06, 17:30, 24:00.

Nothing is guessed: a day that does not exist, a year of two digits, 03/04/2024 or a leap second are refused.
"""

import re
from calendar import monthrange
from datetime import date, time
from typing import Final

from luyue.dsl.literal import PART_DIGITS, LiteralError, fold, numeral

FIRST_YEAR, LAST_YEAR = 1949, 2199
YearMonth = tuple[int, int]

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_HAN_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?-?", re.ASCII)  # 年, 月 and 日 made hyphens
_HYPHENS: Final = str.maketrans("年月日", "---")
_WORD_DATE: Final = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)


def written(text: str) -> date | YearMonth:
    """
    Return the date or the month that a text writes in digits.

    >>> written("2024年6月1日"), written("2024-06")
    (datetime.date(2024, 6, 1), (2024, 6))

    :raises LiteralError: another way of writing, a day that does not exist
    """
    plain = fold(text.translate(_HYPHENS))
    match = (_HAN_DATE if "年" in text else _ISO_DATE).fullmatch(plain)
    if match is None:
        raise LiteralError("bad-date", text=text)
    return _existing(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)


def in_words(run: str) -> date | YearMonth | None:
    """
    Return the date or month that a Chinese run writes in numerals, or None.

    >>> in_words("二〇二四年六月一日")
    datetime.date(2024, 6, 1)

    :raises LiteralError: a day that does not exist
    """
    match = _WORD_DATE.fullmatch(run)
    if match is None:
        return None
    year, month = numeral(match[1]), numeral(match[2])
    day_of_month = numeral(match[3]) if match[3] else None
    if year is None or month is None or (match[3] and day_of_month is None):
        return None
    return _existing(year, month, day_of_month)


def looks_written(run: str) -> bool:
    """Say whether a Chinese run has the form of a date in numerals, existing or not."""
    return _WORD_DATE.fullmatch(run) is not None


def _existing(year: int, month: int, day_of_month: int | None) -> date | YearMonth:
    if day_of_month is not None:
        return day(year, month, day_of_month)
    check_month(year, month)
    return year, month


def day(year: int, month: int, day_of_month: int) -> date:
    """
    Return a date that exists.

    :raises LiteralError: with the range of that month
    """
    check_month(year, month)
    last = monthrange(year, month)[1]
    if not 1 <= day_of_month <= last:
        raise LiteralError("no-such-day", month=f"{year}-{month:02}", last=str(last))
    return date(year, month, day_of_month)


def check_month(year: int, month: int) -> None:
    """
    Refuse a month or a year that cannot be meant.

    :raises LiteralError: month not 1 to 12, year not 1949 to 2199
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LiteralError("bad-year", year=str(year), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    if not 1 <= month <= 12:
        raise LiteralError("no-such-month", month=str(month))


_TIME: Final = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?", re.ASCII)


def clock(text: str) -> tuple[time, bool]:
    """
    Return a time of day, and whether it is 24:00 (the day's end; the time is 00:00 then).

    >>> clock("17:30"), clock("24:00")
    ((datetime.time(17, 30), False), (datetime.time(0, 0), True))

    :raises LiteralError: not a time, leap seconds, more than six digits of a second
    """
    match = _TIME.fullmatch(fold(text))
    if match is None:
        raise LiteralError("bad-time", text=text)
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    part = match[4] or ""
    if len(part) > PART_DIGITS:
        raise LiteralError("bad-time", text=text)
    micro = int(part.ljust(PART_DIGITS, "0") or 0) if part else 0
    if hour == 24 and minute == second == micro == 0:
        return time(0), True
    if hour > 23 or minute > 59 or second > 59:
        raise LiteralError("bad-time", text=text)
    return time(hour, minute, second, micro), False
