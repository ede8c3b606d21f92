"""
The JSON Schema of one event as a line of JSON Lines: for any contract, or for the event types of one.

The schema is what tools complete and check with; the reader checks more (a day must exist, digits must not mix) and
accepts the same names: of the envelope in both languages, of types and fields in every spelling. A schema cannot say
that a field may go by two names and is needed under one, but as "any of these is required".
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from luyue.dsl.model import Contract, EventType, FieldType, Kind, Type
from luyue.engine.readers.names import (
    CORRECTS,
    ENVELOPE,
    ID,
    RECORDED,
    TIME,
    TYPE,
    WITHDRAWS,
    Names,
    field_names,
    names_of,
    spellings,
)

Schema = dict[str, object]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final = "string"
DATE: Final = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)"


def event_schema(contract: Contract | None = None) -> Schema:
    """
    Return the schema of an event; with a contract, one alternative per event type it declares, and one for
    withdrawals.
    """
    schema: Schema = {"$schema": DIALECT, "type": "object"}
    schema["properties"] = {name: _envelope(word) for name, word in ENVELOPE.items()}
    schema["allOf"] = [_required(TIME)]
    if contract is None:
        schema["anyOf"] = [_required(TYPE), _required(WITHDRAWS)]
    else:
        names = names_of(contract)
        schema["anyOf"] = [_of_type(kind, names) for kind in contract.events] + [_required(WITHDRAWS)]
    return schema


def _required(word: str) -> Schema:
    """Return the demand that one of the spellings of a word of the envelope is there."""
    return {"anyOf": [{"required": [name]} for name, meant in ENVELOPE.items() if meant == word]}


def _envelope(word: str) -> Schema:
    if word in (TIME, RECORDED):
        return {"type": TEXT, "pattern": DATE}
    if word in (ID, CORRECTS, WITHDRAWS):
        return {"type": [TEXT, "integer", "null"]}
    return {"type": [TEXT, "null"]}


def _of_type(kind: EventType, names: Names) -> Schema:
    """Return what an event of a type looks like."""
    words = list(dict.fromkeys((*spellings(kind.label), *kind.also)))
    known = field_names(kind)
    properties: Schema = {name: {"enum": words} for name, word in ENVELOPE.items() if word == TYPE}
    properties |= {name: _field(declared, names) for name, declared in known.items()}
    needed = [
        {"anyOf": [{"required": [name]} for name, declared in known.items() if declared is one]}
        for one in kind.fields
        if not one.optional
    ]
    return {"properties": properties, "allOf": [_required(TYPE), *needed]}


def _field(declared: FieldType, names: Names) -> Schema:
    schema = dict(_OF_KIND[declared.type.kind](declared.type, names))
    if declared.optional:
        return {"anyOf": [schema, {"type": "null"}, {"const": ""}]}
    return schema


def _text(_: Type, __: Names) -> Schema:
    return {"type": [TEXT, "integer"]}


def _number(_: Type, __: Names) -> Schema:
    return {"type": [TEXT, "number"]}


def _dated(_: Type, __: Names) -> Schema:
    return {"type": TEXT, "pattern": DATE}


def _plain_text(_: Type, __: Names) -> Schema:
    return {"type": TEXT}


def _truth(_: Type, __: Names) -> Schema:
    return {"enum": [True, False, "true", "false", "yes", "no", "是", "否"]}


def _party(_: Type, names: Names) -> Schema:
    return {"enum": sorted(names.parties)}


def _clause(_: Type, names: Names) -> Schema:
    return {"enum": sorted(names.clauses)}


def _listed(of: Type, _: Names) -> Schema:
    return {"enum": [name for label in of.values for name in spellings(label)]}


def _set(of: Type, names: Names) -> Schema:
    members = _clause(of, names) if of.of == Kind.CLAUSE else _listed(of, names)
    return {"anyOf": [{"type": "array", "items": members}, {"type": TEXT}]}


_OF_KIND: Final[Mapping[Kind, Callable[[Type, Names], Schema]]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.ID: _text,
        Kind.PERIOD: _text,
        Kind.NUMBER: _number,
        Kind.POINTS: _number,
        Kind.RATE: _number,
        Kind.COUNT: _number,
        Kind.MONEY: _number,
        Kind.DATE: _dated,
        Kind.INSTANT: _dated,
        Kind.MONTH: _plain_text,
        Kind.LENGTH: _plain_text,
        Kind.TRUTH: _truth,
        Kind.PARTY: _party,
        Kind.CLAUSE: _clause,
        Kind.ENUM: _listed,
        Kind.SET: _set,
    }
)
