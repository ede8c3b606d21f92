"""
Write the year-long event log of the Shangluo contract: a story with a seed, the same bytes on every run.

The log stands as ``contracts/shangluo/events.jsonl``. It is invented, but built around what the contract is about: a
date of signing that is misprinted, a first payment in two parts that is whole on the rolled day, a second one that
comes late, some ninety faults of which three are answered too late, a landslide on the way to one of them, two months
without an inspection, feedback over National Day and Spring Festival, a claim that meets the cap of one per cent and a
cost that does not, a notice of termination that came too soon, an assessment that is not passed and a successor who
comes after the term. The tests, reports and bills in between are drawn with a fixed seed.

    python bench/make_shangluo_log.py > contracts/shangluo/events.jsonl

Each part of the story yields rows of its own; they are put in order of time and numbered once, at the end.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count

SEED = 20250908
FIRST, LAST = date(2025, 9, 8), date(2026, 7, 31)
ITEMS = ("运行状态", "数据库优化", "漏洞扫描")
PARTS = ("巡检时间", "人员", "问题", "处理结果")
ATTESTED = (
    *("general_performance", "platform_renewal", "b_provide", "b_meet_normal_need", "b_implement", "b_maintain"),
    *("b_daily_support", "b_renewal_service", "opt_os", "opt_middleware", "opt_other", "platform_stable"),
    *("b_data_transmission", "an_os", "an_peripheral", "an_upgrade", "an_conflict", "an_db_check"),
    *("an_db_optimise", "an_middleware", "an_support", "an_maintenance"),
)
QUALITY = ("b_quality_departments", "b_quality_national")
QUARTERS = ((date(2025, 12, 29), "2025-Q4"), (date(2026, 3, 30), "2026-Q1"), (date(2026, 6, 29), "2026-Q2"))
LATE_ANSWERS = ((date(2025, 11, 19), 34), (date(2026, 2, 11), 41), (date(2026, 4, 22), 31))
LANDSLIDE = date(2025, 9, 18)

Row = dict[str, object]


def row(time: str | datetime, event: str, /, **fields: object) -> Row:
    """Return one row of the log; fields follow in the order given."""
    return {"时间": time if isinstance(time, str) else f"{time:%Y-%m-%d %H:%M}", "事件": event, **fields}


def at(day: date, hour: int, minute: int) -> datetime:
    """Return a local time."""
    return datetime(day.year, day.month, day.day, hour, minute)


def later(time: datetime, minutes: int) -> datetime:
    """Return a time some minutes on."""
    return time + timedelta(minutes=minutes)


def days(step: int, start: date = FIRST, last: date = LAST) -> Iterator[date]:
    """Yield every so many days from one day to another."""
    while start <= last:
        yield start
        start += timedelta(days=step)


def months() -> Iterator[date]:
    """Yield the first day of every month of the term, September 2025 to July 2026."""
    for number in range(11):
        year, month = divmod(8 + number, 12)
        yield date(2025 + year, month + 1, 1)


# ---------------------------------------------------------------- signing and start


def signing() -> Iterator[Row]:
    """Correct the misprinted date, sign, publish, file, say where, agree on two of the vague words."""
    yield row("2025-09-08 09:00", "字段更正", 字段="sign_date", 印作="2015-09-08", 改作="2025-09-08")
    yield row(
        "2025-09-08 10:00",
        "合同签订",
        甲方签署="2025-09-08 09:40",
        乙方签署="2025-09-08 10:00",
        甲方盖章=True,
        乙方盖章=True,
    )
    for minute, item in enumerate(("平台", "语音专线", "互联网专线", "云短信", "固话", "办公场地")):
        yield row(at(FIRST, 14, minute), "服务开始", 服务项=item)
    yield row("2025-09-09 10:20", "位置明确", 地点="同城置业写字楼13楼东")
    yield row("2025-09-10 09:30", "披露", 主体方="甲方", 对象="政府采购网", 书面许可=False, 法律依据="实施条例50")
    yield row("2025-09-10 09:30", "合同公告", 媒体="政府采购网")
    yield row("2025-09-11 11:00", "合同分发", 甲方份数=2, 乙方份数=2)
    yield row("2025-09-15 15:00", "备案", 机关="市财政局", 材料=["合同文本"])
    yield row("2025-09-12 16:00", "参数设定", 名目="in_time", 取值="48小时", 依据="启动会会议纪要")
    yield row("2025-09-12 16:00", "参数设定", 名目="at_once", 取值="2小时", 依据="启动会会议纪要")


# ---------------------------------------------------------------- money


def payments() -> Iterator[Row]:
    """Pay the first instalment in two parts in time, the second five days late, and prove what that cost."""
    yield row("2025-09-29 15:10", "款项到账", 期数="首款", 金额="500000.00", 方式="转账")
    yield row("2025-10-09 16:42", "款项到账", 期数="首款", 金额="46550.00", 方式="转账")
    yield row("2026-01-05 10:18", "款项到账", 期数="余款", 金额="96450.00", 方式="转账")
    yield row("2026-02-27 14:00", "损失认定", 款项名目="甲方违约", 金额="620.00", 扩大部分="120.00", 债权人过错="10%")
    yield row("2026-03-20 15:00", "赔款支付", 款项名目="dam_a", 金额="450.00")


def bills(draw: random.Random) -> Iterator[Row]:
    """Bill power, water and the house each month; one power bill is paid two days late."""
    costs = (("power", 900, 1700), ("water", 80, 160), ("property", 2100, 2100))
    for month in months():
        for item, low, high in costs:
            day = max(month + timedelta(days=draw.randrange(2, 6)), FIRST)
            due = day + timedelta(days=15)
            amount = f"{draw.randint(low, high)}.00"
            late = item == "power" and month == date(2026, 3, 1)
            paid = due + timedelta(days=2) if late else due - timedelta(days=draw.randrange(0, 9))
            bill = {"项目": item, "付款方": "甲方", "金额": amount, "到期日": due.isoformat()}
            yield row(at(day, 9, draw.randrange(60)), "费用账单", **bill)
            yield row(at(paid, 15, draw.randrange(60)), "缴费", **bill)


# ---------------------------------------------------------------- faults


def fault_days(draw: random.Random) -> list[tuple[date, int | None]]:
    """Return the days with a fault, each with the minutes to a late answer or None, in order."""
    kept = {day for day, _ in LATE_ANSWERS} | {LANDSLIDE}
    free = [day for day in days(1) if day not in kept]
    drawn: list[tuple[date, int | None]] = [(day, None) for day in draw.sample(free, 62)]
    return sorted([*drawn, *LATE_ANSWERS, (LANDSLIDE, None)])


def faults(draw: random.Random) -> Iterator[Row]:
    """Report a fault every few days; three answers are late, one way to the site is cut by a landslide."""
    for number, (day, late) in enumerate(fault_days(draw), 1):
        yield from fault(draw, f"T{number:03d}", day, late)
    for day in (date(2025, 12, 17), date(2026, 5, 20)):
        yield row(at(day, 17, 0), "配合认定", 工单="T020", 合格=True)


def fault(draw: random.Random, ticket: str, day: date, late: int | None) -> Iterator[Row]:
    """Tell one fault from the first sign to the repair."""
    slide = day == LANDSLIDE
    major = slide or draw.random() < 0.3
    voice = major and draw.random() < 0.6
    known = at(day, draw.randrange(0, 24) if not slide else 6, draw.randrange(60))
    told = later(known, draw.randrange(2, 25))
    yield row(known, "甲方知悉故障", 工单=ticket)
    yield row(told, "故障报告", 工单=ticket, 渠道=draw.choice(("电话", "电话", "微信")), 影响话务=voice)
    level = "重大" if major else "普通"
    yield row(later(told, draw.randrange(5, 20)), "级别认定", 工单=ticket, 等级=level, 责任范围内=True)
    yield row(later(told, late or draw.randrange(4, 30)), "故障响应", 工单=ticket)
    if voice:
        yield row(later(told, draw.randrange(12, 30)), "应急电话接入", 工单=ticket)
    yield row(later(told, draw.randrange(31, 59)), "远端服务", 工单=ticket)
    yield row(later(told, draw.randrange(40, 60)), "方案提出", 工单=ticket)
    if slide:
        yield from landslide(ticket, told)
    elif major:
        yield row(later(told, draw.randrange(75, 175)), "到场", 工单=ticket)
        yield row(later(told, draw.randrange(190, 470)), "系统恢复", 工单=ticket)
    yield row(later(told, draw.randrange(500, 2400)), "故障解决", 工单=ticket)


def landslide(ticket: str, told: datetime) -> Iterator[Row]:
    """Cut the road for a day: notice after five hours, another way proposed, the site reached the day after."""
    name = "FM-2509"
    began = later(told, 40)
    yield row(
        *(began, "不可抗力开始"),
        **{"不可抗力编号": name, "种类": "暴雨塌方", "主体方": "乙方", "受影响事项": ["sla_onsite", "sla_restore"]},
    )
    yield row(later(began, 300), "不可抗力通知", 不可抗力编号=name, 形式="书面")
    yield row(later(began, 420), "替代方案提出", 不可抗力编号=name)
    yield row(later(began, 600), "服务评定", 规范="fm_continue", 合格=True)
    yield row(later(began, 1440), "不可抗力结束", 不可抗力编号=name)
    yield row(later(began, 1440 + 95), "到场", 工单=ticket)
    yield row(later(began, 1440 + 300), "系统恢复", 工单=ticket)


def patterns() -> Iterator[Row]:
    """Find one fault that comes again and again, and close its cause three weeks later."""
    yield row("2026-04-27 10:00", "频繁故障认定", 故障组="G1")
    yield row("2026-05-18 16:00", "根因闭环", 故障组="G1")


# ---------------------------------------------------------------- inspections


def inspections(draw: random.Random) -> Iterator[Row]:
    """Inspect each month but February and May; one log is late, one is sent again because it lacked the results."""
    onsite = {date(2025, 9, 1), date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1)}
    for month in months():
        if month in (date(2026, 2, 1), date(2026, 5, 1)):
            continue
        day = date(2025, 9, 26) if month.month == 9 else month + timedelta(days=draw.randrange(11, 19))
        items = list(ITEMS[:2]) if month == date(2026, 1, 1) else list(ITEMS)
        mode = "现场" if month in onsite else "远程"
        yield row(at(day, 10, draw.randrange(60)), "巡检", 方式=mode, 项目=items)
        sent = day + timedelta(days=8) if month == date(2026, 4, 1) else day + timedelta(days=1)
        if month == date(2025, 11, 1):
            yield row(at(sent, 16, 5), "巡检日志提交", 巡检日=day.isoformat(), 要素=list(PARTS[:3]))
            sent += timedelta(days=1)
        yield row(at(sent, 17, draw.randrange(60)), "巡检日志提交", 巡检日=day.isoformat(), 要素=list(PARTS))


def reports(draw: random.Random) -> Iterator[Row]:
    """Test the duty telephone every week and report the lines every month; one test and one report fall short."""
    for day in days(7, date(2025, 9, 15)):
        failed = day == date(2026, 2, 16)
        yield row(at(day, 22, draw.randrange(60)), "电话测试", 渠道="值班电话", 接通=not failed)
        if failed:
            yield row(at(day + timedelta(days=1), 9, 10), "电话测试", 渠道="值班电话", 接通=True)
    for month in months():
        day = max(month + timedelta(days=4), date(2025, 9, 12))
        width = 940 if month == date(2026, 3, 1) else draw.choice((1000, 1000, 1010, 1024))
        for item, value in (("带宽", width), ("线路数", 1), ("面积", "488.57")):
            yield row(at(day, 11, draw.randrange(60)), "能力上报", 能力项=item, 数量=value)


def judgements(draw: random.Random) -> Iterator[Row]:
    """Judge each service at the end of a quarter; the databases were not tended in the first of 2026."""
    for day, quarter in QUARTERS:
        for norm in ATTESTED:
            good = (norm, quarter) != ("an_db_optimise", "2026-Q1")
            yield row(at(day, 15, draw.randrange(60)), "服务评定", 规范=norm, 所评期间=quarter, 合格=good)
        for norm in QUALITY:
            yield row(at(day, 16, draw.randrange(60)), "质量评定", 规范=norm, 标准="行业标准抽查", 合格=True)
    yield row("2026-04-17 15:00", "服务评定", 规范="an_db_optimise", 所评期间="复查", 合格=True)


# ---------------------------------------------------------------- questions, issues, scans


def feedback(draw: random.Random) -> Iterator[Row]:
    """Give feedback every nine days or so; over National Day one clear answer comes a day late, one is solved late."""
    told = [(day, 20, 50) for day in days(9, date(2025, 9, 11)) if day.weekday() < 5 and not _festive(day)]
    slow = {date(2025, 9, 30): (264, 300), date(2026, 2, 13): (2, 800)}  # hours to the answer, to the solution
    for number, (day, reply, solve) in enumerate(sorted([*told, *((day, *hours) for day, hours in slow.items())]), 1):
        name, asked = f"F{number:02d}", at(day, 15, draw.randrange(60))
        drawn = day not in slow
        answered = later(asked, 60 * (draw.randrange(2, reply) if drawn else reply))
        solved = later(asked, 60 * (draw.randrange(24, solve + 60) if drawn else solve))
        yield row(asked, "反馈问题", 反馈号=name)
        if draw.random() < 0.2:
            yield row(later(asked, 30), "反馈回复", 反馈号=name, 明确=False)
        yield row(answered, "反馈回复", 反馈号=name, 明确=True)
        yield row(solved, "反馈解决", 反馈号=name)


def _festive(day: date) -> bool:
    return date(2025, 9, 29) <= day <= date(2025, 10, 11) or date(2026, 2, 11) <= day <= date(2026, 2, 28)


def support(draw: random.Random) -> Iterator[Row]:
    """Ask at all hours, get answers; find issues, solve them, some only at the second try; tend data on order."""
    numbers = count(1)
    for day in days(6, date(2025, 9, 10)):
        name, asked = f"S{next(numbers):03d}", at(day, draw.randrange(24), draw.randrange(60))
        yield row(asked, "咨询提出", 工单=name, 渠道="客服电话")
        yield row(later(asked, draw.randrange(1, 40)), "咨询答复", 工单=name, 渠道="客服电话")
    for number, day in enumerate(days(17, date(2025, 9, 16)), 1):
        found = at(day, 10, draw.randrange(60))
        yield row(found, "问题发现", 问题号=f"W{number:02d}")
        if number % 5 == 0:
            yield row(later(found, 3000), "问题解决", 问题号=f"W{number:02d}", 有效=False)
        yield row(later(found, draw.randrange(3100, 9000)), "问题解决", 问题号=f"W{number:02d}", 有效=True)
    for number, day in enumerate(days(41, date(2025, 9, 24)), 1):
        ordered = at(day, 9, draw.randrange(60))
        hours = 60 if number == 5 else draw.randrange(3, 40)
        yield row(ordered, "数据维护授权", 授权号=f"D{number}")
        yield row(later(ordered, 60 * hours), "数据维护完成", 授权号=f"D{number}")
    yield row("2026-06-24 11:00", "数据维护完成", 授权号="D99")


def scans(draw: random.Random) -> Iterator[Row]:
    """Scan twice; each finding is answered within the two hours agreed, but one; all are closed, one too late."""
    for day, findings in ((date(2025, 11, 11), 4), (date(2026, 5, 12), 5)):
        yield row(at(day, 9, 0), "扫描通知", 机构="测评机构")
        for number in range(1, findings + 1):
            name, warned = f"R{day.month:02d}{number}", at(day + timedelta(days=1), 8 + number, draw.randrange(60))
            yield row(warned, "风险提示", 隐患编号=name)
            yield row(later(warned, 130 if name == "R053" else draw.randrange(8, 110)), "风险响应", 隐患编号=name)
            yield row(later(warned, 60 * (75 if name == "R114" else draw.randrange(4, 46))), "隐患闭环", 隐患编号=name)


# ---------------------------------------------------------------- changes and quarrels


def changes() -> Iterator[Row]:
    """Ask for data, an interface, help; change the account eight days after saying so; change the content in time."""
    yield row("2025-10-15 09:00", "数据请求", 主题="区县热线工单")
    yield row("2025-10-22 16:00", "数据提供", 主题="区县热线工单")
    yield row("2025-11-04 09:00", "接口请求", 主题="110联动")
    yield row("2025-11-06 10:00", "对接人明确", 主题="110联动")
    yield row("2025-11-10 10:00", "催告", 债务="a_interface_coordination/110联动", 给予天数=15)
    yield row("2025-11-10 10:00", "参数设定", 名目="demand_time", 取值="15日", 依据="催告函")
    yield row("2025-11-20 15:00", "接口提供", 主题="110联动")
    yield row("2025-09-22 09:00", "指导下达", 主题="坐席开机检查")
    yield row("2025-12-30 09:30", "服务评定", 规范="a_daily_mgmt", 合格=True)
    yield row("2026-04-12 15:00", "账户变更通知", 主体方="乙方", 生效日="2026-04-20", 形式="书面")
    yield row("2026-04-20 09:00", "账户变更", 主体方="乙方", 生效日="2026-04-20")
    yield row("2026-05-08 10:00", "损失认定", 款项名目="账户", 金额="260.00")
    yield row("2026-02-13 10:00", "内容调整通知", 变更号="C1", 收到时间="2026-02-13 11:30")
    yield row("2026-03-10 10:00", "变更手续完成", 变更号="C1")
    yield row("2026-03-16 09:00", "内容调整计划", 变更号="C1", 生效日="2026-03-16")
    yield row("2026-03-18 17:00", "内容调整完成", 变更号="C1", 专人=True)


def quarrels() -> Iterator[Row]:
    """Bill extra, miss a certificate, claim past the cap, give notice too soon, tell the press, sue in order."""
    yield row("2025-11-24 09:00", "等保测评安排", 年度="2025")
    yield row("2025-12-05 16:00", "等保配合认定", 合格=True)
    yield row("2025-12-19 10:00", "考核扣分", 分值="0.3", 起因="其他")
    yield row("2026-01-14 10:00", "等保证书未取得", 起因="乙方漏洞", 测评费用="36000.00")
    yield row("2026-01-20 09:30", "额外收费", 金额="8600.00", 名目="短信超量")
    yield row("2026-02-05 16:00", "补充合同签订", 增减金额="30000.00")
    yield row("2026-03-02 09:40", "解除通知到达", 主体方="甲方", 理由="未及时响应", 发出时间="2026-02-28 15:00")
    yield row("2026-03-11 14:00", "损失认定", 款项名目="索赔", 金额="5200.00", 扩大部分="700.00")
    yield row("2026-05-27 14:00", "损失认定", 款项名目="索赔", 金额="4800.00", 债权人过错="20%")
    yield row("2026-04-08 10:00", "调价主张", 金额="15000.00", 理由="市场价格")
    yield row("2026-04-16 09:00", "披露", 主体方="乙方", 对象="行业媒体", 书面许可=False)
    yield row("2026-05-29 10:00", "协商开始", 事由="索赔")
    yield row("2026-06-12 17:00", "协商未果", 事由="索赔")
    yield row("2026-06-18 10:00", "起诉", 主体方="甲方", 法院地="商洛")


def parting() -> Iterator[Row]:
    """Fail the assessment, say there is no renewal, stay until the successor has come."""
    yield row("2026-07-15 10:00", "续保考核", 结果="不合格")
    yield row("2026-07-20 09:00", "不续签通知", 说明="考核不合格")
    yield row("2026-07-30 16:00", "服务评定", 规范="transition", 合格=True)
    yield row("2026-08-18 09:00", "新服务商驻场")
    yield row("2026-08-21 18:00", "乙方撤离")


def slips() -> Iterator[Row]:
    """Write one figure wrong and correct it, send one row twice, take one back, learn of one late."""
    yield row("2025-12-08 11:20", "能力上报", 能力项="带宽", 数量=100) | {"编号": "SL-W1"}
    yield row("2025-12-08 11:20", "能力上报", 能力项="带宽", 数量=1000) | {"编号": "SL-W2", "更正": "SL-W1"}
    twice = row("2026-01-07 11:00", "能力上报", 能力项="线路数", 数量=1) | {"编号": "SL-W3"}
    yield twice
    yield dict(twice)
    yield row("2026-03-24 09:00", "产权纠纷", 情况="误报") | {"编号": "SL-W4"}
    yield row("2026-03-25 09:00", "产权纠纷", 情况="误报") | {"编号": "SL-W5", "撤回": "SL-W4"}
    yield row("2025-10-14 22:10", "电话测试", 渠道="值班电话", 接通=True) | {"记录时间": "2025-11-03 09:00"}


# ---------------------------------------------------------------- the whole


def log(seed: int = SEED) -> list[Row]:
    """Return the whole log in order of time, each row with its id."""
    draw = random.Random(seed)
    told = [
        *signing(),
        *payments(),
        *bills(draw),
        *faults(draw),
        *patterns(),
        *inspections(draw),
        *reports(draw),
        *judgements(draw),
        *feedback(draw),
        *support(draw),
        *scans(draw),
        *changes(),
        *quarrels(),
        *parting(),
        *slips(),
    ]
    told.sort(key=lambda one: datetime.fromisoformat(str(one["时间"])))
    return [{"编号": one.get("编号", f"SL-{number:04d}"), **one} for number, one in enumerate(told, 1)]


def lines(seed: int = SEED) -> str:
    """Return the log as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in log(seed))


if __name__ == "__main__":
    sys.stdout.buffer.write(lines().encode())
