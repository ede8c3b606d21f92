"""
What events do in a contract: who owes them, who may not do them, what they bring.

The warnings ask the same few questions of the model (which event performs a clause, from which event its time runs,
who bears it), so the answers stand here once. A clause is read as its readings stand by default.
"""

from collections.abc import Iterator

from luyue.dsl import model
from luyue.dsl.model import Act, BreachOf, Clause, Const, Contract, Expr, FieldOf, Logic, Own, Pattern, Pay, Same

EACH = ("each_party", "both_parties")


def named(contract: Contract, name: str) -> Clause | None:
    """Return a clause by its id; None for one that its reading leaves out."""
    return next((one for one in contract.clauses if one.id == name), None)


def bearers(expr: Expr, contract: Contract) -> frozenset[str]:
    """Return the parties that a bearer stands for; empty if an event says who it is."""
    match expr:
        case model.PartyRef(name=name):
            return frozenset((name,))
        case model.Known(name=name) if name in EACH:
            return frozenset(one.label.id for one in contract.parties)
    return frozenset()


def owed_events(clause: Clause) -> Iterator[Pattern]:
    """Yield the patterns of events that perform a clause's duty, of any alternative."""
    for duty in clause.duties:
        match duty.owed:
            case Act(any_of=any_of):
                yield from (one for all_of in any_of for one in all_of)
            case Pay(by=by):
                yield by


def forbidden_events(clause: Clause) -> Iterator[Pattern]:
    """Yield the patterns of events that break a clause's prohibition."""
    for one in clause.prohibitions:
        yield from one.acts


def sources(clause: Clause) -> Iterator[Pattern | BreachOf]:
    """Yield what brings instances of a clause, written as a source or as a condition."""
    for trigger in clause.triggers:
        yield from trigger.sources
        for node in model.walk(trigger.condition):
            match node:
                case model.Happened(pattern=pattern):
                    yield pattern
                case model.InState(clause=str() as name, state=state, bounds=bounds):
                    yield BreachOf(name, state, bounds)


def brought_by(clause: Clause, contract: Contract) -> Iterator[Pattern]:
    """Yield the events at which instances of a clause arise, also those that perform or exercise another clause."""
    for source in sources(clause):
        match source:
            case Pattern():
                yield source
            case BreachOf(clause=name, state="performed") if (other := named(contract, name)) is not None:
                yield from owed_events(other)
            case BreachOf(clause=name, state="exercised") if (other := named(contract, name)) is not None:
                yield from (power.act for power in other.powers)


def anchors(expr: Expr | None, clause: Clause, contract: Contract) -> Iterator[Pattern]:
    """Yield the events from which a time of a clause runs: the one that is named, else those that bring it."""
    match expr:
        case None:
            yield from brought_by(clause, contract)
        case model.Happening(pattern=pattern):
            yield pattern
        case model.Var(name=name):
            alias = any(one.alias == name for one in clause.triggers)
            yield from (one for one in brought_by(clause, contract) if alias or one.event == name)


# ---------------------------------------------------------------- which events a pattern takes


def conjuncts(exprs: tuple[Expr, ...]) -> Iterator[Expr]:
    """Yield the conditions that must all hold, taken out of their ``and``."""
    for one in exprs:
        if isinstance(one, Logic) and one.op == "and":
            yield from conjuncts((one.left, one.right))
        else:
            yield one


def values(pattern: Pattern) -> Iterator[tuple[str, object, bool]]:
    """Yield the fields of an event that a pattern fixes: field, value, and whether it must differ from it."""
    for one in conjuncts(pattern.where):
        match one:
            case Same(left=FieldOf(of=Own(), name=name), right=Const(value=value), negated=negated):
                yield name, value, negated


def can_meet(one: Pattern, other: Pattern) -> bool:
    """Say whether an event can match both patterns, as far as the fields that they fix tell."""
    if one.event != other.event:
        return False
    told = [*values(one), *values(other)]
    wanted = {(name, value) for name, value, negated in told if not negated}
    names = [name for name, _ in wanted]
    barred = {(name, value) for name, value, negated in told if negated}
    return len(names) == len(set(names)) and not wanted & barred


def within(narrow: Pattern, wide: Pattern) -> bool:
    """Say whether every event of one pattern is one of the other, as far as the text tells."""
    told = set(map(repr, conjuncts(narrow.where)))
    return narrow.event == wide.event and all(repr(one) in told for one in conjuncts(wide.where))


def event_names(contract: Contract, event: str) -> tuple[str, str]:
    """Return the Chinese and the English name of an event."""
    label = next(one.label for one in contract.events if one.id == event)
    return label.zh, label.en
