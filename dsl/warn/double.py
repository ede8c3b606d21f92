"""
One fact that costs twice: points and money, or points of two lines.

It may be meant: points measure service, damages repair a loss. But damages far above the loss are reduced on request
(民法典 第五百八十五条), and what was paid by way of points counts; so whoever drafts should see where one event, one
breach or one figure is charged twice. Only what surely is one fact is named: the same events (one pattern at least as
narrow as the other), the same clause's breach, the same figure. That points lower a score and the score lowers a
payment is how scores work, and no second charge.
"""

from collections.abc import Iterator

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import BreachOf, Clause, Contract, Label, Pattern, Warning_, choose, default_options
from luyue.dsl.source import Span


@frozen
class Charge:
    """What a fact costs at one place: points off an item, or money under a clause."""

    fact: "Pattern | str"  # events, or the id of a clause that is broken or of a figure that falls short
    kind: str  # points, money
    label: Label  # of the item or clause
    span: Span
    clause: str | None = None


def double(contract: Contract) -> Iterator[Warning_]:
    """Yield each fact that is charged twice at least, at its first line of points, as the contract reads by default."""
    read = choose(contract, default_options(contract))
    charges = [*_points(read), *_money(read)]
    named: set[Span] = set()
    for one in charges:
        others = [two for two in charges if two.span not in named and _is_one(one, two)]
        if one.kind == "points" and one.span not in named and others:
            named |= {one.span} | {two.span for two in others if two.kind == "points"}
            yield _finding(read, one, others)


def _finding(contract: Contract, one: Charge, others: list[Charge]) -> Warning_:
    fact = _label(contract, one.fact)
    money = [two for two in others if two.kind == "money"]
    other = (money or others)[0]
    facts = {
        "zh": fact.zh,
        "en": fact.en,
        "item_zh": one.label.zh,
        "item_en": one.label.en,
        "other_zh": other.label.zh,
        "other_en": other.label.en,
        "also": "@also-money" if money else "@also-points",
        "count": str(len(others) + 1),
    }
    return Warning_("double-sanction", "warning", one.clause, None, facts, span=one.span)


def _label(contract: Contract, fact: Pattern | str) -> Label:
    if isinstance(fact, Pattern):
        return next(one.label for one in contract.events if one.id == fact.event)
    labels = [one.label for one in contract.clauses] + [one.label for one in contract.metrics]
    labels += [one.label for one in contract.scores] + [one.label for one in contract.tiers]
    return next(one for one in labels if one.id == fact)


# ---------------------------------------------------------------- what is charged


def _points(contract: Contract) -> Iterator[Charge]:
    """Yield what costs points: lines under items and lines of clauses, in the order of the contract."""
    for score in contract.scores:
        for item in score.items:
            for line in item.deductions:
                for fact in _of_thing(contract, line.per):
                    yield Charge(fact, "points", item.label, line.span)
            for fact in _measures(item.condition):
                yield Charge(fact, "points", item.label, item.span)
    items = {(score.label.id, item.label.id): item.label for score in contract.scores for item in score.items}
    for clause in contract.clauses:
        for taken in clause.deductions:
            facts = _of_clause(contract, clause) if taken.per.kind == "time" else _of_thing(contract, taken.per)
            for fact in facts:
                yield Charge(fact, "points", items[taken.score, taken.item], taken.span, clause.id)


def _money(contract: Contract) -> Iterator[Charge]:
    """Yield what costs money: damages and losses of clauses."""
    for clause in contract.clauses:
        heads = [one for one in clause.heads if one.kind in ("damages", "losses") and not one.on_exercise]
        for fact in _of_clause(contract, clause) if heads else ():
            yield Charge(fact, "money", clause.label, heads[0].span, clause.id)


def _of_thing(contract: Contract, per: model.PointsFor) -> Iterator[Pattern | str]:
    if isinstance(per.of, Pattern | BreachOf):
        yield from _of_source(contract, per.of)


def _of_source(contract: Contract, source: Pattern | BreachOf) -> Iterator[Pattern | str]:
    """Yield the events of a source, or what breaks the clause whose breach it is."""
    match source:
        case Pattern():
            yield source
        case BreachOf(clause=clause, state="breached" | "late"):
            yield from (fact for one in contract.clauses if one.id == clause for fact in _broken(one))


def _of_clause(contract: Contract, clause: Clause) -> Iterator[Pattern | str]:
    """Yield the facts that bring about what a clause says: its own breach, or else what sets it off."""
    if clause.duties or clause.prohibitions:
        yield from _broken(clause)
        return
    for trigger in clause.triggers:
        for source in trigger.sources:
            yield from _of_source(contract, source)
        yield from _measures(trigger.condition)


def _broken(clause: Clause) -> Iterator[Pattern | str]:
    """Yield the breach of a clause, the acts that it forbids, and the figure that it keeps."""
    yield clause.id
    for one in clause.prohibitions:
        yield from one.acts
    for duty in clause.duties:
        match duty.owed:
            case model.Keep(what=model.Measured(name=name)):
                yield name


def _measures(condition: model.Expr | None) -> Iterator[str]:
    """Yield the figures that a condition holds against a bound."""
    for node in model.walk(condition):
        match node:
            case model.Compare(of=model.Measured(name=name)):
                yield name


# ---------------------------------------------------------------- whether it is one fact


def _is_one(one: Charge, other: Charge) -> bool:
    """Say whether two charges are surely for one fact, and are not one line."""
    if one.span == other.span:
        return False
    match one.fact, other.fact:
        case Pattern() as left, Pattern() as right:
            return left.event == right.event and _is_within(left, right)
        case str() as left_id, str() as right_id:
            return left_id == right_id
    return False


def _is_within(left: Pattern, right: Pattern) -> bool:
    """Say whether one pattern takes only events that the other takes too."""
    return all(one in right.where for one in left.where) or all(one in left.where for one in right.where)
