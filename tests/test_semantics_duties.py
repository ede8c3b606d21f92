"""The life of a duty: each state of the table, acts owed by period, each and either of several, no time stated."""

import pytest
from semantics import EVENTS, HEADER, instant, moment, verdict

ANSWER = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
"""
DELIVERY = """
clause delivery [1]
  duty supplier: delivered
  due by 2024-06-19
"""
DAILY = (
    DELIVERY
    + """
clause late_fee [2]
  when delivery breached
  damages supplier pays buyer 100 yuan per day late
"""
)


# ---------------------------------------------------------------- instances


def test_one_instance_arises_per_occurrence_of_the_trigger_keyed_by_its_field() -> None:
    """Each question has its own answer."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-02 09:00 asked ticket=T2\n2024-03-03 09:00 answered ticket=T2"

    assert {"answer/T1": "pending", "answer/T2": "performed"} == verdict(ANSWER, log, "2024-03-05").states


def test_a_clause_that_is_not_triggered_has_no_instance() -> None:
    """Not triggered differs from no such clause: the clause is known, a row it has not."""
    found = verdict(ANSWER, "", "2024-03-05")

    assert ({}, ["answer"]) == (found.states, [clause.id for clause in found.report.contract.clauses])


def test_a_clause_without_a_trigger_holds_once_for_the_term() -> None:
    """It arises when the contract comes into force."""
    found = verdict(DELIVERY, "", "2024-01-01")

    assert ("pending", instant("2024-01-01 00:00")) == (found.states["delivery"], found.duty("delivery").arose_at)


# ---------------------------------------------------------------- states of a timed duty


@pytest.mark.parametrize(
    ("log", "as_of", "state"),
    [
        ("", "2024-06-19", "pending"),
        ("", "2024-06-20", "overdue"),
        ("2024-06-19 18:00 delivered", "2024-06-30", "performed"),
        ("2024-06-21 18:00 delivered", "2024-06-30", "performed_late"),
        ("2024-06-10 09:00 waived_it what=delivery", "2024-06-30", "waived"),
    ],
    ids=["pending", "overdue", "performed", "performed_late", "waived"],
)
def test_the_state_of_a_duty_with_a_date(log: str, as_of: str, state: str) -> None:
    """Not late, late, kept, kept late, let go."""
    assert state == verdict(DELIVERY, log, as_of).states["delivery"]


def test_a_duty_overdue_is_still_owed() -> None:
    """Late performance still performs it (art. 585 (3))."""
    found = verdict(DELIVERY, "2024-06-25 18:00 delivered", "2024-06-30")

    assert ("performed_late", 6) == (found.states["delivery"], found.late("delivery"))


def test_a_breach_stays_on_record_when_it_is_cured() -> None:
    """The record says when it happened and when it was healed."""
    found = verdict(DELIVERY, "2024-06-25 18:00 delivered", "2024-06-30")
    row = found.report.breaches[0]

    assert ("2024-06-20 00:00:00", "2024-06-25 18:00:00") == (moment(row.at), moment(row.cured_at or 0))


def test_accrual_stops_on_the_day_of_performance_and_the_liability_stays() -> None:
    """Six days late cost six days, however long ago."""
    log = "2024-06-25 18:00 delivered"

    assert {"late_fee/1": "600.00"} == verdict(DAILY, log, "2024-06-25").heads
    assert {"late_fee/1": "600.00"} == verdict(DAILY, log, "2024-12-31").heads


def test_accrual_goes_on_while_the_duty_is_overdue() -> None:
    """A begun day counts."""
    assert {"late_fee/1": "100.00"} == verdict(DAILY, "", "2024-06-20 00:00:00").heads
    assert {"late_fee/1": "1100.00"} == verdict(DAILY, "", "2024-06-30").heads


def test_performance_before_its_time_is_performance() -> None:
    """Where the time is a date, an act counts from the day the clause came into force."""
    assert "performed" == verdict(DELIVERY, "2024-01-02 08:00 delivered", "2024-06-30").states["delivery"]


