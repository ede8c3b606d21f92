"""
The Luoyang contract: the file, its scenarios, its log, and worked examples with the figures a lawyer computed by hand.

An example names only what matters; everything else happens as it should: signed and sealed by 2025-03-28, served from
the first day of the term, the papers of the first instalment complete on 2025-07-04 with a score of 100.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import pytest
from conftest import ROOT

from luyue.app.print_json import report_object
from luyue.dsl.format import format_file
from luyue.dsl.load import load, load_text
from luyue.dsl.model import Const, Contract, Scenario
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.twins import twins
from luyue.engine.readers import from_rows, read
from luyue.engine.replay import replay
from luyue.engine.scenario import run

FOLDER = ROOT / "contracts" / "luoyang"
FIRST, SECOND, WHOLE = "2025-03..2025-06", "2025-07..2025-11", "2025-03..2026-02"

Row = Mapping[str, object]


@cache
def luoyang() -> Contract:
    """Return the contract."""
    return load(FOLDER / "luoyang.clause")


def at(time: str, event: str, **fields: object) -> Row:
    """Return one row of a log."""
    return {"time": time, "type": event, **fields}


def signed() -> list[Row]:
    """Return the four facts that bring the contract into force, the confidentiality agreement and the service."""
    return [
        at("2025-03-01T00:00:00", "service_started"),
        at("2025-03-25T10:00:00", "contract_signed", party="buyer"),
        at("2025-03-26T10:00:00", "contract_signed", party="supplier"),
        at("2025-03-26T15:00:00", "contract_sealed", party="buyer", seal="official"),
        at("2025-03-28T09:00:00", "contract_sealed", party="supplier", seal="contract"),
        at("2025-03-28T09:30:00", "nda_signed", party="buyer"),
        at("2025-03-28T10:30:00", "nda_signed", party="supplier"),
    ]


def papers(number: int, window: str, day: str, score: str) -> list[Row]:
    """Return complete papers of an instalment: invoice, its confirmation, a score that both confirm."""
    return [
        at(f"{day}T09:00:00", "invoice_submitted", instalment=number),
        at(f"{day}T10:00:00", "invoice_confirmed", instalment=number, by="buyer"),
        at(f"{day}T11:00:00", "kpi_result_confirmed", window=window, score=score, by="buyer"),
        at(f"{day}T16:00:00", "kpi_result_confirmed", window=window, score=score, by="supplier"),
    ]


def paid(time: str, number: int, amount: str) -> Row:
    """Return a payment of the price."""
    fields = {"payer": "buyer", "purpose": "price", "instalment": number, "amount": amount, "currency": "CNY"}
    return at(time, "payment_made", credited_at=time, **fields)


def unpaid_first() -> list[Row]:
    """Return a log in which the first instalment has its papers and no money."""
    return [*signed(), *papers(1, FIRST, "2025-07-04", "100")]


def report_of(rows: list[Row], as_of: str, **settings: object) -> dict[str, Any]:
    """Replay rows of a log and return the report as programs get it."""
    log = from_rows(luoyang(), rows)
    return report_object(replay(luoyang(), log, as_of=date.fromisoformat(as_of), settings=settings), "en")


def duty(report: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a row of the duties."""
    return next(row for row in report["duties"] if row["id"] == name)


def heads(report: Mapping[str, Any], clause: str) -> list[tuple[str, str | None]]:
    """Return the ends of every head of a clause."""
    return [(row["low"], row["high"]) for row in report["liabilities"] if row["clause"] == clause]


def power(report: Mapping[str, Any], clause: str) -> dict[str, Any]:
    """Return the first row of a power."""
    return next(row for row in report["powers"] if row["clause"] == clause)


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("scenario", luoyang().scenarios, ids=lambda one: str(one.span.line))
def test_scenario_of_the_file_gives_what_it_expects(scenario: Scenario) -> None:
    """The examples that a lawyer reads in the file are true."""
    outcome = run(luoyang(), scenario)

    assert () == outcome.differences
    assert outcome.passed


