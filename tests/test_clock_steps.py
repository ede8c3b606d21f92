"""
How a due date is counted, step by step: each rule with its article, every day and every instant that it names.

What stands here is told to a court word by word, so it is held whole: a step too few, another article, a day or a unit
that is wrong is as much a fault as a wrong due date. Days and dates are counted by hand from the calendar of the State
Council for 2024 and 2025.
"""

import pytest
from test_clock import CAL, PLAIN, ZONE, day, length

from luyue.dsl.quantity import Unit
from luyue.engine.clock import (
    FESTIVALS,
    REST_DAYS,
    DueDate,
    Fact,
    Rule,
    ahead,
    ahead_of_instant,
    before_day,
    before_instant,
    by_day,
    by_instant,
    earlier,
    extend,
    later,
    stop_clock,
    within,
)
from luyue.engine.zone import HOUR, MINUTE, iso_day

DAYS = ("day", "first", "last", "of", "from", "to", "before", "after")
AN_INSTANT = 10**14  # no day and no length here is so large


def at(text: str) -> int:
    """Return the instant of a local time as ``YYYY-MM-DD HH:MM``."""
    hours, minutes = text[11:].split(":")
    return ZONE.local(day(text[:10]), int(hours) * HOUR + int(minutes) * MINUTE)


def told(due: DueDate) -> list[str]:
    """Return the steps of a due date in words that can be read."""
    return [
        " ".join((one.rule, one.article or "-", *(f"{key}={_fact(key, value)}" for key, value in one.facts)))
        for one in due.steps
    ]


def _fact(key: str, value: Fact) -> str:
    match value:
        case int() if value > AN_INSTANT:
            return ZONE.text(value)[:-6]
        case int() if key in DAYS:
            return iso_day(value)
        case (int() as off, str() as kind, str() as name):
            return f"{iso_day(off)[5:]}:{kind}:{name}"
        case tuple():
            return ",".join(_fact("day", one) for one in value)
        case _:
            return str(value)


def kept(due: DueDate) -> tuple[object, ...]:
    """Return what a due date keeps to be moved by, and how it is late."""
    raw = None if due.raw is None else iso_day(due.raw)
    return raw, due.unit, due.rule, due.before, due.assumed


def ends(due: DueDate) -> str:
    """Return the last timely day and instant."""
    return f"{None if due.day is None else iso_day(due.day)} {ZONE.text(due.last)[:-6]}"


def after(start: str, count: int, unit: Unit, rule: Rule = PLAIN) -> DueDate:
    """Return the due date of so long after an instant."""
    return within(at(start), length(count, unit), rule=rule, zone=ZONE, cal=CAL)


# ---------------------------------------------------------------- a length from a start


def test_natural_days() -> None:
    """Seven days after the 3rd are the 4th to the 10th (art. 201 (1))."""
    due = after("2025-03-03 09:00", 7, Unit.DAY)

    assert [
        "start - at=2025-03-03T09:00:00 day=2025-03-03",
        "start-day-not-counted 201(1) day=2025-03-03",
        "count-days 201(1) count=7 first=2025-03-04 last=2025-03-10",
        "end-of-day 203(2) day=2025-03-10 last=2025-03-10T23:59:59.999999",
    ] == told(due)
    assert "2025-03-10 2025-03-10T23:59:59.999999" == ends(due)
    assert ("2025-03-10", Unit.DAY, PLAIN, False, False) == kept(due)


def test_natural_days_with_their_first_that_roll_to_a_closing_hour() -> None:
    """含当日: 29 April is the first of three, 1 May the last; a festival, it rolls past the holiday to 6 May 17:30."""
    rule = Rule(start_counted=True, roll=REST_DAYS, until=17 * HOUR + 30 * MINUTE)
    due = after("2025-04-29 09:00", 3, Unit.DAY, rule)

    assert [
        "start - at=2025-04-29T09:00:00 day=2025-04-29",
        "start-day-counted 204 day=2025-04-29",
        "count-days 201(1) count=3 first=2025-04-29 last=2025-05-01",
        "roll 203(1) from=2025-05-01 to=2025-05-06 reading=rest_days skipped="
        "05-01:festival:劳动节,05-02:festival:劳动节,05-03:weekend:,05-04:weekend:,05-05:swapped:劳动节",
        f"cut-off 203(2) day=2025-05-06 until={17 * HOUR + 30 * MINUTE} last=2025-05-06T17:30:00",
    ] == told(due)
    assert ("2025-05-01", Unit.DAY, rule, False, False) == kept(due)


