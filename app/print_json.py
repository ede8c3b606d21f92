"""
The report for programs: JSON as agreed, ``luyue/report/1``.

Names, their order and the form of every value are relied on from outside: money is text with two decimals, other
numbers that are not counts are exact text, instants are ISO 8601 with the offset of the contract's zone. Where an
amount is not whole fen, its exact value stands beside it under ``exact_…``. Words come in the reader's language,
codes never change. The bytes are the same everywhere: UTF-8, line feeds, two blanks of indentation, one line feed at
the end.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import define

from luyue.app.due import due_json, due_on
from luyue.app.findings import assumption_text, check_text
from luyue.app.formula import formula
from luyue.app.manifest import Asked, manifest
from luyue.app.numbers import exact, money, seconds
from luyue.app.pen import Pen
from luyue.app.scoring import item_name
from luyue.engine.event import SetAside
from luyue.engine.finding import Late, Missing, Worked
from luyue.engine.report import (
    AccountRow,
    AlternativeRow,
    BreachRow,
    CapRow,
    CheckRow,
    DutyRow,
    HeadRow,
    MetricRow,
    PaymentRow,
    PowerRow,
    Report,
    ScoreItemRow,
    ScoreRow,
    SuspensionRow,
    TotalRow,
)
from luyue.engine.value import rounded
from luyue.engine.zone import iso_day

SCHEMA = "luyue/report/1"
BARE = Asked()

Object = dict[str, object]


def report_text(report: Report, lang: str, asked: Asked = BARE) -> str:
    """Return the report as JSON text with a final line feed, words in ``lang``."""
    return dumps(report_object(report, lang, asked))


def dumps(value: object) -> str:
    """Return a plain value as this house prints JSON: indented by two blanks, a list of bare values on one line."""
    return _plain(value, "") + "\n"


def _plain(value: object, indent: str) -> str:
    inner = indent + "  "
    match value:
        case Mapping() if value:
            rows = (f"{inner}{json.dumps(str(k), ensure_ascii=False)}: {_plain(v, inner)}" for k, v in value.items())
            return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
        case list() | tuple() if any(isinstance(one, (Mapping, list, tuple)) for one in value):
            return "[\n" + ",\n".join(inner + _plain(one, inner) for one in value) + f"\n{indent}]"
        case list() | tuple():
            return "[" + ", ".join(_plain(one, inner) for one in value) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False, allow_nan=False)


def report_object(report: Report, lang: str, asked: Asked = BARE) -> Object:
    """Return the report as plain values, in the agreed order."""
    return _Printer(report, lang, asked).whole()


def beside(name: str, value: Fraction | None) -> Object:
    """Return an amount under its name, and its exact value beside it where that is not whole fen."""
    if value is None:
        return {name: None}
    if rounded(value) == value:
        return {name: money(value)}
    return {name: money(value), f"exact_{name}": exact(value)}


def optional(value: Fraction | None) -> str | None:
    """Return an exact number, or None."""
    return None if value is None else exact(value)


def late_object(late: Late | None) -> Object | None:
    """Return how late something is: whole days, or exact seconds."""
    if late is None:
        return None
    return {"days": late.days} if late.us is None else {"seconds": seconds(late.us)}


@define(eq=False, slots=False)
class _Printer(Pen):
    """One report on its way to plain values."""

    asked: Asked

    def whole(self) -> Object:
        report = self.report
        return {
            "schema": SCHEMA,
            "contract": self._contract(),
            "clauses": [
                {"id": x.id, "name": x.label.text(self.lang), "cite": x.cite, "kind": x.kind}
                for x in report.contract.clauses
            ],
            "as_of": self.at_iso(report.as_of.us),
            "known_at": self.at_iso(report.known_at),
            "settings": dict(report.settings),
            "readings": dict(report.readings),
            "assumptions": [assumption_text(code, facts, self.names) for code, facts in report.assumptions],
            "counts": self._counts(),
            "duties": [self._duty(row) for row in report.duties],
            "breaches": [self._breach(row) for row in report.breaches],
            "liabilities": [self._head(row) for row in report.heads],
            "powers": [self._power(row) for row in report.powers],
            "payments": [self._payment(row) for row in report.payments],
            "metrics": [self._metric(row) for row in report.metrics],
            "scores": [self._score(row) for row in report.scores],
            "suspensions": [self._suspension(row) for row in report.suspensions],
            "caps": [self._cap(row) for row in report.caps],
            "counters": [{"clause": x.clause, "count": x.count, "needed": x.needed} for x in report.counters],
            "accounts": [self._account(row) for row in report.accounts],
            "alternatives": [self._alternative(row) for row in report.alternatives],
            "rows": self._rows(),
            "contract_state": self._state(),
            "checks": [self._check(row) for row in report.checks],
            "totals": [_total(row) for row in report.totals],
            "manifest": manifest(report, self.asked),
        }

    # ------------------------------------------------------------ small things

    def _day(self, day: int | None) -> str | None:
        return None if day is None else iso_day(day)

    def _missing(self, all_: Iterable[Missing]) -> list[Object]:
        return [{"code": one.code, "text": self.names.missing(one)} for one in all_]

    def _cite(self, clause: str) -> str | None:
        found = self.clauses.get(clause)
        return None if found is None else found.cite

    # ------------------------------------------------------------ head of the report

    def _contract(self) -> Object:
        report, contract = self.report, self.report.contract
        return {
            "id": contract.id,
            "title": contract.title,
            "number": contract.number,
            "currency": contract.currency,
            "zone": contract.zone,
            "calendar": contract.calendar,
            "parties": {party.label.id: party.title for party in contract.parties},
            "effective_at": self.at_iso(report.effective_at),
            "term": None if report.term is None else {"from": iso_day(report.term[0]), "to": iso_day(report.term[1])},
            "instruments": [
                {"id": id_, "effective_at": self.at_iso(effective), "from": self._day(first), "to": self._day(last)}
                for id_, effective, first, last in report.instruments
            ],
        }

    def _counts(self) -> Object:
        counts = self.report.counts
        return {
            "read": counts.read,
            "applied": counts.applied,
            "duplicate": counts.duplicate,
            "late_known": counts.late_known,
            "ignored": counts.ignored,
            "rejected": counts.rejected,
        }

    def _state(self) -> Object:
        state = self.report.contract_state
        return {"state": state.state, "since": self.at_iso(state.since), "by": state.by}

    # ------------------------------------------------------------ rows

    def _duty(self, row: DutyRow) -> Object:
        amount = row.amount
        settled = amount.low if amount is not None and amount.low == amount.high else None
        return {
            "id": row.id,
            "clause": row.clause,
            "cite": self._cite(row.clause),
            "bearer": row.bearer,
            "counterparty": row.counterparty,
            "trigger": row.trigger,
            "key": dict(row.key),
            "period": row.period,
            "arose_at": self.at_iso(row.arose_at),
            "overdue_from": self.at_iso(row.overdue_from),
            "due_on": None if row.due is None else due_on(row.due, self.zone),
            "due_first": None if row.due_first is None else due_on(row.due_first, self.zone),
            "state": row.state,
            "performed_at": self.at_iso(row.performed_at),
            "performed_by": list(row.performed_by),
            "excused_by": list(row.excused_by),
            "events": self._events("duty", row.id, row.cites),
            "late": late_object(row.late),
            "currency": self.report.contract.currency if amount is not None or row.paid is not None else None,
            **beside("amount", settled),
            **beside("paid", row.paid),
            **beside("unpaid_at_due", row.unpaid_at_due),
            "reduced_by": _parts(row.reductions),
            "due_why": [] if row.due is None else due_json(row.due, self.zone, self.lang),
            "missing": self._missing(row.missing),
        }

    def _events(self, kind: str, row_id: str, cited: tuple[str, ...] = ()) -> list[str]:
        """Return the events behind a row, closed: replaying only these gives the same row."""
        evidence = self.report.evidence
        return list(cited if evidence is None else evidence.behind(kind, row_id))

    def _breach(self, row: BreachRow) -> Object:
        return {
            "id": row.id,
            "clause": row.clause,
            "cite": self._cite(row.clause),
            "duty": row.duty,
            "by": row.by,
            "at": self.at_iso(row.at),
            "cured_at": self.at_iso(row.cured_at),
            "excused_by": list(row.excused_by),
            "events": self._events("duty", row.duty or row.id, row.events),
            "value": _figure(row.value),
            "bounds": [{"op": op, "value": _figure(bound)} for op, bound in row.bounds],
        }

    def _head(self, row: HeadRow) -> Object:
        return {
            "id": row.id,
            "clause": row.clause,
            "cite": self._cite(row.clause),
            "kind": row.kind,
            "debtor": row.debtor,
            "creditor": row.creditor,
            "currency": row.currency,
            "low": money(row.low),
            "high": None if row.high is None else money(row.high),
            "exact_low": exact(row.exact_low),
            "exact_high": optional(row.exact_high),
            "settled": row.settled,
            "breaches": list(row.breaches),
            "units": optional(row.units),
            **beside("uncapped_low", row.uncapped_low),
            "capped_by": row.capped_by,
            "swallowed": _parts(row.swallows),
            "from": self._day(row.start),
            "to": self._day(row.end),
            "formula": formula(row.worked, self.names),
            "claim": row.claim,
            **beside("paid", row.paid),
            "reducible": row.reducible,
            "decided_by": row.decided_by,
            "events": self._events("head", row.id, row.events),
            "lowers": _parts(row.lowers),
            "missing": self._missing(row.missing),
        }

    def _power(self, row: PowerRow) -> Object:
        return {
            "id": row.id,
            "clause": row.clause,
            "cite": self._cite(row.clause),
            "holder": row.holder,
            "act": row.act,
            "state": row.state,
            "key": dict(row.key),
            "available_from": self.at_iso(row.available_from),
            "until": self.at_iso(row.until),
            "exercised_by": row.exercised_by,
            "effective_at": self.at_iso(row.effective_at),
            "void": [
                {
                    "event": void.event,
                    "at": self.at_iso(void.at),
                    "why": self.void(void),
                    "code": void.why,
                    "opens_at": self.at_iso(void.opens_at),
                }
                for void in row.void
            ],
            "effect": effect_code(row.effects),
            "events": self._events("power", row.id),
            "missing": self._missing(row.missing),
        }

    def _payment(self, row: PaymentRow) -> Object:
        return {
            "id": row.id,
            "clause": row.clause,
            "cite": self._cite(row.clause),
            "payer": row.payer,
            "payee": row.payee,
            "currency": row.currency,
            **beside("base", row.base),
            "share": optional(row.share),
            **beside("amount_low", row.amount_low),
            **beside("amount_high", row.amount_high),
            "due_on": None if row.due is None else due_on(row.due, self.zone),
            "state": row.state,
            "reduced_by": _parts(row.reductions),
            "events": self._events("duty", row.id),
            **beside("paid", row.paid),
        }

    def _metric(self, row: MetricRow) -> Object:
        return {
            "id": row.id,
            "name": self.names.of(row.name),
            "period": row.period,
            "value": optional(row.value),
            "numerator": optional(row.numerator),
            "denominator": optional(row.denominator),
            "target": optional(row.target),
            "met": row.met,
            "closed": row.closed,
            "events": self._events("figure", row.id),
        }

    def _score(self, row: ScoreRow) -> Object:
        return {
            "id": row.id,
            "name": self.names.of(row.name),
            "period": row.period,
            "value": optional(row.value),
            "low": optional(row.low),
            "high": optional(row.high),
            "start": exact(row.start),
            "floor": optional(row.floor),
            "items": [self._item(item) for item in row.items],
            "tier": _figure(row.tiers[0].value) if row.tiers else None,
            "tiers": [
                {"tiers": one.tiers, "value": _figure(one.value), "low": _figure(one.low), "high": _figure(one.high)}
                for one in row.tiers
            ],
            "closed": row.closed,
            "final": row.final,
            "computed": optional(row.computed),
            "confirmed_by": list(row.confirmed_by),
            "events": self._events("figure", row.id),
            "missing": self._missing(row.missing),
        }

    def _item(self, row: ScoreItemRow) -> Object:
        return {
            "id": row.id,
            "name": item_name(self, row),
            "worth": exact(row.worth),
            "raw": exact(row.raw),
            "lost": exact(row.lost),
            "low": exact(row.low),
            "high": optional(row.high),
            "by": list(row.by),
            "judged": row.judged,
            "met": row.met,
            "counts_as": row.counts_as,
            "losses": [
                {
                    "points": exact(loss.points),
                    "most": optional(loss.most),
                    "by": list(loss.by),
                    "clause": loss.clause,
                    "at": self.at_iso(loss.at),
                    "for": loss.part,
                }
                for loss in row.losses
            ],
        }

    def _suspension(self, row: SuspensionRow) -> Object:
        return {
            "id": row.id,
            "clause": row.clause,
            "from": self.at_iso(row.start),
            "to": self.at_iso(row.end),
            "party": row.party,
            "status": row.status,
            "recognised": row.status in ("recognised", "revocable"),
            "why": [self.names.missing(one) for one in row.why],
            "events": self._events("suspension", row.id, row.events),
        }

    def _cap(self, row: CapRow) -> Object:
        return {
            "clause": row.clause,
            "currency": self.report.contract.currency,
            **beside("limit", row.limit),
            **beside("used", row.used),
            **beside("left", row.left),
        }

    def _account(self, row: AccountRow) -> Object:
        return {
            "debtor": row.debtor,
            "creditor": row.creditor,
            "currency": row.currency,
            **beside("accrued_low", row.accrued_low),
            **beside("accrued_high", row.accrued_high),
            **beside("paid", row.paid),
            **beside("set_off", row.set_off),
            **beside("waived", row.waived),
            **beside("outstanding_low", row.outstanding_low),
            **beside("outstanding_high", row.outstanding_high),
            **beside("credit", row.credit),
        }

    def _alternative(self, row: AlternativeRow) -> Object:
        return {
            "reading": row.reading,
            "option": row.option,
            "totals": [_total(total) for total in row.totals],
            "changed": list(row.changed),
        }

    def _check(self, row: CheckRow) -> Object:
        return {
            "code": row.code,
            "clause": row.clause,
            "article": row.article,
            "severity": row.severity,
            "message": check_text(row.code, row.facts, self.names),
        }

    def _rows(self) -> Object:
        report = self.report
        groups: Mapping[str, Sequence[SetAside]] = {
            "duplicate": report.duplicate,
            "late_known": report.late_known,
            "ignored": report.ignored,
            "rejected": (),
        }
        return {name: [self._set_aside(row) for row in rows] for name, rows in groups.items()}

    def _set_aside(self, row: SetAside) -> Object:
        return {
            "file": row.place.file,
            "row": row.place.row,
            "id": row.id,
            "reason": row.reason,
            "text": self.names.set_aside(row),
        }


def _figure(of: Worked | None) -> str | None:
    """Return a figure of a level exactly; text as it is."""
    value = None if of is None else of.value
    return exact(value) if isinstance(value, Fraction) else value


def _parts(parts: tuple[tuple[str, Fraction], ...]) -> list[Object]:
    """Return what is taken off a payment, or what a reduction is taken off, by the id of the other."""
    return [{"id": name, "amount": money(amount)} for name, amount in parts]


def _total(row: TotalRow) -> Object:
    return {
        "debtor": row.debtor,
        "creditor": row.creditor,
        "currency": row.currency,
        "low": money(row.low),
        "high": None if row.high is None else money(row.high),
    }


def effect_code(effects: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """
    Return what a power does, as codes: the kind, then the clauses it touches; several are parted by a semicolon.

    >>> effect_code((("ends_contract", ()), ("halts", ("provide_service",))))
    'ends_contract; halts provide_service'
    """
    return "; ".join(" ".join((kind, *clauses)) for kind, clauses in effects) or None
