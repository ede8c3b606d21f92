"""What scores, tiers and points mean once they are checked, and what may not be said of them; one tree from either."""

from fractions import Fraction

import pytest
from check_text import codes, contract

from luyue.dsl import model
from luyue.dsl.format import format_file
from luyue.dsl.load import load_text
from luyue.dsl.model import Const, Fn, Kind, Measured, PointsFor, choose
from luyue.dsl.parse import parse
from luyue.dsl.quantity import Money
from luyue.dsl.source import Source
from luyue.dsl.twins import twins

HEADER = """
合同 例 = example
  合同总价 1000000元
  签订 2025-01-02
  合同期 2025-01-01 至 2025-12-31
  当事人 甲方 “某局”，乙方 “某公司”
"""
EVENTS = """
周期 运维季 = cycle 每3个月 自 2025-01-01 起，共4次
事件 故障发生 = fault（工单 = ticket：编号，扣除 = taken：分数）
事件 故障响应 = answered（工单 = ticket：编号）
事件 投诉 = complaint
事件 评分签字 = sheet（期次 = cycle_no：运维季，得分 = mark：分数，评语 = remark：文本）
事件 款项到账 = paid（金额 = amount：金额）
事件 解约通知 = notice
事件 节日开始 = feast_began
事件 节日结束 = feast_ended
事件 话务 = calls（接听 = answered_n：数值，呼入 = offered：数值，月份 = of_month：月份）
时段 节日 = feast 自 节日开始 至 节日结束
"""
RESPONSE = """
条款 响应 = response 〔一〕
  当 故障发生
  义务 乙方：故障响应，同一工单
  期限 15分钟内
"""
SCORE = """
考核 季度考核 = quarterly 〔附件〕
  每 运维季
  起始 100分
  考核项 处理 = handling 60分
    扣分 0.5分 每次 故障发生
  考核项 服务 = service 40分
    扣分 1分 每次 投诉
"""
TIERS = """
分档 付款系数 = pay_share 〔附件二〕 按 季度考核，整档
  档 90以上 100%
  档 80以上 不满90 95%
  档 其余 80%
"""


def made(text: str) -> model.Contract:
    """Return the contract of the header, the events and a test's own lines."""
    return contract(text, header=HEADER, events=EVENTS)


def wrong(text: str) -> list[str]:
    """Return the codes of what refuses such a contract."""
    return codes(text, header=HEADER, events=EVENTS)


def score(lines: str) -> model.Score:
    """Return the score whose lines are given."""
    return made(f"考核 甲 = a\n{lines}\n").scores[0]


def item(lines: str) -> model.ScoreItem:
    """Return the only item of a score."""
    return score(f"每 运维季\n{lines}").items[0]


# ---------------------------------------------------------------- scores


def test_a_score_keeps_its_options() -> None:
    """Period, start, floor, step, confirmation, how periods combine, what is not yet judged."""
    found = score(
        "每 运维季\n起始 100分\n下限 0分\n四舍五入至 0.5分\n以此为准 评分签字的得分\n平均\n剔除折算\n考核项 乙 = b 9分"
    )

    assert ("cycle", Fraction(1, 2), "mean", "left_out") == (
        found.period,
        found.rounded_to,
        found.over_periods,
        found.unjudged,
    )
    assert found.start == Const(found.items[0].worth.type, Fraction(100))
    assert found.floor == Const(found.items[0].worth.type, Fraction(0))
    assert found.confirmed_by is not None and "mark" == found.confirmed_by.name


@pytest.mark.parametrize(
    ("thing", "kind"),
    [
        ("每次 故障发生", "event"),
        ("每次 故障发生（工单 = “T1”）", "event"),
        ("每次 响应 违约", "state"),
        ("每次 响应 逾期超过2小时", "state"),
        ("每次（响应 违约2次以上 于 运维季）", "condition"),
        ("每日", "period"),
        ("每月", "period"),
        ("每次 运维季", "period"),
    ],
)
def test_what_points_are_for_decides_how_often(thing: str, kind: str) -> None:
    """Events and states each time, a condition when it comes true, a period once."""
    found = made(RESPONSE + f"考核 甲 = a\n每 运维季\n考核项 乙 = b 9分\n扣分 1分 {thing}\n").scores[0]

    assert kind == found.items[0].deductions[0].per.kind


