"""What the checks warn of: drift between sentence and formula, caps and sums, blanks, articles; what they let pass."""

from fractions import Fraction

import pytest
from check_text import HEADER, PAYMENT, RESPONSE, contract, warned
from conftest import ROOT

from luyue.dsl.diagnostic import draw
from luyue.dsl.load import load
from luyue.dsl.quantity import Unit
from luyue.dsl.warn import as_diagnostic
from luyue.dsl.warn.gist import said

SAMPLES = ("hotline", "supply")

# ---------------------------------------------------------------- numbers in sentences


@pytest.mark.parametrize(
    ("gist", "numbers"),
    [
        ("付总价的百分之五", [(Fraction(1, 20), Unit.SHARE, None)]),
        ("千分之一点五", [(Fraction(3, 2000), Unit.SHARE, None)]),
        ("万分之零点五", [(Fraction(1, 20000), Unit.SHARE, None)]),
        ("每日5‰", [(Fraction(1, 200), Unit.SHARE, None)]),
        ("付七成，再付两成半", [(Fraction(7, 10), Unit.SHARE, None), (Fraction(1, 4), Unit.SHARE, None)]),
        ("a share of 5 percent", [(Fraction(1, 20), Unit.SHARE, None)]),
        ("三十个工作日内", [(Fraction(30), Unit.WORKING_DAY, "le")]),
        ("十五日以内", [(Fraction(15), Unit.DAY, "le")]),
        ("晚过七天", [(Fraction(7), Unit.DAY, "gt")]),
        ("换过两次", [(Fraction(2), Unit.TIME, None)]),
        ("不超过2000元", [(Fraction(2000), Unit.MONEY, "le")]),
        ("超过 3 个月", [(Fraction(3), Unit.MONTH, "gt")]),
        ("满三十日", [(Fraction(30), Unit.DAY, "ge")]),
        ("不满三十日", [(Fraction(30), Unit.DAY, "lt")]),
        ("30日以上", [(Fraction(30), Unit.DAY, "ge")]),
        ("罚五万元", [(Fraction(50_000), Unit.MONEY, None)]),
        ("￥1,500.50", [(Fraction(3001, 2), Unit.MONEY, None)]),
        ("at least ten days ahead", [(Fraction(10), Unit.DAY, "ge")]),
        ("within 15 minutes", [(Fraction(15), Unit.MINUTE, "le")]),
        ("past seven days", [(Fraction(7), Unit.DAY, "gt")]),
        ("扣0.5分", [(Fraction(1, 2), Unit.POINT, None)]),
        ("2024年6月起按月付，2024年9月30日付清", []),
        ("按第三条第2款，7×24小时值守", []),
        ("as article 3 says, at 9:30", []),
    ],
)
def test_numbers_are_read_off_sentences(gist: str, numbers: list[tuple[Fraction, Unit, str | None]]) -> None:
    """Arabic and Chinese numerals, legal ratios, English words; dates and article numbers are no quantities."""
    assert numbers == [(one.value, one.unit, one.bound) for one in said(gist)]


# ---------------------------------------------------------------- drift


def drifts(gist: str, lines: str) -> list[tuple[str, str]]:
    """Return what the gist says and what the formula has instead, for a clause that follows the late payment."""
    text = PAYMENT + f"条款 甲 = a 〔三〕\n  要旨 “{gist}”\n{lines}\n"
    return [(facts["gist"], facts["formula"]) for code, facts in warned(text) if code == "drift"]


LATE = "当 首付款 违约\n违约金 甲方 付 乙方 欠款的0.1% 每逾期1日，累计不超过 欠款的5%"
END = "当 首付款 违约\n权利 乙方：解除通知，解除合同，逾期超过7日起"


