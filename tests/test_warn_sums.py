"""Warnings about sums: bases, caps, parts and wholes, figures, capitals; and their clean neighbours."""

from fractions import Fraction

import pytest
from check_text import EVENTS, HEADER, PAYMENT, RESPONSE, contract, warned
from conftest import ROOT

from luyue.dsl.diagnostic import draw
from luyue.dsl.load import load, load_text
from luyue.dsl.warn import as_diagnostic
from luyue.dsl.warn.capitals import read

LINES = """
事件 开通 = started（行号 = line：编号）
表 分项 = lines（行号 = line：编号，数量 = quantity：数值，小计 = subtotal：金额）
  行 “大”，1，990000元
  行 “小”，1，10000元
  行 “零”，0，0元
条款 逐行 = each_line 〔一〕
  当 每 分项 称 本行
  前提 本行的数量 超过0，否则不发生
  义务 乙方：开通，同一行号
  期限 不迟于 2025-03-01
"""
SECOND = """
条款 尾款 = balance 〔三〕
  义务 甲方 付 乙方 {amount}，以 款项到账的金额
  期限 不迟于 2025-09-01
"""


def facts(code: str, text: str, *names: str) -> list[tuple[str, ...]]:
    """Return the named facts of the warnings of a code."""
    return [tuple(one[name] for name in names) for found, one in warned(text) if found == code]


# ---------------------------------------------------------------- bases


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("合同总价的5% 每逾期1日，累计不超过 合同总价的10%", [("小", "CNY 50,000.00", "CNY 10,000.00", "5", "100")]),
        ("合同总价的0.1% 每逾期1日，累计不超过 合同总价的10%", [("小", "CNY 1,000.00", "CNY 10,000.00", "0.1", "100")]),
        ("合同总价的5%，不超过 5000元", [("小", "CNY 5,000.00", "CNY 10,000.00", "0.5", "100")]),
        ("500元 每逾期1日，累计不超过 5000元", []),
        ("50000元 每逾期1日，累计不超过 100000元", []),
    ],
)
def test_a_base_of_the_whole_price_for_one_line(head: str, found: list[tuple[str, ...]]) -> None:
    """The smallest line that owes anything is named; a sum that is not counted on the price has no base to blame."""
    text = LINES + f"  违约金 乙方 付 甲方 {head}\n"

    assert found == facts("disproportionate", text, "en", "each", "worth", "ratio", "factor")


@pytest.mark.parametrize(
    ("share", "base", "count"),
    [("10%", "合同总价", 1), ("30%", "合同总价", 0), ("10%", "欠款", 0), ("10%", "合同总价的2", 0)],
)
def test_a_base_of_the_whole_price_for_one_instalment(share: str, base: str, count: int) -> None:
    """Ten times the instalment is far; what is owed itself is the right base."""
    amount = "200元" if base.endswith("2") else f"{base}的0.05%"
    text = PAYMENT.replace("30%", share) + f"  违约金 甲方 付 乙方 {amount} 每逾期1日，累计不超过 {amount} × 10\n"

    assert count == len(facts("disproportionate", text, "en"))


def test_haining_punishes_a_line_of_456_yuan_with_five_per_cent_of_the_price() -> None:
    """247.8 times what the cheapest of the thirty-three lines is worth, for each day."""
    found = [one for one in load(ROOT / "contracts/haining/haining.clause").warnings if one.code == "disproportionate"]

    assert [("pen_b_late_daily", "CNY 456.00", "247.8")] == [
        (one.clause, one.facts["worth"], one.facts["ratio"]) for one in found
    ]


# ---------------------------------------------------------------- caps and what has none


