"""Of a clause that is broken often: which instance is meant, and what brought the one that was broken."""

from datetime import date

import pytest
from check_text import codes
from oracle import judge
from semantics import contract, moment, rows, verdict
from test_twin import differences, flatten

from luyue.dsl.format import format_file
from luyue.dsl.model import BreachOf, InState, walk
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

FAULTS = """
event fault (ticket: id, severity: normal / critical, cost: money)
event answer (ticket: id)
clause response
  when fault as f
  duty supplier: answer, same ticket
  due within 3 days
"""
REFUND = "  refund supplier pays buyer 1 yuan\n"
LOG = """
2024-03-01 10:00 fault ticket=T1 severity=critical cost=1000
2024-03-02 10:00 fault ticket=T2 severity=normal cost=500
2024-03-03 10:00 fault ticket=T3 severity=critical cost=2000
2024-03-20 10:00 answer ticket=T1
"""


def heads(clauses: str, log: str = LOG, as_of: str = "2024-04-01") -> dict[str, str]:
    """Return what follows from faults that were not answered in time."""
    return verdict(FAULTS + clauses, log, as_of).heads


# ---------------------------------------------------------------- which instance


def test_a_filter_chooses_by_a_field_of_the_event_that_brought_the_instance() -> None:
    clauses = "clause worse\n  when response (severity = critical) breached\n  damages supplier pays buyer 10 yuan\n"

    assert {"worse/T1/1": "10.00", "worse/T3/1": "10.00"} == heads(clauses)


def test_a_filter_chooses_by_a_key() -> None:
    clauses = 'clause one\n  when response (ticket = "T2") breached\n  damages supplier pays buyer 10 yuan\n'

    assert {"one/T2/1": "10.00"} == heads(clauses)


def test_what_a_filter_cannot_read_is_not_meant() -> None:
    """A field that this event left out matches no value."""
    clauses = "clause dear\n  when response (cost more than 600 yuan) breached\n  damages supplier pays buyer 10 yuan\n"
    events = FAULTS.replace("cost: money", "cost: money optional")
    log = "2024-03-01 10:00 fault ticket=T1 severity=normal\n" + LOG.lstrip().replace("T1", "T9")

    assert {"dear/T9/1", "dear/T3/1"} == set(verdict(events + clauses, log, "2024-04-01").heads)


@pytest.mark.parametrize(
    ("state", "expected"),
    [("late", {"T1", "T3"}), ("late more than 20 days", {"T3"}), ("performed", {"T1"}), ("breached", {"T1", "T3"})],
)
def test_every_state_takes_a_filter(state: str, expected: set[str]) -> None:
    clauses = f"clause then_\n  when response (severity = critical) {state}\n  refund supplier pays buyer 1 yuan\n"

    assert {f"then_/{key}/1" for key in expected} == set(heads(clauses))


def test_breaches_are_counted_of_the_instances_meant() -> None:
    """Two of three: the count is reached by the critical ones alone, at the second of them."""
    counted = "response (severity = critical) breached 2 times or more"
    clauses = f"clause often\n  when {counted}\n  power buyer: notice_arrived, ends the contract\n"
    found = verdict(FAULTS + clauses, LOG, "2024-04-01").power("often")

    assert ("available", "2024-03-07") == (found.state, _day(found.available_from))
    assert {} == heads(
        "clause often\n  when response (severity = normal) breached 2 times or more\n"
        "  refund supplier pays buyer 1 yuan\n"
    )


def _day(at: int | None) -> str:
    return "" if at is None else moment(at)[:10]


def test_a_count_of_breaches_takes_a_filter() -> None:
    clauses = (
        "clause sums_up\n  when delivered\n"
        "  damages supplier pays buyer 7 yuan * count of (response (severity = critical) breached, in term)\n"
    )

    assert {"sums_up/1": "14.00"} == heads(clauses, LOG + "2024-03-25 10:00 delivered\n")


def test_a_filter_may_speak_of_the_instance_at_hand() -> None:
    """An exception for the ticket of the event that started this clause, not for any."""
    clauses = (
        "event closing (ticket: id)\n"
        "clause no_closing\n  forbidden supplier: closing\n"
        "clause closes\n  when closing as c\n  unless response (ticket = c.ticket) breached\n"
        "  refund supplier pays buyer 3 yuan\n"
    )
    log = LOG + "2024-03-26 10:00 closing ticket=T2\n2024-03-27 10:00 closing ticket=T5\n"
    found = heads(clauses, log)

    assert {"closes#2/1": "3.00"} == found


def test_a_filter_on_rows_reads_their_cells() -> None:
    table = (
        "table lots (lot: id, value: money, day: date)\n"
        '  row "A", 100 yuan, 2024-02-01\n  row "B", 900 yuan, 2024-02-01\n'
    )
    clauses = (
        "event came (lot: id)\nclause arrival\n  when every lots as r\n  duty supplier: came (lot = r.lot)\n"
        "  due by r.day\n"
        "clause dear\n  when arrival (value more than 500 yuan) breached\n"
        "  damages supplier pays buyer 10% of r.value\n"
    )

    assert {"dear/B/1": "90.00"} == verdict(table + clauses, "2024-02-20 10:00 chatted", "2024-03-01").heads


# ---------------------------------------------------------------- what brought it


