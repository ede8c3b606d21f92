"""
Sentences that say what their formulas say, in both languages, and the same sentences with one thing changed.

A row is the lines of a clause, the sentence in Chinese and in English, and its changes: words of one of the sentences
and what they become. The sentences are those of people, not of the formatter: numbers in words, 一成半, a fortnight of
plain speech, two sentences for one formula. A change is of a number, a unit, a boundary or a party. ``SPOKEN`` are
more true sentences, as contracts and their readers write them: they say what the other side does first, what else may
be claimed, from which money it is taken, and none of that is a difference.
"""

from typing import NamedTuple


class Pair(NamedTuple):
    """A clause's lines, what may be said of them, and the changes of what is said that must be seen."""

    lines: str
    zh: str
    en: str
    changes: tuple[tuple[str, str], ...]


LATE_PAY = "当 首付款 违约\n违约金 甲方 付 乙方 欠款的0.1% 每逾期1日，累计不超过 欠款的5%"
LATE_WORK = "当 响应 违约\n违约金 乙方 付 甲方 合同总价的0.05% 每逾期1日，累计不超过 合同总价的10%"
LEAVE = "当 首付款 违约\n权利 乙方：解除通知，解除合同，逾期超过30日起"
RANGE = "当 损失认定\n违约金 乙方 付 甲方 合同总价的0.5%至3%"
ADVANCE = "义务 甲方 付 乙方 合同总价的30%，以 款项到账的金额\n期限 不迟于 2025-03-01"

