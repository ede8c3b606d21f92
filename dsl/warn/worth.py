"""
What a formula is worth before anything has happened: a number times a base.

Enough to compare a daily sum with its cap and with the price; whatever depends on events, blanks or more than one
base has no worth here. A reading is taken at its default.
"""

from fractions import Fraction
from typing import NamedTuple

from luyue.dsl import model
from luyue.dsl.model import Arithmetic, Const, Contract, Expr, Known, Param, Range, default_options
from luyue.dsl.quantity import Length, Money

YUAN = "yuan"


class Worth(NamedTuple):
    """So many times a base; the base ``yuan`` means an amount of the contract's currency."""

    times: Fraction
    base: str


def worth(expr: Expr, contract: Contract) -> Worth | None:
    """Return what an amount of money is worth, or None if that takes more than the contract's text."""
    match expr:
        case Const(value=Money(amount=amount)):
            return Worth(amount, YUAN)
        case Known(name="price"):
            price = None if contract.price is None else worth(contract.price, contract)
            return price or Worth(Fraction(1), "price")
        case Known(name=name):
            return Worth(Fraction(1), name)
        case Range(low=low):
            return worth(low, contract)
        case Param():
            inner = meaning(expr, contract)
            return None if inner is None else worth(inner, contract)
        case Arithmetic(op="share" | "mul"):
            return _times(expr.left, expr.right, contract) or _times(expr.right, expr.left, contract)
        case Arithmetic(op="div"):
            base, by = worth(expr.left, contract), plain(expr.right, contract)
            return Worth(base.times / by, base.base) if base is not None and by else None
        case model.FieldOf() | model.Aggregate():
            return Worth(Fraction(1), repr(expr))
    return None


def _times(factor: Expr, of: Expr, contract: Contract) -> Worth | None:
    many, base = plain(factor, contract), worth(of, contract)
    return None if many is None or base is None else Worth(many * base.times, base.base)


def plain(expr: Expr, contract: Contract) -> Fraction | None:
    """Return a share or plain number written down, or None."""
    match expr:
        case Const(value=Fraction() as number):
            return number
        case Const(value=Length(count=count)):
            return count
        case Param():
            inner = meaning(expr, contract)
            return None if inner is None else plain(inner, contract)
        case Arithmetic(op="mul" | "share" | "div" | "add" | "sub"):
            left, right = plain(expr.left, contract), plain(expr.right, contract)
            if left is None or right is None or (expr.op == "div" and right == 0):
                return None
            return {
                "mul": left * right,
                "share": left * right,
                "add": left + right,
                "sub": left - right,
                "div": left / right if right else left,
            }[expr.op]
    return None


def meaning(expr: Param, contract: Contract) -> Expr | None:
    """Return the formula that a let, a reading at its default, or a blank filled by law stands for."""
    match expr.source:
        case "let":
            return next((one.value for one in contract.lets if one.label.id == expr.name), None)
        case "blank":
            return next((one.filler for one in contract.blanks if one.label.id == expr.name), None)
    chosen = default_options(contract)[expr.name]
    reading = next(one for one in contract.readings if one.label.id == expr.name)
    value = next(one.value for one in reading.options if one.label.id == chosen)
    return value if isinstance(value, Expr) else None
