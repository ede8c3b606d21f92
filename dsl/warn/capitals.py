"""
Amounts in Chinese capitals against the figures beside them: 壹万伍仟元整 and 15000.

A bank and a court go by the capitals where the two differ, so a difference is never a slip of no weight. The text is
read line by line as it stands in the file, comments too, because that is where both are copied together. Figures that
touch the capitals (in brackets, after 大写 or 小写, after ¥) are their pair; else one of the amounts in the line has
to be the same.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from luyue.dsl import literal, model
from luyue.dsl.model import Contract, Warning_
from luyue.dsl.source import Source, Span
from luyue.dsl.warn.words import amount

LONGEST: Final = 20  # characters between an amount in capitals and the figures that touch it
_CAPITAL: Final = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
_WRITTEN: Final = re.compile(
    rf"(?<![0-9０-９.．{literal.NUMERALS}])(?P<all>[壹贰叁肆伍陆柒捌玖拾][{_CAPITAL}]{{0,40}}[元圆](?:[{_CAPITAL}]{{1,2}}角)?(?:[{_CAPITAL}]{{1,2}}分)?[整正]?)"
)
_ONES: Final = MappingProxyType({one: value for value, one in enumerate("零壹贰叁肆伍陆柒捌玖")})
_BIG: Final = MappingProxyType({"": 1, "万": 10**4, "亿": 10**8})
_ONE: Final = "([壹贰叁肆伍陆柒捌玖])"
_SECTION: Final = re.compile(rf"零?(?:{_ONE}仟)?零?(?:{_ONE}佰)?零?(?:{_ONE}拾)?零?{_ONE}?(?P<big>[万亿]?)")
_DIGITS: Final = r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?"
_FIGURES: Final = re.compile(
    rf"(?P<sign>[¥￥]\s*)?(?P<n>(?<![0-9０-９.．-])(?<![0-9０-９][,，]){_DIGITS})\s*(?P<big>[万亿]?)(?P<yuan>元|圆)?"
)
_BESIDE: Final = re.compile(
    r"[\s（(）)：:【】\[\]“”\"]*((人民币|大写|小写|金额|[¥￥]|CNY|RMB|即|整|为)[\s（(）)：:]*)*"
)


def capitals(contract: Contract) -> Iterator[Warning_]:
    """Yield amounts in capitals that differ from the figures beside them."""
    for source in _sources(contract):
        start = 0
        for line in source.text.split("\n"):
            if "元" in line or "圆" in line:
                yield from _of_line(contract, source, line, start)
            start += len(line) + 1


def _sources(contract: Contract) -> Iterator[Source]:
    """Yield every file of the contract once."""
    groups = (contract.clauses, contract.articles, contract.tables, contract.events, contract.lets, contract.readings)
    spans = [contract.price.span] if contract.price is not None else []
    spans += [one.span for group in groups for one in group]
    seen: set[int] = set()
    for span in spans:
        if id(span.source) not in seen and span.end > span.start:
            seen.add(id(span.source))
            yield span.source


def _of_line(contract: Contract, source: Source, line: str, start: int) -> Iterator[Warning_]:
    figures = [(match, value) for match in _FIGURES.finditer(line) if (value := _figure(match)) is not None]
    amounts = [one for one in figures if one[0]["yuan"] or one[0]["sign"]]
    values, starts = {value for _, value in amounts}, [match.start() for match, _ in figures]
    for written in _WRITTEN.finditer(line):
        told, at = read(written["all"]), bisect_left(starts, written.start())
        pair = next((one for one in figures[max(0, at - 1) : at + 1] if _touches(line, written, one[0])), None)
        if (told in values if pair is None else told == pair[1]) or not (pair or amounts):
            continue
        by = bisect_left(amounts, written.start(), key=lambda one: one[0].start())
        near = pair or min(amounts[max(0, by - 1) : by + 1], key=lambda one: abs(one[0].start() - written.start()))
        span = Span(source, start + written.start("all"), start + written.end("all"))
        yield _found(contract, written["all"], told, near[1], span)


def read(written: str) -> Fraction | None:
    """
    Return an amount in capitals, also one without a 零 that should stand there, or None.

    >>> read("壹万伍仟元整"), read("壹万伍佰元整"), read("伍拾佰元")
    (Fraction(15000, 1), Fraction(10500, 1), None)
    """
    strict = literal.capitals(written)
    if strict is not None:
        return strict
    yuan, _, rest = written.replace("圆", "元").partition("元")
    cents = literal.capitals("零元" + rest) if rest.strip("整正") else Fraction(0)
    total = 0
    for part in re.findall(rf"[{_CAPITAL}]*?[万亿]|[{_CAPITAL}]+", yuan):
        places = _SECTION.fullmatch(part)
        if places is None:
            return None
        digits = [_ONES[one or "零"] for one in places.groups()[:4]]
        total += sum(digit * 10**power for digit, power in zip(digits, (3, 2, 1, 0), strict=True)) * _BIG[places["big"]]
    return None if cents is None else total + cents


def _figure(match: re.Match[str]) -> Fraction | None:
    try:
        value = literal.number(match["n"].replace("，", ","))
    except literal.LiteralError:
        return None
    return value * {"": 1, "万": 10**4, "亿": 10**8}[match["big"]]


def _touches(line: str, written: re.Match[str], figures: re.Match[str]) -> bool:
    first, last = sorted((written, figures), key=lambda one: one.start())
    between = line[first.end() : last.start()]
    return first.end() <= last.start() and 0 < len(between) <= LONGEST and _BESIDE.fullmatch(between) is not None


def _found(contract: Contract, written: str, told: Fraction | None, figure: Fraction, span: Span) -> Warning_:
    clause = next((one.id for one in contract.clauses if _holds(one, span)), None)
    facts = {
        "written": written,
        "told": "@unreadable" if told is None else amount(told, contract.currency),
        "figure": amount(figure, contract.currency),
        "off": "@unknown" if told is None else amount(abs(told - figure), contract.currency),
    }
    return Warning_("capitals-mismatch", "warning", clause, None, facts, span=span)


def _holds(clause: model.Clause, span: Span) -> bool:
    return clause.span.source is span.source and clause.span.start <= span.start and span.end <= clause.span.end
