"""``luyue explain``: the reasons of one duty, breach, head, power, payment or suspension."""

from typing import Any

import click

from luyue.app.clicks import Verb, format_option, lang_option, output_option, reader_of
from luyue.app.commands.options import contract_argument, logs_argument, replay_options
from luyue.app.stop import DONE, wrong_usage


def run(contract: str, logs: tuple[str, ...], row_id: str, form: str, target: str | None, **asked: Any) -> int:
    """Replay, find the rows of an id and print their reasons."""
    from luyue.app.coming.ahead import tomorrow
    from luyue.app.commands.asked import run_of
    from luyue.app.explain import UnknownId, explain, explanation_json, explanation_text
    from luyue.app.output import check_target, emit, page_width
    from luyue.app.session import case_of
    from luyue.dsl.diagnostic import nearest

    reader = reader_of(click.get_current_context())
    wanted = run_of(contract, logs, asked)
    check_target(target, wanted.inputs)
    case = case_of(wanted, reader)
    report = case.report()
    try:
        trees = explain(report, row_id, reader.report, tomorrow(case, report))
    except UnknownId as unknown:
        near = nearest(row_id, unknown.known)
        raise wrong_usage("unknown-id", id=row_id, **({"near": near} if near else {})) from unknown
    text = explanation_json(trees, row_id) if form == "json" else explanation_text(trees, page_width(target))
    emit(text, target, as_json=form == "json")
    return DONE


command = Verb(
    "explain",
    [
        contract_argument(),
        logs_argument(),
        click.Option(["--id", "row_id"], metavar="ID", required=True),
        *replay_options(),
        lang_option(),
        format_option(),
        output_option(),
    ],
    run,
)
