"""What became of every instance: intervals, suspensions, due dates, performances, breaches, acts of power."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

import oracle_parts as o
from oracle_parts import EXACT, OPEN, Due, Env, Key, Row, Spell, Thing, Unknown, once, text
from oracle_terms import Terms

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit

TRUTH = m.Type(m.Kind.TRUTH)
NOTHING = m.Clause(m.Label("", "", ""), "", None, None, ())
PLAIN = m.Timing(m.Untimed(""), roll="none")
Purse = tuple[str, str, str, str]  # the field of the money, who pays whom, and whether contract or statute asks for it


class World(Terms):
    """Everything that is so at ``end``, with the acts of power that took effect by then."""

    def __init__(self, c: m.Contract, events: list[Row], end: int, given: Any, how: str = "", cut: Any = None) -> None:
        """Take what stands; ``how`` to take a relief that may still come (yes, no), what reductions ``cut``."""
        self.c, self.events, self.T, self.settings = c, events, end, given
        self.claimed, self.cut = how, cut or {}
        self.day, self.at = o.clock(c.zone)
        self.types = {e.id: e for e in c.events}
        self.lets = {v.label.id: v.value for v in c.lets}
        self.clauses = {v.id: v for v in c.clauses}
        self.parties = tuple(p.label.id for p in c.parties)
        self.memo, self.latest = dict[Any, Any](), True
        self.used: list[tuple[Row, str, str]] = []
        self.users: dict[str, Thing] = {}
        self.voids: list[tuple[Row, str]] = []
        self.surplus: dict[str, dict[Purse, Fraction]] = {}  # by payment: what no debt took
        self.use_powers()

    # ------------------------------------------------------------ intervals and suspensions

    @once(())
    def intervals(self, name: str) -> list[tuple[Key, int, int | None, Row]]:
        """List an interval's occurrences: key, began, ended, opening event."""
        line = next(i for i in self.c.intervals if i.label.id == name)
        of_one = line.start.field is not None and line.end.field is not None
        out: list[tuple[Key, int, int | None, Row]] = []
        for a, e in self.edges(line.start, Env(self.T)):
            key = o.key_of(e, line.same)
            known = [(z, by) for z, by in self.edges(line.end, Env(self.T, ties=key)) if a <= z <= self.T]
            ends = [z for z, by in known if (by is e if of_one else (z, *by.place) > (a, *e.place))]
            out += [(key, a, min(ends, default=None), e)] if a <= self.T else []
        return out

    def edges(self, edge: m.Edge, env: Env) -> list[tuple[int, Row]]:
        field, found = edge.field, self.matching(edge.pattern, env)
        when = [(e.at if field is None else e.fields.get(field), e) for e in found]
        return [(self.start_of(at), e) for at, e in when if at is not None]

    @once(())
    def halts(self) -> list[Thing]:
        """List every interval as each suspension sees it, with its status."""
        out: list[Thing] = []
        seen: list[str] = []
        for clause in self.c.clauses:
            for line in clause.suspensions:
                for key, a, z, opening in self.intervals(line.interval):
                    name = o.numbered(seen, "/".join([clause.id, *([" ".join(v for _, v in key)] if key else [])]))
                    out.append(self.halt(Thing(id=name, line=line, key=key, start=a, end=z), clause, opening))
        return out

    def halt(self, h: Thing, clause: m.Clause, opening: Row) -> Thing:
        env = Env(self.T, ties=h.key, opening=opening, vars={opening.type: opening})
        said = [v for v in (self.maybe(p, env) for p in h.line.parties) if v is not None]
        flat = tuple(p for v in said for p in (v if isinstance(v, tuple) else (v,)))
        h.parties = self.parties if "each_party" in said else flat
        named = self.kinds_of(opening, m.Kind.CLAUSE, m.Kind.SET)[:1]
        h.clauses = None if not named else named[0] if isinstance(named[0], tuple) else (named[0],)
        known = [self.need(need, env, h.start) for need in clause.requirements]
        denied, asked = h.line.denied_by, bool(known) or h.line.denied_by is not None
        h.met = max([h.start, *(at for at, _ in known if at < OPEN)]) if asked else 0
        h.given = max([h.met, *(at for at, _ in known)])
        denials = [max(e.at, h.given) for e in (self.matching(denied, env, h.start) if denied is not None else ())]
        h.granted, h.lost = "revocable" if denied else "recognised", min([*(at for _, at in known), *denials, OPEN])
        h.status = self.status(h, self.T)
        return h

    @staticmethod
    def status(h: Thing, seen: int) -> str:
        """Return what a relief was as was known at an instant."""
        return "refused" if h.lost <= seen else h.granted if h.given <= seen else "claimed"

    def need(self, need: m.Requirement, env: Env, start: int) -> tuple[int, int]:
        """Return since when a requirement is met, and since when it cannot be met any more; OPEN while neither is."""
        at, asker = self.since(need.condition, env, start), o.case(NOTHING, (), start, vars=env.vars)
        try:  # without a time, within a reasonable one (art. 590): it can always still be met
            last = self.limit(need.timing.time, need.timing, asker, self.T, start).last if need.timing else at or OPEN
        except Unknown:
            return OPEN, OPEN
        return (at, OPEN) if at is not None and at <= last else (OPEN, last + 1)

    def held(self) -> list[Thing]:
        """List what rights to hold back one's own duties suspend: until what ends them, and the time to resume."""
        out = []
        for e, cid, name in self.used:
            power = self.clauses[cid].powers[0]
            over = self.over(power.until, self.env(self.users[name]))
            if over is not None and power.resume is not None:
                over = self.counted(self.value(power.resume, Env(self.T)), over, PLAIN).last
            for f in (f for f in power.effects if f.kind == "halts"):
                end = over if over is not None and over <= self.T else None
                h = Thing(id=name, line=m.Suspension((), f.clauses, False, ""), key=(), start=e.at, end=end, met=e.at)
                h.parties, h.clauses, h.given, h.lost = self.parties, f.clauses, e.at, OPEN
                h.status = h.granted = "recognised"
                out.append(h)
        return out

    def stands(self, h: Thing, seen: int = OPEN, *, hope: bool = False) -> bool:
        """Say whether relief is given (in hope: or may be yet), or was so as was known at an instant."""
        status = self.status(h, min(seen, self.T))
        if status == "claimed" and seen == OPEN:
            status = {"yes": "recognised", "no": "refused"}.get(self.claimed, status)
        return status in ("recognised", "revocable") or (hope and status == "claimed")

    def covers(self, h: Thing, k: Thing) -> bool:
        norms = {k.clause.id, *(v for n, v in k.key if n == "norm")}
        listed = not h.line.clauses or bool(norms & set(h.line.clauses))
        return k.bearer in h.parties and listed and (h.clauses is None or bool(norms & set(h.clauses)))

    def relief(self, k: Thing, x: int, *, hope: bool = False) -> list[tuple[int, int, Thing]]:
        """List the recognised intervals (in hope: or that may be yet) that cover an instance and began by ``x``."""
        out: list[tuple[int, int, Thing]] = []
        for h in sorted([*self.halts(), *self.held()], key=lambda h: h.start):
            if self.stands(h, k.seen, hope=hope) and self.covers(h, k) and h.start <= x:
                a, z, of = out.pop() if out and h.start <= out[-1][1] else (h.start, 0, h)  # touching ones are one
                out.append((a, max(z, h.end if h.end is not None else OPEN), of))
        return out

    def relieved(self, k: Thing, at: int, *, hope: bool = False) -> list[Thing]:
        """Return the interval that covers an instance at an instant, if one does."""
        return [h for a, z, h in self.relief(k, self.T, hope=hope) if a <= at < z]

    def moved(self, due: Due, k: Thing, x: int, *, hope: bool = False) -> Due:
        """Move a deadline by the intervals that began before it, in order."""
        for a, z, h in self.relief(k, x, hope=hope):
            end, begin = min(z, x), max(a, due.start)  # an open one as if it ended now; before the time ran: left out
            if due.last <= a or end <= begin:
                continue
            if due.exact:
                due = due._replace(last=due.last + end - begin)
                continue
            d, hour = self.day(due.last), due.last - self.at(self.day(due.last))
            first = o.next_day(self.day(begin), -int(h.line.start_counted and begin == a))
            if first == self.day(end):  # within a day it stays
                continue
            if h.line.stops_clock:  # the rest of the time itself runs on, and its new last day rolls
                rest = [v for v in o.days_between(first, due.raw or d) if not due.working or o.is_work(v)]
                d = o.walk_on(self.day(end), Length(Fraction(len(rest)), Unit.WORKING_DAY if due.working else Unit.DAY))
            else:
                d = o.next_day(d, (self.day(end) - first).days)
            due = due._replace(last=self.at(o.rolled(d, "rolls" if due.working else due.rolls)) + hour, raw=d)
        return due

    # ------------------------------------------------------------ due dates

    def limit(self, t: m.Time, timing: m.Timing, k: Thing, x: int, start: int) -> Due:
        """Return the time of performance before suspensions, as known at ``x``. Raises Unknown."""
        env = self.env(k, x)
        match t:
            case m.Within(length=length, after=after):
                return self.counted(self.value(length, env), start if after is None else self.value(after, env), timing)
            case m.OnDemand(length=length):
                demand, term = [e for e in self.role("demands", k, x) if e.at >= k.arose], self.term()
                demand = [e for e in demand if k.performed is None or k.performed > e.at]  # what was done needs none
                if not demand and term is not None:  # never demanded: due with the term
                    return Due(self.close(term.last), False, k.arose)
                if not demand or length is None:
                    raise Unknown("demand" if not demand else "setting")
                return self.counted(self.value(length, env), demand[0].at, timing)
            case m.Untimed(setting=name):
                if name is None:
                    raise Unknown("setting")
                return self.counted(self.setting(name, env), start, timing)
            case m.By(limit=limit) | m.Before(limit=limit):
                return self.fixed(t, limit, timing, k, env)
            case m.Ahead(length=length, of=of):
                n, target = self.value(length, env), self.value(of, env)
                if n.unit in EXACT:
                    return Due(self.shifted(-1, n, target), True, self.in_force(k))
                d = self.as_day(target)
                while o.walk_on(d, n) > self.as_day(target):
                    d = o.next_day(d, -1)
                return Due(self.close(d), False, self.in_force(k), working=n.unit is Unit.WORKING_DAY)
        if not isinstance(t, m.OfTwo):
            raise NotImplementedError(type(t).__name__)
        found, lost = [], None
        for part in t.times:
            try:
                if isinstance(part, m.OnDemand) and not any(e.at >= k.arose for e in self.role("demands", k, x)):
                    raise Unknown("demand")
                found.append(self.limit(part, timing, k, x, start))
            except Unknown as why:
                lost = why
        if lost is not None and (t.which == "later" or not found):
            raise lost
        return (max if t.which == "later" else min)(found, key=lambda d: d.last)

    def counted(self, length: Length, anchor: Any, timing: m.Timing) -> Due:
        start, working = self.start_of(anchor), length.unit is Unit.WORKING_DAY
        if length.unit in EXACT:
            return Due(start + int(length.count * EXACT[length.unit]), True, start)
        d = o.walk_on(self.as_day(anchor), length, counted=timing.start_counted)
        return self.on_day(d, timing, start, timing.roll or ("none" if working else "rolls"), working=working)

    def on_day(self, raw: date, timing: m.Timing, start: int, rolls: str, *, working: bool = False) -> Due:
        d = o.rolled(raw, rolls)
        last = self.close(d) if timing.until is None else self.at(d, timing.until)
        return Due(last, False, start, rolls, working, raw)

    def fixed(self, t: m.Time, limit: m.Expr, timing: m.Timing, k: Thing, env: Env) -> Due:
        v, before = self.value(limit, env), isinstance(t, m.Before)
        if isinstance(v, Spell):
            v = v.first if before and limit.type.kind is m.Kind.MONTH else v.last
        ends = isinstance(limit, m.Fn) and limit.name == "end_of"
        start = k.arose if k.spell is not None or spoken(k, limit) else self.in_force(k)
        if not isinstance(v, date):
            return Due(v - before, True, start, over=int(before))
        pay = any(isinstance(d.owed, m.Pay) for d in k.clause.duties)
        rolls = timing.roll or ("rolls" if ends and pay and not before else "none")
        return self.on_day(o.next_day(v, -before), timing, start, rolls)

    def in_force(self, k: Thing) -> int:
        return (self.force(k.clause, k.vars) or (k.arose, 0))[0]

    def role(self, kind: str, k: Thing, x: int) -> list[Row]:
        """List the events that play a role towards an instance by ``x``."""
        out, aims = [], {k.clause.id, k.id, *(v for n, v in k.key if n == "norm")}
        for e in (e for e in self.events if e.at <= x):
            for r in (r for r in self.types[e.type].roles if r.kind == kind):
                named = (r.target if r.fixed else text(e.fields.get(r.target))) in aims
                out += [e] if named and self.tied(e, tuple(p for p in k.key if p[0] != r.target)) else []
        return out

    def due(self, k: Thing, x: int) -> tuple[Due, Due]:
        """Return the time of performance (before suspensions, after them) as known at ``x``. Raises Unknown."""
        timing, start, late_met, now = k.clause.timings[0], k.arose, 0, x
        x = x if k.performed is None else max(min(x, k.performed), k.arose)  # what comes after the act changes nothing
        for line in k.clause.preconditions:
            if self.unanswered(line.condition, self.env(k, x)):  # it matters once the time itself is over
                raise Unknown("blank" if self.last_of(timing, k, x, start, moved=True) < now else "precondition")
            waits = line.otherwise == "waits" and isinstance(timing.time, m.Within) and timing.time.after is None
            if line.otherwise == "due" and line.timing is not None:
                timing = self.either_time(k, line, timing, x, start)
            elif line.otherwise != "no_duty":
                at = self.since(line.condition, self.env(k, x))
                for u in self.matching(line.undone_by, self.env(k, x)) if line.undone_by is not None else ():
                    if at is not None and at <= u.at:
                        begun = self.limit(timing.time, timing, k, x, max(start, at) if waits else start)
                        if u.at <= max(self.met_late(begun, at, k, x)[1].last, k.arose):
                            kinds = o.read_by(line.condition)  # in one instant it goes by their order
                            again = [e for e in self.events if e.type in kinds and e.at == u.at and e.place > u.place]
                            at = self.since(line.condition, self.env(k, x), u.at + (not again))
                if at is None:
                    raise Unknown("precondition")
                start, late_met = (max(start, at), late_met) if waits else (start, max(late_met, at))
        due = self.limit(timing.time, timing, k, x, start)
        if self.of_period(k, due):
            return due, due
        return self.met_late(due, late_met, k, now)

    def met_late(self, due: Due, met: int, k: Thing, x: int) -> tuple[Due, Due]:
        """Return a time and the moved one; if what it waits for came when that was over, that day is the last one."""
        moved = self.moved(due, k, x)
        if met > moved.last:
            due = due._replace(last=met if due.exact else self.close(self.day(met)), start=met)
            moved = self.moved(due, k, x)
        return due, moved

    def either_time(self, k: Thing, line: m.Precondition, main: m.Timing, x: int, start: int) -> m.Timing:
        """Return the time that counts, settled when what ran is over; an act in time by what was known stays so."""
        kept, chosen, other = k.seen, main, line.timing or main
        try:
            for seen in (kept,) if k.performed is None else (min(kept, x), kept):
                k.seen = seen
                ends = [self.last_of(t, k, x, start, moved=True) for t in (main, other)]
                met = self.since(line.condition, self.env(k, min(x, *ends))) is not None
                chosen = main if met else other
                if k.performed is not None and k.performed <= self.last_of(chosen, k, x, start, moved=True):
                    break
        finally:
            k.seen = kept
        return chosen

    def last_of(self, t: m.Timing, k: Thing, x: int, start: int, *, moved: bool = False) -> int:
        try:
            due = self.limit(t.time, t, k, x, start)
        except Unknown:
            return OPEN
        return (self.moved(due, k, x) if moved else due).last

    def due_by(self, k: Thing, x: int, seen: int, *, hope: bool = False) -> int:
        """Return the last timely instant at ``x``, with relief as was known at ``seen``; OPEN while unknown."""
        k.seen = seen
        try:
            first, moved = self.due(k, x)
            return (self.moved(first, k, x, hope=True) if hope and not self.of_period(k, first) else moved).last
        except Unknown:
            return OPEN
        finally:
            k.seen = OPEN

    def of_period(self, k: Thing, due: Due) -> bool:
        """Say whether an act is owed within its period: such an act is missed with it, not moved."""
        act = any(isinstance(d.owed, m.Act) for d in k.clause.duties)
        return act and k.spell is not None and due.last <= self.close(k.spell.last)

    # ------------------------------------------------------------ instances

    def env(self, k: Thing, x: int | None = None) -> Env:
        return Env(self.T if x is None else x, case=k, vars=k.vars, ties=k.ties)

    @once(())
    def cases(self, cid: str) -> list[Thing]:
        """List a clause's instances in the order in which they arose."""
        clause = self.clauses[cid]
        # what only costs outlives the term, and what earlier breaches cost the contract too (art. 566 (2), 567)
        sources = [s for t in clause.triggers for s in t.sources]
        only_money = not (clause.duties or clause.prohibitions or clause.powers)
        later = {h.kind for h in clause.heads} <= {"losses", "refund"}
        later = later or all(isinstance(s, m.BreachOf) for s in sources)
        stop = self.stop(clause) if not only_money else None if later else self.effect("ends_contract")
        found = []
        for k in self.triggered(clause):
            k.ties = self.ties(k)
            first, last = self.force(clause, k.vars) or (OPEN, OPEN)
            last = min(self.T, OPEN if only_money and not clause.in_force else last, OPEN if stop is None else stop)
            found += [k] if first <= k.arose <= last and self.binds(k) else []
        owed = [*(d.owed.bearer for d in clause.duties), *(p.bearer for p in clause.prohibitions)]
        if any(isinstance(e, m.Known) and e.name == "each_party" for e in owed):
            plain = [{n: v for n, v in vars(k).items() if not isinstance(v, list)} for k in found]
            found = [o.case(**{**k, "key": (*k["key"], ("party", p)), "party": p}) for k in plain for p in self.parties]
        found.sort(key=lambda k: k.arose)
        seen: list[str] = []
        for k in found if len({(k.key, k.spell) for k in found}) == len(found) else sorted(found, key=self.known_since):
            parts = [clause.id, " ".join(v for _, v in k.key), k.spell.text if k.spell is not None else ""]
            k.id = o.numbered(seen, "/".join(p for p in parts if p))
            k.bearer = self.maybe(owed[0], self.env(k)) if owed else None
        return found

    def known_since(self, k: Thing) -> int:
        """Return when an instance came to light: a name once given is not given anew when an older breach turns up."""
        if k.breach is None or not self.latest or all(h.status not in ("refused", "claimed") for h in self.halts()):
            return int(k.arose)
        times: list[int] = [k.arose, *(t for t in self.instants() if t > k.arose), OPEN]
        return times[bisect_left(times[:-1], True, key=lambda at: self.known_broken(k.source, at))]

    def known_broken(self, k: Thing, at: int) -> bool:
        """Say whether it was known at an instant that a duty had been broken."""
        then = self.then(at)
        return any(one.breaches for one in then.cases(k.clause.id) if one.id == k.id and then.judged(one))

    def ties(self, k: Thing) -> Key:
        """Return the fields by which events belong to an instance, also by what brought the one it goes back to."""
        known, spell = dict(k.key), k.spell.text if k.spell is not None else None
        origin = self.origin(k)
        fields = origin.trigger.fields if origin.trigger is not None else {}
        pairs = [(n, known.get(n) or text(fields.get(n)) or spell) for n in same_fields(k.clause)]
        return tuple((n, v) for n, v in pairs if v is not None)

    def origin(self, k: Thing) -> Thing:
        """Return the instance to which one goes back."""
        return k if k.trigger is not None or k.source is None else self.origin(k.source)

    def binds(self, k: Thing) -> bool:
        """Say whether what must hold for a duty to arise does, and nothing excuses a clause of money or a right."""
        env = self.env(k, k.arose)
        asked = [p.condition for p in k.clause.preconditions if p.otherwise == "no_duty"]
        if not all(self.holds(c, env) or self.unanswered(c, env) for c in asked):
            return False
        return bool(k.clause.duties or k.clause.prohibitions) or not self.excuse(k, env)[0]

    def unanswered(self, c: m.Expr, env: Env) -> bool:
        """Say whether nobody can say if a condition is met: a blank or a setting is missing."""
        try:
            self.truth(c, env)
        except Unknown as why:
            return why.args[0] in ("blank", "setting")
        return False

    def triggered(self, clause: m.Clause) -> Iterator[Thing]:
        """Yield what a clause's trigger brings about, whether or not the clause was in force by then."""
        trigger, window = clause.triggers[0] if clause.triggers else m.Trigger("term"), self.force(clause, {})
        owed = clause.duties[0].owed if clause.duties else None
        if isinstance(owed, m.Keep) and isinstance(owed.what, m.Measured):
            trigger = m.Trigger("period", name=self.metric(owed.what.name).period)
        if trigger.kind == "period" and window is not None:
            begin = max(window[0], self.recurs_from())
            names = [n for n in (trigger.name, trigger.alias) if n]
            for s in [self.whole()] if trigger.name is None else self.spells(trigger.name, begin):
                at = begin if trigger.name is None else max(begin, self.at(s.first))
                yield o.case(clause, (), at, spell=s, vars=dict.fromkeys(names, s))
        elif trigger.kind == "term" and window is not None:
            yield o.case(clause, (), window[0])
        elif trigger.kind == "row":
            yield from self.rows(clause, trigger)
        elif trigger.kind == "condition" and trigger.condition is not None:
            for key in self.keys_for(trigger) if trigger.same else [()]:
                begin = window[0] if window is not None else OPEN
                for at in (max(a, begin) for a, z in self.spans(trigger.condition, Env(self.T, ties=key)) if z > begin):
                    k, b = self.source_of(trigger.condition, Env(at, ties=key))
                    yield o.case(clause, key, at, source=k, breach=b)
        for source in trigger.sources:
            yield from self.after(clause, trigger, source)

    def after(self, clause: m.Clause, trigger: m.Trigger, of: m.Pattern | m.BreachOf) -> Iterator[Thing]:
        """Yield the instances that an event, or an instance of another clause that enters a state, brings."""
        if isinstance(of, m.Pattern):
            for e in self.matching(of, Env(self.T)):
                names = {n: e for n in (e.type, trigger.alias) if n}
                yield o.case(clause, o.key_of(e, same_fields(clause)), e.at, trigger=e, vars=names)
            return
        several = len({s.clause for s in trigger.sources if isinstance(s, m.BreachOf)}) > 1
        for k in self.meant(of, Env(self.T)):
            names = {**k.vars, **({trigger.alias: k.trigger} if trigger.alias and k.trigger else {})}
            key = ((("clause", of.clause),) if several else ()) + k.key
            entered: list[tuple[int, Thing | None]] = [(at, None) for at, _ in self.state_spans(of, k, self.env(k))]
            if of.state in ("breached", "missed"):
                broken = of.state == "breached"
                known = [b for b in k.breaches if not (b.causes and self.halts()) or self.known_broken(k, b.gone - 1)]
                entered = [(b.at if broken else k.missed, b) for b in known if broken or k.missed]
            elif of.state == "late":
                entered = [(at, b) for at, _, b in self.late_spans(k, of.bounds, self.env(k))]
            for at, b in entered:
                yield o.case(clause, key, at, spell=k.spell, source=k, breach=b, vars=names)

    def rows(self, clause: m.Clause, trigger: m.Trigger) -> Iterator[Thing]:
        table = next(t for t in self.c.tables if t.label.id == trigger.name)
        columns = [f.label.id for f in table.columns]
        plain = [f.label.id for f in table.columns if f.type.kind in (m.Kind.ID, m.Kind.TEXT, m.Kind.CLAUSE)]
        keys = ["norm"] if "norm" in columns else [n for n in same_fields(clause) if n in columns] or plain[:1]
        for line in table.rows:
            row = dict(zip(columns, line.cells, strict=True))
            env = Env(self.T, own=row, vars={n: row for n in (table.label.id, trigger.alias) if n})
            window = self.force(clause, env.vars)
            if window is not None and all(self.holds(w, env) for w in trigger.where):
                key = tuple((n, str(text(self.value(row[n], env)))) for n in keys)
                yield o.case(clause, key, window[0], vars=env.vars)

    def keys_for(self, trigger: m.Trigger) -> list[Key]:
        """List the values that the fields of ``same`` take in events, instances and intervals of a condition."""
        found: list[Key] = []
        for node in o.below(trigger.condition):
            if isinstance(node, (m.Happened, m.Aggregate)):
                found += [o.key_of(e, trigger.same) for e in self.matching(node.pattern, Env(self.T))]
            elif isinstance(node, m.InState) and node.clause is not None:
                found += [k.key for k in self.cases(node.clause)]
            elif isinstance(node, m.IntervalState):
                found += [key for key, *_ in self.intervals(node.interval)]
        whole = [dict(key) for key in found if {n for n, _ in key} >= set(trigger.same)]
        return list(dict.fromkeys(tuple((n, key[n]) for n in trigger.same) for key in whole))

    def source_of(self, c: m.Expr, env: Env) -> tuple[Thing | None, Thing | None]:
        """Return the last breach that a condition rests on."""
        for n in o.below(c):
            if isinstance(n, m.InState) and n.clause is not None and n.state in ("breached", "late", "missed"):
                known = [(k, b) for k in self.meant(n, env) if self.judged(k) for b in k.breaches]
                found = [(k, b) for k, b in known if b.at <= env.x and not b.causes]
                if found:
                    return max(found, key=lambda p: p[1].at)
        return None, None

    # ------------------------------------------------------------ what was done

    def judged(self, k: Thing) -> bool:
        return bool(self.settled(k.clause.id))

    def settled(self, cid: str) -> bool:
        """Say of every instance of a clause what became of what it owes or forbids."""
        by = self.pays(self.clauses[cid])
        together = tuple(c.id for c in self.c.clauses if self.pays(c) == by)  # debts that the same events pay
        return bool(self.settled_all(together if by else (cid,)))

    @staticmethod
    def pays(c: m.Clause) -> str | None:
        """Return the event that pays what a clause owes, None where it owes no money."""
        return next((d.owed.by.event for d in c.duties if isinstance(d.owed, m.Pay)), None)

    @once(False)
    def settled_all(self, ids: tuple[str, ...]) -> bool:
        cases = [k for cid in ids for k in self.cases(cid)]
        for k in cases:
            k.stop = None if self.set_off(k) else self.stop(k.clause)
            first = k.arose + (k.trigger is not None)  # a waiver comes before what its instant triggers
            k.waived = min((e.at for e in self.role("waives", k, self.T) if e.at >= first), default=None)
        owed = self.clauses[ids[0]].duties[0].owed if self.clauses[ids[0]].duties else None
        if isinstance(owed, (m.Act, m.Pay)):
            self.allocate(owed, cases)
        for k in cases:
            if isinstance(owed, (m.Act, m.Pay)):
                self.conclude(k)
            elif isinstance(owed, m.Keep) and isinstance(owed.what, m.Measured):
                self.judge_figure(k, owed, owed.what.name)
            elif isinstance(owed, m.Keep):
                self.judge_level(k, owed)
            elif k.clause.prohibitions:
                self.judge_acts(k, k.clause.prohibitions[0])
        return True

    @staticmethod
    def set_off(k: Thing) -> bool:
        """Say whether an act of power brought a duty about: it outlives what the act ended (art. 566, 567)."""
        sources = [s for t in k.clause.triggers for s in t.sources if isinstance(s, m.BreachOf)]
        return k.source is not None and any((s.state, s.clause) == ("exercised", k.source.clause.id) for s in sources)

    def allocate(self, owed: m.Act | m.Pay, cases: list[Thing]) -> None:
        """Give each performing event to the open instance that fell due first, and each yuan to one debt."""
        for k in cases:
            k.owed = k.clause.duties[0].owed
            if isinstance(k.owed, m.Pay):  # a debt is paid in whole fen: there is no coin below
                v = self.maybe(k.owed.amount, self.env(k))
                k.amount, k.cuts = None if v is None else o.half_up(v.amount), self.cut.get(k.id, [])
                k.payee = self.maybe(k.owed.payee, self.env(k))
                k.performed = k.arose if k.amount is not None and k.amount <= 0 else None
            else:
                k.parts = [[[] for _ in way] for way in k.owed.any_of]
        kinds = {owed.by.event} if isinstance(owed, m.Pay) else o.read_by(owed.any_of)
        for e in (e for e in self.events if e.type in kinds):
            self.lower(cases, e.at)
            able = [k for k in cases if self.able(k, e)]
            if isinstance(owed, m.Pay):
                self.pay(cases, able, e)
                continue
            able.sort(key=lambda k: self.turn(k, e.at))
            several = any(k.clause.duties[0].all for k in able) or any(type(v) is tuple for v in e.fields.values())
            for k in able if several else able[:1]:
                self.perform(k, e)
        self.lower(cases, self.T)

    @staticmethod
    def lower(cases: list[Thing], x: int) -> None:
        """Note which payments are made by what reductions had taken off them by ``x``."""
        for k in cases:
            for at in sorted(at for at, *_ in k.cuts if at <= x):
                if k.performed is None and k.amount is not None and k.paid() + k.off(at) >= k.amount:
                    k.performed = max(at, k.arose)

    def turn(self, k: Thing, x: int) -> tuple[bool, int, int, str]:
        """Return the place of an instance among those open: by due instant as known then, then arising, then id."""
        early = k.arose > x  # an act before its time waits for the first instance to arise
        return (True, k.arose, 0, k.id) if early else (False, self.due_by(k, x, x), k.arose, k.id)

    def able(self, k: Thing, e: Row) -> bool:
        """Say whether an event can perform an instance, wholly or in part."""
        early = any(counts_early(k, t.time) for t in k.clause.timings)
        if k.performed is not None or e is k.trigger or e.at < (self.in_force(k) if early else k.arose):
            return False
        if self.names_other(e, k.bearer) or (k.waived is not None and k.waived <= e.at):
            return False
        env, act = self.env(k), isinstance(k.owed, m.Act)
        if act:
            if k.spell is not None and not self.in_spell(k, e):
                return False
            if not any(self.matches(p, e, env) for i in range(len(k.parts)) for p in self.wanted(k, i)):
                return False
        elif e.fields[k.owed.field].currency != self.c.currency or not self.matches(k.owed.by, e, env):
            return False
        last = self.due_by(k, e.at, e.at)
        if k.stop is not None and k.stop < e.at and (act or self.due_by(k, k.stop, e.at) >= k.stop):
            return False
        over = last < e.at and any(self.excuse(k, self.env(k, last), e.at))
        return not over or self.due_by(k, e.at, e.at, hope=True) >= e.at  # what is excused is over, unless it may move

    def in_spell(self, k: Thing, e: Row) -> bool:
        """Say whether an act counts for a period: the one it names, else that it falls in, and the time added to it."""
        said = [text(v) for v in self.kinds_of(e, m.Kind.PERIOD, m.Kind.MONTH)]
        last = max(self.last_of(k.clause.timings[0], k, self.T, k.arose), self.close(k.spell.last))
        return e.at <= last and (k.spell.text in said if said else self.at(k.spell.first) <= e.at)

    @staticmethod
    def wanted(k: Thing, i: int) -> list[m.Pattern]:
        """List what a way of performing still lacks."""
        way, times = k.owed.any_of[i], k.owed.at_least if len(k.owed.any_of[i]) == 1 else 1
        return [p for p, done in zip(way, k.parts[i], strict=True) if len(done) < times]

    def perform(self, k: Thing, e: Row) -> None:
        for i, way in enumerate(k.owed.any_of):
            lacks = self.wanted(k, i)
            for p, done in zip(way, k.parts[i], strict=True):
                if p in lacks and self.matches(p, e, self.env(k)):
                    done.append(e)
            if k.performed is None and not self.wanted(k, i):
                k.performed, done_by = e.at, [one for done in k.parts[i] for one in done]
                k.by = [v.id for v in self.events if any(v is one for one in done_by)]

    def pay(self, cases: list[Thing], able: list[Thing], e: Row) -> None:
        """Spend a payment once: on debts that it names, then as they fell due (art. 560), on those let off last."""

        def place(k: Thing) -> tuple[Any, ...]:
            let_off = any(self.holds(line.condition, self.env(k, e.at)) for line in k.clause.exceptions)
            names = bool(k.owed.by.where) or any(e.fields.get(n) is not None for n, _ in k.ties)
            return (purse(k), let_off, not names, *self.turn(k, e.at))

        def purse(k: Thing) -> Purse:
            return (k.owed.field, k.bearer, k.payee, k.clause.source)

        places = {k.id: place(k) for k in able}
        known = sorted(able, key=lambda k: places[k.id])
        alike = groupby(known, key=lambda k: places[k.id][: 7 if places[k.id][3] else 5])  # those to come do not share
        groups: list[list[Thing]] = []
        for equals in [list(group) for _, group in alike]:
            alone = len({k.clause.id for k in equals}) == 1  # debts of one clause go in turn (section 3)
            groups += [[k] for k in equals] if alone else [equals]
        left = {purse(k): e.fields[k.owed.field].amount for k in able or self.too_much(cases, e)}
        for equals in groups:
            rooms = [None if k.amount is None else k.amount - k.paid() - k.off(e.at) for k in equals]
            for k, part in zip(equals, o.shares(left[purse(equals[0])], rooms), strict=True):
                if part > 0:
                    k.credits.append((e.at, part))
                    k.by.append(e.id)
                    left[purse(k)] -= part
                if k.amount is not None and k.paid() + k.off(e.at) >= k.amount:
                    k.performed = e.at
        self.surplus[e.id] = left

    def too_much(self, cases: list[Thing], e: Row) -> list[Thing]:
        """Return a debt that a payment would have paid were it still open, or there already: all of it is too much."""
        for cid in dict.fromkeys(c.id for c in self.c.clauses if self.pays(c) == e.type):
            clause = self.clauses[cid]
            none = o.case(clause, (), e.at, owed=clause.duties[0].owed)
            none.bearer, none.payee = (self.maybe(x, self.env(none)) for x in (none.owed.bearer, none.owed.payee))
            known = [k for k in cases if k.clause.id == cid and k.arose <= e.at] or [none]
            brings = [p for t in clause.triggers for p in t.sources if isinstance(p, m.Pattern)]
            known = [k for k in known if k.payee and self.matches(k.owed.by, e, replace(self.env(k), ties=()))]
            known = [k for k in known if not self.names_other(e, k.bearer)]
            known = [k for k in known if e.fields[k.owed.field].currency == self.c.currency]
            if known and not any(self.matches(p, e, Env(self.T)) for p in brings):  # what brings a debt does not pay it
                return known[:1]
        return []

    def excuse(self, k: Thing, env: Env, by: int = OPEN) -> tuple[bool, list[Row]]:
        """Say whether something excuses at an instant, and name the attested causes that do, once they have come."""
        held, now, causes = False, replace(env, x=min(by, self.T)), []
        for part in (part for line in k.clause.exceptions for part in either(line.condition)):
            facts = [n.pattern for n in o.below(part) if isinstance(n, m.Happened)]
            held = held or self.holds(part, env)
            if facts and all(self.types[p.event].attested for p in facts) and self.holds(part, now):
                known = [self.matching(p, now) for p in facts]
                causes += [e for one in known for e in one if e.at == one[0].at]
        return held, causes

    def conclude(self, k: Thing) -> None:
        """Settle breach, state and delay of an act or a payment."""
        stop, lost, pays = min(k.stop or OPEN, k.waived or OPEN), "", isinstance(k.owed, m.Pay)
        T = self.T if k.performed is not None else min(self.T, stop)  # up to when its time may still move
        try:
            k.first, k.due = self.due(k, T)
        except Unknown as why:
            lost = why.args[0]
        lost = "blank" if pays and k.amount is None else lost
        if k.performed is None and not k.by:
            k.by = list(dict.fromkeys(e.id for e in self.events for way in k.parts for done in way if e in done))
        last, own = (T, False) if k.due is None else (k.due.last, self.of_period(k, k.first))
        if own and k.missed is None:  # its period was over by then: nothing is left to end or to let go
            k.stop, k.waived = (at if at is not None and at <= last else None for at in (k.stop, k.waived))
            stop = min(k.stop or OPEN, k.waived or OPEN)
        held, hope = (self.held_up(k, T, own=own, hope=h) for h in (False, True))
        in_time = k.performed is not None and (k.performed <= last or held)
        first_late = max(last + 1, self.in_force(k))  # no day before it is in force is late
        open_still = last < self.T and stop > last and not in_time
        excused, causes = self.excuse(k, self.env(k, last)) if open_still else (False, [])
        excused = excused or (own and open_still and bool(self.relieved(k, last)))
        if not lost and k.due is not None and first_late <= min(self.T, stop) and not (in_time or excused or held):
            over = self.close(k.spell.last) + 1 if own else OPEN
            k.breaches = [o.breach(first_late, last, id=k.id, cured=k.performed, causes=causes)]
            k.missed = max(first_late, over) if k.performed is None and over <= self.T else None
        # what a relief would make timely that may still be recognised, nobody can say yet
        hoped = last if k.due is None else self.moved(k.first, k, T, hope=True).last
        timely = bool(self.relieved(k, last, hope=True)) if own else (k.performed or T) <= hoped or hope
        dark = lost in ("blank", "calendar", "setting", "field", "no_data")
        dark = dark or (not lost and open_still and timely and not (held or (excused and own)))
        ended = k.stop is not None and k.missed is None and not (pays and k.breaches)
        end = OPEN if k.stop is None or not ended else k.stop + 1  # a waiver comes before an act of power
        done = min(v for v in (k.performed, end, k.missed, OPEN) if v is not None)
        k.breaches = [] if dark else k.breaches
        dark = dark and not (ended and k.performed is None and not pays)  # ended either way
        k.state = (
            "excused" if (excused and not dark) or (k.breaches and causes)
            else "waived" if k.waived is not None and (k.waived < done or dark)
            else "undetermined" if dark
            else "performed" if k.performed is not None and (in_time or k.due is None)
            else "performed_late" if k.performed is not None
            else "ended" if ended
            else ("latent" if lost in ("event", "precondition") else "pending") if k.due is None
            else ("missed" if k.missed is not None else "overdue") if k.breaches
            else "suspended" if any(a < last and a <= self.T < z for a, z, _ in self.relief(k, self.T))
            else "pending"
        )  # fmt: skip
        if k.breaches and k.missed is None:
            k.waived = None if k.breaches[0].gone <= (k.waived or 0) else k.waived  # what is excused is over
            self.delay(k, k.breaches[0], pays)

    def held_up(self, k: Thing, T: int, *, own: bool, hope: bool) -> bool:
        """Say whether what moves the time goes on: until it ends nothing is late, not even on its first day."""
        if own or k.first is None:
            return False
        at, last = T if k.performed is None else k.performed, self.moved(k.first, k, T, hope=hope).last
        return any(a < last and a <= at and T < z for a, z, _ in self.relief(k, T, hope=hope))

    def delay(self, k: Thing, b: Thing, money: bool) -> None:
        """Count how long a duty was late: days begun after the last timely one, or an exact length."""
        over = [v for v in (k.performed, k.stop, k.waived) if v is not None]
        window, end = self.force(k.clause, k.vars), min([self.T, *over])
        cut = not money and window is not None and window[1] < end and not k.clause.survivals
        end = window[1] + 1 if cut and window is not None else end
        b.end, force = min([*over, *([end] if cut else [])], default=None), self.in_force(k)
        last = max(k.due.last, force - 1 if k.due.exact else self.at(self.day(force)) - 1)
        known = [h for h in (*self.halts(), *self.held()) if h.line.also_late and self.stands(h) and self.covers(h, k)]
        spans = [(h.start, OPEN if h.end is None else h.end) for h in known if k.due.last <= h.start <= self.T]
        b.spared = o.union(spans)
        out = self.touched(b.spared)
        b.days = [v for v in o.days_between(self.day(last), self.day(end)) if v not in out]
        b.touched = [v for v in o.days_between(o.next_day(self.day(last + 1), -1), self.day(end)) if v not in out]
        idle = sum(max(0, self.clock(min(z, end)) - self.clock(a)) for a, z in b.spared)
        begun = max(k.due.last + k.due.over, force) if k.due.exact else last
        b.length = max(0, self.clock(end) - self.clock(begun) - idle)
        k.late = b.length if k.due.exact else len(b.days)

    # ------------------------------------------------------------ standing duties

    def ending(self, k: Thing) -> int:
        """Return when a standing duty ends: by an act of power, a waiver, or with what it stands in."""
        window = self.force(k.clause, k.vars)
        return min(v for v in (k.stop, k.waived, window[1] if window is not None else None, OPEN) if v is not None)

    def stand(self, k: Thing, *, seen: bool, failing: bool) -> None:
        """Give a standing duty its state: holding, short, or what it was at its end."""
        for n, b in enumerate(k.breaches, 1):
            b.id = k.id if n == 1 else f"{k.id}/{n}"
        over, missed = self.ending(k), any(not b.causes for b in k.breaches)
        k.state = (
            "waived" if k.waived == over
            else "ended" if k.stop == over
            else "missed" if missed and over < self.T
            else "undetermined" if not seen
            else "performed" if over < self.T
            else "overdue" if failing
            else "suspended" if self.relieved(k, self.T)
            else "holding"
        )  # fmt: skip
        k.missed = over + 1 if k.state == "missed" else None

    def judge_level(self, k: Thing, owed: m.Keep) -> None:
        """Judge a level at each report: a shortfall lasts until the next sufficient one."""
        if not isinstance(owed.what, m.FieldOf) or not isinstance(owed.what.of, m.Happening):
            raise NotImplementedError("a level of something else")
        env, over = self.env(k), self.ending(k)
        known = [e for e in self.matching(owed.what.of.pattern, env) if not self.names_other(e, k.bearer)]
        known = [e for e in known if e.at <= over and e.at != k.waived and e.fields.get(owed.what.name) is not None]
        carried = [e for e in known if e.at < k.arose][-1:]  # a level carries its last report over
        reports = [*carried, *(e for e in known if e.at >= k.arose)]
        for e in reports:
            short = [b for b in k.breaches if not b.cured]
            if self.within(e.fields[owed.what.name], owed.bounds, env) is not bool(short):
                continue  # as it was before
            if short:
                short[0].cured = e.at
            k.breaches += [] if short else [o.breach(max(e.at, k.arose), max(e.at, k.arose))]
        for b in list(k.breaches):  # a failure that outlasts a suspension counts from the day that it ended
            before = b.at
            for a, z, _ in self.relief(k, self.T):
                b.at = b.belongs = z if a <= b.at < z else b.at
            if b.at != before and (b.at > min(self.T, over) or (b.cured is not None and b.at >= b.cured)):
                k.breaches.remove(b)
        sure = [b for b in k.breaches if not self.relieved(k, b.at, hope=True)]
        seen, k.breaches = bool(reports) and len(sure) == len(k.breaches), sure
        self.stand(k, seen=seen, failing=bool(sure) and sure[-1].cured is None)
        for b in k.breaches:
            end = min(v for v in (b.cured, over, self.T) if v is not None)
            by_term = over == end < self.T and b.cured is None and k.stop is None and k.waived is None
            b.end = end + by_term if end < self.T or b.cured is not None else None
            b.days = b.touched = o.days_between(self.day(b.at), o.next_day(self.day(end), by_term))
            k.late = len(b.days)

    def judge_acts(self, k: Thing, line: m.Prohibition) -> None:
        """Find the prohibited acts that nothing permitted beforehand."""
        env, sure, over = self.env(k), True, min(self.ending(k), (k.waived or OPEN) - 1)
        for e in (e for e in self.events if k.arose <= e.at <= over):
            if self.names_other(e, k.bearer) or not any(self.matches(p, e, env) for p in line.acts):
                continue
            permitted, causes = self.excuse(k, replace(env, x=e.at, ties=o.key_of(e, line.same) or env.ties))
            if permitted or self.relieved(k, e.at):
                continue  # excused for as long as it lasts
            sure = sure and not self.relieved(k, e.at, hope=True)
            k.breaches += [] if self.relieved(k, e.at, hope=True) else [o.breach(e.at, e.at, causes=causes)]
        self.stand(k, seen=sure, failing=False)

    def judge_figure(self, k: Thing, owed: m.Keep, name: str) -> None:
        """Judge a figure when its period is over."""
        last, met = self.close(k.spell.last), self.met(name, k.spell, owed)
        if k.stop is not None and k.stop <= min(last, (k.waived or OPEN) - 1):
            k.state = "ended"
        elif k.waived is not None and (k.waived <= last or met is None):  # only what is still open can be let go
            k.state = "waived"
        elif self.T <= last:
            k.state = "holding"
        elif met is not False:
            k.state = "undetermined" if met is None else "performed"
        elif self.relieved(k, last, hope=True):
            k.state = "excused" if self.relieved(k, last) else "undetermined"
        else:
            k.state, k.missed = "missed", last + 1
            k.breaches = [o.breach(last + 1, last, id=k.id)]

    def metric(self, name: str) -> m.Metric:
        return next(v for v in self.c.metrics if v.label.id == name)

    def figure(self, name: str, spell: Spell) -> Any:
        """Return a metric's value over a period, None without data."""
        metric = self.metric(name)
        try:
            v = self.value(metric.value, Env(self.T, spell=spell, by_its=metric.by_its))
        except (ZeroDivisionError, Unknown):
            return None
        step = metric.rounded_to
        return v if step is None else (v / step + Fraction(1, 2)) // 1 * step

    def met(self, name: str, spell: Spell, owed: m.Keep) -> bool | None:
        v, empty = self.figure(name, spell), {"met": True, "missed": False}.get(self.metric(name).no_data)
        return empty if v is None else self.within(v, owed.bounds, Env(self.T))

    def measured(self, name: str, env: Env) -> Any:
        """Return a figure for the period at hand, else for the last one over."""
        period, spell = self.metric(name).period, env.spell or (env.case.spell if env.case is not None else None)
        known = [] if period is None else self.spells(period, self.start() or 0)
        spell = spell or o.first([s for s in known if self.close(s.last) < env.x][::-1])
        return o.first([v for v in [self.figure(name, spell)] if v is not None])

    # ------------------------------------------------------------ powers

    @once(())
    def rights(self, cid: str) -> list[Thing]:
        """List a clause's instances with what its power comes to; one that was used stays as it was used."""
        for k in self.cases(cid):
            self.open(k, self.clauses[cid].powers[0])
        ids = [k.id for k in self.cases(cid)]
        return [*self.cases(cid), *(self.users[i] for _, own, i in self.used if own == cid and i not in ids)]

    def open(self, k: Thing, line: m.Power) -> None:
        """Say from when to when a power can be used: while what it rests on runs, once what it waits for has come."""
        env, trigger = self.env(k), k.clause.triggers[0] if k.clause.triggers else m.Trigger("term")
        k.used = next((e for e, _, i in self.used if i == k.id), None)
        if k.used is not None:
            k.opened = self.users[k.id].opened
            return
        parts = [p for p in (line.once, trigger.condition) if p is not None and (p is line.once or running(p))]
        late = [s for s in trigger.sources if isinstance(s, m.BreachOf) and s.state == "late" and k.source is not None]
        parts += [m.InState(TRUTH, None, "late", s.bounds) for s in late if k.source.clause.id == s.clause]
        parts += [p.condition for p in k.clause.preconditions if p.otherwise != "no_duty" and not k.clause.duties]
        k.opened = k.arose
        for part in parts:
            spans = [s for s in self.spans(part, env) if s[1] >= k.arose + (not running(part)) or s[0] >= k.arose]
            if not spans:
                k.opened = None
                return
            k.opened = max(k.opened, spans[0][0])
        held = [s for part in parts if running(part) for s in self.spans(part, env)]
        k.until = min([z - 1 for a, z in held if a <= k.opened and (k.opened < z or a == k.opened)], default=OPEN)
        k.until = min(k.until, k.breach.gone - 1 if k.breach is not None else OPEN)  # it falls away with that breach
        if line.timing is not None:
            k.until = min(k.until, self.limit(line.timing.time, line.timing, k, self.T, k.opened).last)
        over = self.over(line.until, env)
        if over is not None and line.until is not None:
            k.until = min(k.until, over - (line.until.type.kind is not m.Kind.DATE))
        if any(e.kind == "ends_contract" for e in line.effects):
            window = self.force(k.clause, k.vars)
            k.until = min(k.until, window[1] if window is not None else OPEN)  # then nothing is left to end (art. 557)
            if line.timing is None and line.until is None:
                k.until = min(k.until, self.close(o.plus_months(self.day(k.opened), 12)))  # art. 564
            k.opened = None if window is not None and window[1] < k.opened else k.opened

    def fits(self, clause: m.Clause, e: Row, env: Env) -> bool:
        """Say whether an event is an act of a power, by its holder."""
        right = clause.powers[0]
        return self.matches(right.act, e, env) and not self.names_other(e, self.maybe(right.holder, env))

    def then(self, at: int) -> World:
        """Return the world as it was known at an instant, with the acts of power that took effect by now."""
        then = copy(self)
        then.events, then.T, then.claimed = [v for v in self.events if v.at <= at], at, ""
        then.memo, then.surplus, then.latest = {}, {}, False
        return then

    def use_powers(self) -> None:
        """Try each act of power in order, in the world as it stood when it arrived; what takes effect stays so."""
        having = [c for c in self.c.clauses if c.powers]
        for e in [e for e in self.events if any(e.type == c.powers[0].act.event for c in having)]:
            then, hits, vain = self.then(e.at), [], []
            for c in having:
                stop, fit = then.stop(c), [k for k in then.rights(c.id) if then.fits(c, e, then.env(k))]
                ready = [k for k in fit if k.used is None and k.opened is not None and k.opened <= e.at <= k.until]
                if ready and (stop is None or stop > e.at):
                    k = min(ready, key=lambda k: (k.opened, k.id))
                    hits.append((e, c.id, k.id))
                    self.users[k.id] = k
                spent = not c.powers[0].effects and any(own == c.id for _, own, _ in self.used)
                if (fit or (not then.rights(c.id) and then.fits(c, e, Env(then.T)))) and not spent:
                    vain.append((e, c.id))  # a permission is not used up
            self.used += hits
            self.voids += [] if hits else vain
        self.memo, self.surplus = {}, {}


