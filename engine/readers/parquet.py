"""
Parquet logs, read by DuckDB and nothing else: one file, no network, no other file, nothing written, nothing loaded.

The columns keep types, and each is brought to what a log would have: a time with a zone to its instant, one without
to the contract's zone, a decimal to its digits, a list to a set. A binary fraction is no amount of money. What a type
cannot say in a log (a blob, a structure) is refused where a field needs it.

A file of a few kilobytes may claim millions of rows or repeat one text of megabytes a million times, so rows are held
against the size of the file and texts are measured before any of them is fetched. Rows are numbered from 1, and a
refusal also tells the group of rows. The file is hashed before and after: what was replayed is what was hashed.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from luyue.engine.readers.headers import sound_header
from luyue.engine.readers.lines import BLOCK, LONGEST_LINE, Lines
from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.raw import Form, RawRow, TypedRow, filled
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.serial import number_of
from luyue.engine.readers.typed import Approximate, Stamp, Unread
from luyue.engine.zone import DAY, EPOCH_DAY, MINUTE, SECOND

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FREE_ROWS: Final = 200_000  # of any file; beyond, a row takes a byte at least
MOST_COLUMNS: Final = 1000
MEMORY: Final = "160MB"
AT_A_TIME: Final = 1 << 24  # bytes of text fetched at a time
MOST_FETCHED: Final = 2048  # rows

_SETTINGS: Final = MappingProxyType(
    {
        "threads": "1",  # rows come in their order
        "memory_limit": MEMORY,
        "temp_directory": "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
    }
)
_CLOSED: Final = (
    "SET enable_progress_bar = false",  # it would be drawn on standard output
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_READ: Final = "read_parquet(?, hive_partitioning = false, union_by_name = false)"


class MissingExtra(Exception):
    """A library that reads a format is not installed; ``extra`` brings it."""

    def __init__(self, extra: str, form: str) -> None:
        super().__init__(extra, form)
        self.extra = extra
        self.form = form


class _Column(NamedTuple):
    name: str
    expression: str  # what is fetched for it
    cell: Callable[[Any], object]  # from what is fetched, never None, to a cell
    length: str  # how many bytes of text are fetched; empty for what is short


def rows(lines: Lines) -> Iterator[RawRow]:
    """
    Return the rows of a file; what cannot be read is noted in the complaints of ``lines``.

    :raises MissingExtra: DuckDB is not installed
    :raises ValueError: the file stands nowhere, it is a stream of a program
    """
    if lines.path is None:
        raise ValueError("a Parquet log is read from a file, not from a stream")
    at = 0
    try:
        lines.digest_rest()
        with _opened(lines.path) as table:
            names = _header(lines, table)
            if names is None:
                return
            for at, cells in table.rows():
                if any(map(filled, cells)):
                    yield at, names, cells
        if _digest(lines.path) != lines.sha256:
            raise Fault("changed-while-read")
    except Fault as fault:
        lines.complaints.fault(at and at + 1, fault)


def _digest(path: str) -> str:
    found = hashlib.sha256()
    with Path(path).open("rb") as stream:
        while block := stream.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def _header(lines: Lines, table: "_Table") -> tuple[str, ...] | None:
    lines.complaints.mark = table.place
    names = tuple(column.name.strip() for column in table.columns)
    return names if sound_header(lines.named(names), 0, lines.complaints) else None


# ---------------------------------------------------------------- the library, with its doors shut


@contextmanager
def _opened(path: str) -> "Iterator[_Table]":
    """Give out the table in a file; whatever the library raises about it is a Fault."""
    try:
        import duckdb
    except ImportError as why:
        raise MissingExtra("parquet", "parquet") from why
    whole = str(Path(path).absolute())
    try:
        with duckdb.connect(":memory:", config=dict(_SETTINGS)) as base:
            base.execute("SET allowed_paths = [" + _quoted(whole, "'") + "]")
            for one in _CLOSED:
                base.execute(one)
            yield _Table(base, whole)
    except duckdb.OutOfMemoryException as why:
        raise Fault("table-too-large", kind="memory", found=MEMORY, most=MEMORY) from why
    except (duckdb.Error, RuntimeError, ValueError, OverflowError) as why:
        raise Fault("broken-table") from why


def _quoted(text: str, sign: str) -> str:
    return sign + text.replace(sign, sign * 2) + sign


class _Table:
    """The columns and rows of a file."""

    def __init__(self, base: "DuckDBPyConnection", path: str) -> None:
        self._base = base
        self._path = path
        (claimed,) = self._asked("SELECT num_rows FROM parquet_file_metadata(?)")[0]
        self._claimed = int(claimed)
        size = Path(path).stat().st_size
        if self._claimed > max(FREE_ROWS, size):
            raise Fault("table-too-large", kind="rows", found=str(claimed), most=str(max(FREE_ROWS, size)))
        self.columns = self._columns()
        groups = self._asked(
            "SELECT row_group_id, any_value(row_group_num_rows) FROM parquet_metadata(?) GROUP BY 1 ORDER BY 1"
        )
        self._ends = tuple(accumulate(int(count) for _, count in groups))

    def place(self, row: int, _: str) -> str:
        """Return where a row stands: the group of rows from 0, as tools for such files count them, and its row."""
        group = bisect_right(self._ends, row - 1)
        return f"row_group[{group}]:{row - (self._ends[group - 1] if group else 0)}"

    def rows(self) -> Iterator[tuple[int, TypedRow]]:
        """Return the rows as (number from 1, cells)."""
        wanted = ", ".join(column.expression for column in self.columns)
        at_a_time = self._at_a_time()
        form = Form(
            tuple(None if column.cell is _same else column.cell for column in self.columns),
            frozenset(at for at, column in enumerate(self.columns) if column.cell is _of_utc),
        )
        found = self._base.execute(f"SELECT {wanted} FROM {_READ}", [self._path])
        number = 0
        while batch := found.fetchmany(at_a_time):
            for row in batch:
                number += 1
                if number > self._claimed:
                    raise Fault("broken-table")
                yield number, TypedRow(row, form)

    def _at_a_time(self) -> int:
        """Return how many rows may be fetched at a time; raise Fault for a row of too much text."""
        lengths = [column.length for column in self.columns if column.length]
        if not lengths:
            return MOST_FETCHED
        summed = " + ".join(f"coalesce({length}, 0)" for length in lengths)
        longest = int(self._asked(f"SELECT max({summed}) FROM {_READ}")[0][0] or 0)
        if longest > LONGEST_LINE:
            raise Fault("table-too-large", kind="row", found=str(longest), most=str(LONGEST_LINE))
        return max(1, min(MOST_FETCHED, AT_A_TIME // max(longest, 1)))

    def _columns(self) -> tuple[_Column, ...]:
        """Return the columns by the names that the file gives them, also where two are alike."""
        typed = self._asked(f"DESCRIBE SELECT * FROM {_READ}")
        names = self._names()
        if len(typed) != len(names):
            raise Fault("broken-table")
        if len(names) > MOST_COLUMNS:
            raise Fault("table-too-large", kind="columns", found=str(len(names)), most=str(MOST_COLUMNS))
        return tuple(_column(name, one[0], one[1]) for name, one in zip(names, typed, strict=True))

    def _names(self) -> list[str]:
        entries = iter(self._asked("SELECT name, num_children FROM parquet_schema(?)"))
        top = next(entries, ("", 0))[1] or 0
        found = []
        for name, children in entries:
            found.append(str(name))
            inside = int(children or 0)
            while inside:
                inside += int(next(entries)[1] or 0) - 1
        if len(found) != int(top):
            raise Fault("broken-table")
        return found

    def _asked(self, query: str) -> list[tuple[Any, ...]]:
        return self._base.execute(query, [self._path]).fetchall()


# ---------------------------------------------------------------- one column per type


def _column(name: str, known_as: str, kind: str) -> _Column:
    """Return how a column is fetched and what its values are in a log; ``kind`` is the library's word."""
    it = _quoted(known_as, '"')
    base = kind.partition("(")[0]
    if base in _PLAIN:
        return _Column(name, it, _PLAIN[base], f"strlen({it})" if base == "VARCHAR" else "")
    if base in _AS_TEXT:
        return _Column(name, f"CAST({it} AS VARCHAR)", _AS_TEXT[base], "")
    if base in _INSTANTS:
        count, cell = _INSTANTS[base]
        return _Column(name, f"CASE WHEN NOT isfinite({it}) THEN {BEYOND} ELSE {count}({it}) END", cell, "")
    if kind.removesuffix("[]") in _MEMBERS:
        return _Column(name, it, list, f"strlen(CAST({it} AS VARCHAR))")
    return _Column(name, f"CASE WHEN {it} IS NULL THEN NULL ELSE true END", lambda _: _strange(kind), "")