def test_every_article_is_answered() -> None:
    """No entry of the index is without a clause or a reason, and no clause is outside the index."""
    answered = {clause for article in luoyang().articles for clause in article.clauses}
    missing = [one.cite for one in luoyang().articles if not one.clauses and one.answer is None]

    assert [] == missing
    assert {clause.id for clause in luoyang().clauses if clause.source == "contract"} <= answered
    assert all(one.why for one in luoyang().articles if one.answer is not None)


def worths() -> Iterator[Fraction]:
    """Yield the points of every indicator."""
    for table in luoyang().tables:
        columns = [column.label.id for column in table.columns]
        for row in table.rows if "points" in columns else ():
            cell = row.cells[columns.index("points")]
            assert isinstance(cell, Const)
            assert isinstance(cell.value, Fraction)
            yield cell.value


def test_indicators_are_twenty_four_and_worth_a_hundred_points() -> None:
    """Fourteen of five points, ten of three."""
    found = sorted(worths())

    assert 24 == len(found)
    assert 100 == sum(found)
    assert [3] * 10 + [5] * 14 == found


def test_one_card_reaches_every_whole_score_but_eight() -> None:
    """So the gaps between the tiers are dead unless scores are averaged, scaled or confirmed as fractions."""
    reached = {100 - 5 * five - 3 * three for five, three in product(range(15), range(11))}

    assert {1, 2, 4, 7, 93, 96, 98, 99} == set(range(101)) - reached


def test_contract_reads_the_same_from_its_english_print() -> None:
    """Printed in English and back, the same bytes."""
    text = (FOLDER / "luoyang.clause").read_text(encoding="utf-8")
    tree = parse(Source("luoyang.clause", text))
    spelled = twins(tree)
    english = format_file(tree, "en", lambda name: spelled(name)["en"])
    again = parse(Source("luoyang.en.clause", english))
    known = twins(again)

    assert luoyang().digest == load_text(english, "luoyang.en.clause").digest
    assert text == format_file(again, "zh", lambda name: known(name)["zh"])


# ---------------------------------------------------------------- payments by score


@pytest.mark.parametrize(
    ("score", "first", "second", "last"),
    [
        ("90", "5164960.00", "4131968.00", "1032992.00"),
        ("89", "4906712.00", "3925369.60", "981342.40"),
        ("80", "4906712.00", "3925369.60", "981342.40"),
        ("79", "4390216.00", "3512172.80", "878043.20"),
        ("70", "4390216.00", "3512172.80", "878043.20"),
        ("69", "3873720.00", "3098976.00", "774744.00"),
        ("60", "3873720.00", "3098976.00", "774744.00"),
        ("59.5", "0.00", "0.00", "0.00"),
    ],
)
def test_each_instalment_is_paid_by_the_tier_of_its_score(score: str, first: str, second: str, last: str) -> None:
    """Half, two fifths and a tenth of 10,329,920.00, times the tier."""
    rows = [
        *signed(),
        *papers(1, FIRST, "2025-07-04", score),
        *papers(2, SECOND, "2025-12-04", score),
        *papers(3, WHOLE, "2026-03-04", score),
    ]
    report = report_of(rows, "2026-03-05")
    names = ("instalment_1/1", "instalment_2/2", "retention_release/3")

    assert [first, second, last] == [duty(report, name)["amount"] for name in names]


@pytest.mark.parametrize(
    ("gap", "amount"), [("lower_bound", "4906712.00"), ("round_half_up", "5164960.00"), ("undetermined", None)]
)
def test_score_between_two_tiers_is_read_in_three_ways(gap: str, amount: str | None) -> None:
    """89.5 is not 90; rounded it is; or nobody can say."""
    rows = [*signed(), *papers(1, FIRST, "2025-07-04", "89.5")]

    assert amount == duty(report_of(rows, "2025-07-05", tier_gap=gap), "instalment_1/1")["amount"]


