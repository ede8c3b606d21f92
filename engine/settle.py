"""
Money (SEMANTICS section 5): from breaches to heads of liability.

A head is drafted with exact ends: the low one with its own inputs lowest and every claimed suspension granted,
the high one with inputs highest and none granted. What caps, relations and rounding leave of it is ``capping``'s
work.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from attrs import define, evolve

from luyue.dsl import model
from luyue.engine.capping import Settled, settled
from luyue.engine.draft import ZERO, Draft, Subject
from luyue.engine.due import DueDate
from luyue.engine.event import Event
from luyue.engine.finding import Missing, Unknown, Worked, Worth, merge, unanswered
from luyue.engine.formula import Env, bare, env_of
from luyue.engine.lateness import Delay, Lateness, counted, length, units, units_of
from luyue.engine.plan import Norm, Plan
from luyue.engine.run import Run
from luyue.engine.value import as_worth, from_field
from luyue.engine.worked import worked
from luyue.engine.world import EVER, Breach, Instance, Spell, merged

Limits = tuple[tuple[str, Worth], ...]  # floors (ge) and caps (le)


class Settlement:
    """Draft and settle the heads of one run at its end."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.world = run.world
        self.plan: Plan = run.plan
        self.lateness = Lateness(run.world, run.relief, run.force)
        self.findings: list[tuple[str, str, dict[str, str]]] = []
        self.deciding: set[str] = set()  # events that settle a range: void for another, they are no finding

    def settle(self) -> Settled:
        """Return every head with money in it, in clause order, then by instance, with caps and totals."""
        drafts = [draft for norm in self.plan.norms for draft in self._clause(norm)]
        self.findings = [row for row in self.findings if row[2].get("event") not in self.deciding]
        return settled(self.plan, self.world, drafts)

    # ------------------------------------------------------------ drafting

    def _clause(self, norm: Norm) -> list[Draft]:
        found: list[Draft] = []
        for number, head in enumerate(norm.clause.heads, 1):
            drafts = [self._draft(norm, head, number, group, of=of) for group, of in self._groups(norm, head)]
            found.extend(draft for draft in drafts if not _unproved(draft))
        return found

    def _groups(self, norm: Norm, head: model.Head) -> list[tuple[list[Subject], list[Subject]]]:
        """Return for each head the subjects that it is worked out for, and those that it may stand for."""
        subjects = sorted(self._subjects(norm, head), key=_when)
        if not subjects:
            return []
        if head.once_per_day:
            return [(subjects, subjects)]
        return [(subjects[:1], subjects)] if head.once else [([subject], [subject]) for subject in subjects]

    def _subjects(self, norm: Norm, head: model.Head) -> Iterator[Subject]:
        instances = self.world.instances[norm.id]
        if head.on_exercise:
            yield from (Subject(i, None, i.source) for i in instances if _exercised(i))
        elif norm.duty is not None or norm.forbidden:
            for inst in instances:
                yield from self._own(inst)
        else:
            for inst in (i for i in instances if not i.excused and not i.groundless):
                lost = self._conditions_open(norm, inst)
                if lost is not None:
                    yield Subject(inst, inst.grounds, inst.source, potential=bool(lost), lost=lost)
            yield from self._potential(norm)

    def _conditions_open(self, norm: Norm, inst: Instance) -> tuple[Missing, ...] | None:
        """Return what is missing to say whether money is owed at all; None where a precondition is open."""
        met = self.run.duties.met(norm, inst)
        if isinstance(met, Unknown):
            return met.missing if unanswered(met) else None
        return None if met is None else ()

    def _own(self, inst: Instance) -> Iterator[Subject]:
        if inst.excused:
            return
        standing = [b for b in inst.breaches if not b.excused_by]
        yield from (Subject(inst, breach, inst) for breach in standing)
        if not standing and self._in_doubt(inst):
            yield Subject(inst, None, inst, potential=True, lost=_answers(inst))
        for number, doubt in enumerate(inst.doubts, len(inst.breaches) + 1):
            name = inst.id if number == 1 else f"{inst.id}/{number}"
            breach = Breach(name, doubt.at, doubt.at, cured_at=doubt.cured_at, from_day=doubt.day)
            yield Subject(inst, breach, inst, potential=True, lost=doubt.lost, granted=self._left(inst, breach))

    def _in_doubt(self, inst: Instance) -> bool:
        """Return whether it is in doubt that a duty was broken, and nothing excuses it if it was."""
        due, norm = _due(inst, claimed=False), self.plan.by_id[inst.norm.id]
        return _in_doubt(inst) and (due is None or not self.run.duties.breaches.excusable(norm, inst, due))

    def _left(self, inst: Instance, breach: Breach) -> Breach | None:
        """Return what a claimed suspension, if granted, leaves of a level's shortfall (SEMANTICS 4.5)."""
        states = self.lateness.relief.covering(inst, breach.at, ("claimed",))
        ends = [s.spell.end for s in states if s.spell.end is not None]
        if breach.from_day is None or not ends or len(ends) < len(states) or max(ends) > self.world.now:
            return None
        end, cured = max(ends), breach.cured_at
        if cured is not None and cured <= end:
            return None
        return Breach(breach.id, end, end, cured_at=cured, from_day=self.world.zone.day_of(end))

    def _potential(self, norm: Norm) -> Iterator[Subject]:
        """Yield what would follow from a duty that is broken only if a claimed suspension is refused."""
        several = len({s.clause for s in norm.sources if s.clause is not None}) > 1
        given = Counter(inst.id.partition("#")[0] for inst in self.world.instances[norm.id])
        for source in norm.sources:
            if source.clause is None or source.state != "breached":
                continue
            for late in self.world.instances[source.clause]:
                due = _due(late, claimed=False)
                if late.breaches or not self._in_doubt(late) or due is None:
                    continue
                if not source.fits(late, bare(self.world)):
                    continue
                key = ((("clause", source.clause),) if several else ()) + late.key
                words = [" ".join(v for _, v in key), "" if late.period is None else late.period.text]
                name = "/".join([norm.id, *(word for word in words if word)])
                given[name] += 1
                inst = Instance(
                    norm=norm.clause,
                    id=name if given[name] == 1 else f"{name}#{given[name]}",
                    key=key,
                    tie={},
                    period=late.period,
                    trigger=None,
                    source=late,
                    arose_at=due.first_late,
                    vars=late.vars,
                    number=-1,
                )
                yield Subject(inst, None, late, potential=True, lost=_answers(late))

    def _draft(self, norm: Norm, head: model.Head, number: int, subjects: list[Subject], *, of: list[Subject]) -> Draft:
        first = subjects[0]
        granted = self._charge(norm, head, subjects, claimed=True)
        refused = self._charge(norm, head, subjects, claimed=False)
        low = granted.exact.low if any(s.granted or not s.potential for s in subjects) else ZERO
        high = refused.exact.high
        missing = merge(granted.exact.missing, refused.exact.missing)
        missing = merge(missing, *(s.lost for s in subjects))
        if granted.exact.low != refused.exact.low or any(s.potential and not s.lost for s in subjects):
            missing = merge(missing, (Missing("recognition"),))
        env = self._env(head, first, claimed=False)
        decided = self._decision(head, env, first)
        if decided is not None:
            low = high = decided[0]
            missing = ()
        shared = head.once or head.once_per_day
        alone = (self._bounds(head, one, in_total=False) for one in (self._env(head, first, claimed=True), env))
        bounds = _between(*alone)
        return Draft(
            id=f"{self._stem(norm, first, shared=shared)}/{number}",
            norm=norm,
            head=head,
            number=number,
            subjects=subjects,
            key=() if shared else first.inst.key,
            of=((),) if head.once_per_day else tuple(subject.inst.key for subject in of),
            debtor=self._party(head.payer, env),
            creditor=self._party(head.payee, env),
            own_low=low,
            own_high=high,
            bounds=bounds,
            total=tuple(limit for _, limit in self._bounds(head, env, in_total=True)),
            units=refused.units,
            stopped=self._stopped(head, subjects, decided, open_end=_open(low, high, bounds)),
            worked=self._worked(head, env, refused),
            belongs=first.breach.last if first.breach is not None else first.inst.arose_at,
            missing=missing,
            start=refused.start,
            end=refused.end,
            decided_by=None if decided is None else decided[1].id,
            events=self._read(head, env),
            currency=refused.exact.currency,
        )

    def _bounds(self, head: model.Head, env: Env, *, in_total: bool) -> tuple[tuple[str, Worth], ...]:
        """Return the floors and caps of a head, per breach or over the clause."""
        currency, value = self.world.contract.currency, self.plan.conditions.value
        return tuple((c.op, as_worth(value(c.limit)(env), currency)) for c in head.caps if c.in_total is in_total)

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
        at = inst.arose_at if subject.breach is None else subject.breach.at
        if head.on_exercise and inst.power is not None and inst.power.effective_at is not None:
            at = inst.power.effective_at
        tie = inst.tie if subject.breach is None else {**inst.tie, **subject.breach.tie}
        return Env(self.world, inst.vars, tie, inst, source=late, unpaid_by=by, priced_at=at)

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
                return self._by_interval(head, subjects[0], base, self._until(head, subjects[0]))
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
            daily = counted(delays[0].balance_days(self.world.zone), per.unit, self.world)
            return Charge(self._daily(head, env, daily, base), Fraction(len(daily)), start, end)
        if head.once_per_day:
            touched = {day for delay in delays for day in delay.touched(self.world.zone)}
            count = units_of(touched, count=per.count, unit=per.unit, part=head.part, world=self.world)
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
            breach = subject.granted if claimed and subject.granted is not None else subject.breach
            return self.lateness.of_breach(norm, late, breach, until=until)
        granted = claimed and bool(
            self.lateness.relief.states(late, ("claimed",))
        )  # what has been decided since counts
        due = _due(late, claimed=granted)
        return None if due is None else self.lateness.of(norm, late, due, until=until, claimed=granted)

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

    def _by_interval(self, head: model.Head, subject: Subject, base: Worth, until: int | None) -> "Charge":
        per, zone, filled = head.per, self.world.zone, ZERO
        if per is None or per.unit is None:
            raise ValueError("an interval's unit needs an interval")
        for start, ended in merged(self._spells(per, subject), self.world.now):
            end = ended if until is None else min(ended, until)
            day = None if head.part else zone.day_of(start)
            delay = Delay(start, day, end, zone.day_of(end), exact=length(start, end, zone))
            spell = (
                units(delay, count=per.count, unit=per.unit, part=head.part, world=self.world) if end > start else ZERO
            )
            filled += max(spell, Fraction(head.part == "counts" and end > start))  # begun, however short
        return Charge(_times(base, filled), filled)

    def _spells(self, per: model.Per, subject: Subject) -> list[Spell]:
        """Return the spells of the interval by which a head is counted that concern its subject, while that goes on."""
        tie = {**dict(subject.inst.key), **subject.inst.tie}
        known = () if per.of is None else self.world.spells[per.of]
        found = [spell for spell in known if all(tie.get(name, value) == value for name, value in spell.key)]
        about = subject.late or subject.inst
        over = self.lateness.over(self.plan.by_id[about.norm.id], about)
        if over is None or over > self.world.now:
            return found
        return [evolve(one, end=over if one.end is None else min(one.end, over)) for one in found if one.start < over]

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
                self.deciding.add(event.id)
            elif why != "too_early":
                self._find("void-decision", subject.inst.norm.label.id, event=event.id, why=why or "")
        return settled

    def _judged(
        self, rule: model.Decided, amount: model.Range, event: Event, env: Env, subject: Subject, bounds: object
    ) -> tuple[str | None, Fraction | None]:
        """Return why a decision does not count (None: it does), and the amount it sets."""
        start = subject.inst.arose_at if subject.breach is None else max(subject.inst.arose_at, subject.breach.at)
        if event.at < start:
            return "too_early", None
        party = next((f.label.id for f in self.plan.types[event.type].fields if f.type.kind is model.Kind.PARTY), None)
        who = None if party is None else event.fields.get(party)
        if who is not None and who != self._party(rule.by, env):
            return "wrong_party", None
        if rule.timing is not None:
            due = self.plan.timings.due(rule.timing, pays=False)(env, start)
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

    def _stopped(
        self, head: model.Head, subjects: list[Subject], decided: tuple[Fraction, Event] | None, *, open_end: bool
    ) -> int:
        """Return when a head stopped growing: at its breach or exercise, the end of the delay, a decision; else now."""
        if decided is not None:
            return decided[1].at
        if open_end:
            return self.world.now
        if head.on_exercise:
            return max(s.inst.power.effective_at or 0 for s in subjects if s.inst.power is not None)
        if head.per is None or head.per.kind == "time":
            return max(s.inst.arose_at if s.breach is None else s.breach.at for s in subjects)
        if head.per.kind == "interval":
            return max((self._ended(spell) for s in subjects for spell in self._spells(head.per, s)), default=0)
        delays = [d for s in subjects if (d := self._delay(head, s, claimed=False)) is not None]
        return max((delay.stop for delay in delays), default=self.world.now)

    def _ended(self, spell: Spell) -> int:
        return self.world.now if spell.end is None else spell.end

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


