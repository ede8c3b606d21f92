"""
Declarations other than clauses and figures: events, tables, lets, blanks, readings, intervals, periods.

Fields and columns are typed first, for everything else reads them; named formulas are typed when first asked for.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from luyue.dsl import model, syntax
from luyue.dsl.check.clauses import under_of
from luyue.dsl.check.desk import Desk, Env, Members, by_spelling
from luyue.dsl.check.patterns import field_of_event, pattern
from luyue.dsl.check.reading_times import timing_of
from luyue.dsl.check.ties import keys_of
from luyue.dsl.check.times import timing
from luyue.dsl.check.types import NAMES, declared_type, fit
from luyue.dsl.check.wanted import edge, fitted
from luyue.dsl.diagnostic import Label
from luyue.dsl.model import Const, Expr, FieldType, Kind, Type
from luyue.dsl.model import Label as Spelling
from luyue.dsl.quantity import Length
from luyue.dsl.resolve import Declared, Scope, spelling

T = TypeVar("T")
DAYS: Final = (Kind.NUMBER, Kind.COUNT)  # of what kind the days are that a demand gives


def fields(desk: Desk, scope: Scope, written: tuple[syntax.EventField, ...]) -> tuple[FieldType, ...]:
    """Return typed fields; a second field of one spelling is noted."""
    found: list[FieldType] = []
    for one in written:
        label = spelling(one.name, one.twin, scope.language)
        for name in (one.name, one.twin):
            if name is not None:
                desk.names.note(name, label)
        kind = declared_type(desk, scope, one.type)
        if any({label.zh, label.en} & {other.label.zh, other.label.en} for other in found):
            desk.error("duplicate-name", one.span, {"name": one.name.text})
        elif kind is not None:
            found.append(FieldType(label, kind, one.optional, _absent(Env(desk, scope), one, kind)))
    return tuple(found)


def _absent(env: Env, field: syntax.EventField, kind: Type) -> object | None:
    """Return what a field counts as where it is left out, as the plain value of its type."""
    if field.absent is None:
        return None
    if isinstance(field.absent, syntax.Ref) and kind.kind is Kind.ENUM:
        name = field.absent.name
        meant = next((one for one in kind.values if name.text in (one.zh, one.en)), None)
        if meant is None:
            env.desk.near("unknown-value", name, tuple(word for one in kind.values for word in (one.zh, one.en)))
            return None
        env.desk.names.note(name, meant)
        return meant.id
    found = fitted(env, field.absent, kind)
    match found:
        case None:
            return None
        case Const(value=plain):
            return plain
        case model.PartyRef(name=party):
            return party
    env.wants(field.absent, "value")
    return None


# ---------------------------------------------------------------- events


def event_fields(desk: Desk, declared: Declared, part: syntax.Event) -> None:
    """Enter an event with its fields, so that others may read them."""
    typed = fields(desk, declared.scope, part.fields)
    desk.members[declared.id] = by_spelling(typed)
    desk.events[declared.id] = model.EventType(
        declared.label, typed, part.attested, also=tuple(one.text for one in part.also), span=part.span
    )


def event(desk: Desk, declared: Declared, part: syntax.Event) -> model.EventType:
    """Return an event with its time of effect and its roles."""
    bare = desk.events[declared.id]
    effect = None if part.effect_at is None else _effect_field(desk, declared, part.effect_at)
    roles = tuple(found for one in part.roles if (found := _role(desk, declared, one)) is not None)
    for name in part.also:
        _other_name(desk, declared, name)
    return model.EventType(bare.label, bare.fields, bare.attested, effect, bare.also, roles, span=bare.span)


def _other_name(desk: Desk, declared: Declared, name: syntax.Name) -> None:
    """Note another name for an event that something else has already."""
    before = desk.names.find(name.text, declared.scope)
    if before is not None:
        labels = () if before.part is None else (Label(before.span, "declared-here"),)
        desk.error("duplicate-name", name.span, {"name": name.text}, labels=labels)


def _effect_field(desk: Desk, declared: Declared, name: syntax.Name) -> str | None:
    member = desk.members[declared.id].get(name.text)
    if member is None:
        desk.near("unknown-field", name, desk.members[declared.id])
        return None
    desk.names.note(name, member.label)
    if member.type.kind not in (Kind.INSTANT, Kind.DATE):
        Env(desk, declared.scope).wants(name, "time", member.type.kind.value)
        return None
    return member.label.id


def _role(desk: Desk, declared: Declared, node: syntax.Role) -> model.Role | None:
    members = desk.members[declared.id]
    member = members.get(node.target.text)
    carried = None if node.value is None else members.get(node.value.text)
    if node.value is not None and carried is None:
        desk.near("unknown-field", node.value, members)
        return None
    if node.value is not None and carried is not None:
        desk.names.note(node.value, carried.label)
        if node.kind == "demands" and carried.type.kind not in DAYS:
            Env(desk, declared.scope).wants(node.value, "number", carried.type.kind.value)
            return None
    worth = _only_sum(desk, declared) if carried is None and node.kind in ("pays", "sets_off") else None
    worth = worth if carried is None else carried.label.id
    if member is not None:
        desk.names.note(node.target, member.label)
        return model.Role(node.kind, member.label.id, False, worth)
    target = desk.names.find(node.target.text, declared.scope)
    if target is None:
        desk.near("unknown-name", node.target, (*members, *desk.names.spelled()))
        return None
    desk.names.note(node.target, target.label)
    wanted = ("blank", "reading") if node.kind == "fills" else ("clause", "period", "interval", "event")
    if target.sort not in wanted:
        facts = {"name": node.target.text, "sort": f"@sort-{target.sort}", "wanted": f"@sort-{wanted[0]}"}
        desk.error("wrong-sort", node.target.span, facts)
        return None
    return model.Role(node.kind, target.id, True, worth)


def _only_sum(desk: Desk, declared: Declared) -> str | None:
    """Return the one field of money that an event has: what it pays or sets off where its role names no field."""
    sums = [one.label.id for one in desk.events[declared.id].fields if one.type.kind is Kind.MONEY]
    return sums[0] if len(sums) == 1 else None


# ---------------------------------------------------------------- tables


def table_columns(desk: Desk, declared: Declared, part: syntax.Table) -> None:
    """Enter a table's columns, and the norms that its rows name."""
    typed = fields(desk, declared.scope, part.columns)
    desk.members[declared.id] = by_spelling(typed)
    at = next((i for i, one in enumerate(typed) if one.label.id == "norm"), None)
    if at is None or len(typed) != len(part.columns):
        return
    for row in part.rows:
        cell = row.cells[at] if at < len(row.cells) else None
        match cell:
            case syntax.Text(value=text) | syntax.Ref(name=syntax.Name(text=text)):
                desk.norms[text] = text


