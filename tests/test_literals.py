"""Numbers, amounts, shares and dates: what is read, what is refused, how a value is printed."""

from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luyue.dsl import dates, literal, spell
from luyue.dsl import syntax as s
from luyue.dsl.diagnostic import ContractError
from luyue.dsl.literal import LiteralError
from luyue.dsl.parse import parse
from luyue.dsl.quantity import Unit
from luyue.dsl.source import Source


def value_of(text: str, lang: str = "zh") -> s.Expr:
    """Return the tree of a formula."""
    head = {"zh": "设 数 为 ", "en": "let n be "}[lang]
    part = parse(Source("t", head + text)).parts[0]
    assert isinstance(part, s.Let)
    return part.value


def refused(text: str, lang: str = "zh") -> str:
    """Return the code that a formula is refused with."""
    with pytest.raises(ContractError) as error:
        value_of(text, lang)
    return error.value.diagnostics[0].code


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.5万元",
            "15000元",
            "15,000.00 元",
            "￥15000",
            "¥15,000",
            "人民币壹万伍仟元整",
            "壹万伍仟元整",
            "CNY 15000",
        ),
        *("一万五千元", "人民币15000元", "１５，０００元", "0.00015亿元", "150000角"),
    ],
)
def test_one_amount_in_many_spellings(text: str) -> None:
    assert s.Literal(Fraction(15_000), Unit.MONEY) == value_of(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        *(("5%", (1, 20)), ("百分之五", (1, 20)), ("千分之一", (1, 1000)), ("1‰", (1, 1000)), ("万分之五", (1, 2000))),
        *(("百分之二十二点五", (9, 40)), ("２２．５％", (9, 40)), ("0.05%", (1, 2000)), ("百分之一百", (1, 1))),
    ],
)
def test_one_share_in_many_spellings(text: str, share: tuple[int, int]) -> None:
    assert s.Literal(Fraction(*share), Unit.SHARE) == value_of(text)


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        *(
            ("三十日", 30, Unit.DAY),
            ("30天", 30, Unit.DAY),
            ("30个自然日", 30, Unit.DAY),
            ("七个工作日", 7, Unit.WORKING_DAY),
        ),
        *(("3个月", 3, Unit.MONTH), ("十二个月", 12, Unit.MONTH), ("两年", 2, Unit.YEAR), ("2小时", 2, Unit.HOUR)),
        *(("15分钟", 15, Unit.MINUTE), ("15分", 15, Unit.POINT), ("三次", 3, Unit.TIME), ("15人", 15, Unit.PERSON)),
        *(("二〇二四", 2024, Unit.NUMBER), ("一百零五", 105, Unit.NUMBER), ("30路", 30, Unit.ITEM)),
    ],
)
def test_numbers_take_the_unit_that_follows(text: str, count: int, unit: Unit) -> None:
    assert s.Literal(Fraction(count), unit) == value_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("1２3元", "mixed-width"), ("12.３元", "mixed-width"), ("1,00,000元", "bad-number"), ("1,5", "bad-number")),
        *(("1.234.567,89", "bad-number"), ("12。5", "bad-number"), ("1e5", "glued"), ("٣٤元", "not-a-digit")),
        *(("½", "not-a-digit"), ("①元", "not-a-digit"), ("Ⅳ", "not-a-digit"), ("10²元", "not-a-digit")),
        *(("9" * 5000, "number-too-long"), ("1." + "1" * 40, "number-too-long"), ("0.0000001%", "number-too-long")),
        *(("999999999999999999万元", "number-too-long"), ("0.005元", "below-fen"), ("1.5个月", "part-unit")),
        *(("3月", "bare-month"), ("三月", "bare-month"), ("1_000", "glued"), ("-5", "unexpected")),
    ],
)
def test_other_spellings_are_refused(text: str, code: str) -> None:
    assert code == refused(text)


