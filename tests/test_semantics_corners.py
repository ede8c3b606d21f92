"""Where two rules meet: claims on standing duties, waivers of them, counts in windows, chains of states, effects."""

import pytest
from semantics import EVENTS, instant, moment, verdict

NOTICE = """
clause relief [8]
  suspends affected_party during storm
  requires storm_proof, within 15 days, no roll
"""
STORM = "2024-03-05 08:00 storm_began storm=S party=supplier\n2024-03-20 08:00 storm_ended storm=S\n"
PROOF = "2024-03-18 09:00 storm_proof storm=S\n"
BAN = "clause ban [1]\nforbidden supplier: banned\ndamages supplier pays buyer 100 yuan each time\n"
STAFF = "clause staff [1]\nduty supplier keeps headcount.n at least 3\ndamages supplier pays buyer 100 yuan\n"
ROUNDS = "clause rounds [1]\nwhen every month\nduty supplier: checked\ndue by end of month\n"
DELIVER = """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
"""
ASKED = "2024-03-01 09:00 asked ticket=T1\n"


# ---------------------------------------------------------------- claimed relief of standing and periodic duties


@pytest.mark.parametrize(
    ("clause", "row"), [(BAN, "2024-03-06 09:00 banned ticket=T1\n"), (STAFF, "2024-03-06 09:00 headcount n=2\n")]
)
def test_a_breach_of_a_standing_duty_under_claimed_relief_waits_for_its_fate(clause: str, row: str) -> None:
    """Undetermined and a range; nothing once it is recognised; a breach of its own instant once it is refused."""
    claimed = verdict(clause + NOTICE, STORM + row, "2024-03-10")
    granted = verdict(clause + NOTICE, STORM + row + PROOF + "2024-03-19 09:00 headcount n=3", "2024-03-31")
    refused = verdict(clause + NOTICE, STORM + row + "2024-03-19 09:00 headcount n=3", "2024-03-31")

    assert (["undetermined"], {}, ["0.00..100.00"]) == (
        list(claimed.states.values()),
        claimed.breaches,
        list(claimed.heads.values()),
    )
    assert ({}, {}) == (granted.breaches, granted.heads)
    assert (["2024-03-06 09:00:00"], ["100.00"]) == (list(refused.breaches.values()), list(refused.heads.values()))


def test_an_act_owed_in_a_period_under_claimed_relief_at_its_last_instant_is_undetermined() -> None:
    """The proof for the storm over the end of March may still come."""
    storm = "2024-03-25 08:00 storm_began storm=S party=supplier\n2024-04-02 08:00 storm_ended storm=S\n"

    assert "undetermined" == verdict(ROUNDS + NOTICE, storm, "2024-04-05").states["rounds/2024-03"]
    assert "missed" == verdict(ROUNDS + NOTICE, storm, "2024-04-20").states["rounds/2024-03"]
    granted = storm + "2024-04-03 09:00 storm_proof storm=S"
    assert "excused" == verdict(ROUNDS + NOTICE, granted, "2024-04-20").states["rounds/2024-03"]


def test_a_duty_performed_while_suspended_is_performed() -> None:
    """Suspension is no prohibition."""
    plain = "clause relief [8]\nsuspends affected_party during storm\n"
    found = verdict(DELIVER + plain, ASKED + STORM + "2024-03-15 09:00 answered ticket=T1", "2024-03-16")

    assert {"deliver/T1": "performed"} == found.states


def test_relief_for_one_of_two_intervals_moves_by_that_one() -> None:
    """The second storm was never proved."""
    log = ASKED + "2024-03-05 08:00 storm_began storm=A party=supplier\n2024-03-07 08:00 storm_ended storm=A\n"
    log += "2024-03-08 08:00 storm_began storm=B party=supplier\n2024-03-11 08:00 storm_ended storm=B\n"
    found = verdict(DELIVER + NOTICE, log + "2024-03-06 09:00 storm_proof storm=A", "2024-04-30")

    assert ({"relief/A": "recognised", "relief/B": "refused"}, "2024-03-13") == (
        found.suspensions,
        found.due("deliver/T1"),
    )


