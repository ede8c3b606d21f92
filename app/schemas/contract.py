"""
The schema of the tree of a clause file, as ``luyue fmt --format json`` prints it.

It is read off the tree's own classes, so that it cannot say anything else than they do: one definition per node,
closed, its fields by their types.
"""

from datetime import date, time
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import fields_dict, has

from luyue.app.schemas.parts import DRAFT, EXACT, FORMS, INTEGER, TEXT, TRUTH, Schema, form, listed, one_of
from luyue.app.tree import LEFT_OUT, SCHEMA
from luyue.dsl import syntax


def contract_schema() -> Schema:
    """Return the schema of a clause file's tree."""
    definitions: dict[str, Schema] = {}
    _define(syntax.File, definitions)
    whole = {**definitions["File"]}
    properties = whole["properties"]
    if not isinstance(properties, dict):
        raise TypeError("a node without fields")
    whole["properties"] = {"schema": {"const": SCHEMA}, **properties}
    whole["required"] = ["schema", *properties]
    return {
        "$schema": DRAFT,
        "title": "The tree of a clause file",
        **whole,
        "$defs": {**FORMS, **{name: definitions[name] for name in sorted(definitions)}},
    }


def _define(node: type[Any], definitions: dict[str, Schema]) -> None:
    """Define a class of nodes and every class below it, each once."""
    if node.__name__ in definitions:
        return
    definitions[node.__name__] = {}
    hints = get_type_hints(node)
    names = [name for name in fields_dict(node) if name not in LEFT_OUT]
    properties = {name: _type(hints[name], definitions) for name in names}
    definitions[node.__name__] = {
        "type": "object",
        "properties": {"node": {"const": node.__name__}, **properties},
        "required": ["node", *names],
        "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a field's type."""
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in (Union, UnionType):
        return _union([_type(part, definitions) for part in get_args(hint)])
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), definitions)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return one_of(str(member.value) for member in hint)
    if isinstance(hint, type) and has(hint):
        return _union([form(name) for name in _concrete(hint, definitions)])
    raise TypeError(f"no schema for {hint!r}")


def _concrete(node: type[Any], definitions: dict[str, Schema]) -> list[str]:
    """Return the names of the classes that stand where ``node`` is asked for: itself, or those that refine it."""
    below = [name for one in node.__subclasses__() for name in _concrete(one, definitions)]
    if not below or _stands_alone(node):
        _define(node, definitions)
        below.append(node.__name__)
    return sorted(set(below))


def _stands_alone(node: type[Any]) -> bool:
    """Return whether a class with refinements has fields of its own, and so may be a node itself."""
    own = set(fields_dict(node)) - {"span", "comments", "under"}
    return bool(own)


def _union(parts: list[Schema]) -> Schema:
    flat = [one for part in parts for one in _members(part)]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}


def _members(part: Schema) -> list[Schema]:
    inner = part.get("anyOf")
    return inner if isinstance(inner, list) else [part]


def _tuple(parts: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    if parts[-1] is Ellipsis:
        return listed(_type(parts[0], definitions))
    items = [_type(part, definitions) for part in parts]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


PLAIN: dict[Any, Schema] = {
    str: TEXT,
    int: INTEGER,
    bool: TRUTH,
    Fraction: EXACT,
    NoneType: {"type": "null"},
    date: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    time: {"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{6})?)?$"},
}
