"""
What must always hold of due dates, against a walk from day to day that shares nothing with the clock.

The walk uses the standard library's dates and another library's table of working days.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from types import MappingProxyType

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from luyue.dsl.quantity import Length, Unit
from luyue.engine.calendar import WorkCalendar, YearSource
from luyue.engine.clock import (
    FESTIVALS,
    NO_ROLL,
    REST_DAYS,
    DueDate,
    Roll,
    Rule,
    Zone,
    add_months,
    ahead,
    earlier,
    lasting,
    late_days,
    later,
    period_of,
    periods,
    within,
)
from luyue.engine.holiday import Arrangement, DayKind, Mark
from luyue.engine.zone import DAY, day_from_iso, iso_day

ZONE = Zone.named("Asia/Shanghai")
CHINA = timezone(timedelta(hours=8))
CAL = WorkCalendar.bundled()
PLAIN_WEEKS = WorkCalendar(
    marks=MappingProxyType({}),
    sources=MappingProxyType({year: YearSource(year, "plain weeks") for year in range(1950, 2200)}),
)

STARTS = st.integers(ZONE.start_of(day_from_iso("2006-01-01")), ZONE.end_of(day_from_iso("2024-12-31")))
DAYS = st.integers(day_from_iso("2006-01-01"), day_from_iso("2024-12-31"))
ROLLS: st.SearchStrategy[Roll] = st.sampled_from([NO_ROLL, REST_DAYS])
WHOLE = st.one_of(
    st.tuples(st.integers(0, 120), st.just(Unit.DAY)),
    st.tuples(st.integers(0, 60), st.just(Unit.WORKING_DAY)),
    st.tuples(st.integers(0, 18), st.just(Unit.MONTH)),
    st.tuples(st.integers(0, 6), st.just(Unit.QUARTER)),
    st.tuples(st.integers(0, 2), st.just(Unit.YEAR)),
)
ANY = st.one_of(WHOLE, st.tuples(st.integers(0, 500), st.sampled_from([Unit.HOUR, Unit.MINUTE])))


def due_within(start: int, length: tuple[int, Unit], rule: Rule, cal: WorkCalendar = CAL) -> DueDate:
    """Return the due date of so long after an instant."""
    return within(start, Length(Fraction(length[0]), length[1]), rule=rule, zone=ZONE, cal=cal)


def with_day(day: int, kind: DayKind) -> WorkCalendar:
    """Return the calendar with one day off or worked that was not."""
    return CAL.overlaid(Arrangement("one day", (), (Mark(day, kind, ""),)))


# ---------------------------------------------------------------- the walk


def local_day(us: int) -> date:
    """Return the local date of an instant, by the standard library."""
    return (datetime(1970, 1, 1, tzinfo=CHINA) + timedelta(hours=8, microseconds=us)).date()


def walked(start: date, count: int, unit: Unit, *, rolls: bool) -> date:
    """Return the last day of a length, one day or one month at a time from the start."""
    day = start
    if unit is Unit.DAY:
        for _ in range(count):
            day += timedelta(days=1)
    elif unit is Unit.WORKING_DAY:
        while count:
            day += timedelta(days=1)
            count -= chinese_calendar.is_workday(day)
        return day
    else:
        year, month = start.year, start.month
        for _ in range(count * {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[unit]):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        day = date(year, month, min(start.day, monthrange(year, month)[1]))
    while rolls and not chinese_calendar.is_workday(day):
        day += timedelta(days=1)
    return day


@given(start=STARTS, length=WHOLE, roll=ROLLS)
def test_due_dates_are_those_of_a_walk(start: int, length: tuple[int, Unit], roll: Roll) -> None:
    """The day of the start is not counted, the last day runs to 24:00, and rolls if it must."""
    due = due_within(start, length, Rule(roll=roll))
    expected = walked(local_day(start), *length, rolls=roll == REST_DAYS)
    midnight = datetime(expected.year, expected.month, expected.day, tzinfo=CHINA) + timedelta(days=1)

    assert due.day is not None
    assert expected == date.fromordinal(due.day)
    assert midnight == datetime.fromisoformat(ZONE.text(due.first_late))
    assert due.last == due.first_late - 1


@given(start=STARTS, length=WHOLE)
def test_a_roll_on_festivals_passes_festivals_only(start: int, length: tuple[int, Unit]) -> None:
    """It stops at the first day that is no festival, worked or not, and never later than a roll over all days off."""
    raw = due_within(start, length, Rule(roll=NO_ROLL))
    due = due_within(start, length, Rule(roll=FESTIVALS))

    assert raw.day is not None
    assert due.day is not None
    if length[1] is not Unit.WORKING_DAY:
        assert all(CAL.is_festival(day) for day in range(raw.day, due.day))
        assert not CAL.is_festival(due.day)
    assert raw.last <= due.last <= due_within(start, length, Rule(roll=REST_DAYS)).last


# ---------------------------------------------------------------- shifts


@given(start=STARTS, weeks=st.integers(-2000, 6000), length=ANY, roll=ROLLS)
def test_shifting_by_weeks_shifts_everything(start: int, weeks: int, length: tuple[int, Unit], roll: Roll) -> None:
    """Without holidays and months nothing depends on the date but its day of the week."""
    if length[1] in (Unit.MONTH, Unit.QUARTER, Unit.YEAR):
        return
    by = weeks * 7 * DAY
    if start + by < ZONE.start_of(day_from_iso("1992-01-01")) or weeks > 6000:  # summer time before
        return
    here, there = (due_within(at, length, Rule(roll=roll), PLAIN_WEEKS) for at in (start, start + by))

    assert here.last + by == there.last


@given(day=st.integers(day_from_iso("1600-01-01"), day_from_iso("2199-12-31")), n=st.integers(-600, 600))
def test_the_calendar_repeats_after_400_years(day: int, n: int) -> None:
    """146,097 days are 20,871 weeks, and the months fall alike."""
    assert add_months(day, n) + 146_097 == add_months(day + 146_097, n)


# ---------------------------------------------------------------- one day more or less


@given(start=STARTS, length=WHOLE, roll=ROLLS, changed=st.integers(0, 90))
def test_a_day_off_more_never_makes_a_deadline_earlier(
    start: int, length: tuple[int, Unit], roll: Roll, changed: int
) -> None:
    """Nor one counted back from a day later; a day of work more does the reverse."""
    due = due_within(start, length, Rule(roll=roll))
    day = ZONE.day_of(start) + changed
    worked = CAL.is_working(day)
    other = with_day(day, DayKind.REST if worked else DayKind.MAKE_UP)
    moved = due_within(start, length, Rule(roll=roll), other)

    assert moved.last >= due.last if worked else moved.last <= due.last


@given(of=DAYS, n=st.integers(0, 40), changed=st.integers(0, 90))
def test_a_day_off_more_never_makes_a_time_counted_back_later(of: int, n: int, changed: int) -> None:
    """At least N working days before a day."""
    length = Length(Fraction(n), Unit.WORKING_DAY)
    due = ahead(length, of_day=of, rule=Rule(), zone=ZONE, cal=CAL)
    worked = CAL.is_working(of - changed)
    other = with_day(of - changed, DayKind.REST if worked else DayKind.MAKE_UP)
    moved = ahead(length, of_day=of, rule=Rule(), zone=ZONE, cal=other)

    assert moved.last <= due.last if worked else moved.last >= due.last


@given(start=STARTS, length=WHOLE, roll=ROLLS, gap=st.integers(1, 300))
def test_days_outside_the_span_change_nothing(start: int, length: tuple[int, Unit], roll: Roll, gap: int) -> None:
    """Neither before the first day counted nor after the result."""
    due = due_within(start, length, Rule(roll=roll))
    assert due.day is not None
    first = ZONE.day_of(start) + (length[0] > 0)
    for day in (first - gap, min(due.day + gap, day_from_iso("2026-12-31"))):
        if first <= day <= due.day:
            continue
        kind = DayKind.REST if CAL.is_working(day) else DayKind.MAKE_UP
        assert due.last == due_within(start, length, Rule(roll=roll), with_day(day, kind)).last


@given(start=STARTS, days=st.integers(1, 90), at=st.integers(0, 90))
def test_of_natural_days_only_the_last_one_matters(start: int, days: int, at: int) -> None:
    """Whatever lies between may be worked or not."""
    due = due_within(start, (days, Unit.DAY), Rule(roll=REST_DAYS))
    day = ZONE.day_of(start) + at % days
    kind = DayKind.REST if CAL.is_working(day) else DayKind.MAKE_UP

    assert due.last == due_within(start, (days, Unit.DAY), Rule(roll=REST_DAYS), with_day(day, kind)).last


# ---------------------------------------------------------------- within a day, at the edges


@given(day=DAYS, one=st.integers(0, DAY - 1), other=st.integers(0, DAY - 1), length=WHOLE, roll=ROLLS)
def test_the_hour_of_the_start_is_nothing_to_whole_days(
    day: int, one: int, other: int, length: tuple[int, Unit], roll: Roll
) -> None:
    """Any two instants of a day give one due date."""
    starts = (ZONE.start_of(day) + one, ZONE.start_of(day) + other)

    assert 1 == len({due_within(start, length, Rule(roll=roll)).last for start in starts})


@given(start=STARTS, length=ANY, more=st.integers(0, 90), roll=ROLLS)
def test_a_longer_time_or_a_later_start_never_ends_earlier(
    start: int, length: tuple[int, Unit], more: int, roll: Roll
) -> None:
    """Deadlines are monotone."""
    count, unit = length
    due = due_within(start, length, Rule(roll=roll))
    assert due_within(start + more * DAY // 3, length, Rule(roll=roll)).last >= due.last
    if unit not in (Unit.MONTH, Unit.QUARTER, Unit.YEAR):
        assert due_within(start, (count + more // 3, unit), Rule(roll=roll)).last >= due.last


@given(start=STARTS, length=WHOLE, days=st.lists(st.integers(-5, 400), min_size=3, max_size=3))
def test_late_days_add_up_at_any_cut(start: int, length: tuple[int, Unit], days: list[int]) -> None:
    """Lateness over [a, b) and [b, c) is lateness over [a, c)."""
    due = due_within(start, length, Rule())
    assert due.day is not None
    a, b, c = (late_days(due, due.day + each) for each in sorted(days))

    assert c - a == (b - a) + (c - b)
    assert [max(each, 0) for each in sorted(days)] == [a, b, c]


@given(start=STARTS, lengths=st.lists(WHOLE, min_size=1, max_size=4))
def test_the_later_is_the_greatest_and_the_earlier_the_least(start: int, lengths: list[tuple[int, Unit]]) -> None:
    """Whatever their order."""
    dues = [due_within(start, length, Rule()) for length in lengths]

    assert max(due.last for due in dues) == later(*dues).last == later(*reversed(dues)).last
    assert min(due.last for due in dues) == earlier(*dues).last == earlier(*reversed(dues)).last


# ---------------------------------------------------------------- months and periods


@given(a=DAYS, b=DAYS, n=st.integers(-240, 240))
def test_adding_months_keeps_order_and_never_passes_a_month(a: int, b: int, n: int) -> None:
    """Clamped to the month's end, monotone in the start."""
    first, second = sorted((a, b))
    assert add_months(first, n) <= add_months(second, n)
    start, end = date.fromordinal(a), date.fromordinal(add_months(a, n))
    assert start.year * 12 + start.month + n == end.year * 12 + end.month
    assert end.day == min(start.day, monthrange(end.year, end.month)[1])


