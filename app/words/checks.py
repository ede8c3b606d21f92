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
            "事件 {event} 行使权利无效：{why}{also}",
            "event {event} claims a right without effect: {why}{also}",
        ),
        "void-decision": (
            "事件 {event} 的裁量无效：{why}",
            "the decision of event {event} is void: {why}",
        ),
        "unknown-window": (
            "行 {row} 的适用期间还不知道，没有产生义务",
            "it is not known when the row {row} is in force, so it brought no duty",
        ),
        "score-differs": (
            "「{name}」{period} 按事实计算为 {computed}分，确认的得分为 {confirmed}分（事件 {event}），以确认的为准",
            "the facts give {computed} points for {name} of {period}, event {event} confirms {confirmed};"
            " the confirmed score counts",
        ),
        "other-currency": (
            "事件 {event} 用的是另一种货币，不清偿任何债务",
            "event {event} is in another currency and discharges nothing",
        ),
        "pays-nothing": (
            "事件 {event} 的 {amount}元写的是清偿或抵销「{target}」，报告里没有这一责任，钱没有记到任何账上",
            "event {event} gives {amount} yuan for {target}, but the report has no such head: no account has the money",
        ),
        "names-nothing": (
            "事件 {event} 写的是「{target}」，报告里没有叫这个名字的条款、义务或责任，它没有效果",
            "event {event} names {target}, but the report has no clause, duty or head of that name: it has no effect",
        ),
    }
)

# What else an act claimed that had no effect.
ALSO = MappingProxyType(
    {"none": ("", ""), "some": ("（{names}的权利，它同样行使不了）", " (nor does it exercise the rights of {names})")}
)

# What the contract leaves open, as a report says it: by its name, or by the place of a cell.
OPEN = MappingProxyType(
    {
        "named": ("「{name}」", "「{name}」"),
        "cell": ("表「{table}」第 {row} 行的「{column}」", "「{column}」 in row {row} of the table 「{table}」"),
        "used": ("合同没有写明{what}，{n} 条要用它", "the contract leaves {what} open; {n} clauses need it"),
        "used-one": ("合同没有写明{what}，1 条要用它", "the contract leaves {what} open; 1 clause needs it"),
        "unused": ("合同没有写明{what}，没有条款用它", "the contract leaves {what} open; no clause needs it"),
    }
)
