"""JSON Lines and CSV, strictly: nothing is lost, nothing is guessed, and both say the same."""

import csv as plain_csv
import io
import json
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from log_contract import CONTRACT

from luyue.engine.event import Event, Log
from luyue.engine.readers import EventError, read_bytes
from luyue.engine.readers.json_line import read_line
from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.refuse import Fault

HEADER = "id,time,type,ticket,severity\n"
TICK = '{"id": "e1", "time": "2024-06-19 12:00", "type": "tick"}'


def csv(text: str | bytes) -> Log:
    """Read a CSV file."""
    return read_bytes("log.csv", text.encode() if isinstance(text, str) else text, CONTRACT)


def jsonl(text: str | bytes) -> Log:
    """Read a JSON Lines file."""
    return read_bytes("log.jsonl", text.encode() if isinstance(text, str) else text, CONTRACT)


def faults(name: str, text: str | bytes) -> list[tuple[int, str]]:
    """Return row and code of everything that is refused."""
    with pytest.raises(EventError) as caught:
        read_bytes(name, text.encode() if isinstance(text, str) else text, CONTRACT)
    return [(refusal.place.row, refusal.code) for refusal in caught.value.refusals]


def fault(number: int, ticket: str = "T1") -> str:
    """Return a row of a fault."""
    return f"e{number},2024-06-19 12:00,故障发生,{ticket},重大\n"


def tickets(log: Log) -> list[object]:
    """Return the tickets of the events."""
    return [event.fields["ticket"] for event in log.events]


# ---------------------------------------------------------------- CSV


def test_quotes_may_hold_commas_quotes_and_line_ends() -> None:
    """And the row after them keeps its number."""
    text = 'id,time,type,words\ne1,2024-06-19 12:00,sample,"one, ""two""\nthree"\ne2,2024-06-19 12:00,tick,\n'
    log = csv(text)

    assert 'one, "two"\nthree' == log.events[0].fields["words"]
    assert [2, 4] == [event.place.row for event in log.events]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_byte_order_mark_and_last_line_end_do_not_matter(ending: str, mark: str, last: bool) -> None:
    """As editors and spreadsheets save them."""
    text = mark + HEADER + fault(1) + fault(2)
    text = text.replace("\n", ending) if last else text.replace("\n", ending).removesuffix(ending)

    assert ["e1", "e2"] == [event.id for event in csv(text).events]


def test_blank_lines_empty_rows_and_remarks_are_passed_over() -> None:
    """Rows keep the numbers of their lines, remarks are counted."""
    log = csv("\n# 由系统导出\n" + HEADER + "\n,,,,\n# 二月\n" + fault(1) + " \n")

    assert [7] == [event.place.row for event in log.events]
    assert [("zone-assumed", "1"), ("remarks-skipped", "1")] == [
        (code, facts["count"]) for code, facts in log.assumptions
    ]


def test_an_id_may_begin_with_a_number_sign() -> None:
    """A remark has a blank after it and no comma."""
    assert "#12" == csv(HEADER + "#12,2024-06-19 12:00,故障发生,T1,重大\n").events[0].id


def test_an_open_quote_is_refused_where_it_opens_and_swallows_nothing() -> None:
    """All other rows are still judged, so every fault is told at once."""
    rows = [fault(number) for number in range(1, 60)]
    rows[16] = 'e17,2024-06-19 12:00,故障发生,"T1,重大\n'
    rows[40] = 'e41,2024-13-19 12:00,故障发生,T1,"重大"\n'

    assert [(18, "open-quote"), (42, "impossible-date")] == faults("log.csv", HEADER + "".join(rows))


def test_a_quote_that_closes_rows_later_swallows_nothing_either() -> None:
    """The rows between would vanish without a trace, with the right number of cells."""
    text = HEADER + 'e1,2024-06-19 12:00,故障发生,T1,"重大\n' + fault(2) + 'e3,2024-06-19 12:00,故障发生,T1,重大"\n'

    assert (2, "open-quote") == faults("log.csv", text)[0]


def test_an_open_quote_does_not_swallow_a_whole_file() -> None:
    """Not even one of a single column's worth of commas."""
    text = 'time,type\n2024-06-19 12:00,"tick\n' + "2024-06-19 12:01 tick\n" * 2000

    assert (2, "open-quote") == faults("log.csv", text)[0]


@pytest.mark.parametrize("line", ['1,"a"b,2,3,4', 'a"b,1,2,3,4', '"a""b,1,2,3,4', '1,2,3,4,"'])
def test_stray_quotes_are_refused(line: str) -> None:
    """A quote opens a cell or closes it."""
    assert 2 == faults("log.csv", HEADER + line + "\n" + fault(2))[0][0]


