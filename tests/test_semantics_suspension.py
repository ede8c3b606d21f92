"""Suspension and force majeure: claimed, recognised, refused, denied; what moves, how far, and what does not."""

import pytest
from semantics import HEADER, instant, moment, verdict

DELIVER = """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days{}
clause late_fee [2]
  when deliver breached
  damages supplier pays buyer 100 yuan per day late
"""
FIXED = DELIVER.format(", no roll")
ROLLS = DELIVER.format("")
PLAIN = """
clause relief [8]
  suspends affected_party during storm{}
"""
NOTICE = """
unspecified promptly: length
clause relief [8]
  suspends affected_party during storm
  requires storm_notice, within 2 days, no roll
  requires storm_proof, within 15 days, no roll
"""
ASKED = "2024-03-01 09:00 asked ticket=T1\n"  # due on 2024-03-11


def storm(began: str, ended: str | None, *, name: str = "S", more: str = "") -> str:
    """Return the rows of a storm."""
    rows = f"{began} storm_began storm={name} party=supplier{more}\n"
    return rows + (f"{ended} storm_ended storm={name}\n" if ended else "")


# ---------------------------------------------------------------- recognition


def given(*rows: str, as_of: str = "2024-03-31") -> tuple[str, str]:
    """Return the status of the relief and the state of the duty, a storm from 5 to 9 March given."""
    found = verdict(FIXED + NOTICE, ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "\n".join(rows), as_of)
    return found.suspensions["relief/S"], found.states["deliver/T1"]


IN_TIME = ("2024-03-07 24:00 storm_notice storm=S", "2024-03-20 24:00 storm_proof storm=S")


def test_relief_is_recognised_once_every_condition_is_met() -> None:
    """Notice on the second day, proof on the fifteenth; due on the 15th of March."""
    assert ("recognised", "overdue") == given(*IN_TIME)
    found = verdict(
        FIXED + NOTICE, ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "\n".join(IN_TIME), "2024-03-31"
    )
    assert ("2024-03-11", "2024-03-15", {"deliver/T1": "2024-03-16 00:00:00"}) == (
        found.due_first("deliver/T1"),
        found.due("deliver/T1"),
        found.breaches,
    )


@pytest.mark.parametrize(
    "rows",
    [
        ("2024-03-08 00:00 storm_notice storm=S", "2024-03-10 09:00 storm_proof storm=S"),
        ("2024-03-06 09:00 storm_notice storm=S", "2024-03-21 00:00 storm_proof storm=S"),
        ("2024-03-06 09:00 storm_notice storm=S",),
        ("2024-03-06 09:00 storm_notice storm=OTHER", "2024-03-10 09:00 storm_proof storm=S"),
    ],
    ids=["notice late", "proof late", "no proof", "notice of another storm"],
)
def test_a_condition_not_met_in_time_refuses_relief_for_good(rows: tuple[str, ...]) -> None:
    """Never recognised; the due date stands."""
    assert ("refused", "overdue") == given(*rows)


def test_while_a_condition_can_still_be_met_relief_is_claimed() -> None:
    """Before its own due date has passed, the duty is only pending."""
    assert ("claimed", "pending") == given("2024-03-06 09:00 storm_notice storm=S", as_of="2024-03-11")


def test_once_its_own_due_date_has_passed_a_duty_under_a_claim_is_undetermined() -> None:
    """Neither late nor in time, and money is the range with and without relief."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "2024-03-06 09:00 storm_notice storm=S"
    found = verdict(FIXED + NOTICE, rows, "2024-03-14")

    assert ("undetermined", {}, {"late_fee/T1/1": "0.00..300.00"}) == (
        found.states["deliver/T1"],
        found.breaches,
        found.heads,
    )


def test_past_the_moved_date_too_the_breach_is_certain_and_only_its_length_is_open() -> None:
    """Due on the 11th or the 15th, seen on the 18th: three days late or seven."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "2024-03-06 09:00 storm_notice storm=S"
    found = verdict(FIXED + NOTICE, rows, "2024-03-18")

    assert {"late_fee/T1/1": "300.00..700.00"} == found.heads


def test_met_in_time_relief_works_from_the_beginning() -> None:
    """Undetermined on the 14th, in time after the proof of the 18th."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00")
    rows += "2024-03-06 09:00 storm_notice storm=S\n2024-03-14 09:00 answered ticket=T1\n"
    before = verdict(FIXED + NOTICE, rows, "2024-03-17")
    after = verdict(FIXED + NOTICE, rows + "2024-03-18 09:00 storm_proof storm=S", "2024-03-31")

    assert ({"deliver/T1": "undetermined"}, {"late_fee/T1/1": "0.00..300.00"}) == (before.states, before.heads)
    assert ({"deliver/T1": "performed"}, {}) == (after.states, after.heads)


def test_not_met_in_time_the_delay_counts_from_the_beginning() -> None:
    """Answered on the 14th, three days late."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00")
    rows += "2024-03-06 09:00 storm_notice storm=S\n2024-03-14 09:00 answered ticket=T1\n"
    found = verdict(FIXED + NOTICE, rows, "2024-03-31")

    assert ({"deliver/T1": "performed_late"}, {"late_fee/T1/1": "300.00"}) == (found.states, found.heads)


def test_what_failed_is_said() -> None:
    """The reasons name the condition and the event."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "2024-03-06 09:00 storm_notice storm=S"
    row = verdict(FIXED + NOTICE, rows, "2024-03-31").report.suspensions[0]

    assert [("condition_met", "storm_notice"), ("condition_missed", "storm_proof")] == [
        (why.code, why.facts["event"]) for why in row.why
    ]


def test_a_condition_with_a_vague_time_stays_claimed_until_its_setting_is_given() -> None:
    """Notice promptly: nobody has said how long that is."""
    text = FIXED + NOTICE.replace("within 2 days, no roll", 'no fixed time "promptly" as promptly')
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "\n".join(IN_TIME)

    assert {"relief/S": "claimed"} == verdict(text, rows, "2024-03-31").suspensions
    assert {"relief/S": "recognised"} == verdict(text, rows, "2024-03-31", settings={"promptly": "3 days"}).suspensions
    assert {"relief/S": "refused"} == verdict(text, rows, "2024-03-31", settings={"promptly": "1 hour"}).suspensions


def test_relief_is_only_for_the_party_that_the_clause_covers() -> None:
    """The buyer's storm does not help the supplier."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00").replace("party=supplier", "party=buyer")
    found = verdict(FIXED + PLAIN.format(""), rows, "2024-03-13")

    assert "2024-03-11" == found.due("deliver/T1")