def test_a_last_day_that_is_worked_says_that_it_need_not_roll() -> None:
    """The 30th is a Wednesday; rolling over festivals alone asks for the 1st only."""
    assert [
        "fixed-date - day=2025-04-30",
        "roll-not-needed 203(1) day=2025-04-30 reading=rest_days",
        "end-of-day 203(2) day=2025-04-30 last=2025-04-30T23:59:59.999999",
    ] == told(by_day(day("2025-04-30"), rule=Rule(roll=REST_DAYS), zone=ZONE, cal=CAL))
    assert [
        "fixed-date - day=2025-05-01",
        "roll 203(1) from=2025-05-01 to=2025-05-03 reading=festivals skipped="
        "05-01:festival:劳动节,05-02:festival:劳动节",
        "end-of-day 203(2) day=2025-05-03 last=2025-05-03T23:59:59.999999",
    ] == told(by_day(day("2025-05-01"), rule=Rule(roll=FESTIVALS), zone=ZONE, cal=CAL))


def test_working_days() -> None:
    """Four after Friday 26 April 2024: Sunday 28 is made up, 1 to 5 May are off (art. 201 (1), 203)."""
    due = after("2024-04-26 09:00", 4, Unit.WORKING_DAY)

    assert [
        "start - at=2024-04-26T09:00:00 day=2024-04-26",
        "start-day-not-counted 201(1) day=2024-04-26",
        "count-working-days 201(1) count=4 first=2024-04-27 last=2024-05-06"
        " counted=2024-04-28,2024-04-29,2024-04-30,2024-05-06 skipped=04-27:weekend:,05-01:festival:劳动节,"
        "05-02:swapped:劳动节,05-03:swapped:劳动节,05-04:weekend:,05-05:weekend:",
        "end-of-day 203(2) day=2024-05-06 last=2024-05-06T23:59:59.999999",
    ] == told(due)
    assert ("2024-05-06", Unit.WORKING_DAY, Rule(roll=REST_DAYS), False, False) == kept(due)


@pytest.mark.parametrize(
    ("unit", "count", "step"),
    [
        (Unit.MONTH, 1, "month-end 202 count=1 unit=month last=2025-02-28"),
        (Unit.MONTH, 2, "corresponding-day 202 count=2 unit=month last=2025-03-31"),
        (Unit.QUARTER, 1, "month-end 202 count=1 unit=quarter last=2025-04-30"),
        (Unit.YEAR, 1, "corresponding-day 202 count=1 unit=year last=2026-01-31"),
    ],
)
def test_months_end_on_the_corresponding_day_or_with_the_month(unit: Unit, count: int, step: str) -> None:
    """Article 202, from the 31st of January."""
    assert step == told(after("2025-01-31 09:00", count, unit))[2]


def test_hours_run_from_the_instant() -> None:
    """Thirty-six hours, that very instant included (art. 201 (2), 1259)."""
    due = after("2025-03-03 09:00", 36, Unit.HOUR)

    assert [
        "start - at=2025-03-03T09:00:00",
        "count-exact 201(2) count=36 unit=hour last=2025-03-04T21:00:00",
    ] == told(due)
    assert "None 2025-03-04T21:00:00" == ends(due)
    assert (None, Unit.HOUR, PLAIN, False, False) == kept(due)


@pytest.mark.parametrize("rule", [Rule(start_counted=True), Rule(until=17 * HOUR)])
def test_hours_have_no_closing_hour_and_no_first_day(rule: Rule) -> None:
    """Both speak of days."""
    with pytest.raises(ValueError, match="no closing hour"):
        after("2025-03-03 09:00", 36, Unit.HOUR, rule)


# ---------------------------------------------------------------- a date, an instant, before something


