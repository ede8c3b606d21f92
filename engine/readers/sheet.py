"""
The rows of one sheet as they stand in its part of the workbook, one after another, never the sheet as a whole.

Every program keeps rows from top to bottom and cells from left to right, each once; a sheet that does not could be
read in two ways and is refused. What a sheet says besides its cells is kept for the reader: which cells are merged,
which rows and columns are hidden, where a formula stands.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from luyue.engine.readers.archive import too_large
from luyue.engine.readers.book import LONGEST_TEXT, Book, SheetPart, unescaped
from luyue.engine.readers.markup import Attributes, Markup
from luyue.engine.readers.refuse import Fault

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
MOST_CELLS: Final = 5_000_000  # that hold something
MOST_MERGED: Final = 1000  # kept; a sheet of so many is no log

_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SHARED, _INLINE, _BY_FORMULA, _ERROR, _TRUTH, _DATE = "s", "inlineStr", "str", "e", "b", "d"
_TEXTS: Final = frozenset((_SHARED, _INLINE, _BY_FORMULA))


class Cell(NamedTuple):
    """A cell that holds something: what it says, as the sheet writes it."""

    column: int  # from 1
    kind: str  # s, inlineStr, str: text · n: a number · b: truth · e: an error · d: a date in ISO 8601
    text: str
    style: int
    computed: bool  # by a formula
    empty: bool  # a formula whose value was not kept

    @property
    def is_text(self) -> bool:
        """Say whether the cell holds text."""
        return self.kind in _TEXTS


class SheetRows(Markup):
    """Reads a sheet; ``rows`` gives what stands in it, the rest is known when all rows are read."""

    def __init__(self, book: Book, sheet: SheetPart) -> None:
        super().__init__(sheet.part)
        self.merged: list[str] = []
        self.hidden_rows = self.hidden_columns = 0
        self._book = book
        self._ready: deque[tuple[int, list[Cell]]] = deque()
        self._row = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._kind = ""
        self._style = 0
        self._formula = self._valued = self._in_text = False
        self._aside = 0
        self._pieces: list[str] = []
        self._length = 0
        self._count = 0

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """
        Return the rows that hold anything as (number in the sheet, cells from left to right).

        :raises Fault: broken-workbook, unsafe-workbook, workbook-too-large
        """
        for block in self._book.archive.blocks(self.part):
            self.feed(block)
            while self._ready:
                yield self._ready.popleft()
        self.feed(b"", last=True)
        yield from self._ready

    # ------------------------------------------------------------ elements

    def opened(self, name: str, said: Attributes) -> None:
        """Take the beginning of a row, a cell, or what stands in one."""
        match name:
            case "c":
                self._begin_cell(said)
            case "v" | "t":
                self._in_text = not self._aside
                self._valued = True
            case "f":
                self._formula = True
            case "row":
                self._begin_row(said)
            case "rPh":
                self._aside += 1
            case "mergeCell":
                if len(self.merged) < MOST_MERGED:
                    self.merged.append(said.get("ref", ""))
            case "col":
                if said.get("hidden") in ("1", "true"):
                    first, last = (_whole(said.get(key, "0"), LAST_COLUMN) for key in ("min", "max"))
                    self.hidden_columns += max(last - first + 1, 0)

    def said(self, text: str) -> None:
        """Take a piece of what a cell says."""
        if self._in_text:
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise too_large("text", self._length, LONGEST_TEXT)
            self._pieces.append(text)

    def closed(self, name: str) -> None:
        """Take the end of a cell or row."""
        match name:
            case "v" | "t":
                self._in_text = False
            case "rPh":
                self._aside -= 1
            case "c":
                self._end_cell()
            case "row":
                if self._cells:
                    self._ready.append((self._row, self._cells))
                    self._cells = []

    def _begin_row(self, said: Attributes) -> None:
        number = _whole(said["r"], LAST_ROW) if "r" in said else self._row + 1
        if number <= self._row or number > LAST_ROW:
            raise Fault("broken-workbook", part=self.part)
        self._row, self._column = number, 0
        self.hidden_rows += said.get("hidden") in ("1", "true")

    def _begin_cell(self, said: Attributes) -> None:
        column = self._column_of(said["r"]) if "r" in said else self._column + 1
        if column <= self._column or column > LAST_COLUMN:
            raise Fault("broken-workbook", part=self.part)
        self._column = column
        self._kind = said.get("t", "n")
        self._style = _whole(said.get("s", "0"), LAST_ROW)
        self._formula = self._valued = False
        self._pieces, self._length = [], 0

    def _column_of(self, place: str) -> int:
        match = _PLACE.fullmatch(place)
        if match is None or int(match[2]) != self._row:
            raise Fault("broken-workbook", part=self.part)
        return number_of_column(match[1])

    def _end_cell(self) -> None:
        text = "".join(self._pieces)
        without_value = self._formula and (not self._valued or (not text and self._kind not in _TEXTS))
        if not text and not without_value:
            return
        self._count += 1
        if self._count > MOST_CELLS:
            raise too_large("cells", self._count, MOST_CELLS)
        if self._kind == _SHARED and text:
            text = self._shared(text)
        elif self._kind in _TEXTS:
            text = unescaped(text)
        self._cells.append(Cell(self._column, self._kind, text, self._style, self._formula, without_value))

    def _shared(self, text: str) -> str:
        number = _whole(text.strip(), LAST_ROW)
        if number >= len(self._book.texts):
            raise Fault("broken-workbook", part=self.part)
        return self._book.texts[number]


def _whole(text: str, most: int) -> int:
    """Return a whole number of a sheet; one above ``most``, and what is none, as ``most + 1``."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return most + 1
    return min(int(text), most + 1)


def number_of_column(letters: str) -> int:
    """
    Return the number of a column from 1.

    >>> number_of_column("A"), number_of_column("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters_of(column: int) -> str:
    """
    Return how a sheet calls a column.

    >>> letters_of(1), letters_of(16384)
    ('A', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
