"""Zones: days as instants, local times that never were or were twice, and a history that no machine can change."""

import os
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from luyue.engine.zone import (
    DAY,
    FIRST_DAY,
    HOUR,
    LAST_DAY,
    MINUTE,
    SECOND,
    DoubledTime,
    OutOfRange,
    SkippedTime,
    UnknownZone,
    Zone,
    day_from_iso,
    iso_day,
    micros,
)

SHANGHAI = Zone.named("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS = st.integers(FIRST_DAY, LAST_DAY)
ODD_ZONES = (
    "Africa/Casablanca",  # leaves summer time for a month each year
    "Africa/Monrovia",  # 44 minutes and 30 seconds until 1972
    "America/Sao_Paulo",  # skipped midnights
    "America/St_Johns",  # set back from 00:01 to 23:01 of the day before
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Apia",  # had no 2011-12-30
)


def zoneinfo(name: str) -> ZoneInfo:
    """Return the same history through the standard library."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


# ---------------------------------------------------------------- pinned


def test_midnight_in_shanghai_is_16_hours_utc_of_the_day_before() -> None:
    """Day 2024-06-20 begins at 2024-06-19T16:00:00Z."""
    day = day_from_iso("2024-06-20")

    assert 1_718_812_800 * SECOND == SHANGHAI.start_of(day)
    assert "2024-06-20T00:00:00+08:00" == SHANGHAI.text(SHANGHAI.start_of(day))


def test_24_00_is_the_last_microsecond_and_belongs_to_its_day() -> None:
    """24:00 of D is one microsecond before D+1 00:00:00."""
    day = day_from_iso("2024-06-19")

    assert SHANGHAI.start_of(day + 1) - 1 == SHANGHAI.local(day, DAY)
    assert SHANGHAI.end_of(day) == SHANGHAI.local(day, DAY)
    assert day == SHANGHAI.day_of(SHANGHAI.end_of(day))
    assert day + 1 == SHANGHAI.day_of(SHANGHAI.end_of(day) + 1)
    assert "2024-06-19T23:59:59.999999+08:00" == SHANGHAI.text(SHANGHAI.end_of(day))


def test_a_local_time_becomes_the_instant_it_names() -> None:
    """17:30 at UTC+8 is 09:30Z."""
    assert "2024-06-19T17:30:00+08:00" == SHANGHAI.text(
        SHANGHAI.local(day_from_iso("2024-06-19"), 17 * HOUR + 30 * MINUTE)
    )
    assert 17 * HOUR + 30 * MINUTE + 1 == micros(time(17, 30, 0, 1))


@pytest.mark.parametrize(
    ("day", "clock"),
    [("1986-05-04", 2 * HOUR), ("1986-05-04", 3 * HOUR - 1), ("1991-04-14", 2 * HOUR + 30 * MINUTE), ("1949-05-01", 0)],
)
def test_a_skipped_local_time_is_refused(day: str, clock: int) -> None:
    """When summer time began in Shanghai, an hour never was."""
    with pytest.raises(SkippedTime) as caught:
        SHANGHAI.local(day_from_iso(day), clock)

    assert "Asia/Shanghai" == caught.value.facts["zone"]


@pytest.mark.parametrize(("day", "clock"), [("1986-09-14", HOUR), ("1991-09-15", 2 * HOUR - 1)])
def test_a_doubled_local_time_is_refused_with_both_instants(day: str, clock: int) -> None:
    """When summer time ended in Shanghai, an hour was twice."""
    with pytest.raises(DoubledTime) as caught:
        SHANGHAI.local(day_from_iso(day), clock)

    assert str(caught.value.facts["first"]).endswith("+09:00")
    assert str(caught.value.facts["second"]).endswith("+08:00")


def test_the_hours_beside_a_change_name_one_instant() -> None:
    """01:59:59 and 03:00:00 of 1986-05-04 are one second apart."""
    day = day_from_iso("1986-05-04")

    assert SECOND == SHANGHAI.local(day, 3 * HOUR) - SHANGHAI.local(day, 2 * HOUR - SECOND)
    assert 23 * HOUR == SHANGHAI.start_of(day + 1) - SHANGHAI.start_of(day)


def test_a_day_without_midnight_begins_with_its_first_instant() -> None:
    """1949-05-01 began in Shanghai at 01:00 summer time; its 00:00 never was."""
    assert "1949-05-01T01:00:00+09:00" == SHANGHAI.text(SHANGHAI.start_of(day_from_iso("1949-05-01")))


def test_a_day_that_has_begun_goes_on_though_clocks_are_set_back_over_its_midnight() -> None:
    """In St. John's 2006-10-29 began, a minute later clocks showed 23:01 of the 28th: it is the 29th all the same."""
    zone = Zone.named("America/St_Johns")
    began = zone.start_of(day_from_iso("2006-10-29"))

    assert "2006-10-28T23:11:00-03:30" == zone.text(began + 11 * MINUTE)
    assert {day_from_iso("2006-10-29")} == {zone.day_of(began + minutes * MINUTE) for minutes in (0, 11, 59, 90)}
    assert day_from_iso("2006-10-28") == zone.day_of(began - 1)


def test_a_day_that_never_was_is_empty() -> None:
    """Apia went from 2011-12-29 to the 31st: no instant lies on the 30th."""
    zone = Zone.named("Pacific/Apia")
    missing = day_from_iso("2011-12-30")

    assert zone.start_of(missing) == zone.start_of(missing + 1) == zone.end_of(missing) + 1
    with pytest.raises(SkippedTime):
        zone.local(missing, 12 * HOUR)


def test_days_outside_1949_to_2199_are_refused() -> None:
    """The last microsecond of 2199 is in, the next is out."""
    assert LAST_DAY == SHANGHAI.day_of(SHANGHAI.end_of(LAST_DAY))
    assert FIRST_DAY == SHANGHAI.day_of(SHANGHAI.start_of(FIRST_DAY))
    for us in (SHANGHAI.end_of(LAST_DAY) + 1, SHANGHAI.start_of(FIRST_DAY) - 1):
        with pytest.raises(OutOfRange):
            SHANGHAI.day_of(us)
    with pytest.raises(OutOfRange):
        SHANGHAI.start_of(FIRST_DAY - 1)
    with pytest.raises(OutOfRange):
        SHANGHAI.local(LAST_DAY + 1, 0)


def test_a_time_of_day_past_24_00_is_no_time() -> None:
    """24:00:00.000001 and negative times are slips of the caller."""
    for clock in (DAY + 1, -1):
        with pytest.raises(ValueError, match="no time of day"):
            SHANGHAI.local(day_from_iso("2024-06-19"), clock)


@pytest.mark.parametrize("name", ["Asia/Peking", "", "/etc/passwd", "../tzdata/zones", "asia/shanghai"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    """Only names of the zone table, letter by letter."""
    with pytest.raises(UnknownZone):
        Zone.named(name)


@pytest.mark.parametrize(
    "text", ["2024-1-05", "2024-02-30", "２０２４-01-05", "2024-01-05T00:00", "2024-W01-1", "20240105"]
)
def test_only_plain_iso_dates_are_dates(text: str) -> None:
    """The standard reader takes week dates and more; ours does not."""
    with pytest.raises(ValueError, match=r"date|range|day"):
        day_from_iso(text)


def test_the_zone_of_the_machine_changes_nothing() -> None:
    """Neither TZ nor a path to other zone files is read."""
    code = "from luyue.engine.zone import Zone; z = Zone.named('Asia/Shanghai'); print(z.text(0), hash(z.since))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(ROOT / ".links"), **extra},
            check=True,
            capture_output=True,
        ).stdout
        for extra in ({"TZ": "America/New_York", "PYTHONTZPATH": "/nonexistent"}, {"TZ": "UTC"}, {})
    }

    assert 1 == len(told)


# ---------------------------------------------------------------- properties


@given(name=st.sampled_from(ODD_ZONES), second=st.integers(-662_000_000, 7_257_000_000))
def test_offsets_are_those_of_the_zone_table(name: str, second: int) -> None:
    """Two change rows say what the standard library says, at any instant."""
    expected = (EPOCH + timedelta(seconds=second)).astimezone(zoneinfo(name)).utcoffset()

    assert expected == timedelta(microseconds=Zone.named(name).offset(second * SECOND))


def test_every_midnight_in_shanghai_is_that_of_the_zone_table() -> None:
    """Day by day, 1949 to 2199, against the standard library."""
    history = zoneinfo("Asia/Shanghai")
    skipped = {day_from_iso("1949-05-01")}
    for day in range(FIRST_DAY, LAST_DAY + 1):
        local = datetime.fromordinal(day).replace(tzinfo=history)
        if day not in skipped:
            assert (local - EPOCH) // timedelta(microseconds=1) == SHANGHAI.start_of(day), iso_day(day)


@given(name=st.sampled_from(ODD_ZONES), day=st.integers(FIRST_DAY, LAST_DAY - 1), part=st.floats(0, 1))
def test_days_tile_the_time_line(name: str, day: int, part: float) -> None:
    """Each instant lies in exactly one day, whatever the zone did that night."""
    zone = Zone.named(name)
    us = zone.start_of(day) + int(part * DAY)
    found = zone.day_of(us)

    assert zone.start_of(found) <= us <= zone.end_of(found)
    assert zone.end_of(day) + 1 == zone.start_of(day + 1)


@given(name=st.sampled_from(ODD_ZONES), day=DAYS, clock=st.integers(0, DAY - 1))
def test_a_local_time_that_is_accepted_reads_back(name: str, day: int, clock: int) -> None:
    """What names one instant is what a clock showed then."""
    zone = Zone.named(name)
    try:
        us = zone.local(day, clock)
    except (SkippedTime, DoubledTime):
        return

    assert clock == zone.clock_of(us)
    assert iso_day(day) == zone.text(us)[:10]


@given(day=DAYS, clock=st.integers(0, DAY - 1))
def test_text_reads_back_as_the_same_instant(day: int, clock: int) -> None:
    """ISO text with its offset names the instant exactly."""
    us = SHANGHAI.start_of(day) + clock
    if us <= SHANGHAI.last:
        assert us == (datetime.fromisoformat(SHANGHAI.text(us)) - EPOCH) // timedelta(microseconds=1)
