"""Large logs drawn for two contracts: the same bytes each time, one report from either format, a life in them."""

import io
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from luyue.app.print_json import report_object
from luyue.dsl.load import load
from luyue.dsl.model import Contract
from luyue.engine.readers import read
from luyue.engine.replay import replay

ROOT = Path(__file__).parents[1]
CONTRACTS = ("luoyang", "zhengzhou")
SIZE = 2500


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the logs of both contracts in both formats."""
    folder = tmp_path_factory.mktemp("drawn")
    for name in CONTRACTS:
        subprocess.run(
            [sys.executable, str(ROOT / "bench" / "make_big_log.py"), name, str(SIZE), str(folder)], check=True
        )
    return folder


def contract(name: str) -> Contract:
    """Return a bundled contract."""
    return load(ROOT / "contracts" / name / f"{name}.clause")


@cache
def report(name: str, path: Path) -> dict[str, Any]:
    """Return the report of a log without what names its file."""
    given = contract(name)
    found: dict[str, Any] = report_object(replay(given, read(path, given)), "en")
    found["manifest"].pop("files")
    found["rows"] = {why: [row["id"] for row in rows] for why, rows in found["rows"].items()}
    return found


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_same_seed_draws_the_same_bytes(drawn: Path, name: str, tmp_path: Path) -> None:
    """A log of CSV is the same byte for byte whenever it is drawn."""
    subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "bench" / "make_big_log.py"), name, str(SIZE), str(tmp_path)],
        check=True,
    )
    again = (tmp_path / f"{name}-{SIZE}.csv").read_bytes()

    assert (drawn / f"{name}-{SIZE}.csv").read_bytes() == again


@pytest.mark.parametrize("name", CONTRACTS)
def test_either_format_gives_one_report(drawn: Path, name: str) -> None:
    """CSV and Parquet come to one report, chain of events included."""
    of_text, typed = (report(name, drawn / f"{name}-{SIZE}.{form}") for form in ("csv", "parquet"))

    assert of_text == typed


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_log_lives_through_the_year(drawn: Path, name: str) -> None:
    """The year told by hand stands in the middle: what it breaks is broken, and more is late around it."""
    found = report(name, drawn / f"{name}-{SIZE}.csv")
    told = report(name, ROOT / "contracts" / name / "events.jsonl")

    assert SIZE - 400 < found["counts"]["read"] < SIZE + 400
    assert {row["clause"] for row in told["breaches"]} <= {row["clause"] for row in found["breaches"]}
    assert len(told["duties"]) < len(found["duties"])
    assert {row["id"] for row in told["payments"]} == {row["id"] for row in found["payments"]}


def test_rows_come_in_order_of_entry_and_some_are_mended() -> None:
    """Rows stand as they were recorded; a few are corrected, taken back, sent twice or learnt of late."""
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import make_big_log as big
    finally:
        sys.path.remove(str(ROOT / "bench"))
    rows = list(big.rows(big.ZHENGZHOU, 60_000))
    entered = [big.recorded(one) for one in rows]
    drawn = [one for one in rows if not str(one["编号"]).startswith("ZZ-")]
    names = [str(one["编号"]) for one in drawn]

    assert sorted(entered) == entered
    assert len(set(names)) < len(names)
    assert all(any(word in one for one in drawn) for word in ("更正", "撤回", "记录时间"))
    assert big.write_csv(big.ZHENGZHOU, 2000, io.StringIO()) == sum(1 for _ in big.rows(big.ZHENGZHOU, 2000))
