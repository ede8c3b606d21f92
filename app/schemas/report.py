"""The schema of a report, written out by hand: names, forms and states as agreed, and nothing else."""

from luyue.app.print_json import SCHEMA
from luyue.app.schemas.parts import (
    COUNT,
    CURRENCY,
    DATE,
    DRAFT,
    EXACT,
    FORMS,
    ID,
    IDS,
    INSTANT,
    MONEY,
    SHA256,
    TEXT,
    TEXTS,
    TRUTH,
    Schema,
    beside,
    closed,
    form,
    listed,
    one_of,
    or_null,
    table,
)
from luyue.app.words import states
from luyue.app.words.report import BOUND

LATE: Schema = {"oneOf": [closed({"days": COUNT}), closed({"seconds": EXACT})]}
MISSING = closed({"code": ID, "text": TEXT})
STEP: Schema = {
    "type": "object",
    "properties": {"rule": ID, "text": TEXT, "article": or_null(TEXT)},
    "required": ["rule", "text", "article"],
}
DUE_ON: Schema = {"anyOf": [DATE, INSTANT, {"type": "null"}]}
CITE = or_null(TEXT)
TAKEN = closed({"id": ID, "amount": MONEY})
TOTAL = closed({"debtor": ID, "creditor": ID, "currency": CURRENCY, "low": MONEY, "high": or_null(MONEY)})


def report_schema() -> Schema:
    """Return the schema of a report."""
    definitions = {
        "step": STEP,
        "missing": MISSING,
        "total": TOTAL,
        "duty": _duty(),
        "breach": _breach(),
        "liability": _liability(),
        "power": _power(),
        "payment": _payment(),
        "score": _score(),
        "score_item": _score_item(),
        "suspension": _suspension(),
        "account": _account(),
    }
    return {
        "$schema": DRAFT,
        "title": "A report of luyue",
        **closed({**_head(), **_rows(), **_tail()}),
        "$defs": {**FORMS, **definitions},
    }


def _head() -> dict[str, Schema]:
    span = closed({"from": DATE, "to": DATE})
    instrument = closed({"id": ID, "effective_at": or_null(INSTANT), "from": or_null(DATE), "to": or_null(DATE)})
    contract = closed(
        {
            "id": ID,
            "title": TEXT,
            "number": or_null(TEXT),
            "currency": CURRENCY,
            "zone": ID,
            "calendar": ID,
            "parties": table(TEXT),
            "effective_at": or_null(INSTANT),
            "term": or_null(span),
            "instruments": listed(instrument),
        }
    )
    clause = closed({"id": ID, "name": TEXT, "cite": CITE, "kind": one_of(states.CLAUSE_KIND)})
    counted = ("read", "applied", "duplicate", "late_known", "ignored", "rejected")
    return {
        "schema": {"const": SCHEMA},
        "contract": contract,
        "clauses": listed(clause),
        "as_of": or_null(INSTANT),
        "known_at": or_null(INSTANT),
        "settings": table(TEXT),
        "readings": table(TEXT),
        "assumptions": TEXTS,
        "counts": closed(dict.fromkeys(counted, COUNT)),
    }


def _rows() -> dict[str, Schema]:
    metric = closed(
        {
            "id": ID,
            "name": TEXT,
            "period": ID,
            **{name: or_null(EXACT) for name in ("value", "numerator", "denominator", "target")},
            "met": or_null(TRUTH),
            "closed": TRUTH,
            "events": IDS,
        }
    )
    amounts = ("limit", "used", "left")
    cap = closed({"clause": ID, "currency": CURRENCY, **dict.fromkeys(amounts, MONEY)}, beside(*amounts))
    alternative = closed({"reading": ID, "option": ID, "totals": listed(form("total")), "changed": IDS})
    return {
        "duties": listed(form("duty")),
        "breaches": listed(form("breach")),
        "liabilities": listed(form("liability")),
        "powers": listed(form("power")),
        "payments": listed(form("payment")),
        "metrics": listed(metric),
        "scores": listed(form("score")),
        "suspensions": listed(form("suspension")),
        "caps": listed(cap),
        "counters": listed(closed({"clause": ID, "count": COUNT, "needed": COUNT})),
        "accounts": listed(form("account")),
        "alternatives": listed(alternative),
    }


