"""Which debt a payment pays that names none (SEMANTICS 5, art. 560, 561), and money that meets no open debt."""

import pytest
from semantics import EVENTS, verdict

from luyue.app.explain import explain, explanation_text

EQUALS = """
clause rent [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01
clause upkeep [2]
  duty buyer pays supplier 500 yuan, with paid.amount
  due by 2024-03-01
"""
BY_TICKET = """
clause pay [1]
  when asked as a, same ticket
  duty buyer pays supplier 100 yuan, with paid.amount
  due by 2024-03-01
  damages buyer pays supplier 1% of unpaid per day late
"""
THREE = "".join(f"2024-01-0{n} 09:00 asked ticket=T{n}\n" for n in (1, 2, 3))
PAY = """
clause pay [1]
  when delivered
  duty buyer pays supplier 1000 yuan, with paid.amount
  due within 30 days
  damages buyer pays supplier 1% of unpaid per day late
"""
TICKET = """
clause pay [1]
  when asked as a, same ticket
  duty buyer pays supplier 1000 yuan, with paid_part.amount, same ticket
  due within 30 days
"""
RELIEF = """
clause relief [8]
  suspends buyer during storm
  requires storm_proof, within 15 days, no roll
"""


@pytest.mark.parametrize(
    ("amount", "rent", "upkeep", "credit"),
    [
        ("900", "600.00", "300.00", "0.00"),
        ("1500", "1000.00", "500.00", "0.00"),
        ("1600", "1000.00", "500.00", "100.00"),
        ("0.01", "0.01", "0.00", "0.00"),
    ],
    ids=["two to one", "enough for both", "too much", "a single fen"],
)
def test_debts_that_fell_due_together_are_paid_in_proportion(amount: str, rent: str, upkeep: str, credit: str) -> None:
    """Art. 560 (2): debts of one due date that a payment does not tell apart are paid by their shares."""
    found = verdict(EQUALS, f"2024-02-01 09:00 paid amount={amount}", "2024-04-30")

    assert (rent, upkeep, credit) == (found.paid("rent"), found.paid("upkeep"), found.accounts[0][4])


def test_shares_are_whole_fen_and_the_odd_fen_go_to_the_first() -> None:
    """A hundred yuan over three hundred: 33.33 each, and one fen more for the debt whose id comes first."""
    three = "".join(
        f"clause {name} [{name}]\n  duty buyer pays supplier 100 yuan, with paid.amount\n  due by 2024-03-01\n"
        for name in ("a", "b", "c")
    )
    found = verdict(three, "2024-02-01 09:00 paid amount=100", "2024-02-29")

    assert ["33.34", "33.33", "33.33"] == [found.paid(name) for name in ("a", "b", "c")]


def test_debts_of_one_clause_that_fell_due_together_are_paid_in_turn() -> None:
    """SEMANTICS 3: a performance goes to the instance that fell due first; of equals to the one that arose first."""
    found = verdict(BY_TICKET, THREE + "2024-02-01 09:00 paid amount=150", "2024-02-29")

    assert ["100.00", "50.00", "0.00"] == [found.paid(f"pay/T{n}") for n in (1, 2, 3)]


def test_a_second_payment_is_shared_by_what_is_still_open() -> None:
    """After 900 of 1,500 the open parts are 400 and 200: 300 more are 200 and 100."""
    log = "2024-02-01 09:00 paid amount=900\n2024-02-02 09:00 paid amount=300"
    found = verdict(EQUALS, log, "2024-04-30")

    assert ("800.00", "400.00") == (found.paid("rent"), found.paid("upkeep"))


def test_a_debt_already_due_goes_before_one_that_is_not() -> None:
    """Art. 560 (2): what is due first, whatever arose first."""
    text = EQUALS.replace("due by 2024-03-01\nclause upkeep", "due by 2024-04-01\nclause upkeep")
    found = verdict(text, "2024-03-05 09:00 paid amount=700", "2024-03-06")

    assert ("200.00", "500.00") == (found.paid("rent"), found.paid("upkeep"))


