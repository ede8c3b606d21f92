"""
The verdict on one instance: which state it is in, since when, and why.

An instance keeps facts (what triggered it, what was performed, what suspends it); ``judge`` derives the verdict
from them at the present instant. It may be called at any time and any number of times: it decides from facts
alone, so a fact learned late (a condition met, relief denied, a cause attested) works back to where it belongs.
"""

from fractions import Fraction

from attrs import evolve

from luyue.dsl import model
from luyue.engine import clock
from luyue.engine.agenda import Agenda
from luyue.engine.breaches import RECOGNITION, Breaches
from luyue.engine.condition import late_counts_from, late_mark
from luyue.engine.due import DueDate
from luyue.engine.event import Event
from luyue.engine.figures import Figures, outside
from luyue.engine.finding import Missing, Unknown, Worth, merge, unanswered
from luyue.engine.formula import Env, env_of, pay_env
from luyue.engine.lifecycle import DONE, move
from luyue.engine.plan import Norm, Plan
from luyue.engine.relief import RELIEVES, Relief, began
from luyue.engine.timing import names
from luyue.engine.value import as_text, as_worth, rounded
from luyue.engine.world import EVER, Breach, Instance, World, merged

FINAL = ("waived", "ended")


class Duties:
    """Judge the instances of one run."""

    def __init__(self, plan: Plan, world: World, agenda: Agenda, relief: Relief) -> None:
        self.plan = plan
        self.world = world
        self.agenda = agenda
        self.relief = relief
        self.breaches = Breaches(world, relief)
        self.figures = Figures(world, self.breaches)
        self.blocked: list[tuple[str, int]] = []  # what a blocked condition names, and since when

    def judge(self, norm: Norm, inst: Instance) -> None:
        """Derive the instance's state at this instant; tell those who watch if it changed."""
        if inst.state in FINAL or self._over(norm, inst):
            if inst.state in FINAL and inst.clouded and not self.relief.states(inst, ("claimed",)):
                self._refused(norm, inst)
            if inst.state in FINAL and norm.standing:
                self._excuse_acts(norm, inst)
            elif inst.state in FINAL and inst.breaches and inst.due is not None:
                self._dated_anew(norm, inst)
                self.breaches.excuse(norm, inst, inst.due)  # a cause attested later excuses from the beginning
            return
        inst.judged = len(inst.taken)
        if norm.pays and inst.state == "undetermined" and inst.ended_at is not None:
            self._performed(norm, inst)
            if inst.performed_at is None and not self.relief.states(inst, ("claimed",)):
                move(inst, "ended")
                self._refused(norm, inst)
            if inst.performed_at is None:
                return
        before = _verdict(inst)
        if self._rests(norm, inst):
            pass
        elif norm.metric is not None:
            self.figures.judge(norm, inst)
        elif norm.standing:
            self._judge_standing(norm, inst)
        elif norm.duty is not None:
            self._judge_duty(norm, inst)
        else:
            self._judge_occasion(norm, inst)
        if inst.state == "undetermined":
            self.world.unsure[norm.id][inst.id] = inst
        else:
            self.world.unsure[norm.id].pop(inst.id, None)
        if before != _verdict(inst):
            self.world.stirs[norm.id] += 1
            self.agenda.report(inst)

    def _over(self, norm: Norm, inst: Instance) -> bool:
        """Return whether nothing that may still be learned changes the verdict."""
        return (
            inst.state in DONE
            and not norm.exceptions
            and not (norm.pays and (norm.varies or self.world.contract.price_changed_by is not None))
            and norm.metric is None
            and len(inst.taken) == inst.judged
            and (not self.world.suspensions or (norm.duty is not None and self.relief.settled(inst)))
        )

    # ------------------------------------------------------------ time

    def _timed(self, norm: Norm, inst: Instance) -> Unknown | None:
        """Bring the due dates up to now; return what is missing if there is none."""
        done = inst.performed_at is not None and inst.state == "performed"  # what comes after the act changes nothing
        if done and inst.base is None and inst.passed is None:
            return Unknown(inst.missing)
        if not inst.settled_time and (inst.base is None or not (norm.fixed_time or done)):
            inst.undone_until = None if self.relief.states(inst, (*RELIEVES, "claimed")) else inst.passed
            found = self._base(norm, inst)
            if isinstance(found, Unknown):
                inst.base = inst.due = inst.claimed = None
                return found
            inst.base, inst.begun = found, began(found, inst)
        base = inst.base
        if base is None:
            return Unknown((Missing("event"),))
        if not any(self.relief.reaches(state, inst, base.last) for state in self.relief.around(inst)):
            inst.due = inst.claimed = base
            inst.uncounted, inst.moved, inst.relieved = (), (), len(self.world.touched)
            self._watch(norm, inst, base)
            return None
        if self._moves(norm):
            inst.due = self.relief.move(inst, base, RELIEVES)
            inst.claimed = self.relief.move(inst, base, (*RELIEVES, "claimed"))
        else:
            inst.due = inst.claimed = base
        self.relief.note(inst)
        inst.uncounted = self.relief.uncounted(inst, inst.due)
        inst.moved = tuple((s.id, s.status) for s in self.relief.bearing(inst) if s.status)
        self._watch(norm, inst, base)
        running = self.relief.now(inst, (*RELIEVES, "claimed"))
        for due in () if running else (inst.due, inst.claimed):  # while a spell runs on, its end is what to wait for
            self._watch(norm, inst, due)
        return None

    def _moved(self, norm: Norm, inst: Instance, due: DueDate) -> DueDate:
        return self.relief.move(inst, due, RELIEVES) if self._moves(norm) else due

    def _refused(self, norm: Norm, inst: Instance) -> None:
        """Put on record what was late before it ended or was let go, once the relief that it hung on is decided."""
        inst.clouded, stops = False, (self.world.ended(norm.id), inst.waived_at)
        stop = min(at for at in stops if at is not None)
        over = inst.due is not None and inst.due.last < stop and self._gone(norm, inst)
        if norm.metric is not None or inst.performed_at is not None or over:
            inst.state = "undetermined"  # done, or its period was over, by then
            (self._judge_duty if norm.metric is None else self.figures.judge)(norm, inst)
        elif inst.base is not None:
            inst.due = inst.claimed = due = self._moved(norm, inst, inst.base)
            first = late_counts_from(inst, due, self.world).first_late
            if first > stop:
                return
            self._note_unpaid(inst, due)
            self.breaches.record(norm, inst, Breach(inst.id, first, due.last))
            if norm.pays and inst.state == "ended":
                move(inst, "overdue")
        self.agenda.report(inst)

    def _dated_anew(self, norm: Norm, inst: Instance) -> None:
        """Let relief recognised or denied since move the breach of what has ended or was let go, or excuse it."""
        if inst.base is None or inst.clouded or self.relief.settled(inst):
            return
        inst.due = inst.claimed = due = self._moved(norm, inst, inst.base)
        breach, first = inst.breaches[0], late_counts_from(inst, due, self.world).first_late
        relieved = tuple(state.id for state in self.relief.states(inst, RELIEVES))
        over = min(at for at in (self.world.ended(norm.id), inst.waived_at, self.world.now) if at is not None)
        breach.excused_by = relieved if first > over else ()
        if not breach.excused_by:
            breach.at, breach.last = first, due.last
        self.relief.note(inst)
        self.agenda.report(inst)

    def _moves(self, norm: Norm) -> bool:
        """Return whether suspensions move the deadline: not for acts owed in each period, which are excused instead."""
        return norm.pays or norm.trigger.kind != "period"

    def _watch(self, norm: Norm, inst: Instance, due: DueDate) -> None:
        """Look again when the due date passes and when somebody looks at a lateness of so much."""
        instants = [due.first_late, late_counts_from(inst, due, self.world).first_late]
        for op, amount in self.plan.late_marks.get(norm.id, ()):
            length = amount(env_of(self.world, inst))
            if not isinstance(length, Unknown):
                instants.append(late_mark(inst, due, op, length, self.world))
        for instant in instants:
            if instant > self.world.now and instant not in inst.timers:
                inst.timers.add(instant)
                self.agenda.at(instant, lambda: self._look(norm, inst), number=inst.number)

    def _look(self, norm: Norm, inst: Instance) -> None:
        self.judge(norm, inst)
        self.agenda.report(inst)
        for watcher in self.plan.watchers.get(norm.id, ()):
            self.agenda.renew(watcher)

    def _base(self, norm: Norm, inst: Instance) -> DueDate | Unknown:
        """Return the due date before suspensions, with the precondition as it stands."""
        env = env_of(self.world, inst)
        start = inst.arose_at
        gate = norm.gate
        if norm.due is None:
            return Unknown((Missing("time"),))
        if gate is None and not inst.doubted:
            return norm.due(env, start)
        met = self._met(norm, inst, env)
        inst.met_at = met if isinstance(met, int) else None
        if isinstance(met, Unknown) and unanswered(met):
            return self._unanswered(norm, inst, met, env)
        if gate is None:
            raise RuntimeError(f"{inst.id} is in doubt for nothing")
        if gate.otherwise == "due" and gate.due is not None:
            stated, other = norm.due(env, start), gate.due(env, start)
            lasts = [self._moved(norm, inst, one).last for one in (stated, other) if isinstance(one, DueDate)]
            if isinstance(met, int) and all(met <= last for last in lasts):
                return stated
            inst.met_at = None  # not met, or too late for the time that waits for it
            return other
        if not isinstance(met, int):
            lost = met.missing if isinstance(met, Unknown) else ()
            return Unknown(merge(lost, (Missing("precondition"),)))
        if gate.otherwise == "waits":
            return norm.due(env, max(start, met))
        return self._not_before(norm, inst, norm.due(env, start), met)

    def met(self, norm: Norm, inst: Instance) -> int | Unknown | None:
        """Return since when the preconditions of an instance are met."""
        return self._met(norm, inst, env_of(self.world, inst))

    def _met(self, norm: Norm, inst: Instance, env: Env) -> int | Unknown | None:
        gate = norm.gate
        if gate is None:
            return Unknown(inst.doubted) if inst.doubted else inst.arose_at
        blocked = [at for target, at in self.blocked if names(inst, target)]
        if blocked:
            return min(blocked)
        met = gate.since(env, EVER)
        if not inst.doubted or met is None:
            return met
        return Unknown(merge(inst.doubted, met.missing if isinstance(met, Unknown) else ()))

    def _unanswered(self, norm: Norm, inst: Instance, met: Unknown, env: Env) -> Unknown:
        """
        Return what is missing to say whether a precondition is met; note the time that would count if it were.

        Where another time counts otherwise, the earlier of the two: what was done by then was done in time.
        """
        gate, stated = norm.gate, None if norm.due is None else norm.due(env, inst.arose_at)
        if gate is not None and gate.otherwise == "due" and gate.due is not None:
            other = gate.due(env, inst.arose_at)
            if isinstance(stated, DueDate) and isinstance(other, DueDate):
                inst.would = min(stated, other, key=lambda due: due.last)
            return met
        if isinstance(stated, DueDate):
            inst.would = self.relief.move(inst, stated, RELIEVES) if self._moves(norm) else stated
            self._watch(norm, inst, inst.would)
        lost = stated.missing if isinstance(stated, Unknown) else ()
        return Unknown(merge(met.missing, lost, (Missing("precondition"),)))

    def _not_before(self, norm: Norm, inst: Instance, due: DueDate | Unknown, met: int) -> DueDate | Unknown:
        """A duty whose precondition is met after its time falls due on the day it is met (hours: at that instant)."""
        if isinstance(due, Unknown) or met <= self._moved(norm, inst, due).last:
            return due
        if due.day is None:
            return clock.later(due, clock.by_instant(met))
        day = self.world.zone.day_of(met)
        late = clock.by_day(day, rule=clock.Rule(), zone=self.world.zone, cal=self.world.calendar)
        chosen = clock.later(due, late)  # that day does not roll, but rolls as the time does if relief moves it
        return evolve(chosen, rule=clock.Rule(roll=due.rule.roll), unit=due.unit)

    # ------------------------------------------------------------ duties with a time

    def _judge_duty(self, norm: Norm, inst: Instance) -> None:
        if inst.state == "excused" and not inst.clouded and not self.breaches.taken_back(inst):
            return
        self._performed(norm, inst)
        lost = self._timed(norm, inst)
        if lost is not None:
            self._judge_untimed(inst, lost)
            return
        inst.missing = ()
        if inst.due is None or inst.claimed is None:
            raise RuntimeError(f"{inst.id} has no due date")
        if self.world.now > inst.due.last:
            inst.passed = inst.due.last if inst.passed is None else inst.passed
            states = self.relief.states(inst, ("claimed",))
            claimed = any(s.spell.start < inst.passed and self.relief.reaches(s, inst, inst.passed) for s in states)
            inst.settled_time = inst.settled_time or not claimed
        self._judge_timed(norm, inst, inst.due, inst.claimed)

    def _judge_untimed(self, inst: Instance, lost: Unknown) -> None:
        codes = {m.code for m in lost.missing}
        inst.missing = lost.missing
        if inst.would is not None and inst.performed_at is not None and inst.performed_at <= inst.would.last:
            inst.missing = ()  # in time whatever the answer
            move(inst, "performed")
            return
        waiting = codes <= {"event", "precondition", "demand"}
        if waiting and inst.performed_at is not None:
            move(inst, "performed")
        elif not waiting and ("precondition" not in codes or self._had_its_time(inst)):
            inst.missing = tuple(m for m in lost.missing if m.code != "precondition")
            move(inst, "undetermined")
        elif codes <= {"demand"}:
            move(inst, "pending")
        else:
            move(inst, "latent")

    def _had_its_time(self, inst: Instance) -> bool:
        """Return whether a duty would be broken now if a precondition were met that nobody can answer."""
        return inst.would is not None and inst.would.last < self.world.now

    def _judge_timed(self, norm: Norm, inst: Instance, due: DueDate, claimed: DueDate) -> None:
        at, now = inst.performed_at, self.world.now
        inst.clouded = False
        if at is not None and (at <= due.last or self._held_up(norm, inst, due, RELIEVES)):
            self._mend(inst)
            move(inst, "performed")
        elif at is None and (now <= due.last or self._held_up(norm, inst, due, RELIEVES)):
            self._mend(inst)
            move(inst, "suspended" if self._covered(inst, due, RELIEVES) else "pending")
        elif self._may_be_timely(norm, inst, claimed):
            inst.missing = (RECOGNITION,)
            inst.clouded = True
            self._note_unpaid(inst, due)
            if not inst.breaches:
                move(inst, "undetermined")
        elif norm.pays and self._may_be_enough(inst, due):
            inst.missing = (Missing("amount"),)
            self._note_unpaid(inst, due)
            move(inst, "undetermined")
        else:
            self._broken(norm, inst, due)

    def _mend(self, inst: Instance) -> None:
        """Take back a breach that is none as is known by now: relief excuses it, a lesser debt undoes it."""
        relieved = tuple(state.id for state in self.relief.states(inst, RELIEVES)) if inst.breaches else ()
        for breach in inst.breaches:
            breach.excused_by = breach.excused_by or relieved
        if inst.breaches:
            inst.state = "undetermined"  # what it was rested on that breach
        if not relieved:
            inst.breaches.clear()

    def _broken(self, norm: Norm, inst: Instance, due: DueDate) -> None:
        first = late_counts_from(inst, due, self.world).first_late
        if self.breaches.excuse(norm, inst, due, late_from=first):
            return
        if not norm.pays and norm.trigger.kind == "period" and self.breaches.covered_at_end(inst, due):
            return
        self._note_unpaid(inst, due)
        if not inst.breaches:
            self.breaches.record(norm, inst, Breach(inst.id, first, due.last))
        breach = inst.breaches[0]
        breach.at, breach.last, breach.excused_by = first, due.last, ()
        breach.cured_at = inst.performed_at
        breach.events = tuple(t.event.id for t in inst.taken) if inst.performed_at is not None else ()
        if inst.performed_at is not None:
            move(inst, "performed_late")
        elif self._gone(norm, inst):
            move(inst, "missed")
        else:
            move(inst, "overdue")

    def _gone(self, norm: Norm, inst: Instance) -> bool:
        """Return whether a later act cannot make it good: an act owed within a period that is over."""
        return not norm.pays and norm.duty is not None and norm.trigger.kind == "period"

    def _may_be_timely(self, norm: Norm, inst: Instance, claimed: DueDate) -> bool:
        """Return whether a relief that may still be recognised would make in time what was done, or still can be."""
        at = self.world.now if inst.performed_at is None else inst.performed_at
        return at <= claimed.last or self._held_up(norm, inst, claimed, (*RELIEVES, "claimed"))

    def _held_up(self, norm: Norm, inst: Instance, due: DueDate, statuses: tuple[str, ...]) -> bool:
        """Return whether what moves the time goes on: until it ends nothing is late, not even on its first day."""
        return (norm.pays or norm.trigger.kind != "period") and self._covered(inst, due, statuses)

    def _covered(self, inst: Instance, due: DueDate, statuses: tuple[str, ...]) -> bool:
        """Return whether spells that are one go on: begun before the time, as moved so far, was over, and the act."""
        at = self.world.now if inst.performed_at is None else inst.performed_at
        pieces = merged((state.spell for state in self.relief.states(inst, statuses)), -EVER)
        return any(began < due.last and began <= at and self.world.now < ended for began, ended in pieces)

    # ------------------------------------------------------------ performance and money

    def _performed(self, norm: Norm, inst: Instance) -> None:
        """Derive when the instance was fully performed from what was taken."""
        duty = norm.duty
        inst.performed_at = None
        if duty is None:
            return
        if norm.pays:
            self._paid(norm, inst)
            return
        needed = duty.owed.at_least if isinstance(duty.owed, model.Act) else 1
        env = env_of(self.world, inst)
        for parts in norm.alternatives:
            done = [[t.event.at for t in inst.taken if m.event == t.event.type and m.test(t.event, env)] for m in parts]
            if all(len(part) >= needed for part in done):
                at = max(sorted(part)[needed - 1] for part in done)
                if inst.performed_at is None or at < inst.performed_at:
                    inst.performed_at, inst.performed_as = at, parts

    def _paid(self, norm: Norm, inst: Instance) -> None:
        currency = self.world.contract.currency
        if norm.amount is not None:
            inst.full = payable(as_worth(norm.amount(pay_env(self.world, inst)), currency))
        lowered = [one for one in self.world.lowered.get(inst.id, ()) if one.at <= self.world.now]
        off = sum((one.amount for one in lowered if not one.by), Fraction(0))
        inst.owed = None if inst.full is None else less(inst.full, off)
        inst.paid = sum((taking.amount or Fraction(0) for taking in inst.taken), Fraction(0))
        if inst.owed is not None and inst.owed.high == 0 and not inst.taken:
            if norm.varies and (inst.due is None or self.world.now <= inst.due.last):
                return  # nothing so far, and it may still be something
            inst.performed_at = max([inst.arose_at, *(one.at for one in lowered)])
            return
        gone = Fraction(0)
        steps = [(t.event.order, t.amount or Fraction(0), t.event.at) for t in inst.taken]
        steps += [((one.at, EVER, one.head), one.amount, max(one.at, inst.arose_at)) for one in lowered]
        for _, amount, at in sorted(steps):
            gone += amount
            if inst.performed_at is None and inst.full is not None and _full(inst.full, gone):
                inst.performed_at = at

    def _may_be_enough(self, inst: Instance, due: DueDate) -> bool:
        """Return whether what was paid in time is enough at one end of the amount and too little at the other."""
        owed = inst.owed
        if owed is None or owed.settled:
            return False
        return owed.low <= self.paid_by(inst, due.last)

    def paid_by(self, inst: Instance, instant: int) -> Fraction:
        """Return what was credited to a payment, or set off against it, up to an instant, that instant included."""
        paid = sum((t.amount or Fraction(0) for t in inst.taken if t.event.at <= instant), Fraction(0))
        return paid + self.world.set_off(inst, instant)

    def _note_unpaid(self, inst: Instance, due: DueDate) -> None:
        if inst.owed is not None:
            inst.unpaid_at_due = max(inst.owed.low - self.paid_by(inst, due.last), Fraction(0))

    # ------------------------------------------------------------ standing duties

    def _excuse_acts(self, norm: Norm, inst: Instance) -> None:
        """Excuse the breaches for which a cause has been attested, from the beginning."""
        for since, attested in norm.exceptions:
            for breach in inst.breaches if attested else ():
                env = self._act_env(norm, inst, self._act_of(norm, breach))
                at = since(env, EVER)
                if isinstance(at, int):
                    breach.excused_by = breach.excused_by or self.breaches.events_at(norm, at, env)

    def _judge_standing(self, norm: Norm, inst: Instance) -> None:
        self._excuse_acts(norm, inst)
        if norm.report is not None and not inst.reported:
            inst.missing = (Missing("event", {"event": norm.report.event}),)
            move(inst, "undetermined")
            return
        if inst.closed_at is not None:
            inst.missing = (RECOGNITION,) if inst.doubts and inst.breach is None else ()
            move(inst, "missed" if inst.breach is not None else "undetermined" if inst.doubts else "performed")
            return
        inst.missing = (RECOGNITION,) if inst.doubts else ()
        if inst.doubts:
            move(inst, "undetermined")
        elif inst.failing and any(b.cured_at is None and not b.excused_by for b in inst.breaches):
            move(inst, "overdue")
        else:
            move(inst, "suspended" if self.relief.now(inst, RELIEVES) else "holding")

    def _rests(self, norm: Norm, inst: Instance) -> bool:
        """Keep a level or prohibition latent while a precondition is open: it does not bind; return whether it is."""
        gated = norm.gate is not None or bool(inst.doubted)
        if not gated or inst.breaches or not (norm.standing or norm.metric is not None):
            return False
        met = self.met(norm, inst)
        if isinstance(met, int):
            return False
        lost = met.missing if isinstance(met, Unknown) else ()
        inst.missing = merge(lost, (Missing("precondition"),))
        over = inst.period is not None and norm.metric is not None and inst.period.last < self.world.day
        if inst.doubts or (over and isinstance(met, Unknown) and unanswered(met)):
            inst.missing = lost
            move(inst, "undetermined")
        elif inst.closed_at is not None:
            inst.missing = ()
            move(inst, "performed")
        else:
            move(inst, "latent")
        return True

    def broken_by(self, norm: Norm, inst: Instance, at: int, events: tuple[str, ...], day: int | None = None) -> None:
        """Put a breach of a standing duty on record."""
        number = len(inst.breaches) + 1
        name = inst.id if number == 1 else f"{inst.id}/{number}"
        breach = Breach(name, at, at, events=events, from_day=day)
        breach.found, breach.bounds = self._shortfall(norm, inst, events)
        act = self._act_of(norm, breach)
        breach.tie = {} if act is None else _said(norm, act)
        self.breaches.record(norm, inst, breach)
        self.agenda.report(inst)

    def _shortfall(self, norm: Norm, inst: Instance, events: tuple[str, ...]) -> tuple[object, tuple[object, ...]]:
        """Return what a report that broke a level said, and the bounds of the level as they are now."""
        if norm.report is None or norm.level is None:
            return None, ()
        env = env_of(self.world, inst)
        env.own = next((e for e in self.world.history[norm.report.event] if e.id in events), None)
        return (None, ()) if env.own is None else (norm.level(env), tuple(bound(env) for _, bound in norm.bounds))

    def _act_env(self, norm: Norm, inst: Instance, act: Event | None) -> Env:
        """Return what an exception may read about a prohibited act: tied by what the act and the clause share."""
        env = env_of(self.world, inst)
        if act is not None:
            env.tie = {**inst.tie, **_said(norm, act)}
        return env

    def _act_of(self, norm: Norm, breach: Breach) -> Event | None:
        found = (e for m in norm.forbidden for e in self.world.history[m.event] if e.id in breach.events)
        return next(found, None)

    def permitted(self, norm: Norm, inst: Instance, act: Event) -> bool:
        """Return whether an exception covers an act now."""
        env = self._act_env(norm, inst, act)
        return any(isinstance(since(env, EVER), int) for since, _ in norm.exceptions)

    def short(self, norm: Norm, inst: Instance, event: Event) -> bool | Unknown:
        """Return whether a report falls short of the level."""
        env = env_of(self.world, inst)
        env.own = event
        if norm.level is None:
            raise RuntimeError(f"{norm.id} keeps no level")
        return outside(norm, norm.level(env), env)

    # ------------------------------------------------------------ clauses without a duty

    def _judge_occasion(self, norm: Norm, inst: Instance) -> None:
        """A clause of money or power only: excused by an exception when it arises, or attested later."""
        for since, attested in norm.exceptions:
            env = env_of(self.world, inst)
            at = since(env, EVER)
            if isinstance(at, int) and (at <= inst.arose_at or attested):
                inst.excused, inst.excused_by = True, self.breaches.events_at(norm, at, env)


def _said(norm: Norm, act: Event) -> dict[str, str]:
    """Return what a prohibited act says of the fields by which its clause is tied."""
    return {name: as_text(act.fields[name]) for name in norm.same if name in act.fields}


def _verdict(inst: Instance) -> tuple[object, ...]:
    """Return what others may care about of an instance."""
    excused = tuple(breach.excused_by for breach in inst.breaches)
    idle = tuple((spell.start, spell.end) for spell in inst.uncounted)
    return inst.state, excused, inst.performed_at, inst.excused_by, inst.due, idle


def payable(owed: Worth) -> Worth:
    """Return an amount as it can be paid: in whole fen."""
    high = None if owed.high is None else rounded(owed.high)
    return Worth(rounded(owed.low), high, owed.currency, owed.missing)


def less(full: Worth, taken: Fraction) -> Worth:
    """Return an amount after what was taken off it, never less than nothing."""
    high = None if full.high is None else max(full.high - taken, Fraction(0))
    return Worth(max(full.low - taken, Fraction(0)), high, full.currency, full.missing)


def _full(owed: Worth | None, paid: Fraction) -> bool:
    return owed is not None and owed.high is not None and paid >= owed.high
