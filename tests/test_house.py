"""
The house stands as it was drawn: what is installed, who may call whom, and what never enters the two inner rooms.

``dsl`` knows nothing of events, ``engine`` never looks at text, ``app`` alone reads a clock, the environment or a
locale and writes files; ``stdlib`` and ``contracts`` hold data. Same contract and same log must give the same bytes, so
what could differ between two machines (time of day, hash order, binary fractions) is kept out by reading the source.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from conftest import ROOMS, ROOT, tracked

CODE = ("dsl", "engine", "app")
INNER = ("dsl", "engine")
DATA = ("stdlib", "contracts")

BELOW = {"dsl": {"dsl"}, "engine": {"dsl", "engine"}, "app": {"dsl", "engine", "app"}}  # data is read, never imported
SHARED_WITH_ENGINE = {"model", "quantity", "source", "diagnostic"}  # what passes between the two halves
FLOORS = (
    {"source", "diagnostic", "words", "quantity"},
    {"syntax", "model"},
    {"lexer", "grammar", "parse", "format"},
    {"resolve"},
    {"check"},
    {"load"},
)
READS_FILES = {
    "dsl": {"load", "library", "parse", "grammar", "words", "resolve"},
    "engine": {"readers", "calendar", "holiday", "zone"},
}
MACHINE = {"time", "random", "secrets", "locale", "os", "uuid", "socket", "platform", "tempfile", "subprocess"}
UNSAFE = {"pickle", "marshal", "shelve"}


@cache
def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def modules(*rooms: str) -> list[str]:
    """Return the tracked Python files of some rooms."""
    return [name for name in tracked() if name.endswith(".py") and name.split("/")[0] in rooms]


@cache
def nodes_of(name: str) -> tuple[ast.AST, ...]:
    """Return every node of a file's syntax tree."""
    return tuple(ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"), name)))


def dotted(name: str) -> str:
    """Return the full name of a module's file: ``dsl/check/names.py`` is ``luyue.dsl.check.names``."""
    return "luyue." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def noun(module: str) -> str:
    """Return what a module of a room is about: ``check`` of ``luyue.dsl.check.names`` and ``luyue.dsl.check_names``."""
    return [*module.split("."), "", ""][2].split("_")[0]


@cache
def imports(name: str) -> tuple[tuple[int, str], ...]:
    """Return (line, full name of what is imported) for every import of a file, also those inside functions."""

    def each() -> Iterator[tuple[int, str]]:
        for node in nodes_of(name):
            match node:
                case ast.Import(names=names):
                    yield from ((node.lineno, alias.name) for alias in names)
                case ast.ImportFrom(module=module, names=names, level=level):
                    yield from ((node.lineno, f"{'.' * level}{module or ''}.{alias.name}") for alias in names)

    return tuple(each())


def found(wanted: Callable[[ast.AST], bool], *rooms: str) -> list[str]:
    """Return ``file:line`` for every node of some rooms' files that a predicate takes."""
    return [
        f"{name}:{getattr(node, 'lineno', 0)}" for name in modules(*rooms) for node in nodes_of(name) if wanted(node)
    ]


def calls(*names: str) -> Callable[[ast.AST], bool]:
    """Return a predicate that takes a call of one of these names, plain or as a method."""

    def wanted(node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                return name in names
        return False

    return wanted


def asks_the_clock(node: ast.AST) -> bool:
    """Take ``datetime.now``, ``date.today``, ``pendulum.now`` and the like."""
    match node:
        case ast.Attribute(
            value=ast.Name(id=of) | ast.Attribute(attr=of), attr="now" | "utcnow" | "today" | "localtime"
        ):
            return of.lower() in ("datetime", "date", "pendulum", "time")
    return False


# What is installed


def test_every_folder_of_a_room_is_a_listed_package() -> None:
    """A folder that setuptools is not told of would be missing for everyone but us."""
    folders = {Path(name).parent.as_posix() for name in tracked() if name.split("/")[0] in ROOMS}

    assert (
        sorted("luyue." + folder.replace("/", ".") for folder in folders) == project()["tool"]["setuptools"]["packages"]
    )


def test_development_tools_stand_alike_as_extra_and_as_group() -> None:
    """A stock pip knows extras only; newer tools look for the group."""
    assert project()["project"]["optional-dependencies"]["dev"] == project()["dependency-groups"]["dev"]


def test_lock_names_versions_and_nothing_else() -> None:
    """The lock serves any mirror: no hosts, no hashes; and every dependency asked for is in it."""
    lines = [line for line in (ROOT / "requirements-dev.lock").read_text("utf-8").splitlines() if line[:1] != "#"]
    locked = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    asked = [*project()["project"]["dependencies"], *project()["project"]["optional-dependencies"]["dev"]]

    assert [] == [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", line)]
    assert [] == [need for need in asked if re.split(r"[<>=]", need)[0].lower() not in locked]


# Who may call whom


def test_rooms_import_only_what_lies_below() -> None:
    """From app to engine to dsl, by full name, never upward."""
    upward = [
        f"{name}:{line} {target}"
        for name in modules(*CODE)
        for line, target in imports(name)
        if target.startswith((".", "luyue")) and [*target.split("."), ""][1] not in BELOW[name.split("/")[0]]
    ]

    assert [] == upward


def test_engine_knows_the_contract_but_not_its_text() -> None:
    """Between the halves pass the model, numbers with units, places to cite, and diagnostics."""
    looked = [
        f"{name}:{line} {target}"
        for name in modules("engine")
        for line, target in imports(name)
        if target.startswith("luyue.dsl") and noun(target) not in SHARED_WITH_ENGINE
    ]

    assert [] == looked


def test_modules_of_the_language_import_from_their_floor_or_below() -> None:
    """Text flows one way: source, syntax, parse, resolve, check, load."""
    floor = {word: height for height, words in enumerate(FLOORS) for word in words}
    upward = [
        f"{name}:{line} {target}"
        for name in modules("dsl")
        for line, target in imports(name)
        if target.startswith("luyue.dsl.") and floor.get(noun(target), -1) > floor.get(noun(dotted(name)), len(FLOORS))
    ]

    assert [] == upward


def known_as(target: str, modules_: Mapping[str, str]) -> str:
    """Return the module that an import reads: itself, or the one that holds the imported name."""
    return target if target in modules_ else target.rpartition(".")[0]


def test_no_module_imports_itself_by_a_detour() -> None:
    """The imports of the project form no circle."""
    names = {dotted(name): name for name in modules(*CODE)}
    left = {module: {known_as(target, names) for _, target in imports(name)} for module, name in names.items()}
    while free := [module for module, needs in left.items() if not needs & left.keys() - {module}]:
        for module in free:
            del left[module]

    assert {} == left


def test_no_module_takes_a_private_name_of_another() -> None:
    """A leading underscore is a promise to the neighbours."""
    taken = [
        f"{name}:{line} {target}"
        for name in modules(*CODE)
        for line, target in imports(name)
        if target.startswith("luyue.") and target.rpartition(".")[2].startswith("_")
    ]

    assert [] == taken


def test_data_rooms_hold_no_logic() -> None:
    """The standard library and the contracts are text and tables; their one Python file each is a sentence."""
    for room in DATA:
        assert [f"{room}/__init__.py"] == modules(room)
        assert [ast.Module, ast.Expr, ast.Constant] == [type(node) for node in nodes_of(f"{room}/__init__.py")]


# What never enters


def test_nothing_below_the_command_asks_the_machine() -> None:
    """No clock, chance, locale, environment or process in the rooms whose answers must be the same everywhere."""
    asked = [
        f"{name}:{line} {target}"
        for name in modules(*INNER)
        for line, target in imports(name)
        if target.split(".")[0] in MACHINE
    ]

    assert [] == asked
    assert [] == found(asks_the_clock, *INNER)
    assert [] == found(calls("hash", "getenv"), *INNER)


def test_only_readers_open_files_and_only_the_command_writes() -> None:
    """Files come in through few doors and go out through the app."""
    reads = [
        place
        for room in INNER
        for place in found(calls("open", "read_text", "read_bytes"), room)
        if noun(dotted(place.split(":")[0])) not in READS_FILES[room]
    ]

    assert [] == reads
    assert [] == found(calls("write_text", "write_bytes", "mkdir", "unlink", "print"), *INNER)


def test_no_binary_fraction_comes_near_money_or_time() -> None:
    """0.1 is not a tenth; exact numbers are integers and Fractions."""

    def is_binary(node: ast.AST) -> bool:
        return (isinstance(node, ast.Constant) and isinstance(node.value, float | complex)) or calls("float")(node)

    assert [] == found(is_binary, *INNER)


def test_product_code_raises_and_never_asserts() -> None:
    """An assert vanishes under -O; a broken promise must not."""
    assert [] == found(lambda node: isinstance(node, ast.Assert), *CODE)


def test_nothing_is_unpickled_or_evaluated() -> None:
    """Contracts and logs come from strangers; they are read, never run."""
    unsafe = [
        f"{name}:{line}" for name in modules(*CODE) for line, target in imports(name) if target.split(".")[0] in UNSAFE
    ]
    runs = [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name in modules(*CODE)
        for node in nodes_of(name)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("eval", "exec", "compile")
    ]

    assert [] == unsafe + runs


def test_nothing_names_a_machine_or_a_registry() -> None:
    """A checkout reads the same wherever it lies: no absolute paths of somebody's disk, no package hosts."""
    banned = re.compile(
        r"(?<![\w.~*])/(?:root|home|work|tmp|Users)/|https?://\S*(?:pypi|pythonhosted|conda)|\bissue #?\d"
    )
    named = [
        f"{name}:{number}"
        for name in tracked()
        for number, line in enumerate((ROOT / name).read_text("utf-8", errors="replace").splitlines(), 1)
        if banned.search(line)
    ]

    assert [] == named
