"""
What must hold in law whatever happens: who does better owes no more, names and places of clauses mean nothing.

Each property changes one thing of a drawn story and says from the law what may follow. Where a right to end the
contract was used, other rules take over (Civil Code, arts. 565 to 567), so such stories are left out.
"""

import random
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from attrs import evolve
from conftest import ROOT
from semantics import verdict
from stories import Case, corrects, different, hold, only, rebuilt, reported, verdicts
from strategies.parts import moment, row
from test_twin import KINDS

from luyue.dsl import model as m
from luyue.dsl.load import load_text
from luyue.dsl.quantity import Money
from luyue.engine.event import Event
from luyue.engine.report import Report

DAY: Final = 86_400_000_000
PARTIES: Final = ("buyer", "supplier")
Ends = tuple[Fraction, Fraction | None]


def owed_by(report: Report, party: str) -> Ends:
    """Return the least and the most that a party owes under all heads; the most is None where it is open."""
    mine = [row for row in report.totals if row.debtor == party]
    high = [row.high for row in mine if row.high is not None]
    return sum((row.low for row in mine), Fraction()), sum(high, Fraction()) if len(high) == len(mine) else None


def raised(before: Ends, after: Ends, lines: int = 0) -> list[str]:
    """Say where a liability went up by more than each of so many printed lines may be rounded up."""
    odd = Fraction(lines, 100)
    up = after[0] > before[0] + odd or (before[1] is not None and (after[1] is None or after[1] > before[1] + odd))
    return [f"{before} became {after}"] if up else []


def unended(*reports: Report) -> None:
    """Leave out stories in which a right was used."""
    only(not any(row.state == "effective" for report in reports for row in report.powers))


def drawn(case: Case) -> None:
    """Leave out stories over contracts that somebody wrote."""
    only(case.contract.label.id == "trial")


# ---------------------------------------------------------------- E1: relief


def test_force_majeure_never_costs_the_party_that_it_hit() -> None:
    """One more interval with notice and proof in time, wherever it falls: no liability of that party rises (E1)."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        only(any(clause.suspensions for clause in case.contract.clauses))
        only(case.known_at is None and case.as_of is not None)
        party = draw.choice(PARTIES)
        before = reported(case)
        due = [row.due.last for row in before.duties if row.due is not None] or [moment("2024-05-20T10:00:00")]
        at = draw.choice(due) + draw.choice((-20 * DAY, -3 * DAY, -DAY // 2, 0, 1, DAY))
        told = [
            row("f1", "fm_started", at, fm="F9", party=party),
            row("f2", "fm_noticed", at + DAY // 6, fm="F9"),
            row("f3", "fm_proved", at + DAY // 2, fm="F9"),
            row("f4", "fm_ended", at + draw.choice((DAY, 6 * DAY, 40 * DAY)), fm="F9"),
        ]
        after = reported(case, events=(*case.events, *told))
        unended(before, after)
        return raised(owed_by(before, party), owed_by(after, party), len(after.heads))

    hold(check, 200, least=40)


# ---------------------------------------------------------------- E4: earlier is never worse


def test_who_performs_earlier_never_owes_more() -> None:
    """The last act of a performance, moved to any instant since the duty arose (E4)."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        only(not corrects(case.events) and case.known_at is None)
        before = reported(case)
        clauses = {clause.id: clause for clause in case.contract.clauses}
        done = [r for r in before.duties if r.performed_by and r.amount is None and clauses[r.clause].duties]
        only(bool(done))
        duty = draw.choice(done)
        act = before.events[duty.performed_by[-1]]
        only(1 == sum(n.event == act.type for n in m.walk(case.contract.clauses) if isinstance(n, m.Pattern)))
        only(act.at > duty.arose_at)
        at = draw.choice(
            (duty.arose_at + 1, max(duty.arose_at + 1, act.at - DAY), draw.randrange(duty.arose_at, act.at))
        )
        events = [evolve(e, at=at, occurred_at=at, recorded_at=at) if e.id == act.id else e for e in case.events]
        after = reported(case, events=events)
        unended(before, after)
        return raised(owed_by(before, duty.bearer), owed_by(after, duty.bearer), len(after.heads))

    hold(check, 400, least=16)


