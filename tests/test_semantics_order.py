"""Order and instants: which of two things came first, what a day and its 24:00 hold, and what a report's date shows."""

import itertools

import pytest
from semantics import DAY_US, contract, instant, rows, verdict

from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

ANSWER = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 15 minutes
"""
PAYMENT = """
clause payment [2]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-06-19
clause late_fee [3]
  when payment breached
  damages buyer pays supplier 5% of unpaid per day late
clause way_out [4]
  when payment late
  power supplier: notice_arrived, ends the contract
"""
MONTHLY = """
clause rounds [5]
  when every month
  duty supplier: checked
  due by end of month
"""
BAN = """
clause ban [6]
  forbidden supplier: banned
  unless permitted
"""


# ---------------------------------------------------------------- one microsecond apart


@pytest.mark.parametrize(
    ("paid_at", "state", "late"),
    [
        ("2024-06-19 23:59:59.999999", "performed", None),
        ("2024-06-19 24:00", "performed", None),
        ("2024-06-20 00:00:00", "performed_late", 1),
        ("2024-06-20 23:59:59", "performed_late", 1),
        ("2024-06-21 00:00:00", "performed_late", 2),
    ],
)
def test_a_payment_at_24_00_is_in_time_and_at_00_00_00_it_is_late(paid_at: str, state: str, late: int | None) -> None:
    """24:00 is the day's last microsecond and belongs to it; 00:00:00 belongs to the day that begins."""
    found = verdict(PAYMENT, f"{paid_at} paid amount=1000", "2024-06-30")

    assert (state, late) == (found.states["payment"], found.late("payment"))


def test_a_breach_bears_the_first_late_instant() -> None:
    """The day after the last timely one, at 00:00:00."""
    assert {"payment": "2024-06-20 00:00:00"} == verdict(PAYMENT, "", "2024-06-20").breaches


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2024-06-19", "pending"),
        ("2024-06-19 23:59:59.999999", "pending"),
        ("2024-06-20 00:00:00", "overdue"),
        ("2024-06-20", "overdue"),
    ],
)
def test_what_is_due_on_the_day_of_the_report_is_not_yet_late(as_of: str, state: str) -> None:
    """A date means its 24:00; an instant means itself, what happens at it counted."""
    assert state == verdict(PAYMENT, "", as_of).states["payment"]


def test_the_day_of_the_report_is_the_day_up_to_which_delay_is_counted() -> None:
    """Due on the 19th, seen on the 30th: eleven days."""
    assert 11 == verdict(PAYMENT, "", "2024-06-30").late("payment")


def test_an_event_at_the_instant_of_the_report_counts_and_one_a_microsecond_later_does_not() -> None:
    """Everything at or before the date of a report counts."""
    log = "2024-06-10 09:00 paid amount=1000"

    assert "performed" == verdict(PAYMENT, log, "2024-06-10 09:00:00").states["payment"]
    assert "pending" == verdict(PAYMENT, log, "2024-06-10 08:59:59.999999").states["payment"]


# ---------------------------------------------------------------- ends of periods and of the term


@pytest.mark.parametrize(
    ("checked_at", "state"),
    [("2024-05-31 24:00", "performed"), ("2024-06-01 00:00:00", "missed")],
)
def test_an_act_in_a_periods_last_microsecond_counts(checked_at: str, state: str) -> None:
    """The end of a period comes at the first instant after it."""
    found = verdict(MONTHLY, f"{checked_at} checked system=s", "2024-06-05")

    assert state == found.states["rounds/2024-05"]


def test_a_report_on_a_periods_last_day_shows_it_still_running() -> None:
    """As of the 31st the month is not over."""
    found = verdict(MONTHLY, "", "2024-05-31")

    assert ("missed", "pending") == (found.states["rounds/2024-04"], found.states["rounds/2024-05"])


def test_a_breach_judged_at_a_periods_end_bears_the_first_instant_after_it() -> None:
    """It belongs to the period all the same."""
    found = verdict(MONTHLY, "", "2024-06-01 00:00:00")

    assert "2024-06-01 00:00:00" == found.breaches["rounds/2024-05"]
    assert "rounds/2024-06" not in found.breaches


# ---------------------------------------------------------------- within one instant


