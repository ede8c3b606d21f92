"""
When a duty falls due: a time of the model, compiled to a function of the instance.

The function gives a ``DueDate`` that explains itself, or Unknown with what is missing: code ``event`` (the time
runs from something that has not happened: the duty is latent), ``demand`` (no time is stated and nobody
demanded), anything else makes the duty undetermined. Which days roll by default is the profile of SEMANTICS
section 2.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.dsl.quantity import EXACT_LENGTHS, Length, Unit
from luyue.engine import clock
from luyue.engine.calendar import UnknownYear
from luyue.engine.condition import Conditions
from luyue.engine.due import FESTIVALS, NO_ROLL, REST_DAYS, DueDate, Roll, Rule, Step
from luyue.engine.duration import add_months
from luyue.engine.event import Event, InstantValue, Month
from luyue.engine.finding import Unknown, merge
from luyue.engine.formula import Env, tied
from luyue.engine.value import as_text, day_of, start_of, unknown
from luyue.engine.world import Instance, PeriodValue
from luyue.engine.zone import micros

DueFn = Callable[[Env, int], "DueDate | Unknown"]  # env and the instant from which a length runs
ROLLS: dict[str, Roll] = {"rolls": REST_DAYS, "festivals": FESTIVALS, "none": NO_ROLL}
NATURAL = (Unit.DAY, Unit.MONTH, Unit.QUARTER, Unit.YEAR)
WAITING = ("demand", "event")


class Timings:
    """Compile the times of one contract."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.demands = tuple(
            (event.id, role) for event in conditions.contract.events for role in event.roles if role.kind == "demands"
        )

    def due(self, timing: model.Timing, *, pays: bool) -> DueFn:
        """Return the function that gives the due date; ``pays`` tells the duties whose period ends roll by law."""
        inner = self._time(timing.time, timing, pays=pays, outermost=True)

        def due(env: Env, start: int) -> DueDate | Unknown:
            try:
                return inner(env, start)
            except UnknownYear as lost:
                return unknown("calendar", year=str(lost.year))

        return due

    def _time(self, time: model.Time, timing: model.Timing, *, pays: bool, outermost: bool) -> DueFn:
        match time:
            case model.Within():
                return self._within(time, timing)
            case model.By():
                return self._by(time, timing, pays=pays)
            case model.Before():
                return self._before(time)
            case model.Ahead():
                return self._ahead(time, timing)
            case model.OfTwo():
                parts = [self._time(part, timing, pays=pays, outermost=False) for part in time.times]
                return _later(parts) if time.which == "later" else _earlier(parts)
            case model.OnDemand():
                return self._on_demand(time, timing, outermost=outermost)
            case model.Untimed():
                return self._untimed(time, timing)
            case _:
                raise TypeError(f"no way to count {type(time).__name__}")

    def _within(self, time: model.Within, timing: model.Timing) -> DueFn:
        length = self.conditions.value(time.length)
        after = None if time.after is None else self.conditions.value(time.after)

        def due(env: Env, start: int) -> DueDate | Unknown:
            span = length(env)
            anchor = None if after is None else after(env)
            if isinstance(span, Unknown) or isinstance(anchor, Unknown):
                return Unknown(merge(*(x.missing for x in (anchor, span) if isinstance(x, Unknown))))
            begin = start if anchor is None else start_of(anchor, env.world.zone)
            return within(begin, span, timing, env)

        return due

    def _by(self, time: model.By, timing: model.Timing, *, pays: bool) -> DueFn:
        limit = self.conditions.value(time.limit)
        ends_period = isinstance(time.limit, model.Fn) and time.limit.name == "end_of"
        roll = ROLLS[timing.roll] if timing.roll is not None else REST_DAYS if pays and ends_period else NO_ROLL
        rule = Rule(roll=roll, until=_until(timing))

        def due(env: Env, start: int) -> DueDate | Unknown:
            found = limit(env)
            if isinstance(found, Unknown):
                return found
            if isinstance(found, InstantValue) and not found.day_only:
                return clock.by_instant(found.us)
            return clock.by_day(_day(found, env), rule=rule, zone=env.world.zone, cal=env.world.calendar)

        return due

    def _before(self, time: model.Before) -> DueFn:
        limit = self.conditions.value(time.limit)

        def due(env: Env, start: int) -> DueDate | Unknown:
            found = limit(env)
            if isinstance(found, Unknown):
                return found
            if isinstance(found, InstantValue) and not found.day_only:
                return clock.before_instant(found.us)
            first = found.first if isinstance(found, PeriodValue) else _day(found, env)
            return clock.before_day(first, zone=env.world.zone)

        return due

    def _ahead(self, time: model.Ahead, timing: model.Timing) -> DueFn:
        length, of = self.conditions.value(time.length), self.conditions.value(time.of)
        rule = Rule(start_counted=timing.start_counted, until=_until(timing))

        def due(env: Env, start: int) -> DueDate | Unknown:
            span, limit = length(env), of(env)
            if isinstance(span, Unknown) or isinstance(limit, Unknown):
                return Unknown(merge(*(x.missing for x in (span, limit) if isinstance(x, Unknown))))
            zone, cal = env.world.zone, env.world.calendar
            if isinstance(limit, InstantValue) and not limit.day_only:
                return clock.ahead_of_instant(span, of=limit.us, rule=rule, zone=zone, cal=cal)
            first = limit.first if isinstance(limit, PeriodValue) else _day(limit, env)
            return clock.ahead(span, of_day=first, rule=rule, zone=zone, cal=cal)

        return due

    def _on_demand(self, time: model.OnDemand, timing: model.Timing, *, outermost: bool) -> DueFn:
        length = None if time.length is None else self.conditions.value(time.length)

        def due(env: Env, start: int) -> DueDate | Unknown:
            demand = self._demand(env)
            done = None if env.inst is None else env.inst.performed_at
            if demand is None or (done is not None and done <= demand[0].at):  # what was done needs no demand
                return _undemanded(env) if outermost else unknown("demand")
            span = unknown("demand_length") if length is None else length(env)
            if isinstance(span, Unknown):
                span = _given(*demand) or span
            return span if isinstance(span, Unknown) else within(demand[0].at, span, timing, env)

        return due

    def _demand(self, env: Env) -> tuple[Event, model.Role] | None:
        """Return the first demand that names the instance, and no other thing of the same clause."""
        inst = env.inst
        if inst is None:
            return None
        found = [
            (event, role)
            for kind, role in self.demands
            for event in env.world.history[kind]
            if event.at >= inst.arose_at
            and names(inst, role.target if role.fixed else as_text(event.fields.get(role.target)))
            and tied(event, {name: value for name, value in inst.key if name != role.target})
        ]
        return min(found, default=None, key=lambda pair: pair[0].at)

    def _untimed(self, time: model.Untimed, timing: model.Timing) -> DueFn:
        name = time.setting
        if name is None:
            lost = unknown("vague", word=time.word)
            return lambda env, start: lost
        blank = self.conditions.value(model.Param(type=model.Type(Kind.LENGTH), source="blank", name=name))

        def due(env: Env, start: int) -> DueDate | Unknown:
            span = blank(env)
            return unknown("setting", name=name) if isinstance(span, Unknown) else within(start, span, timing, env)

        return due


