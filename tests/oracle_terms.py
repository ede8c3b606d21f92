"""What a formula or a condition of a contract is worth at an instant, and how the contract stands in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import takewhile
from typing import Any

import oracle_parts as o
from oracle_parts import EXACT, MONTHS, OPEN, ZERO, Env, Key, Row, Spell, Thing, Unknown, once, text

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Money, Unit

CALENDAR = {"day": Unit.DAY, "month": Unit.MONTH, "quarter": Unit.QUARTER, "year": Unit.YEAR}
TESTS: dict[str, Callable[[Any, Any], bool]] = {
    **{"ge": lambda a, z: a >= z, "le": lambda a, z: a <= z, "gt": lambda a, z: a > z, "lt": lambda a, z: a < z},
    "eq": lambda a, z: a == z,
}
Spans = list[tuple[int, int]]


class Terms:
    """Values and conditions; what became of instances and intervals is for the ``World`` to say."""

    c: m.Contract
    events: list[Row]  # those that stand, in order, up to T
    T: int  # the instant up to which all is known
    settings: Mapping[str, Any]
    parties: tuple[str, ...]
    types: dict[str, m.EventType]
    lets: dict[str, m.Expr]
    day: Callable[[int], date]
    at: Callable[..., int]
    used: list[tuple[Row, str, str]]  # acts of power that took effect, with clause and instance
    cases: Callable[[str], list[Thing]]
    judged: Callable[[Thing], bool]  # false while it is being judged
    intervals: Callable[[str], list[tuple[Key, int, int | None, Row]]]
    halts: Callable[[], list[Thing]]
    stands: Callable[[Thing], bool]
    measured: Callable[[str, Env], Any]

    def close(self, d: date) -> int:
        """Return the last microsecond of a day, which is its 24:00."""
        return self.at(o.next_day(d)) - 1

    def clock(self, us: int) -> int:
        """Return the instant from which lengths are measured: a day's last microsecond stands for its 24:00."""
        return us + (us == self.close(self.day(us)))

    def start_of(self, v: Any) -> int:
        return self.at(v) if isinstance(v, date) else v.at if isinstance(v, Row) else v

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
        if said is not None:
            at = self.over(said, Env(self.T), begun=True)
        else:
            kinds = o.read_by(self.c.clauses, self.c.intervals, self.c.metrics, self.c.lets)
            kinds |= {e.id for e in self.c.events if any(r.kind in ("demands", "waives") for r in e.roles)}
            at = min((self.at(self.day(e.at)) for e in self.events if e.type in kinds), default=None)
        return at if at is not None and at <= self.T else None

    def over(self, e: m.Expr | None, env: Env, *, begun: bool = False) -> int | None:
        """Return when something came: an event's instant, a condition's, a date's end (or when it begins)."""
        v = None if e is None else self.maybe(e, env)
        return None if v is None else self.start_of(v) if begun else self.end_of(v)

    @once(None)
    def term(self) -> Spell | None:
        """Return the contract's term, which is the period of a figure that has none."""
        t, env = self.c.term, Env(self.T)
        first, last = (None, None) if t is None else (self.maybe(t.start, env), t.end and self.maybe(t.end, env))
        if t is None or first is None or (last is None and t.length is None):
            return None
        first = self.as_day(first)
        return Spell(first, self.as_day(last) if t.length is None else o.walk_on(first, t.length), "term")

    def whole(self) -> Spell:
        """Return the term as the period of a figure that has none."""
        return self.term() or Spell(date.min, date(9999, 12, 30), "term")

    def recurs_from(self) -> int:
        """Return when what recurs begins to: with the term, and not before the contract binds."""
        return max(self.start() or 0, self.at(self.term().first) if self.term() is not None else 0)

    def force(self, clause: m.Clause, names: Mapping[str, Any]) -> tuple[int, int] | None:
        """Return from when to when a clause binds, whatever acts of power may end."""
        begin, env = self.start(), Env(self.T, vars=names)
        end = self.close(self.whole().last) if self.term() is not None else OPEN
        for span in clause.in_force:
            if span.start is not None and begin is not None:
                begin = max(begin, self.over(span.start, env, begun=True) or OPEN)
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

    def spells(self, name: str, since: int = 0) -> list[Spell]:
        """List a row of periods, those that begin by now, from the one that holds ``since`` on."""
        return [s for s in self.row(name, self.day(since)) if self.close(s.last) >= since]

    @once(())
    def row(self, name: str, since: date) -> list[Spell]:
        one = m.Period(m.Label(name, name, name), Length(Fraction(1), CALENDAR.get(name, Unit.MONTH)))
        p, env = next((p for p in self.c.periods if p.label.id == name), one), Env(self.T)
        if p.length is None:  # listed windows: whole months by the first and last of them, any other by its first day
            days = [(self.as_day(self.value(a, env)), self.as_day(self.value(b, env))) for a, b in p.windows]
            names = [o.named(a, o.next_day(b)) for a, b in days]
            whole = [a.day == 1 == o.next_day(b).day and len(n) > 7 for (a, b), n in zip(days, names, strict=True)]
            texts = [f"{a:%Y-%m}..{b:%Y-%m}" if w else n for (a, b), n, w in zip(days, names, whole, strict=True)]
            return [Spell(a, b, n, name) for (a, b), n in zip(days, texts, strict=True)]
        n, unit = int(p.length.count), p.length.unit
        anchor = self.day(self.start() or self.at(since)) if p.start is None else self.as_day(self.value(p.start, env))
        if p.start is None and n == 1 and unit in MONTHS:  # the calendar's own
            anchor = date(since.year, (since.month - 1) // MONTHS[unit] * MONTHS[unit] + 1, 1)
        most = 10**6 if p.count is None else int(self.value(p.count, env))

        def edge(k: int) -> date:  # counted from the anchor, never from the one before
            return o.plus_months(anchor, k * n * MONTHS[unit]) if unit in MONTHS else o.next_day(anchor, k * n)

        begun = takewhile(lambda k: edge(k) <= self.day(self.T), range(most))
        edges = [(edge(k), edge(k + 1)) for k in begun]
        return [Spell(a, o.next_day(z, -1), o.named(a, z), name) for a, z in edges]

    # ------------------------------------------------------------ values

    def plain(self, v: Any) -> Any:
        """Turn a constant or a field into the twin's own kind of value."""
        kind = type(v).__name__
        return KINDS[kind](self, v) if kind in KINDS else v

    def constant(self, a: Any, b: Any, end: bool = False) -> Any:
        """Return a month of a year, or an instant: a day and an hour, or its 24:00."""
        return o.month_of(a, b) if isinstance(a, int) else self.close(a) if end else self.at(a, b)

    def maybe(self, e: m.Expr, env: Env) -> Any:
        """Return a value, or since when a condition holds; None while it cannot be known."""
        try:
            return self.since(e, env) if e.type.kind is m.Kind.TRUTH else self.value(e, env)
        except Unknown:
            return None

    def value(self, e: Any, env: Env) -> Any:
        """Return a formula's value: Fraction, Money, Length, date, int (an instant), str, bool, tuple, Spell, a row."""
        return VALUES[type(e)](self, e, env) if type(e) in VALUES else self.truth(e, env)

    def setting(self, name: str, env: Env) -> Any:
        """Return what a blank, an empty cell or a reading is worth."""
        v = self.settings.get(name, next((b.filler for b in self.c.blanks if b.label.id == name), None))
        if v is None:
            raise Unknown("blank")
        return self.value(v, env) if isinstance(v, m.Expr) else self.plain(v)

    def known(self, name: str, env: Env) -> Any:
        whole, term = {"price": self.c.price, "signed": self.c.signed}.get(name), self.term()
        if whole is not None:
            return self.value(whole, env)
        if name == "each_party":
            return (env.case.party if env.case is not None else None) or name
        if name == "both_parties":
            return self.parties
        if name == "affected_party" and env.opening is not None:
            return o.first(self.kinds_of(env.opening, m.Kind.PARTY))
        if name in ("term_start", "term_end") and term is not None:
            return term.first if name == "term_start" else term.last
        return o.first([env.unpaid] if name == "unpaid" and env.unpaid is not None else [])

    def kinds_of(self, e: Row, *kinds: m.Kind) -> list[Any]:
        """List what an event says in its fields of some kinds, in the order declared."""
        names = [f.label.id for f in self.types[e.type].fields if f.type.kind in kinds]
        return [e.fields[n] for n in names if e.fields.get(n) is not None]

    def names_other(self, e: Row, who: Any) -> bool:
        """Say whether an event names a party other than the one whose act it would be."""
        said = self.kinds_of(e, m.Kind.PARTY)
        return bool(said) and who != "each_party" and said[0] not in (who if isinstance(who, tuple) else (who,))

    def field_of(self, e: m.FieldOf, env: Env) -> Any:
        latest = self.matching(e.of.pattern, env)[::-1] if isinstance(e.of, m.Happening) else [self.value(e.of, env)]
        thing = o.first(latest)
        parts = [*thing.vars.values(), dict(thing.key)] if isinstance(thing, Thing) else [thing]
        cells = [v.fields if isinstance(v, Row) else v for v in parts if isinstance(v, (Row, dict))]
        found = [v[e.name] for v in cells if v.get(e.name) is not None]
        if not found:
            raise Unknown("field")
        return self.value(found[0], env) if isinstance(found[0], m.Expr) else found[0]

    def named(self, name: str, env: Env) -> Any:
        spoken = [v for v in env.vars.values() if isinstance(v, Spell)]  # an alias of several readings' periods
        if name in env.vars or spoken:
            return env.vars.get(name, *spoken[:1])
        at = env.case.arose if env.case is not None else env.x
        return next(s for s in self.spells(name, at) if self.at(s.first) <= env.x)

    def shifted(self, sign: int, length: Length, anchor: Any) -> Any:
        if length.unit in EXACT:
            return self.start_of(anchor) + sign * int(length.count * EXACT[length.unit])
        return o.walk_on(self.as_day(anchor), length, step=sign)

    def equal_part(self, whole: Money, spell: Spell, env: Env) -> Money:
        """Return the share of a period in a whole: down to the fen, the last takes the rest."""
        parts = int(self.value(next(p.count for p in self.c.periods if p.label.id == spell.row), env))
        share = Fraction(whole.amount * 100 // parts, 100)
        last = [s.first for s in self.row(spell.row, self.day(self.start() or 0))].index(spell.first) + 1 == parts
        return Money(whole.amount - share * (parts - 1) if last else share, whole.currency)

    def aggregate(self, e: m.Aggregate, env: Env) -> Any:
        inside = self.window(e.window, env)
        found = [v for v in self.matching(e.pattern, env) if inside(v.at, v)]
        values = [v.fields[e.field] for v in found if e.field and v.fields.get(e.field) is not None]
        total = Money(ZERO, self.c.currency) if e.type.kind is m.Kind.MONEY else ZERO
        if e.fn == "average" and not values:
            raise Unknown("no_data")
        for v in values if e.fn in ("total", "average") else ():
            total = o.arithmetic("add", total, v)
        if e.fn in ("count", "total", "average"):
            n = Fraction(len(found if e.fn == "count" else values))
            return n if e.fn == "count" else total if e.fn == "total" else o.arithmetic("div", total, n)
        return o.first({"latest": values[-1:], "smallest": sorted(values)}.get(e.fn, sorted(values)[::-1]))

    def window(self, w: m.Window | m.Expr | None, env: Env) -> Callable[[int, Row | None], bool]:
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

    def matches(self, p: m.Pattern, e: Row, env: Env) -> bool:
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

    def tied(self, e: Row, ties: Key) -> bool:
        declared = {f.label.id for f in self.types[e.type].fields} if ties else ()
        has = [(e.fields.get(n), v) for n, v in ties if n in declared]
        return all(v in one if type(one) is tuple else text(one) == v for one, v in has)

    def matching(self, p: Any, env: Env, since: int = 0) -> list[Row]:
        return [e for e in self.events if since <= e.at <= env.x and self.matches(p, e, env)]

    def truth(self, c: m.Expr, env: Env) -> bool:
        """Say whether a condition holds at the instant of ``env``; of an ``or`` one side may be unknown."""
        if isinstance(c, m.Logic) and c.op == "and":
            return self.truth(c.left, env) and self.truth(c.right, env)
        if isinstance(c, m.Logic) and c.op == "or":
            either = self.holds(c.left, env) or self.holds(c.right, env)
            return either or self.truth(c.left, env) or self.truth(c.right, env)
        known = TRUTHS.get(type(c)) or VALUES.get(type(c))
        return bool(known(self, c, env)) if known is not None else self.since(c, env) is not None

    def within(self, v: Any, bounds: tuple[m.Bound, ...], env: Env) -> bool:
        """Say whether a value keeps every bound."""
        for b in bounds:
            pair = [v, self.value(b.value, env)]
            if sum(isinstance(one, date) for one in pair) == 1:
                pair = [self.as_day(one) for one in pair]
            if not TESTS[b.op](*(getattr(one, "amount", getattr(one, "count", one)) for one in pair)):
                return False
        return True

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
                return o.union([*self.spans(a, env, after), *self.spans(b, env, after)])
            case m.Logic(op=op, left=a, right=b):
                left = self.spans(a, env, after)
                right = self.spans(b, env, left[0][0] if left and op == "then" else after)
                cured = isinstance(a, m.InState) and isinstance(b, m.Happened)  # an event comes before a cure
                both = [(max(a, c), min(z, d), a == z or c == d or cured * (z == c)) for a, z in left for c, d in right]
                return sorted((a, z) for a, z, moment in both if a < z or (moment and a == z))
            case m.InState(bounds=(_, *_), state="breached"):
                hits = self.often(c, env)
                return list(zip(hits, [*hits[1:], OPEN], strict=False))
            case m.InState():
                return o.union([s for k in self.meant(c, env) for s in self.state_spans(c, k, env)])
            case m.IntervalState():
                return o.union(self.interval_spans(c, env))
        out: Spans = []  # of anything else by trying every instant
        for t in [*(t for t in self.instants() if t < env.x), env.x]:
            true = self.holds(c, replace(env, x=t))
            if true and (not out or out[-1][1] < OPEN):
                out.append((t, OPEN))
            elif not true and out and out[-1][1] == OPEN:
                out[-1] = (out[-1][0], t)
        return out

    # ------------------------------------------------------------ states of clauses and intervals

    def meant(self, c: m.InState | m.BreachOf, env: Env) -> list[Thing]:
        """List the instances that a condition on a state speaks of, tied by the fields that both have."""
        if c.clause is None:
            return [env.case.source or env.case] if env.case is not None else []
        mine = self.mine(env)
        known = [k for k in self.cases(c.clause) if all(mine.get(*p) == p[1] for p in k.key if p[0] not in KEYS)]
        return [k for k in known if all(self.holds(w, replace(env, own=k, x=self.T)) for w in c.where)]

    def mine(self, env: Env) -> dict[str, str]:
        return dict(env.ties) | (dict(env.case.key) if env.case is not None else {})

    def state_spans(self, c: m.InState | m.BreachOf, k: Thing, env: Env) -> Spans:
        """List the spans in which one instance is in a state."""
        if c.state == "exercised":
            return [(e.at, OPEN) for e, _, i in self.used if i == k.id]
        if not self.judged(k):
            return []
        if c.state == "late":
            return [(at, over) for at, over, _ in self.late_spans(k, c.bounds, env)]
        if c.state == "breached":  # an excused one is none once the excuse has come
            return [(b.at, b.gone) for b in k.breaches if b.at <= b.gone]
        dark = k.arose if k.state == "undetermined" else None
        found = {"performed": k.performed, "missed": k.missed}.get(c.state, dark)
        return [] if found is None else [(found, OPEN)]

    def late_spans(self, k: Thing, bounds: tuple[m.Bound, ...], env: Env) -> list[tuple[int, int, Thing]]:
        """List the spans in which a duty has been late for as long as said, each with its breach."""
        out = []
        for b in k.breaches:
            at, over = self.reached(k, b, bounds, env), min(b.gone, b.cured if b.cured is not None else OPEN)
            end = OPEN if b.end is None or k.state == "overdue" else b.end + (k.waived != b.end)  # it finds it running
            out += [(at, min(over, end), b)] if at <= over and (at < end or at == k.waived) else []  # timers come first
        return out

    def reached(self, k: Thing, b: Thing, bounds: tuple[m.Bound, ...], env: Env) -> int:
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
            spared, on = self.touched(b.spared), self.day(last)
            while left > 0:
                on = o.next_day(on)
                left -= on not in spared
            marks.append(self.at(on))
        return max(marks)

    def touched(self, spans: Spans) -> set[date]:
        """Return the days of spans, the first of each not counted."""
        return {v for a, z in spans for v in o.days_between(self.day(a), self.day(min(z, self.T)))}

    def often(self, c: m.InState, env: Env) -> list[int]:
        """List when the breaches in the window, or in each of its periods, first were as many as said."""
        of, hits = c.window if isinstance(c.window, m.Window) else None, []
        by_period = of is not None and of.kind == "period"
        for spell in self.spells(of.name or "", self.start() or 0) if of is not None and by_period else [None]:
            inside = self.window(of, replace(env, spell=spell))
            known = (b for k in self.meant(c, env) if self.judged(k) for b in k.breaches if not b.causes)
            group = sorted(b.at for b in known if b.at <= env.x and inside(b.belongs, None))
            hits += [at for n, at in enumerate(group, 1) if self.within(Fraction(n), c.bounds, env)][:1]
        return sorted(hits)

    def interval_spans(self, c: m.IntervalState, env: Env) -> Spans:
        """List when an interval goes on, or has lasted as long as said and been recognised where that is asked."""
        mine, out = self.mine(env), []
        for key, a, z, _ in self.intervals(c.interval):
            if any(mine.get(n, v) != v for n, v in key):
                continue
            marks = [self.lasting(a, self.value(b.value, env), b.op) for b in c.bounds]
            asked = [h for h in self.halts() if (h.line.interval, h.start, h.key) == (c.interval, a, key) and h.met]
            stood = [h.met for h in asked if self.stands(h)]
            if c.state == "ongoing":
                out.append((a, OPEN if z is None else z))
            elif (z is None or z >= max(marks)) and (stood or not asked):
                out.append((max([*marks, *stood]), OPEN))
        return out

    def lasting(self, start: int, length: Length, op: str) -> int:
        if length.unit in EXACT:
            return start + int(length.count * EXACT[length.unit]) + (op == "gt")
        return self.at(o.next_day(o.walk_on(self.day(start), length), 1 + (op == "gt")))


KEYS = ("clause", "party")  # what instances are told apart by, and not tied
KINDS: dict[str, Callable[[Terms, Any], Any]] = {  # kinds of value that constants and fields hold otherwise
    "Cash": lambda w, v: Money(v.amount, v.currency),
    "DayValue": lambda w, v: date.fromordinal(v.day),
    "InstantValue": lambda w, v: w.day(v.us) if v.day_only else v.us,
    "Span_": lambda w, v: Length(v.count, Unit(v.unit)),
    "Month": lambda w, v: o.month_of(*v),
    "tuple": lambda w, v: w.constant(*v) if v and not isinstance(v[0], str) else v,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "later_of": lambda w, env, *v: max(v, key=w.end_of),
    "earlier_of": lambda w, env, *v: min(v, key=w.end_of),
    "greater_of": lambda w, env, *v: max(v),
    "lesser_of": lambda w, env, *v: min(v),
    "days_of": lambda w, env, a, z: Fraction((w.as_day(z) - w.as_day(a)).days),
    "day_of": lambda w, env, v: w.as_day(v),
    "is_working_day": lambda w, env, v: o.is_work(w.as_day(v)),
    "rounded_up": lambda w, env, v: Fraction(-(-v // 1)),
    "end_of": lambda w, env, v: v.last,
    "equal_part": lambda w, env, v: w.equal_part(v, env.case.spell, env),
}
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
    m.Fn: lambda w, e, env: FUNCTIONS[e.name](w, env, *(w.value(a, env) for a in e.args)),
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
