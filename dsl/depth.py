"""How deep a tree is: looked at with a stack of its own, before anything may recurse on it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NoReturn

from attrs import fields_dict

from luyue.dsl import syntax as s
from luyue.dsl.diagnostic import Diagnostic
from luyue.dsl.scan import DEEPEST
from luyue.dsl.tokens import Fault

HIGHEST: Final = 2 * DEEPEST  # nodes above each other; the terms of a short chain stand above each other


def height(part: s.Part) -> int:
    """Return how many formulas of a part stand above each other at most."""
    stack: list[tuple[Any, int]] = [(part, 0)]
    most = 0
    while stack:
        one, above = stack.pop()
        if isinstance(one, tuple):
            stack.extend((each, above) for each in one)
        elif isinstance(one, s.Node):
            deeper = above + isinstance(one, s.Expr)
            most = max(most, deeper)
            stack.extend((each, deeper) for each in children(one))
    return most


def check_levels(part: s.Part) -> None:
    """Refuse a formula of more levels than anybody reads; a chain (sums, ``or``, ``and``) is one, however long."""
    stack: list[tuple[Any, int, str]] = [(part, 0, "")]
    while stack:
        one, level, chain = stack.pop()
        if isinstance(one, tuple):
            stack.extend((each, level, chain) for each in one)
        elif isinstance(one, s.Node):
            family = _family(one)
            deeper = level + (isinstance(one, s.Expr) and (not family or family != chain))
            if deeper > DEEPEST:
                _refuse(one)
            stack.extend((each, deeper, family) for each in children(one))


def check_height(part: s.Part) -> None:
    """Refuse a tree so high that whoever recurses on it runs out of stack; a flat chain counts for its logarithm."""
    stack: list[tuple[Any, int]] = [(part, 0)]
    while stack:
        one, above = stack.pop()
        if isinstance(one, tuple):
            stack.extend((each, above) for each in one)
        elif isinstance(one, s.Node):
            deeper = above + _own_height(one)
            if deeper > HIGHEST:
                _refuse(one)
            stack.extend((each, deeper) for each in children(one))


def _refuse(one: s.Node) -> NoReturn:
    raise Fault(Diagnostic("too-deep", one.span, {"most": str(DEEPEST)}))


def _family(one: s.Node) -> str:
    """Return what joins a chain, "" for what is none."""
    if isinstance(one, s.Binary) and one.op in ("add", "sub", "or", "and"):
        return "sum" if one.op in ("add", "sub") else one.op
    return ""


def _own_height(one: s.Node) -> int:
    if isinstance(one, s.Chain):
        return len(one.terms).bit_length() + 1
    return int(isinstance(one, s.Expr))


def children(one: s.Node) -> Iterator[Any]:
    """Yield the values of the fields that may hold other nodes."""
    return (getattr(one, key) for key in fields_below(type(one).__name__))


@lru_cache(256)
def fields_below(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of node that may hold other nodes, by the name of the kind."""
    return tuple(key for key in fields_dict(getattr(s, kind)) if key not in ("span", "comments"))
