"""A contract of one payment with its log, small enough to be read at a glance, for trying the command on."""

from pathlib import Path

CLAUSES = """\
合同 小合同 = small
  名称     “小合同”
  合同总价 20000元
  签订     2024-05-20
  合同期   2024-05-20 至 2024-12-31
  当事人   甲方 “某局”，乙方 “某公司”

解释 费率 = rate “每日百分之五还是千分之五？”
  读法 照原文 = five_percent 为 5%，默认
  读法 当笔误 = five_permille 为 0.5%

事件 审核无误 = review_passed
事件 付款到账 = payment_made（金额 = amount：金额）
事件 解除通知 = notice_arrived
事件 闲谈 = small_talk

条款 预付款 = advance 〔三〕
  要旨 “审核无误后7个工作日内付一半”
  当   审核无误
  义务 甲方 付 乙方 合同总价的50%，以 付款到账的金额
  期限 7个工作日内

条款 滞纳金 = late_fee 〔四〕
  要旨 “每逾期1日付欠款的一定比例，累计不超过5%”
  当     预付款 违约
  违约金 甲方 付 乙方 欠款 × 费率 每逾期1日，不超过 欠款的5%

条款 解除权 = rescission 〔五〕
  当   预付款 违约
  权利 乙方：解除通知，解除合同，逾期超过7日起

案例 “晚一秒”
  2024-06-07 16:00 审核无误
  2024-06-20 00:00 付款到账 金额 10000元
  截至 2024-06-30
  预期 预付款 违约
  预期 甲方 欠 乙方 500元 依 滞纳金
"""

EVENTS = """\
{"id": "e1", "time": "2024-06-07T16:00:00+08:00", "type": "review_passed"}
{"id": "e2", "time": "2024-06-20T00:00:00+08:00", "type": "payment_made", "amount": "10000.00"}
"""

IN_TIME = EVENTS.replace("2024-06-20T00:00:00", "2024-06-19T23:59:59")


def write(folder: Path, clauses: str = CLAUSES, events: str = EVENTS) -> tuple[str, str]:
    """Write the contract and its log into a folder and return their paths."""
    contract, log = folder / "small.clause", folder / "events.jsonl"
    contract.write_text(clauses, encoding="utf-8")
    log.write_text(events, encoding="utf-8")
    return str(contract), str(log)
