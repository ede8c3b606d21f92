"""
Scores (考核): what each item lost in a period, by which facts, and what the period comes to (SEMANTICS section 6).

A card is one score of one period as the facts stand. While the period runs it is open: the score as it stands is
shown, and its ends say between what it may come out, from every open item lost to every one kept. When the period is
over, or the log says it is closed, only what is undetermined leaves a range. A score that the parties confirmed takes
the place of the one computed here; both are kept, for the difference is a finding of the audit.

Losses are exact and capped item by item; the floor and the rounding come last. Items left out hand their weight to
the others: losses are scaled by all worths over those that count, so 65 of 73 points is 65/73 of the whole.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from attrs import evolve, field, frozen

from luyue.dsl import model
from luyue.engine.behind import behind
from luyue.engine.belonging import row_key, rows_of
from luyue.engine.event import Event
from luyue.engine.finding import Missing, Reach, Unknown, merge
from luyue.engine.formula import Env, bare
from luyue.engine.judged import Judge
from luyue.engine.period import is_named
from luyue.engine.points import Line, Loss, Points
from luyue.engine.tallies import Reads, reads_of
from luyue.engine.value import reach, stepped, unknown
from luyue.engine.world import PeriodValue, RowValue, World

ZERO = Fraction(0)


@frozen
class Item:
    """An item ready to be asked."""

    item: model.ScoreItem
    lines: tuple[Line, ...]  # its own, then those of clauses


@frozen
class ItemCard:
    """One item in one period."""

    id: str
    item: str  # the item's own id
    row: RowValue | None
    worth: Fraction
    losses: tuple[Loss, ...]  # by time
    raw: Fraction  # taken before the cap, as far as decided
    most: Fraction | None  # the most that may be taken before the cap by what is on record; None: no end
    lost: Fraction  # as it stands: after the cap, and as the score says for what is not judged
    may_lose: tuple[Fraction, Fraction | None]  # the least and the most that it may come to
    judged: bool = True  # of an item with a condition: whether that is decided; else whether its losses are
    met: bool | None = None  # of an item with a condition
    counts_as: str | None = None  # not judged: kept, lost or left_out, as the score says
    by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()


@frozen
class Card:
    """One score of one period."""

    score: model.Score
    period: PeriodValue
    items: tuple[ItemCard, ...]
    closed: bool
    start: Fraction
    floor: Fraction | None
    stands: Fraction | Reach | Unknown  # computed, as it stands
    comes_to: Fraction | Reach | Unknown  # computed: what it may come out as; one number once it is final
    confirmed: Fraction | None = None
    confirmed_by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = field(default=(), kw_only=True)

    @property
    def value(self) -> "Fraction | Reach | Unknown":
        """Return the score for all that follows from it: the confirmed one, else what it may come out as."""
        return self.comes_to if self.confirmed is None else self.confirmed

    @property
    def shown(self) -> "Fraction | Reach | Unknown":
        """Return the score as it stands."""
        return self.stands if self.confirmed is None else self.confirmed


class Scores:
    """Work out the scores of one contract."""

    def __init__(self, points: Points) -> None:
        self.points = points
        self.conditions = points.conditions
        self.judge = Judge(points.conditions)
        contract = self.conditions.contract
        self.scores = {score.label.id: score for score in contract.scores}
        self.tables = {table.label.id: table for table in contract.tables}
        self.periods = {period.label.id: period for period in contract.periods}
        self._items: dict[str, tuple[Item, ...]] = {}
        self._reads: dict[str, Reads | None] = {}
        self._kinds: dict[str, tuple[model.Period, ...]] = {}

    # ------------------------------------------------------------ made ready

    def items(self, score: model.Score) -> tuple[Item, ...]:
        """Return the items of a score with every line that takes their points, made once."""
        name = score.label.id
        if name not in self._items:
            self._items[name] = tuple(self._item(score, item) for item in score.items)
        return self._items[name]

    def reads(self, score: model.Score) -> Reads | None:
        """Return all that a score reads, found once; None where it may change without a trace, or as days go by."""
        name = score.label.id
        if name not in self._reads:
            self._reads[name] = self._all_reads(score)
        return self._reads[name]

    def _all_reads(self, score: model.Score) -> Reads | None:
        lines = [line for item in self.items(score) for line in item.lines]
        own = (score.start, score.floor, score.confirmed_by, *((item.worth, item.condition) for item in score.items))
        found = [reads_of(own, None, self.conditions), *(line.reads for line in lines)]
        if None in found or any(line.per.kind == "condition" for line in lines):
            return None
        return Reads.of_all(reads for reads in found if reads is not None)

    def _parts(self, score: model.Score) -> tuple[model.Period, ...]:
        """Return the periods that end within those of a score and change it by being over: of figures, and of lines."""
        name = score.label.id
        if name not in self._kinds:
            lines = [line.per.period for item in self.items(score) for line in item.lines if line.per.kind == "period"]
            asked = behind(tuple(item.condition for item in score.items), self.conditions, "let", "reading")
            figures = [node.name for node in asked if isinstance(node, model.Measured)]
            found = dict.fromkeys((*lines, *(self.conditions.metrics[one].period for one in figures)))
            self._kinds[name] = tuple(self.periods[kind] for kind in found if kind is not None)
        return self._kinds[name]

    def _item(self, score: model.Score, item: model.ScoreItem) -> Item:
        own = [self.points.line(line, score.period) for line in item.deductions]
        others = [
            self.points.line(line, score.period, clause)
            for clause in self.conditions.contract.clauses
            for line in clause.deductions
            if (line.score, line.item) == (score.label.id, item.label.id)
        ]
        return Item(item, (*own, *others))

    # ------------------------------------------------------------ one period

    def card(self, score: model.Score, period: PeriodValue, world: World) -> Card:
        """Return a score of a period as the facts stand: the one made before, while nothing that it reads changed."""
        closed = world.now > world.zone.end_of(period.last) or world.closed_at(period) is not None
        reads = self.reads(score)
        if reads is None or reads.unsure(world):
            return self._card(score, period, world, closed=closed)
        running = (self.conditions.periods(kind)(bare(world), world.day) for kind in self._parts(score))
        stamp = (*reads.stamp(world), closed, len(world.closed), *running)
        known = world.scored.get((score.label.id, period))
        if known is None or known[0] != stamp:
            known = world.scored[score.label.id, period] = stamp, self._card(score, period, world, closed=closed)
        return cast(Card, known[1])

    def _card(self, score: model.Score, period: PeriodValue, world: World, *, closed: bool) -> Card:
        env = evolve(
            bare(world), vars={period.name: period}, scope=self.points.scope(period, score.period), counted_in=period
        )
        start, floor = self._points(score.start, env), self._points(score.floor, env)
        found = [self._item_cards(score, item, env, period, closed=closed) for item in self.items(score)]
        confirmed, by = self._confirmed(score, period, world)
        items: list[ItemCard] = []
        lacking: tuple[Missing, ...] = ()
        for one in (*found, start, floor):
            if isinstance(one, Unknown):
                lacking = merge(lacking, one.missing)
            elif isinstance(one, list):
                items.extend(one)
        if lacking or isinstance(start, Unknown) or isinstance(floor, Unknown):
            lost = Unknown(lacking)
            begin = start if isinstance(start, Fraction) else ZERO
            return Card(score, period, (), closed, begin, None, lost, lost, confirmed, by, missing=lacking)
        total = sum((item.worth for item in items), ZERO) if start is None else start
        card = Card(score, period, tuple(items), closed, total, floor, ZERO, ZERO, confirmed, by)
        missing = merge(*(item.missing for item in items))
        if not closed:
            missing = merge((Missing("score", {"name": score.label.id, "period": period.text}),), missing)
        return evolve(card, stands=_standing(card), comes_to=_coming(card, missing), missing=missing)

    def _points(self, expr: model.Expr | None, env: Env) -> Fraction | Unknown | None:
        if expr is None:
            return None
        found = self.conditions.value(expr)(env)
        match found:
            case Fraction() | Unknown():
                return found
            case Reach(missing=missing):
                return Unknown(missing)
            case _:
                raise TypeError(f"not points: {found!r}")

    def _item_cards(
        self, score: model.Score, item: Item, env: Env, period: PeriodValue, *, closed: bool
    ) -> list[ItemCard] | Unknown:
        """Return an item's card, or one for each row that it stands for."""
        if item.item.table is None:
            one = self._item_card(score, item, env, period, None, closed=closed)
            return one if isinstance(one, Unknown) else [one]
        cards: list[ItemCard] = []
        for row in rows_of(self.conditions, self.tables[item.item.table], env.world):
            named = {item.item.alias or item.item.table: row, item.item.table: row}
            one = self._item_card(score, item, evolve(env, vars={**env.vars, **named}), period, row, closed=closed)
            if isinstance(one, Unknown):
                return one
            cards.append(one)
        return cards

    def _item_card(
        self, score: model.Score, item: Item, env: Env, period: PeriodValue, row: RowValue | None, *, closed: bool
    ) -> ItemCard | Unknown:
        worth = self._points(item.item.worth, env)
        if not isinstance(worth, Fraction):
            return Unknown(()) if worth is None else worth
        key = None if row is None else row_key(row)
        taken = tuple(self.points.losses(line, env, period) for line in item.lines)
        known = env.world.cards.get((id(item), period.text, key))
        if known is not None and _same_losses(known, (taken, worth, closed)):
            return cast(ItemCard, known[1])
        card = self._worked_out(score, item, env, row, worth, taken, closed=closed)
        if item.item.condition is None:
            env.world.cards[id(item), period.text, key] = ((taken, worth, closed), card)
        return card

    def _worked_out(
        self,
        score: model.Score,
        item: Item,
        env: Env,
        row: RowValue | None,
        worth: Fraction,
        taken: tuple[tuple[Loss, ...], ...],
        *,
        closed: bool,
    ) -> ItemCard:
        """Return an item's card from what each of its lines took."""
        key = None if row is None else row_key(row)
        name = item.item.label.id if key is None else f"{item.item.label.id}/{key}"
        losses = sorted(
            (loss for line in taken for loss in line if key is None or loss.row is None or loss.row == key),
            key=lambda loss: (loss.at is not None, loss.at or 0, loss.by),
        )
        raw = sum((loss.points for loss in losses), ZERO)
        ends = [loss.most for loss in losses if loss.most is not None]
        most = sum(ends, ZERO) if len(ends) == len(losses) else None
        by = tuple(dict.fromkeys(one for loss in losses for one in loss.by))
        missing = merge(*(loss.missing for loss in losses))
        card = ItemCard(
            name, item.item.label.id, row, worth, tuple(losses), raw, most, ZERO, (ZERO, ZERO), by=by, missing=missing
        )
        if item.item.condition is not None:
            return self._conditioned(score, item, card, env, closed=closed)
        return _deducted(score, item, card, closed=closed)

    # ------------------------------------------------------------ items earned whole

    def _conditioned(self, score: model.Score, item: Item, card: ItemCard, env: Env, *, closed: bool) -> ItemCard:
        """Return an item earned if a condition holds, else lost whole; what it loses besides is capped as ever."""
        condition = item.item.condition
        if condition is None:
            raise ValueError("an item without a condition is not earned by one")
        met, missing = self.judge.verdict(condition, env, closed=closed)
        least, most = _capped(card, item.item)
        if not closed and item.lines:  # while the period runs, they may take the rest of it
            most = None if item.item.may_exceed else max(card.worth, least)
        if met is not None:
            by = tuple(dict.fromkeys((*card.by, *self.judge.evidence(condition, env))))  # each event once
            low, high = (least, most) if met else (max(card.worth, least), _larger(card.worth, most))
            return evolve(card, lost=low, may_lose=(low, high), met=met, judged=low == high, by=by)
        rule = score.unjudged
        stands = {None: self._so_far(condition, env, card, closed=closed), "lost": card.worth}.get(rule, least)
        ends: tuple[Fraction, Fraction | None] = (least, _larger(card.worth, most))
        if closed and rule is not None:
            ends = (stands, most if rule == "kept" else stands)
        lacking = merge(card.missing, missing)
        return evolve(
            card, lost=stands, may_lose=ends, judged=False, counts_as=rule, missing=() if closed and rule else lacking
        )

    def _so_far(self, condition: model.Expr, env: Env, card: ItemCard, *, closed: bool) -> Fraction:
        """Return what an item would lose if the period ended now; nothing while that is not known either."""
        held = False if closed else self.conditions.value(condition)(env)
        return card.worth if held is False and not closed else ZERO

    # ------------------------------------------------------------ confirmed

    def _confirmed(
        self, score: model.Score, period: PeriodValue, world: World
    ) -> tuple[Fraction | None, tuple[str, ...]]:
        """Return the last score that was confirmed for a period, and the events that confirmed it."""
        of = score.confirmed_by
        if of is None or not isinstance(of.of, model.Happening):
            return None, ()
        found = [
            event
            for event in self.conditions.matches(of.of.pattern)(evolve(bare(world), vars={period.name: period}))
            if isinstance(event.fields.get(of.name), Fraction) and self._confirms(score, event, period, world)
        ]
        if not found:
            return None, ()
        value = found[-1].fields[of.name]
        same = tuple(event.id for event in found if event.fields[of.name] == value)
        return (value, same) if isinstance(value, Fraction) else (None, ())

    def _confirms(self, score: model.Score, event: Event, period: PeriodValue, world: World) -> bool:
        """
        Return whether an event confirms the score of a period: the one it names.

        Where it names none it confirms the last one that was over when it came; while none was, the one that ran.
        """
        field_ = self.points.naming(event.type, score.period)
        said = None if field_ is None else is_named(period, event.fields.get(field_))
        if said is not None:
            return said
        kind = self.periods.get(score.period or "")
        if kind is None:
            return True
        env = bare(world)
        running = self.conditions.periods(kind)(env, world.zone.day_of(event.at))
        if running is None:
            return period.last < world.zone.day_of(event.at)
        before = self.conditions.nth(kind, env, running.number - 1)
        begun = 0 if world.effective is None else world.zone.day_of(world.effective)
        return period.text == (running.text if before is None or before.last < begun else before.text)


