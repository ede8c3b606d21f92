"""
What the columns of a row mean for one type of event.

Worked out once for each pair of headers and event type, so that reading a row is a walk over its cells. A header is a
word of the envelope, a field of the type in any spelling, a near miss of one of these that the row lacks (then it is
refused, because ignoring a misspelt amount loses money), or something nobody declared (then it is ignored and named).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from attrs import frozen

from luyue.dsl.model import EventType, FieldType
from luyue.engine.readers.fields import Canon, Reader, canon_of, reader_of
from luyue.engine.readers.names import (
    ATTESTED,
    CORRECTS,
    CURRENCY,
    ENVELOPE,
    ENVELOPE_LABELS,
    ID,
    RECORDED,
    TIME,
    WITHDRAWS,
    Names,
    field_names,
    slip_of,
    spellings,
)
from luyue.engine.readers.plain import cell_of
from luyue.engine.zone import Zone

NOWHERE = -1  # the place of a column that a row does not have


class Slot(NamedTuple):
    """A field of the type with the cell that holds it."""

    at: int
    id: str
    read: Reader
    canon: Canon
    required: bool
    declared: FieldType


@frozen
class Layout:
    """Where the cells of a row go."""

    kind: EventType | None  # None: a withdrawal that states no type
    id_at: int
    time_at: int
    recorded_at: int
    corrects_at: int
    withdraws_at: int
    attested_at: int
    currency_at: int
    slots: tuple[Slot, ...]
    lacking: tuple[FieldType, ...]  # fields that are not optional and have no column
    ignored: tuple[tuple[int, str], ...]
    slips: tuple[tuple[int, str, str], ...]  # cell, header, the name that was meant
    doubles: tuple[tuple[int, int], ...]  # two cells of one meaning; at most one may be filled
    effect_at: str | None
    absent: tuple[tuple[str, Reader, object], ...]  # what fields count as where a row leaves them out


def layout_of(
    columns: tuple[str, ...], kind: EventType | None, names: Names, zone: Zone, instant: Callable[[str], int]
) -> Layout:
    """Return what the columns mean; ``instant`` reads a time."""
    known = field_names(kind) if kind is not None else {}
    envelope: dict[str, int] = {}
    fields: dict[str, int] = {}
    doubles: list[tuple[int, int]] = []
    others: list[tuple[int, str]] = []
    for at, name in enumerate(column.strip() for column in columns):
        if word := ENVELOPE.get(name):
            _place(envelope, word, at, doubles)
        if one := known.get(name):
            _place(fields, one.label.id, at, doubles)
        if not word and not one:
            others.append((at, name))
    slips = tuple(_slips(others, known, fields, envelope))
    missed = {known[meant].label.id for _, _, meant in slips if meant in known}
    own = kind.fields if kind is not None else ()
    return Layout(
        kind=kind,
        id_at=envelope.get(ID, NOWHERE),
        time_at=envelope.get(TIME, NOWHERE),
        recorded_at=envelope.get(RECORDED, NOWHERE),
        corrects_at=envelope.get(CORRECTS, NOWHERE),
        withdraws_at=envelope.get(WITHDRAWS, NOWHERE),
        attested_at=envelope.get(ATTESTED, NOWHERE),
        currency_at=envelope.get(CURRENCY, NOWHERE),
        slots=tuple(_slot(fields[one.label.id], one, names, zone, instant) for one in own if one.label.id in fields),
        lacking=tuple(f for f in own if not f.optional and f.label.id not in fields and f.label.id not in missed),
        ignored=tuple(other for other in others if other[0] not in {at for at, _, _ in slips}),
        slips=slips,
        doubles=tuple(doubles),
        effect_at=kind.effect_at if kind is not None else None,
        absent=tuple(
            (f.label.id, reader_of(f, names, zone, instant), cell_of(f.absent)) for f in own if f.absent is not None
        ),
    )


def _place(places: dict[str, int], meaning: str, at: int, doubles: list[tuple[int, int]]) -> None:
    if meaning in places:
        doubles.append((places[meaning], at))
    else:
        places[meaning] = at


def _slot(at: int, declared: FieldType, names: Names, zone: Zone, instant: Callable[[str], int]) -> Slot:
    return Slot(
        at=at,
        id=declared.label.id,
        read=reader_of(declared, names, zone, instant),
        canon=canon_of(declared.type.kind),
        required=not declared.optional,
        declared=declared,
    )


def _slips(
    others: list[tuple[int, str]],
    known: Mapping[str, FieldType],
    fields: Mapping[str, int],
    envelope: Mapping[str, int],
) -> Iterator[tuple[int, str, str]]:
    """Return the headers that miss a name of which the row has no column."""
    absent = [name for name, one in known.items() if one.label.id not in fields]
    absent += [name for word, label in ENVELOPE_LABELS.items() if word not in envelope for name in spellings(label)]
    for at, name in others:
        meant = slip_of(name, absent)
        if meant is not None:
            yield at, name, meant
