"""
Clauses that wait for each other: none of them can ever begin.

A clause can begin if its trigger needs no other clause, or one that can begin (``or``: one of them, ``and``: all).
What is left when nothing more can be added waits for itself.
"""

from collections.abc import Mapping

from luyue.dsl import model
from luyue.dsl.check.desk import Desk
from luyue.dsl.diagnostic import Label


def clauses(desk: Desk, found: tuple[model.Clause, ...]) -> None:
    """Note every circle of clauses whose triggers wait for each other."""
    waiting = {one.id: one for one in found}
    begun: set[str] = set()
    while fresh := {id_ for id_, one in waiting.items() if _begins(one, begun)}:
        begun |= fresh
        for id_ in fresh:
            del waiting[id_]
    while waiting:
        circle = _circle(waiting)
        spans = [waiting[one].span for one in circle]
        names = tuple(desk.written(one) for one in (*circle, circle[0]))
        labels = tuple(Label(span, "in-circle") for span in spans[1:])
        desk.error("cycle", spans[0], {"names": names}, labels=labels)
        waiting = {id_: one for id_, one in waiting.items() if not _leads_to(waiting, id_, set(circle))}


def _begins(one: model.Clause, begun: set[str]) -> bool:
    return not one.triggers or any(_fires(trigger, begun) for trigger in one.triggers)


def _fires(trigger: model.Trigger, begun: set[str]) -> bool:
    match trigger.kind:
        case "events":
            return any(isinstance(one, model.Pattern) or one.clause in begun for one in trigger.sources)
        case "condition" if trigger.condition is not None:
            return _holds(trigger.condition, begun)
    return True


def _holds(test: model.Expr, begun: set[str]) -> bool:
    """Say whether a condition may come true once some clauses have begun."""
    match test:
        case model.Logic(op="or", left=left, right=right):
            return _holds(left, begun) or _holds(right, begun)
        case model.Logic(left=left, right=right):
            return _holds(left, begun) and _holds(right, begun)
        case model.InState(clause=clause) if clause is not None:
            return clause in begun
    return True


def _needs(one: model.Clause) -> list[str]:
    """Return the clauses that a clause's triggers name, in their order."""
    ids = []
    for trigger in one.triggers:
        for node in model.walk((trigger.sources, trigger.condition)):
            match node:
                case model.BreachOf(clause=clause):
                    ids.append(clause)
                case model.InState(clause=clause) if clause is not None:
                    ids.append(clause)
    return ids


def _circle(waiting: Mapping[str, model.Clause]) -> list[str]:
    """Return one circle, beginning with the clause that stands first in the contract."""
    path = [next(iter(waiting))]
    while True:
        following = next(one for one in _needs(waiting[path[-1]]) if one in waiting)
        if following in path:
            circle = path[path.index(following) :]
            order = list(waiting)
            first = min(range(len(circle)), key=lambda at: order.index(circle[at]))
            return [*circle[first:], *circle[:first]]
        path.append(following)


def _leads_to(waiting: Mapping[str, model.Clause], start: str, circle: set[str]) -> bool:
    """Say whether a clause is in a circle or waits for one."""
    seen, left = set(), [start]
    while left:
        one = left.pop()
        if one in circle:
            return True
        if one not in seen and one in waiting:
            seen.add(one)
            left += _needs(waiting[one])
    return False
