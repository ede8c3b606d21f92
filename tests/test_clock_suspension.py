"""Due dates moved by suspensions: extended by their length, or their clock stopped."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luyue.dsl.quantity import Length, Unit
from luyue.engine.clock import (
    REST_DAYS,
    DueDate,
    Rule,
    UnknownYear,
    WorkCalendar,
    Zone,
    before_day,
    by_day,
    by_instant,
    extend,
    stop_clock,
    within,
)
from luyue.engine.zone import HOUR, MINUTE, SECOND, day_from_iso, iso_day

ZONE = Zone.named("Asia/Shanghai")
CAL = WorkCalendar.bundled()


def at(text: str) -> int:
    """Return the instant of a local time as ``YYYY-MM-DDTHH:MM:SS``, 00:00:00 if only a date is given."""
    hours, minutes, seconds = (text[11:] or "0:0:0").split(":")
    return ZONE.local(day_from_iso(text[:10]), int(hours) * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND)


def time_of(start: str, count: int, unit: Unit, rule: Rule) -> DueDate:
    """Return the due date of so long after an instant."""
    return within(at(start), Length(Fraction(count), unit), rule=rule, zone=ZONE, cal=CAL)


def extended(due: DueDate, *intervals: tuple[str, str], trigger: str) -> DueDate:
    """Return a due date moved by intervals."""
    rows = [(at(began), at(ended)) for began, ended in intervals]
    return extend(due, rows, trigger=at(trigger), zone=ZONE, cal=CAL)


def stopped(due: DueDate, *intervals: tuple[str, str], trigger: str) -> DueDate:
    """Return a due date whose clock stood still during intervals."""
    rows = [(at(began), at(ended)) for began, ended in intervals]
    return stop_clock(due, rows, trigger=at(trigger), zone=ZONE, cal=CAL)


def last_day(due: DueDate) -> str:
    """Return the last timely day, which holds the last timely instant."""
    assert due.day is not None
    assert ZONE.day_of(due.last) == due.day
    return iso_day(due.day)


SEVEN = time_of("2024-06-07T10:00:00", 7, Unit.WORKING_DAY, Rule())  # 2024-06-19
THIRTY = time_of("2024-06-05T10:00:00", 30, Unit.DAY, Rule(roll=REST_DAYS))  # 2024-07-05, a Friday
FOUR_HOURS = time_of("2024-06-07T10:00:00", 4, Unit.HOUR, Rule())


# ---------------------------------------------------------------- extension


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("2024-06-12T08:00:00", "2024-06-14T20:00:00", "2024-06-21"),  # two days by date, whatever the hours
        ("2024-06-12T23:59:59", "2024-06-13T00:00:00", "2024-06-20"),
        ("2024-06-12T00:00:00", "2024-06-12T23:59:59", "2024-06-19"),  # within one day
        ("2024-06-17T08:00:00", "2024-06-20T08:00:00", "2024-06-24"),  # 22 June is a Saturday: counted in working days
        ("2024-06-19T23:59:59", "2024-06-25T00:00:00", "2024-06-25"),  # the deadline is later than its beginning
        ("2024-06-20T00:00:00", "2024-06-25T00:00:00", "2024-06-19"),  # begun when already late: no relief
        ("2024-05-01T00:00:00", "2024-06-09T10:00:00", "2024-06-21"),  # only from the trigger, 7 June, on
        ("2024-05-01T00:00:00", "2024-06-07T10:00:00", "2024-06-19"),  # over when the time began to run
    ],
)
def test_a_day_moves_by_date_of_end_less_date_of_beginning(began: str, ended: str, expected: str) -> None:
    """A deadline later than the beginning moves, what lies before the trigger left out."""
    assert expected == last_day(extended(SEVEN, (began, ended), trigger="2024-06-07T10:00:00"))


def test_the_end_at_24_00_belongs_to_its_day() -> None:
    """Ended at 24:00 of the 14th is ended on the 14th."""
    moved = extend(
        SEVEN,
        [(at("2024-06-12"), ZONE.end_of(day_from_iso("2024-06-14")))],
        trigger=at("2024-06-07T10:00:00"),
        zone=ZONE,
        cal=CAL,
    )

    assert "2024-06-21" == last_day(moved)


def test_hours_move_by_the_exact_length() -> None:
    """Half an hour of suspension gives half an hour."""
    moved = extended(FOUR_HOURS, ("2024-06-07T11:00:00", "2024-06-07T11:30:00"), trigger="2024-06-07T10:00:00")
    early = extended(FOUR_HOURS, ("2024-06-07T09:00:00", "2024-06-07T10:15:00"), trigger="2024-06-07T10:00:00")

    assert "2024-06-07T14:30:00+08:00" == ZONE.text(moved.last)
    assert "2024-06-07T14:15:00+08:00" == ZONE.text(early.last)
    assert moved.day is None


def test_an_hour_limit_that_ends_as_the_interval_begins_stays() -> None:
    """The deadline must be later than the beginning."""
    moved = extended(FOUR_HOURS, ("2024-06-07T14:00:00", "2024-06-07T18:00:00"), trigger="2024-06-07T10:00:00")

    assert FOUR_HOURS == moved


def test_intervals_are_taken_in_order_each_against_the_moved_deadline() -> None:
    """The second begins after the first deadline, yet before the moved one."""
    moved = extended(
        SEVEN,
        ("2024-06-12T00:00:00", "2024-06-15T00:00:00"),  # 22 June, a Saturday, so 24 June
        ("2024-06-23T00:00:00", "2024-06-25T00:00:00"),  # 26 June
        trigger="2024-06-07T10:00:00",
    )

    assert "2024-06-26" == last_day(moved)
    assert [
        "start",
        "start-day-not-counted",
        "count-working-days",
        "end-of-day",
        "extend",
        "roll",
        "end-of-day",
        "extend",
        "roll-not-needed",
        "end-of-day",
    ] == [step.rule for step in moved.steps]


def test_a_moved_day_rolls_only_if_its_time_does() -> None:
    """30 days that roll move to a working day; a fixed date that does not, stays where it falls."""
    fixed = by_day(day_from_iso("2024-07-05"), rule=Rule(), zone=ZONE, cal=CAL)
    interval = ("2024-07-01T00:00:00", "2024-07-02T00:00:00")

    assert "2024-07-08" == last_day(extended(THIRTY, interval, trigger="2024-06-05T10:00:00"))
    assert "2024-07-06" == last_day(extended(fixed, interval, trigger="2024-06-05T10:00:00"))


def test_a_moved_day_closes_as_before() -> None:
    """The closing hour goes with it."""
    due = by_day(day_from_iso("2024-07-05"), rule=Rule(until=17 * HOUR), zone=ZONE, cal=CAL)

    assert "2024-07-07T17:00:00+08:00" == ZONE.text(
        extended(due, ("2024-07-01", "2024-07-03"), trigger="2024-06-05").last
    )


def test_before_a_day_moves_as_a_day() -> None:
    """Before the 10th, suspended for two days, is before the 12th."""
    due = before_day(day_from_iso("2024-07-10"), zone=ZONE)

    assert "2024-07-11" == last_day(extended(due, ("2024-07-01", "2024-07-03"), trigger="2024-06-05"))


def test_a_move_tells_what_moved_it() -> None:
    """From when to when, counted from the trigger or not, by how much, and from where to where."""
    moved = extended(SEVEN, ("2024-05-01T00:00:00", "2024-06-09T10:00:00"), trigger="2024-06-07T10:00:00")
    (step,) = (step for step in moved.steps if step.rule == "extend")

    assert {
        "began": at("2024-05-01"),
        "ended": at("2024-06-09T10:00:00"),
        "from_trigger": 1,
        "by": 2,
        "unit": "day",
        "rest": 12,
        "before": day_from_iso("2024-06-19"),
        "after": day_from_iso("2024-06-21"),
    } == dict(step.facts)


def test_a_move_into_a_year_without_a_table_is_unknown_if_the_day_rolls() -> None:
    """A fixed date that does not roll needs no table."""
    due = time_of("2026-12-01T10:00:00", 30, Unit.DAY, Rule(roll=REST_DAYS))
    fixed = by_day(day_from_iso("2026-12-31"), rule=Rule(), zone=ZONE, cal=CAL)

    with pytest.raises(UnknownYear, match="2027"):
        extended(due, ("2026-12-10", "2026-12-20"), trigger="2026-12-01T10:00:00")
    assert "2027-01-10" == last_day(extended(fixed, ("2026-12-10", "2026-12-20"), trigger="2026-12-01"))


# ---------------------------------------------------------------- stopped clock


def test_a_stopped_clock_lets_the_working_days_left_run_on() -> None:
    """Four of seven are used up on 14 June; three are left after the 24th."""
    interval = ("2024-06-14T12:00:00", "2024-06-24T12:00:00")

    assert "2024-06-27" == last_day(stopped(SEVEN, interval, trigger="2024-06-07T10:00:00"))
    assert "2024-07-01" == last_day(extended(SEVEN, interval, trigger="2024-06-07T10:00:00"))


def test_a_clock_stopped_before_the_trigger_runs_its_whole_time_after() -> None:
    """Nothing was used up."""
    moved = stopped(SEVEN, ("2024-06-01", "2024-06-24T12:00:00"), trigger="2024-06-07T10:00:00")

    assert "2024-07-03" == last_day(moved)


def test_a_stopped_clock_counts_from_the_day_before_it_rolled() -> None:
    """30 days to Sunday 2024-07-07, rolled to Monday: stopped on the 5th with two days left, which end on Thursday."""
    due = time_of("2024-06-07T10:00:00", 30, Unit.DAY, Rule(roll=REST_DAYS))

    assert "2024-07-08" == last_day(due)
    assert "2024-07-11" == last_day(stopped(due, ("2024-07-05", "2024-07-09"), trigger="2024-06-07T10:00:00"))
    assert "2024-07-12" == last_day(extended(due, ("2024-07-05", "2024-07-09"), trigger="2024-06-07T10:00:00"))


def test_a_clock_stopped_while_only_the_roll_was_left_ends_with_the_interval() -> None:
    """Nothing is left to run, but the day on which it ends must be a working day."""
    due = time_of("2024-06-07T10:00:00", 30, Unit.DAY, Rule(roll=REST_DAYS))

    assert "2024-07-15" == last_day(stopped(due, ("2024-07-08", "2024-07-13"), trigger="2024-06-07T10:00:00"))


def test_a_stopped_instant_moves_by_the_exact_length() -> None:
    """For hours both ways come to the same."""
    interval = ("2024-06-07T11:00:00", "2024-06-07T11:30:00")

    assert "2024-06-07T14:30:00+08:00" == ZONE.text(stopped(FOUR_HOURS, interval, trigger="2024-06-07T10:00:00").last)


# ---------------------------------------------------------------- what must always hold

STARTS = st.integers(at("2010-01-01"), at("2023-12-31"))
LENGTHS = st.sampled_from([(4, Unit.HOUR), (90, Unit.MINUTE), (7, Unit.WORKING_DAY), (30, Unit.DAY), (3, Unit.MONTH)])
ROWS = st.lists(st.integers(0, 90 * 24 * HOUR), max_size=6, unique=True).map(
    lambda cuts: list(zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False))
)


@given(start=STARTS, length=LENGTHS, rows=ROWS, rolls=st.booleans())
def test_a_suspension_never_brings_a_deadline_forward(
    start: int, length: tuple[int, Unit], rows: list[tuple[int, int]], rolls: bool
) -> None:
    """More time, or as much; and intervals that do not reach the deadline change nothing."""
    rule = Rule(roll=REST_DAYS) if rolls else Rule()
    due = within(start, Length(Fraction(length[0]), length[1]), rule=rule, zone=ZONE, cal=CAL)
    intervals = [(start - 10 * HOUR + a, start - 10 * HOUR + b) for a, b in rows]
    for move in (extend, stop_clock):
        moved = move(due, intervals, trigger=start, zone=ZONE, cal=CAL)
        assert moved.last >= due.last
        assert moved.last >= move(due, intervals[:-1], trigger=start, zone=ZONE, cal=CAL).last
        late = [(began, ended) for began, ended in intervals if began >= due.last]
        assert due == move(due, late, trigger=start, zone=ZONE, cal=CAL)


@given(start=STARTS, cut=st.integers(1, 10 * HOUR), rest=st.integers(1, 10 * HOUR), hours=st.integers(24, 72))
def test_touching_intervals_move_an_instant_as_their_union(start: int, cut: int, rest: int, hours: int) -> None:
    """Cut an interval anywhere: the exact length is the same."""
    due = within(start, Length(Fraction(hours), Unit.HOUR), rule=Rule(), zone=ZONE, cal=CAL)
    began = start + HOUR
    parts = [(began, began + cut), (began + cut, began + cut + rest)]

    assert (
        extend(due, [(began, began + cut + rest)], trigger=start, zone=ZONE, cal=CAL).last
        == extend(due, parts, trigger=start, zone=ZONE, cal=CAL).last
        == by_instant(due.last + cut + rest).last
    )


@given(start=STARTS, n=st.integers(1, 30), after=st.integers(-5, 40), days=st.integers(1, 60))
def test_stopped_working_days_are_those_of_a_walk(start: int, n: int, after: int, days: int) -> None:
    """Walk day by day: days from the one after the beginning to the end of the interval are not counted."""
    due = within(start, Length(Fraction(n), Unit.WORKING_DAY), rule=Rule(), zone=ZONE, cal=CAL)
    trigger = ZONE.day_of(start)
    began, ended = ZONE.start_of(trigger + after) + HOUR, ZONE.start_of(trigger + after + days) + HOUR
    found = stop_clock(due, [(began, ended)], trigger=start, zone=ZONE, cal=CAL)
    if began >= due.last:
        assert due == found
        return

    stood_still = range(max(trigger + after, trigger) + 1, trigger + after + days + 1)
    day, left = trigger, n
    while left:
        day += 1
        left -= CAL.is_working(day) and day not in stood_still
    assert CAL.next_working(max(day, stood_still[-1] if stood_still else day)) == found.day
