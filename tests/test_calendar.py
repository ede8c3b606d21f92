"""Working days: counting, what a calendar file changes, and years that nobody has arranged."""

from collections.abc import Iterable
from datetime import date, timedelta
from types import MappingProxyType

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luyue.engine.calendar import ASSUMED, UnknownFestival, UnknownYear, WorkCalendar
from luyue.engine.holiday import Arrangement, DayKind, Mark
from luyue.engine.zone import day_from_iso, iso_day

CAL = WorkCalendar.bundled()
KNOWN = st.integers(day_from_iso("2006-01-01"), day_from_iso("2025-12-31"))


def day(text: str) -> int:
    """Return a day by its ISO text."""
    return day_from_iso(text)


def laid_over(*marks: Mark, years: Iterable[int] = ()) -> WorkCalendar:
    """Return the bundled calendar with a few days changed."""
    rows = tuple(sorted(marks, key=lambda mark: mark.day))
    return CAL.overlaid(Arrangement(origin="mine.csv", years=tuple(years), marks=rows))


# ---------------------------------------------------------------- counting


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2024-06-07", 7, "2024-06-19"),  # over the Dragon Boat Festival
        ("2024-09-27", 7, "2024-10-12"),  # a make-up Sunday, the long holiday, and a make-up Saturday
        ("2024-06-08", 1, "2024-06-11"),  # from a Saturday, over a Monday festival
        ("2023-12-29", 1, "2024-01-02"),  # over New Year
        ("2024-06-19", -7, "2024-06-07"),
        ("2024-06-10", 0, "2024-06-10"),
        ("2003-12-31", 1, "2004-01-02"),  # the day itself may be of an unknown year
    ],
)
def test_the_nth_working_day(start: str, n: int, expected: str) -> None:
    """Counted strictly after the day, or strictly before it."""
    assert expected == iso_day(CAL.add_working(day(start), n))


def test_the_next_working_day_may_be_the_day_itself() -> None:
    """A working day stays, a day off moves to the first working day after it."""
    assert "2024-10-12" == iso_day(CAL.next_working(day("2024-10-12")))
    assert "2024-10-14" == iso_day(CAL.next_working(day("2024-10-13")))
    assert "2024-10-08" == iso_day(CAL.next_working(day("2024-10-01")))


def test_a_count_that_runs_out_of_the_table_is_unknown() -> None:
    """The year named is the one that is missing."""
    for question, year in (
        (lambda: CAL.add_working(day("2026-12-31"), 1), 2027),
        (lambda: CAL.add_working(day("2026-12-20"), 30), 2027),
        (lambda: CAL.add_working(day("2004-01-05"), -3), 2003),
        (lambda: CAL.next_working(day("2027-05-01")), 2027),
        (lambda: CAL.count_working(day("2026-01-01"), day("2027-01-01")), 2027),
        (lambda: CAL.working_days(day("2003-12-31"), day("2004-01-05")), 2003),
        (lambda: CAL.holidays(day("2026-12-01"), day("2027-02-01")), 2027),
        (lambda: CAL.name_of(day("2028-02-29")), 2028),
    ):
        with pytest.raises(UnknownYear, match=f"no holiday table for {year}"):
            question()


@given(a=KNOWN, n=st.integers(1, 260))
def test_working_days_are_those_of_a_walk(a: int, n: int) -> None:
    """Walk day by day with another library's table."""
    at, left = date.fromordinal(a), n
    while left:
        at += timedelta(days=1)
        left -= chinese_calendar.is_workday(at)
        if at.year > 2025:
            return

    found = CAL.add_working(a, n)
    assert at == date.fromordinal(found)
    assert n == CAL.count_working(a, found)
    assert n == len(CAL.working_days(a + 1, found))
    assert found - a - n == len(CAL.rest_days(a + 1, found))


@given(a=KNOWN, n=st.integers(1, 200))
def test_counting_back_undoes_counting_forward(a: int, n: int) -> None:
    """From a working day, n forward and n back is the day itself."""
    start = CAL.next_working(a)
    if start < day("2025-01-01"):
        assert start == CAL.add_working(CAL.add_working(start, n), -n)


