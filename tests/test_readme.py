"""
What the two READMEs show is what one gets: every block in them is run or compared, none is left to trust.

What blocks there are, and what becomes of each, is told in ``readme_blocks``. Tables and lists that name codes, files,
verbs or options are held against the project, so that a page cannot promise what is gone or hide what has come.
"""

import doctest
import re
import shlex
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest
from conftest import ROOT
from readme_blocks import (
    CHINESE,
    ENGLISH,
    EXIT_CODE,
    LOCALE,
    Block,
    abridged,
    blocks,
    copied,
    printed_by,
    steps,
    text_of,
)

from luyue.app import stop
from luyue.app.cli import VERBS, main

NOT_YET: Final = MappingProxyType({ENGLISH: "## Not there yet", CHINESE: "## 还没有的"})
CODES: Final = MappingProxyType({ENGLISH: "## Exit codes", CHINESE: "## 退出码"})
EXAMPLES: Final = (
    ("docs/examples/goods.clause", "goods"),
    ("docs/examples/goods.clause", "goods_1"),
    ("docs/examples/goods.clause", "goods_2"),
    ("haining", "late_advance"),
)
LAW: Final = MappingProxyType({ENGLISH: "## Where the law stands", CHINESE: "## 法条落在哪里"})


def section(readme: str, heading: str) -> str:
    """Return the text under a heading, up to the next one of its depth."""
    _, found, rest = text_of(readme).partition(f"\n{heading}\n")
    assert found, f"{readme} has no {heading}"
    return rest.partition("\n## ")[0]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a copy of what the READMEs read, so that nothing they write stays."""
    monkeypatch.chdir(copied(tmp_path))
    return tmp_path


def speak(readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the locale of a README's readers."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", LOCALE[readme])


# ---------------------------------------------------------------- commands


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.name)
def test_commands_print_what_is_shown(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of a block prints the lines below it, and ends with 0 unless the block shows its code."""
    speak(block.readme, monkeypatch)
    code, pending = 0, ""
    for step in steps(block):
        if step.command == EXIT_CODE:
            assert step.shown == (str(code),)
            code = 0
        else:
            assert 0 == code, f"{pending} ends with {code}, and the block does not say so"
            pending = step.command
            code, printed = printed_by(step.command)
            assert step.shown == abridged(step.shown, printed), step.command
    assert 0 == code, f"{pending} ends with {code}, and the block does not say so"


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.name)
def test_python_answers_what_is_shown(block: Block) -> None:
    """A session of the interpreter goes as it is written down."""
    session = doctest.DocTestParser().get_doctest("\n".join(block.lines) + "\n", {}, block.name, block.readme, 0)
    said: list[str] = []

    failed = doctest.DocTestRunner(verbose=False).run(session, out=said.append).failed

    assert session.examples
    assert 0 == failed, "".join(said)


def test_both_readmes_run_the_same_commands() -> None:
    """Apart from the language asked for, and the language of the log, a reader of either does the same."""

    def run(readme: str) -> list[str]:
        commands = [step.command for block in blocks("console") if block.readme == readme for step in steps(block)]
        return [re.sub(r" --lang \w+|\.jsonl|\.csv", "", command) for command in commands]

    assert run(ENGLISH) == run(CHINESE)


def test_every_verb_is_run() -> None:
    """The tour leaves no verb out; the demo is among what sets up."""
    run = {step.command.split()[1] for block in blocks("console") for step in steps(block)}

    assert set() == set(VERBS) - {"demo"} - run


# ---------------------------------------------------------------- what is quoted


def test_every_block_is_of_a_kind_that_is_checked() -> None:
    """No block stands in a README only to be believed."""
    known = {"console", "python", "sh", "clause", "csv", "json"}

    assert [] == [block.name for block in blocks() if block.kind not in known]


@pytest.mark.parametrize("block", blocks("clause"), ids=lambda block: block.name)
def test_clauses_stand_in_the_file_they_are_quoted_from(block: Block, capsys: pytest.CaptureFixture[str]) -> None:
    """A quoted clause is a run of lines of its file, or of the file's English print."""
    file, *lang = block.of
    text = (ROOT / file).read_text(encoding="utf-8")
    if lang:
        assert 0 == main(["fmt", str(ROOT / file), "--lang", *lang])
        text = capsys.readouterr().out

    assert "\n".join(block.lines) in text


@pytest.mark.parametrize("block", blocks("csv", "json"), ids=lambda block: block.name)
def test_logs_are_the_files_they_are_quoted_from(block: Block) -> None:
    """A log is shown whole."""
    (file,) = block.of

    assert (ROOT / file).read_text(encoding="utf-8") == "\n".join(block.lines) + "\n"


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("log", EXAMPLES, ids=lambda pair: pair[1])
def test_example_logs_say_the_same_in_either_format(log: tuple[str, str]) -> None:
    """What the English README replays from JSON Lines, the Chinese one replays from CSV."""
    contract, name = log

    def report(suffix: str) -> list[str]:
        code, lines = printed_by(f"luyue replay {contract} docs/examples/{name}.{suffix} --format json")
        assert 0 == code
        return [line for line in lines if not re.match(r'\s*"(name|sha256)": "', line) or "clause" in line]

    assert report("jsonl") == report("csv")