@given(
    anchor=DAYS,
    length=st.sampled_from([(1, Unit.MONTH), (6, Unit.MONTH), (1, Unit.QUARTER), (1, Unit.YEAR), (14, Unit.DAY)]),
    k=st.integers(1, 60),
    inside=st.integers(0, 400),
)
def test_periods_tile_the_calendar(anchor: int, length: tuple[int, Unit], k: int, inside: int) -> None:
    """Each day from the anchor on is in exactly one period, which begins where the last one ended."""
    row = Length(Fraction(length[0]), length[1])
    first, last = periods(anchor, row, k)

    assert first <= last
    assert last + 1 == periods(anchor, row, k + 1)[0]
    assert k == period_of(anchor, row, first) == period_of(anchor, row, last)
    number = period_of(anchor, row, anchor + inside)
    assert number is not None
    low, high = periods(anchor, row, number)
    assert low <= anchor + inside <= high
    if length[1] is not Unit.DAY:
        months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[length[1]] * length[0]
        assert add_months(anchor, months * (k - 1)) == first


@given(start=STARTS, length=WHOLE)
def test_a_duration_is_reached_when_a_deadline_of_that_length_is_missed(start: int, length: tuple[int, Unit]) -> None:
    """Both leave out the day of the start; neither threshold nor plain deadline rolls."""
    if length[1] is not Unit.WORKING_DAY:
        due = due_within(start, length, Rule())

        assert due.first_late == lasting(start, Length(Fraction(length[0]), length[1]), ZONE)


@given(of=DAYS, length=WHOLE)
def test_at_least_so_long_before_is_the_last_day_that_is_in_time(of: int, length: tuple[int, Unit]) -> None:
    """Counted forward from that day the length ends on or before it; from the next day it does not."""
    due = ahead(Length(Fraction(length[0]), length[1]), of_day=of, rule=Rule(), zone=ZONE, cal=CAL)
    assert due.day is not None
    forward = [due_within(ZONE.start_of(due.day + step), length, Rule()).day for step in (0, 1)]

    assert forward[0] is not None
    assert forward[1] is not None
    assert forward[0] <= of < forward[1], iso_day(due.day)
