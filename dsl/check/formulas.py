"""
Formulas: from a written expression to a typed value.

``value`` asks what an expression is worth, ``condition`` whether it holds; the same name may answer both (an event as an
instant, an event as a fact). What a bare name means is looked for, in this order: a field of the event spoken of (inside
its parentheses), the alias or name of what started the instance, a value of the list that is wanted, a declaration.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.types import (
    CLAUSE,
    CLAUSES,
    DATE,
    DAYS,
    ID,
    INSTANT,
    LENGTH,
    MONEY,
    MONTH,
    NAMES,
    NUMBER,
    NUMERIC,
    ORDERED,
    PARTY,
    RATE,
    TEXT,
    TIMES,
    TRUTH,
    fit,
    is_ratio,
    literal,
    unit_of,
)
from luyue.dsl.model import Arithmetic, Const, Expr, FieldOf, Fn, Kind, Type
from luyue.dsl.quantity import EXACT_LENGTHS, Unit
from luyue.dsl.resolve import Declared

COMMON_STATES: Final = ("breached", "late", "performed", "missed", "overdue", "undetermined")
INTERVAL_STATES: Final = ("ongoing", "lasting")


# ---------------------------------------------------------------- values


def value(env: Env, node: syntax.Expr, want: Type | None = None) -> Expr | None:
    """
    Return what a written expression is worth; None if it is wrong, which is then noted.

    ``want`` only helps to understand bare names (values of a list, norms of a table); ``fitted`` insists on it.
    """
    worker = _VALUES.get(type(node))
    if worker is None:
        raise TypeError(f"no value in a {type(node).__name__}")
    return worker(env, node, want)


def fitted(env: Env, node: syntax.Expr, want: Type) -> Expr | None:
    """Return a value of type ``want``; any other is an error with the way out."""
    found = value(env, node, want)
    if found is None:
        return None
    fits = fit(found, want)
    if fits is None:
        mismatch(env, node, found.type, want)
    return fits


def mismatch(env: Env, node: syntax.Node, have: Type, want: Type) -> None:
    """Note that a value is of another type than its place wants."""
    if want.kind == Kind.MONEY and have.kind == Kind.RATE:
        env.error("missing-base", node)
    elif have.kind == Kind.NUMBER and want.kind in (Kind.LENGTH, Kind.COUNT, Kind.MONEY, Kind.POINTS):
        env.error("missing-unit", node, {"want": unit_of(want)})
    elif {have.kind, want.kind} <= {Kind.LENGTH, Kind.COUNT}:
        env.error("unit-mismatch", node, {"have": unit_of(have), "want": unit_of(want)})
    else:
        env.error("type-mismatch", node, {"have": unit_of(have), "want": unit_of(want)})


def _literal(env: Env, node: syntax.Literal, _: Type | None) -> Expr | None:
    return literal(env.desk, node)


def _day(_: Env, node: syntax.Day, __: Type | None) -> Expr:
    return Const(DATE, node.value, span=node.span)


def _month(_: Env, node: syntax.Month, __: Type | None) -> Expr:
    return Const(MONTH, (node.year, node.month), span=node.span)


def _moment(_: Env, node: syntax.Moment, __: Type | None) -> Expr:
    return Const(INSTANT, (node.day, node.time, node.end), span=node.span)


def _text(_: Env, node: syntax.Text, want: Type | None) -> Expr:
    return Const(want if want is not None and want.kind in NAMES else TEXT, node.value, span=node.span)


def _truth(_: Env, node: syntax.Truth, __: Type | None) -> Expr:
    return Const(TRUTH, node.value, span=node.span)


def _blank(env: Env, node: syntax.Blank, _: Type | None) -> None:
    env.error("blank-outside-table", node)


# ---------------------------------------------------------------- names


def _ref(env: Env, node: syntax.Ref, want: Type | None) -> Expr | None:
    name = node.name
    if env.own is not None and (column := env.desk.members_of(env.own.type).get(name.text)) is not None:
        env.desk.names.note(name, column.label)
        return FieldOf(column.type, env.own, column.label.id, span=node.span)
    if (var := env.vars.get(name.text)) is not None:
        env.find(name)
        return evolve(var, span=node.span)
    if (member := list_value(env, name, want)) is not None:
        return evolve(member, span=node.span)
    declared = env.find(name)
    if declared is None:
        unknown(env, name, want)
        return None
    worker = _NAMED.get(declared.sort)
    if worker is None:
        wrong_sort(env, node, declared, "value")
        return None
    return worker(env, node, declared)


def list_value(env: Env, name: syntax.Name, want: Type | None) -> Expr | None:
    """Return a value of the list that is wanted, or a norm of a table where a clause is wanted; None if it is neither."""
    if want is None:
        return None
    if want.kind in (Kind.ENUM, Kind.SET):
        for label in want.values:
            if name.text in (label.zh, label.en):
                env.desk.names.note(name, label)
                return Const(Type(Kind.ENUM, values=want.values), label.id)
    if want.kind in (Kind.CLAUSE, Kind.ID) or want == CLAUSES:
        norm = env.desk.norms.get(name.text)
        return None if norm is None else Const(CLAUSE if want == CLAUSES else want, norm)
    return None


def unknown(env: Env, name: syntax.Name, want: Type | None = None) -> None:
    """Note a name that nothing declares, with the nearest that would have fitted."""
    names = env.desk.names
    if want is not None and want.kind in (Kind.ENUM, Kind.SET) and want.values:
        choices = tuple(dict.fromkeys(text for one in want.values for text in (one.zh, one.en)))
        env.desk.findings.near("unknown-value", name, choices)
        return
    fields = env.desk.members_of(env.own.type) if env.own is not None else {}
    env.desk.findings.near("unknown-name", name, (*fields, *env.vars, *names.spelled()))


def wrong_sort(env: Env, node: syntax.Node, declared: Declared, wanted: str) -> None:
    """Note a name of one sort where another is needed."""
    name = node.name.text if isinstance(node, syntax.Ref | syntax.Pattern | syntax.Field) else declared.label.zh
    facts = {"name": name, "sort": f"@sort-{declared.sort}", "wanted": f"@sort-{wanted}"}
    env.error("wrong-sort", node, facts)


def _party(_: Env, node: syntax.Ref, declared: Declared) -> Expr:
    return model.PartyRef(PARTY, declared.id, span=node.span)


def _clause(_: Env, node: syntax.Ref, declared: Declared) -> Expr:
    return model.ClauseRef(CLAUSE, declared.id, span=node.span)


def _param(env: Env, node: syntax.Ref, declared: Declared) -> Expr | None:
    kind = env.desk.type_of(declared, node.span)
    return None if kind is None else model.Param(kind, declared.sort, declared.id, span=node.span)


def _measured(env: Env, node: syntax.Ref, declared: Declared) -> Expr | None:
    kind = env.desk.type_of(declared, node.span)
    return None if kind is None else model.Measured(kind, declared.id, span=node.span)


def _event(_: Env, node: syntax.Ref, declared: Declared) -> Expr:
    return model.Happening(INSTANT, model.Pattern(declared.id, span=node.span), span=node.span)


_KNOWN_TYPES: Final[Mapping[str, Type]] = MappingProxyType(
    {
        "price": MONEY,
        "unpaid": MONEY,
        "affected_party": PARTY,
        "affected_clauses": CLAUSES,
        "each_party": PARTY,
        "both_parties": PARTY,
        "signed": INSTANT,
        "term_start": DATE,
        "term_end": DATE,
    }
)
_NEEDS: Final = MappingProxyType({"price": "price", "signed": "signed", "term_start": "term", "term_end": "term"})


def _known(env: Env, node: syntax.Ref, declared: Declared) -> Expr | None:
    known = declared.id
    if known == "term":
        wrong_sort(env, node, evolve(declared, sort="period"), "value")
        return None
    if known in _NEEDS and _NEEDS[known] not in env.desk.header:
        env.error("not-in-header", node, {"name": node.name.text, "item": f"@header-{_NEEDS[known]}"})
        return None
    if known == "unpaid" and not _speaks_of_payment(env):
        env.error("unpaid-of-what", node)
        return None
    return model.Known(_KNOWN_TYPES[known], known, span=node.span)


def _speaks_of_payment(env: Env) -> bool:
    clause = env.clause
    if clause is None:
        return False
    return clause.pays or any(one in env.desk.clauses and env.desk.clauses[one].pays for one in clause.sources)


_NAMED: Final[Mapping[str, Callable[[Env, syntax.Ref, Declared], Expr | None]]] = MappingProxyType(
    {
        "party": _party,
        "clause": _clause,
        "let": _param,
        "blank": _param,
        "reading": _param,
        "metric": _measured,
        "event": _event,
        "known": _known,
    }
)


# ---------------------------------------------------------------- fields and patterns


def _field(env: Env, node: syntax.Field, _: Type | None) -> Expr | None:
    base = _base(env, node.of)
    if base is None:
        return None
    fields = env.desk.members_of(_event_type(base))
    found = fields.get(node.name.text)
    if found is None:
        env.desk.findings.near("unknown-field", node.name, fields)
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
        return _event(env, node, declared)
    found = value(env, node)
    if found is None:
        return None
    if _event_type(found).kind not in (Kind.EVENT, Kind.ROW):
        env.error("no-fields", node, {"have": unit_of(found.type)})
        return None
    return found


def _event_type(expr: Expr) -> Type:
    return Type(Kind.EVENT, of=expr.pattern.event) if isinstance(expr, model.Happening) else expr.type


def pattern(env: Env, node: syntax.Expr) -> model.Pattern | None:
    """Return events of a type that meet conditions; anything but an event is an error."""
    if not isinstance(node, syntax.Ref | syntax.Pattern):
        env.error("not-an-event", node)
        return None
    declared = env.find(node.name)
    if declared is None:
        env.desk.findings.near("unknown-event", node.name, env.desk.names.spelled("event"))
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
    found = [condition(inside, one) for one in node.where]
    return tuple(one for one in found if one is not None) if None not in found else None


def _pattern(env: Env, node: syntax.Pattern, _: Type | None) -> Expr | None:
    found = pattern(env, node)
    return None if found is None else model.Happening(INSTANT, found, span=node.span)


def field_of_event(env: Env, node: syntax.Expr) -> tuple[model.Pattern, model.FieldType] | None:
    """Return the events and the field that ``event.field`` or ``event (…).field`` names."""
    if not isinstance(node, syntax.Field):
        env.error("not-a-field", node)
        return None
    found = pattern(env, node.of)
    if found is None:
        return None
    fields = env.desk.members[found.event]
    member = fields.get(node.name.text)
    if member is None:
        env.desk.findings.near("unknown-field", node.name, fields)
        return None
    env.desk.names.note(node.name, member.label)
    return found, member


# ---------------------------------------------------------------- arithmetic


def _binary(env: Env, node: syntax.Binary, want: Type | None) -> Expr | None:
    match node.op:
        case "or" | "and" | "then" | "is" | "is_not" | "includes":
            return condition(env, node)
        case "share":
            return _share(env, node)
        case "after" | "ago":
            return _shift(env, node)
    left, right = value(env, node.left, want), value(env, node.right, want)
    if left is None or right is None:
        return None
    kind = _product(left, right, node.op) if node.op in ("mul", "div") else _sum(left, right)
    if kind is None:
        _no_arithmetic(env, node, left, right)
        return None
    return Arithmetic(kind, node.op, left, right, span=node.span)


def _sum(left: Expr, right: Expr) -> Type | None:
    """Return the type of a sum or difference: like with like, a plain number beside a count, a ratio beside either."""
    if left.type.kind not in NUMERIC or right.type.kind not in NUMERIC:
        return None
    if left.type.kind == right.type.kind:
        known = left.type if left.type.of is not None else right.type
        return known if fit(left, right.type) is not None else None
    pair = {left.type.kind, right.type.kind}
    if pair == {Kind.COUNT, Kind.NUMBER}:
        return left.type if left.type.kind == Kind.COUNT else right.type
    if pair == {Kind.RATE, Kind.NUMBER} and (is_ratio(left) or is_ratio(right)):
        return right.type if is_ratio(left) else left.type
    return None


_FACTORS: Final = frozenset({Kind.NUMBER, Kind.RATE, Kind.COUNT})


def _product(left: Expr, right: Expr, op: str) -> Type | None:
    """Return the type of a product or quotient; like over like is a share of one."""
    if left.type.kind not in NUMERIC or right.type.kind not in NUMERIC:
        return None
    if op == "div":
        if left.type.kind == right.type.kind:
            return RATE if fit(left, right.type) is not None else None
        return left.type if right.type.kind in _FACTORS else None
    if left.type.kind in _FACTORS and right.type.kind in _FACTORS:
        return _plain_product(left.type, right.type)
    if left.type.kind in _FACTORS:
        return right.type
    return left.type if right.type.kind in _FACTORS else None


def _plain_product(left: Type, right: Type) -> Type:
    if Kind.COUNT in (left.kind, right.kind):
        return NUMBER if left.kind == right.kind or Kind.RATE in (left.kind, right.kind) else _the(Kind.COUNT, left, right)
    return RATE if Kind.RATE in (left.kind, right.kind) else NUMBER


def _the(kind: Kind, left: Type, right: Type) -> Type:
    return left if left.kind == kind else right


def _no_arithmetic(env: Env, node: syntax.Binary, left: Expr, right: Expr) -> None:
    facts = {"op": f"@op-{node.op}", "left": unit_of(left.type), "right": unit_of(right.type)}
    kinds = {left.type.kind, right.type.kind}
    hint = None
    if kinds == {Kind.MONEY, Kind.RATE}:
        hint = "share-of-base"
    elif kinds & {Kind.DATE, Kind.INSTANT, Kind.MONTH}:
        hint = "count-from"
    elif kinds == {Kind.MONEY, Kind.NUMBER}:
        hint = "say-yuan"
    env.error("no-such-sum" if node.op in ("add", "sub") else "no-such-product", node, facts, hint=hint)


def _share(env: Env, node: syntax.Binary) -> Expr | None:
    if isinstance(node.left, syntax.Between):
        return _share_between(env, node, node.left)
    left, right = fitted(env, node.left, RATE), value(env, node.right)
    if left is None or right is None:
        return None
    if right.type.kind not in NUMERIC or right.type.kind == Kind.LENGTH:
        env.error("share-of-what", node.right, {"have": unit_of(right.type)})
        return None
    return Arithmetic(right.type, "share", left, right, span=node.span)


def _share_between(env: Env, node: syntax.Binary, ends: syntax.Between) -> Expr | None:
    low = _share(env, evolve(node, left=ends.low))
    high = _share(env, evolve(node, left=ends.high))
    if low is None or high is None:
        return None
    return _range(env, node, low, high)


def _shift(env: Env, node: syntax.Binary) -> Expr | None:
    length, anchor = fitted(env, node.left, LENGTH), instant(env, node.right)
    if length is None or anchor is None:
        return None
    exact = length.type.of in {one.value for one in EXACT_LENGTHS}
    return model.Shift(INSTANT if exact else DATE, node.op, length, anchor, span=node.span)


def instant(env: Env, node: syntax.Expr, *, months: bool = False) -> Expr | None:
    """Return a date, an instant, or an event taken as its instant (with ``months``: a month, for its last day)."""
    found = value(env, node, INSTANT)
    if found is None:
        return None
    if found.type.kind in (Kind.DATE, Kind.INSTANT, Kind.EVENT) or (months and found.type.kind == Kind.MONTH):
        return found
    env.error("not-a-time", node, {"have": unit_of(found.type)})
    return None


def _between(env: Env, node: syntax.Between, want: Type | None) -> Expr | None:
    low, high = value(env, node.low, want), value(env, node.high, want)
    if low is None or high is None:
        return None
    return _range(env, node, low, high)


def _range(env: Env, node: syntax.Expr, low: Expr, high: Expr) -> Expr | None:
    if fit(low, high.type) is None or low.type.kind not in ORDERED:
        env.error("range-of-two-kinds", node, {"left": unit_of(low.type), "right": unit_of(high.type)})
        return None
    if is_reversed(low, high):
        env.error("range-reversed", node)
        return None
    return model.Range(high.type, low, high, span=node.span)


def is_reversed(low: Expr, high: Expr) -> bool:
    """Say whether two bounds written as plain values stand the wrong way round."""
    match low, high:
        case Arithmetic(op="share"), Arithmetic(op="share") if low.right == high.right:
            return is_reversed(low.left, high.left)
        case Const(), Const():
            return comparable(low.value) > comparable(high.value)
    return False


def comparable(written: Any) -> Any:
    """Return a constant's value as something that compares: money by amount, a length by count."""
    match written:
        case model.Money(amount=amount):
            return amount
        case model.Length(count=count):
            return count
    return written