PAIRS = (
    Pair(
        LATE_PAY,
        "欠款每晚一天加千分之一，加到百分之五为止",
        "Each day late adds 0.1% of what is owed, up to 5% of it in total.",
        (
            ("千分之一", "百分之一"),
            ("千分之一", "千分之五"),
            ("百分之五", "百分之三"),
            ("0.1%", "1%"),
            ("up to 5%", "up to 50%"),
            ("day late", "month late"),
        ),
    ),
    Pair(
        LATE_PAY,
        "甲方逾期付款的，按日向乙方支付欠款1‰的违约金，累计不超过欠款的5%",
        "The buyer pays the supplier 0.1 percent of the debt per day of delay, at most 5 percent in all.",
        (
            ("1‰", "1%"),
            ("甲方逾期付款的，按日向乙方支付", "甲方逾期付款的，乙方向甲方支付"),
            ("不超过", "不少于"),
            ("The buyer pays the supplier", "The supplier pays the buyer"),
            ("at most 5 percent", "at least 5 percent"),
        ),
    ),
    Pair(
        LATE_WORK,
        "每逾期一日，乙方付甲方合同总价的万分之五，累计以合同总价的10%为限",
        "For each day late the supplier owes the buyer 0.05% of the price, at most 10% of the price.",
        (
            ("万分之五", "千分之五"),
            ("乙方付甲方", "甲方付乙方"),
            ("10%", "一成半"),
            ("0.05%", "0.5%"),
            ("at most 10%", "at most 20%"),
            ("supplier owes the buyer", "buyer owes the supplier"),
        ),
    ),
    Pair(
        LATE_WORK,
        "晚一天罚500元，罚到10万元为止",
        "500 yuan for every day late, 100,000 yuan at the most.",
        (("500元", "5000元"), ("10万元", "1万元"), ("500 yuan", "50 yuan"), ("100,000", "10,000")),
    ),
    Pair(
        LEAVE,
        "欠款过三十日还不付，乙方可以解除合同",
        "Once payment is more than thirty days late the supplier may end the contract.",
        (
            ("三十日", "十五日"),
            ("三十日", "三十个工作日"),
            ("过三十日", "满三十日"),
            ("乙方可以", "甲方可以"),
            ("thirty days", "thirty working days"),
            ("more than thirty", "at least thirty"),
            ("the supplier may", "the buyer may"),
        ),
    ),
    Pair(
        RANGE,
        "按合同总价的0.5%到3%收取违约金",
        "Between 0.5% and 3% of the price may be charged.",
        (("3%", "5%"), ("0.5%", "0.05%"), ("and 3%", "and 30%")),
    ),
    Pair(
        ADVANCE,
        "2025年3月1日以前，甲方付总价的三成",
        "By 1 March 2025 the buyer pays 30% of the price.",
        (("三成", "四成"), ("甲方付", "乙方付甲方"), ("30%", "13%")),
    ),
    Pair(
        ADVANCE,
        "首付款30万元，占合同总价的30%",
        "The advance is 300,000 yuan, 30% of the price.",
        (("30万元", "3万元"), ("30%", "20%"), ("300,000 yuan", "330,000 yuan")),
    ),
    Pair(
        "当 故障发生\n义务 乙方：故障响应，同一工单\n期限 15分钟内",
        "故障报来，十五分钟内乙方要有回音",
        "The supplier answers a fault within fifteen minutes.",
        (
            ("十五分钟", "十五小时"),
            ("十五分钟", "三十分钟"),
            ("乙方要", "甲方要"),
            ("fifteen minutes", "fifteen hours"),
            ("fifteen", "fifty"),
        ),
    ),
    Pair(
        "当 故障发生\n义务 乙方：故障响应，同一工单\n期限 30个工作日内",
        "故障30个工作日之内修好",
        "A fault is mended within 30 working days.",
        (("30个工作日", "30日"), ("30个", "60个"), ("30 working days", "30 days"), ("30 working", "13 working")),
    ),
    Pair(
        "当 首付款 违约2次以上 于 合同期\n权利 乙方：解除通知，解除合同",
        "合同期内两次以上不付首付款，乙方有权解除",
        "The supplier may end it after two or more defaults in the term.",
        (("两次以上", "三次以上"), ("乙方有权", "甲方有权"), ("supplier may", "buyer may")),
    ),
    Pair(
        "义务 乙方 保持 人数上报的在岗 15人以上",
        "在岗人员不少于15人",
        "Not fewer than 15 people are on duty.",
        (("15人", "12人"), ("不少于", "超过"), ("Not fewer than", "More than"), ("15 people", "50 people")),
    ),
    Pair(
        "义务 乙方 保持 人数上报的接通率 90%以上",
        "接通率要保持在九成以上",
        "The answer rate is kept at 90% or more.",
        (("九成以上", "八成以上"), ("九成以上", "九成以下"), ("90%", "95%"), ("90% or more", "90% or less")),
    ),
    Pair(
        "义务 乙方 保持 人数上报的接通率 超过95%",
        "接通率必须高于95%",
        "The answer rate stays above 95%.",
        (("高于95%", "不低于95%"), ("高于95%", "高于90%"), ("above 95%", "at least 95%")),
    ),
    Pair(
        "当 损失认定\n违约金 乙方 付 甲方 500元，每次",
        "每发现一次罚500元",
        "500 yuan each time.",
        (("500元", "500分"), ("500元", "五千元"), ("500 yuan", "5,000 yuan")),
    ),
    Pair(
        "当 损失认定\n违约金 乙方 付 甲方 15000元，每次，累计不超过 合同总价的10%",
        "每次壹万伍仟元整，累计不超过合同总价的10%",
        "15,000 yuan each time, in total at most 10% of the price.",
        (("壹万伍仟元整", "壹仟伍佰元整"), ("不超过", "不低于"), ("15,000", "1,500"), ("at most", "at least")),
    ),
    Pair(
        "义务 乙方：故障响应\n期限 2025-03-01 前 至少10日",
        "提前十天以上把名单报来",
        "The list is sent at least ten days ahead.",
        (("十天以上", "五天以上"), ("十天以上", "十个工作日以上"), ("ten days", "ten working days")),
    ),
    Pair(
        "当 台风开始 称 台风\n义务 台风的受影响方：解除通知\n期限 经催告后7日内",
        "一方受台风影响的，对方催告以后七天内通知",
        "Whoever is hit gives notice within seven days of a demand.",
        (("七天", "十七天"), ("seven days", "seven working days")),
    ),
    Pair(
        "当 首付款 违约\n违约金 甲方 付 乙方 1000元 每逾期1小时，不超过 24000元",
        "每晚一小时1000元，封顶2.4万元",
        "1,000 yuan per hour late, capped at 24,000 yuan.",
        (("2.4万元", "24万元"), ("1000元", "100元"), ("24,000", "2,400")),
    ),
    Pair(
        "当 损失认定\n赔偿损失 乙方 付 甲方 损失认定的金额，不超过 合同总价",
        "损失由乙方赔偿，最多赔到合同总价",
        "The supplier makes good the loss, at most the price.",
        (("损失由乙方赔偿", "甲方应当赔偿乙方的损失"), ("The supplier makes", "The buyer must make")),
    ),
    Pair(
        "义务 甲方 付 乙方 合同总价的5%，以 款项到账的金额\n期限 2026-01-31 后 12个月内",
        "质保金为总价的5%，合同期满12个月内由甲方付清",
        "The 5% held back is paid within 12 months of the end.",
        (("12个月", "12个工作日"), ("5%", "3%"), ("12 months", "24 months"), ("5%", "15%")),
    ),
    Pair(
        "当 故障发生（等级 = 重大）\n义务 乙方：故障响应，同一工单\n期限 4小时内\n"
        "违约金 乙方 付 甲方 2000元 每逾期1小时",
        "重大故障4小时内修复，每晚一小时扣2000元",
        "A critical fault is mended within 4 hours; each hour late costs 2,000 yuan.",
        (("4小时", "8小时"), ("4小时", "4日"), ("2000元", "200元"), ("4 hours", "4 days"), ("2,000", "20,000")),
    ),
    Pair(
        "禁止 双方：解除通知",
        "合同期内双方都不得解除",
        "Neither party may end it during the term.",
        (),
    ),
    Pair(
        "当 台风开始\n权利 各方：解除通知，解除合同，30日内",
        "遇台风的，任何一方可以在三十天内解除",
        "After a storm either party may end it within 30 days.",
        (("三十天", "二十天"), ("30 days", "30 months")),
    ),
    Pair(
        "当 首付款 逾期超过15日 其后 损失认定\n权利 乙方：解除通知，停止履行 响应",
        "欠款超过十五日又认定了损失的，乙方可以停下来",
        "Past fifteen days late, with a loss proved, the supplier may stop.",
        (("十五日", "五日"), ("超过十五日", "十五日以上"), ("fifteen days", "five days"), ("乙方可以", "甲方可以")),
    ),
    Pair(
        "当 故障发生\n义务 乙方：故障响应 3次以上\n期限 1个月内",
        "一个月内至少回访三次",
        "At least three visits within a month.",
        (("三次", "两次"), ("three visits", "3 months")),
    ),
    Pair(
        "当 损失认定\n违约金 乙方 付 甲方 合同总价的20%，一次",
        "乙方按合同总价的20%一次性赔付，合计二十万元",
        "The supplier pays the buyer 20% of the price once, that is 200,000 yuan.",
        (
            ("20%", "30%"),
            ("二十万元", "两万元"),
            ("The supplier pays the buyer", "The buyer pays the supplier"),
            ("200,000", "20,000"),
        ),
    ),
    Pair(
        "当 首付款 违约\n违约金 甲方 付 乙方 合同总价的0.1% 每逾期1日，直至 损失认定\n"
        "权利 乙方：解除通知，解除合同，逾期60日以上起",
        "逾期付款每日按总价的千分之一计；满六十日的，乙方可以解除",
        "0.1% of the price per day; from sixty days on the supplier may end it.",
        (("千分之一", "万分之一"), ("满六十日", "超过六十日"), ("sixty days", "six days"), ("0.1%", "0.01%")),
    ),
    Pair(
        "当 损失认定\n退还 乙方 付 甲方 款项到账的金额，一次",
        "乙方把收到的钱退给甲方",
        "The supplier returns to the buyer what was paid.",
        (("乙方把收到的钱退给甲方", "甲方向乙方退还收到的钱"),),
    ),
    Pair(
        "前提 损失认定，否则期限 2025-06-30 后 10日内\n义务 甲方 付 乙方 100000元，以 款项到账的金额\n"
        "期限 2025-06-01 后 10日内",
        "甲方在十日内付十万元",
        "The buyer pays one hundred thousand yuan (100,000 yuan) within ten days.",
        (("十万元", "一万元"), ("十日", "二十日"), ("100,000 yuan", "10,000 yuan"), ("ten days", "ten months")),
    ),
    Pair(
        "当 故障发生\n义务 乙方：故障响应\n期限 6个月内",
        "六个月内完成整改",
        "Remedied within six months.",
        (("六个月", "六周"), ("六个月", "三个月"), ("six months", "six days")),
    ),
    Pair(
        "当 故障发生\n义务 乙方：故障响应\n期限 24小时内",
        "二十四小时之内赶到",
        "On site within twenty-four hours.",
        (("二十四小时", "四十八小时"), ("twenty-four hours", "forty-eight hours")),
    ),
)

