"""
What the twin is made of: days counted one by one, the values and facts it speaks of, the rows of a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import chinese_calendar

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit
from luyue.engine.event import Cash, DayValue, Event, Month

INF = Fraction(10**40)  # an open upper end
OPEN = 10**30  # an instant that has not come
DAY, HOUR, MINUTE = 86_400_000_000, 3_600_000_000, 60_000_000
MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
EXACT = {Unit.MINUTE: MINUTE, Unit.HOUR: HOUR}
TRUTH = m.Type(m.Kind.TRUTH)
Ends = tuple[Fraction, Fraction]  # the lowest and the highest that an amount can be
Occurrence = tuple[tuple[tuple[str, str], ...], int, int | None, Event | None]  # key, began, ended, opening event


class Unknown(Exception):
    """A value that cannot be known: ``code`` says whether event, blank, calendar, setting, field …"""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code, name)
        self.code = code


# ---------------------------------------------------------------- days, by walking


def next_day(d: date, n: int = 1) -> date:
    return d + timedelta(days=n)


def is_work(d: date) -> bool:
    """Say whether a day is worked under the State Council's arrangement of its year."""
    try:
        return bool(chinese_calendar.is_workday(d))
    except NotImplementedError:
        raise Unknown("calendar", str(d.year)) from None


def plus_months(d: date, n: int) -> date:
    """Return the corresponding day, or the month's last (art. 202)."""
    years, month = divmod(d.year * 12 + d.month - 1 + n, 12)
    for day in (d.day, 30, 29, 28):
        try:
            return date(years, month + 1, day)
        except ValueError:
            continue
    raise AssertionError(d)


def walk_on(d: date, length: Length, *, counted: bool = False) -> date:
    """Return the last day of a period in days or longer; the first day is not counted (art. 201) unless said."""
    n = int(length.count)
    if length.unit in MONTHS:
        end = plus_months(d, n * MONTHS[length.unit])
        return next_day(end, -1) if counted else end
    at = next_day(d, -1) if counted else d
    while n:
        at = next_day(at)
        if length.unit is Unit.DAY or is_work(at):
            n -= 1
    return at


def walk_back(d: date, length: Length) -> date:
    """Return the last day from which the length, counted forward, ends on or before ``d``."""
    at = d
    while walk_on(at, length) > d:
        at = next_day(at, -1)
    return at


def rolled(d: date) -> date:
    """Move a rest day to the next working day (art. 203)."""
    while not is_work(d):
        d = next_day(d)
    return d


def days_between(a: date, b: date) -> list[date]:
    """List the days after ``a`` up to and with ``b``."""
    return [next_day(a, i) for i in range(1, (b - a).days + 1)]


def half_up(x: Fraction, how: str | None = None) -> Fraction:
    """Round to the fen: half up, or as the contract says."""
    fen = x * 100
    whole = fen.numerator // fen.denominator
    rest = fen - whole
    if how is not None and "down" in how:
        return Fraction(whole, 100)
    if how is not None and how.endswith("up") and "half" not in how:
        return Fraction(whole + (rest > 0), 100)
    return Fraction(whole + (rest >= Fraction(1, 2)), 100)


# ---------------------------------------------------------------- values


