"""``luyue test``: the scenarios of clause files, pass or fail with the difference."""

from typing import Any

import click

from luyue.app.clicks import Verb, format_option, lang_option, reader_of
from luyue.app.commands.options import calendar_options, paths_argument


def run(paths: tuple[str, ...], form: str, lang: str | None, **asked: Any) -> int:
    """Run scenarios and print what came of them."""
    from luyue.app.scenarios import tested
    from luyue.app.session import calendar_of

    calendar = calendar_of(asked["calendars"], assume_weekdays=asked["assume_weekdays"])
    return tested(paths, reader_of(click.get_current_context()), calendar)


command = Verb("test", [paths_argument(), *calendar_options(), lang_option(), format_option()], run)
