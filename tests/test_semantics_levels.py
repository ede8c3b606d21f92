"""Levels judged by reports, and figures of a period: what counts where, when it is judged, no data, exactness."""

import pytest
from semantics import EVENTS, HEADER, Verdict, moment, verdict

STAFF = """
clause staff [1]
  duty supplier keeps headcount.n at least 3
clause fee [2]
  when staff breached
  damages supplier pays buyer 10 yuan per day late
"""


# ---------------------------------------------------------------- levels


def test_a_level_never_reported_is_undetermined() -> None:
    """Nobody knows; missing names the report."""
    found = verdict(STAFF, "", "2024-03-31")

    assert ("undetermined", {"headcount"}, {}) == (found.states["staff"], found.lacking("staff"), found.breaches)


@pytest.mark.parametrize(("n", "state"), [(2, "overdue"), (3, "holding"), (4, "holding")])
def test_a_level_is_judged_at_each_report(n: int, state: str) -> None:
    """At least three includes three (art. 1259)."""
    assert {"staff": state} == verdict(STAFF, f"2024-03-01 09:00 headcount n={n}", "2024-03-31").states


def test_a_level_never_reported_before_its_end_is_judged_by_no_later_report() -> None:
    """The clause holds to the end of June; what July reports breaks nothing (SEMANTICS 3, in force)."""
    text = STAFF.replace("  duty", "  in force until 2024-06-30\n  duty")
    first, last = (f"2024-0{month} headcount n=2" for month in ("7-01 00:00", "6-30 24:00"))

    assert ("undetermined", {}) == ((late := verdict(text, first, "2024-07-31")).states["staff"], late.breaches)
    assert "missed" == verdict(text, last, "2024-07-31").states["staff"]


def test_a_shortfall_is_a_breach_at_the_report_that_shows_it() -> None:
    """Not before, though nobody knows since when."""
    found = verdict(STAFF, "2024-03-01 09:00 headcount n=5\n2024-03-10 09:00 headcount n=2", "2024-03-31")

    assert {"staff": "2024-03-10 09:00:00"} == found.breaches


def test_a_shortfall_lasts_until_the_next_sufficient_report() -> None:
    """Short on the 10th and the 12th, enough on the 15th: one breach, five days, the day it failed not counted."""
    log = """
2024-03-10 09:00 headcount n=2
2024-03-12 09:00 headcount n=1
2024-03-15 09:00 headcount n=3
"""
    found = verdict(STAFF, log, "2024-03-31")

    assert ({"staff": "holding"}, {"fee/1": "50.00"}) == (found.states, found.heads)
    assert ["2024-03-15 09:00:00"] == [moment(row.cured_at or 0) for row in found.report.breaches]


def test_each_shortfall_is_a_breach_of_its_own() -> None:
    """Short, enough, short again."""
    log = "2024-03-10 09:00 headcount n=2\n2024-03-12 09:00 headcount n=3\n2024-03-20 09:00 headcount n=2"
    found = verdict(STAFF, log, "2024-03-25")

    assert ["staff", "staff/2"] == list(found.breaches)
    assert {("supplier", "buyer"): "70.00"} == found.owed


def test_a_shortfall_that_goes_on_accrues_to_the_date_of_the_report() -> None:
    """Short from the 10th."""
    log = "2024-03-10 09:00 headcount n=2"

    assert [{"fee/1": "10.00"}, {"fee/1": "210.00"}] == [
        verdict(STAFF, log, day).heads for day in ("2024-03-11", "2024-03-31")
    ]


def test_a_level_kept_to_the_end_is_performed_and_one_ever_short_is_missed() -> None:
    """A standing duty at its end."""
    short = "2024-03-10 09:00 headcount n=2\n2024-03-12 09:00 headcount n=3"

    assert {"staff": "performed"} == verdict(STAFF, "2024-03-10 09:00 headcount n=3", "2025-01-01").states
    assert {"staff": "missed"} == verdict(STAFF, short, "2025-01-01").states


