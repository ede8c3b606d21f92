"""The report for programs: names, order and forms that outsiders rely on."""

import json
from fractions import Fraction

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from sample_report import REPORT, at, day

from luyue.app.print_json import beside, effect_code, report_object, report_text
from luyue.app.schema import schema
from luyue.engine.clock import by_instant
from luyue.engine.finding import Amount, Late
from luyue.engine.report import AsOf

SCHEMA = Draft202012Validator(schema("report"))
ZH = report_object(REPORT, "zh")
EN = report_object(REPORT, "en")


def test_members_stand_in_the_agreed_order() -> None:
    """A program may rely on names, a person on order."""
    assert [
        "schema",
        "contract",
        "clauses",
        "as_of",
        "known_at",
        "settings",
        "readings",
        "assumptions",
        "counts",
        "duties",
        "breaches",
        "liabilities",
        "powers",
        "payments",
        "metrics",
        "scores",
        "suspensions",
        "caps",
        "counters",
        "accounts",
        "alternatives",
        "rows",
        "contract_state",
        "checks",
        "totals",
        "manifest",
    ] == list(ZH)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_fits_its_schema(lang: str) -> None:
    """One row of every kind, in either language."""
    assert [] == [error.message for error in SCHEMA.iter_errors(report_object(REPORT, lang))]


@pytest.mark.parametrize("name", ["duties", "breaches", "liabilities", "powers", "payments", "suspensions", "accounts"])
def test_schema_refuses_a_member_it_does_not_know(name: str) -> None:
    """The schema is closed: what it lets through is what was agreed."""
    rows = [{**row, "surprise": 1} for row in report_object(REPORT, "zh")[name]]  # type: ignore[attr-defined]

    assert not SCHEMA.is_valid({**ZH, name: rows})


@pytest.mark.parametrize(
    ("name", "value"),
    [("as_of", "2024-10-08"), ("totals", [{"low": 1.5}]), ("schema", "luyue/report/2"), ("counts", {})],
)
def test_schema_refuses_values_of_another_form(name: str, value: object) -> None:
    """Instants have offsets, money is text."""
    assert not SCHEMA.is_valid({**ZH, name: value})


def test_words_are_in_the_reader_s_language_and_nothing_else_changes() -> None:
    """Codes, ids and figures are the same in both."""

    def without_words(value: object) -> object:
        match value:
            case dict():
                spoken = ("text", "name", "why", "formula", "message", "assumptions", "article")
                return {key: without_words(part) for key, part in value.items() if key not in spoken}
            case list():
                return [without_words(part) for part in value]
            case _:
                return value

    assert ZH != EN
    assert without_words(ZH) == without_words(EN)


def test_text_is_utf_8_with_line_feeds_and_one_at_the_end() -> None:
    """The same bytes everywhere; Chinese stays readable."""
    text = report_text(REPORT, "zh")

    assert text.endswith("\n}\n")
    assert "\r" not in text
    assert '\n    "title": "热线运维合同",\n' in text
    assert ZH == json.loads(text)


def test_no_number_but_counts_and_no_binary_fraction() -> None:
    """Every number that is not a count is text, so that no reader rounds it."""

    def numbers(value: object, name: str) -> list[str]:
        match value:
            case bool() | None | str():
                return []
            case int():
                return [name]
            case dict():
                return [found for key, part in value.items() for found in numbers(part, key)]
            case list():
                return [found for part in value for found in numbers(part, name)]
            case _:
                return [f"{name}: {value!r}"]

    counts = {
        "read",
        "applied",
        "duplicate",
        "late_known",
        "ignored",
        "rejected",
        "days",
        "row",
        "rows",
        "count",
        "needed",
        "every",
    }
    assert set() == set(numbers(ZH, "")) - counts


def test_money_has_two_decimals_and_its_exact_value_beside_it_where_they_differ() -> None:
    """Half up, away from zero, once."""
    assert {"paid": "56504.01", "exact_paid": "56504.006"} == beside("paid", Fraction("56504.006"))
    assert {"paid": "0.01", "exact_paid": "1/150"} == beside("paid", Fraction(1, 150))
    assert {"paid": "12.30"} == beside("paid", Fraction("12.3"))
    assert {"paid": None} == beside("paid", None)


def test_a_date_as_of_means_its_last_microsecond() -> None:
    """24:00 belongs to the day that ends."""
    assert "2024-10-08T23:59:59.999999+08:00" == ZH["as_of"]


def test_late_is_whole_days_or_exact_seconds() -> None:
    """A microsecond late is late."""
    duty = evolve(REPORT.duties[0], late=Late(us=1), due=by_instant(at("2024-06-19", 9)))
    told = report_object(evolve(REPORT, duties=(duty,)), "zh")["duties"][0]  # type: ignore[index]

    assert {"days": 1} == ZH["duties"][0]["late"]  # type: ignore[index]
    assert {"seconds": "0.000001"} == told["late"]
    assert "2024-06-19T09:00:00+08:00" == told["due_on"]


def test_due_why_lists_every_day_counted_and_skipped() -> None:
    """Steps are objects with rule, sentence, article and facts."""
    count = ZH["duties"][0]["due_why"][2]  # type: ignore[index]

    assert "count-working-days" == count["rule"]
    assert "民法典第201条第1款" == count["article"]
    assert ["2024-06-11", "2024-06-12", "2024-06-13", "2024-06-14", "2024-06-17", "2024-06-18", "2024-06-19"] == count[
        "counted"
    ]
    assert {"day": "2024-06-10", "kind": "festival", "name": "端午节"} in count["skipped"]
    assert ["2024-06-08", "2024-06-09", "2024-06-10", "2024-06-15", "2024-06-16"] == [
        x["day"] for x in count["skipped"]
    ]


def test_an_amount_that_is_only_a_range_is_null_on_the_duty() -> None:
    """The payment's row has both ends."""
    duty = evolve(REPORT.duties[0], amount=Amount(Fraction(1), None))

    assert None is report_object(evolve(REPORT, duties=(duty,)), "zh")["duties"][0]["amount"]  # type: ignore[index]


def test_a_report_without_date_has_nulls() -> None:
    """No log and no date: as_of is null, and the schema takes it."""
    told = report_object(evolve(REPORT, as_of=AsOf(None, default=True), term=None, effective_at=None), "zh")

    assert (None, None) == (told["as_of"], told["contract"]["term"])  # type: ignore[index]
    assert SCHEMA.is_valid(told)


def test_every_row_set_aside_has_its_reason_as_code_and_words() -> None:
    """Each row is in exactly one list."""
    assert {
        "duplicate": [
            {"file": "events.jsonl", "row": 5, "id": "e2", "reason": "duplicate", "text": "与 e2 完全相同"},
        ],
        "late_known": [],
        "ignored": [
            {"file": "events.jsonl", "row": 6, "id": "e9", "reason": "after_as_of", "text": "发生在基准日之后"},
        ],
        "rejected": [],
    } == ZH["rows"]


def test_effects_of_a_power_are_codes() -> None:
    """What it does, and to which clauses."""
    assert None is effect_code(())
    assert "ends a b" == effect_code((("ends", ("a", "b")),))


def test_days_of_the_term_are_dates() -> None:
    """First and last day, both included."""
    told = report_object(evolve(REPORT, term=(day("2024-06-01"), day("2025-05-31"))), "zh")

    assert {"from": "2024-06-01", "to": "2025-05-31"} == told["contract"]["term"]  # type: ignore[index]
