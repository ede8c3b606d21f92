"""Every end of the command is an exit code, and whatever is wrong is said in the reader's language."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import small_contract
from conftest import ROOT

from luyue.app.cli import VERBS, main

SEEN = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the locale say English unless a test says otherwise."""
    for name in SEEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Return a contract and a log with one late payment."""
    return small_contract.write(tmp_path)


def error_of(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said on the error channel, when nothing was printed."""
    said = capsys.readouterr()
    assert "" == said.out
    return said.err


# ---------------------------------------------------------------- exit codes


def test_replay_ends_with_0_though_a_contract_is_broken(files: tuple[str, str]) -> None:
    """A report is what was asked for, whatever it says."""
    assert 0 == main(["replay", *files])


def test_gate_on_breach_ends_with_1(files: tuple[str, str]) -> None:
    """Findings fail a run only when asked to."""
    assert 1 == main(["replay", *files, "--fail-on", "breach"])


def test_gate_on_breach_ends_with_0_when_all_is_kept(tmp_path: Path) -> None:
    """One second earlier there is nothing to fail on."""
    files = small_contract.write(tmp_path, events=small_contract.IN_TIME)

    assert 0 == main(["replay", *files, "--fail-on", "breach"])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["reply"],
        ["replay"],
        ["replay", "small", "--no-such"],
        ["replay", "no_such_contract"],
        ["replay", "{contract}", "{log}", "--as-of", "2024-02-30"],
        ["replay", "{contract}", "{log}", "--set", "rate"],
        ["replay", "{contract}", "{log}", "--set", "rate=five_percent", "--set", "rate=five_permille"],
        ["replay", "{contract}", "{log}", "--set", "nobody=1"],
        ["replay", "{contract}", "{log}", "--reading", "rate=six_percent"],
        ["replay", "{contract}", "{log}", "--encoding", "latin1"],
        ["replay", "{contract}", "{log}", "-o", "{log}"],
        ["explain", "{contract}", "{log}", "--id", "nothing"],
        ["explain", "{contract}", "{log}"],
        ["calendar", "2024-06-07", "+7", "weeks"],
        ["calendar", "2024-06-31", "+7", "days"],
        ["calendar", "2027-06-01", "+7", "working-days"],
        ["schema", "invoice"],
        ["check"],
        ["fmt", "-", "--lang", "fr"],
    ],
)
def test_wrong_usage_ends_with_2(
    arguments: list[str], files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be understood is not guessed, and nothing is printed but the reason."""
    named = {"contract": files[0], "log": files[1]}

    assert 2 == main([argument.format_map(named) for argument in arguments])
    assert ": error[" in error_of(capsys)


@pytest.mark.parametrize("verb", ["replay", "explain", "articles", "test", "check"])
def test_refused_contract_ends_with_3(verb: str, tmp_path: Path) -> None:
    """Every verb refuses what check refuses."""
    contract, log = small_contract.write(tmp_path, small_contract.CLAUSES.replace("当   审核无误", "当   审核无悟"))
    arguments = {"replay": [log], "explain": [log, "--id", "advance"]}.get(verb, [])

    assert 3 == main([verb, contract, *arguments])


def test_refused_log_ends_with_4(files: tuple[str, str]) -> None:
    """A log is read whole or not at all."""
    Path(files[1]).write_text(small_contract.EVENTS.replace("review_passed", "review_past"), encoding="utf-8")

    assert 4 == main(["replay", *files])


def test_log_without_events_ends_with_4_when_events_are_required(files: tuple[str, str]) -> None:
    """An empty log is a mistake only to those who say so."""
    Path(files[1]).write_text("", encoding="utf-8")

    assert (0, 4) == (main(["replay", *files]), main(["replay", *files, "--require-events"]))


def test_contract_beyond_a_limit_ends_with_5(tmp_path: Path) -> None:
    """Too deep is not wrong, but more than we read."""
    deep = f"设 深 为 {'（' * 3000}1{'）' * 3000}\n"
    contract, _ = small_contract.write(tmp_path, small_contract.CLAUSES + deep)

    assert 5 == main(["check", contract])


@pytest.mark.parametrize(
    "arguments",
    [
        ["replay", "./no/such.clause"],
        ["replay", "{contract}", "no-such.jsonl"],
        ["replay", "{contract}", "{folder}"],
        ["replay", "{contract}", "{log}", "--calendar", "no-such.csv"],
        ["replay", "{contract}", "{log}", "-o", "{folder}/no/such/folder/report.txt"],
        ["replay", "{contract}", "{log}", "-o", "{folder}"],
        ["demo", "--out", "{log}"],
    ],
)
def test_files_that_fail_end_with_6(
    arguments: list[str], files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read or written is said with the reason the system gave."""
    named = {"contract": files[0], "log": files[1], "folder": str(tmp_path)}

    assert 6 == main([argument.format_map(named) for argument in arguments])
    assert "error[cannot-" in error_of(capsys)


def test_our_own_mistake_ends_with_70_and_shows_no_traceback(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reader is not to be bothered with our stack."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by us")

    monkeypatch.setattr("luyue.app.session.case_of", fail)

    assert 70 == main(["replay", *files])
    assert "Traceback" not in error_of(capsys)


def test_debug_lets_our_own_mistake_be_seen(files: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks gets the exception itself."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by us")

    monkeypatch.setattr("luyue.app.session.case_of", fail)

    with pytest.raises(ZeroDivisionError):
        main(["replay", *files, "--debug"])


def test_interrupt_ends_with_130(files: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C is an answer, not a crash."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("luyue.app.session.case_of", interrupt)

    assert 130 == main(["replay", *files])


def test_failed_scenario_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario fails with what was expected and what was found."""
    contract, _ = small_contract.write(tmp_path, small_contract.CLAUSES.replace("500元 依 滞纳金", "501元 依 滞纳金"))

    assert 1 == main(["test", contract])
    lines = capsys.readouterr().out.splitlines()
    assert [
        f'{contract}:32: failed "晚一秒"',
        "  line 37: expected buyer owes supplier CNY 501.00 under late_fee; found late_fee CNY 500.00",
        "  late_fee/1: damages, buyer pays supplier CNY 500.00",
    ] == lines[:3]
    assert "1 scenario: 0 passed, 1 failed" == lines[-1]


def test_scenario_that_passes_ends_with_0(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario that gives what it expects is one line."""
    assert 0 == main(["test", files[0], "--lang", "zh"])
    assert f"{files[0]}:32: 通过「晚一秒」\n共 1 个案例：通过 1，不符 0\n" == capsys.readouterr().out


def test_warnings_end_with_1_only_when_asked_to(tmp_path: Path) -> None:
    """A lawyer's warning stops nobody who did not ask."""
    uncapped = small_contract.CLAUSES.replace("，不超过 欠款的5%", "").replace("，累计不超过5%", "")
    contract, _ = small_contract.write(tmp_path, uncapped)

    assert (0, 1) == (main(["check", contract]), main(["check", contract, "--fail-on", "warning"]))


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        (
            ["reply"],
            "luyue: error[no-such-verb]: there is no verb reply\n  = help: did you mean replay?\n",
            "luyue: 错误[no-such-verb]：没有「reply」这个命令\n  = 帮助：是不是「replay」？\n",
        ),
        (
            [],
            "luyue: error[no-verb]: no verb was given\n  = help: luyue --help lists the verbs\n",
            "luyue: 错误[no-verb]：没有说要做什么\n  = 帮助：luyue --help 列出所有命令\n",
        ),
        (
            ["replay", "small", "--formt", "json"],
            "luyue replay: error[no-such-option]: there is no option --formt\n  = help: did you mean --format?\n",
            "luyue replay: 错误[no-such-option]：没有「--formt」这个选项\n  = 帮助：是不是「--format」？\n",
        ),
        (
            ["replay", "small", "--format", "pdf"],
            "luyue replay: error[bad-choice]: --format cannot be pdf\n"
            "  = help: one of text, json, html, xlsx, ics, csv\n",
            "luyue replay: 错误[bad-choice]：--format 的值「pdf」不在可选之列\n"
            "  = 帮助：可选：text, json, html, xlsx, ics, csv\n",
        ),
        (
            ["replay", "small", "--as-of"],
            "luyue replay: error[no-value]: the option --as-of needs a value\n",
            "luyue replay: 错误[no-value]：选项 --as-of 后面缺一个值\n",
        ),
        (
            ["replay", "small", "--lenient=yes"],
            "luyue replay: error[value-not-wanted]: the option --lenient takes no value\n",
            "luyue replay: 错误[value-not-wanted]：选项 --lenient 不带值\n",
        ),
        (
            ["explain", "small"],
            "luyue explain: error[missing-argument]: --id is missing\n"
            "  = help: luyue explain --help shows how it is used\n",
            "luyue explain: 错误[missing-argument]：缺少 --id\n  = 帮助：luyue explain --help 说明用法\n",
        ),
        (
            ["schema", "report", "haining"],
            "luyue schema: error[extra-argument]: haining is one too many\n"
            "  = help: luyue schema --help shows how it is used\n",
            "luyue schema: 错误[extra-argument]：多出来的「haining」\n  = 帮助：luyue schema --help 说明用法\n",
        ),
        (
            ["replay", "./no.clause"],
            "./no.clause: error[cannot-read]: cannot read ./no.clause: no such file or folder\n",
            "./no.clause: 错误[cannot-read]：读不了 ./no.clause：没有这个文件或文件夹\n",
        ),
        (
            ["replay", "hainin"],
            "luyue replay: error[unknown-contract]: no contract hainin comes with luyue\n"
            "  = help: did you mean haining?\n",
            "luyue replay: 错误[unknown-contract]：没有随附名为「hainin」的合同\n  = 帮助：是不是「haining」？\n",
        ),
        (
            ["calendar", "2030-01-01", "+1", "working-days"],
            "luyue: error[unknown-year]: there is no holiday arrangement for 2030\n"
            "  = help: give a calendar file with --calendar, or take Monday to Friday with --assume-weekdays\n",
            "luyue: 错误[unknown-year]：2030 年没有公布的放假安排\n"
            "  = 帮助：可用 --calendar 给出历法文件，或 --assume-weekdays 按周一至周五推定\n",
        ),
    ],
)
def test_errors_are_said_in_both_languages(
    arguments: list[str],
    en: str,
    zh: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The locale chooses the language; the code stays."""
    main(arguments)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    in_english = error_of(capsys)
    main(arguments)

    assert (en, zh) == (in_english, error_of(capsys))


def test_lang_beats_the_locale(capsys: pytest.CaptureFixture[str]) -> None:
    """What the reader asks for counts more than what the machine says."""
    main(["replay", "--lang", "zh"])

    assert "错误[missing-argument]" in error_of(capsys)


def test_without_a_locale_messages_are_in_the_language_of_the_file(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The C locale says nothing about a reader, the contract does."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    main(["replay", *files, "--as-of", "yesterday"])

    assert "错误[bad-moment]：「yesterday」不是日期也不是时刻" in error_of(capsys)


def test_report_is_in_chinese_whatever_the_locale(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report must be the same on every machine."""
    main(["replay", *files])
    in_english = capsys.readouterr().out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    main(["replay", *files])

    assert in_english == capsys.readouterr().out
    assert in_english.startswith("履约报告：小合同\n")


def test_refused_contract_is_drawn_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The author sees file, line and column, what stands there, and a near miss."""
    contract, log = small_contract.write(tmp_path, small_contract.CLAUSES.replace("当   审核无误", "当   审核无悟"))
    main(["replay", contract, log])
    said = error_of(capsys)

    assert said.startswith(f"{contract}:19:7: error[")
    assert "审核无误" in said


def test_refused_log_is_said_with_file_and_row(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of a log names its row."""
    Path(files[1]).write_text(small_contract.EVENTS.replace("10000.00", "1e4"), encoding="utf-8")
    main(["replay", *files])

    assert error_of(capsys).startswith("events.jsonl:2: error[")


def test_errors_are_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """With --format json a refusal is one object too."""
    main(["replay", "./no.clause", "--format", "json"])
    told = json.loads(error_of(capsys))

    assert {
        "schema": "luyue/errors/1",
        "errors": [
            {
                "file": "./no.clause",
                "line": None,
                "column": None,
                "severity": "error",
                "code": "cannot-read",
                "message": "cannot read ./no.clause: no such file or folder",
                "help": [],
            }
        ],
        "more": 0,
    } == told


def test_refusals_of_contract_and_log_are_json_with_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line and code stand in members of their own."""
    contract, log = small_contract.write(tmp_path, small_contract.CLAUSES.replace("当   审核无误", "当   审核无悟"))
    main(["replay", contract, log, "--format", "json"])
    of_contract = json.loads(error_of(capsys))["errors"][0]
    contract, log = small_contract.write(tmp_path, events=small_contract.EVENTS.replace("10000.00", "1e4"))
    main(["replay", contract, log, "--format", "json"])
    of_log = json.loads(error_of(capsys))["errors"][0]

    assert (contract, 19, 7) == (of_contract["file"], of_contract["line"], of_contract["column"])
    assert ("events.jsonl", 2) == (of_log["file"], of_log["line"])


# ---------------------------------------------------------------- help and numbers


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_every_verb_has_help_in_both_languages(
    verb: str, locale: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Help is laid out by us: every option has a sentence, and no line is wider than a hundred columns."""
    from luyue.app.words import help as words
    from luyue.dsl.diagnostic import width

    monkeypatch.setenv("LANG", locale)
    code = main([verb, "--help"])
    said = capsys.readouterr().out

    assert 0 == code
    assert words.VERB[verb][0 if locale.startswith("zh") else 1].split()[0] in said
    assert [] == [line for line in said.splitlines() if width(line) > 100]
    assert [] == [line for line in said.splitlines() if line.strip().endswith(("--lang", "--format"))]


def test_help_of_the_command_lists_every_verb_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks for help learns all there is."""
    assert 0 == main(["--help"])
    said = capsys.readouterr().out

    assert [] == [verb for verb in VERBS if f"\n  {verb} " not in said]
    assert "130, 143 interrupted" in " ".join(said.split())


def test_version_is_the_project_s(capsys: pytest.CaptureFixture[str]) -> None:
    """The engine in a manifest is the one that was installed."""
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert 0 == main(["--version"])
    assert f"luyue {version}\n" == capsys.readouterr().out


def test_command_imports_neither_parser_nor_tables_at_start() -> None:
    """Help must answer at once, so the heavy rooms stay closed until a verb needs them."""
    code = (
        "import sys, luyue.app.cli; "
        "print([name for name in ('lark', 'rich', 'pendulum', 'msgspec', 'luyue.dsl.parse', 'luyue.engine.replay')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / ".links")}, capture_output=True, check=True
    )

    assert b"[]\n" == done.stdout


def test_minus_and_digits_is_a_number_not_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    """Seven working days before 7 June 2024."""
    assert 0 == main(["calendar", "2024-06-07", "-7", "working-days", "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert ("2024-06-07", "2024-05-29", "2024-05-29") == (found["start"], found["raw"], found["result"])


@pytest.mark.parametrize(
    ("question", "raw", "result"),
    [
        (["2024-06-07", "+7", "working-days"], "2024-06-19", "2024-06-19"),
        (["2024-06-07", "+1", "months"], "2024-07-07", "2024-07-08"),
        (["2024-06-07", "+1", "months", "--no-roll"], "2024-07-07", "2024-07-07"),
        (["2024-01-31", "+1", "month", "--no-roll"], "2024-02-29", "2024-02-29"),
        (["2024-06-07", "30", "days"], "2024-07-07", "2024-07-08"),
        (["2024年6月7日", "7", "工作日"], "2024-06-19", "2024-06-19"),
        (["2024-02-29", "+1", "years", "--no-roll"], "2025-02-28", "2025-02-28"),
    ],
)
def test_calendar_counts_from_a_date(
    question: list[str], raw: str, result: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last day before and after the roll, by the same clock as due dates."""
    assert 0 == main(["calendar", *question, "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert (raw, result) == (found["raw"], found["result"])


def test_calendar_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Twelve days, seven of them worked: the Dragon Boat holiday of 2024 lies between."""
    assert 0 == main(["calendar", "2024-06-07", "to", "2024-06-19", "--format", "json"])

    assert {"days": 12, "working_days": 7} == json.loads(capsys.readouterr().out)


def test_calendar_shows_the_notice_behind_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    """A table without a source is worth nothing in court."""
    assert 0 == main(["calendar", "--year", "2024"])

    assert "国办发明电〔2023〕7号" in capsys.readouterr().out


# ---------------------------------------------------------------- readings and settings


def test_reading_is_chosen_by_any_of_its_names(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """--set and --reading take each other's names, in either language."""
    said = []
    for arguments in (["--reading", "rate=five_permille"], ["--set", "费率=当笔误"]):
        assert 0 == main(["replay", *files, *arguments, "--format", "json"])
        said.append(capsys.readouterr().out)

    assert said[0] == said[1]
    assert "50.00" == json.loads(said[0])["totals"][0]["low"]


def test_all_readings_show_what_the_others_would_give(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The difference in money stands beside the default."""
    assert 0 == main(["replay", *files, "--readings", "all", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["alternatives"]

    assert [("rate", "five_permille", "50.00")] == [(x["reading"], x["option"], x["totals"][0]["low"]) for x in found]


# ---------------------------------------------------------------- fmt and check


def test_fmt_names_and_mends_a_file_that_is_not_tidy(tmp_path: Path) -> None:
    """Untidy is 1, rewriting makes it 0, and the meaning stays."""
    contract, log = small_contract.write(tmp_path, small_contract.CLAUSES.replace("  名称     “", "名称 “"))
    codes = [main(["fmt", contract, "--check"]), main(["fmt", contract, "--write"]), main(["fmt", contract, "--check"])]

    assert [1, 0, 0] == codes
    assert 0 == main(["replay", contract, log])


def test_fmt_leaves_a_file_with_errors_untouched(tmp_path: Path) -> None:
    """What does not parse is refused and stays as it was, byte for byte; the others are worked on."""
    broken = small_contract.CLAUSES.replace("期限 7个工作日内", "期限 7个工作日内 （")
    contract, _ = small_contract.write(tmp_path, broken)
    other = tmp_path / "other.clause"
    other.write_text(small_contract.CLAUSES.replace("  名称     “", "名称 “"), encoding="utf-8")

    assert 3 == main(["fmt", contract, str(other), "--write"])
    assert broken == Path(contract).read_text(encoding="utf-8")
    assert 0 == main(["fmt", str(other), "--check"])


def test_contract_in_english_replays_to_the_same_bytes(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One meaning, two spellings: the report does not know which was read."""
    main(["replay", *files, "--format", "json"])
    from_chinese = capsys.readouterr().out
    main(["fmt", files[0], "--lang", "en"])
    english = tmp_path / "small.en.clause"
    english.write_text(capsys.readouterr().out, encoding="utf-8")
    main(["replay", str(english), files[1], "--format", "json"])

    assert "clause advance = 预付款" in english.read_text(encoding="utf-8")
    assert from_chinese == capsys.readouterr().out


def test_check_lists_the_findings_of_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One broken file does not hide another."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.clause").write_text(
            small_contract.CLAUSES.replace("当   审核无误", "当   审核无悟"), "utf-8"
        )

    assert 3 == main(["check", str(tmp_path), "--format", "json"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(False, 1), (False, 1)] == [(file["sound"], file["counts"]["error"]) for file in files]


def test_contract_may_be_its_folder(tmp_path: Path) -> None:
    """A folder means its file of the folder's name."""
    folder = tmp_path / "小合同"
    folder.mkdir()
    (folder / "小合同.clause").write_text(small_contract.CLAUSES, encoding="utf-8")
    (folder / "events.jsonl").write_text(small_contract.EVENTS, encoding="utf-8")

    assert 0 == main(["replay", str(folder), str(folder / "events.jsonl")])
    assert 2 == main(["replay", str(tmp_path)])


def test_articles_tell_answered_from_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article is answered by the clauses that cite it, or by a reason, or is missing."""
    index = "\n条 〔三〕 “付款”\n条 〔一〕 “标的” 定义\n条 〔六〕 “争议”\n"
    contract, _ = small_contract.write(tmp_path, small_contract.CLAUSES + index)

    assert 0 == main(["articles", contract, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["articles"]
    assert [("三", "answered", ["advance"]), ("一", "definition", []), ("六", "missing", [])] == [
        (one["cite"], one["answer"], one["clauses"]) for one in found
    ]
