"""Calendar files of users: three forms read alike, and whatever would need a guess refused with its line."""

import json

import pytest

from luyue.engine.calendar import UnknownYear, WorkCalendar
from luyue.engine.holiday import DayKind
from luyue.engine.holiday_file import MAX_BYTES, CalendarFileError, parse_file
from luyue.engine.zone import day_from_iso, iso_day

CSV = """date,kind,name
2027-01-01,rest,元旦
2027-02-06,work,春节
2027-02-08,rest,春节
2027-02-09,rest,春节
"""
JSON = """{
  "$schema": "https://example.org/schema.json",
  "year": 2027,
  "papers": [],
  "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "春节", "date": "2027-02-06", "isOffDay": false},
    {"name": "春节", "date": "2027-02-08", "isOffDay": true},
    {"name": "春节", "date": "2027-02-09", "isOffDay": true}
  ]
}
"""
ICAL = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:元旦假期
DTSTART;VALUE=DATE:20270101
DTEND;VALUE=DATE:20270102
END:VEVENT
BEGIN:VEVENT
SUMMARY:上班(补春
 节假期)
DTSTART;VALUE=DATE:20270206
BEGIN:VALARM
TRIGGER:-P1D
DURATION:PT1H
SUMMARY:明天
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:春节（休）
DTSTART;VALUE=DATE:20270208
DTEND;VALUE=DATE:20270210
END:VEVENT
END:VCALENDAR
"""


def test_three_forms_of_one_table_give_one_calendar() -> None:
    """CSV, JSON and iCalendar; with or without a byte order mark, with any line ends."""
    texts = (CSV, JSON, ICAL, "\ufeff" + CSV, CSV.replace("\n", "\r\n"), ICAL.replace("\n", "\r\n"), CSV.strip())
    calendars = [WorkCalendar.from_file(text.encode(), "mine") for text in texts]

    assert 1 == len({cal.digest for cal in calendars})
    assert all("2027-02-10" == iso_day(cal.add_working(day_from_iso("2027-02-06"), 1)) for cal in calendars)


def test_columns_may_stand_in_any_order_and_rows_too() -> None:
    """The header says which is which; blank lines and # lines say nothing."""
    rows = ("name,date,kind", "# 草稿", "春节,2027-02-09,rest", "", "春节,2027-02-08,rest", "元旦,2027-01-01,rest")
    text = "\n".join((*rows, "春节,2027-02-06,work", ""))

    assert WorkCalendar.from_file(CSV.encode(), "a").digest == WorkCalendar.from_file(text.encode(), "a").digest


def test_a_csv_may_name_the_festivals_themselves() -> None:
    """Then every other day off of that year is moved rest, and a roll on festivals can be decided."""
    cal = WorkCalendar.from_file(b"date,kind,name\n2027-02-06,festival,\n2027-02-08,rest,\n2027-02-13,rest,\n", "f")

    assert cal.is_festival(day_from_iso("2027-02-06"))
    assert not cal.is_festival(day_from_iso("2027-02-08"))
    assert [DayKind.FESTIVAL, DayKind.SWAPPED, DayKind.WEEKEND] == [
        cal.kind(day_from_iso(text)) for text in ("2027-02-06", "2027-02-08", "2027-02-13")
    ]


def test_entries_of_late_december_do_not_supply_their_year() -> None:
    """They come with the next year's table; the year they stand in stays unknown without one."""
    cal = WorkCalendar.from_file(b"date,kind,name\n2027-12-31,rest,\n2028-01-03,rest,\n", "next")

    assert [2028] == [source.year for source in cal.years if source.origin == "next"]
    with pytest.raises(UnknownYear, match="2027"):
        cal.is_working(day_from_iso("2027-12-31"))


