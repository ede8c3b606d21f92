"""The parts that schemas are made of: closed objects, lists, and the forms in which values are written."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
INTEGER: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
ID: Schema = {"type": "string", "minLength": 1}
IDS: Schema = {"type": "array", "items": ID}
TEXTS: Schema = {"type": "array", "items": TEXT}

# The forms of values, by the name under which a schema refers to them.
FORMS: Mapping[str, Schema] = MappingProxyType(
    {
        "money": {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)\.[0-9]{2}$"},
        "exact": {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9]|/[1-9][0-9]*)?$"},
        "date": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "instant": {
            "type": "string",
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?"
            r"[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
        },
        "currency": {"type": "string", "pattern": r"^[A-Z]{3}$"},
        "sha256": {"type": "string", "pattern": r"^[0-9a-f]{64}$"},
    }
)


def form(name: str) -> Schema:
    """Return a reference to a form or another definition."""
    return {"$ref": f"#/$defs/{name}"}


MONEY, EXACT, DATE, INSTANT = form("money"), form("exact"), form("date"), form("instant")
CURRENCY, SHA256 = form("currency"), form("sha256")


def or_null(schema: Schema) -> Schema:
    """Return a schema that also takes null."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(values: Iterable[str]) -> Schema:
    """Return a schema of a few words."""
    return {"enum": list(values)}


def listed(schema: Schema) -> Schema:
    """Return a list of a schema."""
    return {"type": "array", "items": schema}


def closed(properties: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """Return an object with exactly these members; ``optional`` ones may be absent, others are refused."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def table(values: Schema) -> Schema:
    """Return an object whose members have names of the contract and one form of value."""
    return {"type": "object", "additionalProperties": values}


def beside(*names: str) -> dict[str, Schema]:
    """Return the exact values that may stand beside amounts."""
    return {f"exact_{name}": EXACT for name in names}
