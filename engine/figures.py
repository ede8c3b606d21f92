"""
Figures of a period against the level they are kept to, and when they are settled (SEMANTICS section 6).

A period is judged at its end, when the log closes it, or as soon as nothing later in it can change the verdict
(``trend`` says which figures only rise or only fall). An event counts whenever it comes, so a figure may be mended, or
come to light, after its period.
"""

from attrs import frozen

from luyue.dsl import model
from luyue.engine import clock
from luyue.engine.breaches import Breaches
from luyue.engine.due import DueDate
from luyue.engine.finding import Unknown
from luyue.engine.formula import Env, env_of
from luyue.engine.lifecycle import move
from luyue.engine.plan import Norm
from luyue.engine.trend import decided
from luyue.engine.value import TESTS, holds, order
from luyue.engine.world import Breach, Instance, World


@frozen
class Figures:
    """Judge the figures of one run."""

    world: World
    breaches: Breaches

    def judge(self, norm: Norm, inst: Instance) -> None:
        """Derive the state of a figure's period."""
        period, metric = inst.period, norm.metric
        if period is None or metric is None or norm.level is None:
            raise RuntimeError(f"{norm.id} has no period")
        env = env_of(self.world, inst)
        short = outside(norm, norm.level(env), env)
        end = self.world.zone.end_of(period.last)
        inst.missing = short.missing if isinstance(short, Unknown) else ()
        closed = self.world.closed_at(period)
        over = self.world.now > end or closed is not None
        if not over and not self._decided(norm, env, short):
            inst.breaches.clear()  # what had decided it early was excused since
            move(inst, "undetermined" if isinstance(short, Unknown) and not _open(short) else "holding")
            inst.missing = () if inst.state == "holding" else inst.missing
            return
        no_data = metric.no_data if isinstance(metric, model.Metric) else "undetermined"
        if isinstance(short, Unknown) and _no_data(short) and no_data != "undetermined":
            short, inst.missing = no_data == "missed", ()
        if isinstance(short, Unknown):
            move(inst, "undetermined")
        elif not short:
            inst.breaches.clear()
            move(inst, "performed")
        else:
            due = clock.by_day(period.last, rule=clock.Rule(), zone=self.world.zone, cal=self.world.calendar)
            self._missed(norm, inst, due, at=min(self.world.now if closed is None else closed, end + 1))

    def _decided(self, norm: Norm, env: Env, short: bool | Unknown) -> bool:
        """Return whether nothing later in its period can change the verdict on a figure."""
        if isinstance(short, Unknown) or norm.level is None:
            return False
        if isinstance(norm.metric, model.Score):
            return True  # a score says itself between what ends it may come out
        found = norm.level(env)
        signs = [(op, order(found, bound(env), self.world.zone)) for op, bound in norm.bounds]
        broken = tuple(op for op, sign in signs if isinstance(sign, int) and not TESTS[op](sign))
        return decided(norm.trend, broken=broken, bounds=tuple(op for op, _ in signs))

    def _missed(self, norm: Norm, inst: Instance, due: DueDate, *, at: int) -> None:
        """Put a figure that fell short on record: after its period, or at the event that closed or decided it."""
        excused = inst.excused and not self.breaches.taken_back(inst)
        if excused or self.breaches.excuse(norm, inst, due) or self.breaches.covered_at_end(inst, due):
            return
        if not inst.breaches:
            self.breaches.record(norm, inst, Breach(inst.id, at, due.last))
        move(inst, "missed")


def outside(norm: Norm, found: object, env: Env) -> bool | Unknown:
    """Return whether a level lies outside its bounds."""
    for op, bound in norm.bounds:
        met = holds(op, found, bound(env), env.world.zone)
        if isinstance(met, Unknown):
            return met
        if not met:
            return True
    return False


def _no_data(lost: Unknown) -> bool:
    return all(m.code in ("no_data", "event", "field") for m in lost.missing)


def _open(lost: Unknown) -> bool:
    """Return whether a figure is not known only because its period still runs."""
    return _no_data(lost) or any(m.code == "score" for m in lost.missing)
