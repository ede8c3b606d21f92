"""Excel logs: every cell by what the sheet says, nothing computed, nothing guessed, and no workbook opened too far."""

import random
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from log_contract import CONTRACT
from python_calamine import CalamineWorkbook
from workbooks import CHINESE, CLOCK, DAY, DAY_CLOCK, LENGTH, E, F, N, T, parts_of, sheet_xml, workbook, zipped

from luyue.app import log_words
from luyue.engine.event import Log
from luyue.engine.readers import EventError, archive, book, read_bytes
from luyue.engine.readers.book import book_of
from luyue.engine.readers.serial import exact
from luyue.engine.readers.sheet import SheetRows
from luyue.engine.readers.xlsx import value_of

HEADER = ["编号", "时间", "事件", "金额", "期次"]
SAMPLE = ["id", "time", "type"]


def log(data: bytes, **how: str) -> Log:
    """Read a workbook."""
    return read_bytes("log.xlsx", data, CONTRACT, **how)  # type: ignore[arg-type]


def refused(data: bytes, name: str = "log.xlsx", **how: str) -> EventError:
    """Read a workbook that is refused."""
    with pytest.raises(EventError) as caught:
        read_bytes(name, data, CONTRACT, **how)  # type: ignore[arg-type]
    return caught.value


def faults(data: bytes, name: str = "log.xlsx", **how: str) -> list[tuple[str, str]]:
    """Return place and code of everything that is refused."""
    return [(one.where, one.code) for one in refused(data, name, **how).refusals]


def field(name: str, cell: object) -> object:
    """Return what a cell gives for a field of the event that has a field of every type."""
    data = workbook([[*SAMPLE, name], ["e1", "2024-06-19 12:00", "sample", cell]])
    return log(data).events[0].fields[name]


def code(name: str, cell: object) -> str:
    """Return why a cell is refused for a field."""
    data = workbook([[*SAMPLE, name], ["e1", "2024-06-19 12:00", "sample", cell]])
    ((where, found),) = faults(data)
    assert "事件!D2" == where
    return found


# ---------------------------------------------------------------- rows and cells


def test_rows_keep_the_numbers_of_the_sheet() -> None:
    """Empty rows are passed over, before the header too."""
    rows = {3: HEADER, 4: ["e1", T("45450.375"), "款项到账", N("1234.5"), "1"], 9: ["e2", T("45450.5"), "滴答"]}

    assert [("e1", 4), ("e2", 9)] == [(event.id, event.place.row) for event in log(workbook(rows)).events]


def test_numbers_are_their_shortest_digits() -> None:
    """A workbook writes 17 digits of a binary fraction; what was typed had fewer."""
    assert Fraction(123456, 100) == exact("1234.5599999999999")
    assert Fraction(1, 10) == exact("0.10000000000000001") == exact("1E-1")
    assert Fraction(-7) == exact("-7")
    assert Fraction(3) == field("figure", 3) == field("figure", N("3.0"))
    assert "7" == log(workbook([SAMPLE, [7, T("45450.5"), "tick"]])).events[0].id


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 12))
@settings(max_examples=150)
def test_a_number_of_fifteen_digits_comes_back(digits: int, places: int) -> None:
    """Whatever 17 digits the workbook shows for the binary fraction."""
    typed = Fraction(digits, 10**places)

    assert typed == exact(f"{digits / 10**places:.17g}")


@pytest.mark.parametrize(
    "digits", ["0.30000000000000004", "123456789012345678", "1e15", "1234567890.1234567", "-9007199254740993"]
)
def test_numbers_beyond_fifteen_digits_are_refused(digits: str) -> None:
    """What was typed can no longer be told."""
    assert "digits-lost" == code("figure", N(digits))


