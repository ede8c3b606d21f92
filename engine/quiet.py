"""
What nobody has to look at while a run goes on, because nothing it could say would change anything yet.

A log of a million calls changes one figure a month, and that figure is judged when the month is over. To look at it at
every call would cost as much as all the rest. So a plan knows which figures wait for the end of their period. Nothing
here changes a verdict: at the end of a period, and of the run, everything is looked at.
"""

from luyue.dsl import model
from luyue.engine.trend import trend

FIXED = (model.Const, model.PartyRef)
PLAIN = (*FIXED, model.Own, model.FieldOf, model.Compare, model.Same, model.Logic, model.Not, model.Includes)


def says_itself(pattern: model.Pattern) -> bool:
    """Return whether an event alone says if it fits a pattern, whatever else happened and whoever asks."""
    wheres = (node for where in pattern.where for node in model.walk(where))
    return all(isinstance(node, PLAIN) for node in wheres if isinstance(node, model.Expr))


def named_clauses(contract: model.Contract) -> frozenset[str]:
    """Return the clauses whose states something reads: a trigger, a condition, a figure, an interval, a role."""
    text = (contract.clauses, contract.lets, contract.metrics, contract.scores, contract.tiers, contract.intervals)
    found = {
        node.clause
        for node in model.walk((text, contract.limits, contract.instruments))
        if isinstance(node, (model.InState, model.BreachOf)) and node.clause is not None
    }
    return frozenset(found)


def waits(clause: model.Clause, metric: object) -> bool:
    """
    Return whether an event changes nothing but the figure of the period that it falls in, until that period is over.

    So it is for a ratio of events by their own time, held to fixed bounds, in a clause without exceptions.
    """
    if not isinstance(metric, model.Metric) or metric.period is None or trend(metric) is not None:
        return False
    plain = (metric.by_its, metric.confirmed_by) == (None, None)
    alone = not (clause.preconditions or clause.exceptions or clause.in_force or clause.survivals or clause.instrument)
    levels = [duty.owed.bounds for duty in clause.duties if isinstance(duty.owed, model.Keep)]
    bounds = [node for node in model.walk(tuple(levels)) if isinstance(node, model.Expr)]
    fixed = all(isinstance(node, model.Const) for node in bounds)
    return plain and alone and fixed and _of_events(metric.value)


def _of_events(expr: model.Expr) -> bool:
    """Return whether a formula reads nothing but events, each by what itself says."""
    match expr:
        case model.Arithmetic(left=left, right=right):
            return _of_events(left) and _of_events(right)
        case model.Aggregate(pattern=model.Pattern() as pattern, window=None):
            return says_itself(pattern)
        case _:
            return isinstance(expr, model.Const)
