"""
The twin itself, on cases worked out by hand: the worked examples of the Haining contract and a few of the law.

The clauses are built part by part, so these cases hold whatever the language and its checker do.
"""

import ast
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from conftest import ROOT
from oracle import judge
from strategies.parts import (
    BUYER,
    CLAUSES,
    COUNT,
    DATE,
    ID,
    INSTANT,
    LENGTH,
    MONEY,
    PARTY,
    SUPPLIER,
    cash,
    clause,
    contract,
    day,
    days,
    event_type,
    happened,
    label,
    length,
    moment,
    money,
    number,
    own,
    price,
    row,
    same,
    share,
    state,
    unpaid,
    var,
)

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit
from luyue.engine.event import Event

PRICE = money("2260160.24")
P5 = Fraction("113008.012")
EVENTS = (
    event_type("treasury_review_passed", instalment=ID),
    event_type("settlement_docs_submitted", instalment=ID),
    event_type("payment_received", instalment=ID, amount=MONEY),
    event_type("service_started", norm=ID),
    event_type("rescission_notice_arrived", party_=PARTY),
    event_type("fm_started", fm=ID, party=PARTY, affects_=CLAUSES),
    event_type("fm_notice_given", fm=ID),
    event_type("fm_certificate_sent", fm=ID),
    event_type("fm_ended", fm=ID),
    event_type("ordered", ticket=ID),
    event_type("answered", ticket=ID),
    event_type("banned", ticket=ID),
    event_type("permitted", ticket=ID),
    event_type("counted", n=COUNT),
    event_type("calls", offered=COUNT, answered=COUNT),
)
STARTED = happened("service_started").pattern


def tied(name: str, alias: str, field: str) -> m.Expr:
    """Write that a field of the event equals one of the row or event that started the instance."""
    return same(own(name, ID), var(alias, field, ID))


TREASURY = clause(
    "treasury_payment",
    "payment",
    m.Trigger("events", (m.Pattern("treasury_review_passed"),), alias="review"),
    duties=(
        m.Duty(
            m.Pay(BUYER, SUPPLIER, money("1130080.12"), m.Pattern("payment_received"), "amount"), same=("instalment",)
        ),
    ),
    timings=(m.Timing(m.Within(length(7, Unit.WORKING_DAY))),),
)
PEN_A_LATE = clause(
    "pen_a_late",
    "liability",
    m.Trigger("events", (m.BreachOf("treasury_payment", "breached"),)),
    heads=(
        m.Head(
            "damages",
            BUYER,
            SUPPLIER,
            share("1/20", unpaid()),
            m.Per("late", unit=Unit.DAY),
            caps=(m.Cap("le", share("1/20", unpaid()), in_total=True),),
        ),
    ),
)
LINES = m.Table(
    label("lines"),
    (m.FieldType(label("norm"), ID), m.FieldType(label("start"), DATE)),
    (
        m.Row((m.Const(ID, "line_05"), day("2024-06-01"))),
        m.Row((m.Const(ID, "line_31"), day("2024-06-01"))),
    ),
)
LINE_START = clause(
    "line_start",
    "duty",
    m.Trigger("row", name="lines", alias="r"),
    duties=(m.Duty(m.Act(SUPPLIER, ((m.Pattern("service_started", (tied("norm", "r", "norm"),)),),))),),
    timings=(m.Timing(m.By(var("r", "start", DATE))),),
)
LATE_SERVICE = clause(
    "late_service",
    "power",
    m.Trigger("events", (m.BreachOf("line_start", "breached"),)),
    heads=(
        m.Head(
            "damages",
            SUPPLIER,
            BUYER,
            share("1/20", price()),
            m.Per("late", unit=Unit.DAY),
            once_per_day=True,
        ),
        m.Head("damages", SUPPLIER, BUYER, share("1/20", price()), once=True, on_exercise=True),
    ),
    powers=(
        m.Power(
            BUYER,
            m.Pattern("rescission_notice_arrived"),
            (m.Effect("ends_contract"),),
            once=state(None, "late", m.Bound("gt", days(7))),
        ),
    ),
)
FORCE_MAJEURE = m.Interval(
    label("force_majeure"), m.Edge(m.Pattern("fm_started")), m.Edge(m.Pattern("fm_ended")), ("fm",)
)
FM_EXTENSION = clause(
    "fm_extension",
    "suspension",
    suspensions=(m.Suspension((m.Known(PARTY, "affected_party"),), (), False, "force_majeure"),),
    requirements=(
        m.Requirement(happened("fm_notice_given"), m.Timing(m.Untimed("at once", "immediate"))),
        m.Requirement(happened("fm_certificate_sent")),
    ),
)
IMMEDIATE = m.Blank(label("immediate"), LENGTH)
SIGNED = day("2024-05-20")
HEADER: dict[str, Any] = {
    "price": PRICE,
    "effective": SIGNED,
    "term": m.Term(SIGNED, Length(Fraction(1), Unit.YEAR)),
    "events": EVENTS,
    "intervals": (FORCE_MAJEURE,),
    "tables": (LINES,),
    "blanks": (IMMEDIATE,),
}
PAYMENTS = contract(TREASURY, PEN_A_LATE, FM_EXTENSION, **HEADER)
SERVICES = contract(LINE_START, LATE_SERVICE, FM_EXTENSION, **HEADER)


