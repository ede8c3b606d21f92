"""
Periods by one name: an event that names a period by its number means the one that reports name by its first day.

``cycle: 1`` and ``cycle: 2025-12-01`` are the same instalment. Whatever ties, counts or matches by that field compares
text, so the number is read once, before the run, when all that the report may know says where the periods begin.
"""

from collections import defaultdict
from collections.abc import Iterable

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine.event import Event
from luyue.engine.formula import Formulas, bare
from luyue.engine.world import World

LONGEST = 4  # digits of a number; four are a year


def named(events: Iterable[Event], formulas: Formulas, world: World) -> list[Event]:
    """Return the events, in the same order, with numbers of periods replaced by the periods' names."""
    kinds = {period.label.id: period for period in formulas.contract.periods}
    periods = ((e.id, f.label.id, f.type.of) for e in formulas.contract.events for f in e.fields if _is_period(f.type))
    fields: dict[str, list[tuple[str, model.Period]]] = defaultdict(list)
    for event_id, field, kind in periods:
        if kind in kinds:
            fields[event_id].append((field, kinds[kind]))
    return [_named(event, fields[event.type], formulas, world) for event in events]


def _is_period(type_: model.Type) -> bool:
    return type_.kind is Kind.PERIOD


def _named(event: Event, fields: list[tuple[str, model.Period]], formulas: Formulas, world: World) -> Event:
    changed = dict(event.fields)
    for name, kind in fields:
        said = event.fields.get(name)
        if isinstance(said, str) and said.isdigit() and len(said) < LONGEST:
            period = formulas.nth(kind, bare(world), int(said))
            changed[name] = said if period is None else period.text
    return event if changed == event.fields else evolve(event, fields=changed)
