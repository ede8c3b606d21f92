"""
JSON Lines: one object per line.

A line goes through a fast decoder, and its result stands if nothing could have been lost in it: with n members and n
- 1 commas no key came twice; no escape and only printable signs, so nothing unseen; nothing nested; no minus before a
zero. Numbers that are no integers keep their digits. Everything else, and every line the decoder refuses, is read
again by ``json_line``, which knows the reasons.

A file that is one list, or one object spread over lines, is told so once.
"""

from collections.abc import Callable, Iterator

import msgspec

from luyue.engine.readers.json_line import read_line
from luyue.engine.readers.lines import Lines
from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.raw import RawRow, is_comment
from luyue.engine.readers.refuse import Fault


def rows(lines: Lines) -> Iterator[RawRow]:
    """Return the rows of a file; what cannot be read is noted in the complaints of ``lines``."""
    decode = msgspec.json.Decoder(float_hook=Digits).decode
    any_yet = False
    for row, text in lines:
        found = _decoded(decode, text)
        if found is None and (not text or text.isspace()):
            continue
        if found is None and is_comment(text):
            lines.comments += 1
            continue
        if found is None and not any_yet and (shape := _one_value(lines, row, text)):
            lines.complaints.add(row, shape)
            return
        any_yet = True
        found = _careful(lines, row, text) if found is None else found
        if found is not None:
            yield row, tuple(found), list(found.values())


def _decoded(decode: Callable[[str], object], text: str) -> dict[str, object] | None:
    """Return the object of a line if the fast decoder can vouch for it."""
    try:
        found = decode(text)
    except (msgspec.DecodeError, RecursionError):
        return None
    if type(found) is not dict or text.count(",") + 1 != len(found) or not text.isprintable():
        return None
    if "\\" in text or "[" in text or text.find("{", 1) > 0 or ":-0" in text or " -0" in text:
        return None
    return found


def _careful(lines: Lines, row: int, text: str) -> dict[str, object] | None:
    """Return the object of a line, or None with the reason noted."""
    try:
        return read_line(text)
    except Fault as fault:
        if fault.code == "json-ends" and row == lines.unended:
            lines.complaints.add(row, "cut-off")
        else:
            lines.complaints.fault(row, fault)
    return None


def _one_value(lines: Lines, row: int, text: str) -> str | None:
    """Return a code if the file begins as one list, or as one object spread over lines."""
    if text.lstrip().startswith("["):
        return "json-list"
    if row == lines.unended:
        return None
    try:
        read_line(text)
    except Fault as fault:
        return "json-spread" if fault.code == "json-ends" else None
    return None