def test_performance_before_the_contract_was_in_force_counts_for_nothing() -> None:
    """Earlier acts neither break nor perform it (art. 502)."""
    assert "overdue" == verdict(DELIVERY, "2023-12-31 08:00 delivered", "2024-06-30").states["delivery"]


def test_performance_counts_from_the_trigger_on_where_time_runs_from_it() -> None:
    """An answer before the question answers nothing."""
    log = "2024-03-01 08:00 answered ticket=T1\n2024-03-01 09:00 asked ticket=T1"

    assert "pending" == verdict(ANSWER, log, "2024-03-05").states["answer/T1"]


# ---------------------------------------------------------------- waiver


def test_a_waiver_in_the_instant_in_which_the_time_runs_out_comes_too_late_to_undo_the_breach() -> None:
    """Timers come first: the breach stays, what is owed is let go, accrual stops that day."""
    found = verdict(DAILY, "2024-06-20 00:00 waived_it what=delivery", "2024-06-30")

    assert ("waived", {"delivery": "2024-06-20 00:00:00"}) == (found.states["delivery"], found.breaches)
    assert {"late_fee/1": "100.00"} == found.heads


def test_a_waiver_in_time_leaves_no_breach() -> None:
    """What is let go falls due no more."""
    found = verdict(DAILY, "2024-06-19 24:00 waived_it what=delivery", "2024-06-30")

    assert ({}, {}) == (found.breaches, found.heads)


def test_a_waiver_reaches_no_further_than_its_words() -> None:
    """One ticket is let go, the other is not."""
    log = """
2024-03-01 09:00 asked ticket=T1
2024-03-01 09:00 asked ticket=T2
2024-03-02 09:00 waived_it what=T1
"""
    assert {"answer/T1": "waived", "answer/T2": "overdue"} == verdict(ANSWER, log, "2024-03-31").states


def test_a_waiver_of_what_is_already_performed_changes_nothing() -> None:
    """There is nothing left to let go."""
    log = "2024-06-10 09:00 delivered\n2024-06-12 09:00 waived_it what=delivery"

    assert "performed" == verdict(DELIVERY, log, "2024-06-30").states["delivery"]


# ---------------------------------------------------------------- acts owed in each period


ROUNDS = """
clause rounds [1]
  when every month
  duty supplier: checked
  due by end of month
"""
TWICE = """
clause rounds [1]
  when every month
  duty supplier: checked at least 2 times
  due by end of month
"""


def test_each_period_has_its_own_instance() -> None:
    """Three months begun, three instances."""
    log = "2024-01-10 09:00 checked system=s\n2024-03-10 09:00 checked system=s"

    assert {
        "rounds/2024-01": "performed",
        "rounds/2024-02": "missed",
        "rounds/2024-03": "performed",
    } == verdict(ROUNDS, log, "2024-03-20").states


def test_a_later_act_does_not_make_good_a_period_that_was_missed() -> None:
    """The act of the next month is the next month's."""
    found = verdict(ROUNDS, "2024-02-01 00:00 checked system=s", "2024-02-10")

    assert ("missed", "performed") == (found.states["rounds/2024-01"], found.states["rounds/2024-02"])


def test_an_act_counts_for_the_period_that_it_names() -> None:
    """A report of May's figures that comes in June is May's, and late for it."""
    events = EVENTS + "event filed (for_month: month)\n"
    filing = "clause filing [1]\nwhen every month\nduty supplier: filed\ndue by end of month\n"
    log = "2024-05-30 09:00 filed for_month=2024-06\n2024-06-03 09:00 filed for_month=2024-05"
    found = verdict(filing, log, "2024-06-10", events=events)

    assert ("missed", "performed") == (found.states["filing/2024-05"], found.states["filing/2024-06"])


