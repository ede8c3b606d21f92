"""
The scores of a finished run as rows: every period begun, its items with what each lost and by which facts.

A score shown beside what it may come out as is one a reader can argue with: the value as it stands, the ends between
which it will lie, and for each item the worth, what was taken before the cap and what was lost after it. A score that
the parties confirmed and that is another than the one computed is a finding.
"""

from collections.abc import Iterator
from fractions import Fraction

from luyue.dsl import model
from luyue.engine.belonging import row_key
from luyue.engine.finding import Reach, Unknown, Worked, Worth
from luyue.engine.formula import Env
from luyue.engine.measured import whole_term
from luyue.engine.points import Loss
from luyue.engine.report import CheckRow, LossRow, ScoreItemRow, ScoreRow, TierRow
from luyue.engine.run import Run
from luyue.engine.scores import Card, ItemCard
from luyue.engine.tiers import next_band
from luyue.engine.value import ends_of, number_text
from luyue.engine.worked import told
from luyue.engine.world import PeriodValue

UNCONFIRMED = "score-differs"


def score_rows(run: Run) -> tuple[ScoreRow, ...]:
    """Return every score of every period begun, by period, then in the order of the contract."""
    found = [(card.period.first, n, _row(run, card)) for n, card in _cards(run)]
    return tuple(row for *_, row in sorted(found, key=lambda one: one[:2]))


def score_findings(rows: tuple[ScoreRow, ...]) -> Iterator[CheckRow]:
    """Yield a finding for every confirmed score that is another than the one computed."""
    for row in rows:
        if row.confirmed_by and row.computed is not None and row.value is not None and row.computed != row.value:
            facts = {
                "name": row.name,
                "period": row.period,
                "computed": number_text(row.computed),
                "confirmed": number_text(row.value),
                "event": row.confirmed_by[-1],
            }
            yield CheckRow(UNCONFIRMED, "warning", facts=facts)


def _cards(run: Run) -> Iterator[tuple[int, Card]]:
    if run.world.effective is None or run.world.effective > run.world.now:
        return
    for n, score in enumerate(run.plan.contract.scores):
        for period in _begun(run, score):
            yield n, run.plan.conditions.card(score, period, run.world)


def _begun(run: Run, score: model.Score) -> Iterator[PeriodValue]:
    if score.period is None:
        yield whole_term(run.world)
    else:
        yield from run.births.begun(score.period, kept=True)


def _row(run: Run, card: Card) -> ScoreRow:
    shown, value = card.shown, card.value
    low, high = (None, None) if isinstance(value, Unknown) else ends_of(value)
    confirmed = card.confirmed is not None
    return ScoreRow(
        id=f"{card.score.label.id}/{card.period.text}",
        name=card.score.label.id,
        cite=card.score.cite,
        period=card.period.text,
        value=shown if isinstance(shown, Fraction) else None,
        low=low,
        high=high,
        start=card.start,
        floor=card.floor,
        items=tuple(_item(item) for item in card.items),
        tiers=tuple(_tiers(run, card)),
        closed=card.closed or confirmed,
        final=isinstance(value, Fraction),
        computed=card.stands if confirmed and isinstance(card.stands, Fraction) else None,
        confirmed_by=card.confirmed_by,
        missing=() if isinstance(value, Fraction) else card.missing,
    )


def _item(card: ItemCard) -> ScoreItemRow:
    return ScoreItemRow(
        id=card.id,
        name=card.item,
        row=None if card.row is None else row_key(card.row),
        worth=card.worth,
        raw=card.raw,
        lost=card.lost,
        low=card.may_lose[0],
        high=card.may_lose[1],
        by=card.by,
        judged=card.judged,
        met=card.met,
        counts_as=card.counts_as,
        losses=tuple(_loss(loss) for loss in card.losses),
        missing=card.missing,
    )


def _loss(loss: Loss) -> LossRow:
    return LossRow(loss.points, loss.most, loss.by, loss.clause, loss.at, loss.part, loss.missing)


def _tiers(run: Run, card: Card) -> Iterator[TierRow]:
    """Yield what every table of tiers of a score makes of it."""
    env = Env(run.world, {card.period.name: card.period}, {}, counted_in=card.period)
    for tiers in run.plan.contract.tiers:
        if not isinstance(tiers.of, model.Measured) or tiers.of.name != card.score.label.id:
            continue
        expr = tiers.bands[0].value
        found = run.plan.conditions.tier(tiers.label.id)(env)
        match found:
            case Reach(low, high):
                yield TierRow(tiers.label.id, None, _told(low, expr), _told(high, expr))
            case Worth(low=low, high=high, currency=currency) if low != high:
                bottom, top = (None if end is None else Worth(end, end, currency) for end in (low, high))
                yield TierRow(tiers.label.id, None, _told(bottom, expr), _told(top, expr))
            case Unknown():
                yield TierRow(tiers.label.id, None)
            case value:
                yield TierRow(tiers.label.id, _told(value, expr), next=_next(run, card, tiers, env))


def _next(run: Run, card: Card, tiers: model.Tiers, env: Env) -> tuple[str, Fraction] | None:
    value = card.value
    return next_band(tiers, run.plan.conditions, env, value) if isinstance(value, Fraction) else None


def _told(value: object, expr: model.Expr) -> Worked | None:
    return None if value is None else told(value, expr)
