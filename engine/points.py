"""
What is taken off an item of a score, occurrence by occurrence, and what proves it (SEMANTICS section 6).

Nothing is kept between two looks: the points of a period are read from the facts as they stand, so a breach that is
excused later gives its points back, and one that comes to light later takes them. A breach belongs to the period
that holds its last timely instant, everything else to the period of its own instant, or to the one that its event
names. What is not decided yet (a breach under a claimed suspension, a blank) may take points or not: a loss has a
least and a most. A deduction never gives points: where its formula comes to less than nothing it takes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import cast

from attrs import evolve, frozen

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine.belonging import counted, holds_instant, instants_of, parts_of, row_key, rows_of
from luyue.engine.condition import Conditions, Fits, every_instance, lasting_mark
from luyue.engine.entries import Marks, entries
from luyue.engine.event import Event
from luyue.engine.finding import Missing, Reach, Unknown
from luyue.engine.formula import Env, Fn, Scope, env_of
from luyue.engine.period import is_named
from luyue.engine.tallies import Reads, reads_of
from luyue.engine.value import missing_of
from luyue.engine.world import EVER, Instance, PeriodValue, RowValue, Spell, Tally, World

ZERO = Fraction(0)


@frozen
class Loss:
    """Points taken once: the least and the most (None: no end), what proves them, and when."""

    points: Fraction
    most: Fraction | None
    by: tuple[str, ...]  # events, breaches, instances
    at: int | None = None  # the instant that puts them in their period
    clause: str | None = None  # whose line takes them; None: a line of the item
    part: str | None = None  # the period or row they were worked out for
    missing: tuple[Missing, ...] = ()
    row: str | None = None  # of an item of rows: the key of the row that it concerns


@frozen
class Line:
    """A line of points ready to be asked."""

    per: model.PointsFor
    points: Fn
    unless: model.Expr | None
    clause: model.Clause | None  # None: it stands under the item
    test: Callable[[Event, Env], bool] | None  # of the events it counts
    named: str | None  # the field by which those name their period
    marks: Marks  # of a lateness it waits for
    fits: Fits  # which instances of a clause in a state it takes
    evidence: tuple[tuple[model.Pattern, str | None], ...]  # what points per period rest on, and the field it counts by
    reads: Reads | None  # None: to be asked anew each time
    alone: bool  # it reads nothing but the events it counts, each in the order in which they come
    fixed: Fraction | None  # what each breach of its clause takes, whatever else is known; None: it depends


class Points:
    """Work out what the lines of points of one contract take."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        contract = conditions.contract
        self.attested = frozenset(event.id for event in contract.events if event.attested)
        self.tables = {table.label.id: table for table in contract.tables}
        self.periods = {period.label.id: period for period in contract.periods}
        self.metrics = {metric.label.id: metric for metric in contract.metrics}
        self.names: dict[str | None, dict[str, str]] = {}  # by the period of a score: the naming field of each event

    # ------------------------------------------------------------ made ready

    def line(
        self, of: model.ItemDeduction | model.Deduction, period: str | None, clause: model.Clause | None = None
    ) -> Line:
        """Return a line ready to be asked; ``period`` is that of its score."""
        source = of.per.of
        test, named = None, None
        marks: Marks = ()
        fits: Fits = every_instance
        if isinstance(source, model.Pattern):
            test, named = self.conditions.test(source), self.naming(source.event, period)
        elif isinstance(source, model.BreachOf):
            marks = tuple((bound.op, self.conditions.value(bound.value)) for bound in source.bounds)
            fits = self.conditions.fits(source.where)
        evidence = tuple(self._evidence(of.points)) if of.per.kind == "period" else ()
        points = self.conditions.value(of.points)
        reads = reads_of((of.per.of, of.points, of.unless), clause, self.conditions)
        alone = reads is not None and self._alone(of, reads, clause, named, evidence)
        fixed = of.points.value if isinstance(of.points, model.Const) and of.unless is None else None
        fixed = fixed if isinstance(fixed, Fraction) and fixed > 0 else None
        return Line(of.per, points, of.unless, clause, test, named, marks, fits, evidence, reads, alone, fixed)

    def _alone(
        self,
        of: model.ItemDeduction | model.Deduction,
        reads: Reads,
        clause: model.Clause | None,
        named: str | None,
        evidence: tuple[tuple[model.Pattern, str | None], ...],
    ) -> bool:
        counted_ = {pattern.event for pattern, _ in evidence}
        if isinstance(of.per.of, model.Pattern):
            counted_ = {of.per.of.event} if named is None else set()
        own = [node for node in model.walk(of.per.of) if isinstance(node, model.Pattern)]
        bare_ = clause is None and not reads.clauses and not reads.intervals
        return bare_ and set(reads.kinds) == counted_ and len(own) <= 1

    def naming(self, event: str, period: str | None) -> str | None:
        """
        Return the field by which events of a type say which period they count for, None if they have none.

        A field of the period itself comes first, then one of a month or of another declared period.
        """
        fields = self.conditions.events[event].fields
        own = (f for f in fields if f.type.kind is Kind.PERIOD and f.type.of == period)
        others = (f for f in fields if f.type.kind in (Kind.MONTH, Kind.PERIOD))
        return next((f.label.id for f in (*own, *others)), None)

    def scope(self, period: PeriodValue, kind: str | None) -> Scope:
        """Return what conditions of a score are read over: a period of its kind, events by what they name."""
        if kind not in self.names:
            found = {event: self.naming(event, kind) for event in self.conditions.events}
            self.names[kind] = {event: name for event, name in found.items() if name is not None}
        return Scope(period, None, self.names[kind])

    def _evidence(self, expr: model.Expr) -> Iterator[tuple[model.Pattern, str | None]]:
        for node in model.walk(expr):
            match node:
                case model.Pattern():
                    yield node, None
                case model.Measured(name=name) if name in self.metrics:
                    metric = self.metrics[name]
                    read = (one for one in model.walk(metric.value) if isinstance(one, model.Pattern))
                    yield from ((one, metric.by_its) for one in read)
                case _:
                    pass

    # ------------------------------------------------------------ asked

    def losses(self, line: Line, env: Env, period: PeriodValue) -> tuple[Loss, ...]:
        """Return what a line takes in a period so far; ``env`` speaks of the period (and of the item's row)."""
        reads, world = line.reads, env.world
        if reads is None or line.per.kind == "condition" or reads.unsure(world):
            return tuple(self._losses(line, env, period))
        tally = world.tallies.setdefault((id(line), period.text, _row_in(env)), Tally())
        stamp = (*reads.stamp(world), world.day if line.per.kind == "period" else None)
        if stamp != tally.stamp:
            if line.alone and line.per.kind == "event":
                tally.losses = (*tally.losses, *self._events(line, env, period, since=tally.seen))
            elif line.alone and line.per.kind == "period":
                tally.losses = tuple(self._periods(line, env, period, tally))
            else:
                tally.losses = tuple(self._losses(line, env, period))
            tally.stamp = stamp
            tally.seen = sum(len(world.history[kind]) for kind in reads.kinds)
        return cast(tuple[Loss, ...], tally.losses)

    def _losses(self, line: Line, env: Env, period: PeriodValue) -> Iterator[Loss]:
        if line.clause is None:
            yield from self._occurrences(line, env, period)
        elif line.per.kind == "time":
            yield from self._own(line, line.clause, env.world, period)
        else:
            yield from self._named(line, line.clause, env.world, period)

    def _occurrences(self, line: Line, env: Env, period: PeriodValue) -> Iterator[Loss]:
        match line.per.kind:
            case "event":
                yield from self._events(line, env, period)
            case "state":
                yield from self._states(line, env, period)
            case "condition":
                yield from self._conditions(line, env, period)
            case "period":
                yield from self._periods(line, env, period)
            case "row":
                yield from self._rows(line, env)
            case other:
                raise ValueError(f"points for what: {other}")

    def _events(self, line: Line, env: Env, period: PeriodValue, since: int = 0) -> Iterator[Loss]:
        if not isinstance(line.per.of, model.Pattern) or line.test is None:
            raise TypeError("points for events need a pattern")
        kind = line.per.of.event
        for event in counted(kind, line.named, period, env.world, since=since):
            if not line.test(event, env):
                continue
            inner = evolve(env, vars={**env.vars, kind: event}, own=event)
            yield from self._taken(line, inner, event.at, (event.id,))

    def _states(self, line: Line, env: Env, period: PeriodValue) -> Iterator[Loss]:
        source = line.per.of
        if not isinstance(source, model.BreachOf):
            raise TypeError("points for a state need a clause")
        found = entries(env, source.clause, source.state, line.marks, line.fits)
        if isinstance(found, Unknown):
            yield Loss(ZERO, None, (), missing=found.missing)
            return
        for entry in found:
            if holds_instant(period, entry.belongs, env.world):
                yield from self._taken(line, env, entry.belongs, (entry.id,))

    def _conditions(self, line: Line, env: Env, period: PeriodValue) -> Iterator[Loss]:
        condition = line.per.of
        if isinstance(condition, model.IntervalState):
            for at, by in self._spells(condition, env):
                if holds_instant(period, at, env.world):
                    yield from self._taken(line, env, at, by)
            return
        for at in env.world.rises.get((id(condition), period.text), ()):
            yield from self._taken(line, env, at, self._at(condition, at, env.world))

    def _at(self, condition: object, at: int, world: World) -> tuple[str, ...]:
        """Return the events of an instant that a condition reads."""
        kinds = sorted({node.event for node in model.walk(condition) if isinstance(node, model.Pattern)})
        return tuple(e.id for kind in kinds for e in world.history[kind] if e.at == at)

    def _spells(self, condition: model.IntervalState, env: Env) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield when each spell of an interval began, or had lasted so long, and the event that opened it."""
        world = env.world
        bounds = [(bound.op, self.conditions.value(bound.value)(env)) for bound in condition.bounds]
        for spell in world.spells[condition.interval]:
            at = spell.start
            for op, length in bounds if condition.state == "lasting" else ():
                at = max(at, lasting_mark(spell.start, op, length, world)) if not isinstance(length, Unknown) else -EVER
            if at <= world.now and (spell.end is None or at <= spell.end):
                yield at, _opening(spell)

    def _periods(self, line: Line, env: Env, period: PeriodValue, tally: Tally | None = None) -> Iterator[Loss]:
        """Yield what each shorter period that is over and ends in this one takes; known ones from the tally."""
        fresh = [] if tally is None else self._since(line, env.world, tally)
        kind = self.periods[line.per.period or ""]
        world = env.world
        for part in parts_of(self.conditions, kind, period, world):
            if world.now <= world.zone.end_of(part.last):
                return
            inner = evolve(env, vars={**env.vars, part.name: part}, scope=Scope(part, None))
            if tally is not None and part.text in tally.parts and not self._touched(line, fresh, part, env.world):
                yield from cast(tuple[Loss, ...], tally.parts[part.text])
                continue
            last = world.zone.end_of(part.last)
            taken = tuple(self._taken(line, inner, last, self._proof(line, inner), part=part.text))
            if tally is not None:
                tally.parts[part.text] = taken
            yield from taken

    def _since(self, line: Line, world: World, tally: Tally) -> list[Event]:
        """Return the events that came since a tally; of several types none can be told apart, so all count as new."""
        kinds = tuple(dict.fromkeys(pattern.event for pattern, _ in line.evidence))
        return [event for kind in kinds for event in world.history[kind][tally.seen if len(kinds) == 1 else 0 :]]

    def _touched(self, line: Line, fresh: list[Event], part: PeriodValue, world: World) -> bool:
        """Return whether an event that came since counts for a shorter period that was over."""
        fields = {by_its for _, by_its in line.evidence}
        return any(
            is_named(part, event.fields.get(name)) if name is not None else holds_instant(part, event.at, world)
            for event in fresh
            for name in fields
        )

    def _proof(self, line: Line, env: Env) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for pattern, by_its in line.evidence:
            inner = env if env.scope is None else evolve(env, scope=Scope(env.scope.period, by_its))
            found.update(dict.fromkeys(event.id for event in self.conditions.matches(pattern)(inner)))
        return tuple(found)

    def _rows(self, line: Line, env: Env) -> Iterator[Loss]:
        for row in rows_of(self.conditions, self.tables[line.per.period or ""], env.world):
            inner = evolve(env, vars={**env.vars, row.table: row})
            yield from self._taken(line, inner, None, (), part=row_key(row))

    def _taken(
        self, line: Line, env: Env, at: int | None, by: tuple[str, ...], *, part: str | None = None, sure: bool = True
    ) -> Iterator[Loss]:
        """Yield what one occurrence takes, nothing where an exception covers it or its points come to nothing."""
        asked = env if line.unless is None else evolve(env, scope=None)
        off = self._let_off(line.unless, asked, env.world.now if at is None else at)
        points = line.points(env)
        least, most = _at_least_nothing(points)
        if off is True or most == 0:
            return
        doubtful = not sure or isinstance(off, Unknown)
        missing = missing_of(points, off if isinstance(off, Unknown) else None)
        clause = None if line.clause is None else line.clause.id
        yield Loss(ZERO if doubtful else least, most, by, at, clause, part, missing, _row_in(env))

    def _let_off(self, unless: model.Expr | None, env: Env, at: int) -> bool | Unknown:
        """Return whether an exception held at an instant; an attested fact may come later (SEMANTICS section 3)."""
        match unless:
            case None:
                return False
            case model.Logic(op="or" | "and" as op, left=left, right=right):
                answers = [self._let_off(side, env, at) for side in (left, right)]
                if (op == "or") in answers:
                    return op == "or"
                return next((one for one in answers if isinstance(one, Unknown)), op == "and")
            case model.Not(of=inner):
                found = self._let_off(inner, env, at)
                return found if isinstance(found, Unknown) else not found
            case model.Happened() | model.IntervalState() | model.InState() | model.Logic():
                return self._held_since(unless, evolve(env, asked_at=at), at)
            case _:
                held = self.conditions.value(unless)(env)
                return held if isinstance(held, Unknown) else held is True

    def _held_since(self, unless: model.Expr, env: Env, at: int) -> bool | Unknown:
        since = self.conditions.since(unless)(env, EVER)
        if not isinstance(since, int):
            return False
        kinds = {node.pattern.event for node in model.walk(unless) if isinstance(node, model.Happened)}
        return since <= at or bool(kinds & self.attested)

    # ------------------------------------------------------------ lines of clauses

    def _own(self, line: Line, clause: model.Clause, world: World, period: PeriodValue) -> Iterator[Loss]:
        """Yield what a clause takes for its breaches, or for its occasions where it owes nothing."""
        if not clause.duties and not clause.prohibitions:
            for inst in world.instances[clause.id]:
                at = inst.arose_at if inst.grounds is None else inst.grounds.last
                if not inst.excused and not inst.groundless and holds_instant(period, at, world):
                    yield from self._taken(line, _spoken(world, inst, period), at, (_occasion(inst),))
            return
        first, last = instants_of(period, world)
        for inst in world.broken[clause.id]:
            for breach in inst.breaches if not inst.excused else ():
                if breach.excused_by or not first <= breach.last <= last:
                    continue
                if line.fixed is not None:
                    yield Loss(line.fixed, line.fixed, (breach.id,), breach.last, clause.id, row=_row_of(inst.vars))
                else:
                    yield from self._taken(line, _spoken(world, inst, period), breach.last, (breach.id,))
        for inst in world.unsure[clause.id].values():
            for at in _doubtful(inst, period, world):
                yield from self._taken(line, _spoken(world, inst, period), at, (inst.id,), sure=False)

    def _named(self, line: Line, clause: model.Clause, world: World, period: PeriodValue) -> Iterator[Loss]:
        """Yield what a clause takes for what its line names, each occurrence once."""
        seen: set[tuple[object, ...]] = set()
        for inst in world.instances[clause.id]:
            if inst.excused or inst.groundless:
                continue
            for loss in self._occurrences(line, _spoken(world, inst, period), period):
                mark = (loss.by, loss.at, loss.part)
                if mark not in seen:
                    seen.add(mark)
                    yield loss


# ---------------------------------------------------------------- instances


def _row_in(env: Env) -> str | None:
    return _row_of(env.vars)


def _row_of(spoken: Mapping[str, object]) -> str | None:
    row = next((one for one in spoken.values() if isinstance(one, RowValue)), None)
    return None if row is None else row_key(row)


def _spoken(world: World, inst: Instance, period: PeriodValue) -> Env:
    env = env_of(world, inst)
    env.vars = {period.name: period, **inst.vars}
    env.counted_in = period
    return env


def _occasion(inst: Instance) -> str:
    """Return what brought an instance, to cite it by."""
    if inst.grounds is not None:
        return inst.grounds.id
    return inst.id if inst.trigger is None else inst.trigger.id


def _doubtful(inst: Instance, period: PeriodValue, world: World) -> Iterator[int]:
    """Yield the instants in a period at which an undetermined duty may prove to be broken."""
    if inst.state != "undetermined":
        return
    for doubt in inst.doubts:
        if holds_instant(period, doubt.at, world):
            yield doubt.at
    last = None if inst.due is None else inst.due.last
    level = any(isinstance(duty.owed, model.Keep) for duty in inst.norm.duties) and inst.period is None
    if inst.breaches or level or (last is not None and last > world.now):
        return
    if last is None and inst.period is not None:
        last = world.zone.end_of(inst.period.last)
    if last is None and world.zone.day_of(inst.arose_at) <= period.last:
        yield min(world.now, world.zone.end_of(period.last))  # its time is not known: any period from then on
    elif last is not None and holds_instant(period, last, world):
        yield last


def _opening(spell: Spell) -> tuple[str, ...]:
    return () if spell.opening is None else (spell.opening.id,)


def _at_least_nothing(points: object) -> tuple[Fraction, Fraction | None]:
    match points:
        case Fraction():
            return max(points, ZERO), max(points, ZERO)
        case Reach(low, high):
            return max(low or ZERO, ZERO), None if high is None else max(high, ZERO)
        case Unknown():
            return ZERO, None
        case _:
            raise TypeError(f"not points: {points!r}")
