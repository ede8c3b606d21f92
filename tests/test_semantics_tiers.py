"""Tiers, payments by score, conditions on scores, and scores over several periods (SEMANTICS section 6)."""

import random
from datetime import date

import pytest
from scorecards import CARD_EVENTS, QUARTERLY, Scored, scored
from semantics import DAY_US, Verdict, contract, instant, rows

from luyue.dsl.model import Contract
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

HALVES = """
  item service 100 points
    deduct 0.5 points each time complaint
    deduct 20 points each time grave_complaint
"""
SHARE = """
tiers share of card, whole
  band 90 or more 100%
  band 80 or more less than 90 95%
  band 60 or more less than 80 85%
  band less than 60 75%
"""
PAY = """
clause quarterly_pay
  when  every season
  duty  buyer pays supplier 100000 yuan * share, with paid
  due   within 10 days after end of season, no roll
"""
CONFIRMED = "  confirmed by sheet_signed.points\n"


def losing(points: str, month: str = "02") -> str:
    """Return the events that take so many points: in steps of twenty and of one half."""
    twenties, rest = divmod(float(points), 20)
    log = [f"2024-{month}-01 0{n}:00 grave_complaint" for n in range(int(twenties))]
    return "\n".join([*log, *(f"2024-{month}-02 0{n // 60}:{n % 60:02} complaint" for n in range(int(rest * 2)))])


# ---------------------------------------------------------------- whole


@pytest.mark.parametrize(
    ("lost", "share"),
    [
        ("5", "100%"), ("9.5", "100%"), ("10", "100%"), ("10.5", "95%"), ("19.5", "95%"), ("20", "95%"),
        ("20.5", "85%"), ("39.5", "85%"), ("40", "85%"), ("40.5", "75%"), ("100", "75%"),
    ],
)  # fmt: skip
def test_a_band_takes_its_lower_bound_in_and_leaves_its_upper_bound_out(lost: str, share: str) -> None:
    assert share == scored(HALVES + SHARE, losing(lost), "2024-04-01").tier()


GAPS = """
tiers share of card, whole
  band 90 or more 100%
  band 80 or more at most 89 95%
  band at most 79 85%
"""


@pytest.mark.parametrize(
    ("lost", "share"), [("10", "100%"), ("10.5", "95%..100%"), ("11", "95%"), ("20.5", "85%..95%")]
)
def test_a_value_in_no_band_is_worth_the_range_of_its_neighbours(lost: str, share: str) -> None:
    assert share == scored(HALVES + GAPS, losing(lost), "2024-04-01").tier()


OVERLAP = """
tiers share of card, whole
  band 80 or more 95%
  band at most 80 85%
"""


@pytest.mark.parametrize(("lost", "share"), [("19.5", "95%"), ("20", "85%..95%"), ("20.5", "85%")])
def test_a_value_in_two_bands_is_worth_the_range_of_both(lost: str, share: str) -> None:
    assert share == scored(HALVES + OVERLAP, losing(lost), "2024-04-01").tier()


def test_below_every_band_nothing_is_known() -> None:
    tiers = "tiers share of card, whole\n  band 90 or more 100%\n  band 80 or more less than 90 95%\n"

    assert "?..?" == scored(HALVES + tiers, losing("21"), "2024-04-01").tier()


def test_otherwise_takes_what_no_other_band_takes() -> None:
    tiers = "tiers share of card, whole\n  band 90 or more 100%\n  band otherwise 50%\n"

    assert "50%" == scored(HALVES + tiers, losing("10.5"), "2024-04-01").tier()


@pytest.mark.parametrize(("lost", "share"), [("0", "75%..100%"), ("15", "75%..95%"), ("41", "75%")])
def test_while_the_score_is_open_its_tier_is_a_range(lost: str, share: str) -> None:
    """From every open item lost to every one kept; below sixty nothing changes it any more."""
    assert share == scored(HALVES + SHARE, losing(lost) or "2024-01-05 09:00 drill_held", "2024-02-28").tier()


