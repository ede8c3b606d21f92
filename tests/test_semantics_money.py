"""Money: rounded once, how often, on what base, capped, in ranges, decided, beyond, set off, paid and waived."""

from datetime import date

import pytest
from semantics import EVENTS, HEADER, moment, verdict

PAY = """
clause pay [1]
  duty buyer pays supplier {} yuan, with paid.amount
  due by 2024-03-01
"""
DELIVER = """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
"""
FEE = "clause fee [2]\nwhen deliver breached\ndamages supplier pays buyer {}\n"
ASKED = "2024-03-01 09:00 asked ticket=T1\n"  # due on 2024-03-11


def fee(amount: str, log: str = "", as_of: str = "2024-03-31") -> dict[str, str]:
    """Return the heads of a delivery asked for on 1 March that costs so much when late."""
    return verdict(DELIVER + FEE.format(amount), ASKED + log, as_of).heads


# ---------------------------------------------------------------- rounding


@pytest.mark.parametrize(
    ("amount", "rate", "as_of", "head"),
    [
        ("9273.80", "0.05%", "2024-04-20", "231.85"),
        ("0.10", "5%", "2024-03-02", "0.01"),
        ("0.09", "5%", "2024-03-03", "0.01"),
        ("33.33", "0.1%", "2024-03-31", "1.00"),
    ],
    ids=["half a fen up", "half a fen alone", "nine tenths of a fen", "a thirtieth part each day"],
)
def test_a_head_is_rounded_once_half_up_never_per_day(amount: str, rate: str, as_of: str, head: str) -> None:
    """9273.80 for 50 days at 0.05% is 231.845."""
    text = PAY.format(amount)
    text += f"clause fee [2]\nwhen pay breached\ndamages buyer pays supplier {rate} of unpaid per day late\n"

    assert {"fee/1": head} == verdict(text, "", as_of).heads


@pytest.mark.parametrize(("rule", "head"), [("rounded down", "231.84"), ("rounded up", "231.85")])
def test_a_clause_may_state_another_rule_of_rounding(rule: str, head: str) -> None:
    """The exact amount is 231.845."""
    text = PAY.format("9273.80")
    text += f"clause fee [2]\nwhen pay breached\ndamages buyer pays supplier 0.05% of unpaid per day late, {rule}\n"

    assert {"fee/1": head} == verdict(text, "", "2024-04-20").heads


def test_a_printed_total_is_the_sum_of_the_printed_lines() -> None:
    """Two heads of half a fen are two fen."""
    text = DELIVER + FEE.format("5% of 0.10 yuan")
    log = ASKED + "2024-03-01 09:00 asked ticket=T2"
    found = verdict(text, log, "2024-03-31")

    assert ({"fee/T1/1": "0.01", "fee/T2/1": "0.01"}, {("supplier", "buyer"): "0.02"}) == (found.heads, found.owed)


def test_a_figure_computed_from_another_head_uses_its_rounded_amount() -> None:
    """Losses of 1 yuan beyond 0.005, printed 0.01."""
    text = DELIVER + FEE.format("5% of 0.10 yuan")
    text += "clause loss [3]\nwhen loss_proved\nlosses supplier pays buyer loss_proved.amount, beyond fee\n"

    assert "0.99" == verdict(text, ASKED + "2024-04-01 09:00 loss_proved amount=1", "2024-04-30").heads["loss/1"]


# ---------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("100 yuan", "100.00"),
        ("100 yuan each time", "100.00"),
        ("100 yuan per day late", "2000.00"),
        ("100 yuan per 7 days late", "200.00"),
        ("100 yuan per 7 days late, less than 7 days counts as 7 days", "300.00"),
        ("100 yuan per 7 days late, less than 7 days is not counted", "200.00"),
        ("100 yuan per working day late", "1400.00"),
        ("100 yuan per month late", "0"),
        ("100 yuan per month late, less than 1 month counts as 1 month", "100.00"),
    ],
)
def test_an_amount_per_unit_of_delay(words: str, head: str) -> None:
    """Twenty days late, 12 to 31 March 2024, fourteen of them worked."""
    assert ({"fee/T1/1": head} if head != "0" else {}) == fee(words)


@pytest.mark.parametrize(
    ("part", "head"),
    [
        ("", "200.00"),
        (", less than 1 hour counts as 1 hour", "300.00"),
        (", less than 1 hour is not counted", "200.00"),
    ],
)
def test_lateness_by_the_hour_is_an_exact_length_part_units_as_the_clause_says(part: str, head: str) -> None:
    """Two hours and a second late."""
    text = "clause deliver [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 4 hours\n"
    text += FEE.format("100 yuan per hour late" + part)
    log = ASKED + "2024-03-01 15:00:01 answered ticket=T1"

    assert {"fee/T1/1": head} == verdict(text, log, "2024-03-02").heads