def review(at: str, instalment: str = "advance") -> Event:
    """Return a treasury review that passed."""
    return row("review", "treasury_review_passed", at, instalment=instalment)


def paid(name: str, at: str, amount: str, instalment: str = "advance") -> Event:
    """Return a payment received."""
    return row(name, "payment_received", at, instalment=instalment, amount=cash(amount))


def last(text: str) -> int:
    """Return the last microsecond of a day."""
    return moment(text + "T24:00")


def started(line: str, at: str) -> Event:
    """Return a service line that started."""
    return row("start_" + line, "service_started", at, norm=line)


def test_an_advance_paid_in_the_last_second_of_the_seventh_working_day_is_in_time() -> None:
    """H-01: the working days are 11 to 14 and 17 to 19 June; the 10th is Dragon Boat."""
    got = judge(PAYMENTS, [review("2024-06-07T16:00:00"), paid("p", "2024-06-19T23:59:59", "1130080.12")], None)

    state_, due, *_ = got["duties"]["treasury_payment/advance"]
    assert ("performed", last("2024-06-19")) == (state_, due)
    assert {} == got["heads"]


@pytest.mark.parametrize("paid_at", ["2024-06-20T00:00:00", "2024-07-19T12:00:00"])
def test_one_second_or_thirty_days_late_costs_the_cap(paid_at: str) -> None:
    """H-02: 5% a day with a cap of 5% is reached on the first day."""
    got = judge(PAYMENTS, [review("2024-06-07T16:00:00"), paid("p", paid_at, "1130080.12")], None)

    assert moment("2024-06-20T00:00:00") == got["breaches"]["treasury_payment/advance"][0]
    assert {("buyer", "supplier"): (Fraction("56504.01"),) * 2} == got["totals"]
    assert Fraction("56504.006") == got["heads"]["pen_a_late/advance/1"][3]


def test_a_make_up_saturday_is_the_seventh_working_day() -> None:
    """H-04a: counted from 27 September 2024, across National Day."""
    got = judge(PAYMENTS, [review("2024-09-27T16:00:00", "seat")], None)

    assert last("2024-10-12") == got["duties"]["treasury_payment/seat"][1]


def test_damages_for_late_payment_are_counted_on_what_is_unpaid_when_the_due_day_ends() -> None:
    """H-08: 118,750 due on 31 July, 50,000 paid that day, the rest three days later."""
    month_end = clause(
        "seats",
        "payment",
        duties=(
            m.Duty(
                m.Pay(BUYER, SUPPLIER, money(118750), m.Pattern("payment_received"), "amount"), same=("instalment",)
            ),
        ),
        timings=(m.Timing(m.By(day("2024-07-31"))),),
        heads=(
            m.Head(
                "damages",
                BUYER,
                SUPPLIER,
                share("1/20", unpaid()),
                m.Per("late", unit=Unit.DAY),
                caps=(m.Cap("le", share("1/20", unpaid()), in_total=True),),
            ),
        ),
    )
    rows = [paid("p1", "2024-07-31T12:00:00", "50000"), paid("p2", "2024-08-03T12:00:00", "68750")]
    got = judge(contract(month_end, events=EVENTS, effective=SIGNED), rows, None)

    state_, due, _, _, performed, by, late, amount, _, at_due = got["duties"]["seats"]
    assert ("performed_late", last("2024-07-31"), moment("2024-08-03T12:00:00")) == (state_, due, performed)
    assert (("p1", "p2"), 3, 118750, 68750) == (by, late, amount, at_due)
    assert {("buyer", "supplier"): (Fraction("3437.50"),) * 2} == got["totals"]


