"""A mapping file puts the words of a foreign log into the contract's, and says what it was not needed for."""

import json
from pathlib import Path

import pytest
from conftest import ROOT
from log_contract import CONTRACT
from workbooks import workbook

from luyue.app import log_words
from luyue.app.cli import main
from luyue.engine.event import Log
from luyue.engine.readers import EventError, mapping, read_bytes

MAP = """\
[columns]
"case:concept:name" = "ticket"
"concept:name" = "type"
"time:timestamp" = "time"
"prio" = "等级"

[types]
"Opened" = "fault_reported"

[values."等级"]
"P1" = "重大"
"2" = "normal"
"""
ROWS = (
    ("case:concept:name", "concept:name", "time:timestamp", "prio", "org:resource"),
    ("T1", "Opened", "2024-06-19T12:00:00.000+08:00", "P1", "x"),
    ("T2", "Opened", "2024-06-19T13:00:00.000+08:00", "2", "x"),
)
EXAMPLES = ROOT / "docs" / "examples"


def as_csv(rows: object = ROWS) -> bytes:
    """Return rows as CSV."""
    return "".join(",".join(row) + "\n" for row in rows).encode()  # type: ignore[attr-defined]


def read(data: bytes, text: str = MAP, name: str = "log.csv") -> Log:
    """Read a foreign log."""
    return read_bytes(name, data, CONTRACT, foreign=mapping(text.encode(), "m.toml", CONTRACT))


def said(text: str | bytes, lang: str = "en") -> list[str]:
    """Return what is said about a mapping file that is refused."""
    with pytest.raises(EventError) as caught:
        mapping(text.encode() if isinstance(text, str) else text, "m.toml", CONTRACT)
    return log_words.text(caught.value, lang).splitlines()


def test_columns_types_and_values_are_put_into_the_contract_s_words() -> None:
    """In every format the same."""
    objects = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    lines = "".join(json.dumps({**one, "prio": 2} if one["prio"] == "2" else one) + "\n" for one in objects)
    found = [read(as_csv()), read(lines.encode(), name="log.jsonl"), read(workbook(ROWS), name="log.xlsx")]

    assert [[("T1", "major"), ("T2", "normal")]] * 3 == [
        [(event.fields["ticket"], event.fields["severity"]) for event in log.events] for log in found
    ]


def test_nothing_is_renamed_twice() -> None:
    """Two columns may exchange their names."""
    text = '[columns]\n"time" = "type"\n"type" = "time"\n[types]\n"a" = "tick"\n"tick" = "fault_reported"\n'

    assert ["tick"] == [event.type for event in read(b"id,type,time\ne1,2024-06-19 12:00,a\n", text).events]


def test_two_columns_of_one_name_are_refused_as_ever() -> None:
    """A mapping makes nothing of two."""
    with pytest.raises(EventError) as caught:
        read(b"id,time,type,ticket,prio,severity\n", '[columns]\n"prio" = "severity"\n')

    assert "duplicate-column" == caught.value.refusals[0].code


def test_what_no_row_used_is_told() -> None:
    """Columns, types and values that the log does not have."""
    text = MAP + '"P9" = "normal"\n[values.ticket]\n"T3" = "T4"\n'
    text = text.replace("[types]", '"nowhere" = "words"\n[types]\n"Closed" = "tick"')
    told = [log_words.assumption_text(*one, "en") for one in read(as_csv(), text).assumptions]

    assert [
        "of the mapping, [columns] had no use for: nowhere",
        "of the mapping, [types] had no use for: Closed",
        "of the mapping, [values.等级] had no use for: P9",
        "of the mapping, [values.ticket] had no use for: T3",
    ] == [one for one in told if "mapping" in one]