@pytest.mark.parametrize(
    ("head", "limit", "found"),
    [
        ("合同总价的1% 每逾期1日", "合同总价的1%", [("CNY 10,000.00", "CNY 10,000.00", " (top)")]),
        ("合同总价的5%，一次", "合同总价的1%", [("CNY 50,000.00", "CNY 10,000.00", " (top)")]),
        ("合同总价的1%，每次，累计不超过 合同总价的1%", "合同总价的20%", [("CNY 10,000.00", "CNY 10,000.00", "")]),
        ("合同总价的1%，每次，不超过 合同总价的1%", "合同总价的20%", []),
        ("合同总价的1%，一次", "合同总价的1%", []),
        ("合同总价的0.1% 每逾期1日", "合同总价的1%", []),
    ],
)
def test_a_total_that_one_day_of_one_clause_uses_up(head: str, limit: str, found: list[tuple[str, ...]]) -> None:
    """What grows is stopped when it reaches the total; what does not grow, only when it is more."""
    top = f"总上限 上限 = top 〔四〕 不超过 {limit}，覆盖 甲\n"
    text = f"{PAYMENT}条款 甲 = a 〔三〕\n当 首付款 违约\n违约金 甲方 付 乙方 {head}\n{top}"

    assert found == facts("degenerate-cap", text, "each", "cap", "en")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("当 损失认定\n违约金 乙方 付 甲方 合同总价的1%，每次", [("101", "CNY 1,010,000.00", "@unit-time")]),
        ("当 损失认定\n违约金 乙方 付 甲方 合同总价的0.5%至3%，每次", [("34", "CNY 1,020,000.00", "@unit-time")]),
        ("禁止 乙方：解除通知\n违约金 乙方 付 甲方 20000元，每次", [("51", "CNY 1,020,000.00", "@unit-time")]),
        ("当 台风 持续30日以上\n违约金 乙方 付 甲方 1000元 每 台风 1日", [("1001", "CNY 1,001,000.00", "@unit-day")]),
        (
            "要旨 “每发生一次收1%”\n当 损失认定\n违约金 乙方 付 甲方 合同总价的1%",
            [("101", "CNY 1,010,000.00", "@unit-time")],
        ),
        ("要旨 “收1%”\n当 损失认定\n违约金 乙方 付 甲方 合同总价的1%", []),
        ("当 损失认定\n违约金 乙方 付 甲方 500元，每次", []),
        ("当 首付款 违约\n违约金 甲方 付 乙方 合同总价的5%，每次", []),
        ("当 损失认定\n违约金 乙方 付 甲方 合同总价的1%，每次，累计不超过 合同总价的10%", []),
    ],
)
def test_sums_each_time_and_for_each_day_of_something(lines: str, found: list[tuple[str, ...]]) -> None:
    """A small fine does not count as unbounded, nor one for what can be broken but once."""
    text = PAYMENT + "时段 台风 = storm 自 台风开始 至 台风结束，同一台风号\n" + f"条款 甲 = a 〔三〕\n{lines}\n"

    assert found == facts("uncapped", text, "count", "sum", "unit")


@pytest.mark.parametrize(("rate", "severity"), [("0.05%", "info"), ("0.06%", "warning")])
def test_interest_at_the_statutory_rate_is_told_for_information(rate: str, severity: str) -> None:
    """It takes more than five years to double the debt."""
    text = PAYMENT + f"  违约金 甲方 付 乙方 欠款的{rate} 每逾期1日\n"

    assert [severity] == [one.severity for one in contract(text).warnings if one.code == "uncapped"]


# ---------------------------------------------------------------- parts and the whole


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        ("合同总价的70%", []),
        ("700000元", []),
        ("合同总价的60%", [("CNY 900,000.00", "@too-little", "CNY 100,000.00")]),
        ("合同总价的80%", [("CNY 1,100,000.00", "@too-much", "CNY 100,000.00")]),
        ("699999.99元", [("CNY 999,999.99", "@too-little", "CNY 0.01")]),
    ],
)
def test_instalments_make_the_price_to_the_fen(amount: str, found: list[tuple[str, ...]]) -> None:
    """One fen is a difference."""
    assert found == facts("instalments-sum", PAYMENT + SECOND.format(amount=amount), "sum", "side", "off")


