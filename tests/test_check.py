"""What clauses mean once they are checked: triggers, ties, conditions, money, readings, and what may not be mixed."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from check_text import EVENTS, HEADER, PAYMENT, RESPONSE, clause, codes, contract

from luyue.dsl import model
from luyue.dsl.model import BreachOf, Const, Kind, Param, Pattern
from luyue.dsl.quantity import Length, Money, Unit

STORM = "时段 台风 = storm 自 台风开始 至 台风结束，同一台风号\n"


# ---------------------------------------------------------------- triggers


def test_a_clause_without_when_holds_once_for_the_term() -> None:
    """The trigger of such a clause is the term."""
    assert ["term"] == [one.kind for one in clause(PAYMENT, "advance").triggers]


def test_an_event_is_a_source_and_its_filter_speaks_of_its_own_fields() -> None:
    """The names in the parentheses are fields first, and a list value is found through the field's type."""
    found = clause("条款 甲 = a 〔一〕\n当 故障发生（等级 = 重大）\n违约金 乙方 付 甲方 100元\n", "a").triggers[0]
    pattern = found.sources[0]

    assert isinstance(pattern, Pattern) and ("events", "fault_occurred") == (found.kind, pattern.event)
    (test,) = pattern.where
    assert isinstance(test, model.Same) and isinstance(test.left, model.FieldOf) and isinstance(test.right, Const)
    assert ("severity", model.Own, "critical") == (test.left.name, type(test.left.of), test.right.value)


def test_breach_lateness_and_events_joined_by_or_fire_at_each_occurrence() -> None:
    """Several sources stand side by side."""
    text = (
        RESPONSE
        + PAYMENT
        + "条款 甲 = a 〔三〕\n当 响应 违约 或 首付款 逾期超过7日 或 损失认定\n违约金 乙方 付 甲方 100元\n"
    )
    sources = clause(text, "a").triggers[0].sources

    assert [BreachOf, BreachOf, Pattern] == [type(one) for one in sources]
    assert [("response", "breached"), ("advance", "late")] == [
        (one.clause, one.state) for one in sources if isinstance(one, BreachOf)
    ]
    assert Length(Fraction(7), Unit.DAY) == sources[1].bounds[0].value.value  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "when",
    [
        "响应 违约2次以上 于 合同期",
        "响应 违约 且 首付款 违约",
        "响应 违约 其后 损失认定",
        "次数（损失认定，于 合同期） 超过 3次",
        "台风 持续30日以上",
        "非 损失认定",
        "响应 违约 或 台风 持续中",
    ],
)
def test_whatever_is_no_single_occurrence_is_a_condition(when: str) -> None:
    """Counts, levels, sequences, durations and what is joined by and fire when they become true."""
    text = STORM + RESPONSE + PAYMENT + f"条款 甲 = a 〔三〕\n当 {when}\n违约金 乙方 付 甲方 100元\n"

    assert ["condition"] == [one.kind for one in clause(text, "a").triggers]


def test_every_runs_over_a_period_of_the_calendar_a_declared_one_or_a_table() -> None:
    """A month that nobody declared is the calendar's own and enters the contract's periods."""
    text = """
周期 付款期 = pay_period 每1个月 自 2025-02-15，共6次
表 分项 = lines（代号 = norm：编号，数量 = n：数值）
  行 line_1，3
条款 甲 = a 〔一〕
  当 每月
  义务 乙方：故障响应
  期限 月 期末
条款 乙 = b 〔二〕
  当 每 付款期
  义务 乙方：故障响应
  期限 付款期 期末
条款 丙 = c 〔三〕
  当 每 分项（数量 超过 0） 称 项
  义务 乙方：故障响应（工单 = 项的代号）
  期限 10日内
"""
    found = contract(text)

    assert [("period", "month"), ("period", "pay_period"), ("row", "lines")] == [
        (one.triggers[0].kind, one.triggers[0].name) for one in found.clauses
    ]
    assert ["pay_period", "month"] == [one.label.id for one in found.periods]
    assert 1 == len(found.clauses[2].triggers[0].where)


