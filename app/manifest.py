"""
What a report was made from, so that it can be made again: engine, contract, calendar, logs and options.

Files are named without their folders, and nothing of the machine, the user or the hour is kept. What the caller set is
kept as set; what the report found by itself (its default date, blanks that events filled) is left for it to find again.
"""

from attrs import frozen

from luyue.app.version import ENGINE, GRAMMAR
from luyue.engine.report import Report
from luyue.engine.zone import Zone, iso_day

Object = dict[str, object]


@frozen
class AskedMap:
    """A mapping file: its name without folders, and its digest."""

    name: str
    sha256: str


@frozen
class Asked:
    """How a replay was asked for, beyond what its report tells."""

    calendars: tuple[str, ...] = ()  # names of calendar files, without folders, in the order given
    assume_weekdays: bool = False
    lenient: bool = False
    encoding: str | None = None
    mapping: AskedMap | None = None
    sheet: str | None = None


def manifest(report: Report, asked: Asked) -> Object:
    """Return the manifest as plain values."""
    return {
        "engine": ENGINE,
        "grammar": GRAMMAR,
        "contract_digest": report.contract.digest,
        "calendar_digest": report.calendar_digest,
        "files": [{"name": x.name, "sha256": x.sha256, "rows": x.rows} for x in report.files],
        "options": {
            "as_of": as_of(report),
            "known_at": None if report.known_at is None else Zone.named(report.contract.zone).text(report.known_at),
            "set": dict(report.given),
            "readings": "all" if report.alternatives else None,
            "calendars": list(asked.calendars),
            "assume_weekdays": asked.assume_weekdays,
            "lenient": asked.lenient,
            "encoding": asked.encoding,
            "map": None if asked.mapping is None else {"name": asked.mapping.name, "sha256": asked.mapping.sha256},
            "sheet": asked.sheet,
        },
        "chain_head": report.chain.head,
        "chain": {"every": report.chain.every, "marks": " ".join(report.chain.marks)},
    }


def as_of(report: Report) -> str | None:
    """Return the date or instant that was asked for; None where the report took its own."""
    if report.as_of.default or report.as_of.us is None:
        return None
    if report.as_of.day is not None:
        return iso_day(report.as_of.day)
    return Zone.named(report.contract.zone).text(report.as_of.us)