@pytest.mark.parametrize(
    ("gist", "lines", "found"),
    [
        ("每晚一天加千分之一，累计到百分之五为止", LATE, []),
        ("欠款一天0.1%，最多5%", LATE, []),
        ("晚付要赔", LATE, []),
        ("每晚一天加百分之一，累计到百分之五为止", LATE, [("百分之一", "0.1%")]),
        ("每晚一天加千分之一", LATE, [("千分之一", "不超过5%")]),
        ("晚过七天可以解除", END, []),
        ("逾期超过七日可以解除", END, []),
        ("逾期七日以上可以解除", END, [("七日以上", "超过7日")]),
        ("逾期七个工作日可以解除", END, [("七个工作日", "超过7日")]),
        ("逾期十日可以解除", END, [("十日", "超过7日")]),
        ("乙方向甲方支付千分之一，最多5%", LATE, [("乙方 → 甲方", "甲方 → 乙方")]),
        ("甲方付乙方千分之一，最多5%", LATE, []),
        ("甲方应当解除", END, [("甲方", "乙方")]),
        ("书面通知甲方即可解除", END, []),
        ("每次500元", "当 损失认定\n违约金 甲方 付 乙方 500元，每次", []),
        ("总价的3%", "当 损失认定\n违约金 甲方 付 乙方 30000元", [("3%", "没有")]),
        ("付三万元", "当 损失认定\n违约金 甲方 付 乙方 合同总价的3%", []),
        ("0.5%到3%之间", "当 损失认定\n违约金 甲方 付 乙方 合同总价的0.5%至3%", []),
        ("at least ten days ahead", "当 损失认定\n义务 乙方：故障响应\n期限 2025-03-01 前 至少10日", []),
        (
            "ten days ahead",
            "当 损失认定\n义务 乙方：故障响应\n期限 2025-03-01 前 至少12日",
            [("ten days", "at least 12 days")],
        ),
        ("两次以上", "当 首付款 违约2次以上 于 合同期\n违约金 甲方 付 乙方 1元", []),
        ("超过两次", "当 首付款 违约2次以上 于 合同期\n违约金 甲方 付 乙方 1元", [("超过两次", "不少于2次")]),
        ("总价三成的首付款晚付，另付100元", "当 首付款 违约\n违约金 甲方 付 乙方 100元", []),
    ],
)
def test_drift_is_a_number_or_word_that_the_other_side_lacks(
    gist: str, lines: str, found: list[tuple[str, str]]
) -> None:
    """A kind of number that the gist is silent on is no drift, nor is what stands in a clause that it speaks of."""
    assert found == [(one, "没有" if other == "@nothing" else other) for one, other in drifts(gist, lines)]


def test_a_gist_may_say_what_a_let_a_reading_or_a_blank_filled_by_law_stands_for() -> None:
    """Names are followed to what they mean."""
    text = """
设 宽限 = grace 为 3日
待定 利率 = rate：比率，法定 4%
解释 限期 = term_of “几日？”
  读法 五日 = five 为 5日，默认
  读法 十日 = ten 为 10日
条款 甲 = a 〔一〕
  要旨 “三日内回应；{}；每晚一天4%，最多8%”
  当 故障发生
  义务 乙方：故障响应
  期限 宽限 内
  例外 日数（2025-03-01，损失认定） 超过 30日
  违约金 乙方 付 甲方 合同总价 × 利率 每逾期1日，累计不超过 合同总价的8%
条款 乙 = b 〔二〕
  要旨 “五日或者十日”
  当 故障发生
  义务 乙方：故障响应
  期限 限期 内
"""

    assert [] == [facts for code, facts in warned(text.format("超过三十日的除外")) if code == "drift"]
    assert 1 == len([code for code, _ in warned(text.format("超过四十日的除外")) if code == "drift"])


def test_a_note_that_quotes_the_words_settles_them() -> None:
    """Where sentence and formula are meant to differ, the clause says so."""
    noted = END + "\n注 “原文写「十日」，双方按七日执行”"

    assert [("十日", "超过7日")] == drifts("逾期十日可以解除", END)
    assert [] == drifts("逾期十日可以解除", noted)


def test_drift_points_at_the_gist() -> None:
    """The place is the sentence, not the clause."""
    found = contract(PAYMENT.replace("  义务", "  要旨 “付四成”\n  义务")).warnings[0]

    assert ("drift", "付四成") == (found.code, found.span.text)


# ---------------------------------------------------------------- sums and caps


def of_code(code: str, text: str) -> list[dict[str, str]]:
    """Return the facts of the warnings of a code."""
    return [facts for found, facts in warned(text) if found == code]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("欠款的5% 每逾期1日，累计不超过 欠款的5%", ["5%", "5%"]),
        ("合同总价的5% 每逾期1日，不超过 合同总价的3%", ["CNY 50,000.00", "CNY 30,000.00"]),
        ("100元 每逾期1小时，不超过 100元", ["CNY 100.00", "CNY 100.00"]),
        ("欠款 × 5% 每逾期1日，累计不超过 欠款的5%", ["5%", "5%"]),
        ("欠款的0.5% 每逾期1日，累计不超过 欠款的5%", None),
        ("欠款的5% 每逾期1日，累计不超过 合同总价的5%", None),
        ("合同总价的5%，不超过 合同总价的5%", None),
    ],
)
def test_a_cap_that_the_first_unit_reaches(head: str, found: list[str] | None) -> None:
    """Compared where both are counted on one base."""
    facts = of_code("degenerate-cap", PAYMENT + f"条款 甲 = a 〔三〕\n当 首付款 违约\n违约金 甲方 付 乙方 {head}\n")

    assert ([] if found is None else [found]) == [[one["each"], one["cap"]] for one in facts]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("合同总价的5% 每逾期1日", ("21", "CNY 1,050,000.00", "@more-than-price")),
        ("100元 每逾期1日", ("10001", "CNY 1,000,100.00", "@more-than-price")),
        ("合同总价的1% 每逾期7日", ("707", "CNY 1,010,000.00", "@more-than-price")),
        ("欠款的0.05% 每逾期1日", ("2001", "100.05%", "@more-than-base")),
        ("合同总价的5% 每逾期1日，累计不超过 合同总价的10%", None),
        ("合同总价的5% 每逾期1日，直至 损失认定", None),
        ("合同总价的5%，每次", None),
    ],
)
def test_a_sum_that_nothing_stops_says_when_it_passes_the_price(head: str, found: tuple[str, str, str] | None) -> None:
    """The first unit after which it is more than the price, or than what it is counted on."""
    facts = of_code("uncapped", PAYMENT + f"条款 甲 = a 〔三〕\n当 首付款 违约\n违约金 甲方 付 乙方 {head}\n")

    assert ([] if found is None else [found]) == [(one["count"], one["sum"], one["than"]) for one in facts]


