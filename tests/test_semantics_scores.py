"""Scores: points off items, their caps, what is not judged, to which period a loss belongs (SEMANTICS section 6)."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from scorecards import CARD_EVENTS, MONTHLY, Scored, scored
from semantics import Verdict, contract, rows, verdict

from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

ITEMS = """
  item service 5 points
    deduct 0.5 points each time complaint
    deduct 2 points each time grave_complaint
  item answers 15 points
  item rest 80 points
"""
ANSWER = """
clause answer
  when    asked
  duty    supplier: answered, same ticket
  due     within 15 minutes
  deduct  4 points each time, from card.answers
"""
ATTESTED = ANSWER + "  unless  cause_found\n"


def complaints(n: int, day: str = "2024-02-05", kind: str = "complaint") -> str:
    """Return so many complaints in one morning."""
    return "\n".join(f"{kind[0]}{i}: {day} 09:{i:02} {kind}" for i in range(n))


# ---------------------------------------------------------------- points and caps


def test_each_event_takes_its_points() -> None:
    assert "98.5" == scored(ITEMS, complaints(3), "2024-04-01").value("2024-Q1")


def test_nothing_happened_leaves_the_start() -> None:
    assert "100" == scored(ITEMS, "2024-01-05 09:00 drill_held", "2024-04-01").value("2024-Q1")


@pytest.mark.parametrize(("n", "lost"), [(9, "4.5"), (10, "5"), (11, "5.5>5"), (40, "20>5")])
def test_an_item_never_loses_more_than_its_worth(n: int, lost: str) -> None:
    assert lost == scored(ITEMS, complaints(n), "2024-04-01").lost("service")


def test_the_cap_is_over_all_lines_of_an_item() -> None:
    log = complaints(4) + "\n" + complaints(2, kind="grave_complaint")

    assert "6>5" == scored(ITEMS, log, "2024-04-01").lost("service")


def test_an_item_that_may_exceed_its_worth_does() -> None:
    items = ITEMS.replace("item service 5 points", "item service 5 points, may exceed")

    assert "80" == scored(items, complaints(40), "2024-04-01").value("2024-Q1")


def test_the_score_does_not_fall_below_its_floor() -> None:
    items = "  item service 5 points, may exceed\n    deduct 30 points each time complaint\n"

    assert "0" == scored(items, complaints(4), "2024-04-01").value("2024-Q1")


def test_without_a_floor_it_may() -> None:
    card = "score card\n  every season\n  start 100 points\n"
    items = "  item service 5 points, may exceed\n    deduct 30 points each time complaint\n"

    assert "-20" == scored(items, complaints(4), "2024-04-01", card=card).value("2024-Q1")


def test_without_a_start_the_worths_add_up() -> None:
    card = "score card\n  every season\n"

    assert "98" == scored(ITEMS, complaints(4), "2024-04-01", card=card).value("2024-Q1")


def test_points_read_the_event_they_are_taken_for() -> None:
    items = """
  item staff 10 points
    deduct 1 points * (3 - missing_staff.present) each time missing_staff (present less than 3)
