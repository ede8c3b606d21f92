"""The lines of a clause in print: a label and a value for each, options after commas."""

from fractions import Fraction

from luyue.dsl import spell
from luyue.dsl import syntax as s
from luyue.dsl.format_expr import CMP, SUM, Printer
from luyue.dsl.quantity import Unit

Labelled = tuple[str, str]  # label and value


class LinePrinter(Printer):
    """Prints the lines of a clause."""

    def line(self, one: s.Line) -> Labelled:
        """Return a line's label and its value."""
        label, value = self._line(one)
        if one.under is not None:
            value = f"{value}{self.comma}{self.under(one.under)}" if value else self.under(one.under)
        return label, value

    def under(self, one: s.Under) -> str:
        """Return ``under NAME = OPTION``."""
        return f"{self.say('_UNDER')} {self.name(one.reading, 'free')} = {self.name(one.option, 'plain')}"

    def same(self, names: tuple[s.Name, ...]) -> str:
        """Return 同一工单, ``same ticket and cycle``."""
        return f"{self.say('_SAME')}{self._glued_names(names)}"

    def _glued_names(self, names: tuple[s.Name, ...]) -> str:
        shown = self.names(names)
        glued = self.zh and shown[0] not in "‘'" and not shown[0].isascii()
        return shown if glued else f" {shown}"

    def _joined(self, first: str, *options: str) -> str:
        return self.comma.join((first, *options))

    def twinned(self, name: s.Name, twin: s.Name | None, *, alone: str = "plain") -> str:
        """Return ``name = twin``, the name of the print's language first; ``alone`` is the place of one without."""
        first = self.spelled(name)
        if twin is None:
            other = name.text if name.text != first else None
        else:
            other = twin.text if twin.text != first else name.text
        if other is None:
            return spell.name(first, self.lang, alone)
        return f"{spell.name(first, self.lang, 'free')} = {spell.name(other, self.lang, 'plain')}"

    def _line(self, one: s.Line) -> Labelled:
        match one:
            case s.Gist(text=text):
                return self.say("_GIST"), spell.text(text, self.lang)
            case s.Note(text=text):
                return self.say("_NOTE"), spell.text(text, self.lang)
            case s.When():
                return self.say("_WHEN"), self._when(one)
            case s.InForce():
                return self.say("_IN_FORCE"), self._in_force(one)
            case s.Provided():
                return self.say("_PROVIDED"), self._provided(one)
            case s.Duty():
                return self.say("_DUTY"), self._duty(one)
            case s.Forbidden(act=act, same=same):
                options = [self.same(same)] if same else []
                return self.say("_FORBIDDEN"), self._joined(self.act(act), *options)
            case s.Due(timing=timing):
                return self.say("_DUE"), self._joined(*self.timing(timing))
            case s.Unless(condition=condition):
                return self.say("_UNLESS"), self.expr(condition)
        return self._later_line(one)

    def _later_line(self, one: s.Line) -> Labelled:
        match one:
            case s.Suspends():
                return self.say("_SUSPENDS"), self._suspends(one)
            case s.Requires(what=what, timing=timing):
                return self.say("_REQUIRES"), self._joined(self.expr(what), *(self.timing(timing) if timing else ()))
            case s.Deduct():
                return self.say("_DEDUCT"), self._deduct(one)
            case s.Head():
                return self.say(f"HEAD {one.kind}"), self._head(one)
            case s.Reduction(clause=clause, amount=amount, options=options):
                shown = self._with_per(f"{self.name(clause, 'plain')}{self.colon}{self.amount(amount)}", options)
                return self.say("_REDUCTION"), shown
            case s.Power():
                return self.say("_POWER"), self._power(one)
            case s.Survives(until=until):
                return self.say("_SURVIVES"), f"{self.say('_UNTIL')} {self.expr(until)}" if until else ""
        raise TypeError(f"no print for {type(one).__name__}")

    # -------------------------------------------------------- values of lines

    def _when(self, one: s.When) -> str:
        shown = self.every(one.trigger) if one.every else self.expr(one.trigger)
        if one.alias:
            shown = self.follow(shown, f"{self.say('_AS')} {self.twinned(one.alias, one.twin, alone='free')}")
        return self._joined(shown, *([self.same(one.same)] if one.same else ()))

    def _in_force(self, one: s.InForce) -> str:
        if one.during is not None:
            return self.expr(one.during)
        shown = f"{self.say('_FROM')} {self.expr(one.start)}" if one.start else ""
        if one.end is None:
            return shown
        until = self.say("_TO") if self.zh else self.say("_UNTIL")
        return f"{shown} {until} {self.expr(one.end)}".strip()

    def _provided(self, one: s.Provided) -> str:
        options: list[str] = []
        if isinstance(one.otherwise, s.Timing):
            first, *rest = self.timing(one.otherwise)
            options += [f"{self.say('_ELSE_DUE')} {first}", *rest]
        elif one.otherwise:
            options.append(self.say(f"ELSE_WHAT {one.otherwise}"))
        if one.undone_by is not None:
            event = self.expr(one.undone_by)
            back = f"{self.say('_PASSIVE')} {event} {self.say('_SENT_BACK')}" if self.zh else ""
            options.append(back or f"{self.say('_UNDONE_BY')} {event}")
        return self._joined(self.expr(one.condition), *options)

    def act(self, one: s.Act) -> str:
        """Return ``party: event``."""
        shown = f"{self.listed(one.who)}{self.colon}"
        if one.at_least is None:
            return f"{shown}{self.expr(one.what)}"
        times = self.bound(s.Bound("ge", s.Literal(_whole(one.at_least), Unit.TIME)))
        return f"{shown}{self.expr(one.what, SUM)} {times}"

    def _duty(self, one: s.Duty) -> str:
        options: list[str] = []
        match one.act:
            case s.Act():
                shown = self.act(one.act)
            case s.Pay(who=who, whom=whom, amount=amount, by=by):
                shown = f"{self.listed(who)} {self.say('_PAYS')} {self.expr(whom)} {self.amount(amount)}"
                options += [f"{self.say('_WITH')} {self.expr(by)}"] if by else []
            case s.Keep(who=who, what=what, bounds=bounds):
                kept = self.expr(what, SUM if bounds else CMP if isinstance(what, s.State) else 0)
                shown = " ".join((self.listed(who), self.say("_KEEPS"), kept, *map(self.bound, bounds)))
        if one.each_of is not None:
            options.append(f"{self.say('_EACH_OF')} {self.expr(one.each_of)}")
        if one.same:
            options.append(self.same(one.same))
        if one.all:
            options.append(self.say("_ALL"))
        return self._joined(shown, *options)

    def _suspends(self, one: s.Suspends) -> str:
        joint = "、" if self.zh else f" {self.say('_AND')} "
        whom = joint.join(self.expr(each) for each in one.whom)
        during = self.name(one.during, "plain")
        if self.zh:
            shown = f"{whom}{self.comma}{during} {self.say('_QIJIAN')}"
        else:
            shown = f"{whom} {self.say('_DURING')} {during}"
        said = (
            ("_START_COUNTED", one.start_counted),
            ("_STOPS_CLOCK", one.stops_clock),
            ("_ALSO_LATE", one.also_late),
        )
        options = [self.say(word) for word, on in said if on]
        if one.denied_by is not None:
            denied = f"{self.say('_DENIED_BY')} {self.expr(one.denied_by)}"
            options.append(f"{denied} {self.say('_DENIES')}" if self.zh else denied)
        return self._joined(shown, *options)

    def _deduct(self, one: s.Deduct) -> str:
        return self._joined(
            self.deducted(one.points, one.per),
            *([f"{self.say('_FROM')} {self.expr(one.of)}"] if one.of is not None else ()),
        )

    def deducted(self, points: s.Expr, per: s.Expr | None) -> str:
        """Return points, each time or per something: 每次 0.5分, ``0.5 points each time complaint``."""
        amount, each = self.expr(points, SUM), self.say("_EACH_TIME")
        if per is None:
            return f"{each} {amount}" if self.zh else f"{amount} {each}"
        if isinstance(per, s.Literal):
            return (
                f"{amount} {self.every(per)}"
                if isinstance(points, s.Literal)
                else f"{amount}{self.comma}{self.every(per)}"
            )
        return f"{amount} {each} {self.expr(per)}"

    def _head(self, one: s.Head) -> str:
        amount = self.amount(one.amount, is_open=one.open)
        first = f"{self.listed(one.payer)} {self.say('_PAYS')} {self.expr(one.payee)} {amount}"
        return self._with_per(first, one.options)

    def _with_per(self, first: str, options: s.Options) -> str:
        shown = f"{first} {self.per(options.per)}" if options.per else first
        return self._joined(shown, *self.options(options))

    def _power(self, one: s.Power) -> str:
        options: list[str] = []
        for effect in one.effects:
            names = f" {self.names(effect.clauses)}" if effect.clauses else ""
            options.append(f"{self.say(f'EFFECT {effect.kind}')}{names}")
        if one.once is not None:
            options.append(f"{self._once(one.once)}起" if self.zh else f"{self.say('_ONCE')} {self.expr(one.once)}")
        options += self.timing(one.timing) if one.timing else []
        if one.until is not None:
            options.append(f"{self.say('_UNTIL')} {self.expr(one.until)}")
        if one.resume is not None:
            options.append(self._resume(one.resume))
        options += [self.same(one.same)] if one.same else []
        return self._joined(f"{self.listed(one.who)}{self.colon}{self.expr(one.act)}", *options)

    def _once(self, one: s.Expr) -> str:
        shown = self.expr(one)
        return shown if _ends_in_unit(one) else f"{shown} "

    def _resume(self, one: s.Expr) -> str:
        if self.zh:
            return f"{self.say('_RESUME')} {self._inside(one)}"
        return f"{self.say('_RESUME')} {self.expr(one, 9)}"


def _whole(count: int) -> Fraction:
    return Fraction(count)


def _ends_in_unit(one: s.Expr) -> bool:
    """Say whether the Chinese print ends in a number with its unit, to which 起 may be glued."""
    if not isinstance(one, s.State) or one.window is not None or not one.bounds:
        return False
    last = one.bounds[-1]
    return isinstance(last.value, s.Literal) and last.value.unit not in (Unit.NUMBER, Unit.SHARE) and last.op != "ge"
