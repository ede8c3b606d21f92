"""
Standing duties (levels and prohibitions): judged at each report and at each prohibited act, until they end.

A report of a level counts until the next one. An act or a shortfall inside a recognised suspension is no
breach; inside a claimed one it waits until that is decided.
"""

from collections.abc import Callable

from luyue.engine.duties import Duties
from luyue.engine.event import Event
from luyue.engine.finding import Unknown
from luyue.engine.formula import env_of, tied
from luyue.engine.lifecycle import OPEN
from luyue.engine.plan import Norm, Plan
from luyue.engine.relief import RELIEVES, Relief
from luyue.engine.world import Breach, Instance, SuspensionState, World


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
        self.pending_acts: list[tuple[Norm, Instance, Event]] = []

    def reported(self, norm: Norm, event: Event) -> None:
        for inst in self.world.instances[norm.id]:
            if (
                inst.state in OPEN
                and norm.report is not None
                and self._concerns(norm, inst, event, norm.report.party)
                and norm.report.test(event, env_of(self.world, inst))
            ):
                self.report_to(norm, inst, event)

    def report_to(self, norm: Norm, inst: Instance, event: Event) -> None:
        """Judge a level by a report."""
        short = self.duties.short(norm, inst, event)
        if isinstance(short, Unknown):
            return
        inst.reported = True
        if not short:
            for breach in inst.breaches:
                if breach.cured_at is None:
                    breach.cured_at = self.world.now
            inst.failing = False
        elif not inst.failing:
            inst.failing = True
            self.short_now(norm, inst, (event.id,))
        self.look(norm, inst)

    def short_now(self, norm: Norm, inst: Instance, events: tuple[str, ...]) -> None:
        if self.relief.now(inst, RELIEVES):
            return
        if self.relief.now(inst, ("claimed",)):
            inst.clouded = True
            return
        self.duties.broken_by(norm, inst, self.world.now, events, day=self.world.day)

    def _concerns(self, norm: Norm, inst: Instance, event: Event, party: str | None) -> bool:
        who = None if party is None else event.fields.get(party)
        return tied(event, inst.tie) and (who is None or not inst.bearer or who == inst.bearer)

    def forbidden(self, event: Event) -> None:
        for norm in self.plan.forbids.get(event.type, ()):
            for inst in self.world.instances[norm.id]:
                if inst.state not in OPEN or inst.trigger is event:
                    continue
                if any(
                    m.event == event.type
                    and self._concerns(norm, inst, event, m.party)
                    and m.test(event, env_of(self.world, inst))
                    for m in norm.forbidden
                ):
                    self._break(norm, inst, event)

    def _break(self, norm: Norm, inst: Instance, event: Event) -> None:
        if self.duties.permitted(norm, inst) or self.relief.covering(inst, event.at, RELIEVES):
            return
        if self.relief.covering(inst, event.at, ("claimed",)):
            inst.clouded = True
            self.pending_acts.append((norm, inst, event))
        else:
            self.duties.broken_by(norm, inst, event.at, (event.id,))
        self.look(norm, inst)

    def settle_pending(self, norm: Norm) -> None:
        """Judge acts done under a claimed suspension once it is recognised or refused."""
        waiting = self.pending_acts
        if not any(one is norm for one, _, _ in waiting):
            return
        self.pending_acts = []
        for one, inst, event in waiting:
            if one is not norm or self.relief.covering(inst, event.at, ("claimed",)):
                self.pending_acts.append((one, inst, event))
                continue
            inst.clouded = False
            if not self.relief.covering(inst, event.at, RELIEVES):
                self.duties.broken_by(norm, inst, event.at, (event.id,))
            self.look(norm, inst)

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
                if inst.failing and self.relief.covers(state, inst) and not _open_breach(inst):
                    self.short_now(norm, inst, ())


def _open_breach(inst: Instance) -> Breach | None:
    return next((b for b in inst.breaches if b.cured_at is None and not b.excused_by), None)
