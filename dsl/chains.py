"""
Long chains: sums of hundreds of terms, conditions joined by as many ``or`` or ``and``.

A contract of three hundred price lines adds them up on one level; nobody thinks of that as nesting. The parser reads a
chain as a tree that leans to the left, one level for each term, and whoever walks such a tree runs out of stack. So a
chain of more than ``SHORT`` terms is kept flat as it was written (``syntax.Chain``), which is what the printer wants,
and is handed to ``check`` as a balanced tree (``plain``), whose height is the logarithm of its length: a sum is the
same however its terms are grouped, and so are ``or`` and ``and``. Nothing here recurses.
"""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from luyue.dsl import syntax as s
from luyue.dsl.depth import children, fields_below

SHORT: Final = 16  # terms of a chain that stays a tree leaning to the left
FAMILIES: Final = MappingProxyType({"add": "sum", "sub": "sum", "or": "or", "and": "and"})


def gathered(part: s.Part) -> s.Part:
    """Return a part in which every chain of more than ``SHORT`` terms is flat."""
    return _rewritten(part, _spine, _flat)  # type: ignore[no-any-return]


def plain(part: Any) -> Any:
    """Return a part or formula without flat chains: each is a balanced tree of two operands at a time."""
    return _rewritten(part, _no_spine, _balanced) if _has_chain(part) else part


def spine_of(one: s.Expr) -> tuple[tuple[str, ...], tuple[s.Expr, ...]]:
    """Return the operators and the terms of a chain that leans to the left, as written."""
    if not isinstance(one, s.Binary) or one.op not in FAMILIES:
        return (), (one,)
    family, ops, terms = FAMILIES[one.op], [], []
    while isinstance(one, s.Binary) and FAMILIES.get(one.op) == family:
        ops.append(one.op)
        terms.append(one.right)
        one = one.left
    return tuple(reversed(ops)), (one, *reversed(terms))


def _spine(one: Any) -> tuple[Any, ...] | None:
    """Return the terms of a long chain, None for anything else."""
    if not isinstance(one, s.Binary) or one.op not in FAMILIES:
        return None
    terms = spine_of(one)[1]
    return terms if len(terms) > SHORT else None


def _flat(one: s.Binary, terms: Sequence[s.Expr]) -> s.Expr:
    return s.Chain(spine_of(one)[0], tuple(terms), span=one.span)


def _no_spine(one: Any) -> tuple[Any, ...] | None:
    return one.terms if isinstance(one, s.Chain) else None


def _balanced(one: s.Chain, terms: Sequence[s.Expr]) -> s.Expr:
    """
    Return a chain as a tree of least height with the same worth.

    What stands after a minus is taken off as a whole, so the signs inside it turn: a − b + c − d is (a − b) + (c − d),
    a − b − c + d is (a − b) − (c − d).
    """
    signs = ("add", *one.ops) if one.ops[0] in ("add", "sub") else None
    pending = [(0, len(terms))]
    halves: list[tuple[int, int]] = []
    while pending:
        low, high = pending.pop()
        halves.append((low, high))
        if high - low > 1:
            middle = (low + high) // 2
            pending += [(low, middle), (middle, high)]
    made: dict[tuple[int, int], s.Expr] = {}
    for low, high in reversed(halves):
        if high - low == 1:
            made[low, high] = terms[low]
            continue
        middle = (low + high) // 2
        left, right = made[low, middle], made[middle, high]
        op = one.ops[0] if signs is None else "add" if signs[low] == signs[middle] else "sub"
        made[low, high] = s.Binary(op, left, right, span=left.span.to(right.span))
    return made[0, len(terms)]


def _has_chain(part: Any) -> bool:
    stack = [part]
    while stack:
        one = stack.pop()
        if isinstance(one, s.Chain):
            return True
        if isinstance(one, tuple):
            stack.extend(one)
        elif isinstance(one, s.Node):
            stack.extend(children(one))
    return False


def _rewritten(
    root: Any, terms_of: Callable[[Any], tuple[Any, ...] | None], make: Callable[[Any, Sequence[Any]], Any]
) -> Any:
    """Return a tree with every node for which ``terms_of`` gives terms made anew from them, the lowest first."""
    done: dict[int, Any] = {}
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        one, ready = stack.pop()
        if id(one) in done:
            continue
        terms = terms_of(one)
        below = terms if terms is not None else one if isinstance(one, tuple) else tuple(children(one))
        if not ready:
            stack.append((one, True))
            stack.extend((each, False) for each in below if isinstance(each, tuple | s.Node))
            continue
        new = [done.get(id(each), each) for each in below]
        done[id(one)] = make(one, new) if terms is not None else _with(one, below, new)
    return done[id(root)]


def _with(one: Any, old: Sequence[Any], new: Sequence[Any]) -> Any:
    """Return a tuple or node with other things below it; itself if they are the same."""
    if all(a is b for a, b in zip(old, new, strict=True)):
        return one
    if isinstance(one, tuple):
        return tuple(new)
    return evolve(one, **dict(zip(fields_below(type(one).__name__), new, strict=True)))
