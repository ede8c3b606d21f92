"""
Every finding of the checks, word for word in both languages: ``tests/errors/CODE.clause`` with what is said of it.

The smallest text that earns a code, and the whole message as a person sees it. A code without its three files fails,
and so does a file that earns more than its code. Files that use each other need a folder of their own and stand in
``test_check_load``.
"""

from pathlib import Path

import pytest
from conftest import ROOT

from luyue.dsl.check_messages import LABELS, ROWS, WAYS
from luyue.dsl.diagnostic import ContractError, Diagnostic, draw
from luyue.dsl.load import load
from luyue.dsl.warn import as_diagnostic

FOLDER = ROOT / "tests" / "errors"
SEVERAL_FILES = {
    *("unknown-parameter", "use-too-deep", "too-many-files"),
    *("two-switches", "overlay-uncited", "overlay-under", "event-does-not-fit"),
}
CODES = sorted(ROWS.keys() - set(LABELS) - SEVERAL_FILES)


def findings(path: Path) -> tuple[Diagnostic, ...]:
    """Return what is found in a file: what refuses it, else its warnings."""
    try:
        contract = load(path, name=path.name)
    except ContractError as error:
        return error.diagnostics
    return tuple(as_diagnostic(one) for one in contract.warnings)


@pytest.mark.parametrize("code", CODES)
def test_smallest_text_earns_its_code_and_nothing_else(code: str) -> None:
    """One file, one fault."""
    assert [code] == [one.code for one in findings(FOLDER / f"{code}.clause")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_message_reads_as_agreed(code: str, lang: str) -> None:
    """Sentence, excerpt, caret and way out."""
    said = "".join(f"{draw(one, lang)}\n" for one in findings(FOLDER / f"{code}.clause"))

    assert (FOLDER / f"{code}.{lang}.txt").read_text("utf-8") == said


@pytest.mark.parametrize("code", CODES)
def test_every_finding_names_a_way_out(code: str) -> None:
    """A reader is never left with a fault alone."""
    assert all("= 帮助：" in draw(one, "zh") for one in findings(FOLDER / f"{code}.clause"))


def test_both_languages_say_every_row_with_the_same_facts() -> None:
    """A sentence in one language leaves out nothing that the other says; names and plurals have a fact for each."""
    of_one_language = {
        "zh",
        "en",
        "unit",
        *(f"{x}_{lang}" for x in ("witness", "names", "length", "use", "told") for lang in ("zh", "en")),
    }

    def facts(text: str) -> set[str]:
        names = {part.split("}")[0] for part in text.split("{")[1:]} - of_one_language
        return {name.removesuffix("_zh").removesuffix("_en") for name in names}

    assert [] == [code for code, (zh, en) in ROWS.items() if facts(zh[0]) != facts(en[0])]
    assert [] == [word for word, both in WAYS.items() if not all(both)]
