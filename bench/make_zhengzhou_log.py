"""
Write the year-long event log of the Zhengzhou contract: a story with a seed, the same bytes on every run.

The log stands as ``contracts/zhengzhou/events.jsonl``. It is invented, but built around what the contract is about: a
handover before the service begins, four cycles with their scores, sheets and payments (one on the last day, one late
to a small supplier, one in two parts, one that waits for a calendar not yet published), faults with their clocks, an
upgrade that overran its window, a line cut that was the carrier's, a flood noticed late but before it was denied, a
security incident with a range decided, a leak not yet decided, a quarrel about an extra bill. What happens every day in
between (watch, attendance, inspections, faults, samples) is drawn with a fixed seed.

    python bench/make_zhengzhou_log.py > contracts/zhengzhou/events.jsonl

Each part of the story yields rows of its own; they are put in order of time and numbered once, at the end.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta

SEED = 20251201
FIRST, LAST = date(2025, 12, 1), date(2026, 11, 30)
FEE = "490500.00"

# Days on which nobody works though it is a weekday, and weekends on which they do: the State Council's list for 2026.
RESTS = (
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)
WORKED_WEEKENDS = (
    *(date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)),
    *(date(2026, 9, 20), date(2026, 10, 10)),
)

Row = dict[str, object]


def row(time: str, event: str, /, **fields: object) -> Row:
    """Return one row of the log; fields follow in the order given."""
    return {"时间": time, "事件": event, **fields}


def at(day: date, hour: int, minute: int = 0) -> str:
    """Return a local time as the log writes it."""
    return f"{day.isoformat()} {hour:02d}:{minute:02d}"


def clock(moment: datetime) -> str:
    """Return a local time with seconds where there are any."""
    return moment.strftime("%Y-%m-%d %H:%M:%S" if moment.second else "%Y-%m-%d %H:%M")


def days(first: date = FIRST, last: date = LAST) -> Iterator[date]:
    """Yield every day of a span, both ends included."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def is_worked(day: date) -> bool:
    """Return whether a day is a working day."""
    if any(first <= day <= last for first, last in RESTS):
        return False
    return day.weekday() < 5 or day in WORKED_WEEKENDS


def workday(day: date) -> date:
    """Return a day, or the first working day after it."""
    while not is_worked(day):
        day += timedelta(days=1)
    return day


# ---------------------------------------------------------------- before the service begins


def beginning() -> Iterator[Row]:
    """Win, sign, take over from the old operator within five working days, put the regimes on file."""
    yield row("2025-10-10 10:00", "中标", 主体方="乙方", 年度="2025")
    yield row("2025-10-21 10:00", "合同签署", 主体方="甲方", 年度="2025")
    yield row("2025-10-21 10:20", "合同签署", 主体方="乙方", 年度="2025")
    yield row("2025-10-27 16:40", "交接完成", 交接方="原运维单位")
    yield row("2025-12-03 09:00", "文件归档", 种类="项目方案")
    yield row("2025-12-08 09:30", "文件归档", 种类="报告制度")
    yield row("2025-12-08 09:40", "文件归档", 种类="保密制度")
    yield row("2025-12-09 15:00", "培训", 主题="secrecy")
    yield row("2026-01-05 09:00", "中小企业身份确认", 是中小企业=True)


# ---------------------------------------------------------------- every day


def daily(draw: random.Random) -> Iterator[Row]:
    """Watch every day, count heads every working day and the shift every Monday; one day lacks a person."""
    for day in days():
        if day != date(2026, 2, 17):
            yield row(at(day, 20, draw.randrange(60)), "监控日志", 日子=day.isoformat(), 记录人="值班组")
        if is_worked(day):
            present = {date(2026, 1, 14): 2, date(2026, 8, 12): 1, date(2026, 8, 13): 2}.get(
                day, draw.choice((3, 3, 4))
            )
            yield row(at(day, 9, draw.randrange(5, 30)), "考勤快照", 日子=day.isoformat(), 在岗人数=present)
        if day.weekday() == 0:
            on_shift = 1 if day == date(2026, 3, 23) else 2
            yield row(at(day, 0, 30), "支撑值班快照", 日子=day.isoformat(), 在岗人数=on_shift)
        if day == date(2026, 3, 24):
            yield row(at(day, 0, 30), "支撑值班快照", 日子=day.isoformat(), 在岗人数=2)


