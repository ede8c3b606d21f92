"""
Which rows are one event, and which rows change another.

An id given twice with the same content is one event sent twice: the second row is set aside. With other content it is
two truths under one name, and refused. A row without an id gets one from its content, the same whatever the order of
rows; two such rows that say the same are refused, because nobody can tell one payment written twice from two payments
(``lenient`` takes them for two).

A correction replaces the event it names, a withdrawal removes it. Each event has at most one correction: whoever errs
again corrects the correction, so that what counts is never a matter of order. A withdrawal need not repeat the type
of what it withdraws.
"""

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

from attrs import evolve

from luyue.dsl.model import EventType, Label
from luyue.engine.event import Event, Place, SetAside
from luyue.engine.readers.names import ATTESTED, CORRECTS, ENVELOPE_LABELS, RECORDED, TIME, TYPE, WITHDRAWS, in_both
from luyue.engine.readers.refuse import Complaints, Fault
from luyue.engine.readers.state import State, aside, restored, saved, set_aside

PREFIX: Final = "row-"  # of an id made from content
ID_DIGITS: Final = 16

_SAID_BY: Final[Mapping[str, Callable[[Event], object]]] = MappingProxyType(
    {
        TYPE: lambda event: event.type,
        TIME: lambda event: event.occurred_at,
        RECORDED: lambda event: event.recorded_at if event.recorded_at != event.occurred_at else None,
        CORRECTS: lambda event: event.corrects,
        WITHDRAWS: lambda event: event.withdraws,
        ATTESTED: lambda event: event.attested_by,
    }
)


class Elsewhere(Protocol):
    """Events that are kept in another way."""

    def __contains__(self, name: str) -> bool:
        """Return whether an event of an id is kept there."""
        ...

    def pull(self, name: str) -> Event:
        """Give back the event of an id."""
        ...


