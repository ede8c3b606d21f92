"""What a reader of Haining's report is told: facts behind a verdict in words, in both languages."""

import json
from functools import cache

import pytest
from attrs import evolve
from conftest import ROOT

from luyue.app.explain import explain, explanation_text
from luyue.app.print_json import report_text as json_text
from luyue.app.print_text import report_text
from luyue.app.reader import Reader
from luyue.app.session import Run, report_of
from luyue.engine.report import CheckRow, Moved, Report

LOG = str(ROOT / "contracts" / "haining" / "events.jsonl")


@cache
def haining() -> Report:
    """Return the report of the bundled contract on its own log."""
    return report_of(Run("haining", (LOG,)), Reader())


@cache
def report(lang: str) -> str:
    """Return the text report, lines joined as a reader reads them."""
    return unwrapped(report_text(haining(), lang, 4000))


def unwrapped(text: str) -> str:
    """Return a text with its lines trimmed."""
    return "\n".join(line.strip(" │├└─") for line in text.split("\n"))


def why(row_id: str, lang: str, of: Report | None = None) -> str:
    """Return an explanation, its branches taken off and its sentences on one line each."""
    return explanation_text(explain(of or haining(), row_id, lang))


def joined(text: str) -> str:
    """Return a wrapped tree as one run of signs, so that a sentence can be found in it."""
    return "".join(line.strip(" │├└─") for line in text.split("\n")).replace(" ", "")


def says(row_id: str, lang: str, sentence: str, of: Report | None = None) -> bool:
    """Return whether an explanation holds a sentence, however it was wrapped."""
    return sentence.replace(" ", "") in joined(why(row_id, lang, of))


@pytest.mark.parametrize(
    ("row_id", "zh", "en"),
    [
        (
            "filing_docs",
            "合同没有写期限，也没有人催告：随时可以请求履行，但应给必要的准备时间；没有催告的，这里以合同期最后一日为限"
            " [民法典第511条第4款]",
            "undemanded, it is taken here to be due by the last day of the term [Civil Code art. 511(4)]",
        ),
        ("filing_docs", "合同期最后一日：2025-05-20", "the last day of the term: 2025-05-20"),
        (
            "kpi_monthly_90/2024-10",
            "13786 ÷ 15482 ≈ 0.8905，约定 90%以上",
            "13786 ÷ 15482 ≈ 0.8905, at least 90% owed",
        ),
        (
            "kpi_monthly_90/2024-10",
            "周期 2024-10 的数值达到约定水平（90%以上），就不违约",
            "a figure of the level owed for the period 2024-10 (at least 90%) would have avoided it",
        ),
        ("seat_team_15", "上报 14，约定 15以上", "Reported 14, owed at least 15"),
        ("ai_20", "上报 15，约定 16以上", "Reported 15, owed at least 16"),
        (
            "pay_advance",
            "各期限中孰早；另一个（从某一事件起算、经催告）没有开始，故取此日",
            "the earliest of several; the other (from an event, on demand) has not begun to run, so this one counts",
        ),
        ("dam_b_5/1", "150,000.00 − 113,008.01 = 36,991.99", "150,000.00 − 113,008.01 = 36,991.99"),
        ("answer_rate/term", "目标 0.9：未结", "target 0.9: running"),
        (
            "pow_a_rescind_7d/line_09",
            "到 2024-06-04 只逾期3日，2024-06-09 00:00 起仍未履行才可行使",
            "on 2024-06-04 it was only 3 days late; the right opens at 2024-06-09 00:00 if it is still not performed",
        ),
        (
            "pay_seats_monthly/seat-2024-07",
            "前提于 2024-07-10 09:00 满足，以约定的期限为准，不用「否则期限」事件：结算资料提交 HN-073",
            "its precondition was met at 2024-07-10 09:00, so the time stated binds",
        ),
        (
            "pay_seats_monthly/seat-2024-09",
            "前提没有满足，以「否则期限」为准",
            "its precondition was not met, so the time for when it is not met binds",
        ),
        (
            "pen_b_late_daily/1",
            "超过同一事项已证明损失的130%，债务人可以请求减少（民法典第585条第2款，合同编通则解释第65条第2款）",
            "Civil Code art. 585(2); Interpretation on the General Part of Contracts art. 65(2)",
        ),
        ("pen_b_late_daily/1", "迟延 4日", "late 4 days"),
    ],
)
def test_an_explanation_says_the_fact_behind_it(row_id: str, zh: str, en: str) -> None:
    """No bare code, no verdict without its figure."""
    assert says(row_id, "zh", zh)
    assert says(row_id, "en", en)


def test_no_suspension_is_said_to_have_moved_a_day_that_stands() -> None:
    """The payment of July was due before the suspension began; the balance was moved by it."""
    assert "TF-2414" not in why("treasury_7wd/seat-2024-07", "zh")
    assert says("pay_balance_sept", "zh", "期限因中止 不可抗力顺延 fm_extended/TF-2414（成立）移动")


