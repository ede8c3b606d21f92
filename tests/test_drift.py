"""Gists held against their formulas over many sentences: true ones stay silent, each with one change is found."""

from time import monotonic

import drift_pairs
import pytest
from check_text import PAYMENT, RESPONSE, contract
from conftest import ROOT

from luyue.dsl.load import load

TRUE = [(pair.lines, gist) for pair in drift_pairs.PAIRS for gist in (pair.zh, pair.en)] + list(drift_pairs.SPOKEN)
CHANGED = [
    (pair.lines, gist.replace(old, new, 1), old, new)
    for pair in drift_pairs.PAIRS
    for old, new in pair.changes
    for gist in (pair.zh, pair.en)
    if old in gist
]
FOUND_BY = {"drift", "amount-mismatch"}  # an amount that a sentence works out of its own share is held against that


def codes(lines: str, gist: str) -> list[str]:
    """Return what is warned of about a sentence over a clause's lines."""
    found = contract(RESPONSE + PAYMENT + f"条款 甲 = a 〔三〕\n  要旨 “{gist}”\n{lines}\n")
    return [one.code for one in found.warnings if one.code in FOUND_BY]


@pytest.mark.parametrize(("lines", "gist"), TRUE)
def test_a_true_sentence_is_not_accused(lines: str, gist: str) -> None:
    """However it is put, in either language."""
    assert [] == codes(lines, gist)


@pytest.mark.parametrize(("lines", "gist", "old", "new"), CHANGED)
def test_a_changed_number_unit_boundary_or_party_is_found(lines: str, gist: str, old: str, new: str) -> None:
    """One change at a time."""
    assert [] != codes(lines, gist), f"{old} → {new}"


def test_there_are_enough_sentences_of_both_languages_to_measure_by() -> None:
    """Sixty true ones and sixty changed ones at the least, and every change is of words that are there."""

    def chinese(text: str) -> bool:
        return any("\u4e00" <= one <= "\u9fff" for one in text)

    of_true, of_changed = ([chinese(row[1]) for row in rows] for rows in (TRUE, CHANGED))

    assert len(TRUE) >= 60 and len(CHANGED) >= 60
    assert all(min(rows.count(True), rows.count(False)) >= 30 for rows in (of_true, of_changed))
    assert [] == [old for one in drift_pairs.PAIRS for old, _ in one.changes if old not in one.zh and old not in one.en]


@pytest.mark.parametrize("path", ["contracts/haining/haining.clause", "docs/examples/goods.clause"])
def test_whole_contracts_that_say_what_they_mean_have_no_drift(path: str) -> None:
    """Each gist of them was read against its formula by a person."""
    assert [] == [one.facts for one in load(ROOT / path).warnings if one.code == "drift"]


@pytest.mark.parametrize(
    "words", ["付5日，", "一百零", "five hundred ", "5至", "5%（300000元）", "壹万伍仟", "甲方应", "税额1元"]
)
def test_a_hostile_gist_costs_no_more_than_its_length(words: str) -> None:
    """Twenty thousand characters in which numbers never end are read in a moment."""
    gist = words * (20_000 // len(words))
    started = monotonic()

    codes("当 损失认定\n违约金 乙方 付 甲方 1元，一次", gist)

    assert monotonic() - started < 20
