"""
What must hold of time whatever happens: deadlines end where the law says, and only the calendar moves them.

Due dates themselves are walked day by day in ``test_clock_properties``; here whole reports are held, over stories.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Any, Final

import pytest
from attrs import evolve
from semantics import instant, moment, verdict
from stories import Beside, Case, corrects, different, hold, only, rebuilt, reported, row_of, verdicts
from strategies.parts import ID, clause, own, same
from strategies.parts import row as event_row
from test_twin import flatten

from luyue.dsl import model as m
from luyue.dsl.quantity import Unit
from luyue.engine.calendar import WorkCalendar, YearSource
from luyue.engine.event import DayValue, Event, InstantValue
from luyue.engine.readers import EventError, from_rows

DAY: Final = 86_400_000_000
PLAIN_WEEKS: Final = WorkCalendar(
    marks=MappingProxyType({}),
    sources=MappingProxyType({year: YearSource(year, "plain weeks") for year in range(1950, 2200)}),
)
OFFSETS: Final = (-720, -570, -210, 0, 60, 345, 480, 525, 840)  # minutes


# ---------------------------------------------------------------- C1: weeks


def by_the_calendar(contract: m.Contract) -> bool:
    """Return whether months, years or periods of them are counted anywhere."""
    for node in m.walk((contract.clauses, contract.metrics, contract.limits)):
        match node:
            case m.Const(value=value) if getattr(value, "unit", None) in (Unit.MONTH, Unit.QUARTER, Unit.YEAR):
                return True
            case m.Per(unit=Unit.MONTH) | m.Window(kind="period") | m.Measured():
                return True
            case m.Trigger(kind="period"):
                return True
    return False


def weeks_later(thing: Any, weeks: int) -> Any:
    """Return a contract or a log with every date and instant so many weeks later."""
    days = 7 * weeks

    def one(part: Any) -> Any:
        match part:
            case date():
                return part + timedelta(days=days)
            case DayValue(day=day):
                return DayValue(day + days)
            case InstantValue(us=us, day_only=only_day):
                return InstantValue(us + days * DAY, only_day)
            case Event():
                moved = {name: getattr(part, name) + days * DAY for name in ("occurred_at", "recorded_at", "at")}
                return evolve(part, **moved)
        return part

    return rebuilt(thing, one)


def test_weeks_later_everything_happens_weeks_later() -> None:
    """Without holidays and without months: the same verdicts, each of them so many days on (C1)."""

    def check(case: Case, draw: Random) -> list[str]:
        only(not by_the_calendar(case.contract) and case.contract.label.id == "trial" and case.as_of is not None)
        weeks = draw.choice((-100, -3, 1, 8, 52, 1000))
        now = reported(case, calendar=PLAIN_WEEKS)
        later = reported(
            case,
            contract=weeks_later(case.contract, weeks),
            events=weeks_later(case.events, weeks),
            as_of=case.as_of + 7 * weeks * DAY if isinstance(case.as_of, int) else weeks_later(case.as_of, weeks),
            known_at=None if case.known_at is None else case.known_at + 7 * weeks * DAY,
            calendar=PLAIN_WEEKS,
        )

        def moved(part: Any) -> Any:
            if isinstance(part, int) and part > 10**14:  # an instant, and no count
                return part + 7 * weeks * DAY
            return part

        found = {k: v for k, v in rebuilt(flatten(now), moved).items() if k != "metrics"}
        other = flatten(later)
        return [f"{k}: {found[k]}\n   against {other[k]}" for k in found if found[k] != other[k]]

    hold(check, 200, least=50)


# ---------------------------------------------------------------- C4: the last instant

ASKED = "2024-03-01 10:00 asked ticket=T1\n"
LIMITS: Final = (  # the line, the last timely instant of what is asked for on Friday 1 March 2024 at 10:00
    ("within 5 days, no roll", "2024-03-06 24:00"),
    ("within 2 days", "2024-03-04 24:00"),  # the 3rd is a Sunday, art. 203 (1)
    ("within 3 working days", "2024-03-06 24:00"),
    ("within 1 month, no roll", "2024-04-01 24:00"),
    ("within 36 hours", "2024-03-02 22:00"),
    ("within 15 minutes", "2024-03-01 10:15"),
    ("within 2 working days, until 17:30", "2024-03-05 17:30"),
    ("by 2024-03-13, no roll", "2024-03-13 24:00"),
    ("before 2024-03-13", "2024-03-12 24:00"),
    ("at least 3 days before 2024-03-13", "2024-03-10 24:00"),
)


@pytest.mark.parametrize(("line", "last"), LIMITS)
@pytest.mark.parametrize(
    ("off", "state"), [(-1, "performed"), (0, "performed"), (1, "performed_late")], ids=["before", "at", "after"]
)
def test_the_last_instant_is_in_time_and_the_next_is_late(line: str, last: str, off: int, state: str) -> None:
    """A microsecond before, at and after the limit, for each way to state one (C4, arts. 201 to 203)."""
    us = instant(last.replace(" 24:00", " 23:59:59.999999")) + off
    text = f"clause answer [1]\n  when asked\n  duty supplier: answered, same ticket\n  due {line}\n"
    day, clock = moment(us).replace("24:00", "23:59:59.999999").split()
    found = verdict(text, f"{ASKED}{day} {clock} answered ticket=T1\n", "2024-05-31")

    assert {"answer/T1": state} == found.states


# ---------------------------------------------------------------- C8: one instant, many spellings


def test_an_instant_may_be_written_in_any_offset() -> None:
    """Every row in an offset of its own: the same report, chain of events and all (C8)."""

    def check(case: Case, draw: Random) -> list[str]:
        plain = taken(case, [row_of(event) for event in case.events])
        other = taken(case, [row_of(event, draw.choice(OFFSETS)) for event in case.events])
        return different({**verdicts(plain), "chain": (plain.chain,)}, {**verdicts(other), "chain": (other.chain,)})

    hold(check, 100, least=60)


def taken(case: Case, rows: list[dict[str, object]]) -> Any:
    """Return the report of a story whose rows are read from their text."""
    try:
        log = from_rows(case.contract, rows)
    except EventError:
        raise Beside from None
    return reported(case, events=log)


# ---------------------------------------------------------------- C11: ticks

WATCH: Final = clause(
    "watch",
    "prohibition",
    prohibitions=(m.Prohibition(m.PartyRef(m.Type(m.Kind.PARTY), "supplier"), (m.Pattern("idle"),)),),
)


def ticks(case: Case, draw: Random, note: str) -> list[Event]:
    """Return rows in between: at random instants, at those of other rows, and at those at which something is due."""
    told = [row.due.last for row in reported(case).duties if row.due is not None]
    at = [*told, *(us + 1 for us in told), *(event.at for event in case.events)]
    at += [draw.randrange(min(at), max(at) + 1) for _ in range(5)] if at else []
    return [event_row(f"tick{n:03}", "idle", us, note=note) for n, us in enumerate(at)]


@pytest.mark.parametrize("read", [False, True], ids=["nothing reads them", "a clause reads them in vain"])
def test_ticks_change_nothing(read: bool) -> None:
    """Instants at which nothing happens, wherever they fall (C11)."""
    vain = m.Pattern("idle", (same(own("note", ID), m.Const(ID, "never")),))
    prohibitions = (evolve(WATCH.prohibitions[0], acts=(vain,)),)

    def check(case: Case, draw: Random) -> list[str]:
        only(case.contract.label.id == "trial" and case.as_of is not None and case.known_at is None)
        watched = case.contract
        if read:
            clauses = (*case.contract.clauses, evolve(WATCH, prohibitions=prohibitions))
            watched = evolve(case.contract, clauses=clauses)
        more = (*case.events, *ticks(case, draw, "n"))
        return different(
            verdicts(reported(case, contract=watched)), verdicts(reported(case, contract=watched, events=more))
        )

    hold(check, 120, least=60)


# ---------------------------------------------------------------- C12: what is not yet


def test_a_report_as_of_a_date_sees_nothing_after_it() -> None:
    """It is the report of the rows up to then; and with ``known_at`` of those recorded by then (C12)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        only(bool(case.events) and not corrects(case.events))
        at = sorted({event.at for event in case.events})
        end = draw.choice(at) + draw.choice((-1, 0, 0, 1, DAY, 20 * DAY))
        late = tuple(evolve(e, recorded_at=e.at + draw.choice((0, 0, DAY, 30 * DAY))) for e in case.events)
        known = draw.choice((None, end, end + 10 * DAY))
        kept = [e for e in late if e.at <= end and (known is None or e.recorded_at <= known)]
        whole = reported(case, events=late, as_of=end, known_at=known)
        part = reported(case, events=kept, as_of=end, known_at=None)
        yield from different(verdicts(whole), verdicts(part))
        if whole.counts.applied != part.counts.applied:
            yield f"{whole.counts} against {part.counts}"

    hold(check, 150, least=60)


# ---------------------------------------------------------------- C9: the machine's own clock


def test_no_clock_of_the_machine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replay reads no time but that of its rows (C9)."""
    import time

    def asked(*_: object) -> float:
        raise AssertionError("the machine's clock was asked")

    for name in ("time", "time_ns", "localtime", "gmtime", "monotonic"):
        monkeypatch.setattr(time, name, asked)
    found = verdict(
        "clause pay [1]\n  duty buyer pays supplier 10 yuan, with paid.amount\n  due by 2024-03-01\n", "", "2024-03-10"
    )
    assert {"pay": "overdue"} == found.states
