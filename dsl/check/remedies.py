"""
Two remedies for one breach that say nothing of each other.

Whether they add up, or one takes in the other, is worth money and is the contract's to say (民法典 第五百八十四条,
第五百八十五条). Only what cannot be read otherwise is an error: heads of damages or losses in two clauses, each
following every breach of the same clause, without a condition, exercise or reading in between, and no relation in
either direction.
"""

from collections.abc import Iterator

from luyue.dsl import model
from luyue.dsl.check.desk import Desk
from luyue.dsl.diagnostic import Label


def clauses(desk: Desk, found: tuple[model.Clause, ...]) -> None:
    """Note every pair of clauses whose remedies follow the same breach without a relation."""
    following: dict[str, list[tuple[model.Clause, model.Head]]] = {}
    for clause in found:
        heads = [head for head in clause.heads if _always(head)]
        for source in _sources(clause) if heads and not clause.preconditions and not clause.exceptions else ():
            following.setdefault(source, []).append((clause, heads[0]))
    for source, pairs in following.items():
        for at, (clause, head) in enumerate(pairs):
            for other, first in pairs[:at]:
                if not _related(clause, other) and not _related(other, clause):
                    names = {
                        key: desk.written(one)
                        for key, one in (("one", other.id), ("other", clause.id), ("breach", source))
                    }
                    desk.error("remedies-clash", head.span, names, labels=(Label(first.span, "other-remedy"),))


def _always(head: model.Head) -> bool:
    return head.kind in ("damages", "losses") and head.under is None and not head.on_exercise


def _sources(clause: model.Clause) -> Iterator[str]:
    """Yield the clauses whose every breach brings the heads of this clause."""
    if clause.under is not None:
        return
    if clause.duties or clause.prohibitions:
        yield clause.id
        return
    for trigger in clause.triggers:
        if trigger.kind == "events" and trigger.under is None:
            for one in trigger.sources:
                if isinstance(one, model.BreachOf) and one.state == "breached" and not one.bounds:
                    yield one.clause


def _related(clause: model.Clause, other: model.Clause) -> bool:
    return any(other.id in relation.clauses for head in clause.heads for relation in head.relations)
