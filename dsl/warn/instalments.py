"""
Parts that do not make the whole: what the buyer pays for the price, and rows under a total.

The payments of the buyer to the supplier are added up as far as the text fixes them, and held against the price to
the fen, as the contract reads by default and with each other option of a reading. A payment counts once, once for
each row it runs over, or once for each period where their number is written; one that may come again and again, or
whose amount an event brings, has no upper end, so that the sum is then never called too small. Ways that exclude each
other (the same event under another filter, a branch, a tier) count with the least and the most they may come to.
A security that is given back is no part of the price.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import groupby
from typing import Final

from attrs import evolve, frozen

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Duty, Kind, Option, Pay, Reading, Warning_, choose, default_options
from luyue.dsl.source import Span
from luyue.dsl.warn.rows import rows_of
from luyue.dsl.warn.stakes import readings_in, taking
from luyue.dsl.warn.words import amount, percent
from luyue.dsl.warn.worth import YUAN, Worth, spread, worth

SECURITY: Final = re.compile(
    r"履约保证金|投标保证金|履约担保|押金|performance_?\s?(bond|security)|bid_?\s?bond|security_?\s?deposit|\bbond\b",
    re.I,
)
SHOWN: Final = 8  # parts that a finding lists; more are …
KEYS: Final = (Kind.ID, Kind.PERIOD, Kind.MONTH, Kind.NUMBER, Kind.COUNT, Kind.ENUM)


@frozen
class Part:
    """What one payment clause adds: the least and the most, on one base; ``high`` None: no upper end."""

    low: Fraction
    high: Fraction | None
    base: str
    rival: str  # parts with the same mark exclude each other
    shown: tuple[Fraction, ...]
    span: Span


def instalments(contract: Contract) -> Iterator[Warning_]:
    """Yield what does not add up to the price, under the default of every reading, else under another option."""
    paying = tuple(one for one in contract.clauses if any(isinstance(x.owed, Pay) for x in one.duties))
    lean = evolve(contract, clauses=paying, articles=(), scenarios=(), intervals=(), metrics=(), scores=(), limits=())
    options = default_options(lean)
    parts = _by_clause(choose(lean, options))
    found = _off(lean, [one for of in parts.values() for one in of], "", "")
    if found is not None:
        yield found
        return
    touched = {clause.id: readings_in(lean, clause) for clause in paying}
    for reading in contract.readings:
        moved = tuple(one for one in paying if reading.label.id in touched[one.id])
        for option in reading.options if moved else ():
            if option.label.id != options[reading.label.id]:
                yield from _under(evolve(lean, clauses=moved), parts, options, reading, option)


Parts = Mapping[str, tuple["Part", ...]]  # by the id of the clause


def _by_clause(chosen: Contract) -> Parts:
    return {clause.id: tuple(_parts(chosen, clause)) for clause in chosen.clauses}


def _under(
    moved: Contract, parts: Parts, options: Mapping[str, str], reading: Reading, option: Option
) -> Iterator[Warning_]:
    """Yield what does not add up under one option: of the clauses that it moves, what they add then."""
    chosen = choose(taking(moved, reading, option.label.id), {**options, reading.label.id: option.label.id})
    now = {**parts, **{one.id: () for one in moved.clauses}, **_by_clause(chosen)}
    zh = f"「{reading.label.zh}」读作「{option.label.zh}」时，"
    en = f"with 「{reading.label.en}」 read as 「{option.label.en}」, "
    found = _off(chosen, [one for of in now.values() for one in of], zh, en)
    if found is not None:
        yield found


def _off(contract: Contract, parts: list["Part"], zh: str, en: str) -> Warning_ | None:
    whole = worth(contract.price, contract) if contract.price is not None else Worth(Fraction(1), "price")
    if whole is None or (len(parts) < 2 and sum(len(one.shown) for one in parts) < 2):
        return None
    if any(one.base != whole.base for one in parts):
        return None
    groups: dict[str, list[Part]] = {}
    for one in parts:
        groups.setdefault(one.rival, []).append(one)
    low = sum((min(x.low for x in group) for group in groups.values()), Fraction(0))
    bounded = [[x.high for x in group if x.high is not None] for group in groups.values()]
    high = sum((max(group, default=Fraction(0)) for group in bounded), Fraction(0))
    open_ended = any(one.high is None for one in parts)
    if low <= whole.times and (open_ended or high >= whole.times):
        return None
    return _found(contract, parts, Worth(low if low > whole.times else high, whole.base), whole, zh, en)


def _found(contract: Contract, parts: list[Part], total: Worth, whole: Worth, zh: str, en: str) -> Warning_:
    amounts = [one for part in parts for one in part.shown]
    runs = [(len(list(group)), value) for value, group in groupby(amounts)]
    shown = [f"{n} × {_shown(contract, x, whole.base)}" if n > 1 else _shown(contract, x, whole.base) for n, x in runs]
    facts = {
        "zh": zh,
        "en": en,
        "parts": " + ".join(shown if len(shown) <= SHOWN else (*shown[:SHOWN], "…")),
        "sum": _shown(contract, total.times, whole.base),
        "whole": _shown(contract, whole.times, whole.base),
        "side": "@too-much" if total.times > whole.times else "@too-little",
        "off": _shown(contract, abs(total.times - whole.times), whole.base),
    }
    return Warning_("instalments-sum", "warning", None, None, facts, span=parts[-1].span)


def _shown(contract: Contract, value: Fraction, base: str) -> str:
    return amount(value, contract.currency) if base == YUAN else percent(value)


# ---------------------------------------------------------------- what one clause adds


def _parts(contract: Contract, clause: Clause) -> Iterator[Part]:
    """Yield what a clause adds to the price: nothing where it pays someone else, a security, or because of a breach."""
    for duty in clause.duties:
        if isinstance(duty.owed, Pay) and _is_price(contract, clause, duty.owed) and clause.source == "contract":
            yield _part(contract, clause, duty, duty.owed)


def _is_price(contract: Contract, clause: Clause, owed: Pay) -> bool:
    sides = (owed.bearer, owed.payee)
    if not all(isinstance(one, model.PartyRef) for one in sides):
        return False
    event = next(one for one in contract.events if one.id == owed.by.event)
    texts = [clause.label.zh, clause.label.en, event.label.zh, event.label.en, *(x for x in (clause.gist,) if x)]
    of_breach = any(
        isinstance(source, model.BreachOf) and source.state in ("breached", "late", "missed")
        for trigger in clause.triggers
        for source in trigger.sources
    )
    names = tuple(one.name for one in sides if isinstance(one, model.PartyRef))
    return names == ("buyer", "supplier") and not of_breach and not any(SECURITY.search(text) for text in texts)


def _part(contract: Contract, clause: Clause, duty: Duty, owed: Pay) -> Part:
    rows = rows_of(contract, clause)
    exprs = [owed.amount] if rows is None else [row.put(owed.amount) for row in rows]
    spreads = [spread(_whole(one), contract) for one in exprs]
    known = [one for one in spreads if one is not None]
    price = "price" if contract.price is None else (worth(contract.price, contract) or Worth(Fraction(1), "price")).base
    base = known[0].base if known else price
    if len({one.base for one in known}) > 1 or duty.each_of is not None:
        return Part(Fraction(0), None, price, clause.id, (), duty.span)
    count, sure = _times(contract, clause, duty, owed)
    low = sum((one.low for one in known), Fraction(0)) * sure
    whole = None if len(known) < len(exprs) or count is None else sum((one.high for one in known), Fraction(0)) * count
    shown = tuple(one.high for one in known) * (count or 1)
    return Part(low, whole, base, _rival(clause), shown, duty.span)


def _whole(expr: model.Expr) -> model.Expr:
    """Return what equal parts are parts of: all of them together are the whole."""
    return expr.args[0] if isinstance(expr, model.Fn) and expr.name == "equal_part" else expr


def _times(contract: Contract, clause: Clause, duty: Duty, owed: Pay) -> tuple[int | None, int]:
    """Return how often a payment falls due at most (None: who knows) and surely."""
    sure = 0 if any(one.otherwise == "no_duty" for one in clause.preconditions) else 1
    trigger = clause.triggers[0] if len(clause.triggers) == 1 else None
    match trigger:
        case model.Trigger(kind="row") if sure == 0 and all(_static(one) for one in clause.preconditions):
            return 1, 1
        case model.Trigger(kind="term" | "row"):
            return 1, sure
        case model.Trigger(kind="period", name=name):
            count = next((one.count for one in contract.periods if one.label.id == name), None)
            number = int(count.value) if isinstance(count, model.Const) and isinstance(count.value, Fraction) else None
            split = isinstance(owed.amount, model.Fn) and owed.amount.name == "equal_part"
            return (1, sure) if split else (number, sure * (number or 1))
        case model.Trigger(kind="events") if not duty.same and not trigger.same:
            again = any(isinstance(one, model.Pattern) and _recurs(contract, one) for one in trigger.sources)
            return (None if again else 1), sure
        case model.Trigger(kind="condition") if not trigger.same:
            return 1, sure
    return None, 0


def _static(condition: model.Precondition) -> bool:
    """Say whether a condition reads rows only, so that the rows left are those for which it holds."""
    return not any(isinstance(one, model.Pattern | model.InState) for one in model.walk(condition.condition))


def _recurs(contract: Contract, pattern: model.Pattern) -> bool:
    """Say whether an event may come again: it carries a key (a period, an id) that no filter fixes."""
    event = next(one for one in contract.events if one.id == pattern.event)
    fixed = {one.name for one in model.walk(pattern.where) if isinstance(one, model.FieldOf)}
    return any(one.type.kind in KEYS and one.label.id not in fixed for one in event.fields)


def _rival(clause: Clause) -> str:
    """Return the mark of payments that exclude each other: those that the same event brings under other filters."""
    patterns = [one for trigger in clause.triggers for one in trigger.sources if isinstance(one, model.Pattern)]
    filtered = bool(patterns) and all(one.where for one in patterns)
    return "/".join(sorted(one.event for one in patterns)) + "?" if filtered else clause.id
