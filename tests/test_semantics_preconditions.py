"""Preconditions: open, met before, met in time, met late, undone, blocked; and what each ``else`` makes of it."""

from datetime import date

import pytest
from check_text import codes
from oracle import judge
from semantics import EVENTS, HEADER, contract, rows, verdict
from test_twin import differences, flatten

from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

LATENT = """
clause pay [1]
  when asked
  provided invoiced, undone by returned
  duty buyer pays supplier 1000 yuan, with paid.amount
  due within 10 days, no roll
"""
ASKED = "2024-03-01 09:00 asked ticket=T1\n"


def test_an_open_precondition_keeps_the_duty_latent_and_missing_names_it() -> None:
    """No due date, and never late (art. 526)."""
    found = verdict(LATENT, ASKED, "2024-06-30")

    assert ("latent", None, {}) == (found.states["pay"], found.due("pay"), found.breaches)
    assert "precondition" in found.missing("pay")


def test_a_precondition_may_be_met_before_the_trigger() -> None:
    """The invoice came first."""
    found = verdict(LATENT, "2024-02-01 09:00 invoiced ticket=T1\n" + ASKED, "2024-03-02")

    assert ("pending", "2024-03-11") == (found.states["pay"], found.due("pay"))


def test_a_precondition_met_in_time_leaves_the_time_as_it_is() -> None:
    """Ten days after the trigger, whenever within them the invoice came."""
    found = verdict(LATENT, ASKED + "2024-03-09 09:00 invoiced ticket=T1", "2024-03-12")

    assert ("overdue", "2024-03-11") == (found.states["pay"], found.due("pay"))


def test_a_precondition_met_after_the_time_had_run_out_makes_that_day_the_last_timely_one() -> None:
    """The duty cannot be late before it was owed."""
    found = verdict(LATENT, ASKED + "2024-03-20 09:00 invoiced ticket=T1", "2024-03-21")

    assert ("overdue", "2024-03-20", 1) == (found.states["pay"], found.due("pay"), found.late("pay"))


def test_a_precondition_undone_before_the_due_instant_is_open_again() -> None:
    """Papers sent back on the last day, and never handed in again."""
    log = ASKED + "2024-03-05 09:00 invoiced ticket=T1\n2024-03-11 24:00 returned ticket=T1"
    found = verdict(LATENT, log, "2024-04-30")

    assert ("latent", {}) == (found.states["pay"], found.breaches)


@pytest.mark.parametrize(("papers", "due"), [("a", "2024-03-20"), ("c", "2024-03-11")])
def test_papers_sent_back_in_the_second_they_came_go_by_their_order(papers: str, due: str) -> None:
    """Simultaneous events go by id: sent back after they came, they are missing until the 20th; before, they count."""
    log = ASKED + f"{papers}: 2024-03-05 09:00 invoiced ticket=T1\nb: 2024-03-05 09:00 returned ticket=T1\n"

    assert due == verdict(LATENT, log + "z: 2024-03-20 09:00 invoiced ticket=T1", "2024-03-31").due("pay")


def test_a_precondition_undone_after_the_due_instant_changes_nothing() -> None:
    """The breach has happened."""
    log = ASKED + "2024-03-05 09:00 invoiced ticket=T1\n2024-03-12 00:00 returned ticket=T1"
    found = verdict(LATENT, log, "2024-04-30")

    assert ("overdue", {"pay": "2024-03-12 00:00:00"}) == (found.states["pay"], found.breaches)


def test_a_precondition_undone_and_met_again_counts_from_then() -> None:
    """Handed in again on 20 March."""
    log = (
        ASKED
        + """
2024-03-05 09:00 invoiced ticket=T1
2024-03-06 09:00 returned ticket=T1
2024-03-20 09:00 invoiced ticket=T1
"""
    )
    assert "2024-03-20" == verdict(LATENT, log.replace("\n\n", "\n"), "2024-03-20").due("pay")


EARLY_ENOUGH = """
clause pay [1]
  provided 3 days after invoiced at most 2024-03-10, else due by 2024-03-20, undone by returned
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-10
"""


def test_a_day_reckoned_from_what_was_undone_is_reckoned_from_its_second_coming() -> None:
    """Papers of 1 March, sent back, came again on the 8th: three days on it is the 11th, too late for the 10th."""
    once = "2024-03-01 09:00 invoiced ticket=T1"
    back = once + "\n2024-03-02 09:00 returned ticket=T1"

    assert ["2024-03-10", "2024-03-20", "2024-03-20", "2024-03-10"] == [
        verdict(EARLY_ENOUGH, log, "2024-03-09").due("pay")
        for log in (
            once,
            back,
            back + "\n2024-03-08 09:00 invoiced ticket=T1",
            back + "\n2024-03-07 09:00 invoiced ticket=T1",
        )
    ]