# ---------------------------------------------------------------- counting


def within(start: int, length: Length, timing: model.Timing, env: Env) -> DueDate:
    """Return the due date of a length from an instant under the options of a time."""
    if length.unit in EXACT_LENGTHS:
        rule = Rule()
    else:
        default: Roll = REST_DAYS if length.unit in NATURAL else NO_ROLL
        roll = default if timing.roll is None else ROLLS[timing.roll]
        rule = Rule(start_counted=timing.start_counted, roll=roll, until=_until(timing))
    return clock.within(start, length, rule=rule, zone=env.world.zone, cal=env.world.calendar)


def _until(timing: model.Timing) -> int | None:
    return None if timing.until is None else micros(timing.until)


def _day(found: object, env: Env) -> int:
    match found:
        case Month() | PeriodValue():
            return _last_day(found)
        case _:
            return day_of(found, env.world.zone)


def _last_day(found: Month | PeriodValue) -> int:
    if isinstance(found, PeriodValue):
        return found.last
    return add_months(date(found.year, found.month, 1).toordinal(), 1) - 1


def _given(demand: Event, role: model.Role) -> Length | None:
    """Return the days that a demand itself gives, where the contract says in which field."""
    said = None if role.value is None else demand.fields.get(role.value)
    if isinstance(said, Fraction) and said >= 0 and said.denominator == 1:
        return Length(said, Unit.DAY)
    return None


def _undemanded(env: Env) -> DueDate | Unknown:
    """No time stated and nobody demanded: due at the end of the term (convention; art. 511 (4))."""
    world, inst = env.world, env.inst
    if world.term is None or inst is None or inst.arose_at > world.zone.end_of(world.term[1]):
        return unknown("demand")
    due = clock.by_day(world.term[1], rule=Rule(), zone=world.zone, cal=world.calendar)
    return DueDate(day=due.day, last=due.last, steps=(Step("no-time-stated", "511(4)"), *due.steps), raw=due.raw)


def _later(parts: list[DueFn]) -> DueFn:
    def due(env: Env, start: int) -> DueDate | Unknown:
        found = [part(env, start) for part in parts]
        lost = [x for x in found if isinstance(x, Unknown)]
        if lost:
            return Unknown(merge(*(x.missing for x in lost)))
        return clock.later(*(x for x in found if isinstance(x, DueDate)))

    return due


def _earlier(parts: list[DueFn]) -> DueFn:
    def due(env: Env, start: int) -> DueDate | Unknown:
        found = [part(env, start) for part in parts]
        known = [x for x in found if isinstance(x, DueDate)]
        if known:
            lost = merge(*(x.missing for x in found if isinstance(x, Unknown)))
            return clock.earlier(*known, waits=tuple(dict.fromkeys(m.code for m in lost)))
        lost = merge(*(x.missing for x in found if isinstance(x, Unknown)))
        on_demand = [m for m in lost if m.code == "demand"]  # owed already: whoever demands it need not wait
        return Unknown(tuple(on_demand) if on_demand and all(m.code in WAITING for m in lost) else lost)

    return due


def names(inst: Instance, target: str) -> bool:
    """Return whether a word of an event names an instance: its id, its clause, or one of its key's values."""
    return target in (inst.id, inst.norm.id) or any(value == target for _, value in (*inst.key, *inst.tie.items()))
