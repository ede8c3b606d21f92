"""
Clash: what the contract asks cannot all be done.

Three shapes, each told with a log that shows it: a chain of time limits longer than the limit that bars it
(``chain``); an act that one party owes and may not do; two bounds of one level that leave no value between them. Only
what can never go well is told: a duty that another act performs too, a prohibition that a permit lifts, or two levels
whose times of force do not meet are no clash.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from luyue.dsl import model
from luyue.dsl.model import Act, Bound, Clause, Contract, Keep, Pattern, Pay, Prohibition, Warning_
from luyue.dsl.quantity import Unit, decimal
from luyue.dsl.warn.acts import bearers, brought_by, event_names, within
from luyue.dsl.warn.chain import chains, sums, witness
from luyue.dsl.warn.days import date_of
from luyue.dsl.warn.words import amount, percent
from luyue.dsl.warn.worth import YUAN, plain, worth

LOWER, UPPER = ("ge", "gt"), ("le", "lt")


def clash(contract: Contract) -> Iterator[Warning_]:
    """Yield what cannot be kept together, as the contract reads by default."""
    chosen = model.choose(contract, model.default_options(contract))
    for chain in chains(chosen):
        told = [f"{sums(chain, zh=zh)}; {witness(chain, chosen, zh=zh)}" for zh in (True, False)]
        clauses = [one.clause.id for one in (*chain.steps, chain.bar)]
        yield _found(chain.bar.clause, "@clash-chain", (told[0].replace("; ", "；", 1), told[1]), clauses)
    yield from _owed_and_forbidden(chosen)
    yield from _levels(chosen)


def _found(clause: Clause, how: str, told: tuple[str, str], clauses: list[str]) -> Warning_:
    facts = {"how": how, "witness_zh": told[0], "witness_en": told[1], "clauses": "、".join(dict.fromkeys(clauses))}
    return Warning_("clash", "warning", clause.id, None, facts, span=clause.span)


# ---------------------------------------------------------------- owed and forbidden


def _owed_and_forbidden(contract: Contract) -> Iterator[Warning_]:
    bans = [(clause, one) for clause in contract.clauses for one in clause.prohibitions if not clause.exceptions]
    for clause in contract.clauses:
        for duty in clause.duties:
            ways = _ways(duty.owed)
            for other, ban in bans:
                if ways and _binds(duty.owed, ban, contract) and _at_once(clause, other, contract):
                    barred = [next((one for one in way if _barred(one, ban)), None) for way in ways]
                    if None not in barred:
                        yield _both(contract, clause, other, ways[0][0])
                        break


def _ways(owed: Act | Pay | Keep) -> tuple[tuple[Pattern, ...], ...]:
    match owed:
        case Act(any_of=any_of):
            return any_of
        case Pay(by=by):
            return ((by,),)
    return ()


def _binds(owed: Act | Pay | Keep, ban: Prohibition, contract: Contract) -> bool:
    bound = bearers(owed.bearer, contract)
    return bool(bound) and bound <= bearers(ban.bearer, contract)


def _barred(act: Pattern, ban: Prohibition) -> bool:
    return any(within(act, one) for one in ban.acts)


def _at_once(clause: Clause, other: Clause, contract: Contract) -> bool:
    """Say whether a prohibition stands whenever a duty is owed: for good, or brought by the same event."""
    if _apart(clause, other, contract) or other.preconditions:
        return False
    if all(one.kind == "term" for one in other.triggers):
        return not other.in_force or _same_force(clause, other)
    mine, theirs = tuple(brought_by(clause, contract)), tuple(brought_by(other, contract))
    return bool(mine) and all(any(within(one, x) for x in theirs) for one in mine)


def _same_force(clause: Clause, other: Clause) -> bool:
    return clause.in_force == other.in_force and clause.instrument == other.instrument


def _both(contract: Contract, clause: Clause, other: Clause, act: Pattern) -> Warning_:
    zh, en = event_names(contract, act.event)
    told_zh = f"「{clause.label.zh}」要求做「{zh}」，「{other.label.zh}」禁止做，做与不做都违约"
    told_en = f"「{clause.label.en}」 asks for 「{en}」, 「{other.label.en}」 forbids it: breach either way"
    return _found(clause, "@clash-forbidden", (told_zh, told_en), [clause.id, other.id])


# ---------------------------------------------------------------- levels


def _levels(contract: Contract) -> Iterator[Warning_]:
    kept = [(clause, one.owed) for clause in contract.clauses for one in clause.duties if isinstance(one.owed, Keep)]
    for (clause, one), (later, other) in combinations(kept, 2):
        same = repr(one.what) == repr(other.what) and bearers(one.bearer, contract) & bearers(other.bearer, contract)
        if not same or not _standing(clause) or not _standing(later) or _apart(clause, later, contract):
            continue
        gap = disjoint((*one.bounds, *other.bounds), contract)
        if gap is not None:
            yield _found(later, "@clash-levels", _level_words(clause, later, gap), [clause.id, later.id])


def _standing(clause: Clause) -> bool:
    """Say whether a level is owed without more."""
    return all(one.kind in ("term", "period") for one in clause.triggers) and not clause.preconditions


def _level_words(clause: Clause, later: Clause, gap: tuple[str, str]) -> tuple[str, str]:
    low, high = gap
    return (
        f"「{clause.label.zh}」与「{later.label.zh}」之间没有一个值，既到得了 {low}，又不过 {high}",
        f"no value reaches {low} and stays under {high}, as 「{clause.label.en}」 and 「{later.label.en}」 ask",
    )


def disjoint(bounds: tuple[Bound, ...], contract: Contract) -> tuple[str, str] | None:
    """Return the lower and the upper bound that no value meets together; None if some value may meet all."""
    lows = [(value, one) for one in bounds if one.op in LOWER and (value := _number(one, contract)) is not None]
    highs = [(value, one) for one in bounds if one.op in UPPER and (value := _number(one, contract)) is not None]
    if not lows or not highs:
        return None
    (low, lower), (high, upper) = max(lows, key=lambda x: x[0]), min(highs, key=lambda x: x[0])
    apart = low > high or (low == high and "t" in lower.op[1] + upper.op[1])
    return (_shown(low, lower, contract), _shown(high, upper, contract)) if apart else None


def _number(bound: Bound, contract: Contract) -> Fraction | None:
    money = worth(bound.value, contract) if bound.value.type.kind is model.Kind.MONEY else None
    if money is not None:
        return money.times if money.base == YUAN else None
    return plain(bound.value, contract)


def _shown(number: Fraction, bound: Bound, contract: Contract) -> str:
    if bound.value.type.kind is model.Kind.MONEY:
        return amount(number, contract.currency)
    return percent(number) if bound.value.type.of == Unit.SHARE or _is_rate(bound) else decimal(number)


def _is_rate(bound: Bound) -> bool:
    return bound.value.type.kind is model.Kind.RATE


# ---------------------------------------------------------------- times of force


def _apart(clause: Clause, other: Clause, contract: Contract) -> bool:
    """Say whether two clauses may never be in force together: their windows do not meet, or are not known."""
    if not clause.in_force and not other.in_force:
        return clause.instrument != other.instrument
    spans = [(one.start, one.end) for part in (clause, other) for one in part.in_force]
    starts = [date_of(start, contract) for start, _ in spans if start is not None]
    ends = [date_of(end, contract) for _, end in spans if end is not None]
    days = [*starts, *ends]
    if any(day is None for day in days):
        return True
    known_starts, known_ends = [x for x in starts if x], [x for x in ends if x]
    return bool(known_starts and known_ends) and max(known_starts) > min(known_ends)
