"""
Writes what is made from tables and cases: the pages of ``docs`` and the examples that come with the program.

``make docs`` runs it; ``test_docs_made`` holds that every file is what it would write. To add a page, add it to
``MADE``.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / ".links"))

import clause_mutants
import contract_pages
import examples_of_codes as cases
import reference_pages
from attrs import asdict
from conftest import ROOT

from luyue.app import textmate
from luyue.app.catalogue import Example, Examples, all_entries, codes
from luyue.app.catalogue_print import page
from luyue.dsl.card import card


@cache
def examples() -> Examples:
    """Return the example of every code that has one."""
    log = {code: cases.log_example(code) for code in codes()["log"]}
    return {
        "clause": {code: cases.clause_example(code) for code in codes()["clause"]},
        "log": {code: one for code, one in log.items() if one is not None},
        "run": {code: cases.run_example(code) for code in codes()["run"]},
    }


def examples_json() -> str:
    """Return the examples as the program reads them."""
    plain = {place: {code: _plain(one) for code, one in of.items()} for place, of in examples().items()}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain(one: Example) -> dict[str, object]:
    return asdict(one)


def errors_page(lang: str) -> str:
    """Return the page of every code."""
    return page(all_entries(lang, examples()), lang)


MADE: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "app/examples.json": examples_json,
        "docs/errors.md": lambda: errors_page("en"),
        "docs/errors.zh.md": lambda: errors_page("zh"),
        "docs/editors/luyue.tmLanguage.json": textmate.grammar_json,
        "docs/language.zh.md": lambda: reference_pages.made("language.zh.md"),
        "docs/language.md": lambda: reference_pages.made("language.md"),
        "docs/contracts.zh.md": lambda: contract_pages.made("contracts.zh.md"),
        "docs/contracts.md": lambda: contract_pages.made("contracts.md"),
        "docs/testing.zh.md": lambda: clause_mutants.numbered("testing.zh.md"),
        "docs/testing.md": lambda: clause_mutants.numbered("testing.md"),
        "docs/card.zh.md": lambda: card("zh"),
        "docs/card.md": lambda: card("en"),
    }
)


def write_said() -> None:
    """Write anew what is said about the cases that only this module keeps."""
    for code in codes()["clause"]:
        if code in cases.MADE or (cases.ERRORS / code).is_dir():
            with tempfile.TemporaryDirectory() as folder:
                for lang, text in cases.said_of(code, Path(folder)).items():
                    Path(f"{cases.kept_said(code)}.{lang}.txt").write_text(text, encoding="utf-8")


def main() -> None:
    """Write every file."""
    write_said()
    for name, make in MADE.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