@pytest.mark.parametrize(
    ("log", "state"),
    [
        ("2024-03-10 09:00 checked system=s", "missed"),
        ("2024-03-10 09:00 checked system=s\n2024-03-31 24:00 checked system=s", "performed"),
        ("2024-03-10 09:00 checked system=s\n2024-04-01 00:00 checked system=s", "missed"),
    ],
    ids=["once", "twice, the second at the end", "the second a microsecond late"],
)
def test_at_least_n_times_is_one_instance_per_period(log: str, state: str) -> None:
    """A shortfall is one breach, not one for each time."""
    found = verdict(TWICE, log, "2024-04-05")

    assert state == found.states["rounds/2024-03"]
    assert (state == "missed") == ("rounds/2024-03" in found.breaches)


def test_a_payment_for_a_period_stays_owed() -> None:
    """Late payment of May's instalment performs it late; it is never missed."""
    events = EVENTS.replace("event paid (amount: money)", "event paid (amount: money, for_month: month)")
    fee = "clause fee [1]\nwhen every month\nduty buyer pays supplier 100 yuan, with paid.amount\n"
    fee += "due by end of month, no roll\n"
    log = "2024-01-20 09:00 paid amount=100 for_month=2024-01\n2024-03-20 09:00 paid amount=100 for_month=2024-02"
    found = verdict(fee, log, "2024-04-05", events=events)

    assert ("performed", "performed_late", "overdue") == tuple(
        found.states[f"fee/2024-0{month}"] for month in (1, 2, 3)
    )


def test_a_recurring_payment_falls_due_on_the_next_working_day_where_the_period_ends_on_a_rest_day() -> None:
    """2024-06-30 is a Sunday; the end of a payment period rolls by default (art. 203)."""
    fee = "clause fee [1]\nwhen every month\nduty buyer pays supplier 100 yuan, with paid.amount\ndue by end of month\n"

    assert "2024-07-01" == verdict(fee, "", "2024-07-05").due("fee/2024-06")


def test_another_recurring_period_end_does_not_roll() -> None:
    """An inspection owed in June is owed by the 30th."""
    assert "2024-06-30" == verdict(ROUNDS, "", "2024-07-05").due("rounds/2024-06")


# ---------------------------------------------------------------- several things, several acts


def test_each_of_several_rows_is_one_instance_each() -> None:
    """A table runs the clause once per row."""
    text = """
table lines (norm: id, from_day: date)
  row line_1, 2024-03-01
  row line_2, 2024-03-05
event started (line: clause)
clause start [1]
  when every lines as r
  duty supplier: started (line = r.norm)
  due by r.from_day
"""
    found = verdict(text, "2024-02-20 09:00 started line=line_2", "2024-03-03")

    assert {"start/line_1": "overdue", "start/line_2": "performed"} == found.states


def test_each_of_the_parties_is_one_instance_each() -> None:
    """Both must confirm, each for itself."""
    text = """
event confirmed (party: party)
clause confirm [1]
  duty each_party: confirmed
  due by 2024-03-01
"""
    found = verdict(text, "2024-02-20 09:00 confirmed party=buyer", "2024-03-03")

    assert {"confirm/buyer": "performed", "confirm/supplier": "overdue"} == found.states


EITHER = """
clause finish [1]
  when asked
  duty supplier: answered or explained and offered_another_way, same ticket
  due within 10 days, no roll
"""


@pytest.mark.parametrize(
    ("log", "state"),
    [
        ("2024-03-02 09:00 answered ticket=T1", "performed"),
        ("2024-03-02 09:00 explained ticket=T1", "overdue"),
        (
            "2024-03-02 09:00 explained ticket=T1\n2024-03-11 23:00 offered_another_way ticket=T1",
            "performed",
        ),
        (
            "2024-03-02 09:00 explained ticket=T1\n2024-03-12 00:00 offered_another_way ticket=T1",
            "performed_late",
        ),
        (
            "2024-03-02 09:00 explained ticket=T1\n2024-03-13 00:00 answered ticket=T1",
            "performed_late",
        ),
    ],
    ids=["finished", "half of the other way", "the other way", "the other way late", "half, then finished late"],
)
def test_either_of_several_acts_is_performed_by_the_first_alternative_that_is_complete(log: str, state: str) -> None:
    """Finish, or explain and offer another way."""
    assert state == verdict(EITHER, "2024-03-01 09:00 asked ticket=T1\n" + log, "2024-03-31").states["finish/T1"]


