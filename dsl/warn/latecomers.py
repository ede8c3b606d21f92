"""
Rights that open after everything has stopped growing.

Late damages of 0.5% a day with a cap of 5% stand still from the tenth day. If the right to end the contract opens after
more than thirty days, the debtor may be late for twenty days at no price, and the creditor can do nothing but wait. The
finding gives both days. A right that opens on the day after the cap is what contracts mean and is not told.
"""

from collections.abc import Iterator
from fractions import Fraction

from luyue.dsl import model
from luyue.dsl.model import Bound, BreachOf, Clause, Contract, Head, InState, Power, Warning_
from luyue.dsl.quantity import Unit
from luyue.dsl.warn.days import length_of
from luyue.dsl.warn.words import amount, percent, whole
from luyue.dsl.warn.worth import YUAN, Worth, worth


def latecomers(contract: Contract) -> Iterator[Warning_]:
    """Yield the rights that open more than a unit after the damages for the same delay have reached their cap."""
    chosen = model.choose(contract, model.default_options(contract))
    for clause in chosen.clauses:
        for power in clause.powers:
            for source, bound in _delays(clause, power):
                yield from _of_power(chosen, clause, power, source, bound)


def _delays(clause: Clause, power: Power) -> Iterator[tuple[str, Bound]]:
    """Yield the clause whose delay opens a right, and how late it must be."""
    own = [one.clause for trigger in clause.triggers for one in trigger.sources if isinstance(one, BreachOf)]
    for trigger in clause.triggers:
        for source in trigger.sources:
            if isinstance(source, BreachOf) and source.state == "late":
                yield from ((source.clause, bound) for bound in source.bounds)
    for node in model.walk((power.once, tuple(trigger.condition for trigger in clause.triggers))):
        if isinstance(node, InState) and node.state == "late":
            sources = (node.clause,) if node.clause is not None else (*own, clause.id)
            yield from ((source, bound) for source in dict.fromkeys(sources) for bound in node.bounds)


def _of_power(contract: Contract, clause: Clause, power: Power, source: str, bound: Bound) -> Iterator[Warning_]:
    opens = length_of(bound.value, contract)
    if opens is None or bound.op not in ("gt", "ge"):
        return
    first = opens.count + 1 if bound.op == "gt" else opens.count
    heads = [(other, head) for other in contract.clauses for head in other.heads if _follows(other, head, source)]
    capped = [(other, found) for other, head in heads if (found := _cap(contract, other, head, opens.unit)) is not None]
    if not capped or len(capped) < len(heads):
        return  # something grows on, or cannot be told
    last, (day, limit) = max(capped, key=lambda one: one[1][0])
    if first > day + 1:
        facts = {
            "cap": _shown(contract, limit),
            "zh": last.label.zh,
            "en": last.label.en,
            "reached": whole(day),
            "opens": whole(first),
            "one": f"@one-{opens.unit.value}",
            "clauses": f"{last.id}、{clause.id}",
        }
        yield Warning_("power-after-cap", "warning", clause.id, None, facts, span=power.span)


def _follows(clause: Clause, head: Head, source: str) -> bool:
    """Say whether a sum grows with the delay of a clause."""
    if head.per is None or head.per.kind != "late" or head.kind != "damages":
        return False
    sources = [one for trigger in clause.triggers for one in trigger.sources if isinstance(one, BreachOf)]
    return clause.id == source or any(one.clause == source and one.state in ("breached", "late") for one in sources)


def _cap(contract: Contract, clause: Clause, head: Head, unit: Unit) -> tuple[Fraction, Worth] | None:
    """Return the unit of delay in which a sum reaches its cap, and the cap; None if nothing caps it."""
    each = worth(head.amount, contract)
    if each is None or each.times <= 0 or head.per is None or head.per.unit is not unit:
        return None
    limits = [worth(cap.limit, contract) for cap in head.caps if cap.op == "le"]
    limits += [worth(one.at_most, contract) for one in contract.limits if not one.over or clause.id in one.over]
    known = [one for one in limits if one is not None and one.base == each.base]
    if not known:
        return None
    limit = min(known)
    steps = -(-(limit.times / each.times).numerator // (limit.times / each.times).denominator)
    return steps * head.per.count, limit


def _shown(contract: Contract, one: Worth) -> str:
    return amount(one.times, contract.currency) if one.base == YUAN else percent(one.times)