MARGINAL = """
tiers bonus of card, marginal
  band less than 60 0
  band 60 or more less than 90 10
  band 90 or more 50
"""


@pytest.mark.parametrize(("lost", "bonus"), [("0", "800"), ("10", "300"), ("10.5", "295"), ("40", "0"), ("50", "0")])
def test_marginal_tiers_pay_each_part_at_its_own_value(lost: str, bonus: str) -> None:
    """Up to sixty nothing, then ten for each point, above ninety fifty."""
    log = losing(lost) or "2024-01-05 09:00 drill_held"

    assert bonus == scored(HALVES + MARGINAL, log, "2024-04-01").tier(tiers="bonus")


# ---------------------------------------------------------------- payments


def test_a_payment_by_tier_is_base_times_share() -> None:
    made = scored(HALVES + SHARE + PAY, losing("10.5"), "2024-04-01")
    row = next(one for one in made.report.payments if one.id == "quarterly_pay/2024-Q1")

    assert ("95000", "100000", "19/20") == (made.pay("quarterly_pay/2024-Q1"), str(row.base), str(row.share))


def test_while_the_score_is_open_the_amount_is_a_range_and_the_due_date_is_known() -> None:
    made = scored(HALVES + SHARE + PAY, losing("10.5"), "2024-03-31")

    assert ("75000..95000", "2024-04-10") == (made.pay("quarterly_pay/2024-Q1"), made.made.due("quarterly_pay/2024-Q1"))


def test_what_was_paid_early_is_enough_once_the_score_is_final() -> None:
    log = losing("10.5") + "\n2024-03-20 09:00 paid amount=95000"
    before, after = (scored(HALVES + SHARE + PAY, log, day) for day in ("2024-03-31", "2024-04-01"))

    assert (
        "pending" == before.made.states["quarterly_pay/2024-Q1"]
        or "performed" == before.made.states["quarterly_pay/2024-Q1"]
    )
    assert "performed" == after.made.states["quarterly_pay/2024-Q1"]


def test_a_payment_falls_overdue_by_its_final_amount() -> None:
    log = losing("10.5") + "\n2024-04-10 09:00 paid amount=94999.99"
    made = scored(HALVES + SHARE + PAY, log, "2024-04-11")

    assert ("overdue", "0.01") == (made.made.states["quarterly_pay/2024-Q1"], made.made.unpaid("quarterly_pay/2024-Q1"))


def test_a_confirmed_score_decides_the_payment() -> None:
    log = losing("10.5") + "\n2024-04-05 09:00 sheet_signed for_quarter=2024-Q1 points=90"

    assert "100000" == scored(CONFIRMED + HALVES + SHARE + PAY, log, "2024-04-05").pay("quarterly_pay/2024-Q1")


def test_a_payment_by_a_condition_on_the_score_is_a_range_while_it_is_open() -> None:
    pay = PAY.replace("100000 yuan * share", "if card 90 or more, 100 yuan else 60 yuan")
    made = [
        scored(HALVES + pay, losing("10.5"), day).pay("quarterly_pay/2024-Q1")
        for day in ("2024-02-01", "2024-02-03", "2024-04-01")
    ]

    assert ["60..100", "60", "60"] == made


def test_a_gap_makes_the_payment_a_range() -> None:
    assert "95000..100000" == scored(HALVES + GAPS + PAY, losing("10.5"), "2024-04-01").pay("quarterly_pay/2024-Q1")


# ---------------------------------------------------------------- several periods

YEAR_PAY = """
clause yearly_pay
  when  every year
  duty  buyer pays supplier 1 yuan * (card / 1 point), with paid
  due   within 10 days after end of year, no roll
"""


def over(how: str) -> str:
    """Return a card that says how several periods are read together."""
    return QUARTERLY + f"  {how}\n" + HALVES


