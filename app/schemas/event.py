"""
The schema of one line of a log in JSON Lines: the envelope, in either language, and any fields beside it.

Which fields an event has is the contract's to say, so they are open here; a cell is text, a whole number, a truth
value, or a list of them. A number with a point is read from its digits and never through a binary fraction.
"""

from luyue.app.schemas.parts import DRAFT, ID, Schema

CELL: Schema = {
    "anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
    ]
}
TIME: Schema = {
    "type": "string",
    "description": "ISO 8601, or 2025-12-03 09:00[:00[.ffffff]], 2025-12-03 24:00, or 2025年12月3日 9时",
}
REFERENCE: Schema = {"anyOf": [ID, {"type": "integer"}]}
ENVELOPE: dict[str, tuple[str, Schema]] = {
    "id": ("编号", REFERENCE),
    "time": ("时间", TIME),
    "type": ("事件", ID),
    "recorded_at": ("记录时间", TIME),
    "corrects": ("更正", REFERENCE),
    "withdraws": ("撤回", REFERENCE),
    "attested_by": ("认定人", ID),
    "currency": ("币种", {"type": "string", "pattern": "^[A-Za-z]{3}$"}),
}


def event_schema() -> Schema:
    """Return the schema of one line of a log."""
    properties = {name: form for english, (chinese, form) in ENVELOPE.items() for name in (english, chinese)}
    return {
        "$schema": DRAFT,
        "title": "One event of a log for luyue",
        "type": "object",
        "properties": properties,
        "additionalProperties": CELL,
        "allOf": [_either("time", "时间"), _type_unless_withdrawn()],
    }


def _either(*names: str) -> Schema:
    return {"anyOf": [{"required": [name]} for name in names]}


def _type_unless_withdrawn() -> Schema:
    """Return that a line states its type, but for a withdrawal, which need not."""
    return _either("type", "事件", "withdraws", "撤回")
