"""``luyue due``: what is coming: open duties by due instant, rights about to open, what a day of delay costs."""

from typing import Any

import click

from luyue.app.clicks import OneOf, Verb, lang_option, output_option, reader_of
from luyue.app.commands.options import contract_argument, logs_argument, replay_options
from luyue.app.stop import DONE, wrong_usage


def run(contract: str, logs: tuple[str, ...], form: str, target: str | None, ahead: int, **asked: Any) -> int:
    """Look ahead and print."""
    from luyue.app.coming.ahead import coming
    from luyue.app.commands.asked import run_of
    from luyue.app.output import check_target, emit, page_width
    from luyue.app.session import case_of

    reader = reader_of(click.get_current_context())
    wanted = run_of(contract, logs, asked)
    check_target(target, wanted.inputs)
    found = coming(case_of(wanted, reader), ahead)
    if found is None:
        raise wrong_usage("no-date")
    if form == "json":
        from luyue.app.coming.plain import coming_json

        emit(coming_json(found, reader.report), target, as_json=True)
    elif form == "ics":
        from luyue.app.coming.ics import coming_ics

        emit(coming_ics(found, reader.report), target, as_json=True)
    else:
        from luyue.app.coming.text import coming_text

        emit(coming_text(found, reader.report, page_width(target)), target)
    return DONE


command = Verb(
    "due",
    [
        contract_argument(),
        logs_argument(),
        *replay_options(),
        click.Option(["--ahead"], type=click.IntRange(1, 3660), metavar="DAYS", default=30),
        lang_option(),
        click.Option(["--format", "form"], type=OneOf("text", "json", "ics"), default="text"),
        output_option(),
    ],
    run,
)
