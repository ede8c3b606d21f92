"""
Where to look in a finished run: events by id, the instances that an event touched, heads that hang together.

Evidence asks the same questions of every row. Asked anew each time, a report of ten thousand rows would take ten
thousand walks over all its events.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from luyue.engine.capping import Settled
from luyue.engine.draft import Draft, Pool
from luyue.engine.event import Event
from luyue.engine.formula import tied
from luyue.engine.plan import Norm
from luyue.engine.run import Run
from luyue.engine.world import Instance


@frozen(eq=False)
class Traces:
    """Look things up in one run and its money."""

    run: Run
    settled: Settled
    _hanging: dict[str, frozenset[str]] = field(factory=dict, init=False)

    # ------------------------------------------------------------ events and instances

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Every event of the run by its id."""
        world = self.run.world
        kinds = dict.fromkeys((*world.history, *world.counted))
        return {event.id: event for kind in kinds for event in world.events(kind)}

    @cached_property
    def touched(self) -> Mapping[str, Mapping[str, list[Instance]]]:
        """By event id and clause the instances that the event brought or performed, each once, in order."""
        found: dict[str, dict[str, list[Instance]]] = defaultdict(lambda: defaultdict(list))
        for norm in self.run.plan.norms:
            for inst in self.run.world.instances[norm.id]:
                own = [] if inst.trigger is None else [inst.trigger.id]
                for name in dict.fromkeys((*own, *(taking.event.id for taking in inst.taken))):
                    found[name][norm.id].append(inst)
        return found

    @cached_property
    def _slots(self) -> Mapping[str, Mapping[tuple[str, ...], list[Instance]]]:
        found: dict[str, dict[tuple[str, ...], list[Instance]]] = {}
        for norm in self.run.plan.norms:
            own = found.setdefault(norm.id, defaultdict(list))
            for inst in self.run.world.instances[norm.id]:
                own[tuple(inst.tie.get(name, "") for name in norm.same)].append(inst)
        return found

    def alike(self, norm: Norm, event: Event) -> Iterator[Instance]:
        """Yield the instances of a clause that an event agrees with, by the fields that tie them."""
        values = [event.fields.get(name) for name in norm.same]
        slots = self._slots[norm.id]
        plain = all(isinstance(value, str) for value in values) and not any("" in slot for slot in slots)
        if plain and norm.same:
            some: Iterable[Instance] = slots.get(tuple(str(value) for value in values), ())
        else:
            some = self.run.world.instances[norm.id]
        return (inst for inst in some if tied(event, inst.tie))

    # ------------------------------------------------------------ heads

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """The heads of the run by their ids."""
        return {draft.id: draft for draft in self.settled.drafts}

    @cached_property
    def _of_clause(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for draft in self.settled.drafts:
            found[draft.norm.id].append(draft.id)
        return found

    @cached_property
    def _naming(self) -> Mapping[str, list[str]]:
        """By the id of a head the heads whose relations name it."""
        found: dict[str, list[str]] = defaultdict(list)
        for draft in self.settled.drafts:
            for name in dict.fromkeys(name for _, name in draft.relations):
                found[name].append(draft.id)
        return found

    @cached_property
    def _pressed(self) -> Mapping[str, list[Pool]]:
        """By the id of a head the pools it is in of which a cap changed some member."""
        found: dict[str, list[Pool]] = defaultdict(list)
        for pool in self.settled.pools:
            for draft in pool.members if any(_changed(one) for one in pool.members) else ():
                found[draft.id].append(pool)
        return found

    @cached_property
    def _floored(self) -> Mapping[int, list[str]]:
        """By the identity of a line with a floor over all its heads those heads."""
        found: dict[int, list[str]] = defaultdict(list)
        for draft in self.settled.drafts:
            if any(cap.op == "ge" and cap.in_total for cap in draft.head.caps):
                found[id(draft.head)].append(draft.id)
        return found

    def hanging(self, name: str) -> frozenset[str]:
        """Return the heads that hang together with one, itself included: by a relation, a cap that bit, a floor."""
        if name not in self._hanging:
            self._hanging[name] = self._reached(name)
        return self._hanging[name]

    def _reached(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        pending = [name]
        pools: set[int] = set()
        while pending:
            one = pending.pop()
            draft = self.drafts.get(one)
            if draft is None or one in found:
                continue
            found.add(one)
            for _, other in draft.relations:
                pending += [other, *self._of_clause.get(other, ())]
            pending += self._naming.get(one, ())
            pending += self._floored.get(id(draft.head), ())
            for pool in self._pressed.get(one, ()):
                if id(pool) not in pools:
                    pools.add(id(pool))
                    pending += [member.id for member in pool.members]
        return frozenset(found)


def _changed(draft: Draft) -> bool:
    """Return whether a cap changed a head, at either end or in print."""
    return bool(draft.swallowed) or draft.low != draft.printed_low or draft.high != draft.own_high