def test_who_pays_earlier_never_owes_more() -> None:
    """Any payment, moved earlier: neither damages nor what is still unpaid rise (E4)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        drawn(case)
        only(not corrects(case.events) and case.known_at is None)
        paid = sorted((e for e in case.events if e.type == "paid"), key=lambda e: e.order)
        only(bool(paid))
        before = reported(case)
        act = paid[-1]
        since = max((row.arose_at for row in before.duties if row.amount is not None), default=act.at) + 1
        only(since < act.at)
        at = draw.randrange(since, act.at)
        events = [evolve(e, at=at, occurred_at=at, recorded_at=at) if e.id == act.id else e for e in case.events]
        after = reported(case, events=events)
        unended(before, after)
        yield from raised(owed_by(before, "buyer"), owed_by(after, "buyer"), len(after.heads))

    hold(check, 250, least=40)


# ---------------------------------------------------------------- E7: rates and caps


def lines_of(contract: m.Contract) -> list[tuple[int, int]]:
    """Return where lines of money stand: number of the clause, number of the line."""
    return [(c, h) for c, clause in enumerate(contract.clauses) for h in range(len(clause.heads))]


def with_line(contract: m.Contract, place: tuple[int, int], line: m.Head) -> m.Contract:
    """Return a contract with another line of money at a place."""
    c, h = place
    clause = contract.clauses[c]
    heads = (*clause.heads[:h], line, *clause.heads[h + 1 :])
    return evolve(contract, clauses=(*contract.clauses[:c], evolve(clause, heads=heads), *contract.clauses[c + 1 :]))


def dearer(part: Any) -> Any:
    """Return a formula twice as dear: its rates and its sums doubled."""

    def one(node: Any) -> Any:
        match node:
            case m.Const(value=Money(amount=amount, currency=currency)):
                return evolve(node, value=Money(amount * 2, currency))
            case m.Arithmetic(op="share", left=m.Const(value=Fraction() as rate)):
                return evolve(node, left=m.Const(node.left.type, rate * 2))
        return node

    return rebuilt(part, one)


@pytest.mark.parametrize("what", ["rate", "cap"])
def test_a_higher_rate_or_cap_never_costs_less(what: str) -> None:
    """One line of one clause, its rate or its caps doubled: its debtor owes as much or more (E7)."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        places = lines_of(case.contract)
        only(bool(places))
        c, h = place = draw.choice(places)
        line = case.contract.clauses[c].heads[h]
        payer = line.payer.name if isinstance(line.payer, m.PartyRef) else ""
        only(payer != "" and (what == "rate" or bool(line.caps)))
        more = evolve(line, amount=dearer(line.amount)) if what == "rate" else evolve(line, caps=dearer(line.caps))
        before, after = reported(case), reported(case, contract=with_line(case.contract, place, more))
        return raised(owed_by(after, payer), owed_by(before, payer), len(after.heads))

    hold(check, 160, least=60)


# ---------------------------------------------------------------- E10: names


def renamed(thing: Any, names: set[str]) -> Any:
    """Return a contract, a log or a report with every one of some names begun with an x."""

    def one(part: Any) -> Any:
        if type(part) is str:
            return re.sub(r"\w+", lambda found: f"x{found[0]}" if found[0] in names else found[0], part)
        return part

    return rebuilt(thing, one)


def test_other_names_in_the_same_order_give_the_same_report_renamed() -> None:
    """Parties, clauses, and the ids of events, tickets and rows (E10)."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        words = {v for event in case.events for v in event.fields.values() if isinstance(v, str)}
        said = words - {"n", "nothing"}  # a field's name, and the code of what names no head
        names = {
            *PARTIES,
            "line_1",
            "line_2",
            *said,
            *(e.id for e in case.events),
            *(c.id for c in case.contract.clauses),
        }
        other = reported(case, contract=renamed(case.contract, names), events=renamed(case.events, names))
        return different(renamed(verdicts(reported(case)), names), verdicts(other))

    hold(check, 100, least=40)


# ---------------------------------------------------------------- E12: places


def unordered(report: Report) -> dict[str, Any]:
    """Return what a report decides, its rows without their order and its findings by code and clause."""
    found = {k: frozenset(v) if isinstance(v, tuple) else v for k, v in verdicts(report).items() if k != "checks"}
    return {**found, "checks": frozenset((row.code, row.facts.get("event")) for row in report.checks)}


def test_the_order_of_clauses_changes_nothing() -> None:
    """Shuffled, over contracts without a limit that several of them share (E12)."""

    def check(case: Case, draw: Random) -> list[str]:
        only(not case.contract.limits)
        clauses = draw.sample(case.contract.clauses, len(case.contract.clauses))
        one, other = reported(case), reported(case, contract=evolve(case.contract, clauses=tuple(clauses)))
        mine, yours = unordered(one), unordered(other)
        return [f"{k}: {mine[k]} against {yours[k]}" for k in mine if mine[k] != yours[k]]

    hold(check, 120, least=60)


SAMPLES: Final = sorted(path.stem for path in (ROOT / "tests" / "samples").glob("*.clause"))


def parts_of(text: str) -> list[str]:
    """Return the parts of a clause file that stand apart, the contract's head first."""
    blocks = [block for block in re.split(r"\n{2,}", text.strip()) if block.strip()]
    parts: list[str] = []
    for block in blocks:
        lines = block.split("\n")
        starts = [n for n, line in enumerate(lines) if not line.startswith((" ", "#"))]
        if lines[starts[0]].startswith(("条款", "合同", "案例")):
            parts.append(block)
        else:  # declarations in one line each, perhaps with lines of their own
            ends = [*starts[1:], len(lines)]
            parts += ["\n".join(lines[a:b]) for a, b in zip(starts, ends, strict=True)]
    return parts


