"""
What a name means where it stands, and what to say when it means nothing or something else.

A bare name is looked for, in this order: a field of the event spoken of (inside its parentheses), the alias or name
of what started the instance, a value of the list that is wanted, a declaration.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.reading_times import gives_times
from luyue.dsl.check.types import CLAUSE, CLAUSES, DATE, INSTANT, MONEY, PARTY
from luyue.dsl.model import Const, Expr, FieldOf, Kind, Type
from luyue.dsl.resolve import Declared
from luyue.dsl.scan import QUARTER_NAME


def ref(env: Env, node: syntax.Ref, want: Type | None) -> Expr | None:
    """Return what a bare name is worth; None if it is worth nothing, which is noted."""
    name = node.name
    if env.own is not None and (column := env.desk.members_of(env.own.type).get(name.text)) is not None:
        env.desk.names.note(name, column.label)
        return FieldOf(column.type, env.own, column.label.id, span=node.span)
    if (var := env.vars.get(name.text)) is not None:
        env.note_var(name)
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
    """Return a value of the list that is wanted, or a norm of a table where a clause is wanted, or None."""
    if want is None:
        return None
    if want.kind in (Kind.ENUM, Kind.SET):
        for label in want.values:
            if name.text in (label.zh, label.en):
                env.desk.names.note(name, label)
                return Const(Type(Kind.ENUM, values=want.values), label.id)
    if want.kind == Kind.PERIOD and QUARTER_NAME.fullmatch(name.text):
        return Const(want, name.text)
    if want.kind in (Kind.CLAUSE, Kind.ID) or want == CLAUSES:
        norm = env.desk.norms.get(name.text)
        return None if norm is None else Const(CLAUSE if want == CLAUSES else want, norm)
    return None


def unknown(env: Env, name: syntax.Name, want: Type | None = None) -> None:
    """Note a name that nothing declares, with the nearest that would have fitted."""
    names = env.desk.names
    if want is not None and want.kind in (Kind.ENUM, Kind.SET) and want.values:
        choices = tuple(dict.fromkeys(text for one in want.values for text in (one.zh, one.en)))
        env.desk.near("unknown-value", name, choices)
        return
    fields = env.desk.members_of(env.own.type) if env.own is not None else {}
    env.desk.near("unknown-name", name, (*fields, *env.vars, *names.spelled()))


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
    kind = env.desk.type_of(declared)
    if kind is None and gives_times(env.desk, declared):
        env.wants(node, "value", "reading-of-times")
    return None if kind is None else model.Param(kind, declared.sort, declared.id, span=node.span)


def _measured(env: Env, node: syntax.Ref, declared: Declared) -> Expr | None:
    kind = env.desk.type_of(declared)
    return None if kind is None else model.Measured(kind, declared.id, span=node.span)


def first_of(_: Env, node: syntax.Ref, declared: Declared) -> Expr:
    """Return an event as the instant at which it happened."""
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
        "effective": INSTANT,
        "term_start": DATE,
        "term_end": DATE,
    }
)
_NEEDS: Final = MappingProxyType(
    {"price": "price", "signed": "signed", "effective": "effective", "term_start": "term", "term_end": "term"}
)


def _known(env: Env, node: syntax.Ref, declared: Declared) -> Expr | None:
    known = declared.id
    if known == "effective" and known not in env.desk.header:  # in force from its signing (art. 502)
        known = "signed"
    if known == "term":
        wrong_sort(env, node, evolve(declared, sort="period"), "value")
        return None
    if known in _NEEDS and not stated(env, node, node.name, _NEEDS[known]):
        return None
    if known == "unpaid" and not _speaks_of_payment(env):
        env.error("unpaid-of-what", node)
        return None
    return model.Known(_KNOWN_TYPES[known], known, span=node.span)


def stated(env: Env, node: syntax.Node, name: syntax.Name, item: str) -> bool:
    """Say whether the header states an item that a name needs, and does not lead back to itself; note it if not."""
    declared = env.desk.header.get(item)
    if declared is None:
        env.error("not-in-header", node, {"name": name.text, "item": f"@header-{item}"})
        return False
    return env.desk.type_of(declared) is not None


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
        "score": _measured,
        "tiers": _measured,
        "event": first_of,
        "known": _known,
    }
)


# ---------------------------------------------------------------- names of one sort

SAID_BY_SORT: Final = ("event", "clause", "party", "interval", "period", "reading")


def interval(env: Env, node: syntax.Expr) -> Declared | None:
    """Return the interval that a name means."""
    if not isinstance(node, syntax.Ref):
        env.wants(node, "interval")
        return None
    return named(env, node.name, "interval")


def named(env: Env, name: syntax.Name, *sorts: str) -> Declared | None:
    """Return the declaration of one of some sorts that a name means; anything else is an error."""
    declared = env.find(name)
    if declared is None:
        code = f"unknown-{sorts[0]}" if sorts[0] in SAID_BY_SORT else "unknown-name"
        env.desk.near(code, name, env.desk.names.spelled(*sorts))
        return None
    if declared.sort not in sorts:
        wrong_sort(env, syntax.Ref(name, span=name.span), declared, sorts[0])
        return None
    return declared


def option_of(env: Env, declared: Declared, name: syntax.Name) -> str | None:
    """Return the id of a reading's option, noting its spellings; None if it has none of that name."""
    for label in env.desk.options[declared.id]:
        if name.text in (label.zh, label.en):
            env.desk.names.note(name, label)
            return label.id
    return None