# ---------------------------------------------------------------- no time stated, vague words


ON_DEMAND = "clause hand_over [1]\nduty supplier: delivered\ndue on demand within 5 days, no roll\n"


def test_a_duty_without_a_time_is_pending_until_it_is_demanded() -> None:
    """No due date, and not late."""
    found = verdict(ON_DEMAND, "", "2024-12-30")

    assert "pending" == found.states["hand_over"]


def test_a_demand_starts_the_time_that_the_clause_gives_for_it() -> None:
    """Demanded on 1 March: five days, the day not counted."""
    found = verdict(ON_DEMAND, "2024-03-01 09:00 demanded_it what=hand_over", "2024-03-07")

    assert ("2024-03-06", "overdue") == (found.due("hand_over"), found.states["hand_over"])


def test_never_demanded_it_falls_due_at_the_end_of_the_term() -> None:
    """A convention (art. 511 (4)); lateness cut off by the end of the term counts to the day after it."""
    found = verdict(ON_DEMAND, "", "2025-01-03")

    assert ("2024-12-31", "overdue", 1) == (
        found.due("hand_over"),
        found.states["hand_over"],
        found.late("hand_over"),
    )


def test_a_demand_without_any_time_for_it_leaves_the_duty_undetermined() -> None:
    """From the demand on, until a setting gives the time."""
    text = "clause hand_over [1]\nduty supplier: delivered\ndue on demand\n"
    log = "2024-03-01 09:00 demanded_it what=hand_over"

    assert "pending" == verdict(text, log, "2024-02-29").states["hand_over"]
    assert "undetermined" == verdict(text, log, "2024-03-01").states["hand_over"]


VAGUE = """
unspecified promptly: length
clause repair [1]
  when asked
  duty supplier: answered, same ticket
  due no fixed time "promptly" as promptly
"""


@pytest.mark.parametrize("answer", ["", "2024-03-01 10:00 answered ticket=T1"], ids=["unanswered", "answered"])
def test_a_vague_time_leaves_the_duty_undetermined_performed_or_not(answer: str) -> None:
    """Nobody has said how long promptly is, and nothing is counted as a breach."""
    found = verdict(VAGUE, "2024-03-01 09:00 asked ticket=T1\n" + answer, "2024-03-31")

    assert ("undetermined", {}) == (found.states["repair/T1"], found.breaches)
    assert "promptly" in found.lacking("repair/T1")