def test_a_line_of_a_clause_takes_points_for_the_clause() -> None:
    """Each time, off one item of one score."""
    (line,) = made(SCORE + RESPONSE + "扣分 每次 0.5分，自 季度考核的处理\n").clauses[0].deductions

    assert (PointsFor("time"), "quarterly", "handling") == (line.per, line.score, line.item)


def test_the_event_that_costs_points_may_say_how_many() -> None:
    """Inside the points the event stands under its own name."""
    (line,) = item("考核项 乙 = b 9分\n扣分 故障发生的扣除 每次 故障发生").deductions

    assert (
        model.FieldOf(line.points.type, model.Var(model.Type(Kind.EVENT, of="fault"), "fault"), "taken") == line.points
    )


def test_points_of_an_item_spare_what_is_excepted() -> None:
    """But not if: a condition at the event."""
    (line,) = item("考核项 乙 = b 9分\n扣分 1分 每次 故障发生，除非 节日 持续中").deductions

    assert isinstance(line.unless, model.IntervalState)


def test_an_item_is_earned_whole_by_a_condition() -> None:
    """A metric of the score's own period against a bound."""
    text = "指标 接通率 = rate 为 合计 话务的接听 ÷ 合计 话务的呼入，每 运维季\n考核 甲 = a\n每 运维季\n"
    found = made(text + "考核项 接通 = answering 20分 若 接通率 不低于 90%\n").scores[0].items[0]

    assert (
        isinstance(found.condition, model.Compare) and Measured(found.condition.of.type, "rate") == found.condition.of
    )


def test_a_table_makes_an_item_of_every_row() -> None:
    """Worth, condition and deductions read the row."""
    table = "表 指标表 = lines（代号 = norm：编号，分值 = worth：分数）\n  行 a，3分\n  行 b，5分\n"
    found = made(
        table + "考核 甲 = a\n每 运维季\n考核项 每 指标表 称 行目，行目的分值，可超扣\n扣分 行目的分值 每次 投诉\n"
    )
    (one,) = found.scores[0].items
    row = model.Var(model.Type(Kind.ROW, of="lines"), "lines")

    assert ("lines", "lines", "lines", True) == (one.label.id, one.table, one.alias, one.may_exceed)
    assert model.FieldOf(one.worth.type, row, "worth") == one.worth == one.deductions[0].points


def test_a_clause_of_every_row_takes_points_off_the_item_of_its_row() -> None:
    """The item of rows is named by its table."""
    table = "表 指标表 = lines（代号 = norm：编号，分值 = worth：分数）\n  行 a，3分\n"
    lines = "考核 甲 = a\n每 运维季\n考核项 每 指标表 称 行目，行目的分值\n条款 丙 = c 〔一〕\n当 每 指标表 称 行目\n"
    text = table + lines + "义务 乙方：故障响应\n期限 不迟于 2025-06-30\n扣分 每次 1分，自 甲的指标表\n"

    assert ("a", "lines") == (made(text).clauses[0].deductions[0].score, made(text).clauses[0].deductions[0].item)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("考核项 乙 = b 9", ["number-without-unit"]),
        ("考核项 乙 = b 9元", ["type-mismatch"]),
        ("考核项 乙 = b 9%", ["type-mismatch"]),
        ("起始 100\n考核项 乙 = b 9分", ["number-without-unit"]),
        ("下限 0元\n考核项 乙 = b 9分", ["type-mismatch"]),
        ("四舍五入至 1元\n考核项 乙 = b 9分", ["type-mismatch"]),
        ("四舍五入至 0分\n考核项 乙 = b 9分", ["type-mismatch"]),
        ("以此为准 评分签字的评语\n考核项 乙 = b 9分", ["type-mismatch"]),
        ("以此为准 评分签字的分数\n考核项 乙 = b 9分", ["unknown-field"]),
        ("考核项 乙 = b 9分\n扣分 1元 每次 投诉", ["type-mismatch"]),
        ("考核项 乙 = b 9分\n扣分 1 每次 投诉", ["number-without-unit"]),
        ("考核项 乙 = b 9分\n扣分 5% 每次 投诉", ["type-mismatch"]),
        ("考核项 乙 = b 9分\n扣分 每次 1分", ["points-for-what"]),
        ("考核项 乙 = b 9分\n扣分 1分 每次 投拆", ["unknown-event"]),
        ("考核项 乙 = b 9分\n扣分 1分，每3日", ["type-mismatch"]),
        ("考核项 乙 = b 9分\n考核项 乙 = c 9分", ["duplicate-name"]),
        ("考核项 乙 = b 9分 若 投诉的次数", ["unknown-field"]),
        ("考核项 每 指标表，9分", ["unknown-name"]),
        ("起始 100分", ["score-of-nothing"]),
        ("每 季季\n考核项 乙 = b 9分", ["unknown-period"]),
    ],
)
def test_scores_are_made_of_points(lines: str, found: list[str]) -> None:
    """Money, shares and bare numbers are no points; what is counted must exist."""
    assert found == wrong(f"考核 甲 = a\n{lines}\n")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("扣分 每次 0.5分，自 季度考核的处理", []),
        ("扣分 0.5分 每次 投诉，自 季度考核的处理", []),
        ("扣分 每次 0.5分", ["points-off-what"]),
        ("扣分 每次 0.5分，自 季度考核", ["points-off-what"]),
        ("扣分 每次 0.5分，自 季度考核的处里", ["unknown-item"]),
        ("扣分 每次 0.5分，自 年度考核的处理", ["unknown-name"]),
        ("扣分 每次 0.5分，自 响应的处理", ["wrong-sort"]),
        ("扣分 每次 500元，自 季度考核的处理", ["type-mismatch"]),
        ("扣分 每次 0.5，自 季度考核的处理", ["number-without-unit"]),
    ],
)
def test_points_come_off_an_item_of_a_score(line: str, found: list[str]) -> None:
    """A line of a clause names score and item."""
    assert found == wrong(SCORE + RESPONSE + line + "\n")


