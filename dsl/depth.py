"""How deep a tree is: looked at with a stack of its own, before anything may recurse on it."""

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
            stack.extend((getattr(one, key), deeper) for key in children(type(one)))


@lru_cache(256)
def children(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of node that may hold other nodes."""
    return tuple(key for key in fields_dict(kind) if key not in ("span", "comments"))
