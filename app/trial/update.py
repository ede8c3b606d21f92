"""
Expectations rewritten to what was found, for whoever has read the difference and finds the contract right.

Only what a scenario expects is touched: the state, the date, the amount or the value at its place in the file, printed
as ``fmt`` prints it. What cannot be said by one row (several instances found, nothing found, a refusal) is left as it
is and named. A file is written only if it still reads.
"""

from collections.abc import Iterator
from datetime import date, time
from fractions import Fraction

from attrs import evolve, frozen

from luyue.app.trial.tested import Tested
from luyue.dsl import syntax as s
from luyue.dsl.format import format_row
from luyue.dsl.parse import parse
from luyue.dsl.quantity import Unit
from luyue.dsl.source import Source
from luyue.engine.due import DueDate
from luyue.engine.event import DayValue
from luyue.engine.finding import Worth
from luyue.engine.scenario import Difference
from luyue.engine.value import rounded
from luyue.engine.zone import Zone

MICROS = 1_000_000


@frozen
class Rewritten:
    """A row of a scenario, before and after; ``after`` None where it cannot be rewritten."""

    line: int
    before: str
    after: str | None


def rewritten(one: Tested, text: str) -> tuple[str, tuple[Rewritten, ...]]:
    """Return the text of a file with every expectation that was not met rewritten, and what was changed."""
    source = Source(one.place.shown, text)
    tree = parse(source)
    rows = {(row.span.start, row.span.end): row for row in _rows(tree)}
    zone = Zone.named(one.contract.zone)
    found: list[tuple[int, int, Rewritten]] = []
    for difference in (d for outcome in one.outcomes for d in outcome.differences):
        span = difference.expectation.span
        row = rows.get((span.start, span.end))
        if span.source.name != one.place.shown or row is None:
            continue
        better = _better(row, difference, zone)
        after = None if better is None else format_row(better, tree.language)
        found.append((span.start, span.end, Rewritten(span.line, span.text, after)))
    for start, end, change in sorted(found, key=lambda x: x[0], reverse=True):
        if change.after is not None:
            text = text[:start] + change.after + text[end:]
    parse(Source(one.place.shown, text))
    return text, tuple(change for *_, change in sorted(found, key=lambda x: x[0]))


def _rows(tree: s.File) -> Iterator[s.ScenarioRow]:
    for part in tree.parts:
        if isinstance(part, s.Scenario):
            yield from part.rows


def _better(row: s.ScenarioRow, difference: Difference, zone: Zone) -> s.ScenarioRow | None:
    """Return the row that would have been met; None where one row cannot say what was found."""
    values = {value if isinstance(value, str) else id(value): value for _, value in difference.found}
    if isinstance(row, s.ExpectState) and not difference.found:
        return evolve(row, state="latent")
    if len(values) != 1:
        return None
    [value] = values.values()
    match row, value:
        case s.ExpectState(), str():
            return evolve(row, state=value)
        case s.ExpectDue(), DueDate():
            return evolve(row, at=_moment(value, zone))
        case s.ExpectOwes(), Worth():
            return _owed(row, value)
        case s.ExpectValue(), Fraction() | DayValue() | Worth():
            literal = _literal(row.value, value)
            return None if literal is None else evolve(row, value=literal)
        case _:
            return None


def _moment(due: DueDate, zone: Zone) -> s.Day | s.Moment:
    if due.day is not None:
        return s.Day(date.fromordinal(due.day))
    day = zone.day_of(due.last)
    micros = zone.clock_of(due.last)
    hours, rest = divmod(micros // MICROS, 3600)
    clock = time(hours, rest // 60, rest % 60, micros % MICROS)
    return s.Moment(date.fromordinal(day), clock)


def _owed(row: s.ExpectOwes, value: Worth) -> s.ScenarioRow:
    low = s.Literal(rounded(value.low), Unit.MONEY)
    if value.high is None:
        return evolve(row, amount=low, open=True)
    if value.high == value.low:
        return evolve(row, amount=low, open=False)
    return evolve(row, amount=s.Between(low, s.Literal(rounded(value.high), Unit.MONEY)), open=False)


def _literal(written: s.Expr, value: object) -> s.Expr | None:
    """Return a value written in the unit of what was expected."""
    match written, value:
        case s.Literal(unit=unit), Fraction():
            return s.Literal(value, unit)
        case s.Literal(), Worth(low=low, high=high) if low == high:
            return s.Literal(rounded(low), Unit.MONEY)
        case s.Day(), DayValue(day):
            return s.Day(date.fromordinal(day))
        case _:
            return None