# ---------------------------------------------------------------- waivers


def test_a_prohibition_may_be_waived() -> None:
    """What the creditor lets go is forbidden no more; what was broken before stays."""
    log = "2024-03-01 09:00 banned ticket=T1\n2024-03-05 09:00 waived_it what=ban\n2024-03-10 09:00 banned ticket=T2"
    found = verdict(BAN, log, "2024-03-31")

    assert ({"ban": "waived"}, {"ban": "2024-03-01 09:00:00"}, {"ban/1": "100.00"}) == (
        found.states,
        found.breaches,
        found.heads,
    )


def test_a_level_may_be_waived() -> None:
    """Later reports are judged no more."""
    log = "2024-03-01 09:00 headcount n=3\n2024-03-05 09:00 waived_it what=staff\n2024-03-10 09:00 headcount n=1"

    assert ({"staff": "waived"}, {}) == ((found := verdict(STAFF, log, "2024-03-31")).states, found.breaches)


# ---------------------------------------------------------------- counts, windows, conditions


COUNTED = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
clause out [2]
  when answer breached 2 times or more in month
  power buyer: notice_arrived, ends the contract
"""


@pytest.mark.parametrize(
    ("second", "opened"), [("2024-03-30", True), ("2024-03-31", False)], ids=["due on the 31st", "due on 1 April"]
)
def test_a_breach_belongs_to_the_period_that_holds_its_last_timely_instant(second: str, opened: bool) -> None:
    """Due on 31 March it is March's, though the first late instant is 1 April."""
    text = "period month every 1 month from 2024-01-01\n" + COUNTED
    log = f"2024-03-01 09:00 asked ticket=T1\n{second} 09:00 asked ticket=T2"
    found = verdict(text, log, "2024-04-01")

    assert opened == ("available" in found.powers.values())


def test_a_condition_fires_again_only_after_it_was_false_in_between() -> None:
    """Two storms, two duties; within one storm one."""
    text = "clause report [1]\nwhen storm ongoing\nduty supplier: delivered\ndue within 2 days, no roll\n"
    log = "2024-03-01 08:00 storm_began storm=A party=supplier\n2024-03-02 08:00 storm_ended storm=A\n"
    log += "2024-03-10 08:00 storm_began storm=B party=supplier\n2024-03-11 08:00 storm_began storm=C party=supplier\n"
    found = verdict(text, log, "2024-03-20")

    assert ["2024-03-01 08:00:00", "2024-03-10 08:00:00"] == [moment(row.arose_at) for row in found.report.duties]


def test_a_condition_with_same_fires_for_each_value() -> None:
    """Both limits missed for one ticket, one of them for the other."""
    text = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
clause explain [2]
  when asked
  duty supplier: explained, same ticket
  due within 2 days, no roll
clause out [3]
  when answer breached and explain breached, same ticket
  power buyer: notice_arrived, ends the contract
"""
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n2024-03-02 09:00 explained ticket=T2"
    found = verdict(text, log, "2024-03-31")

    assert {"out/T1": "available"} == found.powers
    assert instant("2024-03-04 00:00") == found.power("out/T1").available_from


def test_a_running_sum_opens_a_power_at_the_event_that_fills_it() -> None:
    """Five hundred yuan of losses."""
    text = "clause out [2]\nwhen total loss_proved.amount at least 500 yuan\n"
    text += "power buyer: notice_arrived, ends the contract\n"
    log = "2024-03-01 09:00 loss_proved amount=300\n2024-03-05 09:00 loss_proved amount=200"

    assert instant("2024-03-05 09:00") == verdict(text, log, "2024-03-31").report.powers[0].available_from


def test_the_negation_of_an_event_holds_from_the_beginning() -> None:
    """A duty that arises unless something has happened by then."""
    text = "clause deliver [1]\nwhen asked\nprovided not accepted, else no duty\nduty supplier: delivered\n"
    text += "due within 2 days, no roll\n"

    assert {"deliver": "pending"} == verdict(text, ASKED, "2024-03-01").states
    assert {} == verdict(text, "2024-02-01 09:00 accepted\n" + ASKED, "2024-03-01").states


# ---------------------------------------------------------------- states as triggers and as ends of intervals


def test_an_exercise_may_start_another_clause() -> None:
    """After the end by notice the supplier has ten days to leave: a clause that survives."""
    text = """
