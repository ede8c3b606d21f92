"""
The Haining contract: the file, its scenarios, its log, and worked examples with the figures a lawyer computed by hand.

An example names only what matters; everything else happens as it should (``in_order``): signed on 2024-05-20, every
line started on its first day, every instalment documented, reviewed and paid in time.
"""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from conftest import ROOT

from luyue.app.print_json import report_object, report_text
from luyue.dsl.format import format_file
from luyue.dsl.load import load, load_text
from luyue.dsl.model import Const, Contract, Expr, Scenario
from luyue.dsl.parse import parse
from luyue.dsl.quantity import Money
from luyue.dsl.source import Source
from luyue.dsl.twins import twins
from luyue.engine.readers import from_rows, read
from luyue.engine.replay import replay
from luyue.engine.scenario import run

FOLDER = ROOT / "contracts" / "haining"

Row = Mapping[str, object]


@cache
def haining() -> Contract:
    """Return the contract."""
    return load(FOLDER / "haining.clause")


LINES = (*(f"{number:02d}" for number in range(1, 33) if number not in (22, 23)), "04b")
SEATS = range(6, 13)
CHECKS = ("2024-06-05", "2024-09-12", "2024-09-29", "2024-12-30")
INSTALMENTS = {
    "advance": ("2024-05-27", "2024-06-07", "2024-06-14", "1130080.12"),
    "seat-2024-06": ("2024-06-14", "2024-06-21", "2024-06-28", "118750.00"),
    "seat-2024-07": ("2024-07-10", "2024-07-18", "2024-07-24", "118750.00"),
    "seat-2024-08": ("2024-08-12", "2024-08-20", "2024-08-26", "118750.00"),
    "balance": ("2024-09-03", "2024-09-12", "2024-09-20", "417580.12"),
    "seat-2024-09": ("2024-09-04", "2024-09-12", "2024-09-20", "118750.00"),
    "seat-2024-10": ("2024-10-12", "2024-10-21", "2024-10-28", "118750.00"),
    "seat-2024-11": ("2024-11-12", "2024-11-20", "2024-11-26", "118750.00"),
}


def at(time: str, event: str, **fields: object) -> Row:
    """Return one row of a log."""
    return {"time": time, "type": event, **fields}


def signed() -> list[Row]:
    """Return the signing."""
    return [at("2024-05-20T10:00:00", "contract_signed", by_a_at="2024-05-20 09:00", by_b_at="2024-05-20 10:00")]


def started(*, but: tuple[str, ...] = ()) -> list[Row]:
    """Return every line's start on its last timely day, but for some lines."""
    early = {"03": "2024-05-21", "04": "2024-05-21", "14": "2024-05-21"}
    return [
        at(f"{early.get(line, '2024-06-01')}T08:00:00", "service_started", line=line)
        for line in LINES
        if line not in but
    ]


def paid(*, but: tuple[str, ...] = ()) -> list[Row]:
    """Return the documents, reviews and payments of every instalment in time, but for some instalments."""
    rows: list[Row] = []
    for name, (docs, passed, money, amount) in INSTALMENTS.items():
        if name in but:
            continue
        papers = ["invoice_original", "contract_copy", *(["acceptance_form"] if name == "seat-2024-11" else [])]
        rows += [
            at(f"{docs}T09:00:00", "settlement_docs_submitted", instalment=name, docs=papers),
            at(f"{docs}T10:00:00", "a_review_completed", instalment=name, result="ok"),
            at(f"{docs}T11:00:00", "treasury_submitted", instalment=name),
            at(f"{passed}T16:00:00", "treasury_review_passed", instalment=name),
            at(f"{money}T12:00:00", "payment_received", instalment=name, amount=amount),
        ]
    return rows


def kept_up() -> list[Row]:
    """Return a roster for each month of the seats, and a health check before each block of holidays in the year."""
    rosters = [at(f"2024-{month:02d}-01T09:00:00", "roster_published", month=f"2024-{month:02d}") for month in SEATS]
    return [*rosters, *(at(f"{day}T15:00:00", "health_check_performed") for day in CHECKS)]