def test_principal_is_paid_before_damages_that_nobody_names() -> None:
    """
    Damages are no interest of art. 561: they are paid only by naming them.

    Due on 1 March, paid on 11 March: ten days of 1% on 100 are 10 yuan a debt, and none of the 300 goes to them.
    """
    found = verdict(BY_TICKET, THREE + "2024-03-11 09:00 paid amount=300", "2024-03-31")

    assert {"pay/T1/1": "10.00", "pay/T2/1": "10.00", "pay/T3/1": "10.00"} == found.heads
    assert [("buyer", "supplier", "300.00", "30.00", "0.00")] == found.accounts


def test_money_paid_before_its_debt_arose_is_a_credit() -> None:
    """It performs nothing (performance counts from the trigger on), and it does not vanish."""
    log = "2024-01-05 10:00 paid amount=200\n2024-02-01 10:00 delivered\n2024-02-05 10:00 paid amount=1000"
    found = verdict(PAY, log, "2024-04-10")

    assert [("buyer", "supplier", "1000.00", "0.00", "200.00")] == found.accounts


def test_money_paid_early_counts_where_the_time_is_a_date() -> None:
    """Paid before the debt arose, from when the clause was in force: it is performance, no credit."""
    found = verdict(BY_TICKET, "2024-01-02 09:00 paid amount=120\n2024-01-05 09:00 asked ticket=T1", "2024-04-30")

    assert ("performed", "100.00", "20.00") == (found.states["pay/T1"], found.paid("pay/T1"), found.accounts[0][4])


def test_money_for_a_debt_that_nobody_knows_is_a_credit() -> None:
    """It names ticket T9, which was never asked for: no debt is paid, and the money is there to be given back."""
    log = "2024-02-01 10:00 asked ticket=T1\n2024-02-05 10:00 paid_part ticket=T9 amount=400"
    found = verdict(TICKET, log, "2024-04-10")

    assert [("buyer", "supplier", "0.00", "1000.00", "400.00")] == found.accounts


def test_money_paid_after_the_end_for_a_price_that_waits_is_a_credit() -> None:
    """Art. 566: what was not yet due at the end is no debt any more; money given for it is settled apart."""
    text = PAY + "clause quit [2]\n  power buyer: notice_arrived, ends the contract\n"
    log = "2024-02-01 10:00 delivered\n2024-02-10 10:00 notice_arrived party=buyer\n2024-02-20 10:00 paid amount=1000"
    found = verdict(text, log, "2024-04-10")

    assert ("ended", [("buyer", "supplier", "0.00", "0.00", "1000.00")]) == (found.states["pay"], found.accounts)


def test_a_payment_that_brings_a_debt_is_no_credit_against_it() -> None:
    """The deposit brings the balance: it was given for itself."""
    text = """
clause balance [1]
  when paid (amount less than 500 yuan)
  duty buyer pays supplier 1000 yuan, with paid.amount
  due within 30 days
"""
    found = verdict(text, "2024-02-01 10:00 paid amount=300", "2024-04-10")

    assert [("buyer", "supplier", "0.00", "1000.00", "0.00")] == found.accounts


def test_money_of_the_other_party_meets_no_debt_of_this_one() -> None:
    """The payment names who pays: the supplier's money is no credit of the buyer's, who is six days late."""
    text = "event paid_by (payer: party, amount: money)" + PAY.replace("paid.amount", "paid_by.amount")
    log = "2024-02-01 10:00 delivered\n2024-02-05 10:00 paid_by payer=supplier amount=400"

    assert [("buyer", "supplier", "0.00", "1060.00", "0.00")] == verdict(text, log, "2024-03-10").accounts


# ---------------------------------------------------------------- a payment of what adds up


SHARE = """
event charged (volume: money)
clause share [1]
  when every quarter as q
  duty buyer pays supplier 3% of total charged.volume, with paid.amount
  due within 10 days after end of q, no roll
"""


@pytest.mark.parametrize(
    ("as_of", "state", "amount"),
    [("2024-01-31", "pending", "0"), ("2024-02-10", "pending", "30"), ("2024-04-11", "overdue", "30")],
    ids=["nothing yet", "a thousand charged", "its day over"],
)
def test_a_sum_that_adds_up_is_not_paid_before_it_is_due_for_being_nothing_yet(
    as_of: str, state: str, amount: str
) -> None:
    """3% of what is charged in the quarter: on its first day that is nothing, and nobody has performed anything."""
    found = verdict(SHARE, "2024-02-05 09:00 charged volume=1000", as_of)
    row = found.report.payments[0]

    assert (state, amount) == (row.state, str(row.amount_low))