clause out [1]
  when accepted
  power buyer: notice_arrived, ends the contract
clause leave [2]
  when out exercised
  duty supplier: delivered
  due within 10 days, no roll
  survives
"""
    log = "2024-03-01 09:00 accepted\n2024-03-05 09:00 notice_arrived party=buyer"

    assert "2024-03-15" == verdict(text, log, "2024-03-31").due("leave")


def test_a_performance_may_start_another_clause() -> None:
    """Paid within five days of delivery."""
    text = (
        DELIVER
        + """
clause pay [2]
  when deliver performed
  duty buyer pays supplier 100 yuan, with paid.amount
  due within 5 days, no roll
"""
    )
    found = verdict(text, ASKED + "2024-03-04 09:00 answered ticket=T1", "2024-03-05")

    assert "2024-03-09" == found.due("pay/T1")


def test_a_missed_period_may_start_another_clause() -> None:
    """When its end has come."""
    text = ROUNDS + "clause catch_up [2]\nwhen rounds missed\nduty supplier: delivered\ndue within 5 days, no roll\n"

    assert "2024-02-06" == verdict(text, "", "2024-02-10").due("catch_up/2024-01")


def test_an_interval_between_two_states_suspends() -> None:
    """While the buyer is late, the supplier's time stands still."""
    text = (
        DELIVER
        + """
clause pay [2]
  duty buyer pays supplier 100 yuan, with paid.amount
  due by 2024-03-04
interval buyers_delay from pay late to pay performed
clause relief [3]
  suspends supplier during buyers_delay
"""
    )
    found = verdict(text, ASKED + "2024-03-08 09:00 paid amount=100", "2024-03-31")

    assert "2024-03-14" == found.due("deliver/T1")


# ---------------------------------------------------------------- effects of powers


def test_a_power_may_refuse_a_performance() -> None:
    """Delivered in time, refused for quality: as if not delivered."""
    text = DELIVER + "clause refuse [2]\nwhen accepted\npower buyer: notice_arrived, refuses deliver\n"
    log = ASKED + "2024-03-05 09:00 answered ticket=T1\n2024-03-06 09:00 accepted\n"
    log += "2024-03-07 09:00 notice_arrived party=buyer"

    assert {"deliver/T1": "overdue"} == verdict(text, log, "2024-03-31").states


def test_a_power_may_deny_relief() -> None:
    """Back to its beginning."""
    text = (
        DELIVER
        + """
clause relief [8]
  suspends affected_party during storm, may be denied by relief_denied
clause deny [9]
  when storm ongoing
  power buyer: notice_arrived, denies storm
"""
    )
    log = ASKED + STORM.splitlines()[0] + "\n2024-03-09 09:00 notice_arrived party=buyer"
    found = verdict(text, log, "2024-03-15")

    assert ({"relief/S": "refused"}, {"deliver/T1": "overdue"}) == (found.suspensions, found.states)


def test_a_power_may_withhold_payment() -> None:
    """Until the delivery is performed."""
    text = """
clause deliver [1]
  duty supplier: delivered
  due by 2024-03-01
clause pay [2]
  duty buyer pays supplier 100 yuan, with paid.amount
  due by 2024-03-10
clause withhold [3]
  when deliver late
  power buyer: notice_arrived, withholds pay, until deliver performed
"""
    log = "2024-03-05 09:00 notice_arrived party=buyer\n2024-03-20 09:00 delivered"
    found = verdict(text, log, "2024-03-22")

    assert ("2024-03-25", "pending") == (found.due("pay"), found.states["pay"])


