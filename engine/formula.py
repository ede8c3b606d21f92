"""
Formulas, compiled once: an expression of the model becomes a function of an ``Env``.

A formula never raises for what the world does not say: it gives ``Unknown`` with what is missing. Conditions
are formulas too; how they become true in time is ``condition``'s work, which extends this compiler.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, islice
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import define, evolve

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.dsl.quantity import Length, Unit
from luyue.engine import duration, value
from luyue.engine.aggregate import bounded, combined, extreme
from luyue.engine.calendar import UnknownYear
from luyue.engine.event import DayValue, Event, InstantValue, Month, Value
from luyue.engine.finding import Unknown, Worth
from luyue.engine.period import before_first, calendar_start, first_of, is_named, period_value, window_text
from luyue.engine.quiet import says_itself
from luyue.engine.strand import Strand
from luyue.engine.value import as_text, day_of, unknown, unknown_of
from luyue.engine.world import Instance, PeriodValue, RowValue, World

T = TypeVar("T")


@define
class Scope:
    """
    The period that a metric is measured over, and the field that says where an event belongs.

    A score reads events by the field of each type that names a period (``names``), else by their time.
    """

    period: PeriodValue
    by_its: str | None
    names: Mapping[str, str] = MappingProxyType({})


@define
class Env:
    """What a formula may read: the world, the instance it belongs to, and the event or row spoken of."""

    world: World
    vars: Mapping[str, object]
    tie: Mapping[str, str]
    inst: Instance | None = None
    own: object = None
    scope: Scope | None = None
    source: Instance | None = None  # the breached payment, for ``unpaid``
    unpaid_by: int | None = None  # the instant by which it counts; None: the whole debt
    priced_at: int | None = None  # the instant whose price counts; None: now
    asked_at: int | None = None  # the instant at which an interval must be running; None: now
    counted_in: PeriodValue | None = None  # the period a count is asked for; None: that of the instance, else of now
    made_anew: int | None = None  # what came before this instant was undone (a precondition taken back)


Fn = Callable[[Env], Any]
WRITTEN = (Kind.TEXT, Kind.ID, Kind.ENUM, Kind.PARTY, Kind.CLAUSE)  # fields that are equal as they are written
NO_TIES: Mapping[str, str] = {}
NOT_FINAL = ("score",)  # what is missing only because its time is not over: both values may still come
MOST_KNOWN = 50_000  # combinations of fields of which it is remembered whether they fit a pattern


def bare(world: World) -> Env:
    """Return what a formula may read that belongs to no instance."""
    return Env(world, {}, NO_TIES)


def env_of(world: World, inst: Instance) -> Env:
    """Return what the formulas of an instance may read."""
    return Env(world, inst.vars, inst.tie, inst)


def pay_env(world: World, inst: Instance) -> Env:
    """Return what the amount of a payment may read: the price is that of its last timely instant."""
    env = env_of(world, inst)
    env.priced_at = None if inst.due is None else inst.due.last
    return env


def _period_of(env: Env) -> PeriodValue:
    """Return the period that brought the instance: one alias may name those of several readings."""
    return next(one for one in env.vars.values() if isinstance(one, PeriodValue))


def _event_of(env: Env) -> Event:
    """Return the event that brought the instance: one alias may name those of several readings."""
    return next(one for one in env.vars.values() if isinstance(one, Event))


def field_of(thing: object, name: str) -> object:
    """Return a field of an event, a cell of a row, or Unknown if it is absent."""
    match thing:
        case Event():
            found = thing.fields.get(name)
            return (
                unknown("field", event=thing.id, field=name, of=thing.type)
                if found is None
                else value.from_field(found)
            )
        case RowValue():
            return thing.cells[name]
        case Instance():
            told = thing.field(name)
            return unknown("field", event=thing.id, field=name) if told is None else value.from_field(told)
        case Unknown():
            return thing
        case _:
            raise TypeError(f"nothing with fields: {thing!r}")


def tied(event: Event, tie: Mapping[str, str]) -> bool:
    """Return whether an event agrees with what an instance is tied to; fields it lacks do not count against it."""
    for name, wanted in tie.items():
        found = event.fields.get(name)
        if isinstance(found, tuple) and not hasattr(found, "_fields"):
            if wanted not in found:
                return False
        elif found is not None and as_text(found) != wanted:
            return False
    return True


class Formulas:
    """Compile formulas of one contract; each expression object once."""

    def __init__(self, contract: model.Contract, options: Mapping[str, str]) -> None:
        self.contract = contract
        self.options = options
        self._done: dict[int, tuple[model.Expr, Fn]] = {}
        self.lets = {let.label.id: let.value for let in contract.lets}
        self.fillers = {blank.label.id: blank.filler for blank in contract.blanks}
        self.all_scores = {score.label.id: score for score in contract.scores}
        self.all_tiers = {one.label.id: one for one in contract.tiers}
        self.chosen = {
            r.label.id: next(o for o in r.options if o.label.id == options[r.label.id]) for r in contract.readings
        }
        self.metrics = {metric.label.id: metric for metric in contract.metrics}
        self.events = {event.id: event for event in contract.events}

    def value(self, expr: model.Expr) -> Fn:
        """Return the function that gives the expression's value."""
        known = self._done.get(id(expr))
        if known is None:
            known = (expr, self._build(expr))  # the expression is kept so that its id stays its own
            self._done[id(expr)] = known
        return known[1]

    def _build(self, expr: model.Expr) -> Fn:
        build = getattr(self, "_" + type(expr).__name__.lower(), None)
        if build is None:
            raise TypeError(f"no way to compute {type(expr).__name__}")
        return build(expr)  # type: ignore[no-any-return]

    # ------------------------------------------------------------ leaves

    def _const(self, expr: model.Const) -> Fn:
        written = expr.value
        if isinstance(written, tuple):  # needs the zone
            return lambda env: value.from_const(written, env.world.zone)
        ready = value.from_const(written, None)  # type: ignore[arg-type]
        return lambda env: ready

    def _empty(self, expr: model.Empty) -> Fn:
        name, lost = expr.name, unknown("blank", name=expr.name)
        return lambda env: env.world.settings.get(name, lost)

    def _param(self, expr: model.Param) -> Fn:
        match expr.source:
            case "let":
                return self.value(self.lets[expr.name])
            case "blank":
                return self._blank(expr.name)
            case "reading":
                return self._reading(expr.name)
            case _:
                raise ValueError(f"no such parameter: {expr.source}")

    def _blank(self, name: str) -> Fn:
        filler = self.fillers[name]
        otherwise = self.value(filler) if filler is not None else None
        lost = unknown("blank", name=name)

        def read(env: Env) -> object:
            found = env.world.settings.get(name)
            if found is not None:
                return found
            return lost if otherwise is None else otherwise(env)

        return read

    def _reading(self, name: str) -> Fn:
        option = self.chosen[name]
        if isinstance(option.value, model.Expr):
            return self.value(option.value)
        return lambda env: option.label.id

    def _readingis(self, expr: model.ReadingIs) -> Fn:
        holds = self.options[expr.reading] == expr.option
        return lambda env: holds

    def _partyref(self, expr: model.PartyRef) -> Fn:
        return lambda env: expr.name

    _clauseref = _partyref

    def _var(self, expr: model.Var) -> Fn:
        name = expr.name
        if expr.type.kind in (Kind.DATE, Kind.INSTANT):
            return lambda env: _moment(env.vars[name] if name in env.vars else _event_of(env))
        if expr.type.kind is Kind.PERIOD:
            return lambda env: env.vars[name] if name in env.vars else _period_of(env)
        if expr.type.kind is Kind.EVENT:
            return lambda env: env.vars[name] if name in env.vars else _event_of(env)
        return lambda env: env.vars[name]

    def _own(self, expr: model.Own) -> Fn:
        return lambda env: env.own

    def _known(self, expr: model.Known) -> Fn:
        match expr.name:
            case "price":
                return self._price()
            case "unpaid":
                return self._unpaid
            case "signed":
                return self._signed()
            case "effective":
                return self._effective()
            case "term_start" | "term_end" as end:
                return self._term(0 if end == "term_start" else 1)
            case "each_party" | "both_parties" | "affected_party" | "affected_clauses" as word:
                return lambda env: word
            case _:
                raise ValueError(f"nobody knows {expr.name}")

    def _price(self) -> Fn:
        if self.contract.price is None:
            raise ValueError("the contract states no price")
        stated = self.value(self.contract.price)
        changed = self.contract.price_changed_by
        if changed is None:
            return stated
        if not isinstance(changed.of, model.Happening):
            raise TypeError("a price is changed by a field of an event")
        found, name = self.matches(changed.of.pattern), changed.name

        def read(env: Env) -> object:
            at = env.world.now if env.priced_at is None else env.priced_at
            changes = [event for event in found(bare(env.world)) if event.at <= at]
            return field_of(changes[-1], name) if changes else stated(env)

        return read

    def _unpaid(self, env: Env) -> object:
        source = env.source
        if source is None or source.owed is None:
            return unknown("unpaid")
        owed, by = source.owed, env.unpaid_by
        if by is None:
            return owed
        paid = sum((t.amount or Fraction(0) for t in source.taken if t.event.at <= by), env.world.set_off(source, by))
        high = None if owed.high is None else max(owed.high - paid, Fraction(0))
        return Worth(max(owed.low - paid, Fraction(0)), high, owed.currency, owed.missing)

    def _signed(self) -> Fn:
        if self.contract.signed is None:
            return lambda env: unknown("event", event="signed")
        return self.value(self.contract.signed)

    def _effective(self) -> Fn:
        if self.contract.effective is None:
            return self._signed()
        return self.value(self.contract.effective)

    def _term(self, end: int) -> Fn:
        def read(env: Env) -> object:
            return unknown("term") if env.world.term is None else DayValue(env.world.term[end])

        return read

    # ------------------------------------------------------------ events and rows

    def _fieldof(self, expr: model.FieldOf) -> Fn:
        name = expr.name
        if isinstance(expr.of, model.Own):
            return lambda env: field_of(env.own, name)
        if isinstance(expr.of, model.Happening):
            found = self.matches(expr.of.pattern)
            lost = unknown("event", event=expr.of.pattern.event)
            return lambda env: field_of(next(iter(found(env)[::-1]), lost), name)
        inner = self.value(expr.of)
        return lambda env: field_of(inner(env), name)

    def _happening(self, expr: model.Happening) -> Fn:
        found = self.matches(expr.pattern)
        lost = unknown("event", event=expr.pattern.event)

        def read(env: Env) -> object:
            events = found(env)
            return InstantValue(events[0].at) if events else lost

        return read

    def test(self, pattern: model.Pattern) -> Callable[[Event, Env], bool]:
        """Return whether an event (of the pattern's type) meets its conditions; what is not known is not met."""
        if not pattern.where:
            return lambda event, env: True
        wheres = [self.value(where) for where in pattern.where]

        def meets(event: Event, env: Env) -> bool:
            before, env.own = env.own, event
            try:
                return all(where(env) is True for where in wheres)
            finally:
                env.own = before

        return meets

    def matches(self, pattern: model.Pattern) -> Callable[[Env], list[Event]]:
        """Return the events so far that match, in order, tied to the instance and inside the scope."""
        kind, meets, keyed = pattern.event, self.test(pattern), self._keyed(pattern)

        def find(env: Env) -> list[Event]:
            said = None if keyed is None or kind in env.world.counted else keyed[1](env)
            found = env.world.saying(kind, keyed[0], said) if keyed and isinstance(said, str) else None
            events = _seen(kind, env) if found is None else _standing(found, env)
            return [e for e in events if tied(e, env.tie) and _in_scope(e, env) and meets(e, env)]

        return find

    def _keyed(self, pattern: model.Pattern) -> tuple[str, Fn] | None:
        """Return a field that must be equal to something outside the event, and that; None where there is none."""
        for where in pattern.where:
            match where:
                case model.Same(left=model.FieldOf(of=model.Own(), name=name, type=kind), right=other, negated=False):
                    inside = any(isinstance(node, (model.Own, model.Happening)) for node in model.walk(other))
                    if kind.kind in WRITTEN and not inside:
                        return name, self.value(other)
                case _:
                    pass
        return None

    # ------------------------------------------------------------ arithmetic

    def _arithmetic(self, expr: model.Arithmetic) -> Fn:
        left, right = self.value(expr.left), self.value(expr.right)
        work = {"add": value.add, "sub": value.sub, "mul": value.mul, "share": value.mul, "div": value.div}[expr.op]
        return lambda env: work(left(env), right(env))

    def _range(self, expr: model.Range) -> Fn:
        low = self.value(expr.low)
        high = None if expr.high is None else self.value(expr.high)

        def read(env: Env) -> object:
            bottom, top = low(env), None if high is None else high(env)
            if not isinstance(bottom, Worth):
                return unknown_of(bottom, top) or _no_range()
            if high is None or not isinstance(top, Worth):
                return evolve(bottom, high=None, missing=value.missing_of(bottom, top))
            return evolve(bottom, high=top.high, missing=value.missing_of(bottom, top))

        return read

    def _if(self, expr: model.If) -> Fn:
        test, then, otherwise = self.value(expr.condition), self.value(expr.then), self.value(expr.otherwise)

        def read(env: Env) -> object:
            holds = test(env)
            if not isinstance(holds, Unknown):
                return then(env) if holds else otherwise(env)
            waits = all(one.code in NOT_FINAL for one in holds.missing)
            return value.hull((then(env), otherwise(env)), holds.missing) if waits else holds

        return read

    def _shift(self, expr: model.Shift) -> Fn:
        length, anchor, sign = self.value(expr.length), self.value(expr.anchor), 1 if expr.op == "after" else -1

        def read(env: Env) -> object:
            span, start = length(env), anchor(env)
            lost = unknown_of(span, start)
            return lost if lost is not None else shifted(start, span, sign, env.world)

        return read

    # ------------------------------------------------------------ aggregates

    def _aggregate(self, expr: model.Aggregate) -> Fn:
        inside = self.window(expr.window)
        if expr.pattern is None:
            raise TypeError("a count of a condition belongs to the conditions")
        found, name, fn = self.matches(expr.pattern), expr.field, expr.fn
        if fn == "count":
            return self._count(expr.pattern, found, inside if expr.window is not None else None)
        if name is None:
            raise ValueError(f"{fn} needs a field")
        event = expr.pattern.event

        def read(env: Env) -> object:
            values = [field_of(e, name) for e in found(env) if inside(e.at, env)]
            return combined(fn, values, expr.type, env.world.contract.currency, event)

        return read

    def _count(
        self, pattern: model.Pattern, found: Callable[[Env], list[Event]], inside: Callable[[int, Env], bool] | None
    ) -> Fn:
        """Return the function that counts events; where only their time matters, each event is looked at once."""
        plain = inside is None and says_itself(pattern)
        meets, kind = self.test(pattern), pattern.event

        def count(env: Env) -> Fraction:
            if plain and not env.tie and env.made_anew is None and _by_time(kind, env):
                return Fraction(_counted(env.world, pattern, meets, *_bounds(kind, env)))
            return Fraction(sum(1 for e in found(env) if inside is None or inside(e.at, env)))

        return count

    def window(self, window: model.Window | None) -> Callable[[int, Env], bool]:
        """Return whether an instant lies in a window."""
        if window is None:
            return lambda at, env: True
        if window.kind == "term":
            return _in_term
        if window.kind == "dates":
            return self._dates(window)
        period = next(p for p in self.contract.periods if p.label.id == window.name)
        holds = self.periods(period)

        def same(at: int, env: Env) -> bool:
            known = (env.counted_in, env.inst.period if env.inst is not None else None)
            here = next((p for p in known if p is not None and p.name == period.label.id), None)
            spoken = holds(env, env.world.day) if here is None else here
            return spoken is not None and spoken.first <= env.world.zone.day_of(at) <= spoken.last

        return same

    def _dates(self, window: model.Window) -> Callable[[int, Env], bool]:
        start = None if window.start is None else self.value(window.start)
        end = None if window.end is None else self.value(window.end)

        def inside(at: int, env: Env) -> bool:
            zone = env.world.zone
            low, high = None if start is None else start(env), None if end is None else end(env)
            if isinstance(low, Unknown) or isinstance(high, Unknown):
                return False
            day = zone.day_of(at)
            return (low is None or day >= day_of(low, zone)) and (high is None or day <= day_of(high, zone))

        return inside

    def periods(self, period: model.Period) -> Callable[[Env, int], PeriodValue | None]:
        """Return the function that gives the period holding a day, or None."""
        anchor = None if period.start is None else self.value(period.start)
        count = None if period.count is None else self.value(period.count)

        def find(env: Env, day: int) -> PeriodValue | None:
            total = 0 if count is None else count(env)
            if isinstance(total, Unknown):
                return None
            if period.windows:
                return self._window_period(period, env, day)
            first = self.anchor(period, anchor, env)
            if first is None or period.length is None:
                return None
            k = duration.period_of(first, period.length, day)
            if k is None or (total and k > int(total)):
                return None
            return period_value(period, first, k, int(total))

        return find

    def _window_period(self, period: model.Period, env: Env, day: int) -> PeriodValue | None:
        for k in range(1, len(period.windows) + 1):
            found = self.window_at(period, env, k)
            if found is not None and found.first <= day <= found.last:
                return found
        return None

    def window_at(self, period: model.Period, env: Env, k: int) -> PeriodValue | None:
        """Return the k-th (from 1) of a list of windows, None while a bound of it is not known."""
        if k > len(period.windows):
            return None
        low, high = (self.value(edge)(env) for edge in period.windows[k - 1])
        if isinstance(low, Unknown) or isinstance(high, Unknown):
            return None
        zone = env.world.zone
        first, last = day_of(low, zone), day_of(high, zone)
        return PeriodValue(period.label.id, first, last, window_text(first, last), k, len(period.windows))

    def nth(self, period: model.Period, env: Env, k: int) -> PeriodValue | None:
        """Return the k-th period (from 1; the calendar's own also before that), None where there is none."""
        if period.windows:
            return self.window_at(period, env, k) if k > 0 else None
        start = None if period.start is None else self.value(period.start)
        first = self.anchor(period, start, env)
        count = Fraction(0) if period.count is None else self.value(period.count)(env)
        if first is None or isinstance(count, Unknown) or (count and k > int(count)):
            return None
        if k < 1:
            return None if period.start is not None else before_first(period, first, k)
        return period_value(period, first, k, int(count))

    def next_period(self, period: model.Period, env: Env, day: int) -> PeriodValue | None:
        """Return the first period (from the first on) that ends on a day or after it."""
        held = self.periods(period)(env, day)
        k = 1
        while held is None and (found := self.nth(period, env, k)) is not None:
            held, k = (found if found.last >= day else None), k + 1
        return held

    def anchor(self, period: model.Period, start: Fn | None, env: Env) -> int | None:
        """Return the first day of a row of periods, None while it is not known."""
        world = env.world
        if start is not None:
            found = start(env)
            return None if isinstance(found, Unknown) else day_of(found, world.zone)
        if world.effective is None:
            return None
        first = world.zone.day_of(world.effective) if world.term is None else world.term[0]
        return calendar_start(first, period.length)

    # ------------------------------------------------------------ functions

    def _fn(self, expr: model.Fn) -> Fn:
        args = [self.value(arg) for arg in expr.args]
        work = getattr(self, "_fn_" + expr.name)

        def read(env: Env) -> object:
            values = [arg(env) for arg in args]
            lost = unknown_of(*values)
            return work(env, *values) if lost is None else bounded(expr.name, values, lost)

        if expr.name == "days_of" and isinstance(expr.args[0], model.IntervalState):
            raise TypeError("days of an interval are a head's unit")
        return read

    def _fn_later_of(self, env: Env, *values: object) -> object:
        return max(values, key=lambda v: _last_instant(v, env.world))

    def _fn_earlier_of(self, env: Env, *values: object) -> object:
        return min(values, key=lambda v: _last_instant(v, env.world))

    def _fn_greater_of(self, env: Env, *values: Any) -> object:
        return extreme(values, max)

    def _fn_lesser_of(self, env: Env, *values: Any) -> object:
        return extreme(values, min)

    def _fn_days_of(self, env: Env, a: object, b: object) -> object:
        zone = env.world.zone
        return Fraction(day_of(b, zone) - day_of(a, zone))

    def _fn_day_of(self, env: Env, at: object) -> object:
        return DayValue(day_of(at, env.world.zone))

    def _fn_is_working_day(self, env: Env, at: object) -> object:
        try:
            return env.world.calendar.is_working(day_of(at, env.world.zone))
        except UnknownYear as lost:
            return unknown("calendar", year=str(lost.year))

    def _fn_rounded_up(self, env: Env, number: Fraction) -> object:
        return Fraction(-(-number.numerator // number.denominator))

    def _fn_end_of(self, env: Env, period: object) -> object:
        match period:
            case PeriodValue():
                return DayValue(period.last)
            case Month(year, month):
                return DayValue(duration.add_months(DayValue(first_of(year, month)).day, 1) - 1)
            case _:
                raise TypeError(f"no end of {period!r}")

    def _fn_previous(self, env: Env, period: PeriodValue) -> object:
        kind = next(p for p in self.contract.periods if p.label.id == period.name)
        return self.nth(kind, env, period.number - 1) or unknown("period")

    def _fn_equal_part(self, env: Env, total: Worth) -> object:
        period = next((v for v in env.vars.values() if isinstance(v, PeriodValue)), None)
        if period is None or period.total == 0:
            return unknown("period")
        if not total.settled:
            return Unknown(total.missing)
        part = value.rounded(total.low / period.total, "down")
        amount = total.low - part * (period.total - 1) if period.number == period.total else part
        return Worth(amount, amount, total.currency)

    def _measured(self, expr: model.Measured) -> Fn:
        metric = self.metrics[expr.name]
        measure = self.measure(metric)

        def read(env: Env) -> object:
            period = next((v for v in env.vars.values() if isinstance(v, PeriodValue)), None)
            return unknown("period") if period is None else measure(env, period)

        return read

    def measure(self, metric: model.Metric) -> Callable[[Env, PeriodValue], object]:
        """Return the value of a metric for a period: a confirmed one first; rounded only if the contract says so."""
        formula = self.value(metric.value)
        confirmed = None if metric.confirmed_by is None else self.value(metric.confirmed_by)
        step = metric.rounded_to

        def read(env: Env, period: PeriodValue) -> object:
            inner = evolve(env, scope=Scope(period, metric.by_its))
            if confirmed is not None and not isinstance(found := confirmed(inner), Unknown):
                return found
            found = formula(inner)
            return value.stepped(found, step) if isinstance(found, Fraction) else found

        return read

    def scoped(self, expr: model.Expr, metric: model.Metric, period: PeriodValue) -> Fn:
        """Return a part of a metric's formula, measured over a period."""
        formula = self.value(expr)
        return lambda env: formula(evolve(env, scope=Scope(period, metric.by_its)))


# ---------------------------------------------------------------- helpers


def _no_range() -> object:
    raise TypeError("a range is of money")


def _moment(thing: object) -> object:
    match thing:
        case Event():
            return InstantValue(thing.at)
        case _:
            return thing


def _by_time(kind: str, env: Env) -> bool:
    """Return whether nothing but their time puts events of a type in the scope."""
    return env.scope is None or (env.scope.by_its is None and kind not in env.scope.names)


def _bounds(kind: str, env: Env) -> tuple[int, int]:
    """Return where the events of the scope's days begin and end among those of a type."""
    world = env.world
    if kind in world.counted:
        at = world.counted[kind].at
        return (0, len(at)) if env.scope is None else span_of(at, env.scope.period, world, int)
    events = world.history[kind]
    return (0, len(events)) if env.scope is None else span_of(events, env.scope.period, world, _effect)


def _counted(world: World, pattern: model.Pattern, meets: Callable[[Event, Env], bool], low: int, high: int) -> int:
    """Return how many of the events from ``low`` to ``high`` of the pattern's type fit it."""
    if not pattern.where:
        return high - low
    sums = world.sums.setdefault(id(pattern), [0])
    strand = world.counted.get(pattern.event)
    if strand is None:
        for event in islice(world.history[pattern.event], len(sums) - 1, None):
            sums.append(sums[-1] + meets(event, bare(world)))
    elif len(sums) == 1:
        sums.extend(accumulate(map(int, _fitting(strand, pattern, meets, world))))
    return sums[high] - sums[low]


def _fitting(
    strand: Strand, pattern: model.Pattern, meets: Callable[[Event, Env], bool], world: World
) -> Iterator[bool]:
    """Yield of each row whether it fits a pattern; of rows that say the same in what it reads one is asked."""
    nodes = [node for where in pattern.where for node in model.walk(where)]
    names = tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, model.FieldOf)))
    asked = sum(isinstance(node, model.Own) for node in nodes)
    if not names or sum(isinstance(node, model.FieldOf) for node in nodes) < asked:
        yield from (meets(event, bare(world)) for event in strand)  # it asks for more than fields
        return
    env, known = bare(world), dict[tuple[Value, ...], bool]()
    for said in zip(*map(strand.read, names), strict=True):
        fits = known.get(said)
        if fits is None:
            fields = {name: value for name, value in zip(names, said, strict=True) if value is not None}
            fits = meets(Event("", strand.type, 0, 0, 0, fields), env)
            if len(known) < MOST_KNOWN:
                known[said] = fits
        yield fits