@define(eq=False)
class Charge:
    """What is charged before caps: the exact ends, how many units, and the first and last day they fill."""

    exact: Worth
    units: Fraction | None
    start: int | None = None
    end: int | None = None


# ---------------------------------------------------------------- helpers


def _between(granted: Limits, refused: Limits) -> Limits:
    """Return floors and caps between what they are if claimed relief is granted and if it is refused."""
    ends = [(op, one, other) for (op, one), (_, other) in zip(granted, refused, strict=True)]
    return tuple((op, Worth(min(one.low, other.low), _higher(one, other), one.currency)) for op, one, other in ends)


def _open(low: Fraction, high: Fraction | None, bounds: Limits) -> bool:
    """Return whether an amount is still a range once its own floors and caps have cut it."""
    for op, limit in bounds:
        if op == "ge":
            low, high = max(low, limit.low), None if high is None or limit.high is None else max(high, limit.high)
        else:
            low, ends = min(low, limit.low), [end for end in (high, limit.high) if end is not None]
            high = min(ends, default=None)
    return low != high


def _higher(one: Worth, other: Worth) -> Fraction | None:
    return None if one.high is None or other.high is None else max(one.high, other.high)


def _due(late: Instance, *, claimed: bool) -> DueDate | None:
    if late.due is None and late.state == "undetermined":
        return late.would
    return late.claimed if claimed else late.due


