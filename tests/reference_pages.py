"""
The pages of the language reference, read for their examples.

An example is a pair of code blocks with one name, in the page's own language and in the other. Blocks whose name
begins with ``frame`` make up the running contract; every other example is read together with it, and with the parts
(not the scenarios) of the examples it names after ``after``. A block that declares a contract of its own stands alone;
what is ``after`` it belongs to that contract.
``file`` marks a file that others use, ``NAME.clause``; ``loose`` a Chinese text that shows how people write, not how
the printer does. ``refused CODE`` opens a single block that must be refused.

The Chinese of the Chinese page is the source. ``make docs`` writes every other block of both pages from it, what
the command says about the first example, and the card.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from attrs import frozen

from luyue.app.cli import main
from luyue.dsl import syntax
from luyue.dsl.format import format_file
from luyue.dsl.load import load, units_of
from luyue.dsl.model import Contract
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.twins import twins

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PENDING: Final = Path(__file__).resolve().parent / "pending_verdicts.txt"
SOURCE: Final = "language.zh.md"
PAGES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {SOURCE: ("zh", "en"), "language.md": ("en", "zh")}  # the languages of each pair, in order
)
_BLOCK: Final = re.compile(r"^```clause (?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_REFUSED: Final = re.compile(r"^```refused (?P<code>[\w-]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LOG: Final = re.compile(r"^```csv log\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_VERDICT: Final = re.compile(r"^```text verdict\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@frozen
class Example:
    """A named example in both languages."""

    name: str
    after: tuple[str, ...]  # examples whose parts it needs
    file: bool  # a file that others use
    loose: bool  # its Chinese is written as people write
    text: Mapping[str, str]  # by language

    @property
    def alone(self) -> bool:
        """Return whether it declares a contract of its own."""
        return any(isinstance(part, syntax.Contract) for part in _tree(self.text["zh"]).parts)


Examples = Mapping[str, Example]


def read_page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def examples(page: str) -> Examples:
    """
    Return the examples of a page by name, in the order of the page.

    :raises ValueError: a block without its pair, a name that stands twice
    """
    blocks = list(_BLOCK.finditer(read_page(page)))
    found: dict[str, Example] = {}
    for pair in zip(blocks[::2], blocks[1::2], strict=True):
        name, *more = pair[0]["info"].split()
        if name in found or pair[0]["info"] != pair[1]["info"]:
            raise ValueError(f"stands twice, or without its pair: {name}")
        after = tuple(one for one in more if one not in ("after", "file", "loose"))
        text = dict(zip(PAGES[page], (one["text"] for one in pair), strict=True))
        found[name] = Example(name, after, "file" in more, "loose" in more, text)
    return found


def refusals(page: str) -> tuple[tuple[str, str], ...]:
    """Return the texts of a page that must be refused, each after the code it earns."""
    return tuple((one["code"], one["text"]) for one in _REFUSED.finditer(read_page(page)))


def pending() -> Mapping[str, str]:
    """Return the examples whose verdict replay cannot give yet, with the construct of each."""
    lines = PENDING.read_text(encoding="utf-8").splitlines()
    rows = [line.partition("\t") for line in lines if line and not line.startswith("#")]
    return {name: construct for name, _, construct in rows}


# ---------------------------------------------------------------- an example with all it needs


def _tree(text: str) -> syntax.File:
    return parse(Source("example.clause", text))


def _needed(example: Example, all_of: Examples) -> list[Example]:
    """Return what stands before an example: what it names, after the running contract unless they have their own."""
    if example.alone:
        return []
    named: list[Example] = []
    for name in example.after:
        named += [one for one in [*_needed(all_of[name], all_of), all_of[name]] if one not in named]
    if any(one.alone for one in named):
        return named
    frame = [one for one in all_of.values() if one.name.startswith("frame") and one.name != example.name]
    return [*frame, *(one for one in named if one not in frame)]


def whole(example: Example, all_of: Examples, lang: str) -> syntax.File:
    """Return the tree of a file that holds an example and all it needs; the example's own parts come last."""
    own = _tree(example.text[lang])
    before = [part for one in _needed(example, all_of) for part in _tree(one.text[lang]).parts]
    return syntax.File(own.language, (*(one for one in before if not isinstance(one, syntax.Scenario)), *own.parts))


@contextmanager
def _folder(all_of: Examples, lang: str) -> Iterator[Path]:
    """Lay the files that examples use into a folder, in one language."""
    with TemporaryDirectory() as name:
        for one in all_of.values():
            if one.file:
                (Path(name) / f"{one.name}.clause").write_text(one.text[lang], encoding="utf-8")
        yield Path(name)


def printed(example: Example, all_of: Examples, *, written: str, lang: str) -> str:
    """Return the canonical print in ``lang`` of an example, from its text in ``written`` (zh, en)."""
    tree = whole(example, all_of, written)
    own = len(_tree(example.text[written]).parts)
    with _folder(all_of, written) as folder:
        spelled = twins(tree, units_of(tree, folder)[1:])
    last = syntax.File(tree.language, tree.parts[-own:])
    return format_file(last, lang, lambda name: spelled(name)[lang])


def contract_of(example: Example, all_of: Examples, lang: str) -> Contract:
    """Return the contract of an example with all it needs; raise ContractError."""
    with _folder(all_of, lang) as folder:
        path = folder / "example.clause"
        path.write_text(format_file(whole(example, all_of, lang), lang), encoding="utf-8")
        return load(path)


# ---------------------------------------------------------------- what the command says about the first example


def log_of(page: str) -> str:
    """Return the log of the first example."""
    return "".join(one["text"] for one in _LOG.finditer(read_page(page)))


def verdict_on(page: str) -> str:
    """Return what a page prints as the reasons of the first example's damages."""
    return "".join(one["text"] for one in _VERDICT.finditer(read_page(page)))


def explained(page: str, folder: Path) -> str:
    """Return the reasons of the first example's damages, as the command gives them in the page's language."""
    lang = PAGES[page][0]
    contract, log = folder / "first.clause", folder / "first.csv"
    first = examples(SOURCE)["first"]
    contract.write_text(printed(first, {}, written="zh", lang=lang), encoding="utf-8")
    log.write_text(log_of(page), encoding="utf-8")
    said = StringIO()
    with redirect_stdout(said):
        main(["explain", str(contract), str(log), "--as-of", "2025-04-30", "--id", "delivery/1", "--lang", lang])
    return said.getvalue()


# ---------------------------------------------------------------- writing anew


def made(page: str) -> str:
    """Return the text of a page with every block written anew from the Chinese of the Chinese page."""
    all_of = examples(SOURCE)
    names = (one["info"].partition(" ")[0] for one in _BLOCK.finditer(read_page(page)))
    fresh = iter([_fresh(all_of[name], all_of, PAGES[page][place % 2]) for place, name in enumerate(names)])
    text = _BLOCK.sub(lambda one: f"```clause {one['info']}\n{next(fresh)}```", read_page(page))
    with TemporaryDirectory() as folder:
        said = explained(page, Path(folder))
    return _VERDICT.sub(lambda _: f"```text verdict\n{said}```", text)


def _fresh(example: Example, all_of: Examples, lang: str) -> str:
    if example.loose and lang == "zh":
        return example.text["zh"]
    return printed(example, all_of, written="zh", lang=lang)
