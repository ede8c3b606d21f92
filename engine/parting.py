"""
Which rows of a log a report applies, and where every other row goes (SEMANTICS section 1).

Rows recorded later than a report may know are left out, corrections and withdrawals take effect, and what nothing
reads or what came after the date is set aside: each row is in exactly one list. Of a log by columns only the rows
beside the columns may be corrected or known late, and what it sets aside is told when somebody asks.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from luyue.engine.corrections import corrected
from luyue.engine.event import Event, Log, Place, SetAside
from luyue.engine.later import ById, Later
from luyue.engine.plan import Plan
from luyue.engine.report import AsOf, Counts
from luyue.engine.strand import Columns, Strand, listed
from luyue.engine.zone import Zone


@frozen
class Known:
    """What a report may know of a log: its rows after corrections."""

    log: Log
    events: Sequence[Event]  # in any order, or columns
    late_known: Sequence[SetAside]
    withdrawals: tuple[Event, ...] = ()
    gone: tuple[tuple[Event, str, str], ...] = ()
    replaced_by: Mapping[str, str] = {}  # row id to the id of the row that corrected it


@frozen
class Parted:
    """Every row in exactly one list."""

    applied: Sequence[Event]  # in order of effect
    duplicate: Sequence[SetAside]
    late_known: Sequence[SetAside]
    ignored: Sequence[SetAside]
    replaced: tuple[Event, ...]  # withdrawals, applied by what they take away

    def by_id(self) -> Mapping[str, Event]:
        """Return the events applied by their ids, in order of effect."""
        if isinstance(self.applied, Columns):
            return ById(self.applied)
        return {event.id: event for event in self.applied}

    def kinds(self) -> frozenset[str]:
        """Return the types of the events applied."""
        if isinstance(self.applied, Columns):
            return frozenset(kind for kind, strand in self.applied.strands.items() if len(strand))
        return frozenset(event.type for event in self.applied)

    def strands(self, kinds: Iterable[str]) -> dict[str, Strand]:
        """Return the rows of some event types by column."""
        wanted = sorted(kinds)
        if isinstance(self.applied, Columns):
            return {kind: self.applied.strands[kind] for kind in wanted if kind in self.applied.strands}
        found: dict[str, list[Event]] = {kind: [] for kind in wanted}
        for event in self.applied:
            if event.type in found:
                found[event.type].append(event)
        return {kind: listed(kind, events) for kind, events in found.items()}

    def others(self, kinds: frozenset[str]) -> list[Event]:
        """Return the events of all types but some, in order of effect."""
        if isinstance(self.applied, Columns):
            return list(Columns({k: v for k, v in self.applied.strands.items() if k not in kinds}))
        return [event for event in self.applied if event.type not in kinds]


def known(log: Log, known_at: int | None) -> Known:
    """Return what may be known at an instant (None: everything), with corrections and withdrawals in effect."""
    columns = log.events if isinstance(log.events, Columns) else None
    told = log.events if columns is None else columns.others
    events = [e for e in told if known_at is None or e.recorded_at <= known_at]
    late_known = [e for e in told if known_at is not None and e.recorded_at > known_at]
    changed = corrected(events)
    ids = {event.id for event in events}
    replaced = {e.corrects: e.id for e in events if e.corrects is not None and e.corrects not in ids}
    replaced.update({event.id: by for event, why, by in changed.gone if why == "corrected"})
    late: Sequence[SetAside] = tuple(_in_place(map(_late_known, late_known)))
    if columns is None:
        return Known(log, changed.events, late, changed.withdrawals, changed.gone, replaced)
    seen = Columns(columns.strands) if known_at is None else columns.upto(known_at)
    late = _after(Columns(columns.strands), seen, _late_known, late)
    return Known(log, seen.woven(changed.events), late, changed.withdrawals, changed.gone, replaced)


def _late_known(event: Event) -> SetAside:
    return SetAside(event.place, event.id, "late_known", {"recorded_at": str(event.recorded_at)})


def _after(
    whole: Columns, part: Columns, aside: Callable[[Event], SetAside], others: Sequence[SetAside] = ()
) -> Sequence[SetAside]:
    """Return the rows of a whole that are not in its first part, as they are set aside, and others."""

    def rows() -> Iterator[SetAside]:
        yield from others
        for kind, strand in whole.strands.items():
            begin = len(part.strands[kind])
            yield from (aside(strand.make(place)) for place in range(begin, len(strand)))

    return Later(len(whole) - len(part) + len(others), lambda: iter(_in_place(rows())))


def moment_of(as_of: date | int | None, known_at: int | None, events: Sequence[Event], plan: Plan, zone: Zone) -> AsOf:
    """Return the instant a report speaks of: as asked, else when it was known, else the last day of what is read."""
    match as_of:
        case int():
            return AsOf(as_of)
        case date():
            return AsOf(zone.end_of(as_of.toordinal()), as_of.toordinal())
        case None if known_at is not None:
            return AsOf(known_at, default=True)
        case _:
            last = _last(events, plan.read_types)
            if last is None:
                return AsOf(None, default=True)
            day = zone.day_of(last)
            return AsOf(zone.end_of(day), day, default=True)


def _last(events: Sequence[Event], kinds: frozenset[str]) -> int | None:
    if isinstance(events, Columns):
        return max((s.at[-1] for kind, s in events.strands.items() if kind in kinds and len(s)), default=None)
    return max((e.at for e in events if e.type in kinds), default=None)


def part(found: Known, plan: Plan, moment: AsOf) -> Parted:
    """Return every row that is known in its list."""
    if isinstance(found.events, Columns):
        return _part_columns(found, found.events, plan, moment)
    applied: list[Event] = []
    ignored = [*found.log.undeclared]
    for event in found.events:
        if event.type not in plan.read_types:
            ignored.append(_unread(event))
        elif moment.us is None or event.at > moment.us:
            ignored.append(_too_late(event))
        else:
            applied.append(event)
    ignored.extend(_unread(event) for event in found.withdrawals if event.type not in plan.read_types)
    ignored.extend(SetAside(event.place, event.id, why, {"by": by}) for event, why, by in found.gone)
    return Parted(
        applied=tuple(sorted(applied, key=lambda e: e.order)),
        duplicate=found.log.duplicates,
        late_known=found.late_known,
        ignored=tuple(_in_place(ignored)),
        replaced=tuple(event for event in found.withdrawals if event.type in plan.read_types),
    )


def _part_columns(found: Known, events: Columns, plan: Plan, moment: AsOf) -> Parted:
    read = Columns({kind: s for kind, s in events.strands.items() if kind in plan.read_types})
    unread = Columns({kind: s for kind, s in events.strands.items() if kind not in plan.read_types})
    applied = Columns({}) if moment.us is None else read.upto(moment.us)
    before = Columns({kind: applied.strands.get(kind, s.upto(-(2**62))) for kind, s in read.strands.items()})
    late = _after(read, before, _too_late)
    changed = [_unread(event) for event in found.withdrawals if event.type not in plan.read_types]
    changed += [SetAside(event.place, event.id, why, {"by": by}) for event, why, by in found.gone]

    def rows() -> Iterator[SetAside]:
        yield from (*found.log.undeclared, *changed)
        yield from late
        yield from map(_unread, unread)

    count = len(found.log.undeclared) + len(changed) + len(late) + len(unread)
    ignored: Sequence[SetAside] = Later(count, lambda: iter(_in_place(rows())))
    replaced = tuple(event for event in found.withdrawals if event.type in plan.read_types)
    return Parted(applied, found.log.duplicates, found.late_known, ignored, replaced)


def count(log: Log, parted: Parted) -> Counts:
    """Count where every row went; raises RuntimeError if one were lost, or stood in two lists."""
    counts = Counts(
        read=log.read,
        applied=len(parted.applied) + len(parted.replaced),
        duplicate=len(parted.duplicate),
        late_known=len(parted.late_known),
        ignored=len(parted.ignored),
    )
    if counts.read != counts.applied + counts.duplicate + counts.late_known + counts.ignored:
        raise RuntimeError(f"events were lost: {counts}")
    if not isinstance(log.events, Columns) and _rows_of(log) != _rows_in_lists(parted):
        raise RuntimeError("a row of the log does not stand in exactly one list")
    return counts


def _rows_of(log: Log) -> Counter[Place]:
    """Return the places of all rows read; rows of no file share one."""
    return Counter(row.place for rows in (log.events, log.duplicates, log.undeclared) for row in rows)


def _rows_in_lists(parted: Parted) -> Counter[Place]:
    lists = (parted.applied, parted.replaced, parted.duplicate, parted.late_known, parted.ignored)
    return Counter(row.place for rows in lists for row in rows)


def _unread(event: Event) -> SetAside:
    return SetAside(event.place, event.id, "nothing_reads_it", {"type": event.type})


def _too_late(event: Event) -> SetAside:
    return SetAside(event.place, event.id, "after_as_of")


def _in_place(rows: Iterable[SetAside]) -> list[SetAside]:
    return sorted(rows, key=lambda aside: (aside.place, aside.id))
