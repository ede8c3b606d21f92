"""
Scenarios (案例): small logs inside a clause file, with what they must give.

A scenario is replayed like any log: its events take the checks of a file, its settings those of a caller, its date is
the date of the report. What it expects is compared with the report by fact, and every difference comes out as what
was expected and what was found, without words. A scenario that is refused fails unless it expects to be.

An expectation names a clause and, after it, key values; it is met if one instance that bears all these values meets
it. States are those of reports, and two that people say instead: ``breached`` (a breach is on record that nothing
excused) and ``kept`` (none is, and every such instance is kept so far). A clause without an instance is ``latent``
(未触发).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from attrs import frozen

from luyue.dsl.model import (
    Const,
    Contract,
    Expectation,
    Expr,
    InState,
    IntervalState,
    Measured,
    Param,
    ReadingIs,
    Scenario,
    TimeOfReading,
    Under,
    Untimed,
    walk,
)
from luyue.engine.calendar import WorkCalendar
from luyue.engine.due import DueDate
from luyue.engine.finding import Missing, Unknown, Worked, Worth
from luyue.engine.formula import Env
from luyue.engine.plan import Plan
from luyue.engine.planning import make_plan
from luyue.engine.readers import EventError, from_happenings
from luyue.engine.replay import replay
from luyue.engine.report import Key, Report
from luyue.engine.settings import SettingError, Settings, fill, settle
from luyue.engine.value import from_const
from luyue.engine.world import World
from luyue.engine.zone import Zone, micros

KEPT = ("performed", "excused", "waived", "holding", "ended")
CONTRACT_STATES = ("not_in_force", "in_force")

Found = str | DueDate | object


@frozen
class Difference:
    """An expectation that is not met, and what was found instead: by row id or name; empty if there was nothing."""

    expectation: Expectation
    found: tuple[tuple[str, Found], ...]


@frozen
class Idle:
    """Something in a scenario that has no part in its outcome: an event or setting by name, with its line and why."""

    name: str
    line: int
    why: str  # nothing_reads_it, after_as_of, setting, no_expectation


@frozen
class Outcome:
    """
    What came of a scenario.

    It passed if everything expected was found, it was refused only if it expected to be, and nothing in it is idle: a
    scenario that expects nothing, or holds an event that nothing reads, proves less than it seems to.
    """

    scenario: Scenario
    differences: tuple[Difference, ...]
    refused: EventError | SettingError | None = None
    idle: tuple[Idle, ...] = ()
    report: Report | None = None

    @property
    def passed(self) -> bool:
        """Return whether the scenario proves what it says."""
        return not self.differences and not self.idle and (self.refused is None or expects_refusal(self.scenario))


def expects_refusal(scenario: Scenario) -> bool:
    """Return whether a scenario expects its log or settings to be refused."""
    return any(one.kind == "refused" for one in scenario.expects)


def run(contract: Contract, scenario: Scenario, *, calendar: WorkCalendar | None = None) -> Outcome:
    """Return what comes of a scenario of a contract."""
    zone = Zone.named(contract.zone)
    given = {name: from_const(value, zone) for name, value in scenario.settings}
    cal = WorkCalendar.bundled() if calendar is None else calendar
    try:
        log = from_happenings(contract, scenario.events)
        report = replay(contract, log, as_of=_moment(scenario.as_of, zone), settings=given, calendar=cal, ties=False)
    except (EventError, SettingError) as refused:
        return Outcome(scenario, (), refused, tuple(_no_expectation(scenario)))
    values = cache(lambda: _Values.of(contract, report, given, cal))
    found = [_difference(one, report, values, zone) for one in scenario.expects]
    idle = (*_no_expectation(scenario), *_unread(contract, scenario, report))
    return Outcome(scenario, tuple(one for one in found if one is not None), None, idle, report)


def _no_expectation(scenario: Scenario) -> Iterator[Idle]:
    if not scenario.expects:
        yield Idle(scenario.title, scenario.span.line, "no_expectation")


def _unread(contract: Contract, scenario: Scenario, report: Report) -> Iterator[Idle]:
    """Yield events that came too late or that nothing reads, and settings of which nothing depends."""
    types = {event.span.line: event.event for event in scenario.events}
    for row in report.ignored:
        yield Idle(types.get(row.place.row, row.id), row.place.row, row.reason)
    if scenario.settings:
        read = _settings_read(contract) | {one.name for one in scenario.expects}
        yield from (
            Idle(name, scenario.span.line, "setting")
            for name, _ in scenario.settings
            if name not in read and "/" not in name
        )


def _settings_read(contract: Contract) -> set[str | None]:
    """Return the blanks and readings on which something depends."""
    found: set[str | None] = set()
    for node in walk(contract):
        match node:
            case Param(name=name):
                found.add(name)
            case ReadingIs(reading=name) | TimeOfReading(reading=name) | Under(reading=name):
                found.add(name)
            case Untimed(setting=name):
                found.add(name)
    return found


def _moment(at: tuple[date, time | None, bool] | None, zone: Zone) -> date | int | None:
    """Return the date or instant that a scenario writes."""
    if at is None:
        return None
    day, clock, end = at
    if clock is None:
        return day
    return zone.end_of(day.toordinal()) if end else zone.local(day.toordinal(), micros(clock))


def _difference(one: Expectation, report: Report, values: Callable[[], "_Values"], zone: Zone) -> Difference | None:
    match one.kind:
        case "refused":
            return Difference(one, ())
        case "state":
            met, found = _state(one, report)
        case "due":
            met, found = _due(one, report, zone)
        case "owes":
            met, found = _owes(one, report)
        case "value":
            met, found = _value(one, report, values)
        case other:
            raise ValueError(f"no such expectation: {other}")
    return None if met else Difference(one, found)


Judged = tuple[bool, tuple[tuple[str, Found], ...]]


# ---------------------------------------------------------------- states and due dates


def _state(one: Expectation, report: Report) -> Judged:
    if one.state in CONTRACT_STATES:
        return report.contract_state.state == one.state, ((report.contract.id, report.contract_state.state),)
    broken = frozenset(row.duty for row in report.breaches if row.duty is not None and not row.excused_by)
    duties = {
        row.id: _words(row.state, row.id in broken)
        for row in report.duties
        if _bears(one, row.clause, row.key, row.period)
    }
    powers = {
        row.id: _power_words(row.state, bool(row.void))
        for row in report.powers
        if _bears(one, row.clause, row.key, None)
    }
    rows = [*duties.items(), *powers.items()]
    found = tuple((row_id, words[0]) for row_id, words in rows)
    hits = [one.state in words for _, words in rows]
    if not rows:
        return one.state == "latent", ()
    return (all(hits) if one.state == "kept" else any(hits)), found


def _words(state: str, broken: bool) -> tuple[str, ...]:
    """Return every word that holds of a duty, that of reports first."""
    if broken:
        return state, "breached"
    return (state, "kept") if state in KEPT else (state,)


def _power_words(state: str, void: bool) -> tuple[str, ...]:
    words = (state, "exercised") if state == "effective" else (state,)
    return (*words, "void") if void else words


def _bears(one: Expectation, clause: str, key: Key, period: str | None) -> bool:
    """Return whether a row is of the clause and bears every key value that is expected."""
    values = [*(value for _, value in key), *([] if period is None else [period])]
    return clause == one.name and all(value in values for value in one.key)


def _due(one: Expectation, report: Report, zone: Zone) -> Judged:
    rows = [row for row in report.duties if _bears(one, row.clause, row.key, row.period)]
    found: tuple[tuple[str, Found], ...] = tuple((row.id, row.due) for row in rows)
    wanted = _moment(one.at, zone)
    return any(row.due is not None and _falls(row.due, wanted) for row in rows), found


def _falls(due: DueDate, wanted: date | int | None) -> bool:
    return due.last == wanted if isinstance(wanted, int) else wanted is not None and due.day == wanted.toordinal()


# ---------------------------------------------------------------- money


def _owes(one: Expectation, report: Report) -> Judged:
    if one.low is None:
        raise ValueError("an amount that is owed states none")
    rows = report.totals if one.name is None else tuple(row for row in report.heads if row.clause == one.name)
    mine = [
        row for row in rows if (row.debtor, row.creditor, row.currency) == (one.debtor, one.creditor, one.low.currency)
    ]
    low = sum((row.low for row in mine), start=one.low.amount * 0)
    highs = [row.high for row in mine]
    high = None if None in highs else sum((high for high in highs if high is not None), start=one.low.amount * 0)
    wanted = None if one.open or one.high is None else one.high.amount
    found = Worth(low, high, one.low.currency)
    return (low, high) == (one.low.amount, wanted), ((one.name or report.contract.id, found),)


# ---------------------------------------------------------------- values


@frozen(eq=False)
class _Values:
    """What the formulas of a contract come to at the date of a report."""

    contract: Contract
    plan: Plan
    world: World
    settings: Settings

    @staticmethod
    def of(contract: Contract, report: Report, given: Mapping[str, object], cal: WorkCalendar) -> "_Values":
        """Return the values behind a report: its events as history, its settings, its date."""
        zone = Zone.named(contract.zone)
        events = sorted(report.events.values(), key=lambda event: event.order)
        filled = fill(contract, settle(contract, given), events, zone)
        plan = make_plan(contract, filled.options)
        world = World(plan.contract, zone, cal, MappingProxyType(dict(filled.blanks)), plan.read_types)
        world.now = report.as_of.us or 0
        world.day = 0 if report.as_of.us is None else zone.day_of(report.as_of.us)
        world.effective, world.term = report.effective_at, report.term
        for event in events:
            world.history[event.type].append(event)
        return _Values(contract, plan, world, filled)

    def value(self, expr: Expr) -> object:
        """Return what a formula comes to."""
        return self.plan.conditions.value(expr)(Env(self.world, {}, {}))

    def named(self, name: str) -> object:
        """Return the value of a let, a blank or the option of a reading; Unknown where none is known."""
        if name in self.settings.options:
            return self.settings.options[name]
        if name in self.settings.blanks:
            return self.settings.blanks[name]
        formulas = {let.label.id: let.value for let in self.plan.contract.lets}
        formulas |= {blank.label.id: blank.filler for blank in self.plan.contract.blanks if blank.filler is not None}
        if name not in formulas:
            return Unknown(())
        if any(_of_the_run(node, self.plan) for node in walk(formulas[name])):
            return Unknown((Missing("states"),))  # only the run itself knows the states of clauses
        return self.value(formulas[name])


def _value(one: Expectation, report: Report, values: Callable[[], _Values]) -> Judged:
    name = one.name or ""
    if name in {metric.label.id for metric in report.contract.metrics}:
        rows = [row for row in report.metrics if row.name == name and all(key == row.period for key in one.key)]
        found: tuple[tuple[str, Found], ...] = tuple((row.id, row.value) for row in rows)
    elif name in {*(one.label.id for one in report.contract.scores), *(one.label.id for one in report.contract.tiers)}:
        found = tuple(_scored(one, name, report))
    else:
        found = ((name, values().named(name)),)
    wanted = None if one.value is None else _wanted(one.value, values)
    return any(_same(thing, wanted) for _, thing in found), found


def _of_the_run(node: object, plan: Plan) -> bool:
    """Return whether a part of a formula speaks of what only the run knows: states, and points that breaches take."""
    if isinstance(node, Measured):
        return node.name not in plan.conditions.metrics
    return isinstance(node, InState | IntervalState)


def _scored(one: Expectation, name: str, report: Report) -> Iterator[tuple[str, Found]]:
    """Yield what a score came to as it stands, or what a table of tiers makes of it, in the periods expected."""
    for row in report.scores:
        if any(key != row.period for key in one.key):
            continue
        if row.name == name:
            yield row.id, row.value
        for tier in row.tiers:
            if tier.tiers == name:
                yield f"{name}/{row.period}", _tier_value(tier.value, report)


def _tier_value(found: Worked | None, report: Report) -> Found:
    value = None if found is None else found.value
    if found is not None and isinstance(value, Fraction) and found.unit == "money":
        return Worth(value, value, report.contract.currency)
    return value


def _wanted(expr: Expr, values: Callable[[], _Values]) -> object:
    """Return the value that is expected; the option of a reading is its id."""
    if isinstance(expr, Const) and isinstance(expr.value, str | Fraction):
        return expr.value
    return values().value(expr)


def _same(found: object, wanted: object) -> bool:
    """Return whether two values are equal; nothing expected is met by nothing known."""
    if wanted is None:
        return found is None or isinstance(found, Unknown)
    if isinstance(found, Worth) and isinstance(wanted, Worth):
        return (found.low, found.high, found.currency) == (wanted.low, wanted.high, wanted.currency)
    return found == wanted