def table(desk: Desk, declared: Declared, part: syntax.Table) -> model.Table:
    """Return a table with typed cells."""
    columns = tuple(dict.fromkeys(desk.members[declared.id].values()))
    if len(columns) != len(part.columns):
        return model.Table(declared.label, columns, (), span=part.span)  # a column is wrong, which is noted
    env = Env(desk, declared.scope)
    rows = tuple(
        found for i, row in enumerate(part.rows, 1) if (found := _row(env, declared, columns, row, i)) is not None
    )
    found_table = model.Table(declared.label, columns, rows, span=part.span)
    if len(rows) == len(part.rows):
        desk.cells |= {text: blank for blank, written in model.cells_of(found_table) for text in written}
    return found_table


def _row(
    env: Env, declared: Declared, columns: tuple[FieldType, ...], row: syntax.Row, number: int
) -> model.Row | None:
    cells = [
        cell(env, written, column.type, f"{declared.id}/{number}/{column.label.id}")
        for written, column in zip(row.cells, columns, strict=True)
    ]
    kept = tuple(one for one in cells if one is not None)
    return model.Row(kept, under_of(env, row.under)) if len(kept) == len(cells) else None


def cell(env: Env, written: syntax.Expr, want: Type, name: str) -> Expr | None:
    """Return a cell as a value of its column; a bare name is text where the column holds text."""
    if isinstance(written, syntax.Blank):
        return model.Empty(want, name, span=written.span)
    if isinstance(written, syntax.Ref) and want.kind in NAMES:
        declared = env.desk.names.find(written.name.text, env.scope) if want.kind == Kind.CLAUSE else None
        if declared is None or declared.sort != "clause":
            return Const(want, written.name.text, span=written.span)
    return fitted(env, written, want)


