"""
The Zhengzhou contract: the file, its scenarios, its log, and worked examples with figures computed by hand.

Examples use the names of events that logs are written with; what they do not mention is as the rows make it.
"""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from conftest import ROOT

from luyue.app.print_json import report_object
from luyue.dsl.format import format_file
from luyue.dsl.load import load, load_text
from luyue.dsl.model import Contract, Scenario
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.twins import twins
from luyue.engine.readers import from_rows, read
from luyue.engine.replay import replay
from luyue.engine.scenario import run

FOLDER = ROOT / "contracts" / "zhengzhou"

Row = Mapping[str, object]


@cache
def zhengzhou() -> Contract:
    """Return the contract."""
    return load(FOLDER / "zhengzhou.clause")


def at(time: str, event: str, **fields: object) -> Row:
    """Return one row of a log."""
    return {"time": time, "type": event, **fields}


def report_of(rows: list[Row], as_of: str, **settings: object) -> dict[str, Any]:
    """Replay rows of a log and return the report as programs get it."""
    log = from_rows(zhengzhou(), rows)
    return report_object(replay(zhengzhou(), log, as_of=date.fromisoformat(as_of), settings=settings), "en")


def state(report: Mapping[str, Any], name: str) -> tuple[str, str | None]:
    """Return the state and the due date of a duty."""
    return next((row["state"], row["due_on"]) for row in report["duties"] if row["id"] == name)


def heads(report: Mapping[str, Any], clause: str) -> list[tuple[str, str | None]]:
    """Return the ends of every head of a clause."""
    return [(row["low"], row["high"]) for row in report["liabilities"] if row["clause"] == clause]


def total(report: Mapping[str, Any], debtor: str) -> tuple[str, str | None]:
    """Return the ends of what a party owes in all, gross of payment."""
    return next(((row["low"], row["high"]) for row in report["totals"] if row["debtor"] == debtor), ("0.00", "0.00"))


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("scenario", zhengzhou().scenarios, ids=lambda one: str(one.span.line))
def test_scenario_of_the_file_gives_what_it_expects(scenario: Scenario) -> None:
    """The examples that a lawyer reads in the file are true."""
    outcome = run(zhengzhou(), scenario)

    assert () == outcome.differences
    assert outcome.passed


def test_every_article_is_answered() -> None:
    """By a clause, by the score or by a reason; nothing cites what the signed text does not hold."""
    index = zhengzhou().articles
    answered = {name for article in index for name in article.clauses}

    assert [] == [one.cite for one in index if not one.clauses and not one.why]
    own = {clause.id for clause in zhengzhou().clauses if clause.source == "contract"}
    assert own | {"cycle_score"} == answered


def test_items_of_the_score_are_worth_a_hundred_points() -> None:
    """Nine rows; and the whole price is four cycle fees and the assessment money."""
    report = report_of([at("2025-12-03T09:00:00", "drill_held")], "2025-12-31")

    assert ["5", "10", "5", "15", "15", "15", "15", "10", "10"] == [
        item["worth"] for item in report["scores"][0]["items"]
    ]


def test_contract_reads_the_same_from_its_english_print() -> None:
    """One tree in either language."""
    tree = parse(Source("zhengzhou.clause", (FOLDER / "zhengzhou.clause").read_text(encoding="utf-8")))
    spelled = twins(tree)
    english = format_file(tree, "en", lambda name: spelled(name)["en"])

    assert zhengzhou().digest == load_text(english, "zhengzhou.en.clause").digest


# ---------------------------------------------------------------- worked examples


@pytest.mark.parametrize(
    ("time", "scope", "expected", "owed"),
    [
        ("2025-10-28T23:59:59", "maintenance_only", "performed", "0.00"),
        ("2025-10-29T00:00:00", "maintenance_only", "performed_late", "0.00"),
        ("2025-10-29T00:00:00", "all_obligations", "performed_late", "2180.00"),
    ],
)
def test_handover_is_due_on_the_fifth_working_day_after_signing(
    time: str, scope: str, expected: str, owed: str
) -> None:
    """One second late costs a day, if daily damages reach that far at all."""
    rows = [at(time, "handover_completed", **{"with": "old_supplier"})]
    report = report_of(rows, "2025-10-29", ld38_scope=scope)

    assert (expected, "2025-10-28") == state(report, "handover_5wd")
    assert (owed, owed) == total(report, "supplier")


