"""
Cases judged by hand: a small log of a bundled contract, and what the contract and the law make of it.

``tests/judged/CONTRACT/NAME.jsonl`` is the log; ``NAME.expect.json`` beside it was written before the replay::

    {"why": "…, with the article", "as_of": "2024-06-20", "known_at": null, "settings": {"late_rate": "0.005"},
     "expect": {"duties": {ID: {FIELD: VALUE}}, "breaches": {…}, "heads": {…}, "powers": {…}, "payments": {…},
                "metrics": {…}, "suspensions": {…}, "totals": {"buyer->supplier": "56504.01"},
                "contract_state": {FIELD: VALUE}, "checks": [CODE, …], "assumptions": [PIECE, …],
                "alternatives": {"READING=OPTION": {PAIR: MONEY}}}}

Only what is named is compared; the fields are those of the report in JSON. An id with ``null`` stands in no row. A sum
still open is a pair ``[low, high]``. ``totals`` are whole: a pair of parties left out owes nothing.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from luyue.app.print_json import report_object
from luyue.app.session import known_of, moment_of
from luyue.dsl.load import load
from luyue.dsl.model import Contract
from luyue.engine.readers import read
from luyue.engine.replay import replay, replay_readings
from luyue.engine.zone import Zone

FOLDER = ROOT / "tests" / "judged"
CASES = sorted(FOLDER.glob("*/*.expect.json"))
TABLES = ("duties", "breaches", "heads", "powers", "payments", "metrics", "scores", "suspensions")
IN_REPORT = {"heads": "liabilities"}

Json = dict[str, Any]


@cache
def contract_of(name: str) -> Contract:
    """Return a bundled contract."""
    return load(ROOT / "contracts" / name / f"{name}.clause")


def judged(case: Path) -> tuple[Json, Json]:
    """Return the case and the report of its log."""
    asked: Json = json.loads(case.read_text("utf-8"))
    contract = contract_of(case.parent.name)
    zone = Zone.named(contract.zone)
    report = (replay_readings if "alternatives" in asked["expect"] else replay)(
        contract,
        read(case.with_name(case.name.replace(".expect.json", ".jsonl")), contract),
        as_of=moment_of(asked.get("as_of"), zone),
        known_at=known_of(asked.get("known_at"), zone),
        settings=asked.get("settings", {}),
    )
    return asked, report_object(report, "en")


def differences(expected: Json, report: Json) -> Iterator[str]:
    """Say what the report has otherwise than expected."""
    for table, rows in expected.items():
        match table:
            case "totals":
                yield from _apart(table, rows, _totals(report["totals"]))
            case "checks":
                found = {check["code"] for check in report["checks"]}
                yield from (f"checks: no {code}" for code in rows if code not in found)
            case "assumptions":
                yield from (f"assumptions: no {text}" for text in rows if text not in "\n".join(report["assumptions"]))
            case "alternatives":
                others = {f"{one['reading']}={one['option']}": _totals(one["totals"]) for one in report["alternatives"]}
                yield from (
                    f"{name}: expected {sums}, got {others.get(name)}"
                    for name, sums in rows.items()
                    if others.get(name) != sums
                )
            case _ if table in TABLES:
                found_rows = {row["id"]: row for row in report[IN_REPORT.get(table, table)]}
                for name, fields in rows.items():
                    yield from _row(name, fields, found_rows.get(name))
            case _:
                yield from _row(table, rows, report[table])


def _row(name: str, fields: Mapping[str, Any] | None, row: Json | None) -> Iterator[str]:
    """Compare one row; ``fields`` null means that there is none."""
    match fields, row:
        case None, None:
            return
        case None, _:
            yield f"{name}: expected no row, got {row}"
        case _, None:
            yield f"{name}: expected {fields}, got no row"
        case _:
            yield from _apart(name, fields, {key: row[key] for key in fields})


def _apart(name: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted({*expected, *found}):
        if expected.get(key) != found.get(key):
            yield f"{name}.{key}: expected {expected.get(key)!r}, got {found.get(key)!r}"


def _totals(rows: list[Json]) -> Json:
    """Return what each party owes another, one sum where the total is settled."""
    sums = {f"{row['debtor']}->{row['creditor']}": (row["low"], row["high"]) for row in rows}
    return {
        pair: low if low == high else [low, high]
        for pair, (low, high) in sums.items()
        if (low, high) != ("0.00", "0.00")
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name.removesuffix('.expect.json')}")
def test_the_replay_gives_what_was_judged_by_hand(case: Path) -> None:
    """Each field named in the case is as the contract and the law have it."""
    asked, report = judged(case)

    assert [] == [*differences(asked["expect"], report)], asked["why"]


def test_every_judged_log_has_its_expectation() -> None:
    """No log lies there unread."""
    assert {case.name.removesuffix(".expect.json") for case in CASES} == {log.stem for log in FOLDER.glob("*/*.jsonl")}
