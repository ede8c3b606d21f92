"""
The report for people: plain text in Chinese or English, as a lawyer would want to read it.

First who owes what; then what is broken, each breach in sentences with its clause, its due date, how late it was,
what it costs and the events that prove it; then the money with its formulas; then what cannot be decided and why;
what is open next; what was kept; and the tables. Nothing is left out silently: what is condensed says how many it
stands for.

The layout is fixed (a hundred columns, no colour), so that a report can be kept, compared and printed.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from luyue.app.text.breaches import broken
from luyue.app.text.duties import kept, open_next, undetermined
from luyue.app.text.figures import accounts, alternatives, caps, metrics, payments
from luyue.app.text.head import head, summary
from luyue.app.text.liabilities import heads
from luyue.app.text.page import Page
from luyue.app.text.record import checks, events, manifest
from luyue.app.text.rights import powers, suspensions
from luyue.app.text.scores import scores
from luyue.app.words import report as words
from luyue.app.words import say
from luyue.engine.report import Report

WIDTH = 100
NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")

Section = Callable[[Page], list[str]]
ALWAYS: Mapping[str, Section] = MappingProxyType(
    {
        "summary": summary,
        "broken": broken,
        "heads": heads,
        "undetermined": undetermined,
        "open": open_next,
        "kept": kept,
    }
)
IF_ANY: Mapping[str, Section] = MappingProxyType(
    {
        "powers": powers,
        "payments": payments,
        "suspensions": suspensions,
        "metrics": metrics,
        "scores": scores,
        "accounts": accounts,
        "caps": caps,
        "alternatives": alternatives,
        "checks": checks,
        "events": events,
        "manifest": manifest,
    }
)


def report_text(report: Report, lang: str, columns: int = WIDTH) -> str:
    """Return the report as text with a final line feed, words in ``lang``, no line wider than ``columns``."""
    page = Page(report, lang, columns)
    lines = head(page)
    for n, (name, section) in enumerate(_sections(page), 1):
        mark = "、" if lang == "zh" else ". "
        heading = f"{numeral(n, lang)}{mark}{say(words.HEADING, name, lang)}"
        lines += ["", heading, "-" * columns, *section]
    lines += ["", *page.wrapped(page.say("advice"), "")]
    return "\n".join(lines) + "\n"


def _sections(page: Page) -> Iterable[tuple[str, list[str]]]:
    """Return the sections in order; the first ones stand even when there is nothing to say."""
    for name, section in ALWAYS.items():
        yield name, section(page) or page.wrapped(page.say("none"))
    for name, section in IF_ANY.items():
        if lines := section(page):
            yield name, lines


def numeral(n: int, lang: str) -> str:
    """
    Return the number of a section, in Chinese numerals up to ninety-nine or in figures.

    >>> [numeral(n, "zh") for n in (1, 10, 11, 20, 21)], numeral(3, "en")
    (['一', '十', '十一', '二十', '二十一'], '3')
    """
    if lang != "zh":
        return str(n)
    tens, ones = divmod(n, 10)
    return f"{NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}{NUMERALS[ones]}"
