"""
Drift: the sentence of the contract and the formula below it have come apart.

The gist is held against the formula kind by kind (shares, money, time, counts, points): a number that the formula
does not have, a share or an amount of the formula that a gist about shares or amounts leaves out, a boundary word
that takes the number in where the formula leaves it out; and, in ``sides``, payer and payee the other way round,
another party than the one that acts, another unit of delay. A gist that is silent on a kind says nothing about it.
Amounts that a sentence works out of its own figures (20%, that is 200,000 yuan; net and tax of a gross amount) are
held against those figures in ``figures``, not against the formula.
"""

from collections.abc import Iterator
from fractions import Fraction

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Warning_
from luyue.dsl.quantity import COUNTS, LENGTHS, Unit
from luyue.dsl.warn.figures import worked_out
from luyue.dsl.warn.formula import Quantity, money, quantities, weighty
from luyue.dsl.warn.gist import Said, said
from luyue.dsl.warn.prose import place
from luyue.dsl.warn.sides import bearer, pace, payment
from luyue.dsl.warn.words import is_chinese
from luyue.dsl.warn.words import said as written

# The number itself is on the good side (within, at most, more than) or not (at least, less than).
SIDES = {"gt": "above", "le": "above", "ge": "from", "lt": "from"}


def drift(contract: Contract) -> Iterator[Warning_]:
    """Yield the findings on gists, clause by clause; a note that quotes the words in question settles them."""
    for clause in contract.clauses:
        if clause.gist is not None:
            found = _of_clause(contract, clause, clause.gist)
            yield from (one for one in found if not any(one.facts["gist"] in note for note in clause.notes))


def _of_clause(contract: Contract, clause: Clause, gist: str) -> Iterator[Warning_]:
    zh = is_chinese(gist)
    written_out = {one.start for one in worked_out(contract, gist)}
    numbers = [one for one in said(gist) if one.start not in written_out]
    formula = [*quantities(clause, contract), *money(clause, contract)]
    nearby = {(one.value, one.unit) for other in _spoken_of(contract, clause) for one in quantities(other, contract)}
    for units in ((Unit.SHARE,), (Unit.MONEY,), LENGTHS, COUNTS, (Unit.POINT,)):
        mentioned = [one for one in numbers if one.unit in units and (one.value, one.unit) not in nearby]
        if mentioned:
            kin = [one for one in formula if one.unit in (*units, Unit.NUMBER)]
            yield from _of_kind(contract, clause, mentioned, kin, zh=zh)
    for apart in (*payment(contract, clause, gist), *bearer(contract, clause, gist, zh=zh), *pace(clause, gist, zh=zh)):
        yield _found(clause, apart.gist, apart.formula)


def _spoken_of(contract: Contract, clause: Clause) -> list[Clause]:
    """Return the clauses whose state this one asks: their numbers may stand in its gist."""
    ids = {
        one.clause
        for one in model.walk((clause.triggers, clause.preconditions, clause.powers))
        if isinstance(one, model.BreachOf | model.InState)
    }
    return [one for one in contract.clauses if one.id in ids and one.id != clause.id] if ids else []


# ---------------------------------------------------------------- numbers


def _of_kind(
    contract: Contract, clause: Clause, mentioned: list[Said], formula: list[Quantity], *, zh: bool
) -> Iterator[Warning_]:
    """Yield what one kind of number shows: what the gist alone has, else what the formula alone has, else bounds."""
    known = {(one.value, one.unit) for one in formula}
    plain = {one.value for one in formula if one.unit is Unit.NUMBER}
    alone = [one for one in mentioned if (one.value, one.unit) not in known and one.value not in plain]
    alone = [one for one in alone if not one.is_loose]
    told = {(one.value, one.unit) for one in mentioned}
    untold = [one for one in formula if (one.value, one.unit) not in told and one.unit is not Unit.NUMBER]
    if alone:
        other = written(untold[0].value, untold[0].unit, untold[0].bound, zh=zh) if untold else "@nothing"
        yield _found(clause, alone[0].text, other)
        return
    silent = [one for one in weighty(clause, contract) if (one.value, one.unit) not in told and one in untold]
    if silent and mentioned[0].unit in (Unit.SHARE, Unit.MONEY) and not _told_otherwise(contract, clause, told):
        others = "、".join(dict.fromkeys(one.text for one in mentioned))
        yield _found(clause, others, written(silent[0].value, silent[0].unit, silent[0].bound, zh=zh))
        return
    yield from _bounds(clause, mentioned, formula, zh=zh)


def _told_otherwise(contract: Contract, clause: Clause, told: set[tuple[Fraction, Unit]]) -> bool:
    """Say whether every amount that can be worked out is told, if not as the share that the formula writes."""
    amounts = [(one.value, one.unit) for one in money(clause, contract)]
    return bool(amounts) and all(one in told for one in amounts)


def _bounds(clause: Clause, mentioned: list[Said], formula: list[Quantity], *, zh: bool) -> Iterator[Warning_]:
    for one in mentioned:
        same = [x for x in formula if (x.value, x.unit) == (one.value, one.unit) and x.bound is not None]
        if one.bound is None or not same or any(SIDES[x.bound or ""] == SIDES[one.bound] for x in same):
            continue
        yield _found(clause, one.text, written(same[0].value, same[0].unit, same[0].bound, zh=zh))


def _found(clause: Clause, gist: str, formula: str) -> Warning_:
    return Warning_(
        "drift",
        "warning",
        clause.id,
        None,
        {"gist": gist, "formula": formula},
        span=place(clause.span, clause.gist or ""),
    )
