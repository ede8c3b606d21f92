"""The guide from a contract's text to its report: its contract is sound and complete, its commands are run."""

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT
from readme_blocks import GUIDE, Block, abridged, blocks, blocks_of, copied, printed_by, steps, text_of

from luyue.app.cli import main
from luyue.dsl.load import load
from luyue.engine.scenario import run

LIFTS = ROOT / "docs" / "examples" / "lifts.clause"
LOGS = ("lifts.csv", "lifts.en.csv")
PROSE = ("README", "encode-a-contract", "contracts", "testing")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a copy of what the pages read."""
    monkeypatch.chdir(copied(tmp_path))


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("block", blocks("console", of=GUIDE), ids=lambda block: block.name)
def test_commands_print_what_is_shown(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", GUIDE[block.readme])
    for step in steps(block):
        code, printed = printed_by(step.command)
        assert 0 == code, step.command
        assert step.shown == abridged(step.shown, printed), step.command


@pytest.mark.parametrize("block", blocks("clause", of=GUIDE), ids=lambda block: block.name)
def test_clauses_stand_in_the_file_they_are_quoted_from(block: Block, capsys: pytest.CaptureFixture[str]) -> None:
    """In the file, or in its English print."""
    file, *lang = block.of
    text = (ROOT / file).read_text(encoding="utf-8")
    if lang:
        assert 0 == main(["fmt", str(ROOT / file), "--lang", *lang])
        text = capsys.readouterr().out

    assert "\n".join(block.lines) in text


@pytest.mark.parametrize("block", blocks("csv", of=GUIDE), ids=lambda block: block.name)
def test_logs_are_the_files_they_are_quoted_from(block: Block) -> None:
    assert (ROOT / block.of[0]).read_text(encoding="utf-8") == "\n".join(block.lines) + "\n"


def test_both_languages_take_the_same_steps() -> None:
    """The same commands, apart from the language asked for and that of the log."""
    said = [
        [
            re.sub(r" --lang \w+|\.en(?=\.csv)", "", step.command)
            for one in blocks("console", of=[page])
            for step in steps(one)
        ]
        for page in GUIDE
    ]

    assert said[0] == said[1]
    assert 8 < len(said[0])


@pytest.mark.parametrize("page", GUIDE)
def test_every_clause_of_the_example_is_shown(page: str) -> None:
    """Nothing of the contract is left to guess."""
    shown = "\n".join("\n".join(block.lines) for block in blocks("clause", of=[page]))

    assert [] == [clause.id for clause in load(LIFTS).clauses if not re.search(rf"\b{clause.id}\b", shown)]


def test_the_example_answers_every_article_and_its_scenarios_hold() -> None:
    contract = load(LIFTS)

    assert [] == [one.title for one in contract.scenarios if not run(contract, one).passed]
    assert [] == [one.cite for one in contract.articles if not one.clauses and one.answer is None]


def test_the_example_is_tidy(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["fmt", "--check", str(LIFTS)]), capsys.readouterr()


def test_the_log_in_either_language_gives_one_report(capsys: pytest.CaptureFixture[str]) -> None:
    """Apart from the names of files and of the instalment."""
    said = []
    for log in LOGS:
        assert 0 == main(["replay", str(LIFTS), str(LIFTS.parent / log), "--format", "json"])
        said.append(json.loads(capsys.readouterr().out))

    assert said[0]["totals"] == said[1]["totals"]
    assert [row["state"] for row in said[0]["duties"]] == [row["state"] for row in said[1]["duties"]]


@pytest.mark.parametrize("name", [f"{page}{lang}.md" for page in PROSE for lang in ("", ".zh")])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)

    assert links
    assert [] == [link for link in links if not (ROOT / "docs" / link).exists()]


@pytest.mark.parametrize("page", GUIDE)
def test_every_block_is_of_a_kind_that_is_checked(page: str) -> None:
    assert {"console", "clause", "csv"} == {block.kind for block in blocks_of(page, text_of(page))}
