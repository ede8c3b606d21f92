"""What the twin is made of: days counted one by one, and the things it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import chinese_calendar

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit
from luyue.engine.event import Cash, DayValue, Event, Month

INF = Fraction(10**40)  # an open upper end
OPEN = 10**30  # an instant that has not come
ZERO = Fraction(0)
DAY = 86_400_000_000
EXACT = {Unit.MINUTE: 60_000_000, Unit.HOUR: 3_600_000_000}
MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Key = tuple[tuple[str, str], ...]
Ends = tuple[Fraction, Fraction]  # the lowest and the highest that an amount can be
F = TypeVar("F", bound=Callable[..., Any])


class Unknown(Exception):
    """A value that cannot be known; its code says why: event, blank, calendar, setting, field, no_data …"""


def once(empty: Any) -> Callable[[F], F]:
    """Compute a thing once in a world; what asks for itself while it is being made gets ``empty``."""

    def of(make: F) -> F:
        @wraps(make)
        def get(self: Any, *args: Any) -> Any:
            key = (make.__name__, *args)
            if key not in self.memo and key not in self.busy:
                self.busy.add(key)
                try:
                    self.memo[key] = make(self, *args)
                finally:
                    self.busy.discard(key)
            return self.memo.get(key, empty)

        return get  # type: ignore[return-value]

    return of


# ---------------------------------------------------------------- days, by walking


@cache
def day_of(us: int, zone: ZoneInfo) -> date:
    return (EPOCH + timedelta(microseconds=us)).astimezone(zone).date()


@cache
def instant_of(d: date, t: time, zone: ZoneInfo) -> int:
    return (datetime.combine(d, t, zone) - EPOCH) // timedelta(microseconds=1)


def next_day(d: date, n: int = 1) -> date:
    return d + timedelta(days=n)


def days_between(a: date, b: date) -> list[date]:
    """List the days after ``a`` up to and with ``b``."""
    return [next_day(a, i) for i in range(1, (b - a).days + 1)]


def is_work(d: date) -> bool:
    """Say whether a day is worked under the State Council's arrangement of its year."""
    try:
        return bool(chinese_calendar.is_workday(d))
    except NotImplementedError:
        raise Unknown("calendar") from None


def rolled(d: date) -> date:
    """Move a rest day to the next working day (art. 203)."""
    while not is_work(d):
        d = next_day(d)
    return d


def plus_months(d: date, n: int) -> date:
    """Return the corresponding day, or the month's last (art. 202)."""
    year, month = divmod(d.year * 12 + d.month - 1 + n, 12)
    after = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(next_day(date(year, month + 1, 1), d.day - 1), next_day(after, -1))


def walk_on(d: date, length: Length, *, counted: bool = False, step: int = 1) -> date:
    """Return the last day of a length of days or more; the first is not counted (art. 201) unless said."""
    n = int(length.count)
    if length.unit in MONTHS:  # the day before the corresponding one where the first counts; the month's last has none
        end = plus_months(d, step * n * MONTHS[length.unit])
        return next_day(end, -(counted and end.day == d.day))
    d = next_day(d, -counted)
    while n:
        d = next_day(d, step)
        n -= length.unit is Unit.DAY or is_work(d)
    return d


