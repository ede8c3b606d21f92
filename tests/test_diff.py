"""What changed between two reports, and which event changed it."""

import json
from pathlib import Path
from typing import Any

import pytest
import small_contract

from luyue.app.cli import main


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages be English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


def report(folder: Path, name: str, *options: str, events: str = small_contract.EVENTS) -> str:
    """Write a report and return its path."""
    target = str(folder / name)
    files = small_contract.write(folder, events=events)
    assert 0 == main(["replay", *files, "--format", "json", "-o", target, *options])
    return target


def changes(old: str, new: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return what changed, as JSON."""
    assert 0 == main(["diff", old, new, "--format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_event_that_changed_a_verdict_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the payment it was pending; the late payment made it late and cost money."""
    old = report(tmp_path, "old.json", "--as-of", "2024-06-19")
    new = report(tmp_path, "new.json", "--as-of", "2024-06-20")

    found = changes(old, new, capsys)
    duty = next(one for one in found["changes"] if one["list"] == "duties")
    assert ("advance", "changed", ["e2"]) == (duty["id"], duty["change"], duty["events"])
    assert {"field": "state", "before": "pending", "after": "performed_late"} == duty["fields"][0]
    head = next(one for one in found["changes"] if one["list"] == "liabilities")
    assert ("new", "500.00") == (head["change"], {f["field"]: f["after"] for f in head["fields"]}["low"])
    assert ["e2"] == head["events"]


def test_an_event_known_later_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The payment was made in time and recorded a week later."""
    late = small_contract.IN_TIME.replace(
        '"payment_made",', '"payment_made", "recorded_at": "2024-06-27T09:00:00+08:00",'
    )
    old = report(tmp_path, "old.json", "--as-of", "2024-06-30", "--known-at", "2024-06-26", events=late)
    new = report(tmp_path, "new.json", "--as-of", "2024-06-30", "--known-at", "2024-06-28", events=late)

    found = changes(old, new, capsys)
    assert ["known_at", "chain_head"] == [cause["field"] for cause in found["causes"]]
    duty = next(one for one in found["changes"] if one["list"] == "duties")
    assert ["e2"] == duty["events"]
    assert {"field": "state", "before": "overdue", "after": "performed"} == duty["fields"][0]
    gone = [one for one in found["changes"] if one["change"] == "gone"]
    assert {"breaches": "advance", "liabilities": "late_fee/1"} == {
        one["list"]: one["id"] for one in gone if one["list"] in ("breaches", "liabilities")
    }
    told = [(one["events"], one["dropped"]) for one in gone if one["list"] in ("breaches", "liabilities")]
    assert [(["e2"], []), (["e2"], [])] == told  # the payment took them away, not what had brought them


def test_what_no_event_changed_is_put_down_to_the_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One reading against the other."""
    old = report(tmp_path, "old.json")
    new = report(tmp_path, "new.json", "--reading", "rate=five_permille")

    found = changes(old, new, capsys)
    assert ["readings"] == [cause["field"] for cause in found["causes"]]
    head = next(one for one in found["changes"] if one["list"] == "liabilities")
    assert ("500.00", "50.00") == (head["fields"][0]["before"], head["fields"][0]["after"])
    assert [] == head["events"] + head["dropped"]
    assert 0 == main(["diff", old, new, "--lang", "en"])
    assert "no other event is cited; the reports differ in: readings" in capsys.readouterr().out


def test_two_equal_reports_have_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in both languages."""
    old, new = report(tmp_path, "old.json"), report(tmp_path, "new.json")

    assert {"causes": [], "changes": []} == {k: v for k, v in changes(old, new, capsys).items() if k != "schema"}
    assert 0 == main(["diff", old, new])
    assert "没有变化。" in capsys.readouterr().out
    assert 0 == main(["diff", old, new, "--lang", "en"])
    assert "Nothing changed." in capsys.readouterr().out


def test_the_text_names_states_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a lawyer reads it."""
    old = report(tmp_path, "old.json", "--as-of", "2024-06-19")
    new = report(tmp_path, "new.json", "--as-of", "2024-06-20")

    assert 0 == main(["diff", old, new])
    page = capsys.readouterr().out
    assert "advance：状态 待履行 → 逾期履行，履行 无 → 2024-06-20T00:00:00+08:00，迟延 无 → 1日" in page
    assert "因事件 e2" in page


def test_reports_of_two_contracts_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to say about them."""
    old, new = report(tmp_path, "old.json"), report(tmp_path, "new.json")
    text = Path(new).read_text(encoding="utf-8").replace('"id": "small"', '"id": "other"', 1)
    Path(new).write_text(text, encoding="utf-8")

    assert 2 == main(["diff", old, new])
    assert "the two reports are of two contracts: small and other" in capsys.readouterr().err
