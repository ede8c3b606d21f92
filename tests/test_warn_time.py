"""What the checks say about time: chains, rights after the cap, notices, dates, vague words; what they leave alone."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from check_text import HEADER, PAYMENT, RESPONSE, contract, warned
from conftest import ROOT

from luyue.dsl.diagnostic import draw
from luyue.dsl.quantity import Length, Unit
from luyue.dsl.warn import as_diagnostic
from luyue.dsl.warn.days import after, longest, shortest
from luyue.dsl.warn.horizon import LAST_PUBLISHED

CLAIM = """
事件 损失发生 = loss（编号 = n：编号）
事件 意向通知 = notice（编号 = n：编号）
事件 索赔报告 = report（编号 = n：编号）
事件 审核 = reviewed（编号 = n：编号）
条款 意向 = intention 〔九·一〕
  当 损失发生
  义务 乙方：意向通知，同一编号
  期限 {first}日内
条款 报告 = papers 〔九·二〕
  当 意向通知
  义务 乙方：索赔报告，同一编号
  期限 {second}日内
条款 答复 = answer 〔九·三〕
  当 索赔报告
  义务 甲方：审核，同一编号
  期限 {third}日内
"""
BAR = """
条款 总期限 = bar 〔九·四〕
  当 损失发生
  义务 甲方：审核，同一编号
  期限 {days}日内
"""

BARRED = "条款 过期 = bar 〔九·四〕\n  当 损失发生\n  禁止 甲方：审核\n  例外 日期（审核） "


def of_code(code: str, text: str, *, header: str = HEADER) -> list[dict[str, str]]:
    """Return the facts of the warnings of a code."""
    return [dict(one.facts) for one in contract(text, header=header).warnings if one.code == code]


# ---------------------------------------------------------------- lengths


@pytest.mark.parametrize(
    ("length", "least", "most"),
    [
        (Length(Fraction(30), Unit.MINUTE), Fraction(1, 48), Fraction(1, 48)),
        (Length(Fraction(12), Unit.HOUR), Fraction(1, 2), Fraction(1, 2)),
        (Length(Fraction(42), Unit.DAY), Fraction(42), Fraction(42)),
        (Length(Fraction(1), Unit.MONTH), Fraction(28), Fraction(31)),
        (Length(Fraction(2), Unit.MONTH), Fraction(59), Fraction(62)),
        (Length(Fraction(1), Unit.QUARTER), Fraction(89), Fraction(92)),
        (Length(Fraction(1), Unit.YEAR), Fraction(365), Fraction(366)),
        (Length(Fraction(7), Unit.WORKING_DAY), Fraction(7), None),
    ],
)
def test_a_length_has_a_shortest_and_a_longest_span(length: Length, least: Fraction, most: Fraction | None) -> None:
    """A month is no number of days; how long working days take only the year's arrangement tells."""
    assert (least, most) == (shortest(length), longest(length))


def test_the_spans_are_those_of_the_calendar() -> None:
    """Day by day over four years, none lies outside and both ends are reached."""
    for months in (1, 2, 3, 7, 12, 18):
        length = Length(Fraction(months), Unit.MONTH)
        days = [date(2023, 1, 1) + timedelta(n) for n in range(1461)]
        spans = {(end - day).days for day in days if (end := after(day, length)) is not None}
        assert [min(spans), max(spans)] == [shortest(length), longest(length)]


# ---------------------------------------------------------------- chains


def chain(bar: str, first: int = 14, second: int = 28, third: int = 14) -> list[dict[str, str]]:
    """Return the clashes of a claim in three steps with one that bars it."""
    return of_code("clash", CLAIM.format(first=first, second=second, third=third) + bar)


def test_fourteen_twenty_eight_and_fourteen_do_not_fit_forty_two() -> None:
    """With the log that shows it, from the first day of the term, and the clauses of the chain."""
    (found,) = chain(BAR.format(days=42))

    assert ("@clash-chain", "intention、papers、answer、bar") == (found["how"], found["clauses"])
    assert (
        "14日 + 28日 + 14日 = 56日 > 42日；2025-02-01 损失发生，2025-02-15 意向通知，2025-03-15 索赔报告，"
        "2025-03-29 审核，可是到2025-03-15为止" == found["witness_zh"]
    )
    assert "14 days + 28 days + 14 days = 56 days > 42 days; 2025-02-01 loss, " == found["witness_en"][:66]


