"""
Which verdict a state comes to (SEMANTICS section 7), and the rows of a report by verdict.

A duty that ended with the contract keeps the verdict it had: broken where a breach stands on record, else nothing was
decided any more. A standing duty that holds again after a breach is kept so far; its breach stands among the breaches.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from attrs import frozen

from luyue.app.words.states import VERDICT, VERDICT_OF
from luyue.engine.report import DutyRow, Report


def verdict(row: DutyRow, broken: frozenset[str]) -> str:
    """Return the verdict on a duty; ``broken`` are the ids of duties with a breach that is not excused."""
    found = VERDICT_OF[row.state]
    return "broken" if found == "ended" and row.id in broken else found


def broken_duties(report: Report) -> frozenset[str]:
    """Return the ids of duties with a breach on record that nothing excused."""
    return frozenset(row.duty for row in report.breaches if row.duty is not None and not row.excused_by)


CONDENSED = ("so_far", "kept", "ended")  # verdicts of which readers are told how many there are


@frozen(eq=False)
class Standing:
    """
    How the duties of a report stand, looked at once: of a long log a row is made each time it is looked at.

    ``counts``: by verdict · ``undetermined``, ``open``: the rows of these verdicts, in the order of the report ·
    ``breached``: by id, the rows with a breach · ``condensed``: of all others, by clause how many in each state.
    """

    counts: Mapping[str, int]
    undetermined: tuple[DutyRow, ...]
    open: tuple[DutyRow, ...]
    breached: Mapping[str, DutyRow]
    condensed: Mapping[str, Mapping[str, int]]


def standing(report: Report) -> Standing:
    """Return how the duties of a report stand."""
    broken, told = broken_duties(report), {row.duty for row in report.breaches}
    counts = dict.fromkeys(VERDICT, 0)
    groups: dict[str, list[DutyRow]] = {"undetermined": [], "not_yet": []}
    breached: dict[str, DutyRow] = {}
    condensed: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in CONDENSED}
    for row in report.duties:
        found = verdict(row, broken)
        counts[found] += 1
        if found in groups:
            groups[found].append(row)
        elif found in condensed:
            condensed[found][row.clause][row.state] += 1
        if row.id in told:
            breached[row.id] = row
    by_clause: dict[str, dict[str, int]] = {}
    for states in condensed.values():
        for clause, of_clause in states.items():
            by_clause.setdefault(clause, {}).update(of_clause)
    return Standing(counts, tuple(groups["undetermined"]), tuple(groups["not_yet"]), breached, by_clause)
