"""
Sums counted on the whole price that punish a small part of it.

Five per cent of the price for each day that one line of thirty is late is many times what that line is worth; a sum
far above the loss may be reduced (Civil Code art. 585, second paragraph), so that it is not worth what it says. What
a sum punishes is the clause whose breach it follows: a row of a price table, or one instalment.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Head, Label, Pay, Warning_, choose, default_options
from luyue.dsl.warn.growth import unit
from luyue.dsl.warn.rows import amounts, rows_of
from luyue.dsl.warn.words import amount, times
from luyue.dsl.warn.worth import YUAN, meaning, spread, worth

FAR: Final = 10  # how many times the item the base has to be, where one unit is still less than the item


@frozen
class Item:
    """What a sum punishes, with its worth in yuan; ``of`` is how many such items there are."""

    label: Label
    worth: Fraction
    of: int


def disproportionate(contract: Contract) -> Iterator[Warning_]:
    """Yield the heads of damages that are counted on a base far larger than what they punish."""
    chosen = choose(contract, default_options(contract))
    clauses = {one.id: one for one in chosen.clauses}
    for clause in chosen.clauses:
        for head in clause.heads:
            items = [one for source in _punished(clause, clauses) for one in _items(chosen, source)]
            if head.kind == "damages" and items:
                yield from _of_head(chosen, clause, head, min(items, key=lambda one: one.worth))


def _of_head(contract: Contract, clause: Clause, head: Head, item: Item) -> Iterator[Warning_]:
    found, whole = spread(head.amount, contract), None if contract.price is None else worth(contract.price, contract)
    if found is None or found.base != YUAN or whole is None or not _on_price(contract, head):
        return
    caps = [one for cap in head.caps if cap.op == "le" and (one := spread(cap.limit, contract)) is not None]
    each = min([found.low, *(one.low for one in caps if one.base == YUAN)])
    if each >= item.worth or whole.times >= FAR * item.worth > 0:
        facts = {
            "each": amount(each, contract.currency),
            "one": unit(head, "one"),
            "base": amount(whole.times, contract.currency),
            "zh": item.label.zh,
            "en": item.label.en,
            "worth": amount(item.worth, contract.currency),
            "ratio": times(each / item.worth),
            "factor": times(whole.times / item.worth),
        }
        yield Warning_("disproportionate", "warning", clause.id, None, facts, span=head.span)


def _on_price(contract: Contract, head: Head) -> bool:
    """Say whether the whole price is the base, also by way of a let or a reading."""
    pending: list[object] = [head.amount]
    while pending:
        for node in model.walk(pending.pop()):
            if isinstance(node, model.Known) and node.name == "price":
                return True
            if isinstance(node, model.Param) and (inner := meaning(node, contract)) is not None:
                pending.append(inner)
    return False


def _punished(clause: Clause, clauses: dict[str, Clause]) -> Iterator[Clause]:
    """Yield the clauses whose breach brings the heads of a clause: its own duty's, else those its trigger names."""
    if clause.duties or clause.prohibitions:
        yield clause
        return
    for trigger in clause.triggers:
        for source in trigger.sources:
            if isinstance(source, model.BreachOf) and source.state in ("breached", "late", "missed"):
                yield clauses[source.clause]


def _items(contract: Contract, clause: Clause) -> Iterator[Item]:
    """Yield what a clause is about where that has a price of its own: rows with an amount, or one instalment."""
    rows = rows_of(contract, clause)
    for at in rows or ():
        found = [value for _, value in amounts(at) if value > 0]
        if found:
            yield Item(Label(at.key, at.key, at.key), max(found), len(rows or ()))
    if rows is None:
        for duty in clause.duties:
            owed = spread(duty.owed.amount, contract) if isinstance(duty.owed, Pay) else None
            if owed is not None and owed.base == YUAN and owed.high > 0:
                yield Item(clause.label, owed.high, 1)
