"""What else could have happened: the act that avoids a breach, what one more day costs, what reaches the next tier."""

from datetime import date

import pytest
from semantics import contract, rows

from luyue.app.coming.ahead import tomorrow
from luyue.app.explain import explain, explanation_text
from luyue.app.session import Case
from luyue.engine.calendar import WorkCalendar
from luyue.engine.readers import from_rows

TEXT = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
  damages supplier pays buyer 100 yuan per day late, at most 2000 yuan
clause pay [2]
  duty buyer pays supplier 10000 yuan, with paid.amount
  due by 2024-02-20
clause interest [3]
  when pay breached
  damages buyer pays supplier 0.05% of unpaid per day late
clause way_out [4]
  when answer breached 2 times or more in term
  power buyer: notice_arrived, ends the contract
clause cut [5]
  when answer breached
  reduction pay: 30 yuan
score card every month
  item service 100 points
    deduct 12 points each time checked
tiers share of card, whole
  band 90 or more 100%
  band 80 or more less than 90 95%
  band less than 80 80%
"""
ASKED = "2024-02-05 10:00 asked ticket=A\n"


def told(row_id: str, log: str, as_of: str, lang: str) -> str:
    """Return the explanation of a row with what the next day brings."""
    made = contract(TEXT)
    case = Case(made, from_rows(made, rows(log)), date.fromisoformat(as_of), None, {}, WorkCalendar.bundled())
    report = case.report()
    return explanation_text(explain(report, row_id, lang, tomorrow(case, report)), 200)


@pytest.mark.parametrize(
    ("row_id", "as_of", "zh", "en"),
    [
        (
            "answer/A/1",
            "2024-02-10",
            "再过一日仍不履行，增加 100.00元",
            "one more day without performance adds CNY 100.00",
        ),
        (
            "answer/A",
            "2024-02-10",
            "再过一日仍不履行，增加 100.00元",
            "one more day without performance adds CNY 100.00",
        ),
        ("interest/1", "2024-02-25", "再过一日仍不履行，增加 4.98元", "one more day without performance adds CNY 4.98"),
        (
            "answer/A/1",
            "2024-03-01",
            "再过一日不再增加：已到上限 answer",
            "one more day adds nothing: the cap answer is reached",
        ),
    ],
    ids=["a head", "the duty behind it", "interest on what is unpaid", "a head at its cap"],
)
def test_what_one_more_day_costs(row_id: str, as_of: str, zh: str, en: str) -> None:
    """A hundred a day; 24.93 become 29.91: 0.05% of 9970 for a day, as printed, for A takes 30 off; never over 2000."""
    assert zh in told(row_id, ASKED, as_of, "zh")
    assert en in told(row_id, ASKED, as_of, "en")


@pytest.mark.parametrize("as_of", ["2024-02-10", "2024-03-10"])
def test_a_head_that_has_stopped_costs_nothing_more(as_of: str) -> None:
    """The answer came on the 9th."""
    log = ASKED + "2024-02-09 10:00 answered ticket=A\n"

    assert "one more day" not in told("answer/A/1", log, as_of, "en")


@pytest.mark.parametrize(
    ("row_id", "as_of", "zh", "en"),
    [
        (
            "answer/A",
            "2024-02-10",
            "在 2024-02-06 24:00（含）以前履行，就不违约",
            "performance at 2024-02-06 24:00 at the latest, that instant included, would have avoided it",
        ),
        (
            "answer/A",
            "2024-02-06",
            "在 2024-02-06 24:00（含）以前履行，就不违约",
            "it is kept by performance at 2024-02-06 24:00 at the latest, that instant included",
        ),
        (
            "pay",
            "2024-02-25",
            "在 2024-02-20 24:00（含）以前付清 9,970.00元，就不违约",
            "payment of CNY 9,970.00 in full at 2024-02-20 24:00 at the latest, that instant included,"
            " would have avoided it",
        ),
    ],
    ids=["broken", "not yet due", "a payment"],
)
def test_the_last_act_that_avoids_a_breach(row_id: str, as_of: str, zh: str, en: str) -> None:
    assert zh in told(row_id, ASKED, as_of, "zh")
    assert en in told(row_id, ASKED, as_of, "en")


def test_what_reaches_the_next_tier() -> None:
    """88 points are 2 short of 90."""
    log = "2024-01-05 10:00 checked system=S\n"

    assert "再少失 2分，到 90分，即入上一档" in told("card/2024-01", log, "2024-02-10", "zh")
    assert "2 points fewer lost, to 90 points, would reach the next band" in told(
        "card/2024-01", log, "2024-02-10", "en"
    )


TWICE = ASKED + "2024-02-08 10:00 asked ticket=B\n"


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("zh", ["├─ 因 answer/A 产生", "├─ 因 answer/B 产生", "│  └─ 事件：asked e2（rows:2），2024-02-08 10:00"]),
        (
            "en",
            ["├─ opened by answer/A", "├─ opened by answer/B", "│  └─ event: asked e2 (rows:2) at 2024-02-08 10:00"],
        ),
    ],
)
def test_a_right_that_rests_on_a_count_names_the_breaches_counted(lang: str, lines: list[str]) -> None:
    """With the events behind each."""
    found = told("way_out", TWICE, "2024-02-20", lang).split("\n")

    assert all(line in found for line in lines)


@pytest.mark.parametrize(
    ("lang", "duty", "head"),
    [
        ("zh", ["扣减以前 10,000.00元", "减去扣减 cut/A/1：30.00元", "应付 9,970.00元"], "从付款 pay 中扣减 30.00元"),
        (
            "en",
            ["before reductions CNY 10,000.00", "less the reduction cut/A/1: CNY 30.00", "amount owed CNY 9,970.00"],
            "taken off the payment pay: CNY 30.00",
        ),
    ],
)
def test_a_reduction_is_told_on_both_sides(lang: str, duty: list[str], head: str) -> None:
    """The payment says what was taken off it, the reduction where it went."""
    assert all(line in told("pay", ASKED, "2024-02-15", lang) for line in duty)
    assert head in told("cut/A/1", ASKED, "2024-02-15", lang)
