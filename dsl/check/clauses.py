"""
Clauses: from labelled lines to a norm.

The trigger is read first, for every other line may speak of it. Then each line by its noun; then what the lines
must have together: a duty a time, a clause something that can be kept or broken, and of each line that may stand
once only one under any option of a reading.
"""

from typing import Any

from attrs import evolve

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import ClauseFacts, Desk, Env
from luyue.dsl.check.money import head, pay, reduction, until_of
from luyue.dsl.check.names import named, option_of
from luyue.dsl.check.parties import party
from luyue.dsl.check.patterns import field_of_event, pattern
from luyue.dsl.check.times import timing
from luyue.dsl.check.triggers import tie, trigger
from luyue.dsl.check.types import LENGTH
from luyue.dsl.check.wanted import bounds, edge, fitted
from luyue.dsl.diagnostic import Label
from luyue.dsl.model import Expr, FieldOf, Happening, Kind, Measured, Type, Under, Var
from luyue.dsl.resolve import Declared

ONCE = (
    syntax.Gist,
    syntax.When,
    syntax.InForce,
    syntax.Provided,
    syntax.Due,
    syntax.Suspends,
    syntax.Power,
    syntax.Survives,
)


def facts_of(desk: Desk, declared: Declared, part: syntax.Clause) -> ClauseFacts:
    """Return what a clause is made of, without resolving more than the names of clauses in its trigger."""
    acts = [line.act for line in part.lines if isinstance(line, syntax.Duty)]
    forbids = any(isinstance(line, syntax.Forbidden) for line in part.lines)
    sources = [
        found.id
        for line in part.lines
        if isinstance(line, syntax.When)
        for name in _states_of(line.trigger)
        if (found := desk.names.find(name.text, declared.scope)) is not None and found.sort == "clause"
    ]
    return ClauseFacts(
        declared.id,
        owes=bool(acts) or forbids,
        pays=any(isinstance(act, syntax.Pay) for act in acts),
        keeps=any(isinstance(act, syntax.Keep) for act in acts),
        power=any(isinstance(line, syntax.Power) for line in part.lines),
        heads=any(isinstance(line, syntax.Head | syntax.Reduction) for line in part.lines),
        sources=tuple(dict.fromkeys(sources)),
        part=part,
        scope=declared.scope,
    )


def _states_of(node: object) -> list[syntax.Name]:
    """Return the names of what a written condition asks the state of."""
    match node:
        case syntax.State(of=syntax.Ref(name=name)):
            return [name]
        case syntax.Binary(_, left, right):
            return [*_states_of(left), *_states_of(right)]
        case syntax.Unary(_, of):
            return _states_of(of)
        case syntax.Aggregate(of=of) | syntax.Compare(of=of):
            return _states_of(of)
    return []


def under_of(env: Env, node: syntax.Under | None) -> Under | None:
    """Return the option of a reading under which something holds; an unknown one is noted and left out."""
    if node is None:
        return None
    declared = named(env, node.reading, "reading")
    if declared is None:
        return None
    option = option_of(env, declared, node.option)
    if option is None:
        choices = [text for one in env.desk.options[declared.id] for text in (one.zh, one.en)]
        env.desk.near("unknown-option", node.option, choices)
        return None
    return Under(declared.id, option)


# ---------------------------------------------------------------- the whole


def clause(desk: Desk, declared: Declared, part: syntax.Clause) -> model.Clause:
    """Return a clause; lines that are wrong are noted and left out."""
    facts = desk.clauses[declared.id]
    env = Env(desk, declared.scope, clause=facts)
    whole = under_of(env, part.under)
    triggers, inside = _triggers(env, part)
    found = model.Clause(
        declared.label,
        kind_of(facts, part),
        part.heading.cite,
        next((line.text for line in part.lines if isinstance(line, syntax.Gist)), None),
        triggers,
        under=whole,
        span=part.span,
    )
    lines = _Lines(inside, triggers, found)
    for line in part.lines:
        lines.read(line)
    _once_each(env, part)
    _times_of_duties(env, part)
    _says_something(env, part)
    return lines.clause


