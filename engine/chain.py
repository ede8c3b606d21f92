"""
The hash chain over a contract and the events applied, so that a report can be held against its log later.

``h_0 = H("v1" 0 contract)``, ``h_i = H(0 h_{i-1} len(event_i) event_i)`` with SHA-256: to change, drop, add or swap any
event changes the head. Short marks along the chain let whoever checks a report name the first event that differs; a
chain of more than ``MOST_MARKS`` events has a mark at every n-th only, and then the first bad stretch is named.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from attrs import frozen

from luyue.engine.event import Event

MOST_MARKS = 4096
MARK = 8  # hexadecimal digits of a mark


@frozen
class Chain:
    """The head of a chain and its marks; ``every``: how many events lie between two marks."""

    head: str
    every: int
    marks: tuple[str, ...]


def chained(contract_digest: str, applied: Iterable[Event]) -> Callable[[], Chain]:
    """Return what works the chain out when it is asked for, once."""
    return cache(lambda: chain_of(contract_digest, applied))


def chain_of(contract_digest: str, applied: Iterable[Event]) -> Chain:
    """Return the chain over a contract and events in their order of effect."""
    events = applied if isinstance(applied, Sequence) else tuple(applied)
    every = max(1, -(-len(events) // MOST_MARKS))
    head = hashlib.sha256(b"v1\0" + contract_digest.encode()).digest()
    marks: list[str] = []
    for number, event in enumerate(events, 1):
        text = f"{event.id}\0{event.content}".encode()
        head = hashlib.sha256(b"\0" + head + len(text).to_bytes(8, "big") + text).digest()
        if number % every == 0 or number == len(events):
            marks.append(head.hex()[:MARK])
    return Chain(head.hex(), every, tuple(marks))


def first_difference(mine: Chain, yours: Chain, count: int) -> tuple[int, int] | None:
    """
    Return the first stretch of events, from 1 and inclusive, in which two chains part; None where they do not.

    ``count`` is how many events ``mine`` has. Chains with marks at different distances part anywhere: the whole.
    """
    if mine.head == yours.head:
        return None
    if mine.every != yours.every:
        return 1, count
    same = next(
        (i for i, (a, b) in enumerate(zip(mine.marks, yours.marks, strict=False)) if a != b),
        min(len(mine.marks), len(yours.marks)),
    )
    return same * mine.every + 1, (same + 1) * mine.every
