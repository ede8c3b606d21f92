"""
Dead letters: clauses that nothing can set off, and duties that nobody can break.

A lawyer writes a clause to have it bite. Here is what cannot: a line that asks for one reading inside a clause that
stands under another; an event whose filter contradicts itself; a count that the contract has not enough instalments to
reach; a window that ends before it begins; a breach of a duty that cannot be broken; a level that every figure meets.
Only what the text settles alone is told.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from luyue.dsl import model
from luyue.dsl.model import Bound, BreachOf, Clause, Compare, Contract, InState, Keep, Kind, Measured, Pattern, Warning_
from luyue.dsl.quantity import Money
from luyue.dsl.source import Span
from luyue.dsl.warn.acts import can_meet, conjuncts
from luyue.dsl.warn.clash import disjoint
from luyue.dsl.warn.days import date_of, shortest, term_days
from luyue.dsl.warn.rows import rows_of
from luyue.dsl.warn.words import whole
from luyue.dsl.warn.worth import plain

LOWER: Final = ("ge", "gt")
NEVER_NEGATIVE: Final = (Kind.COUNT, Kind.RATE, Kind.MONEY, Kind.POINTS)
NOTHING: Final = {"told_zh": "", "told_en": ""}


def dead(contract: Contract) -> Iterator[Warning_]:
    """Yield clauses that cannot come to anything, and duties that cannot be broken."""
    yield from _readings(contract)
    chosen = model.choose(contract, model.default_options(contract))
    safe = {clause.id: why for clause in chosen.clauses if (why := _never_broken(chosen, clause)) is not None}
    clauses = {one.id: one for one in chosen.clauses}
    for clause in chosen.clauses:
        if clause.id in safe:
            yield _found("never-breached", clause, safe[clause.id])
        for why, facts, span in (*_filters(clause), *_bounds(chosen, clause), *_windows(chosen, clause)):
            yield _found("unreachable", clause, why, facts, span)
        for why, facts, span in _states(chosen, clause, clauses, frozenset(safe)):
            yield _found("unreachable", clause, why, facts, span)


Found = tuple[str, dict[str, str], Span | None]


def _found(
    code: str, clause: Clause, why: str, facts: dict[str, str] | None = None, span: Span | None = None
) -> Warning_:
    place = span if span is not None and span.source.text else clause.span
    return Warning_(code, "warning", clause.id, None, {"why": why, **NOTHING, **(facts or {})}, span=place)


def _told(zh: str, en: str) -> dict[str, str]:
    return {"told_zh": zh, "told_en": en}


# ---------------------------------------------------------------- readings


def _readings(contract: Contract) -> Iterator[Warning_]:
    """Yield lines under one option of a reading inside a clause, or about a clause, that stands under another."""
    homes = {clause.id: clause.under for clause in contract.clauses}
    for clause in contract.clauses:
        for node in model.walk(clause):
            under = getattr(node, "under", None)
            inner = under if isinstance(under, model.Under) and node is not clause else None
            if inner is not None and _apart(clause.under, inner):
                yield _reading(contract, clause, inner, getattr(node, "span", None))
            if isinstance(node, BreachOf | InState) and _apart(homes.get(node.clause or ""), clause.under):
                yield _reading(contract, clause, homes[node.clause or ""], getattr(node, "span", None))


def _apart(one: model.Under | None, other: model.Under | None) -> bool:
    return one is not None and other is not None and one.reading == other.reading and one.option != other.option


def _reading(contract: Contract, clause: Clause, under: model.Under | None, span: Span | None) -> Warning_:
    reading = next(one for one in contract.readings if under is not None and one.label.id == under.reading)
    option = next(one.label for one in reading.options if under is not None and one.label.id == under.option)
    told = _told(f"「{reading.label.zh}」取「{option.zh}」", f"「{reading.label.en}」 read as 「{option.en}」")
    return _found("unreachable", clause, "@dead-reading", told, span)


# ---------------------------------------------------------------- filters, bounds, windows


def _filters(clause: Clause) -> Iterator[Found]:
    """Yield events that no event can be: a field that must be two things, or lie outside itself."""
    parts = (clause.triggers, clause.duties, clause.prohibitions, clause.powers)
    for pattern in (one for one in model.walk(parts) if isinstance(one, Pattern)):
        if not can_meet(pattern, pattern):
            yield "@dead-filter", {}, pattern.span


def _bounds(contract: Contract, clause: Clause) -> Iterator[Found]:
    """Yield comparisons that no value meets: more than 5 and less than 3; more points than a score has."""
    for condition in (*(one.condition for one in clause.triggers), *(one.once for one in clause.powers)):
        for node in model.walk(condition):
            if isinstance(node, Compare) and (gap := disjoint(node.bounds, contract)) is not None:
                yield "@dead-bounds", _told(*gap), node.span
            if isinstance(node, Compare) and isinstance(node.of, Measured):
                yield from _score(contract, node, node.of.name)
    for pattern in (one for one in model.walk((clause.triggers, clause.duties)) if isinstance(one, Pattern)):
        bounds: dict[str, list[Bound]] = {}
        for one in conjuncts(pattern.where):
            if isinstance(one, Compare):
                bounds.setdefault(repr(one.of), []).extend(one.bounds)
        gaps = (disjoint(tuple(one), contract) for one in bounds.values())
        yield from (("@dead-bounds", _told(*gap), pattern.span) for gap in gaps if gap is not None)


def _score(contract: Contract, node: Compare, name: str) -> Iterator[Found]:
    """Yield bounds that lie above what a score can be, or below its floor."""
    score = next((one for one in contract.scores if one.label.id == name), None)
    if score is None or any(one.table is not None for one in score.items):
        return
    worths = [plain(one.worth, contract) for one in score.items]
    most = plain(score.start, contract) if score.start is not None else _sum(worths)
    floor = plain(score.floor, contract) if score.floor is not None else None
    for bound in node.bounds:
        value = plain(bound.value, contract)
        if value is None:
            continue
        if most is not None and ((bound.op == "ge" and value > most) or (bound.op == "gt" and value >= most)):
            yield "@dead-score", _told(f"最高 {whole(most)} 分", f"at most {whole(most)} points"), node.span
        elif floor is not None and ((bound.op == "le" and value < floor) or (bound.op == "lt" and value <= floor)):
            yield "@dead-score", _told(f"最低 {whole(floor)} 分", f"at least {whole(floor)} points"), node.span


def _sum(worths: list[Fraction | None]) -> Fraction | None:
    known = [one for one in worths if one is not None]
    return sum(known, start=Fraction(0)) if len(known) == len(worths) else None


def _windows(contract: Contract, clause: Clause) -> Iterator[Found]:
    """Yield windows that end before they begin."""
    spans = [(one.start, one.end) for one in clause.in_force]
    windows = [one for one in model.walk(clause) if isinstance(one, model.Window) and one.kind == "dates"]
    for start, end in (*spans, *((one.start, one.end) for one in windows)):
        first, last = date_of(start, contract), date_of(end, contract)
        if first is not None and last is not None and first > last:
            yield "@dead-window", _told(_from_to(first, last), _from_to(first, last)), None


def _from_to(first: date, last: date) -> str:
    return f"{first.isoformat()} > {last.isoformat()}"


# ---------------------------------------------------------------- states of other clauses


def _states(contract: Contract, clause: Clause, clauses: Mapping[str, Clause], safe: frozenset[str]) -> Iterator[Found]:
    """Yield breaches that cannot come: of what cannot be broken, or more often than it can be."""
    parts = (clause.triggers, tuple(one.once for one in clause.powers))
    for node in model.walk(parts):
        if not isinstance(node, BreachOf | InState) or node.clause is None:
            continue
        other = clauses.get(node.clause)
        if other is None:
            continue
        if other.id in safe and node.state in ("breached", "late", "missed"):
            yield "@dead-breach", _told(f"「{other.label.zh}」", f"「{other.label.en}」"), None
        elif node.state in ("breached", "missed", "performed"):
            yield from _count(contract, other, node)


def _count(contract: Contract, other: Clause, node: BreachOf | InState) -> Iterator[Found]:
    most = _instances(contract, other, getattr(node, "window", None))
    for bound in node.bounds if most is not None and isinstance(node, InState) else ():
        value = plain(bound.value, contract)
        least = None if value is None or bound.op not in LOWER else value + (1 if bound.op == "gt" else 0)
        if least is not None and most is not None and least > most:
            zh = f"「{other.label.zh}」最多 {most} 次，要 {whole(least)} 次"
            en = f"「{other.label.en}」: {most} at most, {whole(least)} asked for"
            yield "@dead-count", _told(zh, en), getattr(node, "span", None)


def _instances(contract: Contract, clause: Clause, window: object) -> int | None:
    """Return how often a clause can be broken or performed at most; None if the text does not say."""
    if not clause.duties or any(isinstance(one.owed, Keep) or one.each_of is not None for one in clause.duties):
        return None
    rows = rows_of(contract, clause)
    match [one.kind for one in clause.triggers]:
        case ["term"]:
            return 1
        case ["row"] if rows is not None:
            return len(rows)
        case ["period"]:
            name = clause.triggers[0].name
            if isinstance(window, model.Window) and window.kind == "period" and window.name == name:
                return 1
            return _periods(contract, name)
    return None


def _periods(contract: Contract, name: str | None) -> int | None:
    """Return how many periods there are at most: as many as are declared, else as the term has begun ones."""
    period = next((one for one in contract.periods if one.label.id == name), None)
    if period is None:
        return None
    if period.windows:
        return len(period.windows)
    count = plain(period.count, contract) if period.count is not None else None
    if count is not None:
        return int(count)
    term = term_days(contract)
    if term is None or period.length is None:
        return None
    parts = term / shortest(period.length)
    return -(-parts.numerator // parts.denominator) + 1


# ---------------------------------------------------------------- what cannot be broken


def _never_broken(contract: Contract, clause: Clause) -> str | None:
    """Return why nobody can be in breach of a clause, or None."""
    if clause.prohibitions or not clause.duties:
        return None
    if all(isinstance(one.owed, Keep) and _met_by_all(one.owed, contract) for one in clause.duties):
        return "@never-short"
    demanded = any(role.kind == "demands" for event in contract.events for role in event.roles)
    times = [one.time for one in clause.timings]
    if times and contract.term is None and not demanded and all(isinstance(one, model.OnDemand) for one in times):
        return "@never-demanded"
    return None


def _met_by_all(owed: Keep, contract: Contract) -> bool:
    """Say whether every figure there can be is within the bounds."""
    kind = owed.what.type.kind
    if kind not in NEVER_NEGATIVE or owed.what.type.signed or not owed.bounds:
        return False
    return all(_at_least_nothing(one, contract) for one in owed.bounds)


def _at_least_nothing(bound: Bound, contract: Contract) -> bool:
    match bound.value:
        case model.Const(value=Money() as money):
            value: Fraction | None = money.amount
        case _:
            value = plain(bound.value, contract)
    return value is not None and ((bound.op == "ge" and value <= 0) or (bound.op == "gt" and value < 0))