"""
    log = "2024-02-01 09:00 missing_staff present=1\n2024-02-02 09:00 missing_staff present=3"

    assert "2" == scored(items, log, "2024-04-01").lost("staff")


def test_a_deduction_never_gives_points() -> None:
    items = "  item staff 10 points\n    deduct 1 points * (3 - missing_staff.present) each time missing_staff\n"
    log = "2024-02-01 09:00 missing_staff present=1\n2024-02-02 09:00 missing_staff present=5"

    assert "2" == scored(items, log, "2024-04-01").lost("staff")


def test_rounding_comes_last_and_half_up() -> None:
    card = "score card\n  every season\n  start 100 points\n  rounded to 1\n"

    assert "99" == scored(ITEMS, complaints(3), "2024-04-01", card=card).value("2024-Q1")


def test_what_proves_a_loss_is_cited() -> None:
    assert ("c0", "c1") == scored(ITEMS, complaints(2), "2024-04-01").by("service")


# ---------------------------------------------------------------- which period


@pytest.mark.parametrize(
    ("at", "first", "second"),
    [
        ("2024-03-31 23:59:59.999999", "99.5", "100"),
        ("2024-03-31 24:00", "99.5", "100"),
        ("2024-04-01 00:00", "100", "99.5"),
    ],
)
def test_an_event_belongs_to_the_period_of_its_instant(at: str, first: str, second: str) -> None:
    made = scored(ITEMS, f"{at} complaint", "2024-07-01")

    assert (first, second) == (made.value("2024-Q1"), made.value("2024-Q2"))


def test_an_event_that_names_a_month_counts_there_whenever_it_comes() -> None:
    items = "  item service 5 points\n    deduct 1 point each time month_named\n"
    made = scored(items, "2024-05-05 09:00 month_named in_month=2024-03", "2024-07-01")

    assert ("99", "100") == (made.value("2024-Q1"), made.value("2024-Q2"))


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [("2024-03-31 23:44", "96", "100"), ("2024-03-31 23:45", "100", "96"), ("2024-03-31 23:50", "100", "96")],
)
def test_a_breach_belongs_to_the_period_of_its_last_timely_instant(asked: str, first: str, second: str) -> None:
    """23:45 and fifteen minutes is 00:00 of the next quarter, and performance then is still in time."""
    made = scored(ITEMS + ANSWER, f"{asked} asked ticket=T1", "2024-07-01")

    assert (first, second) == (made.value("2024-Q1"), made.value("2024-Q2"))


def test_a_day_that_ends_the_quarter_ends_in_it() -> None:
    clause = ANSWER.replace("within 15 minutes", "within 3 days, no roll")
    made = scored(ITEMS + clause, "2024-03-28 09:00 asked ticket=T1", "2024-07-01")

    assert ("96", "100") == (made.value("2024-Q1"), made.value("2024-Q2"))


def test_a_breach_is_cited_with_its_clause() -> None:
    made = scored(ITEMS + ANSWER, "2024-02-05 09:00 asked ticket=T1", "2024-04-01")

    assert (("answer/T1",), "answer") == (made.by("answers"), made.item("answers").losses[0].clause)


def test_late_performance_does_not_give_points_back() -> None:
    log = "2024-02-05 09:00 asked ticket=T1\n2024-02-05 09:15:00.000001 answered ticket=T1"

    assert "96" == scored(ITEMS + ANSWER, log, "2024-04-01").value("2024-Q1")


def test_performance_at_the_last_timely_instant_costs_nothing() -> None:
    log = "2024-02-05 09:00 asked ticket=T1\n2024-02-05 09:15 answered ticket=T1"

    assert "100" == scored(ITEMS + ANSWER, log, "2024-04-01").value("2024-Q1")


def test_a_breach_excused_later_gives_its_points_back_from_the_beginning() -> None:
    """Also after the quarter was over (SEMANTICS section 3: facts may be attested later, with points and money)."""
    log = "2024-02-05 09:00 asked ticket=T1\n2024-05-02 09:00 cause_found ticket=T1"
    before, after = (scored(ITEMS + ATTESTED, log, day) for day in ("2024-05-01", "2024-05-02"))

    assert ("96", "100") == (before.value("2024-Q1"), after.value("2024-Q1"))


def test_an_excuse_of_another_ticket_gives_nothing_back() -> None:
    log = "2024-02-05 09:00 asked ticket=T1\n2024-05-02 09:00 cause_found ticket=T2"

    assert "96" == scored(ITEMS + ATTESTED, log, "2024-05-31").value("2024-Q1")


def test_a_forbidden_act_takes_points_at_its_own_instant() -> None:
    clause = "clause no_ban\n  forbidden supplier: banned\n  deduct 5 points each time, from card.answers\n"
    made = scored(ITEMS + clause, "2024-03-31 24:00 banned ticket=A\n2024-04-01 00:00 banned ticket=B", "2024-07-01")

    assert ("95", "95") == (made.value("2024-Q1"), made.value("2024-Q2"))


def test_a_clause_without_a_duty_takes_points_for_each_occasion() -> None:
    clause = "clause leaked\n  when leak\n  deduct 2 points each time, from card.answers\n"
    log = "2024-02-05 09:00 leak what=data\n2024-02-06 09:00 leak what=account"

    assert "96" == scored(ITEMS + clause, log, "2024-04-01").value("2024-Q1")


def test_a_clause_that_follows_a_breach_takes_points_in_the_period_of_the_breach() -> None:
    clauses = ANSWER.replace("  deduct  4 points each time, from card.answers\n", "")
    clauses += "clause more\n  when answer breached\n  deduct 3 points each time, from card.answers\n"
    made = scored(ITEMS + clauses, "2024-03-31 23:44 asked ticket=T1", "2024-07-01")

    assert ("97", "100") == (made.value("2024-Q1"), made.value("2024-Q2"))


# ---------------------------------------------------------------- exceptions of a line


def test_an_exception_that_runs_at_the_event_covers_it() -> None:
    items = "  item patrol 15 points\n    deduct 1 point each time patrol_missed, but not if holiday ongoing\n"
    log = """
    2024-02-10 00:00 holiday_began
    2024-02-12 09:00 patrol_missed holiday=yes
    2024-02-17 00:00 holiday_ended
    2024-02-17 00:00 patrol_missed holiday=no
    """

    assert "1" == scored(items, log, "2024-04-01").lost("patrol")


def test_an_exception_over_the_event_itself_covers_it() -> None:
    items = (
        "  item patrol 15 points\n    deduct 1 point each time patrol_missed, but not if patrol_missed.holiday = yes\n"
    )
    log = "2024-02-12 09:00 patrol_missed holiday=yes\n2024-02-13 09:00 patrol_missed holiday=no"

    assert "1" == scored(items, log, "2024-04-01").lost("patrol")


def test_an_exception_that_is_attested_may_come_later() -> None:
    items = "  item secrecy 10 points\n    deduct 2 points each time leak, but not if lawful_disclosure\n"
    log = "2024-02-12 09:00 leak what=data\n2024-02-20 09:00 lawful_disclosure"

    assert ("2", "0") == tuple(scored(items, log, day).lost("secrecy") for day in ("2024-02-19", "2024-02-20"))


def test_an_exception_that_is_an_act_has_to_come_first() -> None:
    items = "  item secrecy 10 points\n    deduct 2 points each time leak, but not if permitted\n"
    log = "2024-02-12 09:00 leak what=data\n2024-02-20 09:00 permitted ticket=A\n2024-02-21 09:00 leak what=data"

    assert "2" == scored(items, log, "2024-04-01").lost("secrecy")


# ---------------------------------------------------------------- by state, condition, day, row


def test_points_for_a_clause_in_a_state_are_taken_each_time() -> None:
    items = "  item answers 15 points\n    deduct 1 point each time answer breached\n"
    clause = ANSWER.replace("  deduct  4 points each time, from card.answers\n", "")
    log = "2024-02-05 09:00 asked ticket=T1\n2024-02-06 09:00 asked ticket=T2"

    assert "2" == scored(items + clause, log, "2024-04-01").lost("answers")


@pytest.mark.parametrize(("answered", "lost"), [("2024-02-13 24:00", "0"), ("2024-02-14 00:00", "1")])
def test_points_for_a_lateness_stay_after_performance(answered: str, lost: str) -> None:
    """Due 02-08; more than five days late from 02-14 00:00 on."""
    items = "  item answers 15 points\n    deduct 1 point each time answer late more than 5 days\n"
    clause = "clause answer\n  when asked\n  duty supplier: answered, same ticket\n  due within 3 days\n"
    log = f"2024-02-05 09:00 asked ticket=T1\n{answered} answered ticket=T1"

    assert lost == scored(items + clause, log, "2024-04-01").lost("answers")


def test_points_for_an_interval_are_taken_for_each_spell() -> None:
    items = "  item uptime 15 points\n    deduct 1 point each time outage ongoing\n"
    log = """
    2024-02-05 09:00 outage_began outage=A
    2024-02-05 10:00 outage_ended outage=A
    2024-02-06 09:00 outage_began outage=B
    """

    assert "2" == scored(items, log, "2024-02-07").lost("uptime")


@pytest.mark.parametrize(("ended", "lost"), [("2024-02-05 10:59:59", "0"), ("2024-02-05 11:00", "1")])
def test_points_for_a_spell_of_some_length_are_taken_once_it_lasted(ended: str, lost: str) -> None:
    items = "  item uptime 15 points\n    deduct 1 point each time outage lasting 2 hours or more\n"
    log = f"2024-02-05 09:00 outage_began outage=A\n{ended} outage_ended outage=A"

    assert lost == scored(items, log, "2024-04-01").lost("uptime")


def test_a_condition_takes_points_each_time_it_becomes_true() -> None:
    items = "  item staff 15 points\n    deduct 1 point each time latest headcount.n less than 3\n"
    log = "\n".join(f"2024-02-0{d} 09:00 headcount n={n}" for d, n in enumerate((3, 2, 1, 3, 2), 1))

    assert "2" == scored(items, log, "2024-04-01").lost("staff")


DAILY = """
metric faults_of_day = 当日故障 be total daily_faults.n, every day, by its on
"""
PER_DAY = "  item support 15 points\n    deduct 0.5 points * greater of (faults_of_day - 2, 0), every day\n"


@pytest.mark.parametrize(("n", "lost"), [(2, "0"), (3, "0.5"), (5, "1.5"), (40, "19>15")])
def test_points_per_day_are_worked_out_day_by_day(n: int, lost: str) -> None:
    assert lost == scored(PER_DAY + DAILY, f"2024-02-05 09:00 daily_faults on=2024-02-05 n={n}", "2024-04-01").lost(
        "support"
    )


def test_points_of_two_days_add_up() -> None:
    log = "2024-02-05 09:00 daily_faults on=2024-02-05 n=4\n2024-02-06 09:00 daily_faults on=2024-02-06 n=3"
    made = scored(PER_DAY + DAILY, log, "2024-04-01")

    assert ("1.5", ("e1", "e2")) == (made.lost("support"), made.by("support"))


def test_a_day_counts_once_it_is_over() -> None:
    log = "2024-02-05 09:00 daily_faults on=2024-02-05 n=4"

    assert ("0", "1") == tuple(
        scored(PER_DAY + DAILY, log, day).lost("support") for day in ("2024-02-05", "2024-02-06")
    )


ROWS = """
table indicators = 指标表 (code: id, name: text, worth: points, target: count)
  row "k1", "one", 60 points, 2 times
  row "k2", "two", 40 points, 5 times
