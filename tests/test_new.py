"""A new contract folder is whole, sound and tested from its first minute, or it is not there."""

import json
import os
from pathlib import Path

import pytest

from luyue.app import begin
from luyue.app.cli import main
from luyue.app.commands.new import TEMPLATES
from luyue.app.words.begin import TEXTS
from luyue.dsl import syntax
from luyue.dsl.load import load
from luyue.dsl.parse import parse
from luyue.dsl.source import Source

LANGUAGES = ("zh", "en")


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with an English locale unless a test says otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names_in(folder: Path) -> list[str]:
    """Return everything that a folder holds, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


# ---------------------------------------------------------------- what is made


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_contract_is_sound_and_its_scenario_passes(
    template: str, lang: str, somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even a warning, and the replay of its log runs."""
    assert 0 == main(["new", "printer", "--template", template, "--lang", lang])
    assert ["printer.clause", "events.jsonl"] == sorted(names_in(somewhere / "printer"), reverse=True)
    assert 0 == main(["check", "./printer", "--fail-on", "warning"])
    assert 0 == main(["test", "./printer"])
    assert 0 == main(["replay", "./printer", "printer/events.jsonl", "--require-events"])
    assert () == load(somewhere / "printer" / "printer.clause").warnings


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_log_says_what_the_scenario_says(template: str, lang: str, somewhere: Path) -> None:
    """The same events at the same time, so that the first replay shows the verdict of the scenario."""
    main(["new", "printer", "--template", template, "--lang", lang])
    contract = load(somewhere / "printer" / "printer.clause")
    rows = [json.loads(line) for line in (somewhere / "printer" / "events.jsonl").read_text("utf-8").splitlines()]

    told = contract.scenarios[0].events
    assert [row["type"] for row in rows] == [one.event for one in told]
    assert [row["time"] for row in rows] == [f"{one.at[0]}T{one.at[1]}+08:00" for one in told]


@pytest.mark.parametrize("template", TEMPLATES)
def test_files_are_tidy(template: str) -> None:
    """The formatter has nothing to change in either language."""
    for lang in LANGUAGES:
        assert 0 == main(["new", f"printer_{lang}", "--template", template, "--lang", lang])
        assert 0 == main(["fmt", f"./printer_{lang}", "--check"])


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_english_template_is_the_print_of_the_chinese_one(template: str) -> None:
    """One tree, but for its texts; no Chinese is left but the twins of names, which logs may use."""
    trees = [parse(Source("x", begin.clauses("printer", template=template, lang=lang))) for lang in LANGUAGES]
    english = begin.clauses("printer", template=template, lang="en")
    quoted = [part for line in english.splitlines() for part in line.split('"')[1::2]]

    assert [type(part) for part in trees[0].parts] == [type(part) for part in trees[1].parts]
    assert [_lines(part) for part in trees[0].parts] == [_lines(part) for part in trees[1].parts]
    assert [] == [text for text in quoted if any("\u4e00" <= sign <= "\u9fff" for sign in text)]
    assert [] == [line for line in english.splitlines() if line.startswith("#") and not line.isascii()]


def _lines(part: syntax.Part) -> list[str]:
    return [type(line).__name__ for line in part.lines] if isinstance(part, syntax.Clause) else []


def test_every_text_of_the_table_stands_in_a_template() -> None:
    """A text that was changed in the template only would stay Chinese in English."""
    chinese = "".join(begin.clauses("printer", template=template, lang="zh") for template in TEMPLATES)

    assert [] == [text for text in TEXTS if text not in chinese]


@pytest.mark.parametrize(
    "name", ["设备采购", "三十日", "6期", "a-b", "_", "12", "duty", "义务", "付款", "price", "NAME"]
)
def test_any_name_that_a_folder_can_have_names_a_contract(name: str, somewhere: Path) -> None:
    """A number with its unit, a label, a name of a clause: the printer puts it in quotes where it must."""
    assert 0 == main(["new", name, "--template", "service"])
    assert name == load(somewhere / name / f"{name}.clause").label.id
    assert 0 == main(["test", f"./{name}"])


def test_what_to_do_next_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """In the language of the file."""
    assert 0 == main(["new", "printer", "--lang", "zh"])
    assert 0 == main(["new", "scanner"])
    assert (
        "已建好 printer：printer.clause, events.jsonl\n"
        "接下来：照自己的合同改 printer.clause，再运行 luyue check ./printer 和 luyue test ./printer，"
        "然后 luyue replay ./printer printer/events.jsonl\n"
        "made scanner: scanner.clause, events.jsonl\n"
        "next: edit scanner.clause after your contract, run luyue check ./scanner and luyue test ./scanner,"
        " then luyue replay ./scanner scanner/events.jsonl\n" == capsys.readouterr().out
    )


def test_programs_are_told_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    """As plain values."""
    assert 0 == main(["new", "printer", "--format", "json"])
    assert {
        "schema": "luyue/new/1",
        "folder": "printer",
        "files": [str(Path("printer/printer.clause")), str(Path("printer/events.jsonl"))],
    } == json.loads(capsys.readouterr().out)


