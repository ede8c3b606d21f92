"""
Small contracts by which other projects show what they do, told again in clauses: each verdict was worked out by hand.

The clause files stand in ``tests/published``: public examples in our own words, each with the name of the project that
made it known. Amounts are in yuan, days are counted from the day after what started them (art. 201).
"""

from datetime import date
from pathlib import Path

import pytest
from semantics import Verdict, rows

from luyue.dsl.load import load
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

FOLDER = Path(__file__).parent / "published"


def told(name: str, log: str, as_of: str) -> Verdict:
    """Return what a published contract and a log give at the end of a day."""
    made = load(FOLDER / f"{name}.clause")
    return Verdict(replay(made, from_rows(made, rows(log)), as_of=date.fromisoformat(as_of)))


# ------------------------------------------------ a sale of meat (Symboleo)


@pytest.mark.parametrize(
    ("log", "state", "heads"),
    [
        ("2024-03-05 24:00 paid amount=10000", "performed", {}),
        ("2024-03-06 00:00 paid amount=10000", "performed_late", {"late_payment/1": "200.00"}),
        (
            "2024-03-01 10:00 paid amount=4000\n2024-03-07 10:00 paid amount=6000",
            "performed_late",
            {"late_payment/1": "120.00"},
        ),
    ],
    ids=["on the last day", "as the next day begins", "in two parts"],
)
def test_meat_paid_late_costs_two_per_cent_of_what_was_unpaid(log: str, state: str, heads: dict[str, str]) -> None:
    """2% of 10,000, or of the 6,000 that were open when 5 March ended."""
    found = told("meat_sale", log + "\n2024-03-09 10:00 delivered", "2024-03-31")

    assert (state, heads) == (found.states["pay"], found.heads)


@pytest.mark.parametrize(
    ("delivered", "state"), [("2024-03-15 24:00", "performed"), ("2024-03-16 00:00", "performed_late")]
)
def test_meat_held_back_while_payment_is_late_is_owed_later(delivered: str, state: str) -> None:
    """Held back from 7 March until the payment of the 12th: five days on the 10th."""
    log = f"2024-03-07 10:00 suspension_notice party=seller\n2024-03-12 10:00 paid amount=10000\n{delivered} delivered"
    found = told("meat_sale", log, "2024-03-31")

    assert ("2024-03-15", state) == (found.due("deliver"), found.states["deliver"])


def test_meat_cannot_be_held_back_before_payment_is_late() -> None:
    """A notice on the last day for payment is void, and the delivery was due on the 10th."""
    log = "2024-03-05 24:00 suspension_notice party=seller\n2024-03-12 10:00 paid amount=10000"
    found = told("meat_sale", log, "2024-03-31")

    assert ("2024-03-10", "overdue", [("void-exercise", "e1")]) == (
        found.due("deliver"),
        found.states["deliver"],
        found.findings,
    )


@pytest.mark.parametrize(
    ("notice", "power", "delivery"),
    [("2024-03-20 24:00", "available", "overdue"), ("2024-03-21 00:00", "effective", "ended")],
    ids=["the tenth day late", "the eleventh"],
)
def test_meat_more_than_ten_days_late_lets_the_buyer_go(notice: str, power: str, delivery: str) -> None:
    """Due on the 10th: ten whole days are over when the 21st begins."""
    log = f"2024-03-05 10:00 paid amount=10000\n{notice} termination_notice party=buyer"
    found = told("meat_sale", log, "2024-03-31")

    assert (power, delivery) == (found.powers["terminate"], found.states["deliver"])


def test_the_terms_of_the_sale_stay_secret_after_its_end_and_until_the_year_is_over() -> None:
    """The last microsecond of 2024 is a breach, the first of 2025 is none."""
    log = """2024-03-05 10:00 paid amount=10000
2024-03-21 00:00 termination_notice party=buyer
2024-12-31 24:00 terms_disclosed party=seller
2025-01-01 00:00 terms_disclosed party=buyer
"""
    found = told("meat_sale", log, "2025-01-31")

    assert {"deliver": "2024-03-11 00:00:00", "secrecy/seller": "2024-12-31 24:00"} == found.breaches


# ------------------------------------------------ late delivery and penalty (Accord Project)


@pytest.mark.parametrize(
    ("delivered", "heads"),
    [
        ("2024-01-31 24:00", {}),
        ("2024-02-01 10:00", {}),
        ("2024-02-04 10:00", {"deliver/1": "21000.00"}),
        ("2024-02-05 10:00", {"deliver/1": "21000.00"}),
        ("2024-02-10 10:00", {"deliver/1": "52500.00"}),
        ("2024-02-12 10:00", {"deliver/1": "55000.00"}),
    ],
    ids=["in time", "one day", "four days", "five days", "ten days", "twelve days"],
)
def test_each_two_days_of_delay_cost_10_5_percent_up_to_55(delivered: str, heads: dict[str, str]) -> None:
    """Pairs of days at 10,500: none, two, two, five; six would be 63,000."""
    assert heads == told("equipment", f"{delivered} delivered", "2024-03-31").heads