@pytest.mark.parametrize("cells", [1, 4, 6, 9])
def test_short_and_long_rows_are_refused_not_padded(cells: int) -> None:
    """A row has as many cells as the header."""
    assert [(2, "field-count")] == faults("log.csv", HEADER + ",".join("x" * cells) + "\n" + fault(2))


@pytest.mark.parametrize("sign", [";", "；", "\t", "，", "|", "、"])
def test_another_delimiter_is_named(sign: str) -> None:
    """Told by the header, never guessed."""
    assert [(1, "wrong-delimiter")] == faults("log.csv", (HEADER + fault(1)).replace(",", sign))


@pytest.mark.parametrize("word", ["合计", "小计：", "Total", "本页合计"])
def test_a_row_of_totals_is_no_event(word: str) -> None:
    """Neither with empty cells nor with too few."""
    assert [(2, "total-row")] == faults("log.csv", HEADER + f"{word},,,,\n")
    assert [(2, "total-row")] == faults("log.csv", HEADER + f"{word},100\n")


def test_header_faults_stop_the_file() -> None:
    """Rows under an unknown header would be noise."""
    assert [(1, "duplicate-column"), (1, "missing-column"), (1, "unnamed-column")] == sorted(
        faults("log.csv", "id,id,time,\nx,y,z,\n")
    )
    assert [(1, "stray-quote")] == faults("log.csv", '"id"x,time,type\nx,y,z\n')


def test_a_wide_table_serves_many_types() -> None:
    """Empty cells of other types' columns say nothing; two columns of one meaning may share the work."""
    text = (
        "id,time,type,ticket,工单号,instalment,amount\n"
        "e1,2024-06-19 12:00,故障发生,T1,,,\n"
        "e2,2024-06-19 12:00,故障发生,,T2,,\n"
        "e3,2024-06-19 12:00,款项到账,,,1,5\n"
    )

    assert ["T1", "T2", None] == [event.fields.get("ticket") for event in csv(text).events]


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1f", "\x7f", "\x0b", "\x85", "\u200b", "\u202e", "\u2066", "\xad", "\ufeff"]
)
def test_signs_that_nobody_sees_are_refused_in_ids(sign: str) -> None:
    """T1 with a zero-width space in it would be another ticket."""
    ((row, code),) = faults("log.csv", HEADER + fault(1, f"T{sign}1"))

    assert 2 == row
    assert code in ("control-character", "unseen-character")


def test_files_of_another_kind_are_told_by_their_bytes() -> None:
    """Whatever they are called."""
    for sign in (b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"\x1f\x8b\x08"):
        assert [(0, "no-text")] == faults("log.csv", sign + b"\x00" * 64)


def test_wrong_bytes_are_refused_with_their_offset() -> None:
    """One row of GB18030 in a file of UTF-8."""
    data = (HEADER + fault(1)).encode()
    with pytest.raises(EventError) as caught:
        csv(data + fault(2, "工单").encode("gb18030") + fault(3).encode())
    (refusal,) = caught.value.refusals

    assert (3, "wrong-encoding", "gb18030") == (refusal.place.row, refusal.code, refusal.facts["guess"])
    assert str(len(data) + len("e2,2024-06-19 12:00,")) == refusal.facts["byte"]


def test_blocks_do_not_matter() -> None:
    """A file of several blocks reads like a small one, lines cut anywhere."""
    rows = [f"e{number},2024-06-19 12:00,故障发生,工单{number},重大\n" for number in range(60_000)]
    log = csv(HEADER + "".join(rows))

    assert [f"工单{number}" for number in range(60_000)] == tickets(log)
    assert list(range(2, 60_002)) == [event.place.row for event in log.events]


# ---------------------------------------------------------------- JSON Lines


def test_u2028_and_form_feeds_in_a_string_end_no_line() -> None:
    """Lines end at LF alone."""
    line = '{"id": "e1", "time": "2024-06-19 12:00", "type": "sample", "words": "a\u2028b\u0085c"}\n'
    row, code = faults("log.jsonl", line)[0]

    assert (1, "control-character") == (row, code)
    assert "a\u2028b" == jsonl(line.replace("\u0085c", "")).events[0].fields["words"]