def _seen(kind: str, env: Env) -> Sequence[Event]:
    """Return the events of a type so far; where only their time puts them in the scope, those of its days."""
    world = env.world
    if kind in world.counted:
        return [world.counted[kind].make(place) for place in range(*_bounds(kind, env))]
    events = _standing(world.history[kind], env)
    if env.scope is None or not _by_time(kind, env):
        return events
    return within(events, env.scope.period, world)


def _standing(events: Sequence[Event], env: Env) -> Sequence[Event]:
    """Return the events (in order of effect) that no undoing has taken back."""
    return events if env.made_anew is None else events[bisect_left(events, env.made_anew, key=_effect) :]


def within(events: Sequence[Event], period: PeriodValue, world: World) -> Sequence[Event]:
    """Return the events (in order of effect) of a period's days."""
    low, high = span_of(events, period, world, _effect)
    return events[low:high]


def _effect(event: Event) -> int:
    return event.at


def span_of(rows: Sequence[T], period: PeriodValue, world: World, at: Callable[[T], int]) -> tuple[int, int]:
    """Return where a period's days begin and end among rows in order of effect; ``at`` gives a row's instant."""
    first = 0 if period.first <= 1 else bisect_left(rows, world.zone.start_of(period.first), key=at)
    return first, bisect_right(rows, world.zone.end_of(period.last), key=at)


