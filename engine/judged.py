"""
Whether the condition of a score item is judged for a period: earned, lost, or not yet.

While the period runs a condition is not judged, unless nothing later in the period can change it (the first accident
against none allowed; see ``trend``). Afterwards it is judged by what is known. A figure of a longer period (a yearly
rate in a monthly score) cannot be missed before its own period ends, so it is not judged in the shorter one, and what
the year brings later does not reach back into months that were settled; only what was lost beyond repair within the
shorter period counts there.
"""

from collections.abc import Iterator

from attrs import Factory, evolve, frozen

from luyue.dsl import model
from luyue.engine.condition import Conditions
from luyue.engine.finding import Missing, Unknown
from luyue.engine.formula import Env, Scope
from luyue.engine.trend import decided, trend, way_of
from luyue.engine.value import holds
from luyue.engine.world import PeriodValue

NOT_JUDGED = Missing("item")


@frozen(eq=False)
class Judge:
    """Judge conditions of one contract for periods."""

    conditions: Conditions
    looked: dict[int, tuple[model.Expr, tuple[object, ...]]] = Factory(dict)  # by the condition, kept with it

    def verdict(self, condition: model.Expr, env: Env, *, closed: bool) -> tuple[bool | None, tuple[Missing, ...]]:
        """Return whether a condition held in a period (None: not judged), and what is missing to judge it."""
        if closed:
            found = self.conditions.value(condition)(env)
            if isinstance(found, bool):
                return found, ()
            early = self.early(condition, env)
            missing = found.missing if isinstance(found, Unknown) else ()
            return early, () if early is not None else missing or (NOT_JUDGED,)
        early = self.early(condition, env)
        return early, () if early is not None else (NOT_JUDGED,)

    def early(self, condition: model.Expr, env: Env) -> bool | None:
        """Return what a condition has come to for good before its period is over, None while it may still change."""
        match condition:
            case model.Logic(op="and" | "or" as op, left=left, right=right):
                answers = (self.early(left, env), self.early(right, env))
                if (op == "or") in answers:
                    return op == "or"
                return None if None in answers else op == "and"
            case model.Not(of=inner):
                found = self.early(inner, env)
                return None if found is None else not found
            case model.Happened() | model.InState(state="breached" | "missed" | "performed", bounds=()):
                return True if self.conditions.value(condition)(env) is True else None
            case model.Compare(of=model.Aggregate(pattern=model.Pattern()) as of):
                return self._decided(condition, way_of(of), self.conditions.value(of)(env), env)
            case model.Compare(of=model.Measured(name=name)) if name in self.conditions.metrics:
                metric = self.conditions.metrics[name]
                return self._decided(condition, trend(metric), self._so_far(metric, env), env)
            case model.Compare(of=model.Measured()):  # a score says itself what may still come
                found = self.conditions.value(condition)(env)
                return found if isinstance(found, bool) else None
            case model.ReadingIs() | model.Const():
                return self.conditions.value(condition)(env) is True
            case _:
                return None

    def _so_far(self, metric: model.Metric, env: Env) -> object:
        """Return a figure with what the period at hand brought of it: of a longer period of its own, up to its end."""
        here = env.scope.period if env.scope is not None else None
        own = next((p for p in self.conditions.contract.periods if p.label.id == metric.period), None)
        if here is None or own is None or own.label.id == here.name:
            return self.conditions.value(metric.value)(env)
        held = self.conditions.periods(own)(env, here.last)
        if held is None:
            return Unknown((NOT_JUDGED,))
        cut = held._replace(last=min(held.last, here.last))
        return self.conditions.value(metric.value)(evolve(env, scope=Scope(cut, metric.by_its)))

    def _decided(self, condition: model.Compare, way: str | None, found: object, env: Env) -> bool | None:
        signs = [
            (b.op, holds(b.op, found, self.conditions.value(b.value)(env), env.world.zone)) for b in condition.bounds
        ]
        if any(isinstance(met, Unknown) for _, met in signs):
            return None
        broken = tuple(op for op, met in signs if met is False)
        return not broken if decided(way, broken=broken, bounds=tuple(op for op, _ in signs)) else None

    def evidence(self, condition: model.Expr, env: Env) -> Iterator[str]:
        """Yield what a judged condition rests on: rows of figures, events, breaches of the period."""
        period = env.scope.period if env.scope is not None else None
        for node in self._resting(condition):
            match node:
                case model.Measured(name=name) if period is not None:
                    yield f"{name}/{self._measured_over(name, env, period)}"
                case model.Happened(pattern=pattern):
                    yield from (event.id for event in self.conditions.matches(pattern)(env))
                case model.Aggregate(pattern=model.Pattern() as pattern):
                    yield from (event.id for event in self.conditions.matches(pattern)(env))
                case _:
                    pass

    def _resting(self, condition: model.Expr) -> tuple[object, ...]:
        """Return the parts of a condition that evidence can come from; sought once, for many periods and instants."""
        kept = self.looked.get(id(condition))
        if kept is None or kept[0] is not condition:
            kinds = (model.Measured, model.Happened, model.Aggregate)
            kept = condition, tuple(node for node in model.walk(condition) if isinstance(node, kinds))
            self.looked[id(condition)] = kept
        return kept[1]

    def _measured_over(self, name: str, env: Env, period: PeriodValue) -> str:
        metric = self.conditions.metrics.get(name)
        own = None if metric is None else metric.period
        kind = next((p for p in self.conditions.contract.periods if p.label.id == own), None)
        if kind is None or kind.label.id == period.name:
            return period.text
        held = self.conditions.periods(kind)(env, period.last)
        return period.text if held is None else held.text
