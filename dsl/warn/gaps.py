"""What the contract leaves open: blanks, cells left empty, articles that nothing answers, clauses that cite nothing."""

from collections.abc import Container, Iterator, Mapping

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.check.articles import cites
from luyue.dsl.model import Blank, Contract, Table, Warning_
from luyue.dsl.warn.schedule import open_cells
from luyue.dsl.warn.tables import is_total


def gaps(contract: Contract) -> Iterator[Warning_]:
    """Yield findings on what is missing."""
    reads = {clause.id: _names_in(clause) for clause in contract.clauses}
    through, others = _reads_of_parts(contract), tuple(_cites_of_parts(contract))
    usual = model.choose(contract, model.default_options(contract))
    needed, between = {clause.id: _names_in(clause) for clause in usual.clauses}, _reads_of_parts(usual)
    for blank in contract.blanks:
        found = _blank(contract, blank, reads, through)
        idle = found.facts["clauses"] != "0" and _blank(usual, blank, needed, between).facts["clauses"] == "0"
        yield _under_another_reading(found) if idle else found
    told = {cell.name for _, _, cell in open_cells(contract)}
    for table in contract.tables:
        yield from _cells(contract, table, told)
    for article in contract.articles:
        if article.answer is None and not article.clauses and not any(cites(one, article.cite) for one in others):
            facts = {"cite": article.cite, "title": article.title or article.cite}
            yield Warning_("unanswered-article", "warning", None, article.cite, facts, span=article.span)
    for clause in contract.clauses:
        if clause.cite is None and clause.source == "contract":
            facts = {"zh": clause.label.zh, "en": clause.label.en}
            yield Warning_("uncited", "info", clause.id, None, facts, span=clause.span)


def _cites_of_parts(contract: Contract) -> Iterator[str | None]:
    """Yield what limits, scores with their items, and tiers cite: they answer an article as clauses do."""
    yield from (one.cite for one in contract.limits)
    yield from (one.cite for one in contract.tiers)
    for score in contract.scores:
        yield from (score.cite, *(item.cite for item in score.items))


Reads = Mapping[str, frozenset[str]]  # by the id of a part: the named formulas, periods and tables that it reads


def _names_in(part: object) -> frozenset[str]:
    """Return the named formulas, periods and tables that a part of the model reads."""
    found: set[str] = set()
    for node in model.walk(part):
        match node:
            case model.Param(name=name) | model.Measured(name=name) | model.TimeOfReading(reading=name):
                found.add(name)
            case model.Untimed(setting=str() as name) | model.Trigger(name=str() as name):
                found.add(name)
    return frozenset(found)


def _reads_of_parts(contract: Contract) -> Reads:
    groups = (contract.blanks, contract.lets, contract.readings, contract.metrics, contract.periods, contract.tables)
    reads: dict[str, frozenset[str]] = {}
    for group in groups:
        reads |= {one.label.id: _names_in(one) for one in group}
    reads |= {one.label.id: _names_in(one) for one in contract.scores}
    return reads | {one.label.id: _names_in(one) for one in contract.tiers}


def _blank(contract: Contract, blank: Blank, reads: Reads, through: Reads) -> Warning_:
    """Return the finding on a blank, with how many clauses wait for it; one that the law fills is for information."""
    names = {blank.label.id}
    while new := {id_ for id_, read in through.items() if read & names} - names:
        names |= new
    users = sum(bool(read & names) for read in reads.values())
    if _names_in((contract.signed, contract.effective, contract.term)) & names:
        users = len(contract.clauses)
    facts = {"zh": blank.label.zh, "en": blank.label.en, "clauses": str(users), **_use(users)}
    if blank.filler is not None:
        facts |= {"use_zh": f"依法推定，{facts['use_zh']}", "use_en": f"the law fills it; {facts['use_en']}"}
    severity = "info" if blank.filler is not None else "warning"
    return Warning_("unspecified", severity, None, None, facts, span=blank.span)


def _under_another_reading(found: Warning_) -> Warning_:
    """Return the finding on a blank that no clause needs as the readings stand by default: for information."""
    use = {
        "use_zh": f"换一种读法，{found.facts['use_zh']}",
        "use_en": f"under another reading, {found.facts['use_en']}",
    }
    return evolve(found, severity="info", facts={**found.facts, **use})


def _use(users: int) -> dict[str, str]:
    """Return in both languages how many clauses need what is open."""
    if users == 0:
        return {"use_zh": "还没有条款用它", "use_en": "no clause needs it yet"}
    return {"use_zh": f"{users} 条要用它", "use_en": f"{users} clauses need it" if users > 1 else "1 clause needs it"}


def _cells(contract: Contract, table: Table, told: Container[str]) -> Iterator[Warning_]:
    """
    Yield the cells that the contract leaves empty, each with how many clauses run over its table.

    Those that a payment needs are ``told`` as instalments that are not settled; a total has no quantity and no unit
    price to leave open.
    """
    users = sum(any(one.name == table.label.id for one in clause.triggers) for clause in contract.clauses)
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, () if is_total(row) else row.cells, strict=False):
            if isinstance(cell, model.Empty) and cell.name not in told:
                zh = f"{table.label.zh}第{number}行的{column.label.zh}"
                en = f"{column.label.en} in row {number} of {table.label.en}"
                facts = {"zh": zh, "en": en, "clauses": str(users), "cell": cell.name, **_use(users)}
                yield Warning_("unspecified", "warning", None, None, facts, span=cell.span)
