"""The words of scores: in the report's section, and in their explanation."""

from types import MappingProxyType

STATUS = MappingProxyType(
    {
        "final": ("已定", "final"),
        "confirmed": ("经确认", "as confirmed"),
        "running": ("未结", "running"),
        "undetermined": ("待定", "undetermined"),
    }
)

SAY = MappingProxyType(
    {
        "points": ("{n}分", "{n} points"),
        "points-one": ("1分", "1 point"),
        "range": ("{low} 至 {high}", "{low} to {high}"),
        "at_most": ("不超过 {high}", "at most {high}"),
        "unknown": ("算不出", "not known"),
        "heading": ("{name} {period}：{value}，{status}", "{name} {period}: {value}, {status}"),
        "ends": ("最终为 {ends}", "it will come out at {ends}"),
        "computed": ("计算得 {computed}", "computed {computed}"),
        "tier": ("{tiers} {value}", "{tiers} {value}"),
        "unhurt": ("其余 {n} 项未失分。", "{n} other items lost nothing."),
        "unhurt-one": ("其余 1 项未失分。", "1 other item lost nothing."),
    }
)

COLUMN = MappingProxyType(
    {
        "item": ("考核项", "item"),
        "worth": ("分值", "worth"),
        "raw": ("应扣", "taken"),
        "lost": ("失分", "lost"),
        "times": ("次数", "times"),
        "note": ("说明", "note"),
    }
)

# Why an item lost what it lost.
NOTE = MappingProxyType(
    {
        "capped": ("以分值为限", "up to its worth"),
        "exceeds": ("可超扣", "may exceed its worth"),
        "met": ("达标", "met"),
        "not_met": ("未达标", "not met"),
        "kept": ("尚未考评，视为达标", "not judged yet, counts as kept"),
        "lost": ("尚未考评，视为未达标", "not judged yet, counts as lost"),
        "left_out": ("尚未考评，剔除折算", "not judged yet, left out"),
        "open": ("尚未考评", "not judged yet"),
        "doubtful": ("{low} 至 {high} 未定", "{low} to {high}, not decided"),
    }
)

WHY = MappingProxyType(
    {
        "score": ("{id}：{value}，{status}", "{id}: {value}, {status}"),
        "score_cite": ("考核 {name}{cite}，周期 {period}", "score {name}{cite}, period {period}"),
        "score_sum": (
            "起始 {start}，各项共失 {lost}{scaled}{floor}{rounded}，得 {value}",
            "from {start}, the items lose {lost} in all{scaled}{floor}{rounded}, which leaves {value}",
        ),
        "scaled": (
            "，剔除 {gone}，其余按 {all}÷{counting} 折算",
            ", {gone} are left out and the rest is scaled by {all} ÷ {counting}",
        ),
        "floor": ("，不低于 {floor}", ", not below {floor}"),
        "rounded": ("，四舍五入至 {step}", ", rounded to {step}"),
        "score_ends": (
            "周期未结，最终在 {low} 与 {high} 之间：未定的全部失去，或全部保住",
            "its period runs: it will come out between {low} and {high}, every open item lost or every one kept",
        ),
        "score_range": ("有未定的事实，在 {low} 与 {high} 之间", "facts are undetermined: between {low} and {high}"),
        "score_item": (
            "{item}：分值 {worth}，失 {lost}{note}",
            "{item}: worth {worth}, {lost} lost{note}",
        ),
        "score_raw": ("应扣 {raw}，以分值 {worth} 为限", "{raw} taken, but no more than its worth of {worth}"),
        "score_loss": ("扣 {points}{for}", "{points} taken{for}"),
        "score_for": ("（{part}）", " ({part})"),
        "score_by_clause": ("依条款 {clause}{cite}", "under the clause {clause}{cite}"),
        "score_figure": ("指标 {id}：{value}", "figure {id}: {value}"),
        "score_by": ("{id}", "{id}"),
        "score_tier": ("分档 {tiers}：{value}", "tiers {tiers}: {value}"),
        "score_next": (
            "再少失 {lacking}，到 {bound}，即入上一档",
            "{lacking} fewer lost, to {bound}, would reach the next band",
        ),
        "score_over": (
            "再少失 {lacking} 以上，超过 {bound}，即入上一档",
            "more than {lacking} fewer lost, above {bound}, would reach the next band",
        ),
        "score_confirmed": (
            "以确认的得分为准：{value}；按事实计算为 {computed}",
            "the confirmed score counts: {value}; the facts give {computed}",
        ),
    }
)
