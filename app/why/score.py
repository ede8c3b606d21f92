"""The reasons of a score: its items, each deduction with the event or breach behind it, its tier and the next one."""

from collections.abc import Iterable
from fractions import Fraction

from luyue.app.numbers import about, exact
from luyue.app.pen import Pen, figure_text
from luyue.app.scoring import item_name, note, points, status, tier_text, value
from luyue.app.why.clause import event_reason, events_reason, missing_reasons
from luyue.app.why.duty import breach_line
from luyue.app.why.tree import Reason
from luyue.app.words import say
from luyue.app.words import scores as words
from luyue.dsl.diagnostic import escape
from luyue.engine.report import LossRow, ScoreItemRow, ScoreRow


def _why(pen: Pen, code: str, **facts: object) -> str:
    return say(words.WHY, code, pen.lang, facts)


def _reason(pen: Pen, code: str, *parts: Reason, **facts: object) -> Reason:
    return Reason(code, _why(pen, code, **facts), parts)


def score_reason(pen: Pen, row: ScoreRow) -> Reason:
    """Return why a score is what it is."""
    facts = {"id": pen.names.instance(row.id), "value": value(row, pen.lang), "status": status(row, pen.lang)}
    cite = pen.names.cite(row.cite)
    name = {"name": pen.names.of(row.name), "cite": f" {cite}" if cite else "", "period": escape(row.period)}
    parts = (
        _reason(pen, "score_cite", **name),
        *_confirmed(pen, row),
        *(_item(pen, item) for item in row.items),
        *_sum(pen, row),
        *_ends(pen, row),
        *_tiers(pen, row),
        *missing_reasons(pen, (pen.names.missing(one) for one in row.missing)),
    )
    return _reason(pen, "score", *parts, **facts)


def _confirmed(pen: Pen, row: ScoreRow) -> Iterable[Reason]:
    if row.confirmed_by and row.value is not None:
        computed = say(words.SAY, "unknown", pen.lang) if row.computed is None else points(row.computed, pen.lang)
        told = {"value": points(row.value, pen.lang), "computed": computed}
        yield _reason(pen, "score_confirmed", *events_reason(pen, "event", row.confirmed_by), **told)


def _sum(pen: Pen, row: ScoreRow) -> Iterable[Reason]:
    """Return how the score follows from what its items lost, where it is one number."""
    found = row.computed if row.confirmed_by else row.value
    if found is None or not row.items:
        return
    gone = [item for item in row.items if item.counts_as == "left_out"]
    lost = sum((item.lost for item in row.items if item not in gone), Fraction(0))
    score = next(one for one in pen.report.contract.scores if one.label.id == row.name)
    step = score.rounded_to
    yield _reason(
        pen,
        "score_sum",
        start=points(row.start, pen.lang),
        lost=points(lost, pen.lang),
        scaled=_scaled(pen, row, gone) if gone else "",
        floor="" if row.floor is None else _why(pen, "floor", floor=points(row.floor, pen.lang)),
        rounded="" if step is None else _why(pen, "rounded", step=points(step, pen.lang)),
        value=points(found, pen.lang),
    )


def _scaled(pen: Pen, row: ScoreRow, gone: list[ScoreItemRow]) -> str:
    everything = sum((item.worth for item in row.items), Fraction(0))
    out = sum((item.worth for item in gone), Fraction(0))
    facts = {"gone": points(out, pen.lang), "all": exact(everything), "counting": exact(everything - out)}
    return _why(pen, "scaled", **facts)


def _ends(pen: Pen, row: ScoreRow) -> Iterable[Reason]:
    if not row.final and row.high is not None:
        low = say(words.SAY, "unknown", pen.lang) if row.low is None else points(row.low, pen.lang)
        yield _reason(pen, "score_range" if row.closed else "score_ends", low=low, high=points(row.high, pen.lang))


def _tiers(pen: Pen, row: ScoreRow) -> Iterable[Reason]:
    for tier in row.tiers:
        parts = []
        if tier.next is not None and row.value is not None:
            op, bound = tier.next
            code = "score_next" if op == "ge" else "score_over"
            lacking = points(bound - row.value, pen.lang)
            parts.append(_reason(pen, code, lacking=lacking, bound=points(bound, pen.lang)))
        yield _reason(pen, "score_tier", *parts, tiers=pen.names.of(tier.tiers), value=tier_text(pen, tier))


# ---------------------------------------------------------------- items


def _item(pen: Pen, row: ScoreItemRow) -> Reason:
    parts = [*(_loss(pen, loss) for loss in row.losses)]
    if row.raw > row.lost and row.lost == row.worth:
        parts.append(_reason(pen, "score_raw", raw=points(row.raw, pen.lang), worth=points(row.worth, pen.lang)))
    parts += [_cited(pen, one) for one in row.by if not any(one in loss.by for loss in row.losses)]
    parts += missing_reasons(pen, (pen.names.missing(one) for one in row.missing))
    told = note(row, pen.lang)
    between = "，" if pen.lang == "zh" else ", "
    facts = {"worth": points(row.worth, pen.lang), "lost": points(row.lost, pen.lang)}
    return _reason(
        pen, "score_item", *parts, item=item_name(pen, row), note=f"{between}{told}" if told else "", **facts
    )


def _loss(pen: Pen, loss: LossRow) -> Reason:
    parts = [_cited(pen, one) for one in loss.by]
    if loss.clause is not None:
        cite = pen.cite(loss.clause)
        facts = {"clause": pen.names.instance(loss.clause), "cite": f" {cite}" if cite else ""}
        parts.insert(0, _reason(pen, "score_by_clause", **facts))
    parts += missing_reasons(pen, (pen.names.missing(one) for one in loss.missing))
    told = "" if loss.part is None else _why(pen, "score_for", part=escape(loss.part))
    if loss.most == loss.points:
        return _reason(pen, "score_loss", *parts, points=points(loss.points, pen.lang), **{"for": told})
    high = say(words.SAY, "unknown", pen.lang) if loss.most is None else points(loss.most, pen.lang)
    between = say(words.SAY, "range", pen.lang, {"low": about(loss.points), "high": high})
    return _reason(pen, "score_loss", *parts, points=between, **{"for": told})


def _cited(pen: Pen, one: str) -> Reason:
    """Return what a deduction rests on: a breach with its events, an event with its row, a figure."""
    breach = next((row for row in pen.report.breaches if row.id == one), None)
    if breach is not None:
        return breach_line(pen, breach)
    if one in pen.report.events:
        return event_reason(pen, "event", one)
    figure = next((row for row in pen.report.metrics if row.id == one), None)
    if figure is not None:
        told = figure_text(figure) or say(words.SAY, "unknown", pen.lang)
        return _reason(pen, "score_figure", id=pen.names.instance(one), value=told)
    return _reason(pen, "score_by", id=pen.names.instance(one))
