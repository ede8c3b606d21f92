"""
CSV, strictly: a header, then rows with as many fields as the header.

The usual readers let an open quote swallow every row that follows, pad short rows and keep the last of two equal
headers. Here a quote opens a field at its first sign and is followed by a comma or the line's end when it closes; one
that does not close, or would take in a line that reads as a row of its own, is refused at the row where it opened,
and reading goes on at the next line. The comma separates fields, nothing else; another sign is named, not guessed.

Blank lines are passed over, as are remarks (``# …``) where they have no comma.
"""

from collections import deque
from collections.abc import Iterator

from luyue.engine.readers.headers import sound_header
from luyue.engine.readers.lines import LONGEST_LINE, Lines
from luyue.engine.readers.names import ENVELOPE, TIME, TYPE
from luyue.engine.readers.raw import RawRow, is_comment, total_word
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.signs import check_raw

DELIMITERS = (";", "；", "\t", "，", "|", "、")
MOST_LINES = 200  # of one field


def rows(lines: Lines) -> Iterator[RawRow]:
    """Return the rows of a file; what cannot be read is noted in the complaints of ``lines``."""
    table = _Table(lines)
    names = table.header()
    if names is None:
        return
    width = len(names)
    for row, cells in table.records():
        if len(cells) != width:
            _refuse_count(lines, row, cells, width)
        elif any(cells):
            yield row, names, cells


class _Table:
    """The records of a file as (row, cells); the row is the line on which the record begins."""

    def __init__(self, lines: Lines) -> None:
        self.width = 0  # columns; 0 until the header is read
        self._lines = lines
        self._source = iter(lines)
        self._back: deque[tuple[int, str]] = deque()  # lines to be read again

    def header(self) -> tuple[str, ...] | None:
        """
        Return the names of the columns, or None if there are none or, with the reason noted, if they cannot be used.
        """
        complaints = self._lines.complaints
        while (first := self.more()) is not None:
            row, text = first
            if not text.strip() or is_comment(text):
                continue
            if sign := _other_delimiter(text):
                complaints.add(row, "wrong-delimiter", sign="TAB" if sign == "\t" else sign)
                return None
            cells = self._cells(row, text)
            names = tuple(cell.strip() for cell in cells or ())
            self.width = len(names)
            return names if names and sound_header(self._lines.named(names), row, complaints) else None
        return None

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Return what follows the header."""
        while (line := self.more()) is not None:
            row, text = line
            if not text or text.isspace():
                continue
            if is_comment(text) and "," not in text and self.width > 1:
                self._lines.comments += 1
            elif (cells := self._cells(row, text)) is not None:
                yield row, cells

    def more(self) -> tuple[int, str] | None:
        """Return the next line, or None at the end of the file."""
        return self._back.popleft() if self._back else next(self._source, None)

    def _cells(self, row: int, text: str) -> list[str] | None:
        """Return the cells of the record that begins with a line, or None with the reason noted."""
        if '"' not in text and text.isprintable():
            return text.split(",")
        record = _Record(self, text)
        try:
            check_raw(text)
            return record.cells() if '"' in text else text.split(",")
        except Fault as fault:
            self._back.extendleft(reversed(record.taken))
            cut = fault.code == "open-quote" and record.ran_out and row == self._lines.unended
            self._lines.complaints.fault(row, Fault("cut-off") if cut else fault)
        return None


class _Record:
    """One record with quotes in it, perhaps over several lines."""

    def __init__(self, table: _Table, text: str) -> None:
        self.taken: list[tuple[int, str]] = []  # the lines after the first
        self.ran_out = False
        self._table = table
        self._text = text

    def cells(self) -> list[str]:
        """Return the cells without their quotes; raise Fault(open-quote, stray-quote)."""
        found: list[str] = []
        at = 0
        while True:
            cell, at = self._inside(at + 1, len(found)) if self._text[at : at + 1] == '"' else self._plain(at)
            found.append(cell)
            if at >= len(self._text):
                return found
            if self._text[at] != ",":
                raise Fault("stray-quote", at=str(len(found)))
            at += 1

    def _plain(self, at: int) -> tuple[str, int]:
        end = self._text.find(",", at)
        end = len(self._text) if end < 0 else end
        cell = self._text[at:end]
        if '"' in cell:
            raise Fault("stray-quote", at=str(self._text.count(",", 0, at) + 1))
        return cell, end

    def _inside(self, start: int, number: int) -> tuple[str, int]:
        """Return a quoted cell and where it ended; ``start`` is after the opening quote."""
        at = start
        while True:
            end = self._text.find('"', at)
            if end < 0:
                at = len(self._text)
                self._go_on(number)
            elif self._text.startswith('""', end):
                at = end + 2
            else:
                return self._text[start:end].replace('""', '"'), end + 1

    def _go_on(self, number: int) -> None:
        """Take in the next line; refuse where that would swallow a row."""
        following = self._table.more()
        if following is None:
            self.ran_out = True
            raise Fault("open-quote", at=str(number + 1))
        self.taken.append(following)
        row, text = following
        width = self._table.width
        too_long = len(self.taken) > MOST_LINES or len(self._text) + len(text) > LONGEST_LINE
        if too_long or (width > 2 and text.count(",") == width - 1):
            raise Fault("open-quote", at=str(number + 1), swallows=str(row))
        check_raw(text)
        self._text += "\n" + text


def _other_delimiter(text: str) -> str | None:
    """Return the sign that separates the columns in place of the comma, if it is plain that one does."""
    for sign in DELIMITERS:
        meant = {ENVELOPE.get(name.strip().strip('"')) for name in text.split(sign)}
        if {TIME, TYPE} <= meant:
            return sign
    return None


def _refuse_count(lines: Lines, row: int, cells: list[str], expected: int) -> None:
    if word := total_word(cells):
        lines.complaints.add(row, "total-row", value=word)
    elif row == lines.unended and len(cells) < expected:
        lines.complaints.add(row, "cut-off")
    else:
        lines.complaints.add(row, "field-count", expected=str(expected), found=str(len(cells)))
