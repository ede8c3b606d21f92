"""What rests on a precondition that nobody can answer yet, a blank left open (SEMANTICS 3, 7); what rests on none."""

import pytest
from semantics import verdict

from luyue.app.explain import explain, explanation_text
from luyue.app.print_text import report_text

SERVICES = "unspecified services: several day_watch/night_watch\n"
BY_DATE = """
clause watch [1]
  provided services includes night_watch
  duty supplier: delivered
  due by 2024-06-01
"""
AFTER = """
clause answer [1]
  when asked as a, same ticket
  provided services includes night_watch
  duty supplier: answered, same ticket
  due within 10 days, no roll
  damages supplier pays buyer 10 yuan per day late
"""
TICK = "2024-01-02 10:00 chatted\n"
ASKED = "2024-01-02 10:00 asked ticket=T1\n"
KINDS = ["", ", else no duty", ", else time waits"]


@pytest.mark.parametrize("kind", ["", ", else no duty"], ids=["latent until met", "no duty unless met"])
@pytest.mark.parametrize(("as_of", "state"), [("2024-06-01", "latent"), ("2024-06-02", "undetermined")])
def test_a_duty_whose_precondition_nobody_can_answer_is_undetermined_once_its_time_has_passed(
    kind: str, as_of: str, state: str
) -> None:
    """Until then nothing turns on it; then it is broken or not owed, as the blank will be filled."""
    text = SERVICES + BY_DATE.replace("night_watch\n", f"night_watch{kind}\n", 1)
    found = verdict(text, TICK, as_of)

    assert (state, {"services"}) == (found.states["watch"], found.lacking("watch"))
    assert {} == found.breaches


@pytest.mark.parametrize("kind", KINDS, ids=["latent until met", "no duty unless met", "time waits"])
def test_it_costs_nothing_or_what_the_breach_would_cost(kind: str) -> None:
    """Due on 12 January; on 31 January nineteen days late at ten yuan, if it was owed."""
    text = SERVICES + AFTER.replace("night_watch\n", f"night_watch{kind}\n", 1)
    found = verdict(text, ASKED, "2024-01-31")

    assert {"answer/T1/1": "0.00..190.00"} == found.heads
    assert {("supplier", "buyer"): "0.00..190.00"} == found.owed
    assert ["services"] == [one.facts["name"] for one in found.report.heads[0].missing]


@pytest.mark.parametrize(("chosen", "state"), [("night_watch", "overdue"), ("day_watch", None)])
def test_the_blank_decides_it(chosen: str, state: str | None) -> None:
    """Filled on the way in, it was owed from the beginning, or never."""
    text = SERVICES + AFTER.replace("night_watch\n", "night_watch, else no duty\n", 1)
    found = verdict(text, ASKED, "2024-01-31", settings={"services": chosen})

    assert state == found.states.get("answer/T1")


@pytest.mark.parametrize("kind", KINDS, ids=["latent until met", "no duty unless met", "time waits"])
def test_what_was_done_in_time_was_done_in_time_whatever_the_answer(kind: str) -> None:
    """Answered on the ninth day: kept if it was owed, and more than owed if not."""
    text = SERVICES + AFTER.replace("night_watch\n", f"night_watch{kind}\n", 1)
    found = verdict(text, ASKED + "2024-01-11 10:00 answered ticket=T1", "2024-01-31")

    assert ("performed", set()) == (found.states["answer/T1"], found.missing("answer/T1"))


def test_what_was_done_later_is_late_only_if_it_was_owed() -> None:
    """Answered on 20 January, eight days after the time it would have had."""
    found = verdict(SERVICES + AFTER, ASKED + "2024-01-20 10:00 answered ticket=T1", "2024-01-31")

    assert ("undetermined", {"answer/T1/1": "0.00..80.00"}) == (found.states["answer/T1"], found.heads)


def test_a_duty_with_another_time_is_undetermined_until_somebody_says_which() -> None:
    """Ten days, or twenty where the precondition is open: done within ten, it is done in time either way."""
    text = SERVICES + AFTER.replace("night_watch\n", "night_watch, else due within 20 days, no roll\n", 1)

    assert "undetermined" == verdict(text, ASKED, "2024-01-10").states["answer/T1"]
    done = verdict(text, ASKED + "2024-01-11 10:00 answered ticket=T1", "2024-01-31")
    assert "performed" == done.states["answer/T1"]


def test_what_follows_from_a_breach_in_doubt_is_in_doubt() -> None:
    """A clause of its own that charges the breach."""
    text = SERVICES + AFTER.replace("  damages supplier pays buyer 10 yuan per day late\n", "")
    text += "clause fee [2]\n  when answer breached\n  damages supplier pays buyer 50 yuan\n"
    found = verdict(text, ASKED, "2024-01-31")

    assert {"fee/T1/1": "0.00..50.00"} == found.heads


# ---------------------------------------------------------------- what has no time of its own

BAN = """
clause quiet [1]
  provided permitted
  forbidden supplier: banned
  damages supplier pays buyer 100 yuan each time
"""
CREW = """
clause crew [1]
  provided permitted
  duty supplier keeps headcount.n 3 or more
"""
PRICE = """
clause fee [1]
  when asked as a
  provided permitted (ticket = a.ticket)
  damages supplier pays buyer 100 yuan
"""
PERMIT = "2024-01-10 10:00 permitted ticket=T1\n"