def test_relief_is_only_for_the_clauses_that_the_opening_event_names() -> None:
    """The storm affects another clause."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00", more=" affects={}")

    assert "2024-03-11" == verdict(FIXED + PLAIN.format(""), rows.format("late_fee"), "2024-03-13").due("deliver/T1")
    assert "2024-03-15" == verdict(FIXED + PLAIN.format(""), rows.format("deliver"), "2024-03-13").due("deliver/T1")


def test_relief_of_listed_clauses_is_only_for_those_that_the_opening_event_names_too() -> None:
    """SEMANTICS 4.2: whom the clause covers, and for the clauses the interval affects: both narrow it."""
    listed = PLAIN.format("").replace("affected_party", "affected_party and deliver")
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00", more=" affects={}")

    assert "2024-03-11" == verdict(FIXED + listed, rows.format("late_fee"), "2024-03-13").due("deliver/T1")
    assert "2024-03-15" == verdict(FIXED + listed, rows.format("deliver"), "2024-03-13").due("deliver/T1")


REVOCABLE = PLAIN.format(", may be denied by relief_denied")


def test_relief_that_may_be_denied_stands_and_is_revocable() -> None:
    """Until a valid denial."""
    found = verdict(FIXED + REVOCABLE, ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00"), "2024-03-13")

    assert ({"relief/S": "revocable"}, {"deliver/T1": "pending"}) == (found.suspensions, found.states)


def test_a_denial_works_back_to_the_beginning() -> None:
    """Denied on the 20th: late since the 12th."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "2024-03-14 09:00 answered ticket=T1\n"
    found = verdict(FIXED + REVOCABLE, rows + "2024-03-20 09:00 relief_denied storm=S", "2024-03-31")

    assert ({"relief/S": "refused"}, {"deliver/T1": "performed_late"}, {"late_fee/T1/1": "300.00"}) == (
        found.suspensions,
        found.states,
        found.heads,
    )


def test_the_denial_of_one_interval_leaves_the_other() -> None:
    """Tied by the interval's own field."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-07 08:00", name="A")
    rows += storm("2024-03-08 08:00", "2024-03-09 08:00", name="B") + "2024-03-20 09:00 relief_denied storm=A"

    assert {"relief/A": "refused", "relief/B": "revocable"} == verdict(
        FIXED + REVOCABLE, rows, "2024-03-31"
    ).suspensions


# ---------------------------------------------------------------- how far a deadline moves


@pytest.mark.parametrize(
    ("began", "ended", "due"),
    [
        ("2024-03-05 08:00", "2024-03-09 20:00", "2024-03-15"),
        ("2024-03-05 23:59", "2024-03-06 00:01", "2024-03-12"),
        ("2024-03-05 00:01", "2024-03-05 23:59", "2024-03-11"),
        ("2024-03-11 24:00", "2024-03-14 08:00", "2024-03-11"),
        ("2024-03-11 23:59:59.999998", "2024-03-14 08:00", "2024-03-14"),
        ("2024-02-20 08:00", "2024-03-04 08:00", "2024-03-14"),
        ("2024-02-20 08:00", "2024-02-28 08:00", "2024-03-11"),
    ],
    ids=[
        "date of end less date of beginning",
        "two minutes over midnight",
        "within one day",
        "begun at the last timely instant",
        "begun a microsecond before it",
        "what lies before the trigger is left out",
        "over before the trigger",
    ],
)
def test_a_day_granular_deadline_moves_by_whole_days(began: str, ended: str, due: str) -> None:
    """Asked on the 1st, due on the 11th before suspension."""
    found = verdict(FIXED + PLAIN.format(""), ASKED + storm(began, ended), "2024-03-31")

    assert due == found.due("deliver/T1")


@pytest.mark.parametrize(
    ("began", "ended", "due"),
    [
        ("2024-03-05 08:00", "2024-03-09 20:00", "2024-03-16"),  # 5, 6, 7, 8 and 9 March
        ("2024-03-05 08:00", "2024-03-05 20:00", "2024-03-12"),  # one day of storm is a day
        ("2024-02-25 08:00", "2024-03-04 08:00", "2024-03-14"),  # what lies before the trigger is left out
        ("2024-03-12 00:00", "2024-03-15 08:00", "2024-03-11"),  # not after the due date
    ],
)
def test_a_clause_may_count_the_first_day_of_an_interval(began: str, ended: str, due: str) -> None:
    """Art. 201 counts from the next day, art. 204 leaves it to the parties; a clock that stops counts alike."""
    for words in (", start day counted", ", start day counted, stops the clock"):
        assert due == verdict(FIXED + PLAIN.format(words), ASKED + storm(began, ended), "2024-03-31").due("deliver/T1")


def test_hours_move_by_the_exact_length() -> None:
    """Two hours and one microsecond."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 4 hours\n"
    rows = ASKED + storm("2024-03-01 10:00", "2024-03-01 12:00:00.000001")

    assert "2024-03-01 15:00:00.000001" == verdict(text + PLAIN.format(""), rows, "2024-03-02").due("answer/T1")


def test_a_fixed_date_counts_from_when_its_clause_came_into_force() -> None:
    """What lies before the contract moves nothing."""
    text = "clause deliver [1]\nduty supplier: delivered\ndue by 2024-01-10\n"
    found = verdict(text + PLAIN.format(""), storm("2023-12-20 08:00", "2024-01-04 08:00"), "2024-01-31")

    assert "2024-01-13" == found.due("deliver")


def test_a_moved_day_rolls_if_the_duty_rolls() -> None:
    """Monday the 11th plus five days is Saturday the 16th; Monday the 18th is worked."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-10 08:00")

    assert "2024-03-18" == verdict(ROLLS + PLAIN.format(""), rows, "2024-03-12").due("deliver/T1")
    assert "2024-03-16" == verdict(FIXED + PLAIN.format(""), rows, "2024-03-12").due("deliver/T1")


def test_overlapping_and_touching_intervals_count_once() -> None:
    """Two storms, four days together."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-07 08:00", name="A")
    rows += storm("2024-03-06 08:00", "2024-03-08 08:00", name="B") + storm(
        "2024-03-08 08:00", "2024-03-09 08:00", name="C"
    )

    assert "2024-03-15" == verdict(FIXED + PLAIN.format(""), rows, "2024-03-12").due("deliver/T1")


def test_the_moved_deadline_is_held_against_the_next_interval() -> None:
    """The second storm begins after the first due date, before the moved one."""
    rows = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00", name="A")
    rows += storm("2024-03-13 08:00", "2024-03-15 08:00", name="B")

    assert "2024-03-17" == verdict(FIXED + PLAIN.format(""), rows, "2024-03-31").due("deliver/T1")


def test_an_open_interval_runs_to_the_date_of_the_report() -> None:
    """Begun on the 5th, seen on the 20th: fifteen days so far, and the duty is suspended."""
    found = verdict(FIXED + PLAIN.format(""), ASKED + storm("2024-03-05 08:00", None), "2024-03-20")

    assert ("suspended", "2024-03-26", {}) == (
        found.states["deliver/T1"],
        found.due("deliver/T1"),
        found.breaches,
    )


