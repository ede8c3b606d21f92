"""
The rows that a clause runs over, and what its formulas say of one row.

Only what the text settles is settled here: a row is left out where its own cells fail the trigger's filter or a
condition without which no duty arises; a condition that needs an event lets it in.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from attrs import evolve, fields_dict, frozen, has

from luyue.dsl import model
from luyue.dsl.model import Clause, Const, Contract, Expr, FieldOf, Kind, Own, Row, Table, Trigger, Var
from luyue.dsl.quantity import Length, Money
from luyue.dsl.source import Span

T = TypeVar("T")
_ORDER: Final[Mapping[str, Callable[[Any, Any], bool]]] = MappingProxyType(
    {"ge": operator.ge, "le": operator.le, "gt": operator.gt, "lt": operator.lt}
)


@frozen
class At:
    """A row of a table as a clause reads it."""

    table: Table
    row: Row
    name: str  # the alias under which formulas read it

    @property
    def key(self) -> str:
        """Return how people call the row: its norm, else its first id or text, else its number."""
        kinds = {column.label.id: cell for column, cell in zip(self.table.columns, self.row.cells, strict=True)}
        firsts = [kinds.get("norm"), *(x for x in self.row.cells if x.type.kind in (Kind.ID, Kind.TEXT))]
        found = next((x.value for x in firsts if isinstance(x, Const) and isinstance(x.value, str)), None)
        return found or str(self.table.rows.index(self.row) + 1)

    def cell(self, column: str) -> Expr | None:
        """Return the cell of a column, by its id."""
        ids = [one.label.id for one in self.table.columns]
        return self.row.cells[ids.index(column)] if column in ids else None

    def put(self, node: T) -> T:
        """Return a formula with the cells of this row in the place of its fields."""
        return _put(node, self)


def rows_of(contract: Contract, clause: Clause) -> tuple[At, ...] | None:
    """Return the rows for which a clause holds, or None if it runs over no table."""
    trigger = next((one for one in clause.triggers if one.kind == "row"), None)
    table = None if trigger is None else next((x for x in contract.tables if x.label.id == trigger.name), None)
    if trigger is None or table is None:
        return None
    found = (At(table, row, trigger.alias or table.label.id) for row in table.rows)
    return tuple(one for one in found if _holds(one, trigger, clause))


def _holds(at: At, trigger: Trigger, clause: Clause) -> bool:
    needed = [*trigger.where, *(x.condition for x in clause.preconditions if x.otherwise == "no_duty")]
    return all(truth(at.put(condition)) is not False for condition in needed)


def _put(node: T, at: At) -> T:
    if isinstance(node, FieldOf) and (isinstance(node.of, Own) or node.of == Var(node.of.type, at.name)):
        return cast(T, at.cell(node.name) or node)
    if isinstance(node, tuple):
        return cast(T, tuple(_put(one, at) for one in node))
    if isinstance(node, Span | model.Label | model.Type) or not has(type(node)):
        return node
    names = [name for name in fields_dict(cast(Any, type(node))) if name not in ("span", "type")]
    changed = {name: new for name in names if (new := _put(old := getattr(node, name), at)) is not old}
    return cast(T, evolve(cast(Any, node), **changed)) if changed else node


def truth(condition: Expr) -> bool | None:
    """Return whether a condition holds by what is written in it, or None if that takes events."""
    match condition:
        case model.Compare(of=Const(value=value), bounds=bounds) if all(isinstance(x.value, Const) for x in bounds):
            sides = [(one.op, cast(Const, one.value).value) for one in bounds]
            return all(_ORDER[op](_plain(value), _plain(other)) for op, other in sides)
        case model.Same(left=Const(value=left), right=Const(value=right), negated=negated):
            return (left == right) is not negated
        case model.Logic(op="and", left=left, right=right):
            both = (truth(left), truth(right))
            return False if False in both else None if None in both else True
        case model.Logic(op="or", left=left, right=right):
            both = (truth(left), truth(right))
            return True if True in both else None if None in both else False
        case model.Not(of=inner):
            found = truth(inner)
            return None if found is None else not found
    return None


def _plain(value: object) -> Any:
    return value.amount if isinstance(value, Money) else value.count if isinstance(value, Length) else value


def amounts(at: At) -> Iterator[tuple[str, Fraction]]:
    """Yield the amounts of money that stand in a row, each with its column."""
    for column, cell in zip(at.table.columns, at.row.cells, strict=True):
        if isinstance(cell, Const) and isinstance(cell.value, Money):
            yield column.label.id, cell.value.amount