def half_up(x: Fraction) -> Fraction:
    """Round to the fen, half up."""
    return x if x >= INF else Fraction((x * 100 + Fraction(1, 2)) // 1, 100)


# ---------------------------------------------------------------- what is spoken of


class Spell(NamedTuple):
    """One of a row of periods: first and last day."""

    first: date
    last: date
    text: str


class Due(NamedTuple):
    """The last timely instant, whether it is exact, from when the time ran."""

    last: int
    exact: bool
    start: int
    rolls: bool = False
    working: bool = False
    raw: date | None = None  # the last day before it rolled
    over: int = 0  # 1 where an exact limit is broken as it comes: late by what follows the limit itself


class Breach(SimpleNamespace):
    """
    A breach: at, belongs (its last timely instant), cured (when), excused (by which events), gone (when it was).

    Its delay: days (late ones), touched (late at some instant of theirs), length (exact), spared (spans that do not
    count), end (when it stopped growing).
    """

    def __init__(self, at: int, belongs: int, **more: Any) -> None:
        """Begin without delay."""
        none: dict[str, Any] = {
            "id": "",
            "cured": None,
            "days": [],
            "touched": [],
            "length": 0,
            "spared": [],
            "end": None,
        }
        causes: list[Event] = more.pop("excused", [])
        super().__init__(at=at, belongs=belongs, **{**none, **more})
        self.gone = min((e.at for e in causes), default=OPEN)
        self.excused = tuple(e.id for e in causes)


class Halt(SimpleNamespace):
    """An interval as a suspension sees it: id, line, key, start, end, parties, clauses, status, met (since when)."""


class Case(SimpleNamespace):
    """
    One instance of a clause: what brought it, and what became of what it owes, forbids or allows.

    source: whose breach or state brought it, breach: which · first: due before suspensions · parts: acts done, by way
    and pattern · credits: paid, cuts: taken off by reductions, by instant · late: days, or microseconds of an exact
    limit · stop: when an act of power ended it · opened, until, used: its power.
    """

    def __init__(self, clause: m.Clause, key: Key, arose: int, **more: Any) -> None:
        """Begin with nothing done."""
        none = "trigger spell source breach party bearer due first performed amount late stop waived missed opened"
        lists: dict[str, Any] = {n: [] for n in ("by", "credits", "cuts", "parts", "breaches")}
        empty = {**dict.fromkeys([*none.split(), "used"]), **lists, "vars": {}, "ties": (), "id": ""}
        super().__init__(clause=clause, key=key, arose=arose, **{**empty, "state": "pending", "until": OPEN, **more})

    def paid(self, at: int = OPEN) -> Fraction:
        return sum((a for t, a in self.credits if t <= at), ZERO)

    def off(self, at: int = OPEN) -> Fraction:
        return sum((a for t, a in self.cuts if t <= at), ZERO)


@dataclass(frozen=True)
class Env:
    """At which instant a formula is read, and what its names mean."""

    x: int
    case: Case | None = None
    vars: Mapping[str, Any] = field(default_factory=dict)
    ties: Key = ()
    own: Any = None
    spell: Spell | None = None
    by_its: str | None = None  # the field that says which period an event belongs to
    unpaid: Cash | None = None
    opening: Event | None = None  # of an interval


def text(v: Any) -> Any:
    """Write a value as it stands in keys."""
    match v:
        case Fraction():
            return str(Decimal(v.numerator) / Decimal(v.denominator))
        case Month(y, mo):
            return f"{y:04}-{mo:02}"
        case DayValue(d):
            return date.fromordinal(d).isoformat()
        case date():
            return v.isoformat()
    return v.text if isinstance(v, Spell) else text(v.amount) if isinstance(v, Cash) else v


def named(first: date, after: date) -> str:
    """Write a period: 2024-06, 2024-Q2, 2024, else its first day."""
    for months, write in ((1, "{0:04}-{1:02}"), (3, "{0:04}-Q{2}"), (12, "{0:04}")):
        if first.day == 1 and (first.month - 1) % months == 0 and after == plus_months(first, months):
            return write.format(first.year, first.month, first.month // 3 + 1)
    return first.isoformat()


def key_of(e: Event, names: tuple[str, ...]) -> Key:
    return tuple((n, str(text(e.fields[n]))) for n in names if e.fields.get(n) is not None)


def arithmetic(op: str, a: Any, b: Any) -> Any:
    """Add, subtract, multiply, divide or take a share; money of two currencies never adds."""
    if isinstance(a, Cash) and isinstance(b, Cash):
        if a.currency != b.currency:
            raise Unknown("currency")
        return a.amount / b.amount if op == "div" else Cash(arithmetic(op, a.amount, b.amount), a.currency)
    if isinstance(a, Cash) or isinstance(b, Cash):
        cash, other = (a, b) if isinstance(a, Cash) else (b, a)
        return Cash(cash.amount / other if op == "div" else cash.amount * other, cash.currency)
    return {"add": lambda: a + b, "sub": lambda: a - b, "div": lambda: a / b}.get(op, lambda: a * b)()


def same_fields(c: m.Clause) -> tuple[str, ...]:
    """List the fields that tie events to an instance, each once."""
    parts: list[Any] = [*c.triggers, *c.duties, *c.prohibitions, *c.powers]
    return tuple(dict.fromkeys(n for part in parts for n in part.same))


def first(found: list[Any]) -> Any:
    """Return the first of what was found; there may be none yet."""
    if not found:
        raise Unknown("event")
    return found[0]


def month_of(v: Month) -> Spell:
    return Spell(date(v.year, v.month, 1), next_day(plus_months(date(v.year, v.month, 1), 1), -1), text(v))


def numbered(seen: list[str], name: str) -> str:
    """Return a name, with its number when it was given before."""
    seen.append(name)
    return name if seen.count(name) == 1 else f"{name}#{seen.count(name)}"


def read_by(*parts: object) -> set[str]:
    """Return the event types that parts of a contract read."""
    return {n.event for n in m.walk(parts) if isinstance(n, m.Pattern)}