def test_an_interval_may_be_given_by_two_fields_of_one_event() -> None:
    """A delay of the buyer's, certified with its first and last instant."""
    text = """
event hindrance (begins: instant, ends: instant)
interval hindered from hindrance.begins to hindrance.ends
clause relief [8]
  suspends supplier during hindered
"""
    rows = ASKED + "2024-03-20 09:00 hindrance begins=2024-03-05T08:00 ends=2024-03-09T08:00"

    assert "2024-03-15" == verdict(FIXED + text, rows, "2024-03-31").due("deliver/T1")


def test_a_clause_may_stop_the_clock_instead() -> None:
    """Five working days from Friday the 1st; stopped after one of them, four run on after the 20th."""
    text = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 5 working days\n"
    rows = ASKED + storm("2024-03-04 08:00", "2024-03-20 08:00")

    assert "2024-03-26" == verdict(text + PLAIN.format(", stops the clock"), rows, "2024-03-31").due("answer/T1")


# ---------------------------------------------------------------- what it does not do


def test_relief_does_nothing_for_a_duty_already_late_when_it_began() -> None:
    """Late since the 12th, storm from the 13th (art. 590 (2))."""
    rows = ASKED + storm("2024-03-13 08:00", "2024-03-20 08:00")
    found = verdict(FIXED + PLAIN.format(""), rows, "2024-03-21")

    assert ({"deliver/T1": "overdue"}, {"late_fee/T1/1": "1000.00"}) == (found.states, found.heads)


def test_also_when_late_its_days_are_not_counted() -> None:
    """Ten days late, of which seven (14th to 20th) fall away."""
    rows = ASKED + storm("2024-03-13 08:00", "2024-03-20 08:00")
    found = verdict(FIXED + PLAIN.format(", also when late"), rows, "2024-03-21")

    assert ({"deliver/T1": "overdue"}, {"late_fee/T1/1": "300.00"}) == (found.states, found.heads)


def test_also_when_late_a_claimed_relief_leaves_the_days_of_delay_a_range() -> None:
    """Due on the 11th, 20 days late on the 31st; a storm of 4 days whose notice can still come may take 4 off."""
    text = NOTICE.replace("during storm", "during storm, also when late").replace(
        "within 2 days, no roll", "within 30 days"
    )
    found = verdict(FIXED + text, ASKED + storm("2024-03-13 08:00", "2024-03-17 08:00"), "2024-03-25")

    assert "1000.00..1400.00" == found.heads["late_fee/T1/1"]


def test_a_relief_refused_after_the_contract_ended_lowers_nothing() -> None:
    """Due on the 11th; a storm of 3 days may move that; ended on the 20th, 9 days late; the notice never came."""
    text = (
        FIXED + "clause out [9]\nwhen deliver late more than 3 days\npower buyer: notice_arrived, ends the contract\n"
    )
    log = ASKED + storm("2024-03-05 08:00", "2024-03-08 08:00") + "2024-03-20 09:00 notice_arrived party=buyer\n"
    late = NOTICE.replace("within 2 days, no roll", "within 20 days, no roll")

    assert "600.00..900.00" == verdict(text + late, log, "2024-03-20").heads["late_fee/T1/1"]
    assert "900.00" == verdict(text + late, log, "2024-03-31").heads["late_fee/T1/1"]


def test_also_when_late_moves_the_lateness_that_opens_a_power() -> None:
    """Late on the 12th, 13th and 21st to 23rd: the sixth day that counts is the 24th."""
    text = (
        FIXED + "clause out [3]\nwhen deliver late more than 5 days\npower buyer: notice_arrived, ends the contract\n"
    )
    rows = ASKED + storm("2024-03-13 08:00", "2024-03-20 08:00")
    found = verdict(text + PLAIN.format(", also when late"), rows, "2024-03-31")

    assert "2024-03-24 00:00:00" == moment(found.report.powers[0].available_from or 0)


def test_accrual_otherwise_goes_on() -> None:
    """A storm in the middle of a delay changes no figure."""
    rows = ASKED + storm("2024-03-13 08:00", None)

    assert {"late_fee/T1/1": "1900.00"} == verdict(FIXED + PLAIN.format(""), rows, "2024-03-30").heads


@pytest.mark.parametrize("ended", ["2024-03-09 08:00", "2024-04-20 08:00"])
def test_recognised_relief_never_raises_the_affected_debtors_liability(ended: str) -> None:
    """With it at most what is owed without."""
    rows = ASKED + "2024-03-25 09:00 answered ticket=T1\n"
    without = verdict(FIXED + PLAIN.format(""), rows, "2024-04-30").report.heads
    with_it = verdict(FIXED + PLAIN.format(""), rows + storm("2024-03-05 08:00", ended), "2024-04-30").report.heads

    assert sum(head.low for head in with_it) <= sum(head.low for head in without)


# ---------------------------------------------------------------- thresholds


THIRTY = "clause out [9]\nwhen storm lasting 30 days or more\npower buyer: notice_arrived, ends the contract\n"


@pytest.mark.parametrize(
    ("ended", "opened"),
    [(None, True), ("2024-04-05 00:00", True), ("2024-04-04 24:00", False)],
    ids=["open", "ended at the threshold", "ended a microsecond before it"],
)
def test_thirty_days_are_reached_at_00_00_of_the_day_after_the_thirtieth(ended: str | None, opened: bool) -> None:
    """Begun on 5 March, that day not counted: the 30th day is 4 April."""
    found = verdict(THIRTY, storm("2024-03-05 08:00", ended), "2024-04-30")

    assert opened == ("available" in found.powers.values())
    if opened:
        assert instant("2024-04-05 00:00") == found.report.powers[0].available_from


def test_a_threshold_never_ends_the_contract_by_itself() -> None:
    """It opens a power; somebody has to use it."""
    found = verdict(THIRTY, storm("2024-03-05 08:00", None), "2024-04-30")

    assert "in_force" == found.report.contract_state.state


def test_a_threshold_waits_for_recognition() -> None:
    """The proof comes on the fortieth day."""
    text = THIRTY + NOTICE.replace("within 15 days", "within 60 days")
    rows = (
        storm("2024-03-05 08:00", None) + "2024-03-06 09:00 storm_notice storm=S\n2024-04-14 09:00 storm_proof storm=S"
    )
    found = verdict(text, rows, "2024-04-30")

    assert instant("2024-04-14 09:00") == found.report.powers[0].available_from


def test_a_threshold_opens_nothing_for_relief_that_was_refused() -> None:
    """No proof in time."""
    rows = storm("2024-03-05 08:00", None) + "2024-03-06 09:00 storm_notice storm=S"

    assert "available" not in verdict(THIRTY + NOTICE, rows, "2024-04-30").powers.values()


# ---------------------------------------------------------------- standing and periodic duties


