"""
Lengths that the term has no room for: notices, delays, spells and periods longer than the contract itself.

A right that opens after sixty days of force majeure never opens in a contract of thirty; a year that is counted from
the first day is never full in a term of 327 days; whoever must give notice three months before the end of two months
was late on the first day. Lengths are taken at their shortest and the term at its longest, so what is told holds in
every calendar; a term that can be extended, and a clause with a time in force of its own or that survives the
contract, are left alone.
"""

from collections.abc import Iterator
from fractions import Fraction

from luyue.dsl import model
from luyue.dsl.model import Ahead, Clause, Contract, Expr, Known, Pay, Time, Warning_, Within
from luyue.dsl.quantity import Length, Unit
from luyue.dsl.source import Span
from luyue.dsl.warn.days import bound_from, date_of, length_of, shortest, term_days, written

Found = tuple[str, Length, Span | None]


def overlong(contract: Contract) -> Iterator[Warning_]:
    """Yield the lengths of clauses that are longer than the term."""
    chosen = model.choose(contract, model.default_options(contract))
    term = term_days(chosen)
    if term is None:
        return
    for clause in chosen.clauses:
        if not clause.in_force and not clause.survivals and clause.instrument is None:
            for what, length, span in (*_times(chosen, clause), *_spells(chosen, clause), *_periods(chosen, clause)):
                if shortest(length) > term - (1 if what == "@term-notice" else 0):
                    yield _found(clause, what, length, term, span)


def _found(clause: Clause, what: str, length: Length, term: Fraction, span: Span | None) -> Warning_:
    facts = {"what": what, "term": str(int(term))}
    facts |= {"length_zh": written(length, zh=True), "length_en": written(length, zh=False)}
    place = span if span is not None and span.source.text else clause.span
    return Warning_("notice-longer-than-term", "warning", clause.id, None, facts, span=place)


# ---------------------------------------------------------------- times


def _times(contract: Contract, clause: Clause) -> Iterator[Found]:
    money = any(isinstance(one.owed, Pay) for one in clause.duties)
    for timing in clause.timings if clause.duties else ():
        yield from _of_time(contract, timing.time, money=money)


def _of_time(contract: Contract, time: Time, *, money: bool) -> Iterator[Found]:
    match time:
        case Within(length=expr, after=after) if not money and (after is None or isinstance(after, model.Happening)):
            yield from _known(contract, "@term-duty", expr, time.span)
        case Ahead(length=expr, of=of) if _in_term(contract, of):
            yield from _known(contract, "@term-notice", expr, time.span)


def _known(contract: Contract, what: str, expr: Expr, span: Span | None) -> Iterator[Found]:
    length = length_of(expr, contract)
    if length is not None:
        yield what, length, span


def _in_term(contract: Contract, of: Expr) -> bool:
    """Say whether a time counted back from here begins in the term: an event, the end, or a date of it."""
    if isinstance(of, model.Happening | model.Var) or of == Known(of.type, "term_end"):
        return True
    day, end = date_of(of, contract), date_of(Known(of.type, "term_end"), contract)
    return day is not None and end is not None and day <= end


# ---------------------------------------------------------------- spells and delays


def _spells(contract: Contract, clause: Clause) -> Iterator[Found]:
    """Yield how long something must last, or be late, for a clause to arise or a right to open."""
    for node in model.walk((clause.triggers, tuple(one.once for one in clause.powers))):
        match node:
            case model.IntervalState(state="lasting", bounds=bounds):
                what = "@term-lasting"
            case model.InState(state="late", bounds=bounds) | model.BreachOf(state="late", bounds=bounds):
                what = "@term-late"
            case _:
                continue
        for bound in bounds:
            if bound.op in ("ge", "gt"):
                yield from _known(contract, what, bound.value, None)


# ---------------------------------------------------------------- periods


def _periods(contract: Contract, clause: Clause) -> Iterator[Found]:
    """Yield the periods that a clause runs for, where not one of them is ever full."""
    names = [one.name for one in clause.triggers if one.kind == "period"]
    figures = {node.name for node in model.walk(clause.duties) if isinstance(node, model.Measured)}
    names += [one.period for one in contract.metrics if one.label.id in figures]
    for period in contract.periods:
        if period.label.id in names and period.length is not None and _starts_in(contract, period):
            yield "@term-period", period.length, None


def _starts_in(contract: Contract, period: model.Period) -> bool:
    """Say whether the periods are counted from within the term; those of the calendar are full in another way."""
    start, bound = date_of(period.start, contract), bound_from(contract)
    if period.windows or (period.length is not None and period.length.unit is Unit.WORKING_DAY):
        return False
    return period.start is None or start is None or bound is None or start >= bound
