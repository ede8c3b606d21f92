"""What is coming: found by looking ahead, told as text, JSON and a calendar."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import small_contract
from icalendar import Calendar

from luyue.app.cli import main

TEXT = """
contract c = 测试
  title "待办"
  effective 2024-01-01
  term 2024-01-01 to 2024-12-31
  price 10000 yuan
  parties buyer "A", supplier "B"

event asked (ticket id)
event answered (ticket id)
event notice_arrived (party party)

clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 3 days, no roll
  damages supplier pays buyer 1% of price per day late, at most 3% of price

clause way_out [2]
  when answer late more than 5 days
  power buyer: notice_arrived, ends the contract
"""
ASKED = '{"id": "1", "time": "2024-03-01 09:00", "type": "asked", "ticket": "T1"}\n'


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages be English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


def written(folder: Path, log: str = ASKED) -> tuple[str, str]:
    """Write the contract and a log; return their paths."""
    contract, events = folder / "c.clause", folder / "log.jsonl"
    contract.write_text(TEXT, encoding="utf-8")
    events.write_text(log, encoding="utf-8")
    return str(contract), str(events)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Return what is coming, as JSON."""
    assert 0 == main(["due", *arguments, "--format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_an_open_duty_has_its_date_the_days_left_and_what_it_will_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked on 03-01, due 03-04; thirty days after 03-02 the cap of 300 is reached."""
    found = told(capsys, *written(tmp_path), "--as-of", "2024-03-02")

    assert "luyue/due/1" == found["schema"]
    assert "2024-04-01T23:59:59.999999+08:00" == found["until"]
    [duty] = found["duties"]
    assert ("answer/T1", "2024-03-04", 2) == (duty["id"], duty["due_on"], duty["days_left"])
    assert [("answer/T1/1", "300.00")] == [(cost["id"], cost["high"]) for cost in duty["costs"]]


def test_a_right_opens_at_the_instant_at_which_the_delay_has_lasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """More than five days late: the sixth day after 03-04 begins on 03-10."""
    found = told(capsys, *written(tmp_path), "--as-of", "2024-03-06")

    [power] = found["powers"]
    assert ("way_out/T1", "2024-03-10T00:00:00+08:00") == (power["id"], power["opens_at"])
    assert "not_available" == power["state"]


def test_a_right_that_is_open_is_told_as_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It can be used now."""
    found = told(capsys, *written(tmp_path), "--as-of", "2024-03-12")

    [power] = found["powers"]
    assert ("available", None) == (power["state"], power["opens_at"])


@pytest.mark.parametrize(
    ("as_of", "per_day"),
    [("2024-03-03", []), ("2024-03-04", ["100.00"]), ("2024-03-06", ["100.00"]), ("2024-03-07", [])],
)
def test_a_day_costs_what_the_next_day_adds_until_the_cap(
    as_of: str, per_day: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first late day is 03-05; the third day of delay, 03-07, reaches the cap and the next adds nothing."""
    found = told(capsys, *written(tmp_path), "--as-of", as_of)

    assert per_day == [one["per_day_low"] for one in found["accruals"]]


def test_what_happens_after_the_date_is_not_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer of 03-03 is in the log, but on 03-02 nobody knows it."""
    answered = '{"id": "2", "time": "2024-03-03 09:00", "type": "answered", "ticket": "T1"}\n'
    found = told(capsys, *written(tmp_path, ASKED + answered), "--as-of", "2024-03-02")

    assert 1 == len(found["duties"][0]["costs"])
    assert [] == told(capsys, *written(tmp_path, ASKED + answered), "--as-of", "2024-03-03")["duties"]


def test_a_corrected_event_counts_as_corrected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked a day later than first noted: due a day later."""
    better = '{"id": "2", "time": "2024-03-02 09:00", "type": "asked", "ticket": "T1", "corrects": "1"}\n'
    found = told(capsys, *written(tmp_path, ASKED + better), "--as-of", "2024-03-02")

    assert "2024-03-05" == found["duties"][0]["due_on"]


def test_the_text_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a lawyer reads it."""
    assert 0 == main(["due", *written(tmp_path), "--as-of", "2024-03-06", "--lang", "en"])

    page = capsys.readouterr().out
    assert "  * answer/T1 [1] - supplier - 2024-03-04 - 2 days over" in page
    assert "If still not performed by then: damages CNY 300.00 (answer/T1/1)" in page
    assert "opens at 2024-03-10 00:00" in page


def test_the_calendar_has_a_day_per_duty_and_an_instant_per_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Read back by the library that people's calendars resemble."""
    assert 0 == main(["due", *written(tmp_path), "--as-of", "2024-03-02", "--lang", "en", "--format", "ics"])

    text = capsys.readouterr().out
    entries = [(str(e["summary"]), e.decoded("dtstart"), str(e["uid"])) for e in Calendar.from_ical(text).events]
    assert [("answer/T1 [1]: supplier", date(2024, 3, 4))] == [entry[:2] for entry in entries[:1]]
    assert [("Opens: way_out/T1 [2] (buyer)", datetime(2024, 3, 9, 16, tzinfo=UTC))] == [e[:2] for e in entries[1:]]
    assert 2 == len({uid for *_, uid in entries})


def test_without_a_date_there_is_nothing_to_look_ahead_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty log gives no date of its own."""
    contract, _ = written(tmp_path)
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")

    assert 2 == main(["due", contract, str(tmp_path / "empty.jsonl")])
    said = capsys.readouterr()
    assert "" == said.out
    assert "there is no event and no date to look ahead from" in said.err
    assert "give the date with --as-of" in said.err


def test_the_small_contract_is_told_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reports are Chinese unless asked otherwise."""
    assert 0 == main(["due", *small_contract.write(tmp_path)])

    assert "待办：" in capsys.readouterr().out
