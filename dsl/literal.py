"""
Literals: numbers with units, legal ratios, Chinese numerals and capitals.

The number grammar is our own: ASCII digits or full-width digits, never both in one number and no other script; at
most 18 digits before the point and 6 after; groups of three or none; no exponent. Python's own ``int`` and
``Decimal`` take far more (1_000, foreign digits, 1e2000000), so a text is looked at before it is converted. Nothing
is guessed: a day that does not exist, a year of two digits, a ratio whose digits never end are refused with a way
out.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from luyue.dsl.quantity import Unit

WHOLE_DIGITS: Final = 18
PART_DIGITS: Final = 6

_WIDE: Final = str.maketrans("０１２３４５６７８９．，：－／", "0123456789.,:-/")
_NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)


class LiteralError(ValueError):
    """A literal that is refused: the code of a diagnostic and its facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def fold(text: str) -> str:
    """Return digits and the signs between them in ASCII; refuse a number that mixes widths."""
    if text.isascii():
        return text
    narrow = text.translate(_WIDE)
    if any(one in "0123456789" for one in text):
        raise LiteralError("mixed-width", text=text, clean=narrow, wide=narrow.translate(_UNWIDE))
    return narrow


_UNWIDE: Final = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def number(text: str) -> Fraction:
    """
    Return the exact value of a written number.

    >>> number("15,000.50")
    Fraction(30001, 2)

    :raises LiteralError: mixed widths, wrong grouping, too long
    """
    plain = fold(text)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise LiteralError("bad-number", text=text)
    whole, part = match[1].replace(",", ""), match[2] or ""
    if len(whole) > WHOLE_DIGITS or len(part) > PART_DIGITS:
        raise LiteralError("number-too-long", text=text)
    return Fraction(int(whole + part), 10 ** len(part))


# ---------------------------------------------------------------- Chinese numerals

