"""
Write what Haining's service does from day to day: plans, inspections, tickets, calls, seats, trainings, holidays.

``make_haining_log.py`` tells the story of money and quarrels; this is the work in between, drawn with a seed of its
own, so that neither changes the other's rows. Nearly all goes well. What does not: a plan that never comes, an
inspection, an answer and a fix that are late, an upgrade that nobody confirmed, a roster missing, a medical after the
first shift, a day of the National Day holiday without a watch, a service and a sample that fail.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

SEED = 20240601
STEP = timedelta(days=28)
SYSTEMS = ("receiving", "mm", "110", "grid")
ITEMS = (
    *("om_keep_running", "kb_service", "da_service", "mm_service", "110_linkage", "110_interface", "grid_linkage"),
    *("grid_interface", "seat_onsite_mgmt", "seat_business", "seat_tools", "seat_robot", "seat_kb_assist"),
    "other_services",
)
CHECKS = (
    *(("2024-06-06", "端午节"), ("2024-09-13", "中秋节"), ("2024-09-29", "国庆节"), ("2024-10-17", "观潮节")),
    *(("2024-12-30", "元旦"), ("2025-01-26", "春节"), ("2025-04-02", "清明节"), ("2025-04-29", "劳动节")),
)
PAPERS = ("体检证明", "培训证明", "学历证明")

Row = dict[str, object]


def row(day: date, hour: int, minute: int, event: str, /, **fields: object) -> Row:
    """Return one row of the log; fields follow in the order given."""
    return {"时间": f"{day.isoformat()} {hour:02d}:{minute:02d}", "事件": event, **fields}


def on(day: str, event: str, /, **fields: object) -> Row:
    """Return one row at ten o'clock of a day."""
    return row(date.fromisoformat(day), 10, 0, event, **fields)


