"""What printers say of scores: points, ranges of them, how a score stands, and why an item lost what it lost."""

from collections.abc import Iterator
from fractions import Fraction

from luyue.app.formula import value_text
from luyue.app.numbers import about, exact
from luyue.app.pen import Pen
from luyue.app.words import say
from luyue.app.words import scores as words
from luyue.engine.finding import Worked
from luyue.engine.report import ScoreItemRow, ScoreRow, TierRow


def points(value: Fraction, lang: str) -> str:
    """Return a number of points: exactly if it has few decimals, else to four of them and marked so."""
    return say(words.SAY, "points-one" if value == 1 else "points", lang, {"n": about(value)})


def ends(low: Fraction | None, high: Fraction | None, lang: str) -> str:
    """Return between what ends points lie."""
    if low is None or high is None:
        if high is None:
            return say(words.SAY, "unknown", lang)
        return say(words.SAY, "at_most", lang, {"high": points(high, lang)})
    if low == high:
        return points(low, lang)
    return say(words.SAY, "range", lang, {"low": about(low), "high": points(high, lang)})


def value(row: ScoreRow, lang: str) -> str:
    """Return a score as it stands; where that is a range, the range."""
    return ends(row.low, row.high, lang) if row.value is None else points(row.value, lang)


def status(row: ScoreRow, lang: str) -> str:
    """Return how settled a score is."""
    if row.final:
        return say(words.STATUS, "confirmed" if row.confirmed_by else "final", lang)
    return say(words.STATUS, "undetermined" if row.closed else "running", lang)


def item_name(pen: Pen, row: ScoreItemRow) -> str:
    """Return an item's name, with the row it stands for."""
    name = pen.names.of(row.name)
    return name if row.row is None else f"{name} {pen.names.of(row.row)}"


def note(row: ScoreItemRow, lang: str) -> str:
    """Return why an item lost what it lost, where that is not plain from its points; else nothing."""
    code = _note_code(row)
    if code == "doubtful":
        high = row.worth if row.high is None else row.high
        return say(words.NOTE, code, lang, {"low": exact(row.low), "high": exact(high)})
    return say(words.NOTE, code, lang) if code else ""


def _note_code(row: ScoreItemRow) -> str:
    if row.met is not None and row.judged and not (row.met and row.losses):  # earned, but points came off it besides
        return "met" if row.met else "not_met"
    if row.counts_as is not None:
        return row.counts_as
    if not row.judged:
        return "doubtful" if row.losses else "open"
    if row.raw > row.lost:
        return "capped"
    return "exceeds" if row.lost > row.worth else ""


def tier_text(pen: Pen, row: TierRow) -> str:
    """Return what a score is worth by a table of tiers."""
    if row.value is not None:
        return value_text(row.value, pen.names)
    return pen.say("range", low=_end(pen, row.low), high=_end(pen, row.high))


def _end(pen: Pen, of: Worked | None) -> str:
    return say(words.SAY, "unknown", pen.lang) if of is None else value_text(of, pen.names)


def hurt(row: ScoreRow) -> Iterator[ScoreItemRow]:
    """Yield the items that lost points, or of which something is not decided."""
    yield from (item for item in row.items if item.lost or item.losses or item.counts_as or not item.judged)