def test_days_over_a_limit_by_the_hour_are_lengths_of_24_hours() -> None:
    """Forty-seven hours late is one whole day."""
    text = "clause deliver [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 4 hours\n"
    text += FEE.format("100 yuan per day late")
    log = ASKED + "2024-03-03 12:00 answered ticket=T1"

    assert {"fee/T1/1": "100.00"} == verdict(text, log, "2024-03-31").heads


def test_each_head_says_from_when_to_when_it_accrued_and_all_late_units() -> None:
    """The cap notwithstanding."""
    text = DELIVER + FEE.format("100 yuan per day late, at most 500 yuan")
    head = verdict(text, ASKED, "2024-03-31").head("fee/T1/1")

    assert ("20", date(2024, 3, 12).toordinal(), date(2024, 3, 31).toordinal()) == (
        str(head.units),
        head.start,
        head.end,
    )


# ---------------------------------------------------------------- how often


THREE = ASKED + "2024-03-02 09:00 asked ticket=T2\n2024-03-15 09:00 asked ticket=T3\n"


def test_per_breach_each_instance_has_its_head() -> None:
    """Two are late, the third is not."""
    assert {"fee/T1/1": "10.00", "fee/T2/1": "10.00"} == verdict(
        DELIVER + FEE.format("10 yuan"), THREE, "2024-03-20"
    ).heads


def test_once_only_is_one_head_for_the_contract() -> None:
    """However many are late."""
    assert {"fee/1": "10.00"} == verdict(DELIVER + FEE.format("10 yuan, once only"), THREE, "2024-03-20").heads


def test_overlapping_days_once_count_a_day_on_which_any_is_late_once() -> None:
    """T1 late on 12 to 14 March, T2 on 13 to 16, T3 on 26: six days."""
    log = (
        THREE
        + """2024-03-14 09:00 answered ticket=T1
2024-03-16 09:00 answered ticket=T2
2024-03-26 09:00 answered ticket=T3
"""
    )
    found = verdict(DELIVER + FEE.format("10 yuan per day late, overlapping days once"), log, "2024-04-30")

    assert {"fee/1": "60.00"} == found.heads


# ---------------------------------------------------------------- base of late payment


@pytest.mark.parametrize(
    ("base", "head"),
    [
        ("", "60.00"),
        (", on what is unpaid when due", "60.00"),
        (", on the whole", "100.00"),
        (", on each day's balance", "53.00"),
    ],
)
def test_the_base_of_late_payment(base: str, head: str) -> None:
    """1000 owed, 400 paid in time, 100 on the third late day, the rest on the tenth: 3 x 6 + 7 x 5."""
    text = PAY.format("1000")
    text += f"clause fee [2]\nwhen pay breached\ndamages buyer pays supplier 1% of unpaid per day late{base}\n"
    log = "2024-02-20 09:00 paid amount=400\n2024-03-04 09:00 paid amount=100\n2024-03-11 09:00 paid amount=500"

    assert {"fee/1": head} == verdict(text, log, "2024-03-31").heads


# ---------------------------------------------------------------- caps


ROWS = """
table lines (norm: id, open: date)
  row L1, 2024-02-01
  row L2, 2024-02-03
clause open [1]
  when every lines as r
  duty supplier: checked (system = r.norm)
  due by r.open
  damages supplier pays buyer 100 yuan per {}, overlapping days once
"""


@pytest.mark.parametrize(
    ("per", "head"),
    [
        ("day late", "700.00"),
        ("2 days late", "300.00"),
        ("2 days late, less than 2 days counts as 2 days", "400.00"),
        ("working day late", "600.00"),
    ],
)
def test_overlapping_days_fill_units_together(per: str, head: str) -> None:
    """
    One line late from 2 to 5 February, one from 4 to 8: seven days, six of them worked.

    The 4th is a Sunday worked for the Spring Festival.
    """
    log = "2024-02-05 10:00 checked system=L1\n2024-02-08 10:00 checked system=L2"

    assert {"open/1": head} == verdict(ROWS.format(per), log, "2024-03-31").heads


@pytest.mark.parametrize(("per", "head"), [("day late", "95.00"), ("working day late", "50.00")])
def test_each_days_balance_is_counted_day_by_day(per: str, head: str) -> None:
    """
    Due on 1 February, half paid on the 5th, as of the 16th: 1% of what each day began with.

    Four days of 1,000 and eleven of 500; worked are the 2nd, 4th and 5th, and the 6th to 9th.
    """
    text = PAY.format(1000).replace("2024-03-01", "2024-02-01")
    text += f"  damages buyer pays supplier 1% of unpaid per {per}, on each day's balance\n"

    assert {"pay/1": head} == verdict(text, "2024-02-05 10:00 paid amount=500", "2024-02-16").heads


def test_a_cap_per_breach_holds_for_each_breach_alone() -> None:
    """Two breaches, twice the cap."""
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n"

    assert {"fee/T1/1": "500.00", "fee/T2/1": "500.00"} == verdict(
        DELIVER + FEE.format("100 yuan per day late, at most 500 yuan"), log, "2024-03-31"
    ).heads


