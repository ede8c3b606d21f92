"""Words and names: when a run of letters is a word of the language, where it is cut, which names need no quotes."""

import pytest

from luyue.dsl import syntax as s
from luyue.dsl.cut import cut
from luyue.dsl.diagnostic import ContractError
from luyue.dsl.parse import parse
from luyue.dsl.source import Source


def line(text: str) -> s.Line:
    """Return the one line of a Chinese clause."""
    return only(f"条款 甲条 = one\n{text}")


def english(text: str) -> s.Line:
    """Return the one line of an English clause."""
    return only(f"clause one\n{text}")


def only(text: str) -> s.Line:
    """Return the one line of the one clause of a file."""
    (part,) = parse(Source("t", text)).parts
    assert isinstance(part, s.Clause)
    (found,) = part.lines
    return found


def codes(text: str) -> list[str]:
    """Return the codes a file is refused with."""
    with pytest.raises(ContractError) as error:
        parse(Source("t", text))
    return [one.code for one in error.value.diagnostics]


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("违约金 乙方 付 甲方 5元 每逾期1日", "违约金 乙方 付 甲方 5元 每 逾期 1 日"),
        ("权利 甲方：通知，逾期超过7日起", "权利 甲方：通知，逾期 超过 7日 起"),
        ("当 巡检 违约2次以上 于 合同期", "当 巡检 违约 2次 以上 于 合同期"),
        ("当 台风 持续三十日以上", "当 台风 持续 30日 以上"),
        ("期限 核定 后 30个工作日内", "期限 核定 后 三十个工作日 以内"),
        ("期限 经催告后三十日内", "期限 经催告后 30日 内"),
        ("期限 自核定起30日内".replace("自核定起", "自 核定 起 "), "期限 核定 后 30日内"),
        ("义务 乙方：响应，同一工单", "义务 乙方：响应，同一 工单"),
        ("违约金 乙方 付 甲方 5元 每逾期1日，不足1日按1日计", "违约金 乙方 付 甲方 5元 每逾期1日，不足 1日 按 1日 计"),
        ("违约金 乙方 付 甲方 5元 每逾期1小时，不足1小时不计", "违约金 乙方 付 甲方 5元 每逾期1小时，不足 1小时 不计"),
        ("违约金 乙方 付 甲方 欠款的5%至10%", "违约金 乙方 付 甲方 欠款的5% 至 10%"),
        ("违约金 乙方 付 甲方 欠款的百分之五", "违约金 乙方 付 甲方 欠款 的 5%"),
        ("违约金 乙方 付 甲方 5元，累计不超过100元", "违约金 乙方 付 甲方 5元，累计 不超过 100元"),
        ("期限 变更的生效日 前 至少10日", "期限 变更的生效日 前 至少 十日"),
        ("扣分 每次0.5分", "扣分 每次 0.5分"),
        ("扣分 0.5分 × 故障，每日", "扣分 0.5分 × 故障，每 1日"),
        ("当 每月", "当 每 1个月"),
        ("当：甲 违约", "当 甲 违约"),
        ("期限 3日内，截至17:30", "期限 3日内，截至 17:30"),
    ],
)
def test_what_may_be_glued_reads_as_if_apart(glued: str, apart: str) -> None:
    assert line(apart) == line(glued)


@pytest.mark.parametrize(
    "name",
    [
        "付款期限",
        "延期天数",
        "不可抗力通知",
        "不可抗力三十日",
        "日期",
        "期限届满",
        "每日巡检",
        "逾期开通",
        "违约金额",
        "一期款",
        *(
            "二〇二四计划",
            "按期服务",
            "因故障",
            "A类故障",
            "within_limit",
            "due_date",
            "于都项目",
            "前期款",
            "起始日期",
        ),
    ],
)
def test_a_name_is_never_cut_at_a_word_in_it(name: str) -> None:
    found = line(f"例外 {name}")

    assert s.Unless(s.Ref(s.Name(name))) == found


@pytest.mark.parametrize("name", ["within_limit", "dues", "notify", "or_", "days_late", "ends_early", "per_day"])
def test_an_english_name_is_never_cut_at_a_word_in_it(name: str) -> None:
    assert s.Unless(s.Ref(s.Name(name))) == english(f"unless {name}")


@pytest.mark.parametrize("name", ["义务", "违约", "六期", "合计", "编号", "条款"])
def test_after_a_dot_and_before_equals_every_word_is_a_name(name: str) -> None:
    field = line(f"例外 故障的{name} 为 甲" if name != "六期" else "例外 故障的‘六期’ 为 甲")
    condition = line(f"例外 故障（{name} = 甲）")

    assert s.Unless(s.Binary("is", s.Field(s.Ref(s.Name("故障")), s.Name(name)), s.Ref(s.Name("甲")))) == field
    where = (s.Binary("is", s.Ref(s.Name(name)), s.Ref(s.Name("甲"))),)
    assert s.Unless(s.Pattern(s.Name("故障"), where)) == condition


def test_after_as_every_word_is_a_name() -> None:
    assert s.When(s.Ref(s.Name("fault")), alias=s.Name("duty")) == english("when fault as duty")


def test_in_brackets_a_label_is_a_name() -> None:
    (event,) = parse(Source("t", "事件 通知 = notice（条款：条款，期限 日期，表 文本）")).parts

    assert isinstance(event, s.Event)
    assert ["条款", "期限", "表"] == [field.name.text for field in event.fields]


def test_a_label_is_reserved_elsewhere() -> None:
    assert ["label-here"] == codes("条款 甲条\n义务 乙方：期限")
    assert s.Unless(s.Ref(s.Name("期限"))) == line("例外 ‘期限’")


@pytest.mark.parametrize("quotes", ["‘’", "''"])
def test_a_quoted_name_may_be_anything(quotes: str) -> None:
    assert s.Unless(s.Ref(s.Name("第1期 款"))) == line(f"例外 {quotes[0]}第1期 款{quotes[1]}")


@pytest.mark.parametrize("marks", ["“”", "「」", '""'])
def test_text_stands_in_any_of_three_marks(marks: str) -> None:
    assert s.Note("甲 # 乙") == line(f"注 {marks[0]}甲 # 乙{marks[1]}")


def test_a_unit_counts_only_after_a_number_or_every() -> None:
    assert s.Unless(s.Ref(s.Name("日"))) == line("例外 日")
    assert s.Unless(s.Ref(s.Name("days"))) == english("unless days")


def test_a_phrase_may_break_over_lines() -> None:
    assert english("due within 3 days, start day counted") == english("due within 3\ndays, start\n  day counted")


@pytest.mark.parametrize(
    ("text", "cut_to"),
    [("三十日内", 2), ("逾期超过七日起", 4), ("六期", 1), ("付款期限", None), ("日期", None), ("逾期" * 100, None)],
)
def test_a_run_is_cut_only_if_nothing_is_left(text: str, cut_to: int | None) -> None:
    pieces = cut(text)

    assert cut_to == (None if pieces is None else len(pieces))


def test_or_more_is_a_bound_only_where_one_can_stand() -> None:
    bound = english("unless x 5 or more")
    either = english("unless x is 5 or more")

    assert s.Unless(s.Compare(s.Ref(s.Name("x")), (s.Bound("ge", _five()),))) == bound
    assert s.Unless(s.Binary("or", s.Binary("is", s.Ref(s.Name("x")), _five()), s.Ref(s.Name("more")))) == either


def _five() -> s.Literal:
    found = english("unless 5")
    assert isinstance(found, s.Unless)
    assert isinstance(found.condition, s.Literal)
    return found.condition
