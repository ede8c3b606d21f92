"""
What was read so far, kept and taken up again: ``replay --save`` and ``--resume``.

A verdict is derived from facts, and a later row may correct, withdraw or excuse an earlier one, however old. So what is
kept is every fact, as it was understood: no verdict, which a correction might change, and nothing that could not be
derived again. Taking up a state and reading on gives the very log that reading everything at once gives.

A state belongs to one contract, one engine and one way of reading; it is refused by any other, and so is one whose
bytes were changed. The text is JSON, one row per event.
"""

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import msgspec

from luyue.dsl.model import Contract
from luyue.engine.event import (
    Cash,
    DayValue,
    Event,
    InstantValue,
    LogFile,
    Month,
    Place,
    SetAside,
    Span_,
    Value,
)

SCHEMA = "luyue/state/1"

Told = tuple[str, Mapping[str, str]]
Tagged = tuple[str, Any]


class StateError(ValueError):
    """A state that cannot be taken up: a code with facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str] = MappingProxyType(facts)


class SavedEvent(msgspec.Struct, array_like=True, frozen=True):
    """An event as it was understood."""

    id: str
    type: str
    occurred_at: int
    recorded_at: int
    at: int
    fields: dict[str, Tagged]
    attested_by: str | None
    corrects: str | None
    withdraws: str | None
    file: str
    row: int
    content: str


class SavedAside(msgspec.Struct, array_like=True, frozen=True):
    """A row that is no event of its own."""

    file: str
    row: int
    id: str
    reason: str
    facts: dict[str, str]


class SavedFile(msgspec.Struct, array_like=True, frozen=True):
    """A file that was read."""

    name: str
    sha256: str
    rows: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What a reading knows after its last row; ``digest`` is over everything else."""

    schema: str = SCHEMA
    engine: str
    contract: str
    contract_digest: str
    lenient: bool
    files: tuple[SavedFile, ...]
    events: tuple[SavedEvent, ...]
    duplicates: tuple[SavedAside, ...] = ()
    undeclared: tuple[SavedAside, ...] = ()
    derived: int = 0  # ids made from content
    repeated: int = 0
    said: dict[str, tuple[int, str, int]] = {}  # content of rows without an id: how often, and where first
    local_times: int = 0
    recorded_before: int = 0
    ignored: dict[str, dict[str, int]] = {}
    unknown: dict[str, int] = {}
    assumed: tuple[tuple[str, dict[str, str]], ...] = ()
    digest: str = ""


def dump(state: State) -> bytes:
    """Return a state as JSON text, its digest set; the same state gives the same bytes."""
    plain = msgspec.structs.replace(state, digest="")
    sealed = msgspec.structs.replace(plain, digest=_digest(plain))
    return msgspec.json.format(msgspec.json.encode(sealed), indent=0) + b"\n"


def parse(data: bytes, contract: Contract, *, engine: str, lenient: bool) -> State:
    """
    Return a state read back.

    :raises StateError: no state, one of another contract, engine or way of reading, or one that was changed
    """
    try:
        state = msgspec.json.decode(data, type=State)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError) as why:
        raise StateError("no-state") from why
    if state.schema != SCHEMA:
        raise StateError("no-state")
    if _digest(msgspec.structs.replace(state, digest="")) != state.digest:
        raise StateError("state-changed")
    if state.contract_digest != contract.digest:
        raise StateError("state-of-other-contract", name=state.contract)
    if state.engine != engine:
        raise StateError("state-of-other-engine", engine=state.engine, now=engine)
    if state.lenient != lenient:
        raise StateError("state-read-otherwise", option="--lenient")
    return state


def _digest(state: State) -> str:
    return hashlib.sha256(msgspec.json.encode(state)).hexdigest()


# ---------------------------------------------------------------- events


def saved(event: Event) -> SavedEvent:
    """Return an event as it is kept."""
    return SavedEvent(
        event.id,
        event.type,
        event.occurred_at,
        event.recorded_at,
        event.at,
        {name: tagged(value) for name, value in event.fields.items() if value is not None},
        event.attested_by,
        event.corrects,
        event.withdraws,
        event.place.file,
        event.place.row,
        event.content,
    )


def restored(event: SavedEvent) -> Event:
    """Return an event as it was understood."""
    return Event(
        id=event.id,
        type=event.type,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        at=event.at,
        fields={name: value_of(value) for name, value in event.fields.items()},
        attested_by=event.attested_by,
        corrects=event.corrects,
        withdraws=event.withdraws,
        place=Place(event.file, event.row),
        content=event.content,
    )


def aside(row: SetAside) -> SavedAside:
    """Return a row set aside as it is kept."""
    return SavedAside(row.place.file, row.place.row, row.id, row.reason, dict(row.facts))


def set_aside(row: SavedAside) -> SetAside:
    """Return a row set aside as it was."""
    return SetAside(Place(row.file, row.row), row.id, row.reason, row.facts)


def log_file(file: SavedFile) -> LogFile:
    """Return a file as it was read."""
    return LogFile(file.name, file.sha256, file.rows)


def tagged(value: Value) -> Tagged:
    """Return a value of a field with the letter of its type; exact numbers as fractions."""
    match value:
        case bool():
            return "b", value
        case str():
            return "s", value
        case Fraction():
            return "q", str(value)
        case Cash(amount, currency):
            return "c", [str(amount), currency]
        case DayValue(day):
            return "d", day
        case Month(year, month):
            return "m", [year, month]
        case InstantValue(us, day_only):
            return "i", [us, int(day_only)]
        case Span_(count, unit):
            return "l", [str(count), unit]
        case tuple():
            return "t", list(value)
        case _:
            raise TypeError(f"no value of a field: {value!r}")


def value_of(one: Tagged) -> Value:
    """
    Return a value from its letter.

    :raises StateError: a letter that stands for no type
    """
    match one:
        case ("b", bool(value)):
            return value
        case ("s", str(value)):
            return value
        case ("q", str(value)):
            return Fraction(value)
        case ("c", [str(amount), str(currency)]):
            return Cash(Fraction(amount), currency)
        case ("d", int(day)):
            return DayValue(day)
        case ("m", [int(year), int(month)]):
            return Month(year, month)
        case ("i", [int(us), int(day_only)]):
            return InstantValue(us, bool(day_only))
        case ("l", [str(count), str(unit)]):
            return Span_(Fraction(count), unit)
        case ("t", list(members)):
            return tuple(str(member) for member in members)
        case _:
            raise StateError("no-state")