def _if(env: Env, node: syntax.If, want: Type | None) -> Expr | None:
    test, then, otherwise = condition(env, node.condition), value(env, node.then, want), value(env, node.otherwise, want)
    if test is None or then is None or otherwise is None:
        return None
    second = fit(otherwise, then.type)
    if second is None:
        mismatch(env, node.otherwise, otherwise.type, then.type)
        return None
    return model.If(then.type, test, then, second, span=node.span)


# ---------------------------------------------------------------- functions


def _unary(env: Env, node: syntax.Unary, want: Type | None) -> Expr | None:
    match node.op:
        case "not":
            return condition(env, node)
        case "end_of":
            return _end_of(env, node)
        case "previous":
            found = period(env, node.of)
            return None if found is None else Fn(found.type, "previous", (found,), span=node.span)
        case "is_working_day":
            day = instant(env, node.of)
            return None if day is None else Fn(TRUTH, "is_working_day", (day,), span=node.span)
        case "rounded_up":
            return _rounded_up(env, node, want)
    raise ValueError(f"unknown operator {node.op}")


def _end_of(env: Env, node: syntax.Unary) -> Expr | None:
    if isinstance(node.of, syntax.Ref):
        declared = env.desk.names.find(node.of.name.text, env.scope)
        if declared is not None and declared.id == "term" and declared.sort == "known":
            env.desk.names.note(node.of.name, declared.label)
            if "term" not in env.desk.header:
                env.error("not-in-header", node, {"name": node.of.name.text, "item": "@header-term"})
                return None
            return model.Known(DATE, "term_end", span=node.span)
    found = period(env, node.of)
    return None if found is None else Fn(DATE, "end_of", (found,), span=node.span)


