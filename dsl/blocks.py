"""
Where the parts of a file begin, and in which language it is written.

Line breaks carry no meaning, so a part begins at a label wherever that stands; but a label may also be a name, or a
word with another meaning. What stands around it decides, the same way for every file, before any part is parsed.
"""

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from luyue.dsl import words
from luyue.dsl.scan import Raw, Scan, is_hidden


def language_of(found: Scan) -> str | None:
    """Return the language of the first label that opens a part."""
    tables = {language: words.labels(language, words.PARTS) for language in words.LANGUAGES}
    for raw, inside in zip(found.tokens, found.inside, strict=True):
        if raw.kind == "RUN" and not inside:
            for language, table in tables.items():
                if raw.text in table:
                    return language
    return None


def part_starts(found: Scan, language: str) -> list[int]:
    """Return the indices of the tokens that open a part, in order; 0 is always one."""
    own = words.labels(language, words.PARTS)
    foreign = _foreign_labels(language)
    starts = [0]
    for index in range(1, len(found.tokens)):
        raw = found.tokens[index]
        if raw.kind != "RUN" or found.inside[index] or is_hidden(found.source.text[raw.start - 1]):
            continue  # what follows an invisible character was meant to be one word with what stands before it
        if raw.text in own:
            opens = _opens_part(found.tokens, index, own[raw.text], language)
        else:
            opens = raw.text in foreign and raw.first and _foreign_heading(found.tokens, index, foreign[raw.text])
        if opens:
            starts.append(index)
    return starts


@lru_cache(8)
def _foreign_labels(language: str) -> Mapping[str, str]:
    others = (words.labels(other, words.PARTS) for other in words.LANGUAGES if other != language)
    return MappingProxyType({word: terminal for labels in others for word, terminal in labels.items()})


def _foreign_heading(tokens: Sequence[Raw], index: int, terminal: str) -> bool:
    return _heading_follows(tokens, index, terminal, _all_labels())


def _opens_part(tokens: Sequence[Raw], index: int, terminal: str, language: str) -> bool:
    """
    Say whether a label opens a part here.

    It does, unless the place makes every word a name, or it is the end of a phrase (``ends the contract``). A word with
    other meanings besides (待定 is also a state, ``clause`` a type) opens one only before a heading, and after no sign
    that wants more.
    """
    if _is_name_by_place(tokens, index, language) or _ends_phrase(tokens, index, language):
        return False
    if len(words.senses(language)[tokens[index].text]) == 1:
        return True
    before = tokens[index - 1]
    if before.kind[0] == "_" or before.text in words.spellings("_NO_DATA", language):
        return before.kind == "_RPAR" and _heading_follows(tokens, index, terminal, words.labels(language))
    return _heading_follows(tokens, index, terminal, words.labels(language))


def _is_name_by_place(tokens: Sequence[Raw], index: int, language: str) -> bool:
    before = tokens[index - 1]
    before_equals = index + 1 < len(tokens) and tokens[index + 1].kind == "_EQ"
    return before_equals or before.kind in ("_DOT", "_DE") or before.text in words.spellings("_AS", language)


def _ends_phrase(tokens: Sequence[Raw], index: int, language: str) -> bool:
    for phrase in _phrases_with(tokens[index].text, language):
        for place in range(1, len(phrase)):
            start = index - place
            around = tuple(one.text for one in tokens[start : start + len(phrase)]) if start >= 0 else ()
            if around == phrase:
                return True
    return False


@lru_cache(64)
def _phrases_with(word: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases in which a word stands after the first."""
    return tuple(one for found in words.phrases(language).values() for one in found if word in one[1:])


def _heading_follows(tokens: Sequence[Raw], index: int, terminal: str, labels: Container[str]) -> bool:
    place = index + 1
    if place < len(tokens) and tokens[place].kind == "_COLON":
        place += 1
    if place >= len(tokens):
        return False
    kind = tokens[place].kind
    if terminal == "_SCENARIO":
        return kind == "STRING"
    if terminal == "_ARTICLE":
        return kind == "CITE"
    if kind in ("QUOTED", "STRING"):
        return kind == "QUOTED" or terminal == "_USE"
    if kind != "RUN":
        return False
    following = tokens[place + 1].kind if place + 1 < len(tokens) else ""
    return following == "_EQ" or tokens[place].text not in labels


@lru_cache(1)
def _all_labels() -> frozenset[str]:
    return frozenset(word for language in words.LANGUAGES for word in words.labels(language))
