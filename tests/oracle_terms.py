"""What a formula or a condition of a contract is worth at an instant, and how the contract stands in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import oracle_parts as o
from oracle_parts import EXACT, MONTHS, OPEN, ZERO, Breach, Case, Env, Halt, Key, Spell, Unknown, once, text

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Money, Unit
from luyue.engine.event import Cash, DayValue, Event, InstantValue, Month, Span_

CALENDAR = {"day": Unit.DAY, "month": Unit.MONTH, "quarter": Unit.QUARTER, "year": Unit.YEAR}
Spans = list[tuple[int, int]]


class Terms:
    """Values and conditions; what became of instances and intervals is for the ``World`` to say."""

    c: m.Contract
    events: list[Event]  # those that stand, in order, up to T
    T: int  # the instant up to which all is known
    settings: Mapping[str, Any]
    zone: ZoneInfo
    types: dict[str, m.EventType]
    lets: dict[str, m.Expr]
    used: list[tuple[Event, str, str]]  # acts of power that took effect, with clause and instance
    cases: Callable[[str], list[Case]]
    judged: Callable[[Case], bool]  # false while it is being judged
    intervals: Callable[[str], list[tuple[Key, int, int | None, Event]]]
    halts: Callable[[], list[Halt]]
    stands: Callable[[Halt], bool]
    measured: Callable[[str, Env], Any]

    def day(self, us: int) -> date:
        return o.day_of(us, self.zone)

    def at(self, d: date, t: time | None = None) -> int:
        return o.instant_of(d, t or time(), self.zone)

    def close(self, d: date) -> int:
        """Return the last microsecond of a day, which is its 24:00."""
        return self.at(o.next_day(d)) - 1

    def clock(self, us: int) -> int:
        """Return the instant from which lengths are measured: a day's last microsecond stands for its 24:00."""
        return us + (us == self.close(self.day(us)))

    def start_of(self, v: Any) -> int:
        return self.at(v) if isinstance(v, date) else v.at if isinstance(v, Event) else v

    def end_of(self, v: Any) -> int:
        return self.close(v) if isinstance(v, date) else self.start_of(v)

    def as_day(self, v: Any) -> date:
        return v if isinstance(v, date) else self.day(self.start_of(v))

    @once(())
    def instants(self) -> list[int]:
        """List the instants at which a condition may change: days, events, the instant before each."""
        first = min([self.start() or self.T, *(e.at for e in self.events)])
        days = [self.day(first), *o.days_between(self.day(first), self.day(self.T))]
        found = {first, self.T, *map(self.at, days), *(t for e in self.events for t in (e.at, e.at - 1))}
        return sorted(t for t in found if t <= self.T)

    # ------------------------------------------------------------ the contract in time

    @once(None)
    def start(self) -> int | None:
        """Return when the contract came into force, None while it has not."""
        said = self.c.effective or self.c.signed
        if said is None:
            kinds = o.read_by(self.c.clauses, self.c.intervals, self.c.metrics, self.c.lets)
            kinds |= {e.id for e in self.c.events if any(r.kind in ("demands", "waives") for r in e.roles)}
            at = min((self.at(self.day(e.at)) for e in self.events if e.type in kinds), default=None)
        else:
            at = self.begun(said, Env(self.T))
        return at if at is not None and at <= self.T else None

    def begun(self, e: m.Expr, env: Env) -> int | None:
        """Return the instant that a date, an instant or a condition gives; None while unknown."""
        v = self.maybe(e, env)
        return None if v is None else self.start_of(v)

    def over(self, e: m.Expr | None, env: Env) -> int | None:
        """Return when ``until`` came: an event's instant, a condition's, a date's end."""
        v = None if e is None else self.maybe(e, env)
        return None if v is None else self.end_of(v)

    @once(None)
    def term(self) -> Spell | None:
        """Return the contract's term, which is the period of a figure that has none."""
        if self.c.term is None or (first := self.maybe(self.c.term.start, Env(self.T))) is None:
            return None
        first = self.as_day(first)
        if self.c.term.length is not None:
            return Spell(first, o.walk_on(first, self.c.term.length), "term")
        last = self.maybe(self.c.term.end, Env(self.T)) if self.c.term.end is not None else None
        return None if last is None else Spell(first, self.as_day(last), "term")

    def whole(self) -> Spell:
        """Return the term as the period of a figure that has none."""
        return self.term() or Spell(date.min, date(9999, 12, 30), "term")

    def recurs_from(self) -> int:
        """Return when what recurs begins to: with the term, and not before the contract binds."""
        term = self.term()
        return max(self.start() or 0, self.at(term.first) if term is not None else 0)

    def force(self, clause: m.Clause, names: Mapping[str, Any]) -> tuple[int, int] | None:
        """Return from when to when a clause binds, whatever acts of power may end."""
        begin, term, env = self.start(), self.term(), Env(self.T, vars=names)
        end = self.close(term.last) if term is not None else OPEN
        for span in clause.in_force:
            if span.start is not None and begin is not None:
                came = self.begun(span.start, env)
                begin = None if came is None else max(begin, came)
            end = end if span.end is None else self.over(span.end, env) or OPEN
        if clause.survivals and not any(span.end is not None for span in clause.in_force):
            until = self.over(clause.survivals[0].until, env)
            end = OPEN if until is None else max(min(end, self.ended()), until)
        return None if begin is None or begin > self.T else (begin, end)

    def effect(self, kind: str, cid: str | None = None) -> int | None:
        """Return when an act of power first had an effect, on a clause where one is named."""
        rights = {c.id: p for c in self.c.clauses for p in c.powers}
        acts = [(e.at, f) for e, own, _ in self.used for f in rights[own].effects if f.kind == kind]
        return min((at for at, f in acts if cid is None or cid in f.clauses), default=None)

    def ended(self) -> int:
        return self.effect("ends_contract") or OPEN

    def stop(self, clause: m.Clause) -> int | None:
        """Return when an act of power ended the contract or the clause."""
        ended, part = self.effect("ends_contract"), self.effect("ends", clause.id)
        if ended is not None and clause.survivals:
            over = self.over(clause.survivals[0].until, Env(self.T))
            ended = ended if over is not None and over <= ended else None
        return min((at for at in (ended, part) if at is not None), default=None)

    def spells(self, name: str, since: int, *, every: bool = False) -> list[Spell]:
        """List a row of periods, those that begin by now, from the one that holds ``since`` on."""
        one = m.Period(m.Label(name, name, name), Length(Fraction(1), CALENDAR.get(name, Unit.MONTH)))
        p = next((p for p in self.c.periods if p.label.id == name), one)
        if p.length is None:  # listed windows: whole months by the first and last of them, any other by its first day
            days = [tuple(self.as_day(self.value(e, Env(self.T))) for e in w) for w in p.windows]
            whole = [a.day == 1 and o.next_day(b).day == 1 for a, b in days]
            names = [
                f"{a:%Y-%m}..{b:%Y-%m}" if full else a.isoformat() for (a, b), full in zip(days, whole, strict=True)
            ]
            one_month = [o.named(a, o.next_day(b)) for a, b in days]
            return [Spell(a, b, n if len(s) > 7 else s) for (a, b), n, s in zip(days, names, one_month, strict=True)]
        n, unit, d = int(p.length.count), p.length.unit, self.day(since)
        anchor = self.day(self.start() or since)
        if p.start is not None:
            anchor = self.as_day(self.value(p.start, Env(self.T)))
        elif n == 1 and unit in MONTHS:  # the calendar's own
            anchor = date(d.year, (d.month - 1) // MONTHS[unit] * MONTHS[unit] + 1, 1)
        most = OPEN if p.count is None else int(self.value(p.count, Env(self.T)))
        out: list[Spell] = []
        begin = anchor
        for k in count(1):
            if begin > self.day(self.T) or k > most:
                break
            # the k-th ends as counted from the anchor, never from the one before
            after = o.plus_months(anchor, k * n * MONTHS[unit]) if unit in MONTHS else o.next_day(begin, n)
            out.append(Spell(begin, o.next_day(after, -1), o.named(begin, after)))
            begin = after
        return [s for s in out if every or self.close(s.last) >= since]

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
            case (date() as d, time() as t, bool() as end):
                return self.close(d) if end else self.at(d, t)
            case (int(), int()) if type(v) is tuple:
                return Month(*v)
        return v

    def maybe(self, e: m.Expr, env: Env) -> Any:
        """Return a value, or since when a condition holds; None while it cannot be known."""
        try:
            return self.since(e, env) if e.type.kind is m.Kind.TRUTH else self.value(e, env)
        except Unknown:
            return None

    def value(self, e: Any, env: Env) -> Any:
        """Return a formula's value: Fraction, Cash, Length, date, int (an instant), str, bool, tuple, Month, a row."""
        return VALUES[type(e)](self, e, env) if type(e) in VALUES else self.truth(e, env)

    def setting(self, name: str, env: Env) -> Any:
        """Return what a blank, an empty cell or a reading is worth."""
        v = self.settings.get(name, next((b.filler for b in self.c.blanks if b.label.id == name), None))
        if v is None:
            raise Unknown("blank")
        return self.value(v, env) if isinstance(v, m.Expr) else self.plain(v)

    def known(self, name: str, env: Env) -> Any:
        whole = {"price": self.c.price, "signed": self.c.signed}.get(name)
        if whole is not None:
            return self.value(whole, env)
        term = self.term()
        if name == "each_party":
            return env.case.party or name if env.case is not None else name
        if name == "both_parties":
            return tuple(p.label.id for p in self.c.parties)
        if name == "affected_party" and env.opening is not None:
            return o.first(self.kinds_of(env.opening, m.Kind.PARTY))
        if name in ("term_start", "term_end") and term is not None:
            return term.first if name == "term_start" else term.last
        return o.first([env.unpaid] if name == "unpaid" and env.unpaid is not None else [])

    def kinds_of(self, e: Event, *kinds: m.Kind) -> list[Any]:
        """List what an event says in its fields of some kinds, in the order declared."""
        names = [f.label.id for f in self.types[e.type].fields if f.type.kind in kinds]
        return [e.fields[n] for n in names if e.fields.get(n) is not None]

    def names_other(self, e: Event, who: Any) -> bool:
        """Say whether an event names a party other than the one whose act it would be."""
        said = self.kinds_of(e, m.Kind.PARTY)
        return bool(said) and who != "each_party" and said[0] not in (who if isinstance(who, tuple) else (who,))

    def field_of(self, e: m.FieldOf, env: Env) -> Any:
        happened = isinstance(e.of, m.Happening)
        thing = (
            o.first(self.matching(e.of.pattern, env)[::-1]) if isinstance(e.of, m.Happening) else self.value(e.of, env)
        )
        parts = [thing] if happened or not isinstance(thing, Case) else [*thing.vars.values(), dict(thing.key)]
        cells = [v.fields if isinstance(v, Event) else v for v in parts if isinstance(v, (Event, dict))]
        found = [v[e.name] for v in cells if v.get(e.name) is not None]
        if not found:
            raise Unknown("field")
        return self.value(found[0], env) if isinstance(found[0], m.Expr) else self.plain(found[0])

    def named(self, name: str, env: Env) -> Any:
        if name in env.vars:
            return env.vars[name]
        spoken = [v for v in env.vars.values() if isinstance(v, Spell)]  # an alias of several readings' periods
        if spoken:
            return spoken[0]
        at = env.case.arose if env.case is not None else env.x
        return next(s for s in self.spells(name, at) if self.at(s.first) <= env.x)

    def shifted(self, sign: int, length: Length, anchor: Any) -> Any:
        if length.unit in EXACT:
            return self.start_of(anchor) + sign * int(length.count * EXACT[length.unit])
        return o.walk_on(self.as_day(anchor), length, step=sign)

    def function(self, name: str, v: list[Any], env: Env) -> Any:
        if name == "equal_part" and env.case is not None and env.case.spell is not None:
            of = next(n for n, s in env.case.vars.items() if s is env.case.spell)
            begins = [s.first for s in self.spells(of, self.start() or 0, every=True)]
            parts = int(self.value(next(p.count for p in self.c.periods if p.label.id == of), env))
            share = Fraction(v[0].amount * 100 // parts, 100)  # down to the fen; the last takes the rest
            last = begins.index(env.case.spell.first) + 1 == parts
            return Cash(v[0].amount - share * (parts - 1) if last else share, v[0].currency)
        whole: dict[str, Callable[[], Any]] = {
            "later_of": lambda: max(v, key=self.end_of),
            "earlier_of": lambda: min(v, key=self.end_of),
            "greater_of": lambda: max(v),
            "lesser_of": lambda: min(v),
            "days_of": lambda: Fraction((self.as_day(v[1]) - self.as_day(v[0])).days),
            "day_of": lambda: self.as_day(v[0]),
            "is_working_day": lambda: o.is_work(self.as_day(v[0])),
            "rounded_up": lambda: Fraction(-(-v[0] // 1)),
            "end_of": lambda: v[0].last if isinstance(v[0], Spell) else o.month_of(v[0]).last,
        }
        return whole[name]()

    def aggregate(self, e: m.Aggregate, env: Env) -> Any:
        if e.condition is not None:
            raise NotImplementedError("counts of conditions")
        inside = self.window(e.window, env)
        found = [v for v in self.matching(e.pattern, env) if inside(v.at, v)]
        if e.fn == "count":
            return Fraction(len(found))
        name = e.field or ""
        values = [self.plain(v.fields[name]) for v in found if v.fields.get(name) is not None]
        if e.fn not in ("total", "average"):
            return o.first({"latest": values[-1:], "smallest": sorted(values)}.get(e.fn, sorted(values)[::-1]))
        if e.fn == "average" and not values:
            raise Unknown("no_data")
        total = Cash(ZERO, self.c.currency) if e.type.kind is m.Kind.MONEY else ZERO
        for v in values:
            total = o.arithmetic("add", total, v)
        return total if e.fn == "total" else o.arithmetic("div", total, Fraction(len(values)))

    def window(self, w: m.Window | m.Expr | None, env: Env) -> Callable[[int, Event | None], bool]:
        """Return a test of whether an instant (of an event) lies inside a window."""
        spell = env.spell
        if isinstance(w, m.Window) and w.kind == "period":
            held = [s for s in self.spells(w.name or "", self.start() or 0) if self.at(s.first) <= env.x]
            spell = spell or (held[-1] if held else Spell(date.max, date.min, ""))
        elif isinstance(w, m.Window):
            spell = self.term()
        elif spell is not None and env.by_its is not None:
            return lambda t, e: e is not None and text(e.fields.get(env.by_its or "")) == spell.text
        return lambda t, e: spell is None or spell.first <= self.day(t) <= spell.last

    # ------------------------------------------------------------ events and conditions

    def matches(self, p: m.Pattern, e: Event, env: Env) -> bool:
        """Say whether an event is of a pattern: type, ties, every ``where``; what cannot be read does not match."""
        if e.type != p.event or not self.tied(e, env.ties):
            return False
        return all(self.holds(c, replace(env, own=e, ties=(), x=e.at)) for c in p.where)

    def holds(self, c: m.Expr, env: Env) -> bool:
        """Say whether a condition holds; what cannot be known does not."""
        try:
            return self.truth(c, env)
        except Unknown:
            return False

    def tied(self, e: Event, ties: Key) -> bool:
        declared = {f.label.id for f in self.types[e.type].fields}
        has = [(e.fields.get(n), v) for n, v in ties if n in declared]
        return all(v in one if type(one) is tuple else text(one) == v for one, v in has)

    def matching(self, p: Any, env: Env, since: int = 0) -> list[Event]:
        return [e for e in self.events if since <= e.at <= env.x and self.matches(p, e, env)]

    def truth(self, c: m.Expr, env: Env) -> bool:
        """Say whether a condition holds at the instant of ``env``."""
        if isinstance(c, m.Logic) and c.op == "and":
            return self.truth(c.left, env) and self.truth(c.right, env)
        if isinstance(c, m.Logic) and c.op == "or":  # unknown only where no side is true
            return (
                self.holds(c.left, env)
                or self.holds(c.right, env)
                or self.truth(c.left, env)
                or self.truth(c.right, env)
            )
        if type(c) in TRUTHS or type(c) in VALUES:
            return bool((TRUTHS if type(c) in TRUTHS else VALUES)[type(c)](self, c, env))
        return self.since(c, env) is not None

    def within(self, v: Any, bounds: tuple[m.Bound, ...], env: Env) -> bool:
        """Say whether a value keeps every bound."""
        kept = []
        for b in bounds:
            one, bound = v, self.value(b.value, env)
            if isinstance(one, date) != isinstance(bound, date):
                one, bound = self.as_day(one), self.as_day(bound)
            one, bound = (
                getattr(w, "amount", getattr(w, "count", w)) if isinstance(w, (Cash, Length)) else w
                for w in (one, bound)
            )
            tests = {
                "ge": lambda a, z: a >= z,
                "le": lambda a, z: a <= z,
                "gt": lambda a, z: a > z,
                "lt": lambda a, z: a < z,
            }
            kept.append(tests.get(b.op, lambda a, z: a == z)(one, bound))
        return all(kept)

    def since(self, c: m.Expr, env: Env, after: int = 0) -> int | None:
        """Return the instant from which a condition has been true up to that of ``env``, None when it is not."""
        return min((a for a, z in self.spans(c, env, after) if a <= env.x < z), default=None)

    def spans(self, c: m.Expr, env: Env, after: int = 0) -> Spans:
        """
        List the spans [from, to) in which a condition is true, as known at the instant of ``env``.

        A span that ends as it begins was true for a moment: timers come before what happens at their instant.
        """
        match c:
            case m.Happened(pattern=p):
                return [(e.at, OPEN) for e in self.matching(p, env, after)[:1]]
            case m.Logic(op="or", left=a, right=b):
                return union([*self.spans(a, env, after), *self.spans(b, env, after)])
            case m.Logic(op=op, left=a, right=b):
                left = self.spans(a, env, after)
                return both(left, self.spans(b, env, left[0][0] if left and op == "then" else after))
            case m.InState(bounds=(_, *_), state="breached"):
                hits = self.often(c, env)
                return list(zip(hits, [*hits[1:], OPEN], strict=False))
            case m.InState():
                return union([s for k in self.meant(c, env) for s in self.state_spans(c, k, env)])
            case m.IntervalState():
                return union(self.interval_spans(c, env))
        out: Spans = []  # of anything else by trying every instant
        for t in [*(t for t in self.instants() if t < env.x), env.x]:
            true = self.holds(c, replace(env, x=t))
            if true and (not out or out[-1][1] < OPEN):
                out.append((t, OPEN))
            elif not true and out and out[-1][1] == OPEN:
                out[-1] = (out[-1][0], t)
        return out

    # ------------------------------------------------------------ states of clauses and intervals

    def meant(self, c: m.InState | m.BreachOf, env: Env) -> list[Case]:
        """List the instances that a condition on a state speaks of, tied by the fields that both have."""
        if c.clause is None:
            return [env.case.source or env.case] if env.case is not None else []
        mine = dict(env.ties) | (dict(env.case.key) if env.case is not None else {})
        tied = [
            k
            for k in self.cases(c.clause)
            if all(mine.get(*p) == p[1] for p in k.key if p[0] not in ("clause", "party"))
        ]
        return [k for k in tied if all(self.holds(w, replace(env, own=k, x=self.T)) for w in c.where)]

    def state_spans(self, c: m.InState | m.BreachOf, k: Case, env: Env) -> Spans:
        """List the spans in which one instance is in a state."""
        if c.state == "exercised":
            return [(e.at, OPEN) for e, _, i in self.used if i == k.id]
        if not self.judged(k):
            return []
        if c.state == "late":
            return [(at, over) for at, over, _ in self.late_spans(k, c.bounds, env)]
        if c.state == "breached":  # an excused one is none once the excuse has come
            return [(b.at, b.gone) for b in k.breaches if b.at <= b.gone]
        found = {"performed": k.performed, "missed": k.missed}.get(
            c.state, k.arose if k.state == "undetermined" else None
        )
        return [] if found is None else [(found, OPEN)]

    def late_spans(self, k: Case, bounds: tuple[m.Bound, ...], env: Env) -> list[tuple[int, int, Breach]]:
        """List the spans in which a duty has been late for as long as said, each with its breach."""
        out = []
        for b in k.breaches:
            at, over = self.reached(k, b, bounds, env), min(b.gone, b.cured if b.cured is not None else OPEN)
            end = b.end + 1 if b.end is not None and k.state != "overdue" else OPEN  # what ends it finds it running
            out += [(at, min(over, end), b)] if at <= over and at < end else []
        return out

    def reached(self, k: Case, b: Breach, bounds: tuple[m.Bound, ...], env: Env) -> int:
        """Return when lateness reaches (ge) or passes (gt) its bounds; what does not count as delay is left out."""
        last: int = k.due.last if k.due is not None else b.at
        marks: list[int] = [b.at]
        for bound in bounds:
            length = self.value(bound.value, env)
            if length.unit in EXACT or (k.due is not None and k.due.exact):
                at = last + int(length.count * EXACT.get(length.unit, o.DAY)) + (bound.op == "gt")
                for a, z in b.spared:
                    at += z - a if a < at else 0
                marks.append(at)
                continue
            left = (o.walk_on(self.day(last), length) - self.day(last)).days + (bound.op == "gt")
            spared = {v for a, z in b.spared for v in o.days_between(self.day(a), self.day(min(z, self.T)))}
            on = self.day(last)
            while left > 0:
                on = o.next_day(on)
                left -= on not in spared
            marks.append(self.at(on))
        return max(marks)

    def often(self, c: m.InState, env: Env) -> list[int]:
        """List when the breaches in the window, or in each of its periods, first were as many as said."""
        of = c.window if isinstance(c.window, m.Window) else None
        spells = self.spells(of.name or "", self.start() or 0) if of is not None and of.kind == "period" else [None]
        hits = []
        for spell in spells:
            inside = self.window(of, replace(env, spell=spell))
            known = (b for k in self.meant(c, env) if self.judged(k) for b in k.breaches if not b.excused)
            group = sorted(b.at for b in known if b.at <= env.x and inside(b.belongs, None))
            hits += [at for n, at in enumerate(group, 1) if self.within(Fraction(n), c.bounds, env)][:1]
        return sorted(hits)

    def interval_spans(self, c: m.IntervalState, env: Env) -> Spans:
        """List when an interval goes on, or has lasted as long as said and been recognised where that is asked."""
        mine, out = dict(env.ties) | (dict(env.case.key) if env.case is not None else {}), []
        for key, a, z, _ in self.intervals(c.interval):
            if any(mine.get(n, v) != v for n, v in key):
                continue
            if c.state == "ongoing":
                out.append((a, OPEN if z is None else z))
                continue
            marks = [self.lasting(a, self.value(b.value, env), b.op) for b in c.bounds]
            asked = [h for h in self.halts() if (h.line.interval, h.start, h.key) == (c.interval, a, key) and h.met]
            stood = [h.met for h in asked if self.stands(h)]
            if (z is None or z >= max(marks)) and (stood or not asked):
                out.append((max([*marks, *stood]), OPEN))
        return out

    def lasting(self, start: int, length: Length, op: str) -> int:
        if length.unit in EXACT:
            return start + int(length.count * EXACT[length.unit]) + (op == "gt")
        return self.at(o.next_day(o.walk_on(self.day(start), length), 1 + (op == "gt")))


def union(spans: Spans) -> Spans:
    """Make one of spans that overlap or touch."""
    out: Spans = []
    for a, z in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(z, out[-1][1]))
        else:
            out.append((a, z))
    return out


def both(left: Spans, right: Spans) -> Spans:
    """Return what lies in both, moments too."""
    met = [((max(a, c), min(z, d)), a == z or c == d) for a, z in left for c, d in right]
    return sorted(s for s, moment in met if s[0] < s[1] or (moment and s[0] == s[1]))


VALUES: dict[type, Callable[[Terms, Any, Env], Any]] = {  # what a node is worth
    m.Const: lambda w, e, env: w.plain(e.value),
    m.Empty: lambda w, e, env: w.setting(e.name, env),
    m.Param: lambda w, e, env: w.setting(e.name, env) if e.source != "let" else w.value(w.lets[e.name], env),
    m.Known: lambda w, e, env: w.known(e.name, env),
    m.PartyRef: lambda w, e, env: e.name,
    m.ClauseRef: lambda w, e, env: e.name,
    m.Var: lambda w, e, env: w.named(e.name, env),
    m.Own: lambda w, e, env: env.own,
    m.FieldOf: lambda w, e, env: w.field_of(e, env),
    m.Happening: lambda w, e, env: o.first(w.matching(e.pattern, env)).at,
    m.Arithmetic: lambda w, e, env: o.arithmetic(e.op, w.value(e.left, env), w.value(e.right, env)),
    m.Shift: lambda w, e, env: w.shifted(1 if e.op == "after" else -1, w.value(e.length, env), w.value(e.anchor, env)),
    m.Aggregate: lambda w, e, env: w.aggregate(e, env),
    m.Fn: lambda w, e, env: w.function(e.name, [w.value(a, env) for a in e.args], env),
    m.If: lambda w, e, env: w.value(e.then if w.truth(e.condition, env) else e.otherwise, env),
    m.Measured: lambda w, e, env: w.measured(e.name, env),
}
TRUTHS: dict[type, Callable[[Terms, Any, Env], bool]] = {  # whether it holds; the others have spans
    m.Not: lambda w, c, env: not w.truth(c.of, env),
    m.Compare: lambda w, c, env: w.within(w.value(c.of, env), c.bounds, env),
    m.Same: lambda w, c, env: (text(w.value(c.left, env)) == text(w.value(c.right, env))) is not c.negated,
    m.Includes: lambda w, c, env: w.value(c.member, env) in w.value(c.of, env),
    m.ReadingIs: lambda w, c, env: w.settings.get(c.reading) == c.option,
}
