"""Logs read by column: the same events, ids, duplicates, corrections, assumptions and refusals as row by row."""

import io
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from attrs import evolve

from luyue.app.print_json import report_object
from luyue.dsl.load import load, load_text
from luyue.dsl.model import Contract
from luyue.engine.event import Event, Log
from luyue.engine.readers import EventError, mapping, read, reading
from luyue.engine.readers.reading import Reading
from luyue.engine.replay import replay
from luyue.engine.strand import Columns

ROOT = Path(__file__).parents[1]
CONTRACTS = ("haining", "luoyang", "shangluo", "zhengzhou")
SMALL = """合同 小 = small
  合同总价 1000元
  生效 2024-01-01
  当事人 甲方 “采购人”，乙方 “供应商”

事件 故障报告 = fault_reported（单 = ticket 编号，等级 = level 普通 = low/重大 = major 可缺，台 = machines 计数 可缺）
事件 响应 = responded（单 = ticket 编号，到达时 = arrived_at 时刻 可缺，主体方 = by 主体 可缺 为 乙方）
事件 付款到账 = payment_made（金额 = amount 金额，入账 = credited_at 时刻 可缺），生效于 入账
事件 点名 = roll_call（日子 = date 日期，条款名 = clauses 多选 条款 可缺，按时 = on_time 是否 可缺）

条款 快响应 = answer 〔一〕
  当   故障报告（等级 = 重大）称 报告
  义务 乙方：响应，同一单
  期限 4小时内
"""
BASE: Sequence[dict[str, str]] = (
    {"id": "a1", "time": "2024-03-01T09:00:00+08:00", "type": "fault_reported", "ticket": "T1", "level": "major"},
    {"id": "a2", "time": "2024-03-01 10:00", "type": "响应", "ticket": "T1", "arrived_at": "2024-03-01 10:30"},
    {"id": "a3", "time": "2024-03-01T10:00:00Z", "type": "responded", "ticket": "T1", "by": "乙方"},
    {"id": "a4", "time": "2024-03-02 08:00", "type": "故障报告", "ticket": "T2", "level": "重大", "machines": "3"},
    {"id": "a5", "time": "2024-03-02 08:00", "type": "fault_reported", "ticket": "T3"},
    {"id": "a6", "time": "2024-03-02 08:30", "type": "roll_call", "date": "2024-03-02", "clauses": "answer"},
    {
        "id": "a7",
        "time": "2024-03-03 08:30",
        "type": "payment_made",
        "amount": "10.00",
        "credited_at": "2024-03-04 00:00",
    },
    {"id": "a8", "time": "2024-03-01 07:00", "type": "payment_made", "amount": "12.5"},
)
COLUMNS = (
    *("id", "time", "type", "recorded_at", "corrects", "withdraws", "attested_by", "currency", "ticket", "level"),
    *("machines", "arrived_at", "by", "amount", "credited_at", "date", "clauses", "on_time", "district", "tickets"),
)
NASTY = {
    "id": ("", " ", "a1", "a2 ", "a9", "row-1234567890abcdef", "7", "a\u200b1", "合计"),
    "time": ("", "2024-03-01", "2024-13-01 08:00", "2024年3月1日 9时", "2024-03-01 24:00", "2024-02-30 08:00", "NaN"),
    "type": ("", "no_such", "fault_reportd", " responded ", "合计", "roll_call", "payment_made"),
    "recorded_at": ("2024-03-05 08:00", "2024-03-01T09:00:00+08:00", "2024-01-01 08:00", "x"),
    "corrects": ("a1", "a2", "a5", "nothing", "a8"),
    "withdraws": ("a1", "a4", "a6", "nothing"),
    "attested_by": ("甲方", "鉴定人"),
    "currency": ("CNY", "USD", "?"),
    "ticket": ("", "T1", " T9 ", "T\u200b9", "x" * 300),
    "level": ("minor", "Major", " 重大", ""),
    "machines": ("1.5", "-1", "1e3", "４", "3"),
    "arrived_at": ("2024-03-01", "2024-03-01 99:00", "2024-03-01T01:00:00Z"),
    "by": ("buyer", "供应商", "nobody"),
    "amount": ("12.345", "一百元", "", "NaN", "1,000.00"),
    "date": ("2024-03-02", "2024/03/02", ""),
    "clauses": ("answer、answer", "answer;", "unknown"),
    "on_time": ("是", "no", "maybe", "TRUE"),
    "district": ("east", " ", "west"),
    "tickets": ("T1", ""),
}
Row = dict[str, str]


def small() -> Contract:
    """Return a contract with fields of every usual kind."""
    return load_text(SMALL, "small.clause")


def bundled(name: str) -> Contract:
    """Return one of the four contracts."""
    return load(ROOT / "contracts" / name / f"{name}.clause")