def test_performance_while_the_precondition_is_open_performs() -> None:
    """Paid before the papers came: nothing is owed any more."""
    found = verdict(LATENT, ASKED + "2024-03-05 09:00 paid amount=1000", "2024-06-30")

    assert "performed" == found.states["pay"]


@pytest.mark.parametrize("more", ["", "clause relief [8]\nsuspends both_parties during storm\n"])
def test_papers_that_come_after_the_act_give_it_no_due_date(more: str) -> None:
    """Paid on the 5th of March while nothing was due yet; papers, and whatever relief there is, come later."""
    log = ASKED + "2024-03-05 09:00 paid amount=1000\n2024-03-20 09:00 invoiced ticket=T1\n"
    found = verdict(LATENT + more, log + "2024-04-10 09:00 storm_began storm=S party=buyer\n", "2024-06-30")

    assert ("performed", None) == (found.states["pay"], found.due("pay"))


# ---------------------------------------------------------------- else time waits, else no duty, else due


WAITS = LATENT.replace("provided invoiced, undone by returned", "provided invoiced, else time waits")


@pytest.mark.parametrize(
    ("invoiced", "due"),
    [("2024-02-01 09:00", "2024-03-11"), ("2024-03-20 09:00", "2024-03-30"), (None, None)],
    ids=["before the trigger", "after it", "never"],
)
def test_time_waits_for_the_later_of_trigger_and_condition(invoiced: str | None, due: str | None) -> None:
    """Ten days from the later of the two."""
    log = ASKED if invoiced is None else f"{invoiced} invoiced ticket=T1\n" + ASKED

    assert due == verdict(WAITS, log, "2024-03-25").due("pay")


NO_DUTY = LATENT.replace("provided invoiced, undone by returned", "provided invoiced, else no duty")


@pytest.mark.parametrize(
    ("invoiced", "states"),
    [
        ("2024-02-01 09:00:00", {"pay": "overdue"}),
        ("2024-03-01 09:00:00", {"pay": "overdue"}),
        ("2024-03-01 09:00:00.000001", {}),
    ],
    ids=["before", "in the same second", "a microsecond late"],
)
def test_no_duty_arises_where_the_condition_is_not_met_when_it_would(invoiced: str, states: dict[str, str]) -> None:
    """What permits comes before what triggers within one instant; later on it is too late."""
    assert states == verdict(NO_DUTY, f"{invoiced} invoiced ticket=T1\n" + ASKED, "2024-06-30").states


ELSE_DUE = """
clause pay [1]
  provided invoiced, else due within 30 days after accepted
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-06-19
"""


@pytest.mark.parametrize(
    ("log", "due"),
    [
        ("2024-06-01 09:00 invoiced ticket=T1", "2024-06-19"),
        ("2024-06-10 09:00 accepted", "2024-07-10"),
        ("2024-06-10 09:00 accepted\n2024-06-15 09:00 invoiced ticket=T1", "2024-06-19"),
    ],
    ids=["met", "open", "met in time"],
)
def test_else_due_gives_the_time_stated_for_an_open_condition(log: str, due: str) -> None:
    """The other time holds while the condition is open."""
    assert due == verdict(ELSE_DUE, log, "2024-06-16").due("pay")


def test_a_condition_met_after_its_time_had_run_out_leaves_the_other_time() -> None:
    """The invoice of the 20th is too late for the 19th: thirty days after acceptance it is."""
    log = "2024-06-10 09:00 accepted\n2024-06-20 09:00 invoiced ticket=T1"
    found = verdict(ELSE_DUE, log, "2024-06-30")

    assert ("2024-07-10", "pending") == (found.due("pay"), found.states["pay"])


def test_what_a_precondition_is_worth_is_settled_once_the_last_timely_instant_has_passed() -> None:
    """The other time ran out on 10 July; the invoice of August moves it no more."""
    log = "2024-06-10 09:00 accepted\n2024-08-01 09:00 invoiced ticket=T1"
    found = verdict(ELSE_DUE, log, "2024-08-02")

    assert ("2024-07-10", "overdue") == (found.due("pay"), found.states["pay"])


def test_a_condition_that_the_gaining_party_blocks_counts_as_met() -> None:
    """From the instant attested on (art. 159)."""
    found = verdict(LATENT, ASKED + "2024-03-08 09:00 obstructed what=pay", "2024-03-12")

    assert ("overdue", "2024-03-11") == (found.states["pay"], found.due("pay"))


def test_a_blocked_condition_reaches_no_further_than_what_the_event_names() -> None:
    """Another clause's condition stays open."""
    found = verdict(LATENT, ASKED + "2024-03-08 09:00 obstructed what=other", "2024-03-12")

    assert "latent" == found.states["pay"]


