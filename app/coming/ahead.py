"""
What is coming if nobody acts: open duties by due date, rights about to open, and what one more day costs.

Nothing is guessed from states. The same replay is run again at later dates without later events, so caps, ends of
terms, moved deadlines and holidays count as they will; what differs is what is coming. A day costs what the heads of
the next day come to above those of today.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from luyue.app.session import Case
from luyue.engine.event import Log
from luyue.engine.report import DutyRow, HeadRow, PowerRow, Report
from luyue.engine.zone import Zone

OWED = ("overdue", "suspended", "pending", "undetermined", "latent")
DAY_US = 86_400_000_000
AHEAD = 30  # days looked ahead unless told otherwise


@frozen
class OpenDuty:
    """A duty that still waits to be performed, and the heads it brings by the last day looked at if nobody acts."""

    row: DutyRow
    days_left: int | None  # to the last timely day, below 0 once it has passed; None: no date yet
    costs: tuple[HeadRow, ...]


@frozen
class OpenPower:
    """A right that can be used now (``opens_at`` None), or will open if nothing happens."""

    row: PowerRow
    opens_at: int | None


@frozen
class Accrual:
    """What one more day adds to a head, exact; ``high`` None: nobody can say."""

    row: HeadRow
    low: Fraction
    high: Fraction | None


@frozen
class Coming:
    """What is coming after the date of a report."""

    report: Report
    until: int  # the instant looked ahead to
    duties: tuple[OpenDuty, ...]
    powers: tuple[OpenPower, ...]
    accruals: tuple[Accrual, ...]


def coming(case: Case, ahead: int = AHEAD) -> Coming | None:
    """Return what is coming within ``ahead`` days if nobody acts; None where the report has no date."""
    now = case.report()
    if now.as_of.us is None:
        return None
    next_day, later = _at(case, now, 1), _at(case, now, ahead)
    if later.as_of.us is None:
        raise RuntimeError("a later report has lost its date")
    return Coming(
        now,
        later.as_of.us,
        tuple(_duties(now, later)),
        tuple(_powers(now, later)),
        tuple(_accruals(now, next_day)),
    )


def tomorrow(case: Case, now: Report) -> Report | None:
    """Return the report of a day later if nobody acts; None where the report has no date."""
    return None if now.as_of.us is None else _at(case, now, 1)


def _at(case: Case, now: Report, days: int) -> Report:
    """Return the report so many days on, when nothing more happens than what the first report knew."""
    as_of = now.as_of
    if as_of.us is None:
        raise ValueError("a report without a date has no day after it")
    moment = as_of.us + days * DAY_US if as_of.day is None else date.fromordinal(as_of.day + days)
    known = tuple(evolve(event, corrects=None, withdraws=None) for event in now.events.values())
    return evolve(case, log=Log(known), as_of=moment, known_at=None, every_reading=False).report()


def _duties(now: Report, later: Report) -> Iterator[OpenDuty]:
    """Yield open duties: those late first, then by the last timely instant, then those without a date."""
    zone = Zone.named(now.contract.zone)
    heads: Mapping[str, list[HeadRow]] = {row.id: [] for row in now.duties}
    duty_of = {row.id: row.duty for row in later.breaches}
    for head in later.heads:
        for duty in dict.fromkeys(duty_of.get(breach) for breach in head.breaches):
            if duty is not None and duty in heads:
                heads[duty].append(head)
    if now.as_of.us is None:
        raise ValueError("a report without a date has nothing open")
    today = zone.day_of(now.as_of.us)
    rows = [row for row in now.duties if row.state in OWED]
    for row in sorted(rows, key=lambda row: (row.due is None, 0 if row.due is None else row.due.last)):
        left = None if row.due is None else zone.day_of(row.due.last) - today
        yield OpenDuty(row, left, tuple(heads[row.id]))


def _powers(now: Report, later: Report) -> Iterator[OpenPower]:
    """Yield rights that are open, then those that will open, by the instant."""
    before = {row.id: row for row in now.powers}
    yield from (OpenPower(row, None) for row in now.powers if row.state == "available")
    opening = [
        (row.available_from, row)
        for row in later.powers
        if row.available_from is not None and (row.id not in before or before[row.id].available_from is None)
    ]
    for at, row in sorted(opening, key=lambda pair: (pair[0], pair[1].id)):
        yield OpenPower(row, at)


def _accruals(now: Report, later: Report) -> Iterator[Accrual]:
    """Yield what the next day adds to each head that stands or arises, where it adds anything."""
    before = {row.id: row for row in now.heads}
    for row in later.heads:
        old = before.get(row.id)
        low, high = (Fraction(0), Fraction(0)) if old is None else (old.low, old.high)
        more = None if row.high is None or high is None else row.high - high
        if row.low != low or more not in (None, 0):
            yield Accrual(row, row.low - low, more)