def weekly(draw: random.Random) -> Iterator[Row]:
    """Inspect every week, mostly in time and whole; over the Spring Festival nobody does, nor once in May."""
    thursday = date(2025, 12, 4)
    while thursday <= LAST:
        if thursday in (date(2026, 2, 19), date(2026, 5, 21)):
            yield row(at(thursday, 18), "漏检", 日子=thursday.isoformat())
        else:
            late = thursday in (date(2026, 1, 15), date(2026, 7, 16), date(2026, 8, 20))
            kept = {} if not late else {"按时": False}
            yield row(at(thursday, 16, draw.randrange(60)), "巡检", 日子=thursday.isoformat(), **kept)
        thursday += timedelta(days=7)


def monthly(draw: random.Random) -> Iterator[Row]:
    """Meet every month, all three sides; in February one stays away. Back up, update, propose, drill."""
    for number in range(12):
        year, month = divmod(FIRST.month - 1 + number, 12)
        start = date(FIRST.year + year, month + 1, 1)
        meeting = workday(start + timedelta(days=draw.randrange(17, 23)))
        sides = 2 if start == date(2026, 2, 1) else 3
        yield row(at(meeting, 14, 30), "业务交流会", 参加方=sides, 主题="平台运行月会")
        yield row(at(workday(start + timedelta(days=2)), 2, draw.randrange(60)), "备份", 主题="全量")
        yield row(at(workday(start + timedelta(days=9)), 23, draw.randrange(60)), "系统更新", 主题="病毒库")
    for day in ("2026-03-17", "2026-06-16", "2026-09-15"):
        yield row(f"{day} 10:00", "优化方案", 主题="工单流转引擎")
    yield row("2026-05-13 15:00", "演练", 主题="主备切换")
    yield row("2026-06-10 15:00", "培训", 主题="secrecy")


# ---------------------------------------------------------------- faults, anomalies, samples


def faults(draw: random.Random) -> Iterator[Row]:
    """Break and mend about once in five days; now and then too late to answer, or too late to mend."""
    limits = {"普通": 60, "较大": 120, "重大": 240}
    slow_answers, slow_repairs, escalated = (7, 38, 51), (12, 29, 40, 44, 45, 46, 60), (9, 29, 44)
    day, number = date(2025, 12, 3), 0
    while day <= LAST:
        number += 1
        name, level = f"GZ-{number:03d}", draw.choices(("普通", "较大", "重大"), (8, 3, 1))[0]
        begun = datetime(day.year, day.month, day.day, draw.randrange(7, 21), draw.randrange(60))
        answered = begun + (timedelta(minutes=15, seconds=1) if number in slow_answers else minutes(draw, 2, 14))
        mended = begun + (
            minutes(draw, limits[level] + 3, limits[level] + 90)
            if number in slow_repairs
            else minutes(draw, 20, limits[level] - 2)
        )
        by = "甲方" if number % 13 == 0 else "乙方"
        yield row(clock(begun), "故障发生", 故障号=name, 等级=level, 发现方=by)
        yield row(clock(answered), "故障响应", 故障号=name)
        if number in escalated:
            called = answered + timedelta(minutes=20)
            yield row(clock(called), "升级申报", 故障号=name)
            sent = called + timedelta(minutes=75 if number == 44 else 20)
            yield row(clock(sent), "专家派出", 故障号=name)
            yield row(clock(sent + timedelta(minutes=35)), "专家到场", 故障号=name)
        yield row(clock(max(mended, answered)), "故障解决", 故障号=name)
        if number == 29:
            yield row(at(day + timedelta(days=5), 10), "故障原因认定", 故障号=name, 原因="运营商线路")
        day += timedelta(days=draw.choice((4, 5, 5, 6, 7)))


def minutes(draw: random.Random, low: int, high: int) -> timedelta:
    """Return a length between two numbers of minutes."""
    return timedelta(minutes=draw.randrange(low, high))