def test_a_prohibition_binds_once_its_precondition_is_met() -> None:
    """The act of 2 January breaks nothing, that of 12 January does."""
    first, later = "2024-01-02 10:00 banned ticket=A\n", "2024-01-12 10:00 banned ticket=B\n"

    assert {"quiet": "latent"} == verdict(BAN, first, "2024-01-31").states
    found = verdict(BAN, first + PERMIT + later, "2024-01-31")
    assert ({"quiet": "2024-01-12 10:00:00"}, {"quiet/1": "100.00"}) == (found.breaches, found.heads)


def test_a_prohibition_that_never_bound_is_not_broken() -> None:
    """Its end comes without a breach."""
    assert {"quiet": "performed"} == verdict(BAN, "2024-01-02 10:00 banned ticket=A", "2025-01-31").states


def test_a_level_binds_once_its_precondition_is_met() -> None:
    """Two men from 3 January on: short from the permit of 10 January."""
    log = "2024-01-03 10:00 headcount n=2\n"

    assert {"crew": "latent"} == verdict(CREW, log, "2024-01-31").states
    found = verdict(CREW, log + PERMIT, "2024-01-31")
    assert ({"crew": "overdue"}, {"crew": "2024-01-10 10:00:00"}) == (found.states, found.breaches)


def test_money_is_owed_once_its_precondition_is_met() -> None:
    """A clause of money only: nothing is owed while it is open."""
    log = "2024-01-03 11:00 asked ticket=T1\n"

    assert {} == verdict(PRICE, log, "2024-01-31").heads
    assert {"fee/1": "100.00"} == verdict(PRICE, log + PERMIT, "2024-01-31").heads


@pytest.mark.parametrize(
    ("text", "head"), [(BAN, "quiet/1"), (PRICE, "fee/1")], ids=["a prohibition", "a clause of money"]
)
def test_what_it_costs_is_a_range_where_nobody_can_answer(text: str, head: str) -> None:
    """A hundred yuan, or nothing."""
    condition = "permitted (ticket = a.ticket)" if "as a" in text else "permitted"
    text = SERVICES + text.replace(f"provided {condition}", "provided services includes night_watch")
    found = verdict(text, "2024-01-02 10:00 banned ticket=A\n2024-01-03 11:00 asked ticket=T1", "2024-01-31")

    assert {head: "0.00..100.00"} == found.heads
    assert ["services"] == [one.facts["name"] for one in found.report.heads[0].missing]


def test_an_act_against_a_prohibition_in_doubt_leaves_it_undetermined() -> None:
    """Before any act it is not yet known to bind; after one it may be broken."""
    text = SERVICES + BAN.replace("provided permitted", "provided services includes night_watch")

    assert {"quiet": "latent"} == verdict(text, TICK, "2024-01-31").states
    found = verdict(text, "2024-01-02 10:00 banned ticket=A", "2025-01-31")
    assert ("undetermined", {"services"}) == (found.states["quiet"], found.lacking("quiet"))


# ---------------------------------------------------------------- what reports say of it


@pytest.mark.parametrize(
    ("lang", "missing", "stake"),
    [
        (
            "en",
            "the contract leaves services blank; the parties have to fill it",
            "breach, answer/T1/1: CNY 0.00 to 190.00",
        ),
        ("zh", "合同留白：「services」未定，须由当事人补定", "若构成违约，answer/T1/1：0.00 至 190.00元"),
    ],
)
def test_an_undetermined_duty_says_what_is_missing_who_can_supply_it_and_what_is_at_stake(
    lang: str, missing: str, stake: str
) -> None:
    """The two outcomes bound what it may cost."""
    told = explanation_text(explain(verdict(SERVICES + AFTER, ASKED, "2024-01-31").report, "answer/T1", lang))

    assert missing in told
    assert stake in told


def test_the_report_says_it_too() -> None:
    """Under the heading of what is undetermined."""
    told = report_text(verdict(SERVICES + AFTER, ASKED, "2024-01-31").report, "en")

    assert "If it is a breach: answer/T1/1 CNY 0.00 to 190.00" in told


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("waived_it what=delivry", [("names-nothing", "e2")]),
        ("claimed_it what=fee/1", [("names-nothing", "e2")]),
        ("demanded_it what=deliver/T9", [("names-nothing", "e2")]),
        ("rejected_it what=e9", [("names-nothing", "e2")]),
        ("waived_it what=deliver", []),
        ("demanded_it what=T1", []),
        ("rejected_it what=e1", []),
    ],
)
def test_an_event_that_names_nothing_known_is_a_finding(row: str, found: list[tuple[str, str]]) -> None:
    """A slip in the name lets nothing go and starts no time; the report says so instead of passing over it."""
    text = "clause deliver [1]\nwhen asked\nduty supplier: answered, same ticket\ndue on demand within 5 days\n"

    assert found == verdict(text, f"2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 {row}", "2024-03-06").findings
