"""
From the state of a finished run to the report: rows with their reasons, sorted, and nothing lost.

Assembling decides nothing. It reads what the run and the settlement found, and checks what must always hold:
every row read stands in exactly one list, no head without a breach unless its clause says what it pays for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from heapq import merge

from luyue.dsl import model
from luyue.dsl.quantity import Length
from luyue.engine.accounts import account_rows, astray, head_rows, total_rows
from luyue.engine.capping import Settled
from luyue.engine.chain import chained
from luyue.engine.condition import late_counts_from, late_mark
from luyue.engine.due import late_days
from luyue.engine.event import Event, Log
from luyue.engine.finding import Amount, Late, Unknown, Worked, Worth
from luyue.engine.force import term_days
from luyue.engine.formula import Env, env_of, pay_env
from luyue.engine.grounds import grounds
from luyue.engine.lateness import Lateness
from luyue.engine.later import Later
from luyue.engine.lifecycle import OPEN
from luyue.engine.parting import Parted
from luyue.engine.plan import Norm
from luyue.engine.report import (
    AsOf,
    BreachRow,
    CapRow,
    CheckRow,
    ContractState,
    CounterRow,
    Counts,
    DutyRow,
    MetricRow,
    Moved,
    PaymentRow,
    PowerRow,
    Report,
    SuspensionRow,
    Void,
)
from luyue.engine.run import Run
from luyue.engine.score_rows import score_findings, score_rows
from luyue.engine.settings import Settings
from luyue.engine.settle import Settlement
from luyue.engine.sieve import Kept
from luyue.engine.unnamed import unnamed
from luyue.engine.value import TESTS, as_text, order, start_of
from luyue.engine.worked import told, worked
from luyue.engine.world import Breach, Instance, PeriodValue

Facts = Mapping[str, str]
NEAREST = ("already_exercised", "lapsed", "too_late", "not_open_yet", "not_available", "wrong_party", "no_instance")
Bounds = tuple[tuple[str, Worked], ...]  # operator and value


def assemble(
    run: Run,
    settlement: Settlement,
    settled: Settled,
    *,
    as_of: AsOf,
    known_at: int | None,
    settings: Settings,
    log: Log,
    counts: Counts,
    parted: Parted,
    kept: Kept | None,
) -> Report:
    """Return the report of a finished run; ``kept`` is what the loop did not see."""
    rows = _Rows(run, kept)
    duties, heads = rows.duties(), head_rows(run, settled.drafts)
    world = run.world
    scores = () if as_of.us is None else score_rows(run)
    return Report(
        contract=world.contract,
        as_of=as_of,
        known_at=known_at,
        settings=dict(sorted(settings.written.items())),
        readings=dict(sorted(settings.options.items())),
        assumptions=(*_default_date(as_of), *log.assumptions, *rows.assumed()),
        counts=counts,
        effective_at=world.effective,
        term=world.term,
        instruments=rows.instruments(),
        duties=duties,
        breaches=rows.breaches(),
        heads=heads,
        powers=rows.powers(),
        payments=rows.payments(),
        metrics=rows.metrics(as_of),
        scores=scores,
        suspensions=rows.suspensions(),
        caps=tuple(_caps(settled)),
        counters=rows.counters(),
        accounts=account_rows(run, heads, settled),
        alternatives=(),
        duplicate=parted.duplicate,
        late_known=parted.late_known,
        ignored=parted.ignored,
        contract_state=_state(run),
        checks=(
            *_warnings(world.contract),
            *_findings(run, settlement),
            *astray(run, heads),
            *unnamed(run, heads, duties),
            *score_findings(scores),
        ),
        totals=total_rows(settled),
        calendar_digest=world.calendar.digest,
        files=log.files,
        chained=chained(world.contract.digest, parted.applied),
        events=parted.by_id(),
    )


def _default_date(as_of: AsOf) -> Iterator[tuple[str, Facts]]:
    if as_of.default:
        yield "as_of_default", {} if as_of.us is None else {"as_of": str(as_of.us)}


def _state(run: Run) -> ContractState:
    world = run.world
    if world.effective is None or world.effective > world.now:
        return ContractState("not_in_force")
    if world.ended_at is not None:
        return ContractState("ended", world.ended_at, world.ended_by)
    if world.expired and world.term is not None:
        return ContractState("ended", world.zone.start_of(world.term[1] + 1), "term")
    return ContractState("in_force", world.effective)


def _warnings(contract: model.Contract) -> Iterator[CheckRow]:
    for warning in contract.warnings:
        yield CheckRow(warning.code, warning.severity, warning.clause, warning.article, warning.facts)


def _findings(run: Run, settlement: Settlement) -> Iterator[CheckRow]:
    world = run.world
    if world.effective is None:
        stated = world.contract.effective if world.contract.effective is not None else world.contract.signed
        found = None if stated is None else run.plan.conditions.value(stated)(Env(world, {}, {}))
        missing = found.missing if isinstance(found, Unknown) else ()
        names = "、".join(m.facts.get("name", m.facts.get("event", m.code)) for m in missing)
        yield CheckRow("not-in-force", "warning", facts={"missing": names})
    yield from _void(run)
    for code, clause, facts in (*run.births.findings, *settlement.findings):
        yield CheckRow(code, "warning", clause, facts=facts)
    for code, clause, event in run.takings.findings:
        yield CheckRow(code, "warning", clause, facts={"event": event.id})


def _void(run: Run) -> Iterator[CheckRow]:
    """Yield each act that claimed a power in vain once, with every clause whose power it fits, the nearest first."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for norm in run.plan.norms:
        tried = [void for i in run.world.instances[norm.id] if i.power is not None for void in i.power.void]
        for event, why in (*tried, *run.powers.void.get(norm.id, ())):
            found[event.id].append((NEAREST.index(why), norm.id, why))
    for event_id, misses in found.items():
        _, clause, why = min(misses, key=lambda miss: miss[0])
        others = tuple(dict.fromkeys(name for _, name, _ in misses if name != clause))
        also = {"clauses": "、".join(others)} if others else {}
        yield CheckRow("void-exercise", "warning", clause, facts={"event": event_id, "why": why, **also})


