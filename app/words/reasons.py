"""
Reasons that the engine gives as codes: what is missing, why an act was void, why a row was set aside, what was
assumed.

Facts arrive as text; names of events, clauses, blanks and fields have been put into the reader's language before.
"""

from types import MappingProxyType

# What is not known, and who can supply it.
MISSING = MappingProxyType(
    {
        "event": ("还没有所需的「{event}」事件", "the event {event} that it needs has not come yet"),
        "blank": (
            "合同留白：「{name}」未定，须由当事人补定",
            "the contract leaves {name} blank; the parties have to fill it",
        ),
        "setting": ("「{name}」未设定；可用 --set {id}=… 给出", "{name} is not set; give it with --set {id}=..."),
        "reading": ("解释「{name}」未选定", "the reading {name} is not chosen"),
        "calendar": (
            "{year} 年的放假安排尚未公布；可用 --calendar 给出，或 --assume-weekdays 推定",
            "no holiday arrangement for {year}; give one with --calendar, or take --assume-weekdays",
        ),
        "recognition": ("中止 {suspension} 是否成立尚未确定", "whether {suspension} is recognised is still open"),
        "field": ("事件 {event} 没有写「{field}」", "event {event} does not state {field}"),
        "no_data": ("没有「{event}」的数据", "no data of {event}"),
        "decision": (
            "在幅度内定多少，尚待{party}以「{event}」决定",
            "how much within the range is for {party} to decide, with {event}",
        ),
        "unpaid": ("{duty} 到期未付多少尚不清楚", "what is unpaid of {duty} when due is not known yet"),
        "term": ("合同期尚不确定", "the term of the contract is not known"),
        "period": ("不在任何周期内", "no period it belongs to"),
        "score": ("「{name}」{period} 尚未最终确定", "{name} of {period} is not final yet"),
        "item": ("尚未考评", "it is not judged yet"),
        "tier": ("{value} 不在「{name}」的任何一档，或同在两档", "{value} lies in no band of {name}, or in two"),
        "range": ("金额只有幅度，无法比较", "an amount is only known as a range and cannot be compared"),
        "precondition": ("前提尚未成就", "the precondition is open"),
        "report": ("没有「{event}」的上报", "{event} was never reported"),
        "attestation": ("尚待认定：「{event}」", "an attestation is needed: {event}"),
        "demand": ("尚未催告，没有期限", "nobody has demanded it yet, so no time runs"),
        "demand_length": ("催告后多久，合同没有写", "the contract does not say how long after the demand"),
        "event-bare": ("所等的事件还没有发生", "the event it waits for has not happened yet"),
        "unpaid-bare": ("到期未付多少尚不清楚", "what is unpaid when due is not known yet"),
        "no_data-bare": ("没有数据", "there is no data"),
        "states": ("它依赖条款的状态，不能在案例里比较", "it reads the states of clauses and cannot be compared here"),
        "recognition-bare": ("中止是否成立尚未确定", "whether a suspension is recognised is still open"),
        "time": ("还算不出期限", "its time cannot be worked out yet"),
        "amount": ("应付多少尚不清楚", "how much is owed is not known yet"),
        "vague": (
            "「{word}」没有数字，须先认定是否及时",
            "{word} states no number; whether it was in time has to be attested",
        ),
        "condition_met": ("已满足：{event}", "met: {event}"),
        "condition_unmet": ("不满足：{event}", "not met: {event}"),
        "condition_open": ("尚可满足：{event}", "may still be met: {event}"),
        "condition_untimed": (
            "{event}应在多久之内，没有数字",
            "there is no number for the time within which {event} has to come",
        ),
        "condition_late": (
            "{event}来迟了，最迟应在 {last}",
            "{event} came too late; the last timely instant was {last}",
        ),
        "condition_missed": (
            "{event}没有来，最迟应在 {last}",
            "{event} never came; the last timely instant was {last}",
        ),
    }
)