def test_a_cap_in_total_holds_for_all_breaches_together() -> None:
    """The first to stop growing takes first."""
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n2024-03-15 09:00 answered ticket=T2\n"
    text = DELIVER + FEE.format("100 yuan per day late, in total at most 1000 yuan")

    assert {"fee/T1/1": "600.00", "fee/T2/1": "400.00"} == verdict(text, log, "2024-03-31").heads


def test_after_the_cap_a_further_day_adds_nothing() -> None:
    """Five days fill it."""
    words = "100 yuan per day late, at most 500 yuan"

    assert fee(words, as_of="2024-03-16") == fee(words, as_of="2024-12-31") == {"fee/T1/1": "500.00"}


def test_each_fen_swallowed_is_put_down_to_its_cap() -> None:
    """2000 before the cap, 500 after it."""
    found = verdict(DELIVER + FEE.format("100 yuan per day late, at most 500 yuan"), ASKED, "2024-03-31")
    head = found.head("fee/T1/1")

    assert ("fee", "1500", "2000") == (head.capped_by, str(head.swallowed), str(head.uncapped_low))


def test_each_fen_swallowed_by_caps_within_caps_is_put_down_to_the_one_that_took_it() -> None:
    """
    T2 five days (500) and T1 ten days (1000), 300 each at most, 500 together, 600 with the ban's 250.

    The ban stops growing on 5 March, T2 on the 8th, T1 on the 12th. T1 loses 700 to its own cap, 100 to that of the
    clause (in total), which are one name, and 150 to the limit; T2 loses 200 to its own.
    """
    text = """
clause late [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
  damages supplier pays buyer 100 yuan per day late, at most 300 yuan, in total at most 500 yuan
clause ban [2]
  forbidden supplier: banned
  damages supplier pays buyer 250 yuan
limit ceiling [9] at most 600 yuan, over late and ban
"""
    log = (
        ASKED
        + """2024-03-02 09:00 asked ticket=T2
2024-03-05 10:00 banned ticket=T1
2024-03-08 10:00 answered ticket=T2
2024-03-12 10:00 answered ticket=T1
"""
    )
    found = verdict(text, log, "2024-03-31")

    assert {"late/T1/1": "50.00", "late/T2/1": "300.00", "ban/1": "250.00"} == found.heads
    taken = {row.id: {name: str(amount) for name, amount in row.swallows} for row in found.report.heads}
    assert {"late/T1/1": {"late": "800", "ceiling": "150"}, "late/T2/1": {"late": "200"}, "ban/1": {}} == taken


def test_a_floor_lifts_a_head() -> None:
    """At least 300, however short the delay."""
    assert {"fee/T1/1": "300.00"} == fee("100 yuan per day late, at least 300 yuan", as_of="2024-03-12")


def test_caps_nest() -> None:
    """Each at most 500, together at most 800."""
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n"
    text = DELIVER + FEE.format("100 yuan per day late, at most 500 yuan, in total at most 800 yuan")

    assert {("supplier", "buyer"): "800.00"} == verdict(text, log, "2024-03-31").owed


LIMITED = """
clause ban [3]
  forbidden supplier: banned
  damages supplier pays buyer 700 yuan each time
limit ceiling [9] at most 1% of price, over fee and ban{}
"""


def test_a_limit_holds_over_several_clauses_in_the_order_in_which_they_stop_growing() -> None:
    """The act of 20 March is over at once; the delay still grows and takes what is left of 1000."""
    text = DELIVER + FEE.format("100 yuan per day late") + LIMITED.format("")
    found = verdict(text, ASKED + "2024-03-20 09:00 banned ticket=T9", "2024-03-31")

    assert {"ban/1": "700.00", "fee/T1/1": "300.00"} == found.heads
    assert ("ceiling", "1700") == (found.head("fee/T1/1").capped_by, str(found.head("fee/T1/1").swallowed))


def test_a_head_that_came_too_late_for_a_limit_stays_with_nothing_left_of_it() -> None:
    """Two acts take 700 and 300; of the third nothing is left, and each fen is put down to the limit (section 5)."""
    log = "".join(f"2024-03-{day} 09:00 banned ticket=T9\n" for day in (20, 21, 22))
    found = verdict(DELIVER + FEE.format("100 yuan per day late") + LIMITED.format(""), log, "2024-03-31")
    last = found.head("ban/3/1")

    assert {"ban/1": "700.00", "ban/2/1": "300.00", "ban/3/1": "0.00"} == found.heads
    assert [("ceiling", "700")] == [(name, str(amount)) for name, amount in last.swallows]
    assert last.settled