def anomalies(draw: random.Random) -> Iterator[Row]:
    """Find tickets astray; in the second cycle callers find too many of them first."""
    day, number = date(2025, 12, 6), 0
    while day <= LAST:
        number += 1
        astray = date(2026, 4, 1) <= day <= date(2026, 5, 31) and number % 2 == 0
        yield row(
            *(at(day, draw.randrange(8, 20), draw.randrange(60)), "流转异常"),
            **{"异常号": f"YC-{number:03d}", "发现方": "甲方" if astray or number % 17 == 0 else "乙方"},
        )
        day += timedelta(days=draw.choice((4, 6, 7, 8)))


def samples(draw: random.Random) -> Iterator[Row]:
    """Sample how fast the platform answers, twice a week; slow days in August, and once for the network outside."""
    day, number = date(2025, 12, 2), 0
    while day <= LAST:
        number += 1
        slow = number in (31, 74, 75, 76, 77)
        latency = draw.randrange(5200, 7800) if slow else draw.randrange(600, 4900)
        outside = {"原因": "外网"} if number == 31 else {"原因": "系统"}
        yield row(at(day, 10, draw.randrange(60)), "操作采样", 操作号=f"CZ-{number:03d}", 延迟毫秒=latency, **outside)
        day += timedelta(days=draw.choice((3, 4)))
    yield row("2026-08-31 09:00", "报告提交", 主题="latency", 书面=True)


def seats(draw: random.Random) -> Iterator[Row]:
    """Count broken seats and repeated logins on some days; three or more broken seats cost points."""
    for day in days():
        if not is_worked(day) or draw.random() > 0.18:
            continue
        broken = 4 if day.month == 8 and day.day > 20 else draw.choice((1, 1, 1, 2, 2, 2, 2, 3))
        yield row(at(day, 18, draw.randrange(60)), "座席故障", 日子=day.isoformat(), 台次=broken)
        if draw.random() < 0.4:
            yield row(
                at(day, 18, draw.randrange(60)), "重复登录", 日子=day.isoformat(), 台次=draw.choice((3, 5, 8, 10, 11))
            )


def conduct() -> Iterator[Row]:
    """Offend against the rules of the house now and then."""
    yield row("2025-12-18 10:00", "行为违规", 种类="着装")
    yield row("2026-01-22 15:00", "服务单位投诉", 事由="答复敷衍")
    yield row("2026-02-03 09:20", "迟到早退", 日子="2026-02-03", 分钟数=20)
    yield row("2026-03-19 14:00", "失联离岗", 日子="2026-03-19")
    yield row("2026-04-28 09:40", "迟到早退", 日子="2026-04-28", 分钟数=90)
    yield row("2026-07-08 16:00", "服务单位投诉", 事由="工单退回没有说明")
    yield row("2026-08-18 10:00", "行为违规", 种类="态度")
    yield row("2026-08-19 10:00", "行为违规", 种类="无关工作")
    yield row("2026-05-12 17:00", "记录迟交", 主题="四月巡检记录")
    yield row("2026-08-06 10:00", "记录有误", 主题="七月服务单")
    yield row("2026-08-27 10:00", "记录不全", 主题="备份记录")


# ---------------------------------------------------------------- cycles and money


def cycle(number: str, docs: str, sheet: str, score: str, verified: str, *paid: tuple[str, str]) -> Iterator[Row]:
    """Yield the way of one cycle: papers, sheet, approval, invoice, verification, money."""
    yield row(f"{docs} 09:00", "周期资料提交", 周期号=number, 份数=4)
    yield row(f"{docs} 15:30", "结算编制", 周期号=number, 金额=FEE)
    yield row(f"{sheet} 10:00", "评分出具", 周期号=number, 得分=score, 主体方="甲方")
    yield row(f"{sheet} 11:00", "评分签字", 周期号=number, 得分=score, 主体方="甲方")
    yield row(f"{verified} 09:30", "结算批复", 周期号=number, 金额=FEE)
    yield row(f"{verified} 16:00", "结算核定", 周期号=number, 金额=FEE)
    for time, amount in paid:
        yield row(time, "款项到账", 周期号=number, 用途="周期款", 金额=amount, 到账时间=time)


def invoice(number: str, time: str, asked: str) -> Iterator[Row]:
    """Yield an invoice and the request for payment."""
    yield row(time, "发票开具", 周期号=number, 用途="周期款", 金额=FEE)
    yield row(asked, "付款申请", 周期号=number, 用途="周期款", 金额=FEE)


