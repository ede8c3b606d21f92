"""The JSON Schemas (draft 2020-12): of a report, of one line of a log, and of the tree of a clause file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from luyue.app.schemas.contract import contract_schema
from luyue.app.schemas.event import event_schema
from luyue.app.schemas.report import report_schema

SCHEMAS: Mapping[str, Callable[[], dict[str, object]]] = MappingProxyType(
    {"report": report_schema, "event": event_schema, "contract": contract_schema}
)


def schema(kind: str) -> dict[str, object]:
    """Return the schema of a ``report``, an ``event`` or a ``contract``."""
    return SCHEMAS[kind]()
