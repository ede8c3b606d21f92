"""Exceptions that are acts and exceptions that are facts, prohibitions, and the time in which a clause is in force."""

import pytest
from semantics import HEADER, instant, verdict

DUTY = """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
  unless {}
  damages supplier pays buyer 100 yuan per day late
"""
ASKED = "2024-03-01 09:00 asked ticket=T1\n"
BAN = """
clause ban [1]
  forbidden supplier: banned
  unless {}
  damages supplier pays buyer 100 yuan each time
"""


# ---------------------------------------------------------------- of a duty


def test_an_exception_true_when_the_time_runs_out_excuses() -> None:
    """Permission given on the last day: no breach, nothing owed."""
    found = verdict(DUTY.format("permitted"), ASKED + "2024-03-11 24:00 permitted ticket=T1", "2024-03-31")

    assert ({"deliver/T1": "excused"}, {}, {}) == (found.states, found.breaches, found.heads)


def test_an_exception_that_is_an_act_must_come_first() -> None:
    """Permission a microsecond after the time ran out excuses nothing."""
    found = verdict(DUTY.format("permitted"), ASKED + "2024-03-12 00:00 permitted ticket=T1", "2024-03-12")

    assert ({"deliver/T1": "overdue"}, {"deliver/T1/1": "100.00"}) == (found.states, found.heads)


def test_an_exception_that_is_a_fact_may_be_attested_later_and_excuses_from_the_beginning() -> None:
    """The cause is found in May: points and money fall away, the breach stays on record with what excuses it."""
    log = ASKED + "2024-05-01 09:00 cause_found ticket=T1"
    found = verdict(DUTY.format("cause_found"), log, "2024-05-31")

    assert ({"deliver/T1": "excused"}, {}) == (found.states, found.heads)
    assert [("deliver/T1", ("e2",))] == [(row.id, row.excused_by) for row in found.report.breaches]


def test_before_the_fact_is_attested_the_breach_stands() -> None:
    """As of April the money is owed."""
    log = ASKED + "2024-05-01 09:00 cause_found ticket=T1"

    assert {"deliver/T1/1": "1900.00"} == verdict(DUTY.format("cause_found"), log, "2024-03-30").heads


def test_causes_found_in_one_instant_excuse_each_its_own() -> None:
    """Two findings of one morning: the breach of a ticket cites the finding of that ticket (SEMANTICS 8)."""
    asked = "2024-03-01 09:00 asked ticket=T1\n2024-03-01 09:00 asked ticket=T2\n"
    log = asked + "2024-05-01 09:00 cause_found ticket=T1\n2024-05-01 09:00 cause_found ticket=T2"
    found = verdict(DUTY.format("cause_found"), log, "2024-05-31")

    assert {"deliver/T1": ("e3",), "deliver/T2": ("e4",)} == {row.id: row.excused_by for row in found.report.breaches}


def test_an_exception_of_one_instance_does_not_excuse_another() -> None:
    """The cause of the first ticket is not that of the second."""
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n2024-05-01 09:00 cause_found ticket=T1"

    assert {"deliver/T1": "excused", "deliver/T2": "overdue"} == verdict(
        DUTY.format("cause_found"), log, "2024-05-31"
    ).states


def test_late_performance_is_excused_with_the_delay() -> None:
    """Performed on the 20th, excused in May."""
    log = ASKED + "2024-03-20 09:00 answered ticket=T1\n2024-05-01 09:00 cause_found ticket=T1"
    found = verdict(DUTY.format("cause_found"), log, "2024-05-31")

    assert ({"deliver/T1": "excused"}, {}) == (found.states, found.heads)


def test_an_exception_true_before_the_time_runs_out_leaves_the_duty_pending() -> None:
    """It is judged once the last timely instant has passed."""
    found = verdict(DUTY.format("permitted"), ASKED + "2024-03-02 09:00 permitted ticket=T1", "2024-03-05")

    assert {"deliver/T1": "pending"} == found.states