STAFF = """
clause staff [1]
  duty supplier keeps headcount.n at least 3
clause fee [2]
  when staff breached
  damages supplier pays buyer 10 yuan per day late
"""


def test_a_standing_duty_is_excused_for_as_long_as_relief_lasts() -> None:
    """Short and sufficient again within the storm: no breach."""
    rows = storm("2024-03-05 08:00", "2024-03-20 08:00")
    rows += "2024-03-06 09:00 headcount n=2\n2024-03-15 09:00 headcount n=3"

    assert {} == verdict(STAFF + PLAIN.format(""), rows, "2024-03-31").breaches


def test_a_failure_that_outlasts_relief_counts_from_the_day_it_ended() -> None:
    """Short until the 25th; the storm ended on the 20th."""
    rows = storm("2024-03-05 08:00", "2024-03-20 08:00")
    rows += "2024-03-06 09:00 headcount n=2\n2024-03-25 09:00 headcount n=3"
    found = verdict(STAFF + PLAIN.format(""), rows, "2024-03-31")

    assert ({"staff": "2024-03-20 08:00:00"}, {"fee/1": "50.00"}) == (found.breaches, found.heads)


def test_a_prohibited_act_under_relief_is_no_breach() -> None:
    """Stopping in the storm, and stopping after it."""
    text = "clause ban [1]\nforbidden supplier: banned\n" + PLAIN.format("")
    rows = storm("2024-03-05 08:00", "2024-03-20 08:00")
    rows += "2024-03-06 09:00 banned ticket=T1\n2024-03-20 08:00 banned ticket=T2"

    assert {"ban": "2024-03-20 08:00:00"} == verdict(text, rows, "2024-03-31").breaches


ROUNDS = "clause rounds [1]\nwhen every month\nduty supplier: checked\ndue by end of month\n" + PLAIN.format("")


@pytest.mark.parametrize(
    ("ended", "state"),
    [("2024-04-01 00:00", "excused"), ("2024-03-31 24:00", "missed"), ("2024-03-20 08:00", "missed")],
    ids=["holds the last instant", "ends at it", "over before"],
)
def test_an_act_owed_within_a_period_is_not_moved_but_excused_at_its_last_instant(ended: str, state: str) -> None:
    """Intervals are [began, ended)."""
    found = verdict(ROUNDS, storm("2024-03-05 08:00", ended), "2024-04-05")

    assert (state, "2024-03-31") == (found.states["rounds/2024-03"], found.due("rounds/2024-03"))


def test_a_payment_for_a_period_moves_like_any_other() -> None:
    """Four days of storm at the payer's."""
    text = "clause fee [1]\nwhen every month\nduty buyer pays supplier 100 yuan, with paid.amount\n"
    text += "due by end of month, no roll\n" + PLAIN.format("")
    rows = storm("2024-03-28 08:00", "2024-04-01 08:00").replace("supplier", "buyer")

    assert "2024-04-04" == verdict(text, rows, "2024-04-10").due("fee/2024-03")


def test_a_metric_leaves_no_day_out_unless_it_says_so() -> None:
    """Calls missed in the storm count."""
    text = """
metric rate be total calls.taken / total calls.offered, every month, by its in_month
clause reach [1]
  duty supplier keeps rate at least 90%
"""
    rows = storm("2024-03-05 08:00", "2024-03-20 08:00")
    rows += "2024-03-10 09:00 calls in_month=2024-03 offered=10 taken=8"

    assert "missed" == verdict(text + PLAIN.format(""), rows, "2024-04-05").states["reach/2024-03"]


def test_the_term_is_not_moved_by_a_storm() -> None:
    """Only deadlines move."""
    text = "clause ban [6]\nforbidden buyer: banned\n" + PLAIN.format("")
    short = HEADER.replace("2024-01-01 to 2024-12-31", "2024-01-01 to 2024-03-20")

    assert {"ban": "performed"} == verdict(
        text, storm("2024-03-05 08:00", "2024-03-19 08:00"), "2024-03-21", header=short
    ).states


BY_THE_HOUR = DELIVER.format(", until 17:30, no roll") + PLAIN.format(", stops the clock")


def test_a_second_storm_holds_up_the_time_that_the_first_one_moved() -> None:
    """From 11 to 13 March by the first storm; at 18:00 of that day in the second one nothing is late (art. 590)."""
    rows = ASKED + storm("2024-03-11 08:00", "2024-03-13 08:00")
    rows += storm("2024-03-13 12:00", "2024-03-14 12:00", name="R")

    assert "suspended" == verdict(BY_THE_HOUR, rows, "2024-03-13 18:00").states["deliver/T1"]
    assert "2024-03-14 17:30:00" == verdict(BY_THE_HOUR, rows, "2024-03-20").due("deliver/T1")


def test_an_act_in_a_storm_that_moves_its_time_is_in_time() -> None:
    """Done at 18:00 of the last day, in a storm that lasts until the next one."""
    rows = ASKED + storm("2024-03-11 08:00", "2024-03-12 08:00") + "2024-03-11 18:00 answered ticket=T1\n"

    assert "performed" == verdict(BY_THE_HOUR, rows, "2024-03-11 20:00").states["deliver/T1"]
    assert "performed" == verdict(BY_THE_HOUR, rows, "2024-03-20").states["deliver/T1"]


# ---------------------------------------------------------------- with preconditions and ends


def test_a_time_that_relief_moved_has_not_run_out_for_its_precondition() -> None:
    """Due in 10 days if invoiced, else in 20; the storm moves the 11th to the 21st; invoiced on the 18th."""
    text = FIXED + PLAIN.format("")
    text = text.replace("  duty", "  provided invoiced, else due within 20 days, no roll\n  duty")
    log = ASKED + storm("2024-03-05 09:00", "2024-03-15 09:00") + "2024-03-18 09:00 invoiced ticket=T1\n"

    assert ("2024-03-11", "2024-03-21") == (
        (found := verdict(text, log, "2024-03-31")).due_first("deliver/T1"),
        found.due("deliver/T1"),
    )


def test_what_lay_before_a_precondition_was_met_late_moves_nothing() -> None:
    """Due on the 11th, invoiced on the 20th, which is then the last day; the storm of early March was over by then."""
    text = FIXED.replace("  duty", "  provided invoiced\n  duty") + PLAIN.format("")
    log = ASKED + storm("2024-03-12 09:00", "2024-03-15 09:00") + "2024-03-20 09:00 invoiced ticket=T1\n"

    assert "2024-03-20" == verdict(text, log, "2024-03-31").due("deliver/T1")


ENDS = "clause out [9]\npower buyer: notice_arrived, ends the contract\n"


