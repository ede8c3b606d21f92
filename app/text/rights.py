"""Powers and suspensions: what a party may do, did or tried in vain; what stood still, and by what right."""

from collections.abc import Iterable

from luyue.app.text.page import Page
from luyue.app.words import say, states
from luyue.engine.report import PowerRow, SuspensionRow


def powers(page: Page) -> list[str]:
    """Return each power with its state and its history."""
    lines: list[str] = []
    for row in page.report.powers:
        state = say(states.POWER, row.state, page.lang)
        parts = [page.title(row.id, row.clause), page.names.of(row.holder), page.names.of(row.act)]
        lines += page.wrapped(" - ".join(part for part in (*parts, page.effects(row.effects), state) if part), "  * ")
        for text in _facts(page, row):
            lines += page.wrapped(text, "    ")
    return lines


def _facts(page: Page, row: PowerRow) -> Iterable[str]:
    if spans := _spans(page, row):
        yield page.listed(spans)
    if row.exercised_by is not None:
        yield page.say("exercised", event=page.event(row.exercised_by), at=page.at(row.effective_at))
    for void in row.void:
        yield page.say("void_act", event=page.event(void.event), at=page.at(void.at), why=page.void(void))
    if row.missing:
        yield page.say("missing", text=page.missing(row.missing))


def _spans(page: Page, row: PowerRow) -> list[str]:
    spans = []
    if row.available_from is not None:
        spans.append(page.say("available", **{"from": page.at(row.available_from)}))
    if row.until is not None:
        spans.append(page.say("until", until=page.at(row.until)))
    if row.lapsed_at is not None:
        spans.append(page.say("lapsed", at=page.at(row.lapsed_at)))
    return spans


def suspensions(page: Page) -> list[str]:
    """Return each interval as each suspension clause sees it, with what was met and what failed."""
    return [line for row in page.report.suspensions for line in _suspension(page, row)]


def _suspension(page: Page, row: SuspensionRow) -> list[str]:
    end = page.say("still_open") if row.end is None else page.at(row.end)
    span = page.say("from_to", low=page.at(row.start), high=end)
    party = "" if row.party is None else page.names.of(row.party)
    parts = [page.title(row.id, row.clause), party, span, say(states.SUSPENSION, row.status, page.lang)]
    lines = page.wrapped(" - ".join(part for part in parts if part), "  * ")
    for one in row.why:
        lines += page.wrapped(page.names.missing(one), "    ")
    return [*lines, *page.evidence(row.events, "    ")]