def test_a_head_that_its_own_cap_settles_takes_from_a_limit_as_its_delay_stopped() -> None:
    """Done on the 30th, 14 or 18 days late, 600 either way; the act of the 31st takes what is left of 1000."""
    relief = "clause relief [8]\nsuspends supplier during storm, also when late\nrequires storm_proof, within 60 days\n"
    text = DELIVER + FEE.format("100 yuan per day late, at most 600 yuan") + LIMITED.format("") + relief
    log = ASKED + "2024-03-13 09:00 storm_began storm=S party=supplier\n2024-03-17 09:00 storm_ended storm=S\n"
    log += "2024-03-30 09:00 answered ticket=T1\n2024-03-31 09:00 banned ticket=T9\n"

    assert {"fee/T1/1": "600.00", "ban/1": "400.00"} == verdict(text, log, "2024-04-30").heads


def test_a_waived_head_leaves_a_limit_what_it_would_have_left() -> None:
    """Of two open sums under 1000 the first may take all of it; the second is waived: up to 1000 may be outstanding."""
    text = DELIVER + FEE.format("0 yuan to 1000 yuan, decided by buyer with sum_decided.amount") + LIMITED.format("")
    text = text.replace("700 yuan each time", "0 yuan to 700 yuan, decided by buyer with sum_decided.amount")
    log = ASKED + "2024-03-20 09:00 banned ticket=T9\n2024-03-21 09:00 waived_it what=ban\n"
    row = verdict(text, log, "2024-03-31").report.accounts[0]

    assert ("0", "1000") == (str(row.outstanding_low), str(row.outstanding_high))


def test_a_limit_does_not_hold_if_its_exception_is_true() -> None:
    """Intent lifts it."""
    text = DELIVER + FEE.format("100 yuan per day late") + LIMITED.format(", but not if cause_found")
    log = ASKED + "2024-03-20 09:00 banned ticket=T9\n"

    assert {("supplier", "buyer"): "1000.00"} == verdict(text, log, "2024-03-31").owed
    assert {("supplier", "buyer"): "2700.00"} == verdict(
        text, log + "2024-03-30 09:00 cause_found ticket=T1", "2024-03-31"
    ).owed


@pytest.mark.parametrize(("settings", "owed"), [({}, "1000.00"), ({"reach": "each_claim"}, "2700.00")])
def test_a_limit_may_stand_under_a_reading(settings: dict[str, object], owed: str) -> None:
    """Read as a cap for each claim, the cap over all of them is not there."""
    reading = 'reading reach [9] "one cap or many?"\n option in_all, default\n option each_claim\n'
    text = reading + DELIVER + FEE.format("100 yuan per day late") + LIMITED.format(", under reach = in_all")
    log = ASKED + "2024-03-20 09:00 banned ticket=T9\n"

    assert {("supplier", "buyer"): owed} == verdict(text, log, "2024-03-31", settings=settings).owed


def test_printed_heads_together_never_pass_the_printed_cap() -> None:
    """Three heads of 0.335 under a cap of 1.005: the last one takes the difference."""
    text = DELIVER + FEE.format("33.5% of 1 yuan, in total at most 100.5% of 1 yuan")
    log = "".join(f"2024-03-01 09:00 asked ticket=T{n}\n" for n in (1, 2, 3))
    found = verdict(text, log, "2024-03-31")

    assert {"fee/T1/1": "0.34", "fee/T2/1": "0.34", "fee/T3/1": "0.33"} == found.heads


def test_a_floor_in_total_lifts_the_last_head() -> None:
    """Two heads of ten, at least fifty together."""
    log = ASKED + "2024-03-02 09:00 asked ticket=T2\n"

    assert {"fee/T1/1": "10.00", "fee/T2/1": "40.00"} == verdict(
        DELIVER + FEE.format("10 yuan, in total at least 50 yuan"), log, "2024-03-31"
    ).heads


def test_a_limit_for_each_period_holds_within_each_period() -> None:
    """Two acts in March, one in April, five hundred a month."""
    text = """
clause ban [3]
  forbidden supplier: banned
  damages supplier pays buyer 300 yuan each time
limit ceiling [9] at most 500 yuan, over ban, every month
"""
    log = "\n".join(f"2024-{day} 09:00 banned ticket=T" for day in ("03-05", "03-31", "04-01"))

    assert {"ban/1": "300.00", "ban/2/1": "200.00", "ban/3/1": "300.00"} == verdict(text, log, "2024-04-30").heads


def test_a_cap_that_is_a_share_of_what_was_unpaid_is_each_debts_own() -> None:
    """Two debts, each with its own five per cent."""
    text = """
clause pay [1]
  when asked
  duty buyer pays supplier 1000 yuan, with paid_part.amount, same ticket
  due within 10 days, no roll
clause fee [2]
  when pay breached
  damages buyer pays supplier 1% of unpaid per day late, at most 5% of unpaid
"""
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n2024-03-05 09:00 paid_part ticket=T2 amount=600\n"

    assert {"fee/T1/1": "50.00", "fee/T2/1": "20.00"} == verdict(text, log, "2024-03-31").heads


# ---------------------------------------------------------------- ranges and decisions


RANGE = "1% to 3% of price, decided by buyer with sum_decided.amount"


def test_undecided_discretion_is_a_range() -> None:
    """From one to three per cent."""
    assert {"fee/T1/1": "1000.00..3000.00"} == fee(RANGE)


