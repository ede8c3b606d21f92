"""
Norms without teeth, and teeth without a norm.

A duty whose breach nothing names is still owed, and its creditor may still prove a loss (Civil Code art. 577, 584);
but no figure follows from the contract, and in a dispute that is what counts. Most contracts have many such duties, so
they are told together, and not at all where the contract prices no breach anywhere. The other way round, damages that
follow an event which nobody owes or forbids punish no breach: the duty was left out, or they are a fee. What a person
establishes (``attested``) is left alone: that there was a breach is what was established.
"""

from collections.abc import Iterator

from luyue.dsl import model
from luyue.dsl.model import BreachOf, Clause, Contract, InState, OnDemand, Pattern, Warning_
from luyue.dsl.warn.acts import can_meet, event_names, forbidden_events, owed_events
from luyue.dsl.warn.grouped import grouped


def toothless(contract: Contract) -> Iterator[Warning_]:
    """Yield duties without a consequence, duties without a time of their own, and damages without a duty."""
    bites = _Bites(contract)
    bound = [one for one in contract.clauses if one.duties or one.prohibitions]
    if bites.anywhere:
        yield from grouped(contract, "no-consequence", [one for one in bound if not bites.at(one)], {})
    yield from grouped(contract, "no-deadline", [one for one in bound if _on_demand(one)], {})
    yield from _unowed(contract)


class _Bites:
    """What follows from a breach anywhere in the contract."""

    def __init__(self, contract: Contract) -> None:
        figures = (contract.scores, contract.metrics, contract.tiers)
        self.named = {
            one.clause
            for one in model.walk((contract.clauses, figures, contract.lets, contract.intervals))
            if isinstance(one, BreachOf | InState) and one.clause is not None
        }
        asked = tuple((one.preconditions, one.requirements, one.exceptions) for one in contract.clauses)
        biting = tuple(one.triggers for one in contract.clauses if one.heads or one.powers or one.deductions)
        self.anywhere = bool(biting)
        self.events = [one for one in model.walk((asked, biting, figures)) if isinstance(one, Pattern)]

    def at(self, clause: Clause) -> bool:
        """Say whether something follows when a clause is broken: here, where it is named, or where its event is."""
        if clause.heads or clause.deductions or clause.powers or clause.id in self.named:
            return True
        acts = (*owed_events(clause), *forbidden_events(clause))
        own = {id(one) for one in model.walk(clause) if isinstance(one, Pattern)}
        return any(can_meet(act, one) for act in acts for one in self.events if id(one) not in own)


def _on_demand(clause: Clause) -> bool:
    """Say whether a duty has no time but a demand."""
    times = [one for timing in clause.timings for one in model.walk(timing.time) if isinstance(one, OnDemand)]
    return bool(clause.duties) and any(one.length is None for one in times)


def _unowed(contract: Contract) -> Iterator[Warning_]:
    """Yield damages that follow an event which is nobody's duty and which nobody forbids."""
    attested = {one.id for one in contract.events if one.attested}
    bound = [one for clause in contract.clauses for one in (*owed_events(clause), *forbidden_events(clause))]
    for clause in contract.clauses:
        if clause.duties or clause.prohibitions or not any(one.kind == "damages" for one in clause.heads):
            continue
        for source in (one for trigger in clause.triggers for one in trigger.sources):
            if isinstance(source, Pattern) and source.event not in attested and not _met(source, bound):
                zh, en = event_names(contract, source.event)
                yield Warning_(
                    "consequence-without-duty", "warning", clause.id, None, {"zh": zh, "en": en}, span=clause.span
                )
                break


def _met(source: Pattern, bound: list[Pattern]) -> bool:
    return any(can_meet(source, one) for one in bound)
