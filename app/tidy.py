"""
Clause files in their canonical print: shown, compared with what is there, or written back.

A file that does not parse is left untouched and refused; the others are worked on all the same, so that one run over a
folder names everything that is wrong with it.
"""

import sys
from collections.abc import Callable, Iterable

from attrs import frozen

from luyue.app.catalog import STDIN, Place, clause_files
from luyue.app.output import emit, put, write_file
from luyue.app.print_json import dumps
from luyue.app.reader import Reader
from luyue.app.refused import contract_refusal
from luyue.app.session import standard_input
from luyue.app.stop import DONE, FINDINGS, cannot_read, wrong_usage
from luyue.app.tree import tree_json
from luyue.app.words import say, tidy
from luyue.dsl.diagnostic import ContractError, escape
from luyue.dsl.format import format_file
from luyue.dsl.load import read_source, units_of
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.syntax import File
from luyue.dsl.twins import twins

SCHEMA = "luyue/fmt/1"


@frozen
class Tidied:
    """A file with its tree and its canonical print."""

    place: Place
    before: str
    tree: File
    after: str

    @property
    def changed(self) -> bool:
        """Return whether the canonical print differs from what is there."""
        return self.before != self.after


def source_of(place: Place) -> Source:
    """Return the text of a clause file or of standard input."""
    if place.shown == STDIN:
        return Source(STDIN, standard_input().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    try:
        return read_source(place.path, name=place.shown)
    except OSError as why:
        raise cannot_read(place.shown, why) from why


def tidied(place: Place, lang: str | None) -> Tidied:
    """Return a file with its canonical print in ``lang``, its own language by default; raise ContractError."""
    source = source_of(place)
    tree = parse(source)
    folder = None if place.shown == STDIN else place.path.resolve().parent
    into = lang or tree.language
    spelled = twins(tree, units_of(tree, folder)[1:])
    return Tidied(place, source.text, tree, format_file(tree, into, lambda name: spelled(name)[into]))


def _each(paths: Iterable[str], lang: str | None, reader: Reader, act: Callable[[Tidied], int]) -> int:
    """Do something with every file that parses, refuse the others; return the gravest exit code."""
    worst = DONE
    for place in clause_files(paths):
        try:
            worst = max(worst, act(tidied(place, lang)))
        except ContractError as error:
            told = contract_refusal(error, reader)
            put(sys.stderr, told.text, as_json=reader.as_json)
            worst = max(worst, told.exit_code)
    return worst


def printed(paths: Iterable[str], lang: str | None, reader: Reader) -> int:
    """Print every file on standard output, one after the other; with ``--format json`` its tree, or a list of trees."""
    found: list[Tidied] = []
    code = _each(paths, lang, reader, _collector(found))
    if not reader.as_json:
        emit("".join(one.after for one in found))
    elif found:
        trees = [tree_json(one.tree) for one in found]
        emit(dumps(trees[0] if len(trees) == 1 else trees), as_json=True)
    return code


def _collector(found: list[Tidied]) -> Callable[[Tidied], int]:
    def collect(one: Tidied) -> int:
        found.append(one)
        return DONE

    return collect


def compared(paths: Iterable[str], lang: str | None, reader: Reader) -> int:
    """Name every file that is not in its canonical print; return 1 if there is one."""
    found: list[Tidied] = []
    code = _each(paths, lang, reader, _collector(found))
    _tell(found, "untidy", reader)
    return max(code, FINDINGS if any(one.changed for one in found) else DONE)


def rewritten(paths: Iterable[str], lang: str | None, reader: Reader) -> int:
    """Write every file back in its canonical print; those that are so already are left alone."""
    found: list[Tidied] = []

    def write(one: Tidied) -> int:
        if one.place.shown == STDIN:
            raise wrong_usage("write-stdin")
        if one.changed:
            write_file(one.place.path, one.after.encode("utf-8"))
        found.append(one)
        return DONE

    code = _each(paths, lang, reader, write)
    _tell(found, "written", reader)
    return code


def _tell(found: list[Tidied], code: str, reader: Reader) -> None:
    """Name the files that were not in their canonical print; for programs, all files with whether they were."""
    if reader.as_json:
        files = [{"file": one.place.shown, "changed": one.changed} for one in found]
        emit(dumps({"schema": SCHEMA, "files": files}), as_json=True)
        return
    lines = [say(tidy.SAY, code, reader.messages, {"file": escape(one.place.shown)}) for one in found if one.changed]
    emit("".join(f"{line}\n" for line in lines))
