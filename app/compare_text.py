"""What changed between two reports, for people and for programs."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from luyue.app.compare import Change, Comparison
from luyue.app.due import lasting, length
from luyue.app.layout import indented
from luyue.app.print_json import dumps
from luyue.app.words import compare as words
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape

SCHEMA = "luyue/diff/1"
TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "duties": states.DUTY,
    "payments": states.DUTY,
    "powers": states.POWER,
    "suspensions": states.SUSPENSION,
    "liabilities": states.CLAIM,
}
SUMS = ("accounts", "totals")  # they follow from the rows above them
CODED = ("state", "status", "claim")
DIGESTS = ("contract_digest", "calendar_digest", "chain_head")


def comparison_json(found: Comparison) -> str:
    """Return what changed as JSON text with a final line feed."""
    causes = [{"field": name, "before": before, "after": after} for name, before, after in found.causes]
    changes = [
        {
            "list": one.list_,
            "id": one.id,
            "change": one.kind,
            "fields": [{"field": name, "before": before, "after": after} for name, before, after in one.fields],
            "events": list(one.events),
            "dropped": list(one.dropped),
        }
        for one in found.changes
    ]
    return dumps({"schema": SCHEMA, "causes": causes, "changes": changes})


def comparison_text(found: Comparison, new: Mapping[str, Any], lang: str, columns: int) -> str:
    """Return what changed as text with a final line feed, no line wider than ``columns``."""
    title = say(words.SAY, "title", lang, {"title": escape(str(new["contract"]["title"]))})
    lines = [*indented(title, columns), "=" * columns]
    if not found.causes and not found.changes:
        return "\n".join([*lines, say(words.SAY, "same", lang)]) + "\n"
    if found.causes:
        lines += ["", say(words.SAY, "whole", lang), "-" * columns]
        for cause in found.causes:
            lines += indented(_cause(cause, lang), columns, first="  * ")
    for name in dict.fromkeys(one.list_ for one in found.changes):
        lines += ["", say(words.LIST, name, lang), "-" * columns]
        for one in found.changes:
            if one.list_ == name:
                lines += _change(one, found, lang, columns)
    return "\n".join(lines) + "\n"


def _cause(cause: tuple[str, object, object], lang: str) -> str:
    name, before, after = cause
    if name in DIGESTS:
        return say(words.SAY, "differs", lang, {"name": say(words.FIELD, name, lang)})
    return _field("", name, before, after, lang)


def _change(one: Change, found: Comparison, lang: str, columns: int) -> Iterable[str]:
    joint = "，" if lang == "zh" else "; "
    if one.kind == "changed":
        told = [_field(one.list_, *field, lang) for field in one.fields]
    else:
        told = [
            _has(one.list_, name, before if one.kind == "gone" else after, lang) for name, before, after in one.fields
        ]
    facts = {"id": escape(one.id), "fields": joint.join(told)}
    yield from indented(say(words.SAY, one.kind, lang, facts), columns, first="  * ")
    for why in _why(one, found, lang):
        yield from indented(why, columns, first="    ")


def _why(one: Change, found: Comparison, lang: str) -> Iterable[str]:
    listed = "、" if lang == "zh" else ", "
    if one.events:
        yield say(words.SAY, "by", lang, {"events": listed.join(escape(e) for e in one.events)})
    if one.dropped:
        yield say(words.SAY, "dropped", lang, {"events": listed.join(escape(e) for e in one.dropped)})
    if not one.events and not one.dropped and found.causes and one.list_ not in SUMS:
        names = listed.join(say(words.FIELD, name, lang) for name, *_ in found.causes)
        yield say(words.SAY, "by_cause", lang, {"causes": names})


def _field(list_: str, name: str, before: object, after: object, lang: str) -> str:
    facts = {
        "name": say(words.FIELD, name, lang),
        "before": _value(list_, name, before, lang),
        "after": _value(list_, name, after, lang),
    }
    return say(words.SAY, "field", lang, facts)


def _has(list_: str, name: str, value: object, lang: str) -> str:
    facts = {"name": say(words.FIELD, name, lang), "value": _value(list_, name, value, lang)}
    return say(words.SAY, "has", lang, facts)


def _value(list_: str, name: str, value: object, lang: str) -> str:
    """Return a value of a report as people read it; what the report words itself stays as it is."""
    match value:
        case None | []:
            return say(words.SAY, "nothing", lang)
        case bool():
            return say(words.SAY, "yes" if value else "no", lang)
        case list():
            return ("、" if lang == "zh" else ", ").join(escape(str(one)) for one in value)
        case {"days": int(days)}:
            return length(Fraction(days), "day", lang)
        case {"seconds": str(seconds)}:
            return lasting(int(Fraction(seconds) * 1_000_000), lang)
        case dict():
            return ("、" if lang == "zh" else ", ").join(f"{escape(str(k))} {escape(str(v))}" for k, v in value.items())
        case str() if name in CODED and value in TABLES.get(list_, {}):
            return say(TABLES[list_], value, lang)
        case _:
            return escape(str(value))
