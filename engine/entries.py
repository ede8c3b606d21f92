"""
How often instances of a clause entered a state, whether they are still in it or not.

What was late and was then performed was late all the same: counts and points keep what was cured (SEMANTICS section
3), and go only with an excuse. Each entry has its instant, the instant that says to which period it belongs (of a
breach its last timely one), and a name to cite it by.
"""

from collections.abc import Sequence
from typing import NamedTuple

from luyue.engine.condition import Fits, agrees, every_instance, late_counts_from, late_mark
from luyue.engine.finding import Unknown
from luyue.engine.formula import Env, Fn, env_of
from luyue.engine.world import Instance

Marks = Sequence[tuple[str, Fn]]  # bounds of a lateness: operator and length


class Entry(NamedTuple):
    """One entry into a state."""

    at: int
    belongs: int
    id: str


def entries(env: Env, clause: str, state: str, marks: Marks = (), fits: Fits = every_instance) -> list[Entry] | Unknown:
    """Return the entries of a clause's instances into a state so far, tied as the asker is, in order of time."""
    found: list[Entry] = []
    for inst in env.world.instances[clause]:
        if agrees(inst, env.tie) and fits(inst, env):
            own = _of(inst, state, marks, env)
            if isinstance(own, Unknown):
                return own
            found.extend(own)
    return sorted(found)


def _of(inst: Instance, state: str, marks: Marks, env: Env) -> list[Entry] | Unknown:
    breaches = [b for b in inst.breaches if not b.excused_by]
    match state:
        case "breached":
            return [Entry(b.at, b.last, b.id) for b in breaches]
        case "missed":
            return [Entry(b.at, b.last, b.id) for b in breaches[:1] if inst.state == "missed"]
        case "late" | "overdue":
            return _late(inst, marks, env) if breaches and inst.due is not None else []
        case "performed":
            return [] if inst.performed_at is None else [Entry(inst.performed_at, inst.performed_at, inst.id)]
        case "exercised":
            used = None if inst.power is None else inst.power.effective_at
            return [] if used is None else [Entry(used, used, inst.id)]
        case "undetermined":
            return [Entry(inst.arose_at, inst.arose_at, inst.id)] if inst.state == "undetermined" else []
        case other:
            raise ValueError(f"no entries into {other}")


def _late(inst: Instance, marks: Marks, env: Env) -> list[Entry] | Unknown:
    """Return the instant at which a duty was late by so much, if it came to that before it was performed or ended."""
    if inst.due is None or (marks and inst.state == "missed"):  # it cannot be made good: nothing runs on
        return []
    at = late_counts_from(inst, inst.due, env.world).first_late
    for op, amount in marks:
        length = amount(env_of(env.world, inst))
        if isinstance(length, Unknown):
            return length
        at = max(at, late_mark(inst, inst.due, op, length, env.world))
    stops = (inst.performed_at, inst.waived_at, inst.ended_at)
    stop = min((one for one in stops if one is not None), default=env.world.now)
    return [Entry(at, at if marks else inst.due.last, inst.id)] if at <= min(stop, env.world.now) else []