def test_timely_performance_is_performance_whatever_the_exception() -> None:
    """There is nothing to excuse."""
    log = ASKED + "2024-03-02 09:00 permitted ticket=T1\n2024-03-05 09:00 answered ticket=T1"

    assert {"deliver/T1": "performed"} == verdict(DUTY.format("permitted"), log, "2024-03-31").states


def test_the_other_sides_default_excuses() -> None:
    """A duty that need not be performed while a payment is late."""
    text = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-05
""" + DUTY.format("pay late").replace("deliver [1]", "deliver [2]")
    paid = "2024-03-04 09:00 paid amount=1000\n"

    assert "excused" == verdict(text, ASKED, "2024-03-31").states["deliver/T1"]
    assert "overdue" == verdict(text, ASKED + paid, "2024-03-31").states["deliver/T1"]


def test_an_interval_ongoing_when_the_time_runs_out_excuses() -> None:
    """The storm lasts over the last timely instant."""
    storm = "2024-03-10 09:00 storm_began storm=S party=supplier\n{} storm_ended storm=S"

    over = verdict(DUTY.format("storm ongoing"), ASKED + storm.format("2024-03-12 09:00"), "2024-03-31")
    assert {"deliver/T1": "excused"} == over.states
    before = verdict(DUTY.format("storm ongoing"), ASKED + storm.format("2024-03-11 09:00"), "2024-03-31")
    assert {"deliver/T1": "overdue"} == before.states


# ---------------------------------------------------------------- of a prohibition


def test_each_prohibited_act_is_a_breach() -> None:
    """Two acts, two breaches, twice the money."""
    found = verdict(
        BAN.format("permitted"), "2024-03-01 09:00 banned ticket=T1\n2024-03-02 09:00 banned ticket=T2", "2024-03-31"
    )

    assert {"ban": "2024-03-01 09:00:00", "ban/2": "2024-03-02 09:00:00"} == found.breaches
    assert {("supplier", "buyer"): "200.00"} == found.owed


def test_a_prohibition_holds_while_nothing_happens_and_after_a_breach() -> None:
    """It goes on forbidding."""
    for log in ("", "2024-03-01 09:00 banned ticket=T1"):
        assert {"ban": "holding"} == verdict(BAN.format("permitted"), log, "2024-03-31").states


@pytest.mark.parametrize(("log", "state"), [("", "performed"), ("2024-03-01 09:00 banned ticket=T1", "missed")])
def test_a_prohibition_at_its_end_is_kept_if_it_was_never_broken(log: str, state: str) -> None:
    """The end of the term ends it."""
    assert {"ban": state} == verdict(BAN.format("permitted"), log, "2025-01-01").states


@pytest.mark.parametrize(
    ("permitted", "broken"),
    [("2024-03-01 08:00", False), ("2024-03-01 09:00", False), ("2024-03-01 10:00", True)],
    ids=["before", "in the same second", "after"],
)
def test_a_permit_must_come_before_the_act(permitted: str, broken: bool) -> None:
    """Afterwards the act cannot be permitted any more."""
    log = f"2024-03-01 09:00 banned ticket=T1\n{permitted} permitted ticket=T1"

    assert broken == bool(verdict(BAN.format("permitted"), log, "2024-03-31").breaches)


def test_a_cause_attested_after_the_act_excuses_it_from_the_beginning() -> None:
    """The act stays on record, the money is gone."""
    log = "2024-03-01 09:00 banned ticket=T1\n2024-05-01 09:00 cause_found ticket=T1"
    found = verdict(BAN.format("cause_found"), log, "2024-05-31")

    assert ({}, [("ban", ("e2",))]) == (found.heads, [(row.id, row.excused_by) for row in found.report.breaches])


def test_an_act_while_the_excepted_interval_is_ongoing_is_no_breach() -> None:
    """Stopping during the storm is allowed, after it it is not."""
    log = """
