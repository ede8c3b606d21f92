"""
The blocks of the READMEs and of the guide: read, run, compared, and put right when an output changed on purpose.

The first word after the fence says what a block is, what follows says where it comes from:

=========  =========================================================================================================
console    each ``$ luyue ...`` is run in a copy of ``docs`` and ``contracts``; what follows is all it prints. A line
           ``…`` stands for one or more lines left out. A command ends with 0 unless ``$ echo $?`` shows its code.
python     a session of the interpreter, run line by line
sh         how to set up
clause     lines of the file named after it; with ``en``, lines of its English print
csv, json  the whole file named after it
=========  =========================================================================================================

Run as a script it writes the console blocks of these pages anew: what a block leaves out it goes on leaving out, as
long as the lines beside the gap can be recognised. Read the difference before you keep it.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from luyue.app.cli import main

ROOT = Path(__file__).resolve().parents[1]
ENGLISH, CHINESE = "README.md", "README.zh.md"
LOCALE = MappingProxyType({ENGLISH: "en_US.UTF-8", CHINESE: "zh_CN.UTF-8"})
GUIDE = MappingProxyType({"docs/encode-a-contract.md": "en_US.UTF-8", "docs/encode-a-contract.zh.md": "zh_CN.UTF-8"})
LEFT_OUT = "…"
EXIT_CODE = "echo $?"
FENCE = re.compile(r"^```(\S+)([^\n]*)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
ALIKE = 0.6  # how alike two lines must be to be taken for one line before and after a change

Lines = tuple[str, ...]


@frozen
class Block:
    """A fenced block: the README and line it begins in, what it is, where it comes from, and its lines."""

    readme: str
    line: int
    kind: str
    of: tuple[str, ...]
    lines: Lines

    @property
    def name(self) -> str:
        """Return how a test is called after the block."""
        return f"{self.readme}:{self.line}"


@frozen
class Step:
    """One command of a console block, and what it is said to print."""

    command: str
    shown: Lines


def blocks(*kinds: str, of: Iterable[str] = LOCALE) -> list[Block]:
    """Return the blocks of both READMEs, or of other pages, of these kinds if any are given."""
    found = [block for readme in of for block in blocks_of(readme, text_of(readme))]
    return [block for block in found if not kinds or block.kind in kinds]


def text_of(name: str) -> str:
    """Return the text of a file of the checkout."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks_of(readme: str, text: str) -> Iterator[Block]:
    """Yield the blocks of a text, in order."""
    for fence in FENCE.finditer(text):
        line = text.count("\n", 0, fence.start()) + 1
        yield Block(readme, line, fence[1], tuple(fence[2].split()), tuple(fence[3].splitlines()))


def steps(block: Block) -> list[Step]:
    """Return the commands of a console block, each with what is shown below it."""
    starts = [i for i, line in enumerate(block.lines) if line.startswith("$ ")]
    if starts[:1] != [0]:
        raise ValueError(f"{block.name}: a console block begins with a command")
    ends = [*starts, len(block.lines)]
    return [Step(block.lines[start][2:], block.lines[start + 1 : end]) for start, end in pairwise(ends)]


def copied(folder: Path) -> Path:
    """Return a folder with a copy of what the READMEs read, so that nothing their commands write stays."""
    for name in ("docs", "contracts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def printed_by(command: str) -> tuple[int, Lines]:
    """Run a command of luyue in this process; return its exit code and every line of both channels."""
    program, *arguments = shlex.split(command)
    if program != "luyue":
        raise ValueError(f"only luyue is run here, not {command}")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(arguments)
    return code, tuple(said.getvalue().splitlines())


# ---------------------------------------------------------------- what is left out


def abridged(shown: Lines, printed: Lines) -> Lines:
    """
    Return what was printed, less the lines that what is shown leaves out; all of it if the two do not fit.

    >>> abridged(("a", "…", "d"), ("a", "b", "c", "d"))
    ('a', '…', 'd')
    """
    head, *rest = _runs(shown)
    if not rest:
        return printed
    *middle, tail = rest
    end = len(printed) - len(tail)
    if printed[: len(head)] != head or printed[end:] != tail:
        return printed
    at, kept = len(head), list(head)
    for run in middle:
        place = next((p for p in range(at + 1, end - len(run)) if printed[p : p + len(run)] == run), None)
        if place is None:
            return printed
        at = place + len(run)
        kept += [LEFT_OUT, *run]
    return (*kept, LEFT_OUT, *tail) if at < end else printed


def _runs(shown: Lines) -> list[Lines]:
    """Return the lines between those that say that something is left out; the first and the last may be empty."""
    gaps = [-1, *(i for i, line in enumerate(shown) if line == LEFT_OUT), len(shown)]
    return [shown[before + 1 : after] for before, after in pairwise(gaps)]


# ---------------------------------------------------------------- put right


def refresh(readme: str) -> None:
    """Write the console blocks of a README anew, with what its commands print now."""
    os.environ.update(LC_ALL=(LOCALE | GUIDE)[readme])
    text = text_of(readme)
    for block in blocks("console", of=[readme]):
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(copied(Path(folder))):
            new = "\n".join(_refreshed(block))
        text = text.replace("```console\n{}\n```".format("\n".join(block.lines)), f"```console\n{new}\n```")
    (ROOT / readme).write_text(text, encoding="utf-8")


def _refreshed(block: Block) -> Lines:
    lines: list[str] = []
    code = 0
    for step in steps(block):
        lines.append(f"$ {step.command}")
        if step.command == EXIT_CODE:
            lines.append(str(code))
        else:
            code, printed = printed_by(step.command)
            lines += _alike(step.shown, printed)
    return tuple(lines)


def _alike(shown: Lines, printed: Lines) -> Lines:
    """Return what was printed without what is left out now: each run goes from its first line to its last."""
    runs = _runs(shown)
    kept: list[str] = []
    at = 0
    for i, run in enumerate(runs):
        start = at if not i else _place(run[0], printed, at) if run else len(printed)
        last = i == len(runs) - 1
        end = len(printed) if last else _place(run[-1], printed, start + len(run) // 2) + 1 if run else start
        kept += [*([LEFT_OUT] if i else []), *printed[start:end]]
        at = end
    return tuple(kept)


def _place(line: str, printed: Lines, start: int) -> int:
    """Return where the line most like this one stands, from a place on. Raises LookupError if none is alike."""
    found = [(SequenceMatcher(None, line, one).ratio(), -i) for i, one in enumerate(printed[start:], start)]
    ratio, at = max(found, default=(0.0, 0))
    if ratio < ALIKE:
        raise LookupError(f"nothing printed is like 「{line}」")
    return -at


if __name__ == "__main__":
    for one in [*LOCALE, *GUIDE]:
        refresh(one)
