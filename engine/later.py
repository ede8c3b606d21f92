"""
Rows made when somebody looks: a long list of which the length is known and most is never read.

A report of a million tickets that were answered in time is worth a million rows only to whoever reads them all. Each
look makes the rows anew, so nothing is kept; two lists are equal where their rows are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Generic, NoReturn, TypeVar, overload

from luyue.engine.event import Event
from luyue.engine.strand import Columns

T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """``count`` rows, yielded in order by each call of ``rows``."""

    def __init__(self, count: int, rows: Callable[[], Iterator[T]]) -> None:
        self._count = count
        self._rows = rows

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return self._rows()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(islice(self, *place.indices(self._count))) if (place.step or 1) > 0 else tuple(self)[place]
        at = place + self._count if place < 0 else place
        if not 0 <= at < self._count:
            raise IndexError(place)
        return next(islice(self, at, None))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(other) != self._count:
            return False
        return all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> NoReturn:
        raise TypeError("rows are counted and compared, never hashed")  # a hash would go with the machine's seed


class ById(Mapping[str, Event]):
    """The events of columns by their ids."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._places: dict[str, tuple[str, int]] = {}

    def __len__(self) -> int:
        return len(self._columns)

    def __iter__(self) -> Iterator[str]:
        return (event.id for event in self._columns)

    def __getitem__(self, name: str) -> Event:
        if not self._places:
            strands = self._columns.strands
            self._places = {id_: (kind, at) for kind, one in strands.items() for at, id_ in enumerate(one.ids())}
        kind, place = self._places[name]
        return self._columns.strands[kind].make(place)
