"""
The fields by which instances are told apart, and by which an act is tied to the instance it performs.

A field named under ``same`` must be known on both sides: where the instance comes from (an event, a row, the key of the
clause that was breached) and where it is performed; and it must be one field, with one id.
"""

from collections.abc import Iterator

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import ClauseFacts, Desk, Env, Members
from luyue.dsl.model import Expr, FieldType, Kind
from luyue.dsl.resolve import Declared


def alternatives(node: syntax.Expr) -> Iterator[syntax.Expr]:
    """Yield what a written condition joins by ``or``, in order."""
    if isinstance(node, syntax.Binary) and node.op == "or":
        yield from alternatives(node.left)
        yield from alternatives(node.right)
    else:
        yield node


def same_of_sources(env: Env, name: syntax.Name, sources: tuple[model.Pattern | model.BreachOf, ...]) -> str | None:
    """Return the id of a field that every source of a trigger carries."""
    found = []
    for source in sources:
        keys = _keys_of_source(env, source)
        one = keys.get(name.text)
        if one is None:
            env.desk.near("same-missing", name, keys)
            return None
        found.append(one)
    return one_id(env, name, found)


def _keys_of_source(env: Env, source: model.Pattern | model.BreachOf) -> Members:
    return env.desk.members[source.event] if isinstance(source, model.Pattern) else keys_of(env.desk, source.clause)


def one_id(env: Env, name: syntax.Name, found: list[FieldType]) -> str | None:
    """Return the one id that a field has on every side; two are an error."""
    ids = {one.label.id for one in found}
    if len(ids) > 1:
        env.error("same-differs", name, {"name": name.text, "ids": tuple(sorted(ids))})
        return None
    env.desk.names.note(name, found[0].label)
    return found[0].label.id


def same_of_condition(env: Env, line: syntax.When, test: Expr) -> tuple[str, ...]:
    """Return the ids of fields that tie what a condition reads; something in it must carry each."""
    carriers = list(_carriers(env.desk, test))
    ids = []
    for name in line.same:
        found = [keys[name.text] for keys in carriers if name.text in keys]
        if not found:
            every = tuple(dict.fromkeys(text for keys in carriers for text in keys))
            env.desk.near("same-missing", name, every)
        elif (one := one_id(env, name, found)) is not None:
            ids.append(one)
    return tuple(ids)


def _carriers(desk: Desk, test: Expr) -> Iterator[dict[str, FieldType]]:
    for node in model.walk(test):
        match node:
            case model.Pattern(event=event):
                yield dict(desk.members[event])
            case model.InState(clause=clause) if clause is not None:
                yield keys_of(desk, clause)
            case model.IntervalState(interval=interval):
                yield keys_of_interval(desk, interval)


def keys_of_interval(desk: Desk, interval: str) -> dict[str, FieldType]:
    """Return the fields that tell the runs of an interval apart, by spelling."""
    for text, declared in desk.names.table.items():
        if declared.sort == "interval" and declared.id == interval and isinstance(declared.part, syntax.Interval):
            del text
            starts = _written_fields(desk, declared.part.start, declared)
            return {name.text: starts[name.text] for name in declared.part.same if name.text in starts}
    return {}


def keys_of(desk: Desk, clause: str, seen: tuple[str, ...] = ()) -> dict[str, FieldType]:
    """Return the fields by which a clause's instances are told apart, by spelling, read off its lines."""
    facts = desk.clauses.get(clause)
    if facts is None or clause in seen:
        return {}
    keys: dict[str, FieldType] = {}
    fields = _trigger_fields(desk, facts, (*seen, clause))
    for name in _same_names(facts.part):
        one = fields.get(name.text)
        if one is not None:
            keys |= {one.label.zh: one, one.label.en: one}
    for line in facts.part.lines:
        if isinstance(line, syntax.When) and line.every:
            keys |= _keys_of_row(fields)
        elif isinstance(line, syntax.When) and _names_breach(line.trigger):
            keys |= fields
    return keys


def fields_of_instances(desk: Desk, clause: str, seen: tuple[str, ...] = ()) -> dict[str, FieldType]:
    """Return by spelling what tells a clause's instances apart, and the fields of the event or row that brings them."""
    facts = desk.clauses.get(clause)
    if facts is None or clause in seen:
        return {}
    fields = dict(keys_of(desk, clause))
    for line in facts.part.lines:
        if isinstance(line, syntax.When):
            for name in _written_events(line.trigger):
                declared = desk.names.find(name.text, facts.scope)
                follows = declared is not None and declared.sort == "clause"
                below = fields_of_instances(desk, declared.id, (*seen, clause)) if declared and follows else {}
                fields = {**_fields_named(desk, facts, name, (*seen, clause)), **below, **fields}
    return fields


