"""
From what was typed to values: the contract, the log, the calendar, dates and settings of one call.

Every door that a verb opens is here, so that a missing file, a bad date or a setting given twice is told the same way
by all.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from io import BufferedReader
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from attrs import frozen

from luyue.app.catalog import STDIN, Place, contract_file
from luyue.app.file_language import language_of
from luyue.app.manifest import Asked, AskedMap
from luyue.app.output import write_file
from luyue.app.reader import Reader
from luyue.app.stop import FILES, INTEGRITY, USAGE, Stop, cannot_read, wrong_usage
from luyue.app.version import ENGINE
from luyue.dsl.load import load, load_text, read_source
from luyue.dsl.model import Contract
from luyue.engine.calendar import WorkCalendar
from luyue.engine.event import Log
from luyue.engine.holiday_file import parse_file
from luyue.engine.readers import ENCODINGS, mapping, read_on, read_streams, times
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.state import State, StateError, dump, parse
from luyue.engine.report import Report
from luyue.engine.zone import Zone

PARQUET: Final = b"PAR1"  # how such a file begins
ALL = "all"  # of --reading and --readings: every option of every reading


@frozen
class Run:
    """What a replay is asked for."""

    contract: str
    logs: tuple[str, ...]
    as_of: str | None = None
    known_at: str | None = None
    settings: tuple[str, ...] = ()  # NAME=VALUE of --set and --reading alike
    every_reading: bool = False
    calendars: tuple[str, ...] = ()
    assume_weekdays: bool = False
    lenient: bool = False
    require_events: bool = False
    encoding: str | None = None
    mapping: str | None = None  # a file with the words of a foreign log
    sheet: str | None = None
    save: str | None = None  # where to keep what was read
    resume: str | None = None  # a state to begin with

    @property
    def asked(self) -> Asked:
        """Return what the manifest of a report keeps of it."""
        names = tuple(PurePath(name).name for name in self.calendars)
        return Asked(names, self.assume_weekdays, self.lenient, self.encoding, _asked_map(self.mapping), self.sheet)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return every file that is read."""
        others = (name for name in (self.resume, self.mapping) if name is not None)
        return (self.contract, *self.logs, *self.calendars, *others)


@frozen
class Case:
    """A contract and a log, loaded, with all that says how they are replayed."""

    contract: Contract
    log: Log
    as_of: date | int | None
    known_at: int | None
    settings: Mapping[str, object]
    calendar: WorkCalendar
    every_reading: bool = False

    def report(self) -> Report:
        """
        Return the report of the replay.

        :raises SettingError: a setting that the contract does not know or cannot take
        """
        from luyue.engine.replay import replay, replay_readings

        return (replay_readings if self.every_reading else replay)(
            self.contract,
            self.log,
            as_of=self.as_of,
            known_at=self.known_at,
            settings=self.settings,
            calendar=self.calendar,
        )


def report_of(run: Run, reader: Reader) -> Report:
    """
    Return the report of a replay.

    :raises Stop: wrong usage, or a file that cannot be read
    :raises ContractError: the contract is refused
    :raises EventError: the log is refused
    :raises SettingError: a setting that the contract does not know or cannot take
    """
    return case_of(run, reader).report()


def case_of(run: Run, reader: Reader) -> Case:
    """Return what is replayed, read from its files; raises as ``report_of``."""
    if run.inputs.count(STDIN) > 1:
        raise wrong_usage("stdin-twice")
    given = settings_of(run.settings)
    contract = contract_of(run.contract, reader)
    zone = Zone.named(contract.zone)
    as_of, known_at = moment_of(run.as_of, zone), known_of(run.known_at, zone)
    calendar = calendar_of(run.calendars, assume_weekdays=run.assume_weekdays)
    return Case(contract, log_of(run, contract), as_of, known_at, given, calendar, run.every_reading)


# ---------------------------------------------------------------- the contract


def contract_of(name: str, reader: Reader) -> Contract:
    """Return a sound contract, and note the language of its file for messages."""
    if name == STDIN:
        text = standard_input().decode("utf-8-sig")
        reader.of_file = language_of(text)
        return load_text(text, STDIN)
    return loaded(contract_file(name), reader)


def loaded(place: Place, reader: Reader) -> Contract:
    """Return the sound contract of a clause file."""
    try:
        reader.of_file = language_of(read_source(place.path, name=place.shown).text)
        return load(place.path, name=place.shown)
    except OSError as why:
        raise cannot_read(place.shown, why) from why


def standard_input() -> bytes:
    """Return what stands on standard input."""
    try:
        return sys.stdin.buffer.read()
    except OSError as why:
        raise cannot_read(STDIN, why) from why


# ---------------------------------------------------------------- the log and the calendar


