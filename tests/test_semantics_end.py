"""The end of the contract or a part of it, and the end of the term: what arises no more, what ends, what stays owed."""

import pytest
from semantics import HEADER, moment, verdict

OUT = """
clause quality [9]
  when accepted
  power buyer: notice_arrived, ends the contract
"""
END = "2024-03-01 09:00 accepted\n2024-03-20 12:00 notice_arrived party=buyer\n"
DELIVER = """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
clause late_fee [2]
  when deliver breached
  damages supplier pays buyer 100 yuan per day late
"""
PAY = """
clause pay [3]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by {}
clause pay_fee [4]
  when pay breached
  damages buyer pays supplier 1% of unpaid per day late
"""


# ---------------------------------------------------------------- end of the contract


def test_the_contract_ends_when_the_notice_takes_effect() -> None:
    """The report names the event."""
    state = verdict(OUT, END, "2024-03-31").report.contract_state

    assert ("ended", "2024-03-20 12:00:00", "e2") == (state.state, moment(state.since or 0), state.by)


def test_open_duties_end_with_the_contract() -> None:
    """Asked before, due after."""
    found = verdict(DELIVER + OUT, END + "2024-03-15 09:00 asked ticket=T1", "2024-03-31")

    assert ({"deliver/T1": "ended"}, {}) == (found.states, found.breaches)


def test_later_duties_do_not_arise() -> None:
    """Asked after the end."""
    found = verdict(DELIVER + OUT, END + "2024-03-20 12:00:01 asked ticket=T1", "2024-03-31")

    assert {} == found.states


def test_accruals_stop_with_the_contract_and_the_day_counts() -> None:
    """Due on the 12th, ended on the 20th: eight days; the breach stays."""
    found = verdict(DELIVER + OUT, END + "2024-03-02 09:00 asked ticket=T1", "2024-04-30")

    assert ({"deliver/T1": "ended"}, {"deliver/T1": "2024-03-13 00:00:00"}, {"late_fee/T1/1": "800.00"}) == (
        found.states,
        found.breaches,
        found.heads,
    )


def test_a_debt_already_overdue_stays_owed() -> None:
    """Its accrual stops all the same."""
    found = verdict(PAY.format("2024-03-10") + OUT, END, "2024-04-30")

    assert ({"pay": "overdue"}, {"pay_fee/1": "100.00"}) == (found.states, found.heads)


def test_a_debt_overdue_may_still_be_paid_after_the_end() -> None:
    """It is performed late."""
    found = verdict(PAY.format("2024-03-10") + OUT, END + "2024-04-10 09:00 paid amount=1000", "2024-04-30")

    assert {"pay": "performed_late"} == found.states


def test_a_price_not_yet_due_waits_for_a_settlement() -> None:
    """Unpaid price not overdue ends with the contract (art. 566)."""
    found = verdict(PAY.format("2024-04-10") + OUT, END, "2024-04-30")

    assert ({"pay": "ended"}, {}) == (found.states, found.heads)


def test_losses_are_still_proved_after_the_end() -> None:
    """Liability for earlier breaches stays open (art. 566 (2), 567)."""
    text = DELIVER.replace(
        "  damages supplier pays buyer 100 yuan per day late", "  damages supplier pays buyer 10 yuan"
    )
    text += "clause loss [5]\nwhen loss_proved\nlosses supplier pays buyer loss_proved.amount, beyond late_fee\n"
    log = END + "2024-03-02 09:00 asked ticket=T1\n2024-05-02 09:00 loss_proved amount=500"

    assert {"late_fee/T1/1": "10.00", "loss/1": "490.00"} == verdict(text + OUT, log, "2024-05-31").heads


def test_discretion_is_still_decided_after_the_end() -> None:
    """The range of an earlier breach settles."""
    text = """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
  damages supplier pays buyer 1% to 3% of price, decided by buyer with sum_decided.amount
"""
    log = END + "2024-03-02 09:00 asked ticket=T1\n2024-05-02 09:00 sum_decided amount=2000"

    assert {"deliver/T1/1": "2000.00"} == verdict(text + OUT, log, "2024-05-31").heads