@pytest.mark.parametrize("digits", ["1e99999", "0x10", "1,5", "١", "nan", "--1", "1" * 60])
def test_what_is_no_number_is_refused(digits: str) -> None:
    """Though the cell is marked as one."""
    assert "broken-number" == code("figure", N(digits))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (T("45292.375"), "2024-01-01T09:00:00"),
        (T("45292.3819444444"), "2024-01-01T09:10:00"),  # ten digits, as some programs write them
        (T("45292.38194444444"), "2024-01-01T09:10:00"),
        (T("45292.5", CHINESE), "2024-01-01T12:00:00"),
        (T("45292", DAY_CLOCK), "2024-01-01T00:00:00"),
        (T("45292.5", DAY), "2024-01-01T12:00:00"),
        (T("45292.000011574074"), "2024-01-01T00:00:01"),
    ],
)
def test_dates_and_times_are_read_by_their_count_of_days(cell: T, expected: str) -> None:
    """To the millisecond, though the fraction of a day is never exact."""
    event = log(workbook([SAMPLE, ["e1", cell, "tick"]])).events[0]
    utc = datetime(1970, 1, 1) + timedelta(microseconds=event.occurred_at)

    assert datetime.fromisoformat(expected) == utc + timedelta(hours=8)


def test_a_workbook_may_count_from_1904() -> None:
    """Its own flag says so."""
    rows = sheet_xml([SAMPLE, ["e1", T("43830.375"), "tick"]])
    plain = log(workbook([SAMPLE, ["e1", T("45292.375"), "tick"]]))

    assert plain.events[0].occurred_at == log(zipped(parts_of({"a": rows}, from_1904=True))).events[0].occurred_at


@pytest.mark.parametrize("serial", ["60", "59.5", "1", "45292.999999999", "-1", "2958466", "1e50"])
def test_counts_of_days_that_mislead_are_refused(serial: str) -> None:
    """The leap day that never was, and what would be shown on another day than it is counted to."""
    assert [("事件!B2", "bad-serial")] == faults(workbook([SAMPLE, ["e1", T(serial), "tick"]]))


def test_a_day_without_an_hour_is_no_time_but_a_date() -> None:
    """As in every other format."""
    assert [("事件!B2", "date-without-time")] == faults(workbook([SAMPLE, ["e1", T("45292", DAY), "tick"]]))
    assert date(2024, 1, 1).toordinal() == field("day", T("45292", DAY))[0]  # type: ignore[index]
    assert field("day", T("45292", DAY)) == field("day", T("45292", DAY_CLOCK))
    assert (2024, 1) == field("month", T("45292", DAY))
    assert "bad-month" == code("month", T("45293", DAY))
    assert "bad-date" == code("day", T("45292.5"))


def test_a_length_is_one_and_an_hour_of_the_day_is_no_time() -> None:
    """[h]:mm shows a length, h:mm what hour it was."""
    assert field("length", "36小时") == field("length", T("1.5", LENGTH))
    assert [("事件!B2", "bad-time")] == faults(workbook([SAMPLE, ["e1", T("0.375", CLOCK), "tick"]]))


def test_truth_text_and_escapes() -> None:
    """A cell of truth is yes or no; a line end in a text is a line end."""
    assert field("written", True) is True
    assert "007" == log(workbook([SAMPLE, ["007", T("45450.5"), "tick"]])).events[0].id
    assert "a\nb" == field("words", "a_x000A_b")


# ---------------------------------------------------------------- what is refused


def test_formulas_are_read_by_their_values_but_for_amounts() -> None:
    """Nobody sees whether a kept value is old; in money that is too much to believe."""
    rows = [[*HEADER, "figure"], [F("A9", "e1", "str"), T("45450.5"), "样例", None, None, F("1+1", "2")]]
    read = log(workbook(rows))

    assert ("e1", Fraction(2)) == (read.events[0].id, read.events[0].fields["figure"])
    assert ("formulas-read", "2") in [(code, facts.get("count")) for code, facts in read.assumptions]
    assert "computed-amount" == code("amount", F("SUM(A1:A2)", "5"))


