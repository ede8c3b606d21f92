"""
The Shangluo contract: the file, its scenarios, its log, and worked examples with the figures a lawyer computed by hand.

An example names only what matters; everything else happens as it should (``in_order``): signed on 2025-09-08, every
service running from that day, both instalments paid in time, the platform inspected each month with its log.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from conftest import ROOT

from luyue.app.print_json import report_object
from luyue.dsl.load import load
from luyue.dsl.model import Contract, Scenario
from luyue.engine.readers import from_rows, read
from luyue.engine.replay import replay
from luyue.engine.scenario import run

FOLDER = ROOT / "contracts" / "shangluo"
ITEMS = ("status", "db", "scan")
PARTS = ("time", "staff", "issues", "results")
SERVICES = ("voice", "internet", "mas", "ims", "office")
VISITS = (
    *("2025-09-26", "2025-10-15", "2025-11-14", "2025-12-12", "2026-01-15", "2026-02-10"),
    *("2026-03-16", "2026-04-15", "2026-05-15", "2026-06-15", "2026-07-15"),
)

Row = Mapping[str, object]


@cache
def shangluo() -> Contract:
    """Return the contract."""
    return load(FOLDER / "shangluo.clause")


def at(time: str, event: str, **fields: object) -> Row:
    """Return one row of a log."""
    return {"time": time, "type": event, **fields}


def signed() -> list[Row]:
    """Return the signing, with its misprinted date corrected first."""
    return [
        at("2025-09-08T09:00:00", "field_corrected", field="sign_date", printed="2015-09-08", corrected="2025-09-08"),
        at("2025-09-08T10:00:00", "contract_signed", by_a_at="2025-09-08 09:00", by_b_at="2025-09-08 10:00"),
    ]


def paid(instalment: str, time: str, amount: str) -> Row:
    """Return a payment by transfer."""
    return at(time, "payment_received", instalment=instalment, amount=amount, method="transfer")


def visited(day: str, mode: str = "remote") -> list[Row]:
    """Return an inspection of all three things, and its log on the day."""
    return [
        at(f"{day}T10:00:00", "inspection_performed", mode=mode, items=list(ITEMS)),
        at(f"{day}T17:00:00", "inspection_log_submitted", inspection=day, fields=list(PARTS)),
    ]


def in_order(*, but: tuple[str, ...] = ()) -> list[Row]:
    """Return a log in which all goes as it should, without the named instalments, months or ``visits``."""
    rows = signed()
    rows += [at("2025-09-08T12:00:00", "service_started", item=item) for item in SERVICES]
    rows += [paid("p1", "2025-09-30T10:00:00", "546550.00")] if "p1" not in but else []
    rows += [paid("p2", "2025-12-24T10:00:00", "96450.00")] if "p2" not in but else []
    for number, day in enumerate(() if "visits" in but else VISITS):
        rows += visited(day, "onsite" if number % 3 == 0 else "remote") if day[:7] not in but else []
    return rows


def report_of(rows: list[Row], as_of: str, **settings: object) -> dict[str, Any]:
    """Replay rows of a log and return the report as programs get it."""
    log = from_rows(shangluo(), rows)
    return report_object(replay(shangluo(), log, as_of=date.fromisoformat(as_of), settings=settings), "en")


def row_of(report: Mapping[str, Any], table: str, name: str) -> dict[str, Any]:
    """Return the row of a table by its id."""
    return next(row for row in report[table] if row["id"] == name)


def due_and_state(report: Mapping[str, Any], name: str) -> tuple[str, str]:
    """Return when a duty fell due, a day or an instant, and what became of it."""
    row = row_of(report, "duties", name)
    return row["due_on"] or row["due_at"], row["state"]


def total(report: Mapping[str, Any], debtor: str) -> str:
    """Return what a party owes in all, gross of payment."""
    rows = [row for row in report["totals"] if row["debtor"] == debtor]
    assert all(row["low"] == row["high"] for row in rows)
    return str(sum((Decimal(row["low"]) for row in rows), Decimal("0.00")))


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("scenario", shangluo().scenarios, ids=lambda one: str(one.span.line))
def test_scenario_of_the_file_gives_what_it_expects(scenario: Scenario) -> None:
    """The examples that a lawyer reads in the file are true."""
    outcome = run(shangluo(), scenario)

    assert () == outcome.differences
    assert outcome.passed


def test_every_entry_of_the_signed_text_is_answered() -> None:
    """By a clause, or by what it is and why nothing is computed; and no clause claims what the text does not hold."""
    answered = {clause for article in shangluo().articles for clause in article.clauses}

    assert {clause.id for clause in shangluo().clauses if clause.source == "contract"} == answered
    assert [] == [one.cite for one in shangluo().articles if not one.clauses and one.answer is None]
    assert all(one.why for one in shangluo().articles if one.answer is not None)


def test_what_check_warns_of_are_defects_of_the_contract() -> None:
    """Blanks that clauses wait for and words without a number; nothing that the encoding could have avoided."""
    warned = Counter(one.code for one in shangluo().warnings if one.severity == "warning")

    assert {"unspecified", "vague-time"} == set(warned)


# ---------------------------------------------------------------- worked examples


def test_nothing_is_owed_when_all_goes_as_it_should() -> None:
    """The year in order breaks nothing and costs nothing."""
    report = report_of(in_order(), "2026-07-31")

    assert [] == report["breaches"]
    assert [] == report["totals"]


@pytest.mark.parametrize(
    ("settings", "due", "state"),
    [
        ({}, "2025-10-09", "performed"),
        ({"roll_203": "off"}, "2025-10-08", "performed_late"),
        ({"roll_203": "festival_days_only"}, "2025-10-08", "performed_late"),
    ],
)
def test_first_payment_on_the_day_after_a_swapped_rest_day(settings: Row, due: str, state: str) -> None:
    """A month from 09-08 ends on 10-08, a swapped rest day that is no festival."""
    rows = [*in_order(but=("p1",)), paid("p1", "2025-10-09T23:59:59", "546550.00")]
    report = report_of(rows, "2025-10-09", **settings)

    assert (due, state) == due_and_state(report, "pay_85")
    assert "2025-09-08T10:00:00+08:00" == row_of(report, "duties", "signature")["performed_at"]
    assert "2026-07-31" == report["contract"]["term"]["to"]
    assert "holding" == row_of(report, "duties", "pay_method")["state"]
    assert "0.00" == total(report, "buyer")
    if state == "performed_late":
        assert {"days": 1} == row_of(report, "duties", "pay_85")["late"]


def test_one_second_late_is_one_breach_without_a_sum() -> None:
    """Two articles ask for the payment; one breach, and no rate for it anywhere."""
    rows = [*in_order(but=("p1",)), paid("p1", "2025-10-10T00:00:00", "546550.00")]
    report = report_of(rows, "2025-10-10")

    assert [("pay_85", "2025-10-10T00:00:00+08:00")] == [(row["id"], row["at"]) for row in report["breaches"]]
    assert ([], []) == (report["liabilities"], report["totals"])


def fault(*steps: tuple[str, str]) -> list[Row]:
    """Return a major fault in the holiday night with what was done about it."""
    return [
        at("2025-10-03T02:15:00", "fault_reported", ticket="t1", channel="phone", voice_affected=True),
        at("2025-10-03T02:20:00", "severity_attested", ticket="t1", severity="major", within_b_responsibility=True),
        *(at(f"2025-10-03T{time}", event, ticket="t1") for time, event in steps),
    ]


STEPS = (
    ("02:45:00", "fault_responded", "sla_response"),
    ("02:45:00", "emergency_phone_connected", "sla_emergency_phone"),
    ("03:15:00", "remote_service_started", "sla_remote"),
    ("03:15:00", "solution_proposed", "sla_plan"),
    ("05:15:00", "onsite_arrived", "sla_onsite"),
    ("10:15:00", "system_restored", "sla_restore"),
)


def test_every_limit_met_exactly_in_the_holiday_night() -> None:
    """Hours run day and night; the very instant is in time (art. 1259)."""
    rows = [*in_order(), *fault(*((time, event) for time, event, _ in STEPS))]
    report = report_of(rows, "2025-10-31")

    for time, _, clause in STEPS:
        assert (f"2025-10-03T{time}+08:00", "performed") == due_and_state(report, f"{clause}/t1")
    assert "performed" == row_of(report, "duties", "b_fault_timely/t1")["state"]
    assert ([], "0.00") == (report["breaches"], total(report, "supplier"))


def test_every_limit_missed_by_a_second() -> None:
    """Six limits, six breaches, each at the first late microsecond."""
    late = [(f"{time[:6]}01", event) for time, event, _ in STEPS]
    report = report_of([*in_order(), *fault(*late)], "2025-10-31")

    assert {f"{clause}/t1": f"2025-10-03T{time}.000001+08:00" for time, _, clause in STEPS} == {
        row["id"]: row["at"] for row in report["breaches"]
    }


def two_months_missed() -> list[Row]:
    """Return inspections in September, October and on 1 December."""
    rows = in_order(but=("visits",))
    for day in ("2025-09-26", "2025-10-15", "2025-12-01"):
        rows += visited(day, "onsite" if day == "2025-09-26" else "remote")
    return rows


def test_second_month_without_inspection_opens_the_way_out() -> None:
    """November and January are missed; the right opens as January is over, and costs nothing by itself."""
    report = report_of(two_months_missed(), "2026-02-01")
    power = row_of(report, "powers", "trig_2")

    assert [
        ("inspect_monthly/2025-11", "2025-12-01T00:00:00+08:00"),
        ("inspect_monthly/2026-01", "2026-02-01T00:00:00+08:00"),
    ] == [(row["id"], row["at"]) for row in report["breaches"]]
    assert "performed" == row_of(report, "duties", "inspect_monthly/2025-12")["state"]
    assert ("available", "2026-02-01T00:00:00+08:00") == (power["state"], power["available_from"])
    assert "0.00" == total(report, "supplier")


def test_an_inspection_on_the_rolled_month_end_saves_the_month_before() -> None:
    """2025-11-30 is a Sunday: read so, 1 December is November's last day, and December is empty."""
    report = report_of(two_months_missed(), "2026-01-01", bucket_roll="on")

    assert "performed" == row_of(report, "duties", "inspect_monthly/2025-11")["state"]
    assert ["inspect_monthly/2025-12"] == [row["id"] for row in report["breaches"]]


