"""Sufficiency: replaying only the events that a row cites, to the same instant, gives the same row (SEMANTICS 8)."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scorecards import CARD_EVENTS
from semantics import contract, rows

from luyue.dsl.load import load
from luyue.dsl.model import Contract
from luyue.engine.event import Log
from luyue.engine.readers import from_rows, read
from luyue.engine.replay import replay
from luyue.engine.report import Report

ROOT = Path(__file__).parent.parent


def duty(row: Any) -> object:
    amount = None if row.amount is None else (row.amount.low, row.amount.high)
    return row.state, None if row.due is None else row.due.last, row.performed_at, amount


VERDICTS = {
    "duties": ("duty", duty),
    "breaches": ("duty", lambda row: (row.at, row.cured_at, bool(row.excused_by))),
    "heads": ("head", lambda row: (row.low, row.high, row.claim, row.paid)),
    "powers": ("power", lambda row: (row.state, row.available_from, row.effective_at)),
    "payments": ("duty", lambda row: (row.state, row.amount_low, row.amount_high, row.paid)),
    "scores": ("figure", lambda row: (row.value, row.low, row.high)),
    "suspensions": ("suspension", lambda row: (row.status, row.start, row.end)),
}


def shown(report: Report) -> dict[tuple[str, str], object]:
    """Return the verdict of every row."""
    return {(group, row.id): told(row) for group, (_, told) in VERDICTS.items() for row in getattr(report, group)}


def behind(report: Report, group: str, row: Any) -> frozenset[str]:
    """Return what the report says a row rests on."""
    assert report.evidence is not None
    return frozenset(report.evidence.behind(VERDICTS[group][0], row.duty if group == "breaches" else row.id))


def insufficient(made: Contract, log: Log, as_of: date | None, picked: int | None = None) -> list[str]:
    """Return the rows that only the events they cite do not give; of many, those picked, a row of each clause first."""
    report = replay(made, log, as_of=as_of)
    wanted, found, replayed = shown(report), [], {}
    for group, row in rows_of(report, picked):
        cited = behind(report, group, row)
        if cited not in replayed:
            only = Log(tuple(event for event in log.events if event.id in cited))
            replayed[cited] = shown(replay(made, only, as_of=report.as_of.us))
        if replayed[cited].get((group, row.id)) != wanted[group, row.id]:
            found.append(f"{group} {row.id}")
    return found


def rows_of(report: Report, picked: int | None) -> Iterator[tuple[str, Any]]:
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for group in VERDICTS:
        for row in getattr(report, group):
            groups[group, getattr(row, "clause", "") or row.id].append(row)
    drawn = random.Random(7)
    names = sorted(groups)
    for group, name in names if picked is None else drawn.sample(names, min(picked, len(names))):
        yield from ((group, row) for row in (groups[group, name] if picked is None else groups[group, name][-1:]))


@pytest.mark.parametrize(
    ("name", "as_of", "picked"),
    [
        ("haining", None, 40),
        ("haining", date(2024, 10, 15), 40),
        ("shangluo", None, 30),
        ("shangluo", date(2026, 3, 31), 30),
        ("zhengzhou", None, 12),
        ("zhengzhou", date(2026, 5, 15), 12),
        ("luoyang", date(2025, 7, 31), 8),
    ],
)
def test_what_a_row_cites_gives_the_row(name: str, as_of: date | None, picked: int) -> None:
    """On the year's log of a contract, at its end and on the way."""
    folder = ROOT / "contracts" / name
    made = load(folder / f"{name}.clause")

    assert [] == insufficient(made, read([folder / "events.jsonl"], made), as_of, picked)


# ---------------------------------------------------------------- small logs, every row


CLAUSES = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01
clause rest [2]
  duty buyer pays supplier 500 yuan, with paid.amount
  due by 2024-04-01
clause answer [3]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
  unless cause_found
clause fine [4]
  when answer breached
  damages supplier pays buyer 100 yuan, in total at most 250 yuan
clause cut [5]
  when answer breached
  reduction rest: 30 yuan
clause relief [6]
  suspends affected_party during storm
  requires storm_notice, within 2 days
clause way_out [7]
  when answer breached 2 times or more in term
  power buyer: notice_arrived, ends the contract
