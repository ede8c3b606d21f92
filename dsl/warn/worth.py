"""
What a formula is worth before anything has happened: a number times a base.

Enough to compare a daily sum with its cap and with the price; whatever depends on events, blanks or more than one
base has no worth here. A reading is taken at its default.
"""

from fractions import Fraction
from typing import NamedTuple

from luyue.dsl import model
from luyue.dsl.model import Arithmetic, Const, Contract, Expr, Known, Param, Range
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


class Spread(NamedTuple):
    """The least and the most a formula can come to, counted on one base."""

    low: Fraction
    high: Fraction
    base: str


def spread(expr: Expr, contract: Contract) -> Spread | None:
    """
    Return the least and the most that an amount of money can come to, or None if that takes more than the text.

    Branches, ranges and tiers count with all they may give; an end left open gives None.
    """
    match expr:
        case Range(low=low, high=high):
            return None if high is None else _joined([spread(low, contract), spread(high, contract)])
        case model.If():
            return _joined([spread(expr.then, contract), spread(expr.otherwise, contract)])
        case model.Fn(name="greater_of" | "lesser_of", args=args):
            pick = max if expr.name == "greater_of" else min
            found = _joined(parts := [spread(one, contract) for one in args])
            known = [one for one in parts if one is not None]
            return found and Spread(pick(one.low for one in known), pick(one.high for one in known), found.base)
        case Param() if (inner := meaning(expr, contract)) is not None:
            return spread(inner, contract)
        case Arithmetic(op="share" | "mul"):
            return _product(expr.left, expr.right, contract) or _product(expr.right, expr.left, contract)
        case Arithmetic(op="add" | "sub"):
            return _sum(expr, contract)
    found_worth = worth(expr, contract)
    return None if found_worth is None else Spread(found_worth.times, found_worth.times, found_worth.base)


def _joined(parts: list[Spread | None]) -> Spread | None:
    known = [one for one in parts if one is not None]
    if len(known) < len(parts) or len({one.base for one in known}) != 1:
        return None
    return Spread(min(one.low for one in known), max(one.high for one in known), known[0].base)


def _sum(expr: Arithmetic, contract: Contract) -> Spread | None:
    left, right = spread(expr.left, contract), spread(expr.right, contract)
    if left is None or right is None or left.base != right.base:
        return None
    if expr.op == "add":
        return Spread(left.low + right.low, left.high + right.high, left.base)
    return Spread(left.low - right.high, left.high - right.low, left.base)


def _product(factor: Expr, of: Expr, contract: Contract) -> Spread | None:
    many, base = factors(factor, contract), spread(of, contract)
    if many is None or base is None:
        return None
    ends = [a * b for a in many for b in (base.low, base.high)]
    return Spread(min(ends), max(ends), base.base)


def factors(expr: Expr, contract: Contract) -> tuple[Fraction, Fraction] | None:
    """Return the least and the greatest number or share that a factor may be: a constant, a branch or a tier."""
    match expr:
        case model.Measured(name=name):
            tiers = next((one for one in contract.tiers if one.label.id == name), None)
            found = [factors(band.value, contract) for band in tiers.bands] if tiers is not None else [None]
        case model.If():
            found = [factors(expr.then, contract), factors(expr.otherwise, contract)]
        case _:
            number = plain(expr, contract)
            found = [None if number is None else (number, number)]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    return min(one[0] for one in known), max(one[1] for one in known)


def meaning(expr: Param, contract: Contract) -> Expr | None:
    """Return the formula that a let, a reading at its default, or a blank filled by law stands for."""
    match expr.source:
        case "let":
            return next((one.value for one in contract.lets if one.label.id == expr.name), None)
        case "blank":
            return next((one.filler for one in contract.blanks if one.label.id == expr.name), None)
    reading = next(one for one in contract.readings if one.label.id == expr.name)
    chosen = next((one for one in reading.options if one.default), reading.options[0])
    return chosen.value if isinstance(chosen.value, Expr) else None
