"""The schemas say neither more nor less than what is printed and read."""

import json
from pathlib import Path

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from luyue.app.cli import main
from luyue.app.schema import schema

SAMPLES = tuple(path.stem for path in (ROOT / "tests" / "samples").glob("*.clause"))
CLAUSE_FILES = sorted([*(ROOT / "contracts").rglob("*.clause"), *(ROOT / "tests" / "samples").glob("*.clause")])


@pytest.mark.parametrize("kind", ["report", "event", "contract"])
def test_every_schema_is_one(kind: str) -> None:
    """Draft 2020-12, by its own meta-schema; all references resolve."""
    Draft202012Validator.check_schema(schema(kind))
    text = json.dumps(schema(kind))
    definitions = schema(kind).get("$defs", {})

    assert isinstance(definitions, dict)
    assert [] == [name for name in definitions if not definitions[name]]
    assert set() == {part.split('"')[0] for part in text.split('"#/$defs/')[1:]} - set(definitions)


@pytest.mark.parametrize("kind", ["report", "contract"])
def test_closed_objects_name_every_member(kind: str) -> None:
    """Nothing slips in: an object is closed, or it is a table of one form of value."""

    def open_ones(value: object, path: str) -> list[str]:
        if isinstance(value, list):
            return [found for i, part in enumerate(value) for found in open_ones(part, f"{path}/{i}")]
        if not isinstance(value, dict):
            return []
        inside = [found for key, part in value.items() for found in open_ones(part, f"{path}/{key}")]
        return [path, *inside] if value.get("type") == "object" and "additionalProperties" not in value else inside

    assert (["/$defs/step"] if kind == "report" else []) == open_ones(schema(kind), "")


@pytest.mark.parametrize("path", CLAUSE_FILES, ids=lambda path: path.name)
def test_tree_of_every_clause_file_fits_the_schema(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What ``fmt --format json`` prints is what ``schema contract`` describes."""
    assert 0 == main(["fmt", str(path), "--format", "json"])
    tree = json.loads(capsys.readouterr().out)

    assert [] == [error.message for error in Draft202012Validator(schema("contract")).iter_errors(tree)]


def test_tree_is_the_same_from_either_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tree holds neither language; only names keep the spelling they were written in."""
    path = ROOT / "tests" / "samples" / "hotline.clause"
    main(["fmt", str(path), "--lang", "en"])
    english = tmp_path / "hotline.clause"
    english.write_text(capsys.readouterr().out, encoding="utf-8")
    kinds = []
    for file in (path, english):
        main(["fmt", str(file), "--format", "json"])
        kinds.append([part["node"] for part in json.loads(capsys.readouterr().out)["parts"]])

    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("path", CLAUSE_FILES, ids=lambda path: path.name)
def test_report_of_every_contract_fits_the_schema(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its whole log where there is one, without events where there is none."""
    log = path.parent / "events.jsonl"

    assert [] == misfits([str(path), *([str(log)] if log.exists() else [])], capsys)


@pytest.mark.parametrize("path", CLAUSE_FILES, ids=lambda path: path.name)
def test_report_with_all_readings_fits_the_schema(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of every contract; of a year's log its beginning, for each option is a replay of its own."""
    log, begun = path.parent / "events.jsonl", tmp_path / "begun.jsonl"
    rows = log.read_text("utf-8").splitlines(keepends=True)[:60] if log.exists() else []
    begun.write_text("".join(rows), "utf-8")

    assert [] == misfits([str(path), *([str(begun)] if rows else []), "--readings", "all"], capsys)


def misfits(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what the schema says against a report."""
    assert 0 == main(["replay", *words, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert bool(report["alternatives"]) == ("--readings" in words and bool(report["readings"]))
    return [error.message for error in Draft202012Validator(schema("report")).iter_errors(report)]


def test_schema_of_events_may_be_that_of_a_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """Then it knows the events and their fields."""
    assert 0 == main(["schema", "event", "haining"])
    of_haining = Draft202012Validator(json.loads(capsys.readouterr().out))
    line = {"time": "2024-06-07T16:00:00+08:00", "type": "treasury_review_passed", "instalment": "advance"}

    assert of_haining.is_valid(line)
    assert not of_haining.is_valid({**line, "type": "no_such_event"})
    assert Draft202012Validator(schema("event")).is_valid({**line, "type": "no_such_event"})