def test_two_powers_used_by_one_notice_both_take_effect() -> None:
    """Of each clause the one that opened first."""
    text = """
clause one [1]
  when accepted
  power buyer: notice_arrived, ends ban
clause two [2]
  when delivered
  power buyer: notice_arrived, ends ban
""" + BAN.replace("[1]", "[3]")
    log = "2024-03-01 09:00 accepted\n2024-03-01 09:00 delivered\n2024-03-02 09:00 notice_arrived party=buyer"

    assert {"one": "effective", "two": "effective"} == verdict(text, log, "2024-03-31").powers


# ---------------------------------------------------------------- money that names a clause


def test_a_payment_that_names_a_clause_goes_to_its_heads_in_turn_and_pays_once() -> None:
    """Two heads of a hundred, a hundred and fifty paid."""
    log = "2024-03-01 09:00 banned ticket=T1\n2024-03-02 09:00 banned ticket=T2\n"
    found = verdict(BAN, log + "2024-03-10 09:00 settled_it what=ban amount=150", "2024-03-31")

    assert ["100", "50"] == [str(head.paid) for head in found.report.heads]
    assert [("supplier", "buyer", "150.00", "50.00", "0.00")] == found.accounts


def test_money_too_much_for_a_head_is_a_credit() -> None:
    """Nobody owes more than he owes."""
    log = "2024-03-01 09:00 banned ticket=T1\n2024-03-10 09:00 settled_it what=ban amount=150"

    assert [("supplier", "buyer", "100.00", "0.00", "50.00")] == verdict(BAN, log, "2024-03-31").accounts


def test_losses_taken_together_for_one_loss_count_the_larger_once() -> None:
    """Two sanctions on one act."""
    text = (
        BAN
        + """
clause too [2]
  when banned
  damages supplier pays buyer 150 yuan, once for one loss ban
"""
    )
    found = verdict(text, "2024-03-01 09:00 banned ticket=T1", "2024-03-31", events=EVENTS)

    assert {("supplier", "buyer"): "150.00"} == found.owed


# ---------------------------------------------------------------- more of where rules meet


def test_an_act_after_the_closing_hour_of_the_last_day_is_late_by_no_day() -> None:
    """A breach, and nothing to count."""
    text = """
clause deliver [1]
  duty supplier: delivered
  due by 2024-03-08, until 17:30
  damages supplier pays buyer 10 yuan per day late
"""
    found = verdict(text, "2024-03-08 18:00 delivered", "2024-03-31")

    assert ("performed_late", 0, {}) == (found.states["deliver"], found.late("deliver"), found.heads)


def test_a_time_may_be_the_end_of_the_term() -> None:
    """Acts count from when the clause came into force."""
    text = "clause hand_back [1]\nduty supplier: delivered\ndue by end of term\n"

    assert "2024-12-31" == verdict(text, "", "2024-06-30").due("hand_back")
    assert "performed" == verdict(text, "2024-03-01 09:00 delivered", "2024-06-30").states["hand_back"]


NOTICE_DUTY = """
clause notice [7]
  when storm_began as began
  duty supplier: storm_notice, same storm
  due within 1 day, no roll
  damages supplier pays buyer 100 yuan
clause relief [8]
  suspends affected_party during storm
"""


def test_a_notice_that_is_only_a_duty_costs_what_its_own_clause_says_and_leaves_relief_alone() -> None:
    """Notice a day late: a hundred yuan, and the delivery's time moves all the same."""
    log = ASKED + STORM.replace("party=supplier", "party=supplier affects=deliver")
    found = verdict(DELIVER + NOTICE_DUTY, log + "2024-03-07 09:00 storm_notice storm=S", "2024-03-21")

    assert ({"notice/S/1": "100.00"}, "2024-03-26") == (found.heads, found.due("deliver/T1"))


def test_relief_of_every_clause_of_a_party_moves_its_notice_too() -> None:
    """Where neither the clause nor the opening event says which clauses are affected, all are."""
    found = verdict(DELIVER + NOTICE_DUTY, ASKED + STORM, "2024-03-21")

    assert ("2024-03-21", "2024-03-26") == (found.due("notice/S"), found.due("deliver/T1"))


