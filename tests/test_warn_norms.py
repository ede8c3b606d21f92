"""What the checks say about norms: clashes, dead letters, toothless duties, schedules, ranges; what they pass."""

import pytest
from check_text import EVENTS, HEADER, PAYMENT, RESPONSE, contract, warned
from conftest import ROOT

from luyue.dsl.diagnostic import draw
from luyue.dsl.format import format_file
from luyue.dsl.load import load, load_text
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.warn import as_diagnostic

HAINING = ROOT / "contracts" / "haining" / "haining.clause"
END = "条款 解除 = end 〔九〕\n  当 {}\n  权利 甲方：解除通知，解除合同\n"


def of_code(code: str, text: str, *, header: str = HEADER, events: str = EVENTS) -> list[dict[str, str]]:
    """Return the facts of the warnings of a code."""
    return [dict(one.facts) for one in contract(text, header=header, events=events).warnings if one.code == code]


# ---------------------------------------------------------------- clashes


@pytest.mark.parametrize(
    ("ban", "clashes"),
    [
        ("禁止 乙方：故障响应", 1),
        ("禁止 双方：故障响应", 1),
        ("当 故障发生\n禁止 乙方：故障响应", 1),
        ("禁止 甲方：故障响应", 0),
        ("禁止 乙方：故障响应（工单 = “A”）", 0),
        ("禁止 乙方：故障响应\n例外 损失认定", 0),
        ("当 损失认定\n禁止 乙方：故障响应", 0),
        ("适用期间 自 2025-06-01 至 2025-06-30\n禁止 乙方：故障响应", 0),
        ("禁止 乙方：人数上报", 0),
    ],
)
def test_an_act_that_is_owed_and_forbidden(ban: str, clashes: int) -> None:
    """Of the same party, for every such act, whenever the duty is owed."""
    assert clashes == len(of_code("clash", RESPONSE + f"条款 禁 = ban 〔三〕\n{ban}\n"))


def test_a_duty_with_another_way_is_no_clash() -> None:
    """Answer, or report the number of staff: the second is not forbidden."""
    text = (
        RESPONSE.replace("故障响应，同一工单", "故障响应 或 人数上报") + "条款 禁 = ban 〔三〕\n禁止 乙方：故障响应\n"
    )

    assert [] == of_code("clash", text)


def test_a_clash_is_told_with_both_clauses() -> None:
    """In the reader's language."""
    text = RESPONSE + "条款 禁 = ban 〔三〕\n禁止 乙方：故障响应\n"
    (found,) = (one for one in contract(text).warnings if one.code == "clash")

    assert "「响应」要求做「故障响应」，「禁」禁止做，做与不做都违约" in draw(as_diagnostic(found), "zh")
    assert "「response」 asks for 「fault_responded」, 「ban」 forbids it" in draw(as_diagnostic(found), "en")


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        ("15以上", "不超过 14", "没有一个值，既到得了 15，又不过 14"),
        ("超过 15", "不超过 15", "没有一个值，既到得了 15，又不过 15"),
        ("15以上", "不超过 15", None),
        ("15以上", "20以上", None),
    ],
)
def test_two_levels_that_leave_no_value(one: str, other: str, gap: str | None) -> None:
    """The number itself counts where the boundary word takes it in (Civil Code art. 1259)."""
    text = "".join(
        f"条款 {name} = {name_en} 〔三〕\n  义务 乙方 保持 人数上报的在岗 {bound}\n"
        for name, name_en, bound in (("甲款", "a", one), ("乙款", "b", other))
    )
    found = of_code("clash", text)

    assert ([] if gap is None else [gap]) == [x["witness_zh"].partition("之间")[2] for x in found]


def test_levels_of_different_times_are_no_clash() -> None:
    """Fifteen in summer, at most ten in winter."""
    text = (
        "条款 夏 = a 〔三〕\n  适用期间 自 2025-06-01 至 2025-08-31\n  义务 乙方 保持 人数上报的在岗 15以上\n"
        "条款 冬 = b 〔三〕\n  适用期间 自 2025-12-01 至 2025-12-31\n  义务 乙方 保持 人数上报的在岗 不超过 10\n"
    )

    assert [] == of_code("clash", text)


