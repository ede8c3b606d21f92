"""The text report: what a lawyer reads, in two languages, in columns that stay straight under wide characters."""

import re
from fractions import Fraction
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import pytest
from attrs import evolve
from conftest import ROOT
from sample_report import REPORT, at

import luyue.app.words
from luyue.app.explain import explain, explanation_text
from luyue.app.print_text import report_text
from luyue.app.words import checks, reasons, say, states
from luyue.app.words import report as words
from luyue.dsl.diagnostic import width
from luyue.engine.report import AsOf, BreachRow, CheckRow, ContractState, Counts

ZH = report_text(REPORT, "zh")
EN = report_text(REPORT, "en")
EMPTY = evolve(
    REPORT,
    as_of=AsOf(None, default=True),
    duties=(),
    breaches=(),
    heads=(),
    powers=(),
    payments=(),
    metrics=(),
    suspensions=(),
    caps=(),
    counters=(),
    accounts=(),
    alternatives=(),
    checks=(),
    totals=(),
    duplicate=(),
    ignored=(),
    events={},
    counts=Counts(0, 0, 0, 0, 0),
    contract_state=ContractState("not_in_force"),
)


def section(text: str, heading: str) -> str:
    """Return the lines of a section, without its heading and rule."""
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.endswith(heading)) + 2
    return "\n".join(lines[start : lines.index("", start)])


def test_a_breach_is_told_in_sentences_with_its_proof() -> None:
    """Clause, citation, due date, lateness, money, what it costs, and the rows that prove it."""
    assert (
        "  1. 预付款 pay_advance/advance 〔通三·三〕 - 逾期履行\n"
        "     甲方未按期履行：最后期限 2024-06-19，2024-06-20 00:00 起违约。2024-06-20 00:00 才履行，迟延\n"
        "     1日。金额：应付 1,130,080.12元，已付 1,130,080.12元，到期未付 1,130,080.12元。\n"
        "     责任：违约金 56,504.01元（pen_a_late/advance/1）\n"
        "     责任：赔偿损失 不低于 10,900.00元（pen_a_late/advance/2）\n"
        "     凭证：国库审核无误 e1（events.jsonl:1），款项到账 e2（events.jsonl:2）\n"
        "  2. 全天运转 seat_24x7/2 〔特一·二〕 - 遵守中\n"
        "     乙方于 2024-07-01 09:30 违反禁止性约定。\n"
        "     凭证：解除通知到达 e3（events.jsonl:3）"
    ) == section(ZH, "、违约")


def test_a_breach_is_told_in_english() -> None:
    """The same facts, in the order of the other language."""
    assert (
        "  1. pay_advance/advance [通三·三] - performed late\n"
        "     buyer did not perform in time: last timely 2024-06-19, in breach from 2024-06-20 00:00.\n"
        "     Performed only at 2024-06-20 00:00, 1 day late. Money: owed CNY 1,130,080.12, paid CNY\n"
        "     1,130,080.12, unpaid when due CNY 1,130,080.12.\n"
        "     Liability: damages CNY 56,504.01 (pen_a_late/advance/1)\n"
        "     Liability: losses at least CNY 10,900.00 (pen_a_late/advance/2)\n"
        "     Evidence: treasury_review_passed e1 (events.jsonl:1), payment_received e2 (events.jsonl:2)"
    ) in section(EN, "What is broken")


def test_only_what_has_a_moment_can_be_missed() -> None:
    """A level that was short once is over at the end of its time; a monthly report cannot be made good."""
    level = evolve(REPORT.duties[2], state="missed")
    monthly = evolve(REPORT.duties[4], state="missed")
    breaches = tuple(
        BreachRow(duty.id, duty.clause, duty.id, "supplier", at("2024-07-01"), cured_at=at("2024-07-05"))
        for duty in (level, monthly)
    )
    told = section(report_text(evolve(REPORT, duties=(level, monthly), breaches=breaches), "zh"), "、违约")

    assert "     乙方于 2024-07-01 00:00 起低于约定水平。2024-07-05 00:00 已补救。\n" in told
    assert "     乙方于 2024-07-01 00:00 违约。期间已过，不能补做。2024-07-05 00:00 已补救。" in told


def test_a_head_shows_its_formula_before_cap_and_rounding() -> None:
    """The line can be checked with a pocket calculator."""
    assert (
        "  1. 甲方逾期付款 pen_a_late/advance/1 〔特二·二〕 - 违约金 - 甲方付乙方 56,504.01元\n"
        "     算式：欠款 1,130,080.12 × 5% × 1日 = 56,504.006\n"
        "     迟延 1日，计算期间：2024-06-20 至 2024-06-20\n"
        "     恰好达到上限：甲方逾期付款 pen_a_late\n"
        "     与其他责任的关系：与 逾期解除 rescind 并用\n"
        "     四舍五入到分：56,504.01元\n"
        "     因违约：pay_advance/advance\n"
        "     凭证：款项到账 e2（events.jsonl:2）"
    ) in section(ZH, "违约责任")


