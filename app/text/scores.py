"""The section of scores: each period with its score, what it is worth by tiers, and the items that lost points."""

from collections.abc import Iterator

from luyue.app.layout import Column
from luyue.app.numbers import about
from luyue.app.scoring import ends, hurt, item_name, note, points, status, tier_text, value
from luyue.app.text.page import Page
from luyue.app.words import say
from luyue.app.words import scores as words
from luyue.engine.report import ScoreRow

FIGURES = ("worth", "raw", "lost", "times")


def scores(page: Page) -> list[str]:
    """Return every score of every period begun."""
    lines: list[str] = []
    for row in page.report.scores:
        lines += [*([""] if lines else []), *_score(page, row)]
    return lines


def _score(page: Page, row: ScoreRow) -> list[str]:
    facts = {"name": page.names.of(row.name), "period": row.period, "value": value(row, page.lang)}
    head = say(words.SAY, "heading", page.lang, {**facts, "status": status(row, page.lang)})
    lines = page.wrapped(page.listed((head, *_more(page, row))))
    columns = [Column(say(words.COLUMN, name, page.lang), right=name in FIGURES) for name in words.COLUMN]
    items = list(hurt(row))
    cells = [
        [
            item_name(page, item),
            about(item.worth),
            about(item.raw),
            about(item.lost),
            str(len(item.losses)) if item.losses else "",
            note(item, page.lang),
        ]
        for item in items
    ]
    lines += page.table(columns, cells)
    left = len(row.items) - len(items)
    if items and left:
        lines += page.wrapped(say(words.SAY, "unhurt-one" if left == 1 else "unhurt", page.lang, {"n": left}))
    return lines


def _more(page: Page, row: ScoreRow) -> Iterator[str]:
    if not row.final and row.value is not None:
        yield say(words.SAY, "ends", page.lang, {"ends": ends(row.low, row.high, page.lang)})
    if row.computed is not None:
        yield say(words.SAY, "computed", page.lang, {"computed": points(row.computed, page.lang)})
    for tier in row.tiers:
        yield say(words.SAY, "tier", page.lang, {"tiers": page.names.of(tier.tiers), "value": tier_text(page, tier)})
