"""
How norms come into being: the contract and each clause come into force, and triggers bring instances.

A trigger is the term itself, each row of a table, each period, each occurrence of an event, each entry of
another clause into a state, or a condition that becomes true. An instance is tied to the ``same`` fields of
what brought it, bears an id made of its clause, key and period, and exists once per bearer. Nothing arises
before the clause binds (art. 502) or after the contract has ended, but what a breach costs may still be proved
then (art. 566 (2), 567).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import NamedTuple

from luyue.dsl import model
from luyue.engine.agenda import Agenda
from luyue.engine.condition import agrees
from luyue.engine.event import Event
from luyue.engine.finding import Unknown, unanswered
from luyue.engine.force import Force
from luyue.engine.formula import Env, bare, env_of
from luyue.engine.plan import Norm, Plan
from luyue.engine.powers import Powers
from luyue.engine.standing import Standing
from luyue.engine.takings import Takings
from luyue.engine.value import as_text
from luyue.engine.world import EVER, Instance, Key, PeriodValue, RowValue, World
from luyue.engine.zone import LAST_DAY

EVERYONE = ("each_party",)
Fired = tuple[int, str, str]


class Origin(NamedTuple):
    """What brings a norm into being: an event, another instance, a period, a row, or a condition that came true."""

    trigger: Event | None = None
    source: Instance | None = None
    period: PeriodValue | None = None
    row: RowValue | None = None
    key: Key | None = None  # None: that of what brings it
    cause: str = ""  # the breach of the other instance by which it entered its state


class Births:
    """Bring the norms of one run into being."""

    def __init__(
        self,
        plan: Plan,
        world: World,
        agenda: Agenda,
        *,
        takings: Takings,
        powers: Powers,
        standing: Standing,
        force: Force,
        look: Callable[[Norm, Instance], None],
    ) -> None:
        self.plan = plan
        self.world = world
        self.agenda = agenda
        self.takings = takings
        self.powers = powers
        self.standing = standing
        self.force = force
        self.look = look
        self.fired: set[Fired] = set()
        self.held: set[tuple[int, Key]] = set()  # conditions that hold, by clause and key
        self.active: set[int] = set()
        self.closing: set[int] = set()  # clauses whose own end is on the agenda
        self.names: dict[str, int] = {}
        self.arisen = 0
        self.findings: list[tuple[str, str, dict[str, str]]] = []  # code, clause, facts

    # ------------------------------------------------------------ in force

    def activate(self, norm: Norm) -> None:
        """Bring a clause into force once: what holds for the term, for each row, for each period."""
        if norm.number in self.active:
            self._await_end(norm)
            return
        start = self.force.since(norm)
        if start is None:
            return
        if start > self.world.now:
            key: Fired = (norm.number, "start", str(start))
            if key not in self.fired:
                self.fired.add(key)
                self.agenda.at(start, partial(self.agenda.renew, norm))
            return
        self.active.add(norm.number)
        self._await_end(norm)
        match norm.trigger.kind:
            case "term" if norm.metric is not None and norm.metric.period is not None:
                self._periods(norm, norm.metric.period, start)
            case "term" if norm.metric is not None:
                self._whole_term(norm, start)
            case "term":
                self.arise(norm, start, Origin())
            case "row":
                for row in self._rows(norm):
                    self._row(norm, row)
            case "period":
                self._periods(norm, norm.trigger.name, start)
            case _:
                pass

    def _await_end(self, norm: Norm) -> None:
        """Let standing duties end with their clause's own time in force, which an event to come may end."""
        if norm.number in self.closing or norm.own_window:
            return
        last = self.force.last(norm)
        if last is not None:
            self.closing.add(norm.number)
            self.agenda.at(max(last + 1, self.world.now), partial(self.standing.close, norm))

    def _whole_term(self, norm: Norm, start: int) -> None:
        """A figure without periods is measured over the whole term, and judged at its end."""
        self.arise(norm, start, Origin(period=self._term(norm, start)))

    def _term(self, norm: Norm, start: int) -> PeriodValue:
        """Return the whole term, over which a figure without periods is measured; it is judged at its end."""
        first, last = self.world.term or (self.world.zone.day_of(start), LAST_DAY)
        if self.world.term is not None:
            ends = self.world.zone.start_of(last + 1)
            self.agenda.at(max(ends, self.world.now), partial(self.agenda.renew, norm))
        return PeriodValue("term", first, last, "term", 1, 1)

    def _row(self, norm: Norm, row: RowValue) -> None:
        """Bring a row's norm into being when its own time in force begins."""
        env = Env(self.world, {norm.trigger.alias or row.table: row}, {})
        start = self.force.since(norm, env)
        if start is None:
            self.findings.append(("unknown-window", norm.id, {"row": " ".join(v for _, v in _row_key(norm, row))}))
        elif start > self.world.now:
            self.agenda.at(start, partial(self.arise, norm, start, Origin(row=row)))
        else:
            self.arise(norm, start, Origin(row=row))

    def _rows(self, norm: Norm) -> Iterator[RowValue]:
        table = next(t for t in self.plan.contract.tables if t.label.id == norm.trigger.name)
        for number, row in enumerate(table.rows, 1):
            env = bare(self.world)
            cells = {
                column.label.id: self.plan.conditions.value(cell)(env)
                for column, cell in zip(table.columns, row.cells, strict=True)
            }
            value = RowValue(table.label.id, number, cells)
            env.own = value
            if all(where(env) is True for where in norm.where):
                yield value

    def _periods(self, norm: Norm, name: str | None, start: int) -> None:
        period = next(p for p in self.plan.contract.periods if p.label.id == name)
        self._period(norm, period, self._first_period(period, start), start)

    def _first_period(self, period: model.Period, start: int) -> int:
        """Return the number of the first period that ends after an instant."""
        day = self.world.zone.day_of(start)
        k = 1
        while (found := self._nth(period, k)) is not None and found.last < day:
            k += 1
        return k

    def _nth(self, period: model.Period, k: int) -> PeriodValue | None:
        return self.plan.conditions.nth(period, bare(self.world), k)

    def begun(self, name: str, *, kept: bool) -> Iterator[PeriodValue]:
        """Yield the periods of a name that have begun, from the contract's start (of a duty: to its end)."""
        period = next(p for p in self.plan.contract.periods if p.label.id == name)
        if self.world.effective is None:
            return
        ends = [self.world.day]
        if kept and self.world.term is not None:
            ends.append(self.world.term[1])
        if kept and self.world.ended_at is not None:
            ends.append(self.world.zone.day_of(self.world.ended_at))
        k = self._first_period(period, self.world.effective)
        while (found := self._nth(period, k)) is not None and found.first <= min(ends):
            yield found
            k += 1

    def _period(self, norm: Norm, period: model.Period, k: int, since: int) -> None:
        """Bring the k-th period into being when it begins, then wait for the next."""
        found = self._nth(period, k)
        if found is None:
            return
        start = max(self.world.zone.start_of(found.first), since)
        if start > self.world.now:
            self.agenda.at(start, partial(self._period, norm, period, k, since))
            return
        if not self.force.binds(norm, start):
            return
        self.arise(norm, start, Origin(period=found))
        self.agenda.at(self.world.zone.start_of(found.last + 1), partial(self.agenda.renew, norm))
        self._period(norm, period, k + 1, since)

    # ------------------------------------------------------------ instances

    def arise(self, norm: Norm, at: int, origin: Origin) -> None:
        """Bring a norm into being, once for each bearer."""
        for inst in self._born(norm, at, origin):
            if self._wanted(norm, inst):
                self._admit(norm, inst)

    def kept(self, norm: Norm, trigger: Event) -> Instance:
        """Return the one instance that an event brought, by itself: nobody else hears of it."""
        (inst,) = self._born(norm, trigger.at, Origin(trigger=trigger))
        inst.id = self._stem(norm, inst)
        inst.counterparty = self._counterparty(norm, inst)
        return inst

    def _born(self, norm: Norm, at: int, origin: Origin) -> Iterator[Instance]:
        """Yield the instances that something brings, where the clause binds then."""
        trigger, source, period, row, key, cause = origin
        thing = trigger or row or period
        spoken = dict(source.vars) if source is not None else {}
        if thing is not None:
            spoken[norm.trigger.alias or _own_name(norm, thing)] = thing
        identity = key if key is not None else _key(norm, trigger, row, source)
        tie = {**_tie(norm, identity, thing), **_of_act(source, cause)}
        env = Env(self.world, spoken, tie)
        begun = self.force.since(norm, env)
        if begun is None or not self.force.binds(norm, at, env):
            return
        for bearer, extra in self._bearers(norm, env):
            yield Instance(
                norm=norm.clause,
                id="",
                key=(*identity, *extra),
                tie=tie,
                period=self._measured(norm, at, period, source),
                trigger=trigger,
                source=source,
                arose_at=at,
                cause=cause,
                binds_from=begun,
                vars=spoken,
                number=self.arisen,
                state="holding" if norm.standing or norm.metric is not None else "pending",
                bearer=bearer,
            )

    def _measured(self, norm: Norm, at: int, period: PeriodValue | None, source: Instance | None) -> PeriodValue | None:
        """Return the period of an instance: its own, or its source's; of a figure without periods the whole term."""
        found = period if period is not None or source is None else source.period
        return self._term(norm, at) if found is None and norm.metric is not None else found

    def _admit(self, norm: Norm, inst: Instance) -> None:
        self.arisen += 1
        inst.id = self._name(norm, inst)
        inst.counterparty = self._counterparty(norm, inst)
        self.world.instances[norm.id].append(inst)
        if inst.source is not None:
            inst.source.followers.append(inst)
        self.takings.admit(norm, inst)
        self.powers.carry(norm, inst)
        if self._too_late_to_use(norm):
            self.powers.end(inst)  # what comes to light later opens nothing any more
        self.takings.earlier(norm, inst)
        self.standing.carry_over(norm, inst)
        last = self.force.last(norm, env_of(self.world, inst)) if norm.own_window else None
        if last is not None:
            self.agenda.at(last + 1, partial(self.standing.stop, norm, inst))
        self.agenda.report(inst)
        self.look(norm, inst)

    def _too_late_to_use(self, norm: Norm) -> bool:
        """Return whether the contract has ended, or, of a right to end it, its term is over (art. 557)."""
        if norm.ends_contract and not self.force.survives(norm, self.world.now):
            closes = self.force.closes(norm)
            if closes is not None and closes < self.world.now:
                return True
        return self.world.ended(norm.id) is not None and not norm.survives

    def _wanted(self, norm: Norm, inst: Instance) -> bool:
        """Return whether the precondition lets a duty arise at all (``else no duty``), or may: nobody can say yet."""
        if norm.entry is None:
            return True
        found = norm.entry.since(env_of(self.world, inst), EVER)
        if isinstance(found, Unknown) and unanswered(found):
            inst.doubted = found.missing
            return True
        return isinstance(found, int)

    def _bearers(self, norm: Norm, env: Env) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        found = "" if norm.bearer is None else norm.bearer(env)
        each = norm.duty.each_of if norm.duty is not None else None
        word = "" if isinstance(found, Unknown) else as_text(found)
        if word in EVERYONE or each is not None:
            for party in self.plan.contract.parties:
                yield party.label.id, (("party", party.label.id),)
        else:
            yield word, ()

    def _counterparty(self, norm: Norm, inst: Instance) -> str | None:
        if norm.payee is not None:
            found = norm.payee(env_of(self.world, inst))
            return None if isinstance(found, Unknown) else as_text(found)
        others = [p.label.id for p in self.plan.contract.parties if p.label.id != inst.bearer]
        return others[0] if len(others) == 1 and inst.bearer else None

    def _stem(self, norm: Norm, inst: Instance) -> str:
        parts = [norm.id]
        if inst.key:
            parts.append(" ".join(value for _, value in inst.key))
        if inst.period is not None:
            parts.append(inst.period.text)
        return "/".join(parts)

    def _name(self, norm: Norm, inst: Instance) -> str:
        stem = self._stem(norm, inst)
        self.names[stem] = self.names.get(stem, 0) + 1
        return stem if self.names[stem] == 1 else f"{stem}#{self.names[stem]}"

    # ------------------------------------------------------------ conditions and states as triggers

    def check_condition(self, norm: Norm) -> None:
        if norm.condition is None or norm.number not in self.active:
            return
        for key, period in product(self._candidates(norm), self._counted_in(norm)):
            env = Env(self.world, {}, dict(key), counted_in=period)
            since = norm.condition(env, EVER)
            mark = (norm.number, key if period is None else (*key, ("", period.text)))
            scored = period if norm.scored_in is not None else None
            if not isinstance(since, int):
                self._fall(norm, mark, scored)
            elif mark not in self.held:
                self.held.add(mark)
                start = self.force.since(norm)
                if not self._rise(norm, scored, key):
                    self.arise(norm, since if start is None else max(since, start), Origin(key=key, period=scored))

    def _fall(self, norm: Norm, mark: tuple[int, Key], scored: PeriodValue | None) -> None:
        """Note that a condition holds no more; what rests on a score that points came back to falls away."""
        if mark in self.held and scored is not None:
            for inst in self._of_period(norm, scored, mark[1]):
                inst.fallen = True
                self.agenda.report(inst)
        if mark in self.held and norm.holder is not None and norm.duty is None:
            self._take_back(norm, mark[1])
        self.held.discard(mark)

    def _take_back(self, norm: Norm, key: Key) -> None:
        """Let a right that rested on a delay go as if it had never come to be, where relief has cut the delay short."""
        mine = [one for one in self.world.instances[norm.id] if one.key == key]
        for inst in mine[-1:]:
            power = inst.power
            if power is not None and power.effective_at is None and self._cut_short(norm, inst):
                self.world.instances[norm.id].remove(inst)
                self.names[self._stem(norm, inst)] -= 1
                self.powers.void.setdefault(norm.id, []).extend(power.void)  # acts in vain stay on record

    def _cut_short(self, norm: Norm, inst: Instance) -> bool:
        """Return whether a delay that was long enough runs on and is not, for days are left out that lay before."""
        env, asked = Env(self.world, {}, dict(inst.key)), norm.trigger.condition
        late = [n for n in ([] if asked is None else _together(asked)) if isinstance(n, model.InState)]
        for part in (n for n in late if n.state == "late" and n.clause is not None):
            running = (one for one in self.world.instances[part.clause or ""] if one.state == "overdue")
            known = [spell for one in running if agrees(one, env.tie) for spell in one.uncounted]
            if any(spell.start < inst.arose_at for spell in known):
                return self.plan.conditions.since(part)(env, EVER) is None
        return False

    def _rise(self, norm: Norm, scored: PeriodValue | None, key: Key) -> bool:
        """Return whether an instance of a score's period that had fallen away stands again."""
        found = [] if scored is None else self._of_period(norm, scored, (*key, ("", scored.text)))
        for inst in found:
            inst.fallen = False
            self.agenda.report(inst)
        return bool(found)

    def _of_period(self, norm: Norm, period: PeriodValue, mark: Key) -> list[Instance]:
        mine = [one for one in self.world.instances[norm.id] if one.period == period]
        return [one for one in mine if all(part in mark for part in one.key if part[0] != "party")]

    def _counted_in(self, norm: Norm) -> list[PeriodValue | None]:
        """
        Return the periods for which a condition that counts in one is asked: now's, and that of the instant before.

        A breach at the first instant of a period belongs to the one that has just ended. A condition that reads a
        score is asked for every period begun: a score may be confirmed, or mended, long after it.
        """
        if norm.scored_in is not None:
            return [*self.begun(norm.scored_in, kept=True)]
        if norm.counts_in is None:
            return [None]
        period = next(p for p in self.plan.contract.periods if p.label.id == norm.counts_in)
        find, zone = self.plan.conditions.periods(period), self.world.zone
        days = dict.fromkeys((zone.day_of(self.world.now - 1), self.world.day))
        found = [find(bare(self.world), day) for day in days]
        return [period for period in found if period is not None]

    def _candidates(self, norm: Norm) -> list[tuple[tuple[str, str], ...]]:
        """Return the values of the ``same`` fields for which a condition is asked."""
        same = norm.trigger.same
        if not same:
            return [()]
        found: dict[tuple[tuple[str, str], ...], None] = {}
        for clause in sorted(norm.watches):
            for inst in self.world.instances[clause]:
                known = {**dict(inst.key), **inst.tie}
                if all(name in known for name in same):
                    found[tuple((name, known[name]) for name in same)] = None
        for name in sorted(norm.spans):
            for spell in self.world.spells[name]:
                known = dict(spell.key)
                if all(field in known for field in same):
                    found[tuple((field, known[field]) for field in same)] = None
        for kind in sorted(norm.reads):
            for event in self.world.history[kind]:
                if all(name in event.fields for name in same):
                    found[tuple((name, as_text(event.fields[name])) for name in same)] = None
        return list(found)

    def from_state(self, norm: Norm, inst: Instance, at: int, cause: str) -> None:
        """Bring a norm into being that waits for an instance's state; ``cause`` is the breach it entered by, if any."""
        several = len({s.clause for s in norm.sources if s.clause is not None}) > 1
        first = (("clause", inst.norm.label.id),) if several else ()
        self.arise(norm, at, Origin(source=inst, key=(*first, *inst.key), cause=cause))