# ---------------------------------------------------------------- tiers


def test_bands_take_a_plain_number_for_points() -> None:
    """90 stands for 90 points, and all bands give one kind of value."""
    (found,) = made(SCORE + TIERS).tiers

    assert [["ge"], ["ge", "lt"], []] == [[one.op for one in band.bounds] for band in found.bands]
    assert Kind.POINTS == found.bands[0].bounds[0].value.type.kind
    assert [Fraction(1), Fraction(19, 20), Fraction(4, 5)] == [band.value.value for band in found.bands]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("按 季度考核，整档\n档 90分以上 100%\n档 其余 80%", []),
        ("按 次数（投诉，于 合同期），整档\n档 3次以上 1000元\n档 其余 0元", []),
        ("按 合同总价，分段\n档 不超过 100万元 5%\n档 其余 3%", []),
        ("按 次数（投诉，于 合同期），分段\n档 不超过 3次 100元\n档 其余 200元", []),
        ("按 合同总价，分段\n档 不超过 100万元 5元\n档 其余 3元", ["no-such-product"]),
        ("按 季度考核，整档\n档 90元以上 100%\n档 其余 80%", ["type-mismatch"]),
        ("按 季度考核，整档\n档 90%以上 100%\n档 其余 80%", ["type-mismatch"]),
        ("按 合同总价，整档\n档 90以上 100%\n档 其余 80%", ["number-without-unit"]),
        ("按 合同总价，整档\n档 90分以上 100%\n档 其余 80%", ["type-mismatch"]),
        ("按 季度考核，整档\n档 90以上 100%\n档 其余 80分", ["bands-differ"]),
        ("按 季度考核，整档\n档 其余 80%\n档 90以上 100%", ["otherwise-last"]),
        ("按 季度考核，整档\n档 90以上 100%\n档 其余 80%\n档 其余 0%", ["otherwise-last"]),
        ("按 季度考核，整档", ["no-bands"]),
        ("按 甲方，整档\n档 90以上 100%", ["tiers-of-what"]),
        ("按 最近 评分签字的评语，整档\n档 90以上 100%", ["tiers-of-what"]),
        ("按 季度考该，整档\n档 90以上 100%", ["unknown-name"]),
        ("按 系数，整档\n档 90%以上 100%\n档 其余 80%", ["cycle"]),
    ],
)
def test_bounds_are_of_what_is_looked_at_and_values_of_one_kind(lines: str, found: list[str]) -> None:
    """Whole or marginal; a plain number stands for points only."""
    assert found == wrong(SCORE + f"分档 系数 = share {lines}\n")


# ---------------------------------------------------------------- where scores are read

PAY = "义务 甲方 付 乙方 100000元 × 付款系数\n期限 {due}\n"


