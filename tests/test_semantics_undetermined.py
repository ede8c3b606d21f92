"""Undetermined is an answer: blanks, unknown years, settings, readings, fills; it taints what depends on it only."""

import pytest
from semantics import EVENTS, HEADER, contract, moment, readings, rows, span, verdict

from luyue.engine.calendar import WorkCalendar
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay
from luyue.engine.settings import SettingError

BLANK = """
unspecified handover : date
clause deliver [1]
  duty supplier: delivered
  due by handover
clause other [2]
  duty supplier: accepted
  due by 2024-03-10
clause fee [3]
  when deliver breached
  damages supplier pays buyer 10 yuan per day late
"""


# ---------------------------------------------------------------- blanks


def test_a_blank_leaves_what_depends_on_it_undetermined_and_nothing_else() -> None:
    """Missing names it."""
    found = verdict(BLANK, "", "2024-03-31")

    assert {"deliver": "undetermined", "other": "overdue"} == found.states
    assert ({"handover"}, {"other": "2024-03-11 00:00:00"}) == (found.lacking("deliver"), found.breaches)


def test_undetermined_is_never_counted_as_a_breach() -> None:
    """No breach, no head."""
    found = verdict(BLANK, "", "2024-12-31")

    assert ("deliver" in found.breaches, found.heads) == (False, {})


def test_a_blank_set_on_the_way_in_decides() -> None:
    """By 20 March."""
    found = verdict(BLANK, "", "2024-03-31", settings={"handover": "2024-03-20"})

    assert ("overdue", {"fee/1": "110.00"}) == (found.states["deliver"], found.heads)


def test_a_blank_with_a_filler_of_the_law_is_known() -> None:
    """Until it is set, the law fills it."""
    text = BLANK.replace("unspecified handover : date", "unspecified handover : date, by law 2024-02-20")

    assert "2024-02-20" == verdict(text, "", "2024-03-31").due("deliver")
    assert "2024-03-20" == verdict(text, "", "2024-03-31", settings={"handover": "2024-03-20"}).due("deliver")


def test_a_blank_cell_of_a_table_leaves_its_row_undetermined() -> None:
    """The other row is judged."""
    text = """
table lines (norm: id, from_day: date)
  row line_1, 2024-03-01
  row line_2, blank
event started (line: clause)
clause start [1]
  when every lines as r
  duty supplier: started (line = r.norm)
  due by r.from_day
"""
    assert {"start/line_1": "overdue", "start/line_2": "undetermined"} == verdict(text, "", "2024-03-31").states


def test_an_unknown_amount_is_a_range_without_an_upper_end() -> None:
    """A share of what is not known."""
    text = """
unspecified settled_amount : money
clause deliver [1]
  duty supplier: delivered
  due by 2024-03-10
  damages supplier pays buyer 5% of settled_amount
"""
    found = verdict(text, "", "2024-03-31")

    assert {"deliver/1": "0.00.."} == found.heads
    assert {"deliver/1": "50.00"} == verdict(text, "", "2024-03-31", settings={"settled_amount": "1000"}).heads


@pytest.mark.parametrize(
    ("amount", "head"),
    [
        ("lesser of (500 yuan, settled_amount)", "0.00..500.00"),
        ("greater of (500 yuan, settled_amount)", "500.00.."),
        ("1000 yuan * (lesser of (50%, agreed_share))", "0.00..500.00"),
        ("lesser of (500 yuan, 300 yuan, settled_amount)", "0.00..300.00"),
    ],
)
def test_the_lesser_of_two_figures_is_at_most_the_one_that_is_known(amount: str, head: str) -> None:
    """And the greater at least: what is missing leaves only the other end open (section 7)."""
    text = f"""
unspecified settled_amount : money
unspecified agreed_share : rate
clause ban [1]
  forbidden supplier: banned
  damages supplier pays buyer {amount}
"""
    assert {"ban/1": head} == verdict(text, "2024-03-01 09:00 banned ticket=T1", "2024-03-31").heads


def test_a_payment_of_an_unknown_amount_in_part_paid_is_undetermined_once_due() -> None:
    """Enough if little is owed, too little if much is."""
    text = """
unspecified settled_amount : money
clause pay [1]
  duty buyer pays supplier settled_amount, with paid.amount
  due by 2024-03-10
"""
    found = verdict(text, "2024-03-05 09:00 paid amount=100", "2024-03-31")

    assert ("undetermined", {}) == (found.states["pay"], found.breaches)


# ---------------------------------------------------------------- unknown years


WORKING = "clause answer [1]\nwhen asked\nduty supplier: answered, same ticket\ndue within 5 working days\n"
LONG = HEADER.replace("2024-01-01 to 2024-12-31", "2024-01-01 to 2029-12-31")


