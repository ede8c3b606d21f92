"""
A row before it is understood: what every format comes down to.

A reader of a format gives (row, headers, cells). Cells are text, or for JSON also integers, ``Digits``, truth values,
lists and objects; None and empty text mean that nothing is there. Headers of one file may differ from row to row
(JSON) or be the same object for all (CSV).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, overload

from attrs import frozen

RawRow = tuple[int, tuple[str, ...], Sequence[object]]

_TOTALS_ZH: Final = ("合计", "小计", "总计", "累计", "本页合计", "本页小计", "本月合计")
_TOTALS_EN: Final = ("total", "subtotal", "sub-total", "grand total", "sum")
TOTALS: Final = frozenset((*_TOTALS_ZH, *_TOTALS_EN))


@frozen(eq=False)
class Form:
    """What the columns of a file of types hold, the same for all its rows."""

    readers: tuple[Callable[[Any], object] | None, ...]  # from what is kept, never None, to a cell; None: it is one
    instants: frozenset[int]  # columns that keep microseconds since the UTC epoch

    def reader(self, at: int) -> Callable[[Any], object] | None:
        """Return what makes a cell of what a column keeps."""
        return self.readers[at] if self.readers else None


class TypedRow(Sequence[object]):
    """The cells of a row of a file of types, each made when it is looked at."""

    __slots__ = ("form", "raw")

    def __init__(self, raw: Sequence[Any], form: Form) -> None:
        self.raw = raw
        self.form = form

    def __len__(self) -> int:
        return len(self.raw)

    @overload
    def __getitem__(self, at: int) -> object: ...
    @overload
    def __getitem__(self, at: slice) -> list[object]: ...
    def __getitem__(self, at: int | slice) -> object:
        if isinstance(at, slice):
            return list(self)[at]
        one, of = self.raw[at], self.form.readers[at]
        return one if one is None or of is None else of(one)

    def __iter__(self) -> Iterator[object]:
        for one, of in zip(self.raw, self.form.readers, strict=True):
            yield one if one is None or of is None else of(one)


def is_comment(text: str) -> bool:
    """Say whether a line of text is a remark: a # alone or with a blank after it."""
    return text == "#" or text.startswith("# ")


def total_word(cells: Iterable[object]) -> str | None:
    """Return the word by which a row gives itself away as a total row."""
    for cell in cells:
        if isinstance(cell, str) and cell.strip(" 　\t：:").lower() in TOTALS:
            return cell.strip()
    return None


def filled(cell: object) -> bool:
    """Say whether anything stands in a cell."""
    return cell is not None and (type(cell) is not str or (cell != "" and not cell.isspace()))