"""
BY_ROW = "  item every indicators as r, r.worth if (count drill_held) - r.target 0 times or more\n"


def test_an_item_stands_for_each_row_of_a_table() -> None:
    made = scored(
        BY_ROW + ROWS,
        "\n".join(f"2024-02-0{d} 09:00 drill_held" for d in (1, 2, 3)),
        "2024-04-01",
    )

    assert {"indicators/k1": True, "indicators/k2": False} == {one.id: one.met for one in made.row("2024-Q1").items}
    assert "60" == made.value("2024-Q1")


# ---------------------------------------------------------------- items earned whole

RATE = "metric good_rate = 合格率 be total sample_taken.good / total sample_taken.all_in, every season\n"
EARNED = (
    "  item quality 5 points if good_rate 90% or more\n  item calm 95 points\n    deduct 1 point each time complaint\n"
)


@pytest.mark.parametrize(("good", "value"), [(90, "100"), (89, "95")])
def test_an_item_is_earned_whole_or_lost_whole(good: int, value: str) -> None:
    made = scored(EARNED + RATE, f"2024-02-05 09:00 sample_taken good={good} all_in=100", "2024-04-01")

    assert value == made.value("2024-Q1")


def test_an_item_rests_on_its_figure() -> None:
    made = scored(EARNED + RATE, "2024-02-05 09:00 sample_taken good=9 all_in=10", "2024-04-01")

    assert ("good_rate/2024-Q1",) == made.by("quality")


def card(rule: str) -> str:
    """Return a card with a rule for what is not judged."""
    return f"score card\n  every season\n  start 100 points\n  floor 0 points\n  {rule}\n"


@pytest.mark.parametrize(
    ("rule", "value", "ends"),
    [("", "?", "95..100"), ("as kept", "100", "100"), ("as lost", "95", "95"), ("left out", "100", "100")],
)
def test_what_is_not_judged_counts_as_the_contract_says(rule: str, value: str, ends: str) -> None:
    """No sample was taken, so the rate is not known."""
    made = scored(EARNED + RATE, "2024-01-05 09:00 drill_held", "2024-04-01", card=card(rule))

    assert (value, ends) == (made.value("2024-Q1"), made.ends("2024-Q1"))


OF_73 = """
  item monthly 73 points
    deduct 8 points each time complaint
  item yearly 27 points if good_rate 90% or more
