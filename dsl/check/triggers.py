"""
What brings a clause's instances into being.

A trigger that is an event, a breach, or several of these fires at each occurrence; anything else is a condition,
which fires when it becomes true.
"""

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Desk, Env
from luyue.dsl.check.patterns import filters, pattern
from luyue.dsl.check.states import clause_in_state, model_state, state_bounds, state_filter
from luyue.dsl.check.ties import alternatives, one_id, same_of_condition, same_of_sources
from luyue.dsl.model import Expr, Kind, Label, Type, Var
from luyue.dsl.quantity import Length, Unit
from luyue.dsl.resolve import Declared, spelling

BREACH_STATES = ("breached", "late", "performed", "exercised", "missed", "overdue")
VALUES = ("let", "blank", "reading", "metric", "score", "tiers", "known")
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
    same = same_of_condition(env, line, test)
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
    return found_trigger, _naming(env, line, Var(kind, declared.id), declared.label)


def _column(env: Env, name: syntax.Name, table: Declared) -> str | None:
    """Return the id of a column by which the rows of a table are told apart."""
    columns = env.desk.members[table.id]
    if name.text not in columns:
        env.desk.near("unknown-field", name, columns)
        return None
    return one_id(env, name, [columns[name.text]])


def _of_period(env: Env, line: syntax.When, period: str, under: model.Under | None) -> tuple[model.Trigger, Env]:
    for name in line.same:
        env.error("same-without-trigger", name, {"name": name.text})
    kind = Type(Kind.PERIOD, of=period)
    label = env.desk.periods[period].label if period in env.desk.periods else None
    inside = _naming(env, line, Var(kind, period), label)
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


def _naming(env: Env, line: syntax.When, var: Var, own: Label | None) -> Env:
    """
    Return where a clause's other lines stand: what started the instance goes by its own name and by the alias.

    In a used file its own name is the one that this file knows it by, before an alias or for what stands for it.
    """
    labels = [] if own is None else [own]
    if line.alias is not None:
        alias = spelling(line.alias, line.twin, env.scope.language)
        for name in (line.alias, line.twin):
            if name is not None:
                env.desk.names.note(name, alias)
        labels.append(alias)
    spelled = {text: label for label in labels for text in (label.zh, label.en)}
    spelled |= {text: own for text, part in env.scope.own.items() if own is not None and part.label == own}
    return evolve(env, vars={**env.vars, **dict.fromkeys(spelled, var)}, spelled={**env.spelled, **spelled})


# ---------------------------------------------------------------- events and breaches


def _sources(env: Env, node: syntax.Expr) -> tuple[model.Pattern | model.BreachOf, ...] | None:
    """Return the sources of a trigger that fires at each occurrence; empty for a condition, None if one is wrong."""
    either = list(alternatives(node))
    if not all(occurs(env, one) for one in either):
        return ()
    found = [source_of(env, one) for one in either]
    return tuple(one for one in found if one is not None) if None not in found else None


def occurs(env: Env, node: syntax.Expr) -> bool:
    """Say whether a written trigger is an event or a clause entering a state (not a count, a level or an interval)."""
    match node:
        case syntax.Ref() | syntax.Pattern():
            declared = env.desk.names.find(node.name.text, env.scope)
            return declared is None or declared.sort not in VALUES
        case syntax.State(of=syntax.Ref() | syntax.Pattern(), state="late" | "overdue", bounds=limits, window=None):
            return not any(_is_number_of_times(one) for one in limits)
        case syntax.State(of=syntax.Ref() | syntax.Pattern(), state=state, bounds=(), window=None):
            return state in BREACH_STATES
    return False


def _is_number_of_times(one: syntax.Bound) -> bool:
    return isinstance(one.value, syntax.Literal) and one.value.unit is Unit.TIME


def source_of(env: Env, node: syntax.Expr) -> model.Pattern | model.BreachOf | None:
    """Return the events, or the clause entering a state, that a written trigger names."""
    if not isinstance(node, syntax.State):
        return pattern(env, node)
    declared, limits, where = clause_in_state(env, node), state_bounds(env, node), state_filter(env, node)
    if declared is None or limits is None or where is None:
        return None
    return model.BreachOf(declared.id, model_state(node), limits, where)


def _events(
    env: Env,
    line: syntax.When,
    sources: tuple[model.Pattern | model.BreachOf, ...],
    under: model.Under | None,
) -> tuple[model.Trigger, Env] | None:
    same = tuple(found for name in line.same if (found := same_of_sources(env, name, sources)) is not None)
    events = tuple(dict.fromkeys(one.event for one in sources if isinstance(one, model.Pattern)))
    only_events = all(isinstance(one, model.Pattern) for one in sources)
    inside = env
    if events and only_events:
        var = Var(Type(Kind.EVENT, of=events[0]), events[0] if len(events) == 1 else "trigger")
        label = env.desk.events[events[0]].label if len(events) == 1 else None
        if label is None and line.alias is not None:
            var = _var_of_several(env, var, events)
        inside = _naming(env, line, var, label)
    elif line.alias is not None:
        env.error("alias-of-nothing", line.alias, {"name": line.alias.text})
    elif not events:
        inside = _of_broken(env, sources)
    alias = "trigger" if len(events) > 1 and line.alias is not None else None
    return model.Trigger("events", sources, alias=alias, same=same, under=under, span=line.span), inside


def _of_broken(env: Env, sources: tuple[model.Pattern | model.BreachOf, ...]) -> Env:
    """Return where lines stand that follow a breach: they may name what every clause that is followed brings."""
    first, *others = (brought(env.desk, one.clause) for one in sources if isinstance(one, model.BreachOf))
    shared = {text: var for text, var in first.vars.items() if all(other.vars.get(text) == var for other in others)}
    return evolve(env, vars={**env.vars, **shared}, spelled={**env.spelled, **first.spelled})


def brought(desk: Desk, clause: str) -> Env:
    """Return where the other lines of a clause stand: its trigger's aliases, and events, rows, periods by name."""
    if clause not in desk.brought:
        facts = desk.clauses[clause]
        env = inside = desk.brought[clause] = Env(desk, facts.scope, clause=facts)  # a circle brings nothing more
        for line in facts.part.lines:
            if isinstance(line, syntax.When) and (found := trigger(env, line, None)) is not None:
                inside = joined(inside, found[1])
        desk.brought[clause] = inside
    return desk.brought[clause]


def joined(one: Env, other: Env) -> Env:
    """Return a place where what two triggers bring may be named; one alias may stand for the events of either."""
    both = {text: _either(one, mine, other.vars[text]) for text, mine in one.vars.items() if text in other.vars}
    return evolve(one, vars={**one.vars, **other.vars, **both}, spelled={**one.spelled, **other.spelled})


def _either(env: Env, one: Expr, other: Expr) -> Expr:
    """Return what an alias stands for that two triggers give: of two kinds of events, with the fields both have."""
    if one == other or not (isinstance(one, Var) and isinstance(other, Var)):
        return other
    if one.type.kind is not Kind.EVENT or other.type.kind is not Kind.EVENT:
        return other
    kinds = dict.fromkeys((*(one.type.of or "").split("|"), *(other.type.of or "").split("|")))
    return _var_of_several(env, evolve(other, name="trigger"), tuple(kinds))


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