@pytest.mark.parametrize("days", [56, 60])
def test_a_chain_that_fits_is_no_clash(days: int) -> None:
    """The last day belongs to the period (Civil Code art. 203): 56 days hold 14, 28 and 14."""
    assert [] == chain(BAR.format(days=days))


@pytest.mark.parametrize(
    ("bar", "clashes"),
    [
        ("条款 权利期 = bar 〔九·四〕\n  当 损失发生\n  权利 甲方：审核，42日内\n", 1),
        ("条款 权利期 = bar 〔九·四〕\n  当 损失发生\n  权利 甲方：审核，直至 损失发生 后 42日\n", 1),
        ("条款 权利期 = bar 〔九·四〕\n  当 损失发生\n  权利 甲方：审核，56日内\n", 0),
        (BARRED + "不超过 损失发生 后 42日\n", 1),
        (BARRED + "不超过 损失发生 后 56日\n", 0),
        (BARRED + "不少于 损失发生 后 42日\n", 0),
        ("条款 另一件 = bar 〔九·四〕\n  当 故障发生\n  义务 甲方：审核\n  期限 42日内\n", 0),
        ("条款 不限 = bar 〔九·四〕\n  当 损失发生\n  义务 甲方：审核，同一编号\n  期限 1个月内\n", 1),
        ("条款 不限 = bar 〔九·四〕\n  当 损失发生\n  义务 甲方：审核，同一编号\n  期限 2个月内\n", 0),
        ("条款 不限 = bar 〔九·四〕\n  当 损失发生\n  义务 甲方：审核，同一编号\n  期限 5个工作日内\n", 0),
        ("条款 不同 = bar 〔九·四〕\n  当 损失发生（编号 = “A”）\n  义务 甲方：审核（编号 = “A”）\n  期限 42日内\n", 1),
    ],
)
def test_what_bars_a_chain(bar: str, clashes: int) -> None:
    """A right that lapses, a month; not another event, and never by guessing how long working days take."""
    assert clashes == len(chain(bar))


def test_a_chain_of_working_days_is_held_against_working_days() -> None:
    """Five and five do not fit nine, whatever the year."""
    text = """
条款 一步 = first 〔一〕
  当 故障发生
  义务 乙方：故障响应
  期限 5个工作日内
条款 两步 = second 〔二〕
  当 故障响应
  义务 甲方：损失认定
  期限 5个工作日内
条款 总共 = bar 〔三〕
  当 故障发生
  义务 甲方：损失认定
  期限 {}个工作日内
"""

    (found,) = of_code("clash", text.format(9))

    assert (
        "故障发生，5个工作日后 故障响应，10个工作日后 损失认定，可是只有9个工作日"
        == found["witness_zh"].partition("；")[2]
    )
    assert [] == of_code("clash", text.format(10))


def test_an_act_that_needs_leave_waits_for_it() -> None:
    """Released within three days, never before a confirmation for which there are five."""
    text = """
条款 确认 = confirm 〔一〕
  当 故障发生
  义务 甲方：损失认定
  期限 5日内
条款 先确认 = leave 〔二〕
  禁止 乙方：故障响应
  例外 损失认定
条款 上线 = release 〔三〕
  当 故障发生
  义务 乙方：故障响应
  期限 {}日内
"""

    assert (1, 0) == (len(of_code("clash", text.format(3))), len(of_code("clash", text.format(5))))


def test_a_chain_of_hours_is_told_in_hours() -> None:
    """No dates: the first event may come at any time of day."""
    text = """
条款 到场 = arrive 〔一〕
  当 故障发生
  义务 乙方：人数上报
  期限 30分钟内
条款 派人 = expert 〔二〕
  当 人数上报
  义务 乙方：故障响应
  期限 1小时内
条款 解决 = mended 〔三〕
  当 故障发生
  义务 乙方：故障响应
  期限 1小时内
"""
    (found,) = of_code("clash", text)

    assert (
        "30分钟 + 1小时 > 1小时；故障发生，30分钟后 人数上报，90分钟后 故障响应，可是只有1小时" == found["witness_zh"]
    )


def test_limits_that_run_side_by_side_are_no_chain() -> None:
    """Answered in 15 minutes, on the spot in 2 hours, mended in 4: all from the fault."""
    text = RESPONSE + "".join(
        f"条款 步骤{name} = step_{n} 〔{n}〕\n  当 故障发生\n  义务 乙方：{event}\n  期限 {n}小时内\n"
        for n, name, event in ((2, "到场", "损失认定"), (4, "修复", "人数上报"))
    )

    assert [] == of_code("clash", text)


