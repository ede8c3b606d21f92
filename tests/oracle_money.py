"""What breaches cost: heads, ranges, relations, caps, rounding, totals; and the accounts between the parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import oracle_parts as o
from oracle_parts import DAY, EXACT, INF, MONTHS, OPEN, ZERO, Env, Row, Thing, Unknown, half_up
from oracle_world import World

from luyue.dsl import model as m
from luyue.dsl.quantity import Money, Unit

Ends = tuple[Fraction, Fraction]  # the lowest and the highest that an amount can be
Source = tuple[str, Thing, Thing | None, int]  # what a head follows: id, instance, breach, instant


class Ledger(World):
    """
    A world with its money.

    A line, a head in the making: id, clause, n, head, case, low, high, units, stops (growing), env, event, capped,
    pair.
    """

    def lines(self) -> list[Thing]:
        out: list[Thing] = []
        seen: list[str] = []
        for clause in self.c.clauses:
            for n, head in enumerate(clause.heads, 1):
                found = list(self.sources(clause, head))
                groups = [found] if head.once_per_day else [[s] for s in (found[:1] if head.once else found)]
                for group in (g for g in groups if g):
                    name = clause.id if head.once or head.once_per_day else group[0][0]
                    every = [()] if head.once_per_day else [k.key for _, k, _, _ in (found if head.once else group)]
                    _, k, b, _ = group[0]
                    act = b is not None and bool((k.source or k).clause.prohibitions)
                    what = name if b is None or head.once or head.once_per_day else b.at if act else b.id
                    mark = o.numbered(seen, f"{clause.id}/{n} {what}")  # the same head with and without a relief
                    about = {"clause": clause, "n": n, "head": head, "case": k, "every": every, "mark": mark}
                    out += self.line(Thing(id=f"{name}/{n}", **about), group)
        return out

    def sources(self, clause: m.Clause, head: m.Head) -> Iterator[Source]:
        """Yield what a head follows: an exercise, a breach of the clause's own duty, or each instance."""
        if head.on_exercise:
            yield from ((i, self.users[i], None, e.at) for e, cid, i in self.used if cid == clause.id)
            return
        self.settled(clause.id)
        for k in self.cases(clause.id):
            if clause.duties or clause.prohibitions:
                yield from ((b.id, k, b, b.at) for b in k.breaches if not b.causes)
            elif k.breach is None or not k.breach.causes:
                yield k.id, k, k.breach, k.arose

    def late_one(self, k: Thing) -> Thing:
        """Return the instance whose delay a head is about: its own, else that of the breach that it follows."""
        one = k if k.clause.duties or k.clause.prohibitions or k.source is None else k.source
        self.judged(one)
        return one

    def delays(self, k: Thing, b: Thing | None) -> list[Thing]:
        """Return the breach whose delay counts: the one that a head follows, else the latest of that instance."""
        return [b] if b is not None else list(self.late_one(k).breaches[-1:])

    def line(self, v: Thing, group: list[Source]) -> list[Thing]:
        """Work out a head: its units, its ends, its decision, its caps for itself; losses not yet proved are none."""
        head, k, d = v.head, v.case, self.late_one(v.case)
        v.env, v.capped = self.env(k), False
        if d.amount is not None:
            base = d.amount - d.off() - (0 if head.late_base == "whole" or d.due is None else d.paid(d.due.last))
            v.env = replace(v.env, unpaid=Money(base, self.c.currency))
        v.units = self.units(head, group)
        try:
            v.low, v.high = self.worth(v, d, group[0][2])
        except Unknown as why:
            if head.kind == "losses" and why.args[0] == "event":  # not proved yet
                return []
            v.low, v.high = ZERO, INF
        stops = [z for _, c, _, _ in group for _, z in self.tied_spans(head, c)]
        delays = [b for _, c, b, _ in group if head.per and head.per.kind == "late" for b in self.delays(c, b)]
        v.stops = max([*stops, *(b.end or self.T for b in delays)], default=group[0][3])
        origin = self.origin(k)
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

    def tied_spans(self, head: m.Head, k: Thing) -> list[tuple[int, int]]:
        mine, end = dict(k.ties) | dict(k.key), self.closing(self.late_one(k))
        known = self.intervals(head.per.of) if head.per is not None and head.per.of else ()
        spans = [(a, self.T if z is None else z) for key, a, z, _ in known if all(mine.get(n, v) == v for n, v in key)]
        return [(a, min(z, end)) for a, z in spans if a < end]

    def closing(self, d: Thing) -> int:
        """Return from when on nothing more is counted for an instance: what it stands in has ended."""
        window = self.force(d.clause, d.vars)
        own = OPEN if window is None or self.pays(d.clause) or d.clause.survivals else window[1] + 1
        return own if d.stop is None or d.arose >= d.stop else min(own, d.stop)

    def units(self, head: m.Head, group: list[Source]) -> Fraction | None:
        """Count what the amount is multiplied by: of an interval spell by spell, of delays the days of all together."""
        per, (_, k, by, _) = head.per, group[0]
        if per is None or per.kind == "time":
            return None if per is None else Fraction(len(group) if head.once_per_day else 1) / per.count
        if per.kind == "interval":
            until = self.over(head.until, self.env(k))
            spells = [(a, z if until is None else min(z, until)) for a, z in o.union(self.tied_spans(head, k))]
            found = [(a, z, o.days_between(self.day(a), self.day(z))) for a, z in spells if a < z]
            units = [self.filled(head, days, self.clock(z) - self.clock(a), head.part) for a, z, days in found]
            return sum((max(n, Fraction(head.part == "counts")) for n in units), ZERO)  # one begun, however short
        if head.late_base == "daily_balance":
            return Fraction(sum(len(b.days) for b in self.delays(k, by)))
        known = [(b, c) for _, c, one, _ in group for b in self.delays(c, one)]
        late = [(b, self.over(head.until, self.env(c)), self.late_one(c).due) for b, c in known]
        counted = [(v, until) for b, until, _ in late for v in (b.touched if head.once_per_day else b.days)]
        days = {v for v, until in counted if until is None or v <= self.day(until)}
        exact = [b.length if z is None or due is None else max(0, min(b.length, z - due.last)) for b, z, due in late]
        by_length = bool(late) and late[0][2] is not None and late[0][2].exact and not head.once_per_day
        return self.filled(head, sorted(days), sum(exact), by_length)

    @staticmethod
    def filled(head: m.Head, days: list[date], exact: int, by_length: Any) -> Fraction:
        """Return how many units days late, or an exact length, fill; part units as the clause says."""
        unit = head.per.unit or Unit.DAY if head.per is not None else Unit.DAY
        amount = Fraction(sum(unit is Unit.DAY or o.is_work(v) for v in days)) if unit not in MONTHS else ZERO
        first = o.next_day(days[0], -1) if days else None
        while unit in MONTHS and first and o.plus_months(first, int(amount + 1) * MONTHS[unit]) <= days[-1]:
            amount += 1
        if unit in EXACT or (by_length and unit is Unit.DAY):
            amount = Fraction(exact, EXACT.get(unit, DAY))
        amount /= head.per.count if head.per is not None else 1
        return Fraction(-(-amount // 1) if head.part == "counts" else amount // 1)

    def worth(self, v: Thing, d: Thing, by: Thing | None) -> Ends:
        """Return the amount times the units, exact, as a range."""
        amount, times = v.head.amount, 1 if v.units is None else v.units
        if v.head.late_base == "daily_balance" and d.amount is not None:
            days = [day for b in self.delays(v.case, by) for day in b.days]
            owed = [Money(d.amount - d.off() - d.paid(self.at(day) - 1), self.c.currency) for day in days]
            return (sum((self.value(amount, replace(v.env, unpaid=one)).amount for one in owed), ZERO),) * 2
        parts = (amount.low, amount.high) if isinstance(amount, m.Range) else (amount, amount)
        low, high = (INF if e is None else self.value(e, v.env).amount * times for e in parts)
        return low, high

    def decide(self, v: Thing) -> None:
        """Settle a range by the first decision of the right party, inside it and in time."""
        how, k = v.head.decided, v.case
        if how is None:
            return
        start = k.arose if k.breach is None else max(k.arose, k.breach.at)
        last = OPEN if how.timing is None else self.limit(how.timing.time, how.timing, k, self.T, start).last
        for e in self.matching(how.pattern, v.env, k.arose):
            said = e.fields.get(how.field)
            if isinstance(said, Fraction):  # a rate, of what the ends of the range are shares of
                said = Money(said * self.value(v.head.amount.low.right, v.env).amount, self.c.currency)
            if said is None or self.names_other(e, self.value(how.by, v.env)) or e.at > last:
                continue
            if v.low <= said.amount <= v.high:
                v.low, v.high, v.stops = said.amount, said.amount, e.at
                return

    # ------------------------------------------------------------ relations, caps, rounding

    def settle(self, lines: list[Thing], ends: Mapping[str, Ends]) -> tuple[dict[str, Ends], dict[str, Ends], set[str]]:
        """Return exact and printed ends and capped heads: a low end gives way to others' highest, and conversely."""
        exact, capped = dict(ends), {v.id for v in lines if v.capped}
        self.made_good: dict[tuple[str, int, str], Ends] = {}
        self.spent: set[str] = set()  # heads that came when others had taken the whole of a cap
        stands = [(v, r) for v in lines for r in v.head.relations if r.kind == "instead_of"]
        instead = [(v, w) for v, r in stands for w in self.others(v, r, lines)]
        gone = {w.id for v, w in instead if all(any(akin(a, b) for a in v.every) for b in w.every)}
        exact |= dict.fromkeys(gone, (ZERO, ZERO))  # what is left stays
        pools: list[tuple[list[Thing], Fraction]] = []
        left = [v for v in lines if v.id not in gone]
        for group in ([v for v in left if (v.clause.id, v.n) == one] for one in {(v.clause.id, v.n): 0 for v in left}):
            for cap in (c for c in group[0].head.caps if c.in_total):
                by_case = any(isinstance(n, (m.Known, m.Var)) and n.name != "price" for n in o.below(cap.limit))
                whole = sum((self.value(cap.limit, v.env).amount for v in (group if by_case else group[:1])), ZERO)
                pools.append((group, whole))
                self.take(group, whole, exact, capped)
        for v in lines:
            for r in v.head.relations:
                self.relate(v, r, lines, exact)
        for limit in self.c.limits:
            if limit.unless is None or not self.holds(limit.unless, Env(self.T)):
                group = [v for v in left if v.clause.id in limit.over]
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

    def in_order(self, group: list[Thing]) -> list[Thing]:
        """Return heads in the order in which they stop growing, then of the clauses, then by key."""
        place = {c.id: i for i, c in enumerate(self.c.clauses)}
        return sorted(group, key=lambda v: (v.stops, place[v.clause.id], v.id))

    def take(self, group: list[Thing], bound: Fraction, exact: dict[str, Ends], capped: set[str]) -> None:
        """Let heads take from one cap, each what those before leave it."""
        least = most = ZERO
        for v in self.in_order(group):
            low, high = exact[v.id]
            exact[v.id] = (min(low, max(ZERO, bound - most)), min(high, max(ZERO, bound - least)))
            capped |= {v.id} if exact[v.id][0] != low else set()
            self.spent |= {v.id} if low > 0 == exact[v.id][1] and least > 0 else set()
            least, most = least + exact[v.id][0], most + exact[v.id][1]

    def others(self, v: Thing, r: m.Relation, lines: list[Thing]) -> list[Thing]:
        """List the heads that a relation speaks of: for the same key where keys are shared."""
        out = []
        for w in (w for w in lines if w.clause.id in r.clauses and w is not v):
            same = akin(v.case.key, () if w.head.once or w.head.once_per_day else w.case.key) and of_one_time(v, w)
            out += [w] if same and (r.kind != "once_for_one_loss" or w.event == v.event) else []
        return out

    def relate(self, v: Thing, r: m.Relation, lines: list[Thing], exact: dict[str, Ends]) -> None:
        others, (low, high) = self.others(v, r, lines), exact[v.id]
        least, most = (sum((half_up(exact[w.id][i]) for w in others), ZERO) for i in (0, 1))
        if r.kind in ("beyond", "set_off"):
            for w in others:  # a yuan of damages makes good one yuan of the losses of a line
                a, b = self.made_good.get((v.clause.id, v.n, w.id), (ZERO, ZERO))
                off = min(low, max(ZERO, half_up(exact[w.id][1]) - b))
                off_high = min(high, max(ZERO, half_up(exact[w.id][0]) - a))
                self.made_good[v.clause.id, v.n, w.id] = (a + off_high, b + off)
                low, high = low - off, high - off_high
            exact[v.id] = (low, high)
        elif r.kind in ("larger_of", "once_for_one_loss") and others:
            mine = [v]
            if r.kind == "larger_of":  # losses of one line count together
                mine = [x for x in lines if (x.clause.id, x.n) == (v.clause.id, v.n)]
                mine = [x for x in mine if [w.id for w in self.others(x, r, lines)] == [w.id for w in others]]
            if mine[0] is not v:
                return
            low, high = (sum((exact[x.id][i] for x in mine), ZERO) for i in (0, 1))
            for x in mine:
                a, b = exact[x.id]
                exact[x.id] = (a if low > most else ZERO, b if high > least else ZERO)
            for w in others:
                a, b = exact[w.id]
                exact[w.id] = (a if high <= least else ZERO, b if low <= most else ZERO)

    def money(self, lines: list[Thing]) -> tuple[dict[str, Any], dict[tuple[str, str], Ends]]:
        """Return heads by id, and totals by pair: all inputs lowest, then all highest."""
        exact, printed, capped = self.settle(lines, {v.id: (v.low, v.high) for v in lines})
        real = [v for v in lines if exact[v.id][1] > 0 or v.id in self.spent]
        heads = {v.id: (v.head.kind, *v.pair, *exact[v.id], *printed[v.id], v.units, v.id in capped) for v in real}
        low = self.settle(lines, {v.id: (v.low, v.low) for v in lines})[1]
        high = self.settle(lines, {v.id: (v.high, v.high) for v in lines})[1]
        totals: dict[tuple[str, str], Ends] = {}
        for v in real:
            a, b = totals.get(v.pair, (ZERO, ZERO))
            totals[v.pair] = (a + low[v.id][0], min(INF, b + high[v.id][1]))
        turned = {pair for pair, (a, b) in totals.items() if a > b}
        self.parts = {v.id: (low[v.id][0], high[v.id][1])[:: -1 if v.pair in turned else 1] for v in real}
        return heads, {pair: (min(ends), max(ends)) for pair, ends in totals.items()}

    def cuts(self) -> dict[str, list[tuple[int, Fraction, str]]]:
        """Return what each reduction that stands takes off the payments that fall due from then on."""
        out: dict[str, list[tuple[int, Fraction, str]]] = {}
        if not any(h.kind == "reduction" for c in self.c.clauses for h in c.heads):
            return out
        lines = self.lines()
        printed = self.settle(lines, {v.id: (v.low, v.high) for v in lines})[1]
        for v in sorted(self.in_order(lines), key=lambda v: v.stops):
            grows = v.head.per is not None and v.head.per.kind != "time" and v.stops >= self.T
            left, high = printed[v.id]
            if v.head.kind != "reduction" or left != high or grows or v.head.of not in self.clauses:
                continue
            own = {**dict(v.case.key), **dict(v.env.ties)}
            pays = [k for k in self.cases(v.head.of) if self.judged(k) and k.amount is not None]
            pays = [k for k in pays if all(own.get(n, w) == w for n, w in k.key if n != "clause")]
            pays = [k for k in pays if k.state not in ("waived", "ended", "excused")]
            for k in sorted(pays, key=lambda k: (k.due.last if k.due else OPEN, k.arose, k.id)):
                had = sum((a for t, a in k.credits if t < v.stops), sum((a for _, a, _ in out.get(k.id, [])), ZERO))
                part = min(left, k.amount - had) if k.due is None or k.due.last >= v.stops else ZERO
                if part > 0:
                    out.setdefault(k.id, []).append((v.stops, part, v.id))
                    left -= part
        return out

    # ------------------------------------------------------------ accounts

    def told(self, kind: str) -> list[tuple[Any, Money, Row]]:
        """List what events say of heads (waived, paid): the head or clause named, the amount, the event."""
        known = [(e, r) for e in self.events for r in self.types[e.type].roles if r.kind == kind]
        sums = [(e, r, e.fields.get(r.value or "", Money(ZERO, self.c.currency))) for e, r in known]
        own = [(e, r, cash) for e, r, cash in sums if cash.currency == self.c.currency]
        return [(r.target if r.fixed else e.fields.get(r.target), cash, e) for e, r, cash in own]

    def accounts(self, lines: list[Thing], heads: Mapping[str, Any], totals: Any) -> dict[Any, tuple[Fraction, ...]]:
        """Return by pair and currency: accrued (least, most), paid, set off, waived, left (least, most), credit."""
        sides: dict[tuple[str, str], SimpleNamespace] = {}

        def side(payer: str, payee: str) -> SimpleNamespace:
            none = dict.fromkeys(("low", "high", "paid", "set_off", "waived", "credit"), ZERO)
            return sides.setdefault((payer, payee), SimpleNamespace(**none))

        for pair, ends in totals.items():
            side(*pair).low, side(*pair).high = ends
        names = {v.id: (v.id, v.clause.id) for v in lines if v.id in heads}
        waived = {i for name, _, _ in self.told("waives") for i in names if name in names[i]}
        paid, settling = dict.fromkeys(names, ZERO), set()
        for name, cash, e in self.told("pays"):
            rest, own = cash.amount, [i for i in names if name in names[i] and i not in waived]
            settling |= {e.id for i in names if name in names[i]}
            for i in own:  # who names a clause pays its heads in turn
                part = rest if i == own[-1] else min(rest, heads[i][5] - paid[i])
                paid[i], rest = paid[i] + part, rest - part
        for i in names:
            low, high = self.parts[i] if i in waived else heads[i][5:7]
            s, off = side(*heads[i][1:3]), sum((a for cut in self.cut.values() for _, a, of in cut if of == i), ZERO)
            s.waived, s.high = (
                s.waived + (low if i in waived else 0),
                s.high - (high - low if i in waived and high < INF else 0),
            )
            s.paid, s.credit = s.paid + min(low, paid[i]), s.credit + max(ZERO, paid[i] - low)
            s.set_off += ZERO if i in waived else off
        debts = [k for c in self.c.clauses if self.pays(c) and self.settled(c.id) for k in self.cases(c.id)]
        for k in debts:
            due, had = k.state in ("overdue", "performed", "performed_late"), k.paid() + k.off()
            if k.amount is not None and (due or had):
                s, owed = side(k.bearer, k.payee), k.amount if due else had
                s.low, s.high, s.set_off = s.low + owed, s.high + owed, s.set_off + k.off()
                s.paid, s.credit = s.paid + min(owed - k.off(), k.paid()), s.credit + max(ZERO, had - owed)
        for purses in (one for name, one in self.surplus.items() if name not in settling):
            for of in {field: 0 for field, *_ in purses}:
                rest, payer, payee = min((rest, *who[1:3]) for who, rest in purses.items() if who[0] == of)
                if rest > 0:
                    side(payer, payee).credit += rest
        out: dict[Any, tuple[Fraction, ...]] = {}
        for pair, s in sides.items():
            gone = s.paid + s.set_off + s.waived
            most = (INF, INF) if s.high > INF / 2 else (s.high, s.high - gone)
            out[*pair, self.c.currency] = (s.low, most[0], s.paid, s.set_off, s.waived, s.low - gone, most[1], s.credit)
        return out


def akin(mine: o.Key, theirs: o.Key) -> bool:
    """Say whether two keys are of one thing: alike in the fields that both have."""
    return all(dict(theirs).get(n, v) == v for n, v in mine)


def of_one_time(v: Thing, w: Thing) -> bool:
    """Say whether two heads of periods of one row are of the same one; heads of no period are of any."""
    a, b = (None if x.head.once or x.head.once_per_day else x.case.spell for x in (v, w))
    return a is None or b is None or a.row != b.row or a.text == b.text
