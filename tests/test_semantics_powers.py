"""Powers: when they open, who uses them and when, what lapses them, what an exercise does and a void one does not."""

import pytest
from semantics import EVENTS, HEADER, instant, moment, verdict

PAYMENT = """
clause payment [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01
"""
RUNNING = (
    PAYMENT
    + """
clause way_out [2]
  when payment breached
  power supplier: notice_arrived, ends the contract, once late more than 10 days
"""
)
COUNTED = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
clause way_out [2]
  when answer breached 2 times or more in term
  power buyer: notice_arrived, ends the contract
"""


def log_of(*lines: str) -> str:
    """Return lines as a log."""
    return "\n".join(lines)


# ---------------------------------------------------------------- not available, available, effective


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2024-03-01", "not_available"),
        ("2024-03-11", "not_available"),
        ("2024-03-12 00:00", "available"),
    ],
    ids=["no breach yet", "late ten days", "late more than ten days"],
)
def test_more_than_n_days_late_opens_a_power_when_the_day_after_the_nth_begins(as_of: str, state: str) -> None:
    """Due on 1 March: the eleventh late day begins on the 12th."""
    assert {"way_out": state} == verdict(RUNNING, "", as_of).powers


def test_n_days_late_or_more_opens_it_when_the_nth_late_day_begins() -> None:
    """Late 10 days or more: on the 11th."""
    text = RUNNING.replace("more than 10 days", "10 days or more")

    assert instant("2024-03-11 00:00") == verdict(text, "", "2024-03-31").power("way_out").available_from


@pytest.mark.parametrize(
    ("arrived", "state"),
    [("2024-03-11 24:00", "available"), ("2024-03-12 00:00", "effective")],
)
def test_a_power_is_judged_when_the_notice_takes_effect(arrived: str, state: str) -> None:
    """A microsecond too early is void; the power stays open for a later one."""
    found = verdict(RUNNING, f"{arrived} notice_arrived party=supplier", "2024-03-31")

    assert {"way_out": state} == found.powers
    assert (state == "available") == (("void-exercise", "e1") in found.findings)


def test_a_notice_sent_early_and_received_in_time_is_valid() -> None:
    """It is judged on receipt (art. 137, 565)."""
    events = EVENTS.replace(
        "event notice_arrived (party: party)",
        "event notice_arrived (party: party, received: instant optional), effect at received",
    )
    log = "2024-03-10 09:00 notice_arrived party=supplier received=2024-03-12T09:00"

    found = verdict(RUNNING, log, "2024-03-31", events=events)

    assert instant("2024-03-12 09:00") == found.power("way_out").effective_at


def test_a_later_valid_notice_counts_after_a_void_one() -> None:
    """The void one stays on record."""
    log = log_of("2024-03-05 09:00 notice_arrived party=supplier", "2024-03-20 09:00 notice_arrived party=supplier")
    found = verdict(RUNNING, log, "2024-03-31")

    assert ("effective", "e2", ["e1"]) == (
        (power := found.power("way_out")).state,
        power.exercised_by,
        [void.event for void in power.void],
    )


def test_a_notice_of_the_other_party_exercises_nothing() -> None:
    """Only the holder has the right."""
    found = verdict(RUNNING, "2024-03-20 09:00 notice_arrived party=buyer", "2024-03-31")

    assert ({"way_out": "available"}, "in_force") == (found.powers, found.report.contract_state.state)


def test_an_act_without_an_available_power_has_no_effect_and_is_a_finding() -> None:
    """The contract goes on."""
    found = verdict(RUNNING, "2024-02-20 09:00 notice_arrived party=supplier", "2024-03-31")

    assert "in_force" == found.report.contract_state.state
    assert [("void-exercise", "e1")] == found.findings


# ---------------------------------------------------------------- lapse


def test_a_power_tied_to_a_running_delay_lapses_with_the_delay() -> None:
    """Paid on the 20th: gone."""
    found = verdict(RUNNING, "2024-03-20 09:00 paid amount=1000", "2024-03-31")

    assert {"way_out": "lapsed"} == found.powers


def test_a_delay_that_ended_before_the_threshold_never_opens_the_power() -> None:
    """Paid on the 11th, ten days late."""
    found = verdict(RUNNING, "2024-03-11 24:00 paid amount=1000", "2024-03-31")

    assert {"way_out": "not_available"} == found.powers


def test_a_power_resting_on_a_count_stays_when_the_breaches_are_cured() -> None:
    """Counts keep cured breaches."""
    log = log_of(
        "2024-03-01 09:00 asked ticket=T1",
        "2024-03-05 09:00 asked ticket=T2",
        "2024-03-10 09:00 answered ticket=T1",
        "2024-03-10 09:00 answered ticket=T2",
        "2024-03-20 09:00 notice_arrived party=buyer",
    )
    assert {"way_out": "effective"} == verdict(COUNTED, log, "2024-03-31").powers


def test_a_count_opens_its_power_at_the_breach_that_fills_it() -> None:
    """The second of two."""
    log = log_of("2024-03-01 09:00 asked ticket=T1", "2024-03-05 09:00 asked ticket=T2")

    assert instant("2024-03-07 00:00") == verdict(COUNTED, log, "2024-03-31").power("way_out").available_from


def test_a_breach_before_the_term_is_not_counted_in_it() -> None:
    """Bound since January, with a term from March on: of two late answers one lies in the term."""
    header = HEADER.replace("term 2024-01-01", "term 2024-03-01")
    log = "2024-02-10 09:00 asked ticket=T1\n2024-03-10 09:00 asked ticket=T2\n"

    assert {"way_out": "not_available"} == verdict(COUNTED, log, "2024-04-01", header=header).powers
    assert {"way_out": "available"} == verdict(COUNTED, log, "2024-04-01").powers


def test_an_excused_breach_does_not_count() -> None:
    """One of the two is excused later: the power was never there."""
    text = COUNTED.replace("due within 1 day, no roll", "due within 1 day, no roll\n  unless cause_found")
    log = log_of(
        "2024-03-01 09:00 asked ticket=T1",
        "2024-03-05 09:00 asked ticket=T2",
        "2024-03-06 12:00 cause_found ticket=T1",
    )
    assert "available" not in verdict(text, log, "2024-03-31").powers.values()


def test_a_power_resting_on_a_count_goes_with_a_breach_that_is_excused_later() -> None:
    """Two breaches opened it; one is excused from the beginning, and a notice after that is void."""
    text = COUNTED.replace("due within 1 day, no roll", "due within 1 day, no roll\n  unless cause_found")
    log = log_of(
        "2024-03-01 09:00 asked ticket=T1",
        "2024-03-05 09:00 asked ticket=T2",
        "2024-03-20 12:00 cause_found ticket=T1",
        "2024-03-25 12:00 notice_arrived party=buyer",
    )
    assert {"way_out": "available"} == verdict(text, log, "2024-03-19").powers
    assert {"way_out": "lapsed"} == verdict(text, log, "2024-03-31").powers


def test_a_power_resting_on_relief_goes_with_a_denial_of_it() -> None:
    """Thirty days of storm that were none."""
    text = """