def test_the_trigger_is_named_by_itself_or_its_alias_and_either_is_the_same_variable() -> None:
    """An alias has no twin, so the model keeps the event's own name."""
    plain = RESPONSE.replace("15分钟内", "故障发生 后 15分钟内")
    aliased = RESPONSE.replace("当 故障发生", "当 故障发生 称 故障").replace("15分钟内", "故障 后 15分钟内")

    assert clause(plain, "response") == clause(aliased, "response")
    after = clause(plain, "response").timings[0].time.after  # type: ignore[attr-defined]
    assert (model.Var, "fault_occurred", Kind.INSTANT) == (type(after), after.name, after.type.kind)


def test_an_event_other_than_the_trigger_is_its_first_occurrence_and_its_field_the_latest() -> None:
    """Named by itself outside a condition, an event is an instant."""
    found = clause(PAYMENT.replace("不迟于 2025-03-01", "损失认定 后 3个工作日内"), "advance")
    after = found.timings[0].time.after  # type: ignore[attr-defined]

    assert (model.Happening, "loss_attested") == (type(after), after.pattern.event)


def test_a_bearer_may_be_a_party_field_of_the_trigger() -> None:
    """Who must act may depend on the event."""
    text = "条款 甲 = a 〔一〕\n当 故障发生 称 故障\n义务 故障的报修方：故障响应\n期限 1日内\n"
    owed = clause(text, "a").duties[0].owed

    assert isinstance(owed, model.Act) and isinstance(owed.bearer, model.FieldOf)
    assert "party" == owed.bearer.name


# ---------------------------------------------------------------- ties


def test_same_field_is_kept_by_its_id_on_both_sides() -> None:
    """The field's ASCII twin ties the instance to what performs it."""
    assert ("ticket",) == clause(RESPONSE, "response").duties[0].same


def test_same_may_name_the_key_of_the_clause_that_was_breached() -> None:
    """A clause that follows a breach is tied by what tells the breached instances apart."""
    text = RESPONSE + "条款 补救 = cure 〔二〕\n当 响应 违约\n义务 乙方：故障响应，同一工单\n期限 1日内\n"

    assert ("ticket",) == clause(text, "cure").duties[0].same


def test_same_month_ties_a_payment_to_the_period_it_is_for() -> None:
    """A month, period or date field names the period."""
    text = "条款 甲 = a 〔一〕\n当 每月\n义务 甲方 付 乙方 100元，以 款项到账的金额，同一付款月\n期限 月 期末\n"

    assert ("month",) == clause(text, "a").duties[0].same


def test_same_of_a_condition_needs_a_carrier_only() -> None:
    """Something that the condition reads has the field."""
    text = RESPONSE + "条款 甲 = a 〔二〕\n当 响应 违约 且 损失认定，同一工单\n违约金 乙方 付 甲方 100元\n"

    assert ("ticket",) == clause(text, "a").triggers[0].same


# ---------------------------------------------------------------- duties, times, powers


def test_alternatives_of_an_act_are_sets_of_events() -> None:
    """Either of two, and both of two, multiplied out."""
    text = "条款 甲 = a 〔一〕\n当 损失认定\n义务 乙方：（故障响应 或 台风结束） 且 人数上报\n期限 3日内\n"
    owed = clause(text, "a").duties[0].owed

    assert isinstance(owed, model.Act)
    assert [["fault_responded", "headcount_reported"], ["storm_ended", "headcount_reported"]] == [
        [one.event for one in each] for each in owed.any_of
    ]


def test_a_payment_needs_no_with_where_one_event_has_one_amount() -> None:
    """Otherwise it must say with what it is paid."""
    paid = "事件 到账 = paid（金额 = amount：金额）\n"
    text = "条款 甲 = a 〔一〕\n义务 甲方 付 乙方 100元\n期限 10日内\n"

    assert [] == codes(text, events=paid)
    assert ["paid-with-what"] == codes(text)


