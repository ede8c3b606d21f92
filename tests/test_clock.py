"""Due dates: each rule of the legal clock on a pinned example, with the steps that explain it."""

from fractions import Fraction
from typing import Any

import pytest

from luyue.dsl.quantity import Length, Unit
from luyue.engine.clock import (
    FESTIVALS,
    NO_ROLL,
    REST_DAYS,
    DueDate,
    Rule,
    UnknownYear,
    WorkCalendar,
    Zone,
    add_months,
    ahead,
    ahead_of_instant,
    before_day,
    before_instant,
    by_day,
    by_instant,
    earlier,
    exact_micros,
    lasting,
    late_days,
    late_exact,
    later,
    period_of,
    periods,
    term_end,
    within,
)
from luyue.engine.zone import DAY, HOUR, MINUTE, SECOND, day_from_iso, iso_day

ZONE = Zone.named("Asia/Shanghai")
CAL = WorkCalendar.bundled()
PLAIN = Rule()
ROLLS = Rule(roll=REST_DAYS)


def day(text: str) -> int:
    """Return a day by its ISO text."""
    return day_from_iso(text)


def at(text: str) -> int:
    """Return the instant of a local time as ``YYYY-MM-DDTHH:MM:SS``."""
    hours, minutes, seconds = text[11:].split(":")
    return ZONE.local(day(text[:10]), int(hours) * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND)


def length(count: int | Fraction, unit: Unit) -> Length:
    """Return a length."""
    return Length(Fraction(count), unit)


def due_within(start: str, count: int, unit: Unit, rule: Rule = PLAIN, cal: WorkCalendar = CAL) -> DueDate:
    """Return the due date of so long after an instant."""
    return within(at(start), length(count, unit), rule=rule, zone=ZONE, cal=cal)


def facts(due: DueDate, rule: str) -> dict[str, Any]:
    """Return the facts of the one step of that rule."""
    (step,) = (step for step in due.steps if step.rule == rule)
    return dict(step.facts)


def rules(due: DueDate) -> list[tuple[str, str | None]]:
    """Return the steps' names and articles in order."""
    return [(step.rule, step.article) for step in due.steps]


def last_day(due: DueDate) -> str:
    """Return the last timely day; it must hold the last timely instant."""
    assert due.day is not None
    assert ZONE.day_of(due.last) == due.day
    return iso_day(due.day)


# ---------------------------------------------------------------- working days


def test_seven_working_days_after_the_review_pass_over_the_dragon_boat_festival() -> None:
    """Reviewed on Friday 2024-06-07, due on Wednesday 2024-06-19 at 24:00."""
    due = due_within("2024-06-07T10:00:00", 7, Unit.WORKING_DAY)

    assert "2024-06-19" == last_day(due)
    assert "2024-06-19T23:59:59.999999+08:00" == ZONE.text(due.last)
    assert "2024-06-20T00:00:00+08:00" == ZONE.text(due.first_late)
    assert [
        ("start", None),
        ("start-day-not-counted", "201(1)"),
        ("count-working-days", "201(1)"),
        ("end-of-day", "203(2)"),
    ] == rules(due)
    counted = facts(due, "count-working-days")
    assert ["06-11", "06-12", "06-13", "06-14", "06-17", "06-18", "06-19"] == [
        iso_day(each)[5:] for each in counted["counted"]
    ]
    assert [
        ("06-08", "weekend", ""),
        ("06-09", "weekend", ""),
        ("06-10", "festival", "端午节"),
        ("06-15", "weekend", ""),
        ("06-16", "weekend", ""),
    ] == [(iso_day(each)[5:], kind, name) for each, kind, name in counted["skipped"]]


def test_a_make_up_saturday_is_a_working_day() -> None:
    """2024-09-27 and 7 working days end on Saturday 2024-10-12."""
    due = due_within("2024-09-27T18:00:00", 7, Unit.WORKING_DAY, ROLLS)

    assert "2024-10-12" == last_day(due)
    assert day("2024-09-29") in facts(due, "count-working-days")["counted"]
    assert (day("2024-10-04"), "swapped", "国庆节") in facts(due, "count-working-days")["skipped"]


