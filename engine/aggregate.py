"""
What several values come to: their total, average, extremes, the latest; a range where some are not settled.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine import value
from luyue.engine.finding import Reach, Unknown, Worth
from luyue.engine.value import unknown


def _picked(pick: Callable[..., Any], ends: list[Fraction | None], side: int) -> Fraction | None:
    """Return the extreme of ends of which None is open: below everything (side -1) or above it (1)."""
    known = [end for end in ends if end is not None]
    gives_way = (pick is max) is (side < 0)
    picked: Fraction | None = pick(known) if known and (gives_way or len(known) == len(ends)) else None
    return picked


def bounded(name: str, values: list[Any], lost: Unknown) -> object:
    """Return what the lesser of figures is at most, and the greater at least, while some of them are not known."""
    pick = {"lesser_of": min, "greater_of": max}.get(name)
    known = [v for v in values if not isinstance(v, Unknown)]
    if pick is None or not known or not all(isinstance(v, (Worth, Reach, Fraction)) for v in known):
        return lost
    found, missing = extreme(known, pick), value.missing_of(*known, lost)
    match found:
        case Worth():
            return evolve(found, missing=missing, **({"low": Fraction(0)} if pick is min else {"high": None}))
        case Fraction() | Reach():
            low, high = value.ends_of(found)
            return Reach(None, high, missing) if pick is min else Reach(low, None, missing)
        case _:
            return lost


def extreme(values: Iterable[Any], pick: Callable[..., Any]) -> object:
    """Return the largest or smallest (``pick``) of values, some of which may be ranges."""
    found = list(values)
    if any(isinstance(v, Reach) for v in found):
        ends = [value.ends_of(v) for v in found]
        low = _picked(pick, [one for one, _ in ends], -1)
        return value.reach(low, _picked(pick, [one for _, one in ends], 1), value.missing_of(*found))
    if not all(isinstance(v, Worth) for v in found):
        return pick(found)
    highs = [v.high for v in found]
    high = None
    if pick is min:
        known = [h for h in highs if h is not None]
        high = min(known) if known else None
    elif None not in highs:
        high = max(highs)
    return Worth(pick(v.low for v in found), high, found[0].currency, value.missing_of(*found))


def combined(fn: str, values: list[Any], kind: model.Type, currency: str, event: str) -> object:
    """Return what the values of a field of events of a type come to; Unknown says what is missing."""
    if fn == "latest":
        return values[-1] if values else unknown("event", event=event)
    known = [v for v in values if not isinstance(v, Unknown)]
    if len(known) < len(values):
        return Unknown(value.missing_of(*values))
    if fn == "total":
        zero: object = Worth(Fraction(0), Fraction(0), currency) if kind.kind is Kind.MONEY else Fraction(0)
        for one in known:
            zero = value.add(zero, one)
        return zero
    if not known:
        return unknown("no_data", event=event)
    if fn == "average":
        return value.div(combined("total", known, kind, currency, event), Fraction(len(known)))
    return extreme(known, min if fn == "smallest" else max)
