"""
Names that a reader takes for each other: alike but for letters in capitals, or for characters that look alike.

Radicals and compatibility ideographs (U+2F00, U+F900 and their like) come from fonts and old encodings: they look like
a usual character and are another, so a name that holds one is never found by somebody who types it. They are told
with the usual character, and folded here for the comparison only; the name stays as it is written.
"""

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from luyue.dsl.model import Contract, Label, Warning_
from luyue.dsl.source import Span

_GROUPS: Final = ("日曰", "未末", "己已巳", "士土", "戊戌戍", "干千于", "人入", "大太犬", "天夭", "又叉", "O0", "lI1")
_UNUSUAL: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_FIRST: Final = MappingProxyType({one: group[0] for group in _GROUPS for one in group})


def names(contract: Contract) -> Iterator[Warning_]:
    """Yield pairs of declared names that differ in look-alike characters only."""
    seen: dict[str, tuple[str, Label]] = {}
    for label, span in _declared(contract):
        for text in dict.fromkeys((label.zh, label.en)):
            yield from _unusual(text, span)
            bones = skeleton(text)
            before, other = seen.setdefault(bones, (text, label))
            if other != label and before != text:
                yield Warning_("look-alike", "warning", None, None, {"one": before, "other": text}, span=span)


def _unusual(text: str, span: Span) -> Iterator[Warning_]:
    """Yield the first character of a name that only looks like a usual one."""
    sign = next((one for one in text if _UNUSUAL.fullmatch(one)), None)
    if sign is not None:
        usual = unicodedata.normalize("NFKC", sign)
        facts = {"name": text, "sign": f"U+{ord(sign):04X}", "usual": usual if usual != sign else "@no-usual-character"}
        yield Warning_("unusual-character", "warning", None, None, facts, span=span)


def skeleton(text: str) -> str:
    """
    Return a name as a hurried reader sees it.

    >>> skeleton("期末") == skeleton("期未"), skeleton("Line") == skeleton("line")
    (True, True)
    """
    folded = _UNUSUAL.sub(lambda one: unicodedata.normalize("NFKC", one[0]), text)
    return "".join(_FIRST.get(one, one) for one in folded).casefold()


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
