"""
Findings of a run in words, one sentence per code.

What ``check`` finds in the text of a contract has its words in ``luyue.dsl.messages``; here are those that only a log
brings.
"""

from types import MappingProxyType

FINDING = MappingProxyType(
    {
        "not-in-force": (
            "合同尚未生效：缺 {missing}",
            "the contract is not in force: {missing} is missing",
        ),
        "void-exercise": (
            "事件 {event} 行使权利无效：{why}",
            "event {event} claims a right without effect: {why}",
        ),
        "void-decision": (
            "事件 {event} 的裁量无效：{why}",
            "the decision of event {event} is void: {why}",
        ),
        "second-decision": (
            "事件 {event} 是第二次裁量，以第一次为准",
            "event {event} decides a second time; the first decision counts",
        ),
        "other-currency": (
            "事件 {event} 的币种是 {currency}，不清偿任何债务",
            "event {event} is in {currency} and discharges nothing",
        ),
        "reducible": (
            "{head} 超过已证明损失的 130%，债务人可以请求减少（民法典第585条第2款）",
            "{head} is above 130% of the proved loss; the debtor may ask for a reduction (Civil Code art. 585(2))",
        ),
        "unmatched": (
            "事件 {event} 没有对应的义务，不产生效果",
            "event {event} matches no duty and changes nothing",
        ),
        "credit": (
            "事件 {event} 多付 {amount}，记为贷方",
            "event {event} pays {amount} too much; it is a credit",
        ),
        "tie": (
            "{at} 有同时发生的事件，先后按编号：{events}",
            "events at the same instant {at} are taken in the order of their ids: {events}",
        ),
    }
)
