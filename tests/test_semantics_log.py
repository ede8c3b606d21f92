"""The log: corrections, withdrawals, what was known when, duplicates, and that every row stands in exactly one list."""

import pytest
from semantics import EVENTS, contract, instant, rows, verdict

from luyue.engine.readers import EventError, from_rows
from luyue.engine.replay import replay

PAY = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-10
"""
DELIVER = """
clause deliver [1]
  when asked
  duty supplier: delivered
  due within 10 days, no roll
"""


# ---------------------------------------------------------------- corrections


def test_a_correction_replaces_the_event_it_names_time_and_fields() -> None:
    """Paid on the 12th, not on the 9th, and 900 only."""
    log = "2024-03-09 09:00 paid amount=1000\n2024-03-12 09:00 paid amount=900 corrects=e1 recorded_at=2024-03-20T09:00"
    found = verdict(PAY, log, "2024-03-31")

    assert ("overdue", "900.00") == (found.states["pay"], found.paid("pay"))


def test_a_correction_keeps_the_id_of_what_it_names() -> None:
    """The performance is still e1."""
    log = "2024-03-09 09:00 paid amount=900\n2024-03-09 10:00 paid amount=1000 corrects=e1"

    assert ("e1",) == verdict(PAY, log, "2024-03-31").duty("pay").performed_by


def test_a_correction_keeps_its_place_in_ties() -> None:
    """Two levels in one second: the corrected one still comes first."""
    staff = "clause staff [1]\nduty supplier keeps headcount.n at least 3\n"
    log = """
a: 2024-03-01 09:00 headcount n=5
b: 2024-03-01 09:00 headcount n=4
c: 2024-03-01 09:00 headcount n=2 corrects=a recorded_at=2024-03-05T09:00
"""
    assert "holding" == verdict(staff, log, "2024-03-31").states["staff"]


def test_a_report_that_does_not_know_the_correction_shows_what_was_known() -> None:
    """Known on the 15th: paid in time; known later: not."""
    log = "2024-03-09 09:00 paid amount=1000\n2024-03-09 09:00 paid amount=900 corrects=e1 recorded_at=2024-03-20T09:00"

    assert "performed" == verdict(PAY, log, "2024-03-31", known_at="2024-03-15 12:00").states["pay"]
    assert "overdue" == verdict(PAY, log, "2024-03-31", known_at="2024-03-20 09:00").states["pay"]


def test_a_correction_of_a_correction_counts_last() -> None:
    """Correct the correction."""
    log = """
2024-03-09 09:00 paid amount=1000
2024-03-09 09:00 paid amount=900 corrects=e1
2024-03-09 09:00 paid amount=800 corrects=e2
"""
    found = verdict(PAY, log, "2024-03-31")

    assert ("800.00", ("e1",)) == (found.paid("pay"), found.duty("pay").performed_by)


def test_a_withdrawal_removes_the_event() -> None:
    """Never paid."""
    log = "2024-03-09 09:00 paid amount=1000\n2024-03-12 09:00 paid withdraws=e1"
    found = verdict(PAY, log, "2024-03-31")

    assert ("overdue", "0.00", {"e1": "withdrawn"}) == (found.states["pay"], found.paid("pay"), found.reasons)


def test_a_correction_that_is_withdrawn_corrects_nothing() -> None:
    """What it corrected stands as it was."""
    log = """
2024-03-09 09:00 paid amount=1000
2024-03-09 09:00 paid amount=900 corrects=e1
2024-03-12 09:00 paid withdraws=e2
"""
    found = verdict(PAY, log, "2024-03-31")

    assert ("1000.00", {"e2": "withdrawn"}) == (found.paid("pay"), found.reasons)


def test_a_withdrawal_that_is_withdrawn_removes_nothing() -> None:
    """Paid after all."""
    log = """
2024-03-09 09:00 paid amount=1000
2024-03-12 09:00 paid withdraws=e1
2024-03-13 09:00 paid withdraws=e2
"""
    found = verdict(PAY, log, "2024-03-31")

    assert ("1000.00", {"e2": "withdrawn"}) == (found.paid("pay"), found.reasons)


def test_an_event_corrected_and_withdrawn_is_gone() -> None:
    """With its correction; a second withdrawal says nothing new, and no row is lost."""
    log = """
2024-03-09 09:00 paid amount=1000
2024-03-09 09:00 paid amount=900 corrects=e1
2024-03-12 09:00 paid withdraws=e1
2024-03-13 09:00 paid withdraws=e1
"""
    found = verdict(PAY, log, "2024-03-31")

    assert ("0.00", {"e1": "withdrawn", "e2": "withdrawn"}) == (found.paid("pay"), found.reasons)
    assert (4, 2, 2) == ((counts := found.report.counts).read, counts.applied, counts.ignored)


def test_a_correction_known_before_what_it_names_stands_for_it() -> None:
    """The first entry came in later; nothing that is known is lost."""
    log = """