@pytest.mark.parametrize(("notice", "state"), [("2024-02-15 24:00", "overdue"), ("2024-02-16 00:00", "ended")])
def test_a_delay_of_more_than_15_days_ends_the_contract_on_notice(notice: str, state: str) -> None:
    """The sixteenth day late is 16 February."""
    found = told("equipment", f"{notice} termination_notice party=buyer", "2024-03-31")

    assert state == found.states["deliver"]


def test_force_majeure_before_the_day_moves_it() -> None:
    """From 20 to 25 January: five days."""
    log = "2024-01-20 10:00 hindrance_began party=seller\n2024-01-25 10:00 hindrance_ended\n2024-02-05 24:00 delivered"
    found = told("equipment", log, "2024-03-31")

    assert ("2024-02-05", {}) == (found.due("deliver"), found.heads)


def test_force_majeure_during_the_delay_is_not_counted() -> None:
    """Nine days late less the 4th, 5th and 6th: six, three pairs."""
    log = "2024-02-03 10:00 hindrance_began party=seller\n2024-02-06 10:00 hindrance_ended\n2024-02-09 10:00 delivered"
    found = told("equipment", log, "2024-03-31")

    assert (6, {"deliver/1": "31500.00"}) == (found.late("deliver"), found.heads)


# ------------------------------------------------ volume discount (Accord Project), tax brackets (Catala)


@pytest.mark.parametrize(
    ("volume", "fee"),
    [
        ("999999.99", "30000"),
        ("1000000", "29000"),
        ("10000000", "290000"),
        ("10000000.01", "280000"),
    ],
)
def test_the_whole_volume_has_the_rate_of_its_band(volume: str, fee: str) -> None:
    """3% of 999,999.99 is 29,999.9997; 2.9% of one and of ten million; 2.8% of a fen more is 280,000.00028."""
    found = told("volume_discount", f"2024-05-05 10:00 charged volume={volume}", "2025-01-10")

    assert [(fee, "pending")] == [(str(row.amount_low), row.state) for row in found.report.payments]
    assert "2025-01-30" == found.due("fee/2024")


def test_volumes_of_a_year_add_up_and_those_of_the_next_do_not_count() -> None:
    """600,000 and 500,000 are 1.1 million at 2.9%; unpaid on 31 January it is late."""
    log = "2024-05-05 10:00 charged volume=600000\n2024-12-31 24:00 charged volume=500000"
    found = told("volume_discount", log, "2025-01-31")

    assert [("31900", "overdue")] == [(str(row.amount_low), row.state) for row in found.report.payments]


@pytest.mark.parametrize(
    ("income", "tax"),
    [("90000", "18000"), ("100000", "20000"), ("100000.01", "20000"), ("150000", "40000"), ("230000.50", "360001/5")],
)
def test_each_part_of_an_income_has_the_rate_of_its_bracket(income: str, tax: str) -> None:
    """20% up to 100,000 and 40% above: of 150,000 it is 20,000 and 20,000, of 230,000.50 it is 72,000.20."""
    found = told("tax_brackets", f"2024-05-05 10:00 earned income={income}", "2025-01-10")

    assert [(tax, "pending")] == [(str(row.amount_low), row.state) for row in found.report.payments]
    assert "2025-06-30" == found.due("pay_tax/2024")


def test_without_an_income_nothing_is_owed() -> None:
    """And it is settled only when the day for it is over."""
    assert "pending" == told("tax_brackets", "2024-01-05 10:00 tax_paid amount=0", "2024-06-30").states["pay_tax/2024"]
    late = told("tax_brackets", "2024-01-05 10:00 tax_paid amount=0", "2025-07-01")
    assert ("performed", {}) == (late.states["pay_tax/2024"], late.breaches)


# ------------------------------------------------ a printer sold (CSL)


PRINTER = "2011-01-01 10:00 delivered\n2011-01-01 11:00 paid part=first amount=100\n"


def test_a_printer_paid_in_two_halves() -> None:
    """The second on the thirtieth day."""
    found = told("printer_sale", PRINTER + "2011-01-31 24:00 paid part=second amount=100", "2011-03-01")

    assert {"performed"} == set(found.states.values())