@given(days=st.lists(KNOWN, min_size=3, max_size=3))
def test_counts_add_up_at_any_cut(days: list[int]) -> None:
    """(a, b] and (b, c] together are (a, c]; backward the day of departure is not counted either."""
    a, b, c = sorted(days)

    assert CAL.count_working(a, c) == CAL.count_working(a, b) + CAL.count_working(b, c)
    assert sum(CAL.is_working(d) for d in range(a + 1, b + 1)) == CAL.count_working(a, b)
    assert -sum(CAL.is_working(d) for d in range(a, b)) == CAL.count_working(b, a)


@given(a=KNOWN, length=st.integers(0, 60))
def test_each_day_is_either_counted_or_skipped_with_a_reason(a: int, length: int) -> None:
    """Counted days and skipped days together are all days, none twice."""
    b = a + length
    skipped = CAL.rest_days(a, b)

    assert list(range(a, b + 1)) == sorted((*CAL.working_days(a, b), *(rest.day for rest in skipped)))
    assert all(rest.kind is CAL.kind(rest.day) for rest in skipped)


# ---------------------------------------------------------------- calendar files laid over


def test_a_file_may_take_a_day_off_or_make_it_work() -> None:
    """An extra day off is no festival; a changed year names the file."""
    cal = laid_over(Mark(day("2024-06-14"), DayKind.REST, "厂庆"), Mark(day("2024-06-15"), DayKind.MAKE_UP, "厂庆"))

    assert not cal.is_working(day("2024-06-14"))
    assert DayKind.EXTRA is cal.kind(day("2024-06-14"))
    assert not cal.is_festival(day("2024-06-14"))
    assert cal.is_working(day("2024-06-15"))
    assert ["mine.csv"] == [name for source in cal.years for name in source.changed_by]
    assert CAL.is_working(day("2024-06-14"))


def test_a_file_that_says_the_same_changes_nothing() -> None:
    """What is known of a day off stays known: a festival is still a festival."""
    cal = laid_over(
        Mark(day("2024-10-01"), DayKind.REST, "国庆节"),
        Mark(day("2024-10-05"), DayKind.REST, "国庆节"),
        Mark(day("2024-10-08"), DayKind.WORKDAY, ""),
        Mark(day("2024-10-12"), DayKind.MAKE_UP, "National Day"),
    )

    assert CAL.digest == cal.digest
    assert cal.is_festival(day("2024-10-01"))


def test_a_file_supplies_a_year() -> None:
    """A supplied year is known, and its fixed festivals are off even if the file does not list them."""
    cal = laid_over(Mark(day("2027-02-08"), DayKind.REST, "春节"), years=[2027])

    assert "2027-02-09" == iso_day(cal.add_working(day("2027-02-05"), 1))
    assert cal.is_festival(day("2027-10-01"))
    assert "mine.csv" == cal.years[-1].origin
    assert cal.digest != CAL.digest


def test_a_file_that_does_not_say_why_leaves_festivals_open() -> None:
    """Whether the day off is the festival itself or moved rest stays unsaid."""
    cal = laid_over(Mark(day("2027-02-08"), DayKind.REST, "春节"), years=[2027])

    with pytest.raises(UnknownFestival) as caught:
        cal.is_festival(day("2027-02-08"))

    assert (2027, day("2027-02-08")) == (caught.value.year, caught.value.day)
    assert "2027-02-08" in str(caught.value)


def test_years_need_not_be_neighbours() -> None:
    """With 2028 supplied, 2027 is still unknown and stops a count."""
    cal = laid_over(Mark(day("2028-01-26"), DayKind.REST, "春节"), years=[2028])

    assert "2028-01-27" == iso_day(cal.add_working(day("2028-01-25"), 1))
    with pytest.raises(UnknownYear, match="2027"):
        cal.add_working(day("2026-12-25"), 10)