clause monthly [8]
  when every month
  duty supplier: checked
  due by end of month, no roll
clause ban [9]
  forbidden supplier: banned, same ticket
  unless permitted
"""
LOG = """
2024-01-15 10:00 checked system=S
2024-02-01 10:00 asked ticket=A
2024-02-01 11:00 answered ticket=A
2024-02-05 10:00 asked ticket=B
2024-02-10 10:00 storm_began storm=W party=supplier
2024-02-10 11:00 asked ticket=C
2024-02-11 10:00 storm_notice storm=W
2024-02-20 10:00 storm_ended storm=W
2024-02-26 10:00 paid amount=600
2024-02-28 10:00 paid amount=700
2024-03-01 10:00 permitted ticket=X
2024-03-02 10:00 banned ticket=X
2024-03-03 10:00 banned ticket=Y
2024-03-04 10:00 asked ticket=D
2024-03-05 10:00 asked ticket=E
2024-03-09 10:00 answered ticket=D
2024-03-10 10:00 cause_found ticket=E
2024-03-12 10:00 notice_arrived party=buyer
2024-03-20 10:00 claimed_it what=fine
2024-03-21 10:00 settled_it what=fine amount=50
fix: 2024-02-27 10:00 paid amount=800 corrects=e10
"""


@pytest.mark.parametrize("day", [date(2024, 2, 15), date(2024, 3, 1), date(2024, 3, 11), date(2024, 3, 31)])
def test_every_row_of_a_small_log_rests_on_what_it_cites(day: date) -> None:
    """Payments in turn, excuses, relief, reductions, caps, counts, permits, an end of the contract, a correction."""
    made = contract(CLAUSES)

    assert [] == insufficient(made, from_rows(made, rows(LOG)), day)


def test_a_row_cites_what_concerns_it_and_no_more() -> None:
    """The answer to A rests on question and answer; the breach of B on its question alone."""
    made = contract(CLAUSES)
    report = replay(made, from_rows(made, rows(LOG)), as_of=date(2024, 2, 15))
    assert report.evidence is not None

    assert ("e2", "e3") == report.evidence.behind("duty", "answer/A")
    assert ("e4",) == report.evidence.behind("duty", "answer/B")
    assert ("e5", "e6", "e7") == report.evidence.behind("duty", "answer/C")


def test_the_correction_of_a_cited_event_is_cited_beside_it() -> None:
    """Who replays only what is cited needs the row that put it right."""
    made = contract(CLAUSES)
    report = replay(made, from_rows(made, rows(LOG)), as_of=date(2024, 3, 1))
    assert report.evidence is not None
    cited = report.evidence.behind("duty", "pay")

    assert ("e9", "e10", "fix") == cited[-3:]


# ---------------------------------------------------------------- what is not behind a row at first sight


ANSWER = """
clause answer [1]
  when asked
  duty supplier: answered
  due within 5 days, no roll
"""
TWO_ASKED = "2024-03-01 09:00 asked ticket=A\n2024-03-02 09:00 asked ticket=B\n"
NAMESAKES = ANSWER, TWO_ASKED + "2024-03-04 09:00 answered ticket=A"
FLOOR = (
    ANSWER + "clause fee [2]\nwhen answer breached\ndamages supplier pays buyer 10 yuan, in total at least 50 yuan",
    TWO_ASKED,
)
RANGES = (
    """
clause fee [1]
  when asked
  damages supplier pays buyer 1% to 3% of price, decided by buyer with sum_decided.amount
clause ban [2]
  forbidden supplier: banned
  damages supplier pays buyer 2500 yuan
limit ceiling [9] at most 4000 yuan, over fee and ban
""",
    "2024-03-01 09:00 asked ticket=A\n2024-03-20 09:00 banned ticket=A",
)
THRESHOLD = (
    """
clause relief [1]
  suspends affected_party during storm
  requires storm_notice, within 60 days
clause out [2]
  when storm lasting 30 days or more
  power buyer: notice_arrived, ends the contract
""",
    "2024-02-01 09:00 storm_began storm=W party=supplier\n2024-03-20 09:00 storm_notice storm=W",
)
REDUCED = (
    """
clause fee [1]
  when every month as m
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by end of m, no roll
clause cut [2]
  when banned
  reduction fee: 100 yuan
