"""
Small contracts and short logs for the tests that hold the engine against the meaning of the language.

A test writes its own clauses under a common header, a log as lines ``[id:] TIME EVENT field=value ...`` (what a row
says of itself, such as ``recorded_at`` or ``corrects``, is written like a field), and asks the verdict for one fact.
Instants are shown in the contract's zone, the last microsecond of a day as its 24:00; amounts in yuan, a range as
``low..high``.
"""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from attrs import frozen

from luyue.dsl.load import load_text
from luyue.dsl.model import Contract
from luyue.engine.calendar import WorkCalendar
from luyue.engine.due import DueDate
from luyue.engine.finding import Late
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay, replay_readings
from luyue.engine.report import DutyRow, HeadRow, PowerRow, Report
from luyue.engine.value import number_text
from luyue.engine.zone import Zone

ZONE = Zone.named("Asia/Shanghai")
DAY_US = 86_400_000_000

HEADER = """
contract example
  title "Example"
  price 100000 yuan
  signed 2024-01-01
  term 2024-01-01 to 2024-12-31
  parties buyer = 甲方 "B", supplier = 乙方 "S"
"""
EVENTS = """
event asked (ticket: id)
event answered (ticket: id)
event explained (ticket: id)
event offered_another_way (ticket: id)
event delivered
event accepted
event invoiced (ticket: id)
event returned (ticket: id)
event paid (amount: money)
event paid_part (ticket: id, amount: money)
event banned (ticket: id)
event permitted (ticket: id)
event cause_found (ticket: id), attested
event headcount (n: count)
event checked (system: id)
event calls (in_month: month, offered: count, taken: count)
event notice_arrived (party: party)
event service_halted (party: party)
event storm_began (storm: id, party: party, affects: several clauses optional), attested
event storm_ended (storm: id)
event storm_notice (storm: id)
event storm_proof (storm: id)
event relief_denied (storm: id)
event outage_began (outage: id)
event outage_ended (outage: id)
event loss_proved (amount: money), attested
event sum_decided (amount: money, by: party optional)
event waived_it (what: id), acts as waives what
event demanded_it (what: id), acts as demands what
event rejected_it (what: id), acts as rejects what
event obstructed (what: id), acts as blocks what
event claimed_it (what: id), acts as claims what
event settled_it (what: id, amount: money), acts as pays what with amount
event chatted
interval storm from storm_began to storm_ended, same storm
interval outage from outage_began to outage_ended, same outage
"""


def contract(clauses: str, *, header: str = HEADER, events: str = EVENTS) -> Contract:
    """Return the contract of a header, the common events and a test's clauses."""
    return load_text(header + events + clauses, "test.clause")


def rows(log: str) -> list[dict[str, object]]:
    """Return the rows of a log; a row without an id of its own is e1, e2, ... by its place."""
    found: list[dict[str, object]] = []
    for line in log.strip().splitlines():
        words = line.split()
        name = words.pop(0)[:-1] if words[0].endswith(":") else f"e{len(found) + 1}"
        day, clock, kind, *pairs = words
        fields = (pair.partition("=") for pair in pairs)
        row: dict[str, object] = {"id": name, "time": f"{day} {clock}", "type": kind}
        row.update((field, value.replace("T", " ") if _is_moment(value) else value) for field, _, value in fields)
        found.append(row)
    return found


def _is_moment(text: str) -> bool:
    return text[:2] == "20" and text[10:11] == "T"


def instant(text: str) -> int:
    """Return an instant written in the contract's zone."""
    at = datetime.fromisoformat(text)
    clock = ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond
    return ZONE.local(at.date().toordinal(), clock)


def moment(us: int) -> str:
    """Return an instant as the zone's clock shows it."""
    day = ZONE.day_of(us)
    if us == ZONE.end_of(day):
        return f"{date.fromordinal(day)} 24:00"
    text = ZONE.text(us)
    return text.partition("+")[0].replace("T", " ")


def span(low: Fraction, high: Fraction | None) -> str:
    """Return an amount, or a range, in yuan with two decimals."""
    if high == low:
        return f"{float(low):.2f}"
    return f"{float(low):.2f}.." + ("" if high is None else f"{float(high):.2f}")


def yuan(amount: Fraction) -> str:
    """Return an amount in yuan with two decimals."""
    return span(amount, amount)


