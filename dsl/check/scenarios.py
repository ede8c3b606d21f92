"""
Scenarios: small logs with what they must give, typed against the contract.

A row of a scenario is read like a row of a log: a bare name may be text where the field holds text, and a field
that the event needs must be there.
"""

from datetime import date, time

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Desk, Env
from luyue.dsl.check.names import named, option_of
from luyue.dsl.check.types import CLAUSE, MONEY, NAMES, fit
from luyue.dsl.check.wanted import mismatch
from luyue.dsl.model import Const, Expr, Kind, Type
from luyue.dsl.quantity import Money, decimal
from luyue.dsl.resolve import Scope

At = tuple[date, time | None, bool]


def scenario(desk: Desk, scope: Scope, part: syntax.Scenario) -> model.Scenario:
    """Return a scenario; rows that are wrong are noted and left out."""
    env = Env(desk, scope)
    events, settings, expects = [], [], []
    as_of: At | None = None
    for row in part.rows:
        match row:
            case syntax.Happens():
                events.append(_happens(env, row))
            case syntax.SetTo():
                settings.append(_setting(env, row))
            case syntax.AsOf(at):
                as_of = _at(at)
            case _:
                expects.append(_expectation(env, row))
    return model.Scenario(
        part.title,
        tuple(one for one in events if one is not None),
        tuple(one for one in settings if one is not None),
        as_of,
        tuple(one for one in expects if one is not None),
        span=part.span,
    )


def _at(node: syntax.Day | syntax.Moment) -> At:
    return (node.value, None, False) if isinstance(node, syntax.Day) else (node.day, node.time, node.end)


# ---------------------------------------------------------------- what happens


def _happens(env: Env, row: syntax.Happens) -> model.Happens | None:
    declared = named(env, row.event, "event")
    if declared is None:
        return None
    members = env.desk.members[declared.id]
    found: dict[str, object] = {}
    right = True
    for name, written in row.fields:
        member = members.get(name.text)
        if member is None:
            env.desk.near("unknown-field", name, members)
            right = False
            continue
        env.desk.names.note(name, member.label)
        one = datum(env, written, member.type)
        right = right and one is not None
        found[member.label.id] = one
    needed = [one for one in env.desk.events[declared.id].fields if not one.optional and one.label.id not in found]
    if needed and right:
        fields = tuple(dict.fromkeys(one.label.text(env.scope.language) for one in needed))
        env.error("missing-field", row.event, {"event": row.event.text, "fields": fields})
        return None
    day, clock, end = _at(row.at)
    if not right:
        return None
    return model.Happens((day, clock or time(0), end), declared.id, tuple(sorted(found.items())), span=row.span)


def datum(env: Env, written: syntax.Expr, want: Type) -> object | None:
    """Return a written value as the plain value of its type; None if it is wrong, which is noted."""
    if want.kind == Kind.SET:
        return _members(env, written, want)
    if isinstance(written, syntax.Ref) and want.kind in NAMES and want.kind != Kind.CLAUSE:
        return written.name.text
    if isinstance(written, syntax.Ref) and want.kind == Kind.CLAUSE:
        return _clause_name(env, written)
    if isinstance(written, syntax.Ref) and want.kind == Kind.PERIOD:
        return written.name.text
    if isinstance(written, syntax.Day) and want.kind == Kind.INSTANT:
        return (written.value, time(0), False)
    if isinstance(written, syntax.Literal | syntax.Month | syntax.Day) and want.kind in (
        Kind.PERIOD,
        Kind.ID,
        Kind.TEXT,
    ):
        return _as_text(written)
    found = env.value(written, want)
    if found is None:
        return None
    fits = fit(found, want)
    if fits is None and {found.type.kind, want.kind} == {Kind.NUMBER, Kind.RATE}:
        fits = found  # logs write a rate as 0.03 or 3%
    if fits is None:
        mismatch(env, written, found.type, want)
        return None
    return _plain(env, written, fits)


def _plain(env: Env, written: syntax.Expr, found: Expr) -> object | None:
    match found:
        case Const(value=plain):
            return plain
        case model.PartyRef(name=name) | model.ClauseRef(name=name):
            return name
        case model.Known(name=name) if name in ("both_parties", "each_party"):
            return name
    env.wants(written, "value")
    return None


def _clause_name(env: Env, written: syntax.Ref) -> str | None:
    text = written.name.text
    declared = env.desk.names.find(text, env.scope)
    if declared is not None and declared.sort == "clause":
        env.desk.names.note(written.name, declared.label)
        return declared.id
    norm = env.desk.norms.get(text)
    if norm is None:
        env.desk.near("unknown-clause", written.name, (*env.desk.names.spelled("clause"), *env.desk.norms))
    return norm


def _members(env: Env, written: syntax.Expr, want: Type) -> tuple[str, ...] | None:
    """Return the members of a set, written one after another, in code-point order."""
    inner = CLAUSE if want.of == "clause" else Type(Kind.ENUM, values=want.values)
    found = [datum(env, one, inner) for one in _parts(written)]
    return None if None in found else tuple(sorted(str(one) for one in found))


def _parts(written: syntax.Expr) -> list[syntax.Expr]:
    if isinstance(written, syntax.Binary) and written.op == "and":
        return [*_parts(written.left), *_parts(written.right)]
    return [written]