def test_a_level_is_read_from_reports_or_a_metric() -> None:
    """A field of reports is the field of whatever report comes; a metric is measured per period."""
    text = """
指标 月接通率 = answer_rate 为 平均 人数上报的接通率，每月
条款 甲 = a 〔一〕
  义务 乙方 保持 人数上报的在岗 不少于 15人
条款 乙 = b 〔二〕
  义务 乙方 保持 月接通率 90%以上
"""
    first, second = contract(text).clauses
    kinds = ["level", "level"]

    assert kinds == [first.kind, second.kind]
    assert [model.FieldOf, model.Measured] == [type(one.duties[0].owed.what) for one in (first, second)]  # type: ignore[union-attr]


def test_what_ends_something_is_a_condition_and_a_date_stays_a_date() -> None:
    """An event after ``until`` means that it has happened."""
    text = RESPONSE + (
        "条款 甲 = a 〔二〕\n禁止 乙方：损失认定\n存续 直至 台风结束\n"
        "条款 乙 = b 〔三〕\n禁止 乙方：损失认定\n存续 直至 2026-06-30\n"
        "条款 丙 = c 〔四〕\n当 响应 违约\n权利 甲方：解除通知，停止履行 响应，直至 响应 履行\n"
    )
    _, first, second, third = contract(text).clauses

    assert [model.Happened, model.Const] == [type(one.survivals[0].until) for one in (first, second)]
    assert isinstance(third.powers[0].until, model.InState)


def test_own_state_belongs_to_the_clause_itself() -> None:
    """``once late`` without a name means the clause's own delay, or the one its trigger names."""
    text = RESPONSE + "条款 甲 = a 〔二〕\n当 响应 违约\n权利 甲方：解除通知，解除合同，逾期超过7日起\n"
    once = clause(text, "a").powers[0].once

    assert isinstance(once, model.InState) and once.clause is None


def test_suspension_names_whom_what_and_who_may_deny_it() -> None:
    """Parties and clauses stand apart; the affected clauses are a flag."""
    text = (
        STORM
        + RESPONSE
        + (
            "条款 甲 = a 〔二〕\n中止 受影响方，台风 期间，可由 损失认定 否认\n须 台风结束，3日内\n"
            "条款 乙 = b 〔三〕\n中止 响应，台风 期间，停表，逾期后亦适用\n"
        )
    )
    _, first, second = contract(text).clauses
    one, other = first.suspensions[0], second.suspensions[0]

    assert ("suspension", 1) == (first.kind, len(first.requirements))
    assert isinstance(one.parties[0], model.Known) and one.denied_by is not None
    assert (("response",), True, True) == (other.clauses, other.stops_clock, other.also_late)


def test_a_reduction_is_borne_by_who_is_paid() -> None:
    """It takes from the price: its debtor is the payment's payee."""
    text = PAYMENT + RESPONSE + "条款 甲 = a 〔三〕\n当 响应 违约\n扣减 首付款：100元\n"
    head = clause(text, "a").heads[0]

    assert ("reduction", "advance") == (head.kind, head.of)
    assert ["supplier", "buyer"] == [one.name for one in (head.payer, head.payee)]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- readings


READING = "解释 口径 = scope “宽还是严？”\n读法 宽 = wide，默认\n读法 严 = narrow\n"


def test_lines_under_options_are_kept_with_their_option() -> None:
    """Until somebody chooses, all of them stand."""
    text = READING + (
        "条款 甲 = a 〔一〕\n当 损失认定\n义务 乙方：故障响应\n期限 3日内，依 口径 = 宽\n期限 1日内，依 口径 = 严\n"
    )
    found = contract(text)
    under = [one.under for one in found.clauses[0].timings]

    assert [model.Under("scope", "wide"), model.Under("scope", "narrow")] == under
    assert 1 == len(model.choose(found, {"scope": "narrow"}).clauses[0].timings)