def test_clauses_that_survive_go_on() -> None:
    """Secrecy is owed after the end, and its breach costs."""
    text = "clause secrecy [6]\nforbidden supplier: banned\ndamages supplier pays buyer 10 yuan each time\nsurvives\n"
    found = verdict(text + OUT, END + "2024-05-01 09:00 banned ticket=T1", "2024-05-31")

    assert ({"secrecy": "holding"}, {"secrecy/1": "10.00"}) == (found.states, found.heads)


def test_clauses_that_do_not_survive_forbid_no_more() -> None:
    """After the end the act is free."""
    text = "clause ban [6]\nforbidden supplier: banned\n"
    found = verdict(text + OUT, END + "2024-05-01 09:00 banned ticket=T1", "2024-05-31")

    assert ({"ban": "ended"}, {}) == (found.states, found.breaches)


@pytest.mark.parametrize(("banned", "broken"), [("2024-05-01 09:00", True), ("2024-06-02 09:00", False)])
def test_a_clause_survives_until_what_it_names(banned: str, broken: bool) -> None:
    """Until the papers are returned."""
    text = "clause secrecy [6]\nforbidden supplier: banned\nsurvives until returned\n"
    log = END + f"2024-06-01 09:00 returned ticket=T1\n{banned} banned ticket=T2"
    found = verdict(text + OUT, log, "2024-06-30")

    assert (broken, "missed" if broken else "performed") == (bool(found.breaches), found.states["secrecy"])


def test_powers_that_are_open_lapse_with_the_contract() -> None:
    """There is nothing left to end."""
    text = OUT + "clause other [8]\nwhen invoiced\npower supplier: service_halted, ends the contract\n"
    found = verdict(text, "2024-03-02 09:00 invoiced ticket=T1\n" + END, "2024-03-31")

    assert {"other": "lapsed", "quality": "effective"} == found.powers


def test_the_end_of_a_part_ends_that_part() -> None:
    """The one clause ends, the other goes on."""
    text = (
        DELIVER
        + """
clause explain [5]
  when asked
  duty supplier: explained, same ticket
  due within 10 days, no roll
clause part [6]
  when accepted
  power buyer: notice_arrived, ends deliver
"""
    )
    found = verdict(text, END + "2024-03-15 09:00 asked ticket=T1", "2024-03-22")

    assert {"deliver/T1": "ended", "explain/T1": "pending"} == found.states


def test_after_the_end_of_a_part_its_later_duties_do_not_arise() -> None:
    """Asked after the part has ended."""
    text = DELIVER + "clause part [6]\nwhen accepted\npower buyer: notice_arrived, ends deliver\n"
    found = verdict(text, END + "2024-03-25 09:00 asked ticket=T1", "2024-04-30")

    assert {} == found.states


def test_accrual_stops_with_the_part_and_the_day_counts() -> None:
    """Late from the 13th, the part ended on the 20th; a debt stays owed, an act does not."""
    text = DELIVER + PAY.format("2024-03-12")
    text += "clause part [6]\nwhen accepted\npower buyer: notice_arrived, ends deliver and pay\n"
    found = verdict(text, END + "2024-03-02 09:00 asked ticket=T1", "2024-04-30")

    assert {"deliver/T1": "ended", "pay": "overdue"} == found.states
    assert {"late_fee/T1/1": "800.00", "pay_fee/1": "80.00"} == found.heads


def test_a_duty_performed_in_the_second_of_the_notice_is_performed() -> None:
    """Performances come before exercises."""
    log = END + "2024-03-15 09:00 asked ticket=T1\n2024-03-20 12:00 answered ticket=T1"

    assert {"deliver/T1": "performed"} == verdict(DELIVER + OUT, log, "2024-03-31").states


# ---------------------------------------------------------------- end of the term


SHORT = HEADER.replace("2024-01-01 to 2024-12-31", "2024-01-01 to 2024-03-20")


