"""
The door: from a file to a contract, through every stage, with every diagnostic of the stage that fails.

A clause file may come from a stranger, so it is looked at before it is opened (no pipes, no devices), read up to a
limit, and decoded strictly: an encoding is never guessed, a broken byte never replaced. What a file uses must lie
in the standard library or in the contract's own folder, symbolic links included, and the whole has limits in depth,
number and size.
"""

import re
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from attrs import define, evolve, field, frozen

from luyue.dsl import syntax
from luyue.dsl.check.contract import Checked, read
from luyue.dsl.check.declare import OPEN, Binding, Unit
from luyue.dsl.check.overlays import bound_switch, switch_of
from luyue.dsl.diagnostic import ContractError, Diagnostic, Fact, Label, nearest
from luyue.dsl.library import SUFFIX, library, spelled, text_of
from luyue.dsl.model import Contract
from luyue.dsl.parse import parse
from luyue.dsl.resolve import Scope
from luyue.dsl.source import Source, Span
from luyue.dsl.warn import warnings_of

MOST_BYTES: Final = 16 * 1024 * 1024  # of one file, and of all files of a contract together
DEEPEST_USE: Final = 16
MOST_FILES: Final = 1_000


def load(path: str | Path, *, name: str | None = None) -> Contract:
    """
    Return the sound contract that a clause file holds, with its warnings.

    ``name`` is how diagnostics and reports call the file (default: the path as given).

    :raises ContractError: the text is refused, with every diagnostic of the stage in source order
    :raises OSError: the file cannot be read
    """
    path = Path(path)
    source = read_source(path, name=name)
    here = path.resolve()
    return _contract(source, here.parent, here.name)


def load_text(text: str, name: str) -> Contract:
    """
    Return the sound contract that a text holds; such a text may use the standard library but no other file.

    :raises ContractError: the text is refused
    """
    return _contract(Source(name, _lines(text)), None)


def check_text(text: str, name: str) -> Checked:
    """
    Return what checking finds in a text that parses: the contract as far as it is sound, and every diagnostic.

    :raises ContractError: the text does not parse, or a file it uses does not
    """
    source = Source(name, _lines(text))
    return read(units_of(parse(source), None))


def _contract(source: Source, folder: Path | None, name: str = "") -> Contract:
    checked = read(units_of(parse(source), folder, name=name))
    if checked.contract is None or any(one.severity == "error" for one in checked.diagnostics):
        raise ContractError(checked.diagnostics)
    return evolve(checked.contract, warnings=warnings_of(checked.contract))


# ---------------------------------------------------------------- reading a file


def read_source(path: str | Path, *, name: str | None = None) -> Source:
    """
    Return the text of a file: strict UTF-8, a leading byte order mark dropped, line ends made one.

    :raises ContractError: a folder, pipe or device; not UTF-8; larger than 16 MiB
    :raises OSError: the file is missing or cannot be read
    """
    path = Path(path)
    shown = str(path) if name is None else name
    if not stat.S_ISREG(path.resolve().lstat().st_mode):
        _refuse("not-a-file", Source(shown, ""))
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        _refuse("file-too-large", Source(shown, ""), {"most": "16 MiB"})
    return Source(shown, _decoded(content, shown))


