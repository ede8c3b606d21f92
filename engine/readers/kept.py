"""
The plain rows of one type while they are read, and as the engine sees them: columns, of which events are made.
"""

from array import array
from collections.abc import Mapping, Sequence

from attrs import define, field, frozen

from luyue.dsl.model import EventType
from luyue.engine.event import Event, Place, Value, content_of
from luyue.engine.readers.fields import Canon, canon_of
from luyue.engine.strand import Column, Strand


@define(eq=False)
class Kept:
    """The plain rows of one type, in order of reading."""

    kind: EventType
    number: int
    defaults: Mapping[str, Value]  # what fields count as where a row leaves them out
    at: "array[int]" = field(factory=lambda: array("q"))
    rows: "array[int]" = field(factory=lambda: array("q"))
    files: "array[int]" = field(factory=lambda: array("H"))
    ids: list[str] = field(factory=list)
    fields: dict[str, list[Value]] = field(factory=dict)
    gone: set[int] = field(factory=set)  # places of rows that were given back

    def __attrs_post_init__(self) -> None:
        self.fields = {one.label.id: [] for one in self.kind.fields}

    def order(self) -> list[int] | None:
        """Return the places of the rows in order of their instants; None where they lie so and none is gone."""
        at = self.at
        if not self.gone and not any(map(int.__gt__, at, at[1:])):
            return None
        return sorted((place for place in range(len(at)) if place not in self.gone), key=at.__getitem__)

    def settle(self) -> None:
        """Bring the rows in order of their instants, without those that are gone."""
        order = self.order()
        if order is None:
            return
        self.at, self.rows = (array("q", map(one.__getitem__, order)) for one in (self.at, self.rows))
        self.files = array("H", map(self.files.__getitem__, order))
        self.ids = [self.ids[place] for place in order]
        self.fields = {name: [column[place] for place in order] for name, column in self.fields.items()}
        self.gone = set()


@frozen(eq=False)
class Stretch:
    """The rows of one type as a strand of events."""

    kept: Kept
    names: Sequence[str]  # of the files
    columns: tuple[tuple[str, Sequence[Value], Canon], ...]

    @classmethod
    def of(cls, kept: Kept, names: Sequence[str]) -> "Stretch":
        """Return the rows of a type."""
        fields = ((one.label.id, canon_of(one.type.kind)) for one in kept.kind.fields)
        return cls(kept, names, tuple((name, kept.fields[name], canon) for name, canon in fields))

    def strand(self) -> Strand:
        """Return it as the engine knows it."""
        return Strand(self.kept.kind.id, self.kept.at, self.column, self.event, lambda: self.kept.ids)

    def column(self, name: str) -> Column:
        """Return a field of all rows."""
        column = self.kept.fields.get(name)
        if column is None:
            return (None,) * len(self.kept.at)
        default = self.kept.defaults.get(name)
        return column if default is None else [default if one is None else one for one in column]

    def event(self, place: int) -> Event:
        """Return the event of a row."""
        kept = self.kept
        at = kept.at[place]
        said: dict[str, Value] = {}
        content: list[str] = []
        for name, column, canon in self.columns:
            value = column[place]
            if value is not None:
                said[name] = value
                content.append(f"{name}={canon(value)}")
        return Event(
            id=kept.ids[place],
            type=kept.kind.id,
            occurred_at=at,
            recorded_at=at,
            at=at,
            fields=said if not kept.defaults else {**kept.defaults, **said},
            place=Place(self.names[kept.files[place]], kept.rows[place]),
            content=content_of(kept.kind.id, at, at, content, "", "", ""),
        )
