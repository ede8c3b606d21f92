"""
Two-sided money: liability rows, totals of ordered pairs, and the account between the parties.

Totals sum printed heads, gross of payment, and leave payments under the contract out. The account adds payment
duties that have fallen due or were paid; for every ordered pair and currency ``accrued == paid + set off +
waived + outstanding``, which is checked each time and stops the run if it does not hold. Money paid beyond what
was owed is a credit. A reduction that lowers a payment is settled by it: the account shows both whole, the payment and
the reduction, and both go by the same amount as in a set-off, so that nothing is owed twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial

from attrs import define, evolve

from luyue.engine.capping import Settled
from luyue.engine.draft import Draft
from luyue.engine.event import Cash
from luyue.engine.formula import env_of
from luyue.engine.grounds import grounds
from luyue.engine.report import AccountRow, CheckRow, HeadRow, TotalRow
from luyue.engine.run import Run
from luyue.engine.value import number_text, rounded

ZERO = Fraction(0)
REDUCIBLE = Fraction(13, 10)  # damages above 130% of the loss proved (art. 585 (2); 合同编通则解释 第六十五条第二款)
OWED = ("overdue", "performed", "performed_late")
Pair = tuple[str, str, str]


def head_rows(run: Run, drafts: tuple[Draft, ...]) -> tuple[HeadRow, ...]:
    """Return the rows of settled heads, with what was claimed, waived and paid of each."""
    losses = tuple(draft for draft in drafts if draft.head.kind == "losses")
    rows = tuple(_claimed(run, _grounded(run, draft, _row(draft, losses))) for draft in drafts)
    return _lowering(run, _paid(run, rows))


def _grounded(run: Run, draft: Draft, row: HeadRow) -> HeadRow:
    """Return a head of no breach of its own with the breaches and events that its conditions rested on."""
    clause = draft.norm.clause
    asked = tuple(one.condition for one in clause.preconditions)
    came = tuple(one.condition for one in clause.triggers if one.condition is not None)
    given: dict[str, None] = {}
    events = dict.fromkeys(row.events)
    for subject in draft.subjects:
        rests = partial(grounds, run.plan.conditions, env_of(run.world, subject.inst), by=subject.inst.arose_at)
        broken = rests((asked, came) if subject.breach is None else asked, events=False)
        given.update(dict.fromkeys(broken))
        if subject.breach is None:
            events.update((one, None) for one in rests(came) if one not in broken)
    return evolve(row, given=tuple(given), events=tuple(events))


def _lowering(run: Run, rows: tuple[HeadRow, ...]) -> tuple[HeadRow, ...]:
    """Return heads, reductions with the payments that they are taken off."""
    found: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for name, parts in run.world.lowered.items():
        for one in parts:
            found[one.head].append((name, one.amount))
    return tuple(evolve(row, lowers=tuple(found[row.id])) if row.id in found else row for row in rows)


def _proved(draft: Draft, losses: tuple[Draft, ...]) -> Fraction:
    """Return the losses proved for the matter of a head: those that name its clause, and those that name none."""
    return sum((loss.uncapped for loss in losses if _pair(loss) == _pair(draft) and _concerns(loss, draft)), ZERO)


def _pair(draft: Draft) -> Pair:
    return draft.debtor, draft.creditor, draft.currency


def _concerns(loss: Draft, draft: Draft) -> bool:
    named = {clause for relation in loss.head.relations for clause in relation.clauses}
    return not named or draft.norm.id in named


def _row(draft: Draft, losses: tuple[Draft, ...]) -> HeadRow:
    return HeadRow(
        id=draft.id,
        clause=draft.norm.id,
        kind=draft.head.kind,
        debtor=draft.debtor,
        creditor=draft.creditor,
        currency=draft.currency,
        low=draft.printed_low,
        high=draft.printed_high,
        exact_low=draft.low,
        exact_high=draft.high,
        settled=draft.high is not None and draft.low == draft.high and not draft.missing,
        breaches=tuple(dict.fromkeys(s.breach.id for s in draft.subjects if s.breach is not None and not s.potential)),
        units=draft.units,
        uncapped_low=draft.uncapped,
        worked=draft.worked,
        capped_by=draft.capped_by,
        swallows=tuple(draft.swallows.items()),
        start=draft.start,
        end=draft.end,
        reducible=draft.head.kind == "damages" and draft.printed_low > REDUCIBLE * _proved(draft, losses),
        decided_by=draft.decided_by,
        missing=draft.missing,
        events=tuple(dict.fromkeys((*_occasions(draft), *draft.events))),
        relations=tuple(draft.relations),
    )


def _occasions(draft: Draft) -> Iterator[str]:
    """Yield the events that brought what rests on no breach: what triggered it, or the exercise of another clause."""
    for subject in draft.subjects:
        inst = subject.inst
        exercised = inst.power.exercised_by if draft.head.on_exercise and inst.power is not None else None
        while subject.breach is None and inst.trigger is None and inst.source is not None and exercised is None:
            inst = inst.source
            exercised = None if inst.power is None else inst.power.exercised_by
        event = exercised or inst.trigger
        if subject.breach is None and event is not None:
            yield event.id


def _claimed(run: Run, row: HeadRow) -> HeadRow:
    claim = "claimable"
    for kind, target, _, _ in run.claims:
        if target not in (row.id, row.clause):
            continue
        if kind == "waives":
            claim = "waived"
        elif kind == "claims" and claim == "claimable":
            claim = "claimed"
    return evolve(row, claim=claim)


def _paid(run: Run, rows: tuple[HeadRow, ...]) -> tuple[HeadRow, ...]:
    """Return heads with what was paid of each by naming it; who names a clause pays its heads in turn."""
    paid: dict[str, Fraction] = defaultdict(Fraction)
    for kind, target, _, value in run.claims:
        named = [row for row in rows if target in (row.id, row.clause) and row.claim != "waived"]
        if kind != "pays" or not isinstance(value, Cash):
            continue
        rest = value.amount
        for row in named:
            if row.currency == value.currency:
                part = min(rest, row.low - paid[row.id]) if row is not named[-1] else rest
                paid[row.id] += part
                rest -= part
    return tuple(evolve(row, paid=paid[row.id]) for row in rows)


def astray(run: Run, rows: Iterable[HeadRow]) -> Iterator[CheckRow]:
    """Yield what was to pay, or to set off, a head that there is not, or in a currency that is not its own."""
    clauses = {name: row.clause for row in rows for name in (row.id, row.clause)}
    for kind, target, event, value in run.claims:
        if kind not in ("pays", "sets_off") or not isinstance(value, Cash) or not value.amount:
            continue
        if target not in clauses:
            facts = {"event": event.id, "target": target, "amount": number_text(value.amount)}
            yield CheckRow("pays-nothing", "warning", facts=facts)
        elif value.currency != run.world.contract.currency:
            yield CheckRow("other-currency", "warning", clauses[target], facts={"event": event.id})


def total_rows(settled: Settled) -> tuple[TotalRow, ...]:
    """Return the liabilities of each ordered pair: where all heads are settled, the sum of the printed lines."""
    return tuple(TotalRow(*pair, low=low, high=high) for pair, (low, high) in settled.totals.items())


@define
class _Side:
    low: Fraction = ZERO
    high: Fraction | None = ZERO
    paid: Fraction = ZERO
    set_off: Fraction = ZERO
    waived: Fraction = ZERO
    credit: Fraction = ZERO

    def owe(self, low: Fraction, high: Fraction | None) -> None:
        self.low += low
        self.high = None if self.high is None or high is None else self.high + high

    @property
    def left(self) -> Fraction:
        """Return what is certainly still owed."""
        return self.low - self.paid - self.set_off - self.waived

    def settle(self, owed: Fraction, given: Fraction) -> None:
        """Count what was given towards a debt; more than the debt is a credit."""
        used = min(owed, given)
        self.paid += used
        self.credit += given - used


def account_rows(run: Run, heads: tuple[HeadRow, ...], settled: Settled) -> tuple[AccountRow, ...]:
    """Return what each party owes the other; raises RuntimeError if money were lost or made."""
    sides: dict[Pair, _Side] = defaultdict(_Side)
    for pair, (low, high) in settled.totals.items():
        sides[pair].owe(low, high)
    for head in heads:
        side = sides[head.debtor, head.creditor, head.currency]
        if head.claim == "waived":
            low, high = settled.parts[head.id]
            side.waived += low
            side.high = None if side.high is None or high is None else side.high - (high - low)
        else:
            side.settle(head.low, head.paid)
            side.set_off += sum((amount for _, amount in head.lowers), ZERO)
    _payments(run, heads, sides)
    _net(run, heads, sides)
    return tuple(_account(pair, sides[pair]) for pair in sorted(sides))


def _net(run: Run, heads: tuple[HeadRow, ...], sides: dict[Pair, _Side]) -> None:
    """
    Set off what an event sets off: both debts go by the same amount, as far as there is one each way (art. 568).

    What payments take of it was found before (``reductions``); the rest goes against other heads.
    """
    left = {head.id: head.low - head.paid - sum((amount for _, amount in head.lowers), ZERO) for head in heads}
    for kind, target, event, value in run.claims:
        head = next((row for row in heads if target in (row.id, row.clause) and row.claim != "waived"), None)
        if kind != "sets_off" or head is None or not isinstance(value, Cash) or value.currency != head.currency:
            continue
        there = sides[head.debtor, head.creditor, head.currency]
        back = sides[head.creditor, head.debtor, head.currency]
        gone = sum((one.amount for parts in run.world.lowered.values() for one in parts if one.by == event.id), ZERO)
        amount = max(min(value.amount - gone, left[head.id], there.left, back.left), ZERO)
        left[head.id] -= amount
        there.set_off += amount
        back.set_off += amount


def _payments(run: Run, heads: tuple[HeadRow, ...], sides: dict[Pair, _Side]) -> None:
    currency = run.world.contract.currency
    run.takings.conserve()
    known = {name for head in heads for name in (head.id, head.clause)}
    named = {event.id for kind, target, event, _ in run.claims if kind == "pays" and target in known}
    for (payer, payee), rests in run.takings.left_over().items():
        surplus = sum((rest for event, rest in rests.items() if event not in named), ZERO)
        if surplus:
            sides[payer, payee, currency].credit += surplus
    for norm in run.plan.norms:
        if not norm.pays:
            continue
        for inst in run.world.instances[norm.id]:
            parts = run.world.lowered.get(inst.id, ())
            off = sum((one.amount for one in parts), ZERO)
            cut = sum((one.amount for one in parts if not one.by), ZERO)
            if inst.owed is None or (inst.state not in OWED and inst.paid + off == 0):
                continue
            side = sides[inst.bearer, inst.counterparty or "", currency]
            due = inst.state in OWED
            gone = inst.paid + off
            low = rounded(inst.owed.low) + cut if due else gone
            high = None if inst.owed.high is None else rounded(inst.owed.high) + cut
            side.owe(low, high if due else gone)
            side.settle(low - off, inst.paid)
            side.set_off += off


def _account(pair: Pair, side: _Side) -> AccountRow:
    gone = side.paid + side.set_off + side.waived
    left = side.left
    if left < 0 or side.low != gone + left:
        raise RuntimeError(f"the account of {pair} does not balance")
    return AccountRow(
        debtor=pair[0],
        creditor=pair[1],
        currency=pair[2],
        accrued_low=side.low,
        accrued_high=side.high,
        paid=side.paid,
        set_off=side.set_off,
        waived=side.waived,
        outstanding_low=left,
        outstanding_high=None if side.high is None else side.high - gone,
        credit=side.credit,
    )
