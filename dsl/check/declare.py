"""
Which parts there are: every named part of every file of a contract, entered in the namespace before anything is
read.

A file used under an alias declares its parts as ``alias_name`` for the others and as ``name`` for itself. A let or
a blank of a used file may be bound to a formula of the file that uses it; the formula is then read with the names
of the latter. A reading may be bound to one of its options, which becomes the default; an event, table, period,
interval, metric, score or clause to one of the same sort in the file that uses it, which then stands for it (an event
of an overlay also without words, if it has the same name).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve, field, frozen

from luyue.dsl import syntax
from luyue.dsl.check.desk import Desk, Env, Lent
from luyue.dsl.check.names import named
from luyue.dsl.model import Label as Spelling
from luyue.dsl.resolve import Declared, Scope, of_heading, of_party, spelling

# The sort of a named part by its syntax.
SORTS: Final[Mapping[type, str]] = MappingProxyType(
    {
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
)
# What another file may stand for by a part of the same sort, and what a use may bind at all.
LENT: Final = (
    syntax.Event,
    syntax.Interval,
    syntax.Table,
    syntax.Period,
    syntax.Clause,
    syntax.Metric,
    syntax.Score,
)
OPEN: Final = (*LENT, syntax.Let, syntax.Unspecified, syntax.Reading)


@frozen
class Binding:
    """A formula that a file binds to a part of a file it uses, and where that formula stands."""

    name: syntax.Name
    formula: syntax.Expr
    scope: Scope


@frozen
class Unit:
    """One file of a contract: its tree, the names it keeps to itself, and formulas bound to its lets and blanks."""

    file: syntax.File
    scope: Scope
    bindings: Mapping[str, "Binding"] = field(factory=dict)


def declare(desk: Desk, units: tuple[Unit, ...]) -> tuple[Declared, ...]:
    """Enter every named part, party and instrument; return the parts in the order of the files."""
    found = []
    for unit in units:
        for part in unit.file.parts:
            heading = heading_of(part)
            if isinstance(part, syntax.Contract):
                _declare_contract(desk, unit, part)
            elif heading is not None and not _is_lent(desk, unit, part, heading):
                found.append(_declare_part(desk, unit, part, heading))
    return tuple(found)


def _is_lent(desk: Desk, unit: Unit, part: syntax.Part, heading: syntax.Heading) -> bool:
    """Say whether a part of another file stands for one of a used file, and let the names mean that."""
    bound = _binding(unit, heading)
    if bound is not None and isinstance(part, LENT):
        target, place = _bound_part(desk, bound, SORTS[type(part)]), bound.name.span
    elif bound is not None and isinstance(part, syntax.Reading):
        target, place = _bound_switch(desk, unit, part, bound), bound.name.span
    elif bound is None and unit.scope.switch is not None and isinstance(part, syntax.Event):
        names = [name.text for name in _written(heading)]
        target = next((found for text in names if (found := desk.names.table.get(text)) is not None), None)
        place = heading.span if target is None else target.span
    else:
        return False
    if target is None or target.sort != SORTS[type(part)]:
        return False
    desk.names.stand_for(target, unit.scope, *_written(heading))
    if bound is not None:
        desk.names.note(bound.name, of_heading(heading, unit.scope.language))
    if isinstance(part, syntax.Event | syntax.Table):
        desk.lent.append(Lent(part, unit.scope, target, place))
    return True


def _bound_part(desk: Desk, bound: Binding, sort: str) -> Declared | None:
    """Return the part that is bound to one of the same sort; anything else is an error."""
    env = Env(desk, bound.scope)
    if not isinstance(bound.formula, syntax.Ref):
        env.wants(bound.formula, sort)
        return None
    return named(env, bound.formula.name, sort)


def _bound_switch(desk: Desk, unit: Unit, part: syntax.Reading, bound: Binding) -> Declared | None:
    """Return the reading that is bound to the switch of an overlay, None where an option of it is bound."""
    own = of_heading(part.heading, unit.scope.language)
    if not isinstance(bound.formula, syntax.Ref) or unit.scope.switch in (None, _own(unit, own).id):
        return None
    found = desk.names.find(bound.formula.name.text, bound.scope)
    if found is None or found.id != unit.scope.switch:
        return None
    desk.names.note(bound.formula.name, found.label)
    return found


def _written(heading: syntax.Heading) -> tuple[syntax.Name, ...]:
    return (heading.name,) if heading.twin is None else (heading.name, heading.twin)


def _binding(unit: Unit, heading: syntax.Heading) -> Binding | None:
    return next((unit.bindings[name.text] for name in _written(heading) if name.text in unit.bindings), None)


def heading_of(part: syntax.Part) -> syntax.Heading | None:
    """Return the heading of a part that has a name."""
    match part:
        case (
            syntax.Let(heading=heading)
            | syntax.Unspecified(heading=heading)
            | syntax.Reading(heading=heading)
            | syntax.Event(heading=heading)
            | syntax.Interval(heading=heading)
            | syntax.Table(heading=heading)
            | syntax.Period(heading=heading)
            | syntax.Clause(heading=heading)
            | syntax.Metric(heading=heading)
            | syntax.Score(heading=heading)
            | syntax.Tiers(heading=heading)
            | syntax.Limit(heading=heading)
        ):
            return heading
    return None


def _declare_part(desk: Desk, unit: Unit, part: syntax.Part, heading: syntax.Heading) -> Declared:
    label = _own(unit, of_heading(heading, unit.scope.language))
    bound = _binding(unit, heading)
    if bound is not None:
        desk.names.note(bound.name, of_heading(heading, unit.scope.language))
    if bound is not None and isinstance(part, syntax.Reading):
        part = _with_default(desk, unit, part, bound)
    declared = Declared(SORTS[type(part)], label, part, unit.scope, heading.name.span)
    desk.names.declare(declared, *_written(heading))
    if bound is None or not isinstance(part, syntax.Let | syntax.Unspecified):
        return declared
    let = syntax.Let(heading, bound.formula, span=bound.formula.span)
    replaced = evolve(declared, sort="let", part=let, scope=bound.scope)
    desk.names.replace(declared, replaced)
    return replaced


def _with_default(desk: Desk, unit: Unit, part: syntax.Reading, bound: Binding) -> syntax.Reading:
    """Return a reading of a used file whose default is the option that the use names."""
    word = bound.formula.name if isinstance(bound.formula, syntax.Ref) else syntax.Name(bound.formula.span.text)
    labels = [spelling(one.name, one.twin, unit.scope.language) for one in part.options]
    chosen = next((i for i, one in enumerate(labels) if word.text in (one.zh, one.en)), None)
    if chosen is None:
        choices = tuple(text for one in labels for text in (one.zh, one.en))
        desk.near("unknown-option", evolve(word, span=bound.formula.span), choices)
        return part
    desk.names.note(word, labels[chosen])
    options = tuple(evolve(one, default=i == chosen) for i, one in enumerate(part.options))
    return evolve(part, options=options)


def _own(unit: Unit, label: Spelling) -> Spelling:
    """Return the label of a part as the whole contract knows it: after the alias of its file, if it has one."""
    prefix = unit.scope.prefix
    if prefix is None:
        return label
    return Spelling(f"{prefix}_{label.id}", f"{prefix}_{label.zh}", f"{prefix}_{label.en}")


def _declare_contract(desk: Desk, unit: Unit, part: syntax.Contract) -> None:
    label = of_heading(part.heading, unit.scope.language)
    for name in (part.heading.name, part.heading.twin):
        if name is not None:
            desk.names.note(name, label)
    for party in part.parties:
        written = (party.name,) if party.twin is None else (party.name, party.twin)
        label = of_party(party, unit.scope.language)
        desk.names.declare(Declared("party", label, party, unit.scope, party.name.span), *written)
    for one in part.instruments:
        heading = one.heading
        written = (heading.name,) if heading.twin is None else (heading.name, heading.twin)
        label = of_heading(heading, unit.scope.language)
        desk.names.declare(Declared("instrument", label, one, unit.scope, heading.name.span), *written)
