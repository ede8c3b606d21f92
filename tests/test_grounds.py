"""What a report names as grounds: of rights that conditions opened, of claims, of times that are only claimed."""

import pytest
from semantics import EVENTS, moment, verdict

from luyue.app.explain import explain, explanation_text
from luyue.app.print_json import report_object
from luyue.app.print_text import report_text

TWO_BAD = """
clause way_out [1]
  when count of returned 2 times or more then banned, same ticket
  power buyer: notice_arrived, ends the contract
"""
CLAIM = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 2 days, no roll
let broken be answer breached
clause loss [2]
  when loss_proved as l
  provided broken, else no duty
  losses supplier pays buyer l.amount
"""
LONG_LATE = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 2 days, no roll
let slow be answer late more than 5 days
clause more [2]
  when slow and banned
  damages supplier pays buyer 7 yuan
"""
RELIEF = """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
clause relief [8]
  suspends affected_party during storm
  requires storm_proof
"""
LEVELS = """
table posts [1] (norm: id)
  row "one"
  row "two"
clause kept_up [1]
  when every posts
  duty supplier keeps headcount.n at least 3
"""


def test_a_right_that_a_condition_opened_names_its_events() -> None:
    """Two returns and what came after them, not what came later (SEMANTICS 8)."""
    log = "\n".join(f"2024-03-0{day} 09:00 {kind} ticket=T1" for day, kind in enumerate(("returned",) * 2, 1))
    found = verdict(
        TWO_BAD, log + "\n2024-03-05 09:00 banned ticket=T1\n2024-03-09 09:00 banned ticket=T1", "2024-03-31"
    )

    assert ("e1", "e2", "e3") == found.power("way_out/T1").opened_by


def test_money_that_a_condition_brought_names_the_breach_and_the_events_that_met_it() -> None:
    """Asked on the 1st, due on the 3rd, five days late after the 8th, and banned: what came later is no ground."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-09 09:00 banned ticket=T1\n2024-03-20 09:00 asked ticket=T2"
    found = verdict(LONG_LATE, log, "2024-04-30")
    head = found.report.heads[0]

    assert (("answer/T1",), ("e2",)) == (head.given, head.events)
    assert "answer/T1" in explanation_text(explain(found.report, head.id, "en"))


def test_a_claim_names_the_breach_that_its_precondition_asks_for() -> None:
    """Of several breaches those that were there when the loss was proved, also through a name for the condition."""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-10 09:00 loss_proved amount=70\n2024-03-20 09:00 asked ticket=T2"
    found = verdict(CLAIM, log, "2024-04-30")
    tree = explanation_text(explain(found.report, "loss/1", "en"))

    assert [("answer/T1",)] == [head.given for head in found.report.heads]
    assert "given that answer/T1 was broken" in tree
    assert "Given the breach: answer/T1" in report_text(found.report, "en")


@pytest.mark.parametrize(("lang", "told"), [("zh", "最后期限是 2024-03-15"), ("en", "last timely 2024-03-15")])
def test_a_breach_under_a_claim_tells_the_other_date(lang: str, told: str) -> None:
    """Proof may still come: late since the 11th, or since the 15th (SEMANTICS 4.2)."""
    log = """2024-03-01 09:00 asked ticket=T1
2024-03-05 08:00 storm_began storm=S party=supplier
2024-03-09 08:00 storm_ended storm=S
2024-03-20 08:00 answered ticket=T1"""
    found = verdict(RELIEF, log, "2024-03-31")
    other = found.duty("deliver/T1").due_claimed

    assert other is not None
    assert "2024-03-15 24:00" == moment(other.last)
    assert told in report_text(found.report, lang).replace("\n", "").replace("     ", " ")


def test_duties_of_a_clause_that_lack_the_same_are_told_together() -> None:
    """One citation, not one for each."""
    text = report_text(verdict(LEVELS, "", "2024-03-31", events=EVENTS).report, "en")

    assert 1 == text.count("kept_up")
    assert "2 of them: one, two" in text


def test_a_breach_that_the_end_of_the_contract_cut_short_tells_how_late_it_was() -> None:
    """Due on the 3rd, ended on the 10th: seven days late, and no more."""
    way_out = CLAIM + "clause way_out [3]\n  when answer breached\n  power buyer: notice_arrived, ends the contract\n"
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-10 09:00 notice_arrived party=buyer"

    text = report_text(verdict(way_out, log, "2024-03-31").report, "en")

    assert "Not performed when it ended, 7 days late." in " ".join(text.split())


ONE_CLOCK = """
table posts [1] (norm: id)
  row "T1"
  row "T2"
clause start [1]
  when every posts as post
  duty supplier: answered (ticket = post.norm)
  due by 2024-03-10
clause fee [2]
  when start breached
  damages supplier pays buyer 10 yuan per day late, overlapping days once
"""


def test_a_sum_over_all_instances_cites_what_kept_the_others() -> None:
    """Without T2's answer T2 would be late as well, and the days more: what is cited alone gives the same sum."""
    log = "2024-03-09 09:00 answered ticket=T2\n2024-03-12 09:00 answered ticket=T1"
    heads = report_object(verdict(ONE_CLOCK, log, "2024-03-31").report, "en")["liabilities"]

    assert isinstance(heads, list)
    assert [("20.00", ["e1", "e2"])] == [(head["low"], sorted(head["events"])) for head in heads]