def test_two_conditions_are_met_when_the_later_is() -> None:
    """Invoice and acceptance."""
    text = WAITS.replace("provided invoiced,", "provided invoiced and accepted,")
    log = ASKED + "2024-03-05 09:00 accepted\n2024-03-08 09:00 invoiced ticket=T1"

    assert "2024-03-18" == verdict(text, log, "2024-03-09").due("pay")


def test_one_of_two_conditions_is_met_when_the_earlier_is() -> None:
    """Invoice or acceptance."""
    text = WAITS.replace("provided invoiced,", "provided invoiced or accepted,")
    log = ASKED + "2024-03-05 09:00 accepted\n2024-03-08 09:00 invoiced ticket=T1"

    assert "2024-03-15" == verdict(text, log, "2024-03-09").due("pay")


def test_a_stage_after_a_stage_is_met_by_what_comes_at_or_after_it() -> None:
    """An acceptance before the invoice does not count for invoice, then acceptance."""
    text = WAITS.replace("provided invoiced,", "provided invoiced then accepted,")
    early = "2024-03-02 09:00 accepted\n" + ASKED + "2024-03-05 09:00 invoiced ticket=T1"

    assert "latent" == verdict(text, early, "2024-03-09").states["pay"]
    assert "2024-03-17" == verdict(text, early + "\n2024-03-07 09:00 accepted", "2024-03-09").due("pay")


# ---------------------------------------------------------------- several lines


SEVERAL = """
clause pay [1]
  when asked
  provided invoiced, undone by returned{first}
  provided accepted{second}
  duty buyer pays supplier 1000 yuan, with paid.amount
  due within 10 days, no roll
"""
ACCEPTED, INVOICED = "2024-03-05 09:00 accepted\n", "2024-03-08 09:00 invoiced ticket=T1\n"


@pytest.mark.parametrize(
    ("otherwise", "log", "expected"),
    [
        ("", ASKED + ACCEPTED, ("latent", None)),
        ("", ASKED + INVOICED, ("latent", None)),
        ("", ASKED + ACCEPTED + INVOICED, ("pending", "2024-03-11")),
        (", else time waits", ASKED + ACCEPTED, ("latent", None)),
        (", else time waits", ASKED + ACCEPTED + INVOICED, ("pending", "2024-03-18")),
    ],
)
def test_all_preconditions_must_be_met(otherwise: str, log: str, expected: tuple[str, str | None]) -> None:
    """Each on its line; time waits for the last of them."""
    found = verdict(SEVERAL.format(first=otherwise, second=otherwise), log, "2024-03-10")

    assert expected == (found.states["pay"], found.due("pay"))


def test_what_undoes_one_precondition_undoes_no_other() -> None:
    """The documents come back and go out again; what was accepted stays accepted."""
    back = "2024-03-09 09:00 returned ticket=T1\n"
    again = "2024-03-10 09:00 invoiced ticket=T1\n"
    log = ASKED + ACCEPTED + INVOICED + back
    both = SEVERAL.format(first="", second="")

    assert "latent" == verdict(both, log, "2024-03-10").states["pay"]
    assert "pending" == verdict(both, log + again, "2024-03-10").states["pay"]


@pytest.mark.parametrize(("accepted", "states"), [("", {}), ("2024-02-01 09:00 accepted\n", {"pay": "latent"})])
def test_a_precondition_of_arising_stands_beside_one_of_time(accepted: str, states: dict[str, str]) -> None:
    """Without the one there is no duty, without the other it waits."""
    found = verdict(SEVERAL.format(first="", second=", else no duty"), accepted + ASKED, "2024-03-10")

    assert states == found.states


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ("", "", False),
        (", else no duty", ", else time waits", False),
        (", else due within 3 days", ", else no duty", False),
        ("", ", else time waits", True),
        (", else due within 3 days", "", True),
        (", else due within 3 days", ", else due within 4 days", True),
    ],
)
def test_preconditions_that_leave_two_times_are_refused(first: str, second: str, refused: bool) -> None:
    """Nobody could say which holds until then."""
    text = HEADER + EVENTS + SEVERAL.format(first=first, second=second)

    assert (["line-twice"] if refused else []) == codes(text, header="", events="")


@pytest.mark.parametrize("otherwise", ["", ", else time waits", ", else no duty"])
@pytest.mark.parametrize("log", [ASKED + ACCEPTED, ASKED + ACCEPTED + INVOICED, ACCEPTED + ASKED + INVOICED])
def test_engine_and_twin_agree_on_several_preconditions(otherwise: str, log: str) -> None:
    made = contract(SEVERAL.format(first="", second=otherwise if "no duty" in otherwise else ""))
    events = from_rows(made, rows(log))
    day = date(2024, 3, 20)

    assert [] == differences(judge(made, events.events, day), flatten(replay(made, events, as_of=day)))
