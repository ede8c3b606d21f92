"""
Score cards for tests: common events, and a verdict that is asked for one score at a time.

Scores are shown as points (``88``), a range as ``low..high``, an open end as nothing; what is not known as ``?``.
"""

from fractions import Fraction

from semantics import EVENTS, HEADER, Verdict, verdict

from luyue.dsl.quantity import Unit
from luyue.engine.finding import Worked
from luyue.engine.report import ScoreItemRow, ScoreRow
from luyue.engine.value import number_text

CARD_EVENTS = (
    EVENTS
    + """
event complaint (from_whom: text optional)
event grave_complaint
event missing_staff (present: count)
event patrol_missed (holiday: yes or no)
event leak (what: data/account)
event lawful_disclosure, attested
event holiday_began
event holiday_ended
event daily_faults (on: date, n: count)
event sample_taken (good: count, all_in: count)
event accident
event drill_held
event sheet_signed (for_quarter: period season, points: number)
event plain_sheet (points: number)
event month_named (in_month: month)
event shut (which: period season), acts as closes which
event storm_over
period season every 3 months from 2024-01-01
interval holiday from holiday_began to holiday_ended
"""
)
QUARTERLY = """
score card
  every season
  start 100 points
  floor 0 points
"""
MONTHLY = QUARTERLY.replace("season", "month")


def points(low: Fraction | None, high: Fraction | None) -> str:
    """Return points, or a range of them."""
    if low is None and high is None:
        return "?"
    if low == high:
        return number_text(low or Fraction(0))
    return "..".join("" if end is None else number_text(end) for end in (low, high))


def told(of: Worked | None) -> str:
    """Return what a tier is worth: a share in percent, anything else as it is."""
    if of is None or not isinstance(of.value, Fraction):
        return "?"
    return f"{number_text(of.value * 100)}%" if of.unit == Unit.SHARE.value else number_text(of.value)


class Scored:
    """A verdict asked for its scores."""

    def __init__(self, made: Verdict) -> None:
        self.made = made
        self.report = made.report

    def row(self, period: str, name: str = "card") -> ScoreRow:
        """Return the row of a score."""
        return next(row for row in self.report.scores if row.id == f"{name}/{period}")

    def value(self, period: str, name: str = "card") -> str:
        """Return a score as it stands."""
        row = self.row(period, name)
        return "?" if row.value is None else number_text(row.value)

    def ends(self, period: str, name: str = "card") -> str:
        """Return what a score may come out as."""
        row = self.row(period, name)
        return points(row.low, row.high)

    def item(self, item: str, period: str = "2024-Q1") -> ScoreItemRow:
        """Return an item of a score."""
        return next(one for one in self.row(period).items if one.id == item)

    def lost(self, item: str, period: str = "2024-Q1") -> str:
        """Return what an item was taken before its cap and what it lost: ``7>5`` where they differ."""
        row = self.item(item, period)
        raw, lost = number_text(row.raw), number_text(row.lost)
        return lost if raw == lost else f"{raw}>{lost}"

    def by(self, item: str, period: str = "2024-Q1") -> tuple[str, ...]:
        """Return what proves an item's losses."""
        return self.item(item, period).by

    def tier(self, period: str = "2024-Q1", tiers: str = "share") -> str:
        """Return what a score is worth by tiers, a range as ``low..high``."""
        row = next(one for one in self.row(period).tiers if one.tiers == tiers)
        return told(row.value) if row.value is not None else f"{told(row.low)}..{told(row.high)}"

    def pay(self, name: str) -> str:
        """Return what a payment owes."""
        row = next(one for one in self.report.payments if one.id == name)
        return points(row.amount_low, row.amount_high)

    @property
    def audits(self) -> list[tuple[str, str, str]]:
        """Return the findings on confirmed scores: period, computed, confirmed."""
        found = [row.facts for row in self.report.checks if row.code == "score-differs"]
        return [(facts["period"], facts["computed"], facts["confirmed"]) for facts in found]


def scored(
    clauses: str,
    log: str,
    as_of: str,
    *,
    card: str = QUARTERLY,
    header: str = HEADER,
    settings: dict[str, object] | None = None,
) -> Scored:
    """Return what score lines (under a card with start 100 and floor 0), clauses and a log give at a date."""
    return Scored(verdict(card + clauses, log, as_of, header=header, events=CARD_EVENTS, settings=settings))
