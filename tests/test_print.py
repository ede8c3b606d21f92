"""What the print does for the reader: twins of aliases, the calendar's own periods, figures under each other."""

from fractions import Fraction

import pytest
from check_text import EVENTS, HEADER

from luyue.dsl.format import format_file
from luyue.dsl.load import load_text, units_of
from luyue.dsl.parse import parse
from luyue.dsl.quantity import Unit
from luyue.dsl.source import Source
from luyue.dsl.syntax import Literal, Period
from luyue.dsl.twins import twins


def printed(text: str, lang: str) -> str:
    """Return the print of a text with names in the reader's language."""
    tree = parse(Source("t", text))
    spelled = twins(tree, units_of(tree, None)[1:])
    shown = format_file(tree, lang, lambda name: spelled(name)[lang])
    assert parse(Source("t", format_file(tree, lang))).parts == tree.parts
    return shown


def lines(text: str, lang: str, *begins: str) -> list[str]:
    """Return the lines of a print that begin with some words."""
    return [line.strip() for line in printed(text, lang).splitlines() if line.strip().startswith(begins)]


# ---------------------------------------------------------------- aliases


ALIAS = (
    HEADER
    + EVENTS
    + """
条款 回应 = answer 〔一〕
  当 故障发生 称 故障 = fault
  义务 乙方：故障响应（工单 = 故障的工单）
  期限 故障 后 3日内
条款 再罚 = again 〔二〕
  当 回应 违约
  违约金 乙方 付 甲方 1元
"""
)


def test_an_alias_has_a_twin_that_the_other_language_prints() -> None:
    """Also in a clause that follows the breach."""
    text = ALIAS.replace("1元", "若 故障的等级 为 重大，2元 否则 1元")
    english = printed(text, "en")

    assert "  when  fault_occurred as fault = 故障\n" in english
    assert "  duty  supplier: fault_responded (ticket = fault.ticket)\n  due   within 3 days after fault\n" in english
    assert "if fault.severity is critical, 2 yuan else 1 yuan" in english
    assert printed(text, "zh") == printed(english, "zh")
    assert load_text(text, "a").digest == load_text(english, "b").digest


def test_an_alias_without_a_twin_is_printed_as_it_is() -> None:
    """In either language."""
    text = HEADER + EVENTS + "条款 回应 = answer\n  当 故障发生 称 故障\n  义务 乙方：故障响应\n  期限 故障 后 3日内\n"

    assert ["when  fault_occurred as 故障", "due   within 3 days after 故障"] == lines(text, "en", "when", "due")


def test_an_alias_may_be_used_by_either_of_its_names() -> None:
    """The twin stands where the name may."""
    text = ALIAS

    assert load_text(text, "a") == load_text(text.replace("故障的工单", "fault的工单"), "a")


# ---------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("every", "zh", "en"),
    [
        ("每月", "不迟于 月 期末", "by end of month"),
        ("每季度", "季度 期末 后 10日内", "within 10 days after end of quarter"),
        ("每年", "上一 年 期末 后 1个月内", "within 1 month after end of previous year"),
    ],
)
def test_the_calendars_own_periods_need_no_quotes(every: str, zh: str, en: str) -> None:
    text = HEADER + EVENTS + f"条款 回应 = answer\n  当 {every}\n  义务 乙方：故障响应\n  期限 {zh}\n"

    assert ([f"期限 {zh}"], [f"due   {en}"]) == (lines(text, "zh", "期限"), lines(text, "en", "due"))
    assert load_text(text, "a").digest == load_text(printed(text, "en"), "b").digest


def test_end_of_the_previous_period_reads_in_both_orders() -> None:
    """Without brackets, which were needed before and are still read."""
    chinese = "条款 甲\n  期限 不迟于 上一 季 期末\n"
    bracketed = "条款 甲\n  期限 不迟于（上一 季）期末\n"
    english = "clause 甲\n  due by end of previous 季\n"

    assert parse(Source("t", chinese)).parts == parse(Source("t", bracketed)).parts
    assert parse(Source("t", chinese)).parts == parse(Source("t", english)).parts
    assert "  期限 不迟于 上一 季 期末\n" in format_file(parse(Source("t", bracketed)), "zh")


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("周期 季 = q 每3个月 自 2025-01-01 起，共4个\n", "共4个", "4 in all"),
        ("period q = 季 every 3 months from 2025-01-01, 4 in all\n", "共4个", "4 in all"),
        ("period q = 季 every 3 months from 2025-01-01, in all 4 pieces\n", "共4个", "4 in all"),
        ("周期 季 = q 每3个月 自 2025-01-01 起，共4次\n", "共4次", "4 times in all"),
    ],
)
def test_how_many_periods_there_are_is_said_in_all(written: str, zh: str, en: str) -> None:
    part = parse(Source("t", written)).parts[0]

    assert isinstance(part, Period) and isinstance(part.count, Literal)
    assert (Fraction(4), Unit.TIME if "次" in written else Unit.ITEM) == (part.count.value, part.count.unit)
    assert printed(written, "zh").endswith(f"起，{zh}\n") and printed(written, "en").endswith(f"2025-01-01, {en}\n")


def test_the_currency_of_a_contract_needs_no_quotes() -> None:
    text = "合同 例 = example\n  币种 CNY\n  当事人 甲方 “甲”，乙方 “乙”\n"

    assert (["币种   CNY"], ["currency  CNY"]) == (lines(text, "zh", "币种"), lines(text, "en", "currency"))


# ---------------------------------------------------------------- columns


TABLE = """
表 分项 = lots（批次 = lot 编号，名称 = title 文本，价款 = value 金额，份额 = share 比率）
  # 第一行
  行 L1，“话务台”，360000元，5%
  行 L20，“录音服务器”，9273.80元，空白，依 逗号 = 并且
"""


def test_rows_stand_in_columns_with_their_figures_ended_alike() -> None:
    """Chinese characters are two columns wide; a blank cell belongs to the figures."""
    assert """\
  # 第一行
  行 L1， “话务台”，    360000元，  5%
  行 L20，“录音服务器”，9273.8元，空白，依 逗号 = 并且
""" in printed(TABLE, "zh")
    assert """\
  row L1,  "话务台",     360000 yuan,    5%
  row L20, "录音服务器", 9273.8 yuan, blank, under 逗号 = 并且
""" in printed(TABLE, "en")


def test_bands_and_worths_stand_under_each_other() -> None:
    text = """
考核 季度 = quarterly
  考核项 响应 = answers 5分
    扣分 1分 每次 漏检
  考核项 巡检情况 = visits 60分
分档 系数 = factor 按 季度，整档
  档 90以上 100%
  档 80以上 不满90 95%
  档 其余 5%
"""
    assert """\
  考核项 响应 = answers     5分
    扣分 1分 每次 漏检
  考核项 巡检情况 = visits 60分
""" in printed(text, "zh")
    assert """\
  档 90以上        100%
  档 80以上 不满90  95%
  档 其余            5%
""" in printed(text, "zh")


def test_columns_change_nothing_of_what_is_said() -> None:
    """Printed twice is printed once."""
    for lang in ("zh", "en"):
        once = printed(TABLE, lang)
        assert once == printed(once, lang)