def test_a_level_may_be_what_is_no_quantity() -> None:
    """A judgement by a person, yes or no: unknown until it is made, short from a no until the next yes."""
    text = """
event judged (norm: id, good: yes or no), attested
clause quality [1]
  duty supplier keeps judged (norm = "a").good is yes
"""
    log = ["2024-03-01 09:00 judged norm=a good=yes", "2024-03-10 09:00 judged norm=a good=no"]
    mended = [*log, "2024-03-12 09:00 judged norm=a good=yes"]

    assert ["undetermined", "holding", "overdue", "holding"] == [
        verdict(text, "\n".join(rows), "2024-03-31").states["quality"] for rows in ([], log[:1], log, mended)
    ]
    assert {"quality": "2024-03-10 09:00:00"} == verdict(text, "\n".join(mended), "2024-03-31").breaches


def test_a_level_reads_only_the_reports_that_its_filter_lets_through() -> None:
    """Seats and lines are counted apart."""
    events = EVENTS + "event counted (what: seats/lines, n: count)\n"
    text = """
clause seats [1]
  duty supplier keeps counted (what = seats).n at least 3
clause lines [2]
  duty supplier keeps counted (what = lines).n at least 3
"""
    log = "2024-03-10 09:00 counted what=seats n=2\n2024-03-10 09:00 counted what=lines n=5"

    assert {"seats": "overdue", "lines": "holding"} == verdict(text, log, "2024-03-31", events=events).states


# ---------------------------------------------------------------- figures of a period


RATE = """
metric rate be total calls.taken / total calls.offered, every month, by its in_month{}
clause reach [1]
  duty supplier keeps rate at least 90%
  damages supplier pays buyer 100 yuan
"""


def rate(log: str, as_of: str = "2024-04-15", *, options: str = "", header: str = HEADER) -> Verdict:
    """Return what a log of calls gives under a rate of at least ninety per cent each month."""
    return verdict(RATE.format(options), log, as_of, header=header)


@pytest.mark.parametrize(
    ("offered", "taken", "state"),
    [(10, 9, "performed"), (1000, 899, "missed"), (3, 3, "performed"), (0, 0, "undetermined")],
)
def test_a_figure_is_an_exact_rational_compared_exactly(offered: int, taken: int, state: str) -> None:
    """Nine tenths is ninety per cent; nothing divided by nothing is no data."""
    log = f"2024-03-20 09:00 calls in_month=2024-03 offered={offered} taken={taken}"

    assert state == rate(log).states["reach/2024-03"]


def test_an_event_counts_for_the_period_that_its_field_names() -> None:
    """March's figures come in April."""
    found = rate("2024-04-02 09:00 calls in_month=2024-03 offered=10 taken=9", "2024-04-30")

    assert ("performed", "holding") == (found.states["reach/2024-03"], found.states["reach/2024-04"])


def test_an_event_counts_for_the_period_of_its_time_where_no_field_names_one() -> None:
    """The last microsecond of March is March's."""
    text = RATE.format("").replace(", by its in_month", "")
    log = "2024-03-31 24:00 calls in_month=2024-01 offered=10 taken=9\n"
    log += "2024-04-01 00:00 calls in_month=2024-01 offered=10 taken=1"
    found = verdict(text, log, "2024-05-01")

    assert ("performed", "missed") == (found.states["reach/2024-03"], found.states["reach/2024-04"])


def test_parts_of_a_period_add_up() -> None:
    """8 of 10 and 10 of 10 are 18 of 20."""
    log = "2024-03-10 09:00 calls in_month=2024-03 offered=10 taken=8\n"
    found = rate(log + "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=10")

    assert "performed" == found.states["reach/2024-03"]
    assert ["18/20"] == [
        f"{row.numerator}/{row.denominator}" for row in found.report.metrics if row.period == "2024-03"
    ]


@pytest.mark.parametrize(
    ("options", "state"),
    [
        ("", "undetermined"),
        (", no data counts as undetermined", "undetermined"),
        (", no data counts as met", "performed"),
        (", no data counts as missed", "missed"),
    ],
)
def test_no_data_counts_as_the_metric_says(options: str, state: str) -> None:
    """Undetermined by default."""
    assert state == rate("", options=options).states["reach/2024-03"]


def test_a_period_is_judged_at_its_end_and_shown_as_running_before() -> None:
    """The running value is no verdict."""
    log = "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8"
    running, closed = rate(log, "2024-03-31"), rate(log, "2024-04-01 00:00")

    assert ("holding", {}) == (running.states["reach/2024-03"], running.heads)
    assert ("missed", {"reach/2024-03/1": "100.00"}) == (closed.states["reach/2024-03"], closed.heads)
    assert [("4/5", False, None), ("4/5", True, False)] == [
        (str(row.value), row.closed, row.met)
        for found in (running, closed)
        for row in found.report.metrics
        if row.period == "2024-03"
    ]


