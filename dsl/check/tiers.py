"""
Tiers: a value by bands of another value.

Whole tiers give the value of the band that holds; marginal tiers give each part its own band's value, so the two must
multiply. Bounds are of the kind of what is looked at (a plain number stands for points), and all bands give one kind
of value. ``otherwise`` takes what is left, so it stands last and once.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from luyue.dsl import model, syntax
from luyue.dsl.check.arithmetic import product_type
from luyue.dsl.check.clauses import under_of
from luyue.dsl.check.desk import Desk, Env
from luyue.dsl.check.types import NUMERIC, fit, unit_of
from luyue.dsl.check.wanted import bounds
from luyue.dsl.diagnostic import Label
from luyue.dsl.model import Expr, Type
from luyue.dsl.resolve import Declared


def tiers(desk: Desk, declared: Declared, part: syntax.Tiers) -> model.Tiers | None:
    """Return tiers with their bands; bands that are wrong are noted and left out."""
    env = Env(desk, declared.scope)
    if not part.bands:
        desk.error("no-bands", part.heading.span, {"name": part.heading.name.text})
        return None
    of = _looked_at(env, part)
    if of is None:
        return None
    _otherwise_last(env, part)
    bands = [_band(env, one, of) for one in part.bands]
    kept = tuple(one for one in bands if one is not None)
    if len(kept) != len(bands) or desk.type_of(declared) is None:
        return None
    return model.Tiers(declared.label, part.heading.cite, of, part.shape, kept, span=part.span)


def _looked_at(env: Env, part: syntax.Tiers) -> Expr | None:
    """Return what the bands are bands of: a number of some kind."""
    of = env.value(part.of)
    if of is None:
        return None
    if of.type.kind not in NUMERIC:
        env.error("tiers-of-what", part.of, {"have": unit_of(of.type)})
        return None
    return of


def _band(env: Env, one: syntax.Band, of: Expr) -> model.Band | None:
    limits, value = bounds(env, one.bounds, of), env.value(one.value)
    if limits is None or value is None:
        return None
    return model.Band(limits, value, under_of(env, one.under), span=one.span)


def _otherwise_last(env: Env, part: syntax.Tiers) -> None:
    """Note an ``otherwise`` that is followed by another band."""
    for one, following in zip(part.bands, part.bands[1:], strict=False):
        if not one.bounds:
            env.error("otherwise-last", one, labels=(Label(following.span, "comes-after"),))


def _type_of_tiers(desk: Desk, declared: Declared) -> Type | None:
    """Return the kind of value that every band gives (of marginal tiers: that a part of what is looked at gives)."""
    part = declared.part
    if not isinstance(part, syntax.Tiers):
        raise TypeError(f"{declared.id} is no tiers")
    env = Env(desk, declared.scope)
    values = [env.value(one.value) for one in part.bands]
    if not values or any(one is None for one in values):
        return None
    first, *others = [one for one in values if one is not None]
    for band, other in zip(part.bands[1:], others, strict=True):
        if fit(other, first.type) is None:
            facts = {"have": unit_of(other.type), "want": unit_of(first.type)}
            desk.error("bands-differ", band.value.span, facts, labels=(Label(part.bands[0].value.span, "first-here"),))
            return None
    if part.shape == "whole":
        return first.type
    return _marginal(env, part, first)


def _marginal(env: Env, part: syntax.Tiers, first: Expr) -> Type | None:
    of = _looked_at(env, part)
    if of is None:
        return None
    kind = product_type(first, of, "mul")
    if kind is None:
        facts = {"op": "@op-mul", "left": unit_of(first.type), "right": unit_of(of.type)}
        env.error("no-such-product", part.bands[0].value, facts)
    return kind


WORKERS: Final[Mapping[str, Callable[[Desk, Declared], Type | None]]] = MappingProxyType({"tiers": _type_of_tiers})
