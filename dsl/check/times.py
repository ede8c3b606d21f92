"""
Times of performance: what a length runs from, what a date bounds.

A length needs a unit and an anchor needs an instant; everything else about the clock (start day, roll, closing
hour) is the law's and the engine's.
"""

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.names import named
from luyue.dsl.check.reading_times import gives_times, leads_back, with_options
from luyue.dsl.check.types import LENGTH
from luyue.dsl.check.wanted import fitted, instant
from luyue.dsl.diagnostic import Label
from luyue.dsl.model import Kind


def timing(env: Env, node: syntax.Timing, under: model.Under | None = None) -> model.Timing | None:
    """Return a time with its options; None if it is wrong."""
    found = time(env, node.time)
    if found is None:
        return None
    return model.Timing(found, node.start_counted, node.roll, node.until, under)


def time(env: Env, node: syntax.Time) -> model.Time | None:
    """Return a time of performance."""
    match node:
        case syntax.Within(length, after):
            return _within(env, node, length, after)
        case syntax.By(limit):
            found = instant(env, limit, months=True)
            return None if found is None else model.By(found, span=node.span)
        case syntax.Before(limit):
            found = instant(env, limit)
            return None if found is None else model.Before(found, span=node.span)
        case syntax.Ahead(length, of):
            count, anchor = fitted(env, length, LENGTH), instant(env, of)
            return None if count is None or anchor is None else model.Ahead(count, anchor, span=node.span)
        case syntax.OfTwo(which, times):
            found_times = [_inside(env, one) for one in times]
            kept = tuple(one for one in found_times if one is not None)
            return model.OfTwo(which, kept, span=node.span) if len(kept) == len(times) else None
        case syntax.OnDemand(None):
            return model.OnDemand(None, span=node.span)
        case syntax.OnDemand(length) if length is not None:
            count = fitted(env, length, LENGTH)
            return None if count is None else model.OnDemand(count, span=node.span)
        case syntax.Untimed(word, setting):
            return _untimed(env, node, word, setting)
        case syntax.ByReading(name):
            return _by_reading(env, node, name)
    raise TypeError(f"unknown time {type(node).__name__}")


def _within(env: Env, node: syntax.Time, length: syntax.Expr, after: syntax.Expr | None) -> model.Time | None:
    count = fitted(env, length, LENGTH)
    anchor = None if after is None else instant(env, after)
    if count is None or (after is not None and anchor is None):
        return None
    return model.Within(count, anchor, span=node.span)


def _untimed(env: Env, node: syntax.Time, word: str, setting: syntax.Name | None) -> model.Time | None:
    if setting is None:
        return model.Untimed(word, None, span=node.span)
    declared = named(env, setting, "blank")
    if declared is None:
        return None
    kind = env.desk.type_of(declared)
    if kind is None:
        return None
    if kind.kind != Kind.LENGTH:
        env.wants(setting, "length", kind.kind.value)
        return None
    return model.Untimed(word, declared.id, span=node.span)


def _by_reading(env: Env, node: syntax.Time, name: syntax.Name) -> model.Time | None:
    declared = named(env, name, "reading")
    if declared is None:
        return None
    if not gives_times(env.desk, declared):
        env.wants(name, "reading-of-times", "reading")
        return None
    env.desk.type_of(declared)  # notes a circle of readings
    if leads_back(env.desk, declared):
        return None
    return model.TimeOfReading(declared.id, span=node.span)


def _inside(env: Env, node: syntax.Time) -> model.Time | None:
    """Return one of several times; a reading's, there, is a time without options."""
    found = time(env, node)
    if isinstance(node, syntax.ByReading) and found is not None:
        declared = env.desk.names.find(node.name.text, env.scope)
        option = None if declared is None else next(with_options(env.desk, declared), None)
        if option is not None:
            facts = {"name": node.name.text, "option": option.name.text}
            env.error("time-with-options", node, facts, labels=(Label(option.span, "has-options"),))
            return None
    return found
