"""The head of the text report: which contract, which date, on what readings, settings and assumptions."""

from collections.abc import Iterable

from luyue.app.amounts import amount
from luyue.app.findings import assumption_text
from luyue.app.layout import indented
from luyue.app.text.page import Page
from luyue.app.words import report as words
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape, width
from luyue.engine.zone import iso_day

MARGIN = 14  # columns for the labels


def head(page: Page) -> list[str]:
    """Return the title and the facts that the rest of the report stands on."""
    title = page.say("title", title=escape(page.report.contract.title))
    lines = [*page.wrapped(title, ""), "=" * page.columns]
    for label, texts in (*_contract(page), *_times(page), *_taken(page)):
        name = say(words.LABEL, label, page.lang)
        first = name + " " * max(MARGIN - width(name), 1)
        for i, text in enumerate(texts):
            lines += indented(text, page.columns, first=" " * MARGIN if i else first, rest=" " * MARGIN)
    return lines


def _contract(page: Page) -> Iterable[tuple[str, list[str]]]:
    contract = page.report.contract
    yield "contract", [contract.id]
    if contract.number:
        yield "number", [escape(contract.number)]
    yield "parties", [f"{page.names.of(x.label.id)}{page.colon}{escape(x.title)}" for x in contract.parties]


def _times(page: Page) -> Iterable[tuple[str, list[str]]]:
    report, contract = page.report, page.report.contract
    yield "effective", [page.at(report.effective_at) or page.say("unknown")]
    if report.term is not None:
        yield "term", [page.say("from_to", low=iso_day(report.term[0]), high=iso_day(report.term[1]))]
    for name, effective, first, last in report.instruments:
        yield "instrument", [_instrument(page, name, effective, first, last)]
    yield "state", [_contract_state(page)]
    yield "as_of", [_as_of(page)]
    if report.known_at is not None:
        yield "known_at", [page.at(report.known_at)]
    facts = {"calendar": contract.calendar, "zone": contract.zone, "currency": contract.currency}
    yield "calendar", [page.say("calendar_of", **facts)]


def _instrument(page: Page, name: str, effective: int | None, first: int | None, last: int | None) -> str:
    span = "" if first is None or last is None else page.say("from_to", low=iso_day(first), high=iso_day(last))
    return page.listed([page.names.of(name), page.at(effective) or page.say("unknown"), span])


def _taken(page: Page) -> Iterable[tuple[str, list[str]]]:
    report, names = page.report, page.names
    groups = {
        "readings": [f"{names.of(name)} = {names.option(name, option)}" for name, option in report.readings.items()],
        "settings": [f"{names.of(name)} = {escape(value)}" for name, value in report.settings.items()],
        "assumptions": [assumption_text(code, facts, names) for code, facts in report.assumptions],
    }
    return ((label, texts) for label, texts in groups.items() if texts)


def _contract_state(page: Page) -> str:
    state = page.report.contract_state
    name = say(states.CONTRACT, state.state, page.lang)
    if state.since is None:
        return name
    if state.by is None:
        return page.say("contract_state_since", state=name, since=page.at(state.since))
    by = page.say("by_term") if state.by == "term" else page.say("by_event", event=page.event(state.by))
    return page.say("contract_state_by", state=name, since=page.at(state.since), by=by)


def _as_of(page: Page) -> str:
    as_of = page.report.as_of
    if as_of.us is None:
        return page.say("no_as_of")
    return page.say("default", at=page.at(as_of.us)) if as_of.default else page.at(as_of.us)


def summary(page: Page) -> list[str]:
    """Return who owes what to whom in all, and how the duties stand."""
    lines: list[str] = []
    for row in page.report.totals:
        facts = {
            "debtor": page.names.of(row.debtor),
            "creditor": page.names.of(row.creditor),
            "amount": amount(row.low, row.high, row.currency, page.lang),
        }
        lines += page.wrapped(page.say("owes", **facts))
    counts = page.standing.counts
    nothing = "owes_nothing_yet" if counts["undetermined"] else "owes_nothing"
    lines = lines or page.wrapped(page.say(nothing, n=counts["undetermined"]))
    lines += page.wrapped(page.counted("breaches", len(page.report.breaches)))
    return [
        *lines,
        *page.wrapped(f"{say(words.LABEL, 'counts', page.lang)}{page.colon}{page.say('verdicts', **counts)}"),
    ]
