"""
Cells of files that keep types: what text and JSON cannot hold, and a log must know before it believes it.

A date kept as a date is shown as a log would write it (``Stamp``). A number that a formula gave, or that was kept as a
binary fraction, is good for an id or a share but not for money: the one may be stale, the other is not exactly what it
looks like. A cell that cannot be read at all is refused when something reads it, for its own reason (``Unread``); in a
column that no event declares it does no harm, unless a formula left no value there: then the file is not in order.
"""

from typing import Final, NamedTuple

from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.refuse import Fault

NO_VALUE: Final = "formula-without-value"
FAILED: Final = "error-cell"


class Stamp(str):
    """A date, a time or a length that a file keeps as such, as a log would write it."""

    __slots__ = ()


class Computed(NamedTuple):
    """A number that a formula gave, as it was last kept."""

    value: int | Digits


class Approximate(NamedTuple):
    """A number kept as a binary fraction: the shortest digits of it."""

    value: int | Digits


class Unread(NamedTuple):
    """A cell that cannot be read, and why."""

    fault: Fault

    @property
    def always(self) -> bool:
        """Say whether the cell is refused wherever it stands."""
        return self.fault.code in (NO_VALUE, FAILED)
