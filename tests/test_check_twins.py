"""A contract means the same in Chinese and in English: one model, one digest."""

from pathlib import Path

import pytest
from conftest import ROOT

from luyue.dsl.format import format_file
from luyue.dsl.load import load_text, units_of
from luyue.dsl.model import Contract
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.twins import twins

SAMPLES = sorted((ROOT / "tests" / "samples").glob("*.clause"))
CONTRACTS = sorted((ROOT / "contracts").glob("*/*.clause"))


def printed(text: str, lang: str) -> str:
    """Return a text in a language."""
    tree = parse(Source("a.clause", text))
    spelled = twins(tree, units_of(tree, None)[1:])
    return format_file(tree, lang, lambda name: spelled(name)[lang])


def read(text: str) -> Contract:
    """Return the contract of a text."""
    return load_text(text, "a.clause")


@pytest.mark.parametrize("path", [*SAMPLES, *CONTRACTS], ids=lambda path: path.stem)
def test_both_languages_of_a_contract_are_one_contract(path: Path) -> None:
    """Events, fields, list values, options and rows found by their twins; and back again."""
    chinese = path.read_text("utf-8")
    english = printed(chinese, "en")
    first, second = read(chinese), read(english)

    assert first == second
    assert first.digest == second.digest
    assert first == read(printed(english, "zh"))


def test_warnings_are_the_same_in_both_languages() -> None:
    """Their facts are numbers and words of the gist."""
    chinese = (ROOT / "tests" / "samples" / "lines.clause").read_text("utf-8")
    first, second = read(chinese), read(printed(chinese, "en"))

    assert [(one.code, dict(one.facts)) for one in first.warnings] == [
        (one.code, dict(one.facts)) for one in second.warnings
    ]