def period(env: Env, node: syntax.Expr) -> Expr | None:
    """Return a period (the one that started the instance, else the one that holds its instant) or a month."""
    if isinstance(node, syntax.Ref) and node.name.text not in env.vars:
        declared = env.desk.names.find(node.name.text, env.scope)
        if declared is not None and declared.sort == "period":
            env.desk.names.note(node.name, declared.label)
            return model.Var(Type(Kind.PERIOD, of=declared.id), declared.id, span=node.span)
    found = value(env, node)
    if found is None:
        return None
    if found.type.kind not in (Kind.PERIOD, Kind.MONTH):
        env.error("not-a-period", node, {"have": unit_of(found.type)})
        return None
    return found


def _rounded_up(env: Env, node: syntax.Unary, want: Type | None) -> Expr | None:
    found = value(env, node.of, want)
    if found is None:
        return None
    if found.type.kind not in NUMERIC:
        env.error("type-mismatch", node.of, {"have": unit_of(found.type), "want": unit_of(NUMBER)})
        return None
    kind = NUMBER if is_ratio(found) else found.type
    return Fn(kind, "rounded_up", (found,), span=node.span)


def _call(env: Env, node: syntax.Call, want: Type | None) -> Expr | None:
    match node.fn:
        case "later_of" | "earlier_of":
            times = [instant(env, one) for one in node.args]
            if None in times:
                return None
            found = tuple(one for one in times if one is not None)
            kind = DATE if all(one.type.kind == Kind.DATE for one in found) else INSTANT
            return Fn(kind, node.fn, found, span=node.span)
        case "greater_of" | "lesser_of":
            return _extreme(env, node, want)
        case "days_of":
            return _days_of(env, node)
        case "day_of":
            day = instant(env, node.args[0])
            return None if day is None else Fn(DATE, "day_of", (day,), span=node.span)
        case "equal_part":
            return _equal_part(env, node)
    raise ValueError(f"unknown function {node.fn}")