def money() -> Iterator[Row]:
    """Pay the first fee on its last day, the second late, the third in two parts; the fourth waits for 2027."""
    yield from cycle("1", "2026-03-02", "2026-03-09", "91.5", "2026-03-09", ("2026-04-21 17:40", FEE))
    yield from invoice("1", "2026-03-06 10:00", "2026-03-06 10:05")
    yield from cycle("2", "2026-06-02", "2026-06-09", "95.5", "2026-06-10", ("2026-08-03 11:20", FEE))
    yield from invoice("2", "2026-06-11 10:00", "2026-06-11 10:30")
    yield from cycle(
        *("3", "2026-09-02", "2026-09-07", "79.5", "2026-09-08"),
        *(("2026-10-12 10:00", "300000.00"), ("2026-10-26 10:00", "190500.00")),
    )
    yield from invoice("3", "2026-09-08 10:00", "2026-09-07 17:00")
    yield from cycle("4", "2026-12-01", "2026-12-07", "99", "2026-12-08")
    yield from invoice("4", "2026-12-04 10:00", "2026-12-04 10:10")
    yield row("2026-12-15 10:00", "年度验收", 年度="2026", 通过=True)
    yield row("2026-12-18 10:00", "付款催告", 用途="考核金", 书面=True)


# ---------------------------------------------------------------- the platform down


def outages() -> Iterator[Row]:
    """Fail for a day in January, overrun an upgrade in April, lose the carrier's line in May, keep the next window."""
    yield row("2026-01-20 22:10", "中断开始", 中断号="ZD-1", 期间="平时")
    yield row("2026-01-22 00:25", "中断结束", 中断号="ZD-1")
    yield row("2026-04-15 10:00", "约定维护时间", 窗口号="WH-1", 开始时="2026-04-18 00:00", 恢复时限="2026-04-18 06:00")
    yield row("2026-04-18 00:20", "中断开始", 中断号="ZD-2", 期间="升级维护", 窗口号="WH-1")
    yield row("2026-04-18 07:35", "中断结束", 中断号="ZD-2")
    yield row("2026-04-27 10:00", "违约金主张", 规范="ld_5pct_39")
    yield row("2026-05-20 13:00", "中断开始", 中断号="ZD-3", 期间="平时")
    yield row("2026-05-21 15:10", "中断结束", 中断号="ZD-3")
    yield row("2026-05-28 10:00", "故障原因认定", 故障号="ZD-3", 原因="运营商线路")
    yield row("2026-10-15 10:00", "约定维护时间", 窗口号="WH-2", 开始时="2026-10-17 00:00", 恢复时限="2026-10-17 06:00")
    yield row("2026-10-17 00:10", "中断开始", 中断号="ZD-5", 期间="升级维护", 窗口号="WH-2")
    yield row("2026-10-17 06:00", "中断结束", 中断号="ZD-5")


def flood() -> Iterator[Row]:
    """Flood the machine room for three days; the written notice is late, the denial later still."""
    fm = "BKKL-1"
    yield row("2026-07-20 06:00", "不可抗力发生", 主体方="乙方", 种类="洪水", 不可抗力编号=fm)
    yield row("2026-07-20 07:15", "中断开始", 中断号="ZD-4", 期间="平时")
    yield row("2026-07-20 08:00", "突发认定", 事由="机房进水")
    yield row("2026-07-20 08:20", "应急启动", 事由="机房进水")
    yield row("2026-07-23 05:00", "中断结束", 中断号="ZD-4")
    yield row("2026-07-23 06:00", "不可抗力结束", 不可抗力编号=fm)
    yield row("2026-07-28 10:00", "不可抗力认定", 不可抗力编号=fm, 合乎=["不可控制", "不可预见", "不可克服"])
    yield row("2026-07-29 16:00", "不可抗力通知", 主体方="乙方", 不可抗力编号=fm, 书面=True)
    yield row("2026-07-30 09:00", "不可抗力否认", 主体方="甲方", 不可抗力编号=fm)
    yield row("2026-08-07 10:00", "应急评估", 结果="恢复及时，通知偏晚")


# ---------------------------------------------------------------- requests, checks, people


