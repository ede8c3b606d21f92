"""
XML from a stranger, as a stream of elements: no document types, no entities, nothing fetched, no part held whole.

A document type is refused as such: no workbook needs one, and every trick with entities begins with one. Names come
without their namespaces, because the same workbook may be written in either of two.
"""

from collections.abc import Iterable, Mapping
from typing import Final
from xml.parsers import expat

from luyue.engine.readers.refuse import Fault

LONGEST_TOKEN: Final = 1 << 20  # bytes of one tag with all it says

Attributes = Mapping[str, str]


class Markup:
    """Walks over a part; what a subclass does with it stands in ``opened``, ``closed`` and ``said``."""

    def __init__(self, part: str) -> None:
        self.part = part
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self.said
        self._fed = 0

    def opened(self, name: str, said: Attributes) -> None:
        """Take the beginning of an element."""

    def closed(self, name: str) -> None:
        """Take the end of an element."""

    def said(self, text: str) -> None:
        """Take text, perhaps a piece of it."""

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """
        Read on.

        :raises Fault: broken-workbook, unsafe-workbook, workbook-too-large
        """
        self._fed += len(block)
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as why:
            raise Fault("broken-workbook", part=self.part) from why
        if self._fed - self._parser.CurrentByteIndex > 2 * LONGEST_TOKEN:
            kind = {"kind": "tag", "found": str(self._fed), "most": str(LONGEST_TOKEN)}
            raise Fault("workbook-too-large", **kind)

    def walk(self, blocks: Iterable[bytes]) -> None:
        """Read a whole part; raise as ``feed``."""
        for block in blocks:
            self.feed(block)
        self.feed(b"", last=True)

    def _opened(self, name: str, said: dict[str, str]) -> None:
        self.opened(_local(name), {_local(key): value for key, value in said.items()})

    def _closed(self, name: str) -> None:
        self.closed(_local(name))

    def _refuse_doctype(self, *_: object) -> None:
        raise Fault("unsafe-workbook", part=self.part, why="doctype")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