@pytest.mark.parametrize(("fine", "state"), [("2011-02-15 24:00", "performed"), ("2011-02-16 00:00", "performed_late")])
def test_the_second_half_late_costs_a_tenth_of_the_price(fine: str, state: str) -> None:
    """Late from 1 February on, that day not counted: fourteen days end with the 15th."""
    log = PRINTER + f"2011-02-01 00:00 paid part=second amount=100\n{fine} fine_paid amount=20"
    found = told("printer_sale", log, "2011-03-01")

    assert ("performed_late", state) == (found.states["second_half"], found.states["late_fee"])


def test_a_printer_given_back_in_time_is_paid_back() -> None:
    """On the fourteenth day; the hundred are due within seven days and come a day late."""
    log = PRINTER + "2011-01-15 24:00 returned\n2011-01-23 09:00 refunded amount=100"
    found = told("printer_sale", log, "2011-03-01")

    assert ("effective", "ended") == (found.powers["give_back"], found.states["second_half"])
    assert ("2011-01-22", 1, "100.00") == (
        found.due("money_back"),
        found.late("money_back"),
        found.paid("money_back"),
    )


def test_a_printer_given_back_too_late_stays_sold() -> None:
    """As the fifteenth day begins the right is gone."""
    found = told("printer_sale", PRINTER + "2011-01-16 00:00 returned", "2011-01-20")

    assert ("lapsed", [("void-exercise", "e3")]) == (found.powers["give_back"], found.findings)
    assert "pending" == found.states["second_half"]


# ------------------------------------------------ a data breach notified (L4)


SEEN = "2024-01-10 10:00 breach_seen incident=I1\n"


def test_a_breach_is_assessed_told_and_remedied() -> None:
    """Assessed on the thirtieth day, told a day late, and nobody else need be told for it was remedied."""
    log = """2024-02-09 24:00 assessed incident=I1 notifiable=yes
2024-02-12 10:00 remedied incident=I1
2024-02-13 10:00 commission_told incident=I1
"""
    found = told("breach_notice", SEEN + log, "2024-02-20")

    assert {
        "assess/I1": "performed",
        "tell_commission/I1": "performed_late",
        "tell_people/I1": "excused",
    } == found.states
    assert ("2024-02-12", 1) == (found.due("tell_commission/I1"), found.late("tell_commission/I1"))


def test_a_breach_that_need_not_be_told() -> None:
    """Found too late, but found not to be one."""
    found = told("breach_notice", SEEN + "2024-02-10 00:00 assessed incident=I1 notifiable=no", "2024-02-20")

    assert {"assess/I1": "performed_late"} == found.states


# ------------------------------------------------ a bond (Peyton Jones, Eber, Seward), acceptance (Accord)


@pytest.mark.parametrize(("paid", "state"), [("2010-01-01 24:00", "performed"), ("2010-01-02 00:00", "performed_late")])
def test_a_bond_without_coupons_pays_once(paid: str, state: str) -> None:
    """A hundred on the first day of 2010, which is a holiday and no reason to wait."""
    assert {"redeem": state} == told("zero_coupon", f"{paid} paid amount=100", "2010-01-31").states


def test_a_lot_is_accepted_or_refused_and_what_was_refused_is_cured() -> None:
    """Lot A is refused on the tenth day and cured a day late; nobody says anything to lot B."""
    log = """2024-01-10 10:00 delivered lot=A
2024-01-11 10:00 delivered lot=B
2024-01-20 24:00 refused lot=A reason=wet
2024-01-28 10:00 cured lot=A
"""
    found = told("acceptance", log, "2024-01-31")

    assert {"inspect/A": "performed", "inspect/B": "overdue", "cure/A": "performed_late"} == found.states
    assert {"inspect/B": "2024-01-22 00:00:00", "cure/A": "2024-01-28 00:00:00"} == found.breaches


# ------------------------------------------------ perishable goods, a deposit, a service level (Accord Project)


@pytest.mark.parametrize(
    ("coldest", "warmest", "price"),
    [("2", "16", "4503"), ("1", "17.5", "3002"), ("2", "30", "0")],
    ids=["within the range", "a degree and a half too warm, one too cold", "spoilt"],
)
def test_a_container_is_worth_less_for_each_degree_outside_the_range(coldest: str, warmest: str, price: str) -> None:
    """3,002 units at 1.50; at 1.50 less 0.20 for each of two and a half degrees; never below nothing."""
    log = f"""2024-02-01 10:00 reading_taken celsius={coldest}
2024-02-02 10:00 reading_taken celsius={warmest}
2024-02-03 10:00 received units=3002
"""
    found = told("perishable_goods", log, "2024-02-10")

    assert [price] == [str(row.amount_low) for row in found.report.payments]
    assert "2024-02-17" == found.due("pay")


