"""
Time limits that reach into years whose holidays nobody has published yet.

The State Council arranges the working days of a year in the autumn before, so a limit in working days, or a payment
whose last day may have to roll, cannot be dated beyond that. The replay says *undetermined* there and never guesses;
this says beforehand for which clauses and from which year. It is one finding for the contract: the way out (a calendar
file) is one for all.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Pay, Warning_
from luyue.dsl.quantity import Length, Unit
from luyue.dsl.warn.days import consts, corresponding, end_of
from luyue.dsl.warn.grouped import grouped
from luyue.dsl.warn.rows import rows_of

LAST_PUBLISHED: Final = 2026  # a test holds it to the calendar that comes with the program
SETTLING: Final = 3  # months after the term in which what was due for its last part is usually settled and paid


def horizon(contract: Contract) -> Iterator[Warning_]:
    """Yield one finding for the clauses whose time may fall in a year without a published arrangement."""
    chosen = model.choose(contract, model.default_options(contract))
    end = end_of(chosen)
    late = [clause for clause in chosen.clauses if _counts_days(clause) and _reaches(chosen, clause, end)]
    facts = {"year": str(LAST_PUBLISHED + 1)}
    yield from grouped(contract, "calendar-horizon", late, facts)


def _counts_days(clause: Clause) -> bool:
    """Say whether working days decide when a clause is due: it counts in them, or its last day may roll."""
    rolls = any(one.roll in ("rolls", "festivals") for one in clause.timings)
    working = any(map(_in_working_days, model.walk((clause.timings, clause.preconditions))))
    return rolls or working or (_pays_by_length(clause) and not _never_rolls(clause))


def _in_working_days(node: object) -> bool:
    match node:
        case model.Const(value=Length(unit=Unit.WORKING_DAY)):
            return True
    return False


def _pays_by_length(clause: Clause) -> bool:
    pays = any(isinstance(one.owed, Pay) for one in clause.duties)
    return pays and any(isinstance(node, model.Within) for node in model.walk(clause.timings))


def _never_rolls(clause: Clause) -> bool:
    return all(one.roll == "none" for one in clause.timings)


def _reaches(contract: Contract, clause: Clause, end: date | None) -> bool:
    """Say whether a time of a clause may lie past the published years: by its own dates, else by the term's end."""
    if not clause.timings:
        return False
    rows = rows_of(contract, clause)
    parts = [clause.timings] if rows is None else [at.put(clause.timings) for at in rows]
    own = [day for part in parts for day in consts(part)]
    force = [day for one in clause.in_force for day in consts(one.end)]
    pays = any(isinstance(one.owed, Pay) for one in clause.duties)
    settled = corresponding(end, SETTLING if pays else 0) if end is not None else None
    last = max(own or force or ([settled] if settled is not None else []), default=None)
    return last is not None and last.year > LAST_PUBLISHED
