"""
What the world says: one event, as the replay sees it.

Instants are int64 microseconds since the UTC epoch, days are ordinals (``date.toordinal``) in the contract's
zone. A field holds one typed value or a sorted tuple of them (a set). ``occurred_at`` is the row's time; ``at``
is the time of effect, which the event type may take from a field; everything is judged at ``at``.

Order is (time of effect, recorded_at, id in code-point order), so rows may come in any order.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import field, frozen


class Place(NamedTuple):
    """Where a row stands, from 1: the line of a text file, the row of a sheet; scenarios use the clause file's line."""

    file: str
    row: int


class Cash(NamedTuple):
    """Money as a row states it."""

    amount: Fraction  # yuan
    currency: str


class Span_(NamedTuple):
    """A length as a row states it, ``unit`` a ``luyue.dsl.quantity.Unit``."""

    count: Fraction  # type: ignore[assignment]  # stands before tuple.count
    unit: str


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int


class DayValue(NamedTuple):
    """A date: its ordinal in the contract's zone."""

    day: int


class InstantValue(NamedTuple):
    """An instant in microseconds; ``day_only`` when the row gave a date (its start)."""

    us: int
    day_only: bool = False


# TEXT, ID, ENUM, PARTY, CLAUSE, PERIOD: str · NUMBER, RATE, COUNT, POINTS: Fraction · MONEY: Cash · TRUTH: bool
# DATE: DayValue · MONTH: Month · INSTANT: InstantValue · LENGTH: Span_ · SET: sorted tuple of str · None: absent
Value = str | Fraction | Cash | bool | DayValue | Month | InstantValue | Span_ | tuple[str, ...] | None


@frozen
class Event:
    """One row of a log, checked against the contract's event types."""

    id: str
    type: str  # event type id
    occurred_at: int
    recorded_at: int
    at: int  # time of effect
    fields: Mapping[str, Value] = field(factory=dict)  # by field id; absent optional fields are left out
    attested_by: str | None = None
    corrects: str | None = None
    withdraws: str | None = None
    place: Place = Place("", 0)
    content: str = field(default="", repr=False)  # canonical content without id and place: equal means the same event

    @property
    def order(self) -> tuple[int, int, str]:
        """Return the key by which events are replayed."""
        return (self.at, self.recorded_at, self.id)


BETWEEN = "\x1f"  # parts of a content; no value may hold it


def content_of(kind: str, occurred: int, recorded: int, said: Iterable[str], *about: str) -> str:
    """Return the canonical content of a row: its type and times, ``about`` whom and what it is, what its fields say."""
    return BETWEEN.join((kind, str(occurred), str(recorded), *about, *said))


@frozen
class SetAside:
    """A row that was not applied, with its reason."""

    place: Place
    id: str
    reason: str  # code: duplicate, late_known, nothing_reads_it, after_as_of, corrected, withdrawn, undeclared
    facts: Mapping[str, str] = field(factory=dict)


@frozen
class LogFile:
    """A file as read: its name without folders, digest and number of rows."""

    name: str
    sha256: str
    rows: int


@frozen
class Log:
    """
    Every row of the files given: events in any order, exact duplicates set aside, with what the reader assumed.

    ``read`` counts all rows: ``len(events) + len(duplicates) + len(undeclared)``. ``events`` still holds corrections,
    withdrawals, rows recorded later than the reader of a report may know, and rows after its date.
    """

    events: Sequence[Event]
    duplicates: tuple[SetAside, ...] = ()
    undeclared: tuple[SetAside, ...] = ()  # with --lenient only
    assumptions: tuple[tuple[str, Mapping[str, str]], ...] = ()  # code and facts, worded by the app
    files: tuple[LogFile, ...] = ()

    @property
    def read(self) -> int:
        """Return how many rows were read."""
        return len(self.events) + len(self.duplicates) + len(self.undeclared)