def requests(draw: random.Random) -> Iterator[Row]:
    """Ask for small changes every other week; one comes late, one is answered by another way."""
    day, number = date(2025, 12, 9), 0
    while day <= date(2026, 11, 24):
        number += 1
        asked, name = workday(day), f"XQ-{number:02d}"
        kind = "其他" if number % 9 == 0 else "一般"
        yield row(at(asked, 10, draw.randrange(60)), "需求提出", 需求号=name, 类别=kind)
        done = asked
        for _ in range(5 if number == 6 else draw.choice((1, 2, 2, 3))):
            done = workday(done + timedelta(days=1))
        if number == 14:
            yield row(at(asked, 16), "情况说明", 需求号=name)
            yield row(at(done, 11), "替代方案", 需求号=name)
        else:
            yield row(at(done, 17, draw.randrange(60)), "需求完成", 需求号=name)
        day += timedelta(days=13)


def services() -> Iterator[Row]:
    """Agree times for service; one is kept, one is four days late. Two calls have no number for how soon."""
    yield row("2026-02-04 09:00", "约定服务时间", 任务号="FW-1", 限期="2026-02-06")
    yield row("2026-02-06 17:30", "服务提供", 任务号="FW-1")
    yield row("2026-09-14 09:00", "约定服务时间", 任务号="FW-2", 限期="2026-09-16")
    yield row("2026-09-20 10:00", "服务提供", 任务号="FW-2")
    yield row("2026-03-26 09:00", "服务通知", 任务号="TZ-1")
    yield row("2026-03-26 11:00", "服务提供", 任务号="TZ-1")
    yield row("2026-11-03 09:00", "服务通知", 任务号="TZ-2")
    yield row("2026-11-05 09:00", "服务提供", 任务号="TZ-2")


def checks() -> Iterator[Row]:
    """Inspect the supplier, find, order and mend; ask for papers; give papers."""
    yield row("2026-03-24 09:00", "检查要求", 条目="季度检查")
    yield row("2026-03-25 10:00", "检查发现", 条目="日志留存")
    yield row("2026-03-25 15:00", "整改要求", 条目="日志留存", 限期="2026-04-03")
    yield row("2026-04-02 10:00", "整改完成", 条目="日志留存")
    yield row("2026-08-24 09:00", "检查要求", 条目="暑期检查")
    yield row("2026-08-25 10:00", "检查发现", 条目="弱口令")
    yield row("2026-08-25 15:00", "整改要求", 条目="弱口令", 限期="2026-09-01")
    yield row("2026-09-03 10:00", "整改完成", 条目="弱口令")
    yield row("2026-06-22 09:00", "资料要求", 条目="半年总结", 限期="2026-07-03")
    yield row("2026-07-02 16:00", "资料提供", 条目="半年总结")
    yield row("2026-01-12 09:00", "申请资料", 条目="接口文档", 主体方="乙方")
    yield row("2026-01-19 15:00", "交付资料", 条目="接口文档", 主体方="甲方")
    yield row("2026-05-06 10:00", "报告提交", 主题="replacement", 人员="P-07", 书面=True)
    yield row("2026-05-11 09:00", "骨干更换", 人员="P-07")
    yield row("2026-05-12 09:00", "个人保密书签订", 人员="P-07")
    yield row("2026-09-28 09:00", "重大活动", 开始时="2026-10-01 00:00", 结束时="2026-10-07 24:00")
    for day in days(date(2026, 10, 1), date(2026, 10, 7)):
        yield row(at(day, 9, 10), "考勤快照", 日子=day.isoformat(), 在岗人数=1 if day.day != 3 else 0)


def certificates() -> Iterator[Row]:
    """Renew one certificate in time and one two days late; finish the three assessments."""
    yield row("2026-05-29 09:00", "证书到期", 种类="等保", 到期日="2026-06-30")
    yield row("2026-06-26 15:00", "备案完成", 种类="等保")
    yield row("2026-08-14 09:00", "证书到期", 种类="密评", 到期日="2026-09-15")
    yield row("2026-09-17 15:00", "备案完成", 种类="密评")
    yield row("2026-06-18 16:00", "测评完成", 种类="等保")
    yield row("2026-08-28 16:00", "测评完成", 种类="密评")
    yield row("2026-11-20 16:00", "测评完成", 种类="风险评估")