# ---------------------------------------------------------------- lets, blanks, readings


def let(desk: Desk, declared: Declared, part: syntax.Let) -> model.Let | None:
    """Return a named formula."""
    found = Env(desk, declared.scope).value(part.value)
    return None if found is None else model.Let(declared.label, found, span=part.span)


def blank(desk: Desk, declared: Declared, part: syntax.Unspecified) -> model.Blank | None:
    """Return a value that the contract leaves open, with what the law gives."""
    kind = declared_type(desk, declared.scope, part.type)
    if kind is None:
        return None
    filler = None if part.filler is None else fitted(Env(desk, declared.scope), part.filler, kind)
    return model.Blank(declared.label, kind, filler, span=part.span)


def options_of(desk: Desk, declared: Declared, part: syntax.Reading) -> None:
    """Enter a reading's options, so that they can be named."""
    found: dict[str, Spelling] = {}
    for option in part.options:
        label = spelling(option.name, option.twin, declared.scope.language)
        for name in (option.name, option.twin):
            if name is not None:
                desk.names.note(name, label)
        for text in dict.fromkeys((label.zh, label.en)):
            if text in found:
                desk.error("duplicate-name", option.span, {"name": text})
            found[text] = label
    desk.options[declared.id] = tuple(dict.fromkeys(found.values()))
    if len(part.options) < 2:
        desk.error("one-option", part.heading.span, {"name": part.heading.name.text})
    defaults = [option for option in part.options if option.default]
    if len(defaults) > 1:
        desk.error("two-defaults", defaults[1].span, {"name": part.heading.name.text})


def reading(desk: Desk, declared: Declared, part: syntax.Reading) -> model.Reading | None:
    """Return a passage that can be read in several ways; its options all have a value of one type, or none has."""
    env = Env(desk, declared.scope)
    found = []
    for option, label in zip(part.options, desk.options[declared.id], strict=False):
        worth: Expr | model.Timing | None = None
        time = timing_of(desk, declared.scope, option.value, (declared,))
        if time is not None:
            worth = timing(env, time)
        elif isinstance(option.value, syntax.Expr):
            worth = env.value(option.value)
        if option.value is not None and worth is None:
            return None
        found.append(model.Option(label, worth, option.default, option.why))
    return model.Reading(declared.label, part.question, part.heading.cite, tuple(found), span=part.span)


def _type_of_let(desk: Desk, declared: Declared) -> Type | None:
    found = let(desk, declared, _as(declared, syntax.Let))
    return None if found is None else found.value.type


def _type_of_blank(desk: Desk, declared: Declared) -> Type | None:
    return declared_type(desk, declared.scope, _as(declared, syntax.Unspecified).type)


def _type_of_reading(desk: Desk, declared: Declared) -> Type | None:
    part = _as(declared, syntax.Reading)
    found = reading(desk, declared, part)
    if found is None:
        return None
    values = [one.value for one in found.options]
    if all(one is None for one in values):
        return Type(Kind.ENUM, values=desk.options[declared.id])
    if any(one is None or isinstance(one, model.Timing) for one in values):
        if not all(isinstance(one, model.Timing) for one in values):
            desk.error("options-differ", part.heading.span, {"name": part.heading.name.text})
        return None
    kinds = [one.type for one in values if isinstance(one, Expr)]
    first = kinds[0]
    for option, one in zip(part.options, values, strict=True):
        if isinstance(one, Expr) and fit(one, first) is None:
            desk.error("options-differ", option.span, {"name": part.heading.name.text})
            return None
    return first


