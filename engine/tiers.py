"""
Tiers (分档): a value by bands of another, whole or marginal (SEMANTICS section 6).

Whole: the band that holds the value says what it is worth. A value in no band lies between two, and a value in two
belongs to both: then the answer is the range of the neighbouring or of both values, unless a reading decides (its
option leaves one band only). Marginal: each part of the value is worth what its own band says.

A value that is not decided yet is worth whatever the bands it may come to lie in are worth. Between the bounds that
bands name nothing changes, so it is enough to look at each bound and at one point between every two.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from luyue.dsl import model
from luyue.engine.condition import Conditions
from luyue.engine.finding import Missing, Reach, Unknown, Worth, merge
from luyue.engine.formula import Env, Fn
from luyue.engine.value import TESTS, add, hull, missing_of, mul, number_text, unknown_of

ZERO = Fraction(0)


@frozen
class Step:
    """A band with its bounds and value as they are now; without bounds it takes what no other band takes."""

    bounds: tuple[tuple[str, Fraction], ...]
    value: object

    def holds(self, number: Fraction) -> bool:
        """Return whether a number lies within the bounds."""
        return all(TESTS[op]((number > bound) - (number < bound)) for op, bound in self.bounds)


def compiled(tiers: model.Tiers, conditions: Conditions) -> Fn:
    """Return the function that gives the value by tiers."""
    of = conditions.value(tiers.of)
    bands = [
        ([(bound.op, conditions.value(bound.value)) for bound in band.bounds], conditions.value(band.value))
        for band in tiers.bands
    ]
    work: Callable[[list[Step], Fraction, str], object] = _whole if tiers.shape == "whole" else _marginal
    name = tiers.label.id

    def read(env: Env) -> object:
        found = of(env)
        if isinstance(found, Unknown):
            return found
        low, high, missing = _ends(found)
        steps = _steps(bands, env)
        if isinstance(steps, Unknown):
            return steps
        values = [work(steps, point, name) for point in _points(steps, low, high)]
        if tiers.shape == "marginal" and isinstance(found, Worth):
            values = [_of_money(value, found.currency) for value in values]
        return unknown_of(*values) or hull(values, merge(missing, missing_of(*values)))

    return read


def _of_money(value: object, currency: str) -> object:
    """Return what shares of the parts of a sum of money come to: money."""
    return Worth(value, value, currency) if isinstance(value, Fraction) else value


def _steps(bands: list[tuple[list[tuple[str, Fn]], Fn]], env: Env) -> list[Step] | Unknown:
    found: list[Step] = []
    for bounds, value in bands:
        limits = [(op, bound(env)) for op, bound in bounds]
        lost = unknown_of(*(limit for _, limit in limits))
        if lost is not None:
            return lost
        found.append(
            Step(tuple((op, _number(limit)) for op, limit in limits), value(env))
        )  # not known: only if it holds
    return found


def _number(limit: object) -> Fraction:
    match limit:
        case Fraction():
            return limit
        case Worth(low=low, high=high) if low == high:
            return low
        case _:
            raise TypeError(f"no bound of a band: {limit!r}")


def _ends(found: object) -> tuple[Fraction | None, Fraction | None, tuple[Missing, ...]]:
    match found:
        case Fraction():
            return found, found, ()
        case Reach(low, high, missing):
            return low, high, missing
        case Worth(low=low, high=high, missing=missing):
            return low, high, missing
        case _:
            raise TypeError(f"no tier of {found!r}")


def _points(steps: Iterable[Step], low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Return numbers between two ends such that every band that holds any number between them holds one of these."""
    if low is not None and low == high:
        return [low]
    marks = sorted({bound for step in steps for _, bound in step.bounds})
    bottom = low if low is not None else min((*marks, *(() if high is None else (high,))), default=ZERO) - 1
    top = high if high is not None else max((*marks, bottom)) + 1
    inside = [bottom, *(mark for mark in marks if bottom < mark < top), top]
    between = [(a + b) / 2 for a, b in pairwise(inside)]
    return sorted({*inside, *between})


def next_band(tiers: model.Tiers, conditions: Conditions, env: Env, number: Fraction) -> tuple[str, Fraction] | None:
    """Return the lower bound (ge or gt) of the next band above a number; None where it is in the highest."""
    bounds = [
        (b.op, conditions.value(b.value)(env)) for band in tiers.bands for b in band.bounds if b.op in ("ge", "gt")
    ]
    above = [
        (bound, op)
        for op, bound in bounds
        if isinstance(bound, Fraction) and (bound > number or (op == "gt" and bound == number))
    ]
    return (min(above)[1], min(above)[0]) if above else None


# ---------------------------------------------------------------- whole


def _whole(steps: list[Step], number: Fraction, name: str) -> object:
    """Return the value of the band that holds a number: of two the range of both, of none that of its neighbours."""
    held = [step.value for step in steps if step.bounds and step.holds(number)]
    held = held or [step.value for step in steps if not step.bounds]
    found = held or _neighbours(steps, number)
    gap = Missing("tier", {"name": name, "value": number_text(number)})
    if not found:
        return Unknown((gap,))
    return unknown_of(*found) or (hull(found, (gap,)) if len(found) > 1 else found[0])


def _neighbours(steps: list[Step], number: Fraction) -> list[object]:
    """Return the values of the bands next below and next above a number that none holds; none if one is lacking."""
    below = [(max(b for _, b in s.bounds), s.value) for s in steps if all(b <= number for _, b in s.bounds)]
    above = [(min(b for _, b in s.bounds), s.value) for s in steps if all(b >= number for _, b in s.bounds)]
    if not below or not above:
        return []
    next_below, next_above = max(b for b, _ in below), min(b for b, _ in above)
    return [*(v for b, v in below if b == next_below), *(v for b, v in above if b == next_above)]


# ---------------------------------------------------------------- marginal


def _marginal(steps: list[Step], number: Fraction, name: str) -> object:
    """Return the sum of each part of a number, from zero up, at the value of the band that holds it."""
    if number <= 0:
        return mul(steps[0].value, ZERO)
    marks = sorted({bound for step in steps for _, bound in step.bounds if ZERO < bound < number})
    edges = [ZERO, *marks, number]
    total: object = mul(steps[0].value, ZERO)
    for low, high in pairwise(edges):
        total = add(total, mul(_whole(steps, (low + high) / 2, name), high - low))
    return total