def first_of_months(year: int, month: int, count: int) -> Iterator[date]:
    """Yield the first day of some months."""
    for number in range(month - 1, month - 1 + count):
        yield date(year + number // 12, number % 12 + 1, 1)


# ---------------------------------------------------------------- papers


def agreed() -> Iterator[Row]:
    """Agree what the vague words mean, and compare and hand out the contract."""
    basis = "启动会会议纪要"
    for name, value in (
        *(("interval", "1个月"), ("plan_interval", "1个月"), ("prompt_limit", "3日"), ("realtime_limit", "30分钟")),
        ("long_holiday", "国庆、春节"),
    ):
        yield on("2024-05-24", "参数设定", 名目=name, 取值=value, 依据=basis)
    yield on("2024-05-21", "与采购结果比对", 相符=True)
    yield on("2024-05-22", "文件登记", 文件名="服务方案", 形式="书面")
    yield on("2024-05-22", "合同分发", 甲方份数=2, 乙方份数=2, 财政份数=1, 代理份数=1)


def documents() -> Iterator[Row]:
    """Hand over the plans in June, what has to be studied first in July; the adjustment plan never comes."""
    for doc in ("upgrade_plan", "patrol_plan", "holiday_watch_plan", "om_patrol_plan"):
        yield on("2024-06-14", "文档交付", 文件名=doc, 规范="rx_four_plans")
    yield on("2024-06-14", "文档交付", 文件名="daily_maintenance_plan", 规范="rx_daily_plan")
    yield on("2024-06-21", "文档交付", 文件名="om_plan", 规范="fault_om_doc")
    yield on("2024-06-28", "文档交付", 文件名="assessment_scheme", 规范="kpi_assessment")
    yield on("2024-07-19", "文档交付", 文件名="xmind", 规范="kb_research")
    yield on("2024-07-26", "文档交付", 文件名="optimisation_plan", 规范="fault_opt_plan")
    for quarter in ("2024-07-05", "2024-10-11", "2025-01-07", "2025-04-07"):
        yield on(quarter, "文档交付", 文件名="analytics_report", 规范="seat_analytics")


def trainings() -> Iterator[Row]:
    """Hold the courses through summer and autumn; the one for managers comes last."""
    for day, course in (
        *(("2024-07-03", "basic"), ("2024-09-04", "advanced"), ("2025-05-09", "management")),
        *(("2024-07-10", "kb_principles"), ("2024-07-17", "dialog_factory"), ("2024-08-07", "training_product")),
        *(("2024-08-14", "data_mining"), ("2024-10-23", "robot_practice")),
    ):
        yield on(day, "培训", 课程=course, 对象="话务员和管理员")


# ---------------------------------------------------------------- systems


def upkeep(draw: random.Random) -> Iterator[Row]:
    """Inspect every system, report, patch and renew the interfaces every four weeks; one inspection is late."""
    for number in range(13):
        day = date(2024, 6, 12) + number * STEP
        for system in SYSTEMS:
            late = timedelta(days=9 * ((number, system) == (7, "grid")))
            mode = draw.choice(("现场", "远程"))
            yield row(day + late, 9, draw.randrange(60), "巡检", 系统=system, 方式=mode)
        yield row(day, 16, draw.randrange(60), "文档交付", 文件名="status_report", 规范="fault_status_report")
        yield row(day + timedelta(days=1), 20, draw.randrange(60), "补丁安装", 配置项=f"patch-{number + 1:02d}")
        for system in ("110", "grid"):
            name = f"U-{system}-{number + 1:02d}"
            yield row(day + timedelta(days=2), 21, draw.randrange(60), "变更上线", 变更号=name, 模块=system)
    for system in ("110", "grid"):
        yield on("2024-06-20", "配置认定", 配置项=system, 节点数=2)


def hazards(draw: random.Random) -> Iterator[Row]:
    """Find something at every other inspection and close it within days; one takes two weeks."""
    for number in range(12):
        system = SYSTEMS[number % 2]
        day = date(2024, 6, 12) + number * STEP
        name = f"H-{number + 1:02d}"
        yield row(day, 11, draw.randrange(60), "隐患发现", 系统=system, 隐患编号=name)
        if system == "receiving":
            yield row(day + timedelta(days=1), 10, draw.randrange(60), "文档交付", 文件名="remedy_plan")
        days = 14 if number == 5 else draw.randrange(1, 4)
        yield row(day + timedelta(days=days), 15, draw.randrange(60), "隐患闭环", 系统=system, 隐患编号=name)


def changes(draw: random.Random) -> Iterator[Row]:
    """Change a module each month, confirmed first where it is the management system; once nobody confirmed."""
    for number, day in enumerate(first_of_months(2024, 6, 11)):
        name, module = f"C-{number + 1:02d}", ("ivr", "kb", "mm")[number % 3]
        asked = day + timedelta(days=draw.randrange(4, 20))
        yield row(asked, 9, 0, "变更申请", 变更号=name, 模块=module)
        if module == "mm" and number != 8:
            yield row(asked, 15, draw.randrange(60), "业主确认", 变更号=name, 模块=module)
        late = timedelta(minutes=draw.randrange(8, 30) if module == "kb" else 60 * 24 * draw.randrange(1, 6))
        done = datetime(asked.year, asked.month, asked.day, 9) + late
        yield row(done.date(), done.hour, done.minute, "变更上线", 变更号=name, 模块=module)


def tickets(draw: random.Random) -> Iterator[Row]:
    """Answer three questions a month: one on the hotline at once, one on the knowledge base, one on management."""
    for number, day in enumerate(first_of_months(2024, 6, 11)):
        for place, topic in enumerate(("坐席框架", "kb", "mm")):
            name = f"Q-{number + 1:02d}{'abc'[place]}"
            asked = day + timedelta(days=draw.randrange(1, 18))
            minute = draw.randrange(20)
            yield row(asked, 14, minute, "咨询提出", 工单=name, 主题=topic)
            wait = 45 - minute if (number, place) == (6, 0) else draw.randrange(3, 29)
            yield row(asked, 14 + (minute + wait) // 60, (minute + wait) % 60, "咨询答复", 工单=name, 主题=topic)
            if topic == "mm":
                yield row(asked, 14, minute + 1, "问题登记", 工单=name, 主题=topic)
                solved = asked + timedelta(days=draw.randrange(1, 5))
                yield row(solved, 10, draw.randrange(60), "问题解决", 工单=name, 主题=topic)


def incidents() -> Iterator[Row]:
    """Find a major fault, come on site, solve it; migrate a database."""
    yield on("2024-08-22", "故障报告", 工单="F-01", 等级="major")
    yield on("2024-08-22", "现场必要性认定", 工单="F-01")
    yield on("2024-08-23", "到场", 工单="F-01")
    yield on("2024-08-23", "故障定位", 工单="F-01", 等级="major")
    yield on("2024-08-27", "文档交付", 文件名="solution", 规范="fault_major")
    yield on("2024-11-04", "迁移决定", 系统="db-2")
    yield on("2024-11-11", "文档交付", 文件名="migration_plan", 规范="fault_migration")
    yield on("2024-11-24", "迁移完成", 系统="db-2")


def requests() -> Iterator[Row]:
    """Configure each month, draw words, follow the province, keep windows at night; one disturbs the work."""
    yield on("2024-06-11", "巡检策略配置", 配置项="indicator-interface")
    for number, day in enumerate(first_of_months(2024, 7, 10)):
        yield row(day + timedelta(days=7), 9, 30, "配置申请", 配置项=f"P-{number + 1:02d}")
        yield row(day + timedelta(days=9), 16, 30, "配置完成", 配置项=f"P-{number + 1:02d}")
    yield on("2024-09-02", "服务请求", 规范="da_wordcloud")
    yield on("2024-10-08", "服务交付", 规范="da_wordcloud")
    yield on("2024-07-01", "上级要求下达", 下达机关="省建设厅", 内容="回传接口改造", 截止日="2024-08-30")
    yield on("2024-08-28", "服务评定", 规范="om_provincial_req", 合格=True, 服务类型="日常")
    for night in (date(2024, 7, 20), date(2024, 10, 26), date(2025, 1, 11), date(2025, 4, 19)):
        disturbed = night == date(2025, 1, 11)
        yield row(night, 1, 0, "维护开始", 系统="mm", 影响工作=disturbed)
        yield row(night, 4, 0, "维护结束", 系统="mm", 影响工作=disturbed)


# ---------------------------------------------------------------- people


def people() -> Iterator[Row]:
    """Bring sixteen people on with their papers, and one in October whose medical comes after the first shift."""
    for number in range(1, 17):
        for paper in PAPERS:
            yield row(date(2024, 5, 20), 14, number, "人员档案", 人员=f"S-{number:02d}", 档案=paper)
        yield row(date(2024, 5, 21), 8, number, "上岗", 人员=f"S-{number:02d}")
    yield on("2024-10-10", "人员档案", 人员="S-17", 档案="培训证明")
    yield on("2024-10-10", "人员档案", 人员="S-17", 档案="学历证明")
    yield on("2024-10-14", "上岗", 人员="S-17")
    yield on("2024-10-18", "人员档案", 人员="S-17", 档案="体检证明")
    yield on("2024-12-05", "违纪查实", 种类="工作时间擅自离岗")
    for day in first_of_months(2024, 6, 7):
        if day.month != 11:
            yield row(day, 8, 30, "排班发布", 月份=day.isoformat()[:7])


def calls(draw: random.Random) -> Iterator[Row]:
    """Follow one hard call a week through transfer, reply and a call back; two are never called back."""
    for week in range(49):
        day = date(2024, 5, 28) + timedelta(days=7 * week)
        name, minute = f"K-{week + 1:03d}", draw.randrange(50)
        yield row(day, 10, minute, "通话处理", 通话=name, 可当场答复=False)
        yield row(day, 10, minute + draw.randrange(2, 9), "事项流转", 事项=name)
        replied = day + timedelta(days=draw.randrange(3, 8))
        yield row(replied, 11, draw.randrange(60), "事项答复", 事项=name)
        if week not in (17, 40):
            yield row(replied + timedelta(days=draw.randrange(1, 4)), 15, draw.randrange(60), "回访", 事项=name)


def samples(draw: random.Random) -> Iterator[Row]:
    """Sample records and calls each month; one month's calls fail."""
    for number, day in enumerate(first_of_months(2024, 7, 11)):
        score = draw.randrange(91, 99)
        yield row(day + timedelta(days=4), 10, 0, "记录抽检", 得分=f"{score}%", 合格=True)
        good = number != 4
        yield row(day + timedelta(days=4), 11, 0, "通话抽检", 得分=f"{score - 3 if good else 74}%", 合格=good)


def judged(draw: random.Random) -> Iterator[Row]:
    """Judge every service without a figure each quarter; the knowledge base fails in autumn."""
    for number, day in enumerate((date(2024, 7, 9), date(2024, 10, 15), date(2025, 1, 9), date(2025, 4, 10))):
        for item in ITEMS:
            good = (number, item) != (1, "kb_service")
            minute = draw.randrange(60)
            yield row(day, 14 + minute % 3, minute, "服务评定", 规范=item, 合格=good, 服务类型="日常")
    yield on("2024-11-06", "服务评定", 规范="kb_service", 合格=True, 服务类型="日常")


def holidays() -> Iterator[Row]:
    """Check before every holiday and the tide festival, watch through the long ones; one day lacks its record."""
    yield on("2024-10-08", "重大活动登记", 活动="观潮节", 开始日="2024-10-18")
    for day, name in CHECKS:
        yield on(day, "健康检查", 所为活动=name)
    for first, count in ((date(2024, 10, 1), 7), (date(2025, 1, 28), 8)):
        for watched in (first + timedelta(days=number) for number in range(count)):
            if watched != date(2024, 10, 5):
                yield row(watched, 20, 0, "值守记录", 日子=watched.isoformat())


def days(seed: int = SEED) -> Iterator[Row]:
    """Yield what happens from day to day, in no order of time and without ids."""
    draw = random.Random(seed)
    for told in (agreed(), documents(), trainings(), incidents(), requests(), people(), holidays()):
        yield from told
    for drawn in (upkeep, hazards, changes, tickets, calls, samples, judged):
        yield from drawn(draw)
