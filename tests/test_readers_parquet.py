"""Parquet logs: typed columns come to what a log says, one file is read and nothing else, and no file is too clever."""

import builtins
import socket
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from log_contract import CONTRACT

from luyue.app import log_words
from luyue.engine.event import Cash, DayValue, Log
from luyue.engine.readers import EventError, MissingExtra, parquet, read, read_bytes

BASE = "SELECT 'e1' AS id, TIMESTAMP '2024-06-19 12:00' AS time, 'sample' AS type"


def table(folder: Path, select: str, name: str = "log.parquet") -> Path:
    """Write what a query gives as a Parquet file."""
    path = folder / name
    with duckdb.connect() as base:
        base.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    return path


def events(folder: Path, select: str) -> Log:
    """Read what a query gives."""
    return read(table(folder, select), CONTRACT)


def faults(path: Path) -> list[tuple[str, str]]:
    """Return place and code of everything that is refused."""
    with pytest.raises(EventError) as caught:
        read(path, CONTRACT)
    assert "「?」" not in log_words.text(caught.value, "en")
    return [(one.where, one.code) for one in caught.value.refusals]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("1.10::DECIMAL(18, 2) AS amount", Cash(Fraction(11, 10), "CNY")),
        ("'1,234.50' AS amount", Cash(Fraction(2469, 2), "CNY")),
        ("7 AS amount", Cash(Fraction(7), "CNY")),
        ("0.03::DOUBLE AS share", Fraction(3, 100)),
        ("0.1::FLOAT AS figure", Fraction(1, 10)),
        ("DATE '2024-06-01' AS day", DayValue(739038)),
        ("TIMESTAMP '2024-06-01 00:00' AS day", DayValue(739038)),
        ("true AS written", True),
        ("['发票', 'contract_copy', '发票'] AS docs", ("contract_copy", "invoice")),
        ("'007' AS words", "007"),
        ("9::HUGEINT::BIGINT AS times", Fraction(9)),
    ],
)
def test_columns_keep_their_types(column: str, expected: object, tmp_path: Path) -> None:
    """Decimals by their digits, dates as dates, lists as sets."""
    (event,) = events(tmp_path, f"{BASE}, {column}").events

    assert [expected] == list(event.fields.values())


@pytest.mark.parametrize(
    ("kind", "us"),
    [
        ("TIMESTAMP '2024-06-19 12:00:00.000001'", 1718769600000001),
        ("TIMESTAMPTZ '2024-06-19 12:00:00.000001+08'", 1718769600000001),
        ("TIMESTAMPTZ '2024-06-19 04:00:00+00'", 1718769600000000),
        ("TIMESTAMP_MS '2024-06-19 12:00:00.5'", 1718769600500000),
        ("TIMESTAMP_NS '2024-06-19 12:00:00.000001'", 1718769600000001),
        ("'2024-06-19T12:00:00+08:00'", 1718769600000000),
    ],
)
def test_times_with_a_zone_are_instants_and_others_are_local(kind: str, us: int, tmp_path: Path) -> None:
    """To the microsecond."""
    read_ = events(tmp_path, f"SELECT 'e1' AS id, {kind} AS time, 'tick' AS type")

    assert us == read_.events[0].occurred_at
    assert ("zone-assumed" in dict(read_.assumptions)) == kind.startswith(("TIMESTAMP '", "TIMESTAMP_"))


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("1.5::DOUBLE AS amount", "approximate-amount"),
        ("2::DOUBLE AS amount", "approximate-amount"),
        ("(0.1::DOUBLE + 0.2::DOUBLE) AS figure", "digits-lost"),
        ("'nan'::DOUBLE AS figure", "not-a-number"),
        ("1.005::DECIMAL(18, 3) AS amount", "too-many-decimals"),
        ("'x'::BLOB AS words", "strange-type"),
        ("{'a': 1} AS words", "strange-type"),
        ("INTERVAL 1 DAY AS length", "strange-type"),
        ("[['a']] AS docs", "strange-type"),
        ("['invoice', NULL] AS docs", "empty-member"),
        ("DATE '2024-06-01' AS moment, TIMESTAMP 'infinity' AS recorded_at", "year-out-of-range"),
        ("TIMESTAMP_NS '2024-06-19 12:00:00.000000001' AS moment", "too-fine"),
        ("DATE '5000-01-01' AS day", "year-out-of-range"),
    ],
)
def test_what_a_type_cannot_say_is_refused_at_its_row(column: str, code: str, tmp_path: Path) -> None:
    """Where a field needs it; in a column that nothing reads it does no harm."""
    assert [("row_group[0]:1", code)] == faults(table(tmp_path, f"{BASE}, {column}"))
    renamed = column.replace(" AS words", " AS remark").replace(" AS docs", " AS others").replace(" AS length", " AS x")
    if renamed != column and "NULL" not in column:
        assert 1 == len(events(tmp_path, f"{BASE}, {renamed}").events)


