"""
How many events a CPU second replay handles in memory, beside a plain loop for the same contract, in one run.

``python bench/replay_speed.py [ROWS] [TIMES]`` draws the log, holds both ways to the same figures, by month, by breach
and fen by fen, and prints what each took: the least of so many runs in turn. Both have the log in memory in the form
that they like best (a list of tuples; columns), the contract is planned. *Verdicts* is the report with every breach,
sum, score and figure; rows of instances that were plainly kept are made when they are read. *Every row* makes them
all, each with its due date, its reasons and the events behind it.
"""

import gc
import sys
import time
from array import array
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import chinese_calendar
import make_hotline_log as hotline
import plain_loop

from luyue.dsl.load import load
from luyue.engine.event import Log
from luyue.engine.replay import replay
from luyue.engine.report import DutyRow, MetricRow, Report, ScoreRow
from luyue.engine.strand import Columns, Rows

T = TypeVar("T")
CONTRACT = Path(__file__).with_name("hotline.clause")
OBLIGATIONS = {"respond": "C1", "report": "C3", "resolve_normal": "C2", "resolve_major": "C2", "resolve_critical": "C2"}
FIELDS = ("ticket_id", "severity", "district", "operator")


def columns(rows: Iterable[hotline.Row]) -> Columns:
    """Return the rows of a log by column."""
    numbered = sorted(enumerate(rows, 1), key=lambda one: one[1].type)
    return Columns.of(_of_type(kind, list(some)) for kind, some in groupby(numbered, key=lambda one: one[1].type))


def _of_type(kind: str, rows: list[tuple[int, hotline.Row]]) -> Rows:
    said = zip(*((row.ticket, row.severity, row.district, row.operator) for _, row in rows), strict=True)
    fields = {name: [value or None for value in column] for name, column in zip(FIELDS, said, strict=True)}
    present = {name: column for name, column in fields.items() if any(column)}
    return Rows(kind, array("q", [row.ts for _, row in rows]), array("q", [n for n, _ in rows]), present)


# ---------------------------------------------------------------- the same figures


def outcome(report: Report) -> plain_loop.Outcome:
    """Return of a report what the plain loop computes; raises ValueError where the report does not know it."""
    late = [(row, row.due.last) for row in report.duties if row.clause in OBLIGATIONS and row.late and row.due]
    ends = plain_loop.ends_of_months()
    broken = [0] * len(ends)
    for _, due in late:
        broken[next(i for i, end in enumerate(ends) if due < end)] += 1
    months = tuple(map(_month, broken, report.scores, report.metrics))
    penalty = sum((total.low for total in report.totals), Fraction())
    return plain_loop.Outcome(months, tuple(sorted(_breach(*one) for one in late)), int(penalty * 100))


def _month(broken: int, score: ScoreRow, metric: MetricRow) -> plain_loop.Month:
    points = sum((item.raw for item in score.items), Fraction())
    (tier,) = score.tiers
    share = known(known(tier.value).value)
    if not isinstance(share, Fraction):
        raise ValueError(f"no share: {share}")
    answered, calls = int(known(metric.numerator)), int(known(metric.denominator))
    met = known(metric.met)
    return plain_loop.Month(broken, int(points * 2), known(score.value), int(share * 100), answered, calls, met)


def _breach(row: DutyRow, due: int) -> tuple[str, str, int]:
    done = plain_loop.END if row.performed_at is None else row.performed_at
    return OBLIGATIONS[row.clause], dict(row.key)["ticket_id"], done - due


def known(value: T | None) -> T:
    """Return a value that a report must know; raises ValueError if it does not."""
    if value is None:
        raise ValueError("the report does not say")
    return value


# ---------------------------------------------------------------- the same run


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds of a task and what it gave."""
    gc.collect()
    gc.freeze()
    begun = time.process_time()
    found = task()
    taken = time.process_time() - begun
    gc.unfreeze()
    return taken, found


def made(report: Report) -> int:
    """Return how many rows of instances a report has, once each was made."""
    return sum(1 for _ in report.duties)


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    rows = hotline.draw(size)
    contract = load(CONTRACT)
    log = Log(columns(rows))
    plain = [(row.ts, row.type, row.ticket, row.severity) for row in rows]
    due = plain_loop.third_working_day(chinese_calendar.is_workday)
    replay(contract, Log(()), as_of=hotline.END)  # planned
    runs = []
    for _ in range(times):
        first, expected = timed(partial(plain_loop.run, plain, hotline.SPELLS, due))
        second, report = timed(partial(replay, contract, log, as_of=hotline.END))
        third, count = timed(partial(made, report))
        runs.append((first, second, second + third))
    if outcome(report) != expected or count != len(report.duties):
        sys.exit("the two ways differ")
    print(f"{len(rows)} rows, {count} instances, {len(report.breaches)} breaches; the least of {times} runs")
    least = [min(taken) for taken in zip(*runs, strict=True)]
    for name, taken in zip(("plain loop", "verdicts", "every row"), least, strict=True):
        print(f"{name:12}{taken:8.2f} CPU s {len(rows) / taken / 1e6:8.2f} M events a second {least[0] / taken:8.2f}")


if __name__ == "__main__":
    main()
