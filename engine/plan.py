"""
The contract made ready to run: readings chosen, formulas compiled, and for each event type the clauses it can touch.

A plan is a value: made once, shared freely, without state of a run. Who cares about what is settled here once,
so that the loop never searches: ``triggers``, ``performs``, ``forbids`` and ``exercises`` say which clauses an
event type starts, discharges, breaks or exercises, ``readers`` which clauses read it in a condition, a time or
an amount, and ``watchers`` which clauses look at the state of another.
"""

from collections.abc import Callable, Mapping

from attrs import frozen

from luyue.dsl import model
from luyue.engine.condition import Fits, Since, every_instance
from luyue.engine.event import Event
from luyue.engine.formula import Env, Fn
from luyue.engine.measured import Figure, Measures
from luyue.engine.timing import DueFn, Timings

Test = Callable[[Event, Env], bool]


@frozen
class Matcher:
    """A pattern ready to be asked: the event type, its test, and the field that names a party, if it has one."""

    event: str
    test: Test
    party: str | None


@frozen
class Source:
    """A source of triggers: a matcher, or a clause entering a state."""

    matcher: Matcher | None = None
    clause: str | None = None
    state: str = ""
    late: tuple[tuple[str, Fn], ...] = ()  # bounds of a lateness: operator and length
    fits: Fits = every_instance  # which of the clause's instances are meant


@frozen
class Gate:
    """The preconditions of a duty: since when all of them are met."""

    since: Since
    otherwise: str | None
    due: DueFn | None


@frozen
class Norm:
    """A clause ready to run."""

    clause: model.Clause
    number: int
    trigger: model.Trigger
    sources: tuple[Source, ...]
    condition: Since | None
    counts_in: str | None  # the period in which the condition counts
    scored_in: str | None  # the period of the score that the condition reads: it is asked for each
    where: tuple[Fn, ...]  # of the rows a trigger runs over
    same: tuple[str, ...]
    start: Fn | None
    end: Fn | None
    own_window: bool  # the time in force reads the row or event, so it is each instance's own
    entry: Gate | None  # without which no instance arises
    gate: Gate | None
    duty: model.Duty | None
    alternatives: tuple[tuple[Matcher, ...], ...]  # of an act owed
    payment: Matcher | None
    amount: Fn | None
    level: Fn | None  # what a level reads of its report, or a metric's value
    report: Matcher | None
    metric: Figure | None  # a level by a figure of periods: a metric, or a score
    trend: str | None  # whether the metric only rises or only falls
    bounds: tuple[tuple[str, Fn], ...]
    bearer: Fn | None
    payee: Fn | None
    due: DueFn | None
    fixed_time: bool  # once known, the due date does not change but by suspensions
    forbidden: tuple[Matcher, ...]
    exceptions: tuple[tuple[Since, bool], ...]  # and whether a fact attested later can still make it true
    power: model.Power | None
    act: Matcher | None
    holder: Fn | None
    once: Since | None
    running: bool  # the power lapses with the state it rests on
    grounded: bool  # its condition is of facts that stay: it fails later only by an excuse or a denial
    until: Since | None
    window: DueFn | None
    suspension: model.Suspension | None
    requirements: tuple[tuple[model.Requirement, Since, DueFn | None], ...]
    denied: Matcher | None
    survival: Since | None
    survives: bool
    cited: tuple[model.Pattern, ...]  # what its precondition, time and exceptions read
    reads: frozenset[str]
    watches: frozenset[str]
    spans: frozenset[str]  # intervals
    measures: frozenset[str]  # metrics, scores and tiers that it reads itself
    scores: frozenset[str]  # scores that it reads, also through tiers and lets

    varies: bool  # a payment whose amount reads what happens: it may change until it is due, and after
    waits: bool  # a figure of events that nobody reads before its period ends, and that none decides early

    @property
    def id(self) -> str:
        """Return the clause's id."""
        return self.clause.id

    @property
    def ends_contract(self) -> bool:
        """Return whether its power is a right to end the contract."""
        return self.power is not None and any(effect.kind == "ends_contract" for effect in self.power.effects)

    @property
    def pays(self) -> bool:
        """Return whether the duty is one of money."""
        return self.payment is not None

    @property
    def standing(self) -> bool:
        """Return whether it is a prohibition, or a level kept by reports: judged all along, not at one time."""
        return bool(self.forbidden) or self.report is not None


@frozen
class Plan:
    """A contract under chosen readings, ready to run."""

    contract: model.Contract
    options: Mapping[str, str]
    conditions: Measures
    timings: Timings
    norms: tuple[Norm, ...]
    by_id: Mapping[str, Norm]
    triggers: Mapping[str, tuple[tuple[Norm, Source], ...]]
    performs: Mapping[str, tuple[Norm, ...]]
    forbids: Mapping[str, tuple[Norm, ...]]
    exercises: Mapping[str, tuple[Norm, ...]]
    readers: Mapping[str, tuple[Norm, ...]]
    watchers: Mapping[str, tuple[Norm, ...]]  # by clause
    spanners: Mapping[str, tuple[Norm, ...]]  # by interval
    deniable: frozenset[str]  # clauses and intervals whose relief a power may take back
    late_marks: Mapping[str, tuple[tuple[str, Fn], ...]]  # by clause: lateness at which somebody looks
    lasting_marks: Mapping[str, tuple[tuple[str, Fn], ...]]  # by interval
    edges: Mapping[str, tuple[tuple[model.Interval, bool], ...]]  # by event type: intervals it opens (True) or closes
    state_edges: Mapping[
        str, tuple[tuple[model.Interval, bool, Source], ...]
    ]  # by clause: intervals its states open or close
    matchers: Mapping[int, Matcher]  # of interval edges, by id of the pattern
    read_types: frozenset[str]  # every event type that something reads
    types: Mapping[str, model.EventType]
