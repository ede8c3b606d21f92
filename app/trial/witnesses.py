"""
Which scenarios can tell a changed part of a contract, the likeliest first.

A part that is changed shows in itself and in whatever reads it, directly or through others: a table in the clauses that
go through its rows, a clause in the score it takes points from and in the payment that the score sets. So a scenario is
a witness of a part if the part or one of its readers has a row in the scenario's report or is named in an expectation,
or if the part could have had one: the log has an event that it reads, or something that it reads came into play.

First are tried the scenarios that expect something of the part itself, then of those that name it, then of another
reader or a total, then the rest; among equals those with fewer events, which are replayed sooner.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, cast

from attrs import fields_dict, frozen, has

from luyue.app.trial.tested import Tested
from luyue.dsl import model
from luyue.engine.report import Report

Names = frozenset[str]


@frozen
class _Play:
    """A scenario that passed, with the names that it shows something of."""

    scenario: model.Scenario
    shown: Names  # parts with a row in the report
    events: Names  # event types of the log
    expected: Names  # parts that an expectation names


@frozen
class Witnesses:
    """The scenarios of a contract, and which parts of it read which."""

    plays: tuple[_Play, ...]
    reads: Mapping[str, Names]  # part to the parts and events that it names
    readers: Mapping[str, Names]  # part to the parts that name it, directly or through others, and itself
    columns: Mapping[str, Names]  # part to the columns of tables that it names

    @staticmethod
    def of(one: Tested) -> "Witnesses":
        """Return what the scenarios of a file that passed show."""
        reads = _reads(one.contract)
        plays = tuple(_play(o.scenario, o.report) for o in one.outcomes if o.passed and o.report is not None)
        return Witnesses(plays, reads, {name: _readers(name, reads) for name in reads}, columns_named(one.contract))

    def for_part(self, name: str, column: str | None = None) -> tuple[model.Scenario, ...]:
        """Return the scenarios that may tell a change of a part, in a column of a table, the likeliest first."""
        readers = self.readers[name] if column is None else self._of_column(name, column)
        ranks = (self._rank(play, name, readers) for play in self.plays)
        ranked = [(rank, len(self.plays[number].scenario.events), number) for number, rank in enumerate(ranks)]
        return tuple(self.plays[number].scenario for rank, _, number in sorted(ranked) if rank < NONE)

    def _of_column(self, table: str, column: str) -> Names:
        """Return the parts that read a column of a table, directly or through others."""
        direct = [name for name, reads in self.reads.items() if table in reads and column in self.columns[name]]
        return frozenset(reader for name in direct for reader in self.readers[name])

    def _rank(self, play: _Play, name: str, readers: Names) -> int:
        reads = self.reads[name]
        if name in play.expected:
            return ITSELF
        if any(name in self.reads[one] for one in readers & play.expected):
            return NAMING
        shown = readers & play.shown
        if readers & play.expected or (shown and TOTAL in play.expected):
            return READER
        return REST if shown or reads & (play.events | play.shown) else NONE


ITSELF, NAMING, READER, REST, NONE = range(5)
TOTAL = ""  # stands for what one party owes another in all


def _play(scenario: model.Scenario, report: Report) -> _Play:
    expected = frozenset(one.name or TOTAL for one in scenario.expects)
    return _Play(scenario, _shown(report), frozenset(event.event for event in scenario.events), expected)


def _shown(report: Report) -> Names:
    """Return the parts that a report shows something of."""
    rows: tuple[str, ...] = (
        *(row.clause for row in report.duties),
        *(row.clause for row in report.heads),
        *(row.clause for row in report.powers),
        *(row.clause for row in report.suspensions),
        *(row.name for row in report.metrics),
        *(limit.label.id for limit in report.contract.limits),
        *(score.label.id for score in report.contract.scores),
        *(tiers.label.id for tiers in report.contract.tiers),
    )
    return frozenset(rows)


def _parts(contract: model.Contract) -> dict[str, Any]:
    groups = (
        *(contract.lets, contract.readings, contract.blanks, contract.tables, contract.periods, contract.intervals),
        *(contract.clauses, contract.metrics, contract.scores, contract.tiers, contract.limits),
    )
    return {part.label.id: part for group in groups for part in group}


def columns_named(contract: model.Contract) -> dict[str, Names]:
    """Return for each part of a contract, tables apart, the columns that it may read: those whose name it has."""
    columns = {column.label.id for table in contract.tables for column in table.columns}
    parts = {name: part for name, part in _parts(contract).items() if not isinstance(part, model.Table)}
    named = {name: frozenset(_named(part, columns)) for name, part in parts.items()}
    return {**{table.label.id: frozenset() for table in contract.tables}, **named}


def _reads(contract: model.Contract) -> dict[str, Names]:
    """Return for each part of a contract the parts and events that it names."""
    parts = _parts(contract)
    known = {*parts, *(event.id for event in contract.events)}
    found = {name: _named(part, known) - {name} for name, part in parts.items()}
    for clause in contract.clauses:
        for touched in _touched(clause):
            found[touched].add(clause.id)
    return {name: frozenset(named) for name, named in found.items()}


def _touched(clause: model.Clause) -> Iterator[str]:
    """Yield the parts that a clause changes though they do not name it: scores, payments, what a power ends."""
    yield from (line.score for line in clause.deductions)
    yield from (head.of for head in clause.heads if head.of is not None)
    yield from (name for power in clause.powers for effect in power.effects for name in effect.clauses)


def _named(part: object, known: Iterable[str]) -> set[str]:
    fields = (getattr(node, name) for node in model.walk(part) for name in texts_of(cast(Any, type(node))))
    flat = (text for value in fields for text in (value if isinstance(value, tuple) else (value,)))
    return {text for text in flat if isinstance(text, str)} & {*known}


@cache
def texts_of(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of node in which names may stand."""
    return tuple(fields_dict(kind)) if has(kind) else ()


def _readers(name: str, reads: Mapping[str, Names]) -> Names:
    by: dict[str, set[str]] = defaultdict(set)
    for reader, named in reads.items():
        for one in named:
            by[one].add(reader)
    found, pending = {name}, [name]
    while pending:
        for reader in by[pending.pop()] - found:
            found.add(reader)
            pending.append(reader)
    return frozenset(found)
