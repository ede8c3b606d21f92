"""What tells several decisions, excuses and index entries apart: filters, fields in common, items of a score."""

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