def first_cycle(paid: str) -> list[Row]:
    """Return the chain of the first cycle with its payment."""
    fee = "490500.00"
    return [
        at("2026-03-02T09:00:00", "cycle_docs_submitted", cycle=1, docs=4),
        at("2026-03-02T09:30:00", "settlement_submitted", cycle=1, amount=fee),
        at("2026-03-06T10:00:00", "invoice_submitted", cycle=1, amount=fee),
        at("2026-03-06T10:05:00", "payment_requested", cycle=1, amount=fee),
        at("2026-03-09T10:00:00", "scoresheet_issued", cycle=1, score="97"),
        at("2026-03-09T11:00:00", "scoresheet_signed", cycle=1, score="97", by="buyer"),
        at("2026-03-09T15:00:00", "settlement_approved", cycle=1, amount=fee),
        at("2026-03-09T16:00:00", "settlement_verified", cycle=1, amount=fee),
        at(paid, "payment_made", cycle=1, purpose="cycle_fee", amount=fee, credited_at=paid),
    ]


def test_fee_of_a_cycle_paid_on_the_thirtieth_working_day_is_in_time() -> None:
    """The fifth day of the review is a Saturday and rolls; Qingming is skipped in the thirty working days."""
    report = report_of(first_cycle("2026-04-21T23:59:59"), "2026-04-21")

    assert ("performed", "2026-03-09") == state(report, "review_5d/2025-12-01")
    assert ("performed", "2026-04-21") == state(report, "pay_30wd/2025-12-01")
    for clause in ("submit_cycle_docs", "settlement_package", "sign_scoresheet", "buyer_approval", "buyer_pay_fees"):
        assert "performed" == state(report, f"{clause}/2025-12-01")[0]
    assert "97" == next(row["value"] for row in report["scores"])
    assert [] == [row["id"] for row in report["breaches"] if row["by"] == "buyer"]


@pytest.mark.parametrize(
    ("paid", "small", "owed"),
    [("2026-04-22T00:00:00", False, "0.00"), ("2026-05-06T10:00:00", True, "3678.75")],
)
def test_late_payment_costs_only_what_the_law_gives_a_small_supplier(paid: str, small: bool, owed: str) -> None:
    """The contract has no word on it; 0.05% a day for fifteen days."""
    rows = [at("2026-01-05T09:00:00", "supplier_profile_attested", is_sme=small), *first_cycle(paid)]
    report = report_of(rows, paid[:10])

    assert ("performed_late", "2026-04-21") == state(report, "pay_30wd/2025-12-01")
    assert (owed, owed) == total(report, "buyer")


def incident(*rest: Row, cause: bool = True) -> list[Row]:
    """Return an incident with bad effects, caused by the supplier's people or by nobody of them."""
    return [
        at("2026-06-01T08:00:00", "security_incident", incident_id="s1"),
        at("2026-06-02T08:00:00", "incident_cause_attested", incident_id="s1", human=cause, attributable=cause),
        at("2026-06-02T09:00:00", "incident_effect_attested", incident_id="s1", effect=True),
        at("2026-06-03T09:00:00", "incident_report_submitted", incident_id="s1", analysis=True, measures=True),
        *rest,
    ]


def fixed(rate: str) -> Row:
    """Return the buyer's decision on the incident."""
    return at("2026-07-01T09:00:00", "penalty_determined", norm="incident_ld_range", rate=rate)


OPEN = ("10900.00", "65400.00")


@pytest.mark.parametrize(
    ("rate", "settings", "ends"),
    [
        (None, {}, OPEN),
        ("0.012", {}, ("26160.00", "26160.00")),
        ("0.005", {}, ("10900.00", "10900.00")),
        ("0.03", {}, ("65400.00", "65400.00")),
        ("0.04", {}, OPEN),
        ("0.04", {"range": "clamp"}, ("65400.00", "65400.00")),
        (None, {"settle_base": "actual_settled", "actual_settled_amount": "2140033.33"}, ("10700.17", "64201.00")),
    ],
)
def test_damages_for_an_incident_are_a_range_until_decided_within_it(
    rate: str | None, settings: Mapping[str, object], ends: tuple[str, str]
) -> None:
    """Both ends of the range can be chosen; four per cent cannot."""
    report = report_of(incident(*([fixed(rate)] if rate else [])), "2026-08-31", **settings)

    assert [ends] == heads(report, "incident_ld_range")
    assert "undetermined" == state(report, "incident_report/s1")[0]


@pytest.mark.parametrize(
    ("settings", "topped", "owed"),
    [({}, "23840.00", "50000.00"), ({"ld_damages": "cumulative"}, "50000.00", "76160.00")],
)
def test_loss_tops_up_the_damages_or_comes_on_top(settings: Mapping[str, object], topped: str, owed: str) -> None:
    """Fifty thousand of loss against 26,160 of damages."""
    proven = at("2026-08-01T09:00:00", "loss_proven", norm="incident_damages", amount="50000.00")
    report = report_of(incident(fixed("0.012"), proven), "2026-08-31", **settings)

    assert [(topped, topped)] == heads(report, "incident_damages")
    assert (owed, owed) == total(report, "supplier")