def test_a_cap_that_bites_says_how_much_it_swallowed() -> None:
    """Thirty days late costs no more than one, and the report says where the rest went."""
    head = REPORT.heads[0]
    worked = evolve(head.worked, value=Fraction("1695120.18"), parts=(head.worked.parts[0], DAYS_30))
    long = evolve(
        head,
        units=Fraction(30),
        worked=worked,
        uncapped_low=Fraction("1695120.18"),
        swallows=(("pen_a_late", Fraction("1638616.174")),),
    )
    told = section(report_text(evolve(REPORT, heads=(long,)), "zh"), "违约责任")

    assert "算式：欠款 1,130,080.12 × 5% × 30日 = 1,695,120.18\n" in told
    assert "封顶：甲方逾期付款 pen_a_late；未封顶为 1,695,120.18，超出上限不计 1,638,616.174\n" in told
    assert "计得：56,504.006\n" in told


DAYS_30 = evolve(REPORT.heads[0].worked.parts[1], value=Fraction(30))


def test_the_summary_says_who_owes_whom_and_how_duties_stand() -> None:
    """An open upper end is said, not hidden."""
    assert (
        "  甲方对乙方的违约责任合计 不低于 67,404.01元。\n"
        "  违约记录 2 条。\n"
        "  义务：违约 1 项，待定 1，尚未 1，暂守约 1，守约 1，随合同了结 0"
    ) == section(ZH, "谁欠谁")


def test_what_is_undetermined_says_what_is_missing() -> None:
    """Undetermined is an answer, with the one who can change it."""
    assert "  * 坐席人数 seats 〔特一·二〕 - 乙方\n    缺：没有「不可抗力开始」的上报" == section(ZH, "、待定")


def test_what_is_open_is_sorted_by_due_date_and_undated_comes_last() -> None:
    """The next thing to do stands first."""
    pending = evolve(REPORT.duties[3], id="report_monthly/x", due=None, state="pending", decided_at=None)
    told = section(report_text(evolve(REPORT, duties=(pending, REPORT.duties[3])), "en"), "Open next")

    assert ["2024-06-19", "no date yet"] == [line[2:14].strip() for line in told.split("\n")[2:]]


def test_kept_duties_are_condensed_by_clause() -> None:
    """What went well is one line per clause, and every instance is counted."""
    assert "  * 全天运转 seat_24x7 〔特一·二〕：1 项遵守中\n  * 月报 report_monthly：1 项已履行" == section(
        ZH, "守约与了结"
    )


def test_a_void_act_says_why_it_had_no_effect() -> None:
    """A power that was not there excuses nothing."""
    assert ("    事件 解除通知到达 e3（events.jsonl:3）（2024-07-01 09:00）行使无效：当时还没有这项权利。") in section(
        ZH, "、权利"
    )


def test_every_row_set_aside_is_named_with_its_reason() -> None:
    """No row is lost silently."""
    assert (
        "  共 6 行：采用 4，重复 1，晚知 0，未采用 1，拒绝 0。\n"
        "  * events.jsonl 第 5 行 e2：与 e2 完全相同\n"
        "  * events.jsonl 第 6 行 e9：发生在基准日之后"
    ) == section(ZH, "、事件")


def test_a_report_without_date_says_so() -> None:
    """No event, no date: the report still stands, and says why it is empty."""
    told = report_text(EMPTY, "zh")

    assert "基准日        无（没有事件，也没有给出基准日）\n" in told
    assert "状态          未生效\n" in told
    assert "  没有违约金、退还或赔偿。\n" in told
    assert ["  无。"] * 5 == [line for line in told.split("\n") if line == "  无。"]


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_asked_for(lang: str, columns: int) -> None:
    """A Chinese character is two columns wide; digests alone are longer than a narrow page and are cut."""
    told = report_text(REPORT, lang, columns)

    assert [] == [line for line in told.split("\n") if width(line) > columns]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_end_without_blanks_and_the_report_with_a_line_feed(lang: str) -> None:
    """Plain text can be compared byte for byte."""
    told = report_text(REPORT, lang)

    assert [] == [line for line in told.split("\n") if line != line.rstrip()]
    assert told.endswith("\n")
    assert "\r" not in told


def signs_within(line: str, columns: int) -> str:
    """Return as much of a line as stands within a number of columns."""
    return next(line[:n] for n in range(len(line) + 1) if width(line[:n]) == columns)


@pytest.mark.parametrize(("lang", "heading"), [("zh", "、账目"), ("en", "Accounts")])
def test_columns_of_figures_stay_straight_under_wide_characters(lang: str, heading: str) -> None:
    """Each figure ends in the column where the rule above it ends."""
    header, rule, row = section(report_text(REPORT, lang), heading).split("\n")
    ends = [match.end() for match in re.finditer("-+", rule)][2:]

    assert width(rule) == width(header) == width(row)
    assert "67,404.01" == signs_within(row, ends[0])[-9:]
    assert [] == [end for end in ends if signs_within(row, end).endswith(" ")]