@pytest.mark.parametrize(
    ("decided", "head", "void"),
    [
        ("2024-03-20 09:00 sum_decided amount=1000", "1000.00", False),
        ("2024-03-20 09:00 sum_decided amount=3000", "3000.00", False),
        ("2024-03-20 09:00 sum_decided amount=3000.01", "1000.00..3000.00", True),
        ("2024-03-20 09:00 sum_decided amount=999.99", "1000.00..3000.00", True),
        ("2024-03-20 09:00 sum_decided amount=2000 by=supplier", "1000.00..3000.00", True),
    ],
    ids=["lowest", "highest", "above", "below", "wrong party"],
)
def test_a_decision_inside_the_range_by_the_right_party_settles_it(decided: str, head: str, void: bool) -> None:
    """Ends included; one outside is void, a finding, and the range stays."""
    found = verdict(DELIVER + FEE.format(RANGE), ASKED + decided, "2024-03-31")

    assert ({"fee/T1/1": head}, void) == (found.heads, ("void-decision", "e2") in found.findings)


@pytest.mark.parametrize(
    ("decided", "head"), [("2024-04-11 24:00", "2000.00"), ("2024-04-12 00:00", "1000.00..3000.00")]
)
def test_a_decision_must_come_in_time(decided: str, head: str) -> None:
    """Thirty days from the breach of 12 March."""
    words = RANGE + " (within 30 days, no roll)"

    assert {"fee/T1/1": head} == fee(words, f"{decided} sum_decided amount=2000", "2024-04-30")


def test_of_two_valid_decisions_the_first_counts() -> None:
    """The second is a finding."""
    log = ASKED + "2024-03-20 09:00 sum_decided amount=2000\n2024-03-21 09:00 sum_decided amount=3000"
    found = verdict(DELIVER + FEE.format(RANGE), log, "2024-03-31")

    assert ({"fee/T1/1": "2000.00"}, [("void-decision", "e3")]) == (found.heads, found.findings)


def test_at_least_has_an_open_upper_end() -> None:
    """Five per cent or more."""
    assert {"fee/T1/1": "5000.00.."} == fee("at least 5% of price, decided by buyer with sum_decided.amount")


def test_a_cap_closes_an_open_upper_end() -> None:
    """At most a tenth."""
    words = "at least 5% of price, decided by buyer with sum_decided.amount, at most 10% of price"

    assert {"fee/T1/1": "5000.00..10000.00"} == fee(words)


def test_totals_carry_ranges() -> None:
    """A fixed sum and a range."""
    text = DELIVER + FEE.format(RANGE) + "  damages supplier pays buyer 50 yuan\n"

    assert {("supplier", "buyer"): "1050.00..3050.00"} == verdict(text, ASKED, "2024-03-31").owed


def test_the_ends_of_a_total_need_not_be_the_sums_of_its_heads_ends() -> None:
    """A range of 1000 to 3000 and a sum of 2500 under a cap of 4000: together 3500 to 4000, whoever gives way."""
    text = DELIVER + FEE.format(RANGE)
    text += """clause ban [3]
  forbidden supplier: banned
  damages supplier pays buyer 2500 yuan
limit ceiling [9] at most 4000 yuan, over fee and ban
"""
    found = verdict(text, ASKED + "2024-03-20 09:00 banned ticket=T", "2024-03-31")

    assert {"ban/1": "2500.00", "fee/T1/1": "1000.00..1500.00"} == found.heads
    assert {("supplier", "buyer"): "3500.00..4000.00"} == found.owed


def test_what_gives_way_to_a_range_has_a_range() -> None:
    """A loss of 2500 beyond 1000 to 3000 is worth up to 1500; the total is 2500 or 3000."""
    text = DELIVER + FEE.format(RANGE)
    text += "clause loss [3]\nwhen loss_proved\nlosses supplier pays buyer loss_proved.amount, beyond fee\n"
    found = verdict(text, ASKED + "2024-04-01 09:00 loss_proved amount=2500", "2024-04-30")

    assert {"fee/T1/1": "1000.00..3000.00", "loss/1": "0.00..1500.00"} == found.heads
    assert {("supplier", "buyer"): "2500.00..3000.00"} == found.owed


def test_a_decision_leaves_the_range_of_another_breach() -> None:
    """Of two breaches the earlier decision settles the first alone, if it names no more."""
    events = EVENTS.replace("sum_decided (amount: money", "sum_decided (ticket: id, amount: money")
    text = (
        DELIVER
        + """clause fee [2]
  when deliver breached, same ticket
  damages supplier pays buyer 1% to 3% of price, decided by buyer with sum_decided.amount
"""
    )
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n2024-03-20 09:00 sum_decided ticket=T2 amount=2000"

    assert {"fee/T1/1": "1000.00..3000.00", "fee/T2/1": "2000.00"} == verdict(
        text, log, "2024-03-31", events=events
    ).heads


# ---------------------------------------------------------------- losses and relations