def in_order(*, lines: tuple[str, ...] = (), instalments: tuple[str, ...] = ()) -> list[Row]:
    """Return a log in which all goes as it should, without the named lines and instalments."""
    return [*signed(), *started(but=lines), *paid(but=instalments), *kept_up()]


def report_of(rows: list[Row], as_of: str, **settings: object) -> dict[str, Any]:
    """Replay rows of a log and return the report as programs get it."""
    log = from_rows(haining(), rows)
    return report_object(replay(haining(), log, as_of=date.fromisoformat(as_of), settings=settings), "en")


def row_of(report: Mapping[str, Any], table: str, name: str) -> dict[str, Any]:
    """Return the row of a table by its id."""
    return next(row for row in report[table] if row["id"] == name)


def total(report: Mapping[str, Any], debtor: str) -> str:
    """Return what a party owes in all, gross of payment."""
    rows = [row for row in report["totals"] if row["debtor"] == debtor]
    assert all(row["low"] == row["high"] for row in rows)
    return str(sum((Decimal(row["low"]) for row in rows), Decimal("0.00")))


def heads(report: Mapping[str, Any], clause: str) -> list[tuple[str, str | None]]:
    """Return amount and units of every head of a clause; all of them are settled."""
    rows = [row for row in report["liabilities"] if row["clause"] == clause]
    assert all(row["settled"] and row["low"] == row["high"] for row in rows)
    return [(row["low"], row["units"]) for row in rows]


def number_of(expr: Expr | None) -> Fraction:
    """Return a number or an amount of money that stands in the file."""
    assert isinstance(expr, Const)
    if isinstance(expr.value, Money):
        return expr.value.amount
    assert isinstance(expr.value, Fraction)
    return expr.value


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("scenario", haining().scenarios, ids=lambda one: str(one.span.line))
def test_scenario_of_the_file_gives_what_it_expects(scenario: Scenario) -> None:
    """The examples that a lawyer reads in the file are true."""
    outcome = run(haining(), scenario)

    assert () == outcome.differences
    assert outcome.passed


def test_lines_of_the_annex_add_up_to_the_price() -> None:
    """Thirty-three rows, quantity times unit price each, make the price."""
    table = next(one for one in haining().tables if one.label.id == "service_lines")
    columns = [column.label.id for column in table.columns]
    cells = [dict(zip(columns, row.cells, strict=True)) for row in table.rows]
    made = [number_of(row["quantity"]) * number_of(row["unit_price"]) for row in cells]

    assert 33 == len(made)
    assert [number_of(row["subtotal"]) for row in cells] == made
    assert number_of(haining().price) == sum(made)


@pytest.mark.parametrize("plan", ["unit_price_6", "equal_7", "equal_12"])
def test_instalments_of_every_plan_make_the_price(plan: str) -> None:
    """However the seats are paid, advance, seats and balance are the price to the fen."""
    report = report_of(signed(), "2024-05-20", seat_schedule=plan)
    owed = [Decimal(row["amount"]) for row in report["duties"] if row["clause"].startswith("pay_")]

    assert Decimal("2260160.24") == sum(owed)


def test_every_clause_is_in_the_index_of_the_signed_text() -> None:
    """Nothing is claimed that the signed text does not hold, and what is missing shows as missing."""
    answered = {clause for article in haining().articles for clause in article.clauses}
    missing = [one for one in haining().articles if not one.clauses and one.answer is None]

    assert {clause.id for clause in haining().clauses if clause.source == "contract"} == answered
    assert [] == missing
    assert all(one.why for one in haining().articles if one.answer is not None)


# ---------------------------------------------------------------- worked examples


def test_nothing_is_owed_when_all_goes_as_it_should() -> None:
    """The year in order breaks nothing and costs nothing."""
    report = report_of(in_order(), "2024-12-31")

    assert [] == report["breaches"]
    assert [] == report["totals"]


def advance(*rest: Row) -> list[Row]:
    """Return a log in which the advance's review passed on 2024-06-07."""
    papers = ["invoice_original", "contract_copy"]
    return [
        *in_order(instalments=("advance",)),
        at("2024-05-27T09:00:00", "settlement_docs_submitted", instalment="advance", docs=papers),
        at("2024-06-03T15:00:00", "a_review_completed", instalment="advance", result="ok"),
        at("2024-06-04T09:00:00", "treasury_submitted", instalment="advance"),
        at("2024-06-07T16:00:00", "treasury_review_passed", instalment="advance"),
        *rest,
    ]


