"""
The rows of one type of event, by column: how a long log lies in memory, and how a short one is looked at the same way.

A log of ten million rows as ten million values of ``Event`` would fill the machine. A strand keeps the instants of one
type as numbers and each field as a column; an event is made of a row when somebody asks for that row. Rows lie in order
of effect, and all of them took effect when they happened and were recorded: what corrects or withdraws, or was
recorded late, is no matter of columns. Such rows stand beside the columns, as events, until it is settled what they
come to; then they are woven in.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from heapq import merge
from itertools import groupby
from typing import TypeVar, overload

from attrs import define, evolve, frozen

from luyue.engine.event import Event, Place, Value, content_of

T = TypeVar("T")
Column = Sequence[Value]
Order = tuple[int, int, str]


@define(eq=False)
class Strand:
    """
    The rows of one event type in order of effect.

    ``at``: the instant of each row, never falling · ``read``: a field of all rows, None where a row lacks it ·
    ``make``: the event of a row, by its place among these · ``names``: the ids of all rows, where they are at hand.
    """

    type: str
    at: Sequence[int]
    read: Callable[[str], Column]
    make: Callable[[int], Event]
    names: Callable[[], Sequence[str]] | None = None

    def __len__(self) -> int:
        return len(self.at)

    def __iter__(self) -> Iterator[Event]:
        return map(self.make, range(len(self.at)))

    def upto(self, instant: int) -> "Strand":
        """Return the rows up to an instant, that instant included."""
        end = bisect_right(self.at, instant)
        if end == len(self.at):
            return self
        read, names = self.read, self.names
        upto = None if names is None else lambda: names()[:end]
        return evolve(self, at=self.at[:end], read=lambda name: read(name)[:end], names=upto)

    def ids(self) -> Iterable[str]:
        """Return the ids of the rows, in their order."""
        return (event.id for event in self) if self.names is None else self.names()

    def woven(self, events: Iterable[Event]) -> "Strand":
        """Return the rows with others of their type among them."""
        others = sorted(events, key=_effect)
        at, places, begin = array("q"), array("q"), 0  # of the rows by place, of the others by -1 - number
        for number, event in enumerate(others):
            end = bisect_right(self.at, event.at)
            at.extend(self.at[begin:end])
            places.extend(range(begin, end))
            at.append(event.at)
            places.append(-1 - number)
            begin = end
        at.extend(self.at[begin:])
        places.extend(range(begin, len(self.at)))

        def read(name: str) -> Column:
            column, said = self.read(name), [event.fields.get(name) for event in others]
            return [column[place] if place >= 0 else said[-1 - place] for place in places]

        def names() -> Sequence[str]:
            own = list(self.ids())
            return [own[place] if place >= 0 else others[-1 - place].id for place in places]

        def make(row: int) -> Event:
            place = places[row]
            return self.make(place) if place >= 0 else others[-1 - place]

        return Strand(self.type, at, read, make, names)


def listed(kind: str, events: Sequence[Event]) -> Strand:
    """Return events of one type, in order of effect, as a strand."""
    read = partial(_fields, events)
    return Strand(kind, [e.at for e in events], read, events.__getitem__, lambda: [e.id for e in events])


def _fields(events: Sequence[Event], name: str) -> Column:
    return [event.fields.get(name) for event in events]


@frozen(eq=False)
class Rows:
    """Columns of one event type as they were read: ``rows`` are the numbers of the rows in their file, from 1."""

    type: str
    at: "array[int]"
    rows: "array[int]"
    fields: Mapping[str, Column]
    file: str = ""

    def strand(self) -> Strand:
        """Return the rows as a strand."""
        return Strand(self.type, self.at, self._column, self.event)

    def _column(self, name: str) -> Column:
        return self.fields.get(name) or (None,) * len(self.at)

    def event(self, place: int) -> Event:
        """Return the event of a row."""
        at, row = self.at[place], self.rows[place]
        fields = {name: column[place] for name, column in self.fields.items() if column[place] is not None}
        content = content_of(self.type, at, at, (f"{name}={value}" for name, value in fields.items()), "", "", "")
        return Event(str(row), self.type, at, at, at, fields, place=Place(self.file, row), content=content)


@frozen(eq=False)
class Columns(Sequence[Event]):
    """
    A whole log by columns; as a sequence it gives its events in order of effect.

    ``others``: the rows that are no matter of columns, in any order.
    """

    strands: Mapping[str, Strand]
    others: tuple[Event, ...] = ()

    @staticmethod
    def of(parts: Iterable[Rows]) -> "Columns":
        """
        Return a log of columns.

        :raises ValueError: the rows of a type do not lie in order of their instants
        """
        strands = {one.type: one.strand() for one in parts}
        for strand in strands.values():
            if any(map(int.__gt__, strand.at, strand.at[1:])):
                raise ValueError(f"rows of {strand.type} are not in order")
        return Columns(strands)

    def upto(self, instant: int) -> "Columns":
        """Return the rows of the columns up to an instant, that instant included."""
        return Columns({kind: strand.upto(instant) for kind, strand in self.strands.items()})

    def woven(self, events: Iterable[Event]) -> "Columns":
        """Return the rows of the columns with other events among them."""
        by_type: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            by_type[event.type].append(event)
        added = {kind: (self.strands.get(kind) or listed(kind, ())).woven(some) for kind, some in by_type.items()}
        return Columns({**self.strands, **added})

    def __len__(self) -> int:
        return sum(map(len, self.strands.values())) + len(self.others)

    def __iter__(self) -> Iterator[Event]:
        rows = (in_order(strand, _effect, _order) for strand in self.strands.values())
        return merge(*rows, sorted(self.others, key=_order), key=_order)

    @cached_property
    def _events(self) -> tuple[Event, ...]:
        return tuple(self)

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        return self._events[place]


def in_order(rows: Iterable[T], at: Callable[[T], int], key: Callable[[T], Order]) -> Iterator[T]:
    """Yield rows whose instants never fall in order of ``key``, which begins with the instant."""
    for _, same in groupby(rows, key=at):
        yield from sorted(same, key=key)


def _effect(event: Event) -> int:
    return event.at


def _order(event: Event) -> Order:
    return event.order
