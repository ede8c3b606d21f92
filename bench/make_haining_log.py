"""
Write the year-long event log of the Haining contract: a story with a seed, the same bytes on every run.

The log stands as ``contracts/haining/events.jsonl`` and is replayed by the demo. It is invented, but built around what
the contract is about: the advance in time, a service line four days late and a notice of termination that came too
soon, a seat instalment paid in two parts, two typhoons in September, a working Saturday after the National Day holiday,
a late balance, a month below the answer rate, a quality rejection with a loss, a robot that learns. The weekly and
monthly reports in between are drawn with a fixed seed.

    python bench/make_haining_log.py > contracts/haining/events.jsonl

Each part of the story yields rows of its own; they are put in order of time and numbered once, at the end. The work of
every day stands in ``haining_days`` and has numbers of its own.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from haining_days import days

SEED = 20240520
PRICE_HALF = "1130080.12"
SEAT = "118750.00"
BALANCE = "417580.12"

Row = dict[str, object]


def row(time: str, event: str, /, **fields: object) -> Row:
    """Return one row of the log; fields follow in the order given."""
    return {"时间": time, "事件": event, **fields}


def at(day: date, hour: int, minute: int) -> str:
    """Return a local time as the log writes it."""
    return f"{day.isoformat()} {hour:02d}:{minute:02d}"


# ---------------------------------------------------------------- signing and start


def signing() -> Iterator[Row]:
    """Sign, file with the finance bureau, agree what "at once" means."""
    yield row(
        "2024-05-20 10:00",
        "合同签订",
        甲方签署="2024-05-20 09:40",
        乙方签署="2024-05-20 10:00",
        甲方盖章=True,
        乙方盖章=True,
    )
    yield row("2024-05-23 14:10", "备案", 机关="finance_bureau", 材料=["合同文本", "成交通知书", "代理协议"])
    yield row("2024-05-24 15:00", "参数设定", 名目="immediate", 取值="24小时", 依据="启动会会议纪要")


def start_of_services(draw: random.Random) -> Iterator[Row]:
    """Start every line on its first day, but for one audit service that comes four days late."""
    for line in ("03", "04", "14"):
        yield row(at(date(2024, 5, 21), 8, draw.randrange(60)), "服务开始", 分项号=line)
    rest = [f"{number:02d}" for number in range(1, 33) if number not in (3, 4, 9, 14, 22, 23)]
    for line in (*rest, "04b"):
        yield row(at(date(2024, 6, 1), draw.randrange(7, 18), draw.randrange(60)), "服务开始", 分项号=line)
    yield row("2024-06-03 16:30", "解除通知发出", 主体方="甲方", 理由="item4")
    yield row("2024-06-04 09:20", "解除通知到达", 主体方="甲方", 理由="item4", 发出时间="2024-06-03 16:30")
    yield row("2024-06-05 09:00", "服务开始", 分项号="09")


# ---------------------------------------------------------------- money


def chain(
    name: str, docs: str, review: str, sent: str, passed: str, *paid: tuple[str, str], last: bool = False
) -> Iterator[Row]:
    """Yield the way of one instalment: documents, review, treasury, money."""
    papers = ["发票原件", "合同复印件", *(["验收单"] if last else [])]
    yield row(docs, "结算资料提交", 期数=name, 资料=papers)
    yield row(review, "甲方审核完成", 期数=name, 结果="无误")
    yield row(sent, "提交国库支付中心", 期数=name)
    yield row(passed, "国库审核无误", 期数=name)
    for time, amount in paid:
        yield row(time, "款项到账", 期数=name, 金额=amount)


def payments() -> Iterator[Row]:
    """Pay the advance in time, July in two parts, September on a working Saturday, the balance late."""
    yield from chain(
        *("advance", "2024-05-27 09:00", "2024-06-03 15:00", "2024-06-04 09:00", "2024-06-07 16:00"),
        ("2024-06-19 15:42", PRICE_HALF),
    )
    yield from chain(
        *("seat-2024-06", "2024-06-14 09:30", "2024-06-17 10:00", "2024-06-17 15:20", "2024-06-21 11:00"),
        ("2024-07-01 10:05", SEAT),
    )
    yield row("2024-07-08 09:10", "结算资料提交", 期数="seat-2024-07", 资料=["发票原件"])
    yield row("2024-07-09 11:00", "结算资料退回", 期数="seat-2024-07", 原因="缺采购合同复印件")
    yield from chain(
        *("seat-2024-07", "2024-07-10 09:00", "2024-07-12 10:30", "2024-07-12 16:00", "2024-07-18 09:00"),
        *(("2024-07-31 12:00", "50000.00"), ("2024-08-03 12:00", "68750.00")),
    )
    yield from chain(
        *("seat-2024-08", "2024-08-14 09:15", "2024-08-16 09:00", "2024-08-16 14:00", "2024-08-23 10:00"),
        ("2024-09-02 16:48", SEAT),
    )
    yield from chain(
        *("balance", "2024-09-10 10:00", "2024-09-12 09:30", "2024-09-13 10:00", "2024-09-24 15:00"),
        ("2024-10-12 09:30", BALANCE),
    )
    yield from chain(
        *("seat-2024-09", "2024-09-25 09:00", "2024-09-26 09:00", "2024-09-26 15:00", "2024-09-27 16:00"),
        ("2024-10-12 17:00", SEAT),
    )
    yield from chain(
        *("seat-2024-10", "2024-10-15 09:20", "2024-10-17 14:00", "2024-10-18 09:00", "2024-10-24 11:30"),
        ("2024-10-30 10:12", SEAT),
    )
    yield from chain(
        *("seat-2024-11", "2024-11-14 09:40", "2024-11-18 10:00", "2024-11-18 15:30", "2024-11-22 09:00"),
        ("2024-12-02 11:26", SEAT),
        last=True,
    )


# ---------------------------------------------------------------- September storms


def storms() -> Iterator[Row]:
    """Cut the hotline in the first typhoon, stop the treasury in the second."""
    first, second = "TF-2413", "TF-2414"
    yield row(
        *("2024-09-15 20:00", "不可抗力开始"),
        **{"不可抗力编号": first, "种类": "台风", "主体方": "乙方", "受影响事项": ["seat_24x7"], "经认定": True},
    )
    yield row("2024-09-15 21:30", "不可抗力通知", 不可抗力编号=first, 形式="书面")
    yield row("2024-09-16 02:10", "热线中断", 起因="机房进水", 计划内=False, 经批准=False)
    yield row("2024-09-16 06:40", "热线恢复", 起因="机房进水")
    yield row("2024-09-17 12:00", "不可抗力结束", 不可抗力编号=first)
    yield row("2024-09-20 10:00", "权威机构证明寄送", 不可抗力编号=first, 出具机构="市应急管理局")
    yield row(
        *("2024-09-19 18:00", "不可抗力开始"),
        **{"不可抗力编号": second, "种类": "台风", "主体方": "甲方"},
        **{"受影响事项": ["pay_balance_sept", "treasury_7wd"], "经认定": True},
    )
    yield row("2024-09-20 08:30", "不可抗力通知", 不可抗力编号=second, 形式="书面")
    yield row("2024-09-21 12:00", "不可抗力结束", 不可抗力编号=second)
    yield row("2024-09-23 15:00", "权威机构证明寄送", 不可抗力编号=second, 出具机构="市应急管理局")


# ---------------------------------------------------------------- reports


def mondays(first: date, last: date) -> Iterator[date]:
    """Yield every Monday from a Monday to a day."""
    while first <= last:
        yield first
        first += timedelta(days=7)


def weekly(draw: random.Random) -> Iterator[Row]:
    """Report people, robot lines and desks every Monday; one week lacks a person, one lacks a line."""
    for day in mondays(date(2024, 5, 27), date(2025, 5, 19)):
        minute = draw.randrange(60)
        if day <= date(2024, 12, 30):
            people = 14 if day == date(2024, 8, 19) else draw.choice((15, 15, 15, 16, 16, 17))
            yield row(at(day, 9, minute), "人数上报", 能力项="坐席", 数量=people)
        if day < date(2024, 6, 3):
            continue
        few = day >= date(2024, 11, 4)
        lines = 15 if day == date(2025, 2, 17) else draw.choice((16, 17, 18) if few else (20, 20, 21, 22))
        yield row(at(day, 9, minute), "能力上报", 能力项="智能路数", 数量=lines)
        yield row(at(day, 9, minute), "能力上报", 能力项="话务台席", 数量=draw.choice((15, 15, 16)))
    yield row(
        *("2024-11-01 10:00", "能力调整同意"),
        **{"能力项": "智能路数", "新下限": 16},
    )


def months(first: date, count: int) -> Iterator[tuple[date, date]]:
    """Yield the first day of each of some months, with the first day of the next."""
    for number in range(count):
        year, month = divmod(first.month - 1 + number, 12)
        year_after, month_after = divmod(first.month + number, 12)
        yield date(first.year + year, month + 1, 1), date(first.year + year_after, month_after + 1, 1)


def monthly(draw: random.Random) -> Iterator[Row]:
    """Report calls, robot coverage and how the service was judged after each month; October misses the rate."""
    coverage = 58
    for start, after in months(date(2024, 6, 1), 11):
        offered = draw.randrange(14_200, 16_400)
        percent = 89 if start == date(2024, 10, 1) else draw.randrange(91, 97)
        answered = offered * percent // 100 + draw.randrange(60)
        day = after + timedelta(days=draw.randrange(1, 4))
        month = start.isoformat()[:7]
        yield row(at(day, 10, draw.randrange(60)), "月话务统计", 月份=month, 呼入=offered, 接听=answered)
        coverage = min(coverage + draw.randrange(3, 7), 83)
        yield row(at(day, 11, draw.randrange(60)), "能力上报", 能力项="机器人覆盖", 数量=f"0.{coverage}")
        yield row(at(day, 14, draw.randrange(60)), "服务评定", 所评期间=month, 合格=True, 服务类型="日常")
        for scope in ("line_03", "line_05"):
            yield row(at(day, 15, draw.randrange(60)), "质量评定", 对象=scope, 合格=True, 标准="月度抽查")


def outages(draw: random.Random) -> Iterator[Row]:
    """Stop the hotline at night for approved maintenance each quarter, and twice without leave."""
    for day in (date(2024, 7, 14), date(2024, 10, 27), date(2025, 1, 12), date(2025, 4, 13)):
        minute = draw.randrange(30)
        yield row(at(day, 1, minute), "热线中断", 起因="版本升级", 计划内=True, 经批准=True)
        yield row(at(day, 3, minute + draw.randrange(30)), "热线恢复", 起因="版本升级")
    yield row("2024-08-22 15:03", "热线中断", 起因="线路割接失误", 计划内=False, 经批准=False)
    yield row("2024-08-22 15:41", "热线恢复", 起因="线路割接失误")
    yield row("2025-03-06 10:20", "热线中断", 起因="升级未经批准", 计划内=True, 经批准=False)
    yield row("2025-03-06 10:52", "热线恢复", 起因="升级未经批准")


# ---------------------------------------------------------------- quarrels


def quarrels() -> Iterator[Row]:
    """Bill words of a cloud, refuse and reject, prove a loss, amend the contract, serve badly after sales."""
    yield row("2024-10-21 09:30", "额外收费", 金额="18000.00", 名目="关键词词云按个数计费")
    yield row("2024-11-05 10:00", "协商开始", 事由="词云收费")
    yield row("2024-11-20 16:00", "补充合同签订", 增减金额="30000.00", 事项相同=True, 其他条款变动=False)
    yield row("2024-11-26 10:40", "备案", 机关="finance_bureau", 材料=["变更协议"])
    yield row("2024-12-03 09:00", "分包查实", 对象="line_08", 第三方="原厂", 原厂维护=True)
    yield row("2024-12-09 10:00", "质量评定", 对象="line_06", 合格=False, 标准="省平台数据回传")
    yield row("2024-12-12 10:00", "甲方依约拒收", 对象="line_06", 理由="质量")
    yield row("2025-01-08 14:00", "损失认定", 款项名目="item5", 金额="150000.00")
    yield row("2025-01-15 09:00", "甲方拒收服务", 主体方="甲方", 正当理由=False, 对象="line_07")
    yield row("2025-02-12 09:00", "要求履约保证金", 金额="50000.00", 形式="保函")
    yield row("2025-03-18 10:00", "服务评定", 所评期间="2025-03", 合格=False, 服务类型="售后")
    yield row("2025-03-25 10:00", "损失认定", 款项名目="item7", 金额="20000.00")


def slips() -> Iterator[Row]:
    """Write one figure wrong and correct it, send one row twice, take one back, learn of one late."""
    wrong = row("2024-07-15 09:40", "人数上报", 能力项="坐席", 数量=51)
    yield wrong | {"编号": "HN-W1"}
    yield row("2024-07-15 09:40", "人数上报", 能力项="坐席", 数量=16) | {"编号": "HN-W2", "更正": "HN-W1"}
    twice = row("2024-08-05 09:05", "能力上报", 能力项="话务台席", 数量=15) | {"编号": "HN-W3"}
    yield twice
    yield dict(twice)
    yield row("2025-01-20 09:00", "甲方拒收服务", 主体方="甲方", 正当理由=False, 对象="line_15") | {"编号": "HN-W4"}
    yield row("2025-01-21 09:00", "甲方拒收服务", 主体方="甲方", 正当理由=False, 对象="line_15") | {
        "编号": "HN-W5",
        "撤回": "HN-W4",
    }
    yield row("2024-12-16 09:00", "人数上报", 能力项="坐席", 数量=15) | {"记录时间": "2025-01-03 09:00"}


# ---------------------------------------------------------------- the whole


def log(seed: int = SEED) -> list[Row]:
    """Return the whole log in order of time, each row with its id."""
    draw = random.Random(seed)
    told = [
        *signing(),
        *start_of_services(draw),
        *payments(),
        *storms(),
        *weekly(draw),
        *monthly(draw),
        *outages(draw),
        *quarrels(),
        *slips(),
    ]
    whole = [*numbered(told, "HN"), *numbered([*days()], "HD")]
    return sorted(whole, key=moment)


def moment(one: Row) -> datetime:
    """Return when something happened."""
    return datetime.fromisoformat(str(one["时间"]))


def numbered(told: list[Row], prefix: str) -> list[Row]:
    """Return rows in order of time, each with its id."""
    ordered = enumerate(sorted(told, key=moment), 1)
    return [{"编号": one.get("编号", f"{prefix}-{number:03d}"), **one} for number, one in ordered]


def lines(seed: int = SEED) -> str:
    """Return the log as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in log(seed))


if __name__ == "__main__":
    sys.stdout.buffer.write(lines().encode())
