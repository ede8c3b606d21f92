"""
The command ``luyue``: which verb, which language, and what becomes of whatever goes wrong.

Only click is imported here; each verb's module is loaded when the verb is called, so that help answers at once. Click
parses and finds what is wrong with a command line; the sentences are ours, in the reader's language. Every end of a
command is an exit code, and those are relied on from outside.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType

import click

from luyue.app.clicks import Lazy, usage_of
from luyue.app.output import put
from luyue.app.reader import Reader
from luyue.app.stop import BUG, DONE, INTERRUPTED, LIMIT, TERMINATED, Stop, Terminated

VERBS = (
    "demo",
    "new",
    "check",
    "fmt",
    "replay",
    "explain",
    "due",
    "test",
    "articles",
    "calendar",
    "diff",
    "verify",
    "rule",
    "schema",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (that of the process by default) and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    reader = Reader.of(given, os.environ)
    kept = [argument for argument in given if argument != "--debug"]
    with _termination():
        return _guarded(kept, reader)


def _guarded(arguments: list[str], reader: Reader) -> int:
    """Run a command and turn whatever it raises into a message and an exit code."""
    try:
        return _run(arguments, reader)
    except Stop as stop:
        return _end(stop, reader)
    except click.ClickException as wrong:
        return _end(usage_of(wrong), reader)
    except (KeyboardInterrupt, click.Abort):
        return _end(Stop(INTERRUPTED, "interrupted"), reader)
    except Terminated:
        return _end(Stop(TERMINATED, "interrupted"), reader)
    except MemoryError as full:
        full.__traceback__ = full.__context__ = full.__cause__ = None  # its frames hold what filled the memory
        return _end(Stop(LIMIT, "no-memory"), reader)
    except Exception as error:
        return _refused(error, reader)


def _run(arguments: list[str], reader: Reader) -> int:
    group = Lazy("luyue", VERBS)
    result = group.main(args=arguments, prog_name="luyue", standalone_mode=False, obj=reader)
    return result if isinstance(result, int) else DONE


def _end(stop: Stop, reader: Reader) -> int:
    refusal = import_module("luyue.app.refusal")
    said = refusal.stop_json if reader.as_json else refusal.stop_text
    put(sys.stderr, said(stop, reader.messages, _command(stop)), as_json=reader.as_json)
    return stop.exit_code


def _command(stop: Stop) -> str:
    return stop.facts.get("command", "luyue")


def _refused(error: Exception, reader: Reader) -> int:
    """Say what is wrong with a contract or a log; what is left is a limit of the machine, or our own mistake."""
    if not isinstance(error, ImportError):
        refused = import_module("luyue.app.refused")
        told = refused.refusal(error, reader)
        if told is not None:
            put(sys.stderr, told.text, as_json=reader.as_json)
            return int(told.exit_code)
    if isinstance(error, RecursionError):
        return _end(Stop(LIMIT, "too-deep"), reader)
    if reader.debug:
        raise error
    return _end(Stop(BUG, "our-bug", kind=type(error).__name__), reader)


@contextmanager
def _termination() -> Iterator[None]:
    """Let SIGTERM end the command like an exception, so that what was begun is cleaned up."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Terminated

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread: then nobody sends it here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
