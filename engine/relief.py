"""
Suspension (SEMANTICS section 4): which spells of an interval relieve whom, and what they move.

A spell is seen by every clause that suspends during its interval. It is *claimed* while a condition can still
be met, *recognised* from its beginning once all are met, *refused* once one has failed; where the other side
may deny relief it is *revocable* until it does. A power that halts or withholds performance is a spell of its
own, recognised from its exercise.
"""

from collections.abc import Iterable, Mapping

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine import moved
from luyue.engine.agenda import Agenda
from luyue.engine.due import DueDate
from luyue.engine.event import Event
from luyue.engine.finding import Missing, Unknown, merge
from luyue.engine.formula import Env, tied
from luyue.engine.plan import Norm, Plan
from luyue.engine.value import as_text
from luyue.engine.world import Instance, Spell, SuspensionState, World, merged

RELIEVES = ("recognised", "revocable")
EVENT_KINDS = (Kind.EVENT, Kind.DATE, Kind.INSTANT)  # what an alias of an event may be read as


class Relief:
    """Follow the suspensions of one run."""

    def __init__(self, plan: Plan, world: World, agenda: Agenda) -> None:
        self.plan = plan
        self.world = world
        self.agenda = agenda
        self._around: dict[tuple[str, str, tuple[str, ...]], tuple[int, list[SuspensionState]]] = {}

    # ------------------------------------------------------------ spells

    def opened(self, spell: Spell) -> None:
        """Let every clause that suspends during the interval see a new spell."""
        for norm in self.plan.norms:
            if norm.suspension is not None and norm.suspension.interval == spell.interval:
                self._see(norm, norm.suspension, spell)

    def _see(self, norm: Norm, rule: model.Suspension, spell: Spell) -> None:
        stem = f"{norm.id}/{' '.join(v for _, v in spell.key)}" if spell.key else norm.id
        before = sum(1 for s in self.world.suspensions if s.id == stem or s.id.startswith(stem + "#"))
        state = SuspensionState(
            norm=norm.clause,
            rule=rule,
            id=stem if before == 0 else f"{stem}#{before + 1}",
            spell=spell,
            party=self._party(spell.opening),
            clauses=self._clauses(spell.opening),
            status="",
        )
        self.world.suspensions.append(state)
        self.judge(norm, state)

    def _party(self, opening: Event | None) -> str | None:
        found = self._first(opening, lambda t: t.kind is Kind.PARTY)
        return None if found is None else as_text(found)

    def _clauses(self, opening: Event | None) -> frozenset[str] | None:
        found = self._first(opening, lambda t: t.kind is Kind.CLAUSE or (t.kind is Kind.SET and t.of == "clause"))
        if found is None:
            return None
        return frozenset(found) if isinstance(found, tuple) else frozenset({as_text(found)})

    def _first(self, opening: Event | None, wanted: "object") -> object:
        if opening is None or not callable(wanted):
            return None
        for field in self.plan.types[opening.type].fields:
            if wanted(field.type) and field.label.id in opening.fields:
                return opening.fields[field.label.id]
        return None

    # ------------------------------------------------------------ recognition

    def judge_all(self, norm: Norm) -> None:
        """Look again at every spell that a suspending clause sees."""
        for state in self.world.suspensions:
            if state.rule is not None and state.norm is norm.clause and state.status != "refused":
                self.judge(norm, state)

    def judge(self, norm: Norm, state: SuspensionState) -> None:
        """Decide a spell's status from its conditions; tell the covered instances if it changed."""
        if state.denied_by is not None:
            return
        found = [self._condition(requirement, state) for requirement in norm.requirements]
        state.why = merge(*(why for _, _, why, _ in found))
        state.events = tuple(dict.fromkeys(e for _, _, _, events in found for e in events))
        words = [word for word, _, _, _ in found]
        if "failed" in words:
            status = "refused"
        elif "open" in words:
            status = "claimed"
        else:
            status = "revocable" if norm.denied is not None or self._names(state) & self.plan.deniable else "recognised"
            state.recognised_at = max([state.spell.start, *(at for _, at, _, _ in found)])
        denial = self._denial(norm, state) if status == "revocable" else None
        if denial is not None:
            status, state.denied_by = "refused", denial.id
            state.events = (*state.events, denial.id)
        if status != state.status:
            state.status = status
            self.touch(state)

    def _denial(self, norm: Norm, state: SuspensionState) -> Event | None:
        """Return the first valid denial of a spell: by the other side, since it began."""
        if norm.denied is None:
            return None
        env, party = self.env(state), norm.denied.party
        for event in self.world.history[norm.denied.event]:
            who = None if party is None else event.fields.get(party)
            own = who is not None and who == state.party
            if event.at >= state.spell.start and tied(event, env.tie) and not own and norm.denied.test(event, env):
                return event
        return None

    def _condition(
        self, requirement: tuple[model.Requirement, object, object], state: SuspensionState
    ) -> tuple[str, int, tuple[Missing, ...], tuple[str, ...]]:
        """Return met, open or failed, since when, what is said about it, and the events that met it."""
        rule, since, due = requirement
        spell, world = state.spell, self.world
        env = self.env(state)
        at = since(env, spell.start)  # type: ignore[operator]
        name = _name(rule.condition)
        events = tuple(e.id for e in world.history[name] if e.at == at) if isinstance(at, int) else ()
        if due is None:
            if isinstance(at, int):
                return "met", at, (Missing("condition_met", {"event": name}),), events
            return "open", 0, (Missing("condition_open", {"event": name}),), ()
        limit = due(env, spell.start)  # type: ignore[operator]
        if isinstance(limit, Unknown):
            return "open", 0, merge(limit.missing, (Missing("condition_untimed", {"event": name}),)), events
        facts = {"event": name, "last": str(limit.last)}
        if isinstance(at, int) and at <= limit.last:
            return "met", at, (Missing("condition_met", facts),), events
        if world.now > limit.last:
            asks = any(isinstance(node, model.Happened) for node in model.walk(rule.condition))
            code = "condition_late" if isinstance(at, int) else "condition_missed" if asks else "condition_unmet"
            return "failed", 0, (Missing(code, facts),), events
        self.agenda.at(limit.first_late, lambda: self._again(state))
        return "open", 0, (Missing("condition_open", facts),), ()

    def _again(self, state: SuspensionState) -> None:
        norm = self.plan.by_id[state.norm.label.id]
        if state.status == "claimed":
            self.judge(norm, state)

    def env(self, state: SuspensionState) -> Env:
        """Return what a suspension's conditions may read: the opening event by its name, tied by the spell's key."""
        opening = state.spell.opening
        spoken = {} if opening is None else {opening.type: opening, state.spell.interval: opening}
        return Env(self.world, spoken, dict(state.spell.key))

    def deny(self, event: Event, names: Iterable[str], tie: Mapping[str, str]) -> None:
        """Take relief back, to its beginning, where a power of the other side denies it; claimed relief too."""
        wanted = set(names)
        for state in self.world.suspensions:
            own = dict(state.spell.key)
            meant = all(own.get(name, value) == value for name, value in tie.items())
            if state.rule is not None and state.status != "refused" and meant and wanted & self._names(state):
                state.status, state.denied_by = "refused", event.id
                state.events = (*state.events, event.id)
                self.touch(state)

    def _names(self, state: SuspensionState) -> set[str]:
        """Return what a power may call a suspension by: its id, its clause, its interval."""
        return {state.id, state.norm.label.id, state.spell.interval}

    def touch(self, state: SuspensionState) -> None:
        """Look again at every norm with an instance that the spell covers, and at those that watch the interval."""
        self.world.touched.append(state)
        for norm in self.plan.norms:
            if any(self.covers(state, inst) for inst in self.world.instances[norm.id]):
                self.agenda.renew(norm)
        for norm in self.plan.spanners.get(state.spell.interval, ()):
            self.agenda.renew(norm)

    # ------------------------------------------------------------ what it does

    def covers(self, state: SuspensionState, inst: Instance) -> bool:
        """
        Return whether a spell suspends an instance: its bearer, and its clause or table row.

        Both must have it: the clauses that the line lists, and those that the opening event says are affected.
        """
        rule = state.rule
        if rule is None:
            return state.clauses is not None and inst.norm.id in state.clauses
        if rule.parties and not any(self._bears(party, state, inst) for party in rule.parties):
            return False
        norms = {inst.norm.id, *(v for k, v in inst.key if k == "norm")}
        named = state.clauses is None or not norms.isdisjoint(state.clauses)
        return named and (not rule.clauses or not norms.isdisjoint(rule.clauses))

    def _bears(self, party: model.Expr, state: SuspensionState, inst: Instance) -> bool:
        match party:
            case model.Known(name="affected_party"):
                return state.party is None or inst.bearer == state.party
            case model.Known():
                return True
            case model.PartyRef(name=name):
                return inst.bearer == name
            case _:
                return as_text(self.plan.conditions.value(party)(self.env(state))) == inst.bearer

    def states(self, inst: Instance, statuses: tuple[str, ...]) -> list[SuspensionState]:
        """Return the spells that cover an instance with one of the statuses, in order of beginning."""
        if not self.world.suspensions:
            return []
        return [state for state in self.around(inst) if state.status in statuses]

    def around(self, inst: Instance) -> list[SuspensionState]:
        """Return every spell that covers an instance, whatever its status, in order of beginning."""
        if not self.world.suspensions:
            return []
        alike = inst.norm.id, inst.bearer, tuple(value for name, value in inst.key if name == "norm")
        seen, found = self._around.get(alike, (0, []))
        if seen < len(self.world.suspensions):
            fresh = [state for state in self.world.suspensions[seen:] if self.covers(state, inst)]
            found = sorted((*found, *fresh), key=lambda s: (s.spell.start, s.id))
            self._around[alike] = len(self.world.suspensions), found
        return found

    def bearing(self, inst: Instance) -> list[SuspensionState]:
        """Return the spells that cover an instance and bear on its time: not what began when that was over."""
        return [state for state in self.around(inst) if self._bears_on(state, inst)]

    def _bears_on(self, state: SuspensionState, inst: Instance) -> bool:
        if inst.due is None or inst.claimed is None:
            return True
        return self.reaches(state, inst, max(inst.due.last, inst.claimed.last))

    def reaches(self, state: SuspensionState, inst: Instance, last: int) -> bool:
        """Return whether a spell bears on a time that ends at an instant: not what was over when that began to run."""
        if inst.begun is not None and state.spell.end is not None and state.spell.end <= inst.begun:
            return False
        late = state.rule is not None and state.rule.also_late
        return late or state.spell.start <= last

    def settled(self, inst: Instance) -> bool:
        """Return whether no spell has changed, or still runs on, that bears on an instance since ``note`` noted it."""
        if inst.relieved < 0:
            return False
        fresh = self.world.touched[inst.relieved :]
        if any(self.covers(state, inst) and self._bears_on(state, inst) for state in fresh):
            return False
        inst.relieved = len(self.world.touched)
        return True

    def note(self, inst: Instance) -> None:
        """Note that an instance was judged with the spells as they are; while one runs on it is asked again."""
        running = any(s.spell.end is None or s.spell.end > self.world.now for s in self.bearing(inst))
        inst.relieved = -1 if running else len(self.world.touched)

    def now(self, inst: Instance, statuses: tuple[str, ...]) -> bool:
        """Return whether such a spell covers the instance at this instant."""
        return any(s.spell.end is None or s.spell.end > self.world.now for s in self.states(inst, statuses))

    def covering(self, inst: Instance, instant: int, statuses: tuple[str, ...]) -> list[SuspensionState]:
        """Return the spells that hold an instant."""
        return [
            s
            for s in self.states(inst, statuses)
            if s.spell.start <= instant and (s.spell.end is None or instant < s.spell.end)
        ]

    def uncounted(self, inst: Instance, due: DueDate, *, claimed: bool = False) -> tuple[Spell, ...]:
        """Return the spells whose days count for nothing even in delay (``also when late``), or claimed ones too."""
        return tuple(
            state.spell
            for state in self.states(inst, (*RELIEVES, "claimed") if claimed else RELIEVES)
            if state.rule is not None and state.rule.also_late and state.spell.start >= due.last
        )

    def move(self, inst: Instance, base: DueDate, statuses: tuple[str, ...]) -> DueDate:
        """Return a due date moved by the spells that cover it; an open one runs to this instant."""
        states = self.states(inst, statuses)
        if not any(state.spell.start < base.last for state in states):
            return base
        due, begun = base, began(base, inst)
        for piece in merged((s.spell for s in states), self.world.now):  # days under two of them count once
            first = next(s for s in states if s.spell.start == piece[0] and s.spell.end != piece[0])
            work = moved.stop_clock if _stops(first) else moved.extend  # the one that began says how
            counted = first.rule is not None and first.rule.start_counted
            zone, cal = self.world.zone, self.world.calendar
            due = work(due, [piece], trigger=begun, zone=zone, cal=cal, start_counted=counted)
        return due


