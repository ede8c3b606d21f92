"""The words of a report: headings, columns, sentences."""

from types import MappingProxyType

HEADING = MappingProxyType(
    {
        "summary": ("谁欠谁", "Who owes what"),
        "broken": ("违约", "What is broken"),
        "heads": ("违约责任", "Heads of liability"),
        "undetermined": ("待定", "Undetermined"),
        "open": ("尚未", "Open next"),
        "kept": ("守约与了结", "Kept or settled"),
        "powers": ("权利", "Powers"),
        "payments": ("付款", "Payments"),
        "suspensions": ("中止", "Suspensions"),
        "metrics": ("指标", "Figures"),
        "scores": ("考核", "Scores"),
        "accounts": ("账目", "Accounts"),
        "caps": ("上限与次数", "Caps and counts"),
        "alternatives": ("另一种读法", "Other readings"),
        "checks": ("提示与警告", "Warnings and findings"),
        "events": ("事件", "Events"),
        "manifest": ("清单", "Manifest"),
    }
)

COLUMN = MappingProxyType(
    {
        "id": ("编号", "id"),
        "clause": ("条款", "clause"),
        "party": ("义务人", "bearer"),
        "holder": ("权利人", "holder"),
        "affected": ("受影响方", "party"),
        "state": ("状态", "state"),
        "due": ("期限", "due"),
        "amount": ("金额", "amount"),
        "paid": ("已付", "paid"),
        "pair": ("谁对谁", "who to whom"),
        "from": ("自", "from"),
        "to": ("至", "to"),
        "until": ("至", "until"),
        "status": ("认定", "status"),
        "why": ("理由", "why"),
        "period": ("周期", "period"),
        "value": ("数值", "value"),
        "target": ("目标", "target"),
        "met": ("达标", "met"),
        "limit": ("上限", "limit"),
        "used": ("已用", "used"),
        "left": ("余额", "left"),
        "share": ("基数 × 比例", "base × share"),
        "quotient": ("分子 ÷ 分母", "from"),
        "currency": ("币种", "currency"),
        "missing": ("缺", "missing"),
        "count": ("次数", "count"),
        "needed": ("所需", "needed"),
        "accrued": ("已生", "accrued"),
        "set_off": ("抵销", "set off"),
        "waived": ("豁免", "waived"),
        "outstanding": ("未清", "outstanding"),
        "credit": ("多付", "credit"),
        "file": ("文件", "file"),
        "row": ("行", "row"),
        "reading": ("解释", "reading"),
        "option": ("读法", "option"),
        "totals": ("合计", "totals"),
        "changed": ("变动", "changed"),
        "article": ("条", "article"),
        "title": ("标题", "title"),
        "answer": ("答复", "answer"),
        "year": ("年份", "year"),
        "source": ("来源", "source"),
        "notice": ("文号", "notice"),
        "issued": ("发布", "issued"),
        "day": ("日期", "date"),
        "weekday": ("星期", "weekday"),
        "kind": ("种类", "kind"),
        "name": ("名称", "name"),
    }
)

LABEL = MappingProxyType(
    {
        "contract": ("合同", "contract"),
        "number": ("编号", "reference"),
        "parties": ("当事人", "parties"),
        "effective": ("生效", "effective"),
        "term": ("合同期", "term"),
        "state": ("状态", "state"),
        "as_of": ("基准日", "as of"),
        "known_at": ("所知时点", "known at"),
        "instrument": ("文件", "instrument"),
        "calendar": ("历法", "calendar"),
        "readings": ("读法", "readings"),
        "settings": ("设定", "settings"),
        "assumptions": ("假定", "assumptions"),
        "counts": ("义务", "Duties"),
    }
)

