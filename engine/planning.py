"""
How a plan is made: clauses under the readings taken become norms, formulas become functions, and who cares is indexed.

Each line of a clause gives one member of its ``Norm``. On the way the maker collects at which lateness and duration
somebody looks, and from whole walks over a clause which events, clauses, intervals and figures it reads.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine.behind import behind
from luyue.engine.condition import Since, both
from luyue.engine.finding import Unknown
from luyue.engine.formula import Env, Fn
from luyue.engine.measured import Figure, Measures
from luyue.engine.plan import Gate, Matcher, Norm, Plan, Source
from luyue.engine.quiet import named_clauses, waits
from luyue.engine.timing import DueFn, Timings
from luyue.engine.trend import trend

T = TypeVar("T")
LATE_STATES = ("late", "overdue")
RECENT = 16  # plans kept, so that many logs of one contract are replayed over one plan
_recent: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[model.Contract, Plan]] = {}


def make_plan(contract: model.Contract, options: Mapping[str, str]) -> Plan:
    """
    Return the plan of a contract under the options taken (reading id to option id; every reading is named).

    A plan is a value without state of a run, so the last ones made are kept, by the identity of the contract.
    """
    key = (id(contract), tuple(sorted(options.items())))
    kept = _recent.get(key)
    if kept is not None and kept[0] is contract:
        return kept[1]
    plan = _planned(contract, options)
    while len(_recent) >= RECENT:
        _recent.pop(next(iter(_recent)), None)
    _recent[key] = contract, plan
    return plan


def _planned(contract: model.Contract, options: Mapping[str, str]) -> Plan:
    chosen = model.choose(contract, options)
    conditions = Measures(chosen, options)
    timings = Timings(conditions)
    maker = _Maker(chosen, conditions, timings)
    norms = tuple(maker.norm(clause, number) for number, clause in enumerate(chosen.clauses))
    maker.marks(chosen.scores)
    return Plan(
        contract=chosen,
        options=MappingProxyType(dict(options)),
        conditions=conditions,
        timings=timings,
        norms=norms,
        by_id=MappingProxyType({norm.id: norm for norm in norms}),
        triggers=_index((s.matcher.event, (n, s)) for n in norms for s in n.sources if s.matcher is not None),
        performs=_index((event, n) for n in norms for event in _performing(n)),
        forbids=_index((m.event, n) for n in norms for m in n.forbidden),
        exercises=_index((n.act.event, n) for n in norms if n.act is not None),
        readers=_index((event, n) for n in norms if not n.waits for event in sorted(n.reads)),
        watchers=_index((clause, n) for n in norms for clause in sorted(n.watches)),
        spanners=_index((span, n) for n in norms for span in sorted(n.spans)),
        deniable=frozenset(
            name
            for n in norms
            if n.power is not None
            for e in n.power.effects
            if e.kind == "denies"
            for name in e.clauses
        ),
        late_marks=_index(maker.late_marks),
        lasting_marks=_index(maker.lasting_marks),
        edges=_index(_edges(chosen)),
        state_edges=_index(maker.state_edges()),
        matchers=MappingProxyType(maker.edge_matchers()),
        read_types=_read_types(contract),
        types=MappingProxyType({event.id: event for event in chosen.events}),
    )


def _index(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for name, item in pairs:
        if not any(item is known for known in found[name]):
            found[name].append(item)
    return MappingProxyType({name: tuple(items) for name, items in found.items()})


def _performing(norm: Norm) -> Iterator[str]:
    for alternative in norm.alternatives:
        for matcher in alternative:
            yield matcher.event
    for one in (norm.payment, norm.report):
        if one is not None:
            yield one.event


def _edges(contract: model.Contract) -> Iterator[tuple[str, tuple[model.Interval, bool]]]:
    for interval in contract.intervals:
        for edge, opens in ((interval.start, True), (interval.end, False)):
            if edge.pattern is not None:
                yield edge.pattern.event, (interval, opens)


def _read_types(contract: model.Contract) -> frozenset[str]:
    """Return every event type that something of the contract reads under any reading, or that has a role."""
    text = evolve(contract, articles=(), scenarios=(), warnings=())  # these name events and read none
    found = {pattern.event for pattern in model.walk(text) if isinstance(pattern, model.Pattern)}
    return frozenset(found | {event.id for event in contract.events if event.roles})


class _Maker:
    """Make norms; collects on the way at which lateness and duration somebody looks."""

    def __init__(self, contract: model.Contract, conditions: Measures, timings: Timings) -> None:
        self.contract = contract
        self.conditions = conditions
        self.timings = timings
        self.late_marks: list[tuple[str, tuple[str, Fn]]] = []
        self.lasting_marks: list[tuple[str, tuple[str, Fn]]] = []
        self.fields = {event.id: event.fields for event in contract.events}
        self.attested = {event.id for event in contract.events if event.attested}
        self.metrics = {metric.label.id: metric for metric in contract.metrics}
        self.named = named_clauses(contract)
        self.figures: dict[int, tuple[object, tuple[str, ...]]] = {}  # by the part that reads them, kept with it
        self.watched: dict[str, list[model.Score]] = {}

    # ------------------------------------------------------------ norms

    def norm(self, clause: model.Clause, number: int) -> Norm:
        """Return a clause ready to run."""
        trigger = _one(clause.triggers) or model.Trigger(kind="term")
        duty, power, prohibition = _one(clause.duties), _one(clause.powers), _one(clause.prohibitions)
        scope, survival, suspension = _one(clause.in_force), _one(clause.survivals), _one(clause.suspensions)
        self.marks(clause, tuple(s.clause for s in trigger.sources if isinstance(s, model.BreachOf)) or (clause.id,))
        owed = None if duty is None else duty.owed
        level = owed if isinstance(owed, model.Keep) else None
        report, metric = self._level(level)
        pays = isinstance(owed, model.Pay)
        timing = _one(clause.timings)
        who = owed.bearer if owed is not None else prohibition.bearer if prohibition is not None else None
        return Norm(
            clause=clause,
            number=number,
            trigger=trigger,
            sources=tuple(self.source(source) for source in trigger.sources),
            condition=None if trigger.condition is None else self.conditions.since(trigger.condition),
            counts_in=_counts_in(trigger.condition),
            scored_in=self._scored_in(trigger.condition),
            where=tuple(self.conditions.value(where) for where in trigger.where),
            same=_same(trigger, duty, prohibition, power),
            start=self._value(None if scope is None else scope.start),
            end=self._value(None if scope is None else scope.end),
            own_window=any(isinstance(node, model.Var) for node in model.walk(scope)),
            entry=self._gate([one for one in clause.preconditions if one.otherwise == "no_duty"], pays=pays),
            gate=self._gate([one for one in clause.preconditions if one.otherwise != "no_duty"], pays=pays),
            duty=duty,
            alternatives=self._alternatives(owed),
            payment=self.matcher(owed.by) if isinstance(owed, model.Pay) else None,
            amount=self.conditions.value(owed.amount) if isinstance(owed, model.Pay) else None,
            level=None if level is None else self._level_value(level),
            report=report,
            metric=metric,
            trend=trend(metric) if isinstance(metric, model.Metric) else None,
            bounds=() if level is None else tuple((b.op, self.conditions.value(b.value)) for b in level.bounds),
            bearer=self._value(who),
            payee=self._value(owed.payee if isinstance(owed, model.Pay) else None),
            due=None if timing is None else self.timings.due(timing, pays=pays),
            fixed_time=not clause.preconditions and not _open_times(timing),
            forbidden=() if prohibition is None else tuple(self.matcher(act) for act in prohibition.acts),
            exceptions=tuple(
                self._exception(part) for line in clause.exceptions for part in _alternatives(line.condition)
            ),
            power=power,
            act=None if power is None else self.matcher(power.act),
            holder=None if power is None else self.conditions.value(power.holder),
            once=None if power is None or power.once is None else self.conditions.since(power.once),
            running=_running(trigger, power),
            grounded=trigger.condition is not None and _stays(trigger.condition),
            until=None if power is None or power.until is None else self.conditions.since(power.until),
            window=None if power is None or power.timing is None else self.timings.due(power.timing, pays=False),
            suspension=suspension,
            requirements=tuple(self._requirement(r) for r in clause.requirements),
            denied=None if suspension is None or suspension.denied_by is None else self.matcher(suspension.denied_by),
            survival=self._survival(survival),
            survives=survival is not None,
            cited=tuple(_patterns(clause.preconditions, clause.timings, clause.exceptions)),
            reads=frozenset(self._reads(clause)),
            watches=frozenset((*_watched((clause, *self._figures(clause))), *self._scored_clauses(clause))),
            spans=frozenset((*_spans((clause, *self._figures(clause))), *self._scored_spans(clause))),
            measures=frozenset(node.name for node in model.walk(clause) if isinstance(node, model.Measured)),
            scores=frozenset(score.label.id for score in self._scores(clause)),
            varies=isinstance(owed, model.Pay) and self._varies(owed.amount),
            waits=clause.id not in self.named and waits(clause, metric),
        )

    def _varies(self, expr: model.Expr) -> bool:
        """Return whether what happens changes a formula; what rests on a score says itself how far it is open."""
        tiers, lets = self.conditions.all_tiers, self.conditions.lets
        for node in model.walk(expr):
            match node:
                case model.Aggregate() | model.Happening() | model.InState() | model.Happened():
                    return True
                case model.Param(source="let", name=name) if self._varies(lets[name]):
                    return True
                case model.Measured(name=name) if name in self.metrics:
                    return True
                case model.Measured(name=name) if name in tiers and self._varies(tiers[name].of):
                    return True
                case _:
                    pass
        return False

    def _value(self, expr: model.Expr | None) -> Fn | None:
        return None if expr is None else self.conditions.value(expr)

    def matcher(self, pattern: model.Pattern) -> Matcher:
        """Return a pattern ready to be asked."""
        party = next((f.label.id for f in self.fields[pattern.event] if f.type.kind is Kind.PARTY), None)
        return Matcher(pattern.event, self.conditions.test(pattern), party)

    def edge_matchers(self) -> dict[int, Matcher]:
        """Return the matchers of interval edges by the identity of their pattern."""
        edges = [edge for interval in self.contract.intervals for edge in (interval.start, interval.end)]
        return {id(edge.pattern): self.matcher(edge.pattern) for edge in edges if edge.pattern is not None}

    def state_edges(self) -> Iterator[tuple[str, tuple[model.Interval, bool, Source]]]:
        """Yield the intervals that a clause's states open (True) or close."""
        for interval in self.contract.intervals:
            for edge, opens in ((interval.start, True), (interval.end, False)):
                state = edge.state
                if state is not None and state.clause is not None:
                    source = model.BreachOf(state.clause, state.state, state.bounds, state.where)
                    yield state.clause, (interval, opens, self.source(source))

    def source(self, source: model.Pattern | model.BreachOf) -> Source:
        """Return a source of triggers."""
        if isinstance(source, model.Pattern):
            return Source(matcher=self.matcher(source))
        bounds = tuple((bound.op, self.conditions.value(bound.value)) for bound in source.bounds)
        fits = self.conditions.fits(source.where)
        return Source(clause=source.clause, state=source.state, late=bounds, fits=fits)

    def _gate(self, found: list[model.Precondition], *, pays: bool) -> Gate | None:
        """Return preconditions of one kind as one: met when all are."""
        if not found:
            return None
        timing = found[0].timing
        due = None if timing is None else self.timings.due(timing, pays=pays)
        since = self._since_met(found[0])
        for other in found[1:]:
            since = both(since, self._since_met(other))
        return Gate(since, found[0].otherwise, due)

    def _since_met(self, found: model.Precondition) -> Since:
        """Return since when a precondition is met, after whatever undid it."""
        since = self.conditions.since(found.condition)
        if found.undone_by is None:
            return since
        undone = self.matcher(found.undone_by)
        kinds = {node.event for node in model.walk(found.condition) if isinstance(node, model.Pattern)}

        def met(env: Env, after: int) -> int | Unknown | None:
            until = None if env.inst is None else env.inst.undone_until
            known = (e for e in env.world.history[undone.event] if until is None or e.at <= until)
            back = [event for event in known if undone.test(event, env)]
            if not back:
                return since(env, after)
            last = max(back, key=lambda event: event.order)
            came = (event for kind in kinds for event in env.world.history[kind])
            again = any(event.at == last.at and event.order > last.order for event in came)
            before, env.made_anew = env.made_anew, last.at + (not again)  # in one instant it goes by their order
            try:
                return since(env, max(after, env.made_anew))
            finally:
                env.made_anew = before

        return met

    def _alternatives(self, owed: object) -> tuple[tuple[Matcher, ...], ...]:
        if not isinstance(owed, model.Act):
            return ()
        return tuple(tuple(self.matcher(pattern) for pattern in parts) for parts in owed.any_of)

    def _level(self, level: model.Keep | None) -> tuple[Matcher | None, Figure | None]:
        match None if level is None else level.what:
            case model.Measured(name=name):
                return None, self.metrics.get(name) or self.conditions.figure_of(None if level is None else level.what)
            case model.FieldOf(of=model.Happening(pattern=pattern)):
                return self.matcher(pattern), None
            case None:
                return None, None
            case other:
                raise TypeError(f"no way to keep {type(other).__name__}")

    def _level_value(self, level: model.Keep) -> Fn:
        if isinstance(level.what, model.FieldOf) and isinstance(level.what.of, model.Happening):
            own = model.Own(type=level.what.of.type)
            return self.conditions.value(model.FieldOf(type=level.what.type, of=own, name=level.what.name))
        return self.conditions.value(level.what)

    def _exception(self, condition: model.Expr) -> tuple[Since, bool]:
        kinds = {n.pattern.event for n in model.walk(condition) if isinstance(n, model.Happened)}
        return self.conditions.since(condition), bool(kinds & self.attested)

    def _requirement(self, found: model.Requirement) -> tuple[model.Requirement, Since, DueFn | None]:
        due = None if found.timing is None else self.timings.due(found.timing, pays=False)
        return found, self.conditions.since(found.condition), due

    def _survival(self, survival: model.Survival | None) -> Since | None:
        return None if survival is None or survival.until is None else self.conditions.since(survival.until)

    # ------------------------------------------------------------ scores

    def _scores(self, part: object) -> list[model.Score]:
        """Return the scores that a part of the contract reads, also through tiers and lets, each once."""
        scores = self.conditions.all_scores
        return [scores[name] for name in self._measured(part) if name in scores]

    def _measured(self, part: object) -> Iterable[str]:
        """Return the figures that a part of the contract reads, also through tiers and lets, each once."""
        kept = self.figures.get(id(part))
        if kept is None or kept[0] is not part:
            nodes = behind(part, self.conditions, "let", "tiers")
            kept = part, tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, model.Measured)))
            self.figures[id(part)] = kept
        return kept[1]

    def _scored_in(self, condition: model.Expr | None) -> str | None:
        """Return the period of the score that a condition reads for one period at a time."""
        if any(isinstance(node, model.Aggregate) for node in model.walk(condition)):
            return None
        return next((score.period for score in self._scores(condition) if score.period is not None), None)

    def _watched_scores(self, clause: model.Clause) -> list[model.Score]:
        """Return the scores whose every change may matter at once: those of a trigger, a level, a power."""
        if clause.id not in self.watched:
            levels = tuple(duty.owed for duty in clause.duties if isinstance(duty.owed, model.Keep))
            parts = (clause.triggers, levels, clause.powers, clause.preconditions, clause.exceptions)
            self.watched[clause.id] = self._scores(parts)
        return self.watched[clause.id]

    def _scored_clauses(self, clause: model.Clause) -> Iterator[str]:
        """Yield the clauses whose states change a score that a clause watches."""
        for score in self._watched_scores(clause):
            name = score.label.id
            yield from (c.id for c in self.contract.clauses if any(line.score == name for line in c.deductions))
            yield from _watched(score)
            lines = [line for item in score.items for line in item.deductions]
            yield from (line.per.of.clause for line in lines if isinstance(line.per.of, model.BreachOf))

    def _scored_spans(self, clause: model.Clause) -> Iterator[str]:
        for score in self._watched_scores(clause):
            yield from _spans(score)

    # ------------------------------------------------------------ who reads what

    def _figures(self, clause: model.Clause) -> list[model.Metric]:
        """Return the metrics that a clause reads, also through lets and tiers, each once."""
        return [self.metrics[name] for name in self._measured(clause) if name in self.metrics]

    def _reads(self, clause: model.Clause) -> Iterator[str]:
        """Yield the event types a clause reads beyond its triggers and performances."""
        acts = {id(p) for p in _acting(clause)}
        confirmed = tuple(score.confirmed_by for score in self._scores(clause))
        papers = tuple(i for i in self.contract.instruments if i.label.id == clause.instrument)
        parts = (clause, tuple(self._watched_scores(clause)), confirmed, papers)
        for node in behind(parts, self.conditions, "let", "blank", "reading", "metric", "price"):
            match node:
                case model.Pattern() if id(node) not in acts:
                    yield node.event
                case model.Known(name="price"):
                    yield from (
                        n.event for n in model.walk(self.contract.price_changed_by) if isinstance(n, model.Pattern)
                    )
                case model.OnDemand():
                    yield from (event for event, _ in self.timings.demands)
                case _:
                    pass

    def marks(self, part: object, own: tuple[str, ...] = ()) -> None:
        """Note at which lateness and duration a part of the contract looks; ``own`` are the clauses it follows."""
        for node in behind(part, self.conditions, "let"):
            match node:
                case model.InState(clause=name, state=state, bounds=bounds) if state in LATE_STATES:
                    self._late(own if name is None else (name,), bounds)
                case model.BreachOf(clause=name, state=state, bounds=bounds) if state in LATE_STATES:
                    self._late((name,), bounds)
                case model.IntervalState(interval=name, bounds=bounds):
                    marks = ((b.op, self.conditions.value(b.value)) for b in bounds)
                    self.lasting_marks.extend((name, mark) for mark in marks)
                case _:
                    pass

    def _late(self, clauses: tuple[str, ...], bounds: tuple[model.Bound, ...]) -> None:
        for bound in bounds:
            mark = (bound.op, self.conditions.value(bound.value))
            self.late_marks.extend((clause, mark) for clause in clauses)