""",
    "2024-02-05 09:00 paid amount=2000\n2024-02-10 09:00 banned ticket=A\n2024-02-11 09:00 banned ticket=B",
)
NETTED = (
    """
event netted (what: id, amount: money), acts as sets off what with amount
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-15
clause rest [2]
  duty buyer pays supplier 500 yuan, with paid.amount
  due by 2024-03-15
clause ban [3]
  forbidden supplier: banned
  damages supplier pays buyer 600 yuan
""",
    """
2024-02-10 09:00 banned ticket=A
2024-02-11 09:00 netted what=ban amount=700
2024-02-20 09:00 paid amount=450
""",
)


REJECTED = (
    ANSWER,
    TWO_ASKED
    + "x: 2024-03-03 09:00 answered ticket=A\n2024-03-04 09:00 rejected_it what=x\n2024-03-05 09:00 answered ticket=A",
)
ROLLED = (  # 30 June 2024 is a Sunday
    """
clause visit [1]
  when every month as m
  duty supplier: checked
  due by end of m, rolls
""",
    "2024-06-11 09:00 checked system=S\n2024-07-01 09:00 checked system=S",
)
IN_TURN = (
    ANSWER.replace("answered", "answered, same ticket")
    + "clause fee [2]\nwhen answer breached\ndamages supplier pays buyer 100 yuan",
    TWO_ASKED + "2024-03-20 09:00 settled_it what=fee amount=120",
)
STORMS = (
    "clause relief [1]\n  suspends affected_party during storm\n  requires storm_notice, within 2 days",
    "2024-02-01 09:00 storm_began storm=W party=supplier\n2024-02-03 09:00 storm_ended storm=W\n"
    "2024-02-10 09:00 storm_began storm=W party=supplier",
)
TOUCHING = (  # the second storm begins as the first ends, after the duty's own time
    """
clause deliver [1]
  when asked
  duty supplier: answered, same ticket
  due within 10 days, no roll
clause relief [2]
  suspends affected_party during storm
""",
    "2024-03-01 09:00 asked ticket=A\n2024-03-11 17:00 storm_began storm=V party=supplier\n"
    "2024-03-12 09:00 storm_ended storm=V\n2024-03-12 09:00 storm_began storm=W party=supplier",
)
FAR = {
    "storms that touch": TOUCHING,
    "two storms of a name": STORMS,
    "namesakes": NAMESAKES,
    "a floor for all": FLOOR,
    "a range under a cap": RANGES,
    "a threshold": THRESHOLD,
    "reductions in turn": REDUCED,
    "set-off and shares": NETTED,
    "a rejection": REJECTED,
    "a sum for a clause": IN_TURN,
    "a month that rolled": ROLLED,
}


@pytest.mark.parametrize("name", FAR)
def test_what_bears_on_a_row_from_afar_is_cited_too(name: str) -> None:
    """
    Others of one name, of one floor or cap, what a long storm's recognition rests on, what took a reduction first.

    Each is left out of sight of the row itself, and without it the row would say something else.
    """
    clauses, log = FAR[name]
    made = contract(clauses)

    assert [] == insufficient(made, from_rows(made, rows(log)), date(2024, 8 if name.endswith("rolled") else 3, 31))


@pytest.mark.parametrize(
    ("clauses", "log", "day"),
    [
        (
            "score card every season\n  start 100 points\n  item s 100 points\n    deduct 5 points each time complaint",
            "2024-02-05 09:00 complaint\n2024-02-20 09:00 shut which=2024-01-01",
            date(2024, 3, 1),
        ),
        (
            "metric accidents be count accident, every year\nscore card every month\n  left out\n"
            "  item safe 60 points if accidents at most 0 times\n  item rest 40 points",
            "2024-11-05 10:00 accident",
            date(2025, 1, 2),
        ),
    ],
    ids=["what closes a period", "a figure of the year in a card of the month"],
)
def test_a_score_cites_what_closes_it_and_what_has_decided_it_early(clauses: str, log: str, day: date) -> None:
    """A signed sheet that closes the period; an accident that no later month mends."""
    made = contract(clauses, events=CARD_EVENTS)

    assert [] == insufficient(made, from_rows(made, rows(log)), day)