def running(c: m.Expr) -> bool:
    """Say whether a power that rests on this lapses with it: a delay that runs, an interval that goes on."""
    return any(isinstance(n, (m.InState, m.IntervalState)) and n.state in ("late", "ongoing") for n in o.below(c))


def either(c: m.Expr) -> list[m.Expr]:
    """Split a condition at its ors: each part excuses by itself."""
    return [*either(c.left), *either(c.right)] if isinstance(c, m.Logic) and c.op == "or" else [c]


def same_fields(c: m.Clause) -> tuple[str, ...]:
    """List the fields that tie events to an instance, each once."""
    parts: list[Any] = [*c.triggers, *c.duties, *c.prohibitions, *c.powers]
    return tuple(dict.fromkeys(n for part in parts for n in part.same))


def spoken(k: Thing, e: m.Expr) -> bool:
    """Say whether a date is one that the event which brought an instance names."""
    return k.trigger is not None and any(isinstance(n, m.Var) for n in o.below(e))


def counts_early(k: Thing, t: m.Time) -> bool:
    """Say whether acts before the trigger count: the time is a date of the contract's own, or before something."""
    if isinstance(t, (m.By, m.Before)):
        return not spoken(k, t.limit) or (isinstance(t, m.Before) and isinstance(t.limit, m.Var))
    return isinstance(t, m.Ahead) or (isinstance(t, m.OfTwo) and any(counts_early(k, part) for part in t.times))
