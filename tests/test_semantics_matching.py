"""Which performance discharges which duty: the one that fell due first, all, part payments, rejected performance."""

import pytest
from semantics import EVENTS, verdict

DELIVER = """
clause deliver [1]
  when asked
  duty supplier: delivered
  due within 10 days, no roll
"""
PAY = """
clause pay [1]
  when asked
  duty buyer pays supplier 1000 yuan, with paid.amount
  due within 10 days, no roll
"""
TWO = "2024-03-01 09:00 asked ticket=T1\n2024-03-02 09:00 asked ticket=T2\n"
FEE = """
clause fee [2]
  when pay breached
  damages buyer pays supplier 1% of unpaid per day late
"""


def test_a_performance_discharges_the_one_open_instance_that_fell_due_first() -> None:
    """Two deliveries owed, one made: the elder is done."""
    found = verdict(DELIVER, TWO + "2024-03-05 09:00 delivered", "2024-03-06")

    assert {"deliver": "performed", "deliver#2": "pending"} == found.states


def test_what_fell_due_first_goes_before_what_arose_first() -> None:
    """The younger question has the shorter time."""
    text = """
event ordered (ticket: id, until: date)
clause deliver [1]
  when ordered as order
  duty supplier: delivered
  due by order.until
"""
    log = """
2024-03-01 09:00 ordered ticket=T1 until=2024-03-20
2024-03-02 09:00 ordered ticket=T2 until=2024-03-10
2024-03-05 09:00 delivered
"""
    assert {"deliver": "pending", "deliver#2": "performed"} == verdict(text, log, "2024-03-06").states


def test_ties_in_the_due_date_go_to_what_arose_first() -> None:
    """Two questions on one day are due on one day; the earlier one is answered."""
    log = "2024-03-01 10:00 asked ticket=T2\n2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 delivered"
    found = verdict(DELIVER, log, "2024-03-06")

    assert [("e2", "performed"), ("e1", "pending")] == [(row.trigger, row.state) for row in found.report.duties]


def test_same_ties_a_performance_to_the_instance_with_the_equal_field() -> None:
    """The second question is answered, the first is not."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 10 days, no roll\n"

    assert {"answer/T1": "pending", "answer/T2": "performed"} == verdict(
        text, TWO + "2024-03-05 09:00 answered ticket=T2", "2024-03-06"
    ).states


def test_all_discharges_every_match() -> None:
    """One delivery settles everything open."""
    text = DELIVER.replace("delivered\n", "delivered, all\n")

    assert {"deliver": "performed", "deliver#2": "performed"} == verdict(
        text, TWO + "2024-03-05 09:00 delivered", "2024-03-06"
    ).states


def test_a_set_field_discharges_every_match() -> None:
    """One submission with two papers performs both duties."""
    text = """
event due_now (ticket: id)
event submitted (papers: several invoice/copy/slip)
clause hand_in_invoice [1]
  when due_now
  duty supplier: submitted (papers includes invoice)
  due within 10 days, no roll
clause hand_in_copy [2]
  when due_now
  duty supplier: submitted (papers includes copy)
  due within 10 days, no roll
clause hand_in_slip [3]
  when due_now
  duty supplier: submitted (papers includes slip)
  due within 10 days, no roll
"""
    log = "2024-03-01 09:00 due_now ticket=T1\n2024-03-02 09:00 submitted papers=invoice、copy"

    assert {"hand_in_invoice": "performed", "hand_in_copy": "performed", "hand_in_slip": "pending"} == verdict(
        text, log, "2024-03-03"
    ).states


def test_a_set_under_same_discharges_every_instance_among_its_members() -> None:
    """Lines are served together."""
    text = """
table lines (norm: clause)
  row start_1
  row start_2
  row start_3
event served (norm: several clauses)
clause serve [1]
  when every lines as r
  duty supplier: served, same norm
  due by 2024-03-10
clause start_1 [2]
  forbidden supplier: banned
