"""
How many events a CPU second replay handles in memory, beside a plain loop for the same contract, in one run.

``python bench/replay_speed.py [ROWS] [TIMES]`` draws the log, holds both ways to the same figures, by month,
by breach and fen by fen, and prints what each took: the least of so many runs in turn. Both have the log in memory in
the form that they like best (a list of tuples; columns), the contract is planned. *Verdicts* is the report with
every breach, sum, score and figure; rows of instances that were plainly kept are made when they are read. *Every row*
makes them all, each with its due date, its reasons and the events behind it.
"""

import gc
import sys
import time
from array import array
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / ".links"), str(ROOT / "bench")]

import chinese_calendar  # noqa: E402
import make_hotline_log as hotline  # noqa: E402
import plain_loop  # noqa: E402

from luyue.dsl.load import load  # noqa: E402
from luyue.engine.event import Log  # noqa: E402
from luyue.engine.replay import replay  # noqa: E402
from luyue.engine.report import Report  # noqa: E402
from luyue.engine.strand import Columns, Rows  # noqa: E402

T = TypeVar("T")
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


def outcome(report: Report) -> plain_loop.Outcome:
    """Return of a report what the plain loop computes."""
    late = [row for row in report.duties if row.clause in OBLIGATIONS and row.late is not None and row.due is not None]
    ends = plain_loop.ends_of_months()
    broken = [0] * 12
    breaches = []
    for row in late:
        if row.due is not None:
            broken[next(i for i, end in enumerate(ends) if row.due.last < end)] += 1
            done = plain_loop.END if row.performed_at is None else row.performed_at
            breaches.append((OBLIGATIONS[row.clause], dict(row.key)["ticket_id"], done - row.due.last))
    months = []
    for i, (score, metric) in enumerate(zip(report.scores, report.metrics, strict=True)):
        share = next(tier.value.value for tier in score.tiers if tier.value is not None)
        points = sum((item.raw for item in score.items), start=0 * score.start)
        answered, calls = int(metric.numerator or 0), int(metric.denominator or 0)
        found = score.value if score.value is not None else score.start
        months.append(
            plain_loop.Month(broken[i], int(points * 2), found, int(share * 100), answered, calls, bool(metric.met))  # type: ignore[operator]
        )
    return plain_loop.Outcome(tuple(months), tuple(sorted(breaches)), int(sum(t.low for t in report.totals) * 100))


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds of a task and what it gave."""
    gc.collect()
    gc.freeze()
    begun = time.process_time()
    found = task()
    taken = time.process_time() - begun
    gc.unfreeze()
    return taken, found


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    rows = hotline.draw(size)
    contract = load(ROOT / "bench" / "hotline.clause")
    log = Log(columns(rows))
    plain = [(row.ts, row.type, row.ticket, row.severity) for row in rows]
    due = plain_loop.third_working_day(chinese_calendar.is_workday)
    replay(contract, Log(()), as_of=hotline.END)  # planned
    least = [float("inf")] * 3
    for _ in range(times):
        first, expected = timed(lambda: plain_loop.run(plain, hotline.SPELLS, due))
        second, report = timed(lambda: replay(contract, log, as_of=hotline.END))
        third, made = timed(lambda found=report: sum(1 for _ in found.duties))  # type: ignore[misc]
        least = [min(pair) for pair in zip(least, (first, second, second + third), strict=True)]
    if outcome(report) != expected or made != len(report.duties):
        sys.exit("the two ways differ")
    print(
        f"{len(rows)} rows, {len(report.duties)} instances, {len(report.breaches)} breaches; the least of {times} runs"
    )
    for name, taken in zip(("plain loop", "verdicts", "every row"), least, strict=True):
        print(f"{name:12}{taken:8.2f} CPU s {len(rows) / taken / 1e6:8.2f} M events a second {least[0] / taken:8.2f}")


if __name__ == "__main__":
    main()