def kind_of(facts: ClauseFacts, part: syntax.Clause) -> str:
    """Return the first that applies of duty, payment, level, prohibition, power, suspension, liability."""
    acts = [line.act for line in part.lines if isinstance(line, syntax.Duty)]
    kinds = {syntax.Act: "duty", syntax.Pay: "payment", syntax.Keep: "level"}
    found = {kinds[type(act)] for act in acts}
    found |= {"prohibition"} if any(isinstance(line, syntax.Forbidden) for line in part.lines) else set()
    found |= {"power"} if facts.power else set()
    found |= {"suspension"} if any(isinstance(line, syntax.Suspends) for line in part.lines) else set()
    order = ("duty", "payment", "level", "prohibition", "power", "suspension")
    return next((kind for kind in order if kind in found), "liability")


def _triggers(env: Env, part: syntax.Clause) -> tuple[tuple[model.Trigger, ...], Env]:
    """Return the triggers and the environment of the other lines: what any trigger brings may be named."""
    found, inside = [], env
    for line in part.lines:
        if not isinstance(line, syntax.When):
            continue
        one = trigger(env, line, under_of(env, line.under))
        if one is not None:
            found.append(one[0])
            inside = evolve(inside, vars={**inside.vars, **one[1].vars})
    if not any(isinstance(line, syntax.When) for line in part.lines):
        found = [model.Trigger("term", span=part.heading.span)]
    return tuple(found), inside


class _Lines:
    """The lines of a clause as they are read, each put where the model keeps it."""

    def __init__(self, env: Env, triggers: tuple[model.Trigger, ...], bare: model.Clause) -> None:
        self.env = env
        self.triggers = triggers
        self.clause = bare

    def read(self, line: syntax.Line) -> None:
        """Resolve one line and keep it."""
        env, under = self.env, under_of(self.env, line.under)
        match line:
            case syntax.Gist() | syntax.When():
                pass
            case syntax.Note(text):
                self._keep("notes", text)
            case syntax.InForce(during=None):
                self._keep("in_force", self._in_force(line, under))
            case syntax.InForce(during=node) if node is not None:
                self._during(node, under)
            case syntax.Provided():
                self._keep("preconditions", _precondition(env, line, under))
            case syntax.Duty():
                self._keep("duties", _duty(env, line, self.triggers, under))
            case syntax.Forbidden():
                self._keep("prohibitions", _prohibition(env, line, self.triggers, under))
            case syntax.Due(written):
                self._keep("timings", timing(env, written, under))
            case syntax.Unless(test):
                found = env.condition(test)
                self._keep("exceptions", None if found is None else model.Exception_(found, under))
            case syntax.Suspends():
                self._keep("suspensions", _suspension(env, line, under))
            case syntax.Requires():
                self._keep("requirements", _requirement(env, line, under))
            case syntax.Deduct():
                env.error("not-yet", line, {"name": line.span.text})
            case syntax.Head():
                self._keep("heads", head(env, line, under))
            case syntax.Reduction():
                self._keep("heads", reduction(env, line, under))
            case syntax.Power():
                self._keep("powers", _power(env, line, self.triggers, under))
            case syntax.Survives(until):
                self._keep("survivals", model.Survival(None if until is None else until_of(env, until), under))
            case _:
                raise TypeError(f"unknown line {type(line).__name__}")

    def _keep(self, where: str, found: object) -> None:
        if found is None:
            self.env.desk.lost.append(f"{where} of {self.clause.id}")
        else:
            changed: dict[str, Any] = {where: (*getattr(self.clause, where), found)}
            self.clause = evolve(self.clause, **changed)

    def _in_force(self, line: syntax.InForce, under: Under | None) -> model.InForce | None:
        first = None if line.start is None else edge(self.env, line.start, last=False)
        last = None if line.end is None else edge(self.env, line.end, last=True)
        if (line.start is not None and first is None) or (line.end is not None and last is None):
            return None
        return model.InForce(first, last, under)

    def _during(self, node: syntax.Expr, under: Under | None) -> None:
        """Put the clause under an instrument, whose force it shares."""
        declared = named(self.env, node.name, "instrument") if isinstance(node, syntax.Ref) else None
        if not isinstance(node, syntax.Ref) or under is not None:
            self.env.wants(node, "instrument")
        elif declared is not None:
            self.clause = evolve(self.clause, instrument=declared.id)


