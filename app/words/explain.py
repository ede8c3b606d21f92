"""The words of explanations: one sentence per kind of reason."""

from types import MappingProxyType

WHY = MappingProxyType(
    {
        "clause": ("条款 {name}{cite}，{kind}", "clause {name}{cite}, {kind}"),
        "gist": ("要旨：「{gist}」", 'gist: "{gist}"'),
        "note": ("注：「{note}」", 'note: "{note}"'),
        "statute": ("来自法律，不是合同条款", "from a statute, not from the contract"),
        "parties": ("{bearer}对{counterparty}负有", "owed by {bearer} to {counterparty}"),
        "bearer": ("义务人 {bearer}", "bearer {bearer}"),
        "duty": ("{id}：{state}（{verdict}）", "{id}: {state} ({verdict})"),
        "payment": ("付款 {id}：{amount}，已付 {paid}", "payment {id}: {amount}, paid {paid}"),
        "share": ("金额为 {base} × {share}", "the amount is {base} × {share}"),
        "breach": ("违约 {id}：{party}，自 {at} 起", "breach {id}: {party}, from {at}"),
        "head": ("{id}：{kind}，{debtor}付{creditor} {amount}", "{id}: {kind}, {debtor} pays {creditor} {amount}"),
        "power": ("{id}：{holder}的权利，{state}", "{id}: a right of {holder}, {state}"),
        "suspension": ("{id}：{low} 至 {high}，{status}", "{id}: {low} to {high}, {status}"),
        "metric": ("{id}：{name}，周期 {period}，{value}", "{id}: {name}, period {period}, {value}"),
        "quotient": ("{numerator} ÷ {denominator}", "{numerator} ÷ {denominator}"),
        "target": ("目标 {target}：{met}", "target {target}: {met}"),
        "not_triggered": (
            "{id}：未触发，没有产生过",
            "{id}: never triggered, there is no instance of it",
        ),
        "instances": ("{id} 的各项", "instances of {id}"),
        "instance": ("{id}：{state}", "{id}: {state}"),
        "trigger": ("触发：{event}，{at}", "triggered by {event} at {at}"),
        "arose": ("产生于 {at}", "arose at {at}"),
        "key": ("标识：{key}", "identified by {key}"),
        "period": ("周期 {period}", "period {period}"),
        "event": ("事件：{event}，{at}", "event: {event} at {at}"),
        "cites": ("前提与期限所依的事件", "events that its preconditions and times rest on"),
        "due": ("期限：{due}", "due: {due}"),
        "due_first": ("中止以前的期限：{due}", "due before any suspension: {due}"),
        "no_due": ("没有期限可算", "no due date can be worked out"),
        "moved": ("期限因中止 {suspension}（{status}）移动", "moved by the suspension {suspension} ({status})"),
        "moved_claimed": (
            "中止 {suspension}（{status}）若成立，期限会移动",
            "if the suspension {suspension} ({status}) is recognised, it moves",
        ),
        "due_claimed": ("主张中的中止成立的话，期限是 {due}", "with what is claimed recognised, due: {due}"),
        "moved_not": (
            "中止 {suspension}（{status}）没有移动期限",
            "the suspension {suspension} ({status}) does not move it",
        ),
        "binds_met": (
            "前提于 {at} 满足，以约定的期限为准，不用「否则期限」",
            "its precondition was met at {at}, so the time stated binds, not the one for when it is not met",
        ),
        "binds_late": (
            "前提到 {at} 才满足，约定的期限已过，以「否则期限」为准",
            "its precondition was met only at {at}, after the time stated, so the time for when it is not met binds",
        ),
        "binds_else": (
            "前提没有满足，以「否则期限」为准",
            "its precondition was not met, so the time for when it is not met binds",
        ),
        "shortfall": ("{shortfall}", "{shortfall}"),
        "difference": ("{difference}", "{difference}"),
        "performed": ("履行：{event}，{at}", "performed by {event} at {at}"),
        "performed_at": ("履行于 {at}", "performed at {at}"),
        "late_days": (
            "迟延 {late}：{end} 减去最后及时日 {day}（已开始的一日计入）",
            "{late} late: {end} less the last timely day {day} (a begun day counts)",
        ),
        "late": ("迟延 {late}", "{late} late"),
        "first_late": ("最早的迟延时刻 {at}", "the first late instant is {at}"),
        "amount": ("应付 {amount}", "amount owed {amount}"),
        "full": ("扣减以前 {amount}", "before reductions {amount}"),
        "reduced": ("减去扣减 {head}：{amount}", "less the reduction {head}: {amount}"),
        "lowers": ("从付款 {payment} 中扣减 {amount}", "taken off the payment {payment}: {amount}"),
        "set_off": (
            "与付款 {payment} 抵销 {amount}（民法典第568条）",
            "set off against the payment {payment}: {amount} (Civil Code art. 568)",
        ),
        "lowers_rest": ("没有付款可扣的 {amount}，由{debtor}支付", "no payment takes {amount}; {debtor} owes it"),
        "paid": ("已付 {paid}", "paid {paid}"),
        "unpaid": ("到期日终了时未付 {unpaid}", "unpaid when the due day ended {unpaid}"),
        "excused": ("因 {event} 免责", "excused by {event}"),
        "cured": ("{at} 补救", "cured at {at}"),
        "missing": ("缺：{text}", "missing: {text}"),
        "may_cost": ("若构成违约，{head}：{amount}", "if it is a breach, {head}: {amount}"),
        "decided_at": (
            "若无事发生，{at} 见分晓",
            "if nothing happens it is decided at {at}",
        ),
        "avoid_duty": (
            "在 {last}（含）以前履行，就不违约",
            "performance at {last} at the latest, that instant included, would have avoided it",
        ),
        "avoid_payment": (
            "在 {last}（含）以前付清 {amount}，就不违约",
            "payment of {amount} in full at {last} at the latest, that instant included, would have avoided it",
        ),
        "avoid_still": (
            "在 {last}（含）以前履行，就不违约",
            "it is kept by performance at {last} at the latest, that instant included",
        ),
        "avoid_act": (
            "不做这件事，或事先得到条款所说的许可，就不违约",
            "without the act, or with what the clause lets permit it beforehand, there would have been no breach",
        ),
        "avoid_level": (
            "{at} 的上报达到约定水平，就不违约",
            "a report at {at} of the level owed would have avoided it",
        ),
        "avoid_figure": (
            "周期 {period} 的数值达到约定水平（{bounds}），就不违约",
            "a figure of the level owed for the period {period} ({bounds}) would have avoided it",
        ),
        "formula": ("算式：{formula} = {value}", "worked out: {formula} = {value}"),
        "units": ("单位 {units}", "units {units}"),
        "units_late": ("迟延 {units}", "late {units}"),
        "accrued": ("自 {from} 至 {to}", "from {from} to {to}"),
        "day_adds": ("再过一日仍不履行，增加 {amount}", "one more day without performance adds {amount}"),
        "day_capped": (
            "再过一日不再增加：已到上限 {cap}",
            "one more day adds nothing: the cap {cap} is reached",
        ),
        "uncapped": ("未封顶 {uncapped}", "without the cap {uncapped}"),
        "capped": (
            "封顶：{cap}，超出上限不计 {swallowed}",
            "capped by {cap}, {swallowed} above it does not count",
        ),
        "at_cap": ("恰好达到上限：{cap}", "just at its cap: {cap}"),
        "exact": ("精确值 {exact}", "exactly {exact}"),
        "rounded": (
            "只在最后四舍五入到分一次：{amount}",
            "rounded once, at the end, half up to the fen: {amount}",
        ),
        "relation": ("{relation}", "{relation}"),
        "decided": ("由 {event} 定额", "decided by {event}"),
        "range": (
            "幅度未定：自 {low} 至 {high}",
            "not decided: from {low} to {high}",
        ),
        "range_open": ("上不封顶：不低于 {low}", "open upwards: at least {low}"),
        "claim": ("{claim}", "{claim}"),
        "reducible": (
            "可能过高：超过同一事项已证明损失的130%，债务人可以请求减少（民法典第585条第2款，合同编通则解释第65条第2款）；"
            "引擎不自行减少",
            "it may be excessive: above 130% of the loss proved for the same matter, the debtor may ask for a reduction"
            " (Civil Code art. 585(2); Interpretation on the General Part of Contracts art. 65(2)); nothing is reduced"
            " here",
        ),
        "act_alone": ("以「{event}」行使", "used by {event}"),
        "act": ("以「{event}」行使，效力：{effect}", "used by {event}; effect: {effect}"),
        "given": ("以 {breach} 的违约为前提", "given that {breach} was broken"),
        "rests_on": ("可因 {by} 产生", "would rest on {by}"),
        "opened_by": ("因 {by} 产生", "opened by {by}"),
        "available": ("自 {at} 可以行使", "available from {at}"),
        "until": ("可行使至 {at}", "to be used by {at}"),
        "lapsed": ("{at} 消灭", "lapsed at {at}"),
        "exercised": ("由 {event} 行使，{at} 生效", "used by {event}, effective {at}"),
        "void": ("{event}（{at}）行使无效：{why}", "{event} ({at}) had no effect: {why}"),
        "party": ("受影响方 {party}", "affected party {party}"),
        "open_end": ("尚未结束", "not ended yet"),
        "readings": ("所用的读法与设定", "readings and settings used"),
        "reading": (
            "解释 {name} 取 {option}：{question}",
            "reading {name} taken as {option}: {question}",
        ),
        "setting": ("设定 {name} = {value}", "setting {name} = {value}"),
        "filler": ("留白 {name} 未设定，用法定补充", "the blank {name} is not set; the law's filler is used"),
        "blank": ("留白 {name} 未设定", "the blank {name} is not set"),
        "consequences": ("后果", "consequences"),
        "notice": (
            "放假安排依据：{title}（{number}，{issued}）",
            "holidays as arranged by {title} ({number}, {issued})",
        ),
        "assumed": (
            "这个期限依赖推定的工作日",
            "this due date rests on assumed working days",
        ),
    }
)

CHOICE = MappingProxyType(
    {
        "choice": ("第 {n} 个期限：{due}", "limit {n}: {due}"),
        "unconfirmed": ("未能确认", "not confirmed"),
    }
)
