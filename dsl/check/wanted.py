"""A value of the type that its place wants: any other is noted with the way out that fits."""

from calendar import monthrange
from datetime import date

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.types import DATE, INSTANT, fit, is_ratio, unit_of
from luyue.dsl.model import Const, Expr, Fn, Kind, Type


def mismatch(env: Env, node: syntax.Node, have: Type, want: Type) -> None:
    """Note that a value is of another type than its place wants."""
    if want.kind == Kind.MONEY and have.kind == Kind.RATE:
        env.error("missing-base", node)
    elif have.kind == Kind.NUMBER and want.kind in (Kind.LENGTH, Kind.COUNT, Kind.MONEY, Kind.POINTS):
        env.error("number-without-unit", node, {"want": unit_of(want)})
    elif {have.kind, want.kind} <= {Kind.LENGTH, Kind.COUNT}:
        env.error("unit-mismatch", node, {"have": unit_of(have), "want": unit_of(want)})
    else:
        env.error("type-mismatch", node, {"have": unit_of(have), "want": unit_of(want)})


def fitted(env: Env, node: syntax.Expr, want: Type) -> Expr | None:
    """Return a value of type ``want``; any other is an error with the way out."""
    found = env.value(node, want)
    if found is None:
        return None
    fits = fit(found, want)
    if fits is None:
        mismatch(env, node, found.type, want)
    return fits


def instant(env: Env, node: syntax.Expr, *, months: bool = False) -> Expr | None:
    """Return a date, an instant, or an event taken as its instant (with ``months``: a month, for its last day)."""
    found = env.value(node, INSTANT)
    if found is None:
        return None
    if isinstance(found, model.Var) and found.type.kind == Kind.EVENT:
        return evolve(found, type=INSTANT)
    if found.type.kind in (Kind.DATE, Kind.INSTANT) or (months and found.type.kind == Kind.MONTH):
        return found
    env.wants(node, "time", found.type.kind.value)
    return None


def edge(env: Env, node: syntax.Expr, *, last: bool) -> Expr | None:
    """Return an end of a span of days: a month written down stands for its first or its ``last`` day."""
    found = instant(env, node, months=True)
    if found is None or found.type.kind != Kind.MONTH:
        return found
    match found:
        case Const(value=(int() as year, int() as month)):
            day = date(year, month, monthrange(year, month)[1] if last else 1)
            return Const(DATE, day, span=found.span)
    if last:
        return Fn(DATE, "end_of", (found,), span=found.span)
    env.wants(node, "date", "month")
    return None


def bounds(env: Env, written: tuple[syntax.Bound, ...], of: Expr) -> tuple[model.Bound, ...] | None:
    """Return bounds on a value, each of the value's own type."""
    found = []
    for one in written:
        limit = env.value(one.value, of.type)
        fits = None if limit is None else _bound(of, limit)
        if limit is not None and fits is None:
            mismatch(env, one.value, limit.type, of.type)
        if fits is None:
            return None
        found.append(model.Bound(one.op, fits))
    return tuple(found)


def _bound(of: Expr, limit: Expr) -> Expr | None:
    if {of.type.kind, limit.type.kind} == {Kind.RATE, Kind.NUMBER} and is_ratio(of):
        return limit
    if of.type.kind == Kind.POINTS and limit.type.kind == Kind.NUMBER and isinstance(limit, Const):
        return evolve(limit, type=of.type)
    return fit(limit, of.type)