def test_a_json_table_supplies_the_year_it_names_and_no_other() -> None:
    """Its days in other years are corrections."""
    table = {"year": 2028, "days": [{"name": "元旦", "date": "2027-03-01", "isOffDay": True}]}

    assert (2028,) == parse_file(json.dumps(table).encode(), "t").years


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("", "calendar-empty", 0),
        ("date,kind,name\n", "calendar-empty", 0),
        ("date,kind\n2027-01-01,rest\n", "calendar-header", 1),
        ("date,kind,name,name\n", "calendar-header", 1),
        ("date;kind;name\n2027-01-01;rest;x\n", "calendar-header", 1),
        ("date,kind,name\n2027-01-01,rest\n", "calendar-row", 2),
        ("date,kind,name\n2027-01-01,rest,a,b\n", "calendar-row", 2),
        ("date,kind,name\n2027-01-01,rest,a\n2027-01-02,off,a\n", "calendar-kind", 3),
        ("date,kind,name\n2027-01-01,Rest,a\n", "calendar-kind", 2),
        ("date,kind,name\n\n2027-02-30,rest,a\n", "calendar-date", 3),
        ("date,kind,name\n2027-1-1,rest,a\n", "calendar-date", 2),
        ("date,kind,name\n２０２７-01-01,rest,a\n", "calendar-date", 2),
        ("date,kind,name\n2200-01-01,rest,a\n", "calendar-date", 2),
        ('date,kind,name\n2027-01-01,rest,"a\n2027-01-02,rest,b\n', "calendar-quote", 2),
        ("date,kind,name\n2027-01-01,rest,a\0\n", "calendar-row", 2),
        ("date,kind,name\n2027-01-01,rest,a\n2027-01-02,work,a\n2027-01-01,rest,a\n", "calendar-duplicate-date", 4),
        ("[]", "calendar-json", 1),
        ('{"days": {}}', "calendar-json", 1),
        ('{"days": []}', "calendar-empty", 0),
        ('{"days": [\n{"name": "x", "date": "2027-01-01"}]}', "calendar-json", 2),
        ('{"days": [\n{"name": "x", "date": "2027-01-01", "isOffDay": 1}]}', "calendar-json", 2),
        ('{"days": [\n{"name": "x", "date": "2027-01-01", "isOffDay": true, "half": true}]}', "calendar-json", 2),
        ('{"days": [\n\n{"name": "x", "date": "2027-13-01", "isOffDay": true}]}', "calendar-date", 3),
        ('{"days": [{"name": "x", "name": "y", "date": "2027-01-01", "isOffDay": true}]}', "calendar-json", 0),
        ('{"year": "2027", "days": [{"name": "x", "date": "2027-01-01", "isOffDay": true}]}', "calendar-json", 1),
        ('{"year": NaN, "days": []}', "calendar-json", 0),
        ('{"days": [\n,]}', "calendar-json", 2),
        ("[" * 100_000, "calendar-json", 0),
        (ICAL.replace("元旦假期", "元宵节"), "calendar-summary", 10),
        (ICAL.replace("元旦假期", "元旦不上班"), "calendar-summary", 10),
        (ICAL.replace("元旦假期", "元旦调休"), "calendar-summary", 10),
        (ICAL.replace("DATE:20270101", "DATE-TIME:20270101T090000"), "calendar-date", 11),
        (ICAL.replace("DTEND;VALUE=DATE:20270102", "RRULE:FREQ=YEARLY"), "calendar-event", 12),
        (ICAL.replace("DTEND;VALUE=DATE:20270102", "DTEND;VALUE=DATE:20270101"), "calendar-event", 12),
        (ICAL.replace("DTEND;VALUE=DATE:20270102", "DTEND;VALUE=DATE:20290102"), "calendar-event", 12),
        (ICAL.replace("DTEND;VALUE=DATE:20270102", "SUMMARY:元旦（班）"), "calendar-event", 12),
        (ICAL.replace("DTSTART;VALUE=DATE:20270206\n", ""), "calendar-date", 14),
        (ICAL.removesuffix("END:VEVENT\nEND:VCALENDAR\n"), "calendar-event", 24),
        (ICAL.replace("20270206", "20270101"), "calendar-duplicate-date", 17),
        (ICAL.replace("END:VEVENT\nBEGIN:VEVENT\nSUMMARY:春节", "BEGIN:VEVENT\nSUMMARY:春节"), "calendar-event", 23),
        (ICAL.replace("DTEND;VALUE=DATE:20270102", "DTEND"), "calendar-event", 12),
    ],
)
def test_what_would_need_a_guess_is_refused_with_its_line(text: str, name: str, line: int) -> None:
    """A calendar decides who was late: no row is skipped, mended or guessed."""
    with pytest.raises(CalendarFileError) as caught:
        WorkCalendar.from_file(text.encode(), "节假日.csv")

    assert (name, "节假日.csv", line) == (caught.value.name, caught.value.file, caught.value.line)
    assert str(caught.value).startswith("节假日.csv:")


def test_text_that_is_not_utf_8_is_refused_with_its_line() -> None:
    """GB18030 would decode into other words; the place of the first bad byte is told."""
    with pytest.raises(CalendarFileError) as caught:
        WorkCalendar.from_file("date,kind,name\n2027-01-01,rest,元旦\n".encode("gb18030"), "f")

    assert ("calendar-encoding", 2) == (caught.value.name, caught.value.line)


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    """A few thousand days need no more than 4 MiB."""
    with pytest.raises(CalendarFileError) as caught:
        WorkCalendar.from_file(b"#" * (MAX_BYTES + 1), "f")

    assert "calendar-too-large" == caught.value.name


@pytest.mark.parametrize(
    ("summary", "kind", "name"),
    [
        ("上班(补国庆节假期)", DayKind.MAKE_UP, "国庆节"),
        ("国庆节（班）", DayKind.MAKE_UP, "国庆节"),
        ("国庆节 调休上班", DayKind.MAKE_UP, "国庆节"),
        ("National Day (work)", DayKind.MAKE_UP, "National Day"),
    ],
)
def test_summaries_say_work_in_several_ways(summary: str, kind: DayKind, name: str) -> None:
    """The marker is left out of the name."""
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270925\nSUMMARY:{summary}\nEND:VEVENT\nEND:VCALENDAR\n"
    (mark,) = parse_file(text.encode(), "f").marks

    assert (kind, name) == (mark.kind, mark.name)


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        ("中秋节假期", "中秋节"),
        ("中秋节（休）", "中秋节"),
        ("休息", "休息"),
        ("Mid-Autumn holiday", "Mid-Autumn holiday"),
    ],
)
def test_summaries_say_rest_in_several_ways(summary: str, name: str) -> None:
    """What is nothing but a marker keeps it as its name."""
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270915\nSUMMARY:{summary}\nEND:VEVENT\nEND:VCALENDAR\n"
    (mark,) = parse_file(text.encode(), "f").marks

    assert (DayKind.REST, name) == (mark.kind, mark.name)