def test_a_note_with_the_code_settles_a_finding() -> None:
    """Somebody looked and said why it stands."""
    assert [] == chain(BAR.format(days=42) + "  注 “[clash] 双方确认以四十二日为准”\n")
    assert 1 == len(chain(BAR.format(days=42) + "  注 “以四十二日为准”\n"))


# ---------------------------------------------------------------- rights after the cap


@pytest.mark.parametrize(
    ("rate", "cap", "days", "found"),
    [
        ("0.5%", "累计不超过 合同总价的5%", "超过30日", ("10", "31")),
        ("1%", "累计不超过 合同总价的5%", "超过6日", ("5", "7")),
        ("1%", "累计不超过 合同总价的5%", "超过5日", None),
        ("1%", "累计不超过 合同总价的5%", "7日以上", ("5", "7")),
        ("0.1%", "累计不超过 合同总价的5%", "超过30日", None),
        ("0.5%", "一次", "超过30日", None),
    ],
)
def test_a_right_that_opens_long_after_the_cap(rate: str, cap: str, days: str, found: tuple[str, str] | None) -> None:
    """Both days are told; a right that opens the day after the cap is what contracts mean."""
    text = PAYMENT + (
        f"条款 滞纳金 = late 〔三〕\n  当 首付款 违约\n  违约金 甲方 付 乙方 合同总价的{rate} 每逾期1日，{cap}\n"
        f"条款 解除 = end 〔四〕\n  当 首付款 违约\n  权利 乙方：解除通知，解除合同，逾期{days}起\n"
    ).replace("每逾期1日，一次", "，一次")

    assert ([] if found is None else [found]) == [
        (one["reached"], one["opens"]) for one in of_code("power-after-cap", text)
    ]


def test_a_right_is_no_latecomer_while_something_grows_on() -> None:
    """One head is capped, another is not."""
    text = PAYMENT + (
        "条款 滞纳金 = late 〔三〕\n  当 首付款 违约\n  违约金 甲方 付 乙方 合同总价的1% 每逾期1日，"
        "累计不超过 合同总价的5%，并用 利息\n"
        "条款 利息 = interest 〔四〕\n  当 首付款 违约\n  违约金 甲方 付 乙方 欠款的0.01% 每逾期1日\n"
        "条款 解除 = end 〔五〕\n  当 首付款 违约\n  权利 乙方：解除通知，解除合同，逾期超过30日起\n"
    )

    assert [] == of_code("power-after-cap", text)


# ---------------------------------------------------------------- longer than the term


def short(lines: str) -> list[tuple[str, str]]:
    """Return what is longer than a term of 59 days."""
    header = HEADER.replace("2025-02-01 至 2026-01-31", "2025-02-01 至 2025-03-31")
    text = "时段 台风 = storm 自 台风开始 至 台风结束，同一台风号\n周期 服务年 = service_year 每年 自 2025-02-01 起\n"
    return [(one["what"], one["length_en"]) for one in of_code("notice-longer-than-term", text + lines, header=header)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("义务 乙方：故障响应\n期限 合同期届满 前 至少3个月", [("@term-notice", "3 months")]),
        ("义务 乙方：故障响应\n期限 合同期届满 前 至少1个月", []),
        ("当 故障发生\n义务 乙方：故障响应\n期限 90日内", [("@term-duty", "90 days")]),
        ("当 故障发生\n义务 乙方：故障响应\n期限 90日内\n存续", []),
        ("当 故障发生\n义务 乙方：故障响应\n期限 59日内", []),
        ("当 故障发生\n义务 甲方 付 乙方 1元，以 款项到账的金额\n期限 90日内", []),
        ("当 台风 持续60日以上\n权利 各方：解除通知，解除合同", [("@term-lasting", "60 days")]),
        ("当 台风 持续30日以上\n权利 各方：解除通知，解除合同", []),
        ("当 每 服务年\n义务 乙方：故障响应\n期限 服务年 期末", [("@term-period", "1 year")]),
    ],
)
def test_lengths_that_the_term_has_no_room_for(lines: str, found: list[tuple[str, str]]) -> None:
    """Debts and what survives go on after the term; the longest term is held against the shortest length."""
    lines = lines.replace("期限 服务年 期末", "期限 不迟于 服务年 期末")
    assert found == short(f"条款 甲 = a 〔一〕\n{lines}\n")


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-12-31", [("@date-before-signing", "warning")]),
        ("2025-01-15", [("@date-before-term", "info")]),
        ("2025-02-01", []),
        ("2026-01-31", []),
        ("2026-02-01", [("@date-after-term", "warning")]),
    ],
)
def test_dates_outside_the_time_in_which_something_can_be_owed(day: str, found: list[tuple[str, str]]) -> None:
    """Signed on 2025-01-02, a term from 2025-02-01 to 2026-01-31."""
    text = f"条款 甲 = a 〔一〕\n  义务 乙方：故障响应\n  期限 不迟于 {day}\n"
    warnings = [one for one in contract(text).warnings if one.code == "date-anomaly"]

    assert found == [(one.facts["what"], one.severity) for one in warnings]