clause relief [1]
  suspends affected_party during storm, may be denied by relief_denied
clause way_out [2]
  when storm lasting 30 days or more
  power buyer: notice_arrived, ends the contract
"""
    log = log_of("2024-03-01 09:00 storm_began storm=S party=supplier", "2024-04-10 09:00 relief_denied storm=S")

    assert ["available"] == list(verdict(text, log, "2024-04-09").powers.values())
    assert ["lapsed"] == list(verdict(text, log, "2024-04-10").powers.values())


@pytest.mark.parametrize(("arrived", "state"), [("2025-03-12 24:00", "effective"), ("2025-03-13 00:00", "lapsed")])
def test_a_right_to_end_the_contract_lapses_one_year_after_it_opened(arrived: str, state: str) -> None:
    """Opened on 2024-03-12: until the end of 2025-03-12 (art. 564)."""
    header = HEADER.replace("2024-01-01 to 2024-12-31", "2024-01-01 to 2026-12-31")
    found = verdict(RUNNING, f"{arrived} notice_arrived party=supplier", "2025-04-01", header=header)

    assert {"way_out": state} == found.powers


def test_a_clause_may_give_a_power_another_time() -> None:
    """Thirty days from when it opened."""
    text = RUNNING.replace("ends the contract,", "ends the contract, within 30 days, no roll,")
    found = verdict(text, "2024-04-12 00:00 notice_arrived party=supplier", "2024-04-30")

    assert ({"way_out": "lapsed"}, "2024-04-11 24:00") == (found.powers, moment(found.power("way_out").until or 0))


def test_a_power_lapses_at_what_its_until_names() -> None:
    """Until acceptance."""
    text = RUNNING.replace("ends the contract,", "ends the contract, until accepted,")
    log = log_of("2024-03-15 09:00 accepted", "2024-03-20 09:00 notice_arrived party=supplier")

    assert {"way_out": "lapsed"} == verdict(text, log, "2024-03-31").powers


def test_each_party_may_hold_a_power() -> None:
    """Either notice exercises it."""
    text = (
        "clause way_out [2]\nwhen storm lasting 30 days or more\npower each_party: notice_arrived, ends the contract\n"
    )
    log = log_of("2024-03-01 09:00 storm_began storm=S party=supplier", "2024-04-05 09:00 notice_arrived party=buyer")
    found = verdict(text, log, "2024-04-30")

    assert ["effective"] == list(found.powers.values())


# ---------------------------------------------------------------- what an exercise does


def test_a_valid_exercise_breaks_nothing_by_itself() -> None:
    """The same act without a right is a prohibited one."""
    text = RUNNING + "clause stay [3]\nforbidden supplier: notice_arrived\n"
    valid = verdict(text, "2024-03-20 09:00 notice_arrived party=supplier", "2024-03-31")
    void = verdict(text, "2024-03-05 09:00 notice_arrived party=supplier", "2024-03-31")

    assert (False, True) == ("stay" in valid.breaches, "stay" in void.breaches)


def test_one_notice_exercises_of_each_clause_the_power_that_opened_first() -> None:
    """Two tickets overdue, one notice: the elder power is used."""
    text = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
clause way_out [2]
  when answer breached
  power buyer: notice_arrived, ends answer
"""
    log = log_of(
        "2024-03-05 09:00 asked ticket=T1",
        "2024-03-01 09:00 asked ticket=T2",
        "2024-03-20 09:00 notice_arrived party=buyer",
    )
    found = verdict(text, log, "2024-03-31")

    assert "effective" == found.powers["way_out/T2"]
    assert "effective" != found.powers["way_out/T1"]