# ---------------------------------------------------------------- duties and prohibitions


def _duty(env: Env, line: syntax.Duty, triggers: tuple[model.Trigger, ...], under: Under | None) -> model.Duty | None:
    each = None if line.each_of is None else _each_of(env, line.each_of)
    owed: model.Act | model.Pay | model.Keep | None
    match line.act:
        case syntax.Act():
            owed = _act(env, line.act)
            events = tuple(dict.fromkeys(one.event for set_ in owed.any_of for one in set_)) if owed else ()
        case syntax.Pay():
            owed = pay(env, line.act)
            events = (owed.by.event,) if owed else ()
        case syntax.Keep():
            owed = _keep(env, line.act)
            events = _reported(owed)
    if owed is None or (line.each_of is not None and each is None):
        return None
    same = tie(env, line.same, events, triggers)
    return model.Duty(owed, each, same, line.all, under, span=line.span)


def _each_of(env: Env, node: syntax.Expr) -> Expr | None:
    if isinstance(node, syntax.Ref):
        declared = env.desk.names.find(node.name.text, env.scope)
        if declared is not None and declared.sort == "table":
            env.desk.names.note(node.name, declared.label)
            return Var(Type(Kind.ROW, of=declared.id), declared.id, span=node.span)
    return party(env, node)


def _act(env: Env, node: syntax.Act) -> model.Act | None:
    bearer, any_of = party(env, node.who), _alternatives(env, node.what)
    if bearer is None or any_of is None:
        return None
    return model.Act(bearer, any_of, node.at_least or 1)


def _alternatives(env: Env, node: syntax.Expr) -> tuple[tuple[model.Pattern, ...], ...] | None:
    """Return the sets of events each of which performs: ``or`` gives several, ``and`` makes one larger."""
    if isinstance(node, syntax.Binary) and node.op in ("or", "and"):
        left, right = _alternatives(env, node.left), _alternatives(env, node.right)
        if left is None or right is None:
            return None
        return (*left, *right) if node.op == "or" else tuple((*one, *other) for one in left for other in right)
    found = pattern(env, node)
    return None if found is None else ((found,),)


def _keep(env: Env, node: syntax.Keep) -> model.Keep | None:
    bearer = party(env, node.who)
    what = _level(env, node.what)
    if bearer is None or what is None:
        return None
    if not node.bounds:
        env.error("missing-boundary", node)
        return None
    limits = bounds(env, node.bounds, what)
    return None if limits is None else model.Keep(bearer, what, limits)


def _level(env: Env, node: syntax.Expr) -> Expr | None:
    """Return what a level is read from: a field of reports, or a metric."""
    if isinstance(node, syntax.Field):
        found = field_of_event(env, node)
        if found is None:
            return None
        events, member = found
        return FieldOf(
            member.type, Happening(Type(Kind.INSTANT), events, span=node.of.span), member.label.id, span=node.span
        )
    found_value = env.value(node)
    if found_value is None:
        return None
    if not isinstance(found_value, Measured):
        env.wants(node, "level", found_value.type.kind.value)
        return None
    return found_value


def _reported(owed: model.Keep | None) -> tuple[str, ...]:
    if owed is not None and isinstance(owed.what, FieldOf) and isinstance(owed.what.of, Happening):
        return (owed.what.of.pattern.event,)
    return ()


def _prohibition(
    env: Env, line: syntax.Forbidden, triggers: tuple[model.Trigger, ...], under: Under | None
) -> model.Prohibition | None:
    bearer, any_of = party(env, line.act.who), _alternatives(env, line.act.what)
    if bearer is None or any_of is None:
        return None
    if any(len(one) > 1 for one in any_of) or line.act.at_least is not None:
        env.error("forbids-together", line.act)
        return None
    acts = tuple(one[0] for one in any_of)
    same = tie(env, line.same, tuple(dict.fromkeys(one.event for one in acts)), triggers)
    return model.Prohibition(bearer, acts, same, under, span=line.span)


# ---------------------------------------------------------------- other lines


