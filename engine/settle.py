"""
Money (SEMANTICS section 5): from breaches to heads of liability, capped, related, rounded once.

A head is drafted with exact ends: the low one with its own inputs lowest and every claimed suspension granted,
the high one with inputs highest and none granted. Then, in this order: its floor and cap per breach, its
relations to other clauses' heads, caps over the clause, limits over several clauses. Heads that share a cap
take from it in the order in which they stopped growing. Only then is each head rounded, half up to the fen
unless the clause says otherwise, and the last head under a cap takes the difference, so that printed heads
never pass the printed cap.
"""

from collections.abc import Iterator
from fractions import Fraction

from attrs import define, field

from luyue.dsl import model
from luyue.dsl.quantity import Unit
from luyue.engine.due import DueDate
from luyue.engine.event import Event
from luyue.engine.finding import Missing, Unknown, Worked, Worth, merge
from luyue.engine.formula import Env, env_of
from luyue.engine.lateness import Delay, Lateness, units
from luyue.engine.plan import Norm, Plan
from luyue.engine.run import Run
from luyue.engine.value import as_worth, from_field, rounded
from luyue.engine.worked import worked
from luyue.engine.world import EVER, Breach, Instance, Key

ZERO = Fraction(0)


@define(eq=False)
class Subject:
    """What a head is about: an instance, its breach, and the duty that is late."""

    inst: Instance
    breach: Breach | None
    late: Instance | None  # whose lateness counts: the own duty, or the one that the trigger names
    potential: bool = False  # broken only if a claimed suspension is refused


@define(eq=False)
class Draft:
    """A head before rounding."""

    id: str
    norm: Norm
    head: model.Head
    subjects: list[Subject]
    key: Key
    debtor: str
    creditor: str
    low: Fraction
    high: Fraction | None
    units: Fraction | None
    uncapped: Fraction
    stopped: int  # the instant at which it stopped growing
    worked: Worked
    missing: tuple[Missing, ...] = ()
    capped_by: str | None = None
    swallowed: Fraction = ZERO
    start: int | None = None
    end: int | None = None
    decided_by: str | None = None
    events: tuple[str, ...] = ()
    relations: list[tuple[str, str]] = field(factory=list)
    printed_low: Fraction = ZERO
    printed_high: Fraction | None = ZERO
    currency: str = "CNY"


@define(eq=False)
class Pool:
    """A cap that heads share."""

    name: str
    low: Fraction
    high: Fraction | None
    used: Fraction = ZERO
    members: list["Draft"] = field(factory=list)


