"""
The tree of a clause file as plain values: what was written, in neither language.

Every node is an object with ``node``, its kind, and its fields by name; places in the text are left out, because two
files that mean the same have one tree. Exact numbers are text, as in reports.
"""

from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import fields_dict, has

from luyue.app.numbers import exact
from luyue.dsl.syntax import File

SCHEMA = "luyue/contract/1"
LEFT_OUT = ("span",)


def tree_json(file: File) -> dict[str, object]:
    """Return the tree of a file as plain values."""
    return {"schema": SCHEMA, **_node(file)}


def _node(node: Any) -> dict[str, object]:
    names = [name for name in fields_dict(type(node)) if name not in LEFT_OUT]
    return {"node": type(node).__name__, **{name: _plain(getattr(node, name)) for name in names}}


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case Fraction():
            return exact(value)
        case date() | time():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case Mapping():
            return {str(name): _plain(part) for name, part in value.items()}
        case _ if has(type(value)):
            return _node(value)
        case _:
            raise TypeError(f"no plain value for {type(value).__name__}")