SAY = MappingProxyType(
    {
        "title": ("履约报告：{title}", "Performance report: {title}"),
        "event": ("{name} {id}（{place}）", "{name} {id} ({place})"),
        "none": ("无。", "None."),
        "unknown": ("未定", "not known"),
        "no_as_of": ("无（没有事件，也没有给出基准日）", "none (no event, no date given)"),
        "calendar_of": ("{calendar}，时区 {zone}，币种 {currency}", "{calendar}, zone {zone}, currency {currency}"),
        "default": ("{at}（未指定，取默认）", "{at} (none given, taken by default)"),
        "range": ("{low} 至 {high}", "{low} to {high}"),
        "at_least": ("不低于 {low}", "at least {low}"),
        "from_to": ("{low} 至 {high}", "{low} to {high}"),
        "pair": ("{debtor}对{creditor}", "{debtor} to {creditor}"),
        "owes": (
            "{debtor}对{creditor}的违约责任合计 {amount}。",
            "{debtor} is liable to {creditor} for {amount} in total.",
        ),
        "owes_nothing": (
            "没有违约金、退还或赔偿。",
            "No damages, refunds or losses.",
        ),
        "owes_nothing_yet": (
            "没有违约金、退还或赔偿；另有 {n} 项义务待定。",
            "No damages, refunds or losses; duties undetermined: {n}.",
        ),
        "breaches": ("违约记录 {n} 条。", "{n} breaches on record."),
        "breaches-one": ("违约记录 1 条。", "1 breach on record."),
        "verdicts": (
            "违约 {broken} 项，待定 {undetermined}，尚未 {not_yet}，暂守约 {so_far}，守约 {kept}，随合同了结 {ended}",
            "broken {broken}, undetermined {undetermined}, not yet {not_yet}, kept so far {so_far}, kept {kept},"
            " ended with the contract {ended}",
        ),
        "contract_state_since": ("{state}，自 {since}", "{state} since {since}"),
        "contract_state_by": ("{state}，自 {since}（{by}）", "{state} since {since} ({by})"),
        "by_term": ("期满", "end of the term"),
        "by_event": ("事件 {event}", "event {event}"),
        # a breach
        "due_if_claimed": (
            "主张中的中止若成立，最后期限是 {due}，迟延从那时起算。",
            "If the suspension claimed is recognised, last timely {due}, and the delay runs from there.",
        ),
        "breach_missed_due": (
            "{party}未按期履行：最后期限 {due}，{at} 起违约。",
            "{party} did not perform in time: last timely {due}, in breach from {at}.",
        ),
        "breach_undated": ("{party}于 {at} 违约。", "{party} was in breach at {at}."),
        "breach_act": ("{party}于 {at} 违反禁止性约定。", "{party} broke a prohibition at {at}."),
        "breach_level": ("{party}于 {at} 起低于约定水平。", "{party} fell below the level owed at {at}."),
        "shortfall": ("上报 {value}，约定 {bounds}", "Reported {value}, owed {bounds}"),
        "shortfall_figure": ("{value}，约定 {bounds}", "{value}, {bounds} owed"),
        "breach_short": ("{shortfall}。", "{shortfall}."),
        "breach_cured": ("{at} 已补救。", "Cured at {at}."),
        "breach_excused": ("因 {by} 免责。", "Excused by {by}."),
        "late_performed": ("{at} 才履行，迟延 {late}。", "Performed only at {at}, {late} late."),
        "late_still": ("至今未履行，已迟延 {late}。", "Still not performed, {late} late so far."),
        "breach_repeated": (
            "{party}有 {count} 期没有履行，期间已过，不能补做：{periods}。",
            "{party} did not perform in {count} periods, which are over and cannot be made good: {periods}.",
        ),
        "late_to_end": ("到终了时仍未履行，迟延 {late}。", "Not performed when it ended, {late} late."),
        "not_performed": ("至今未履行。", "Still not performed."),
        "missed": ("期间已过，不能补做。", "Its time is over and it cannot be made good."),
        "amount_owed": ("应付 {amount}", "owed {amount}"),
        "amount_paid": ("已付 {amount}", "paid {amount}"),
        "amount_unpaid": ("到期未付 {amount}", "unpaid when due {amount}"),
        "money": ("金额：{parts}。", "Money: {parts}."),
        "consequence": (
            "责任：{kind} {amount}（{id}）",
            "Liability: {kind} {amount} ({id})",
        ),
        "evidence": ("凭证：{events}", "Evidence: {events}"),
        # a head
        "head": ("{debtor}付{creditor} {amount}", "{debtor} pays {creditor} {amount}"),
        "formula": ("算式：{formula} = {exact}", "Worked out: {formula} = {exact}"),
        "formula_plain": ("算式：{formula}", "Worked out: {formula}"),
        "comes_to": ("计得：{exact}", "Comes to: {exact}"),
        "rounded": ("四舍五入到分：{amount}", "Rounded half up to the fen: {amount}"),
        "units": ("单位：{units}", "Units {units}"),
        "units_late": ("迟延 {units}", "Late {units}"),
        "accrued_from_to": ("计算期间：{from} 至 {to}", "accrued {from} to {to}"),
        "capped": (
            "封顶：{cap}；未封顶为 {uncapped}，超出上限不计 {swallowed}",
            "Capped by {cap}: {uncapped} without it, {swallowed} above it does not count",
        ),
        "may_cost": ("若构成违约：{head} {amount}", "If it is a breach: {head} {amount}"),
        "at_cap": ("恰好达到上限：{cap}", "Just at its cap: {cap}"),
        "capped_too": (
            "又封顶：{cap}，再不计 {swallowed}",
            "Capped again by {cap}: {swallowed} more does not count",
        ),
        "reducible": (
            "可以请求减少：超过同一事项已证明损失的130%（民法典第585条第2款，合同编通则解释第65条第2款）",
            "The debtor may ask for a reduction: above 130% of the loss proved for the same matter (Civil Code art."
            " 585(2); Interpretation on the General Part of Contracts art. 65(2))",
        ),
        "given_breaches": ("以违约为前提：{ids}", "Given the breach: {ids}"),
        "for_breaches": ("因违约：{ids}", "For the breach: {ids}"),
        "relation": ("与其他责任的关系：{relation}", "Relation to other heads: {relation}"),
        "decided_by": ("由事件 {event} 定额", "Decided by event {event}"),
        "claim_of": ("{claim}；已付 {paid}", "{claim}; paid {paid}"),
        "several": ("{count} 件：{ids}", "{count} of them: {ids}"),
        "missing": ("缺：{text}", "Missing: {text}"),
        # others
        "waits_undated": ("无确定期限", "no date yet"),
        "decided_at": ("{at} 见分晓", "decided by {at}"),
        "void_act": (
            "事件 {event}（{at}）行使无效：{why}。",
            "Event {event} ({at}) had no effect: {why}.",
        ),
        "exercised": ("由 {event} 行使，{at} 生效", "used by {event}, effective {at}"),
        "available": ("自 {from} 起", "since {from}"),
        "until": ("至 {until}", "until {until}"),
        "lapsed": ("{at} 消灭", "lapsed at {at}"),
        "still_open": ("持续中", "still open"),
        "running": ("未结", "running"),
        "served": (
            "「{name}」共 {n} 期，其中 {some} 期不为 0，最大 {most}；没有约定界限，只供别处计算。",
            "{name}: {n} periods, {some} of them other than 0, at most {most}; no target is set: it only feeds others.",
        ),
        "counts": (
            "共 {read} 行：采用 {applied}，重复 {duplicate}，晚知 {late_known}，未采用 {ignored}，拒绝 {rejected}。",
            "{read} rows: {applied} applied, {duplicate} duplicate, {late_known} known too late,"
            " {ignored} ignored, {rejected} rejected.",
        ),
        "set_aside": ("{file} 第 {row} 行 {id}：{reason}", "{file} row {row} {id}: {reason}"),
        "file": ("{name}：{rows} 行，SHA-256 {sha256}", "{name}: {rows} rows, SHA-256 {sha256}"),
        "engine": (
            "引擎 {engine}，语法 {grammar}",
            "engine {engine}, grammar {grammar}",
        ),
        "contract_digest": ("合同摘要 {digest}", "contract digest {digest}"),
        "calendar_digest": ("历法摘要 {digest}", "calendar digest {digest}"),
        "chain_head": ("事件链末端 {digest}", "chain head {digest}"),
        "advice": (
            "本报告依合同文本与所给事件推算，不是法律意见。",
            "This report is worked out from the contract's text and the events given; it is not legal advice.",
        ),
        "unanswered": (
            "{n} 条没有条款回答，也没有说明理由：{cites}",
            "{n} articles have neither a clause nor a reason: {cites}",
        ),
        "unanswered-one": (
            "1 条没有条款回答，也没有说明理由：{cites}",
            "1 article has neither a clause nor a reason: {cites}",
        ),
        "written": ("报告已写入 {folder}：{files}", "The report was written to {folder}: {files}"),
        "more": ("另有 {n} 项。", "{n} more."),
        "instances": ("{count} 项{state}", "{count} {state}"),
    }
)


# The bounds of a level; 以上 and 不超过 take in the figure itself (art. 1259).
BOUND = MappingProxyType(
    {
        "ge": ("{value}以上", "at least {value}"),
        "gt": ("超过{value}", "more than {value}"),
        "le": ("不超过{value}", "at most {value}"),
        "lt": ("不满{value}", "less than {value}"),
        "eq": ("{value}", "{value}"),
        "ne": ("不等于{value}", "other than {value}"),
    }
)

# Units of money in words; a currency without an entry is said by its code.
MONEY = MappingProxyType({"CNY": ("{amount}元", "CNY {amount}")})