def test_a_reading_of_times_stands_where_a_time_stands() -> None:
    """``choose`` puts the option's time in its place."""
    text = (
        "解释 付款日 = pay_day “哪种日？”\n读法 自然 = natural 为 30日内，默认\n读法 工作 = working 为 30个工作日内\n"
        + PAYMENT.replace("不迟于 2025-03-01", "付款日")
    )
    time = model.choose(contract(text), {"pay_day": "working"}).clauses[0].timings[0].time

    assert isinstance(time, model.Within) and isinstance(time.length, Const)
    assert Length(Fraction(30), Unit.WORKING_DAY) == time.length.value
    assert ["type-mismatch"] == codes(text + RESPONSE + "违约金 乙方 付 甲方 付款日的5%\n")


def test_a_reading_without_values_compares_with_a_field_of_the_same_values() -> None:
    """Its options are a list like any other, and ``reading is option`` is a test of its own."""
    text = "解释 算重大 = grade “哪些算？”\n读法 普通 = normal\n读法 重大 = critical\n" + (
        "条款 甲 = a 〔一〕\n当 故障发生（等级 = 算重大）\n前提 算重大 为 重大\n违约金 乙方 付 甲方 100元\n"
    )
    found = clause(text, "a")
    (source,) = found.triggers[0].sources
    assert isinstance(source, model.Pattern)
    (test,) = source.where

    assert isinstance(test, model.Same) and isinstance(test.right, Param)
    assert model.ReadingIs(test.type, "grade", "critical") == found.preconditions[0].condition


# ---------------------------------------------------------------- types and units

AMOUNTS: tuple[tuple[str, list[str]], ...] = (
    ("合同总价 + 100元", []),
    ("合同总价的5% + 100元", []),
    ("（合同总价 − 100元）的5%", []),
    ("合同总价 ÷ 365", []),
    ("100元 × 次数（损失认定，于 合同期）", []),
    ("100元 × 日数（2025-02-01，损失认定）", []),
    ("孰高（合同总价的1%，500元）", []),
    ("若 损失认定，100元 否则 200元", []),
    ("合同总价的0.5%至3%", []),
    ("合同总价 + 3", ["no-such-sum"]),
    ("合同总价 + 5%", ["no-such-sum"]),
    ("合同总价 × 合同总价", ["no-such-product"]),
    ("15分钟 + 2小时", ["no-such-sum"]),
    ("5%", ["missing-base"]),
    ("100", ["number-without-unit"]),
    ("3日", ["type-mismatch"]),
    ("0.5分", ["type-mismatch"]),
    ("孰高（合同总价的1%，500）", ["number-without-unit"]),
    ("若 损失认定，100元 否则 5%", ["missing-base"]),
)


@pytest.mark.parametrize(("amount", "wrong"), AMOUNTS)
def test_amounts_add_like_to_like(amount: str, wrong: list[str]) -> None:
    """Money with money; a share needs a base; numbers and counts multiply."""
    assert wrong == codes(f"条款 甲 = a 〔一〕\n当 损失认定\n违约金 乙方 付 甲方 {amount}\n")


LIMITS: tuple[tuple[str, list[str]], ...] = (
    ("响应 逾期超过7日", []),
    ("响应 逾期超过7个工作日", []),
    ("响应 逾期超过7次", []),
    ("响应 逾期超过7人", ["unit-mismatch"]),
    ("响应 逾期超过3日 2次以上 于 合同期", []),
    ("响应 履行3次以上 于 合同期", []),
    ("响应 履行 超过3日", ["state-without-bounds"]),
    ("响应 违约3次以上 于 合同期", []),
    ("响应 违约3人以上 于 合同期", ["unit-mismatch"]),
    ("次数（损失认定，于 合同期） 不少于 3", ["number-without-unit"]),
    ("最近 人数上报的在岗 不满 15人", []),
    ("最近 人数上报的在岗 不满 15", []),
    ("最近 人数上报的接通率 不满 90%", []),
    ("最近 人数上报的接通率 不满 90", ["type-mismatch"]),
    ("合计（款项到账的金额，于 合同期） 超过 100元", []),
    ("合计（款项到账的金额，于 合同期） 超过 100", ["number-without-unit"]),
    ("合计（款项到账的金额，于 合同期） ÷ 合同总价 超过 90%", []),
    ("日数（2025-02-01，损失认定） 超过 30日", []),
    ("日数（2025-02-01，损失认定） 超过 30个工作日", ["unit-mismatch"]),
    ("损失认定的事由 超过 3次", ["no-order"]),
    ("次数（响应 违约，于 合同期） 超过 3次", []),
    ("次数（响应 逾期，于 合同期） 超过 3次", []),
    ("次数（响应 逾期超过3日，于 合同期） 超过 3次", []),
    ("次数（响应 履行，于 合同期） 超过 3次", []),
    ("次数（响应 逾期超过3次，于 合同期） 超过 3次", ["counts-no-occurrence"]),
    ("次数（响应 违约 且 损失认定，于 合同期） 超过 3次", ["counts-no-occurrence"]),
)


