"""
Sums that grow with every day, hour, outage or time: caps that bite at once, and sums that nothing stops.

A cap reached by the first unit of delay turns a daily sum into a flat one, seldom what was meant (五每千 and 五每百
are one key apart); so does a total over several clauses that one day of one of them uses up. A sum without a cap
passes any price in the end; the finding says when. A sum for each time passes it too where its clause can be broken
again and again, but a small fine does so only after so many times that nobody would call it unbounded: it is named
when ``MANY`` times are enough. Interest on what is unpaid at no more than the statutory rate is told for information:
it needs more than five years to double the debt.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from luyue.dsl.model import (
    BreachOf,
    Clause,
    Contract,
    Head,
    Keep,
    Limit,
    Pattern,
    Warning_,
    choose,
    default_options,
)
from luyue.dsl.quantity import Unit
from luyue.dsl.warn.words import amount, percent, whole
from luyue.dsl.warn.worth import YUAN, Spread, Worth, spread, worth

MANY: Final = 200  # times
STATUTORY: Final = Fraction(1, 2000)  # a day: what late payment costs by law (Regulation on Payments to SMEs art. 17)
EACH_TIME: Final = re.compile(
    r"每(发生|发现|出现|违反|有)?一?次|each (time|occurrence)|every time|per occurrence", re.I
)
GROWING: Final = ("damages", "losses")


def growth(contract: Contract) -> Iterator[Warning_]:
    """Yield findings on heads that are counted per unit or time, as the contract reads by default."""
    chosen = choose(contract, default_options(contract))
    for clause in chosen.clauses:
        for head in clause.heads:
            if head.kind in (*GROWING, "reduction"):
                yield from _of_head(chosen, clause, head)


def _of_head(contract: Contract, clause: Clause, head: Head) -> Iterator[Warning_]:
    each = spread(head.amount, contract) or _open(head, contract)
    limits = [limit for limit in contract.limits if not limit.over or clause.id in limit.over]
    caps = [cap for cap in head.caps if cap.op == "le"]
    if each is None:
        return
    for cap in caps:
        limit = worth(cap.limit, contract)
        if limit is not None and each.base == limit.base and _bites(head, each, limit, together=cap.in_total):
            yield _degenerate(contract, clause, head, each, limit)
    for one in limits:
        limit = worth(one.at_most, contract)
        if limit is not None and each.base == limit.base and _bites(head, each, limit, together=True):
            yield _degenerate(contract, clause, head, each, limit, one)
    stopped = head.until is not None or head.once or bool(limits) or any(_stops(head, cap.in_total) for cap in caps)
    each_time = _each_time(clause, head)
    grows = head.per is not None or each_time
    if head.kind in GROWING and grows and not stopped and each.high > 0 and clause.source == "contract":
        if each_time and not _recurs(contract, clause):
            return
        yield from _uncapped(contract, clause, head, Worth(each.high, each.base))


def _open(head: Head, contract: Contract) -> Spread | None:
    """Return what an amount comes to at least, where its upper end is open."""
    least = worth(head.amount, contract)
    return None if least is None else Spread(least.times, least.times, least.base)


def _each_time(clause: Clause, head: Head) -> bool:
    """Say whether a head is owed for each time: it says so, or its gist does where it says nothing else."""
    if head.per is None:
        return not head.on_exercise and EACH_TIME.search(clause.gist or "") is not None
    return head.per.kind == "time"


def _recurs(contract: Contract, clause: Clause) -> bool:
    """Say whether what brings the heads of a clause can come more than once: an event, a period, a row, a ban."""
    standing = bool(clause.prohibitions) or any(isinstance(one.owed, Keep) for one in clause.duties)
    if standing or any(one.kind not in ("term", "events") for one in clause.triggers):
        return True
    sources = [source for trigger in clause.triggers for source in trigger.sources]
    named = {one.clause for one in sources if isinstance(one, BreachOf)}
    again = any(_recurs(contract, one) for one in contract.clauses if one.id in named and one.id != clause.id)
    return again or any(isinstance(one, Pattern) for one in sources)


def _stops(head: Head, in_total: bool) -> bool:
    """Say whether a cap stops a sum: one per breach does not stop what is owed each time."""
    return in_total or (head.per is not None and head.per.kind != "time")


def _bites(head: Head, each: Spread, limit: Worth, *, together: bool) -> bool:
    """
    Say whether a cap is reached by the first unit: at once for what grows, past it for what does not grow.

    A range is told to be cut only where its least is.
    """
    grows = head.per is not None and not head.once and (together or head.per.kind != "time")
    return limit.times <= each.low if grows else limit.times < each.low


def _degenerate(
    contract: Contract, clause: Clause, head: Head, each: Spread, limit: Worth, total: Limit | None = None
) -> Warning_:
    low = Worth(each.low, each.base)
    facts = {"each": _shown(contract, low), "cap": _shown(contract, limit), "one": unit(head, "one")}
    facts |= {"zh": f"（{total.label.zh}）" if total else "", "en": f" ({total.label.en})" if total else ""}
    return Warning_("degenerate-cap", "warning", clause.id, None, facts, span=head.span)


def _uncapped(contract: Contract, clause: Clause, head: Head, each: Worth) -> Iterator[Warning_]:
    """Yield the finding with the unit on which the sum passes the price, its own base, or a year."""
    price = None if contract.price is None else worth(contract.price, contract)
    if each.base == YUAN and price is not None and price.base == YUAN:
        steps, than = Fraction(price.times // each.times + 1), "@more-than-price"
    elif each.base != YUAN:
        steps, than = Fraction(1 // each.times + 1), "@more-than-base"
    else:
        steps, than = Fraction(365), "@still-growing"
    if _each_time(clause, head) and (steps > MANY or than == "@still-growing"):
        return
    interest = head.per is not None and head.per.unit is Unit.DAY and each.base == "unpaid"
    severity = "info" if interest and each.times <= STATUTORY * (head.per.count if head.per else 1) else "warning"
    facts = {
        "each": _shown(contract, each),
        "one": unit(head, "one"),
        "unit": unit(head, "unit"),
        "count": whole(steps * (head.per.count if head.per is not None else 1)),
        "sum": _shown(contract, Worth(each.times * steps, each.base)),
        "than": than,
    }
    yield Warning_("uncapped", severity, clause.id, None, facts, span=head.span)


def unit(head: Head, form: str) -> str:
    """Return the unit a head is counted in, as a word for the reader's language: ``@one-day``, ``@unit-day``."""
    known = head.per.unit.value if head.per is not None and head.per.unit is not None else "time"
    return f"@{form}-{known}"


def _shown(contract: Contract, one: Worth) -> str:
    return amount(one.times, contract.currency) if one.base == YUAN else percent(one.times)