_DIGITS: Final = MappingProxyType(
    {one: value for row in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for value, one in enumerate(row)}
    | {"两": 2}
)
_TENS: Final = MappingProxyType({"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000})
_MYRIADS: Final = MappingProxyType({"万": 10**4, "亿": 10**8})
NUMERALS: Final = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
RATIOS: Final = MappingProxyType({"十": 10, "百": 100, "千": 1000, "万": 10_000})


def numeral(text: str) -> int | None:
    """
    Return the value of a Chinese numeral, plain or in capitals, or None if it is none.

    >>> numeral("三十"), numeral("壹万伍仟"), numeral("二〇二四"), numeral("十百")
    (30, 15000, 2024, None)
    """
    if not text or len(text) > 40 or any(one not in NUMERALS for one in text):
        return None
    if len(text) > 1 and all(one in _DIGITS for one in text):
        return _row_of_digits(text)
    for big, scale in (("亿", 10**8), ("万", 10**4)):
        if big in text:
            return _around(text, big, scale)
    return _below_myriad(text)


def _row_of_digits(text: str) -> int | None:
    return int("".join(str(_DIGITS[one]) for one in text)) if len(text) == 4 else None  # a year: 二〇二四


def _around(text: str, big: str, scale: int) -> int | None:
    head, _, tail = text.rpartition(big) if big == "亿" else text.partition(big)
    high = numeral(head)
    low = 0 if not tail else numeral(tail.lstrip("零〇"))
    if high is None or low is None or low >= scale or high == 0:
        return None
    if tail and low < scale // 10 and tail[0] not in "零〇":
        return None
    return high * scale + low


def _below_myriad(text: str) -> int | None:
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text]
    total, digit, last, zero = 0, -1, 10_000, False
    for one in text:
        if one in _DIGITS:
            if digit >= 0 or (_DIGITS[one] == 0 and (zero or not total)):
                return None
            zero, digit = (True, -1) if _DIGITS[one] == 0 else (zero, _DIGITS[one])
            continue
        scale = _TENS.get(one)
        if scale is None or scale >= last or (digit < 0 and (scale != 10 or total)):
            return None
        if total and last > scale * 10 and not zero:
            return None
        total, digit, last, zero = total + (1 if digit < 0 else digit) * scale, -1, scale, False
    if digit >= 0:
        if total and last > 10 and not zero:
            return None
        return total + digit
    return None if zero else total


def ratio(text: str) -> Fraction | None:
    """
    Return the share that 百分之五, 千分之一 or 万分之零点五 names, or None.

    >>> ratio("万分之五")
    Fraction(1, 2000)
    """
    base, middle, count = text.partition("分之")
    if not middle or base not in RATIOS:
        return None
    whole, point, part = count.partition("点")
    value = numeral(whole)
    if value is None or (point and not (part and len(part) <= PART_DIGITS and all(x in _DIGITS for x in part))):
        return None
    digits = "".join(str(_DIGITS[one]) for one in part)
    return (Fraction(value) + (Fraction(int(digits), 10 ** len(digits)) if digits else 0)) / RATIOS[base]


_CAPITALS: Final = re.compile(
    rf"(?:人民币)?(?:(?P<yuan>[{NUMERALS}]+)[元圆])?零?(?:(?P<jiao>[{NUMERALS}])角)?零?(?:(?P<fen>[{NUMERALS}])分)?[整正]?"
)


def capitals(text: str) -> Fraction | None:
    """
    Return the yuan of an amount written out, 壹万伍仟元整 or 人民币三十元五角, or None; 分 alone is a point, no money.

    >>> capitals("壹佰陆拾元贰角肆分")
    Fraction(4006, 25)
    """
    match = _CAPITALS.fullmatch(text)
    if match is None or (match["yuan"] is None and match["jiao"] is None):
        return None
    parts = [numeral(match[key]) if match[key] else 0 for key in ("yuan", "jiao", "fen")]
    if any(one is None for one in parts):
        return None
    yuan, jiao, fen = (one or 0 for one in parts)
    return None if jiao > 9 or fen > 9 else yuan + Fraction(jiao * 10 + fen, 100)


# ---------------------------------------------------------------- units

# Spelling in the text → unit and what one of it is in that unit. The first spelling of a unit is its canonical print.
Units = Mapping[str, tuple[Unit, int | Fraction]]
UNITS_ZH: Final[Units] = MappingProxyType(
    {
        "分钟": (Unit.MINUTE, 1),
        "小时": (Unit.HOUR, 1),
        "个小时": (Unit.HOUR, 1),
        "日": (Unit.DAY, 1),
        "天": (Unit.DAY, 1),
        "自然日": (Unit.DAY, 1),
        "个自然日": (Unit.DAY, 1),
        "工作日": (Unit.WORKING_DAY, 1),
        "个工作日": (Unit.WORKING_DAY, 1),
        "个月": (Unit.MONTH, 1),
        "季度": (Unit.QUARTER, 1),
        "个季度": (Unit.QUARTER, 1),
        "年": (Unit.YEAR, 1),
        "次": (Unit.TIME, 1),
        "人": (Unit.PERSON, 1),
        "名": (Unit.PERSON, 1),
        "个": (Unit.ITEM, 1),
        "项": (Unit.ITEM, 1),
        "条": (Unit.ITEM, 1),
        "路": (Unit.ITEM, 1),
        "件": (Unit.ITEM, 1),
        "份": (Unit.ITEM, 1),
        "台": (Unit.ITEM, 1),
        "期": (Unit.ITEM, 1),
        "分": (Unit.POINT, 1),
        "元": (Unit.MONEY, 1),
        "圆": (Unit.MONEY, 1),
        "元整": (Unit.MONEY, 1),
        "万元": (Unit.MONEY, 10_000),
        "亿元": (Unit.MONEY, 100_000_000),
        "角": (Unit.MONEY, Fraction(1, 10)),
    }
)
UNITS_EN: Final[Units] = MappingProxyType(
    {
        "minutes": (Unit.MINUTE, 1),
        "hours": (Unit.HOUR, 1),
        "days": (Unit.DAY, 1),
        "natural days": (Unit.DAY, 1),
        "working days": (Unit.WORKING_DAY, 1),
        "months": (Unit.MONTH, 1),
        "quarters": (Unit.QUARTER, 1),
        "years": (Unit.YEAR, 1),
        "times": (Unit.TIME, 1),
        "people": (Unit.PERSON, 1),
        "persons": (Unit.PERSON, 1),
        "pieces": (Unit.ITEM, 1),
        "items": (Unit.ITEM, 1),
        "points": (Unit.POINT, 1),
        "yuan": (Unit.MONEY, 1),
        "minute": (Unit.MINUTE, 1),
        "hour": (Unit.HOUR, 1),
        "day": (Unit.DAY, 1),
        "natural day": (Unit.DAY, 1),
        "working day": (Unit.WORKING_DAY, 1),
        "month": (Unit.MONTH, 1),
        "quarter": (Unit.QUARTER, 1),
        "year": (Unit.YEAR, 1),
        "time": (Unit.TIME, 1),
        "person": (Unit.PERSON, 1),
        "piece": (Unit.ITEM, 1),  # "item" is a label, and a label may follow a number
        "point": (Unit.POINT, 1),
    }
)
UNITS: Final = MappingProxyType({"zh": UNITS_ZH, "en": UNITS_EN})
# What may follow 每 or ``every`` without a number: one unit.
_EVERY_ZH: Final = MappingProxyType(
    {word: unit for word, (unit, scale) in UNITS_ZH.items() if scale == 1}
    | {
        "月": Unit.MONTH,
        "季": Unit.QUARTER,
    }
)
EVERY_ZH: Final = MappingProxyType(dict(sorted(_EVERY_ZH.items(), key=lambda pair: -len(pair[0]))))
EVERY_EN: Final = MappingProxyType({word: unit for word, (unit, scale) in UNITS_EN.items() if scale == 1})
EVERY: Final = MappingProxyType({"zh": EVERY_ZH, "en": EVERY_EN})
PRINTED_ZH: Final = MappingProxyType(
    {
        Unit.MINUTE: "分钟",
        Unit.HOUR: "小时",
        Unit.DAY: "日",
        Unit.WORKING_DAY: "个工作日",
        Unit.MONTH: "个月",
        Unit.QUARTER: "个季度",
        Unit.YEAR: "年",
        Unit.TIME: "次",
        Unit.PERSON: "人",
        Unit.ITEM: "个",
        Unit.POINT: "分",
        Unit.MONEY: "元",
    }
)
PRINTED_EACH_ZH: Final = MappingProxyType(
    {**PRINTED_ZH, Unit.WORKING_DAY: "工作日", Unit.MONTH: "月", Unit.QUARTER: "季度"}
)
PRINTED_EN: Final = MappingProxyType(
    {
        Unit.MINUTE: ("minute", "minutes"),
        Unit.HOUR: ("hour", "hours"),
        Unit.DAY: ("day", "days"),
        Unit.WORKING_DAY: ("working day", "working days"),
        Unit.MONTH: ("month", "months"),
        Unit.QUARTER: ("quarter", "quarters"),
        Unit.YEAR: ("year", "years"),
        Unit.TIME: ("time", "times"),
        Unit.PERSON: ("person", "people"),
        Unit.ITEM: ("piece", "pieces"),
        Unit.POINT: ("point", "points"),
        Unit.MONEY: ("yuan", "yuan"),
    }
)
PERCENTS: Final = MappingProxyType({"%": 100, "％": 100, "‰": 1000, "‱": 10_000})

_WHOLE_UNITS: Final = frozenset(
    {Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.QUARTER, Unit.YEAR, Unit.TIME, Unit.PERSON, Unit.ITEM}
)


def quantity(value: Fraction, unit: Unit, *, written: str) -> tuple[Fraction, Unit]:
    """
    Return a number with its unit after the checks that need both.

    :raises LiteralError: part of a day or of a count, money below a fen, a share with too many digits
    """
    if unit in _WHOLE_UNITS and value.denominator != 1:
        raise LiteralError("part-unit", text=written)
    if unit is Unit.MONEY and 100 % value.denominator:
        raise LiteralError("below-fen", text=written)
    if unit is Unit.SHARE and (10 ** (PART_DIGITS + 2)) % value.denominator:
        raise LiteralError("number-too-long", text=written)
    if value >= 10**WHOLE_DIGITS:
        raise LiteralError("number-too-long", text=written)
    return value, unit
