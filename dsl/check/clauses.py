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
from luyue.dsl.check.duties import duty, prohibition
from luyue.dsl.check.lines import power, precondition, requirement, suspension
from luyue.dsl.check.money import head, reduction, until_of
from luyue.dsl.check.names import named, option_of
from luyue.dsl.check.overlays import under_switch
from luyue.dsl.check.points import deduction
from luyue.dsl.check.ties import alternatives
from luyue.dsl.check.times import timing
from luyue.dsl.check.together import together
from luyue.dsl.check.triggers import joined, occurs, trigger
from luyue.dsl.check.wanted import edge
from luyue.dsl.model import Under
from luyue.dsl.resolve import Declared


def facts_of(desk: Desk, declared: Declared, part: syntax.Clause) -> ClauseFacts:
    """Return what a clause is made of, without resolving more than the names of clauses in its trigger."""
    acts = [line.act for line in part.lines if isinstance(line, syntax.Duty)]
    forbids = any(isinstance(line, syntax.Forbidden) for line in part.lines)
    env = Env(desk, declared.scope)
    sources = [
        found.id
        for line in part.lines
        if isinstance(line, syntax.When)
        for name in _followed(env, line.trigger)
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


def _followed(env: Env, node: syntax.Expr) -> list[syntax.Name]:
    """Return the names of what a trigger follows breach by breach; a condition that joins states follows none."""
    either = list(alternatives(node))
    if not all(occurs(env, one) for one in either):
        return []
    named_ = (one.of for one in either if isinstance(one, syntax.State))
    return [of.name for of in named_ if isinstance(of, syntax.Ref | syntax.Pattern)]


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
    whole = under_switch(env, part, under_of(env, part.under))
    triggers, inside = _triggers(env, part)
    found = model.Clause(
        declared.label,
        kind_of(facts, part),
        part.heading.cite,
        next((line.text for line in part.lines if isinstance(line, syntax.Gist)), None),
        triggers,
        under=whole,
        source="contract" if declared.scope.switch is None else "statute",
        span=part.span,
    )
    lines = _Lines(inside, triggers, found)
    for line in part.lines:
        lines.read(line)
    together(env, part)
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
            inside = joined(inside, one[1])
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
                self._keep("preconditions", precondition(env, line, under))
            case syntax.Duty():
                self._keep("duties", duty(env, line, self.triggers, under))
            case syntax.Forbidden():
                self._keep("prohibitions", prohibition(env, line, self.triggers, under))
            case syntax.Due(written):
                self._keep("timings", timing(env, written, under))
            case syntax.Unless(test):
                found = env.condition(test)
                self._keep("exceptions", None if found is None else model.Exception_(found, under))
            case syntax.Suspends():
                self._keep("suspensions", suspension(env, line, under))
            case syntax.Requires():
                self._keep("requirements", requirement(env, line, under))
            case syntax.Deduct():
                self._keep("deductions", deduction(env, line, under))
            case syntax.Head():
                self._keep("heads", head(env, line, under))
            case syntax.Reduction():
                self._keep("heads", reduction(env, line, under))
            case syntax.Power():
                self._keep("powers", power(env, line, self.triggers, under))
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
