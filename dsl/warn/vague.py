"""
Times that are words: 及时, 立即, 定期, promptly, regularly.

The replay never turns such a word into a number; what depends on it is undetermined until a number is given or a
person establishes that it was in time. Two places are looked at: ``no fixed time``, whose setting has no number, and
the sentence of a clause that says such a word while its formula has no time at all.
"""

import re
from collections.abc import Iterator
from typing import Final

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Untimed, Warning_
from luyue.dsl.quantity import Length
from luyue.dsl.source import Span

_ZH: Final = (
    "及时|立即|立刻|即时|实时|随即|定期|不定期|定时|适时|尽快|尽早|尽速|迅速|第一时间"
    "|合理期限|合理期间|合理时间|合理的时间|提前通知"
)
_EN: Final = (
    "promptly|prompt|immediately|immediate|at once|forthwith|regularly|periodically|from time to time|timely"
    "|in good time|in due course|without (?:undue )?delay|as soon as possible|as soon as practicable|reasonable time"
)
VAGUE: Final = re.compile(rf"(?:{_ZH})|\b(?:{_EN})\b", re.IGNORECASE)


def vague(contract: Contract) -> Iterator[Warning_]:
    """Yield the clauses whose time is a word, each once, with the word."""
    for clause in contract.clauses:
        found = _untimed(contract, clause) or _in_gist(clause)
        if found is not None and clause.source == "contract":
            word, span = found
            place = span if span.source.text else clause.span
            yield Warning_("vague-time", "warning", clause.id, None, {"word": word}, span=place)


def _untimed(contract: Contract, clause: Clause) -> tuple[str, Span] | None:
    """Return the word of a time without a number, and where it stands."""
    given = {one.label.id for one in contract.blanks if one.filler is not None}
    for one in model.walk((clause.timings, clause.preconditions, clause.requirements, clause.powers)):
        if isinstance(one, Untimed) and one.setting not in given:
            return one.word, one.span
    return None


def _in_gist(clause: Clause) -> tuple[str, Span] | None:
    """Return a vague word of the gist where the formula has no time of any kind."""
    match = VAGUE.search(clause.gist or "")
    if match is None or not (clause.duties or clause.powers) or _has_time(clause):
        return None
    return match[0], gist_place(clause, match[0])


def gist_place(clause: Clause, word: str) -> Span:
    """Return where a word of the gist stands in its clause, or the clause if it was never written in a text."""
    whole, gist = clause.span, clause.gist or ""
    start = whole.source.text.find(gist, whole.start, whole.end)
    if start < 0:
        return whole
    at = start + gist.index(word)
    return Span(whole.source, at, at + len(word))


def _has_time(clause: Clause) -> bool:
    """Say whether a length, a date or a period stands anywhere in the clause's own lines."""
    if any(one.kind == "period" for one in clause.triggers):
        return True
    lines = (clause.timings, clause.preconditions, clause.requirements, clause.powers, clause.heads, clause.exceptions)
    for one in model.walk(lines):
        match one:
            case model.Const(value=Length()) | model.By() | model.Before() | model.Ahead() | model.Within():
                return True
            case model.Untimed(setting=str()):
                return True
    return False
