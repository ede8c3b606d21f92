"""
Which state may follow which (SEMANTICS section 3), as one table.

The table is checked at every move, also under ``-O``: a move that it does not hold is our own fault and stops the run.
A breach that is taken back, for what was learned later, takes back the state that rested on it (``Duties``).
"""

from types import MappingProxyType

from luyue.engine.world import Instance

OPEN = ("latent", "pending", "holding", "suspended", "overdue", "undetermined")
DONE = ("performed", "performed_late", "missed", "excused", "waived", "ended")
BROKEN = ("overdue", "performed_late", "missed")
KEPT = ("performed", "excused", "waived")

_ENDS = ("excused", "waived", "ended", "undetermined")
MOVES = MappingProxyType(
    {
        "latent": ("pending", "holding", "suspended", "overdue", "performed", "performed_late", "missed", *_ENDS),
        "pending": ("latent", "suspended", "overdue", "performed", "performed_late", "missed", *_ENDS),
        "holding": ("latent", "overdue", "performed", "missed", "suspended", *_ENDS),
        "suspended": ("pending", "holding", "latent", "overdue", "performed", "performed_late", "missed", *_ENDS),
        "overdue": ("performed_late", "holding", "suspended", "missed", "excused", "waived", "ended"),
        "undetermined": (
            "latent", "pending", "holding", "suspended", "overdue", "performed", "performed_late", "missed", *_ENDS,
        ),
        "performed": ("pending", "holding", "overdue", "performed_late", "undetermined", "missed"),  # taken back
        "performed_late": ("overdue", "excused"),  # rejected, or excused later
        "missed": ("performed", "holding", "excused", "undetermined"),  # a figure that came in later, or went
        "excused": ("overdue", "performed_late", "missed"),  # relief denied
        "waived": ("excused",),  # a cause attested later
        "ended": ("excused", "overdue"),  # a debt that was late before, once relief is refused
    }
)  # fmt: skip


JOINTLY = "both_parties"


class IllegalMove(RuntimeError):
    """A state followed another that it must not follow."""


def move(inst: Instance, state: str) -> bool:
    """Put an instance into a state; return whether that is another one. Raises IllegalMove."""
    if inst.state == state:
        return False
    if state not in MOVES[inst.state]:
        raise IllegalMove(f"{inst.id}: {inst.state} -> {state}")
    inst.state = state
    return True


def acts_for(who: object, bearer: str | None) -> bool:
    """Return whether an act that names a party (None: names none) is the bearer's; of both jointly it is either's."""
    return who is None or not bearer or bearer == JOINTLY or who == bearer
