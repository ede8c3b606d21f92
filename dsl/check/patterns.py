"""
Events that are spoken of: which type, under what conditions, and which of their fields.

Inside the parentheses a name is first a field of that event, then what it would be outside.
"""

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.names import first_of, unknown, wrong_sort
from luyue.dsl.check.types import INSTANT
from luyue.dsl.model import Expr, FieldOf, Kind, Type


def field_value(env: Env, node: syntax.Field, _: Type | None) -> Expr | None:
    """Return a field of an event or a cell of a row; of an event that is only named: of the latest."""
    base = _base(env, node.of)
    if base is None:
        return None
    fields = env.desk.members_of(_event_type(base))
    found = fields.get(node.name.text)
    if found is None:
        env.desk.near("unknown-field", node.name, fields)
        return None
    env.desk.names.note(node.name, found.label)
    return FieldOf(found.type, base, found.label.id, span=node.span)


def _base(env: Env, node: syntax.Expr) -> Expr | None:
    """Return the event or row whose field is read."""
    if isinstance(node, syntax.Ref) and node.name.text not in env.vars:
        declared = env.find(node.name)
        if declared is None:
            unknown(env, node.name)
            return None
        if declared.sort != "event":
            wrong_sort(env, node, declared, "event")
            return None
        return first_of(env, node, declared)
    found = env.value(node)
    if found is None:
        return None
    if _event_type(found).kind not in (Kind.EVENT, Kind.ROW):
        env.wants(node, "event", found.type.kind.value)
        return None
    return found


def _event_type(expr: Expr) -> Type:
    return Type(Kind.EVENT, of=expr.pattern.event) if isinstance(expr, model.Happening) else expr.type


def pattern(env: Env, node: syntax.Expr) -> model.Pattern | None:
    """Return events of a type that meet conditions; anything but an event is an error."""
    if not isinstance(node, syntax.Ref | syntax.Pattern):
        env.wants(node, "event")
        return None
    declared = env.find(node.name)
    if declared is None:
        env.desk.near("unknown-event", node.name, env.desk.names.spelled("event"))
        return None
    if declared.sort != "event":
        wrong_sort(env, node, declared, "event")
        return None
    if isinstance(node, syntax.Ref):
        return model.Pattern(declared.id, span=node.span)
    where = filters(env, node, Type(Kind.EVENT, of=declared.id))
    return None if where is None else model.Pattern(declared.id, where, span=node.span)


def filters(env: Env, node: syntax.Pattern, about: Type) -> tuple[Expr, ...] | None:
    """Return the conditions in the parentheses of a pattern, which speak of its event or row first."""
    inside = evolve(env, own=model.Own(about))
    found = [inside.condition(one) for one in node.where]
    return tuple(one for one in found if one is not None) if None not in found else None


def pattern_value(env: Env, node: syntax.Pattern, _: Type | None) -> Expr | None:
    """Return the instant of the first event that meets conditions."""
    found = pattern(env, node)
    return None if found is None else model.Happening(INSTANT, found, span=node.span)


def field_of_event(env: Env, node: syntax.Expr) -> tuple[model.Pattern, model.FieldType] | None:
    """Return the events and the field that ``event.field`` or ``event (…).field`` names."""
    if not isinstance(node, syntax.Field):
        env.wants(node, "field-of-event")
        return None
    found = pattern(env, node.of)
    if found is None:
        return None
    fields = env.desk.members[found.event]
    member = fields.get(node.name.text)
    if member is None:
        env.desk.near("unknown-field", node.name, fields)
        return None
    env.desk.names.note(node.name, member.label)
    return found, member
