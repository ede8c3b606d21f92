"""
What breaches cost: heads, ranges, relations, caps, rounding, totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from oracle_parts import (
    DAY,
    EXACT,
    INF,
    MONTHS,
    OPEN,
    Breach,
    Case,
    Duty,
    Ends,
    Env,
    Line,
    Unknown,
    days_between,
    half_up,
    is_work,
    next_day,
    plus_months,
)
from oracle_world import World

from luyue.dsl import model as m
from luyue.dsl.quantity import Unit
from luyue.engine.event import Cash


class Ledger(World):
    """A world with its money."""

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
                    if not b.excused:
                        yield b.id, d.case, b, b.at
        else:
            for k in self.cases(clause.id):
                if k.breach is None or not k.breach.excused:
                    yield k.id, k, k.breach, k.arose

    def late_one(self, k: Case) -> Duty | None:
        own = self.duty(k)
        return own if own is not None or k.source is None else self.duty(k.source)

    def line(
        self, name: str, clause: m.Clause, n: int, head: m.Head, group: list[tuple[str, Case, Breach | None, int]]
    ) -> Line | None:
        _, k, _, at = group[0]
        d = self.late_one(k)
        env = self.env(k)
        if d is not None and d.amount is not None:
            whole = d.amount - d.off
            base = whole if head.late_base == "whole" else d.unpaid(d.due.last) if d.due is not None else whole
            env = replace(env, unpaid=base, currency=d.currency)
        units = self.units(head, group)
        try:
            low, high = self.worth(head, env, d, units)
        except Unknown:
            if head.kind == "losses":
                return None  # losses not yet proved are no head
            low, high = Fraction(0), INF
        stops = (
            [z for _, c, _, _ in group for _, z in self.tied_intervals(head.per.of, c)]
            if head.per and head.per.of
            else []
        )
        stops += [
            v.end or self.T
            for _, c, _, _ in group
            for v in [self.late_one(c)]
            if v is not None and head.per is not None
        ]
        origin = k
        while origin.trigger is None and origin.source is not None:
            origin = origin.source
        line = Line(
            name,
            clause,
            n,
            head,
            k,
            low,
            high,
            units,
            max(stops, default=at),
            env,
            origin.trigger.id if origin.trigger else None,
        )
        line.debtor, line.creditor = self.value(head.payer, env, self.T), self.value(head.payee, env, self.T)
        self.decide(line)
        for cap in head.caps:
            if not cap.in_total:
                bound = self.try_value(cap.limit, env, self.T)
                if bound is not None:
                    pick = min if cap.op == "le" else max
                    line.capped |= cap.op == "le" and bound.amount < line.low
                    line.low, line.high = pick(line.low, bound.amount), pick(line.high, bound.amount)
        if line.low != line.high:
            line.stops = self.T  # an open range has not stopped growing
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
            late = d.touched if head.once_per_day else d.late_days
            cut = [v for v in late if until is None or v <= self.day(until)]
            days |= set(cut)
            if d.due is not None and (d.due.exact or per.unit in EXACT):
                is_exact = True
                exact += d.length if until is None else max(0, min(d.length, until - d.due.last))
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

    def settle(self, lines: list[Line], ends: Mapping[str, Ends]) -> tuple[dict[str, Ends], dict[str, Ends], set[str]]:
        """
        Apply relations and caps: exact ends, printed ends and capped heads by id.

        A head's low end is with its own amount lowest and whatever it gives way to highest, and conversely.
        """
        exact, capped = dict(ends), {v.id for v in lines if v.capped}
        gone = {
            o.id for v in lines for r in v.head.relations if r.kind == "instead_of" for o in self.others(v, r, lines)
        }
        exact |= {i: (Fraction(0), Fraction(0)) for i in gone}
        pools: list[tuple[list[Line], Fraction, str | None]] = []
        for clause in self.c.clauses:
            for n, head in enumerate(clause.heads, 1):
                group = [v for v in lines if v.clause is clause and v.n == n and v.id not in gone]
                for cap in head.caps if group else ():
                    if cap.in_total and cap.op == "le":
                        pools.append((group, self.total_cap(cap, group), head.rounding))
                        self.take(group, pools[-1][1], exact, capped)
                    elif cap.in_total:
                        low, high = exact[group[-1].id]
                        sums = [self.total_cap(cap, group) - sum(exact[v.id][i] for v in group) for i in (0, 1)]
                        exact[group[-1].id] = (low + max(Fraction(0), sums[0]), high + max(Fraction(0), sums[1]))
        for line in lines:
            for r in line.head.relations:
                self.relate(line, r, lines, exact)
        for limit in self.c.limits:
            if limit.unless is None or not self.permits(limit.unless, Env(), self.T):
                group = [v for v in lines if v.clause.id in limit.over and v.id not in gone]
                pools.append((group, self.value(limit.at_most, Env(), self.T).amount, None))
                self.take(group, pools[-1][1], exact, capped)
        how = {v.id: v.head.rounding for v in lines}
        printed = {i: (half_up(a, how[i]), half_up(b, how[i]) if b < INF else INF) for i, (a, b) in exact.items()}
        for group, bound, rule in pools:
            if all(exact[v.id][0] == exact[v.id][1] for v in group):
                over = sum(printed[v.id][0] for v in group) - half_up(bound, rule)
                for line in reversed(self.in_order(group)):  # the last one takes the difference
                    cut = max(Fraction(0), min(over, printed[line.id][0]))
                    printed[line.id] = (printed[line.id][0] - cut, printed[line.id][1] - cut)
                    over -= cut
        return exact, printed, capped

    def total_cap(self, cap: m.Cap, group: list[Line]) -> Fraction:
        reads = any(isinstance(n, (m.Known, m.Var)) and getattr(n, "name", "") != "price" for n in m.walk(cap.limit))
        use = group if reads else group[:1]
        return sum((self.value(cap.limit, v.env, self.T).amount for v in use), Fraction(0))

    def in_order(self, group: list[Line]) -> list[Line]:
        place = {c.id: i for i, c in enumerate(self.c.clauses)}
        return sorted(group, key=lambda v: (v.stops, place[v.clause.id], v.id))

    def take(self, group: list[Line], bound: Fraction, exact: dict[str, Ends], capped: set[str]) -> None:
        """Let heads take from one cap in the order in which they stop growing."""
        least = most = Fraction(0)  # what those before have taken
        for line in self.in_order(group):
            low, high = exact[line.id]
            ends = (min(low, max(Fraction(0), bound - most)), min(high, max(Fraction(0), bound - least)))
            if ends[0] != low:
                capped.add(line.id)
            exact[line.id] = ends
            least, most = least + ends[0], most + ends[1]

    def others(self, line: Line, r: m.Relation, lines: list[Line]) -> list[Line]:
        """List the heads that a relation speaks of: for the same key where keys are shared."""
        out = []
        for o in lines:
            if o.clause.id not in r.clauses or o is line:
                continue
            shared = (
                {n for n, _ in o.case.key} & {n for n, _ in line.case.key}
                if not (o.head.once or o.head.once_per_day)
                else set()
            )
            same = all(dict(o.case.key)[n] == dict(line.case.key)[n] for n in shared)
            if same and (r.kind != "once_for_one_loss" or o.event == line.event):
                out.append(o)
        return out

    def relate(self, line: Line, r: m.Relation, lines: list[Line], exact: dict[str, Ends]) -> None:
        others = self.others(line, r, lines)
        theirs = [sum((half_up(exact[o.id][i], o.head.rounding) for o in others), Fraction(0)) for i in (0, 1)]
        low, high = exact[line.id]
        match r.kind:
            case "beyond" | "set_off":
                exact[line.id] = (max(Fraction(0), low - theirs[1]), max(Fraction(0), high - theirs[0]))
            case "larger_of" | "once_for_one_loss" if others:
                mine = (low if low > theirs[1] else Fraction(0), high if high > theirs[0] else Fraction(0))
                for o in others:
                    a, b = exact[o.id]
                    exact[o.id] = (a if high <= theirs[0] else Fraction(0), b if low <= theirs[1] else Fraction(0))
                exact[line.id] = mine

    def cuts(self) -> dict[str, list[tuple[int, Fraction]]]:
        """Say what each reduction that stands takes off payments that fall due from then on."""
        lines = self.lines()
        _, printed, _ = self.settle(lines, {v.id: (v.low, v.high) for v in lines})
        out: dict[str, list[tuple[int, Fraction]]] = {}
        for v in sorted(self.in_order(lines), key=lambda v: v.stops):
            grows = v.head.per is not None and v.head.per.kind in ("late", "interval") and v.stops >= self.T
            low, high = printed[v.id]
            if v.head.kind != "reduction" or low != high or grows or v.head.of not in self.clauses:
                continue
            own = {**dict(v.case.key), **dict(v.env.ties)}
            pays = [d for d in self.duties(v.head.of) if d.state not in ("waived", "ended", "excused")]
            pays = [d for d in pays if all(own.get(n, w) == w for n, w in d.case.key if n != "clause")]
            for d in sorted(pays, key=lambda d: (d.due.last if d.due else INF, d.case.arose, d.case.id)):
                if d.amount is None or (d.due is not None and d.due.last < v.stops):
                    continue
                had = sum((a for t, a in d.credits if t < v.stops), Fraction(0))
                had += sum((a for _, a in out.get(d.case.id, [])), Fraction(0))
                part = min(low, max(d.amount - had, Fraction(0)))
                if part > 0:
                    out.setdefault(d.case.id, []).append((v.stops, part))
                    low -= part
        return out

    def money(self) -> tuple[dict[str, Any], dict[tuple[str, str], Ends]]:
        """Return heads by id, and totals by pair: all inputs lowest, then all highest."""
        lines = self.lines()
        exact, printed, capped = self.settle(lines, {v.id: (v.low, v.high) for v in lines})
        heads = {
            v.id: (v.head.kind, v.debtor, v.creditor, *exact[v.id], *printed[v.id], v.units, v.id in capped)
            for v in lines
            if exact[v.id][1] > 0
        }
        low = self.settle(lines, {v.id: (v.low, v.low) for v in lines})[1]
        high = self.settle(lines, {v.id: (v.high, v.high) for v in lines})[1]
        totals: dict[tuple[str, str], Ends] = {}
        for v in lines:
            if v.id in heads:
                a, b = totals.get((v.debtor, v.creditor), (Fraction(0), Fraction(0)))
                totals[v.debtor, v.creditor] = (a + low[v.id][0], min(INF, b + high[v.id][1]))
        return heads, totals
