"""From reductions of the parser to the tree: the lines of a clause, and the score lines that look like them."""

from fractions import Fraction
from typing import Any, Final

from attrs import evolve, frozen

from luyue.dsl import syntax as s
from luyue.dsl.build import (
    Bit,
    Bits,
    Formulas,
    literal_of,
    name,
    names,
    no_time_options,
    node,
    refuse,
    timing,
    values,
)
from luyue.dsl.quantity import Unit
from luyue.dsl.source import Span
from luyue.dsl.tokens import Token


def _one_of(length: Token) -> s.Literal:
    """Return one unit, or the quantity given, of ``every day`` or ``every 3 months``."""
    if length.type == "UNIT":
        return s.Literal(_ONE, length.value, span=length.span)
    return literal_of(length)


_ONE: Final = Fraction(1)


@frozen
class DeductLine(s.Line):
    """A line of points before it is known whether it stands in a clause or under a score item."""

    points: s.Expr
    per: s.Expr | None
    of: s.Expr | None
    unless: s.Expr | None

    def in_clause(self) -> s.Deduct:
        """Return the line of a clause."""
        if self.unless is not None:
            refuse("unless-in-clause", self.unless.span)
        return s.Deduct(self.points, self.per, self.of, under=self.under, span=self.span)

    def in_item(self) -> s.ItemDeduct:
        """Return the line of a score item."""
        if self.of is not None:
            refuse("from-in-item", self.of.span)
        return s.ItemDeduct(self.points, self.per, self.unless, self.under, span=self.span)


