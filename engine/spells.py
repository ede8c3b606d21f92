"""
Intervals as they happen: spells open and close by events, by fields of one event, or by the states of a clause.

A power that halts or withholds performance makes a spell of its own, from its exercise until what ends it and
the time allowed to resume.
"""

from functools import partial

from luyue.dsl import model
from luyue.engine.agenda import Agenda
from luyue.engine.condition import lasting_mark
from luyue.engine.event import DayValue, Event
from luyue.engine.finding import Unknown
from luyue.engine.formula import bare, env_of
from luyue.engine.moments import moments
from luyue.engine.plan import Norm, Plan
from luyue.engine.relief import Relief
from luyue.engine.standing import Standing
from luyue.engine.timing import within
from luyue.engine.value import as_text, start_of
from luyue.engine.world import Instance, Spell, SuspensionState, World


class Spells:
    """Follow the intervals of one run."""

    def __init__(self, plan: Plan, world: World, agenda: Agenda, *, relief: Relief, standing: Standing) -> None:
        self.plan = plan
        self.world = world
        self.agenda = agenda
        self.relief = relief
        self.standing = standing
        self.fired: set[tuple[str, str, str]] = set()  # state edges already followed

    def follow(self, inst: Instance) -> None:
        """Open and close intervals that run between two states of a clause."""
        for interval, opens, source in self.plan.state_edges.get(inst.norm.label.id, ()):
            for at, mark in moments(source, inst, self.world):
                fired = (interval.label.id, str(opens), f"{inst.id} {mark}")
                if fired in self.fired:
                    continue
                self.fired.add(fired)
                spells = self.world.spells[interval.label.id]
                if opens:
                    spell = Spell(interval.label.id, inst.key, None, at, number=len(spells) + 1)
                    spells.append(spell)
                    self._watch_spell(spell)
                    self.relief.opened(spell)
                    self._touch_interval(spell)
                for spell in spells if not opens else ():
                    if spell.end is None and spell.key == inst.key:
                        spell.end = at
                        self._ended_spell(spell)

    def open(self, interval: model.Interval, event: Event) -> None:
        edge = interval.start
        matcher = self.plan.matchers[id(edge.pattern)]
        if not matcher.test(event, bare(self.world)):
            return
        key = tuple((name, as_text(event.fields[name])) for name in interval.same if name in event.fields)
        start = self._edge_time(edge, event)
        spells = self.world.spells[interval.label.id]
        spell = Spell(interval.label.id, key, event, start, number=len(spells) + 1)
        end = interval.end
        if end.pattern is not None and end.pattern.event == event.type and end.field is not None:
            spell.end = None if event.fields.get(end.field) is None else self._edge_time(end, event, ends=True)
        spells.append(spell)
        self._watch_spell(spell)
        self.relief.opened(spell)
        self._touch_interval(spell)

    def _watch_spell(self, spell: Spell) -> None:
        for op, amount in self.plan.lasting_marks.get(spell.interval, ()):
            length = amount(bare(self.world))
            if not isinstance(length, Unknown):
                self.agenda.at(
                    max(lasting_mark(spell.start, op, length, self.world), self.world.now),
                    partial(self._touch_interval, spell),
                )
        if spell.end is not None:
            self.agenda.at(max(spell.end, self.world.now), partial(self._ended_spell, spell))

    def close(self, interval: model.Interval, event: Event) -> None:
        edge = interval.end
        matcher = self.plan.matchers[id(edge.pattern)]
        if interval.start.pattern is not None and interval.start.pattern.event == event.type:
            return  # both ends are fields of one event
        if not matcher.test(event, bare(self.world)):
            return
        key = tuple((name, as_text(event.fields[name])) for name in interval.same if name in event.fields)
        for spell in self.world.spells[interval.label.id]:
            if spell.end is None and spell.key == key:
                spell.end, spell.closing = self._edge_time(edge, event, ends=True), event
                self._ended_spell(spell)

    def _edge_time(self, edge: model.Edge, event: Event, *, ends: bool = False) -> int:
        """Return when an interval begins or ends: a date begins one at 00:00 and ends one at 24:00 (art. 203)."""
        found = None if edge.field is None else event.fields.get(edge.field)
        if found is None:
            return event.at
        if ends and isinstance(found, DayValue):
            return self.world.zone.end_of(found.day)
        return start_of(found, self.world.zone)

    def _ended_spell(self, spell: Spell) -> None:
        """A failure that outlasts a suspension is a breach from its end (SEMANTICS 4.5)."""
        for state in self.world.suspensions:
            if state.spell is spell:
                self.standing.outlasted(state)
                self.relief.touch(state)
        self._touch_interval(spell)

    def _touch_interval(self, spell: Spell) -> None:
        for norm in self.plan.spanners.get(spell.interval, ()):
            self.agenda.renew(norm)

    def halt(self, norm: Norm, inst: Instance, event: Event, clauses: tuple[str, ...]) -> None:
        """Suspend clauses from an exercise until what ends it (and the time to resume, if any)."""
        spell = Spell(norm.id, inst.key, event, event.at)
        state = SuspensionState(
            norm=norm.clause,
            rule=None,
            id=inst.id,
            spell=spell,
            party=inst.power.holder if inst.power is not None else None,
            clauses=frozenset(clauses),
            status="recognised",
            recognised_at=event.at,
            events=(event.id,),
        )
        self.world.suspensions.append(state)
        self.relief.touch(state)

    def resume(self, norm: Norm, inst: Instance, at: int) -> None:
        """End what a power halted, once the time allowed to resume has run: its last day is the day of the end."""
        for state in self.world.suspensions:
            if state.rule is None and state.id == inst.id and state.spell.end is None:
                state.spell.end = self._resumed(norm, inst, at)
                self.agenda.at(max(state.spell.end, self.world.now), partial(self._ended_spell, state.spell))

    def _resumed(self, norm: Norm, inst: Instance, at: int) -> int:
        if norm.power is None or norm.power.resume is None:
            return at
        length = self.plan.conditions.value(norm.power.resume)(env_of(self.world, inst))
        if isinstance(length, Unknown):
            return at
        timing = model.Timing(time=model.Within(length=norm.power.resume), roll="none")
        return within(at, length, timing, env_of(self.world, inst)).last