def test_what_was_late_before_the_end_is_a_breach_once_relief_is_refused() -> None:
    """Due on the 11th, a storm from the 5th on still open at the notice of the 20th; nobody told of it in time."""
    late = NOTICE.replace("within 2 days, no roll", "within 20 days, no roll")
    log = ASKED + storm("2024-03-05 08:00", None) + "2024-03-20 09:00 notice_arrived party=buyer\n"

    early, later = (verdict(FIXED + late + ENDS, log, day) for day in ("2024-03-20", "2024-03-31"))
    assert ("ended", {}) == (early.states["deliver/T1"], early.breaches)
    assert ("ended", {"deliver/T1": "2024-03-12 00:00:00"}) == (later.states["deliver/T1"], later.breaches)
    assert "900.00" == later.heads["late_fee/T1/1"]


def test_a_level_short_under_relief_is_no_breach_once_the_contract_has_ended() -> None:
    """Short since the 6th, in a storm that ends on the 20th; the contract ended on the 15th."""
    log = "2024-03-06 09:00 headcount n=1\n" + storm("2024-03-05 08:00", "2024-03-20 08:00")
    found = verdict(
        STAFF + PLAIN.format("") + ENDS, log + "2024-03-15 09:00 notice_arrived party=buyer\n", "2024-03-31"
    )

    assert {} == found.breaches


def test_a_cause_attested_while_relief_was_claimed_excuses_the_breach_that_stays_on_record() -> None:
    """Late from the 12th under a claim; the cause is found on the 13th, the claim is refused on the 17th."""
    text = FIXED.replace("clause late_fee", "  unless cause_found\nclause late_fee") + NOTICE
    log = ASKED + storm("2024-03-11 20:00", "2024-03-14 20:00") + "c: 2024-03-13 09:00 cause_found ticket=T1\n"
    found = verdict(text, log, "2024-03-20")

    assert ("excused", {"deliver/T1": "2024-03-12 00:00:00"}) == (found.states["deliver/T1"], found.breaches)
    assert {} == found.heads


def test_what_something_excused_in_its_time_costs_nothing_while_relief_is_claimed() -> None:
    """Due on the 11th, a cause found on the 10th, done on the 12th: no breach, whether the 11th is moved or not."""
    text = FIXED.replace("clause late_fee", "  unless cause_found\nclause late_fee") + NOTICE
    log = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + IN_TIME[0] + "\n"
    log += "2024-03-10 09:00 cause_found ticket=T1\n2024-03-12 09:00 answered ticket=T1\n"
    log += "2024-03-13 09:00 storm_proof storm=S\n"
    early, later = (verdict(text, log, day) for day in ("2024-03-12", "2024-03-13"))

    assert ("undetermined", {}) == (early.states["deliver/T1"], early.heads)
    assert ("performed", {}) == (later.states["deliver/T1"], later.heads)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("clause rounds [1]\nwhen every month\nduty supplier: checked\ndue by end of month\n", "rounds/2024-03"),
        (
            "metric reached be count of checked, every month\n"
            "clause rounds [1]\nduty supplier keeps reached at least 1 time\n",
            "rounds/2024-03",
        ),
    ],
    ids=["an act", "a figure"],
)
def test_a_denial_takes_back_what_relief_excused_at_the_end_of_a_period(text: str, name: str) -> None:
    """The storm covers the end of March; it is denied on 3 April, back to its beginning."""
    rows = storm("2024-03-30 09:00", "2024-04-02 09:00")
    denied = rows + "2024-04-03 09:00 relief_denied storm=S\n"

    assert "excused" == verdict(text + REVOCABLE, rows, "2024-04-05").states[name]
    found = verdict(text + REVOCABLE, denied, "2024-04-05")
    assert ("missed", "2024-04-01 00:00:00") == (found.states[name], found.breaches[name])


def test_a_waiver_lets_go_what_was_late_under_a_claim_and_no_more() -> None:
    """Due on the 11th, waived on the 15th while the storm was claimed; refused on the 21st: four days stay a head."""
    late = NOTICE.replace("within 2 days, no roll", "within 20 days, no roll")
    log = ASKED + storm("2024-03-05 08:00", None) + "2024-03-15 09:00 waived_it what=deliver/T1\n"
    found = verdict(FIXED + late, log, "2024-03-31")

    assert ("waived", {"deliver/T1": "2024-03-12 00:00:00"}) == (found.states["deliver/T1"], found.breaches)
    assert "400.00" == found.heads["late_fee/T1/1"]


def test_a_cause_attested_after_a_waiver_excuses_what_had_accrued() -> None:
    """Late from the 12th, waived on the 15th; the cause found on the 20th excuses from the beginning."""
    text = FIXED.replace("clause late_fee", "  unless cause_found\nclause late_fee")
    log = ASKED + "2024-03-15 09:00 waived_it what=deliver/T1\n"

    assert "400.00" == verdict(text, log, "2024-03-31").heads["late_fee/T1/1"]
    found = verdict(text, log + "2024-03-20 09:00 cause_found ticket=T1\n", "2024-03-31")
    assert ("excused", {}) == (found.states["deliver/T1"], found.heads)


def test_an_act_before_the_waiver_is_late_once_relief_is_refused() -> None:
    """Due on the 11th, done on the 13th under a claim, waived on the 15th, refused on the 21st."""
    late = NOTICE.replace("within 2 days, no roll", "within 20 days, no roll")
    log = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "2024-03-13 09:00 answered ticket=T1\n"
    found = verdict(FIXED + late, log + "2024-03-15 09:00 waived_it what=deliver/T1\n", "2024-03-31")

    assert ("performed_late", 2) == (found.states["deliver/T1"], found.late("deliver/T1"))


def test_a_precondition_met_within_the_moved_time_leaves_that_time() -> None:
    """Due on the 11th; the storm of the 5th to 15th makes that the 21st: invoiced on the 18th, it is still the 21st."""
    text = FIXED.replace("  duty", "  provided invoiced\n  duty") + PLAIN.format("")
    log = ASKED + storm("2024-03-05 09:00", "2024-03-15 09:00") + "2024-03-18 09:00 invoiced ticket=T1\n"
    found = verdict(text, log, "2024-03-31")

    assert ("2024-03-11", "2024-03-21") == (found.due_first("deliver/T1"), found.due("deliver/T1"))


def test_a_breach_that_comes_to_light_after_the_end_opens_no_right_to_end_it() -> None:
    """Ended on the 20th while the claim was open; refused on the 21st: the breach of the 12th opens nothing now."""
    late = NOTICE.replace("within 2 days, no roll", "within 20 days, no roll")
    right = "clause leave [7]\nwhen deliver breached\npower buyer: service_halted, ends the contract\n"
    log = ASKED + storm("2024-03-05 08:00", None) + "2024-03-20 09:00 notice_arrived party=buyer\n"

    assert "not_available" == verdict(FIXED + late + ENDS + right, log, "2024-03-31").power("leave/T1").state


# ---------------------------------------------------------------- what is reported only when it is over


