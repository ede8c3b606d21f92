"""
Who and how often, as a gist says it and as the formula has it: payer and payee, who must and who may, per which unit.

A party that must do something has to owe something in the formula, as bearer or payer; one that may (有权, may) can
also be the one who is paid, since a right to demand is the other side of a debt. Only a party that stands as the
subject of such a word is taken, and only where nobody who does owe something opens a part of the sentence: a gist may
say what the other side does first. Where the formula speaks of a group or of a field that names a party, nothing is
said.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Expr, Kind, Label
from luyue.dsl.quantity import Unit
from luyue.dsl.warn.words import each


class Apart(NamedTuple):
    """What the gist says, and what the formula has instead, in the language of the gist."""

    gist: str
    formula: str


# ---------------------------------------------------------------- payer and payee

_AUX: Final = r"(?:应当|应该|应|须|需|要|shall\s+|must\s+|will\s+|has\s+to\s+)?"
_PAY: Final = (
    r"(?:支付|赔偿|赔付|退还|退回|返还|付|赔|退|欠|交纳|pays?\b|owes?\b|compensates?\b|refunds?\b|returns?\s+to\b)"
)


def payment(contract: Contract, clause: Clause, gist: str) -> Iterator[Apart]:
    """Yield payer and payee of the gist where the formula has them the other way round only."""
    pairs = set(_pairs(clause))
    names = {text.lower(): one.label.id for one in contract.parties for text in (one.label.zh, one.label.en)}
    any_name = "|".join(re.escape(text) for text in sorted(names, key=len, reverse=True))
    if not names or not pairs:
        return
    the = r"(?:\bthe\s+)?"
    forms = (
        rf"({any_name})[^，。；,.;]{{0,8}}?(?:向|给|付给|对)\s*({any_name})[^，。；,.;]{{0,12}}?(?:付|赔|退|返还|交纳)",
        rf"({any_name})\s*{_AUX}{_PAY}\s*(?:给|to\s+)?\s*{the}({any_name})(?!的)",
        rf"({any_name})\s+{_AUX}(?:pays?|owes?|returns?|refunds?)\b[^，。；,.;]{{0,40}}?\bto\s+{the}({any_name})",
    )
    for form in forms:
        for match in re.finditer(form, gist, re.IGNORECASE):
            payer, payee = names[match[1].lower()], names[match[2].lower()]
            if payer != payee and (payer, payee) not in pairs and (payee, payer) in pairs:
                yield Apart(f"{match[1]} → {match[2]}", f"{match[2]} → {match[1]}")
                return


def _pairs(clause: Clause) -> Iterator[tuple[str, str]]:
    """Yield who pays whom in the formulas, where both are written as parties."""
    payments = [(one.payer, one.payee) for one in clause.heads]
    payments += [(one.owed.bearer, one.owed.payee) for one in clause.duties if isinstance(one.owed, model.Pay)]
    for payer, payee in payments:
        if isinstance(payer, model.PartyRef) and isinstance(payee, model.PartyRef):
            yield payer.name, payee.name


# ---------------------------------------------------------------- who must and who may

_MUST: Final = (
    r"(?:应当|应该|应(?!付|收|得)|须|必须|需(?!求)|要(?!求)|不得|不应|负责|保证"
    r"|\s+(?:shall|must|will|pays?|keeps?|has to)\b)"
)
_MAY: Final = r"(?:有权|可以|可(?!能)|\s+(?:may|can|is entitled|has the right)\b)"
_BEFORE: Final = r"(?:^|(?<=[，。；,.;：:“”\s的内后时前者日天]))(?:the\s+)?"


def bearer(contract: Contract, clause: Clause, gist: str, *, zh: bool) -> Iterator[Apart]:
    """Yield the party of which the gist says that it must or may, where the formula knows only others for that."""
    owing, gaining = _actors(clause)
    rightly = [party.label for party in contract.parties if party.label.id in owing]
    if not owing or _has_group(clause) or any(_opens(gist, label) for label in rightly):
        return
    for word, known in ((_MUST, owing), (_MAY, owing | gaining)):
        named = [party.label for party in contract.parties if _is_subject(gist, party.label, word)]
        if named and not any(label.id in known for label in named):
            yield Apart(_word(named[0], zh=zh), ("、" if zh else ", ").join(_word(one, zh=zh) for one in rightly))
            return


def _actors(clause: Clause) -> tuple[set[str], set[str]]:
    """Return who owes, must keep from or may do something by the formulas, and who is paid."""
    owing: list[Expr] = [duty.owed.bearer for duty in clause.duties]
    owing += [one.bearer for one in clause.prohibitions] + [one.holder for one in clause.powers]
    owing += [head.payer for head in clause.heads] + [head.decided.by for head in clause.heads if head.decided]
    owing += [party for one in clause.suspensions for party in one.parties]
    gaining = [head.payee for head in clause.heads]
    gaining += [duty.owed.payee for duty in clause.duties if isinstance(duty.owed, model.Pay)]
    return _names(owing), _names(gaining)


def _names(parties: list[Expr]) -> set[str]:
    return {one.name for one in parties if isinstance(one, model.PartyRef)}


def _has_group(clause: Clause) -> bool:
    """Say whether a formula speaks of both, each or the affected party, or of a field that names one."""
    kinds = (model.Known, model.FieldOf, model.Param, model.Var)
    return any(isinstance(one, kinds) and one.type.kind is Kind.PARTY for one in model.walk(clause))


def _is_subject(gist: str, label: Label, word: str) -> bool:
    names = f"{re.escape(label.zh)}|{re.escape(label.en)}"
    return re.search(rf"{_BEFORE}(?:{names}){word}", gist, re.IGNORECASE) is not None


def _opens(gist: str, label: Label) -> bool:
    """Say whether a party opens a part of the sentence."""
    names = f"{re.escape(label.zh)}|{re.escape(label.en)}"
    opening = r"(?:^|[，。；：,.;:“”])\s*(?:若|如|则|由|并由|and\s+|if\s+)?(?:the\s+)?"
    return re.search(rf"{opening}(?:{names})", gist, re.IGNORECASE) is not None


def _word(label: Label, *, zh: bool) -> str:
    return label.zh if zh else label.en


# ---------------------------------------------------------------- per which unit

_UNITS: Final[Mapping[str, Unit]] = MappingProxyType(
    {
        **{"日": Unit.DAY, "天": Unit.DAY, "自然日": Unit.DAY, "工作日": Unit.WORKING_DAY, "小时": Unit.HOUR},
        **{"分钟": Unit.MINUTE, "月": Unit.MONTH, "年": Unit.YEAR, "季度": Unit.QUARTER},
        **{"day": Unit.DAY, "working day": Unit.WORKING_DAY, "hour": Unit.HOUR, "minute": Unit.MINUTE},
        **{"month": Unit.MONTH, "year": Unit.YEAR, "quarter": Unit.QUARTER},
    }
)
_ANY: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_PACE: Final = (
    re.compile(rf"每(?:逾期|迟延|延迟|延误|拖延|拖|晚|超)[^，。；0-9]{{0,3}}?[一1]?个?({_ANY})"),
    re.compile(rf"(?:逾期|迟延|延迟|拖延|晚)[一1]个?({_ANY})(?![以之内])"),
    re.compile(rf"按({_ANY})(?:计(?!划)|加收|向|收取)"),
    re.compile(rf"\b(?:per|each|every|for each|for every|a)\s+({_ANY})\s+(?:late|overdue|of delay|past due)\b", re.I),
)


def pace(clause: Clause, gist: str, *, zh: bool) -> Iterator[Apart]:
    """Yield the unit of delay for which the gist says that a sum is owed, where every formula counts in others."""
    counted = [head.per.unit for head in clause.heads if head.per is not None and head.per.kind != "time"]
    found = next((match for form in _PACE if (match := form.search(gist)) is not None), None)
    if found is None or not counted or _UNITS[found[1].lower()] in counted or counted[0] is None:
        return
    yield Apart(found[0], each(counted[0], zh=zh))
