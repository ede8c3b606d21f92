"""
One row with its columns understood, on its way to an event.

The envelope comes first, then the fields in the order of their declaration, so that what is compared (``content``)
does not depend on the order of columns. A withdrawal needs none of the fields: it removes an event, whatever that
event said.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from luyue.engine.event import DayValue, Event, InstantValue, Place, Value, content_of
from luyue.engine.readers.currency import currency_of
from luyue.engine.readers.desk import Desk
from luyue.engine.readers.fields import name_of, written
from luyue.engine.readers.layout import NOWHERE, Layout, Slot
from luyue.engine.readers.refuse import Complaints, Fault

T = TypeVar("T")


class EventRow:
    """A row, the meaning of its columns, and where its faults are noted."""

    __slots__ = ("_cells", "_columns", "_complaints", "_desk", "_layout", "_place")

    def __init__(
        self,
        desk: Desk,
        place: Place,
        layout: Layout,
        columns: Sequence[str],
        cells: Sequence[object],
        complaints: Complaints,
    ) -> None:
        self._desk = desk
        self._place = place
        self._layout = layout
        self._columns = columns
        self._cells = cells
        self._complaints = complaints

    def event(self) -> Event | None:
        """
        Return the event that the row states, or None with every fault noted.

        :raises Fault: identical-rows
        """
        before, layout = self._complaints.count, self._layout
        occurred = self._time()
        recorded = self._read(layout.recorded_at, self._instant)
        corrects = self._read(layout.corrects_at, _id)
        withdraws = self._read(layout.withdraws_at, _id)
        attested = self._read(layout.attested_at, self._attester)
        stated = self._read(layout.id_at, _id)
        currency = self._read(layout.currency_at, _currency) or self._desk.currency
        fields, said = self._fields(currency, required=withdraws is None)
        if corrects and withdraws:
            self._complaints.add(self._place.row, "corrects-and-withdraws")
        if occurred is None or self._complaints.count != before:
            return None
        recorded = occurred if recorded is None else recorded
        kind = layout.kind.id if layout.kind is not None else ""
        content = content_of(kind, occurred, recorded, said, attested or "", corrects or "", withdraws or "")
        return Event(
            id=stated or self._desk.register.id_for(content, self._place),
            type=kind,
            occurred_at=occurred,
            recorded_at=recorded,
            at=self._effect(fields, occurred),
            fields=fields,
            attested_by=attested,
            corrects=corrects,
            withdraws=withdraws,
            place=self._place,
            content=content,
        )

    def target_column(self) -> str:
        """Return the header under which the row names the event that it changes, or nothing."""
        for at in (self._layout.corrects_at, self._layout.withdraws_at):
            if self._cell(at) is not None:
                return self._columns[at].strip()
        return ""

    def _cell(self, at: int) -> object:
        """Return a cell without blanks at its ends; None where nothing stands."""
        if at == NOWHERE:
            return None
        cell = self._cells[at]
        if type(cell) is str:
            return cell.strip() or None
        return cell

    def _read(self, at: int, reader: Callable[[object], T]) -> T | None:
        """Return what a reader makes of a cell; None where nothing stands, or with the fault noted."""
        if at == NOWHERE:
            return None
        cell = self._cells[at]
        if type(cell) is str:
            cell = cell.strip()
        if cell is None or cell == "":
            return None
        try:
            return reader(cell)
        except Fault as fault:
            self._complaints.fault(self._place.row, fault, column=self._columns[at].strip())
        return None

    def _time(self) -> int | None:
        before = self._complaints.count
        us = self._read(self._layout.time_at, self._instant)
        if us is None and self._complaints.count == before:
            self._complaints.add(self._place.row, "missing-time")
        return us

    def _instant(self, cell: object) -> int:
        return self._desk.instant(written(cell, "time"))

    def _attester(self, cell: object) -> str:
        """Return who attested: a party by its id, anyone else as written."""
        who = name_of(cell, "text")
        return self._desk.names.parties.get(who, who)

    def _fields(self, currency: str, *, required: bool) -> tuple[dict[str, Value], list[str]]:
        """Return the values by field id, and as text for comparison."""
        found: dict[str, Value] = {}
        said: list[str] = []
        for slot in self._layout.slots:
            cell = self._cells[slot.at]
            if type(cell) is str:
                cell = cell.strip()
            if cell is None or cell == "":
                if required and slot.required:
                    self._lack(slot)
                continue
            try:
                value = slot.read(cell, currency)
            except Fault as fault:
                self._complaints.fault(self._place.row, fault, column=self._columns[slot.at].strip())
                continue
            found[slot.id] = value
            said.append(f"{slot.id}={slot.canon(value)}")
        if required and self._layout.lacking:
            self._lack_columns()
        for name, read, absent in self._layout.absent:
            if required and name not in found:
                found[name] = read(absent, currency)
        return found, said

    def _lack(self, slot: Slot) -> None:
        self._complaints.add(
            self._place.row,
            "missing-field",
            column=self._columns[slot.at].strip(),
            field_zh=slot.declared.label.zh,
            field_en=slot.declared.label.en,
            **self._event_names(),
        )

    def _lack_columns(self) -> None:
        for declared in self._layout.lacking:
            facts = {"field_zh": declared.label.zh, "field_en": declared.label.en}
            self._complaints.add_once(self._place.row, "missing-field", **facts, **self._event_names())

    def _event_names(self) -> dict[str, str]:
        kind = self._layout.kind
        return {} if kind is None else {"event_zh": kind.label.zh, "event_en": kind.label.en}

    def _effect(self, fields: Mapping[str, Value], occurred: int) -> int:
        """Return the time of effect: that of the field the type names, the row's own where the field is absent."""
        value = fields.get(self._layout.effect_at) if self._layout.effect_at is not None else None
        match value:
            case None:
                return occurred
            case InstantValue(us):
                return us
            case DayValue(day):
                return self._desk.zone.start_of(day)
            case _:
                raise TypeError(f"no time of effect: {value!r}")


def _id(cell: object) -> str:
    return name_of(cell, "id")


def _currency(cell: object) -> str:
    return currency_of(name_of(cell, "currency"))
