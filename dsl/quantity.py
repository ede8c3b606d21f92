"""
Numbers with a unit: money, shares, lengths of time, counts and points.

Units never convert silently (a month is not thirty days, a working day is not a day), so a unit is part of the type.
All numbers are exact: integers or fractions, never floats.
"""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen


class Unit(StrEnum):
    """The unit of a literal. The value is the name used in trees and messages' facts."""

    NUMBER = "number"  # no unit
    SHARE = "share"  # 5% is Fraction(1, 20)
    MONEY = "money"  # 元; 万元, 角, 分 are folded into it by the parser
    POINT = "point"  # 分, of a score
    TIME = "time"  # 次
    PERSON = "person"  # 人
    ITEM = "item"  # 个, 路, 条
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"  # natural day 自然日
    WORKING_DAY = "working_day"  # 工作日
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


COUNTS = (Unit.TIME, Unit.PERSON, Unit.ITEM)
LENGTHS = (Unit.MINUTE, Unit.HOUR, Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.QUARTER, Unit.YEAR)
EXACT_LENGTHS = (Unit.MINUTE, Unit.HOUR)  # run from the instant; all others run in whole days


@frozen
class Money:
    """An exact amount of one currency; rounded only where a head is final."""

    amount: Fraction  # yuan, not fen
    currency: str  # ISO 4217


@frozen
class Length:
    """A length of time in one unit (期间); which dates it reaches needs a calendar."""

    count: Fraction  # whole for every unit but minutes and hours
    unit: Unit  # one of LENGTHS


def decimal(number: Fraction) -> str:
    """
    Return an exact number as people write it: a decimal if it ends, else p/q.

    >>> decimal(Fraction(1, 8))
    '0.125'
    """
    whole = number.denominator
    for prime in (2, 5):
        while whole % prime == 0:
            whole //= prime
    if whole != 1:
        return str(number)
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    text = f"{abs(int(number * 10**digits)):0{digits + 1}d}"
    return ("-" if number < 0 else "") + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)