@pytest.mark.parametrize(
    "lines",
    [
        "当 每 运维季\n" + PAY.format(due="运维季 期末 后 10日内"),
        "当 评分签字\n" + PAY.format(due="10日内"),
        "当 话务\n" + PAY.format(due="10日内"),
        "当 季度考核 低于 60分\n违约金 乙方 付 甲方 100000元 × 付款系数",
        "当 季度考核 低于 60\n权利 甲方：解约通知，解除合同",
        "当 付款系数 低于 90%\n权利 甲方：解约通知，解除合同",
        "当 季度考核 低于 60分 且 上一 季度考核 低于 60分\n权利 甲方：解约通知，解除合同",
        "当 次数（季度考核 低于 60分，于 合同期） 不少于 2次\n权利 甲方：解约通知，解除合同",
        "义务 乙方 保持 季度考核 80分以上\n违约金 乙方 付 甲方 100000元 × 付款系数",
        "义务 乙方 保持 季度考核 80以上",
    ],
)
def test_a_score_is_read_where_a_period_of_it_is_at_hand(lines: str) -> None:
    """Every period, an event that names one, the score's own bound, a level."""
    assert [] == wrong(SCORE + TIERS + f"条款 甲 = a 〔一〕\n{lines}\n")


YEARLY = "当 每年\n" + PAY.format(due="年 期末 后 10日内")


@pytest.mark.parametrize(
    ("over", "lines", "found"),
    [
        ("", YEARLY, ["score-of-which-period"]),
        ("", PAY.format(due="不迟于 2025-12-31"), ["score-of-which-period"]),
        ("", "当 投诉\n违约金 乙方 付 甲方 100000元 × 付款系数", ["score-of-which-period"]),
        ("平均", YEARLY, []),
        ("合并", YEARLY, []),
        ("平均", PAY.format(due="不迟于 2025-12-31"), []),
        ("各期均达标", YEARLY, ["each-is-no-number"]),
        ("各期均达标", "当 每年\n前提 季度考核 80分以上\n义务 甲方 付 乙方 100元\n期限 年 期末 后 10日内", []),
        (
            "",
            "当 每年\n前提 季度考核 80分以上\n义务 甲方 付 乙方 100元\n期限 年 期末 后 10日内",
            ["score-of-which-period"],
        ),
        ("", "当 每年\n违约金 乙方 付 甲方 100元 × 次数（季度考核 低于 60分，于 合同期）", []),
    ],
)
def test_a_score_without_a_period_at_hand_says_how_its_periods_combine(over: str, lines: str, found: list[str]) -> None:
    """Each, mean, pooled; each meets a bound and gives no number."""
    text = SCORE.replace("  起始", f"  {over}\n  起始") if over else SCORE

    assert found == wrong(text + TIERS + f"条款 甲 = a 〔一〕\n{lines}\n")


def test_a_named_formula_is_no_way_round() -> None:
    """A let that reads the score reads it where the let is read."""
    text = (
        SCORE
        + TIERS
        + f"设 应付 = due 为 100000元 × 付款系数\n条款 甲 = a 〔一〕\n{PAY.format(due='不迟于 2025-12-31')}"
    )

    assert ["score-of-which-period"] == wrong(text.replace("100000元 × 付款系数\n期限", "应付\n期限"))


def test_an_item_reads_a_metric_of_its_own_period() -> None:
    """A monthly figure in a quarterly score does not say which month counts; taken every month it does."""
    metric = "指标 接通率 = rate 为 合计 话务的接听 ÷ 合计 话务的呼入，每月\n指标 投诉数 = n 为 次数 投诉，每日\n"
    head = metric + "考核 甲 = a\n每 运维季\n"

    assert ["metric-of-other-period"] == wrong(head + "考核项 乙 = b 9分 若 接通率 90%以上\n")
    assert [] == wrong(metric + "考核 甲 = a\n每日\n考核项 乙 = b 9分 若 接通率 90%以上\n")  # of a longer period
    assert [] == wrong(head + "考核项 乙 = b 9分\n扣分 0.5分 × 孰高（投诉数 − 2，0），每日\n")
    assert ["metric-of-other-period"] == wrong(head + "考核项 乙 = b 9分\n扣分 0.5分 × 孰高（投诉数 − 2，0），每月\n")


# ---------------------------------------------------------------- circles