# ---------------------------------------------------------------- more that is said of one formula

WITHIN = "义务 甲方 付 乙方 合同总价的30%，以 款项到账的金额\n期限 2025-03-01 后 10个工作日内"
REACT = "当 故障发生\n义务 乙方：故障响应，同一工单\n期限 2小时内\n违约金 乙方 付 甲方 500元，每次"
KEPT = "义务 乙方 保持 人数上报的接通率 90%以上\n违约金 乙方 付 甲方 1000元，每次"
NOTICE = "当 台风开始\n义务 乙方：解除通知\n期限 3日内"
THRICE = "当 响应 违约3次以上 于 合同期\n权利 甲方：解除通知，解除合同\n违约金 乙方 付 甲方 合同总价的10%，行使时"
LOSS = "当 损失认定\n赔偿损失 乙方 付 甲方 损失认定的金额"
QUARTERLY = "当 每 季度\n义务 甲方 付 乙方 合同总价的22.5%，以 款项到账的金额\n期限 30个工作日内"
HALT = "当 首付款 逾期超过15日\n权利 乙方：解除通知，停止履行 响应，直至 首付款 履行"
FLOOR = "当 损失认定\n违约金 乙方 付 甲方 合同总价的5%，每次，不少于 2000元"
RETURN = "当 损失认定\n退还 乙方 付 甲方 200000元，一次"
REPORT = "义务 乙方：故障响应\n期限 2025-06-30 后 5个工作日内\n例外 损失认定"

