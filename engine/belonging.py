"""
What belongs to which period: an instant, an event that names one, a shorter period, a row.

An event counts for the period that a field of it names, whenever it comes, else for that of its time. A shorter period
belongs to the one in which it ends.
"""

from collections.abc import Iterator

from luyue.dsl import model
from luyue.engine.condition import Conditions
from luyue.engine.event import Event
from luyue.engine.formula import bare, within
from luyue.engine.period import is_named
from luyue.engine.value import as_text
from luyue.engine.world import EVER, PeriodValue, RowValue, World
from luyue.engine.zone import FIRST_DAY, LAST_DAY


def holds_instant(period: PeriodValue, at: int, world: World) -> bool:
    """Return whether an instant lies in a period."""
    return period.first <= world.zone.day_of(at) <= period.last


def instants_of(period: PeriodValue, world: World) -> tuple[int, int]:
    """Return the first and last instant of a period."""
    first = EVER if period.first <= FIRST_DAY else world.zone.start_of(period.first)
    return first, -EVER if period.last >= LAST_DAY else world.zone.end_of(period.last)


def counted(kind: str, named: str | None, period: PeriodValue, world: World, *, since: int = 0) -> Iterator[Event]:
    """
    Yield the events of a type that count for a period: those that name it, else those of its days, in force.

    ``since`` leaves out so many that came first.
    """
    events = world.history[kind][since:] if since else world.history[kind]
    start, end = _in_force(world)
    for event in within(events, period, world) if named is None else events:
        said = None if named is None else is_named(period, event.fields.get(named))
        if said or (said is None and start <= event.at <= end and holds_instant(period, event.at, world)):
            yield event


def _in_force(world: World) -> tuple[int, int]:
    """Return the first and last instant at which the contract binds."""
    ends = (world.ended_at, None if world.term is None else world.zone.end_of(world.term[1]))
    return world.effective or 0, min((at for at in ends if at is not None), default=-EVER)


def parts_of(conditions: Conditions, kind: model.Period, whole: PeriodValue, world: World) -> Iterator[PeriodValue]:
    """Yield the periods of a kind that end in a span, from the contract's beginning on."""
    env = bare(world)
    find = conditions.periods(kind)
    begun = 0 if world.effective is None else world.zone.day_of(world.effective)
    first = find(env, max(whole.first, begun))
    k = 1 if first is None else first.number
    while (part := conditions.nth(kind, env, k)) is not None and part.last <= whole.last:
        if part.last >= max(whole.first, begun):
            yield part
        k += 1


def rows_of(conditions: Conditions, table: model.Table, world: World) -> list[RowValue]:
    """Return the rows of a table with their cells."""
    env = bare(world)
    ids = [column.label.id for column in table.columns]
    return [
        RowValue(
            table.label.id, n, {name: conditions.value(cell)(env) for name, cell in zip(ids, row.cells, strict=True)}
        )
        for n, row in enumerate(table.rows, 1)
    ]


def row_key(row: RowValue) -> str:
    """Return what a row is told by: its ``norm``, else its first text, else its number."""
    if "norm" in row.cells:
        return as_text(row.cells["norm"])
    return next((as_text(cell) for cell in row.cells.values() if isinstance(cell, str)), str(row.number))
