"""
Conditions in time: not only whether they hold, but since when.

``since(expr)`` compiles to a function (env, after) that gives the instant, at or after ``after``, at which the
condition became true and from which it has held until now; None while it does not hold; Unknown with what is
missing. Events and states know their own instants (an event its time of effect, a breach the first late
instant, a lateness of more than N days 00:00 of the day after them), so a fact learned late still counts from
when it happened. A comparison of values has no instant of its own: it counts from when the replay first saw it
hold, and the replay looks at every event and timer it reads.

``a then b`` seeks b from the instant of a on: that is how stages of demand, cure and negotiation follow one another.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.dsl.quantity import EXACT_LENGTHS, Length, Unit
from luyue.engine import duration, value
from luyue.engine.due import DueDate
from luyue.engine.event import DayValue
from luyue.engine.finding import Reach, Unknown, Worth, merge
from luyue.engine.formula import Env, Fn, Formulas
from luyue.engine.value import TESTS, as_text, number_text, start_of
from luyue.engine.world import EVER, Breach, Instance, PeriodValue, Piece, Spell, SuspensionState, World, merged

Since = Callable[[Env, int], "int | Unknown | None"]
Fits = Callable[[Instance, Env], bool]
DAY_US = 86_400_000_000
RUNNING = ("late", "overdue", "ongoing")


def every_instance(_inst: Instance, _env: Env) -> bool:
    """Leave nothing out."""
    return True


class Conditions(Formulas):
    """Compile conditions besides formulas."""

    def __init__(self, contract: model.Contract, options: Mapping[str, str]) -> None:
        super().__init__(contract, options)
        self._sinces: dict[int, tuple[model.Expr, Since]] = {}
        self.clauses = {clause.id: clause for clause in contract.clauses}

    def since(self, expr: model.Expr) -> Since:
        """Return the function that says since when the condition holds."""
        known = self._sinces.get(id(expr))
        if known is None:
            known = (expr, self._since(expr))
            self._sinces[id(expr)] = known
        return known[1]

    def _since(self, expr: model.Expr) -> Since:
        match expr:
            case model.Happened(pattern=pattern):
                return self._event_since(pattern)
            case model.Logic(op="and"):
                return both(self.since(expr.left), self.since(expr.right))
            case model.Logic(op="or"):
                return _either(self.since(expr.left), self.since(expr.right))
            case model.Logic(op="then"):
                return _chain(self.since(expr.left), self.since(expr.right))
            case model.InState():
                return self._state_since(expr)
            case model.IntervalState():
                return self._interval_since(expr)
            case _ if expr.type.kind in (Kind.DATE, Kind.INSTANT):
                return _reached(self.value(expr))
            case _:
                return _watched(expr, self.value(expr))

    def holds(self, expr: model.Expr) -> Fn:
        """Return the function that says whether the condition holds now: a bool or Unknown."""
        since = self.since(expr)

        def test(env: Env) -> object:
            found = since(env, EVER)
            return found if isinstance(found, Unknown) else found is not None

        return test

    _happened = _logic = _instate = _intervalstate = holds

    # ------------------------------------------------------------ values

    def _not(self, expr: model.Not) -> Fn:
        inner = self.value(expr.of)

        def test(env: Env) -> object:
            found = inner(env)
            return found if isinstance(found, Unknown) else not found

        return test

    def _compare(self, expr: model.Compare) -> Fn:
        left = self.value(expr.of)
        bounds = [(bound.op, self.value(bound.value)) for bound in expr.bounds]

        def test(env: Env) -> object:
            found = left(env)
            answers = [value.holds(op, found, right(env), env.world.zone) for op, right in bounds]
            if False in answers:
                return False
            return next((a for a in answers if isinstance(a, Unknown)), True)

        return test

    def _same(self, expr: model.Same) -> Fn:
        left, right, wanted = self.value(expr.left), self.value(expr.right), not expr.negated

        def test(env: Env) -> object:
            a, b = left(env), right(env)
            lost = value.unknown_of(a, b)
            if lost is not None:
                return lost
            if isinstance(a, Worth | Reach) or isinstance(b, Worth | Reach):
                sign = value.order(a, b, env.world.zone)
                return sign if isinstance(sign, Unknown) else (sign == 0) is wanted
            return _equal(a, b) is wanted

        return test

    def _includes(self, expr: model.Includes) -> Fn:
        of, member = self.value(expr.of), self.value(expr.member)

        def test(env: Env) -> object:
            group, one = of(env), member(env)
            return value.unknown_of(group, one) or as_text(one) in group

        return test

    def _aggregate(self, expr: model.Aggregate) -> Fn:
        if expr.pattern is not None:
            return super()._aggregate(expr)
        inside = self.window(expr.window)
        match expr.condition:
            case model.InState(clause=str() as clause, state="breached", where=where):
                fits = self.fits(where)
                return lambda env: Fraction(len(breaches_of(env, clause, inside, fits)))
            case model.Happened(pattern=pattern):
                found = self.matches(pattern)
                return lambda env: Fraction(sum(1 for e in found(env) if inside(e.at, env)))
            case _:
                raise TypeError("only breaches and events can be counted")

    # ------------------------------------------------------------ events and states

    def _event_since(self, pattern: model.Pattern) -> Since:
        found = self.matches(pattern)

        def since(env: Env, after: int) -> int | None:
            return next((e.at for e in found(env) if e.at >= after), None)

        return since

    def _state_since(self, expr: model.InState) -> Since:
        if expr.state == "breached":
            return self._breached_since(expr)
        find = self._subjects(expr)
        if expr.state in ("late", "overdue"):
            return self._late_since(expr, find)
        moment = _MOMENTS[expr.state]

        def since(env: Env, after: int) -> int | None:
            known = (at for inst in find(env) if (at := moment(inst)) is not None)
            return min((at for at in known if after <= at <= env.world.now), default=None)

        return since

    def _subjects(self, expr: model.InState) -> Callable[[Env], list[Instance]]:
        clause, fits = expr.clause, self.fits(expr.where)
        if clause is None:
            return _own_subject
        return lambda env: [i for i in env.world.instances[clause] if agrees(i, env.tie) and fits(i, env)]

    def fits(self, where: tuple[model.Expr, ...]) -> Fits:
        """Return whether an instance meets conditions over what brought it; what is not known is not met."""
        tests = [self.value(one) for one in where]
        if not tests:
            return every_instance

        def meets(inst: Instance, env: Env) -> bool:
            before, env.own = env.own, inst
            try:
                return all(test(env) is True for test in tests)
            finally:
                env.own = before

        return meets

    def _breached_since(self, expr: model.InState) -> Since:
        window = expr.window if isinstance(expr.window, model.Window) else None
        inside = self.window(window)
        clause, fits = expr.clause, self.fits(expr.where)
        needed = [(bound.op, self.value(bound.value)) for bound in expr.bounds]
        period = self._counting(window) if all(op in ("ge", "gt") for op, _ in needed) else None

        def since(env: Env, after: int) -> int | Unknown | None:
            if period is not None and needed and _period_of(env, period) is None:
                whole = breaches_of(env, clause, lambda at, _: True, fits)
                return self._reached_in_one(env, whole, period, needed, after)
            found = breaches_of(env, clause, inside, fits)
            if not needed:
                return next((b.at for b in found if b.at >= after), None)
            return _nth(found, needed, env, after)

        return since

    def _counting(self, window: model.Window | None) -> model.Period | None:
        if window is None or window.kind != "period":
            return None
        return next(p for p in self.contract.periods if p.label.id == window.name)

    def _reached_in_one(
        self, env: Env, found: list[Breach], period: model.Period, needed: list[tuple[str, Fn]], after: int
    ) -> int | Unknown | None:
        """Return when a count was first reached within one period, whichever it was."""
        holds, zone = self.periods(period), env.world.zone
        parts: dict[str, list[Breach]] = {}
        for breach in found:
            held = holds(env, zone.day_of(breach.last))
            if held is not None:
                parts.setdefault(held.text, []).append(breach)
        reached = [_nth(part, needed, env, after) for part in parts.values()]
        lost = next((at for at in reached if isinstance(at, Unknown)), None)
        return lost or min((at for at in reached if isinstance(at, int)), default=None)

    def _late_since(self, expr: model.InState, find: Callable[[Env], list[Instance]]) -> Since:
        bounds = [(bound.op, self.value(bound.value)) for bound in expr.bounds]

        def since(env: Env, after: int) -> int | Unknown | None:
            reached: list[int] = []
            for inst in find(env):
                if inst.state != "overdue" or inst.due is None:
                    continue
                at = late_counts_from(inst, inst.due, env.world).first_late
                for op, amount in bounds:
                    length = amount(env)
                    if isinstance(length, Unknown):
                        return length
                    at = max(at, late_mark(inst, inst.due, op, length, env.world))
                if at <= env.world.now:
                    reached.append(max(at, after))
            return min(reached, default=None)

        return since

    def _interval_since(self, expr: model.IntervalState) -> Since:
        name, bounds = expr.interval, [(bound.op, self.value(bound.value)) for bound in expr.bounds]

        def since(env: Env, after: int) -> int | Unknown | None:
            world = env.world
            now = world.now if env.asked_at is None else env.asked_at
            found: list[int] = []
            for spell in world.spells[name]:
                if not _tied_spell(spell, env.tie):
                    continue
                at: int | Unknown | None = spell.start
                if expr.state == "lasting":
                    at = _lasted(spell, bounds, env)
                elif spell.end is not None and spell.end <= now:
                    at = None
                if isinstance(at, int) and at <= now:
                    found.append(max(at, after))
            return min(found, default=None)

        return since


# ---------------------------------------------------------------- combining


def both(left: Since, right: Since) -> Since:
    """Return since when two conditions hold together."""

    def since(env: Env, after: int) -> int | Unknown | None:
        a, b = left(env, after), right(env, after)
        if a is None or b is None:
            return None
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return Unknown(merge(*(x.missing for x in (a, b) if isinstance(x, Unknown))))
        return max(a, b)

    return since


def _either(left: Since, right: Since) -> Since:
    def since(env: Env, after: int) -> int | Unknown | None:
        found = (left(env, after), right(env, after))
        known = [at for at in found if isinstance(at, int)]
        if known:
            return min(known)
        return next((at for at in found if isinstance(at, Unknown)), None)

    return since


def _chain(left: Since, right: Since) -> Since:
    def since(env: Env, after: int) -> int | Unknown | None:
        first = left(env, after)
        return right(env, first) if isinstance(first, int) else first

    return since


def last_instant(moment: object, world: World) -> int:
    """Return the last instant of a date, or an instant itself."""
    return world.zone.end_of(moment.day) if isinstance(moment, DayValue) else start_of(moment, world.zone)


def _reached(value: Fn) -> Since:
    """A date or instant as a condition is true from its last instant on: ``until`` a date includes that day."""

    def since(env: Env, after: int) -> int | Unknown | None:
        moment = value(env)
        if isinstance(moment, Unknown):
            return moment
        at = last_instant(moment, env.world)
        return max(at, after) if at <= env.world.now else None

    return since


def _watched(expr: model.Expr, test: Fn) -> Since:
    def since(env: Env, after: int) -> int | Unknown | None:
        found = test(env)
        asked = None if env.counted_in is None else env.counted_in.text
        key = (env.inst.id if env.inst is not None else (*env.tie.items(), asked), id(expr))
        if found is True:
            return max(env.world.memo.setdefault(key, env.world.now), after)
        env.world.memo.pop(key, None)
        return found if isinstance(found, Unknown) else None

    return since


def _equal(a: object, b: object) -> bool:
    if type(a) is type(b):
        return a == b
    return _written(a) == _written(b)


def _written(one: object) -> str:
    """Return a value as a field of an event has it: a period by its text."""
    return one.text if isinstance(one, PeriodValue) else as_text(one)


# ---------------------------------------------------------------- states


def _own_subject(env: Env) -> list[Instance]:
    inst = env.inst
    if inst is None:
        return []
    return [inst.source if inst.source is not None else inst]


def _first_breach(inst: Instance) -> int | None:
    breach = inst.breach
    return None if breach is None else breach.at


_MOMENTS: dict[str, Callable[[Instance], int | None]] = {
    "performed": lambda inst: inst.performed_at,
    "missed": lambda inst: _first_breach(inst) if inst.state == "missed" else None,
    "exercised": lambda inst: None if inst.power is None else inst.power.effective_at,
}


def agrees(inst: Instance, tie: Mapping[str, str]) -> bool:
    """Return whether an instance agrees with ties; fields it is not tied by do not count against it."""
    if not tie:
        return True
    own = {**dict(inst.key), **inst.tie}
    return all(own.get(name, wanted) == wanted for name, wanted in tie.items())


def breaches_of(
    env: Env, clause: str | None, inside: Callable[[int, Env], bool], fits: Fits = every_instance
) -> list[Breach]:
    """Return the standing breaches of a clause (None: of the own instance) that lie in a window, in order of time."""
    if clause is None:
        instances = _own_subject(env)
    else:
        instances = [i for i in env.world.broken[clause] if agrees(i, env.tie) and fits(i, env)]
    found = [b for inst in instances for b in inst.breaches if not b.excused_by and inside(b.last, env)]
    if env.scope is not None:  # a figure of a period counts the breaches of that period
        period, zone = env.scope.period, env.world.zone
        found = [b for b in found if period.first <= zone.day_of(b.last) <= period.last]
    return sorted(found, key=lambda b: (b.at, b.id))


def _period_of(env: Env, period: model.Period) -> PeriodValue | None:
    """Return the period of a kind that is spoken of: the one asked for, or the instance's own."""
    known = (env.counted_in, env.inst.period if env.inst is not None else None)
    return next((p for p in known if p is not None and p.name == period.label.id), None)