def test_a_sum_that_came_to_nothing_is_performed_when_its_day_is_over() -> None:
    """Nothing was charged."""
    found = verdict(SHARE, "2024-01-05 09:00 chatted", "2024-04-11")

    assert ("performed", {}) == (found.states["share/2024-Q1"], found.breaches)


@pytest.mark.parametrize(
    ("income", "tax"), [("0", "0"), ("100", "20"), ("150", "40")], ids=["nothing", "the first bracket", "both"]
)
def test_shares_of_the_parts_of_a_sum_of_money_are_money(income: str, tax: str) -> None:
    """20% up to a hundred yuan, 40% of what lies above."""
    text = """
event earned (income: money)
metric income be total earned.income, every year
tiers tax of income, marginal
  band 100 yuan or less 20%
  band more than 100 yuan 40%
clause pay_tax [1]
  when every year as y
  duty buyer pays supplier tax, with paid.amount
  due within 6 months after end of y, no roll
"""
    found = verdict(text, f"2024-05-05 10:00 earned income={income}", "2025-01-10")

    assert [tax] == [str(row.amount_low) for row in found.report.payments]


# ---------------------------------------------------------------- set-off


NETTED = "event netted (what: id, amount: money), acts as sets off what with amount\n"
BOTH = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01
  damages buyer pays supplier 0.1% of unpaid per day late, on each day's balance
clause ban [2]
  forbidden supplier: banned
  damages supplier pays buyer 300 yuan
"""


@pytest.mark.parametrize(
    ("log", "state", "paid", "credit"),
    [
        ("amount=300\n2024-02-20 10:00 paid amount=700", "performed", "700.00", "0.00"),
        ("amount=500\n2024-02-20 10:00 paid amount=1000", "performed", "700.00", "300.00"),
        ("amount=300", "overdue", "0.00", "0.00"),
    ],
    ids=["the rest is paid", "too much is paid after it", "the rest is not paid"],
)
def test_what_is_set_off_against_a_debt_is_paid_by_it(log: str, state: str, paid: str, credit: str) -> None:
    """Art. 568: both debts go by 300, as far as the damages reach, when the notice arrives."""
    log = f"2024-02-10 10:00 banned ticket=T\n2024-02-15 10:00 netted what=ban {log}"
    found = verdict(BOTH, log, "2024-03-02", events=EVENTS + NETTED)

    assert (state, paid) == (found.states["pay"], found.paid("pay"))
    assert {"buyer": credit, "supplier": "0.00"} == {row[0]: row[4] for row in found.accounts}
    assert "0.00" == next(row[3] for row in found.accounts if row[0] == "supplier")


def test_what_is_set_off_late_leaves_the_delay_until_then() -> None:
    """
    Due on 1 March, set off on the 12th, the rest paid on the 15th: 0.1% of each day's opening balance.

    Eleven days of 1,000 and three of 700 are 11.00 and 2.10.
    """
    log = "2024-03-10 10:00 banned ticket=T\n2024-03-12 10:00 netted what=ban amount=300\n"
    found = verdict(BOTH, log + "2024-03-15 10:00 paid amount=700", "2024-03-31", events=EVENTS + NETTED)

    assert ("performed_late", "13.10") == (found.states["pay"], found.heads["pay/1"])
    assert [("700.00", "13.10", "0.00"), ("0.00", "0.00", "0.00")] == [row[2:] for row in found.accounts]
    assert ["300", "300"] == [str(row.set_off) for row in found.report.accounts]


def test_what_was_unpaid_when_due_does_not_shrink_by_a_later_set_off() -> None:
    """A thousand were open when 1 March ended, whatever is set off on the 12th."""
    text = BOTH.replace(", on each day's balance", "")
    log = "2024-03-10 10:00 banned ticket=T\n2024-03-12 10:00 netted what=ban amount=300"
    found = verdict(text, log, "2024-03-21", events=EVENTS + NETTED)

    assert ("1000.00", {"pay/1": "20.00", "ban/1": "300.00"}) == (found.unpaid("pay"), found.heads)


def test_a_set_off_is_told_where_it_goes() -> None:
    """The explanation of the head names the payment."""
    log = "2024-02-10 10:00 banned ticket=T\n2024-02-15 10:00 netted what=ban amount=300"
    report = verdict(BOTH, log, "2024-03-31", events=EVENTS + NETTED).report

    assert "set off against the payment pay: CNY 300.00" in explanation_text(explain(report, "ban/1", "en"))
    assert "与付款 pay 抵销 300.00元" in explanation_text(explain(report, "ban/1", "zh"))


# ---------------------------------------------------------------- money that names what there is not


@pytest.mark.parametrize("row", ["settled_it what=bann amount=400", "settled_it what=ban/7 amount=400"])
def test_money_that_names_no_head_is_a_finding(row: str) -> None:
    """A slip in the name: no account has the money, and the report says so instead of dropping it."""
    found = verdict(BOTH, f"2024-02-10 10:00 banned ticket=T\n2024-02-15 10:00 {row}", "2024-02-28")

    assert [("pays-nothing", "e2")] == found.findings
    assert [("supplier", "buyer", "0.00", "300.00", "0.00")] == found.accounts


def test_money_in_another_currency_pays_no_head() -> None:
    """Dollars for damages in yuan: nothing is paid, and it is said."""
    log = "2024-02-10 10:00 banned ticket=T\n2024-02-15 10:00 settled_it what=ban amount=300 currency=USD"
    found = verdict(BOTH, log, "2024-02-28")

    assert ([("other-currency", "e2")], "300.00") == (found.findings, found.accounts[0][3])


@pytest.mark.parametrize(
    ("paid", "state", "heads"),
    [
        ("2024-03-05 10:00 paid amount=2300", "performed", {}),
        ("2024-03-17 10:00 paid amount=2300", "performed_late", {"give_back/1": "4.60"}),
        ("2024-03-05 10:00 chatted", "overdue", {"give_back/1": "36.80"}),
    ],
    ids=["paid in time", "two days late", "not paid"],
)
def test_a_debt_that_turns_out_smaller_is_judged_by_what_it_is(paid: str, state: str, heads: dict[str, str]) -> None:
    """A deposit of 3000 due on 15 March; on the 20th damage of 700 is proved, so that 2300 were owed."""
    text = """