LOSS = "clause loss [3]\nwhen loss_proved\nlosses supplier pays buyer loss_proved.amount, {} fee\n"


def related(relation: str, loss: str) -> dict[str, str]:
    """Return the heads of a delay that costs 1000 and a loss proved, related so."""
    text = DELIVER + FEE.format("100 yuan per day late, at most 1000 yuan") + LOSS.format(relation)
    return verdict(text, ASKED + f"2024-04-01 09:00 loss_proved amount={loss}", "2024-04-30").heads


@pytest.mark.parametrize(
    ("relation", "loss", "heads"),
    [
        ("beyond", "1500", {"fee/T1/1": "1000.00", "loss/1": "500.00"}),
        ("beyond", "999", {"fee/T1/1": "1000.00"}),
        ("in addition to", "1500", {"fee/T1/1": "1000.00", "loss/1": "1500.00"}),
        ("instead of", "1500", {"loss/1": "1500.00"}),
        ("the larger of", "1500", {"loss/1": "1500.00"}),
        ("the larger of", "900", {"fee/T1/1": "1000.00"}),
        ("set off against", "1500", {"fee/T1/1": "1000.00", "loss/1": "500.00"}),
        ("set off against", "400", {"fee/T1/1": "1000.00"}),
    ],
)
def test_the_relation_of_a_loss_to_the_damages_for_it(relation: str, loss: str, heads: dict[str, str]) -> None:
    """Never below zero; what comes to nothing is no row."""
    assert heads == related(relation, loss)


def test_what_stands_instead_of_a_months_damages_leaves_those_of_other_months() -> None:
    """
    Below 90% costs 100, below 50% costs 1000 instead: January falls to 80%, February to 40%, March to 85%.

    The same loss is that of the same month.
    """
    text = """
metric rate be total calls.taken / total calls.offered, every month, by its in_month
clause good [1]
  duty supplier keeps rate 90% or more
  damages supplier pays buyer 100 yuan
clause bad [2]
  duty supplier keeps rate 50% or more
  damages supplier pays buyer 1000 yuan, {} good
"""
    log = "\n".join(
        f"2024-0{n}-20 09:00 calls in_month=2024-0{n} offered=100 taken={t}" for n, t in ((1, 80), (2, 40), (3, 85))
    )
    wanted = {"good/2024-01/1": "100.00", "bad/2024-02/1": "1000.00", "good/2024-03/1": "100.00"}

    assert wanted == verdict(text.format("instead of"), log, "2024-04-10").heads
    assert wanted == verdict(text.format("the larger of"), log, "2024-04-10").heads
    assert {**wanted, "good/2024-02/1": "100.00", "bad/2024-02/1": "900.00"} == verdict(
        text.format("beyond"), log, "2024-04-10"
    ).heads


@pytest.mark.parametrize(
    ("losses", "heads"),
    [
        (("700", "800"), {"loss#2/1": "500.00"}),
        (("1700", "1800"), {"loss/1": "700.00", "loss#2/1": "1800.00"}),
        (("400", "500"), {}),
    ],
    ids=["together above", "each above", "together below"],
)
@pytest.mark.parametrize("relation", ["beyond", "set off against"])
def test_damages_make_good_each_yuan_of_loss_once(
    relation: str, losses: tuple[str, str], heads: dict[str, str]
) -> None:
    """Damages of 1000 and two losses: what the proved loss exceeds them by is 500, 2500 and nothing (art. 585 (2))."""
    text = f"""
clause fee [1]
  when asked
  damages supplier pays buyer 1000 yuan
clause loss [2]
  when loss_proved as proof
  losses supplier pays buyer proof.amount, {relation} fee
"""
    log = ASKED + "".join(f"2024-03-0{n} 09:00 loss_proved amount={x}\n" for n, x in enumerate(losses, 5))

    assert {"fee/1": "1000.00", **heads} == verdict(text, log, "2024-03-31").heads


@pytest.mark.parametrize(
    ("losses", "heads"),
    [
        (("700", "800"), {"loss/1": "700.00", "loss#2/1": "800.00"}),
        (("400", "500"), {"fee/1": "1000.00"}),
        (("200", "1800"), {"loss/1": "200.00", "loss#2/1": "1800.00"}),
    ],
    ids=["together above", "together below", "one above"],
)
def test_the_larger_of_damages_and_losses_counts_the_losses_together(
    losses: tuple[str, str], heads: dict[str, str]
) -> None:
    """Damages of 1000 against losses of 1500, 900 and 2000."""
    text = """
clause fee [1]
  when asked
  damages supplier pays buyer 1000 yuan
clause loss [2]
  when loss_proved as proof
  losses supplier pays buyer proof.amount, the larger of fee
"""
    log = ASKED + "".join(f"2024-03-0{n} 09:00 loss_proved amount={x}\n" for n, x in enumerate(losses, 5))

    assert heads == verdict(text, log, "2024-03-31").heads