def log_of(run: Run, contract: Contract) -> Log:
    """
    Return the events of the files of a run, after those of the state it takes up; ``-`` is standard input.

    What was read is kept where the run says so, once nothing of it is refused.
    """
    if run.encoding is not None and run.encoding not in ENCODINGS:
        raise wrong_usage("bad-choice", name="--encoding", value=run.encoding, choices=", ".join(ENCODINGS))
    foreign = None if run.mapping is None else mapping(_bytes(run.mapping), PurePath(run.mapping).name, contract)
    before = None if run.resume is None else _state(run.resume, contract, lenient=run.lenient)
    with ExitStack() as stack:
        streams = [(PurePath(name).name, _opened(name, stack)) for name in run.logs]
        if before is None and run.save is None:
            return read_streams(
                streams,
                contract,
                lenient=run.lenient,
                encoding=run.encoding,
                require_events=run.require_events,
                sheet=run.sheet,
                foreign=foreign,
                columns=True,
            )
        log, state = read_on(
            streams,
            contract,
            before,
            engine=ENGINE,
            lenient=run.lenient,
            encoding=run.encoding,
            require_events=run.require_events,
            sheet=run.sheet,
            foreign=foreign,
        )
    if run.save is not None:
        write_file(Path(run.save), dump(state))
    return log


def _state(name: str, contract: Contract, *, lenient: bool) -> State:
    """Return a state that may be taken up; one that was changed ends the command as broken."""
    data = _bytes(name)
    try:
        return parse(data, contract, engine=ENGINE, lenient=lenient)
    except StateError as why:
        code = INTEGRITY if why.code == "state-changed" else FILES if why.code == "no-state" else USAGE
        raise Stop(code, why.code, about=name, file=name, **why.facts) from why


def _bytes(name: str) -> bytes:
    """Return what a file holds, or standard input."""
    try:
        return standard_input() if name == STDIN else Path(name).read_bytes()
    except OSError as why:
        raise cannot_read(name, why) from why


def _asked_map(name: str | None) -> AskedMap | None:
    return None if name is None else AskedMap(PurePath(name).name, hashlib.sha256(Path(name).read_bytes()).hexdigest())


def _opened(name: str, stack: ExitStack) -> BinaryIO:
    """Return an opened log; Parquet from standard input is laid in a file of its own first, for it is read by place."""
    if name == STDIN:
        stream = sys.stdin.buffer
        head = stream.peek(4)[:4] if isinstance(stream, BufferedReader) else b""
        return _laid_down(stream, stack) if head == PARQUET else stream
    try:
        return stack.enter_context(Path(name).open("rb"))
    except OSError as why:
        raise cannot_read(name, why) from why


def _laid_down(stream: BinaryIO, stack: ExitStack) -> BinaryIO:
    """Return a stream as a file that goes when the log is read."""
    path = Path(stack.enter_context(TemporaryDirectory())) / "log.parquet"
    with path.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
    return stack.enter_context(path.open("rb"))


def calendar_of(names: Sequence[str], *, assume_weekdays: bool) -> WorkCalendar:
    """Return the bundled calendar with calendar files laid over it; the last one wins."""
    found = WorkCalendar.bundled()
    for name in names:
        try:
            data = Path(name).read_bytes() if name != STDIN else standard_input()
        except OSError as why:
            raise cannot_read(name, why) from why
        found = found.overlaid(parse_file(data, PurePath(name).name))
    return found.with_assumed_weekdays() if assume_weekdays else found


# ---------------------------------------------------------------- settings and moments


def settings_of(written: Iterable[str]) -> dict[str, object]:
    """Return settings by name from ``NAME=VALUE``; a name given two different values is wrong usage."""
    found: dict[str, object] = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise wrong_usage("bad-setting", value=one)
        name, value = name.strip(), value.strip()
        if found.setdefault(name, value) != value:
            raise wrong_usage("setting-twice", name=name)
    return found


def moment_of(written: str | None, zone: Zone) -> date | int | None:
    """Return a date, or an instant in microseconds."""
    if written is None:
        return None
    text = written.strip()
    try:
        return date.fromordinal(times.day(text)) if times.is_date(text) else times.at(text, zone).us
    except Fault as fault:
        raise wrong_usage("bad-moment", value=written) from fault


def known_of(written: str | None, zone: Zone) -> int | None:
    """Return an instant; a date means its 24:00."""
    moment = moment_of(written, zone)
    return zone.end_of(moment.toordinal()) if isinstance(moment, date) else moment


def day_of(written: str) -> int:
    """Return a day written as a date; wrong usage if it is none."""
    try:
        return times.day(written.strip())
    except Fault as fault:
        raise wrong_usage("bad-date", value=written) from fault
