"""
The twin: a slow second opinion on what a contract and a log give.

It is written from the definitions, not from the engine, and shares no code with it: days are walked one by one, money
is summed line by line, and everything is worked out from scratch whenever something changed. Only one thing is
sequential: the acts by which powers are used. They are tried in order; each that takes effect joins a list and the
whole world is computed anew, so whatever comes after it sees the contract ended or a clause halted.

Everything else is a fact with an instant (arose, performed, broken, cured), and a condition is a list of spans between
such instants, so to ask at an instant is to compare instants. What the law lets work backwards (a proof, a cause
attested later, a denial) is taken as it is known at the end: whether a notice was good depends on what was so when it
arrived, not on what was known then.

Not covered, and not drawn: listed counts of conditions, intervals between states; prices that change, instruments,
terms extended; what rejects or blocks; limits per period, floors, roundings of their own; relief that a power denies;
scores over several periods.

Days are in ``oracle_parts``, formulas and conditions in ``oracle_terms``, duties and powers in ``oracle_world``, heads,
caps and accounts in ``oracle_money``, scores and tiers in ``oracle_scores``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from oracle_parts import OPEN, ZERO, Row, Thing, read_by
from oracle_scores import Scores

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit

UNITS = (
    *(("分钟|minutes?|M", Unit.MINUTE), ("小时|hours?|H", Unit.HOUR), ("个?工作日|working days?", Unit.WORKING_DAY)),
    *(("日|天|自然日|days?|D", Unit.DAY), ("个月|months?", Unit.MONTH), ("年|years?|Y", Unit.YEAR)),
)


def judge(
    contract: m.Contract,
    events: Iterable[Any],
    as_of: date | int | None,
    *,
    known_at: int | None = None,
    options: Mapping[str, str] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """
    Return what a contract and a log give at a date (its 24:00) or an instant, as plain dicts by id.

    ``options`` takes readings, ``settings`` fills blanks with typed values. Amounts are exact yuan, instants are in
    microseconds.
    """
    rows = list(events)
    known = [e for e in rows if known_at is None or e.recorded_at <= known_at]
    base = Scores(contract_of(contract, options), [], 0, {})
    alive, read = standing(known, base), read_at_all(contract)
    if as_of is None:
        seen = [e.at for e in alive if e.type in read]
        as_of = known_at if known_at is not None else base.day(max(seen)) if seen else 0
    end = base.close(as_of) if isinstance(as_of, date) else as_of
    used = sorted((e for e in alive if e.at <= end), key=lambda e: (e.at, e.recorded, e.id))
    blanks = {**filled(contract, used, base), **(settings or {})}
    takes = {**(options or {}), **{r.label.id: blanks[r.label.id] for r in contract.readings if r.label.id in blanks}}
    chosen = contract_of(contract, takes)
    blanks |= reading_values(chosen, takes)
    world = lowered(chosen, used, end, blanks)
    lines = world.lines()
    if any(h.status == "claimed" for h in world.halts()):  # money with and without the relief that may still come
        ends = [{v.mark: v for v in lowered(chosen, used, end, blanks, how).lines()} for how in ("yes", "no")]
        lines = widened(ends[0], ends[1], end)
    gone = {e.withdraws for e in known}
    heeded = [e for e in known if e.withdraws is not None and e.id not in gone]
    applied = sum(e.type in read for e in (*used, *heeded))
    late = {"read": len(rows), "applied": applied, "late_known": len(rows) - len(known)}
    return result(world, lines) | {"counts": {**late, "ignored": len(known) - applied}}


def alternatives(contract: m.Contract, *asked: Any, **more: Any) -> dict[tuple[str, str], Any]:
    """Return what each option that is not taken by default would cost: the totals of pairs."""
    taken = m.default_options(contract)
    others = [(r.label.id, v.label.id) for r in contract.readings for v in r.options if taken[r.label.id] != v.label.id]
    return {pair: judge(contract, *asked, options=dict([pair]), **more)["totals"] for pair in others}


def standing(events: list[Any], world: Scores) -> list[Row]:
    """Apply corrections and withdrawals; what corrects an event keeps its id and its place in ties."""
    better = {e.corrects: e for e in events if e.corrects is not None}
    removed = {e.withdraws: e for e in events if e.withdraws is not None}

    def stands(e: Any) -> bool:
        return e.id not in removed or not stands(removed[e.id])

    def content(e: Any) -> Any:
        return content(better[e.id]) if e.id in better and stands(better[e.id]) else e

    first = [(e, content(e)) for e in events if e.corrects is None and e.withdraws is None and stands(e)]
    fields = [{n: world.plain(v) for n, v in c.fields.items()} for _, c in first]
    return [Row(e.id, c.type, c.at, e.recorded_at, f) for (e, c), f in zip(first, fields, strict=True)]


def read_at_all(c: m.Contract) -> set[str]:
    """Return the event types that clauses, metrics or settings read."""
    header = (c.signed, c.effective, c.term, c.periods, c.limits, c.scores)
    return read_by(c.clauses, c.intervals, c.metrics, c.lets, *header) | {e.id for e in c.events if e.roles}


def contract_of(contract: m.Contract, options: Mapping[str, str] | None) -> m.Contract:
    if not contract.readings and not contract.lets:
        return contract  # there is nothing to choose
    return m.choose(contract, {**m.default_options(contract), **(options or {})})


def reading_values(contract: m.Contract, takes: Mapping[str, str]) -> dict[str, Any]:
    """Return what each reading is worth as a value: its option's formula, or the option's name."""
    names = {**m.default_options(contract), **takes}
    chosen = {r.label.id: {v.label.id: v for v in r.options}[names[r.label.id]].value for r in contract.readings}
    return {i: v if isinstance(v, m.Expr) else names[i] for i, v in chosen.items()}


def filled(contract: m.Contract, events: list[Row], world: Scores) -> dict[str, Any]:
    """Return the blanks and readings that events fill, counting from the beginning."""
    out: dict[str, Any] = {}
    kinds = {b.label.id: b.type for b in contract.blanks}
    for e in events:
        for r in (r for r in world.types[e.type].roles if r.kind == "fills"):
            name = str(r.target if r.fixed else e.fields[r.target])
            dated = name in kinds and kinds[name].kind is m.Kind.DATE
            said = e.fields[r.value] if r.value is not None else world.day(e.at) if dated else e.at
            out[name] = spoken(said, kinds[name]) if isinstance(said, str) and name in kinds else said
    for reading in (r for r in contract.readings if r.label.id in out):
        spelled = {s: v.label.id for v in reading.options for s in (v.label.id, v.label.zh, v.label.en)}
        out[reading.label.id] = spelled[out[reading.label.id]]
    return out


def spoken(said: str, of: m.Type) -> Any:
    """Read a value that a row states in words: a length, a date, a share, a number, several of a list."""
    kind = of.kind
    if kind is m.Kind.SET:
        names = {s: v.id for v in of.values for s in (v.id, v.zh, v.en)}
        return tuple(sorted(names[s.strip()] for s in re.split("[、,，]", said)))
    if kind is m.Kind.LENGTH:
        found = [(re.fullmatch(rf"P?T?(\d+)\s*(?:{words})", said), unit) for words, unit in UNITS]
        return next(Length(Fraction(hit[1]), unit) for hit, unit in found if hit)
    if kind in (m.Kind.NUMBER, m.Kind.RATE, m.Kind.COUNT):
        return Fraction(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
    return date.fromisoformat(said) if kind is m.Kind.DATE else said


def lowered(c: m.Contract, used: list[Row], end: int, blanks: Mapping[str, Any], how: str = "") -> Scores:
    """Return the world in which payments are lowered by the reductions that stand in it."""
    world = Scores(c, used, end, blanks, how)
    for _ in range(9):
        if (cut := world.cuts()) == world.cut:
            break
        world = Scores(c, used, end, blanks, how, cut)
    return world


def widened(granted: dict[str, Thing], refused: dict[str, Thing], now: int) -> list[Thing]:
    """Make each head the range of what it is with a relief and without."""
    out = {**granted, **refused}
    for i, v in out.items():
        ends = [(w[i].low, w[i].high) if i in w else (ZERO, ZERO) for w in (granted, refused)]
        v.low, v.high = min(a for a, _ in ends), max(b for _, b in ends)
        v.capped, v.stops = v.capped and i in granted and granted[i].capped, v.stops if ends[0] == ends[1] else now
    return list(out.values())


def result(w: Scores, lines: list[Thing]) -> dict[str, Any]:
    """Write down everything comparable about a world."""
    duties: dict[str, Any] = {}
    breaches: dict[str, Any] = {}
    powers: dict[str, Any] = {}
    for clause in w.c.clauses:
        w.settled(clause.id)
        for k in w.cases(clause.id) if clause.duties or clause.prohibitions else ():
            over = k.due is not None and k.amount is not None and (k.due.last < w.T or k.performed is not None)
            late = k.late or None if k.due is not None or (k.breaches and k.breaches[-1].cured is None) else None
            duties[k.id] = (
                *(k.state, None if k.due is None else k.due.last, None if k.first is None else k.first.last),
                *(k.breaches[0].at if k.breaches and k.due is not None else None, k.performed, tuple(k.by), late),
                *(None if k.amount is None else max(k.amount - k.off(), ZERO), k.paid() if w.pays(clause) else None),
                k.amount - k.off() - k.paid(k.due.last) if over and (k.breaches or k.state != "waived") else None,
            )
            breaches |= {b.id: (b.at, b.cured, tuple(e.id for e in b.causes)) for b in k.breaches}
        if clause.powers:
            rows = {k.id: right(w, k) for k in w.rights(clause.id)} or {clause.id: ("not_available", None, None, None)}
            void = tuple(e.id for e, c in w.voids if c == clause.id)
            powers |= {i: (*row, void if n == 0 else ()) for n, (i, row) in enumerate(rows.items())}
    heads, totals = w.money(lines)
    halts = {h.id: (h.status, h.start, h.end) for h in [*w.halts(), *w.held()]}
    rest = {"suspensions": halts, "metrics": metrics(w), "scores": w.cards(), "totals": totals}
    rest |= {"accounts": w.accounts(lines, heads, totals)}
    return {"duties": duties, "breaches": breaches, "heads": heads, "powers": powers, **rest}


def right(w: Scores, k: Any) -> tuple[str, int | None, str | None, int | None]:
    if k.used is not None:
        return ("effective", k.opened, k.used.id, k.used.at)
    rests = [k.source.performed, k.source.waived] if k.source is not None and k.opened is None else [k.until]
    last = min((v for v in (*rests, w.stop(k.clause)) if v is not None), default=OPEN)
    opened = k.opened
    if last <= w.T and w.halts():  # what is over is told as it stood when it went, whatever became of a claim since
        then = w.then(min(max(last + (last == k.until), opened or 0), w.T)).rights(k.clause.id)
        opened = next((v.opened for v in then if v.id == k.id), None)
    if opened is None or opened > w.T:
        return ("not_available", None, None, None)
    return ("lapsed" if last < w.T or last == w.stop(k.clause) else "available", opened, None, None)


def metrics(w: Scores) -> dict[str, tuple[Any, bool | None]]:
    """Return each metric's value by period, and whether the bound that a clause sets for it is kept once it is over."""
    out: dict[str, tuple[Any, bool | None]] = {}
    owed = [d.owed for c in w.c.clauses for d in c.duties if isinstance(d.owed, m.Keep)]
    kept = {v.what.name: v for v in reversed(owed) if isinstance(v.what, m.Measured)}
    for metric in w.c.metrics if w.start() is not None else ():
        name = metric.label.id
        for s in w.spells(metric.period, w.recurs_from()) if metric.period is not None else [w.whole()]:
            if name not in kept or w.at(s.first) <= min(w.ended(), w.close(w.whole().last)):
                v, judged = w.figure(name, s), name in kept and w.close(s.last) < w.T
                out[f"{name}/{s.text}"] = (v, w.met(name, s, kept[name]) if judged and v is not None else None)
    return out
