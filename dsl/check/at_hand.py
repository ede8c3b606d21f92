"""
Which period a figure or score is read for.

A score is worked out per period, so whoever reads it must have one of its periods at hand: a clause that runs once per
period, one that a score's own bound or another such clause sets off, an event or row with a field of that period. Where
the period at hand is another one (a year over quarters) or there is none (the term), the score itself must say how its
periods come together: each, mean or pooled. ``each`` only answers whether a bound is met; it gives no number.

This looks at the finished contract, for only that knows every trigger and what each named formula reads.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from attrs import define, field

from luyue.dsl import model
from luyue.dsl.check.desk import Desk
from luyue.dsl.model import Clause, Const, Contract, Expr, Kind, Measured
from luyue.dsl.quantity import Unit
from luyue.dsl.source import NOWHERE

DAYS = MappingProxyType({Unit.DAY: 1, Unit.WORKING_DAY: 1, Unit.MONTH: 30, Unit.QUARTER: 91, Unit.YEAR: 365})


def periods_at_hand(desk: Desk, contract: Contract) -> None:
    """Note every score read where its period is not at hand, and every metric that a score reads for another period."""
    check = _Check(desk, contract)
    for clause in contract.clauses:
        check.clause(clause)
    for score in contract.scores:
        check.score(score)
    for metric in contract.metrics:
        check.read(metric.value, _only(metric.period))
    for limit in contract.limits:
        check.read((limit.at_most, limit.unless), _only(limit.period))


def _only(period: str | None) -> frozenset[str]:
    return frozenset(() if period is None else (period,))


@define
class _Check:
    """The names of one contract, and what was noted."""

    desk: Desk
    contract: Contract
    scores: dict[str, model.Score] = field(init=False)
    metrics: dict[str, model.Metric] = field(init=False)
    tiers: dict[str, model.Tiers] = field(init=False)
    clauses: dict[str, Clause] = field(init=False)
    lets: dict[str, Expr] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.scores = {one.label.id: one for one in self.contract.scores}
        self.metrics = {one.label.id: one for one in self.contract.metrics}
        self.tiers = {one.label.id: one for one in self.contract.tiers}
        self.clauses = {one.id: one for one in self.contract.clauses}
        self.lets = {one.label.id: one.value for one in self.contract.lets}

    # -------------------------------------------------------- places

    def clause(self, clause: Clause) -> None:
        """Look at every line of a clause but its triggers, which wait for each period of what they read."""
        at_hand = self.at_hand(clause, ())
        levels = tuple(duty.owed.bounds for duty in clause.duties if isinstance(duty.owed, model.Keep))
        others = tuple(duty.owed for duty in clause.duties if not isinstance(duty.owed, model.Keep))
        lines = (clause.preconditions, clause.timings, clause.exceptions, clause.heads, clause.powers, levels, others)
        self.read((*lines, clause.requirements, clause.in_force), at_hand)
        for one in clause.deductions:
            self.read(one.points, at_hand | _only(one.per.period))

    def score(self, score: model.Score) -> None:
        """Look at the items of a score, which read other scores and metrics for its own period."""
        own = _only(score.period)
        for item in score.items:
            self.read((item.worth, item.condition), own)
            self.metrics_of(item.condition, own, longer=True)
            for one in item.deductions:
                within = _only(one.per.period) if one.per.kind == "period" else own
                self.read((one.points, one.unless, one.per.of), own | within)
                self.metrics_of(one.points, within)

    # -------------------------------------------------------- what is at hand

    def at_hand(self, clause: Clause, seen: tuple[str, ...]) -> frozenset[str]:
        """Return the periods that every trigger of a clause brings along."""
        if clause.id in seen:
            return frozenset()
        found = [self._brought(one, (*seen, clause.id)) for one in clause.triggers]
        levels = [self._periods(duty.owed.what) for duty in clause.duties if isinstance(duty.owed, model.Keep)]
        shared = frozenset.intersection(*found) if found else frozenset()
        return shared.union(*levels)

    def _brought(self, trigger: model.Trigger, seen: tuple[str, ...]) -> frozenset[str]:
        match trigger.kind:
            case "period":
                return _only(trigger.name)
            case "row":
                return self._of_members(trigger.name or "")
            case "events":
                sources = [self._of_source(one, seen) for one in trigger.sources]
                return frozenset.intersection(*sources) if sources else frozenset()
            case "condition":
                return self._periods(trigger.condition)
        return frozenset()

    def _of_source(self, source: model.Pattern | model.BreachOf, seen: tuple[str, ...]) -> frozenset[str]:
        if isinstance(source, model.Pattern):
            return self._of_members(source.event)
        clause = self.clauses.get(source.clause)
        return frozenset() if clause is None else self.at_hand(clause, seen)

    def _of_members(self, of: str) -> frozenset[str]:
        """Return the periods that fields of an event, or columns of a table, name; a month is in one of any kind."""
        kinds = [one.type for one in self.desk.members.get(of, {}).values()]
        if any(kind.kind == Kind.MONTH for kind in kinds):
            return frozenset(self.desk.periods)
        return frozenset(kind.of for kind in kinds if kind.kind == Kind.PERIOD and kind.of is not None)

    def _periods(self, expr: object) -> frozenset[str]:
        """Return the periods of the figures and scores that a formula reads."""
        found: set[str] = set()
        for one in self._measured(expr):
            for part in self._under(one.name):
                found |= _only(part.period)
        return frozenset(found)

    # -------------------------------------------------------- what is read

    def _measured(self, expr: object) -> Iterator[Measured]:
        return (one for one, _ in measured(expr, self.lets))

    def _under(self, name: str, seen: frozenset[str] = frozenset()) -> Iterator[model.Score | model.Metric]:
        """Yield the scores and metrics that a name comes down to, through tiers of tiers."""
        if name in self.scores:
            yield self.scores[name]
        elif name in self.metrics:
            yield self.metrics[name]
        elif name in self.tiers and name not in seen:
            for one in self._measured(self.tiers[name].of):
                yield from self._under(one.name, seen | {name})

    def read(self, expr: object, at_hand: frozenset[str]) -> None:
        """Note the scores that a formula reads for a period that is not at hand, or as a number that there is not."""
        for one, use in measured(expr, self.lets):
            for score in self._under(one.name) if use != "counted" else ():
                if isinstance(score, model.Score) and score.period is not None and score.period not in at_hand:
                    self._elsewhere(one, score, bounded=use == "bounded")

    def _elsewhere(self, one: Measured, score: model.Score, *, bounded: bool) -> None:
        facts = {"name": self._spelled(one)}
        if score.over_periods is None:
            self.desk.error("score-of-which-period", one.span, facts)
        elif score.over_periods == "each" and not (bounded and one.name == score.label.id):
            self.desk.error("each-is-no-number", one.span, facts)

    def metrics_of(self, expr: object, at_hand: frozenset[str], *, longer: bool = False) -> None:
        """
        Note the metrics that an item reads for another period than its own.

        With ``longer`` one of a longer period is none: it is judged in the period in which its own ends, or is lost
        beyond repair, and counts as the score says before.
        """
        for one in self._measured(expr):
            metric = self.metrics.get(one.name)
            if metric is None or metric.period is None or metric.period in at_hand:
                continue
            if not (longer and all(self._outlasts(metric.period, other) for other in at_hand)):
                self.desk.error("metric-of-other-period", one.span, {"name": self._spelled(one)})

    def _outlasts(self, one: str, other: str) -> bool:
        """Return whether periods of one kind are surely longer than those of another."""
        mine, yours = (_lengths(self.desk.periods[name]) for name in (one, other))
        return bool(mine and yours) and min(mine) > max(yours)

    def _spelled(self, one: Measured) -> str:
        return one.span.text if one.span is not NOWHERE else one.name


def _lengths(period: model.Period) -> list[Fraction]:
    """Return how many days periods of a kind have, about; nothing where the text does not say."""
    if period.length is not None:
        return [period.length.count * DAYS[period.length.unit]] if period.length.unit in DAYS else []
    ends = [
        (low.value, high.value) for low, high in period.windows if isinstance(low, Const) and isinstance(high, Const)
    ]
    days = [Fraction((b - a).days + 1) for a, b in ends if isinstance(a, date) and isinstance(b, date)]
    return days if len(days) == len(period.windows) else []


def measured(
    expr: object, lets: Mapping[str, Expr], seen: frozenset[str] = frozenset()
) -> Iterator[tuple[Measured, str]]:
    """
    Yield the figures, scores and tiers that a formula reads, by way of named formulas too, with how each is used.

    Uses are bounded (held against a bound), counted (in a count of periods) and value.
    """
    uses = {id(node.of): "bounded" for node in model.walk(expr) if isinstance(node, model.Compare)}
    uses |= {id(inner): "counted" for node in model.walk(expr) for inner in _counted(node)}
    for node in model.walk(expr):
        match node:
            case Measured():
                yield node, uses.get(id(node), "value")
            case model.Param(source="let", name=name) if name not in seen and name in lets:
                for one, use in measured(lets[name], lets, seen | {name}):
                    yield Measured(one.type, one.name, span=node.span), use


def _counted(node: object) -> Iterator[object]:
    """Yield what stands in a count of a condition: there each period is looked at by itself."""
    if isinstance(node, model.Aggregate) and node.condition is not None:
        yield from model.walk(node.condition)
