"""Comments find their node: every comment of a text is kept by the part, line or row that it stands at."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import evolve

from luyue.dsl import syntax as s
from luyue.dsl.depth import children, fields_below
from luyue.dsl.scan import Comment

_HOLDERS: Final = (*(s.Line, s.Part, s.HeaderItem, s.Option, s.Row, s.ScoreItem, s.ItemDeduct, s.Band, s.ScenarioRow),)


def with_comments(tree: s.File, comments: Sequence[Comment]) -> s.File:
    """
    Give every comment to a node.

    One at a line's end goes to the node that begins last before it; one alone on its line to the next node, if that
    stands in the same part (or nowhere in one), else to the node it stands in. What follows the last part is the
    file's.
    """
    if not comments:
        return tree
    holders = list(_holders(tree))
    starts = [one.span.start for one in holders]
    given: dict[int, list[str]] = {}
    rest: list[str] = []
    for comment in comments:
        index = _holder(holders, starts, comment)
        if index is None:
            rest.append(comment.text)
        else:
            given.setdefault(index, []).append(comment.text)
    chosen = {id(holders[index]): tuple(texts) for index, texts in given.items()}
    parts = tuple(_rebuild(part, chosen) for part in tree.parts)
    return evolve(tree, parts=parts, comments=tuple(rest))


def _holders(tree: s.File) -> Iterator[Any]:
    """Yield every node that can hold comments, in the order of the text."""
    found: list[Any] = []
    stack: list[Any] = [tree.parts]
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            stack.extend(one)
        elif isinstance(one, s.Node):
            if isinstance(one, _HOLDERS):
                found.append(one)
            stack.extend(children(one))
    yield from sorted(found, key=lambda one: (one.span.start, -one.span.end))


def _holder(holders: Sequence[Any], starts: Sequence[int], comment: Comment) -> int | None:
    index = bisect_right(starts, comment.start)  # the next node
    if not comment.alone:
        return index - 1 if index else 0
    home = _innermost(holders, index - 1, comment.start)
    if home is None:
        return index if index < len(holders) else None
    if index < len(holders) and holders[index].span.start < holders[home].span.end:
        return index
    return home


def _innermost(holders: Sequence[Any], index: int, place: int) -> int | None:
    """Return the last node before a place that the place still stands in."""
    while index >= 0:
        if holders[index].span.end > place:
            return index
        if isinstance(holders[index], s.Part):
            return None
        index -= 1
    return None


def _rebuild(one: Any, chosen: dict[int, tuple[str, ...]]) -> Any:
    """Return a node with the comments it and those below it were given; depth is that of parts, lines and rows."""
    changes: dict[str, Any] = {}
    for key in fields_below(type(one).__name__):
        value = getattr(one, key)
        if isinstance(value, tuple) and any(isinstance(each, _HOLDERS) for each in value):
            changes[key] = tuple(_rebuild(each, chosen) for each in value)
    if id(one) in chosen:
        changes["comments"] = chosen[id(one)]
    return evolve(one, **changes) if changes else one
