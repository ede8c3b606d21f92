"""
Calendar files of users: three forms, told apart by their content, read strictly.

- CSV with the header ``date,kind,name``: a day is ``work`` or ``rest`` (or ``festival``, the statutory day itself).
- JSON as holiday tables on the web have it: ``{"year": 2027, "days": [{"name", "date", "isOffDay"}, ...]}``.
- iCalendar: whole-day events whose summary says 班 or 休 (or work, rest).

A year is *supplied* by a file that names it, or that has an entry in it before 25 December: entries of the last days of
December usually come with the next year's table and are corrections only. None of the forms but CSV says which days off
are the festivals themselves; the festivals with fixed dates are known anyway, the others stay unsaid (``rest``).

A file that cannot be read without guessing is refused, with its name and line: a calendar decides who was late.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, NoReturn

from attrs import frozen

from luyue.engine.festival import fixed_festivals
from luyue.engine.holiday import Arrangement, DayKind, Mark, is_weekend
from luyue.engine.zone import FIRST_DAY, LAST_DAY, day_from_iso, iso_day, year_of

MAX_BYTES = 4 << 20
MAX_EVENT_DAYS = 62
COLUMNS = ("date", "kind", "name")
TAIL = (12, 25)  # from this month and day on, an entry may belong to the next year's table

REPEATS = ("RRULE", "RDATE", "EXDATE", "DURATION", "RECURRENCE-ID")  # of an event: more than one plain row of days

WORK, REST, FESTIVAL = "work", "rest", "festival"

_WORK_WORDS = re.compile(r"班|\bwork", re.IGNORECASE)
_REST_WORDS = re.compile(r"休|假|\brest\b|\bholiday\b|\bday off\b", re.IGNORECASE)
_MAKE_UP_FOR = re.compile(r"补(.+?)(?:假期|假)?[)）]")
_MARKERS = re.compile(
    r"[(（](?:休|班|调休|上班|休息|rest|work)[)）]|假期|调休|上班|休息|休|班|\b(?:rest|work)\b", re.IGNORECASE
)
_DATE_VALUE = re.compile(r"[0-9]{8}", re.ASCII)


class CalendarFileError(ValueError):
    """A calendar file that cannot be read; ``name`` is stable, ``facts`` has what a message needs."""

    def __init__(self, name: str, file: str, line: int, **facts: str | int) -> None:
        told = "".join(f", {key}={value}" for key, value in facts.items())
        super().__init__(f"{file}:{line}: {name}{told}")
        self.name = name
        self.file = file
        self.line = line  # from 1; 0 if the file as a whole is meant
        self.facts = MappingProxyType(facts)


@frozen
class _Entry:
    """One day as a file states it."""

    line: int
    day: int
    kind: str  # WORK, REST, FESTIVAL
    name: str


def parse_file(data: bytes, file: str) -> Arrangement:
    """
    Return what a calendar file arranges; ``file`` is its name for messages and for the report.

    Raises CalendarFileError.
    """
    text = _decoded(data, file)
    years: tuple[int, ...] = ()
    if text.lstrip()[:1] in ("{", "["):
        entries, years = _read_json(text, file)
    elif text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        entries = list(_read_ical(text, file))
    else:
        entries = list(_read_csv(text, file))
    if not entries:
        raise CalendarFileError("calendar-empty", file, 0)
    return _arrangement(_unique(entries, file), file, years)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise CalendarFileError("calendar-too-large", file, 0, bytes=len(data), most=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CalendarFileError("calendar-encoding", file, line, byte=error.start) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unique(entries: Iterable[_Entry], file: str) -> list[_Entry]:
    """Return the entries by day; a day stated twice is refused, even when both say the same."""
    seen: dict[int, _Entry] = {}
    for entry in entries:
        if entry.day in seen:
            day, first = iso_day(entry.day), seen[entry.day].line
            raise CalendarFileError("calendar-duplicate-date", file, entry.line, date=day, first_line=first)
        seen[entry.day] = entry
    return [seen[day] for day in sorted(seen)]


def _arrangement(entries: list[_Entry], file: str, named: tuple[int, ...]) -> Arrangement:
    years = named or tuple(sorted({year_of(entry.day) for entry in entries if not _in_tail(entry.day)}))
    telling = {year_of(entry.day) for entry in entries if entry.kind == FESTIVAL}
    fixed = {mark.day for year in {year_of(entry.day) for entry in entries} for mark in fixed_festivals(year)}
    marks = tuple(
        Mark(e.day, _kind(e, tells_festivals=year_of(e.day) in telling, fixed=e.day in fixed), e.name) for e in entries
    )
    return Arrangement(origin=file, years=years, marks=marks)


def _kind(entry: _Entry, *, tells_festivals: bool, fixed: bool) -> DayKind:
    if entry.kind == WORK:
        return DayKind.MAKE_UP if is_weekend(entry.day) else DayKind.WORKDAY
    if entry.kind == FESTIVAL or fixed:
        return DayKind.FESTIVAL
    if not tells_festivals:
        return DayKind.REST
    return DayKind.WEEKEND if is_weekend(entry.day) else DayKind.SWAPPED


def _in_tail(day: int) -> bool:
    return iso_day(day)[5:] >= f"{TAIL[0]:02d}-{TAIL[1]:02d}"


def _day(text: object, file: str, line: int) -> int:
    if isinstance(text, str):
        try:
            day = day_from_iso(text)
        except ValueError:
            pass
        else:
            if FIRST_DAY <= day <= LAST_DAY:
                return day
    raise CalendarFileError("calendar-date", file, line, value=str(text)[:40])


# ---------------------------------------------------------------- CSV


def _read_csv(text: str, file: str) -> Iterator[_Entry]:
    """Read line by line, so that an open quote cannot swallow the rest; blank lines and # lines are skipped."""
    header: tuple[str, ...] | None = None
    for line, row in enumerate(text.split("\n"), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        cells = _cells(row, file, line)
        if header is None:
            header = cells
            if sorted(header) != sorted(COLUMNS):
                raise CalendarFileError("calendar-header", file, line, found=",".join(header)[:80])
            continue
        if len(cells) != len(COLUMNS):
            raise CalendarFileError("calendar-row", file, line, cells=len(cells), expected=len(COLUMNS))
        found = dict(zip(header, cells, strict=True))
        if found["kind"] not in (WORK, REST, FESTIVAL):
            raise CalendarFileError("calendar-kind", file, line, value=found["kind"][:40])
        yield _Entry(line, _day(found["date"], file, line), found["kind"], found["name"])


def _cells(row: str, file: str, line: int) -> tuple[str, ...]:
    if "\0" in row:
        raise CalendarFileError("calendar-row", file, line, cells=0, expected=len(COLUMNS))
    try:
        (cells,) = csv.reader([row], strict=True)
    except csv.Error:
        raise CalendarFileError("calendar-quote", file, line) from None
    return tuple(cell.strip() for cell in cells)


# ---------------------------------------------------------------- JSON


def _read_json(text: str, file: str) -> tuple[list[_Entry], tuple[int, ...]]:
    table = _json(text, file)
    if not isinstance(table, dict) or not isinstance(table.get("days"), list):
        raise CalendarFileError("calendar-json", file, 1, expected='{"days": [...]}')
    lines = _lines_of_dates(text, len(table["days"]))
    entries = [_json_day(day, file, line) for day, line in zip(table["days"], lines, strict=True)]
    match table.get("year"):
        case None:
            return entries, ()
        case int() as year if not isinstance(year, bool) and year_of(FIRST_DAY) <= year <= year_of(LAST_DAY):
            return entries, (year,)
        case other:
            raise CalendarFileError("calendar-json", file, 1, expected="year", value=str(other)[:40])


def _json(text: str, file: str) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(items) != len({key for key, _ in items}):
            raise CalendarFileError("calendar-json", file, 0, expected="unique keys")
        return dict(items)

    def constant(value: str) -> NoReturn:
        raise CalendarFileError("calendar-json", file, 0, expected="a number", value=value)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise CalendarFileError("calendar-json", file, error.lineno, expected=error.msg) from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, CalendarFileError):
            raise
        raise CalendarFileError("calendar-json", file, 0, expected="a plain table") from None