def test_an_exercise_opens_the_heads_that_are_due_on_exercise() -> None:
    """A tenth of the price, once."""
    text = RUNNING + "  damages buyer pays supplier 10% of price, once only, on exercise\n"
    before = verdict(text, "", "2024-03-31")
    after = verdict(text, "2024-03-20 09:00 notice_arrived party=supplier", "2024-03-31")

    assert ({}, {("buyer", "supplier"): "10000.00"}) == (before.owed, after.owed)


def test_a_void_exercise_opens_no_head() -> None:
    """Neither has it any other effect."""
    text = RUNNING + "  damages buyer pays supplier 10% of price, once only, on exercise\n"

    assert {} == verdict(text, "2024-03-05 09:00 notice_arrived party=supplier", "2024-03-31").owed


HALTS = (
    PAYMENT
    + """
clause serve [2]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
clause halt [3]
  when payment late more than 5 days
  power supplier: service_halted, halts serve, until payment performed{}
"""
)


def test_a_right_to_suspend_excuses_until_the_act_that_ends_it() -> None:
    """Halted on the 8th, asked before, paid on the 20th: twelve days are added."""
    log = log_of(
        "2024-03-05 09:00 asked ticket=T1",
        "2024-03-08 09:00 service_halted party=supplier",
        "2024-03-20 09:00 paid amount=1000",
    )
    found = verdict(HALTS.format(""), log, "2024-03-22")

    assert ("2024-03-15", "2024-03-27", "pending") == (
        found.due_first("serve/T1"),
        found.due("serve/T1"),
        found.states["serve/T1"],
    )


def test_while_it_is_suspended_the_duty_is_suspended() -> None:
    """Past its own due date, not late."""
    log = log_of("2024-03-05 09:00 asked ticket=T1", "2024-03-08 09:00 service_halted party=supplier")
    found = verdict(HALTS.format(""), log, "2024-03-31")

    assert ("suspended", {}) == (
        found.states["serve/T1"],
        {name: at for name, at in found.breaches.items() if name.startswith("serve")},
    )


