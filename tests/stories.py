"""
What the properties share: drawn stories, their reports, and what of a report is verdict and not echo.

A story is a contract with a log and a date, drawn from its kind and a number, so that every run sees the same ones.
``LUYUE_STORIES=20 pytest tests/test_properties_*.py`` tries twenty times as many.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, fields, has
from strategies.logs import Case
from test_twin import KINDS, told

from luyue.dsl import model as m
from luyue.dsl.quantity import decimal
from luyue.dsl.source import Span
from luyue.engine.event import Cash, DayValue, Event, InstantValue, Month, Span_
from luyue.engine.replay import replay
from luyue.engine.report import Report
from luyue.engine.settings import SettingError

__all__ = ["Case"]

TIMES: Final = int(os.environ.get("LUYUE_STORIES", "1"))
ECHOES: Final = frozenset(  # what a report says of how it was asked and of its rows
    {
        "contract", "as_of", "known_at", "settings", "readings", "assumptions", "counts", "alternatives", "duplicate",
        "late_known", "ignored", "files", "chain", "chained", "events", "evidence", "given", "calendar_digest",
    }
)  # fmt: skip
SAMPLED: Final = tuple(name for name in KINDS if name not in ("stories", "haining"))


@cache
def story(n: int) -> Case:
    """Return a drawn story: three of four over a drawn contract, the others over one that somebody wrote."""
    kind = SAMPLED[n // 4 % len(SAMPLED)] if n % 4 == 3 else "stories"
    return KINDS[kind](Random(f"property {kind} {n}"))


def reported(case: Case, **other: Any) -> Report:
    """Return the report of a story, with another contract, log or date if one is given."""
    asked = {"as_of": case.as_of, "known_at": case.known_at, "settings": case.settings, **other}
    contract, events = asked.pop("contract", case.contract), asked.pop("events", case.events)
    return replay(contract, events, **asked)


@cache
def report_of(n: int) -> Report:
    """Return the report of a drawn story."""
    return reported(story(n))


def stories(n: int) -> Iterator[tuple[int, Case]]:
    """Yield so many drawn stories with their numbers, without those that fill one blank twice."""
    for number in range(n * TIMES):
        try:
            report_of(number)
        except SettingError:
            continue
        yield number, story(number)


def verdicts(report: Report) -> dict[str, Any]:
    """Return what a report decides, without what it says of how it was asked."""
    return {one.name: getattr(report, one.name) for one in fields(Report) if one.name not in ECHOES}


def different(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return where two reports decide differently, row by row."""
    found: list[str] = []
    for name in one:
        mine, yours = one[name], other[name]
        if mine != yours and isinstance(mine, tuple):
            found += [f"{name}: only the first has {row}" for row in mine if row not in yours]
            found += [f"{name}: only the second has {row}" for row in yours if row not in mine]
            found += [] if found else [f"{name}: in another order"]
        elif mine != yours:
            found.append(f"{name}: {mine} against {yours}")
    return found


def hold(check: Callable[[Case, Random], Iterable[str]], n: int, *, least: int | None = None) -> None:
    """
    Fail with the smallest of so many stories for which a check has something to say.

    The check raises ``Beside`` for a story that it says nothing about; ``least`` stories must remain.
    """
    wrong: list[tuple[int, str]] = []
    tried = 0
    for number, case in stories(n):
        try:
            lines = list(check(case, Random(number)))
        except Beside:
            continue
        tried += 1
        if lines:
            size = len(case.events) + 4 * len(case.contract.clauses)
            wrong.append((size, "\n".join([f"story {number}", *lines, "", told(case)])))
    assert not wrong, f"{len(wrong)} of {tried} stories, the smallest of them: {min(wrong)[1]}"
    assert tried >= (n if least is None else least) * TIMES // 2, f"only {tried} stories were tried"


class Beside(Exception):
    """A story that a property does not speak of."""


def only(held: bool) -> None:
    """Leave a story out unless it is one that the property speaks of."""
    if not held:
        raise Beside


# ---------------------------------------------------------------- changing a contract or a log


def rebuilt(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value with every part changed, what lies deeper first."""
    if isinstance(node, Span):
        return node
    if isinstance(node, tuple):
        parts = [rebuilt(one, change) for one in node]
        return change(type(node)(*parts) if hasattr(node, "_fields") else tuple(parts))
    if isinstance(node, dict | MappingProxyType):
        return change({rebuilt(name, change): rebuilt(one, change) for name, one in node.items()})
    if has(type(node)):
        kept = {a.name: rebuilt(getattr(node, a.name), change) for a in fields(type(node)) if a.init}
        return change(evolve(node, **kept))
    return change(node)


def corrects(events: Iterable[Event]) -> bool:
    """Return whether a log holds corrections or withdrawals."""
    return any(event.corrects is not None or event.withdraws is not None for event in events)


def row_of(event: Event, minutes: int = 480) -> dict[str, object]:
    """Return an event as a row of a log, its instants written with an offset of so many minutes."""

    def instant(us: int) -> str:
        moment = datetime(1970, 1, 1) + timedelta(microseconds=us) + timedelta(minutes=minutes)
        sign = "-" if minutes < 0 else "+"
        return f"{moment.isoformat()}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"

    def cell(value: object) -> object:
        match value:
            case Cash(amount=amount, currency=currency):
                return f"{currency} {decimal(amount)}" if currency != "CNY" else decimal(amount)
            case DayValue(day=day):
                return date.fromordinal(day).isoformat()
            case InstantValue(us=us):
                return instant(us)
            case Month(year=year, month=month):
                return f"{year}-{month:02}"
            case Span_(count=count, unit="day"):
                return f"{decimal(count)} days"
            case Fraction():
                return decimal(value)
            case bool():
                return value
            case tuple():
                return list(value)
        return value

    row: dict[str, object] = {"id": event.id, "time": instant(event.occurred_at), "type": event.type}
    row |= {name: cell(value) for name, value in event.fields.items()}
    named = {"corrects": event.corrects, "withdraws": event.withdraws, "attested_by": event.attested_by}
    row |= {name: value for name, value in named.items() if value is not None}
    return row if event.recorded_at == event.at else {**row, "recorded_at": instant(event.recorded_at)}


def patterns(contract: m.Contract) -> set[str]:
    """Return the types of event that a contract reads anywhere."""
    return {node.event for node in m.walk(contract) if isinstance(node, m.Pattern)}