@pytest.mark.parametrize(("when", "wrong"), LIMITS)
def test_bounds_are_of_the_kind_and_unit_of_what_they_bound(when: str, wrong: list[str]) -> None:
    """Days are no working days, persons no times, a share no number; a quotient of like values is a share."""
    assert wrong == codes(RESPONSE + f"条款 甲 = a 〔二〕\n当 {when}\n违约金 乙方 付 甲方 100元\n")


WHERES: tuple[tuple[str, list[str]], ...] = (
    ("等级 = 重大", []),
    ("重大 = 等级", []),
    ("等级 不为 普通", []),
    ("报修方 = 甲方", []),
    ("工单 = “T1”", []),
    ("工单 = 3", []),
    ("等级 = 一般", ["unknown-value"]),
    ("等级 = 甲方", ["not-comparable"]),
    ("报修方 = 重大", ["unknown-name"]),
    ("工单 = T1", ["unknown-name"]),
    ("等级", ["not-a-condition"]),
    ("工单 包含 “T”", ["type-mismatch"]),
)


@pytest.mark.parametrize(("where", "wrong"), WHERES)
def test_filters_compare_like_with_like(where: str, wrong: list[str]) -> None:
    """A list value is one of its list, a party a party, and text stands in quotes."""
    assert wrong == codes(f"条款 甲 = a 〔一〕\n当 故障发生（{where}）\n违约金 乙方 付 甲方 100元\n")


@pytest.mark.parametrize(
    ("due", "wrong"),
    [
        ("不迟于 2025-03", []),
        ("早于 2025-03-01", []),
        ("合同期 期末", []),
        ("孰晚（损失认定，2025-03-01） 后 7个工作日内", []),
        ("签订 后 30日内", []),
        ("经催告后 10日内", []),
        ("合同总价 后 10日内", ["type-mismatch"]),
        ("不迟于 合同总价", ["type-mismatch"]),
        ("2025-03-01 前 至少10日", []),
        ("月 期末", ["unknown-name"]),
    ],
)
def test_times_run_from_instants(due: str, wrong: list[str]) -> None:
    """A date, an instant, an event or the term; anything else is no time."""
    assert wrong == codes(PAYMENT.replace("不迟于 2025-03-01", due))


def test_months_stand_for_their_first_and_last_day() -> None:
    """A term from month to month is whole months."""
    term = contract("", header=HEADER.replace("2025-02-01 至 2026-01-31", "2025-02 至 2026-01")).term

    assert term is not None and isinstance(term.start, Const) and isinstance(term.end, Const)
    assert (date(2025, 2, 1), date(2026, 1, 31)) == (term.start.value, term.end.value)


def test_money_is_of_the_contracts_currency() -> None:
    """The header says which, else yuan."""
    found = contract("", header=HEADER.replace("签订", "币种 USD\n  签订"))

    assert isinstance(found.price, Const)
    assert ("USD", Money(Fraction(1_000_000), "USD")) == (found.currency, found.price.value)


# ---------------------------------------------------------------- what does not go together


