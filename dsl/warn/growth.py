"""
Sums that grow with every day, hour or outage: caps that bite at once, and sums that nothing stops.

A cap reached by the first unit of delay turns a daily sum into a flat one, seldom what was meant (五每千 and 五每百
are one key apart). A sum without a cap passes any price in the end; the finding says when.
"""

from collections.abc import Iterator
from fractions import Fraction

from luyue.dsl.model import Clause, Contract, Head, Warning_, choose, default_options
from luyue.dsl.warn.words import amount, percent, whole
from luyue.dsl.warn.worth import YUAN, Worth, worth


def growth(contract: Contract) -> Iterator[Warning_]:
    """Yield findings on heads that are counted per unit, as the contract reads by default."""
    for clause in choose(contract, default_options(contract)).clauses:
        for head in clause.heads:
            if head.kind in ("damages", "losses") and head.per is not None and head.per.kind != "time":
                yield from _of_head(contract, clause, head)


def _of_head(contract: Contract, clause: Clause, head: Head) -> Iterator[Warning_]:
    each = worth(head.amount, contract)
    caps = [cap for cap in head.caps if cap.op == "le"]
    for cap in caps:
        limit = worth(cap.limit, contract)
        if each is not None and limit is not None and each.base == limit.base and limit.times <= each.times:
            yield _degenerate(contract, clause, head, each, limit)
    if not caps and head.until is None and not _limited(contract, clause) and each is not None and each.times > 0:
        yield _uncapped(contract, clause, head, each)


def _limited(contract: Contract, clause: Clause) -> bool:
    return any(not limit.over or clause.id in limit.over for limit in contract.limits)


def _degenerate(contract: Contract, clause: Clause, head: Head, each: Worth, limit: Worth) -> Warning_:
    facts = {"each": _shown(contract, each), "cap": _shown(contract, limit), "one": _unit(head, "one")}
    return Warning_("degenerate-cap", "warning", clause.id, None, facts, span=head.span)


def _uncapped(contract: Contract, clause: Clause, head: Head, each: Worth) -> Warning_:
    """Return the finding with the unit on which the sum passes the price, its own base, or a year."""
    price = None if contract.price is None else worth(contract.price, contract)
    if each.base == YUAN and price is not None and price.base == YUAN:
        steps, than = Fraction(price.times // each.times + 1), "@more-than-price"
    elif each.base != YUAN:
        steps, than = Fraction(1 // each.times + 1), "@more-than-base"
    else:
        steps, than = Fraction(365), "@still-growing"
    facts = {
        "each": _shown(contract, each),
        "one": _unit(head, "one"),
        "unit": _unit(head, "unit"),
        "count": whole(steps * (head.per.count if head.per is not None else 1)),
        "sum": _shown(contract, Worth(each.times * steps, each.base)),
        "than": than,
    }
    return Warning_("uncapped", "warning", clause.id, None, facts, span=head.span)


def _unit(head: Head, form: str) -> str:
    unit = head.per.unit.value if head.per is not None and head.per.unit is not None else "time"
    return f"@{form}-{unit}"


def _shown(contract: Contract, one: Worth) -> str:
    return amount(one.times, contract.currency) if one.base == YUAN else percent(one.times)
