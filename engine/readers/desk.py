"""
What the reading of one log shares: the contract's zone, currency and names, the register of events, and a count of
assumptions.

What the reader had to assume comes out as codes with facts: the contract's zone for times that state no offset, ids
made from content, fields that nobody declared.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from luyue.dsl.model import Contract, EventType, Label
from luyue.engine.event import Event
from luyue.engine.readers import times
from luyue.engine.readers.ids import Register
from luyue.engine.readers.names import ENVELOPE_LABELS, WITHDRAWS, in_both, names_of
from luyue.engine.readers.refuse import Complaints
from luyue.engine.readers.state import State
from luyue.engine.zone import Zone

Assumption = tuple[str, Mapping[str, str]]


class Desk:
    """Where the rows of all files of one log come together."""

    def __init__(self, contract: Contract, *, lenient: bool) -> None:
        self.zone = Zone.named(contract.zone)
        self.currency = contract.currency
        self.names = names_of(contract)
        self.kinds: Mapping[str, EventType] = MappingProxyType({one.id: one for one in contract.events})
        self.lenient = lenient
        self.register = Register(self.kinds, lenient=lenient)
        self._local_times = 0
        self._recorded_before = 0
        self._ignored: dict[str, dict[str, int]] = {}  # header, event type, rows
        self._unknown: dict[str, int] = {}  # undeclared type, rows

    def instant(self, text: str) -> int:
        """Return the instant of a time, in microseconds; raise Fault."""
        us, local = times.at(text, self.zone)
        if local:
            self._local_times += 1
        return us

    def taken(self, event: Event) -> None:
        """Count what is odd about an event that was taken in."""
        if event.recorded_at < event.occurred_at:
            self._recorded_before += 1

    def count_local(self, count: int) -> None:
        """Count times that state no offset."""
        self._local_times += count

    def ignore(self, header: str, kind: str, count: int = 1) -> None:
        """Count filled cells under a header that the event type does not declare."""
        if count:
            by_kind = self._ignored.setdefault(header, {})
            by_kind[kind] = by_kind.get(kind, 0) + count

    def ignore_type(self, word: str) -> None:
        """Count a row of an undeclared type."""
        self._unknown[word] = self._unknown.get(word, 0) + 1

    def keep(self) -> dict[str, Any]:
        """Return what is known so far, for a state."""
        return {
            **self.register.keep(),
            "local_times": self._local_times,
            "recorded_before": self._recorded_before,
            "ignored": {header: dict(by_kind) for header, by_kind in self._ignored.items()},
            "unknown": dict(self._unknown),
        }

    def take_up(self, state: State, complaints: Complaints) -> None:
        """Know what a state knows."""
        self.register.take_up(state, complaints)
        self._local_times, self._recorded_before = state.local_times, state.recorded_before
        self._ignored.update((header, dict(by_kind)) for header, by_kind in state.ignored.items())
        self._unknown.update(state.unknown)

    def assumptions(self) -> tuple[Assumption, ...]:
        """Return what was assumed, in a fixed order; ``count`` says how often."""
        counted: tuple[tuple[str, int, dict[str, str]], ...] = (
            ("zone-assumed", self._local_times, {"zone": self.zone.name}),
            ("ids-derived", self.register.derived, {}),
            ("identical-rows-kept", self.register.repeated, {}),
            ("recorded-before-occurred", self._recorded_before, {}),
        )
        found = [(code, {"count": str(number), **facts}) for code, number, facts in counted if number]
        found += [("field-ignored", self._ignored_facts(header)) for header in sorted(self._ignored)]
        found += [
            ("undeclared-events", {"type": word, "count": str(self._unknown[word])}) for word in sorted(self._unknown)
        ]
        return tuple((code, MappingProxyType(facts)) for code, facts in found)

    def _ignored_facts(self, header: str) -> dict[str, str]:
        by_kind = self._ignored[header]
        events_zh, events_en = in_both(self._label(kind) for kind in sorted(by_kind))
        return {
            "field": header,
            "events_zh": events_zh,
            "events_en": events_en,
            "count": str(sum(by_kind.values())),
        }

    def _label(self, kind: str) -> Label:
        return self.kinds[kind].label if kind in self.kinds else ENVELOPE_LABELS[WITHDRAWS]
