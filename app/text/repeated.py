"""
Acts owed in every period that were not done, told together.

A daily act left undone for a year is one finding and not three hundred: a reader who has to turn ten pages of the same
sentence misses the breach that stands between them. Only breaches that say nothing of their own are taken together:
missed, with no money hanging on them, not excused, not mended. Every one of them keeps its row in the other formats.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from luyue.app.text.page import Page
from luyue.dsl.diagnostic import escape
from luyue.engine.report import BreachRow, DutyRow

MANY = 8  # up to so many are told one by one
MONTH = len("2024-06")

Together = dict[str, list[BreachRow]]


def together(page: Page, duties: Mapping[str, DutyRow]) -> Together:
    """Return the breaches of each clause that are told in one paragraph, by clause and bearer."""
    costly = {breach for head in page.report.heads for breach in head.breaches}
    found: Together = {}
    for row in page.report.breaches:
        duty = duties.get(row.duty or "")
        if duty is not None and row.id not in costly and _plain(row, duty):
            found.setdefault(group_of(row), []).append(row)
    return {group: rows for group, rows in found.items() if len(rows) > MANY}


def group_of(row: BreachRow) -> str:
    """Return under what a breach is taken together with others."""
    return f"{row.clause} {row.by}"


def _plain(row: BreachRow, duty: DutyRow) -> bool:
    alone = row.id == duty.id == f"{row.clause}/{duty.period}" and duty.amount is None
    return alone and duty.state == "missed" and row.cured_at is None and not row.excused_by


def repeated(page: Page, rows: Sequence[BreachRow], duties: Mapping[str, DutyRow]) -> str:
    """Return what the breaches of a clause in its periods were, in one sentence, periods in a row as a span."""
    periods = [duties[row.duty or ""].period or "" for row in rows]
    spans: list[list[str]] = [[periods[0]]]
    for one, other in pairwise(periods):
        if _next(one) == other:
            spans[-1].append(other)
        else:
            spans.append([other])
    told = [
        escape(span[0]) if len(span) == 1 else page.say("from_to", low=escape(span[0]), high=escape(span[-1]))
        for span in spans
    ]
    return page.say("breach_repeated", party=page.names.of(rows[0].by), count=len(rows), periods=page.listed(told))


def _next(period: str) -> str | None:
    """Return the text of the day or the month after a period; None for any other kind of period."""
    try:
        if len(period) == MONTH:
            return (date.fromisoformat(f"{period}-01") + timedelta(days=31)).isoformat()[:MONTH]
        return (date.fromisoformat(period) + timedelta(days=1)).isoformat()
    except ValueError:
        return None
