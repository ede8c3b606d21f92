"""
What waits for itself: clauses of which none can ever begin, and scores that their own value takes points from.

A clause can begin if its trigger needs no other clause, or one that can begin (``or``: one of them, ``and``: all).
What is left when nothing more can be added waits for itself.

A score waits for the breaches that cost points, and a breach may wait for the score: a level it falls short of, a
bound that sets the clause off. An act or payment that the score makes due is another matter: it is broken in a later
period, and that is where its points belong.
"""

from collections.abc import Iterator, Mapping

from luyue.dsl import model
from luyue.dsl.check.at_hand import measured
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


# ---------------------------------------------------------------- figures, scores, tiers


def figures(desk: Desk, contract: model.Contract) -> None:
    """Note the first circle in which each score, tiers or metric depends on its own value."""
    reads = {one: tuple(dict.fromkeys(of)) for one, of in _reads(contract)}
    spans = {one.id: one.span for one in desk.names.table.values()}
    noted: set[str] = set()
    ids = [one.label.id for one in contract.scores] + [one.label.id for one in contract.tiers]
    for one in (*ids, *(one.label.id for one in contract.metrics)):
        path = None if one in noted else _way_back(reads, one)
        if path is not None:
            noted |= set(path)
            labels = tuple(Label(spans[other], "in-circle") for other in path[1:])
            names = tuple(spans[other].text for other in (*path, path[0]))
            desk.error("cycle", spans[path[0]], {"names": names}, labels=labels)


def _reads(contract: model.Contract) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each figure, score, tiers and clause with what its value, or its breach, waits for."""
    lets = {one.label.id: one.value for one in contract.lets}
    for metric in contract.metrics:
        yield metric.label.id, _named(metric.value, lets)
    for tiers in contract.tiers:
        yield tiers.label.id, _named((tiers.of, tiers.bands), lets)
    for score in contract.scores:
        yield score.label.id, _takes(contract, score, lets)
    for clause in contract.clauses:
        yield clause.id, _named(_breach(clause), lets)


def _takes(contract: model.Contract, score: model.Score, lets: Mapping[str, model.Expr]) -> Iterator[str]:
    yield from _named((score.start, score.floor, score.items), lets)
    for clause in contract.clauses:
        lines = tuple((one.points, one.per) for one in clause.deductions if one.score == score.label.id)
        if lines:
            yield clause.id
            yield from _named(lines, lets)


def _breach(clause: model.Clause) -> object:
    """Return what says whether a clause is broken (or, where it owes nothing, set off) within one period."""
    levels = tuple(duty.owed for duty in clause.duties if isinstance(duty.owed, model.Keep))
    if clause.duties or clause.prohibitions:
        return levels
    return tuple((one.sources, one.condition) for one in clause.triggers)


def _named(parts: object, lets: Mapping[str, model.Expr]) -> Iterator[str]:
    yield from (one.name for one, _ in measured(parts, lets))
    for node in model.walk(parts):
        match node:
            case model.BreachOf(clause=clause):
                yield clause
            case model.InState(clause=clause) if clause is not None:
                yield clause


def _way_back(reads: Mapping[str, tuple[str, ...]], start: str) -> tuple[str, ...] | None:
    """Return the shortest way from a part to itself, beginning with it, or None."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for one in reads.get(way[-1], ()):
            if one == start:
                return way
            if one not in seen:
                seen.add(one)
                ways.append((*way, one))
    return None
