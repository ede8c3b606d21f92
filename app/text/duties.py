"""Duties that are not broken: those nobody can decide yet, those still open, and, condensed by clause, those kept."""

from luyue.app.amounts import bare
from luyue.app.due import due_people
from luyue.app.heads import at_stake
from luyue.app.text.page import Page
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape
from luyue.engine.report import DutyRow


def undetermined(page: Page) -> list[str]:
    """Return each duty that cannot be decided, with what is missing; several of a clause that lack the same as one."""
    groups: dict[tuple[str, ...], list[DutyRow]] = {}
    for row in page.standing.undetermined:
        alike = (row.clause, row.bearer, page.missing(row.missing))
        groups.setdefault((row.id,) if at_stake(page.report, row) else alike, []).append(row)
    return [line for rows in groups.values() for line in _undecided(page, rows)]


def _undecided(page: Page, rows: list[DutyRow]) -> list[str]:
    """Return one duty, or several of one clause, with what they lack and may cost."""
    row, several = rows[0], len(rows) > 1
    title = page.title(row.clause if several else row.id, row.clause)
    lines = page.wrapped(f"{title} - {page.names.of(row.bearer)}", "  * ")
    if several:
        told = page.listed(escape(one.id.removeprefix(f"{one.clause}/")) for one in rows)
        lines += page.wrapped(page.say("several", count=len(rows), ids=told), "    ")
    if row.missing:
        lines += page.wrapped(page.say("missing", text=page.missing(row.missing)), "    ")
    for head in at_stake(page.report, row):
        amount = page.amount(head.low, head.high, head.currency)
        lines += page.wrapped(page.say("may_cost", head=page.names.instance(head.id), amount=amount), "    ")
    return lines


def open_next(page: Page) -> list[str]:
    """Return what is still open, the next due first, those without a date last."""
    rows = sorted(page.standing.open, key=lambda row: (row.due is None, 0 if row.due is None else row.due.last))
    cells = [
        [
            _when(page, row),
            page.names.of(row.bearer),
            page.title(row.id, row.clause),
            say(states.DUTY, row.state, page.lang),
            "" if row.amount is None else bare(row.amount.low, row.amount.high, page.lang),
            page.missing(row.missing),
        ]
        for row in rows
    ]
    return page.table(page.headings("due", "party", "clause", "state", "amount", "missing", right=("amount",)), cells)


def _when(page: Page, row: DutyRow) -> str:
    if row.due is not None:
        return due_people(row.due, page.zone)
    if row.decided_at is not None:
        return page.say("decided_at", at=page.at(row.decided_at))
    return page.say("waits_undated")


def kept(page: Page) -> list[str]:
    """Return one line per clause: how many of its duties stand in which state."""
    counts = page.standing.condensed
    lines: list[str] = []
    for clause in page.report.contract.clauses:
        if clause.id in counts:
            told = page.listed(
                page.say("instances", count=n, state=say(states.DUTY, state, page.lang))
                for state, n in counts[clause.id].items()
            )
            lines += page.wrapped(f"{page.title(clause.id, clause.id)}{page.colon}{told}", "  * ")
    return lines
