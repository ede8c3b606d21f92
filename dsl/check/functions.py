"""Functions in formulas: of times, of several values, of periods, and over many events."""

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.arithmetic import is_reversed
from luyue.dsl.check.desk import Env
from luyue.dsl.check.names import stated
from luyue.dsl.check.patterns import field_of_event, pattern
from luyue.dsl.check.types import (
    DATE,
    DAYS,
    INSTANT,
    MONEY,
    NUMBER,
    NUMERIC,
    ORDERED,
    TIMES,
    TRUTH,
    fit,
    is_ratio,
    unit_of,
)
from luyue.dsl.check.wanted import edge, fitted, instant, mismatch
from luyue.dsl.model import Const, Expr, Fn, Kind, Type


def unary(env: Env, node: syntax.Unary, want: Type | None) -> Expr | None:
    """Return what an operator before one value gives."""
    match node.op:
        case "not":
            return env.condition(node)
        case "end_of":
            return _end_of(env, node)
        case "previous":
            return _previous(env, node)
        case "is_working_day":
            day = instant(env, node.of)
            return None if day is None else Fn(TRUTH, "is_working_day", (day,), span=node.span)
        case "rounded_up":
            return _rounded_up(env, node, want)
    raise ValueError(f"unknown operator {node.op}")


def _end_of(env: Env, node: syntax.Unary) -> Expr | None:
    if isinstance(node.of, syntax.Ref):
        declared = env.desk.names.find(node.of.name.text, env.scope)
        if declared is not None and declared.id == "term" and declared.sort == "known":
            env.desk.names.note(node.of.name, declared.label)
            if not stated(env, node, node.of.name, "term"):
                return None
            return model.Known(DATE, "term_end", span=node.span)
    found = period(env, node.of)
    return None if found is None else Fn(DATE, "end_of", (found,), span=node.span)


def period(env: Env, node: syntax.Expr) -> Expr | None:
    """Return the period for which the clause runs, or a month."""
    if isinstance(node, syntax.Ref) and node.name.text not in env.vars:
        declared = env.desk.names.find(node.name.text, env.scope)
        if declared is not None and declared.sort == "period":
            env.desk.names.note(node.name, declared.label)
            env.error("period-not-at-hand", node, {"name": node.name.text})
            return None
    found = env.value(node)
    if found is None:
        return None
    if found.type.kind not in (Kind.PERIOD, Kind.MONTH):
        env.wants(node, "period", found.type.kind.value)
        return None
    return found


def _previous(env: Env, node: syntax.Unary) -> Expr | None:
    """Return the period before the one at hand, or a figure or score as it was for that period."""
    if isinstance(node.of, syntax.Ref) and node.of.name.text not in env.vars:
        declared = env.desk.names.find(node.of.name.text, env.scope)
        if declared is not None and declared.sort in ("metric", "score", "tiers"):
            found = env.value(node.of)
            return None if found is None else Fn(found.type, "previous", (found,), span=node.span)
    span_of_time = period(env, node.of)
    return None if span_of_time is None else Fn(span_of_time.type, "previous", (span_of_time,), span=node.span)


def _rounded_up(env: Env, node: syntax.Unary, want: Type | None) -> Expr | None:
    found = env.value(node.of, want)
    if found is None:
        return None
    if found.type.kind not in (Kind.NUMBER, Kind.COUNT) and not is_ratio(found):
        env.error("type-mismatch", node.of, {"have": unit_of(found.type), "want": unit_of(NUMBER)})
        return None
    return Fn(NUMBER if is_ratio(found) else found.type, "rounded_up", (found,), span=node.span)


def call(env: Env, node: syntax.Call, want: Type | None) -> Expr | None:
    """Return what a function of several values gives."""
    match node.fn:
        case "later_of" | "earlier_of":
            times = [instant(env, one) for one in node.args]
            if None in times:
                return None
            found = tuple(one for one in times if one is not None)
            kind = DATE if all(one.type.kind == Kind.DATE for one in found) else INSTANT
            return Fn(kind, node.fn, found, span=node.span)
        case "greater_of" | "lesser_of":
            return _extreme(env, node, want)
        case "days_of":
            return _days_of(env, node)
        case "day_of":
            day = instant(env, node.args[0])
            return None if day is None else Fn(DATE, "day_of", (day,), span=node.span)
        case "equal_part":
            return _equal_part(env, node)
    raise ValueError(f"unknown function {node.fn}")


