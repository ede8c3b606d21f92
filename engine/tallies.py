"""
Points counted once: what a line took is kept until something that it reads has changed.

A score is asked again and again while its period runs, by whoever waits for it. Each line of points knows what it
reads: types of events, clauses, intervals. As long as no event of these types has come and none of these clauses has
changed, what it took stands; a line that only reads the events it counts goes on from where it was. Nothing here
decides anything: without it every answer would be the same, only later.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from attrs import frozen

from luyue.dsl import model
from luyue.engine.behind import behind
from luyue.engine.condition import Conditions
from luyue.engine.world import World

Stamp = tuple[object, ...]
PLAIN = (
    model.Const, model.Own, model.Var, model.FieldOf, model.Happened, model.Happening, model.Arithmetic, model.Compare,
    model.Bound, model.Same, model.Includes, model.Logic, model.Not, model.If, model.ReadingIs, model.PartyRef,
    model.ClauseRef, model.PointsFor, model.Type, model.Label, tuple,
)  # fmt: skip
STEADY_FUNCTIONS = ("greater_of", "lesser_of", "rounded_up", "is_working_day", "day_of", "days_of", "end_of")


@frozen
class Reads:
    """What a line of points reads."""

    kinds: tuple[str, ...]  # event types
    clauses: tuple[str, ...]
    intervals: tuple[str, ...]

    def stamp(self, world: World) -> Stamp:
        """Return what tells one state of these from another."""
        known = [world.spells[name] for name in self.intervals]
        spells = [(len(all_), sum(spell.end is not None for spell in all_)) for all_ in known]
        clauses = [(world.stirs[name], len(world.instances[name])) for name in self.clauses]
        return (*(len(world.history[kind]) for kind in self.kinds), *clauses, *spells, world.ended_at)

    @classmethod
    def of_all(cls, some: Iterable["Reads"]) -> "Reads":
        """Return what several read together, each thing once."""
        every = [(one.kinds, one.clauses, one.intervals) for one in some]
        return cls(*(tuple(dict.fromkeys(chain.from_iterable(part))) for part in zip(*every, strict=True)))

    def unsure(self, world: World) -> bool:
        """Return whether a clause has instances that are undetermined now: time alone may change what they take."""
        return any(world.unsure[name] for name in self.clauses)


def reads_of(nodes: tuple[object, ...], clause: model.Clause | None, conditions: Conditions) -> Reads | None:
    """Return what formulas, conditions and sources read; None where it may change without a trace."""
    kinds: dict[str, None] = {}
    clauses: dict[str, None] = {} if clause is None else {clause.id: None}
    intervals: dict[str, None] = {}
    if clause is not None and not clause.duties and not clause.prohibitions:
        plain = all(isinstance(source, model.Pattern) for trigger in clause.triggers for source in trigger.sources)
        if not plain or clause.exceptions or any(trigger.condition is not None for trigger in clause.triggers):
            return None
    for node in _everything(nodes, conditions):
        match node:
            case None | str() | bool() | int():
                pass
            case model.Pattern(event=event):
                kinds[event] = None
            case model.InState(clause=str() as name) | model.BreachOf(clause=name):
                clauses[name] = None
            case model.IntervalState(interval=name):
                intervals[name] = None
            case model.Fn(name=name) if name in STEADY_FUNCTIONS:
                pass
            case model.Aggregate(condition=None, window=None) | model.Param() | model.Measured():
                pass
            case _ if isinstance(node, PLAIN):
                pass
            case _ if isinstance(node, model.Expr) or type(node).__module__ == model.__name__:
                return None
            case _:
                pass
    return Reads(tuple(kinds), tuple(clauses), tuple(intervals))


def _everything(nodes: tuple[object, ...], conditions: Conditions) -> Iterator[object]:
    """Yield every part of formulas, through lets and metrics; a score yields itself, which nothing here can follow."""
    for node in behind(nodes, conditions, "let", "blank", "reading", "metric"):
        if isinstance(node, model.Measured) and node.name not in conditions.metrics:
            yield model.Known(node.type, "score")  # not plain: never kept
        yield node