def test_an_instant_is_included_and_what_is_before_it_is_not() -> None:
    """Article 1259: 届满 includes; ``before`` is broken at the instant itself, and late from there."""
    upto, before = by_instant(at("2025-03-03 09:00")), before_instant(at("2025-03-03 09:00"))

    assert (["instant 1259 at=2025-03-03T09:00:00"], "None 2025-03-03T09:00:00") == (told(upto), ends(upto))
    assert ["before-instant 1259 at=2025-03-03T09:00:00"] == told(before)
    assert "None 2025-03-03T08:59:59.999999" == ends(before)
    assert ((None, None, PLAIN, False, False), (None, None, PLAIN, True, False)) == (kept(upto), kept(before))


def test_before_a_day_ends_with_the_day_before() -> None:
    """Broken when the day begins."""
    due = before_day(day("2025-03-03"), zone=ZONE)

    assert (["before-day 1259 day=2025-03-03"], "2025-03-02 2025-03-02T23:59:59.999999") == (told(due), ends(due))
    assert ("2025-03-02", None, PLAIN, False, False) == kept(due)


def test_so_many_days_ahead_of_a_day() -> None:
    """Ten days from the 5th end on the 15th, and not from the 6th; with the first day counted the 6th will do."""
    due = ahead(length(10, Unit.DAY), of_day=day("2025-03-15"), rule=PLAIN, zone=ZONE, cal=CAL)
    counted = ahead(length(10, Unit.DAY), of_day=day("2025-03-15"), rule=Rule(start_counted=True), zone=ZONE, cal=CAL)

    assert [
        "ahead 201 count=10 unit=day of=2025-03-15 last=2025-03-05",
        "end-of-day 203(2) day=2025-03-05 last=2025-03-05T23:59:59.999999",
    ] == told(due)
    assert "ahead 201 count=10 unit=day of=2025-03-15 last=2025-03-06" == told(counted)[0]
    assert ("2025-03-05", Unit.DAY, PLAIN, False, False) == kept(due)


def test_so_many_working_days_ahead_of_a_day() -> None:
    """Two counted to Tuesday 6 May 2025 are 30 April and 6 May: the act is due on the 29th, and does not roll."""
    due = ahead(length(2, Unit.WORKING_DAY), of_day=day("2025-05-06"), rule=PLAIN, zone=ZONE, cal=CAL)

    assert [
        "ahead 201 count=2 unit=working_day of=2025-05-06 last=2025-04-29 counted=2025-04-30,2025-05-06 skipped="
        "05-01:festival:劳动节,05-02:festival:劳动节,05-03:weekend:,05-04:weekend:,05-05:swapped:劳动节",
        "end-of-day 203(2) day=2025-04-29 last=2025-04-29T23:59:59.999999",
    ] == told(due)
    assert ("2025-04-29", Unit.WORKING_DAY, Rule(roll=REST_DAYS), False, False) == kept(due)


def test_a_month_ahead_of_a_months_end_takes_the_latest_day_that_fits() -> None:
    """A month from the 31st of January ends with February, as from the 28th on: the 31st is the latest (art. 202)."""
    due = ahead(length(1, Unit.MONTH), of_day=day("2025-02-28"), rule=PLAIN, zone=ZONE, cal=CAL)

    assert "ahead 201 count=1 unit=month of=2025-02-28 last=2025-01-31" == told(due)[0]


def test_hours_ahead_are_counted_back_from_the_instant_or_from_the_days_first() -> None:
    """Twenty-four hours before 10:00, and before a day's 00:00 (art. 201 (2))."""
    day_ = length(24, Unit.HOUR)
    of = ahead_of_instant(day_, of=at("2025-03-03 10:00"), rule=PLAIN, zone=ZONE, cal=CAL)
    of_day = ahead(day_, of_day=day("2025-03-03"), rule=PLAIN, zone=ZONE, cal=CAL)
    days = ahead_of_instant(length(1, Unit.DAY), of=at("2025-03-03 10:00"), rule=PLAIN, zone=ZONE, cal=CAL)

    assert ["ahead 201(2) count=24 unit=hour of=2025-03-03T10:00:00 last=2025-03-02T10:00:00"] == told(of)
    assert ["ahead 201(2) count=24 unit=hour of=2025-03-03T00:00:00 last=2025-03-02T00:00:00"] == told(of_day)
    assert "ahead 201 count=1 unit=day of=2025-03-03 last=2025-03-02" == told(days)[0]
    assert ("None 2025-03-02T10:00:00", (None, Unit.HOUR, PLAIN, False, False)) == (ends(of), kept(of))