def test_a_date_outside_the_term_may_be_meant() -> None:
    """Money is owed after the term, and what survives it or has a time in force of its own too."""
    late = "  义务 乙方：故障响应\n  期限 不迟于 2026-03-01\n"
    texts = [
        "条款 甲 = a 〔一〕\n" + late + "  存续\n",
        "条款 甲 = a 〔一〕\n  适用期间 至 2026-12-31\n" + late,
        "条款 甲 = a 〔一〕\n  义务 甲方 付 乙方 1元，以 款项到账的金额\n  期限 不迟于 2026-03-01\n",
        "条款 甲 = a 〔一〕\n  义务 甲方 付 乙方 1元，以 款项到账的金额\n  期限 不迟于 2025-01-10\n",
    ]

    assert [] == [one for text in texts for one in of_code("date-anomaly", text)]


def test_the_rows_of_a_table_have_dates_too() -> None:
    """One finding for the clause, with the first day that is odd."""
    text = """
表 分项 = lines（代号 = norm：编号，开始 = begins：日期）
  行 a，2025-03-01
  行 b，2024-03-01
  行 c，2024-04-01
条款 甲 = a 〔一〕
  当 每 分项 称 项
  义务 乙方：故障响应（工单 = 项的代号）
  期限 不迟于 项的开始
"""

    assert ["2024-03-01"] == [one["day"] for one in of_code("date-anomaly", text)]


@pytest.mark.parametrize(
    ("signed", "found"),
    [
        ("2015-01-02", ["@date-year-alone"]),
        ("2025-03-28", ["@date-term-before-signing"]),
        ("2025-01-02", []),
        ("2024-12-31", []),
    ],
)
def test_the_day_of_signing_goes_with_the_other_dates(signed: str, found: list[str]) -> None:
    """A year ten years off is left over from another contract; a term that began before is retroactive."""
    header = HEADER.replace("签订 2025-01-02", f"签订 {signed}")

    assert found == [one["what"] for one in of_code("date-anomaly", RESPONSE, header=header)]


@pytest.mark.parametrize(("year", "found"), [("2052", ["@date-year-of-duty"]), ("2027", []), ("2025", [])])
def test_a_year_that_stands_alone(year: str, found: list[str]) -> None:
    """2052 for 2025; money may be owed after the term, but hardly a generation on."""
    text = PAYMENT + f"条款 甲 = a 〔一〕\n  义务 甲方 付 乙方 1元，以 款项到账的金额\n  期限 不迟于 {year}-03-15\n"

    assert found == [one["what"] for one in of_code("date-anomaly", text)]


def test_the_day_of_signing_is_underlined() -> None:
    """Where it stands in the head of the contract."""
    header = HEADER.replace("签订 2025-01-02", "签订 2015-01-02")
    (found,) = (one for one in contract(RESPONSE, header=header).warnings if one.code == "date-anomaly")

    assert "2015-01-02" == found.span.text
    assert "签订的年份与其他日期对不上：2015-01-02，2025-02-01，相差 3683 日" in draw(as_diagnostic(found), "zh")


# ---------------------------------------------------------------- the calendar


def test_the_published_years_end_where_the_calendar_ends() -> None:
    """When a year is added to the calendar, the number moves with it."""
    rows = (ROOT / "stdlib" / "calendars" / "prc.csv").read_text("utf-8").splitlines()[1:]

    assert LAST_PUBLISHED == max(int(row.split(",")[0]) for row in rows if row[:4].isdigit())