def test_advance_in_the_last_second_of_the_seventh_working_day_is_in_time() -> None:
    """The Dragon Boat holiday and two weekends are skipped: 2024-06-19, 24:00."""
    report = report_of(
        advance(at("2024-06-19T23:59:59", "payment_received", instalment="advance", amount="1130080.12")), "2024-06-19"
    )

    for clause in ("pay_advance", "treasury_7wd/advance"):
        assert ("performed", "2024-06-19") == tuple(
            row_of(report, "duties", clause)[key] for key in ("state", "due_on")
        )
    for clause in ("formation", "docs_invoice/advance", "docs_contract_copy/advance", "a_review/advance"):
        assert "performed" == row_of(report, "duties", clause)["state"]
    assert "2024-05-20T10:00:00+08:00" == row_of(report, "duties", "formation")["performed_at"]
    assert "performed" == row_of(report, "duties", "a_submit_treasury/advance")["state"]
    assert "0.00" == total(report, "buyer")


@pytest.mark.parametrize(
    ("paid_at", "settings", "amount", "days"),
    [
        ("2024-06-20T00:00:00", {}, "56504.01", 1),
        ("2024-07-19T10:00:00", {}, "56504.01", 30),
        ("2024-06-20T00:00:00", {"late_rate": "0.005"}, "5650.40", 1),
        ("2024-06-29T10:00:00", {"late_rate": "0.005"}, "56504.01", 10),
        ("2024-07-19T10:00:00", {"late_rate": "0.005"}, "56504.01", 30),
    ],
)
def test_cap_of_late_payment_is_reached_on_the_first_day(
    paid_at: str, settings: Mapping[str, object], amount: str, days: int
) -> None:
    """One second late costs what thirty days cost; at 0.5% a day the cap is reached on the tenth."""
    rows = advance(at(paid_at, "payment_received", instalment="advance", amount="1130080.12"))
    report = report_of(rows, paid_at[:10], **settings)

    assert "performed_late" == row_of(report, "duties", "pay_advance")["state"]
    assert "2024-06-20T00:00:00+08:00" == row_of(report, "breaches", "pay_advance")["at"]
    assert [(amount, str(days))] == heads(report, "pen_a_late")
    assert amount == total(report, "buyer")


@pytest.mark.parametrize(
    ("settings", "due", "late", "amount"),
    [({}, "2024-10-12", None, "0.00"), ({"due_rule": "earliest"}, "2024-09-30", {"days": 12}, "5937.50")],
)
def test_seventh_working_day_across_national_day_is_a_working_saturday(
    settings: Mapping[str, object], due: str, late: object, amount: str
) -> None:
    """Documents of 09-25 came too late for the month's end, so the treasury's seven working days govern."""
    rows = [
        *in_order(instalments=("seat-2024-09",)),
        *paid_of("seat-2024-09", "2024-09-25T09:00:00", "2024-09-27T16:00:00"),
        at("2024-10-12T17:00:00", "payment_received", instalment="seat-2024-09", amount="118750.00"),
    ]
    report = report_of(rows, "2024-10-12", **settings)
    row = row_of(report, "duties", "pay_seats_monthly/seat-2024-09")

    assert (due, late) == (row["due_on"], row["late"])
    assert "2024-10-12" == row_of(report, "duties", "treasury_7wd/seat-2024-09")["due_on"]
    assert amount == total(report, "buyer")


def paid_of(name: str, docs: str, passed: str) -> list[Row]:
    """Return complete documents and the treasury's review of an instalment."""
    return [
        at(docs, "settlement_docs_submitted", instalment=name, docs=["invoice_original", "contract_copy"]),
        at(passed, "treasury_review_passed", instalment=name),
    ]


