"""Questions to the calendar itself, answered with the same steps as a due date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luyue.dsl.quantity import Unit
from luyue.engine.calendar import UnknownYear, WorkCalendar
from luyue.engine.calendar_query import Between, between, shift, year_table
from luyue.engine.holiday import STATE_COUNCIL, DayKind
from luyue.engine.zone import day_from_iso, iso_day

CAL = WorkCalendar.bundled()


@pytest.mark.parametrize(
    ("start", "n", "unit", "roll", "raw", "result"),
    [
        ("2024-06-07", 7, Unit.WORKING_DAY, True, "2024-06-19", "2024-06-19"),
        ("2024-09-27", 7, Unit.WORKING_DAY, True, "2024-10-12", "2024-10-12"),
        ("2024-09-01", 30, Unit.DAY, True, "2024-10-01", "2024-10-08"),
        ("2024-09-01", 30, Unit.DAY, False, "2024-10-01", "2024-10-01"),
        ("2024-01-31", 1, Unit.MONTH, True, "2024-02-29", "2024-02-29"),
        ("2024-02-29", 1, Unit.YEAR, False, "2025-02-28", "2025-02-28"),
        ("2024-10-08", -7, Unit.DAY, True, "2024-10-01", "2024-10-01"),
        ("2024-10-08", -1, Unit.WORKING_DAY, True, "2024-09-30", "2024-09-30"),
        ("2024-03-31", -1, Unit.MONTH, True, "2024-02-29", "2024-02-29"),
        ("2024-06-08", 0, Unit.DAY, True, "2024-06-08", "2024-06-11"),
    ],
)
def test_a_date_and_so_many(start: str, n: int, unit: Unit, roll: bool, raw: str, result: str) -> None:
    """Forward the last natural day rolls unless asked not to; back it never does."""
    found = shift(day_from_iso(start), n, unit, roll=roll, cal=CAL)

    assert (start, raw, result) == (iso_day(found.start), iso_day(found.raw), iso_day(found.result))
    assert (raw != result) == ("roll" in [step.rule for step in found.steps])


def test_counting_back_names_what_was_counted() -> None:
    """One working day before 8 October, over the whole holiday."""
    (step,) = shift(day_from_iso("2024-10-08"), -1, Unit.WORKING_DAY, roll=True, cal=CAL).steps
    facts = dict(step.facts)

    assert (day_from_iso("2024-09-30"),) == facts["counted"]
    assert isinstance(facts["skipped"], tuple)
    assert 7 == len(facts["skipped"])


def test_hours_are_no_question_to_a_calendar() -> None:
    """A calendar knows days."""
    with pytest.raises(ValueError, match="hour"):
        shift(day_from_iso("2024-10-08"), 1, Unit.HOUR, roll=True, cal=CAL)


def test_from_one_date_to_another() -> None:
    """The first day is not counted, the last is; backward likewise, negative."""
    assert Between(12, 7) == between(day_from_iso("2024-06-07"), day_from_iso("2024-06-19"), CAL)
    assert Between(-12, -7) == between(day_from_iso("2024-06-19"), day_from_iso("2024-06-07"), CAL)
    assert Between(0, 0) == between(day_from_iso("2024-06-08"), day_from_iso("2024-06-08"), CAL)


@given(
    start=st.integers(day_from_iso("2008-01-01"), day_from_iso("2022-12-31")),
    n=st.integers(-300, 300),
    unit=st.sampled_from([Unit.DAY, Unit.WORKING_DAY]),
)
def test_the_way_there_is_as_long_as_asked(start: int, n: int, unit: Unit) -> None:
    """A date and n days, then from one to the other, is n."""
    found = between(start, shift(start, n, unit, roll=False, cal=CAL).raw, CAL)

    assert n == (found.days if unit is Unit.DAY else found.working_days)


def test_the_table_of_a_year_names_its_notice_and_its_days() -> None:
    """2024 had 251 working days, eight of them on weekends."""
    table = year_table(2024, CAL)

    assert (STATE_COUNCIL, "国办发明电〔2023〕7号") == (table.source.origin, table.source.notices[0].number)
    assert 251 == table.working
    assert 8 == sum(1 for mark in table.days if mark.kind is DayKind.MAKE_UP)
    assert 11 == sum(1 for mark in table.days if mark.kind is DayKind.FESTIVAL)
    assert ["春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"] == [holiday.name for holiday in table.holidays]
    assert list(table.days) == sorted(table.days, key=lambda mark: mark.day)


def test_a_year_without_a_table_has_none_to_show() -> None:
    """Unless weekdays are assumed."""
    with pytest.raises(UnknownYear, match="2027"):
        year_table(2027, CAL)
    assert 261 - 2 == year_table(2027, CAL.with_assumed_weekdays()).working  # 1 January and 1 October are weekdays
