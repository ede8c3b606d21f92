"""
From reductions of the parser to the tree: one method for each rule of the grammar.

The parser calls a method with the children of the rule; words that say nothing beyond their place are gone by then. An
option of a line arrives as a ``Bit`` (what it is, its value, its place) and the line gathers its bits: an option given
twice, or one that needs another, is refused here, with its place. Nodes get the span of all they were read from.
"""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final, NoReturn

from attrs import evolve, frozen

from luyue.dsl import syntax as s
from luyue.dsl.diagnostic import Diagnostic, Label
from luyue.dsl.quantity import COUNTS, Unit
from luyue.dsl.source import Span
from luyue.dsl.tokens import Fault, Token


@frozen
class Bit:
    """An option on its way into a line."""

    kind: str
    value: Any
    span: Span


LINE_ORDER: Final = (
    *(s.Gist, s.When, s.InForce, s.Provided, s.Duty, s.Forbidden, s.Due, s.Unless, s.Suspends, s.Requires),
    *(s.Deduct, s.Head, s.Reduction, s.Power, s.Survives, s.Note),
)


def refuse(code: str, span: Span, *, labels: tuple[Label, ...] = (), **facts: str) -> NoReturn:
    """Stop this block with a diagnostic."""
    raise Fault(Diagnostic(code, span, facts, labels=labels))


class Bits:
    """The options of one line, each asked for once; what nobody asks for is a mistake of the grammar."""

    def __init__(self, args: Sequence[Any]) -> None:
        self._bits: dict[str, list[Bit]] = {}
        for one in args:
            if isinstance(one, Bit):
                self._bits.setdefault(one.kind, []).append(one)

    def one(self, kind: str, default: Any = None) -> Any:
        """Return the value of an option that may be given once."""
        found = self._bits.get(kind, [])
        if len(found) > 1:
            refuse("twice", found[1].span, labels=(Label(found[0].span, "first-here"),), word=found[1].span.text)
        return found[0].value if found else default

    def flag(self, kind: str) -> bool:
        """Say whether an option is given."""
        return bool(self.one(kind, False))

    def all(self, kind: str) -> tuple[Any, ...]:
        """Return the values of an option that may be given more than once, in order."""
        return tuple(bit.value for bit in self._bits.get(kind, []))

    def place(self, kind: str) -> Span:
        """Return where an option stands."""
        return self._bits[kind][0].span


def token(args: Sequence[Any], kind: str, index: int = 0) -> Token | None:
    """Return the n-th token of a kind among the children."""
    found = [one for one in args if isinstance(one, Token) and one.type == kind]
    return found[index] if index < len(found) else None


def names(args: Sequence[Any]) -> list[s.Name]:
    """Return every name among the children."""
    return [s.Name(one.value, span=one.span) for one in args if isinstance(one, Token) and one.type == "NAME"]


def name(one: Token) -> s.Name:
    """Return the name that a token holds."""
    return s.Name(one.value, span=one.span)


def node(args: Sequence[Any], kind: Any, index: int = 0) -> Any:
    """Return the n-th child that is a node of a kind, or None."""
    found = [one for one in args if isinstance(one, kind)]
    return found[index] if index < len(found) else None


def literal_of(one: Token) -> s.Literal:
    """Return the literal that a token holds."""
    value, unit = one.value
    return s.Literal(value, unit, span=one.span)


def values(args: Sequence[Any]) -> list[Any]:
    """Return the children that are nodes or literals, in order."""
    return [
        literal_of(one) if isinstance(one, Token) else one
        for one in args
        if isinstance(one, s.Node) or (isinstance(one, Token) and one.type == "LIT")
    ]


def _binary(op: str) -> Callable[..., s.Expr]:
    def build(_self: object, span: Span, args: list[Any]) -> s.Expr:
        left, right = values(args)
        return s.Binary(op, left, right, span=span)

    return build


def _turned(op: str) -> Callable[..., s.Expr]:
    def build(_self: object, span: Span, args: list[Any]) -> s.Expr:
        right, left = values(args)
        return s.Binary(op, left, right, span=span)

    return build


