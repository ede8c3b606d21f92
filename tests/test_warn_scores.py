"""What the checks warn of in scorecards: bands with gaps, overlaps, falls and turns; sums; charges made twice."""

from fractions import Fraction
from itertools import product

import pytest
from check_text import contract
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from luyue.dsl.format import format_file
from luyue.dsl.load import load, load_text
from luyue.dsl.model import Contract
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.twins import twins
from luyue.dsl.warn.double import double
from luyue.dsl.warn.points import points
from luyue.dsl.warn.reach import Reach, reach
from luyue.dsl.warn.tiers import tiers

HEADER = """
合同 例 = example
  合同总价 1000000元
  签订 2025-01-02
  合同期 2025-01-01 至 2025-12-31
  当事人 甲方 “某局”，乙方 “某公司”
"""
EVENTS = """
周期 运维季 = cycle 每3个月 自 2025-01-01 起，共4次
事件 故障 = fault（工单 = ticket：编号，等级 = severity：普通 = normal/重大 = critical，扣除 = taken：分数）
事件 响应到 = answered（工单 = ticket：编号）
事件 投诉 = complaint
事件 评分签字 = sheet（期次 = cycle_no：运维季，得分 = mark：分数）
事件 款项到账 = paid（金额 = amount：金额）
事件 话务 = calls（接听 = answered_n：数值，呼入 = offered：数值）
"""
CLEAN = """
考核 季度考核 = quarterly 〔附件〕
  每 运维季
  起始 100分
  下限 0分
  考核项 处理 = handling 60分
    扣分 1分 每次 故障
  考核项 服务 = service 40分
    扣分 2分 每次 投诉
分档 系数 = share 〔附件〕 按 季度考核，整档
  档 90以上 100%
  档 80以上 不满90 95%
  档 70以上 不满80 85%
  档 60以上 不满70 75%
  档 不满60 60%
条款 付费 = pay 〔一〕
  当 每 运维季
  义务 甲方 付 乙方 250000元 × 系数
  期限 运维季 期末 后 10日内
"""


RESPONSE = """
条款 响应 = response 〔二〕
  当 故障
  义务 乙方：响应到，同一工单
  期限 15分钟内
  扣分 每次 1分，自 季度考核的处理
"""
SCORE = CLEAN.partition("分档")[0]


def made(text: str) -> Contract:
    """Return the contract of the header, the events and a test's own lines."""
    return contract(text, header=HEADER, events=EVENTS)