def test_standing_duties_end_with_the_term() -> None:
    """As of the last day they hold; the first instant after it they are performed."""
    text = "clause ban [6]\nforbidden supplier: banned\n"

    assert {"ban": "holding"} == verdict(text, "", "2024-03-20", header=SHORT).states
    assert {"ban": "performed"} == verdict(text, "", "2024-03-21 00:00", header=SHORT).states


def test_a_level_short_at_the_end_of_the_term_is_missed_and_its_lateness_is_cut_off() -> None:
    """Short from the 15th: five days to the 20th, and the day after it."""
    text = "clause staff [6]\nduty supplier keeps headcount.n at least 3\n"
    text += "clause fee [7]\nwhen staff breached\ndamages supplier pays buyer 10 yuan per day late\n"
    found = verdict(text, "2024-03-15 09:00 headcount n=2", "2024-04-30", header=SHORT)

    assert ({"staff": "missed"}, {"fee/1": "60.00"}) == (found.states, found.heads)


def test_periodic_duties_end_with_the_term() -> None:
    """No April of a term that ended in March; the broken last period ends with the term."""
    text = "clause rounds [6]\nwhen every month\nduty supplier: checked\ndue by end of month\n"
    found = verdict(text, "", "2024-06-30", header=SHORT)

    assert ["rounds/2024-01", "rounds/2024-02", "rounds/2024-03"] == sorted(found.states)


def test_duties_with_a_time_of_their_own_stay_owed_after_the_term() -> None:
    """Asked before its end, due after it."""
    found = verdict(DELIVER, "2024-03-15 09:00 asked ticket=T1", "2024-04-30", header=SHORT)

    assert {"deliver/T1": "overdue"} == found.states


def test_accrual_stops_with_the_term_except_on_debts_of_money() -> None:
    """Late from the 13th: the delivery is cut off after the 20th, the debt runs on."""
    log = "2024-03-02 09:00 asked ticket=T1"
    found = verdict(DELIVER + PAY.format("2024-03-12"), log, "2024-03-31", header=SHORT)

    assert {"late_fee/T1/1": "900.00", "pay_fee/1": "190.00"} == found.heads


def test_late_performance_after_the_term_is_performance() -> None:
    """The duty stays owed."""
    log = "2024-03-02 09:00 asked ticket=T1\n2024-04-02 09:00 answered ticket=T1"

    assert {"deliver/T1": "performed_late"} == verdict(DELIVER, log, "2024-04-30", header=SHORT).states


def test_events_after_the_term_trigger_nothing() -> None:
    """Asked on the day after."""
    assert {} == verdict(DELIVER, "2024-03-21 00:00 asked ticket=T1", "2024-04-30", header=SHORT).states


def test_an_event_in_the_terms_last_microsecond_still_triggers() -> None:
    """The term's last day runs to 24:00."""
    assert {"deliver/T1": "overdue"} == verdict(
        DELIVER, "2024-03-20 24:00 asked ticket=T1", "2024-04-30", header=SHORT
    ).states


def test_a_term_of_one_year_from_a_day_ends_on_the_corresponding_day() -> None:
    """From 2024-05-20, one year: the last day is 2025-05-20 (art. 201, 202)."""
    header = HEADER.replace("2024-01-01 to 2024-12-31", "from 2024-05-20 1 year")
    text = "clause ban [6]\nforbidden supplier: banned\n"

    assert {"ban": "holding"} == verdict(text, "", "2025-05-20", header=header).states
    assert {"ban": "performed"} == verdict(text, "", "2025-05-21", header=header).states


def test_a_term_may_be_extended_by_a_field_of_an_event() -> None:
    """Extended to the end of April."""
    header = HEADER.replace("2024-01-01 to 2024-12-31", "2024-01-01 to 2024-03-20, extended by prolonged.until")
    events_text = "event prolonged (until: date)\nclause ban [6]\nforbidden supplier: banned\n"
    log = "2024-03-10 09:00 prolonged until=2024-04-30\n2024-04-15 09:00 banned ticket=T1"

    assert {"ban": "2024-04-15 09:00:00"} == verdict(events_text, log, "2024-05-31", header=header).breaches