def test_a_notice_on_the_ninth_day_of_delay_ends_the_contract_and_costs_both_heads() -> None:
    """H-14: nine days at 113,008.012, then five percent at once."""
    rows = [
        started("line_31", "2024-06-01T09:00:00"),
        row("n", "rescission_notice_arrived", "2024-06-10T09:30:00", party="buyer"),
    ]
    got = judge(SERVICES, rows, moment("2024-12-31T12:00:00"))

    opened = moment("2024-06-09T00:00:00")
    arrived = moment("2024-06-10T09:30:00")
    assert ("effective", opened, "n", arrived, ()) == got["powers"]["late_service/line_05"]
    assert "ended" == got["duties"]["line_start/line_05"][0]
    assert 9 * P5 == got["heads"]["late_service/1"][3]
    assert {("supplier", "buyer"): (Fraction("1130080.12"),) * 2} == got["totals"]


def test_a_notice_on_the_seventh_day_is_void() -> None:
    """A delay of more than seven days begins on the eighth (art. 1259)."""
    rows = [row("n", "rescission_notice_arrived", "2024-06-08T23:59:59", party="buyer")]
    got = judge(SERVICES, rows, moment("2024-06-08T23:59:59.500000"))

    assert ("not_available", None, None, None, ("n",)) == got["powers"]["late_service/line_05"]


FLOOD = [
    row("fm", "fm_started", "2024-05-28T08:00:00", fm="1", party="supplier", affects=("line_05",)),
    row("notice", "fm_notice_given", "2024-05-28T12:00:00", fm="1"),
    row("proof", "fm_certificate_sent", "2024-06-03T10:00:00", fm="1"),
    row("over", "fm_ended", "2024-06-06T20:00:00", fm="1"),
    started("line_31", "2024-06-01T09:00:00"),
    started("line_05", "2024-06-12T08:00:00"),
]


def test_a_flood_moves_the_date_by_as_many_days_as_it_lasted() -> None:
    """H-26a: nine days, so the tenth of June; a fixed date does not roll; two days of delay remain."""
    got = judge(SERVICES, FLOOD, None, settings={"immediate": Length(Fraction(24), Unit.HOUR)})

    state_, due, first, *_ = got["duties"]["line_start/line_05"]
    assert ("performed_late", last("2024-06-10"), last("2024-06-01")) == (state_, due, first)
    assert {("supplier", "buyer"): (Fraction("226016.02"),) * 2} == got["totals"]


def test_relief_that_may_still_be_denied_leaves_a_range() -> None:
    """Without a length for "at once" nobody knows whether the notice was in time: late it is, by eleven days or two."""
    got = judge(SERVICES, FLOOD, None)

    assert "performed_late" == got["duties"]["line_start/line_05"][0]
    assert {("supplier", "buyer"): (Fraction("226016.02"), Fraction("1243088.13"))} == got["totals"]


def test_a_late_notice_forfeits_relief() -> None:
    """Three hours for the notice, four taken: eleven days of delay."""
    got = judge(SERVICES, FLOOD, None, settings={"immediate": Length(Fraction(3), Unit.HOUR)})

    assert ("refused", moment("2024-05-28T08:00:00"), moment("2024-06-06T20:00:00")) == got["suspensions"][
        "fm_extension/1"
    ]
    assert 11 * P5 == got["heads"]["late_service/1"][3]


ANSWER = clause(
    "answer",
    "duty",
    m.Trigger("events", (m.Pattern("ordered"),), alias="order"),
    duties=(m.Duty(m.Act(SUPPLIER, ((m.Pattern("answered"),),)), same=("ticket",)),),
    timings=(m.Timing(m.Within(length(15, Unit.MINUTE))),),
)


