"""
The contract as it is meant: names resolved, types known, frozen.

Only ``check`` makes a ``Contract``; whoever holds one holds a sound one. The model knows no text (spans are kept to
cite a line, nothing reads them) and nothing of what happened. Both ways to run a contract, the engine and the slow twin
of the tests, start here, so this module says for every node what it means.

Names are ids: the ASCII twin where a part has one, else its name. ``Label`` carries both spellings for people.
What stands under an option of a reading is kept with its ``Under``; ``choose`` filters by the options taken, after
which a clause has at most one of each line that may stand once.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from datetime import time as time_of_day
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast

from attrs import evolve, field, fields_dict, frozen, has

from luyue.dsl.quantity import Length, Money, Unit
from luyue.dsl.source import NOWHERE, Span


@frozen
class Label:
    """A name in both languages; ``id`` is what logs, keys and JSON use."""

    id: str
    zh: str
    en: str

    def text(self, lang: str) -> str:
        """Return the spelling for a reader of ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


# ---------------------------------------------------------------- types


class Kind(StrEnum):
    """What a value is."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    RATE = "rate"  # a share: 0.05
    MONEY = "money"
    POINTS = "points"
    COUNT = "count"
    DATE = "date"
    MONTH = "month"
    PERIOD = "period"  # one of a declared period
    LENGTH = "length"
    INSTANT = "instant"
    TRUTH = "truth"
    PARTY = "party"
    CLAUSE = "clause"  # a clause id, or the norm of a table row
    ENUM = "enum"
    SET = "set"  # several of a list, or several clauses
    EVENT = "event"  # an alias that stands for an event
    ROW = "row"  # an alias that stands for a row of a table


@frozen
class Type:
    """A kind with what belongs to it."""

    kind: Kind
    values: tuple[Label, ...] = ()  # of an enum or set
    of: str | None = None  # period: its id; event: its type; row: its table; set of clauses: "clause"
    signed: bool = False  # money that may be negative


# ---------------------------------------------------------------- formulas and conditions


@frozen
class Expr:
    """A typed formula or condition."""

    type: Type
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Const(Expr):
    """
    A value written down.

    Python type by kind: TEXT, ID, ENUM, PARTY, CLAUSE str (ids) · NUMBER, RATE, POINTS, COUNT Fraction · MONEY Money ·
    LENGTH Length · DATE date · MONTH (year, month) · INSTANT (date, time, end) local, ``end`` for 24:00 · TRUTH bool ·
    PERIOD str, as reports name it.
    """

    value: object


@frozen
class Empty(Expr):
    """A blank table cell: an unspecified value of the column's type; settings and events fill it by its name."""

    name: str  # "table/row number/column", what is missing


@frozen
class Param(Expr):
    """A let, a blank or a reading used as a value, by id."""

    source: str  # let, blank, reading
    name: str


@frozen
class Known(Expr):
    """
    A name the language knows: price, unpaid (what is unpaid of the breached payment when its due day ends, or as
    ``late_base`` says), affected_party and affected_clauses (of the opening event of a suspension), each_party,
    both_parties, signed, effective, term_start, term_end.
    """

    name: str


@frozen
class PartyRef(Expr):
    """A party."""

    name: str


@frozen
class ClauseRef(Expr):
    """A clause as a value."""

    name: str


@frozen
class Var(Expr):
    """
    The event, row or period that started the instance, by the alias or, without one, by its own name.

    In a clause that follows another's breach also what started the instance that was broken.
    """

    name: str


@frozen
class Own(Expr):
    """The event, row or instance of a clause (its type is then ``of`` the clause) that a ``where`` is about."""


@frozen
class FieldOf(Expr):
    """A field of an event or a cell of a row; of a ``Happening``: of the latest event that matches."""

    of: Expr  # Var, Own or Happening
    name: str


