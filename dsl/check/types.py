"""
Types, and when a value of one may stand where another is wanted.

Nothing converts silently: hours are no days, a share is no number, points are no money. What may look like a
conversion is only a literal or a ratio whose type the place decides: ``2`` against a plain count, ``answered ÷
offered`` against 90%, ``3`` for an id, 日数 against ``30日``.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from attrs import evolve

from luyue.dsl import syntax
from luyue.dsl.check.desk import Desk
from luyue.dsl.model import Arithmetic, Const, Expr, Kind, Range, Type
from luyue.dsl.model import Label as Spelling
from luyue.dsl.quantity import COUNTS, LENGTHS, Length, Money, Unit
from luyue.dsl.resolve import Scope, spelling

TRUTH: Final = Type(Kind.TRUTH)
NUMBER: Final = Type(Kind.NUMBER)
RATE: Final = Type(Kind.RATE)
MONEY: Final = Type(Kind.MONEY)
DATE: Final = Type(Kind.DATE)
MONTH: Final = Type(Kind.MONTH)
INSTANT: Final = Type(Kind.INSTANT)
PARTY: Final = Type(Kind.PARTY)
CLAUSE: Final = Type(Kind.CLAUSE)
TEXT: Final = Type(Kind.TEXT)
ID: Final = Type(Kind.ID)
POINTS: Final = Type(Kind.POINTS)
CLAUSES: Final = Type(Kind.SET, of="clause")
TIMES: Final = Type(Kind.COUNT, of=Unit.TIME.value)
DAYS: Final = Type(Kind.COUNT, of=Unit.DAY.value)
LENGTH: Final = Type(Kind.LENGTH)

ORDERED: Final = frozenset(
    {
        Kind.NUMBER,
        Kind.RATE,
        Kind.MONEY,
        Kind.POINTS,
        Kind.COUNT,
        Kind.DATE,
        Kind.MONTH,
        Kind.LENGTH,
        Kind.INSTANT,
    }
)
NUMERIC: Final = frozenset({Kind.NUMBER, Kind.RATE, Kind.MONEY, Kind.POINTS, Kind.COUNT, Kind.LENGTH})
NAMES: Final = frozenset({Kind.TEXT, Kind.ID, Kind.CLAUSE})

_PLAIN: Final[Mapping[str, Type]] = MappingProxyType(
    {
        "text": TEXT,
        "id": ID,
        "number": NUMBER,
        "rate": RATE,
        "money": MONEY,
        "signed_money": Type(Kind.MONEY, signed=True),
        "date": DATE,
        "month": MONTH,
        "length": LENGTH,
        "instant": INSTANT,
        "truth": TRUTH,
        "party": PARTY,
        "clause": CLAUSE,
        "count": Type(Kind.COUNT),
        "points": POINTS,
    }
)


# ---------------------------------------------------------------- declared types


def declared_type(desk: Desk, scope: Scope, written: syntax.TypeName) -> Type | None:
    """Return the type that a field, column or blank is declared with; None (noted) if it names nothing."""
    if written.kind in _PLAIN:
        return _PLAIN[written.kind]
    match written.kind:
        case "enum":
            return Type(Kind.ENUM, values=_values(desk, scope, written))
        case "set" if written.values:
            return Type(Kind.SET, values=_values(desk, scope, written))
        case "set" | "clauses":
            return CLAUSES
        case "period":
            return _period(desk, scope, written)
    raise ValueError(f"unknown type {written.kind}")


def _values(desk: Desk, scope: Scope, written: syntax.TypeName) -> tuple[Spelling, ...]:
    found: dict[str, Spelling] = {}
    for value in written.values:
        label = spelling(value.name, value.twin, scope.language)
        for text in dict.fromkeys((label.zh, label.en)):
            if text in found:
                desk.error("duplicate-name", value.span, {"name": text})
            found[text] = label
        for name in (value.name, value.twin):
            if name is not None:
                desk.names.note(name, label)
    return tuple(dict.fromkeys(found.values()))


def _period(desk: Desk, scope: Scope, written: syntax.TypeName) -> Type | None:
    if written.of is None:
        return MONTH
    declared = desk.names.find(written.of.text, scope)
    if declared is None or declared.sort != "period":
        desk.near("unknown-period", written.of, desk.names.spelled("period"))
        return None
    desk.names.note(written.of, declared.label)
    return Type(Kind.PERIOD, of=declared.id)


# ---------------------------------------------------------------- literals


def literal(desk: Desk, node: syntax.Literal) -> Expr:
    """Return a number with its unit as a constant; money is in the contract's currency."""
    match node.unit:
        case Unit.NUMBER:
            return Const(NUMBER, node.value, span=node.span)
        case Unit.SHARE:
            return Const(RATE, node.value, span=node.span)
        case Unit.MONEY:
            return Const(MONEY, Money(node.value, desk.currency), span=node.span)
        case Unit.POINT:
            return Const(POINTS, node.value, span=node.span)
        case unit if unit in COUNTS:
            return Const(Type(Kind.COUNT, of=unit.value), node.value, span=node.span)
        case unit if unit in LENGTHS:
            return Const(Type(Kind.LENGTH, of=unit.value), Length(node.value, unit), span=node.span)
    raise ValueError(f"unknown unit {node.unit}")


