"""What tells several decisions, excuses and index entries apart: filters, fields in common, items of a score."""

import pytest
from semantics import EVENTS, HEADER, verdict

from luyue.dsl.load import load_text
from luyue.dsl.model import Article

DECISIONS = """
event fixed (head: leak/delay, rate: rate)
clause leak_fine [1]
  when banned
  damages supplier pays buyer 0.5% to 3% of price, decided by buyer with fixed (head = leak).rate
"""
SECURITY = """
clause security [1]
  forbidden supplier: banned, same ticket
  unless cause_found
"""


def test_a_decision_is_the_one_that_its_filter_lets_through() -> None:
    """The buyer fixes several sums with one kind of letter; one for delay settles no leak."""
    log = "2024-03-01 09:00 banned ticket=a\n2024-03-02 09:00 fixed head=delay rate=1%\n"

    assert {"leak_fine/1": "500.00..3000.00"} == verdict(DECISIONS, log, "2024-03-31").heads
    assert {"leak_fine/1": "2000.00"} == verdict(
        DECISIONS, log + "2024-03-03 09:00 fixed head=leak rate=2%", "2024-03-31"
    ).heads


def test_what_excuses_a_forbidden_act_is_tied_to_it_by_a_field_in_common() -> None:
    """The cause found of one incident says nothing of the next."""
    log = "2024-03-01 09:00 banned ticket=a\n2024-03-02 09:00 cause_found ticket=a\n2024-03-03 09:00 banned ticket=b"
    found = verdict(SECURITY, log, "2024-03-31").report

    assert [False, True] == [row.excused_by == () for row in found.breaches]


def index_of(score: str) -> dict[str, Article]:
    """Return the index of the signed text of a contract with a score."""
    return {one.cite: one for one in load_text(HEADER + EVENTS + score, "test.clause").articles}


def test_an_item_of_a_score_answers_the_lines_beneath_what_it_cites() -> None:
    """Each line of the annex is points off the item; one with a reason of its own is none."""
    found = index_of(
        """
score quality [annex.total]
  every quarter
  start 100 points
  item conduct [annex.1] 100 points
    deduct 1 point each time banned
article [annex.total] "Sum"
article [annex.1] "Conduct"
article [annex.1.1] "Acts"
article [annex.1.2] "The law" declaration "the law says what follows"
article [annex.2] "Papers"
"""
    )

    assert {
        "annex.total": ("quality",),
        "annex.1": ("quality",),
        "annex.1.1": ("quality",),
        "annex.1.2": (),
        "annex.2": (),
    } == {cite: one.clauses for cite, one in found.items()}


DENIAL = """
clause deliver [1]
  when asked
  duty supplier: delivered
  due within 10 days
clause relief [8]
  suspends affected_party during storm
clause deny [9]
  when storm_began
  power buyer: relief_denied, denies relief, until storm_notice, same storm
"""
STORMY = """
2024-03-01 09:00 asked ticket=T1
2024-03-05 09:00 storm_began storm=S party=supplier
2024-03-09 09:00 storm_ended storm=S
"""


@pytest.mark.parametrize(
    ("log", "status", "state"),
    [
        ("", "revocable", "pending"),
        ("2024-03-10 09:00 relief_denied storm=S", "refused", "overdue"),
        ("2024-03-10 09:00 relief_denied storm=R", "revocable", "pending"),
        ("2024-03-09 10:00 storm_notice storm=S\n2024-03-10 09:00 relief_denied storm=S", "revocable", "pending"),
        ("2024-03-10 09:00 relief_denied storm=S\n2024-03-11 09:00 storm_notice storm=S", "refused", "overdue"),
    ],
)
def test_a_power_takes_back_the_relief_it_is_tied_to_while_it_lasts(log: str, status: str, state: str) -> None:
    """Notice given first, if late, leaves nothing to deny; denied first, later notice mends nothing."""
    found = verdict(DENIAL, STORMY + log, "2024-03-13")

    assert ({"relief/S": status}, {"deliver": state}) == (found.suspensions, found.states)


PERMITS = """
clause secrecy [1]
  forbidden supplier: banned, same ticket
  unless permitted or cause_found
"""


@pytest.mark.parametrize(
    ("log", "state"),
    [
        ("2024-03-01 09:00 permitted ticket=a\n2024-03-02 09:00 banned ticket=a", "kept"),
        ("2024-03-02 09:00 banned ticket=a\n2024-03-03 09:00 permitted ticket=a", "broken"),
        ("2024-03-02 09:00 banned ticket=a\n2024-03-03 09:00 cause_found ticket=a", "kept"),
    ],
)
def test_a_permit_beside_an_attested_fact_must_still_come_first(log: str, state: str) -> None:
    """Of two excuses joined by or, only the attested fact works back."""
    found = verdict(PERMITS, log, "2024-03-31").report

    assert state == ("broken" if any(row.excused_by == () for row in found.breaches) else "kept")


AGREED = """
event promised (ticket: id, day: date)
clause keep_promise [1]
  when promised as promise
  duty supplier: answered, same ticket
  due by promise.day
clause fixed_day [2]
  duty supplier: delivered
  due by 2024-03-20
clause relief [8]
  suspends affected_party during storm
"""


def test_a_storm_before_a_date_was_agreed_moves_that_date_by_nothing() -> None:
    """Four days of storm end before the promise; only the day that the contract itself fixed moves."""
    storm = "2024-03-01 09:00 storm_began storm=S party=supplier\n2024-03-05 09:00 storm_ended storm=S\n"
    found = verdict(AGREED, storm + "2024-03-10 09:00 promised ticket=a day=2024-03-20", "2024-03-12")

    assert ("2024-03-20", "2024-03-24") == (found.due("keep_promise/a"), found.due("fixed_day"))
