"""
The twin: a slow second opinion on what a contract and a log give.

It is written from the definitions, not from the engine, and shares no code with it for days, money or order. It keeps
plain lists, walks days one by one, and starts from scratch whenever something changed. Only one thing is sequential: the
acts by which powers are used. They are tried in order; each that takes effect joins a list and the whole world is
computed anew, so whatever comes after it sees the contract ended, a clause halted or a relief denied.

Everything else is a fact with an instant (arose, performed, broken, cured), so a condition at an instant is a comparison
of instants. What the law lets work backwards (a proof, a cause attested later, a denial) is taken as it is known at the
end: whether a notice was good depends on what was so when it arrived, not on what was known then.

Choices made where the rules are silent are marked ``CHOICE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Money, Unit
from luyue.engine.event import Cash, DayValue, Event, InstantValue, Month, Span_

INF = Fraction(10**40)  # an open upper end
OPEN = 10**30  # an instant that has not come
DAY, HOUR, MINUTE = 86_400_000_000, 3_600_000_000, 60_000_000
MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
EXACT = {Unit.MINUTE: MINUTE, Unit.HOUR: HOUR}
TRUTH = m.Type(m.Kind.TRUTH)


class Unknown(Exception):
    """A value that cannot be known: ``code`` says of what kind (event, blank, calendar, setting, field, no_data, demand)."""

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
    waived: bool = False


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
    end: int | None = None  # when lateness stopped growing
    settled: bool = True  # false: undetermined
    missed_at: int | None = None
    parts: list[list[list[Event]]] = field(default_factory=list)
    waived: int | None = None
    stop: int | None = None

    @property
    def paid(self) -> Fraction:
        return sum((a for _, a in self.credits), Fraction(0))

    def unpaid(self, at: int) -> Fraction:
        """Return what is unpaid at the end of an instant."""
        assert self.amount is not None
        return self.amount - sum((a for t, a in self.credits if t <= at), Fraction(0))


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


# ---------------------------------------------------------------- the world


class World:
    """Everything that is so at ``end``, given the acts of power that took effect so far."""

    def __init__(self, contract: m.Contract, events: list[Event], end: int, settings: Mapping[str, Any], claimed: str) -> None:
        self.c, self.events, self.T, self.settings, self.claimed_as = contract, events, end, settings, claimed
        self.zone = ZoneInfo(contract.zone)
        self.types = {e.id: e for e in contract.events}
        self.clauses = {c.id: c for c in contract.clauses}
        self.used: list[tuple[Event, str, str]] = []  # act, clause, id of the power
        self.voids: list[tuple[Event, str]] = []
        self.memo: dict[Any, Any] = {}
        self.busy: set[Any] = set()
        self.use_powers()

    def once(self, key: Any, make: Callable[[], Any], empty: Any) -> Any:
        """Compute a thing once per world; what asks for itself while being made gets ``empty``."""
        if key in self.memo:
            return self.memo[key]
        if key in self.busy:
            return empty
        self.busy.add(key)
        try:
            self.memo[key] = make()
        finally:
            self.busy.discard(key)
        return self.memo[key]

    # ------------------------------------------------------------ instants

    def day(self, us: int) -> date:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).astimezone(self.zone).date()

    def at(self, d: date, t: time | None = None) -> int:
        """Return the instant of a local day's beginning, or of a time on it."""
        local = datetime.combine(d, t or time(), self.zone)
        return (local - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)

    def close(self, d: date) -> int:
        """Return the last microsecond of a day, which is its 24:00."""
        return self.at(next_day(d)) - 1

    def start_of(self, v: Any) -> int:
        return self.at(v) if isinstance(v, date) else v

    def end_of(self, v: Any) -> int:
        return self.close(v) if isinstance(v, date) else v

    def as_day(self, v: Any) -> date:
        return v if isinstance(v, date) else self.day(v)

    def instants(self) -> list[int]:
        """List the instants at which a condition may change: days, events, the instant before each."""

        def make() -> list[int]:
            if self.start is None:
                return []
            first = min([self.start, *(e.at for e in self.events)])
            out = {first, self.T}
            for e in self.events:
                out |= {e.at, e.at - 1}
            d = self.day(first)
            while self.at(d) <= self.T:
                out.add(self.at(d))
                d = next_day(d)
            return sorted(t for t in out if t <= self.T)

        return self.once("instants", make, [])  # type: ignore[no-any-return]

    # ------------------------------------------------------------ the contract in time

    @property
    def start(self) -> int | None:
        """Return when the contract came into force, None while it has not."""

        def make() -> int | None:
            said = self.c.effective or self.c.signed
            if said is None:
                read = read_by_clauses(self.c)
                seen = [e.at for e in self.events if e.type in read]
                return self.at(self.day(min(seen))) if seen else None
            return self.moment_of(said)

        found = self.once("start", make, None)
        return found if found is not None and found <= self.T else None

    def moment_of(self, e: m.Expr) -> int | None:
        """Return the instant that a date, an instant or a condition gives; None while unknown."""
        try:
            if e.type.kind is m.Kind.TRUTH:
                return self.since(e, Env(), self.T)
            return self.start_of(self.value(e, Env(), self.T))
        except Unknown:
            return None

    def term_of(self, term: m.Term | None) -> tuple[date, date] | None:
        """Return the first and last day of a term."""
        if term is None:
            return None
        try:
            first = self.as_day(self.value(term.start, Env(), self.T))
            if term.length is not None:
                last = walk_on(first, term.length)
            else:
                assert term.end is not None
                last = self.as_day(self.value(term.end, Env(), self.T))
        except Unknown:
            return None
        if term.extended_by is not None:
            try:
                last = self.as_day(self.value(term.extended_by, Env(), self.T))
            except Unknown:
                pass
        return first, last

    @property
    def term(self) -> tuple[date, date] | None:
        return self.once("term", lambda: self.term_of(self.c.term), None)  # type: ignore[no-any-return]

    def force(self, clause: m.Clause) -> tuple[int, int] | None:
        """Return from when and until when (inclusive) a clause brings instances, the end by a power left out."""
        begin = self.start
        if begin is None:
            return None
        term, end = self.term, OPEN
        if clause.instrument is not None:
            paper = next(i for i in self.c.instruments if i.label.id == clause.instrument)
            came = self.moment_of(paper.effective) if paper.effective is not None else begin
            if came is None:
                return None
            begin, term = max(begin, came), self.term_of(paper.term) or term
        if term is not None:
            end = self.close(term[1])
        for span in clause.in_force:
            if span.start is not None:
                came = self.moment_of(span.start)
                if came is None:
                    return None
                begin = max(begin, came)
            if span.end is not None:
                end = OPEN
                with_end = self.try_value(span.end, Env(), self.T)
                if with_end is not None:
                    end = self.end_of(with_end)
        for line in clause.survivals:
            end = OPEN
            if line.until is not None and (over := self.over(line.until, Env(), self.T)) is not None:
                end = over
        return (begin, end) if begin <= self.T else None

    def try_value(self, e: m.Expr, env: Env, x: int) -> Any:
        try:
            return self.value(e, env, x) if e.type.kind is not m.Kind.TRUTH else self.since(e, env, x)
        except Unknown:
            return None

    def over(self, e: m.Expr, env: Env, x: int) -> int | None:
        """Return when ``until`` came: an event's instant, a condition's, a date's end."""
        v = self.try_value(e, env, x)
        return None if v is None else self.end_of(v)

    def stop(self, clause: m.Clause) -> int | None:
        """Return when an act of power ended the contract or the clause."""
        ends = [
            e.at
            for e, cid, _ in self.used
            for p in self.clauses[cid].powers
            for effect in p.effects
            if (effect.kind == "ends_contract" and not clause.survivals) or (effect.kind == "ends" and clause.id in effect.clauses)
        ]
        return min(ends, default=None)

    def spells(self, name: str, since: int) -> list[Spell]:
        """List the periods of a declared row that begin by now, from the one that holds ``since`` on."""
        periods = {p.label.id: p for p in self.c.periods}
        unit = {"day": Unit.DAY, "month": Unit.MONTH, "quarter": Unit.QUARTER, "year": Unit.YEAR}.get(name, Unit.MONTH)
        p = periods.get(name) or m.Period(m.Label(name, name, name), Length(Fraction(1), unit))
        if p.windows:
            got = [tuple(self.as_day(self.value(e, Env(), self.T)) for e in w) for w in p.windows]
            return [Spell(a, b, a.isoformat()) for a, b in got]
        assert p.length is not None
        length, n = p.length, int(p.length.count)
        if p.start is not None:
            anchor = self.as_day(self.value(p.start, Env(), self.T))
        elif n == 1 and length.unit in MONTHS:
            d = self.day(since)
            size = MONTHS[length.unit]
            anchor = date(d.year, (d.month - 1) // size * size + 1, 1)
        else:
            assert self.start is not None
            anchor = self.day(self.start)
        most = None if p.count is None else int(self.value(p.count, Env(), self.T))
        out: list[Spell] = []
        begin = anchor
        for k in count(1):
            if begin > self.day(self.T) or (most is not None and k > most):
                break
            if length.unit in MONTHS:
                after = plus_months(anchor, k * n * MONTHS[length.unit])
            else:
                after = next_day(walk_on(begin, length, counted=True))
            out.append(Spell(begin, next_day(after, -1), self.named(begin, next_day(after, -1))))
            begin = after
        return [s for s in out if self.close(s.last) >= since]

    @staticmethod
    def named(first: date, last: date) -> str:
        """Write a period: 2024-06, 2024-Q2, 2024, else its first day."""
        for months, write in ((1, "{0:04}-{1:02}"), (3, "{0:04}-Q{2}"), (12, "{0:04}")):
            if first.day == 1 and (first.month - 1) % months == 0 and next_day(last) == plus_months(first, months):
                return write.format(first.year, first.month, first.month // 3 + 1)
        return first.isoformat()

    # ------------------------------------------------------------ values

    def plain(self, v: Any) -> Any:
        """Turn a constant or a field into the twin's own kind of value."""
        match v:
            case Money(a, c):
                return Cash(a, c)
            case DayValue(d):
                return date.fromordinal(d)
            case InstantValue(us, only):
                return self.day(us) if only else us
            case Span_(n, unit):
                return Length(n, Unit(unit))
            case Month() | Cash():
                return v
            case (int(), int()):
                return Month(*v)
            case (date() as d, time() as t, bool() as end):
                return self.close(d) if end else self.at(d, t)
        return v

    def value(self, e: Any, env: Env, x: int) -> Any:
        """Return a formula's value at an instant: Fraction, Cash, Length, date, int (an instant), str, bool, tuple, Month."""
        match e:
            case m.Const(value=v):
                return self.plain(v)
            case m.Empty(name=n):
                raise Unknown("blank", n)
            case m.Param():
                return self.param(e, env, x)
            case m.Known(name=n):
                return self.known(n, env, x)
            case m.PartyRef(name=n) | m.ClauseRef(name=n):
                return n
            case m.Var(name=n):
                if n in env.vars:
                    return env.vars[n]
                holder = [s for s in self.spells(n, env.case.arose if env.case else x) if self.at(s.first) <= x]
                return holder[-1] if env.case is None else holder[0]
            case m.Own():
                return env.own
            case m.FieldOf(of=of, name=n):
                return self.field_of(of, n, env, x)
            case m.Happening(pattern=p):
                found = self.matching(p, env, x)
                if not found:
                    raise Unknown("event", p.event)
                return found[0].at
            case m.Arithmetic(op=op, left=left, right=right):
                return arithmetic(op, self.value(left, env, x), self.value(right, env, x))
            case m.Shift(op=op, length=le, anchor=a):
                return self.shifted(op, self.value(le, env, x), self.value(a, env, x))
            case m.Aggregate():
                return self.aggregate(e, env, x)
            case m.Fn(name=n, args=args):
                return self.function(n, args, env, x)
            case m.If(condition=c, then=a, otherwise=b):
                return self.value(a if self.truth(c, env, x) else b, env, x)
            case m.Measured(name=n):
                return self.measured(n, env, x)
        return self.truth(e, env, x)

    def param(self, e: m.Param, env: Env, x: int) -> Any:
        if e.source == "let":
            return self.value(next(v.value for v in self.c.lets if v.label.id == e.name), env, x)
        if e.name in self.settings:
            v = self.settings[e.name]
            return self.value(v, env, x) if isinstance(v, m.Expr) else self.plain(v)
        blank = next(b for b in self.c.blanks if b.label.id == e.name)
        if blank.filler is None:
            raise Unknown("blank", e.name)
        return self.value(blank.filler, env, x)

    def known(self, name: str, env: Env, x: int) -> Any:
        match name:
            case "price":
                by = self.c.price_changed_by
                when = env.case.arose if env.case is not None else x
                if by is not None and isinstance(by.of, m.Happening) and self.matching(by.of.pattern, Env(), when):
                    return self.value(by, Env(), when)
                if self.c.price is None:
                    raise Unknown("blank", "price")
                return self.value(self.c.price, Env(), x)
            case "unpaid":
                if env.unpaid is None:
                    raise Unknown("event", "unpaid")
                return Cash(env.unpaid, env.currency)
            case "signed" if self.c.signed is not None:
                return self.value(self.c.signed, Env(), x)
            case "term_start" | "term_end" if self.term is not None:
                return self.term[name == "term_end"]
            case "each_party":
                return env.each or "each_party"
            case "both_parties":
                return tuple(p.label.id for p in self.c.parties)
            case "affected_party" if env.opening is not None:
                return self.kinds_of(env.opening, (m.Kind.PARTY,))[0]
        raise Unknown("event", name)

    def kinds_of(self, e: Event, kinds: tuple[m.Kind, ...]) -> list[Any]:
        """List an event's values of its fields of some kinds, in the order declared."""
        fields = self.types[e.type].fields
        return [e.fields[f.label.id] for f in fields if f.type.kind in kinds and e.fields.get(f.label.id) is not None]

    def field_of(self, of: m.Expr, name: str, env: Env, x: int) -> Any:
        if isinstance(of, m.Happening):
            found = self.matching(of.pattern, env, x)
            if not found:
                raise Unknown("event", of.pattern.event)
            thing: Any = found[-1]
        else:
            thing = self.value(of, env, x)
        if isinstance(thing, Row):
            return self.value(thing.cells[name], env, x)
        v = thing.fields.get(name)
        if v is None:
            raise Unknown("field", name)
        return self.plain(v)

    def shifted(self, op: str, length: Length, anchor: Any) -> Any:
        sign = 1 if op == "after" else -1
        if length.unit in EXACT:
            return self.start_of(anchor) + sign * int(length.count * EXACT[length.unit])
        d = self.as_day(anchor)
        if sign > 0:
            return walk_on(d, length)
        if length.unit in MONTHS:
            return plus_months(d, -int(length.count) * MONTHS[length.unit])
        n = int(length.count)
        while n:
            d = next_day(d, -1)
            n -= length.unit is Unit.DAY or is_work(d)
        return d

    def function(self, name: str, args: tuple[m.Expr, ...], env: Env, x: int) -> Any:
        if name == "days_of" and isinstance(args[0], (m.IntervalState, m.ClauseRef)):
            raise NotImplementedError("days of an interval")
        v = [self.value(a, env, x) for a in args]
        match name:
            case "later_of":
                return max(v, key=self.end_of)
            case "earlier_of":
                return min(v, key=self.end_of)
            case "greater_of":
                return max(v)
            case "lesser_of":
                return min(v)
            case "days_of":
                return Fraction((self.as_day(v[1]) - self.as_day(v[0])).days)
            case "day_of":
                return self.as_day(v[0])
            case "is_working_day":
                return is_work(self.as_day(v[0]))
            case "rounded_up":
                return Fraction(-(-v[0] // 1))
            case "end_of" if isinstance(v[0], Spell):
                return v[0].last
            case "end_of" if isinstance(v[0], Month):
                return next_day(plus_months(date(v[0].year, v[0].month, 1), 1), -1)
            case "equal_part":
                share = Cash(Fraction(v[0].amount * 100 // v[2], 100), v[0].currency)
                return share if v[1] < v[2] else Cash(v[0].amount - share.amount * (v[2] - 1), v[0].currency)
        raise NotImplementedError(name)

    def aggregate(self, e: m.Aggregate, env: Env, x: int) -> Any:
        inside = self.window(e.window, env, x)
        if e.condition is not None:
            if isinstance(e.condition, m.InState) and e.condition.state == "breached":
                got = [b.at for _, b in self.breaches_of(e.condition, env, x) if inside(b.belongs, None)]
                return Fraction(len(got))
            if isinstance(e.condition, m.Happened):
                return Fraction(sum(inside(v.at, v) for v in self.matching(e.condition.pattern, env, x)))
            return Fraction(sum(inside(s, None) for s, _ in self.stretches(e.condition, env, x)))
        assert e.pattern is not None
        found = [v for v in self.matching(e.pattern, env, x) if inside(v.at, v)]
        if e.fn == "count":
            return Fraction(len(found))
        values = [self.plain(v.fields[e.field]) for v in found if e.field is not None and v.fields.get(e.field) is not None]
        if e.fn == "total":
            if values and isinstance(values[0], Cash):
                return Cash(sum((v.amount for v in values), Fraction(0)), values[0].currency)
            if not values and e.type.kind is m.Kind.MONEY:
                return Cash(Fraction(0), self.c.currency)
            return sum(values, Fraction(0))
        if not values:
            raise Unknown("no_data", e.fn)
        if e.fn == "average":
            return arithmetic("div", self.sum_of(values), Fraction(len(values)))
        return {"smallest": min, "largest": max, "latest": lambda v: v[-1]}[e.fn](values)

    @staticmethod
    def sum_of(values: list[Any]) -> Any:
        total = values[0]
        for v in values[1:]:
            total = arithmetic("add", total, v)
        return total

    def window(self, w: m.Window | None, env: Env, x: int) -> Callable[[int, Event | None], bool]:
        """Return a test of whether an instant (of an event) lies inside a window."""
        if w is None and env.spell is not None:
            spell, by = env.spell, env.by_its
            if by is not None:
                return lambda t, e: e is not None and text(e.fields.get(by)) == spell.text
            return lambda t, e: self.at(spell.first) <= t <= self.close(spell.last)
        if w is None:
            return lambda t, e: True
        if w.kind == "term":
            if self.term is None:
                return lambda t, e: True
            first, last = self.term
        elif w.kind == "dates":
            first, last = (self.as_day(self.value(d, env, x)) for d in (w.start, w.end))
        else:
            held = [s for s in self.spells(w.name or "", self.start or 0) if self.at(s.first) <= x]
            if env.spell is not None:
                held = [env.spell]
            if not held:
                return lambda t, e: False
            first, last = held[-1].first, held[-1].last
        return lambda t, e: self.at(first) <= t <= self.close(last)

    # ------------------------------------------------------------ metrics

    def metric(self, name: str, spell: Spell, x: int) -> Any:
        """Return a metric's value over a period, None without data."""
        metric = next(v for v in self.c.metrics if v.label.id == name)
        try:
            v = self.value(metric.value, Env(spell=spell, by_its=metric.by_its), x)
        except (ZeroDivisionError, Unknown):
            return None
        if metric.rounded_to and isinstance(v, Fraction):
            step = metric.rounded_to
            v = ((v / step + Fraction(1, 2)) // 1) * step
        return v

    def measured(self, name: str, env: Env, x: int) -> Any:
        metric = next(v for v in self.c.metrics if v.label.id == name)
        spell = env.spell or (env.case.spell if env.case is not None else None)
        if spell is None and metric.period is not None:
            over = [s for s in self.spells(metric.period, self.start or 0) if self.close(s.last) < x]
            if not over:
                raise Unknown("no_data", name)
            spell = over[-1]
        assert spell is not None
        v = self.metric(name, spell, x)
        if v is None:
            raise Unknown("no_data", name)
        return v

    # ------------------------------------------------------------ events and conditions

    def matches(self, p: m.Pattern, e: Event, env: Env, *, tied: bool = True) -> bool:
        """Say whether an event is of a pattern: type, ties, every ``where``; what cannot be read does not match."""
        if e.type != p.event or (tied and not self.tied(e, env.ties)):
            return False
        try:
            return all(self.truth(w, replace(env, own=e, ties=()), e.at) for w in p.where)
        except Unknown:
            return False

    def tied(self, e: Event, ties: Iterable[tuple[str, str]]) -> bool:
        declared = {f.label.id for f in self.types[e.type].fields}
        for name, v in ties:
            if name in declared:
                has = e.fields.get(name)
                if not (v in has if isinstance(has, tuple) and not isinstance(has, (Cash, Month, DayValue)) else text(has) == v):
                    return False
        return True

    def matching(self, p: m.Pattern, env: Env, x: int, since: int | None = None) -> list[Event]:
        return [e for e in self.events if e.at <= x and (since is None or e.at >= since) and self.matches(p, e, env)]

    def truth(self, c: m.Expr, env: Env, x: int) -> bool:
        """Say whether a condition holds at an instant."""
        match c:
            case m.Not(of=of):
                return not self.truth(of, env, x)
            case m.Compare(of=of, bounds=bounds):
                v = self.value(of, env, x)
                return all(self.within(v, b.op, self.value(b.value, env, x)) for b in bounds)
            case m.Same(left=a, right=b, negated=no):
                return (text(self.value(a, env, x)) == text(self.value(b, env, x))) is not no
            case m.Includes(of=of, member=member):
                return self.value(member, env, x) in self.value(of, env, x)
            case m.ReadingIs(reading=r, option=o):
                return bool(self.settings.get(r) == o)
            case m.Const() | m.Param() | m.FieldOf() | m.Fn() | m.If():
                return bool(self.value(c, env, x))
        return self.since(c, env, x) is not None

    def within(self, v: Any, op: str, bound: Any) -> bool:
        if isinstance(v, date) != isinstance(bound, date):
            v, bound = self.as_day(v), self.as_day(bound)
        if isinstance(v, Cash):
            v, bound = v.amount, bound.amount
        if isinstance(v, Length):
            v, bound = v.count, bound.count
        return {"ge": v >= bound, "le": v <= bound, "gt": v > bound, "lt": v < bound}[op]

    def since(self, c: m.Expr, env: Env, x: int, after: int | None = None) -> int | None:
        """Return the instant from which a condition has been true up to ``x``, None when it is not."""
        match c:
            case m.Happened(pattern=p):
                found = self.matching(p, env, x, after)
                return found[0].at if found else None
            case m.Logic(op="and", left=a, right=b):
                ends = [self.since(a, env, x, after), self.since(b, env, x, after)]
                return None if None in ends else max(e for e in ends if e is not None)
            case m.Logic(op="or", left=a, right=b):
                return self.either(a, b, env, x, after)
            case m.Logic(op="then", left=a, right=b):
                first = self.since(a, env, x, after)
                if first is None:
                    return None
                then = self.since(b, env, x, first)
                return None if then is None else max(first, then)
            case m.InState():
                return self.state_since(c, env, x)
            case m.IntervalState():
                return self.interval_since(c, env, x)
        if not self.truth(c, env, x):
            return None
        began = x
        for t in reversed([t for t in self.instants() if t < x]):
            try:
                if not self.truth(c, env, t):
                    return began
            except Unknown:
                return began
            began = t
        return began

    def either(self, a: m.Expr, b: m.Expr, env: Env, x: int, after: int | None) -> int | None:
        found, lost = [], None
        for part in (a, b):
            try:
                found.append(self.since(part, env, x, after))
            except Unknown as why:
                lost = why
        known = [v for v in found if v is not None]
        if not known and lost is not None:
            raise lost
        return min(known, default=None)

    def stretches(self, c: m.Expr, env: Env, x: int) -> list[tuple[int, int]]:
        """List the spans [from, to) in which a condition was true, the last perhaps open."""
        out: list[tuple[int, int]] = []
        for t in (t for t in self.instants() if t <= x):
            try:
                s = self.since(c, env, t)
            except Unknown:
                s = None
            if out and out[-1][1] == OPEN:
                if s is None:
                    out[-1] = (out[-1][0], t)
                elif s > out[-1][0]:  # false for a moment in between, or true again for another reason
                    out[-1] = (out[-1][0], s)
                    out.append((s, OPEN))
            elif s is not None:
                out.append((s, OPEN))
        return out

    def of_state(self, c: m.InState, env: Env) -> list[Case]:
        """List the instances a state condition speaks of, tied by the fields that both have."""
        if c.clause is None:
            assert env.case is not None
            return [env.case.source or env.case]
        mine = dict(env.ties) | (dict(env.case.key) if env.case is not None else {})
        return [k for k in self.cases(c.clause) if all(mine.get(n, v) == v for n, v in k.key if n not in ("clause", "party"))]

    def breaches_of(self, c: m.InState, env: Env, x: int) -> list[tuple[Case, Breach]]:
        """List breaches by ``x`` in order; an excused one is no breach that opens anything."""
        out = [(k, b) for k in self.of_state(c, env) for b in self.breaches(k) if b.at <= x and not b.excused]
        return sorted(out, key=lambda p: p[1].at)

    def breaches(self, case: Case) -> list[Breach]:
        d = self.duty(case)
        return d.breaches if d is not None else []

    def state_since(self, c: m.InState, env: Env, x: int) -> int | None:
        if c.state == "exercised":
            ids = {k.id for k in self.of_state(c, env)}
            return min((e.at for e, _, i in self.used if i in ids and e.at <= x), default=None)
        if c.state == "breached" and c.bounds:
            return self.breached_times(c, env, x)
        starts = []
        for k in self.of_state(c, env):
            d = self.duty(k)
            if d is None:
                continue
            match c.state:
                case "breached":
                    starts += [b.at for b in d.breaches if not b.excused]
                case "late":
                    starts += [t for t in [self.late_since(d, c.bounds, env, x)] if t is not None]
                case "performed":
                    starts += [d.performed] if d.performed is not None else []
                case "missed":
                    starts += [d.missed_at] if d.missed_at is not None else []
                case "undetermined":
                    starts += [k.arose] if not d.settled else []
        return min((s for s in starts if s <= x), default=None)

    def breached_times(self, c: m.InState, env: Env, x: int) -> int | None:
        """Return when the breaches in the window first were as many as said."""
        all_of = self.breaches_of(c, env, x)
        groups = [all_of]
        w = c.window if isinstance(c.window, m.Window) else None
        if w is not None and w.kind == "period":
            spells = self.spells(w.name or "", self.start or 0)
            groups = [[p for p in all_of if self.at(s.first) <= p[1].belongs <= self.close(s.last)] for s in spells]
        elif w is not None:
            inside = self.window(w, env, x)
            groups = [[p for p in all_of if inside(p[1].belongs, None)]]
        hits = []
        for group in groups:
            for n, (_, b) in enumerate(group, 1):
                if all(self.within(Fraction(n), bound.op, self.value(bound.value, env, x)) for bound in c.bounds):
                    hits.append(b.at)
                    break
        return max(hits, default=None)

    def late_since(self, d: Duty, bounds: tuple[m.Bound, ...], env: Env, x: int) -> int | None:
        """Return the instant at which a duty had been late for as long as said, if it still is."""
        for b in reversed(d.breaches):
            over = min(v for v in (b.cured, d.end if d.state not in ("overdue",) else None, OPEN) if v is not None)
            if b.excused or b.at > x or over <= x:
                continue
            at = b.at
            for bound in bounds:
                at = max(at, self.reached(d, b, bound.op, self.value(bound.value, env, x)))
            return at if at <= x else None
        return None

    def reached(self, d: Duty, b: Breach, op: str, length: Any) -> int:
        """Return when lateness reaches (ge) or passes (gt) a length."""
        if not isinstance(length, Length):
            length = Length(Fraction(length), Unit.DAY)
        exact = d.due is not None and d.due.exact
        if length.unit in EXACT or exact:
            size = int(length.count * EXACT.get(length.unit, DAY))
            return (d.due.last if d.due is not None else b.at) + size + (op == "gt")
        last = self.day(d.due.last) if d.due is not None else self.day(b.at)
        return self.at(next_day(walk_on(last, length), op == "gt"))

    # ------------------------------------------------------------ intervals

    def intervals(self, name: str) -> list[tuple[tuple[tuple[str, str], ...], int, int | None, Event | None]]:
        """List an interval's occurrences: key, began, ended, opening event."""

        def edge(e: m.Edge, env: Env) -> list[tuple[int, Event | None, Case | None]]:
            if e.state is not None:
                out = []
                for k in self.of_state(replace(e.state, clause=e.state.clause), env) if e.state.clause else []:
                    one = Env(case=Case(k.clause, k.key, k.arose, source=k))
                    s = self.state_since(m.InState(TRUTH, None, e.state.state, e.state.bounds), one, self.T)
                    past = [b.at for b in self.breaches(k) if not b.excused]
                    if s is None and e.state.state == "late" and past:
                        s = past[0]
                    if s is not None:
                        out.append((s, None, k))
                return sorted(out, key=lambda v: v[0])
            assert e.pattern is not None
            found = self.matching(e.pattern, env, self.T)
            if e.field is None:
                return [(v.at, v, None) for v in found]
            return [(self.start_of(self.plain(v.fields[e.field])), v, None) for v in found if v.fields.get(e.field) is not None]

        def make() -> list[Any]:
            line = next(i for i in self.c.intervals if i.label.id == name)
            out = []
            for at, opening, case in edge(line.start, Env()):
                if opening is not None:
                    key = tuple((n, text(opening.fields[n])) for n in line.same if opening.fields.get(n) is not None)
                else:
                    key = tuple(p for p in case.key if p[0] in line.same) if case is not None else ()
                ends = edge(line.end, Env(ties=key))
                if line.start.field is not None and line.end.field is not None:
                    ends = [v for v in ends if v[1] is opening]
                over = min((t for t, _, _ in ends if t >= at), default=None)
                if at <= self.T:
                    out.append((key, at, over if over is not None and over <= self.T else None, opening))
            return out

        return self.once(("interval", name), make, [])  # type: ignore[no-any-return]

    def interval_since(self, c: m.IntervalState, env: Env, x: int) -> int | None:
        mine = dict(env.ties) | (dict(env.case.key) if env.case is not None else {})
        starts = []
        for key, a, z, _ in self.intervals(c.interval):
            if any(mine.get(n, v) != v for n, v in key) or a > x:
                continue
            if c.state == "ongoing":
                starts += [a] if z is None or x < z else []
                continue
            at = a
            for b in c.bounds:
                at = max(at, self.lasting(a, self.value(b.value, env, x), b.op))
            needs = [h for h in self.halts() if h.line.interval == c.interval and h.start == a and h.key == key and h.clause.requirements]
            if z is not None and z < at:
                continue
            if needs and not any(self.stands(h) for h in needs):
                continue
            starts.append(max([at, *(h.met for h in needs if self.stands(h))]))
        return min((s for s in starts if s <= x), default=None)

    def lasting(self, start: int, length: Length, op: str) -> int:
        if length.unit in EXACT:
            return start + int(length.count * EXACT[length.unit]) + (op == "gt")
        return self.at(next_day(walk_on(self.day(start), length), 1 + (op == "gt")))

    # ------------------------------------------------------------ suspensions

    def halts(self) -> list[Halt]:
        """List every interval as each suspension clause sees it, with its status."""

        def make() -> list[Halt]:
            out: list[Halt] = []
            for clause in self.c.clauses:
                for line in clause.suspensions:
                    seen: list[str] = []
                    for key, a, z, opening in self.intervals(line.interval):
                        name = "/".join([clause.id, *([" ".join(v for _, v in key)] if key else [])])
                        seen.append(name)
                        n = seen.count(name)
                        out.append(self.halt(name + (f"#{n}" if n > 1 else ""), clause, line, key, a, z, opening))
            return out

        return self.once("halts", make, [])  # type: ignore[no-any-return]

    def halt(
        self, name: str, clause: m.Clause, line: m.Suspension, key: Any, start: int, end: int | None, opening: Event | None
    ) -> Halt:
        env = Env(ties=key, opening=opening, vars={opening.type: opening} if opening is not None else {})
        parties: list[str] = []
        for p in line.parties:
            try:
                v = self.value(p, env, self.T)
            except Unknown:
                continue
            parties += [q.label.id for q in self.c.parties] if v == "each_party" else list(v) if isinstance(v, tuple) else [v]
        clauses: tuple[str, ...] | None = line.clauses or None
        if clauses is None and opening is not None:
            said = self.kinds_of(opening, (m.Kind.CLAUSE, m.Kind.SET))
            if said:
                clauses = said[0] if isinstance(said[0], tuple) else (said[0],)
        states, met = [], start
        for need in clause.requirements:
            state, at = self.need(need, env, start)
            states.append(state)
            met = max(met, at)
        status = "refused" if "failed" in states else "claimed" if "open" in states else "recognised"
        if line.denied_by is not None and status == "recognised":
            status = "refused" if self.matching(line.denied_by, env, self.T, start) else "revocable"
        for e, cid, _ in self.used:
            for power in self.clauses[cid].powers:
                if any(f.kind == "denies" and line.interval in f.clauses for f in power.effects) and self.tied(e, key):
                    status = "refused"
        return Halt(name, clause, line, start, end, opening, tuple(parties), clauses, status, met, key)

    def need(self, need: m.Requirement, env: Env, start: int) -> tuple[str, int]:
        """Say whether a requirement is met, failed or open, and since when it is met."""
        at = self.since(need.condition, env, self.T, start)
        if need.timing is None:
            # CHOICE: a requirement without a time can always still be met (art. 590: within reasonable time).
            return ("met", at) if at is not None else ("open", 0)
        case = Case(m.Clause(m.Label("", "", ""), "", None, None, ()), (), start, vars=dict(env.vars))
        try:
            due = self.limit(need.timing.time, need.timing, case, self.T, start, pay=False)
        except Unknown:
            return ("open", 0)
        if at is not None and at <= due.last:
            return ("met", at)
        return ("failed", 0) if self.T > due.last else ("open", 0)

    def stands(self, h: Halt) -> bool:
        if h.status == "claimed":
            return self.claimed_as == "recognised"
        return h.status in ("recognised", "revocable")

    def covers(self, h: Halt, case: Case, bearer: str | None) -> bool:
        norms = {case.clause.id, *(v for n, v in case.key if n == "norm")}
        return bearer in h.parties and (h.clauses is None or bool(norms & set(h.clauses)))

    def spans(self, case: Case, bearer: str | None, x: int) -> list[tuple[int, int, Halt]]:
        """List the recognised intervals that cover an instance and began by ``x``, overlapping and touching ones made one."""
        out: list[tuple[int, int, Halt]] = []
        for h in sorted(self.halts(), key=lambda h: h.start):
            if self.stands(h) and self.covers(h, case, bearer) and h.start <= x:
                end = h.end if h.end is not None else OPEN
                if out and h.start <= out[-1][1]:
                    out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
                else:
                    out.append((h.start, end, h))
        return out

    def moved(self, due: Due, case: Case, bearer: str | None, x: int) -> Due:
        """Move a deadline by the intervals that began before it, in order."""
        for a, z, h in self.spans(case, bearer, x):
            end = min(z, self.T)  # an open one as if it ended now
            begin = max(a, due.start)  # what lies before the time began to run is left out
            if due.last <= a or end <= begin:
                continue
            if due.exact:
                due = replace(due, last=due.last + end - begin)
                continue
            d, clock = self.day(due.last), due.last - self.at(self.day(due.last))
            if h.line.stops_clock and due.working:
                rest = sum(is_work(v) for v in days_between(self.day(begin), d))
                d = walk_on(self.day(end), Length(Fraction(rest), Unit.WORKING_DAY))
            else:
                d = next_day(d, (self.day(end) - self.day(begin)).days)
                d = rolled(d) if due.rolls or due.working else d
            due = replace(due, last=self.at(d) + clock)
        return due

    # ------------------------------------------------------------ due dates

    def limit(self, t: m.Time, timing: m.Timing, case: Case, x: int, start: int, *, pay: bool) -> Due:
        """Return the time of performance before suspensions. Raises Unknown."""
        env = self.env(case)
        match t:
            case m.Within(length=le, after=after):
                anchor = start if after is None else self.value(after, env, x)
                return self.counted(self.value(le, env, x), anchor, timing)
            case m.OnDemand(length=le):
                demand = self.role("demands", case, x)
                if not demand:
                    if self.term is None:
                        raise Unknown("demand")
                    return Due(self.close(self.term[1]), False, start=start)  # CHOICE: known from the outset
                if le is None:
                    raise Unknown("setting")
                return self.counted(self.value(le, env, x), max(demand[0].at, case.arose), timing)
            case m.Untimed(setting=s):
                if s is None:
                    raise Unknown("setting")
                length = self.param(m.Param(m.Type(m.Kind.LENGTH), "blank", s), env, x)
                return self.counted(length, start, timing)
            case m.By(limit=limit) | m.Before(limit=limit):
                return self.fixed(t, limit, timing, case, x, pay=pay)
            case m.Ahead(length=le, of=of):
                length, target = self.value(le, env, x), self.value(of, env, x)
                base = self.in_force(case)
                if length.unit in EXACT:
                    return Due(self.start_of(target) - int(length.count * EXACT[length.unit]), True, start=base)
                return Due(self.close(walk_back(self.as_day(target), length)), False, start=base)
            case m.OfTwo(which=which, times=times):
                found, lost = [], None
                for part in times:
                    try:
                        found.append(self.limit(part, timing, case, x, start, pay=pay))
                    except Unknown as why:
                        lost = why
                if lost is not None and (which == "later" or not found):
                    raise lost
                return (max if which == "later" else min)(found, key=lambda d: d.last)
        raise NotImplementedError(type(t).__name__)

    def counted(self, length: Length, anchor: Any, timing: m.Timing) -> Due:
        start = self.start_of(anchor)
        if length.unit in EXACT:
            return Due(start + int(length.count * EXACT[length.unit]), True, start=start)
        working = length.unit is Unit.WORKING_DAY
        d = walk_on(self.as_day(anchor), length, counted=timing.start_counted)
        rolls = not working if timing.roll is None else timing.roll == "rolls"
        return self.on_day(d, timing, start, rolls=rolls, working=working)

    def on_day(self, d: date, timing: m.Timing, start: int, *, rolls: bool, working: bool) -> Due:
        if timing.roll == "festivals":
            raise NotImplementedError("the twin's calendar cannot tell festivals from other rest days")
        d = rolled(d) if rolls else d
        last = self.close(d) if timing.until is None else self.at(d, timing.until)
        return Due(last, False, rolls, working, start)

    def fixed(self, t: m.Time, limit: m.Expr, timing: m.Timing, case: Case, x: int, *, pay: bool) -> Due:
        v = self.value(limit, self.env(case), x)
        if isinstance(v, Spell):
            v = v.last
        if isinstance(v, Month):
            first = date(v.year, v.month, 1)
            v = first if isinstance(t, m.Before) else next_day(plus_months(first, 1), -1)
        ends = isinstance(limit, m.Fn) and limit.name == "end_of"
        rolls = (ends and pay and isinstance(t, m.By)) if timing.roll is None else timing.roll == "rolls"
        base = self.in_force(case)
        if not isinstance(v, date):
            return Due(v - isinstance(t, m.Before), True, start=base)
        return self.on_day(next_day(v, -1) if isinstance(t, m.Before) else v, timing, base, rolls=rolls, working=False)

    def in_force(self, case: Case) -> int:
        window = self.force(case.clause)
        return case.arose if window is None else window[0]

    def early(self, case: Case) -> bool:
        """Say whether acts before the trigger count: dates, ends of periods, times counted backward, the end of the term."""
        return any(isinstance(t.time, (m.By, m.Before, m.Ahead, m.OnDemand)) for t in case.clause.timings)

    def role(self, kind: str, case: Case, x: int) -> list[Event]:
        """List the events that play a role towards an instance by ``x``."""
        out = []
        for e in self.events:
            for r in self.types[e.type].roles:
                name = r.target if r.fixed else text(e.fields.get(r.target))
                aims = name in {case.clause.id, case.id, *(v for n, v in case.key if n == "norm")}
                if r.kind == kind and e.at <= x and aims and self.tied(e, [p for p in case.key if p[0] != r.target]):
                    out.append(e)
        return out

    def met(self, case: Case, line: m.Precondition, x: int, limit: int | None) -> int | None:
        """Return when a precondition was met for good, None while it is open; undone and met again until ``limit``."""
        env = self.env(case)
        at = self.since(line.condition, env, x)
        if line.undone_by is not None and at is not None:
            for u in self.matching(line.undone_by, env, x):
                if at is not None and u.at >= at and (limit is None or u.at <= limit):
                    at = self.since(line.condition, env, x, u.at + 1)
        blocked = [e.at for e in self.role("blocks", case, x)]
        known = [t for t in (at, *blocked) if t is not None]
        return min(known, default=None)

    def due(self, case: Case, bearer: str | None, x: int) -> tuple[Due, Due]:
        """Return (before suspensions, after them) as seen at ``x``. Raises Unknown; ``open`` for a precondition."""
        pay = any(isinstance(d.owed, m.Pay) for d in case.clause.duties)
        timing = case.clause.timings[0]
        start, late_met, line = case.arose, None, None
        for line in case.clause.preconditions:
            if line.otherwise == "due":
                try:
                    main = self.limit(timing.time, timing, case, x, start, pay=pay).last
                except Unknown:
                    main = x
                if self.met(case, line, min(x, main), main) is None:
                    assert line.timing is not None
                    timing = line.timing
            elif line.otherwise != "no_duty":
                last = None
                if line.undone_by is not None:
                    last = self.limit(timing.time, timing, case, x, start, pay=pay).last
                at = self.met(case, line, x, last)
                if at is None:
                    raise Unknown("precondition")
                if line.otherwise == "waits" and isinstance(timing.time, m.Within) and timing.time.after is None:
                    start = max(start, at)
                else:
                    late_met = max(late_met or 0, at)
        first = self.limit(timing.time, timing, case, x, start, pay=pay)
        if self.is_of_period(case, first):
            return first, first
        last = self.moved(first, case, bearer, x)
        if late_met is not None and late_met > last.last:
            late = late_met if first.exact else self.close(self.day(late_met))
            first = replace(first, last=late, start=late_met)
            last = self.moved(first, case, bearer, x)
        return first, last

    def is_of_period(self, case: Case, due: Due) -> bool:
        """Say whether an act is owed within its period: such an act is missed with it, not moved."""
        act = any(isinstance(d.owed, m.Act) for d in case.clause.duties)
        return act and case.spell is not None and due.last <= self.close(case.spell.last)

    # ------------------------------------------------------------ instances

    def env(self, case: Case) -> Env:
        same = [n for part in (*case.clause.triggers, *case.clause.duties, *case.clause.prohibitions, *case.clause.powers) for n in part.same]
        ties = []
        for n in dict.fromkeys(same):
            v = dict(case.key).get(n)
            origin = case
            while v is None and origin.trigger is None and origin.source is not None:
                origin = origin.source
            if v is None and origin.trigger is not None:
                v = text(origin.trigger.fields.get(n))
            if v is None and case.spell is not None:
                v = case.spell.text
            if v is not None:
                ties.append((n, v))
        return Env(vars=case.vars, case=case, ties=tuple(ties), each=case.party, spell=None)

    def cases(self, cid: str) -> list[Case]:
        """List a clause's instances in the order in which they arose."""
        return self.once(("cases", cid), lambda: self.arise(self.clauses[cid]), [])  # type: ignore[no-any-return]

    def arise(self, clause: m.Clause) -> list[Case]:
        window = self.force(clause)
        if window is None:
            return []
        stop = self.stop(clause)
        found = [k for k in self.triggered(clause, window) if window[0] <= k.arose <= min(window[1], self.T)]
        # CHOICE: what the ending act itself sets off (a refund, a settlement) still arises; art. 566, 567.
        found = [k for k in found if stop is None or k.arose <= stop]
        found = [k for k in found if not self.none_owed(k)]
        parties = [p.label.id for p in self.c.parties]
        if any(isinstance(e, m.Known) and e.name == "each_party" for d in clause.duties for e in (d.each_of, d.owed.bearer)):
            found = [replace(k, key=(*k.key, ("party", p)), party=p) for k in found for p in parties]
        found.sort(key=lambda k: k.arose)
        seen: list[str] = []
        for k in found:
            k.id = "/".join(
                [clause.id, *([" ".join(v for _, v in k.key)] if k.key else []), *([k.spell.text] if k.spell else [])]
            )
            seen.append(k.id)
            if (n := seen.count(k.id)) > 1:
                k.id += f"#{n}"
        return found

    def none_owed(self, case: Case) -> bool:
        for line in case.clause.preconditions:
            if line.otherwise == "no_duty":
                try:
                    if not self.truth(line.condition, self.env(case), case.arose) and not self.role("blocks", case, case.arose):
                        return True
                except Unknown:
                    return True
        return False

    def triggered(self, clause: m.Clause, window: tuple[int, int]) -> Iterator[Case]:
        begin = window[0]
        kept = next((d.owed for d in clause.duties if isinstance(d.owed, m.Keep)), None)
        trigger = clause.triggers[0] if clause.triggers else m.Trigger("term")
        if kept is not None and isinstance(kept.what, m.Measured):
            metric = next(v for v in self.c.metrics if v.label.id == kept.what.name)
            trigger = m.Trigger("period", name=metric.period)
        match trigger.kind:
            case "term":
                yield Case(clause, (), begin)
            case "period":
                assert trigger.name is not None
                for s in self.spells(trigger.name, begin):
                    names = {trigger.name: s, **({trigger.alias: s} if trigger.alias else {})}
                    yield Case(clause, (), max(begin, self.at(s.first)), spell=s, vars=names)
            case "row":
                yield from self.rows(clause, trigger, begin)
            case "events":
                for source in trigger.sources:
                    if isinstance(source, m.Pattern):
                        yield from self.by_events(clause, trigger, source)
                    else:
                        yield from self.by_state(clause, trigger, source)
            case "condition":
                yield from self.by_condition(clause, trigger)

    def rows(self, clause: m.Clause, trigger: m.Trigger, begin: int) -> Iterator[Case]:
        table = next(t for t in self.c.tables if t.label.id == trigger.name)
        columns = [f.label.id for f in table.columns]
        same = [n for p in (trigger, *clause.duties, *clause.prohibitions, *clause.powers) for n in p.same if n in columns]
        plain = [f.label.id for f in table.columns if f.type.kind in (m.Kind.ID, m.Kind.TEXT, m.Kind.CLAUSE)]
        keys = ["norm"] if "norm" in columns else list(dict.fromkeys(same)) or plain[:1]
        for n, line in enumerate(table.rows, 1):
            row = Row(table.label.id, n, dict(zip(columns, line.cells, strict=True)))
            names = {table.label.id: row, **({trigger.alias: row} if trigger.alias else {})}
            env = Env(own=row, vars=names)
            if all(self.truth(w, env, self.T) for w in trigger.where):
                key = tuple((k, str(text(self.value(row.cells[k], env, self.T)))) for k in keys)
                yield Case(clause, key, begin, vars=names)

    def by_events(self, clause: m.Clause, trigger: m.Trigger, p: m.Pattern) -> Iterator[Case]:
        same = [n for part in (trigger, *clause.duties, *clause.prohibitions, *clause.powers) for n in part.same]
        for e in self.matching(p, Env(), self.T):
            key = tuple((n, str(text(e.fields[n]))) for n in dict.fromkeys(same) if e.fields.get(n) is not None)
            names = {e.type: e, **({trigger.alias: e} if trigger.alias else {})}
            yield Case(clause, key, e.at, trigger=e, vars=names)

    def by_state(self, clause: m.Clause, trigger: m.Trigger, of: m.BreachOf) -> Iterator[Case]:
        several = len({s.clause for s in trigger.sources if isinstance(s, m.BreachOf)}) > 1
        for k in self.cases(of.clause):
            names = {**k.vars, **({trigger.alias: k.trigger} if trigger.alias and k.trigger else {})}
            key = ((("clause", of.clause),) if several else ()) + k.key
            for at, breach in self.entered(k, of):
                yield Case(clause, key, at, spell=k.spell, source=k, breach=breach, vars=names)

    def entered(self, k: Case, of: m.BreachOf) -> list[tuple[int, Breach | None]]:
        """List the instants at which an instance entered a state."""
        d = self.duty(k)
        if of.state == "exercised":
            return [(e.at, None) for e, _, i in self.used if i == k.id]
        if d is None:
            return []
        match of.state:
            case "breached":
                return [(b.at, b) for b in d.breaches if not b.excused or b.at < self.T]
            case "performed":
                return [(d.performed, None)] if d.performed is not None else []
            case "missed":
                return [(d.missed_at, d.breaches[0] if d.breaches else None)] if d.missed_at is not None else []
            case "late":
                out: list[tuple[int, Breach | None]] = []
                for b in d.breaches:
                    at = max([b.at, *(self.reached(d, b, v.op, self.value(v.value, self.env(k), self.T)) for v in of.bounds)])
                    over = min(v for v in (b.cured, d.end if d.state != "overdue" else None, OPEN) if v is not None)
                    if not b.excused and at <= self.T and at < over:
                        out.append((at, b))
                return out
        raise NotImplementedError(of.state)

    def by_condition(self, clause: m.Clause, trigger: m.Trigger) -> Iterator[Case]:
        assert trigger.condition is not None
        for key in self.keys_for(trigger) if trigger.same else [()]:
            for at, _ in self.stretches(trigger.condition, Env(ties=key), self.T):
                source = self.source_of(trigger.condition, Env(ties=key), at)
                yield Case(clause, key, at, source=source[0] if source else None, breach=source[1] if source else None)

    def keys_for(self, trigger: m.Trigger) -> list[tuple[tuple[str, str], ...]]:
        """List the values that the fields of ``same`` take in events and instances."""
        assert trigger.condition is not None
        found: dict[tuple[tuple[str, str], ...], None] = {}
        for node in m.walk(trigger.condition):
            if isinstance(node, (m.Happened, m.Aggregate)) and node.pattern is not None:
                for e in self.matching(node.pattern, Env(), self.T):
                    if all(e.fields.get(n) is not None for n in trigger.same):
                        found[tuple((n, str(text(e.fields[n]))) for n in trigger.same)] = None
            names: list[tuple[tuple[str, str], ...]] = []
            if isinstance(node, m.InState) and node.clause is not None:
                names = [k.key for k in self.cases(node.clause)]
            if isinstance(node, m.IntervalState):
                names = [k for k, *_ in self.intervals(node.interval)]
            for key in names:
                if all(n in dict(key) for n in trigger.same):
                    found[tuple((n, dict(key)[n]) for n in trigger.same)] = None
        return list(found)

    def source_of(self, c: m.Expr, env: Env, at: int) -> tuple[Case, Breach] | None:
        for node in m.walk(c):
            if isinstance(node, m.InState) and node.clause is not None and node.state in ("breached", "late", "missed"):
                found = self.breaches_of(node, env, at)
                if found:
                    return found[-1]
        return None

    # ------------------------------------------------------------ duties

    def duty(self, case: Case) -> Duty | None:
        return next((d for d in self.duties(case.clause.id) if d.case.id == case.id), None)

    def duties(self, cid: str) -> list[Duty]:
        return self.once(("duties", cid), lambda: self.judge(self.clauses[cid]), [])  # type: ignore[no-any-return]

    def judge(self, clause: m.Clause) -> list[Duty]:
        owed = clause.duties[0].owed if clause.duties else None
        if owed is None and not clause.prohibitions:
            return []
        bearer = owed.bearer if owed is not None else clause.prohibitions[0].bearer
        out = []
        for k in self.cases(clause.id):
            who = self.try_value(bearer, self.env(k), self.T)
            out.append(Duty(k, k.party if k.party is not None and who == "each_party" else who))
        for d in out:
            d.stop = self.stop(clause)
            gone = [e.at for e in self.role("waives", d.case, self.T) if e.at >= d.case.arose]
            d.waived = min(gone, default=None)
        match owed:
            case m.Act() | m.Pay():
                self.allocate(clause, owed, out)
                for d in out:
                    self.conclude(d, owed)
            case m.Keep(what=m.Measured(name=name)):
                for d in out:
                    self.judge_metric(d, owed, name)
            case m.Keep():
                for d in out:
                    self.judge_level(d, owed)
            case None:
                for d in out:
                    self.judge_acts(d, clause.prohibitions[0])
        return out

    def names_other(self, e: Event, who: str | None) -> bool:
        """Say whether an event names a party other than the one whose act it would be."""
        said = self.kinds_of(e, (m.Kind.PARTY,))
        return bool(said) and who != "each_party" and said[0] != who and not (isinstance(who, tuple) and said[0] in who)

    def allocate(self, clause: m.Clause, owed: m.Act | m.Pay, duties: list[Duty]) -> None:
        """Give each performing event to the open instance that fell due first."""
        for d in duties:
            if isinstance(owed, m.Pay):
                v = self.try_value(owed.amount, self.env(d.case), self.T)
                d.amount, d.currency = (v.amount, v.currency) if v is not None else (None, "")
                if d.amount is not None and d.amount <= 0:
                    d.performed = d.case.arose
            else:
                d.parts = [[[] for _ in alternative] for alternative in owed.any_of]
        kinds = {owed.by.event} if isinstance(owed, m.Pay) else {p.event for a in owed.any_of for p in a}
        for e in self.events:
            if e.type not in kinds or self.rejected(clause, e):
                continue
            able = sorted((d for d in duties if self.able(d, owed, e)), key=lambda d: self.turn(d, e.at))
            if isinstance(owed, m.Pay):
                self.pay(owed, able, e)
            else:
                field_set = any(isinstance(v, tuple) and not isinstance(v, (Cash, Month, DayValue)) for v in e.fields.values())
                for d in able if clause.duties[0].all or field_set else able[:1]:
                    self.perform(d, owed, e)

    def rejected(self, clause: m.Clause, e: Event) -> bool:
        for r in self.events:
            for role in self.types[r.type].roles:
                if role.kind == "rejects" and (role.target if role.fixed else r.fields.get(role.target)) == e.id:
                    return True
        return False

    def turn(self, d: Duty, x: int) -> tuple[bool, int, int, str]:
        """Return the place of an instance among those open: by due instant as known then, then arising, then id."""
        try:
            last = self.due(d.case, d.bearer, x)[1].last
        except Unknown:
            last = OPEN
        return (d.case.arose > x, last, d.case.arose, d.case.id)

    def able(self, d: Duty, owed: m.Act | m.Pay, e: Event) -> bool:
        """Say whether an event can perform an instance, wholly or in part."""
        k = d.case
        since = self.in_force(k) if self.early(k) else k.arose
        if d.performed is not None or e is k.trigger or e.at < since or self.names_other(e, d.bearer):
            return False
        if d.waived is not None and d.waived < e.at:
            return False
        if d.stop is not None and d.stop < e.at and not (isinstance(owed, m.Pay) and self.was_late(d, d.stop)):
            return False
        if isinstance(owed, m.Act) and k.spell is not None and not self.in_spell(k, e):
            return False
        env = self.env(k)
        if isinstance(owed, m.Pay):
            cash = e.fields.get(owed.field)
            right = isinstance(cash, Cash) and (not d.currency or cash.currency == d.currency)
            return right and self.matches(owed.by, e, env)
        return any(self.wants(d, owed, i, j) and self.matches(p, e, env) for i, a in enumerate(owed.any_of) for j, p in enumerate(a))

    def was_late(self, d: Duty, x: int) -> bool:
        try:
            return self.due(d.case, d.bearer, x)[1].last < x
        except Unknown:
            return False

    def in_spell(self, k: Case, e: Event) -> bool:
        """An act counts for the period it names, else for the one it falls in (or the time after it that the clause gives)."""
        assert k.spell is not None
        kinds = (m.Kind.PERIOD, m.Kind.MONTH)
        named = [text(e.fields.get(f.label.id)) for f in self.types[e.type].fields if f.type.kind in kinds and e.fields.get(f.label.id)]
        try:
            last = self.due(k, None, self.T)[0].last
        except Unknown:
            last = OPEN
        if named and any(n == k.spell.text for n in named):
            return e.at <= max(last, self.close(k.spell.last))
        return not named and self.at(k.spell.first) <= e.at <= max(last, self.close(k.spell.last))

    @staticmethod
    def wants(d: Duty, owed: m.Act, i: int, j: int) -> bool:
        return len(d.parts[i][j]) < (owed.at_least if len(owed.any_of[i]) == 1 else 1)

    def perform(self, d: Duty, owed: m.Act, e: Event) -> None:
        env = self.env(d.case)
        for i, alternative in enumerate(owed.any_of):
            for j, p in enumerate(alternative):
                if self.wants(d, owed, i, j) and self.matches(p, e, env):
                    d.parts[i][j].append(e)
            if d.performed is None and not any(self.wants(d, owed, i, j) for j in range(len(alternative))):
                d.performed = e.at
                d.by = list(dict.fromkeys(v.id for part in d.parts[i] for v in part))

    def pay(self, owed: m.Pay, able: list[Duty], e: Event) -> None:
        left = e.fields[owed.field].amount  # type: ignore[union-attr]
        for d in able:
            if left <= 0:
                return
            # CHOICE: a debt is paid when what is left of it rounds to nothing: there is no coin below the fen.
            take = left if d.amount is None else min(left, half_up(d.amount) - d.paid)
            d.credits.append((e.at, take))
            d.by.append(e.id)
            left -= take
            if d.amount is not None and d.paid >= half_up(d.amount):
                d.performed = e.at

    def halted(self, d: Duty) -> str | None:
        """Return the act of power that lets the bearer hold this duty back."""
        for e, cid, _ in self.used:
            for power in self.clauses[cid].powers:
                if not any(f.kind == "halts" and d.case.clause.id in f.clauses for f in power.effects) or d.due is None:
                    continue
                until = self.over(power.until, self.env(d.case), self.T) if power.until is not None else None
                if until is not None and power.resume is not None:
                    until = self.counted(self.value(power.resume, Env(), self.T), until, m.Timing(m.Untimed(""), roll="none")).last
                if d.due.last >= e.at and (until is None or d.due.last <= until):
                    return e.id
        return None

    def excuses(self, d: Duty, at: int) -> tuple[str, ...]:
        """Name what excuses a duty: a fact whenever attested, a state or interval at its last timely instant."""
        env = self.env(d.case)
        out = []
        for line in d.case.clause.exceptions:
            facts = [n for n in m.walk(line.condition) if isinstance(n, m.Happened)]
            try:
                if self.truth(line.condition, env, self.T if facts else min(at, self.T)):
                    out += [e.id for n in facts for e in self.matching(n.pattern, env, self.T)[:1]] or ["state"]
            except Unknown:
                continue
        return tuple(out)

    def conclude(self, d: Duty, owed: m.Act | m.Pay) -> None:
        """Settle state, breach and lateness of an act or a payment."""
        k, T = d.case, self.T
        lost: Unknown | None = None
        try:
            d.first, d.due = self.due(k, d.bearer, T)
        except Unknown as why:
            lost = why
        if isinstance(owed, m.Pay) and d.amount is None:
            lost = Unknown("blank")
        stop = min((v for v in (d.stop, d.waived) if v is not None), default=None)
        if d.due is not None and lost is None:
            self.breach_of(d, owed, stop)
        waived = d.waived is not None and (d.performed is None or d.waived < d.performed)
        last = d.due.last if d.due is not None else T
        excused = self.excuses(d, last) + tuple(v for v in [self.halted(d)] if v)
        covered = d.first is not None and self.is_of_period(k, d.first)
        if covered:
            excused += tuple(h.id for a, z, h in self.spans(k, d.bearer, T) if a <= last < z and (last < T or d.performed is None))
        if excused and (d.performed is None or d.performed > last):
            d.state = "excused" if not (covered and last >= T) else "suspended"
            for b in d.breaches:
                b.excused = excused
        elif waived:
            d.state = "waived"
        elif lost is not None and lost.code in ("blank", "calendar", "setting", "field", "no_data"):
            d.state, d.settled = "undetermined", False
        elif self.is_claimed(d, covered=covered):
            d.state, d.settled, d.breaches = "undetermined", False, []
        elif d.performed is not None:
            d.state = "performed" if d.due is None or d.performed <= last else "performed_late"
        elif stop is not None and not (isinstance(owed, m.Pay) and d.breaches):
            d.state = "ended"
        elif d.due is None:
            d.state = "latent" if lost is not None and lost.code in ("event", "precondition") else "pending"
        elif d.breaches:
            d.state = "missed" if d.missed_at is not None else "overdue"
        elif any(a <= T < z for a, z, _ in self.spans(k, d.bearer, T)):
            d.state = "suspended"
        else:
            d.state = "pending"
        if not d.settled:
            d.breaches = []
        for b in d.breaches:
            b.waived = waived
        if d.breaches and d.missed_at is None:
            self.lateness(d, isinstance(owed, m.Pay))

    def breach_of(self, d: Duty, owed: m.Act | m.Pay, stop: int | None) -> None:
        assert d.due is not None
        at = d.due.last + 1
        window = self.force(d.case.clause)
        at = max(at, window[0]) if window is not None and self.early(d.case) else at  # no day before it is in force is late
        if at > self.T or (stop is not None and stop < at) or (d.performed is not None and d.performed <= d.due.last):
            return
        k = d.case
        d.breaches = [Breach(k.id, at, d.due.last, cured=d.performed)]
        if d.first is not None and self.is_of_period(k, d.first) and d.performed is None:
            assert k.spell is not None
            over = self.close(k.spell.last) + 1
            d.missed_at = max(at, over) if self.T >= over else None

    def is_claimed(self, d: Duty, *, covered: bool) -> bool:
        """Say whether a suspension that may still be recognised would move the due date that has passed."""
        if self.claimed_as or d.due is None or d.due.last >= self.T or (d.performed is not None and d.performed <= d.due.last):
            return False
        for h in self.halts():
            end = h.end if h.end is not None else self.T
            if h.status == "claimed" and self.covers(h, d.case, d.bearer) and h.start < d.due.last and end > d.due.start:
                return not covered or (h.start <= d.due.last < (h.end or OPEN))
        return False

    def lateness(self, d: Duty, money: bool) -> None:
        """Count how long a duty was late: days begun after the last timely one, or an exact length."""
        assert d.due is not None
        ends = [v for v in (d.performed, d.stop, d.waived) if v is not None]
        end = min([self.T, *ends])
        ended_day, ended_at = self.day(end), end
        window = self.force(d.case.clause)
        if not money and window is not None and window[1] < end and not d.case.clause.survivals:
            ended_day, ended_at = next_day(self.day(window[1])), window[1] + 1
        d.end = min([v for v in (d.performed, d.stop, d.waived, ended_at if ended_at < self.T else None) if v is not None], default=None)
        last = self.day(d.due.last)
        skipped = [(a, z) for a, z, h in self.spans(d.case, d.bearer, self.T) if h.line.also_late and a >= d.due.last]
        out = {v for a, z in skipped for v in days_between(self.day(a), self.day(min(z, self.T)))}
        d.late_days = [v for v in days_between(last, ended_day) if v not in out]
        if d.due.exact:
            spared = sum(max(0, min(z, ended_at) - a) for a, z in skipped)
            d.late = ended_at - d.due.last - spared
        else:
            d.late = len(d.late_days)

    # ------------------------------------------------------------ standing duties

    def judge_level(self, d: Duty, owed: m.Keep) -> None:
        """Judge a level at each report: a shortfall lasts until the next sufficient one."""
        assert isinstance(owed.what, m.FieldOf) and isinstance(owed.what.of, m.Happening)
        k, env, name = d.case, self.env(d.case), owed.what.name
        over = self.ending(d)
        pattern = owed.what.of.pattern
        reports = [e for e in self.matching(pattern, env, self.T) if not self.names_other(e, d.bearer) and e.fields.get(name) is not None]
        reports = [e for e in reports if e.at <= over]
        before = [e for e in reports if e.at < k.arose][-1:]  # a level carries its last report over
        level: list[tuple[int, bool]] = []
        for e in [*before, *(e for e in reports if e.at >= k.arose)]:
            v = self.plain(e.fields[name])
            short = not all(self.within(v, b.op, self.value(b.value, env, self.T)) for b in owed.bounds)
            level.append((max(e.at, k.arose), short))
        failing: Breach | None = None
        for at, short in level:
            if short and failing is None:
                failing = Breach("", at, at)
                d.breaches.append(failing)
            elif not short and failing is not None:
                failing.cured, failing = at, None
        self.relieve(d, over)
        self.stand(d, over, seen=bool(level), failing=failing is not None and failing in d.breaches)
        d.due = None
        for b in d.breaches[-1:]:
            end = min(v for v in (b.cured, over if over <= self.T else None, self.T) if v is not None)
            first, d.end = self.day(b.at), end if end < self.T or b.cured is not None else None
            last = next_day(self.day(end)) if over == end and d.stop is None and b.cured is None and over < self.T else self.day(end)
            d.late_days = days_between(first, last)
            d.late = len(d.late_days)

    def relieve(self, d: Duty, over: int) -> None:
        """Excuse a standing duty while a suspension lasts: a failure that outlasts it counts from the day it ended."""
        kept = []
        for b in d.breaches:
            for a, z, _ in self.spans(d.case, d.bearer, self.T):
                if a <= b.at < z:
                    b.at = b.belongs = z
            if b.at <= min(self.T, over) and (b.cured is None or b.at < b.cured):
                kept.append(b)
        d.breaches = kept
        for n, b in enumerate(kept, 1):
            b.id = d.case.id + (f"/{n}" if n > 1 else "")

    def ending(self, d: Duty) -> int:
        window = self.force(d.case.clause)
        return min(v for v in (d.stop, window[1] if window else OPEN, OPEN) if v is not None)

    def stand(self, d: Duty, over: int, *, seen: bool, failing: bool) -> None:
        """Give a standing duty its state: holding, short, or what it was at its end."""
        live = [b for b in d.breaches if not b.excused]
        if d.waived is not None:
            d.state = "waived"
        elif d.stop is not None and d.stop <= self.T:
            d.state = "ended"
        elif not seen:
            d.state, d.settled = "undetermined", False
        elif over < self.T:
            d.state = "missed" if live else "performed"
        elif any(a <= self.T < z for a, z, _ in self.spans(d.case, d.bearer, self.T)):
            d.state = "suspended"
        else:
            d.state = "overdue" if failing else "holding"
        if d.state == "missed":
            d.missed_at = over + 1

    def judge_acts(self, d: Duty, line: m.Prohibition) -> None:
        """Find the prohibited acts that nothing permitted beforehand."""
        k, env, over = d.case, self.env(d.case), self.ending(d)
        claimed = False
        for e in self.events:
            if not (k.arose <= e.at <= over) or self.names_other(e, d.bearer):
                continue
            if not any(self.matches(p, e, env) for p in line.acts) or (d.waived is not None and d.waived <= e.at):
                continue
            act = replace(env, ties=tuple((n, text(e.fields[n])) for n in line.same if e.fields.get(n) is not None) or env.ties)
            if any(self.permits(v.condition, act, e.at) for v in k.clause.exceptions):
                continue
            if not self.claimed_as and any(
                h.status == "claimed" and self.covers(h, k, d.bearer) and h.start <= e.at < (h.end or OPEN) for h in self.halts()
            ):
                claimed = True
                continue
            n = len(d.breaches) + 1
            b = Breach(k.id + (f"/{n}" if n > 1 else ""), e.at, e.at)
            b.excused = tuple(h.id for a, z, h in self.spans(k, d.bearer, self.T) if a <= e.at < z) + self.attested(k, act)
            d.breaches.append(b)
        self.stand(d, over, seen=not claimed, failing=False)

    def permits(self, c: m.Expr, env: Env, at: int) -> bool:
        try:
            return self.truth(c, env, at)
        except Unknown:
            return False

    def attested(self, k: Case, env: Env) -> tuple[str, ...]:
        """Name the causes, of an attested kind, that excuse an act afterwards."""
        out = []
        for line in k.clause.exceptions:
            facts = [n for n in m.walk(line.condition) if isinstance(n, m.Happened)]
            if facts and all(self.types[n.pattern.event].attested for n in facts) and self.permits(line.condition, env, self.T):
                out += [self.matching(n.pattern, env, self.T)[0].id for n in facts if self.matching(n.pattern, env, self.T)]
        return tuple(out)

    def judge_metric(self, d: Duty, owed: m.Keep, name: str) -> None:
        """Judge a metric when its period is over."""
        spell = d.case.spell
        assert spell is not None
        last = self.close(spell.last)
        if d.stop is not None and d.stop <= last:
            d.state = "ended"
            return
        if d.waived is not None:
            d.state = "waived"
            return
        v = self.metric(name, spell, self.T)
        metric = next(x for x in self.c.metrics if x.label.id == name)
        verdict = self.met_by(v, owed, metric.no_data)
        if self.T <= last:
            d.state = "holding"
            return
        excused = tuple(h.id for a, z, h in self.spans(d.case, d.bearer, self.T) if a <= last < z)
        if verdict is None:
            d.state, d.settled = "undetermined", False
            return
        d.state = "performed"
        if not verdict:
            d.breaches = [Breach(d.case.id, last + 1, last, excused=excused)]
            d.state, d.missed_at = ("excused", None) if excused else ("missed", last + 1)

    def met_by(self, v: Any, owed: m.Keep, no_data: str) -> bool | None:
        if v is None:
            return {"met": True, "missed": False}.get(no_data)
        return all(self.within(v, b.op, self.value(b.value, Env(), self.T)) for b in owed.bounds)

    # ------------------------------------------------------------ powers

    def powers(self, cid: str) -> list[Power]:
        clause = self.clauses[cid]

        def make() -> list[Power]:
            rows = [self.power(clause, clause.powers[0], k) for k in self.cases(cid)]
            return rows or [Power(None, clause, cid)]

        return self.once(("powers", cid), make, [])  # type: ignore[no-any-return]

    def power(self, clause: m.Clause, line: m.Power, k: Case) -> Power:
        """Say from when to when a power can be used."""
        row, env = Power(k, clause, k.id), self.env(k)
        row.used = next((e for e, _, i in self.used if i == k.id), None)
        parts = [line.once] if line.once is not None else []
        trigger = clause.triggers[0] if clause.triggers else None
        if trigger is not None and trigger.condition is not None and running(trigger.condition):
            parts.append(trigger.condition)
        for source in trigger.sources if trigger is not None else ():
            if isinstance(source, m.BreachOf) and source.state == "late" and k.source is not None and k.source.clause.id == source.clause:
                parts.append(m.InState(TRUTH, None, "late", source.bounds))
        if not clause.duties:
            parts += [p.condition for p in clause.preconditions if p.otherwise != "no_duty"]
        row.opened = k.arose
        for n, part in enumerate(parts):
            spans = [(a, z) for a, z in self.stretches(part, env, self.T) if z > k.arose]
            if not spans:
                row.opened = None
                return row
            if n == 0 or row.opened < spans[0][0]:
                row.opened = max(row.opened, spans[0][0])
        for part in parts:
            if running(part):
                held = [z for a, z in self.stretches(part, env, self.T) if a <= row.opened < z]
                row.until = min([row.until, *(z - 1 for z in held)])
        ends = any(e.kind == "ends_contract" for e in line.effects)
        if line.timing is not None:
            row.until = min(row.until, self.limit(line.timing.time, line.timing, k, self.T, row.opened, pay=False).last)
        if line.until is not None:
            over = self.over(line.until, env, self.T)
            row.until = min(row.until, over - 1 if over is not None and not is_day(line.until) else over or OPEN)
        if ends and line.timing is None and line.until is None:
            row.until = min(row.until, self.close(plus_months(self.day(row.opened), 12)))
        return row

    def holds(self, row: Power, e: Event) -> bool:
        """Say whether an act uses a power that is there."""
        stop = self.stop(row.clause)
        if row.case is None or row.used is not None or row.opened is None or (stop is not None and stop <= e.at):
            return False
        env = self.env(row.case)
        return row.opened <= e.at <= row.until and self.matches(row.clause.powers[0].act, e, env) and self.by_holder(row.clause, e, env)

    def by_holder(self, clause: m.Clause, e: Event, env: Env) -> bool:
        return not self.names_other(e, self.try_value(clause.powers[0].holder, env, self.T))

    def use_powers(self) -> None:
        """Try each act of power in order; whatever takes effect changes the world from there on."""
        rights = [c for c in self.c.clauses if c.powers]
        for e in self.events:
            if all(e.type != c.powers[0].act.event for c in rights):
                continue
            hits, fits = [], []
            for c in rights:
                ready = [p for p in self.powers(c.id) if self.holds(p, e)]
                if ready:
                    first = min(ready, key=lambda p: (p.opened or 0, p.id))
                    hits.append((e, c.id, first.id))
                envs = [self.env(p.case) if p.case is not None else Env() for p in self.powers(c.id)]
                if any(self.matches(c.powers[0].act, e, v) and self.by_holder(c, e, v) for v in envs):
                    fits.append((e, c.id))
            if hits:
                self.used += hits
                self.memo.clear()
            else:
                self.voids += fits
        self.memo.clear()

    # ------------------------------------------------------------ money

    def lines(self) -> list[Line]:
        out: list[Line] = []
        for clause in self.c.clauses:
            for n, head in enumerate(clause.heads, 1):
                sources = list(self.sources(clause, head))
                if not sources:
                    continue
                groups = [sources] if head.once_per_day else [[s] for s in (sources[:1] if head.once else sources)]
                for group in groups:
                    name = clause.id if head.once or head.once_per_day else group[0][0]
                    line = self.line(f"{name}/{n}", clause, n, head, group)
                    if line is not None:
                        out.append(line)
        return out

    def sources(self, clause: m.Clause, head: m.Head) -> Iterator[tuple[str, Case, Breach | None, int]]:
        """Yield what a head follows: an exercise, a breach of the clause's own duty, or each instance."""
        if head.on_exercise:
            for e, cid, pid in self.used:
                if cid == clause.id:
                    yield pid, next(k for k in self.cases(cid) if k.id == pid), None, e.at
        elif clause.duties or clause.prohibitions:
            for d in self.duties(clause.id):
                for b in d.breaches:
                    if not b.excused and not b.waived:
                        yield b.id, d.case, b, b.at
        else:
            for k in self.cases(clause.id):
                if k.breach is None or not (k.breach.excused or k.breach.waived):
                    yield k.id, k, k.breach, k.arose

    def late_one(self, k: Case) -> Duty | None:
        own = self.duty(k)
        return own if own is not None or k.source is None else self.duty(k.source)

    def line(self, name: str, clause: m.Clause, n: int, head: m.Head, group: list[tuple[str, Case, Breach | None, int]]) -> Line | None:
        _, k, _, at = group[0]
        d = self.late_one(k)
        env = self.env(k)
        if d is not None and d.amount is not None:
            base = d.amount if head.late_base == "whole" else d.unpaid(d.due.last) if d.due is not None else d.amount
            env = replace(env, unpaid=base, currency=d.currency)
        units = self.units(head, group)
        try:
            low, high = self.worth(head, env, d, units)
        except Unknown:
            if head.kind == "losses":
                return None  # losses not yet proved are no head
            low, high = Fraction(0), INF
        stops = [v.end or self.T for _, c, _, _ in group for v in [self.late_one(c)] if v is not None and head.per is not None]
        origin = k
        while origin.trigger is None and origin.source is not None:
            origin = origin.source
        line = Line(name, clause, n, head, k, low, high, units, max(stops, default=at), env, origin.trigger.id if origin.trigger else None)
        line.debtor, line.creditor = self.value(head.payer, env, self.T), self.value(head.payee, env, self.T)
        self.decide(line)
        for cap in head.caps:
            if not cap.in_total:
                bound = self.try_value(cap.limit, env, self.T)
                if bound is not None:
                    pick = min if cap.op == "le" else max
                    line.low, line.high = pick(line.low, bound.amount), pick(line.high, bound.amount)
        return line

    def units(self, head: m.Head, group: list[tuple[str, Case, Breach | None, int]]) -> Fraction | None:
        """Count what the amount is multiplied by; part units as the clause says."""
        per = head.per
        if per is None:
            return None
        if per.kind == "time":
            return Fraction(len(group) if head.once_per_day else 1) / per.count
        days: set[date] = set()
        exact = Fraction(0)
        is_exact = False
        last_first: tuple[date, date] | None = None
        for _, k, _, _ in group:
            if per.kind == "interval":
                for a, z in self.tied_intervals(per.of or "", k):
                    is_exact = is_exact or head.part is not None or per.unit in EXACT
                    exact += z - a
                    days |= set(days_between(self.day(a), self.day(z)))
                continue
            d = self.late_one(k)
            if d is None or d.late is None:
                continue
            until = self.over(head.until, self.env(k), self.T) if head.until is not None else None
            cut = [v for v in d.late_days if until is None or v <= self.day(until)]
            days |= set(cut)
            if d.due is not None and d.due.exact:
                is_exact = True
                exact += d.late if until is None else max(0, min(d.late, until - d.due.last))
            if cut:
                last_first = (next_day(cut[0], -1), cut[-1])
        if head.once_per_day:
            amount = Fraction(len(days))
        elif per.unit is Unit.WORKING_DAY:
            amount = Fraction(sum(is_work(v) for v in days))
        elif per.unit in MONTHS:
            assert per.unit is not None
            amount = Fraction(self.months(last_first, MONTHS[per.unit])) if last_first else Fraction(0)
        elif per.unit in EXACT:
            assert per.unit is not None
            amount = (exact if is_exact else Fraction(len(days) * DAY)) / EXACT[per.unit]
        else:
            amount = exact / DAY if is_exact else Fraction(len(days))
        amount = amount / per.count
        return Fraction(-(-amount // 1)) if head.part == "counts" else Fraction(amount // 1)

    @staticmethod
    def months(span: tuple[date, date], size: int) -> int:
        n = 0
        while plus_months(span[0], (n + 1) * size) <= span[1]:
            n += 1
        return n

    def tied_intervals(self, name: str, k: Case) -> list[tuple[int, int]]:
        mine = dict(self.env(k).ties) | dict(k.key)
        out = []
        for key, a, z, _ in self.intervals(name):
            if all(mine.get(n, v) == v for n, v in key):
                out.append((a, z if z is not None else self.T))
        return out

    def worth(self, head: m.Head, env: Env, d: Duty | None, units: Fraction | None) -> tuple[Fraction, Fraction]:
        """Return the amount times the units, exact, as a range."""
        times = Fraction(1) if units is None else units
        if head.late_base == "daily_balance" and d is not None and d.amount is not None and units is not None:
            total = Fraction(0)
            for v in d.late_days:
                total += self.value(head.amount, replace(env, unpaid=d.unpaid(self.at(v) - 1)), self.T).amount
            return total, total
        if isinstance(head.amount, m.Range):
            low = self.value(head.amount.low, env, self.T).amount * times
            high = INF if head.amount.high is None else self.value(head.amount.high, env, self.T).amount * times
            return low, high
        v = self.value(head.amount, env, self.T).amount * times
        return v, v

    def decide(self, line: Line) -> None:
        """Settle a range by the first decision of the right party, inside it and in time."""
        decided, amount = line.head.decided, line.head.amount
        if decided is None:
            return
        by = self.value(decided.by, line.env, self.T)
        last = OPEN
        if decided.timing is not None:
            start = line.case.arose if line.case.breach is None else max(line.case.arose, line.case.breach.at)
            last = self.limit(decided.timing.time, decided.timing, line.case, self.T, start, pay=False).last
        for e in self.matching(decided.pattern, line.env, self.T, line.case.arose):
            v = self.plain(e.fields.get(decided.field))
            if v is None or self.names_other(e, by) or e.at > last:
                continue
            if isinstance(v, Fraction):
                assert isinstance(amount, m.Range) and isinstance(amount.low, m.Arithmetic)
                v = Cash(v * self.value(amount.low.right, line.env, self.T).amount, self.c.currency)
            if line.low <= v.amount <= line.high:
                line.low = line.high = v.amount
                line.stops = e.at
                return

    def settle(self, lines: list[Line], pick: Mapping[str, Fraction]) -> dict[str, tuple[Fraction, Fraction, bool]]:
        """Apply relations and caps to one choice of amounts: id to (exact, printed, capped)."""
        exact = dict(pick)
        capped: set[str] = set()
        gone: set[str] = set()
        pools: list[tuple[list[Line], Fraction, str | None]] = []
        for line in lines:
            for r in line.head.relations:
                if r.kind == "instead_of":
                    gone |= {o.id for o in self.others(line, r, lines)}
        exact = {i: Fraction(0) if i in gone else v for i, v in exact.items()}
        for clause in self.c.clauses:
            for n, head in enumerate(clause.heads, 1):
                group = [v for v in lines if v.clause is clause and v.n == n and v.id not in gone]
                for cap in head.caps if group else ():
                    if cap.in_total and cap.op == "le":
                        pools.append((group, self.total_cap(cap, group), head.rounding))
                    elif cap.in_total:
                        short = self.total_cap(cap, group) - sum(exact[v.id] for v in group)
                        exact[group[-1].id] += max(Fraction(0), short)
        for group, bound, _ in pools:
            self.take(group, bound, exact, capped)
        for line in lines:
            for r in line.head.relations:
                self.relate(line, r, lines, exact)
        for limit in self.c.limits:
            if limit.unless is not None and self.permits(limit.unless, Env(), self.T):
                continue
            group = [v for v in lines if v.clause.id in limit.over and v.id not in gone]
            bound = self.value(limit.at_most, Env(), self.T).amount
            self.take(group, bound, exact, capped)
            pools.append((group, bound, None))
        printed = {v.id: half_up(exact[v.id], v.head.rounding) if exact[v.id] < INF else INF for v in lines}
        for group, bound, how in pools:
            over = sum(printed[v.id] for v in group) - half_up(bound, how)
            for line in reversed(self.in_order(group)):
                if over > 0 and printed[line.id] > 0:
                    cut = min(over, printed[line.id])
                    printed[line.id] -= cut
                    over -= cut
        return {v.id: (exact[v.id], printed[v.id], v.id in capped) for v in lines if v.id not in gone}

    def total_cap(self, cap: m.Cap, group: list[Line]) -> Fraction:
        reads = any(isinstance(n, (m.Known, m.Var)) and getattr(n, "name", "") != "price" for n in m.walk(cap.limit))
        use = group if reads else group[:1]
        return sum((self.value(cap.limit, v.env, self.T).amount for v in use), Fraction(0))

    def in_order(self, group: list[Line]) -> list[Line]:
        place = {c.id: i for i, c in enumerate(self.c.clauses)}
        return sorted(group, key=lambda v: (v.stops, place[v.clause.id], v.id))

    def take(self, group: list[Line], bound: Fraction, exact: dict[str, Fraction], capped: set[str]) -> None:
        left = bound
        for line in self.in_order(group):
            if exact[line.id] > left:
                capped.add(line.id)
                exact[line.id] = left
            left -= exact[line.id]

    def others(self, line: Line, r: m.Relation, lines: list[Line]) -> list[Line]:
        """List the heads that a relation speaks of: for the same key where keys are shared."""
        out = []
        for o in lines:
            if o.clause.id not in r.clauses or o is line:
                continue
            shared = {n for n, _ in o.case.key} & {n for n, _ in line.case.key} if not (o.head.once or o.head.once_per_day) else set()
            same = all(dict(o.case.key)[n] == dict(line.case.key)[n] for n in shared)
            if same and (r.kind != "once_for_one_loss" or o.event == line.event):
                out.append(o)
        return out

    def relate(self, line: Line, r: m.Relation, lines: list[Line], exact: dict[str, Fraction]) -> None:
        others = self.others(line, r, lines)
        theirs = sum((half_up(exact[o.id], o.head.rounding) for o in others), Fraction(0))
        match r.kind:
            case "beyond" | "set_off":
                exact[line.id] = max(Fraction(0), exact[line.id] - theirs)
            case "larger_of" | "once_for_one_loss" if others:
                if exact[line.id] > sum(exact[o.id] for o in others):
                    exact.update({o.id: Fraction(0) for o in others})
                else:
                    exact[line.id] = Fraction(0)

    def money(self) -> tuple[dict[str, Any], dict[tuple[str, str], tuple[Fraction, Fraction]]]:
        """Return heads by id and totals by pair, each with its ends."""
        lines = self.lines()
        low, high = {v.id: v.low for v in lines}, {v.id: v.high for v in lines}
        heads: dict[str, Any] = {}
        for v in lines:
            least = self.settle(lines, {**high, v.id: v.low}).get(v.id)
            most = self.settle(lines, {**low, v.id: v.high}).get(v.id)
            if least is None or most is None or most[0] == 0:
                continue
            heads[v.id] = (v.head.kind, v.debtor, v.creditor, least[0], most[0], least[1], most[1], v.units, least[2])
        totals: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
        for end, pick in enumerate((low, high)):
            done = self.settle(lines, pick)
            for v in lines:
                if v.id in heads and v.id in done:
                    both = list(totals.get((v.debtor, v.creditor), (Fraction(0), Fraction(0))))
                    both[end] += done[v.id][1]
                    totals[v.debtor, v.creditor] = (both[0], both[1])
        return heads, totals


def is_day(e: m.Expr) -> bool:
    return e.type.kind in (m.Kind.DATE, m.Kind.MONTH, m.Kind.PERIOD)


def running(c: m.Expr) -> bool:
    """Say whether a power that rests on this lapses with it: a delay that runs, an interval that goes on."""
    return any(
        (isinstance(n, m.InState) and n.state == "late") or (isinstance(n, m.IntervalState) and n.state == "ongoing") for n in m.walk(c)
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
    names = {n.event for part in (c.clauses, c.intervals, c.metrics, c.lets) for n in m.walk(part) if isinstance(n, m.Pattern)}
    return names | {e.id for e in c.events if any(r.kind in ("demands", "waives", "rejects", "blocks") for r in e.roles)}


def read_at_all(c: m.Contract) -> set[str]:
    """Return the event types that clauses, metrics or settings read."""
    parts = (c.clauses, c.intervals, c.metrics, c.lets, c.limits, c.instruments, c.signed, c.effective, c.term, c.price_changed_by, c.periods)
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
        id=first.id, type=last.type, occurred_at=last.occurred_at, recorded_at=first.recorded_at, at=last.at, fields=last.fields,
        attested_by=last.attested_by, place=last.place,
    )


# ---------------------------------------------------------------- the door


def judge(
    contract: m.Contract,
    events: Iterable[Event],
    as_of: date | int | None,
    *,
    known_at: int | None = None,
    options: Mapping[str, str] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """
    Return what a contract and a log give at a date (its 24:00) or an instant, as plain dicts by id.

    ``options`` takes readings, ``settings`` fills blanks with typed values. Amounts are exact yuan, instants microseconds.
    """
    rows = list(events)
    known = [e for e in rows if known_at is None or e.recorded_at <= known_at]
    alive = {i: renamed(next(e for e in known if e.id == i), e) for i, e in corrected(known).items()}
    read = read_at_all(contract)
    base = World(contract_of(contract, options), [], 0, {}, "")
    if as_of is None:
        seen = [e.at for e in alive.values() if e.type in read]
        as_of = known_at if known_at is not None else base.day(max(seen)) if seen else 0
    end = base.close(as_of) if isinstance(as_of, date) else as_of
    used = sorted((e for e in alive.values() if e.at <= end), key=lambda e: (e.at, e.recorded_at, e.id))
    blanks = {**filled(contract, used, base), **(settings or {})}
    takes = {**(options or {}), **{r.label.id: blanks[r.label.id] for r in contract.readings if r.label.id in blanks}}
    chosen = contract_of(contract, takes)
    blanks |= reading_values(chosen, takes)
    world = World(chosen, used, end, blanks, "")
    out = result(world)
    if any(h.status == "claimed" for h in world.halts()):
        widen(out, [result(World(chosen, used, end, blanks, how)) for how in ("recognised", "refused")])
    applied = [e for e in used if e.type in read]
    out["counts"] = {
        "read": len(rows),
        "applied": len(applied),
        "late_known": len(rows) - len(known),
        "ignored": len(known) - len(applied),
    }
    return out


def contract_of(contract: m.Contract, options: Mapping[str, str] | None) -> m.Contract:
    return m.choose(contract, {**m.default_options(contract), **(options or {})})


def reading_values(contract: m.Contract, takes: Mapping[str, str]) -> dict[str, Any]:
    """Return what each reading is worth as a value: its option's formula, or the option's name."""
    out: dict[str, Any] = {}
    for r in contract.readings:
        name = {**m.default_options(contract), **takes}[r.label.id]
        option = next(o for o in r.options if o.label.id == name)
        out[r.label.id] = option.value if isinstance(option.value, m.Expr) else name
    return out


def filled(contract: m.Contract, events: list[Event], world: World) -> dict[str, Any]:
    """Return the blanks that events fill, counting from the beginning."""
    out: dict[str, Any] = {}
    types = {e.id: e for e in contract.events}
    blanks = {b.label.id: b for b in contract.blanks}
    for e in events:
        for r in types[e.type].roles:
            if r.kind == "fills":
                name = r.target if r.fixed else e.fields[r.target]
                own = world.day(e.at) if name in blanks and blanks[str(name)].type.kind is m.Kind.DATE else e.at
                out[str(name)] = own if r.value is None else e.fields[r.value]
    return out


def widen(out: dict[str, Any], ends: list[dict[str, Any]]) -> None:
    """Make money the range with and without a relief that is only claimed."""
    nothing = (None, None, None, Fraction(0), Fraction(0), Fraction(0), Fraction(0), None, False)
    heads = {}
    for i in {**ends[1]["heads"], **ends[0]["heads"]}:
        a, b = ends[0]["heads"].get(i, nothing), ends[1]["heads"].get(i, nothing)
        named = b if b[0] is not None else a
        heads[i] = (*named[:3], min(a[3], b[3]), max(a[4], b[4]), min(a[5], b[5]), max(a[6], b[6]), *named[7:])
    totals = {}
    for pair in {**ends[1]["totals"], **ends[0]["totals"]}:
        both = [e["totals"].get(pair, (Fraction(0), Fraction(0))) for e in ends]
        totals[pair] = (min(v[0] for v in both), max(v[1] for v in both))
    out["heads"], out["totals"] = heads, totals


def result(w: World) -> dict[str, Any]:
    """Write down everything comparable about a world."""
    duties, breaches, powers = {}, {}, {}
    for clause in w.c.clauses:
        for d in w.duties(clause.id):
            passed = d.due is not None and d.due.last < w.T and d.amount is not None and d.settled
            duties[d.case.id] = (
                d.state,
                d.due.last if d.due is not None else None,
                d.first.last if d.first is not None else None,
                d.breaches[0].at if d.breaches and d.due is not None else None,
                d.performed,
                tuple(d.by),
                d.late,
                d.amount,
                d.paid if clause.duties and isinstance(clause.duties[0].owed, m.Pay) else None,
                d.unpaid(d.due.last) if passed and d.due is not None else None,
            )
            breaches |= {b.id: (b.at, b.cured, b.excused) for b in d.breaches}
        if clause.powers:
            rows = w.powers(clause.id)
            for row in rows:
                void = tuple(e.id for e, c in w.voids if c == clause.id) if row is rows[0] else ()
                powers[row.id] = (*power_state(w, row), void)
    heads, totals = w.money()
    return {
        "duties": duties,
        "breaches": breaches,
        "heads": heads,
        "powers": powers,
        "suspensions": {h.id: (h.status, h.start, h.end) for h in w.halts()},
        "metrics": metrics(w),
        "totals": totals,
    }


def power_state(w: World, row: Power) -> tuple[str, int | None, str | None, int | None]:
    if row.used is not None:
        return ("effective", row.opened, row.used.id, row.used.at)
    if row.opened is None or row.opened > w.T:
        return ("not_available", None, None, None)
    stop = w.stop(row.clause)
    over = row.until < w.T or (stop is not None and stop <= w.T)
    return ("lapsed" if over else "available", row.opened, None, None)


def metrics(w: World) -> dict[str, tuple[Any, bool | None]]:
    """Return each metric's value and verdict by period."""
    out: dict[str, tuple[Any, bool | None]] = {}
    for metric in w.c.metrics:
        if metric.period is None or w.start is None:
            continue
        owed = [d.owed for c in w.c.clauses for d in c.duties if isinstance(d.owed, m.Keep) and isinstance(d.owed.what, m.Measured)]
        keep = next((k for k in owed if isinstance(k.what, m.Measured) and k.what.name == metric.label.id), None)
        for s in w.spells(metric.period, w.start):
            if w.term is not None and s.first > w.term[1]:
                continue
            v = w.metric(metric.label.id, s, w.T)
            over = w.close(s.last) < w.T
            out[f"{metric.label.id}/{s.text}"] = (v, w.met_by(v, keep, metric.no_data) if keep is not None and over else None)
    return out
