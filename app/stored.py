"""A report read back from the JSON in which it was printed: refused unless it is one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from luyue.app.print_json import SCHEMA
from luyue.app.stop import FILES, Stop, cannot_read

Object = Mapping[str, Any]


class StoredFile(msgspec.Struct):
    """A log that a report was made from."""

    name: str
    sha256: str
    rows: int


class StoredMap(msgspec.Struct):
    """A mapping file that a report was made with."""

    name: str
    sha256: str


class StoredOptions(msgspec.Struct):
    """How the replay was asked for."""

    as_of: str | None
    known_at: str | None
    set: dict[str, str]
    readings: str | None
    calendars: tuple[str, ...]
    assume_weekdays: bool
    lenient: bool
    encoding: str | None
    map: StoredMap | None = None
    sheet: str | None = None


class StoredMarks(msgspec.Struct):
    """The marks along the chain of events."""

    every: int
    marks: str


class StoredManifest(msgspec.Struct):
    """What the report was made from."""

    engine: str
    grammar: str
    contract_digest: str
    calendar_digest: str
    files: tuple[StoredFile, ...]
    options: StoredOptions
    chain_head: str
    chain: StoredMarks


class StoredName(msgspec.Struct):
    """What has an id."""

    id: str


class Stored(msgspec.Struct):
    """What is needed of a report to make it again; the rest is plain values."""

    schema: str
    contract: StoredName
    manifest: StoredManifest


def stored(name: str) -> Object:
    """
    Return a report as it was written.

    :raises Stop: a file that cannot be read, or that holds no report
    """
    return stored_typed(name)[0]


def stored_typed(name: str) -> tuple[Object, Stored]:
    """Return a report as it was written, and its manifest as values of their types; raises as ``stored``."""
    try:
        data = Path(name).read_bytes()
    except OSError as why:
        raise cannot_read(name, why) from why
    try:
        found, typed = json.loads(data), msgspec.json.decode(data, type=Stored)
    except (ValueError, RecursionError) as why:
        raise Stop(FILES, "no-report", about=name, file=name) from why
    if typed.schema != SCHEMA:
        raise Stop(FILES, "no-report", about=name, file=name)
    return found, typed
