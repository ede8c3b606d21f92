"""
Scores: points per period, what their items are worth, and what takes them.

An item is worth points; what is written under it, and what clauses name it, takes them off. An item with a condition
is earned or lost whole. One line may make an item of every row of a table; the row is then what the worth, the
condition and the deductions speak of.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.clauses import under_of
from luyue.dsl.check.desk import Desk, Env, ItemFacts
from luyue.dsl.check.figures import every
from luyue.dsl.check.names import named
from luyue.dsl.check.patterns import field_of_event
from luyue.dsl.check.points import inside, points_for
from luyue.dsl.check.types import INSTANT, POINTS, unit_of
from luyue.dsl.check.wanted import fitted
from luyue.dsl.diagnostic import Label
from luyue.dsl.model import Expr, Kind, Type, Var
from luyue.dsl.quantity import Unit
from luyue.dsl.resolve import Declared, of_heading


def items_of(desk: Desk, declared: Declared, part: syntax.Score) -> None:
    """Enter a score's items, so that clauses can name them; a second item of one name is noted."""
    found: dict[str, ItemFacts] = {}
    first: dict[str, syntax.ScoreItem] = {}
    for one in part.items:
        facts = _facts(desk, declared, one)
        if facts is None:
            continue
        for text in dict.fromkeys((facts.label.zh, facts.label.en)):
            if text in found:
                desk.error("duplicate-name", one.span, {"name": text}, labels=(Label(first[text].span, "first-here"),))
            found.setdefault(text, facts)
            first.setdefault(text, one)
    desk.items[declared.id] = found


def _facts(desk: Desk, declared: Declared, one: syntax.ScoreItem) -> ItemFacts | None:
    if one.heading is not None:
        label = of_heading(one.heading, declared.scope.language)
        for name in (one.heading.name, one.heading.twin):
            if name is not None:
                desk.names.note(name, label)
        return ItemFacts(label)
    table = None if one.every is None else desk.names.find(one.every.text, declared.scope)
    return None if table is None else ItemFacts(table.label, table.id)


def score(desk: Desk, declared: Declared, part: syntax.Score) -> model.Score | None:
    """Return a score with its items; items that are wrong are noted and left out."""
    env = Env(desk, declared.scope)
    over, right = every(env, part.every)
    start = None if part.start is None else fitted(env, part.start, POINTS)
    floor = None if part.floor is None else fitted(env, part.floor, POINTS)
    if over is not None:
        env = inside(env, model.PointsFor("period", period=over))
    items = tuple(found for one in part.items if (found := _item(env, one)) is not None)
    if not part.items and part.confirmed_by is None:
        desk.error("score-of-nothing", part.heading.span, {"name": part.heading.name.text})
    if not right or (start, floor) != (start if part.start else None, floor if part.floor else None):
        return None
    return model.Score(
        declared.label,
        part.heading.cite,
        over,
        items,
        start,
        floor,
        _step(env, part.rounded_to),
        _confirmed(env, part.confirmed_by),
        part.over_periods,
        part.unjudged,
        span=part.span,
    )


def _item(env: Env, one: syntax.ScoreItem) -> model.ScoreItem | None:
    label, table = _named(env, one)
    if label is None:
        return None
    if table is not None:
        env = _with_row(env, table, one.alias)
    worth = fitted(env, one.worth, POINTS)
    test = None if one.condition is None else env.condition(one.condition)
    taken = tuple(found for line in one.deducts if (found := _deduction(env, line)) is not None)
    if worth is None or (one.condition is not None and test is None):
        return None
    alias = None if table is None else table.id
    cite = None if one.heading is None else one.heading.cite
    return model.ScoreItem(
        label, worth, test, alias, alias, taken, one.may_exceed, under_of(env, one.under), cite, span=one.span
    )


def _named(env: Env, one: syntax.ScoreItem) -> tuple[model.Label | None, Declared | None]:
    """Return the label of an item, and the table where it stands for each of its rows."""
    if one.heading is not None:
        return of_heading(one.heading, env.scope.language), None
    table = None if one.every is None else named(env, one.every, "table")
    return (None, None) if table is None else (table.label, table)


def _with_row(env: Env, table: Declared, alias: syntax.Name | None) -> Env:
    row = Var(Type(Kind.ROW, of=table.id), table.id)
    names = {table.label.zh: row, table.label.en: row}
    names |= {text: row for text, part in env.scope.own.items() if part.label == table.label}
    if alias is not None:
        names[alias.text] = row
    return evolve(env, vars={**env.vars, **names})


def _deduction(env: Env, line: syntax.ItemDeduct) -> model.ItemDeduction | None:
    if line.per is None:
        env.error("points-for-what", line)
        return None
    per = points_for(env, line.per)
    if per is None:
        return None
    within = inside(env, per)
    points = fitted(within, line.points, POINTS)
    unless = None if line.unless is None else within.condition(line.unless)
    if points is None or (line.unless is not None and unless is None):
        return None
    return model.ItemDeduction(points, per, unless, under_of(env, line.under), span=line.span)


def _step(env: Env, node: syntax.Expr | None) -> Fraction | None:
    """Return the step that a score is rounded to, in points."""
    if node is None:
        return None
    if isinstance(node, syntax.Literal) and node.unit in (Unit.NUMBER, Unit.POINT) and node.value > 0:
        return node.value
    env.wants(node, "points")
    return None


def _confirmed(env: Env, node: syntax.Expr | None) -> model.FieldOf | None:
    """Return the field of the event that takes the place of what is worked out: points, or a plain number of them."""
    if node is None:
        return None
    found = field_of_event(env, node)
    if found is None:
        return None
    events, member = found
    if member.type.kind not in (Kind.POINTS, Kind.NUMBER):
        env.error("type-mismatch", node, {"have": unit_of(member.type), "want": unit_of(POINTS)})
        return None
    happening: Expr = model.Happening(INSTANT, events, span=node.span)
    return model.FieldOf(member.type, happening, member.label.id, span=node.span)


def _type_of_score(_: Desk, __: Declared) -> Type:
    return POINTS


WORKERS: Final[Mapping[str, Callable[[Desk, Declared], Type | None]]] = MappingProxyType({"score": _type_of_score})