def test_an_answer_in_the_same_second_as_its_question_counts() -> None:
    """Triggers come before performances, whatever the ids."""
    found = verdict(ANSWER, "z: 2024-03-01 09:00 asked ticket=T1\na: 2024-03-01 09:00 answered ticket=T1", "2024-03-02")

    assert {"answer/T1": "performed"} == found.states


def test_a_permit_in_the_same_second_as_the_act_counts() -> None:
    """What permits comes before what is prohibited, whatever the ids."""
    log = "z: 2024-03-01 09:00 permitted ticket=T1\na: 2024-03-01 09:00 banned ticket=T1"

    assert {} == verdict(BAN, log, "2024-03-02").breaches


def test_a_permit_a_microsecond_after_the_act_does_not_count() -> None:
    """An exception that is an act must come first."""
    log = "2024-03-01 09:00 banned ticket=T1\n2024-03-01 09:00:00.000001 permitted ticket=T1"

    assert {"ban": "2024-03-01 09:00:00"} == verdict(BAN, log, "2024-03-02").breaches


def test_a_cure_in_the_same_second_as_a_notice_of_termination_comes_first() -> None:
    """Performances come before exercises of powers: the delay is over, and so is the power."""
    log = "z: 2024-06-25 10:00 paid amount=1000\na: 2024-06-25 10:00 notice_arrived party=supplier"
    found = verdict(PAYMENT, log, "2024-06-30")

    assert ("performed_late", {"way_out": "lapsed"}) == (found.states["payment"], found.powers)
    assert [("void-exercise", "a")] == found.findings


def test_a_notice_at_the_very_first_late_instant_finds_the_power_open() -> None:
    """Timers come first within an instant, and what they set off in other clauses follows at once."""
    found = verdict(PAYMENT, "2024-06-20 00:00:00 notice_arrived party=supplier", "2024-06-30")

    assert {"way_out": "effective"} == found.powers


def test_a_notice_a_microsecond_before_the_first_late_instant_is_void() -> None:
    """The last timely microsecond is not late."""
    found = verdict(PAYMENT, "2024-06-19 24:00 notice_arrived party=supplier", "2024-06-30")

    assert "effective" not in found.powers.values()
    assert [("void-exercise", "e1")] == found.findings


def test_an_event_never_performs_the_duty_that_it_triggered_itself() -> None:
    """Each report calls for another one; the first does not answer itself, the second answers the first only."""
    chain = """
clause again [1]
  when checked
  duty supplier: checked
  due within 10 days, no roll
"""
    found = verdict(chain, "2024-03-01 09:00 checked system=s\n2024-03-05 09:00 checked system=s", "2024-03-06")

    assert {"again": "performed", "again#2": "pending"} == found.states


def test_an_event_acts_in_every_step_it_has_a_part_in() -> None:
    """One answer performs the one duty and triggers the other."""
    chain = ANSWER + "clause explain [2]\nwhen answered\nduty supplier: explained, same ticket\ndue within 1 hour\n"
    found = verdict(chain, "2024-03-01 09:00 asked ticket=T1\n2024-03-01 09:05 answered ticket=T1", "2024-03-01 09:30")

    assert {"answer/T1": "performed", "explain/T1": "pending"} == found.states


def test_one_event_may_break_several_clauses_and_each_has_its_breach() -> None:
    """Money follows the relation that the clauses state, the breaches are two."""
    twice = BAN + "clause ban_too [7]\nforbidden supplier: banned\n"
    found = verdict(twice, "2024-03-01 09:00 banned ticket=T1", "2024-03-02")

    assert {"ban": "2024-03-01 09:00:00", "ban_too": "2024-03-01 09:00:00"} == found.breaches


def test_simultaneous_reports_go_by_id_and_the_report_says_so() -> None:
    """Nothing else tells which of two levels at one instant is the later one."""
    staff = "clause staff [1]\nduty supplier keeps headcount.n at least 3\n"
    found = verdict(staff, "b: 2024-03-01 09:00 headcount n=2\na: 2024-03-01 09:00 headcount n=5", "2024-03-02")

    assert "overdue" == found.states["staff"]
    assert ("ties", "a、b") in [(code, facts.get("events")) for code, facts in found.report.assumptions]


