"""The clause behind a row: its name and citation, its gist, and the readings and settings it stands on."""

from collections.abc import Iterable

from luyue.app.event_words import fields_text
from luyue.app.pen import Pen
from luyue.app.why.tree import Reason, leaves
from luyue.app.words import explain as words
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape
from luyue.dsl.model import Clause, Known, Measured, Param, ReadingIs, Under, Untimed, walk


def why(pen: Pen, code: str, **facts: object) -> str:
    """Return a sentence of explanations."""
    return say(words.WHY, code, pen.lang, facts)


def reason(pen: Pen, code: str, *parts: Reason, **facts: object) -> Reason:
    """Return a reason by its code, with what it rests on."""
    return Reason(code, why(pen, code, **facts), parts)


def clause_reason(pen: Pen, clause_id: str) -> Reason:
    """Return the clause with its gist and notes."""
    clause = pen.clauses.get(clause_id)
    if clause is None:
        return Reason("clause", clause_id)
    kind = say(states.CLAUSE_KIND, clause.kind, pen.lang)
    parts = [reason(pen, "gist", gist=escape(clause.gist))] if clause.gist else []
    parts += [reason(pen, "note", note=escape(note)) for note in clause.notes]
    if clause.source != "contract":
        parts.append(reason(pen, "statute"))
    name, cite = pen.names.instance(clause.id), pen.names.cite(clause.cite)
    return reason(pen, "clause", *parts, name=name, cite=f" {cite}" if cite else "", kind=kind)


def taken(pen: Pen, clause_id: str) -> Iterable[Reason]:
    """Return the readings and settings that a clause stands on, if there are any, as one reason."""
    clause = pen.clauses.get(clause_id)
    if clause is None:
        return
    readings, blanks = _names(pen, clause)
    parts = [*_readings(pen, readings), *_blanks(pen, blanks)]
    if parts:
        yield reason(pen, "readings", *parts)


def _names(pen: Pen, clause: Clause) -> tuple[list[str], list[str]]:
    """Return the readings and blanks that a clause reads, also through named formulas and figures; in order, once."""
    contract = pen.report.contract
    formulas: dict[str, object] = {let.label.id: let.value for let in contract.lets}
    formulas |= {metric.label.id: metric for metric in contract.metrics}
    readings: dict[str, None] = {}
    blanks: dict[str, None] = {}
    seen: set[str] = set()
    todo: list[object] = [clause]
    while todo:
        for node in walk(todo.pop(0)):
            match node:
                case Param(source="reading", name=name) | ReadingIs(reading=name) | Under(reading=name):
                    readings[name] = None
                case Param(source="blank", name=name) | Untimed(setting=str(name)):
                    blanks[name] = None
                case Param(source="let", name=name) | Measured(name=name) if name in formulas and name not in seen:
                    seen.add(name)
                    todo.append(formulas[name])
                case Known(name="price") if contract.price is not None and "price" not in seen:
                    seen.add("price")
                    todo.append(contract.price)
                case _:
                    pass
    return list(readings), list(blanks)


def _readings(pen: Pen, names: list[str]) -> Iterable[Reason]:
    questions = {reading.label.id: reading.question for reading in pen.report.contract.readings}
    for name in names:
        option = pen.report.readings.get(name, "?")
        facts = {
            "name": pen.names.of(name),
            "option": pen.names.option(name, option),
            "question": escape(questions.get(name, "")),
        }
        yield reason(pen, "reading", **facts)


def _blanks(pen: Pen, names: list[str]) -> Iterable[Reason]:
    fillers = {blank.label.id: blank.filler is not None for blank in pen.report.contract.blanks}
    for name in names:
        value = pen.report.settings.get(name)
        if value is not None:
            yield reason(pen, "setting", name=pen.names.of(name), value=escape(value))
        else:
            yield reason(pen, "filler" if fillers.get(name) else "blank", name=pen.names.of(name))


def events_reason(pen: Pen, code: str, events: Iterable[str]) -> list[Reason]:
    """Return one reason per event: its name, row and instant."""
    return [event_reason(pen, code, one) for one in dict.fromkeys(events)]


def event_reason(pen: Pen, code: str, event_id: str) -> Reason:
    """Return an event with what its row says."""
    found = pen.report.events.get(event_id)
    told = "" if found is None else fields_text(found, pen.types.get(found.type), pen.names)
    parts = (Reason("fields", told),) if told else ()
    return reason(pen, code, *parts, event=pen.event(event_id), at=when(pen, event_id))


def when(pen: Pen, event_id: str) -> str:
    """Return when an event took effect."""
    found = pen.report.events.get(event_id)
    return "?" if found is None else pen.at(found.at)


def missing_reasons(pen: Pen, texts: Iterable[str]) -> tuple[Reason, ...]:
    """Return what is missing, one reason each."""
    return leaves("missing", (why(pen, "missing", text=text) for text in texts))
