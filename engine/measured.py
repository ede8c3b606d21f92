"""
Where a figure is read: which period is at hand, and what several of them come to.

A metric, a score or a table of tiers is read inside a clause, an item, another formula. The period at hand is the one
that started the instance, that the event or row which started it names, or that is asked for. Where it is of the
figure's own kind the figure is read for it. Where it is longer, or none is at hand and the whole term is meant, a
score combines the periods that end in it (each, mean, pooled), a metric is measured over all of them together. A metric
of a longer period than the one at hand is that of the period which ends there; before its end it is not known.

Counts over periods (``count of (quarterly_score less than 80, in term)``) are asked here too, and counts of states
other than breaches: what is not decided yet may count or not, so a count may be a range.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine import pooling, tiers
from luyue.engine.belonging import parts_of
from luyue.engine.condition import Conditions
from luyue.engine.entries import entries
from luyue.engine.event import Event
from luyue.engine.finding import Missing, Unknown, merge
from luyue.engine.formula import Env, Fn, bare
from luyue.engine.period import is_named
from luyue.engine.points import Points
from luyue.engine.scores import Card, Scores
from luyue.engine.value import holds, reach, unknown
from luyue.engine.world import PeriodValue, RowValue, World
from luyue.engine.zone import LAST_DAY

Figure = model.Metric | model.Score
COMBINE: Mapping[str, Callable[[list[Card]], object]] = MappingProxyType(
    {"mean": pooling.mean, "pooled": pooling.pooled}
)


class Measures(Conditions):
    """Compile formulas and conditions that read figures of periods."""

    def __init__(self, contract: model.Contract, options: Mapping[str, str]) -> None:
        super().__init__(contract, options)
        self.kinds = {period.label.id: period for period in contract.periods}
        self.scoring = Scores(Points(self))
        self._tiers: dict[str, Fn] = {}

    def _measured(self, expr: model.Measured) -> Fn:
        if expr.name in self.all_tiers:
            return self.tier(expr.name)
        if expr.name in self.all_scores:
            return self._scored(self.all_scores[expr.name])
        return self._metric(self.metrics[expr.name])

    def tier(self, name: str) -> Fn:
        """Return the function that gives the value by a table of tiers."""
        if name not in self._tiers:
            self._tiers[name] = tiers.compiled(self.all_tiers[name], self)
        return self._tiers[name]

    # ------------------------------------------------------------ metrics

    def _metric(self, metric: model.Metric) -> Fn:
        measure = self.measure(metric)

        def read(env: Env) -> object:
            period = self.at_hand(metric.period, env)
            if period is None:
                return unknown("period")
            own = self.kinds.get(metric.period or "")
            if own is None or period.name == own.label.id:
                return measure(env, period)
            ending = list(parts_of(self, own, period, env.world))
            if len(ending) > 1:
                return measure(env, period)
            if ending and env.world.now > env.world.zone.end_of(ending[0].last):
                return measure(env, ending[0])
            return Unknown((Missing("item"),))

        return read

    # ------------------------------------------------------------ scores

    def card(self, score: model.Score, period: PeriodValue, world: World) -> Card:
        """Return a score of a period as the facts stand."""
        return self.scoring.card(score, period, world)

    def _scored(self, score: model.Score) -> Fn:
        def read(env: Env) -> object:
            cards = self.cards(score, env)
            if not cards:
                return unknown("period")
            if len(cards) == 1:
                return cards[0].value
            combine = COMBINE.get(score.over_periods or "")
            return unknown("period") if combine is None else combine(cards)

        return read

    def cards(self, score: model.Score, env: Env) -> list[Card]:
        """Return the cards of a score for what is at hand: of one period, or of all that end in a longer one."""
        return [self.card(score, period, env.world) for period in self.spanned(score, env)]

    def spanned(self, figure: Figure, env: Env) -> list[PeriodValue]:
        """Return the periods of a figure at hand: one, or those that end in a longer one or in the term."""
        own = self.kinds.get(figure.period or "")
        if own is None:
            return [whole_term(env.world)]
        period = self.at_hand(figure.period, env) or whole_term(env.world)
        if period.name == own.label.id:
            return [period]
        if period.last >= LAST_DAY:
            period = period._replace(last=env.world.day)
        return list(parts_of(self, own, period, env.world))

    def at_hand(self, kind: str | None, env: Env) -> PeriodValue | None:
        """Return the period at hand: of the kind wanted if there is one, else the first of any kind."""
        found = list(self._near(kind, env))
        return next((one for one in found if one.name == kind), found[0] if found else None)

    def _near(self, kind: str | None, env: Env) -> Iterator[PeriodValue]:
        yield from (one for one in env.vars.values() if isinstance(one, PeriodValue))
        if env.inst is not None and env.inst.period is not None:
            yield env.inst.period
        if env.counted_in is not None:
            yield env.counted_in
        for thing in env.vars.values():
            yield from self._spoken_by(thing, kind, env)

    def _spoken_by(self, thing: object, kind: str | None, env: Env) -> Iterator[PeriodValue]:
        """Yield the period of a kind that an event or a row names."""
        own = self.kinds.get(kind or "")
        if own is None or not isinstance(thing, Event | RowValue):
            return
        said: object = None
        if isinstance(thing, Event):
            field = self.scoring.points.naming(thing.type, kind)
            said = None if field is None else thing.fields.get(field)
        else:
            table = next(t for t in self.contract.tables if t.label.id == thing.table)
            names = (c.label.id for c in table.columns if c.type.kind is Kind.MONTH or c.type.of == kind)
            said = next((thing.cells[name] for name in names), None)
        if said is not None:
            everything = whole_term(env.world)
            yield from (one for one in parts_of(self, own, everything, env.world) if is_named(one, said))

    # ------------------------------------------------------------ the period before

    def _fn(self, expr: model.Fn) -> Fn:
        match expr:
            case model.Fn(name="previous", args=(model.Measured() as figure,)):
                return self._before(figure)
        return super()._fn(expr)

    def _before(self, figure: model.Measured) -> Fn:
        """Return the value of a figure for the period before the one at hand; the first has none before it."""
        of, read = self.figure_of(figure), self.value(figure)
        own = None if of is None else self.kinds.get(of.period or "")

        def before(env: Env) -> object:
            period = None if own is None else self.at_hand(own.label.id, env)
            if own is None or period is None or period.name != own.label.id:
                return unknown("period")
            found = self.nth(own, env, period.number - 1)
            if found is None:
                return unknown("period")
            return read(evolve(env, vars={own.label.id: found}, counted_in=found))

        return before

    # ------------------------------------------------------------ comparisons and counts

    def _compare(self, expr: model.Compare) -> Fn:
        plain = super()._compare(expr)
        score = self.all_scores.get(expr.of.name) if isinstance(expr.of, model.Measured) else None
        if score is None or score.over_periods != "each":
            return plain
        bounds = [(bound.op, self.value(bound.value)) for bound in expr.bounds]

        def test(env: Env) -> object:
            values = [card.value for card in self.cards(score, env)]
            answers = [holds(op, one, bound(env), env.world.zone) for one in values for op, bound in bounds]
            if False in answers:
                return False
            lost = merge(*(one.missing for one in answers if isinstance(one, Unknown)))
            return Unknown(lost) if any(isinstance(one, Unknown) for one in answers) else bool(answers)

        return test

    def _aggregate(self, expr: model.Aggregate) -> Fn:
        if expr.pattern is not None or expr.condition is None:
            return super()._aggregate(expr)
        match expr.condition:
            case model.InState(clause=str(), state=state, window=None) as entered if state != "breached":
                return self._entries(entered, expr.window)
            case model.InState() | model.Happened():
                return super()._aggregate(expr)
            case condition:
                return self._periods_when(condition, expr.window)

    def _entries(self, entered: model.InState, window: model.Window | None) -> Fn:
        inside, fits = self.window(window), self.fits(entered.where)
        marks = tuple((bound.op, self.value(bound.value)) for bound in entered.bounds)

        def count(env: Env) -> object:
            found = entries(env, entered.clause or "", entered.state, marks, fits)
            if isinstance(found, Unknown):
                return found
            scope, zone = env.scope, env.world.zone
            kept = [one for one in found if inside(one.belongs, env)]
            if scope is not None:
                kept = [one for one in kept if scope.period.first <= zone.day_of(one.belongs) <= scope.period.last]
            return Fraction(len(kept))

        return count

    def _periods_when(self, condition: model.Expr, window: model.Window | None) -> Fn:
        """Count the periods for which a condition on their figure holds; those not decided may count or not."""
        figure = self.figure_of(condition)
        if figure is None:
            raise TypeError("a count of a condition needs a figure of periods")
        test, inside = self.value(condition), self.window(window)
        scored = not isinstance(figure, model.Metric)

        def count(env: Env) -> object:
            sure, open_ = 0, 0
            missing: list[Missing] = []
            for period in self.spanned(figure, bare(env.world)):
                end = env.world.zone.end_of(period.last)
                if not inside(end, env):
                    continue
                over = env.world.now > end or env.world.closed_at(period) is not None
                found = test(evolve(env, vars={**env.vars, period.name: period}, counted_in=period))
                if (over or scored) and isinstance(found, bool):
                    sure += found
                else:
                    open_ += 1
                    missing += list(found.missing if isinstance(found, Unknown) else ())
            lacking = merge(tuple(missing)) or (Missing("score", {"name": figure.label.id, "period": ""}),)
            return reach(Fraction(sure), Fraction(sure + open_), lacking)

        return count

    def figure_of(self, expr: model.Expr | None) -> Figure | None:
        """Return the first figure with periods that a formula reads, also through lets and tiers."""
        pending: list[object] = [expr]
        while pending:
            for node in model.walk(pending.pop(0)):
                match node:
                    case model.Measured(name=name) if name in self.all_scores:
                        return self.all_scores[name]
                    case model.Measured(name=name) if name in self.metrics and self.metrics[name].period is not None:
                        return self.metrics[name]
                    case model.Measured(name=name) if name in self.all_tiers:
                        pending.append(self.all_tiers[name].of)
                    case model.Param(source="let", name=name):
                        pending.append(self.lets[name])
                    case _:
                        pass
        return None


def whole_term(world: World) -> PeriodValue:
    """Return the whole term as one period; open-ended where the contract states no end."""
    start = 0 if world.effective is None else world.zone.day_of(world.effective)
    first, last = world.term or (start, LAST_DAY)
    return PeriodValue("term", first, last, "term", 1, 1)