@pytest.mark.parametrize(
    "second",
    [
        "条款 尾款 = balance 〔三〕\n当 故障响应\n义务 甲方 付 乙方 合同总价的10%，以 款项到账的金额\n期限 7日内\n",
        (
            "条款 尾款 = balance 〔三〕\n当 损失认定 称 认定\n义务 甲方 付 乙方 认定的金额，以 款项到账的金额\n"
            "期限 7日内\n"
        ),
        (
            "条款 履约保证金退还 = bond_back 〔三〕\n义务 甲方 付 乙方 100000元，以 款项到账的金额\n"
            "期限 不迟于 2025-09-01\n"
        ),
        "条款 保证金 = bond 〔三〕\n义务 乙方 付 甲方 100000元，以 款项到账的金额\n期限 不迟于 2025-09-01\n",
        "条款 尾款 = balance 〔三〕\n当 首付款 违约\n义务 甲方 付 乙方 10000元，以 款项到账的金额\n期限 7日内\n",
        "",
    ],
)
def test_what_is_no_instalment_or_has_no_end_is_not_added_up(second: str) -> None:
    """Payments that may come again, whose amount an event brings, securities, and what a breach brings."""
    assert [] == facts("instalments-sum", PAYMENT + second, "sum")


def test_ways_that_exclude_each_other_count_with_the_least_and_the_most() -> None:
    """One result of an acceptance brings 70%, another 50%: together with 30% that is the price at most."""
    accepted = "事件 验收 = accepted（结果 = result：好 = good / 可 = fair）\n"
    ways = "".join(
        f"条款 {name} = {name_en} 〔三〕\n当 验收（结果 = {result}）\n义务 甲方 付 乙方 合同总价的{share}，"
        "以 款项到账的金额\n期限 7日内\n"
        for name, name_en, result, share in (("优款", "good_part", "好", "70%"), ("常款", "fair_part", "可", "50%"))
    )

    assert [] == facts("instalments-sum", accepted + PAYMENT + ways, "sum")
    assert [("CNY 800,000.00",)] == facts("instalments-sum", accepted + PAYMENT + ways.replace("70%", "40%"), "sum")


def test_rows_and_periods_count_as_often_as_they_are_written() -> None:
    """Three rows of a third each leave a fen that belongs to the last; a period counts by its number."""
    table = (
        "表 期款 = parts（期次 = instalment：编号，应付 = due_amount：金额）\n  行 “1”，{}\n"
        "  行 “2”，{}\n  行 “3”，{}\n"
    )
    rows = (
        "条款 分期 = parts_paid 〔二〕\n当 每 期款 称 本期\n"
        "义务 甲方 付 乙方 本期的应付，以 款项到账的金额，同一期次\n期限 不迟于 2025-09-01\n"
    )
    third, last = "333333.33元", "333333.34元"
    cycle = (
        "周期 付款周期 = cycle 每 季度 自 2025-02-01 起，共4个\n条款 季款 = quarterly 〔二〕\n当 每 付款周期\n"
        "义务 甲方 付 乙方 合同总价的{}，以 款项到账的金额\n期限 30日内\n"
    )

    assert [] == facts("instalments-sum", table.format(third, third, last) + rows, "off")
    assert [("@too-little", "CNY 0.01")] == facts(
        "instalments-sum", table.format(third, third, third) + rows, "side", "off"
    )
    assert [[], ["@too-little"], ["@too-much"]] == [
        [side for (side,) in facts("instalments-sum", cycle.format(share), "side")] for share in ("25%", "22.5%", "26%")
    ]


def test_every_option_of_a_reading_is_added_up() -> None:
    """The default may be right and another reading not; the finding names it."""
    reading = (
        "解释 尾款额 = rest 〔三〕 “多少？”\n  读法 七成 = seventy 为 700000元，默认\n  读法 六成 = sixty 为 600000元\n"
    )
    found = facts("instalments-sum", reading + PAYMENT + SECOND.format(amount="尾款额"), "en", "off")

    assert [("with 「rest」 read as 「sixty」, ", "CNY 100,000.00")] == found


def test_without_a_price_shares_are_added_up() -> None:
    """To one hundred per cent."""
    text = HEADER.replace("  合同总价 1000000元\n", "") + EVENTS + PAYMENT + SECOND.format(amount="合同总价的80%")
    without = text.replace("合同总价的30%", "300元").replace("合同总价的80%", "800元")

    assert [] == [one.code for one in load_text(without, "a.clause").warnings if one.code == "instalments-sum"]


