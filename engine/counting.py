"""
Due dates made: a length from a start, a date, an instant, a length before something, the later or earlier of several.

Each function walks the same road: find the last day as the law or the contract counts it, roll it if it rolls, close
it, and note each step on the way (see ``clock`` for the steps and their articles).
"""

from luyue.dsl.quantity import EXACT_LENGTHS, Length, Unit
from luyue.engine.calendar import RestDay, WorkCalendar
from luyue.engine.due import NO_ROLL, REST_DAYS, DueDate, Fact, Roll, Rule, Step, step
from luyue.engine.duration import add_length, add_months, corresponding_day, exact_micros, months_of, whole
from luyue.engine.zone import Zone

# ---------------------------------------------------------------- a length from a start


def within(start: int, length: Length, *, rule: Rule, zone: Zone, cal: WorkCalendar) -> DueDate:
    """
    Return the due date of an act owed within a length of an instant.

    Minutes and hours run from the instant and take no roll, closing hour or counted start day (ValueError); all else
    runs in whole days from the day after. Working days never roll. Raises UnknownYear.
    """
    if length.unit in EXACT_LENGTHS:
        return _within_exact(start, length, rule)
    day = zone.day_of(start)
    counted = rule.start_counted
    begun = step("start-day-counted", "204", day=day) if counted else step("start-day-not-counted", "201(1)", day=day)
    raw, count = count_on(day, length, start_counted=counted, cal=cal)
    steps = (step("start", at=start, day=day), begun, count)
    if length.unit is Unit.WORKING_DAY:
        assumed = cal.assumed_years(day + 1, raw)
        return close(raw, roll=NO_ROLL, unit=length.unit, rule=rule, zone=zone, cal=cal, steps=steps, assumed=assumed)
    return close(raw, roll=rule.roll, unit=length.unit, rule=rule, zone=zone, cal=cal, steps=steps)


def _within_exact(start: int, length: Length, rule: Rule) -> DueDate:
    if rule.until is not None or rule.start_counted:
        raise ValueError("minutes and hours run from the instant: no closing hour, no counted day")
    last = start + exact_micros(length)
    count = step("count-exact", "201(2)", count=str(length.count), unit=length.unit.value, last=last)
    return DueDate(day=None, last=last, steps=(step("start", at=start), count), unit=length.unit)


def count_on(day: int, length: Length, *, start_counted: bool, cal: WorkCalendar) -> tuple[int, Step]:
    """Return the last day of a length in whole days from a day, before any roll, and the step; raise UnknownYear."""
    if length.unit is Unit.WORKING_DAY:
        return _count_working(day - start_counted, whole(length), cal)
    if length.unit is Unit.DAY:
        last = day + whole(length) - start_counted
        return last, step("count-days", "201(1)", count=whole(length), first=day + 1 - start_counted, last=last)
    return _count_months(day, length, start_counted=start_counted)


def _count_working(day: int, n: int, cal: WorkCalendar) -> tuple[int, Step]:
    last = cal.add_working(day, n)
    counted, skipped = cal.working_days(day + 1, last), skipped_facts(cal.rest_days(day + 1, last))
    facts: dict[str, Fact] = {"count": n, "first": day + 1, "last": last, "counted": counted, "skipped": skipped}
    return last, step("count-working-days", "201(1)", **facts)


def _count_months(day: int, length: Length, *, start_counted: bool) -> tuple[int, Step]:
    """Count months; with the start day counted they end the day before the corresponding day, if there is one."""
    months = months_of(length)
    if months is None:
        raise ValueError(f"no rule to count {length.unit}")
    same = corresponding_day(day, months)
    last = add_months(day, months) if same is None else same - start_counted
    name = "month-end" if same is None else "corresponding-day"
    return last, step(name, "202", count=whole(length), unit=length.unit.value, last=last)


# ---------------------------------------------------------------- a date, an instant, before something


def by_day(day: int, *, rule: Rule, zone: Zone, cal: WorkCalendar) -> DueDate:
    """Return the due date of an act owed by a date, that day included; it rolls only if the rule says so."""
    return close(day, roll=rule.roll, unit=None, rule=rule, zone=zone, cal=cal, steps=(step("fixed-date", day=day),))


def by_instant(us: int) -> DueDate:
    """Return the due date of an act owed by an instant, that instant included."""
    return DueDate(day=None, last=us, steps=(step("instant", "1259", at=us),))


def before_instant(us: int) -> DueDate:
    """Return the due date of an act owed before an instant: at that very instant it is late."""
    return DueDate(day=None, last=us - 1, steps=(step("before-instant", "1259", at=us),), before=True)


def before_day(day: int, *, zone: Zone) -> DueDate:
    """Return the due date of an act owed before a day: when that day begins, it is late."""
    steps = (step("before-day", "1259", day=day),)
    return DueDate(day=day - 1, last=zone.start_of(day) - 1, steps=steps, raw=day - 1)