def _tail() -> dict[str, Schema]:
    row = closed({"file": TEXT, "row": COUNT, "id": ID, "reason": ID, "text": TEXT})
    lists: dict[str, Schema] = {name: listed(row) for name in ("duplicate", "late_known", "ignored")}
    check = closed(
        {
            "code": ID,
            "clause": or_null(ID),
            "article": or_null(TEXT),
            "severity": one_of(states.SEVERITY),
            "message": TEXT,
        }
    )
    file = closed({"name": TEXT, "sha256": SHA256, "rows": COUNT})
    options = closed(
        {
            "as_of": or_null(ID),
            "known_at": or_null(INSTANT),
            "set": {"type": "object", "additionalProperties": TEXT},
            "readings": or_null(ID),
            "calendars": listed(TEXT),
            "assume_weekdays": TRUTH,
            "lenient": TRUTH,
            "encoding": or_null(ID),
            "map": or_null(closed({"name": TEXT, "sha256": SHA256})),
            "sheet": or_null(TEXT),
        }
    )
    manifest = closed(
        {
            "engine": ID,
            "grammar": ID,
            "contract_digest": SHA256,
            "calendar_digest": SHA256,
            "files": listed(file),
            "options": options,
            "chain_head": SHA256,
            "chain": closed({"every": COUNT, "marks": TEXT}),
        }
    )
    return {
        "rows": closed({**lists, "rejected": {"type": "array", "maxItems": 0}}),
        "contract_state": closed({"state": one_of(states.CONTRACT), "since": or_null(INSTANT), "by": or_null(ID)}),
        "checks": listed(check),
        "totals": listed(form("total")),
        "manifest": manifest,
    }


def _duty() -> Schema:
    amounts = ("amount", "paid", "unpaid_at_due")
    return closed(
        {
            "id": ID,
            "clause": ID,
            "cite": CITE,
            "bearer": ID,
            "counterparty": or_null(ID),
            "trigger": or_null(ID),
            "key": table(TEXT),
            "period": or_null(ID),
            "arose_at": INSTANT,
            "overdue_from": or_null(INSTANT),
            "due_on": DUE_ON,
            "due_first": DUE_ON,
            "state": one_of(states.DUTY),
            "performed_at": or_null(INSTANT),
            "performed_by": IDS,
            "excused_by": IDS,
            "events": IDS,
            "late": or_null(LATE),
            "currency": or_null(CURRENCY),
            **{name: or_null(MONEY) for name in amounts},
            "reduced_by": listed(TAKEN),
            "due_why": listed(form("step")),
            "missing": listed(form("missing")),
        },
        beside(*amounts),
    )


def _breach() -> Schema:
    return closed(
        {
            "id": ID,
            "clause": ID,
            "cite": CITE,
            "duty": or_null(ID),
            "by": ID,
            "at": INSTANT,
            "cured_at": or_null(INSTANT),
            "excused_by": IDS,
            "events": IDS,
            "value": or_null(TEXT),
            "bounds": listed(closed({"op": one_of(BOUND), "value": TEXT})),
        }
    )