def test_escapes_are_read() -> None:
    """Pairs of surrogates make one character."""
    line = r'{"id": "e1", "time": "2024-06-19 12:00", "type": "sample", "words": "\u6c49\ud83d\ude00\"\\\/\n"}'

    assert '汉😀"\\/' == jsonl(line).events[0].fields["words"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"a": 1, "a": 1}', "duplicate-key"),
        ('{"a": 1, "\\u0061": 1}', "duplicate-key"),
        ('{"a": {"b": 1, "b": 2}}', "duplicate-key"),
        ('{"a": NaN}', "json-word"),
        ('{"a": -Infinity}', "json-word"),
        ('{"a": "\\ud800"}', "lone-surrogate"),
        ('{"a": "\\udc00"}', "lone-surrogate"),
        ('{"a": "\\ud800\\u0041"}', "lone-surrogate"),
        ('{"a": 1,}', "trailing-comma"),
        ('{"a": [1,]}', "trailing-comma"),
        ("{,}", "json-syntax"),
        ("{'a': 1}", "json-syntax"),
        ('{"a": 01}', "json-syntax"),
        ('{"a": .5}', "json-syntax"),
        ('{"a": +5}', "json-syntax"),
        ('{"a": 5.}', "json-syntax"),
        ('{"a": True}', "json-syntax"),
        ('{"a": "\\x41"}', "json-syntax"),
        ('{"a": "\\u00g1"}', "json-syntax"),
        ('{"a" 1}', "json-syntax"),
        ('{"a": 1} {"b": 2}', "json-syntax"),
        ('{"a": 1}, ', "json-syntax"),
        ("// note", "json-syntax"),
        ('{"a": 1', "json-ends"),
        ('{"a": "x', "json-ends"),
        ('{"a', "json-ends"),
        ('{"a": tru', "json-syntax"),
        ("7", "not-an-object"),
        ("null", "not-an-object"),
        ('{"a": "tab\there"}', "control-character"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "too-deep"),
        ("[" * 100_000, "too-deep"),
    ],
)
def test_lines_that_are_no_object_are_refused(line: str, code: str) -> None:
    """Each for its own reason, the fast decoder and the strict reader of one mind; the next row is still read."""
    assert [(2, code)] == faults("log.jsonl", f"{TICK}\n{line}\n{TICK}\n")


def test_a_truncated_last_line_is_never_skipped() -> None:
    """Wherever it was cut."""
    for end in range(1, len(TICK)):
        assert [(2, "cut-off")] == faults("log.jsonl", f"{TICK}\n{TICK[:end]}")
    assert 1 == len(jsonl(f"{TICK}\n{TICK}").duplicates)


def test_numbers_keep_their_digits() -> None:
    """Through no binary fraction: 17 digits, zeros at the end, integers of any size for an id."""
    big = "9" * 60
    line = '"time": "2024-06-19 12:00", "type": "sample", "figure": 123456789012345.67, "amount": 0.10'
    (event,) = jsonl(f'{{"id": {big}, {line}}}').events

    assert big == event.id
    assert Fraction(12345678901234567, 100) == event.fields["figure"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1e400", "exponent"),
        ("1E2", "exponent"),
        ("-0", "bad-money"),
        (" -0", "bad-money"),
        ("-0.0", "bad-money"),
        ("-1", "negative-amount"),
        ("0.1000000000000000055", "too-many-decimals"),
        ("1234567890123456789", "too-many-digits"),
        ("9" * 400, "too-many-digits"),
        ("9" * 5000, "too-many-digits"),
        ("true", "wrong-kind"),
        ("[1]", "list-for-one"),
        ("{}", "nested-value"),
        ("null", "missing-field"),
        ('""', "missing-field"),
    ],
)
def test_json_numbers_that_are_no_amount_are_refused(number: str, code: str) -> None:
    """The same grammar as for text."""
    line = '{"id": "e1", "time": "2024-06-19 12:00", "type": "payment_received", "instalment": "1", "amount":'

    assert [(1, code)] == faults("log.jsonl", f"{line}{number}}}\n")


def test_a_list_or_spread_object_is_told_once() -> None:
    """Not line by line."""
    assert [(1, "json-list")] == faults("log.json", json.dumps([json.loads(TICK)] * 3, indent=1))
    assert [(1, "json-spread")] == faults("log.json", json.dumps(json.loads(TICK), indent=1) + "\n")


def test_nested_values_of_undeclared_fields_do_not_matter() -> None:
    """They are ignored and named like any other."""
    line = TICK.removesuffix("}") + ', "meta": {"host": ["a", {"b": null}]}}'

    assert ["e1"] == [event.id for event in jsonl(line).events]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=6), json_values, max_size=5), st.booleans(), st.sampled_from([None, 1]))
