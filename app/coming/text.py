"""What is coming, for people: what is late, what is due next, which rights are open, what a day costs."""

from collections.abc import Sequence

from luyue.app.amounts import bare
from luyue.app.coming.ahead import Coming, OpenDuty
from luyue.app.due import due_people
from luyue.app.text.page import Page
from luyue.app.words import coming as words
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape


def coming_text(found: Coming, lang: str, columns: int) -> str:
    """Return what is coming as text with a final line feed, no line wider than ``columns``."""
    page = Page(found.report, lang, columns)
    told = {"as_of": page.at(found.report.as_of.us), "until": page.at(found.until)}
    title = say(words.SAY, "title", lang, {"title": escape(found.report.contract.title)})
    lines = [*page.wrapped(title, ""), "=" * columns, *page.wrapped(say(words.SAY, "looked", lang, told), "")]
    late = [one for one in found.duties if one.row.state == "overdue"]
    dated = [one for one in found.duties if one.row.state != "overdue" and one.row.due is not None]
    undated = [one for one in found.duties if one.row.state != "overdue" and one.row.due is None]
    sections = {
        "late": _duties(page, late),
        "due": _duties(page, dated),
        "undated": _duties(page, undated),
        "powers": _powers(page, found),
        "accruals": _accruals(page, found) or page.wrapped(say(words.SAY, "nothing_costs", lang)),
    }
    for name, section in sections.items():
        lines += ["", say(words.HEADING, name, lang), "-" * columns, *(section or page.wrapped(page.say("none")))]
    lines += ["", *page.wrapped(page.say("advice"), "")]
    return "\n".join(lines) + "\n"


def _duties(page: Page, rows: Sequence[OpenDuty]) -> list[str]:
    lines: list[str] = []
    for one in rows:
        row = one.row
        when = page.say("waits_undated") if row.due is None else due_people(row.due, page.zone)
        parts = [page.title(row.id, row.clause), page.names.of(row.bearer), when, days_left(one, page.lang)]
        if row.amount is not None:
            parts.append(page.amount(row.amount.low, row.amount.high))
        if row.state not in ("pending", "overdue"):
            parts.append(say(states.DUTY, row.state, page.lang))
        lines += page.wrapped(" - ".join(part for part in parts if part), "  * ")
        if row.missing:
            lines += page.wrapped(page.say("missing", text=page.missing(row.missing)), "    ")
        if costs := _costs(page, one):
            lines += page.wrapped(costs, "    ")
    return lines


def days_left(one: OpenDuty, lang: str) -> str:
    """Return how many days are left, or over; nothing without a date."""
    if one.days_left is None:
        return ""
    if one.days_left == 0:
        return say(words.SAY, "today", lang)
    code = "days_left" if one.days_left > 0 else "days_over"
    n = abs(one.days_left)
    return say(words.SAY, f"{code}-one" if n == 1 else code, lang, {"n": n})


def _costs(page: Page, one: OpenDuty) -> str:
    told = page.listed(
        say(
            words.SAY,
            "cost",
            page.lang,
            {
                "kind": say(states.HEAD, head.kind, page.lang),
                "amount": page.amount(head.low, head.high, head.currency),
                "id": escape(head.id),
            },
        )
        for head in one.costs
    )
    return say(words.SAY, "costs", page.lang, {"parts": told}) if told else ""


def _powers(page: Page, found: Coming) -> list[str]:
    lines: list[str] = []
    for one in found.powers:
        row = one.row
        code = "opens" if one.opens_at is not None else "open" if row.until is None else "open_until"
        facts = {"at": page.at(one.opens_at), "until": page.at(row.until)}
        parts = [page.title(row.id, row.clause), page.names.of(row.holder), page.effects(row.effects)]
        told = " - ".join(part for part in (*parts, say(words.SAY, code, page.lang, facts)) if part)
        lines += page.wrapped(told, "  * ")
    return lines


def _accruals(page: Page, found: Coming) -> list[str]:
    columns = page.headings("clause", "pair", "amount", right=("amount",))
    cells = [
        [
            page.title(one.row.id, one.row.clause),
            page.pair(one.row.debtor, one.row.creditor),
            bare(one.low, one.high, page.lang),
        ]
        for one in found.accruals
    ]
    return page.table(columns, cells)
