"""Mutants of contracts, in words."""

from types import MappingProxyType

KIND = MappingProxyType(
    {
        "length": ("期间短了一截：{before} → {after}", "a shorter time: {before} → {after}"),
        "working_days": ("工作日成了自然日：{before} → {after}", "working days became days: {before} → {after}"),
        "count": ("次数少了一：{before} → {after}", "one fewer: {before} → {after}"),
        "share": ("比例小了：{before} → {after}", "a smaller share: {before} → {after}"),
        "money": ("金额少了一分：{before} → {after}", "a fen less: {before} → {after}"),
        "date": ("日期早了一天：{before} → {after}", "a day earlier: {before} → {after}"),
        "bound": ("界限换了：{before} → {after}", "another bound: {before} → {after}"),
        "swapped": ("付款人与收款人对调", "payer and payee changed places"),
        "cap_dropped": ("去掉了上限或下限", "a cap or floor left out"),
        "once_dropped": ("去掉了「{before}」", "left out: {before}"),
        "roll": ("去掉了顺延", "no roll to the next working day"),
        "closing_dropped": ("去掉了截止时刻 {before}", "left out the closing hour {before}"),
        "start_not_counted": ("不再含当日", "the first day is not counted"),
        "exception_dropped": ("去掉了例外", "an exception left out"),
        "same_dropped": ("去掉了同一 {before}", "left out: same {before}"),
    }
)

# The scenario that would tell a mutant from the contract.
KILLER = MappingProxyType(
    {
        "length": ("一个在最后一日履行的案例", "one that performs on the last day"),
        "working_days": ("一个期间跨过周末的案例", "one whose time spans a weekend"),
        "count": ("一个恰好达到这个次数的案例", "one that just reaches the count"),
        "share": ("一个写明金额的案例", "one that states the amount"),
        "money": ("一个把金额写到分的案例", "one that states the amount to the fen"),
        "date": ("一个恰在这一天的案例", "one on that very day"),
        "bound": ("一个恰好等于界限的案例", "one exactly at the bound"),
        "swapped": ("一个写明谁欠谁的案例", "one that says who owes whom"),
        "cap_dropped": ("一个超过上限的案例", "one beyond the cap"),
        "once_dropped": ("一个发生两次的案例", "one in which it happens twice"),
        "roll": ("一个最后一日是休息日的案例", "one whose last day is a day off"),
        "closing_dropped": ("一个当日过了截止时刻的案例", "one after the closing hour of the day"),
        "start_not_counted": ("一个在最后一日次日的案例", "one on the day after the last"),
        "exception_dropped": ("一个适用例外的案例", "one to which the exception applies"),
        "same_dropped": ("一个有两件事同时进行的案例", "one with two matters at a time"),
    }
)

SAY = MappingProxyType(
    {
        "title": (
            "{file}：变异体 {all} 个，杀死 {killed} 个（{percent}）",
            "{file}: {killed} of {all} mutants killed ({percent})",
        ),
        "survivor": ("{line}：{clause}，{change}；缺{killer}", "{line}: {clause}: {change}; missing: {killer}"),
    }
)
