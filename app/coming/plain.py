"""What is coming, for programs: ``luyue/due/1``. Days are of the contract's zone, money is text as in reports."""

from luyue.app.coming.ahead import Accrual, Coming, OpenDuty, OpenPower
from luyue.app.due import due_on
from luyue.app.numbers import money
from luyue.app.pen import Pen
from luyue.app.print_json import beside, dumps, effect_code
from luyue.engine.report import HeadRow

SCHEMA = "luyue/due/1"

Object = dict[str, object]


def coming_json(found: Coming, lang: str) -> str:
    """Return what is coming as JSON text with a final line feed, words in ``lang``."""
    pen = Pen(found.report, lang)
    return dumps(
        {
            "schema": SCHEMA,
            "contract": found.report.contract.id,
            "as_of": pen.at_iso(found.report.as_of.us),
            "until": pen.at_iso(found.until),
            "duties": [_duty(pen, one) for one in found.duties],
            "powers": [_power(pen, one) for one in found.powers],
            "accruals": [_accrual(one) for one in found.accruals],
        }
    )


def _duty(pen: Pen, one: OpenDuty) -> Object:
    row = one.row
    amount = row.amount
    return {
        "id": row.id,
        "clause": row.clause,
        "bearer": row.bearer,
        "counterparty": row.counterparty,
        "state": row.state,
        "due_on": None if row.due is None else due_on(row.due, pen.zone),
        "days_left": one.days_left,
        "overdue_from": pen.at_iso(row.overdue_from),
        "currency": None if amount is None else pen.report.contract.currency,
        **beside("amount_low", None if amount is None else amount.low),
        **beside("amount_high", None if amount is None else amount.high),
        "missing": [{"code": x.code, "text": pen.names.missing(x)} for x in row.missing],
        "costs": [_cost(head) for head in one.costs],
    }


def _cost(head: HeadRow) -> Object:
    return {
        "id": head.id,
        "kind": head.kind,
        "debtor": head.debtor,
        "creditor": head.creditor,
        "currency": head.currency,
        "low": money(head.low),
        "high": None if head.high is None else money(head.high),
    }


def _power(pen: Pen, one: OpenPower) -> Object:
    row = one.row
    return {
        "id": row.id,
        "clause": row.clause,
        "holder": row.holder,
        "act": row.act,
        "effect": effect_code(row.effects),
        "state": row.state if one.opens_at is None else "not_available",
        "opens_at": pen.at_iso(one.opens_at),
        "available_from": pen.at_iso(row.available_from),
        "until": pen.at_iso(row.until),
    }


def _accrual(one: Accrual) -> Object:
    return {
        "id": one.row.id,
        "clause": one.row.clause,
        "debtor": one.row.debtor,
        "creditor": one.row.creditor,
        "currency": one.row.currency,
        "per_day_low": money(one.low),
        "per_day_high": None if one.high is None else money(one.high),
    }