def test_cells_without_a_value_are_refused_wherever_they_stand() -> None:
    """In a column of the log or in one that nothing reads, with the place as the program shows it."""
    rows = [[*HEADER, "备注"], ["e1", T("45450.5"), "滴答", None, None, F("A1", None)]]
    failed = [[*HEADER, "备注"], ["e1", T("45450.5"), "款项到账", E("#REF!"), 1, E("#N/A")]]

    assert [("事件!F2", "formula-without-value")] == faults(workbook(rows))
    assert [("事件!D2", "error-cell"), ("事件!F2", "error-cell")] == sorted(faults(workbook(failed)))
    assert [("事件!F1", "error-cell")] == faults(workbook([[*HEADER, E("#NAME?")]]))


def test_every_fault_of_a_row_is_told_at_its_cell() -> None:
    """Not only the first."""
    rows = [HEADER, ["e1", T("60"), "款项到账", N("1.234"), None]]

    assert [("事件!B2", "bad-serial"), ("事件!D2", "too-many-decimals"), ("事件!E2", "missing-field")] == sorted(
        faults(workbook(rows))
    )


def test_merged_cells_are_refused_and_named() -> None:
    """Of merged cells only one has a value."""
    after = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    error = refused(workbook([SAMPLE, ["e1", T("45450.5"), "tick"]], after=after))

    assert "log.xlsx:事件!2: 错误[merged-cells]：A2:A3 是合并单元格\n  = 帮助：取消合并，每格各写各的值\n" == (
        log_words.text(error, "zh")
    )


@pytest.mark.parametrize("word", ["合计", "Total"])
def test_a_row_of_totals_is_no_event(word: str) -> None:
    """Whatever it adds up."""
    assert [("事件!3", "total-row")] == faults(
        workbook([HEADER, ["e1", T("45450.5"), "滴答"], [word, None, None, F("SUM(D2:D2)", "0")]])
    )


def test_headers_are_held_to_the_rules_of_csv() -> None:
    """Twice the same name, none where values stand, no time."""
    assert ["duplicate-column"] == [found for _, found in faults(workbook([[*SAMPLE, "id"]]))]
    assert ["missing-column"] == [found for _, found in faults(workbook([["id", "type"]]))]
    assert [("事件!D2", "unnamed-column")] == faults(workbook([SAMPLE, ["e1", T("45450.5"), "tick", "x"]]))


# ---------------------------------------------------------------- sheets


def two(state: str = "visible") -> bytes:
    """Return a workbook of two sheets."""
    first = sheet_xml([SAMPLE, ["e1", T("45450.5"), "tick"]], hidden=[2])
    second = sheet_xml([SAMPLE, ["e2", T("45450.5"), "tick"]], before='<cols><col min="2" max="3" hidden="1"/></cols>')
    return zipped(parts_of({"一月": first, "二月": second}, states={"二月": state}))


def test_the_first_sheet_is_read_unless_another_is_named() -> None:
    """And the others are named."""
    first, second = log(two()), log(two(), sheet="二月")

    assert (["e1"], ["e2"]) == ([event.id for event in first.events], [event.id for event in second.events])
    said = [log_words.assumption_text(name, facts, "zh") for name, facts in first.assumptions]
    assert "log.xlsx 有几张工作表，读的是第一张「一月」，没有读：二月" in said
    assert "sheet-chosen" not in [name for name, _ in second.assumptions]


def test_what_is_hidden_is_read_and_said() -> None:
    """Rows, columns, a whole sheet."""
    rows = dict(log(two()).assumptions)["hidden-read"]
    columns = dict(log(two("hidden"), sheet="二月").assumptions)["hidden-read"]

    assert ("1", "0") == (rows["rows"], rows["columns"])
    assert ("0", "2") == (columns["rows"], columns["columns"])


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    """The nearest is suggested."""
    assert (
        "log.xlsx: error[unknown-sheet]: there is no sheet 「二 月」, only: 一月, 二月\n"
        "  = help: did you mean 「二月」?\n"
    ) == log_words.text(refused(two(), sheet="二 月"), "en")


