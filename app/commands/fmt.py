"""``luyue fmt``: clause files in their canonical print, in either language."""

import click

from luyue.app.clicks import Verb, format_option, lang_option, reader_of
from luyue.app.commands.options import paths_argument


def run(paths: tuple[str, ...], only_check: bool, write: bool, lang: str | None, form: str) -> int:
    """Print, compare or rewrite."""
    from luyue.app.tidy import compared, printed, rewritten

    reader = reader_of(click.get_current_context())
    if only_check:
        return compared(paths, lang, reader)
    if write:
        return rewritten(paths, lang, reader)
    return printed(paths, lang, reader)


command = Verb(
    "fmt",
    [
        paths_argument(),
        click.Option(["--check", "only_check"], is_flag=True),
        click.Option(["--write"], is_flag=True),
        lang_option(),
        format_option(),
    ],
    run,
)
