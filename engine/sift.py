"""
Which clauses of a plan may be sifted: those of which an instance plainly kept changes nothing else.

An instance is *plainly kept* where its own clause and its own two rows decide it: a clause triggered by one event, an
act owed within a length of it, tied by fields of both; done at or before the due date as the contract counts it, before
any suspension, for a suspension only gives more time (art. 590). A clause is sifted only where nothing asks about it
but whether it was broken, and where nothing else reads the events that start and perform it. A construct that reads
events or the states of clauses has its say here, in ``_text``, ``_only_breaches`` or ``_touched``.
"""

from collections.abc import Iterable, Iterator

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.dsl.quantity import EXACT_LENGTHS, Length
from luyue.engine.duration import exact_micros
from luyue.engine.plan import Norm, Plan
from luyue.engine.quiet import says_itself

BROKEN = ("breached", "late", "overdue", "missed")  # states that an instance plainly kept never enters
TYING = (Kind.TEXT, Kind.ID, Kind.ENUM)  # fields that are compared as they are written
ASKING = (model.InState, model.BreachOf, model.Happened, model.Happening, model.IntervalState, model.Measured)
TOUCHING = ("waives", "rejects", "blocks")  # roles of events that may name any instance


@frozen
class Sifted:
    """A clause whose instances may be found by column."""

    norm: Norm
    trigger: model.Pattern
    act: model.Pattern
    anchor: str | None  # the field of the trigger from which the time runs; None: from the trigger
    exact: int | None  # microseconds within which it is owed; None: whole days, by the day of the anchor


@frozen
class Sieve:
    """The clauses of a plan that may be sifted, and the event types that nothing else reads."""

    clauses: tuple[Sifted, ...]
    free: frozenset[str]  # types of which the loop sees only the rows that it needs

    @property
    def useful(self) -> bool:
        """Return whether there is anything that the loop need not see."""
        return bool(self.free)


# ---------------------------------------------------------------- which clauses


def sift(plan: Plan, kinds: frozenset[str]) -> Sieve:
    """Return what of a plan may be sifted in a log of some event types: the most clauses that nothing else reads."""
    contract = plan.contract
    asked = tuple(_asked(contract))
    found = [one for one in (_sifted(norm, plan, asked, kinds) for norm in plan.norms) if one is not None]
    waiting = [one for one in contract.metrics if _waits(one, plan) or _told(one, contract)]
    while True:
        own = {id(p) for one in found for p in (one.trigger, one.act)} | set(_counted(waiting))
        barred = set(_barred(contract, own))
        kept = [one for one in found if not {one.trigger.event, one.act.event} & barred]
        still = [one for one in waiting if not _kinds_of(one) & barred]
        if (len(kept), len(still)) == (len(found), len(waiting)):
            free = {p.event for one in kept for p in (one.trigger, one.act)}
            return Sieve(tuple(kept), frozenset(free.union(*map(_kinds_of, still))))
        found, waiting = kept, still


def _text(contract: model.Contract) -> tuple[object, ...]:
    """Return what of a contract decides anything."""
    c = contract
    dated = (c.effective, c.signed, c.term, c.price, c.price_changed_by, c.instruments, c.periods)
    return (*dated, c.clauses, c.lets, c.blanks, c.metrics, c.scores, c.tiers, c.intervals, c.limits, c.tables)


def _asked(contract: model.Contract) -> Iterator[model.InState | model.BreachOf]:
    for node in model.walk(_text(contract)):
        if isinstance(node, (model.InState, model.BreachOf)):
            yield node


def _sifted(
    norm: Norm, plan: Plan, asked: tuple[model.InState | model.BreachOf, ...], kinds: frozenset[str]
) -> Sifted | None:
    clause = norm.clause
    lines = (clause.powers, clause.prohibitions, clause.suspensions, clause.requirements, clause.preconditions)
    if any(lines) or norm.own_window or clause.survivals or clause.instrument:
        return None
    trigger, act = _one_event(norm.trigger), _one_act(norm.duty)
    if trigger is None or act is None or trigger.event == act.event or not norm.same:
        return None
    if not (says_itself(trigger) and says_itself(act) and _ties(norm, plan, trigger, act)):
        return None
    if not _only_breaches(norm, plan, asked) or _touched(norm, plan.contract, kinds):
        return None
    within = _within(clause.timings)
    return None if within is None else Sifted(norm, trigger, act, _anchor(within), _exact(within))


def _one_event(trigger: model.Trigger) -> model.Pattern | None:
    match trigger:
        case model.Trigger(kind="events", sources=(model.Pattern() as pattern,)):
            return pattern
        case _:
            return None


