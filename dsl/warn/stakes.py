"""
What money rides on a reading: the amounts that one line comes to as a passage is read one way or the other.

A reading is there because the contract can be read in two ways; who has to choose, or to negotiate, needs to know
what the choice costs. Only where the text fixes the amount of a line under more than one option, on one base, and the
amounts differ, is there something to tell; of several lines that the reading moves, the one it moves furthest.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Expr, Head, Pay, Reading, Warning_
from luyue.dsl.warn.growth import unit
from luyue.dsl.warn.words import amount, percent, times
from luyue.dsl.warn.worth import YUAN, Spread, spread


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
    readings = {one.label.id: one for one in contract.readings}
    found: dict[str, Stake] = {}
    for clause in contract.clauses if readings else ():
        for name, one in _of_clause(contract, readings, clause):
            if name not in found or one.factor > found[name].factor:
                found[name] = one
    yield from (_found(contract, one, found[name]) for name, one in readings.items() if name in found)


def _of_clause(contract: Contract, readings: Mapping[str, Reading], clause: Clause) -> Iterator[tuple[str, Stake]]:
    """Yield the lines of a clause whose amount depends on a reading: by its value, or by standing under an option."""
    lines: list[tuple[Expr, str]] = [(head.amount, unit(head, "one")) for head in clause.heads]
    lines += [(duty.owed.amount, "@one-time") for duty in clause.duties if isinstance(duty.owed, Pay)]
    for expr, one in lines:
        for reading in (readings[x] for x in sorted(readings_in(contract, expr)) if x in readings):
            options = ((x.label.id, spread(expr, taking(contract, reading, x.label.id))) for x in reading.options)
            yield from ((reading.label.id, x) for x in _stake(clause, one, options))
    for name in dict.fromkeys(head.under.reading for head in clause.heads if head.under is not None):
        under = [head for head in clause.heads if head.under is not None and head.under.reading == name]
        if len({_kind(head) for head in under}) == 1 and len({head.under for head in under}) == len(under):
            options = ((head.under.option, spread(head.amount, contract)) for head in under if head.under is not None)
            yield from ((name, x) for x in _stake(clause, unit(under[0], "one"), options))


def _kind(head: Head) -> tuple[object, ...]:
    return head.kind, head.per, head.once, head.on_exercise


def _stake(clause: Clause, one: str, options: Iterator[tuple[str, Spread | None]]) -> Iterator[Stake]:
    known = tuple((option, found) for option, found in options if found is not None)
    if len({found for _, found in known}) > 1 and len({found.base for _, found in known}) == 1:
        yield Stake(clause, one, known)


def readings_in(contract: Contract, part: object) -> frozenset[str]:
    """Return the readings that a part reads or stands under, also by way of lets, blanks and the rows it runs over."""
    lets = {one.label.id: one.value for one in contract.lets}
    blanks = {one.label.id: one.filler for one in contract.blanks}
    tables = {one.label.id: one.rows for one in contract.tables}
    found: set[str] = set()
    seen: set[str] = set()
    pending: list[object] = [part]
    while pending:
        for node in model.walk(pending.pop()):
            match node:
                case model.Under(reading=name) | model.ReadingIs(reading=name) | model.TimeOfReading(reading=name):
                    found.add(name)
                case model.Param(source="reading", name=name):
                    found.add(name)
                case model.Param(name=name) | model.Trigger(kind="row", name=str() as name) if name not in seen:
                    seen.add(name)
                    pending += [lets.get(name), blanks.get(name), tables.get(name)]
    return frozenset(found)


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
