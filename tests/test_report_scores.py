"""Scores in the report for programs, in the one for people, and in their explanation, in both languages."""

from datetime import date

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from luyue.app.explain import explain, explanation_text
from luyue.app.print_json import report_object
from luyue.app.print_text import report_text
from luyue.app.schemas.report import report_schema
from luyue.dsl.load import load
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay
from luyue.engine.report import Report

LOG = (
    {"id": "e1", "time": "2025-02-10 09:00", "type": "fault_occurred", "ticket": "T1"},
    {"id": "e2", "time": "2025-02-11 09:00", "type": "complaint", "founded": "true"},
    {"id": "e3", "time": "2025-05-20 09:00", "type": "patrol_missed"},
)


def report(*more: dict[str, object]) -> Report:
    """Return the report of the sample card: one late answer and one complaint in the first period."""
    made = load(ROOT / "tests" / "samples" / "scorecard.clause")
    return replay(made, from_rows(made, [*LOG, *more]), as_of=date(2025, 5, 31))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_scores_are_as_the_schema_says(lang: str) -> None:
    found = report_object(report(), lang)

    assert [] == [error.message for error in Draft202012Validator(report_schema()).iter_errors(found)]


def test_the_row_of_a_score_names_its_items_with_what_took_their_points() -> None:
    scores = report_object(report(), "en")["scores"]
    assert isinstance(scores, list)
    first, second = scores
    answers = next(item for item in first["items"] if item["id"] == "answers")

    assert ("cycle_score/2025-02-01", "87.5", "0.95", True) == tuple(
        first[x] for x in ("id", "value", "tier", "closed")
    )
    assert ("30", "12", "12", ["answer_2d/T1"]) == tuple(answers[x] for x in ("worth", "raw", "lost", "by"))
    assert ("96", "0", "96", None, False) == tuple(second[x] for x in ("value", "low", "high", "tier", "closed"))


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", "周期考核 2025-02-01：87.5分，已定，系数 95%"),
        ("en", "cycle_score 2025-02-01: 87.5 points, final, factor 95%"),
    ],
)
def test_people_read_the_score_and_its_tier(lang: str, line: str) -> None:
    assert line in report_text(report(), lang)


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "zh",
            (
                "时效：分值 30分，失 12分",
                "依条款 限时响应 answer_2d 〔五〕",
                "分档 系数：95%",
                "再少失 2.5分，到 90分，即入上一档",
            ),
        ),
        ("en", ("answers: worth 30 points, 12 points lost", "under the clause answer_2d [五]", "tiers factor: 95%")),
    ],
)
def test_every_deduction_is_explained_with_its_clause(lang: str, sentences: tuple[str, ...]) -> None:
    told = explanation_text(explain(report(), "cycle_score/2025-02-01", lang), 200)

    assert [] == [sentence for sentence in sentences if sentence not in told]


def test_an_explanation_names_the_row_of_each_event() -> None:
    told = explanation_text(explain(report(), "cycle_score/2025-02-01", "en"), 200)

    assert "complaint e2" in told and "2025-02-11 09:00" in told


def test_a_confirmed_score_that_differs_is_said_in_both_languages() -> None:
    signed: dict[str, object] = {
        "id": "e4",
        "time": "2025-05-10 09:00",
        "type": "sheet_signed",
        "of_cycle": "2025-02-01",
        "points": "90",
    }
    checks = [report_object(report(signed), lang)["checks"] for lang in ("zh", "en")]
    told = [
        row["message"] for rows in checks if isinstance(rows, list) for row in rows if row["code"] == "score-differs"
    ]

    assert ["87.5分" in told[0], "87.5 points" in told[1]] == [True, True]
