"""
A mapping file: how the columns, event types and values of a foreign log are called in the contract.

    [columns]
    "case:concept:name" = "ticket"
    "concept:name" = "type"

    [types]
    "Ticket opened" = "fault_reported"

    [values.severity]
    "P1" = "critical"

A row is renamed before it is understood, so everything that holds for the contract's own words holds for it too.
Whatever in the file can have no effect is told: a name that no event declares is refused, a line that no row used is
named in what was assumed. Nothing is renamed twice.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from attrs import frozen

from luyue.dsl.model import Contract
from luyue.engine.readers.names import ENVELOPE, REFERENCE, TYPE, field_names, names_of, near
from luyue.engine.readers.refuse import Complaints, raise_any

LARGEST: Final = 1 << 20  # bytes
MOST_PLANS: Final = 4096

COLUMNS, TYPES, VALUES = "columns", "types", "values"
_TABLES: Final = (COLUMNS, TYPES, VALUES)
_AT: Final = re.compile(r"line ([0-9]+), column ([0-9]+)")
_HEADING: Final = re.compile(r"\s*\[+\s*(.*?)\s*\]+")

Columns = tuple[str, ...]


@frozen
class Foreign:
    """The words of a foreign log with those of the contract, and the file that says so."""

    name: str
    sha256: str
    columns: Mapping[str, str]
    types: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]  # by column, under either of its names


def parse(data: bytes, name: str, contract: Contract) -> Foreign:
    """
    Return what a mapping file says.

    :raises EventError: the file is no TOML, or names what the contract does not declare; every fault of it
    """
    complaints = Complaints(name)
    text = _text(data, complaints)
    tables = _toml(text, complaints)
    source = _Source(text)
    for key in tables:
        if key not in _TABLES:
            complaints.add(source.line(key), "map-unknown-table", value=key, **near(key, _TABLES))
    columns = _renamed(tables.get(COLUMNS, {}), (COLUMNS,), source, complaints)
    types = _renamed(tables.get(TYPES, {}), (TYPES,), source, complaints)
    values = _values(tables.get(VALUES, {}), source, complaints)
    _check_names(contract, columns, types, values, source, complaints)
    raise_any([complaints])
    return Foreign(name, hashlib.sha256(data).hexdigest(), columns, types, values)


def _text(data: bytes, complaints: Complaints) -> str:
    if len(data) > LARGEST:
        complaints.add(0, "table-too-large", kind="bytes", found=str(len(data)), most=str(LARGEST))
        raise_any([complaints])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        row = data.count(b"\n", 0, broken.start) + 1
        complaints.add(row, "wrong-encoding", byte=str(broken.start), encoding="UTF-8")
        raise_any([complaints])
        raise


def _toml(text: str, complaints: Complaints) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as why:
        at = _AT.search(str(why))
        row, column = (int(at[1]), at[2]) if at else (text.count("\n") + 1, "1")
        complaints.add(row, "map-syntax", at=column)
        raise_any([complaints])
        raise


def _renamed(table: object, path: tuple[str, ...], source: "_Source", complaints: Complaints) -> Mapping[str, str]:
    """Return a table of words, without what is none."""
    if not isinstance(table, dict):
        complaints.add(source.line(*path), "map-no-table", value=".".join(path))
        return MappingProxyType({})
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, str) and key.strip() and value.strip():
            found[key.strip()] = value.strip()
        else:
            complaints.add(source.line(*path, key), "map-no-word", value=key)
    return MappingProxyType(found)


def _values(table: object, source: "_Source", complaints: Complaints) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(table, dict):
        complaints.add(source.line(VALUES), "map-no-table", value=VALUES)
        return MappingProxyType({})
    return MappingProxyType({key: _renamed(one, (VALUES, key), source, complaints) for key, one in table.items()})


def _check_names(
    contract: Contract,
    columns: Mapping[str, str],
    types: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]],
    source: "_Source",
    complaints: Complaints,
) -> None:
    """Note what the contract does not declare."""
    known = {*ENVELOPE, *REFERENCE, *(name for kind in contract.events for name in field_names(kind))}
    events = names_of(contract).events
    for key, column in columns.items():
        if column not in known:
            complaints.add(source.line(COLUMNS, key), "map-unknown-column", value=column, **near(column, known))
    for key, kind in types.items():
        if kind not in events:
            complaints.add(source.line(TYPES, key), "unknown-type", column=key, value=kind, **near(kind, events))
    for field in values:
        if field not in known and field not in columns:
            facts = near(field, [*known, *columns])
            complaints.add(source.line(VALUES, field), "map-unknown-column", value=field, **facts)


class _Source:
    """Finds the line on which a key stands; the parser of TOML does not say."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def line(self, *path: str) -> int:
        """Return the line, from 1, of a key under its tables; that of the nearest table where the key is not seen."""
        start = 0
        for at, line in enumerate(self._lines, 1):
            heading = _HEADING.match(line)
            words = [_bare(word) for word in (heading[1].split(".", 1) if heading else ())]
            if words == list(path):
                return at
            if words and words == list(path[: len(words)]):
                start = at
        for at, line in enumerate(self._lines[start:], start + 1):
            if _HEADING.match(line) and start:
                break
            if line.partition("=")[1] and _bare(_key(line)) == path[-1]:
                return at
        return max(start, 1)