def _nth(found: list[Breach], bounds: list[tuple[str, Fn]], env: Env, after: int) -> int | Unknown | None:
    """Return the instant of the breach that fills the count; an upper bound must hold now."""
    at: int | None = after
    for op, amount in bounds:
        count = amount(env)
        if isinstance(count, Unknown):
            return count
        n = int(count) + (op == "gt")
        if op in ("ge", "gt"):
            if len(found) < n:
                return None
            at = max(at or EVER, found[n - 1].at) if n else at
        elif not TESTS[op]((len(found) > count) - (len(found) < count)):
            return None
    return at


def late_counts_from(inst: Instance, due: DueDate, world: World) -> DueDate:
    """Return a due date as lateness counts from it: no day before the clause was in force is late (art. 502)."""
    if due.first_late >= inst.binds_from:
        return due
    day = None if due.day is None else max(due.day, world.zone.day_of(inst.binds_from) - 1)
    return evolve(due, last=inst.binds_from - 1, day=day, before=True)


def late_mark(inst: Instance, due: DueDate, op: str, length: Length, world: World) -> int:
    """
    Return the instant at which a lateness reaches a bound, time that counts for nothing left out.

    More than N days (``gt``): 00:00 of the day after N whole late days; N days or more (``ge``): when the N-th
    begins. Lengths in hours count from the last timely instant, to the microsecond.
    """
    due = late_counts_from(inst, due, world)
    idle = merged(inst.uncounted, world.now)
    if length.unit in EXACT_LENGTHS:
        return _exact_mark(due.late_from, duration.exact_micros(length), idle) + (op == "gt")
    if due.day is None:
        if length.unit is not Unit.DAY:
            raise ValueError(f"a limit by the clock is not late by {length.unit}")
        return _exact_mark(due.late_from, duration.whole(length) * DAY_US, idle) + (op == "gt")
    free = {day for a, z in idle for day in range(world.zone.day_of(a) + 1, world.zone.day_of(z) + 1)}
    if length.unit in (Unit.DAY, Unit.WORKING_DAY):
        return world.zone.start_of(_nth_late_day(due.day, duration.whole(length) + (op == "gt"), length, free, world))
    last = duration.add_length(due.day, length)
    return world.zone.start_of(_nth_late_day(due.day, last - due.day + (op == "gt"), length, free, world))