def _unary(op: str) -> Callable[..., s.Expr]:
    def build(_self: object, span: Span, args: list[Any]) -> s.Expr:
        return s.Unary(op, args[0], span=span)

    return build


def _bound(op: str) -> Callable[..., s.Bound]:
    def build(_self: object, span: Span, args: list[Any]) -> s.Bound:
        return s.Bound(op, values(args)[0], span=span)

    return build


class Formulas:
    """Formulas, conditions and times."""

    # -------------------------------------------------------- atoms

    def literal(self, span: Span, args: list[Any]) -> s.Expr:
        return literal_of(args[0])

    def negative(self, span: Span, args: list[Any]) -> s.Expr:
        value, unit = args[0].value
        return s.Literal(-value, unit, span=span)

    def text(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Text(args[0].value, span=span)

    def truth(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Truth(args[0].value == "yes", span=span)

    def blank(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Blank(span=span)

    def ref(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Ref(name(args[0]), span=span)

    def pattern(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Pattern(name(args[0]), tuple(args[1:]), span=span)

    def field_of(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Field(args[0], name(args[1]), span=span)

    def paren(self, span: Span, args: list[Any]) -> s.Expr:
        inner: s.Expr = args[0]
        return inner

    inner = paren

    def month(self, span: Span, args: list[Any]) -> s.Expr:
        year, month = args[0].value
        return s.Month(year, month, span=span)

    def moment(self, span: Span, args: list[Any]) -> s.Expr:
        if len(args) == 1:
            return s.Day(args[0].value, span=span)
        clock, end = args[1].value
        return s.Moment(args[0].value, clock, end, span=span)

    def range(self, span: Span, args: list[Any]) -> s.Expr:
        low, high = literal_of(args[0]), literal_of(args[1])
        if low.unit is Unit.NUMBER and high.unit is not Unit.NUMBER:
            refuse("range-units", low.span, text=low.span.text, other=high.span.text)
        if low.unit is not high.unit:
            refuse("range-units", span, text=low.span.text, other=high.span.text)
        if low.value > high.value:
            refuse("range-order", span, low=low.span.text, high=high.span.text)
        return s.Between(low, high, span=span)

    def days(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Between(args[0], args[1], span=span)

    def both(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Binary("and", args[0], args[1], span=span)

    # -------------------------------------------------------- the ladder

    or_ = _binary("or")
    and_ = _binary("and")
    then = _binary("then")
    is_ = _binary("is")
    is_not = _binary("is_not")
    includes = _binary("includes")
    add = _binary("add")
    sub = _binary("sub")
    mul = _binary("mul")
    div = _binary("div")
    share = _binary("share")
    after = _binary("after")
    ago = _binary("ago")
    share_reversed = _turned("share")
    after_reversed = _turned("after")
    ago_reversed = _turned("ago")

    not_ = _unary("not")
    is_working_day = _unary("is_working_day")
    end_of = _unary("end_of")
    previous = _unary("previous")

    def end_of_previous(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Unary("end_of", s.Unary("previous", args[0], span=span), span=span)

    def if_(self, span: Span, args: list[Any]) -> s.Expr:
        return s.If(args[0], args[1], args[2], span=span)

    def compare(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Compare(args[0], tuple(args[1:]), span=span)

    ge = _bound("ge")
    le = _bound("le")
    gt = _bound("gt")
    lt = _bound("lt")

    def state(self, span: Span, args: list[Any]) -> s.Expr:
        bounds = tuple(one for one in args if isinstance(one, s.Bound))
        window = node(args, s.Expr)
        return s.State(None, args[0].value, bounds, window, span=span)

    def state_of(self, span: Span, args: list[Any]) -> s.Expr:
        own: s.State = args[1]
        return evolve(own, of=args[0], span=span)

    def mark_state(self, span: Span, args: list[Any]) -> s.Expr:
        return s.State(args[0], args[1].value, span=span)

    def aggregate(self, span: Span, args: list[Any]) -> s.Expr:
        return s.Aggregate(args[0].value, args[1], args[2] if len(args) > 2 else None, span=span)

    def call(self, span: Span, args: list[Any]) -> s.Expr:
        fn, given = args[0].value, tuple(args[1:])
        least, most = _ARGUMENTS[fn]
        if not least <= len(given) <= most:
            refuse("argument-count", span, word=args[0].span.text, least=str(least), most=str(most))
        return s.Unary(fn, given[0], span=span) if fn == "rounded_up" else s.Call(fn, given, span=span)

    def of_two(self, span: Span, args: list[Any]) -> Any:
        which, given = args[0].value, args[1:]
        if any(isinstance(one, s.Time) for one in given):
            return s.OfTwo(which, tuple(as_time(one) for one in given), span=span)
        return s.Call(f"{which}_of", tuple(given), span=span)

    # -------------------------------------------------------- times

    def bare_time(self, span: Span, args: list[Any]) -> s.Time:
        return as_time(args[0])

    def within(self, span: Span, args: list[Any]) -> s.Time:
        after = args[1] if len(args) > 1 else None
        return s.Within(_length(args[0]), after, span=span)

    def after_within(self, span: Span, args: list[Any]) -> s.Time:
        return s.Within(_length(args[1]), args[0], span=span)

    def by(self, span: Span, args: list[Any]) -> s.Time:
        return s.By(args[0], span=span)

    def before(self, span: Span, args: list[Any]) -> s.Time:
        return s.Before(args[0], span=span)

    def ahead(self, span: Span, args: list[Any]) -> s.Time:
        return s.Ahead(_length(args[0]), args[1], span=span)

    def ahead_reversed(self, span: Span, args: list[Any]) -> s.Time:
        return s.Ahead(_length(args[1]), args[0], span=span)

    def on_demand(self, span: Span, args: list[Any]) -> s.Time:
        return s.OnDemand(_length(args[0]) if args else None, span=span)

    def untimed(self, span: Span, args: list[Any]) -> s.Time:
        return s.Untimed(args[0].value, name(args[1]) if len(args) > 1 else None, span=span)

    def start_counted(self, span: Span, args: list[Any]) -> Bit:
        return Bit("start_counted", True, span)

    def roll(self, span: Span, args: list[Any]) -> Bit:
        return Bit("roll", args[0].value, span)

    def close(self, span: Span, args: list[Any]) -> Bit:
        clock, end = args[0].value
        if end:
            refuse("close-at-midnight", span)
        return Bit("close", clock, span)


_ARGUMENTS: Final = MappingProxyType(
    {
        "greater_of": (2, 64),
        "lesser_of": (2, 64),
        "days_of": (1, 2),
        "day_of": (1, 1),
        "equal_part": (2, 3),
        "rounded_up": (1, 1),
    }
)


def as_time(value: Any) -> s.Time:
    """Return a time: one in words as it is, a reading by its name, the end of a period as ``by`` it."""
    if isinstance(value, s.Time):
        return value
    match value:
        case s.Ref(name=found):
            return s.ByReading(found, span=value.span)
        case s.Unary(op="end_of"):
            return s.By(value, span=value.span)
        case s.Call(fn="later_of" | "earlier_of", args=given) if all(isinstance(one, s.Ref) for one in given):
            return s.OfTwo(value.fn.removesuffix("_of"), tuple(as_time(one) for one in given), span=value.span)
    refuse("no-time", value.span, text=value.span.text)


def _length(value: s.Expr) -> s.Expr:
    if isinstance(value, s.Literal):
        if value.unit is Unit.NUMBER:
            refuse("missing-unit", value.span, text=value.span.text)
        if value.unit in (Unit.SHARE, Unit.MONEY, Unit.POINT, *COUNTS):
            refuse("no-length", value.span, text=value.span.text)
    return value


def timing(time: s.Time, bits: Bits, span: Span) -> s.Timing:
    """Gather a time and its options."""
    return s.Timing(time, bits.flag("start_counted"), bits.one("roll"), bits.one("close"), span=span)


def no_time_options(bits: Bits) -> None:
    """Refuse options of a time where there is no time."""
    for kind in ("start_counted", "roll", "close"):
        if bits.one(kind) is not None:
            refuse("option-without-time", bits.place(kind), word=bits.place(kind).text)
