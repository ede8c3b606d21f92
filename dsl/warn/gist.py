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

from luyue.dsl.literal import NUMERALS, RATIOS, UNITS_EN, UNITS_ZH, LiteralError, capitals, number, numeral
from luyue.dsl.quantity import Unit

_LOOSE: Final = frozenset(("一半", "half", "一周", "一星期", "一个星期", "a week", "one week"))


@frozen
class Said:
    """A number with its unit as the gist says it; ``bound`` is ge, le, gt, lt or None."""

    value: Fraction
    unit: Unit
    bound: str | None
    text: str
    start: int = 0  # of the number itself in its sentence, without its boundary word
    end: int = 0

    @property
    def is_loose(self) -> bool:
        """
        Say whether it is how people talk: never held against a formula that lacks it.

        One of a unit (一天, a day), a half, and how many parts something has (分三期): what is counted is the clauses.
        """
        return (
            self.text in _LOOSE
            or self.text.endswith("期")
            or (self.value == 1 and self.unit not in (Unit.SHARE, Unit.MONEY))
        )


_NOT_NUMBERS: Final = re.compile(
    r"\d{4}\s*年(\s*\d{1,2}\s*月)?(\s*\d{1,2}\s*日)?|\d{1,2}\s*月(\s*\d{1,2}\s*日)?|\d{4}-\d\d(-\d\d)?"
    r"|[〇零一二三四五六七八九]{4}年|\d{1,2}[:：]\d\d|7\s*[×xX*]\s*24\s*(小时|hours?)?"
    r"|第\s*[0-9〇零一二三四五六七八九十百]+|(?i:articles?|art\.|sections?|clauses?)\s+\d+(\.\d+)*"
)
_DIGITS: Final = r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?"
# A run of numerals is taken whole or not at all, so that a hostile text costs no more than its length.
_RUN: Final = f"(?<![{NUMERALS}])[{NUMERALS}]{{1,40}}(?![{NUMERALS}])"
_ZH: Final = f"{_RUN}(?:点[〇零一二三四五六七八九]{{1,8}})?"
# Units that people use and formulas do not: a week is seven days, 千元 and 百万元 are amounts.
_SPOKEN: Final = MappingProxyType(
    {
        **dict.fromkeys(("周", "星期", "个星期", "week", "weeks"), (Unit.DAY, 7)),
        **{"fortnight": (Unit.DAY, 14), "千元": (Unit.MONEY, 1000), "百万元": (Unit.MONEY, 10**6)},
    }
)
_KNOWN: Final = MappingProxyType({**UNITS_ZH, **UNITS_EN, **_SPOKEN})
_WORDS_ZH: Final = "|".join(sorted((one for one in _KNOWN if not one.isascii()), key=len, reverse=True))
_WORDS_EN: Final = "|".join(sorted((one for one in _KNOWN if one.isascii()), key=len, reverse=True))
_TO_TWENTY: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS: Final = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED: Final = MappingProxyType(
    {word: n for n, word in enumerate(_TO_TWENTY)} | {word: 10 * n for n, word in enumerate(_TENS, 3)}
)
_SCALES: Final = MappingProxyType({"hundred": 100, "thousand": 1000, "million": 10**6})
_ONE: Final = "|".join(sorted((*_SPELLED, *_SCALES), key=len, reverse=True))
_ENGLISH: Final = rf"(?:a\s+(?=hundred|thousand|million))?(?:{_ONE})(?:[\s-]{{1,3}}(?:and\s)?(?:{_ONE})){{0,8}}"

_FORMS: Final = (
    re.compile(rf"(?P<capitals>(?:人民币)?{_RUN}[元圆](?:零?[{NUMERALS}]角|零?[{NUMERALS}]分(?!之)|[整正])+)"),
    re.compile(rf"(?P<of>{_RUN}|{_DIGITS})分之(?P<n>{_ZH}|{_DIGITS})"),
    re.compile(rf"(?P<n>{_DIGITS})\s*(?P<percent>[%％‰‱]|percent|per\s?cent)"),
    re.compile(
        r"\b(?P<part>half|(?:a|one) quarter|(?:a|one) tenth)\s+(?:of\s+)?(?:a|one|1)\s+(?:percent|per\s?cent)\b", re.I
    ),
    re.compile(rf"\b(?P<n>{_ENGLISH})\s+(?P<percent>percent|per\s?cent)", re.IGNORECASE),
    re.compile(rf"(?P<n>[{NUMERALS}])(?P<tenths>成)(?P<half>半)?"),
    re.compile(rf"[¥￥]\s*(?P<yuan>{_DIGITS})\s*(?P<big>[万亿]?)"),
    re.compile(rf"(?P<n>{_DIGITS}|{_ZH})\s*(?P<unit>{_WORDS_ZH})(?!(?<=分)之|(?<=周)[期年岁末边围])"),
    re.compile(rf"(?<![\w.])(?P<n>{_DIGITS}|{_ENGLISH})\s+(?P<unit>{_WORDS_EN})\b", re.IGNORECASE),
    re.compile(r"(?P<half>一半|\bhalf\b)"),
)
_PARTS: Final = MappingProxyType({"half": Fraction(1, 2), "quarter": Fraction(1, 4), "tenth": Fraction(1, 10)})
_PERCENTS: Final = MappingProxyType({"%": 100, "％": 100, "‰": 1000, "‱": 10_000})

