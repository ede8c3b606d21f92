"""
The sentences of every diagnostic, in both languages: one row for each code, in one table.

A row has what is said, the short words beside the caret, and the way out; ``{fact}`` is filled from the diagnostic. To
add a code: add a row to ``MESSAGES`` and a file to ``tests/errors``. ``HINTS`` are ways out that fit a single case
better; keys that begin with @ are kinds of things that a list of expected words may name.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Wording(NamedTuple):
    """What is said about a finding in one language."""

    says: str
    mark: str = ""
    help: str = ""


MESSAGES: Final[Mapping[str, Mapping[str, Wording]]] = MappingProxyType({})
HINTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})
LIMITS: Final = frozenset(("too-large", "too-deep"))


def wording(code: str, lang: str) -> Wording:
    """Return the row of a code in a language."""
    return MESSAGES[code][lang] if code in MESSAGES else Wording(code + " {facts}")


def hint_of(code: str, lang: str) -> str:
    """Return a way out, or the name of a kind of thing, in a language."""
    return HINTS[code][lang] if code in HINTS else code