# ---------------------------------------------------------------- what rides on a reading


@pytest.mark.parametrize(
    ("options", "head", "found"),
    [
        (("合同总价", "100000元"), "基数的0.1% 每逾期1日，累计不超过 基数", [("CNY 1,000.00", "CNY 100.00", "10")]),
        (("5%", "0.5%"), "欠款 × 基数 每逾期1日，累计不超过 欠款", [("5%", "0.5%", "10")]),
        (("合同总价", "1000000元"), "基数的0.1% 每逾期1日，累计不超过 基数", []),
        (("合同总价", "合计 损失认定的金额"), "基数的0.1% 每逾期1日，累计不超过 基数", []),
        (("合同总价", "100000元"), "100元 每逾期1日，累计不超过 1000元", []),
    ],
)
def test_a_reading_says_what_money_rides_on_it(
    options: tuple[str, str], head: str, found: list[tuple[str, ...]]
) -> None:
    """Where the text fixes the amounts under both options and they differ; for information."""
    one, other = options
    reading = f"解释 基数 = base 〔一〕 “哪个？”\n  读法 甲说 = first 为 {one}，默认\n  读法 乙说 = second 为 {other}\n"
    warnings = contract(f"{reading}{PAYMENT}  违约金 甲方 付 乙方 {head}\n").warnings
    told = [(x.severity, x.facts["names_en"], x.facts["factor"]) for x in warnings if x.code == "ambiguous"]
    words = "{} read as 「first」, {} read as 「second」"

    assert [("info", words.format(a, b), factor) for a, b, factor in found] == told


def test_lines_under_options_are_compared_and_ranges_by_their_upper_ends() -> None:
    """Two lines of one kind, each under its option; the furthest apart is told."""
    reading = "解释 口径 = base 〔一〕 “哪个？”\n  读法 宽 = wide，默认\n  读法 窄 = narrow\n"
    heads = (
        "  违约金 乙方 付 甲方 合同总价的0.5%至3%，一次，依 口径 = 宽\n"
        "  违约金 乙方 付 甲方 5000元至10000元，一次，依 口径 = 窄\n"
    )

    assert [("3",)] == facts("ambiguous", f"{reading}条款 甲 = a 〔三〕\n当 损失认定\n{heads}", "factor")
    assert [] == facts(
        "ambiguous",
        f"{reading}条款 甲 = a 〔三〕\n当 损失认定\n{heads.replace('一次，依 口径 = 窄', '每次，依 口径 = 窄')}",
        "factor",
    )


# ---------------------------------------------------------------- figures that contradict each other

TABLE = "表 价 = prices（名 = name：文本，{}）\n"


@pytest.mark.parametrize(
    ("columns", "rows", "found"),
    [
        (
            "数量 = quantity：数值，单价 = unit_price：金额，小计 = subtotal：金额",
            ["3，100元，300元", "9，977.64元，8798.76元"],
            [],
        ),
        (
            "数量 = quantity：数值，单价 = unit_price：金额，小计 = subtotal：金额",
            ["3，100元，301元"],
            [("CNY 300.00", "CNY 301.00")],
        ),
        ("数量 = quantity：数值，单价 = unit_price：金额，小计 = subtotal：金额", ["空白，100元，301元"], []),
        ("净 = net：金额，税 = tax：金额，总 = gross：金额", ["515613.21元，30936.79元，546550元"], []),
        ("净 = net：金额，税 = tax：金额，总 = gross：金额", ["100元，6元，107元"], [("CNY 106.00", "CNY 107.00")]),
        ("不含税价 = a：金额，税率 = b：比率，税额 = c：金额", ["90990.57元，6%，5459.43元"], []),
        ("不含税价 = a：金额，税率 = b：比率，税额 = c：金额", ["100元，13%，15元"], [("CNY 13.00", "CNY 15.00")]),
        ("含税价 = a：金额，税率 = b：比率，不含税价 = c：金额", ["546550元，6%，515613.21元"], []),
        (
            "含税价 = a：金额，税率 = b：比率，不含税价 = c：金额",
            ["546550元，9%，515613.21元"],
            [("CNY 501,422.02", "CNY 515,613.21")],
        ),
        ("含税价 = a：金额，税率 = b：比率，税额 = c：金额", ["106元，6%，6元"], []),
        ("罚款 = fine：金额，次数 = times：数值，限额 = most：金额", ["100元，3，1000元"], []),
    ],
)
def test_a_row_of_a_table_works_out(columns: str, rows: list[str], found: list[tuple[str, str]]) -> None:
    """By the names of the columns, to the fen; a tax split may be a fen off, for each part is rounded by itself."""
    text = TABLE.format(columns) + "".join(f"  行 “{n}”，{row}\n" for n, row in enumerate(rows))

    assert found == facts("amount-mismatch", text, "worked", "told")


