"""
Which file a CONTRACT is: a file, a folder (then its file of the folder's name), or a bundled contract by its bare
word.

A bare word is always a bundled contract, a path always has a separator, a dot or ends in ``.clause``: what a command
means must not depend on what happens to lie in the working folder.
"""

import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from attrs import frozen

from luyue.app.stop import cannot_read, wrong_usage
from luyue.dsl.diagnostic import nearest

SUFFIX = ".clause"
STDIN = "-"


@frozen
class Place:
    """A clause file: where it is, and the name under which messages and reports know it."""

    path: Path
    shown: str


def is_path(name: str) -> bool:
    """Tell whether a CONTRACT is written as a path."""
    return "/" in name or os.sep in name or "." in name


def bundled() -> tuple[str, ...]:
    """Return the names of the bundled contracts, in order."""
    room = files("luyue.contracts")
    names = (one.name for one in room.iterdir() if one.joinpath(f"{one.name}{SUFFIX}").is_file())
    return tuple(sorted(names))


def contract_file(name: str) -> Place:
    """Return the clause file that a CONTRACT means; raise Stop if there is none."""
    if not is_path(name):
        return _bundled(name)
    path = Path(name)
    return _in_folder(path, name) if path.is_dir() else Place(path, name)


def _bundled(name: str) -> Place:
    known = bundled()
    if name not in known:
        near = nearest(name, known)
        raise wrong_usage("unknown-contract", name=name, names=", ".join(known), **({"near": near} if near else {}))
    return Place(Path(str(bundled_file(name, f"{name}{SUFFIX}"))), f"{name}{SUFFIX}")


def bundled_file(name: str, file: str) -> Path:
    """Return a file of a bundled contract's folder."""
    return Path(str(files("luyue.contracts").joinpath(name, file)))


def _in_folder(folder: Path, shown: str) -> Place:
    file = f"{folder.resolve().name}{SUFFIX}"
    if not (folder / file).is_file():
        raise wrong_usage("no-clause-file", folder=shown, file=file)
    return Place(folder / file, str(folder / file))


def clause_files(names: Iterable[str]) -> tuple[Place, ...]:
    """
    Return every clause file that some PATHs mean, each once, in the order given.

    A folder means all its clause files, those of sub-folders too, in order of their paths. ``-`` stays as it is.
    """
    found: dict[Path, Place] = {}
    for name in names:
        for place in _files(name):
            found.setdefault(place.path, place)
    return tuple(found.values())


def _files(name: str) -> Iterable[Place]:
    if name == STDIN:
        return (Place(Path(STDIN), STDIN),)
    if not is_path(name):
        return (_bundled(name),)
    path = Path(name)
    if not path.is_dir():
        return (Place(path, name),)
    try:
        inside = sorted(one for one in path.rglob(f"*{SUFFIX}") if one.is_file())
    except OSError as why:
        raise cannot_read(name, why) from why
    if not inside:
        raise wrong_usage("no-files", folder=name)
    return tuple(Place(one, str(one)) for one in inside)
