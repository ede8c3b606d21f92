"""
A report as an Excel workbook: one sheet per table, headings frozen, amounts as numbers in yuan and fen.

An amount of more digits than Excel keeps (fifteen) is written as text, so that nothing is rounded on the way. No cell
is a formula. The workbook holds no clock time and no user: equal reports are equal bytes.
"""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from luyue.app.export.tables import Cell, Table
from luyue.app.numbers import money
from luyue.app.stop import wrong_usage
from luyue.dsl.diagnostic import width

MOST_DIGITS = 15
WIDEST = 60
MADE = datetime(1980, 1, 1)  # the first date that an archive can hold; a report knows no other
ROWS = 1_048_576  # of a sheet


def tables_xlsx(tables: tuple[Table, ...], title: str) -> bytes:
    """
    Return the workbook.

    :raises Stop: the library that writes workbooks is not installed; a table has more rows than a sheet
    """
    try:
        import xlsxwriter
    except ImportError as why:
        raise wrong_usage("needs-extra", extra="excel", form="xlsx") from why
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": MADE})
    head = book.add_format({"bold": True, "bottom": 1})
    yuan = book.add_format({"num_format": "#,##0.00"})
    for table in tables:
        if len(table.rows) >= ROWS:
            raise wrong_usage("too-many-rows", form="xlsx", rows=str(len(table.rows)), most=str(ROWS - 1))
        sheet = book.add_worksheet(table.title)
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, heading, head)
            sheet.set_column(column, column, _width(table, column))
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, yuan)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, yuan: Any) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, column, cell)
        case int():
            sheet.write_number(row, column, cell)
        case Fraction():
            text = money(cell)
            if len(text.lstrip("-").replace(".", "").lstrip("0")) > MOST_DIGITS:
                sheet.write_string(row, column, text)
            else:
                sheet.write_number(row, column, Decimal(text), yuan)


def _width(table: Table, column: int) -> int:
    """Return how wide a column is: its widest cell, within bounds."""
    cells = [table.headings[column], *(str(row[column] or "") for row in table.rows[:500])]
    return min(max(width(cell) for cell in cells) + 2, WIDEST)
