"""
Logs for any contract: rows of every type that its clauses read, then people who act around what the twin says is due.

Fields are drawn from what the clauses compare them with, so that conditions are met and missed about as often.
"""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from oracle import contract_of, reading_values, standing
from oracle_parts import Spell, Thing, Unknown, case, half_up
from oracle_scores import Scores

from luyue.dsl import model as m
from luyue.dsl.quantity import Money
from luyue.engine.event import Cash, DayValue, Event, InstantValue, Month, Span_
from strategies.contracts import pick
from strategies.logs import DAY, Case, around, instants_of
from strategies.parts import cash

HOURS = (0, 9 * 3_600_000_000, 16 * 3_600_000_000, DAY - 1)


class Tale:
    """A log for a contract, written row by row."""

    def __init__(self, draw: Random, contract: m.Contract, settings: dict[str, Any], first: date) -> None:
        """Collect what fields are compared with, and when things may happen."""
        self.draw, self.contract, self.settings, self.first = draw, contract, settings, first
        self.rows: list[Event] = []
        self.types = {e.id: e for e in contract.events}
        read = (contract.clauses, contract.intervals, contract.metrics, contract.effective, contract.limits)
        self.read = sorted({n.event for p in read if p for n in m.walk(p) if isinstance(n, m.Pattern)})
        self.said: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for p in (n for part in read if part for n in m.walk(part) if isinstance(n, m.Pattern)):
            for name, value in constants(p.where):
                self.said[p.event, name].append(value)

    def world(self) -> Scores:
        """Return the twin's view of the rows so far, half a year after the last of them."""
        chosen = contract_of(self.contract, None)
        rows = sorted(standing(self.rows, Scores(chosen, [], 0, {})), key=lambda e: (e.at, e.recorded, e.id))
        end = max((e.at for e in rows), default=0) + 180 * DAY
        return Scores(chosen, rows, end, {**reading_values(chosen, {}), **self.settings})

    def instant(self) -> int:
        """Draw an instant within half a year."""
        return instants_of(self.first + timedelta(days=self.draw.randrange(181)), pick(self.draw, *HOURS))

    def a_value(self, kind: str, f: m.FieldType) -> Any:
        """Draw a field: more often than not what some clause compares it with."""
        draw, said = self.draw, self.said[kind, f.label.id]
        if said and f.type.kind is not m.Kind.SET and not pick(draw, False, False, True):
            return pick(draw, *said)
        match f.type.kind:
            case m.Kind.TEXT | m.Kind.ID:
                return pick(draw, "T1", "T2")
            case m.Kind.MONEY:
                return cash(pick(draw, "500", "1000.05", "100000.005"))
            case m.Kind.RATE:
                return Fraction(pick(draw, 1, 3, 9), 100)
            case m.Kind.NUMBER | m.Kind.COUNT | m.Kind.POINTS:
                return Fraction(pick(draw, 0, 9, 14, 15, 100))
            case m.Kind.TRUTH:
                return pick(draw, True, False)
            case m.Kind.PARTY:
                return pick(draw, *(p.label.id for p in self.contract.parties))
            case m.Kind.ENUM:
                return pick(draw, *(v.id for v in f.type.values))
            case m.Kind.SET if f.type.of == "clause":
                return (pick(draw, *self.names()),)
            case m.Kind.SET:
                return tuple(sorted(v.id for v in f.type.values if pick(draw, True, True, False)))
            case m.Kind.CLAUSE:
                return pick(draw, *self.names())
            case m.Kind.DATE:
                return DayValue((self.first + timedelta(days=pick(draw, 0, 30, 75, 120))).toordinal())
            case m.Kind.MONTH:
                d = self.first + timedelta(days=pick(draw, 0, 31, 62))
                return Month(d.year, d.month)
            case m.Kind.PERIOD:
                known = self.world().spells(f.type.of or "", instants_of(self.first, 0))
                return pick(draw, *(s.text for s in known[:3])) if known else "none"
            case m.Kind.LENGTH:
                return Span_(Fraction(2), "day")
            case m.Kind.INSTANT:
                return InstantValue(self.instant())
        raise NotImplementedError(f.type.kind)

    def names(self) -> list[str]:
        """List what a field that names a clause may hold: clauses, and the norms of tables."""
        out = [c.id for c in self.contract.clauses]
        for table in self.contract.tables:
            ids = [f.label.id for f in table.columns]
            if "norm" in ids:
                out += [
                    str(c.value) for r in table.rows for c in [r.cells[ids.index("norm")]] if isinstance(c, m.Const)
                ]
        return out

    def say(self, kind: str, at: int, hints: dict[str, Any] | None = None) -> None:
        """Write a row with the fields hinted at and the others drawn."""
        spec = self.types[kind]
        fields = {}
        for f in spec.fields:
            if hints is not None and f.label.id in hints:
                fields[f.label.id] = hints[f.label.id]
            elif not f.optional or pick(self.draw, True, False):
                fields[f.label.id] = self.a_value(kind, f)
        effect = fields.get(spec.effect_at or "")
        counts = effect.us if isinstance(effect, InstantValue) else at
        self.rows.append(Event(f"e{len(self.rows):03}", kind, at, at, counts, fields))


