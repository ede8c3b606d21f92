"""
Due dates moved by a suspension (中止): extended by its length, or their clock stopped.

An interval [began, ended) matters only to a deadline later than its beginning; what lies before the trigger is left
out. Extension adds the interval's length to the deadline: date of end less date of beginning where the deadline is a
day, the exact length where it is an instant. A stopped clock lets the rest of the time run on after the interval: for
natural days and instants that comes to the same, for working days it does not, and a day that had rolled is counted
from where it stood before it rolled. Intervals are taken in order, each against the deadline as moved so far. A moved
day rolls if the time rolls, or was counted in working days, and closes as before.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import evolve, frozen

from luyue.dsl.quantity import Unit
from luyue.engine.calendar import WorkCalendar
from luyue.engine.counting import close
from luyue.engine.due import DueDate, Fact, Step
from luyue.engine.zone import Zone

_Target: TypeAlias = Callable[[DueDate, int, int, int, WorkCalendar], tuple[int, int]]


def extend(
    due: DueDate,
    intervals: Iterable[tuple[int, int]],
    *,
    trigger: int,
    zone: Zone,
    cal: WorkCalendar,
    start_counted: bool = False,
) -> DueDate:
    """
    Return the due date moved by intervals of suspension, each by its length.

    ``intervals`` are [began, ended) in instants, disjoint, rising; ``trigger`` is when the time began to run (for a
    fixed date: when the clause came into force). A deadline at or before an interval's beginning stays.
    ``start_counted``: the day on which an interval begins is one of its days (a contract may say so, art. 204). Raises
    UnknownYear.
    """
    how = _How("extend", _shifted, start_counted)
    return _over_each(how, due, intervals, trigger=trigger, zone=zone, cal=cal)


def stop_clock(
    due: DueDate,
    intervals: Iterable[tuple[int, int]],
    *,
    trigger: int,
    zone: Zone,
    cal: WorkCalendar,
    start_counted: bool = False,
) -> DueDate:
    """Return the due date after its clock stood still during the intervals; arguments as for ``extend``."""
    how = _How("stop-clock", _resumed, start_counted)
    return _over_each(how, due, intervals, trigger=trigger, zone=zone, cal=cal)


@frozen
class _How:
    """By which rule a date moves, and whether the first day of an interval counts."""

    name: str
    target: _Target
    start_counted: bool


def _over_each(
    how: _How, due: DueDate, intervals: Iterable[tuple[int, int]], *, trigger: int, zone: Zone, cal: WorkCalendar
) -> DueDate:
    for began, ended in intervals:
        due = _moved(how, due, began, ended, trigger=trigger, zone=zone, cal=cal)
    return due


def _moved(how: _How, due: DueDate, began: int, ended: int, *, trigger: int, zone: Zone, cal: WorkCalendar) -> DueDate:
    """Move a due date over one interval."""
    start = max(began, trigger)
    if due.last <= began or ended <= start:
        return due
    facts: dict[str, Fact] = {"began": began, "ended": ended, "from_trigger": int(trigger > began)}
    if due.day is not None:
        eve = int(how.start_counted and start == began)  # counted from the day before, its first day is one more
        days = zone.day_of(start) - eve, zone.day_of(ended)
        return _moved_day(how, due, due.day, days, facts=facts, zone=zone, cal=cal)
    last = due.last + ended - start
    facts |= {"by": ended - start, "unit": "microsecond", "rest": max(due.last - start, 0)}
    return evolve(due, last=last, steps=(*due.steps, _step(how.name, facts, due.last, last)))


def _moved_day(
    how: _How,
    due: DueDate,
    day: int,
    days: tuple[int, int],
    *,
    facts: dict[str, Fact],
    zone: Zone,
    cal: WorkCalendar,
) -> DueDate:
    """Move a last day, never back, over an interval that begins and ends on the given days; within one day it stays."""
    first, end = days
    raw, rest = how.target(due, day, first, end, cal) if end > first else (day, max(day - first, 0))
    steps = (*due.steps, _step(how.name, facts | {"by": end - first, "unit": "day", "rest": rest}, day, raw))
    if end == first:
        return evolve(due, steps=steps)
    assumed = cal.assumed_years(end, raw) if due.unit is Unit.WORKING_DAY else ()
    moved = close(
        raw, roll=due.rule.roll, unit=due.unit, rule=due.rule, zone=zone, cal=cal, steps=steps, assumed=assumed
    )
    if moved.last < due.last:  # a limit on a rest day, held up on days that would not have counted
        moved = evolve(due, steps=steps, raw=raw)
    return evolve(moved, assumed=moved.assumed or due.assumed)


def _shifted(_due: DueDate, day: int, first: int, end: int, _cal: WorkCalendar) -> tuple[int, int]:
    """Return the last day moved by the days between, and how many were left."""
    return day + end - first, day - first


def _resumed(due: DueDate, day: int, first: int, end: int, cal: WorkCalendar) -> tuple[int, int]:
    """Return the last day when the days left on the first day run on after the end, and how many they are."""
    if due.unit is Unit.WORKING_DAY:
        left = max(cal.count_working(first, day), 0)
        return cal.add_working(end, left), left
    left = max((day if due.raw is None else due.raw) - first, 0)
    return end + left, left


def _step(name: str, facts: dict[str, Fact], before: int, after: int) -> Step:
    return Step(name, None, (*facts.items(), ("before", before), ("after", after)))