@pytest.mark.parametrize(
    "text",
    [
        SCORE + "条款 甲 = a 〔一〕\n义务 乙方 保持 季度考核 80以上\n扣分 每次 5分，自 季度考核的处理\n",
        SCORE + "条款 甲 = a 〔一〕\n当 季度考核 低于 60\n扣分 每次 5分，自 季度考核的处理\n",
        SCORE + TIERS + "条款 甲 = a 〔一〕\n当 付款系数 低于 90%\n扣分 每次 5分，自 季度考核的处理\n",
        SCORE
        + "条款 甲 = a 〔一〕\n义务 乙方 保持 季度考核 80以上\n条款 乙 = b 〔二〕\n当 甲 违约\n"
        + "扣分 每次 5分，自 季度考核的处理\n",
        SCORE.replace("0.5分 每次", "1%的季度考核 每次").replace("1%的季度考核", "季度考核的1%"),
        SCORE.replace("60分", "60分 若 付款系数 90%以上") + TIERS,
    ],
)
def test_a_score_that_waits_for_itself_is_a_circle(text: str) -> None:
    """By its own level, its own bound, its tiers, a clause that follows a breach, its own points."""
    assert ["cycle"] == wrong(text)


def test_an_act_that_a_bad_score_makes_due_costs_points_of_a_later_period() -> None:
    """That is no circle."""
    text = "条款 整改 = mend 〔一〕\n当 季度考核 低于 60\n义务 乙方：故障响应\n期限 10日内\n"
    text += "扣分 每次 5分，自 季度考核的处理\n"

    assert [] == wrong(SCORE + text)


# ---------------------------------------------------------------- the period before, counts


def test_the_period_before_and_the_figure_of_the_period_before() -> None:
    """``previous`` of a period at hand, of a score, and as a window."""
    when = "当 每 运维季\n前提 次数（投诉，于 上一 运维季） 不超过 3次 且 上一 季度考核 80以上\n"
    text = SCORE + f"条款 甲 = a 〔一〕\n{when}义务 甲方 付 乙方 100元\n期限 （上一 运维季） 期末 后 120日内\n"
    found = made(text).clauses[0]
    previous = [one for one in model.walk(found) if isinstance(one, Fn) and one.name == "previous"]

    assert [Kind.POINTS, Kind.PERIOD] == [one.type.kind for one in previous]
    assert [model.Window("previous", "cycle")] == [one for one in model.walk(found) if isinstance(one, model.Window)]


def test_the_period_before_needs_one_at_hand() -> None:
    """Before what?"""
    assert ["period-not-at-hand"] == wrong(
        "条款 甲 = a 〔一〕\n义务 甲方 付 乙方 100元\n期限 （上一 运维季） 期末 后 10日内\n"
    )


# ---------------------------------------------------------------- readings

READING = "解释 口径 = basis “着装算不算” \n  读法 算 = yes_it_does，默认\n  读法 不算 = no_it_does_not\n"


def test_bands_items_and_points_may_stand_under_a_reading() -> None:
    """Each option leaves its own lines."""
    text = READING + SCORE.replace("每次 投诉", "每次 投诉，依 口径 = 算").replace(
        "考核项 服务 = service 40分", "考核项 附加 = extra 5分，依 口径 = 不算\n  考核项 服务 = service 40分"
    )
    text += TIERS.replace("95%", "95%，依 口径 = 算\n  档 80以上 不满90 90%，依 口径 = 不算")
    whole = made(text)

    def left(option: str) -> tuple[list[str], int, list[Fraction]]:
        one = choose(whole, {"basis": option})
        taken = sum(len(each.deductions) for each in one.scores[0].items)
        return [each.label.id for each in one.scores[0].items], taken, [b.value.value for b in one.tiers[0].bands]  # type: ignore[attr-defined]

    assert (["handling", "service"], 2, [1, Fraction(19, 20), Fraction(4, 5)]) == left("yes_it_does")
    assert (["handling", "extra", "service"], 1, [1, Fraction(9, 10), Fraction(4, 5)]) == left("no_it_does_not")


# ---------------------------------------------------------------- scenarios


