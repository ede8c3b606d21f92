"""
Instalments of which number, amount or day is not known.

A price paid "monthly" is a debt without dates until somebody says how many months. Three shapes: the rows of a table
that a payment runs over depend on a reading, so there are as many schedules as options; a row of it leaves the amount
or the day empty; a payment is divided into equal parts of a period that has neither number nor end.
"""

from collections.abc import Iterator

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Empty, Fn, Pay, Table, Warning_
from luyue.dsl.source import Span
from luyue.dsl.warn.rows import At, rows_of


def schedule(contract: Contract) -> Iterator[Warning_]:
    """Yield payments by instalments that the text does not settle."""
    for clause in contract.clauses:
        if any(isinstance(one.owed, Pay) for one in clause.duties):
            for table in _tables(contract, clause):
                yield from _by_reading(contract, clause, table)
            yield from _without_number(contract, clause)
    told: set[str] = set()
    for clause, at, cell in open_cells(contract):
        if cell.name not in told:
            told.add(cell.name)
            yield _cell(clause, at, cell)


def _found(clause: Clause, what: str, zh: str, en: str, span: Span | None = None) -> Warning_:
    place = span if span is not None and span.source.text else clause.span
    facts = {"what": what, "told_zh": zh, "told_en": en}
    return Warning_("underdetermined-schedule", "warning", clause.id, None, facts, span=place)


# ---------------------------------------------------------------- rows under a reading


def _tables(contract: Contract, clause: Clause) -> list[Table]:
    names = [one.name for one in clause.triggers if one.kind == "row"]
    return [one for one in contract.tables if one.label.id in names]


def _by_reading(contract: Contract, clause: Clause, table: Table) -> Iterator[Warning_]:
    """Yield each reading on which the rows of a payment depend, with how many rows each option leaves."""
    names = dict.fromkeys(row.under.reading for row in table.rows if row.under is not None)
    for reading in (one for one in contract.readings if one.label.id in names):
        schedules = [
            (one.label, _payments(contract, clause, reading.label.id, one.label.id)) for one in reading.options
        ]
        if len({repr(payments) for _, payments in schedules}) > 1:
            zh = "、".join(f"{label.zh} {len(payments)} 期" for label, payments in schedules)
            en = ", ".join(f"{len(payments)} by {label.en}" for label, payments in schedules)
            yield _found(clause, "@schedule-reading", f"「{reading.label.zh}」：{zh}", f"「{reading.label.en}」: {en}")


def _payments(contract: Contract, clause: Clause, reading: str, option: str) -> list[object]:
    """Return what a clause pays, row by row with amount and time, if a reading stands on an option."""
    options = {**model.default_options(contract), reading: option}
    chosen = model.choose(contract, options)
    same = next((one for one in chosen.clauses if one.id == clause.id), None)
    owed = () if same is None else tuple(one.owed for one in same.duties)
    amounts = tuple(one.amount for one in owed if isinstance(one, Pay))
    return [] if same is None else [at.put((amounts, same.timings)) for at in rows_of(chosen, same) or ()]


# ---------------------------------------------------------------- empty cells


def open_cells(contract: Contract) -> Iterator[tuple[Clause, At, Empty]]:
    """Yield the empty cells that amounts or times of payments read, as the contract reads by default."""
    chosen = model.choose(contract, model.default_options(contract))
    for clause in chosen.clauses:
        amounts = tuple(one.owed.amount for one in clause.duties if isinstance(one.owed, Pay))
        for at in (rows_of(chosen, clause) or ()) if amounts else ():
            for node in model.walk(at.put((amounts, clause.timings))):
                if isinstance(node, Empty):
                    yield clause, at, node


def _cell(clause: Clause, at: At, cell: Empty) -> Warning_:
    column = next(one.label for one in at.table.columns if one.label.id == cell.name.rpartition("/")[2])
    zh = f"「{at.table.label.zh}」“{at.key}”一行的「{column.zh}」"
    en = f"「{column.en}」 in row {at.key} of 「{at.table.label.en}」"
    return _found(clause, "@schedule-cell", zh, en, cell.span)


# ---------------------------------------------------------------- parts without a number


def _without_number(contract: Contract, clause: Clause) -> Iterator[Warning_]:
    """Yield equal parts of a period of which nobody knows how many there are."""
    names = {one.name for one in clause.triggers if one.kind == "period"}
    parts = [one for one in model.walk(clause.duties) if isinstance(one, Fn) and one.name == "equal_part"]
    for period in contract.periods if parts else ():
        if period.label.id in names and period.count is None and not period.windows and _open(contract):
            yield _found(clause, "@schedule-parts", f"「{period.label.zh}」", f"「{period.label.en}」", parts[0].span)


def _open(contract: Contract) -> bool:
    return contract.term is None or (contract.term.end is None and contract.term.length is None)