def test_a_limit_over_a_clause_caps_it() -> None:
    """Whether it names the clause or covers all."""
    text = PAYMENT + "条款 甲 = a 〔三〕\n当 首付款 违约\n违约金 甲方 付 乙方 100元 每逾期1日\n"
    limit = "总上限 上限 = top 〔四〕 不超过 1000元，覆盖 {}\n"

    assert [1, 0, 0] == [
        len(of_code("uncapped", text + more)) for more in ("", limit.format("甲"), limit.format("全部"))
    ]


# ---------------------------------------------------------------- what is open


def test_a_blank_says_how_many_clauses_wait_for_it() -> None:
    """Also through lets, readings and tables; one that the law fills is for information."""
    text = """
待定 宽限 = grace：时长
待定 开工日 = start：日期，法定 2025-02-01
设 两倍 = twice 为 宽限
表 分项 = lines（代号 = norm：编号，开始 = begins：日期，结束 = ends：日期）
  行 a，开工日，空白
条款 甲 = a 〔一〕
  当 故障发生
  义务 乙方：故障响应
  期限 两倍 内
条款 乙 = b 〔二〕
  当 每 分项 称 项
  义务 乙方：故障响应
  期限 不迟于 项的开始
"""
    found = [(one.severity, one.facts["en"], one.facts["clauses"]) for one in contract(text).warnings]

    assert [("warning", "grace", "1"), ("info", "start", "1"), ("warning", "ends in row 1 of lines", "1")] == found


def test_an_article_needs_a_clause_or_a_reason() -> None:
    """And a clause a citation."""
    text = RESPONSE + PAYMENT.replace(" 〔二〕", "") + "条 〔一〕\n条 〔二〕 “付款”\n条 〔三〕 定义 “只是定义”\n"

    assert [("uncited", "info"), ("unanswered-article", "warning")] == [
        (one.code, one.severity) for one in contract(text).warnings
    ]


def test_warnings_are_drawn_like_any_finding() -> None:
    """In the reader's language, with the numbers."""
    found = contract(PAYMENT + "条款 甲 = a 〔三〕\n当 首付款 违约\n违约金 甲方 付 乙方 100元 每逾期1日\n").warnings
    (drawn,) = (draw(as_diagnostic(one), "en") for one in found)

    assert "warning[uncapped]: nothing caps it: CNY 100.00 per day; after 10001 days it is CNY 1,000,100.00" in drawn


def test_a_sound_contract_has_no_warnings() -> None:
    """Clean clauses are not accused; that some duties have no price is for information."""
    samples = [contract(RESPONSE + PAYMENT), *(load(ROOT / "tests" / "samples" / f"{x}.clause") for x in SAMPLES)]

    assert [] == [one.code for found in samples for one in found.warnings if one.severity == "warning"]
    assert {"no-consequence"} >= {one.code for found in samples for one in found.warnings}


def test_haining_shows_the_defects_a_lawyer_found() -> None:
    """The cap of the buyer's delay is reached on the first day; the supplier's passes the price on the twenty-first."""
    found = load(ROOT / "contracts" / "haining" / "haining.clause").warnings
    by_code = {code: [one for one in found if one.code == code] for code in ("degenerate-cap", "uncapped", "drift")}

    assert ["5%"] == [one.facts["cap"] for one in by_code["degenerate-cap"]]
    assert [("21", "CNY 2,373,168.25")] == [(one.facts["count"], one.facts["sum"]) for one in by_code["uncapped"]]
    assert [] == by_code["drift"]


def test_header_blanks_concern_every_clause() -> None:
    """A signing day that is open opens every day counted from it."""
    header = HEADER.replace("签订 2025-01-02", "签订 签订日")
    found = contract("待定 签订日 = sign_date：日期\n" + RESPONSE + PAYMENT, header=header).warnings

    assert ["2"] == [one.facts["clauses"] for one in found]
