"""A head of liability before it is rounded: what it is about, what it is worth by itself, and what befell it since."""

from fractions import Fraction

from attrs import define, field

from luyue.dsl import model
from luyue.engine.finding import Missing, Worked, Worth
from luyue.engine.plan import Norm
from luyue.engine.world import Breach, Instance, Key

ZERO = Fraction(0)


@define(eq=False)
class Subject:
    """What a head is about: an instance, its breach, and the duty that is late."""

    inst: Instance
    breach: Breach | None
    late: Instance | None  # whose lateness counts: the own duty, or the one that the trigger names
    potential: bool = False  # broken only if a claimed suspension is refused, or an answer comes out so
    lost: tuple[Missing, ...] = ()  # what is missing for that answer
    granted: Breach | None = None  # what a claimed suspension leaves of it, if it is granted


@define(eq=False)
class Draft:
    """A head with the ends of its own inputs, and with what caps and relations leave of it."""

    id: str
    norm: Norm
    head: model.Head
    number: int  # place among the clause's heads, from 1
    subjects: list[Subject]
    key: Key
    of: tuple[Key, ...]  # the keys of all that it may stand for: its own, or of every occasion of a head owed once
    debtor: str
    creditor: str
    own_low: Fraction  # of its own inputs, before floors, caps and relations
    own_high: Fraction | None
    bounds: tuple[tuple[str, Worth], ...]  # floors (ge) and caps (le) per breach
    total: tuple[Worth, ...]  # caps over the clause's heads of this line, as this one reads them
    units: Fraction | None
    stopped: int  # the instant at which it stopped growing
    worked: Worked
    belongs: int  # the instant that says to which period it belongs
    missing: tuple[Missing, ...] = ()
    start: int | None = None
    end: int | None = None
    decided_by: str | None = None
    events: tuple[str, ...] = ()
    currency: str = "CNY"
    low: Fraction = ZERO
    high: Fraction | None = ZERO
    uncapped: Fraction = ZERO
    capped_by: str | None = None
    swallows: dict[str, Fraction] = field(factory=dict)  # by cap, in the order in which they bit
    gone: bool = False  # others had taken the whole of a shared cap before it
    relations: list[tuple[str, str]] = field(factory=list)
    printed_low: Fraction = ZERO
    printed_high: Fraction | None = ZERO

    @property
    def swallowed(self) -> Fraction:
        """Return what caps have swallowed of the low end."""
        return sum(self.swallows.values(), ZERO)


@define(eq=False)
class Pool:
    """A cap that heads share, and what was taken of it."""

    name: str
    limit: Worth
    rounding: str | None = None
    used: Fraction = ZERO
    members: list[Draft] = field(factory=list)