G2 = (
    "当 响应 违约\n违约金 乙方 付 甲方 合同总价的5% 每逾期1日，重叠日只计一次\n"
    "违约金 乙方 付 甲方 合同总价的5%，一次，行使时\n权利 甲方：解除通知，解除合同，逾期超过7日起"
)
G3 = "当 首付款 违约\n违约金 甲方 付 乙方 欠款的5% 每逾期1日，累计不超过 欠款的5%"
G4 = (
    "当 每 季度\n前提 损失认定 且 故障发生，否则期限后移\n义务 甲方 付 乙方 合同总价的22.5%，以 款项到账的金额\n"
    "期限 孰晚（损失认定，故障发生）后 30个工作日内"
)
G5 = (
    "当 损失认定\n违约金 乙方 付 甲方 合同总价的0.5%至3%，由 甲方 以 款项到账的金额 定（30日内）\n"
    "赔偿损失 乙方 付 甲方 损失认定的金额，并用 甲\n权利 甲方：解除通知，解除合同"
)
G7 = "当 首付款 逾期超过15日 其后 损失认定\n前提 首付款 逾期\n权利 乙方：解除通知，停止履行 响应，直至 首付款 履行"
G9 = "当 台风开始 称 变更\n义务 变更的受影响方：解除通知\n期限 2025-06-30 前 至少10日"