def _type_of_metric(desk: Desk, declared: Declared) -> Type | None:
    found = Env(desk, declared.scope).value(_as(declared, syntax.Metric).value)
    return None if found is None else found.type


def _as(declared: Declared, kind: type[T]) -> T:
    if not isinstance(declared.part, kind):
        raise TypeError(f"{declared.id} is no {kind.__name__}")
    return declared.part


WORKERS: Final[Mapping[str, Callable[[Desk, Declared], Type | None]]] = MappingProxyType(
    {"let": _type_of_let, "blank": _type_of_blank, "reading": _type_of_reading, "metric": _type_of_metric}
)


# ---------------------------------------------------------------- intervals and periods


def interval(desk: Desk, declared: Declared, part: syntax.Interval) -> model.Interval | None:
    """Return a span between two edges, told apart by fields that both edges carry."""
    env = Env(desk, declared.scope)
    start, end = _edge(env, part.start), _edge(env, part.end)
    if start is None or end is None:
        return None
    same = []
    fields_of_edges = [_fields_of(desk, one) for one in (start, end)]
    for name in part.same:
        sides = [fields_of_edge.get(name.text) for fields_of_edge in fields_of_edges]
        found = [one for one in sides if one is not None]
        if len(found) != len(sides):
            desk.near("same-missing", name, [text for one in fields_of_edges for text in one])
            continue
        if len({one.label.id for one in found}) > 1:
            desk.error("same-differs", name.span, {"name": name.text, "ids": tuple(one.label.id for one in found)})
            continue
        desk.names.note(name, found[0].label)
        same.append(found[0].label.id)
    return model.Interval(declared.label, start, end, tuple(same), span=part.span)


def _fields_of(desk: Desk, one: model.Edge) -> Members:
    """Return the fields that an edge brings along: of its event, or the keys of the clause that enters a state."""
    if one.pattern is not None:
        return desk.members[one.pattern.event]
    return keys_of(desk, one.state.clause or "") if one.state is not None else {}


def _edge(env: Env, node: syntax.Expr) -> model.Edge | None:
    if isinstance(node, syntax.State):
        state = env.condition(node)
        if isinstance(state, model.InState) and state.clause is not None:
            return model.Edge(state=state)
        if state is not None:
            env.wants(node, "clause")
        return None
    if isinstance(node, syntax.Field):
        found = field_of_event(env, node)
        if found is None:
            return None
        if found[1].type.kind not in (Kind.DATE, Kind.INSTANT):
            env.wants(node, "time", found[1].type.kind.value)
            return None
        return model.Edge(found[0], found[1].label.id)
    events = pattern(env, node)
    return None if events is None else model.Edge(events)


def period(desk: Desk, declared: Declared, part: syntax.Period) -> model.Period | None:
    """Return periods of a length, or a list of windows."""
    env = Env(desk, declared.scope)
    if part.windows:
        windows = [(edge(env, one.low, last=False), edge(env, one.high, last=True)) for one in part.windows]
        kept = tuple((a, b) for a, b in windows if a is not None and b is not None)
        return model.Period(declared.label, None, windows=kept, span=part.span) if len(kept) == len(windows) else None
    length = None if part.length is None else fitted(env, part.length, Type(Kind.LENGTH))
    start = None if part.start is None else edge(env, part.start, last=False)
    count = None if part.count is None else fitted(env, part.count, Type(Kind.COUNT))
    if (part.start is not None and start is None) or (part.count is not None and count is None):
        return None
    if not isinstance(length, Const) or not isinstance(length.value, Length) or length.value.count <= 0:
        env.wants(part.length or part.heading, "length")
        return None
    return model.Period(declared.label, length.value, start, count, span=part.span)
