"""A report as tables, a workbook, a page and a calendar: the same rows, nothing lost, nothing that a program obeys."""

import csv
import json
from fractions import Fraction
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import small_contract
from python_calamine import CalamineWorkbook
from sample_report import REPORT

from luyue.app.cli import main
from luyue.app.export.csv import tables_csv
from luyue.app.export.page import report_page
from luyue.app.export.tables import Table, tables
from luyue.app.export.xlsx import tables_xlsx
from luyue.app.manifest import Asked

ASKED = Asked()


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages be English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("code", "list_"),
    [
        ("duties", "duties"),
        ("breaches", "breaches"),
        ("liabilities", "heads"),
        ("powers", "powers"),
        ("payments", "payments"),
        ("metrics", "metrics"),
        ("suspensions", "suspensions"),
        ("accounts", "accounts"),
        ("checks", "checks"),
        ("totals", "totals"),
    ],
)
def test_every_row_of_a_report_is_a_row_of_a_table(code: str, list_: str) -> None:
    """In the order of the report."""
    found = next(table for table in tables(REPORT, "en", ASKED) if table.code == code)

    assert len(getattr(REPORT, list_)) == len(found.rows)
    if "id" in found.columns:
        assert [row.id for row in getattr(REPORT, list_)] == [row[0] for row in found.rows]


def test_rows_are_as_long_as_their_headings() -> None:
    """In both languages, with one heading per column."""
    for lang in ("zh", "en"):
        for table in tables(REPORT, lang, ASKED):
            assert {len(table.columns)} == {len(table.headings), *(len(row) for row in table.rows)}
            assert len(table.headings) == len(set(table.headings)), table.code


def test_the_manifest_is_a_table_so_that_a_sheet_can_be_traced() -> None:
    """The digest of the contract and of every file."""
    found = next(table for table in tables(REPORT, "en", ASKED) if table.code == "manifest")
    values = {str(row[0]): row[1] for row in found.rows}

    assert REPORT.contract.digest == values["contract_digest"]
    assert REPORT.files[0].sha256 == values[REPORT.files[0].name]


# ---------------------------------------------------------------- CSV


def test_csv_holds_every_table_under_one_header() -> None:
    """Read back by the standard library."""
    found = tables(REPORT, "en", ASKED)
    text = tables_csv(found, "en")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))

    assert sum(len(table.rows) for table in found) == len(rows)
    assert [table.code for table in found] == list(dict.fromkeys(row["table"] for row in rows))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_is_a_formula(sign: str) -> None:
    """A title from a stranger's log runs nothing."""
    table = Table("t", "t", ("id",), ("id",), ((f"{sign}cmd|' /C calc'!A0",),))

    [_, row] = list(csv.reader(StringIO(tables_csv((table,), "en").removeprefix("\ufeff"))))
    assert f"'{sign}cmd|' /C calc'!A0" == row[1]


# ---------------------------------------------------------------- Excel


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    """Return the cells of a workbook by sheet."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def test_a_workbook_has_a_sheet_per_table_and_gives_its_rows_back() -> None:
    """Amounts as numbers to the fen, text as text."""
    found = tables(REPORT, "en", ASKED)
    book = sheets(tables_xlsx(found, "t"))

    assert [table.title for table in found] == list(book)
    for table in found:
        rows = book[table.title]
        assert list(table.headings) == rows[0]
        assert len(table.rows) == len(rows) - 1
    heads = next(table for table in found if table.code == "liabilities")
    low = heads.columns.index("low")
    assert [float(row[low] or 0) for row in heads.rows if isinstance(row[low], Fraction)] == [
        row[low] for row in book[heads.title][1:]
    ]


def test_equal_reports_are_equal_workbooks() -> None:
    """No clock, no user."""
    found = tables(REPORT, "zh", ASKED)

    assert tables_xlsx(found, "t") == tables_xlsx(found, "t")
    with ZipFile(BytesIO(tables_xlsx(found, "t"))) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {one.date_time for one in archive.infolist()}


def test_an_amount_of_more_digits_than_excel_keeps_is_text() -> None:
    """Sixteen digits would be rounded."""
    table = Table("t", "t", ("a", "b"), ("a", "b"), ((Fraction("12345678901234.56"), Fraction("1234567890123.45")),))

    assert [["a", "b"], ["12345678901234.56", 1234567890123.45]] == sheets(tables_xlsx((table,), "t"))["t"]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    """Whatever a log says."""
    table = Table("t", "t", ("a",), ("a",), (("=1+1",), ("http://example.org",), ("12",)))

    data = tables_xlsx((table,), "t")
    assert [["a"], ["=1+1"], ["http://example.org"], ["12"]] == sheets(data)["t"]
    with ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"hyperlink" not in archive.read("xl/worksheets/sheet1.xml")


# ---------------------------------------------------------------- the page


class Checker(HTMLParser):
    """Holds a page to closed elements and to standing alone."""

    def __init__(self) -> None:
        """Begin before the first element."""
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and where it points."""
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br", "!doctype"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone_and_is_well_formed(lang: str) -> None:
    """No script, no link, no picture; every element closed; reasons folded."""
    checker = Checker()
    checker.feed(report_page(REPORT, lang, ASKED))

    assert [] == checker.open
    assert [] == checker.links
    assert set() == checker.seen & {"script", "img", "link", "iframe", "object"}
    assert "details" in checker.seen


def test_every_table_stands_on_the_page() -> None:
    """By its title."""
    page = report_page(REPORT, "en", ASKED)

    assert [] == [table.title for table in tables(REPORT, "en", ASKED) if f">{table.title}</h2>" not in page]


def test_what_a_log_says_is_escaped(tmp_path: Path) -> None:
    """An id that would be an element."""
    events = small_contract.EVENTS.replace('"e2"', '"<script>alert(1)</script>"')
    target = tmp_path / "out.html"

    assert 0 == main(["replay", *small_contract.write(tmp_path, events=events), "--format", "html", "-o", str(target)])
    page = target.read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# ---------------------------------------------------------------- on the command line


@pytest.mark.parametrize("form", ["html", "csv", "xlsx", "ics"])
def test_each_form_is_the_same_twice(form: str, tmp_path: Path) -> None:
    """Byte for byte."""
    files = small_contract.write(tmp_path)
    one, other = tmp_path / f"1.{form}", tmp_path / f"2.{form}"

    for target in (one, other):
        assert 0 == main(["replay", *files, "--format", form, "-o", str(target)])
    assert one.read_bytes() == other.read_bytes()


def test_a_workbook_goes_to_a_pipe_as_bytes(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Into another program."""
    assert 0 == main(["replay", *small_contract.write(tmp_path), "--format", "xlsx", "-o", "-"])
    assert capfdbinary.readouterr().out.startswith(b"PK")


def test_a_form_whose_library_is_missing_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half-written."""
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    target = tmp_path / "out.xlsx"

    assert 2 == main(["replay", *small_contract.write(tmp_path), "--format", "xlsx", "-o", str(target)])
    said = capsys.readouterr().err
    assert "xlsx needs the extra excel, which is not installed" in said
    assert "pip install 'luyue[excel]'" in said
    assert not target.exists()


def test_json_and_csv_agree(tmp_path: Path) -> None:
    """The same duties and the same amounts."""
    files = small_contract.write(tmp_path)
    for form in ("json", "csv"):
        assert 0 == main(["replay", *files, "--format", form, "-o", str(tmp_path / f"out.{form}")])

    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(text)) if row["表"] == "liabilities"]
    assert [(head["id"], head["low"]) for head in report["liabilities"]] == [(row["编号"], row["下端"]) for row in rows]