@pytest.mark.parametrize(
    ("end", "lines", "count"),
    [
        (2027, "当 故障发生\n义务 乙方：故障响应\n期限 7个工作日内", 1),
        (2026, "当 故障发生\n义务 乙方：故障响应\n期限 7个工作日内", 0),
        (2027, "当 故障发生\n义务 乙方：故障响应\n期限 7日内", 0),
        (2027, "当 故障发生\n义务 甲方 付 乙方 1元，以 款项到账的金额\n期限 7日内", 1),
        (2027, "当 故障发生\n义务 甲方 付 乙方 1元，以 款项到账的金额\n期限 7日内，不顺延", 0),
        (2027, "义务 乙方：故障响应\n期限 不迟于 2026-06-01，遇休假日顺延", 0),
        (2026, "义务 乙方：故障响应\n期限 不迟于 2027-06-01，遇休假日顺延", 1),
    ],
)
def test_times_beyond_the_published_holidays(end: int, lines: str, count: int) -> None:
    """Working days and payments whose last day may roll; a term until June of the year."""
    header = HEADER.replace("2026-01-31", f"{end}-06-30")
    found = of_code("calendar-horizon", f"条款 甲 = a 〔一〕\n{lines}\n", header=header)

    assert count == len(found)


# ---------------------------------------------------------------- vague words


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("当 故障发生\n义务 乙方：故障响应\n期限 未定期限 “立即”", ["立即"]),
        ("当 故障发生\n义务 乙方：故障响应\n期限 未定期限 “立即” 按 无数", ["立即"]),
        ("当 故障发生\n义务 乙方：故障响应\n期限 未定期限 “立即” 按 有数", []),
        ("要旨 “故障要及时响应”\n当 故障发生\n义务 乙方：故障响应\n期限 15分钟内", []),
        ("要旨 “故障要及时响应”\n当 故障发生\n义务 乙方：故障响应\n期限 经催告", ["及时"]),
        ("要旨 “故障要按时响应”\n当 故障发生\n义务 乙方：故障响应\n期限 经催告", []),
        ("要旨 “定期巡检”\n当 每月\n义务 乙方：故障响应", []),
        ('要旨 "Faults are answered promptly."\n当 故障发生\n义务 乙方：故障响应\n期限 经催告', ["promptly"]),
        ("要旨 “发生火灾，可以立即解除”\n当 损失认定\n权利 乙方：解除通知，解除合同", ["立即"]),
        ("要旨 “立即解除，30日内有效”\n当 损失认定\n权利 乙方：解除通知，解除合同，30日内", []),
        ("要旨 “及时赔偿”\n当 损失认定\n赔偿损失 乙方 付 甲方 1元", []),
    ],
)
def test_vague_words_are_told_where_no_number_stands(lines: str, words: list[str]) -> None:
    """Once for a clause; a number anywhere in its lines, or a setting that the law fills, is an answer."""
    text = "待定 无数 = open：时长\n待定 有数 = known：时长，法定 3日\n"
    lines = lines.replace("当 每月\n义务 乙方：故障响应", "当 每 月\n义务 乙方：故障响应\n期限 不迟于 月 期末")
    found = of_code("vague-time", text + f"条款 甲 = a 〔一〕\n{lines}\n")

    assert words == [one["word"] for one in found]


def test_a_word_of_the_gist_is_underlined() -> None:
    """Not the clause, not the gist."""
    text = "条款 甲 = a 〔一〕\n要旨 “故障要及时响应”\n当 故障发生\n义务 乙方：故障响应\n期限 经催告\n"
    (found,) = (one for one in contract(text).warnings if one.code == "vague-time")

    assert "及时" == found.span.text


def test_clean_clauses_about_time_are_not_accused() -> None:
    """A deadline, a payment, late damages with a cap and a right that opens in time."""
    clean = (
        RESPONSE
        + PAYMENT
        + (
            "条款 滞纳金 = late 〔三〕\n  当 首付款 违约\n  违约金 甲方 付 乙方 欠款的0.05% 每逾期1日，"
            "累计不超过 欠款的5%\n"
            "条款 解除 = end 〔四〕\n  当 首付款 违约\n  权利 乙方：解除通知，解除合同，逾期超过30日起\n"
            "条款 续约 = renewal 〔五〕\n  义务 甲方：损失认定\n  期限 合同期届满 前 至少1个月\n"
        )
    )

    assert [] == [code for code, _ in warned(clean) if code != "no-consequence"]
