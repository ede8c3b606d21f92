"""
Why a command stops early, as a value: an exit code, and what to say.

Facts only; the words stand in ``words.errors`` and are chosen when the reader's language is known. Exit codes are
relied on from outside and never change.
"""

import errno
from typing import Final

DONE: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
CONTRACT: Final = 3
EVENTS: Final = 4
LIMIT: Final = 5
FILES: Final = 6
INTEGRITY: Final = 7
BUG: Final = 70
INTERRUPTED: Final = 130
TERMINATED: Final = 143


class Stop(Exception):
    """The command ends here; ``about`` is what it is about (a file, a command) and stands before the sentence."""

    def __init__(self, exit_code: int, code: str, *, about: str | None = None, **facts: str) -> None:
        super().__init__(code)
        self.exit_code = exit_code
        self.code = code
        self.about = about
        self.facts = facts


class Terminated(BaseException):
    """The command was asked to end (SIGTERM)."""


def wrong_usage(code: str, **facts: str) -> Stop:
    """Return the end of a command that was called wrongly."""
    return Stop(USAGE, code, **facts)


def cannot_read(file: str, why: OSError) -> Stop:
    """Return the end of a command that could not read a file."""
    return Stop(FILES, "cannot-read", about=file, file=file, why=_reason(why))


def cannot_write(file: str, why: OSError) -> Stop:
    """Return the end of a command that could not write a file."""
    return Stop(FILES, "cannot-write", about=file, file=file, why=_reason(why))


def _reason(why: OSError) -> str:
    """Return the name of a system's error, said in words later."""
    return errno.errorcode.get(why.errno or 0, type(why).__name__)
