"""
The twin: a slow second opinion on what a contract and a log give.

It is written from the definitions, not from the engine, and shares no code with it for days, money or order. It keeps
plain lists, walks days one by one, and starts from scratch whenever something changed. Only one thing is sequential:
the acts by which powers are used. They are tried in order; each that takes effect joins a list and the whole world is
computed anew, so whatever comes after it sees the contract ended, a clause halted or a relief denied.

Everything else is a fact with an instant (arose, performed, broken, cured), so a condition at an instant is a
comparison of instants. What the law lets work backwards (a proof, a cause attested later, a denial) is taken as it is
known at the end: whether a notice was good depends on what was so when it arrived, not on what was known then.

Days and rounding are in ``oracle_parts``, formulas and conditions in ``oracle_terms``, duties and powers in
``oracle_world``, heads and caps in ``oracle_money``, scores and tiers in ``oracle_scores``.

Choices made where the rules are silent are marked ``CHOICE``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from oracle_money import Ledger
from oracle_parts import Power, corrected, read_at_all, renamed
from oracle_scores import cards

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit
from luyue.engine.event import Event


def judge(
    contract: m.Contract,
    events: Iterable[Event],
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
    alive = {i: renamed(next(e for e in known if e.id == i), e) for i, e in corrected(known).items()}
    read = read_at_all(contract)
    base = Ledger(contract_of(contract, options), [], 0, {}, "")
    if as_of is None:
        seen = [e.at for e in alive.values() if e.type in read]
        as_of = known_at if known_at is not None else base.day(max(seen)) if seen else 0
    end = base.close(as_of) if isinstance(as_of, date) else as_of
    used = sorted((e for e in alive.values() if e.at <= end), key=lambda e: (e.at, e.recorded_at, e.id))
    blanks = {**filled(contract, used, base), **(settings or {})}
    takes = {**(options or {}), **{r.label.id: blanks[r.label.id] for r in contract.readings if r.label.id in blanks}}
    chosen = contract_of(contract, takes)
    blanks |= reading_values(chosen, takes)
    world = lowered(chosen, used, end, blanks, "")
    out = result(world)
    if any(h.status == "claimed" for h in world.halts()):
        widen(out, [result(lowered(chosen, used, end, blanks, how)) for how in ("recognised", "refused")])
    gone = {e.withdraws for e in known}
    taken = [
        e for e in known if e.withdraws is not None and e.id not in gone
    ]  # a withdrawal that is heeded is applied too
    applied = [e for e in (*used, *taken) if e.type in read]
    out["counts"] = {
        "read": len(rows),
        "applied": len(applied),
        "late_known": len(rows) - len(known),
        "ignored": len(known) - len(applied),
    }
    return out


def lowered(c: m.Contract, used: list[Event], end: int, blanks: Mapping[str, Any], how: str) -> Ledger:
    """Return the world in which payments are lowered by the reductions that stand in it."""
    world = Ledger(c, used, end, blanks, how)
    for _ in range(9):
        found = world.cuts()
        if found == world.cut:
            break
        world = Ledger(c, used, end, blanks, how, found)
    return world


def contract_of(contract: m.Contract, options: Mapping[str, str] | None) -> m.Contract:
    return m.choose(contract, {**m.default_options(contract), **(options or {})})


def reading_values(contract: m.Contract, takes: Mapping[str, str]) -> dict[str, Any]:
    """Return what each reading is worth as a value: its option's formula, or the option's name."""
    out: dict[str, Any] = {}
    for r in contract.readings:
        name = {**m.default_options(contract), **takes}[r.label.id]
        option = next(o for o in r.options if o.label.id == name)
        out[r.label.id] = option.value if isinstance(option.value, m.Expr) else name
    return out


def filled(contract: m.Contract, events: list[Event], world: Ledger) -> dict[str, Any]:
    """Return the blanks that events fill, counting from the beginning."""
    out: dict[str, Any] = {}
    types = {e.id: e for e in contract.events}
    blanks = {b.label.id: b for b in contract.blanks}
    for e in events:
        for r in types[e.type].roles:
            if r.kind == "fills":
                name = r.target if r.fixed else e.fields[r.target]
                own = world.day(e.at) if name in blanks and blanks[str(name)].type.kind is m.Kind.DATE else e.at
                out[str(name)] = own if r.value is None else e.fields[r.value]
    for b in contract.blanks:
        if isinstance(out.get(b.label.id), str) and b.type.kind is not m.Kind.TEXT:
            out[b.label.id] = spoken(out[b.label.id], b.type.kind)
    for reading in contract.readings:
        if reading.label.id in out:
            said = out[reading.label.id]
            out[reading.label.id] = next(
                o.label.id for o in reading.options if said in (o.label.id, o.label.zh, o.label.en)
            )
    return out


UNITS = (
    ("分钟|minutes?|M", Unit.MINUTE),
    ("小时|hours?|H", Unit.HOUR),
    ("个?工作日|working days?", Unit.WORKING_DAY),
    ("日|天|自然日|days?|D", Unit.DAY),
    ("个月|months?", Unit.MONTH),
    ("年|years?|Y", Unit.YEAR),
)


def spoken(said: str, kind: m.Kind) -> Any:
    """Read a value that a row states in words: a length, a date, a share, a number."""
    if kind is m.Kind.DATE:
        return date.fromisoformat(said)
    if kind is m.Kind.LENGTH:
        for words, unit in UNITS:
            found = re.fullmatch(rf"P?T?(\d+)\s*(?:{words})", said)
            if found:
                return Length(Fraction(found[1]), unit)
    if kind in (m.Kind.NUMBER, m.Kind.RATE, m.Kind.COUNT):
        return Fraction(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
    raise NotImplementedError(f"{kind}: {said}")


def widen(out: dict[str, Any], ends: list[dict[str, Any]]) -> None:
    """Make money the range with and without a relief that is only claimed."""
    nothing = (None, None, None, Fraction(0), Fraction(0), Fraction(0), Fraction(0), None, False)
    heads = {}
    for i in {**ends[1]["heads"], **ends[0]["heads"]}:
        a, b = ends[0]["heads"].get(i, nothing), ends[1]["heads"].get(i, nothing)
        named = b if b[0] is not None else a
        heads[i] = (*named[:3], min(a[3], b[3]), max(a[4], b[4]), min(a[5], b[5]), max(a[6], b[6]), *named[7:])
    totals = {}
    for pair in {**ends[1]["totals"], **ends[0]["totals"]}:
        both = [e["totals"].get(pair, (Fraction(0), Fraction(0))) for e in ends]
        totals[pair] = (min(v[0] for v in both), max(v[1] for v in both))
    out["heads"], out["totals"] = heads, totals


def result(w: Ledger) -> dict[str, Any]:
    """Write down everything comparable about a world."""
    duties: dict[str, Any] = {}
    breaches: dict[str, Any] = {}
    powers: dict[str, Any] = {}
    for clause in w.c.clauses:
        for d in w.duties(clause.id):
            passed = (
                d.due is not None
                and (d.due.last < w.T or d.performed is not None)
                and (d.breaches or d.state != "waived")
                and d.amount is not None
                and d.settled
            )
            duties[d.case.id] = (
                d.state,
                d.due.last if d.due is not None else None,
                d.first.last if d.first is not None else None,
                d.breaches[0].at if d.breaches and d.due is not None else None,
                d.performed,
                tuple(d.by),
                (d.late or None) if d.due is not None or (d.breaches and d.breaches[-1].cured is None) else None,
                None if d.amount is None else max(d.amount - d.off, Fraction(0)),
                d.paid if clause.duties and isinstance(clause.duties[0].owed, m.Pay) else None,
                d.unpaid(d.due.last) if passed and d.due is not None else None,
            )
            breaches |= {b.id: (b.at, b.cured, b.excused) for b in d.breaches}
        if clause.powers:
            rows = w.powers(clause.id)
            for row in rows:
                void = tuple(e.id for e, c in w.voids if c == clause.id) if row is rows[0] else ()
                powers[row.id] = (*power_state(w, row), void)
    heads, totals = w.money()
    return {
        "duties": duties,
        "breaches": breaches,
        "heads": heads,
        "powers": powers,
        "suspensions": {h.id: (h.status, h.start, h.end) for h in [*w.halts(), *w.held()]},
        "metrics": metrics(w),
        "scores": cards(w),
        "totals": totals,
    }


def power_state(w: Ledger, row: Power) -> tuple[str, int | None, str | None, int | None]:
    if row.used is not None:
        return ("effective", row.opened, row.used.id, row.used.at)
    if row.opened is None or row.opened > w.T:
        return ("not_available", None, None, None)
    stop = w.stop(row.clause)
    over = row.until < w.T or (stop is not None and stop <= w.T)
    return ("lapsed" if over else "available", row.opened, None, None)


def metrics(w: Ledger) -> dict[str, tuple[Any, bool | None]]:
    """Return each metric's value by period, and whether the bound that a clause sets for it is kept once it is over."""
    out: dict[str, tuple[Any, bool | None]] = {}
    kept = {
        d.owed.what.name: d.owed
        for c in w.c.clauses
        for d in c.duties
        if isinstance(d.owed, m.Keep) and isinstance(d.owed.what, m.Measured)
    }
    for metric in w.c.metrics if w.start is not None else ():
        name, start = metric.label.id, max(w.start or 0, w.term_start())
        for s in w.spells(metric.period, start) if metric.period is not None else [w.whole_term()]:
            if name in kept and w.at(s.first) > min(w.ended(), w.close(w.whole_term().last)):
                continue
            v = w.metric(name, s, w.T)
            judged = name in kept and v is not None and w.close(s.last) < w.T
            out[f"{name}/{s.text}"] = (v, w.met_by(v, kept[name], metric.no_data) if judged else None)
    return out
