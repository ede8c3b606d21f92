"""
Formulas: from a written expression to a typed value.

``value`` asks what an expression is worth, ``condition`` whether it holds; the same name may answer both (an event
as an instant, an event as a fact). Each kind of node has its own reader; a reader that needs the value of a part
asks its ``Env``, which leads back here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.arithmetic import is_reversed, no_arithmetic, product_type, sum_type
from luyue.dsl.check.desk import Env, Reader
from luyue.dsl.check.functions import aggregate, call, unary
from luyue.dsl.check.names import option_of, ref
from luyue.dsl.check.patterns import field_value, pattern, pattern_value
from luyue.dsl.check.states import state
from luyue.dsl.check.types import (
    CLAUSE,
    DATE,
    INSTANT,
    LENGTH,
    MONTH,
    NAMES,
    NUMERIC,
    ORDERED,
    RATE,
    TEXT,
    TRUTH,
    fit,
    literal,
    unit_of,
)
from luyue.dsl.check.wanted import bounds, fitted, instant, mismatch
from luyue.dsl.model import Arithmetic, Const, Expr, Kind, Type
from luyue.dsl.quantity import EXACT_LENGTHS

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
    env.wants(node, "value", "blank-cell")


# ---------------------------------------------------------------- arithmetic


def _binary(env: Env, node: syntax.Binary, want: Type | None) -> Expr | None:
    match node.op:
        case "or" | "and" | "then" | "is" | "is_not" | "includes":
            return env.condition(node)
        case "share":
            return _share(env, node)
        case "after" | "ago":
            return _shift(env, node)
    left, right = env.value(node.left, want), env.value(node.right, want)
    if left is None or right is None:
        return None
    kind = product_type(left, right, node.op) if node.op in ("mul", "div") else sum_type(left, right)
    if kind is None:
        no_arithmetic(env, node, left, right)
        return None
    return Arithmetic(kind, node.op, left, right, span=node.span)


def _share(env: Env, node: syntax.Binary) -> Expr | None:
    if isinstance(node.left, syntax.Between):
        return _share_between(env, node, node.left)
    left, right = fitted(env, node.left, RATE), env.value(node.right)
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


def _between(env: Env, node: syntax.Between, want: Type | None) -> Expr | None:
    low, high = env.value(node.low, want), env.value(node.high, want)
    if low is None or high is None:
        return None
    return _range(env, node, low, high)


def _range(env: Env, node: syntax.Expr, low: Expr, high: Expr) -> Expr | None:
    if fit(low, high.type) is None or low.type.kind not in ORDERED:
        mismatch(env, node, low.type, high.type)
        return None
    if is_reversed(low, high):
        env.error("range-reversed", node)
        return None
    return model.Range(high.type, low, high, span=node.span)


def _if(env: Env, node: syntax.If, want: Type | None) -> Expr | None:
    test, then, otherwise = env.condition(node.condition), env.value(node.then, want), env.value(node.otherwise, want)
    if test is None or then is None or otherwise is None:
        return None
    second = fit(otherwise, then.type)
    if second is None:
        mismatch(env, node.otherwise, otherwise.type, then.type)
        return None
    return model.If(then.type, test, then, second, span=node.span)


# ---------------------------------------------------------------- conditions


def condition(env: Env, node: syntax.Expr) -> Expr | None:
    """Return a formula that holds or does not; an event means that it has happened."""
    match node:
        case syntax.Binary(op="or" | "and" | "then"):
            left, right = env.condition(node.left), env.condition(node.right)
            if left is None or right is None:
                return None
            return model.Logic(TRUTH, node.op, left, right, span=node.span)
        case syntax.Binary(op="is" | "is_not"):
            return _equality(env, node)
        case syntax.Binary(op="includes"):
            return _includes(env, node)
        case syntax.Unary(op="not"):
            inner = env.condition(node.of)
            return None if inner is None else model.Not(TRUTH, inner, span=node.span)
        case syntax.Ref() | syntax.Pattern() if _is_event(env, node.name):
            found = pattern(env, node)
            return None if found is None else model.Happened(TRUTH, found, span=node.span)
    found_value = env.value(node, TRUTH)
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
        left = env.value(node.left)
        return left, None if left is None else env.value(node.right, left.type)
    right = env.value(node.right)
    return (None, None) if right is None else (env.value(node.left, right.type), right)


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


def _includes(env: Env, node: syntax.Binary) -> Expr | None:
    left = env.value(node.left)
    if left is None:
        return None
    if left.type.kind != Kind.SET:
        env.wants(node.left, "set", left.type.kind.value)
        return None
    wanted = CLAUSE if left.type.of == "clause" else Type(Kind.ENUM, values=left.type.values)
    member = fitted(env, node.right, wanted)
    return None if member is None else model.Includes(TRUTH, left, member, span=node.span)


def _compare(env: Env, node: syntax.Compare, _: Type | None) -> Expr | None:
    left = env.value(node.of)
    if left is None:
        return None
    if left.type.kind not in ORDERED:
        env.error("no-order", node.of, {"have": unit_of(left.type)})
        return None
    limits = bounds(env, node.bounds, left)
    return None if limits is None else model.Compare(TRUTH, left, limits, span=node.span)


_VALUES: Final[Mapping[type, Callable[[Env, Any, Type | None], Expr | None]]] = MappingProxyType(
    {
        syntax.Literal: _literal,
        syntax.Day: _day,
        syntax.Month: _month,
        syntax.Moment: _moment,
        syntax.Text: _text,
        syntax.Truth: _truth,
        syntax.Blank: _blank,
        syntax.Ref: ref,
        syntax.Field: field_value,
        syntax.Pattern: pattern_value,
        syntax.Unary: unary,
        syntax.Binary: _binary,
        syntax.Compare: _compare,
        syntax.State: state,
        syntax.Aggregate: aggregate,
        syntax.Call: call,
        syntax.Between: _between,
        syntax.If: _if,
    }
)

READER: Final = Reader(value, condition)
