"""
Drift: the sentence of the contract and the formula below it have come apart.

The gist is held against the formula kind by kind (shares, money, time, counts, points): a number that the formula
does not have, a share or an amount of the formula that a gist about shares or amounts leaves out, a boundary word
that takes the number in where the formula leaves it out, payer and payee the other way round, another party than
the one that acts. A gist that is silent on a kind says nothing about it.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Label, Warning_
from luyue.dsl.quantity import COUNTS, LENGTHS, Unit
from luyue.dsl.source import Span
from luyue.dsl.warn.formula import Quantity, money, quantities, weighty
from luyue.dsl.warn.gist import Said, said
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
    numbers = list(said(gist))
    formula = [*quantities(clause, contract), *money(clause, contract)]
    nearby = {(one.value, one.unit) for other in _spoken_of(contract, clause) for one in quantities(other, contract)}
    for units in ((Unit.SHARE,), (Unit.MONEY,), LENGTHS, COUNTS, (Unit.POINT,)):
        mentioned = [one for one in numbers if one.unit in units and (one.value, one.unit) not in nearby]
        if mentioned:
            kin = [one for one in formula if one.unit in (*units, Unit.NUMBER)]
            yield from _of_kind(contract, clause, mentioned, kin, zh=zh)
    yield from _payment(contract, clause, gist)
    yield from _bearer(contract, clause, gist, zh=zh)


def _spoken_of(contract: Contract, clause: Clause) -> list[Clause]:
    """Return the clauses whose state this one asks: their numbers may stand in its gist."""
    ids = {
        one.clause
        for one in model.walk((clause.triggers, clause.preconditions, clause.powers))
        if isinstance(one, model.BreachOf | model.InState)
    }
    return [one for one in contract.clauses if one.id in ids and one.id != clause.id]


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
    return Warning_("drift", "warning", clause.id, None, {"gist": gist, "formula": formula}, span=_place(clause))


def _place(clause: Clause) -> Span:
    """Return where the gist stands in its clause, or the clause if it was never written in a text."""
    whole, text = clause.span, clause.gist or ""
    start = whole.source.text.find(text, whole.start, whole.end)
    return Span(whole.source, start, start + len(text)) if start >= 0 else whole


# ---------------------------------------------------------------- parties


def _payment(contract: Contract, clause: Clause, gist: str) -> Iterator[Warning_]:
    """Yield payer and payee of the gist where the formula has them the other way round only."""
    pairs = set(_pairs(clause))
    names = {text: party.label.id for party in contract.parties for text in (party.label.zh, party.label.en)}
    any_name = "|".join(re.escape(text) for text in sorted(names, key=len, reverse=True))
    if not names:
        return
    paid = rf"({any_name})[^，。；,.;]{{0,6}}?(?:向|给|付给|\bto\b)\s*({any_name})[^，。；,.;]{{0,8}}?(?:付|赔|退|交纳)"
    must, pay = r"(?:应当|应|须|需|shall\s|must\s)?", r"(?:支付|赔偿|付|赔|pays?\b|owes?\b)"
    pays = rf"({any_name})\s*{must}\s*{pay}\s*给?\s*({any_name})"
    for form in (paid, pays):
        for match in re.finditer(form, gist):
            payer, payee = names[match[1]], names[match[2]]
            if (payer, payee) not in pairs and (payee, payer) in pairs:
                yield _found(clause, f"{match[1]} → {match[2]}", f"{match[2]} → {match[1]}")
                return


def _pairs(clause: Clause) -> Iterator[tuple[str, str]]:
    """Yield who pays whom in the formulas, where both are written as parties."""
    payments = [(one.payer, one.payee) for one in clause.heads]
    payments += [(one.owed.bearer, one.owed.payee) for one in clause.duties if isinstance(one.owed, model.Pay)]
    for payer, payee in payments:
        if isinstance(payer, model.PartyRef) and isinstance(payee, model.PartyRef):
            yield payer.name, payee.name


# A party that stands as the subject of what it must, may or shall not do.
_MUST = r"(?:应当|应该|应|须|必须|需|要|不得|不应|负责|保证|有权|可以|\s+(?:shall|must|may|will|pays?|keeps?|has to)\b)"


def _bearer(contract: Contract, clause: Clause, gist: str, *, zh: bool) -> Iterator[Warning_]:
    """Yield the party of which the gist says that it must or may, where the formula knows only others."""
    acting = {one.name for one in model.walk(clause) if isinstance(one, model.PartyRef)}
    groups = any(isinstance(one, model.Known) and one.type.kind is model.Kind.PARTY for one in model.walk(clause))
    bound = [party.label for party in contract.parties if _must(gist, party.label)]
    if not acting or groups or not bound or any(label.id in acting for label in bound):
        return
    others = [party.label for party in contract.parties if party.label.id in acting]
    yield _found(clause, _word(bound[0], zh=zh), "、".join(_word(label, zh=zh) for label in others))


def _must(gist: str, label: Label) -> bool:
    names = f"{re.escape(label.zh)}|{re.escape(label.en)}"
    return re.search(rf"(?:^|[，。；,.;：:“”\s])(?:the\s+)?(?:{names}){_MUST}", gist, re.IGNORECASE) is not None


def _word(label: Label, *, zh: bool) -> str:
    return label.zh if zh else label.en