def log_of(contract: Contract, files: Iterable[Path], *, by_column: bool, **asked: Any) -> Log:
    """Return a log read in one of the two ways, with no second try."""
    found = Reading(contract, by_column=by_column, columns=by_column, **asked)
    for path in files:
        with path.open("rb") as stream:
            found.file(path.name, stream)
    return found.log()


def outcome(contract: Contract, files: Iterable[Path], *, by_column: bool, **asked: Any) -> tuple[object, ...]:
    """Return all that a log says, its events by id; or that it is refused."""
    try:
        log = log_of(contract, files, by_column=by_column, **asked)
    except EventError:
        return ("refused",)
    events = sorted(log.events, key=lambda event: event.id)
    return (*events, sorted(map(str, log.duplicates)), sorted(map(str, log.undeclared)), log.assumptions, log.files)


def csv_file(path: Path, rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> Path:
    """Write rows as CSV."""
    lines = [",".join(columns)]
    lines += [
        ",".join(f'"{row[name]}"' if "," in row.get(name, "") else row.get(name, "") for name in columns)
        for row in rows
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def json_file(path: Path, rows: Iterable[Row]) -> Path:
    """Write rows as JSON Lines, some values as JSON keeps them."""
    with path.open("w", encoding="utf-8") as stream:
        for row in rows:
            said: dict[str, object] = dict(row.items())
            if said.get("machines") == "3":
                said["machines"] = 3
            if said.get("id") == "7":
                said["id"] = 7
            if said.get("on_time") == "no":
                said["on_time"] = False
            if said.get("clauses") == "answer":
                said["clauses"] = ["answer"]
            stream.write(json.dumps(said, ensure_ascii=False) + "\n")
    return path


def parquet_file(path: Path, table: Path) -> Path:
    """Write a table of CSV as Parquet, every column text."""
    with duckdb.connect() as base:
        base.execute(
            f"COPY (SELECT * FROM read_csv('{table}', header = true, all_varchar = true, nullstr = '', delim = ',', "
            f"quote = '\"')) TO '{path}' (FORMAT parquet)"
        )
    return path


def spoilt(draw: random.Random) -> list[Row]:
    """Return rows of which a few were changed, sent again, or put elsewhere."""
    rows = [dict(row) for row in BASE] + [
        {"id": f"b{n}", "time": f"2024-04-{n + 1:02} 08:00", "type": "fault_reported", "ticket": f"B{n}"}
        for n in range(9)
    ]
    for _ in range(draw.choice((0, 1, 1, 2, 3))):
        name = draw.choice(tuple(NASTY))
        draw.choice(rows)[name] = draw.choice(NASTY[name])
    for _ in range(draw.choice((0, 0, 1, 2))):
        rows.insert(draw.randrange(len(rows)), dict(draw.choice(rows)))
    if draw.random() < 0.3:
        draw.shuffle(rows)
    return rows


@pytest.fixture(autouse=True)
def by_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep even short logs by column, and look at few rows together."""
    monkeypatch.setattr(reading, "LONG", 0)
    monkeypatch.setattr(reading, "BATCH", 5)


# ---------------------------------------------------------------- readers


@pytest.mark.parametrize("seed", range(16))
def test_strange_logs_say_the_same_either_way(tmp_path: Path, seed: int) -> None:
    """Spoilt rows in every format: one outcome, whether rows are read one by one or by column."""
    contract, draw = small(), random.Random(seed)
    refused = 0
    for turn in range(12):
        rows, lenient = spoilt(draw), draw.random() < 0.4
        table = csv_file(tmp_path / f"{turn}.csv", rows)
        files = (table, json_file(tmp_path / f"{turn}.jsonl", rows), parquet_file(tmp_path / f"{turn}.parquet", table))
        for path in files:
            one = outcome(contract, [path], by_column=False, lenient=lenient)
            refused += one == ("refused",)

            assert one == outcome(contract, [path], by_column=True, lenient=lenient), path.read_text(errors="replace")
    assert 0 < refused < 36


@pytest.mark.parametrize("name", CONTRACTS)
def test_years_say_the_same_either_way(tmp_path: Path, name: str) -> None:
    """The years of the four contracts, whole and in two files of which one begins the other's corrections."""
    contract, year = bundled(name), ROOT / "contracts" / name / "events.jsonl"
    lines = year.read_text(encoding="utf-8").splitlines(keepends=True)
    halves = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    halves[0].write_text("".join(lines[1::2]), encoding="utf-8")
    halves[1].write_text("".join(lines[::2]), encoding="utf-8")

    for files in ([year], halves, halves[::-1]):
        assert outcome(contract, files, by_column=False) == outcome(contract, files, by_column=True)


@pytest.mark.parametrize("name", CONTRACTS)
def test_years_come_to_one_report_either_way(name: str) -> None:
    """A report does not tell how its log lay in memory, whatever its date and what was known."""
    contract, year = bundled(name), ROOT / "contracts" / name / "events.jsonl"
    rows, columns = (log_of(contract, [year], by_column=by_column) for by_column in (False, True))
    times = sorted(event.recorded_at for event in rows.events)

    assert isinstance(columns.events, Columns)
    assert len(columns.events.others) < len(rows.events) / 10
    for known_at in (None, times[len(times) // 2]):
        one, other = (report_object(replay(contract, log, known_at=known_at), "en") for log in (rows, columns))
        assert one == other


def test_what_is_refused_is_told_as_by_rows(tmp_path: Path) -> None:
    """The public door tells refusals in the order and words of the reader of rows, however many."""
    contract, draw = small(), random.Random(3)
    rows = [row for _ in range(60) for row in spoilt(draw)]
    path = csv_file(tmp_path / "log.csv", rows)
    with pytest.raises(EventError) as by_rows:
        log_of(contract, [path], by_column=False)
    with pytest.raises(EventError) as caught:
        read(path, contract)

    assert str(by_rows.value) == str(caught.value)
    assert by_rows.value.counts == caught.value.counts
    assert by_rows.value.refusals == caught.value.refusals


def test_words_of_a_foreign_log_count_either_way(tmp_path: Path) -> None:
    """A mapping renames before anything else, also by column; what it names and the log lacks is told."""
    contract = small()
    words = mapping(
        b'[columns]\n"when" = "time"\n"no" = "ticket"\n[types]\n"F" = "fault_reported"\n', "m.toml", contract
    )
    rows = [{"id": f"x{n}", "when": f"2024-05-01 0{n}:00", "type": "F", "no": f"T{n}"} for n in range(9)]
    path = csv_file(tmp_path / "log.csv", rows, ("id", "when", "type", "no"))

    assert outcome(contract, [path], by_column=False, foreign=words) == outcome(
        contract, [path], by_column=True, foreign=words
    )


# ---------------------------------------------------------------- how it is kept


def test_plain_rows_are_no_events_and_others_stand_beside(tmp_path: Path) -> None:
    """A correction, its target, a row learnt of late and a payment with a time of its own are no matter of columns."""
    late = {
        "id": "z1",
        "time": "2024-03-01 08:00",
        "recorded_at": "2024-03-09 08:00",
        "type": "fault_reported",
        "ticket": "Z",
    }
    fixed = {**BASE[0], "id": "z2", "corrects": "a1", "ticket": "T7"}
    path = csv_file(tmp_path / "log.csv", [*BASE, late, fixed])
    log = log_of(small(), [path], by_column=True)

    assert isinstance(log.events, Columns)
    assert {"a1", "z1", "z2", "a7"} == {event.id for event in log.events.others}
    assert 10 == len(log.events) == log.read
    assert ["a8", "a2", "a3", "a4", "a5", "a6"] == [e.id for e in Columns(log.events.strands)]


def test_events_come_in_order_of_reading_unless_columns_are_asked_for(tmp_path: Path) -> None:
    """Events of a log are a tuple in the order of its rows, as ever; the order of effect is that of columns."""
    path = csv_file(tmp_path / "log.csv", BASE)
    plain = read(path, small())
    columns = read(path, small(), columns=True)

    assert [row["id"] for row in BASE] == [event.id for event in plain.events]
    assert isinstance(columns.events, Columns)
    assert [event.id for event in sorted(plain.events, key=lambda e: e.order)] == [event.id for event in columns.events]


def test_ids_of_a_strand_are_those_of_its_events(tmp_path: Path) -> None:
    """Whoever asks for ids alone gets those of the events, also among rows woven in and up to a date."""
    log = log_of(small(), [csv_file(tmp_path / "log.csv", BASE)], by_column=True)
    assert isinstance(log.events, Columns)
    extra = Event("n1", "fault_reported", 0, 0, log.events.strands["fault_reported"].at[1], {"ticket": "N"})
    woven = log.events.woven([extra]).strands["fault_reported"]

    assert ["a1", "a4", "a5", "n1"] == sorted(woven.ids())
    assert [event.id for event in woven] == list(woven.ids())
    assert [event.fields["ticket"] for event in woven] == list(woven.read("ticket"))
    assert [event.at for event in woven] == sorted(event.at for event in woven) == list(woven.at)
    assert ["a1"] == list(woven.upto(woven.at[0]).ids())


def test_a_stream_that_cannot_be_read_twice_is_read_by_rows() -> None:
    """What comes through a pipe is read once: nothing is lost and nothing is asked for again."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, at: int, whence: int = 0) -> int:
            raise io.UnsupportedOperation

    from luyue.engine.readers import read_streams

    data = b"id,time,type,ticket\na,2024-03-01 08:00,responded,T1\n"
    log = read_streams([("-", Pipe(data))], small(), columns=True)

    assert ["a"] == [event.id for event in log.events]
    assert log.events == evolve(log, files=()).events