# ---------------------------------------------------------------- items


def _same_losses(known: tuple[object, object], now: tuple[tuple[tuple[Loss, ...], ...], Fraction, bool]) -> bool:
    """Return whether an item was worked out from these very losses before."""
    (taken, worth, closed), _ = cast(tuple[tuple[tuple[object, ...], Fraction, bool], object], known)
    same = len(taken) == len(now[0]) and all(a is b for a, b in zip(taken, now[0], strict=True))
    return same and (worth, closed) == now[1:]


def _capped(card: ItemCard, item: model.ScoreItem) -> tuple[Fraction, Fraction | None]:
    """Return the least and the most that is lost by what is on record, after the worth as a cap; None: no end."""
    if item.may_exceed:
        return card.raw, card.most
    return min(card.raw, card.worth), card.worth if card.most is None else min(card.most, card.worth)


def _larger(one: Fraction, other: Fraction | None) -> Fraction | None:
    return None if other is None else max(one, other)


def _deducted(score: model.Score, item: Item, card: ItemCard, *, closed: bool) -> ItemCard:
    """Return an item that loses what its lines take; while the period runs, they may take the rest of it."""
    least, most = _capped(card, item.item)
    decided = card.raw == card.most
    stands = most if score.unjudged == "lost" and most is not None else least
    if not closed and item.lines:
        rest = None if item.item.may_exceed else card.worth
        return evolve(card, lost=stands, may_lose=(least, rest), judged=decided)
    if not decided and score.unjudged in ("kept", "lost"):
        return evolve(card, lost=stands, may_lose=(stands, stands), judged=False, counts_as=score.unjudged, missing=())
    return evolve(card, lost=stands, may_lose=(least, most), judged=decided)