def _extreme(env: Env, node: syntax.Call, want: Type | None) -> Expr | None:
    found = [value(env, one, want) for one in node.args]
    if None in found:
        return None
    values = [one for one in found if one is not None]
    first = values[0].type
    same = []
    for one, written in zip(values, node.args, strict=True):
        fits = fit(one, first) if one.type.kind in NUMERIC else None
        if fits is None:
            mismatch(env, written, one.type, first if first.kind in NUMERIC else NUMBER)
            return None
        same.append(fits)
    return Fn(first, node.fn, tuple(same), span=node.span)


def _days_of(env: Env, node: syntax.Call) -> Expr | None:
    if len(node.args) == 1:
        found = interval(env, node.args[0])
        return None if found is None else Fn(DAYS, "days_of", (Const(TEXT, found.id, span=node.span),), span=node.span)
    first, last = instant(env, node.args[0]), instant(env, node.args[1])
    return None if first is None or last is None else Fn(DAYS, "days_of", (first, last), span=node.span)


def interval(env: Env, node: syntax.Expr) -> Declared | None:
    """Return the interval that a name means."""
    if not isinstance(node, syntax.Ref):
        env.error("not-an-interval", node)
        return None
    return named(env, node.name, "interval")


def named(env: Env, name: syntax.Name, *sorts: str) -> Declared | None:
    """Return the declaration of one of some sorts that a name means; anything else is an error."""
    declared = env.find(name)
    if declared is None:
        env.desk.findings.near(f"unknown-{sorts[0]}", name, env.desk.names.spelled(*sorts))
        return None
    if declared.sort not in sorts:
        wrong_sort(env, syntax.Ref(name, span=name.span), declared, sorts[0])
        return None
    return declared


