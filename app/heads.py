"""What reports and explanations say alike of heads: their units, what one takes off for others, what is at stake."""

from collections.abc import Iterable

from luyue.app.formula import value_text
from luyue.app.names import Names
from luyue.app.numbers import exact, grouped, yuan
from luyue.dsl import model
from luyue.dsl.quantity import LENGTHS
from luyue.engine.finding import Worked
from luyue.engine.report import DutyRow, HeadRow, Report

LESS = ("beyond", "set_off")  # relations that take other heads off this one


def units(row: HeadRow, names: Names) -> tuple[str, str]:
    """Return the code of a sentence and the units of a head: ``4日`` late, or a bare count of them."""
    if row.units is None:
        raise ValueError(f"{row.id} has no units")
    found = next((one for one in _parts(row.worked) if one.op == "units" and one.value == row.units), None)
    if found is None:
        return "units", grouped(exact(row.units))
    return "units_late" if found.unit in LENGTHS and found.name != "interval" else "units", value_text(found, names)


def _parts(worked: Worked) -> Iterable[Worked]:
    yield worked
    for part in worked.parts:
        yield from _parts(part)


def difference(row: HeadRow, heads: Iterable[HeadRow]) -> str:
    """
    Return what a head takes off for others: ``150,000.00 − 113,008.01 = 36,991.99``.

    Nothing where something else befell it too, or an end of it is open: then the figures do not add up on one line.
    """
    taken = [of for relation, of in row.relations if relation in LESS]
    others = [head for head in heads if head.id in taken]
    left = row.uncapped_low - sum((head.low for head in others), start=row.uncapped_low * 0)
    if not others or len(taken) != len(others) or row.exact_low != row.exact_high or row.exact_low != left:
        return ""
    return " − ".join(yuan(x) for x in (row.uncapped_low, *(head.low for head in others))) + f" = {yuan(left)}"


def at_stake(report: Report, row: DutyRow) -> list[HeadRow]:
    """Return what would be owed, or owed more, if a duty that nobody can decide yet turned out to be broken."""
    if row.state != "undetermined":
        return []
    stem = row.id.removeprefix(row.clause)
    follow = {
        clause.id for clause in report.contract.clauses if clause.id == row.clause or _follows(clause, row.clause)
    }
    return [
        head
        for head in report.heads
        if not head.settled and head.clause in follow and head.id.startswith(f"{head.clause}{stem}/")
    ]


def _follows(clause: model.Clause, other: str) -> bool:
    sources = [source for trigger in clause.triggers for source in trigger.sources]
    return any(isinstance(source, model.BreachOf) and source.clause == other for source in sources)