def test_a_moved_day_rolls_where_it_was_counted_in_working_days() -> None:
    """Five working days from Friday the 1st: Friday the 8th; a day of storm makes it Saturday, so Monday."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 5 working days\n"
    log = ASKED + "2024-03-04 08:00 storm_began storm=S party=supplier\n2024-03-05 08:00 storm_ended storm=S"
    plain = "clause relief [8]\nsuspends affected_party during storm\n"

    assert "2024-03-11" == verdict(text + plain, log, "2024-03-31").due("answer/T1")


def test_an_exception_of_a_clause_of_money_is_judged_when_it_would_arise() -> None:
    """Down during the storm costs nothing, down after it does."""
    text = (
        DELIVER
        + """
clause fee [2]
  when deliver breached
  unless storm ongoing
  damages supplier pays buyer 100 yuan
"""
    )
    log = ASKED + "2024-03-10 08:00 storm_began storm=S party=supplier\n{} storm_ended storm=S"

    assert {} == verdict(text, log.format("2024-03-13 08:00"), "2024-03-31").heads
    assert {"fee/T1/1": "100.00"} == verdict(text, log.format("2024-03-11 08:00"), "2024-03-31").heads


def test_a_cause_attested_later_takes_back_the_money_of_a_clause_of_its_own() -> None:
    """The breach stands, the clause of money is excused."""
    text = (
        DELIVER
        + """
clause fee [2]
  when deliver breached
  unless cause_found
  damages supplier pays buyer 100 yuan
"""
    )
    log = ASKED + "2024-05-01 09:00 cause_found ticket=T1"

    assert [{"fee/T1/1": "100.00"}, {}] == [verdict(text, log, day).heads for day in ("2024-04-30", "2024-05-01")]


def test_what_each_party_may_not_do_each_may_not_do_for_itself() -> None:
    """Each has its own prohibition."""
    text = "clause stay [1]\nforbidden each_party: service_halted\n"
    found = verdict(text, "2024-03-01 09:00 service_halted party=buyer", "2024-03-31")

    assert {"stay/buyer": "2024-03-01 09:00:00"} == found.breaches


def test_a_row_may_have_a_window_of_its_own() -> None:
    """Each line binds in its own months."""
    text = """
table lines (norm: id, from_day: date, to_day: date)
  row line_1, 2024-03-01, 2024-03-31
  row line_2, 2024-05-01, 2024-05-31
event stopped (line: clause)
clause keep_up [1]
  when every lines as r
  in force from r.from_day to r.to_day
  forbidden supplier: stopped (line = r.norm)
"""
    log = "2024-03-10 09:00 stopped line=line_1\n2024-03-10 09:00 stopped line=line_2"
    found = verdict(text, log, "2024-04-15")

    assert ({"keep_up/line_1": "missed"}, ["keep_up/line_1"]) == (found.states, list(found.breaches))
    assert "holding" == verdict(text, log, "2024-05-15").states["keep_up/line_2"]


def test_a_decision_on_a_duty_of_the_same_clause_has_its_time_from_the_breach() -> None:
    """Due on the 11th, broken on the 12th: until 11 April."""
    text = DELIVER + "  damages supplier pays buyer 1% to 3% of price, decided by buyer with sum_decided.amount"
    text += " (within 30 days, no roll)\n"
    early, late = ("2024-04-11 24:00", "2024-04-12 00:00")

    assert {"deliver/T1/1": "2000.00"} == verdict(text, ASKED + f"{early} sum_decided amount=2000", "2024-04-30").heads
    assert {"deliver/T1/1": "1000.00..3000.00"} == verdict(
        text, ASKED + f"{late} sum_decided amount=2000", "2024-04-30"
    ).heads


def test_a_decision_before_the_breach_decides_nothing() -> None:
    """Nothing was there to decide."""
    text = DELIVER + "  damages supplier pays buyer 1% to 3% of price, decided by buyer with sum_decided.amount\n"
    found = verdict(text, ASKED + "2024-03-05 09:00 sum_decided amount=2000", "2024-04-30")

    assert {"deliver/T1/1": "1000.00..3000.00"} == found.heads


def test_a_decision_that_settles_one_range_is_no_finding_for_another() -> None:
    """Two acts, two decisions, each after its own."""
    text = "clause ban [1]\nforbidden supplier: banned\n"
    text += "damages supplier pays buyer 1% to 3% of price, decided by buyer with sum_decided.amount\n"
    log = """2024-03-01 09:00 banned ticket=T1
