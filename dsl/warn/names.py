"""Names that a reader takes for each other: alike but for letters in capitals, or for characters that look alike."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from luyue.dsl.model import Contract, Label, Warning_
from luyue.dsl.source import Span

_GROUPS: Final = ("日曰", "未末", "己已巳", "士土", "戊戌戍", "干千于", "人入", "大太犬", "天夭", "又叉", "O0", "lI1")
_FIRST: Final = MappingProxyType({one: group[0] for group in _GROUPS for one in group})


def names(contract: Contract) -> Iterator[Warning_]:
    """Yield pairs of declared names that differ in look-alike characters only."""
    seen: dict[str, tuple[str, Label]] = {}
    for label, span in _declared(contract):
        for text in dict.fromkeys((label.zh, label.en)):
            bones = skeleton(text)
            before, other = seen.setdefault(bones, (text, label))
            if other != label and before != text:
                yield Warning_("look-alike", "warning", None, None, {"one": before, "other": text}, span=span)


def skeleton(text: str) -> str:
    """
    Return a name as a hurried reader sees it.

    >>> skeleton("期末") == skeleton("期未"), skeleton("Line") == skeleton("line")
    (True, True)
    """
    return "".join(_FIRST.get(one, one) for one in text).casefold()


def _declared(contract: Contract) -> Iterator[tuple[Label, Span]]:
    yield from ((one.label, one.span) for one in contract.events)
    yield from ((one.label, one.span) for one in contract.intervals)
    yield from ((one.label, one.span) for one in contract.tables)
    yield from ((one.label, one.span) for one in contract.periods)
    yield from ((one.label, one.span) for one in contract.lets)
    yield from ((one.label, one.span) for one in contract.blanks)
    yield from ((one.label, one.span) for one in contract.readings)
    yield from ((one.label, one.span) for one in contract.clauses)
    yield from ((one.label, one.span) for one in contract.metrics)
    yield from ((one.label, one.span) for one in contract.scores)
    yield from ((item.label, item.span) for one in contract.scores for item in one.items)
    yield from ((one.label, one.span) for one in contract.tiers)
    yield from ((one.label, one.span) for one in contract.limits)