def test_a_deposit_comes_back_less_the_damage() -> None:
    """3,000 less 450.50 and 249.50 is 2,300; 300 short from 15 July on, ten days at 0.1% are 3.00."""
    log = """2024-06-30 10:00 keys_returned
2024-07-01 10:00 damage_found item=wall amount=450.50
2024-07-02 10:00 damage_found item=door amount=249.50
2024-07-10 10:00 deposit_returned amount=2000
"""
    found = told("rental_deposit", log, "2024-07-24")

    assert ("2024-07-14", {"give_back/1": "3.00"}) == (found.due("give_back"), found.heads)
    assert [("landlord", "tenant", "2000.00", "303.00", "0.00")] == found.accounts


def test_a_deposit_eaten_up_by_damage_is_owed_no_more() -> None:
    """4,000 of damage against 3,000."""
    log = "2024-06-20 10:00 keys_returned\n2024-06-21 10:00 damage_found item=roof amount=4000"
    found = told("rental_deposit", log, "2024-07-24")

    assert ("performed", {}) == (found.states["give_back"], found.heads)


def test_credits_for_months_below_the_availability_promised() -> None:
    """
    99.5% of 44,640 minutes is 44,416.8, of 41,760 it is 41,551.2, of 43,200 it is 42,984.

    January is 0.8 of a minute short (200), February a fifth (100, for the year has 300), April sharply enough; March
    falls below 90% (40,176) and is 1,000 instead of anything else for that month.
    """
    log = """2024-02-01 10:00 month_measured in_month=2024-01 minutes=44640 up=44416
2024-03-01 10:00 month_measured in_month=2024-02 minutes=41760 up=41551
2024-04-01 10:00 month_measured in_month=2024-03 minutes=44640 up=40000
2024-05-01 10:00 month_measured in_month=2024-04 minutes=43200 up=42984
"""
    found = told("service_level", log, "2024-05-15")

    assert {
        "promise/2024-01/1": "200.00",
        "promise/2024-02/1": "100.00",
        "collapse/2024-03/1": "1000.00",
    } == found.heads
    assert "performed" == found.states["promise/2024-04"]


# ------------------------------------------------ pay, else double, else triple (CL); orders (Governatori)


BILL = "2024-01-01 10:00 billed bill=B1\n"


def test_a_bill_paid_in_time_brings_nothing_more() -> None:
    """On the seventh day."""
    found = told("internet_service", BILL + "2024-01-08 24:00 paid bill=B1 amount=100", "2024-01-31")

    assert {"pay/B1": "performed"} == found.states


def test_a_bill_paid_late_is_paid_double() -> None:
    """The first hundred go to the bill, the second to what its lateness brought; that was due on the 16th."""
    log = BILL + "2024-01-10 10:00 paid bill=B1 amount=100\n2024-01-16 24:00 paid bill=B1 amount=100"
    found = told("internet_service", log, "2024-01-31")

    assert {"pay/B1": "performed_late", "double/B1": "performed"} == found.states


@pytest.mark.parametrize(
    ("cut", "power"),
    [("2024-01-24 24:00", "available"), ("2024-01-25 00:00", "effective")],
    ids=["before the third time is over", "after it"],
)
def test_who_never_pays_is_cut_off(cut: str, power: str) -> None:
    """Due on the 8th, the 16th and the 24th."""
    found = told("internet_service", BILL + f"{cut} cut_off party=provider", "2024-01-31")

    assert power == found.powers["cancel/B1"]
    assert ["2024-01-09 00:00:00", "2024-01-17 00:00:00", "2024-01-25 00:00:00"] == list(found.breaches.values())


def test_an_order_filled_a_second_late_costs_three_hundred() -> None:
    """The first within 24 hours to the second, the other one second later; it is repaired by the same delivery."""
    log = """2024-01-02 10:00 ordered order=O1
2024-01-03 10:00 goods_sent order=O1
2024-01-04 10:00 ordered order=O2
2024-01-05 10:00:01 goods_sent order=O2
"""
    found = told("purchase_order", log, "2024-01-31")

    assert {"supply/O1": "performed", "supply/O2": "performed_late", "repair/O2": "performed"} == found.states
    assert {"price_of_delay/O2/1": "300.00"} == found.heads


@pytest.mark.parametrize(("notice", "power"), [("2024-02-05 24:00", "available"), ("2024-02-06 00:00", "effective")])
def test_two_orders_never_filled_let_the_purchaser_go(notice: str, power: str) -> None:
    """Ordered on the 1st and the 2nd, late a day later, not repaired by the 4th and the 5th."""
    log = "2024-02-01 10:00 ordered order=O3\n2024-02-02 10:00 ordered order=O4\n"
    found = told("purchase_order", log + f"{notice} termination_notice party=purchaser", "2024-02-20")

    assert power == found.powers["terminate"]
    assert ("2024-02-05 00:00:00", "2024-02-06 00:00:00") == (
        found.breaches["repair/O3"],
        found.breaches["repair/O4"],
    )