def test_seat_payments_due_on_a_rest_day_roll_unless_the_reading_says_no() -> None:
    """2024-06-30 is a Sunday, 2024-08-31 a Saturday, 2024-11-30 a Saturday."""
    names = ("seat-2024-06", "seat-2024-08", "seat-2024-11")
    rolled = report_of(in_order(), "2024-12-31")
    fixed = report_of(in_order(), "2024-12-31", roll_203="off")

    def dues(report: Mapping[str, Any]) -> list[str]:
        return [row_of(report, "duties", f"pay_seats_monthly/{name}")["due_on"] for name in names]

    assert ["2024-07-01", "2024-09-02", "2024-12-02"] == dues(rolled)
    assert ["2024-06-30", "2024-08-31", "2024-11-30"] == dues(fixed)


@pytest.mark.parametrize(("settings", "amount"), [({}, "3437.50"), ({"late_base": "whole_instalment"}, "5937.50")])
def test_part_payment_leaves_the_rest_as_the_base(settings: Mapping[str, object], amount: str) -> None:
    """50,000.00 came on the last day, so 68,750.00 was unpaid when it ended."""
    rows = [
        *in_order(instalments=("seat-2024-07",)),
        *paid_of("seat-2024-07", "2024-07-10T09:00:00", "2024-07-18T09:00:00"),
        at("2024-07-31T12:00:00", "payment_received", instalment="seat-2024-07", amount="50000.00"),
        at("2024-08-03T12:00:00", "payment_received", instalment="seat-2024-07", amount="68750.00"),
    ]
    report = report_of(rows, "2024-08-03", **settings)

    assert "2024-08-01T00:00:00+08:00" == row_of(report, "breaches", "pay_seats_monthly/seat-2024-07")["at"]
    assert [(amount, "3")] == heads(report, "pen_a_late")
    assert amount == total(report, "buyer")


def late_line_five(arrived: str) -> list[Row]:
    """Return a log in which line 05 never starts and the buyer's notice arrives."""
    return [
        *in_order(lines=("05",)),
        at("2024-06-05T08:00:00", "rescission_notice_sent", by="buyer", ground="item4"),
        at(arrived, "rescission_notice_arrived", by="buyer", ground="item4", sent_at="2024-06-05T08:00:00"),
    ]


@pytest.mark.parametrize(
    ("settings", "amount"),
    [({}, "1130080.12"), ({"cumulation": "larger"}, "1017072.11"), ({"rescind_5pct": "on_gt7"}, "1130080.12")],
)
def test_notice_on_the_ninth_day_ends_the_contract(settings: Mapping[str, object], amount: str) -> None:
    """The power opens on 06-09, the notice takes effect on arrival, nine days are late."""
    report = report_of(late_line_five("2024-06-10T09:30:00"), "2024-06-10", **settings)
    power = row_of(report, "powers", "pow_a_rescind_7d/line_05")

    assert "2024-06-02T00:00:00+08:00" == row_of(report, "breaches", "line_start/line_05")["at"]
    assert "2024-06-09T00:00:00+08:00" == power["available_from"]
    assert ("effective", "2024-06-10T09:30:00+08:00") == (power["state"], power["effective_at"])
    assert "performed" == row_of(report, "duties", "rescind_on_arrival/item4")["state"]
    assert [("1017072.11", "9")] == heads(report, "pen_b_late_daily")
    assert amount == total(report, "supplier")
    assert ["line_start/line_05"] == [row["id"] for row in report["breaches"]]
    assert "ended" == report["contract_state"]["state"]


def test_notice_on_the_seventh_day_is_void() -> None:
    """More than seven days excludes the seventh; the contract goes on."""
    report = report_of(late_line_five("2024-06-08T09:30:00"), "2024-06-08")

    assert "not_available" == row_of(report, "powers", "pow_a_rescind_7d/line_05")["state"]
    assert [] == heads(report, "pen_b_late_rescission")
    assert "in_force" == report["contract_state"]["state"]
    assert "void-exercise" in [row["code"] for row in report["checks"]]


def test_two_late_lines_share_one_clock() -> None:
    """A day on which two lines are late counts once, and twice if each has a clock of its own."""
    rows = [
        *in_order(lines=("05", "31")),
        at("2024-06-03T08:00:00", "service_started", line="05"),
        at("2024-06-04T08:00:00", "service_started", line="line_31"),
    ]

    assert "339024.04" == total(report_of(rows, "2024-06-04"), "supplier")
    assert "565040.06" == total(report_of(rows, "2024-06-04", clock="per_line"), "supplier")


