"""
A score over several periods, as the contract says: met in each, their mean, or pooled (SEMANTICS section 6).

Met in each is no number: a bound is held against every period by itself, which is ``measured``'s work. Pooled: what all
periods lost against what all were worth, one score over all of them.
"""

from fractions import Fraction

from luyue.engine.finding import Reach, Unknown, merge
from luyue.engine.scores import Card, left_out
from luyue.engine.value import ends_of, reach, stepped, unknown

ZERO = Fraction(0)


def mean(cards: list[Card]) -> Fraction | Reach | Unknown:
    """Return the mean of several periods' scores."""
    return _averaged([card.value for card in cards])


def _averaged(values: list[Fraction | Reach | Unknown]) -> Fraction | Reach | Unknown:
    known = [one for one in values if not isinstance(one, Unknown)]
    missing = merge(*(one.missing for one in values if not isinstance(one, Fraction)))
    if len(known) < len(values) or not known:
        return Unknown(missing)
    lows, highs = zip(*(ends_of(one) for one in known), strict=True)
    return reach(_mean_of(lows), _mean_of(highs), missing)


def _mean_of(ends: tuple[Fraction | None, ...]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return sum(known, ZERO) / len(known) if len(known) == len(ends) else None


def pooled(cards: list[Card]) -> Fraction | Reach | Unknown:
    """
    Return the losses of several periods against their worths: one score over all of them.

    What was lost of a confirmed period is what its score lacks of its start; floor and rounding come once, at the end.
    """
    missing = merge(*(card.missing for card in cards if card.confirmed is None))
    lost = next(
        (card.comes_to for card in cards if card.confirmed is None and isinstance(card.comes_to, Unknown)), None
    )
    if lost is not None or not cards:
        return lost or unknown("period")
    last = cards[-1]
    ends: list[Fraction | None] = []
    for side in (1, 0):
        taken, worth = ZERO, ZERO
        open_end = False
        for card in cards:
            part = _weighed(card, side)
            open_end = open_end or part is None
            taken, worth = (taken + part[0], worth + part[1]) if part is not None else (taken, worth)
        if open_end:
            ends.append(last.floor)
            continue
        share = taken / worth if worth else ZERO
        value = last.start - share * sum((item.worth for item in last.items), ZERO) if last.items else last.start
        ends.append(stepped(value if last.floor is None else max(value, last.floor), last.score.rounded_to))
    return reach(ends[0], ends[1], missing)


def _weighed(card: Card, side: int) -> tuple[Fraction, Fraction] | None:
    """Return what a period lost (side 1: at most, 0: at least) and the worths it counts against; None: no end."""
    if card.confirmed is not None:
        return card.start - card.confirmed, sum((item.worth for item in card.items), ZERO) or card.start
    gone = left_out(card) if card.closed else frozenset()
    counting = [item for item in card.items if item.id not in gone]
    losses = [item.may_lose[side] for item in counting]
    known = [loss for loss in losses if loss is not None]
    if len(known) < len(losses):
        return None
    return sum(known, ZERO), sum((item.worth for item in counting), ZERO)