def test_a_row_is_known_by_its_group(tmp_path: Path) -> None:
    """As tools for such files count them."""
    select = (
        "SELECT i::VARCHAR AS id, TIMESTAMP '2024-06-19 12:00' AS time, CASE WHEN i = 3000 THEN 'tock' ELSE 'tick' END "
        "AS type FROM range(5000) t(i)"
    )
    path = table(tmp_path, select)

    assert [("row_group[1]:953", "unknown-type")] == faults(path)


def test_nulls_are_empty_cells_and_missing_fields(tmp_path: Path) -> None:
    """A row of nothing but nulls is none."""
    select = f"{BASE}, NULL::VARCHAR AS words UNION ALL SELECT NULL, NULL, NULL, NULL"

    assert 1 == events(tmp_path, select).read
    assert [("row_group[0]:1", "missing-time")] == faults(
        table(tmp_path, "SELECT 'e1' AS id, NULL::TIMESTAMP AS time, 'tick' AS type")
    )


def test_columns_go_by_the_names_of_the_file(tmp_path: Path) -> None:
    """The library would give the second of two alike another name, and take ID for id."""
    path = table(tmp_path, "SELECT 'e1' AS id, 'x' AS xx, TIMESTAMP '2024-06-19 12:00' AS time, 'tick' AS type")
    path.write_bytes(path.read_bytes().replace(b"xx", b"id"))

    assert [("", "duplicate-column")] == faults(path)
    assert [("", "missing-column")] == faults(table(tmp_path, "SELECT 1 AS a, 'tick' AS type"))


def test_folders_that_look_like_columns_are_none(tmp_path: Path) -> None:
    """A path of type=tick says nothing about the rows."""
    folder = tmp_path / "amount=5"
    folder.mkdir()

    assert {} == events(folder, BASE).events[0].fields


# ---------------------------------------------------------------- hostile files


def cut(data: bytes) -> bytes:
    """Cut a file off."""
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    """Break the footer."""
    return data[:-200] + bytes(192) + data[-8:]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (cut, "broken-table"),
        (flipped, "broken-table"),
        (lambda data: data[:-4] + b"XXXX", "broken-table"),
        (lambda data: data[:-8] + b"\xff\xff\xff\x7fPAR1", "broken-table"),
        (lambda _: b"PAR1", "broken-table"),
        (lambda data: b"PARE" + data[4:], "not-as-named"),
        (lambda _: b"id,time,type\n", "not-as-named"),
        (lambda _: b"", "not-as-named"),
    ],
)
def test_a_damaged_file_is_refused_as_one(change: Callable[[bytes], bytes], code: str, tmp_path: Path) -> None:
    """Cut off, overwritten, or something else."""
    path = table(tmp_path, BASE)
    path.write_bytes(change(path.read_bytes()))

    assert [("", code)] == faults(path)


@pytest.mark.parametrize(
    "select",
    [
        "SELECT 'e' AS id, TIMESTAMP '2024-06-19 12:00' AS time, 'tick' AS type FROM range(2000000)",
        f"{BASE}, repeat('x', 2000000) AS words",
        "SELECT 'e' AS id, TIMESTAMP '2024-06-19 12:00' AS time, 'tick' AS type, "
        + ", ".join(f"1 AS c{at}" for at in range(1000)),
    ],
)
def test_a_file_that_claims_too_much_is_refused_as_a_limit(select: str, tmp_path: Path) -> None:
    """Rows that take no bytes, one row of megabytes, a thousand columns."""
    with pytest.raises(EventError) as caught:
        events(tmp_path, select)
    (refusal,) = caught.value.refusals

    assert ("table-too-large", True) == (refusal.code, refusal.is_limit)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was replayed must be what was hashed."""
    path = table(tmp_path, BASE)
    monkeypatch.setattr(parquet, "_digest", lambda _: "another")

    assert [("row_group[1]:1", "changed-while-read")] == faults(path)


def test_nothing_but_the_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket, no folder of extensions, no file beside it."""
    path = table(tmp_path, BASE)
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.chdir(tmp_path)

    assert 1 == read(path, CONTRACT).read
    assert [path] == list(tmp_path.iterdir())


def test_without_the_library_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name of the extra."""
    path = table(tmp_path, BASE)
    before = builtins.__import__

    def without(name: str, *others: object, **more: object) -> object:
        if name == "duckdb":
            raise ImportError(name)
        return before(name, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra) as caught:
        read(path, CONTRACT)

    assert "parquet" == caught.value.extra


def test_a_stream_of_a_program_is_no_file() -> None:
    """The library reads by place; a program writes the file first."""
    with pytest.raises(ValueError, match="read from a file"):
        read_bytes("log.parquet", b"PAR1", CONTRACT)