class Lines(Formulas):
    """Lines of a clause and their options."""

    # -------------------------------------------------------- shared options

    def names(self, span: Span, args: list[Any]) -> Bit:
        return Bit("names", tuple(names(args)), span)

    def under(self, span: Span, args: list[Any]) -> Bit:
        return Bit("under", s.Under(name(args[0]), name(args[1]), span=span), span)

    def line_under(self, span: Span, args: list[Any]) -> s.Line:
        line, under = args
        if line.under is not None:
            refuse("twice", under.span, word=under.span.text)
        return evolve(line, under=under.value, span=span)  # type: ignore[no-any-return]

    def same(self, span: Span, args: list[Any]) -> Bit:
        return Bit("same", args[0].value, span)

    def all(self, span: Span, args: list[Any]) -> Bit:
        return Bit("all", True, span)

    def every(self, span: Span, args: list[Any]) -> Bit:
        value = _one_of(args[0]) if isinstance(args[0], Token) else args[0]
        return Bit("every", value, span)

    def each_time(self, span: Span, args: list[Any]) -> Bit:
        return Bit("every", s.Literal(_ONE, Unit.TIME, span=span), span)

    def until(self, span: Span, args: list[Any]) -> Bit:
        return Bit("until", args[0], span)

    def but_not_if(self, span: Span, args: list[Any]) -> Bit:
        return Bit("unless", args[0], span)

    # -------------------------------------------------------- text, trigger, force, condition

    def gist(self, span: Span, args: list[Any]) -> s.Line:
        return s.Gist(args[0].value, under=Bits(args).one("under"), span=span)

    def note(self, span: Span, args: list[Any]) -> s.Line:
        return s.Note(args[0].value, under=Bits(args).one("under"), span=span)

    def alias(self, span: Span, args: list[Any]) -> Bit:
        found = names(args)
        return Bit("alias", (found[0], found[1] if len(found) > 1 else None), span)

    def when(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        alias, twin = bits.one("alias", (None, None))
        return s.When(args[0], False, alias, bits.one("same", ()), twin, under=bits.one("under"), span=span)

    def when_every(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        alias, twin = bits.one("alias", (None, None))
        every, same = bits.one("every"), bits.one("same", ())
        return s.When(every, True, alias, same, twin, under=bits.one("under"), span=span)

    def in_force_from(self, span: Span, args: list[Any]) -> s.Line:
        ends = values(args)
        return s.InForce(ends[0], ends[1] if len(ends) > 1 else None, under=Bits(args).one("under"), span=span)

    def in_force_until(self, span: Span, args: list[Any]) -> s.Line:
        return s.InForce(None, values(args)[0], under=Bits(args).one("under"), span=span)

    def in_force_during(self, span: Span, args: list[Any]) -> s.Line:
        found = values(args)[0]
        under = Bits(args).one("under")
        if isinstance(found, s.Between):
            return s.InForce(found.low, found.high, under=under, span=span)
        return s.InForce(None, None, found, under=under, span=span)

    def provided(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        otherwise, due = bits.one("otherwise"), bits.one("else_due")
        if otherwise and due:
            refuse("twice", bits.place("else_due"), word=bits.place("else_due").text)
        if due is None:
            no_time_options(bits)
        else:
            otherwise = timing(due, bits, bits.place("else_due"))
        return s.Provided(args[0], otherwise, bits.one("undone"), under=bits.one("under"), span=span)

    def else_what(self, span: Span, args: list[Any]) -> Bit:
        return Bit("otherwise", args[0].value, span)

    def else_due(self, span: Span, args: list[Any]) -> Bit:
        return Bit("else_due", args[0], span)

    def undone(self, span: Span, args: list[Any]) -> Bit:
        return Bit("undone", args[0], span)

    # -------------------------------------------------------- duty, prohibition, time

    def act(self, span: Span, args: list[Any]) -> s.Act:
        who, what = args
        match what:
            case s.Compare(of=of, bounds=(s.Bound(op="ge", value=s.Literal(value=count, unit=Unit.TIME)),)):
                return s.Act(who, of, int(count), span=span)
        return s.Act(who, what, span=span)

    def pay(self, span: Span, args: list[Any]) -> Bit | s.Pay:
        amount = args[2]
        if isinstance(amount, Bit):
            refuse("open-payment", amount.span, text=amount.span.text)
        return s.Pay(args[0], args[1], amount, span=span)

    def keep(self, span: Span, args: list[Any]) -> s.Keep:
        who, what = args
        if isinstance(what, s.Compare):
            return s.Keep(who, what.of, what.bounds, span=span)
        if isinstance(what, s.Binary) and what.op == "is":
            return s.Keep(who, what.left, (s.Bound("eq", what.right, span=what.right.span),), span=span)
        return s.Keep(who, what, (), span=span)

    def each_of(self, span: Span, args: list[Any]) -> Bit:
        return Bit("each_of", args[0], span)

    def with_event(self, span: Span, args: list[Any]) -> Bit:
        return Bit("with", args[0], span)

    def duty(self, span: Span, args: list[Any]) -> s.Line:
        act, bits = args[0], Bits(args)
        by = bits.one("with")
        if by is not None:
            if not isinstance(act, s.Pay):
                refuse("with-without-payment", bits.place("with"))
            act = evolve(act, by=by)
        return s.Duty(
            act, bits.one("each_of"), bits.one("same", ()), bits.flag("all"), under=bits.one("under"), span=span
        )

    def forbidden(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        act = s.Act(args[0], args[1], span=args[0].span.to(args[1].span))
        return s.Forbidden(act, bits.one("same", ()), under=bits.one("under"), span=span)

    def due(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        return s.Due(timing(args[0], bits, args[0].span), under=bits.one("under"), span=span)

    def unless(self, span: Span, args: list[Any]) -> s.Line:
        return s.Unless(args[0], under=Bits(args).one("under"), span=span)

    # -------------------------------------------------------- suspension

    def suspends(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        return s.Suspends(
            tuple(_listed(args[0])),
            names(args)[0],
            bits.flag("stops_clock"),
            bits.flag("also_late"),
            bits.one("denied_by"),
            bits.flag("start_counted"),
            under=bits.one("under"),
            span=span,
        )

    def stops_clock(self, span: Span, args: list[Any]) -> Bit:
        return Bit("stops_clock", True, span)

    def also_late(self, span: Span, args: list[Any]) -> Bit:
        return Bit("also_late", True, span)

    def denied_by(self, span: Span, args: list[Any]) -> Bit:
        return Bit("denied_by", args[0], span)

    def requires(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        times = [one for one in args if isinstance(one, s.Time)]
        if len(times) > 1:
            refuse("twice", times[1].span, word=times[1].span.text)
        if not times:
            no_time_options(bits)
        when = timing(times[0], bits, times[0].span) if times else None
        return s.Requires(args[0], when, under=bits.one("under"), span=span)

    # -------------------------------------------------------- points

    def each_time_of(self, span: Span, args: list[Any]) -> Bit:
        return Bit("each_time_of", args[0], span)

    def from_item(self, span: Span, args: list[Any]) -> Bit:
        return Bit("from", args[0], span)

    def deduct(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        every, thing = bits.one("every"), bits.one("each_time_of")
        if every is not None and thing is not None:
            refuse("twice", bits.place("every"), word=bits.place("every").text)
        per = thing if thing is not None else every
        if isinstance(per, s.Literal) and per.unit is Unit.TIME and per.value == 1:
            per = None
        amount = next(one for one in args if isinstance(one, s.Expr))
        return DeductLine(amount, per, bits.one("from"), bits.one("unless"), under=bits.one("under"), span=span)

    deduct_reversed = deduct

    # -------------------------------------------------------- money

    def at_least_amount(self, span: Span, args: list[Any]) -> Bit:
        return Bit("open", args[0], span)

    def per_late(self, span: Span, args: list[Any]) -> Bit:
        length = next(one for one in args if one.type in ("UNIT", "LIT"))
        found = _one_of(length)
        return Bit("per", s.Per("late", found.value, found.unit, span=span), span)

    def per_time(self, span: Span, args: list[Any]) -> Bit:
        return Bit("per", s.Per("time", span=span), span)

    def per_interval(self, span: Span, args: list[Any]) -> Bit:
        length = next(one for one in args if one.type in ("UNIT", "LIT"))
        found = _one_of(length)
        return Bit("per", s.Per("interval", found.value, found.unit, names(args)[0], span=span), span)

    def part_counts(self, span: Span, args: list[Any]) -> Bit:
        if args[0].value != args[1].value:
            refuse("part-units", span, one=args[0].span.text, other=args[1].span.text)
        return Bit("part", ("counts", literal_of(args[0])), span)

    def part_dropped(self, span: Span, args: list[Any]) -> Bit:
        return Bit("part", ("dropped", literal_of(args[0])), span)

    def once_per_day(self, span: Span, args: list[Any]) -> Bit:
        return Bit("once_per_day", True, span)

    def cap(self, span: Span, args: list[Any]) -> Bit:
        return Bit("cap", s.Cap("le", args[0], span=span), span)

    def cap_total(self, span: Span, args: list[Any]) -> Bit:
        return Bit("cap", s.Cap("le", args[0], True, span=span), span)

    def floor_of_head(self, span: Span, args: list[Any]) -> Bit:
        return Bit("cap", s.Cap("ge", args[0], span=span), span)

    def floor_total(self, span: Span, args: list[Any]) -> Bit:
        return Bit("cap", s.Cap("ge", args[0], True, span=span), span)

    def once_only(self, span: Span, args: list[Any]) -> Bit:
        return Bit("once_only", True, span)

    def on_exercise(self, span: Span, args: list[Any]) -> Bit:
        return Bit("on_exercise", True, span)

    def decided(self, span: Span, args: list[Any]) -> Bit:
        bits = Bits(args)
        times = [one for one in args if isinstance(one, s.Time)]
        when = timing(times[0], bits, times[0].span) if times else None
        return Bit("decided", s.Decided(args[0], args[1], when, span=span), span)

    def late_base(self, span: Span, args: list[Any]) -> Bit:
        return Bit("late_base", args[0].value, span)

    def relation(self, span: Span, args: list[Any]) -> Bit:
        return Bit("relation", s.Relation(args[0].value, args[1].value, span=span), span)

    def rounding(self, span: Span, args: list[Any]) -> Bit:
        return Bit("rounding", args[0].value, span)

    def head(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        kind, payer, payee = args[0].value, args[1], args[2]
        amount, is_open = (args[3].value, True) if isinstance(args[3], Bit) else (args[3], False)
        return s.Head(kind, payer, payee, amount, _options(bits, span), is_open, under=bits.one("under"), span=span)

    def reduction(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        amount = args[1]
        if isinstance(amount, Bit):
            refuse("open-payment", amount.span, text=amount.span.text)
        return s.Reduction(name(args[0]), amount, _options(bits, span), under=bits.one("under"), span=span)

    # -------------------------------------------------------- power, survival

    def effect(self, span: Span, args: list[Any]) -> Bit:
        clauses = node_bits(args)
        if args[0].value == "ends_contract" and clauses:
            refuse("ends-contract-clauses", span)
        return Bit("effect", s.Effect(args[0].value, clauses, span=span), span)

    def once(self, span: Span, args: list[Any]) -> Bit:
        return Bit("once", args[0], span)

    def resume(self, span: Span, args: list[Any]) -> Bit:
        return Bit("resume", args[0], span)

    def power(self, span: Span, args: list[Any]) -> s.Line:
        bits = Bits(args)
        times = [one for one in args if isinstance(one, s.Time)]
        if len(times) > 1:
            refuse("twice", times[1].span, word=times[1].span.text)
        if not times:
            no_time_options(bits)
        return s.Power(
            args[0],
            args[1],
            bits.all("effect"),
            bits.one("once"),
            timing(times[0], bits, times[0].span) if times else None,
            bits.one("until"),
            bits.one("resume"),
            bits.one("same", ()),
            under=bits.one("under"),
            span=span,
        )

    def survives(self, span: Span, args: list[Any]) -> s.Line:
        return s.Survives(node(args, s.Expr), under=Bits(args).one("under"), span=span)


def node_bits(args: list[Any]) -> tuple[s.Name, ...]:
    """Return the names of the one list among the children, or none."""
    found = [one.value for one in args if isinstance(one, Bit) and one.kind == "names"]
    return found[0] if found else ()


def _listed(who: s.Expr) -> list[s.Expr]:
    """Return the members of ``a and b and c``, in order."""
    members: list[s.Expr] = []
    while isinstance(who, s.Binary) and who.op == "and":
        members.append(who.right)
        who = who.left
    return [who, *reversed(members)]


def _options(bits: Bits, span: Span) -> s.Options:
    per = bits.one("per")
    part = bits.one("part")
    if part is not None:
        _check_part(part[1], per, bits.place("part"))
    return s.Options(
        per=per,
        part=part[0] if part else None,
        once_per_day=bits.flag("once_per_day"),
        until=bits.one("until"),
        caps=bits.all("cap"),
        once=bits.flag("once_only"),
        on_exercise=bits.flag("on_exercise"),
        decided=bits.one("decided"),
        late_base=bits.one("late_base"),
        relations=bits.all("relation"),
        rounding=bits.one("rounding"),
        span=span,
    )


def _check_part(part: s.Literal, per: s.Per | None, place: Span) -> None:
    """Refuse ``less than 1 day`` where what is counted is not one day."""
    if per is None or per.unit is None:
        refuse("part-of-nothing", place, text=place.text)
    if (per.count, per.unit) != (part.value, part.unit):
        refuse("part-units", place, one=part.span.text, other=per.span.text)
