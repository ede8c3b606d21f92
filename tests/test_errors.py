"""
What is wrong with a file's text is said in both languages, word for word: ``errors/CODE.clause`` and what it earns.

A case is the smallest text that earns its code; ``CODE.VARIANT.clause`` is one more for the same code. Beside it
``.zh.txt`` and ``.en.txt`` hold everything that is said about it. To write them anew: ``python tests/test_errors.py``.
What a text earns that parses is held by ``test_check_errors``.
"""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / ".links"))

from luyue.dsl.diagnostic import ContractError, Diagnostic, as_json, draw
from luyue.dsl.load import load
from luyue.dsl.messages import HINTS, LABEL_CODES, TEXT

ERRORS = Path(__file__).resolve().parent / "errors"
FILES = sorted(path.name.removesuffix(".clause") for path in ERRORS.glob("*.clause"))
CASES = [case for case in FILES if case.partition(".")[0] in TEXT]
ELSEWHERE = {"too-large", "file-too-large", "not-a-file", "more-errors"}  # need a file too large or too strange to keep
LANGUAGES = ("zh", "en")


def findings(case: str) -> tuple[Diagnostic, ...]:
    """Return everything that is said about a case, which is refused."""
    path = ERRORS / f"{case}.clause"
    with pytest.raises(ContractError) as refused:
        load(path, name=path.name)
    return refused.value.diagnostics


def drawn(case: str, lang: str) -> str:
    """Return what a reader is shown."""
    return "".join(draw(one, lang) + "\n" for one in findings(case))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_said_word_for_word(case: str, lang: str) -> None:
    expected = (ERRORS / f"{case}.{lang}.txt").read_text(encoding="utf-8")

    assert expected == drawn(case, lang)


@pytest.mark.parametrize("case", CASES)
def test_a_case_earns_the_code_it_is_named_after(case: str) -> None:
    assert case.partition(".")[0] in {one.code for one in findings(case)}


def test_every_code_has_a_case() -> None:
    cased = {case.partition(".")[0] for case in CASES}

    assert set() == set(TEXT) - LABEL_CODES - ELSEWHERE - cased


@pytest.mark.parametrize("code", sorted(TEXT))
def test_both_languages_say_the_same_facts(code: str) -> None:
    row = TEXT[code]

    assert row.zh.says and row.en.says
    assert _facts(row.zh.says) == _facts(row.en.says)
    assert bool(row.zh.help) == bool(row.en.help)


def _facts(template: str) -> set[str]:
    return {piece.partition("}")[0] for piece in template.split("{")[1:]}


def test_hints_have_both_languages() -> None:
    assert all(chinese and english for chinese, english in HINTS.values())


@pytest.mark.parametrize("case", CASES)
def test_as_json_has_the_place_that_is_drawn(case: str) -> None:
    for one in findings(case):
        plain = as_json(one, "en")
        assert draw(one, "en").startswith(f"{plain['file']}:{plain['line']}:{plain['column']}: {plain['severity']}")


if __name__ == "__main__":
    for each in CASES:
        for language in LANGUAGES:
            (ERRORS / f"{each}.{language}.txt").write_text(drawn(each, language), encoding="utf-8")
