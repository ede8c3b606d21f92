"""
From a row to an event, and into the register.

First the type, because it says what the columns mean; then the cells. Every fault of a row is noted, not only the
first.
"""

from collections.abc import Sequence
from typing import Final

from luyue.dsl.model import EventType
from luyue.engine.event import Place, SetAside
from luyue.engine.readers.desk import Desk
from luyue.engine.readers.event_row import EventRow
from luyue.engine.readers.fields import name_of
from luyue.engine.readers.layout import Layout, layout_of
from luyue.engine.readers.names import ENVELOPE, ID, TYPE, WITHDRAWS, near
from luyue.engine.readers.raw import filled, total_word
from luyue.engine.readers.refuse import Complaints, Fault
from luyue.engine.readers.typed import Unread

MOST_COLUMNS: Final = 1000
MOST_LAYOUTS: Final = 4096  # kept; a file whose every row has other headers is only read more slowly

Columns = tuple[str, ...]
Cells = Sequence[object]


class RowReader:
    """Reads rows of one log, whatever file they come from."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._layouts: dict[tuple[Columns, str], Layout] = {}
        self._type_at: dict[Columns, tuple[int, ...]] = {}

    def take(self, place: Place, columns: Columns, cells: Cells, complaints: Complaints) -> None:
        """Read a row into the register, or note why it cannot be read."""
        word = self._type_word(columns, cells)
        layout = self._layouts.get((columns, word)) if type(word) is str else None
        if layout is None:
            layout = self._new_layout(place, columns, cells, word, complaints)
            if layout is None:
                return
        before = complaints.count
        if layout.slips or layout.ignored or layout.doubles:
            cells = self._sort_out(place.row, layout, columns, cells, complaints)
        row = EventRow(self._desk, place, layout, columns, cells, complaints)
        try:
            event = row.event()
            if event is None or complaints.count != before:
                return
            changes = event.corrects is not None or event.withdraws is not None
            self._desk.register.add(event, complaints, row.target_column() if changes else "")
        except Fault as fault:
            complaints.fault(place.row, fault)
            return
        self._desk.taken(event)

    def _type_word(self, columns: Columns, cells: Cells) -> object:
        """Return the cell that states the type; None if there is none or it is empty."""
        places = self._type_at.get(columns)
        if places is None:
            places = _places(columns, TYPE)
            if len(self._type_at) < MOST_LAYOUTS:
                self._type_at[columns] = places
        for at in places:
            if cells[at]:
                return cells[at]
        return None

    def _new_layout(
        self, place: Place, columns: Columns, cells: Cells, word: object, complaints: Complaints
    ) -> Layout | None:
        """Return a layout seen for the first time, or None with the reason noted or the row set aside."""
        try:
            text = "" if word is None else name_of(word.strip() if type(word) is str else word, "type")
        except Fault as fault:
            complaints.fault(place.row, fault, column=_header(columns, TYPE))
            return None
        kind = self._desk.names.events.get(text)
        if len(columns) > MOST_COLUMNS:
            complaints.add_once(place.row, "too-many-columns", found=str(len(columns)), most=str(MOST_COLUMNS))
            return None
        if kind is None and (text or _stated(columns, cells, WITHDRAWS) is None):
            self._refuse_type(place, columns, cells, text, complaints)
            return None
        layout = layout_of(columns, kind, self._desk.names, self._desk.zone, self._desk.instant)
        if type(word) is str and len(self._layouts) < MOST_LAYOUTS:
            self._layouts[columns, word] = layout
        return layout

    def _refuse_type(self, place: Place, columns: Columns, cells: Cells, text: str, complaints: Complaints) -> None:
        if (not text or total_word([text])) and (total := total_word(cells)):
            complaints.add(place.row, "total-row", value=total)
        elif not text:
            complaints.add(place.row, "missing-type")
        elif self._desk.lenient:
            self._desk.ignore_type(text)
            stated = _stated(columns, cells, ID)
            id_ = str(stated) if isinstance(stated, (str, int)) else ""
            self._desk.register.undeclared.append(SetAside(place, id_.strip(), "undeclared", {"type": text}))
        else:
            facts = near(text, self._desk.names.events)
            complaints.add_once(place.row, "unknown-type", column=_header(columns, TYPE), value=text, **facts)

    def _sort_out(self, row: int, layout: Layout, columns: Columns, cells: Cells, complaints: Complaints) -> Cells:
        """
        Note misspelt and twofold fields, count ignored ones; return the cells with twofold fields in their first
        place.
        """
        for at, name in layout.ignored:
            cell = cells[at]
            if isinstance(cell, Unread) and cell.always:
                complaints.fault(row, cell.fault, column=name)
            elif filled(cell):
                self._desk.ignore(name, layout.kind.id if layout.kind is not None else "")
        for at, name, meant in layout.slips:
            if filled(cells[at]):
                complaints.add_once(row, "near-field", column=name, near=meant, **_names_of(layout.kind))
        if not layout.doubles:
            return cells
        sorted_out = list(cells)
        for first, second in layout.doubles:
            if filled(sorted_out[first]) and filled(sorted_out[second]):
                complaints.add(row, "repeated-field", column=columns[second].strip(), first=columns[first].strip())
            elif filled(sorted_out[second]):
                sorted_out[first] = sorted_out[second]
        return sorted_out


def _places(columns: Columns, word: str) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(columns) if ENVELOPE.get(name.strip()) == word)


def _stated(columns: Columns, cells: Cells, word: str) -> object:
    """Return what a row states under a word of the envelope, or None."""
    return next((cells[at] for at in _places(columns, word) if filled(cells[at])), None)


def _header(columns: Columns, word: str) -> str:
    """Return how the row writes a word of the envelope."""
    return next((columns[at].strip() for at in _places(columns, word)), word)


def _names_of(kind: EventType | None) -> dict[str, str]:
    return {} if kind is None else {"event_zh": kind.label.zh, "event_en": kind.label.en}