def found(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the codes and facts of the warnings about scores, tiers and points."""
    whole = made(text)
    return [(one.code, dict(one.facts)) for finder in (tiers, points, double) for one in finder(whole)]


def codes(text: str) -> list[str]:
    """Return the codes alone."""
    return [code for code, _ in found(text)]


def only(text: str) -> dict[str, str]:
    """Return the facts of the one finding there is."""
    (one,) = found(text)
    return one[1]


def score(lines: str) -> Reach:
    """Return what a score of a quarter can be."""
    whole = made(f"考核 甲 = a\n每 运维季\n{lines}\n")
    return reach(whole, whole.scores[0])


def values(lines: str) -> list[str]:
    """Return the values of such a score, all of which were tried."""
    tried = score(lines).values
    assert tried is not None
    return [str(one) for one in tried]


# ---------------------------------------------------------------- what a score can be


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("考核项 乙 = b 3分\n扣分 1分 每次 故障", ["0", "1", "2", "3"]),
        ("考核项 乙 = b 3分\n扣分 2分 每次 故障", ["0", "1", "3"]),
        ("考核项 乙 = b 3分\n扣分 5分 每次 故障", ["0", "3"]),
        ("考核项 乙 = b 3分 若 投诉", ["0", "3"]),
        ("考核项 乙 = b 3分", ["3"]),
        ("起始 10分\n考核项 乙 = b 3分 若 投诉\n考核项 丙 = c 4分 若 故障", ["3", "6", "7", "10"]),
        ("起始 10分\n下限 6分\n考核项 乙 = b 3分 若 投诉\n考核项 丙 = c 4分 若 故障", ["6", "7", "10"]),
        ("起始 4分\n下限 1分\n考核项 乙 = b 1分，可超扣\n扣分 2分 每次 故障", ["1", "2", "4"]),
        ("考核项 乙 = b 2分\n扣分 0.5分 × 次数（投诉，于 运维季），每日", ["0", "1/2", "1", "3/2", "2"]),
        ("四舍五入至 1分\n考核项 乙 = b 2分\n扣分 0.5分 每次 投诉", ["0", "1", "2"]),
        ("考核项 乙 = b 9分\n扣分 2分，每次 运维季", ["7", "9"]),
        ("考核项 乙 = b 9分\n扣分 2分，每月", ["3", "5", "7", "9"]),
    ],
)
def test_every_value_of_a_score_is_tried(lines: str, expected: list[str]) -> None:
    """Sums of steps, cut off at an item's worth and at the floor, rounded; as often as the period has room for."""
    assert expected == values(lines)


@pytest.mark.parametrize(
    "lines",
    [
        "考核项 乙 = b 9分\n扣分 故障的扣除 每次 故障",
        "剔除折算\n考核项 乙 = b 9分\n扣分 1分 每次 故障",
        "平均\n考核项 乙 = b 9分\n扣分 1分 每次 故障",
        "考核项 乙 = b 9分\n扣分 0.0001分 每次 故障",
    ],
)
def test_what_cannot_be_tried_is_any_number_in_between(lines: str) -> None:
    """Points that an event names, items left out, a mean, too fine a step."""
    one = score(lines)

    assert (None, Fraction(0), Fraction(9)) == (one.values, one.low, one.high)


def test_a_clause_of_each_period_costs_its_points_once() -> None:
    """One payment a quarter is late once a quarter; one a month three times; faults any number of times."""
    text = "考核 甲 = a\n每 运维季\n考核项 乙 = b 9分\n条款 丙 = c 〔一〕\n当 {when}\n义务 乙方：响应到\n"
    text += "期限 {due}\n扣分 每次 2分，自 甲的乙\n"

    def of(when: str, due: str) -> list[str]:
        whole = made(text.format(when=when, due=due))
        return [str(one) for one in reach(whole, whole.scores[0]).values or ()]

    assert ["7", "9"] == of("每 运维季", "运维季 期末 后 3日内")
    assert ["3", "5", "7", "9"] == of("每月", "月 期末 后 3日内")
    assert ["0", "1", "3", "5", "7", "9"] == of("故障", "15分钟内")


_steps = st.lists(st.integers(1, 6), max_size=3)
_items = st.lists(st.tuples(st.integers(0, 6), st.booleans(), _steps), min_size=1, max_size=3)


@settings(max_examples=40, deadline=None)
@given(items=_items, start=st.integers(0, 12))
def test_reach_is_what_trying_every_number_of_times_gives(items: list[tuple[int, bool, list[int]]], start: int) -> None:
    """The bits agree with plain counting."""
    lines = [f"起始 {start}分", "下限 0分"]
    for at, (worth, whole, steps) in enumerate(items):
        lines.append(f"考核项 乙{'甲乙丙'[at]} {worth}分{' 若 投诉' if whole else ''}")
        lines += [f"扣分 {step}分 每次 故障" for step in steps]

    def losses(worth: int, whole: bool, steps: list[int]) -> set[int]:
        sums = {
            sum(n * one for n, one in zip(many, steps, strict=True)) for many in product(range(7), repeat=len(steps))
        }
        return {min(one, worth) for one in sums} | ({worth} if whole else set())

    expected = {max(0, start - sum(taken)) for taken in product(*(losses(*one) for one in items))}

    assert sorted(expected) == list(score("\n".join(lines)).values or ())


# ---------------------------------------------------------------- bands


def test_a_clean_scorecard_raises_nothing() -> None:
    """Bands that meet, falls of a tenth, items that make the whole."""
    assert [] == found(CLEAN)


@pytest.mark.parametrize("step", ["0.5分", "1分", "2分"])
def test_a_gap_is_one_only_if_a_score_falls_into_it(step: str) -> None:
    """Between 89 and 90 lies 89.5 for half points, and nothing for whole ones."""
    text = (
        CLEAN.replace("不满90", "不超过89")
        .replace("1分 每次 故障", f"{step} 每次 故障")
        .replace("2分 每次", f"{step} 每次")
    )
    expected = [("tier-gap", "89.5", "1", "@tried")] if step == "0.5分" else []

    assert expected == [(code, one["value"], one["count"], one["how"]) for code, one in found(text)]


@pytest.mark.parametrize("over", ["平均", "合并", "剔除折算"])
def test_a_mean_of_whole_points_falls_between_them(over: str) -> None:
    """Then nothing was tried, and the finding says so."""
    text = CLEAN.replace("不满90", "不超过89").replace("  起始", f"  {over}\n  起始")

    assert ("89.5", "@many", "@not-tried") == tuple(only(text)[key] for key in ("value", "count", "how"))


def test_a_gap_below_or_above_every_band_is_one_too() -> None:
    """Without a last band, what is below 60 is in none."""
    text = CLEAN.replace("  档 不满60 60%\n", "")

    assert ("59", "60") == (only(text)["value"], only(text)["count"])


def test_one_value_in_two_bands_names_both() -> None:
    """80 to 95 and 60 to 80 share 80, and only 80."""
    text = CLEAN.replace("70以上 不满80", "70以上 不超过80")
    facts = only(text)

    assert ("80", "1", "95%", "85%") == tuple(facts[key] for key in ("value", "count", "one", "other"))


def test_two_bands_that_give_the_same_do_not_clash() -> None:
    """Which of them holds makes no difference."""
    assert [] == found(CLEAN.replace("70以上 不满80 85%", "70以上 不超过80 95%"))


def test_an_overlap_that_a_reading_decides_is_none() -> None:
    """Each option takes one band."""
    reading = "解释 八十 = eighty “八十分算哪一档”\n  读法 上 = upper，默认\n  读法 下 = lower\n"
    both = "档 70以上 不满80 85%，依 八十 = 上\n  档 70以上 不超过80 85%，依 八十 = 下"

    assert [] == found(reading + CLEAN.replace("档 70以上 不满80 85%", both))


@pytest.mark.parametrize(
    ("band", "bounds"),
    [
        ("档 超过100 110%", "> 100"),
        ("档 95以上 不满95 110%", "≥ 95, < 95"),
        ("档 89.2以上 不满89.7 110%", "≥ 89.2, < 89.7"),
    ],
)
def test_a_band_that_no_score_reaches_is_named(band: str, bounds: str) -> None:
    """Above the most, without anything between its bounds, between two steps."""
    text = CLEAN.replace("  档 90以上", f"  {band}\n  档 90以上").replace("80以上 不满90 95%", "80以上 不满90 95%")
    facts = [one for code, one in found(text) if code == "tier-unreachable"]

    assert [(bounds, "0", "100")] == [(one["bounds"], one["low"], one["high"]) for one in facts]


def test_an_otherwise_that_nothing_is_left_for_is_named() -> None:
    """The other bands take every score."""
    text = CLEAN.replace("60以上 不满70", "不满70").replace("不满60 60%", "其余 60%")

    assert [("tier-unreachable", "@otherwise")] == [(code, one["bounds"]) for code, one in found(text)]


def test_one_step_that_costs_a_large_share_is_told_in_money() -> None:
    """From 75% to nothing at 60: the share of what a clause pays."""
    facts = only(CLEAN.replace("不满60 60%", "不满60 0%"))

    assert ("59", "60", "0%", "75%", "CNY 187,500.00") == tuple(
        facts[key] for key in ("lower", "upper", "one", "other", "cost")
    )


def test_a_fall_without_a_known_base_is_told_as_a_share() -> None:
    """Nothing pays by it."""
    text = CLEAN.replace("不满60 60%", "不满60 0%").partition("条款")[0]

    assert "75%" == only(text)["cost"]


def test_a_fall_between_values_not_tried_is_told_by_the_bound() -> None:
    """Just below 60."""
    facts = only(CLEAN.replace("不满60 60%", "不满60 0%").replace("  起始", "  平均\n  起始"))

    assert ("<60", "60") == (facts["lower"], facts["upper"])


@pytest.mark.parametrize(("most", "expected"), [("80%", []), ("75%", ["tier-cliff"])])
def test_a_quarter_of_the_whole_is_a_large_share(most: str, expected: list[str]) -> None:
    """Less is a step like any other."""
    text = SCORE + f"分档 系数 = share 〔附件〕 按 季度考核，整档\n档 90以上 100%\n档 其余 {most}\n"

    assert expected == codes(text)


def test_a_worse_score_that_is_better_off_is_named() -> None:
    """Below 60 nothing is deducted by the letter: 60 costs 43600, 59 nothing."""
    bands = "档 超过95 0元\n档 80以上 不超过95 21800元\n档 60以上 不满80 43600元\n档 其余 0元\n"
    facts = only(SCORE + f"分档 扣款 = cut 〔附件〕 按 季度考核，整档\n{bands}")

    assert ("59", "60", "CNY 0.00", "CNY 43,600.00") == tuple(facts[key] for key in ("lower", "upper", "one", "other"))


def test_a_gap_that_falls_to_otherwise_is_a_turn() -> None:
    """89.5 gets what is left for scores below 60."""
    text = CLEAN.replace("不满60 60%", "其余 60%").replace("不满90", "不超过89").replace("1分 每次", "0.5分 每次")

    assert [("tier-perverse", "89", "89.5")] == [(code, one["lower"], one["upper"]) for code, one in found(text)]


def test_deductions_that_grow_as_the_score_falls_are_no_turn() -> None:
    """One direction, up or down."""
    bands = "档 超过95 0元\n档 80以上 不超过95 21800元\n档 其余 43600元\n"

    assert [] == found(SCORE + f"分档 扣款 = cut 〔附件〕 按 季度考核，整档\n{bands}")


def test_bands_of_a_metric_or_a_count_are_looked_at_too() -> None:
    """Shares have everything in between, counts whole numbers only."""
    metrics = (
        "指标 接通率 = rate 为 合计 话务的接听 ÷ 合计 话务的呼入，每 运维季\n指标 投诉数 = n 为 次数 投诉，每 运维季\n"
    )
    rate = "分档 甲档 = a 按 接通率，整档\n档 90%以上 100%\n档 80%以上 不超过89% 90%\n档 不满80% 80%\n"
    count = "分档 甲档 = a 按 投诉数，整档\n档 不超过2次 100%\n档 3次以上 80%\n"

    assert [("tier-gap", "89.5%")] == [(code, one["value"]) for code, one in found(metrics + rate)]
    assert [] == found(metrics + count)
    assert [] == found(metrics + rate.replace("四舍", "").replace("不超过89%", "不满90%"))


# ---------------------------------------------------------------- points


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("38分", ("98", "100", "2", "@less-by")),
        ("45分", ("105", "100", "5", "@more-by")),
    ],
)
def test_items_that_do_not_make_the_whole_are_told_with_the_difference(change: str, expected: tuple[str, ...]) -> None:
    """98 or 105 of 100."""
    facts = next(one for code, one in found(CLEAN.replace("40分", change)) if code == "points-sum")

    assert expected == tuple(facts[key] for key in ("total", "start", "by", "way"))


