"""
Readings whose options are times of performance, also where one reading leads to another.

``option a be other_reading`` and ``option a be later of (other_reading, end of month)`` read as formulas; whether they
are times is known only when the other reading is. A time of a reading may stand inside ``later of`` as a time and no
more: the start day counted, a roll or a closing hour belong to the whole line, so an option that has one is refused
there.
"""

from collections.abc import Iterator

from luyue.dsl import syntax
from luyue.dsl.check.desk import Desk
from luyue.dsl.resolve import Declared, Scope


def gives_times(desk: Desk, declared: Declared, seen: tuple[Declared, ...] = ()) -> bool:
    """Say whether every option of a reading is a time; readings that lead to each other are taken for it."""
    if declared in seen:
        return True
    part = declared.part
    if not isinstance(part, syntax.Reading):
        return False
    return all(timing_of(desk, declared.scope, one.value, (*seen, declared)) is not None for one in part.options)


def timing_of(
    desk: Desk, scope: Scope, value: syntax.Expr | syntax.Timing | None, seen: tuple[Declared, ...] = ()
) -> syntax.Timing | None:
    """Return an option's value as a time with its options, None if it is none."""
    if isinstance(value, syntax.Timing):
        return value
    found = None if value is None else _time_of(desk, scope, value, seen)
    return None if found is None else syntax.Timing(found, span=found.span)


def _time_of(desk: Desk, scope: Scope, value: syntax.Expr, seen: tuple[Declared, ...]) -> syntax.Time | None:
    match value:
        case syntax.Ref(name=name):
            declared = desk.names.find(name.text, scope)
            leads = declared is not None and gives_times(desk, declared, seen)
            return syntax.ByReading(name, span=value.span) if leads else None
        case syntax.Call(fn="later_of" | "earlier_of", args=args):
            times = [_inside(desk, scope, one, seen) for one in args]
            if None in times or not any(isinstance(one, syntax.ByReading | syntax.OfTwo) for one in times):
                return None
            kept = tuple(one for one in times if one is not None)
            return syntax.OfTwo(value.fn.removesuffix("_of"), kept, span=value.span)
    return None


def _inside(desk: Desk, scope: Scope, value: syntax.Expr, seen: tuple[Declared, ...]) -> syntax.Time | None:
    if isinstance(value, syntax.Unary) and value.op == "end_of":
        return syntax.By(value, span=value.span)
    return _time_of(desk, scope, value, seen)


def leads_back(desk: Desk, declared: Declared) -> bool:
    """Say whether the times of a reading lead back to itself, or to readings that lead to each other."""
    return _meets_itself(desk, declared, ())


def _meets_itself(desk: Desk, declared: Declared, seen: tuple[Declared, ...]) -> bool:
    if declared in seen:
        return True
    return any(_meets_itself(desk, other, (*seen, declared)) for other in _followed(desk, declared))


def _followed(desk: Desk, declared: Declared) -> Iterator[Declared]:
    """Yield the readings that the times of a reading lead to."""
    if isinstance(declared.part, syntax.Reading):
        for one in declared.part.options:
            found = timing_of(desk, declared.scope, one.value)
            for name in () if found is None else _readings_in(found.time):
                other = desk.names.find(name.text, declared.scope)
                if other is not None:
                    yield other


def with_options(desk: Desk, declared: Declared, seen: tuple[Declared, ...] = ()) -> Iterator[syntax.Option]:
    """Yield the options of a reading, and of those it leads to, whose time has options of its own."""
    part = declared.part
    if declared in seen or not isinstance(part, syntax.Reading):
        return
    for one in part.options:
        found = timing_of(desk, declared.scope, one.value)
        if found is not None and (found.start_counted or found.roll or found.until):
            yield one
    for other in _followed(desk, declared):
        yield from with_options(desk, other, (*seen, declared))


def _readings_in(time: syntax.Time) -> Iterator[syntax.Name]:
    match time:
        case syntax.ByReading(name):
            yield name
        case syntax.OfTwo(times=times):
            for one in times:
                yield from _readings_in(one)