def _liability() -> Schema:
    return closed(
        {
            "id": ID,
            "clause": ID,
            "cite": CITE,
            "kind": one_of(states.HEAD),
            "debtor": ID,
            "creditor": ID,
            "currency": CURRENCY,
            "low": MONEY,
            "high": or_null(MONEY),
            "exact_low": EXACT,
            "exact_high": or_null(EXACT),
            "settled": TRUTH,
            "breaches": IDS,
            "units": or_null(EXACT),
            "uncapped_low": MONEY,
            "capped_by": or_null(ID),
            "swallowed": listed(TAKEN),
            "from": or_null(DATE),
            "to": or_null(DATE),
            "formula": TEXT,
            "claim": one_of(states.CLAIM),
            "paid": MONEY,
            "reducible": TRUTH,
            "decided_by": or_null(ID),
            "events": IDS,
            "lowers": listed(TAKEN),
            "missing": listed(form("missing")),
        },
        beside("uncapped_low", "paid"),
    )


def _power() -> Schema:
    void = closed({"event": ID, "at": INSTANT, "why": TEXT, "code": ID, "opens_at": or_null(INSTANT)})
    return closed(
        {
            "id": ID,
            "clause": ID,
            "cite": CITE,
            "holder": ID,
            "act": ID,
            "state": one_of(states.POWER),
            "key": table(TEXT),
            "available_from": or_null(INSTANT),
            "until": or_null(INSTANT),
            "exercised_by": or_null(ID),
            "effective_at": or_null(INSTANT),
            "void": listed(void),
            "effect": or_null(ID),
            "events": IDS,
            "missing": listed(form("missing")),
        }
    )


def _payment() -> Schema:
    return closed(
        {
            "id": ID,
            "clause": ID,
            "cite": CITE,
            "payer": ID,
            "payee": ID,
            "currency": CURRENCY,
            "base": or_null(MONEY),
            "share": or_null(EXACT),
            "amount_low": MONEY,
            "amount_high": or_null(MONEY),
            "due_on": DUE_ON,
            "state": one_of(states.DUTY),
            "reduced_by": listed(TAKEN),
            "events": IDS,
            "paid": MONEY,
        },
        beside("base", "amount_low", "amount_high", "paid"),
    )


def _score() -> Schema:
    ends = ("value", "low", "high")
    tier = closed({"tiers": ID, **{name: or_null(EXACT) for name in ends}})
    return closed(
        {
            "id": ID,
            "name": TEXT,
            "period": ID,
            **{name: or_null(EXACT) for name in ends},
            "start": EXACT,
            "floor": or_null(EXACT),
            "items": listed(form("score_item")),
            "tier": or_null(EXACT),
            "tiers": listed(tier),
            "closed": TRUTH,
            "final": TRUTH,
            "computed": or_null(EXACT),
            "confirmed_by": IDS,
            "events": IDS,
            "missing": listed(form("missing")),
        }
    )


def _score_item() -> Schema:
    loss = closed(
        {
            "points": EXACT,
            "most": or_null(EXACT),
            "by": IDS,
            "clause": or_null(ID),
            "at": or_null(INSTANT),
            "for": or_null(TEXT),
        }
    )
    return closed(
        {
            "id": ID,
            "name": TEXT,
            **dict.fromkeys(("worth", "raw", "lost", "low"), EXACT),
            "high": or_null(EXACT),
            "by": IDS,
            "judged": TRUTH,
            "met": or_null(TRUTH),
            "counts_as": or_null(one_of(states.COUNTS_AS)),
            "losses": listed(loss),
        }
    )


def _suspension() -> Schema:
    return closed(
        {
            "id": ID,
            "clause": ID,
            "from": INSTANT,
            "to": or_null(INSTANT),
            "party": or_null(ID),
            "status": one_of(states.SUSPENSION),
            "recognised": TRUTH,
            "why": TEXTS,
            "events": IDS,
        }
    )


def _account() -> Schema:
    lows = ("accrued_low", "paid", "set_off", "waived", "outstanding_low", "credit")
    highs = ("accrued_high", "outstanding_high")
    return closed(
        {
            "debtor": ID,
            "creditor": ID,
            "currency": CURRENCY,
            **dict.fromkeys(lows, MONEY),
            **{name: or_null(MONEY) for name in highs},
        },
        beside(*lows, *highs),
    )
