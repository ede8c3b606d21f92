"""Duties, levels and prohibitions: who owes which act, and which acts perform or break it."""

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.money import pay
from luyue.dsl.check.parties import party
from luyue.dsl.check.patterns import field_of_event, pattern
from luyue.dsl.check.ties import tie
from luyue.dsl.check.wanted import bounds
from luyue.dsl.model import Expr, FieldOf, Happening, Kind, Measured, Type, Under, Var


def duty(env: Env, line: syntax.Duty, triggers: tuple[model.Trigger, ...], under: Under | None) -> model.Duty | None:
    """Return a duty: an act, a payment or a level."""
    each = None if line.each_of is None else _each_of(env, line.each_of)
    owed: model.Act | model.Pay | model.Keep | None
    match line.act:
        case syntax.Act():
            owed = _act(env, line.act)
            events = tuple(dict.fromkeys(one.event for set_ in owed.any_of for one in set_)) if owed else ()
        case syntax.Pay():
            owed = pay(env, line.act)
            events = (owed.by.event,) if owed else ()
        case syntax.Keep():
            owed = _keep(env, line.act)
            events = _reported(owed)
    if owed is None or (line.each_of is not None and each is None):
        return None
    same = tie(env, line.same, events, triggers)
    return model.Duty(owed, each, same, line.all, under, span=line.span)


def _each_of(env: Env, node: syntax.Expr) -> Expr | None:
    if isinstance(node, syntax.Ref):
        declared = env.desk.names.find(node.name.text, env.scope)
        if declared is not None and declared.sort == "table":
            env.desk.names.note(node.name, declared.label)
            return Var(Type(Kind.ROW, of=declared.id), declared.id, span=node.span)
    return party(env, node)


def _act(env: Env, node: syntax.Act) -> model.Act | None:
    bearer, any_of = party(env, node.who), _alternatives(env, node.what)
    if bearer is None or any_of is None:
        return None
    return model.Act(bearer, any_of, node.at_least or 1)


def _alternatives(env: Env, node: syntax.Expr) -> tuple[tuple[model.Pattern, ...], ...] | None:
    """Return the sets of events each of which performs: ``or`` gives several, ``and`` makes one larger."""
    if isinstance(node, syntax.Binary) and node.op in ("or", "and"):
        left, right = _alternatives(env, node.left), _alternatives(env, node.right)
        if left is None or right is None:
            return None
        return (*left, *right) if node.op == "or" else tuple((*one, *other) for one in left for other in right)
    found = pattern(env, node)
    return None if found is None else ((found,),)


def _keep(env: Env, node: syntax.Keep) -> model.Keep | None:
    bearer = party(env, node.who)
    what = _level(env, node.what)
    if bearer is None or what is None:
        return None
    if not node.bounds:
        env.error("missing-boundary", node)
        return None
    limits = bounds(env, node.bounds, what)
    return None if limits is None else model.Keep(bearer, what, limits)


def _level(env: Env, node: syntax.Expr) -> Expr | None:
    """Return what a level is read from: a field of reports, or a metric."""
    if isinstance(node, syntax.Field):
        found = field_of_event(env, node)
        if found is None:
            return None
        events, member = found
        return FieldOf(
            member.type, Happening(Type(Kind.INSTANT), events, span=node.of.span), member.label.id, span=node.span
        )
    found_value = env.value(node)
    if found_value is None:
        return None
    if not isinstance(found_value, Measured):
        env.wants(node, "level", found_value.type.kind.value)
        return None
    return found_value


def _reported(owed: model.Keep | None) -> tuple[str, ...]:
    if owed is not None and isinstance(owed.what, FieldOf) and isinstance(owed.what.of, Happening):
        return (owed.what.of.pattern.event,)
    return ()


def prohibition(
    env: Env, line: syntax.Forbidden, triggers: tuple[model.Trigger, ...], under: Under | None
) -> model.Prohibition | None:
    """
    Return a prohibition: each event that matches one of its acts breaks it.

    Where it holds once for the term, a field under ``same`` ties the act to what permits or excuses it.
    """
    bearer, any_of = party(env, line.act.who), _alternatives(env, line.act.what)
    if bearer is None or any_of is None:
        return None
    if any(len(one) > 1 for one in any_of) or line.act.at_least is not None:
        env.error("forbids-together", line.act)
        return None
    acts = tuple(one[0] for one in any_of)
    brought = tuple(one for one in triggers if one.kind != "term")
    same = tie(env, line.same, tuple(dict.fromkeys(one.event for one in acts)), brought)
    return model.Prohibition(bearer, acts, same, under, span=line.span)
