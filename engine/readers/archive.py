"""
A zip archive from a stranger: what it claims is held against limits before anything of it is unpacked.

A workbook of a few kilobytes may claim sixteen thousand columns of a million rows, or unpack to gigabytes; two parts
may bear one name, so that two programs read two different sheets. What is refused here is told from the directory of
the archive alone, in time and memory that do not depend on what it would unpack to; a part is then given out in
blocks and never holds more than the directory said.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import error as StructError
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from luyue.engine.readers.refuse import Fault

LARGEST: Final = 64 << 20  # bytes of the archive
MOST_UNPACKED: Final = 192 << 20  # bytes of all parts together
MOST_RATIO: Final = 100  # unpacked to packed, of parts above SMALL
SMALL: Final = 1 << 20  # bytes
MOST_PARTS: Final = 1000
BLOCK: Final = 1 << 16  # bytes given out at a time

_ENTRY: Final = b"PK\x01\x02"  # how each entry of the directory begins
_LOCKED: Final = 0x1  # flag of a part under a password
_BROKEN: Final = (BadZipFile, zlib.error, StructError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Archive:
    """The parts of an archive by name, once its directory is within limits."""

    def __init__(self, data: bytes) -> None:
        """
        Read the directory.

        :raises Fault: broken-workbook, workbook-too-large, unsafe-workbook, locked
        """
        if len(data) > LARGEST:
            raise too_large("bytes", len(data), LARGEST)
        if (entries := data.count(_ENTRY)) > MOST_PARTS:
            raise too_large("parts", entries, MOST_PARTS)
        try:
            self._zip = ZipFile(BytesIO(data))
        except _BROKEN as why:
            raise Fault("broken-workbook", part="zip") from why
        self._parts = _checked(self._zip.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the parts, in the order of the directory."""
        return tuple(self._parts)

    def has(self, name: str) -> bool:
        """Say whether there is a part of this name."""
        return name in self._parts

    def size(self, name: str) -> int:
        """Return how many bytes a part unpacks to at most."""
        return self._parts[name].file_size

    def blocks(self, name: str) -> Iterator[bytes]:
        """
        Return a part, block by block.

        :raises Fault: broken-workbook
        """
        if name not in self._parts:
            raise Fault("broken-workbook", part=name)
        try:
            with self._zip.open(self._parts[name]) as stream:
                while block := stream.read(BLOCK):
                    yield block
        except _BROKEN as why:
            raise Fault("broken-workbook", part=name) from why


def too_large(kind: str, found: int, most: int) -> Fault:
    """Return the fault of something of which there is too much."""
    return Fault("workbook-too-large", kind=kind, found=str(found), most=str(most))


def _checked(entries: list[ZipInfo]) -> dict[str, ZipInfo]:
    """Return the parts by name; raise Fault where the directory itself is hostile."""
    found: dict[str, ZipInfo] = {}
    for one in entries:
        name = one.filename
        if name in found or name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise Fault("unsafe-workbook", part=name, why="name")
        if one.flag_bits & _LOCKED:
            raise Fault("locked")
        if one.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Fault("broken-workbook", part=name)
        if one.file_size > SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise too_large("ratio", one.file_size // max(one.compress_size, 1), MOST_RATIO)
        found[name] = one
    unpacked = sum(one.file_size for one in entries)
    if unpacked > MOST_UNPACKED:
        raise too_large("unpacked", unpacked, MOST_UNPACKED)
    return found
