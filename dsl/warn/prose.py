"""
The sentences of a contract's own words in a clause file, each with its place: gists, notes, articles, readings.

What a lawyer copies by hand from the signed text stands here, so figures are held against each other here too.
"""

from collections.abc import Iterator

from attrs import frozen

from luyue.dsl.model import Contract
from luyue.dsl.source import Span


@frozen
class Sentence:
    """A text with its place and the clause or article it belongs to."""

    text: str
    span: Span
    clause: str | None = None
    article: str | None = None


def sentences(contract: Contract) -> Iterator[Sentence]:
    """Yield every text of the contract once, in the order of its parts."""
    for clause in contract.clauses:
        for text in (clause.gist, *clause.notes):
            if text:
                yield Sentence(text, place(clause.span, text), clause.id)
    for article in contract.articles:
        for text in (article.title, article.why):
            if text:
                yield Sentence(text, place(article.span, text), None, article.cite)
    for reading in contract.readings:
        for text in (reading.question, *(one.why for one in reading.options)):
            if text:
                yield Sentence(text, place(reading.span, text))


def place(whole: Span, text: str) -> Span:
    """Return where a text stands in its part, or the part if it was never written there as it is."""
    start = whole.source.text.find(text, whole.start, whole.end)
    return Span(whole.source, start, start + len(text)) if start >= 0 else whole
