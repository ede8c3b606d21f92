"""``luyue schema``: the JSON Schemas of a report, of a log's lines, and of a clause file's tree."""

import click

from luyue.app.clicks import OneOf, Verb, lang_option, output_option, reader_of
from luyue.app.stop import DONE, wrong_usage


def run(kind: str, contract: str | None, target: str | None, lang: str | None) -> int:
    """Print a schema; that of events may be of one contract."""
    from luyue.app.output import check_target, emit
    from luyue.app.print_json import dumps
    from luyue.app.schema import event_schema_of, schema
    from luyue.app.session import contract_of

    if contract is not None and kind != "event":
        raise wrong_usage("extra-argument", name=contract)
    check_target(target, () if contract is None else (contract,))
    reader = reader_of(click.get_current_context())
    found = schema(kind) if contract is None else event_schema_of(contract_of(contract, reader))
    emit(dumps(found), target, as_json=True)
    return DONE


command = Verb(
    "schema",
    [
        click.Argument(["kind"], metavar="KIND", type=OneOf("report", "event", "contract")),
        click.Argument(["contract"], metavar="CONTRACT", required=False),
        lang_option(),
        output_option(),
    ],
    run,
)