def test_rows_of_a_table_are_added_up_too() -> None:
    """3 and 5 are not 10."""
    text = "表 指标表 = lines（代号 = norm：编号，分值 = worth：分数）\n  行 a，3分\n  行 b，5分\n"
    text += "考核 甲 = a\n每 运维季\n起始 10分\n考核项 每 指标表 称 行目，行目的分值 若 投诉\n"

    assert ("8", "10") == (only(text)["total"], only(text)["start"])
    assert [] == found(text.replace("5分", "7分"))


def test_a_worth_that_a_reading_decides_counts_as_it_stands_by_default() -> None:
    """Forty by default, whatever the other option says."""
    reading = "解释 口径 = basis “服务几分”\n  读法 一 = one_way 为 40分，默认\n  读法 二 = other_way 为 60分\n"

    assert [] == found(reading + CLEAN.replace("service 40分", "service 口径"))


def test_more_at_once_than_an_item_is_worth_is_named() -> None:
    """Under the item or by a clause, unless the item says that it may."""
    text = CLEAN.replace("2分 每次 投诉", "50分 每次 投诉")
    clause = CLEAN + RESPONSE.replace("每次 1分", "每次 61分")

    assert [("points-over-item", "50", "40")] == [(code, one["points"], one["worth"]) for code, one in found(text)]
    assert [("points-over-item", "61", "60")] == [(code, one["points"], one["worth"]) for code, one in found(clause)]
    assert "points-over-item" not in codes(text.replace("service 40分", "service 40分，可超扣"))


