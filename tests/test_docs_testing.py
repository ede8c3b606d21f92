"""The pages on testing: what they tell to run exists, and their rules for a contract of one's own hold when run."""

import re
import shutil
from typing import Final

import pytest
from conftest import ROOT

from luyue.dsl.load import load

LIFTS = ROOT / "docs" / "examples" / "lifts.clause"
PAGES = ("testing.md", "testing.zh.md")
RULES = re.compile(r"^```python rules\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def text_of(page: str) -> str:
    """Return the text of a page."""
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_both_pages_show_the_same_rules() -> None:
    assert RULES.findall(text_of(PAGES[0])) == RULES.findall(text_of(PAGES[1]))


def test_the_rules_hold_in_a_project_of_one_s_own(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules beside the contract of the guide, with its scenarios, as a reader would run them."""
    parts = RULES.findall(text_of(PAGES[0]))
    shutil.copy(LIFTS, pytester.path)
    (pytester.path / "test_rules.py").write_text("\n\n".join(parts), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / ".links"))

    result = pytester.runpytest_subprocess(
        "-p", "no:luyue", "-p", "luyue.app.trial.plugin", "-p", "no:cacheprovider", "-q"
    )

    rules = sum(part.count("def test_") for part in parts)
    assert 3 < rules
    result.assert_outcomes(passed=rules + len(load(LIFTS).scenarios))


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    """A command that names a test file finds it."""
    named = re.findall(r"tests/[\w*]+\.py", text_of(page))

    assert len(named) > 10
    assert [] == [one for one in named if not list(ROOT.glob(one))]


LAWS: Final = (
    *("B1", "B2", "B3", "B4", "B5", "B6", "B8", "B9", "B11", "B12"),
    *("C1", "C3", "C4", "C5", "C7", "C8", "C9", "C11", "C12"),
    *("D1", "D2", "D3", "D5", "D6", "D7", "D9", "D10", "D11", "D12", "D13"),
    *("E1", "E4", "E7", "E10", "E12", "E15", "F1", "F4", "F8", "G1", "G2", "G3", "G4", "G5"),
)
LAW: Final = re.compile(r"^\| ([B-G]\d+) \| [^|]+ \| ([^|]+) \|$", flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_law_names_the_tests_that_hold_it(page: str) -> None:
    """Each law that always holds stands in the table once, in order, with tests that exist and assert something."""
    told = {law: re.findall(r"`(tests/\w+\.py)::(\w+)`", tests) for law, tests in LAW.findall(text_of(page))}

    assert LAWS == tuple(told)
    for law, tests in told.items():
        assert tests, law
        for file, name in tests:
            assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8"), f"{law}: {file}::{name}"


def test_both_pages_name_the_same_tests() -> None:
    """Law by law."""
    assert LAW.findall(text_of(PAGES[0])) == LAW.findall(text_of(PAGES[1]))
