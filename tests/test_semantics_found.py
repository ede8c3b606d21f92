"""What contracts as people write them brought to light, each with the smallest clauses and log that show it."""

import pytest
from semantics import EVENTS, moment, verdict

from luyue.dsl.diagnostic import ContractError

# ---------------------------------------------------------------- times of what happened


BY_ITS_DAY = """
clause mended [1]
  when outage_began as fault
  duty supplier: outage_ended, same outage
  due by day of (fault)
"""


def test_a_time_by_the_day_of_the_trigger_counts_from_the_trigger() -> None:
    """What was mended before it broke is not mended; the contract's own dates count from the beginning."""
    log = "2024-01-05 10:00 outage_ended outage=O1\n2024-02-01 10:00 outage_began outage=O1"

    assert {"mended/O1": "overdue"} == verdict(BY_ITS_DAY, log, "2024-02-02").states


def test_an_interval_before_the_trigger_moves_no_time_by_its_day() -> None:
    """A storm that was over when the fault came is no reason to wait."""
    text = BY_ITS_DAY + "clause relief [2]\n  suspends both_parties during storm\n"
    log = """
2024-01-05 10:00 storm_began storm=A party=supplier
2024-01-15 10:00 storm_ended storm=A
2024-02-01 10:00 outage_began outage=O1
"""
    assert "2024-02-01" == verdict(text, log, "2024-02-02").due("mended/O1")


# ---------------------------------------------------------------- periods by their number


INSTALMENTS = """
period cycle every 3 months from 2024-01-01, 4 pieces
event handed_in (of: period cycle)
clause report [1]
  when every cycle
  duty supplier: handed_in
  due by end of cycle
"""


def test_a_period_may_be_named_by_its_number() -> None:
    """The third cycle is the one that begins on 1 July, whenever its report comes."""
    named = "2024-04-02 10:00 handed_in of=3"

    assert "performed" == verdict(INSTALMENTS, named, "2024-12-31").states["report/2024-Q3"]
    assert "missed" == verdict(INSTALMENTS, named, "2024-12-31").states["report/2024-Q2"]


def test_what_is_tied_by_a_period_may_name_it_either_way() -> None:
    """By its number or as reports write it."""
    text = INSTALMENTS.replace("handed_in\n", "handed_in, same of\n").replace("every cycle\n", "every cycle as of\n")
    for said in ("3", "2024-Q3"):
        found = verdict(text, f"2024-08-02 10:00 handed_in of={said}", "2024-12-31").states

        assert "performed" == found["report/2024-Q3"]


# ---------------------------------------------------------------- what a clause may follow


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("damages buyer pays supplier 10 yuan per day late", "late-with-what"),
        ("damages buyer pays supplier 5% of unpaid", "unpaid-of-what"),
        ("power supplier: notice_arrived, once late more than 3 days", "state-of-what"),
    ],
)
def test_a_condition_that_joins_a_breach_with_a_fact_has_no_delay_of_its_own(line: str, code: str) -> None:
    """It becomes true once for all debts, so nothing says which of them is late: it is refused and never 0.00."""
    text = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01
clause interest [2]
  when {}
  {}
"""
    with pytest.raises(ContractError) as refused:
        verdict(text.format("pay breached and cause_found", line), "", "2024-04-01")

    assert [code] == [one.code for one in refused.value.diagnostics]
    verdict(text.format("pay breached", line), "", "2024-04-01")


def test_one_alias_may_name_the_events_of_several_readings() -> None:
    """Under either option the line that reads it reads the event that came."""
    text = """
reading start "From the question or from the part payment?"
  option question, default
  option part
clause pay [1]
  when asked as begun, under start = question
  when paid_part as begun, under start = part
  duty buyer pays supplier 20 yuan, with paid_part (ticket = begun.ticket).amount
  due within 3 days, no roll
