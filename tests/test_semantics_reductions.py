"""Reductions: which payment each lowers and when, what goes on to the next, and what stays a debt of who is paid."""

from datetime import date
from fractions import Fraction

import pytest
from oracle import judge
from semantics import Verdict, contract, rows, verdict, yuan
from test_twin import differences, flatten

from luyue.engine.readers import from_rows
from luyue.engine.replay import replay
from luyue.engine.report import DutyRow

MONTHLY = """
clause fee [1]
  when every month
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by end of month, no roll
clause answer [2]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
"""
CUT = "clause cut [3]\n  when answer breached\n  reduction fee: {}\n"


def owed(row: DutyRow) -> str:
    """Return what is owed in one row."""
    assert row.amount is not None
    return yuan(row.amount.low)


def fees(found: Verdict) -> dict[str, tuple[str, str, str]]:
    """Return of each month that something befell its state, what is owed and what was taken off."""
    rows = found.report.duties
    return {
        row.period or "": (
            row.state,
            owed(row),
            "; ".join(f"{name} {yuan(part)}" for name, part in row.reductions),
        )
        for row in rows
        if row.clause == "fee" and (row.reductions or row.paid)
    }


def pay(*months: str, amount: str = "1000") -> str:
    """Return payments at noon of days."""
    return "".join(f"2024-{day} 12:00 paid amount={amount}\n" for day in months)


ASKED = "2024-02-10 09:00 asked ticket=A\n"  # due on the 11th, broken from the 12th on


def test_a_reduction_lowers_the_first_payment_that_falls_due_once_it_stands() -> None:
    """January fell due before the breach of 12 February; February's 1000 are 900, and 900 perform it."""
    log = pay("01-31") + ASKED + pay("02-29", amount="900")
    found = verdict(MONTHLY + CUT.format("100 yuan"), log, "2024-03-01")

    assert {"2024-01": ("performed", "1000.00", ""), "2024-02": ("performed", "900.00", "cut/A/1 100.00")} == fees(
        found
    )
    assert "0.00" == found.unpaid("fee/2024-02")


def test_the_payment_is_short_by_what_the_reduction_leaves() -> None:
    """899.99 are a fen too little: late interest is on a fen."""
    text = MONTHLY + CUT.format("100 yuan") + "clause late [4]\nwhen fee breached\ndamages buyer pays supplier unpaid\n"
    found = verdict(text, pay("01-31") + ASKED + pay("02-29", amount="899.99"), "2024-03-01")

    assert ("overdue", "0.01") == (found.states["fee/2024-02"], found.unpaid("fee/2024-02"))
    assert "0.01" == found.heads["late/2024-02/1"]


def test_what_exceeds_a_payment_goes_on_to_the_next() -> None:
    """1500: February owes nothing, March 500."""
    log = pay("01-31") + ASKED + pay("03-31", amount="500")
    found = verdict(MONTHLY + CUT.format("1500 yuan"), log, "2024-03-31")

    assert ("performed", "0.00", "cut/A/1 1000.00") == fees(found)["2024-02"]
    assert ("performed", "500.00", "cut/A/1 500.00") == fees(found)["2024-03"]
    assert [("fee/2024-02", "1000.00"), ("fee/2024-03", "500.00")] == [
        (name, yuan(part)) for name, part in found.head("cut/A/1").lowers
    ]


def test_what_was_paid_before_the_reduction_stood_is_not_taken_back() -> None:
    """February was paid in full on the 5th, so March is lowered."""
    log = pay("01-31", "02-05") + ASKED
    found = verdict(MONTHLY + CUT.format("100 yuan"), log, "2024-03-02")

    assert ("performed", "1000.00", "") == fees(found)["2024-02"]
    assert ("pending", "900.00", "cut/A/1 100.00") == fees(found)["2024-03"]


def test_what_no_payment_takes_is_a_debt_of_who_is_paid() -> None:
    """The fault of December is broken on 1 January; no payment falls due any more."""
    log = pay(*(f"{m:02}-28" for m in range(1, 13))) + "2024-12-30 09:00 asked ticket=A\n"
    found = verdict(MONTHLY + CUT.format("100 yuan"), log, "2025-01-05")

    assert () == found.head("cut/A/1").lowers
    assert ("supplier", "buyer", "0.00", "100.00", "0.00") in found.accounts


def test_a_reduction_that_lowers_a_payment_is_settled_by_it() -> None:
    """Both stand in the account whole and go by 100; nobody owes the 100 twice."""
    log = pay("01-31") + ASKED + pay("02-29", amount="900")
    found = verdict(MONTHLY + CUT.format("100 yuan"), log, "2024-03-01").report

    assert [
        ("buyer", "supplier", "2000.00", "1900.00", "100.00", "0.00"),
        ("supplier", "buyer", "100.00", "0.00", "100.00", "0.00"),
    ] == [
        (row.debtor, row.creditor, *map(yuan, (row.accrued_low, row.paid, row.set_off, row.outstanding_low)))
        for row in found.accounts
    ]
    assert ["100.00"] == [yuan(row.low) for row in found.totals]


