"""What is coming, in words."""

from types import MappingProxyType

HEADING = MappingProxyType(
    {
        "late": ("已经逾期", "Already late"),
        "due": ("将到期", "Coming due"),
        "undated": ("没有确定日期", "Without a date yet"),
        "powers": ("权利", "Rights"),
        "accruals": ("再过一天的代价", "What one more day costs"),
    }
)

SAY = MappingProxyType(
    {
        "title": ("待办：{title}", "What is coming: {title}"),
        "looked": (
            "截至 {as_of}；往后看到 {until}，假定其间没有新的事件。",
            "As of {as_of}; looked ahead to {until}, as if nothing more happened until then.",
        ),
        "days_left": ("还有 {n} 天", "{n} days left"),
        "days_left-one": ("还有 1 天", "1 day left"),
        "today": ("今天到期", "due today"),
        "days_over": ("已过 {n} 天", "{n} days over"),
        "days_over-one": ("已过 1 天", "1 day over"),
        "costs": ("届时仍不履行：{parts}", "If still not performed by then: {parts}"),
        "cost": ("{kind} {amount}（{id}）", "{kind} {amount} ({id})"),
        "open": ("现在可行使", "can be used now"),
        "open_until": ("现在可行使，至 {until}", "can be used now, until {until}"),
        "opens": ("{at} 起可行使", "opens at {at}"),
        "adds": ("{pair} 再加 {amount}", "{pair}: {amount} more"),
        "nothing_costs": ("再过一天不增加责任。", "One more day adds no liability."),
        "summary": ("{clause}：{party}", "{clause}: {party}"),
        "calendar": ("履约待办：{title}", "Contract duties: {title}"),
        "opens_event": ("可行使：{clause}（{party}）", "Opens: {clause} ({party})"),
    }
)
