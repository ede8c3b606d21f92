"""
Workbooks written part by part, so that each may be what no program would write: for the tests of Excel logs.

A cell is text, an integer or number as its digits (``N``), a truth value, a date (``T``: serial and format), a formula
(``F``: formula and kept value, None for none), an error (``E``), or None. Rows begin at 1; ``rows`` may be a mapping
from row numbers.
"""

import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from luyue.engine.readers.sheet import letters_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DAY, DAY_CLOCK, CLOCK, LENGTH, CHINESE = 1, 2, 3, 4, 5  # numbers of styles
FORMATS = (
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm"/></numFmts>',
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}">{FORMATS[0]}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 20, 46, 170))
    + "</cellXfs></styleSheet>"
)


class N(NamedTuple):
    """A number by its digits."""

    digits: str


class T(NamedTuple):
    """A number shown as a date or time."""

    serial: str
    style: int = DAY_CLOCK


class F(NamedTuple):
    """A formula with the value it left."""

    formula: str
    value: str | None
    kind: str = "n"


class E(NamedTuple):
    """An error."""

    word: str


Rows = Sequence[Any] | Mapping[int, Any]


def sheet_xml(rows: Rows, *, before: str = "", after: str = "", hidden: Iterable[int] = ()) -> str:
    """Return the part of a sheet; ``before`` and ``after`` stand around its cells."""
    numbered = rows.items() if isinstance(rows, Mapping) else enumerate(rows, 1)
    hidden = set(hidden)
    body = "".join(
        f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in hidden else ""}>'
        + "".join(_cell(cell, f"{letters_of(at)}{number}") for at, cell in enumerate(cells, 1) if cell is not None)
        + "</row>"
        for number, cells in numbered
    )
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'


def _cell(cell: object, at: str) -> str:
    match cell:
        case bool():
            return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
        case int():
            return f'<c r="{at}"><v>{cell}</v></c>'
        case N(digits):
            return f'<c r="{at}"><v>{digits}</v></c>'
        case T(serial, style):
            return f'<c r="{at}" s="{style}"><v>{serial}</v></c>'
        case F(formula, value, kind):
            kept = "" if value is None else f"<v>{escape(value)}</v>"
            return f'<c r="{at}" t="{kind}"><f>{escape(formula)}</f>{kept}</c>'
        case E(word):
            return f'<c r="{at}" t="e"><v>{word}</v></c>'
        case _:
            return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'


def parts_of(
    sheets: Mapping[str, str], *, from_1904: bool = False, states: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the parts of a workbook by name; ``sheets`` is name to part."""
    states = states or {}
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}" state="{states.get(name, "visible")}"/>'
        for at, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    package = f"{PACKAGE}/relationships"
    styles = f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{SHEET_KIND}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(from_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{related}{styles}</Relationships>',
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{at}.xml": xml for at, xml in enumerate(sheets.values(), 1)},
    }


def zipped(parts: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return an archive of parts; a name may come twice."""
    found = BytesIO()
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    with warnings.catch_warnings(), zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name that comes twice is meant
        for name, data in pairs:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return found.getvalue()


def workbook(rows: Rows, *, name: str = "事件", **shape: object) -> bytes:
    """Return a workbook of one sheet."""
    return zipped(parts_of({name: sheet_xml(rows, **shape)}))  # type: ignore[arg-type]
