"""
Which verdict a state comes to (SEMANTICS section 7), and the rows of a report by verdict.

A duty that ended with the contract keeps the verdict it had: broken where a breach stands on record, else nothing was
decided any more. A standing duty that holds again after a breach is kept so far; its breach stands among the breaches.
"""

from collections.abc import Mapping

from luyue.app.words.states import VERDICT, VERDICT_OF
from luyue.engine.report import DutyRow, Report


def verdict(row: DutyRow, broken: frozenset[str]) -> str:
    """Return the verdict on a duty; ``broken`` are the ids of duties with a breach that is not excused."""
    found = VERDICT_OF[row.state]
    return "broken" if found == "ended" and row.id in broken else found


def broken_duties(report: Report) -> frozenset[str]:
    """Return the ids of duties with a breach on record that nothing excused."""
    return frozenset(row.duty for row in report.breaches if row.duty is not None and not row.excused_by)


def by_verdict(report: Report) -> Mapping[str, tuple[DutyRow, ...]]:
    """Return the duties under every verdict, in the order of the report; a verdict without any has an empty row."""
    broken = broken_duties(report)
    groups: dict[str, list[DutyRow]] = {name: [] for name in VERDICT}
    for row in report.duties:
        groups[verdict(row, broken)].append(row)
    return {name: tuple(rows) for name, rows in groups.items()}