def _exact_mark(last: int, micros: int, idle: list[Piece]) -> int:
    """Return the instant so long after the last timely one."""
    at = last + micros
    for start, end in idle:
        at += end - start if start < at else 0
    return at


def _nth_late_day(day: int, n: int, length: Length, free: set[int], world: World) -> int:
    """Return the n-th day late that counts."""
    working = length.unit is Unit.WORKING_DAY
    if not free:
        return world.calendar.add_working(day, n) if working else day + n
    while n > 0:
        day = world.calendar.add_working(day, 1) if working else day + 1
        n -= day not in free
    return day


def _tied_spell(spell: Spell, tie: Mapping[str, str]) -> bool:
    own = dict(spell.key)
    return all(own.get(name, wanted) == wanted for name, wanted in tie.items())


def _lasted(spell: Spell, bounds: list[tuple[str, Fn]], env: Env) -> int | Unknown | None:
    """Return when a spell reached its threshold, or when it was recognised if that is later (SEMANTICS 4.6)."""
    world = env.world
    at = spell.start
    for op, amount in bounds:
        length = amount(env)
        if isinstance(length, Unknown):
            return length
        at = max(at, lasting_mark(spell.start, op, length, world))
    if at > world.now or (spell.end is not None and spell.end < at):
        return None
    states = [s for s in world.suspensions if s.spell is spell and s.rule is not None and _may_fail(s)]
    if not states:
        return at
    recognised = [s.recognised_at for s in states if s.status in ("recognised", "revocable")]
    known = [r for r in recognised if r is not None]
    return max(at, min(known)) if known else None


def _may_fail(state: SuspensionState) -> bool:
    """Return whether relief depends on conditions, or on not being denied."""
    return bool(state.norm.requirements) or (state.rule is not None and state.rule.denied_by is not None)


def lasting_mark(start: int, op: str, length: Length, world: World) -> int:
    """Return when a spell has lasted so long: ``ge`` at 00:00 after the N-th day, ``gt`` a day or microsecond on."""
    if op == "gt" and length.unit not in EXACT_LENGTHS:
        day = duration.add_length(world.zone.day_of(start), length) + 2
        return world.zone.start_of(day)
    return duration.lasting(start, length, world.zone) + (op == "gt")


def count_needed(bounds: tuple[model.Bound, ...]) -> str | None:
    """Return the count a condition waits for, as text, where it is written down."""
    for bound in bounds:
        if isinstance(bound.value, model.Const) and isinstance(bound.value.value, Fraction):
            return number_text(bound.value.value + (bound.op == "gt"))
    return None
