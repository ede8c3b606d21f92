"""The end of a report: warnings and findings, where every row of the log went, and what the report was made from."""

from luyue.app.findings import check_text
from luyue.app.text.page import Page
from luyue.app.version import ENGINE, GRAMMAR
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape
from luyue.engine.report import CheckRow, Counts

UNANSWERED = "unanswered-article"  # told in one paragraph: a contract that is not yet wholly code has many


def checks(page: Page) -> list[str]:
    """Return findings of the run and warnings about the text; articles without an answer in one paragraph."""
    lines = [line for row in page.report.checks if row.code != UNANSWERED for line in _check(page, row)]
    unanswered = [row for row in page.report.checks if row.code == UNANSWERED]
    if unanswered:
        severity = say(states.SEVERITY, unanswered[0].severity, page.lang)
        cites = " ".join(page.names.cite(row.article) for row in unanswered)
        told = page.counted("unanswered", len(unanswered), cites=cites)
        lines += page.wrapped(f"{severity}[{UNANSWERED}]{page.colon}{told}", "  * ")
    return lines


def _check(page: Page, row: CheckRow) -> list[str]:
    place = page.title(row.clause, row.clause) if row.clause else page.names.cite(row.article)
    where = f" {place}" if place else ""
    severity = say(states.SEVERITY, row.severity, page.lang)
    told = check_text(row.code, row.facts, page.names)
    return page.wrapped(f"{severity}[{row.code}]{where}{page.colon}{told}", "  * ")


def events(page: Page) -> list[str]:
    """Return how many rows were read and where each that was not applied went."""
    report = page.report
    lines = page.wrapped(page.say("counts", **counts(report.counts)))
    for row in (*report.duplicate, *report.late_known, *report.ignored):
        facts = {"file": escape(row.place.file), "row": row.place.row, "id": escape(row.id)}
        lines += page.wrapped(page.say("set_aside", **facts, reason=page.names.set_aside(row)), "  * ")
    return lines


def counts(of: Counts) -> dict[str, int]:
    """Return where the rows went, by the names that reports use."""
    return {
        "read": of.read,
        "applied": of.applied,
        "duplicate": of.duplicate,
        "late_known": of.late_known,
        "ignored": of.ignored,
        "rejected": of.rejected,
    }


def manifest(page: Page) -> list[str]:
    """Return what the report was made from: engine, contract, calendar and logs, by digest."""
    report = page.report
    texts = [
        page.say("engine", engine=ENGINE, grammar=GRAMMAR),
        page.say("contract_digest", digest=report.contract.digest),
        page.say("calendar_digest", digest=report.calendar_digest),
        *(page.say("file", name=escape(x.name), rows=x.rows, sha256=x.sha256) for x in report.files),
        page.say("chain_head", digest=report.chain.head),
    ]
    return [line for text in texts for line in page.wrapped(text)]
