"""
Which values may be added, multiplied, compared: the rules of units in formulas, without the formulas.

Like goes with like. A plain number may stand beside a count, and a quotient of two like values beside a share or a
number.
"""

from typing import Any, Final

from luyue.dsl import syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.types import NUMBER, NUMERIC, RATE, fit, is_ratio, unit_of
from luyue.dsl.model import Arithmetic, Const, Expr, Kind, Type
from luyue.dsl.quantity import Length, Money


def sum_type(left: Expr, right: Expr) -> Type | None:
    """Return the type of a sum or difference: like with like, a plain number beside a count, a ratio beside either."""
    if left.type.kind not in NUMERIC or right.type.kind not in NUMERIC:
        return None
    if left.type.kind == right.type.kind:
        known = left.type if left.type.of is not None else right.type
        return known if fit(left, right.type) is not None else None
    pair = {left.type.kind, right.type.kind}
    if pair == {Kind.COUNT, Kind.NUMBER}:
        return left.type if left.type.kind == Kind.COUNT else right.type
    if pair == {Kind.RATE, Kind.NUMBER} and (is_ratio(left) or is_ratio(right)):
        return right.type if is_ratio(left) else left.type
    return None


_FACTORS: Final = frozenset({Kind.NUMBER, Kind.RATE, Kind.COUNT})


def product_type(left: Expr, right: Expr, op: str) -> Type | None:
    """Return the type of a product or quotient; like over like is a share of one."""
    if left.type.kind not in NUMERIC or right.type.kind not in NUMERIC:
        return None
    if op == "div":
        if left.type.kind == right.type.kind:
            return RATE if fit(left, right.type) is not None else None
        return left.type if right.type.kind in _FACTORS else None
    if left.type.kind in _FACTORS and right.type.kind in _FACTORS:
        return _plain_product(left.type, right.type)
    if left.type.kind in _FACTORS:
        return right.type
    return left.type if right.type.kind in _FACTORS else None


def _plain_product(left: Type, right: Type) -> Type:
    if Kind.COUNT in (left.kind, right.kind):
        return (
            NUMBER if left.kind == right.kind or Kind.RATE in (left.kind, right.kind) else _the(Kind.COUNT, left, right)
        )
    return RATE if Kind.RATE in (left.kind, right.kind) else NUMBER


def _the(kind: Kind, left: Type, right: Type) -> Type:
    return left if left.kind == kind else right


def no_arithmetic(env: Env, node: syntax.Binary, left: Expr, right: Expr) -> None:
    """Note that two values cannot be put together, with the way out that fits their kinds."""
    facts = {"op": f"@op-{node.op}", "left": unit_of(left.type), "right": unit_of(right.type)}
    kinds = {left.type.kind, right.type.kind}
    hint = None
    if kinds == {Kind.MONEY, Kind.RATE}:
        hint = "share-of-base"
    elif kinds & {Kind.DATE, Kind.INSTANT, Kind.MONTH}:
        hint = "count-from"
    elif kinds == {Kind.MONEY, Kind.POINTS}:
        hint = "per-point"
    elif kinds == {Kind.MONEY, Kind.NUMBER}:
        hint = "say-yuan"
    env.error("no-such-sum" if node.op in ("add", "sub") else "no-such-product", node, facts, hint=hint)


def is_reversed(low: Expr, high: Expr) -> bool:
    """Say whether two bounds written as plain values stand the wrong way round."""
    match low, high:
        case Arithmetic(op="share"), Arithmetic(op="share") if low.right == high.right:
            return is_reversed(low.left, high.left)
        case Const(), Const():
            return bool(comparable(low.value) > comparable(high.value))
    return False


def comparable(written: Any) -> Any:
    """Return a constant's value as something that compares: money by amount, a length by count."""
    match written:
        case Money(amount=amount):
            return amount
        case Length(count=count):
            return count
    return written
