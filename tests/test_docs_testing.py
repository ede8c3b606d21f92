"""The pages on testing: what they tell to run exists, and their rules for a contract of one's own hold when run."""

import re
import shutil

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
