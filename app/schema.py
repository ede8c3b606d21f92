"""
The JSON Schemas (draft 2020-12): of a report, of one line of a log, and of the tree of a clause file.

The schema of an event may be that of one contract, and then it knows its events and their fields.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from luyue.app.schemas.contract import contract_schema
from luyue.app.schemas.report import report_schema
from luyue.dsl.model import Contract
from luyue.engine.log_schema import event_schema

SCHEMAS: Mapping[str, Callable[[], Mapping[str, object]]] = MappingProxyType(
    {"report": report_schema, "event": event_schema, "contract": contract_schema}
)


def schema(kind: str) -> Mapping[str, object]:
    """Return the schema of a ``report``, an ``event`` or a ``contract``."""
    return SCHEMAS[kind]()


def event_schema_of(contract: Contract) -> Mapping[str, object]:
    """Return the schema of the events of one contract."""
    return event_schema(contract)
