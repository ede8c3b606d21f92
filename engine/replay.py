"""
The door: a contract, a log and a date give a report (SEMANTICS section 1).

``replay`` is pure: no clock, no file, no locale, no environment, no randomness; the same inputs give the same
report, byte for byte. Which rows count is decided first (``parting``), then the contract is set on its feet and the
loop runs (``stage``), then come money and rows (``settle``, ``assemble``).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import evolve

from luyue.dsl.model import Contract, default_options
from luyue.engine.accounts import head_rows
from luyue.engine.assemble import assemble
from luyue.engine.calendar import WorkCalendar
from luyue.engine.capping import Settled
from luyue.engine.chain import Chain
from luyue.engine.event import Event, Log
from luyue.engine.evidence import Evidence
from luyue.engine.parting import count, known, moment_of, part
from luyue.engine.planning import make_plan
from luyue.engine.reductions import Lowerings, lowerings
from luyue.engine.report import AlternativeRow, Report
from luyue.engine.settings import Settings, fill, settle
from luyue.engine.settle import Settlement
from luyue.engine.sift import sift
from luyue.engine.stage import NO_SIEVE, Played, Stage
from luyue.engine.ties import depending
from luyue.engine.zone import Zone

BARE = Chain("", 1, ())
ROUNDS = 8  # more than any chain of payments that fill one another is long
SHORT = 2_000  # rows of which the loop sees every one; in a longer log what is plainly kept is found by column


def replay(
    contract: Contract,
    log: Log | Iterable[Event],
    *,
    as_of: date | int | None = None,
    known_at: int | None = None,
    settings: Mapping[str, object] | None = None,
    calendar: WorkCalendar | None = None,
    ties: bool = True,
) -> Report:
    """
    Return what a contract and a log give at a date.

    ``as_of`` is a date D (D 24:00: its last microsecond counts, nothing of D+1 is seen) or an instant in
    microseconds; by default ``known_at``, else the day of the last event that something reads. ``known_at``
    leaves out rows recorded later. ``settings`` sets readings and blanks by name, as text or typed. Rows may
    come in any order, as events or by columns. Without ``ties`` it is not asked whether the order of simultaneous
    events matters, which takes replays of its own and changes no verdict.

    :raises SettingError: a setting that the contract does not know or cannot take
    """
    rows = log if isinstance(log, Log) else Log(tuple(log))
    given = settle(contract, settings or {})
    zone = Zone.named(contract.zone)
    cal = WorkCalendar.bundled() if calendar is None else calendar
    told = known(rows, known_at)
    plan = make_plan(contract, given.options)
    moment = moment_of(as_of, known_at, told.events, plan, zone)
    parted = part(told, plan, moment)
    counts = count(rows, parted)
    kinds = parted.kinds()
    sieve = sift(plan, kinds) if len(parted.applied) >= SHORT else NO_SIEVE
    filled = fill(contract, given, parted.others(sieve.free), zone)
    if dict(filled.options) != dict(given.options):
        plan = make_plan(contract, filled.options)
        sieve = sift(plan, kinds) if sieve is not NO_SIEVE else sieve
    stage = Stage(plan, parted, moment, filled, zone, cal, sieve)

    def played(events: list[Event] | None = None) -> tuple[Played, Report, Settled]:
        done, settlement, settled = _settled(lambda lowered: stage.play(lowered, events))
        report = assemble(
            done.run,
            settlement,
            settled,
            as_of=moment,
            known_at=known_at,
            settings=filled,
            log=rows,
            counts=counts,
            parted=parted,
            kept=done.kept,
        )
        return done, report, settled

    done, report, settled = played()
    groups = depending(done.run, done.events, lambda events: _differ(played(events)[1], report)) if ties else ()
    assumptions = (*report.assumptions, *(_tie(group) for group in groups))
    evidence = Evidence.of_run(done.run, settled, told.replaced_by, done.kept)
    return evolve(report, assumptions=assumptions, given=_given(contract, given), evidence=evidence)


def _settled(play: Callable[[Lowerings], Played]) -> tuple[Played, Settlement, Settled]:
    """
    Return a run and its money.

    What reductions take off payments is known only when the money is settled, and changes what is owed: so the run is
    played again with it, until it comes to the same. It depends on when payments fall due and not on what they come
    to, so the second time is the last but where one payment's surplus had filled another.
    """
    done = play({})
    for _ in range(ROUNDS):
        settlement = Settlement(done.run)
        settled = settlement.settle()
        found = lowerings(done.run, settled.drafts, head_rows(done.run, settled.drafts))
        if found == done.run.world.lowered:
            return done, settlement, settled
        done = play(found)
    raise RuntimeError("what reductions take off payments does not come to rest")


def _differ(one: Report, other: Report) -> bool:
    """Return whether two reports differ in more than their manifest."""
    return evolve(one, chained=_unchained, events={}) != evolve(other, chained=_unchained, events={})


def _unchained() -> Chain:
    return BARE


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