def test_without_the_correction_of_the_date_nothing_can_be_said_of_the_payments() -> None:
    """The printed date lies ten years before the last payment and before the code that the preamble cites."""
    rows = [row for row in in_order() if row["type"] != "field_corrected"]
    report = report_of(rows, "2025-12-31")

    assert ([], [], "not_in_force") == (report["breaches"], report["totals"], report["contract_state"]["state"])
    assert "not-in-force" in {row["code"] for row in report["checks"]}


def test_a_claim_stops_at_one_per_cent_and_what_has_its_own_sentence_does_not() -> None:
    """6,430.00 for ordinary claims together; the cost of the certificate comes on top; read as one cap, it does not."""
    rows = [
        *in_order(),
        *fault(("02:45:01", "fault_responded")),
        at("2025-11-03T10:00:00", "mlps_certificate_missed", cause="b_vulnerability", cost="38000.00"),
        at("2025-11-10T10:00:00", "loss_attested", head="claim", amount="6430.01"),
        at("2025-11-11T10:00:00", "loss_attested", head="general", amount="5.00"),
    ]

    assert "44430.00" == total(report_of(rows, "2025-11-30"), "supplier")
    assert "6430.00" == total(report_of(rows, "2025-11-30", cap_scope="everything"), "supplier")
    assert "44435.00" == total(report_of(rows, "2025-11-30", cap_mode="per_claim", general_uncapped="true"), "supplier")


