"""
What the findings on scores, tiers and points mean, and what to do about them: refusals first, then warnings.

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
        "tier-gap": (
            (
                "得分可能落在两档之间，合同没有说那时怎么算；推演只能给出相邻两档之间的一个范围。"
                "按整数打分本来没有空隙，一取平均、一折算就有了。",
                "让相邻两档接上（一边「以上」，一边「不满」），或者加一档「其余」。",
            ),
            (
                "A score can fall between two bands, and the contract does not say what then; a run can only give the"
                " range of the bands beside it. Whole points may leave no gap until they are averaged or scaled.",
                "Let the bands meet (one 'or more', the other 'less than'), or add 'otherwise'.",
            ),
        ),
        "tier-overlap": (
            (
                "同一个得分落在两档里，结果不同；「80至95」「60至80」都含 80 就是这样。",
                "合同说得清就改界限；说不清就写成解释，两档各依一种读法。",
            ),
            (
                "One score is in two bands that give different results, as 80 is in 80 to 95 and in 60 to 80.",
                "Mend the bound if the contract is clear; if not, write a reading with a band under each option.",
            ),
        ),
        "tier-unreachable": (
            ("没有得分能落进这一档：高于满分、低于下限，或者界限之间什么也没有。", "核对界限；合同如此就可以不管。"),
            (
                "No score can fall into this band: it lies above the most, below the floor, or between two steps.",
                "Check the bounds; if the contract says so, leave it.",
            ),
        ),
        "tier-cliff": (
            (
                "差一步就少拿很大一份（付款的四分之一以上，或总价的十分之一以上）。"
                "这样的后果可能过分高于损失（民法典第五百八十五条）。",
                "看看是不是漏了中间的档；合同如此就把金额告诉当事人。",
            ),
            (
                "One step costs a large part: a quarter of a payment or more, or a tenth of the price. That may be far"
                " above the loss (Civil Code art. 585).",
                "See whether a band between is missing; if the contract says so, tell the parties what it costs.",
            ),
        ),
        "tier-perverse": (
            (
                "得分更差，结果反而更好：多半是最低一档漏写了后果，或者空隙落进了「其余」。",
                "核对这一档；合同如此就提醒当事人，并看看别的条款怎么补。",
            ),
            (
                "A worse score is better off: mostly the lowest band lacks its consequence, or a gap falls to"
                " 'otherwise'.",
                "Check that band; if the contract says so, warn the parties and see what other clauses do about it.",
            ),
        ),
        "points-sum": (
            (
                "各项分值加起来不是起始分：少了，最低分到不了零；多了，会扣到零以下，要看合同许不许。",
                "核对分值；加分另写一个考核；要兜底就写「下限」。",
            ),
            (
                "The items are worth more or less than the score starts with: the score cannot fall to zero, or can"
                " fall below it.",
                "Check the worths; put extra points into a score of their own; state a floor where there is one.",
            ),
        ),
        "points-over-item": (
            (
                "一项最多扣完自己的分值，一次扣得比分值还多，多出来的就是空话。",
                "核对两个数；确实要扣过头，在考核项写「可超扣」。",
            ),
            (
                "An item loses no more than its worth, so points beyond it are never taken.",
                "Check the two numbers; if more is meant to go, let the item say 'may exceed'.",
            ),
        ),
        "no-floor": (
            (
                "考核项可以扣过头，考核又没有下限，得分可能是负的；分档、付款未必想到了负分。",
                "写「下限」；不该扣过头的去掉「可超扣」。",
            ),
            (
                "An item may lose more than its worth and the score has no floor, so it can be negative; bands and"
                " payments may not have thought of that.",
                "State a floor, or drop 'may exceed'.",
            ),
        ),
        "count-not-share": (
            (
                "每有一次测量超过界限就扣分，测得越多越容易扣完，业务量大的吃亏，和服务好坏未必有关。",
                "可以改用指标（超限的占比）；合同就是按次数，可以不管。",
            ),
            (
                "Each measurement beyond the bound costs points, so the more is measured the sooner an item is empty,"
                " whatever the quality.",
                "A metric (the share beyond the bound) would say more; if the contract counts, leave it.",
            ),
        ),
        "idle-item": (
            (
                "这一项没有扣分的事，也没有得分的条件，永远满分，等于白送。",
                "写上扣分的事或「若」；合同只说由人打分的，写「以此为准」。",
            ),
            (
                "Nothing takes points off this item and no condition earns it, so it is always full.",
                "Say what costs points, or if what it is earned; where people give the points, say 'confirmed by'.",
            ),
        ),
        "double-sanction": (
            (
                "同一件事既扣分又付钱，或者从两处扣分。两样都算也许是本意，但加起来过分高于损失的，"
                "可以请求减少（民法典第五百八十五条）。分数低了付款就少，是考核本来的作用，不算在内。",
                "看合同是不是真要两样；要就在「注」里写明 [double-sanction] 和理由。",
            ),
            (
                "One fact costs points and money, or points in two places. Both may be meant, but what is far above the"
                " loss may be reduced on request (Civil Code art. 585). That a low score lowers a payment is how scores"
                " work and does not count.",
                "See whether the contract means both; if so say [double-sanction] and why in a note.",
            ),
        ),
    }
)
