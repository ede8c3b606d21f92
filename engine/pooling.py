"""
A score over several periods, as the contract says: met in each, their mean, or pooled (SEMANTICS section 6).

Each: as a figure (in tiers, in a formula) every item counts as in the period that treated it worst, so that an item is
met only if it is met in each period. Against a bound, written as a comparison, every period has to meet it by itself;
that is ``measured``'s work. Pooled: what all periods lost against what all were worth, one score over all of them.
"""

from fractions import Fraction

from luyue.engine.finding import Reach, Unknown, merge
from luyue.engine.scores import Card, left_out, total
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


def each(cards: list[Card]) -> Fraction | Reach | Unknown:
    """
    Return one score in which every item counts as in the period that treated it worst: met only if met in each.

    A confirmed period has no items to compare; the result is never above its score.
    """
    computed = [card for card in cards if card.confirmed is None]
    confirmed = [card.confirmed for card in cards if card.confirmed is not None]
    missing = merge(*(card.missing for card in computed))
    lost = next((card.comes_to for card in computed if isinstance(card.comes_to, Unknown)), None)
    if lost is not None:
        return lost
    ends: list[Fraction | None] = []
    for side in (1, 0):
        found = _worst(computed, side)
        if isinstance(found, Unknown):
            return found
        ends.append(min((*confirmed, *found), default=None) if None not in found else None)  # type: ignore[type-var]
    return reach(ends[0], ends[1], missing)


def _worst(cards: list[Card], side: int) -> list[Fraction | None] | Unknown:
    if not cards:
        return []
    worst: dict[str, Fraction | None] = {}
    gone = frozenset.intersection(*(left_out(card) if card.closed else frozenset() for card in cards))
    for card in cards:
        mine = left_out(card) if card.closed else frozenset()
        for item in card.items:
            loss = ZERO if item.id in mine else item.may_lose[side]
            before = worst.get(item.id, ZERO)
            worst[item.id] = None if loss is None or before is None else max(before, loss)
    found = total(cards[-1], worst, gone=gone)
    return found if isinstance(found, Unknown) else [found]
