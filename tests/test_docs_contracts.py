"""The pages on the four contracts: their figures are those of the expected reports, in both languages."""

from datetime import date
from decimal import Decimal
from typing import Any

import contract_pages as pages
import pytest
from conftest import ROOT

from luyue.engine.readers import read
from luyue.engine.replay import replay


@pytest.mark.parametrize("page", pages.PAGES)
def test_each_contract_has_its_year_its_money_and_its_limits(page: str) -> None:
    assert [(name, kind) for name in pages.NAMES for kind in pages.KINDS] == pages.blocks(page)


@pytest.mark.parametrize("page", pages.PAGES)
def test_figures_of_a_page_are_those_of_the_reports(page: str) -> None:
    assert pages.made(page) == (ROOT / "docs" / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", pages.NAMES)
def test_kept_readings_begin_from_the_expected_report(name: str) -> None:
    """When this fails the year came to something else since: `make readings`."""
    assert pages.totals_of(pages.year_of(name)["totals"]) == pages.totals_of(pages.kept_of(name)["totals"])


@pytest.mark.parametrize("name", pages.NAMES)
def test_kept_readings_are_those_of_the_contract(name: str) -> None:
    """Every option that is not the default, no other."""
    options = [
        (one.label.id, option.label.id)
        for one in pages.contract_of(name).readings
        for option in one.options
        if not option.default
    ]

    assert sorted(options) == sorted((row["reading"], row["option"]) for row in pages.kept_of(name)["alternatives"])


@pytest.mark.parametrize("name", pages.NAMES)
def test_the_reading_that_moves_most_money_still_moves_it(name: str) -> None:
    by, reading, option = pages.ranked(name)[0]
    contract = pages.contract_of(name)
    log = read(ROOT / "contracts" / name / "events.jsonl", contract)
    until = date.fromisoformat(pages.year_of(name)["as_of"][:10])

    report = replay(contract, log, as_of=until, settings={reading: option})

    base = pages.totals_of(pages.year_of(name)["totals"])
    assert by == pages.moved(base, _totals(report))


def _totals(report: Any) -> pages.Totals:
    """Return the totals of a report as the JSON of it gives them."""
    import json

    from luyue.app.print_json import report_text

    return pages.totals_of(json.loads(report_text(report, "en"))["totals"])


def test_what_gains_an_upper_end_weighs_more_than_any_sum() -> None:
    base: pages.Totals = {("buyer", "supplier"): (Decimal(1), Decimal(2))}

    assert Decimal(7) == pages.moved(base, {("buyer", "supplier"): (Decimal(1), Decimal(9))})
    assert pages.moved(base, {("buyer", "supplier"): (Decimal(1), None)}) is None