"""


def test_what_is_left_out_hands_its_weight_to_the_rest() -> None:
    """Of 73 points that count 8 are lost: 100 - 8 x 100/73."""
    made = scored(OF_73 + RATE, complaints(1), "2024-04-01", card=card("left out"))

    assert Fraction(6500, 73) == made.row("2024-Q1").value


def test_a_left_out_item_that_is_judged_counts_again() -> None:
    log = complaints(1) + "\n2024-02-06 09:00 sample_taken good=1 all_in=10"

    assert "65" == scored(OF_73 + RATE, log, "2024-04-01", card=card("left out")).value("2024-Q1")


def test_a_late_sample_is_judged_when_it_is_known() -> None:
    """An event counts for the period that it names, whenever it comes."""
    rate = "metric m_rate = 月率 be total calls.taken / total calls.offered, every month, by its in_month\n"
    items = "  item quality 5 points if m_rate 90% or more\n  item rest 95 points\n"
    log = "2024-02-20 09:00 calls in_month=2024-01 offered=10 taken=8"
    before, after = (scored(items + rate, log, day, card=MONTHLY) for day in ("2024-02-19", "2024-02-20"))

    assert ("95..100", "95") == (before.ends("2024-01"), after.ends("2024-01"))


YEARLY = """
metric accidents = 事故数 be count accident, every month
metric drills = 演练数 be count drill_held, every month
metric whole_year = 全年数 be count drill_held, every year
"""
INTERIM = """
  item safe 5 points if accidents at most 0 times
  item drilled 5 points if drills 2 times or more
  item rest 90 points
