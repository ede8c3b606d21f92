"""
What is refused in a log: a code with facts, never a sentence.

A log is read whole or not at all. Every fault of a file is collected, up to ``MOST`` of them are kept and the rest
are counted, and only then one ``EventError`` is raised: a verdict on half a log would be a wrong verdict. A fault
that stands in every row for the same reason (a misspelt column, an unknown event) is kept once, with the number of
its rows.

A cell that cannot be read raises ``Fault``; whoever knows the row and the column turns it into a ``Refusal``.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from luyue.engine.event import Place

MOST: Final = 100  # refusals kept of one file in one run; the rest are counted
LIMITS: Final = frozenset(
    {"line-too-long", "too-deep", "too-many-columns", "workbook-too-large", "table-too-large"}
)  # too much, rather than wrong
NO_FACTS: Final[Mapping[str, str]] = MappingProxyType({})


@frozen
class Refusal:
    """
    One fault of a log. Facts are the author's text or names of the contract in both languages (``…_zh``, ``…_en``).
    """

    place: Place  # row 0: the file as a whole
    code: str
    column: str = ""  # header or key as the file writes it; empty where no single one is at fault
    facts: Mapping[str, str] = NO_FACTS
    rows: int = 1  # how many rows have this fault, the first of them at ``place``
    where: str = ""  # how a file of bytes calls the place (事件!D17); empty where the row says it

    @property
    def is_limit(self) -> bool:
        """Say whether a limit was hit rather than something wrong written."""
        return self.code in LIMITS


class EventError(Exception):
    """
    The log is refused. ``refusals`` come file by file in the order given, by row; ``counts`` has all faults of each
    file.
    """

    def __init__(self, refusals: Iterable[Refusal], counts: Mapping[str, int]) -> None:
        self.refusals = tuple(refusals)
        self.counts = MappingProxyType(dict(counts))
        super().__init__(self.refusals, self.counts)

    def __str__(self) -> str:
        """Return codes and facts, a line each, without words."""
        return "\n".join(f"{r.place.file}:{r.place.row}: {r.code} {r.column} {dict(r.facts)}" for r in self.refusals)


class Fault(Exception):
    """A cell, or a row, that cannot be read: the code of a refusal and its facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Complaints:
    """The faults of one file, collected while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self.mark: Callable[[int, str], str] | None = None  # how the file calls the place of a row and column
        self._kept: list[Refusal] = []
        self._once: dict[Hashable, int] = {}  # what is told once: its place in ``_kept``, or -1

    @property
    def full(self) -> bool:
        """Say whether further faults are only counted."""
        return len(self._kept) >= MOST

    def add(self, row: int, code: str, *, column: str = "", where: str = "", **facts: str) -> None:
        """Note a fault of a row; ``where`` is how the file calls the place, if not as ``mark`` says."""
        self.count += 1
        if not self.full:
            if not where and row and self.mark is not None:
                where = self.mark(row, column)
            self._kept.append(Refusal(Place(self.file, row), code, column, MappingProxyType(facts), where=where))

    def add_once(self, row: int, code: str, *, column: str = "", where: str = "", **facts: str) -> None:
        """Note a fault that other rows may have in the same words; it is kept once, with the number of rows."""
        key = (code, column, *facts.items())
        if key not in self._once:
            self._once[key] = -1 if self.full else len(self._kept)
            self.add(row, code, column=column, where=where, **facts)
        else:
            self._again(key)

    def _again(self, key: Hashable) -> None:
        self.count += 1
        at = self._once[key]
        if at >= 0:
            self._kept[at] = evolve(self._kept[at], rows=self._kept[at].rows + 1)

    def fault(self, row: int, fault: Fault, *, column: str = "") -> None:
        """Note what a reader of cells raised; where it names a column of its own, that one stands."""
        facts = dict(fault.facts)
        self.add(row, fault.code, column=facts.pop("column", column), **facts)

    def add_first(self, row: int, code: str, **facts: str) -> None:
        """Note a fault of a row whose like is told once, with the facts of the first."""
        if code in self._once:
            self._again(code)
        else:
            self._once[code] = -1 if self.full else len(self._kept)
            self.add(row, code, **facts)

    def listed(self) -> tuple[Refusal, ...]:
        """Return what was kept, by row; within a row as found."""
        return tuple(sorted(self._kept, key=lambda refusal: refusal.place.row))


def raise_any(files: Iterable[Complaints]) -> None:
    """Raise EventError if anything was refused; the files come in the order given."""
    listed = tuple(files)
    counts: dict[str, int] = {}
    for one in listed:
        counts[one.file] = counts.get(one.file, 0) + one.count
    if any(counts.values()):
        raise EventError((refusal for one in listed for refusal in one.listed()), counts)
