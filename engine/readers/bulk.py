"""
Rows that say nothing odd, kept by column: how a log of millions is read without an event for each of its rows.

A row is *plain* where it states an id that nobody else has, a type, a time, and fields that can be read; and corrects
nothing, withdraws nothing, was not recorded at another time, attested or paid in a currency of its own, and takes
effect when it happened. Plain rows are read a batch at a time, column by column, by the same readers of cells as
any other. What is not plain goes to the reader of rows, which says what is wrong with it or what it means. A plain row
that another one turns out to be about (a duplicate, a correction) is given back as an event.

So nothing is decided here: an event made from columns is the event that the reader of rows would have made.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, repeat
from typing import Any, Final, NamedTuple

from luyue.dsl.model import EventType, Kind
from luyue.engine.event import Event, InstantValue
from luyue.engine.readers import times
from luyue.engine.readers.desk import Desk
from luyue.engine.readers.fields import name_of, written
from luyue.engine.readers.kept import Kept, Stretch
from luyue.engine.readers.layout import NOWHERE, Layout, Slot, layout_of
from luyue.engine.readers.names import ENVELOPE, ID, TYPE
from luyue.engine.readers.raw import Form, RawRow, TypedRow, filled
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.rows import MOST_COLUMNS
from luyue.engine.readers.typed import Unread
from luyue.engine.strand import Strand

Columns = tuple[str, ...]
Cells = Sequence[Any]
Key = tuple[int, str, int]  # of a plan: the number of its headers, how the type is written, the form

DERIVED: Final = "row-"  # how ids begin that are made from content
MOST_KNOWN: Final = 20_000  # cells of a column whose meaning is remembered
MOST_PLANS: Final = 4096
MOST_KINDS: Final = 1 << 10
MOST_FILES: Final = 1 << 16
UNKNOWN: Final[tuple[int, int | None]] = (-1, None)  # headers of which no more are remembered
PLAIN: Final = Form((), frozenset())  # of rows whose cells are as they are
EARLIEST, LATEST = -600_000_000_000_000, 7_200_000_000_000_000  # instants well inside the years that a log may state
_NEW: Final = object()
_BAD: Final = object()


# ---------------------------------------------------------------- how a column is read


class _Reader:
    """Reads one field of one type of rows, a column at a time."""

    def __init__(self, slot: Slot, form: Form, currency: str) -> None:
        self.slot = slot
        self._of = form.reader(slot.at)
        self._currency = currency
        self._typed = form is not PLAIN  # all cells are of one kind
        fleeting = slot.declared.type.kind is Kind.INSTANT or self._of is list
        self._known: dict[object, object] | None = None if fleeting else {}

    def read(self, column: Cells) -> list[Any]:
        """Return the values of a column; ``_BAD`` where there is none to be had."""
        known = self._known
        if known is None or not (self._typed or set(map(type, column)) <= {str, type(None)}):
            return list(map(self._one, column))
        found = list(map(known.get, column, repeat(_NEW)))
        if _NEW in found:
            found = [self._learnt(cell) if one is _NEW else one for cell, one in zip(column, found, strict=True)]
        return found

    def _learnt(self, cell: object) -> object:
        found = self._one(cell)
        if self._known is not None:
            self._known[cell] = found
            if len(self._known) > MOST_KNOWN:
                self._known = None
        return found

    def _one(self, cell: object) -> object:
        cell = _cell(cell, self._of)
        if cell is None:
            return _BAD if self.slot.required else None
        try:
            return self.slot.read(cell, self._currency)
        except Fault:
            return _BAD


class _Plan(NamedTuple):
    """How rows of one type with the same headers are read."""

    form: Form
    layout: Layout
    kept: Kept
    readers: tuple[_Reader, ...]
    empty: tuple[int, ...]  # columns in which a plain row has nothing


class _Found(NamedTuple):
    """What rows of one plan come to; a row that is not plain has no id."""

    plan: _Plan
    places: list[int]  # in the batch
    ids: list[str | None]
    at: list[int]
    values: list[list[Any]]
    local: list[int]  # how many times of each row state no offset
    ignored: list[tuple[str, list[bool]]]  # headers that nobody declared, and whether a row has anything there


class Bulk:
    """The plain rows of all files of one log."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kinds: dict[str, Kept] = {}
        self._listed: list[Kept] = []
        self._headers: dict[Columns, tuple[int, int | None]] = {}  # the number of headers, and where the type stands
        self._last: tuple[Columns, tuple[int, int | None]] = ((), (0, None))
        self._plans: dict[Key, _Plan | None] = {}
        self._where: dict[str, int] = {}  # by id: the place among the rows of its type, and the number of the type
        self._files: list[str] = []
        self._local = 0  # times that state no offset

    def __len__(self) -> int:
        return len(self._where)

    def __contains__(self, name: str) -> bool:
        return name in self._where

    def begin(self, file: str) -> bool:
        """Begin a file; return whether its rows may be kept: no other file has its name."""
        known = file in self._files
        self._files.append(file)
        return not known and len(self._files) < MOST_FILES

    def pull(self, name: str) -> Event:
        """Give back the event of an id, which is no longer kept."""
        place, number = divmod(self._where.pop(name), MOST_KINDS)
        kept = self._listed[number]
        kept.gone.add(place)
        return Stretch.of(kept, self._files).event(place)

    def strands(self) -> dict[str, Strand]:
        """Return the rows by type, in order of their instants; this ends the reading."""
        self._where.clear()
        for kept in self._listed:
            kept.settle()
        return {kept.kind.id: Stretch.of(kept, self._files).strand() for kept in self._listed if len(kept.at)}

    def events(self) -> Iterator[tuple[int, Event]]:
        """Yield the number of its file and the event of every row, type by type."""
        for kept in self._listed:
            made = Stretch.of(kept, self._files).event
            yield from ((kept.files[at], made(at)) for at in range(len(kept.at)) if at not in kept.gone)

    # ------------------------------------------------------------ a batch of rows

    def take(self, batch: Sequence[RawRow]) -> list[RawRow]:
        """Keep the plain rows of a batch and return the others, in their order."""
        groups: dict[Key, list[int]] = defaultdict(list)
        for place, (_, columns, cells) in enumerate(batch):
            groups[self._key(columns, cells)].append(place)
        found = [one for key, places in groups.items() if (one := self._found(key, places, batch)) is not None]
        doubled = _doubled(found, batch)
        plain: set[int] = set()
        for one in found:
            plain.update(self._keep(one, doubled, batch))
        return [row for place, row in enumerate(batch) if place not in plain]

    def _key(self, columns: Columns, cells: Cells) -> Key:
        """Return what tells how a row is read; the type is empty where it is not written once, as text."""
        if columns is not self._last[0]:
            if columns not in self._headers and len(self._headers) < MOST_PLANS:
                self._headers[columns] = (len(self._headers), _only(columns, TYPE))
            self._last = (columns, self._headers.get(columns, UNKNOWN))
        number, at = self._last[1]
        word = None if at is None else cells[at]
        return number, word if type(word) is str else "", id(_form(cells))

    def _found(self, key: Key, places: list[int], batch: Sequence[RawRow]) -> _Found | None:
        """Return what rows with the same headers and type come to; None where they are not for columns."""
        _, columns, cells = batch[places[0]]
        plan = self._plan(key, columns, cells)
        if plan is None:
            return None
        table: list[Cells] = list(zip(*(_raw(batch[place][2]) for place in places), strict=True))
        bad: set[int] = set()
        for at in plan.empty:
            if not _is_blank(table[at]):
                bad.update(i for i, cell in enumerate(table[at]) if cell is not None and cell != "")
        local = [0] * len(places)
        times_ = self._times(plan, table[plan.layout.time_at], local)
        values = [self._values(plan, one, table[one.slot.at], local) for one in plan.readers]
        ignored = list(_ignored(plan, table, bad))
        for column in (times_, *values):
            if _BAD in column:
                bad.update(i for i, one in enumerate(column) if one is _BAD)
        of = plan.form.reader(plan.layout.id_at)
        ids = [None if i in bad else _id(cell, of) for i, cell in enumerate(table[plan.layout.id_at])]
        return _Found(plan, places, ids, times_, values, local, ignored)

    def _keep(self, found: _Found, doubled: set[str], batch: Sequence[RawRow]) -> Iterator[int]:
        """Keep the plain rows of one plan and yield their places in the batch."""
        kept, known, where = found.plan.kept, self._desk.register.events, self._where
        new = [not (one is None or one in where or one in doubled or one in known) for one in found.ids]
        begin, count = len(kept.at), sum(new)
        kept.at.extend(compress(found.at, new))
        kept.rows.extend(batch[place][0] for place in compress(found.places, new))
        kept.files.extend(repeat(len(self._files) - 1, count))
        kept.ids.extend(name for name in compress(found.ids, new) if name is not None)
        read = {one.slot.id: column for one, column in zip(found.plan.readers, found.values, strict=True)}
        for name, column in kept.fields.items():
            column.extend(compress(read[name], new) if name in read else repeat(None, count))
        where.update(zip(kept.ids[begin:], range(begin * MOST_KINDS + kept.number, 2**62, MOST_KINDS), strict=False))
        self._desk.count_local(sum(compress(found.local, new)))
        for header, there in found.ignored:
            self._desk.ignore(header, kept.kind.id, sum(compress(there, new)))
        yield from compress(found.places, new)

    # ------------------------------------------------------------ what columns hold

    def _values(self, plan: _Plan, reader: _Reader, column: Cells, local: list[int]) -> list[Any]:
        if reader.slot.declared.type.kind is not Kind.INSTANT:
            return reader.read(column)
        exact = reader.slot.at in plan.form.instants
        found: list[Any] = []
        for i, cell in enumerate(column):
            before = self._local
            found += [InstantValue(cell)] if exact and _is_usual(cell) else reader.read((cell,))
            local[i] += self._local - before
        return found

    def _times(self, plan: _Plan, column: Cells, local: list[int]) -> list[Any]:
        """Return the time of each row; ``local`` counts those without an offset."""
        at = plan.layout.time_at
        exact, of = at in plan.form.instants, plan.form.reader(at)
        found: list[Any] = []
        for i, cell in enumerate(column):
            before = self._local
            found.append(cell if exact and _is_usual(cell) else self._time(_cell(cell, of)))
            local[i] += self._local - before
        return found

    def _time(self, cell: object) -> object:
        try:
            return _BAD if cell is None else self._instant(written(cell, "time"))
        except Fault:
            return _BAD

    def _instant(self, text: str) -> int:
        us, local = times.at(text, self._desk.zone)
        self._local += local
        return us

    # ------------------------------------------------------------ plans

    def _plan(self, key: Key, columns: Columns, cells: Cells) -> _Plan | None:
        if key not in self._plans and len(self._plans) < MOST_PLANS:
            self._plans[key] = self._planned(columns, key[1], _form(cells))
        return self._plans.get(key)

    def _planned(self, columns: Columns, word: str, form: Form) -> _Plan | None:
        """Return how rows are read; None where none of them can be plain."""
        kind, desk = self._kind(word), self._desk
        if kind is None or _only(columns, ID) is None or len(columns) > MOST_COLUMNS:
            return None
        layout = layout_of(columns, kind, desk.names, desk.zone, self._instant)
        if layout.lacking or NOWHERE in (layout.id_at, layout.time_at):
            return None
        readers = tuple(_Reader(slot, form, desk.currency) for slot in layout.slots)
        kept = self._kept(kind, layout)
        return None if kept is None else _Plan(form, layout, kept, readers, tuple(_must_be_empty(layout)))

    def _kept(self, kind: EventType, layout: Layout) -> Kept | None:
        if kind.id not in self._kinds:
            if len(self._kinds) == MOST_KINDS:
                return None
            defaults = {name: read(absent, self._desk.currency) for name, read, absent in layout.absent}
            self._kinds[kind.id] = Kept(kind, len(self._listed), defaults)
            self._listed.append(self._kinds[kind.id])
        return self._kinds[kind.id]

    def _kind(self, word: str) -> EventType | None:
        try:
            return self._desk.names.events.get(name_of(word.strip(), "type"))
        except Fault:
            return None


