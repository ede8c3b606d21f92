"""
Working days: a row of known years as prefix sums, so that counting is a lookup and not a walk.

``before[i]`` is the number of working days before the i-th day of an unbroken run of known years. The n-th working day
after D is then one subtraction and one index; how many lie between two days is one subtraction. Lists of the days
counted and of the days skipped are slices of two ready-made rows, so a due date can explain itself at no great cost.

A year without a table is not a year without holidays. Whatever touches one raises ``UnknownYear``, and the caller
makes an undetermined verdict of it. A calendar file may supply the year; or the caller may ask for assumed weekdays
(Monday to Friday less the statutory festivals with fixed dates), and then ``assumed_years`` says which results rest on
that.

Festivals are told from other days off because 法定休假日 of 民法典 第二百零三条 can be read as either.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType

from attrs import evolve, field, frozen

from luyue.engine.festival import fixed_festivals
from luyue.engine.holiday import STATE_COUNCIL, WORKED, Arrangement, DayKind, Mark, Notice, bundled, is_weekend
from luyue.engine.holiday_file import parse_file
from luyue.engine.zone import FIRST_DAY, LAST_DAY, iso_day, year_of

ASSUMED = "assumed-weekdays"


class UnknownYear(LookupError):
    """A question about working days touched a year without a published arrangement."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no holiday table for {year}")
        self.year = year


class UnknownFestival(UnknownYear):
    """A day off of a calendar file that does not say whether the day is the statutory festival itself."""

    def __init__(self, day: int) -> None:
        super().__init__(year_of(day))
        self.args = (f"the calendar does not say whether {iso_day(day)} is a statutory festival",)
        self.day = day


@frozen
class YearSource:
    """Where the table of a year comes from."""

    year: int
    origin: str  # STATE_COUNCIL, ASSUMED, or the name of a calendar file
    notices: tuple[Notice, ...] = ()
    changed_by: tuple[str, ...] = ()  # calendar files that changed single days of it


@frozen
class Holiday:
    """A holiday as people take it: an unbroken row of days off around a named one (假期), both ends included."""

    name: str
    first: int
    last: int


@frozen
class RestDay:
    """A day that was not counted, and why."""

    day: int
    kind: DayKind
    name: str  # of the holiday; empty for a plain weekend


@frozen
class _Run:
    """An unbroken run of known years."""

    first: int
    last: int
    before: tuple[int, ...]  # working days in [first, first + i), for i from 0 to the length of the run
    working: tuple[int, ...]
    rest: tuple[RestDay, ...]