def test_a_circle_of_lets_is_named_whole() -> None:
    """Each leads to the next."""
    assert ["cycle"] == codes("设 子 = a 为 丑\n设 丑 = b 为 寅 + 1\n设 寅 = c 为 子\n")


def test_a_price_or_term_that_leads_back_to_itself_is_a_circle() -> None:
    """Also by way of a let."""
    assert ["cycle"] == codes("", header=HEADER.replace("合同总价 1000000元", "合同总价 合同总价的5%"))
    assert ["cycle"] == codes("设 两倍 = twice 为 合同总价 × 2\n", header=HEADER.replace("1000000元", "两倍"))
    assert ["cycle"] == codes("", header=HEADER.replace("2025-02-01 至 2026-01-31", "自 合同期起始 起 1年"))


def test_clauses_that_wait_for_each_other_can_begin_by_another_way() -> None:
    """An event beside the breach breaks the circle."""
    text = """
条款 先 = first 〔一〕
  当 后 违约{also}
  义务 乙方：故障响应
  期限 10日内
条款 后 = second 〔二〕
  当 先 违约
  义务 乙方：人数上报
  期限 10日内
"""

    assert ["cycle"] == codes(text.format(also=""))
    assert [] == codes(text.format(also=" 或 损失认定"))


DAMAGES = "条款 违约赔付 = damages 〔二〕\n当 响应 违约\n违约金 乙方 付 甲方 100元\n"
LOSSES = "条款 另赔损失 = losses_too 〔三〕\n当 响应 违约\n赔偿损失 乙方 付 甲方 损失认定的金额"


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("", ["remedies-clash"]),
        ("，补足 违约赔付", []),
        ("，并用 违约赔付", []),
        ("\n前提 台风结束", []),
        ("\n例外 台风结束", []),
        ("，行使时\n权利 甲方：解除通知，解除合同", []),
    ],
)
def test_two_remedies_of_one_breach_say_how_they_combine(more: str, wrong: list[str]) -> None:
    """Only what cannot be read otherwise is refused: no condition, no exercise, no relation in either direction."""
    assert wrong == codes(RESPONSE + DAMAGES + LOSSES + more + "\n")


def test_two_heads_of_one_clause_are_what_the_clause_says() -> None:
    """A daily sum and a sum on exercise stand in one sentence of the contract."""
    assert [] == codes(RESPONSE + DAMAGES + "违约金 乙方 付 甲方 200元\n")


def test_unpaid_is_known_where_a_payment_is_late() -> None:
    """Its own payment, or the breach of one."""
    text = PAYMENT + "条款 甲 = a 〔三〕\n当 首付款 违约\n违约金 甲方 付 乙方 欠款的5%\n"

    assert [] == codes(text)
    assert ["unpaid-of-what"] == codes(RESPONSE + text.replace("首付款 违约", "响应 违约"))


def test_a_rate_or_an_amount_may_decide_a_range() -> None:
    """Anything else may not."""
    text = "条款 甲 = a 〔一〕\n当 损失认定\n违约金 乙方 付 甲方 合同总价的1%至3%，由 甲方 以 {field} 定\n"

    assert [] == codes(text.format(field="损失认定的金额"))
    assert [] == codes(text.format(field="人数上报的接通率"))
    assert ["type-mismatch"] == codes(text.format(field="故障发生的等级"))


# ---------------------------------------------------------------- parts


def test_a_blank_cell_is_named_by_table_row_and_column() -> None:
    """So a report can say what is missing."""
    text = "表 分项 = lines（代号 = norm：编号，开始 = start：日期）\n行 a，2025-02-01\n行 b，空白\n"
    cells: list[Any] = [row.cells[1] for row in contract(text).tables[0].rows]

    assert date(2025, 2, 1) == cells[0].value
    assert model.Empty(model.Type(Kind.DATE), "lines/2/start") == cells[1]


def test_a_cell_is_of_its_columns_type() -> None:
    """A number is no date."""
    assert ["type-mismatch"] == codes("表 分项 = lines（开始 = start：日期）\n行 3\n")


