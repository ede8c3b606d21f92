"""A report is held against its log, its contract and its calendar: what does not hold is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import small_contract

from luyue.app.cli import main
from luyue.engine.chain import MOST_MARKS, chain_of, first_difference
from luyue.engine.event import Event


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages be English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a report in JSON beside its contract and its log."""
    return made(tmp_path)


def made(folder: Path, *options: str) -> Path:
    """Return a report made with some options."""
    target = folder / "report.json"
    assert 0 == main(["replay", *small_contract.write(folder), "--format", "json", "-o", str(target), *options])
    return target


def verified(report: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Return the exit code and the codes of what does not hold."""
    code = main(["verify", str(report), "--format", "json"])
    return code, [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]


def test_a_report_beside_its_files_holds(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made anew, the same."""
    assert 0 == main(["verify", str(report), "--lang", "en"])

    assert f"{report}: made anew, the same (contract small, 2 rows).\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [
        ("--as-of", "2024-07-01"),
        ("--as-of", "2024-06-20T12:00:00"),
        ("--known-at", "2024-06-19"),
        ("--reading", "rate=five_permille"),
        ("--readings", "all"),
        ("--lang", "en"),
        ("--lenient", "--assume-weekdays"),
    ],
)
def test_options_are_kept_in_the_manifest(
    options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """However a report was asked for, it can be asked for again."""
    assert (0, []) == verified(made(tmp_path, *options), capsys)


def changed_log(folder: Path, change: Callable[[str], str]) -> None:
    """Change the log after the report was made."""
    log = folder / "events.jsonl"
    log.write_text(change(log.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_changed_event_is_named(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten thousand became nine: the file, the event, and where the report differs."""
    changed_log(tmp_path, lambda text: text.replace('"10000.00"', '"9000.00"'))

    assert 7 == main(["verify", str(report), "--lang", "en"])
    assert [
        f"{report}: does not hold.",
        "  * [other-file] the file events.jsonl no longer holds what it held",
        "  * [other-event] event 2 in order of effect, e2 (events.jsonl:2), is the first that differs",
        "  * [other-report] the report made anew differs at duties[advance].state",
    ] == capsys.readouterr().out.splitlines()


def test_a_dropped_event_is_told(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is left is the same."""
    changed_log(tmp_path, lambda text: text.splitlines()[0] + "\n")

    assert (7, ["other-file", "events-missing", "other-report"]) == verified(report, capsys)


def test_swapped_rows_change_the_file_and_nothing_else(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The order of rows means nothing; the bytes of the file are still not what they were."""
    changed_log(tmp_path, lambda text: "\n".join(reversed(text.splitlines())) + "\n")

    assert (7, ["other-file"]) == verified(report, capsys)


def test_a_log_that_cannot_be_read_any_more_is_another_file(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refused log says less than that it was changed."""
    changed_log(tmp_path, lambda text: text + "{")

    assert (7, ["other-file"]) == verified(report, capsys)


def test_a_changed_clause_is_told(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seven working days became eight."""
    contract = tmp_path / "small.clause"
    text = contract.read_text(encoding="utf-8")
    contract.write_text(text.replace("期限 7个工作日内", "期限 8个工作日内"), encoding="utf-8")

    code, found = verified(report, capsys)
    assert (7, "other-contract") == (code, found[0])


@pytest.mark.parametrize(
    ("path", "value"), [("totals", []), ("duties", "x"), ("duties", []), ("as_of", "2024-06-21T23:59:59.999999+08:00")]
)
def test_a_forged_figure_is_found(path: str, value: object, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is changed in the report itself."""
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    found[path] = value
    report.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")

    assert (7, ["other-report"]) == verified(report, capsys)


def test_files_are_sought_where_one_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report was moved to a folder of its own."""
    away = tmp_path / "away"
    away.mkdir()
    moved = made(tmp_path).rename(away / "report.json")

    assert 2 == main(["verify", str(moved)])
    assert "the contract small is nowhere to be found" in capsys.readouterr().err
    assert 0 == main(["verify", str(moved), "--in", str(tmp_path)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"schema": "luyue/due/1"}',
        "\ufeff{}",
        '{"schema": "luyue/report/1", "manifest": {}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_report_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a way out."""
    (tmp_path / "x.json").write_text(text, encoding="utf-8")

    assert 6 == main(["verify", str(tmp_path / "x.json")])
    said = capsys.readouterr().err
    assert "is no report in JSON" in said
    assert "luyue replay --format json -o FILE makes one" in said


# ---------------------------------------------------------------- the chain


def events(n: int, *, changed: int | None = None) -> list[Event]:
    """Return so many events, one of them other than it was."""
    return [Event(f"e{i}", "x", i, i, i, content="other" if i == changed else "x") for i in range(n)]


@pytest.mark.parametrize("place", [0, 1, 57, 98, 99])
def test_the_first_event_that_differs_is_found(place: int) -> None:
    """Wherever it stands."""
    mine, yours = chain_of("c", events(100)), chain_of("c", events(100, changed=place))

    assert (place + 1, place + 1) == first_difference(mine, yours, 100)
    assert first_difference(mine, chain_of("c", events(100)), 100) is None


def test_marks_of_a_long_chain_stand_apart() -> None:
    """Twice as many events as marks: every second has one, and so has the last."""
    mine, yours = chain_of("c", events(2 * MOST_MARKS - 1)), chain_of("c", events(2 * MOST_MARKS - 1, changed=1000))

    assert (2, MOST_MARKS) == (mine.every, len(mine.marks))
    assert (1001, 1002) == first_difference(mine, yours, 2 * MOST_MARKS - 1)


def test_two_events_swapped_or_joined_change_the_head() -> None:
    """What separates two events is their lengths: no content can pretend to be two."""
    one, two = Event("a", "x", 0, 0, 0, content="b"), Event("c", "x", 1, 1, 1, content="d")
    joined = Event("a", "x", 0, 0, 0, content="bc\0d")

    heads = {chain_of("c", row).head for row in ([one, two], [two, one], [joined], [one], [], [one, two, two])}
    assert 6 == len(heads)
