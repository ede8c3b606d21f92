"""
The index of the signed text: which clauses answer which article.

A clause answers an entry that it cites, or of which it cites a part (a clause on 特二·四·二 answers 特二·四). One
that runs once for each row of a table also answers the entries beneath the one it cites. So does a score, for what it
and its items cite: the lines under an item are the lines of the annex; and tiers. A citation may name several places,
parted by 、 or ; each counts.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from luyue.dsl import model, syntax
from luyue.dsl.check.desk import Desk
from luyue.dsl.diagnostic import Label

_BETWEEN: Final = re.compile(r"[、，,；;]")
_STEPS: Final = re.compile(r"[·.．。/\s-]+")


@cache
def places(cite: str | None) -> tuple[tuple[str, ...], ...]:
    """
    Return the places that a citation names, each as its steps from the outermost.

    >>> places("特二·四、附件·3")
    (('特二', '四'), ('附件', '3'))
    """
    if cite is None:
        return ()
    parts = (_STEPS.split(one.strip()) for one in _BETWEEN.split(cite))
    return tuple(tuple(step for step in one if step) for one in parts if any(one))


def answered(
    desk: Desk,
    articles: Iterable[syntax.Article],
    clauses: tuple[model.Clause, ...],
    figures: tuple[model.Score | model.Tiers, ...] = (),
) -> tuple[model.Article, ...]:
    """Return the index with the clauses, scores and tiers that answer each entry; an entry written twice is noted."""
    found: list[model.Article] = []
    for part in articles:
        before = next((one for one in found if places(one.cite) == places(part.cite)), None)
        if before is not None:
            desk.error("article-twice", part.span, {"cite": part.cite}, labels=(Label(before.span, "first-here"),))
            continue
        by = tuple(one.id for one in clauses if answers(one, part.cite))
        by += tuple(one.label.id for one in figures if figure_answers(one, part))
        found.append(model.Article(part.cite, part.title, part.answer, part.why, by, span=part.span))
    return tuple(found)


def answers(clause: model.Clause, cite: str) -> bool:
    """Say whether a clause answers an entry of the index."""
    rows = any(one.kind == "row" for one in clause.triggers)
    return cites(clause.cite, cite) or (rows and beneath(clause.cite, cite))


def figure_answers(figure: model.Score | model.Tiers, part: syntax.Article) -> bool:
    """
    Say whether a score, by its own citation or an item's, or tiers answer an entry of the index.

    A line beneath an item for which the author gives a reason of its own is none that takes points.
    """
    items = figure.items if isinstance(figure, model.Score) else ()
    named = any(cites(one.cite, part.cite) for one in items)
    taken = part.answer is None and any(beneath(one.cite, part.cite) for one in items)
    return cites(figure.cite, part.cite) or named or taken


def beneath(written: str | None, cite: str) -> bool:
    """Say whether an entry of the index lies under what a citation names."""
    return any(entry[: len(place)] == place for place in places(written) for entry in places(cite))


def cites(written: str | None, cite: str) -> bool:
    """Say whether a citation names an entry of the index or a part of it."""
    return any(place[: len(entry)] == entry for place in places(written) for entry in places(cite))