REPORTED = """
event flood_reported (began: instant, ended: instant, party: party), attested
interval flood from flood_reported.began to flood_reported.ended
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
  damages supplier pays buyer 10 yuan per day late
clause relief [2]
  suspends affected_party during flood
"""
FLOOD = "2024-03-18 10:00 flood_reported began=2024-03-05T00:00 ended=2024-03-15T00:00 party=supplier\n"


@pytest.mark.parametrize(
    ("row", "as_of", "state", "breach", "heads"),
    [
        ("", "2024-03-20", "pending", ("relief",), {}),
        ("2024-03-13 10:00 answered ticket=T1", "2024-03-25", "performed", ("relief",), {}),
        ("2024-03-21 24:00 answered ticket=T1", "2024-03-25", "performed", ("relief",), {}),
        ("2024-03-23 10:00 answered ticket=T1", "2024-03-25", "performed_late", (), {"deliver/T1/1": "20.00"}),
        ("", "2024-03-25", "overdue", (), {"deliver/T1/1": "40.00"}),
    ],
    ids=["still open", "done before the report", "done within the moved time", "done late", "not done"],
)
def test_relief_reported_when_the_time_was_over_works_back_to_its_beginning(
    row: str, as_of: str, state: str, breach: tuple[str, ...], heads: dict[str, str]
) -> None:
    """
    Due on 11 March; on the 18th a flood from 5 to 15 March is reported: ten days, so due on the 21st.

    The breach that was on record until then says by what it was excused, unless the moved day passed too.
    """
    found = verdict(REPORTED, "2024-03-01 09:00 asked ticket=T1\n" + FLOOD + row, as_of)

    assert (state, heads) == (found.states["deliver/T1"], found.heads)
    assert [breach] == [one.excused_by for one in found.report.breaches]
    assert "2024-03-21" == found.due("deliver/T1")


@pytest.mark.parametrize("when", ["breached", "late 1 day or more"])
def test_relief_recognised_later_makes_a_right_open_later(when: str) -> None:
    """Late for certain from the 16th on; recognised on the 20th, the storm has moved the 11th to the 15th."""
    right = f"clause leave [7]\nwhen deliver {when}\npower buyer: service_halted, ends the contract\n"
    found = verdict(
        FIXED + NOTICE + right,
        ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + "\n".join(IN_TIME),
        "2024-03-31",
    )

    opened = found.power("leave/T1").available_from
    assert opened is not None
    assert "2024-03-16 00:00:00" == moment(opened)


def test_two_storms_that_touch_are_one_also_while_the_second_goes_on() -> None:
    """The first ends on the day on which it began, as the second begins: until that is over nothing is late."""
    rows = ASKED + storm("2024-03-11 17:00", "2024-03-11 21:00")
    rows += storm("2024-03-11 21:00", "2024-03-13 21:00", name="R")

    assert "suspended" == verdict(BY_THE_HOUR, rows, "2024-03-11 21:00").states["deliver/T1"]
    assert "suspended" == verdict(BY_THE_HOUR, rows, "2024-03-11 23:00").states["deliver/T1"]
    assert {} == verdict(BY_THE_HOUR, rows, "2024-03-13 12:00").breaches
    assert "2024-03-13 17:30:00" == verdict(BY_THE_HOUR, rows, "2024-03-20").due("deliver/T1")


BAN = "clause ban [1]\nforbidden supplier: banned\nunless cause_found\ndamages supplier pays buyer 10 yuan\n"


def test_a_prohibited_act_under_a_claim_leaves_the_end_of_the_term_undetermined() -> None:
    """Stopped on 20 December in a storm that nobody can judge yet; the term ends on the 31st."""
    vague = "unspecified promptly: length\nclause relief [8]\nsuspends affected_party during storm\n"
    vague += 'requires storm_notice, no fixed time "promptly" as promptly\n'
    log = storm("2024-12-19 08:00", "2024-12-22 08:00") + "2024-12-20 09:00 banned ticket=T1\n"
    log += "2024-12-21 09:00 storm_notice storm=S\n"
    found = verdict(BAN + vague, log, "2025-01-31")

    assert ("undetermined", {}) == (found.states["ban"], found.breaches)


def test_a_cause_attested_after_the_end_excuses_a_prohibited_act_too() -> None:
    """Stopped on the 5th, ended on the 10th, the cause found on the 20th: no money."""
    log = "2024-03-05 09:00 banned ticket=T1\n2024-03-10 09:00 notice_arrived party=buyer\n"

    assert {"ban/1": "10.00"} == verdict(BAN + ENDS, log, "2024-03-31").heads
    assert {} == verdict(BAN + ENDS, log + "2024-03-20 09:00 cause_found ticket=T1\n", "2024-03-31").heads


@pytest.mark.parametrize(("told", "state", "due"), [(True, "latent", None), (False, "overdue", "2024-03-11")])
def test_papers_sent_back_while_relief_is_claimed_count_if_it_moves_the_time(
    told: bool, state: str, due: str | None
) -> None:
    """Due on the 11th, or on the 15th if the storm counts, which is known on the 18th; sent back on the 13th."""
    text = FIXED.replace("  duty", "  provided invoiced, undone by returned\n  duty") + NOTICE
    log = ASKED + "2024-03-02 09:00 invoiced ticket=T1\n2024-03-13 09:00 returned ticket=T1\n"
    log += storm("2024-03-05 08:00", "2024-03-09 08:00") + "2024-03-07 09:00 storm_notice storm=S\n"
    found = verdict(text, log + ("2024-03-18 09:00 storm_proof storm=S\n" if told else ""), "2024-03-31")

    assert (state, due) == (found.states["deliver/T1"], found.due("deliver/T1"))


def test_a_right_that_opened_before_relief_was_known_opens_again_with_the_delay_that_runs_on() -> None:
    """The storm from the 12th to the 20th is known on the 14th: the second day late that counts is the 22nd."""
    relief = PLAIN.format(", also when late") + "requires storm_notice, within 3 days, no roll\n"
    right = "clause leave [7]\nwhen deliver breached\n"
    right += "power buyer: service_halted, ends the contract, once late more than 1 day\n"
    log = ASKED + storm("2024-03-11 24:00", "2024-03-20 08:00") + "2024-03-14 09:00 storm_notice storm=S\n"
    power = verdict(FIXED + relief + right, log, "2024-03-31").power("leave/T1")

    assert "available" == power.state
    assert power.available_from is not None
    assert "2024-03-22 00:00:00" == moment(power.available_from)


def test_a_cap_on_what_was_unpaid_is_the_lower_one_if_claimed_relief_is_granted() -> None:
    """900 of 1000 paid on the 13th, due on the 11th or, if the storm counts, the 15th: 5% of 1000 or of 100."""
    text = "clause pay [1]\nwhen asked\nduty buyer pays supplier 1000 yuan, with paid.amount\n"
    text += "due within 10 days, no roll\n"
    text += "damages buyer pays supplier 1% of unpaid per day late, at most 5% of unpaid\n"
    log = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00").replace("supplier", "buyer")
    log += "2024-03-07 09:00 storm_notice storm=S\n2024-03-13 09:00 paid amount=900\n"
    late = NOTICE.replace("within 15 days", "within 60 days")

    assert {"pay/1": "5.00..50.00"} == verdict(text + late, log, "2024-03-31").heads