@frozen(eq=False)
class WorkCalendar:
    """The working days of the years it knows."""

    marks: Mapping[int, Mark] = field(repr=False)
    sources: Mapping[int, YearSource] = field(repr=False)  # by year

    # ------------------------------------------------------------ making one

    @staticmethod
    def bundled() -> "WorkCalendar":
        """Return the calendar of the State Council's arrangements, 2004 to 2026."""
        return _bundled()

    @staticmethod
    def from_file(data: bytes, name: str) -> "WorkCalendar":
        """
        Return the bundled calendar with a calendar file laid over it.

        The file (CSV, holiday JSON or iCalendar) supplies years and overrides single days. Raises CalendarFileError.
        """
        return WorkCalendar.bundled().overlaid(parse_file(data, name))

    def overlaid(self, table: Arrangement) -> "WorkCalendar":
        """
        Return this calendar with another arrangement on top: its days win, its years become known.

        In a year that only the other one knows, festivals with fixed dates are off even where it does not list them:
        the law says so. Of a day that is off, or worked, in both, what is known already stays.
        """
        added = [year for year in table.years if not self._knows(year)]
        marks = dict(self.marks) | {mark.day: mark for year in added for mark in fixed_festivals(year)}
        sources = dict(self.sources) | {year: _source(year, table) for year in added}
        for mark in table.marks:
            marks |= self._improved(mark)
        for year in sorted({year_of(mark.day) for mark in table.marks} - set(added)):
            if self._knows(year):
                sources[year] = evolve(sources[year], changed_by=(*sources[year].changed_by, table.origin))
        return WorkCalendar(marks=MappingProxyType(marks), sources=MappingProxyType(sources))

    def _knows(self, year: int) -> bool:
        return year in self.sources and self.sources[year].origin != ASSUMED

    def _improved(self, mark: Mark) -> dict[int, Mark]:
        """Return the mark to lay over a day, or none where it says nothing new."""
        year = year_of(mark.day)
        if not self._knows(year):
            return {mark.day: mark}
        kind = self.kind(mark.day)
        if (mark.kind in WORKED) == (kind in WORKED) and (mark.kind is not DayKind.FESTIVAL or mark.kind is kind):
            return {}
        if mark.kind is DayKind.REST and self.sources[year].origin == STATE_COUNCIL:
            return {mark.day: evolve(mark, kind=DayKind.EXTRA)}  # the notice has named that year's festivals
        return {mark.day: mark}

    def with_assumed_weekdays(self) -> "WorkCalendar":
        """Return a calendar that takes every unknown year of 1949 to 2199 for weekdays less fixed festivals."""
        years = [year for year in range(year_of(FIRST_DAY), year_of(LAST_DAY) + 1) if year not in self.sources]
        assumed = {mark.day: mark for year in years for mark in fixed_festivals(year)}
        return WorkCalendar(
            marks=MappingProxyType(assumed | dict(self.marks)),
            sources=MappingProxyType({**self.sources, **{year: YearSource(year, ASSUMED) for year in years}}),
        )

    # ------------------------------------------------------------ questions about one day

    def is_working(self, day: int) -> bool:
        """Tell whether a day is worked; raise UnknownYear."""
        run = self._run(day)
        return run.before[day - run.first + 1] > run.before[day - run.first]

    def kind(self, day: int) -> DayKind:
        """Return what a day is; raise UnknownYear."""
        self._run(day)
        mark = self.marks.get(day)
        if mark is not None:
            return mark.kind
        return DayKind.WEEKEND if is_weekend(day) else DayKind.WORKDAY

    def name_of(self, day: int) -> str:
        """Return the name of the holiday that a day belongs to, else the name of its kind; raise UnknownYear."""
        kind = self.kind(day)
        mark = self.marks.get(day)
        return mark.name if mark is not None and mark.name else kind.value

    def is_festival(self, day: int) -> bool:
        """Tell whether a day is a statutory festival itself, not moved rest; raise UnknownYear, UnknownFestival."""
        kind = self.kind(day)
        if kind is not DayKind.REST:
            return kind is DayKind.FESTIVAL
        raise UnknownFestival(day)

    # ------------------------------------------------------------ counting

    def add_working(self, day: int, n: int) -> int:
        """
        Return the n-th working day strictly after a day, or strictly before it for a negative n.

        The day itself may be of any kind, even of an unknown year; 0 returns it. Raises UnknownYear.
        """
        if n > 0:
            run = self._run(day + 1)
            index = run.before[day + 1 - run.first] + n - 1
            if index >= len(run.working):
                raise UnknownYear(year_of(run.last) + 1)
            return run.working[index]
        if n < 0:
            run = self._run(day - 1)
            index = run.before[day - run.first] + n
            if index < 0:
                raise UnknownYear(year_of(run.first) - 1)
            return run.working[index]
        return day

    def next_working(self, day: int) -> int:
        """Return the first working day on or after a day; raise UnknownYear."""
        return self.add_working(day - 1, 1)

    def count_working(self, a: int, b: int) -> int:
        """
        Return how many working days lie in (a, b], so that ``add_working(a, count)`` is the last of them.

        For b before a: minus the number in [b, a). Raises UnknownYear.
        """
        if b < a:
            return -self.count_working(b - 1, a - 1)
        if a == b:
            return 0
        run = self._span(a + 1, b)
        return run.before[b + 1 - run.first] - run.before[a + 1 - run.first]

    def working_days(self, a: int, b: int) -> tuple[int, ...]:
        """Return the working days in [a, b], rising; raise UnknownYear."""
        if b < a:
            return ()
        run = self._span(a, b)
        return run.working[run.before[a - run.first] : run.before[b + 1 - run.first]]

    def rest_days(self, a: int, b: int) -> tuple[RestDay, ...]:
        """Return the days in [a, b] that are not worked, rising, each with its reason; raise UnknownYear."""
        if b < a:
            return ()
        run = self._span(a, b)
        low, high = a - run.first, b + 1 - run.first
        return run.rest[low - run.before[low] : high - run.before[high]]

    def holidays(self, a: int, b: int) -> tuple[Holiday, ...]:
        """Return the holidays that begin in [a, b], rising; raise UnknownYear."""
        if b < a:
            return ()
        self._span(a, b)
        return tuple(holiday for run in self._runs for holiday in _holidays(run.rest) if a <= holiday.first <= b)

    def assumed_years(self, a: int, b: int) -> tuple[int, ...]:
        """Return the years of [a, b] whose table is only assumed, rising."""
        if not self._assumed:
            return ()
        low, high = bisect_left(self._assumed, year_of(a)), bisect_right(self._assumed, year_of(b))
        return self._assumed[low:high]

    # ------------------------------------------------------------ about itself

    @property
    def years(self) -> tuple[YearSource, ...]:
        """Return the known years with their sources, rising; assumed ones are not known and are left out."""
        return tuple(self.sources[y] for y in sorted(self.sources) if self.sources[y].origin != ASSUMED)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of what the calendar says, as hexadecimal text; the notices are not part of it."""
        years = [f"{year},{self.sources[year].origin == ASSUMED}\n" for year in sorted(self.sources)]
        marks = [f"{iso_day(day)},{self.marks[day].kind},{self.marks[day].name}\n" for day in sorted(self.marks)]
        return hashlib.sha256("".join((*years, *marks)).encode()).hexdigest()

    @cached_property
    def _assumed(self) -> tuple[int, ...]:
        return tuple(year for year in sorted(self.sources) if self.sources[year].origin == ASSUMED)

    @cached_property
    def _runs(self) -> tuple[_Run, ...]:
        return tuple(self._make_run(first, last) for first, last in _stretches(self.sources))

    def _make_run(self, first_year: int, last_year: int) -> _Run:
        first, last = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
        before, working, rest = [0], [], []
        for day in range(first, last + 1):
            mark = self.marks.get(day)
            if mark.kind in WORKED if mark else not is_weekend(day):
                working.append(day)
            else:
                rest.append(RestDay(day, mark.kind, mark.name) if mark else RestDay(day, DayKind.WEEKEND, ""))
            before.append(len(working))
        return _Run(first, last, tuple(before), tuple(working), tuple(rest))

    def _run(self, day: int) -> _Run:
        for run in self._runs:
            if run.first <= day <= run.last:
                return run
        raise UnknownYear(year_of(day))

    def _span(self, a: int, b: int) -> _Run:
        """Return the run that holds both days."""
        run = self._run(a)
        if b > run.last:
            raise UnknownYear(year_of(run.last) + 1)
        return run


@cache
def _bundled() -> WorkCalendar:
    empty = WorkCalendar(marks=MappingProxyType({}), sources=MappingProxyType({}))
    return empty.overlaid(bundled())


def _source(year: int, table: Arrangement) -> YearSource:
    return YearSource(year, table.origin, tuple(notice for notice in table.notices if notice.year == year))


def _holidays(rest: tuple[RestDay, ...]) -> list[Holiday]:
    """Return the unbroken rows of days off in which some day has a name, rising."""
    rows: list[list[RestDay]] = []
    for day in rest:
        if rows and rows[-1][-1].day == day.day - 1:
            rows[-1].append(day)
        else:
            rows.append([day])
    return [Holiday(_joined(row), row[0].day, row[-1].day) for row in rows if any(day.name for day in row)]


def _joined(row: list[RestDay]) -> str:
    """Return the names of a row of days off, each once, in order."""
    return "、".join(dict.fromkeys(name for day in row for name in day.name.split("、") if name))


def _stretches(years: Iterable[int]) -> list[tuple[int, int]]:
    """Return the unbroken stretches of years, as (first, last)."""
    found: list[tuple[int, int]] = []
    for year in sorted(years):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found
