"""States of clauses and intervals: breached, late, performed, exercised, ongoing, lasting."""

from fractions import Fraction
from typing import Final

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.functions import window_of
from luyue.dsl.check.names import interval, named
from luyue.dsl.check.patterns import filters
from luyue.dsl.check.ties import fields_of_instances
from luyue.dsl.check.types import LENGTH, TIMES, TRUTH
from luyue.dsl.check.wanted import bounds
from luyue.dsl.model import Expr, Kind, Type
from luyue.dsl.quantity import LENGTHS
from luyue.dsl.resolve import Declared

INTERVAL_STATES: Final = ("ongoing", "lasting")
COUNTED: Final = ("breached", "missed", "exercised", "performed")  # states that may have a number of times


def state(env: Env, node: syntax.State, _: Type | None) -> Expr | None:
    """Return whether a clause or interval is in a state; without a name, the clause's own."""
    if node.state in INTERVAL_STATES:
        return _interval_state(env, node)
    clause = None
    if node.of is not None:
        declared = clause_in_state(env, node)
        if declared is None:
            return None
        clause = declared.id
    elif not _has_state(env, node.state):
        env.error("state-of-what", node)
        return None
    limits, where = state_bounds(env, node), state_filter(env, node)
    window = None if node.window is None else window_of(env, node.window)
    if limits is None or where is None or (node.window is not None and window is None):
        return None
    state_of = model_state(node)
    if state_of == "breached" or (window is None and not any(_is_count(one) for one in limits)):
        return model.InState(TRUTH, clause, state_of, limits, window, where, span=node.span)
    if clause is None:
        env.error("counts-no-occurrence", node)
        return None
    return _so_often(model.InState(TRUTH, clause, state_of, limits, None, where, span=node.span), window)


def _has_state(env: Env, state_: str) -> bool:
    """Say whether a clause, or the one whose breach it follows, can be in a state: only a power is exercised."""
    clause = env.clause
    return clause is not None and (clause.owes or bool(clause.sources) or (clause.power and state_ == "exercised"))


def _so_often(one: model.InState, window: model.Window | None) -> Expr:
    """Return whether a clause entered a state as often as the bounds of a count say; without one, at least once."""
    lengths = tuple(bound for bound in one.bounds if not _is_count(bound))
    times = tuple(bound for bound in one.bounds if _is_count(bound))
    once = model.Bound("ge", model.Const(TIMES, Fraction(1), span=one.span))
    many = model.Aggregate(TIMES, "count", None, None, evolve(one, bounds=lengths), window, span=one.span)
    return model.Compare(TRUTH, many, times or (once,), span=one.span)


def _is_count(bound: model.Bound) -> bool:
    return bound.value.type.kind == Kind.COUNT


def model_state(node: syntax.State) -> str:
    """Return the model's word for a state: a payment overdue is late."""
    return "late" if node.state == "overdue" else node.state


def clause_in_state(env: Env, node: syntax.State) -> Declared | None:
    """Return the clause a state speaks of; it must have a duty (or, to be exercised, a power)."""
    if not isinstance(node.of, syntax.Ref | syntax.Pattern):
        env.wants(node.of or node, "clause")
        return None
    declared = named(env, node.of.name, "clause")
    if declared is None:
        return None
    facts = env.desk.clauses.get(declared.id)
    if facts is not None and not (facts.power if node.state == "exercised" else facts.owes):
        code = "no-power-there" if node.state == "exercised" else "no-duty-there"
        env.error(code, node.of, {"name": node.of.name.text})
        return None
    return declared


def state_bounds(env: Env, node: syntax.State) -> tuple[model.Bound, ...] | None:
    """Return the bounds of a state: a number of times, for late also a length; what is undetermined has none."""
    if not node.bounds:
        return ()
    late = node.state in ("late", "overdue")
    if not late and (node.state not in COUNTED or any(_is_length(one) for one in node.bounds)):
        env.error("state-without-bounds", node, {"state": f"@state-{node.state}"})
        return None
    if not late:
        return bounds(env, node.bounds, model.Known(TIMES, "state"))
    limits = [_of_late(env, one) for one in node.bounds]
    return tuple(one for one in limits if one is not None) if None not in limits else None


def state_filter(env: Env, node: syntax.State) -> tuple[Expr, ...] | None:
    """
    Return the conditions that choose among the instances of the clause a state speaks of; None if one is wrong.

    They speak of what tells the instances apart and of the event or row that brought them.
    """
    if not isinstance(node.of, syntax.Pattern):
        return ()
    declared = env.desk.names.find(node.of.name.text, env.scope)
    if declared is None or declared.sort != "clause":
        return None  # noted where the clause is looked for
    fields = fields_of_instances(env.desk, declared.id)
    if not fields:
        env.error("nothing-to-choose-by", node.of, {"name": node.of.name.text})
        return None
    env.desk.members[declared.id] = fields
    return filters(env, node.of, Type(Kind.EVENT, of=declared.id))


def _is_length(one: syntax.Bound) -> bool:
    return isinstance(one.value, syntax.Literal) and one.value.unit in LENGTHS


def _of_late(env: Env, one: syntax.Bound) -> model.Bound | None:
    """Return a bound of lateness: how long it lasts, or how many times there was one."""
    found = env.value(one.value, LENGTH)
    times = found is not None and found.type == TIMES
    limits = None if found is None else bounds(env, (one,), model.Known(TIMES if times else LENGTH, "state"))
    return None if limits is None else limits[0]


def _interval_state(env: Env, node: syntax.State) -> Expr | None:
    found = None if node.of is None else interval(env, node.of)
    if node.of is None:
        env.error("state-of-what", node)
    if found is None:
        return None
    if node.state == "lasting" and not node.bounds:
        env.error("missing-boundary", node)
        return None
    limits = bounds(env, node.bounds, model.Known(LENGTH, "state"))
    return None if limits is None else model.IntervalState(TRUTH, found.id, node.state, limits, span=node.span)