# ---------------------------------------------------------------- helpers


def _one(items: tuple[T, ...]) -> T | None:
    if len(items) > 1:
        raise ValueError(f"more than one {type(items[0]).__name__} under the readings taken")
    return items[0] if items else None


def _same(*lines: model.Trigger | model.Duty | model.Prohibition | model.Power | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines:
        found.update(dict.fromkeys(() if line is None else line.same))
    return tuple(found)


def _acting(clause: model.Clause) -> Iterator[model.Pattern]:
    """Yield the patterns of a clause that start, perform, break or exercise it, not those it reads."""
    for trigger in clause.triggers:
        yield from (source for source in trigger.sources if isinstance(source, model.Pattern))
    for duty in clause.duties:
        match duty.owed:
            case model.Act(any_of=any_of):
                yield from (pattern for parts in any_of for pattern in parts)
            case model.Pay(by=by):
                yield by
            case model.Keep(what=model.FieldOf(of=model.Happening(pattern=pattern))):
                yield pattern
    for prohibition in clause.prohibitions:
        yield from prohibition.acts
    yield from (power.act for power in clause.powers)


def _watched(part: object) -> Iterator[str]:
    for node in model.walk(part):
        match node:
            case model.InState(clause=str() as name):
                yield name
            case _:
                pass


def _spans(part: object) -> Iterator[str]:
    for node in model.walk(part):
        match node:
            case model.IntervalState(interval=name) | model.Suspension(interval=name):
                yield name
            case _:
                pass


def _counts_in(condition: model.Expr | None) -> str | None:
    windows = (node for node in model.walk(condition) if isinstance(node, model.Window))
    return next((window.name for window in windows if window.kind == "period"), None)


def _open_times(timing: model.Timing | None) -> bool:
    """Return whether a time may still change after it is known: the earlier of several, a demand to come."""
    return any(isinstance(node, (model.OfTwo, model.OnDemand)) for node in model.walk(timing))


def _alternatives(condition: model.Expr) -> Iterator[model.Expr]:
    """Yield what a condition joins by ``or``: each excuses by itself, permits beforehand, attested facts whenever."""
    if isinstance(condition, model.Logic) and condition.op == "or":
        yield from _alternatives(condition.left)
        yield from _alternatives(condition.right)
    else:
        yield condition


def _patterns(*lines: object) -> Iterator[model.Pattern]:
    return (node for node in model.walk(lines) if isinstance(node, model.Pattern))


def _running(trigger: model.Trigger, power: model.Power | None) -> bool:
    """Return whether a power rests on a state that may pass (a lateness, an interval), not on a fact or count."""
    if power is None:
        return False
    rests: list[model.Expr | model.BreachOf | None] = [power.once, trigger.condition, *_breach_sources(trigger)]
    return any(_passes(part) for part in rests)


def _stays(condition: model.Expr) -> bool:
    """Return whether a condition, once true, can only fail because what it rests on is taken back."""
    match condition:
        case model.Compare(of=model.Measured()):  # a score below a bound: unless points come back, or it is confirmed
            return True
        case model.InState(state=state, bounds=bounds):
            return state not in LATE_STATES and all(bound.op in ("ge", "gt") for bound in bounds)
        case model.IntervalState(state=state):
            return state == "lasting"
        case model.Happened():
            return True
        case model.Logic(left=left, right=right):
            return _stays(left) and _stays(right)
        case _:
            return False


def _breach_sources(trigger: model.Trigger) -> list[model.Expr | model.BreachOf | None]:
    return [source for source in trigger.sources if isinstance(source, model.BreachOf)]


def _passes(part: model.Expr | model.BreachOf | None) -> bool:
    match part:
        case model.BreachOf(state=state) | model.InState(state=state):
            return state in LATE_STATES
        case model.IntervalState(state="ongoing"):
            return True
        case model.Logic(op="then", right=right):
            return _passes(right)
        case model.Logic(left=left, right=right):
            return _passes(left) or _passes(right)
        case _:
            return False
