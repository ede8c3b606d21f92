"""``luyue calendar``: the working-day table in use, and what comes of counting on it."""

from typing import Any

import click

from luyue.app.clicks import NumberVerb, format_option, lang_option, negative, output_option, reader_of
from luyue.app.commands.options import calendar_options
from luyue.app.stop import DONE


def run(question: tuple[str, ...], year: int | None, no_roll: bool, form: str, target: str | None, **asked: Any) -> int:
    """Answer a question to the calendar, or show its tables."""
    from luyue.app.almanac import answer
    from luyue.app.output import check_target, emit
    from luyue.app.session import calendar_of

    reader = reader_of(click.get_current_context())
    check_target(target, asked["calendars"])
    calendar = calendar_of(asked["calendars"], assume_weekdays=asked["assume_weekdays"])
    words = tuple(negative(word) for word in question)
    text = answer(words, calendar, year=year, roll=not no_roll, lang=reader.report, as_json=form == "json")
    emit(text, target, as_json=form == "json")
    return DONE


command = NumberVerb(
    "calendar",
    [
        click.Argument(["question"], metavar="QUESTION", nargs=-1),
        click.Option(["--year"], type=click.IntRange(1949, 2199), metavar="Y"),
        click.Option(["--no-roll"], is_flag=True),
        *calendar_options(),
        lang_option(),
        format_option(),
        output_option(),
    ],
    run,
)