def began(base: DueDate, inst: Instance) -> int:
    """
    Return when the time began to run: what lies before moves nothing.

    A date of the contract's own runs from when the clause came into force; one that the trigger brought (the event, or
    the period for which something is owed), or the end of the term for want of another time, from the trigger.
    """
    start = next(
        (at for step in base.steps[:1] if step.rule == "start" for name, at in step.facts if name == "at"), None
    )
    if isinstance(start, int):
        return start
    met = inst.met_at
    if met is not None and any(step.rule == "later-of" and step.parts[0].last < met for step in base.steps):
        return met  # the day on which a precondition was met, after the time itself had run out
    undemanded = any(step.rule == "no-time-stated" for step in base.steps[:1])
    brought = undemanded or inst.period is not None or _brought(inst)
    return max(inst.binds_from, inst.arose_at) if brought else inst.binds_from


def _brought(inst: Instance) -> bool:
    """Return whether the time is the day, or a date, of the event that started the instance: known only from then."""
    spoken = (n for n in model.walk(inst.norm.timings) if isinstance(n, model.Var))
    return isinstance(inst.trigger, Event) and any(one.type.kind in EVENT_KINDS for one in spoken)


def _stops(state: SuspensionState) -> bool:
    return state.rule is not None and state.rule.stops_clock


def _name(condition: model.Expr) -> str:
    """Return what a condition asks for: an event, else a reading or a word that the engine knows."""
    asked: dict[type, str] = {}
    for node in model.walk(condition):
        match node:
            case model.Happened(pattern=pattern):
                asked.setdefault(model.Happened, pattern.event)
            case model.ReadingIs(reading=reading):
                asked.setdefault(model.ReadingIs, reading)
            case model.Known(name=name):
                asked.setdefault(model.Known, name)
            case _:
                pass
    return next((asked[kind] for kind in (model.Happened, model.ReadingIs, model.Known) if kind in asked), "")
