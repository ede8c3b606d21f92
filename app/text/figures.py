"""The tables of a report: payments, figures of periods, accounts, caps and counts, and what other readings give."""

from collections import Counter
from fractions import Fraction
from typing import Final

from luyue.app.amounts import bare
from luyue.app.due import due_people
from luyue.app.numbers import about, exact, yuan
from luyue.app.pen import met_text
from luyue.app.text.page import Page
from luyue.app.words import say, states
from luyue.engine.report import MetricRow

MANY: Final = 12  # periods of a figure that nothing measures against a target: more are told in one sentence


def payments(page: Page) -> list[str]:
    """Return the payments of the contract with what was paid towards them."""
    cells = [
        [
            page.names.instance(row.id),
            page.pair(row.payer, row.payee),
            bare(row.amount_low, row.amount_high, page.lang),
            "" if row.due is None else due_people(row.due, page.zone),
            say(states.DUTY, row.state, page.lang),
            yuan(row.paid),
        ]
        for row in page.report.payments
    ]
    right = ("amount", "paid")
    return page.table(page.headings("clause", "pair", "amount", "due", "state", "paid", right=right), cells)


def metrics(page: Page) -> list[str]:
    """
    Return the figures of periods, with what they were divided from and whether they reach the target.

    A figure that only serves another (the faults of each day, say, for a score) and has many periods is one sentence.
    """
    counted = Counter(row.name for row in page.report.metrics if row.target is None and row.met is None)
    served = tuple(name for name, n in counted.items() if n > MANY)
    cells = [
        [
            page.names.of(row.name),
            page.names.of(row.period),
            _number(row.value),
            _quotient(row),
            _number(row.target),
            met_text(page, row),
        ]
        for row in page.report.metrics
        if row.name not in served
    ]
    right = ("value", "quotient", "target")
    headings = page.headings("name", "period", "value", "quotient", "target", "met", right=right)
    lines = page.table(headings, cells) if cells else []
    return [*lines, *(line for name in served for line in page.wrapped(_served(page, name)))]


def _served(page: Page, name: str) -> str:
    values = [row.value for row in page.report.metrics if row.name == name]
    known = [value for value in values if value]
    most = about(max(known, default=Fraction(0)))
    return page.say("served", name=page.names.of(name), n=len(values), some=len(known), most=most)


def _number(value: Fraction | None) -> str:
    return "" if value is None else about(value)


def _quotient(row: MetricRow) -> str:
    if row.numerator is None or row.denominator is None:
        return ""
    return f"{exact(row.numerator)} ÷ {exact(row.denominator)}"


def accounts(page: Page) -> list[str]:
    """Return what each party owes the other, with what was paid."""
    cells = [
        [
            page.pair(row.debtor, row.creditor),
            row.currency,
            bare(row.accrued_low, row.accrued_high, page.lang),
            yuan(row.paid),
            yuan(row.set_off),
            yuan(row.waived),
            bare(row.outstanding_low, row.outstanding_high, page.lang),
            yuan(row.credit),
        ]
        for row in page.report.accounts
    ]
    figures = ("accrued", "paid", "set_off", "waived", "outstanding", "credit")
    return page.table(page.headings("pair", "currency", *figures, right=figures), cells)


def caps(page: Page) -> list[str]:
    """Return the caps with what was taken of them, and the counts that clauses wait for."""
    report = page.report
    limits = [[page.names.instance(x.clause), yuan(x.limit), yuan(x.used), yuan(x.left)] for x in report.caps]
    counts = [[page.names.instance(x.clause), str(x.count), str(x.needed)] for x in report.counters]
    figures = ("limit", "used", "left")
    lines = page.table(page.headings("clause", *figures, right=figures), limits)
    more = page.table(page.headings("clause", "count", "needed", right=("count", "needed")), counts)
    return [*lines, *([""] if lines and more else []), *more]


def alternatives(page: Page) -> list[str]:
    """Return what the other options of each reading would come to."""
    cells = []
    for row in page.report.alternatives:
        sums = [f"{page.pair(x.debtor, x.creditor)} {bare(x.low, x.high, page.lang)}" for x in row.totals]
        changed = str(len(row.changed))
        cells.append(
            [
                page.names.of(row.reading),
                page.names.option(row.reading, row.option),
                "\n".join(sums) or yuan(Fraction(0)),
                changed,
            ]
        )
    return page.table(page.headings("reading", "option", "totals", "changed", right=("changed",)), cells)
