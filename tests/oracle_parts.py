"""What the twin is made of: days counted one by one, and the things it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache, wraps
from types import SimpleNamespace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Money, Unit

INF = Fraction(10**40)  # an open upper end
OPEN = 10**30  # an instant that has not come
ZERO = Fraction(0)
DAY = 86_400_000_000
EXACT = {Unit.MINUTE: 60_000_000, Unit.HOUR: 3_600_000_000}
MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
EPOCH, MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC), time()
Key = tuple[tuple[str, str], ...]


class Unknown(Exception):
    """A value that cannot be known; its code says why: event, blank, calendar, setting, field, no_data …"""


def once(empty: Any) -> Callable[[Any], Any]:
    """Compute a thing once in a world; what asks for itself while it is being made gets ``empty``."""

    def of(make: Any) -> Any:
        @wraps(make)
        def get(self: Any, *args: Any) -> Any:
            key = (make.__name__, *args)
            if key not in self.memo:
                self.memo[key] = empty
                try:
                    self.memo[key] = make(self, *args)
                except Unknown:
                    del self.memo[key]
                    raise
            return self.memo[key]

        return get

    return of


# ---------------------------------------------------------------- days, by walking


@cache
def clock(zone: str) -> tuple[Callable[[int], date], Callable[..., int]]:
    """Return what gives the local day of an instant, and what gives the instant at which a day (or its hour) begins."""
    tz, us = ZoneInfo(zone), timedelta(microseconds=1)
    day = lru_cache(100_000)(lambda at: (EPOCH + at * us).astimezone(tz).date())
    return day, lru_cache(100_000)(lambda d, hour=MIDNIGHT: (datetime.combine(d, hour, tz) - EPOCH) // us)


def next_day(d: date, n: int = 1) -> date:
    return d + timedelta(days=n)


def days_between(a: date, b: date) -> list[date]:
    """List the days after ``a`` up to and with ``b``."""
    return [next_day(a, i) for i in range(1, (b - a).days + 1)]


@lru_cache(10_000)
def is_work(d: date) -> bool:
    """Say whether a day is worked under the State Council's arrangement of its year."""
    try:
        return bool(chinese_calendar.is_workday(d))
    except NotImplementedError:
        raise Unknown("calendar") from None


@lru_cache(10_000)
def is_festival(d: date) -> bool:
    """Say whether a day is a statutory festival itself, not rest moved to it."""
    is_work(d)  # a year without an arrangement is unknown
    return "(" not in holidays.country_holidays("CN", years=d.year).get(d, "(").replace(" (Spring", "")


def rolled(d: date, how: str | None = "rolls") -> date:
    """Move a rest day to the next working day (art. 203), or a festival to the day after it."""
    while (how == "rolls" and not is_work(d)) or (how == "festivals" and is_festival(d)):
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


