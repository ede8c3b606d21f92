"""Which period an event counts for in a score: the one it names, whenever it comes; a list of windows has names too."""

from fractions import Fraction

import pytest
from semantics import verdict

from luyue.engine.readers.times import period

WINDOWS = """
period half be 2024-01-01 to 2024-06-30, 2024-07-01 to 2024-10-31
period in_month every month from 2024-01-01
event counted (of: period in_month, short: number)
score card every half
  item lines 40 points
    deduct 40 points each time counted (short more than 0)
  item whole 60 points if not counted (short more than 5)
clause card_kept [1]
  when every half
  duty supplier: delivered
  due by end of half
"""


def card(log: str, as_of: str) -> dict[str, object]:
    """Return what each period of the score came to."""
    return {row.period: row.value for row in verdict(WINDOWS, log, as_of).report.scores}


def test_a_window_of_whole_months_is_named_by_its_first_and_last() -> None:
    """Two windows that begin on one day would else have one name."""
    assert ["2024-01..2024-06", "2024-07..2024-10"] == list(card("2024-08-01 09:00 chatted", "2024-08-01"))


def test_what_names_a_month_counts_for_the_window_in_which_that_month_ends() -> None:
    """June's figure comes in July: by the deduction and by the condition it is June's."""
    log = "2024-07-02 09:00 counted of=2024-06 short=6"

    assert 0 == card(log, "2024-07-02")["2024-01..2024-06"]
    assert 100 == card(log, "2024-07-02")["2024-07..2024-10"]
    assert 100 == card(log.replace("2024-06 ", "2024-07 "), "2024-11-02")["2024-01..2024-06"]


def test_what_names_its_period_counts_after_the_term_is_over() -> None:
    """The last window's figure is reported in the new year."""
    log = "2025-01-05 09:00 counted of=2024-10 short=1"

    assert 60 == card(log, "2025-01-05")["2024-07..2024-10"]


@pytest.mark.parametrize("written", ["2024-03..2024-06", "2024-03至2024-06", "2024年3月至2024年6月"])
def test_months_from_one_to_another_are_read_as_one_period(written: str) -> None:
    """However it is written, it is one name."""
    assert "2024-03..2024-06" == period(written)


def test_an_item_that_is_earned_may_still_lose_points_while_its_period_runs() -> None:
    """The condition is decided, the deductions are not: the score is open down to what they may take."""
    text = WINDOWS.replace("item whole 60 points if not counted (short more than 5)", "item whole 60 points if yes")
    text = text.replace(
        "clause card_kept", "    deduct 60 points each time counted (short more than 5)\nclause card_kept"
    )
    rows = {row.period: row for row in verdict(text, "2024-08-01 09:00 chatted", "2024-08-01").report.scores}

    assert (Fraction(100), Fraction(100)) == (rows["2024-01..2024-06"].low, rows["2024-01..2024-06"].high)
    assert (Fraction(0), Fraction(100)) == (rows["2024-07..2024-10"].low, rows["2024-07..2024-10"].high)


TIERS = """
unspecified low_share: rate
tiers share of card, whole
  band 50 or more 100%
  band less than 50 low_share
clause fee [2]
  when every half
  duty buyer pays supplier 1000 yuan * share, with paid.amount
  due by end of half
"""


def test_a_band_whose_value_is_not_known_matters_only_where_it_holds() -> None:
    """60 points are paid in full, whatever fewer than 50 would be worth."""
    log = "2024-05-02 09:00 counted of=2024-04 short=1\n2024-10-02 09:00 counted of=2024-09 short=6"
    found = verdict(WINDOWS + TIERS, log, "2024-11-02")

    assert ["overdue", "undetermined"] == [
        found.states[f"fee/{name}"] for name in ("2024-01..2024-06", "2024-07..2024-10")
    ]