def flood(party: str, affects: list[str]) -> list[Row]:
    """Return nine days of flood, noticed within four hours and certified."""
    return [
        at("2024-05-28T08:00:00", "fm_started", fm="1", kind="flood", party=party, affects=affects, attested=True),
        at("2024-05-28T12:00:00", "fm_notice_given", fm="1", form="written"),
        at("2024-06-03T10:00:00", "fm_certificate_sent", fm="1", issuer="emergency_bureau"),
        at("2024-06-06T20:00:00", "fm_ended", fm="1"),
    ]


def test_force_majeure_moves_a_start_by_its_days_and_no_further() -> None:
    """Nine days: 06-01 becomes 06-10, a festival, which rolls no start; two days of delay remain."""
    rows = [
        *in_order(lines=("05",)),
        *flood("supplier", ["line_05"]),
        at("2024-06-12T08:00:00", "service_started", line="05"),
    ]
    report = report_of(rows, "2024-06-12", immediate="PT24H")
    row = row_of(report, "duties", "line_start/line_05")

    assert ("2024-06-01", "2024-06-10") == (row["due_first"], row["due_on"])
    assert "2024-06-11T00:00:00+08:00" == row_of(report, "breaches", "line_start/line_05")["at"]
    assert "performed" == row_of(report, "duties", "fm_notice/1")["state"]
    assert "performed" == row_of(report, "duties", "fm_certificate/1")["state"]
    assert [("226016.02", "2")] == heads(report, "pen_b_late_daily")
    assert "226016.02" == total(report, "supplier")


def test_force_majeure_without_a_number_for_at_once_is_a_range() -> None:
    """Whether the notice came at once is nobody's to guess: between two days and eleven."""
    rows = [
        *in_order(lines=("05",)),
        *flood("supplier", ["line_05"]),
        at("2024-06-12T08:00:00", "service_started", line="05"),
    ]
    report = report_of(rows, "2024-06-12")
    found = next(row for row in report["liabilities"] if row["clause"] == "pen_b_late_daily")

    assert ["claimed"] == [row["status"] for row in report["suspensions"]]
    assert ("226016.02", "1243088.13") == (found["low"], found["high"])


@pytest.mark.parametrize(("settings", "due"), [({}, "2024-06-28"), ({"fm_money": "never"}, "2024-06-19")])
def test_force_majeure_may_or_may_not_move_a_debt_of_money(settings: Mapping[str, object], due: str) -> None:
    """Five of the nine days lie after the review of 06-07; none if money knows no force majeure."""
    storm = [
        at("2024-06-10T08:00:00", "fm_started", fm="2", kind="typhoon", party="buyer", affects=["pay_advance"]),
        at("2024-06-10T09:00:00", "fm_notice_given", fm="2", form="written"),
        at("2024-06-11T09:00:00", "fm_certificate_sent", fm="2", issuer="emergency_bureau"),
        at("2024-06-19T08:00:00", "fm_ended", fm="2"),
    ]
    report = report_of(advance(*storm), "2024-06-20", immediate="PT24H", **settings)

    assert due == row_of(report, "duties", "pay_advance")["due_on"]


def test_balance_moved_into_the_holiday_rolls_to_the_next_working_day() -> None:
    """Two days of storm move 2024-09-30 to 10-02, a festival; payments roll to 10-08, unless the reading says no."""
    storm = [
        at("2024-09-19T18:00:00", "fm_started", fm="3", kind="typhoon", party="buyer", affects=["pay_balance_sept"]),
        at("2024-09-20T08:00:00", "fm_notice_given", fm="3", form="written"),
        at("2024-09-20T09:00:00", "fm_certificate_sent", fm="3", issuer="emergency_bureau"),
        at("2024-09-21T12:00:00", "fm_ended", fm="3"),
    ]
    rows = [
        *in_order(instalments=("balance",)),
        *paid_of("balance", "2024-09-10T10:00:00", "2024-09-24T15:00:00"),
        *storm,
    ]

    rolled = report_of(rows, "2024-09-30", immediate="PT24H")
    fixed = report_of(rows, "2024-09-30", immediate="PT24H", roll_203="off")

    assert "2024-10-08" == row_of(rolled, "duties", "pay_balance_sept")["due_on"]
    assert "2024-10-02" == row_of(fixed, "duties", "pay_balance_sept")["due_on"]


