"""
The one loop: events and timers in order, over a plan (SEMANTICS section 1).

Time moves from instant to instant, an instant being one that has a timer or an event. Within it come five
steps: timers; what opens, ends, permits, excuses, waives or fills; triggers; performances, reports and
prohibited acts; exercises of powers, with what such an act would break if it were void. What a step sets off in
other clauses follows at once, before the next event: ``_react`` looks again at everything touched until nothing
changes any more.
"""

from luyue.dsl import model
from luyue.engine.agenda import Agenda
from luyue.engine.births import Births, Origin
from luyue.engine.duties import Duties
from luyue.engine.event import Event
from luyue.engine.force import Force
from luyue.engine.formula import bare, env_of, tied
from luyue.engine.lifecycle import OPEN, move
from luyue.engine.moments import moments
from luyue.engine.plan import Norm, Plan, Source
from luyue.engine.powers import Powers
from luyue.engine.relief import Relief
from luyue.engine.rises import Rises
from luyue.engine.spells import Spells
from luyue.engine.standing import Standing
from luyue.engine.takings import Takings
from luyue.engine.timing import names
from luyue.engine.value import as_text
from luyue.engine.world import Instance, Taking, World


class Run:
    """One replay in progress."""

    def __init__(self, plan: Plan, world: World) -> None:
        self.plan = plan
        self.world = world
        self.agenda = Agenda()
        self.relief = Relief(plan, world, self.agenda)
        self.duties = Duties(plan, world, self.agenda, self.relief)
        self.powers = Powers(plan, world, self.agenda)
        self.takings = Takings(plan, world, self.duties)
        self.standing = Standing(plan, world, duties=self.duties, relief=self.relief, look=self._look)
        self.spells = Spells(plan, world, self.agenda, relief=self.relief, standing=self.standing)
        self.force = Force(plan, world)
        self.births = Births(
            plan,
            world,
            self.agenda,
            takings=self.takings,
            powers=self.powers,
            standing=self.standing,
            force=self.force,
            look=self._look,
        )
        self.rises = Rises(plan, world)
        self.listeners = _listeners(plan)
        self.fired: set[tuple[int, str, str]] = set()  # entries of states already told
        self.known: frozenset[tuple[int, str]] = frozenset()  # clauses and triggers whose instance is plainly kept
        self.dated: set[tuple[int, int]] = set()  # clauses that survive to a date, its last instant: asked for once
        self.claims: list[tuple[str, str, Event, object]] = []  # role, target, event, value

    # ------------------------------------------------------------ the loop

    def play(self, events: list[Event], until: int) -> None:
        """Replay events (in order of effect) and timers up to an instant, that instant included."""
        self._begin()
        place = 0
        while True:
            instant = self._next(events, place)
            if instant is None or instant > until:
                break
            first = place
            while place < len(events) and events[place].at == instant:
                place += 1
            self._instant(instant, events[first:place])
        self._now(until)
        self._refresh()

    def _next(self, events: list[Event], place: int) -> int | None:
        timer = self.agenda.next_timer()
        event = events[place].at if place < len(events) else None
        known = [at for at in (timer, event) if at is not None]
        return min(known, default=None)

    def _now(self, instant: int) -> None:
        self.world.now = instant
        self.world.day = self.world.zone.day_of(instant)

    def _instant(self, instant: int, events: list[Event]) -> None:
        self._now(instant)
        while self.agenda.fire(instant):
            self._react()
        for step in (self._open, self._trigger, self._perform, self._exercise):
            for event in events:
                step(event)
                if step != self._open:  # what opens and ends at one instant is seen together
                    self._react()
            self._react()
            while self.agenda.fire(instant):  # set at this very instant
                self._react()
        self.rises.look()

    def _react(self) -> None:
        """Follow what changed until nothing does."""
        while True:
            while self.agenda.changed:
                self._tell(self.agenda.changed.pop(0))
            norm = self.agenda.take_norm()
            if norm is None:
                return
            self._renew(norm)

    def _renew(self, norm: Norm) -> None:
        """Look again at a norm: its own life, its suspensions, its condition, and every instance not yet done."""
        if norm.suspension is not None:
            self.relief.judge_all(norm)
        self.births.activate(norm)
        self._outlive(norm)
        if norm.condition is not None:
            self.births.check_condition(norm)
        for inst in self.world.instances[norm.id]:
            self._look(norm, inst)
        self.standing.settle_doubts(norm)

    def _look(self, norm: Norm, inst: Instance) -> None:
        self.duties.judge(norm, inst)
        self.powers.judge(norm, inst)
        if norm.until is not None and inst.power is not None and inst.power.effective_at is not None:
            at = norm.until(env_of(self.world, inst), inst.power.effective_at)
            if isinstance(at, int):
                self.spells.resume(norm, inst, at)

    def _refresh(self) -> None:
        """Bring every verdict to the present instant."""
        for norm in self.plan.norms:
            self.agenda.renew(norm)
        self._react()

    def kept(self, norm: Norm, trigger: Event, act: Event) -> Instance:
        """Return an instance that the loop did not see, judged as the run ended: one act performed it in time."""
        inst = self.births.kept(norm, trigger)
        inst.taken.append(Taking(act))
        self.duties.judge(norm, inst)
        self.agenda.clear()
        return inst

    # ------------------------------------------------------------ life of the contract and of clauses

    def _begin(self) -> None:
        world = self.world
        if world.effective is None:
            return
        self._now(world.effective)
        self.agenda.at(world.effective, self._wake)
        if world.term is not None:
            self.agenda.at(world.zone.start_of(world.term[1] + 1), self._expire)
        for at in {one.at for parts in world.lowered.values() for one in parts}:
            self.agenda.at(max(at, world.effective), self._lower)

    def _lower(self) -> None:
        """Look again at what is owed where a reduction stands fixed from now on."""
        for norm in self.plan.norms:
            if norm.pays and any(inst.id in self.world.lowered for inst in self.world.instances[norm.id]):
                self.agenda.renew(norm)

    def _wake(self) -> None:
        for norm in self.plan.norms:
            self.agenda.renew(norm)
        read = {name for norm in self.plan.norms for name in norm.scores}
        for kind in sorted({score.period or "" for score in self.plan.contract.scores if score.label.id in read}):
            self._score_ends(kind, self.world.now)

    def _score_ends(self, kind: str, since: int) -> None:
        """Look at whoever reads a score when a period of it is over, and so from period to period."""
        conditions = self.plan.conditions
        period = conditions.kinds.get(kind)
        if period is None:
            return
        running = conditions.next_period(period, bare(self.world), self.world.zone.day_of(since))
        if since > (self.world.effective or 0):
            for norm in self.plan.norms:
                if any(conditions.all_scores[name].period == kind for name in norm.scores):
                    self.agenda.renew(norm)
        if running is not None:
            end = self.world.zone.start_of(running.last + 1)
            self.agenda.at(end, lambda: self._score_ends(kind, end))

    def _expire(self) -> None:
        """The term is over: standing and periodic duties end, duties with a time of their own and debts stay owed."""
        if self.world.ended_at is not None:
            return
        self.world.expired = True
        for norm in self.plan.norms:
            if not self.force.survives(norm, self.world.now) and self.force.closes(norm) == self.world.now - 1:
                for inst in self.world.instances[norm.id]:
                    self.standing.stop(norm, inst)
                    if norm.ends_contract:  # nothing is left to end (art. 557)
                        self.powers.end(inst)
            self.agenda.renew(norm)

    def _outlive(self, norm: Norm) -> None:
        """End the standing duties of a clause that has outlived the contract as long as it said it would."""
        if norm.survival is None or not (self.world.expired or self.world.ended_at is not None):
            return
        over = self.force.outlived(norm)
        if over is not None and over < self.world.now:
            self.standing.close(norm)
        elif over is not None:
            self.agenda.at(over + 1, lambda: self._outlive(norm))
        elif (last := self.force.lives_to(norm)) is not None and (norm.number, last) not in self.dated:
            self.dated.add((norm.number, last))
            self.agenda.at(last, lambda: self._outlive(norm))

    def _end_contract(self, event: Event) -> None:
        world = self.world
        if world.ended_at is not None:
            return
        world.ended_at, world.ended_by = event.at, event.id
        for norm in self.plan.norms:
            if self.force.survives(norm, event.at):
                self.agenda.renew(norm)  # it goes on, maybe to a day of its own
                continue
            for inst in world.instances[norm.id]:
                self._end(norm, inst)

    def _end_part(self, norm: Norm, at: int) -> None:
        self.world.ended_parts.setdefault(norm.id, at)
        for inst in self.world.instances[norm.id]:
            self._end(norm, inst)

    def _end(self, norm: Norm, inst: Instance) -> None:
        self.powers.end(inst)
        if norm.duty is None and not norm.forbidden:
            return
        if self._period_over(norm, inst):
            return  # what it came to stays, known or not
        self.duties.judge(norm, inst)  # as it stands now: nothing moves it later
        if inst.performed_at is not None:
            return  # done before, though nobody may be able to say yet whether in time
        if norm.pays and inst.clouded:
            inst.ended_at = self.world.now  # a debt that was late before stays: that is for the relief to show
            return
        if inst.state in OPEN and not (norm.pays and inst.state == "overdue"):
            inst.ended_at = self.world.now
            move(inst, "ended")
            self.agenda.report(inst)

    def _period_over(self, norm: Norm, inst: Instance) -> bool:
        """Return whether a figure, or an act owed in each period, can only be judged any more: its time was over."""
        if inst.period is None or norm.pays or norm.duty is None:
            return False
        due = inst.due is not None and inst.clouded and inst.due.last < self.world.now
        return inst.period.last < self.world.day if norm.metric is not None else due

    # ------------------------------------------------------------ conditions and states as triggers

    def _tell(self, inst: Instance) -> None:
        """Let those who listen to a clause's states, and those who read them, know."""
        name = inst.norm.label.id
        self.world.stirs[name] += 1
        self.spells.follow(inst)
        if inst.power is not None and inst.norm.duties:
            self.powers.judge(self.plan.by_id[name], inst)  # a right that rests on the clause's own duty
        for norm, source in self.listeners.get(name, ()):
            for at, mark in moments(source, inst, self.world):
                fired = (norm.number, f"{inst.id} {source.state}", mark)
                if fired not in self.fired:
                    self.fired.add(fired)
                    self.births.from_state(norm, inst, at, mark)
        for follower in inst.followers:
            self._look(self.plan.by_id[follower.norm.label.id], follower)
        for watcher in self.plan.watchers.get(name, ()):
            self.agenda.renew(watcher)

    # ------------------------------------------------------------ step 2: what opens, ends, permits, excuses, waives

    def _open(self, event: Event) -> None:
        self.world.history[event.type].append(event)
        for interval, opens in self.plan.edges.get(event.type, ()):
            (self.spells.open if opens else self.spells.close)(interval, event)
        for role in self.plan.types[event.type].roles:
            self._role(role, event)
        for norm in self.plan.readers.get(event.type, ()):
            self.agenda.renew(norm)

    def _role(self, role: model.Role, event: Event) -> None:
        target = role.target if role.fixed else as_text(event.fields.get(role.target))
        match role.kind:
            case "waives":
                self._waive(target, event)
                self._claim(role, target, event)
            case "claims" | "pays" | "sets_off":
                self._claim(role, target, event)
            case "rejects":
                self.takings.reject(target, event)
            case "blocks":
                self.duties.blocked.append((target, event.at))
                for norm in self.plan.norms:
                    if norm.gate is not None or norm.entry is not None:
                        self.agenda.renew(norm)
            case "closes":
                self._close(role, event)
            case "fills" | "demands":
                pass  # fills were read before the run, demands are read where a time runs from them
            case _:
                raise ValueError(f"no such role: {role.kind}")

    def _close(self, role: model.Role, event: Event) -> None:
        """Note that a period is closed: the one that a field names, or that of a fixed name that holds the event."""
        if role.fixed:
            period = next(p for p in self.plan.contract.periods if p.label.id == role.target)
            held = self.plan.conditions.periods(period)(bare(self.world), self.world.zone.day_of(event.at))
            key = None if held is None else (held.name, held.text)
        else:
            kinds = {f.label.id: f.type for f in self.plan.types[event.type].fields}
            key = (kinds[role.target].of or "", as_text(event.fields.get(role.target)))
        if key is not None:
            self.world.closed.setdefault(key, event.at)
        for norm in self.plan.norms:
            if norm.metric is not None or norm.scores:
                self.agenda.renew(norm)

    def _claim(self, role: model.Role, target: str, event: Event) -> None:
        value = None if role.value is None else event.fields.get(role.value)
        self.claims.append((role.kind, target, event, value))

    def _waive(self, target: str, event: Event) -> None:
        for norm in self.plan.norms:
            for inst in self.world.instances[norm.id]:
                named = names(inst, target) and tied(event, inst.tie)  # within its words
                if inst.clouded and self._period_over(norm, inst):
                    continue  # nothing is left to let go but what it will have come to
                if inst.state in OPEN and named and (norm.duty is not None or norm.forbidden):
                    self.duties.judge(norm, inst)  # as it stands now: nothing moves it later
                    inst.waived_at = event.at
                    move(inst, "waived")
                    self.agenda.report(inst)

    # ------------------------------------------------------------ step 3: triggers

    def _trigger(self, event: Event) -> None:
        for norm, source in self.plan.triggers.get(event.type, ()):
            if (norm.number, event.id) in self.known:
                continue
            if source.matcher is not None and source.matcher.test(event, bare(self.world)):
                self.births.arise(norm, event.at, Origin(trigger=event))

    # ------------------------------------------------------------ step 4: performances, reports, prohibited acts

    def _perform(self, event: Event) -> None:
        for norm in self.plan.performs.get(event.type, ()):
            if norm.report is not None:
                self.standing.reported(norm, event)
            elif not norm.pays:
                for inst in self.takings.take(norm, event):
                    self._look(norm, inst)
        for norm, inst in self.takings.pay(event, [n for n in self.plan.performs.get(event.type, ()) if n.pays]):
            self._look(norm, inst)
        if event.type not in self.plan.exercises:
            self.standing.forbidden(event)

    # ------------------------------------------------------------ step 5: exercises

    def _exercise(self, event: Event) -> None:
        if event.type not in self.plan.exercises:
            return
        hits = self.powers.exercised_by(event)
        for norm, inst in hits:
            self.powers.exercise(inst, event)
            self._effects(norm, inst, event)
        if not hits:
            self.standing.forbidden(event)

    def _effects(self, norm: Norm, inst: Instance, event: Event) -> None:
        if norm.power is None:
            return
        for effect in norm.power.effects:
            match effect.kind:
                case "ends_contract":
                    self._end_contract(event)
                case "ends":
                    for name in effect.clauses:
                        if name in self.plan.by_id:
                            self._end_part(self.plan.by_id[name], event.at)
                case "halts" | "withholds":
                    self.spells.halt(norm, inst, event, effect.clauses)
                case "denies":
                    self.relief.deny(event, effect.clauses, inst.tie)
                case "refuses":
                    for name in effect.clauses:
                        self.takings.reject(name, event)
                case other:
                    raise ValueError(f"no such effect: {other}")


def _listeners(plan: Plan) -> dict[str, list[tuple[Norm, Source]]]:
    found: dict[str, list[tuple[Norm, Source]]] = {}
    for norm in plan.norms:
        for source in norm.sources:
            if source.clause is not None:
                found.setdefault(source.clause, []).append((norm, source))
    return found
