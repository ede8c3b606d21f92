"""
What a formula or a condition of a contract is worth at an instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from oracle_parts import (
    DAY,
    EXACT,
    MONTHS,
    OPEN,
    Breach,
    Case,
    Duty,
    Env,
    Halt,
    Occurrence,
    Row,
    Spell,
    Unknown,
    arithmetic,
    days_between,
    is_work,
    next_day,
    plus_months,
    read_by_clauses,
    text,
    walk_on,
)

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Money, Unit
from luyue.engine.event import Cash, DayValue, Event, InstantValue, Month, Span_


def window_name(a: date, b: date) -> str:
    """Name a listed window: whole months by the first and last of them, any other by its first day."""
    if a.day == 1 and next_day(b).day == 1:
        return f"{a:%Y-%m}" if (a.year, a.month) == (b.year, b.month) else f"{a:%Y-%m}..{b:%Y-%m}"
    return a.isoformat()


class Terms:
    """Values and conditions; what became of duties and intervals is the world's to say."""

    c: m.Contract
    events: list[Event]
    T: int  # the instant up to which all is known
    settings: Mapping[str, Any]
    zone: ZoneInfo
    types: dict[str, m.EventType]
    clauses: dict[str, m.Clause]
    used: list[tuple[Event, str, str]]
    timers_only: bool

    def once(self, key: Any, make: Callable[[], Any], empty: Any) -> Any:
        """Compute a thing once in this world."""
        raise NotImplementedError

    def cases(self, cid: str) -> list[Case]:
        """List a clause's instances."""
        raise NotImplementedError

    def duty(self, case: Case) -> Duty | None:
        """Return what became of an instance."""
        raise NotImplementedError

    def intervals(self, name: str) -> list[Occurrence]:
        """List an interval's occurrences."""
        raise NotImplementedError

    def halts(self) -> list[Halt]:
        """List the suspensions."""
        raise NotImplementedError

    def interval_since(self, c: m.IntervalState, env: Env, x: int) -> int | None:
        """Return since when an interval goes on or has lasted."""
        raise NotImplementedError

    def stands(self, h: Halt) -> bool:
        """Say whether a suspension is recognised."""
        raise NotImplementedError

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

    def clock(self, us: int) -> int:
        """Return the instant from which lengths are measured: a day's last microsecond stands for its 24:00."""
        return us + 1 if us == self.close(self.day(us)) else us

    def start_of(self, v: Any) -> int:
        return self.at(v) if isinstance(v, date) else v.at if isinstance(v, Event) else v

    def end_of(self, v: Any) -> int:
        return self.close(v) if isinstance(v, date) else v.at if isinstance(v, Event) else v

    def as_day(self, v: Any) -> date:
        return v if isinstance(v, date) else self.day(v.at if isinstance(v, Event) else v)

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

    def moment_of(self, e: m.Expr, env: Env = Env()) -> int | None:  # noqa: B008
        """Return the instant that a date, an instant or a condition gives; None while unknown."""
        try:
            if e.type.kind is m.Kind.TRUTH:
                return self.since(e, env, self.T)
            return self.start_of(self.value(e, env, self.T))
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
            later = self.try_value(term.extended_by, Env(), self.T)
            last = last if later is None else self.as_day(later)
        return first, last

    @property
    def term(self) -> tuple[date, date] | None:
        return self.once("term", lambda: self.term_of(self.c.term), None)  # type: ignore[no-any-return]

    def term_start(self) -> int:
        """Return when the term begins; what recurs recurs within it."""
        return self.at(self.term[0]) if self.term is not None else 0

    def force(self, clause: m.Clause, names: Mapping[str, Any]) -> tuple[int, int] | None:
        """Return from when and until when (inclusive) a clause brings instances, the end by a power left out."""
        begin, env = self.start, Env(vars=names)
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
                came = self.moment_of(span.start, env)
                if came is None:
                    return None
                begin = max(begin, came)
            if span.end is not None:
                end = OPEN
                with_end = self.try_value(span.end, env, self.T)
                if with_end is not None:
                    end = self.end_of(with_end)
        for line in clause.survivals:  # goes on beyond the contract, until what it names has come
            over = self.over(line.until, env, self.T) if line.until is not None else None
            if not any(span.end is not None for span in clause.in_force):  # a window of its own still closes
                end = OPEN if over is None else max(min(end, self.ended()), over)
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

    def ended(self) -> int:
        """Return when an act of power ended the contract."""
        acts = [(e.at, f) for e, cid, _ in self.used for p in self.clauses[cid].powers for f in p.effects]
        return min((at for at, f in acts if f.kind == "ends_contract"), default=OPEN)

    def stop(self, clause: m.Clause) -> int | None:
        """Return when an act of power ended the contract or the clause."""
        acts = [(e.at, f) for e, cid, _ in self.used for p in self.clauses[cid].powers for f in p.effects]
        ended = self.ended() if self.ended() < OPEN else None
        part = min((at for at, f in acts if f.kind == "ends" and clause.id in f.clauses), default=None)
        if ended is not None and clause.survivals:
            until = clause.survivals[0].until
            over = self.over(until, Env(), self.T) if until is not None else None
            ended = ended if over is not None and over <= ended else None
        return min((at for at in (ended, part) if at is not None), default=None)

    def spells(self, name: str, since: int, *, every: bool = False) -> list[Spell]:
        """List the periods of a declared row that begin by now, from the one that holds ``since`` on."""
        periods = {p.label.id: p for p in self.c.periods}
        unit = {"day": Unit.DAY, "month": Unit.MONTH, "quarter": Unit.QUARTER, "year": Unit.YEAR}.get(name, Unit.MONTH)
        p = periods.get(name) or m.Period(m.Label(name, name, name), Length(Fraction(1), unit))
        if p.windows:
            got = [tuple(self.as_day(self.value(e, Env(), self.T)) for e in w) for w in p.windows]
            return [Spell(a, b, window_name(a, b)) for a, b in got]
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
        return [s for s in out if every or self.close(s.last) >= since]

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
        """Return a formula's value: Fraction, Cash, Length, date, int (an instant), str, bool, tuple, Month, Row."""
        match e:
            case m.Const(value=v):
                return self.plain(v)
            case m.Empty(name=n) if n in self.settings:
                return self.plain(self.settings[n])
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
                spoken = [v for v in env.vars.values() if isinstance(v, Spell)]  # an alias of several readings' periods
                if spoken:
                    return spoken[0]
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
        if isinstance(thing, Case):
            return self.told(thing, name, env, x)
        if isinstance(thing, Row):
            return self.value(thing.cells[name], env, x)
        v = thing.fields.get(name)
        if v is None:
            raise Unknown("field", name)
        return self.plain(v)

    def told(self, case: Case, name: str, env: Env, x: int) -> Any:
        """Return what an instance says of itself: a field of what brought it, or a value of its key."""
        for thing in case.vars.values():
            if isinstance(thing, Row) and name in thing.cells:
                return self.value(thing.cells[name], env, x)
            if isinstance(thing, Event) and thing.fields.get(name) is not None:
                return self.plain(thing.fields[name])
        if name not in dict(case.key):
            raise Unknown("field", name)
        return dict(case.key)[name]

    def chosen(self, where: tuple[m.Expr, ...], case: Case, env: Env, x: int) -> bool:
        """Say whether a condition on a clause's state means this instance; what cannot be read is not meant."""
        try:
            return all(self.truth(w, replace(env, own=case), x) for w in where)
        except Unknown:
            return False

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
            case "equal_part" if env.case is not None and env.case.spell is not None:
                of = next(n for n, s in env.case.vars.items() if s is env.case.spell)
                begins = [s.first for s in self.spells(of, self.start or 0, every=True)]
                parts = self.value(next(p.count for p in self.c.periods if p.label.id == of and p.count), env, x)
                share = Cash(Fraction(v[0].amount * 100 // parts, 100), v[0].currency)
                last = begins.index(env.case.spell.first) + 1 == parts
                return Cash(v[0].amount - share.amount * (parts - 1), v[0].currency) if last else share
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
        values = [
            self.plain(v.fields[e.field]) for v in found if e.field is not None and v.fields.get(e.field) is not None
        ]
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
        if e.fn == "latest":
            return values[-1]
        return (min if e.fn == "smallest" else max)(values)

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

    def whole_term(self) -> Spell:
        """Return the term as the period of a figure that has none."""
        first, last = self.term or (date.min, date(9999, 12, 30))
        return Spell(first, last, "term")

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
                if not (
                    v in has
                    if isinstance(has, tuple) and not isinstance(has, (Cash, Month, DayValue))
                    else text(has) == v
                ):
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
        if op == "eq":
            return bool(v == bound)
        return bool({"ge": v >= bound, "le": v <= bound, "gt": v > bound, "lt": v < bound}[op])

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
        before = 0
        for t in (t for t in self.instants() if t <= x):
            for self.timers_only in (True, False):
                try:
                    s = self.since(c, env, t)
                except Unknown:
                    s = None
                if out and out[-1][1] == OPEN:
                    if s is None or s > before:  # false now, or for a moment since the last look
                        out[-1] = (out[-1][0], t if s is None else s)
                        out += [(s, OPEN)] if s is not None and s > out[-1][0] else []
                elif s is not None:
                    out.append((s, OPEN))
                before = t
        return out

    def of_state(self, c: m.InState, env: Env) -> list[Case]:
        """List the instances a state condition speaks of, tied by the fields that both have."""
        if c.clause is None:
            assert env.case is not None
            return [env.case.source or env.case]
        mine = dict(env.ties) | (dict(env.case.key) if env.case is not None else {})
        return [
            k
            for k in self.cases(c.clause)
            if all(mine.get(n, v) == v for n, v in k.key if n not in ("clause", "party"))
            and self.chosen(c.where, k, env, self.T)
        ]

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
            cured = b.cured is not None and (b.cured < x or (b.cured == x and not self.timers_only))
            if b.excused or b.at > x or cured or (d.end is not None and d.end < x and d.state != "overdue"):
                continue  # an act that ends the contract finds the delay still running at its own instant
            at = b.at
            for bound in bounds:
                at = max(at, self.reached(d, b, bound.op, self.value(bound.value, env, x)))
            return at if at <= x else None
        return None

    def reached(self, d: Duty, b: Breach, op: str, length: Any) -> int:
        """Return when lateness reaches (ge) or passes (gt) a length; what does not count as delay is left out."""
        if not isinstance(length, Length):
            length = Length(Fraction(length), Unit.DAY)
        if length.unit in EXACT or (d.due is not None and d.due.exact):
            size = int(length.count * EXACT.get(length.unit, DAY))
            at = (d.due.last if d.due is not None else b.at) + size + (op == "gt")
            for a, z in d.spared:
                at += z - a if a < at else 0
            return at
        last = self.day(d.due.last) if d.due is not None else self.day(b.at)
        end = next_day(walk_on(last, length), op == "gt")
        spared = {v for a, z in d.spared for v in days_between(self.day(a), self.day(min(z, self.T)))}
        on = last
        left = (end - last).days
        while left > 0:
            on = next_day(on)
            left -= on not in spared
        return self.at(on)
