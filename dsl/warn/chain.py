"""
Chains of time limits that do not fit into the one that bars them.

Each step may take its own time: notice within 14 days of the loss, papers within 28 of the notice, a demand within 14
of the papers. If the demand is barred 42 days after the loss, whoever uses the time given is too late, though never
late. A chain joins a step to the next where an event that performs the one starts the time of the other, or where an
act is forbidden until it has happened; it is held against every limit from its first event to its last act. It is told
only if it can never fit: its steps at their shortest, the limit at its longest, and working days only with their like.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import Clause, Compare, Contract, Expr, Pattern, Shift, Within
from luyue.dsl.quantity import EXACT_LENGTHS, Length, Unit
from luyue.dsl.source import Span
from luyue.dsl.warn.acts import anchors, can_meet, event_names, forbidden_events, owed_events
from luyue.dsl.warn.days import after, bound_from, length_of, longest, shortest, start_of, written

LONGEST_CHAIN: Final = 6  # steps; contracts have three
MOST_STEPS: Final = 2000  # in a contract; beyond that no chains are sought


@frozen
class Step:
    """An act that may come as late as ``length`` after an event; no length: not before it."""

    start: Pattern
    end: Pattern
    length: Length | None
    clause: Clause
    span: Span


@frozen
class Chain:
    """Steps whose times make more than the limit."""

    steps: tuple[Step, ...]
    bar: Step


def chains(contract: Contract) -> Iterator[Chain]:
    """Yield for each limit the longest chain that cannot fit into it."""
    steps, bars = list(_steps(contract)), list(_bars(contract))
    if len(steps) > MOST_STEPS:
        return
    by_start: dict[str, list[Step]] = {}
    for step in _unlike(steps):
        by_start.setdefault(step.start.event, []).append(step)
    through = {one.end.event for one in steps} & set(by_start)
    for bar in bars:
        if not any(one.end.event in through for one in by_start.get(bar.start.event, ())):
            continue
        found = [one for one in _from(bar, by_start) if _never_fits(one, bar)]
        if found:
            yield Chain(max(found, key=_least), bar)


def _unlike(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield one step for each pair of events, the longest where several clauses give it a time."""
    best: dict[str, Step] = {}
    for one in steps:
        key = repr((one.start, one.end))
        if key not in best or _least((one,)) > _least((best[key],)):
            best[key] = one
    yield from best.values()


# ---------------------------------------------------------------- steps and limits


def _steps(contract: Contract) -> Iterator[Step]:
    for clause in contract.clauses:
        yield from _timed(clause, contract)
        for one in clause.exceptions if clause.prohibitions else ():
            for start in _must_come_first(one.condition):
                yield from (Step(start, end, None, clause, clause.span) for end in forbidden_events(clause))


def _must_come_first(condition: Expr) -> Iterator[Pattern]:
    if isinstance(condition, model.Happened):
        yield condition.pattern


def _timed(clause: Clause, contract: Contract) -> Iterator[Step]:
    """Yield the acts of a clause that have so long after an event: duties and rights alike."""
    timed = [(timing, tuple(owed_events(clause)), clause.span) for timing in clause.timings]
    timed += [(power.timing, (power.act,), power.span) for power in clause.powers if power.timing is not None]
    for timing, ends, span in timed:
        match timing.time:
            case Within(length=length, after=anchor) if (known := length_of(length, contract)) is not None:
                place = timing.time.span if timing.time.span.source.text else span
                for start in _starts(anchor, clause, contract):
                    yield from (Step(start, end, known, clause, place) for end in ends)


def _starts(anchor: Expr | None, clause: Clause, contract: Contract) -> Iterator[Pattern]:
    yield from anchors(anchor, clause, contract)
    for one in clause.preconditions:
        if one.otherwise == "waits" and isinstance(one.condition, model.Happened):
            yield one.condition.pattern


def _bars(contract: Contract) -> Iterator[Step]:
    """Yield the limits: times of duties and rights, ends of force, and prohibitions that let an act be till then."""
    for clause in contract.clauses:
        yield from _timed(clause, contract)
        acts = (*owed_events(clause), *(power.act for power in clause.powers))
        for until in (*(one.end for one in clause.in_force), *(one.until for one in clause.powers)):
            yield from _bar(until, acts, clause, contract)
        for condition, kept in (
            *((one.condition, ("le", "lt")) for one in clause.exceptions),
            *((one, ("ge", "gt")) for pattern in forbidden_events(clause) for one in pattern.where),
        ):
            for limit in _limits(condition, kept):
                yield from _bar(limit, tuple(forbidden_events(clause)), clause, contract)


def _limits(condition: Expr, ops: tuple[str, ...]) -> Iterator[Expr]:
    """Yield the days after an event up to which a condition speaks of what is at hand."""
    for node in model.walk(condition):
        if isinstance(node, Compare):
            yield from (bound.value for bound in node.bounds if bound.op in ops and isinstance(bound.value, Shift))


def _bar(until: Expr | None, acts: Iterable[Pattern], clause: Clause, contract: Contract) -> Iterator[Step]:
    match until:
        case Shift(op="after", length=length, anchor=anchor) if (known := length_of(length, contract)) is not None:
            for start in anchors(anchor, clause, contract):
                yield from (Step(start, end, known, clause, clause.span) for end in acts)


