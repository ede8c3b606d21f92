"""
Click as this house uses it: help and complaints in two languages, verbs loaded late, ``-7`` a number.

Click's own help is laid out for one-column characters and its messages are English, so both are said here, from the
tables of ``words.help`` and ``words.errors``. What click knows (which option, which value) is taken from its
exceptions as facts.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from luyue.app.output import put
from luyue.app.reader import Reader
from luyue.app.stop import Stop, wrong_usage
from luyue.app.words import help as words
from luyue.app.words import say

WIDTH = 100
MARGIN = 2
_NEGATIVE = re.compile(r"-[0-9]+")
_MINUS = "\u2212"  # stands for the sign of a negative number while click looks for options


def reader_of(context: click.Context) -> Reader:
    """Return who reads what a command says."""
    found = context.find_root().obj
    if not isinstance(found, Reader):
        raise TypeError("the command was called without its reader")
    return found


# ---------------------------------------------------------------- commands


class Verb(click.Command):
    """A verb whose help is in the reader's language."""

    def __init__(self, name: str, params: Iterable[click.Parameter], run: Callable[..., int]) -> None:
        settings = {"allow_extra_args": True, "allow_interspersed_args": True}
        options = [*params, _help_option()]
        super().__init__(name, callback=run, params=options, add_help_option=False, context_settings=settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments; a Stop names the verb."""
        with _named(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; raise Stop if there are more arguments than it takes."""
        with _named(ctx):
            if ctx.args:
                raise wrong_usage("extra-argument", name=ctx.args[0])
            return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the verb."""
        formatter.write(help_text(self, ctx))


@contextmanager
def _named(ctx: click.Context) -> Iterator[None]:
    """Let whatever stops a verb say which verb it was; what click finds wrong becomes a Stop."""
    try:
        yield
    except Stop as stop:
        stop.facts.setdefault("command", ctx.command_path)
        raise
    except click.UsageError as wrong:
        raise usage_of(wrong, ctx) from wrong


class NumberVerb(Verb):
    """A verb that takes negative numbers as arguments."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments; what is a minus sign and digits is no option."""
        shown = [_MINUS + arg[1:] if _NEGATIVE.fullmatch(arg) else arg for arg in args]
        return super().parse_args(ctx, shown)


def negative(argument: str) -> str:
    """Return an argument of a ``NumberVerb`` with its sign as it was written."""
    return argument.replace(_MINUS, "-")


class Lazy(click.Group):
    """The verbs, each imported when it is asked for."""

    def __init__(self, name: str, verbs: Sequence[str]) -> None:
        super().__init__(name, params=[_version_option(), _help_option()], add_help_option=False, no_args_is_help=False)
        self.verbs = tuple(verbs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the help."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb, imported now; None if there is no such verb."""
        if cmd_name not in self.verbs:
            return None
        found = import_module(f"luyue.app.commands.{cmd_name}").command
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that arguments name; raise Stop if there is none."""
        if args and self.get_command(ctx, args[0]) is None:
            raise wrong_usage("no-such-verb", name=args[0], **_near(args[0], self.verbs))
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what stands before the verb; raise Stop if there is nothing at all."""
        if not args:
            raise wrong_usage("no-verb")
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the command."""
        formatter.write(group_help(self, ctx))


def _near(name: str, known: Iterable[str]) -> dict[str, str]:
    from luyue.dsl.diagnostic import nearest

    found = nearest(name, known)
    return {} if found is None else {"near": found}


# ---------------------------------------------------------------- options


def _help_option() -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            put(sys.stdout, ctx.get_help() + "\n")
            ctx.exit()

    return click.Option(["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, callback=show)


def _version_option() -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            version = import_module("luyue.app.version")
            put(sys.stdout, f"luyue {version.ENGINE}\n")
            ctx.exit()

    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "one of"

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; raise Stop if it is none of them."""
        if value not in self.choices:
            facts = {"name": _param_name(param), "value": str(value), "choices": ", ".join(self.choices)}
            raise wrong_usage("bad-choice", **facts, **_near(str(value), self.choices))
        return str(value)


def lang_option() -> click.Option:
    """Return ``--lang``; the reader is known before anything is parsed, so the value is only checked here."""
    return click.Option(["--lang"], type=OneOf("zh", "en"))


def format_option() -> click.Option:
    """Return ``--format text|json``."""
    return click.Option(["--format", "form"], type=OneOf("text", "json"), default="text")


def output_option() -> click.Option:
    """Return ``-o``."""
    return click.Option(["-o", "--output", "target"], metavar="FILE")


# ---------------------------------------------------------------- help


def group_help(group: Lazy, ctx: click.Context) -> str:
    """Return the help of the whole command."""
    lang = reader_of(ctx).messages
    verbs = [(verb, say(words.VERB, verb, lang)) for verb in group.verbs]
    blocks = (
        [f"{_heading('usage', lang)}luyue VERB ..."],
        _text(say(words.VERB, "luyue", lang), 0),
        [_heading("verbs", lang).rstrip(), *_rows(verbs)],
        [_heading("options", lang).rstrip(), *_rows(_options(group, lang))],
        [_heading("exits", lang).rstrip(), *_text(say(words.EXITS, "exits", lang), MARGIN)],
    )
    return "\n\n".join("\n".join(block) for block in blocks)


def help_text(command: click.Command, ctx: click.Context) -> str:
    """Return the help of one verb."""
    lang = reader_of(ctx).messages
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    names = [f"{param.metavar}..." if param.nargs != 1 else str(param.metavar) for param in arguments]
    told = [(str(param.metavar), say(words.ARGUMENT, str(param.metavar), lang)) for param in arguments]
    blocks = [
        [f"{_heading('usage', lang)}{' '.join((ctx.command_path, *names))} [...]"],
        _text(say(words.VERB, command.name or "", lang), 0),
        [_heading("arguments", lang).rstrip(), *_rows(told)] if told else [],
        [_heading("options", lang).rstrip(), *_rows(_options(command, lang))],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _heading(name: str, lang: str) -> str:
    return say(words.HEADING, name, lang) + ("：" if lang == "zh" else ": ")


def _options(command: click.Command, lang: str) -> list[tuple[str, str]]:
    options = [param for param in command.params if isinstance(param, click.Option)]
    return [(_option_name(one), say(words.OPTION, _word_of(one), lang)) for one in options]


def _word_of(option: click.Option) -> str:
    """Return the name under which an option's help stands; one that means another thing to each verb has several."""
    own = f"{option.opts[0]} {'|'.join(option.type.choices)}" if isinstance(option.type, OneOf) else ""
    return own if own in words.OPTION else option.opts[0]


def _option_name(option: click.Option) -> str:
    if option.is_flag:
        return ", ".join(option.opts)
    if isinstance(option.type, OneOf):
        return f"{', '.join(option.opts)} {'|'.join(option.type.choices)}"
    return f"{', '.join(option.opts)} {option.metavar or ''}".rstrip()


def _rows(rows: Sequence[tuple[str, str]]) -> list[str]:
    from luyue.app.layout import indented

    room = max(len(name) for name, _ in rows) + MARGIN
    lines = []
    for name, told in rows:
        lines += indented(told, WIDTH, first=" " * MARGIN + name.ljust(room), rest=" " * (MARGIN + room))
    return lines


def _text(text: str, margin: int) -> list[str]:
    from luyue.app.layout import indented

    return indented(text, WIDTH, first=" " * margin)


# ---------------------------------------------------------------- complaints


def usage_of(wrong: click.ClickException, context: click.Context | None = None) -> Stop:
    """Return what click found wrong with a command line, as facts."""
    command = {} if context is None else {"command": context.command_path}
    match wrong:
        case click.NoSuchOption(option_name=name):
            return wrong_usage("no-such-option", name=name, **command, **_near(name, _option_names(context)))
        case click.MissingParameter(param=param):
            return wrong_usage("missing-argument", name=_param_name(param), **command)
        case click.BadOptionUsage(option_name=name):
            code = "value-not-wanted" if "does not take" in wrong.message else "no-value"
            return wrong_usage(code, name=name, **command)
        case _:
            return wrong_usage("usage", message=wrong.format_message(), **command)


def _option_names(context: click.Context | None) -> list[str]:
    if context is None:
        return []
    return [name for param in context.command.params if isinstance(param, click.Option) for name in param.opts]


def _param_name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[0]
    return "?" if param is None else str(param.metavar or param.name)
