"""
What is still to be looked at: timers at instants to come, and norms or instances touched at this one.

Timers carry no decision. A timer says "look again at this instant"; whoever looks decides from the facts. So a
timer too many changes nothing, and a replay to an instant equals a live run at it.
"""

import heapq
from collections.abc import Callable

from attrs import Factory, define

from luyue.engine.plan import Norm
from luyue.engine.world import Instance

Look = Callable[[], None]


@define
class Agenda:
    """Timers by instant, norms to renew in clause order, instances whose change others may care about."""

    heap: list[tuple[int, int, int, Look]] = Factory(list)
    serial: int = 0
    norms: dict[int, Norm] = Factory(dict)
    changed: list[Instance] = Factory(list)

    def at(self, instant: int, look: Look, *, number: int = 0) -> None:
        """Look again at an instant: of looks at one instant at instances, in the order in which these arose."""
        self.serial += 1
        heapq.heappush(self.heap, (instant, number, self.serial, look))

    def next_timer(self) -> int | None:
        """Return the instant of the next timer."""
        return self.heap[0][0] if self.heap else None

    def fire(self, instant: int) -> bool:
        """Run the next timer if it is due at the instant; return whether one ran."""
        if not self.heap or self.heap[0][0] > instant:
            return False
        heapq.heappop(self.heap)[-1]()
        return True

    def renew(self, norm: Norm) -> None:
        """Look at a norm again before the step ends."""
        self.norms[norm.number] = norm

    def take_norm(self) -> Norm | None:
        """Return the first norm in clause order that waits to be renewed."""
        return self.norms.pop(min(self.norms)) if self.norms else None

    def report(self, inst: Instance) -> None:
        """Tell those who watch an instance's clause that it changed."""
        if not self.changed or self.changed[-1] is not inst:
            self.changed.append(inst)

    def clear(self) -> None:
        """Forget everything: the run is over."""
        self.heap.clear()
        self.norms.clear()
        self.changed.clear()
