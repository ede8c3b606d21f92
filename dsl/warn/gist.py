"""
What a gist says in numbers: shares, money, lengths of time, counts and points, with their boundary words.

A gist is a sentence for people, in either language, with Arabic or Chinese numerals; only what is certainly a
number with a unit is taken. Dates, article numbers and 7×24 are none, and a bare one (一天, 一次, a day) is how
people talk, so it is never held against the formula.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from attrs import frozen

from luyue.dsl.literal import NUMERALS, RATIOS, UNITS_EN, UNITS_ZH, LiteralError, number, numeral
from luyue.dsl.quantity import Unit


@frozen
class Said:
    """A number with its unit as the gist says it; ``bound`` is ge, le, gt, lt or None."""

    value: Fraction
    unit: Unit
    bound: str | None
    text: str

    @property
    def is_loose(self) -> bool:
        """Say whether it is how people talk (一天, a day, 一半, half): never held against a formula that lacks it."""
        return self.text in ("一半", "half") or (self.value == 1 and self.unit not in (Unit.SHARE, Unit.MONEY))


_NOT_NUMBERS: Final = re.compile(
    r"\d{4}\s*年(\s*\d{1,2}\s*月)?(\s*\d{1,2}\s*日)?|\d{1,2}\s*月(\s*\d{1,2}\s*日)?|\d{4}-\d\d(-\d\d)?"
    r"|[〇零一二三四五六七八九]{4}年|\d{1,2}[:：]\d\d|7\s*[×xX*]\s*24\s*(小时|hours?)?"
    r"|第\s*[0-9〇零一二三四五六七八九十百]+|(?i:articles?|art\.|sections?|clauses?)\s+\d+(\.\d+)*"
)
_DIGITS: Final = r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?"
_ZH: Final = f"[{NUMERALS}]+(?:点[〇零一二三四五六七八九]+)?"
_WORDS_ZH: Final = "|".join(sorted(UNITS_ZH, key=len, reverse=True))
_WORDS_EN: Final = "|".join(sorted(UNITS_EN, key=len, reverse=True))
_TO_TWENTY: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS: Final = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED: Final = MappingProxyType(
    {word: n for n, word in enumerate(_TO_TWENTY)} | {word: 10 * n for n, word in enumerate(_TENS, 3)}
)
_ENGLISH: Final = "|".join(sorted(_SPELLED, key=len, reverse=True))

_FORMS: Final = (
    re.compile(rf"(?P<of>[{NUMERALS}]+|{_DIGITS})分之(?P<n>{_ZH}|{_DIGITS})"),
    re.compile(rf"(?P<n>{_DIGITS})\s*(?P<percent>[%％‰‱]|percent|per\s?cent)"),
    re.compile(rf"(?P<n>[{NUMERALS}])(?P<tenths>成)(?P<half>半)?"),
    re.compile(rf"[¥￥]\s*(?P<yuan>{_DIGITS})\s*(?P<big>[万亿]?)"),
    re.compile(rf"(?P<n>{_DIGITS}|{_ZH})\s*(?P<unit>{_WORDS_ZH})(?!之)"),
    re.compile(rf"(?<![\w.])(?P<n>{_DIGITS}|{_ENGLISH})\s+(?P<unit>{_WORDS_EN})\b", re.IGNORECASE),
    re.compile(r"(?P<half>一半|\bhalf\b)"),
)
_PERCENTS: Final = MappingProxyType({"%": 100, "％": 100, "‰": 1000, "‱": 10_000})

_BEFORE: Final = (
    (r"(不少于|至少|不低于|最少|at least|not? less than|not? fewer than)\s*$", "ge"),
    (r"(不超过|不得超过|至多|最多|不高于|不多于|at most|not? more than|up to|within)\s*$", "le"),
    (r"(不满|不足|低于|少于|小于|less than|fewer than|under)\s*$", "lt"),
    (r"(超过|高于|多于|大于|逾|more than|over|past|exceed(s|ing)?)\s*$", "gt"),
    (r"(?:(?<=[晚迟欠款期，。；、])|^)过\s*$", "gt"),  # 晚过七天, 欠款过十五日; 换过两次 is no boundary
    (r"满\s*$", "ge"),
)
_AFTER: Final = (
    (r"\s*(及以上|以上|or more|or longer)", "ge"),
    (r"\s*(及以下|以下|or less|or fewer)", "le"),
    (r"\s*(之内|以内|内)", "le"),
)


def said(text: str) -> Iterator[Said]:
    """Yield every number with a unit in a gist, in its order."""
    clean = _NOT_NUMBERS.sub(lambda found: "〓" * len(found[0]), text)
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Said]] = []
    for form in _FORMS:
        for match in form.finditer(clean):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            one = _read(match, clean)
            if one is not None:
                taken.append(match.span())
                found.append((match.start(), one))
    yield from (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _read(match: re.Match[str], clean: str) -> Said | None:
    worth = _worth(match)
    if worth is None:
        return None
    value, unit = worth
    before, after = clean[: match.start()], clean[match.end() :]
    bound = next((op for form, op in _BEFORE if re.search(form, before, re.IGNORECASE)), None)
    start = match.start()
    if bound is not None:
        start = next(m.start() for form, op in _BEFORE if (m := re.search(form, before, re.IGNORECASE)))
    end = match.end()
    if bound is None:
        behind = next(((m, op) for form, op in _AFTER if (m := re.match(form, after, re.IGNORECASE))), None)
        if behind is not None:
            bound, end = behind[1], end + behind[0].end()
    return Said(value, unit, bound, clean[start:end].strip())


def _worth(match: re.Match[str]) -> tuple[Fraction, Unit] | None:
    """Return the value and unit of a match; None if its digits are no number after all."""
    groups = match.groupdict()
    if groups.get("half") and not groups.get("tenths"):
        return Fraction(1, 2), Unit.SHARE
    if groups.get("yuan"):
        amount = _number(groups["yuan"])
        return None if amount is None else (amount * {"": 1, "万": 10**4, "亿": 10**8}[groups["big"]], Unit.MONEY)
    value = _number(groups["n"])
    if value is None:
        return None
    if groups.get("of"):
        of = RATIOS.get(groups["of"]) or _number(groups["of"])
        return (value / of, Unit.SHARE) if of else None
    if groups.get("percent"):
        return value / _PERCENTS.get(groups["percent"], 100), Unit.SHARE
    if groups.get("tenths"):
        return (value + (Fraction(1, 2) if groups["half"] else 0)) / 10, Unit.SHARE
    unit, scale = UNITS_ZH.get(groups["unit"]) or UNITS_EN[groups["unit"].lower()]
    return value * Fraction(scale), unit


def _number(text: str) -> Fraction | None:
    if text.lower() in _SPELLED:
        return Fraction(_SPELLED[text.lower()])
    if text[0] in NUMERALS:
        whole, point, part = text.partition("点")
        value = numeral(whole)
        if value is None:
            return None
        digits = "".join(str(numeral(one)) for one in part)
        return Fraction(value) + (Fraction(int(digits), 10 ** len(digits)) if point else 0)
    try:
        return number(text.replace("，", ","))
    except LiteralError:
        return None