"""
    log = "2024-02-05 10:00 asked ticket=A\n2024-02-06 10:00 paid_part ticket=A amount=20"

    assert {"pay": "performed"} == verdict(text, log, "2024-03-01").states
    assert {"pay": "overdue"} == verdict(text, log, "2024-03-01", settings={"start": "part"}).states


# ---------------------------------------------------------------- decisions on one act of several


FINES = EVENTS + "event fine_set (ticket: id, amount: money)\n"
LEAKS = "2024-02-05 10:00 banned ticket=A\n2024-02-06 10:00 banned ticket=B\n"
BAN = "clause ban [1]\n  forbidden supplier: banned, same ticket\n"
FINE = "damages supplier pays buyer 100 yuan to 200 yuan, decided by buyer with fine_set.amount\n"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [(BAN + FINE, "ban/1", "ban/2/1"), (BAN + "clause fine [2]\nwhen ban breached\n" + FINE, "fine/1", "fine#2/1")],
    ids=["of its own clause", "of a clause that follows"],
)
def test_a_decision_settles_the_range_of_the_act_that_it_names(text: str, first: str, second: str) -> None:
    """The prohibition is tied by the ticket, so what is decided about B says nothing about A."""
    found = verdict(text, LEAKS + "2024-03-05 11:00 fine_set ticket=B amount=150", "2024-04-01", events=FINES)

    assert {first: "100.00..200.00", second: "150.00"} == found.heads


# ---------------------------------------------------------------- figures that count breaches


COUNTED = """
metric failures be count (answer breached)
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
  unless cause_found
clause few [2]
  duty supplier keeps failures less than 2 times
clause way_out [3]
  when few breached
  power buyer: notice_arrived
"""
TWO = "2024-02-05 10:00 asked ticket=A\n2024-02-06 11:00 asked ticket=B\n"


def test_a_figure_that_counts_breaches_is_judged_at_the_breach_that_fills_it() -> None:
    """The second answer is late from 8 February on; nobody has to wait for the next row or the date of the report."""
    found = verdict(COUNTED, TWO, "2024-04-01")

    assert ("missed", "2024-02-08 00:00:00") == (found.states["few/term"], found.breaches["few/term"])
    assert {"way_out/term": "available"} == found.powers


def test_a_figure_that_a_later_excuse_lowers_holds_again() -> None:
    """With one of the two breaches excused the count is one, and what rested on two falls away."""
    found = verdict(COUNTED, TWO + "2024-03-01 10:00 cause_found ticket=A", "2024-04-01")

    assert ("holding", {"way_out/term": "lapsed"}) == (found.states["few/term"], found.powers)
    assert "few/term" not in found.breaches


# ---------------------------------------------------------------- powers


RIGHTS = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-10-01
clause way_out [2]
  when pay breached
  power supplier: notice_arrived, ends the contract
clause claim [3]
  when pay breached
  power supplier: demanded_it
"""


def test_a_right_to_end_the_contract_lapses_with_the_term() -> None:
    """When the term is over there is nothing left to end (art. 557); other rights stay."""
    last = verdict(RIGHTS, "2024-12-31 24:00 chatted", "2024-12-31")
    over = verdict(RIGHTS, "", "2025-01-31")

    assert {"way_out": "available", "claim": "available"} == last.powers
    assert {"way_out": "lapsed", "claim": "available"} == over.powers
    assert "2025-01-01 00:00:00" == moment(over.power("way_out").lapsed_at or 0)


def test_a_right_to_end_the_contract_that_survives_the_term_stays() -> None:
    """Its clause says so."""
    text = RIGHTS.replace("ends the contract\n", "ends the contract\n  survives\n")

    assert "available" == verdict(text, "", "2025-01-31").powers["way_out"]


def test_an_act_that_fits_several_rights_and_exercises_none_is_one_finding() -> None:
    """It names the right that came nearest, and the others besides."""
    text = RIGHTS.replace("demanded_it", "notice_arrived")
    found = verdict(text, "2024-03-01 10:00 notice_arrived party=supplier", "2024-03-31")

    assert [("way_out", {"event": "e1", "why": "no_instance", "clauses": "claim"})] == [
        (row.clause, dict(row.facts)) for row in found.report.checks if row.code == "void-exercise"
    ]


STATES = """
clause answer [1]
  when every month as k
  duty supplier: answered
  due by end of k
clause permit [2]
  when asked
  power buyer: permitted, same ticket
clause way_out [3]
  when {}
  power buyer: notice_arrived
"""


@pytest.mark.parametrize(("condition", "second"), [("answer missed", "2024-03-01"), ("permit exercised", "2024-03-06")])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_so_many_times_in_a_state_is_reached_when_the_last_of_them_is(condition: str, second: str, times: int) -> None:
    """Two answers missed by 1 March, two permits on 6 March; three there are not."""
    log = "\n".join(
        f"2024-03-0{n} 09:00 {kind} ticket={ticket}"
        for n, kind, ticket in [(4, "asked", "A"), (4, "asked", "B"), (5, "permitted", "A"), (6, "permitted", "B")]
    )
    found = verdict(STATES.format(f"{condition} {times} times or more"), log, "2024-03-31")

    assert (times < 3) == (found.powers.get("way_out") == "available")
    if times == 2:
        assert second == moment(found.power("way_out").available_from or 0)[:10]