@pytest.mark.parametrize(
    ("as_of", "february", "march"),
    [
        ("2024-02-29", ("pending", "1000.00", ""), None),
        ("2024-03-01", ("overdue", "1000.00", ""), None),
        ("2024-03-06", ("overdue", "1000.00", ""), ("pending", "980.00", "halt_cut/1 20.00")),
    ],
    ids=["it still grows", "it still grew when the payment fell due", "it stands"],
)
def test_a_reduction_that_still_grows_lowers_nothing_yet(as_of: str, february: object, march: object) -> None:
    """An outage from 28 February to 5 March costs 20 once it is over: five and a half days are six."""
    text = MONTHLY + (
        "clause halt_cut [4]\n  when outage_began\n"
        "  reduction fee: 10 yuan ÷ 3 per 1 day of outage, less than 1 day counts as 1 day\n"
    )
    log = pay("01-31") + "2024-02-28 20:00 outage_began outage=O\n2024-03-05 08:00 outage_ended outage=O\n"
    found = verdict(text, log, as_of)

    assert (february, march) == (
        {row.period: (row.state, owed(row), "") for row in found.report.duties if row.clause == "fee"}["2024-02"],
        fees(found).get("2024-03"),
    )


def test_several_reductions_come_in_the_order_in_which_they_stood() -> None:
    """700 and 600: February takes the first and 300 of the second, March the rest."""
    log = pay("01-31") + ASKED + "2024-02-12 09:00 asked ticket=B\n"
    text = MONTHLY + CUT.format("700 yuan").replace("answer breached", 'answer (ticket = "A") breached')
    text += (
        CUT.format("600 yuan")
        .replace("answer breached", 'answer (ticket = "B") breached')
        .replace("cut [3]", "more [4]")
    )
    found = verdict(text, log, "2024-03-01")

    assert "cut/A/1 700.00; more/B/1 300.00" == fees(found)["2024-02"][2]
    assert ("pending", "700.00", "more/B/1 300.00") == fees(found)["2024-03"]


def test_a_reduction_lowers_only_payments_of_the_same_thing() -> None:
    """Each ticket has its own price and its own reduction."""
    text = """
clause price_of [1]
  when asked
  duty buyer pays supplier 1000 yuan, with paid_part.amount, same ticket
  due by 2024-06-30
clause answer [2]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
clause cut [3]
  when answer breached
  reduction price_of: 100 yuan
"""
    log = "2024-02-10 09:00 asked ticket=A\n2024-02-10 09:00 asked ticket=B\n2024-02-10 10:00 answered ticket=A\n"
    found = verdict(text, log, "2024-03-01")

    assert {"price_of/A": "1000.00", "price_of/B": "900.00"} == {
        row.id: owed(row) for row in found.report.duties if row.clause == "price_of"
    }


@pytest.mark.parametrize("word", ["waived_it what=cut", "settled_it what=cut amount=100"])
def test_a_reduction_waived_or_paid_by_name_is_not_taken_off(word: str) -> None:
    """It was let go, or paid."""
    found = verdict(MONTHLY + CUT.format("100 yuan"), pay("01-31") + ASKED + f"2024-02-20 09:00 {word}\n", "2024-03-01")

    assert ("overdue", "1000.00") == (found.states["fee/2024-02"], owed(found.duty("fee/2024-02")))


def test_a_payment_by_score_is_share_times_base_less_reductions() -> None:
    """80% of 5000 less 100: 3900 are enough."""
    text = """
score card every month
  item service 100 points
    deduct 10 points each time checked
tiers share of card, whole
  band 90 or more 100%
  band less than 90 80%
clause fee [1]
  when every month
  duty buyer pays supplier 5000 yuan × share, with paid.amount
  due within 10 days after end of month, no roll
clause answer [2]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
"""
    log = "2024-01-05 09:00 checked system=S\n2024-01-06 09:00 checked system=S\n2024-01-10 09:00 asked ticket=A\n"
    found = verdict(text + CUT.format("100 yuan"), log + "2024-02-09 10:00 paid amount=3900", "2024-02-20")
    (row,) = (row for row in found.report.payments if row.id == "fee/2024-01")

    assert ("performed", "3900.00", "5000.00", "0.8") == (
        row.state,
        yuan(row.amount_low),
        yuan(row.base or Fraction(0)),
        str(float(row.share or 0)),
    )


def test_replay_to_a_date_knows_the_reductions_of_that_date() -> None:
    """The day before the breach February is still whole."""
    text = MONTHLY + CUT.format("100 yuan")

    assert {} == fees(verdict(text, ASKED, "2024-02-11"))
    assert ("pending", "900.00", "cut/A/1 100.00") == fees(verdict(text, ASKED, "2024-02-12"))["2024-02"]


SHORT, TWO = "2024-02-10 09:00 asked ticket=A\n", "2024-02-12 09:00 asked ticket=B\n"


@pytest.mark.parametrize("cut", ["100 yuan", "1500 yuan", "10 yuan per day late", "33.34 yuan × 5%"])
@pytest.mark.parametrize("day", [date(2024, 2, 12), date(2024, 2, 29), date(2024, 3, 5), date(2024, 12, 31)])
@pytest.mark.parametrize(
    "log",
    [
        SHORT,
        pay("01-31") + SHORT + pay("02-29", amount="900"),
        pay("01-31") + SHORT + TWO + "2024-02-20 09:00 answered ticket=A\n" + pay("02-28", "03-31"),
        SHORT + TWO + pay("02-29", amount="3000") + "2024-03-02 09:00 answered ticket=B\n",
    ],
    ids=["nothing paid", "paid less", "paid in full", "paid together"],
)
def test_engine_and_twin_agree_on_what_is_taken_off(cut: str, day: date, log: str) -> None:
    text = MONTHLY + CUT.format(cut) + "clause late [4]\nwhen fee breached\ndamages buyer pays supplier 1% of unpaid\n"
    made = contract(text)
    events = from_rows(made, rows(log))

    assert [] == differences(judge(made, events.events, day), flatten(replay(made, events, as_of=day)))