def test_articles_without_an_answer_are_told_in_one_paragraph() -> None:
    """A contract that is not yet wholly code has many; each is named, none has a line of its own."""
    rows = tuple(CheckRow("unanswered-article", "warning", article=cite, facts={"cite": cite}) for cite in ("一", "二"))
    told = section(report_text(evolve(REPORT, checks=(*REPORT.checks, *rows)), "zh"), "提示与警告")

    assert "  * 警告[unanswered-article]：2 条没有条款回答，也没有说明理由：〔一〕 〔二〕" == told.split("\n")[-1]


def test_a_hostile_name_cannot_reach_the_terminal() -> None:
    """Control characters of a log or a contract are shown as what they are."""
    contract = evolve(REPORT.contract, title="合同\x1b[2J\n第二行")
    told = report_text(evolve(REPORT, contract=contract), "zh")

    assert "履约报告：合同<U+001B>[2J<U+000A>第二行\n" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_id_is_harmless_wherever_it_stands(lang: str) -> None:
    """Keys of rows come from logs: in the report and in every explanation they are shown, never obeyed."""
    hostile = "seats/\x1b[2J\nseats"
    duty = evolve(REPORT.duties[2], id=hostile, key=(("ticket", "\x1b[2J"),), period="\x07")
    breach = evolve(REPORT.breaches[0], id=hostile, duty=hostile, events=("\x1b]0;",))
    head = evolve(REPORT.heads[0], id=hostile, breaches=(hostile,))
    report = evolve(REPORT, duties=(duty,), breaches=(breach,), heads=(head,))
    told = report_text(report, lang) + explanation_text(explain(report, hostile, lang))

    assert "seats/<U+001B>[2J<U+000A>seats" in told.replace("\n", "")
    assert [] == [sign for sign in told if not sign.isprintable() and sign != "\n"]


def test_each_state_has_a_word_in_both_languages() -> None:
    """The words are those of the language itself."""
    from luyue.dsl.words import TABLES

    spelled = {
        code.removeprefix("OUTCOME "): (TABLES["zh"][code].split(" |")[0], TABLES["en"][code].split(" |")[0])
        for code in TABLES["zh"]
        if code.startswith("OUTCOME ")
    }

    assert spelled == {code: states.EXPECTED[code] for code in spelled}


def tables() -> list[tuple[str, str, tuple[str, str]]]:
    """Return every pair of sentences of every table, with where it stands."""
    found = []
    for module in iter_modules(luyue.app.words.__path__):
        for name, table in vars(import_module(f"luyue.app.words.{module.name}")).items():
            if isinstance(table, MappingProxyType):
                found += [
                    (f"{module.name}.{name}", code, pair)
                    for code, pair in table.items()
                    if isinstance(pair, tuple) and all(isinstance(one, str) for one in pair)
                ]
    return found


def test_every_sentence_has_the_same_facts_in_both_languages() -> None:
    """No sentence is put together from halves: each is whole in each language."""
    facts = re.compile(r"{(\w+?)(?:_zh|_en)?}")
    uneven = [
        f"{table} {code}" for table, code, pair in tables() if len({frozenset(facts.findall(x)) for x in pair}) > 1
    ]

    assert [] == uneven


def codes(pattern: str) -> set[str]:
    """Return the codes that the engine's source makes with a call of that form."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "engine").rglob("*.py")]
    return {code for source in sources for code in re.findall(pattern, source)}


def test_every_code_of_the_engine_has_words() -> None:
    """What is missing, why a row was set aside, what the run found: no code is left without a sentence."""
    missing = codes(r'(?:Missing|unknown)\(\s*"([a-z_]+)"')
    aside = codes(r'SetAside\([\w.]+, [\w.]+, "([a-z_]+)"')
    found = codes(r'(?:CheckRow|_find)\(\s*"([a-z-]+)"') | codes(r'findings\.append\(\(\s*"([a-z-]+)"')

    assert len(missing) > 10
    assert {"late_known", "nothing_reads_it", "after_as_of", "duplicate"} <= aside
    assert {"void-exercise", "not-in-force"} <= found
    assert set() == missing - set(reasons.MISSING) - {code.removesuffix("-bare") for code in reasons.MISSING}
    assert set() == aside - set(reasons.SET_ASIDE)
    assert set() == found - set(checks.FINDING)


def test_a_code_without_words_is_shown_with_its_facts() -> None:
    """A reason is not lost for want of a word."""
    assert "new_code (event e1, day 2024-06-19)" == say(
        words.SAY, "new_code", "zh", {"event": "e1", "day": "2024-06-19"}
    )