@frozen
class Verdict:
    """A report, asked for one thing at a time."""

    report: Report

    def duty(self, name: str) -> DutyRow:
        """Return the row of a duty."""
        return next(row for row in self.report.duties if row.id == name)

    def power(self, name: str) -> PowerRow:
        """Return the row of a power."""
        return next(row for row in self.report.powers if row.id == name)

    def head(self, name: str) -> HeadRow:
        """Return the row of a head."""
        return next(row for row in self.report.heads if row.id == name)

    @property
    def states(self) -> dict[str, str]:
        """Return the state of every duty."""
        return {row.id: row.state for row in self.report.duties}

    @property
    def accounts(self) -> list[tuple[str, str, str, str, str]]:
        """Return of every account debtor, creditor, what was paid, what is left and what is a credit."""
        return [
            (
                row.debtor,
                row.creditor,
                yuan(row.paid),
                span(row.outstanding_low, row.outstanding_high),
                yuan(row.credit),
            )
            for row in self.report.accounts
        ]

    @property
    def powers(self) -> dict[str, str]:
        """Return the state of every power."""
        return {row.id: row.state for row in self.report.powers}

    @property
    def breaches(self) -> dict[str, str]:
        """Return when every breach on record happened."""
        return {row.id: moment(row.at) for row in self.report.breaches}

    @property
    def heads(self) -> dict[str, str]:
        """Return every head's amount."""
        return {row.id: span(row.low, row.high) for row in self.report.heads}

    @property
    def owed(self) -> dict[tuple[str, str], str]:
        """Return the total of every ordered pair."""
        return {(row.debtor, row.creditor): span(row.low, row.high) for row in self.report.totals}

    @property
    def suspensions(self) -> dict[str, str]:
        """Return the status of every suspension."""
        return {row.id: row.status for row in self.report.suspensions}

    @property
    def findings(self) -> list[tuple[str, str]]:
        """Return the findings of the run, each with the event it is about."""
        return [(row.code, row.facts["event"]) for row in self.report.checks if "event" in row.facts]

    @property
    def reasons(self) -> dict[str, str]:
        """Return why each ignored row was ignored."""
        return {row.id: row.reason for row in self.report.ignored}

    def due(self, name: str) -> str | None:
        """Return the last timely day of a duty, or the instant where the limit is one."""
        return _limit(self.duty(name).due)

    def due_first(self, name: str) -> str | None:
        """Return the same before suspensions."""
        return _limit(self.duty(name).due_first)

    def late(self, name: str) -> int | str | None:
        """Return the days, or the exact seconds, a duty is late."""
        return _late(self.duty(name).late)

    def paid(self, name: str) -> str:
        """Return what was credited to a payment."""
        return yuan(self.duty(name).paid or Fraction(0))

    def unpaid(self, name: str) -> str:
        """Return what was unpaid of a payment when its due day ended."""
        return yuan(self.duty(name).unpaid_at_due or Fraction(0))

    def missing(self, name: str) -> set[str]:
        """Return the codes of what a duty's verdict lacks."""
        return {one.code for one in self.duty(name).missing}

    def lacking(self, name: str) -> set[str]:
        """Return the names of the blanks, settings and events that a duty's verdict lacks."""
        facts = [fact for one in self.duty(name).missing for fact in one.facts.items()]
        return {value for key, value in facts if key in ("name", "event", "year", "word")}


def _limit(due: DueDate | None) -> str | None:
    if due is None:
        return None
    return moment(due.last) if due.day is None or due.last != ZONE.end_of(due.day) else str(date.fromordinal(due.day))


def _late(late: Late | None) -> int | str | None:
    if late is None or late.days is not None:
        return None if late is None else late.days
    return number_text(Fraction(late.us or 0, 1_000_000))


def _as_of(text: str | None) -> date | int | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else instant(text)


def verdict(
    clauses: str,
    log: str,
    as_of: str | None = None,
    *,
    known_at: str | None = None,
    header: str = HEADER,
    events: str = EVENTS,
    calendar: WorkCalendar | None = None,
    settings: Mapping[str, object] | None = None,
) -> Verdict:
    """Return what clauses and a log give at a date or an instant."""
    made = contract(clauses, header=header, events=events)
    known = None if known_at is None else instant(known_at)
    log_rows = from_rows(made, rows(log))
    return Verdict(
        replay(made, log_rows, as_of=_as_of(as_of), known_at=known, settings=settings or {}, calendar=calendar)
    )


def readings(clauses: str, log: str, as_of: str, *, header: str = HEADER) -> Verdict:
    """Return the same with every other option of every reading beside it."""
    made = contract(clauses, header=header)
    return Verdict(replay_readings(made, from_rows(made, rows(log)), as_of=_as_of(as_of)))
