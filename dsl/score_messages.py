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
        # ---------------------------------------------------------------- warnings
        "tier-gap": (
            (
                "「{zh}」有空隙：{value} 不在任何一档（这样的值：{count}，{how}）",
                "旁边有空隙",
                "把旁边的一档接上，或者加一档「其余」",
            ),
            (
                "「{en}」 has a gap: {value} is in no band (such values: {count}; {how})",
                "a gap beside this band",
                "let the bands beside it meet, or add: band otherwise",
            ),
        ),
        "tier-overlap": (
            (
                "「{zh}」里 {value} 在两档里，一档是 {one}，一档是 {other}（这样的值：{count}，{how}）",
                "和另一档重叠",
                "界限一边写「以上」一边写「不满」；合同两可的，写成解释，让两档各依一种读法",
            ),
            (
                "{value} is in two bands of 「{en}」, which give {one} and {other} (such values: {count}; {how})",
                "overlaps another band",
                "let one bound say 'or more', one 'less than'; where the contract is open, use a reading",
            ),
        ),
        "tier-unreachable": (
            (
                "「{zh}」的这一档（{bounds}）没有值能到：可能的值从 {low} 到 {high}",
                "到不了的一档",
                "核对界限；合同就是这样，可以不管",
            ),
            (
                "no value reaches this band of 「{en}」 ({bounds}): values go from {low} to {high}",
                "never reached",
                "check its bounds; if the contract says so, leave it",
            ),
        ),
        "tier-cliff": (
            (
                "「{zh}」从 {upper} 到 {lower}，由 {other} 变为 {one}，一步差 {cost}",
                "陡然落差",
                "看看是不是要逐级递减；过高的，法院可以减少（民法典第五百八十五条），但要有人请求",
            ),
            (
                "「{en}」 goes from {other} at {upper} to {one} at {lower}: one step costs {cost}",
                "a sudden fall",
                "were smaller steps meant? A court may reduce what is excessive (Civil Code art. 585), when asked",
            ),
        ),
        "tier-perverse": (
            (
                "「{zh}」的方向反了：{lower} 是 {one}，{upper} 是 {other}，其余各档正相反",
                "和其余各档方向相反",
                "核对这一档的值；合同就是这样，做差反而合算，要提醒当事人",
            ),
            (
                "「{en}」 turns round here: {lower} gives {one}, {upper} gives {other}; the rest goes the other way",
                "against the other bands",
                "check this band; if the contract says so, doing worse pays, and both sides should know",
            ),
        ),
        "points-sum": (
            (
                "「{zh}」各项共 {total} 分，起始 {start} 分，{way} {by} 分",
                "合不拢",
                "核对各项的分值；加分项写成另一个考核，或者在注释里说明",
            ),
            (
                "the items of 「{en}」 are worth {total} points, it starts with {start}: {by} points {way}",
                "does not add up",
                "check the worths; put extra points into a score of their own, or say why in a comment",
            ),
        ),
        "points-over-item": (
            (
                "一次扣 {points} 分，而「{zh}」只值 {worth} 分，多出来的扣不到",
                "超过这一项的分值",
                "核对两个数；真要扣得更多，在考核项写「可超扣」",
            ),
            (
                "{points} points at once, but 「{en}」 is worth {worth}: the rest is never taken",
                "more than the item is worth",
                "check the two numbers; if more is meant to go, let the item say: may exceed",
            ),
        ),
        "no-floor": (
            (
                "「{zh}」没有下限，而「{item_zh}」可以扣过头：得分可能是负的",
                "扣到哪里为止？",
                "写一行「下限 0分」；合同真许负分，分档的最低一档要写到",
            ),
            (
                "「{en}」 has no floor and 「{item_en}」 may lose more than its worth: the score can be negative",
                "down to where?",
                "write: floor 0 points; if negative scores are meant, see that the lowest band takes them",
            ),
        ),
        "count-not-share": (
            (
                "「{event_zh}」超过界限 {count} 次，「{zh}」的 {worth} 分就扣完了，不管一共测了多少次",
                "按次数，不按比例",
                "看看合同是不是要按比例或百分位算；就是按次数，可以不管",
            ),
            (
                "{count} of 「{event_en}」 beyond the bound take all {worth} points of 「{en}」, of however many",
                "a count, not a share",
                "is a share or percentile meant? If the contract counts, leave it",
            ),
        ),
        "idle-item": (
            (
                "没有什么会从「{zh}」里扣分",
                "总是满分",
                "写上扣分的事，或者「若」什么才得分；合同没有说的，用「以此为准」让签字的分数作数",
            ),
            (
                "nothing ever takes points off 「{en}」",
                "always full",
                "say what costs points, or if what it is earned; or let an event confirm the score",
            ),
        ),
        "double-sanction": (
            (
                "「{zh}」一件事算了 {count} 次：从「{item_zh}」扣分，{also}「{other_zh}」",
                "又一次",
                "看看合同是不是真要两样都算；是就在报告里分清，过高的可以请求减少（民法典第五百八十五条）",
            ),
            (
                "「{en}」 is charged {count} times: points under 「{item_en}」, {also} 「{other_en}」",
                "charged again",
                "does the contract mean both? What is excessive may be reduced on request (Civil Code art. 585)",
            ),
        ),
        # ---------------------------------------------------------------- other places that matter
        "comes-after": (("后面还有这一档", "", ""), ("this band follows", "", "")),
    }
)

LABELS: Final = ("comes-after",)  # sentences of second places

WAYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "@by-reading": ("由解释决定", "a reading decides"),
        "@tried": ("可能的值都试过", "every possible value was tried"),
        "@not-tried": ("没有逐个试，凡是数都算可能", "not tried one by one: any number counts as possible"),
        "@many": ("许多", "many"),
        "@open-end": ("没有尽头", "no end"),
        "@not-written": ("未定的值", "a value not yet known"),
        "@otherwise": ("其余", "otherwise"),
        "@more-by": ("多", "more"),
        "@less-by": ("少", "less"),
        "@also-money": ("另有钱款", "and money under"),
        "@also-points": ("另有扣分", "and points under"),
    }
)
