"""Numbers, dates, times and lengths as logs write them: what is read, exactly, and what is refused, by which name."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luyue.dsl.quantity import Unit
from luyue.engine.event import Month, Span_
from luyue.engine.readers import numbers, times
from luyue.engine.readers.refuse import Fault
from luyue.engine.zone import Zone

SHANGHAI = Zone.named("Asia/Shanghai")
UTC_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def yuan(text: str) -> Fraction:
    """Read an amount of a contract in yuan."""
    return numbers.money(text, "CNY", signed=False)


def refused(read: Callable[[str], object], text: str) -> str:
    """Return the code under which a text is refused."""
    with pytest.raises(Fault) as caught:
        read(text)
    return caught.value.code


def us(iso: str) -> int:
    """Return an instant given with its offset."""
    return (datetime.fromisoformat(iso) - UTC_EPOCH) // timedelta(microseconds=1)


# ---------------------------------------------------------------- money and numbers


@pytest.mark.parametrize(
    "text",
    [
        "1234.50",
        "1,234.50",
        "￥1234.5",
        "¥1,234.5",
        "1234.5元",
        "1234.5 yuan",
        "１２３４．５０",
        "￥１，２３４．５元",
        "1234.500",
        "01234.50",
    ],
)
def test_money_is_read_from_its_digits(text: str) -> None:
    """Groups, marks, widths and zeros at the end change nothing."""
    assert Fraction(2469, 2) == yuan(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(123.45)", "bad-money"),
        ("123.45-", "bad-money"),
        ("1_000", "bad-money"),
        ("1,23", "bad-money"),
        ("1,2345", "bad-money"),
        ("12,34.5", "bad-money"),
        (".5", "bad-money"),
        ("5.", "bad-money"),
        ("-", "bad-money"),
        ("N/A", "bad-money"),
        ("#REF!", "bad-money"),
        ("=1+1", "bad-money"),
        ("1 234", "bad-money"),
        ("−5", "bad-money"),
        ("0x10", "bad-money"),
        ("一百元", "bad-money"),
        ("10²元", "foreign-digits"),
        ("①元", "foreign-digits"),
        ("٣٤", "foreign-digits"),
        ("1２3", "mixed-digits"),
        ("1.23E+05", "exponent"),
        ("1e2000000", "exponent"),
        ("NaN", "not-a-number"),
        ("-inf", "not-a-number"),
        ("0.005", "too-many-decimals"),
        ("0.30000000000000004", "too-many-decimals"),
        ("-5.00", "negative-amount"),
        ("92233720368547758.08", "too-many-digits"),
        ("9" * 19, "too-many-digits"),
        ("9" * 300_000, "too-many-digits"),
    ],
)
def test_what_is_not_an_amount_is_refused(text: str, code: str) -> None:
    """Each for its own reason, and at once however long it is."""
    assert code == refused(yuan, text)


def test_largest_amount_is_that_of_an_int64_of_fen() -> None:
    """One fen more is refused above."""
    assert Fraction(2**63 - 1, 100) == yuan("92,233,720,368,547,758.07")


def test_zero_is_an_amount_but_minus_zero_is_none() -> None:
    """No loss proved is a loss of zero; nobody writes -0."""
    assert Fraction(0) == yuan("0.00")
    assert "bad-money" == refused(lambda text: numbers.money(text, "CNY", signed=True), "-0")


def test_signed_money_may_be_negative() -> None:
    """A supplement may lower the price."""
    assert Fraction(-5) == numbers.money("-5.00", "CNY", signed=True)
    assert Fraction(5) == numbers.money("+5.00", "CNY", signed=True)


def test_mark_of_the_yuan_under_another_currency_is_refused() -> None:
    """￥5 in a row of dollars states two currencies."""
    assert Fraction(5) == numbers.money("5", "USD", signed=False)
    assert "currency-mark" == refused(lambda text: numbers.money(text, "USD", signed=False), "￥5")


@given(fen=st.integers(0, 2**63 - 1))
def test_every_fen_survives(fen: int) -> None:
    """What two decimals can say is read back exactly, with or without groups."""
    assert Fraction(fen, 100) == yuan(f"{fen // 100}.{fen % 100:02}") == yuan(f"{fen // 100:,}.{fen % 100:02}")


@given(text=st.text(alphabet="0123456789.,+-eE％%￥元１２３٤² _()", max_size=12))
def test_an_amount_is_what_a_decimal_says_or_is_refused(text: str) -> None:
    """Nothing is taken that plain decimal arithmetic would read otherwise."""
    try:
        found = yuan(text)
    except Fault:
        return
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text if sign not in "￥元, ，")
    assert Fraction(Decimal(plain.replace("．", "."))) == found


@pytest.mark.parametrize("text", ["0.03", "3%", "3.0%", "３％", "30‰", "3/100", "0.030"])
def test_a_share_may_be_written_in_four_ways(text: str) -> None:
    """As a decimal, a percentage, a per mille or a fraction."""
    assert Fraction(3, 100) == numbers.rate(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3", "bare-rate"),
        ("1.5", "bare-rate"),
        ("-3%", "bad-rate"),
        ("3/0", "bad-rate"),
        ("%", "bad-rate"),
        ("三成", "bad-rate"),
    ],
)
def test_what_is_not_a_share_is_refused(text: str, code: str) -> None:
    """A bare 3 could be 3% or 300%."""
    assert code == refused(numbers.rate, text)


def test_shares_of_all_and_more_need_their_sign() -> None:
    """1 is the whole; above it the percent sign says so."""
    assert Fraction(1) == numbers.rate("1")
    assert Fraction(13, 10) == numbers.rate("130%")


def test_numbers_keep_every_digit() -> None:
    """Seventeen decimals are seventeen decimals."""
    assert Fraction(30000000000000004, 10**17) == numbers.number("0.30000000000000004")
    assert Fraction(-7, 2) == numbers.number("-3.5")


@pytest.mark.parametrize("text", ["1.5", "-1", "", "一"])
def test_counts_are_whole_and_not_negative(text: str) -> None:
    """Half a time is none."""
    assert "bad-count" == refused(numbers.count, text)


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-03T09:30:00+08:00",
        "2025-12-03T01:30Z",
        "2025-12-03T09:30:00.000000+0800",
        "2025-12-02 20:30:00 -05",
        "2025-12-03 09:30",
        "2025-12-03  09:30:00.0",
        "2025年12月3日 9时30分",
        "2025年12月03日9点30分0秒",
        "２０２５年１２月３日 ９时３０分",
        "２０２５－１２－０３ ０９：３０",
        "2025年12月3日 09:30:00",
    ],
)
def test_one_instant_has_many_spellings(text: str) -> None:
    """With an offset or local, in digits or words, in either width."""
    assert us("2025-12-03T09:30:00+08:00") == times.at(text, SHANGHAI).us


def test_an_offset_is_told_from_an_assumed_zone() -> None:
    """Whoever states no offset leaves it to the contract."""
    assert not times.at("2025-12-03T09:30+08:00", SHANGHAI).local
    assert times.at("2025-12-03T09:30", SHANGHAI).local


@pytest.mark.parametrize("text", ["2025-12-03 24:00", "2025-12-03T24:00:00+08:00", "2025年12月3日24时"])
def test_24_00_is_the_last_microsecond_of_its_day(text: str) -> None:
    """It belongs to the day that it ends (民法典 第二百零三条)."""
    assert us("2025-12-04T00:00:00+08:00") - 1 == times.at(text, SHANGHAI).us


def test_six_digits_after_the_second_are_kept() -> None:
    """One microsecond is the difference between in time and late."""
    assert us("2025-12-03T09:30:00.000001+08:00") == times.at("2025-12-03 09:30:00.000001", SHANGHAI).us


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-12-03", "date-without-time"),
        ("2025年12月3日", "date-without-time"),
        ("2025/12/3 9:00", "slashed-date"),
        ("2025.12.03 09:00", "slashed-date"),
        ("2025-12-3 09:00", "bad-time"),
        ("2025-12-03 9:00", "bad-time"),
        ("2025-12-03T9", "bad-time"),
        ("2025年12月3日下午3点", "bad-time"),
        ("20251203T090000", "bad-time"),
        ("2025-W49-3", "bad-time"),
        ("45994.375", "bad-time"),
        ("1764725400", "bad-time"),
        ("2025-12-03T09:00:00,5", "bad-time"),
        ("2025-12-03T09:00+08:00[Asia/Shanghai]", "bad-time"),
        ("2025-02-29 09:00", "impossible-date"),
        ("2025-13-01 09:00", "impossible-date"),
        ("2025-00-10 09:00", "impossible-date"),
        ("2025-12-03 24:01", "impossible-time"),
        ("2025-12-03 24:00:00.000001", "impossible-time"),
        ("2025-12-03 25:00", "impossible-time"),
        ("2025-12-03 09:60", "impossible-time"),
        ("2025-12-03 09:00:61", "impossible-time"),
        ("2016-12-31T23:59:60Z", "leap-second"),
        ("2025-12-03 09:00:00.1234567", "too-fine"),
        ("2025-12-03T09:00+24:00", "bad-offset"),
        ("2025-12-03T09:00+08:60", "bad-offset"),
        ("1900-01-01 00:00", "year-out-of-range"),
        ("9999-12-31 00:00", "year-out-of-range"),
        ("1949-01-01T00:00+09:00", "year-out-of-range"),
        ("1988-04-17 02:30", "skipped-local-time"),
        ("1988-09-11 01:30", "doubled-local-time"),
        ("２025-12-03 09:00", "mixed-digits"),
    ],
)
def test_what_is_not_a_time_is_refused(text: str, code: str) -> None:
    """Each for its own reason."""
    assert code == refused(lambda written: times.at(written, SHANGHAI), text)


def test_an_offset_settles_a_doubled_hour() -> None:
    """The clocks of Shanghai showed 01:30 twice on 11 September 1988."""
    first = times.at("1988-09-11T01:30+09:00", SHANGHAI).us
    second = times.at("1988-09-11T01:30+08:00", SHANGHAI).us

    assert 3_600_000_000 == second - first


@given(st.datetimes(datetime(1992, 1, 1), datetime(2199, 12, 30)), st.integers(-14 * 60, 14 * 60))
def test_every_time_is_read_back(moment: datetime, offset: int) -> None:
    """What the language writes as ISO 8601 is read as the same instant, with and without an offset."""
    east = f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    written = moment.isoformat()

    assert us(f"{written}{east}") == times.at(f"{written}{east}", SHANGHAI).us
    assert us(f"{written}+08:00") == times.at(written, SHANGHAI).us


# ---------------------------------------------------------------- dates, months, periods, lengths


@pytest.mark.parametrize("text", ["2024-06-09", "2024年6月9日", "２０２４年６月９日", "2024年06月09日"])
def test_one_day_has_many_spellings(text: str) -> None:
    """ISO is padded, Chinese need not be."""
    assert date(2024, 6, 9).toordinal() == times.day(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-6-9", "bad-date"),
        ("2024-06-09 10:00", "bad-date"),
        ("2024/06/09", "slashed-date"),
        ("2023-02-29", "impossible-date"),
        ("1948-12-31", "year-out-of-range"),
    ],
)
def test_what_is_not_a_date_is_refused(text: str, code: str) -> None:
    """A date has no hour."""
    assert code == refused(times.day, text)


def test_months_are_read_in_both_spellings() -> None:
    """2024-06 and 2024年6月; there is no month 13."""
    assert Month(2024, 6) == times.month("2024-06") == times.month("2024年6月")
    assert "bad-month" == refused(times.month, "2024-13")
    assert "bad-month" == refused(times.month, "2024-06-01")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024-06", "2024-06"),
        ("2024年6月", "2024-06"),
        ("2024-Q2", "2024-Q2"),
        ("2024Q2", "2024-Q2"),
        ("2024年第二季度", "2024-Q2"),
        ("2024年2季度", "2024-Q2"),
        ("2024", "2024"),
        ("2024年", "2024"),
        ("2024-06-15", "2024-06-15"),
        ("2024年6月15日", "2024-06-15"),
        ("3", "3"),
        ("第3期", "3"),
    ],
)
def test_a_period_goes_by_one_name(text: str, period: str) -> None:
    """Whatever the spelling, rows of one period carry one text."""
    assert period == times.period(text)


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("24 hours", Fraction(24), Unit.HOUR),
        ("24小时", Fraction(24), Unit.HOUR),
        ("PT24H", Fraction(24), Unit.HOUR),
        ("1.5 hours", Fraction(3, 2), Unit.HOUR),
        ("PT1H30M", Fraction(90), Unit.MINUTE),
        ("PT90S", Fraction(3, 2), Unit.MINUTE),
        ("15分钟", Fraction(15), Unit.MINUTE),
        ("7 working days", Fraction(7), Unit.WORKING_DAY),
        ("7个工作日", Fraction(7), Unit.WORKING_DAY),
        ("30日", Fraction(30), Unit.DAY),
        ("30 Natural Days", Fraction(30), Unit.DAY),
        ("P30D", Fraction(30), Unit.DAY),
        ("3个月", Fraction(3), Unit.MONTH),
        ("P3M", Fraction(3), Unit.MONTH),
        ("2 quarters", Fraction(2), Unit.QUARTER),
        ("１年", Fraction(1), Unit.YEAR),
    ],
)
def test_a_length_keeps_its_unit(text: str, count: Fraction, unit: Unit) -> None:
    """A month is not thirty days."""
    assert Span_(count, unit) == times.length(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("24", "bad-length"),
        ("PT", "bad-length"),
        ("P1DT2H", "bad-length"),
        ("3月", "bad-length"),
        ("two days", "bad-length"),
        ("7.5个工作日", "broken-length"),
        ("1.5 months", "broken-length"),
        ("1234567890 days", "too-many-digits"),
    ],
)
def test_what_is_not_a_length_is_refused(text: str, code: str) -> None:
    """A number without a unit, two units at once, half a working day."""
    assert code == refused(times.length, text)
