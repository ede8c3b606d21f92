"""
The twin's scores: what each item lost in each period, and what that is worth by tiers.

Written from the definitions (SEMANTICS section 6), with nothing of the engine's: losses are listed one by one, summed
and capped; what is not decided is tried both ways; a tier of a range is found by trying every half point
between its ends. Slow, and plain enough to be read aloud.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from oracle_money import Ledger
from oracle_parts import Env, Spell, Unknown, text

from luyue.dsl import model as m
from luyue.engine.event import Event

ZERO = Fraction(0)
STEP = Fraction(1, 2)
Ends = tuple[Fraction, Fraction]


def cards(w: Ledger) -> dict[str, tuple[Any, ...]]:
    """Return each score of each period begun: as it stands, its lowest and highest, whether over, items, tiers."""
    out: dict[str, tuple[Any, ...]] = {}
    if w.start() is None:
        return out
    for score in w.c.scores:
        for spell in periods(w, score.period):
            out[f"{score.label.id}/{spell.text}"] = card(w, score, spell)
    return out


def periods(w: Ledger, name: str | None) -> list[Spell]:
    if name is None:
        return [w.whole()]
    last = min(w.T, w.ended(), w.close(w.whole().last))
    return [s for s in w.spells(name, w.recurs_from()) if w.at(s.first) <= last]


def card(w: Ledger, score: m.Score, spell: Spell) -> tuple[Any, ...]:
    over = w.T > w.close(spell.last)
    confirmed = confirmation(w, score, spell)
    items = {item.label.id: item_of(w, score, item, spell) for item in score.items}
    worths = {name: row[0] for name, row in items.items()}
    lost = {name: min(row[1], row[0]) if not row[3] else row[1] for name, row in items.items()}
    stands: Fraction | None = total(w, score, worths, stood(score, items, lost, over=over))
    ends = [total(w, score, worths, choice) for choice in outcomes(score, items, lost, over=over)]
    low, high = min(ends), max(ends)
    if over and low != high:
        stands = None
    if confirmed is not None:
        stands, low, high, over = confirmed, confirmed, confirmed, True
    tiers = {t.label.id: tier(w, t, low, high) for t in w.c.tiers if reads(t, score)}
    return (stands, low, high, over, tuple(sorted((name, row[1], lost[name]) for name, row in items.items())), tiers)


def reads(tiers: m.Tiers, score: m.Score) -> bool:
    return isinstance(tiers.of, m.Measured) and tiers.of.name == score.label.id


# ---------------------------------------------------------------- items


Item = tuple[
    Fraction, Fraction, bool | None, bool, bool
]  # worth, taken, earned (None: not judged), may exceed, deducts


def item_of(w: Ledger, score: m.Score, item: m.ScoreItem, spell: Spell) -> Item:
    """Return an item as it stands."""
    worth = w.value(item.worth, Env(w.T, spell=spell))
    taken = sum((points for line in item.deductions for points in losses(w, line, spell)), ZERO)
    lines = [(c, d) for c in w.c.clauses for d in c.deductions if (d.score, d.item) == (score.label.id, item.label.id)]
    taken += sum((points for clause, line in lines for points in of_clause(w, clause, line, spell)), ZERO)
    met = True if item.condition is None else judged(w, item.condition, spell)
    return worth, taken, met, item.may_exceed, bool(item.deductions or lines)


def losses(w: Ledger, line: m.ItemDeduction, spell: Spell) -> Iterator[Fraction]:
    of = line.per.of
    match line.per.kind:
        case "event":
            assert isinstance(of, m.Pattern)
            for e in w.matching(of, Env(w.T)):
                if inside(w, spell, e) and not let_off(w, line, e):
                    yield max(w.value(line.points, Env(e.at, vars={e.type: e})), ZERO)
        case "period":
            yield from (points_of_day(w, line, s) for s in shorter(w, line.per.period or "", spell))
        case "state":
            assert isinstance(of, m.BreachOf)
            for d in w.cases(of.clause) if w.settled(of.clause) else ():
                hits = [
                    b for b in d.breaches if not b.excused and w.at(spell.first) <= b.belongs <= w.close(spell.last)
                ]
                yield from (w.value(line.points, Env(w.T)) for _ in hits)
        case other:
            raise NotImplementedError(other)


def inside(w: Ledger, spell: Spell, e: Event) -> bool:
    """Say whether an event counts in a period: in its days, while the contract binds."""
    term = w.whole()
    first, last = max(w.at(spell.first), (w.start() or 0)), min(w.close(spell.last), w.close(term.last), w.ended())
    return first <= e.at <= last


def let_off(w: Ledger, line: m.ItemDeduction, e: Event) -> bool:
    if line.unless is None:
        return False
    try:
        return w.truth(line.unless, Env(e.at, vars={e.type: e}))
    except Unknown:
        return False


def shorter(w: Ledger, name: str, spell: Spell) -> list[Spell]:
    known = w.spells(name, max((w.start() or 0), w.at(spell.first)))
    return [s for s in known if spell.first <= s.last <= spell.last and w.close(s.last) < w.T]


def points_of_day(w: Ledger, line: m.ItemDeduction, day: Spell) -> Fraction:
    return max(Fraction(w.value(line.points, Env(w.T, spell=day))), ZERO)


def of_clause(w: Ledger, clause: m.Clause, line: m.Deduction, spell: Spell) -> Iterator[Fraction]:
    """Yield what a clause takes for its own breaches in a period."""
    if line.per.kind != "time":
        raise NotImplementedError(line.per.kind)
    for d in w.cases(clause.id) if w.settled(clause.id) else ():
        for b in d.breaches:
            if not b.excused and w.at(spell.first) <= b.belongs <= w.close(spell.last):
                yield w.value(line.points, w.env(d))


def judged(w: Ledger, condition: m.Expr, spell: Spell) -> bool | None:
    """Say whether an item is earned: at the end of its period, or as soon as a count passes what it must not pass."""
    try:
        held = w.truth(condition, Env(w.T, spell=spell))
    except (Unknown, ZeroDivisionError):
        return None
    if w.T > w.close(spell.last):
        return held
    if not isinstance(condition, m.Compare) or not rising(w, condition.of):
        return None
    if not held and all(b.op in ("le", "lt") for b in condition.bounds):
        return False
    return True if held and all(b.op in ("ge", "gt") for b in condition.bounds) else None


def rising(w: Ledger, of: m.Expr) -> bool:
    metric = next(v for v in w.c.metrics if isinstance(of, m.Measured) and v.label.id == of.name)
    return isinstance(metric.value, m.Aggregate) and metric.value.fn == "count"


# ---------------------------------------------------------------- sums


def stood(
    score: m.Score, items: dict[str, Any], lost: dict[str, Fraction], *, over: bool
) -> dict[str, Fraction | None]:
    """Return what items lose as the score stands; None: left out."""
    out: dict[str, Fraction | None] = {}
    for name, (worth, _, met, _, _) in items.items():
        out[name] = max(worth, lost[name]) if met is False else lost[name]
        if met is None and score.unjudged == "left_out":
            out[name] = None
        elif met is None and score.unjudged == "lost":
            out[name] = worth
    return out


def outcomes(
    score: m.Score, items: dict[str, Any], lost: dict[str, Fraction], *, over: bool
) -> Iterator[dict[str, Fraction | None]]:
    """Yield what items may lose in the end, the extremes of each."""
    now = stood(score, items, lost, over=over)
    ways: list[list[Fraction | None]] = []
    for name, (worth, _, met, exceeds, deducts) in items.items():
        if met is False or (over and (met is not None or score.unjudged is not None)):
            ways.append([now[name]])
        elif met is None:
            ways.append([lost[name], worth])
        elif over or not deducts:
            ways.append([lost[name]])
        else:
            ways.append([lost[name], Fraction(10**6) if exceeds else worth])
    for choice in product(*ways):
        yield dict(zip(items, choice, strict=True))


def total(w: Ledger, score: m.Score, worths: dict[str, Fraction], lost: dict[str, Fraction | None]) -> Fraction:
    everything = sum(worths.values(), ZERO)
    counting = sum((worths[name] for name, points in lost.items() if points is not None), ZERO)
    start = everything if score.start is None else w.value(score.start, Env(w.T))
    if counting == 0:
        return start
    value = start - sum((points for points in lost.values() if points is not None), ZERO) * everything / counting
    if score.floor is not None:
        value = max(value, w.value(score.floor, Env(w.T)))
    return value if score.rounded_to is None else (value / score.rounded_to + Fraction(1, 2)) // 1 * score.rounded_to


def confirmation(w: Ledger, score: m.Score, spell: Spell) -> Fraction | None:
    of = score.confirmed_by
    if of is None:
        return None
    assert isinstance(of.of, m.Happening)
    fields = w.types[of.of.pattern.event].fields
    named = next(f.label.id for f in fields if f.type.kind is m.Kind.PERIOD and f.type.of == score.period)
    found = [e for e in w.matching(of.of.pattern, Env(w.T)) if text(e.fields.get(named)) == spell.text]
    value = found[-1].fields[of.name] if found else None
    return value if isinstance(value, Fraction) else None


# ---------------------------------------------------------------- tiers


def tier(w: Ledger, tiers: m.Tiers, low: Fraction, high: Fraction) -> Ends:
    """Return the least and the most that tiers give between two ends, trying every half point; segments only rise."""
    if tiers.shape == "marginal":
        return part_by_part(w, tiers, low), part_by_part(w, tiers, high)
    tried = [low + n * STEP for n in range(int((high - low) / STEP) + 1)] + [high]
    values = [band_of(w, tiers, x) for x in tried]
    return min(values), max(values)


def band_of(w: Ledger, tiers: m.Tiers, x: Fraction) -> Fraction:
    for band in tiers.bands:
        if w.within(x, band.bounds, Env(w.T)):
            return w.value(band.value, Env(w.T))  # type: ignore[no-any-return]
    raise NotImplementedError("a gap")


def part_by_part(w: Ledger, tiers: m.Tiers, x: Fraction) -> Fraction:
    """Walk from nothing to a value, each half point at the value of its band."""
    whole, rest = divmod(x, STEP)
    steps = [STEP] * int(whole) + ([rest] if rest else [])
    out = at = ZERO
    for step in steps:
        out += step * band_of(w, tiers, at + step / 2)
        at += step
    return out