def test_what_follows_a_breach_reads_the_event_that_brought_it() -> None:
    """By its alias, or by its own name: not the latest of its kind."""
    alias = "clause costs\n  when response breached\n  damages supplier pays buyer 10% of f.cost\n"
    by_name = alias.replace("f.cost", "fault.cost")

    assert {"costs/T1/1": "100.00", "costs/T2/1": "50.00", "costs/T3/1": "200.00"} == heads(alias) == heads(by_name)


def test_it_reads_through_a_chain_of_clauses() -> None:
    clauses = (
        "clause report\n  when response breached\n  duty supplier: explained\n  due within 2 days\n"
        "clause dearer\n  when report breached\n  damages supplier pays buyer f.cost\n"
    )

    assert {"dearer/T1/1": "1000.00", "dearer/T2/1": "500.00", "dearer/T3/1": "2000.00"} == heads(clauses)


def test_a_range_of_what_was_broken_is_a_base() -> None:
    """The base of damages may be the row instead of the price, as a reading says."""
    clauses = (
        'reading base "what is it a share of"\n  option whole be price, default\n  option part be 0 yuan\n'
        "clause costs\n  when response breached\n  damages supplier pays buyer 10% of f.cost, under base = part\n"
        "  damages supplier pays buyer 1% of price, once only, under base = whole\n"
    )

    assert {"costs/1": "1000.00"} == heads(clauses)
    assert "200.00" == verdict(FAULTS + clauses, LOG, "2024-04-01", settings={"base": "part"}).heads["costs/T3/1"]


def test_of_several_clauses_only_what_all_bring_can_be_named() -> None:
    """The alias of one alone is unknown."""
    second = "clause repair\n  when fault as g\n  duty supplier: answer, same ticket\n  due within 9 days\n"
    both = "clause costs\n  when response breached or repair breached\n  damages supplier pays buyer {}.cost\n"

    assert ["unknown-name"] == _codes(FAULTS + second + both.format("f"))
    assert [] == _codes(FAULTS + second + both.format("fault"))


def test_clauses_that_follow_each_other_are_a_circle_still() -> None:
    clauses = (
        "clause a\n  when b breached\n  duty supplier: explained\n  due within 2 days\n"
        "clause b\n  when a breached\n  duty supplier: explained\n  due within 2 days\n"
    )

    assert ["cycle"] == _codes(clauses)


def _codes(text: str) -> list[str]:
    return codes(text, header=_HEADER, events=_EVENTS)


_HEADER = 'contract example\n  price 1000 yuan\n  signed 2024-01-01\n  parties buyer "B", supplier "S"\n'
_EVENTS = "event explained\n"


# ---------------------------------------------------------------- as text


BOTH = """\
条款 加重 = worse 〔二〕
  当     响应（等级 = 重大，工单 = “T1”）违约
  违约金 乙方 付 甲方 1元
"""


def test_a_filter_is_printed_and_read_in_both_languages() -> None:
    tree = parse(Source("t", BOTH))
    english = format_file(tree, "en")

    assert '  when     响应 (等级 = 重大, 工单 = "T1") breached\n' in english
    assert BOTH == format_file(parse(Source("t", english)), "zh")


def test_a_filter_is_part_of_what_is_meant() -> None:
    made = contract(
        FAULTS + "clause x\n  when response (severity = critical) breached\n  refund supplier pays buyer 1 yuan\n"
    )
    source = made.clauses[1].triggers[0].sources[0]

    assert isinstance(source, BreachOf) and 1 == len(source.where)
    assert [] == [one for one in walk(made.clauses[1]) if isinstance(one, InState)]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ('response (ticke = "T1") breached', ["unknown-name"]),
        ("response (severity = big) breached", ["unknown-value"]),
        ("response (cost = 3 days) breached", ["not-comparable"]),
        ('standing (ticket = "T1") breached', ["nothing-to-choose-by"]),
        ('fault (ticket = "T1") breached', ["wrong-sort"]),
        ('nothing (ticket = "T1") breached', ["unknown-clause"]),
    ],
)
def test_a_filter_that_cannot_choose_is_refused(when: str, expected: list[str]) -> None:
    text = (
        f"clause standing\n  forbidden supplier: answer\nclause x\n  when {when}\n  refund supplier pays buyer 1 yuan\n"
    )

    assert expected == _codes(FAULTS + text)


# ---------------------------------------------------------------- the slow twin


@pytest.mark.parametrize(
    "clauses",
    [
        "clause x\n  when response (severity = critical) breached\n  damages supplier pays buyer 10% of f.cost\n",
        "clause x\n  when response (cost more than 600 yuan) late more than 10 days\n" + REFUND,
        "clause x\n  unless response (severity = critical) breached\n  forbidden supplier: delivered\n",
        "clause x\n  when response (severity = critical) breached 2 times or more\n" + REFUND,
        "clause x\n  when response breached\n  duty supplier: explained (ticket = f.ticket)\n  due within 2 days\n",
    ],
)
@pytest.mark.parametrize("as_of", ["2024-03-06", "2024-03-08", "2024-04-01"])
def test_engine_and_twin_agree_on_which_instance_is_meant(clauses: str, as_of: str) -> None:
    made = contract(FAULTS + clauses)
    log = from_rows(made, rows(LOG + "2024-03-08 10:00 delivered\n2024-03-09 10:00 explained ticket=T2\n"))
    day = date.fromisoformat(as_of)

    assert [] == differences(judge(made, log.events, day), flatten(replay(made, log, as_of=day)))