def _in_scope(event: Event, env: Env) -> bool:
    scope = env.scope
    if scope is None:
        return True
    if scope.by_its is None and (named_in := scope.names.get(event.type)) is not None:
        said = is_named(scope.period, event.fields.get(named_in))
        if said is not None:
            return said
    if scope.by_its is None:
        return scope.period.first <= env.world.zone.day_of(event.at) <= scope.period.last
    named = event.fields.get(scope.by_its)
    match named:
        case Month(year, month):
            return scope.period.first <= first_of(year, month) <= scope.period.last
        case DayValue(day):
            return scope.period.first <= day <= scope.period.last
        case InstantValue(us, _):
            return scope.period.first <= env.world.zone.day_of(us) <= scope.period.last
        case None:
            return False
        case _:
            return as_text(named) == scope.period.text


def _in_term(at: int, env: Env) -> bool:
    """Return whether an instant lies in the contract's term, which may begin after the contract binds."""
    term = env.world.term
    return term is None or term[0] <= env.world.zone.day_of(at) <= term[1]


def _last_instant(moment: object, world: World) -> int:
    match moment:
        case DayValue(day):
            return world.zone.end_of(day)
        case InstantValue(us, _):
            return us
        case _:
            raise TypeError(f"neither a date nor an instant: {moment!r}")


def shifted(start: object, length: Length, sign: int, world: World) -> object:
    """Return the date or instant a length after (1) or before (-1) another, by the legal clock, without roll."""
    try:
        if length.unit in (Unit.MINUTE, Unit.HOUR):
            return InstantValue(value.start_of(start, world.zone) + sign * duration.exact_micros(length))
        day = day_of(start, world.zone)
        if length.unit is Unit.WORKING_DAY:
            return DayValue(world.calendar.add_working(day, sign * duration.whole(length)))
        return DayValue(duration.add_length(day, length, sign))
    except UnknownYear as lost:
        return unknown("calendar", year=str(lost.year))
