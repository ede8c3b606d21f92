"""One content, four formats: the order of rows, their split over files and the format of each change nothing."""

import csv
import io
import json
import random
import socket
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import small_contract
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import workbook

from luyue.app.cli import main
from luyue.app.print_json import report_text
from luyue.dsl.load import load_text
from luyue.engine.readers import read
from luyue.engine.replay import replay

FORMATS = ("jsonl", "csv", "xlsx", "parquet")
CONTRACT = load_text(small_contract.CLAUSES, "small.clause")
COLUMNS = ("id", "time", "type", "amount", "corrects", "recorded_at")
Row = dict[str, str]

kinds = st.sampled_from(["review_passed", "审核无误", "payment_made", "付款到账", "notice_arrived", "闲谈"])
times = st.datetimes(min_value=datetime(2024, 6, 1), max_value=datetime(2024, 7, 20))


def written(rows: list[Row], form: str, path: Path) -> Path:
    """Write rows in a format; money as a number where the format has numbers."""
    table = [[row.get(name, "") for name in COLUMNS] for row in rows]
    match form:
        case "jsonl":
            path.write_text("".join(json.dumps({k: v for k, v in row.items() if v}) + "\n" for row in rows), "utf-8")
        case "csv":
            out = io.StringIO()
            csv.writer(out).writerows([COLUMNS, *table])
            path.write_text(out.getvalue(), "utf-8")
        case "xlsx":
            path.write_bytes(workbook([COLUMNS, *[[cell or None for cell in row] for row in table]]))
        case _:
            with duckdb.connect() as base:
                base.execute("CREATE TABLE t (" + ", ".join(f"{name} VARCHAR" for name in COLUMNS) + ")")
                if table:
                    base.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", [[c or None for c in r] for r in table])
                base.execute(
                    "COPY (SELECT id, CAST(time AS TIMESTAMPTZ) AS time, type, amount::DECIMAL(18, 2) AS amount, "
                    f"corrects, recorded_at FROM t) TO '{path}' (FORMAT parquet)"
                )
    return path


def said(paths: list[Path]) -> str:
    """Return the report without its files and its manifest; a row set aside tells its file too."""
    found = json.loads(report_text(replay(CONTRACT, read(paths, CONTRACT)), "zh"))
    del found["manifest"]
    for rows in found["rows"].values():
        for row in rows:
            row["file"], row["row"] = "", 0
        rows.sort(key=lambda row: (row["id"], row["reason"]))
    found["assumptions"] = [text for text in found["assumptions"] if "一条事件也没有" not in text]
    return json.dumps(found, ensure_ascii=False, indent=1)


@given(
    st.lists(st.tuples(kinds, times, st.integers(1, 10**7)), max_size=12),
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from(FORMATS), min_size=1, max_size=4),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_split_and_format_change_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, object, int]],
    chance: random.Random,
    forms: list[str],
) -> None:
    """Files and manifest apart, one report."""
    folder = tmp_path_factory.mktemp("logs")
    rows: list[Row] = []
    for number, (kind, at, fen) in enumerate(drawn):
        row = {"id": f"e{number}", "time": f"{at}+08:00", "type": kind}
        if kind in ("payment_made", "付款到账"):
            row["amount"] = f"{fen // 100}.{fen % 100:02}"
        rows.append(row)
    expected = said([written(rows, "jsonl", folder / "whole.jsonl")])

    chance.shuffle(rows)
    cuts = sorted(chance.randint(0, len(rows)) for _ in forms[1:])
    parts = [rows[a:b] for a, b in zip([0, *cuts], [*cuts, len(rows)], strict=True)]
    pairs = enumerate(zip(parts, forms, strict=True))
    paths = [written(part, form, folder / f"{at}.{form}") for at, (part, form) in pairs]
    assert expected == said(paths)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_is_replayed_over_the_network(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No socket is made and no name looked up, from the command to the report."""
    rows = [json.loads(line) for line in small_contract.EVENTS.splitlines()]
    path = written(rows, form, tmp_path / f"log.{form}")
    contract, _ = small_contract.write(tmp_path)

    def blocked(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, blocked)
    before = sorted(tmp_path.iterdir())
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["replay", contract, str(path), "--format", "json"])
    assert "500.00" == json.loads(capsys.readouterr().out)["totals"][0]["low"]
    assert before == sorted(tmp_path.iterdir())
