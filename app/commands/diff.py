"""``luyue diff``: what changed between two reports, and why."""

import click

from luyue.app.clicks import Verb, format_option, lang_option, output_option, reader_of
from luyue.app.stop import DONE, wrong_usage


def run(old: str, new: str, form: str, lang: str | None, target: str | None) -> int:
    """Compare and print."""
    from luyue.app.compare import compare
    from luyue.app.compare_text import comparison_json, comparison_text
    from luyue.app.output import check_target, emit, page_width
    from luyue.app.stored import stored

    reader = reader_of(click.get_current_context())
    check_target(target, (old, new))
    before, after = stored(old), stored(new)
    if before["contract"]["id"] != after["contract"]["id"]:
        raise wrong_usage("other-contracts", first=before["contract"]["id"], second=after["contract"]["id"])
    found = compare(before, after)
    if form == "json":
        emit(comparison_json(found), target, as_json=True)
    else:
        emit(comparison_text(found, after, reader.report, page_width(target)), target)
    return DONE


command = Verb(
    "diff",
    [
        click.Argument(["old"], metavar="REPORT"),
        click.Argument(["new"], metavar="REPORT"),
        lang_option(),
        format_option(),
        output_option(),
    ],
    run,
)