clause start_2 [3]
  forbidden supplier: banned
clause start_3 [4]
  forbidden supplier: banned
"""
    found = verdict(text, "2024-03-02 09:00 served norm=start_1、start_3", "2024-03-03")

    assert {"serve/start_1": "performed", "serve/start_2": "pending", "serve/start_3": "performed"} == {
        name: state for name, state in found.states.items() if name.startswith("serve")
    }


def test_performance_that_matches_nothing_changes_nothing() -> None:
    """It is read, and applied to nothing."""
    found = verdict(DELIVER, "2024-03-05 09:00 delivered", "2024-03-06")

    assert ({}, {}, 1) == (found.states, found.breaches, found.report.counts.applied)


def test_a_surplus_act_does_not_wait_for_a_duty_to_come() -> None:
    """Delivered twice, asked for again later: the second delivery was not for it."""
    log = """
2024-03-01 09:00 asked ticket=T1
2024-03-02 09:00 delivered
2024-03-03 09:00 delivered
2024-03-04 09:00 asked ticket=T2
"""
    assert {"deliver": "performed", "deliver#2": "pending"} == verdict(DELIVER, log, "2024-03-05").states


def test_each_clause_takes_a_performance_for_itself() -> None:
    """One delivery performs one instance of each clause."""
    text = DELIVER + DELIVER.replace("deliver [1]", "deliver_too [2]")
    found = verdict(text, TWO + "2024-03-05 09:00 delivered", "2024-03-06")

    assert {"deliver": "performed", "deliver#2": "pending", "deliver_too": "performed", "deliver_too#2": "pending"} == (
        found.states
    )


# ---------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("payments", "state", "paid"),
    [
        (["2024-03-05 09:00 paid amount=400"], "pending", "400.00"),
        (["2024-03-05 09:00 paid amount=400", "2024-03-11 24:00 paid amount=600"], "performed", "1000.00"),
        (["2024-03-05 09:00 paid amount=400", "2024-03-11 24:00 paid amount=599.99"], "overdue", "999.99"),
        (["2024-03-05 09:00 paid amount=400", "2024-03-12 00:00 paid amount=600"], "performed_late", "1000.00"),
    ],
    ids=["part", "two parts in time", "a fen short", "the second part late"],
)
def test_amounts_add_up_and_a_part_payment_leaves_the_rest_owed(payments: list[str], state: str, paid: str) -> None:
    """Full payment in time performs."""
    as_of = "2024-03-06" if state == "pending" else "2024-03-31"
    found = verdict(PAY, "\n".join(["2024-03-01 09:00 asked ticket=T1", *payments]), as_of)

    assert (state, paid) == (found.states["pay"], found.paid("pay"))


def test_what_is_unpaid_when_the_due_day_ends_is_the_base_of_late_payment() -> None:
    """400 in time, the rest ten days late: 1% of 600 a day."""
    log = """
