"""
The whole contract: every part declared, typed, resolved and put together, in the order in which each needs the
others.

``read`` never stops at the first error: it goes on with what is sound and returns everything it found, so that one
run names every fault of a stage. Whoever gets a ``Contract`` from the door holds one without errors.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from attrs import evolve, frozen

from luyue.dsl import model, syntax
from luyue.dsl.chains import plain
from luyue.dsl.check import circles, figures, header, parts, remedies, scenarios, scores, tiers
from luyue.dsl.check.articles import answered
from luyue.dsl.check.at_hand import periods_at_hand
from luyue.dsl.check.clauses import clause, facts_of
from luyue.dsl.check.declare import Unit, declare
from luyue.dsl.check.desk import Desk, Env
from luyue.dsl.check.digest import with_digest
from luyue.dsl.check.formulas import READER
from luyue.dsl.check.overlays import lend, one_switch
from luyue.dsl.diagnostic import Diagnostic, Label
from luyue.dsl.model import Label as Spelling
from luyue.dsl.resolve import Declared, Findings, Names, of_heading, of_party
from luyue.dsl.source import NOWHERE, Span

S = TypeVar("S")
M = TypeVar("M")

WORKERS: Final = MappingProxyType({**parts.WORKERS, **scores.WORKERS, **tiers.WORKERS})


@frozen
class Checked:
    """What came of checking: the contract as far as it is sound, every finding, and the spellings of names."""

    contract: model.Contract | None
    diagnostics: tuple[Diagnostic, ...]
    spellings: Mapping[int, tuple[syntax.Name, Spelling]]  # by identity of the name node, which is kept alive beside


def read(units: tuple[Unit, ...]) -> Checked:
    """Check the files of a contract (the contract's own first, then those it uses) and put the contract together."""
    units = tuple(_plain(unit) for unit in units)
    findings = Findings()
    names = Names(findings)
    desk = Desk(findings, names, READER, workers={**WORKERS, "header": header.type_of_item})
    declared = declare(desk, units)
    for unit in units[1:]:
        one_switch(desk, unit.file)
    contract = _assemble(desk, units, declared)
    if desk.lost and not findings.all:
        raise RuntimeError(f"came to nothing without a finding: {', '.join(desk.lost)}")
    return Checked(contract, tuple(findings.all), names.spellings)


def _plain(unit: Unit) -> Unit:
    """Return a file without long chains, which the checks (and whoever runs a contract) meet as balanced trees."""
    bindings = {name: evolve(one, formula=plain(one.formula)) for name, one in unit.bindings.items()}
    return evolve(unit, file=plain(unit.file), bindings=bindings)


# ---------------------------------------------------------------- putting together


def _of(declared: tuple[Declared, ...], kind: type[S]) -> Iterator[tuple[Declared, S]]:
    """Yield the parts of one syntax with their declarations, in the order of the files."""
    for one in declared:
        if isinstance(one.part, kind):
            yield one, one.part


def _all_of(unit: Unit, kind: type[S]) -> Iterator[S]:
    """Yield the parts of one syntax that declare no name."""
    return (part for part in unit.file.parts if isinstance(part, kind))


def _assemble(desk: Desk, units: tuple[Unit, ...], declared: tuple[Declared, ...]) -> model.Contract | None:
    own = _contract_part(desk, units)
    items = header.items_of(own[1]) if own is not None else {}
    desk.currency = header.word(items, "currency")
    desk.header = header.declared(items, own[0].scope) if own is not None else {}
    _prepare(desk, declared)

    def made(kind: type[S], make: Callable[[Desk, Declared, S], M | None]) -> tuple[M, ...]:
        found = [(one, make(desk, one, part)) for one, part in _of(declared, kind)]
        desk.lost += [one.id for one, what in found if what is None]
        return tuple(what for _, what in found if what is not None)

    contract = _headed(desk, own, items)
    clauses = made(syntax.Clause, clause)
    circles.clauses(desk, clauses)
    remedies.clauses(desk, clauses)
    scored, banded = made(syntax.Score, scores.score), made(syntax.Tiers, tiers.tiers)
    index = [part for unit in units for part in _all_of(unit, syntax.Article)]
    whole = model.Contract(
        contract.label,
        contract.title,
        contract.number,
        contract.currency,
        contract.zone,
        contract.calendar,
        contract.parties,
        contract.price,
        contract.price_changed_by,
        contract.signed,
        contract.effective,
        contract.term,
        contract.instruments,
        events=made(syntax.Event, parts.event),
        intervals=made(syntax.Interval, parts.interval),
        tables=made(syntax.Table, parts.table),
        lets=made(syntax.Let, parts.let),
        blanks=made(syntax.Unspecified, parts.blank),
        readings=made(syntax.Reading, parts.reading),
        clauses=clauses,
        metrics=made(syntax.Metric, figures.metric),
        scores=scored,
        tiers=banded,
        limits=made(syntax.Limit, figures.limit),
        articles=answered(desk, index, clauses, (*scored, *banded)),
        scenarios=tuple(
            scenarios.scenario(desk, unit.scope, part) for unit in units for part in _all_of(unit, syntax.Scenario)
        ),
        periods=tuple(desk.periods.values()),
    )
    periods_at_hand(desk, whole)
    circles.figures(desk, whole)
    return None if own is None else with_digest(whole)


def _contract_part(desk: Desk, units: tuple[Unit, ...]) -> tuple[Unit, syntax.Contract] | None:
    found = [(unit, part) for unit in units for part in _all_of(unit, syntax.Contract)]
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
    """Type what others read: fields, columns, options, what each clause is made of, periods, named formulas."""
    for one, event in _of(declared, syntax.Event):
        parts.event_fields(desk, one, event)
    for one, table in _of(declared, syntax.Table):
        parts.table_columns(desk, one, table)
    for lent in desk.lent:
        lend(desk, lent)
    for one, reading in _of(declared, syntax.Reading):
        parts.options_of(desk, one, reading)
    for one, score in _of(declared, syntax.Score):
        scores.items_of(desk, one, score)
    for one, part in _of(declared, syntax.Clause):
        desk.clauses[one.id] = facts_of(desk, one, part)
    for one, period in _of(declared, syntax.Period):
        found = parts.period(desk, one, period)
        if found is not None:
            desk.periods[one.id] = found
    for one in declared:
        if one.sort in WORKERS:
            desk.type_of(one)


def _headed(
    desk: Desk, own: tuple[Unit, syntax.Contract] | None, items: Mapping[str, syntax.HeaderItem]
) -> model.Contract:
    """Return a contract of nothing but its header."""
    if own is None:
        return model.Contract(Spelling("", "", ""), "", None, "", "", "", ())
    unit, part = own
    env, language = Env(desk, unit.scope), unit.scope.language
    label = of_heading(part.heading, language)
    price, changed = header.price(env, items)
    return model.Contract(
        label,
        header.title(items) or label.zh,
        header.reference(items),
        desk.currency,
        header.word(items, "zone"),
        header.word(items, "calendar"),
        tuple(model.Party(of_party(one, language), one.title) for one in part.parties),
        price,
        changed,
        header.moment(env, items, "signed"),
        header.moment(env, items, "effective"),
        header.term(env, items),
        tuple(header.instrument(env, of_heading(one.heading, language), one) for one in part.instruments),
    )