@pytest.mark.parametrize(
    ("settings", "value"),
    [
        ({}, "90"),
        ({"kpi_agg": "mean"}, "97.5"),
        ({"kpi_agg": "pooled"}, "90"),
        ({"annual_interim": "rescale"}, "6300/73"),
        ({"annual_interim": "zero"}, "63"),
        ({"rate_rounding": "display"}, "95"),
    ],
)
def test_two_months_missed_come_to_a_score_in_several_ways(settings: Mapping[str, object], value: str) -> None:
    """One five-point figure misses by 0.004%, another by a whole point, reported in July for June."""

    def month(number: int, name: str, time: str, part: int, whole: int) -> Row:
        fields = {"indicator": number, "period": name, "numerator": part, "denominator": whole}
        return at(time, "kpi_metric_recorded", **fields)

    rows = [
        *signed(),
        month(1, "2025-04", "2025-05-05T10:00:00", 24_499, 25_000),
        month(7, "2025-06", "2025-07-02T10:00:00", 2, 100),
        month(2, "2025-03", "2025-04-05T10:00:00", 7, 10),
    ]
    report = report_of(rows, "2025-07-10", **settings)

    assert value == next(row["value"] for row in report["scores"] if row["period"] == FIRST)


# ---------------------------------------------------------------- worked examples


def test_first_instalment_in_the_last_second_of_its_day_is_in_time() -> None:
    """15 July 24:00, all papers in on the fourth."""
    rows = [
        *unpaid_first(),
        at("2025-07-04T09:00:00", "other_material_requested", item="monthly_report"),
        at("2025-07-04T16:00:00", "other_material_delivered", item="monthly_report"),
        at("2025-07-08T10:00:00", "documents_approved", instalment=1),
        paid("2025-07-15T23:59:59", 1, "5164960.00"),
    ]
    report = report_of(rows, "2025-07-15")
    done = ("submit_payment_docs/1", "doc_invoice/1", "doc_other_materials/monthly_report", "buyer_review_then_pay/1")

    assert ["performed"] * 4 == [duty(report, name)["state"] for name in done]
    assert "performed" == duty(report, f"doc_kpi_confirmation/{FIRST}")["state"]
    assert "effective" == power(report, "annual_assessment")["state"]
    assert ("performed", "2025-07-15") == tuple(duty(report, "instalment_1/1")[key] for key in ("state", "due_on"))
    assert [] == report["breaches"]


@pytest.mark.parametrize(
    ("time", "settings", "due"),
    [
        ("2025-07-16T00:00:00", {}, "2025-07-15"),
        ("2025-07-15T10:00:00", {"by_date": "exclusive"}, "2025-07-14"),
    ],
)
def test_one_day_late_breaks_the_payment_and_costs_no_damages(
    time: str, settings: Mapping[str, object], due: str
) -> None:
    """No damages were agreed for late payment, and one day opens no right."""
    report = report_of([*unpaid_first(), paid(time, 1, "5164960.00")], time[:10], **settings)
    row = duty(report, "instalment_1/1")

    assert ("performed_late", due, {"days": 1}) == (row["state"], row["due_on"], row["late"])
    assert [] == report["liabilities"]
    assert "not_available" == power(report, "suspend_for_nonpayment")["state"]
    assert "not_available" == power(report, "excuse_quality_drop_late_payment")["state"]


def halted(demand: str, talks: str, halt: str, resumed: str | None) -> list[Row]:
    """Return a log in which the supplier halts for money."""
    rows = [
        *unpaid_first(),
        at(demand, "payment_demanded", instalment=1, written=True),
        at(talks, "negotiation_failed", topic="payment"),
        at(halt, "service_suspended", by="supplier", ground="nonpayment", scope="whole"),
    ]
    return rows if resumed is None else [*rows, at(resumed, "service_resumed", by="supplier")]


def test_halt_on_the_fifteenth_day_of_delay_is_void_and_costs_its_days() -> None:
    """Fifteen is not more than fifteen: both sides are in breach."""
    rows = halted("2025-07-30T08:00:00", "2025-07-30T08:30:00", "2025-07-30T09:00:00", "2025-08-02T09:00:00")
    report = report_of(rows, "2025-08-02")
    service = duty(report, "provide_service_in_term")

    assert {"days": 15} == duty(report_of(rows, "2025-07-30"), "instalment_1/1")["late"]
    assert ["no_instance"] == [act["code"] for act in power(report, "suspend_for_nonpayment")["void"]]
    assert ("performed_late", {"days": 3}) == (service["state"], service["late"])
    assert [("154948.80", "154948.80")] == heads(report, "ld_late_service")