clause give_back [1]
  when accepted
  duty supplier pays buyer greater of (0 yuan, 3000 yuan - total loss_proved.amount), with paid.amount
  due within 14 days, no roll
  damages supplier pays buyer 0.1% of unpaid per day late
"""
    log = f"2024-03-01 10:00 accepted\n{paid}\n2024-03-20 10:00 loss_proved amount=700"
    found = verdict(text, log, "2024-03-31")

    assert (state, heads, bool(heads)) == (found.states["give_back"], found.heads, "give_back" in found.breaches)


@pytest.mark.parametrize("asked", ["", "2024-01-10 09:00 asked ticket=T1\n"], ids=["no debt at all", "another debt"])
def test_money_whose_filter_names_a_debt_that_is_not_there_is_a_credit(asked: str) -> None:
    """The clause takes payments for its own ticket; ticket T9 was never asked for."""
    text = """
clause pay [1]
  when asked as begun
  duty buyer pays supplier 20 yuan, with paid_part (ticket = begun.ticket).amount
  due within 30 days, no roll
"""
    found = verdict(text, asked + "2024-01-15 09:00 paid_part ticket=T9 amount=20", "2024-01-31")

    assert [("buyer", "supplier", "0.00", "0.00", "20.00")] == found.accounts


@pytest.mark.parametrize(("proof", "first"), [("2024-03-08 09:00", "pending"), ("2024-03-14 09:00", "performed")])
def test_a_payment_stays_with_the_debt_that_was_due_first_as_was_known_when_it_came(proof: str, first: str) -> None:
    """Paid on the 9th; a storm moves the 5th to the 15th, which is known once it is proved, before or after that."""
    text = EQUALS.replace("2024-03-01", "2024-03-05", 1).replace("2024-03-01", "2024-03-08") + RELIEF
    log = "2024-03-01 08:00 storm_began storm=S party=buyer affects=rent\n2024-03-09 09:00 paid amount=1000\n"
    log += f"2024-03-11 08:00 storm_ended storm=S\n{proof} storm_proof storm=S\n"
    found = verdict(text, log, "2024-03-14")

    expected = ("500.00", "500.00") if first == "pending" else ("1000.00", "0.00")
    assert (first, *expected) == (found.states["rent"], found.paid("rent"), found.paid("upkeep"))