def test_a_scenario_may_expect_a_score_and_a_tier() -> None:
    """By the name that a period has in reports, quoted or bare."""
    rows = (
        "截至 2025-12-31\n预期 季度考核 “2025-Q1” 为 88分\n预期 季度考核 2025-Q1 为 88\n预期 付款系数 2025-Q1 为 95%\n"
    )
    first, second, third = made(SCORE + TIERS + f"案例 “一”\n{rows}").scenarios[0].expects

    assert first == second and ("2025-Q1",) == first.key
    assert ("pay_share", Fraction(19, 20)) == (third.name, third.value.value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("预期 季度考核 2025-Q1 为 88元", ["type-mismatch"]),
        ("预期 季度考核 2025-Q1 为 88%", ["type-mismatch"]),
        ("预期 付款系数 2025-Q1 为 95分", ["type-mismatch"]),
        ("预期 运维季 为 95分", ["wrong-sort"]),
    ],
)
def test_what_is_expected_is_of_the_kind_of_the_score(row: str, found: list[str]) -> None:
    """Points for a score, a share for tiers of shares."""
    assert found == wrong(SCORE + TIERS + f"案例 “一”\n截至 2025-12-31\n{row}\n")


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("响应 履行3次以上 于 运维季", "次数（响应 履行，于 运维季） 3次以上"),
        ("响应 逾期超过1小时 2次以上 于 合同期", "次数（响应 逾期超过1小时，于 合同期） 2次以上"),
        ("响应 逾期 超过2次", "次数（响应 逾期） 超过2次"),
    ],
)
def test_a_state_so_many_times_is_a_count_of_it(written: str, counted: str) -> None:
    """Performed, late and the like, as often as a bound says, in a window."""
    one, other = (
        made(RESPONSE + f"条款 甲 = a 〔一〕\n当 {when}\n权利 甲方：解约通知\n").clauses[1].triggers
        for when in (written, counted)
    )

    assert one == other


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("“2025-Q1”", []),
        ("2025-Q1", []),
        ("“2025-01..2025-06”", []),
        ("2025-03", []),
        ("“第一季”", ["not-comparable"]),
        ("3分", ["not-comparable"]),
    ],
)
def test_a_field_that_holds_a_period_is_compared_with_the_name_of_one(name: str, found: list[str]) -> None:
    """As reports name periods; other texts name none."""
    assert found == wrong(f"条款 甲 = a 〔一〕\n当 评分签字（期次 = {name}）\n违约金 乙方 付 甲方 100元\n")


# ---------------------------------------------------------------- money by points


def test_so_much_money_a_point_is_written_over_one_point() -> None:
    """Points over points are a share, and money times a share is money."""
    text = (
        SCORE + "条款 甲 = a 〔一〕\n当 季度考核 低于 90\n违约金 乙方 付 甲方 1000元 ×（（100分 − 季度考核） ÷ 1分）\n"
    )
    amount = made(text).clauses[0].heads[0].amount

    assert Kind.MONEY == amount.type.kind
    assert ["no-such-product"] == wrong(text.replace("（（100分 − 季度考核） ÷ 1分）", "（100分 − 季度考核）"))
    assert Money(Fraction(1000), "CNY") in [one.value for one in model.walk(amount) if isinstance(one, Const)]


# ---------------------------------------------------------------- both languages


def test_both_languages_give_one_contract() -> None:
    """Printed in English and read again, a scorecard has the same digest, whatever the rows and items are called."""
    text = (
        HEADER
        + EVENTS
        + READING
        + "表 指标表 = lines（代号 = norm：编号，分值 = worth：分数）\n  行 a，3分\n"
        + SCORE.replace("0.5分 每次 故障发生", "0.5分 每次 故障发生，除非 节日 持续中，依 口径 = 算")
        + "  考核项 每 指标表 称 行目，行目的分值 若 投诉\n"
        + TIERS
        + RESPONSE
        + "  扣分 每次 0.5分，自 季度考核的处理\n"
        + "条款 甲 = a 〔二〕\n当 次数（季度考核 低于 60，于 上一 运维季） 不少于 1次\n权利 甲方：解约通知\n"
        + "案例 “一”\n  截至 2025-12-31\n  预期 季度考核 2025-Q1 为 88分\n"
    )
    tree = parse(Source("a.clause", text))
    spelled = twins(tree)
    english = format_file(tree, "en", lambda name: spelled(name)["en"])

    assert "score quarterly = 季度考核" in english and "from quarterly.handling" in english
    assert load_text(text, "a.clause").digest == load_text(english, "b.clause").digest