def _equal_part(env: Env, node: syntax.Call) -> Expr | None:
    """Return the part of a total that falls to one of n: the k-th if k is written, else that of the period at hand."""
    total, many = fitted(env, node.args[0], MONEY), _plain_number(env, node.args[1])
    which = None if len(node.args) < 3 else _plain_number(env, node.args[2])
    if total is None or many is None or (len(node.args) > 2 and which is None):
        return None
    if which is None and not any(one.type.kind == Kind.PERIOD for one in env.vars.values()):
        env.error("part-of-which-period", node)
        return None
    return Fn(MONEY, "equal_part", (total, many) if which is None else (total, many, which), span=node.span)


def _plain_number(env: Env, node: syntax.Expr) -> Expr | None:
    found = value(env, node, NUMBER)
    if found is not None and found.type.kind not in (Kind.NUMBER, Kind.COUNT):
        mismatch(env, node, found.type, NUMBER)
        return None
    return found


# ---------------------------------------------------------------- counting


def _aggregate(env: Env, node: syntax.Aggregate, _: Type | None) -> Expr | None:
    window = None if node.window is None else window_of(env, node.window)
    if node.window is not None and window is None:
        return None
    if node.fn == "count":
        return _count(env, node, window)
    found = field_of_event(env, node.of)
    if found is None:
        return None
    events, member = found
    if node.fn != "latest" and member.type.kind not in (NUMERIC if node.fn in ("total", "average") else ORDERED):
        env.error("type-mismatch", node.of, {"have": unit_of(member.type), "want": unit_of(NUMBER)})
        return None
    return model.Aggregate(member.type, node.fn, events, member.label.id, None, window, span=node.span)