def _named_in(row: syntax.SetTo) -> syntax.Name:
    """Return the option that a row names, or the text that stands in its place."""
    return (
        row.value.name if isinstance(row.value, syntax.Ref) else syntax.Name(row.value.span.text, span=row.value.span)
    )


def _setting(env: Env, row: syntax.SetTo) -> tuple[str, object] | None:
    cell = env.desk.cells.get(row.name.text)
    if cell is not None:
        env.desk.names.note(row.name, cell.label)
        worth = datum(env, row.value, cell.type)
        return None if worth is None else (cell.label.id, worth)
    declared = named(env, row.name, "blank", "reading")
    if declared is None:
        return None
    if declared.sort == "reading":
        option = option_of(env, declared, row.value.name) if isinstance(row.value, syntax.Ref) else None
        if option is None:
            choices = [text for one in env.desk.options[declared.id] for text in (one.zh, one.en)]
            env.desk.near("unknown-option", _named_in(row), choices)
            return None
        return declared.id, option
    kind = env.desk.type_of(declared)
    found = None if kind is None else datum(env, row.value, kind)
    return None if found is None else (declared.id, found)


# ---------------------------------------------------------------- what is expected


def _expectation(env: Env, row: syntax.ScenarioRow) -> model.Expectation | None:
    match row:
        case syntax.ExpectRefused():
            return model.Expectation("refused", span=row.span)
        case syntax.ExpectState(clause, key, state):
            declared = named(env, clause, "clause")
            if declared is None:
                return None
            return model.Expectation("state", declared.id, _key(env, key), state, span=row.span)
        case syntax.ExpectDue(clause, key, at):
            declared = named(env, clause, "clause")
            if declared is None:
                return None
            return model.Expectation("due", declared.id, _key(env, key), at=_at(at), span=row.span)
        case syntax.ExpectValue():
            return _expected_value(env, row)
        case syntax.ExpectOwes():
            return _owes(env, row)
    raise TypeError(f"unknown row {type(row).__name__}")


def _key(env: Env, written: tuple[syntax.Expr, ...]) -> tuple[str, ...]:
    return tuple(_key_text(env, one) for one in written)


def _key_text(env: Env, node: syntax.Expr) -> str:
    """Return a key value as reports print it: ids of parties and clauses, text as it stands, dates in ISO."""
    if isinstance(node, syntax.Ref):
        declared = env.desk.names.find(node.name.text, env.scope)
        if declared is not None and declared.sort in ("party", "clause"):
            env.desk.names.note(node.name, declared.label)
            return declared.id
        for fields in env.desk.members.values():
            for member in fields.values():
                for label in member.type.values:
                    if node.name.text in (label.zh, label.en):
                        env.desk.names.note(node.name, label)
                        return label.id
        return node.name.text
    return _as_text(node)


def _as_text(node: syntax.Expr) -> str:
    match node:
        case syntax.Text(value=text):
            return text
        case syntax.Day(value=day):
            return day.isoformat()
        case syntax.Month(year, month):
            return f"{year:04d}-{month:02d}"
        case syntax.Literal(value=number):
            return decimal(number)
    raise TypeError(f"no text in a {type(node).__name__}")


def _expected_value(env: Env, row: syntax.ExpectValue) -> model.Expectation | None:
    declared = named(env, row.name, "metric", "score", "tiers", "blank", "reading", "let")
    if declared is None:
        return None
    key = _key(env, row.key)
    if isinstance(row.value, syntax.Blank):
        return model.Expectation("value", declared.id, key, span=row.span)
    if declared.sort == "reading" and isinstance(row.value, syntax.Ref):
        option = option_of(env, declared, row.value.name)
        if option is not None:
            choices = Type(Kind.ENUM, values=env.desk.options[declared.id])
            return model.Expectation("value", declared.id, key, value=Const(choices, option), span=row.span)
    kind = env.desk.type_of(declared)
    found = None if kind is None else env.value(row.value, kind)
    if found is None or kind is None:
        return None
    fits = fit(found, kind)
    if fits is None and {found.type.kind, kind.kind} == {Kind.RATE, Kind.NUMBER}:
        fits = found
    if fits is None and (found.type.kind, kind.kind) == (Kind.NUMBER, Kind.POINTS) and isinstance(found, Const):
        fits = Const(kind, found.value, span=found.span)
    if fits is None:
        mismatch(env, row.value, found.type, kind)
        return None
    return model.Expectation("value", declared.id, key, value=fits, span=row.span)


def _owes(env: Env, row: syntax.ExpectOwes) -> model.Expectation | None:
    debtor, creditor = named(env, row.debtor, "party"), named(env, row.creditor, "party")
    under = None if row.under is None else named(env, row.under, "clause")
    ends = _amounts(env, row.amount)
    if debtor is None or creditor is None or ends is None or (row.under is not None and under is None):
        return None
    low, high = ends
    return model.Expectation(
        "owes",
        None if under is None else under.id,
        debtor=debtor.id,
        creditor=creditor.id,
        low=low,
        high=None if row.open else high,
        open=row.open,
        span=row.span,
    )


def _amounts(env: Env, node: syntax.Expr) -> tuple[Money, Money] | None:
    found = env.value(node, MONEY)
    match found:
        case None:
            return None
        case Const(value=Money() as one):
            return one, one
        case model.Range(low=Const(value=Money() as low), high=Const(value=Money() as high)):
            return low, high
    if found.type.kind != Kind.MONEY:
        mismatch(env, node, found.type, MONEY)
    else:
        env.wants(node, "value")
    return None
