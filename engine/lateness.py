"""
How late: days and exact lengths, and where they stop.

Days of delay are the day of performance (or of the date of the report, or of the contract's end) less the last
timely day; a begun day counts. Limits by the hour are late by an exact length. A delay stops at performance, at
a waiver, when the contract is ended (that day counts), and, except for debts of money, at the end of the term
(it counts to the day after it).
"""

from collections.abc import Collection
from fractions import Fraction

from attrs import frozen

from luyue.dsl.quantity import EXACT_LENGTHS, Unit
from luyue.engine import duration
from luyue.engine.condition import late_counts_from
from luyue.engine.due import DueDate
from luyue.engine.finding import Late
from luyue.engine.force import Force
from luyue.engine.formula import env_of
from luyue.engine.plan import Norm
from luyue.engine.relief import Relief
from luyue.engine.world import Breach, Instance, World, merged
from luyue.engine.zone import Zone

DAY_US = 86_400_000_000


@frozen
class Delay:
    """A delay that runs from a due date (exclusive) to where it stopped."""

    last: int  # last timely instant
    day: int | None  # last timely day; None: exact
    stop: int  # the instant at which it stopped, or was looked at
    stop_day: int  # its day
    free: tuple[tuple[int, int], ...] = ()  # days [first, last] that are not counted
    exact: int = 0  # its length in microseconds, less what is not counted

    @property
    def days(self) -> int:
        """Return the days late, those that are not counted left out."""
        if self.day is None:
            return 0
        return len(self.late_days())

    def late_days(self) -> list[int]:
        """Return each day late, in order."""
        return [] if self.day is None else self._counted(self.day)

    def balance_days(self, zone: Zone) -> list[int]:
        """Return the days that begin with the debt late, in order, also where the limit is an exact one."""
        return self._counted(zone.day_of(self.last) if self.day is None else self.day)

    def touched(self, zone: Zone) -> list[int]:
        """Return the days on which it is late at some instant, in order."""
        return self._counted(zone.day_of(self.last + 1) - 1 if self.day is None else self.day)

    def _counted(self, after: int) -> list[int]:
        return [d for d in range(after + 1, self.stop_day + 1) if not any(a <= d <= b for a, b in self.free)]

    def late(self) -> Late | None:
        """Return how late it is for people, None when it is not."""
        if self.day is not None:
            return Late(days=self.days) if self.stop > self.last else None
        return Late(us=self.exact) if self.exact else None


class Lateness:
    """Measure the delays of one run at its end."""

    def __init__(self, world: World, relief: Relief, force: Force) -> None:
        self.world = world
        self.relief = relief
        self.force = force

    def of(self, norm: Norm, inst: Instance, due: DueDate, *, until: int | None = None, claimed: bool = False) -> Delay:
        """
        Return the delay of a duty against a due date; ``until`` is an instant at which the clause lets it stop.

        ``claimed``: as if relief that is only claimed were granted.
        """
        if inst.state == "missed":  # it cannot be made good, so nothing runs on
            return Delay(due.last, due.day, due.last, self.world.zone.day_of(due.last))
        due = late_counts_from(inst, due, self.world)
        stop, stop_day = self._stop(norm, inst, until)
        pieces = merged(self.relief.uncounted(inst, due, claimed=claimed), stop)
        days = tuple((self.world.zone.day_of(a) + 1, self.world.zone.day_of(z)) for a, z in pieces)
        idle = sum(length(a, min(z, stop), self.world.zone) for a, z in pieces)
        exact = max(length(due.late_from, stop, self.world.zone) - idle, 0)
        return Delay(due.last, due.day, stop, stop_day, days, exact)

    def of_breach(self, norm: Norm, inst: Instance, breach: Breach, *, until: int | None = None) -> Delay:
        """Return how long a level was short: from the day it failed, that day not counted."""
        day = breach.from_day if breach.from_day is not None else self.world.zone.day_of(breach.at)
        zone = self.world.zone
        stop, stop_day = self._stop(norm, inst, until)
        if breach.cured_at is not None:
            stop, stop_day = breach.cured_at, zone.day_of(breach.cured_at)
        return Delay(breach.at, day, stop, stop_day, exact=length(breach.at, stop, zone))

    def _stop(self, norm: Norm, inst: Instance, until: int | None) -> tuple[int, int]:
        world, zone = self.world, self.world.zone
        stops = [(world.now, world.day)]
        for at in (inst.performed_at, inst.waived_at, self.over(norm, inst), until):
            if at is not None:
                stops.append((at, zone.day_of(at)))
        return min(stops)

    def over(self, norm: Norm, inst: Instance) -> int | None:
        """Return from when on nothing accrues: the end of the contract or its part, else of the clause's own time."""
        world = self.world
        ended = world.ended_parts.get(norm.id) if norm.survives else world.ended(norm.id)
        if ended is not None and inst.arose_at >= ended:
            ended = None  # what is owed because the contract ended runs on (art. 566, 567)
        closes = None if norm.pays or norm.survives else self.force.closes(norm, env_of(world, inst))
        return min((at for at in (ended, None if closes is None else closes + 1) if at is not None), default=None)


def length(start: int, stop: int, zone: Zone) -> int:
    """Return how long it is from one instant to another: the last microsecond of a day is measured as its 24:00."""
    first, last = (at + (at == zone.end_of(zone.day_of(at))) for at in (start, stop))
    return max(last - first, 0)


def units(delay: Delay, *, count: Fraction, unit: Unit, part: str | None, world: World) -> Fraction:
    """Return how many units of a length a delay fills: whole units, or begun ones where part units count."""
    return _begun(_filled(delay, unit, world) / count, part)


def units_of(days: Collection[int], *, count: Fraction, unit: Unit, part: str | None, world: World) -> Fraction:
    """Return how many units days fill that need not follow one another, each counted once."""
    return _begun(Fraction(len(counted(days, unit, world))) / count, part)


def counted(days: Collection[int], unit: Unit, world: World) -> list[int]:
    """Return days in order; where working days count, those that are worked."""
    return [day for day in sorted(days) if unit is not Unit.WORKING_DAY or world.calendar.working_days(day, day)]


def _begun(filled: Fraction, part: str | None) -> Fraction:
    whole = Fraction(filled.numerator // filled.denominator)
    return whole + 1 if part == "counts" and filled > whole else whole


def _filled(delay: Delay, unit: Unit, world: World) -> Fraction:
    if unit in EXACT_LENGTHS:
        return Fraction(delay.exact, duration.MICROS[unit])
    if unit is Unit.DAY:
        return Fraction(delay.days) if delay.day is not None else Fraction(delay.exact, DAY_US)
    day = delay.day if delay.day is not None else world.zone.day_of(delay.last)
    if unit is Unit.WORKING_DAY:
        return Fraction(len(world.calendar.working_days(day + 1, delay.stop_day)))
    return _months(day, delay.stop_day, duration.MONTHS[unit])


def _months(first: int, last: int, step: int) -> Fraction:
    """Return how many times so many months fit after a day, the begun one by the days of it."""
    n = 0
    while (end := duration.add_months(first, (n + 1) * step)) <= last:
        n += 1
    begun = duration.add_months(first, n * step)
    return n + Fraction(last - begun, end - begun)
