"""
Points that do not add up: items that do not make the whole, one deduction larger than its item, items nothing touches.

A score that starts at 100 with items worth 98 can never fall below 2; with items worth 105 it can fall below zero, and
whether it may is for the contract to say. An item that loses more at once than it is worth loses only its worth, so the
number in the contract means less than it says. Points for each measurement above a bound empty an item after so many
measurements, whether a hundred were taken or a million: a share would say more than a count.
"""

from collections.abc import Iterator
from fractions import Fraction

from luyue.dsl.model import (
    Compare,
    Contract,
    Expr,
    FieldOf,
    Kind,
    Label,
    Pattern,
    Score,
    ScoreItem,
    Type,
    Warning_,
    choose,
    default_options,
)
from luyue.dsl.quantity import decimal
from luyue.dsl.source import Span
from luyue.dsl.warn.reach import Written, taking
from luyue.dsl.warn.words import whole


def points(contract: Contract) -> Iterator[Warning_]:
    """Yield findings on every score, as the contract reads by default."""
    read = choose(contract, default_options(contract))
    written = Written(read)
    for score in read.scores:
        yield from _whole(written, score)
        yield from _bottomless(read, score)
        for item in score.items:
            yield from _too_much_at_once(written, score, item)
            yield from _untouched(written, score, item)
            yield from _counted_not_shared(written, item)


def _whole(written: Written, score: Score) -> Iterator[Warning_]:
    """Yield the finding that the items of a score are worth more or less than it starts with."""
    worths = [written.number(item.worth, row) for item in score.items for row in written.rows(item.table)]
    start = written.number(score.start)
    known = [one for one in worths if one is not None]
    if start is None or not known or len(known) < len(worths):
        return
    total = sum(known, Fraction(0))
    if total != start:
        most = "@more-by" if total > start else "@less-by"
        facts = {"total": decimal(total), "start": decimal(start), "by": decimal(abs(total - start)), "way": most}
        yield _found("points-sum", score.label, score.span, facts)


def _bottomless(contract: Contract, score: Score) -> Iterator[Warning_]:
    """Yield the finding that items may lose more than their worth and nothing stops the score, not even at zero."""
    for item in score.items if score.floor is None else ():
        if item.may_exceed and (item.deductions or any(taking(contract, score, item))):
            yield _found("no-floor", score.label, item.span, {"item_zh": item.label.zh, "item_en": item.label.en})
            return


def _counted_not_shared(written: Written, item: ScoreItem) -> Iterator[Warning_]:
    """Yield each line that takes points for every measurement above a bound, however many were measured."""
    for line in item.deductions:
        pattern = line.per.of if line.per.kind == "event" else None
        points_, worth = written.number(line.points), written.number(item.worth)
        if isinstance(pattern, Pattern) and points_ and worth and any(_measures(one) for one in pattern.where):
            event = next(one.label for one in written.contract.events if one.id == pattern.event)
            facts = {"count": whole(worth / points_), "worth": decimal(worth)}
            facts |= {"event_zh": event.zh, "event_en": event.en, "zh": item.label.zh, "en": item.label.en}
            yield Warning_("count-not-share", "info", None, None, facts, span=line.span)


def _measures(test: Expr) -> bool:
    """Say whether a filter asks for a measured number above a bound."""
    match test:
        case Compare(of=FieldOf(type=Type(kind=Kind.NUMBER | Kind.LENGTH)), bounds=bounds):
            return any(one.op in ("gt", "ge") for one in bounds)
    return False


def _too_much_at_once(written: Written, score: Score, item: ScoreItem) -> Iterator[Warning_]:
    """Yield each line that takes more at once than its item is worth."""
    if item.may_exceed:
        return
    lines = [(one.points, one.span) for one in item.deductions]
    lines += [(one.points, one.span) for _, one in taking(written.contract, score, item)]
    for points_, span in lines:
        pairs = [(written.number(points_, row), written.number(item.worth, row)) for row in written.rows(item.table)]
        over = [(taken, worth) for taken, worth in pairs if taken is not None and worth is not None and taken > worth]
        if over:
            taken, worth = over[0]
            facts = {"points": decimal(taken), "worth": decimal(worth)}
            yield _found("points-over-item", item.label, span, facts)


def _untouched(written: Written, score: Score, item: ScoreItem) -> Iterator[Warning_]:
    """Yield the finding that nothing takes points off an item; a signed score may still know why."""
    if item.condition is not None or item.deductions or any(taking(written.contract, score, item)):
        return
    severity = "warning" if score.confirmed_by is None else "info"
    label = item.label
    yield Warning_("idle-item", severity, None, None, {"zh": label.zh, "en": label.en}, span=item.span)


def _found(code: str, label: Label, span: Span, facts: dict[str, str]) -> Warning_:
    return Warning_(code, "warning", None, None, {"zh": label.zh, "en": label.en, **facts}, span=span)
