"""
When an instance entered a state: what other clauses and intervals listen to.

An entry has an instant of its own, which may lie before the replay learned of it, and a mark that tells one
entry from the next (a standing duty may be broken many times).
"""

from luyue.engine.condition import late_counts_from, late_mark
from luyue.engine.finding import Unknown
from luyue.engine.formula import bare, env_of
from luyue.engine.plan import Source
from luyue.engine.world import Instance, World


def moments(source: Source, inst: Instance, world: World) -> list[tuple[int, str]]:
    """Return when an instance entered the state listened to, with a mark that tells one entry from another."""
    power = inst.power
    if not source.fits(inst, bare(world)):
        return []
    match source.state:
        case "breached":
            return [(b.at, b.id) for b in inst.breaches if not b.excused_by]
        case "late" | "overdue":
            return _late_moments(source, inst, world)
        case "performed" if inst.performed_at is not None:
            return [(inst.performed_at, "")]
        case "missed" if inst.state == "missed":
            return [(b.at, b.id) for b in inst.breaches[:1]]
        case "exercised" if power is not None and power.effective_at is not None:
            return [(power.effective_at, "")]
        case _:
            return []


def _late_moments(source: Source, inst: Instance, world: World) -> list[tuple[int, str]]:
    if inst.state != "overdue" or inst.due is None:
        return []
    at = late_counts_from(inst, inst.due, world).first_late
    env = env_of(world, inst)
    for op, amount in source.late:
        length = amount(env)
        if isinstance(length, Unknown):
            return []
        at = max(at, late_mark(inst, inst.due, op, length, world))
    return [(at, "")] if at <= world.now else []