"""


def yearly(log: str, as_of: str) -> Scored:
    """Return what a monthly card makes of two figures that are measured over the year, kept while not judged."""
    made = contract(MONTHLY + "  as kept\n" + INTERIM + YEARLY, events=CARD_EVENTS)
    longer = evolve(made, metrics=tuple(evolve(metric, period="year") for metric in made.metrics))
    return Scored(Verdict(replay(longer, from_rows(longer, rows(log)), as_of=date.fromisoformat(as_of))))


def test_a_figure_of_the_year_is_not_judged_in_a_month() -> None:
    made = yearly("2024-01-05 09:00 asked ticket=A", "2024-02-29")

    assert ("100", [False, False]) == (made.value("2024-01"), [one.judged for one in made.row("2024-01").items[:2]])


def test_what_is_lost_beyond_repair_is_lost_at_once() -> None:
    made = yearly("2024-02-10 09:00 accident", "2024-04-30")

    assert ["100", "95", "95"] == [made.value(f"2024-0{n}") for n in (1, 2, 3)]


def test_the_year_does_not_reach_back_into_settled_months() -> None:
    """Too few drills by December: only the card of the month in which the year ends loses the points."""
    made = yearly("2024-01-05 09:00 asked ticket=A", "2025-01-02")

    assert ("100", "95") == (made.value("2024-06"), made.value("2024-12"))


# ---------------------------------------------------------------- open and closed


def test_while_a_period_runs_the_score_stands_and_may_come_to_less() -> None:
    made = scored(ITEMS, complaints(3), "2024-03-31")

    assert ("98.5", "95..98.5", False) == (made.value("2024-Q1"), made.ends("2024-Q1"), made.row("2024-Q1").closed)


def test_the_first_instant_after_it_closes_it() -> None:
    made = scored(ITEMS, complaints(3), "2024-04-01 00:00:00")

    assert ("98.5", True) == (made.ends("2024-Q1"), made.row("2024-Q1").closed)


def test_an_item_without_deductions_cannot_be_lost() -> None:
    assert "95..100" == scored(
        "  item a 5 points\n    deduct 1 point each time complaint\n  item b 95 points\n",
        "2024-02-01 09:00 drill_held",
        "2024-02-02",
    ).ends("2024-Q1")


def test_an_open_item_that_may_exceed_leaves_only_the_floor() -> None:
    items = "  item a 5 points, may exceed\n    deduct 1 point each time complaint\n"

    assert "0..100" == scored(items, "2024-02-01 09:00 drill_held", "2024-02-02").ends("2024-Q1")


def test_without_a_floor_its_end_is_open() -> None:
    items = "  item a 5 points, may exceed\n    deduct 1 point each time complaint\n"
    made = scored(
        items, "2024-02-01 09:00 drill_held", "2024-02-02", card="score card\n  every season\n  start 100 points\n"
    )

    assert "..100" == made.ends("2024-Q1")


def test_a_period_that_the_log_closes_is_over() -> None:
    made = scored(ITEMS, complaints(3) + "\n2024-03-20 09:00 shut which=2024-Q1", "2024-03-21")

    assert ("98.5", True) == (made.ends("2024-Q1"), made.row("2024-Q1").closed)


def test_an_undetermined_breach_makes_a_range() -> None:
    """Whether relief is recognised is still open, so the points may be taken or not."""
    clauses = (
        ANSWER.replace("within 15 minutes", "within 3 days")
        + """
clause relief
  suspends each_party during storm
  requires storm_notice, within 30 days
