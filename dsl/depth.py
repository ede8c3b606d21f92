"""How deep a tree is: looked at with a stack of its own, before anything may recurse on it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from attrs import fields_dict

from luyue.dsl import syntax as s
from luyue.dsl.diagnostic import Diagnostic
from luyue.dsl.scan import DEEPEST
from luyue.dsl.tokens import Fault


def check_depth(part: s.Part) -> None:
    """Refuse a formula of more levels than anybody reads; looks at the tree with a stack of its own."""
    stack: list[tuple[Any, int]] = [(part, 0)]
    while stack:
        one, depth = stack.pop()
        if isinstance(one, tuple):
            stack.extend((each, depth) for each in one)
        elif isinstance(one, s.Node):
            deeper = depth + isinstance(one, s.Expr)
            if deeper > DEEPEST:
                raise Fault(Diagnostic("too-deep", one.span, {"most": str(DEEPEST)}))
            stack.extend((each, deeper) for each in children(one))


def children(one: s.Node) -> Iterator[Any]:
    """Yield the values of the fields that may hold other nodes."""
    return (getattr(one, key) for key in fields_below(type(one).__name__))


@lru_cache(256)
def fields_below(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of node that may hold other nodes, by the name of the kind."""
    return tuple(key for key in fields_dict(getattr(s, kind)) if key not in ("span", "comments"))
