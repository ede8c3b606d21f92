"""
The one loop: events and timers in order, over a plan (SEMANTICS section 1).

Time moves from instant to instant, an instant being one that has a timer or an event. Within it come five
steps: timers; what opens, ends, permits, excuses, waives or fills; triggers; performances, reports and
prohibited acts; exercises of powers, with what such an act would break if it were void. What a step sets off in
other clauses follows at once, before the next event: ``_react`` looks again at everything touched until nothing
changes any more.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from luyue.dsl import model
from luyue.engine.agenda import Agenda
from luyue.engine.condition import EVER, lasting_mark, late_mark
from luyue.engine.duties import Duties
from luyue.engine.event import Event, InstantValue
from luyue.engine.finding import Unknown
from luyue.engine.formula import Env, period_value, tied
from luyue.engine.lifecycle import OPEN, move
from luyue.engine.plan import Norm, Plan, Source
from luyue.engine.powers import Powers
from luyue.engine.relief import RELIEVES, Relief
from luyue.engine.takings import Takings
from luyue.engine.timing import names, within
from luyue.engine.value import as_text, day_of, start_of
from luyue.engine.world import Breach, Instance, PeriodValue, RowValue, Spell, SuspensionState, World
from luyue.engine.zone import LAST_DAY

EVERYONE = ("each_party",)

Fired = tuple[int, str, str]


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
        self.listeners = _listeners(plan)
        self.fired: set[Fired] = set()
        self.held: set[tuple[int, tuple[tuple[str, str], ...]]] = set()  # conditions that hold, by clause and key
        self.active: set[int] = set()
        self.names: dict[str, int] = {}
        self.arisen = 0
        self.claims: list[tuple[str, str, Event, object]] = []  # role, target, event, value
        self.pending_acts: list[tuple[Norm, Instance, Event]] = []
        self.findings: list[tuple[str, str, dict[str, str]]] = []  # code, clause, facts

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
                self._react()
            while self.agenda.fire(instant):  # set at this very instant
                self._react()

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
        self._activate(norm)
        if norm.condition is not None:
            self._check_condition(norm)
        for inst in self.world.instances[norm.id]:
            self._look(norm, inst)
        self._settle_pending(norm)

    def _look(self, norm: Norm, inst: Instance) -> None:
        self.duties.judge(norm, inst)
        self.powers.judge(norm, inst)
        if norm.until is not None and inst.power is not None and inst.power.effective_at is not None:
            at = norm.until(self.duties.env(inst), inst.power.effective_at)
            if isinstance(at, int):
                self._resume(norm, inst, at)

    def _refresh(self) -> None:
        """Bring every verdict to the present instant."""
        for norm in self.plan.norms:
            self.agenda.renew(norm)
        self._react()

    # ------------------------------------------------------------ life of the contract and of clauses

    def _begin(self) -> None:
        world = self.world
        if world.effective is None:
            return
        self._now(world.effective)
        self.agenda.at(world.effective, self._wake)
        if world.term is not None:
            self.agenda.at(world.zone.start_of(world.term[1] + 1), self._expire)

    def _wake(self) -> None:
        for norm in self.plan.norms:
            self.agenda.renew(norm)

    def since(self, norm: Norm, env: Env | None = None) -> int | None:
        """Return when a clause (or, with its own window, an instance of it) came into force; None while not known."""
        effective = self.world.effective
        if effective is None or norm.start is None or (norm.own_window and env is None):
            return effective
        found = norm.start(env or self._bare())
        return None if isinstance(found, Unknown) else max(effective, self._instant_of(found))

    def _instant_of(self, found: object) -> int:
        return start_of(found, self.world.zone)

    def _bare(self) -> Env:
        return Env(self.world, {}, {})

    def last(self, norm: Norm, env: Env | None = None) -> int | None:
        """Return the last instant of a clause's time in force, None where nothing limits it yet."""
        if norm.end is None or (norm.own_window and env is None):
            return None
        found = norm.end(env or self._bare())
        if isinstance(found, Unknown):
            return None
        if isinstance(found, InstantValue) and not found.day_only:
            return found.us
        return self.world.zone.end_of(day_of(found, self.world.zone))

    def binds(self, norm: Norm, at: int, env: Env | None = None) -> bool:
        """Return whether a clause can be set off at an instant."""
        start, last, world = self.since(norm, env), self.last(norm, env), self.world
        if start is None or at < start or (last is not None and at > last):
            return False
        if norm.survives or _only_money(norm):
            return True
        if world.ended_at is not None and at > world.ended_at:
            return False
        return world.term is None or at <= world.zone.end_of(world.term[1])

    def _activate(self, norm: Norm) -> None:
        """Bring a clause into force once: what holds for the term, for each row, for each period."""
        if norm.number in self.active:
            return
        start = self.since(norm)
        if start is None:
            return
        if start > self.world.now:
            key: Fired = (norm.number, "start", str(start))
            if key not in self.fired:
                self.fired.add(key)
                self.agenda.at(start, partial(self.agenda.renew, norm))
            return
        self.active.add(norm.number)
        last = self.last(norm)
        if last is not None:
            self.agenda.at(last + 1, partial(self._close_norm, norm))
        match norm.trigger.kind:
            case "term" if norm.metric is not None and norm.metric.period is not None:
                self._periods(norm, norm.metric.period, start)
            case "term" if norm.metric is not None:
                self._whole_term(norm, start)
            case "term":
                self._arise(norm, start)
            case "row":
                for row in self._rows(norm):
                    self._row(norm, row)
            case "period":
                self._periods(norm, norm.trigger.name, start)
            case _:
                pass

    def _whole_term(self, norm: Norm, start: int) -> None:
        """A figure without periods is measured over the whole term, and judged at its end."""
        first, last = self.world.term or (self.world.zone.day_of(start), LAST_DAY)
        self._arise(norm, start, period=PeriodValue("term", first, last, "term", 1, 1))
        if self.world.term is not None:
            self.agenda.at(self.world.zone.start_of(last + 1), partial(self.agenda.renew, norm))

    def _row(self, norm: Norm, row: RowValue) -> None:
        """Bring a row's norm into being when its own time in force begins."""
        env = Env(self.world, {norm.trigger.alias or row.table: row}, {})
        start = self.since(norm, env)
        if start is None:
            self.findings.append(("unknown-window", norm.id, {"row": " ".join(v for _, v in _row_key(norm, row))}))
        elif start > self.world.now:
            self.agenda.at(start, partial(self._arise, norm, start, row=row))
        else:
            self._arise(norm, start, row=row)

    def _rows(self, norm: Norm) -> Iterator[RowValue]:
        table = next(t for t in self.plan.contract.tables if t.label.id == norm.trigger.name)
        for number, row in enumerate(table.rows, 1):
            env = self._bare()
            cells = {
                column.label.id: self.plan.conditions.value(cell)(env)
                for column, cell in zip(table.columns, row.cells, strict=True)
            }
            value = RowValue(table.label.id, number, cells)
            env.own = value
            if all(where(env) is True for where in norm.where):
                yield value

    def _periods(self, norm: Norm, name: str | None, start: int) -> None:
        period = next(p for p in self.plan.contract.periods if p.label.id == name)
        self._period(norm, period, self._first_period(period, start), start)

    def _first_period(self, period: model.Period, start: int) -> int:
        """Return the number of the first period that ends after an instant."""
        day = self.world.zone.day_of(start)
        k = 1
        while (found := self._nth(period, k)) is not None and found.last < day:
            k += 1
        return k

    def _nth(self, period: model.Period, k: int) -> PeriodValue | None:
        env = self._bare()
        conditions = self.plan.conditions
        if period.windows:
            return conditions.window_at(period, env, k)
        start = None if period.start is None else conditions.value(period.start)
        anchor = conditions.anchor(period, start, env)
        count = 0 if period.count is None else conditions.value(period.count)(env)
        if anchor is None or isinstance(count, Unknown) or (count and k > int(count)):
            return None
        return period_value(period, anchor, k, int(count))

    def begun(self, name: str) -> Iterator[PeriodValue]:
        """Yield the periods of a name that have begun, from the contract's start."""
        period = next(p for p in self.plan.contract.periods if p.label.id == name)
        if self.world.effective is None:
            return
        k = self._first_period(period, self.world.effective)
        while (found := self._nth(period, k)) is not None and found.first <= self.world.day:
            yield found
            k += 1

    def _period(self, norm: Norm, period: model.Period, k: int, since: int) -> None:
        """Bring the k-th period into being when it begins, then wait for the next."""
        found = self._nth(period, k)
        if found is None:
            return
        start = max(self.world.zone.start_of(found.first), since)
        if start > self.world.now:
            self.agenda.at(start, partial(self._period, norm, period, k, since))
            return
        if not self.binds(norm, start):
            return
        self._arise(norm, start, period=found)
        self.agenda.at(self.world.zone.start_of(found.last + 1), partial(self.agenda.renew, norm))
        self._period(norm, period, k + 1, since)

    def _close_norm(self, norm: Norm) -> None:
        for inst in self.world.instances[norm.id]:
            self._stop(norm, inst)
        self.agenda.renew(norm)

    def _expire(self) -> None:
        """The term is over: standing and periodic duties end, duties with a time of their own and debts stay owed."""
        if self.world.ended_at is not None:
            return
        self.world.expired = True
        for norm in self.plan.norms:
            if not norm.survives:
                for inst in self.world.instances[norm.id]:
                    self._stop(norm, inst)
            self.agenda.renew(norm)

    def _stop(self, norm: Norm, inst: Instance) -> None:
        """End a standing duty."""
        if norm.standing and inst.state in OPEN and inst.closed_at is None:
            inst.closed_at = self.world.now
            self.duties.judge(norm, inst)

    def _end_contract(self, event: Event) -> None:
        world = self.world
        if world.ended_at is not None:
            return
        world.ended_at, world.ended_by = event.at, event.id
        for norm in self.plan.norms:
            if norm.survives:
                continue
            for inst in world.instances[norm.id]:
                self._end(norm, inst)

    def _end(self, norm: Norm, inst: Instance) -> None:
        self.powers.end(inst)
        if norm.duty is None and not norm.forbidden:
            return
        if inst.state in OPEN and not (norm.pays and inst.state == "overdue"):
            inst.ended_at = self.world.now
            move(inst, "ended")
            self.agenda.report(inst)

    # ------------------------------------------------------------ instances

    def _arise(
        self,
        norm: Norm,
        at: int,
        *,
        trigger: Event | None = None,
        source: Instance | None = None,
        period: PeriodValue | None = None,
        row: RowValue | None = None,
        key: tuple[tuple[str, str], ...] | None = None,
    ) -> None:
        """Bring a norm into being, once for each bearer."""
        thing = trigger or row or period
        spoken = dict(source.vars) if source is not None else {}
        if thing is not None:
            spoken[norm.trigger.alias or _own_name(norm, thing)] = thing
        identity = key if key is not None else _key(norm, trigger, row, source)
        tie = _tie(norm, identity, thing)
        env = Env(self.world, spoken, tie)
        if not self.binds(norm, at, env):
            return
        for bearer, extra in self._bearers(norm, env):
            inst = Instance(
                norm=norm.clause,
                id="",
                key=(*identity, *extra),
                tie=tie,
                period=period if period is not None else (source.period if source is not None else None),
                trigger=trigger,
                source=source,
                arose_at=at,
                vars=spoken,
                number=self.arisen,
                state="holding" if norm.standing or norm.metric is not None else "pending",
                bearer=bearer,
            )
            if not self._wanted(norm, inst):
                continue
            self._admit(norm, inst)

    def _admit(self, norm: Norm, inst: Instance) -> None:
        self.arisen += 1
        inst.id = self._name(norm, inst)
        inst.counterparty = self._counterparty(norm, inst)
        self.world.instances[norm.id].append(inst)
        if inst.source is not None:
            inst.source.followers.append(inst)
        self.takings.admit(norm, inst)
        self.powers.carry(norm, inst)
        self.takings.earlier(norm, inst)
        last = self.last(norm, self.duties.env(inst)) if norm.own_window else None
        if last is not None:
            self.agenda.at(last + 1, partial(self._stop, norm, inst))
        self.agenda.report(inst)
        self._look(norm, inst)

    def _wanted(self, norm: Norm, inst: Instance) -> bool:
        """Return whether the precondition lets a duty arise at all (``else no duty``)."""
        gate = norm.gate
        if gate is None or gate.otherwise != "no_duty":
            return True
        found = gate.since(Env(self.world, inst.vars, inst.tie, inst), EVER)
        return isinstance(found, int)

    def _bearers(self, norm: Norm, env: Env) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        found = "" if norm.bearer is None else norm.bearer(env)
        each = norm.duty.each_of if norm.duty is not None else None
        word = "" if isinstance(found, Unknown) else as_text(found)
        if word in EVERYONE or each is not None:
            for party in self.plan.contract.parties:
                yield party.label.id, (("party", party.label.id),)
        else:
            yield word, ()

    def _counterparty(self, norm: Norm, inst: Instance) -> str | None:
        if norm.payee is not None:
            found = norm.payee(self.duties.env(inst))
            return None if isinstance(found, Unknown) else as_text(found)
        others = [p.label.id for p in self.plan.contract.parties if p.label.id != inst.bearer]
        return others[0] if len(others) == 1 and inst.bearer else None

    def _name(self, norm: Norm, inst: Instance) -> str:
        parts = [norm.id]
        if inst.key:
            parts.append(" ".join(value for _, value in inst.key))
        if inst.period is not None:
            parts.append(inst.period.text)
        stem = "/".join(parts)
        self.names[stem] = self.names.get(stem, 0) + 1
        return stem if self.names[stem] == 1 else f"{stem}#{self.names[stem]}"

    # ------------------------------------------------------------ conditions and states as triggers

    def _check_condition(self, norm: Norm) -> None:
        if norm.condition is None or norm.number not in self.active:
            return
        for key in self._candidates(norm):
            env = Env(self.world, {}, dict(key))
            since = norm.condition(env, EVER)
            mark = (norm.number, key)
            if not isinstance(since, int):
                self.held.discard(mark)
            elif mark not in self.held:
                self.held.add(mark)
                start = self.since(norm)
                self._arise(norm, since if start is None else max(since, start), key=key)

    def _candidates(self, norm: Norm) -> list[tuple[tuple[str, str], ...]]:
        """Return the values of the ``same`` fields for which a condition is asked."""
        same = norm.trigger.same
        if not same:
            return [()]
        found: dict[tuple[tuple[str, str], ...], None] = {}
        for clause in sorted(norm.watches):
            for inst in self.world.instances[clause]:
                known = {**dict(inst.key), **inst.tie}
                if all(name in known for name in same):
                    found[tuple((name, known[name]) for name in same)] = None
        for kind in sorted(norm.reads):
            for event in self.world.history[kind]:
                if all(name in event.fields for name in same):
                    found[tuple((name, as_text(event.fields[name])) for name in same)] = None
        return list(found)

    def _tell(self, inst: Instance) -> None:
        """Let those who listen to a clause's states, and those who read them, know."""
        name = inst.norm.label.id
        self._state_edges(inst)
        for norm, source in self.listeners.get(name, ()):
            for at, mark in self._moments(source, inst):
                fired: Fired = (norm.number, f"{inst.id} {source.state}", mark)
                if fired not in self.fired:
                    self.fired.add(fired)
                    self._from_state(norm, inst, at)
        for follower in inst.followers:
            self._look(self.plan.by_id[follower.norm.label.id], follower)
        for watcher in self.plan.watchers.get(name, ()):
            self.agenda.renew(watcher)

    def _from_state(self, norm: Norm, inst: Instance, at: int) -> None:
        several = len({s.clause for s in norm.sources if s.clause is not None}) > 1
        first = (("clause", inst.norm.label.id),) if several else ()
        self._arise(norm, at, source=inst, key=(*first, *inst.key))

    def _moments(self, source: Source, inst: Instance) -> list[tuple[int, str]]:
        """Return when an instance entered the state listened to, with a mark that tells one entry from another."""
        power = inst.power
        match source.state:
            case "breached":
                return [(b.at, b.id) for b in inst.breaches if not b.excused_by]
            case "late" | "overdue":
                return self._late_moments(source, inst)
            case "performed" if inst.performed_at is not None:
                return [(inst.performed_at, "")]
            case "missed" if inst.state == "missed":
                return [(b.at, b.id) for b in inst.breaches[:1]]
            case "exercised" if power is not None and power.effective_at is not None:
                return [(power.effective_at, "")]
            case _:
                return []

    def _late_moments(self, source: Source, inst: Instance) -> list[tuple[int, str]]:
        if inst.state != "overdue" or inst.due is None:
            return []
        at = inst.due.first_late
        env = self.duties.env(inst)
        for op, amount in source.late:
            length = amount(env)
            if isinstance(length, Unknown):
                return []
            at = max(at, late_mark(inst.due, op, length, self.world))
        return [(at, "")] if at <= self.world.now else []

    # ------------------------------------------------------------ step 2: what opens, ends, permits, excuses, waives

    def _open(self, event: Event) -> None:
        self.world.history[event.type].append(event)
        for interval, opens in self.plan.edges.get(event.type, ()):
            (self._open_spell if opens else self._close_spell)(interval, event)
        for role in self.plan.types[event.type].roles:
            self._role(role, event)
        for norm in self.plan.readers.get(event.type, ()):
            self.agenda.renew(norm)

    def _open_spell(self, interval: model.Interval, event: Event) -> None:
        edge = interval.start
        matcher = self.plan.matchers[id(edge.pattern)]
        if not matcher.test(event, self._bare()):
            return
        key = tuple((name, as_text(event.fields[name])) for name in interval.same if name in event.fields)
        start = self._edge_time(edge, event)
        spells = self.world.spells[interval.label.id]
        spell = Spell(interval.label.id, key, event, start, number=len(spells) + 1)
        end = interval.end
        if end.pattern is not None and end.pattern.event == event.type and end.field is not None:
            spell.end = self._edge_time(end, event)
        spells.append(spell)
        self._watch_spell(spell)
        self.relief.opened(spell)
        self._touch_interval(spell)

    def _state_edges(self, inst: Instance) -> None:
        """Open and close intervals that run between two states of a clause."""
        for interval, opens, source in self.plan.state_edges.get(inst.norm.label.id, ()):
            for at, mark in self._moments(source, inst):
                fired: Fired = (-1, f"{interval.label.id} {opens} {inst.id}", mark)
                if fired in self.fired:
                    continue
                self.fired.add(fired)
                spells = self.world.spells[interval.label.id]
                if opens:
                    spell = Spell(interval.label.id, inst.key, None, at, number=len(spells) + 1)
                    spells.append(spell)
                    self._watch_spell(spell)
                    self.relief.opened(spell)
                    self._touch_interval(spell)
                for spell in spells if not opens else ():
                    if spell.end is None and spell.key == inst.key:
                        spell.end = at
                        self._ended_spell(spell)

    def _watch_spell(self, spell: Spell) -> None:
        for op, amount in self.plan.lasting_marks.get(spell.interval, ()):
            length = amount(self._bare())
            if not isinstance(length, Unknown):
                self.agenda.at(
                    max(lasting_mark(spell.start, op, length, self.world), self.world.now),
                    partial(self._touch_interval, spell),
                )
        if spell.end is not None:
            self.agenda.at(max(spell.end, self.world.now), partial(self._ended_spell, spell))

    def _close_spell(self, interval: model.Interval, event: Event) -> None:
        edge = interval.end
        matcher = self.plan.matchers[id(edge.pattern)]
        if interval.start.pattern is not None and interval.start.pattern.event == event.type:
            return  # both ends are fields of one event
        if not matcher.test(event, self._bare()):
            return
        key = tuple((name, as_text(event.fields[name])) for name in interval.same if name in event.fields)
        for spell in self.world.spells[interval.label.id]:
            if spell.end is None and spell.key == key:
                spell.end, spell.closing = self._edge_time(edge, event), event
                self._ended_spell(spell)

    def _edge_time(self, edge: model.Edge, event: Event) -> int:
        if edge.field is None:
            return event.at
        found = event.fields.get(edge.field)
        return event.at if found is None else self._instant_of(found)

    def _ended_spell(self, spell: Spell) -> None:
        """A failure that outlasts a suspension is a breach from its end (SEMANTICS 4.5)."""
        for state in self.world.suspensions:
            if state.spell is spell:
                self._outlasted(state)
                self.relief.touch(state)
        self._touch_interval(spell)

    def _outlasted(self, state: SuspensionState) -> None:
        for norm in self.plan.norms:
            if norm.report is None:
                continue
            for inst in self.world.instances[norm.id]:
                if inst.failing and self.relief.covers(state, inst) and not _open_breach(inst):
                    self._short_now(norm, inst, ())

    def _touch_interval(self, spell: Spell) -> None:
        for norm in self.plan.spanners.get(spell.interval, ()):
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
                    if norm.gate is not None:
                        self.agenda.renew(norm)
            case "fills" | "demands" | "closes":
                pass  # fills were read before the run, demands are read where a time runs from them
            case _:
                raise ValueError(f"no such role: {role.kind}")

    def _claim(self, role: model.Role, target: str, event: Event) -> None:
        value = None if role.value is None else event.fields.get(role.value)
        self.claims.append((role.kind, target, event, value))

    def _waive(self, target: str, event: Event) -> None:
        for norm in self.plan.norms:
            for inst in self.world.instances[norm.id]:
                if inst.state in OPEN and names(inst, target) and norm.duty is not None:
                    inst.waived_at = event.at
                    move(inst, "waived")
                    self.agenda.report(inst)

    # ------------------------------------------------------------ step 3: triggers

    def _trigger(self, event: Event) -> None:
        for norm, source in self.plan.triggers.get(event.type, ()):
            if source.matcher is not None and source.matcher.test(event, self._bare()):
                self._arise(norm, event.at, trigger=event)

    # ------------------------------------------------------------ step 4: performances, reports, prohibited acts

    def _perform(self, event: Event) -> None:
        for norm in self.plan.performs.get(event.type, ()):
            if norm.report is not None:
                self._reported(norm, event)
            else:
                for inst in self.takings.take(norm, event):
                    self._look(norm, inst)
        if event.type not in self.plan.exercises:
            self._forbidden(event)

    def _reported(self, norm: Norm, event: Event) -> None:
        for inst in self.world.instances[norm.id]:
            if (
                inst.state in OPEN
                and norm.report is not None
                and self._concerns(norm, inst, event, norm.report.party)
                and norm.report.test(event, self.duties.env(inst))
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
            self._short_now(norm, inst, (event.id,))
        self._look(norm, inst)

    def _short_now(self, norm: Norm, inst: Instance, events: tuple[str, ...]) -> None:
        if self.relief.now(inst, RELIEVES):
            return
        if self.relief.now(inst, ("claimed",)):
            inst.clouded = True
            return
        self.duties.broken_by(norm, inst, self.world.now, events, day=self.world.day)

    def _concerns(self, norm: Norm, inst: Instance, event: Event, party: str | None) -> bool:
        who = None if party is None else event.fields.get(party)
        return tied(event, inst.tie) and (who is None or not inst.bearer or who == inst.bearer)

    def _forbidden(self, event: Event) -> None:
        for norm in self.plan.forbids.get(event.type, ()):
            for inst in self.world.instances[norm.id]:
                if inst.state not in OPEN or inst.trigger is event:
                    continue
                if any(
                    m.event == event.type
                    and self._concerns(norm, inst, event, m.party)
                    and m.test(event, self.duties.env(inst))
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
        self._look(norm, inst)

    def _settle_pending(self, norm: Norm) -> None:
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
            self._look(norm, inst)

    # ------------------------------------------------------------ step 5: exercises

    def _exercise(self, event: Event) -> None:
        if event.type not in self.plan.exercises:
            return
        hits = self.powers.exercised_by(event)
        for norm, inst in hits:
            self.powers.exercise(inst, event)
            self._effects(norm, inst, event)
        if not hits:
            self._forbidden(event)

    def _effects(self, norm: Norm, inst: Instance, event: Event) -> None:
        if norm.power is None:
            return
        for effect in norm.power.effects:
            match effect.kind:
                case "ends_contract":
                    self._end_contract(event)
                case "ends":
                    for name in effect.clauses:
                        ended = self.plan.by_id[name]
                        for one in self.world.instances[name]:
                            self._end(ended, one)
                case "halts" | "withholds":
                    self._halt(norm, inst, event, effect.clauses)
                case "denies":
                    self.relief.deny(event, effect.clauses)
                case "refuses":
                    for name in effect.clauses:
                        self.takings.reject(name, event)
                case other:
                    raise ValueError(f"no such effect: {other}")

    def _halt(self, norm: Norm, inst: Instance, event: Event, clauses: tuple[str, ...]) -> None:
        """Suspend clauses from an exercise until what ends it (and the time to resume, if any)."""
        spell = Spell(norm.id, inst.key, event, event.at)
        state = SuspensionState(
            norm=norm.clause,
            rule=None,
            id=inst.id,
            spell=spell,
            party=inst.power.holder if inst.power is not None else None,
            clauses=frozenset(clauses),
            status="recognised",
            recognised_at=event.at,
            events=(event.id,),
        )
        self.world.suspensions.append(state)
        self.relief.touch(state)

    def _resume(self, norm: Norm, inst: Instance, at: int) -> None:
        """End what a power halted, once the time allowed to resume has run."""
        for state in self.world.suspensions:
            if state.rule is None and state.id == inst.id and state.spell.end is None:
                state.spell.end = self._resumed(norm, inst, at)
                self.agenda.at(max(state.spell.end, self.world.now), partial(self._ended_spell, state.spell))

    def _resumed(self, norm: Norm, inst: Instance, at: int) -> int:
        if norm.power is None or norm.power.resume is None:
            return at
        length = self.plan.conditions.value(norm.power.resume)(self.duties.env(inst))
        if isinstance(length, Unknown):
            return at
        timing = model.Timing(time=model.Within(length=norm.power.resume), roll="none")
        return within(at, length, timing, self.duties.env(inst)).first_late


# ---------------------------------------------------------------- helpers


def _listeners(plan: Plan) -> dict[str, list[tuple[Norm, Source]]]:
    found: dict[str, list[tuple[Norm, Source]]] = {}
    for norm in plan.norms:
        for source in norm.sources:
            if source.clause is not None:
                found.setdefault(source.clause, []).append((norm, source))
    return found


def _only_money(norm: Norm) -> bool:
    """A clause that only says what something costs: it outlives the contract (art. 566 (2), 567)."""
    return norm.duty is None and not norm.forbidden and norm.power is None


def _own_name(norm: Norm, thing: object) -> str:
    match thing:
        case Event():
            return thing.type
        case RowValue():
            return thing.table
        case PeriodValue():
            return thing.name
        case _:
            raise TypeError(f"nothing to name: {thing!r}")


def _key(
    norm: Norm, trigger: Event | None, row: RowValue | None, source: Instance | None
) -> tuple[tuple[str, str], ...]:
    if row is not None:
        return _row_key(norm, row)
    if trigger is not None:
        return tuple((name, as_text(trigger.fields[name])) for name in norm.same if name in trigger.fields)
    return source.key if source is not None else ()


def _row_key(norm: Norm, row: RowValue) -> tuple[tuple[str, str], ...]:
    if "norm" in row.cells:
        return (("norm", as_text(row.cells["norm"])),)
    same = tuple((name, as_text(row.cells[name])) for name in norm.same if name in row.cells)
    if same:
        return same
    first = next((name for name, cell in row.cells.items() if isinstance(cell, str)), None)
    return ((first, as_text(row.cells[first])),) if first is not None else ((row.table, str(row.number)),)


def _tie(norm: Norm, key: Iterable[tuple[str, str]], thing: object) -> dict[str, str]:
    """Return the values of the ``same`` fields, from the key or from what started the instance."""
    known = dict(key)
    found: dict[str, str] = {}
    for name in norm.same:
        match thing:
            case Event() if name in thing.fields:
                found[name] = as_text(thing.fields[name])
            case RowValue() if name in thing.cells:
                found[name] = as_text(thing.cells[name])
            case PeriodValue() if name not in known:
                found[name] = thing.text
            case _ if name in known:
                found[name] = known[name]
            case _:
                pass
    return found


def _open_breach(inst: Instance) -> Breach | None:
    return next((b for b in inst.breaches if b.cured_at is None and not b.excused_by), None)
