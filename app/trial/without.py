"""
What an exception let pass and what a cap swallowed, where no row of a report says so.

The scenario is replayed on the contract without that one exception or cap. If the report comes out the same in every
duty, breach, right, head, figure and total, the line was not at work, however often its events happened.
"""

from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve

from luyue.app.trial.tested import Tested
from luyue.dsl import model
from luyue.engine.calendar import WorkCalendar
from luyue.engine.report import Report
from luyue.engine.scenario import run


def exceptions_at_work(one: Tested, clause: model.Clause, calendar: WorkCalendar) -> Iterator[tuple[str, str]]:
    """Yield each exception of a clause that was at work in a scenario, as the side of its point, with the title."""
    for number, exception in enumerate(clause.exceptions, 1):
        rest = (*clause.exceptions[: number - 1], *clause.exceptions[number:])
        bare = _with(one.contract, evolve(clause, exceptions=rest))
        reads = _events(one.contract, exception)
        titles = _differing(one, bare, partial(_saw, reads), calendar)
        yield from ((side_of(clause, number), title) for title in titles)


def caps_at_work(one: Tested, clause: model.Clause, calendar: WorkCalendar) -> Iterator[str]:
    """Yield the title of a scenario in which a cap in total left nothing of what came after it was used up."""
    heads = tuple(evolve(head, caps=tuple(c for c in head.caps if c.op != "le")) for head in clause.heads)
    bare = _with(one.contract, evolve(clause, heads=heads))
    yield from _differing(one, bare, partial(_used_up, clause.id), calendar)


def side_of(clause: model.Clause, number: int) -> str:
    """Return the side of the point of an exception: its number where a clause has several."""
    return "excused" if len(clause.exceptions) == 1 else str(number)


def _differing(
    one: Tested, bare: model.Contract, may: Callable[[Report], bool], calendar: WorkCalendar
) -> Iterator[str]:
    """Yield the title of the first scenario that may tell a contract from another and does."""
    for outcome in one.outcomes:
        if outcome.report is None or not may(outcome.report):
            continue
        other = run(bare, outcome.scenario, calendar=calendar).report
        if other is None or _verdicts(other) != _verdicts(outcome.report):
            yield outcome.scenario.title
            return


def _with(contract: model.Contract, clause: model.Clause) -> model.Contract:
    return evolve(contract, clauses=tuple(clause if old.id == clause.id else old for old in contract.clauses))


def _verdicts(report: Report) -> tuple[object, ...]:
    """Return what a report says happened, without what was read on the way."""
    duties = tuple(evolve(row, cites=()) for row in report.duties)
    money = (report.heads, report.payments, report.totals)
    return duties, report.breaches, report.powers, report.suspensions, report.metrics, report.scores, money


def _events(contract: model.Contract, exception: model.Exception_) -> frozenset[str]:
    """Return the event types that make an exception true, of an interval those that open it; none: states do."""
    intervals = {interval.label.id: interval for interval in contract.intervals}
    found: set[str] = set()
    for node in model.walk(exception.condition):
        match node:
            case model.Pattern(event=event):
                found.add(event)
            case model.IntervalState(interval=name):
                pattern = intervals[name].start.pattern
                found |= set() if pattern is None else {pattern.event}
            case _:
                pass
    return frozenset(found)


def _saw(types: frozenset[str], report: Report) -> bool:
    return not types or any(event.type in types for event in report.events.values())


def _used_up(name: str, report: Report) -> bool:
    return any(row.clause == name and row.left == 0 for row in report.caps)
