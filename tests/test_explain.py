"""Explanations: why a row says what it says, down to every day that was counted."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
import small_contract
from attrs import evolve
from sample_report import CALENDAR, REPORT, SHANGHAI, at, due_advance

from luyue.app.cli import main
from luyue.app.due import due_json, steps
from luyue.app.event_words import fields_text
from luyue.app.explain import UnknownId, explain, explanation_json, explanation_text, ids
from luyue.app.formula import formula
from luyue.app.names import Names
from luyue.app.words import clock as clock_words
from luyue.dsl.diagnostic import width
from luyue.dsl.load import load_text
from luyue.dsl.quantity import Length, Unit
from luyue.engine import clock
from luyue.engine.clock import FESTIVALS, REST_DAYS, DueDate, Rule
from luyue.engine.finding import Worked
from luyue.engine.moved import extend, stop_clock
from luyue.engine.readers import from_rows

ZH = Names.of_contract(REPORT.contract, "zh")
EN = Names.of_contract(REPORT.contract, "en")


def text(row_id: str, lang: str = "zh") -> str:
    """Return the explanation of a row of the sample report."""
    return explanation_text(explain(REPORT, row_id, lang))


# ---------------------------------------------------------------- whole trees


def test_a_late_payment_is_explained_to_the_day() -> None:
    """Clause, trigger, every working day counted, every day skipped and why, lateness, money, the way out."""
    assert (
        "预付款 pay_advance/advance：逾期履行（违约）\n"
        "├─ 条款 预付款 pay_advance 〔通三·三〕，付款\n"
        "│  └─ 要旨：「审核无误后七个工作日内付一半」\n"
        "├─ 甲方对乙方负有\n"
        "├─ 触发：国库审核无误 e1（events.jsonl:1），2024-06-07 16:00\n"
        "│  └─ 期次 advance\n"
        "├─ 产生于 2024-06-07 16:00\n"
        "├─ 标识：期次 advance\n"
        "├─ 期限：2024-06-19\n"
        "│  ├─ 自 2024-06-07 16:00 起算\n"
        "│  ├─ 开始的当日 2024-06-07 不计入 [民法典第201条第1款]\n"
        "│  ├─ 数 7个工作日：2024-06-08 起，第 7 个是 2024-06-19 [民法典第201条第1款]\n"
        "│  │  ├─ 2024-06-08（周六）不计：周末\n"
        "│  │  ├─ 2024-06-09（周日）不计：周末\n"
        "│  │  ├─ 2024-06-10（周一）不计：端午节（法定节日）\n"
        "│  │  ├─ 2024-06-11（周二）第 1 个工作日\n"
        "│  │  ├─ 2024-06-12（周三）第 2 个工作日\n"
        "│  │  ├─ 2024-06-13（周四）第 3 个工作日\n"
        "│  │  ├─ 2024-06-14（周五）第 4 个工作日\n"
        "│  │  ├─ 2024-06-15（周六）不计：周末\n"
        "│  │  ├─ 2024-06-16（周日）不计：周末\n"
        "│  │  ├─ 2024-06-17（周一）第 5 个工作日\n"
        "│  │  ├─ 2024-06-18（周二）第 6 个工作日\n"
        "│  │  └─ 2024-06-19（周三）第 7 个工作日\n"
        "│  ├─ 最后一日 2024-06-19 的 24:00 届满 [民法典第203条第2款]\n"
        "│  └─ 最早的迟延时刻 2024-06-20 00:00\n"
        "├─ 应付 1,130,080.12元\n"
        "│  ├─ 份额 = 1,130,080.12\n"
        "│  │  └─ 50%\n"
        "│  └─ 金额为 2,260,160.24 × 50%\n"
        "├─ 已付 1,130,080.12元\n"
        "├─ 到期日终了时未付 1,130,080.12元\n"
        "├─ 履行：款项到账 e2（events.jsonl:2），2024-06-20 00:00\n"
        "│  └─ 金额 1,130,080.12元\n"
        "├─ 迟延 1日：2024-06-20 减去最后及时日 2024-06-19（已开始的一日计入）\n"
        "├─ 违约 pay_advance/advance：甲方，自 2024-06-20 00:00 起\n"
        "│  ├─ 2024-06-20 00:00 补救\n"
        "│  └─ 后果\n"
        "│     ├─ 甲方逾期付款 pen_a_late/advance/1：违约金，甲方付乙方 56,504.01元\n"
        "│     └─ 甲方逾期付款 pen_a_late/advance/2：赔偿损失，甲方付乙方 不低于 10,900.00元\n"
        "└─ 在 2024-06-19 24:00（含）以前付清 1,130,080.12元，就不违约\n"
    ) == text("pay_advance/advance")


def test_a_head_is_explained_with_formula_cap_and_rounding() -> None:
    """In English, part by part."""
    assert (
        "pen_a_late/advance/1: damages, buyer pays supplier CNY 56,504.01\n"
        "├─ clause pen_a_late [特二·二], liability\n"
        "├─ breach pay_advance/advance: buyer, from 2024-06-20 00:00\n"
        "├─ event: payment_received e2 (events.jsonl:2) at 2024-06-20 00:00\n"
        "│  └─ amount CNY 1,130,080.12\n"
        "├─ worked out: unpaid 1,130,080.12 × 5% × 1 day = 56,504.006\n"
        "│  └─ product = 56,504.006\n"
        "│     ├─ share = 56,504.006\n"
        "│     │  ├─ 5%\n"
        "│     │  └─ unpaid = 1,130,080.12\n"
        "│     └─ units late = 1 day\n"
        "├─ late 1 day\n"
        "├─ from 2024-06-20 to 2024-06-20\n"
        "├─ just at its cap: pen_a_late\n"
        "│  └─ without the cap 56,504.006\n"
        "├─ in addition to rescind\n"
        "├─ exactly 56,504.006\n"
        "├─ rounded once, at the end, half up to the fen: CNY 56,504.01\n"
        "└─ claimable\n"
    ) == text("pen_a_late/advance/1", "en")


def test_a_void_act_is_explained_on_its_power() -> None:
    """What it claimed, and why it had no effect."""
    assert (
        "逾期解除 rescind：甲方的权利，不可行使\n"
        "├─ 条款 逾期解除 rescind 〔特二·四〕，权利\n"
        "├─ 以「解除通知到达」行使，效力：解除合同\n"
        "└─ 解除通知到达 e3（events.jsonl:3）（2024-07-01 09:00）行使无效：当时还没有这项权利\n"
    ) == text("rescind")


def test_a_suspension_is_explained_with_what_is_open() -> None:
    """What was met, what failed, what may still be met."""
    assert (
        "fm_extension/1: 2024-08-01 00:00 to not ended yet, claimed\n"
        "├─ clause fm_extension [特三·一], suspension\n"
        "├─ affected party supplier\n"
        "├─ event: fm_started e4 (events.jsonl:4) at 2024-08-01 00:00\n"
        "└─ may still be met: fm_started\n"
    ) == text("fm_extension/1", "en")


def test_the_id_of_a_clause_names_its_rows() -> None:
    """Whoever knows only the clause finds the ids."""
    assert (
        "月报 report_monthly 的各项\n"
        "├─ 条款 月报 report_monthly，义务\n"
        "├─ report_monthly/2024-07：中止\n"
        "└─ report_monthly/2024-06：已履行\n"
    ) == text("report_monthly")


def test_a_clause_that_brought_nothing_is_explained_too() -> None:
    """Not triggered is an answer, and differs from no such clause."""
    report = evolve(REPORT, heads=())

    assert "甲方逾期付款 pen_a_late：未触发，没有产生过\n" in explanation_text(explain(report, "pen_a_late", "zh"))


def test_an_unknown_id_is_refused_with_those_that_exist() -> None:
    """The command suggests the near one."""
    with pytest.raises(UnknownId) as unknown:
        explain(REPORT, "pay_advanse", "zh")

    assert ids(REPORT) == unknown.value.known


@pytest.mark.parametrize("row_id", ids(REPORT))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_has_an_explanation_that_fits_the_page(row_id: str, lang: str) -> None:
    """Every id of a report can be asked about."""
    told = text(row_id, lang)

    assert told
    assert [] == [line for line in told.split("\n") if width(line) > 100 or line != line.rstrip()]


def test_json_has_the_same_tree() -> None:
    """For programs: code, sentence, article, and what it rests on."""
    told = json.loads(explanation_json(explain(REPORT, "pay_advance/advance", "zh"), "pay_advance/advance"))
    tree = told["explanations"][0]
    due = next(one for one in tree["reasons"] if one["code"] == "due")

    assert ("luyue/explanation/1", "pay_advance/advance") == (told["schema"], told["id"])
    assert ["start", "start-day-not-counted", "count-working-days", "end-of-day", "first_late"] == [
        one["code"] for one in due["reasons"]
    ]
    assert "民法典第203条第2款" == due["reasons"][3]["article"]


def test_explain_names_the_reading_it_stands_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a clause file: the option taken, with the question it answers, and the notice behind the year."""
    files = small_contract.write(tmp_path)
    assert 0 == main(["explain", *files, "--id", "late_fee/1"])
    of_head = capsys.readouterr().out
    assert 0 == main(["explain", *files, "--id", "advance"])

    assert "└─ 解释 费率 取 照原文：每日百分之五还是千分之五？\n" in of_head
    assert (
        "放假安排依据：国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号，" in capsys.readouterr().out
    )


