"""
A new contract folder: a clause file with a scenario, and a log, from a template, in either language.

A template is a Chinese clause file that passes ``check`` and ``test``; the English one is its print, so there is one
to keep. The folder is built beside its place and renamed, so that there is never half of one, and one that exists is
never touched. Its name must be good as a folder on every system and as the name of a contract.
"""

import contextlib
import os
import re
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Final

from luyue.app.catalog import SUFFIX
from luyue.app.stop import FILES, Stop, cannot_write, wrong_usage
from luyue.app.words.begin import TEXTS
from luyue.dsl.format import format_file
from luyue.dsl.parse import parse
from luyue.dsl.scan import is_han
from luyue.dsl.source import Source
from luyue.dsl.twins import twins

LOG: Final = "events.jsonl"
LONGEST_NAME: Final = 60
PLACEHOLDER: Final = "NAME"
_RESERVED: Final = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\..*)?", re.IGNORECASE)


def checked_name(name: str) -> str:
    """Return a name that can be that of a folder and of a contract; raise Stop if it cannot."""
    if not name:
        raise _bad(name, "no-name")
    if any(sign in "/\\:" for sign in name):
        raise _bad(name, "name-with-separator")
    if name.strip(". ") != name:
        raise _bad(name, "name-ends-badly")
    if _RESERVED.fullmatch(name):
        raise _bad(name, "name-reserved")
    for sign in name:
        if not (sign.isascii() and (sign.isalnum() or sign in "_-")) and not is_han(sign):
            raise _bad(name, "name-with-sign", sign=sign)
    if len(name) > LONGEST_NAME:
        raise _bad(name, "name-too-long")
    return name


def _bad(name: str, why: str, **facts: str) -> Stop:
    return wrong_usage("bad-name", name=name, why=why, **facts)


def clauses(name: str, *, template: str, lang: str) -> str:
    """Return the clause file of a new contract in ``lang``."""
    text = _template(f"{template}{SUFFIX}")
    if lang == "en":
        for chinese, english in TEXTS.items():
            text = text.replace(chinese, english)
    tree = parse(Source(f"{name}{SUFFIX}", text.replace(PLACEHOLDER, name)))
    spelled = twins(tree)
    return format_file(tree, lang, lambda one: spelled(one)[lang])


def log(template: str) -> str:
    """Return the log of a new contract, the same in either language: its names are the ASCII ones."""
    return _template(f"{template}.jsonl")


def _template(file: str) -> str:
    return files("luyue.app").joinpath("templates", file).read_text(encoding="utf-8")


def begin(name: str, *, template: str, lang: str) -> dict[str, Path]:
    """
    Make a contract folder in the working folder and return its files by their names.

    :raises Stop: the name cannot be one, something of that name exists, or the folder cannot be written
    """
    folder = Path(checked_name(name))
    if os.path.lexists(folder):
        raise Stop(FILES, "folder-exists", about=name, folder=name)
    texts = {f"{name}{SUFFIX}": clauses(name, template=template, lang=lang), LOG: log(template)}
    _build(folder, texts)
    return {file: folder / file for file in texts}


def _build(folder: Path, texts: dict[str, str]) -> None:
    """Write files into a folder beside its place, and rename it when it is whole. Raises Stop."""
    built: str | None = None
    try:
        built = tempfile.mkdtemp(prefix=".luyue-new.", dir=folder.parent)
        for file, text in texts.items():
            (Path(built) / file).write_bytes(text.encode("utf-8"))
        os.chmod(built, 0o777 & ~_umask())
        os.rename(built, folder)
    except FileExistsError as there:
        raise Stop(FILES, "folder-exists", about=str(folder), folder=str(folder)) from there
    except OSError as why:
        raise cannot_write(str(folder), why) from why
    finally:
        if built is not None:
            with contextlib.suppress(OSError):
                shutil.rmtree(built)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
