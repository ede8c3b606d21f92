"""
The standard library: files of clauses that come with the program, found by a name in either language.

``names.csv`` says what each file is called in Chinese and in English; the English name is the file's own. The tree of a
file that uses one holds the English name, whichever was written, and the printer says it in the reader's language.
"""

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

SUFFIX: Final = ".clause"
_ROOM: Final = "luyue.stdlib"


def library() -> tuple[str, ...]:
    """Return the names of the files of the standard library, in order."""
    names = sorted(one.name for one in files(_ROOM).iterdir())
    return tuple(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))


def text_of(name: str) -> str:
    """Return the text of a file of the library."""
    return files(_ROOM).joinpath(name + SUFFIX).read_text(encoding="utf-8")


@lru_cache(1)
def names() -> Mapping[str, str]:
    """Return the Chinese name of each file of the library."""
    rows = files(_ROOM).joinpath("names.csv").read_text(encoding="utf-8").splitlines()
    return MappingProxyType({row["en"]: row["zh"] for row in csv.DictReader(rows, strict=True)})


def own_name(written: str) -> str:
    """Return the name of a file of the library as the tree holds it; what names none stays as it is written."""
    return next((en for en, zh in names().items() if written == zh), written)


def spelled(name: str, lang: str) -> str:
    """Return what a file of the library is called in a language; what names none stays as it is."""
    return names().get(name, name) if lang == "zh" else name
