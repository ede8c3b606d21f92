"""
Corrections and withdrawals among the rows that a report knows (SEMANTICS section 1).

A correction replaces the event it names, time and fields; it keeps that event's id and its place in ties. A
withdrawal removes the row it names: an event, a correction (what it corrected stands again) or another withdrawal
(which then removes nothing). Every row ends in exactly one list.
"""

from collections import defaultdict
from collections.abc import Iterable

from attrs import evolve, frozen

from luyue.engine.event import Event


@frozen
class Corrected:
    """The rows known, after corrections and withdrawals."""

    events: tuple[Event, ...]  # a correction stands under the id of what it names
    gone: tuple[tuple[Event, str, str], ...]  # rows replaced: corrected or withdrawn, by whose id
    withdrawals: tuple[Event, ...]  # rows whose whole effect is to take another away


def corrected(known: Iterable[Event]) -> Corrected:
    """Let corrections and withdrawals take effect; a correction whose target is not known stands for it."""
    rows = tuple(known)
    if all(event.corrects is None and event.withdraws is None for event in rows):
        return Corrected(rows, (), ())
    return _Changes(list(rows)).result()


class _Changes:
    """Who corrects and who withdraws whom."""

    def __init__(self, known: list[Event]) -> None:
        self.known = known
        self.ids = {event.id for event in known}
        self.corrections = {event.corrects: event for event in known if event.corrects is not None}
        self.withdrawals: dict[str, list[Event]] = defaultdict(list)
        for event in known:
            if event.withdraws is not None:
                self.withdrawals[event.withdraws].append(event)
        self.by: dict[str, str | None] = {}  # row id to the standing withdrawal that removes it

    def result(self) -> Corrected:
        events: list[Event] = []
        gone: list[tuple[Event, str, str]] = []
        taken: list[Event] = []
        for event in self.known:
            by = self._removed_by(event.id)
            if event.withdraws is not None and by is None:
                taken.append(event)
            elif event.withdraws is not None and by is not None:
                gone.append((event, "withdrawn", by))
            elif event.corrects is None or event.corrects not in self.ids:
                self._root(event, events, gone)
        return Corrected(tuple(events), tuple(gone), tuple(taken))

    def _root(self, root: Event, events: list[Event], gone: list[tuple[Event, str, str]]) -> None:
        """Follow what corrects a row, down to the correction that stands last."""
        last, removed = root, self._removed_by(root.id)
        better = self.corrections.get(root.id)
        if removed is not None:
            gone.append((root, "withdrawn", removed))
        while better is not None:
            own = self._removed_by(better.id)
            if removed is None and own is None:
                gone.append((last, "corrected", better.id))
                last = better
            else:
                removed = removed or own or ""
                gone.append((better, "withdrawn", own or removed))
            better = self.corrections.get(better.id)
        if self._removed_by(root.id) is None:
            events.append(evolve(last, id=root.corrects or root.id, recorded_at=root.recorded_at))

    def _removed_by(self, name: str) -> str | None:
        """Return the id of a standing withdrawal that removes a row, None where the row stands."""
        stack = [name]
        while stack:
            at = stack[-1]
            open_ = [w.id for w in self.withdrawals.get(at, ()) if w.id not in self.by]
            if open_:
                stack.extend(open_)
                continue
            standing = [w.id for w in self.withdrawals.get(at, ()) if self.by[w.id] is None]
            self.by[at] = min(standing, default=None)
            stack.pop()
        return self.by[name]
