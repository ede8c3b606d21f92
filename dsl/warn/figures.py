"""
Figures that contradict each other in one sentence: a share of the price and the amount it is said to be, a tax split.

Only what the sentence itself ties together is compared: an amount in brackets or after 即, 计, 共, ``that is`` behind
a share of the price; amounts called net, tax and gross, each once. An amount that is written in 万元 or 亿元 need be
right only to the digits it has.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from luyue.dsl.model import Contract, Warning_
from luyue.dsl.quantity import Unit
from luyue.dsl.source import Span
from luyue.dsl.warn.gist import Said, said
from luyue.dsl.warn.prose import Sentence, sentences
from luyue.dsl.warn.tables import mismatch, splits
from luyue.dsl.warn.words import amount, percent
from luyue.dsl.warn.worth import YUAN, worth

NEAR: Final = 40  # characters in which what belongs together stands in a sentence
_OF_PRICE: Final = re.compile(
    r"(合同(总)?(价款?|金额|总额|价格)|总价款?|合同款)(款|总额)?\s*[（(]?(含税)?[)）]?\s*(的|之)?\s*$|\bprice\s+(of|at)?\s*$",
    re.I,
)
_OF_PRICE_AFTER: Final = re.compile(r"\s*of\s+(the\s+)?(total\s+|whole\s+|contract\s+)*(price|sum|value)\b", re.I)
_THAT_IS: Final = re.compile(
    r"\s*[,，、]?\s*(即(人民币)?|合计|共计|计(人民币)?|共|为(人民币)?|约定为|等于|[=＝]|[（(]\s*(即|计|人民币|RMB)?|i\.?\s?e\.?,?"
    r"|that is,?|being|namely|or)\s*[:：]?\s*(人民币|CNY|RMB|[¥￥])?\s*$",
    re.I,
)
_CALLED: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "rate": re.compile(r"税率|(tax|VAT) rate|\b(VAT|tax) (at|of)\b", re.I),
        "net": re.compile(r"不含(增值)?税|除税|\bnet\b|(before|excluding|without|exclusive of) (VAT|tax)", re.I),
        "tax": re.compile(r"税额|税金|增值税(?!专用|普通|发票|电子)|\b(VAT|tax)\b(?! (rate|at))", re.I),
        "gross": re.compile(r"含(增值)?税|价税合计|\bgross\b|(including|with|inclusive of) (VAT|tax)", re.I),
    }
)
_STOPS: Final = "，。；,;、"
_BREAK: Final = f"{_STOPS}（）()"


def figures(contract: Contract) -> Iterator[Warning_]:
    """Yield the sentences whose figures contradict each other."""
    for sentence in sentences(contract):
        numbers = list(said(sentence.text))
        for one, other in pairwise(numbers):
            yield from _share(contract, sentence, one, other)
        called = _called(sentence.text, numbers)
        yield from splits(contract, called, sentence.span, "", sentence.clause)


def worked_out(contract: Contract, text: str) -> tuple[Said, ...]:
    """Return the numbers that a sentence works out of others: what a share of the price is, a net amount, its tax."""
    numbers = list(said(text))
    found = [b for a, b in pairwise(numbers) if _price(contract) and _is_share(text, a, b)]
    called = _called(text, numbers)
    if len(called) > 1:
        found += [one for one in numbers if one.value in [called.get(role) for role in ("net", "tax", "rate")]]
    return tuple(found)


def _price(contract: Contract) -> Fraction | None:
    price = None if contract.price is None else worth(contract.price, contract)
    return price.times if price is not None and price.base == YUAN else None


def _is_share(text: str, share: Said, stated: Said) -> bool:
    """Say whether an amount is written as what a share of the price before it comes to."""
    if (share.unit, stated.unit) != (Unit.SHARE, Unit.MONEY) or stated.start - share.end > NEAR:
        return False
    before, between = text[max(0, share.start - NEAR) : share.start], text[share.end : stated.start]
    after = _OF_PRICE_AFTER.match(between)
    tied = _THAT_IS.fullmatch(between[after.end() :] if after else between) is not None
    of_price = after is not None or _OF_PRICE.search(before) is not None
    return tied and of_price


def _share(contract: Contract, sentence: Sentence, share: Said, stated: Said) -> Iterator[Warning_]:
    """Yield an amount that is not the share of the price before it."""
    price = _price(contract)
    if price is None or not _is_share(sentence.text, share, stated):
        return
    worked = price * share.value
    if abs(worked - stated.value) > precision(sentence.text[stated.start : stated.end]):
        how = f"{amount(price, contract.currency)} × {percent(share.value)}"
        yield mismatch(contract, how, worked, stated.value, _at(sentence, stated), key="", clause=sentence.clause)


def precision(written: str) -> Fraction:
    """
    Return how far an amount as it is written may be from the exact one: half a fen, or half its last digit of 万.

    >>> precision("113.01万元"), precision("113008.01元")
    (Fraction(50, 1), Fraction(1, 200))
    """
    big = 10**8 if "亿" in written else 10**4 if "万" in written and written[0] in "0123456789¥￥" else 1
    digits = re.search(r"[.．](\d+)", written)
    return Fraction(1, 200) if big == 1 else Fraction(big, 2 * 10 ** (len(digits[1]) if digits else 0))


def _at(sentence: Sentence, one: Said) -> Span:
    """Return the place of a number in a sentence that stands in the file as it is."""
    span = sentence.span
    if span.source.text[span.start : span.end] != sentence.text:
        return span
    return Span(span.source, span.start + one.start, span.start + one.end)


def _called(text: str, numbers: list[Said]) -> Mapping[str, Fraction]:
    """Return the amounts of a tax split by what the sentence calls them; empty if a name is given twice."""
    found: dict[str, Fraction] = {}
    for index, one in enumerate(numbers):
        begin = numbers[index - 1].end if index else 0
        role = _role(re.split(f"[{_STOPS}]", text[begin : one.start])[-1], one)
        if role is None:
            end = numbers[index + 1].start if index + 1 < len(numbers) else len(text)
            behind = re.split(f"[{_BREAK}]", text[one.end : end], maxsplit=1)[0]
            role = _role(behind, one)
        if role is not None and role in found:
            return MappingProxyType({})
        if role is not None:
            found[role] = one.value
    return found


def _role(words: str, number: Said) -> str | None:
    """Return what the words beside a number call it: the name that stands last."""
    if number.unit not in (Unit.MONEY, Unit.SHARE):
        return None
    roles = ("rate",) if number.unit is Unit.SHARE else ("net", "tax", "gross")
    if number.unit is Unit.SHARE and _CALLED["tax"].search(words) and not _CALLED["net"].search(words):
        return "rate"
    hits = [(match.end(), -match.start(), role) for role in roles for match in _CALLED[role].finditer(words)]
    return max(hits)[2] if hits else None
