"""
Plain text in columns, where a Chinese character is two wide.

Reports are read on terminals, in mail and on paper, so the layout is fixed: a width given by the caller, spaces and
line feeds only. What a terminal shows wide is decided by Unicode's East Asian Width; the ambiguous ones count one, as
they do in a terminal that is not told otherwise. Chinese text may break between any two characters, but never so that
a line begins with a closing mark; Latin text breaks at blanks, and a word that is longer than the line is cut.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen

from luyue.dsl.diagnostic import escape, width

CLOSING = "，。、；：！？）〕】》」』”’％%,.;:!?)]}"
OPENING = "（〔【《「『“‘([{"
NARROW = 12  # columns: a table's column that is no wider is left alone
WORD = 36  # columns: a word in a table is broken only if it is longer than this


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Return a text filled up with blanks to a number of columns; one that is wider is left as it is."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, columns: int) -> list[str]:
    """
    Return a text as lines of at most that many columns; at least one line, without blanks at the ends.

    Control characters are shown as what they are, for a log may come from a stranger and a terminal obeys them.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _filled(_pieces(escape(paragraph)), columns)
    return lines


def indented(text: str, columns: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """Return a text wrapped to ``columns`` in all, ``first`` before its first line and ``rest`` before the others."""
    rest = " " * width(first) if rest is None else rest
    lines = wrapped(text, columns - max(width(first), width(rest)))
    return [(rest if i else first) + line for i, line in enumerate(lines)]


def _pieces(text: str) -> list[str]:
    """Cut a text into pieces that must not be broken; each keeps the blanks that follow it."""
    pieces: list[str] = []
    for sign in text:
        if pieces and _sticks(pieces[-1], sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _sticks(before: str, sign: str) -> bool:
    last = before[-1]
    if sign in CLOSING or sign == " ":
        return True
    if last == " ":
        return before.strip() != "" and before.strip() in OPENING
    if last in OPENING or (last.isdigit() and width(sign) == 2):  # a number stays with its unit: 7个工作日
        return True
    return width(last) < 2 and width(sign) < 2


def _filled(pieces: Iterable[str], columns: int) -> list[str]:
    lines, line = [], ""
    for piece in pieces:
        for part in _cut(piece, columns):
            if line and width(line) + width(part.rstrip()) > columns:
                lines.append(line.rstrip())
                line = ""
            line += part
    return [*lines, line.rstrip()]


def _cut(piece: str, columns: int) -> list[str]:
    """Cut a piece that is wider than a line; others come back as they are."""
    if width(piece.rstrip()) <= columns:
        return [piece]
    parts = [""]
    for sign in piece:
        if width(parts[-1]) + width(sign) > columns:
            parts.append("")
        parts[-1] += sign
    return parts


@frozen
class Column:
    """A column of a table: its heading, whether figures stand to the right, and its least width."""

    heading: str
    right: bool = False
    least: int = 4


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int, *, margin: str = "  ") -> list[str]:
    """
    Return a table as lines no wider than ``total``: headings, a rule, the rows; cells that do not fit are wrapped.

    The widest columns of text give way first; figures are never wrapped unless nothing else is left to shrink.
    """
    widths = _widths(columns, rows, total - width(margin) - 2 * (len(columns) - 1))
    lines = _cells(columns, [column.heading for column in columns], widths, margin)
    lines.append(margin + "  ".join("-" * w for w in widths))
    for row in rows:
        lines += _cells(columns, row, widths, margin)
    return lines


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    widths = [
        max([column.least, width(column.heading), *(width(part) for row in rows for part in row[i].split("\n"))])
        for i, column in enumerate(columns)
    ]
    words = [max((_longest(row[i]) for row in rows), default=0) for i in range(len(columns))]
    floors = [
        w if w <= NARROW else max(column.least, width(column.heading), min(word, WORD))
        for column, w, word in zip(columns, widths, words, strict=True)
    ]
    while sum(widths) > room:
        free = [i for i, column in enumerate(columns) if not column.right and widths[i] > floors[i]]
        free = free or [i for i in range(len(columns)) if widths[i] > columns[i].least]
        if not free:
            break
        widest = max(free, key=lambda i: (widths[i], -i))
        widths[widest] -= 1
    return widths


def _longest(text: str) -> int:
    """Return the width of the longest piece of a text that should not be broken."""
    return max((width(piece.rstrip()) for piece in _pieces(text)), default=0)


def _cells(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], margin: str) -> list[str]:
    parts = [wrapped(cell, w) for cell, w in zip(row, widths, strict=True)]
    lines = []
    for i in range(max(len(part) for part in parts)):
        cells = [
            padded(part[i] if i < len(part) else "", w, right=column.right)
            for column, part, w in zip(columns, parts, widths, strict=True)
        ]
        lines.append((margin + "  ".join(cells)).rstrip())
    return lines