SPOKEN = (
    (G2, "晚一天付总价的百分之五；晚过七天可以解除，再付百分之五"),
    (G2, "Each day late costs 5% of the price; past seven days the buyer may end it and is owed 5% more."),
    (G3, "欠款每晚一天加百分之五，累计到百分之五为止"),
    (G3, "5% of the debt for each day late, 5% of it in total."),
    (G4, "核定和发票都到了，三十个工作日内付上一周期的钱"),
    (G4, "Once verified and invoiced, the past cycle is paid within 30 working days."),
    (G5, "结算金额的0.5%到3%之间收取，损失另算，还可以解除"),
    (G5, "Between 0.5% and 3% of the settled amount, losses besides, and the contract may be ended."),
    (G7, "欠款过十五日，书面催了、谈了还不付，可以停到付清为止"),
    (G7, "Fifteen days past due, asked in writing, talks failed, still unpaid: the supplier may halt until paid."),
    (G9, "换收款账户，十天前书面告诉对方"),
    (G9, "Whoever changes an account says so in writing ten days ahead."),
    (LATE_WORK, "甲方有权从应付给乙方的款项中直接扣收，每天0.05%，最高一成"),
    (LATE_WORK, "甲方应付乙方的款里，先扣乙方每日0.05%的违约金，不超过10%"),
    (LATE_WORK, "The buyer may deduct 0.05% of the price for each day the supplier is late, up to 10%."),
    (LATE_WORK, "乙方延期交付，每延期一天应向甲方支付合同总金额0.05%的违约金，累计违约金总额不超过合同总金额的10%"),
    (LATE_WORK, "Liquidated damages of 0.05% a day, capped at ten per cent of the price"),
    (LATE_WORK, "若乙方未按期完成，每拖一日，须按合同价的千分之零点五计付违约金，但最高不超过合同价的百分之十"),
    (LATE_PAY, "甲方不按时付款的，乙方可以要求甲方每日支付欠款千分之一的违约金，最多百分之五"),
    (LATE_PAY, "逾期付款按日计收1‰的滞纳金，累计以5%为上限"),
    (LATE_PAY, "The supplier may claim 0.1% of the overdue sum per day, not exceeding 5%."),
    (LATE_PAY, "甲方逾期，自第2日起每日加0.1%，封顶5%"),
    (LEAVE, "甲方拖欠超过30天，乙方书面通知甲方后即可解除合同"),
    (
        LEAVE,
        "If the buyer is over thirty days late, the supplier is entitled to end the contract by notice to the buyer.",
    ),
    (LEAVE, "甲方应按期付款；逾期超过三十日的，乙方有权解除"),
    (LEAVE, "The buyer must pay on time; if it is more than 30 days late, the supplier may rescind."),
    (LEAVE, "逾期一个月（超过30日）仍不付的，乙方有权解除"),
    (RANGE, "由甲方在合同总价0.5%—3%的范围内扣收"),
    (RANGE, "甲方可视情节收取合同总价千分之五至百分之三的违约金"),
    (RANGE, "The buyer may charge between half a percent and 3% of the price"),
    (ADVANCE, "合同签订后，2025年3月1日前付首付款：总价的30%"),
    (ADVANCE, "First instalment, 30%, by 1 March 2025"),
    (ADVANCE, "甲方于二〇二五年三月一日前支付三十万元（合同总价的30%）"),
    (ADVANCE, "在2025年3月前向乙方支付合同总价款30%的首付款"),
    (ADVANCE, "分3期付款，第1期付30%"),
    (WITHIN, "2025年3月1日起10个工作日内，甲方向乙方支付合同总额的百分之三十"),
    (WITHIN, "甲方收到乙方发票后10个工作日内付30%"),
    (WITHIN, "乙方应先开具发票，甲方10个工作日内支付30%"),
    (WITHIN, "The supplier shall first send an invoice; the buyer pays 30% within 10 working days."),
    (REACT, "7×24小时响应，2小时内到场，否则每次扣500元"),
    (REACT, "接到甲方报修后，乙方应在2小时内响应；甲方应配合"),
    (REACT, "接到报修2小时内到场，晚1次罚500元"),
    (REACT, "Answer within two hours, round the clock (7x24); 500 yuan for each failure."),
    (REACT, "二级故障2小时内响应，每超时一次违约金500元"),
    (KEPT, "每月接通率低于90%的，每次扣1000元"),
    (KEPT, "接通率不得低于90%，否则每次罚1000元"),
    (KEPT, "If the rate falls below 90%, 1,000 yuan each time"),
    (NOTICE, "乙方遇台风，应在三日内书面通知甲方，甲方应予确认"),
    (NOTICE, "事件发生后三天内，乙方必须通知"),
    (NOTICE, "Within three days of the storm the supplier must notify the buyer"),
    (THRICE, "一年内响应违约达3次的，甲方有权解除，乙方付10%违约金"),
    (THRICE, "累计三次以上未按时响应，甲方可以单方解除合同，并由乙方按总价10%赔付"),
    (THRICE, "After three failures or more the buyer may end the contract and is owed 10% of the price."),
    (THRICE, "出现3次及以上的，甲方可解除合同并要求乙方支付合同总价10%的违约金"),
    (LOSS, "给甲方造成损失的，乙方应当赔偿"),
    (LOSS, "乙方赔偿甲方因此遭受的全部损失"),
    (LOSS, "甲方因此受到的损失，由乙方承担"),
    (LOSS, "The supplier shall compensate the buyer for the loss"),
    (LOSS, "The buyer's loss is made good by the supplier"),
    (LOSS, "甲方应证明损失，乙方照赔"),
    (LATE_PAY, "欠款按全国银行间同业拆借中心1年期利率之外另计每日0.1%，不超过5%"),
    (REACT, "两个小时之内赶到现场，否则每次伍佰元整"),
    (ADVANCE, "首付款人民币叁拾万元整（￥300,000.00），占30%"),
    (ADVANCE, "预付款300000.00元（大写：叁拾万元整）"),
    (QUARTERLY, "每季度核定后30个工作日内，付22.5%"),
    (QUARTERLY, "按季付款，每次付总价的22.5%，三十个工作日付到"),
    (QUARTERLY, "Each quarter 22.5% of the price is paid within 30 working days."),
    (QUARTERLY, "甲方在收到乙方提交的季度发票及考核结果后30个工作日内，向乙方支付合同总价22.5%的服务费"),
    (HALT, "欠款过15日，乙方可停止服务，甲方付清后恢复"),
    (HALT, "If the buyer stays unpaid for more than fifteen days the supplier may stop until it is paid."),
    (HALT, "甲方逾期付款超过15天的，乙方有权暂停服务，由此造成的损失由甲方承担"),
    (FLOOR, "每次按总价5%扣违约金，至少2000元"),
    (FLOOR, "Five per cent of the price each time, at least 2,000 yuan"),
    (FLOOR, "每次不少于2000元，且按合同总价的5%计"),
    (RETURN, "收受定金的一方不履行的，应当双倍返还，计20万元"),
    (RETURN, "The supplier returns 200,000 yuan to the buyer"),
    (RETURN, "乙方返还甲方二十万元"),
    (REPORT, "六月底后五个工作日内交报告，遇台风除外"),
    (REPORT, "Report within five working days after the end of June, storms excepted"),
    (REPORT, "乙方应于2025年6月30日后的5个工作日内提交报告"),
    (LATE_WORK, "延期交货，乙方每日按合同总价的0.05%向甲方偿付违约金，但违约金总额不超过合同总价的10%"),
    (
        LATE_WORK,
        "The Supplier shall pay to the Buyer 0.05% of the contract price per day of delay, up to a maximum of 10%.",
    ),
    (LATE_WORK, "乙方不能按期交货的，甲方有权自逾期之日起每日扣除合同总价的万分之五，最高扣至10%"),
    (LEAVE, "甲方无正当理由拖欠超过30日，乙方可以书面形式通知甲方解除合同，甲方应付清已完成部分的价款"),
    (
        LEAVE,
        "The supplier may end it if the buyer has not paid for over 30 days; the buyer shall pay for what is done.",
    ),
    (ADVANCE, "甲方应在2025年3月1日以前，将合同总价款的30%作为预付款支付给乙方"),
    (ADVANCE, "The buyer shall pay the supplier an advance of 30% not later than 1 March 2025"),
    (WITHIN, "2025年3月1日验收合格、乙方开具合法有效的增值税发票后10个工作日内，甲方支付合同总额的30%"),
    (REACT, "乙方应提供7×24小时服务，在接到故障通知后2小时内到达现场，未按时到达的每次扣500元"),
    (KEPT, "接通率达到90%以上；达不到的，每次从服务费中扣1000元"),
    (KEPT, "月接通率≥90%，每少一次扣1000元"),
    (THRICE, "乙方三次（含三次）以上违约的，甲方有权解除合同，乙方应支付合同总价10%的违约金"),
    (
        THRICE,
        "If the supplier fails three or more times, the buyer may rescind, and the supplier pays 10% of the price.",
    ),
    (LOSS, "乙方违约给甲方造成损失的，甲方有权要求乙方赔偿"),
    (LATE_PAY, "甲方应按期向乙方付款，逾期的每日按应付未付金额的0.1%承担违约责任，累计不超过未付金额的5%"),
    (LATE_PAY, "Overdue amounts bear 0.1% per day (at most 5%)."),
    (RANGE, "视情节轻重，扣合同总价的0.5%至3%（含）"),
    (RANGE, "0.5 to 3 percent of the price, as the buyer decides"),
    (RANGE, "0.5-3%"),
    (NOTICE, "乙方应在3天内通知甲方"),
    (NOTICE, "3日内通知"),
    (LATE_WORK, "每逾期一天罚总价的0.05%，罚满10%为止"),
    (LATE_WORK, "每逾期1天，扣0.05%，总共不超过一成"),
)
