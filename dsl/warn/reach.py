"""
Which values a score can really take.

The losses of an item are sums of its steps, cut off at its worth; a score loses the sum of what its items lose. Sets of
losses are kept as the bits of one whole number, counted in the greatest step that divides everything (half a point,
say), so that adding sets is shifting bits and the answer is exact. Where that is not possible (a step that an event
names, items that are left out and scaled, a mean over several periods, too fine a step) every value between the least
and the most is taken as possible, and the finding says so.

A reading counts as it stands by default.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor, gcd, lcm
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from luyue.dsl import model
from luyue.dsl.model import Const, Contract, Expr, Kind, Score, ScoreItem, default_options
from luyue.dsl.quantity import Money, Unit
from luyue.dsl.warn.worth import meaning

MOST_CELLS: Final = 20_000  # steps in the whole of a score that are tried one by one
NONE: Final = Fraction(0)
_MONTHS: Final = MappingProxyType({Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12})


@frozen
class Reach:
    """Values that can be taken: ``values`` ascending where they were tried, else all from low to high in a step."""

    values: tuple[Fraction, ...] | None
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None

    def between(self, low: Fraction | None, high: Fraction | None) -> tuple[Fraction, ...]:
        """Return values above ``low`` and below ``high``: all that were tried, else one that stands for them."""
        if self.values is not None:
            return tuple(one for one in self.values if (low is None or one > low) and (high is None or one < high))
        first = low if self.low is None or (low is not None and low >= self.low) else None
        last = high if self.high is None or (high is not None and high <= self.high) else None
        one = _inside(first, last, low=self.low, high=self.high)
        if one is None:
            return ()
        if self.step is None:
            return (one,)
        stepped = self.step * floor(one / self.step)
        fits = [each for each in (stepped, stepped + self.step) if self._has(each)]
        return tuple(each for each in fits if (low is None or each > low) and (high is None or each < high))[:1]

    def at(self, value: Fraction) -> tuple[Fraction, ...]:
        """Return a value if it can be taken."""
        if self.values is not None:
            return (value,) if value in self.values else ()
        return (value,) if self._has(value) else ()

    def _has(self, value: Fraction) -> bool:
        in_range = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return in_range and (self.step is None or (value / self.step).denominator == 1)


def _inside(
    first: Fraction | None, last: Fraction | None, *, low: Fraction | None, high: Fraction | None
) -> Fraction | None:
    """Return a value between two open ends; an end not given is the closed end of what can be taken."""
    start, stop = (low if first is None else first), (high if last is None else last)
    if start is None or stop is None:
        return None  # open without end: nobody can say what is there
    if start < stop:
        return (start + stop) / 2 if first is not None or last is None else start
    return start if start == stop and first is None and last is None else None


# ---------------------------------------------------------------- what is written down


@frozen
class Written:
    """A contract as it reads by default, asked for numbers that are written down."""

    contract: Contract
    chosen: Mapping[str, str] = field(init=False)

    @chosen.default
    def _as_by_default(self) -> Mapping[str, str]:
        return default_options(self.contract)

    def number(self, expr: Expr | None, row: model.Row | None = None) -> Fraction | None:
        """Return what a formula comes to if nothing that happens changes it (of money: its amount), or None."""
        match expr:
            case Const(value=Fraction() as number):
                return number
            case Const(value=Money(amount=amount)):
                return amount
            case model.Param():
                return self.number(meaning(expr, self.contract), row)
            case model.If(condition=model.ReadingIs(reading=reading, option=option)):
                taken = expr.then if self.chosen[reading] == option else expr.otherwise
                return self.number(taken, row)
            case model.FieldOf(of=model.Var(type=model.Type(kind=Kind.ROW, of=str() as table)), name=name):
                return None if row is None else self.number(self._cell(table, name, row))
            case model.Arithmetic():
                return self._worked(expr, row)
            case model.Fn(name="greater_of" | "lesser_of", args=args):
                found = [self.number(one, row) for one in args]
                known = [one for one in found if one is not None]
                pick = max if expr.name == "greater_of" else min
                return pick(known) if len(known) == len(found) else None
        return None

    def _cell(self, table: str, name: str, row: model.Row) -> Expr | None:
        found = next(one for one in self.contract.tables if one.label.id == table)
        at = next((i for i, one in enumerate(found.columns) if one.label.id == name), None)
        return None if at is None or at >= len(row.cells) else row.cells[at]

    def _worked(self, expr: model.Arithmetic, row: model.Row | None) -> Fraction | None:
        left, right = self.number(expr.left, row), self.number(expr.right, row)
        if left is None or right is None or (expr.op == "div" and right == 0):
            return None
        match expr.op:
            case "add":
                return left + right
            case "sub":
                return left - right
            case "div":
                return left / right
        return left * right

    def rows(self, table: str | None) -> tuple[model.Row | None, ...]:
        """Return the rows of a table; without a table one that is none."""
        if table is None:
            return (None,)
        return next((one.rows for one in self.contract.tables if one.label.id == table), ())

    def step(self, points: Expr, row: model.Row | None = None) -> Fraction | None:
        """Return the points taken each time, or of which a whole number of times is taken."""
        found = self.number(points, row)
        if found is not None:
            return found
        match points:
            case model.Arithmetic(op="mul", left=left, right=right):
                for times, of in ((left, right), (right, left)):
                    if times.type.kind == Kind.COUNT and of.type.kind == Kind.POINTS:
                        return self.step(of, row)
            case model.If():
                one, other = self.step(points.then, row), self.step(points.otherwise, row)
                return None if one is None or other is None else _common((one, other))
        return None


# ---------------------------------------------------------------- losses


@frozen
class Step:
    """Points that may be taken off an item, at most so many times in one period (None: any number)."""

    points: Fraction
    most: int | None


@frozen
class Losing:
    """An item (or a row of one): what it is worth, and what can take it."""

    worth: Fraction
    whole: bool  # by a condition, all at once
    steps: tuple[Step, ...]
    may_exceed: bool


def reach(contract: Contract, score: Score) -> Reach:
    """Return the values that a score (of a contract as it reads by default) can take in one period."""
    written = Written(contract)
    items = _items(written, score)
    start = _start(written, score)
    least = written.number(score.floor)
    if items is None or start is None or not items or score.unjudged == "left_out":
        low = NONE if least is None else least
        return Reach(None, low, start, score.rounded_to)
    found = _tried(items, start, least)
    if found is None or score.over_periods in ("mean", "pooled"):
        lowest = start - sum(one.worth for one in items) if found is None else found[0]
        low = lowest if least is None else max(least, lowest)
        return Reach(None, low, start, score.rounded_to)
    rounded = found if score.rounded_to is None else tuple(sorted({_round(one, score.rounded_to) for one in found}))
    return Reach(rounded)


def _round(value: Fraction, step: Fraction) -> Fraction:
    return floor(value / step + Fraction(1, 2)) * step


def _start(written: Written, score: Score) -> Fraction | None:
    if score.start is not None:
        return written.number(score.start)
    worths = [written.number(item.worth, row) for item in score.items for row in written.rows(item.table)]
    known = [one for one in worths if one is not None]
    return sum(known, NONE) if known and len(known) == len(worths) else None


def _items(written: Written, score: Score) -> tuple[Losing, ...] | None:
    """Return every item, one for each row of a table; None if one is worth, or loses, what is not written down."""
    found = []
    for item in score.items:
        for row in written.rows(item.table):
            one = _losing(written, score, item, row)
            if one is None:
                return None
            found.append(one)
    return tuple(found)


def _losing(written: Written, score: Score, item: ScoreItem, row: model.Row | None) -> Losing | None:
    worth = written.number(item.worth, row)
    steps = [_step(written, one.points, _most(written, score, one.per), row) for one in item.deductions]
    for clause, line in taking(written.contract, score, item):
        most = _most_of_clause(written, score, clause) if line.per.kind == "time" else _most(written, score, line.per)
        steps.append(_step(written, line.points, most, row))
    kept = tuple(one for one in steps if one is not None)
    if worth is None or len(kept) < len(steps) or worth < 0:
        return None
    return Losing(worth, item.condition is not None, kept, item.may_exceed)


def taking(contract: Contract, score: Score, item: ScoreItem) -> Iterator[tuple[model.Clause, model.Deduction]]:
    """Yield the lines of clauses that take points off an item."""
    for clause in contract.clauses:
        for line in clause.deductions:
            if (line.score, line.item) == (score.label.id, item.label.id):
                yield clause, line


def _step(written: Written, points: Expr, most: int | None, row: model.Row | None) -> Step | None:
    found = written.step(points, row)
    many = most if written.number(points, row) is not None else None
    return None if found is None or found < 0 else Step(found, many)


def _most(written: Written, score: Score, per: model.PointsFor) -> int | None:
    """Return how many times at most points are taken for a thing in one period of a score."""
    return _periods_in(written.contract, per.period, score) if per.kind == "period" else None


def _most_of_clause(written: Written, score: Score, clause: model.Clause) -> int | None:
    """Return how many breaches at most one period of a score can hold; None if nothing bounds them."""
    if clause.prohibitions or len(clause.triggers) != 1:
        return None
    for duty in clause.duties:
        match duty.owed:
            case model.Keep(what=model.Measured(name=name)):
                metric = next((one for one in written.contract.metrics if one.label.id == name), None)
                return None if metric is None else _periods_in(written.contract, metric.period, score)
            case model.Keep():
                return None
    match clause.triggers[0]:
        case model.Trigger(kind="term"):
            return 1
        case model.Trigger(kind="period", name=period):
            return _periods_in(written.contract, period, score)
        case model.Trigger(kind="row", name=table):
            return len(written.rows(table))
    return None


def _periods_in(contract: Contract, period: str | None, score: Score) -> int | None:
    """Return how many periods of one kind a period of a score holds at most, where both are months."""
    if period is not None and period == score.period:
        return 1
    lengths = {one.label.id: one.length for one in contract.periods}
    inner, outer = lengths.get(period or ""), lengths.get(score.period or "")
    if inner is None or outer is None or inner.unit not in _MONTHS or outer.unit not in _MONTHS:
        return None
    ratio = outer.count * _MONTHS[outer.unit] / (inner.count * _MONTHS[inner.unit])
    return int(ratio) if ratio.denominator == 1 else None


# ---------------------------------------------------------------- sets of losses, as bits


def _common(numbers: tuple[Fraction, ...]) -> Fraction:
    """Return the greatest number that divides all of some positive numbers."""
    below = lcm(*(one.denominator for one in numbers))
    return Fraction(gcd(*(int(one * below) for one in numbers)), below)


def _tried(items: tuple[Losing, ...], start: Fraction, least: Fraction | None) -> tuple[Fraction, ...] | None:
    """Return every value that a score can take, ascending, or None if there are too many steps to try."""
    sizes = [one.worth for one in items] + [step.points for one in items for step in one.steps]
    unit = _common(tuple(one for one in (*sizes, abs(start)) if one > 0) or (Fraction(1),))
    bottom = NONE if least is None else least
    deepest = start - min(bottom, NONE) + max(sizes)  # what goes further is below the floor, or as good as nothing
    cells = floor(max(deepest, sum((one.worth for one in items), NONE)) / unit) + 1
    if cells > MOST_CELLS:
        return None
    losses, whole = 1, (1 << cells) - 1
    for item in items:
        losses = _sums(losses, _losses(item, unit, cells), whole)
    found = {start - unit * at for at in _bits(losses)}
    return tuple(sorted({one if least is None else max(one, least) for one in found}))


def _losses(item: Losing, unit: Fraction, cells: int) -> int:
    """Return what an item can lose as bits: sums of its steps, the rest of its worth where they would pass it."""
    cap = cells - 1 if item.may_exceed else int(item.worth / unit)
    inside = (1 << (cap + 1)) - 1
    found, over = 1 | (1 << int(item.worth / unit) if item.whole else 0), False
    for step in item.steps:
        size, times = int(step.points / unit), 0
        while size and (step.most is None or times < step.most):
            wider = found | found << size
            over = over or wider > inside
            times += 1
            if wider & inside == found:
                break
            found = wider & inside
    return found | (1 << cap if over else 0)


def _sums(one: int, other: int, whole: int) -> int:
    """Return the sums of a member of one set and a member of the other, as bits."""
    few, many = sorted((one, other), key=int.bit_count)
    found = 0
    for at in _bits(few):
        found |= many << at
    return found & whole


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