def test_losses_not_yet_proved_are_no_head() -> None:
    """Even if the clause waits for a breach."""
    text = DELIVER + "clause loss [3]\nwhen deliver breached\nlosses supplier pays buyer loss_proved.amount\n"

    assert {} == verdict(text, ASKED, "2024-04-30").heads
    assert {"loss/T1/1": "70.00"} == verdict(text, ASKED + "2024-04-01 09:00 loss_proved amount=70", "2024-04-30").heads


@pytest.mark.parametrize(("loss", "reducible"), [("800", False), ("769", True), (None, True)])
def test_damages_above_130_percent_of_the_proved_loss_are_flagged(loss: str | None, reducible: bool) -> None:
    """1000 against 800, 769 and nothing proved (art. 585 (2)); nothing is reduced."""
    text = DELIVER + FEE.format("1000 yuan") + LOSS.format("in addition to")
    log = ASKED if loss is None else ASKED + f"2024-04-01 09:00 loss_proved amount={loss}"
    head = verdict(text, log, "2024-04-30").head("fee/T1/1")

    assert ("1000", reducible) == (str(head.low), head.reducible)


# ---------------------------------------------------------------- refunds, reductions, intervals, until


def test_a_refund_on_exercise_gives_back_what_was_paid() -> None:
    """Two payments before the notice."""
    text = (
        PAY.format("1000")
        + """
clause out [2]
  when accepted
  power buyer: notice_arrived, ends the contract
  refund supplier pays buyer total paid.amount, once only, on exercise
"""
    )
    log = "2024-02-01 09:00 paid amount=300\n2024-02-02 09:00 paid amount=200\n2024-02-10 09:00 accepted\n"
    found = verdict(text, log + "2024-02-20 09:00 notice_arrived party=buyer", "2024-03-31")

    assert ({"out/1": "500.00"}, "refund") == (found.heads, found.head("out/1").kind)


def test_an_amount_per_day_of_an_interval() -> None:
    """Down from the 1st to the 4th: three days, the day it failed not counted; parts count where the clause says."""
    text = """
clause restore [1]
  when outage_began
  duty supplier: outage_ended, same outage
  due within 4 hours
clause down [2]
  when restore breached
  damages supplier pays buyer 100 yuan per 1 day of outage{}
"""
    log = "2024-03-01 08:00 outage_began outage=O1\n2024-03-04 09:00 outage_ended outage=O1"

    assert {"down/O1/1": "300.00"} == verdict(text.format(""), log, "2024-03-31").heads
    assert {"down/O1/1": "400.00"} == verdict(text.format(", less than 1 day counts as 1 day"), log, "2024-03-31").heads


SPELLS = """
2024-03-10 10:00 outage_began outage=A
2024-03-13 09:00 outage_ended outage=A
2024-03-20 08:00 outage_began outage=B
2024-03-20 20:00 outage_ended outage=B
2024-03-12 10:00 accepted
"""


@pytest.mark.parametrize(
    ("per", "head"),
    [
        ("1 day of outage", "600.00"),
        ("2 days of outage", "200.00"),
        ("2 days of outage, less than 2 days counts as 2 days", "600.00"),
        ("1 day of outage, less than 1 day is not counted", "400.00"),
        ("1 working day of outage", "600.00"),
        ("1 month of outage, less than 1 month counts as 1 month", "400.00"),
        ("1 day of outage, until accepted", "400.00"),
    ],
)
def test_interruptions_fill_units_each_for_itself(per: str, head: str) -> None:
    """
    From Sunday the 10th to Wednesday the 13th (71 hours), and for twelve hours on the 20th.

    By days: three and none; by begun units each spell for itself; until the 12th, two.
    """
    text = f"clause halt [1]\n  damages supplier pays buyer 200 yuan per {per}\n"

    assert {"halt/1": head} == verdict(text, SPELLS, "2024-03-31").heads


def test_a_head_may_stop_at_what_its_until_names() -> None:
    """Until acceptance on the 20th: nine days, that day counted."""
    assert {"fee/T1/1": "900.00"} == fee("100 yuan per day late, until accepted", "2024-03-20 09:00 accepted")


def test_a_price_that_changes_counts_from_its_effect_on_and_earlier_heads_keep_the_old_base() -> None:
    """The breach of March on 100000, that of June on 200000."""
    header = HEADER.replace("price 100000 yuan", "price 100000 yuan, changed by amended.new_price")
    text = "event amended (new_price: money)\n" + DELIVER + FEE.format("1% of price")
    log = ASKED + "2024-05-01 09:00 amended new_price=200000\n2024-06-01 09:00 asked ticket=T2"

    assert {"fee/T1/1": "1000.00", "fee/T2/1": "2000.00"} == verdict(text, log, "2024-06-30", header=header).heads


# ---------------------------------------------------------------- claimed, waived, paid


OWED = DELIVER + FEE.format("1000 yuan")