def test_holidays_are_found_again_after_a_change() -> None:
    """A day more makes the holiday longer."""
    cal = laid_over(Mark(day("2024-10-08"), DayKind.REST, "国庆节"))

    assert ["2024-10-08"] == [iso_day(h.last) for h in cal.holidays(day("2024-10-01"), day("2024-10-31"))]


# ---------------------------------------------------------------- assumed weekdays


def test_assumed_years_are_weekdays_less_fixed_festivals() -> None:
    """Monday to Friday, New Year, 1 and 2 May, 1 to 3 October; nothing of the lunar calendar."""
    cal = CAL.with_assumed_weekdays()

    assert not cal.is_working(day("2027-01-01"))
    assert cal.is_working(day("2027-02-08"))
    assert "2027-05-03" == iso_day(cal.next_working(day("2027-05-01")))
    assert cal.is_festival(day("2031-10-03"))
    assert not cal.is_working(day("1999-10-01"))
    assert cal.is_working(day("1999-05-03"))


def test_assumed_years_are_told_from_known_ones() -> None:
    """A result says which of its years were assumed; the known ones stay as they were."""
    cal = CAL.with_assumed_weekdays()

    assert (2027, 2028) == cal.assumed_years(day("2026-12-01"), day("2028-01-01"))
    assert () == cal.assumed_years(day("2024-01-01"), day("2026-12-31"))
    assert () == CAL.assumed_years(day("2026-12-01"), day("2028-01-01"))
    assert CAL.years == cal.years
    assert ASSUMED == cal.sources[2027].origin
    assert cal.digest != CAL.digest


def test_a_file_replaces_an_assumed_year() -> None:
    """A table is better than an assumption, in either order."""
    table = Arrangement("mine.csv", (2027,), (Mark(day("2027-02-08"), DayKind.REST, "春节"),))

    first, second = CAL.overlaid(table).with_assumed_weekdays(), CAL.with_assumed_weekdays().overlaid(table)
    assert first.digest == second.digest
    assert () == second.assumed_years(day("2027-01-01"), day("2027-12-31"))


# ---------------------------------------------------------------- what must always hold


@given(a=KNOWN, n=st.integers(1, 40), changed=KNOWN)
def test_a_day_off_more_never_makes_a_count_end_earlier(a: int, n: int, changed: int) -> None:
    """Forward counts end later or not, backward counts earlier or not; a day of work more does the reverse."""
    free = laid_over(Mark(changed, DayKind.REST, "")) if CAL.is_working(changed) else CAL
    busy = CAL if CAL.is_working(changed) else laid_over(Mark(changed, DayKind.MAKE_UP, ""))

    assert busy.add_working(a, n) <= CAL.add_working(a, n) <= free.add_working(a, n)
    assert busy.add_working(a, -n) >= CAL.add_working(a, -n) >= free.add_working(a, -n)


@given(a=KNOWN, n=st.integers(1, 40), gap=st.integers(1, 400))
def test_a_change_outside_the_span_changes_nothing(a: int, n: int, gap: int) -> None:
    """Only days between the start and the result matter."""
    found = CAL.add_working(a, n)
    for other in (found + gap, a - gap + 1):
        if day("2005-01-01") <= other <= day("2026-12-31"):
            kind = DayKind.REST if CAL.is_working(other) else DayKind.MAKE_UP
            assert found == laid_over(Mark(other, kind, "")).add_working(a, n)


def test_the_digest_does_not_depend_on_how_the_calendar_was_made() -> None:
    """Same days, same digest; the order in which they came is nothing."""
    one = laid_over(Mark(day("2024-06-13"), DayKind.REST, "x"), Mark(day("2024-06-14"), DayKind.REST, "y"))
    two = laid_over(Mark(day("2024-06-14"), DayKind.REST, "y")).overlaid(
        Arrangement("mine.csv", (), (Mark(day("2024-06-13"), DayKind.REST, "x"),))
    )

    assert one.digest == two.digest
    assert CAL.digest == WorkCalendar(MappingProxyType(dict(CAL.marks)), MappingProxyType(dict(CAL.sources))).digest