def test_a_sheet_asked_of_no_workbook_is_said() -> None:
    """Otherwise it would seem to have been read."""
    read = read_bytes("log.csv", b"id,time,type\n", CONTRACT, sheet="x")

    assert ("sheet-unused", {"sheet": "x"}) in [(name, dict(facts)) for name, facts in read.assumptions]


# ---------------------------------------------------------------- hostile archives

PARTS = parts_of({"a": sheet_xml([SAMPLE, ["e1", T("45450.5"), "tick"]])})
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, data: str | bytes) -> bytes:
    """Return a workbook with one part more, or another one."""
    return zipped({**PARTS, name: data})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped([*PARTS.items(), (SHEET, PARTS[SHEET])]), "unsafe-workbook"),
        (with_part("../../evil.xml", "x"), "unsafe-workbook"),
        (with_part("/etc/passwd", "x"), "unsafe-workbook"),
        (with_part("xl\\a.xml", "x"), "unsafe-workbook"),
        (with_part(SHEET, '<!DOCTYPE a [<!ENTITY b "c">]>' + PARTS[SHEET]), "unsafe-workbook"),
        (with_part("xl/other.xml", '<!DOCTYPE a SYSTEM "http://example.org/x"><a/>'), "unsafe-workbook"),
        (with_part("xl/vbaProject.bin", b"x"), "macros"),
        (with_part("[Content_Types].xml", PARTS["[Content_Types].xml"].replace("main+xml", "x")), "not-as-named"),
        (zipped({"mimetype": "x", "content.xml": "<a/>"}), "not-as-named"),
        (zipped({"a.txt": "x"}), "not-as-named"),
        (with_part(SHEET, b"\0" * (2 << 20)), "workbook-too-large"),
        (zipped({**PARTS, **{f"xl/{at}.xml": "<a/>" for at in range(1001)}}), "workbook-too-large"),
        (with_part(SHEET, PARTS[SHEET][:-30]), "broken-workbook"),
        (with_part(SHEET, PARTS[SHEET].replace('r="2"', 'r="1"')), "broken-workbook"),
        (with_part(SHEET, PARTS[SHEET].replace('r="B2"', 'r="A2"')), "broken-workbook"),
        (with_part(SHEET, PARTS[SHEET].replace('r="2"', 'r="9999999"')), "broken-workbook"),
        (with_part(SHEET, PARTS[SHEET].replace('t="inlineStr"', 't="s"').replace("<is>", "").replace(
            "<t xml", "<v xml").replace("</t></is>", "</v>")), "broken-workbook"),
        (zipped(PARTS)[:-40], "broken-workbook"),
        (zipped(PARTS)[:200], "broken-workbook"),
        (b"PK\x03\x04" + b"\0" * 60, "broken-workbook"),
        (zipped({name: data for name, data in PARTS.items() if name != "xl/workbook.xml"}), "broken-workbook"),
        (zipped({name: data for name, data in PARTS.items() if name != SHEET}), "broken-workbook"),
        (b"id,time,type\n", "not-as-named"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "not-as-named"),
        (b"PAR1" + b"\0" * 600, "not-as-named"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_none_or_is_hostile_is_refused(data: bytes, code: str) -> None:
    """As one file, with what it is."""
    (refusal,) = refused(data).refusals

    assert code == refusal.code
    assert "?" not in log_words.text(refused(data), "en").replace("did you mean", "")


def test_an_encrypted_workbook_and_an_old_one_are_told_apart() -> None:
    """Both begin alike."""
    old = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    locked = old + "EncryptedPackage".encode("utf-16-le")

    assert "在 Excel 里另存为 .xlsx 再读" in log_words.text(refused(old), "zh")
    assert "去掉密码再存一次" in log_words.text(refused(locked), "zh")
    assert [("", "no-text")] == faults(old, "log.xls")


def test_a_part_under_a_password_is_told() -> None:
    """The flag stands in the directory of the archive."""
    data = bytearray(zipped(PARTS))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert [("", "locked")] == faults(bytes(data))


def test_limits_are_those_that_are_told() -> None:
    """Bytes, parts, ratio, cells, texts."""
    assert (64 << 20, 192 << 20, 100, 1000) == (
        *(archive.LARGEST, archive.MOST_UNPACKED, archive.MOST_RATIO, archive.MOST_PARTS),
    )
    assert (1_000_000, 1 << 20) == (book.MOST_TEXTS, book.LONGEST_TEXT)


def test_a_bomb_is_refused_quickly_and_in_little_memory() -> None:
    """From the directory of the archive, before anything is unpacked; and a wide sheet never becomes a table."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in PARTS.items():
            packed.writestr(name, part)
        with packed.open("xl/sharedStrings.xml", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(b" " * (1 << 20))
    corner = PARTS[SHEET].replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')

    assert [("", "workbook-too-large")] == faults(data.getvalue())
    assert [("a!XFD1048576", "unnamed-column")] == faults(with_part(SHEET, corner))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < (
        64 << 10 if sys.platform == "linux" else 1 << 30
    )


def test_a_text_or_a_tag_of_megabytes_is_refused() -> None:
    """One cell cannot fill the memory."""
    chance = random.Random(0)
    noise = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(3 << 20))
    long_cell = PARTS[SHEET].replace(">e1<", f">{noise}<")
    long_tag = PARTS[SHEET].replace('r="A2"', f'r="A2" x="{noise}"')

    for part in (long_cell, long_tag):
        (refusal,) = refused(with_part(SHEET, part)).refusals
        assert ("workbook-too-large", True) == (refusal.code, refusal.is_limit)


# ---------------------------------------------------------------- held against other programs

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, places=2, allow_nan=False).map(float),
    st.text(alphabet="abc甲乙 _x0<>&\"'é\n", min_size=1, max_size=6).filter(lambda text: text.strip() == text),
    st.datetimes(datetime(1950, 1, 1), datetime(2190, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    st.dates(date(1950, 1, 1), date(2190, 1, 1)),
)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_cells_are_what_another_reader_finds(rows: list[list[object]]) -> None:
    """A workbook of one library, read by another and by us."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        sheet = made.add_worksheet("a")
        day, clock = (made.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(at, column, cell, clock)
                elif isinstance(cell, date):
                    sheet.write_datetime(at, column, datetime.combine(cell, time()), day)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif cell is not None:
                    sheet.write(at, column, cell)
    theirs = CalamineWorkbook.from_filelike(BytesIO(data.getvalue())).get_sheet_by_index(0)
    expected = {
        (theirs.start[0] + at, theirs.start[1] + column): cell
        for at, row in enumerate(theirs.to_python())
        for column, cell in enumerate(row)
        if cell != ""
    } if theirs.start else {}  # fmt: skip

    assert {place: _plain(cell) for place, cell in expected.items()} == ours(data.getvalue())


def ours(data: bytes) -> dict[tuple[int, int], str]:
    """Return the cells of the first sheet by place from 0, as text; the other reader drops a midnight."""
    found = book_of(data)
    rows = SheetRows(found, found.sheet(None)).rows()
    return {
        (at - 1, cell.column - 1): str(value_of(found, cell)).removesuffix(" 00:00") for at, row in rows for cell in row
    }


def _plain(cell: object) -> str:
    match cell:
        case bool() | str():
            return str(cell)
        case datetime():
            return (f"{cell:%Y-%m-%d %H:%M}" + (f":{cell:%S}" if cell.second else "")).removesuffix(" 00:00")
        case date():
            return cell.isoformat()
        case float():
            return str(int(cell)) if cell.is_integer() else f"{cell:.2f}".rstrip("0")
        case _:
            return str(cell)