# Between a boundary word and its number may stand what a share is of: 不超过 合同总价的 10%.
_BASE: Final = r"(?:[^，。；、：,;:0-9付赔扣罚按交]{0,10}?的)?\s*$"
_BEFORE: Final = tuple(
    (re.compile(form, re.IGNORECASE), bound)
    for form, bound in (
        (rf"(不少于|至少|不低于|最少|不小于)(?:为|有)?{_BASE}", "ge"),
        (r"(at least|not? less than|not? fewer than|not? under|a minimum of)\s*$", "ge"),
        (rf"(不超过|不得超过|至多|最多|不高于|不多于|不大于)(?:为)?{_BASE}", "le"),
        (r"(at (the )?most|not? more than|not? over|up to|within|a maximum of|capped at|limited to)\s*$", "le"),
        (rf"(不满|不足|低于|少于|小于|未满|未达到?){_BASE}", "lt"),
        (r"(less than|fewer than|under|below)\s*$", "lt"),
        (rf"(超过|超出|高于|多于|大于|逾(?!期)){_BASE}", "gt"),
        (r"(more than|over|past|above|exceed(s|ing)?|in excess of)\s*$", "gt"),
        (r"(?:(?<=[晚迟欠款期，。；、])|^)过\s*$", "gt"),  # 晚过七天, 欠款过十五日; 换过两次 is no boundary
        (r"(?<![期届年])满\s*$", "ge"),  # 期满12个月内 is an end, not a boundary
    )
)
_AFTER: Final = tuple(
    (re.compile(form, re.IGNORECASE), bound)
    for form, bound in (
        (r"\s*(及以上|以上|or (more|longer|above|over)|and (more|above|over)\b)", "ge"),
        (r"\s*(及以下|以下|or (less|fewer|below|under)|and below\b)", "le"),
        (r"\s*(之内|以内|内|为限|为止|封顶|at (the )?most\b)", "le"),
    )
)


def said(text: str) -> Iterator[Said]:
    """Yield every number with a unit in a gist, in its order."""
    clean = _NOT_NUMBERS.sub(lambda found: "〓" * len(found[0]), text)
    taken = bytearray(len(clean))
    found: list[tuple[int, Said]] = []
    for form in _FORMS:
        for match in form.finditer(clean):
            if any(taken[match.start() : match.end()]):
                continue
            one = _read(match, clean)
            if one is not None:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found += [(match.start(), one), *_lower_end(clean, one, match)]
    yield from (one for _, one in sorted(found, key=lambda pair: pair[0]))


_NEAR: Final = 24  # characters in which a boundary word stands beside its number
_RANGE: Final = re.compile(rf"(?<![\w.．])(?P<n>{_DIGITS}|{_ZH})\s*(?:至|到|-|–|—|~|～|to|and)\s*$")


def _lower_end(clean: str, upper: Said, written: re.Match[str]) -> Iterator[tuple[int, Said]]:
    """Yield the number before 至, 到, to or a dash that shares its unit with the one behind: 0.5 to 3 per cent."""
    begin = max(0, written.start() - _NEAR)
    match = _RANGE.search(clean[begin : written.start()])
    value = None if match is None else _number(match["n"])
    whole = _number(written["n"]) if "n" in written.groupdict() and written["n"] else None
    if match is None or value is None or not whole or upper.bound is not None:
        return
    start, end = begin + match.start("n"), begin + match.end("n")
    yield start, Said(value * upper.value / whole, upper.unit, None, match["n"], start, end)


def _read(match: re.Match[str], clean: str) -> Said | None:
    worth = _worth(match)
    if worth is None:
        return None
    value, unit = worth
    begin = max(0, match.start() - _NEAR)
    before, after = clean[begin : match.start()], clean[match.end() : match.end() + _NEAR]
    closed = re.match(r"\s*(为限|为止|封顶)", after)
    ahead = next(((m, op) for form, op in _BEFORE if (m := form.search(before)) is not None), None)
    bound, start, end = None, match.start(), match.end()
    if ahead is not None and closed is None:
        bound, start = ahead[1], begin + ahead[0].start()
    else:
        behind = next(((m, op) for form, op in _AFTER if (m := form.match(after)) is not None), None)
        if behind is not None:
            bound, end = behind[1], end + behind[0].end()
    return Said(value, unit, bound, clean[start:end].strip(), match.start(), match.end())


def _worth(match: re.Match[str]) -> tuple[Fraction, Unit] | None:
    """Return the value and unit of a match; None if its digits are no number after all."""
    groups = match.groupdict()
    if groups.get("capitals"):
        written = capitals(groups["capitals"])
        return None if written is None else (written, Unit.MONEY)
    if groups.get("part"):
        return _PARTS[groups["part"].split()[-1].lower()] / 100, Unit.SHARE
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
    unit, scale = _KNOWN[groups["unit"].lower()]
    return value * Fraction(scale), unit


def _number(text: str) -> Fraction | None:
    if text[0].isalpha() and text.isascii():
        return _spelled(text.lower())
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


def _spelled(text: str) -> Fraction:
    """Return what English words for a number are: twenty-four, one hundred and fifty thousand."""
    total, part = 0, 0
    for word in re.findall(r"[a-z]+", text):
        scale = _SCALES.get(word)
        if scale is None:
            part += _SPELLED.get(word, 0)
        elif scale == 100:
            part = max(part, 1) * scale
        else:
            total, part = total + max(part, 1) * scale, 0
    return Fraction(total + part)
