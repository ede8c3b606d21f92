"""
What depends on the order of simultaneous events (SEMANTICS section 1): it goes by id, and the report names it.

Two rows compete when nothing but their ids tells which comes first (same time of effect, same time of recording),
they say different things, and both touch one thing whose fate depends on order: a level, an act owed, a power, an
interval, a value of which the latest counts. Whether it matters is not guessed: the log is replayed with their order
turned round, and only what then gives another report is named.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from luyue.dsl import model
from luyue.engine.event import Event
from luyue.engine.formula import bare, env_of, tied
from luyue.engine.plan import Norm
from luyue.engine.run import Run
from luyue.engine.value import as_text

MOST_GROUPS = 50  # turned round one by one; more are turned round together
MOST_LOOKED_AT = 100  # instances of a clause that tell whether an event touches it
Touch = tuple[str, ...]
Group = tuple[Event, ...]


def depending(run: Run, events: Sequence[Event], differs: Callable[[list[Event]], bool]) -> tuple[Group, ...]:
    """
    Return the groups of simultaneous events whose order matters, each in the order in which they were taken.

    ``differs`` replays rows in another order and says whether their report is another one.
    """
    found = list(_simultaneous(events))
    latest = _latest_read(run.plan.contract) if found else frozenset()
    groups = [group for group in found if _competing(run, group, latest)]
    if not groups or not differs(_turned(events, groups)):
        return ()
    if len(groups) > MOST_GROUPS:
        return tuple(groups)
    alone = tuple(group for group in groups if differs(_turned(events, [group])))
    return alone or tuple(groups)


def _simultaneous(events: Sequence[Event]) -> Iterator[Group]:
    found: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in events:
        found[event.at, event.recorded_at].append(event)
    yield from (tuple(group) for group in found.values() if len(group) > 1)


def _turned(events: Iterable[Event], groups: Iterable[Group]) -> list[Event]:
    """Return the rows with groups the other way round, as if recorded one after the other."""
    later = {event.id: len(group) - place for group in groups for place, event in enumerate(group)}
    turned = [evolve(event, recorded_at=event.recorded_at + later.get(event.id, 0)) for event in events]
    return sorted(turned, key=lambda event: event.order)


# ---------------------------------------------------------------- who competes with whom


def _competing(run: Run, group: Group, latest: frozenset[str]) -> bool:
    seen: dict[Touch, Event] = {}
    for event in group:
        for touch in _touches(run, event, latest):
            first = seen.setdefault(touch, event)
            if (first.type, first.fields) != (event.type, event.fields):
                return True
    return False


def _touches(run: Run, event: Event, latest: frozenset[str]) -> Iterator[Touch]:
    """Yield the things an event touches whose fate may depend on which event comes first."""
    plan = run.plan
    for norm in plan.performs.get(event.type, ()):
        if not norm.pays:
            yield from _matching(run, norm, event)
    for norm in plan.exercises.get(event.type, ()):
        yield from _matching(run, norm, event)
    for interval, _ in plan.edges.get(event.type, ()):
        yield ("interval", interval.label.id, *(as_text(event.fields.get(name)) for name in interval.same))
    if event.type in latest:
        yield ("latest", event.type)


def _matching(run: Run, norm: Norm, event: Event) -> Iterator[Touch]:
    """Yield the instances of a clause that an event may perform, report on or exercise, or the key that ties it."""
    values = [event.fields.get(name) for name in norm.same]
    if values and None not in values:
        yield ("key", norm.id, *(as_text(value) for value in values))
        return
    matchers = [m for m in (*(m for parts in norm.alternatives for m in parts), norm.report, norm.act) if m is not None]
    for inst in run.world.instances[norm.id][:MOST_LOOKED_AT]:
        env = env_of(run.world, inst)
        if tied(event, inst.tie) and any(m.event == event.type and m.test(event, env) for m in matchers):
            yield ("instance", inst.id)
    if norm.act is not None and not run.world.instances[norm.id] and not norm.trigger.sources:
        env = bare(run.world)
        if norm.act.event == event.type and norm.act.test(event, env):
            yield ("power", norm.id)


def _latest_read(contract: model.Contract) -> frozenset[str]:
    """Return the event types of which something reads a field of the latest."""
    found: set[str] = set()
    levels = [duty.owed.what for c in contract.clauses for duty in c.duties if isinstance(duty.owed, model.Keep)]
    for node in model.walk((contract.clauses, contract.lets, contract.metrics, contract.limits)):
        if any(node is level for level in levels):
            continue  # judged at each report, which is seen by itself
        match node:
            case model.FieldOf(of=model.Happening(pattern=pattern)):
                found.add(pattern.event)
            case model.Aggregate(fn="latest", pattern=model.Pattern(event=kind)):
                found.add(kind)
            case _:
                pass
    return frozenset(found)