@pytest.mark.parametrize(
    ("row", "claim"),
    [
        ("", "claimable"),
        ("2024-04-01 09:00 claimed_it what=fee/T1/1", "claimed"),
        ("2024-04-01 09:00 waived_it what=fee/T1/1", "waived"),
        ("2024-04-01 09:00 waived_it what=fee", "waived"),
    ],
)
def test_a_head_accrues_without_a_demand_and_says_whether_it_was_claimed_or_waived(row: str, claim: str) -> None:
    """Totals are gross."""
    found = verdict(OWED, ASKED + row, "2024-04-30")

    assert (claim, {("supplier", "buyer"): "1000.00"}) == (found.head("fee/T1/1").claim, found.owed)


def test_damages_are_paid_only_by_naming_them() -> None:
    """A payment of another debt leaves them open."""
    named = verdict(OWED, ASKED + "2024-04-01 09:00 settled_it what=fee/T1/1 amount=400", "2024-04-30")
    other = verdict(OWED, ASKED + "2024-04-01 09:00 settled_it what=price amount=400", "2024-04-30")

    assert [("supplier", "buyer", "400.00", "600.00", "0.00")] == named.accounts
    assert [("supplier", "buyer", "0.00", "1000.00", "0.00")] == other.accounts


def test_a_payment_with_one_sum_need_not_name_its_field() -> None:
    """The only money of the event is what it pays."""
    events = EVENTS.replace("acts as pays what with amount", "acts as pays what")
    found = verdict(OWED, ASKED + "2024-04-01 09:00 settled_it what=fee amount=400", "2024-04-30", events=events)

    assert [("supplier", "buyer", "400.00", "600.00", "0.00")] == found.accounts


def test_totals_are_gross_of_payment() -> None:
    """Paid or not, the liability is a thousand."""
    found = verdict(OWED, ASKED + "2024-04-01 09:00 settled_it what=fee/T1/1 amount=1000", "2024-04-30")

    assert {("supplier", "buyer"): "1000.00"} == found.owed


def test_what_an_event_sets_off_goes_from_both_debts() -> None:
    """Three hundred of the price against the damages (art. 568); nothing is set off by itself."""
    events = EVENTS + "event netted (what: id, amount: money), acts as sets off what with amount\n"
    text = OWED + PAY.format("1000").replace("[1]", "[3]")
    before = verdict(text, ASKED, "2024-04-30", events=events).report.accounts
    after = verdict(text, ASKED + "2024-04-01 09:00 netted what=fee/T1/1 amount=300", "2024-04-30", events=events)

    assert [("0", "1000"), ("0", "1000")] == [(str(row.set_off), str(row.outstanding_low)) for row in before]
    assert [("300", "700"), ("300", "700")] == [
        (str(row.set_off), str(row.outstanding_low)) for row in after.report.accounts
    ]


def test_a_waived_head_is_not_outstanding() -> None:
    """The account says that it was waived."""
    row = verdict(OWED, ASKED + "2024-04-01 09:00 waived_it what=fee", "2024-04-30").report.accounts[0]

    assert ("1000", "0") == (str(row.waived), str(row.outstanding_low))


def test_the_account_of_a_price_shows_what_fell_due_and_what_was_paid() -> None:
    """Six hundred of a thousand."""
    found = verdict(PAY.format("1000"), "2024-02-01 09:00 paid amount=600", "2024-03-31")

    assert [("buyer", "supplier", "600.00", "400.00", "0.00")] == found.accounts


def test_no_liability_without_breach_and_no_row_for_nothing() -> None:
    """Performed in time."""
    found = verdict(OWED, ASKED + "2024-03-05 09:00 answered ticket=T1", "2024-04-30")

    assert ({}, {}, {}) == (found.breaches, found.heads, found.owed)


def test_a_head_accrues_from_the_first_late_instant() -> None:
    """Its breach says when."""
    found = verdict(OWED, ASKED, "2024-03-12 00:00")

    assert ("2024-03-12 00:00:00", {"fee/T1/1": "1000.00"}) == (moment(found.report.breaches[0].at), found.heads)


ONCE_INSTEAD = """
clause poor [1]
  when returned as one, same ticket
  damages supplier pays buyer 5 yuan, once only
clause unlawful [2]
  when banned as one, same ticket
  damages supplier pays buyer 50 yuan, once only, instead of poor
"""


@pytest.mark.parametrize(
    ("returned", "total"),
    [("T1", "50.00"), ("T1 T2", "55.00"), ("T2", "55.00"), ("", "50.00")],
    ids=["the same thing", "that and another", "another", "no other"],
)
def test_what_is_owed_once_stays_for_what_another_does_not_stand_instead_of(returned: str, total: str) -> None:
    """A sum owed once is owed as long as one of its occasions is left (Civil Code 498: no wider than its words)."""
    log = "".join(f"2024-03-01 09:00 returned ticket={ticket}\n" for ticket in returned.split())
    found = verdict(ONCE_INSTEAD, log + "2024-03-02 09:00 banned ticket=T1", "2024-03-31")

    assert {("supplier", "buyer"): total} == found.owed
