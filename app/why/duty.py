"""The reasons of a duty: what triggered it, when it was due and why that day, how it was performed, what it came to."""

from collections.abc import Iterable

from luyue.app.amounts import late_text
from luyue.app.due import StepText, due_people, steps
from luyue.app.formula import part_text
from luyue.app.heads import at_stake
from luyue.app.numbers import percent, yuan
from luyue.app.pen import Pen
from luyue.app.verdicts import broken_duties, verdict
from luyue.app.why.clause import clause_reason, event_reason, events_reason, missing_reasons, reason, taken
from luyue.app.why.tomorrow import day_reasons
from luyue.app.why.tree import Reason
from luyue.app.words import explain as words
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape
from luyue.engine.calendar import WorkCalendar
from luyue.engine.due import DueDate
from luyue.engine.finding import Worked
from luyue.engine.report import BreachRow, DutyRow, Moved
from luyue.engine.zone import iso_day

STANDING = ("prohibition", "level")  # kinds of clauses whose duty has no day to be performed on


def duty_reason(pen: Pen, row: DutyRow) -> Reason:
    """Return why a duty stands as it does."""
    facts = {
        "id": pen.names.instance(row.id),
        "state": say(states.DUTY, row.state, pen.lang),
        "verdict": say(states.VERDICT, verdict(row, broken_duties(pen.report)), pen.lang),
    }
    parts = (
        clause_reason(pen, row.clause),
        _parties(pen, row),
        *_origin(pen, row),
        *_due(pen, row),
        *_money(pen, row),
        *_performance(pen, row),
        *_late(pen, row),
        *_outcome(pen, row),
        *_avoidance(pen, row),
        *taken(pen, row.clause),
    )
    return reason(pen, "duty", *parts, **facts)


def _parties(pen: Pen, row: DutyRow) -> Reason:
    bearer = pen.names.of(row.bearer)
    if row.counterparty is None:
        return reason(pen, "bearer", bearer=bearer)
    return reason(pen, "parties", bearer=bearer, counterparty=pen.names.of(row.counterparty))


