"""States of clauses and intervals: breached, late, performed, exercised, ongoing, lasting."""

from typing import Final

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.functions import window_of
from luyue.dsl.check.names import interval, named
from luyue.dsl.check.types import LENGTH, TIMES, TRUTH
from luyue.dsl.check.wanted import bounds
from luyue.dsl.model import Expr, Type
from luyue.dsl.resolve import Declared

INTERVAL_STATES: Final = ("ongoing", "lasting")


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
    elif env.clause is None or not (env.clause.owes or env.clause.power or env.clause.sources):
        env.error("state-of-what", node)
        return None
    limits = state_bounds(env, node)
    window = None if node.window is None else window_of(env, node.window)
    if limits is None or (node.window is not None and window is None):
        return None
    return model.InState(TRUTH, clause, model_state(node), limits, window, span=node.span)


def model_state(node: syntax.State) -> str:
    """Return the model's word for a state: a payment overdue is late."""
    return "late" if node.state == "overdue" else node.state


def clause_in_state(env: Env, node: syntax.State) -> Declared | None:
    """Return the clause a state speaks of; it must have a duty (or, to be exercised, a power)."""
    if not isinstance(node.of, syntax.Ref):
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
    """Return the bounds of a state: a length for late, a number of times for breached; no other state has one."""
    if not node.bounds:
        return ()
    of = {"late": LENGTH, "overdue": LENGTH, "breached": TIMES, "missed": TIMES, "exercised": TIMES}.get(node.state)
    if of is None:
        env.error("state-without-bounds", node, {"state": f"@state-{node.state}"})
        return None
    return bounds(env, node.bounds, model.Known(of, "state"))


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