@pytest.mark.parametrize("name", SAMPLES)
def test_the_order_of_the_parts_of_a_file_changes_nothing(name: str) -> None:
    """Events, clauses, tables, readings and figures in any order after the head: the same verdicts (E12)."""
    text = (ROOT / "tests" / "samples" / f"{name}.clause").read_text(encoding="utf-8")
    head, *others = parts_of(text)
    assert len(others) > 6
    random.Random(name).shuffle(others)
    shuffled = load_text("\n\n".join([head, *others]) + "\n", f"{name}.clause")

    for n in range(4):
        case = KINDS[name](Random(f"order {name} {n}"))
        mine, yours = unordered(reported(case)), unordered(reported(case, contract=shuffled))
        assert mine == yours


# ---------------------------------------------------------------- E15: complete explanations


def test_no_liability_without_breach_and_no_breach_without_duty() -> None:
    """From a sum to its breach, to the duty, to the clause and the events, every link is there (E15)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        report = reported(case)
        clauses = {clause.id: clause for clause in report.contract.clauses}
        duties = {row.id: row for row in report.duties}
        breaches = {row.id: row for row in report.breaches}
        for head in report.heads:
            if head.clause not in clauses:
                yield f"{head.id} has no clause"
            if not (head.breaches or head.events or head.missing):
                yield f"{head.id} has neither breach nor occasion"
            yield from (
                f"{head.id} rests on {name}, which is nowhere" for name in head.breaches if name not in breaches
            )
        for breach in report.breaches:
            duty = duties.get(breach.duty or "")
            if duty is None or duty.clause != breach.clause or breach.clause not in clauses:
                yield f"{breach.id} breaks no duty"
            elif not (clauses[breach.clause].duties or clauses[breach.clause].prohibitions):
                yield f"{breach.clause} is no duty"
        cited = {
            name for r in report.duties for name in (*r.performed_by, *r.cites, *([r.trigger] if r.trigger else []))
        }
        for several in (report.breaches, report.heads, report.suspensions):
            cited |= {name for r in several for name in r.events}
        yield from (f"{name} is cited and not there" for name in cited if name not in report.events)

    hold(check, 200)


def test_every_clause_of_a_verdict_has_a_place_in_its_file() -> None:
    """The span of each clause that a row names is that of the text (E15)."""
    text = Path(ROOT / "tests" / "samples" / "supply.clause").read_text(encoding="utf-8")
    made = load_text(text, "supply.clause")
    for clause in made.clauses:
        line = text[: clause.span.start].count("\n")
        assert clause.id in text.splitlines()[line], clause.id


def test_a_sum_due_on_exercise_names_the_exercise() -> None:
    """Five per cent of the price on the notice of termination: it rests on that notice (E15, art. 565)."""
    text = """
clause deliver [1]
  duty supplier: delivered
  due by 2024-03-01, no roll
clause late [2]
  when deliver breached
  damages supplier pays buyer 5% of price, once only, on exercise
  power buyer: chatted, ends the contract, once late more than 10 days
"""
    found = verdict(text, "a: 2024-03-20 09:00 chatted\n", "2024-03-31")

    assert {"late/1": "5000.00"} == found.heads
    assert ("a",) == found.head("late/1").events


def test_events_stand_for_themselves() -> None:
    """No row cites an event that the log does not hold (E15)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        report = reported(case)
        told: list[Event] = [*report.events.values()]
        ids = {event.id for event in case.events}
        yield from (f"{event.id} is of no row" for event in told if event.id not in ids and not corrects(case.events))

    hold(check, 60)