2024-03-05 09:00 sum_decided amount=1000
2024-04-01 09:00 banned ticket=T2
2024-04-05 09:00 sum_decided amount=3000
"""
    found = verdict(text, log, "2024-04-30")

    assert ({"ban/1": "1000.00", "ban/2/1": "3000.00"}, []) == (found.heads, found.findings)


def test_a_demand_names_a_duty_by_its_key() -> None:
    """One ticket is demanded, the other is not."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue on demand within 5 days, no roll\n"
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n2024-03-02 09:00 demanded_it what=T2"

    assert {"answer/T1": "pending", "answer/T2": "overdue"} == verdict(text, log, "2024-03-31").states


def test_a_demand_that_speaks_of_one_thing_demands_no_other_of_the_clause() -> None:
    """The event always demands the clause, and says of which ticket: art. 511 (4), nobody asked for the other."""
    text = (
        "event called (ticket: id), acts as demands answer\n"
        "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue on demand within 5 days, no roll\n"
    )
    log = ASKED + "2024-03-01 09:00 asked ticket=T2\n2024-03-02 09:00 called ticket=T2"

    assert {"answer/T1": "pending", "answer/T2": "overdue"} == verdict(text, log, "2024-03-31").states


def test_a_demand_before_the_duty_arose_starts_nothing() -> None:
    """There was nothing to demand."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue on demand within 5 days, no roll\n"

    assert {"answer/T1": "pending"} == verdict(
        text, "2024-02-02 09:00 demanded_it what=answer\n" + ASKED, "2024-03-31"
    ).states


def test_the_first_demand_counts() -> None:
    """A second one gives no new time."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue on demand within 5 days, no roll\n"
    log = ASKED + "2024-03-02 09:00 demanded_it what=T1\n2024-03-05 09:00 demanded_it what=T1"

    assert "2024-03-07" == verdict(text, log, "2024-03-31").due("answer/T1")


GIVING = "event asked_for (what: id, days: number optional), acts as demands what with days\n"


@pytest.mark.parametrize(
    ("length", "days", "state", "due"),
    [
        ("", "", "undetermined", None),
        ("", " days=7", "overdue", "2024-03-11"),  # the 9th is a Saturday
        (" within 5 days", " days=7", "overdue", "2024-03-07"),
        (" within promptly", " days=7", "overdue", "2024-03-11"),
        ("", " days=2.5", "undetermined", None),
    ],
    ids=["none given", "the demand's own", "the clause's first", "a blank left open", "no whole days"],
)
def test_a_demand_may_give_the_time_itself(length: str, days: str, state: str, due: str | None) -> None:
    """Art. 511 (4): with the time that it needs; what the clause says comes first."""
    text = f"""{GIVING}
unspecified promptly : length
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due on demand{length}
"""
    found = verdict(text, f"{ASKED}2024-03-02 09:00 asked_for what=T1{days}", "2024-03-31")

    assert (state, due) == (found.states["answer/T1"], found.due("answer/T1") if due else None)


def test_a_payment_may_be_due_on_a_date_or_on_demand_whichever_is_earlier() -> None:
    """The known one so far."""
    text = """
clause pay [1]
  duty buyer pays supplier 100 yuan, with paid.amount
  due earlier of (by 2024-06-30, on demand within 5 days), no roll
"""
    assert "2024-06-30" == verdict(text, "", "2024-03-31").due("pay")
    assert "2024-03-07" == verdict(text, "2024-03-02 09:00 demanded_it what=pay", "2024-03-31").due("pay")