# ---------------------------------------------------------------- due dates in words


def told(due: DueDate, lang: str = "zh") -> list[str]:
    """Return the sentences of a due date with their articles."""
    return [one.text + (f" [{one.article}]" if one.article else "") for one in steps(due, SHANGHAI, lang)]


START = at("2024-06-07", 16)


PLAIN = Rule()


def within(count: int, unit: Unit, rule: Rule = PLAIN) -> DueDate:
    """Return a length from a Friday afternoon in June."""
    return clock.within(START, Length(Fraction(count), unit), rule=rule, zone=SHANGHAI, cal=CALENDAR)


@pytest.mark.parametrize(
    ("due", "zh", "en"),
    [
        (
            within(30, Unit.DAY, Rule(roll=REST_DAYS)),
            "最后一日 2024-07-07 是休息日，顺延至 2024-07-08 [民法典第203条第1款]",
            "the last day, 2024-07-07, is a day off, so it moves to 2024-07-08 [Civil Code art. 203(1)]",
        ),
        (
            within(3, Unit.DAY, Rule(roll=FESTIVALS)),
            "最后一日 2024-06-10 是法定节日，顺延至 2024-06-11 [民法典第203条第1款]",
            "the last day, 2024-06-10, is a statutory festival, so it moves to 2024-06-11 [Civil Code art. 203(1)]",
        ),
        (
            within(4, Unit.DAY, Rule(roll=REST_DAYS)),
            "最后一日 2024-06-11 不是休息日，不顺延 [民法典第203条第1款]",
            "the last day, 2024-06-11, is not a day off: it stays [Civil Code art. 203(1)]",
        ),
        (
            within(5, Unit.DAY, Rule(start_counted=True)),
            "约定含当日：2024-06-07 计入 [民法典第204条]",
            "as agreed, the day of the beginning, 2024-06-07, is counted [Civil Code art. 204]",
        ),
        (
            within(1, Unit.MONTH),
            "1个月后的对应日：2024-07-07 [民法典第202条]",
            "the corresponding day 1 month on: 2024-07-07 [Civil Code art. 202]",
        ),
        (
            within(15, Unit.MINUTE),
            "自起算时刻起 15分钟，至 2024-06-07 16:15（含该时刻） [民法典第201条第2款]",
            "15 minutes from that instant, to 2024-06-07 16:15, that instant included [Civil Code art. 201(2)]",
        ),
        (
            within(5, Unit.DAY, Rule(until=63_000_000_000)),
            "最后一日 2024-06-12 到 17:30 截止（含） [民法典第203条第2款]",
            "on the last day, 2024-06-12, it closes at 17:30, included [Civil Code art. 203(2)]",
        ),
        (
            clock.before_instant(START),
            "须早于 2024-06-07 16:00：到该时刻即为迟 [民法典第1259条]",
            "before 2024-06-07 16:00: at that very instant it is late [Civil Code art. 1259]",
        ),
    ],
)
def test_rules_of_the_clock_have_their_sentences(due: DueDate, zh: str, en: str) -> None:
    """Each rule at work names itself and its article."""
    assert zh in told(due)
    assert en in told(due, "en")