def test_a_clause_field_takes_a_clause_or_the_norm_of_a_row() -> None:
    """Where one clause answers many norms over a table, events may name the row."""
    events = EVENTS + "事件 开通 = started（项目 = line：条款）\n"
    text = (
        "表 分项 = lines（代号 = norm：编号）\n行 line_1\n"
        + RESPONSE
        + ("条款 甲 = a 〔二〕\n当 开通（项目 = line_1） 或 开通（项目 = 响应）\n违约金 乙方 付 甲方 100元\n")
    )

    assert [] == codes(text, events=events)
    assert ["unknown-name"] == codes(text.replace("项目 = line_1", "项目 = line_2"), events=events)


def test_articles_are_answered_by_who_cites_them_or_a_part_of_them() -> None:
    """A clause on 二·三 answers 二; one over a table also answers what lies below its own citation."""
    text = (
        "表 分项 = lines（代号 = norm：编号）\n行 a\n"
        + RESPONSE.replace("〔一〕", "〔二·三、四〕")
        + "条款 逐项 = each 〔附〕\n当 每 分项\n违约金 乙方 付 甲方 1元\n"
        + "条 〔二〕\n条 〔二·三〕\n条 〔四〕\n条 〔二·四〕\n条 〔附·1〕\n条 〔五〕 声明 “只是声明”\n"
    )

    assert [("response",), ("response",), ("response",), (), ("each",), ()] == [
        one.clauses for one in contract(text).articles
    ]


def test_kind_of_a_clause_is_the_first_that_applies() -> None:
    """Duty, payment, level, prohibition, power, suspension, liability."""
    text = PAYMENT + RESPONSE + DAMAGES + "条款 甲 = a 〔四〕\n禁止 乙方：损失认定\n权利 甲方：解除通知\n"

    assert ["payment", "duty", "liability", "prohibition"] == [one.kind for one in contract(text).clauses]


# ---------------------------------------------------------------- scenarios


def test_rows_of_a_scenario_are_typed_like_rows_of_a_log() -> None:
    """Bare names are ids, list values and parties; the last instant of a day is kept as such."""
    text = (
        RESPONSE
        + """
案例 “一行”
  设定 宽限 = 3日
  2025-03-01 24:00 故障发生 工单 T1，等级 重大，报修方 甲方
  截至 2025-03-31
  预期 响应 T1 违约
  预期 乙方 欠 甲方 100元 至 200元 依 响应
待定 宽限 = grace：时长
"""
    )
    (tale,) = contract(text).scenarios
    (row,) = tale.events

    assert (date(2025, 3, 1), True) == (row.at[0], row.at[2])
    assert (("party", "buyer"), ("severity", "critical"), ("ticket", "T1")) == row.fields
    assert (("grace", Length(Fraction(3), Unit.DAY)),) == tale.settings
    assert (date(2025, 3, 31), None, False) == tale.as_of
    assert [("state", "response", ("T1",)), ("owes", "response", ())] == [
        (one.kind, one.name, one.key) for one in tale.expects
    ]
    assert (Money(Fraction(100), "CNY"), Money(Fraction(200), "CNY")) == (tale.expects[1].low, tale.expects[1].high)


def test_rows_of_a_scenario_are_refused_like_rows_of_a_log() -> None:
    """An unknown event, a missing field, a value of another type."""
    text = (
        RESPONSE
        + "案例 “错”\n2025-03-01 故障来了\n2025-03-01 故障响应\n2025-03-01 款项到账 期次 1，金额 3日，付款月 2025-03\n"
    )

    assert ["unknown-event", "missing-field", "type-mismatch"] == codes(text)


@pytest.mark.parametrize(("kind", "expected"), [("数值", []), ("计数", []), ("文本", ["type-mismatch"])])
def test_a_demand_gives_days_in_a_field_of_numbers(kind: str, expected: list[str]) -> None:
    """Art. 511 (4): the time that a demand leaves is counted in days."""
    assert expected == codes(
        f"事件 催告函 = dunning（规范 = norm：编号，天数 = days：{kind}），作为 催告 规范 以 天数\n"
    )
