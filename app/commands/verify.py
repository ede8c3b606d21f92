"""``luyue verify``: recompute a report from its manifest and compare."""

import click

from luyue.app.clicks import Verb, format_option, lang_option, reader_of
from luyue.app.stop import DONE, INTEGRITY


def run(report: str, contract: str | None, folders: tuple[str, ...], form: str, lang: str | None) -> int:
    """Verify and say what does not hold."""
    from luyue.app.output import emit
    from luyue.app.print_json import dumps
    from luyue.app.verify import verify
    from luyue.app.words import say
    from luyue.app.words import verify as words

    reader = reader_of(click.get_current_context())
    found = verify(report, contract, folders, reader)
    told = [(one.code, say(words.SAY, one.code, reader.report, one.facts)) for one in found.findings]
    if form == "json":
        findings = [{"code": code, "message": text} for code, text in told]
        emit(dumps({"schema": "luyue/verify/1", "holds": not told, "findings": findings}), as_json=True)
    else:
        facts = {"file": report, "contract": found.contract, "events": str(found.events)}
        head = say(words.SAY, "fails" if told else "holds", reader.report, facts)
        emit("\n".join([head, *(f"  * [{code}] {text}" for code, text in told)]) + "\n")
    return INTEGRITY if told else DONE


command = Verb(
    "verify",
    [
        click.Argument(["report"], metavar="REPORT"),
        click.Option(["--contract"], metavar="CONTRACT"),
        click.Option(["--in", "folders"], metavar="FOLDER", multiple=True),
        lang_option(),
        format_option(),
    ],
    run,
)
