r"""
From the bytes of a file to its lines.

Lines end at LF alone (a CR before it is dropped): U+2028 or a form feed inside a value is no line end. Bytes are
UTF-8 unless the caller says otherwise, because the UTF-8 of 延迟 also reads as GB18030, as two other characters, and
nobody would notice. A file is read in blocks, hashed on the way, and held only a block at a time; a line without end
stops at ``LONGEST_LINE`` bytes.
"""

import hashlib
from collections.abc import Callable, Iterator
from itertools import count
from types import MappingProxyType
from typing import BinaryIO, Final

from luyue.engine.readers.refuse import Complaints

ENCODINGS: Final = ("utf-8", "gb18030")
BLOCK: Final = 1 << 20  # bytes
LONGEST_LINE: Final = 1 << 20  # bytes
MARK: Final = "\ufeff"

_KINDS: Final = MappingProxyType(
    {
        b"PK\x03\x04": "xlsx",
        b"PK\x05\x06": "zip",
        b"PAR1": "parquet",
        b"PARE": "locked",
        b"\xd0\xcf\x11\xe0": "xls",
        b"%PDF": "pdf",
        b"\x1f\x8b": "gzip",
        b"SQLite format 3": "sqlite",
        b"Obj\x01": "avro",
        b"ORC": "orc",
    }
)
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")  # in a workbook under a password
Names = tuple[str, ...]

_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class Lines:
    """
    The lines of one file as (row from 1, text), and what is known of the file when all are read.

    ``unended`` is the row of a last line without a line end, known before that line is given out; ``comments`` counts
    the remarks that the reader of rows passed over. Formats of bytes take the file whole (``whole``) or by its path.
    What a reader of rows needs besides stands here too: the ``sheet`` that was asked for, the names by which headers
    go (``named``), and what it assumed (``notes``: code and facts).
    """

    def __init__(
        self,
        stream: BinaryIO,
        complaints: Complaints,
        encoding: str,
        *,
        sheet: str | None = None,
        named: Callable[[Names], Names] = lambda names: names,
    ) -> None:
        self.complaints = complaints
        self.sheet = sheet
        self.named = named
        self.notes: list[tuple[str, dict[str, str]]] = []
        self.unended: int | None = None
        self.comments = 0
        self._stream = stream
        self._encoding = encoding
        self._hash = hashlib.sha256()
        self._head = self._take()

    @property
    def sha256(self) -> str:
        """Return the digest of what was read so far."""
        return self._hash.hexdigest()

    @property
    def kind(self) -> str:
        """Return what kind of file this is by its first bytes: ``text``, or the name of another."""
        found = next((kind for sign, kind in _KINDS.items() if self._head.startswith(sign)), "text")
        if self._start == b"<":
            return "xml"
        return "locked" if found == "xls" and _LOCKED in self._head else found

    @property
    def looks_like_json(self) -> bool:
        """Say whether the first sign of the file opens an object or a list."""
        return self._start in (b"{", b"[")

    @property
    def _start(self) -> bytes:
        return self._head[:1024].removeprefix(MARK.encode()).lstrip()[:1]

    @property
    def path(self) -> str | None:
        """Return where the file stands, if it is one that others can open too."""
        name = getattr(self._stream, "name", None)
        return name if isinstance(name, str) and name != "<stdin>" else None

    def whole(self, most: int) -> bytes:
        """Return all bytes of the file, up to one more than ``most``; what follows is left unread."""
        parts, length, block = [self._head], len(self._head), self._head
        while block and length <= most:
            block = self._take()
            parts.append(block)
            length += len(block)
        return b"".join(parts)

    def digest_rest(self) -> None:
        """Read the file to its end for its digest alone."""
        while self._take():
            pass

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Return the lines, each once; an empty last line is none."""
        if self._head.startswith(_WIDE_MARKS):
            self.complaints.add(1, "wrong-encoding", byte="0", encoding=self._encoding.upper(), guess="utf-16")
            return
        row, at = 1, 0  # the row and the byte at which the block begins
        for block, ended in self._blocks():
            texts = self._texts(block, row, at)
            if row == 1 and texts and texts[0].startswith(MARK):
                texts[0] = texts[0][1:]
            if not ended:
                self.unended = row + len(texts) - 1
            yield from zip(count(row), texts)
            row, at = row + len(texts), at + len(block) + 1

    def _take(self) -> bytes:
        data = self._stream.read(BLOCK)
        self._hash.update(data)
        return data

    def _blocks(self) -> Iterator[tuple[bytes, bool]]:
        """Return runs of whole lines without their last line end, and whether it was there."""
        rest, data = b"", self._head
        while data:
            whole, found, tail = data.rpartition(b"\n")
            if found:
                yield rest + whole, True
                rest = tail
            else:
                rest += tail
                if len(rest) > 2 * LONGEST_LINE:
                    rest = rest[: LONGEST_LINE + 1]  # too long already: refused below, however much follows
            data = self._take()
        if rest:
            yield rest, False

    def _texts(self, block: bytes, row: int, at: int) -> list[str]:
        if len(block) > LONGEST_LINE:
            block = b"\n".join(self._bounded(line, row + i) for i, line in enumerate(block.split(b"\n")))
        try:
            texts = block.decode(self._encoding).split("\n")
        except UnicodeDecodeError:
            texts = [self._text(line, row + i, start) for i, (start, line) in enumerate(_placed(block, at))]
        return [text.removesuffix("\r") for text in texts] if b"\r" in block else texts

    def _text(self, line: bytes, row: int, start: int) -> str:
        """Return one line; note where it cannot be decoded and return it as empty."""
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError as broken:
            facts = {"byte": str(start + broken.start), "encoding": self._encoding.upper()}
            self.complaints.add_first(row, "wrong-encoding", **facts, guess=self._guess(line))
            return ""

    def _guess(self, line: bytes) -> str:
        others = (name for name in ENCODINGS if name != self._encoding)
        return next((name for name in others if _decodes(line, name)), "")

    def _bounded(self, line: bytes, row: int) -> bytes:
        if len(line) <= LONGEST_LINE:
            return line
        self.complaints.add(row, "line-too-long", most=str(LONGEST_LINE))
        return b""


def _placed(block: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    for line in block.split(b"\n"):
        yield at, line
        at += len(line) + 1


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