@pytest.mark.parametrize("start", ["2024-06-08T00:00:00", "2024-06-09T12:00:00", "2024-06-10T23:59:59"])
def test_working_days_are_counted_strictly_after_the_trigger_whatever_day_it_is(start: str) -> None:
    """From a Saturday, a Sunday or a festival, the first working day is the Tuesday after."""
    assert "2024-06-11" == last_day(due_within(start, 1, Unit.WORKING_DAY))


def test_a_counted_start_day_counts_only_if_it_is_worked() -> None:
    """含当日: on a working day it is the first day, on a festival it is not."""
    counted = Rule(start_counted=True)

    assert "2024-06-07" == last_day(due_within("2024-06-07T10:00:00", 1, Unit.WORKING_DAY, counted))
    assert "2024-06-11" == last_day(due_within("2024-06-10T10:00:00", 1, Unit.WORKING_DAY, counted))


def test_working_days_of_a_year_without_a_table_are_unknown() -> None:
    """2026-12-25 and 7 working days reach into 2027."""
    with pytest.raises(UnknownYear, match="no holiday table for 2027"):
        due_within("2026-12-25T10:00:00", 7, Unit.WORKING_DAY)


def test_assumed_weekdays_mark_what_rests_on_them() -> None:
    """The count that reaches 2027 is assumed and says so; one that does not, is not."""
    cal = CAL.with_assumed_weekdays()
    due = due_within("2026-12-25T10:00:00", 7, Unit.WORKING_DAY, cal=cal)

    assert "2027-01-06" == last_day(due)
    assert due.assumed
    assert {"years": (2027,)} == facts(due, "assumed-weekdays")
    assert not due_within("2026-12-25T10:00:00", 4, Unit.WORKING_DAY, cal=cal).assumed
    assert not due_within("2026-12-25T10:00:00", 10, Unit.DAY, cal=cal).assumed
    assert due_within("2026-12-25T10:00:00", 10, Unit.DAY, ROLLS, cal=cal).assumed


# ---------------------------------------------------------------- natural days, months, years


def test_natural_days_begin_with_the_day_after() -> None:
    """30 days from any hour of 2024-06-05 end on 2024-07-05 at 24:00."""
    for start in ("2024-06-05T00:00:00", "2024-06-05T23:59:59"):
        assert "2024-07-05" == last_day(due_within(start, 30, Unit.DAY))


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected", "step"),
    [
        ("2024-01-31", 1, Unit.MONTH, "2024-02-29", "month-end"),
        ("2023-01-31", 1, Unit.MONTH, "2023-02-28", "month-end"),
        ("2023-01-28", 1, Unit.MONTH, "2023-02-28", "corresponding-day"),
        ("2024-02-29", 1, Unit.YEAR, "2025-02-28", "month-end"),
        ("2024-02-29", 4, Unit.YEAR, "2028-02-29", "corresponding-day"),
        ("2023-02-28", 1, Unit.YEAR, "2024-02-28", "corresponding-day"),
        ("2024-11-30", 1, Unit.QUARTER, "2025-02-28", "month-end"),
        ("2024-06-15", 18, Unit.MONTH, "2025-12-15", "corresponding-day"),
        ("2024-12-31", 2, Unit.MONTH, "2025-02-28", "month-end"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(
    start: str, count: int, unit: Unit, expected: str, step: str
) -> None:
    """民法典 第二百零二条."""
    due = due_within(f"{start}T09:00:00", count, unit)

    assert expected == last_day(due)
    assert (step, "202") in rules(due)


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        ("2024-06-05", 30, Unit.DAY, "2024-07-04"),
        ("2024-03-01", 1, Unit.MONTH, "2024-03-31"),
        ("2023-01-31", 1, Unit.MONTH, "2023-02-28"),
        ("2024-06-05", 1, Unit.YEAR, "2025-06-04"),
    ],
)
def test_a_counted_start_day_brings_the_end_one_day_forward(start: str, count: int, unit: Unit, expected: str) -> None:
    """含当日: the day before the corresponding day, or the month's last where there is none."""
    due = due_within(f"{start}T09:00:00", count, unit, Rule(start_counted=True))

    assert expected == last_day(due)
    assert ("start-day-counted", "204") in rules(due)


