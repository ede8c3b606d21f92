"""
Bytes to text: UTF-8 only, never guessed.

One leading byte order mark is dropped, CRLF and CR become LF; nothing else changes. What cannot be decoded is refused
at its line and column; nothing is replaced. UTF-16 is told by its marks or by its many zero bytes.
"""

from typing import Final

from luyue.dsl.diagnostic import ContractError, Diagnostic
from luyue.dsl.scan import LARGEST
from luyue.dsl.source import Source, Span

_MARKS: Final = ((b"\xff\xfe", "UTF-16 (LE)"), (b"\xfe\xff", "UTF-16 (BE)"))
_LARGEST_BYTES: Final = LARGEST * 4  # a character takes four bytes at most


def decode(name: str, raw: bytes) -> Source:
    """
    Return the text of a clause file under the name people know it by.

    :raises ContractError: too large, UTF-16, or a byte that is no UTF-8
    """
    empty = Span(Source(name, ""), 0, 0)
    if len(raw) > _LARGEST_BYTES:
        raise ContractError([Diagnostic("too-large", empty, {"most": str(LARGEST)})])
    encoding = _utf_16(raw)
    if encoding is not None:
        raise ContractError([Diagnostic("utf-16", empty, {"encoding": encoding})])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContractError([_broken(name, raw, error.start)]) from None
    return Source(name, _lines(text.removeprefix("\ufeff")))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf_16(raw: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    sample = raw[:512]
    if len(sample) >= 4 and sample.count(0) * 3 >= len(sample):
        return "UTF-16 (LE)" if sample[1::2].count(0) >= sample[0::2].count(0) else "UTF-16 (BE)"
    return None


def _broken(name: str, raw: bytes, place: int) -> Diagnostic:
    before = _lines(raw[:place].decode("utf-8").removeprefix("\ufeff"))
    source = Source(name, before)
    line, column = source.place(len(before))
    facts = {"byte": f"0x{raw[place]:02X}", "line": str(line), "column": str(column)}
    return Diagnostic("not-utf8", Span(source, len(before), len(before)), facts)
