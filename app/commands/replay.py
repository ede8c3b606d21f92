"""``luyue replay``: the main job, from a contract and a log to a report."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from luyue.app.clicks import OneOf, Verb, lang_option, output_option, reader_of
from luyue.app.commands.options import contract_argument, logs_argument, replay_options
from luyue.app.stop import DONE, FINDINGS, wrong_usage

if TYPE_CHECKING:
    from luyue.app.session import Run
    from luyue.engine.report import Report

FORMS = ("text", "json", "html", "xlsx", "ics", "csv")


def run(contract: str, logs: tuple[str, ...], form: str, target: str | None, fail_on: str | None, **asked: Any) -> int:
    """Replay and print."""
    from luyue.app.commands.asked import run_of
    from luyue.app.output import STDOUT, check_target, emit, put_bytes, write_file
    from luyue.app.session import case_of

    reader = reader_of(click.get_current_context())
    wanted = run_of(contract, logs, asked)
    check_target(target, wanted.inputs)
    check_target(wanted.save, (*wanted.inputs, *([target] if target else [])))
    case = case_of(wanted, reader)
    report = case.report()
    if form == "ics":
        from luyue.app.coming.ahead import coming
        from luyue.app.coming.ics import coming_ics

        found = coming(case)
        if found is None:
            raise wrong_usage("no-date")
        emit(coming_ics(found, reader.report), target, as_json=True)
    elif form == "xlsx":
        data = _xlsx(report, wanted, reader.report)
        if target in (None, STDOUT):
            put_bytes(data)
        else:
            write_file(Path(str(target)), data)
    else:
        emit(_text(form, report, wanted, reader.report, target), target, as_json=form != "text")
    return FINDINGS if fail_on == "breach" and report.breaches else DONE


def _text(form: str, report: "Report", wanted: "Run", lang: str, target: str | None) -> str:
    match form:
        case "json":
            from luyue.app.print_json import report_text

            return report_text(report, lang, wanted.asked)
        case "html":
            from luyue.app.export.page import report_page

            return report_page(report, lang, wanted.asked)
        case "csv":
            from luyue.app.export.csv import tables_csv
            from luyue.app.export.tables import tables

            return tables_csv(tables(report, lang, wanted.asked), lang)
        case _:
            from luyue.app import print_text
            from luyue.app.output import page_width

            return print_text.report_text(report, lang, page_width(target))


def _xlsx(report: "Report", wanted: "Run", lang: str) -> bytes:
    from luyue.app.export.tables import tables
    from luyue.app.export.xlsx import tables_xlsx

    return tables_xlsx(tables(report, lang, wanted.asked), report.contract.title)


command = Verb(
    "replay",
    [
        contract_argument(),
        logs_argument(),
        *replay_options(),
        lang_option(),
        click.Option(["--format", "form"], type=OneOf(*FORMS), default="text"),
        output_option(),
        click.Option(["--save"], metavar="STATE"),
        click.Option(["--fail-on"], type=OneOf("breach")),
    ],
    run,
)
