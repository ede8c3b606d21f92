"""The reasons of a head of liability: the breach, the formula with its numbers, units, cap, rounding, relations."""

from collections.abc import Iterable
from fractions import Fraction

from luyue.app.formula import formula
from luyue.app.heads import difference, units
from luyue.app.numbers import exact, grouped, yuan
from luyue.app.pen import Pen, met_text
from luyue.app.why.clause import clause_reason, events_reason, missing_reasons, reason, taken
from luyue.app.why.duty import breach_line, worked_reason
from luyue.app.why.tomorrow import day_reasons
from luyue.app.why.tree import Reason
from luyue.app.words import reasons, say, states
from luyue.engine.report import HeadRow, MetricRow
from luyue.engine.zone import iso_day


def head_reason(pen: Pen, row: HeadRow) -> Reason:
    """Return why a head of liability is what it is."""
    facts = {
        "id": pen.names.instance(row.id),
        "kind": say(states.HEAD, row.kind, pen.lang),
        "debtor": pen.names.of(row.debtor),
        "creditor": pen.names.of(row.creditor),
        "amount": pen.amount(row.low, row.high, row.currency),
    }
    parts = (
        clause_reason(pen, row.clause),
        *(breach_line(pen, x) for x in pen.report.breaches if x.id in row.breaches),
        *(reason(pen, "given", breach=pen.names.instance(one)) for one in row.given),
        *events_reason(pen, "event", row.events),
        _formula(pen, row),
        *_units(pen, row),
        *_cap(pen, row),
        *day_reasons(pen, row),
        *_relations(pen, row),
        *_size(pen, row),
        *_lowers(pen, row),
        *_standing(pen, row),
        *missing_reasons(pen, (pen.names.missing(one) for one in row.missing)),
        *taken(pen, row.clause),
    )
    return reason(pen, "head", *parts, **facts)


def _formula(pen: Pen, row: HeadRow) -> Reason:
    value = row.worked.value
    told = yuan(row.uncapped_low) if value is None or isinstance(value, str) else yuan(value)
    parts = (worked_reason(pen, row.worked),) if row.worked.parts else ()
    return reason(pen, "formula", *parts, formula=formula(row.worked, pen.names), value=told)


def _units(pen: Pen, row: HeadRow) -> Iterable[Reason]:
    if row.units is not None:
        code, told = units(row, pen.names)
        yield reason(pen, code, units=told)
    if row.start is not None and row.end is not None:
        yield reason(pen, "accrued", **{"from": iso_day(row.start), "to": iso_day(row.end)})


def _cap(pen: Pen, row: HeadRow) -> Iterable[Reason]:
    uncapped: tuple[Reason, ...] = (reason(pen, "uncapped", uncapped=yuan(row.uncapped_low)),)
    if row.capped_by is not None and not row.swallows:
        yield reason(pen, "at_cap", *uncapped, cap=pen.names.instance(row.capped_by))
    for cap, amount in row.swallows:
        yield reason(pen, "capped", *uncapped, cap=pen.names.instance(cap), swallowed=yuan(amount))
        uncapped = ()


def _relations(pen: Pen, row: HeadRow) -> Iterable[Reason]:
    for relation, of in row.relations:
        told = say(reasons.RELATION, relation, pen.lang, {"of": pen.names.instance(of)})
        yield reason(pen, "relation", relation=told)
    if told := difference(row, pen.report.heads):
        yield reason(pen, "difference", difference=told)


def _size(pen: Pen, row: HeadRow) -> Iterable[Reason]:
    """Return how the exact amount becomes the printed one, or between what ends it lies."""
    if row.decided_by is not None:
        yield reason(pen, "decided", event=pen.event(row.decided_by))
    if row.exact_high is None:
        yield reason(pen, "range_open", low=yuan(row.exact_low))
    elif row.exact_low != row.exact_high:
        yield reason(pen, "range", low=yuan(row.exact_low), high=yuan(row.exact_high))
    elif row.exact_low != row.low:
        yield reason(pen, "exact", exact=yuan(row.exact_low))
        yield reason(pen, "rounded", amount=pen.amount(row.low, row.low, row.currency))


def _lowers(pen: Pen, row: HeadRow) -> Iterable[Reason]:
    """Return the payments that a reduction is taken off, and what none of them takes."""
    for payment, amount in row.lowers:
        told = pen.amount(amount, amount, row.currency)
        code = "lowers" if row.kind == "reduction" else "set_off"
        yield reason(pen, code, payment=pen.names.instance(payment), amount=told)
    rest = row.low - sum((amount for _, amount in row.lowers), Fraction(0))
    if row.kind == "reduction" and rest > row.paid and row.claim != "waived":
        left = pen.amount(rest - row.paid, rest - row.paid, row.currency)
        yield reason(pen, "lowers_rest", amount=left, debtor=pen.names.of(row.debtor))


def _standing(pen: Pen, row: HeadRow) -> Iterable[Reason]:
    yield reason(pen, "claim", claim=say(states.CLAIM, row.claim, pen.lang))
    if row.paid:
        yield reason(pen, "paid", paid=pen.amount(row.paid, row.paid, row.currency))
    if row.reducible:
        yield reason(pen, "reducible")


def metric_reason(pen: Pen, row: MetricRow) -> Reason:
    """Return what a figure of a period was worked out from."""
    parts = []
    if row.numerator is not None and row.denominator is not None:
        facts = {"numerator": grouped(exact(row.numerator)), "denominator": grouped(exact(row.denominator))}
        parts.append(reason(pen, "quotient", **facts))
    if row.target is not None:
        met = met_text(pen, row)
        parts.append(reason(pen, "target", target=exact(row.target), met=met))
    value = say(states.YES_NO, "unknown", pen.lang) if row.value is None else exact(row.value)
    return reason(pen, "metric", *parts, id=row.id, name=pen.names.of(row.name), period=row.period, value=value)
