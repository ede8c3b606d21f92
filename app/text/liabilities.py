"""The heads of liability: each with its formula, its units, the cap that bit, and how it stands to other heads."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from luyue.app.amounts import bare
from luyue.app.formula import formula, is_plain
from luyue.app.heads import difference, units
from luyue.app.layout import indented
from luyue.app.numbers import yuan
from luyue.app.text.page import Page
from luyue.app.words import reasons, say, states
from luyue.dsl.diagnostic import escape
from luyue.engine.report import HeadRow
from luyue.engine.zone import iso_day

MOST_IDS = 6  # breaches named under a head, then a count


def heads(page: Page) -> list[str]:
    """Return one paragraph per head, in the order of the report."""
    lines: list[str] = []
    for n, row in enumerate(page.report.heads, 1):
        lines += indented(_title(page, row), page.columns, first=f"{n:>3}. ")
        for text in _facts(page, row):
            lines += page.wrapped(text, "     ")
        lines += page.evidence(row.events)
    return lines


def _title(page: Page, row: HeadRow) -> str:
    facts = {
        "debtor": page.names.of(row.debtor),
        "creditor": page.names.of(row.creditor),
        "amount": page.amount(row.low, row.high, row.currency),
    }
    kind = say(states.HEAD, row.kind, page.lang)
    return f"{page.title(row.id, row.clause)} - {kind} - {page.say('head', **facts)}"


def _facts(page: Page, row: HeadRow) -> Iterable[str]:
    yield _worked(page, row)
    if spans := _spans(page, row):
        yield page.listed(spans)
    yield from _capped(page, row)
    for relation, of in row.relations:
        told = say(reasons.RELATION, relation, page.lang, {"of": page.names.instance(of)})
        yield page.say("relation", relation=told)
    yield from _comes_to(page, row)
    if row.decided_by is not None:
        yield page.say("decided_by", event=page.event(row.decided_by))
    if row.breaches:
        yield page.say("for_breaches", ids=shortened(page, row.breaches))
    elif row.given:
        yield page.say("given_breaches", ids=shortened(page, row.given))
    if row.missing:
        yield page.say("missing", text=page.missing(row.missing))
    if row.reducible:
        yield page.say("reducible")
    if row.claim != "claimable" or row.paid:
        yield page.say("claim_of", claim=say(states.CLAIM, row.claim, page.lang), paid=yuan(row.paid))


def _worked(page: Page, row: HeadRow) -> str:
    """Return the formula with what it comes to by itself, before any cap or relation to other heads."""
    told = formula(row.worked, page.names)
    if is_plain(row.worked) or not isinstance(row.worked.value, Fraction):
        return page.say("formula_plain", formula=told)
    return page.say("formula", formula=told, exact=yuan(row.worked.value))


def _comes_to(page: Page, row: HeadRow) -> Iterable[str]:
    """Return the exact amount where the formula alone does not give it, and that it was rounded where it was."""
    if told := difference(row, page.report.heads):
        yield page.say("comes_to", exact=told)
    elif row.exact_high is None or row.exact_low != row.exact_high:
        ends = bare(row.exact_low, row.exact_high, page.lang)
        yield page.say("comes_to", exact=ends)
    elif row.exact_low != row.worked.value:
        yield page.say("comes_to", exact=yuan(row.exact_low))
    if row.exact_low != row.low and row.exact_low == row.exact_high:
        yield page.say("rounded", amount=page.amount(row.low, row.low, row.currency))


def _spans(page: Page, row: HeadRow) -> list[str]:
    spans = []
    if row.units is not None:
        code, told = units(row, page.names)
        spans.append(page.say(code, units=told))
    if row.start is not None and row.end is not None:
        spans.append(page.say("accrued_from_to", **{"from": iso_day(row.start), "to": iso_day(row.end)}))
    return spans


def _capped(page: Page, row: HeadRow) -> Iterator[str]:
    """Yield each cap that bit with what it swallowed, in the order in which they did."""
    if row.capped_by is not None and not row.swallows:
        yield page.say("at_cap", cap=page.names.instance(row.capped_by))
    code = "capped"
    for cap, amount in row.swallows:
        facts = {"cap": page.names.instance(cap), "uncapped": yuan(row.uncapped_low), "swallowed": yuan(amount)}
        yield page.say(code, **facts)
        code = "capped_too"


def shortened(page: Page, ids: Sequence[str]) -> str:
    """Return ids in a row, the first few of many and how many more there are."""
    shown = page.listed(escape(one) for one in ids[:MOST_IDS])
    return shown if len(ids) <= MOST_IDS else f"{shown} ... {page.say('more', n=len(ids) - MOST_IDS)}"