# ---------------------------------------------------------------- unreachable


READING = """
解释 甲说 = reading “怎么读？”
  读法 左读 = one，默认
  读法 右读 = two
"""
WINDOW = "条款 甲 = a 〔三〕\n适用期间 自 {} 至 2025-05-01\n当 故障发生\n义务 乙方：故障响应\n期限 1日内\n"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (
            READING + "条款 甲 = a 〔三〕，依 甲说 = 左读\n当 损失认定\n违约金 甲方 付 乙方 1元，依 甲说 = 右读\n",
            "@dead-reading",
        ),
        (READING + "条款 甲 = a 〔三〕，依 甲说 = 左读\n当 损失认定\n违约金 甲方 付 乙方 1元，依 甲说 = 左读\n", None),
        (
            READING
            + RESPONSE.replace("〔一〕", "〔一〕，依 甲说 = 左读")
            + "条款 甲 = a 〔三〕，依 甲说 = 右读\n当 响应 违约\n"
            "违约金 甲方 付 乙方 1元\n",
            "@dead-reading",
        ),
        (END.format("故障发生（等级 = 普通，等级 = 重大）"), "@dead-filter"),
        (END.format("故障发生（等级 = 普通，等级 不为 普通）"), "@dead-filter"),
        (END.format("故障发生（等级 = 普通，工单 = “A”）"), None),
        (END.format("人数上报（在岗 超过 5，在岗 不足 3）"), "@dead-bounds"),
        (END.format("人数上报（在岗 超过 5，在岗 不足 9）"), None),
        (PAYMENT + END.format("首付款 违约2次以上 于 合同期"), "@dead-count"),
        (PAYMENT + END.format("首付款 违约1次以上 于 合同期"), None),
        (RESPONSE + END.format("响应 违约9次以上 于 合同期"), None),
        (
            RESPONSE + WINDOW.format("2025-06-01"),
            "@dead-window",
        ),
        (
            RESPONSE + WINDOW.format("2025-05-01"),
            None,
        ),
        ("条款 甲 = a 〔三〕\n义务 乙方 保持 人数上报的在岗 0以上\n" + END.format("甲 违约"), "@dead-breach"),
        ("条款 甲 = a 〔三〕\n义务 乙方 保持 人数上报的在岗 1以上\n" + END.format("甲 违约"), None),
    ],
)
def test_what_can_never_come_about(lines: str, why: str | None) -> None:
    """Only what the text settles alone."""
    assert ([] if why is None else [why]) == [one["why"] for one in of_code("unreachable", lines)]


MONTHLY = """
周期 服务月 = months 每月 自 2025-02-01 起，共 {count}
条款 月报 = monthly 〔三〕
  当 每 服务月
  义务 乙方：人数上报
  期限 不迟于 服务月 期末
"""


@pytest.mark.parametrize(("count", "asked", "told"), [(3, 4, 1), (3, 3, 0), (12, 4, 0)])
def test_a_count_beyond_all_periods(count: int, asked: int, told: int) -> None:
    """Four breaches of three instalments."""
    text = MONTHLY.format(count=f"{count}个") + END.format(f"月报 违约{asked}次以上 于 合同期")

    assert told == len(of_code("unreachable", text))


@pytest.mark.parametrize(("asked", "told"), [(2, 1), (1, 0)])
def test_a_count_within_one_period(asked: int, told: int) -> None:
    """A monthly report is missing once in a month at most."""
    text = MONTHLY.format(count="12个") + END.format(f"月报 违约{asked}次以上 于 服务月")

    assert told == len(of_code("unreachable", text))