2024-03-01 08:00 storm_began storm=S party=supplier
2024-03-01 09:00 banned ticket=T1
2024-03-02 08:00 storm_ended storm=S
2024-03-02 08:00 banned ticket=T2
"""
    assert {"ban": "2024-03-02 08:00:00"} == verdict(BAN.format("storm ongoing"), log, "2024-03-31").breaches


def test_a_prohibited_act_of_another_party_breaks_nothing() -> None:
    """An event that names a party must name the bearer."""
    text = "clause ban [1]\nforbidden supplier: service_halted\n"

    assert {} == verdict(text, "2024-03-01 09:00 service_halted party=buyer", "2024-03-31").breaches
    assert {"ban"} == set(verdict(text, "2024-03-01 09:00 service_halted party=supplier", "2024-03-31").breaches)


# ---------------------------------------------------------------- in force


WINDOW = """
clause ban [1]
  in force from 2024-03-01 to 2024-03-31
  forbidden supplier: banned
"""


@pytest.mark.parametrize(
    ("banned", "broken"),
    [
        ("2024-02-29 24:00", False),
        ("2024-03-01 00:00", True),
        ("2024-03-31 24:00", True),
        ("2024-04-01 00:00", False),
    ],
)
def test_an_act_outside_the_time_in_force_breaks_nothing(banned: str, broken: bool) -> None:
    """The window's first instant and its last microsecond belong to it."""
    assert broken == bool(verdict(WINDOW, f"{banned} banned ticket=T1", "2024-04-30").breaches)


def test_a_standing_duty_ends_with_its_window() -> None:
    """As of the window's last day it still holds; the day after it is performed."""
    assert {"ban": "holding"} == verdict(WINDOW, "", "2024-03-31").states
    assert {"ban": "performed"} == verdict(WINDOW, "", "2024-04-01 00:00:00").states


def test_a_clause_in_force_from_an_event_binds_from_that_event_on() -> None:
    """Before acceptance the act is free."""
    text = "clause ban [1]\nin force from accepted\nforbidden supplier: banned\n"
    log = "2024-03-01 09:00 banned ticket=T1\n2024-03-02 09:00 accepted\n2024-03-03 09:00 banned ticket=T2"

    assert {"ban": "2024-03-03 09:00:00"} == verdict(text, log, "2024-04-30").breaches


def test_a_clause_in_force_until_an_event_ends_with_that_event() -> None:
    """After acceptance the act is free."""
    text = "clause ban [1]\nin force until accepted\nforbidden supplier: banned\n"
    log = "2024-03-02 09:00 accepted\n2024-03-03 09:00 banned ticket=T2"
    found = verdict(text, log, "2024-04-30")

    assert ({"ban": "performed"}, {}) == (found.states, found.breaches)


def test_performance_before_the_clause_was_in_force_counts_for_nothing() -> None:
    """In force from 25 June; delivered on the 24th and again on the 27th."""
    text = "clause deliver [1]\nin force from 2024-06-25\nduty supplier: delivered\ndue by 2024-06-30\n"

    assert {"deliver": "pending"} == verdict(text, "2024-06-24 09:00 delivered", "2024-06-26").states
    assert {"deliver": "performed"} == verdict(text, "2024-06-27 09:00 delivered", "2024-06-27").states


def test_no_day_before_the_clause_was_in_force_is_late() -> None:
    """Due by the 19th, in force from the 25th, delivered on the 27th: three days late."""
    text = """
clause deliver [1]
  in force from 2024-06-25
  duty supplier: delivered
  due by 2024-06-19
  damages supplier pays buyer 100 yuan per day late
"""
    found = verdict(text, "2024-06-27 09:00 delivered", "2024-06-30")

    assert ({"deliver": "2024-06-25 00:00:00"}, 3, {"deliver/1": "300.00"}) == (
        found.breaches,
        found.late("deliver"),
        found.heads,
    )


def test_no_day_before_the_contract_was_in_force_is_late() -> None:
    """A date before signature: late from the day of signature on."""
    text = """
clause deliver [1]
  duty supplier: delivered
  due by 2023-12-01
  damages supplier pays buyer 100 yuan per day late
"""
    found = verdict(text, "2024-01-02 09:00 delivered", "2024-01-30")

    assert ({"deliver": "2024-01-01 00:00:00"}, {"deliver/1": "200.00"}) == (found.breaches, found.heads)


