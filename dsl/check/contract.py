"""
The whole contract: every part declared, typed, resolved and put together, in the order in which each needs the others.

``read`` never stops at the first error: it goes on with what is sound and returns everything it found, so that one run
names every fault of a stage. Whoever gets a ``Contract`` from the door holds one without errors.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from attrs import evolve, field, frozen

from luyue.dsl import model, syntax
from luyue.dsl.check import circles, header, parts, remedies, scenarios
from luyue.dsl.check.articles import answered
from luyue.dsl.check.clauses import clause, facts_of
from luyue.dsl.check.desk import Desk, Env
from luyue.dsl.check.digest import digest_of
from luyue.dsl.diagnostic import Diagnostic, Label
from luyue.dsl.model import Label as Spelling
from luyue.dsl.resolve import (
    Declared,
    Findings,
    Names,
    Scope,
    of_heading,
    of_party,
    scripts_of,
    skeleton,
    spelling,
)
from luyue.dsl.source import NOWHERE, Span

T = TypeVar("T")

# The sort of a part by its syntax; parts of a sort that no version runs yet are refused, never dropped.
SORTS: Final[Mapping[type, str]] = {
    syntax.Let: "let",
    syntax.Unspecified: "blank",
    syntax.Reading: "reading",
    syntax.Event: "event",
    syntax.Interval: "interval",
    syntax.Table: "table",
    syntax.Period: "period",
    syntax.Clause: "clause",
    syntax.Metric: "metric",
    syntax.Score: "score",
    syntax.Tiers: "tiers",
    syntax.Limit: "limit",
}


@frozen
class Unit:
    """One file of a contract: its tree, the names it keeps to itself, and values bound to its lets and blanks."""

    file: syntax.File
    scope: Scope
    bindings: Mapping[str, tuple[syntax.Expr, Scope]] = field(factory=dict)
    statute: bool = False  # an overlay of law, not words of the parties


@frozen
class Checked:
    """What came of checking: the contract as far as it is sound, every finding, and the spellings of names."""

    contract: model.Contract | None
    diagnostics: tuple[Diagnostic, ...]
    spellings: Mapping[int, tuple[syntax.Name, Spelling]]


def read(units: tuple[Unit, ...]) -> Checked:
    """Check the files of a contract (the contract's own first, then those it uses) and put the contract together."""
    findings = Findings()
    names = Names(findings)
    desk = Desk(findings, names, workers=dict(parts.WORKERS))
    declared = _declare(desk, units)
    contract = _assemble(desk, units, declared)
    _look_alikes(desk)
    return Checked(contract, tuple(findings.all), names.spellings)


# ---------------------------------------------------------------- declaring


def _declare(desk: Desk, units: tuple[Unit, ...]) -> tuple[Declared, ...]:
    found = []
    for unit in units:
        for part in unit.file.parts:
            if isinstance(part, syntax.Contract):
                _declare_contract(desk, unit, part)
            elif type(part) in SORTS:
                found.append(_declare_part(desk, unit, part))
    return tuple(found)


def _declare_part(desk: Desk, unit: Unit, part: syntax.Part) -> Declared:
    heading: syntax.Heading = part.heading  # type: ignore[attr-defined]
    label = _own(unit, of_heading(heading, unit.scope.language))
    bound = next((unit.bindings[text] for text in (label.zh, label.en) if text in unit.bindings), None)
    if bound is not None and isinstance(part, syntax.Let | syntax.Unspecified):
        part = syntax.Let(heading, bound[0], span=part.span)
        declared = Declared("let", label, part, bound[1], heading.name.span)
    else:
        declared = Declared(SORTS[type(part)], label, part, unit.scope, heading.name.span)
    written = [heading.name, *([heading.twin] if heading.twin is not None else [])]
    desk.names.declare(evolve(declared, scope=unit.scope), *written)
    desk.names.replace(label, declared, unit.scope)
    return declared


def _own(unit: Unit, label: Spelling) -> Spelling:
    """Return the label of a part of a file used under an alias: the alias stands before the name."""
    prefix = unit.scope.prefix
    if prefix is None:
        return label
    return Spelling(f"{prefix}_{label.id}", f"{prefix}_{label.zh}", f"{prefix}_{label.en}")


def _declare_contract(desk: Desk, unit: Unit, part: syntax.Contract) -> None:
    desk.names.note(part.heading.name, of_heading(part.heading, unit.scope.language))
    if part.heading.twin is not None:
        desk.names.note(part.heading.twin, of_heading(part.heading, unit.scope.language))
    for party in part.parties:
        label = of_party(party, unit.scope.language)
        written = [party.name, *([party.twin] if party.twin is not None else [])]
        desk.names.declare(Declared("party", label, party, unit.scope, party.name.span), *written)
    for one in part.instruments:
        label = of_heading(one.heading, unit.scope.language)
        written = [one.heading.name, *([one.heading.twin] if one.heading.twin is not None else [])]
        desk.names.declare(Declared("instrument", label, one, unit.scope, one.heading.name.span), *written)


# ---------------------------------------------------------------- putting together


def _of(declared: tuple[Declared, ...], kind: type[T]) -> Iterator[tuple[Declared, T]]:
    """Yield the parts of one syntax with their declarations, in the order of the files."""
    for one in declared:
        if isinstance(one.part, kind):
            yield one, one.part


def _all_of(units: tuple[Unit, ...], kind: type[T]) -> Iterator[T]:
    """Yield the parts of one syntax that declare no name."""
    return (part for unit in units for part in unit.file.parts if isinstance(part, kind))


def _assemble(desk: Desk, units: tuple[Unit, ...], declared: tuple[Declared, ...]) -> model.Contract | None:
    own = _contract_part(desk, units)
    items = header.items_of(desk, own[1]) if own is not None else {}
    desk.currency = header.word(items, "currency") or "CNY"
    desk.header = set(items)
    _prepare(desk, declared)
    kept = _parts(desk, declared)
    clauses = tuple(clause(desk, one, part) for one, part in _of(declared, syntax.Clause))
    circles.clauses(desk, clauses)
    remedies.clauses(desk, clauses)
    for kind in (syntax.Score, syntax.Tiers):
        for _, part in _of(declared, kind):
            desk.error("part-not-yet", part.heading.span, {"name": part.heading.name.text})
    articles = answered(desk, _all_of(units, syntax.Article), clauses)
    tales = tuple(
        scenarios.scenario(desk, unit.scope, part)
        for unit in units
        for part in _all_of((unit,), syntax.Scenario)
    )
    if own is None:
        return None
    contract = _headed(desk, own[0], own[1], items)
    whole = evolve(
        contract, **kept, clauses=clauses, articles=articles, scenarios=tales, periods=tuple(desk.periods.values())
    )
    return evolve(whole, digest=digest_of(whole))


def _contract_part(desk: Desk, units: tuple[Unit, ...]) -> tuple[Unit, syntax.Contract] | None:
    found = [(unit, part) for unit in units for part in unit.file.parts if isinstance(part, syntax.Contract)]
    for _, part in found[1:]:
        desk.error("second-contract", part.heading.span, labels=(Label(found[0][1].heading.span, "first-here"),))
    if not found:
        desk.error("no-contract", _beginning(units))
        return None
    return found[0]


def _beginning(units: tuple[Unit, ...]) -> Span:
    file = units[0].file
    where = file.parts[0].span if file.parts else file.span
    return NOWHERE if where.source is NOWHERE.source else Span(where.source, 0, 0)


def _prepare(desk: Desk, declared: tuple[Declared, ...]) -> None:
    """Type what others read: fields, columns, options, and what each clause is made of."""
    for one, event in _of(declared, syntax.Event):
        parts.event_fields(desk, one, event)
    for one, table in _of(declared, syntax.Table):
        parts.table_columns(desk, one, table)
    for one, reading in _of(declared, syntax.Reading):
        parts.options_of(desk, one, reading)
    for one, part in _of(declared, syntax.Clause):
        desk.clauses[one.id] = facts_of(desk, one, part)
    for one, period in _of(declared, syntax.Period):
        found = parts.period(desk, one, period)
        if found is not None:
            desk.periods[one.id] = found


def _parts(desk: Desk, declared: tuple[Declared, ...]) -> dict[str, tuple[object, ...]]:
    """Return every declaration but clauses, by the field of the contract that holds it."""

    def all_of(kind: type[T], make: object) -> tuple[object, ...]:
        found = [make(desk, one, part) for one, part in _of(declared, kind)]  # type: ignore[operator]
        return tuple(one for one in found if one is not None)

    for one in declared:
        if one.sort in ("let", "blank", "reading", "metric"):
            desk.type_of(one, one.span)
    return {
        "events": all_of(syntax.Event, parts.event),
        "intervals": all_of(syntax.Interval, parts.interval),
        "tables": all_of(syntax.Table, parts.table),
        "lets": all_of(syntax.Let, parts.let),
        "blanks": all_of(syntax.Unspecified, parts.blank),
        "readings": all_of(syntax.Reading, parts.reading),
        "metrics": all_of(syntax.Metric, parts.metric),
        "limits": all_of(syntax.Limit, parts.limit),
    }


def _headed(
    desk: Desk, unit: Unit, part: syntax.Contract, items: Mapping[str, syntax.HeaderItem]
) -> model.Contract:
    env = Env(desk, unit.scope)
    label = of_heading(part.heading, unit.scope.language)
    price, changed = header.price(env, items)
    return model.Contract(
        label,
        header.word(items, "title") or label.zh,
        header.word(items, "reference"),
        desk.currency,
        header.word(items, "zone") or "Asia/Shanghai",
        header.word(items, "calendar") or "prc_civil_code",
        tuple(model.Party(of_party(one, unit.scope.language), one.title) for one in part.parties),
        price,
        changed,
        header.moment(env, items, "signed"),
        header.moment(env, items, "effective"),
        header.term(env, items),
        tuple(
            header.instrument(desk, unit.scope, spelling(one.heading.name, one.heading.twin, unit.scope.language), one)
            for one in part.instruments
        ),
    )


# ---------------------------------------------------------------- look-alikes


def _look_alikes(desk: Desk) -> None:
    """Note names that mix alphabets whose letters look alike, and pairs that differ only in such letters."""
    seen: dict[str, Declared] = {}
    for text, one in desk.names.table.items():
        if len(scripts_of(text)) > 1:
            desk.error("mixed-script", one.span, {"name": text, "scripts": scripts_of(text)})
            continue
        bones = skeleton(text)
        before = seen.setdefault(bones, one)
        if before is not one and before.id != one.id:
            labels = (Label(before.span, "declared-here"),)
            desk.error("look-alike", one.span, {"name": text, "other": before.label.zh}, labels=labels)
