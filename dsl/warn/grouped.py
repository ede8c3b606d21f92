"""
One finding for many clauses, where the same thing holds of most of a contract and each place alone says little.

It stands at the first of the clauses and names them all; programs find their ids in the fact ``clauses``. A clause
that settles the code in a note is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from luyue.dsl.model import Clause, Contract, Warning_
from luyue.dsl.warn.settled import settled

SHOWN: Final = 6  # names in the sentence; a longer list is read in the file


def grouped(
    contract: Contract, code: str, clauses: Sequence[Clause], facts: Mapping[str, str], severity: str = "info"
) -> Iterator[Warning_]:
    """Yield one finding on some clauses of the contract, in the order of the text; nothing if there is none."""
    found = {one.id: one for one in clauses if one.source == "contract" and not settled(one, code)}
    if not found:
        return
    labels = [one.label for one in found.values()]
    more = len(labels) > SHOWN
    told = {
        "count": str(len(labels)),
        "names_zh": "、".join(one.zh for one in labels[:SHOWN]) + ("等" if more else ""),
        "names_en": ", ".join(one.en for one in labels[:SHOWN]) + (" and others" if more else ""),
        "clauses": "、".join(found),
    }
    first = next(iter(found.values()))
    yield Warning_(code, severity, None, None, {**facts, **told}, span=first.span)
