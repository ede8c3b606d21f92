"""
When a clause is in force (art. 502): from when, until when, and whether something can set it off at an instant.

A clause stands in the contract's time, in that of an instrument with a signing of its own, or in a window of its
own, which then takes the place of the term. A row may give each instance its own window. A clause that survives
outlives the end of the contract, until the condition that it names; one that only says what something costs does
too (art. 566 (2), 567).
"""

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine.condition import Conditions, last_instant
from luyue.engine.duration import term_end
from luyue.engine.event import InstantValue
from luyue.engine.finding import Unknown
from luyue.engine.formula import Env, bare
from luyue.engine.plan import Norm, Plan
from luyue.engine.value import day_of, start_of
from luyue.engine.world import EVER, World


@frozen
class Force:
    """Ask when the clauses of one run are in force."""

    plan: Plan
    world: World

    def since(self, norm: Norm, env: Env | None = None) -> int | None:
        """Return when a clause (or, with its own window, an instance of it) came into force; None while not known."""
        begun = self.world.effective
        paper = self._paper(norm)
        if paper is not None and paper.effective is not None and begun is not None:
            begun = self._later(begun, self.plan.conditions.value(paper.effective)(bare(self.world)))
        if begun is None or norm.start is None or (norm.own_window and env is None):
            return begun
        return self._later(begun, norm.start(env or bare(self.world)))

    def _later(self, begun: int, found: object) -> int | None:
        return None if isinstance(found, Unknown) else max(begun, start_of(found, self.world.zone))

    def last(self, norm: Norm, env: Env | None = None) -> int | None:
        """Return the last instant of a clause's own time in force, None where it has none or it is not known yet."""
        if norm.end is None:
            return self._paper_end(norm)
        if norm.own_window and env is None:
            return None
        found = norm.end(env or bare(self.world))
        if isinstance(found, Unknown):
            return None
        if isinstance(found, InstantValue) and not found.day_only:
            return found.us
        return self.world.zone.end_of(day_of(found, self.world.zone))

    def _paper(self, norm: Norm) -> model.Instrument | None:
        name = norm.clause.instrument
        return next((i for i in self.plan.contract.instruments if i.label.id == name), None)

    def _paper_end(self, norm: Norm) -> int | None:
        paper = self._paper(norm)
        days = None if paper is None else term_days(paper.term, self.plan.conditions, bare(self.world))
        return None if days is None or days[1] is None else self.world.zone.end_of(days[1])

    # ------------------------------------------------------------ the end

    def closes(self, norm: Norm, env: Env | None = None) -> int | None:
        """Return the last instant at which a clause binds if nothing ends it: its own, else the term's."""
        own = self.last(norm, env)
        if own is not None or norm.end is not None:
            return own
        return None if self.world.term is None else self.world.zone.end_of(self.world.term[1])

    def outlived(self, norm: Norm) -> int | None:
        """Return the instant at which a clause that survives came to its own end, None while it has not."""
        if norm.survival is None:
            return None
        found = norm.survival(bare(self.world), EVER)
        return found if isinstance(found, int) else None

    def lives_to(self, norm: Norm) -> int | None:
        """Return the last instant of the date up to which a clause survives, where it names one that is known."""
        until = norm.clause.survivals[0].until if norm.clause.survivals else None
        if until is None or until.type.kind not in (Kind.DATE, Kind.INSTANT):
            return None
        moment = self.plan.conditions.value(until)(bare(self.world))
        return None if isinstance(moment, Unknown) else last_instant(moment, self.world)

    def survives(self, norm: Norm, at: int) -> bool:
        """Return whether a clause outlives the contract's end up to an instant."""
        over = self.outlived(norm)
        return norm.survives and (over is None or at <= over)

    def binds(self, norm: Norm, at: int, env: Env | None = None) -> bool:
        """Return whether a clause can be set off at an instant."""
        start, last, world = self.since(norm, env), self.last(norm, env), self.world
        if start is None or at < start or (last is not None and at > last):
            return False
        if only_money(norm) and (world.ended_at is None or at <= world.ended_at or outlives(norm)):
            return True
        part = world.ended_parts.get(norm.id)
        if part is not None and at > part:
            return False
        if self.survives(norm, at):
            return True
        if world.ended_at is not None and at > world.ended_at:
            return False
        closes = self.closes(norm, env)
        return closes is None or at <= closes


def term_days(term: model.Term | None, conditions: Conditions, env: Env) -> tuple[int, int | None] | None:
    """Return the first and last day of a term, the last None while it is open; None while the first is not known."""
    if term is None:
        return None
    zone = env.world.zone
    start = conditions.value(term.start)(env)
    if isinstance(start, Unknown):
        return None
    first = day_of(start, zone)
    last: int | None = None
    if term.length is not None:
        last = term_end(first, term.length)
    elif term.end is not None:
        end = conditions.value(term.end)(env)
        last = None if isinstance(end, Unknown) else day_of(end, zone)
    if term.extended_by is not None:
        extended = conditions.value(term.extended_by)(env)
        last = last if isinstance(extended, Unknown) else day_of(extended, zone)
    return first, last


def outlives(norm: Norm) -> bool:
    """Return whether a clause may still be set off after the end: losses, refunds, the cost of an earlier breach."""
    settles = all(head.kind in ("losses", "refund") for head in norm.clause.heads)
    return settles or all(source.clause is not None for source in norm.sources)


def only_money(norm: Norm) -> bool:
    """Return whether a clause only says what something costs: it outlives the contract (art. 566 (2), 567)."""
    return norm.duty is None and not norm.forbidden and norm.power is None
