"""
Due dates moved by a suspension (中止): extended by its length, or their clock stopped.

An interval [began, ended) matters only to a deadline later than its beginning; what lies before the trigger is left out.
Extension adds the interval's length to the deadline: date of end less date of beginning where the deadline is a day, the
exact length where it is an instant. A stopped clock lets the rest of the time run on after the interval: for natural days
and instants that comes to the same, for working days it does not, and a day that had rolled is counted from where it stood
before it rolled. Intervals are taken in order, each against the deadline as moved so far. A moved day rolls if the time
rolls, or was counted in working days, and closes as before.
"""

from collections.abc import Callable, Iterable

from attrs import evolve

from luyue.dsl.quantity import Unit
from luyue.engine.calendar import WorkCalendar
from luyue.engine.clock import close
from luyue.engine.due import DueDate, Fact, Step
from luyue.engine.zone import Zone


def extend(
    due: DueDate, intervals: Iterable[tuple[int, int]], *, trigger: int, zone: Zone, cal: WorkCalendar
) -> DueDate:
    """
    Return the due date moved by intervals of suspension, each by its length.

    ``intervals`` are [began, ended) in instants, disjoint, rising; ``trigger`` is when the time began to run (for a fixed
    date: when the clause came into force). A deadline at or before an interval's beginning stays. Raises UnknownYear.
    """
    for began, ended in intervals:
        due = _moved("extend", due, began, ended, trigger=trigger, zone=zone, cal=cal, target=_shifted)
    return due


def stop_clock(
    due: DueDate, intervals: Iterable[tuple[int, int]], *, trigger: int, zone: Zone, cal: WorkCalendar
) -> DueDate:
    """Return the due date after its clock stood still during the intervals; arguments as for ``extend``."""
    for began, ended in intervals:
        due = _moved("stop-clock", due, began, ended, trigger=trigger, zone=zone, cal=cal, target=_resumed)
    return due


_Target = Callable[[DueDate, int, int, WorkCalendar], tuple[int, int]]  # (due, from, to, cal) -> new day, days of rest


def _moved(
    name: str, due: DueDate, began: int, ended: int, *, trigger: int, zone: Zone, cal: WorkCalendar, target: _Target
) -> DueDate:
    """Move a due date over one interval."""
    start = max(began, trigger)
    if due.last <= began or ended <= start:
        return due
    facts: dict[str, Fact] = {"began": began, "ended": ended, "from_trigger": int(trigger > began)}
    if due.day is None:
        last = due.last + ended - start
        facts |= {"by": ended - start, "unit": "microsecond", "rest": max(due.last - start, 0)}
        return evolve(due, last=last, steps=(*due.steps, _step(name, facts, due.last, last)))
    first, end = zone.day_of(start), zone.day_of(ended)
    raw, rest = target(due, first, end, cal) if end > first else (due.day, due.day - first)
    facts |= {"by": end - first, "unit": "day", "rest": rest}
    steps = (*due.steps, _step(name, facts, due.day, raw))
    if end == first:
        return evolve(due, steps=steps)
    assumed = cal.assumed_years(end, raw) if due.unit is Unit.WORKING_DAY else ()
    moved = close(
        raw, roll=due.rule.roll, unit=due.unit, rule=due.rule, zone=zone, cal=cal, steps=steps, assumed=assumed
    )
    return evolve(moved, assumed=moved.assumed or due.assumed)


def _shifted(due: DueDate, first: int, end: int, cal: WorkCalendar) -> tuple[int, int]:
    """Return the last day moved by the days between, and the days that were left."""
    day = due.last if due.day is None else due.day
    return day + end - first, day - first


def _resumed(due: DueDate, first: int, end: int, cal: WorkCalendar) -> tuple[int, int]:
    """Return the last day when the days left on the first day run on after the end, and how many they are."""
    day = due.day if due.raw is None else due.raw
    if day is None:
        raise ValueError("an instant has no days left to run")
    if due.unit is Unit.WORKING_DAY:
        left = max(cal.count_working(first, day), 0)
        return cal.add_working(end, left), left
    left = max(day - first, 0)
    return end + left, left


def _step(name: str, facts: dict[str, Fact], before: int, after: int) -> Step:
    article = "590" if name == "extend" else None
    return Step(name, article, (*facts.items(), ("before", before), ("after", after)))
