"""
Points: what is taken off an item of a score, and for what.

A line of a clause takes its points for the clause's own breach, or for what it names; a line under an item always
names something, for an item has no breach of its own. What is named decides how often: events and breaches each time
they occur, a condition each time it comes true, a period or a table once for each of them.
"""

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.names import named
from luyue.dsl.check.triggers import calendar_period, occurs, source_of
from luyue.dsl.check.types import POINTS
from luyue.dsl.check.wanted import fitted
from luyue.dsl.model import Expr, Kind, PointsFor, Type, Under, Var

ONCE = PointsFor("time")


def deduction(env: Env, line: syntax.Deduct, under: Under | None) -> model.Deduction | None:
    """Return points off an item of a score, as a line of a clause takes them."""
    place = _item(env, line)
    per = ONCE if line.per is None else points_for(env, line.per)
    if per is None:
        return None
    points = fitted(inside(env, per), line.points, POINTS)
    if points is None or place is None:
        return None
    return model.Deduction(points, per, *place, under=under, span=line.span)


def _item(env: Env, line: syntax.Deduct) -> tuple[str, str] | None:
    """Return the score and the item that a line names as ``score.item``; an item of a table's rows by the table."""
    if not isinstance(line.of, syntax.Field) or not isinstance(line.of.of, syntax.Ref):
        env.error("points-off-what", line)
        return None
    declared = named(env, line.of.of.name, "score")
    if declared is None:
        return None
    items = env.desk.items[declared.id]
    found = items.get(line.of.name.text)
    if found is None:
        env.desk.near("unknown-item", line.of.name, items)
        return None
    env.desk.names.note(line.of.name, found.label)
    return declared.id, found.label.id


def points_for(env: Env, node: syntax.Expr) -> PointsFor | None:
    """Return what points are taken for: a period, the rows of a table, events, a clause in a state, a condition."""
    if isinstance(node, syntax.Literal):
        found = calendar_period(env, node)
        return None if found is None else PointsFor("period", period=found)
    if isinstance(node, syntax.Ref):
        declared = env.find(node.name)
        if declared is not None and declared.sort in ("period", "table"):
            return PointsFor("period" if declared.sort == "period" else "row", period=declared.id)
    if occurs(env, node):
        source = source_of(env, node)
        if source is None:
            return None
        return PointsFor("event" if isinstance(source, model.Pattern) else "state", source)
    test = env.condition(node)
    return None if test is None else PointsFor("condition", test)


def inside(env: Env, per: PointsFor) -> Env:
    """Return the environment in which points are worked out: the event, period or row they are for has its name."""
    match per:
        case PointsFor(kind="event", of=model.Pattern(event=event)):
            label = env.desk.events[event].label
            return _with(env, Type(Kind.EVENT, of=event), label)
        case PointsFor(kind="period", period=str() as period) if period in env.desk.periods:  # a wrong one is told
            return _with(env, Type(Kind.PERIOD, of=period), env.desk.periods[period].label)
        case PointsFor(kind="row", period=str() as table):
            declared = next(one for one in env.desk.names.table.values() if (one.sort, one.id) == ("table", table))
            return _with(env, Type(Kind.ROW, of=table), declared.label)
    return env


def _with(env: Env, kind: Type, label: model.Label) -> Env:
    var: Expr = Var(kind, kind.of or label.id)
    return evolve(env, vars={**dict.fromkeys((label.zh, label.en), var), **env.vars})
