"""The reasons of a power and of a suspension: what opened it, what was tried, what was recognised and what failed."""

from collections.abc import Iterable

from luyue.app.pen import Pen
from luyue.app.why.clause import clause_reason, events_reason, missing_reasons, reason, taken, why
from luyue.app.why.tree import Reason, leaves
from luyue.app.words import say, states
from luyue.engine.report import PowerRow, SuspensionRow


def power_reason(pen: Pen, row: PowerRow) -> Reason:
    """Return why a power stands as it does."""
    facts = {
        "id": pen.names.instance(row.id),
        "holder": pen.names.of(row.holder),
        "state": say(states.POWER, row.state, pen.lang),
    }
    parts = (
        clause_reason(pen, row.clause),
        _act(pen, row),
        *(reason(pen, _opened(row), *_behind(pen, one), by=_source(pen, one)) for one in row.opened_by),
        *_times(pen, row),
        *_uses(pen, row),
        *missing_reasons(pen, (pen.names.missing(one) for one in row.missing)),
        *taken(pen, row.clause),
    )
    return reason(pen, "power", *parts, **facts)


def _act(pen: Pen, row: PowerRow) -> Reason:
    """Return by what act a power is used, and what that does where it does more than the act itself."""
    effect = pen.effects(row.effects)
    event = pen.names.of(row.act)
    return reason(pen, "act", event=event, effect=effect) if effect else reason(pen, "act_alone", event=event)


def _opened(row: PowerRow) -> str:
    return "rests_on" if row.available_from is None else "opened_by"


def _source(pen: Pen, row_id: str) -> str:
    return pen.event(row_id) if row_id in pen.report.events else pen.names.instance(row_id)


def _behind(pen: Pen, row_id: str) -> list[Reason]:
    """Return the events of a breach that a power rests on, of one that is a delay what triggered the duty."""
    breach = next((row for row in pen.report.breaches if row.id == row_id), None)
    if breach is None:
        return []
    duty = next((row for row in pen.report.duties if row.id == breach.duty), None)
    trigger = () if duty is None or duty.trigger is None else (duty.trigger,)
    return events_reason(pen, "event", breach.events or trigger)


def _times(pen: Pen, row: PowerRow) -> Iterable[Reason]:
    for code, us in (("available", row.available_from), ("until", row.until), ("lapsed", row.lapsed_at)):
        if us is not None:
            yield reason(pen, code, at=pen.at(us))


def _uses(pen: Pen, row: PowerRow) -> Iterable[Reason]:
    if row.exercised_by is not None:
        yield reason(pen, "exercised", event=pen.event(row.exercised_by), at=pen.at(row.effective_at))
    for void in row.void:
        yield reason(pen, "void", event=pen.event(void.event), at=pen.at(void.at), why=pen.void(void))


def suspension_reason(pen: Pen, row: SuspensionRow) -> Reason:
    """Return why an interval suspends, may suspend, or does not."""
    facts = {
        "id": pen.names.instance(row.id),
        "low": pen.at(row.start),
        "high": why(pen, "open_end") if row.end is None else pen.at(row.end),
        "status": say(states.SUSPENSION, row.status, pen.lang),
    }
    party = () if row.party is None else (reason(pen, "party", party=pen.names.of(row.party)),)
    parts = (
        clause_reason(pen, row.clause),
        *party,
        *events_reason(pen, "event", row.events),
        *leaves("requirement", (pen.names.missing(one) for one in row.why)),
        *taken(pen, row.clause),
    )
    return reason(pen, "suspension", *parts, **facts)