@pytest.mark.parametrize(
    ("gist", "found"),
    [
        ("付合同总价的30%，即300000元", []),
        ("付合同总价的30%（30万元）", []),
        ("付合同总价的百分之三十，计人民币叁拾万元整", []),
        ("30% of the price, that is 300,000 yuan", []),
        ("付合同总价的30%，即301000元", [("CNY 300,000.00", "CNY 301,000.00")]),
        ("30% of the contract price (310,000 yuan)", [("CNY 300,000.00", "CNY 310,000.00")]),
        ("付合同总价的30%，另付500元", []),
        ("付合同总价的30%；含税300000元，不含税283018.87元，税率6%", []),
        ("付合同总价的30%；含税300000元，不含税283018.87元，税率9%", [("CNY 275,229.36", "CNY 283,018.87")]),
        ("凭增值税专用发票付30%，不含其他费用", []),
    ],
)
def test_a_sentence_works_out(gist: str, found: list[tuple[str, str]]) -> None:
    """A share of the price and the amount in brackets or behind 即; net, gross and rate."""
    text = PAYMENT.replace("  义务", f"  要旨 “{gist}”\n  义务")

    assert found == facts("amount-mismatch", text, "worked", "told")


def test_a_note_that_names_the_code_settles_a_figure() -> None:
    """The signed text itself may be wrong."""
    text = PAYMENT.replace(
        "  义务", "  要旨 “付合同总价的30%，即301000元”\n  注 “[amount-mismatch] 原文如此，以比例为准”\n  义务"
    )

    assert [] == facts("amount-mismatch", text, "told")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["“甲”，400元", "“乙”，600元", "“合计”，1000元"], []),
        (["“甲”，400元", "“乙”，500元", "“合计”，1000元"], [("CNY 900.00", "CNY 1,000.00", "@too-little")]),
        (["“甲”，400000元", "“乙”，600000元"], []),
        (["“甲”，400000元", "“乙”，600000.01元"], [("CNY 1,000,000.01", "CNY 1,000,000.00", "@too-much")]),
        (["“甲”，400元", "“乙”，600元"], []),
    ],
)
def test_a_column_makes_its_total_or_the_price_that_it_is_near(rows: list[str], found: list[tuple[str, ...]]) -> None:
    """A column of amounts that is nowhere near the price is about something else."""
    text = "表 价 = prices（名 = name：文本，小计 = subtotal：金额）\n" + "".join(f"  行 {row}\n" for row in rows)

    assert found == facts("instalments-sum", text, "sum", "whole", "side")


def test_a_total_row_leaves_nothing_open() -> None:
    """It has no quantity and no unit price; a row above it that lacks one does."""
    table = "表 价 = prices（名 = name：文本，数量 = quantity：数值，小计 = subtotal：金额）\n  行 “甲”，{}，400元\n"

    assert [0, 1] == [
        len(facts("unspecified", table.format(cell) + "  行 “合计”，空白，400元\n")) for cell in ("4", "空白")
    ]


@pytest.mark.parametrize(("last", "found"), [("30%", []), ("40%", ["110%"]), ("25%", ["95%"])])
def test_shares_of_one_whole_make_it(last: str, found: list[str]) -> None:
    """Columns called 比例, 权重, share, weight."""
    text = f"表 权重表 = weights（名 = name：文本，权重 = weight：比率）\n  行 “甲”，70%\n  行 “乙”，{last}\n"

    assert found == [total for (total,) in facts("instalments-sum", text, "sum")]


