"""
What warnings about norms and their times mean, and what to do about them.

A row is (Chinese, English), each: what is at stake, and how to mend it or leave it with a good conscience. A finding on
a clause is settled by a note of that clause that names its code in brackets and gives the reason.
"""

from types import MappingProxyType
from typing import Final

NORMS: Final = MappingProxyType(
    {
        "clash": (
            (
                "几处要求不能同时做到：一步接一步的期限加起来比卡住它的期限还长；同一件事同一方既要做又不许做；"
                "两个界限之间没有"
                "一个数。例子里的日子是各方都用足期限时的日子，天数按最短的算，卡住它的期限按最长的算，"
                "所以哪年都不行。",
                "照合同原文改正其中一处；原文就冲突的，在「注」里写 [clash] 和以哪条为准。",
            ),
            (
                "Several lines cannot all be kept: time limits that follow each other are longer than the one that bars"
                " them; one party owes an act that it may not do; two levels leave no value between them. The example"
                " lets everybody use the time given; steps count at their shortest and the bar at its longest.",
                "Mend one of them by the signed text; if the text clashes, write [clash] in a note and which prevails.",
            ),
        ),
        "power-after-cap": (
            (
                "按日的违约金到了上限就不再涨，而解除等权利要晚得多才有：中间那些天，违约的一方拖着不花钱，"
                "守约的一方只能等。",
                "核对上限和天数；合同就是这样，在「注」里写 [power-after-cap] 和理由。",
            ),
            (
                "Daily damages stop at their cap, and the right to end the contract opens long after: in between the"
                " debtor waits for free and the creditor can do nothing.",
                "Check cap and days; if the contract says so, write [power-after-cap] in a note and why.",
            ),
        ),
        "notice-longer-than-term": (
            (
                "期限、提前通知、持续或逾期的天数，或者一个周期，比整个合同期还长，在合同期内到不了。"
                "长度按最短的算，合同期按最长的算；"
                "合同期可以延长的、条款另有适用期间或存续的，不说。",
                "核对长度和合同期；合同期满以后还管用的，写「存续」或「适用期间」。",
            ),
            (
                "A time limit, a notice ahead, a spell, a delay or a period is longer than the whole term, so it cannot"
                " come about in it. Lengths count at their shortest, the term at its longest; a term that can be"
                " extended"
                " and clauses with a time in force of their own, or that survive, are left alone.",
                "Check length and term; write 'survives' or 'in force' for what goes on after the term.",
            ),
        ),
        "unreachable": (
            (
                "条款里有一处永远不会成真：另一种读法下才有的行，自相矛盾的条件，凑不到的次数，"
                "还没开始就结束的期间，违反不了的"
                "义务的违反，到不了的分数。写它的人以为它管用。",
                "照合同改正条件；合同就是这样，在「注」里写 [unreachable] 和理由。",
            ),
            (
                "Part of the clause can never be true: a line of another reading, a filter that contradicts itself, a"
                " count beyond all instalments, a window that ends before it begins, the breach of what cannot be"
                " broken,"
                " a score out of reach. Whoever wrote it relies on it.",
                "Mend the condition; if the contract says so, write [unreachable] in a note and why.",
            ),
        ),
        "never-breached": (
            (
                "义务写了，却违反不了：催告才到期而没有催告的事件也没有合同期，或者界限任何数都达得到。",
                "写上期限或界限，或者声明催告的事件。",
            ),
            (
                "The duty is written but cannot be broken: due on a demand that no event makes, in a contract without a"
                " term, or a bound that every figure meets.",
                "Give it a time or a bound, or declare the event that demands it.",
            ),
        ),
        "no-consequence": (
            (
                "违反这些义务，合同没有写违约金、扣款、扣分、解除权，也没有别的条款提到它。义务照样要履行，"
                "但损失要逐笔证明。"
                "同样的条款多，所以合在一条里说，全部的编号在 JSON 的 clauses 里。",
                "后果写在别处的，让那一条引用它；合同没写的不用改。有意如此的，在条款的「注」里写 [no-consequence]。",
            ),
            (
                "No damages, reduction, points or right follow from a breach of these duties, and no other clause names"
                " them. They are owed all the same, but a loss has to be proved piece by piece. Told in one finding for"
                " the contract; the fact 'clauses' of the JSON has every id.",
                "If the consequence stands elsewhere, let that clause name this one. Write [no-consequence] in a"
                " note of"
                " a clause to leave it out.",
            ),
        ),
        "no-deadline": (
            (
                "合同没有写这些义务的期限：债权人可以随时请求，但要给必要的准备时间（民法典第五百一十一条第四项）。"
                "没有催告就没有逾期，付款义务也一样。",
                "合同写了期限的就写上；没有写的，记得催告并留下日期。",
            ),
            (
                "The contract gives these duties no time: the creditor may demand them at any moment but must leave"
                " time"
                " to prepare (Civil Code art. 511(4)). Without a demand nobody is late, with payments too.",
                "Write the time if the contract has one; if not, demand it and keep the date.",
            ),
        ),
        "consequence-without-duty": (
            (
                "违约金跟着一个事件走，可是合同里没有谁欠这件事，也没有谁被禁止做这件事，那么违了什么约？"
                "可能漏写了义务，也可能它其实是费用。由人认定的事件不说。",
                "补上义务或禁止；由人认定的，事件写「需认定」；本来是费用的，改用 赔偿损失 或 退还。",
            ),
            (
                "Damages follow an event that no clause owes and none forbids: a breach of what? The duty may have been"
                " left out, or the sum is a fee. Attested events are left alone.",
                "Write the duty or prohibition; mark the event attested if a person establishes it; use losses or"
                " refund"
                " for what is no penalty.",
            ),
        ),
        "vague-time": (
            (
                "期限只是一个词，算不出到期日；用到它的结果是待定，直到有人给出长度或认定是否及时。"
                "要旨里有这样的词、公式里却没有"
                "任何期限的，也在此列。",
                "双方定了就给出长度；没有定，在「注」里写 [vague-time] 说明怎么办。",
            ),
            (
                "The time is a word, so no day follows from it; results stay undetermined until somebody gives a length"
                " or establishes that it was in time. A gist with such a word over a formula without any time"
                " counts too.",
                "Give a length once it is agreed; else write [vague-time] in a note and what to do about it.",
            ),
        ),
        "date-anomaly": (
            (
                "一个日期与合同的其他日期合不上：签订以前就到期，合同期在签订以前开始，合同期满才到期，"
                "或者签订的年份离别的日期"
                "太远。多半是从旧合同上留下来的。",
                "照原文核对年月日；原文就错的，用待定或更正事件写明。",
            ),
            (
                "A date does not go with the others: due before signing, a term that begins before it, due after the"
                " term, or a year of signing far from every other. Often left over from an older contract.",
                "Check it against the signed text; if that is wrong, make it a blank or a correction.",
            ),
        ),
        "calendar-horizon": (
            (
                "期限按工作日算，或最后一天可能顺延，而那一年的放假安排国务院还没有公布，到期日算不准，推演时是待定。",
                "公布以后用 --calendar 给出；急用可以 --assume-weekdays。",
            ),
            (
                "A time counts in working days, or its last day may roll, in a year whose holidays are not"
                " published yet:"
                " the replay says undetermined there.",
                "Give a calendar file once they are published, or use --assume-weekdays.",
            ),
        ),
        "underdetermined-schedule": (
            (
                "分期付款没有定：期数取决于怎么读，或者某一期的金额、日期空着，或者平分而没有说几期。哪天欠多少，"
                "合同自己答不出。",
                "合同写了的就写上；没有写的用 --set 选一种读法，或等补定的事件。",
            ),
            (
                "Instalments are not settled: their number depends on a reading, an amount or a day of one is empty, or"
                " equal parts have no number. The contract does not say what is owed on which day.",
                "Write what it says; choose a reading with --set, or wait for the event that fills the blank.",
            ),
        ),
        "discretion": (
            (
                "金额是一个幅度，没有说由谁定、多久内定，或者上不封顶。没有人定，债权就一直是一个区间。",
                "写明由谁以哪个事件定、多久内定；合同没写的不用改，结果是一个区间。",
            ),
            (
                "The amount is a range, with nobody to decide it, no time to decide it in, or no upper end. Until"
                " somebody"
                " does, the claim stays a range.",
                "Say who decides, by which event and in what time; if the contract does not, leave it.",
            ),
        ),
    }
)