def _count(env: Env, node: syntax.Aggregate, window: model.Window | None) -> Expr | None:
    if isinstance(node.of, syntax.Ref | syntax.Pattern):
        events = pattern(env, node.of)
        return None if events is None else model.Aggregate(TIMES, "count", events, None, None, window, span=node.span)
    test = condition(env, node.of)
    return None if test is None else model.Aggregate(TIMES, "count", None, None, test, window, span=node.span)


def window_of(env: Env, node: syntax.Expr) -> model.Window | None:
    """Return a span of time: the term, a declared period, or from one date to another."""
    if isinstance(node, syntax.Between):
        start, end = instant(env, node.low), instant(env, node.high)
        if start is None or end is None:
            return None
        if is_reversed(start, end):
            env.error("range-reversed", node)
            return None
        return model.Window("dates", None, start, end)
    if isinstance(node, syntax.Ref):
        declared = env.find(node.name)
        if declared is not None and declared.sort == "known" and declared.id == "term":
            if "term" not in env.desk.header:
                env.error("not-in-header", node, {"name": node.name.text, "item": "@header-term"})
                return None
            return model.Window("term")
        if declared is not None and declared.sort == "period":
            return model.Window("period", declared.id)
    env.error("not-a-window", node)
    return None


# ---------------------------------------------------------------- conditions


