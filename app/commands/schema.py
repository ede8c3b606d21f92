"""``luyue schema``: the JSON Schemas of a report, of a log's lines, and of a clause file's tree."""

import click

from luyue.app.clicks import OneOf, Verb, output_option
from luyue.app.stop import DONE


def run(kind: str, target: str | None) -> int:
    """Print a schema."""
    from luyue.app.output import check_target, emit
    from luyue.app.print_json import dumps
    from luyue.app.schema import schema

    check_target(target, ())
    emit(dumps(schema(kind)), target, as_json=True)
    return DONE


command = Verb(
    "schema",
    [click.Argument(["kind"], metavar="KIND", type=OneOf("report", "event", "contract")), output_option()],
    run,
)