@pytest.mark.parametrize(
    ("asked", "state"), [("2026-12-01", "overdue"), ("2028-03-01", "undetermined"), ("2026-12-30", "undetermined")]
)
def test_a_working_day_in_a_year_without_a_table_is_undetermined(asked: str, state: str) -> None:
    """Never guessed; what only touches such a year is undetermined too."""
    found = verdict(WORKING, f"{asked} 09:00 asked ticket=T1", "2028-12-31", header=LONG)

    assert state == found.states["answer/T1"]
    if state == "undetermined":
        assert found.lacking("answer/T1") & {"2027", "2028"}


def test_natural_days_need_no_table_unless_the_last_day_may_roll() -> None:
    """Without a roll the day is known."""
    text = WORKING.replace("5 working days", "5 days, no roll")

    assert "2028-03-06" == verdict(text, "2028-03-01 09:00 asked ticket=T1", "2028-12-31", header=LONG).due("answer/T1")


def test_weekdays_may_be_assumed_and_then_the_report_says_so() -> None:
    """Wednesday 2028-03-01 and five weekdays."""
    cal = WorkCalendar.bundled().with_assumed_weekdays()
    log = "2028-03-01 09:00 asked ticket=T1"
    found = verdict(WORKING, log, "2028-12-31", header=LONG, calendar=cal)

    assert ("2028-03-08", True) == (
        found.due("answer/T1"),
        "assumed_weekdays" in [code for code, _ in found.report.assumptions],
    )


# ---------------------------------------------------------------- readings


RATES = """
reading rate "Five per cent or five per mille?"
  option as_printed be 5%, default "the words are plain"
  option as_meant be 0.5%
clause deliver [1]
  duty supplier: delivered
  due by 2024-03-10
  damages supplier pays buyer price * rate per day late
"""


def test_a_reading_chooses_a_value() -> None:
    """The default, and the other one."""
    log = "2024-03-11 09:00 delivered"

    assert {"deliver/1": "5000.00"} == verdict(RATES, log, "2024-03-31").heads
    assert {"deliver/1": "500.00"} == verdict(RATES, log, "2024-03-31", settings={"rate": "as_meant"}).heads


def test_the_report_shows_the_alternatives_and_what_they_change() -> None:
    """Totals and the ids that differ."""
    found = readings(RATES, "2024-03-11 09:00 delivered", "2024-03-31").report

    assert [("rate", "as_meant", ["500.00"], ("deliver/1",))] == [
        (row.reading, row.option, [span(total.low, total.high) for total in row.totals], row.changed)
        for row in found.alternatives
    ]


def test_a_reading_chooses_a_line() -> None:
    """With a cap, or without."""
    text = """
reading base "What counts?"
  option in_part, default
  option whole
clause deliver [1]
  duty supplier: delivered
  due by 2024-03-10
  damages supplier pays buyer 10 yuan per day late, at most 50 yuan, under base = in_part
  damages supplier pays buyer 10 yuan per day late, under base = whole
"""
    assert {"deliver/1": "50.00"} == verdict(text, "", "2024-03-31").heads
    assert {"deliver/1": "210.00"} == verdict(text, "", "2024-03-31", settings={"base": "whole"}).heads


def test_a_reading_chooses_a_time() -> None:
    """Natural days or working days."""
    text = """
reading days "Which days?"
  option natural be within 10 days, default
  option working be within 10 working days
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due days
"""
    log = "2024-03-01 09:00 asked ticket=T1"

    assert "2024-03-11" == verdict(text, log, "2024-03-31").due("answer/T1")
    assert "2024-03-15" == verdict(text, log, "2024-03-31", settings={"days": "working"}).due("answer/T1")


def test_a_reading_chooses_a_whole_clause() -> None:
    """Forbidden, or not."""
    text = """
reading strict "Is it forbidden?"
  option yes_it_is, default
  option no_it_is_not
clause ban [1], under strict = yes_it_is
  forbidden supplier: banned
"""
    log = "2024-03-01 09:00 banned ticket=T1"

    assert {"ban": "2024-03-01 09:00:00"} == verdict(text, log, "2024-03-31").breaches
    assert {} == verdict(text, log, "2024-03-31", settings={"strict": "no_it_is_not"}).states


def test_a_row_that_only_another_reading_would_read_is_applied_all_the_same() -> None:
    """Some clause reads its type."""
    text = """
reading strict "Is it forbidden?"
  option yes_it_is
  option no_it_is_not, default
clause ban [1], under strict = yes_it_is
  forbidden supplier: banned
"""
    found = verdict(text, "2024-03-01 09:00 banned ticket=T1", "2024-03-31")

    assert (1, 0) == (found.report.counts.applied, found.report.counts.ignored)