def shares(left: Fraction, rooms: list[Fraction | None]) -> list[Fraction]:
    """Return what of a sum each of equal debts gets: its share in whole fen if it is too little (art. 560 (2))."""
    known, out = [r for r in rooms if r is not None], []
    even = len(known) == len(rooms) and sum(known) > left > 0
    floors = [Fraction(left * r * 100 // sum(known), 100) if r and even else ZERO for r in rooms]
    left -= sum(floors, ZERO)
    for floor, room in zip(floors, rooms, strict=True):  # the fen that are over go to the first
        more = left if room is None else min(left, room - floor, Fraction(1, 100) if even else left)
        out.append(floor + more)
        left -= more
    return out


# ---------------------------------------------------------------- what is spoken of


class Spell(NamedTuple):
    """A period: first and last day, and of which row of periods."""

    first: date
    last: date
    text: str
    row: str = ""


class Row(NamedTuple):
    """An event that stands, its fields in the twin's own kinds of value."""

    id: str
    type: str
    at: int
    recorded: int
    fields: Mapping[str, Any]

    @property
    def place(self) -> tuple[int, str]:
        """Return the place among events of one instant."""
        return self.recorded, self.id


class Due(NamedTuple):
    """The last timely instant, whether it is exact, from when the time ran, how it rolls."""

    last: int
    exact: bool
    start: int
    rolls: str | None = None
    working: bool = False
    raw: date | None = None  # the last day before it rolled
    over: int = 0  # 1 where an exact limit is broken as it comes: late by what follows the limit itself


class Thing(SimpleNamespace):
    """
    What the twin follows.

    A **breach**: id, at, belongs (its last timely instant), cured, causes (events that excuse it), gone (when they
    came); its delay: days (late ones), touched (late at some instant), length (exact), spared (spans that do not
    count), end. A **halt**, an interval as a suspension sees it: id, line, key, start, end, parties, clauses; met (when
    what is met so far was), given (all of it), lost, granted (what it is then), status. A **case**, one instance of a
    clause: id, clause, key, arose, trigger, spell, source and breach (whose breach brought it), party, ties, bearer;
    due and first (before suspensions), performed, by, parts (acts done, by way and pattern), amount, credits (paid),
    cuts (by reductions), late, stop (by an act of power), waived, missed, state; seen (up to when relief is known as
    its time is asked); opened, until, used: its power. A **line**: a head in the making.
    """

    def paid(self, at: int = OPEN) -> Fraction:
        return sum((a for t, a in self.credits if t <= at), ZERO)

    def off(self, at: int = OPEN) -> Fraction:
        return sum((a for t, a, _ in self.cuts if t <= at), ZERO)


def breach(at: int, belongs: int, **more: Any) -> Thing:
    none: dict[str, Any] = {"id": "", "cured": None, "causes": [], "days": [], "touched": [], "length": 0}
    out = Thing(at=at, belongs=belongs, spared=[], end=None, **{**none, **more})
    out.gone = min((e.at for e in out.causes), default=OPEN)
    return out


def case(clause: m.Clause, key: Key, arose: int, **more: Any) -> Thing:
    none = "trigger spell source breach party bearer due first performed amount late stop waived missed opened used"
    lists: dict[str, Any] = {n: [] for n in ("by", "credits", "cuts", "parts", "breaches")}
    rest = {"vars": {}, "ties": (), "id": "", "state": "pending", "until": OPEN, "seen": OPEN}
    return Thing(clause=clause, key=key, arose=arose, **{**dict.fromkeys(none.split()), **lists, **rest, **more})


@dataclass(frozen=True)
class Env:
    """At which instant a formula is read, and what its names mean."""

    x: int
    case: Thing | None = None
    vars: Mapping[str, Any] = field(default_factory=dict)
    ties: Key = ()
    own: Any = None
    spell: Spell | None = None
    by_its: str | None = None  # the field that says which period an event belongs to
    unpaid: Money | None = None
    opening: Row | None = None  # of an interval


def text(v: Any) -> Any:
    """Write a value as it stands in keys."""
    match v:
        case Fraction():
            return str(Decimal(v.numerator) / Decimal(v.denominator))
        case date():
            return v.isoformat()
    return v.text if isinstance(v, Spell) else text(v.amount) if isinstance(v, Money) else v


def named(first: date, after: date) -> str:
    """Write a period: 2024-06, 2024-Q2, 2024, else its first day."""
    for months, write in ((1, "{0:04}-{1:02}"), (3, "{0:04}-Q{2}"), (12, "{0:04}")):
        if first.day == 1 and (first.month - 1) % months == 0 and after == plus_months(first, months):
            return write.format(first.year, first.month, first.month // 3 + 1)
    return first.isoformat()


def month_of(year: int, month: int) -> Spell:
    first = date(year, month, 1)
    return Spell(first, next_day(plus_months(first, 1), -1), f"{year:04}-{month:02}")


def key_of(e: Row, names: tuple[str, ...]) -> Key:
    return tuple((n, str(text(e.fields[n]))) for n in names if e.fields.get(n) is not None)


def arithmetic(op: str, a: Any, b: Any) -> Any:
    """Add, subtract, multiply, divide or take a share; money of two currencies never adds."""
    if isinstance(a, Money) and isinstance(b, Money):
        if a.currency != b.currency:
            raise Unknown("currency")
        return a.amount / b.amount if op == "div" else Money(arithmetic(op, a.amount, b.amount), a.currency)
    if isinstance(a, Money) or isinstance(b, Money):
        cash, other = (a, b) if isinstance(a, Money) else (b, a)
        return Money(cash.amount / other if op == "div" else cash.amount * other, cash.currency)
    return a + b if op == "add" else a - b if op == "sub" else a / b if op == "div" else a * b


def first(found: list[Any]) -> Any:
    """Return the first of what was found; there may be none yet."""
    if not found:
        raise Unknown("event")
    return found[0]


def numbered(seen: list[str], name: str) -> str:
    """Return a name, with its number when it was given before."""
    seen.append(name)
    return name if seen.count(name) == 1 else f"{name}#{seen.count(name)}"


def union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make one of spans that overlap or touch."""
    out: list[tuple[int, int]] = []
    for a, z in sorted(spans):
        met = bool(out) and a <= out[-1][1]
        out.append((out[-1][0], max(z, out.pop()[1])) if met else (a, z))
    return out


SEEN: dict[int, tuple[Any, tuple[Any, ...]]] = {}


def below(node: Any) -> tuple[Any, ...]:
    """List a part of a contract and all parts below it; walked once, kept for a while."""
    if SEEN.get(id(node), (SEEN,))[0] is not node:
        if len(SEEN) > 20_000:
            SEEN.clear()
        SEEN[id(node)] = (node, tuple(m.walk(node)))
    return SEEN[id(node)][1]


def read_by(*parts: Any) -> set[str]:
    """Return the event types that parts of a contract read."""
    return {n.event for part in parts for n in below(part) if isinstance(n, m.Pattern)}
