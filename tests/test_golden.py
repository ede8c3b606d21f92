"""
The year of each contract gives the report that stands beside it, byte for byte; Haining's, however it is asked for.

The same bytes come from the clause file's English print, under any hash seed, zone, locale and working folder. From the
same rows in another order or in CSV comes the same report, but for what it says of files: the name, digest and row of
each; those are listed below, and everything else is held equal.
"""

import csv
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from luyue.app.cli import main
from luyue.app.print_json import report_text as json_text
from luyue.app.print_text import report_text
from luyue.dsl.load import load
from luyue.dsl.model import Contract
from luyue.engine.readers import read
from luyue.engine.replay import replay
from luyue.engine.report import Report

HAINING: Final = ROOT / "contracts" / "haining"
CLAUSES: Final = HAINING / "haining.clause"
LOG: Final = HAINING / "events.jsonl"
PRINTED: Final[Mapping[str, Callable[[Report], str]]] = MappingProxyType(
    {
        "report.zh.txt": lambda report: report_text(report, "zh"),
        "report.en.txt": lambda report: report_text(report, "en"),
        "report.json": lambda report: json_text(report, "zh"),
    }
)
MACHINES: Final = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "zh_CN.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANGUAGE": "de"},
)
RUN: Final = "import sys; from luyue.app.cli import main; sys.exit(main())"
WIDE: Final = 10_000  # columns: no line is broken, so that a longer place moves nothing
PLACE: Final = re.compile(r"events\.(?:jsonl|csv)(?::\d+)?(?: 第 \d+ 行| row \d+)?")


YEARS: Final = tuple(sorted(path.parent.name for path in (ROOT / "contracts").glob("*/report.json")))


def golden(name: str, contract: str = "haining") -> bytes:
    """Return an expected report."""
    return (ROOT / "contracts" / contract / name).read_bytes()


@cache
def haining() -> Contract:
    """Return the contract."""
    return load(CLAUSES)


def report_on(log: Path, contract: Contract) -> Report:
    """Return the report of a log at its default date, as the golden ones are made."""
    return replay(contract, read(log, contract))


def own_report() -> Report:
    """Return the report of Haining's log."""
    return year_of("haining")


# ---------------------------------------------------------------- byte for byte


@cache
def year_of(contract: str) -> Report:
    """Return the report of the log that stands beside a contract."""
    folder = ROOT / "contracts" / contract
    return report_on(folder / "events.jsonl", load(folder / f"{contract}.clause"))


@pytest.mark.parametrize("contract", YEARS)
@pytest.mark.parametrize("name", PRINTED)
def test_a_year_of_a_contract_gives_the_report_beside_it(name: str, contract: str) -> None:
    """The verdicts, the amounts and every word of them are those that were read and kept."""
    assert golden(name, contract).decode() == PRINTED[name](year_of(contract))


@pytest.mark.parametrize("contract", YEARS)
def test_expected_report_fits_the_schema(contract: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What ``luyue schema report`` prints describes the report that is kept."""
    assert 0 == main(["schema", "report"])
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    kept = json.loads(golden("report.json", contract))

    assert [] == [error.json_path for error in Draft202012Validator(schema).iter_errors(kept)]


@pytest.mark.parametrize("contract", YEARS)
def test_english_print_gives_the_same_bytes(contract: str, tmp_path: Path) -> None:
    """Which of its two languages a contract is kept in changes nothing, and back it is what it was."""
    clauses = ROOT / "contracts" / contract / f"{contract}.clause"
    file = tmp_path / clauses.name
    file.write_bytes(clauses.read_bytes())
    assert 0 == main(["fmt", str(file), "--lang", "en", "--write"])
    assert file.read_text(encoding="utf-8") != clauses.read_text(encoding="utf-8")
    report = report_on(clauses.with_name("events.jsonl"), load(file))

    assert {name: golden(name, contract).decode() for name in PRINTED} == {
        name: printed(report) for name, printed in PRINTED.items()
    }
    assert 0 == main(["fmt", str(file), "--lang", "zh", "--write"])
    assert clauses.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine["TZ"])
def test_machine_changes_nothing(machine: dict[str, str], tmp_path: Path) -> None:
    """The demo, run elsewhere under another seed, zone and locale, writes the very files that are kept."""
    path = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment = {**path, **machine, "PYTHONPATH": str(ROOT / ".links")}

    subprocess.run(
        [sys.executable, "-c", RUN, "demo"], cwd=tmp_path, env=environment, capture_output=True, check=True, timeout=60
    )

    assert {name: golden(name) for name in PRINTED} == {
        name: (tmp_path / "luyue-demo" / name).read_bytes() for name in PRINTED
    }


# ---------------------------------------------------------------- other rows, other files


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV: a column for each name that any of them has, sets with 、 between their members."""
    kept = list(rows)
    names = list(dict.fromkeys(name for row in kept for name in row))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name, "")) for name in names] for row in kept)
    return out.getvalue()


def _cell(value: object) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case list():
            return "、".join(map(str, value))
        case str() | int():
            return str(value)
    raise TypeError(f"a cell cannot hold {value!r}")


def shuffled(lines: list[str], seed: int) -> list[str]:
    """Return lines in another order."""
    mixed = list(lines)
    random.Random(seed).shuffle(mixed)
    assert mixed != lines
    return mixed


@pytest.fixture(scope="module", params=["shuffled", "reversed", "csv", "two files"])
def retold(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return the report of the same rows: in another order, in CSV, over two files."""
    folder = tmp_path_factory.mktemp("retold")
    lines = LOG.read_text(encoding="utf-8").splitlines()
    texts = {
        "shuffled": {"events.jsonl": shuffled(lines, seed=20240520)},
        "reversed": {"events.jsonl": lines[::-1]},
        "csv": {"events.csv": as_csv(map(json.loads, lines)).splitlines()},
        "two files": {
            "events.csv": as_csv(map(json.loads, lines[150:])).splitlines(),
            "events.jsonl": shuffled(lines[:150], seed=7),
        },
    }[request.param]
    for name, text in texts.items():
        (folder / name).write_text("\n".join(text) + "\n", encoding="utf-8")
    return replay(haining(), read([folder / name for name in texts], haining()))


def without_places(text: str) -> dict[str, Any]:
    """
    Return a JSON report less what it says of files.

    That is ``manifest.files`` (name, digest and rows of each) and, of each row set aside, ``file``, ``row`` and in its
    sentence the place of the row it repeats; their order, which is that of places, becomes that of ids.
    """
    report: dict[str, Any] = json.loads(text)
    del report["manifest"]["files"]
    for rows in report["rows"].values():
        for row in rows:
            del row["file"], row["row"]
            row["text"] = PLACE.sub("events", row["text"])
        rows.sort(key=lambda row: row["id"])
    return report


def test_order_and_format_of_the_log_change_nothing_but_places_in_json(retold: Report) -> None:
    """Every verdict, amount, reason and digest of events is the same; ``manifest.files`` and places may differ."""
    assert without_places(golden("report.json").decode()) == without_places(json_text(retold, "zh"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_order_and_format_of_the_log_change_nothing_but_places_in_text(retold: Report, lang: str) -> None:
    """Line by line the same, once places are left out and rows set aside stand in one order."""

    def lines(report: Report) -> list[str]:
        text = report_text(report, lang, WIDE)
        kept = [PLACE.sub("events", line) for line in text.splitlines() if "SHA-256" not in line]
        return [*(line for line in kept if "  * events" not in line), *sorted(x for x in kept if "  * events" in x)]

    assert lines(own_report()) == lines(retold)
