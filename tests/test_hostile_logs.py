"""
Every hostile log of the list of bad inputs, by its number there: the exit code, the code of the refusal, its place.

A row is what a stranger sends and what the command says, through the command itself, in English. What a format alone
can hold stands with its format (Excel, Parquet); rows about a live monitor wait for it. For all of them: no output,
no traceback, nothing left behind.
"""

import io
import json
import tracemalloc
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
import small_contract
from workbooks import DAY, E, F, N, T, parts_of, sheet_xml, workbook, zipped

from luyue.app.cli import main
from luyue.dsl.load import load_text
from luyue.engine.readers import EventError, read_streams

CLAUSES = small_contract.CLAUSES.replace(
    "事件 闲谈 = small_talk\n",
    "事件 闲谈 = small_talk\n"
    "事件 记录 = noted（量 = figure 数值 可缺，比例 = share 比率 可缺，"
    "调整 = delta 金额 可为负 可缺，对方 = party 主体 可缺，说明 = words 文本 可缺，工单号 = ticket 编号 可缺）\n",
)
HEAD = "编号,时间,事件,金额\n"
GOOD = "e1,2024-06-07 16:00,审核无误,\n"
PAID = "e2,2024-06-20 00:00,付款到账,10000.00\n"
LINE = '{"id": "e1", "time": "2024-06-07 16:00", "type": "small_talk"}\n'


class Case(NamedTuple):
    """A row of the list: its number, the log, what the command ends with and says."""

    row: str
    log: str | bytes
    ends: int
    says: str = ""  # a part of what is said
    name: str = "log.csv"
    options: tuple[str, ...] = ()


def amount(text: str) -> str:
    """Return a log with one payment of an amount."""
    return HEAD + GOOD + f'e2,2024-06-20 00:00,付款到账,"{text}"\n'


def at(text: str) -> str:
    """Return a log with one event at a time."""
    return HEAD + f"e1,{text},闲谈,\n"


def noted(field: str, text: str) -> str:
    """Return a log with one field of one event."""
    return f'编号,时间,事件,{field}\ne1,2024-06-07 16:00,记录,"{text}"\n'


def jsonl(*members: str) -> str:
    """Return a log of one JSON line with further members, after a sound one."""
    return LINE + '{"id": "e2", "time": "2024-06-07 16:00", "type": "noted", ' + ", ".join(members) + "}\n"


def sheet(*rows: list[object], head: tuple[str, ...] = ("编号", "时间", "事件", "金额"), **shape: str) -> bytes:
    """Return a workbook."""
    return workbook([list(head), *rows], **shape)


PARTS = parts_of({"a": sheet_xml([["编号", "时间", "事件"]])})
SHEET_PART = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