def test_the_breach_of_a_figure_is_dated_at_the_first_instant_after_its_period() -> None:
    """Whenever its figures came."""
    found = rate("2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8")

    assert {"reach/2024-03": "2024-04-01 00:00:00"} == found.breaches


def test_a_figure_that_comes_later_changes_the_verdict_of_a_closed_period() -> None:
    """No data at the end of March, figures on 5 April."""
    log = "2024-04-05 09:00 calls in_month=2024-03 offered=10 taken=8"

    assert "undetermined" == rate(log, "2024-04-04").states["reach/2024-03"]
    assert "missed" == rate(log, "2024-04-05").states["reach/2024-03"]


def test_a_figure_mended_later_is_met_and_its_breach_gone() -> None:
    """Half of March's calls were reported late."""
    log = "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8\n"
    log += "2024-04-05 09:00 calls in_month=2024-03 offered=10 taken=10"
    found = rate(log)

    assert ("performed", {}, {}) == (found.states["reach/2024-03"], found.breaches, found.heads)


def test_what_followed_a_breach_of_a_figure_goes_with_it() -> None:
    """Damages in a clause of their own, for a month mended later."""
    text = RATE.format("").replace("  damages supplier pays buyer 100 yuan\n", "")
    text += "clause fee [2]\nwhen reach breached\ndamages supplier pays buyer 100 yuan\n"
    log = "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8\n"
    log += "2024-04-05 09:00 calls in_month=2024-03 offered=10 taken=10"

    assert {"fee/2024-03/1": "100.00"} == verdict(text, log, "2024-04-04").heads
    assert {} == verdict(text, log, "2024-04-05").heads


def test_a_figure_is_rounded_only_where_the_metric_says_so() -> None:
    """899 of 1000 to the nearest per cent are ninety."""
    log = "2024-03-20 09:00 calls in_month=2024-03 offered=1000 taken=899"

    assert "missed" == rate(log).states["reach/2024-03"]
    assert "performed" == rate(log, options=", rounded to 0.01").states["reach/2024-03"]


def test_a_confirmed_figure_takes_the_place_of_the_computed_one() -> None:
    """The parties agree on 91 per cent."""
    events = EVENTS + "event agreed (in_month: month, figure: rate), attested\n"
    text = RATE.format(", confirmed by agreed.figure")
    log = "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8\n"
    log += "2024-04-05 09:00 agreed in_month=2024-03 figure=91%"
    found = verdict(text, log, "2024-04-15", events=events)

    assert ("performed", "missed") == (
        found.states["reach/2024-03"],
        verdict(text, log, "2024-04-04", events=events).states["reach/2024-03"],
    )


def test_periods_begin_with_the_contract_and_end_with_the_term() -> None:
    """In force in the middle of January, over in the middle of March."""
    header = HEADER.replace("signed 2024-01-01", "signed 2024-01-15").replace(
        "2024-01-01 to 2024-12-31", "2024-01-15 to 2024-03-15"
    )
    found = rate("", "2024-06-30", header=header)

    assert ["reach/2024-01", "reach/2024-02", "reach/2024-03"] == sorted(found.states)


def test_a_metric_without_a_period_is_measured_over_the_whole_term() -> None:
    """One figure, judged when the term is over."""
    text = """
metric rate be total calls.taken / total calls.offered
clause reach [1]
  duty supplier keeps rate at least 90%
"""
    log = "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8\n"
    log += "2024-06-20 09:00 calls in_month=2024-06 offered=10 taken=10"

    assert ["holding"] == list(verdict(text, log, "2024-12-31").states.values())
    assert ["performed"] == list(verdict(text, log, "2025-01-01").states.values())


def test_a_count_of_breaches_in_a_window_reads_the_period_that_holds_the_last_timely_instant() -> None:
    """Two months below the mark within the term open a power, at the end of the second."""
    text = (
        RATE.format("")
        + """
clause out [2]
  when reach breached 2 times or more in term
  power buyer: notice_arrived, ends the contract
"""
    )
    log = "2024-02-20 09:00 calls in_month=2024-02 offered=10 taken=8\n"
    log += "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8"
    found = verdict(text, log, "2024-04-15")

    assert "2024-04-01 00:00:00" == moment(found.report.powers[0].available_from or 0)


