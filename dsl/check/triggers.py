"""
What brings a clause's instances into being, and by which fields they are told apart.

A trigger that is an event, a breach, or several of these fires at each occurrence; anything else is a condition,
which fires when it becomes true. A field named under ``same`` must be known on both sides: where the instance comes
from and where it is performed.
"""

from collections.abc import Iterator

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import ClauseFacts, Desk, Env, Members
from luyue.dsl.check.patterns import filters, pattern
from luyue.dsl.check.states import clause_in_state, model_state, state_bounds
from luyue.dsl.model import Expr, FieldType, Kind, Type, Var
from luyue.dsl.quantity import Length, Unit
from luyue.dsl.resolve import Declared

BREACH_STATES = ("breached", "late", "performed", "exercised", "missed", "overdue")
CALENDAR_PERIODS = (Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.QUARTER, Unit.YEAR)


def trigger(env: Env, line: syntax.When, under: model.Under | None) -> tuple[model.Trigger, Env] | None:
    """Return what brings instances into being, and the environment in which the clause's other lines stand."""
    if line.every:
        return _every(env, line, under)
    sources = _sources(env, line.trigger)
    if sources is None:
        return None
    if sources:
        return _events(env, line, sources, under)
    test = env.condition(line.trigger)
    if test is None:
        return None
    if line.alias is not None:
        env.error("alias-of-nothing", line.alias, {"name": line.alias.text})
    same = _same_of_condition(env, line, test)
    found = model.Trigger("condition", condition=test, same=same, under=under, span=line.span)
    return found, env


# ---------------------------------------------------------------- every


def _every(env: Env, line: syntax.When, under: model.Under | None) -> tuple[model.Trigger, Env] | None:
    node = line.trigger
    if isinstance(node, syntax.Literal):
        found = calendar_period(env, node)
        return None if found is None else _of_period(env, line, found, under)
    if not isinstance(node, syntax.Ref | syntax.Pattern):
        env.wants(node, "period-or-table")
        return None
    declared = env.find(node.name)
    if declared is None:
        env.desk.near("unknown-period", node.name, env.desk.names.spelled("period", "table"))
        return None
    if declared.sort == "period":
        return _of_period(env, line, declared.id, under)
    if declared.sort != "table":
        env.wants(node, "period-or-table")
        return None
    kind = Type(Kind.ROW, of=declared.id)
    where = filters(env, node, kind) if isinstance(node, syntax.Pattern) else ()
    if where is None:
        return None
    same = tuple(found for name in line.same if (found := _column(env, name, declared)) is not None)
    found_trigger = model.Trigger("row", name=declared.id, where=where, same=same, under=under, span=line.span)
    return found_trigger, _with_var(env, Var(kind, declared.id), line.alias, declared)


def _column(env: Env, name: syntax.Name, table: Declared) -> str | None:
    """Return the id of a column by which the rows of a table are told apart."""
    columns = env.desk.members[table.id]
    if name.text not in columns:
        env.desk.near("unknown-field", name, columns)
        return None
    return _one_id(env, name, [columns[name.text]])


def _of_period(env: Env, line: syntax.When, period: str, under: model.Under | None) -> tuple[model.Trigger, Env]:
    for name in line.same:
        env.error("same-without-trigger", name, {"name": name.text})
    kind = Type(Kind.PERIOD, of=period)
    label = env.desk.periods[period].label if period in env.desk.periods else None
    names = () if label is None else (label.zh, label.en)
    inside = evolve(env, vars={**env.vars, **dict.fromkeys(names, Var(kind, period))})
    if line.alias is not None:
        inside = evolve(inside, vars={**inside.vars, line.alias.text: Var(kind, period)})
    return model.Trigger("period", name=period, under=under, span=line.span), inside


def calendar_period(env: Env, node: syntax.Literal) -> str | None:
    """Return the id of the calendar's own period of a length (``every month``), entering it among the periods."""
    if node.unit not in CALENDAR_PERIODS or node.value != 1:
        env.wants(node, "period-or-table")
        return None
    unit = node.unit
    zh, en = {
        Unit.DAY: ("日", "day"),
        Unit.WORKING_DAY: ("工作日", "working_day"),
        Unit.MONTH: ("月", "month"),
        Unit.QUARTER: ("季度", "quarter"),
        Unit.YEAR: ("年", "year"),
    }[unit]
    env.desk.periods.setdefault(en, model.Period(model.Label(en, zh, en), Length(node.value, unit)))
    return en


def _with_var(env: Env, var: Var, alias: syntax.Name | None, declared: Declared) -> Env:
    names = {declared.label.zh: var, declared.label.en: var}
    if alias is not None:
        names[alias.text] = var
    return evolve(env, vars={**env.vars, **names})


# ---------------------------------------------------------------- events and breaches


def _sources(env: Env, node: syntax.Expr) -> tuple[model.Pattern | model.BreachOf, ...] | None:
    """Return the sources of a trigger that fires at each occurrence; empty for a condition, None if one is wrong."""
    alternatives = list(_alternatives(node))
    if not all(_occurs(env, one) for one in alternatives):
        return ()
    found = [_source(env, one) for one in alternatives]
    return tuple(one for one in found if one is not None) if None not in found else None