def test_a_count_beyond_all_rows() -> None:
    """Rows that the trigger leaves out do not count."""
    text = """
表 分项 = lines（代号 = norm：编号，数量 = n：数值，到期日 = due：日期）
  行 a，1，2025-03-01
  行 b，0，2025-03-01
条款 交付 = handover 〔三〕
  当 每 分项（数量 超过 0）称 项
  义务 乙方：故障响应（工单 = 项的代号）
  期限 不迟于 项的到期日
"""

    assert [1, 0] == [len(of_code("unreachable", text + END.format(f"交付 违约{n}次以上 于 合同期"))) for n in (2, 1)]


SCORE = """
考核 月考核 = monthly_score 〔八〕
  每 月
  下限 0分
  考核项 响应项 = answers 100分
    扣分 5分 每次 故障发生
"""


@pytest.mark.parametrize(
    ("bound", "told"), [("超过 100分", 1), ("100分以上", 0), ("不足 0分", 1), ("不足 60分", 0), ("不超过 0分", 0)]
)
def test_a_score_has_its_range(bound: str, told: int) -> None:
    """Never above its worths, never below its floor."""
    assert told == len(of_code("unreachable", SCORE + END.format(f"月考核 {bound}")))


# ---------------------------------------------------------------- never breached


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("义务 乙方 保持 人数上报的在岗 0以上", "@never-short"),
        ("义务 乙方 保持 人数上报的在岗 不少于 0", "@never-short"),
        ("义务 乙方 保持 人数上报的在岗 超过 0", None),
        ("义务 乙方 保持 人数上报的在岗 不超过 0", None),
        ("义务 乙方：故障响应\n期限 经催告", None),
    ],
)
def test_what_nobody_can_break(lines: str, why: str | None) -> None:
    """With a term, an undemanded duty falls due at its end (Civil Code art. 511 (4))."""
    found = of_code("never-breached", f"条款 甲 = a 〔三〕\n{lines}\n")

    assert ([] if why is None else [why]) == [one["why"] for one in found]


@pytest.mark.parametrize(("event", "told"), [("", 1), ("事件 催告 = demand（债务 = debt：编号），作为 催告 债务\n", 0)])
def test_a_demand_that_no_event_makes(event: str, told: int) -> None:
    """Without a term nothing else makes it due."""
    header = "合同 例 = example\n  当事人 甲方 “某局”，乙方 “某公司”\n"
    text = "条款 甲 = a 〔三〕\n义务 乙方：故障响应\n期限 经催告\n"

    assert told == len(of_code("never-breached", text, header=header, events=EVENTS + event))


# ---------------------------------------------------------------- without teeth, without a norm


def toothless(text: str) -> list[str]:
    """Return the clauses of which nothing follows."""
    return [name for one in of_code("no-consequence", text) for name in one["clauses"].split("、")]


def test_duties_of_which_nothing_follows_are_one_finding() -> None:
    """A breach that another clause names, an event that it names, or papers that a payment waits for, has teeth."""
    text = (
        RESPONSE
        + PAYMENT.replace("  义务", "  前提 人数上报\n  义务")
        + "条款 上报 = report 〔三〕\n义务 乙方：人数上报\n期限 不迟于 2025-03-01\n"
        + "条款 通知 = notice 〔四〕\n义务 乙方：解除通知\n期限 不迟于 2025-03-01\n"
        + "条款 台风不报 = storm_ban 〔五〕\n禁止 乙方：台风开始\n"
        + "条款 台风罚款 = storm_fine 〔六〕\n当 台风开始\n违约金 乙方 付 甲方 1元，一次\n"
        + "条款 滞纳金 = late 〔七〕\n当 首付款 违约\n违约金 甲方 付 乙方 1元\n"
    )

    assert ["response", "notice"] == toothless(text)


def test_nothing_is_told_where_no_breach_has_a_price() -> None:
    """A contract without any remedy says nothing by leaving one out."""
    assert [] == toothless(RESPONSE + PAYMENT)


def test_a_clause_leaves_the_list_by_a_note() -> None:
    """With the code and the reason."""
    late = "条款 滞纳金 = late 〔七〕\n当 首付款 违约\n违约金 甲方 付 乙方 1元\n"
    noted = RESPONSE + "  注 “[no-consequence] 由考核办法另管”\n"

    assert ["response"] == toothless(RESPONSE + PAYMENT + late)
    assert [] == toothless(noted + PAYMENT + late)