def test_the_report_says_that_the_term_is_over() -> None:
    """Ended by the term, at the first instant after its last day."""
    state = verdict(DELIVER, "", "2024-04-30", header=SHORT).report.contract_state

    assert ("ended", "term", "2024-03-21 00:00:00") == (state.state, state.by, moment(state.since or 0))


CARE = """
period care every month from 2024-01-20, 12 in all
clause visit
  when every care
  duty supplier: delivered
  due by end of care
"""


@pytest.mark.parametrize(
    ("log", "as_of", "expected"),
    [
        ("2024-11-25 10:00 delivered", "2024-12-31", "pending"),
        ("2024-11-25 10:00 delivered", "2025-01-31", "missed"),
        ("2025-01-05 10:00 delivered", "2025-01-31", "performed"),
    ],
)
def test_a_last_period_that_the_term_cuts_short_is_judged_at_its_own_end(log: str, as_of: str, expected: str) -> None:
    """What has a time of its own outlives the term; nothing is scaled down."""
    assert expected == verdict(CARE, log, as_of).states["visit/2024-12-20"]


def test_a_first_period_that_began_before_the_contract_is_one() -> None:
    """Signed on 1 January: the month that began on 20 December holds one duty, due at its end."""
    before = CARE.replace("2024-01-20", "2023-12-20")
    found = verdict(before, "2024-01-10 10:00 delivered", "2024-01-31")

    assert {"visit/2023-12-20": "performed", "visit/2024-01-20": "pending"} == found.states


@pytest.mark.parametrize(("time", "state"), [("2025-01-30 23:59:59", "missed"), ("2025-01-31 00:00:00", "performed")])
@pytest.mark.parametrize("until", ["2025-01-30", "30 days after 2024-12-31"])
def test_a_clause_that_survives_until_a_date_binds_on_that_day_and_no_longer(until: str, time: str, state: str) -> None:
    """The term ends on 31 December; what it forbids afterwards, it forbids up to the last second of the day named."""
    text = f"clause secrecy [6]\nforbidden supplier: banned\nsurvives until {until}\n"
    found = verdict(text, f"{time} banned ticket=T", "2025-02-28")

    assert (state, state == "missed") == (found.states["secrecy"], "secrecy" in found.breaches)


@pytest.mark.parametrize(("time", "state"), [("2024-06-30 24:00", "missed"), ("2024-07-01 00:00", "performed")])
def test_a_clause_that_survives_a_notice_until_a_date_ends_with_that_day_too(time: str, state: str) -> None:
    """The contract was ended in February; nothing else happens before the act of the date itself."""
    text = """
clause out [1]
  when accepted
  power buyer: notice_arrived, ends the contract
clause secrecy [2]
  forbidden supplier: banned
  survives until 2024-06-30
"""
    log = "2024-02-01 09:00 accepted\n2024-02-02 09:00 notice_arrived party=buyer\n"
    found = verdict(text, log + f"{time} banned ticket=T", "2024-08-31")

    assert (state, state == "missed") == (found.states["secrecy"], "secrecy" in found.breaches)


def test_what_is_counted_by_an_interval_stops_with_the_contract() -> None:
    """An outage that goes on costs for each of its days up to the notice that ended the contract (SEMANTICS 3)."""
    text = """
clause down [1]
  when outage_began
  damages supplier pays buyer 100 yuan per 1 day of outage
clause out [2]
  when asked
  power buyer: chatted, ends the contract
"""
    log = "2024-03-01 09:00 outage_began outage=O1\n2024-03-05 09:00 asked ticket=T1\n"

    assert {"down/1": "3000.00"} == verdict(text, log, "2024-03-31").heads
    assert {"down/1": "1000.00"} == verdict(text, log + "2024-03-11 09:00 chatted\n", "2024-03-31").heads


def test_what_is_counted_by_an_interval_stops_with_the_term() -> None:
    """Of an outage from 29 December on, the last day of the term is the last that counts."""
    text = "clause down [1]\nwhen outage_began\ndamages supplier pays buyer 100 yuan per 24 hours of outage\n"
    log = "2024-12-29 00:00 outage_began outage=O1\n"

    assert {"300.00"} == set(verdict(text, log, "2025-03-31").heads.values())