def _decoded(content: bytes, name: str) -> str:
    wide = _wide_encoding(content)
    if wide is not None:
        _refuse("not-utf8", Source(name, ""), {"encoding": wide})
    try:
        return _lines(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if 0 in content:  # no text in one byte per sign has a zero
            _refuse("not-utf8", Source(name, ""), {"encoding": "UTF-16"})
        skipped = 3 if content.startswith(b"\xef\xbb\xbf") else 0
        before = _lines(content[skipped : skipped + error.start].decode("utf-8"))
        byte = content[skipped + error.start]
    source = Source(name, before)
    at = len(before)
    found = Diagnostic("not-utf8-byte", Span(source, at, at), {"byte": f"0x{byte:02X}"})
    raise ContractError((found,))


def _wide_encoding(content: bytes) -> str | None:
    """Return the name of an encoding in two or four bytes per character, told by its mark or its zero bytes."""
    marks = (
        (b"\xff\xfe\x00\x00", "UTF-32"),
        (b"\x00\x00\xfe\xff", "UTF-32"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
    )
    for mark, encoding in marks:
        if content.startswith(mark):
            return encoding
    head = content[:512]
    return "UTF-16" if len(head) >= 4 and head.count(0) * 5 >= len(head) * 2 else None


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _refuse(
    code: str, source: Source, facts: Mapping[str, Fact] = MappingProxyType({}), *, hint: str | None = None
) -> None:
    raise ContractError((Diagnostic(code, Span(source, 0, 0), facts, hint=hint),))


# ---------------------------------------------------------------- what a file uses


@frozen
class _Where:
    """The folder of a contract, and that of the file that uses another."""

    root: Path
    here: Path


@frozen
class _Place:
    """Where a used file was found: a key that tells files apart, its text, and where the files that it uses may lie."""

    key: str
    source: Source
    where: _Where | None


@define
class _Gathering:
    """The files of one contract as they are found."""

    units: list[Unit] = field(factory=list)
    seen: set[tuple[str, str]] = field(factory=set)
    size: int = 0
    found: list[Diagnostic] = field(factory=list)

    def error(self, code: str, node: syntax.Node, facts: Mapping[str, Fact], *, hint: str | None = None) -> None:
        """Note an error at a line that uses a file."""
        self.found.append(Diagnostic(code, node.span, facts, hint=hint))


def units_of(file: syntax.File, folder: Path | None, *, name: str = "") -> tuple[Unit, ...]:
    """
    Return a parsed file and, after it, every file it uses, each once for each alias and binding.

    ``folder`` is the contract's folder, in which sibling files lie (None: nowhere), ``name`` the file's name in it.

    :raises ContractError: a used file is missing, lies outside, leads back to itself, or does not parse
    """
    gathering = _Gathering(size=len(file.span.source.text.encode()))
    where = None if folder is None else _Where(folder.resolve(), folder.resolve())
    _gather(gathering, Unit(file, Scope(file.language)), where, (name,))
    if gathering.found:
        raise ContractError(gathering.found)
    return tuple(gathering.units)


def _gather(gathering: _Gathering, unit: Unit, where: _Where | None, chain: tuple[str, ...]) -> None:
    gathering.units.append(unit)
    for part in unit.file.parts:
        if isinstance(part, syntax.Use):
            _use(gathering, unit, part, where, chain)


def _use(gathering: _Gathering, unit: Unit, part: syntax.Use, where: _Where | None, chain: tuple[str, ...]) -> None:
    place = _found(gathering, part, where)
    if place is None:
        return
    if place.key in chain:
        gathering.error("use-circle", part, {"files": (*chain[chain.index(place.key) :], place.key)})
        return
    alias = None if part.alias is None else part.alias.text
    key = (place.key, repr((alias, part.bindings)))
    if key in gathering.seen:
        return
    if len(chain) > DEEPEST_USE or len(gathering.units) >= MOST_FILES:
        code = "use-too-deep" if len(chain) > DEEPEST_USE else "too-many-files"
        gathering.error(code, part, {"most": str(DEEPEST_USE if code == "use-too-deep" else MOST_FILES)})
        return
    gathering.size += len(place.source.text.encode())
    if gathering.size > MOST_BYTES:
        gathering.error("file-too-large", part, {"most": "16 MiB"})
        return
    gathering.seen.add(key)
    try:
        file = parse(place.source)
    except ContractError as error:
        gathering.found += error.diagnostics
        return
    bindings = _bindings(gathering, unit, part, file)
    bound = {name: one.formula for name, one in bindings.items()}
    switch = bound_switch(file, bound, unit.file, unit.scope.prefix) or switch_of(file, alias)
    used = Unit(file, Scope(file.language, prefix=alias, switch=switch), bindings)
    _gather(gathering, used, place.where, (*chain, place.key))


def _bindings(gathering: _Gathering, unit: Unit, part: syntax.Use, file: syntax.File) -> dict[str, Binding]:
    """Return what a use binds, by the names of the used file; a name that file leaves no room for is noted."""
    open_names = {
        name.text
        for one in file.parts
        if isinstance(one, OPEN)
        for name in (one.heading.name, one.heading.twin)
        if name is not None
    }
    bound: dict[str, Binding] = {}
    for name, written in part.bindings:
        if name.text not in open_names:
            close = nearest(name.text, open_names)
            hint = f"did-you-mean:{close}" if close else None
            shown = part.target if part.quoted else spelled(part.target, unit.scope.language)
            gathering.error("unknown-parameter", name, {"name": name.text, "library": shown}, hint=hint)
        bound[name.text] = Binding(name, written, unit.scope)
    return bound


# ---------------------------------------------------------------- where a used file lies


def _found(gathering: _Gathering, part: syntax.Use, where: _Where | None) -> _Place | None:
    return _sibling(gathering, part, where) if part.quoted else _of_library(gathering, part)


def _of_library(gathering: _Gathering, part: syntax.Use) -> _Place | None:
    names = library()
    if part.target not in names:
        close = nearest(part.target, [word for one in names for word in (one, spelled(one, "zh"))])
        hint = f"did-you-mean:{close}" if close else None
        gathering.error("unknown-library", part, {"name": part.target}, hint=hint)
        return None
    return _Place(part.target, Source(part.target + SUFFIX, _lines(text_of(part.target))), None)


# Names that some system reads as a device, a drive, a home or another place than a file below the folder.
_ELSEWHERE: Final = re.compile(
    r"[\\:~\x00-\x1f]|^/|(^|/)\.\.?(/|$)|[. ](/|$)|(^|/)(CON|PRN|AUX|NUL|COM\d|LPT\d)(\.[^/]*)?(/|$)", re.IGNORECASE
)


def _sibling(gathering: _Gathering, part: syntax.Use, where: _Where | None) -> _Place | None:
    target = part.target
    if where is None or _ELSEWHERE.search(target) or not target.endswith(SUFFIX):
        gathering.error("outside-folder", part, {"path": target})
        return None
    try:
        path = (where.here / target).resolve(strict=True)
    except (OSError, RuntimeError):  # missing, or links that lead to each other
        gathering.error("missing-file", part, {"path": target})
        return None
    if not path.is_relative_to(where.root) or path.suffix != SUFFIX:
        gathering.error("outside-folder", part, {"path": target})
        return None
    key = path.relative_to(where.root).as_posix()
    try:
        return _Place(key, read_source(path, name=key), evolve(where, here=path.parent))
    except ContractError as error:
        used = Label(part.span, "used-here")
        gathering.found += [evolve(one, labels=(*one.labels, used)) for one in error.diagnostics]
    except OSError:
        gathering.error("missing-file", part, {"path": target})
    return None