def test_a_condition_on_a_running_count_reads_it_at_each_event_that_event_included() -> None:
    """The third answer makes three."""
    text = """
clause out [2]
  when count answered at least 3 times
  power buyer: notice_arrived, ends the contract
"""
    log = "\n".join(f"2024-03-0{day} 09:00 answered ticket=T{day}" for day in (1, 2, 3))
    found = verdict(text, log, "2024-03-31")

    assert "2024-03-03 09:00:00" == moment(found.report.powers[0].available_from or 0)


def test_a_figure_excused_is_no_breach() -> None:
    """A cause attested later excuses the month from the beginning."""
    text = RATE.format("").replace("at least 90%\n", "at least 90%\n  unless cause_found\n")
    log = "2024-03-20 09:00 calls in_month=2024-03 offered=10 taken=8\n2024-05-05 09:00 cause_found ticket=T"

    assert ("missed", {"reach/2024-03/1": "100.00"}) == (
        (before := verdict(text, log, "2024-04-15")).states["reach/2024-03"],
        before.heads,
    )
    after = verdict(text, log, "2024-05-15")
    assert ("excused", {}) == (after.states["reach/2024-03"], after.heads)


NONE_ALLOWED = """
metric accidents be count banned, every month
clause no_accidents [1]
  duty supplier keeps accidents at most 0 times
  damages supplier pays buyer 100 yuan
"""
SIX_NEEDED = """
metric rounds be count checked, every month
clause six_rounds [1]
  duty supplier keeps rounds at least 2 times
"""


def test_the_first_accident_against_none_allowed_decides_the_period() -> None:
    """The breach is dated at the event that decided it; a second one adds nothing."""
    log = "2024-03-05 09:00 banned ticket=T1\n2024-03-06 09:00 banned ticket=T2"
    found = verdict(NONE_ALLOWED, log, "2024-03-10")

    assert ("missed", {"no_accidents/2024-03": "2024-03-05 09:00:00"}) == (
        found.states["no_accidents/2024-03"],
        found.breaches,
    )
    assert {"no_accidents/2024-03/1": "100.00"} == found.heads


def test_no_accident_so_far_is_no_verdict_yet() -> None:
    """One may still come."""
    assert "holding" == verdict(NONE_ALLOWED, "", "2024-03-10").states["no_accidents/2024-03"]
    assert "performed" == verdict(NONE_ALLOWED, "", "2024-04-01").states["no_accidents/2024-03"]


def test_the_last_of_the_rounds_needed_decides_the_period() -> None:
    """Nothing later in it can change that; one too few waits for the end."""
    log = "2024-03-05 09:00 checked system=s\n2024-03-06 09:00 checked system=s"

    assert "performed" == verdict(SIX_NEEDED, log, "2024-03-10").states["six_rounds/2024-03"]
    assert "holding" == verdict(SIX_NEEDED, log, "2024-03-05").states["six_rounds/2024-03"]


def test_a_count_below_its_lower_bound_waits_though_it_has_an_upper_one() -> None:
    """Between one and two: none so far may become one; three is too many at once."""
    text = SIX_NEEDED.replace("at least 2 times", "at least 1 time at most 2 times")
    rows = [f"2024-03-0{day} 09:00 checked system=s" for day in (5, 6, 7)]

    assert ["holding", "holding", "holding", "missed"] == [
        verdict(text, "\n".join(rows[:n]), "2024-03-10").states["six_rounds/2024-03"] for n in range(4)
    ]


def test_a_ratio_waits_for_the_end_of_its_period() -> None:
    """It may still rise."""
    log = "2024-03-05 09:00 calls in_month=2024-03 offered=10 taken=1"

    assert "holding" == rate(log, "2024-03-31").states["reach/2024-03"]


def test_a_period_that_the_log_closes_is_judged_then() -> None:
    """The breach is dated at the closing."""
    events = EVENTS + "event month_closed (in_month: month), acts as closes in_month\n"
    log = "2024-03-05 09:00 calls in_month=2024-03 offered=10 taken=8\n2024-03-25 09:00 month_closed in_month=2024-03"
    found = verdict(RATE.format(""), log, "2024-03-26", events=events)

    assert ("missed", {"reach/2024-03": "2024-03-25 09:00:00"}) == (found.states["reach/2024-03"], found.breaches)
    assert [(True, False)] == [(row.closed, row.met) for row in found.report.metrics if row.period == "2024-03"]
