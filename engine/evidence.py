"""
What a verdict rests on: the events behind a row of the report, and all that they rest on in turn (SEMANTICS section 8).

Replaying only these events, to the same date, gives the same row. So the set is closed: an instance brings its trigger,
what was credited to it, what its conditions and times read, the suspensions that cover it with what their recognition
rests on, and the instances that those lines ask about. Where an event would mean something else without another (a
payment that goes to the debt that fell due first, an act that a power permits, a notice that ends the contract), the
other is in the set as well. What counts everything cites everything it counts. Rows that corrected a cited event are
cited beside it.

Nothing here decides anything; it walks over a finished run. A clause looks only where the lines look that its row is
about: a duty does not cite what only its price in damages reads.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, evolve, field, frozen

from luyue.dsl import model
from luyue.engine.behind import behind
from luyue.engine.capping import Settled
from luyue.engine.draft import Draft
from luyue.engine.event import Event
from luyue.engine.formula import Env, bare, env_of, tied
from luyue.engine.plan import Norm
from luyue.engine.run import Run
from luyue.engine.sieve import Kept
from luyue.engine.timing import names
from luyue.engine.traces import Traces
from luyue.engine.value import as_text
from luyue.engine.world import Instance, PeriodValue, Spell, SuspensionState

DUTY = ("triggers", "in_force", "preconditions", "duties", "prohibitions", "timings", "exceptions", "survivals")
POWER = (*DUTY, "powers")
HEAD = (*DUTY, "heads")
SUSPENSION = (*DUTY, "suspensions", "requirements")
BROKEN = ("breached", "late", "overdue", "missed")  # states that rest on a breach
NAMING = ("waives", "demands", "rejects", "blocks")


@frozen(eq=False)
class Evidence:
    """Ask for the events behind the rows of one report."""

    run: Run
    settled: Settled
    corrected_by: Mapping[str, str]  # row id to the id of the row that replaced it
    instances: Mapping[str, Instance]
    kept: Kept | None  # what the loop did not have to see
    traces: Traces
    _told_of: dict[frozenset[str], tuple[str, ...]] = field(factory=dict, init=False)  # heads that hang together

    @staticmethod
    def of_run(run: Run, settled: Settled, corrected_by: Mapping[str, str], kept: Kept | None = None) -> "Evidence":
        """Return the evidence of a finished run."""
        found = {inst.id: inst for all_ in run.world.instances.values() for inst in all_}
        return Evidence(run, settled, corrected_by, found, kept, Traces(run, settled))

    def instance(self, row_id: str) -> Instance:
        """Return the instance of a row; raises KeyError."""
        found = None if self.kept is None or row_id in self.instances else self.kept.find(row_id)
        return self.instances[row_id] if found is None else self.run.kept(*found)

    def behind(self, kind: str, row_id: str) -> tuple[str, ...]:
        """
        Return the events behind a row, in order of effect, each followed by what corrected it.

        ``kind`` is duty (its breaches and its payment have the same), head, power, suspension or figure (a metric or a
        score, by ``name/period``).
        """
        if kind == "head":
            return self._behind_head(row_id)
        closure = _Closure(self)
        closure.contract()
        match kind:
            case "duty":
                closure.visit(self.instance(row_id), DUTY)
            case "power":
                self._power(closure, row_id)
            case "suspension":
                for state in (one for one in self.run.world.suspensions if one.id == row_id):
                    closure.suspension(state)
            case "figure":
                self._figure(closure, *row_id.split("/", 1))
            case _:
                raise ValueError(f"no such row: {kind}")
        closure.close()
        return self._told(closure)

    def _behind_head(self, row_id: str) -> tuple[str, ...]:
        """Return the events behind a head: the same for all that hang together."""
        together = self.traces.hanging(row_id)
        if together not in self._told_of:
            closure = _Closure(self)
            closure.contract()
            closure.head(row_id)
            closure.close()
            self._told_of[together] = self._told(closure)
        return self._told_of[together]

    def _power(self, closure: "_Closure", row_id: str) -> None:
        """Cite a power; of one that never arose, the acts that claimed it."""
        inst = self.instances.get(row_id)
        norm = self.run.plan.by_id[row_id if inst is None else inst.norm.id]
        closure.add(event for event, _ in self.run.powers.void.get(norm.id, ()))
        if inst is None:
            closure.ask(norm)
        else:
            closure.visit(inst, POWER)

    def _figure(self, closure: "_Closure", name: str, period: str) -> None:
        conditions = self.run.plan.conditions
        figure = conditions.all_scores.get(name) or conditions.metrics[name]
        for span in self._spans(figure):
            if span.text == period:
                closure.figure(figure, span)

    def _spans(self, figure: model.Metric | model.Score) -> Iterator[PeriodValue]:
        if figure.period is None:
            yield from (i.period for i in self.instances.values() if i.period is not None and i.period.text == "term")
            yield PeriodValue("term", *(self.run.world.term or (0, 2**31)), "term", 1, 1)
        else:
            yield from self.run.births.begun(figure.period, kept=False)

    def _told(self, closure: "_Closure") -> tuple[str, ...]:
        found: list[str] = []
        for event in sorted(closure.events.values(), key=lambda e: e.order):
            found.append(event.id)
            while found[-1] in self.corrected_by:
                found.append(self.corrected_by[found[-1]])
        return tuple(dict.fromkeys(found))


@define(eq=False)
class _Closure:
    """A set of events being closed."""

    of: Evidence
    events: dict[str, Event] = field(factory=dict)
    visited: dict[int, Instance] = field(factory=dict)
    lines: set[tuple[int, tuple[str, ...]]] = field(factory=set)
    norms: dict[str, Norm] = field(factory=dict)  # whose instances matter where an event in the set touches them
    asked: set[str] = field(factory=set)  # of which every instance matters
    heads: set[str] = field(factory=set)
    states: set[str] = field(factory=set)

    @property
    def run(self) -> Run:
        return self.of.run

    def add(self, events: Iterable[Event | None]) -> None:
        self.events.update({event.id: event for event in events if event is not None})

    # ------------------------------------------------------------ the contract

    def contract(self) -> None:
        """Cite what says when the contract binds, what its price is, and what fills its blanks."""
        contract, world = self.run.plan.contract, self.run.world
        env = bare(world)
        dated = (contract.effective, contract.signed, contract.term, contract.price_changed_by, contract.instruments)
        self._read((*dated, contract.price, contract.periods), env)
        fills = {e.id for e in contract.events if any(role.kind == "fills" for role in e.roles)}
        self.add(event for kind in sorted(fills) for event in world.events(kind))
        if contract.effective is None and contract.signed is None:
            self.add([min(self.of.traces.events.values(), key=lambda e: e.order, default=None)])

    def _end(self, inst: Instance) -> None:
        """Cite what ended the contract, or the clause, while the instance was open."""
        world = self.run.world
        at = world.ended(inst.norm.id)
        if at is None or (inst.performed_at is not None and inst.performed_at < at):
            return
        for norm in self.run.plan.norms:
            effects = () if norm.power is None else norm.power.effects
            if any(effect.kind == "ends_contract" or inst.norm.id in effect.clauses for effect in effects):
                for other in world.instances[norm.id]:
                    if other.power is not None and other.power.effective_at is not None:
                        self.visit(other, POWER)

    # ------------------------------------------------------------ instances

    def visit(self, inst: Instance, lines: tuple[str, ...]) -> None:
        """Cite an instance by the lines of its clause that matter, and what it rests on."""
        if (id(inst), lines) in self.lines:
            return
        self.lines.add((id(inst), lines))
        norm = self.run.plan.by_id[inst.norm.id]
        self.norms[norm.id] = norm
        env = env_of(self.run.world, inst)
        self._read(tuple(getattr(norm.clause, name) for name in lines), env, acting=norm)
        if id(inst) in self.visited:
            return
        self.visited[id(inst)] = inst
        self.add([inst.trigger, *(taking.event for taking in inst.taken)])
        if inst.power is not None:
            self.add([inst.power.exercised_by, *(event for event, _ in inst.power.void)])
        if inst.source is not None:
            self.visit(inst.source, POWER if inst.source.power is not None else DUTY)
        bearing: list[SuspensionState] = []
        for state in self.run.relief.states(inst, ("claimed", "recognised", "revocable", "refused")):
            if _bears(state, norm, inst) or any(_touches(one, state) for one in bearing):
                bearing.append(state)
                self.suspension(state)
        for one in self.run.world.lowered.get(inst.id, ()):
            self.head(one.head)
        self._reducible(norm, inst)
        self._namesakes(inst)
        self._instrument(norm, env)
        self._named(inst)
        self._acts(norm, inst)
        self._competitors(norm, inst)
        self._end(inst)

    def _reducible(self, norm: Norm, inst: Instance) -> None:
        """Cite the reductions of a payment clause, and the payments that they are taken off before this one."""
        heads = [draft for draft in self.of.settled.drafts if draft.head.of == norm.id]
        for draft in heads:
            self.head(draft.id)
        for other in self.run.world.instances[norm.id] if heads else ():
            if inst.due is None or other.due is None or other.due.last <= inst.due.last:
                self.visit(other, DUTY)

    def _namesakes(self, inst: Instance) -> None:
        """Cite what brought the instances of the same name before this one, whose number follows from theirs."""
        stem, _, number = inst.id.rpartition("#")
        for other in self.run.world.instances[inst.norm.id] if stem and number.isdecimal() else ():
            if other.number < inst.number and other.id.partition("#")[0] == stem:
                self.add([other.trigger])
                if other.source is not None:
                    self.visit(other.source, DUTY)

    def _instrument(self, norm: Norm, env: Env) -> None:
        papers = [i for i in self.run.plan.contract.instruments if i.label.id == norm.clause.instrument]
        self._read(tuple(papers), env)

    def _named(self, inst: Instance) -> None:
        """Cite what waives, demands, rejects or blocks an instance, and what closes its period."""
        for kind in self.run.plan.contract.events:
            for role in kind.roles:
                for event in self.run.world.history[kind.id]:
                    target = role.target if role.fixed else as_text(event.fields.get(role.target))
                    taken = any(taking.event.id == target for taking in inst.taken)
                    if (role.kind in NAMING and (taken or names(inst, target))) or role.kind == "closes":
                        self.add([event])

    def _acts(self, norm: Norm, inst: Instance) -> None:
        """Cite the acts that break a prohibition and the reports of a level, with the powers that permit them."""
        for matcher in (*norm.forbidden, *((norm.report,) if norm.report is not None else ())):
            for event in self.run.world.history[matcher.event]:
                if tied(event, inst.tie):
                    self.add([event])

    def _competitors(self, norm: Norm, inst: Instance) -> None:
        """Cite the instances to which what performed this one would go first if nothing else had performed them."""
        rolled = norm.trigger.kind == "period" and not norm.pays  # an act may count for the period before, as it rolled
        if self._rejected(norm) and not norm.pays:
            kinds = {matcher.event for parts in norm.alternatives for matcher in parts}
            self.add(event for kind in sorted(kinds) for event in self.run.world.events(kind) if tied(event, inst.tie))
        for taking in inst.taken:
            norms = self.run.plan.performs.get(taking.event.type, ()) if norm.pays else (norm,)
            for other in (one for n in norms if n.pays is norm.pays for one in self.of.traces.alike(n, taking.event)):
                over = rolled and (other.due is None or other.due.last < taking.event.at)
                if other is not inst and other.arose_at <= taking.event.at and not over:
                    self.visit(other, DUTY)

    def _rejected(self, norm: Norm) -> bool:
        """Cite what rejects performances; return whether anything does: then an act may have gone elsewhere first."""
        found = [
            event
            for kind in self.run.plan.contract.events
            if norm.duty is not None and any(role.kind == "rejects" for role in kind.roles)
            for event in self.run.world.history[kind.id]
        ]
        self.add(found)
        return bool(found)

    # ------------------------------------------------------------ what lines read

    def _read(self, nodes: object, env: Env, acting: Norm | None = None) -> None:
        """Cite what formulas and conditions read: events, clauses in a state, intervals, figures, names."""
        conditions, world = self.run.plan.conditions, self.run.world
        own = () if acting is None else _own_patterns(acting)
        for node in behind(nodes, conditions, "let", "blank", "reading"):
            match node:
                case model.Pattern() if not any(node is one for one in own):
                    self.add(e for e in world.events(node.event) if tied(e, env.tie))
                case model.InState(clause=str() as name, state=state):
                    self._clause(name, env, state)
                case model.IntervalState(interval=name, state=state):
                    self._interval(name, env, recognised=state == "lasting")
                case model.Per(of=str() as name):
                    self._interval(name, env)
                case model.Measured(name=name):
                    self._measured(name, env)
                case _:
                    pass

    def _clause(self, name: str, env: Env, state: str = "") -> None:
        """
        Cite the instances of a clause that somebody asks about.

        Of those that an event brought and that nobody has broken, nothing is asked where a breach is.
        """
        norm = self.run.plan.by_id.get(name)
        if norm is None:
            return
        self.ask(norm)
        for inst in self.run.world.instances[name]:
            own = {**dict(inst.key), **inst.tie}
            clean = inst.trigger is not None and not inst.breaches and not inst.clouded and state in BROKEN
            if not clean and all(own.get(key, value) == value for key, value in env.tie.items()):
                self.visit(inst, POWER if inst.power is not None else DUTY)

    def ask(self, norm: Norm) -> None:
        """Note that every instance of a clause matters, also one that would arise if something else were left out."""
        if norm.id in self.asked:
            return
        self.asked.add(norm.id)
        self.norms[norm.id] = norm
        env = bare(self.run.world)
        for source in norm.sources:
            if source.clause is not None:
                self._clause(source.clause, env, source.state)
        self._read((norm.clause.triggers, norm.clause.preconditions), env, acting=norm)

    def _interval(self, name: str, env: Env, *, recognised: bool = False) -> None:
        """Cite the spells of an interval; where it matters whether they are recognised, what that rests on."""
        for spell in self.run.world.spells[name]:
            if all(dict(spell.key).get(key, value) == value for key, value in env.tie.items()):
                self._spell(spell)
                for state in self.run.world.suspensions if recognised else ():
                    if state.spell is spell:
                        self.suspension(state)

    def _spell(self, spell: Spell) -> None:
        self.add([spell.opening, spell.closing])
        interval = next((one for one in self.run.plan.contract.intervals if one.label.id == spell.interval), None)
        edges = () if interval is None else (interval.start, interval.end)
        for edge in edges:
            if edge.state is not None and edge.state.clause is not None:
                self._clause(edge.state.clause, bare(self.run.world))

    def suspension(self, state: SuspensionState) -> None:
        """Cite an interval as a clause sees it: its ends, what its recognition rests on, what denied it."""
        if state.id in self.states:
            return
        self.states.add(state.id)
        self._spell(state.spell)
        stem, _, number = state.id.rpartition("#")
        for earlier in self.run.world.suspensions if stem and number.isdecimal() else ():
            if earlier.id == stem or earlier.id.startswith(stem + "#"):
                self._spell(earlier.spell)  # its number follows from theirs
        norm = self.run.plan.by_id[state.norm.id]
        self.norms[norm.id] = norm
        self._read((norm.clause.suspensions, norm.clause.requirements), self.run.relief.env(state))
        self.add(self.of.traces.events.get(name) for name in state.events)
        inst = self.of.instances.get(state.id)
        if state.rule is None and inst is not None:
            self.visit(inst, POWER)
        for other in self.run.plan.norms:
            denies = other.power is not None and any(e.kind == "denies" for e in other.power.effects)
            for used in self.run.world.instances[other.id] if denies and state.denied_by is not None else ():
                self.visit(used, POWER)

    # ------------------------------------------------------------ figures and money

    def _measured(self, name: str, env: Env) -> None:
        conditions = self.run.plan.conditions
        if name in conditions.all_tiers:
            self._read(conditions.all_tiers[name], env)
            return
        figure = conditions.all_scores.get(name) or conditions.metrics[name]
        for span in conditions.spanned(figure, env) or self._around(figure, env):
            self.figure(figure, span)

    def _around(self, figure: model.Metric | model.Score, env: Env) -> Iterator[PeriodValue]:
        """Yield the longer period of a figure that holds the one at hand: it may be decided before its end."""
        kind = self.run.plan.conditions.kinds.get(figure.period or "")
        if kind is not None and env.counted_in is not None:
            held = self.run.plan.conditions.periods(kind)(bare(self.run.world), env.counted_in.first)
            yield from () if held is None else (held,)

    def figure(self, figure: model.Metric | model.Score, span: PeriodValue) -> None:
        """Cite what a figure of a period counts."""
        mark = f"{figure.label.id}/{span.text}"
        if mark in self.heads:
            return
        self.heads.add(mark)
        env = evolve(bare(self.run.world), vars={span.name: span}, counted_in=span)
        self._read(figure, env)
        for kind in self.run.plan.contract.events:
            if any(role.kind == "closes" for role in kind.roles):
                self.add(self.run.world.history[kind.id])
        for clause in self.run.plan.contract.clauses:
            if any(line.score == figure.label.id for line in clause.deductions):
                self._read(clause.deductions, env)
                self._clause(clause.id, bare(self.run.world))
        for node in model.walk(figure):
            if isinstance(node, model.BreachOf):
                self._clause(node.clause, bare(self.run.world))

    def head(self, row_id: str) -> None:
        """Cite a head of liability: what it is for, and those that it shares a cap with or gives way to."""
        for name in sorted(self.of.traces.hanging(row_id)):
            if name not in self.heads:
                self.heads.add(name)
                self._head(self.of.traces.drafts[name])

    def _head(self, draft: Draft) -> None:
        for subject in draft.subjects:
            self.visit(subject.inst, HEAD)
            if subject.late is not None:
                self.visit(subject.late, DUTY)
        if draft.head.once or draft.head.once_per_day:
            self._all_it_stands_for(draft)
        self.add(event for _, target, event, _ in self.run.claims if target in (draft.id, draft.norm.id))
        if any(target == draft.norm.id for kind, target, _, _ in self.run.claims if kind in ("pays", "sets_off")):
            for name in [one.id for one in self.of.settled.drafts if one.norm is draft.norm]:
                self.head(name)  # a sum for the clause goes to its heads in turn
        covered = any(relation.kind in ("beyond", "set_off", "larger_of") for relation in draft.head.relations)
        for inst in self.run.world.instances[draft.norm.id] if covered else ():
            self.visit(inst, HEAD)  # what an earlier one has taken of the other head, this one cannot
        self._limits(draft)

    def _all_it_stands_for(self, draft: Draft) -> None:
        """Cite what keeps the other instances of a head over all of them from adding to it: that they were kept."""
        clauses = (draft.norm.id, *(source.clause for source in draft.norm.sources if source.clause is not None))
        for inst in [inst for clause in clauses for inst in self.run.world.instances[clause]]:
            self.visit(inst, DUTY)

    def _limits(self, draft: Draft) -> None:
        for limit in self.run.plan.contract.limits:
            if not limit.over or draft.norm.id in limit.over:
                self._read(limit, bare(self.run.world))

    # ------------------------------------------------------------ closing

    def close(self) -> None:
        """Add what the events in the set would mean otherwise without, until nothing more is added."""
        done: set[str] = set()
        while fresh := [event for name, event in self.events.items() if name not in done]:
            done.update(event.id for event in fresh)
            for event in fresh:
                self._meaning(event)

    def _meaning(self, event: Event) -> None:
        world, plan = self.run.world, self.run.plan
        touched = self.of.traces.touched.get(event.id, {})
        for norm in tuple(self.norms.values()) if touched else ():
            for inst in touched.get(norm.id, ()):
                self.visit(inst, POWER if inst.power is not None else DUTY)
        for norm in plan.exercises.get(event.type, ()):
            if norm.power is not None and norm.power.effects:
                self.ask(norm)
                for inst in world.instances[norm.id]:
                    self.visit(inst, POWER)
            for inst in world.instances[norm.id]:
                if inst.power is not None and inst.power.exercised_by is event:
                    self.visit(inst, POWER)


def _bears(state: SuspensionState, norm: Norm, inst: Instance) -> bool:
    """Return whether a spell that covers an instance may matter to it: not one that began when its time was over."""
    if norm.standing or norm.metric is not None or inst.due is None or inst.claimed is None:
        return True
    late = state.rule is not None and state.rule.also_late
    return late or state.spell.start <= max(inst.due.last, inst.claimed.last)


def _touches(one: SuspensionState, later: SuspensionState) -> bool:
    """Return whether a spell goes on where an earlier one ends: both are one."""
    return one.spell.end is None or later.spell.start <= one.spell.end


def _own_patterns(norm: Norm) -> tuple[model.Pattern, ...]:
    """Return the patterns that start, perform, break or exercise a clause: of these only what befell the instance."""
    found: list[model.Pattern] = []
    for trigger in norm.clause.triggers:
        found.extend(source for source in trigger.sources if isinstance(source, model.Pattern))
    for duty in norm.clause.duties:
        match duty.owed:
            case model.Act(any_of=any_of):
                found.extend(pattern for parts in any_of for pattern in parts)
            case model.Pay(by=by):
                found.append(by)
            case model.Keep(what=model.FieldOf(of=model.Happening(pattern=pattern))):
                found.append(pattern)
            case _:
                pass
    for line in norm.clause.prohibitions:
        found.extend(line.acts)
    found.extend(power.act for power in norm.clause.powers)
    return tuple(found)