def test_nothing_more_than_a_length_of_whole_days_is_counted_in_days() -> None:
    """Half a month has no corresponding day."""
    with pytest.raises(ValueError, match="whole number"):
        within(at("2024-06-05T09:00:00"), length(Fraction(1, 2), Unit.MONTH), rule=PLAIN, zone=ZONE, cal=CAL)


def test_each_unit_is_counted_by_its_own_rule_or_not_at_all() -> None:
    """Points are no time, days have no exact length, working days do not reach a corresponding day."""
    with pytest.raises(ValueError, match="no rule to count"):
        due_within("2024-06-05T09:00:00", 3, Unit.POINT)
    with pytest.raises(ValueError, match="no exact length"):
        exact_micros(length(1, Unit.DAY))
    with pytest.raises(ValueError, match="working_day"):
        term_end(day("2024-06-05"), length(1, Unit.WORKING_DAY))


# ---------------------------------------------------------------- roll


@pytest.mark.parametrize(
    ("start", "days", "roll", "expected", "skipped"),
    [
        ("2024-09-01", 30, REST_DAYS, "2024-10-08", 7),  # 1 October: the whole of the holiday
        ("2024-09-01", 30, FESTIVALS, "2024-10-04", 3),  # only its three statutory days
        ("2024-09-01", 30, NO_ROLL, "2024-10-01", 0),
        ("2024-09-05", 30, REST_DAYS, "2024-10-08", 3),  # 5 October, a Saturday of the holiday
        ("2024-09-05", 30, FESTIVALS, "2024-10-05", 0),
        ("2024-09-12", 30, REST_DAYS, "2024-10-12", 0),  # a make-up Saturday is worked
        ("2024-09-13", 30, REST_DAYS, "2024-10-14", 1),  # a plain Sunday
        ("2024-09-13", 30, FESTIVALS, "2024-10-13", 0),
        ("2024-12-02", 30, FESTIVALS, "2025-01-02", 1),
    ],
)
def test_a_last_day_off_rolls_as_the_clause_reads_the_law(
    start: str, days: int, roll: Any, expected: str, skipped: int
) -> None:
    """民法典 第二百零三条 (1), under each reading."""
    due = due_within(f"{start}T09:00:00", days, Unit.DAY, Rule(roll=roll))

    assert expected == last_day(due)
    if skipped:
        assert skipped == len(facts(due, "roll")["skipped"])
        assert roll == facts(due, "roll")["reading"]
    else:
        assert "roll" not in dict(rules(due))


def test_a_roll_into_a_year_without_a_table_is_unknown() -> None:
    """A plain Monday of 2027 may be a day off for all we know."""
    with pytest.raises(UnknownYear, match="2027"):
        due_within("2026-12-05T09:00:00", 30, Unit.DAY, ROLLS)
    assert "2027-01-04" == last_day(due_within("2026-12-05T09:00:00", 30, Unit.DAY))


def test_a_roll_says_which_days_it_passed() -> None:
    """From Saturday 2024-06-08 over the festival to Tuesday."""
    due = due_within("2024-05-09T09:00:00", 30, Unit.DAY, ROLLS)

    assert {
        "from": day("2024-06-08"),
        "to": day("2024-06-11"),
        "reading": REST_DAYS,
        "skipped": (
            (day("2024-06-08"), "weekend", ""),
            (day("2024-06-09"), "weekend", ""),
            (day("2024-06-10"), "festival", "端午节"),
        ),
    } == facts(due, "roll")
    assert day("2024-06-08") == due.raw