2024-03-01 09:00 asked ticket=T1
2024-03-05 09:00 paid amount=400
2024-03-15 09:00 paid amount=100
2024-03-21 09:00 paid amount=500
"""
    found = verdict(PAY + FEE, log, "2024-03-31")

    assert ("600.00", {"fee/1": "60.00"}) == (found.unpaid("pay"), found.heads)


def test_a_payment_that_exceeds_one_debt_goes_on_to_the_next() -> None:
    """1500 fills the elder and half of the younger."""
    found = verdict(PAY, TWO + "2024-03-05 09:00 paid amount=1500", "2024-03-06")

    assert {"pay": "performed", "pay#2": "pending"} == found.states
    assert ("1000.00", "500.00") == (found.paid("pay"), found.paid("pay#2"))


def test_money_too_much_is_a_credit() -> None:
    """Two hundred more than was owed."""
    found = verdict(PAY, "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 paid amount=1200", "2024-03-06")

    assert [("buyer", "supplier", "1000.00", "0.00", "200.00")] == found.accounts


TWO_DEBTS = """
clause first [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-04-01
clause second [2]
  duty buyer pays supplier 500 yuan, with paid.amount
  due by 2024-03-01
"""


@pytest.mark.parametrize(
    ("amounts", "first", "second", "credit"),
    [
        ((600,), "100.00", "500.00", "0.00"),
        ((600, 600), "700.00", "500.00", "0.00"),
        ((1600,), "1000.00", "500.00", "100.00"),
    ],
    ids=["the debt due first, then the other", "in two parts", "too much for both"],
)
def test_money_that_fits_two_debts_is_spent_once(
    amounts: tuple[int, ...], first: str, second: str, credit: str
) -> None:
    """It goes to what falls due first, then to the other (art. 560); no yuan pays twice."""
    log = "\n".join(f"2024-02-0{n} 09:00 paid amount={amount}" for n, amount in enumerate(amounts, 1))
    found = verdict(TWO_DEBTS, log, "2024-04-30")

    assert (first, second) == (found.paid("first"), found.paid("second"))
    assert sum(amounts) == sum(float(row.paid + row.credit) for row in found.report.accounts)
    assert credit == found.accounts[0][4]


def test_money_goes_last_to_a_debt_that_is_about_to_be_excused() -> None:
    """The second was replaced by what was agreed on 20 January; the payment is for the first."""
    text = TWO_DEBTS.replace("due by 2024-03-01", "due by 2024-03-01\n  unless asked")
    found = verdict(text, "2024-01-20 09:00 asked ticket=A\n2024-02-01 09:00 paid amount=1000", "2024-04-30")

    assert {"first": "performed", "second": "excused"} == found.states


def test_a_payment_that_names_its_debt_pays_that() -> None:
    """The filter of a clause goes before what merely falls due first."""
    text = TWO_DEBTS.replace(
        "with paid.amount\n  due by 2024-04-01", "with paid (amount 700 yuan or more).amount\n  due by 2024-04-01"
    )
    found = verdict(text, "2024-02-01 09:00 paid amount=800\n2024-02-02 09:00 paid amount=600", "2024-02-28")

    assert ("800.00", "500.00") == (found.paid("first"), found.paid("second"))


def test_a_payment_in_another_currency_discharges_nothing() -> None:
    """Dollars are not yuan; the row is a finding."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 paid amount=1000 currency=USD"
    found = verdict(PAY, log, "2024-03-31")

    assert ("overdue", [("other-currency", "e2")]) == (found.states["pay"], found.findings)


def test_a_payment_under_a_filter_pays_only_what_the_filter_lets_through() -> None:
    """Each instalment has its own payments."""
    text = """
clause first [1]
  duty buyer pays supplier 300 yuan, with paid_part (ticket = "1").amount
  due by 2024-03-10
clause second [2]
  duty buyer pays supplier 300 yuan, with paid_part (ticket = "2").amount
  due by 2024-03-10
"""
    found = verdict(text, "2024-03-05 09:00 paid_part ticket=2 amount=300", "2024-03-31")

    assert {"first": "overdue", "second": "performed"} == found.states


def test_a_payer_named_by_the_payment_must_be_the_bearer() -> None:
    """A performing event that has a party field must name who owed it."""
    events = EVENTS.replace("event paid (amount: money)", "event paid (amount: money, payer: party)")
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 paid amount=1000 payer="

    assert "pending" == verdict(PAY, log + "supplier", "2024-03-06", events=events).states["pay"]
    assert "performed" == verdict(PAY, log + "buyer", "2024-03-06", events=events).states["pay"]


# ---------------------------------------------------------------- rejected performance


def test_rejected_performance_counts_as_none() -> None:
    """Delivered in time, sent back in time, never delivered again."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 delivered\n2024-03-06 09:00 rejected_it what=e2"

    assert "performed" == verdict(DELIVER, log, "2024-03-05").states["deliver"]
    assert "pending" == verdict(DELIVER, log, "2024-03-06").states["deliver"]
    assert "overdue" == verdict(DELIVER, log, "2024-03-31").states["deliver"]


def test_performance_after_a_rejection_performs() -> None:
    """The second delivery is late by five days."""
    log = """
2024-03-01 09:00 asked ticket=T1
2024-03-05 09:00 delivered
2024-03-06 09:00 rejected_it what=e2
2024-03-16 09:00 delivered
"""
    found = verdict(DELIVER, log, "2024-03-31")

    assert ("performed_late", 5) == (found.states["deliver"], found.late("deliver"))


def test_performance_rejected_after_the_time_ran_out_was_never_performance() -> None:
    """The breach is dated at the first late instant, not at the rejection."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 delivered\n2024-03-20 09:00 rejected_it what=e2"
    found = verdict(DELIVER, log, "2024-03-31")

    assert ("overdue", {"deliver": "2024-03-12 00:00:00"}) == (found.states["deliver"], found.breaches)


JOINT = """
event signed_by (party: party)
clause signing [1]
  duty both_parties: signed_by (party = buyer) and signed_by (party = supplier)
  due by 2024-02-01
clause no_halt [2]
  forbidden both_parties: service_halted
"""


def test_what_both_owe_jointly_is_done_by_acts_that_name_one_of_them() -> None:
    """Each signs for itself; together they have signed."""
    log = "2024-01-10 09:00 signed_by party=buyer\n2024-01-20 09:00 signed_by party=supplier"
    found = verdict(JOINT, log, "2024-02-02")

    assert "performed" == found.states["signing"]


def test_what_is_forbidden_to_both_jointly_is_broken_by_either() -> None:
    """One party's act breaks it, though it names only that one."""
    log = "2024-01-10 09:00 signed_by party=buyer\n2024-03-01 09:00 service_halted party=supplier"

    assert "2024-03-01 09:00:00" == verdict(JOINT, log, "2024-03-02").breaches["no_halt"]


def test_an_act_in_the_days_a_period_rolled_over_counts_for_that_period() -> None:
    """The last of June is a Sunday: the visit of 1 July saves June and leaves July empty, unless nothing rolls."""
    text = """
clause visit [1]
  when every month as this
  duty supplier: checked
  due by end of this, {}
"""
    log = "2024-05-20 09:00 checked system=S\n2024-07-01 09:00 checked system=S"

    def states(option: str) -> list[str]:
        found = verdict(text.format(option), log, "2024-08-01").states
        return [found["visit/2024-06"], found["visit/2024-07"]]

    assert [["performed", "missed"], ["missed", "performed"]] == [states("rolls"), states("no roll")]


def test_one_alias_may_name_the_periods_of_several_readings() -> None:
    """What is said of the period follows the reading that holds."""
    text = """
reading months [1] "which months?"
  option calendar, default
  option own
period own_month every month from 2024-03-11
clause visit [1]
  when every month as this, under months = calendar
  when every own_month as this, under months = own
  duty supplier: checked
  due by end of this, no roll
"""
    log = "2024-04-05 09:00 checked system=S"

    assert "missed" == verdict(text, log, "2024-05-31").states["visit/2024-03"]
    assert "performed" == verdict(text, log, "2024-05-31", settings={"months": "own"}).states["visit/2024-03-11"]


def test_what_must_come_before_the_trigger_is_done_by_an_earlier_act() -> None:
    """Papers first, then the post: those filed days ahead count, those of the same instant or later do not."""
    text = """
event posted (who: id)
event filed (who: id)
clause papers [1]
  when posted as post
  duty supplier: filed, same who
  due before post
"""
    log = """
2024-03-01 09:00 filed who=A
2024-03-05 09:00 posted who=A
2024-03-05 09:00 posted who=B
2024-03-05 09:00 filed who=B
"""
    found = verdict(text, log, "2024-03-31")

    assert {"papers/A": "performed", "papers/B": "performed_late"} == found.states