def test_simultaneous_events_that_do_not_compete_are_no_assumption() -> None:
    """A question and its answer have an order by the steps."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-01 09:00 answered ticket=T1"

    assert [] == [code for code, _ in verdict(ANSWER, log, "2024-03-02").report.assumptions if code == "ties"]


def test_rows_may_come_in_any_order() -> None:
    """Order is by time of effect, then by when it was recorded, then by id."""
    made = contract(PAYMENT + ANSWER)
    log = rows("""
2024-06-25 10:00 paid amount=400
2024-06-18 10:00 paid amount=600
2024-06-25 10:00 notice_arrived party=supplier
2024-03-01 09:00 asked ticket=T1
""")
    reports = [
        replay(made, from_rows(made, order), as_of=instant("2024-06-30 12:00")) for order in itertools.permutations(log)
    ]

    first = reports[0]
    assert all((first.duties, first.heads, first.powers) == (r.duties, r.heads, r.powers) for r in reports)
    assert 1 == len({r.chain.head for r in reports})


# ---------------------------------------------------------------- time of effect


RECEIVED = """
event letter (reached: instant optional), effect at reached
clause reply [1]
  duty supplier: letter
  due by 2024-03-10
"""


def test_an_event_takes_effect_at_the_time_that_its_field_of_effect_names() -> None:
    """A letter is judged when it is received, not when it was written."""
    log = "2024-03-09 09:00 letter reached=2024-03-11T09:00"

    assert ("performed_late", 1) == (
        (found := verdict(RECEIVED, log, "2024-03-31")).states["reply"],
        found.late("reply"),
    )


def test_an_absent_time_of_effect_means_the_events_own_time() -> None:
    """The field may be left out where the event says that it is optional."""
    assert "performed" == verdict(RECEIVED, "2024-03-09 09:00 letter", "2024-03-31").states["reply"]


# ---------------------------------------------------------------- timers and the date of a report


def test_timers_fire_at_their_own_instant_without_any_event() -> None:
    """Late more than ten days opens the power at 00:00 of the eleventh late day, with nothing in the log."""
    out = """
clause payment [2]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-06-19
clause way_out [4]
  when payment breached
  power supplier: notice_arrived, ends the contract, once late more than 10 days
"""
    found = verdict(out, "", "2024-07-31")

    assert instant("2024-06-30 00:00:00") == found.power("way_out").available_from
    assert {"way_out": "not_available"} == verdict(out, "", "2024-06-29").powers
    assert {"way_out": "available"} == verdict(out, "", "2024-06-30 00:00:00").powers


def test_a_replay_to_an_instant_does_not_know_what_comes_later() -> None:
    """As of the 20th the payment of the 25th is unknown, and one day of delay is owed."""
    found = verdict(PAYMENT, "2024-06-25 10:00 paid amount=1000", "2024-06-20")

    assert ({"late_fee/1": "50.00"}, {"e1": "after_as_of"}) == (found.heads, found.reasons)


def test_the_default_date_is_the_day_of_the_last_event_that_something_reads() -> None:
    """Chatter later on does not count; the report says that the date was chosen by default."""
    found = verdict(ANSWER, "2024-03-01 09:00 asked ticket=T1\n2024-04-01 09:00 chatted")

    assert instant("2024-03-02 00:00:00") - 1 == found.report.as_of.us
    assert "as_of_default" in [code for code, _ in found.report.assumptions]


def test_the_default_date_is_known_at_where_only_that_is_given() -> None:
    """What is known by then is seen as of then."""
    found = verdict(ANSWER, "2024-03-01 09:00 asked ticket=T1", known_at="2024-03-05 12:00")

    assert instant("2024-03-05 12:00") == found.report.as_of.us


def test_without_events_and_without_a_date_nothing_has_arisen() -> None:
    """Only checks, dates and fixed amounts are shown."""
    found = verdict(PAYMENT, "")

    assert (None, {}, {}) == (found.report.as_of.us, found.states, found.heads)


def test_a_date_of_a_report_shows_the_same_as_its_last_microsecond() -> None:
    """D means D 24:00."""
    day, last = (
        verdict(PAYMENT, "2024-06-18 10:00 paid amount=600", as_of).report
        for as_of in ("2024-06-30", "2024-06-30 23:59:59.999999")
    )

    assert (day.duties, day.heads, day.powers, day.as_of.us) == (last.duties, last.heads, last.powers, last.as_of.us)
    assert instant("2024-06-30 00:00") + DAY_US - 1 == day.as_of.us
