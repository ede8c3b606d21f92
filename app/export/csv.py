"""
A report as one CSV file: the rows of all tables under each other, the table's code in the first column.

A column that several tables share is one column, so a filter on clause or party goes through the whole report. UTF-8
with the mark by which Excel knows it, CRLF, cells quoted where they must be; a cell that a spreadsheet would take for
a formula has an apostrophe before it, and so has one that already looks like that: to take one apostrophe off such a
cell gives back what was said.
"""

import csv
from io import StringIO

from luyue.app.export.tables import Cell, Table
from luyue.app.numbers import money
from luyue.app.words import export as words
from luyue.app.words import say

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # also after blanks
LINES = ("\t", "\r", "\n", "\0")


def tables_csv(tables: tuple[Table, ...], lang: str) -> str:
    """Return the tables as CSV text."""
    columns = tuple(dict.fromkeys(column for table in tables for column in table.columns))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([say(words.COLUMN, "table", lang), *(say(words.COLUMN, column, lang) for column in columns)])
    for table in tables:
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            writer.writerow([table.code, *(cell_text(cells.get(column)) for column in columns)])
    return MARK + out.getvalue()


def cell_text(cell: Cell) -> str:
    """
    Return a cell as text that a spreadsheet leaves alone.

    >>> cell_text("=1+1"), cell_text("'=1+1"), cell_text(None)
    ("'=1+1", "''=1+1", '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        said = cell.lstrip("'")
        return f"'{cell}" if said.startswith(LINES) or said.lstrip().startswith(FORMULA) else cell
    return str(cell) if isinstance(cell, int) else money(cell)
