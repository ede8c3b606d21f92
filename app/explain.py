"""
Why a row of a report says what it says: a tree of reasons in words, or the same for programs.

An explanation reads what the replay kept and computes nothing anew. An id may name more than one row (a duty and its
breach and its payment share one), and then each has a tree of its own; the id of a clause names all its rows. A
clause that brought nothing is explained too: that it was never triggered is an answer.
"""

from collections.abc import Iterable

from luyue.app.pen import Pen
from luyue.app.print_json import dumps
from luyue.app.why.clause import clause_reason, reason, taken
from luyue.app.why.duty import breach_reason, duty_reason
from luyue.app.why.money import head_reason, metric_reason
from luyue.app.why.right import power_reason, suspension_reason
from luyue.app.why.score import score_reason
from luyue.app.why.tree import Reason, tree_lines, tree_object
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape
from luyue.engine.report import Report

SCHEMA = "luyue/explanation/1"
WIDTH = 100


class UnknownId(LookupError):
    """No row and no clause of the report has that id."""

    def __init__(self, row_id: str, known: tuple[str, ...]) -> None:
        super().__init__(row_id)
        self.row_id = row_id
        self.known = known


def explain(report: Report, row_id: str, lang: str, tomorrow: Report | None = None) -> tuple[Reason, ...]:
    """
    Return the reasons of every row with an id, or of a clause; at least one tree. Raises UnknownId.

    ``tomorrow`` is the same report a day later if nobody acts; with it the reasons say what one more day costs.
    """
    pen = Pen(report, lang, tomorrow=tomorrow)
    found = tuple(_rows(pen, row_id))
    if found:
        return found
    if row_id in pen.clauses:
        return (_clause(pen, row_id),)
    raise UnknownId(row_id, ids(report))


def ids(report: Report) -> tuple[str, ...]:
    """Return every id that can be explained, rows first, each once."""
    judged = (report.duties, report.breaches, report.heads, report.powers)
    rows = (*judged, report.suspensions, report.metrics, report.scores)
    found = dict.fromkeys(row.id for group in rows for row in group)
    return tuple(found | dict.fromkeys(clause.id for clause in report.contract.clauses))


def _rows(pen: Pen, row_id: str) -> Iterable[Reason]:
    report = pen.report
    duties = [row for row in report.duties if row.id == row_id]
    yield from (duty_reason(pen, row) for row in duties)
    if not duties:  # the tree of a duty holds its breaches
        yield from (breach_reason(pen, row) for row in report.breaches if row.id == row_id)
    yield from (head_reason(pen, row) for row in report.heads if row.id == row_id)
    yield from (power_reason(pen, row) for row in report.powers if row.id == row_id)
    yield from (suspension_reason(pen, row) for row in report.suspensions if row.id == row_id)
    yield from (metric_reason(pen, row) for row in report.metrics if row.id == row_id)
    yield from (score_reason(pen, row) for row in report.scores if row.id == row_id)


def _clause(pen: Pen, clause: str) -> Reason:
    """Return a clause with its rows by id and state; without any, that it was never triggered."""
    rows = [
        *((row.id, say(states.DUTY, row.state, pen.lang)) for row in pen.report.duties if row.clause == clause),
        *((row.id, say(states.HEAD, row.kind, pen.lang)) for row in pen.report.heads if row.clause == clause),
        *((row.id, say(states.POWER, row.state, pen.lang)) for row in pen.report.powers if row.clause == clause),
        *(
            (row.id, say(states.SUSPENSION, row.status, pen.lang))
            for row in pen.report.suspensions
            if row.clause == clause
        ),
    ]
    name = pen.names.instance(clause)
    if not rows:
        return reason(pen, "not_triggered", clause_reason(pen, clause), *taken(pen, clause), id=name)
    instances = (reason(pen, "instance", id=escape(row_id), state=state) for row_id, state in rows)
    return reason(pen, "instances", clause_reason(pen, clause), *instances, id=name)


def explanation_text(trees: tuple[Reason, ...], columns: int = WIDTH) -> str:
    """Return explanations as text with a final line feed, a blank line between two."""
    return "\n".join("\n".join(tree_lines(tree, columns)) + "\n" for tree in trees)


def explanation_json(trees: tuple[Reason, ...], row_id: str) -> str:
    """Return explanations as JSON text with a final line feed."""
    return dumps({"schema": SCHEMA, "id": row_id, "explanations": [tree_object(tree) for tree in trees]})