"""
    )
    log = """
    2024-03-01 09:00 asked ticket=T1
    2024-03-02 09:00 storm_began storm=S party=supplier
    2024-03-10 09:00 answered ticket=T1
    2024-03-15 09:00 storm_ended storm=S
    """
    made = scored(ITEMS + clauses, log, "2024-04-01")

    assert ("?", "96..100") == (made.value("2024-Q1"), made.ends("2024-Q1"))


def test_an_event_that_an_item_reads_twice_is_cited_once() -> None:
    """SEMANTICS 8: the condition asks twice for the complaint that a line takes points for too."""
    items = """
  item service 5 points if count complaint at most 9 times and count complaint at least 0 times
    deduct 0.5 points each time complaint
  item rest 95 points
"""

    assert ("c0",) == scored(items, complaints(1), "2024-04-01").by("service")


# ---------------------------------------------------------------- confirmed

CONFIRMED = "  confirmed by sheet_signed.points\n" + ITEMS


def test_a_confirmed_score_takes_the_place_of_the_computed_one() -> None:
    log = complaints(3) + "\n2024-04-10 09:00 sheet_signed for_quarter=2024-Q1 points=97"
    before, after = (scored(CONFIRMED, log, day) for day in ("2024-04-09", "2024-04-10"))

    assert ("98.5", "97") == (before.value("2024-Q1"), after.value("2024-Q1"))


def test_the_difference_is_a_finding() -> None:
    log = complaints(3) + "\n2024-04-10 09:00 sheet_signed for_quarter=2024-Q1 points=97"

    assert [("2024-Q1", "98.5", "97")] == scored(CONFIRMED, log, "2024-04-30").audits


def test_a_confirmation_that_agrees_is_none() -> None:
    log = complaints(3) + "\n2024-04-10 09:00 sheet_signed for_quarter=2024-Q1 points=98.5"

    assert [] == scored(CONFIRMED, log, "2024-04-30").audits


def test_the_last_confirmation_counts() -> None:
    log = """
    2024-04-10 09:00 sheet_signed for_quarter=2024-Q1 points=97
    2024-04-11 09:00 sheet_signed for_quarter=2024-Q1 points=96
    """

    assert "96" == scored(CONFIRMED, log, "2024-04-30").value("2024-Q1")


JOINTLY = """
event said (for_quarter: period of season, points: points, by: party)
score card every season
  confirmed by said (by = buyer, points is latest said (by = supplier, for_quarter = season).points).points
  item rest 100 points
"""


@pytest.mark.parametrize(("supplier", "value"), [("97", "97"), ("98", "100"), ("97.0", "97")])
def test_a_score_that_both_must_confirm_is_confirmed_where_they_say_the_same_of_one_period(
    supplier: str, value: str
) -> None:
    """SEMANTICS 6: confirmed as the clause requires; what they said of the next quarter does not matter."""
    log = f"""
    2024-04-10 09:00 said for_quarter=2024-Q1 points=97 by=buyer
    2024-04-10 10:00 said for_quarter=2024-Q1 points={supplier} by=supplier
    2024-07-10 10:00 said for_quarter=2024-Q2 points=91 by=supplier
    """
    made = verdict(JOINTLY, log, "2024-07-31", events=CARD_EVENTS).report.scores

    assert [Fraction(value), 100] == [row.value for row in made[:2]]


def test_a_confirmation_without_a_period_is_of_the_one_that_was_over() -> None:
    made = scored("  confirmed by plain_sheet.points\n" + ITEMS, "2024-04-10 09:00 plain_sheet points=97", "2024-04-30")

    assert ("97", "100") == (made.value("2024-Q1"), made.value("2024-Q2"))


def test_an_item_of_a_longer_period_counts_where_that_ends_or_once_it_is_lost() -> None:
    """A yearly figure in a monthly card: left out until the year is over, lost from the first accident on."""
    items = """
metric accidents be count accident, every year
score card every month
  left out
  item safe 60 points if accidents at most 0 times
  item rest 40 points
"""
    lost = verdict(items, "2024-11-05 10:00 accident", "2025-01-02", events=CARD_EVENTS).report.scores
    calm = verdict(items, "", "2025-01-02", events=CARD_EVENTS).report.scores

    assert [100, 40, 40] == [row.value for row in lost[-3:]]
    assert [("2024-11", "left_out"), ("2024-12", None)] == [(row.period, row.items[0].counts_as) for row in calm[-2:]]