def test_faults_of_a_mapping_are_told_with_their_line_and_a_way_out() -> None:
    """All of them in one run."""
    text = MAP.replace('"ticket"', '"tickett"').replace('"fault_reported"', '"fault_reportd"') + "P3 = 3\n[vlaues]\n"

    assert [
        "m.toml:2: error[map-unknown-column]: no event of the contract has a field 「tickett」, and the mapping has no"
        " such column",
        "  = help: did you mean 「ticket」?",
        "m.toml:8: error[unknown-type]: the contract declares no event 「fault_reportd」",
        "  = help: did you mean 「fault_reported」?",
        "m.toml:13: error[map-no-word]: 「P3」 is not mapped to a word",
        '  = help: both sides are words in quotes: "P1" = "critical"',
        "m.toml:14: error[map-unknown-table]: there is no table 「vlaues」 in a mapping",
        "  = help: did you mean 「values」?",
    ] == said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[columns]\na b = 1\n", "m.toml:2: error[map-syntax]: this is not TOML at character 3"),
        ("columns = 3\n", "m.toml:1: error[map-no-table]: 「columns」 is to be a table"),
        ("values = 3\n", "m.toml:1: error[map-no-table]: 「values」 is to be a table"),
        ("[values]\nticket = 3\n", "m.toml:2: error[map-no-table]: 「values.ticket」 is to be a table"),
        (b"\n\xff\n", "m.toml:2: error[wrong-encoding]: from byte offset 1 on this is not text in UTF-8"),
        ("[columns]\na = 'id'\na = 'id'\n", "m.toml:3: error[map-syntax]: this is not TOML at character 9"),
        ("a = " + "[" * 100_000, "m.toml:1: error[map-syntax]: this is not TOML at character 1"),
        ("#" * (2 << 20), "m.toml: error[table-too-large]: bytes of this file: 2097152, at most 1048576 are read"),
        ("[values.nothing]\na = 'b'\n", "m.toml:1: error[map-unknown-column]"),
    ],
)
def test_a_mapping_that_is_none_is_refused(text: str | bytes, expected: str) -> None:
    """At its line, in our words."""
    assert said(text)[0].startswith(expected)


# ---------------------------------------------------------------- the command

FOREIGN = ("--map", "helpdesk.toml", "--format", "json")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand among the example files."""
    for path in EXAMPLES.glob("helpdesk.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return tmp_path


def test_an_event_log_in_the_columns_of_xes_is_replayed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example: one major incident, late by more than a day, and one that the clause leaves alone."""
    assert 0 == main(["replay", "helpdesk.clause", "helpdesk.csv", *FOREIGN])
    report = json.loads(capsys.readouterr().out)

    assert [("repair/INC-1001", "performed_late")] == [(one["id"], one["state"]) for one in report["duties"]]
    assert [("supplier", "buyer", "120.00")] == [
        (one["debtor"], one["creditor"], one["low"]) for one in report["totals"]
    ]
    assert desk.joinpath("helpdesk.toml").name == report["manifest"]["options"]["map"]["name"]


def test_a_report_with_a_mapping_is_made_again_from_its_manifest(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed mapping is another file."""
    assert 0 == main(["replay", "helpdesk.clause", "helpdesk.csv", *FOREIGN, "-o", "r.json"])
    assert 0 == main(["verify", "r.json"])
    mapped = desk / "helpdesk.toml"
    mapped.write_text(mapped.read_text(encoding="utf-8").replace('"P1" = "重大"', '"P1" = "普通"'), encoding="utf-8")

    assert 7 == main(["verify", "r.json", "--format", "json"])
    assert '"other-file"' in capsys.readouterr().out


def test_a_sheet_is_kept_in_the_manifest(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that the same one is read again."""
    rows = [line.split(",") for line in (desk / "helpdesk.csv").read_text(encoding="utf-8").splitlines()]
    (desk / "log.xlsx").write_bytes(workbook(rows, name="三月"))
    asked = ["replay", "helpdesk.clause", "log.xlsx", *FOREIGN]

    assert 0 == main([*asked, "--sheet", "三月", "-o", "r.json"])
    assert "三月" == json.loads((desk / "r.json").read_text(encoding="utf-8"))["manifest"]["options"]["sheet"]
    assert 0 == main(["verify", "r.json"])
    assert 4 == main([*asked, "--sheet", "四月"])
    assert 6 == main(["replay", "helpdesk.clause", "log.xlsx", "--map", "nowhere.toml"])
    assert 2 == main([*asked, "-o", "helpdesk.toml"])
    assert "unknown-sheet" in capsys.readouterr().err