OWN_FEE = STAFF.replace("clause fee [2]\n  when staff breached\n", "")


def test_a_shortfall_that_outlasts_claimed_relief_costs_at_least_what_follows_its_end() -> None:
    """Short from the 6th on; the storm ended on the 20th and is not judged yet: 11 days at least, 25 at most."""
    relief = NOTICE.replace("within 15 days", "within 60 days")
    log = storm("2024-03-05 08:00", "2024-03-20 08:00") + "2024-03-06 09:00 storm_notice storm=S\n"
    found = verdict(OWN_FEE + relief, log + "2024-03-06 09:00 headcount n=2\n", "2024-03-31")

    assert "110.00..250.00" == found.heads["staff/1"]


@pytest.mark.parametrize("event", ["notice_arrived party=buyer", "waived_it what=rounds/2024-03"])
def test_a_period_that_was_over_is_neither_ended_nor_let_go_while_relief_is_claimed(event: str) -> None:
    """The storm covers the end of March; what follows in April changes nothing of what March will have come to."""
    text = "clause rounds [1]\nwhen every month\nduty supplier: checked\ndue by end of month\n"
    late = NOTICE.replace("within 15 days", "within 60 days").replace("within 2 days", "within 20 days")
    log = storm("2024-03-30 09:00", "2024-04-02 09:00") + f"2024-04-10 09:00 {event}\n"

    found = {day: verdict(text + ENDS + late, log, day) for day in ("2024-04-12", "2024-04-30")}
    assert ["undetermined", "missed"] == [one.states["rounds/2024-03"] for one in found.values()]


def test_a_later_storm_opens_no_time_that_had_passed() -> None:
    """Invoiced, due on the 11th and late; sent back on the 15th, a storm on the 20th: the 11th stands."""
    text = FIXED.replace("  duty", "  provided invoiced, undone by returned\n  duty") + NOTICE
    log = ASKED + "2024-03-02 09:00 invoiced ticket=T1\n2024-03-15 09:00 returned ticket=T1\n"
    found = verdict(text, log + storm("2024-03-20 08:00", "2024-03-22 08:00"), "2024-03-21")

    assert ("overdue", "2024-03-11") == (found.states["deliver/T1"], found.due("deliver/T1"))


def test_money_goes_by_the_due_dates_as_an_open_storm_has_moved_them() -> None:
    """Both debts are moved by the storm that goes on: the one of the 5th still falls due before that of the 8th."""
    text = "clause first [1]\nduty buyer pays supplier 100 yuan, with paid.amount\ndue by 2024-03-05\n"
    text += "clause second [2]\nduty buyer pays supplier 100 yuan, with paid.amount\ndue by 2024-03-08\n"
    text += "clause relief [8]\nsuspends both_parties during storm\n"
    log = storm("2024-03-01 08:00", None) + "2024-03-20 09:00 paid amount=100\n"
    found = verdict(text, log, "2024-03-21")

    assert ("performed", "suspended") == (found.states["first"], found.states["second"])


@pytest.mark.parametrize(("told", "state"), [("", "overdue"), ("2024-03-21 09:00 storm_proof storm=S", "ended")])
def test_a_debt_under_a_claim_at_the_end_is_undetermined_until_that_is_decided(told: str, state: str) -> None:
    """Due on the 11th or the 15th, ended on the 13th: it was late before, and stays, or it was not, and ends."""
    text = "clause pay [1]\nwhen asked\nduty buyer pays supplier 1000 yuan, with paid.amount\n"
    text += "due within 10 days, no roll\n"
    late = NOTICE.replace("within 15 days", "within 20 days")
    log = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00").replace("supplier", "buyer")
    log += "2024-03-07 09:00 storm_notice storm=S\n2024-03-13 09:00 notice_arrived party=buyer\n" + told
    found = [verdict(text + late + ENDS, log, day).states["pay"] for day in ("2024-03-14", "2024-03-31")]

    assert ["undetermined", state] == found


@pytest.mark.parametrize(
    ("text", "row", "at"),
    [
        ("clause staff [1]\nforbidden supplier: banned\n", "banned ticket=T1", "2024-03-06 09:00:00"),
        (STAFF, "headcount n=2", "2024-03-06 09:00:00"),
    ],
    ids=["an act", "a level"],
)
def test_a_denial_brings_back_what_relief_had_let_off(text: str, row: str, at: str) -> None:
    """Broken on the 6th in a storm from the 5th to the 20th; relief is denied on the 25th, from its beginning."""
    rows = storm("2024-03-05 08:00", "2024-03-20 08:00") + f"2024-03-06 09:00 {row}\n"
    denied = "2024-03-25 09:00 relief_denied storm=S\n"

    assert {"staff": at} == verdict(text + REVOCABLE, rows + denied, "2024-03-31").breaches


def test_a_figure_in_doubt_costs_a_range() -> None:
    """Nothing was checked in March, whose last instant a storm covers that nobody has judged yet."""
    text = "metric reached be count of checked, every month\n"
    text += "clause rounds [1]\nduty supplier keeps reached at least 1 time\ndamages supplier pays buyer 50 yuan\n"
    late = NOTICE.replace("within 15 days", "within 60 days").replace("within 2 days", "within 20 days")
    found = verdict(text + late, storm("2024-03-30 09:00", "2024-04-02 09:00"), "2024-04-10")

    assert ("undetermined", "0.00..50.00") == (found.states["rounds/2024-03"], found.heads["rounds/2024-03/1"])


def test_days_under_two_reliefs_that_count_otherwise_count_once() -> None:
    """A storm of ten days; within it an outage of three that stops the clock: the 11th becomes the 21st, no later."""
    text = FIXED + PLAIN.format("") + "clause pause [9]\nsuspends supplier during outage, stops the clock\n"
    log = ASKED + storm("2024-03-05 09:00", "2024-03-15 09:00")
    log += "2024-03-08 09:00 outage_began outage=O\n2024-03-11 09:00 outage_ended outage=O\n"

    assert "2024-03-21" == verdict(text, log, "2024-03-31").due("deliver/T1")


def test_relief_recognised_after_the_end_dates_the_breach_anew() -> None:
    """Late for certain on the 16th, ended on the 18th; proved on the 20th, the storm had moved the 11th to the 15th."""
    log = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + IN_TIME[0] + "\n"
    log += "2024-03-18 09:00 notice_arrived party=buyer\n" + IN_TIME[1]
    early, later = (verdict(FIXED + NOTICE + ENDS, log, day) for day in ("2024-03-19", "2024-03-31"))

    assert {"deliver/T1": "2024-03-12 00:00:00"} == early.breaches
    assert {"deliver/T1": "2024-03-16 00:00:00"} == later.breaches
    assert ("300.00..700.00", "300.00") == (early.heads["late_fee/T1/1"], later.heads["late_fee/T1/1"])


