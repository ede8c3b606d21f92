"""
What a formula gives, and the arithmetic of it.

Values by kind: NUMBER, RATE, POINTS and COUNT are Fractions (a ``Reach`` while not decided), MONEY is a ``Worth`` (a
range of yuan), LENGTH a ``Length``, DATE a ``DayValue``, INSTANT an ``InstantValue``, MONTH a ``Month``, TRUTH a bool,
sets are sorted tuples, everything else text; aliases stand for an ``Event``, a ``RowValue`` or a ``PeriodValue``.
``Unknown`` stands for all of them.
"""

from collections.abc import Callable, Iterable
from datetime import date, time
from fractions import Fraction

from luyue.dsl.quantity import Length, Money, Unit
from luyue.engine.event import Cash, DayValue, InstantValue, Month, Span_
from luyue.engine.finding import Missing, Reach, Unknown, Worth, merge
from luyue.engine.zone import Zone, micros

FEN = Fraction(1, 100)


def unknown(code: str, **facts: str) -> Unknown:
    """Return a value that is missing one thing."""
    return Unknown((Missing(code, facts),))


def missing_of(*values: object) -> tuple[Missing, ...]:
    """Return what any of the values lacks to be known."""
    return merge(*(v.missing for v in values if isinstance(v, (Unknown, Worth, Reach))))


def unknown_of(*values: object) -> Unknown | None:
    """Return an Unknown if one of the values is not known at all."""
    if any(isinstance(v, Unknown) for v in values):
        return Unknown(missing_of(*values))
    return None


def from_field(value: object) -> object:
    """Return a field's value as formulas see it."""
    match value:
        case Cash(amount, currency):
            return Worth(amount, amount, currency)
        case Span_(count, unit):
            return Length(count, Unit(unit))
        case _:
            return value


def from_const(value: object, zone: Zone) -> object:
    """Return a written value (``model.Const``) as formulas see it."""
    match value:
        case Money(amount, currency):
            return Worth(amount, amount, currency)
        case date():
            return DayValue(value.toordinal())
        case (int() as year, int() as month):
            return Month(year, month)
        case (date() as day, time() as clock, bool() as end):
            us = zone.end_of(day.toordinal()) if end else zone.local(day.toordinal(), micros(clock))
            return InstantValue(us)
        case int() if not isinstance(value, bool):
            return Fraction(value)
        case _:
            return value


def as_worth(value: object, currency: str) -> Worth:
    """Return an amount; what is unknown is worth from nothing up."""
    match value:
        case Worth():
            return value
        case Unknown(missing):
            return Worth(Fraction(0), None, currency, missing)
        case _:
            raise TypeError(f"not an amount: {value!r}")


def reach(low: Fraction | None, high: Fraction | None, missing: tuple[Missing, ...] = ()) -> "Fraction | Reach":
    """Return a number between two ends; where they meet it is that number, whatever was missing."""
    return low if low is not None and low == high else Reach(low, high, missing)


