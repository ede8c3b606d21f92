"""
What became of every duty and every power: intervals, due dates, instances, performances, acts of power.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from oracle_parts import (
    EXACT,
    OPEN,
    TRUTH,
    Breach,
    Case,
    Due,
    Duty,
    Env,
    Halt,
    Occurrence,
    Power,
    Row,
    Spell,
    Unknown,
    days_between,
    half_up,
    is_day,
    is_work,
    next_day,
    plus_months,
    rolled,
    running,
    same_fields,
    text,
    walk_back,
    walk_on,
)
from oracle_terms import Terms

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit
from luyue.engine.event import Cash, DayValue, Event, Month

PLAIN = m.Timing(m.Untimed(""), roll="none")


def either(condition: m.Expr) -> list[m.Expr]:
    """Split a condition at its ors: each part excuses by itself."""
    if isinstance(condition, m.Logic) and condition.op == "or":
        return [*either(condition.left), *either(condition.right)]
    return [condition]


class World(Terms):
    """Everything that is so at ``end``, given the acts of power that took effect so far."""

    def __init__(
        self,
        contract: m.Contract,
        events: list[Event],
        end: int,
        settings: Mapping[str, Any],
        claimed: str,
        cut: Mapping[str, list[tuple[int, Fraction]]] | None = None,
    ) -> None:
        self.cut = dict(cut or {})  # what reductions take off payments, and since when
        self.c, self.events, self.T, self.settings, self.claimed_as = contract, events, end, settings, claimed
        self.zone = ZoneInfo(contract.zone)
        self.types = {e.id: e for e in contract.events}
        self.clauses = {c.id: c for c in contract.clauses}
        self.used: list[tuple[Event, str, str]] = []  # act, clause, id of the power
        self.users: dict[str, Case] = {}  # the instance of each power used
        self.voids: list[tuple[Event, str]] = []
        self.memo: dict[Any, Any] = {}
        self.busy: set[Any] = set()
        self.timers_only = False  # within an instant: before what is performed at it
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

    # ------------------------------------------------------------ intervals

    def intervals(self, name: str) -> list[Occurrence]:
        """List an interval's occurrences: key, began, ended, opening event."""

        def edge(e: m.Edge, env: Env) -> list[tuple[int, Event | None, Case | None]]:
            if e.state is not None:
                out = []
                for k in self.of_state(e.state, env):
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
            return [
                (self.start_of(self.plain(v.fields[e.field])), v, None)
                for v in found
                if v.fields.get(e.field) is not None
            ]

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
            needs = [
                h
                for h in self.halts()
                if h.line.interval == c.interval and h.start == a and h.key == key and h.clause.requirements
            ]
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

    def held(self) -> list[Halt]:
        """List what powers to hold back one's own duties suspend: until what ends them, and the time to resume."""

        def make() -> list[Halt]:
            out = []
            for e, cid, pid in self.used:
                power, case = self.clauses[cid].powers[0], self.users[pid]
                for clauses in (f.clauses for f in power.effects if f.kind == "halts"):
                    until = self.over(power.until, self.env(case), self.T) if power.until is not None else None
                    if until is not None and power.resume is not None:
                        until = self.counted(self.value(power.resume, Env(), self.T), until, PLAIN).last
                    over = until if until is not None and until <= self.T else None
                    line = m.Suspension((), clauses, False, "")
                    everyone = tuple(p.label.id for p in self.c.parties)
                    out.append(
                        Halt(pid, self.clauses[cid], line, e.at, over, e, everyone, clauses, "recognised", e.at, ())
                    )
            return out

        return self.once("held", make, [])  # type: ignore[no-any-return]

    def halt(
        self,
        name: str,
        clause: m.Clause,
        line: m.Suspension,
        key: Any,
        start: int,
        end: int | None,
        opening: Event | None,
    ) -> Halt:
        env = Env(ties=key, opening=opening, vars={opening.type: opening} if opening is not None else {})
        parties: list[str] = []
        for p in line.parties:
            try:
                v = self.value(p, env, self.T)
            except Unknown:
                continue
            parties += (
                [q.label.id for q in self.c.parties] if v == "each_party" else list(v) if isinstance(v, tuple) else [v]
            )
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
        denied = {
            cid: any(
                f.kind == "denies" and {line.interval, clause.id} & set(f.clauses) for p in c.powers for f in p.effects
            )
            for cid, c in self.clauses.items()
        }
        if status == "recognised" and any(denied.values()):
            status = "revocable"
        if any(denied[cid] and self.tied(e, key) for e, cid, _ in self.used):
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
        """List the recognised intervals that cover an instance and began by ``x``; touching ones are made one."""
        out: list[tuple[int, int, Halt]] = []
        for h in sorted([*self.halts(), *self.held()], key=lambda h: h.start):
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
            end = min(z, x)  # an open one as if it ended now
            begin = max(a, due.start)  # what lies before the time began to run is left out
            if due.last <= a or end <= begin:
                continue
            if due.exact:
                due = replace(due, last=due.last + end - begin)
                continue
            d, clock = self.day(due.last), due.last - self.at(self.day(due.last))
            if h.line.stops_clock:  # the rest of the time itself runs on, and its new last day rolls
                rest = days_between(self.day(begin), due.raw or d)
                unit = Unit.WORKING_DAY if due.working else Unit.DAY
                count = Fraction(sum(is_work(v) for v in rest) if due.working else len(rest))
                d = walk_on(self.day(end), Length(count, unit))
            else:
                d = next_day(d, (self.day(end) - self.day(begin)).days)
            due = replace(due, last=self.at(rolled(d) if due.rolls or due.working else d) + clock, raw=d)
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
        raw, d = d, rolled(d) if rolls else d
        last = self.close(d) if timing.until is None else self.at(d, timing.until)
        return Due(last, False, rolls, working, start, raw)

    def fixed(self, t: m.Time, limit: m.Expr, timing: m.Timing, case: Case, x: int, *, pay: bool) -> Due:
        v = self.value(limit, self.env(case), x)
        if isinstance(v, Spell):
            v = v.last
        if isinstance(v, Month):
            first = date(v.year, v.month, 1)
            v = first if isinstance(t, m.Before) else next_day(plus_months(first, 1), -1)
        ends = isinstance(limit, m.Fn) and limit.name == "end_of"
        rolls = (ends and pay and isinstance(t, m.By)) if timing.roll is None else timing.roll == "rolls"
        told = case.trigger is not None and self.of_event(limit)  # a date that the trigger brought
        then = case.spell is not None or told
        base = case.arose if then else self.in_force(case)
        if not isinstance(v, date):
            return Due(v - isinstance(t, m.Before), True, start=base)
        return self.on_day(next_day(v, -1) if isinstance(t, m.Before) else v, timing, base, rolls=rolls, working=False)

    def in_force(self, case: Case) -> int:
        window = self.force(case.clause, case.vars)
        return case.arose if window is None else window[0]

    def early(self, case: Case) -> bool:
        """Say whether acts before the trigger count: dates, ends of periods and of the term, backward times."""
        times = [t.time for t in case.clause.timings]
        told = any(isinstance(t, (m.By, m.Before)) and self.of_event(t.limit) for t in times)
        return not told and any(isinstance(t, (m.By, m.Before, m.Ahead)) for t in times)

    def of_event(self, limit: m.Expr) -> bool:
        """Say whether a date is that of the event which started the instance, or one that it names."""
        kinds = (m.Kind.EVENT, m.Kind.DATE, m.Kind.INSTANT)
        return any(isinstance(n, m.Var) and n.type.kind in kinds for n in m.walk(limit))

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

    def met(self, case: Case, line: m.Precondition, x: int, until: Callable[[int], int] | None) -> int | None:
        """
        Return when a precondition was met for good, None while it is open.

        What undoes it makes it open again until the last timely instant (``until``, given when it was met).
        """
        env = self.env(case)
        at = self.since(line.condition, env, x)
        if line.undone_by is not None and until is not None:
            for u in self.matching(line.undone_by, env, x):
                if at is not None and at <= u.at <= until(at):
                    at = self.since(line.condition, env, x, u.at + 1)
        blocked = [e.at for e in self.role("blocks", case, x)]
        return min((t for t in (at, *blocked) if t is not None), default=None)

    def due(self, case: Case, bearer: str | None, x: int) -> tuple[Due, Due]:
        """Return the time of performance (before suspensions, after them) as seen at ``x``. Raises Unknown."""
        pay = any(isinstance(d.owed, m.Pay) for d in case.clause.duties)
        timing, start, late_met = case.clause.timings[0], case.arose, 0

        def reach(begin: int) -> Due:
            return self.limit(timing.time, timing, case, x, begin, pay=pay)

        def last_or_open(t: m.Timing) -> int:
            try:
                return self.limit(t.time, t, case, x, start, pay=pay).last
            except Unknown:
                return OPEN

        def last_when_met(at: int) -> int:
            begun = reach(max(start, at) if waits else start)
            return max(begun.last, at if begun.exact else self.close(self.day(at)))

        for line in case.clause.preconditions:
            waits = line.otherwise == "waits" and isinstance(timing.time, m.Within) and timing.time.after is None
            if line.otherwise == "due":
                assert line.timing is not None
                main, other = last_or_open(timing), last_or_open(line.timing)
                if self.met(case, line, min(x, main, other), None) is None:  # settled when the time that ran has passed
                    timing = line.timing
            elif line.otherwise != "no_duty":
                at = self.met(case, line, x, last_when_met)
                if at is None:
                    raise Unknown("precondition")
                start, late_met = (max(start, at), late_met) if waits else (start, max(late_met, at))
        first = reach(start)
        if self.is_of_period(case, first):
            return first, first
        moved = self.moved(first, case, bearer, x)
        if late_met > moved.last:  # met after the time had run out: the day it is met is the last timely one
            first = replace(first, last=late_met if first.exact else self.close(self.day(late_met)), start=late_met)
            moved = self.moved(first, case, bearer, x)
        return first, moved

    def is_of_period(self, case: Case, due: Due) -> bool:
        """Say whether an act is owed within its period: such an act is missed with it, not moved."""
        act = any(isinstance(d.owed, m.Act) for d in case.clause.duties)
        return act and case.spell is not None and due.last <= self.close(case.spell.last)

    # ------------------------------------------------------------ instances

    def env(self, case: Case) -> Env:
        ties = []
        for n in same_fields(case.clause):
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
        # losses proved and refunds owed later still count (art. 566 (2))
        later = not (clause.duties or clause.prohibitions) and any(h.kind in ("losses", "refund") for h in clause.heads)
        stop = None if later else self.stop(clause)
        found = []
        for k in self.triggered(clause):
            window = self.force(clause, k.vars)
            if window is not None and window[0] <= k.arose <= min(window[1], self.T):
                found.append(k)
        # CHOICE: what the ending act itself sets off (a refund, a settlement) still arises; art. 566, 567.
        found = [k for k in found if stop is None or k.arose <= stop]
        found = [k for k in found if not self.none_owed(k)]
        parties = [p.label.id for p in self.c.parties]
        bearers = [e for d in clause.duties for e in (d.each_of, d.owed.bearer)]
        bearers += [p.bearer for p in clause.prohibitions]
        if any(isinstance(e, m.Known) and e.name == "each_party" for e in bearers):
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
                    if not self.truth(line.condition, self.env(case), case.arose) and not self.role(
                        "blocks", case, case.arose
                    ):
                        return True
                except Unknown:
                    return True
        return False

    def triggered(self, clause: m.Clause) -> Iterator[Case]:
        """Yield what a clause's trigger brings about, whether or not the clause was in force by then."""
        kept = next((d.owed for d in clause.duties if isinstance(d.owed, m.Keep)), None)
        trigger = clause.triggers[0] if clause.triggers else m.Trigger("term")
        if kept is not None and isinstance(kept.what, m.Measured):
            metric = next(v for v in self.c.metrics if v.label.id == kept.what.name)
            if metric.period is None:
                window = self.force(clause, {})
                yield from [] if window is None else [Case(clause, (), window[0], spell=self.whole_term())]
                return
            trigger = m.Trigger("period", name=metric.period)
        match trigger.kind:
            case "term":
                window = self.force(clause, {})
                yield from [] if window is None else [Case(clause, (), window[0])]
            case "period":
                window = self.force(clause, {})
                assert trigger.name is not None
                begin = OPEN if window is None else max(window[0], self.term_start())
                for s in [] if window is None else self.spells(trigger.name, begin):
                    names = {trigger.name: s, **({trigger.alias: s} if trigger.alias else {})}
                    yield Case(clause, (), max(begin, self.at(s.first)), spell=s, vars=names)
            case "row":
                yield from self.rows(clause, trigger)
            case "events":
                for source in trigger.sources:
                    if isinstance(source, m.Pattern):
                        yield from self.by_events(clause, trigger, source)
                    else:
                        yield from self.by_state(clause, trigger, source)
            case "condition":
                yield from self.by_condition(clause, trigger)

    def rows(self, clause: m.Clause, trigger: m.Trigger) -> Iterator[Case]:
        table = next(t for t in self.c.tables if t.label.id == trigger.name)
        columns = [f.label.id for f in table.columns]
        plain = [f.label.id for f in table.columns if f.type.kind in (m.Kind.ID, m.Kind.TEXT, m.Kind.CLAUSE)]
        keys = ["norm"] if "norm" in columns else [n for n in same_fields(clause) if n in columns] or plain[:1]
        for n, line in enumerate(table.rows, 1):
            row = Row(table.label.id, n, dict(zip(columns, line.cells, strict=True)))
            names = {table.label.id: row, **({trigger.alias: row} if trigger.alias else {})}
            env = Env(own=row, vars=names)
            window = self.force(clause, names)
            if window is not None and all(self.truth(w, env, self.T) for w in trigger.where):
                key = tuple((k, str(text(self.value(row.cells[k], env, self.T)))) for k in keys)
                yield Case(clause, key, window[0], vars=names)

    def by_events(self, clause: m.Clause, trigger: m.Trigger, p: m.Pattern) -> Iterator[Case]:
        for e in self.matching(p, Env(), self.T):
            key = tuple((n, str(text(e.fields[n]))) for n in same_fields(clause) if e.fields.get(n) is not None)
            names = {e.type: e, **({trigger.alias: e} if trigger.alias else {})}
            yield Case(clause, key, e.at, trigger=e, vars=names)

    def by_state(self, clause: m.Clause, trigger: m.Trigger, of: m.BreachOf) -> Iterator[Case]:
        several = len({s.clause for s in trigger.sources if isinstance(s, m.BreachOf)}) > 1
        for k in self.cases(of.clause):
            if not self.chosen(of.where, k, Env(), self.T):
                continue
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
                    at = max(
                        [b.at, *(self.reached(d, b, v.op, self.value(v.value, self.env(k), self.T)) for v in of.bounds)]
                    )
                    over = min(v for v in (b.cured, d.end if d.state != "overdue" else None, OPEN) if v is not None)
                    if not b.excused and at <= self.T and at <= over:
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
            d.stop = None if self.set_off(d.case) else self.stop(clause)
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

    @staticmethod
    def set_off(case: Case) -> bool:
        """Say whether an act of power brought this duty about: it outlives what the act ended (art. 566, 567)."""
        sources = [s for t in case.clause.triggers for s in t.sources if isinstance(s, m.BreachOf)]
        return case.source is not None and any(
            s.state == "exercised" and s.clause == case.source.clause.id for s in sources
        )

    def names_other(self, e: Event, who: Any) -> bool:
        """Say whether an event names a party other than the one whose act it would be."""
        said = self.kinds_of(e, (m.Kind.PARTY,))
        meant = who if isinstance(who, tuple) else (who,)
        return bool(said) and who != "each_party" and said[0] not in meant

    def allocate(self, clause: m.Clause, owed: m.Act | m.Pay, duties: list[Duty]) -> None:
        """Give each performing event to the open instance that fell due first."""
        for d in duties:
            if isinstance(owed, m.Pay):
                v = self.try_value(owed.amount, self.env(d.case), self.T)
                # a debt is paid in whole fen: there is no coin below
                d.amount, d.currency = (half_up(v.amount), v.currency) if v is not None else (None, "")
                if d.amount is not None and d.amount <= 0:
                    d.performed = d.case.arose
            else:
                d.parts = [[[] for _ in alternative] for alternative in owed.any_of]
        kinds = {owed.by.event} if isinstance(owed, m.Pay) else {p.event for a in owed.any_of for p in a}
        for e in self.events:
            if e.type not in kinds or self.rejected(clause, e):
                continue
            for d in duties:
                self.lower(d, e.at)
            able = sorted((d for d in duties if self.able(d, owed, e)), key=lambda d: self.turn(d, e.at))
            if isinstance(owed, m.Pay):
                self.pay(owed, able, e)
            else:
                field_set = any(
                    isinstance(v, tuple) and not isinstance(v, (Cash, Month, DayValue)) for v in e.fields.values()
                )
                for d in able if clause.duties[0].all or field_set else able[:1]:
                    self.perform(d, owed, e)
        for d in duties:
            self.lower(d, self.T)
            d.off = self.off(d, self.T)

    def rejected(self, clause: m.Clause, e: Event) -> bool:
        for r in self.events:
            for role in self.types[r.type].roles:
                if role.kind == "rejects" and (role.target if role.fixed else r.fields.get(role.target)) == e.id:
                    return True
        return False

    def turn(self, d: Duty, x: int) -> tuple[bool, int, int, str]:
        """Return the place of an instance among those open: by due instant as known then, then arising, then id."""
        if d.case.arose > x:  # an act before its time waits for the first instance to arise
            return (True, d.case.arose, 0, d.case.id)
        try:
            last = self.due(d.case, d.bearer, x)[1].last
        except Unknown:
            last = OPEN
        return (False, last, d.case.arose, d.case.id)

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
        if self.excused_by_then(d, e.at):
            return False
        if isinstance(owed, m.Pay):
            cash = e.fields.get(owed.field)
            right = isinstance(cash, Cash) and (not d.currency or cash.currency == d.currency)
            return right and self.matches(owed.by, e, env)
        return any(
            self.wants(d, owed, i, j) and self.matches(p, e, env)
            for i, a in enumerate(owed.any_of)
            for j, p in enumerate(a)
        )

    def excused_by_then(self, d: Duty, x: int) -> bool:
        """Say whether a duty's time ran out while something excused it: then nothing is left to perform."""
        if not d.case.clause.exceptions or not self.was_late(d, x):
            return False
        last = self.due(d.case, d.bearer, x)[1].last
        return any(self.permits(line.condition, self.env(d.case), last) for line in d.case.clause.exceptions)

    def was_late(self, d: Duty, x: int) -> bool:
        try:
            return self.due(d.case, d.bearer, x)[1].last < x
        except Unknown:
            return False

    def in_spell(self, k: Case, e: Event) -> bool:
        """An act counts for the period it names, else for the one it falls in and the time the clause adds to it."""
        assert k.spell is not None
        kinds = (m.Kind.PERIOD, m.Kind.MONTH)
        named = [
            text(e.fields.get(f.label.id))
            for f in self.types[e.type].fields
            if f.type.kind in kinds and e.fields.get(f.label.id)
        ]
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
            take = left if d.amount is None else min(left, d.amount - d.paid - self.off(d, e.at))
            d.credits.append((e.at, take))
            d.by.append(e.id)
            left -= take
            if d.amount is not None and d.paid + self.off(d, e.at) >= d.amount:
                d.performed = e.at

    def off(self, d: Duty, x: int) -> Fraction:
        return sum((part for at, part in self.cut.get(d.case.id, ()) if at <= x), Fraction(0))

    def lower(self, d: Duty, x: int) -> None:
        """Note that a payment is made by what reductions had taken off it by ``x``."""
        for at, _ in sorted(self.cut.get(d.case.id, ())):
            if d.performed is None and d.amount is not None and at <= x and d.paid + self.off(d, at) >= d.amount:
                d.performed = max(at, d.case.arose)

    def excuses(self, d: Duty, at: int) -> tuple[str, ...]:
        """Name what excuses a duty: a fact whenever attested, a state or interval at its last timely instant."""
        env = self.env(d.case)
        out = []
        for line in d.case.clause.exceptions:
            facts = [n for n in m.walk(line.condition) if isinstance(n, m.Happened)]
            try:
                known = self.T if facts else min(at, self.T)
                if facts and d.stop is not None and not d.breaches:
                    known = min(known, d.stop)  # once ended without a breach there is nothing left to excuse
                if self.truth(line.condition, env, known):
                    out += [e.id for n in facts for e in self.matching(n.pattern, env, self.T)[:1]] or ["state"]
            except Unknown:
                continue
        return tuple(out)

    def excused_before(self, d: Duty, last: int) -> bool:
        """Say whether what excuses was there by the last timely instant, so that there never was a breach."""
        facts = [n for line in d.case.clause.exceptions for n in m.walk(line.condition) if isinstance(n, m.Happened)]
        late = [e for n in facts for e in self.matching(n.pattern, self.env(d.case), self.T)[:1] if e.at > last]
        return not late

    def conclude(self, d: Duty, owed: m.Act | m.Pay) -> None:
        """Settle state, breach and lateness of an act or a payment."""
        k, T = d.case, self.T
        lost: Unknown | None = None
        try:
            if d.performed is not None:
                self.due(k, d.bearer, d.performed)  # performed before it could be known when it fell due: never due
            d.first, d.due = self.due(
                k, d.bearer, T if d.performed is not None else min(v for v in (T, d.waived, d.stop) if v is not None)
            )
        except Unknown as why:
            lost = why
        if isinstance(owed, m.Pay) and d.amount is None:
            lost = Unknown("blank")
        stop = min((v for v in (d.stop, d.waived) if v is not None), default=None)
        if d.due is not None and lost is None:
            self.breach_of(d, owed, stop)
        if d.performed is None and not d.by:
            d.by = list(dict.fromkeys(e.id for e in self.events for a in d.parts for part in a if e in part))
        over = min((v for v in (d.performed, d.stop, d.missed_at) if v is not None), default=OPEN)
        waived = d.waived is not None and d.waived < over  # only what is still open can be let go
        last = d.due.last if d.due is not None else T
        excused = self.excuses(d, last)
        covered = d.first is not None and self.is_of_period(k, d.first)
        if covered and (stop is None or stop > last):
            excused += tuple(
                h.id for a, z, h in self.spans(k, d.bearer, T) if a <= last < z and (last < T or d.performed is None)
            )
        if excused and (d.performed is None or d.performed > last):
            d.state = "excused" if not (covered and last >= T) else "suspended" if stop is None else "ended"
            if self.excused_before(d, last):
                d.breaches = []
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
        elif stop is not None and d.missed_at is None and not (isinstance(owed, m.Pay) and d.breaches):
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
        if d.breaches and d.missed_at is None:
            self.lateness(d, isinstance(owed, m.Pay))

    def breach_of(self, d: Duty, owed: m.Act | m.Pay, stop: int | None) -> None:
        assert d.due is not None
        at = max(d.due.last + 1, self.in_force(d.case))  # no day before it is in force is late
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
        if (
            self.claimed_as
            or d.due is None
            or d.due.last >= self.T
            or (d.performed is not None and d.performed <= d.due.last)
        ):
            return False
        for h in self.halts():
            end = h.end if h.end is not None else self.T
            if (
                h.status == "claimed"
                and self.covers(h, d.case, d.bearer)
                and h.start < d.due.last
                and end > d.due.start
            ):
                return not covered or (h.start <= d.due.last < (h.end or OPEN))
        return False

    def lateness(self, d: Duty, money: bool) -> None:
        """Count how long a duty was late: days begun after the last timely one, or an exact length."""
        assert d.due is not None
        ends = [v for v in (d.performed, d.stop, d.waived) if v is not None]
        end = min([self.T, *ends])
        ended_day, ended_at = self.day(end), end
        window = self.force(d.case.clause, d.case.vars)
        if not money and window is not None and window[1] < end and not d.case.clause.survivals:
            ended_day, ended_at = next_day(self.day(window[1])), window[1] + 1
        d.end = min(
            [v for v in (d.performed, d.stop, d.waived, ended_at if ended_at < self.T else None) if v is not None],
            default=None,
        )
        force = self.in_force(d.case)
        last_us = max(d.due.last, force - 1 if d.due.exact else self.at(self.day(force)) - 1)
        last = self.day(last_us)
        skipped = [(a, z) for a, z, h in self.spans(d.case, d.bearer, self.T) if h.line.also_late and a >= d.due.last]
        d.spared = skipped
        out = {v for a, z in skipped for v in days_between(self.day(a), self.day(min(z, self.T)))}
        d.late_days = [v for v in days_between(last, ended_day) if v not in out]
        d.touched = [v for v in days_between(next_day(self.day(last_us + 1), -1), ended_day) if v not in out]
        d.length = self.clock(ended_at) - self.clock(last_us) - sum(max(0, min(z, ended_at) - a) for a, z in skipped)
        if d.due.exact:
            d.late = d.length
        else:
            d.late = len(d.late_days)

    # ------------------------------------------------------------ standing duties

    def judge_level(self, d: Duty, owed: m.Keep) -> None:
        """Judge a level at each report: a shortfall lasts until the next sufficient one."""
        assert isinstance(owed.what, m.FieldOf) and isinstance(owed.what.of, m.Happening)
        k, env, name = d.case, self.env(d.case), owed.what.name
        over = min(self.ending(d), d.waived if d.waived is not None else OPEN)
        pattern = owed.what.of.pattern
        reports = [
            e
            for e in self.matching(pattern, env, self.T)
            if not self.names_other(e, d.bearer) and e.fields.get(name) is not None
        ]
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
            last = (
                next_day(self.day(end))
                if over == end and d.stop is None and d.waived is None and b.cured is None and over < self.T
                else self.day(end)
            )
            d.late_days = d.touched = days_between(first, last)
            d.late = len(d.late_days)

    def relieve(self, d: Duty, over: int) -> None:
        """Excuse a standing duty while a suspension lasts: a failure that outlasts it counts from the day it ended."""
        kept = []
        for b in d.breaches:
            first = b.at
            for a, z, _ in self.spans(d.case, d.bearer, self.T):
                if a <= b.at < z:
                    b.at = b.belongs = z
            if b.at == first or (b.at <= min(self.T, over) and (b.cured is None or b.at < b.cured)):
                kept.append(b)
        d.breaches = kept
        for n, b in enumerate(kept, 1):
            b.id = d.case.id + (f"/{n}" if n > 1 else "")

    def ending(self, d: Duty) -> int:
        window = self.force(d.case.clause, d.case.vars)
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
            act = replace(
                env, ties=tuple((n, text(e.fields[n])) for n in line.same if e.fields.get(n) is not None) or env.ties
            )
            if any(self.permits(v.condition, act, e.at) for v in k.clause.exceptions):
                continue
            if any(a <= e.at < z for a, z, _ in self.spans(k, d.bearer, self.T)):
                continue  # excused for as long as it lasts
            if not self.claimed_as and any(
                h.status == "claimed" and self.covers(h, k, d.bearer) and h.start <= e.at < (h.end or OPEN)
                for h in self.halts()
            ):
                claimed = True
                continue
            n = len(d.breaches) + 1
            b = Breach(k.id + (f"/{n}" if n > 1 else ""), e.at, e.at)
            b.excused = self.attested(k, act)
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
        for part in (part for line in k.clause.exceptions for part in either(line.condition)):
            facts = [n for n in m.walk(part) if isinstance(n, m.Happened)]
            if facts and all(self.types[n.pattern.event].attested for n in facts) and self.permits(part, env, self.T):
                out += [
                    self.matching(n.pattern, env, self.T)[0].id for n in facts if self.matching(n.pattern, env, self.T)
                ]
        return tuple(out)

    def judge_metric(self, d: Duty, owed: m.Keep, name: str) -> None:
        """Judge a metric when its period is over."""
        spell = d.case.spell
        assert spell is not None
        last = self.close(spell.last)
        if d.stop is not None and d.stop <= last:
            d.state = "ended"
            return
        v = self.metric(name, spell, self.T)
        metric = next(x for x in self.c.metrics if x.label.id == name)
        verdict = self.met_by(v, owed, metric.no_data)
        if d.waived is not None and (d.waived <= last or verdict is None):  # only what is still open can be let go
            d.state = "waived"
            return
        if self.T <= last:
            d.state = "holding"
            return
        excused = tuple(h.id for a, z, h in self.spans(d.case, d.bearer, self.T) if a <= last < z)
        if verdict is None:
            d.state, d.settled = "undetermined", False
            return
        d.state = "performed"
        if not verdict:
            d.breaches = [] if excused else [Breach(d.case.id, last + 1, last)]
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
            if (
                isinstance(source, m.BreachOf)
                and source.state == "late"
                and k.source is not None
                and k.source.clause.id == source.clause
            ):
                parts.append(m.InState(TRUTH, None, "late", source.bounds))
        if not clause.duties:
            parts += [p.condition for p in clause.preconditions if p.otherwise != "no_duty"]
        row.opened = k.arose
        for n, part in enumerate(parts):
            spans = [(a, z) for a, z in self.stretches(part, env, self.T) if z > k.arose or a >= k.arose]
            if not spans:
                row.opened = None
                return row
            if n == 0 or row.opened < spans[0][0]:
                row.opened = max(row.opened, spans[0][0])
        for part in parts:
            if running(part):
                held = [
                    z
                    for a, z in self.stretches(part, env, self.T)
                    if a <= row.opened and (row.opened < z or a == row.opened)
                ]
                row.until = min([row.until, *(z - 1 for z in held)])
        ends = any(e.kind == "ends_contract" for e in line.effects)
        if line.timing is not None:
            row.until = min(row.until, self.limit(line.timing.time, line.timing, k, self.T, row.opened, pay=False).last)
        if line.until is not None:
            over = self.over(line.until, env, self.T)
            row.until = min(row.until, over - 1 if over is not None and not is_day(line.until) else over or OPEN)
        if ends and line.timing is None and line.until is None:
            row.until = min(row.until, self.close(plus_months(self.day(row.opened), 12)))
        own = clause.in_force or clause.instrument or clause.survivals
        if ends and self.term is not None and not own:  # nothing is left to end
            row.until = min(row.until, self.close(self.term[1]))
            row.opened = row.opened if row.opened <= self.close(self.term[1]) else None
        return row

    def holds(self, row: Power, e: Event) -> bool:
        """Say whether an act uses a power that is there."""
        stop = self.stop(row.clause)
        if row.case is None or row.used is not None or row.opened is None or (stop is not None and stop <= e.at):
            return False
        env = self.env(row.case)
        return (
            row.opened <= e.at <= row.until
            and self.matches(row.clause.powers[0].act, e, env)
            and self.by_holder(row.clause, e, env)
        )

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
                    assert first.case is not None
                    self.users[first.id] = first.case
                envs = [self.env(p.case) if p.case is not None else Env() for p in self.powers(c.id)]
                if not c.powers[0].effects and any(clause == c.id for _, clause, _ in self.used):
                    continue  # a permission is not used up
                if any(self.matches(c.powers[0].act, e, v) and self.by_holder(c, e, v) for v in envs):
                    fits.append((e, c.id))
            if hits:
                self.used += hits
                self.memo.clear()
            else:
                self.voids += fits
        self.memo.clear()
