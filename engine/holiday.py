"""
What a year's holiday arrangement says, day by day, and the bundled arrangements of the State Council.

A working day is a weekday that the yearly arrangement (国务院办公厅关于部分节假日安排的通知) does not take off, or a
Saturday or Sunday that it makes a day of work. Only days that differ from a plain week, and the statutory festivals,
need an entry; every other day of a known year is a weekday or a weekend.

The bundled table is one CSV file for all years, one row per holiday as its notice states it (the rest period, the
festival itself, days given in lieu, days worked instead), because a reader can then hold a notice beside its handful of
rows, and a new year is a handful of new rows. ``prc-notices.csv`` names the notices; where a number could not be confirmed
it is left empty. Days stand under their own date, whichever year's notice moved them (the notice for 2006 made 2005-12-31
a day of work).

Which days are festivals, and which are only moved rest, matters to a clause that rolls on festivals: 法定休假日 of
民法典 第二百零三条 may be read either way, so the table keeps them apart.
"""

import csv
import io
from enum import StrEnum
from functools import cache
from importlib import resources

from attrs import frozen

from luyue.engine.zone import day_from_iso

SATURDAY, SUNDAY = 6, 0  # day % 7 of an ordinal; Monday is 1


class DayKind(StrEnum):
    """What a day of a known year is. The value is the name used in explanations' facts."""

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
class Block:
    """A holiday as people take it: a row of days off (假期), both ends included."""

    name: str
    first: int
    last: int


@frozen
class Notice:
    """The instrument that arranged a year's holidays; a number or date that could not be confirmed is None."""

    year: int
    number: str | None  # 文号
    issued: str | None  # YYYY-MM-DD
    title: str


@frozen
class Arrangement:
    """Marks and holidays of one origin; ``years`` are those for which it is a table, not just a few corrections."""

    origin: str  # "state-council", the name of a calendar file, or "assumed-weekdays"
    years: tuple[int, ...]  # rising
    marks: tuple[Mark, ...]  # by day, unique
    blocks: tuple[Block, ...] = ()  # by first day
    notices: tuple[Notice, ...] = ()


def is_weekend(day: int) -> bool:
    """Tell whether a day is a Saturday or a Sunday."""
    return day % 7 in (SATURDAY, SUNDAY)


def parse_bundled(table: str, notices: str) -> Arrangement:
    """Return the arrangements that two texts in the form of the bundled files state."""
    marks: dict[int, Mark] = {}
    blocks: list[Block] = []
    years: set[int] = set()
    for row in csv.DictReader(io.StringIO(table), strict=True):
        years.add(int(row["notice"]))
        blocks += _block(row)
        for mark in _marks(row):
            before = marks.get(mark.day)
            if before is None or before.kind is DayKind.SWAPPED:  # a festival inside another holiday's row
                marks[mark.day] = mark
    return Arrangement(
        origin="state-council",
        years=tuple(sorted(years)),
        marks=tuple(marks[day] for day in sorted(marks)),
        blocks=tuple(sorted(blocks, key=lambda block: block.first)),
        notices=tuple(_notice(row) for row in csv.DictReader(io.StringIO(notices), strict=True)),
    )


@cache
def bundled() -> Arrangement:
    """Return the State Council's arrangements, 2004 to 2026."""
    folder = resources.files("luyue.stdlib").joinpath("calendars")
    return parse_bundled(
        folder.joinpath("prc.csv").read_text("utf-8"), folder.joinpath("prc-notices.csv").read_text("utf-8")
    )


def _days(cell: str) -> tuple[int, ...]:
    return tuple(day_from_iso(text) for text in cell.split())


def _range(cell: str) -> tuple[int, ...]:
    if not cell:
        return ()
    first, _, last = cell.partition("/")
    return tuple(range(day_from_iso(first), day_from_iso(last or first) + 1))


def _block(row: dict[str, str]) -> list[Block]:
    days = _range(row["rest"])
    return [Block(row["name"], days[0], days[-1])] if days else []


def _marks(row: dict[str, str]) -> list[Mark]:
    """Return the marks of one row, most telling kind first; a day may have several."""
    name = row["name"]
    kinds = (
        (DayKind.FESTIVAL, _days(row["festivals"])),
        (DayKind.LIEU, _days(row["lieu"])),
        (DayKind.EXTRA, _days(row["extra"])),
        (DayKind.MAKE_UP, _days(row["work"])),
        (DayKind.SWAPPED, tuple(day for day in _range(row["rest"]) if not is_weekend(day))),
    )
    return [Mark(day, kind, name) for kind, days in kinds for day in days]


def _notice(row: dict[str, str]) -> Notice:
    return Notice(int(row["year"]), row["number"] or None, row["issued"] or None, row["title"])
