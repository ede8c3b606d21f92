"""What is broken: each breach with its clause, its due date, how late it was, its cost, and the proof."""

from luyue.app.amounts import late_text
from luyue.app.due import due_people
from luyue.app.layout import indented
from luyue.app.text.page import Page
from luyue.app.text.repeated import group_of, repeated, together
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape
from luyue.engine.report import BreachRow, DutyRow

STANDING = ("level", "prohibition")


def broken(page: Page) -> list[str]:
    """Return one paragraph per breach, in the order of the report; what was missed period after period in one."""
    duties = page.standing.breached
    groups = together(page, duties)
    later = {row.id for alike in groups.values() for row in alike[1:]}
    lines: list[str] = []
    for n, row in enumerate((row for row in page.report.breaches if row.id not in later), 1):
        duty = None if row.duty is None else duties.get(row.duty)
        alike = groups.get(group_of(row), [])
        if alike and row.id == alike[0].id:
            title = f"{page.title(row.clause, row.clause)} - {say(states.DUTY, 'missed', page.lang)}"
            lines += indented(title, page.columns, first=f"{n:>3}. ")
            lines += page.wrapped(repeated(page, alike, duties), "     ")
            continue
        state = "" if duty is None else f" - {say(states.DUTY, duty.state, page.lang)}"
        lines += indented(page.title(row.id, row.clause) + state, page.columns, first=f"{n:>3}. ")
        lines += page.wrapped(breach_text(page, row, duty), "     ")
        lines += _consequences(page, row)
        lines += page.evidence(_proof(row, duty))
    return lines


def breach_text(page: Page, row: BreachRow, duty: DutyRow | None) -> str:
    """Return what a breach was, in sentences."""
    sentences = [_how_broken(page, row, duty)]
    if told := page.shortfall(row):
        sentences.append(page.say("breach_short", shortfall=told))
    if duty is not None and row.id == duty.id:
        sentences += [_how_late(page, duty), _claimed(page, duty), _money(page, duty)]
    if row.cured_at is not None and (duty is None or row.cured_at != duty.performed_at):
        sentences.append(page.say("breach_cured", at=page.at(row.cured_at)))
    if row.excused_by:
        sentences.append(page.say("breach_excused", by=page.listed(page.event(x) for x in row.excused_by)))
    return page.joined(sentences)


def _how_broken(page: Page, row: BreachRow, duty: DutyRow | None) -> str:
    clause = page.clauses.get(row.clause)
    kind = "duty" if clause is None else clause.kind
    facts = {"party": page.names.of(row.by), "at": page.at(row.at)}
    if kind == "prohibition":
        return page.say("breach_act", **facts)
    if duty is not None and duty.due is not None:
        return page.say("breach_missed_due", **facts, due=due_people(duty.due, page.zone))
    return page.say("breach_level" if kind == "level" else "breach_undated", **facts)


def _how_late(page: Page, duty: DutyRow) -> str:
    late = None if duty.late is None else late_text(duty.late, page.lang)
    if duty.state == "performed_late" and late is not None:
        return page.say("late_performed", at=page.at(duty.performed_at), late=late)
    if duty.state == "missed" and not _stands(page, duty):
        return page.say("missed")
    if duty.state == "ended" and late is not None and duty.performed_at is None:
        return page.say("late_to_end", late=late)
    if duty.state == "overdue":
        return page.say("not_performed") if late is None else page.say("late_still", late=late)
    return ""


def _claimed(page: Page, duty: DutyRow) -> str:
    """Return what a suspension that is only claimed would make of the time: till then neither date is settled."""
    if duty.due_claimed is None:
        return ""
    return page.say("due_if_claimed", due=due_people(duty.due_claimed, page.zone))


def _stands(page: Page, duty: DutyRow) -> bool:
    """Return whether a duty is kept all along, so that it has no moment to miss."""
    clause = page.clauses.get(duty.clause)
    return clause is not None and clause.kind in STANDING


def _money(page: Page, duty: DutyRow) -> str:
    parts = []
    if duty.amount is not None:
        parts.append(page.say("amount_owed", amount=page.amount(duty.amount.low, duty.amount.high)))
        if duty.paid is not None:
            parts.append(page.say("amount_paid", amount=page.amount(duty.paid, duty.paid)))
    if (unpaid := duty.unpaid_at_due) is not None:
        parts.append(page.say("amount_unpaid", amount=page.amount(unpaid, unpaid)))
    return page.say("money", parts=page.listed(parts)) if parts else ""


def _consequences(page: Page, row: BreachRow) -> list[str]:
    lines: list[str] = []
    for head in page.report.heads:
        if row.id in head.breaches:
            owed = page.amount(head.low, head.high, head.currency)
            told = page.say("consequence", kind=say(states.HEAD, head.kind, page.lang), amount=owed, id=escape(head.id))
            lines += page.wrapped(told, "     ")
    return lines


def _proof(row: BreachRow, duty: DutyRow | None) -> list[str]:
    if duty is None:
        return list(row.events)
    return [*([duty.trigger] if duty.trigger else []), *row.events, *duty.performed_by]
