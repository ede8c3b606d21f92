"""
What a clause's formulas say in numbers, to hold a gist against: every quantity with the boundary it stands under.

A let, a reading or a blank filled by law counts as what it stands for, a reading with every option. What a number
must be said for is only money and shares of heads, payments and caps: they are what a summary may not change in
silence.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

from attrs import evolve, fields_dict, frozen, has

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Kind
from luyue.dsl.quantity import COUNTS, Length, Money, Unit
from luyue.dsl.source import Span
from luyue.dsl.warn.worth import YUAN, worth


@frozen
class Quantity:
    """A number with its unit in a formula; ``bound`` is ge, le, gt, lt or None."""

    value: Fraction
    unit: Unit
    bound: str | None = None


def quantities(clause: Clause, contract: Contract) -> Iterator[Quantity]:
    """Yield every quantity of a clause's lines."""
    parts = (
        clause.triggers,
        clause.in_force,
        clause.preconditions,
        clause.duties,
        clause.prohibitions,
        clause.timings,
        clause.exceptions,
        clause.suspensions,
        clause.requirements,
        clause.deductions,
        clause.heads,
        clause.powers,
        clause.survivals,
    )
    yield from _Walk(contract).of(parts, None)
    for trigger in clause.triggers:
        yield from _of_period(contract, trigger.name)


def _of_period(contract: Contract, name: str | None) -> Iterator[Quantity]:
    """Yield the length of the periods that a clause runs for, and of all of them together."""
    for period in contract.periods:
        if period.label.id == name and period.length is not None:
            length = period.length
            yield Quantity(length.count, length.unit)
            if isinstance(period.count, model.Const) and isinstance(period.count.value, Fraction):
                yield Quantity(period.count.value, Unit.ITEM)
                yield Quantity(length.count * period.count.value, length.unit)


def money(clause: Clause, contract: Contract) -> Iterator[Quantity]:
    """Yield the amounts of a clause that can be worked out from the text, shares of the price included."""
    exprs = [head.amount for head in clause.heads]
    exprs += [cap.limit for head in clause.heads for cap in head.caps]
    exprs += [duty.owed.amount for duty in clause.duties if isinstance(duty.owed, model.Pay)]
    for expr in exprs:
        found = worth(expr, contract)
        if found is not None and found.base == YUAN:
            yield Quantity(found.times, Unit.MONEY)


def weighty(clause: Clause, contract: Contract) -> Iterator[Quantity]:
    """Yield the shares and amounts of heads, caps and payments, as they are written, readings at their default."""
    walk = _Walk(contract, defaults=True)
    heads = tuple((head.amount, head.caps) for head in clause.heads)
    payments = tuple(duty.owed.amount for duty in clause.duties if isinstance(duty.owed, model.Pay))
    return (one for one in walk.of((heads, payments), None) if one.unit in (Unit.SHARE, Unit.MONEY))


class _Walk:
    """A walk over formulas that follows the names in them, each once."""

    def __init__(self, contract: Contract, *, defaults: bool = False) -> None:
        self.contract = contract
        self.defaults = defaults
        self.seen: set[str] = set()

    def of(self, node: object, bound: str | None) -> Iterator[Quantity]:
        """Yield the quantities below a node that stands under a boundary."""
        match node:
            case model.Const():
                yield from _constant(node, bound)
            case model.Bound(op, value) | model.Cap(op, value):
                yield from self.of(value, op)
            case model.Within(length=length, after=after):
                yield from self.of(length, "le")
                yield from self.of(after, None)
            case model.Ahead(length=length, of=of):
                yield from self.of(length, "ge")
                yield from self.of(of, None)
            case model.Per(count=count, unit=unit) if unit is not None:
                yield Quantity(count, unit)
            case model.Act(at_least=least) if least > 1:
                yield Quantity(Fraction(least), Unit.TIME, "ge")
                yield from self.of(evolve(node, at_least=1), bound)
            case model.Arithmetic(op="div", left=left, right=model.Const(value=Fraction() as by)) if by:
                yield Quantity(1 / by, Unit.SHARE)
                yield from self.of(left, bound)
            case model.Param(source=source, name=name):
                yield from self._named(source, name, bound)
            case model.TimeOfReading(reading=name):
                yield from self._named("reading", name, bound)
            case _:
                yield from self._below(node, bound)

    def _named(self, source: str, name: str, bound: str | None) -> Iterator[Quantity]:
        if name in self.seen:
            return
        self.seen.add(name)
        yield from self.of(self._meaning(source, name), bound)
        self.seen.discard(name)

    def _meaning(self, source: str, name: str) -> object:
        """Return what a let, a blank or a reading stands for; a reading for every option, or for its default."""
        match source:
            case "let":
                return next((one.value for one in self.contract.lets if one.label.id == name), None)
            case "blank":
                return next((one.filler for one in self.contract.blanks if one.label.id == name), None)
        options = next((one.options for one in self.contract.readings if one.label.id == name), ())
        chosen = next((one for one in options if one.default), options[0]) if options else None
        return tuple(one.value for one in options if not self.defaults or one is chosen)

    def _below(self, node: object, bound: str | None) -> Iterator[Quantity]:
        if isinstance(node, tuple):
            for one in node:
                yield from self.of(one, bound)
        elif isinstance(node, model.Label | Span | model.Type):
            return
        elif has(type(node)):
            inner = None if isinstance(node, model.Compare | model.InState | model.IntervalState) else bound
            for name in fields_dict(cast(Any, type(node))):
                yield from self.of(getattr(node, name), inner)


def _constant(node: model.Const, bound: str | None) -> Iterator[Quantity]:
    match node.value, node.type.kind:
        case Money(amount=amount), _:
            yield Quantity(amount, Unit.MONEY, bound)
        case Length(count=count, unit=unit), _:
            yield Quantity(count, unit, bound)
        case Fraction() as value, Kind.RATE:
            yield Quantity(value, Unit.SHARE, bound)
        case Fraction() as value, Kind.POINTS:
            yield Quantity(value, Unit.POINT, bound)
        case Fraction() as value, Kind.COUNT:
            units = {unit.value: unit for unit in (*COUNTS, Unit.DAY)}
            yield Quantity(value, units.get(node.type.of or "", Unit.NUMBER), bound)
        case Fraction() as value, _:
            yield Quantity(value, Unit.NUMBER, bound)