@dataclass(frozen=True)
class Spell:
    """One of a row of periods: first and last day."""

    first: date
    last: date
    text: str


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells by column."""

    table: str
    number: int
    cells: Mapping[str, m.Expr] = field(hash=False)


@dataclass(frozen=True)
class Due:
    """The last timely instant, whether it is exact, whether a moved day rolls, where its counting begins."""

    last: int
    exact: bool
    rolls: bool = False
    working: bool = False
    start: int = 0
    raw: date | None = None  # the last day before it rolled


@dataclass(eq=False)
class Case:
    """One instance of a clause."""

    clause: m.Clause
    key: tuple[tuple[str, str], ...]
    arose: int
    trigger: Event | None = None
    spell: Spell | None = None
    source: Case | None = None  # whose breach or state brought it
    breach: Breach | None = None
    vars: dict[str, Any] = field(default_factory=dict)
    party: str | None = None
    id: str = ""


@dataclass(eq=False)
class Breach:
    """A breach with the instant it belongs to (its last timely one) and what became of it."""

    id: str
    at: int
    belongs: int
    cured: int | None = None
    excused: tuple[str, ...] = ()


@dataclass(eq=False)
class Duty:
    """What became of one instance."""

    case: Case
    bearer: str | None
    state: str = "pending"
    due: Due | None = None
    first: Due | None = None
    performed: int | None = None
    by: list[str] = field(default_factory=list)
    amount: Fraction | None = None
    currency: str = ""
    credits: list[tuple[int, Fraction]] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    late: int | None = None  # days, or microseconds of an exact limit
    late_days: list[date] = field(default_factory=list)
    touched: list[date] = field(default_factory=list)  # the days on which it was late at some instant
    length: int = 0  # the exact length of the delay
    spared: list[tuple[int, int]] = field(default_factory=list)  # spans of the delay that do not count
    end: int | None = None  # when lateness stopped growing
    settled: bool = True  # false: undetermined
    missed_at: int | None = None
    parts: list[list[list[Event]]] = field(default_factory=list)
    waived: int | None = None
    stop: int | None = None
    off: Fraction = Fraction(0)  # what reductions took off it

    @property
    def paid(self) -> Fraction:
        return sum((a for _, a in self.credits), Fraction(0))

    def unpaid(self, at: int) -> Fraction:
        """Return what is unpaid at the end of an instant."""
        assert self.amount is not None
        return self.amount - self.off - sum((a for t, a in self.credits if t <= at), Fraction(0))


@dataclass
class Power:
    """One power of a clause, or the row that stands for none."""

    case: Case | None
    clause: m.Clause
    id: str
    opened: int | None = None
    until: int = OPEN  # last instant at which it may be used
    used: Event | None = None
    voids: list[str] = field(default_factory=list)


@dataclass
class Halt:
    """An interval that a suspension clause sees."""

    id: str
    clause: m.Clause
    line: m.Suspension
    start: int
    end: int | None
    opening: Event | None
    parties: tuple[str, ...]
    clauses: tuple[str, ...] | None
    status: str
    met: int
    key: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Env:
    """What names mean while a formula is read."""

    vars: Mapping[str, Any] = field(default_factory=dict)
    own: Any = None
    case: Case | None = None
    ties: tuple[tuple[str, str], ...] = ()
    spell: Spell | None = None
    by_its: str | None = None
    unpaid: Fraction | None = None
    currency: str = "CNY"
    opening: Event | None = None
    each: str | None = None


@dataclass
class Line:
    """A head of liability in the making."""

    id: str
    clause: m.Clause
    n: int
    head: m.Head
    case: Case
    low: Fraction
    high: Fraction
    units: Fraction | None
    stops: int
    env: Env
    event: str | None
    capped: bool = False
    debtor: str = ""
    creditor: str = ""


def text(v: Any) -> Any:
    """Write a value as it stands in keys."""
    match v:
        case Fraction():
            return str(Decimal(v.numerator) / Decimal(v.denominator))
        case Month(y, mo):
            return f"{y:04}-{mo:02}"
        case DayValue(d):
            return date.fromordinal(d).isoformat()
        case Spell(text=t):
            return t
        case date():
            return v.isoformat()
        case Cash(a, _):
            return text(a)
    return v


def same_fields(c: m.Clause) -> list[str]:
    """List the fields that tie events to an instance, each once: of the trigger, then of what is owed or forbidden."""
    lists = (
        [t.same for t in c.triggers],
        [d.same for d in c.duties],
        [p.same for p in c.prohibitions],
        [p.same for p in c.powers],
    )
    return list(dict.fromkeys(n for part in lists for same in part for n in same))


def is_day(e: m.Expr) -> bool:
    return e.type.kind in (m.Kind.DATE, m.Kind.MONTH, m.Kind.PERIOD)


def running(c: m.Expr) -> bool:
    """Say whether a power that rests on this lapses with it: a delay that runs, an interval that goes on."""
    return any(
        (isinstance(n, m.InState) and n.state == "late") or (isinstance(n, m.IntervalState) and n.state == "ongoing")
        for n in m.walk(c)
    )


def arithmetic(op: str, a: Any, b: Any) -> Any:
    """Add, subtract, multiply, divide or take a share; money of two currencies never adds."""
    if isinstance(a, Cash) and isinstance(b, Cash):
        if a.currency != b.currency:
            raise Unknown("currency")
        if op == "div":
            return a.amount / b.amount
        return Cash(a.amount + b.amount if op == "add" else a.amount - b.amount, a.currency)
    for left, right in ((a, b), (b, a)):
        if isinstance(left, Cash):
            if op == "div":
                return Cash(left.amount / right, left.currency)
            if op in ("mul", "share"):
                return Cash(left.amount * right, left.currency)
    return {"add": lambda: a + b, "sub": lambda: a - b, "div": lambda: a / b}.get(op, lambda: a * b)()


# ---------------------------------------------------------------- logs


def read_by_clauses(c: m.Contract) -> set[str]:
    """Return the event types that clauses read, through intervals, metrics and lets too."""
    names = {
        n.event
        for part in (c.clauses, c.intervals, c.metrics, c.lets)
        for n in m.walk(part)
        if isinstance(n, m.Pattern)
    }
    return names | {
        e.id for e in c.events if any(r.kind in ("demands", "waives", "rejects", "blocks") for r in e.roles)
    }


def read_at_all(c: m.Contract) -> set[str]:
    """Return the event types that clauses, metrics or settings read."""
    parts = (
        c.clauses,
        c.intervals,
        c.metrics,
        c.lets,
        c.limits,
        c.instruments,
        c.signed,
        c.effective,
        c.term,
        c.price_changed_by,
        c.periods,
    )
    names = {n.event for p in parts if p is not None for n in m.walk(p) if isinstance(n, m.Pattern)}
    return names | {e.id for e in c.events if e.roles}


def corrected(events: list[Event]) -> dict[str, Event]:
    """Apply corrections and withdrawals: the id of each event that stands to its content."""
    by_target = {e.corrects: e for e in events if e.corrects is not None}
    removed = {e.withdraws: e for e in events if e.withdraws is not None}

    def stands(i: str) -> bool:
        return i not in removed or not stands(removed[i].id)

    def content(e: Event) -> Event:
        better = by_target.get(e.id)
        return content(better) if better is not None and stands(better.id) else e

    return {e.id: content(e) for e in events if e.corrects is None and e.withdraws is None and stands(e.id)}


def renamed(first: Event, last: Event) -> Event:
    """Give a correction the id and the place in ties of the event it stands for."""
    return Event(
        id=first.id,
        type=last.type,
        occurred_at=last.occurred_at,
        recorded_at=first.recorded_at,
        at=last.at,
        fields=last.fields,
        attested_by=last.attested_by,
        place=last.place,
    )
