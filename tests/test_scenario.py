"""Scenarios: what a clause file says must happen, compared with what a replay gives."""

from datetime import date
from fractions import Fraction

import pytest
import small_contract

from luyue.dsl.load import load_text
from luyue.engine.due import DueDate
from luyue.engine.finding import Worth
from luyue.engine.readers import EventError
from luyue.engine.scenario import Outcome, run
from luyue.engine.settings import SettingError

HEAD, _, _ = small_contract.CLAUSES.partition("案例")
MORE = """\
设 一半 = half 为 合同总价的50%

待定 宽限 = grace：时长

事件 日报 = daily_report（来电 = offered：计数，接通 = answered：计数）

指标 接通率 = answer_rate 为 合计（日报的接通） ÷ 合计（日报的来电），每月
"""
LATE = """\
  2024-06-07 16:00 审核无误
  2024-06-20 00:00 付款到账 金额 10000元
  截至 2024-06-30
"""


def outcome(rows: str) -> Outcome:
    """Return what comes of a scenario of the small contract."""
    contract = load_text(f"{HEAD}{MORE}案例 “试”\n{rows}", "small.clause")
    return run(contract, contract.scenarios[0])


@pytest.mark.parametrize(
    "expected",
    [
        "预期 预付款 违约",
        "预期 预付款 逾期履行",
        "预期 预付款 到期 2024-06-19",
        "预期 预付款 到期 2024-06-19 24:00",
        "预期 甲方 欠 乙方 500元",
        "预期 甲方 欠 乙方 500元 依 滞纳金",
        "预期 乙方 欠 甲方 0元",
        "预期 解除权 不可行使",
        "预期 费率 为 照原文",
        "预期 一半 为 10000元",
        "预期 宽限 为 空白",
    ],
)
def test_expectation_that_is_met_passes(expected: str) -> None:
    """States, due dates, sums, options, formulas and blanks can be expected."""
    found = outcome(f"{LATE}  {expected}\n")

    assert ((), None, True) == (found.differences, found.refused, found.passed)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("预期 预付款 已履行", (("advance", "performed_late"),)),
        ("预期 预付款 未违约", (("advance", "performed_late"),)),
        ("预期 甲方 欠 乙方 500.01元", (("small", Worth(Fraction(500), Fraction(500), "CNY")),)),
        ("预期 甲方 欠 乙方 400元 至 600元 依 滞纳金", (("late_fee", Worth(Fraction(500), Fraction(500), "CNY")),)),
        ("预期 费率 为 当笔误", (("rate", "five_percent"),)),
        ("预期 一半 为 10001元", (("half", Worth(Fraction(10000), Fraction(10000), "CNY")),)),
        ("预期 应拒绝", ()),
    ],
)
def test_expectation_that_is_not_met_says_what_was_found(expected: str, found: tuple[tuple[str, object], ...]) -> None:
    """A difference holds what was expected and what there is, by row."""
    came = outcome(f"{LATE}  {expected}\n")

    assert not came.passed
    assert [found] == [one.found for one in came.differences]


def test_due_date_that_is_another_is_a_difference() -> None:
    """The due date found comes with its steps."""
    (one,) = outcome(f"{LATE}  预期 预付款 到期 2024-06-18\n").differences
    ((row_id, due),) = one.found

    assert "advance" == row_id
    assert isinstance(due, DueDate)
    assert date(2024, 6, 19).toordinal() == due.day


def test_clause_without_instance_is_latent() -> None:
    """Not triggered is a state that can be expected; nothing else holds of it."""
    assert outcome("  截至 2024-06-30\n  预期 预付款 未触发\n").passed
    assert [()] == [one.found for one in outcome("  截至 2024-06-30\n  预期 预付款 违约\n").differences]


def test_settings_of_a_scenario_are_taken() -> None:
    """Another reading, another sum; a blank that is set is not blank."""
    assert outcome(f"  设定 费率 = 当笔误\n{LATE}  预期 甲方 欠 乙方 50元\n").passed
    assert outcome(f"  设定 宽限 = 24小时\n{LATE}  预期 宽限 为 24小时\n").passed
    assert not outcome(f"  设定 宽限 = 24小时\n{LATE}  预期 宽限 为 空白\n").passed


def test_metric_of_a_period_is_compared_exactly() -> None:
    """Nine of ten is 90%, not about."""
    rows = "  2024-06-03 09:00 日报 来电 10，接通 9\n  截至 2024-07-31\n"

    assert outcome(f"{rows}  预期 接通率 2024-06 为 90%\n").passed
    assert not outcome(f"{rows}  预期 接通率 2024-06 为 89.9999%\n").passed
    assert outcome(f"{rows}  预期 接通率 2024-07 为 空白\n").passed


def test_date_of_a_scenario_is_a_day_or_an_instant() -> None:
    """At 24:00 of the 19th nothing is late yet, a microsecond after it is."""
    rows = "  2024-06-07 16:00 审核无误\n  截至 {}\n  预期 预付款 {}\n"

    assert outcome(rows.format("2024-06-19", "待履行")).passed
    assert outcome(rows.format("2024-06-19 24:00", "待履行")).passed
    assert outcome(rows.format("2024-06-20 00:00", "逾期")).passed


def test_scenario_whose_log_is_refused_passes_only_if_it_expects_it() -> None:
    """A local time that never was is refused: clocks in Shanghai jumped on 1986-05-04."""
    rows = "  1986-05-04 02:30 审核无误\n"
    expected, surprised = outcome(f"{rows}  预期 应拒绝\n"), outcome(f"{rows}  预期 预付款 违约\n")

    assert (True, False) == (expected.passed, surprised.passed)
    assert isinstance(surprised.refused, EventError | SettingError)