def ends_of(number: "Fraction | Reach") -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and the highest that a number may be; None is open."""
    return (number.low, number.high) if isinstance(number, Reach) else (number, number)


def as_text(value: object) -> str:
    """Return a value as keys and matching write it: dates ISO, numbers decimal where finite."""
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return number_text(value)
        case DayValue(day):
            return date.fromordinal(day).isoformat()
        case Month(year, month):
            return f"{year:04}-{month:02}"
        case Length(count, unit):
            return f"{number_text(count)} {unit.value}"
        case Reach(low, high):
            return "..".join("" if end is None else number_text(end) for end in (low, high))
        case InstantValue(us, _):
            return str(us)
        case tuple() if not hasattr(value, "_fields"):
            return " ".join(as_text(v) for v in value)
        case _:
            return str(value)


def number_text(value: Fraction) -> str:
    """Return an exact number: decimal if finite, else ``p/q``."""
    denominator = value.denominator
    places = 0
    while denominator % 10 == 0:
        denominator //= 10
        places += 1
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
            places += 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    scaled = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, part = (scaled[:-places], scaled[-places:].rstrip("0")) if places else (scaled, "")
    return ("-" if value < 0 else "") + whole + ("." + part if part else "")


def day_of(value: object, zone: Zone) -> int:
    """Return the day of a date or instant."""
    match value:
        case DayValue(day):
            return day
        case InstantValue(us, _):
            return zone.day_of(us)
        case _:
            raise TypeError(f"neither a date nor an instant: {value!r}")


def start_of(value: object, zone: Zone) -> int:
    """Return the instant at which a date begins, or an instant itself."""
    match value:
        case DayValue(day):
            return zone.start_of(day)
        case InstantValue(us, _):
            return us
        case _:
            raise TypeError(f"neither a date nor an instant: {value!r}")


def rounded(amount: Fraction, rounding: str | None = None) -> Fraction:
    """Return an amount in whole fen, as yuan: half up, or ``down`` or ``up`` where the contract says so."""
    fen = amount / FEN
    match rounding:
        case "down":
            whole = fen.numerator // fen.denominator
        case "up":
            whole = -(-fen.numerator // fen.denominator)
        case None:
            sign = 1 if fen >= 0 else -1
            whole = sign * ((abs(fen.numerator) * 2 + fen.denominator) // (2 * fen.denominator))
        case _:
            raise ValueError(f"no such rounding: {rounding}")
    return whole * FEN


def add(a: object, b: object) -> object:
    """Add two values of one kind."""
    match a, b:
        case (Reach(), (Fraction() | Reach())) | (Fraction(), Reach()):
            (low, high), (other_low, other_high) = ends_of(a), ends_of(b)  # type: ignore[arg-type]
            bottom = None if low is None or other_low is None else low + other_low
            top = None if high is None or other_high is None else high + other_high
            return reach(bottom, top, missing_of(a, b))
        case Worth(), Worth():
            high = None if a.high is None or b.high is None else a.high + b.high
            return Worth(a.low + b.low, high, a.currency, merge(a.missing, b.missing))
        case Fraction(), Fraction():
            return a + b
        case Length(), Length() if a.unit is b.unit:
            return Length(a.count + b.count, a.unit)
        case _:
            return unknown_of(a, b) or _mismatch("add", a, b)


def sub(a: object, b: object) -> object:
    """Subtract; a range less a range is widest."""
    match a, b:
        case ((Reach() | Fraction()), Reach()) | (Reach(), Fraction()):
            return add(a, mul(b, Fraction(-1)))
        case Worth(), Worth():
            if b.high is None:
                return Worth(Fraction(0), None, a.currency, merge(a.missing, b.missing))
            high = None if a.high is None else a.high - b.low
            return Worth(a.low - b.high, high, a.currency, merge(a.missing, b.missing))
        case Fraction(), Fraction():
            return a - b
        case Length(), Length() if a.unit is b.unit:
            return Length(a.count - b.count, a.unit)
        case _:
            return unknown_of(a, b) or _mismatch("sub", a, b)


def mul(a: object, b: object) -> object:
    """Multiply; at most one side is money or a length."""
    match a, b:
        case (Reach(), (Fraction() | Reach())) | (Fraction(), Reach()):
            return _product(a, b)  # type: ignore[arg-type]
        case (Worth(), Reach()) | (Reach(), Worth()):
            return _dealt(a, b) if isinstance(a, Worth) else _dealt(b, a)  # type: ignore[arg-type]
        case Fraction(), Fraction():
            return a * b
        case Worth(), Fraction():
            high = None if a.high is None else a.high * b
            low, high = (a.low * b, high) if b >= 0 else (_or_zero(high), a.low * b)
            return Worth(low, high, a.currency, a.missing)
        case Fraction(), Worth():
            return mul(b, a)
        case Length(), Fraction():
            return Length(a.count * b, a.unit)
        case Fraction(), Length():
            return mul(b, a)
        case Worth(currency=currency), Unknown():
            return Worth(Fraction(0), None, currency, missing_of(a, b))
        case Unknown(), Worth():
            return mul(b, a)
        case _:
            return unknown_of(a, b) or _mismatch("mul", a, b)


def _product(a: "Fraction | Reach", b: "Fraction | Reach") -> "Fraction | Reach":
    """Return a product of numbers, one of them not decided; an open end stays open on the side where it leads."""
    missing = missing_of(a, b)
    if isinstance(a, Fraction):
        a, b = b, a
    low, high = ends_of(a)
    if isinstance(b, Fraction):
        one, other = (None if end is None else end * b for end in (low, high))
        return Fraction(0) if b == 0 else reach(one, other, missing) if b > 0 else reach(other, one, missing)
    other_low, other_high = ends_of(b)
    if low is None or high is None or other_low is None or other_high is None:
        return Reach(None, None, missing)
    corners = [x * y for x in (low, high) for y in (other_low, other_high)]
    return reach(min(corners), max(corners), missing)


def _dealt(amount: Worth, number: Reach) -> Worth:
    """Return an amount times a number that is not decided; money is never less than nothing at an open end."""
    missing = merge(amount.missing, number.missing)
    if number.low is None and number.high is not None and amount.high is not None and amount.low >= 0:
        return Worth(Fraction(0), amount.high * max(number.high, Fraction(0)), amount.currency, missing)
    if number.low is None or number.high is None or amount.high is None:
        least = amount.low * number.low if number.low is not None and number.low >= 0 else Fraction(0)
        return Worth(least, None, amount.currency, missing)
    corners = [x * y for x in (amount.low, amount.high) for y in (number.low, number.high)]
    return Worth(min(corners), max(corners), amount.currency, missing)


def _or_zero(value: Fraction | None) -> Fraction:
    return Fraction(0) if value is None else value


def div(a: object, b: object) -> object:
    """Divide; nothing divided by nothing is missing data."""
    match a, b:
        case ((Fraction() | Reach() | Worth() | Length()), Fraction()):
            return unknown("no_data") if b == 0 else mul(a, 1 / b)
        case Worth(), Worth() if a.settled and b.settled:
            return unknown("no_data") if b.low == 0 else a.low / b.low
        case _:
            return unknown_of(a, b) or Unknown(missing_of(a, b) or (Missing("range"),))


def _mismatch(op: str, a: object, b: object) -> object:
    raise TypeError(f"cannot {op} {a!r} and {b!r}")


def order(a: object, b: object, zone: Zone) -> int | Unknown:
    """Return -1, 0 or 1, or what is missing to tell."""
    lost = unknown_of(a, b)
    if lost is not None:
        return lost
    match a, b:
        case Worth(), Worth():
            return _order_of_ranges(a, b)
        case (DayValue(), _) | (_, DayValue()):
            x, y = day_of(a, zone), day_of(b, zone)
            return (x > y) - (x < y)
        case InstantValue(x, _), InstantValue(y, _):
            return (x > y) - (x < y)
        case Length(), Length():
            return (a.count > b.count) - (a.count < b.count)
        case bool() | str(), bool() | str():
            return int(a != b)
        case ((Reach() | Fraction()), Reach()) | (Reach(), Fraction()):
            return _order_of_numbers(a, b)  # type: ignore[arg-type]
        case _:
            if not isinstance(a, Fraction) or not isinstance(b, Fraction):
                raise TypeError(f"no order between {a!r} and {b!r}")
            return (a > b) - (a < b)


def _order_of_numbers(a: "Fraction | Reach", b: "Fraction | Reach") -> int | Unknown:
    (low, high), (other_low, other_high) = ends_of(a), ends_of(b)
    if high is not None and other_low is not None and high < other_low:
        return -1
    if low is not None and other_high is not None and low > other_high:
        return 1
    return Unknown(missing_of(a, b) or (Missing("range"),))


def _order_of_ranges(a: Worth, b: Worth) -> int | Unknown:
    if a.high is not None and a.high < b.low:
        return -1
    if b.high is not None and a.low > b.high:
        return 1
    if a.settled and b.settled:
        return (a.low > b.low) - (a.low < b.low)
    return Unknown(merge(a.missing, b.missing) or (Missing("range"),))


TESTS: dict[str, Callable[[int], bool]] = {
    "ge": lambda sign: sign >= 0,
    "le": lambda sign: sign <= 0,
    "gt": lambda sign: sign > 0,
    "lt": lambda sign: sign < 0,
    "eq": lambda sign: sign == 0,
}


def holds(op: str, a: object, b: object, zone: Zone) -> bool | Unknown:
    """Return whether a bound holds; for a number not decided, where it holds at both ends or at neither."""
    check = TESTS[op]
    match a, b:
        case Reach(low, high), Fraction():
            signs = (-1 if low is None else (low > b) - (low < b), 1 if high is None else (high > b) - (high < b))
            ends = {check(sign) for sign in signs}
            return ends.pop() if len(ends) == 1 else Unknown(a.missing or (Missing("range"),))
        case _:
            sign = order(a, b, zone)
            return sign if isinstance(sign, Unknown) else check(sign)


def stepped(number: Fraction, step: Fraction | None) -> Fraction:
    """Return a number rounded half up to a step; as it is without one."""
    return number if step is None else rounded(number / step * FEN) / FEN * step


def hull(values: Iterable[object], missing: tuple[Missing, ...]) -> object:
    """Return the range that holds every value: of amounts or numbers; what is neither is not known."""
    found = list(values)
    lacking = merge(missing, missing_of(*found))
    if all(isinstance(one, Worth) for one in found):
        amounts = [one for one in found if isinstance(one, Worth)]
        highs = [one.high for one in amounts if one.high is not None]
        high = max(highs) if len(highs) == len(amounts) else None
        low = min(one.low for one in amounts)
        return amounts[0] if low == high else Worth(low, high, amounts[0].currency, lacking)
    if not all(isinstance(one, Fraction | Reach) for one in found):
        return found[0] if all(one == found[0] for one in found) else Unknown(lacking or (Missing("range"),))
    ends = [ends_of(one) for one in found if isinstance(one, Fraction | Reach)]
    lows = [low for low, _ in ends if low is not None]
    tops = [top for _, top in ends if top is not None]
    return reach(min(lows) if len(lows) == len(ends) else None, max(tops) if len(tops) == len(ends) else None, lacking)