2024-03-09 09:00 paid amount=900 recorded_at=2024-04-20T09:00
2024-03-09 09:00 paid amount=1000 corrects=e1 recorded_at=2024-04-01T09:00
"""
    found = verdict(PAY, log, "2024-03-31", known_at="2024-04-10 00:00")

    assert ("1000.00", ("e1",)) == (found.paid("pay"), found.duty("pay").performed_by)


@pytest.mark.parametrize(
    "log",
    [
        "2024-03-09 09:00 paid amount=900 corrects=nobody",
        "2024-03-09 09:00 paid amount=900 corrects=e1",
        "2024-03-09 09:00 paid amount=900 corrects=e2\n2024-03-09 09:00 paid amount=900 corrects=e1",
        "2024-03-09 09:00 paid amount=1\n2024-03-09 09:00 paid amount=2 corrects=e1\n"
        "2024-03-09 09:00 paid amount=3 corrects=e1",
    ],
    ids=["unknown id", "itself", "a cycle", "a second correction"],
)
def test_a_correction_that_cannot_be_told_is_refused(log: str) -> None:
    """With the places."""
    with pytest.raises(EventError):
        verdict(PAY, log, "2024-03-31")


def test_correcting_an_event_gives_the_report_of_a_log_that_always_had_it_right() -> None:
    """Save for counts and manifest."""
    wrong = "2024-03-09 09:00 paid amount=400\n2024-03-12 09:00 paid amount=1000 corrects=e1"
    corrected, right = (
        verdict(PAY, log, "2024-03-31").report for log in (wrong, "e1: 2024-03-12 09:00 paid amount=1000")
    )

    assert (corrected.duties, corrected.breaches, corrected.accounts) == (right.duties, right.breaches, right.accounts)


# ---------------------------------------------------------------- known_at


def test_only_rows_recorded_by_then_are_known() -> None:
    """A payment entered late is late known."""
    log = "2024-03-09 09:00 paid amount=1000 recorded_at=2024-04-02T09:00"
    found = verdict(PAY, log, "2024-03-31", known_at="2024-04-01 00:00")

    assert ("overdue", ["e1"], 1) == (
        found.states["pay"],
        [row.id for row in found.report.late_known],
        found.report.counts.late_known,
    )


def test_what_is_recorded_at_that_very_instant_is_known() -> None:
    """By then includes then."""
    log = "2024-03-09 09:00 paid amount=1000 recorded_at=2024-04-02T09:00"

    assert "performed" == verdict(PAY, log, "2024-03-31", known_at="2024-04-02 09:00").states["pay"]


def test_without_recorded_at_a_row_is_known_when_it_happened() -> None:
    """Its default."""
    log = "2024-03-09 09:00 paid amount=1000"

    assert "performed" == verdict(PAY, log, "2024-03-31", known_at="2024-03-09 09:00").states["pay"]
    assert "overdue" == verdict(PAY, log, "2024-03-31", known_at="2024-03-09 08:59:59.999999").states["pay"]


def test_a_late_row_gives_the_same_report_as_one_that_came_in_time() -> None:
    """In a report that knows it."""
    late, early = (
        verdict(PAY, f"2024-03-09 09:00 paid amount=1000{more}", "2024-03-31").report
        for more in (" recorded_at=2024-03-25T09:00", "")
    )

    assert (late.duties, late.accounts) == (early.duties, early.accounts)


def test_ties_go_to_what_was_recorded_first_then_by_id() -> None:
    """Two levels in one second, the later entry counts."""
    staff = "clause staff [1]\nduty supplier keeps headcount.n at least 3\n"
    log = """
a: 2024-03-01 09:00 headcount n=2 recorded_at=2024-03-01T12:00
b: 2024-03-01 09:00 headcount n=5 recorded_at=2024-03-01T11:00
"""
    assert "overdue" == verdict(staff, log, "2024-03-31").states["staff"]


# ---------------------------------------------------------------- conservation


def test_every_row_stands_in_exactly_one_list_with_its_reason() -> None:
    """Read = applied + duplicate + late known + ignored + rejected."""
    log = """