# ---------------------------------------------------------------- capitals


@pytest.mark.parametrize(
    ("gist", "found"),
    [
        ("付15000元（壹万伍仟元整）", []),
        ("人民币壹万伍仟元整（¥15,000.00）", []),
        ("大写：壹万伍仟元整，小写：15000", []),
        ("合同价1.5万元，大写壹万伍仟元整", []),
        ("付10500元（壹万伍佰元整）", []),
        ("付15000元（壹万伍佰元整）", [("CNY 10,500.00", "CNY 15,000.00", "CNY 4,500.00")]),
        ("首付100元（壹佰元整），尾款30元（壹佰元整）", [("CNY 100.00", "CNY 30.00", "CNY 70.00")]),
        ("贰佰贰拾陆万零壹佰陆拾元贰角肆分（2260160.24元）", []),
        ("贰佰贰拾陆万零壹佰陆拾元贰角肆分（2260160.42元）", [("CNY 2,260,160.24", "CNY 2,260,160.42", "CNY 0.18")]),
        ("付15000元（伍拾佰元整）", [("@unreadable", "CNY 15,000.00", "@unknown")]),
        ("付壹万伍仟元整", []),
        ("预算226.3052万元", []),
        ("第15000号合同，付伍仟元整", []),
    ],
)
def test_capitals_are_held_against_the_figures_beside_them(gist: str, found: list[tuple[str, ...]]) -> None:
    """Also where a 零 is left out, as people write it."""
    text = f"条 〔一〕 “价款” 声明 “{gist}”\n"

    assert found == facts("capitals-mismatch", text, "told", "figure", "off")


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("  行 “首期”，5000元，“伍仟元整”\n", 0),
        ("  行 “首期”，5000元，“伍佰元整”\n", 1),
        ("  行 “首期”，5000元，“伍仟元整” # 伍仟元整\n", 0),
        ("  行 “首期”，5000元，“伍仟元整” # 即6000元（伍仟元整）\n", 1),
    ],
)
def test_capitals_in_rows_and_comments_count_too(line: str, count: int) -> None:
    """The line is read as it stands."""
    text = "表 价 = prices（名 = name：文本，金额 = amount：金额，大写 = words：文本）\n" + line

    assert count == len(facts("capitals-mismatch", text, "told"))


def test_capitals_are_read_with_or_without_their_zero() -> None:
    """What no reading makes a number of is none."""
    assert [Fraction(10500), Fraction(10500), Fraction(100050000), None] == [
        read(text) for text in ("壹万零伍佰元整", "壹万伍佰元整", "壹亿伍万元", "佰伍拾元")
    ]


# ---------------------------------------------------------------- in both languages


def test_both_languages_say_the_same_numbers() -> None:
    """Amounts in the reader's way of writing them."""
    (found,) = (one for one in contract(PAYMENT + SECOND.format(amount="合同总价的60%")).warnings)

    assert "300,000.00元 + 600,000.00元 加起来是 900,000.00元，应当是 1,000,000.00元，少了 100,000.00元" in draw(
        as_diagnostic(found), "zh"
    )
    assert (
        "CNY 300,000.00 + CNY 600,000.00 come to CNY 900,000.00, not CNY 1,000,000.00: CNY 100,000.00 too little"
        in (draw(as_diagnostic(found), "en"))
    )


def test_sound_sums_have_no_warning() -> None:
    """A price list that adds up, instalments that make the price, capitals beside their figures."""
    sums = ("disproportionate", "instalments-sum", "amount-mismatch", "capitals-mismatch", "statute")
    paths = ("contracts/haining/haining.clause", "docs/examples/goods.clause")
    texts = (RESPONSE + PAYMENT, PAYMENT + SECOND.format(amount="合同总价的70%"))

    assert [] == [code for text in texts for code, _ in warned(text) if code in sums]
    assert [["disproportionate"], []] == [
        [one.code for one in load(ROOT / path).warnings if one.code in sums] for path in paths
    ]
