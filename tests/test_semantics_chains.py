"""Chained and tolled times from end to end: handed in, checked, paid, with what stops the clock (SEMANTICS 2, 3, 4)."""

import pytest
from semantics import EVENTS, verdict

MORE = EVENTS + "event finished\nevent submitted\nevent verified\n"
CHAIN = """
clause submit [1]
  when finished
  duty supplier: submitted
  due within 5 days
clause verify [2]
  when submitted
  duty buyer: verified
  due within 5 working days
clause pay [3]
  when verified
  provided invoiced, else time waits, undone by returned
  duty buyer pays supplier 1000 yuan, with paid.amount
  due within 30 working days
  damages buyer pays supplier 0.05% of unpaid per day late
"""
DONE = """
2024-04-26 15:00 finished
2024-05-06 24:00 submitted
2024-05-11 24:00 verified
"""
INVOICE = "2024-05-20 09:00 invoiced ticket=A\n"


@pytest.mark.parametrize(
    ("log", "due", "head"),
    [
        (INVOICE, "2024-07-02", "5.00"),
        (
            INVOICE + "2024-05-22 10:00 returned ticket=A\n2024-05-24 10:00 invoiced ticket=B\n",
            "2024-07-08",
            "2.00",
        ),
    ],
    ids=["invoiced once", "sent back and invoiced again"],
)
def test_each_time_runs_from_what_ended_the_one_before(log: str, due: str, head: str) -> None:
    """
    Five days from Friday 26 April end on 1 May and roll over the holidays to Monday the 6th.

    Five working days more are the 7th to the 11th, a Saturday that is worked. Thirty from the invoice of 20 May: four
    in that week, five to the 31st, five, four (10 June is a holiday), five, five, and 1 and 2 July; from that of the
    24th they end on 8 July. As of 12 July the payment is ten, or four, days late at half a yuan.
    """
    found = verdict(CHAIN, DONE + log, "2024-07-12", events=MORE)

    assert {"submit": "2024-05-06", "verify": "2024-05-11", "pay": due} == {n: found.due(n) for n in found.states}
    assert ("performed", "performed", {"pay/1": head}) == (
        found.states["submit"],
        found.states["verify"],
        found.heads,
    )


def test_without_an_invoice_nobody_is_late() -> None:
    """The time does not run; what is missing is said."""
    found = verdict(CHAIN, DONE, "2024-12-01", events=MORE)

    assert ("latent", {}) == (found.states["pay"], found.heads)
    assert "precondition" in found.missing("pay")


@pytest.mark.parametrize(
    ("words", "due"), [(", stops the clock", "2024-04-23"), ("", "2024-04-23")], ids=["stopped", "moved"]
)
def test_papers_sent_back_stop_thirty_working_days(words: str, due: str) -> None:
    """
    Accepted on Friday 1 March: thirty working days end on 15 April, over the 4th to 6th and the Sunday worked, the 7th.

    Sent back on Sunday the 10th with twenty-five days left, back on Monday the 18th: these run on from the 19th to 23
    April. Moved by eight days instead, the 15th is the 23rd too.
    """
    text = f"""
interval papers from returned to invoiced, same ticket
clause pay [1]
  when accepted
  duty buyer pays supplier 1000 yuan, with paid.amount
  due within 30 working days
clause stop [2]
  suspends buyer during papers{words}
"""
    log = "2024-03-01 10:00 accepted\n2024-03-10 10:00 returned ticket=A\n2024-03-18 10:00 invoiced ticket=A"
    found = verdict(text, log, "2024-05-31")

    assert ("2024-04-15", due, "overdue") == (found.due_first("pay"), found.due("pay"), found.states["pay"])


def test_a_right_to_stop_work_excuses_the_other_side_while_it_lasts_and_while_work_resumes() -> None:
    """
    Payment late from 2 March; stopped on the 10th, more than seven days late; paid on the 20th, two days to resume.

    A question of the 8th was to be answered by the 13th: the stop ends with the 22nd, twelve days on, and the answer is
    due on the 25th. Stopped on the 8th, before the right was there, it is late from the 14th.
    """
    text = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01
clause serve [2]
  when asked
  duty supplier: answered, same ticket
  due within 5 days, no roll
  damages supplier pays buyer 10 yuan per day late
clause stop [3]
  when pay late
  power supplier: service_halted, halts serve, once late more than 7 days, until performed, then resume within 2 days
"""
    log = """2024-03-08 09:00 asked ticket=A
2024-03-{} service_halted party=supplier
2024-03-20 10:00 paid amount=1000
"""
    valid = verdict(text, log.format("10 10:00"), "2024-03-27")
    early = verdict(text, log.format("08 24:00"), "2024-03-27")

    assert ("2024-03-25", {"serve/A/1": "20.00"}) == (valid.due("serve/A"), valid.heads)
    assert ("2024-03-13", {"serve/A/1": "140.00"}, [("void-exercise", "e2")]) == (
        early.due("serve/A"),
        early.heads,
        early.findings,
    )
