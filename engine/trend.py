"""
When a figure of a period is settled before the period is over (SEMANTICS section 6).

A count, a sum of what cannot be negative and a largest only rise, a smallest only falls: once a figure that only rises
has passed a bound that it must not pass, or reached one that it must reach, nothing later in the period changes the
verdict. A ratio may go either way and waits for the end. A figure that the parties may still confirm waits too.
"""

from luyue.dsl import model
from luyue.dsl.model import Kind

NEVER_NEGATIVE = (Kind.COUNT, Kind.MONEY, Kind.LENGTH)
RISES, FALLS = "rises", "falls"
LOWER, UPPER = ("ge", "gt"), ("le", "lt")


def trend(metric: model.Metric | None) -> str | None:
    """Return whether a figure only rises or only falls as events come in; None where it may do either."""
    return None if metric is None or metric.confirmed_by is not None else way_of(metric.value)


def way_of(expr: model.Expr) -> str | None:
    """Return whether a formula over events only rises or only falls as events come in."""
    match expr:
        case model.Aggregate(fn="count" | "largest"):
            return RISES
        case model.Aggregate(fn="smallest"):
            return FALLS
        case model.Aggregate(fn="total", type=model.Type(kind=kind, signed=signed)):
            return RISES if kind in NEVER_NEGATIVE and not signed else None
        case model.Arithmetic(op="add", left=left, right=right):
            one = way_of(left)
            return one if one == way_of(right) else None
        case _:
            return None


def decided(way: str | None, *, broken: tuple[str, ...], bounds: tuple[str, ...]) -> bool:
    """Return whether nothing later changes how a figure stands to its bounds: their operators, and those it breaks."""
    held, missed = (LOWER, UPPER) if way == RISES else (UPPER, LOWER)
    if way is None or not bounds:
        return False
    return any(op in missed for op in broken) if broken else all(op in held for op in bounds)
