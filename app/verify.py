"""
A report held against what it was made from: the same files, the same contract, the same answer.

What is checked goes from the outside in, so that the first answer is the most telling: the digest of every file, the
contract, the calendar, the chain of events (the first event that differs is named), and at last the whole report, made
anew from its manifest and compared value by value. Whatever does not hold is a finding; there is no "nearly".
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from luyue.app.catalog import SUFFIX, bundled, is_path
from luyue.app.output import encoded
from luyue.app.print_json import report_text
from luyue.app.reader import LANGUAGES, Reader
from luyue.app.session import ALL, Run, case_of
from luyue.app.stop import wrong_usage
from luyue.app.stored import StoredFile, StoredManifest, StoredMap, stored_typed
from luyue.app.version import ENGINE, GRAMMAR
from luyue.engine.chain import Chain, first_difference
from luyue.engine.readers.refuse import EventError
from luyue.engine.report import Report

Object = Mapping[str, Any]


@frozen
class Finding:
    """Something that does not hold: a code with facts."""

    code: str
    facts: Mapping[str, str]


@frozen
class Verified:
    """What came of checking a report."""

    contract: str
    events: int
    findings: tuple[Finding, ...]


def verify(name: str, contract: str | None, folders: tuple[str, ...], reader: Reader) -> Verified:
    """
    Return what does not hold of a report; its files are sought beside it, then in ``folders``.

    :raises Stop: a report that cannot be read, a file of its manifest that is nowhere
    """
    old, typed = stored_typed(name)
    manifest, options, contract_id = typed.manifest, typed.manifest.options, typed.contract.id
    places = tuple(dict.fromkeys((Path(name).resolve().parent, *(Path(folder) for folder in folders))))
    run = Run(
        contract=contract or _contract(contract_id, places),
        logs=tuple(_found(file.name, places) for file in manifest.files),
        as_of=options.as_of,
        known_at=options.known_at,
        settings=tuple(f"{key}={value}" for key, value in options.set.items()),
        every_reading=options.readings == ALL,
        calendars=tuple(_found(file, places) for file in options.calendars),
        assume_weekdays=options.assume_weekdays,
        lenient=options.lenient,
        encoding=options.encoding,
        mapping=None if options.map is None else _found(options.map.name, places),
        sheet=options.sheet,
    )
    rows = sum(file.rows for file in manifest.files)
    try:
        report = case_of(run, reader).report()
    except EventError:
        changed = tuple(_files(manifest, run))
        if not changed:
            raise
        return Verified(contract_id, rows, changed)
    return Verified(contract_id, rows, tuple(_findings(old, manifest, report, run)))


def _contract(contract: str, places: tuple[Path, ...]) -> str:
    """Return the clause file of a contract: beside the report, else the bundled one."""
    for place in places:
        for path in (place / f"{contract}{SUFFIX}", place / contract / f"{contract}{SUFFIX}"):
            if path.is_file():
                return str(path)
    if contract in bundled() and not is_path(contract):
        return contract
    raise wrong_usage("contract-nowhere", name=contract)


def _found(file: str, places: tuple[Path, ...]) -> str:
    for place in places:
        if (place / file).is_file():
            return str(place / file)
    raise wrong_usage("file-nowhere", file=file)


def _findings(old: Object, manifest: StoredManifest, report: Report, run: Run) -> Iterator[Finding]:
    if (manifest.engine, manifest.grammar) != (ENGINE, GRAMMAR):
        facts = {"engine": manifest.engine, "grammar": manifest.grammar, "now": f"{ENGINE}, {GRAMMAR}"}
        yield Finding("other-engine", facts)
    yield from _files(manifest, run)
    if manifest.contract_digest != report.contract.digest:
        yield Finding("other-contract", {"contract": report.contract.id})
    if manifest.calendar_digest != report.calendar_digest:
        yield Finding("other-calendar", {})
    chain = Chain(manifest.chain_head, manifest.chain.every, tuple(manifest.chain.marks.split()))
    parted = first_difference(report.chain, chain, len(report.events))
    if parted is not None and manifest.contract_digest == report.contract.digest:
        yield _parted(report, *parted)
    path = _first_path(old, report, run)
    if path is not None:
        yield Finding("other-report", {"path": path})


def _files(manifest: StoredManifest, run: Run) -> Iterator[Finding]:
    """Yield the logs, and the mapping file, that no longer hold what they held."""
    files: list[tuple[StoredFile | StoredMap, str]] = list(zip(manifest.files, run.logs, strict=True))
    if manifest.options.map is not None and run.mapping is not None:
        files.append((manifest.options.map, run.mapping))
    for file, place in files:
        if hashlib.sha256(Path(place).read_bytes()).hexdigest() != file.sha256:
            yield Finding("other-file", {"file": file.name})


def _parted(report: Report, first: int, last: int) -> Finding:
    """Return which event, in the order of effect, is the first that differs, or between which two it is."""
    events = tuple(report.events.values())
    if first > len(events):
        return Finding("events-missing", {"count": str(len(events))})
    event = events[first - 1]
    facts = {"number": str(first), "id": event.id, "file": event.place.file, "row": str(event.place.row)}
    if last == first:
        return Finding("other-event", facts)
    return Finding("other-events", {**facts, "last": str(min(last, len(events)))})


def _first_path(old: Object, report: Report, run: Run) -> str | None:
    """Return where a report and the one made anew part first; words may be in either language."""
    paths = []
    for lang in LANGUAGES:
        new = json.loads(encoded(report_text(report, lang, run.asked), "utf-8"))
        paths.append(_difference(old, new, ""))
        if paths[-1] is None:
            return None
    return max((path for path in paths if path is not None), key=len)


def _difference(old: object, new: object, path: str) -> str | None:
    """Return the path of the first value in which two plain values differ; the manifest is compared by its parts."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*new, *old)):
            if path == "" and key == "manifest":
                continue
            if key not in old or key not in new:
                return f"{path}.{key}".lstrip(".")
            found = _difference(old[key], new[key], f"{path}.{key}".lstrip("."))
            if found is not None:
                return found
        return None
    if isinstance(old, list) and isinstance(new, list):
        for i, (a, b) in enumerate(zip(old, new, strict=False)):
            found = _difference(a, b, f"{path}[{_name(a, i)}]")
            if found is not None:
                return found
        return None if len(old) == len(new) else f"{path}[{min(len(old), len(new))}]"
    return None if old == new and type(old) is type(new) else path


def _name(row: object, place: int) -> str:
    """Return what a row of a list is known by: its id, else its place from 0."""
    return str(row["id"]) if isinstance(row, dict) and row.get("id") else str(place)
