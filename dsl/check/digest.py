"""
The digest of a contract: sha256 over what it means, so that its Chinese and its English file give the same.

Places in the text, warnings and the digest itself take no part. Every value is written with its type's name, so
that two different contracts cannot be written alike.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from fractions import Fraction
from typing import Any, Final, cast

from attrs import evolve, fields_dict, has

from luyue.dsl import model
from luyue.dsl.source import Span

LEFT_OUT: Final = frozenset({"span", "warnings", "digest"})


def with_digest(contract: model.Contract) -> model.Contract:
    """Return the contract with its digest filled in."""
    return evolve(contract, digest=digest_of(contract))


def digest_of(contract: model.Contract) -> str:
    """Return the sha256 (hex) of a contract's canonical form."""
    text = json.dumps(canonical(contract), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def canonical(part: object) -> object:
    """Return a value of the model as lists, texts, whole numbers and None, the same for equal values only."""
    match part:
        case None | bool() | str() if not isinstance(part, Enum):
            return part
        case Enum():
            return ["enum", str(part.value)]
        case int():
            return ["int", str(part)]
        case Fraction():
            return ["fraction", str(part)]
        case date() | time():
            return [type(part).__name__, part.isoformat()]
        case tuple():
            return ["tuple", *(canonical(one) for one in part)]
        case Mapping():
            return ["map", *([str(key), canonical(part[key])] for key in sorted(part))]
        case Span():
            raise TypeError("a place in a text takes no part in a digest")
    if not has(type(part)):
        raise TypeError(f"no canonical form of a {type(part).__name__}")
    names = fields_dict(cast(Any, type(part)))
    return [type(part).__name__, *([name, canonical(getattr(part, name))] for name in names if name not in LEFT_OUT)]