def _lines_of_dates(text: str, days: int) -> list[int]:
    """Return the line of each day, found by its key ``date``; line 0 where they do not tally."""
    lines = [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r'"date"\s*:', text)]
    return lines if len(lines) == days else [0] * days


def _json_day(day: object, file: str, line: int) -> _Entry:
    match day:
        case {"name": str(name), "date": date, "isOffDay": bool(off), **rest} if not rest:
            return _Entry(line, _day(date, file, line), REST if off else WORK, name)
        case _:
            raise CalendarFileError("calendar-json", file, line, expected="name, date, isOffDay")


# ---------------------------------------------------------------- iCalendar


def _read_ical(text: str, file: str) -> Iterator[_Entry]:
    event: dict[str, tuple[int, str]] | None = None
    within = ""  # a component inside the event, such as an alarm: none of its lines speak of the day
    for line, content in _unfolded(text):
        head, colon, value = content.partition(":")
        name, value = head.upper().split(";")[0], value.strip()
        match name, value.upper(), event:
            case "END", _, dict() if within:
                within = "" if value.upper() == within else within
            case _, _, dict() if within:
                pass
            case "BEGIN", "VEVENT", None:
                event = {"": (line, "")}
            case "END", "VEVENT", dict():
                yield from _event_days(event, file)
                event = None
            case (("BEGIN" | "END"), "VEVENT", _):
                raise CalendarFileError("calendar-event", file, line, expected="BEGIN and END in turn")
            case "BEGIN", _, dict():
                within = value.upper()
            case _, _, dict():
                if not colon or name in event or name in REPEATS:
                    raise CalendarFileError("calendar-event", file, line, expected="one day or row", found=head[:40])
                event |= {name: (line, value)} if name in ("DTSTART", "DTEND", "SUMMARY") else {}
            case _:
                pass
    if event is not None:
        raise CalendarFileError("calendar-event", file, event[""][0], expected="END:VEVENT")


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield content lines with the number of their first line; a line with a blank first goes on."""
    number, content = 0, ""
    for line, part in enumerate(text.split("\n"), start=1):
        if part[:1] in (" ", "\t") and number:
            content += part[1:]
            continue
        if content:
            yield number, content
        number, content = line, part
    if content:
        yield number, content


def _event_days(event: dict[str, tuple[int, str]], file: str) -> Iterator[_Entry]:
    line, summary = event.get("SUMMARY", (event[""][0], ""))
    kind = _summary_kind(summary)
    if kind is None:
        raise CalendarFileError("calendar-summary", file, line, value=summary[:40])
    start_line, start = event.get("DTSTART", (event[""][0], ""))
    first = _ical_day(start, file, start_line)
    end_line, end = event.get("DTEND", (start_line, ""))
    last = _ical_day(end, file, end_line) - 1 if end else first  # DTEND is the day after
    if not first <= last < first + MAX_EVENT_DAYS:
        raise CalendarFileError("calendar-event", file, end_line, expected="DTEND after DTSTART", found=end)
    for day in range(first, last + 1):
        yield _Entry(start_line, day, kind, _summary_name(summary))


def _ical_day(value: str, file: str, line: int) -> int:
    if not _DATE_VALUE.fullmatch(value):
        raise CalendarFileError("calendar-date", file, line, value=value[:40])
    return _day(f"{value[:4]}-{value[4:6]}-{value[6:]}", file, line)


def _summary_kind(summary: str) -> str | None:
    """Tell work from rest by the words of a summary; None if it says neither. 调休 and 补…假 leave it open."""
    plain = _MAKE_UP_FOR.sub("", summary.replace("调休", ""))
    if _WORK_WORDS.search(plain):
        return None if re.search(r"不上班|休|\brest\b", plain, re.IGNORECASE) else WORK
    return REST if _REST_WORDS.search(plain) else None


def _summary_name(summary: str) -> str:
    """Return the holiday a summary names, without its marker for work or rest."""
    made_up = _MAKE_UP_FOR.search(summary)
    name = made_up.group(1) if made_up else _MARKERS.sub("", summary)
    return name.strip(" ()（）:：-·") or summary