# ---------------------------------------------------------------- incidents and quarrels


def incidents() -> Iterator[Row]:
    """Suffer an incident that a person caused, and leak twice: once the law required it, once nobody has decided."""
    yield row("2026-06-03 08:00", "安全事件", 事件号="AQ-1")
    yield row("2026-06-04 08:00", "事件原因认定", 事件号="AQ-1", 人为=True, 可归责=True)
    yield row("2026-06-04 09:00", "事件影响认定", 事件号="AQ-1", 有影响=True)
    yield row("2026-06-05 09:00", "事故报告", 事件号="AQ-1", 有分析=True, 有措施=True)
    yield row("2026-06-22 09:00", "处理结果上报", 事件号="AQ-1")
    yield row("2026-07-06 09:00", "违约金裁量", 规范="incident_ld_range", 比率="1.2%", 事件号="AQ-1")
    yield row("2026-08-03 09:00", "损失认定", 规范="incident_damages", 金额="50000.00")
    yield row("2026-08-10 10:00", "泄密", 泄密号="XM-1", 类别="诉求人", 主体方="乙方")
    yield row("2026-10-20 10:00", "泄密", 泄密号="XM-2", 类别="其他", 主体方="乙方")
    yield row("2026-10-22 10:00", "依法公开认定", 泄密号="XM-2", 依据="信息公开决定")


def quarrels() -> Iterator[Row]:
    """Bill what the price includes, talk, go to arbitration; change the contract with three months' notice."""
    yield row("2026-07-13 09:00", "额外收费", 金额="36000.00", 名目="接口改造")
    yield row("2026-07-14 09:00", "争议提出", 事由="接口改造费")
    yield row("2026-08-05 14:00", "协商", 事由="接口改造费")
    yield row("2026-09-21 10:00", "仲裁申请", 主体方="乙方", 机构="郑州仲裁委员会")
    yield row("2026-10-28 10:00", "政策变化认定", 依据="热线数据新规")
    yield row("2026-11-02 10:00", "需求调整", 依据="取消短信回访")
    yield row("2026-11-04 10:00", "变更提出", 主体方="甲方", 书面=True, 生效日="2027-02-04")
    yield row("2026-11-25 15:00", "变更协议签订", 生效日="2027-02-04")


def slips() -> Iterator[Row]:
    """Write one figure wrong and correct it, send one row twice, take one back, learn of one late."""
    wrong = row("2026-04-09 18:00", "座席故障", 日子="2026-04-09", 台次=20)
    yield wrong | {"编号": "ZZ-W1"}
    yield row("2026-04-09 18:00", "座席故障", 日子="2026-04-09", 台次=2) | {"编号": "ZZ-W2", "更正": "ZZ-W1"}
    twice = row("2026-05-14 16:00", "漏检", 日子="2026-05-14") | {"编号": "ZZ-W3"}
    yield twice
    yield dict(twice)
    yield row("2026-05-15 09:00", "漏检", 日子="2026-05-14") | {"编号": "ZZ-W4", "撤回": "ZZ-W3"}
    yield row("2026-03-12 10:00", "数据篡改", 记录号="JL-9") | {"记录时间": "2026-03-30 10:00"}


# ---------------------------------------------------------------- the whole


def log(seed: int = SEED) -> list[Row]:
    """Return the whole log in order of time, each row with its id."""
    draw = random.Random(seed)
    told = [
        *beginning(),
        *daily(draw),
        *weekly(draw),
        *monthly(draw),
        *faults(draw),
        *anomalies(draw),
        *samples(draw),
        *seats(draw),
        *conduct(),
        *money(),
        *outages(),
        *flood(),
        *requests(draw),
        *services(),
        *checks(),
        *certificates(),
        *incidents(),
        *quarrels(),
        *slips(),
    ]
    told.sort(key=lambda one: datetime.fromisoformat(str(one["时间"])))
    return [{"编号": one.get("编号", f"ZZ-{number:04d}"), **one} for number, one in enumerate(told, 1)]


def lines(seed: int = SEED) -> str:
    """Return the log as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in log(seed))


if __name__ == "__main__":
    sys.stdout.buffer.write(lines().encode())