# ---------------------------------------------------------------- helpers


def _together(condition: model.Expr) -> list[model.Expr]:
    """Return the conditions that must hold together."""
    if isinstance(condition, model.Logic) and condition.op == "and":
        return [*_together(condition.left), *_together(condition.right)]
    return [condition]


def _own_name(norm: Norm, thing: object) -> str:
    match thing:
        case Event():
            return thing.type
        case RowValue():
            return thing.table
        case PeriodValue():
            return thing.name
        case _:
            raise TypeError(f"nothing to name: {thing!r}")


def _key(
    norm: Norm, trigger: Event | None, row: RowValue | None, source: Instance | None
) -> tuple[tuple[str, str], ...]:
    if row is not None:
        return _row_key(norm, row)
    if trigger is not None:
        return tuple((name, as_text(trigger.fields[name])) for name in norm.same if name in trigger.fields)
    return source.key if source is not None else ()


def _row_key(norm: Norm, row: RowValue) -> tuple[tuple[str, str], ...]:
    if "norm" in row.cells:
        return (("norm", as_text(row.cells["norm"])),)
    same = tuple((name, as_text(row.cells[name])) for name in norm.same if name in row.cells)
    if same:
        return same
    first = next((name for name, cell in row.cells.items() if isinstance(cell, str)), None)
    return ((first, as_text(row.cells[first])),) if first is not None else ((row.table, str(row.number)),)


def _of_act(source: Instance | None, cause: str) -> Mapping[str, str]:
    """Return what the prohibited act says that broke another clause: what follows from it is tied to that act."""
    return next((b.tie for b in source.breaches if b.id == cause), {}) if source is not None and cause else {}


def _tie(norm: Norm, key: Iterable[tuple[str, str]], thing: object) -> dict[str, str]:
    """Return the values of the ``same`` fields, from the key or from what started the instance."""
    known = dict(key)
    found: dict[str, str] = {}
    for name in norm.same:
        match thing:
            case Event() if name in thing.fields:
                found[name] = as_text(thing.fields[name])
            case RowValue() if name in thing.cells:
                found[name] = as_text(thing.cells[name])
            case PeriodValue() if name not in known:
                found[name] = thing.text
            case _ if name in known:
                found[name] = known[name]
            case _:
                pass
    return found
