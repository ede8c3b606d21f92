"""
Dates that cannot be meant: performance before anyone had signed, a year that stands alone, a duty outside the term.

Contracts are filled in from older ones, and a day left over from there is the commonest slip. What is told: a date by
which something is owed lies before the contract was signed; the term begins before it; an act other than money is due
after the term, where nothing says that it outlives it, or before its first day (for information: handing over comes
first in many contracts); the year of signing, or of a duty, is far from every other year of the text.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from luyue.dsl import model
from luyue.dsl.model import Before, By, Clause, Contract, OfTwo, Pay, Time, Warning_, Within
from luyue.dsl.source import Span
from luyue.dsl.warn.days import after, bound_from, consts, date_of, end_of, length_of, start_of
from luyue.dsl.warn.rows import rows_of

ALONE: Final = 5  # years from every other date of the contract


def dates(contract: Contract) -> Iterator[Warning_]:
    """Yield findings on dates, as the contract reads by default."""
    chosen = model.choose(contract, model.default_options(contract))
    yield from _signing(chosen)
    every = set(consts((chosen.signed, chosen.term, chosen.clauses, chosen.tables, chosen.periods)))
    for clause in chosen.clauses:
        if clause.duties and clause.source == "contract":
            yield from _of_clause(chosen, clause, every)


# ---------------------------------------------------------------- the head of the contract


def _signing(contract: Contract) -> Iterator[Warning_]:
    """Yield what is odd about the day of signing: its year, or a term that had begun before."""
    signed = date_of(contract.signed, contract)
    if signed is None or contract.signed is None:
        return
    span = contract.signed.span
    nearest = _alone(signed, consts((contract.term, contract.clauses, contract.tables, contract.periods)))
    if nearest is not None:
        yield _found(None, "@date-year-alone", signed, nearest, span)
        return
    start = date_of(contract.term.start, contract) if contract.term is not None else None
    if start is not None and start < signed:
        yield _found(None, "@date-term-before-signing", start, signed, span)


def _alone(day: date, others: Iterable[date]) -> date | None:
    """Return the nearest of some other dates if its year is far from them all; None if there is none or one is near."""
    nearest = min(others, key=lambda one: (abs(one.year - day.year), one), default=None)
    return nearest if nearest is not None and abs(nearest.year - day.year) >= ALONE else None


# ---------------------------------------------------------------- what is owed


def _of_clause(contract: Contract, clause: Clause, every: Collection[date]) -> Iterator[Warning_]:
    """Yield the first of a clause's dates that lies outside the time in which it can be owed."""
    own = bool(clause.in_force or clause.instrument)
    outlives = bool(clause.survivals) or (contract.term is not None and contract.term.extended_by is not None)
    bound, start, end = bound_from(contract), start_of(contract), end_of(contract)
    money = any(isinstance(one.owed, Pay) for one in clause.duties)
    for day, span in _owed_by(contract, clause):
        far = _alone(day, (one for one in every if one != day))
        if far is not None and not own:
            yield _found(clause, "@date-year-of-duty", day, far, span)
        elif bound is not None and day < bound and not own:
            yield _found(clause, "@date-before-signing", day, bound, span)
        elif start is not None and day < start and not own and not money:
            yield _found(clause, "@date-before-term", day, start, span, "info")
        elif end is not None and day > end and not own and not money and not outlives:
            yield _found(clause, "@date-after-term", day, end, span)
        else:
            continue
        return


def _owed_by(contract: Contract, clause: Clause) -> Iterator[tuple[date, Span]]:
    """Yield the dates by which a clause is to be performed, row by row where it runs over a table."""
    rows = rows_of(contract, clause)
    for timing in clause.timings:
        for time in [timing.time] if rows is None else [at.put(timing.time) for at in rows]:
            day = _day(contract, time)
            if day is not None:
                yield day, timing.time.span


def _day(contract: Contract, time: Time) -> date | None:
    match time:
        case By(limit=limit) | Before(limit=limit):
            return date_of(limit, contract)
        case Within(length=length, after=anchor) if anchor is not None:
            start, known = date_of(anchor, contract), length_of(length, contract)
            return after(start, known) if start is not None and known is not None else None
        case OfTwo(which=which, times=times):
            days = [day for one in times if (day := _day(contract, one)) is not None]
            if not days or (which == "later" and len(days) < len(times)):
                return None  # the other one may move it
            return max(days) if which == "later" else min(days)
    return None


def _found(clause: Clause | None, what: str, day: date, other: date, span: Span, severity: str = "warning") -> Warning_:
    days = abs((other - day).days)
    facts = {"what": what, "day": day.isoformat(), "other": other.isoformat(), "days": str(days)}
    place = span if span.source.text or clause is None else clause.span
    return Warning_("date-anomaly", severity, None if clause is None else clause.id, None, facts, span=place)
