"""
The door: a contract, a log and a date give a report (SEMANTICS section 1).

``replay`` is pure: no clock, no file, no locale, no environment, no randomness; the same inputs give the same
report, byte for byte. Before the loop it decides which rows a report may know (``known_at``), lets corrections
and withdrawals take effect, and puts every other row where it belongs, so that each row read is in exactly one
list.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from luyue.dsl.model import Contract, default_options
from luyue.engine.accounts import head_rows
from luyue.engine.assemble import assemble
from luyue.engine.calendar import WorkCalendar
from luyue.engine.capping import Settled
from luyue.engine.chain import Chain
from luyue.engine.corrections import Corrected, corrected
from luyue.engine.event import Event, Log, SetAside
from luyue.engine.evidence import Evidence
from luyue.engine.finding import Unknown
from luyue.engine.force import term_days
from luyue.engine.formula import Env
from luyue.engine.named import named
from luyue.engine.plan import Plan, make_plan
from luyue.engine.reductions import Lowerings, lowerings
from luyue.engine.report import AlternativeRow, AsOf, Report
from luyue.engine.run import Run
from luyue.engine.settings import Settings, fill, settle
from luyue.engine.settle import Settlement
from luyue.engine.ties import depending
from luyue.engine.value import start_of
from luyue.engine.world import EVER, World
from luyue.engine.zone import Zone

BARE = Chain("", 1, ())
ROUNDS = 8  # more than any chain of payments that fill one another is long


@frozen
class Sorted_:
    """Every row in exactly one list."""

    applied: tuple[Event, ...]  # in order of effect
    duplicate: tuple[SetAside, ...]
    late_known: tuple[SetAside, ...]
    ignored: tuple[SetAside, ...]
    replaced: tuple[Event, ...]  # withdrawals, applied by what they take away


def replay(
    contract: Contract,
    log: Log | Iterable[Event],
    *,
    as_of: date | int | None = None,
    known_at: int | None = None,
    settings: Mapping[str, object] | None = None,
    calendar: WorkCalendar | None = None,
) -> Report:
    """
    Return what a contract and a log give at a date.

    ``as_of`` is a date D (D 24:00: its last microsecond counts, nothing of D+1 is seen) or an instant in
    microseconds; by default ``known_at``, else the day of the last event that something reads. ``known_at``
    leaves out rows recorded later. ``settings`` sets readings and blanks by name, as text or typed. Rows may
    come in any order.

    :raises SettingError: a setting that the contract does not know or cannot take
    """
    rows = log if isinstance(log, Log) else Log(tuple(log))
    given = settle(contract, settings or {})
    zone = Zone.named(contract.zone)
    cal = WorkCalendar.bundled() if calendar is None else calendar
    known, late_known = _known(rows.events, known_at)
    changed = corrected(known)
    plan = make_plan(contract, given.options)
    moment = _as_of(as_of, known_at, changed.events, plan, zone)
    in_time = [e for e in changed.events if moment.us is not None and e.at <= moment.us]
    filled = fill(contract, given, sorted(in_time, key=lambda e: e.order), zone)
    if dict(filled.options) != dict(given.options):
        plan = make_plan(contract, filled.options)
    parted = _sorted(rows, changed, late_known, plan, moment)

    def told(applied: Iterable[Event]) -> tuple[Run, Report, Settled]:
        now = evolve(parted, applied=tuple(applied))
        run, settlement, settled = _settled(lambda lowered: _run(plan, now, moment, filled, zone, cal, lowered))
        return run, _assembled(run, settlement, settled, now, moment, known_at, filled, rows), settled

    run, report, settled = told(parted.applied)
    ties = depending(run, parted.applied, lambda applied: _differ(told(applied)[1], report))
    assumptions = (*report.assumptions, *(_tie(group) for group in ties))
    evidence = Evidence.of_run(run, settled, _replaced_by(changed, known))
    return evolve(report, assumptions=assumptions, given=_given(contract, given), evidence=evidence)


def _replaced_by(changed: Corrected, known: Iterable[Event]) -> dict[str, str]:
    """Return by row id the row that corrected it; of a row that nobody knows, the correction that stands for it."""
    ids = {event.id for event in known}
    found = {event.corrects: event.id for event in known if event.corrects is not None and event.corrects not in ids}
    found.update({event.id: by for event, why, by in changed.gone if why == "corrected"})
    return found


def _settled(play: Callable[[Lowerings], Run]) -> tuple[Run, Settlement, Settled]:
    """
    Return a run and its money.

    What reductions take off payments is known only when the money is settled, and changes what is owed: so the run is
    played again with it, until it comes to the same. It depends on when payments fall due and not on what they come
    to, so the second time is the last but where one payment's surplus had filled another.
    """
    run = play({})
    for _ in range(ROUNDS):
        settlement = Settlement(run)
        settled = settlement.settle()
        found = lowerings(run, settled.drafts, head_rows(run, settled.drafts))
        if found == run.world.lowered:
            return run, settlement, settled
        run = play(found)
    raise RuntimeError("what reductions take off payments does not come to rest")


def _assembled(
    run: Run,
    settlement: Settlement,
    settled: Settled,
    parted: Sorted_,
    moment: AsOf,
    known_at: int | None,
    settings: Settings,
    rows: Log,
) -> Report:
    return assemble(
        run,
        settlement,
        settled,
        as_of=moment,
        known_at=known_at,
        settings=settings,
        log=rows,
        applied=parted.applied,
        replaced=parted.replaced,
        asides=(parted.duplicate, parted.late_known, parted.ignored),
    )


def _differ(one: Report, other: Report) -> bool:
    """Return whether two reports differ in more than their manifest."""
    return evolve(one, chain=BARE, events={}) != evolve(other, chain=BARE, events={})


def _given(contract: Contract, given: Settings) -> dict[str, str]:
    """Return what the caller set: blanks as written, and options that are not taken by default."""
    default = default_options(contract)
    chosen = {name: option for name, option in given.options.items() if option != default[name]}
    return dict(sorted({**given.written, **chosen}.items()))


def _tie(group: tuple[Event, ...]) -> tuple[str, Mapping[str, str]]:
    """Return the assumption that simultaneous events came in the order of their ids."""
    return "ties", {"at": str(group[0].at), "events": "、".join(event.id for event in group)}


def replay_readings(
    contract: Contract,
    log: Log | Iterable[Event],
    *,
    as_of: date | int | None = None,
    known_at: int | None = None,
    settings: Mapping[str, object] | None = None,
    calendar: WorkCalendar | None = None,
) -> Report:
    """Return the report with what every other option of every reading would give, one at a time."""
    rows = log if isinstance(log, Log) else Log(tuple(log))
    base = replay(contract, rows, as_of=as_of, known_at=known_at, settings=settings, calendar=calendar)
    found: list[AlternativeRow] = []
    for reading in contract.readings:
        for option in reading.options:
            if option.label.id == base.readings[reading.label.id]:
                continue
            choice = {**(settings or {}), reading.label.id: option.label.id}
            other = replay(contract, rows, as_of=as_of, known_at=known_at, settings=choice, calendar=calendar)
            found.append(AlternativeRow(reading.label.id, option.label.id, other.totals, _changed(base, other)))
    return evolve(base, alternatives=tuple(found))


def _changed(base: Report, other: Report) -> tuple[str, ...]:
    """Return the ids of duties, heads and powers that another reading changes."""
    found: dict[str, None] = {}
    for mine, yours in ((base.duties, other.duties), (base.heads, other.heads), (base.powers, other.powers)):
        a, b = {row.id: row for row in mine}, {row.id: row for row in yours}
        found.update(dict.fromkeys(name for name in (*a, *b) if a.get(name) != b.get(name)))
    return tuple(sorted(found))


# ---------------------------------------------------------------- which rows count


def _known(events: Iterable[Event], known_at: int | None) -> tuple[list[Event], tuple[SetAside, ...]]:
    known: list[Event] = []
    late: list[SetAside] = []
    for event in events:
        if known_at is not None and event.recorded_at > known_at:
            late.append(SetAside(event.place, event.id, "late_known", {"recorded_at": str(event.recorded_at)}))
        else:
            known.append(event)
    return known, tuple(late)


def _as_of(as_of: date | int | None, known_at: int | None, events: tuple[Event, ...], plan: Plan, zone: Zone) -> AsOf:
    match as_of:
        case int():
            return AsOf(as_of)
        case date():
            return AsOf(zone.end_of(as_of.toordinal()), as_of.toordinal())
        case None if known_at is not None:
            return AsOf(known_at, default=True)
        case _:
            last = max((e.at for e in events if e.type in plan.read_types), default=None)
            if last is None:
                return AsOf(None, default=True)
            day = zone.day_of(last)
            return AsOf(zone.end_of(day), day, default=True)


def _sorted(
    rows: Log,
    changed: Corrected,
    late_known: tuple[SetAside, ...],
    plan: Plan,
    moment: AsOf,
) -> Sorted_:
    applied: list[Event] = []
    ignored = [*rows.undeclared]
    for event in changed.events:
        if event.type not in plan.read_types:
            ignored.append(SetAside(event.place, event.id, "nothing_reads_it", {"type": event.type}))
        elif moment.us is None or event.at > moment.us:
            ignored.append(SetAside(event.place, event.id, "after_as_of"))
        else:
            applied.append(event)
    ignored.extend(
        SetAside(event.place, event.id, "nothing_reads_it", {"type": event.type})
        for event in changed.withdrawals
        if event.type not in plan.read_types
    )
    ignored.extend(SetAside(event.place, event.id, why, {"by": by}) for event, why, by in changed.gone)
    return Sorted_(
        applied=tuple(sorted(applied, key=lambda e: e.order)),
        duplicate=rows.duplicates,
        late_known=late_known,
        ignored=tuple(sorted(ignored, key=lambda s: (s.place, s.id))),
        replaced=tuple(event for event in changed.withdrawals if event.type in plan.read_types),
    )


# ---------------------------------------------------------------- the world


def _run(
    plan: Plan,
    parted: Sorted_,
    moment: AsOf,
    settings: Settings,
    zone: Zone,
    calendar: WorkCalendar,
    lowered: Lowerings,
) -> Run:
    world = World(
        lowered=lowered,
        contract=plan.contract,
        zone=zone,
        calendar=calendar,
        settings=settings.blanks,
        read_types=plan.read_types,
    )
    events = _date_contract(plan, world, list(parted.applied), moment)
    run = Run(plan, world)
    if moment.us is not None:
        run.play(events, moment.us)
    return run


def _date_contract(plan: Plan, world: World, events: list[Event], moment: AsOf) -> list[Event]:
    """
    Find when the contract came into force and how long it runs, from everything the report may know.

    Return the events with the periods that they name by number under the names that reports use.
    """
    if moment.us is None:
        world.now = EVER
    else:
        world.now, world.day = moment.us, world.zone.day_of(moment.us)
    for event in events:
        world.history[event.type].append(event)
    env = Env(world, {}, {})
    stated = plan.contract.effective if plan.contract.effective is not None else plan.contract.signed
    if stated is None:
        first = min((e.at for e in events), default=None)
        world.effective = None if first is None else world.zone.start_of(world.zone.day_of(first))
    else:
        found = plan.conditions.value(stated)(env)
        world.effective = None if isinstance(found, Unknown) else start_of(found, world.zone)
    days = term_days(plan.contract.term, plan.conditions, env)
    world.term = None if days is None or days[1] is None else (days[0], days[1])
    told = named(events, plan.conditions, world)
    world.history.clear()
    return told