def test_a_make_up_saturday_is_counted_and_says_why() -> None:
    """Seven working days across the National Day of 2024 end on a Saturday."""
    due = clock.within(
        at("2024-09-27", 16), Length(Fraction(7), Unit.WORKING_DAY), rule=Rule(), zone=SHANGHAI, cal=CALENDAR
    )
    listed = [line for one in steps(due, SHANGHAI, "zh") for line in one.listed]

    assert "2024-10-12（周六）第 7 个工作日（调休上班）" == listed[-1]
    assert "2024-10-04（周五）不计：国庆节（调休放假）" in listed
    assert 15 == len(listed)


def test_a_choice_tells_each_limit_once() -> None:
    """The later of two: both are told under the choice, not twice."""
    due = clock.later(within(7, Unit.WORKING_DAY), within(30, Unit.DAY))
    found = steps(due, SHANGHAI, "zh")

    assert ["各期限中孰晚，取第 2 个"] == [one.text for one in found]
    assert 2 == len(found[0].parts)


def test_a_suspension_says_how_far_it_moved_the_day() -> None:
    """Extended by the days between, or with the clock stopped."""
    interval = ((at("2024-06-10"), at("2024-06-14", 12)),)
    moved = extend(within(30, Unit.DAY), interval, trigger=START, zone=SHANGHAI, cal=CALENDAR)
    stopped = stop_clock(within(7, Unit.WORKING_DAY), interval, trigger=START, zone=SHANGHAI, cal=CALENDAR)

    assert "中止 2024-06-10 00:00 至 2024-06-14 12:00，顺延 4日：2024-07-07 移至 2024-07-11" in told(moved)
    assert any(line.startswith("停表 2024-06-10 00:00 至 2024-06-14 12:00，余下 ") for line in told(stopped))


