"""
The reading of one log, file by file, until it is a ``Log`` or an ``EventError``.

Formats differ only in how they come to rows; what a row means is settled in one place for all.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO, Final

from luyue.dsl.model import Contract, Happens
from luyue.engine.event import Event, Log, LogFile, Place
from luyue.engine.readers import csv, jsonl, parquet, xlsx
from luyue.engine.readers.bulk import Bulk
from luyue.engine.readers.desk import Assumption, Desk
from luyue.engine.readers.foreign import Foreign, Translator
from luyue.engine.readers.lines import ENCODINGS, Lines
from luyue.engine.readers.plain import cells_of, row_of
from luyue.engine.readers.raw import RawRow
from luyue.engine.readers.refuse import Complaints, Fault, raise_any
from luyue.engine.readers.rows import RowReader
from luyue.engine.readers.state import SavedFile, State, log_file
from luyue.engine.strand import Columns

Format = Callable[[Lines], Iterator[RawRow]]

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {".jsonl": jsonl.rows, ".ndjson": jsonl.rows, ".json": jsonl.rows, ".csv": csv.rows}
)
OF_BYTES: Final[Mapping[str, Format]] = MappingProxyType({"xlsx": xlsx.rows, "parquet": parquet.rows})

BATCH: Final = 2048  # rows looked at together
LONG: Final = 10_000  # rows from which on a log is kept by column
STATE: Final = "state"  # the file under which faults of a state's own rows would stand


class Reading:
    """Collects the rows of several files; ``log`` ends it."""

    def __init__(
        self,
        contract: Contract,
        *,
        lenient: bool = False,
        encoding: str | None = None,
        require_events: bool = False,
        sheet: str | None = None,
        foreign: Foreign | None = None,
        by_column: bool = False,
        columns: bool = False,
    ) -> None:
        if encoding is not None and encoding not in ENCODINGS:
            raise ValueError(f"unknown encoding: {encoding}")
        self._encoding = encoding or ENCODINGS[0]
        self._require_events = require_events
        self._sheet = sheet
        self._sheet_used = False
        self._foreign = Translator(foreign) if foreign is not None else None
        self._contract = contract
        self._desk = Desk(contract, lenient=lenient)
        self._reader = RowReader(self._desk)
        self._bulk = Bulk(self._desk) if by_column else None
        self._columns = columns
        self._desk.register.kept = self._bulk
        self._complaints: list[Complaints] = []
        self._files: list[LogFile] = []
        self._assumed: list[Assumption] = []

    def file(self, name: str, stream: BinaryIO) -> None:
        """Read a file under the name by which it is reported."""
        complaints = self._begin(name)
        named = self._foreign.named if self._foreign is not None else _unchanged
        lines = Lines(stream, complaints, self._encoding, sheet=self._sheet, named=named)
        try:
            format_ = self._format(name, lines)
        except Fault as fault:
            complaints.fault(0, fault)
            return
        rows = self._take(name, format_(lines), complaints)
        self._files.append(LogFile(name, lines.sha256, rows))
        self._sheet_used |= format_ is xlsx.rows
        if self._encoding != ENCODINGS[0] and format_ in (csv.rows, jsonl.rows):
            self._assume("encoding", file=name, encoding=self._encoding.upper())
        for code, facts in lines.notes:
            self._assume(code, file=name, **facts)
        if lines.comments:
            self._assume("remarks-skipped", file=name, count=str(lines.comments))
        if not rows and not complaints.count:
            self._assume("no-events", file=name)

    def rows(self, name: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Read rows of a program."""
        complaints = self._begin(name)
        for number, row in enumerate(rows, 1):
            self._row(Place(name, number), row, complaints)

    def happenings(self, happenings: Iterable[Happens]) -> None:
        """Read the events of a scenario."""
        by_file: dict[str, Complaints] = {}
        for one in happenings:
            name = one.span.source.name
            if name not in by_file:
                by_file[name] = self._begin(name)
            self._row(Place(name, one.span.line), row_of(one), by_file[name])

    def take_up(self, state: State) -> None:
        """Begin with what a state knows, before any file is read."""
        self._desk.take_up(state, self._begin(STATE))
        self._files.extend(log_file(file) for file in state.files)
        self._assumed.extend(state.assumed)

    def state(self, engine: str) -> State:
        """Return what is known now, once ``log`` has found nothing to refuse."""
        return State(
            engine=engine,
            contract=self._contract.id,
            contract_digest=self._contract.digest,
            lenient=self._desk.lenient,
            files=tuple(SavedFile(file.name, file.sha256, file.rows) for file in self._files),
            assumed=tuple((code, dict(facts)) for code, facts in self._assumed),
            **self._desk.keep(),
        )

    def log(self) -> Log:
        """Return all that was read; raise EventError if anything is refused."""
        register = self._desk.register
        register.check_changes()
        self._note_unused()
        log = Log(
            events=self._events(),
            duplicates=tuple(register.duplicates),
            undeclared=tuple(register.undeclared),
            assumptions=(*self._desk.assumptions(), *self._assumed),
            files=tuple(self._files),
        )
        if self._require_events and not log.read and not any(one.count for one in self._complaints):
            complaints = self._complaints[0] if self._complaints else self._begin("")
            complaints.add(0, "no-events")
        raise_any(self._complaints)
        return log

    def _events(self) -> Sequence[Event]:
        """Return all events: of a long log by column where that is asked for, else in the order of reading."""
        others = tuple(self._desk.register.events.values())
        if self._bulk is None or not len(self._bulk):
            return others
        if self._columns and len(self._bulk) >= LONG:
            return Columns(self._bulk.strands(), others)
        order = {file.name: number for number, file in enumerate(self._files)}
        placed = [*((order[event.place.file], event) for event in others), *self._bulk.events()]
        return tuple(event for _, event in sorted(placed, key=lambda one: (one[0], one[1].place.row)))

    def _begin(self, name: str) -> Complaints:
        complaints = Complaints(name)
        self._complaints.append(complaints)
        return complaints

    def _take(self, name: str, rows: Iterable[RawRow], complaints: Complaints) -> int:
        """Read rows and return how many there were."""
        number = 0
        take = self._reader.take
        rows = rows if self._foreign is None else self._translated(self._foreign, rows)
        bulk = self._bulk if self._bulk is not None and self._bulk.begin(name) else None
        with _no_search_for_circles():
            for batch in _each(rows) if bulk is None else _batches(rows):
                number += len(batch)
                for row, columns, cells in batch if bulk is None else bulk.take(batch):
                    take(Place(name, row), columns, cells, complaints)
        return number

    def _translated(self, foreign: Translator, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        for row, columns, cells in rows:
            yield row, *foreign.row(columns, cells)

    def _row(self, place: Place, row: Mapping[str, object], complaints: Complaints) -> None:
        try:
            columns, cells = cells_of(row)
        except Fault as fault:
            complaints.fault(place.row, fault)
            return
        self._reader.take(place, columns, cells, complaints)

    def _format(self, name: str, lines: Lines) -> Format:
        """
        Return the reader of a file's format: by its suffix, else by its first bytes.

        :raises Fault: no-text, not-as-named
        """
        suffix, kind = PurePath(name).suffix.lower(), lines.kind
        expected = suffix.removeprefix(".")
        if expected in OF_BYTES and kind != expected:
            raise Fault("not-as-named", expected=expected, kind=kind)
        if kind in OF_BYTES and suffix not in FORMATS:
            return OF_BYTES[kind]
        if kind != "text":
            raise Fault("no-text", kind=kind)
        return FORMATS.get(suffix) or (jsonl.rows if lines.looks_like_json else csv.rows)

    def _note_unused(self) -> None:
        """Say what was asked for and had no effect."""
        if self._sheet is not None and not self._sheet_used:
            self._assume("sheet-unused", sheet=self._sheet)
        for table, words in self._foreign.unused() if self._foreign is not None else ():
            self._assume("map-unused", table=table, words=words)

    def _assume(self, code: str, **facts: str) -> None:
        self._assumed.append((code, MappingProxyType(facts)))


def _unchanged(names: tuple[str, ...]) -> tuple[str, ...]:
    return names


def _each(rows: Iterable[RawRow]) -> Iterator[Sequence[RawRow]]:
    """Yield the rows one at a time, so that what is wrong is found in their order."""
    return ((row,) for row in rows)


def _batches(rows: Iterable[RawRow]) -> Iterator[Sequence[RawRow]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """
    Keep the collector of circular garbage from walking over all events again and again, a third of the time of a
    large log.

    Rows and events refer to nothing that refers to them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
