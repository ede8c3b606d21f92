"""
What a year's holiday arrangement says, day by day, and the bundled arrangements of the State Council.

A working day is a weekday that the yearly arrangement (国务院办公厅关于部分节假日安排的通知) does not take off, or a
Saturday or Sunday that it makes a day of work. Only days that differ from a plain week, and the statutory festivals,
need an entry; every other day of a known year is a weekday or a weekend.

The bundled table is one CSV file for all years, one row per holiday as its notice states it (the rest period with the
weekend it joins, the festival itself, days given in lieu, days worked instead): a reader can hold a notice beside its
handful of rows, a new year is a handful of new rows, and the whole of it loads in a few milliseconds.
``prc-notices.csv`` names the notices; a number or date that could not be confirmed is empty there, and unknown to
whoever asks. Days stand under their own date, whichever year's notice moved them: the notice for 2006 made 2005-12-31 a
day of work.

Which days are festivals, and which are only moved rest, matters to a clause that rolls on festivals: 法定休假日 of
民法典 第二百零三条 may be read either way, so the table keeps them apart. A day off is ``lieu`` only where the notice
says which festival it stands for, or gives it without a day of work in exchange; where a notice moves several days at
once without saying which for which, all of them are ``swapped``. 2015-09-03, a day off for everybody by order of the
State Council, counts as a festival of that year; the days by which the Spring Festival of 2020 was prolonged do not.
"""

import csv
import io
from enum import StrEnum
from functools import cache
from importlib import resources

from attrs import frozen

from luyue.engine.zone import day_from_iso

SATURDAY, SUNDAY = 6, 0  # day % 7 of an ordinal; Monday is 1

STATE_COUNCIL = "state-council"


class DayKind(StrEnum):
    """What a day of a known year is. The value is the name used in the facts of explanations."""

    WORKDAY = "workday"  # an ordinary weekday
    MAKE_UP = "make_up"  # a Saturday or Sunday worked instead 调休上班
    WEEKEND = "weekend"  # a Saturday or Sunday that is no festival
    FESTIVAL = "festival"  # a statutory festival itself 法定节假日, on whatever day of the week
    LIEU = "lieu"  # a weekday off because a festival fell on a weekend 补休
    SWAPPED = "swapped"  # a weekday off in exchange for a make-up day 调休
    EXTRA = "extra"  # a weekday off by special order, not in exchange
    REST = "rest"  # a day off of a calendar file that does not say why


WORKED: tuple[DayKind, ...] = (DayKind.WORKDAY, DayKind.MAKE_UP)


@frozen
class Mark:
    """A day that differs from a plain week, or is a festival."""

    day: int
    kind: DayKind
    name: str  # the holiday it belongs to, as the arrangement names it; may be empty in a calendar file


@frozen
class Notice:
    """The instrument that arranged a year's holidays."""

    year: int
    number: str | None  # 文号; None if it could not be confirmed
    issued: str | None  # YYYY-MM-DD; None if it could not be confirmed
    title: str


@frozen
class Arrangement:
    """Marks of one origin; ``years`` are those for which it is a table, not just a few corrections."""

    origin: str  # STATE_COUNCIL, or the name of a calendar file
    years: tuple[int, ...]  # rising
    marks: tuple[Mark, ...]  # by day, unique
    notices: tuple[Notice, ...] = ()


def is_weekend(day: int) -> bool:
    """Tell whether a day is a Saturday or a Sunday."""
    return day % 7 in (SATURDAY, SUNDAY)


@cache
def bundled() -> Arrangement:
    """Return the State Council's arrangements, 2004 to 2026."""
    folder = resources.files("luyue.stdlib").joinpath("calendars")
    table = csv.DictReader(io.StringIO(folder.joinpath("prc.csv").read_text("utf-8")), strict=True)
    notices = csv.DictReader(io.StringIO(folder.joinpath("prc-notices.csv").read_text("utf-8")), strict=True)
    return _arrangement(list(table), tuple(_notice(row) for row in notices))


def _arrangement(rows: list[dict[str, str]], notices: tuple[Notice, ...]) -> Arrangement:
    marks: dict[int, Mark] = {}
    for mark in (mark for row in rows for mark in _marks(row)):
        marks[mark.day] = _joined(marks.get(mark.day), mark)
    return Arrangement(
        origin=STATE_COUNCIL,
        years=tuple(sorted({int(row["notice"]) for row in rows})),
        marks=tuple(marks[day] for day in sorted(marks)),
        notices=notices,
    )


def _joined(first: Mark | None, second: Mark) -> Mark:
    """Return the mark of a day of which two rows, or two cells, speak: two festivals share it, else the first holds."""
    if first is None or first.kind is DayKind.SWAPPED:  # a festival within another one's rest
        return second
    if first.kind is second.kind is DayKind.FESTIVAL:
        return Mark(first.day, first.kind, f"{first.name}、{second.name}")
    return first


def _marks(row: dict[str, str]) -> list[Mark]:
    """Return the marks of one row, the most telling first: a day may have several."""
    kinds = (
        (DayKind.FESTIVAL, _days(row["festivals"])),
        (DayKind.LIEU, _days(row["lieu"])),
        (DayKind.EXTRA, _days(row["extra"])),
        (DayKind.MAKE_UP, _days(row["work"])),
        (DayKind.SWAPPED, [day for day in _range(row["rest"]) if not is_weekend(day)]),
    )
    return [Mark(day, kind, row["name"]) for kind, days in kinds for day in days]


def _days(cell: str) -> list[int]:
    return [day_from_iso(text) for text in cell.split()]


def _range(cell: str) -> range:
    """Return the days of ``first/last``, both included, of a single day, or none."""
    if not cell:
        return range(0)
    first, _, last = cell.partition("/")
    return range(day_from_iso(first), day_from_iso(last or first) + 1)


def _notice(row: dict[str, str]) -> Notice:
    return Notice(int(row["year"]), row["number"] or None, row["issued"] or None, row["title"])