def test_duties_without_a_time_are_one_finding() -> None:
    """A demand with a period of its own is a time."""
    times = ("经催告", "经催告后 30日内", "15日内", "孰早（15日内，经催告）")
    text = "".join(
        f"条款 第{n}款 = c_{i} 〔三〕\n当 故障发生\n义务 乙方：故障响应\n期限 {time}\n"
        for i, (n, time) in enumerate(zip("甲乙丙丁", times, strict=True))
    )

    assert ["c_0、c_3"] == [one["clauses"] for one in of_code("no-deadline", text)]


@pytest.mark.parametrize(
    ("lines", "event"),
    [
        ("当 人数上报\n违约金 乙方 付 甲方 1元，一次", "headcount_reported"),
        ("当 损失认定\n违约金 乙方 付 甲方 1元，一次", None),
        ("当 故障响应\n违约金 乙方 付 甲方 1元，一次", None),
        ("当 人数上报\n退还 乙方 付 甲方 1元，一次", None),
        ("当 人数上报\n赔偿损失 乙方 付 甲方 1元，一次", None),
        ("当 响应 违约\n违约金 乙方 付 甲方 1元，一次", None),
    ],
)
def test_damages_need_a_norm_that_is_broken(lines: str, event: str | None) -> None:
    """What a person establishes, what somebody owes, refunds and losses are left alone."""
    found = of_code("consequence-without-duty", RESPONSE + f"条款 罚 = fine 〔三〕\n{lines}\n")

    assert ([] if event is None else [event]) == [one["en"] for one in found]


# ---------------------------------------------------------------- schedules and ranges


TABLE = """
表 分期 = instalments（期次 = key：编号，金额 = money：金额，到期日 = due：日期，备注 = remark：文本）
  行 “1”，500元，2025-03-01，空白
  行 “2”，{money}，{due}，“二”
条款 付款 = pay 〔三〕
  当 每 分期 称 本期
  义务 甲方 付 乙方 本期的金额，以 款项到账（期次 = 本期的期次）的金额
  期限 不迟于 本期的到期日
"""


@pytest.mark.parametrize(
    ("money", "due", "cells"),
    [
        ("500元", "2025-06-01", []),
        ("空白", "2025-06-01", ["「money」 in row 2 of 「instalments」"]),
        ("500元", "空白", ["「due」 in row 2 of 「instalments」"]),
    ],
)
def test_an_empty_cell_that_a_payment_needs(money: str, due: str, cells: list[str]) -> None:
    """Any other empty cell is a blank of the contract; no cell is told twice."""
    text = TABLE.format(money=money, due=due)

    assert cells == [one["told_en"] for one in of_code("underdetermined-schedule", text)]
    assert ["remark in row 1 of instalments"] == [one["en"] for one in of_code("unspecified", text)]


def test_schedules_that_hang_on_a_reading() -> None:
    """Two options with other rows are two schedules; rows that only differ in a remark are one."""
    rows = "  行 “1”，500元，2025-03-01，空白\n  行 “2”，{money}，{due}，“二”\n"
    by_reading = (
        "  行 “1”，500元，2025-03-01，“一”，依 甲说 = 左读\n  行 “2”，500元，2025-06-01，“二”，依 甲说 = 左读\n"
        "  行 “1”，{}元，2025-03-01，“甲”，依 甲说 = 右读\n  行 “2”，500元，2025-06-01，“乙”，依 甲说 = 右读\n"
    )
    text = READING + TABLE.replace(rows, by_reading)

    assert ["「reading」: 2 by one, 2 by two"] == [
        one["told_en"] for one in of_code("underdetermined-schedule", text.format(600))
    ]
    assert [] == of_code("underdetermined-schedule", text.format(500))