def test_thirty_days_of_force_majeure_open_a_way_out_and_end_nothing_by_themselves() -> None:
    """The start day is not counted: reached when 07-01 is over; the contract lives until a notice arrives."""
    storm = [
        at("2024-06-01T00:00:00", "fm_started", fm="4", kind="flood", party="supplier", affects=["line_05"]),
        at("2024-06-01T10:00:00", "fm_notice_given", fm="4", form="written"),
        at("2024-06-02T10:00:00", "fm_certificate_sent", fm="4", issuer="emergency_bureau"),
    ]
    notice = at("2024-07-02T09:00:00", "rescission_notice_arrived", by="supplier", ground="force_majeure")
    waiting = report_of([*in_order(lines=("05",)), *storm], "2024-07-02", immediate="PT24H")
    ended = report_of([*in_order(lines=("05",)), *storm, notice], "2024-07-02", immediate="PT24H")

    power = row_of(waiting, "powers", "fm_30d")
    assert ("available", "2024-07-02T00:00:00+08:00") == (power["state"], power["available_from"])
    assert "in_force" == waiting["contract_state"]["state"]
    assert ("ended", "2024-07-02T09:00:00+08:00") == (
        ended["contract_state"]["state"],
        ended["contract_state"]["since"],
    )
    assert [] == ended["totals"]


def test_line_that_stops_before_its_end_is_a_breach() -> None:
    """Starting in time is not all: the seats stop a month early, and no daily sum is claimed for that."""
    rows = [*in_order(), at("2024-11-30T18:00:00", "service_stopped", line="03")]
    report = report_of(rows, "2024-12-31")

    assert ["line_keep/line_03"] == [row["id"] for row in report["breaches"]]
    assert [] == report["totals"]


# ---------------------------------------------------------------- two languages


def test_english_print_of_the_contract_gives_the_same_report() -> None:
    """The contract printed in English reads back to the same contract and gives the same bytes."""
    tree = parse(Source("haining.clause", (FOLDER / "haining.clause").read_text(encoding="utf-8")))
    spelled = twins(tree)
    english = load_text(format_file(tree, "en", lambda name: spelled(name)["en"]), "haining.en.clause")
    rows = late_line_five("2024-06-10T09:30:00")

    def printed(contract: Contract) -> str:
        return report_text(replay(contract, from_rows(contract, rows), as_of=date(2024, 6, 10)), "zh")

    assert haining().digest == english.digest
    assert printed(haining()) == printed(english)


# ---------------------------------------------------------------- the log of a year


def test_log_is_what_its_script_writes() -> None:
    """The story is made by a seeded script: the same bytes on every run."""
    script = ROOT / "bench" / "make_haining_log.py"
    made = subprocess.run([sys.executable, str(script)], check=True, capture_output=True).stdout

    assert (FOLDER / "events.jsonl").read_bytes() == made


def test_log_of_the_year_exercises_the_contract() -> None:
    """Every row has its list, hardly any is ignored, and every ordinary remedy of the contract shows once."""
    log = read(FOLDER / "events.jsonl", haining())
    report: dict[str, Any] = report_object(replay(haining(), log, as_of=date(2025, 6, 5)), "zh")
    counts = report["counts"]

    assert counts["read"] >= 300
    assert counts["read"] == sum(counts[name] for name in ("applied", "duplicate", "late_known", "ignored", "rejected"))
    assert (1, 0) == (counts["duplicate"], counts["rejected"])
    assert [
        ("pen_a_late", "3437.50"),
        ("pen_a_late", "20879.01"),
        ("pen_a_refusal", "113008.01"),
        ("dam_b_5", "36991.99"),
        ("pen_b_aftersales", "113008.01"),
        ("pen_b_late_daily", "452032.05"),
        ("pen_b_quality", "113008.01"),
    ] == sorted(
        ((row["clause"], row["low"]) for row in report["liabilities"]),
        key=lambda one: (not one[0].startswith("pen_a"), one[0], len(one[1])),
    )