@frozen
class Pattern:
    """Events of a type that meet every condition (over ``Own`` and the instance's ``Var``)."""

    event: str
    where: tuple[Expr, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Happening(Expr):
    """
    An event that matches, as a value: its instant of effect. The first match counts (not undone), ``FieldOf`` reads the
    latest. Undetermined while there is none.
    """

    pattern: Pattern


@frozen
class Happened(Expr):
    """True from the first event that matches (in ``then``: the first at or after the left side)."""

    pattern: Pattern


@frozen
class Arithmetic(Expr):
    """add, sub, mul, div; share is ``left`` (a rate) of ``right``."""

    op: str
    left: Expr
    right: Expr


@frozen
class Shift(Expr):
    """A date or instant ``length`` after or before (``ago``) an anchor, counted by the legal clock without roll."""

    op: str  # after, ago
    length: Expr
    anchor: Expr


@frozen
class Logic(Expr):
    """and, or, then. ``a then b``: b becomes true at or after the instant a did."""

    op: str
    left: Expr
    right: Expr


@frozen
class Not(Expr):
    """Negation."""

    of: Expr


@frozen
class Bound:
    """ge, le, gt, lt and a value; of a level also eq, for what is no quantity (a yes or no, one of a list)."""

    op: str
    value: Expr


@frozen
class Compare(Expr):
    """A value within bounds."""

    of: Expr
    bounds: tuple[Bound, ...]


@frozen
class Same(Expr):
    """Equality (``negated``: inequality) of two values of one kind."""

    left: Expr
    right: Expr
    negated: bool = False


@frozen
class Includes(Expr):
    """A set has a member."""

    of: Expr
    member: Expr


@frozen
class ReadingIs(Expr):
    """A reading stands on an option."""

    reading: str
    option: str


@frozen
class InState(Expr):
    """
    A clause in a state: breached, late, performed, exercised, missed, undetermined (the clause's own when ``clause`` is
    None: that of the instance that breached, for a clause whose ``when`` names a breach, else its own duty).

    ``late`` may have bounds of a length (``gt`` 7 days). ``breached`` may have a count bound and a window (a period,
    the term, dates); of the other states these are a ``Compare`` of an ``Aggregate``. Over several instances it is true
    when one is, tied by the clause's ``same`` fields where they have them. ``where`` (over ``Own``) leaves of
    the instances those whose key, or the event or row that brought them, meets it; what is not known is not met.
    """

    clause: str | None
    state: str
    bounds: tuple[Bound, ...] = ()
    window: "Expr | Window | None" = None
    where: tuple[Expr, ...] = ()


@frozen
class IntervalState(Expr):
    """An interval ``ongoing``, or ``lasting`` within bounds."""

    interval: str
    state: str
    bounds: tuple[Bound, ...] = ()


@frozen
class Window:
    """
    A span of time: the term (``kind`` term), a declared period (``period``: the one that holds the instant,
    ``previous``: the one before that), or two dates.
    """

    kind: str  # term, period, previous, dates
    name: str | None = None
    start: Expr | None = None
    end: Expr | None = None


@frozen
class Aggregate(Expr):
    """
    count, total, smallest, largest, average, latest over the events of a pattern (with ``field`` unless count),
    or the count of a condition's occurrences; inside a window, by the event's time.

    A condition counted is a Happened, an InState of a named clause (each instance that enters the state, late also with
    bounds of a length), or a Compare of a Measured (each period of its own, over by now, for which it holds).
    """

    fn: str
    pattern: Pattern | None
    field: str | None = None
    condition: Expr | None = None
    window: Window | None = None


@frozen
class Fn(Expr):
    """
    later_of, earlier_of (dates, instants), greater_of, lesser_of (numbers of one kind), days_of (an interval or two
    dates), day_of (an instant), is_working_day, rounded_up, end_of (a period, a month), equal_part (a total: the share
    of the k-th of n periods, down to the fen, the last takes the rest), previous (a period: the one before it; a
    Measured: its value for that period).
    """

    name: str
    args: tuple[Expr, ...]


@frozen
class Range(Expr):
    """From low to high, both in it; ``high`` None: open upwards."""

    low: Expr
    high: Expr | None


@frozen
class If(Expr):
    """One of two values."""

    condition: Expr
    then: Expr
    otherwise: Expr


@frozen
class Measured(Expr):
    """The value of a metric, score or tier table for the period at hand."""

    name: str


# ---------------------------------------------------------------- time of performance


@frozen
class Time:
    """When a duty is to be performed."""

    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Within(Time):
    """``length`` after ``after`` (None: the trigger instant; with ``waits``: or the last condition, if later)."""

    length: Expr
    after: Expr | None = None


@frozen
class By(Time):
    """Not later than a date (its end) or an instant."""

    limit: Expr


@frozen
class Before(Time):
    """Earlier than a date (its start) or an instant."""

    limit: Expr


@frozen
class Ahead(Time):
    """At least ``length`` before ``of``."""

    length: Expr
    of: Expr


@frozen
class OfTwo(Time):
    """The later or earlier of several times; the earlier of a known and an unknown one is the known one so far."""

    which: str  # later, earlier
    times: tuple[Time, ...]


@frozen
class OnDemand(Time):
    """From a demand (an event that ``acts as demands``), ``length`` if given."""

    length: Expr | None = None


@frozen
class Untimed(Time):
    """A vague word; ``setting`` names the blank that may give it a length."""

    word: str
    setting: str | None = None


@frozen
class TimeOfReading(Time):
    """A reading whose options are times; ``choose`` replaces it."""

    reading: str


@frozen
class Timing:
    """A time with its options."""

    time: Time
    start_counted: bool = False
    roll: str | None = None  # rolls, festivals, none; None: by the rule of SEMANTICS section 2
    until: time_of_day | None = None
    under: "Under | None" = None


# ---------------------------------------------------------------- clauses


@frozen
class Under:
    """Holds only when ``reading`` stands on ``option``."""

    reading: str
    option: str


@frozen
class BreachOf:
    """
    A source of triggers: each time an instance of a clause enters a state.

    Breached, late with bounds, performed, exercised or missed; only instances that meet ``where``, as in ``InState``.
    """

    clause: str
    state: str
    bounds: tuple[Bound, ...] = ()
    where: tuple[Expr, ...] = ()


@frozen
class Trigger:
    """
    What brings instances into being.

    term: one, for the whole term · events: one at each occurrence of any source (Pattern or BreachOf) · condition: one
    each time ``condition`` becomes true, per value of the ``same`` fields · period: one per period · row: one per row
    that meets ``where`` (over ``Own``).
    """

    kind: str
    sources: tuple[Pattern | BreachOf, ...] = ()
    condition: Expr | None = None
    name: str | None = None  # of the period or table
    where: tuple[Expr, ...] = ()
    alias: str | None = None
    same: tuple[str, ...] = ()
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class InForce:
    """From and until an instant or date; None: as the contract."""

    start: Expr | None
    end: Expr | None
    under: Under | None = None


@frozen
class Precondition:
    """While ``condition`` is not met: latent (None), no_duty, waits, or the other ``timing``."""

    condition: Expr
    otherwise: str | None = None  # no_duty, waits, due
    timing: Timing | None = None  # for due
    undone_by: Pattern | None = None
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Act:
    """An act owed: the first of ``any_of`` that is complete performs; each is a set of events, all of them needed."""

    bearer: Expr
    any_of: tuple[tuple[Pattern, ...], ...]
    at_least: int = 1


@frozen
class Pay:
    """Money owed; paid by events that match ``by``, in ``field`` of them."""

    bearer: Expr
    payee: Expr
    amount: Expr
    by: Pattern
    field: str


@frozen
class Keep:
    """A level kept: judged at each report (``what`` reads a field of events, a metric or a score)."""

    bearer: Expr
    what: Expr
    bounds: tuple[Bound, ...]


@frozen
class Duty:
    """What is owed."""

    owed: Act | Pay | Keep
    each_of: Expr | None = None
    same: tuple[str, ...] = ()
    all: bool = False
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Prohibition:
    """What must not happen: each event that matches one of ``acts`` breaks it."""

    bearer: Expr
    acts: tuple[Pattern, ...]
    same: tuple[str, ...] = ()
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Exception_:
    """What excuses: for a prohibition an event before the act; for a duty a fact, an interval ongoing, a state."""

    condition: Expr
    under: Under | None = None


@frozen
class Requirement:
    """
    What a suspension needs to be recognised, with its time (from the opening event).

    No time: until the interval ends or ``as_of``.
    """

    condition: Expr
    timing: Timing | None = None
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Suspension:
    """Whom or what an interval suspends."""

    parties: tuple[Expr, ...]
    clauses: tuple[str, ...]  # empty: every clause, or the affected_clauses where the opening event names them
    affected_only: bool  # ``affected_clauses`` was written
    interval: str
    stops_clock: bool = False
    also_late: bool = False
    denied_by: Pattern | None = None
    under: Under | None = None
    start_counted: bool = False  # the interval's first day is one of its days
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Per:
    """late (count, unit), time, or interval (count, unit, of): what the amount is multiplied by."""

    kind: str
    count: Fraction = Fraction(1)
    unit: Unit | None = None
    of: str | None = None


@frozen
class Cap:
    """A bound on a head: per breach, or over all of the clause's heads of this line (``in_total``)."""

    op: str  # le, ge
    limit: Expr
    in_total: bool = False


@frozen
class Decided:
    """Who decides a range, with which field of which event, and in what time (from the trigger)."""

    by: Expr
    pattern: Pattern
    field: str
    timing: Timing | None = None


@frozen
class Relation:
    """instead_of, larger_of, once_for_one_loss, in_addition, beyond, set_off: to the heads of other clauses."""

    kind: str
    clauses: tuple[str, ...]


@frozen
class Head:
    """A line of money: damages, refund, losses or reduction (then ``of`` is the payment clause)."""

    kind: str
    payer: Expr
    payee: Expr
    amount: Expr  # money, or a Range of money
    per: Per | None = None
    part: str | None = None  # counts, dropped; None: whole units for days, exact for hours
    once_per_day: bool = False
    until: Expr | None = None
    caps: tuple[Cap, ...] = ()
    once: bool = False
    on_exercise: bool = False
    decided: Decided | None = None
    late_base: str | None = None  # unpaid_when_due (None means it too), whole, daily_balance
    relations: tuple[Relation, ...] = ()
    rounding: str | None = None
    of: str | None = None
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Effect:
    """ends_contract, ends, halts, refuses, withholds, denies; ``clauses`` are ids, of intervals for denies."""

    kind: str
    clauses: tuple[str, ...] = ()


@frozen
class Power:
    """A right that its holder uses by an act."""

    holder: Expr
    act: Pattern
    effects: tuple[Effect, ...] = ()
    once: Expr | None = None
    timing: Timing | None = None
    until: Expr | None = None
    resume: Expr | None = None
    same: tuple[str, ...] = ()
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class PointsFor:
    """
    What points are taken for.

    time: once for the instance (of a clause: for its breach, or its trigger where it owes nothing) · event: once for
    each event that matches ``of`` (a Pattern; the event is the ``Var`` of its type) · state: once each time a clause
    enters the state of ``of`` (a BreachOf) · condition: once each time ``of`` becomes true · period: once for each
    period ``period`` that ends in the score's own, the points being worked out in it (a metric of that day) · row: once
    for each row of the table ``period``.
    """

    kind: str
    of: "Pattern | BreachOf | Expr | None" = None
    period: str | None = None


@frozen
class Deduction:
    """
    Points off ``item`` of ``score``, as a line of a clause.

    They belong to the period that holds the last timely instant of the breach (an act: its own instant).
    """

    points: Expr
    per: PointsFor
    score: str
    item: str
    unless: Expr | None = None
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Survival:
    """The clause outlives the contract."""

    until: Expr | None = None
    under: Under | None = None


@frozen
class Clause:
    """
    One norm. Where several of a line stand under different options, all are kept until ``choose``.

    ``kind`` is the first that applies of duty, payment, level, prohibition, power, suspension, liability.
    """

    label: Label
    kind: str
    cite: str | None
    gist: str | None
    triggers: tuple[Trigger, ...]
    in_force: tuple[InForce, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    duties: tuple[Duty, ...] = ()
    prohibitions: tuple[Prohibition, ...] = ()
    timings: tuple[Timing, ...] = ()
    exceptions: tuple[Exception_, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    heads: tuple[Head, ...] = ()
    powers: tuple[Power, ...] = ()
    survivals: tuple[Survival, ...] = ()
    notes: tuple[str, ...] = ()
    under: Under | None = None
    instrument: str | None = None
    source: str = "contract"  # or statute, for overlays
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)

    @property
    def id(self) -> str:
        """Return the id that logs and reports use."""
        return self.label.id


# ---------------------------------------------------------------- declarations


@frozen
class Party:
    """A role and who fills it."""

    label: Label
    title: str


@frozen
class FieldType:
    """
    A field of an event, or a column of a table.

    ``absent`` is what an optional field counts as where a row leaves it out: a plain value as ``Const`` holds it.
    """

    label: Label
    type: Type
    optional: bool = False
    absent: object | None = None


@frozen
class Role:
    """
    fills, waives, claims, demands, pays, sets_off, rejects, blocks, closes.

    ``target`` is a field of the event that names the target, or, with ``fixed``, the target itself; ``value`` the field
    that carries the value (fills: None means the event's own day or instant; demands: the days that the demand gives).
    """

    kind: str
    target: str
    fixed: bool = False
    value: str | None = None


@frozen
class EventType:
    """A kind of event that logs may hold."""

    label: Label
    fields: tuple[FieldType, ...] = ()
    attested: bool = False
    effect_at: str | None = None
    also: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)

    @property
    def id(self) -> str:
        """Return the id that logs and reports use."""
        return self.label.id


@frozen
class Edge:
    """An end of an interval: an event, a field of one (``field``), or a clause entering a state."""

    pattern: Pattern | None = None
    field: str | None = None
    state: InState | None = None


@frozen
class Interval:
    """A span between two edges, one per value of the ``same`` fields."""

    label: Label
    start: Edge
    end: Edge
    same: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Row:
    """A row: cells in the order of the columns."""

    cells: tuple[Expr, ...]
    under: Under | None = None


@frozen
class Table:
    """The contract's own rows."""

    label: Label
    columns: tuple[FieldType, ...]
    rows: tuple[Row, ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Period:
    """Periods of a length from an anchor (the k-th counted from the anchor), at most ``count``; or windows listed."""

    label: Label
    length: Length | None
    start: Expr | None = None  # None: the calendar's own (months, quarters, years), else the contract's start
    count: Expr | None = None
    windows: tuple[tuple[Expr, Expr], ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Let:
    """A named formula."""

    label: Label
    value: Expr
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Blank:
    """A value the contract leaves open; ``filler`` is what the law gives."""

    label: Label
    type: Type
    filler: Expr | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Option:
    """One way to read a passage."""

    label: Label
    value: Expr | Timing | None = None
    default: bool = False
    why: str | None = None


@frozen
class Reading:
    """A passage that can be read in two or more ways."""

    label: Label
    question: str
    cite: str | None
    options: tuple[Option, ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Metric:
    """A figure per period, with the period field that says where an event belongs (None: its time)."""

    label: Label
    value: Expr
    period: str | None
    by_its: str | None = None
    no_data: str = "undetermined"
    rounded_to: Fraction | None = None
    confirmed_by: Expr | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class ItemDeduction:
    """Points off the item above it, unless ``unless`` holds at the event."""

    points: Expr
    per: PointsFor
    unless: Expr | None = None
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class ScoreItem:
    """
    An item of a score.

    With ``condition`` it is earned whole if that holds for the period, else lost whole; undetermined: not yet judged.
    Without one it loses what its deductions and the clauses that name it take, never more than its worth unless
    ``may_exceed``. With ``table`` there is one item per row, read in ``worth``, ``condition`` and ``deductions`` as the
    ``Var`` named ``alias``; its id is ``item/row key``.
    """

    label: Label
    worth: Expr  # points
    condition: Expr | None = None
    table: str | None = None
    alias: str | None = None
    deductions: tuple[ItemDeduction, ...] = ()
    may_exceed: bool = False
    under: Under | None = None
    cite: str | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Score:
    """
    Points per period (None: one score over the term).

    The value is ``start`` (None: the sum of the worths that count) less what the items lose, not below ``floor``, then
    rounded. Read where no single period of its own is at hand (a yearly payment, a tier over the term),
    ``over_periods`` combines the periods inside the span at hand: each (a bound is met when every one meets it), mean,
    or pooled (losses against worths over all of them); None there is refused by ``check``.
    """

    label: Label
    cite: str | None
    period: str | None
    items: tuple[ScoreItem, ...]
    start: Expr | None = None
    floor: Expr | None = None
    rounded_to: Fraction | None = None
    confirmed_by: FieldOf | None = None
    over_periods: str | None = None
    unjudged: str | None = None  # kept, lost, left_out; None: the score is a range
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Band:
    """The value for what lies within the bounds; none: for all that no other band takes."""

    bounds: tuple[Bound, ...]
    value: Expr
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Tiers:
    """A value by bands of another: whole (the band that holds it) or marginal (each part at its band's value)."""

    label: Label
    cite: str | None
    of: Expr
    shape: str
    bands: tuple[Band, ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Limit:
    """One cap over the heads of several clauses."""

    label: Label
    cite: str | None
    at_most: Expr
    over: tuple[str, ...]
    period: str | None = None
    unless: Expr | None = None
    under: Under | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Article:
    """An entry of the index of the signed text; answered by the clauses that cite it, or else by a reason."""

    cite: str
    title: str | None
    answer: str | None
    why: str | None
    clauses: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Term:
    """From an instant, for a length or until a date (its end, inclusive)."""

    start: Expr
    length: Length | None = None
    end: Expr | None = None
    extended_by: FieldOf | None = None


@frozen
class Instrument:
    """An annex or agreement with a signing of its own."""

    label: Label
    effective: Expr | None
    term: Term | None


@frozen
class Happens:
    """An event of a scenario, its fields typed as in ``Const``."""

    at: tuple[date, time_of_day, bool]  # local; the last is 24:00
    event: str
    fields: tuple[tuple[str, object], ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Expectation:
    """
    What a scenario expects: ``kind`` state, due, value, owes or refused.

    state: clause, key (values in text, in the order given), state · due: with ``at`` · value: a metric, score, blank,
    reading or let by name with ``value`` · owes: debtor, creditor, low, high (None: open), clause or None.
    """

    kind: str
    name: str | None = None
    key: tuple[str, ...] = ()
    state: str | None = None
    at: tuple[date, time_of_day | None, bool] | None = None
    value: Expr | None = None
    debtor: str | None = None
    creditor: str | None = None
    low: Money | None = None
    high: Money | None = None
    open: bool = False
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Scenario:
    """A small log with what it must give."""

    title: str
    events: tuple[Happens, ...]
    settings: tuple[tuple[str, object], ...]  # name, value as in Const; for a reading the option id
    as_of: tuple[date, time_of_day | None, bool] | None
    expects: tuple[Expectation, ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Warning_:
    """A finding of ``check`` that does not refuse the contract; worded by the app."""

    code: str
    severity: str  # warning, info
    clause: str | None
    article: str | None
    facts: Mapping[str, str]
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Contract:
    """A sound contract."""

    label: Label
    title: str
    number: str | None
    currency: str
    zone: str
    calendar: str
    parties: tuple[Party, ...]
    price: Expr | None = None
    price_changed_by: FieldOf | None = None
    signed: Expr | None = None
    effective: Expr | None = None  # date or instant; None: from ``signed``; neither: from the beginning of time
    term: Term | None = None
    instruments: tuple[Instrument, ...] = ()
    events: tuple[EventType, ...] = ()
    intervals: tuple[Interval, ...] = ()
    tables: tuple[Table, ...] = ()
    periods: tuple[Period, ...] = ()
    lets: tuple[Let, ...] = ()
    blanks: tuple[Blank, ...] = ()
    readings: tuple[Reading, ...] = ()
    clauses: tuple[Clause, ...] = ()
    metrics: tuple[Metric, ...] = ()
    scores: tuple[Score, ...] = ()
    tiers: tuple[Tiers, ...] = ()
    limits: tuple[Limit, ...] = ()
    articles: tuple[Article, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    digest: str = ""  # sha256 over the tree, the same from either language

    @property
    def id(self) -> str:
        """Return the contract's id."""
        return self.label.id


# ---------------------------------------------------------------- walking and choosing

T = TypeVar("T")


def walk(node: object) -> Iterator[object]:
    """Yield a node of the model and every node and value below it but text, depth first, in the order of fields."""
    pending = [node]
    while pending:
        one = pending.pop()
        yield one
        if isinstance(one, tuple):
            pending.extend(reversed(one))
            continue
        for name in _parts(cast(Any, type(one))):
            part = getattr(one, name)
            if part.__class__ not in BARE and part is not NOTHING:
                pending.append(part)


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of node in which other nodes may stand, last first."""
    if not has(kind) or issubclass(kind, Span):
        return ()
    return tuple(name for name in reversed(fields_dict(kind)) if name != "span")


BARE = frozenset({str, bool, NoneType})  # no node stands below them, and nobody looks for them
NOTHING: tuple[object, ...] = ()
WHOLE = (Span, Reading, Label, Warning_, Scenario)  # kept as they are, whatever is chosen
RECENT = 16  # choices kept, so that many readers of one contract share what was chosen
_recent: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[Contract, Contract]] = {}


def choose(contract: Contract, options: Mapping[str, str]) -> Contract:
    """
    Return the contract as it stands when each reading is taken as ``options`` says (reading id to option id).

    Lines, rows and clauses under another option are gone, times of readings are replaced, and a condition that stands
    under a name is put where the name stands: so it is known since when it holds, and what it waits for. ``options``
    names every reading.
    """
    key = (id(contract), tuple(sorted(options.items())))
    kept = _recent.get(key)
    if kept is None or kept[0] is not contract:
        while len(_recent) >= RECENT:
            _recent.pop(next(iter(_recent)), None)
        kept = _recent[key] = contract, _choice(contract, options)
    return kept[1]


def _choice(contract: Contract, options: Mapping[str, str]) -> Contract:
    times = {r.label.id: o.value for r in contract.readings for o in r.options if options[r.label.id] == o.label.id}
    chosen = _chosen(contract, options, times)
    named = {let.label.id: let.value for let in chosen.lets if let.value.type.kind == Kind.TRUTH}
    return _unfolded(chosen, named) if named else chosen


def _unfolded(node: T, named: Mapping[str, Expr]) -> T:
    """Return a part of the model with the conditions of ``named`` in place of their names."""
    if isinstance(node, tuple):
        return _same_or(node, tuple(_unfolded(part, named) for part in node))
    if isinstance(node, Param) and node.source == "let" and node.name in named:
        return _unfolded(named[node.name], named)  # type: ignore[return-value]
    if isinstance(node, WHOLE):
        return node
    changed = {name: new for name, old in _below(node) if (new := _unfolded(old, named)) is not old}
    return cast(T, evolve(cast(Any, node), **changed)) if changed else node


def blank_cells(contract: Contract) -> Iterator[tuple[Blank, frozenset[str]]]:
    """
    Yield the empty cells of the tables as blanks, in order, each with every way to write its name.

    A cell is table/row/column: the row by its number from 1, or by its key (``norm``, else its first id or text) where
    no other row has that. The id has the number.
    """
    return (cell for table in contract.tables for cell in cells_of(table))


def cells_of(table: Table) -> Iterator[tuple[Blank, frozenset[str]]]:
    """Yield the empty cells of one table, as ``blank_cells`` does."""
    keys = [_row_key(table, row) for row in table.rows]
    for row, key in zip(table.rows, keys, strict=True):
        for cell, column in zip(row.cells, table.columns, strict=True):
            if isinstance(cell, Empty):
                number = cell.name.split("/")[-2]
                rows = (number, key) if key is not None and keys.count(key) == 1 else (number,)
                zh, en = (f"{table.label.text(lang)}/{rows[-1]}/{column.label.text(lang)}" for lang in ("zh", "en"))
                tables, columns = ({one.id, one.zh, one.en} for one in (table.label, column.label))
                written = frozenset(f"{t}/{r}/{c}" for t in tables for r in rows for c in columns)
                yield Blank(Label(cell.name, zh, en), cell.type, span=cell.span), written


def _row_key(table: Table, row: Row) -> str | None:
    """Return the text by which a row is told from others, None where it has none."""
    kinds = (Kind.ID, Kind.TEXT, Kind.CLAUSE)
    columns = sorted(enumerate(table.columns), key=lambda one: one[1].label.id != "norm")
    found = (row.cells[at] for at, column in columns if column.type.kind in kinds)
    return next((cell.value for cell in found if isinstance(cell, Const) and isinstance(cell.value, str)), None)


def default_options(contract: Contract) -> dict[str, str]:
    """Return each reading's default option, the first where none is marked."""
    return {r.label.id: next((o for o in r.options if o.default), r.options[0]).label.id for r in contract.readings}


def _kept(part: object, options: Mapping[str, str]) -> bool:
    under = getattr(part, "under", None)
    return not isinstance(under, Under) or options[under.reading] == under.option


def _of_reading(timing: Timing, times: Mapping[str, object]) -> Timing:
    """Return the time that a reading gives, with the options of the line, else those of the reading's option."""
    if not isinstance(timing.time, TimeOfReading):
        raise TypeError("no time of a reading")
    chosen = times[timing.time.reading]
    if not isinstance(chosen, Timing):
        raise TypeError(f"reading {timing.time.reading} gives no time")
    return evolve(
        timing,
        time=chosen.time,
        start_counted=timing.start_counted or chosen.start_counted,
        roll=timing.roll or chosen.roll,
        until=timing.until or chosen.until,
    )


def _chosen(node: T, options: Mapping[str, str], times: Mapping[str, object]) -> T:
    if isinstance(node, tuple):
        return _same_or(node, tuple(_chosen(part, options, times) for part in node if _kept(part, options)))
    if isinstance(node, Timing) and isinstance(node.time, TimeOfReading):
        return _chosen(_of_reading(node, times), options, times)  # type: ignore[return-value]
    if isinstance(node, TimeOfReading):  # one of several: its option has no options of its own
        return _chosen(_of_reading(Timing(node), times).time, options, times)  # type: ignore[return-value]
    if isinstance(node, WHOLE):
        return node
    changed = {name: new for name, old in _below(node) if (new := _chosen(old, options, times)) is not old}
    return cast(T, evolve(cast(Any, node), **changed)) if changed else node


def _below(node: object) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a node in which other nodes stand, with what stands there."""
    for name in _parts(cast(Any, type(node))):
        part = getattr(node, name)
        if part.__class__ not in BARE and part is not NOTHING:
            yield name, part


def _same_or(old: T, new: tuple[object, ...]) -> T:
    """Return the old tuple where the new one has the very same members."""
    was = cast(tuple[object, ...], old)
    same = len(was) == len(new) and all(a is b for a, b in zip(was, new, strict=True))
    return old if same else cast(T, new)
