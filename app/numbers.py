"""
How numbers and instants are written, for programs and for people.

Inside the house a number is an integer or a fraction; here, at the rim, it becomes text. Programs get plain digits (a
decimal if it ends, else ``p/q``), people get groups of three and dates without a ``T``. Nothing here rounds but
``money``, and what it rounds is either a final head, which is whole fen already, or a figure whose exact value is
printed beside it.

The last microsecond of a day is its 24:00 (民法典 第二百零三条), and that is how people read it.
"""

from fractions import Fraction

from luyue.dsl.quantity import Unit
from luyue.engine.value import number_text, rounded
from luyue.engine.zone import SECOND, Zone, iso_day

exact = number_text


def money(value: Fraction) -> str:
    """
    Return an amount of yuan with two decimals, half up, as reports for programs print it.

    >>> money(Fraction(56504006, 1000)), money(Fraction(-5, 1000)), money(Fraction(-1, 1000))
    ('56504.01', '-0.01', '0.00')
    """
    fen = int(rounded(value) * 100)
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def grouped(digits: str) -> str:
    """
    Return a decimal with groups of three before the point, for people; a ``p/q`` is left as it is.

    >>> grouped("-1130080.12")
    '-1,130,080.12'
    """
    if "/" in digits:
        return digits
    sign = "-" if digits.startswith("-") else ""
    whole, point, rest = digits.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{rest}"


def yuan(value: Fraction) -> str:
    """
    Return an amount for people: in groups, two decimals, more where the exact value has them.

    >>> yuan(Fraction(1130080)), yuan(Fraction(56504006, 1000))
    ('1,130,080.00', '56,504.006')
    """
    return grouped(money(value) if rounded(value) == value else exact(value))


def percent(value: Fraction) -> str:
    """
    Return a share as a percentage, exactly.

    >>> percent(Fraction(1, 20)), percent(Fraction(1, 300))
    ('5%', '1/3%')
    """
    return f"{exact(value * 100)}%"


def clock(us: int, zone: Zone) -> str:
    """Return an instant for people: date and time of day in the zone, to the minute where nothing smaller is said."""
    day = zone.day_of(us)
    if us == zone.end_of(day):
        return f"{iso_day(day)} 24:00"
    return f"{iso_day(day)} {time_of_day(zone.clock_of(us))}"


def time_of_day(micros: int) -> str:
    """
    Return microseconds since midnight as ``HH:MM``, with seconds and a fraction only where there are any.

    >>> time_of_day(63_000_000_000), time_of_day(32_401_000_001)
    ('17:30', '09:00:01.000001')
    """
    whole, fraction = divmod(micros, SECOND)
    text = f"{whole // 3600:02d}:{whole // 60 % 60:02d}"
    if whole % 60 or fraction:
        text += f":{whole % 60:02d}"
    return f"{text}.{fraction:06d}" if fraction else text


def about(value: Fraction) -> str:
    """
    Return a figure for people: exactly if it has few decimals, else to four of them and marked so.

    >>> about(Fraction(9, 10)), about(Fraction(2, 3))
    ('0.9', '≈0.6667')
    """
    if (value * 10**4).denominator == 1:
        return exact(value)
    return f"≈{exact(rounded(value * 100) / 100)}"


def seconds(us: int) -> str:
    """
    Return a length in microseconds as seconds, exactly.

    >>> seconds(900_000_000), seconds(1)
    ('900', '0.000001')
    """
    return exact(Fraction(us, SECOND))


def plain(value: Fraction, unit: str | None) -> str:
    """Return a figure of a formula for people, by its unit: shares in percent, money in groups, others as they are."""
    if unit == Unit.SHARE:
        return percent(value)
    if unit == Unit.MONEY:
        return yuan(value)
    return grouped(exact(value))