def test_a_score_that_may_fall_without_end_is_named() -> None:
    """An item may exceed its worth and there is no floor."""
    exceed = CLEAN.replace("service 40分", "service 40分，可超扣")

    assert [] == codes(exceed)
    assert ["no-floor"] == [code for code in codes(exceed.replace("  下限 0分\n", "")) if code != "tier-gap"]
    assert [] == codes(CLEAN.replace("  下限 0分\n", ""))


def test_points_for_every_measurement_beyond_a_bound_are_a_count_and_no_share() -> None:
    """So many empty the item, however many were measured; a class or a shortfall is no such measurement."""
    text = CLEAN.replace("每次 故障", "每次 话务（呼入 {})")
    (facts,) = (facts for code, facts in found(text.format("超过 5000")) if code == "count-not-share")

    assert ("60", "calls", "60") == (facts["count"], facts["event_en"], facts["worth"])
    assert [] == codes(text.format("低于 5000"))
    assert [] == codes(CLEAN.replace("每次 故障", "每次 故障（等级 = 重大）"))


def test_an_item_that_nothing_touches_is_named_unless_a_clause_does() -> None:
    """For information only where a signed sheet has the last word."""
    idle = CLEAN.replace("    扣分 2分 每次 投诉\n", "")
    signed = idle.replace("  起始", "  以此为准 评分签字的得分\n  起始")
    clause = "条款 响应 = response 〔二〕\n当 投诉\n扣分 每次 2分，自 季度考核的服务\n"

    assert ["warning"] == [one.severity for one in points(made(idle))]
    assert ["info"] == [one.severity for one in points(made(signed))]
    assert [] == list(points(made(idle + clause)))