# ---------------------------------------------------------------- fitting


def is_ratio(expr: Expr) -> bool:
    """Say whether a formula is a quotient of two values of one kind: a share or a plain number, as the place wants."""
    return isinstance(expr, Arithmetic) and expr.op == "div" and expr.left.type.kind == expr.right.type.kind


def fit(expr: Expr, want: Type) -> Expr | None:
    """Return a value as one of type ``want``, or None if it is no such value."""
    have = expr.type
    if isinstance(expr, Range):
        return expr if have.kind == want.kind else None
    if have.kind == want.kind:
        return expr if _same_kind(have, want) else None
    match (have.kind, want.kind):
        case (Kind.TEXT | Kind.ID | Kind.CLAUSE, Kind.TEXT | Kind.ID | Kind.CLAUSE):
            return evolve(expr, type=want) if isinstance(expr, Const) else expr
        case (Kind.TEXT | Kind.ID | Kind.MONTH, Kind.PERIOD):
            return _name_of_period(expr, want)
        case (Kind.NUMBER, Kind.TEXT | Kind.ID) if isinstance(expr, Const) and isinstance(expr.value, Fraction):
            return Const(want, str(expr.value), span=expr.span) if expr.value.denominator == 1 else None
        case (Kind.TEXT, Kind.PERIOD) if isinstance(expr, Const):
            return evolve(expr, type=want)  # a period by its name, as logs write it
        case (Kind.NUMBER, Kind.RATE) | (Kind.RATE, Kind.NUMBER) if is_ratio(expr):
            return evolve(expr, type=want)
        case (Kind.NUMBER, Kind.COUNT) if want.of is None or not isinstance(expr, Const):
            return evolve(expr, type=want)
        case (Kind.COUNT, Kind.NUMBER) if not isinstance(expr, Const):
            return expr
        case (Kind.LENGTH, Kind.COUNT) if want == DAYS and isinstance(expr, Const) and have.of == Unit.DAY.value:
            return Const(DAYS, expr.value.count if isinstance(expr.value, Length) else expr.value, span=expr.span)
    return None


# How reports name a period: 2025, 2025-03, 2025-Q1, 2025-03-15, or from one of these to another.
_NAMED: Final = r"\d{4}(?:-\d{2}(?:-\d{2})?|-Q[1-4])?"
PERIOD_NAME: Final = re.compile(rf"{_NAMED}(?:\.\.{_NAMED})?", re.ASCII)


def _name_of_period(expr: Expr, want: Type) -> Expr | None:
    """Return a text or a month as the name of a period; a text written down must look like one."""
    match expr:
        case Const(value=str() as text):
            return Const(want, text, span=expr.span) if PERIOD_NAME.fullmatch(text) else None
        case Const(value=(int() as year, int() as month)):
            return Const(want, f"{year:04}-{month:02}", span=expr.span)
    return expr


def _same_kind(have: Type, want: Type) -> bool:
    match have.kind:
        case Kind.ENUM:
            return {one.id for one in have.values} <= {one.id for one in want.values} or {
                one.id for one in want.values
            } <= {one.id for one in have.values}
        case Kind.COUNT | Kind.LENGTH:
            return have.of is None or want.of is None or have.of == want.of
        case Kind.PERIOD | Kind.ROW | Kind.EVENT:
            return have.of == want.of
    return True


def unit_of(kind: Type) -> str:
    """Return the word, for sentences, of a type: ``@kind-money``, or the unit of a length or count."""
    if kind.kind in (Kind.COUNT, Kind.LENGTH) and kind.of is not None:
        return f"@unit-{kind.of}"
    return f"@kind-{kind.kind.value}"
