"""
When conditions that take points came true (``deduct 1 point each time more than 3 faults are open``).

A condition over values has no instant of its own, so the run watches it: at the end of every instant at which
something happened it is asked for the period that runs, and for the one of the instant before, to which a breach at a
period's first instant belongs. It counts again only after it was false in between. Intervals know their own instants
and are not watched.
"""

from attrs import evolve

from luyue.dsl import model
from luyue.engine.formula import Scope, bare
from luyue.engine.measured import whole_term
from luyue.engine.plan import Plan
from luyue.engine.world import PeriodValue, World


class Rises:
    """Watch the conditions of one run that take points."""

    def __init__(self, plan: Plan, world: World) -> None:
        self.plan = plan
        self.world = world
        self.watched = tuple(_watched(plan.contract))
        self.held: set[tuple[int, str]] = set()

    def look(self) -> None:
        """Note which conditions have come true at this instant."""
        for condition, kind in self.watched:
            for period in self._periods(kind):
                env = evolve(bare(self.world), vars={period.name: period}, scope=Scope(period, None), counted_in=period)
                mark = (id(condition), period.text)
                if self.plan.conditions.value(condition)(env) is not True:
                    self.held.discard(mark)
                elif mark not in self.held:
                    self.held.add(mark)
                    self.world.rises.setdefault(mark, []).append(self.world.now)

    def _periods(self, kind: str | None) -> list[PeriodValue]:
        conditions, zone = self.plan.conditions, self.world.zone
        period = conditions.kinds.get(kind or "")
        if period is None:
            return [whole_term(self.world)]
        days = dict.fromkeys((zone.day_of(self.world.now - 1), self.world.day))
        found = [conditions.periods(period)(bare(self.world), day) for day in days]
        return [one for one in dict.fromkeys(found) if one is not None]


def _watched(contract: model.Contract) -> list[tuple[model.Expr, str | None]]:
    """Return the conditions that take points, other than of intervals, each with the period of its score."""
    periods = {score.label.id: score.period for score in contract.scores}
    lines = [
        *((line.per, score.period) for score in contract.scores for item in score.items for line in item.deductions),
        *((line.per, periods.get(line.score)) for clause in contract.clauses for line in clause.deductions),
    ]
    return [
        (per.of, kind)
        for per, kind in lines
        if per.kind == "condition" and isinstance(per.of, model.Expr) and not isinstance(per.of, model.IntervalState)
    ]