def test_a_condition_may_test_a_reading() -> None:
    """Both limits missed, or either."""
    text = """
reading comma "And, or or?"
  option both, default
  option either
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 1 day, no roll
clause explain [2]
  when asked
  duty supplier: explained, same ticket
  due within 2 days, no roll
clause out [3]
  when answer breached and explain breached or comma is either and (answer breached or explain breached), same ticket
  power buyer: notice_arrived, ends the contract
"""
    log = "2024-03-01 09:00 asked ticket=T1\n2024-03-02 09:00 explained ticket=T1"

    assert "available" not in verdict(text, log, "2024-03-31").powers.values()
    assert {"out/T1": "available"} == verdict(text, log, "2024-03-31", settings={"comma": "either"}).powers


# ---------------------------------------------------------------- filling


FILLS = EVENTS + "event fixed (day: date), acts as fills handover with day\n"


def test_a_blank_filled_by_an_event_counts_from_the_beginning() -> None:
    """Fixed in May for March, the delay of March is known in May."""
    log = "2024-05-01 09:00 fixed day=2024-03-20"

    assert "undetermined" == verdict(BLANK, log, "2024-04-30", events=FILLS).states["deliver"]
    found = verdict(BLANK, log, "2024-05-02", events=FILLS)
    assert ("overdue", "2024-03-21 00:00:00") == (found.states["deliver"], found.breaches["deliver"])


def test_a_second_different_filling_is_refused() -> None:
    """Unless it corrects the first."""
    log = "2024-05-01 09:00 fixed day=2024-03-20\n2024-05-02 09:00 fixed day=2024-03-21"

    with pytest.raises(SettingError, match="filled-twice"):
        verdict(BLANK, log, "2024-05-31", events=FILLS)


def test_a_second_filling_that_says_the_same_is_accepted() -> None:
    """It says nothing new."""
    log = "2024-05-01 09:00 fixed day=2024-03-20\n2024-05-02 09:00 fixed day=2024-03-20"

    assert "2024-03-20" == verdict(BLANK, log, "2024-05-31", events=FILLS).due("deliver")


def test_a_filling_that_corrects_the_first_takes_its_place() -> None:
    """By 21 March."""
    log = "2024-05-01 09:00 fixed day=2024-03-20\n2024-05-02 09:00 fixed day=2024-03-21 corrects=e1"

    assert "2024-03-21" == verdict(BLANK, log, "2024-05-31", events=FILLS).due("deliver")


def test_a_filling_against_what_was_set_is_refused() -> None:
    """The command line is a filling too."""
    with pytest.raises(SettingError, match="filled-twice"):
        verdict(
            BLANK,
            "2024-05-01 09:00 fixed day=2024-03-20",
            "2024-05-31",
            events=FILLS,
            settings={"handover": "2024-03-21"},
        )


def test_an_event_may_fill_a_blank_with_its_own_day() -> None:
    """Signed when it was signed."""
    events = EVENTS + "event handed_over, acts as fills handover\n"

    assert "2024-03-20" == verdict(BLANK, "2024-03-20 16:00 handed_over", "2024-03-31", events=events).due("deliver")


def test_an_event_may_take_a_reading() -> None:
    """The parties agree on how it reads."""
    events = EVENTS + "event clarified (name: text, value: text), attested, acts as fills name with value\n"
    log = "2024-03-11 09:00 delivered\n2024-03-20 09:00 clarified name=rate value=as_meant"

    assert {"deliver/1": "5000.00"} == verdict(RATES, log, "2024-03-19", events=events).heads
    assert {"deliver/1": "500.00"} == verdict(RATES, log, "2024-03-31", events=events).heads


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"nobody": "1"}, "unknown-setting"),
        ({"rate": "other"}, "unknown-option"),
    ],
)
def test_a_setting_that_the_contract_does_not_know_is_refused(settings: dict[str, str], code: str) -> None:
    """Never ignored."""
    with pytest.raises(SettingError, match=code):
        verdict(RATES, "", "2024-03-31", settings=settings)


# ---------------------------------------------------------------- absent fields, not yet


def test_what_reads_an_absent_field_is_undetermined() -> None:
    """Due by a date that the event left out."""
    text = """
event ordered (ticket: id, until: date optional)
clause deliver [1]
  when ordered as order, same ticket
  duty supplier: answered, same ticket
  due by order.until
"""
    log = "2024-03-01 09:00 ordered ticket=T1 until=2024-03-05\n2024-03-01 09:00 ordered ticket=T2"
    made = contract(text)
    report = replay(made, from_rows(made, [{k: v for k, v in row.items() if v} for row in rows(log)]))

    assert {"deliver/T1": "pending", "deliver/T2": "undetermined"} == {row.id: row.state for row in report.duties}


def test_not_yet_says_when_it_will_be_decided_if_nothing_happens() -> None:
    """At the first late instant."""
    found = verdict(RATES, "", "2024-03-01")

    assert "2024-03-11 00:00:00" == moment(found.duty("deliver").decided_at or 0)
