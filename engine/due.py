"""
A due date (履行期限) as a value that explains itself.

It holds the last instant at which performance is in time, and the steps by which the law and the contract lead there:
where the count starts, which days were counted, which were skipped and why, whether the last day rolled, when that day
closes, what moved it later. A step names its rule and the article behind it and carries facts, never words; days in
facts are ordinals and instants microseconds, so a printer can say them in any language.

A due date also keeps what is needed to move it: the last day before it rolled, the unit in which it was counted, and
the rule by which a moved day rolls and closes.
"""

from typing import Literal, TypeAlias

from attrs import field, frozen

from luyue.dsl.quantity import Unit

Roll: TypeAlias = Literal["none", "rest_days", "festivals"]
Fact: TypeAlias = int | str | tuple["Fact", ...]

NO_ROLL: Roll = "none"
REST_DAYS: Roll = "rest_days"  # 法定休假日 read as every day that is not worked
FESTIVALS: Roll = "festivals"  # read as the statutory festivals themselves


@frozen
class Rule:
    """How a time is counted, as the clause or the profile of the law states it."""

    start_counted: bool = False  # 含当日, agreed against art. 201 (art. 204)
    roll: Roll = NO_ROLL
    until: int | None = None  # close of business, microseconds since midnight, included; None: 24:00


@frozen
class Step:
    """One rule at work on the way to a due date."""

    rule: str  # see the table in ``clock``
    article: str | None = None  # of the 民法典: "201(1)" is its first paragraph
    facts: tuple[tuple[str, Fact], ...] = ()  # in the order to be told; ``dict(step.facts)`` is sound
    parts: tuple["DueDate", ...] = ()  # of a later or earlier of several: all of them, with their own steps


@frozen
class DueDate:
    """The last timely instant of an act, with the way to it."""

    day: int | None  # last timely day; None where the limit is an instant
    last: int  # last timely instant, included
    steps: tuple[Step, ...] = field(default=(), repr=False)
    assumed: bool = False  # rests on a year whose working days are only assumed
    raw: int | None = None  # last day before it rolled
    unit: Unit | None = None  # in which it was counted; None for a date or an instant
    rule: Rule = Rule()  # by which a moved day rolls and closes
    before: bool = False  # the time is over as its limit comes, and lateness is measured from there

    @property
    def first_late(self) -> int:
        """Return the first instant at which performance is late: one microsecond after the last timely one."""
        return self.last + 1

    @property
    def late_from(self) -> int:
        """Return the instant from which an exact lateness is measured."""
        return self.last + self.before


def step(rule: str, article: str | None = None, **facts: Fact) -> Step:
    """Return a step with facts in the order given."""
    return Step(rule, article, tuple(facts.items()))


def late_days(due: DueDate, day: int) -> int:
    """
    Return the days late on a day: that day less the last timely day, never below 0; a begun day counts.

    An act after a closing hour, yet on the last day, is late by 0 days. Raises ValueError where the limit is an
    instant.
    """
    if due.day is None:
        raise ValueError("a limit by the clock is late by an exact length, not by days")
    return max(day - due.day, 0)


def late_exact(due: DueDate, us: int) -> int:
    """Return by how many microseconds an instant is after the limit, never below 0."""
    return max(us - due.late_from, 0)