class Settlement:
    """Draft and settle the heads of one run at its end."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.world = run.world
        self.plan: Plan = run.plan
        self.lateness = Lateness(run.world, run.relief, run.force)
        self.drafts: dict[str, list[Draft]] = {}
        self.pools: list[Pool] = []
        self.findings: list[tuple[str, str, dict[str, str]]] = []

    def settle(self) -> list[Draft]:
        """Return every head with money in it, in clause order, then by instance."""
        for norm in self._in_order():
            self.drafts[norm.id] = self._clause(norm)
        for limit in self.plan.contract.limits:
            self._limit(limit)
        found = [draft for norm in self.plan.norms for draft in self.drafts[norm.id]]
        for draft in found:
            self._print(draft)
        self._differences()
        return [d for d in found if d.low != 0 or d.high is None or d.high != 0]

    def _in_order(self) -> list[Norm]:
        """Return the clauses, those that others' heads refer to first; else in clause order."""
        done: dict[str, Norm] = {}

        def visit(norm: Norm, above: tuple[str, ...]) -> None:
            if norm.id in done or norm.id in above:
                return
            for head in norm.clause.heads:
                for relation in head.relations:
                    for name in relation.clauses:
                        visit(self.plan.by_id[name], (*above, norm.id))
            done[norm.id] = norm

        for norm in self.plan.norms:
            visit(norm, ())
        return list(done.values())

    # ------------------------------------------------------------ drafting

    def _clause(self, norm: Norm) -> list[Draft]:
        found: list[Draft] = []
        for number, head in enumerate(norm.clause.heads, 1):
            drafts = [self._draft(norm, head, number, group) for group in self._groups(norm, head)]
            drafts = [draft for draft in drafts if not _unproved(draft)]
            for draft in drafts:
                self._relate(draft)
            self._in_total(norm, head, drafts)
            found.extend(drafts)
        return found

    def _groups(self, norm: Norm, head: model.Head) -> list[list[Subject]]:
        subjects = sorted(self._subjects(norm, head), key=_when)
        if not subjects:
            return []
        if head.once_per_day:
            return [subjects]
        return [subjects[:1]] if head.once else [[subject] for subject in subjects]

    def _subjects(self, norm: Norm, head: model.Head) -> Iterator[Subject]:
        instances = self.world.instances[norm.id]
        if head.on_exercise:
            yield from (Subject(i, None, i.source) for i in instances if _exercised(i))
        elif norm.duty is not None or norm.forbidden:
            for inst in instances:
                yield from self._own(inst)
        else:
            yield from (Subject(i, _breach_of(i), i.source) for i in instances if self._stands(i))
            yield from self._potential(norm)

    def _own(self, inst: Instance) -> Iterator[Subject]:
        if inst.excused:
            return
        standing = [b for b in inst.breaches if not b.excused_by]
        yield from (Subject(inst, breach, inst) for breach in standing)
        if not standing and inst.clouded and inst.claimed is not None:
            yield Subject(inst, None, inst, potential=True)
        for number, doubt in enumerate(inst.doubts, len(inst.breaches) + 1):
            name = inst.id if number == 1 else f"{inst.id}/{number}"
            breach = Breach(name, doubt.at, doubt.at, cured_at=doubt.cured_at, from_day=doubt.day)
            yield Subject(inst, breach, inst, potential=True)

    def _stands(self, inst: Instance) -> bool:
        if inst.excused:
            return False
        source = inst.source
        if source is None or not source.breaches:
            return source is None or not source.excused
        return source.breach is not None

    def _potential(self, norm: Norm) -> Iterator[Subject]:
        """Yield what would follow from a duty that is broken only if a claimed suspension is refused."""
        several = len({s.clause for s in norm.sources if s.clause is not None}) > 1
        for source in norm.sources:
            if source.clause is None or source.state != "breached":
                continue
            for late in self.world.instances[source.clause]:
                if late.breaches or not late.clouded or late.claimed is None or late.due is None:
                    continue
                key = ((("clause", source.clause),) if several else ()) + late.key
                name = "/".join([norm.id, *([" ".join(v for _, v in key)] if key else [])])
                inst = Instance(
                    norm=norm.clause,
                    id=name if late.period is None else f"{name}/{late.period.text}",
                    key=key,
                    tie={},
                    period=late.period,
                    trigger=None,
                    source=late,
                    arose_at=late.due.first_late,
                    vars=late.vars,
                    number=-1,
                )
                yield Subject(inst, None, late, potential=True)

    def _draft(self, norm: Norm, head: model.Head, number: int, subjects: list[Subject]) -> Draft:
        first = subjects[0]
        granted = self._charge(norm, head, subjects, claimed=True)
        refused = self._charge(norm, head, subjects, claimed=False)
        low = granted.exact.low if any(not s.potential for s in subjects) else ZERO
        high = refused.exact.high
        missing = merge(granted.exact.missing, refused.exact.missing)
        if granted.exact.low != refused.exact.low or any(s.potential for s in subjects):
            missing = merge(missing, (Missing("recognition"),))
        env = self._env(head, first, claimed=False)
        decided = self._decision(head, env, first)
        if decided is not None:
            low = high = decided[0]
            missing = ()
        shared = head.once or head.once_per_day
        draft = Draft(
            id=f"{self._stem(norm, first, shared=shared)}/{number}",
            norm=norm,
            head=head,
            subjects=subjects,
            key=() if shared else first.inst.key,
            debtor=self._party(head.payer, env),
            creditor=self._party(head.payee, env),
            low=low,
            high=high,
            units=refused.units,
            uncapped=low,
            stopped=self._stopped(subjects, decided),
            worked=self._worked(head, env, refused),
            missing=missing,
            start=refused.start,
            end=refused.end,
            decided_by=None if decided is None else decided[1].id,
            events=self._read(head, env),
            currency=refused.exact.currency,
        )
        self._cap(draft, env)
        return draft

    def _stem(self, norm: Norm, first: Subject, *, shared: bool) -> str:
        """Return a head's id without its number: the clause's, the instance's, or a later breach's."""
        if shared:
            return norm.id
        own = first.breach is not None and first.late is first.inst
        return first.breach.id if own and first.breach is not None else first.inst.id

    def _party(self, who: model.Expr, env: Env) -> str:
        found = self.plan.conditions.value(who)(env)
        return str(found) if not isinstance(found, Unknown) else ""

    def _env(self, head: model.Head, subject: Subject, *, claimed: bool) -> Env:
        inst, late = subject.inst, subject.late
        due = None if late is None else _due(late, claimed=claimed)
        by = None if due is None or head.late_base == "whole" else due.last
        return Env(self.world, inst.vars, inst.tie, inst, source=late, unpaid_by=by)

    # ------------------------------------------------------------ one end of a charge

    def _charge(self, norm: Norm, head: model.Head, subjects: list[Subject], *, claimed: bool) -> "Charge":
        """Return what is charged if claimed suspensions are granted (or refused), before caps."""
        env = self._env(head, subjects[0], claimed=claimed)
        currency = self.world.contract.currency
        base = as_worth(self.plan.conditions.value(head.amount)(env), currency)
        per = head.per
        match None if per is None else per.kind:
            case None:
                return Charge(base, None)
            case "time":
                return Charge(base, Fraction(1))
            case "late":
                return self._by_delay(head, subjects, base, env, claimed=claimed)
            case "interval":
                return self._by_interval(head, subjects[0], base)
            case other:
                raise ValueError(f"no such unit: {other}")

    def _by_delay(self, head: model.Head, subjects: list[Subject], base: Worth, env: Env, *, claimed: bool) -> "Charge":
        delays = [d for s in subjects if (d := self._delay(head, s, claimed=claimed)) is not None]
        days = sorted({day for delay in delays for day in delay.late_days()})
        start, end = (days[0], days[-1]) if days else (None, None)
        per = head.per
        if not delays or per is None or per.unit is None:
            return Charge(Worth(ZERO, ZERO, base.currency, base.missing), ZERO)
        if head.late_base == "daily_balance":
            return Charge(self._daily(head, env, days, base), Fraction(len(days)), start, end)
        if head.once_per_day:
            count = Fraction(len(days) // per.count) if per.unit is Unit.DAY else ZERO
        else:
            count = units(delays[0], count=per.count, unit=per.unit, part=head.part, world=self.world)
        return Charge(_times(base, count), count, start, end)

    def _delay(self, head: model.Head, subject: Subject, *, claimed: bool) -> Delay | None:
        late = subject.late
        if late is None:
            return None
        norm = self.plan.by_id[late.norm.label.id]
        until = self._until(head, subject)
        if norm.report is not None and subject.breach is not None:
            return self.lateness.of_breach(norm, late, subject.breach, until=until)
        due = _due(late, claimed=claimed)
        return None if due is None else self.lateness.of(norm, late, due, until=until)

    def _until(self, head: model.Head, subject: Subject) -> int | None:
        if head.until is None:
            return None
        inst = subject.inst
        at = self.plan.conditions.since(head.until)(env_of(self.world, inst), EVER)
        return at if isinstance(at, int) else None

    def _daily(self, head: model.Head, env: Env, days: list[int], base: Worth) -> Worth:
        """Sum each late day's charge on the balance with which that day began."""
        amount = self.plan.conditions.value(head.amount)
        total = Worth(ZERO, ZERO, base.currency)
        for day in days:
            env.unpaid_by = self.world.zone.start_of(day) - 1
            one = as_worth(amount(env), base.currency)
            high = None if total.high is None or one.high is None else total.high + one.high
            total = Worth(total.low + one.low, high, base.currency, merge(total.missing, one.missing))
        return total

    def _by_interval(self, head: model.Head, subject: Subject, base: Worth) -> "Charge":
        per = head.per
        if per is None or per.of is None or per.unit is None:
            raise ValueError("an interval's unit needs an interval")
        filled = ZERO
        tie = {**dict(subject.inst.key), **subject.inst.tie}
        for spell in self.world.spells[per.of]:
            if all(tie.get(name, value) == value for name, value in spell.key):
                end = self.world.now if spell.end is None else spell.end
                zone = self.world.zone
                delay = Delay(spell.start, None if head.part else zone.day_of(spell.start), end, zone.day_of(end))
                filled += units(delay, count=per.count, unit=per.unit, part=head.part, world=self.world)
        return Charge(_times(base, filled), filled)

    # ------------------------------------------------------------ decisions

    def _decision(self, head: model.Head, env: Env, subject: Subject) -> tuple[Fraction, Event] | None:
        """Return the decision that settles a range: by the right party, inside it, in time; the others are findings."""
        rule = head.decided
        if rule is None or not isinstance(head.amount, model.Range):
            return None
        bounds = self.plan.conditions.value(head.amount)(env)
        settled: tuple[Fraction, Event] | None = None
        for event in self.plan.conditions.matches(rule.pattern)(env):
            why, amount = self._judged(rule, head.amount, event, env, subject, bounds)
            if why is None and settled is not None:
                why = "second"
            if why is None and amount is not None:
                settled = (amount, event)
            elif event.at >= subject.inst.arose_at:
                self._find("void-decision", subject.inst.norm.label.id, event=event.id, why=why or "")
        return settled

    def _judged(
        self, rule: model.Decided, amount: model.Range, event: Event, env: Env, subject: Subject, bounds: object
    ) -> tuple[str | None, Fraction | None]:
        """Return why a decision does not count (None: it does), and the amount it sets."""
        if event.at < subject.inst.arose_at:
            return "too_early", None
        party = next((f.label.id for f in self.plan.types[event.type].fields if f.type.kind is model.Kind.PARTY), None)
        who = None if party is None else event.fields.get(party)
        if who is not None and who != self._party(rule.by, env):
            return "wrong_party", None
        if rule.timing is not None:
            due = self.plan.timings.due(rule.timing, pays=False)(env, subject.inst.arose_at)
            if isinstance(due, Unknown) or event.at > due.last:
                return "too_late", None
        value = self._set_amount(amount, from_field(event.fields.get(rule.field)), env)
        if value is None or not isinstance(bounds, Worth):
            return "unknown", None
        if value < bounds.low or (bounds.high is not None and value > bounds.high):
            return "out_of_range", None
        return None, value

    def _set_amount(self, amount: model.Range, value: object, env: Env) -> Fraction | None:
        match value, amount.low:
            case Worth(low=low), _:
                return low
            case Fraction(), model.Arithmetic(op="share", right=base):
                whole = self.plan.conditions.value(base)(env)
                return value * whole.low if isinstance(whole, Worth) and whole.settled else None
            case _:
                return None

    def _find(self, code: str, clause: str, **facts: str) -> None:
        if (code, clause, facts) not in self.findings:
            self.findings.append((code, clause, facts))

    # ------------------------------------------------------------ what is said about it

    def _stopped(self, subjects: list[Subject], decided: tuple[Fraction, Event] | None) -> int:
        """Return the instant at which a head stopped growing: performed, decided, ended; else as_of."""
        if decided is not None:
            return decided[1].at
        if subjects[0].late is None or subjects[0].inst.norm.label.id not in self.plan.by_id:
            return max(s.inst.arose_at for s in subjects)
        stops = [s.late.performed_at or s.late.waived_at or s.late.ended_at for s in subjects if s.late is not None]
        return max((self.world.now if at is None else at) for at in stops)

    def _worked(self, head: model.Head, env: Env, charge: "Charge") -> Worked:
        base = worked(head.amount, env, self.plan.conditions)
        if charge.units is None:
            return base
        per = head.per
        name = "" if per is None else per.kind
        unit = "number" if per is None or per.unit is None else per.unit.value
        low = charge.exact.low if charge.exact.low == charge.exact.high else None
        return Worked("mul", "per_" + name, low, (base, Worked("units", name, charge.units, (), unit)), "money")

    def _read(self, head: model.Head, env: Env) -> tuple[str, ...]:
        """Return the events whose fields the amount read."""
        found: dict[str, None] = {}
        for node in model.walk(head.amount):
            match node:
                case model.Var(name=name) if isinstance(env.vars.get(name), Event):
                    event = env.vars[name]
                    if isinstance(event, Event):
                        found[event.id] = None
                case model.Pattern():
                    found.update(dict.fromkeys(e.id for e in self.plan.conditions.matches(node)(env)))
                case _:
                    pass
        return tuple(found)

    # ------------------------------------------------------------ caps

    def _cap(self, draft: Draft, env: Env) -> None:
        """Apply floors and caps per breach."""
        for cap in draft.head.caps:
            if cap.in_total:
                continue
            limit = as_worth(self.plan.conditions.value(cap.limit)(env), draft.currency)
            if cap.op == "ge":
                draft.low = max(draft.low, limit.low)
                draft.high = None if draft.high is None or limit.high is None else max(draft.high, limit.high)
                continue
            before = draft.low
            draft.low = min(draft.low, limit.low)
            draft.high = _least(draft.high, limit.high)
            if before > draft.low:
                draft.capped_by, draft.swallowed = draft.norm.id, draft.swallowed + before - draft.low
            self.pools.append(Pool(draft.id, limit.low, limit.high, draft.low))

    def _in_total(self, norm: Norm, head: model.Head, drafts: list[Draft]) -> None:
        """Let all heads of one line share its cap."""
        for cap in head.caps:
            if not cap.in_total or not drafts:
                continue
            value = self.plan.conditions.value(cap.limit)
            envs = [self._env(head, d.subjects[0], claimed=False) for d in drafts]
            several = any(isinstance(n, model.Known) and n.name == "unpaid" for n in model.walk(cap.limit))
            limits = [as_worth(value(env), drafts[0].currency) for env in (envs if several else envs[:1])]
            highs = [limit.high for limit in limits]
            high = None if None in highs else sum((h for h in highs if h is not None), ZERO)
            self._share(Pool(norm.id, sum((limit.low for limit in limits), ZERO), high), drafts)

    def _limit(self, limit: model.Limit) -> None:
        over = limit.over or tuple(norm.id for norm in self.plan.norms)
        found = [d for name in over for d in self.drafts.get(name, [])]
        env = Env(self.world, {}, {})
        if limit.unless is not None and self.plan.conditions.value(limit.unless)(env) is True:
            return
        amount = as_worth(self.plan.conditions.value(limit.at_most)(env), self.world.contract.currency)
        self._share(Pool(limit.label.id, amount.low, amount.high), found)

    def _share(self, pool: Pool, drafts: list[Draft]) -> None:
        """Let heads take from a cap in the order in which they stopped growing; what it swallows is put down to it."""
        ordered = sorted(drafts, key=lambda d: (d.stopped, d.norm.number, d.id))
        lows, highs = ZERO, Fraction(0)
        open_end = False
        for draft in ordered:
            before_low, before_high = draft.low, draft.high
            left_low = pool.low if open_end else max(pool.low - highs, ZERO)
            left_high = None if pool.high is None else max(pool.high - lows, ZERO)
            draft.low = min(before_low, ZERO if open_end else left_low)
            draft.high = _least(before_high, left_high)
            if draft.low < before_low:
                draft.capped_by, draft.swallowed = pool.name, draft.swallowed + before_low - draft.low
            lows += draft.low
            if draft.high is None:
                open_end = True
            else:
                highs += draft.high
        pool.used = lows
        pool.members = ordered
        self.pools.append(pool)

    # ------------------------------------------------------------ relations

    def _relate(self, draft: Draft) -> None:
        for relation in draft.head.relations:
            others = [d for name in relation.clauses for d in self.drafts.get(name, []) if _shares(draft, d)]
            for other in others:
                self._print(other)
            low = sum((o.printed_low for o in others), ZERO)
            highs = [o.printed_high for o in others]
            high = None if None in highs else sum((h for h in highs if h is not None), ZERO)
            match relation.kind:
                case "beyond" | "set_off":
                    self._above(draft, relation.kind, others, low, high)
                case "instead_of":
                    self._yield(draft, relation.kind, others)
                case "larger_of" | "once_for_one_loss":
                    self._larger(draft, relation.kind, others, low, high)
                case "in_addition":
                    pass
                case other_kind:
                    raise ValueError(f"no such relation: {other_kind}")

    def _above(self, draft: Draft, kind: str, others: list[Draft], low: Fraction, high: Fraction | None) -> None:
        if not others:
            return
        draft.low = ZERO if high is None else max(draft.low - high, ZERO)
        draft.high = None if draft.high is None else max(draft.high - low, ZERO)
        draft.relations.extend((kind, other.id) for other in others)

    def _yield(self, draft: Draft, kind: str, others: list[Draft]) -> None:
        for other in others:
            other.low, other.high = ZERO, ZERO
            other.relations.append((kind, draft.id))

    def _larger(self, draft: Draft, kind: str, others: list[Draft], low: Fraction, high: Fraction | None) -> None:
        if not others:
            return
        if draft.high is not None and draft.high <= low:
            draft.low = draft.high = ZERO
            draft.relations.extend((kind, other.id) for other in others)
        elif high is not None and draft.low >= high:
            self._yield(draft, kind, others)
        else:  # which is larger is open: what this one adds to the others
            self._above(draft, kind, others, low, high)

    # ------------------------------------------------------------ rounding

    def _print(self, draft: Draft) -> None:
        rule = draft.head.rounding
        draft.printed_low = rounded(draft.low, rule)
        draft.printed_high = None if draft.high is None else rounded(draft.high, rule)

    def _differences(self) -> None:
        """Let the last head under a shared cap take the rounding difference: print never passes the printed cap."""
        for pool in self.pools:
            members = [d for d in pool.members if d.low > 0]
            over = sum((d.printed_low for d in members), ZERO) - rounded(pool.low)
            if members and over > 0 and sum((d.low for d in members), ZERO) <= pool.low:
                last = members[-1]
                same = last.printed_high == last.printed_low
                last.printed_low -= over
                last.printed_high = last.printed_low if same else last.printed_high


@define(eq=False)
class Charge:
    """What is charged before caps: the exact ends, how many units, and the first and last day they fill."""

    exact: Worth
    units: Fraction | None
    start: int | None = None
    end: int | None = None


# ---------------------------------------------------------------- helpers


def _due(late: Instance, *, claimed: bool) -> DueDate | None:
    return late.claimed if claimed else late.due


def _when(subject: Subject) -> tuple[int, int]:
    at = subject.breach.at if subject.breach is not None else subject.inst.arose_at
    return (at, subject.inst.number)


def _unproved(draft: Draft) -> bool:
    """Return whether a head is of losses that nobody has proved yet: they are no head."""
    return draft.head.kind == "losses" and bool(draft.missing) and all(m.code == "event" for m in draft.missing)


def _breach_of(inst: Instance) -> Breach | None:
    return None if inst.source is None else inst.source.breach


def _exercised(inst: Instance) -> bool:
    return inst.power is not None and inst.power.effective_at is not None


def _times(base: Worth, count: Fraction) -> Worth:
    high = None if base.high is None and count else ZERO if base.high is None else base.high * count
    return Worth(base.low * count, high, base.currency, base.missing)


def _least(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    known = [x for x in (a, b) if x is not None]
    return min(known) if known else None


def _shares(a: Draft, b: Draft) -> bool:
    """Return whether two heads concern the same thing: what both keys have in common is equal."""
    other = dict(b.key)
    return all(other.get(name, value) == value for name, value in a.key if name != "clause")