@pytest.mark.parametrize(
    ("amount", "lacks"),
    [
        ("合同总价的0.5%至3%", [("@lacks-decider", "")]),
        ("合同总价的0.5%至3%，由 甲方 以 损失认定的金额 定", [("@lacks-time", "")]),
        ("合同总价的0.5%至3%，由 甲方 以 损失认定的金额 定（30日内）", []),
        ("不少于 合同总价的5%", [("@lacks-decider", "@lacks-top-too")]),
        ("不少于 合同总价的5%，由 甲方 以 损失认定的金额 定（30日内）", [("@lacks-top", "")]),
        ("不少于 合同总价的5%，不超过 合同总价的10%，由 甲方 以 损失认定的金额 定（30日内）", []),
        ("合同总价的3%", []),
    ],
)
def test_a_range_needs_somebody_to_close_it(amount: str, lacks: list[tuple[str, str]]) -> None:
    """Somebody, a time, and an upper end."""
    text = RESPONSE + f"条款 罚 = fine 〔三〕\n当 响应 违约\n违约金 乙方 付 甲方 {amount}\n"

    assert lacks == [(one["lack"], one["more"]) for one in of_code("discretion", text)]


# ---------------------------------------------------------------- the whole


def test_clean_clauses_are_not_accused() -> None:
    """A duty, a payment, a level, a prohibition with a permit, each with its consequence."""
    clean = (
        RESPONSE
        + PAYMENT
        + "条款 人数 = staff 〔三〕\n义务 乙方 保持 人数上报的在岗 15以上\n"
        + "条款 不停 = no_stop 〔四〕\n禁止 乙方：台风开始\n例外 损失认定\n"
        + "条款 罚 = fine 〔五〕\n当 响应 违约 或 首付款 违约 或 人数 违约 或 不停 违约\n"
        + "违约金 乙方 付 甲方 100元，一次\n"
        + END.format("响应 违约3次以上 于 合同期")
    )

    assert [] == warned(clean)


VAGUE_OF_HAINING = (  # each has a word of time without a number in the signed text
    *("inspections", "next_inspection", "rx_remedy_plan", "rx_periodic_patrol", "fault_realtime"),
    *("fault_status_report", "next_status_report", "kb_dialog", "mm_fix", "mm_patch", "iterations"),
    *("fm_notice", "fm_extended", "fm_extended_inclusive", "fm_paused", "fm_30d"),
)


def test_what_is_told_of_haining_are_its_defects() -> None:
    """Each finding is one that a lawyer listed, or plain fact; none is a false alarm."""
    found = load(HAINING).warnings
    ours = {"clash", "power-after-cap", "notice-longer-than-term", "unreachable", "never-breached", "date-anomaly"}
    ours |= {"vague-time", "underdetermined-schedule", "discretion", "consequence-without-duty", "calendar-horizon"}

    told = [(one.code, one.clause) for one in found if one.code in ours and one.article is None]
    assert [
        ("underdetermined-schedule", "pay_seats_monthly"),  # HD: six, seven or twelve payments of one sum
        *(("vague-time", name) for name in VAGUE_OF_HAINING),
    ] == told


def test_a_blank_that_only_another_reading_needs_is_for_information() -> None:
    """Nobody has to settle it as the contract is read by default."""
    text = """
待定 宽限 = grace：时长
解释 口径 = scope “要不要宽限”
  读法 不要 = none，默认
  读法 要 = some
条款 回音 = echo 〔一〕{}
  当   故障发生
  义务 乙方：故障响应
  期限 未定期限 “尽快” 按 宽限
"""
    found = [
        next(one.severity for one in contract(text.format(under)).warnings if one.code == "unspecified")
        for under in ("", "，依 口径 = 要")
    ]

    assert ["warning", "info"] == found


def test_either_language_has_the_same_findings() -> None:
    """The English print of a contract is warned of the same things, with the same facts."""
    tree = parse(Source("haining.clause", HAINING.read_text("utf-8")))
    english = load_text(format_file(tree, "en"), "haining.clause")
    found = [[(one.code, one.clause, one.facts) for one in of.warnings] for of in (load(HAINING), english)]

    assert found[0] == found[1]
