"""
The twin's scores: what each item lost in each period, and what that is worth by tiers.

Losses are listed one by one, summed and capped; what is not decided is tried both ways; a tier of a range is found by
trying every half point between its ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from oracle_money import Ends, Ledger
from oracle_parts import ZERO, Env, Row, Spell, Unknown, text

from luyue.dsl import model as m

STEP = Fraction(1, 2)
Item = tuple[Fraction, Fraction, bool | None, Fraction]  # worth, lost, earned (None: not judged), the most it may lose


class Scores(Ledger):
    """A world with its scores."""

    def cards(self) -> dict[str, tuple[Any, ...]]:
        """Return each score of each period begun: as it stands, its lowest and highest, whether over, items, tiers."""
        last = min(self.T, self.ended(), self.close(self.whole().last))
        out: dict[str, tuple[Any, ...]] = {}
        for score in self.c.scores if self.start() is not None else ():
            of = score.period
            for s in [self.whole()] if of is None else self.spells(of, self.recurs_from()):
                if of is None or self.at(s.first) <= last:
                    out[f"{score.label.id}/{s.text}"] = self.card(score, s)
        return out

    def card(self, score: m.Score, spell: Spell) -> tuple[Any, ...]:
        over, confirmed = self.T > self.close(spell.last), self.confirmation(score, spell)
        raw = {item.label.id: self.losses(score, item, spell) for item in score.items}
        items = {item.label.id: self.item(item, raw[item.label.id], spell) for item in score.items}
        stands: Fraction | None = self.total(score, items, now(score, items))
        ends = [self.total(score, items, way) for way in outcomes(score, items, over=over)]
        low, high = min(ends), max(ends)
        stands = None if over and low != high else stands
        if confirmed is not None:
            stands, low, high, over = confirmed, confirmed, confirmed, True
        of = [t for t in self.c.tiers if isinstance(t.of, m.Measured) and t.of.name == score.label.id]
        tiers = {t.label.id: self.tier(t, low, high) for t in of}
        return (stands, low, high, over, tuple(sorted((n, raw[n][0], items[n][1]) for n in items)), tiers)

    def item(self, item: m.ScoreItem, raw: tuple[Fraction, bool], spell: Spell) -> Item:
        """Return an item as it stands."""
        worth = self.value(item.worth, Env(self.T, spell=spell))
        met = True if item.condition is None else self.earned(item.condition, spell)
        lost = raw[0] if item.may_exceed else min(raw[0], worth)
        return worth, lost, met, lost if not raw[1] else Fraction(10**6) if item.may_exceed else worth

    def losses(self, score: m.Score, item: m.ScoreItem, spell: Spell) -> tuple[Fraction, bool]:
        """Return the points taken, and whether there are lines that take any."""
        named = (score.label.id, item.label.id)
        lines = [(c, d) for c in self.c.clauses for d in c.deductions if (d.score, d.item) == named]
        taken = [points for line in item.deductions for points in self.off_item(line, spell)]
        taken += [points for clause, line in lines for points in self.off_clause(clause, line, spell)]
        return sum(taken, ZERO), bool(item.deductions or lines)

    def off_item(self, line: m.ItemDeduction, spell: Spell) -> Iterator[Fraction]:
        of = line.per.of
        if isinstance(of, m.Pattern):
            for e in self.matching(of, Env(self.T)):
                env = Env(e.at, vars={e.type: e})
                if self.inside(spell, e) and not (line.unless is not None and self.holds(line.unless, env)):
                    yield max(self.value(line.points, env), ZERO)
        elif line.per.kind == "period":
            known = self.spells(line.per.period or "", max(self.start() or 0, self.at(spell.first)))
            days = [s for s in known if spell.first <= s.last <= spell.last and self.close(s.last) < self.T]
            yield from (max(Fraction(self.value(line.points, Env(self.T, spell=s))), ZERO) for s in days)
        elif isinstance(of, m.BreachOf):
            yield from (self.value(line.points, Env(self.T)) for _ in self.broken(of.clause, spell))
        else:
            raise NotImplementedError(line.per.kind)

    def off_clause(self, clause: m.Clause, line: m.Deduction, spell: Spell) -> Iterator[Fraction]:
        """Yield what a clause takes for its own breaches in a period."""
        if line.per.kind != "time":
            raise NotImplementedError(line.per.kind)
        yield from (self.value(line.points, self.env(k)) for k in self.broken(clause.id, spell))

    def broken(self, cid: str, spell: Spell) -> list[Any]:
        """List the instances of a clause, once for each breach that belongs to a period."""
        first, last, known = self.at(spell.first), self.close(spell.last), self.cases(cid) if self.settled(cid) else ()
        return [k for k in known for b in k.breaches if not b.causes and first <= b.belongs <= last]

    def inside(self, spell: Spell, e: Row) -> bool:
        """Say whether an event counts in a period: in its days, while the contract binds."""
        last = min(self.close(spell.last), self.close(self.whole().last), self.ended())
        return max(self.at(spell.first), self.start() or 0) <= e.at <= last

    def earned(self, condition: m.Expr, spell: Spell) -> bool | None:
        """Say whether an item is earned: at the end of its period, or as soon as a count passes what it must not."""
        try:
            held = self.truth(condition, Env(self.T, spell=spell))
        except (Unknown, ZeroDivisionError):
            return None
        if self.T > self.close(spell.last):
            return held
        of = condition.of if isinstance(condition, m.Compare) else None
        figure = self.metric(of.name).value if isinstance(of, m.Measured) else None
        ops = {b.op for b in condition.bounds} if isinstance(condition, m.Compare) else set()
        counts = isinstance(figure, m.Aggregate) and figure.fn == "count"  # it only rises
        return held if counts and ops <= ({"ge", "gt"} if held else {"le", "lt"}) else None

    # ------------------------------------------------------------ sums and tiers

    def total(self, score: m.Score, items: dict[str, Item], lost: dict[str, Fraction | None]) -> Fraction:
        everything = sum((item[0] for item in items.values()), ZERO)
        counting = sum((items[name][0] for name, points in lost.items() if points is not None), ZERO)
        value = everything if score.start is None else self.value(score.start, Env(self.T))
        if counting == 0:
            return value
        value -= sum((points for points in lost.values() if points is not None), ZERO) * everything / counting
        value = value if score.floor is None else max(value, self.value(score.floor, Env(self.T)))
        step = score.rounded_to
        return value if step is None else (value / step + Fraction(1, 2)) // 1 * step

    def confirmation(self, score: m.Score, spell: Spell) -> Fraction | None:
        of = score.confirmed_by
        if of is None or not isinstance(of.of, m.Happening):
            return None
        fields = self.types[of.of.pattern.event].fields
        named = next(f.label.id for f in fields if f.type.kind is m.Kind.PERIOD and f.type.of == score.period)
        found = [e for e in self.matching(of.of.pattern, Env(self.T)) if text(e.fields.get(named)) == spell.text]
        return found[-1].fields[of.name] if found else None

    def tier(self, tiers: m.Tiers, low: Fraction, high: Fraction) -> Ends:
        """Return the least and the most that tiers give between two ends, by every half point; segments only rise."""
        if tiers.shape == "marginal":  # from nothing to the value, each half point at the value of its band
            walk = [[min(STEP, x - n * STEP) for n in range(-int(-x // STEP))] for x in (low, high)]
            sums = [sum((s * self.band(tiers, n * STEP + s / 2) for n, s in enumerate(w)), ZERO) for w in walk]
            return sums[0], sums[1]
        tried = [low + n * STEP for n in range(int((high - low) / STEP) + 1)] + [high]
        values = [self.band(tiers, x) for x in tried]
        return min(values), max(values)

    def band(self, tiers: m.Tiers, x: Fraction) -> Fraction:
        env = Env(self.T)
        return Fraction(next(self.value(b.value, env) for b in tiers.bands if self.within(x, b.bounds, env)))


def now(score: m.Score, items: dict[str, Item]) -> dict[str, Fraction | None]:
    """Return what items lose as the score stands; None: left out."""
    out: dict[str, Fraction | None] = {}
    for name, (worth, lost, met, _) in items.items():
        guess = {"left_out": None, "lost": worth}.get(score.unjudged or "", lost)
        out[name] = max(worth, lost) if met is False else guess if met is None else lost
    return out


def outcomes(score: m.Score, items: dict[str, Item], *, over: bool) -> Iterator[dict[str, Fraction | None]]:
    """Yield what items may lose in the end, the extremes of each."""
    stood, ways = now(score, items), []
    for name, (worth, lost, met, most) in items.items():
        settled = met is False or (over and (met is not None or score.unjudged is not None))
        ways.append([stood[name]] if settled else [lost, worth] if met is None else [lost] if over else [lost, most])
    for way in product(*ways):
        yield dict(zip(items, way, strict=True))