LOSSES = "\n".join((losing("10"), losing("20", "05"), losing("30", "08")))  # and nothing in the fourth quarter


@pytest.mark.parametrize("how", ["mean", "pooled"])
def test_several_periods_are_read_as_the_contract_says(how: str) -> None:
    assert "85" == scored(YEAR_PAY, LOSSES, "2025-01-01", card=over(how)).pay("yearly_pay/2024")


def test_tiers_of_a_mean_read_its_fraction() -> None:
    """Ninety, ninety, ninety and eighty-nine and a half lie a little below ninety."""
    pay = YEAR_PAY.replace("1 yuan * (card / 1 point)", "100 yuan * share")
    log = "\n".join((losing("10"), losing("10", "05"), losing("10", "08"), losing("10.5", "11")))

    assert "95" == scored(SHARE + pay, log, "2025-01-01", card=over("mean")).pay("yearly_pay/2024")


def test_the_mean_of_a_year_not_over_is_a_range() -> None:
    """Ninety, eighty, and two quarters that may end anywhere between nothing and what is left of them."""
    assert "42.5..85" == scored(YEAR_PAY, LOSSES, "2024-09-30", card=over("mean")).pay("yearly_pay/2024")


def test_pooled_losses_differ_from_the_mean_where_a_floor_cut_in() -> None:
    """One quarter loses 120 of 100: its own score stops at nothing, over the year all is counted."""
    items = HALVES.replace("item service 100 points", "item service 100 points, may exceed")
    made = {
        how: scored(YEAR_PAY, losing("120"), "2025-01-01", card=QUARTERLY + f"  {how}\n" + items).pay("yearly_pay/2024")
        for how in ("mean", "pooled")
    }

    assert {"mean": "75", "pooled": "70"} == made


@pytest.mark.parametrize(("log", "paid"), [(losing("4.5"), "100"), (losing("5"), "60"), (losing("30"), "60")])
def test_a_bound_is_met_when_each_period_meets_it(log: str, paid: str) -> None:
    """All four above 95: 95.5 is, 95 is not."""
    pay = YEAR_PAY.replace("1 yuan * (card / 1 point)", "if card more than 95, 100 yuan else 60 yuan")

    assert paid == scored(pay, log, "2025-01-01", card=over("each")).pay("yearly_pay/2024")


# ---------------------------------------------------------------- conditions and counts

LOW = """
clause too_low
  when     card less than 80
  damages  supplier pays buyer 500 yuan
"""


@pytest.mark.parametrize(("lost", "heads"), [("20", {}), ("20.5", {"too_low/2024-Q1/1": "500.00"})])
def test_a_condition_on_a_score_is_asked_for_each_period(lost: str, heads: dict[str, str]) -> None:
    assert heads == scored(HALVES + LOW, losing(lost), "2024-04-01").made.heads


def test_it_is_met_as_soon_as_nothing_can_change_it() -> None:
    """The forty-first half point is lost on 2 February: the quarter can no longer end at eighty."""
    assert {"too_low/2024-Q1/1": "500.00"} == scored(HALVES + LOW, losing("20.5"), "2024-02-02").made.heads


def test_two_bad_quarters_bring_two() -> None:
    log = losing("40") + "\n" + losing("40", "05")

    assert ["too_low/2024-Q1/1", "too_low/2024-Q2/1"] == list(scored(HALVES + LOW, log, "2024-07-01").made.heads)


def test_a_confirmed_score_takes_the_consequence_away() -> None:
    log = losing("20.5") + "\n2024-04-05 09:00 sheet_signed for_quarter=2024-Q1 points=82"
    before, after = (scored(CONFIRMED + HALVES + LOW, log, day) for day in ("2024-04-04", "2024-04-05"))

    assert ({"too_low/2024-Q1/1": "500.00"}, {}) == (before.made.heads, after.made.heads)


