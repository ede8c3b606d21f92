"""
What the scenarios of a contract reach, point by point, so that what nobody tried can be seen.

A point is something of the contract that a careful reader would want shown once: a clause that came into play; each
side of a time limit, a prohibition or a level; an exception that excused; a right used and a right claimed in vain; a
cap that bit and one that left room; each option of a reading; each article. A point is reached by what the reports of
the scenarios say, never by what a scenario hopes to reach.

An act that an exception allows leaves no row, nor does a head that a cap swallows whole. Whether these were at work is
asked of a replay without them (see ``without``).
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from luyue.app.trial.tested import Tested
from luyue.app.trial.without import caps_at_work, exceptions_at_work, side_of
from luyue.dsl import model
from luyue.dsl.check.articles import beneath, cites
from luyue.engine.calendar import WorkCalendar
from luyue.engine.report import DutyRow, Report, ScoreItemRow, ScoreRow
from luyue.engine.value import TESTS

Key = tuple[str, str, str]  # kind, id, side


@frozen
class Point:
    """Something that scenarios may reach."""

    kind: str  # clause, time, prohibition, level, exception, power, cap, limit, reading, band, article
    id: str
    side: str  # of a kind with sides: in_time, late, kept, broken, excused, used, in_vain, bites, leaves_room, option
    line: int
    reached_by: tuple[str, ...]  # titles of scenarios

    @property
    def reached(self) -> bool:
        """Return whether any scenario reaches it."""
        return bool(self.reached_by)


@frozen
class Coverage:
    """The points of a contract, in the order of its text."""

    contract: model.Contract
    file: str
    points: tuple[Point, ...]

    def of(self, kind: str) -> tuple[Point, ...]:
        """Return the points of one kind."""
        return tuple(point for point in self.points if point.kind == kind)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that the contract has points of."""
        return tuple(dict.fromkeys(point.kind for point in self.points))


def coverage(one: Tested, calendar: WorkCalendar) -> Coverage:
    """Return what the scenarios of a file reach."""
    wanted = dict(_points(one.contract))
    by: dict[Key, dict[str, None]] = {key: {} for key in wanted}
    for outcome in one.outcomes:
        if outcome.report is not None:
            for key in _reached(one.contract, outcome.report):
                if key in by:
                    by[key][outcome.scenario.title] = None
    for clause in one.contract.clauses:
        for side, title in exceptions_at_work(one, clause, calendar):
            by["exception", clause.id, side][title] = None
        for title in () if by.get(("cap", clause.id, "bites"), True) else caps_at_work(one, clause, calendar):
            by["cap", clause.id, "bites"][title] = None
    points = [Point(*key, line, tuple(by[key])) for key, line in wanted.items()]
    return Coverage(one.contract, one.place.shown, tuple(sorted(points, key=lambda point: point.line)))


# ---------------------------------------------------------------- what there is


def _points(contract: model.Contract) -> Iterator[tuple[Key, int]]:
    for clause in contract.clauses:
        yield from _of_clause(clause)
    for limit in contract.limits:
        yield ("limit", limit.label.id, "bites"), limit.span.line
    for reading in contract.readings:
        for option in reading.options:
            yield ("reading", reading.label.id, option.label.id), reading.span.line
    for tiers in contract.tiers:
        for number, band in enumerate(tiers.bands, 1):
            yield ("band", tiers.label.id, str(number)), band.span.line
    for article in contract.articles:
        if article.clauses:
            yield ("article", article.cite, ""), article.span.line


def _of_clause(clause: model.Clause) -> Iterator[tuple[Key, int]]:
    line = clause.span.line
    yield ("clause", clause.id, ""), line
    for duty in clause.duties:
        sides = ("kept", "broken") if isinstance(duty.owed, model.Keep) else ("in_time", "late")
        kind = "level" if isinstance(duty.owed, model.Keep) else "time"
        if kind == "level" or clause.timings:
            yield from (((kind, clause.id, side), duty.span.line or line) for side in sides)
    for prohibition in clause.prohibitions:
        yield from ((("prohibition", clause.id, side), prohibition.span.line or line) for side in ("kept", "broken"))
    for number in range(1, len(clause.exceptions) + 1):
        yield ("exception", clause.id, side_of(clause, number)), line
    for power in clause.powers:
        yield from ((("power", clause.id, side), power.span.line or line) for side in ("used", "in_vain"))
    for head in clause.heads:
        if any(cap.op == "le" for cap in head.caps):
            yield from ((("cap", clause.id, side), head.span.line or line) for side in ("bites", "leaves_room"))


# ---------------------------------------------------------------- what was reached