def _origin(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    if row.trigger is not None:
        yield event_reason(pen, "trigger", row.trigger)
    yield reason(pen, "arose", at=pen.at(row.arose_at))
    if row.key:
        owner = _owner(pen, row)
        told = pen.listed(f"{pen.names.field(name, owner)} {escape(value)}" for name, value in row.key)
        yield reason(pen, "key", key=told)
    if row.period is not None:
        yield reason(pen, "period", period=escape(row.period))
    if cited := [one for one in row.cites if one != row.trigger]:
        yield reason(pen, "cites", *events_reason(pen, "event", cited))


def _owner(pen: Pen, row: DutyRow) -> str:
    """Return the event type or table whose fields make the key of a duty, nothing where another clause's do."""
    if row.trigger is not None and row.trigger in pen.report.events:
        return pen.report.events[row.trigger].type
    clause = pen.clauses.get(row.clause)
    triggers = () if clause is None else clause.triggers
    return next((one.name for one in triggers if one.kind == "row" and one.name is not None), "")


# ---------------------------------------------------------------- the due date


def _due(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    if row.due is not None:
        yield due_reason(pen, "due", row.due)
    yield from _binds(pen, row)
    if row.due is not None and row.due_first is not None and row.due_first.last != row.due.last:
        yield reason(pen, "due_first", due=due_people(row.due_first, pen.zone))
    for moved in row.moved:
        status = say(states.SUSPENSION, moved.status, pen.lang)
        yield reason(pen, _moving(row, moved), suspension=pen.names.instance(moved.suspension), status=status)
    if row.due_claimed is not None:
        yield reason(pen, "due_claimed", due=due_people(row.due_claimed, pen.zone))


def _moving(row: DutyRow, moved: Moved) -> str:
    """Return the code of what a suspension does to a due date; none that stands where it stood was moved."""
    if moved.status == "claimed":
        return "moved_claimed"
    stands = row.due is not None and row.due_first is not None and row.due_first.last == row.due.last
    return "moved_not" if moved.status == "refused" or stands else "moved"


def _binds(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    """Return which of two times binds, where a precondition has a time for when it is not met."""
    if row.binding is not None:
        met = [one for one in row.cites if one in pen.report.events and pen.report.events[one].at == row.met_at]
        yield reason(pen, f"binds_{row.binding}", *events_reason(pen, "event", met), at=pen.at(row.met_at))


def due_reason(pen: Pen, code: str, due: DueDate) -> Reason:
    """Return a due date with every step that leads to it."""
    parts = [*(_step(pen, one) for one in steps(due, pen.zone, pen.lang))]
    parts.append(reason(pen, "first_late", at=pen.at(due.first_late)))
    if due.assumed:
        parts.append(reason(pen, "assumed"))
    return reason(pen, code, *parts, due=due_people(due, pen.zone))


def _step(pen: Pen, step: StepText) -> Reason:
    listed = tuple(Reason("day", line) for line in step.listed)
    choices = tuple(_choice(pen, n, due) for n, due in enumerate(step.parts, 1))
    return Reason(step.rule, step.text, (*listed, *_notices(pen, step.years), *choices), step.article)


def _choice(pen: Pen, n: int, due: DueDate) -> Reason:
    text = say(words.CHOICE, "choice", pen.lang, {"n": n, "due": due_people(due, pen.zone)})
    return Reason("choice", text, tuple(_step(pen, one) for one in steps(due, pen.zone, pen.lang)))


def _notices(pen: Pen, years: tuple[int, ...]) -> Iterable[Reason]:
    """Return the notices that arranged the years counted in, where the report used the bundled calendar."""
    calendar = WorkCalendar.bundled()
    if calendar.digest != pen.report.calendar_digest:
        return
    for notice in (x for year in years if year in calendar.sources for x in calendar.sources[year].notices):
        unknown = say(words.CHOICE, "unconfirmed", pen.lang)
        facts = {"title": notice.title, "number": notice.number or unknown, "issued": notice.issued or unknown}
        yield reason(pen, "notice", **facts)


# ---------------------------------------------------------------- money and performance


def _money(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    if row.amount is not None:
        parts = () if row.worked is None else (worked_reason(pen, row.worked),)
        told = (*parts, *_share(pen, row), *_reduced(pen, row))
        yield reason(pen, "amount", *told, amount=pen.amount(row.amount.low, row.amount.high))
    if row.paid is not None:
        yield reason(pen, "paid", paid=pen.amount(row.paid, row.paid))
    if row.unpaid_at_due is not None:
        yield reason(pen, "unpaid", unpaid=pen.amount(row.unpaid_at_due, row.unpaid_at_due))


def _reduced(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    """Return what reductions take off a payment."""
    if row.full is not None:
        yield reason(pen, "full", amount=pen.amount(row.full.low, row.full.high))
    for head, amount in row.reductions:
        yield reason(pen, "reduced", head=pen.names.instance(head), amount=pen.amount(amount, amount))


def _share(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    for payment in pen.report.payments:
        if payment.id == row.id and payment.base is not None and payment.share is not None:
            yield reason(pen, "share", base=yuan(payment.base), share=percent(payment.share))


def worked_reason(pen: Pen, worked: Worked) -> Reason:
    """Return a formula with its numbers, part by part."""
    return Reason("part", part_text(worked, pen.names), tuple(worked_reason(pen, part) for part in worked.parts))


def _performance(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    yield from events_reason(pen, "performed", row.performed_by)
    if row.performed_at is not None and not row.performed_by:
        yield reason(pen, "performed_at", at=pen.at(row.performed_at))


def _late(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    if row.late is None or not (row.late.days or row.late.us):
        return
    late = late_text(row.late, pen.lang)
    if row.late.days is None or row.due is None or row.due.day is None:
        yield reason(pen, "late", late=late)
        return
    facts = {"late": late, "end": iso_day(row.due.day + row.late.days), "day": iso_day(row.due.day)}
    yield reason(pen, "late_days", **facts)


def _outcome(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    for breach in pen.report.breaches:
        if breach.duty == row.id:
            yield breach_reason(pen, breach)
    for one in row.excused_by:
        yield reason(pen, "excused", event=pen.event(one))
    yield from missing_reasons(pen, (pen.names.missing(one) for one in row.missing))
    for head in at_stake(pen.report, row):
        amount = pen.amount(head.low, head.high, head.currency)
        yield reason(pen, "may_cost", head=pen.names.instance(head.id), amount=amount)
    if row.decided_at is not None:
        yield reason(pen, "decided_at", at=pen.at(row.decided_at))


def breach_reason(pen: Pen, row: BreachRow) -> Reason:
    """Return a breach with the events behind it and what it costs."""
    parts = [*_shortfall(pen, row), *events_reason(pen, "event", row.events)]
    if row.cured_at is not None:
        parts.append(reason(pen, "cured", at=pen.at(row.cured_at)))
    parts += [reason(pen, "excused", event=pen.event(one)) for one in row.excused_by]
    parts += [_cost(pen, row.id)] if any(row.id in head.breaches for head in pen.report.heads) else []
    return reason(pen, "breach", *parts, id=escape(row.id), party=pen.names.of(row.by), at=pen.at(row.at))


def _shortfall(pen: Pen, row: BreachRow) -> Iterable[Reason]:
    if told := pen.shortfall(row):
        yield reason(pen, "shortfall", shortfall=told)


def breach_line(pen: Pen, row: BreachRow) -> Reason:
    """Return a breach in one line, with the events behind it."""
    facts = {"id": escape(row.id), "party": pen.names.of(row.by), "at": pen.at(row.at)}
    return reason(pen, "breach", *_shortfall(pen, row), *events_reason(pen, "event", row.events), **facts)


def _cost(pen: Pen, breach: str) -> Reason:
    heads = (head for head in pen.report.heads if breach in head.breaches)
    parts = [
        reason(
            pen,
            "head",
            *day_reasons(pen, head),
            id=pen.names.instance(head.id),
            kind=say(states.HEAD, head.kind, pen.lang),
            debtor=pen.names.of(head.debtor),
            creditor=pen.names.of(head.creditor),
            amount=pen.amount(head.low, head.high, head.currency),
        )
        for head in heads
    ]
    return reason(pen, "consequences", *parts)


# ---------------------------------------------------------------- what would have avoided it


def _avoidance(pen: Pen, row: DutyRow) -> Iterable[Reason]:
    """Return the last act that would have avoided the breach, or still can."""
    clause = pen.clauses.get(row.clause)
    kind = "duty" if clause is None else clause.kind
    breaches = [breach for breach in pen.report.breaches if breach.duty == row.id and not breach.excused_by]
    if kind in STANDING:
        yield from (_stood(pen, row, breach, kind) for breach in breaches[:1])
    elif row.due is not None and (breaches or row.state == "pending"):
        last = pen.at(row.due.last)
        if not breaches:
            yield reason(pen, "avoid_still", last=last)
        elif row.amount is not None:
            yield reason(pen, "avoid_payment", last=last, amount=pen.amount(row.amount.low, row.amount.high))
        else:
            yield reason(pen, "avoid_duty", last=last)


def _stood(pen: Pen, row: DutyRow, breach: BreachRow, kind: str) -> Reason:
    """Return what would have avoided the breach of a standing duty."""
    if breach.metric is not None:
        return reason(pen, "avoid_figure", period=pen.names.of(row.period or ""), bounds=pen.bounds(breach))
    return reason(pen, "avoid_act" if kind == "prohibition" else "avoid_level", at=pen.at(breach.at))