CASES = (
    # ---------------------------------------------------------------- the header and the shape of rows
    Case(
        "B-053 missing",
        "编号,时间,金额\n" + GOOD,
        4,
        "log.csv:1: error[missing-column]: the header has no column 「type」",
    ),
    Case("B-053 renamed", "编号,时间,事儿\n" + "e1,2024-06-07 16:00,闲谈\n", 4, "only: 编号, 时间, 事儿"),
    Case("B-053 duplicate", "编号,时间,事件,时间\n", 4, "log.csv:1: error[duplicate-column]: columns 2 and 4"),
    Case("B-053 extra", HEAD.replace("\n", ",备注\n") + GOOD.replace("\n", ",x\n"), 0),
    Case("B-053 mark", "\ufeff" + HEAD + GOOD, 0),
    Case("B-053 near", HEAD.replace("金额", "金 额（元）") + GOOD + PAID, 4, "help: write 「金额」"),
    Case(
        "B-054 short", HEAD + "e1,2024-06-07 16:00\n" + GOOD, 4, "log.csv:2: error[field-count]: cells in this row: 2"
    ),
    Case(
        "B-054 long", HEAD + GOOD.replace("\n", ",x\n") + PAID, 4, "log.csv:2: error[field-count]: cells in this row: 5"
    ),
    Case("B-055", HEAD + GOOD + 'e2,2024-06-07 16:00,"闲谈,\n' + GOOD * 3, 4, "log.csv:3: error[open-quote]"),
    Case("B-056", HEAD + 'e1,"a"b,闲谈,\n', 4, "log.csv:2: error[stray-quote]"),
    *(
        Case(f"B-057 {sign!r}", HEAD.replace(",", sign), 4, "log.csv:1: error[wrong-delimiter]")
        for sign in (";", "\t", "，", "|")
    ),
    Case("B-058 NUL", HEAD + "e\x001,2024-06-07 16:00,闲谈,\n", 4, "log.csv:2: error[control-character]"),
    Case("B-058 field", HEAD + f"e1,2024-06-07 16:00,闲谈,{'x' * (2 << 20)}\n", 5, "log.csv:2: error[line-too-long]"),
    Case("B-059", (HEAD + GOOD).encode() + "e9,2024-06-07 16:00,闲谈,\n".encode("gb18030"), 4, "--encoding gb18030"),
    Case("B-060 empty", "", 0),
    Case("B-060 header", HEAD, 0),
    Case("B-060 asked", HEAD, 4, "error[no-events]", options=("--require-events",)),
    Case("B-061 csv", HEAD + GOOD + "e2,2024-06", 4, "log.csv:3: error[cut-off]"),
    Case("B-061 jsonl", LINE + LINE[:20], 4, "log.jsonl:2: error[cut-off]", "log.jsonl"),
    Case("B-062", "# 导出\n\n" + HEAD + "\n# 二月\n" + GOOD, 0),
    Case("B-063 csv", HEAD + GOOD + "合计,,,10000\n", 4, "log.csv:3: error[total-row]"),
    Case("B-063 xlsx", sheet(["小计", None, None, 5]), 4, "error[total-row]", "log.xlsx"),
    # ---------------------------------------------------------------- amounts
    *(Case(f"B-064 {text}", amount(text), 0) for text in ("1,234.50", "￥1234.5", "1234.5元", "１２３４．５")),
    *(
        Case(f"B-065 {text}", amount(text), 4, "log.csv:3: error[")
        for text in (
            *("(123.45)", "123.45-", "1.23E+05", "NaN", "inf", "-0", "1_000", "", "-", "N/A", "#REF!"),
            *("１23", "١٢٣", "1.234,56", "1,00,000", "1e2000000", "9" * 5000, "0x10", "+-1", "..", "½"),
        )
    ),
    Case("B-066 text", amount("1.005"), 4, "log.csv:3: error[too-many-decimals]"),
    Case(
        "B-066 xlsx",
        sheet(["e1", "2024-06-20 00:00", "付款到账", N("0.30000000000000004")]),
        4,
        "!D2: error[digits-lost]",
        "log.xlsx",
    ),
    Case("B-067", amount("99999999999999999999.00"), 4, "log.csv:3: error[too-many-digits]"),
    Case("B-067 fen", amount("92233720368547758.08"), 4, "log.csv:3: error[too-many-digits]"),
    Case("B-068", amount("-1.00"), 4, "log.csv:3: error[negative-amount]"),
    Case("B-068 signed", noted("调整", "-1.00"), 0),
    Case("B-069 unknown", HEAD.replace("\n", ",币种\n") + PAID.replace("\n", ",XXX\n"), 4, "error[unknown-currency]"),
    Case("B-069 small", HEAD.replace("\n", ",币种\n") + PAID.replace("\n", ",cny\n"), 4, "did you mean 「CNY」?"),
    Case("B-069 other", HEAD.replace("\n", ",币种\n") + PAID.replace("\n", ",USD\n"), 0),
    # ---------------------------------------------------------------- times
    Case("B-070", at("2024-06-07 16:00"), 0),
    Case("B-071 24:00", at("2024-06-07 24:00"), 0),
    Case("B-071 leap", at("2024-06-07 23:59:60"), 4, "log.csv:2: error[leap-second]"),
    Case("B-071 seven", at("2024-06-07 23:59:59.1234567"), 4, "log.csv:2: error[too-fine]"),
    Case("B-071 slash", at("2024/1/5 09:00"), 4, "log.csv:2: error[slashed-date]"),
    Case("B-071 words", at("2024年1月5日下午3点"), 4, "log.csv:2: error[bad-time]"),
    Case("B-071 hours", at("2024年1月5日 15时"), 0),
    Case("B-071 serial", at("45292.375"), 4, "log.csv:2: error[bad-time]"),
    Case("B-071 week", at("2024-W01-1 09:00"), 4, "log.csv:2: error[bad-time]"),
    Case("B-071 25:00", at("2024-06-07 25:00"), 4, "log.csv:2: error[impossible-time]"),
    Case("B-071 day", at("2023-02-29 09:00"), 4, "log.csv:2: error[impossible-date]"),
    Case("B-072 gap", at("1986-05-04 02:30"), 4, "log.csv:2: error[skipped-local-time]"),
    Case("B-072 overlap", at("1986-09-14 01:30"), 4, "log.csv:2: error[doubled-local-time]"),
    Case("B-072 offset", at("1986-09-14T01:30:00+09:00"), 0),
    Case("B-073 1900", at("1900-01-01 09:00"), 4, "log.csv:2: error[year-out-of-range]"),
    Case("B-073 9999", at("9999-01-01 09:00"), 4, "log.csv:2: error[year-out-of-range]"),
    Case("B-073 future", at("2030-01-01 09:00"), 0, options=("--as-of", "2024-07-01")),
    Case("B-073 before", at("2024-01-01 09:00"), 0),
    Case(
        "B-073 apart",
        HEAD + "e1,1990-01-01 09:00,闲谈,\ne2,2040-01-01 09:00,闲谈,\n",
        0,
        options=("--as-of", "2024-07-01"),
    ),
    Case("B-074", "编号,时间,事件,记录时间\ne1,2024-06-07 16:00,闲谈,2024-06-06 16:00\n", 0),
    Case("B-075", HEAD + PAID + GOOD, 0),
    # ---------------------------------------------------------------- ids
    Case("B-076", "时间,事件\n2024-06-07 16:00,闲谈\n2024-06-07 16:00,闲谈\n", 4, "log.csv:3: error[identical-rows]"),
    Case("B-076 lenient", "时间,事件\n2024-06-07 16:00,闲谈\n2024-06-07 16:00,闲谈\n", 0, options=("--lenient",)),
    Case("B-077", HEAD + PAID + PAID.replace("10000", "9000"), 4, "with other content: amount"),
    Case("B-078", "时间,事件\n2024-06-07 16:00,闲谈\n", 0),
    Case("B-079 type", HEAD + GOOD.replace("审核无误", "审核无吴"), 4, "did you mean 「审核无误」?"),
    Case("B-079 party", noted("对方", "丙方"), 4, "log.csv:2: error[unknown-party]"),
    Case("B-079 lenient", HEAD + GOOD.replace("审核无误", "别的"), 0, options=("--lenient",)),
    *(
        Case(f"B-080 {name}", "编号,时间,事件,更正\n" + rows, 4, f"error[{code}]")
        for name, rows, code in (
            ("unknown", "e1,2024-06-07 16:00,闲谈,e0\n", "unknown-target"),
            ("itself", "e1,2024-06-07 16:00,闲谈,e1\n", "self-target"),
            (
                "two",
                "".join(f"e{n},2024-06-07 16:0{n},闲谈,{to}\n" for n, to in ((0, ""), (1, "e0"), (2, "e0"))),
                "second-correction",
            ),
            ("circle", "e1,2024-06-07 16:00,闲谈,e2\ne2,2024-06-07 16:00,闲谈,e1\n", "target-circle"),
        )
    ),
    # ---------------------------------------------------------------- JSON
    *(
        Case(f"B-082 {name}", text, 4, f"log.jsonl:{row}: error[{code}]", "log.jsonl")
        for name, text, row, code in (
            ("key", jsonl('"figure": 1, "figure": 2'), 2, "duplicate-key"),
            ("NaN", jsonl('"figure": NaN'), 2, "json-word"),
            ("1e400", jsonl('"figure": 1e400'), 2, "exponent"),
            ("surrogate", jsonl('"words": "\\ud800"'), 2, "lone-surrogate"),
            ("list", "[" + LINE + "]", 1, "json-list"),
            ("comma", jsonl('"figure": 1,'), 2, "trailing-comma"),
        )
    ),
    Case("B-082 nesting", jsonl('"words": ' + "[" * 100_000), 5, "log.jsonl:2: error[too-deep]", "log.jsonl"),
    Case("B-083", jsonl('"delta": 0.10'), 0, name="log.jsonl"),
    Case("B-084", jsonl('"words": "a\u2028b"'), 0, name="log.jsonl"),
    # ---------------------------------------------------------------- workbooks
    Case("B-086 csv", HEAD + GOOD, 4, "log.xlsx: error[not-as-named]", "log.xlsx"),
    Case("B-086 xls", OLE, 4, "save it as .xlsx in Excel", "log.xls"),
    Case("B-086 locked", OLE + "EncryptedPackage".encode("utf-16-le"), 4, "without the password", "log.xlsx"),
    Case("B-086 xlsm", zipped({**PARTS, "xl/vbaProject.bin": "x"}), 4, "log.xlsm: error[macros]", "log.xlsm"),
    Case("B-087 ratio", zipped({**PARTS, SHEET_PART: " " * (4 << 20)}), 5, "error[workbook-too-large]", "log.xlsx"),
    Case(
        "B-087 parts",
        zipped({**PARTS, **{f"{n}": "" for n in range(1001)}}),
        5,
        "error[workbook-too-large]",
        "log.xlsx",
    ),
    Case(
        "B-087 corner",
        workbook({1: ["编号", "时间", "事件"], 1_048_576: [*[None] * 16_383, 1]}),
        4,
        "事件!XFD1048576: error[unnamed-column]",
        "log.xlsx",
    ),
    Case(
        "B-088 doctype",
        zipped({**PARTS, SHEET_PART: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        4,
        "declares a document type",
        "log.xlsx",
    ),
    Case("B-088 twice", zipped([*PARTS.items(), (SHEET_PART, "")]), 4, "error[unsafe-workbook]", "log.xlsx"),
    Case("B-088 outside", zipped({**PARTS, "../x": ""}), 4, "error[unsafe-workbook]", "log.xlsx"),
    Case(
        "B-089 value",
        sheet(["e1", "2024-06-20 00:00", "付款到账", F("A1", None)]),
        4,
        "log.xlsx:事件!D2: error[formula-without-value]",
        "log.xlsx",
    ),
    Case(
        "B-089 error",
        sheet(["e1", "2024-06-20 00:00", "付款到账", E("#REF!")]),
        4,
        "事件!D2: error[error-cell]",
        "log.xlsx",
    ),
    Case(
        "B-089 amount",
        sheet(["e1", "2024-06-20 00:00", "付款到账", F("5+5", "10")]),
        4,
        "事件!D2: error[computed-amount]",
        "log.xlsx",
    ),
    Case(
        "B-090 merged",
        sheet(["e1", "2024-06-07 16:00", "闲谈"], after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'),
        4,
        "error[merged-cells]: the cells A1:A2",
        "log.xlsx",
    ),
    Case(
        "B-090 hidden",
        workbook([["编号", "时间", "事件"], ["e1", "2024-06-07 16:00", "闲谈"]], hidden=[2]),
        0,
        name="log.xlsx",
    ),
    Case(
        "B-091",
        sheet([N("123456789012345678"), "2024-06-07 16:00", "闲谈"]),
        4,
        "事件!A2: error[digits-lost]",
        "log.xlsx",
    ),
    Case("B-092 60", sheet(["e1", T("60"), "闲谈"]), 4, "事件!B2: error[bad-serial]", "log.xlsx"),
    Case("B-092 midnight", sheet(["e1", T("45292.999999999"), "闲谈"]), 4, "事件!B2: error[bad-serial]", "log.xlsx"),
    Case("B-092 day", sheet(["e1", T("45292", DAY), "闲谈"]), 4, "事件!B2: error[date-without-time]", "log.xlsx"),
    # ---------------------------------------------------------------- mapping files
    Case("B-095", HEAD + GOOD, 4, "m.toml:2: error[map-syntax]", options=("--map", "m.toml")),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a contract and a mapping file that is none."""
    (tmp_path / "small.clause").write_text(CLAUSES, encoding="utf-8")
    (tmp_path / "m.toml").write_text("[columns]\nno: 12:30\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.row[:40])
def test_a_hostile_log_is_told_in_its_place(case: Case, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the exit code that was agreed, and the older report left alone."""
    (place / case.name).write_bytes(case.log if isinstance(case.log, bytes) else case.log.encode())
    (place / "report.txt").write_text("old", encoding="utf-8")
    before = sorted(path.name for path in place.iterdir())

    ends = main(["replay", "small.clause", case.name, "-o", "report.txt", *case.options])
    told = capsys.readouterr()

    assert (case.ends, "") == (ends, told.out), told.err
    assert case.says in told.err
    assert ("old" == (place / "report.txt").read_text(encoding="utf-8")) == (ends != 0)
    assert before == sorted(path.name for path in place.iterdir())
    if ends:
        assert "  = help: " in told.err or ends == 5 or case.says


def test_every_row_about_logs_is_here_or_with_its_format() -> None:
    """B-081 and B-085 are tests of their own; XES is not read, it is mapped."""
    own = {"B-081", "B-085", "B-093", "B-094"}

    assert {f"B-{number:03}" for number in range(53, 96)} == {case.row[:5] for case in CASES} | own


def test_an_endless_line_is_refused_in_little_memory() -> None:
    """B-081: what a pipe never ends is read a block at a time."""

    class Endless(io.RawIOBase):
        left = 200 << 20

        def read(self, size: int = -1) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return b"x" * size

    contract = load_text(CLAUSES, "small.clause")
    tracemalloc.start()
    with pytest.raises(EventError) as caught:
        read_streams([("log.csv", Endless())], contract)  # type: ignore[list-item]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert {"line-too-long"} <= {one.code for one in caught.value.refusals}
    assert peak < 30 << 20


def test_every_bit_of_a_parquet_file_may_flip(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B-085: read or refused, never anything else; the digest of the file is in the manifest."""
    path = place / "log.parquet"
    with duckdb.connect() as base:
        select = "SELECT 'e' || i AS id, TIMESTAMP '2024-06-07 16:00' AS time, 'small_talk' AS type FROM range(3) t(i)"
        base.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    data = path.read_bytes()
    ends = set()
    for at_byte in range(0, len(data), max(1, len(data) // 120)):
        broken = bytearray(data)
        broken[at_byte] ^= 1 << (at_byte % 8)
        path.write_bytes(broken)
        ends.add(main(["replay", "small.clause", "log.parquet", "--format", "json"]))
    capsys.readouterr()

    assert ends <= {0, 4, 5}
    assert 4 in ends


def test_the_first_of_several_sheets_is_read_and_named(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B-093: in the assumptions of the report."""
    head = ["编号", "时间", "事件"]
    sheets = {"一": sheet_xml([head, ["e1", "2024-06-07 16:00", "闲谈"]]), "二": sheet_xml([head])}
    (place / "log.xlsx").write_bytes(zipped(parts_of(sheets)))

    assert 0 == main(["replay", "small.clause", "log.xlsx", "--format", "json", "--lang", "zh"])
    assert "log.xlsx 有几张工作表，读的是第一张「一」，没有读：二" in json.loads(capsys.readouterr().out)["assumptions"]


def test_a_foreign_format_is_no_log(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B-094: XES itself is not read; its entities are never looked at."""
    (place / "log.xes").write_text('<!DOCTYPE log SYSTEM "http://example.org/x"><log/>', encoding="utf-8")

    assert 4 == main(["replay", "small.clause", "log.xes"])
    assert "log.xes: error[no-text]: this is not text but XML or a web page" in capsys.readouterr().err


def test_all_faults_of_a_file_are_told_up_to_a_hundred(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is counted."""
    rows = "".join(f"e{n},2024-13-01 09:00,闲谈,\n" for n in range(150))
    (place / "log.csv").write_text(HEAD + rows, encoding="utf-8")

    assert 4 == main(["replay", "small.clause", "log.csv"])
    assert "log.csv: 50 more errors are not listed" in capsys.readouterr().err