# ---------------------------------------------------------------- one fact, two charges


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (RESPONSE, []),
        (RESPONSE + "违约金 乙方 付 甲方 100元\n", [("response", "handling", "response", "@also-money")]),
        (
            RESPONSE + "条款 罚 = fine 〔三〕\n当 响应 违约\n违约金 乙方 付 甲方 100元\n",
            [("response", "handling", "fine", "@also-money")],
        ),
        (
            RESPONSE + "条款 罚 = fine 〔三〕\n当 响应 逾期超过1小时\n违约金 乙方 付 甲方 100元\n",
            [("response", "handling", "fine", "@also-money")],
        ),
        (
            "条款 罚 = fine 〔三〕\n当 投诉\n违约金 乙方 付 甲方 100元\n",
            [("complaint", "service", "fine", "@also-money")],
        ),
        (
            "条款 罚 = fine 〔三〕\n当 故障（等级 = 重大）\n违约金 乙方 付 甲方 100元\n",
            [("fault", "handling", "fine", "@also-money")],
        ),
        (
            "条款 禁 = ban 〔三〕\n禁止 乙方：投诉\n违约金 乙方 付 甲方 100元\n",
            [("complaint", "service", "ban", "@also-money")],
        ),
        (
            "条款 禁 = ban 〔三〕\n禁止 乙方：投诉\n条款 罚 = fine 〔四〕\n当 禁 违约\n违约金 乙方 付 甲方 100元\n",
            [("complaint", "service", "fine", "@also-money")],
        ),
        ("条款 退 = back 〔三〕\n当 投诉\n退还 乙方 付 甲方 100元\n", []),
        ("条款 罚 = fine 〔三〕\n当 响应到\n违约金 乙方 付 甲方 100元\n", []),
    ],
)
def test_one_fact_that_costs_points_and_money_is_named(lines: str, expected: list[tuple[str, ...]]) -> None:
    """The breach of one clause, the same events, a narrower pattern of them; not a refund, not another event."""
    keys = ("en", "item_en", "other_en", "also")

    assert expected == [
        tuple(one[key] for key in keys) for code, one in found(CLEAN + lines) if code == "double-sanction"
    ]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("故障", "故障", 1),
        ("故障", "故障（等级 = 重大）", 1),
        ("故障（等级 = 重大）", "故障（等级 = 重大）", 1),
        ("故障（等级 = 普通）", "故障（等级 = 重大）", 0),
        ("故障", "投诉", 0),
    ],
)
def test_one_fact_that_costs_points_twice_is_named_once(one: str, other: str, count: int) -> None:
    """Two lines for one event; classes that exclude each other are two facts."""
    text = CLEAN.replace("每次 故障", f"每次 {one}").replace("每次 投诉", f"每次 {other}")

    assert ["@also-points"] * count == [facts["also"] for code, facts in found(text) if code == "double-sanction"]