# ---------------------------------------------------------------- of several


def test_the_later_and_the_earlier_keep_all_of_them_and_what_they_wait_for() -> None:
    """The one chosen, its own steps first, then both with their last instants."""
    rule = Rule(roll=REST_DAYS)
    one = by_day(day("2025-05-01"), rule=rule, zone=ZONE, cal=CAL)
    two = before_instant(at("2025-05-02 10:00"))
    lasts = "2025-05-06T23:59:59.999999,2025-05-02T09:59:59.999999"
    late, early = later(one, two), earlier(one, two, waits=("event",))

    assert [*told(one), f"later-of - chosen=0 lasts={lasts}"] == told(late)
    assert [*told(two), f"earlier-of - chosen=1 lasts={lasts} waits=event"] == told(early)
    assert ((one, two), (one, two)) == (late.steps[-1].parts, early.steps[-1].parts)
    assert (ends(one), kept(one)) == (ends(late), kept(late))
    assert (ends(two), kept(two)) == (ends(early), kept(early))


# ---------------------------------------------------------------- moved


def test_an_interval_moves_a_day_by_its_days() -> None:
    """From the 5th to the 8th are three days; the 10th, moved to the 13th, had five to run."""
    due = after("2025-03-03 09:00", 7, Unit.DAY)
    spell = [(at("2025-03-05 09:00"), at("2025-03-08 10:00"))]
    moved = extend(due, spell, trigger=at("2025-03-03 09:00"), zone=ZONE, cal=CAL)
    counted = extend(due, spell, trigger=at("2025-03-03 09:00"), zone=ZONE, cal=CAL, start_counted=True)

    assert [
        *told(due)[:4],
        "extend - began=2025-03-05T09:00:00 ended=2025-03-08T10:00:00 from_trigger=0 by=3 unit=day rest=5"
        " before=2025-03-10 after=2025-03-13",
        "end-of-day 203(2) day=2025-03-13 last=2025-03-13T23:59:59.999999",
    ] == told(moved)
    assert "2025-03-14 2025-03-14T23:59:59.999999" == ends(counted)
    assert ("2025-03-13", Unit.DAY, PLAIN, False, False) == kept(moved)


def test_a_stopped_clock_lets_the_working_days_left_run_on() -> None:
    """Of four working days from 26 April 2024 two are left when 29 April is held up till 7 May: the 8th and 9th."""
    due = after("2024-04-26 09:00", 4, Unit.WORKING_DAY)
    moved = stop_clock(
        due,
        [(at("2024-04-29 09:00"), at("2024-05-07 09:00"))],
        trigger=at("2024-04-26 09:00"),
        zone=ZONE,
        cal=CAL,
    )

    assert (
        "stop-clock - began=2024-04-29T09:00:00 ended=2024-05-07T09:00:00 from_trigger=0 by=8 unit=day rest=2"
        " before=2024-05-06 after=2024-05-09"
    ) in told(moved)
    assert "2024-05-09 2024-05-09T23:59:59.999999" == ends(moved)


def test_an_interval_moves_an_instant_by_its_exact_length_from_the_trigger_on() -> None:
    """Begun an hour before the trigger, ended two hours after it: two hours, with thirty-six still to run."""
    due = after("2025-03-03 09:00", 36, Unit.HOUR)
    moved = extend(
        due,
        [(at("2025-03-03 08:00"), at("2025-03-03 11:00"))],
        trigger=at("2025-03-03 09:00"),
        zone=ZONE,
        cal=CAL,
    )

    assert (
        "extend - began=2025-03-03T08:00:00 ended=2025-03-03T11:00:00 from_trigger=1"
        f" by={2 * HOUR} unit=microsecond rest={36 * HOUR} before=2025-03-04T21:00:00 after=2025-03-04T23:00:00"
    ) == told(moved)[-1]
    assert "None 2025-03-04T23:00:00" == ends(moved)
