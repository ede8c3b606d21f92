"""``luyue check``: every finding of clause files, in one run."""

import click

from luyue.app.clicks import OneOf, Verb, format_option, lang_option, reader_of
from luyue.app.commands.options import paths_argument


def run(paths: tuple[str, ...], form: str, fail_on: str | None, lang: str | None) -> int:
    """Check and print findings."""
    from luyue.app.checking import checked

    return checked(paths, reader_of(click.get_current_context()), gate=fail_on is not None)


command = Verb(
    "check",
    [paths_argument(), click.Option(["--fail-on"], type=OneOf("warning")), lang_option(), format_option()],
    run,
)
