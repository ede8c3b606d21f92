"""
Contracts made slightly wrong, to see whether the scenarios notice.

A mutant is a contract with one small change of the kind that people make when they write down a clause: 15 days became
14, 超过 became 以上, working days became days, payer and payee changed places, a cap or a roll was left out. A scenario
that fails on it kills it. A mutant that survives shows a figure or a word that no scenario holds to; what would kill it
is said, so that the scenario can be written.

Changes are made in the checked contract, so every mutant is a sound contract. Scenarios are tried in the order in
which they are likely to tell (see ``witnesses``), and the first that does is enough; those that the changed part cannot
touch, be it through others, are not tried.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, cast

from attrs import evolve, fields_dict, frozen, has

from luyue.app.trial.tested import Tested
from luyue.app.trial.witnesses import Names, Witnesses, columns_named
from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.dsl.quantity import Length, Money, Unit
from luyue.dsl.source import Span
from luyue.engine.calendar import WorkCalendar
from luyue.engine.scenario import run

GROUPS = ("lets", "readings", "blanks", "tables", "periods", "clauses", "metrics", "scores", "tiers", "limits")

STRICTER: Mapping[str, str] = {"ge": "gt", "gt": "ge", "le": "lt", "lt": "le"}

ROLLING = (Unit.DAY, Unit.MONTH, Unit.QUARTER, Unit.YEAR)


@frozen
class Mutant:
    """A contract with one small change."""

    clause: str  # id of the clause or other part that was changed
    line: int
    kind: str  # length, count, share, money, date, bound, working_days, swapped, cap_dropped, roll, exception_dropped
    before: object  # Length, Fraction, date, or a word
    after: object
    contract: model.Contract
    column: str | None = None  # of a table that was changed


@frozen
class Judged:
    """A mutant and the scenario that killed it; None: it survived."""

    mutant: Mutant
    killed_by: str | None


def judged(one: Tested, calendar: WorkCalendar) -> Iterator[Judged]:
    """Yield every mutant of a contract with the first scenario that tells it from the original."""
    witnesses = Witnesses.of(one)
    for mutant in mutants(one.contract):
        killers = (s.title for s in witnesses.for_part(mutant.clause, mutant.column) if kills(s, mutant, calendar))
        yield Judged(mutant, next(killers, None))


def kills(scenario: model.Scenario, mutant: Mutant, calendar: WorkCalendar) -> bool:
    """Return whether a scenario that the contract passes fails on a mutant."""
    return not run(mutant.contract, scenario, calendar=calendar).passed


# ---------------------------------------------------------------- making mutants


def mutants(contract: model.Contract) -> Iterator[Mutant]:
    """
    Yield the mutants of a contract, part by part in the order of the model.

    Of a table only the columns are changed that something has the name of: the others are there to be read by people.
    """
    named = frozenset(column for columns in columns_named(contract).values() for column in columns)
    for group in GROUPS:
        parts = getattr(contract, group)
        for place, part in enumerate(parts):
            changes = _cells(part, named) if isinstance(part, model.Table) else ((None, one) for one in _changes(part))
            for column, (line, kind, before, after, changed) in changes:
                with_it: dict[str, Any] = {group: (*parts[:place], changed, *parts[place + 1 :])}
                whole = evolve(contract, **with_it)
                yield Mutant(part.label.id, line or part.span.line, kind, before, after, whole, column)


def _cells(table: model.Table, named: Names) -> Iterator[tuple[str, "Change"]]:
    """Yield a table with each small change of a cell that something may read, with its column."""
    for place, row in enumerate(table.rows):
        for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            for line, kind, before, after, changed in _changes(cell) if column.label.id in named else ():
                new = evolve(row, cells=(*row.cells[:number], changed, *row.cells[number + 1 :]))
                rows = (*table.rows[:place], new, *table.rows[place + 1 :])
                yield column.label.id, (line, kind, before, after, evolve(table, rows=rows))


Change = tuple[int, str, object, object, Any]  # line, kind, before, after, the node changed


def _changes(node: Any) -> Iterator[Change]:
    """Yield a node with each one of its small changes, own ones first, then those of what stands in it."""
    yield from _own(node)
    for name, value in _parts(node):
        if isinstance(value, tuple):
            for place, part in enumerate(value):
                for line, kind, before, after, changed in _changes(part):
                    new = (*value[:place], changed, *value[place + 1 :])
                    yield line, kind, before, after, evolve(node, **{name: new})
        else:
            for line, kind, before, after, changed in _changes(value):
                yield line, kind, before, after, evolve(node, **{name: changed})


def _parts(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, (Span, model.Label, Length, Money)) or not has(type(node)):
        return
    for name in fields_dict(cast(Any, type(node))):
        if name not in ("span", "label", "gist", "cite", "notes"):
            yield name, getattr(node, name)


def _own(node: Any) -> Iterator[Change]:
    make = OWN.get(type(node))
    if make is not None:
        line = node.span.line if getattr(node, "span", None) is not None and node.span.source.text else 0
        for kind, before, after, changed in make(node):
            yield line, kind, before, after, changed


Small = Iterator[tuple[str, object, object, Any]]


def _const(node: model.Const) -> Small:
    value = node.value
    match node.type.kind, value:
        case Kind.LENGTH, Length(count=count, unit=unit):
            if count > 1:
                shorter = Length(count - 1, unit)
                yield "length", value, shorter, evolve(node, value=shorter)
            if unit is Unit.WORKING_DAY:
                natural = Length(count, Unit.DAY)
                yield "working_days", value, natural, evolve(node, value=natural)
        case Kind.COUNT, Fraction() if value > 1:
            yield "count", value, value - 1, evolve(node, value=value - 1)
        case Kind.RATE, Fraction() if value:
            less = value * Fraction(9, 10)
            yield "share", value, less, evolve(node, value=less)
        case Kind.MONEY, Money(amount=amount, currency=currency) if amount > 0:
            less_money = Money(amount - Fraction(1, 100), currency)
            yield "money", value, less_money, evolve(node, value=less_money)
        case Kind.DATE, date():
            before = value - timedelta(days=1)
            yield "date", value, before, evolve(node, value=before)
        case _:
            return


def _bound(node: model.Bound) -> Small:
    if node.op in STRICTER:
        yield "bound", node.op, STRICTER[node.op], evolve(node, op=STRICTER[node.op])


def _head(node: model.Head) -> Small:
    if node.payer != node.payee:
        yield "swapped", "payer, payee", "payee, payer", evolve(node, payer=node.payee, payee=node.payer)
    for place, cap in enumerate(node.caps):
        yield "cap_dropped", cap.op, "", evolve(node, caps=(*node.caps[:place], *node.caps[place + 1 :]))
    if node.once:
        yield "once_dropped", "once", "", evolve(node, once=False)
    if node.once_per_day:
        yield "once_dropped", "once per day", "", evolve(node, once_per_day=False)


def _pay(node: model.Pay) -> Small:
    if node.bearer != node.payee:
        yield "swapped", "payer, payee", "payee, payer", evolve(node, bearer=node.payee, payee=node.bearer)


def _timing(node: model.Timing) -> Small:
    if _rolls(node):
        yield "roll", "rolls", "none", evolve(node, roll="none")
    if node.until is not None:
        yield "closing_dropped", node.until.isoformat(), "24:00", evolve(node, until=None)
    if node.start_counted:
        yield "start_not_counted", "start day counted", "", evolve(node, start_counted=False)


def _rolls(node: model.Timing) -> bool:
    """Return whether a time moves from a day off, by its own word or by the rule for days, months and years."""
    if node.roll is not None:
        return node.roll != "none"
    length = node.time.length if isinstance(node.time, model.Within) else None
    return isinstance(length, model.Const) and isinstance(length.value, Length) and length.value.unit in ROLLING


def _clause(node: model.Clause) -> Small:
    for place, exception in enumerate(node.exceptions):
        if exception.under is None:
            rest = (*node.exceptions[:place], *node.exceptions[place + 1 :])
            yield "exception_dropped", "unless", "", evolve(node, exceptions=rest)


def _duty(node: model.Duty) -> Small:
    if node.same:
        yield "same_dropped", ", ".join(node.same), "", evolve(node, same=())


OWN: Mapping[type, Callable[[Any], Small]] = {
    model.Const: _const,
    model.Bound: _bound,
    model.Head: _head,
    model.Pay: _pay,
    model.Timing: _timing,
    model.Clause: _clause,
    model.Duty: _duty,
}
