"""The other lines of a clause: preconditions, suspensions and their conditions, powers."""

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.money import until_of
from luyue.dsl.check.names import named
from luyue.dsl.check.parties import party
from luyue.dsl.check.patterns import pattern
from luyue.dsl.check.ties import tie
from luyue.dsl.check.times import timing
from luyue.dsl.check.types import LENGTH
from luyue.dsl.check.wanted import fitted
from luyue.dsl.model import Under


def precondition(env: Env, line: syntax.Provided, under: Under | None) -> model.Precondition | None:
    """Return what must be met before a duty binds, and what holds while it is not."""
    test = env.condition(line.condition)
    undone = None if line.undone_by is None else pattern(env, line.undone_by)
    if test is None or (line.undone_by is not None and undone is None):
        return None
    if isinstance(line.otherwise, syntax.Timing):
        other = timing(env, line.otherwise)
        return None if other is None else model.Precondition(test, "due", other, undone, under, span=line.span)
    return model.Precondition(test, line.otherwise, None, undone, under, span=line.span)


def suspension(env: Env, line: syntax.Suspends, under: Under | None) -> model.Suspension | None:
    """Return whom and what an interval suspends."""
    interval = named(env, line.during, "interval")
    denied = None if line.denied_by is None else pattern(env, line.denied_by)
    parties, clauses, affected = [], [], False
    for node in line.whom:
        if isinstance(node, syntax.Ref):
            declared = env.find(node.name)
            if declared is not None and declared.sort == "clause":
                clauses.append(declared.id)
                continue
            if declared is not None and declared.id == "affected_clauses" and declared.sort == "known":
                affected = True
                continue
        who = party(env, node)
        if who is None:
            return None
        parties.append(who)
    if interval is None or (line.denied_by is not None and denied is None):
        return None
    return model.Suspension(
        tuple(parties),
        tuple(clauses),
        affected,
        interval.id,
        line.stops_clock,
        line.also_late,
        denied,
        under,
        line.start_counted,
        span=line.span,
    )


def requirement(env: Env, line: syntax.Requires, under: Under | None) -> model.Requirement | None:
    """Return a condition of a suspension, with its time."""
    test = env.condition(line.what)
    when = None if line.timing is None else timing(env, line.timing)
    if test is None or (line.timing is not None and when is None):
        return None
    return model.Requirement(test, when, under, span=line.span)


def power(env: Env, line: syntax.Power, triggers: tuple[model.Trigger, ...], under: Under | None) -> model.Power | None:
    """Return a right that its holder uses by an act."""
    holder, act = party(env, line.who), pattern(env, line.act)
    once = None if line.once is None else env.condition(line.once)
    when = None if line.timing is None else timing(env, line.timing)
    until = None if line.until is None else until_of(env, line.until)
    resume = None if line.resume is None else fitted(env, line.resume, LENGTH)
    effects = tuple(found for one in line.effects if (found := _effect(env, one)) is not None)
    written = (line.once, line.timing, line.until, line.resume)
    if holder is None or act is None:
        return None
    if any(one is not None and other is None for one, other in zip(written, (once, when, until, resume), strict=True)):
        return None
    same = tie(env, line.same, (act.event,), triggers)
    return model.Power(holder, act, effects, once, when, until, resume, same, under, span=line.span)


def _effect(env: Env, node: syntax.Effect) -> model.Effect | None:
    sorts = ("clause", "interval") if node.kind == "denies" else ("clause",)
    found = [named(env, name, *sorts) for name in node.clauses]
    kept = tuple(one.id for one in found if one is not None)
    return model.Effect(node.kind, kept) if len(kept) == len(node.clauses) else None