# ---------------------------------------------------------------- setting up


def recipe(target: str) -> str:
    """Return what make runs for a target, with what it needs first."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rule = re.search(rf"^{target}:([^\n]*)\n((?:\t[^\n]*\n)*)", makefile, flags=re.MULTILINE)
    assert rule is not None, f"make knows no {target}"
    needs = [name for name in rule[1].split() if name.isalpha()]
    return "".join(recipe(name) for name in needs) + rule[2]


def told(*keys: str) -> Any:
    """Return what pyproject.toml says under some keys."""
    found: Any = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for key in keys:
        found = found[key]
    return found


SETTING_UP: MappingProxyType[str, Callable[[], bool]] = MappingProxyType(
    {
        "make demo": lambda: "luyue demo" in recipe("demo"),
        "make test": lambda: all(tool in recipe("test") for tool in ("ruff", "mypy", "pytest")),
        "make golden": lambda: all(
            name in recipe("golden") for name in ("contracts/*/", "report.json", "readme_blocks")
        ),
        "pip install .": lambda: "luyue.app.cli:main" == told("project", "scripts", "luyue"),
        "pip install -e '.[dev]'": lambda: any(
            "pytest>" in one for one in told("project", "optional-dependencies", "dev")
        ),
        "pytest": lambda: ["tests"] == told("tool", "pytest", "ini_options", "testpaths"),
        ". .venv/bin/activate": lambda: "VENV := .venv\n" in (ROOT / "Makefile").read_text(encoding="utf-8"),
    }
)


@pytest.mark.parametrize("block", blocks("sh"), ids=lambda block: block.name)
def test_setting_up_is_what_make_and_the_project_say(block: Block) -> None:
    """Each line of a set-up block is known, and the Makefile or the project bears it out; the demo is run below."""
    assert [] == [line for line in block.lines if line != "luyue demo" and not SETTING_UP[line]()]


@pytest.mark.usefixtures("checkout")
def test_demo_prints_the_report_and_writes_it_to_a_folder() -> None:
    """``luyue demo`` leaves the three reports that the READMEs name."""
    code, lines = printed_by("luyue demo")

    assert 0 == code
    assert len(lines) > 100
    assert ["report.en.txt", "report.json", "report.zh.txt"] == sorted(p.name for p in Path("luyue-demo").iterdir())


# ---------------------------------------------------------------- tables and lists


def rows(text: str) -> Iterable[list[str]]:
    """Yield the cells of each row of the tables in a text, headings left out."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not set(cells[0]) <= {"-", ":"}:
            yield cells


@pytest.mark.parametrize("readme", LOCALE)
def test_exit_codes_are_those_of_the_command(readme: str) -> None:
    """Every code the command can end with is in the table, and no other."""
    listed = [code for cells in rows(section(readme, CODES[readme])) for code in re.findall(r"\d+", cells[0])]

    assert sorted(v for v in vars(stop).values() if isinstance(v, int)) == sorted(map(int, listed))


@pytest.mark.parametrize("readme", LOCALE)
def test_files_named_for_an_article_speak_of_it(readme: str) -> None:
    """Who follows the table from an article to a file finds the article there."""
    pairs = [
        (article, file)
        for cells in rows(section(readme, LAW[readme]))
        for article in re.findall(r"\d+", cells[0])
        for file in re.findall(r"`([^`]+\.py)`", cells[-1])
    ]

    assert len(pairs) > 10
    assert [] == [
        (article, file) for article, file in pairs if article not in (ROOT / file).read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("readme", LOCALE)
def test_folders_that_are_named_exist(readme: str) -> None:
    """Every link into the checkout leads somewhere."""
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(readme))

    assert links
    assert [] == [link for link in links if not (ROOT / link).exists()]


@pytest.mark.parametrize("readme", LOCALE)
def test_what_is_not_there_yet_is_refused(readme: str) -> None:
    """A verb or option in the list ends with 2; once one of them works, the list must change."""
    listed = [shlex.split(one) for one in re.findall(r"`([^`]+)`", section(readme, NOT_YET[readme]))]
    verbs = [words for words in listed if words[0] == "luyue" and words[1] not in VERBS]
    options = [words for words in listed if words[0].startswith("--")]

    assert len(listed) == len(verbs) + len(options) > 0
    assert [] == [words for words in verbs if 2 != main([*words[1:], "haining"])]
    assert [] == [words for words in options if 2 != main(["replay", "haining", *words])]
