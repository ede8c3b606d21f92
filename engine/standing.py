"""
Standing duties (levels and prohibitions): judged at each report and at each prohibited act, until they end.

A report of a level counts until the next one. An act or a shortfall inside a recognised suspension is no
breach; inside a claimed one it waits until that is decided.
"""

from collections.abc import Callable

from luyue.engine.duties import Duties
from luyue.engine.event import Event
from luyue.engine.finding import Unknown, unanswered
from luyue.engine.formula import env_of, tied
from luyue.engine.lifecycle import OPEN, acts_for
from luyue.engine.plan import Norm, Plan
from luyue.engine.relief import RELIEVES, Relief
from luyue.engine.world import Breach, Doubt, Instance, SuspensionState, World

FOREVER = 2**62


class Standing:
    """Judge the standing duties of one run."""

    def __init__(
        self, plan: Plan, world: World, *, duties: Duties, relief: Relief, look: Callable[[Norm, Instance], None]
    ) -> None:
        self.plan = plan
        self.world = world
        self.duties = duties
        self.relief = relief
        self.look = look

    def reported(self, norm: Norm, event: Event) -> None:
        for inst in self.world.instances[norm.id]:
            if (
                _running(inst)
                and norm.report is not None
                and self._concerns(norm, inst, event, norm.report.party)
                and norm.report.test(event, env_of(self.world, inst))
            ):
                self.report_to(norm, inst, event)

    def carry_over(self, norm: Norm, inst: Instance) -> None:
        """Judge a level that comes into being by the last report before it."""
        if norm.report is None:
            return
        env, party = env_of(self.world, inst), norm.report.party
        before = [
            event
            for event in self.world.history[norm.report.event]
            if event.at < inst.arose_at and self._concerns(norm, inst, event, party) and norm.report.test(event, env)
        ]
        if before:
            self.report_to(norm, inst, before[-1])

    def report_to(self, norm: Norm, inst: Instance, event: Event) -> None:
        """Judge a level by a report."""
        short = self.duties.short(norm, inst, event)
        if isinstance(short, Unknown):
            return
        inst.reported = True
        inst.short_by = (event.id,) if short else ()
        if not short:
            for breach in inst.breaches:
                breach.cured_at = breach.cured_at or self.world.now
            for doubt in (*inst.doubts, *inst.let_off):
                doubt.cured_at = doubt.cured_at or self.world.now
            inst.failing = False
        elif not inst.failing:
            inst.failing = True
            self._fail(norm, inst, (event.id,), day=self.world.day)
        self.look(norm, inst)

    def _fail(self, norm: Norm, inst: Instance, events: tuple[str, ...], *, day: int | None) -> None:
        """Put a failure at this instant on record: none under a recognised suspension, in doubt under a claimed one."""
        now, met = self.world.now, self.duties.met(norm, inst)
        lost = met.missing if isinstance(met, Unknown) and unanswered(met) else ()
        relieving = self.relief.covering(inst, now, RELIEVES)
        inst.let_off += [Doubt(now, events, day)] if any(state.status == "revocable" for state in relieving) else []
        if relieving or not (lost or isinstance(met, int)):
            return
        if lost or self.relief.covering(inst, now, ("claimed",)):
            inst.doubts.append(Doubt(now, events, day, lost=lost))
        else:
            self.duties.broken_by(norm, inst, now, events, day=day)

    def _concerns(self, norm: Norm, inst: Instance, event: Event, party: str | None) -> bool:
        who = None if party is None else event.fields.get(party)
        return tied(event, inst.tie) and acts_for(who, inst.bearer)

    def forbidden(self, event: Event) -> None:
        for norm in self.plan.forbids.get(event.type, ()):
            for inst in self.world.instances[norm.id]:
                if not _running(inst) or inst.trigger is event:
                    continue
                if any(
                    m.event == event.type
                    and self._concerns(norm, inst, event, m.party)
                    and m.test(event, env_of(self.world, inst))
                    for m in norm.forbidden
                ):
                    self._break(norm, inst, event)

    def _break(self, norm: Norm, inst: Instance, event: Event) -> None:
        if not self.duties.permitted(norm, inst, event):
            self._fail(norm, inst, (event.id,), day=None)
        self.look(norm, inst)

    def settle_doubts(self, norm: Norm) -> None:
        """Judge what happened under a claimed suspension once that is recognised or refused."""
        if norm.gate is not None and norm.report is not None:
            self._bind(norm)
        for inst in self.world.instances[norm.id]:
            denied = [one for one in inst.let_off if not self.relief.covering(inst, one.at, RELIEVES)]
            inst.let_off = [one for one in inst.let_off if one not in denied]
            waiting, inst.doubts = [*inst.doubts, *denied], []
            for doubt in waiting:
                if doubt.lost:
                    inst.doubts.append(doubt)
                else:
                    self._settle(norm, inst, doubt)
            if len(inst.doubts) < len(waiting):
                self.look(norm, inst)

    def _bind(self, norm: Norm) -> None:
        """Put a level on record that was short before it bound, and is when its precondition is met."""
        for inst in self.world.instances[norm.id]:
            if _running(inst) and inst.failing and not inst.doubts and not _open_breach(inst):
                self._fail(norm, inst, inst.short_by, day=self.world.day)

    def _settle(self, norm: Norm, inst: Instance, doubt: Doubt) -> None:
        granted = self.relief.covering(inst, doubt.at, RELIEVES)
        at: int | None = doubt.at
        if granted:
            at = self._outlasts(doubt, max(state.spell.end or FOREVER for state in granted))
        elif self.relief.covering(inst, doubt.at, ("claimed",)):
            inst.doubts.append(doubt)
            return
        going_on = (
            b for b in inst.breaches if doubt.day is not None and doubt.at < b.at <= (doubt.cured_at or FOREVER)
        )
        if at is not None and (same := next(going_on, None)) is not None:  # it outlasted what is denied: one shortfall
            same.at, same.last, same.from_day = at, at, self.world.zone.day_of(at)
        elif at is not None:
            day = None if doubt.day is None else self.world.zone.day_of(at)
            self.duties.broken_by(norm, inst, at, doubt.events, day=day)
            inst.breaches[-1].cured_at = doubt.cured_at

    def _outlasts(self, doubt: Doubt, end: int) -> int | None:
        """Return from when a level short in a suspension that has ended is a breach: its end, if it was short then."""
        over = doubt.day is not None and end <= self.world.now and (doubt.cured_at is None or doubt.cured_at > end)
        return end if over else None

    def stop(self, norm: Norm, inst: Instance) -> None:
        """End a standing duty."""
        if norm.standing and inst.state in OPEN and inst.closed_at is None:
            inst.closed_at = self.world.now
            self.duties.judge(norm, inst)

    def close(self, norm: Norm) -> None:
        """End every standing duty of a clause."""
        for inst in self.world.instances[norm.id]:
            self.stop(norm, inst)

    def outlasted(self, state: SuspensionState) -> None:
        """Put failures that outlast a suspension on record, from its end (SEMANTICS 4.5)."""
        for norm in self.plan.norms:
            if norm.report is None:
                continue
            for inst in self.world.instances[norm.id]:
                short = inst.failing and _running(inst) and not inst.doubts and not _open_breach(inst)
                if short and self.relief.covers(state, inst):
                    self._fail(norm, inst, inst.short_by, day=self.world.day)


def _running(inst: Instance) -> bool:
    """Return whether a standing duty has not ended: undetermined at its end, it stays so whatever comes later."""
    return inst.state in OPEN and inst.closed_at is None


def _open_breach(inst: Instance) -> Breach | None:
    return next((b for b in inst.breaches if b.cured_at is None and not b.excused_by), None)
