"""
What a replay has seen so far, as plain state: events by type, instances of norms, intervals, settings.

Everything here is mutable and belongs to one run. It decides nothing: formulas read it, the run changes it, ``settle``
turns it into money at the end. Instants are microseconds since the UTC epoch, days are ordinals in the contract's zone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from attrs import Factory, define

from luyue.dsl import model
from luyue.engine.calendar import WorkCalendar
from luyue.engine.clock import DueDate
from luyue.engine.event import Event
from luyue.engine.finding import Missing, Worth
from luyue.engine.strand import Strand
from luyue.engine.zone import Zone

Key = tuple[tuple[str, str], ...]
Piece = tuple[int, int]  # [began, ended)
EVER = -(2**62)  # before every instant
NEVER = 2**62  # after every instant


class PeriodValue(NamedTuple):
    """One period: first and last day, its text, its number from 1, and how many there are in all (0: open)."""

    name: str
    first: int
    last: int
    text: str
    number: int
    total: int


class RowValue(NamedTuple):
    """A row of a table with its cells evaluated."""

    table: str
    number: int
    cells: Mapping[str, object]


@define(eq=False)
class Breach:
    """A breach on record."""

    id: str
    at: int
    last: int  # the last timely instant: it belongs to the period that holds it
    cured_at: int | None = None
    excused_by: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    from_day: int | None = None  # a level: the day it failed, not counted
    found: object = None  # a level by reports: what was reported, and the bounds as they were then
    bounds: tuple[object, ...] = ()
    tie: Mapping[str, str] = Factory(dict)  # of a prohibited act: its values of the clause's ``same`` fields


@define(eq=False)
class Doubt:
    """An act or a shortfall of a standing duty under a claimed suspension: a breach if that is refused."""

    at: int
    events: tuple[str, ...]
    day: int | None  # a level: the day it failed
    cured_at: int | None = None
    lost: tuple[Missing, ...] = ()  # no suspension, but what is missing to say whether the duty bound


@define(eq=False)
class Taking:
    """A performance credited to an instance: the event and, for money, how much of it."""

    event: Event
    amount: Fraction | None = None


class Lowering(NamedTuple):
    """
    What a reduction takes off a payment: the head's id, how much in yuan, and since when it stands fixed.

    With ``by``, the id of an event that sets the head off against the payment: it lowers no debt, it pays.
    """

    head: str
    amount: Fraction
    at: int
    by: str = ""


@define(eq=False)
class Instance:
    """One norm brought into being once: its trigger, what it is tied to, and all that befell it."""

    norm: model.Clause
    id: str
    key: Key
    tie: Mapping[str, str]
    period: PeriodValue | None
    trigger: Event | None
    source: "Instance | None"  # whose state triggered it
    arose_at: int
    vars: Mapping[str, object]
    number: int  # order of arising in the whole run
    cause: str = ""  # id of the source's breach that brought it, if one did
    binds_from: int = EVER  # its clause is in force since; no day before it is late
    state: str = "pending"
    bearer: str = ""
    counterparty: str | None = None
    met_at: int | None = None  # precondition true since
    doubted: tuple[Missing, ...] = ()  # what is missing to say whether it arose at all (``else no duty``)
    would: DueDate | None = None  # its time if a precondition were met that nobody can answer
    base: DueDate | None = None
    begun: int | None = None  # when its time began to run: a spell that was over then moves nothing
    due: DueDate | None = None  # moved by recognised suspensions
    claimed: DueDate | None = None  # moved by claimed ones too
    settled_time: bool = False  # the last timely instant has passed: preconditions no longer matter
    passed: int | None = None  # the last timely instant that passed while relief was claimed, which may yet move it
    undone_until: int | None = None  # up to when what undoes a precondition counts: that instant, if relief is refused
    missing: tuple[Missing, ...] = ()
    taken: list[Taking] = Factory(list)
    full: Worth | None = None  # of a payment: its amount before reductions
    owed: Worth | None = None  # and after those that stand by now
    paid: Fraction = Fraction(0)
    unpaid_at_due: Fraction | None = None
    performed_at: int | None = None
    breaches: list[Breach] = Factory(list)
    on_record: bool = False  # it was broken once, though the breach may be gone
    excused_by: tuple[str, ...] = ()
    excused: bool = False
    fallen: bool = False  # the score that brought it is another one now
    waived_at: int | None = None
    ended_at: int | None = None
    closed_at: int | None = None  # a standing duty's end
    moved: tuple[tuple[str, str], ...] = ()  # suspension row id, status
    cites: tuple[str, ...] = ()
    failing: bool = False  # a level that is short now
    short_by: tuple[str, ...] = ()  # the last report that said so
    reported: bool = False  # a level that was ever reported
    performed_as: tuple[object, ...] = ()  # the matchers of the alternative that was complete first
    judged: int = 0  # how many takings the verdict knows
    clouded: bool = False  # broken only if a claimed suspension fails
    timers: set[int] = Factory(set)
    doubts: list[Doubt] = Factory(list)
    let_off: list[Doubt] = Factory(list)  # what was no breach under relief that may yet be denied
    relieved: int = -1  # how many changes of suspensions the verdict knows; -1: it has to be asked again
    uncounted: tuple["Spell", ...] = ()  # their days count for nothing even in delay
    power: "PowerState | None" = None
    followers: list["Instance"] = Factory(list)  # those that this one's states brought into being

    def field(self, name: str) -> object:
        """Return a field of the event or row that brought it, else a value of its key, None where it has neither."""
        for thing in self.vars.values():
            if isinstance(thing, RowValue) and name in thing.cells:
                return thing.cells[name]
            if isinstance(thing, Event) and name in thing.fields:
                return thing.fields[name]
        return dict(self.key).get(name)

    @property
    def urgency(self) -> tuple[int, int, str]:
        """Return what puts debts in order: due first comes first, then what arose first (Civil Code 560)."""
        return NEVER if self.due is None else self.due.last, self.arose_at, self.id

    @property
    def grounds(self) -> Breach | None:
        """Return the breach that brought it, while it stands on record and is not excused."""
        if self.source is None:
            return None
        if not self.cause:
            return self.source.breach
        return next((b for b in self.source.breaches if b.id == self.cause and not b.excused_by), None)

    @property
    def groundless(self) -> bool:
        """Return whether what brought it has fallen away: its breach mended or excused, its duty excused."""
        source = self.source
        if source is None:
            return self.fallen
        return source.excused or (bool(self.cause or source.breaches) and self.grounds is None)

    @property
    def breach(self) -> Breach | None:
        """Return the breach on record that still stands, the first of them."""
        return next((b for b in self.breaches if not b.excused_by), None)


@define(eq=False)
class PowerState:
    """The power an instance carries."""

    holder: str
    state: str = "not_available"
    available_from: int | None = None
    until: int | None = None
    exercised_by: Event | None = None
    effective_at: int | None = None
    lapsed_at: int | None = None
    opened_by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    void: list[tuple[Event, str]] = Factory(list)


@define(eq=False)
class Spell:
    """One interval as it happened: [start, end), open while ``end`` is None."""

    interval: str
    key: Key
    opening: Event | None
    start: int
    end: int | None = None
    closing: Event | None = None
    number: int = 0


@define(eq=False)
class SuspensionState:
    """A spell as one suspension clause sees it."""

    norm: model.Clause
    rule: model.Suspension | None  # None: a power that halts or withholds
    id: str
    spell: Spell
    party: str | None
    clauses: frozenset[str] | None  # ids of clauses or norms it touches; None: all of the party's
    status: str = "claimed"
    recognised_at: int | None = None
    why: tuple[Missing, ...] = ()
    events: tuple[str, ...] = ()
    denied_by: str | None = None


@define(eq=False)
class Tally:
    """What a line of points took, as of a stamp; of a line per shorter period, for each of these by itself."""

    stamp: tuple[object, ...] = ()
    seen: int = 0  # events that were looked at
    losses: tuple[object, ...] = ()
    parts: dict[str, tuple[object, ...]] = Factory(dict)


@define(eq=False)
class World:
    """The state of one run."""

    contract: model.Contract
    zone: Zone
    calendar: WorkCalendar
    settings: Mapping[str, object]  # blank id to value
    read_types: frozenset[str]
    now: int = 0
    day: int = 0
    effective: int | None = None
    term: tuple[int, int] | None = None
    ended_at: int | None = None
    ended_by: str | None = None
    closed: dict[tuple[str, str], int] = Factory(dict)  # periods that the log closes, by name and text, and when
    ended_parts: dict[str, int] = Factory(dict)  # clauses that a power ended, and when
    expired: bool = False
    history: dict[str, list[Event]] = Factory(lambda: defaultdict(list))
    counted: dict[str, Strand] = Factory(dict)  # types of which the loop sees only what it needs, whole
    groups: dict[tuple[str, str], tuple[int, dict[object, list[Event]]]] = Factory(dict)  # of the first n by a field
    sums: dict[int, list[int]] = Factory(dict)  # by pattern: of the first n events of its type, how many fit it
    instances: dict[str, list[Instance]] = Factory(lambda: defaultdict(list))
    spells: dict[str, list[Spell]] = Factory(lambda: defaultdict(list))
    broken: dict[str, list[Instance]] = Factory(lambda: defaultdict(list))  # instances with a breach, by clause
    unsure: dict[str, dict[str, Instance]] = Factory(lambda: defaultdict(dict))  # undetermined ones, by clause and id
    stirs: dict[str, int] = Factory(lambda: defaultdict(int))  # how often instances of a clause changed
    tallies: dict[tuple[int, str, str | None], Tally] = Factory(dict)  # what lines of points took, by period and row
    cards: dict[tuple[int, str, str | None], tuple[object, object]] = Factory(dict)  # items as last worked out
    scored: dict[tuple[str, PeriodValue], tuple[object, object]] = Factory(dict)  # scores of periods as last worked out
    rises: dict[tuple[int, str], list[int]] = Factory(dict)  # when a condition that takes points came true, by period
    suspensions: list[SuspensionState] = Factory(list)
    touched: list[SuspensionState] = Factory(list)  # each time one began, ended or changed its status
    lowered: Mapping[str, list[Lowering]] = Factory(
        dict
    )  # payments by id, and what reductions and set-offs take off them
    memo: dict[tuple[object, int], int] = Factory(dict)
    assumed: set[str] = Factory(set)

    def saying(self, kind: str, name: str, value: str) -> list[Event]:
        """Return the events of a type so far that have a value in a field, in order."""
        seen, groups = self.groups.get((kind, name), (0, {}))
        events = self.history[kind]
        for event in events[seen:]:
            groups.setdefault(event.fields.get(name), []).append(event)
        self.groups[kind, name] = len(events), groups
        return groups.get(value, [])

    def forget(self) -> None:
        """Forget the events so far: the run is yet to begin."""
        self.history.clear()
        self.sums.clear()
        self.groups.clear()

    def events(self, kind: str) -> Iterable[Event]:
        """Return the events of a type so far; of a type that is counted by column, all that the report knows."""
        return self.counted[kind] if kind in self.counted else self.history[kind]

    def closed_at(self, period: PeriodValue) -> int | None:
        """Return when the log closed a period, None where it has not."""
        known = [self.closed[key] for key in ((period.name, period.text), ("", period.text)) if key in self.closed]
        return min(known, default=None)

    def ended(self, clause: str) -> int | None:
        """Return when a clause ended by a power, with the contract or as a part of it; None while it has not."""
        known = [at for at in (self.ended_at, self.ended_parts.get(clause)) if at is not None]
        return min(known, default=None)

    def set_off(self, inst: Instance, instant: int) -> Fraction:
        """Return what of a payment was set off up to an instant, that instant included."""
        parts = self.lowered.get(inst.id, ())
        return sum((one.amount for one in parts if one.by and one.at <= instant), Fraction(0))

    def clause(self, name: str) -> list[Instance]:
        """Return the instances of a clause in order of arising."""
        return self.instances[name]


def merged(spells: Iterable[Spell], now: int) -> list[Piece]:
    """Return the union of spells as disjoint pieces in order; touching ones are one."""
    pieces: list[Piece] = []
    ends = ((spell.start, now if spell.end is None else spell.end) for spell in spells)
    for start, end in sorted(ends):
        if end <= start:
            continue
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return pieces
