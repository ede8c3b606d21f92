"""
What is put on record, and what excuses it.

A breach stays in the record when it is cured, and when it is excused later it says by what. Whatever judges an
instance (a duty with a time, a level, a figure) puts its breaches down here and asks here for excuses.
"""

from attrs import frozen

from luyue.engine.due import DueDate
from luyue.engine.finding import Missing
from luyue.engine.formula import Env, env_of, tied
from luyue.engine.lifecycle import move
from luyue.engine.plan import Norm
from luyue.engine.relief import RELIEVES, Relief
from luyue.engine.world import EVER, Breach, Instance, World

RECOGNITION = Missing("recognition")


@frozen
class Breaches:
    """Keep the breaches of one run."""

    world: World
    relief: Relief

    def record(self, norm: Norm, inst: Instance, breach: Breach) -> None:
        """Put a breach on record."""
        if not inst.on_record:
            inst.on_record = True
            self.world.broken[norm.id].append(inst)
        inst.breaches.append(breach)
        self.world.stirs[norm.id] += 1

    def covered_at_end(self, inst: Instance, due: DueDate) -> bool:
        """An act owed within a period is excused if a suspension holds the period's last instant (SEMANTICS 4.5)."""
        states = self.relief.covering(inst, due.last, (*RELIEVES, "claimed"))
        if not states:
            return False
        if all(s.status == "claimed" for s in states):
            inst.missing = (RECOGNITION,)
            inst.clouded = True
            move(inst, "undetermined")
            return True
        inst.excused, inst.excused_by = True, tuple(s.id for s in states if s.status in RELIEVES)
        for breach in inst.breaches:
            breach.excused_by = inst.excused_by
        move(inst, "excused")
        return True

    def taken_back(self, inst: Instance) -> bool:
        """Return whether relief that excused a duty has been denied since: then it never excused (SEMANTICS 4.2)."""
        denied = [s for s in self.relief.states(inst, ("refused",)) if s.id in inst.excused_by]
        if denied:
            inst.excused, inst.excused_by = False, ()
            for breach in inst.breaches:
                breach.excused_by = ()
        return bool(denied)

    def excusable(self, norm: Norm, inst: Instance, due: DueDate) -> bool:
        """Return whether an exception excuses a breach, should it be one: held in time, or attested since."""
        env = env_of(self.world, inst)
        env.asked_at = due.last
        found = ((since(env, EVER), attested) for since, attested in norm.exceptions)
        return any(isinstance(at, int) and (at <= due.last or attested) for at, attested in found)

    def excuse(self, norm: Norm, inst: Instance, due: DueDate, *, late_from: int | None = None) -> bool:
        """
        Apply the exceptions: true at the last timely instant, or attested later (the breach stays on record).

        ``late_from`` is when the breach came, of a duty that was in doubt until now.
        """
        env = env_of(self.world, inst)
        env.asked_at = due.last
        for since, attested in norm.exceptions:
            at = since(env, EVER)
            if isinstance(at, int) and (at <= due.last or attested):
                if late_from is not None and at > due.last and not inst.breaches:
                    self.record(norm, inst, Breach(inst.id, late_from, due.last))
                inst.excused = True
                inst.excused_by = self.events_at(norm, at, env)
                for breach in inst.breaches:
                    breach.excused_by = inst.excused_by or (norm.id,)
                move(inst, "excused")
                return True
        return False

    def events_at(self, norm: Norm, at: int, env: Env) -> tuple[str, ...]:
        """Return the events of an instant that a clause reads: those of the matter, else all, else the clause."""
        found = [e for name in sorted(norm.reads) for e in self.world.history[name] if e.at == at]
        own = [e.id for e in found if tied(e, env.tie)]
        return tuple(own or (e.id for e in found)) or (norm.id,)