def test_a_confirmed_score_brings_it() -> None:
    log = losing("10") + "\n2024-04-05 09:00 sheet_signed for_quarter=2024-Q1 points=79.5"

    assert {"too_low/2024-Q1/1": "500.00"} == scored(CONFIRMED + HALVES + LOW, log, "2024-04-05").made.heads


KEEP = """
clause good_card
  duty     supplier keeps card 80 or more
  damages  supplier pays buyer 300 yuan per time
"""


def test_a_score_may_be_kept_like_a_figure() -> None:
    log = losing("20.5") + "\n" + losing("5", "05")
    made = scored(HALVES + KEEP, log, "2024-07-31")

    assert ["missed", "performed", "holding"] == [made.made.states[f"good_card/2024-Q{n}"] for n in (1, 2, 3)]


def test_it_is_missed_when_nothing_can_mend_it() -> None:
    made = scored(HALVES + KEEP, losing("20.5"), "2024-02-28")

    assert "2024-02-02 00:00:00" == made.made.breaches["good_card/2024-Q1"]


COUNT = """
clause often_low
  when   count of (card less than 80, in term) 2 times or more
  power  buyer: notice_arrived (party = buyer), ends the contract
"""


def test_bad_periods_are_counted() -> None:
    log = losing("40") + "\n" + losing("40", "05")
    made = [scored(HALVES + COUNT, log, day).made.powers["often_low"] for day in ("2024-04-30", "2024-07-01")]

    assert ["not_available", "available"] == made


def test_a_payment_by_a_count_of_periods_is_a_range_until_all_are_over() -> None:
    pay = YEAR_PAY.replace(
        "1 yuan * (card / 1 point)", "100 yuan - 10 yuan * (count of (card less than 80, in term) / 1 time)"
    )
    made = [scored(HALVES + pay, losing("40"), day).pay("yearly_pay/2024") for day in ("2024-04-01", "2025-01-01")]

    assert ["60..90", "90"] == made


# ---------------------------------------------------------------- what must always hold

EVERYTHING = CONFIRMED + HALVES + SHARE + PAY + LOW + KEEP
LOG = losing("33.5") + "\n" + losing("10.5", "05") + "\n2024-04-05 09:00 sheet_signed for_quarter=2024-Q1 points=70"


def everything() -> Contract:
    """Return a contract with a score that everything follows from."""
    return contract(QUARTERLY + EVERYTHING, events=CARD_EVENTS)


def test_a_permuted_log_gives_the_same_report() -> None:
    made = everything()
    lines = rows(LOG)
    base = replay(made, from_rows(made, lines), as_of=date(2024, 7, 1))
    shuffled = [*lines]
    random.Random(7).shuffle(shuffled)
    other = replay(made, from_rows(made, shuffled), as_of=date(2024, 7, 1))

    assert base.scores == other.scores
    assert (base.duties, base.heads, base.payments) == (other.duties, other.heads, other.payments)


@pytest.mark.parametrize("day", ["2024-02-01", "2024-02-02", "2024-03-31", "2024-04-01", "2024-04-05", "2024-05-02"])
def test_replay_to_a_date_equals_replay_of_the_events_up_to_it(day: str) -> None:
    made = everything()
    last = instant(day) + DAY_US - 1
    log = from_rows(made, rows(LOG))
    whole = replay(made, log, as_of=date.fromisoformat(day))
    prefix = replay(made, [event for event in log.events if event.at <= last], as_of=date.fromisoformat(day))

    assert (whole.scores, whole.duties, whole.heads, whole.payments) == (
        prefix.scores,
        prefix.duties,
        prefix.heads,
        prefix.payments,
    )


def test_a_duplicate_changes_nothing() -> None:
    made = everything()
    once, twice = (
        Scored(Verdict(replay(made, from_rows(made, rows(LOG) * n), as_of=date(2024, 7, 1)))) for n in (1, 2)
    )

    assert once.report.scores == twice.report.scores
