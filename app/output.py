"""
How results leave: never half a file, never a traceback because a console lacks a character.

A file is built beside its target, flushed to the disk and renamed, so an older one stays whole until the new one is.
Files are UTF-8 with line feeds. Standard output takes what its encoding can say, the rest as escapes; JSON is always
UTF-8, for a program reads it. A reader who stops reading (``| head``) ends nothing: the rest is dropped quietly.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, TextIO

from luyue.app.stop import FILES, Stop, cannot_write, wrong_usage

STDOUT = "-"
PAGE = 100  # columns of a report that is kept; on a terminal it follows the window
NARROWEST, WIDEST = 60, 160
# What a narrow console shows instead of the lines and signs of our own layout.
PLAIN = str.maketrans({"├": "|", "│": "|", "└": "`", "─": "-", "×": "x", "÷": "/", "…": "~"})


def page_width(target: str | None = None) -> int:
    """Return how wide a page may be: as the terminal it goes to, within bounds, else the fixed width of reports."""
    if target not in (None, STDOUT) or not sys.stdout.isatty():
        return PAGE
    return min(max(shutil.get_terminal_size((PAGE, 24)).columns, NARROWEST), WIDEST)


def emit(text: str, target: str | None = None, *, as_json: bool = False) -> None:
    """Write a result to a file, or to standard output for None and ``-``. Raises Stop."""
    if target is not None and target != STDOUT:
        write_file(Path(target), text.encode("utf-8"))
    else:
        put(sys.stdout, text, as_json=as_json)


def put(stream: TextIO, text: str, *, as_json: bool = False) -> None:
    """Write text to a console or pipe in whatever encoding it has. Raises Stop if the device fails."""
    encoding = "utf-8" if as_json else (stream.encoding or "utf-8")
    try:
        _write(stream, encoded(text, encoding))
    except BrokenPipeError:
        _close_quietly(stream)
    except OSError as why:
        _close_quietly(stream)
        raise cannot_write(STDOUT, why) from why


def put_bytes(data: bytes) -> None:
    """Write bytes to standard output; a terminal is spared them. Raises Stop."""
    if sys.stdout.isatty():
        raise wrong_usage("bytes-to-terminal")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly(sys.stdout)
    except OSError as why:
        _close_quietly(sys.stdout)
        raise cannot_write(STDOUT, why) from why


def put_note(text: str) -> None:
    """Say something beside the result: on the error channel, for people only."""
    put(sys.stderr, text + "\n")


def encoded(text: str, encoding: str) -> bytes:
    """
    Return text as bytes of an encoding, plainer or as escapes where it lacks a character.

    >>> encoded("甲 × 1", "ascii")
    b'\\\\u7532 x 1'
    """
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN).encode(encoding, "backslashreplace")


def _write(stream: TextIO, data: bytes) -> None:
    buffer: BinaryIO | None = getattr(stream, "buffer", None)
    if buffer is None:  # a stream of a test or a notebook takes text only
        stream.write(data.decode("utf-8", "replace"))
        stream.flush()
        return
    stream.flush()
    buffer.write(data)
    buffer.flush()


def _close_quietly(stream: TextIO) -> None:
    """Point a stream whose reader is gone to nowhere, so that closing it at the end raises nothing."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_file(target: Path, data: bytes) -> None:
    """
    Write a file whole or not at all: beside the target, then renamed. Raises Stop.

    What a link points to is written, not the link; a device or a pipe is written into, never replaced.
    """
    target = target.resolve()
    if target.exists() and not target.is_file():
        _write_into(target, data)
        return
    place = None
    try:
        handle, place = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(place, _mode(target))
        os.replace(place, target)
    except OSError as why:
        raise cannot_write(str(target), why) from why
    finally:
        if place is not None:
            with contextlib.suppress(OSError):
                os.unlink(place)


def _write_into(target: Path, data: bytes) -> None:
    try:
        with target.open("wb") as stream:
            stream.write(data)
    except BrokenPipeError:
        return
    except OSError as why:
        raise cannot_write(str(target), why) from why


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, else those a new file gets."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def check_target(target: str | None, inputs: Iterable[str]) -> None:
    """Refuse, before long work, a target that is read too, is a folder, or has no folder to stand in. Raises Stop."""
    if target is None or target == STDOUT:
        return
    path = Path(target)
    for name in inputs:
        if name != STDOUT and path.exists() and Path(name).exists() and path.samefile(name):
            raise wrong_usage("same-file", file=target)
    if path.is_dir():
        raise Stop(FILES, "cannot-write", about=target, file=target, why="EISDIR")
    if not path.parent.is_dir():
        raise Stop(FILES, "cannot-write", about=target, file=target, why="ENOENT")
    if not os.access(path.parent, os.W_OK):
        raise Stop(FILES, "cannot-write", about=target, file=target, why="EACCES")


def make_folder(target: str) -> Path:
    """Make a folder if it is not there. Raises Stop."""
    path = Path(target)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise cannot_write(target, why) from why
    return path
