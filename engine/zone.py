"""
A zone: where a day begins and ends, as whole microseconds.

An instant is a whole number of microseconds since 1970-01-01T00:00:00Z, a day is its proleptic ordinal (what
``datetime.date.toordinal`` gives), a time of day is a number of microseconds since local midnight. A day D is the
time from D 00:00 to the next 00:00; 24:00 of D is its last microsecond and belongs to D (民法典 第二百零三条 ends a day
at 24:00).

The history of a zone is read once from the ``tzdata`` package, never from the machine, and kept as two rows: instants
at which the offset changes, and the offsets. After the last change (in Shanghai: 1991) a conversion is one addition and
one division. Local times that a change skipped or doubled (Shanghai 1949 and 1986 to 1991) name no single instant, so
they are refused: whoever wrote them must state an offset. Days themselves never overlap, whatever a zone did: each
begins at the first instant that bears its date, and ends where the next one begins.
"""

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType
from zoneinfo import ZoneInfo

from attrs import field, frozen

SECOND = 1_000_000  # microseconds
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EPOCH_DAY = date(1970, 1, 1).toordinal()
FIRST_DAY = date(1949, 1, 1).toordinal()  # the range of days that the clock answers for, both ends included
LAST_DAY = date(2199, 12, 31).toordinal()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SAMPLE = 7 * 24 * 3600  # seconds; no zone changed its offset and went back within a week since 1949
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)


class ZoneError(ValueError):
    """A zone or a time that cannot be used. ``facts`` has what a message needs; ``name`` is stable."""

    name = "zone-error"

    def __init__(self, **facts: str | int) -> None:
        super().__init__(f"{self.name}: " + ", ".join(f"{key}={value}" for key, value in facts.items()))
        self.facts = MappingProxyType(facts)


class UnknownZone(ZoneError):
    """No such zone in the table of zones."""

    name = "unknown-zone"


class OutOfRange(ZoneError):
    """A day before 1949-01-01 or after 2199-12-31."""

    name = "day-out-of-range"


class SkippedTime(ZoneError):
    """A local time that never was: the clocks jumped over it."""

    name = "skipped-local-time"


class DoubledTime(ZoneError):
    """A local time that was twice: the clocks were set back over it."""

    name = "doubled-local-time"


def iso_day(day: int) -> str:
    """Return a day as ``YYYY-MM-DD``."""
    return date.fromordinal(day).isoformat()


def day_from_iso(text: str) -> int:
    """Return the day of exactly ``YYYY-MM-DD`` in ASCII digits; raise ValueError otherwise."""
    match = _ISO_DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date as YYYY-MM-DD: {text!r}")
    year, month, day = (int(part) for part in match.groups())
    return date(year, month, day).toordinal()


def year_of(day: int) -> int:
    """Return the calendar year of a day."""
    return date.fromordinal(day).year


def micros(clock: time) -> int:
    """Return a time of day as microseconds since midnight."""
    return (clock.hour * 3600 + clock.minute * 60 + clock.second) * SECOND + clock.microsecond