# ---------------------------------------------------------------- the log of a year


def test_log_is_what_its_script_writes() -> None:
    """The story is made by a seeded script: the same bytes on every run."""
    script = ROOT / "bench" / "make_shangluo_log.py"
    made = subprocess.run([sys.executable, str(script)], check=True, capture_output=True).stdout

    assert (FOLDER / "events.jsonl").read_bytes() == made


def test_log_of_the_year_exercises_the_contract() -> None:
    """Every row has its list, hardly any is ignored, and what the year cost is what the contract says."""
    log = read(FOLDER / "events.jsonl", shangluo())
    report: dict[str, Any] = report_object(replay(shangluo(), log, as_of=date(2026, 8, 21)), "zh")
    counts = report["counts"]

    assert counts["read"] >= 1000
    assert counts["read"] == sum(counts[name] for name in ("applied", "duplicate", "late_known", "ignored", "rejected"))
    assert (1, 0) == (counts["duplicate"], counts["rejected"])
    assert {
        "account_damages/1": "260.00",
        "b_mlps_liability/1": "36000.00",
        "dam_a/1": "450.00",
        "dam_b_claim/1": "4500.00",
        "dam_b_claim#2/1": "1930.00",
    } == {row["id"]: row["low"] for row in report["liabilities"]}
    assert ("42690.00", "450.00") == (total(report, "supplier"), total(report, "buyer"))
