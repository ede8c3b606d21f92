"""
Questions that people put to the calendar itself: the table of a year, a date and so many days, one date to another.

Answers are values with the same steps as due dates, so that ``luyue calendar`` explains itself as a contract's due date
does. Counting forward, the day itself is not counted and the last day rolls unless asked not to (民法典 第二百零一条、
第二百零三条); counting back is no period of the law, and never rolls.
"""

from fractions import Fraction

from attrs import frozen

from luyue.dsl.quantity import Length, Unit
from luyue.engine.calendar import Holiday, UnknownYear, WorkCalendar, YearSource
from luyue.engine.counting import count_on, roll_day, skipped_facts
from luyue.engine.due import NO_ROLL, REST_DAYS, Fact, Step, step
from luyue.engine.duration import add_length
from luyue.engine.holiday import DayKind, Mark
from luyue.engine.zone import day_from_iso

UNITS = (Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.QUARTER, Unit.YEAR)


@frozen
class YearTable:
    """What the calendar holds of a year."""

    source: YearSource
    days: tuple[Mark, ...]  # all that is neither a plain workday nor a plain weekend, rising
    holidays: tuple[Holiday, ...]  # that begin in the year, rising
    working: int  # number of working days


@frozen
class Shifted:
    """A date and so many days: where the count ends, and where the last day is after a roll."""

    start: int
    raw: int
    result: int
    steps: tuple[Step, ...]


@frozen
class Between:
    """From one date to another: the first day is not counted, the last is; negative when the last comes first."""

    days: int
    working_days: int


def year_table(year: int, cal: WorkCalendar) -> YearTable:
    """Return the table of a year; raise UnknownYear."""
    if year not in cal.sources:
        raise UnknownYear(year)
    first, last = day_from_iso(f"{year:04d}-01-01"), day_from_iso(f"{year:04d}-12-31")
    plain = (DayKind.WORKDAY, DayKind.WEEKEND)
    marks = [cal.marks[day] for day in range(first, last + 1) if day in cal.marks and cal.kind(day) not in plain]
    return YearTable(cal.sources[year], tuple(marks), cal.holidays(first, last), cal.count_working(first - 1, last))


def shift(day: int, n: int, unit: Unit, *, roll: bool, cal: WorkCalendar) -> Shifted:
    """
    Return the day n units after a day, or before it for a negative n.

    ``roll``: whether a last day counted forward in natural days, months or years rolls off a rest day. Raises
    UnknownYear, and ValueError for units that are not whole days.
    """
    if unit not in UNITS:
        raise ValueError(f"{unit} is no unit of whole days")
    if n < 0:
        return _back(day, -n, unit, cal)
    begun = step("start-day-not-counted", "201(1)", day=day)
    raw, count = count_on(day, Length(Fraction(n), unit), start_counted=False, cal=cal)
    rolls = REST_DAYS if roll and unit is not Unit.WORKING_DAY else NO_ROLL
    result, rolled = roll_day(raw, rolls, cal)
    return Shifted(day, raw, result, (begun, count, *rolled))


def _back(day: int, n: int, unit: Unit, cal: WorkCalendar) -> Shifted:
    facts: dict[str, Fact] = {"count": n, "unit": unit.value}
    if unit is Unit.WORKING_DAY:
        raw = cal.add_working(day, -n)
        counted, skipped = cal.working_days(raw, day - 1), skipped_facts(cal.rest_days(raw, day - 1))
        facts |= {"last": raw, "counted": counted, "skipped": skipped}
    else:
        raw = add_length(day, Length(Fraction(n), unit), -1)
        facts["last"] = raw
    return Shifted(day, raw, raw, (step("count-back", None, **facts),))


def between(first: int, last: int, cal: WorkCalendar) -> Between:
    """Return how far it is from one day to another; raise UnknownYear."""
    return Between(days=last - first, working_days=cal.count_working(first, last))
