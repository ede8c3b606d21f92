"""
Findings and assumptions as sentences, whoever made them.

What the reader of logs assumed and what the run assumed stand in one list of a report, and so do warnings about the
text and findings of the run. Their words stand where their codes are made; here is the one place that knows all the
tables.
"""

from collections.abc import Mapping

from luyue.app.log_words import assumption_text as reader_assumption
from luyue.app.names import Names
from luyue.app.words import checks, log, reasons, say
from luyue.dsl.diagnostic import Diagnostic, sentence_of
from luyue.dsl.messages import MESSAGES
from luyue.dsl.source import NOWHERE


def assumption_text(code: str, facts: Mapping[str, str], names: Names) -> str:
    """Return an assumption as a sentence without its full stop."""
    if code in log.ASSUMED:
        return reader_assumption(code, facts, names.lang)
    bare = f"{code}-bare"
    return say(reasons.ASSUMED, code if facts or bare not in reasons.ASSUMED else bare, names.lang, names.facts(facts))


def check_text(code: str, facts: Mapping[str, str], names: Names) -> str:
    """Return a warning or a finding of the run as a sentence without its full stop."""
    if code in MESSAGES:
        return sentence_of(Diagnostic(code, NOWHERE, dict(facts)), names.lang)
    told = names.facts(facts)
    if facts.get("why") in reasons.VOID:
        told["why"] = say(reasons.VOID, facts["why"], names.lang)
    if "missing" in facts:
        told["missing"] = names.listed(facts["missing"].split("、"))
    return say(checks.FINDING, code, names.lang, told)