def _key(line: str) -> str:
    """Return what stands before the equals sign, which a quoted key may hold too."""
    text = line.strip()
    if text[:1] in ('"', "'"):
        return text[: text.find(text[0], 1) + 1]
    return text.partition("=")[0]


def _bare(word: str) -> str:
    word = word.strip()
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'" else word


# ---------------------------------------------------------------- at work


class Translator:
    """Renames the rows of one log, and knows which words of the mapping were used."""

    def __init__(self, foreign: Foreign) -> None:
        self._foreign = foreign
        self._used: set[tuple[str, ...]] = set()
        self._plans: dict[Columns, tuple[Columns, tuple[tuple[int, tuple[str, ...], Mapping[str, str]], ...]]] = {}

    def named(self, columns: Columns) -> Columns:
        """Return columns under the contract's names."""
        renamed = self._foreign.columns
        return tuple(renamed.get(name.strip(), name) for name in columns)

    def row(self, columns: Columns, cells: Sequence[object]) -> tuple[Columns, Sequence[object]]:
        """Return a row in the contract's words."""
        plan = self._plans.get(columns)
        if plan is None:
            plan = self._plan(columns)
            if len(self._plans) < MOST_PLANS:
                self._plans[columns] = plan
        named, places = plan
        if not places:
            return named, cells
        changed = list(cells)
        for at, path, words in places:
            changed[at] = self._word(changed[at], path, words)
        return named, changed

    def unused(self) -> Iterator[tuple[str, str]]:
        """Return the words that no row had, as (table, words)."""
        foreign = self._foreign
        tables = ((COLUMNS, foreign.columns), (TYPES, foreign.types))
        values = ((f"{VALUES}.{field}", words) for field, words in foreign.values.items())
        for table, words in (*tables, *values):
            left = [word for word in words if (table, word) not in self._used]
            if left:
                yield table, "、".join(left)

    def _plan(self, columns: Columns) -> tuple[Columns, tuple[tuple[int, tuple[str, ...], Mapping[str, str]], ...]]:
        """Return the names of columns, and where words are looked for: place, table, words."""
        foreign = self._foreign
        named = self.named(columns)
        places: list[tuple[int, tuple[str, ...], Mapping[str, str]]] = []
        for at, (was, now) in enumerate(zip(columns, named, strict=True)):
            if was.strip() in foreign.columns:
                self._used.add((COLUMNS, was.strip()))
            if ENVELOPE.get(now) == TYPE and foreign.types:
                places.append((at, (TYPES,), foreign.types))
            field = now if now in foreign.values else was.strip()
            if field in foreign.values:
                places.append((at, (f"{VALUES}.{field}",), foreign.values[field]))
        return named, tuple(places)

    def _word(self, cell: object, path: tuple[str, ...], words: Mapping[str, str]) -> object:
        if isinstance(cell, list):
            return [self._word(one, path, words) for one in cell]
        word = _written(cell)
        if word not in words:
            return cell
        self._used.add((*path, word))
        return words[word]


def _written(cell: object) -> str:
    """Return a cell as the key of a table would be written; empty for what no key can be."""
    match cell:
        case str():
            return cell.strip()
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell) if abs(cell) < 10**18 else ""
        case _:
            return ""