def order(at: str, ticket: str = "T1") -> Event:
    """Return an order."""
    return row("o" + ticket, "ordered", at, ticket=ticket)


def answer(at: str, ticket: str = "T1") -> Event:
    """Return an answer."""
    return row("a" + ticket, "answered", at, ticket=ticket)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2024-06-03T09:00:00", "performed"),
        ("2024-06-03T09:15:00", "performed"),
        ("2024-06-03T09:15:00.000001", "performed_late"),
    ],
)
def test_minutes_run_to_the_microsecond(at: str, expected: str) -> None:
    """A period in minutes includes its last instant; an answer in the same second as the question counts."""
    got = judge(contract(ANSWER, events=EVENTS), [order("2024-06-03T09:00:00"), answer(at)], None)

    assert expected == got["duties"]["answer/T1"][0]


@pytest.mark.parametrize(
    ("anchor", "unit", "n", "expected"),
    [
        ("2024-01-31", Unit.MONTH, 1, "2024-02-29"),
        ("2023-08-31", Unit.MONTH, 6, "2024-02-29"),
        ("2024-02-29", Unit.YEAR, 1, "2025-02-28"),
        ("2024-09-24", Unit.DAY, 7, "2024-10-08"),  # ends on National Day: the eighth is the next working day
        ("2024-09-27", Unit.WORKING_DAY, 7, "2024-10-12"),
        ("2024-06-07", Unit.DAY, 3, "2024-06-11"),
    ],
)
def test_a_period_ends_on_its_last_day(anchor: str, unit: Unit, n: int, expected: str) -> None:
    """Corresponding day, month's last day, rest day rolled, working days counted (art. 201 to 203)."""
    timed = evolve(ANSWER, timings=(m.Timing(m.Within(length(n, unit))),))
    got = judge(contract(timed, events=EVENTS), [order(anchor + "T10:00:00")], None)

    assert last(expected) == got["duties"]["answer/T1"][1]


def test_a_year_without_a_calendar_leaves_the_duty_undetermined() -> None:
    """The State Council has published no arrangement for 2031."""
    timed = evolve(ANSWER, timings=(m.Timing(m.Within(length(3, Unit.WORKING_DAY))),))
    got = judge(contract(timed, events=EVENTS), [order("2031-03-03T10:00:00")], None)

    assert "undetermined" == got["duties"]["answer/T1"][0]


def test_a_permit_in_the_same_second_comes_first() -> None:
    """What permits acts before what is permitted; later it does not help."""
    ban = clause(
        "ban",
        "prohibition",
        prohibitions=(m.Prohibition(SUPPLIER, (m.Pattern("banned"),), same=("ticket",)),),
        exceptions=(m.Exception_(happened("permitted")),),
        heads=(m.Head("damages", SUPPLIER, BUYER, money(100)),),
    )
    rows = [
        row("b1", "banned", "2024-06-03T09:00:00", ticket="T1"),
        row("z1", "permitted", "2024-06-03T09:00:00", ticket="T1"),
        row("b2", "banned", "2024-06-03T09:00:00", ticket="T2"),
        row("z2", "permitted", "2024-06-03T09:00:00.000001", ticket="T2"),
        row("b3", "banned", "2024-06-03T09:00:00", ticket="T3"),
    ]
    got = judge(contract(ban, events=EVENTS), rows, None)

    assert {"ban", "ban/2"} == set(got["breaches"])
    assert {("supplier", "buyer"): (Fraction(200),) * 2} == got["totals"]


def test_a_level_falls_short_until_the_next_sufficient_report() -> None:
    """Fourteen of fifteen for three days, the day it failed not counted."""
    what = m.FieldOf(COUNT, m.Happening(INSTANT, m.Pattern("counted")), "n")
    level = clause(
        "level",
        "level",
        duties=(m.Duty(m.Keep(SUPPLIER, what, (m.Bound("ge", number(15, COUNT)),))),),
        heads=(m.Head("damages", SUPPLIER, BUYER, money(10), m.Per("late", unit=Unit.DAY)),),
    )
    rows = [
        row(f"c{i}", "counted", at, n=Fraction(n))
        for i, (at, n) in enumerate(
            [("2024-06-03T09:00:00", 15), ("2024-06-04T10:00:00", 14), ("2024-06-07T08:00:00", 15)]
        )
    ]
    got = judge(contract(level, events=EVENTS), rows, None)

    assert "holding" == got["duties"]["level"][0]
    assert (moment("2024-06-04T10:00:00"), moment("2024-06-07T08:00:00"), ()) == got["breaches"]["level"]
    assert Fraction(30) == got["totals"]["supplier", "buyer"][0]