def test_every_rule_of_the_clock_has_words() -> None:
    """The table in the clock's own documentation is covered, and so is counting back."""
    lines = (clock.__doc__ or "").split("\n")
    first, _, last = (i for i, line in enumerate(lines) if line.startswith("==="))
    names = {name.strip(",") for line in lines[first + 3 : last] if line[:1] != " " for name in line[:23].split()}

    assert len(names) > 15
    assert set() == (names | {"count-back"}) - set(clock_words.STEP)


def test_steps_for_programs_carry_iso_days_and_instants() -> None:
    """Facts keep their names and lose nothing."""
    found = due_json(due_advance(), SHANGHAI, "en")

    assert {
        "rule": "start",
        "text": "runs from 2024-06-07 16:00",
        "article": None,
        "at": "2024-06-07T16:00:00+08:00",
        "day": "2024-06-07",
    } == found[0]
    assert "2024-06-19T23:59:59.999999+08:00" == found[-1]["last"]


# ---------------------------------------------------------------- formulas


def money(value: str, *parts: Worked, op: str = "const", name: str = "") -> Worked:
    """Return a part of a formula that is money."""
    return Worked(op, name, Fraction(value), parts, "money")


def test_brackets_stand_only_where_reading_needs_them() -> None:
    """Sums inside products, and what is taken away."""
    one, two, three = money("1"), money("2"), money("3")
    total = money("3", one, two, op="add")

    assert "(1.00 + 2.00) × 3.00" == formula(money("9", total, three, op="mul"), ZH)
    assert "1.00 + 2.00 + 3.00" == formula(money("6", total, three, op="add"), ZH)
    assert "3.00 - (1.00 + 2.00)" == formula(money("0", three, total, op="sub"), ZH)


def test_a_share_is_written_base_first() -> None:
    """As lawyers check it: the debt, then the rate."""
    rate = Worked("const", "", Fraction(1, 20), (), "share")

    assert "欠款 100.00 × 5%" == formula(money("5", rate, money("100", op="known", name="unpaid"), op="share"), ZH)
    assert "unpaid 100.00 × 5%" == formula(money("5", rate, money("100", op="known", name="unpaid"), op="share"), EN)


def test_functions_and_unknown_parts_are_said() -> None:
    """A figure that is not known is not left out."""
    parts = (Worked("blank", "base", None), money("2"))

    assert "孰高（base 未定，2.00）" == formula(Worked("call", "greater_of", None, parts, "money"), ZH)
    assert "greater of(base not known, 2.00)" == formula(Worked("call", "greater_of", None, parts, "money"), EN)


def test_a_field_goes_by_the_name_that_its_own_event_gives_it() -> None:
    """Two events may call one id by different names."""
    contract = load_text(
        'contract c\n price 1 yuan\n signed 2024-01-01\n parties buyer "A", supplier "B"\n'
        "event seen (by = 发现人: text)\nevent mended (by = 修理人: text)\n",
        "t.clause",
    )
    (event,) = from_rows(contract, [{"time": "2024-02-01 09:00", "type": "mended", "by": "C"}]).events

    assert "修理人 C" == fields_text(event, contract.events[1], Names.of_contract(contract, "zh"))
