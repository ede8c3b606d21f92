"""
A refused log, and the assumptions of its reader, in the reader's words.

    付款.csv:5: 错误[bad-money]：「金额」里的「1e3」不是金额
      = 帮助：写成 1234.50、1,234.50、￥1234.5 或 1234.5元

The reader of logs gives codes and facts; the tables of ``words.log`` have the sentences. What the file writes is
shown with its control characters escaped and cut to a line's length.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from luyue.app.words import LANGUAGES, log, say
from luyue.dsl.diagnostic import LONGEST_FACT, escape
from luyue.engine.readers.refuse import EventError, Refusal

ERROR: Final = MappingProxyType({"zh": "错误", "en": "error"})
WAY_OUT: Final = MappingProxyType({"zh": "帮助", "en": "help"})
COLON: Final = MappingProxyType({"zh": "：", "en": ": "})

_KINDS: Final = log.KIND | log.FILE_KIND
_WHOLE: Final = frozenset({"known_zh", "known_en", "header", "differ_zh", "differ_en", "ids"})  # lists: never cut


def text(error: EventError, lang: str) -> str:
    """Return every refusal of a log, file by file, and how many of a file are not listed, with a final line feed."""
    listed: dict[str, int] = {}
    parts: list[str] = []
    for refusal in error.refusals:
        listed[refusal.place.file] = listed.get(refusal.place.file, 0) + refusal.rows
        parts.append(refusal_text(refusal, lang))
    for file, count in error.counts.items():
        if count > listed.get(file, 0):
            more = log.MORE[LANGUAGES.index(lang)]
            parts.append(more.format(file=escape(file), count=count - listed.get(file, 0)))
    return "".join(f"{part}\n" for part in parts)


def refusal_text(refusal: Refusal, lang: str) -> str:
    """Return one refusal: its place, its sentence, and a way out on a line of its own where there is one."""
    colon = COLON[lang]
    row = f":{escape(refusal.where)}" if refusal.where else f":{refusal.place.row}" if refusal.place.row else ""
    lines = [f"{escape(refusal.place.file)}{row}: {ERROR[lang]}[{refusal.code}]{colon}{sentence(refusal, lang)}"]
    if way := way_out(refusal, lang):
        lines.append(f"  = {WAY_OUT[lang]}{colon}{way}")
    return "\n".join(lines)


def as_json(refusal: Refusal, lang: str) -> dict[str, object]:
    """Return one refusal as plain values; ``line`` is None for the file as a whole."""
    way = way_out(refusal, lang)
    return {
        "file": refusal.place.file,
        "line": refusal.place.row or None,
        "column": None,
        "where": refusal.where or None,
        "field": refusal.column or None,
        "rows": refusal.rows,
        "severity": "error",
        "code": refusal.code,
        "message": sentence(refusal, lang),
        "help": [way] if way else [],
        "facts": dict(sorted(refusal.facts.items())),
    }


def sentence(refusal: Refusal, lang: str) -> str:
    """Return what is wrong, in one sentence."""
    code = refusal.code
    if "swallows" in refusal.facts or (code == "control-character" and not refusal.column):
        code += ":swallows" if "swallows" in refusal.facts else ":line"
    said = say(log.REFUSAL, code, lang, _told(refusal, lang))
    if refusal.rows > 1:
        said += log.IN_ROWS[LANGUAGES.index(lang)].format(rows=refusal.rows)
    return said


def way_out(refusal: Refusal, lang: str) -> str:
    """Return what may help: for this very case, else a near miss, else for the code; empty if nothing does."""
    facts = refusal.facts
    cases = [f"{refusal.code}:{facts[name]}" for name in ("guess", "kind") if name in facts]
    if "near" in facts:
        cases += [f"{refusal.code}:near", refusal.code if refusal.code == "near-field" else "near"]
    for case in (*cases, refusal.code):
        if case in log.HELP:
            return say(log.HELP, case, lang, _told(refusal, lang))
    return ""


def assumption_text(code: str, facts: Mapping[str, str], lang: str) -> str:
    """Return an assumption of the reader of a log, in one sentence."""
    return say(log.ASSUMED, code, lang, {name: escape(value) for name, value in facts.items()})


def _told(refusal: Refusal, lang: str) -> dict[str, str]:
    """Return the facts of a refusal as a sentence shows them."""
    told = {name: _shown(name, value) for name, value in refusal.facts.items()}
    told["column"] = _shown("column", refusal.column)
    for name, words in (("kind", _KINDS), ("found", log.FOUND), ("why", log.WHY)):
        if refusal.facts.get(name) in words:
            told[name] = words[refusal.facts[name]][LANGUAGES.index(lang)]
    return told


def _shown(name: str, value: str) -> str:
    shown = escape(value)
    return shown if name in _WHOLE or len(shown) <= LONGEST_FACT else shown[: LONGEST_FACT - 1] + "…"