@pytest.mark.parametrize(
    "text", ["2024-06-01", "2024年6月1日", "２０２４年６月１日", "2024年06月01日", "二〇二四年六月一日"]
)
def test_one_date_in_many_spellings(text: str) -> None:
    assert s.Day(date(2024, 6, 1)) == value_of(text)


@pytest.mark.parametrize("text", ["2024-06", "2024年6月", "２０２４－０６", "二〇二四年六月"])
def test_one_month_in_many_spellings(text: str) -> None:
    assert s.Month(2024, 6) == value_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("2024-02-30", "no-such-day"), ("2023-02-29", "no-such-day"), ("2024年4月31日", "no-such-day")),
        *(("2024-13-01", "no-such-month"), ("0000-01-01", "bad-year"), ("20244年1月1日", "bad-date")),
        *(("24年6月1日", "bad-date"), ("03/04/2024", "bad-date"), ("2024/06/01", "bad-date"), ("2024-1-5", "bad-date")),
        *(
            ("二〇二三年二月二十九日", "no-such-day"),
            ("2024-06-01 25:00", "bad-time"),
            ("2024-06-01 23:59:60", "bad-time"),
        ),
        *(("2024-06-01 09:00:00.1234567", "bad-time"), ("2024-06-01 24:00:01", "bad-time")),
    ],
)
def test_other_dates_are_refused(text: str, code: str) -> None:
    assert code == refused(text)


def test_the_leap_day_stands_in_leap_years() -> None:
    assert s.Day(date(2024, 2, 29)) == value_of("2024-02-29")


def test_the_end_of_a_day_is_kept_as_its_end() -> None:
    assert s.Moment(date(2024, 6, 1), time(0), end=True) == value_of("2024-06-01 24:00")
    assert s.Moment(date(2024, 6, 1), time(0)) == value_of("2024-06-01 00:00")


@given(st.integers(0, 10**17 - 1))
def test_a_number_is_read_from_its_print(parts: int) -> None:
    value = Fraction(parts, 10**6)

    assert value == literal.number(spell.number(value))


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def in_capitals(yuan: int) -> str:
    """Write an amount below ten thousand in capitals."""
    digits = [int(one) for one in f"{yuan:04}"]
    shown, zero = "", False
    for digit, unit in zip(digits, ("仟", "佰", "拾", ""), strict=True):
        if digit:
            shown += ("零" if zero and shown else "") + _CAPITALS[digit] + unit
            zero = False
        else:
            zero = True
    return shown


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 99))
def test_capitals_are_read_back(high: int, low: int, fen: int) -> None:
    joint = "" if low >= 1000 else "零"
    tail = "整"
    if fen:
        jiao, rest = divmod(fen, 10)
        tail = (f"{_CAPITALS[jiao]}角" if jiao else "零") + (f"{_CAPITALS[rest]}分" if rest else "")
    text = f"{in_capitals(high)}万{joint}{in_capitals(low)}元{tail}"

    assert Fraction(high * 10_000 + low) + Fraction(fen, 100) == literal.capitals(text)


@pytest.mark.parametrize("text", ["十百", "一二", "万", "百", "三十十", "一万零", "一百五零", "", "两两"])
def test_no_numeral_is_guessed(text: str) -> None:
    assert literal.numeral(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("十", 10), ("十五", 15), ("二十", 20), ("一百零五", 105), ("一千零一十", 1010), ("三万零五", 30_005)),
        *(("一亿", 10**8), ("贰佰贰拾陆万零壹佰陆拾", 2_260_160), ("一亿零三百万", 103_000_000), ("二百五十", 250)),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert value == literal.numeral(text)


def test_a_number_mixed_in_width_is_told_both_clean_forms() -> None:
    with pytest.raises(LiteralError) as error:
        literal.fold("1２")

    assert {"text": "1２", "clean": "12", "wide": "１２"} == error.value.facts


@pytest.mark.parametrize("text", ["9:00", "09:60", "24:01", "0900", "09:00:00.1234567"])
def test_no_time_is_guessed(text: str) -> None:
    with pytest.raises(LiteralError):
        dates.clock(text)
