"""
What is said about scores, tiers and points, in both languages; part of the rows of ``check_messages``.

A row is (Chinese, English), each: what is said, the short words beside the caret, the way out.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Said = tuple[str, str, str]

ROWS: Final[Mapping[str, tuple[Said, Said]]] = MappingProxyType(
    {
        # ---------------------------------------------------------------- points
        "points-off-what": (
            ("没有写从哪一项里扣分", "从哪一项里扣？", "写成「扣分 …，自 考核的考核项」"),
            (
                "this does not say which item the points are taken from",
                "off which item?",
                "write: deduct …, from score.item",
            ),
        ),
        "unknown-item": (
            ("这个考核里没有叫「{name}」的考核项", "没有这一项", "检查写法，或者在考核里加一行：考核项 {name} …分"),
            (
                "the score has no item called 「{name}」",
                "no such item",
                "check the spelling, or add to the score: item {name} … points",
            ),
        ),
        "points-for-what": (
            ("考核项下的扣分没有写为了什么", "什么事，每次？", "写「每次 事件」「每次 条款 违约」或「每日」"),
            (
                "points under an item do not say what they are taken for",
                "each time of what?",
                "say what: each time EVENT, each time CLAUSE breached, or every day",
            ),
        ),
        "counts-no-occurrence": (
            (
                "这里数不出次数",
                "不是会一次次发生的事",
                "数事件、条款的 违约、履行、逾期、行使、错过，或者考核、指标达到界限的期数",
            ),
            (
                "there is nothing here to count",
                "does not occur again and again",
                "count events, a clause breached, performed, late, exercised or missed, or a score against a bound",
            ),
        ),
        # ---------------------------------------------------------------- scores
        "score-of-nothing": (
            (
                "考核「{name}」没有考核项，也没有以哪个事件为准",
                "凭什么得分？",
                "加上考核项，或者写「以此为准 事件的字段」",
            ),
            (
                "score 「{name}」 has no item, and no event confirms it",
                "a score of what?",
                "add its items, or say: confirmed by EVENT.FIELD",
            ),
        ),
        "score-of-which-period": (
            (
                "这里没有「{name}」的一期可读",
                "哪一期的？",
                "让条款「当 每」它的周期，或者在考核里写各期怎么合起来：各期均达标、平均 或 合并",
            ),
            (
                "no period of 「{name}」 is at hand here",
                "of which period?",
                "let the clause run every period of it, or let the score say each, mean or pooled",
            ),
        ),
        "each-is-no-number": (
            (
                "「{name}」写的是各期均达标，几期合起来没有一个分数",
                "不是一个数",
                "这里只能和界限比；要一个数就写 平均 或 合并",
            ),
            (
                "「{name}」 says 'each', so several periods together have no one score",
                "not one number",
                "hold it against a bound here; for a number let the score say mean or pooled",
            ),
        ),
        "metric-of-other-period": (
            (
                "指标「{name}」和这个考核项不是同一种周期",
                "另一种周期的指标",
                "给考核自己的周期另写一个指标，或者写「每」它的周期扣分",
            ),
            (
                "metric 「{name}」 is measured over another period than this item",
                "of another period",
                "write a metric over the score's own period, or take points every period of the metric",
            ),
        ),
        # ---------------------------------------------------------------- tiers
        "no-bands": (
            ("分档「{name}」一档也没有", "没有档", "加上各档：档 90以上 100%"),
            ("tiers 「{name}」 have no band", "no band", "add the bands: band 90 or more 100%"),
        ),
        "tiers-of-what": (
            ("{have}不能分档", "不是可以分档的数", "按考核、指标、金额或别的数来分档"),
            ("{have} cannot be put into bands", "no number", "take tiers of a score, a metric, an amount or a number"),
        ),
        "bands-differ": (
            ("各档的值不是一类：这里是{have}，前面是{want}", "另一类值", "把各档写成同一类的值"),
            (
                "the bands give values of different kinds: {have} here, {want} before",
                "another kind",
                "give every band a value of one kind",
            ),
        ),
        "otherwise-last": (
            ("「其余」要写在最后一档，只写一次", "后面还有一档", "把「其余」移到最后"),
            ("'otherwise' stands last, and once", "another band follows", "move 'otherwise' to the end"),
        ),
        # ---------------------------------------------------------------- other places that matter
        "comes-after": (("后面还有这一档", "", ""), ("this band follows", "", "")),
    }
)

LABELS: Final = ("comes-after",)  # sentences of second places