def test_the_time_allowed_to_resume_is_added() -> None:
    """
    Three days to resume after payment: paid on the 20th, the suspension ends at 24:00 of the 23rd, which is its day.

    SEMANTICS 4.3: moved by the date of the end less that of the beginning, 15 days; halted with the last day to serve
    already there, the duty is late from the 24th on, as the duty to resume is.
    """
    log = log_of(
        "2024-03-05 09:00 asked ticket=T1",
        "2024-03-08 09:00 service_halted party=supplier",
        "2024-03-20 09:00 paid amount=1000",
    )
    found = verdict(HALTS.format(", then resume within 3 days"), log, "2024-03-31")

    assert "2024-03-30" == found.due("serve/T1")


def test_a_void_halt_excuses_nothing() -> None:
    """Halted before the right was there."""
    log = log_of("2024-02-20 09:00 asked ticket=T1", "2024-02-22 09:00 service_halted party=supplier")
    found = verdict(HALTS.format(""), log, "2024-03-03")

    assert "overdue" == found.states["serve/T1"]


def test_a_power_in_stages_opens_when_each_stage_has_followed_the_one_before() -> None:
    """Fifteen days late, then asked in writing, then talks failed; a letter sent too early starts nothing."""
    text = (
        PAYMENT
        + """
clause way_out [2]
  when payment late more than 15 days then invoiced then accepted
  provided payment late
  power supplier: notice_arrived, ends the contract
"""
    )
    early = ["2024-03-10 09:00 invoiced ticket=T1", "2024-03-18 09:00 accepted"]
    staged = [*early, "2024-03-19 09:00 invoiced ticket=T1", "2024-03-21 09:00 accepted"]

    assert "available" not in verdict(text, log_of(*early), "2024-03-31").powers.values()
    found = verdict(text, log_of(*staged), "2024-03-31")
    assert instant("2024-03-21 09:00") == found.power("way_out").available_from


def test_a_power_provided_that_the_debt_is_unpaid_lapses_on_payment() -> None:
    """Cured before the notice."""
    text = (
        PAYMENT
        + """
clause way_out [2]
  when payment breached
  provided payment late
  power supplier: notice_arrived, ends the contract
"""
    )
    log = log_of("2024-03-20 09:00 paid amount=1000", "2024-03-21 09:00 notice_arrived party=supplier")

    assert {"way_out": "lapsed"} == verdict(text, log, "2024-03-31").powers


def test_an_exercised_power_stays_effective_when_the_delay_is_cured_later() -> None:
    """What took effect is not undone."""
    text = RUNNING.replace("ends the contract", "ends payment")
    log = log_of("2024-03-20 09:00 notice_arrived party=supplier", "2024-03-25 09:00 paid amount=1000")

    assert {"way_out": "effective"} == verdict(text, log, "2024-03-31").powers


NAMED = """
let still_unpaid be pay late more than 15 days and (pay late then demanded_it)
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-31
clause halt [2]
  when still_unpaid
  power supplier: service_halted, halts serve
clause serve [3]
  when asked
  duty supplier: delivered
  due within 2 days, no roll
"""


def test_a_condition_under_a_name_opens_a_power_when_it_comes_true() -> None:
    """Demanded before the sixteenth day: the right is there at its first instant, as if the condition stood there."""
    log = "2024-04-05 09:00 demanded_it what=pay\n2024-04-16 00:00 service_halted party=supplier"
    found = verdict(NAMED, log, "2024-04-16")

    assert {"halt": "effective"} == found.powers
    assert instant("2024-04-16 00:00") == found.power("halt").available_from


def test_a_permission_is_not_used_up() -> None:
    """Without an effect of its own it may be used again; a second notice that ends the contract is void."""
    text = """
clause scan [1]
  power buyer: checked
clause way_out [2]
  when asked
  power buyer: notice_arrived, {}
"""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 checked system=S\n2024-03-12 09:00 checked system=S"
    again = "\n2024-03-13 09:00 notice_arrived party=buyer\n2024-03-14 09:00 notice_arrived party=buyer"

    assert [] == verdict(text.format("ends the contract"), log, "2024-03-31").findings
    found = verdict(text.format("ends the contract"), log + again, "2024-03-31")
    assert [("void-exercise", "e5")] == found.findings
    assert ["already_exercised"] == [one.why for one in found.power("way_out").void]