def _one_act(duty: model.Duty | None) -> model.Pattern | None:
    match duty:
        case model.Duty(
            owed=model.Act(bearer=model.PartyRef(name=who), any_of=((pattern,),), at_least=1), each_of=None, all=False
        ) if who != "each_party":
            return pattern
        case _:
            return None


def _ties(norm: Norm, plan: Plan, trigger: model.Pattern, act: model.Pattern) -> bool:
    """Return whether both events have the fields that tie them, compared as written, and name no period or party."""
    kinds = [{f.label.id: f.type.kind for f in plan.types[p.event].fields} for p in (trigger, act)]
    return all(kind.get(name) in TYING for kind in kinds for name in norm.same)


def _only_breaches(norm: Norm, plan: Plan, asked: Iterable[model.InState | model.BreachOf]) -> bool:
    """Return whether nothing asks about a clause but whether it was broken, and nothing is set off where it was not."""
    if any(node.clause == norm.id and node.state not in BROKEN for node in asked):
        return False
    askers = [one for one in plan.norms if one.trigger.condition is not None and norm.id in one.watches]
    return all(not one.trigger.same or isinstance(one.trigger.condition, model.InState) for one in askers)


def _touched(norm: Norm, contract: model.Contract, kinds: frozenset[str]) -> bool:
    """Return whether an event of the log, or a power, may name the clause's instances and so change them."""
    named_by = [event for event in contract.events if event.id in kinds]
    roles = [role for event in named_by for role in event.roles if role.kind in TOUCHING]
    powers = [effect for clause in contract.clauses for power in clause.powers for effect in power.effects]
    named = any(effect.kind == "refuses" and norm.id in effect.clauses for effect in powers)
    return named or any(not role.fixed or role.target == norm.id for role in roles)


def _within(timings: tuple[model.Timing, ...]) -> model.Within | None:
    match timings:
        case (model.Timing(time=model.Within(length=model.Const(), after=None | model.Var()) as within),):
            return within
        case (model.Timing(time=model.Within(length=model.Const(), after=model.FieldOf(of=model.Var())) as within),):
            return within
        case _:
            return None


def _anchor(within: model.Within) -> str | None:
    return within.after.name if isinstance(within.after, model.FieldOf) else None


def _exact(within: model.Within) -> int | None:
    length = within.length.value if isinstance(within.length, model.Const) else None
    return exact_micros(length) if isinstance(length, Length) and length.unit in EXACT_LENGTHS else None


# ---------------------------------------------------------------- which events


def _alone(norm: Norm, contract: model.Contract) -> bool:
    """Return whether nothing but its own clause reads a figure."""
    own = {id(node) for node in model.walk(norm.clause.duties)}
    readers = (node for node in model.walk(_text(contract)) if isinstance(node, model.Measured))
    name = norm.metric.label.id if norm.metric is not None else ""
    return all(id(node) in own for node in readers if node.name == name)


def _waits(metric: model.Metric, plan: Plan) -> bool:
    """Return whether a figure is read by the clause that keeps to it alone, and judged when its period is over."""
    keepers = [norm for norm in plan.norms if norm.metric is not None and norm.metric.label.id == metric.label.id]
    return any(norm.waits and _alone(norm, plan.contract) for norm in keepers)


def _told(metric: model.Metric, contract: model.Contract) -> bool:
    """Return whether a figure of events by their own time is read by nothing but the report."""
    if metric.period is None or (metric.by_its, metric.confirmed_by) != (None, None):
        return False
    nodes = list(model.walk(metric.value))
    asks = any(isinstance(node, ASKING) for node in nodes)
    asks |= any(isinstance(node, model.Aggregate) and node.pattern is None for node in nodes)
    readers = (node for node in model.walk(_text(contract)) if isinstance(node, model.Measured))
    return not asks and all(node.name != metric.label.id for node in readers)


def _counted(waiting: Iterable[model.Metric]) -> Iterator[int]:
    for metric in waiting:
        yield from (id(node) for node in model.walk(metric.value) if isinstance(node, model.Pattern))


def _kinds_of(metric: model.Metric) -> set[str]:
    return {node.event for node in model.walk(metric.value) if isinstance(node, model.Pattern)}


def _barred(contract: model.Contract, own: set[int]) -> Iterator[str]:
    """Yield the event types that something else reads, that have a role, are attested, or name a period."""
    for node in model.walk(_text(contract)):
        if isinstance(node, model.Pattern) and id(node) not in own:
            yield node.event
    for event in contract.events:
        if event.roles or event.attested or any(f.type.kind is Kind.PERIOD for f in event.fields):
            yield event.id