def _must_be_empty(layout: Layout) -> Iterator[int]:
    """Yield the columns in which a plain row has nothing."""
    about = (layout.recorded_at, layout.corrects_at, layout.withdraws_at, layout.attested_at, layout.currency_at)
    yield from (at for at in about if at != NOWHERE)
    yield from (at for at, _, _ in layout.slips)
    yield from (second for _, second in layout.doubles)
    yield from (slot.at for slot in layout.slots if slot.id == layout.effect_at)


def _ignored(plan: _Plan, table: Sequence[Cells], bad: set[int]) -> Iterator[tuple[str, list[bool]]]:
    """Yield the headers that nobody declared and where something stands under them."""
    for at, name in plan.layout.ignored:
        if not _is_blank(table[at]):
            of = plan.form.reader(at)
            cells = [cell if cell is None or of is None else of(cell) for cell in table[at]]
            bad.update(i for i, cell in enumerate(cells) if isinstance(cell, Unread) and cell.always)
            yield name, list(map(filled, cells))


def _doubled(found: Iterable[_Found], batch: Sequence[RawRow]) -> set[str]:
    """Return the ids that more than one row of a batch may have."""
    ids: list[str] = []
    left = set(range(len(batch)))
    for one in found:
        named = [(place, name) for place, name in zip(one.places, one.ids, strict=True) if name is not None]
        ids += [name for _, name in named]
        left.difference_update(place for place, _ in named)
    for place in left:
        _, columns, cells = batch[place]
        ids += [str(cells[at]).strip() for at in _all(columns, ID) if filled(cells[at])]
    return set() if len(set(ids)) == len(ids) else {name for name, often in Counter(ids).items() if often > 1}


