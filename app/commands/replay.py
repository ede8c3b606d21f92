"""``luyue replay``: the main job, from a contract and a log to a report."""

from typing import Any

import click

from luyue.app.clicks import OneOf, Verb, format_option, lang_option, output_option, reader_of
from luyue.app.commands.options import contract_argument, logs_argument, replay_options
from luyue.app.stop import DONE, FINDINGS


def run(contract: str, logs: tuple[str, ...], form: str, target: str | None, fail_on: str | None, **asked: Any) -> int:
    """Replay and print."""
    from luyue.app import print_json, print_text
    from luyue.app.commands.asked import run_of
    from luyue.app.output import check_target, emit, page_width
    from luyue.app.session import report_of

    reader = reader_of(click.get_current_context())
    wanted = run_of(contract, logs, asked)
    check_target(target, wanted.inputs)
    check_target(wanted.save, (*wanted.inputs, *([target] if target else [])))
    report = report_of(wanted, reader)
    if form == "json":
        emit(print_json.report_text(report, reader.report, wanted.asked), target, as_json=True)
    else:
        emit(print_text.report_text(report, reader.report, page_width(target)), target)
    return FINDINGS if fail_on == "breach" and report.breaches else DONE


command = Verb(
    "replay",
    [
        contract_argument(),
        logs_argument(),
        *replay_options(),
        lang_option(),
        format_option(),
        output_option(),
        click.Option(["--save"], metavar="STATE"),
        click.Option(["--fail-on"], type=OneOf("breach")),
    ],
    run,
)
