"""
What a condition rested on when it was met: the breaches, events and intervals that a report names as its grounds.

A right that a count or a chain of events opened, and a claim that needs *some* breach of the other side, show them;
a name that stands for a condition (``let``) is looked through.
"""

from luyue.dsl import model
from luyue.engine.behind import behind
from luyue.engine.condition import Conditions, breaches_of
from luyue.engine.formula import Env

RESTS_ON_BREACH = ("breached", "late", "missed")


def grounds(conditions: Conditions, env: Env, nodes: object, *, by: int, events: bool = True) -> tuple[str, ...]:
    """Return the ids of what conditions rest on, as it was there by an instant: breaches and, if asked, events."""
    found: dict[str, None] = {}
    for node in behind(nodes, conditions, "let"):
        match node:
            case model.InState(clause=str() as clause, state=state) if state in RESTS_ON_BREACH:
                window = node.window if isinstance(node.window, model.Window) else None
                known = breaches_of(env, clause, conditions.window(window), conditions.fits(node.where))
                found.update(dict.fromkeys(breach.id for breach in known if breach.at <= by))
            case model.Pattern() if events:
                found.update(dict.fromkeys(event.id for event in conditions.matches(node)(env) if event.at <= by))
            case model.IntervalState(interval=name) if events:
                begun = [spell.opening for spell in env.world.spells[name] if spell.start <= by]
                found.update(dict.fromkeys(event.id for event in begun if event is not None))
            case _:
                pass
    return tuple(found)