# ---------------------------------------------------------------- cells and headers


def _form(cells: Cells) -> Form:
    return cells.form if isinstance(cells, TypedRow) else PLAIN


def _raw(cells: Cells) -> Cells:
    return cells.raw if isinstance(cells, TypedRow) else cells


def _cell(cell: object, of: Callable[[Any], object] | None) -> object:
    """Return a cell as a log would have it, without blanks at its ends; None where nothing stands."""
    if cell is not None and of is not None:
        cell = of(cell)
    if type(cell) is str:
        return cell.strip() or None
    return cell


def _is_usual(cell: object) -> bool:
    return type(cell) is int and EARLIEST < cell < LATEST


def _is_blank(column: Cells) -> bool:
    return column.count(None) + column.count("") == len(column)


def _all(columns: Columns, word: str) -> list[int]:
    return [at for at, name in enumerate(columns) if ENVELOPE.get(name.strip()) == word]


def _only(columns: Columns, word: str) -> int | None:
    found = _all(columns, word)
    return found[0] if len(found) == 1 else None


def _id(cell: object, of: Callable[[Any], object] | None) -> str | None:
    """Return the id that a cell states; None where there is none that can be taken as it stands."""
    cell = _cell(cell, of)
    try:
        name = None if cell is None else name_of(cell, "id")
    except Fault:
        return None
    return None if name is None or name.startswith(DERIVED) else name
