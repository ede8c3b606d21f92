"""
The page of drafting defects is true: what it says a code finds, ``check`` reports at a clause that cites the article.

``docs/defects.md`` and its Chinese twin list every defect that lawyers found in the four contracts. A row names codes,
readings and blanks, or a human; codes are looked for among the warnings of the contract, readings and blanks among its
parts. A contract that is not there yet is passed over.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen
from conftest import ROOT

from luyue.app.catalogue import codes
from luyue.dsl.load import load
from luyue.dsl.model import Contract, Warning_
from luyue.dsl.source import Span

PAGES = {lang: ROOT / "docs" / name for lang, name in (("zh", "defects.zh.md"), ("en", "defects.md"))}
LISTED = {"haining": ("HD", 42), "shangluo": ("SD", 41), "luoyang": ("LD", 32), "zhengzhou": ("ZD", 42)}
HUMAN = {"zh": "人工", "en": "a human"}
WRITTEN = {"zh": r"(?:解释|待定) `([^`]+)`", "en": r"(?:reading|blank) `([^`]+)`"}
CITED = re.compile(r"[〔\[]([^〕\]]+)[〕\]]")


@frozen
class Defect:
    """A row of the page."""

    id: str
    contract: str
    places: tuple[str, ...]
    codes: tuple[str, ...]
    parts: tuple[str, ...]
    by_human: bool


@cache
def defects(lang: str) -> tuple[Defect, ...]:
    """Return the rows of a page."""
    return tuple(_rows(PAGES[lang].read_text("utf-8"), lang))


def _rows(text: str, lang: str) -> Iterator[Defect]:
    contract = ""
    for line in text.split("\n"):
        if heading := re.fullmatch(r"## .*`(\w+)`", line):
            contract = heading[1]
        cells = [one.strip() for one in line.strip("|").split("|")]
        if contract and len(cells) == 5 and re.fullmatch(r"[A-Z]D\d\d", cells[0]):
            parts = tuple(re.findall(WRITTEN[lang], cells[3]))
            found = tuple(one for one in re.findall(r"`([^`]+)`", cells[3]) if one not in parts)
            yield Defect(cells[0], contract, tuple(cells[1].split("、")), found, parts, HUMAN[lang] in cells[3])


def clause_file(name: str) -> Path:
    """Return the clause file of a contract."""
    return ROOT / "contracts" / name / f"{name}.clause"


@cache
def contract(name: str) -> Contract:
    """Return a contract of the four."""
    return load(clause_file(name))


PRESENT = [one for one in defects("zh") if clause_file(one.contract).is_file()]


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize("lang", PAGES)
def test_every_defect_of_the_list_has_a_row(lang: str) -> None:
    """None is left out, none stands twice."""
    listed = [f"{letter}{n:02d}" for letter, count in LISTED.values() for n in range(1, count + 1)]

    assert listed == [one.id for one in defects(lang)]


def test_both_pages_say_the_same() -> None:
    """Articles, codes and parts; the sentences are in their language."""
    assert defects("zh") == defects("en")


def test_every_row_says_who_finds_it() -> None:
    """A code, a part of the file, or a human, and never a code and a human."""
    assert [] == [one.id for one in defects("zh") if one.by_human is bool(one.codes or one.parts)]
    assert set() == {code for one in defects("zh") for code in one.codes} - set(codes()["clause"])


@pytest.mark.parametrize("lang", PAGES)
def test_the_sums_of_the_page_are_those_of_its_rows(lang: str) -> None:
    """By a code, else by a reading or blank, else by a human."""
    table = re.findall(r"^\| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", PAGES[lang].read_text("utf-8"), re.M)
    counted = [_counts([one for one in defects(lang) if one.contract == name]) for name in LISTED]

    assert [*counted, _counts(list(defects(lang)))] == [tuple(map(int, row)) for row in table]


def _counts(rows: list[Defect]) -> tuple[int, int, int, int]:
    by_code = sum(bool(one.codes) for one in rows)
    human = sum(one.by_human for one in rows)
    return len(rows), by_code, len(rows) - by_code - human, human


# ---------------------------------------------------------------- the contracts


@pytest.mark.parametrize(("defect", "code"), [(one, code) for one in PRESENT for code in one.codes])
def test_a_code_is_reported_where_the_defect_is(defect: Defect, code: str) -> None:
    """At a clause, an article or a line that cites it."""
    found = [one for one in contract(defect.contract).warnings if one.code == code]
    cites = {cite for one in found for cite in _cites(contract(defect.contract), one)}

    assert any(cite.startswith(place) for place in defect.places for cite in cites), sorted(cites)


def _cites(of: Contract, warning: Warning_) -> Iterator[str]:
    """Yield the places that a finding cites: of its clauses, its article, or the last citation up to its line."""
    ids = [*warning.facts.get("clauses", "").split("、"), warning.clause or ""]
    cited = [one.cite for one in of.clauses if one.id in ids] + [warning.article]
    cited.append(_last_cited(warning.span))
    yield from (place for one in cited if one is not None for place in one.split("、"))


def _last_cited(span: Span) -> str | None:
    text = span.source.text
    before = text[: text.find("\n", span.start) % (len(text) + 1)]
    return next((one for one in reversed(CITED.findall(before))), None)


@pytest.mark.parametrize("defect", PRESENT, ids=lambda one: one.id)
def test_what_is_written_down_is_in_the_file(defect: Defect) -> None:
    """A reading or a blank of that name."""
    of = contract(defect.contract)
    known = {one.label.id for part in (of.readings, of.blanks) for one in part}

    assert set() == set(defect.parts) - known