def _extreme(env: Env, node: syntax.Call, want: Type | None) -> Expr | None:
    found = [env.value(one, want) for one in node.args]
    if None in found:
        return None
    values = [one for one in found if one is not None]
    first = values[0].type
    same = []
    for one, written in zip(values, node.args, strict=True):
        fits = (fit(one, first) or _nothing_of(one, first)) if one.type.kind in NUMERIC else None
        if fits is None:
            mismatch(env, written, one.type, first if first.kind in NUMERIC else NUMBER)
            return None
        same.append(fits)
    return Fn(first, node.fn, tuple(same), span=node.span)


def _nothing_of(one: Expr, kind: Type) -> Expr | None:
    """Return a plain 0 as none of a count, of points or of a share: nothing has no unit."""
    plain = isinstance(one, Const) and one.type.kind == Kind.NUMBER and one.value == 0
    return evolve(one, type=kind) if plain and kind.kind in (Kind.COUNT, Kind.POINTS, Kind.RATE) else None


def _days_of(env: Env, node: syntax.Call) -> Expr | None:
    if len(node.args) == 1:
        env.error("days-of-one", node)
        return None
    first, last = instant(env, node.args[0]), instant(env, node.args[1])
    return None if first is None or last is None else Fn(DAYS, "days_of", (first, last), span=node.span)


def _equal_part(env: Env, node: syntax.Call) -> Expr | None:
    """Return the part of a total that falls to the period at hand; how many parts there are is the period's count."""
    total, many = fitted(env, node.args[0], MONEY), env.value(node.args[1], NUMBER)
    if total is None or many is None:
        return None
    at_hand = next((one.type.of for one in env.vars.values() if one.type.kind == Kind.PERIOD), None)
    period_at_hand = env.desk.periods.get(at_hand or "")
    if period_at_hand is None or len(node.args) > 2:
        env.error("part-of-which-period", node)
        return None
    count = period_at_hand.count
    in_all = count.value if isinstance(count, Const) else len(period_at_hand.windows)
    if not isinstance(many, Const) or many.value != in_all:
        env.error("part-of-how-many", node.args[1], {"count": str(in_all)})
        return None
    return Fn(MONEY, "equal_part", (total,), span=node.span)


def aggregate(env: Env, node: syntax.Aggregate, _: Type | None) -> Expr | None:
    """Return a figure over many events, or how often a condition came true."""
    window = None if node.window is None else window_of(env, node.window)
    if node.window is not None and window is None:
        return None
    if node.fn == "count":
        return _count(env, node, window)
    found = field_of_event(env, node.of)
    if found is None:
        return None
    events, member = found
    if node.fn != "latest" and member.type.kind not in (NUMERIC if node.fn in ("total", "average") else ORDERED):
        env.error("type-mismatch", node.of, {"have": unit_of(member.type), "want": unit_of(NUMBER)})
        return None
    return model.Aggregate(member.type, node.fn, events, member.label.id, None, window, span=node.span)


def _count(env: Env, node: syntax.Aggregate, window: model.Window | None) -> Expr | None:
    if isinstance(node.of, syntax.Ref | syntax.Pattern):
        events = pattern(env, node.of)
        return None if events is None else model.Aggregate(TIMES, "count", events, None, None, window, span=node.span)
    test = env.condition(node.of)
    if test is None:
        return None
    if not _recurs(test):
        env.error("counts-no-occurrence", node.of)
        return None
    return model.Aggregate(TIMES, "count", None, None, test, window, span=node.span)


def _recurs(test: Expr) -> bool:
    """Say whether a condition has occurrences to count: events, a clause entering a state, periods of a figure."""
    match test:
        case model.Happened():
            return True
        case model.InState(clause=str(), state=state, bounds=limits, window=None):
            return state != "undetermined" and all(one.value.type.kind == Kind.LENGTH for one in limits)
        case model.Compare(of=model.Measured()):
            return True
    return False


def window_of(env: Env, node: syntax.Expr) -> model.Window | None:
    """Return a span of time: the term, a declared period, or from one date to another."""
    if isinstance(node, syntax.Between):
        start, end = edge(env, node.low, last=False), edge(env, node.high, last=True)
        if start is None or end is None:
            return None
        if is_reversed(start, end):
            env.error("range-reversed", node)
            return None
        return model.Window("dates", None, start, end)
    if isinstance(node, syntax.Ref):
        declared = env.find(node.name)
        if declared is not None and declared.sort == "known" and declared.id == "term":
            if not stated(env, node, node.name, "term"):
                return None
            return model.Window("term")
        if declared is not None and declared.sort == "period":
            return model.Window("period", declared.id)
    if isinstance(node, syntax.Unary) and node.op == "previous":
        before = window_of(env, node.of)
        if before is None or before.kind == "period":
            return None if before is None else evolve(before, kind="previous")
    env.wants(node, "window")
    return None
