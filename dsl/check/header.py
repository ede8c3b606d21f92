"""
The header of a contract: price, dates, term, zone, currency; and instruments with a signing of their own.

What the header does not say stays unsaid in the model: the engine names it as missing, it is never guessed. Only
zone, currency and the rule book of the calendar have defaults (the law's and the country's).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from luyue.dsl import model, syntax
from luyue.dsl.check.arithmetic import is_reversed
from luyue.dsl.check.desk import Desk, Env
from luyue.dsl.check.patterns import field_of_event
from luyue.dsl.check.types import LENGTH, MONEY
from luyue.dsl.check.wanted import edge, fitted, instant, mismatch
from luyue.dsl.model import Const, Expr, Fn, Kind, Type
from luyue.dsl.model import Label as Spelling
from luyue.dsl.quantity import Length
from luyue.dsl.resolve import KNOWN, Declared, Scope

DEFAULTS: Final = MappingProxyType({"currency": "CNY", "zone": "Asia/Shanghai", "calendar": "prc_civil_code"})


def items_of(part: syntax.Contract) -> Mapping[str, syntax.HeaderItem]:
    """Return the header's items by name."""
    return {item.key: item for item in part.items}


def declared(items: Mapping[str, syntax.HeaderItem], scope: Scope) -> dict[str, Declared]:
    """Return the items of a header as declarations, so that formulas that lead back to them show as circles."""
    found = {}
    for key, item in items.items():
        zh, en = KNOWN.get(key, (key, key))
        found[key] = Declared("header", Spelling(f"header {key}", zh, en), item, scope, item.span)
    return found


def type_of_item(desk: Desk, one: Declared) -> Type | None:
    """Return what a price, a signing or a term is worth; None (noted) if it is wrong or leads back to itself."""
    if not isinstance(one.part, syntax.HeaderItem):
        raise TypeError(f"{one.id} is no item of a header")
    env = Env(desk, one.scope)
    match one.part.key:
        case "price":
            found = env.value(one.part.value, MONEY)
        case "term":
            found = None if (whole := term_of(env, one.part.value)) is None else whole.start
        case _:
            found = effective(env, one.part.value)
    return None if found is None else found.type


def word(items: Mapping[str, syntax.HeaderItem], key: str) -> str:
    """Return the currency, zone or calendar, by default the law's and the country's."""
    return _text(items, key) or DEFAULTS[key]


def title(items: Mapping[str, syntax.HeaderItem]) -> str | None:
    """Return the title of the contract."""
    return _text(items, "title")


def reference(items: Mapping[str, syntax.HeaderItem]) -> str | None:
    """Return the number under which the contract is filed."""
    return _text(items, "reference")


def _text(items: Mapping[str, syntax.HeaderItem], key: str) -> str | None:
    item = items.get(key)
    match None if item is None else item.value:
        case syntax.Text(value=text) | syntax.Ref(name=syntax.Name(text=text)):
            return text
    return None


def price(env: Env, items: Mapping[str, syntax.HeaderItem]) -> tuple[Expr | None, model.FieldOf | None]:
    """Return the price and the field of events that change it."""
    item = items.get("price")
    if item is None:
        return None, None
    found = env.value(item.value, MONEY)
    if found is not None and found.type.kind != Kind.MONEY:
        mismatch(env, item.value, found.type, MONEY)
        found = None
    return found, _changed_by(env, item, Kind.MONEY)


def _changed_by(env: Env, item: syntax.HeaderItem, kind: Kind) -> model.FieldOf | None:
    if item.changed_by is None:
        return None
    found = field_of_event(env, item.changed_by)
    if found is None:
        return None
    events, member = found
    if member.type.kind != kind:
        mismatch(env, item.changed_by, member.type, Type(kind))
        return None
    happening = model.Happening(Type(Kind.INSTANT), events, span=item.changed_by.span)
    return model.FieldOf(member.type, happening, member.label.id, span=item.changed_by.span)


def moment(env: Env, items: Mapping[str, syntax.HeaderItem], key: str) -> Expr | None:
    """Return when the contract was signed or takes effect: a date, an event, or when several have all happened."""
    item = items.get(key)
    return None if item is None else effective(env, item.value)


def effective(env: Env, node: syntax.Expr) -> Expr | None:
    """Return the instant at which every event joined by ``and`` has happened, or a date."""
    if not isinstance(node, syntax.Binary) or node.op != "and":
        return instant(env, node)
    first, second = effective(env, node.left), effective(env, node.right)
    if first is None or second is None:
        return None
    parts = (*(first.args if isinstance(first, Fn) else (first,)), second)
    return Fn(Type(Kind.INSTANT), "later_of", parts, span=node.span)


def term(env: Env, items: Mapping[str, syntax.HeaderItem]) -> model.Term | None:
    """Return the term of the contract; one that ends before it begins is an error."""
    item = items.get("term")
    if item is None:
        return None
    found = term_of(env, item.value)
    if found is None:
        return None
    return model.Term(found.start, found.length, found.end, _changed_by(env, item, Kind.DATE))


def term_of(env: Env, node: syntax.Expr) -> model.Term | None:
    """Return a term: from an instant for a length, or from one date to another."""
    match node:
        case syntax.Since(start, length):
            begin, count = edge(env, start, last=False), fitted(env, length, LENGTH)
            if begin is None or count is None:
                return None
            if not isinstance(count, Const) or not isinstance(count.value, Length):
                env.wants(length, "length")
                return None
            return model.Term(begin, count.value)
        case syntax.Between(low, high):
            begin, end = edge(env, low, last=False), edge(env, high, last=True)
            if begin is None or end is None:
                return None
            if begin.type.kind == end.type.kind and is_reversed(begin, end):
                env.error("term-reversed", node)
                return None
            return model.Term(begin, None, end)
    env.wants(node, "window")
    return None


def instrument(env: Env, label: model.Label, node: syntax.Instrument) -> model.Instrument:
    """Return an annex or agreement with its own signing and term."""
    start = None if node.effective is None else effective(env, node.effective)
    return model.Instrument(label, start, None if node.term is None else term_of(env, node.term))
