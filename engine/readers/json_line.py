"""
A strict reader of one line of JSON that says what is wrong and where.

The fast decoder of ``jsonl`` keeps the last of two equal keys and does not name what it stumbles on; whatever it
cannot vouch for comes here. Numbers keep their digits, a key stands once, a list or object goes no deeper than
``DEEPEST``, half a surrogate pair is no character, and ``NaN`` is no value. Columns count characters from 1.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.refuse import Fault

DEEPEST: Final = 32
INTEGER_DIGITS: Final = 300

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_NUMBER: Final = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_RUN: Final = re.compile(r'[^"\\\x00-\x1f]*')
_HEX: Final = re.compile(r"[0-9a-fA-F]{4}")
_WORDS: Final = MappingProxyType({"true": True, "false": False, "null": None})
_NO_WORDS: Final = ("NaN", "Infinity", "-Infinity")
_ESCAPES: Final = MappingProxyType(
    {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
)


def read_line(text: str) -> dict[str, object]:
    """
    Return the object that a line holds.

    >>> read_line('{"amount": 1.10, "n": 7}')
    {'amount': '1.10', 'n': 7}

    :raises Fault: json-syntax, json-ends, trailing-comma, duplicate-key, json-word, lone-surrogate, too-deep,
        control-character, not-an-object
    """
    value, end = _value(text, _skip(text, 0), 1)
    end = _skip(text, end)
    if end < len(text):
        raise _unexpected(text, end)
    if not isinstance(value, dict):
        raise Fault("not-an-object")
    return value


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _unexpected(text: str, at: int) -> Fault:
    if at >= len(text):
        return Fault("json-ends", at=str(at + 1))
    return Fault("json-syntax", at=str(at + 1), sign=text[at])


def _value(text: str, at: int, depth: int) -> tuple[object, int]:
    sign = text[at : at + 1]
    if sign == '"':
        return _string(text, at + 1)
    if sign in ("{", "["):
        if depth > DEEPEST:
            raise Fault("too-deep", most=str(DEEPEST))
        return _object(text, at + 1, depth) if sign == "{" else _list(text, at + 1, depth)
    if number := _NUMBER.match(text, at):
        return _number(number), number.end()
    return _word(text, at)


def _number(match: re.Match[str]) -> object:
    digits = match[1]
    if match[2] or match[3] or digits == "-0" or len(digits) > INTEGER_DIGITS:
        return Digits(match[0])
    return int(digits)


def _word(text: str, at: int) -> tuple[object, int]:
    for word, value in _WORDS.items():
        if text.startswith(word, at):
            return value, at + len(word)
    for word in _NO_WORDS:
        if text.startswith(word, at):
            raise Fault("json-word", at=str(at + 1), value=word)
    raise _unexpected(text, at)


def _object(text: str, at: int, depth: int) -> tuple[dict[str, object], int]:
    found: dict[str, object] = {}
    at = _skip(text, at)
    if text[at : at + 1] == "}":
        return found, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise _unexpected(text, at)
        start = at
        key, at = _string(text, at + 1)
        if key in found:
            raise Fault("duplicate-key", column=key, at=str(start + 1))
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise _unexpected(text, at)
        found[key], at = _value(text, _skip(text, at + 1), depth + 1)
        at, more = _next(text, at, "}")
        if not more:
            return found, at


def _list(text: str, at: int, depth: int) -> tuple[list[object], int]:
    found: list[object] = []
    at = _skip(text, at)
    if text[at : at + 1] == "]":
        return found, at + 1
    while True:
        value, at = _value(text, at, depth + 1)
        found.append(value)
        at, more = _next(text, at, "]")
        if not more:
            return found, at


def _next(text: str, at: int, close: str) -> tuple[int, bool]:
    """Return where it goes on after a member, and whether with another one."""
    at = _skip(text, at)
    sign = text[at : at + 1]
    if sign == close:
        return at + 1, False
    if sign != ",":
        raise _unexpected(text, at)
    after = _skip(text, at + 1)
    if text[after : after + 1] == close:
        raise Fault("trailing-comma", at=str(at + 1))
    return after, True


def _string(text: str, at: int) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        run = _RUN.match(text, at)
        if run is None:
            raise _unexpected(text, at)
        parts.append(run[0])
        at = run.end()
        sign = text[at : at + 1]
        if sign == '"':
            return "".join(parts), at + 1
        if sign != "\\":
            raise _raw_control(text, at)
        one, at = _escape(text, at + 1)
        parts.append(one)


def _raw_control(text: str, at: int) -> Fault:
    if at >= len(text):
        return Fault("json-ends", at=str(at + 1))
    return Fault("control-character", sign=f"U+{ord(text[at]):04X}")


def _escape(text: str, at: int) -> tuple[str, int]:
    sign = text[at : at + 1]
    if sign in _ESCAPES:
        return _ESCAPES[sign], at + 1
    if sign != "u":
        raise _unexpected(text, at)
    high, at = _unit(text, at + 1)
    if not 0xD800 <= high < 0xE000:
        return chr(high), at
    if high < 0xDC00 and text.startswith("\\u", at):
        low, end = _unit(text, at + 2)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), end
    raise Fault("lone-surrogate", at=str(at - 5), value=f"\\u{high:04x}")


def _unit(text: str, at: int) -> tuple[int, int]:
    found = _HEX.match(text, at)
    if found is None:
        raise _unexpected(text, at + next(_not_hex(text[at : at + 4])))
    return int(found[0], 16), at + 4


def _not_hex(text: str) -> Iterator[int]:
    yield from (i for i, sign in enumerate(text) if sign not in "0123456789abcdefABCDEF")
    yield len(text)
