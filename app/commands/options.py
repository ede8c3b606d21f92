"""The options and arguments that several verbs share, and what a replay is asked for."""

import click

from luyue.app.clicks import OneOf


def contract_argument() -> click.Argument:
    """Return CONTRACT."""
    return click.Argument(["contract"], metavar="CONTRACT")


def logs_argument() -> click.Argument:
    """Return LOG..., which may be left out: then dates and fixed amounts are shown."""
    return click.Argument(["logs"], metavar="LOG", nargs=-1)


def paths_argument() -> click.Argument:
    """Return PATH..., one at least."""
    return click.Argument(["paths"], metavar="PATH", nargs=-1, required=True)


def replay_options() -> list[click.Parameter]:
    """Return the options that say what is replayed, and how."""
    return [
        click.Option(["--as-of"], metavar="T"),
        click.Option(["--known-at"], metavar="T"),
        click.Option(["--set", "settings"], metavar="NAME=VALUE", multiple=True),
        click.Option(["--reading", "readings"], metavar="NAME=OPTION", multiple=True),
        click.Option(["--readings", "all_readings"], type=OneOf("all")),
        *calendar_options(),
        click.Option(["--lenient"], is_flag=True),
        click.Option(["--require-events"], is_flag=True),
        click.Option(["--map", "mapping"], metavar="FILE"),
        click.Option(["--sheet"], metavar="NAME"),
        click.Option(["--encoding"], metavar="NAME"),
        click.Option(["--resume"], metavar="STATE"),
    ]


def calendar_options() -> list[click.Parameter]:
    """Return the options that say which calendar is used."""
    return [
        click.Option(["--calendar", "calendars"], metavar="FILE", multiple=True),
        click.Option(["--assume-weekdays"], is_flag=True),
    ]
