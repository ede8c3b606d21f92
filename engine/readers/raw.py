"""
A row before it is understood: what every format comes down to.

A reader of a format gives (row, headers, cells). Cells are text, or for JSON also integers, ``Digits``, truth values,
lists and objects; None and empty text mean that nothing is there. Headers of one file may differ from row to row
(JSON) or be the same object for all (CSV).
"""

from collections.abc import Iterable, Sequence
from typing import Final

RawRow = tuple[int, tuple[str, ...], Sequence[object]]

_TOTALS_ZH: Final = ("合计", "小计", "总计", "累计", "本页合计", "本页小计", "本月合计")
_TOTALS_EN: Final = ("total", "subtotal", "sub-total", "grand total", "sum")
TOTALS: Final = frozenset((*_TOTALS_ZH, *_TOTALS_EN))


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