def condition(env: Env, node: syntax.Expr) -> Expr | None:
    """Return a formula that holds or does not; an event means that it has happened."""
    match node:
        case syntax.Binary(op="or" | "and" | "then"):
            left, right = condition(env, node.left), condition(env, node.right)
            if left is None or right is None:
                return None
            return model.Logic(TRUTH, node.op, left, right, span=node.span)
        case syntax.Binary(op="is" | "is_not"):
            return _equality(env, node)
        case syntax.Binary(op="includes"):
            return _includes(env, node)
        case syntax.Unary(op="not"):
            inner = condition(env, node.of)
            return None if inner is None else model.Not(TRUTH, inner, span=node.span)
        case syntax.Ref() | syntax.Pattern() if _is_event(env, node.name):
            found = pattern(env, node)
            return None if found is None else model.Happened(TRUTH, found, span=node.span)
    found_value = value(env, node, TRUTH)
    if found_value is None:
        return None
    if found_value.type.kind != Kind.TRUTH:
        env.error("not-a-condition", node, {"have": unit_of(found_value.type)})
        return None
    return found_value


def _is_event(env: Env, name: syntax.Name) -> bool:
    if env.own is not None and name.text in env.desk.members_of(env.own.type):
        return False
    declared = env.desk.names.find(name.text, env.scope)
    return declared is not None and declared.sort == "event"


def _equality(env: Env, node: syntax.Binary) -> Expr | None:
    negated = node.op == "is_not"
    test = _reading_is(env, node)
    if test is not None:
        return model.Not(TRUTH, test, span=node.span) if negated else test
    first, second = _two(env, node)
    if first is None or second is None:
        return None
    fits = fit(second, first.type)
    if fits is not None:
        return model.Same(TRUTH, first, fits, negated, span=node.span)
    back = fit(first, second.type)
    if back is not None:
        return model.Same(TRUTH, back, second, negated, span=node.span)
    facts = {"left": unit_of(first.type), "right": unit_of(second.type)}
    env.error("not-comparable", node, facts)
    return None


def _two(env: Env, node: syntax.Binary) -> tuple[Expr | None, Expr | None]:
    """Return both sides of an equality; the side that is understood alone says what list the other may be of."""
    if _stands_alone(env, node.left):
        left = value(env, node.left)
        return left, None if left is None else value(env, node.right, left.type)
    right = value(env, node.right)
    return (None, None) if right is None else (value(env, node.left, right.type), right)


def _stands_alone(env: Env, node: syntax.Expr) -> bool:
    if not isinstance(node, syntax.Ref):
        return True
    text = node.name.text
    own = env.own is not None and text in env.desk.members_of(env.own.type)
    return own or text in env.vars or env.desk.names.find(text, env.scope) is not None


def _reading_is(env: Env, node: syntax.Binary) -> Expr | None:
    """Return ``reading is option``, or None if the left side is no reading or the right side none of its options."""
    if not isinstance(node.left, syntax.Ref) or not isinstance(node.right, syntax.Ref):
        return None
    if env.own is not None and node.left.name.text in env.desk.members_of(env.own.type):
        return None
    declared = env.desk.names.find(node.left.name.text, env.scope)
    if declared is None or declared.sort != "reading" or not isinstance(declared.part, syntax.Reading):
        return None
    option = option_of(env, declared, node.right.name)
    if option is None:
        return None
    env.find(node.left.name)
    return model.ReadingIs(TRUTH, declared.id, option, span=node.span)


def option_of(env: Env, declared: Declared, name: syntax.Name) -> str | None:
    """Return the id of a reading's option, noting its spellings; None if it has none of that name."""
    for label in env.desk.options[declared.id]:
        if name.text in (label.zh, label.en):
            env.desk.names.note(name, label)
            return label.id
    return None


def _includes(env: Env, node: syntax.Binary) -> Expr | None:
    left = value(env, node.left)
    if left is None:
        return None
    if left.type.kind != Kind.SET:
        env.error("not-a-set", node.left, {"have": unit_of(left.type)})
        return None
    wanted = CLAUSE if left.type.of == "clause" else Type(Kind.ENUM, values=left.type.values)
    member = fitted(env, node.right, wanted)
    return None if member is None else model.Includes(TRUTH, left, member, span=node.span)


