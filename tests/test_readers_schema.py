"""The JSON Schema of an event takes what the reader takes, and the plain mistakes it knows of are refused by both."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from log_contract import CONTRACT

from luyue.engine.event import Log
from luyue.engine.log_schema import event_schema
from luyue.engine.readers import EventError, read_bytes

ANY = Draft202012Validator(event_schema())
OWN = Draft202012Validator(event_schema(CONTRACT))
NOON = "2024-06-19 12:00"

SOUND: tuple[dict[str, Any], ...] = (
    {"time": NOON, "type": "tick"},
    {"编号": 7, "时间": "2024年6月19日 12时", "事件": "到账", "期次": "一", "amount": 5},
    {"id": "e1", "time": NOON, "type": "notice_arrived", "by": "某云公司", "发出时间": "2024-06-18"},
    {"id": "e1", "time": NOON, "type": "ops_request", "ref": "R1", "remark": {"of": "nobody"}},
    {
        "id": "e1",
        "time": NOON,
        "type": "sample",
        "norm": "line_05",
        "docs": ["发票"],
        "affects": "pay、响应",
        "written": "否",
    },
    {"id": "e1", "time": NOON, "type": "sample", "severity": None, "length": "24小时", "share": 0.03, "day": ""},
)
BROKEN: tuple[dict[str, Any], ...] = (
    {"type": "tick"},
    {"time": NOON},
    {"time": 1718755200, "type": "tick"},
    {"time": "yesterday", "type": "tick"},
)
FOREIGN: tuple[dict[str, Any], ...] = (
    {"time": NOON, "type": "tock"},
    {"time": NOON, "type": "payment_received", "instalment": "1"},
    {"time": NOON, "type": "fault_reported", "ticket": "T1", "severity": "重要"},
    {"time": NOON, "type": "sample", "party": "A"},
    {"time": NOON, "type": "sample", "docs": ["保函"]},
    {"time": NOON, "type": "sample", "written": "对"},
)


def log_of(row: dict[str, Any]) -> Log:
    """Read a row as a line of JSON."""
    return read_bytes("log.jsonl", json.dumps(row).encode(), CONTRACT)


def test_schemas_are_sound_and_plain_json() -> None:
    """They can be written to a file as they are."""
    for schema in (event_schema(), event_schema(CONTRACT)):
        Draft202012Validator.check_schema(json.loads(json.dumps(schema)))


@pytest.mark.parametrize("row", SOUND)
def test_what_the_reader_takes_the_schema_takes(row: dict[str, Any]) -> None:
    """In either language, under every spelling."""
    assert 1 == len(log_of(row).events)
    assert ANY.is_valid(row)
    assert OWN.is_valid(row)


def test_a_withdrawal_without_a_type_is_taken() -> None:
    """Its type is that of what it withdraws."""
    assert OWN.is_valid({"id": "w1", "time": NOON, "withdraws": "e1"})


@pytest.mark.parametrize("row", BROKEN)
def test_what_no_contract_takes_is_refused(row: dict[str, Any]) -> None:
    """An event says when and what."""
    with pytest.raises(EventError):
        log_of(row)
    assert not ANY.is_valid(row)
    assert not OWN.is_valid(row)


@pytest.mark.parametrize("row", FOREIGN)
def test_what_this_contract_does_not_take_is_refused(row: dict[str, Any]) -> None:
    """Its types, their fields and the values of a list."""
    with pytest.raises(EventError):
        log_of(row)
    assert ANY.is_valid(row)
    assert not OWN.is_valid(row)