def test_a_chinese_name_brings_a_chinese_file_where_nobody_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, somewhere: Path
) -> None:
    """Neither --lang nor a locale."""
    monkeypatch.setenv("LANG", "C")

    assert (0, 0) == (main(["new", "设备采购"]), main(["new", "printer"]))
    assert "合同 设备采购" in (somewhere / "设备采购" / "设备采购.clause").read_text("utf-8")
    assert "contract printer" in (somewhere / "printer" / "printer.clause").read_text("utf-8")


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "{} cannot name a contract: it is empty"),
        ("a/b", "{} cannot name a contract: it holds / \\ or :, as paths do"),
        ("a\\b", "{} cannot name a contract: it holds / \\ or :, as paths do"),
        ("c:x", "{} cannot name a contract: it holds / \\ or :, as paths do"),
        ("..", "{} cannot name a contract: a dot or a blank stands at an end of it"),
        ("a.", "{} cannot name a contract: a dot or a blank stands at an end of it"),
        (" a", "{} cannot name a contract: a dot or a blank stands at an end of it"),
        ("con", "{} cannot name a contract: some systems take it for a device"),
        ("NUL", "{} cannot name a contract: some systems take it for a device"),
        ("lpt1.txt", "{} cannot name a contract: some systems take it for a device"),
        ("a b", "{} cannot name a contract: it holds  "),
        ("a’", "{} cannot name a contract: it holds ’"),
        ("аbc", "{} cannot name a contract: it holds а"),
        ("x" * 61, "{} cannot name a contract: 60 characters at most"),
    ],
)
def test_a_name_that_cannot_be_one_is_wrong_usage(
    name: str, why: str, somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On every system, so that a folder can travel; nothing is made."""
    assert 2 == main(["new", name])
    assert (
        f"luyue new: error[bad-name]: {why.format(name)}\n"
        "  = help: use letters, digits and underscores, such as shared_printer\n" == capsys.readouterr().err
    )
    assert [] == names_in(somewhere)


def test_invisible_signs_of_a_name_are_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal does what it is told."""
    assert 2 == main(["new", "a\x1b[2J", "--lang", "zh"])
    assert (
        "luyue new: 错误[bad-name]：「a<U+001B>[2J」不能作合同的名称：含有「<U+001B>」\n"
        "  = 帮助：用汉字、英文字母、数字和下划线，例如 设备采购\n" == capsys.readouterr().err
    )


@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_what_exists_is_never_touched(kind: str, somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 6, and nothing else is left behind."""
    place = somewhere / "printer"
    if kind == "folder":
        place.mkdir()
    elif kind == "file":
        place.write_text("mine", encoding="utf-8")
    else:
        place.symlink_to("nowhere")

    assert 6 == main(["new", "printer"])
    assert (
        "printer: error[folder-exists]: printer exists already\n"
        "  = help: choose another name; a folder that exists is never touched\n" == capsys.readouterr().err
    )
    assert ["printer"] == names_in(somewhere)
    assert not place.is_dir() or [] == names_in(place)


def test_a_fault_on_the_way_leaves_nothing(
    somewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is built beside its place; what was begun is gone."""

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "rename", full)

    assert 6 == main(["new", "printer"])
    assert "printer: error[cannot-write]: cannot write printer: no space is left\n" == capsys.readouterr().err
    assert [] == names_in(somewhere)


def test_an_unknown_template_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """As every choice does."""
    assert 2 == main(["new", "printer", "--template", "lease"])
    assert (
        "luyue new: error[bad-choice]: --template cannot be lease\n  = help: one of blank, service\n"
        == capsys.readouterr().err
    )


def test_help_is_in_the_language_of_the_reader(capsys: pytest.CaptureFixture[str]) -> None:
    """With the templates and the one that is taken when none is named."""
    assert 0 == main(["new", "--help"])
    assert (
        """\
Usage: luyue new NAME [...]

make a contract folder: clauses, a log, a scenario

Arguments:
  NAME  the name of contract and folder, such as shared_printer

Options:
  --template blank|service  blank (the default) has one payment; service a response time, damages
                            per day and a payment
  --lang zh|en              language: zh or en
  --format text|json        output: text or json
  --help, -h                show this help
"""
        == capsys.readouterr().out
    )
    assert 0 == main(["new", "--help", "--lang", "zh"])
    assert (
        """\
用法：luyue new NAME [...]

新建一个合同文件夹：条款、事件和一个案例

参数：
  NAME  合同和文件夹的名称，如 shared_printer 或 设备采购

选项：
  --template blank|service  样板：blank（默认）只有一条付款；service 有响应期限、按日违约金和付款
  --lang zh|en              语言：zh 或 en
  --format text|json        输出格式：text 或 json
  --help, -h                显示本说明
"""
        == capsys.readouterr().out
    )
