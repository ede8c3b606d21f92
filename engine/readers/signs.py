"""
Signs that must not stand in a value: control characters, and characters that nobody sees.

An id with a zero-width space in it is another id, and a payment under it performs nothing, though both look the same
on paper; a mark that turns the direction of writing shows an amount that was never stated. So they are refused, not
removed. Line ends and tabs may stand in running text, nowhere else.
"""

import re
from typing import Final

from luyue.engine.readers.refuse import Fault

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_RAW: Final = re.compile("[\x00-\x08\x0b-\x1f]")
_UNSEEN: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_LINE_END: Final = re.compile("[\t\n\r]")


def check_text(text: str) -> str:
    """Return running text, its line ends as LF; raise Fault(control-character, unseen-character)."""
    if text.isprintable():
        return text
    _refuse(_CONTROL, text, "control-character")
    _refuse(_UNSEEN, text, "unseen-character")
    return text.replace("\r\n", "\n")


def check_raw(line: str) -> None:
    """
    Raise Fault(control-character) if a line of a file holds what no text file holds, NUL or a lone CR for instance.
    """
    if not line.isprintable() and (found := _RAW.search(line)):
        raise Fault("control-character", sign=f"U+{ord(found[0]):04X}")


def check_line(text: str) -> None:
    """Raise Fault if a name or id holds a sign that must not stand in it."""
    if not text.isprintable():
        check_text(text)
        _refuse(_LINE_END, text, "control-character")


def _refuse(pattern: re.Pattern[str], text: str, code: str) -> None:
    if found := pattern.search(text):
        raise Fault(code, sign=f"U+{ord(found[0]):04X}", value=text)
