"""
Ranges that nobody can close: no one to decide, no time to decide in, no upper end.

"0.5% to 3%, according to the circumstances" is a claim of an unknown amount until somebody decides; if the contract
names nobody, or gives no time, it stays one for good. An open upper end leaves the debtor without a worst case.
"""

from collections.abc import Iterator

from luyue.dsl import model
from luyue.dsl.model import Contract, Head, Range, Warning_
from luyue.dsl.warn.worth import meaning


def discretion(contract: Contract) -> Iterator[Warning_]:
    """Yield heads whose amount is a range that nobody can close in time; of like ones in a clause the first."""
    for clause in contract.clauses:
        told: set[tuple[str, ...]] = set()
        for head in clause.heads:
            found = _range(head, contract)
            lacks = tuple(_lacks(head, found)) if found is not None else ()
            if lacks and lacks not in told:
                told.add(lacks)
                facts = {"lack": lacks[0], "more": f"{lacks[1]}-too" if len(lacks) > 1 else ""}
                yield Warning_("discretion", "warning", clause.id, None, facts, span=head.span)


def _range(head: Head, contract: Contract) -> Range | None:
    """Return the range of an amount, also behind a name or under a share."""
    for node in model.walk(head.amount):
        if isinstance(node, Range):
            return node
        if isinstance(node, model.Param) and isinstance(inner := meaning(node, contract), Range):
            return inner
    return None


def _lacks(head: Head, found: Range) -> Iterator[str]:
    if head.decided is None:
        yield "@lacks-decider"
    elif head.decided.timing is None:
        yield "@lacks-time"
    if found.high is None and not any(cap.op == "le" for cap in head.caps):
        yield "@lacks-top"