def test_what_may_be_demanded_is_owed_though_the_other_time_cannot_run_yet() -> None:
    """Pending, not latent: the creditor may demand it at any time (art. 511 (4)); what runs first makes it due."""
    text = """
clause pay [1]
  when asked
  duty buyer pays supplier 100 yuan, with paid.amount
  due earlier of (within 10 days after banned, on demand within 5 days), no roll
  survives
"""
    log = ASKED.replace("2024-03-01", "2025-03-01")

    assert {"pay": "pending"} == verdict(text, log, "2025-03-31").states
    assert "2025-03-12" == verdict(text, log + "2025-03-02 09:00 banned ticket=T1", "2025-03-31").due("pay")
    assert "2025-03-07" == verdict(text, log + "2025-03-02 09:00 demanded_it what=pay", "2025-03-31").due("pay")


def test_a_rejection_names_a_duty_by_its_id() -> None:
    """What was credited to it is given back."""
    log = ASKED + "2024-03-05 09:00 answered ticket=T1\n2024-03-06 09:00 rejected_it what=deliver/T1"

    assert {"deliver/T1": "pending"} == verdict(DELIVER, log, "2024-03-06").states


def test_the_price_of_one_day_does_not_depend_on_the_day_the_report_is_made() -> None:
    """A head settled in March is the same in December."""
    text = DELIVER + "  damages supplier pays buyer 10 yuan per day late\n"
    log = ASKED + "2024-03-20 09:00 answered ticket=T1"

    assert verdict(text, log, "2024-03-20").heads == verdict(text, log, "2024-12-31").heads == {"deliver/T1/1": "90.00"}


def test_an_interval_known_to_end_with_the_last_timely_instant_still_excuses() -> None:
    """It held that instant: [began, ended) with its end at the first late one."""
    text = (
        """
event hindrance (begins: instant, ends: instant)
interval hindered from hindrance.begins to hindrance.ends
"""
        + DELIVER.rstrip()
        + "\n  unless hindered ongoing\n"
    )
    log = ASKED + "2024-03-05 09:00 hindrance begins=2024-03-05T08:00 ends={}"

    assert {"deliver/T1": "excused"} == verdict(text, log.format("2024-03-12T00:00"), "2024-03-31").states
    assert {"deliver/T1": "overdue"} == verdict(text, log.format("2024-03-11T23:59:59"), "2024-03-31").states


def test_a_standing_duty_whose_breaches_are_all_excused_is_kept_at_its_end() -> None:
    """The breach stays on record, with what excuses it."""
    text = "clause ban [1]\nforbidden supplier: banned\nunless cause_found\n"
    log = "2024-03-01 09:00 banned ticket=T1\n2024-05-01 09:00 cause_found ticket=T1"
    found = verdict(text, log, "2025-01-01")

    assert ({"ban": "performed"}, [("ban", ("e2",))]) == (
        found.states,
        [(row.id, row.excused_by) for row in found.report.breaches],
    )


@pytest.mark.parametrize(
    ("acts", "as_of", "state", "breaches"),
    [
        (("03-05",), "2024-12-31", "holding", {}),
        (("03-05", "04-05"), "2024-12-31", "performed", {}),
        (("03-05",), "2025-01-01", "missed", {"practice/T1/term": "2025-01-01 00:00:00"}),
    ],
    ids=["still time", "the second of two", "one of two at the end"],
)
def test_a_figure_without_periods_may_be_owed_from_an_event_on(
    acts: tuple[str, ...], as_of: str, state: str, breaches: dict[str, str]
) -> None:
    """It is measured over the whole term, whatever brought the duty (section 6)."""
    text = """
metric practised be count of banned
clause practice [1]
  when asked, same ticket
  duty supplier keeps practised 2 times or more
"""
    found = verdict(text, ASKED + "".join(f"2024-{day} 09:00 banned ticket=T1\n" for day in acts), as_of)

    assert (state, breaches) == (found.states["practice/T1/term"], found.breaches)