GUARANTEED = """
event guaranteed (first: date, last: date optional)
interval guarantee from guaranteed.first to guaranteed.last
clause way_out [1]
  when banned as defect
  provided guarantee ongoing, else no duty
  power buyer: notice_arrived, ends the contract
"""


@pytest.mark.parametrize(
    ("defect", "state"),
    [("2024-03-31 23:00", "effective"), ("2024-04-01 00:00", "not_available")],
    ids=["on the last day", "the day after"],
)
def test_a_right_that_arose_within_a_guarantee_outlives_it(defect: str, state: str) -> None:
    """The guarantee runs to the 24:00 of its last day (art. 203); it is asked of the defect, not of the notice."""
    log = log_of(
        "2024-01-10 09:00 guaranteed first=2024-01-10 last=2024-03-31",
        f"{defect} banned ticket=T1",
        "2024-04-20 09:00 notice_arrived party=buyer",
    )

    assert {"way_out": state} == verdict(GUARANTEED, log, "2024-04-30").powers


def test_an_interval_whose_end_nobody_named_is_open() -> None:
    """Guaranteed without a last day: it goes on."""
    log = log_of("2024-01-10 09:00 guaranteed first=2024-01-10", "2024-09-01 09:00 banned ticket=T1")

    assert {"way_out": "available"} == verdict(GUARANTEED, log, "2024-09-30").powers


OWN = """
clause reply [1]
  when asked
  duty supplier: answered, same ticket
  due within 5 days, no roll
  power buyer: notice_arrived, ends the contract, once late more than 3 days
"""


@pytest.mark.parametrize(
    ("row", "state", "opened"),
    [
        ("2024-03-09 24:00 notice_arrived party=buyer", "available", "2024-03-10 00:00:00"),
        ("2024-03-10 08:00 notice_arrived party=buyer", "effective", "2024-03-10 00:00:00"),
        ("2024-03-10 09:00 answered ticket=T1", "lapsed", "2024-03-10 00:00:00"),
    ],
    ids=["a day too early", "in time", "cured"],
)
def test_a_right_that_rests_on_the_delay_of_its_own_clause_opens_at_its_own_instant(
    row: str, state: str, opened: str
) -> None:
    """Due on 6 March; three days late are over when the 10th begins, whatever event comes first after that."""
    found = verdict(OWN, "2024-03-01 09:00 asked ticket=T1\n" + row, "2024-03-31")
    power = found.power("reply/T1")

    assert (state, opened) == (power.state, moment(power.available_from or 0))


def test_one_notice_that_uses_two_rights_uses_both() -> None:
    """Both are effective, whichever stands first in the file: neither lapsed because the other ended the contract."""
    text = """
clause deliver [1]
  duty supplier: delivered
  due by 2024-03-01, no roll
clause {} [2]
  when deliver breached
  power buyer: chatted, ends the contract
clause {} [3]
  when deliver breached
  power buyer: chatted, ends the contract
"""
    for names in (("late", "tired"), ("tired", "late")):
        found = verdict(text.format(*names), "2024-03-20 09:00 chatted\n", "2024-03-31").report
        assert {("effective", None)} == {(row.state, row.lapsed_at) for row in found.powers}


@pytest.mark.parametrize("when", ["answer late more than 5 days", "slow"])
def test_a_right_on_a_lateness_opens_at_its_instant_also_behind_a_name(when: str) -> None:
    """Due on the 3rd: more than five days late from the 9th on, though nothing happens then (LANGUAGE, let)."""
    text = f"""
let slow be answer late more than 5 days
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 2 days, no roll
clause way_out [2]
  when {when}
  power buyer: notice_arrived, ends the contract
"""
    found = verdict(text, "2024-03-01 09:00 asked ticket=T1\n2024-03-25 09:00 banned ticket=T2", "2024-03-31")

    assert {instant("2024-03-09 00:00")} == {row.available_from for row in found.report.powers}