@pytest.mark.parametrize(("reading", "expected"), [("attributable_to_supplier", []), ("any_incident", [OPEN])])
def test_incident_that_nobody_of_the_supplier_caused(reading: str, expected: list[tuple[str, str]]) -> None:
    """Excused from the beginning, so no damages, unless every incident counts."""
    report = report_of(incident(cause=False), "2026-08-31", incident_ld=reading)

    assert expected == heads(report, "incident_ld_range")
    assert [False] == [row["excused_by"] == [] for row in report["breaches"] if row["clause"] == "overall_security"]


def test_incident_lets_the_buyer_end_the_contract_on_receipt() -> None:
    """No seriousness is asked for."""
    notice = at(
        *("2026-06-15T09:00:00", "termination_notice"), by="buyer", written=True, received_at="2026-06-15T10:00:00"
    )
    ended = report_of(incident(notice), "2026-08-31")["contract_state"]

    assert ("ended", "2026-06-15T10:00:00+08:00") == (ended["state"], ended["since"])


@pytest.mark.parametrize(
    ("scores", "settings", "owed"),
    [
        (("95.5", "95.5", "95.5", "95.5"), {}, ("218000.00", "218000.00")),
        (("95", "95", "95", "95"), {}, ("130800.00", "130800.00")),
        (("80", "80", "80", "80"), {}, ("130800.00", "130800.00")),
        (("80", "80", "80", "80"), {"at80": "higher"}, ("43600.00", "43600.00")),
        (("79.5", "60", "79.5", "60"), {}, ("43600.00", "43600.00")),
        (("95.5", "95.5", "95.5", "59.5"), {}, ("174400.00", "218000.00")),
        (("95.5", "95.5", "95.5", "59.5"), {"below60_fund": "a_fortiori_20"}, ("174400.00", "174400.00")),
        (("95.5", "95.5", "95.5", "59.5"), {"below60_fund": "literal_0"}, ("218000.00", "218000.00")),
    ],
)
def test_assessment_money_is_cut_once_for_each_cycle_in_a_lower_band(
    scores: tuple[str, ...], settings: Mapping[str, object], owed: tuple[str, str]
) -> None:
    """More than 95 costs nothing; 80 lies in two bands; below 60 the contract gives no number."""
    days = ("2026-03-09", "2026-06-08", "2026-09-07", "2026-12-07")
    sheets = [
        at(f"{day}T11:00:00", "scoresheet_signed", cycle=number, score=score)
        for number, (day, score) in enumerate(zip(days, scores, strict=True), 1)
    ]
    report = report_of([*sheets, at("2026-12-15T10:00:00", "annual_acceptance", passed=True)], "2026-12-20", **settings)

    assert [owed] == [
        (row["amount_low"], row["amount_high"]) for row in report["payments"] if row["clause"] == "annual_assessment_10"
    ]


# ---------------------------------------------------------------- the log of a year


def test_log_is_what_its_script_writes() -> None:
    """The story is made by a seeded script: the same bytes on every run."""
    script = ROOT / "bench" / "make_zhengzhou_log.py"
    made = subprocess.run([sys.executable, str(script)], check=True, capture_output=True).stdout

    assert (FOLDER / "events.jsonl").read_bytes() == made


def test_log_of_the_year_exercises_the_contract() -> None:
    """Every row has its list, and the year costs what a lawyer reads off its story."""
    report: dict[str, Any] = report_object(
        replay(zhengzhou(), read(FOLDER / "events.jsonl", zhengzhou()), as_of=date(2026, 12, 31)), "zh"
    )
    counts = report["counts"]

    assert counts["read"] == sum(counts[name] for name in ("applied", "duplicate", "late_known", "ignored", "rejected"))
    assert (1, 0) == (counts["duplicate"], counts["rejected"])
    assert [
        ("fee_reduction", "6055.56", "6055.56"),
        ("incident_damages", "23840.00", "23840.00"),
        ("incident_ld_range", "26160.00", "26160.00"),
        ("ld_5pct_39", "109000.00", "109000.00"),
        ("ld_daily_0_1", "2180.00", "2180.00"),
        ("ld_daily_0_1", "8720.00", "8720.00"),
        ("secrecy_ld_range", "10900.00", "65400.00"),
        ("sme_interest", "2452.50", "2452.50"),
    ] == sorted((row["clause"], row["low"], row["high"]) for row in report["liabilities"])
    assert ["revocable"] == [row["status"] for row in report["suspensions"]]
    assert ["91.5", "95.5", "79.5", "99"] == [row["value"] for row in report["scores"]]
