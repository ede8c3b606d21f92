"""A time that a reading gives: alone, inside the later or earlier of several, and by way of another reading."""

from collections.abc import Mapping

import pytest
from check_text import codes
from semantics import contract, verdict

from luyue.dsl.format import format_file
from luyue.dsl.model import OfTwo, TimeOfReading, choose, default_options, walk
from luyue.dsl.parse import parse
from luyue.dsl.source import Source

HURRY = """
reading when_due "within ten days, or by the end of March"
  option ten_days be within 10 days, default
  option march be by 2024-03-31
"""
DUTY = "clause arrival\n  when asked\n  duty supplier: delivered\n  due {}\n"
LOG = "2024-03-01 10:00 asked ticket=T1\n"


def due(text: str, settings: Mapping[str, object] | None = None) -> str | None:
    """Return the last timely day of a duty after a request of 1 March 2024."""
    return verdict(text, LOG, "2024-03-02", settings=settings or {}).due("arrival")


@pytest.mark.parametrize(
    ("time", "first", "second"),
    [
        ("when_due", "2024-03-11", "2024-03-31"),
        ("later of (when_due, by 2024-03-20)", "2024-03-20", "2024-03-31"),
        ("earlier of (by 2024-03-20, when_due)", "2024-03-11", "2024-03-20"),
        ("earlier of (later of (when_due, by 2024-03-20), by 2024-03-25)", "2024-03-20", "2024-03-25"),
    ],
)
def test_a_time_of_a_reading_stands_wherever_a_time_may(time: str, first: str, second: str) -> None:
    """Whichever option is taken."""
    text = HURRY + DUTY.format(time)

    assert (first, second) == (due(text), due(text, {"when_due": "march"}))


def test_two_readings_are_compared() -> None:
    """Each on its own option."""
    other = HURRY.replace("when_due", "by_what").replace("10 days", "20 days").replace("03-31", "03-15")
    text = HURRY + other + DUTY.format("later of (when_due, by_what)")

    assert "2024-03-21" == due(text)
    assert "2024-03-31" == due(text, {"when_due": "march"})
    assert "2024-03-15" == due(text, {"by_what": "march"})


CHAIN = (
    HURRY
    + """
reading whose "the clause's own time, or the later of it and a date"
  option own be when_due
  option later_one be later of (when_due, by 2024-03-20), default
"""
)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "2024-03-20"),
        ({"whose": "own"}, "2024-03-11"),
        ({"when_due": "march"}, "2024-03-31"),
        ({"when_due": "march", "whose": "own"}, "2024-03-31"),
    ],
)
def test_an_option_may_lead_to_another_reading(settings: dict[str, object], expected: str) -> None:
    """The one reading is asked first, then the other."""
    assert expected == due(CHAIN + DUTY.format("whose"), settings)


def test_a_reading_may_give_another_of_two_readings() -> None:
    """``later of`` bare names of readings is a time, not a formula."""
    other = HURRY.replace("when_due", "by_what").replace("10 days", "20 days")
    text = (
        'reading both "the later of the two"\n  option yes_ be later of (when_due, by_what)\n  option no_ be when_due\n'
    )

    assert "2024-03-21" == due(HURRY + other + text + DUTY.format("both"))


def test_options_of_the_line_go_before_those_of_the_reading() -> None:
    """A roll or closing hour beside the name is not lost; the reading's own holds where the line says nothing."""
    text = HURRY.replace("within 10 days,", "within 8 days, no roll,")

    assert "2024-03-11" == due(text + DUTY.format("when_due, rolls"))  # 9 March is a Saturday
    assert "2024-03-09" == due(text + DUTY.format("when_due"))
    assert "2024-03-11 17:00:00" == due(HURRY + DUTY.format("when_due, until 17:00"))


def test_nothing_of_a_reading_is_left_after_choosing() -> None:
    """The engine and the slow twin meet plain times."""
    made = contract(CHAIN + DUTY.format("earlier of (whose, by 2024-05-01)"))
    chosen = choose(made, default_options(made))

    assert any(isinstance(one, TimeOfReading) for one in walk(made.clauses))
    assert not any(isinstance(one, TimeOfReading) for one in walk(chosen.clauses))
    assert 2 == sum(isinstance(one, OfTwo) for one in walk(chosen.clauses))


# ---------------------------------------------------------------- refused


HEADER = 'contract example\n  signed 2024-01-01\n  parties buyer "B", supplier "S"\n'
EVENTS = "event asked\nevent delivered\n"


def refused(text: str) -> list[str]:
    """Return what refuses a text."""
    return codes(text, header=HEADER, events=EVENTS)


def test_readings_that_lead_to_each_other_are_a_circle() -> None:
    """However many there are."""
    text = (
        'reading a "a?"\n  option one be b\n  option two be within 3 days\n'
        'reading b "b?"\n  option one be a\n  option two be within 4 days\n'
    )

    assert ["cycle"] == refused(text + DUTY.format("a"))


def test_a_time_with_options_cannot_be_one_of_several() -> None:
    """Not by way of another reading either."""
    text = HURRY.replace("within 10 days,", "within 10 days, rolls,")
    far = 'reading far "far?"\n  option one be when_due\n  option two be within 4 days\n'

    assert [] == refused(text + DUTY.format("when_due"))
    assert ["time-with-options"] == refused(text + DUTY.format("later of (when_due, by 2024-03-20)"))
    assert ["time-with-options"] == refused(text + far + DUTY.format("later of (far, by 2024-03-20)"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'reading r "?"\n  option a be 3 days\n  option b be 4 days\n' + DUTY.format("later of (r, by 2024-03-20)"),
            ["type-mismatch"],
        ),
        (
            'reading r "?"\n  option a be 3 days\n  option b be within 4 days\n' + DUTY.format("r"),
            ["options-differ", "type-mismatch"],
        ),
        (HURRY + "let x be when_due + 3 days\n" + DUTY.format("when_due"), ["type-mismatch"]),
        (DUTY.format("later of (nobody, by 2024-03-20)"), ["unknown-reading"]),
    ],
)
def test_what_gives_no_time_cannot_stand_for_one(text: str, expected: list[str]) -> None:
    assert expected == sorted(refused(text))


# ---------------------------------------------------------------- as text


BOTH = """\
解释 到期 = when_due “等待还是三月底”
  读法 等待 = ten_days 为 10日内，默认
  读法 三月底 = march 为 不迟于 2024-03-31

解释 以谁为准 = whose “各看各的，还是取较晚”
  读法 本身 = own 为 到期
  读法 较晚 = later_one 为 孰晚（到期，不迟于 2024-03-20），默认

条款 到货 = arrival
  义务 乙方：交货
  期限 孰早（以谁为准，不迟于 2024-05-01）
"""


def test_times_of_readings_are_printed_and_read_in_both_languages() -> None:
    english = format_file(parse(Source("t", BOTH)), "en")

    assert "  due   earlier of (以谁为准, by 2024-05-01)\n" in english
    assert BOTH == format_file(parse(Source("t", english)), "zh")
