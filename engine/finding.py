"""
What one verdict is made of: amounts with both ends, what is missing, and a formula with its numbers.

Unknown is a value here, not an exception: it travels through every formula with the list of what is missing, and taints
what depends on it and nothing else (SEMANTICS section 7).
"""

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen


@frozen
class Missing:
    """What is not known and who can supply it: a code with facts."""

    code: str  # event, blank, reading, calendar, setting, recognition, field, no_data, decision, …
    facts: Mapping[str, str] = field(factory=dict, hash=False)


@frozen
class Unknown:
    """A value that depends on something missing."""

    missing: tuple[Missing, ...]


@frozen
class Worth:
    """Money as a range of exact yuan; ``high`` None is open. Settled when the ends are equal and nothing is missing."""

    low: Fraction
    high: Fraction | None
    currency: str
    missing: tuple[Missing, ...] = ()

    @property
    def settled(self) -> bool:
        """Return whether there is one amount."""
        return self.low == self.high and not self.missing


@frozen
class Reach:
    """
    A number that is not decided: it lies from ``low`` to ``high``, both in it; None is open.

    A score is one while its period runs. Where both ends meet it is a plain Fraction, never a Reach.
    """

    low: Fraction | None
    high: Fraction | None
    missing: tuple[Missing, ...] = ()


@frozen
class Amount:
    """An exact range of yuan; ``high`` None is open. Settled when both ends are equal and nothing is missing."""

    low: Fraction
    high: Fraction | None
    missing: tuple[Missing, ...] = ()


@frozen
class Worked:
    """
    A formula with its numbers, for explanation: what was computed from what.

    ``op``: const, known, field, blank, reading, let, share, add, sub, mul, div, call, total, amount … ``name``
    says which, a field as ``event.field``; ``value`` is the exact result (a Fraction of yuan, a plain number, or text).
    """

    op: str
    name: str
    value: Fraction | str | None
    parts: tuple["Worked", ...] = ()
    unit: str | None = None  # a luyue.dsl.quantity.Unit
    high: Fraction | None = None  # of a range, of which ``value`` is the low end


@frozen
class Late:
    """How late: whole days, or an exact length in microseconds for hour-based limits."""

    days: int | None = None
    us: int | None = None


def merge(*parts: "tuple[Missing, ...]") -> tuple[Missing, ...]:
    """Return what is missing in any of the parts, each once, in order."""
    found: list[Missing] = []
    for part in parts:
        found.extend(m for m in part if m not in found)
    return tuple(found)


def unanswered(lost: Unknown) -> bool:
    """Return whether no event to come answers it: somebody has to say what the contract or a row leaves open."""
    return any(m.code in ("blank", "setting", "calendar", "field") for m in lost.missing)
