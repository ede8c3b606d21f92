"""
What money rides on a reading: the amounts that one line comes to as a passage is read one way or the other.

A reading is there because the contract can be read in two ways; who has to choose, or to negotiate, needs to know
what the choice costs. Only where the text fixes the amount of a line under more than one option, on one base, and the
amounts differ, is there something to tell; of several lines that the reading moves, the one it moves furthest.
"""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Expr, Head, Pay, Reading, Warning_
from luyue.dsl.warn.growth import unit
from luyue.dsl.warn.words import amount, percent, times
from luyue.dsl.warn.worth import YUAN, Spread, meaning, spread


@frozen
class Stake:
    """What a line of a clause comes to under each option that the text fixes it for, by the option's id."""

    clause: Clause
    one: str  # what it is counted for: @one-day
    amounts: tuple[tuple[str, Spread], ...]

    @property
    def factor(self) -> Fraction:
        """Return how many times the least amount the greatest is; of ranges their upper ends."""
        highs = [one.high for _, one in self.amounts]
        return max(highs) / min(highs) if min(highs) > 0 else Fraction(0)


def stakes(contract: Contract) -> Iterator[Warning_]:
    """Yield for each reading the line whose amount it moves furthest."""
    found: dict[str, Stake] = {}
    for reading in contract.readings:
        for clause in contract.clauses:
            for one in _of_clause(contract, reading, clause):
                before = found.get(reading.label.id)
                if before is None or one.factor > before.factor:
                    found[reading.label.id] = one
    yield from (_found(contract, one, found[one.label.id]) for one in contract.readings if one.label.id in found)


def _of_clause(contract: Contract, reading: Reading, clause: Clause) -> Iterator[Stake]:
    """Yield the lines of a clause whose amount depends on a reading: by its value, or by standing under an option."""
    lines: list[tuple[Expr, str]] = [(head.amount, unit(head, "one")) for head in clause.heads]
    lines += [(duty.owed.amount, "@one-time") for duty in clause.duties if isinstance(duty.owed, Pay)]
    for expr, one in lines:
        if reading.label.id in _readings(contract, expr):
            options = ((x.label.id, spread(expr, taking(contract, reading, x.label.id))) for x in reading.options)
            yield from _stake(clause, one, options)
    under = [head for head in clause.heads if head.under is not None and head.under.reading == reading.label.id]
    if len({_kind(head) for head in under}) == 1 and len({head.under for head in under}) == len(under):
        options = ((head.under.option, spread(head.amount, contract)) for head in under if head.under is not None)
        yield from _stake(clause, unit(under[0], "one"), options)


def _kind(head: Head) -> tuple[object, ...]:
    return head.kind, head.per, head.once, head.on_exercise


def _stake(clause: Clause, one: str, options: Iterator[tuple[str, Spread | None]]) -> Iterator[Stake]:
    known = tuple((option, found) for option, found in options if found is not None)
    if len({found for _, found in known}) > 1 and len({found.base for _, found in known}) == 1:
        yield Stake(clause, one, known)


def _readings(contract: Contract, expr: Expr) -> set[str]:
    """Return the readings whose value a formula reads, also by way of lets."""
    found: set[str] = set()
    pending: list[object] = [expr]
    while pending:
        for node in model.walk(pending.pop()):
            if isinstance(node, model.Param) and node.name not in found:
                found.add(node.name)
                if node.source != "reading" and (inner := meaning(node, contract)) is not None:
                    pending.append(inner)
    return found


def taking(contract: Contract, reading: Reading, option: str) -> Contract:
    """Return a contract that reads by default as an option says."""
    options = tuple(evolve(one, default=one.label.id == option) for one in reading.options)
    changed = tuple(evolve(one, options=options) if one is reading else one for one in contract.readings)
    return evolve(contract, readings=changed)


def _found(contract: Contract, reading: Reading, stake: Stake) -> Warning_:
    labels = {one.label.id: one.label for one in reading.options}
    shown = [(labels[option], _shown(contract, found)) for option, found in stake.amounts]
    facts = {
        "zh": reading.label.zh,
        "en": reading.label.en,
        "names_zh": "，".join(f"读作「{label.zh}」是 {what}" for label, what in shown),
        "names_en": ", ".join(f"{what} read as 「{label.en}」" for label, what in shown),
        "use_zh": stake.clause.label.zh,
        "use_en": stake.clause.label.en,
        "one": stake.one,
        "factor": times(stake.factor),
    }
    return Warning_("ambiguous", "info", None, None, facts, span=reading.span)


def _shown(contract: Contract, found: Spread) -> str:
    ends = dict.fromkeys((found.low, found.high))
    return " ~ ".join(amount(one, contract.currency) if found.base == YUAN else percent(one) for one in ends)
