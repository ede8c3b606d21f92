"""
Excel logs: a sheet of a workbook, its first row that holds anything the header, every row under its own number.

The part of the workbook is read as it stands, by its elements, because whoever reads it for us would not tell what
matters here: whether a formula left a value, of how many digits a number is, whether two cells were made into one.
Values are held to the same rules as text. What a sheet hides is read like the rest, and said.

A workbook of several sheets is read at its first unless ``--sheet`` names one; the others are named in what was
assumed. Formulas are read by the values they left; amounts of money are not, for nobody can see whether they are old.
"""

from collections.abc import Iterator

from luyue.engine.readers.archive import LARGEST, too_large
from luyue.engine.readers.book import Book, SheetPart, book_of
from luyue.engine.readers.fields import text_of
from luyue.engine.readers.headers import sound_header
from luyue.engine.readers.lines import Lines
from luyue.engine.readers.raw import RawRow, filled
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.serial import PLAIN, number_of, stamp_of
from luyue.engine.readers.sheet import Cell, SheetRows, letters_of
from luyue.engine.readers.typed import FAILED, NO_VALUE, Computed, Stamp, Unread

Found = list[tuple[int, object]]  # (column from 1, cell as a log has it)


def rows(lines: Lines) -> Iterator[RawRow]:
    """Return the rows of a workbook's sheet; what cannot be read is noted in the complaints of ``lines``."""
    try:
        data = lines.whole(LARGEST)
        if len(data) > LARGEST:
            raise too_large("bytes", len(data), LARGEST)
        book = book_of(data)
        sheet = book.sheet(lines.sheet)
    except Fault as fault:
        lines.complaints.fault(0, fault)
        return
    table = _Table(lines, book, sheet)
    yield from table.rows()
    table.conclude()


class _Table:
    """A sheet as a table of events."""

    def __init__(self, lines: Lines, book: Book, sheet: SheetPart) -> None:
        self._lines = lines
        self._book = book
        self._sheet = sheet
        self._source = SheetRows(book, sheet)
        self._columns: tuple[int, ...] = ()  # of the sheet, in their order
        self._letters: dict[str, str] = {}  # by header
        self._formulas = 0
        lines.complaints.mark = self._place

    def rows(self) -> Iterator[RawRow]:
        """Return the rows under the header."""
        at = 0
        try:
            names: tuple[str, ...] | None = None
            for at, cells in self._source.rows():
                found = self._found(cells)
                if not found:
                    continue
                if names is not None:
                    if row := self._row(at, found):
                        yield at, names, row
                elif (names := self._header(at, found)) is None:
                    return
        except Fault as fault:
            self._lines.complaints.fault(at, fault)

    def conclude(self) -> None:
        """Note what is known of a sheet when its last row is read."""
        complaints, source = self._lines.complaints, self._source
        for ref in source.merged:
            digits = "".join(sign for sign in ref.partition(":")[0] if sign.isdigit())
            complaints.add(int(digits[:7] or 0), "merged-cells", range=ref)
        if len(self._book.sheets) > 1 and self._lines.sheet is None:
            others = "、".join(one.name for one in self._book.sheets[1:])
            self._note("sheet-chosen", sheet=self._sheet.name, others=others)
        if self._sheet.hidden or source.hidden_rows or source.hidden_columns:
            counts = {"rows": str(source.hidden_rows), "columns": str(source.hidden_columns)}
            self._note("hidden-read", sheet=self._sheet.name, **counts)
        if self._formulas:
            self._note("formulas-read", count=str(self._formulas))

    def _note(self, code: str, **facts: str) -> None:
        self._lines.notes.append((code, facts))

    def _place(self, row: int, column: str) -> str:
        return self._cell(row, self._letters.get(column, ""))

    def _cell(self, row: int, letters: str) -> str:
        return f"{self._sheet.name}!{letters}{row}"

    def _header(self, row: int, found: Found) -> tuple[str, ...] | None:
        """Return the names of the columns, or None with the reason noted."""
        names = self._names(row, found)
        if names is None:
            return None
        self._columns = tuple(column for column, _ in found)
        named = self._lines.named(names)
        for all_names in (names, named):
            self._letters |= {name: letters_of(at) for name, at in zip(all_names, self._columns, strict=True)}
        return names if sound_header(named, row, self._lines.complaints) else None

    def _names(self, row: int, found: Found) -> tuple[str, ...] | None:
        names = []
        for column, cell in found:
            try:
                names.append(text_of(cell, "text").strip())
            except Fault as fault:
                letters = letters_of(column)
                where = self._cell(row, letters)
                self._lines.complaints.add(row, fault.code, column=letters, where=where, **fault.facts)
        return tuple(names) if len(names) == len(found) else None

    def _row(self, row: int, found: Found) -> list[object] | None:
        """Return the cells under the header; None with the reason noted if one stands under none."""
        by_column = dict(found)
        cells = [by_column.pop(column, None) for column in self._columns]
        for letters in map(letters_of, by_column):
            where = self._cell(row, letters)
            self._lines.complaints.add_once(row, "unnamed-column", where=where, at=letters)
        return None if by_column else cells

    def _found(self, cells: list[Cell]) -> Found:
        """Return what the cells of a row hold; empty if it is nothing."""
        self._formulas += sum(cell.computed and not cell.empty for cell in cells)
        return [(cell.column, value) for cell in cells if filled(value := value_of(self._book, cell))]


def value_of(book: Book, cell: Cell) -> object:
    """Return a cell as a log has it; ``Unread`` for one that cannot be read."""
    if cell.empty:
        return Unread(Fault(NO_VALUE))
    if cell.is_text:
        return cell.text
    try:
        match cell.kind:
            case "b":
                return cell.text.strip() in ("1", "true")
            case "e":
                return Unread(Fault(FAILED, value=cell.text))
            case "d":
                return Stamp(cell.text.strip())
            case "n":
                return _number(book, cell)
            case _:
                raise Fault("broken-number", value=cell.text)
    except Fault as fault:
        return Unread(fault)


def _number(book: Book, cell: Cell) -> object:
    shown = book.shown[cell.style] if cell.style < len(book.shown) else PLAIN
    text = cell.text.strip()
    if shown != PLAIN:
        return stamp_of(text, shown, from_1904=book.from_1904)
    number = number_of(text)
    return Computed(number) if cell.computed else number