def _in_doubt(inst: Instance) -> bool:
    """Return whether a duty is broken or not, as somebody has yet to say: of a relief, or of its precondition."""
    if inst.due is None and inst.clouded and inst.period is not None:
        return inst.state == "undetermined"  # a figure whose period ended under claimed relief
    return _due(inst, claimed=False) is not None and bool(_answers(inst) or (inst.clouded and inst.claimed is not None))


def _answers(inst: Instance) -> tuple[Missing, ...]:
    """Return what is missing to say whether a precondition was met whose time has passed."""
    return inst.missing if inst.state == "undetermined" and inst.due is None and inst.would is not None else ()


def _when(subject: Subject) -> tuple[int, int]:
    at = subject.breach.at if subject.breach is not None else subject.inst.arose_at
    return (at, subject.inst.number)


def _unproved(draft: Draft) -> bool:
    """Return whether a head is of losses that nobody has proved yet: they are no head."""
    return draft.head.kind == "losses" and bool(draft.missing) and all(m.code == "event" for m in draft.missing)


def _exercised(inst: Instance) -> bool:
    return inst.power is not None and inst.power.effective_at is not None


def _times(base: Worth, count: Fraction) -> Worth:
    high = None if base.high is None and count else ZERO if base.high is None else base.high * count
    return Worth(base.low * count, high, base.currency, base.missing)
