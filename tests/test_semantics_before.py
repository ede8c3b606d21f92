"""The score of the period before, and how often a clause entered a state: what the engine makes of such bounds."""

import pytest
from scorecards import scored
from semantics import verdict

ITEMS = """
  item service 60 points
    deduct 30 points each time complaint
  item rest 40 points
"""
TWICE_BAD = """
clause two_in_a_row
  when   card less than 75 and previous card less than 75
  power  buyer: storm_over
"""
FIRST, SECOND, FOURTH = "2024-02-05 09:00 complaint", "2024-05-06 09:00 complaint", "2024-11-04 09:00 complaint"


@pytest.mark.parametrize(
    ("log", "opened"),
    [
        ((FIRST, SECOND), ["two_in_a_row/2024-Q2"]),
        ((FIRST, FOURTH), []),
        ((FIRST,), []),
        ((SECOND, FOURTH), []),
    ],
)
def test_two_bad_periods_in_a_row_are_told_from_two_bad_periods(log: tuple[str, ...], opened: list[str]) -> None:
    """The bound asks for the period before the one at hand; the first period has none before it."""
    made = scored(ITEMS + TWICE_BAD, "\n".join(log), "2025-01-31").made

    assert opened == [name for name, state in made.powers.items() if state == "available"]


ANSWER = """
clause answer
  when  asked
  duty  supplier: answered, same ticket
  due   within 15 minutes
"""


@pytest.mark.parametrize(("late", "charged"), [(1, False), (2, True), (3, True)])
def test_late_so_many_times_counts_instances(late: int, charged: bool) -> None:
    """Each request that was answered more than an hour late is one time."""
    fine = "clause fine\n  when  answer late more than 1 hour 2 times or more in season\n"
    log = "\n".join(f"2024-02-0{day} 09:00 asked ticket=T{day}" for day in range(1, late + 1))
    made = scored(ITEMS + ANSWER + fine + "  damages  supplier pays buyer 500 yuan\n", log, "2024-03-01").made

    assert charged == any(name.startswith("fine") for name in made.heads)


@pytest.mark.parametrize(("answers", "open_"), [(2, False), (3, True)])
def test_performed_so_many_times_counts_performances(answers: int, open_: bool) -> None:
    """Three requests answered in time open the right."""
    power = "clause bonus\n  when  answer performed 3 times or more in season\n  power  supplier: storm_over\n"
    log = "\n".join(
        f"2024-02-0{day} 09:00 asked ticket=T{day}\n2024-02-0{day} 09:10 answered ticket=T{day}"
        for day in range(1, answers + 1)
    )
    made = scored(ITEMS + ANSWER + power, log, "2024-03-01").made

    assert open_ == ("available" in made.powers.values())


BEFORE = """
clause ready [1]
  duty supplier: answered
  due before accepted
  damages supplier pays buyer 10 yuan per hour late, less than 1 hour counts as 1 hour
clause quit [2]
  when ready late
  power buyer: notice_arrived, ends the contract, once late more than 48 hours
"""
DAY = "2024-01-02 10:00 accepted\n"


@pytest.mark.parametrize(
    ("done", "late", "hours"),
    [
        ("2024-01-06 10:00", "345600", 96),
        ("2024-01-02 11:00", "3600", 1),
        ("2024-01-02 11:00:00.000001", "3600.000001", 2),
    ],
    ids=["four days", "an hour", "an hour and a microsecond"],
)
def test_lateness_against_before_an_instant_is_measured_from_that_instant(done: str, late: str, hours: int) -> None:
    """The instant itself is late already, by nothing: four days later it is 96 hours, and no 97th has begun."""
    found = verdict(BEFORE, DAY + f"{done} answered ticket=T1", "2024-01-31")

    assert (late, {"ready/1": f"{hours * 10}.00"}) == (found.late("ready"), found.heads)


@pytest.mark.parametrize(
    ("notice", "state"), [("2024-01-04 10:00", "not_available"), ("2024-01-04 10:00:00.000001", "effective")]
)
def test_more_than_48_hours_after_before_begin_after_the_48th(notice: str, state: str) -> None:
    """At 48 hours sharp it is not yet more."""
    found = verdict(BEFORE, DAY + f"{notice} notice_arrived party=buyer", notice)

    assert state == found.powers["quit"]
