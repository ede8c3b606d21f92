"""What breaches cost: heads, ranges, relations, caps, rounding, totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import oracle_parts as o
from oracle_parts import DAY, EXACT, INF, MONTHS, OPEN, ZERO, Breach, Case, Ends, Env, Unknown, half_up
from oracle_terms import union
from oracle_world import World

from luyue.dsl import model as m
from luyue.dsl.quantity import Unit
from luyue.engine.event import Cash

Source = tuple[str, Case, Breach | None, int]  # what a head follows: id, instance, breach, instant


class Line(SimpleNamespace):
    """A head in the making: id, clause, n, head, case, low, high, units, stops (growing), env, event, capped, pair."""


def _of_one_time(v: Line, w: Line) -> bool:
    """Say whether two heads of periods of one kind are of the same one; heads of no period are of any."""
    a, b = (None if x.head.once or x.head.once_per_day else x.case.spell for x in (v, w))
    return a is None or b is None or a.name != b.name or a.text == b.text


def _of_one_thing(a: SimpleNamespace, b: SimpleNamespace) -> bool:
    mine, theirs = dict(a.key), dict(b.key)
    return all(mine[n] == theirs[n] for n in mine.keys() & theirs.keys())


class Ledger(World):
    """A world with its money."""

    def lines(self) -> list[Line]:
        out: list[Line] = []
        for clause in self.c.clauses:
            for n, head in enumerate(clause.heads, 1):
                found = list(self.sources(clause, head))
                groups = [found] if head.once_per_day else [[s] for s in (found[:1] if head.once else found)]
                for group in (g for g in groups if g):
                    name = clause.id if head.once or head.once_per_day else group[0][0]
                    every = (
                        [SimpleNamespace(key=())]
                        if head.once_per_day
                        else [s[1] for s in (found if head.once else group)]
                    )
                    line = Line(id=f"{name}/{n}", clause=clause, n=n, head=head, case=group[0][1], every=every)
                    out += self.line(line, group)
        return out

    def sources(self, clause: m.Clause, head: m.Head) -> Iterator[Source]:
        """Yield what a head follows: an exercise, a breach of the clause's own duty, or each instance."""
        if head.on_exercise:
            yield from ((i, self.users[i], None, e.at) for e, cid, i in self.used if cid == clause.id)
            return
        self.settled(clause.id)
        for k in self.cases(clause.id):
            if clause.duties or clause.prohibitions:
                yield from ((b.id, k, b, b.at) for b in k.breaches if not b.excused)
            elif k.breach is None or not k.breach.excused:
                yield k.id, k, k.breach, k.arose

    def late_one(self, k: Case) -> Case:
        """Return the instance whose delay a head is about: its own, else that of the breach that it follows."""
        one = k if k.clause.duties or k.clause.prohibitions or k.source is None else k.source
        self.judged(one)
        return one

    def delays(self, k: Case, b: Breach | None) -> list[Breach]:
        """Return the breach whose delay counts: the one that a head follows, else the latest of that instance."""
        return [b] if b is not None else self.late_one(k).breaches[-1:]

    def line(self, v: Line, group: list[Source]) -> list[Line]:
        """Work out a head: its units, its ends, its decision, its caps for itself; losses not yet proved are none."""
        head, k, d = v.head, v.case, self.late_one(v.case)
        v.env, v.capped = self.env(k), False
        if d.amount is not None:
            base = d.amount - d.off() - (0 if head.late_base == "whole" or d.due is None else d.paid(d.due.last))
            v.env = replace(v.env, unpaid=Cash(base, self.c.currency))
        v.units = self.units(head, group)
        try:
            v.low, v.high = self.worth(v, d, group[0][2])
        except Unknown:
            if head.kind == "losses":
                return []
            v.low, v.high = ZERO, INF
        stops = [z for _, c, _, _ in group for _, z in self.tied_spans(head, c)]
        delays = [b for _, c, b, _ in group if head.per and head.per.kind == "late" for b in self.delays(c, b)]
        stops += [b.end or self.T for b in delays]
        v.stops = max(stops, default=group[0][3])
        origin = k
        while origin.trigger is None and origin.source is not None:
            origin = origin.source
        v.event = origin.trigger.id if origin.trigger is not None else None
        v.pair = (self.value(head.payer, v.env), self.value(head.payee, v.env))
        self.decide(v)
        for cap in (c for c in head.caps if not c.in_total):
            bound = self.maybe(cap.limit, v.env)
            if bound is not None:
                v.capped = v.capped or bound.amount < v.low
                v.low, v.high = min(v.low, bound.amount), min(v.high, bound.amount)
        v.stops = v.stops if v.low == v.high else self.T  # an open range has not stopped growing
        return [v]

    def tied_spans(self, head: m.Head, k: Case) -> list[tuple[int, int]]:
        mine = dict(k.ties) | dict(k.key)
        known = self.intervals(head.per.of) if head.per is not None and head.per.of else ()
        end = self.closing(self.late_one(k))
        spans = [(a, self.T if z is None else z) for key, a, z, _ in known if all(mine.get(n, v) == v for n, v in key)]
        return [(a, min(z, end)) for a, z in spans if a < end]

    def closing(self, d: Case) -> int:
        """Return from when on nothing more is counted for an instance: what it stands in has ended."""
        window, money = self.force(d.clause, d.vars), any(isinstance(one.owed, m.Pay) for one in d.clause.duties)
        own = OPEN if window is None or money or d.clause.survivals else window[1] + 1
        return own if d.stop is None or d.arose >= d.stop else min(own, d.stop)

    def units(self, head: m.Head, group: list[Source]) -> Fraction | None:
        """Count what the amount is multiplied by: of an interval spell by spell, of delays the days of all together."""
        per, (_, k, by, _) = head.per, group[0]
        if per is None or per.kind == "time":
            return None if per is None else Fraction(len(group) if head.once_per_day else 1) / per.count
        if per.kind == "interval":
            spells = [(a, z, o.days_between(self.day(a), self.day(z))) for a, z in union(self.tied_spans(head, k))]
            return sum(
                (self.filled(head, days, self.clock(z) - self.clock(a), head.part) for a, z, days in spells), ZERO
            )
        if head.late_base == "daily_balance":
            return Fraction(sum(len(b.days) for b in self.delays(k, by)))
        late = [
            (b, self.over(head.until, self.env(c)), self.late_one(c).due)
            for _, c, one, _ in group
            for b in self.delays(c, one)
        ]
        days = {
            v
            for b, until, _ in late
            for v in (b.touched if head.once_per_day else b.days)
            if until is None or v <= self.day(until)
        }
        exact = [
            b.length if until is None or due is None else max(0, min(b.length, until - due.last))
            for b, until, due in late
        ]
        by_length = bool(late) and late[0][2] is not None and late[0][2].exact and not head.once_per_day
        return self.filled(head, sorted(days), sum(exact), by_length)

    @staticmethod
    def filled(head: m.Head, days: list[date], exact: int, by_length: Any) -> Fraction:
        """Return how many units days late, or an exact length, fill; part units as the clause says."""
        unit = head.per.unit or Unit.DAY if head.per is not None else Unit.DAY
        amount = Fraction(sum(unit is Unit.DAY or o.is_work(v) for v in days)) if unit not in MONTHS else ZERO
        while (
            unit in MONTHS
            and days
            and o.plus_months(o.next_day(days[0], -1), int(amount + 1) * MONTHS[unit]) <= days[-1]
        ):
            amount += 1
        if unit in EXACT or (by_length and unit is Unit.DAY):
            amount = Fraction(exact, EXACT.get(unit, DAY))
        amount /= head.per.count if head.per is not None else 1
        return Fraction(-(-amount // 1) if head.part == "counts" else amount // 1)

    def worth(self, v: Line, d: Case, by: Breach | None) -> Ends:
        """Return the amount times the units, exact, as a range."""
        amount, times = v.head.amount, 1 if v.units is None else v.units
        if v.head.late_base == "daily_balance" and d.amount is not None:
            days = [day for b in self.delays(v.case, by) for day in b.days]
            owed = [Cash(d.amount - d.off() - d.paid(self.at(day) - 1), self.c.currency) for day in days]
            return (sum((self.value(amount, replace(v.env, unpaid=one)).amount for one in owed), ZERO),) * 2
        parts = (amount.low, amount.high) if isinstance(amount, m.Range) else (amount, amount)
        low, high = (INF if e is None else self.value(e, v.env).amount * times for e in parts)
        return low, high

    def decide(self, v: Line) -> None:
        """Settle a range by the first decision of the right party, inside it and in time."""
        how, k = v.head.decided, v.case
        if how is None:
            return
        start = k.arose if k.breach is None else max(k.arose, k.breach.at)
        last = OPEN if how.timing is None else self.limit(how.timing.time, how.timing, k, self.T, start).last
        for e in self.matching(how.pattern, v.env, k.arose):
            said = self.plain(e.fields.get(how.field))
            if isinstance(said, Fraction):  # a rate, of what the ends of the range are shares of
                said = Cash(said * self.value(v.head.amount.low.right, v.env).amount, self.c.currency)
            if said is None or self.names_other(e, self.value(how.by, v.env)) or e.at > last:
                continue
            if v.low <= said.amount <= v.high:
                v.low = v.high = said.amount
                v.stops = e.at
                return

    def settle(self, lines: list[Line], ends: Mapping[str, Ends]) -> tuple[dict[str, Ends], dict[str, Ends], set[str]]:
        """
        Apply relations and caps: exact ends, printed ends and capped heads by id.

        A head's low end is with its own amount lowest and whatever it gives way to highest, and conversely.
        """
        exact, capped = dict(ends), {v.id for v in lines if v.capped}
        gone = {
            w.id
            for v in lines
            for r in v.head.relations
            if r.kind == "instead_of"
            for w in self.others(v, r, lines)
            if all(any(_of_one_thing(a, b) for a in v.every) for b in w.every)  # owed once, it stays for what is left
        }
        exact |= dict.fromkeys(gone, (ZERO, ZERO))
        pools: list[tuple[list[Line], Fraction]] = []
        for group in self.groups([v for v in lines if v.id not in gone]):
            for cap in (c for c in group[0].head.caps if c.in_total):
                by_case = any(isinstance(n, (m.Known, m.Var)) and n.name != "price" for n in m.walk(cap.limit))
                whole = sum((self.value(cap.limit, v.env).amount for v in (group if by_case else group[:1])), ZERO)
                pools.append((group, whole))
                self.take(group, whole, exact, capped)
        for v in lines:
            for r in v.head.relations:
                self.relate(v, r, lines, exact)
        for limit in self.c.limits:
            if limit.unless is None or not self.holds(limit.unless, Env(self.T)):
                group = [v for v in lines if v.clause.id in limit.over and v.id not in gone]
                pools.append((group, self.value(limit.at_most, Env(self.T)).amount))
                self.take(*pools[-1], exact, capped)
        printed = {i: (half_up(a), half_up(b)) for i, (a, b) in exact.items()}
        for group, bound in pools:
            over = sum((printed[v.id][0] for v in group), -half_up(bound))
            for v in reversed(self.in_order(group)):  # of settled heads the last one takes the difference
                cut = max(ZERO, min(over, printed[v.id][0])) if all(len(set(exact[w.id])) == 1 for w in group) else ZERO
                printed[v.id] = (printed[v.id][0] - cut, printed[v.id][1] - cut)
                over -= cut
        return exact, printed, capped

    @staticmethod
    def groups(lines: list[Line]) -> list[list[Line]]:
        """Gather the heads of one line of one clause."""
        keys = dict.fromkeys((v.clause.id, v.n) for v in lines)
        return [[v for v in lines if (v.clause.id, v.n) == key] for key in keys]

    def in_order(self, group: list[Line]) -> list[Line]:
        """Return heads in the order in which they stop growing, then of the clauses, then by key."""
        place = {c.id: i for i, c in enumerate(self.c.clauses)}
        return sorted(group, key=lambda v: (v.stops, place[v.clause.id], v.id))

    def take(self, group: list[Line], bound: Fraction, exact: dict[str, Ends], capped: set[str]) -> None:
        """Let heads take from one cap, each what those before leave it."""
        least = most = ZERO
        for v in self.in_order(group):
            low, high = exact[v.id]
            exact[v.id] = (min(low, max(ZERO, bound - most)), min(high, max(ZERO, bound - least)))
            capped |= {v.id} if exact[v.id][0] != low else set()
            least, most = least + exact[v.id][0], most + exact[v.id][1]

    def others(self, v: Line, r: m.Relation, lines: list[Line]) -> list[Line]:
        """List the heads that a relation speaks of: for the same key where keys are shared."""
        mine, out = dict(v.case.key), []
        for w in (w for w in lines if w.clause.id in r.clauses and w is not v):
            theirs = {} if w.head.once or w.head.once_per_day else dict(w.case.key)
            same = all(theirs[n] == mine[n] for n in theirs.keys() & mine.keys()) and _of_one_time(v, w)
            out += [w] if same and (r.kind != "once_for_one_loss" or w.event == v.event) else []
        return out

    def relate(self, v: Line, r: m.Relation, lines: list[Line], exact: dict[str, Ends]) -> None:
        others, (low, high) = self.others(v, r, lines), exact[v.id]
        least, most = (sum((half_up(exact[w.id][i]) for w in others), ZERO) for i in (0, 1))
        if r.kind in ("beyond", "set_off"):
            exact[v.id] = (max(ZERO, low - most), max(ZERO, high - least))
        elif r.kind in ("larger_of", "once_for_one_loss") and others:
            exact[v.id] = (low if low > most else ZERO, high if high > least else ZERO)
            for w in others:
                a, b = exact[w.id]
                exact[w.id] = (a if high <= least else ZERO, b if low <= most else ZERO)

    def money(self, lines: list[Line]) -> tuple[dict[str, Any], dict[tuple[str, str], Ends]]:
        """Return heads by id, and totals by pair: all inputs lowest, then all highest."""
        exact, printed, capped = self.settle(lines, {v.id: (v.low, v.high) for v in lines})
        real = [v for v in lines if exact[v.id][1] > 0]
        heads = {v.id: (v.head.kind, *v.pair, *exact[v.id], *printed[v.id], v.units, v.id in capped) for v in real}
        low = self.settle(lines, {v.id: (v.low, v.low) for v in lines})[1]
        high = self.settle(lines, {v.id: (v.high, v.high) for v in lines})[1]
        totals: dict[tuple[str, str], Ends] = {}
        for v in real:
            a, b = totals.get(v.pair, (ZERO, ZERO))
            totals[v.pair] = (a + low[v.id][0], min(INF, b + high[v.id][1]))
        return heads, {pair: (min(ends), max(ends)) for pair, ends in totals.items()}

    def cuts(self) -> dict[str, list[tuple[int, Fraction]]]:
        """Return what each reduction that stands takes off the payments that fall due from then on."""
        lines = self.lines()
        out: dict[str, list[tuple[int, Fraction]]] = {}
        printed = self.settle(lines, {v.id: (v.low, v.high) for v in lines})[1]
        for v in sorted(self.in_order(lines), key=lambda v: v.stops):
            grows = v.head.per is not None and v.head.per.kind != "time" and v.stops >= self.T
            left, high = printed[v.id]
            if v.head.kind != "reduction" or left != high or grows or v.head.of not in self.clauses:
                continue
            own = {**dict(v.case.key), **dict(v.env.ties)}
            pays = [
                k for k in self.cases(v.head.of) if self.judged(k) and k.state not in ("waived", "ended", "excused")
            ]
            pays = [
                k for k in pays if k.amount is not None and all(own.get(n, w) == w for n, w in k.key if n != "clause")
            ]
            for k in sorted(pays, key=lambda k: (k.due.last if k.due else OPEN, k.arose, k.id)):
                had = sum((a for t, a in k.credits if t < v.stops), sum((a for _, a in out.get(k.id, [])), ZERO))
                part = min(left, k.amount - had) if k.due is None or k.due.last >= v.stops else ZERO
                if part > 0:
                    out.setdefault(k.id, []).append((v.stops, part))
                    left -= part
        return out