def test_a_level_carries_its_last_report_over_into_the_time_in_force() -> None:
    """Two on site were reported before; three are owed from March on."""
    text = "clause staff [1]\nin force from 2024-03-01\nduty supplier keeps headcount.n at least 3\n"
    found = verdict(text, "2024-02-10 09:00 headcount n=5\n2024-02-20 09:00 headcount n=2", "2024-03-05")

    assert ("overdue", {"staff": "2024-03-01 00:00:00"}) == (found.states["staff"], found.breaches)


def test_a_window_of_its_own_replaces_the_term() -> None:
    """A clause in force until March of the next year binds after the contract's term."""
    text = "clause ban [1]\nin force until 2025-03-31\nforbidden supplier: banned\n"
    found = verdict(text, "2025-02-01 09:00 banned ticket=T1", "2025-02-28")

    assert ({"ban": "holding"}, {"ban": "2025-02-01 09:00:00"}) == (found.states, found.breaches)


INSTRUMENT = """
  instrument nda = 保密协议 [Annex 2], effective accepted
"""


def test_a_clause_of_an_instrument_binds_from_when_that_is_in_force() -> None:
    """Performance counts from then on, time runs from then, and earlier acts count for nothing (art. 502)."""
    text = "clause hand_in [1]\nin force nda\nduty supplier: delivered\ndue within 10 days, no roll\n"
    header = HEADER.rstrip() + INSTRUMENT
    log = "2024-03-01 09:00 delivered\n2024-03-12 10:00 accepted\n"

    early = verdict(text, log, "2024-03-15", header=header)
    assert ("pending", "2024-03-22") == (early.states["hand_in"], early.due("hand_in"))
    done = verdict(text, log + "2024-03-20 09:00 delivered", "2024-03-31", header=header)
    assert {"hand_in": "performed"} == done.states


def test_a_clause_of_an_instrument_ends_with_its_term() -> None:
    """Which may outlast the contract's."""
    text = "clause ban [1]\nin force nda\nforbidden supplier: banned\n"
    header = HEADER.rstrip() + INSTRUMENT.rstrip() + ", term 2024-03-01 to 2025-06-30\n"
    log = "2024-03-12 10:00 accepted\n2025-03-01 09:00 banned ticket=T1"

    assert {"ban": "2025-03-01 09:00:00"} == verdict(text, log, "2025-03-31", header=header).breaches
    assert {"ban": "missed"} == verdict(text, log, "2025-07-01", header=header).states


def test_a_trigger_before_the_clause_is_in_force_brings_nothing() -> None:
    """Asked in February, in force from March."""
    text = DUTY.format("permitted").replace("  when", "  in force from 2024-03-01\n  when")

    assert {} == verdict(text, "2024-02-29 09:00 asked ticket=T1", "2024-04-30").states


def test_a_contract_that_is_not_in_force_brings_nothing() -> None:
    """Effective when signed by an event that has not come."""
    header = """
contract example
  title "Example"
  price 100000 yuan
  effective when accepted
  parties buyer = 甲方 "B", supplier = 乙方 "S"
"""
    found = verdict(WINDOW, "2024-03-05 09:00 banned ticket=T1", "2024-04-30", header=header)

    assert ({}, "not_in_force") == (found.states, found.report.contract_state.state)
    assert [("not-in-force", "accepted")] == [
        (row.code, row.facts["missing"]) for row in found.report.checks if row.code == "not-in-force"
    ]


def test_a_contract_effective_by_an_event_binds_from_that_event_on() -> None:
    """Everything before it is free."""
    header = """
contract example
  title "Example"
  price 100000 yuan
  effective when accepted
  parties buyer = 甲方 "B", supplier = 乙方 "S"
"""
    log = "2024-03-05 09:00 banned ticket=T1\n2024-03-06 09:00 accepted\n2024-03-07 09:00 banned ticket=T1"
    found = verdict(WINDOW, log, "2024-03-10", header=header)

    assert ({"ban": "2024-03-07 09:00:00"}, instant("2024-03-06 09:00")) == (found.breaches, found.report.effective_at)
