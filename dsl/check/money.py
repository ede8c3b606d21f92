"""
Heads of money: damages, refunds, losses and reductions with their options.

A bare share is no amount (of what?), a daily sum needs something that can be late, a range needs its ends in order,
and a remedy that refers to another clause's remedy needs one there.
"""

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.names import named
from luyue.dsl.check.parties import party, same_side
from luyue.dsl.check.patterns import field_of_event, pattern
from luyue.dsl.check.times import timing
from luyue.dsl.check.types import MONEY
from luyue.dsl.check.wanted import fitted, instant, mismatch
from luyue.dsl.model import Expr, Kind, Range
from luyue.dsl.quantity import LENGTHS, Unit


def head(env: Env, line: syntax.Head, under: model.Under | None) -> model.Head | None:
    """Return a head of damages, refund or losses."""
    payer, payee = party(env, line.payer), party(env, line.payee)
    found = amount(env, line.amount, open_ended=line.open)
    if payer is not None and payee is not None and same_side(payer, payee):
        env.error("pays-itself", line.payee)
        return None
    if payer is None or payee is None or found is None:
        return None
    return _with_options(env, model.Head(line.kind, payer, payee, found, under=under, span=line.span), line.options)


def reduction(env: Env, line: syntax.Reduction, under: model.Under | None) -> model.Head | None:
    """Return a reduction of a payment: what its payee has to bear of the price, as a head against the payer's debt."""
    declared = named(env, line.clause, "clause")
    found = amount(env, line.amount, open_ended=False)
    if declared is None or found is None:
        return None
    facts = env.desk.clauses.get(declared.id)
    pay = (
        None
        if facts is None
        else next(
            (one.act for one in facts.part.lines if isinstance(one, syntax.Duty) and isinstance(one.act, syntax.Pay)),
            None,
        )
    )
    if pay is None:
        env.error("reduces-no-payment", line.clause, {"name": line.clause.text})
        return None
    payer, payee = party(env, pay.whom), party(env, pay.who)
    if payer is None or payee is None:
        return None
    bare = model.Head("reduction", payer, payee, found, of=declared.id, under=under, span=line.span)
    return _with_options(env, bare, line.options)


def amount(env: Env, node: syntax.Expr, *, open_ended: bool) -> Expr | None:
    """Return an amount of money, or a range of money; ``open_ended`` leaves the upper end open."""
    found = env.value(node, MONEY)
    if found is None:
        return None
    if found.type.kind != Kind.MONEY:
        mismatch(env, node, found.type, MONEY)
        return None
    return Range(found.type, found, None, span=node.span) if open_ended else found


def _with_options(env: Env, bare: model.Head, written: syntax.Options) -> model.Head | None:
    if written.late_base is not None and not _speaks_of_payment(env):
        env.error("late-base-of-what", written)
    if written.on_exercise and (env.clause is None or not env.clause.power):
        env.error("no-power-here", written)
    per = None if written.per is None else _per(env, written.per)
    until = None if written.until is None else until_of(env, written.until)
    caps = tuple(found for one in written.caps if (found := _cap(env, one)) is not None)
    decided = None if written.decided is None else _decided(env, written.decided, bare)
    relations = tuple(other for one in written.relations if (other := _relation(env, one)) is not None)
    if written.once_per_day and not _by_days(per):
        env.error("once-per-day-of-what", written)
    if written.late_base == "daily_balance" and not (_by_days(per) and per is not None and per.count == 1):
        env.error("balance-of-which-day", written)
    return model.Head(
        bare.kind,
        bare.payer,
        bare.payee,
        bare.amount,
        per,
        written.part,
        written.once_per_day,
        until,
        caps,
        written.once,
        written.on_exercise,
        decided,
        written.late_base,
        relations,
        written.rounding,
        bare.of,
        bare.under,
        span=bare.span,
    )


def _by_days(per: model.Per | None) -> bool:
    """Return whether a sum counts days late."""
    return per is not None and per.kind == "late" and per.unit in (Unit.DAY, Unit.WORKING_DAY)


def _speaks_of_payment(env: Env) -> bool:
    clause = env.clause
    return clause is not None and (clause.pays or any(env.desk.clauses[one].pays for one in clause.sources))


