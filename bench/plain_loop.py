"""
The job of the benchmark as one would write it for this contract alone: a loop, some dicts and a heap of deadlines.

It knows nothing of contracts, keeps no reasons and explains nothing: it is what a general replay is measured against,
and a second opinion on its figures. Days of rest come from another source than the engine's.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from attrs import frozen

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
OFFSET = 8 * HOUR
ZERO = datetime(1970, 1, 1, tzinfo=UTC)
BEGIN = int((datetime(2025, 1, 1, tzinfo=UTC) - ZERO).total_seconds()) * 1_000_000 - OFFSET
END = int((datetime(2026, 1, 1, tzinfo=UTC) - ZERO).total_seconds()) * 1_000_000 - OFFSET
LENGTHS = {"normal": 1 * HOUR, "major": 2 * HOUR, "critical": 4 * HOUR}
HALF_POINTS = {"normal": 1, "major": 3, "critical": 5}
MONTHLY_FEE = 100_000_000  # fen
SHARES = ((95, 100), (85, 90), (70, 75), (60, 60))  # at least so many points, percent of the fee; else 40

Row = tuple[int, str, str, str]  # instant, type, ticket, severity


@frozen
class Month:
    """What a month comes to; money in fen."""

    breaches: int
    half_points: int
    score: Fraction
    share: int
    answered: int
    calls: int
    met: bool


@frozen
class Outcome:
    """What the job asks for: twelve months, every breach (clause, ticket, lateness), and the penalty in all."""

    months: tuple[Month, ...]
    breaches: tuple[tuple[str, str, int], ...]
    penalty: int


def ends_of_months() -> list[int]:
    """Return the instants at which the twelve months end."""
    firsts = [datetime(2025 + m // 12, m % 12 + 1, 1, tzinfo=UTC) for m in range(1, 13)]
    return [int((first - ZERO).total_seconds()) * 1_000_000 - OFFSET for first in firsts]


def third_working_day(is_workday: Callable[[date], bool]) -> dict[int, int]:
    """Return for each local day (days since 1970) the last microsecond of the third working day after it."""
    found: dict[int, int] = {}
    first = (BEGIN + OFFSET) // DAY
    for day in range(first, first + 365):
        at, left = date(1970, 1, 1) + timedelta(days=day), 3
        while left:
            at += timedelta(days=1)
            left -= is_workday(at)
        found[day] = ((at - date(1970, 1, 1)).days + 1) * DAY - OFFSET - 1
    return found


def run(rows: Iterable[Row], spells: tuple[tuple[int, int], ...], report_due: dict[int, int]) -> Outcome:
    """Return the outcome of rows in order of time, force majeure given beforehand."""
    answering: dict[str, int] = {}
    repairing: dict[str, tuple[int, str]] = {}
    reporting: dict[str, int] = {}
    heap: list[tuple[int, str, str]] = []
    push, pop = heapq.heappush, heapq.heappop
    late: list[tuple[str, str, int, int, str]] = []  # clause, ticket, due, lateness, severity
    broken: dict[tuple[str, str], int] = {}
    answered, calls = [0] * 12, [0] * 12
    ends = ends_of_months()
    month, month_end = 0, ends[0]
    for at, kind, ticket, severity in rows:
        while at >= month_end and month < 11:
            month += 1
            month_end = ends[month]
        while heap and heap[0][0] < at:
            due, clause, who = pop(heap)
            if clause == "C1":
                if answering.get(who) == due:
                    broken[clause, who] = due
            elif clause == "C2":
                if who in repairing:
                    broken[clause, who] = due
            elif who in reporting:
                broken[clause, who] = due
        if kind == "call_answered":
            answered[month] += 1
            calls[month] += 1
        elif kind == "call_missed":
            calls[month] += 1
        elif kind == "fault_reported":
            due = at + 15 * MINUTE
            for begun, ended in spells:
                if ended > at and begun < due:
                    due += ended - max(begun, at)
            answering[ticket] = due
            push(heap, (due, "C1", ticket))
            due = at + LENGTHS[severity]
            for begun, ended in spells:
                if ended > at and begun < due:
                    due += ended - max(begun, at)
            repairing[ticket] = (due, severity)
            push(heap, (due, "C2", ticket))
        elif kind == "fault_responded":
            found = answering.pop(ticket, None)
            if found is not None and at > found:
                late.append(("C1", ticket, found, at - found, ""))
        elif kind == "fault_resolved":
            repair = repairing.pop(ticket, None)
            if repair is not None and at > repair[0]:
                late.append(("C2", ticket, repair[0], at - repair[0], repair[1]))
        elif kind == "inspection_done":
            due = report_due[(at + OFFSET) // DAY]
            reporting[ticket] = due
            push(heap, (due, "C3", ticket))
        elif kind == "report_submitted":
            found = reporting.pop(ticket, None)
            if found is not None and at > found:
                late.append(("C3", ticket, found, at - found, ""))
    late += [("C1", who, due, END - due, "") for who, due in answering.items() if due < END]
    late += [("C2", who, due, END - due, severity) for who, (due, severity) in repairing.items() if due < END]
    late += [("C3", who, due, END - due, "") for who, due in reporting.items() if due < END]
    return _settled(late, answered, calls, ends)


def _settled(
    late: list[tuple[str, str, int, int, str]], answered: list[int], calls: list[int], ends: list[int]
) -> Outcome:
    points: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    for clause, _, due, _, severity in late:
        month = next(i for i, end in enumerate(ends) if due < end)
        counts[month] += 1
        points[month] += {"C1": 1, "C3": 0}.get(clause, HALF_POINTS.get(severity, 0))
    left = 12 * MONTHLY_FEE * 5 // 100
    for clause, _, _, lateness, _ in sorted(late, key=lambda one: (one[2] + one[3], one[1])):
        if clause == "C2":
            left -= min(left, -(-lateness // DAY) * MONTHLY_FEE // 1000)
    months = []
    for i in range(12):
        score = max(Fraction(0), 100 - Fraction(points[i], 2))
        share = next((share for bound, share in SHARES if score >= bound), 40)
        met = answered[i] * 100 >= 96 * calls[i]
        months.append(Month(counts[i], points[i], score, share, answered[i], calls[i], met))
    breaches = tuple(sorted((clause, ticket, lateness) for clause, ticket, _, lateness, _ in late))
    return Outcome(tuple(months), breaches, 12 * MONTHLY_FEE * 5 // 100 - left)