@settings(max_examples=150)
def test_strict_reader_reads_what_the_standard_writes(
    value: dict[str, object], ascii_only: bool, indent: int | None
) -> None:
    """Escaped or not, on one line or spread."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)

    assert value == read_line(text)


@given(st.text(alphabet='{}[]":,0123456789.eE+-truefalsn\\u d8 ', max_size=24))
@example('{"a":1.0}')
def test_strict_reader_takes_nothing_that_the_standard_refuses(text: str) -> None:
    """And reads numbers to the last digit."""
    try:
        found = read_line("{" + text + "}")
    except Fault:
        return
    expected = json.loads("{" + text + "}", parse_float=Decimal)
    assert expected == json.loads(json.dumps(found), parse_float=Decimal) or any(
        isinstance(value, Digits) for value in found.values()
    )


# ---------------------------------------------------------------- one content, many files

ROWS = (
    {"id": "e1", "time": "2024-06-19T12:00:00+08:00", "type": "fault_reported", "ticket": "T1", "severity": "major"},
    {"id": "e2", "time": "2024-06-19T13:00:00.5+08:00", "type": "款项到账", "instalment": "一期", "amount": "1,234.50"},
    {"id": "e3", "time": "2024-06-20T00:00:00+08:00", "type": "notice_arrived", "by": "甲方", "sent_at": "2024-06-19"},
    {"id": "e4", "time": "2024-06-21T00:00:00+08:00", "type": "sample", "docs": "发票、合同", "words": 'a, "b"\nc'},
    {"id": "e5", "time": "2024-06-21T00:00:00+08:00", "type": "sample", "written": "是", "share": "3%"},
    {"time": "2024-06-22T00:00:00+08:00", "type": "tick"},
    {"id": "c1", "time": "2024-06-23T00:00:00+08:00", "type": "tick", "corrects": "c0"},
    {"id": "c0", "time": "2024-06-22T09:00:00+08:00", "type": "tick"},
)
CHINESE = {
    "id": "编号",
    "time": "时间",
    "type": "事件",
    "corrects": "更正",
    "ticket": "工单号",
    "severity": "等级",
    "instalment": "期次",
    "amount": "金额",
    "by": "发出方",
    "sent_at": "发出时间",
    "docs": "材料",
    "words": "说明",
    "written": "书面",
    "share": "比例",
}


def as_csv(rows: list[dict[str, str]], headers: dict[str, str]) -> bytes:
    """Write rows as any spreadsheet would."""
    names = list(dict.fromkeys(name for row in rows for name in row)) or ["id", "time", "type"]
    out = io.StringIO()
    writer = plain_csv.writer(out, lineterminator="\r\n")
    writer.writerow([headers.get(name, name) for name in names])
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_jsonl(rows: list[dict[str, str]], headers: dict[str, str]) -> bytes:
    """Write rows as JSON Lines."""
    return "".join(
        json.dumps({headers.get(name, name): value for name, value in row.items()}) + "\n" for row in rows
    ).encode()


def content(log: Log) -> list[tuple[object, ...]]:
    """Return what the events say, by id, without their places."""
    return sorted(_said(event) for event in log.events)


def _said(event: Event) -> tuple[object, ...]:
    return (event.id, event.type, event.at, event.recorded_at, event.content, str(dict(event.fields)))


@given(st.randoms(use_true_random=False), st.booleans(), st.booleans())
@settings(max_examples=60)
def test_order_format_and_language_change_nothing(chance: random.Random, chinese: bool, commas: bool) -> None:
    """The same events from any permutation, as CSV or JSON Lines, under Chinese or English headers."""
    rows = [dict(row) for row in ROWS]
    expected = content(jsonl(as_jsonl(rows, {})))
    chance.shuffle(rows)
    for row in rows:
        items = list(row.items())
        chance.shuffle(items)
        row.clear()
        row.update(items)
    headers = CHINESE if chinese else {}
    found = csv(as_csv(rows, headers)) if commas else jsonl(as_jsonl(rows, headers))

    assert expected == content(found)


@given(st.lists(st.lists(st.text(alphabet='ab,"\n 工单é', max_size=5), min_size=3, max_size=3), max_size=6))
@settings(max_examples=150)
def test_cells_survive_any_writer_of_csv(cells: list[list[str]]) -> None:
    """Every cell that a writer quotes is read back, or the row refused; never another cell."""
    rows = [
        {"id": f"e{n}", "time": "2024-06-19T12:00Z", "type": "sample", "words": row[0], "x1": row[1], "x2": row[2]}
        for n, row in enumerate(cells)
    ]
    try:
        log = csv(as_csv(rows, {}))
    except EventError as refused:
        assert "open-quote" == refused.refusals[0].code
        return
    assert [row[0].strip() or None for row in cells] == [event.fields.get("words") for event in log.events]


@given(st.binary(max_size=200), st.sampled_from(["log.csv", "log.jsonl"]))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Never anything else than a log or a list of refusals with their rows."""
    for content_ in (data, HEADER.encode() + data, TICK.encode() + b"\n" + data):
        try:
            log = read_bytes(name, content_, CONTRACT)
        except EventError as refused:
            assert all(0 <= one.place.row <= content_.count(b"\n") + 1 for one in refused.refusals)
            assert sum(refused.counts.values()) >= len(refused.refusals) > 0
        else:
            assert log.read == sum(file.rows for file in log.files)