@frozen
class Zone:
    """A zone of the world with its offsets from UTC, 1949 to 2199."""

    name: str
    since: tuple[int, ...] = field(repr=False)  # instants, rising; offsets[i] holds from since[i] until since[i + 1]
    offsets: tuple[int, ...] = field(repr=False)  # microseconds east of UTC
    first: int = field(init=False, repr=False)  # first and last instant of the range
    last: int = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Work out the range in instants."""
        object.__setattr__(self, "first", self._first_instant(FIRST_DAY))
        object.__setattr__(self, "last", self._first_instant(LAST_DAY + 1) - 1)

    @staticmethod
    def named(name: str) -> "Zone":
        """Return a zone by its IANA name; raise UnknownZone."""
        return _named(name)

    def offset(self, us: int) -> int:
        """Return the offset in force at an instant, in microseconds east of UTC."""
        if us >= self.since[-1]:
            return self.offsets[-1]
        return self.offsets[bisect_right(self.since, us) - 1]

    def day_of(self, us: int) -> int:
        """Return the day to which an instant belongs; raise OutOfRange."""
        if us >= self.since[-1] and us <= self.last:
            return (us + self.offsets[-1]) // DAY + EPOCH_DAY
        if not self.first <= us <= self.last:
            raise OutOfRange(instant=us)
        day = (us + self.offset(us)) // DAY + EPOCH_DAY
        while us >= self._first_instant(day + 1):  # clocks set back over a midnight: the new day has begun all the same
            day += 1
        return day

    def start_of(self, day: int) -> int:
        """Return the first instant of a day, its 00:00 where it had one; raise OutOfRange."""
        if not FIRST_DAY <= day <= LAST_DAY + 1:  # one more, so that the last day has an end
            raise OutOfRange(day=day)
        us = (day - EPOCH_DAY) * DAY - self.offsets[-1]
        return us if us >= self.since[-1] + DAY else self._first_instant(day)

    def end_of(self, day: int) -> int:
        """Return the last microsecond of a day, its 24:00; raise OutOfRange."""
        return self.start_of(day + 1) - 1

    def local(self, day: int, clock: int) -> int:
        """
        Return the instant of a local date and time of day.

        ``clock`` counts microseconds since midnight, 0 to 24 hours, both included: 24:00 is the day's last microsecond.
        Raises SkippedTime, DoubledTime, OutOfRange.
        """
        if clock == DAY:
            return self.end_of(day)
        if not 0 <= clock < DAY:
            raise ValueError(f"no time of day: {clock}")
        if not FIRST_DAY <= day <= LAST_DAY:
            raise OutOfRange(day=day)
        wall = (day - EPOCH_DAY) * DAY + clock
        us = wall - self.offsets[-1]
        if us >= self.since[-1] + DAY:
            return us
        return self._only(wall)

    def clock_of(self, us: int) -> int:
        """Return what a local clock showed at an instant: microseconds since midnight."""
        return (us + self.offset(us)) % DAY

    def text(self, us: int) -> str:
        """Return an instant as ISO 8601 with its offset; a fraction only if there is one, in six digits."""
        offset = self.offset(us)
        day, clock = divmod(us + offset, DAY)
        seconds, fraction = divmod(clock, SECOND)
        tail = f".{fraction:06d}" if fraction else ""
        return f"{iso_day(day + EPOCH_DAY)}T{_hms(seconds)}{tail}{_offset_text(offset)}"

    def _first_instant(self, day: int) -> int:
        """Return the smallest instant whose local date is that day or a later one."""
        wall = (day - EPOCH_DAY) * DAY
        found = max(self.since[-1], wall - self.offsets[-1])
        for i in range(len(self.since) - 2, -1, -1):
            if self.since[i + 1] + self.offsets[i] > wall:
                found = max(self.since[i], wall - self.offsets[i])
            elif self.since[i + 1] + 2 * DAY < found:
                break
        return found

    def _only(self, wall: int) -> int:
        """Return the one instant at which local clocks showed ``wall``."""
        ends = (*self.since[1:], None)
        found = [
            wall - offset
            for since, until, offset in zip(self.since, ends, self.offsets, strict=True)
            if since <= wall - offset and (until is None or wall - offset < until)
        ]
        if len(found) == 1:
            return found[0]
        day, clock = divmod(wall, DAY)
        text = f"{iso_day(day + EPOCH_DAY)}T{_hms(clock // SECOND)}"
        if not found:
            raise SkippedTime(zone=self.name, time=text)
        raise DoubledTime(zone=self.name, time=text, first=self.text(found[0]), second=self.text(found[1]))


def _hms(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def _offset_text(offset: int) -> str:
    sign = "-" if offset < 0 else "+"
    text = _hms(abs(offset) // SECOND)
    return sign + (text if not text.endswith(":00") else text[:5])


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("ascii").split())


@cache
def _named(name: str) -> Zone:
    if name not in _zone_names():
        raise UnknownZone(zone=name)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        history = ZoneInfo.from_file(data, key=name)
    since, offsets = _changes(history)
    return Zone(name=name, since=since, offsets=offsets)


def _changes(history: ZoneInfo) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the instants of change, in microseconds, and the offsets from then on; the first stands for all before."""
    low = (FIRST_DAY - EPOCH_DAY - 3) * 24 * 3600
    high = (LAST_DAY - EPOCH_DAY + 4) * 24 * 3600
    since, offsets = [low], [_offset_at(history, low)]
    for second in range(low, high, _SAMPLE):
        while (new := _offset_at(history, second)) != offsets[-1]:
            since.append(_change_between(history, since[-1], second, offsets[-1]))
            offsets.append(_offset_at(history, since[-1]))
            if offsets[-1] == new:
                break
    return tuple(s * SECOND for s in since), tuple(o * SECOND for o in offsets)


def _change_between(history: ZoneInfo, low: int, high: int, offset: int) -> int:
    """Return the first second after ``low`` at which the offset is another one; at ``high`` it is."""
    low = max(low, high - _SAMPLE)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset_at(history, middle) == offset:
            low = middle
        else:
            high = middle
    return high


def _offset_at(history: ZoneInfo, second: int) -> int:
    moment = (_EPOCH + timedelta(seconds=second)).astimezone(history)
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{history.key} states no offset")
    return round(offset / timedelta(seconds=1))