# ---------------------------------------------------------------- hours, cut-offs, boundaries


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (15, Unit.MINUTE, "2024-06-05T00:05:00+08:00"),
        (24, Unit.HOUR, "2024-06-05T23:50:00+08:00"),
        (Fraction(1, 2), Unit.HOUR, "2024-06-05T00:20:00+08:00"),
        (Fraction(1, 7), Unit.HOUR, "2024-06-04T23:58:34.285714+08:00"),
    ],
)
def test_hours_run_from_the_instant_and_include_their_end(count: Fraction, unit: Unit, expected: str) -> None:
    """Trigger + N exactly is in time (民法典 第二百零一条 (2)、第一千二百五十九条)."""
    due = within(at("2024-06-04T23:50:00"), length(count, unit), rule=ROLLS, zone=ZONE, cal=CAL)

    assert expected == ZONE.text(due.last)
    assert due.day is None
    assert [("start", None), ("count-exact", "201(2)")] == rules(due)


def test_hours_take_no_closing_hour_and_no_counted_day() -> None:
    """A contradiction in the rule is our own slip, and is not passed over."""
    for rule in (Rule(until=17 * HOUR), Rule(start_counted=True)):
        with pytest.raises(ValueError, match="run from the instant"):
            due_within("2024-06-05T09:00:00", 24, Unit.HOUR, rule)


def test_close_of_business_is_included() -> None:
    """截至17:30: at 17:30:00 in time, a microsecond later not (民法典 第二百零三条 (2))."""
    due = due_within("2024-06-07T10:00:00", 7, Unit.WORKING_DAY, Rule(until=17 * HOUR + 30 * MINUTE))

    assert "2024-06-19T17:30:00+08:00" == ZONE.text(due.last)
    assert "2024-06-19T17:30:00.000001+08:00" == ZONE.text(due.first_late)
    assert ("cut-off", "203(2)") in rules(due)
    assert at("2024-06-19T17:30:00") == due.last


def test_24_00_as_a_closing_hour_is_the_end_of_the_day() -> None:
    """Nothing but another way to write it."""
    assert ZONE.end_of(day("2024-06-19")) == by_day(day("2024-06-19"), rule=Rule(until=DAY), zone=ZONE, cal=CAL).last


@pytest.mark.parametrize(
    ("due", "last"),
    [
        (due_within("2024-06-07T10:00:00", 7, Unit.WORKING_DAY), "2024-06-19T23:59:59.999999+08:00"),
        (due_within("2024-06-07T10:00:00", 3, Unit.DAY), "2024-06-10T23:59:59.999999+08:00"),
        (due_within("2024-06-07T10:00:00", 1, Unit.MONTH), "2024-07-07T23:59:59.999999+08:00"),
        (due_within("2024-06-07T10:00:00", 4, Unit.HOUR), "2024-06-07T14:00:00+08:00"),
        (by_day(day("2024-06-10"), rule=PLAIN, zone=ZONE, cal=CAL), "2024-06-10T23:59:59.999999+08:00"),
        (by_day(day("2024-06-10"), rule=ROLLS, zone=ZONE, cal=CAL), "2024-06-11T23:59:59.999999+08:00"),
        (by_day(day("2024-06-12"), rule=Rule(until=9 * HOUR), zone=ZONE, cal=CAL), "2024-06-12T09:00:00+08:00"),
        (by_instant(at("2024-06-10T08:00:00")), "2024-06-10T08:00:00+08:00"),
        (before_instant(at("2024-06-10T08:00:00")), "2024-06-10T07:59:59.999999+08:00"),
        (before_day(day("2024-06-10"), zone=ZONE), "2024-06-09T23:59:59.999999+08:00"),
    ],
)
def test_the_first_late_instant_is_one_microsecond_after_the_last_timely_one(due: DueDate, last: str) -> None:
    """One microsecond before, at, and after the end of each kind of time; an exact delay is measured from the limit."""
    assert last == ZONE.text(due.last)
    assert [0, 0, 1] == [late_exact(due, due.late_from + step) for step in (-1, 0, 1)]
    assert due.last + 1 == due.first_late


# ---------------------------------------------------------------- at least N before