def test_a_figure_that_costs_points_and_money_is_one_fact() -> None:
    """An item earned by a metric that a clause keeps with damages."""
    text = "指标 接通率 = rate 为 合计 话务的接听 ÷ 合计 话务的呼入，每 运维季\n考核 甲 = a\n每 运维季\n"
    text += "考核项 接通 = answering 9分 若 接通率 不低于 90%\n条款 丙 = c 〔一〕\n义务 乙方 保持 接通率 90%以上\n"

    assert [] == codes(text)
    assert [("rate", "answering", "c")] == [
        (one["en"], one["item_en"], one["other_en"]) for _, one in found(text + "违约金 乙方 付 甲方 100元\n")
    ]


def test_that_a_score_lowers_a_payment_is_no_second_charge() -> None:
    """That is what scores are for."""
    assert "double-sanction" not in codes(CLEAN + RESPONSE)


# ---------------------------------------------------------------- other warnings that scores touch


def test_scores_items_and_tiers_answer_articles() -> None:
    """What cites an article answers it, clause or not."""
    index = "条 〔附件〕 “考核”\n条 〔附件二〕 “分档”\n条 〔附件三〕 “单项”\n条 〔附件四〕 “别的”\n"
    text = CLEAN.replace("share 〔附件〕", "share 〔附件二〕").replace("service 40", "service 〔附件三〕 40")

    assert ["附件四"] == [one.article for one in made(text + index).warnings if one.code == "unanswered-article"]


@pytest.mark.parametrize(("gist", "expected"), [("超时一次扣1分", []), ("超时一次扣2分", [("2分", "1分")])])
def test_points_of_a_gist_are_held_against_the_points_of_the_clause(gist: str, expected: list[tuple[str, str]]) -> None:
    """A clause that costs points says how many."""
    lines = RESPONSE.replace("  当 故障", f"  要旨 “{gist}”\n  当 故障")
    drifts = [one.facts for one in made(CLEAN + lines).warnings if one.code == "drift"]

    assert expected == [(one["gist"], one["formula"]) for one in drifts]


# ---------------------------------------------------------------- both languages, real contracts


def test_either_language_warns_of_the_same() -> None:
    """Facts hold no language."""
    text = (
        HEADER
        + EVENTS
        + CLEAN.replace("不满90", "不超过89.2").replace("不满60 60%", "不满60 0%").replace("40分", "45分")
        + RESPONSE
    )
    text += "违约金 乙方 付 甲方 100元\n"
    tree = parse(Source("a.clause", text))
    spelled = twins(tree)
    english = format_file(tree, "en", lambda name: spelled(name)["en"])

    assert [(one.code, one.facts) for one in load_text(text, "a.clause").warnings] == [
        (one.code, one.facts) for one in load_text(english, "b.clause").warnings
    ]


def test_a_contract_without_scores_hears_nothing_of_them() -> None:
    """Haining has neither."""
    whole = load(ROOT / "contracts" / "haining" / "haining.clause", name="haining.clause")

    assert [] == [*tiers(whole), *points(whole), *double(whole)]


def test_a_gap_that_a_reading_closes_is_told_as_decided() -> None:
    """The text leaves 89 to 90 open, and a human should know; a band whose worth is open leaves no gap."""
    reading = "解释 空隙 = gap “89与90之间”\n  读法 就低 = lower，默认\n  读法 就高 = upper\n"
    low = "解释 低分 = poor “不满六十”\n  读法 六成 = most，默认\n  读法 不付 = none\n"
    bands = CLEAN.replace("  档 80以上 不满90 95%\n", "  档 80以上 不超过89 95%\n").replace(
        "  档 不满60 60%\n",
        "  档 超过89 不满90 95%，依 空隙 = 就低\n  档 超过89 不满90 100%，依 空隙 = 就高\n"
        "  档 超过88 不超过89 100%，依 空隙 = 就高\n"
        "  档 不满60 60%，依 低分 = 六成\n  档 不满60 0%，依 低分 = 不付\n",
    )
    halves = bands.replace("扣分 1分 每次 故障", "扣分 0.5分 每次 故障")

    told = [(one.code, one.severity, one.facts["value"]) for one in tiers(made(reading + low + halves))]
    assert [("tier-gap", "info", "89.5")] == [one for one in told if one[0] == "tier-gap"]