VOID = MappingProxyType(
    {
        "not_available": ("当时还没有这项权利", "there was no such right at that time"),
        "no_instance": ("产生这项权利的事实当时没有发生", "the fact that brings this right had not happened by then"),
        "already_exercised": ("这项权利已经行使过", "the right had been exercised already"),
        "not_open_yet": ("条件尚未成就", "its condition was not met yet"),
        "open_later": (
            "到 {day} 只逾期{late}，{at} 起仍未履行才可行使",
            "on {day} it was only {late} late; the right opens at {at} if it is still not performed then",
        ),
        "open_later-not_late": (
            "到 {day} 尚未逾期，{at} 起仍未履行才可行使",
            "on {day} nothing was late; the right opens at {at} if it is still not performed then",
        ),
        "lapsed": ("这项权利已经消灭", "the right had lapsed"),
        "wrong_party": ("不是有权的一方所为", "it was not done by the party that may"),
        "too_late": ("期限已过", "the time for it was over"),
        "too_early": ("早于产生它的事实", "it came before the fact that calls for it"),
        "out_of_range": ("不在约定的幅度之内", "it lies outside the agreed range"),
        "second": ("已经裁量过一次，以第一次为准", "it was decided once already, and the first decision counts"),
        "unknown": ("金额或幅度还不清楚", "the amount or the range is not known"),
    }
)

SET_ASIDE = MappingProxyType(
    {
        "duplicate": ("与 {of} 完全相同", "the same as {of} in every part"),
        "late_known": (
            "记录于 {recorded_at}，晚于所知时点",
            "recorded at {recorded_at}, after what the report may know",
        ),
        "nothing_reads_it": ("没有条款读取这类事件", "no clause reads events of this kind"),
        "after_as_of": ("发生在基准日之后", "it takes effect after the date of the report"),
        "corrected": ("已被 {by} 更正", "corrected by {by}"),
        "withdrawn": ("已被 {by} 撤回", "withdrawn by {by}"),
        "correction": ("更正 {of}，内容已并入", "a correction of {of}, taken into it"),
        "withdrawal": ("撤回 {of}", "a withdrawal of {of}"),
        "undeclared": ("合同没有声明这类事件「{type}」", "the contract declares no event {type}"),
    }
)

ASSUMED = MappingProxyType(
    {
        "as_of_default": (
            "没有给出基准日，取 {as_of}（所知时点，或最后一条被条款读取的事件之日终了）",
            "no date was given; {as_of} is taken (what is known at, else the end of the day of the last event"
            " that a clause reads)",
        ),
        "as_of_default-bare": (
            "没有事件，也没有给出基准日：只有检查、日期和固定金额",
            "no event and no date were given: only checks, dates and fixed amounts",
        ),
        "ties": (
            "{at} 有同时发生的事件，先后按编号：{events}",
            "events at the same instant {at} are taken in the order of their ids: {events}",
        ),
        "assumed_weekdays": (
            "{years} 年没有公布的放假安排，工作日按周一至周五推定",
            "no holiday arrangement for {years}: Monday to Friday are assumed to be working days",
        ),
        "assumed_weekdays-bare": (
            "有期限依赖推定的工作日（周一至周五，除去固定日期的法定节日）",
            "some due dates rest on assumed working days: Monday to Friday less festivals on fixed dates",
        ),
    }
)

RELATION = MappingProxyType(
    {
        "instead_of": ("替代 {of}", "instead of {of}"),
        "larger_of": ("与 {of} 择高", "the larger of this and {of}"),
        "once_for_one_loss": ("与 {of} 同一损失不重复", "once for one loss, with {of}"),
        "in_addition": ("与 {of} 并用", "in addition to {of}"),
        "beyond": ("补足 {of} 不足的部分", "only what goes beyond {of}"),
        "set_off": ("抵扣 {of}", "set off against {of}"),
    }
)