@pytest.mark.parametrize(
    ("count", "unit", "of", "expected"),
    [
        (10, Unit.DAY, "2024-06-30", "2024-06-20"),
        (10, Unit.WORKING_DAY, "2024-10-10", "2024-09-22"),  # a Sunday: the act's own day need not be worked
        (1, Unit.WORKING_DAY, "2024-10-05", "2024-09-29"),  # the working day is 30 September
        (1, Unit.MONTH, "2023-02-28", "2023-01-31"),  # from 31 January a month ends on 28 February
        (1, Unit.YEAR, "2024-02-28", "2023-02-28"),
        (0, Unit.WORKING_DAY, "2024-10-05", "2024-10-05"),
    ],
)
def test_at_least_so_long_before_a_day(count: int, unit: Unit, of: str, expected: str) -> None:
    """The last day from which the length, counted forward, still ends on or before it; no roll."""
    due = ahead(length(count, unit), of_day=day(of), rule=ROLLS, zone=ZONE, cal=CAL)

    assert expected == last_day(due)
    assert ("ahead", "201") in rules(due)


def test_at_least_so_many_hours_before_is_exact() -> None:
    """24 hours before an instant, and before the day that begins."""
    due = ahead_of_instant(length(24, Unit.HOUR), of=at("2024-06-12T15:00:00"), rule=PLAIN, zone=ZONE, cal=CAL)
    before = ahead(length(24, Unit.HOUR), of_day=day("2024-06-12"), rule=PLAIN, zone=ZONE, cal=CAL)

    assert "2024-06-11T15:00:00+08:00" == ZONE.text(due.last)
    assert "2024-06-11T00:00:00+08:00" == ZONE.text(before.last)


def test_at_least_so_many_days_before_an_instant_is_before_its_day() -> None:
    """10 days before 15:00 of a day are 10 days before that day."""
    due = ahead_of_instant(length(10, Unit.DAY), of=at("2024-06-30T15:00:00"), rule=PLAIN, zone=ZONE, cal=CAL)

    assert "2024-06-20" == last_day(due)


def test_working_days_before_a_day_name_what_was_counted() -> None:
    """The explanation holds the working days between the act and the day, and the days skipped."""
    due = ahead(length(2, Unit.WORKING_DAY), of_day=day("2024-06-11"), rule=PLAIN, zone=ZONE, cal=CAL)

    assert "2024-06-06" == last_day(due)
    assert (day("2024-06-07"), day("2024-06-11")) == facts(due, "ahead")["counted"]
    assert 3 == len(facts(due, "ahead")["skipped"])


# ---------------------------------------------------------------- of several, lateness


def test_the_later_and_the_earlier_of_two_keep_both_explanations() -> None:
    """A calendar date, and seven working days after the review."""
    date = by_day(day("2024-06-30"), rule=PLAIN, zone=ZONE, cal=CAL)
    review = due_within("2024-06-07T10:00:00", 7, Unit.WORKING_DAY)

    assert "2024-06-30" == last_day(later(review, date))
    assert "2024-06-19" == last_day(earlier(review, date))
    step = later(review, date).steps[-1]
    assert ("later-of", {"chosen": 1, "lasts": (review.last, date.last)}) == (step.rule, dict(step.facts))
    assert (review, date) == step.parts


def test_the_first_of_equal_times_is_taken() -> None:
    """A tie changes no date, so the first stated explains it."""
    one = by_day(day("2024-06-19"), rule=PLAIN, zone=ZONE, cal=CAL)
    two = due_within("2024-06-07T10:00:00", 7, Unit.WORKING_DAY)

    assert "fixed-date" == later(one, two).steps[0].rule
    assert "fixed-date" == earlier(one, two).steps[0].rule


def test_an_assumption_in_either_of_two_marks_the_whole() -> None:
    """Which of them is later rests on it."""
    cal = CAL.with_assumed_weekdays()
    assumed = due_within("2026-12-25T10:00:00", 7, Unit.WORKING_DAY, cal=cal)

    assert later(assumed, by_instant(at("2030-01-01T00:00:00"))).assumed


