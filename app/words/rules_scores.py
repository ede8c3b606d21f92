"""
What the findings on scores, tiers and points mean, and what to do about them: refusals, then warnings.

A row is (Chinese, English), each: what is at stake, and how to mend it.
"""

from types import MappingProxyType
from typing import Final

SCORES: Final = MappingProxyType(
    {
        "points-off-what": (
            (
                "分要从某个考核的某一项里扣：每一项有自己的分值，扣到分值为止。不知扣哪一项，就不知能不能再扣。",
                "写「自 考核的考核项」。",
            ),
            (
                "Points come off one item of one score: an item loses no more than its worth, so which item it is"
                " decides whether there is anything left to take.",
                "Say from which: from score.item.",
            ),
        ),
        "unknown-item": (
            ("考核里没有叫这个名字的考核项。", "改正写法，或在考核里加上这一项。"),
            ("The score has no item of that name.", "Mend the spelling, or add the item to the score."),
        ),
        "points-for-what": (
            (
                "考核项自己没有违约可言，它下面的扣分要说明每次什么事扣分。",
                "写「每次」和事件、条款的状态或条件，或者「每」和周期、表。",
            ),
            (
                "An item has no breach of its own, so points under it must say what each time is a time of.",
                "Say: each time, and an event, a clause in a state or a condition; or every, and a period or table.",
            ),
        ),
        "counts-no-occurrence": (
            (
                "「次数」数一次次发生的事：事件，条款进入某个状态，或者考核、指标达到界限的各期。"
                "别的条件只有真假，没有次数。",
                "改数其中一种；几种事分开数再相加。",
            ),
            (
                "'Count of' counts what occurs again and again: events, a clause entering a state, or the periods in"
                " which a score or metric meets a bound. Other conditions are true or false, not so many times.",
                "Count one of these; count different things apart and add them.",
            ),
        ),
        "score-of-nothing": (
            ("没有考核项，也没有事件来确认的考核，永远是起始分。", "加上考核项，或者写「以此为准」。"),
            (
                "A score with no item that no event confirms never changes.",
                "Add its items, or say by which event it is confirmed.",
            ),
        ),
        "score-of-which-period": (
            (
                "考核按期给分，读它的地方要有一期可读：每期一次的条款，由它自己的界限引起的条款，"
                "或者带这个周期字段的事件或行。一年里有几期，几期怎么合成一个，合同不说就算不出。",
                "让条款「当 每」这个周期；或者在考核里写 各期均达标、平均 或 合并。",
            ),
            (
                "A score has a value for each of its periods, so whoever reads it must have one at hand: a clause that"
                " runs every period, one that the score's own bound sets off, an event or row with a field of that"
                " period. How several periods make one score is the contract's to say.",
                "Let the clause run every period of it, or let the score say each, mean or pooled.",
            ),
        ),
        "each-is-no-number": (
            (
                "「各期均达标」回答的是每一期是不是都达到界限，不给出一个分数；拿它乘钱、分档都没有数可用。",
                "和界限比；要数就写 平均 或 合并。",
            ),
            (
                "'Each' says whether every period meets a bound; it gives no score to multiply or to put into bands.",
                "Hold it against a bound; for a number let the score say mean or pooled.",
            ),
        ),
        "metric-of-other-period": (
            (
                "季度考核里的一项读一个按月的指标，三个月哪个算数，合同没有说。",
                "另写一个和考核同周期的指标，或者每月扣分。",
            ),
            (
                "An item of a quarterly score that reads a monthly metric does not say which of the three months"
                " counts.",
                "Write a metric over the score's own period, or take points every month.",
            ),
        ),
        "no-bands": (
            ("没有一档的分档给不出任何值。", "加上各档。"),
            ("Tiers without a band give no value.", "Add the bands."),
        ),
        "tiers-of-what": (
            ("档是数的区间：分数、比例、金额、次数、长度都可以，名字和日期不行。", "按一个数来分档。"),
            (
                "A band is a range of numbers: points, shares, money, counts or lengths, not names or dates.",
                "Take the tiers of a number.",
            ),
        ),
        "bands-differ": (
            (
                "一张分档表给出一类值；有的档是比例，有的档是分数或金额，用它的公式就没有单位了。",
                "把各档写成同一类的值。",
            ),
            (
                "Tiers give one kind of value; where bands differ, a formula that reads them has no unit.",
                "Give every band a value of one kind.",
            ),
        ),
        "otherwise-last": (
            (
                "「其余」拿走前后各档都不要的值，写在中间会让人以为它后面的档没有用处；写两次，第二次什么也得不到。",
                "只留一个「其余」，放在最后。",
            ),
            (
                "'Otherwise' takes what no other band takes. In the middle it seems to make the rest idle; a second one"
                " would get nothing.",
                "Keep one 'otherwise', at the end.",
            ),
        ),
    }
)