def _precondition(env: Env, line: syntax.Provided, under: Under | None) -> model.Precondition | None:
    test = env.condition(line.condition)
    undone = None if line.undone_by is None else pattern(env, line.undone_by)
    if test is None or (line.undone_by is not None and undone is None):
        return None
    if isinstance(line.otherwise, syntax.Timing):
        other = timing(env, line.otherwise)
        return None if other is None else model.Precondition(test, "due", other, undone, under, span=line.span)
    return model.Precondition(test, line.otherwise, None, undone, under, span=line.span)


def _suspension(env: Env, line: syntax.Suspends, under: Under | None) -> model.Suspension | None:
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
        span=line.span,
    )


def _requirement(env: Env, line: syntax.Requires, under: Under | None) -> model.Requirement | None:
    test = env.condition(line.what)
    when = None if line.timing is None else timing(env, line.timing)
    if test is None or (line.timing is not None and when is None):
        return None
    return model.Requirement(test, when, under, span=line.span)


def _power(
    env: Env, line: syntax.Power, triggers: tuple[model.Trigger, ...], under: Under | None
) -> model.Power | None:
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


# ---------------------------------------------------------------- what the lines must have together


def _overlap(one: syntax.Under | None, other: syntax.Under | None) -> bool:
    """Say whether two lines can hold at once: unless they stand under different options of one reading, they can."""
    return one is None or other is None or one.reading != other.reading or one.option == other.option


def _once_each(env: Env, part: syntax.Clause) -> None:
    groups: dict[str, list[syntax.Line]] = {}
    for line in part.lines:
        if isinstance(line, (*ONCE, syntax.Duty, syntax.Forbidden)):
            kind = "duty" if isinstance(line, syntax.Duty | syntax.Forbidden) else type(line).__name__.lower()
            groups.setdefault(kind, []).append(line)
    for lines in groups.values():
        for at, line in enumerate(lines):
            before = next((one for one in lines[:at] if _overlap(one.under, line.under)), None)
            if before is not None:
                env.error("line-twice", line, labels=(Label(before.span, "first-here"),))


def _times_of_duties(env: Env, part: syntax.Clause) -> None:
    """Note a duty or payment that has no time, or none under some option of a reading."""
    dues = [line for line in part.lines if isinstance(line, syntax.Due)]
    for line in part.lines:
        if not isinstance(line, syntax.Duty) or isinstance(line.act, syntax.Keep):
            continue
        unders = [due.under for due in dues if _overlap(due.under, line.under)]
        if not unders:
            env.error("duty-without-time", line.act)
        elif None not in unders and line.under not in unders:
            _every_option(env, line, [one for one in unders if one is not None])


def _every_option(env: Env, duty: syntax.Duty, unders: list[syntax.Under]) -> None:
    """Note the first option of a reading that leaves a duty without a time, unless another reading covers them all."""
    lacking = None
    for reading in dict.fromkeys(one.reading.text for one in unders):
        covered = {one.option.text for one in unders if one.reading.text == reading}
        declared = env.desk.names.find(reading, env.scope)
        options = () if declared is None else env.desk.options.get(declared.id, ())
        left = [one for one in options if not covered & {one.zh, one.en}]
        if not left:
            return
        lacking = lacking or {"reading": reading, "option": left[0].text(env.scope.language)}
    if lacking is not None:
        env.error("duty-sometimes-without-time", duty.act, lacking)


def _says_something(env: Env, part: syntax.Clause) -> None:
    kinds = (
        syntax.Duty,
        syntax.Forbidden,
        syntax.Head,
        syntax.Reduction,
        syntax.Power,
        syntax.Suspends,
        syntax.Deduct,
    )
    if not any(isinstance(line, kinds) for line in part.lines):
        env.error("empty-clause", part.heading, {"name": part.heading.name.text})
    requires = [line for line in part.lines if isinstance(line, syntax.Requires)]
    if requires and not any(isinstance(line, syntax.Suspends) for line in part.lines):
        env.error("requires-nothing", requires[0])
    dues = [line for line in part.lines if isinstance(line, syntax.Due)]
    if dues and not any(isinstance(line, syntax.Duty) for line in part.lines):
        env.error("time-of-nothing", dues[0])