BEYOND: Final = 2**62  # microseconds: no instant of a log


def _strange(kind: str) -> Unread:
    return Unread(Fault("strange-type", type=kind[:60]))


def _same(value: object) -> object:
    return value


def _decimal(text: str) -> object:
    return Digits(text) if "." in text else int(text)


def _approximate(text: str) -> object:
    if not text[-1:].isdigit():
        return Unread(Fault("not-a-number", value=text))
    try:
        return Approximate(number_of(text))
    except Fault as fault:
        return Unread(fault)


def _local(us: int) -> object:
    """Return a time without a zone as text."""
    day, clock = divmod(us, DAY)
    if not 1 <= day + EPOCH_DAY <= date.max.toordinal():
        return Unread(Fault("year-out-of-range", value="…"))
    minutes, rest = divmod(clock, MINUTE)
    seconds, part = divmod(rest, SECOND)
    text = f"{date.fromordinal(day + EPOCH_DAY).isoformat()} {minutes // 60:02}:{minutes % 60:02}"
    if rest:
        text += f":{seconds:02}" + (f".{part:06}" if part else "")
    return Stamp(text)


def _of_utc(us: int) -> object:
    text = _local(us)
    return Stamp(f"{text}Z") if isinstance(text, Stamp) else text


def _local_ns(ns: int) -> object:
    us, rest = divmod(ns, 1000)
    if rest:
        return Unread(Fault("too-fine", value=f"{_local(us)} + {rest} ns"))
    return _local(us)


_INTEGERS: Final = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
)
_PLAIN: Final[Mapping[str, Callable[[Any], object]]] = MappingProxyType(
    {**dict.fromkeys(_INTEGERS, _same), "BOOLEAN": _same, "VARCHAR": _same}
)
_AS_TEXT: Final[Mapping[str, Callable[[Any], object]]] = MappingProxyType(
    {
        "DECIMAL": _decimal,
        "FLOAT": _approximate,
        "DOUBLE": _approximate,
        "DATE": Stamp,
        "TIME": Stamp,
        "UUID": _same,
        "ENUM": _same,
    }
)
_INSTANTS: Final[Mapping[str, tuple[str, Callable[[Any], object]]]] = MappingProxyType(
    {
        **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS"), ("epoch_us", _local)),
        "TIMESTAMP WITH TIME ZONE": ("epoch_us", _of_utc),
        "TIMESTAMP_NS": ("epoch_ns", _local_ns),
    }
)
_MEMBERS: Final = frozenset((*_INTEGERS, "VARCHAR"))