def ahead(length: Length, *, of_day: int, rule: Rule, zone: Zone, cal: WorkCalendar) -> DueDate:
    """
    Return the due date of an act owed at least a length before a day.

    The act is in time if the length, counted forward from its own day, ends on or before that day (art. 201 and 202
    by analogy, a convention); it never rolls. Hours and minutes are counted back from 00:00 of the day. Raises
    UnknownYear.
    """
    if length.unit in EXACT_LENGTHS:
        return ahead_of_instant(length, of=zone.start_of(of_day), rule=rule, zone=zone, cal=cal)
    raw = _ahead(length, of_day, cal) + rule.start_counted
    facts: dict[str, Fact] = {"count": str(length.count), "unit": length.unit.value, "of": of_day, "last": raw}
    assumed: tuple[int, ...] = ()
    if length.unit is Unit.WORKING_DAY:
        first = raw + 1 - rule.start_counted
        facts |= {"counted": cal.working_days(first, of_day), "skipped": skipped_facts(cal.rest_days(first, of_day))}
        assumed = cal.assumed_years(first, of_day)
    steps = (step("ahead", "201", **facts),)
    return close(raw, roll=NO_ROLL, unit=length.unit, rule=rule, zone=zone, cal=cal, steps=steps, assumed=assumed)


def ahead_of_instant(length: Length, *, of: int, rule: Rule, zone: Zone, cal: WorkCalendar) -> DueDate:
    """Return the due date of an act owed at least a length before an instant: hours exactly, else before its day."""
    if length.unit not in EXACT_LENGTHS:
        return ahead(length, of_day=zone.day_of(of), rule=rule, zone=zone, cal=cal)
    last = of - exact_micros(length)
    steps = (step("ahead", "201(2)", count=str(length.count), unit=length.unit.value, of=of, last=last),)
    return DueDate(day=None, last=last, steps=steps, unit=length.unit)


def _ahead(length: Length, of_day: int, cal: WorkCalendar) -> int:
    """Return the latest day from which the length, counted forward, ends on or before ``of_day``."""
    if length.unit is Unit.WORKING_DAY:
        return cal.add_working(of_day + 1, -whole(length)) - 1 if whole(length) else of_day
    day = add_length(of_day, length, -1)
    while add_length(day + 1, length) <= of_day:  # several days share a month's end
        day += 1
    return day


# ---------------------------------------------------------------- the end of the last day


def close(
    raw: int,
    *,
    roll: Roll,
    unit: Unit | None,
    rule: Rule,
    zone: Zone,
    cal: WorkCalendar,
    steps: tuple[Step, ...],
    assumed: tuple[int, ...] = (),
) -> DueDate:
    """
    Return the due date whose last day, before any roll, is ``raw``: roll it, then close that day (art. 203).

    ``assumed`` are the assumed years that the count before has touched.
    """
    day, rolled = roll_day(raw, roll, cal)
    end, closed = _close_of(day, rule.until, zone)
    years = tuple(sorted({*assumed, *(cal.assumed_years(raw, day) if roll != NO_ROLL else ())}))
    noted = (step("assumed-weekdays", years=years),) if years else ()
    moves = Rule(rule.start_counted, REST_DAYS if unit is Unit.WORKING_DAY else rule.roll, rule.until)
    return DueDate(
        day=day,
        last=end,
        steps=(*steps, *rolled, *closed, *noted),
        assumed=bool(years),
        raw=raw,
        unit=unit,
        rule=moves,
    )


def roll_day(day: int, roll: Roll, cal: WorkCalendar) -> tuple[int, tuple[Step, ...]]:
    """Return the day to which a last day rolls (art. 203 (1)), maybe itself, and the step; raise UnknownYear."""
    if roll == NO_ROLL:
        return day, ()
    last = cal.next_working(day) if roll == REST_DAYS else _after_festivals(day, cal)
    if last == day:
        return day, (step("roll-not-needed", "203(1)", day=day, reading=roll),)
    skipped = skipped_facts(cal.rest_days(day, last - 1))
    return last, (Step("roll", "203(1)", (("from", day), ("to", last), ("reading", roll), ("skipped", skipped))),)


def _after_festivals(day: int, cal: WorkCalendar) -> int:
    while cal.is_festival(day):
        day += 1
    return day


def _close_of(day: int, until: int | None, zone: Zone) -> tuple[int, tuple[Step, ...]]:
    """Return the last timely instant of a day, 24:00 or the closing hour, included (art. 203 (2))."""
    if until is None:
        last = zone.end_of(day)
        return last, (step("end-of-day", "203(2)", day=day, last=last),)
    last = zone.local(day, until)
    return last, (step("cut-off", "203(2)", day=day, until=until, last=last),)


def skipped_facts(days: tuple[RestDay, ...]) -> tuple[tuple[int, str, str], ...]:
    """Return days not counted as facts: (day, kind, name) each."""
    return tuple((rest.day, rest.kind.value, rest.name) for rest in days)


# ---------------------------------------------------------------- of several


def later(*dues: DueDate) -> DueDate:
    """Return the latest of several due dates, the first of equals, with all of them in its explanation."""
    return _chosen("later-of", dues, max(range(len(dues)), key=lambda i: dues[i].last))


def earlier(*dues: DueDate, waits: tuple[str, ...] = ()) -> DueDate:
    """Return the earliest of several due dates, the first of equals, with all; ``waits``: what others wait for."""
    return _chosen("earlier-of", dues, min(range(len(dues)), key=lambda i: dues[i].last), waits)


def _chosen(name: str, dues: tuple[DueDate, ...], index: int, waits: tuple[str, ...] = ()) -> DueDate:
    one = dues[index]
    facts: tuple[tuple[str, Fact], ...] = (("chosen", index), ("lasts", tuple(due.last for due in dues)))
    facts += (("waits", waits),) if waits else ()
    return DueDate(
        day=one.day,
        last=one.last,
        steps=(*one.steps, Step(name, None, facts, parts=dues)),
        assumed=any(due.assumed for due in dues),
        raw=one.raw,
        unit=one.unit,
        rule=one.rule,
        before=one.before,
    )
