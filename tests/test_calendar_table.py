"""
The bundled arrangements of the State Council, held day by day against two independent libraries and against themselves.

A disagreement is decided by the text of the notice, and listed here with its reason.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from types import MappingProxyType

import chinese_calendar
import holidays
import pytest
from conftest import ROOT

from luyue.engine.calendar import UnknownYear, WorkCalendar
from luyue.engine.holiday import STATE_COUNCIL, DayKind, Mark, is_weekend
from luyue.engine.zone import day_from_iso, iso_day, year_of

CAL = WorkCalendar.bundled()
YEARS = range(2004, 2027)
FIRST, LAST = day_from_iso("2004-01-01"), day_from_iso("2026-12-31")

DIFFERENT_FROM_CHINESECALENDAR = MappingProxyType(
    {
        # 国办发明电〔2005〕35号 (the notice for 2006), 一: the rest of Saturday 31 December and Sunday 1 January moves
        # to 2 and 3 January, and 31 December (Saturday) is worked. Only in 2005 is that day a Saturday.
        "2005-12-31": "worked under the notice for 2006; the library leaves it a weekend",
    }
)
DIFFERENT_FROM_HOLIDAYS: MappingProxyType[str, str] = MappingProxyType({})

# Statutory days off for everybody: 1999, 2007, 2013 and 2024 versions of 全国年节及纪念日放假办法.
STATUTORY = MappingProxyType(
    {year: 10 if year < 2008 else 11 if year < 2025 else 13 for year in YEARS}  # days of the law
)
EXTRA_FESTIVALS = MappingProxyType({2015: 1})  # 3 September, 国发明电〔2015〕1号
TWO_ON_ONE_DAY = ("2009-10-03", "2020-10-01")  # National Day and Mid-Autumn at once
UNCONFIRMED_NUMBER = (2004, 2005, 2008)


@cache
def other_holidays() -> dict[date, str]:
    """Return the days off that the ``holidays`` library lists, 2003 to 2027, with their names."""
    return dict(holidays.country_holidays("CN", years=range(2003, 2028), language="en_US").items())


def rows() -> Iterator[dict[str, str]]:
    """Yield the rows of the table as written."""
    with (ROOT / "stdlib/calendars/prc.csv").open(encoding="utf-8") as table:
        yield from csv.DictReader(table)


def marks(kind: DayKind) -> list[Mark]:
    """Return the marks of one kind, rising."""
    return [CAL.marks[day] for day in sorted(CAL.marks) if CAL.marks[day].kind is kind]


# ---------------------------------------------------------------- against others


def test_every_day_is_worked_or_not_as_chinesecalendar_has_it() -> None:
    """2004 to 2026, day by day, but for the listed difference."""
    different = {
        iso_day(day)
        for day in range(FIRST, LAST + 1)
        if CAL.is_working(day) != chinese_calendar.is_workday(date.fromordinal(day))
    }

    assert set(DIFFERENT_FROM_CHINESECALENDAR) == different


def test_every_day_is_worked_or_not_as_holidays_has_it() -> None:
    """2004 to 2026, day by day, but for the listed differences (none)."""
    china = holidays.country_holidays("CN", years=range(2003, 2028))
    different = {
        iso_day(day)
        for day in range(FIRST, LAST + 1)
        if CAL.is_working(day) != china.is_working_day(date.fromordinal(day))
    }

    assert set(DIFFERENT_FROM_HOLIDAYS) == different


def test_the_festivals_themselves_are_those_of_holidays() -> None:
    """Observed days, swapped days and the prolonged Spring Festival of 2020 are no festivals."""
    moved = re.compile(r"observed|substituted|Extended")
    expected = {day.isoformat() for day, name in other_holidays().items() if not moved.search(name)}

    assert {day for day in expected if "2004" <= day < "2027"} == {
        iso_day(mark.day) for mark in marks(DayKind.FESTIVAL)
    }


def test_2005_12_31_was_worked() -> None:
    """The one day on which the two libraries differ, decided by the notice for 2006."""
    day = day_from_iso("2005-12-31")

    assert CAL.is_working(day)
    assert Mark(day, DayKind.MAKE_UP, "元旦") == CAL.marks[day]


# ---------------------------------------------------------------- against the law and itself


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_its_statutory_days(year: int) -> None:
    """10 days, from 2008 on 11, from 2025 on 13; two festivals on one date are one date."""
    dates = [iso_day(mark.day) for mark in marks(DayKind.FESTIVAL) if year_of(mark.day) == year]
    shared = sum(1 for day in TWO_ON_ONE_DAY if day in dates)

    assert STATUTORY[year] + EXTRA_FESTIVALS.get(year, 0) == len(dates) + shared


@pytest.mark.parametrize("year", YEARS)
def test_each_notice_takes_no_more_days_off_than_it_pays_for(year: int) -> None:
    """Weekdays off that are no festivals are paid by days worked instead, or by festivals on weekends."""
    mine = [row for row in rows() if int(row["notice"]) == year]
    festivals = {day for row in mine for day in row["festivals"].split()}
    rest = {iso_day(day) for row in mine if row["rest"] for day in span(row["rest"])}
    off = {day for day in rest - festivals if not is_weekend(day_from_iso(day))}
    extra = {day for row in mine for day in row["extra"].split()}
    worked = [day for row in mine for day in row["work"].split()]
    on_weekend = [day for day in festivals if is_weekend(day_from_iso(day))]
    shared = sum(1 for day in TWO_ON_ONE_DAY if day in festivals)
    cancelled = 1 if year == 2020 else 0  # the prolonged holiday took back a day of work, 1 February

    assert len(off - extra) == len(worked) + len(on_weekend) + shared + cancelled


def span(cell: str) -> range:
    """Return the days of a rest cell."""
    first, _, last = cell.partition("/")
    return range(day_from_iso(first), day_from_iso(last or first) + 1)


def test_each_rest_period_is_an_unbroken_holiday() -> None:
    """The rest column and the days agree: all off, worked before and after."""
    stated = {(span(row["rest"])[0], span(row["rest"])[-1]) for row in rows() if row["rest"]}
    found = {(holiday.first, holiday.last) for holiday in CAL.holidays(FIRST, LAST)}

    assert stated == found


def test_make_up_days_are_weekends_and_days_off_are_weekdays() -> None:
    """A weekend is worked only as a make-up day; lieu and swapped days are weekdays."""
    assert all(is_weekend(mark.day) for mark in marks(DayKind.MAKE_UP))
    assert not any(is_weekend(mark.day) for kind in (DayKind.LIEU, DayKind.SWAPPED) for mark in marks(kind))
    assert 0 == len(marks(DayKind.WORKDAY)) + len(marks(DayKind.REST)) + len(marks(DayKind.WEEKEND))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        ("2009-10-03", DayKind.FESTIVAL, "国庆节、中秋节"),
        ("2015-09-03", DayKind.FESTIVAL, "抗战胜利日"),
        ("2015-09-04", DayKind.SWAPPED, "抗战胜利日"),
        ("2015-09-06", DayKind.MAKE_UP, "抗战胜利日"),
        ("2019-05-03", DayKind.SWAPPED, "劳动节"),  # by the notice that changed the first one
        ("2020-01-31", DayKind.EXTRA, "春节"),
        ("2020-10-01", DayKind.FESTIVAL, "国庆节、中秋节"),
        ("2024-02-09", DayKind.WORKDAY, "workday"),  # 除夕 of 2024: rest encouraged, not given
        ("2024-06-08", DayKind.WEEKEND, "weekend"),
        ("2024-06-10", DayKind.FESTIVAL, "端午节"),
        ("2024-10-04", DayKind.SWAPPED, "国庆节"),
        ("2024-10-12", DayKind.MAKE_UP, "国庆节"),
        ("2025-01-28", DayKind.FESTIVAL, "春节"),  # 除夕, statutory from 2025 on
        ("2025-05-02", DayKind.FESTIVAL, "劳动节"),
        ("2026-04-06", DayKind.LIEU, "清明节"),
    ],
)
def test_known_days_are_what_they_were(day: str, kind: DayKind, name: str) -> None:
    """Days that other tables got wrong at some time."""
    assert (kind, name) == (CAL.kind(day_from_iso(day)), CAL.name_of(day_from_iso(day)))


def test_2020_02_01_is_no_day_of_work_after_all() -> None:
    """The first notice made it one, the second prolonged the holiday over it."""
    assert DayKind.WEEKEND is CAL.kind(day_from_iso("2020-02-01"))


# ---------------------------------------------------------------- sources


def test_the_known_years_are_2004_to_2026_each_with_a_notice() -> None:
    """Every year has its source."""
    assert list(YEARS) == [source.year for source in CAL.years]
    assert all(source.origin == STATE_COUNCIL and source.notices for source in CAL.years)


def test_a_notice_number_is_confirmed_or_left_out() -> None:
    """The number's year is the year of issue; three years are unknown; a date needs a number."""
    for source in CAL.years:
        for notice in source.notices:
            if notice.number is None:
                assert source.year in UNCONFIRMED_NUMBER
                assert notice.issued is None
                continue
            match = re.fullmatch(r"国(?:办)?发明电〔(\d{4})〕\d+号", notice.number)
            assert match
            assert notice.issued is None or notice.issued.startswith(match[1])
            assert str(source.year) in notice.title or "70周年" in notice.title


def test_changed_years_name_both_notices() -> None:
    """2015, 2019 and 2020 were arranged twice."""
    counts = Counter({source.year: len(source.notices) for source in CAL.years})

    assert {2015, 2019, 2020} == {year for year, count in counts.items() if count == 2}


@pytest.mark.parametrize("day", ["2003-12-31", "2027-01-01", "1949-10-01", "2199-12-31"])
def test_other_years_are_unknown_and_never_plain_weekdays(day: str) -> None:
    """No table, no answer."""
    with pytest.raises(UnknownYear) as caught:
        CAL.is_working(day_from_iso(day))

    assert int(day[:4]) == caught.value.year