class Register:
    """The events of all files, by id."""

    def __init__(self, kinds: Mapping[str, EventType], *, lenient: bool) -> None:
        self.events: dict[str, Event] = {}
        self.duplicates: list[SetAside] = []
        self.undeclared: list[SetAside] = []
        self.derived = 0
        self.repeated = 0  # rows without an id that say what another one said
        self.kept: Elsewhere | None = None
        self._kinds = kinds
        self._lenient = lenient
        self._said: dict[str, tuple[int, Place]] = {}  # content of rows without id: how often, and where first
        self._changes: list[
            tuple[str, Complaints, str]
        ] = []  # event id, of which file, and the column that names the target

    def id_for(self, content: str, place: Place) -> str:
        """
        Return the id of a row that states none: from its content, and its number among rows of that content.

        :raises Fault: identical-rows
        """
        self.derived += 1
        stem = PREFIX + hashlib.sha256(content.encode()).hexdigest()[:ID_DIGITS]
        if content not in self._said:
            self._said[content] = (1, place)
            return stem
        times, first = self._said[content]
        if not self._lenient:
            raise Fault("identical-rows", other=_told(first))
        self._said[content] = (times + 1, first)
        self.repeated += 1
        return f"{stem}-{times + 1}"

    def add(self, event: Event, complaints: Complaints, column: str) -> None:
        """
        Take in an event; ``column`` is the header under which it names another.

        :raises Fault: same-id
        """
        self._fetch(event.id)
        first = self.events.setdefault(event.id, event)
        if first is event:
            if event.corrects is not None or event.withdraws is not None:
                self._changes.append((event.id, complaints, column))
        elif first.content == event.content:
            self.duplicates.append(SetAside(event.place, event.id, "duplicate", {"of": _told(first.place)}))
        else:
            differ_zh, differ_en = in_both(self._differing(first, event))
            facts = {"id": event.id, "other": _told(first.place), "differ_zh": differ_zh, "differ_en": differ_en}
            raise Fault("same-id", **facts)

    def _fetch(self, name: str) -> None:
        """Take in an event that is kept elsewhere: another one is about it."""
        if self.kept is not None and name in self.kept:
            self.events[name] = self.kept.pull(name)

    def _differing(self, one: Event, other: Event) -> list[Label]:
        """Return what two events under one id state differently."""
        found = [ENVELOPE_LABELS[word] for word, of in _SAID_BY.items() if of(one) != of(other)]
        if one.type == other.type and one.type in self._kinds:
            labels = [declared.label for declared in self._kinds[one.type].fields]
            found += [label for label in labels if one.fields.get(label.id) != other.fields.get(label.id)]
        return found

    def keep(self) -> dict[str, Any]:
        """Return what is known so far, for a state."""
        return {
            "events": tuple(saved(event) for event in self.events.values()),
            "duplicates": tuple(aside(row) for row in self.duplicates),
            "undeclared": tuple(aside(row) for row in self.undeclared),
            "derived": self.derived,
            "repeated": self.repeated,
            "said": {content: (times, *place) for content, (times, place) in self._said.items()},
        }

    def take_up(self, state: State, complaints: Complaints) -> None:
        """Know what a state knows; changes among its events are held against later ones."""
        self.events.update((event.id, restored(event)) for event in state.events)
        self.duplicates.extend(set_aside(row) for row in state.duplicates)
        self.undeclared.extend(set_aside(row) for row in state.undeclared)
        self.derived, self.repeated = state.derived, state.repeated
        self._said.update((content, (times, Place(file, row))) for content, (times, file, row) in state.said.items())
        self._changes.extend(
            (event.id, complaints, "") for event in self.events.values() if event.corrects or event.withdraws
        )

    def check_changes(self) -> None:
        """
        Note corrections and withdrawals that cannot stand, and give typeless withdrawals the type of their target.
        """
        for id_, _, _ in self._changes:
            self._fetch(_target(self.events[id_]))
        corrected: dict[str, Event] = {}
        unknown = {one.id for one in self.undeclared}
        circles = self._circles()
        for id_, complaints, column in self._changes:
            event = self.events[id_]
            try:
                if id_ in circles:
                    raise Fault("target-circle", ids=circles[id_])
                self._check_change(event, corrected, unknown)
            except Fault as fault:
                complaints.fault(event.place.row, fault, column=column)
        for id_, _, _ in self._changes:
            self._complete(id_)

    def _check_change(self, event: Event, corrected: dict[str, Event], unknown: set[str]) -> None:
        target_id = _target(event)
        if target_id == event.id:
            raise Fault("self-target", id=event.id)
        target = self.events.get(target_id)
        if target is None:
            if target_id in unknown and not event.type:
                return
            raise Fault("unknown-target", id=target_id)
        if event.corrects is None:
            return
        if target_id in corrected:
            raise Fault("second-correction", id=target_id, other=_told(corrected[target_id].place))
        corrected[target_id] = event
        self._check_type(event, target)

    def _check_type(self, event: Event, target: Event) -> None:
        if target.type in self._kinds and event.type != target.type:
            was, now = self._kinds[target.type].label, self._kinds[event.type].label
            raise Fault(
                "correction-of-other-type", id=target.id, was_zh=was.zh, was_en=was.en, now_zh=now.zh, now_en=now.en
            )

    def _circles(self) -> dict[str, str]:
        """
        Return the circles of changes longer than one: the smallest id in each, and all of its ids as a message shows
        them.
        """
        circles: dict[str, str] = {}
        done: set[str] = set()
        for id_, _, _ in self._changes:
            path: dict[str, None] = {}
            at: str = id_
            while at in self.events and at not in done and at not in path:
                path[at] = None
                at = _target(self.events[at])
            if at in path:
                walked = list(path)
                ring = walked[walked.index(at) :]
                if len(ring) > 1:
                    first = ring.index(min(ring))
                    circles[ring[first]] = " → ".join([*ring[first:], *ring[:first], ring[first]])
            done.update(path)
        return circles

    def _complete(self, id_: str) -> None:
        """Give withdrawals without a type that of what they withdraw, from the end of their row backwards."""
        row: dict[str, None] = {}
        at = id_
        while at in self.events and not self.events[at].type and at not in row:
            row[at] = None
            at = _target(self.events[at])
        for one in row:
            if at not in self.events:  # what is withdrawn is of an undeclared type
                event = self.events.pop(one)
                self.undeclared.append(SetAside(event.place, one, "undeclared", {"type": ""}))
            elif self.events[at].type:
                self.events[one] = evolve(self.events[one], type=self.events[at].type)


def _target(event: Event) -> str:
    return event.corrects or event.withdraws or ""


def _told(place: Place) -> str:
    return f"{place.file}:{place.row}"
