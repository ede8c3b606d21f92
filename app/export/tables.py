"""
A report as tables of cells: the same rows whatever they are written to.

A cell is text, an exact amount, a whole number or nothing; nothing is rounded that the report did not round. Every
list of the report is a table, every row of it a row, so that no verdict is lost on the way to a spreadsheet. Headings
are in the reader's language, ids and codes stay beside the words, for filters are set on codes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from luyue.app.amounts import late_text
from luyue.app.due import due_on
from luyue.app.findings import check_text
from luyue.app.formula import formula
from luyue.app.manifest import Asked, manifest
from luyue.app.numbers import about
from luyue.app.pen import Pen
from luyue.app.print_json import effect_code
from luyue.app.words import export as words
from luyue.app.words import say, states
from luyue.engine.finding import Missing
from luyue.engine.report import CheckRow, DutyRow, HeadRow, Report

Cell = str | int | Fraction | None  # a Fraction is an amount in yuan, rounded to the fen


@frozen
class Table:
    """One table: its code and title, headings by code with their words, and rows as long as the headings."""

    code: str
    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(report: Report, lang: str, asked: Asked) -> tuple[Table, ...]:
    """Return every table of a report that has rows, in the order of the report; the manifest last."""
    pen = Pen(report, lang)
    found = [_table(pen, code, list(make(pen))) for code, make in MAKERS.items()]
    found.append(_table(pen, "manifest", list(_manifest(pen, asked))))
    return tuple(table for table in found if table.rows)


def _table(pen: Pen, code: str, rows: list[Mapping[str, Cell]]) -> Table:
    columns = tuple(rows[0]) if rows else ()
    return Table(
        code,
        say(words.TABLE, code, pen.lang),
        columns,
        tuple(say(words.COLUMN, column, pen.lang) for column in columns),
        tuple(tuple(row[column] for column in columns) for row in rows),
    )


Rows = Iterator[Mapping[str, Cell]]


def _duties(pen: Pen) -> Rows:
    owed = _owed(pen.report)
    for row in pen.report.duties:
        amount, cost = row.amount, owed.get(row.id, ())
        yield {
            "id": row.id,
            "clause": pen.names.of(row.clause),
            "cite": pen.cite(row.clause),
            "bearer": pen.names.of(row.bearer),
            "counterparty": None if row.counterparty is None else pen.names.of(row.counterparty),
            "state": row.state,
            "state_text": say(states.DUTY, row.state, pen.lang),
            "due_on": None if row.due is None else due_on(row.due, pen.zone),
            "performed_at": pen.at_iso(row.performed_at),
            "late": None if row.late is None else late_text(row.late, pen.lang),
            "amount": None if amount is None or amount.low != amount.high else amount.low,
            "paid": row.paid,
            "liability_low": sum((head.low for head in cost), Fraction(0)) if cost else None,
            "liability_high": _high(cost),
            "currency": pen.report.contract.currency,
            "trigger": row.trigger,
            "performed_by": _ids(row.performed_by),
            "missing": _missing(pen, row.missing),
        }


def _owed(report: Report) -> Mapping[str, tuple[HeadRow, ...]]:
    """Return the heads that follow from the breaches of each duty; one that follows from several is counted at each."""
    duty_of = {row.id: row.duty for row in report.breaches}
    found: dict[str, list[HeadRow]] = {}
    for head in report.heads:
        for duty in dict.fromkeys(duty_of.get(breach) for breach in head.breaches):
            if duty is not None:
                found.setdefault(duty, []).append(head)
    return {duty: tuple(heads) for duty, heads in found.items()}


def _high(heads: Iterable[HeadRow]) -> Cell:
    highs = [head.high for head in heads]
    known = [high for high in highs if high is not None]
    return sum(known, Fraction(0)) if highs and len(known) == len(highs) else None


def _breaches(pen: Pen) -> Rows:
    duties: Mapping[str, DutyRow] = {row.id: row for row in pen.report.duties}
    for row in pen.report.breaches:
        duty = duties.get(row.duty or "")
        yield {
            "id": row.id,
            "clause": pen.names.of(row.clause),
            "cite": pen.cite(row.clause),
            "by": pen.names.of(row.by),
            "at": pen.at_iso(row.at),
            "due_on": None if duty is None or duty.due is None else due_on(duty.due, pen.zone),
            "cured_at": pen.at_iso(row.cured_at),
            "excused_by": _ids(row.excused_by),
            "events": _ids(row.events),
        }


def _heads(pen: Pen) -> Rows:
    for row in pen.report.heads:
        yield {
            "id": row.id,
            "clause": pen.names.of(row.clause),
            "cite": pen.cite(row.clause),
            "kind": say(states.HEAD, row.kind, pen.lang),
            "debtor": pen.names.of(row.debtor),
            "creditor": pen.names.of(row.creditor),
            "low": row.low,
            "high": row.high,
            "currency": row.currency,
            "settled": _yes(pen, row.settled),
            "units": None if row.units is None else about(row.units),
            "formula": formula(row.worked, pen.names),
            "capped_by": row.capped_by,
            "swallowed": row.swallowed or None,
            "claim": say(states.CLAIM, row.claim, pen.lang),
            "paid": row.paid,
            "breaches": _ids(row.breaches),
            "events": _ids(row.events),
        }


def _powers(pen: Pen) -> Rows:
    for row in pen.report.powers:
        yield {
            "id": row.id,
            "clause": pen.names.of(row.clause),
            "cite": pen.cite(row.clause),
            "holder": pen.names.of(row.holder),
            "effect": effect_code(row.effects),
            "state": row.state,
            "state_text": say(states.POWER, row.state, pen.lang),
            "available_from": pen.at_iso(row.available_from),
            "until": pen.at_iso(row.until),
            "exercised_by": row.exercised_by,
            "effective_at": pen.at_iso(row.effective_at),
            "void": _ids(void.event for void in row.void),
        }


def _payments(pen: Pen) -> Rows:
    for row in pen.report.payments:
        yield {
            "id": row.id,
            "clause": pen.names.of(row.clause),
            "cite": pen.cite(row.clause),
            "payer": pen.names.of(row.payer),
            "payee": pen.names.of(row.payee),
            "low": row.amount_low,
            "high": row.amount_high,
            "currency": row.currency,
            "due_on": None if row.due is None else due_on(row.due, pen.zone),
            "state": row.state,
            "state_text": say(states.DUTY, row.state, pen.lang),
            "paid": row.paid,
        }


def _metrics(pen: Pen) -> Rows:
    for row in pen.report.metrics:
        yield {
            "id": row.id,
            "name": pen.names.of(row.name),
            "period": row.period,
            "value": None if row.value is None else about(row.value),
            "target": None if row.target is None else about(row.target),
            "met": None if row.met is None else _yes(pen, row.met),
            "closed": _yes(pen, row.closed),
        }


def _scores(pen: Pen) -> Rows:
    for row in pen.report.scores:
        for item in row.items:
            yield {
                "id": row.id,
                "name": pen.names.of(row.name),
                "period": row.period,
                "value": None if row.value is None else about(row.value),
                "item": pen.names.of(item.name),
                "worth": about(item.worth),
                "lost": about(item.lost),
                "events": _ids(item.by),
            }


def _suspensions(pen: Pen) -> Rows:
    for row in pen.report.suspensions:
        yield {
            "id": row.id,
            "clause": pen.names.of(row.clause),
            "party": None if row.party is None else pen.names.of(row.party),
            "from": pen.at_iso(row.start),
            "to": pen.at_iso(row.end),
            "state": row.status,
            "state_text": say(states.SUSPENSION, row.status, pen.lang),
            "why": "; ".join(pen.names.missing(one) for one in row.why) or None,
            "events": _ids(row.events),
        }


def _accounts(pen: Pen) -> Rows:
    for row in pen.report.accounts:
        yield {
            "debtor": pen.names.of(row.debtor),
            "creditor": pen.names.of(row.creditor),
            "currency": row.currency,
            "accrued_low": row.accrued_low,
            "accrued_high": row.accrued_high,
            "paid": row.paid,
            "set_off": row.set_off,
            "waived": row.waived,
            "outstanding_low": row.outstanding_low,
            "outstanding_high": row.outstanding_high,
            "credit": row.credit,
        }


def _totals(pen: Pen) -> Rows:
    for row in pen.report.totals:
        yield {
            "debtor": pen.names.of(row.debtor),
            "creditor": pen.names.of(row.creditor),
            "currency": row.currency,
            "low": row.low,
            "high": row.high,
        }


def _checks(pen: Pen) -> Rows:
    for row in pen.report.checks:
        yield {
            "code": row.code,
            "severity": say(states.SEVERITY, row.severity, pen.lang),
            "clause": None if row.clause is None else pen.names.of(row.clause),
            "cite": _check_cite(pen, row),
            "message": check_text(row.code, row.facts, pen.names),
        }


def _check_cite(pen: Pen, row: CheckRow) -> str | None:
    return pen.cite(row.clause) if row.clause else pen.names.cite(row.article) or None


def _set_aside(pen: Pen) -> Rows:
    report = pen.report
    for row in (*report.duplicate, *report.late_known, *report.ignored):
        yield {
            "file": row.place.file,
            "row": row.place.row,
            "id": row.id,
            "why": pen.names.set_aside(row),
        }


def _manifest(pen: Pen, asked: Asked) -> Rows:
    """Yield what the report was made from, so that a table taken from it can be traced back."""
    facts = manifest(pen.report, asked)
    yield {"name": "as_of", "value": pen.at_iso(pen.report.as_of.us)}
    yield from ({"name": str(name), "value": value} for name, value in facts.items() if isinstance(value, str))
    for file in pen.report.files:
        yield {"name": file.name, "value": file.sha256}


def _ids(ids: Iterable[str]) -> str | None:
    return " ".join(ids) or None


def _missing(pen: Pen, missing: Iterable[Missing]) -> str | None:
    return "; ".join(pen.names.missing(one) for one in missing) or None


def _yes(pen: Pen, value: bool) -> str:
    return say(states.YES_NO, "true" if value else "false", pen.lang)


MAKERS: Mapping[str, Callable[[Pen], Rows]] = MappingProxyType(
    {
        "totals": _totals,
        "duties": _duties,
        "breaches": _breaches,
        "liabilities": _heads,
        "powers": _powers,
        "payments": _payments,
        "metrics": _metrics,
        "scores": _scores,
        "suspensions": _suspensions,
        "accounts": _accounts,
        "checks": _checks,
        "rows": _set_aside,
    }
)
