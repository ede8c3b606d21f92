"""
Reductions (扣减) and set-offs (抵销): which payment each of them lowers, or pays.

A reduction names a payment clause. It is taken off the first payment of that clause that falls due at or after the
instant at which the reduction stood fixed (it stopped growing, or was decided), as far as that payment was not made
before; what exceeds it goes on to the next one, and what no payment can take is a debt of who is paid. One that still
grows, or is still to be decided, lowers nothing yet, so that nobody has to know at the due date what a later day adds.
Reductions come in the order in which they stood fixed, payments in the order in which they fall due. Fields that both
are known by must agree. A reduction that was waived, or paid by naming it, is not taken a second time.

An event that sets a head off takes effect as it arrives (art. 568): it pays, to its amount and to what is left of the
head, the debts that the creditor of the head owes its debtor by then, what falls due first before the rest (art. 560,
合同编通则解释 第五十六条). What is paid after it is paid on what it left.
"""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from operator import attrgetter

from luyue.engine.draft import Draft
from luyue.engine.event import Cash
from luyue.engine.plan import Norm
from luyue.engine.report import HeadRow
from luyue.engine.run import Run
from luyue.engine.world import Instance, Lowering

OWN = "contract"  # a debt that a statute speaks of is the contract's own
ZERO = Fraction(0)
GROWING = ("late", "interval")
GONE = ("waived", "ended", "excused")
Lowerings = dict[str, list[Lowering]]


def lowerings(run: Run, drafts: Iterable[Draft], heads: Iterable[HeadRow]) -> Lowerings:
    """Return by payment what lowers it, in order; empty where there is no reduction."""
    rows = {row.id: row for row in heads}
    fixed = [draft for draft in drafts if draft.head.kind == "reduction" and _stands(run, draft, rows[draft.id])]
    found: Lowerings = defaultdict(list)
    for draft in sorted(fixed, key=lambda d: (d.stopped, d.norm.number, d.id)):
        row, norm = rows[draft.id], run.plan.by_id.get(draft.head.of or "")
        left = row.low - row.paid
        for inst in () if norm is None else _payments(run, norm, draft):
            part = min(left, _room(inst, draft.stopped, found[inst.id]))
            if part > 0:
                found[inst.id].append(Lowering(draft.id, part, draft.stopped))
                left -= part
    _set_off(run, rows, found)
    return {name: parts for name, parts in found.items() if parts}


def _set_off(run: Run, rows: dict[str, HeadRow], found: Lowerings) -> None:
    """Add what events set off against payments, in the order of the events."""
    left = {row.id: row.low - row.paid for row in rows.values()}
    for one in (one for parts in found.values() for one in parts):
        left[one.head] -= one.amount
    for kind, target, event, value in run.claims:
        row = next((r for r in rows.values() if target in (r.id, r.clause) and r.claim != "waived"), None)
        if kind != "sets_off" or row is None or not isinstance(value, Cash) or value.currency != row.currency:
            continue
        amount = min(value.amount, left[row.id])
        for inst in _debts(run, row, event.at):
            part = min(amount, _room(inst, event.at, found[inst.id]))
            if part > 0:
                found[inst.id].append(Lowering(row.id, part, event.at, event.id))
                amount, left[row.id] = amount - part, left[row.id] - part


def _debts(run: Run, row: HeadRow, at: int) -> list[Instance]:
    """Return the payments that the creditor of a head owed its debtor at an instant, earliest due first."""
    fits = [
        inst
        for norm in run.plan.norms
        for inst in (run.world.instances[norm.id] if norm.pays and norm.clause.source == OWN else ())
        if (inst.bearer, inst.counterparty) == (row.creditor, row.debtor)
        and inst.full is not None
        and inst.arose_at <= at
        and inst.state not in GONE
    ]
    return sorted(fits, key=attrgetter("urgency"))


def _stands(run: Run, draft: Draft, row: HeadRow) -> bool:
    """Return whether a reduction is fixed: one amount that no further day changes, and not let go."""
    grows = draft.head.per is not None and draft.head.per.kind in GROWING and draft.stopped >= run.world.now
    return row.settled and not grows and row.claim != "waived"


def _payments(run: Run, norm: Norm, draft: Draft) -> list[Instance]:
    """Return the payments that a reduction may be taken off, in the order in which they fall due."""
    known = {**dict(draft.subjects[0].inst.key), **draft.subjects[0].inst.tie}
    fits = [
        inst
        for inst in run.world.instances[norm.id]
        if inst.state not in GONE
        and inst.full is not None
        and (inst.due is None or inst.due.last >= draft.stopped)
        and all(known.get(name, value) == value for name, value in inst.key if name != "clause")
    ]
    return sorted(fits, key=attrgetter("urgency"))


def _room(inst: Instance, at: int, taken: list[Lowering]) -> Fraction:
    """Return how much of a payment was neither paid before an instant nor taken off it by now."""
    paid = sum((t.amount or ZERO for t in inst.taken if t.event.at < at), ZERO)
    full = ZERO if inst.full is None else inst.full.low
    return max(full - paid - sum((one.amount for one in taken), ZERO), ZERO)