@pytest.mark.parametrize(("length", "state"), [("30 minutes", "performed_late"), ("1 hour", "performed")])
def test_a_vague_time_is_decided_by_its_setting(length: str, state: str) -> None:
    """Answered after exactly one hour."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-01 10:00 answered ticket=T1"

    assert state == verdict(VAGUE, log, "2024-03-31", settings={"promptly": length}).states["repair/T1"]


# ---------------------------------------------------------------- times of several kinds


@pytest.mark.parametrize(
    ("due", "log", "state"),
    [
        ("before 2024-06-19", "2024-06-18 24:00 delivered", "performed"),
        ("before 2024-06-19", "2024-06-19 00:00 delivered", "performed_late"),
        ("by 2024-06-19, until 17:30", "2024-06-19 17:30 delivered", "performed"),
        ("by 2024-06-19, until 17:30", "2024-06-19 17:30:00.000001 delivered", "performed_late"),
        ("at least 10 days before 2024-06-29", "2024-06-19 23:00 delivered", "performed"),
        ("at least 10 days before 2024-06-29", "2024-06-20 00:00 delivered", "performed_late"),
        ("later of (by 2024-06-10, by 2024-06-19)", "2024-06-19 24:00 delivered", "performed"),
        ("earlier of (by 2024-06-10, by 2024-06-19)", "2024-06-11 00:00 delivered", "performed_late"),
        ("later of (by 2024-06-10, within 5 days after accepted)", "2024-06-20 00:00 delivered", "performed"),
    ],
)
def test_the_last_timely_instant_of_a_time(due: str, log: str, state: str) -> None:
    """Each kind of time ends where its words say."""
    text = f"clause delivery [1]\nduty supplier: delivered\ndue {due}\n"
    log = "2024-06-17 09:00 accepted\n" + log

    assert state == verdict(text, log, "2024-06-30").states["delivery"]


def test_hours_are_counted_from_the_trigger_to_the_instant() -> None:
    """Performance at trigger + N exactly is in time; a microsecond later is late by a microsecond."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 2 hours\n"
    log = """
2024-03-01 09:00 asked ticket=T1
2024-03-01 09:00 asked ticket=T2
2024-03-01 11:00 answered ticket=T1
2024-03-01 11:00:00.000001 answered ticket=T2
"""
    found = verdict(text, log, "2024-03-02")

    assert {"answer/T1": "performed", "answer/T2": "performed_late"} == found.states
    assert "0.000001" == found.late("answer/T2")


def test_a_last_day_on_a_rest_day_moves_to_the_next_working_day() -> None:
    """Ten days after 2024-06-06 is Sunday the 16th; the 17th is worked (art. 203)."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 10 days\n"

    assert "2024-06-17" == verdict(text, "2024-06-06 09:00 asked ticket=T1", "2024-06-06").due("answer/T1")


def test_a_fixed_date_does_not_roll() -> None:
    """2024-06-16 is a Sunday."""
    text = DELIVERY.replace("2024-06-19", "2024-06-16")

    assert "2024-06-16" == verdict(text, "", "2024-06-16").due("delivery")


def test_a_notice_ahead_of_a_date_may_be_late_before_that_date_was_known() -> None:
    """A change announced on the 25th for the 29th needed notice ten days ahead: late when it became known."""
    text = """
event change_announced (starts: date)
clause ahead [1]
  when change_announced as change
  duty supplier: delivered
  due at least 10 days before change.starts
"""
    log = "2024-06-25 09:00 change_announced starts=2024-06-29"
    found = verdict(text, log, "2024-06-30")

    assert ("2024-06-19", "overdue", {"ahead": "2024-06-20 00:00:00"}) == (
        found.due("ahead"),
        found.states["ahead"],
        found.breaches,
    )
    early = verdict(text, "2024-06-18 09:00 delivered\n" + log, "2024-06-30")
    assert "performed" == early.states["ahead"]


def test_an_anchor_that_has_not_happened_leaves_the_duty_latent() -> None:
    """Time runs from acceptance; before it there is no due date."""
    text = "clause delivery [1]\nduty supplier: delivered\ndue within 5 days after accepted\n"
    found = verdict(text, "", "2024-06-30")

    assert ("latent", None, {"accepted"}) == (
        found.states["delivery"],
        found.due("delivery"),
        found.lacking("delivery"),
    )


def test_without_a_stated_beginning_the_contract_binds_from_the_day_of_its_first_event() -> None:
    """Neither signed nor effective is written down."""
    header = HEADER.replace("  signed 2024-01-01\n", "")
    found = verdict(DELIVERY, "2024-03-01 09:00 delivered", "2024-06-30", header=header)

    assert ("performed", instant("2024-03-01 00:00")) == (found.states["delivery"], found.report.effective_at)


def test_a_demand_for_what_was_done_before_it_changes_nothing() -> None:
    """Answered, then demanded without a length: it was performed, whatever time a demand would have given."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue on demand\n"
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-02 09:00 answered ticket=T1\n2024-03-05 09:00 demanded_it what=T1"

    assert {"answer/T1": "performed"} == verdict(text, log, "2024-03-31").states
