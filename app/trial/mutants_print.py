"""Mutants that no scenario noticed, as text and as JSON: which change survived, and what would have told."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from luyue.app.amounts import amount as amount_text
from luyue.app.due import length
from luyue.app.layout import indented
from luyue.app.names import Names
from luyue.app.numbers import exact, percent
from luyue.app.print_json import dumps
from luyue.app.trial.mutants import Judged, Mutant
from luyue.app.trial.tested import Tested
from luyue.app.words import mutants as words
from luyue.app.words import report as report_words
from luyue.app.words import say
from luyue.dsl.diagnostic import escape
from luyue.dsl.quantity import Length, Money

SCHEMA = "luyue/mutants/1"
WIDTH = 100


def mutants_text(one: Tested, found: Sequence[Judged], lang: str) -> str:
    """Return how many mutants were killed and each survivor, with the scenario that is missing."""
    killed = sum(judged.killed_by is not None for judged in found)
    names = Names.of_contract(one.contract, lang)
    told = percent(Fraction(killed * 1000 // len(found), 1000)) if found else percent(Fraction(1))
    facts = {"file": escape(one.place.shown), "all": str(len(found)), "killed": str(killed), "percent": told}
    lines = indented(say(words.SAY, "title", lang, facts), WIDTH)
    for judged in found:
        if judged.killed_by is None:
            lines += indented(_survivor(judged.mutant, names), WIDTH, first="  ")
    return "\n".join(lines) + "\n"


def _survivor(mutant: Mutant, names: Names) -> str:
    told = {"before": value_text(mutant.before, names), "after": value_text(mutant.after, names)}
    change = say(words.KIND, mutant.kind, names.lang, told)
    facts = {
        "line": str(mutant.line),
        "clause": names.of(mutant.clause),
        "change": change,
        "killer": say(words.KILLER, mutant.kind, names.lang),
    }
    return say(words.SAY, "survivor", names.lang, facts)


def value_text(value: object, names: Names) -> str:
    """Return what was changed as people read it."""
    match value:
        case Length(count=count, unit=unit):
            return length(count, unit.value, names.lang)
        case Money(amount=amount, currency=currency):
            return amount_text(amount, amount, currency, names.lang)
        case Fraction():
            return exact(value)
        case date():
            return value.isoformat()
        case str() if value in report_words.BOUND:
            return say(report_words.BOUND, value, names.lang, {"value": "…"})
        case _:
            return str(value)


def mutants_json(found: Sequence[tuple[Tested, Sequence[Judged]]]) -> str:
    """Return every mutant with what killed it, as JSON text."""
    files = [
        {
            "file": one.place.shown,
            "contract": one.contract.id,
            "killed": sum(judged.killed_by is not None for judged in all_),
            "all": len(all_),
            "mutants": [
                {
                    "clause": judged.mutant.clause,
                    "line": judged.mutant.line,
                    "kind": judged.mutant.kind,
                    "before": value_text(judged.mutant.before, Names.of_contract(one.contract, "en")),
                    "after": value_text(judged.mutant.after, Names.of_contract(one.contract, "en")),
                    "killed_by": judged.killed_by,
                }
                for judged in all_
            ],
        }
        for one, all_ in found
    ]
    return dumps({"schema": SCHEMA, "files": files})
