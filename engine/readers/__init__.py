"""
The door for events: files, bytes or rows of a program become one ``Log``, checked against a contract's event types.

    files ─lines→ text ─jsonl, csv→ rows ─layout→ cells with a meaning ─fields→ values ─ids→ Log
          └────→ bytes ─xlsx, parquet→ ┘ └─ foreign: other people's words

A log is read whole or refused whole (``EventError``). What a row says never depends on the format, the language of
its headers, the order of rows or their split over files. A further format is one more entry of ``reading.FORMATS`` (for
text) or ``reading.OF_BYTES``; it gives rows of (number, headers, cells).
"""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from luyue.dsl.model import Contract, Happens
from luyue.engine.event import Log
from luyue.engine.readers.foreign import Foreign
from luyue.engine.readers.foreign import parse as mapping
from luyue.engine.readers.lines import ENCODINGS
from luyue.engine.readers.parquet import MissingExtra
from luyue.engine.readers.reading import Reading
from luyue.engine.readers.refuse import EventError, Refusal
from luyue.engine.readers.state import State

__all__ = [
    "ENCODINGS",
    "EventError",
    "Foreign",
    "MissingExtra",
    "Refusal",
    "from_happenings",
    "from_rows",
    "mapping",
    "read",
    "read_bytes",
    "read_on",
    "read_streams",
]


class Found(Protocol):
    """Reads a log, by column or row by row."""

    def __call__(self, *, by_column: bool) -> Log:
        """Return the log."""
        ...


def read(
    paths: str | PurePath | Iterable[str | PurePath],
    contract: Contract,
    *,
    lenient: bool = False,
    encoding: str | None = None,
    require_events: bool = False,
    sheet: str | None = None,
    foreign: Foreign | None = None,
    columns: bool = False,
) -> Log:
    """
    Return the events of one or several files: JSON Lines, CSV, Excel or Parquet, by suffix, else by their first bytes.

    ``lenient`` sets rows of undeclared types aside and takes identical rows without an id for as many events.
    ``encoding`` is UTF-8 unless said otherwise (``gb18030``). ``require_events`` refuses a log without any.
    ``sheet`` is that of a workbook which is read, the first by default. ``foreign`` has the words of a foreign log
    (``mapping``). Events come in the order of reading; with ``columns`` those of a long log come by column, in order
    of effect (``Columns``), which takes a quarter of the memory.

    :raises MissingExtra: a format whose library is not installed
    :raises EventError: something in one of the files is refused
    :raises OSError: a file cannot be opened or read
    :raises ValueError: an encoding that is none of ``ENCODINGS``
    """
    given = [paths] if isinstance(paths, (str, PurePath)) else list(paths)

    def found(*, by_column: bool) -> Log:
        reading = Reading(
            contract,
            lenient=lenient,
            encoding=encoding,
            require_events=require_events,
            sheet=sheet,
            foreign=foreign,
            by_column=by_column,
            columns=columns,
        )
        for path in given:
            with Path(path).open("rb") as stream:
                reading.file(PurePath(path).name, stream)
        return reading.log()

    return _by_column_first(found)


def read_streams(
    streams: Iterable[tuple[str, BinaryIO]],
    contract: Contract,
    *,
    lenient: bool = False,
    encoding: str | None = None,
    require_events: bool = False,
    sheet: str | None = None,
    foreign: Foreign | None = None,
    columns: bool = False,
) -> Log:
    """Return the events of opened files, each with the name under which it is reported; see ``read``."""
    given = list(streams)
    again = all(stream.seekable() for _, stream in given)
    begun = [stream.tell() for _, stream in given] if again else [0] * len(given)

    def found(*, by_column: bool) -> Log:
        reading = Reading(
            contract,
            lenient=lenient,
            encoding=encoding,
            require_events=require_events,
            sheet=sheet,
            foreign=foreign,
            by_column=by_column,
            columns=columns,
        )
        for (name, stream), at in zip(given, begun, strict=True):
            if again:
                stream.seek(at)
            reading.file(name, stream)
        return reading.log()

    return _by_column_first(found) if again else found(by_column=False)


def _by_column_first(found: Found) -> Log:
    """
    Return a log read by column; where anything in it is refused, what the reader of rows says.

    Rows are looked at in another order by column, and what is wrong is told in the order in which it stands.
    """
    try:
        return found(by_column=True)
    except EventError:
        return found(by_column=False)


def read_on(
    streams: Iterable[tuple[str, BinaryIO]],
    contract: Contract,
    state: State | None = None,
    *,
    engine: str,
    lenient: bool = False,
    encoding: str | None = None,
    require_events: bool = False,
    sheet: str | None = None,
    foreign: Foreign | None = None,
) -> tuple[Log, State]:
    """
    Return the events of a state and of opened files read after it, and the state that is reached; see ``read``.

    ``engine`` is the version that the new state belongs to.
    """
    reading = Reading(
        contract, lenient=lenient, encoding=encoding, require_events=require_events, sheet=sheet, foreign=foreign
    )
    if state is not None:
        reading.take_up(state)
    for name, stream in streams:
        reading.file(name, stream)
    log = reading.log()
    return log, reading.state(engine)


def read_bytes(
    name: str,
    data: bytes,
    contract: Contract,
    *,
    lenient: bool = False,
    encoding: str | None = None,
    require_events: bool = False,
    sheet: str | None = None,
    foreign: Foreign | None = None,
) -> Log:
    """Return the events of a file's content; see ``read``. Parquet must stand in a file."""
    return read_streams(
        [(name, BytesIO(data))],
        contract,
        lenient=lenient,
        encoding=encoding,
        require_events=require_events,
        sheet=sheet,
        foreign=foreign,
    )


def from_rows(
    contract: Contract, rows: Iterable[Mapping[str, object]], *, name: str = "rows", lenient: bool = False
) -> Log:
    """
    Return the events of rows made by a program, header to value, through the checks of a file.

    Values are text as a file would have it, integers, truth values, lists, or exact values (``Fraction``, ``Money``,
    ``Length``, dates).

    :raises EventError: a row is refused; rows count from 1
    :raises TypeError: a value that no field can have
    """
    reading = Reading(contract, lenient=lenient)
    reading.rows(name, rows)
    return reading.log()


def from_happenings(contract: Contract, happenings: Iterable[Happens]) -> Log:
    """
    Return the events of a scenario, placed at their lines of the clause file; equal lines are as many events.

    :raises EventError: an event is refused
    """
    reading = Reading(contract, lenient=True)
    reading.happenings(happenings)
    return reading.log()
