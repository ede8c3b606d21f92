"""
What the findings of a run mean: what a log brings that the contract gives no effect.

A row is (Chinese, English), each: what is at stake, and what to do about it.
"""

from types import MappingProxyType
from typing import Final

RUN: Final = MappingProxyType(
    {
        "not-in-force": (
            (
                "合同的生效取决于还没有发生的事或还没有填的日期，所以到基准日为止谁也不欠什么。",
                "在记录里补上那件事，或用 --set 给出日期。",
            ),
            (
                "The contract takes effect with an event that has not come or a date that is not filled in, so up to"
                " the date of the report nobody owes anything.",
                "Add that event to the log, or give the date with --set.",
            ),
        ),
        "void-exercise": (
            (
                "事件要行使一项权利（例如解除），但那时权利还没有产生、已经消灭或不属于那一方，所以没有效果。"
                "事件照样留在报告里。",
                "看理由：来得太早就等条件成就后再行使，弄错主体就更正记录。",
            ),
            (
                "An event claims a power, such as to end the contract, which had not arisen yet, had lapsed, or belongs"
                " to the other party; it has no effect. The event stays in the report.",
                "See the reason: exercise it again once its condition is met, or correct the log if it is wrong.",
            ),
        ),
        "void-decision": (
            (
                "在幅度内定金额的事件无效：来迟、不是有权的一方、超出幅度，或已经定过一次。金额仍以幅度表示。",
                "看理由；记错的用「更正」改。",
            ),
            (
                "An event that decides an amount within a range is void: late, by the wrong party, outside the range,"
                " or the second one. The amount stays a range.",
                "See the reason; correct the log if it is wrong.",
            ),
        ),
        "unknown-window": (
            ("表里一行的适用期间还不知道（留着空白），所以它没有产生义务，也就没有违约。", "填上那一行的日期。"),
            (
                "When a row of a table is in force is not known, for a date is blank; so it brought no duty and no"
                " breach.",
                "Fill in the date.",
            ),
        ),
        "score-differs": (
            (
                "双方确认的得分与按事件算出的不同。合同说以确认的为准，付款、分档都按它；差额写在这里，供审核。",
                "看 luyue explain 列出的每一项扣分：记录里少了事件就补上，确认错了就更正那个事件。",
            ),
            (
                "The confirmed score is not the one that the events give. The contract lets the confirmed one count, so"
                " tiers and payments follow it; the difference stands here for the audit.",
                "See every deduction with luyue explain: add what the log lacks, or correct the confirming event.",
            ),
        ),
        "other-currency": (
            ("付款用了与债务不同的货币。语言不换算汇率，所以债务没有减少。", "按约定的币种付款，或更正记录里的币种。"),
            (
                "A payment is in another currency than the debt. Nothing converts, so the debt is not reduced.",
                "Pay in the agreed currency, or correct the currency in the log.",
            ),
        ),
        "pays-nothing": (
            (
                "一笔钱写明清偿或抵销某一责任，报告里却没有它：名称写错了，或者这一责任没有发生、已不存在。钱没有丢，只是不能替人决定记给谁。",
                "改成报告里的责任编号或条款名，或更正记录。",
            ),
            (
                "Money is given, or set off, for a head of liability that the report does not have: it has another"
                " name, or never arose, or is gone. Nothing decides for you whose credit the money is.",
                "Name a head of the report, or its clause, or correct the log.",
            ),
        ),
        "names-nothing": (
            (
                "一件事写明豁免、主张、催告、拒收或阻止什么，报告里却没有叫这个名字的条款、义务、责任或行为：名称写错了，或者它还没有发生。这件事因此没有效果。",
                "改成条款名、报告里的编号或键值，或更正记录。",
            ),
            (
                "An event waives, claims, demands, rejects or blocks something that the report does not have: it has"
                " another name, or never arose. So the event has no effect.",
                "Name a clause, or an id or key of the report, or correct the log.",
            ),
        ),
    }
)
