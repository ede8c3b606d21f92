"""
Write the year-long event log of the Luoyang contract: a story with a seed, the same bytes on every run.

The log stands as ``contracts/luoyang/events.jsonl``. It is invented, but lives through what the contract is about: a
term that began before the signatures, a first instalment paid late and in two parts, a halt that came a day too soon
and one that was good, a flood, figures that miss their marks, a second instalment a tier lower, papers sent back, a
quality dispute with an appraisal, a leak, a retention paid after a demand. Headcounts, figures, tickets, questions,
calls and chats in between are drawn with a fixed seed.

    python bench/make_luoyang_log.py > contracts/luoyang/events.jsonl

Each part of the story yields rows of its own; they are put in order of time and numbered once, at the end.
"""

import json
import random
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

SEED = 20250328
MONTHS = tuple(date(2025 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(3, 15))
FIRST, SECOND, WHOLE = "2025-03..2025-06", "2025-07..2025-11", "2025-03..2026-02"

# Of each monthly figure: its denominator and the numerators that are usual; 17 and 18 are marks.
RATES: Mapping[int, tuple[int, tuple[int, ...]]] = MappingProxyType(
    {
        1: (2500, (2460, 2465, 2472)),
        2: (9000, (6520, 6610, 6700)),
        3: (60, (60,)),
        4: (240, (240,)),
        5: (900, (900,)),
        6: (45, (45,)),
        7: (400, (0, 1, 2, 4)),
        8: (400, (9, 12, 20)),
        9: (120, (115, 117, 120)),
        12: (44640, (44630, 44634, 44640)),
        14: (112, (1, 2, 3, 5)),
        15: (10500, (10120, 10190, 10240)),
        16: (80, (80,)),
        21: (30, (30,)),
        24: (600, (575, 582, 590)),
    }
)
MISSED: Mapping[tuple[int, str], int] = MappingProxyType(
    {
        (7, "2025-04"): 5,  # 1.25% fatal errors
        (15, "2025-06"): 10_050,  # 95.71%
        (1, "2025-08"): 2_440,  # 97.6%, while the supplier was not paid
        (12, "2025-08"): 44_560,  # the flood
        (16, "2025-10"): 79,
        (2, "2025-11"): 6_264,  # 69.6%
        (24, "2026-01"): 569,  # 94.83%
    }
)

Row = dict[str, object]


def row(time: str, event: str, /, **fields: object) -> Row:
    """Return one row of the log; fields follow in the order given."""
    return {"时间": time, "事件": event, **fields}


def at(day: date, hour: int, minute: int) -> str:
    """Return a local time as the log writes it."""
    return f"{day.isoformat()} {hour:02d}:{minute:02d}"


def month_after(start: date) -> date:
    """Return the first day of the month after a month's first day."""
    return (start + timedelta(days=31)).replace(day=1)


# ---------------------------------------------------------------- signing and settings


def signing() -> Iterator[Row]:
    """Serve from the first day of the term, sign four weeks later, agree what the contract left blank."""
    yield row("2025-03-01 00:00", "服务开始", 主体方="乙方")
    yield row("2025-03-25 10:00", "合同签署", 主体方="甲方", 授权代表=True)
    yield row("2025-03-26 10:20", "合同签署", 主体方="乙方", 授权代表=True)
    yield row("2025-03-26 15:00", "加盖公章", 主体方="甲方", 印章="公章")
    yield row("2025-03-28 09:00", "加盖公章", 主体方="乙方", 印章="合同专用章")
    yield row("2025-03-28 09:30", "保密协议签署", 主体方="甲方")
    yield row("2025-03-28 10:30", "保密协议签署", 主体方="乙方")
    yield row("2025-03-28 14:00", "指定负责人", 人数=1)
    yield row("2025-04-02 10:00", "参数设定", 名目="ticket_limit", 取值="15个工作日", 依据="启动会纪要")
    yield row("2025-04-02 10:05", "参数设定", 名目="prompt_notice", 取值="24小时", 依据="启动会纪要")
    yield row("2025-04-02 10:10", "参数设定", 名目="fm_proof_n", 取值="3个工作日", 依据="启动会纪要")


# ---------------------------------------------------------------- money


def papers(number: str, window: str, day: date, score: str) -> Iterator[Row]:
    """Yield invoice, confirmation and a score that both confirm."""
    yield row(at(day, 9, 10), "开具发票", 期数=number)
    yield row(at(day + timedelta(days=1), 10, 0), "确认发票", 期数=number, 主体方="甲方")
    yield row(at(day + timedelta(days=2), 11, 0), "考核结果确认", 考核期=window, 得分=score, 主体方="甲方")
    yield row(at(day + timedelta(days=2), 15, 30), "考核结果确认", 考核期=window, 得分=score, 主体方="乙方")


def paid(time: str, number: str, amount: str) -> Row:
    """Return a payment of the price."""
    return row(time, "付款到账", 付款方="甲方", 用途="price", 期数=number, 金额=amount, 币种="CNY", 入账时间=time)


def first_instalment() -> Iterator[Row]:
    """Pay part in time and the rest five weeks late; the supplier stops too early once, and then by right."""
    yield from papers("1", FIRST, date(2025, 7, 2), "92")
    yield row("2025-07-04 09:00", "要求其他材料", 事项="monthly_report")
    yield row("2025-07-04 16:00", "提交其他材料", 事项="monthly_report")
    yield row("2025-07-08 10:00", "审核通过", 期数="1")
    yield paid("2025-07-14 15:20", "1", "3000000.00")
    yield row("2025-07-29 17:00", "书面催告", 期数="1", 书面=False)
    yield row("2025-07-30 09:00", "服务中止", 主体方="乙方", 事由="nonpayment", 范围="全部")
    yield row("2025-07-31 10:00", "服务恢复", 主体方="乙方")
    yield row("2025-08-01 09:00", "书面催告", 期数="1", 书面=True)
    yield row("2025-08-05 16:30", "协商未果", 主题="payment")
    yield row("2025-08-08 10:00", "违约金主张", 规范="ld_late_service", 金额="51649.60")
    yield row("2025-08-11 09:00", "服务中止", 主体方="乙方", 事由="nonpayment", 范围="全部")
    yield paid("2025-08-20 10:05", "1", "2164960.00")
    yield row("2025-08-21 09:00", "服务恢复", 主体方="乙方")
    yield row("2025-09-12 10:00", "服务质量下降认定", 原因="late_payment", 所涉指标=["kpi_01_satisfaction"])
    yield row("2025-09-30 10:00", "损失认定", 规范="instalment_1", 金额="28600.00")
    yield row("2025-10-15 11:00", "违约金支付", 款项名目="ld_late_service/1", 金额="51649.60")


def other_instalments() -> Iterator[Row]:
    """Send the second invoice back once and pay a tier lower; pay the retention four days after its time."""
    yield from papers("2", SECOND, date(2025, 12, 2), "82")
    yield row("2025-12-08 10:00", "审核退回", 期数="2", 原因="发票税号有误")
    yield row("2025-12-09 14:00", "开具发票", 期数="2")
    yield row("2025-12-10 10:00", "确认发票", 期数="2", 主体方="甲方")
    yield row("2025-12-11 10:00", "审核通过", 期数="2")
    yield paid("2025-12-15 16:40", "2", "3925369.60")
    yield from papers("3", WHOLE, date(2026, 3, 4), "73")
    yield row("2026-03-09 10:00", "审核通过", 期数="3")
    yield row("2026-03-10 09:00", "书面催告", 期数="3", 书面=True)
    yield paid("2026-04-13 10:00", "3", "878043.20")


# ---------------------------------------------------------------- the flood, outages


def flood() -> Iterator[Row]:
    """Cut the whole hotline by a flood at the end of August; notice, proof and recognition follow."""
    affects = ["provide_service_in_term", "svc_7x24"]
    yield row("2025-08-29 20:00", "不可抗力发生", 主体方="乙方", 种类="洪水", 所影响=affects)
    yield row("2025-08-29 22:40", "热线中断", 范围="全部")
    yield row("2025-08-30 08:10", "不可抗力通知", 主体方="乙方")
    yield row("2025-08-31 06:30", "热线恢复", 范围="全部")
    yield row("2025-08-31 12:00", "不可抗力结束", 主体方="乙方")
    yield row("2025-09-02 15:00", "不可抗力证明", 主体方="乙方")
    yield row("2025-09-02 16:00", "不可抗力结算", 金额="0.00")
    yield row("2025-09-03 10:00", "报告主管部门", 机关="competent")
    yield row("2025-09-03 10:30", "报告主管部门", 机关="procurement")
    yield row("2025-09-04 09:30", "协商", 主题="remaining")
    yield row("2025-09-05 10:00", "不可抗力确认", 确认方="双方")


def outages() -> Iterator[Row]:
    """Lose part of the hotline for an afternoon, and all of it for a night that reaches the next day."""
    yield row("2025-06-18 14:05", "热线中断", 范围="部分")
    yield row("2025-06-18 15:30", "热线恢复", 范围="部分")
    yield row("2025-11-19 21:15", "热线中断", 范围="全部")
    yield row("2025-11-20 01:40", "热线恢复", 范围="全部")


# ---------------------------------------------------------------- what is counted


def figures(draw: random.Random) -> Iterator[Row]:
    """Record every monthly figure in the first days of the next month, the yearly ones after the term."""
    for start in MONTHS:
        month, day = start.isoformat()[:7], month_after(start) + timedelta(days=draw.randrange(2, 5))
        for number, (whole, usual) in RATES.items():
            part = MISSED.get((number, month), draw.choice(usual))
            time = at(day, 9 + number // 10, draw.randrange(60))
            yield row(time, "指标汇总", 指标号=str(number), 考核月份=month, 分子=part, 分母=whole)
        for number in (17, 18):
            mark = draw.choice(("9.2", "9.4", "9.6", "9.8"))
            yield row(at(day, 14, draw.randrange(60)), "指标汇总", 指标号=str(number), 考核月份=month, 数值=mark)
    yearly = ((10, "1"), (11, "6"), (13, "0"), (19, "0.126"), (20, "47"), (22, "2"), (23, "0.97"))
    for minute, (number, value) in enumerate(yearly):
        yield row(f"2026-03-03 15:{minute:02d}", "指标汇总", 指标号=str(number), 考核月份="2026-02", 数值=value)


def headcounts(draw: random.Random) -> Iterator[Row]:
    """Count the people every Monday; September is one short on average."""
    day = date(2025, 3, 3)
    while day <= date(2026, 2, 23):
        people = draw.choice((109, 109, 110)) if day.month == 9 else draw.choice((110, 111, 112, 112, 113))
        yield row(at(day, 8, 30), "人员在岗", 日子=day.isoformat(), 人数=people)
        day += timedelta(days=7)


def samples(draw: random.Random) -> Iterator[Row]:
    """Sample calls, ratings and chats of every month."""
    for start in MONTHS:
        for number in range(1, 7):
            day, name = start + timedelta(days=4 * number), f"{start:%y%m}{number:02d}"
            asked, minute = at(day, 10, draw.randrange(50)), draw.randrange(1, 3)
            answer = (datetime.fromisoformat(asked) + timedelta(minutes=minute)).strftime("%Y-%m-%d %H:%M")
            answered = number != 5 or draw.random() < 0.5
            yield row(
                *(asked, "话务记录"),
                **{"通话": f"C{name}", "请求时": asked, **({"接听时": answer} if answered else {})},
                **{"专席": number == 3, "当场解决": answered and draw.random() < 0.75, "回拨接通": not answered},
            )
            if number % 2:
                rating = "不满意" if draw.random() < 0.03 else "满意"
                yield row(at(day, 16, draw.randrange(60)), "满意度评价", 联系号=f"C{name}", 评价=rating)
            else:
                reply = (datetime.fromisoformat(asked) + timedelta(seconds=draw.choice((40, 90, 150, 180)))).isoformat()
                yield row(at(day, 17, 0), "互联网会话", 会话=f"W{name}", 打开时=asked, 首答时=reply.replace("T", " "))


def output(draw: random.Random) -> Iterator[Row]:
    """Publish six films and forty-seven issues, hold two drills."""
    for number, month in enumerate((4, 6, 7, 9, 11, 12), 1):
        yield row(at(date(2025, month, 20), 10, 0), "发布", 种类="视频", 期号=f"V{number}")
    for number in range(47):
        day = date(2025, 3, 7) + timedelta(days=7 * number + number // 20)
        yield row(at(day, 17, draw.randrange(60)), "发布", 种类="推文", 期号=f"P{number + 1:02d}")
    yield row("2025-06-12 15:00", "安全演练", 种类="断网切换")
    yield row("2025-11-13 15:00", "安全演练", 种类="消防疏散")


# ---------------------------------------------------------------- tickets and questions


def tickets(draw: random.Random) -> Iterator[Row]:
    """Take in six tickets a month and see each through; one is filed too late."""
    for start in MONTHS:
        for number in range(1, 7):
            name = f"T{start:%y%m}{number:02d}"
            day = max(start, date(2025, 4, 3) if start.month == 3 else start) + timedelta(days=3 * number)
            if start.month == 3:
                continue
            yield row(at(day, 9, draw.randrange(60)), "工单受理", 工单=name, 来源="市级", 受理范围内=True)
            yield row(at(day, 11, draw.randrange(60)), "工单转派", 工单=name, 时限内=True)
            done = day + timedelta(days=draw.randrange(3, 12))
            yield row(at(done, 15, draw.randrange(60)), "工单办结", 工单=name, 合理=True)
            yield row(at(done + timedelta(days=1), 10, draw.randrange(60)), "工单回访", 工单=name)
            filed = done + timedelta(days=25 if name == "T250903" else 2)
            yield row(at(filed, 16, draw.randrange(60)), "工单归档", 工单=name)


def questions(draw: random.Random) -> Iterator[Row]:
    """Raise three questions a month; one is answered a day late, one visit comes a day late."""
    for start in MONTHS[1:]:
        for number in range(1, 4):
            name, day = f"Q{start:%y%m}{number}", start + timedelta(days=7 * number)
            late = {"Q25103": (2, 2), "Q26012": (1, 3)}.get(name, (draw.choice((0, 1)), draw.choice((1, 2))))
            yield row(at(day, 9, draw.randrange(60)), "反映问题", 问题号=name, 主体方="甲方")
            answered, visited = (day + timedelta(days=days) for days in late)
            yield row(at(answered, 16, draw.randrange(60)), "问题响应", 问题号=name, 主体方="乙方")
            yield row(at(visited, 17, draw.randrange(60)), "到场", 问题号=name, 主体方="乙方")
            yield row(at(visited, 18, draw.randrange(60)), "问题解决", 问题号=name, 主体方="乙方")


# ---------------------------------------------------------------- quarrels


def quarrels() -> Iterator[Row]:
    """Ask for data, bill beside the price, supplement, dispute the quality, leak, disclose."""
    yield row("2025-05-06 09:00", "申请资料", 主体方="乙方", 事项="部门职责清单", 必需=True)
    yield row("2025-05-20 16:00", "提供资料", 主体方="甲方", 事项="部门职责清单")
    yield row("2025-06-03 09:00", "申请资料", 主体方="乙方", 事项="区县联络表", 必需=True)
    yield row("2025-07-10 16:00", "提供资料", 主体方="甲方", 事项="区县联络表")
    yield row("2025-05-12 10:00", "招标文件允许分包", 范围="短信通道")
    yield row("2025-05-13 10:00", "书面同意", 主体方="甲方", 范围="短信通道", 书面=True)
    yield row("2025-05-15 10:00", "分包转包", 种类="分包")
    yield row("2025-10-09 09:30", "额外收费", 金额="18000.00")
    yield row("2025-10-13 10:00", "提出争议", 种类="quality")
    yield row("2025-10-16 15:00", "协商", 主题="quality")
    yield row("2025-10-20 10:00", "委托鉴定", 种类="quality")
    yield row("2025-11-18 10:00", "鉴定结论", 合格=True, 费用="30000.00")
    yield row(
        *("2025-11-28 11:00", "付款到账"),
        **{"付款方": "甲方", "用途": "appraisal_fee", "金额": "30000.00", "币种": "CNY"},
    )
    yield row("2025-11-10 10:00", "签订补充合同", 增加金额="300000.00", 事先协商=True, 采购手续=True)
    yield row("2025-11-24 09:00", "发现泄密", 主体方="乙方")
    yield row("2025-11-24 11:30", "泄密控制", 主体方="乙方")
    yield row("2025-11-24 17:00", "报告泄密", 主体方="乙方")
    yield row("2025-12-22 10:00", "违反制度规程", 规程="坐席离席未登记")
    yield row("2026-01-15 10:00", "对外提供资料", 主体方="乙方", 信息类="technical", 接收方="未同等保密")
    yield row("2026-01-20 10:00", "违约认定", 规范="nda_no_disclose", 造成损失=False)
    yield row("2026-02-20 10:00", "交付认可", 事项="svc_ai_upgrade")


def slips() -> Iterator[Row]:
    """Write one figure wrong and correct it, send one row twice, take one back, learn of one late."""
    wrong = row("2025-05-05 08:40", "人员在岗", 日子="2025-05-06", 人数=11)
    yield wrong | {"编号": "LY-W1"}
    yield row("2025-05-05 08:40", "人员在岗", 日子="2025-05-06", 人数=111) | {"编号": "LY-W2", "更正": "LY-W1"}
    twice = row("2025-06-10 08:40", "人员在岗", 日子="2025-06-10", 人数=112) | {"编号": "LY-W3"}
    yield twice
    yield dict(twice)
    yield row("2025-12-01 09:00", "额外收费", 金额="5000.00") | {"编号": "LY-W4"}
    yield row("2025-12-02 09:00", "额外收费", 金额="5000.00") | {"编号": "LY-W5", "撤回": "LY-W4"}
    yield row("2025-10-21 08:40", "人员在岗", 日子="2025-10-21", 人数=112) | {"记录时间": "2025-11-03 09:00"}


# ---------------------------------------------------------------- the whole


def log(seed: int = SEED) -> list[Row]:
    """Return the whole log in order of time, each row with its id."""
    draw = random.Random(seed)
    told = [
        *signing(),
        *first_instalment(),
        *other_instalments(),
        *flood(),
        *outages(),
        *figures(draw),
        *headcounts(draw),
        *samples(draw),
        *output(draw),
        *tickets(draw),
        *questions(draw),
        *quarrels(),
        *slips(),
    ]
    told.sort(key=lambda one: datetime.fromisoformat(str(one["时间"])))
    return [{"编号": one.get("编号", f"LY-{number:04d}"), **one} for number, one in enumerate(told, 1)]


def lines(seed: int = SEED) -> str:
    """Return the log as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in log(seed))


if __name__ == "__main__":
    sys.stdout.buffer.write(lines().encode())