def _reached(contract: model.Contract, report: Report) -> Iterator[Key]:
    clauses = _clauses(report)
    yield from (("clause", clause, "") for clause in clauses)
    kinds = {clause.id: clause for clause in report.contract.clauses}
    broken = frozenset(row.duty for row in report.breaches if not row.excused_by)
    for row in report.duties:
        yield from _of_duty(row, kinds, broken)
    for power in report.powers:
        if power.state in ("exercised", "effective"):
            yield "power", power.clause, "used"
        if power.void:
            yield "power", power.clause, "in_vain"
    for head in report.heads:
        bit = {name.partition("/")[0] for name, _ in head.swallows} | {head.capped_by}
        yield "cap", head.clause, "bites" if head.clause in bit else "leaves_room"
        yield from (("limit", name.partition("/")[0], "bites") for name in bit if name is not None)
    yield from (("reading", reading, option) for reading, option in report.readings.items())
    own, items = {*_figures(report)}, {*_items(report)}
    for article in report.contract.articles:
        by_item = any(cites(cite, article.cite) or beneath(cite, article.cite) for cite in items)
        if clauses & {*article.clauses} or by_item or any(cites(cite, article.cite) for cite in own):
            yield "article", article.cite, ""
    yield from _bands(contract, report)


def _figures(report: Report) -> Iterator[str]:
    """Yield the citations of scores and tables of tiers that came into play: points judged or lost, a band held."""
    scores = {score.label.id: score.cite for score in report.contract.scores}
    tiers = {one.label.id: one.cite for one in report.contract.tiers}
    for row in report.scores:
        touched = scores[row.name] if any(_touched(row, item) for item in row.items) else None
        held = (tiers.get(one.tiers) for one in row.tiers if one.value is not None)
        yield from (cite for cite in (touched, *held) if cite is not None)


def _items(report: Report) -> Iterator[str]:
    """Yield the citations of score items of which points were judged or lost."""
    scores = {score.label.id: score for score in report.contract.scores}
    for row in report.scores:
        touched = {item.name for item in row.items if _touched(row, item)}
        items = (item for item in scores[row.name].items if item.label.id in touched)
        yield from (item.cite for item in items if item.cite is not None)


def _touched(row: ScoreRow, item: ScoreItemRow) -> bool:
    return bool(item.losses) or item.lost > 0 or (row.closed and item.judged)


def _bands(contract: model.Contract, report: Report) -> Iterator[Key]:
    """Yield the bands that a settled score of some period falls into, by their number among all in the text."""
    all_ = {tiers.label.id: tiers.bands for tiers in contract.tiers}
    for tiers in report.contract.tiers:
        names = {node.name for node in model.walk(tiers.of) if isinstance(node, model.Measured)}
        values = [row.value for row in report.scores if row.name in names and row.final and row.value is not None]
        within = [any(_holds(band, value) for value in values) for band in tiers.bands]
        others = [value for value in values if not any(_holds(band, value) for band in tiers.bands if band.bounds)]
        for band, hit in zip(tiers.bands, within, strict=True):
            if hit if band.bounds else others:
                yield "band", tiers.label.id, str(all_[tiers.label.id].index(band) + 1)


def _holds(band: model.Band, value: Fraction) -> bool:
    """Return whether a value lies within the bounds of a band; one without bounds holds nothing of its own."""
    limits = [(bound.op, bound.value.value) for bound in band.bounds if isinstance(bound.value, model.Const)]
    known = [(op, limit) for op, limit in limits if isinstance(limit, Fraction)]
    if not band.bounds or len(known) != len(band.bounds):
        return False
    return all(TESTS[op]((value > limit) - (value < limit)) for op, limit in known)


def _clauses(report: Report) -> frozenset[str]:
    """Return the clauses that came into play: with a row of their own, other than a right that never opened."""
    rows: Iterable[str] = (
        *(row.clause for row in report.duties),
        *(row.clause for row in report.breaches),
        *(row.clause for row in report.heads),
        *(row.clause for row in report.powers if row.state != "not_available" or row.void),
        *(row.clause for row in report.suspensions),
    )
    return frozenset(rows)


def _of_duty(row: DutyRow, clauses: Mapping[str, model.Clause], broken: frozenset[str | None]) -> Iterator[Key]:
    clause = clauses.get(row.clause)
    if clause is None:
        return
    standing = "level" if clause.kind == "level" else "prohibition" if clause.prohibitions else ""
    if standing:
        yield standing, row.clause, "broken" if row.id in broken else "kept"
    elif row.id in broken:
        yield "time", row.clause, "late"
    elif row.state == "performed":
        yield "time", row.clause, "in_time"
