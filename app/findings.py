"""
Findings and assumptions as sentences, whoever made them.

What the reader of logs assumed and what the run assumed stand in one list of a report, and so do warnings about the
text and findings of the run. Their words stand where their codes are made; here is the one place that knows all the
tables.
"""

import re
from collections.abc import Mapping
from typing import Final

from luyue.app.log_words import assumption_text as reader_assumption
from luyue.app.names import Names
from luyue.app.words import checks, log, reasons, report, say
from luyue.dsl.diagnostic import Diagnostic, escape, sentence_of
from luyue.dsl.messages import MESSAGES
from luyue.dsl.source import NOWHERE

AMOUNT: Final = re.compile(r"([A-Z]{3}) ([0-9][0-9,]*(?:\.[0-9]+)?)")
CELL: Final = ("table", "row", "column")  # the parts of the name of an empty cell


def assumption_text(code: str, facts: Mapping[str, str], names: Names) -> str:
    """Return an assumption as a sentence without its full stop."""
    if code in log.ASSUMED:
        return reader_assumption(code, facts, names.lang)
    bare = f"{code}-bare"
    return say(reasons.ASSUMED, code if facts or bare not in reasons.ASSUMED else bare, names.lang, names.facts(facts))


def check_text(code: str, facts: Mapping[str, str], names: Names) -> str:
    """Return a warning or a finding of the run as a sentence without its full stop."""
    if code == "unspecified":
        return _unspecified(facts, names)
    if code in MESSAGES:
        told_facts = {key: _money(fact, names.lang) for key, fact in facts.items()}
        return sentence_of(Diagnostic(code, NOWHERE, told_facts), names.lang)
    told = names.facts(facts)
    if facts.get("why") in reasons.VOID:
        told["why"] = say(reasons.VOID, facts["why"], names.lang)
    if "missing" in facts:
        told["missing"] = names.listed(facts["missing"].split("、"))
    others = facts["clauses"].split("、") if code == "void-exercise" and "clauses" in facts else []
    told["also"] = say(checks.ALSO, "some" if others else "none", names.lang, {"names": names.listed(others)})
    return say(checks.FINDING, code, names.lang, told)


def _unspecified(facts: Mapping[str, str], names: Names) -> str:
    """Return what the contract leaves open, a cell by its table, row and column, and how many clauses need it."""
    parts = facts.get("cell", "").split("/")
    if len(parts) == len(CELL) and parts[1].isdigit() and parts[0] in names.labels:
        told = dict(zip(CELL, (names.of(parts[0]), parts[1], names.field(parts[2])), strict=True))
        what = say(checks.OPEN, "cell", names.lang, told)
    else:
        what = say(checks.OPEN, "named", names.lang, {"name": escape(facts[names.lang])})
    n = facts["clauses"]
    code = {"0": "unused", "1": "used-one"}.get(n, "used")
    return say(checks.OPEN, code, names.lang, {"what": what, "n": n})


def _money(fact: str, lang: str) -> str:
    """Return an amount as the language says it: ``CNY 5.00`` is 5.00元; any other fact as it is."""
    found = AMOUNT.fullmatch(fact)
    if found is None or found[1] not in report.MONEY:
        return fact
    return say(report.MONEY, found[1], lang, {"amount": found[2]})