a: 2024-03-01 09:00 paid amount=100
a: 2024-03-01 09:00 paid amount=100
b: 2024-03-02 09:00 chatted
c: 2024-05-01 09:00 paid amount=100
d: 2024-03-03 09:00 paid amount=100
e: 2024-03-03 10:00 paid amount=200 corrects=d
f: 2024-03-04 09:00 paid amount=100
g: 2024-03-05 09:00 paid withdraws=f
h: 2024-03-06 09:00 paid amount=100 recorded_at=2024-06-01T09:00
"""
    found = verdict(PAY, log, "2024-03-31", known_at="2024-05-15 00:00")
    counts = found.report.counts

    assert (9, 3, 1, 1, 4, 0) == (
        counts.read,
        counts.applied,
        counts.duplicate,
        counts.late_known,
        counts.ignored,
        counts.rejected,
    )
    assert {"b": "nothing_reads_it", "c": "after_as_of", "d": "corrected", "f": "withdrawn"} == found.reasons


def test_an_event_that_reads_nothing_but_has_a_role_is_applied() -> None:
    """A waiver of what is not there is read, and changes nothing."""
    found = verdict(PAY, "2024-03-01 09:00 waived_it what=nothing", "2024-03-31")

    assert (1, "overdue") == (found.report.counts.applied, found.states["pay"])


def test_duplicates_change_nothing_but_their_count() -> None:
    """The same row three times."""
    row = "a: 2024-03-01 09:00 paid amount=100\n"
    once, thrice = verdict(PAY, row, "2024-03-31").report, verdict(PAY, row * 3, "2024-03-31").report

    assert (once.duties, once.accounts, 0, 2) == (
        thrice.duties,
        thrice.accounts,
        once.counts.duplicate,
        thrice.counts.duplicate,
    )


def test_the_same_id_with_other_content_is_refused() -> None:
    """Never last wins."""
    with pytest.raises(EventError):
        verdict(PAY, "a: 2024-03-01 09:00 paid amount=100\na: 2024-03-01 09:00 paid amount=200", "2024-03-31")


def test_an_undeclared_type_is_refused_unless_told_otherwise() -> None:
    """Leniently it is ignored, with its reason."""
    made = contract(PAY)
    log = rows("2024-03-01 09:00 unheard_of\n2024-03-02 09:00 paid amount=100")

    with pytest.raises(EventError):
        from_rows(made, log)
    report = replay(made, from_rows(made, log, lenient=True), as_of=instant("2024-03-31 00:00"))
    assert (2, 1, 1) == (report.counts.read, report.counts.applied, report.counts.ignored)


def test_a_row_after_the_date_of_the_report_is_ignored_and_named() -> None:
    """It is not lost."""
    found = verdict(DELIVER, "2024-03-01 09:00 asked ticket=T1\n2024-03-05 09:00 delivered", "2024-03-02")

    assert ({"deliver": "pending"}, {"e2": "after_as_of"}) == (found.states, found.reasons)


def test_a_correction_beyond_the_date_of_the_report_moves_the_event_out_of_it() -> None:
    """Paid in April after all: as of March it is not seen, and both rows are told of."""
    log = "2024-03-09 09:00 paid amount=1000\n2024-04-09 09:00 paid amount=1000 corrects=e1"
    found = verdict(PAY, log, "2024-03-31")

    assert ("overdue", 2) == (found.states["pay"], found.report.counts.ignored)


def test_a_replay_to_an_instant_equals_the_replay_of_the_events_up_to_it() -> None:
    """Counts and manifest apart."""
    log = "2024-03-01 09:00 paid amount=100\n2024-03-15 09:00 paid amount=200\n2024-04-15 09:00 paid amount=700"
    whole = verdict(PAY, log, "2024-03-31").report
    part = verdict(PAY, "\n".join(log.splitlines()[:2]), "2024-03-31").report

    assert (whole.duties, whole.breaches, whole.accounts) == (part.duties, part.breaches, part.accounts)


def test_inserting_ticks_changes_nothing() -> None:
    """An event that nothing reads but that makes an instant."""
    log = "2024-03-01 09:00 paid amount=100\n"
    ticks = "".join(f"2024-03-{day:02} 00:00 waived_it what=nothing\n" for day in range(2, 20))
    plain, ticked = verdict(PAY, log, "2024-03-31").report, verdict(PAY, log + ticks, "2024-03-31").report

    assert (plain.duties, plain.breaches, plain.accounts) == (ticked.duties, ticked.breaches, ticked.accounts)


def test_renaming_ids_in_order_renames_the_report_and_no_more() -> None:
    """A and b become x and y."""
    log = "a: 2024-03-01 09:00 paid amount=100\nb: 2024-03-01 09:00 paid amount=900"
    one = verdict(PAY, log, "2024-03-31").duty("pay")
    other = verdict(PAY, log.replace("a:", "x:").replace("b:", "y:"), "2024-03-31").duty("pay")

    assert (("a", "b"), ("x", "y"), one.performed_at) == (one.performed_by, other.performed_by, other.performed_at)


def test_events_are_read_by_either_name() -> None:
    """The twin of a party, of an event and of a field."""
    events = EVENTS.replace("event paid (amount: money)", "event paid = 付款 (amount = 金额: money)")
    made = contract(PAY, events=events)
    log = [{"编号": "e1", "时间": "2024-03-09 09:00", "事件": "付款", "金额": "1000"}]

    assert "performed" == replay(made, from_rows(made, log), as_of=instant("2024-03-31 00:00")).duties[0].state