def constants(where: tuple[m.Expr, ...]) -> list[tuple[str, Any]]:
    """List the constants that conditions compare fields of the event itself with."""
    out = []
    for n in m.walk(where):
        sides = (n.left, n.right) if isinstance(n, m.Same) else (n.of, n.member) if isinstance(n, m.Includes) else ()
        if sides and isinstance(sides[0], m.FieldOf) and isinstance(sides[0].of, m.Own):
            if isinstance(sides[1], m.Const):
                out.append((sides[0].name, (sides[1].value)))
            if isinstance(sides[1], m.PartyRef):
                out.append((sides[0].name, sides[1].name))
    return out


def stated(v: Any) -> Any:
    """Write a value of the twin's as a row states it."""
    if isinstance(v, date):
        return DayValue(v.toordinal())
    return v.text if isinstance(v, Spell) else Cash(v.amount, v.currency) if isinstance(v, Money) else v


def hints_for(w: Scores, p: m.Pattern, of: Thing, who: str | None, spec: m.EventType) -> dict[str, Any]:
    """Say which fields an event must carry to be of a pattern for an instance."""
    out: dict[str, Any] = {}
    env = w.env(of)
    for n in m.walk(p.where):
        if isinstance(n, m.Same) and isinstance(n.left, m.FieldOf) and isinstance(n.left.of, m.Own) and not n.negated:
            try:
                out[n.left.name] = stated(w.value(n.right, env))
            except Unknown:
                continue
        if isinstance(n, m.Includes) and isinstance(n.of, m.FieldOf) and isinstance(n.of.of, m.Own):
            out[n.of.name] = tuple(sorted({*out.get(n.of.name, ()), w.value(n.member, env)}))
    for name, v in env.ties:
        kind = next((f.type.kind for f in spec.fields if f.label.id == name), None)
        if kind is m.Kind.MONTH:
            year, month = v.split("-")[:2]
            out[name] = Month(int(year), int(month))
        elif kind is not None:
            out[name] = v
    for f in spec.fields:
        if f.type.kind is m.Kind.PARTY and who is not None and who != "each_party":
            out.setdefault(f.label.id, who)
    return out


def perform(t: Tale) -> None:
    """Let what is owed be performed around the instants at which it is due."""
    w = t.world()
    acts = [c for c in w.c.clauses if w.settled(c.id) and c.duties and not isinstance(c.duties[0].owed, m.Keep)]
    owed = [d for c in acts for d in w.cases(c.id)]
    for d in owed[:14]:
        at = around(t.draw, d.due.last) if d.due is not None else t.instant()
        match d.clause.duties[0].owed:
            case m.Act(any_of=ways, at_least=n):
                for p in pick(t.draw, *ways):
                    for _ in range(pick(t.draw, n, n, n - 1)):
                        t.say(p.event, at, hints_for(w, p, d, d.bearer, t.types[p.event]))
            case m.Pay(by=p, field=field):
                for amount in shares(t.draw, d):
                    hints = hints_for(w, p, d, d.bearer, t.types[p.event])
                    t.say(p.event, at, {**hints, field: Cash(amount, "CNY")})
                    at += pick(t.draw, 0, DAY, 4 * DAY)


def shares(draw: Random, d: Thing) -> list[Fraction]:
    """Split a debt: paid at once, in two parts, short by a fen, or not at all."""
    whole = half_up(d.amount) if d.amount is not None else Fraction(100)
    return list(
        pick(
            draw, (whole,), (whole,), (whole / 4, whole - whole / 4), (max(Fraction(1), whole - Fraction("0.01")),), ()
        )
    )


def use_powers(t: Tale) -> None:
    """Use rights as they open, a microsecond too early, or later."""
    w = t.world()
    rights = [(c, p) for c in w.c.clauses if c.powers for p in [*w.rights(c.id)] or [case(c, (), 0)]]
    for c, p in rights[:6]:
        if pick(t.draw, True, False, False):
            continue
        holder, act = w.maybe(c.powers[0].holder, w.env(p)), c.powers[0].act
        hints = hints_for(w, act, p, holder, t.types[act.event])
        at = p.opened if p.opened is not None else t.instant()
        t.say(act.event, at + pick(t.draw, 0, 1, DAY, 9 * DAY, -1), hints)


def a_tale(draw: Random, contract: m.Contract, settings: dict[str, Any], first: date) -> Case:
    """Draw a log for a contract, from a day on, and the date it is judged at."""
    t = Tale(draw, contract, settings, first)
    for _ in range(pick(draw, 2, 5, 9, 14)):
        t.say(pick(draw, *t.read), t.instant())
    perform(t)
    use_powers(t)
    if pick(draw, False, True):
        perform(t)
    as_of: date | int | None = pick(draw, None, first + timedelta(days=120), first + timedelta(days=420), "instant")
    if as_of == "instant":
        as_of = t.instant()
    return Case(contract, tuple(draw.sample(t.rows, len(t.rows))), as_of, None, settings)