# ---------------------------------------------------------------- sums


def total(
    card: Card, lost: Mapping[str, Fraction | None], *, gone: frozenset[str] = frozenset()
) -> Fraction | Unknown | None:
    """Return what a score comes to if its items lose so much; None: below every number; Unknown: nothing counts."""
    everything = sum((item.worth for item in card.items), ZERO)
    counting = sum((item.worth for item in card.items if item.id not in gone), ZERO)
    if gone and counting == 0:
        return unknown("no_data")
    taken = ZERO
    for item in card.items:
        one = ZERO if item.id in gone else lost[item.id]
        if one is None:
            return None if card.floor is None else stepped(card.floor, card.score.rounded_to)
        taken += one
    scaled = taken * everything / counting if gone else taken
    value = card.start - scaled
    return stepped(value if card.floor is None else max(value, card.floor), card.score.rounded_to)


def left_out(card: Card) -> frozenset[str]:
    """Return the items that do not count."""
    return frozenset(item.id for item in card.items if item.counts_as == "left_out")


def _standing(card: Card) -> Fraction | Reach | Unknown:
    """Return a score as it stands: as if the period ended now, what is not judged counting as the score says."""
    gone = left_out(card)
    doubtful = [item for item in card.items if not item.judged and item.counts_as is None]
    if card.closed and doubtful:
        return _between(card, gone, card.missing)
    stands = total(card, {item.id: item.lost for item in card.items}, gone=gone)
    return Unknown(()) if stands is None else stands


def _coming(card: Card, missing: tuple[Missing, ...]) -> Fraction | Reach | Unknown:
    """Return between what ends a score may come out: every open item lost, every open item kept."""
    if card.closed:
        return _between(card, left_out(card), missing)
    return _between(card, frozenset(), missing)


def _between(card: Card, gone: frozenset[str], missing: tuple[Missing, ...]) -> Fraction | Reach | Unknown:
    low = total(card, {item.id: item.may_lose[1] for item in card.items}, gone=gone)
    high = total(card, {item.id: item.may_lose[0] for item in card.items}, gone=gone)
    if isinstance(low, Unknown) or isinstance(high, Unknown):
        return low if isinstance(low, Unknown) else unknown("no_data")
    return reach(low, high, missing)
