"""What the contract leaves open: blanks, cells left empty, articles that nothing answers, clauses that cite nothing."""

from collections.abc import Iterator

from luyue.dsl import model
from luyue.dsl.model import Blank, Contract, Table, Warning_


def gaps(contract: Contract) -> Iterator[Warning_]:
    """Yield findings on what is missing."""
    for blank in contract.blanks:
        yield _blank(contract, blank)
    for table in contract.tables:
        yield from _cells(contract, table)
    for article in contract.articles:
        if article.answer is None and not article.clauses:
            facts = {"cite": article.cite, "title": article.title or article.cite}
            yield Warning_("unanswered-article", "warning", None, article.cite, facts, span=article.span)
    for clause in contract.clauses:
        if clause.cite is None and clause.source == "contract":
            facts = {"zh": clause.label.zh, "en": clause.label.en}
            yield Warning_("uncited", "info", clause.id, None, facts, span=clause.span)


def _blank(contract: Contract, blank: Blank) -> Warning_:
    """Return the finding on a blank, with how many clauses wait for it; one that the law fills is for information."""
    names = _standing_for(contract, blank)
    users = sum(any(_reads(one, names) for one in model.walk(clause)) for clause in contract.clauses)
    if any(_reads(one, names) for one in model.walk((contract.signed, contract.effective, contract.term))):
        users = len(contract.clauses)
    facts = {"zh": blank.label.zh, "en": blank.label.en, "clauses": str(users)}
    severity = "info" if blank.filler is not None else "warning"
    return Warning_("unspecified", severity, None, None, facts, span=blank.span)


def _cells(contract: Contract, table: Table) -> Iterator[Warning_]:
    """Yield the cells that the contract leaves empty, each with how many clauses run over its table."""
    users = sum(any(one.name == table.label.id for one in clause.triggers) for clause in contract.clauses)
    for cell in (cell for row in table.rows for cell in row.cells if isinstance(cell, model.Empty)):
        facts = {"zh": cell.name, "en": cell.name, "clauses": str(users)}
        yield Warning_("unspecified", "warning", None, None, facts, span=cell.span)


def _standing_for(contract: Contract, blank: Blank) -> set[str]:
    """Return the blank's name with those of every blank, let, reading, metric, period and table that leads to it."""
    names = {blank.label.id}
    groups = (contract.blanks, contract.lets, contract.readings, contract.metrics, contract.periods, contract.tables)
    parts: list[tuple[str, object]] = []
    for group in groups:
        parts += [(one.label.id, one) for one in group]
    while new := {id_ for id_, one in parts if any(_reads(node, names) for node in model.walk(one))} - names:
        names |= new
    return names


def _reads(node: object, names: set[str]) -> bool:
    match node:
        case model.Param(name=name) | model.Untimed(setting=name) | model.Measured(name=name):
            return name in names
        case model.TimeOfReading(reading=name) | model.Trigger(name=name):
            return name in names
    return False