def _alternatives(node: syntax.Expr) -> Iterator[syntax.Expr]:
    if isinstance(node, syntax.Binary) and node.op == "or":
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)
    else:
        yield node


def _occurs(env: Env, node: syntax.Expr) -> bool:
    """Say whether a written trigger is an event or a clause entering a state (not a count, a level or an interval)."""
    match node:
        case syntax.Ref() | syntax.Pattern():
            declared = env.desk.names.find(node.name.text, env.scope)
            return declared is None or declared.sort not in ("let", "blank", "reading", "metric", "known")
        case syntax.State(of=syntax.Ref(), state="late" | "overdue", window=None):
            return True
        case syntax.State(of=syntax.Ref(), state=state, bounds=(), window=None):
            return state in BREACH_STATES
    return False


def _source(env: Env, node: syntax.Expr) -> model.Pattern | model.BreachOf | None:
    if not isinstance(node, syntax.State):
        return pattern(env, node)
    declared, limits = clause_in_state(env, node), state_bounds(env, node)
    if declared is None or limits is None:
        return None
    return model.BreachOf(declared.id, model_state(node), limits)


def _events(
    env: Env,
    line: syntax.When,
    sources: tuple[model.Pattern | model.BreachOf, ...],
    under: model.Under | None,
) -> tuple[model.Trigger, Env] | None:
    same = tuple(found for name in line.same if (found := _same_of_sources(env, name, sources)) is not None)
    events = tuple(dict.fromkeys(one.event for one in sources if isinstance(one, model.Pattern)))
    only_events = all(isinstance(one, model.Pattern) for one in sources)
    inside = env
    if events and only_events:
        var = Var(Type(Kind.EVENT, of=events[0]), events[0] if len(events) == 1 else "trigger")
        names = [line.alias.text] if line.alias is not None else []
        if len(events) == 1:
            label = env.desk.events[events[0]].label
            names += [label.zh, label.en]
        elif line.alias is not None:
            var = _var_of_several(env, var, events)
        inside = evolve(env, vars={**env.vars, **dict.fromkeys(names, var)})
    elif line.alias is not None:
        env.error("alias-of-nothing", line.alias, {"name": line.alias.text})
    alias = "trigger" if len(events) > 1 and line.alias is not None else None
    return model.Trigger("events", sources, alias=alias, same=same, under=under, span=line.span), inside


def _var_of_several(env: Env, var: Var, events: tuple[str, ...]) -> Var:
    """Return the alias of several kinds of events, with the fields that all of them have."""
    first, *others = (env.desk.members[one] for one in events)
    shared = {
        text: one
        for text, one in first.items()
        if all((other := fields.get(text)) is not None and other.type == one.type for fields in others)
    }
    union = "|".join(events)
    env.desk.members[union] = shared
    return evolve(var, type=Type(Kind.EVENT, of=union))


# ---------------------------------------------------------------- the fields that tie


def _same_of_sources(env: Env, name: syntax.Name, sources: tuple[model.Pattern | model.BreachOf, ...]) -> str | None:
    """Return the id of a field that every source of a trigger carries."""
    found = []
    for source in sources:
        keys = _keys_of_source(env, source)
        one = keys.get(name.text)
        if one is None:
            env.desk.near("same-missing", name, keys)
            return None
        found.append(one)
    return _one_id(env, name, found)


def _keys_of_source(env: Env, source: model.Pattern | model.BreachOf) -> Members:
    return env.desk.members[source.event] if isinstance(source, model.Pattern) else keys_of(env.desk, source.clause)


def _one_id(env: Env, name: syntax.Name, found: list[FieldType]) -> str | None:
    ids = {one.label.id for one in found}
    if len(ids) > 1:
        env.error("same-differs", name, {"name": name.text, "ids": tuple(sorted(ids))})
        return None
    env.desk.names.note(name, found[0].label)
    return found[0].label.id


def _same_of_condition(env: Env, line: syntax.When, test: Expr) -> tuple[str, ...]:
    """Return the ids of fields that tie what a condition reads; something in it must carry each."""
    carriers = list(_carriers(env.desk, test))
    ids = []
    for name in line.same:
        found = [keys[name.text] for keys in carriers if name.text in keys]
        if not found:
            every = tuple(dict.fromkeys(text for keys in carriers for text in keys))
            env.desk.near("same-missing", name, every)
        elif (one := _one_id(env, name, found)) is not None:
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


def _keys_of_row(columns: dict[str, FieldType]) -> dict[str, FieldType]:
    """Return the column that tells rows apart where no ``same`` does: ``norm``, else the first id or text."""
    ordered = tuple(dict.fromkeys(columns.values()))
    by_name = [one for one in ordered if one.label.id == "norm"]
    by_kind = [one for one in ordered if one.type.kind in (Kind.ID, Kind.TEXT, Kind.CLAUSE)]
    return {text: one for one in [*by_name, *by_kind][:1] for text in (one.label.zh, one.label.en)}


def _names_breach(node: syntax.Expr) -> bool:
    return any(isinstance(one, syntax.State) for one in _alternatives(node))


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
        one_id = _one_id(env, name, [*found, *(end for end in ends if end is not None)])
        if one_id is not None:
            ids.append(one_id)
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