def _compare(env: Env, node: syntax.Compare, _: Type | None) -> Expr | None:
    left = value(env, node.of)
    if left is None:
        return None
    if left.type.kind not in ORDERED:
        env.error("no-order", node.of, {"have": unit_of(left.type)})
        return None
    limits = bounds(env, node.bounds, left)
    return None if limits is None else model.Compare(TRUTH, left, limits, span=node.span)


def bounds(env: Env, written: tuple[syntax.Bound, ...], of: Expr) -> tuple[model.Bound, ...] | None:
    """Return bounds on a value, each of the value's own type."""
    found = []
    for one in written:
        limit = value(env, one.value, of.type)
        fits = None if limit is None else _bound(of, limit)
        if limit is not None and fits is None:
            mismatch(env, one.value, limit.type, of.type)
        if fits is None:
            return None
        found.append(model.Bound(one.op, fits))
    return tuple(found)


def _bound(of: Expr, limit: Expr) -> Expr | None:
    if {of.type.kind, limit.type.kind} == {Kind.RATE, Kind.NUMBER} and is_ratio(of):
        return limit
    return fit(limit, of.type)


# ---------------------------------------------------------------- states


def _state(env: Env, node: syntax.State, _: Type | None) -> Expr | None:
    if node.state in INTERVAL_STATES:
        return _interval_state(env, node)
    clause = None
    if node.of is not None:
        declared = clause_in_state(env, node)
        if declared is None:
            return None
        clause = declared.id
    elif env.clause is None or not (env.clause.owes or env.clause.power or env.clause.sources):
        env.error("state-of-what", node)
        return None
    limits = state_bounds(env, node)
    window = None if node.window is None else window_of(env, node.window)
    if limits is None or (node.window is not None and window is None):
        return None
    return model.InState(TRUTH, clause, model_state(node), limits, window, span=node.span)


def model_state(node: syntax.State) -> str:
    """Return the model's word for a state: a payment overdue is late."""
    return "late" if node.state == "overdue" else node.state


def clause_in_state(env: Env, node: syntax.State) -> Declared | None:
    """Return the clause a state speaks of; it must have a duty (or, to be exercised, a power)."""
    if not isinstance(node.of, syntax.Ref):
        env.error("state-of-a-clause", node.of or node)
        return None
    declared = named(env, node.of.name, "clause")
    if declared is None:
        return None
    facts = env.desk.clauses.get(declared.id)
    if facts is not None and not (facts.power if node.state == "exercised" else facts.owes):
        code = "no-power-there" if node.state == "exercised" else "no-duty-there"
        env.error(code, node.of, {"name": node.of.name.text})
        return None
    return declared


def state_bounds(env: Env, node: syntax.State) -> tuple[model.Bound, ...] | None:
    """Return the bounds of a state: a length for late, a number of times for breached; no other state has one."""
    if not node.bounds:
        return ()
    of = {"late": LENGTH, "overdue": LENGTH, "breached": TIMES, "missed": TIMES, "exercised": TIMES}.get(node.state)
    if of is None:
        env.error("state-without-bounds", node, {"state": f"@state-{node.state}"})
        return None
    return bounds(env, node.bounds, model.Known(of, "state"))


def _interval_state(env: Env, node: syntax.State) -> Expr | None:
    found = None if node.of is None else interval(env, node.of)
    if node.of is None:
        env.error("state-of-what", node)
    if found is None:
        return None
    if node.state == "lasting" and not node.bounds:
        env.error("missing-boundary", node)
        return None
    limits = bounds(env, node.bounds, model.Known(LENGTH, "state"))
    return None if limits is None else model.IntervalState(TRUTH, found.id, node.state, limits, span=node.span)


_VALUES: Final[Mapping[type, Callable[[Env, Any, Type | None], Expr | None]]] = MappingProxyType(
    {
        syntax.Literal: _literal,
        syntax.Day: _day,
        syntax.Month: _month,
        syntax.Moment: _moment,
        syntax.Text: _text,
        syntax.Truth: _truth,
        syntax.Blank: _blank,
        syntax.Ref: _ref,
        syntax.Field: _field,
        syntax.Pattern: _pattern,
        syntax.Unary: _unary,
        syntax.Binary: _binary,
        syntax.Compare: _compare,
        syntax.State: _state,
        syntax.Aggregate: _aggregate,
        syntax.Call: _call,
        syntax.Between: _between,
        syntax.If: _if,
    }
)