def test_a_monthly_metric_is_compared_exactly() -> None:
    """85 of 100 keeps a bound of 85%, 849 of 1,000 does not; a month without data is neither."""
    rate = m.Arithmetic(
        m.Type(m.Kind.NUMBER),
        "div",
        m.Aggregate(COUNT, "total", m.Pattern("calls"), "answered"),
        m.Aggregate(COUNT, "total", m.Pattern("calls"), "offered"),
    )
    kept = clause(
        "rate_kept",
        "level",
        duties=(
            m.Duty(m.Keep(SUPPLIER, m.Measured(m.Type(m.Kind.NUMBER), "rate"), (m.Bound("ge", number("17/20")),))),
        ),
    )
    monthly = m.Metric(label("rate"), rate, "months")
    made = contract(
        kept,
        events=EVENTS,
        metrics=(monthly,),
        periods=(m.Period(label("months"), Length(Fraction(1), Unit.MONTH)),),
        effective=day("2024-05-01"),
        term=m.Term(day("2024-05-01"), end=day("2024-12-31")),
    )
    rows = [
        row("c1", "calls", "2024-05-31T24:00", offered=Fraction(100), answered=Fraction(85)),
        row("c2", "calls", "2024-06-01T00:00:00", offered=Fraction(1000), answered=Fraction(849)),
    ]
    got = judge(made, rows, date(2024, 7, 31))

    states = {i: v[0] for i, v in got["duties"].items()}
    assert {"rate_kept/2024-05": "performed", "rate_kept/2024-06": "missed", "rate_kept/2024-07": "holding"} == states
    assert (Fraction(849, 1000), False) == got["metrics"]["rate/2024-06"]
    assert moment("2024-07-01T00:00:00") == got["breaches"]["rate_kept/2024-06"][0]


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    """The payment was really made a day earlier; a report that did not know it says late."""
    wrong = paid("p", "2024-06-20T09:00:00", "1130080.12")
    right = evolve(
        paid("c", "2024-06-19T09:00:00", "1130080.12"), corrects="p", recorded_at=moment("2024-07-01T00:00:00")
    )
    rows = [review("2024-06-07T16:00:00"), wrong, right]

    now, then = judge(PAYMENTS, rows, None), judge(PAYMENTS, rows, None, known_at=moment("2024-06-30T00:00:00"))
    assert "performed" == now["duties"]["treasury_payment/advance"][0]
    assert "performed_late" == then["duties"]["treasury_payment/advance"][0]
    assert {"read": 3, "applied": 2, "late_known": 0, "ignored": 1} == now["counts"]
    assert {"read": 3, "applied": 2, "late_known": 1, "ignored": 0} == then["counts"]


# ---------------------------------------------------------------- what it is made of

TWIN = sorted((ROOT / "tests").glob("oracle*.py"))


MOST = 2_495  # lines, for it is read aloud; it should shrink, and never grow unseen


def test_the_twin_stays_small_enough_to_be_read() -> None:
    """All of its modules together."""
    assert MOST >= sum(len(path.read_text(encoding="utf-8").splitlines()) for path in TWIN)


@pytest.mark.parametrize("path", TWIN, ids=[path.stem for path in TWIN])
def test_the_twin_shares_nothing_with_the_engine(path: Any) -> None:
    """It reads the contract's model and its quantities, and nothing else of ours."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}
    named |= {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}

    assert {n for n in named if n.startswith("luyue")} <= {"luyue.dsl", "luyue.dsl.quantity"}
    dsl = [n for n in nodes if isinstance(n, ast.ImportFrom) and n.module == "luyue.dsl"]
    assert {alias.name for n in dsl for alias in n.names} <= {"model"}