@pytest.mark.parametrize(
    ("status", "zh", "en"),
    [
        ("recognised", "（成立）没有移动期限", "(recognised) does not move it"),
        ("claimed", "（主张中）若成立，期限会移动", "(claimed) is recognised, it moves"),
        ("refused", "（不成立）没有移动期限", "(refused) does not move it"),
    ],
)
def test_a_suspension_that_moved_nothing_is_not_said_to_move(status: str, zh: str, en: str) -> None:
    """Whatever it is listed for: the day is the same before and after."""
    rows = (evolve(x, moved=(Moved("fm_extended/TF-2413", status),)) for x in haining().duties)
    told = evolve(haining(), duties=tuple(rows))

    assert says("treasury_7wd/seat-2024-07", "zh", zh, told)
    assert says("treasury_7wd/seat-2024-07", "en", en, told)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (
            "低于约定水平。13786 ÷ 15482 ≈ 0.8905，约定 90%以上。",
            "fell below the level owed at 2024-11-01 00:00. 13786 ÷ 15482 ≈ 0.8905, at least 90% owed.",
        ),
        ("上报 14，约定 15以上。", "Reported 14, owed at least 15."),
        ("计得：150,000.00 − 113,008.01 = 36,991.99", "Comes to: 150,000.00 − 113,008.01 = 36,991.99"),
        ("行使无效：到 2024-06-04 只逾期3日，", "had no effect: on 2024-06-04 it was only 3 days late;"),
        ("迟延 4日，计算期间：2024-06-02 至 2024-06-05", "Late 4 days, accrued 2024-06-02 to 2024-06-05"),
        ("未封顶为 10,312.50，超出上限不计 6,875.00", "10,312.50 without it, 6,875.00 above it does not count"),
        (
            "合同没有写明「及时解除时限」，1 条要用它",
            "the contract leaves 「rescission_limit」 open; 1 clause needs it",
        ),
        (
            "合同没有写明表「分期」第 1 行的「到期日」，4 条要用它",
            "the contract leaves 「due」 in row 1 of the table 「instalments」 open; 4 clauses need it",
        ),
        ("每日 113,008.01元，到第 21 日已是 2,373,168.25元", "CNY 113,008.01 per day"),
        ("凭证：甲方拒收服务 HN-245（events.jsonl:746）", "Evidence: service_refused HN-245 (events.jsonl:746)"),
    ],
)
def test_the_report_says_the_fact_behind_it(zh: str, en: str) -> None:
    """In the same words as the explanation."""
    assert zh in report("zh")
    assert en in report("en")


def test_a_head_without_a_breach_cites_what_brought_it() -> None:
    """The event that triggered its clause, or the exercise of the power that it follows."""
    found = {row.id: row.events for row in haining().heads if not row.breaches}

    assert (("HN-245",), ("HN-222",)) == (found["pen_a_refusal/1"], found["pen_b_quality/1"])
    assert [] == [row_id for row_id, events in found.items() if not events]


def test_a_reduction_looks_to_the_losses_of_the_same_matter() -> None:
    """The loss proved is one of quality: it bears out the damages for that, and none of the others."""
    assert {"pen_b_quality/1"} == {row.id for row in haining().heads if row.kind == "damages" and not row.reducible}


def test_money_of_a_duty_has_its_currency() -> None:
    """And a duty without money has none."""
    duties = json.loads(json_text(haining(), "en"))["duties"]

    assert {"CNY"} == {row["currency"] for row in duties if row["amount"] is not None}
    assert {None} == {row["currency"] for row in duties if row["amount"] is None and row["paid"] is None}


def test_breaches_of_a_level_have_value_and_bounds_for_programs() -> None:
    """Exactly: two thirds stay two thirds."""
    rows = {row["id"]: row for row in json.loads(json_text(haining(), "en"))["breaches"]}

    assert ("6893/7741", [{"op": "ge", "value": "0.9"}]) == (
        rows["kpi_monthly_90/2024-10"]["value"],
        rows["kpi_monthly_90/2024-10"]["bounds"],
    )
    assert (None, []) == (rows["seat_24x7"]["value"], rows["seat_24x7"]["bounds"])


def test_counts_of_one_are_in_the_singular() -> None:
    """A breach, an article and a clause."""
    one = evolve(
        haining(),
        breaches=haining().breaches[:1],
        checks=(
            CheckRow("unspecified", "warning", facts={"zh": "甲", "en": "a", "clauses": "1"}),
            CheckRow("unanswered-article", "warning", article="1", facts={"cite": "1", "title": "x"}),
        ),
    )
    told = report_text(one, "en")

    assert "  1 breach on record.\n" in told
    assert "the contract leaves 「a」 open; 1 clause needs it\n" in told
    assert "1 article has neither a clause nor a reason: [1]\n" in told


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("zh", "没有违约金、退还或赔偿；另有 1 项义务待定。"),
        ("en", "No damages, refunds or losses; duties undetermined: 1."),
    ],
)
def test_nothing_owed_names_what_is_undetermined(lang: str, sentence: str) -> None:
    """Nothing is owed yet is not nothing is owed."""
    duties = (evolve(haining().duties[0], state="undetermined"), *haining().duties[1:])

    assert sentence in report_text(evolve(haining(), totals=(), duties=duties), lang)


def test_a_precondition_met_after_the_time_stated_leaves_the_other_time() -> None:
    """It was met, yet too late to matter."""
    name = "pay_seats_monthly/seat-2024-09"
    rows = (evolve(x, binding="late", met_at=x.arose_at) if x.id == name else x for x in haining().duties)
    told = evolve(haining(), duties=tuple(rows))

    assert says(name, "zh", "前提到 2024-05-20 00:00 才满足，约定的期限已过，以「否则期限」为准", told)
    assert says(name, "en", "after the time stated, so the time for when it is not met binds", told)