def test_days_that_relief_recognised_later_leaves_out_open_a_right_later() -> None:
    """Late since the 12th; proved on the 20th, the 14th to the 17th do not count: the third is the 18th."""
    right = "clause leave [7]\nwhen deliver late 3 days or more\npower buyer: service_halted, ends the contract\n"
    text = FIXED + NOTICE.replace("during storm", "during storm, also when late") + right
    log = ASKED + storm("2024-03-13 08:00", "2024-03-17 08:00") + "2024-03-13 09:00 storm_notice storm=S\n"
    log += "2024-03-20 09:00 storm_proof storm=S\n"

    opened = verdict(text, log, "2024-03-31").power("leave/T1").available_from
    assert "2024-03-18 00:00:00" == moment(opened or 0)


def test_what_falls_late_in_one_instant_does_so_in_the_order_in_which_it_arose() -> None:
    """A storm moves the 8th to the 12th, when what was asked later is due too: what was asked first is late first."""
    text = "clause deliver [1]\nwhen asked\nduty supplier: checked\ndue within 7 days, no roll\n"
    text += "clause late_fee [2]\nwhen deliver breached\ndamages supplier pays buyer 100 yuan\n"
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 asked ticket=T2\n"
    log += storm("2024-03-01 10:00", "2024-03-05 10:00", more=" affects=deliver")
    found = verdict(text + PLAIN.format(""), log, "2024-03-31")

    assert ["2024-03-12", "2024-03-12"] == [found.due(name) for name in ("deliver", "deliver#2")]
    assert ["deliver", "deliver#2"] == [found.head(name).breaches[0] for name in ("late_fee/1", "late_fee#2/1")]


def test_a_right_on_a_delay_that_relief_cuts_short_again_has_never_opened_yet() -> None:
    """Late on the 12th, by the days the third is the 14th; proved on the 18th, the 13th to the 20th do not count."""
    right = "clause leave [7]\nwhen deliver late 3 days or more and chatted\n"
    right += "power buyer: service_halted, ends the contract\n"
    text = FIXED + NOTICE.replace("during storm", "during storm, also when late") + right
    log = ASKED + storm("2024-03-12 08:00", "2024-03-20 08:00") + "2024-03-12 09:00 chatted\n"
    log += "2024-03-13 09:00 storm_notice storm=S\n2024-03-18 09:00 storm_proof storm=S\n"
    opened = {
        day: [moment(row.available_from or 0) for row in verdict(text, log, day).report.powers if row.available_from]
        for day in ("2024-03-14", "2024-03-18", "2024-03-31")
    }

    assert {
        "2024-03-14": ["2024-03-14 00:00:00"],
        "2024-03-18": [],
        "2024-03-31": ["2024-03-22 00:00:00"],
    } == opened


def test_a_second_act_of_one_instant_performs_nothing_more_under_a_claim() -> None:
    """Due on the 11th, done twice in one second of the 12th, while a storm that may move the 11th is claimed."""
    log = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + IN_TIME[0] + "\n"
    log += "a: 2024-03-12 09:00 answered ticket=T1\nb: 2024-03-12 09:00 answered ticket=T1\n"

    assert ("a",) == verdict(FIXED + NOTICE, log, "2024-03-13").duty("deliver/T1").performed_by


def test_a_right_to_end_the_contract_that_comes_to_light_after_the_term_is_none() -> None:
    """Due on the 24th of December; relief is refused on the 8th of January, after the term."""
    text = (
        FIXED
        + NOTICE.replace("within 2 days", "within 20 days")
        + ENDS.replace("power", "when deliver breached\npower")
    )
    log = "2024-12-14 09:00 asked ticket=T1\n" + storm("2024-12-19 08:00", "2025-01-20 08:00")
    found = verdict(text, log, "2025-02-01")

    assert ({"deliver/T1": "2024-12-25 00:00:00"}, {"out/T1": "not_available"}) == (found.breaches, found.powers)


def test_a_cause_attested_under_a_claim_leaves_no_charge_either_way() -> None:
    """Due on the 11th, done on the 14th; granted, that was in time, and refused, the cause of the 13th excuses it."""
    text = FIXED.replace("clause late_fee", "  unless cause_found\nclause late_fee") + NOTICE
    log = ASKED + storm("2024-03-05 08:00", "2024-03-09 08:00") + IN_TIME[0] + "\n"
    log += "2024-03-13 09:00 cause_found ticket=T1\n2024-03-14 09:00 answered ticket=T1\n"
    found = verdict(text, log, "2024-03-15")

    assert ("undetermined", {}) == (found.states["deliver/T1"], found.heads)


def test_a_stopped_clock_never_brings_a_limit_back() -> None:
    """One working day before Monday 2024-10-14 is Sunday the 13th; a storm over two days of rest does not change it."""
    text = "clause deliver [1]\nwhen asked\nduty supplier: answered, same ticket\n"
    text += "due at least 1 working day before 2024-10-14\n"
    log = ASKED + storm("2024-10-05 08:00", "2024-10-06 08:00")
    found = verdict(text + PLAIN.format(", stops the clock"), log, "2024-10-31")

    assert "2024-10-13" == found.due("deliver/T1")


def test_the_day_on_which_papers_came_late_rolls_if_relief_moves_it() -> None:
    """Papers of the 14th make that the last day; the storm of 14th to 16th would make it Saturday, so it is Monday."""
    text = ROLLS.replace("  duty", "  provided invoiced\n  duty") + PLAIN.format("")
    log = ASKED + "2024-03-14 09:00 invoiced ticket=T1\n" + storm("2024-03-14 10:00", "2024-03-16 10:00")
    found = verdict(text, log, "2024-03-31")

    assert ("2024-03-14", "2024-03-18") == (found.due_first("deliver/T1"), found.due("deliver/T1"))


def test_a_claim_that_was_over_before_the_time_began_leaves_papers_no_longer_to_be_sent_back() -> None:
    """Time waits for the papers of the 14th; sent back on the 27th, when the 24th had passed: it was late from then."""
    text = FIXED.replace("  duty", "  provided invoiced, undone by returned, else time waits\n  duty") + NOTICE.replace(
        "within 15 days", "within 40 days"
    )
    log = ASKED + storm("2024-03-03 08:00", "2024-03-05 08:00") + "2024-03-04 09:00 storm_notice storm=S\n"
    log += "2024-03-14 09:00 invoiced ticket=T1\n2024-03-27 09:00 returned ticket=T1\n"
    found = verdict(text, log, "2024-03-28")

    assert ("overdue", {"deliver/T1": "2024-03-25 00:00:00"}) == (found.states["deliver/T1"], found.breaches)
