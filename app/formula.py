"""
A formula with its numbers, in words: one line for a table, or a tree for an explanation.

The engine keeps what was computed from what (``Worked``). On one line, names stand before their numbers and operators
between them, with brackets only where reading needs them; a share is written base first (``欠款 1,130,080.12 × 5%``),
as lawyers check it. In the tree every part has a line of its own, so that a reader can follow the sum with a pocket
calculator.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from attrs import evolve

from luyue.app.due import length
from luyue.app.names import Names
from luyue.app.numbers import exact, grouped, plain
from luyue.app.words import formulas as words
from luyue.app.words import say, states
from luyue.dsl.quantity import LENGTHS
from luyue.engine.finding import Worked

SIGNS: Mapping[str, str] = MappingProxyType({"add": "+", "sub": "-", "mul": "×", "div": "÷", "share": "×"})
TIES: Mapping[str, int] = MappingProxyType({"add": 1, "sub": 1, "mul": 2, "share": 2, "div": 2})
ATOM = 3


def formula(worked: Worked, names: Names) -> str:
    """Return a formula with its numbers on one line."""
    return _line(worked, names)[0]


def value_text(worked: Worked, names: Names) -> str:
    """Return what a part of a formula came to."""
    if worked.high is not None:
        ends = (value_text(evolve(worked, value=end, high=None), names) for end in (worked.value, worked.high))
        return say(words.FORMULA, "range", names.lang, dict(zip(("low", "high"), ends, strict=True)))
    match worked.value:
        case None:
            return say(words.FORMULA, "unknown", names.lang)
        case Fraction() as number if worked.unit in LENGTHS:
            return length(number, str(worked.unit), names.lang)
        case Fraction() as number if worked.op == "units":
            return say(words.UNITS, worked.name, names.lang, {"count": grouped(exact(number))})
        case Fraction() as number:
            return plain(number, worked.unit)
        case "true" | "false" as truth:
            return say(states.YES_NO, truth, names.lang)
        case text:
            return names.of(text)


def name_text(worked: Worked, names: Names) -> str:
    """Return what a part of a formula is called: a name of the language, a function, or a name of the contract."""
    if worked.name in words.KNOWN:
        return say(words.KNOWN, worked.name, names.lang)
    owner, dot, field = worked.name.rpartition(".")
    if dot:
        return names.field(field, owner)
    return names.of(worked.name)


def _line(worked: Worked, names: Names) -> tuple[str, int]:
    """Return a line and how tightly it holds together."""
    if worked.op in SIGNS and len(worked.parts) > 1:
        parts = worked.parts[::-1] if worked.op == "share" else worked.parts
        return _joined(worked.op, parts, names)
    if worked.op in ("let", "reading", "blank", "amount") and len(worked.parts) == 1:
        return _line(worked.parts[0], names)
    if worked.parts:
        inside = ("，" if names.lang == "zh" else ", ").join(_line(part, names)[0] for part in worked.parts)
        brackets = "（{}）" if names.lang == "zh" else "({})"
        return f"{name_text(worked, names)}{brackets.format(inside)}", ATOM
    if worked.op in ("const", "units") or not worked.name:
        return value_text(worked, names), ATOM
    return f"{name_text(worked, names)} {value_text(worked, names)}", ATOM


def _joined(op: str, parts: tuple[Worked, ...], names: Names) -> tuple[str, int]:
    tie = TIES[op]
    texts = []
    for i, part in enumerate(parts):
        text, inner = _line(part, names)
        loose = inner < tie or (inner == tie and i > 0 and op in ("sub", "div"))
        texts.append(f"({text})" if loose else text)
    return f" {SIGNS[op]} ".join(texts), tie


def is_plain(worked: Worked) -> bool:
    """Return whether a formula is one figure, so that there is nothing to work out."""
    return not worked.parts or (worked.op in ("let", "reading", "blank", "amount") and is_plain(worked.parts[0]))


def part_text(worked: Worked, names: Names) -> str:
    """Return one part of a formula with its value: ``欠款 = 1,130,080.12``."""
    what = say(words.OP, worked.op, names.lang) if worked.op in words.OP else ""
    named = worked.name and worked.op not in SIGNS and worked.op != "units"
    name = name_text(worked, names) if named else ""
    label = " ".join(part for part in (what, name) if part)
    value = _ends(worked, names) or value_text(worked, names)
    return f"{label} = {value}" if label else value


def _ends(worked: Worked, names: Names) -> str | None:
    """Return the ends of a range that is no one figure, None where it is no range of two figures."""
    if worked.op != "range" or worked.value is not None or len(worked.parts) != 2:
        return None
    low, high = (value_text(part, names) for part in worked.parts)
    return say(words.FORMULA, "range", names.lang, {"low": low, "high": high})