@pytest.mark.parametrize(
    ("settings", "state"),
    [({}, "not_available"), ({"demand_order": "any_time_after_due"}, "effective")],
)
def test_demand_before_the_sixteenth_day_counts_only_if_it_may_come_any_time(
    settings: Mapping[str, object], state: str
) -> None:
    """Demanded on the fifth day late, halted at the first instant of the sixteenth."""
    rows = halted("2025-07-20T08:00:00", "2025-07-25T08:30:00", "2025-07-31T00:00:00", None)

    assert state == power(report_of(rows, "2025-07-31", **settings), "suspend_for_nonpayment")["state"]


@pytest.mark.parametrize(
    ("days", "amount"),
    [("date_difference", "103299.20"), ("elapsed_24h_floor", "51649.60"), ("elapsed_24h_ceil", "103299.20")],
)
def test_days_of_a_halt_are_counted_in_three_ways(days: str, amount: str) -> None:
    """From 10 June 18:00 to 12 June 09:00: two dates later, 39 hours."""
    rows = [
        *signed(),
        at("2025-06-10T18:00:00", "service_suspended", by="supplier", scope="whole"),
        at("2025-06-12T09:00:00", "service_resumed", by="supplier"),
    ]

    assert [(amount, amount)] == heads(report_of(rows, "2025-06-12", ld_days=days), "ld_late_service")


def test_damages_for_delay_have_no_cap_and_stop_at_the_end_of_the_term() -> None:
    """Two hundred days are the price; what never comes back is counted to the day after the term."""
    rows = [*signed(), at("2025-06-10T18:00:00", "service_suspended", by="supplier", scope="whole")]

    assert [("10329920.00", "10329920.00")] == heads(report_of(rows, "2025-12-27"), "ld_late_service")
    assert [("13635494.40", "13635494.40")] == heads(report_of(rows, "2026-06-30"), "ld_late_service")


def test_term_that_began_before_the_signatures_binds_from_them_or_from_its_first_day() -> None:
    """Not served until 30 March: two days after the contract came into force, or twenty-nine after the term began."""
    rows = [*signed()[1:], at("2025-03-30T08:00:00", "service_started")]

    assert [("103299.20", "103299.20")] == heads(report_of(rows, "2025-04-01"), "ld_late_service")
    enforced = report_of(rows, "2025-04-01", retro_term="enforced")
    assert [("1497838.40", "1497838.40")] == heads(enforced, "ld_late_service")


# ---------------------------------------------------------------- its year


def test_log_is_what_its_script_writes() -> None:
    """The year's log is made by a script with a seed, byte for byte."""
    made = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "make_luoyang_log.py")], capture_output=True, check=True
    ).stdout

    assert (FOLDER / "events.jsonl").read_bytes() == made


def test_log_of_the_year_exercises_the_contract() -> None:
    """A thousand events: three payments, a void and a good halt, a flood, an excuse, figures that differ."""
    log = read(FOLDER / "events.jsonl", luoyang())
    report: dict[str, Any] = report_object(replay(luoyang(), log), "en")
    paid_for = [(row["id"], row["state"], row["amount"]) for row in report["duties"] if row["amount"] is not None]

    assert (1014, 1, 2, 0) == tuple(report["counts"][name] for name in ("read", "duplicate", "ignored", "rejected"))
    assert [
        ("instalment_1/1", "performed_late", "5164960.00"),
        ("instalment_2/2", "performed", "3925369.60"),
        ("retention_release/3", "performed_late", "878043.20"),
    ] == paid_for
    assert [("103299.20", "103299.20")] == heads(report, "ld_late_service")
    assert [("28600.00", "28600.00")] == heads(report, "late_payment_loss")
    assert {"recognised"} == {row["status"] for row in report["suspensions"]}
    excused = [row["duty"] for row in report["breaches"] if row["excused_by"]]
    assert ["kpi_monthly/kpi_01_satisfaction"] == excused
    scores = {row["period"]: (row["value"], row["computed"]) for row in report["scores"]}
    assert ("92", "92") == scores[FIRST]
    assert ("82", "87") == scores[SECOND]
    assert ("73", "73") == scores[WHOLE]