def _per(env: Env, node: syntax.Per) -> model.Per | None:
    if node.kind == "late" and env.clause is not None and not (env.clause.owes or env.clause.sources):
        env.error("late-with-what", node)
        return None
    if node.kind in ("late", "interval") and (node.unit is None or node.unit not in LENGTHS):
        env.error("number-without-unit", node, {"want": "@kind-length"})
        return None
    of = None
    if node.of is not None:
        declared = named(env, node.of, "interval")
        if declared is None:
            return None
        of = declared.id
    return model.Per(node.kind, node.count, node.unit, of)


def _cap(env: Env, node: syntax.Cap) -> model.Cap | None:
    limit = amount(env, node.limit, open_ended=False)
    return None if limit is None else model.Cap(node.op, limit, node.in_total)


def _decided(env: Env, node: syntax.Decided, bare: model.Head) -> model.Decided | None:
    if not isinstance(bare.amount, Range):
        env.error("decides-no-range", node)
        return None
    by, found = party(env, node.by), field_of_event(env, node.with_)
    when = None if node.timing is None else timing(env, node.timing)
    if by is None or found is None:
        return None
    events, member = found
    if member.type.kind not in (Kind.MONEY, Kind.RATE):
        env.wants(node.with_, "money", member.type.kind.value)
        return None
    return model.Decided(by, events, member.label.id, when)


def _relation(env: Env, node: syntax.Relation) -> model.Relation | None:
    ids = []
    for name in node.clauses:
        declared = named(env, name, "clause")
        if declared is None:
            continue
        facts = env.desk.clauses.get(declared.id)
        if facts is not None and not facts.heads:
            env.error("no-remedy-there", name, {"name": name.text})
            continue
        ids.append(declared.id)
    return model.Relation(node.kind, tuple(ids)) if ids else None


def until_of(env: Env, node: syntax.Expr) -> Expr | None:
    """Return what ends something: a condition (an event means that it has happened), or a date or instant."""
    match node:
        case syntax.Day() | syntax.Moment() | syntax.Month() | syntax.Field() | syntax.Call():
            return instant(env, node, months=True)
        case syntax.Binary(op="after" | "ago") | syntax.Unary(op="end_of" | "previous"):
            return instant(env, node)
        case syntax.Ref(name=name) if _is_time(env, name):
            return instant(env, node)
    return env.condition(node)


def _is_time(env: Env, name: syntax.Name) -> bool:
    declared = env.desk.names.find(name.text, env.scope)
    if declared is None or declared.sort not in ("let", "blank", "reading", "known"):
        return False
    found = env.value(syntax.Ref(name, span=name.span))
    return found is not None and found.type.kind in (Kind.DATE, Kind.INSTANT)


def pay(env: Env, node: syntax.Pay) -> model.Pay | None:
    """Return a payment owed, with the events and the field that pay it."""
    bearer, payee = party(env, node.who), party(env, node.whom)
    owed = fitted(env, node.amount, MONEY)
    by = _paid_by(env, node)
    if bearer is not None and payee is not None and same_side(bearer, payee):
        env.error("pays-itself", node.whom)
        return None
    if bearer is None or payee is None or owed is None or by is None:
        return None
    return model.Pay(bearer, payee, owed, *by)


def _paid_by(env: Env, node: syntax.Pay) -> tuple[model.Pattern, str] | None:
    if isinstance(node.by, syntax.Field):
        found = field_of_event(env, node.by)
        if found is None:
            return None
        if found[1].type.kind != Kind.MONEY:
            mismatch(env, node.by, found[1].type, MONEY)
            return None
        return found[0], found[1].label.id
    if node.by is not None:
        return _only_money_field(env, node.by)
    paying = [one for one in env.desk.events.values() if _money_fields(env, one.id)]
    if len(paying) != 1 or len(_money_fields(env, paying[0].id)) != 1:
        env.error(
            "paid-with-what",
            node,
            {"events": tuple(one.label.text(env.scope.language) for one in paying) or "@nothing"},
        )
        return None
    return model.Pattern(paying[0].id, span=node.span), _money_fields(env, paying[0].id)[0]


def _only_money_field(env: Env, node: syntax.Expr) -> tuple[model.Pattern, str] | None:
    found = pattern(env, node)
    if found is None:
        return None
    fields = _money_fields(env, found.event)
    if len(fields) != 1:
        env.error("which-money-field", node, {"fields": tuple(fields) or "@nothing"})
        return None
    return found, fields[0]


def _money_fields(env: Env, event: str) -> list[str]:
    return [one.label.id for one in env.desk.events[event].fields if one.type.kind == Kind.MONEY]