def _caps(settled: Settled) -> Iterator[CapRow]:
    for pool in settled.pools:
        limit = max(pool.limit.low, Fraction(0))  # less than nothing is nothing
        yield CapRow(pool.name, limit, pool.used, max(limit - pool.used, Fraction(0)))


class _Rows:
    """Read the rows of one run."""

    def __init__(self, run: Run, kept: Kept | None) -> None:
        self.run = run
        self.kept = kept
        self.world = run.world
        self.lateness = Lateness(run.world, run.relief, run.force)

    def _instances(self) -> Iterator[tuple[Norm, Instance]]:
        for norm in self.run.plan.norms:
            for inst in self.world.instances[norm.id]:
                yield norm, inst

    def _by_time(self, norm: Norm, inst: Instance) -> tuple[int, int, str]:
        return (inst.arose_at, norm.number, inst.id)

    # ------------------------------------------------------------ duties and breaches

    def duties(self) -> Sequence[DutyRow]:
        """Return the instances of duties, levels and prohibitions, by the time they arose."""
        found = [(n, i) for n, i in self._instances() if n.duty is not None or n.forbidden]
        found.sort(key=lambda pair: self._by_time(*pair))
        if not self.kept:
            return tuple(self._duty(n, i) for n, i in found)
        return Later(len(found) + len(self.kept), lambda: self._with_kept(found))

    def _with_kept(self, found: list[tuple[Norm, Instance]]) -> Iterator[DutyRow]:
        """Yield the rows of what the loop saw and of what it did not have to see, in one order."""
        kept = self.kept.in_order() if self.kept is not None else ()
        others = ((norm, self.run.kept(norm, trigger, act)) for norm, trigger, act in kept)
        for norm, inst in merge(found, others, key=lambda pair: self._by_time(*pair)):
            yield self._duty(norm, inst)

    def _duty(self, norm: Norm, inst: Instance) -> DutyRow:
        due = inst.due
        broken = bool(inst.breaches) and due is not None
        owed, full, reductions = inst.owed, inst.full, self._reductions(inst)
        env = pay_env(self.world, inst)
        pay = norm.duty.owed if norm.duty is not None and isinstance(norm.duty.owed, model.Pay) else None
        return DutyRow(
            id=inst.id,
            clause=norm.id,
            bearer=inst.bearer,
            counterparty=inst.counterparty,
            trigger=None if inst.trigger is None else inst.trigger.id,
            key=inst.key,
            period=None if inst.period is None else inst.period.text,
            arose_at=inst.arose_at,
            state=inst.state,
            overdue_from=late_counts_from(inst, due, self.world).first_late if broken and due is not None else None,
            due=due,
            due_first=inst.base,
            due_claimed=None if due is None or inst.claimed is None or inst.claimed.last == due.last else inst.claimed,
            performed_at=inst.performed_at,
            performed_by=self._performers(norm, inst),
            late=self._late(norm, inst),
            amount=None if owed is None else Amount(owed.low, owed.high, owed.missing),
            worked=None if pay is None else worked(pay.amount, env, self.run.plan.conditions),
            paid=inst.paid if norm.pays else None,
            unpaid_at_due=self._unpaid(inst),
            missing=inst.missing,
            moved=self._moved(inst),
            excused_by=inst.excused_by,
            decided_at=self._decided_at(norm, inst),
            cites=self._cited(norm, inst),
            binding=self._binding(norm, inst),
            met_at=inst.met_at,
            full=None if not reductions or full is None else Amount(full.low, full.high, full.missing),
            reductions=reductions,
        )

    def _reductions(self, inst: Instance) -> tuple[tuple[str, Fraction], ...]:
        return tuple((one.head, one.amount) for one in self.world.lowered.get(inst.id, ()) if not one.by)

    def _binding(self, norm: Norm, inst: Instance) -> str | None:
        """Return which of two times binds a duty whose precondition has a time for when it is not met."""
        if norm.gate is None or norm.gate.otherwise != "due" or inst.due is None or norm.due is None:
            return None
        if inst.met_at is None:
            return "else"
        stated = norm.due(env_of(self.world, inst), inst.arose_at)
        return "met" if isinstance(stated, Unknown) or inst.base == stated else "late"

    def _moved(self, inst: Instance) -> tuple[Moved, ...]:
        """Return the suspensions that moved a due date, would move it once recognised, or were refused."""
        base, due, claimed = inst.base, inst.due, inst.claimed
        if base is None or due is None or claimed is None:
            return ()
        still = {"claimed": claimed.last == due.last, "refused": False}
        moved = [(name, status) for name, status in inst.moved if not still.get(status, due.last == base.last)]
        return tuple(Moved(name, status) for name, status in moved)

    def _unpaid(self, inst: Instance) -> Fraction | None:
        """Return what was unpaid when the due day ended, once that is known."""
        due, owed = inst.due, inst.owed
        if due is None or owed is None:
            return None
        left = max(owed.low - self.run.duties.paid_by(inst, due.last), Fraction(0))
        return left if self.world.now > due.last or left == 0 else None

    def _performers(self, norm: Norm, inst: Instance) -> tuple[str, ...]:
        """Return the events credited; of several alternatives, once one is complete, those that make it up."""
        events = sorted((t.event for t in inst.taken), key=lambda e: e.order)
        if inst.performed_at is None or len(norm.alternatives) < 2:
            return tuple(event.id for event in events)
        env = env_of(self.world, inst)
        parts = [m for parts in norm.alternatives if parts is inst.performed_as for m in parts]
        return tuple(e.id for e in events if any(m.event == e.type and m.test(e, env) for m in parts))

    def _late(self, norm: Norm, inst: Instance) -> Late | None:
        if norm.report is not None:
            open_breach = next((b for b in inst.breaches if b.cured_at is None), None)
            return None if open_breach is None else self.lateness.of_breach(norm, inst, open_breach).late()
        if norm.metric is not None or inst.due is None or not inst.breaches:
            return None
        return self.lateness.of(norm, inst, inst.due).late()

    def _decided_at(self, norm: Norm, inst: Instance) -> int | None:
        """Return when an open verdict will be decided if nothing happens."""
        if inst.state not in OPEN or inst.state == "overdue":
            return None
        if inst.claimed is not None:
            return inst.claimed.first_late
        if inst.period is not None and norm.metric is not None and inst.state == "holding":
            return self.world.zone.start_of(inst.period.last + 1)
        if norm.standing and self.world.term is not None:
            return self.world.zone.start_of(self.world.term[1] + 1)
        return None

    def _cited(self, norm: Norm, inst: Instance) -> tuple[str, ...]:
        """Return the events that the time, precondition or level of an instance reads, in order."""
        found: dict[str, Event] = {}
        env = env_of(self.world, inst)
        for pattern in norm.cited:
            found.update({e.id: e for e in self.run.plan.conditions.matches(pattern)(env)})
        return tuple(e.id for e in sorted(found.values(), key=lambda e: e.order))

    def breaches(self) -> tuple[BreachRow, ...]:
        """Return the breaches on record, by the instant at which they happened."""
        found = [(b.at, n.number, b.id, n, i, b) for n, i in self._instances() for b in i.breaches]
        return tuple(self._breach(*row[3:]) for row in sorted(found, key=lambda row: row[:3]))

    def _breach(self, norm: Norm, inst: Instance, breach: Breach) -> BreachRow:
        value, bounds = self._level(norm, inst, breach)
        return BreachRow(
            id=breach.id,
            clause=norm.id,
            duty=inst.id,
            by=inst.bearer,
            at=breach.at,
            cured_at=breach.cured_at,
            excused_by=breach.excused_by,
            events=breach.events,
            value=value,
            bounds=bounds,
            metric=self._figure(norm, inst),
        )

    def _level(
        self, norm: Norm, inst: Instance, breach: Breach
    ) -> tuple[Worked | None, tuple[tuple[str, Worked], ...]]:
        """Return what a level came to that fell short, the figure or the report, and the bounds it was held to."""
        owed = None if norm.duty is None else norm.duty.owed
        if norm.level is None or not isinstance(owed, model.Keep):
            return None, ()
        found, bounds = breach.found, breach.bounds
        if norm.metric is not None:
            env = env_of(self.world, inst)
            found, bounds = norm.level(env), tuple(bound(env) for _, bound in norm.bounds)
        pairs = zip(owed.bounds, bounds, strict=False)
        return told(found, owed.what), tuple((b.op, w) for b, value in pairs if (w := told(value, b.value)) is not None)

    def _figure(self, norm: Norm, inst: Instance) -> str | None:
        if norm.metric is None or inst.period is None:
            return None
        return f"{norm.metric.label.id}/{inst.period.text}"

    # ------------------------------------------------------------ powers

    def powers(self) -> tuple[PowerRow, ...]:
        """Return the powers, one row per instance; a clause without any has a row of its own."""
        rows: list[tuple[int, int, str, PowerRow]] = []
        for norm in self.run.plan.norms:
            if norm.power is None or norm.act is None:
                continue
            instances = self.world.instances[norm.id]
            voids = self.run.powers.void.get(norm.id, [])
            if not instances:
                rows.append((2**62, norm.number, norm.id, self._absent(norm, voids)))
            for place, inst in enumerate(instances):
                extra = voids if place == 0 else []
                rows.append((inst.arose_at, norm.number, inst.id, self._power(norm, inst, extra)))
        return tuple(row for *_, row in sorted(rows, key=lambda row: row[:3]))

    def _absent(self, norm: Norm, voids: list[tuple[Event, str]]) -> PowerRow:
        holder = "" if norm.holder is None else norm.holder(Env(self.world, {}, {}))
        return PowerRow(
            id=norm.id,
            clause=norm.id,
            holder="" if isinstance(holder, Unknown) else as_text(holder),
            act=norm.act.event if norm.act is not None else "",
            state="not_available",
            void=tuple(Void(event.id, event.at, why) for event, why in voids),
            effects=_effects(norm, self.world.contract),
        )

    def _power(self, norm: Norm, inst: Instance, extra: list[tuple[Event, str]]) -> PowerRow:
        power = inst.power
        if power is None:
            raise RuntimeError(f"{inst.id} carries no power")
        voids = sorted([*power.void, *extra], key=lambda pair: pair[0].order)
        return PowerRow(
            id=inst.id,
            clause=norm.id,
            holder=power.holder,
            act=norm.act.event if norm.act is not None else "",
            state=power.state,
            key=inst.key,
            available_from=power.available_from,
            until=power.until,
            exercised_by=None if power.exercised_by is None else power.exercised_by.id,
            effective_at=power.effective_at,
            void=tuple(self._void(norm, inst, event, why) for event, why in voids),
            effects=_effects(norm, self.world.contract),
            opened_by=power.opened_by or self._counted(norm, inst),
            missing=power.missing,
            lapsed_at=power.lapsed_at,
        )

    def _counted(self, norm: Norm, inst: Instance) -> tuple[str, ...]:
        """Return what a power that a condition opened rests on, as it stood when it opened."""
        opened = None if inst.power is None else inst.power.available_from
        if opened is None:
            return ()
        asked = (norm.trigger.condition, None if norm.power is None else norm.power.once)
        return grounds(self.run.plan.conditions, env_of(self.world, inst), asked, by=opened)

    def _void(self, norm: Norm, inst: Instance, event: Event, why: str) -> Void:
        """Return a void act; where the power waits for so much delay, how late it was then and when it would open."""
        source, once = inst.source, None if norm.power is None else norm.power.once
        due = None if source is None else source.due
        if why != "not_open_yet" or source is None or due is None or due.day is None:
            return Void(event.id, event.at, why)
        if not isinstance(once, model.InState) or once.state != "late" or once.clause is not None:
            return Void(event.id, event.at, why)
        env, value = env_of(self.world, inst), self.run.plan.conditions.value
        lengths = [(bound.op, value(bound.value)(env)) for bound in once.bounds]
        opens = [late_mark(source, due, op, n, self.world) for op, n in lengths if isinstance(n, Length)]
        late = late_days(late_counts_from(source, due, self.world), self.world.zone.day_of(event.at))
        return Void(event.id, event.at, why, late, max(opens) if opens and max(opens) > event.at else None)

    # ------------------------------------------------------------ money and figures

    def payments(self) -> tuple[PaymentRow, ...]:
        """Return payment duties as money, in the order of duties."""
        found = sorted(((n, i) for n, i in self._instances() if n.pays), key=lambda pair: self._by_time(*pair))
        return tuple(self._payment(norm, inst) for norm, inst in found if inst.owed is not None)

    def _payment(self, norm: Norm, inst: Instance) -> PaymentRow:
        base, share = self._share(norm, inst)
        owed = inst.owed
        if owed is None:
            raise RuntimeError(f"{inst.id} owes nothing")
        return PaymentRow(
            id=inst.id,
            clause=norm.id,
            payer=inst.bearer,
            payee=inst.counterparty or "",
            currency=owed.currency,
            base=base,
            share=share,
            amount_low=owed.low,
            amount_high=owed.high,
            due=inst.due,
            state=inst.state,
            paid=inst.paid,
            reductions=self._reductions(inst),
        )

    def _share(self, norm: Norm, inst: Instance) -> tuple[Fraction | None, Fraction | None]:
        amount = norm.duty.owed.amount if norm.duty is not None and isinstance(norm.duty.owed, model.Pay) else None
        if not isinstance(amount, model.Arithmetic) or amount.op not in ("share", "mul"):
            return None, None
        env, value = pay_env(self.world, inst), self.run.plan.conditions.value
        share, base = value(amount.left)(env), value(amount.right)(env)
        if isinstance(share, Worth):
            share, base = base, share
        if not isinstance(base, Worth) or not base.settled:
            return None, None
        return base.low, share if isinstance(share, Fraction) else None

    def metrics(self, as_of: AsOf) -> tuple[MetricRow, ...]:
        """Return the figures of every metric for the periods begun, with the bound that a clause keeps it to."""
        if as_of.us is None:
            return ()
        rows: list[tuple[int, str, MetricRow]] = []
        for metric in self.world.contract.metrics:
            keeper = next((n for n in self.run.plan.norms if metric.label.id in n.measures), None)
            for period in self._begun(metric):
                rows.append((period.first, metric.label.id, self._metric(metric, period, keeper)))
        return tuple(row for *_, row in sorted(rows, key=lambda row: row[:2]))

    def _begun(self, metric: model.Metric) -> Iterator[PeriodValue]:
        """Yield the periods of a figure that have begun; without periods of its own, what a clause measures it over."""
        if metric.period is not None:
            kept = any(norm.metric is metric for norm in self.run.plan.norms)
            yield from self.run.births.begun(metric.period, kept=kept)
            return
        for norm in self.run.plan.norms:
            if metric.label.id in norm.measures:
                yield from {i.period for i in self.world.instances[norm.id][:1] if i.period is not None}

    def _metric(self, metric: model.Metric, period: PeriodValue, keeper: Norm | None) -> MetricRow:
        conditions = self.run.plan.conditions
        env = Env(self.world, {period.name: period}, {})
        found = conditions.measure(metric)(env, period)
        value = found if isinstance(found, Fraction) else None
        top, bottom = self._parts(metric, env, period)
        closed = self.world.now > self.world.zone.end_of(period.last) or self.world.closed_at(period) is not None
        target, met = self._target(keeper, found, env, closed=closed)
        return MetricRow(
            id=f"{metric.label.id}/{period.text}",
            name=metric.label.id,
            period=period.text,
            value=value,
            numerator=top,
            denominator=bottom,
            target=target,
            met=met,
            closed=closed,
        )

    def _parts(self, metric: model.Metric, env: Env, period: PeriodValue) -> tuple[Fraction | None, Fraction | None]:
        if not isinstance(metric.value, model.Arithmetic) or metric.value.op != "div":
            return None, None
        conditions = self.run.plan.conditions
        sides = [conditions.scoped(side, metric, period)(env) for side in (metric.value.left, metric.value.right)]
        top, bottom = (side if isinstance(side, Fraction) else None for side in sides)
        return top, bottom

    def _target(
        self, keeper: Norm | None, found: object, env: Env, *, closed: bool
    ) -> tuple[Fraction | None, bool | None]:
        if keeper is None or not keeper.bounds:
            return None, None
        bounds = [(op, bound(env)) for op, bound in keeper.bounds]
        signs = [(op, order(found, bound, self.world.zone)) for op, bound in bounds]
        target = bounds[0][1]
        met: bool | None = None
        if closed and not any(isinstance(sign, Unknown) for _, sign in signs):
            met = all(TESTS[op](sign) for op, sign in signs if isinstance(sign, int))
        return (target if isinstance(target, Fraction) else None), met

    # ------------------------------------------------------------ the rest

    def suspensions(self) -> tuple[SuspensionRow, ...]:
        """Return every spell as each suspending clause sees it, by beginning."""
        found = sorted(self.world.suspensions, key=lambda s: (s.spell.start, s.id))
        return tuple(
            SuspensionRow(
                id=state.id,
                clause=state.norm.label.id,
                start=state.spell.start,
                end=state.spell.end,
                party=state.party,
                status=state.status,
                why=state.why,
                events=tuple(
                    dict.fromkeys(
                        [e.id for e in (state.spell.opening, state.spell.closing) if e is not None] + [*state.events]
                    )
                ),
            )
            for state in found
        )

    def counters(self) -> tuple[CounterRow, ...]:
        """Return the counts of breaches that clauses wait for."""
        rows: list[CounterRow] = []
        for norm in self.run.plan.norms:
            for node in model.walk(norm.clause):
                if isinstance(node, model.InState) and node.state == "breached" and node.clause and node.bounds:
                    count = sum(1 for i in self.world.instances[node.clause] for b in i.breaches if not b.excused_by)
                    needed = self._needed(node.bounds)
                    if needed is not None:
                        rows.append(CounterRow(norm.id, count, needed))
        return tuple(rows)

    def _needed(self, bounds: tuple[model.Bound, ...]) -> int | None:
        for bound in bounds:
            found = self.run.plan.conditions.value(bound.value)(Env(self.world, {}, {}))
            if isinstance(found, Fraction) and bound.op in ("ge", "gt"):
                return int(found) + (bound.op == "gt")
        return None

    def instruments(self) -> tuple[tuple[str, int | None, int | None, int | None], ...]:
        """Return when each annex or agreement with a signing of its own came into force, and its first and last day."""
        found: list[tuple[str, int | None, int | None, int | None]] = []
        env = Env(self.world, {}, {})
        value = self.run.plan.conditions.value
        for instrument in self.world.contract.instruments:
            at = None if instrument.effective is None else value(instrument.effective)(env)
            effective = None if at is None or isinstance(at, Unknown) else start_of(at, self.world.zone)
            first, last = term_days(instrument.term, self.run.plan.conditions, env) or (None, None)
            found.append((instrument.label.id, effective, first, last))
        return tuple(found)

    def assumed(self) -> Iterator[tuple[str, Facts]]:
        """Yield what results rest on beyond the contract and the log."""
        kept = self.kept is not None and self.kept.assumed
        if kept or any(i.due is not None and i.due.assumed for _, i in self._instances()):
            yield "assumed_weekdays", {}


def _effects(norm: Norm, contract: model.Contract) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what a power does, and to what; what the readings taken leave out it cannot touch."""
    standing = {clause.id for clause in contract.clauses} | {interval.label.id for interval in contract.intervals}
    found = []
    for effect in () if norm.power is None else norm.power.effects:
        left = tuple(name for name in effect.clauses if name in standing)
        if left or not effect.clauses:
            found.append((effect.kind, left))
    return tuple(found)
