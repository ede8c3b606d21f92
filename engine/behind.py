"""
Every part of a formula, and of what stands behind its names.

A formula names others: a ``let``, a blank that an event fills, a reading with its values, a metric, a table of tiers.
Whoever asks what a clause reads, rests on or counts looks through those names, each once, and says through which kinds.
"""

from collections.abc import Iterator
from typing import Literal

from luyue.dsl import model
from luyue.engine.formula import Formulas

Named = Literal["let", "blank", "reading", "metric", "tiers", "price"]


def behind(nodes: object, conditions: Formulas, *kinds: Named) -> Iterator[object]:
    """Yield every part of some nodes, then of what stands behind their names of some kinds, in order, each once."""
    seen: set[tuple[str, str]] = set()
    pending: list[object] = [nodes]
    for part in pending:
        for node in model.walk(part):
            yield node
            name = _named(node, conditions)
            if name is not None and name[0] in kinds and name not in seen:
                seen.add(name)
                pending.append(_meant(*name, conditions))


def _named(node: object, conditions: Formulas) -> tuple[str, str] | None:
    match node:
        case model.Param(source=source, name=name):
            return source, name
        case model.Measured(name=name) if name in conditions.metrics:
            return "metric", name
        case model.Measured(name=name) if name in conditions.all_tiers:
            return "tiers", name
        case model.Known(name="price"):
            return "price", ""  # behind it stands what changes it
        case _:
            return None


def _meant(kind: str, name: str, conditions: Formulas) -> object:
    match kind:
        case "let":
            return conditions.lets[name]
        case "blank":
            return conditions.fillers[name]
        case "reading":
            return conditions.chosen[name].value
        case "metric":
            metric = conditions.metrics[name]
            return metric.value, metric.confirmed_by
        case "tiers":
            return conditions.all_tiers[name]
        case _:
            return conditions.contract.price_changed_by