# ---------------------------------------------------------------- chains


def _from(bar: Step, by_start: dict[str, list[Step]]) -> Iterator[tuple[Step, ...]]:
    """Yield the chains of two steps or more from a limit's event to its act, through each clause once."""
    pending: list[tuple[Step, ...]] = [()]
    tried = 0
    while pending and tried < MOST_STEPS:
        so_far = pending.pop()
        tried += 1
        place = so_far[-1].end if so_far else bar.start
        if len(so_far) > 1 and can_meet(place, bar.end):
            yield so_far
        if len(so_far) < LONGEST_CHAIN:
            used = (bar.clause.id, *(one.clause.id for one in so_far))
            steps = by_start.get(place.event, ())
            pending += [(*so_far, one) for one in steps if one.clause.id not in used and can_meet(place, one.start)]


def _never_fits(steps: tuple[Step, ...], bar: Step) -> bool:
    lengths = [one.length for one in steps if one.length is not None]
    if bar.length is None or not lengths:
        return False
    if all(one.unit is Unit.WORKING_DAY for one in (*lengths, bar.length)):
        return sum((one.count for one in lengths), start=Fraction(0)) > bar.length.count
    most = longest(bar.length)
    return most is not None and _least(steps) > most


def _least(steps: Iterable[Step]) -> Fraction:
    return sum((shortest(one.length) for one in steps if one.length is not None), start=Fraction(0))


# ---------------------------------------------------------------- the witness


def sums(chain: Chain, *, zh: bool) -> str:
    """Return the steps' times, their sum where they are of one unit, and the limit: 14日 + 28日 = 42日 > 30日."""
    lengths = [one.length for one in chain.steps if one.length is not None]
    limit = chain.bar.length
    told = " + ".join(written(one, zh=zh) for one in lengths)
    if len(lengths) > 1 and len({one.unit for one in lengths}) == 1:
        total = Length(sum((one.count for one in lengths), start=Fraction(0)), lengths[0].unit)
        told += f" = {written(total, zh=zh)}"
    return told if limit is None else f"{told} > {written(limit, zh=zh)}"


def witness(chain: Chain, contract: Contract, *, zh: bool) -> str:
    """Return the log of a chain in which every step takes its time: acts, their days, and the last day there was."""
    days = _days(chain, contract)
    units = {one.length.unit for one in (*chain.steps, chain.bar) if one.length is not None}
    by_day = not units & {*EXACT_LENGTHS, Unit.WORKING_DAY}
    elapsed = [Fraction(0)]
    for one in chain.steps:
        elapsed.append(elapsed[-1] + (shortest(one.length) if one.length is not None else 0))
    told = []
    for n, event in enumerate((chain.bar.start.event, *(one.end.event for one in chain.steps))):
        name = event_names(contract, event)[0 if zh else 1]
        when = days[n].isoformat() if days else _day(elapsed[n], zh=zh) if by_day else _later(elapsed[n], units, zh=zh)
        told.append(f"{when} {name}".strip())
    return ("，" if zh else ", ").join([*told, *_last(chain, days, by_day=by_day, zh=zh)])


def _last(chain: Chain, days: tuple[date, ...], *, by_day: bool, zh: bool) -> Iterator[str]:
    """Yield the last day of the limit, or its length where the day is not known."""
    limit = chain.bar.length
    if limit is None:
        return
    last, most = after(days[0], limit) if days else None, longest(limit)
    if last is not None or (by_day and most is not None):
        day = last.isoformat() if last is not None else _day(most or Fraction(0), zh=zh)
        yield f"可是到{day}为止" if zh else f"but the last day was {day}"
    else:
        yield f"可是只有{written(limit, zh=True)}" if zh else f"but there is only {written(limit, zh=False)}"


def _days(chain: Chain, contract: Contract) -> tuple[date, ...]:
    """Return the days of a chain that begins with the contract, where all are counted in days or months."""
    lengths = [one.length for one in (*chain.steps, chain.bar) if one.length is not None]
    start = start_of(contract) or bound_from(contract)
    if start is None or any(one.unit in (*EXACT_LENGTHS, Unit.WORKING_DAY) for one in lengths):
        return ()
    days = [start]
    for one in chain.steps:
        day = days[-1] if one.length is None else after(days[-1], one.length)
        if day is None:
            return ()
        days.append(day)
    return tuple(days)


def _day(elapsed: Fraction, *, zh: bool) -> str:
    return f"第{elapsed}日" if zh else f"day {elapsed}"


def _later(elapsed: Fraction, units: set[Unit], *, zh: bool) -> str:
    """Return how long after the first event something is, at the soonest; nothing for that event itself."""
    unit, size = (Unit.HOUR, 24) if (elapsed * 24).denominator == 1 else (Unit.MINUTE, 1440)
    if not units & set(EXACT_LENGTHS):
        unit, size = Unit.WORKING_DAY if len(units) == 1 else Unit.DAY, 1
    length = written(Length(elapsed * size, unit), zh=zh)
    return "" if not elapsed else f"{length}后" if zh else f"after {length}"
