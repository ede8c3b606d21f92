"""Figures over events and one cap over several clauses: metrics and limits."""

from fractions import Fraction

from luyue.dsl import model, syntax
from luyue.dsl.check.clauses import under_of
from luyue.dsl.check.desk import Desk, Env
from luyue.dsl.check.names import named
from luyue.dsl.check.patterns import field_of_event
from luyue.dsl.check.triggers import calendar_period
from luyue.dsl.check.types import MONEY
from luyue.dsl.check.wanted import mismatch
from luyue.dsl.model import Expr, Kind, Type
from luyue.dsl.resolve import Declared


def metric(desk: Desk, declared: Declared, part: syntax.Metric) -> model.Metric | None:
    """Return a figure per period."""
    env = Env(desk, declared.scope)
    kind = desk.type_of(declared)
    found = None if kind is None else env.value(part.value)
    over, right = every(env, part.every)
    if found is None or not right:
        return None
    by_its = None if part.by_its is None else _period_field(env, part.by_its, found)
    rounded = _step(env, part.rounded_to)
    confirmed = None
    if part.confirmed_by is not None and (read := field_of_event(env, part.confirmed_by)) is not None:
        happening = model.Happening(Type(Kind.INSTANT), read[0], span=part.confirmed_by.span)
        confirmed = model.FieldOf(read[1].type, happening, read[1].label.id, span=part.confirmed_by.span)
    if part.by_its is not None and by_its is None:
        return None
    return model.Metric(
        declared.label, found, over, by_its, part.no_data or "undetermined", rounded, confirmed, span=part.span
    )


def _step(env: Env, node: syntax.Expr | None) -> Fraction | None:
    if node is None:
        return None
    if isinstance(node, syntax.Literal):
        return node.value
    env.wants(node, "number")
    return None


def _period_field(env: Env, name: syntax.Name, of: Expr) -> str | None:
    """Return the id of the month, period or date field that every event of a figure carries."""
    events = tuple(dict.fromkeys(one.event for one in model.walk(of) if isinstance(one, model.Pattern)))
    found = [env.desk.members[one].get(name.text) for one in events]
    kept = [one for one in found if one is not None]
    if not kept or len(kept) != len(found) or len({one.label.id for one in kept}) > 1:
        env.desk.near("same-missing", name, [text for one in events for text in env.desk.members[one]])
        return None
    env.desk.names.note(name, kept[0].label)
    if kept[0].type.kind not in (Kind.MONTH, Kind.PERIOD, Kind.DATE):
        env.wants(name, "period", kept[0].type.kind.value)
        return None
    return kept[0].label.id


def limit(desk: Desk, declared: Declared, part: syntax.Limit) -> model.Limit | None:
    """Return one cap over the heads of several clauses."""
    env = Env(desk, declared.scope)
    at_most = env.value(part.at_most, MONEY)
    if at_most is not None and at_most.type.kind != Kind.MONEY:
        mismatch(env, part.at_most, at_most.type, MONEY)
        at_most = None
    over = []
    for name in part.over:
        found = named(env, name, "clause")
        if found is None:
            continue
        if not desk.clauses[found.id].heads:
            env.error("no-remedy-there", name, {"name": name.text})
            continue
        over.append(found.id)
    period_id, right = every(env, part.every)
    unless = None if part.unless is None else env.condition(part.unless)
    if at_most is None or not right or (part.unless is not None and unless is None):
        return None
    cite, under = part.heading.cite, under_of(env, part.under)
    return model.Limit(declared.label, cite, at_most, tuple(over), period_id, unless, under, span=part.span)


def every(env: Env, node: syntax.Expr | None) -> tuple[str | None, bool]:
    """Return the period that a metric or limit is taken over (None: the contract), and whether that is right."""
    if node is None:
        return None, True
    if isinstance(node, syntax.Literal):
        found = calendar_period(env, node)
        return found, found is not None
    if isinstance(node, syntax.Ref):
        declared = named(env, node.name, "period")
        return (None, False) if declared is None else (declared.id, True)
    env.wants(node, "period-or-table")
    return None, False