def _keys_of_row(columns: dict[str, FieldType]) -> dict[str, FieldType]:
    """Return the column that tells rows apart where no ``same`` does: ``norm``, else the first id or text."""
    ordered = tuple(dict.fromkeys(columns.values()))
    by_name = [one for one in ordered if one.label.id == "norm"]
    by_kind = [one for one in ordered if one.type.kind in (Kind.ID, Kind.TEXT, Kind.CLAUSE)]
    return {text: one for one in [*by_name, *by_kind][:1] for text in (one.label.zh, one.label.en)}


def _names_breach(node: syntax.Expr) -> bool:
    return any(isinstance(one, syntax.State) for one in alternatives(node))


def _same_names(part: syntax.Clause) -> Iterator[syntax.Name]:
    for line in part.lines:
        if isinstance(line, syntax.When | syntax.Duty | syntax.Forbidden | syntax.Power):
            yield from line.same


def _trigger_fields(desk: Desk, facts: ClauseFacts, seen: tuple[str, ...]) -> dict[str, FieldType]:
    """Return every field that the trigger of a clause brings along."""
    fields: dict[str, FieldType] = {}
    for line in facts.part.lines:
        if isinstance(line, syntax.When):
            for node in _written_events(line.trigger):
                fields |= _fields_named(desk, facts, node, seen)
    return fields


def _written_events(node: syntax.Expr) -> Iterator[syntax.Name]:
    """Yield the names of events, tables and clauses that a written trigger mentions."""
    match node:
        case syntax.Ref(name) | syntax.Pattern(name):
            yield name
        case syntax.Binary(_, left, right):
            yield from _written_events(left)
            yield from _written_events(right)
        case syntax.Unary(_, of):
            yield from _written_events(of)
        case syntax.State(of=of) if of is not None:
            yield from _written_events(of)
        case syntax.Compare(of=of) | syntax.Aggregate(of=of) | syntax.Field(of=of):
            yield from _written_events(of)


def _fields_named(desk: Desk, facts: ClauseFacts, name: syntax.Name, seen: tuple[str, ...]) -> dict[str, FieldType]:
    declared = desk.names.find(name.text, facts.scope)
    if declared is None:
        return {}
    match declared.sort:
        case "event" | "table":
            return dict(desk.members.get(declared.id, {}))
        case "clause":
            return keys_of(desk, declared.id, seen)
        case "interval":
            return keys_of_interval(desk, declared.id)
    return {}


def _written_fields(desk: Desk, node: syntax.Expr, declared: Declared) -> dict[str, FieldType]:
    for name in _written_events(node):
        found = desk.names.find(name.text, declared.scope)
        if found is not None and found.sort == "event":
            return dict(desk.members.get(found.id, {}))
    return {}


def tie(
    env: Env, names: tuple[syntax.Name, ...], events: tuple[str, ...], triggers: tuple[model.Trigger, ...]
) -> tuple[str, ...]:
    """Return the ids of ``same`` fields, which the trigger and every performing event must carry."""
    ids = []
    for name in names:
        sides = [env.desk.members[event].get(name.text) for event in events]
        if any(one is None for one in sides):
            every = tuple(dict.fromkeys(text for event in events for text in env.desk.members[event]))
            env.desk.near("same-missing", name, every)
            continue
        found = [one for one in sides if one is not None]
        ends = [_trigger_side(env, name, one, found) for one in triggers]
        if None in ends:
            env.error("same-without-trigger", name, {"name": name.text})
            continue
        field_id = one_id(env, name, [*found, *(end for end in ends if end is not None)])
        if field_id is not None:
            ids.append(field_id)
    return tuple(ids)


def _trigger_side(env: Env, name: syntax.Name, one: model.Trigger, performing: list[FieldType]) -> FieldType | None:
    """Return the field of a trigger's side that a name ties, or None if the trigger brings no such field."""
    match one.kind:
        case "events":
            sides = [
                env.desk.members[source.event]
                if isinstance(source, model.Pattern)
                else keys_of(env.desk, source.clause)
                for source in one.sources
            ]
        case "row":
            sides = [env.desk.members[one.name or ""]]
        case "condition":
            carriers = [] if one.condition is None else list(_carriers(env.desk, one.condition))
            sides = [*[keys for keys in carriers if name.text in keys][:1]]
        case "period":
            kinds = (Kind.PERIOD, Kind.MONTH, Kind.DATE)
            return performing[0] if performing and performing[0].type.kind in kinds else None
        case _:
            return None
    found = [keys.get(name.text) for keys in sides]
    return found[0] if found and all(side is not None for side in found) else None
