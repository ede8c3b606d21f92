"""What changed between two reports, in words."""

from types import MappingProxyType

LIST = MappingProxyType(
    {
        "duties": ("义务", "Duties"),
        "breaches": ("违约", "Breaches"),
        "liabilities": ("违约责任", "Liabilities"),
        "powers": ("权利", "Powers"),
        "payments": ("付款", "Payments"),
        "metrics": ("指标", "Metrics"),
        "scores": ("考核", "Scores"),
        "suspensions": ("中止", "Suspensions"),
        "accounts": ("账目", "Accounts"),
        "totals": ("合计", "Totals"),
    }
)

FIELD = MappingProxyType(
    {
        "state": ("状态", "state"),
        "due_on": ("期限", "due"),
        "performed_at": ("履行", "performed"),
        "late": ("迟延", "late"),
        "amount": ("金额", "amount"),
        "amount_low": ("金额下端", "amount, low end"),
        "amount_high": ("金额上端", "amount, high end"),
        "share": ("比例", "share"),
        "paid": ("已付", "paid"),
        "at": ("时刻", "at"),
        "cured_at": ("补救", "cured"),
        "excused_by": ("免责", "excused by"),
        "low": ("下端", "low"),
        "high": ("上端", "high"),
        "settled": ("已定", "settled"),
        "capped_by": ("封顶", "capped by"),
        "claim": ("主张", "claim"),
        "available_from": ("可行使自", "available from"),
        "until": ("至", "until"),
        "effective_at": ("生效", "effective"),
        "value": ("数值", "value"),
        "met": ("达标", "met"),
        "closed": ("已结", "closed"),
        "tier": ("档", "tier"),
        "status": ("认定", "status"),
        "from": ("自", "from"),
        "to": ("至", "to"),
        "accrued_low": ("已生下端", "accrued, low end"),
        "accrued_high": ("已生上端", "accrued, high end"),
        "set_off": ("抵销", "set off"),
        "waived": ("豁免", "waived"),
        "outstanding_low": ("未清下端", "outstanding, low end"),
        "outstanding_high": ("未清上端", "outstanding, high end"),
        "as_of": ("基准时刻", "as of"),
        "known_at": ("所知时点", "known at"),
        "readings": ("读法", "readings"),
        "settings": ("设定", "settings"),
        "contract_digest": ("合同文本", "text of the contract"),
        "calendar_digest": ("历法", "calendar"),
        "engine": ("引擎", "engine"),
        "chain_head": ("采用的事件", "events applied"),
    }
)

SAY = MappingProxyType(
    {
        "title": ("两份报告的差异：{title}", "What changed: {title}"),
        "same": ("没有变化。", "Nothing changed."),
        "whole": ("两份报告之间", "Between the two reports"),
        "new": ("新增 {id}：{fields}", "new {id}: {fields}"),
        "gone": ("不再有 {id}：{fields}", "gone {id}: {fields}"),
        "changed": ("{id}：{fields}", "{id}: {fields}"),
        "field": ("{name} {before} → {after}", "{name} {before} → {after}"),
        "has": ("{name} {value}", "{name} {value}"),
        "by": ("因事件 {events}", "because of {events}"),
        "dropped": ("不再依据事件 {events}", "no longer because of {events}"),
        "by_cause": (
            "没有另外的事件；两份报告不同在{causes}",
            "no other event is cited; the reports differ in: {causes}",
        ),
        "differs": ("{name}不同", "not the same: {name}"),
        "nothing": ("无", "none"),
        "yes": ("是", "yes"),
        "no": ("否", "no"),
    }
)