def test_late_days_are_counted_from_the_last_timely_day() -> None:
    """Paid at 00:00:00 of the next day it is one day late; a begun day counts."""
    due = due_within("2024-06-07T10:00:00", 7, Unit.WORKING_DAY)

    assert [0, 0, 1, 30] == [
        late_days(due, day(text)) for text in ("2024-06-01", "2024-06-19", "2024-06-20", "2024-07-19")
    ]
    assert 1 == late_days(due, ZONE.day_of(at("2024-06-20T00:00:00")))


def test_hours_late_are_an_exact_length() -> None:
    """An instant has no days to be late by."""
    due = due_within("2024-06-07T10:00:00", 4, Unit.HOUR)

    assert 90 * MINUTE == late_exact(due, at("2024-06-07T15:30:00"))
    with pytest.raises(ValueError, match="exact length"):
        late_days(due, day("2024-06-08"))


# ---------------------------------------------------------------- months, periods, terms, thresholds


def test_months_do_not_add_up_so_instalments_are_counted_from_the_anchor() -> None:
    """31 January plus one and one is not 31 January plus two."""
    anchor = day("2024-01-31")

    assert "2024-03-29" == iso_day(add_months(add_months(anchor, 1), 1))
    assert "2024-03-31" == iso_day(add_months(anchor, 2))
    assert "2023-11-30" == iso_day(add_months(anchor, -2))


def test_periods_begin_on_the_anchor_day_and_tile_the_calendar() -> None:
    """Half years from 2025-12-01; months from the 31st."""
    assert ("2026-06-01", "2026-11-30") == tuple(
        iso_day(each) for each in periods(day("2025-12-01"), length(6, Unit.MONTH), 2)
    )
    assert [("2024-01-31", "2024-02-28"), ("2024-02-29", "2024-03-30"), ("2024-03-31", "2024-04-29")] == [
        tuple(iso_day(each) for each in periods(day("2024-01-31"), length(1, Unit.MONTH), k)) for k in (1, 2, 3)
    ]
    assert ("2024-01-15", "2024-01-28") == tuple(
        iso_day(each) for each in periods(day("2024-01-01"), length(14, Unit.DAY), 2)
    )
    with pytest.raises(ValueError, match="count from 1"):
        periods(day("2024-01-31"), length(1, Unit.MONTH), 0)
    with pytest.raises(ValueError, match="working_day"):
        periods(day("2024-01-31"), length(1, Unit.WORKING_DAY), 1)


def test_a_day_before_the_anchor_is_in_no_period() -> None:
    """The row begins on its anchor."""
    assert period_of(day("2024-01-31"), length(1, Unit.MONTH), day("2024-01-30")) is None
    assert 1 == period_of(day("2024-01-31"), length(1, Unit.MONTH), day("2024-02-28"))
    assert 2 == period_of(day("2024-01-31"), length(1, Unit.MONTH), day("2024-02-29"))
    assert 3 == period_of(day("2024-01-31"), length(1, Unit.QUARTER), day("2024-10-30"))
    assert 3 == period_of(day("2024-01-01"), length(7, Unit.DAY), day("2024-01-15"))


def test_a_term_from_a_day_ends_on_the_corresponding_day_and_never_rolls() -> None:
    """One year from 2024-06-08, a Saturday, ends on Sunday 2025-06-08."""
    assert "2025-06-08" == iso_day(term_end(day("2024-06-08"), length(1, Unit.YEAR)))
    assert "2025-02-28" == iso_day(term_end(day("2024-02-29"), length(1, Unit.YEAR)))
    assert "2024-07-08" == iso_day(term_end(day("2024-06-08"), length(30, Unit.DAY)))


def test_a_duration_is_reached_when_its_last_day_is_over() -> None:
    """30 days of force majeure from 2024-07-25 14:00 are reached on 2024-08-25 at 00:00:00; hours exactly."""
    start = at("2024-07-25T14:00:00")

    assert "2024-08-25T00:00:00+08:00" == ZONE.text(lasting(start, length(30, Unit.DAY), ZONE))
    assert "2024-08-26T00:00:00+08:00" == ZONE.text(lasting(start, length(1, Unit.MONTH), ZONE))
    assert "2024-07-26T14:00:00+08:00" == ZONE.text(lasting(start, length(24, Unit.HOUR), ZONE))
