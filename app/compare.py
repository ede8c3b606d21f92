"""
Two reports held side by side: which verdicts changed, in what, and which events changed them.

Both are read as they were printed, so that a report of last year can be held against one of today without the log.
A row is the same row where its id is. An event that the newer row cites and the older one does not is why it changed,
and so is one that it cites no more (corrected, withdrawn). A row that is new or gone is held against what the other
report says of the duty and the breaches on which it rests. Where the cited events are the same, what differs between
the reports as a whole explains it: their date, what was known, a reading, a setting, the text, the calendar.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

Object = Mapping[str, Any]

# The fields in which a row of each list counts as changed, in the order in which they are told.
TOLD: Mapping[str, tuple[str, ...]] = {
    "duties": ("state", "due_on", "performed_at", "late", "amount", "paid"),
    "breaches": ("at", "cured_at", "excused_by"),
    "liabilities": ("low", "high", "settled", "capped_by", "claim", "paid"),
    "powers": ("state", "available_from", "until", "effective_at"),
    "payments": ("amount_low", "amount_high", "share", "state", "due_on", "paid"),
    "metrics": ("value", "met", "closed"),
    "scores": ("value", "low", "high", "tier", "closed"),
    "suspensions": ("status", "from", "to"),
    "accounts": ("accrued_low", "accrued_high", "paid", "set_off", "waived", "outstanding_low", "outstanding_high"),
    "totals": ("low", "high"),
}
EVENTS = ("trigger", "exercised_by", "decided_by", "performed_by", "events", "excused_by")
NOTHING: tuple[object, ...] = (None, [], {}, "0.00")  # not told of a row that is new or gone
CAUSES = ("as_of", "known_at", "readings", "settings")


@frozen
class Change:
    """One row that is new, gone or other than it was."""

    list_: str
    id: str
    kind: str  # new, gone, changed
    fields: tuple[tuple[str, object, object], ...]  # name, before, after; of a new or gone row its first ones
    events: tuple[str, ...]  # cited now and not before
    dropped: tuple[str, ...]  # cited before and not now


@frozen
class Comparison:
    """What changed between two reports of one contract."""

    causes: tuple[tuple[str, object, object], ...]  # what differs between the reports as a whole
    changes: tuple[Change, ...]


def compare(old: Object, new: Object) -> Comparison:
    """Return what changed from one report to another, list by list in the order of the newer one."""
    causes = [(name, old.get(name), new.get(name)) for name in CAUSES if old.get(name) != new.get(name)]
    for name in ("contract_digest", "calendar_digest", "engine", "chain_head"):
        before, after = old["manifest"].get(name), new["manifest"].get(name)
        if before != after:
            causes.append((name, before, after))
    return Comparison(tuple(causes), tuple(change for name in TOLD for change in _list(name, old, new)))


def _list(name: str, old: Object, new: Object) -> Iterator[Change]:
    before, after = _rows(old.get(name, [])), _rows(new.get(name, []))
    past, now = _behind(old), _behind(new)
    for key, row in after.items():
        was = before.get(key)
        if was is None:
            shown = tuple((f, None, row.get(f)) for f in TOLD[name] if row.get(f) not in NOTHING)
            yield Change(name, key, "new", shown, *_between(_grounds(row, past), _events(row, now)))
            continue
        fields = tuple((f, was.get(f), row.get(f)) for f in TOLD[name] if was.get(f) != row.get(f))
        if fields:
            yield Change(name, key, "changed", fields, *_between(_events(was, past), _events(row, now)))
    for key, row in before.items():
        if key not in after:
            shown = tuple((f, row.get(f), None) for f in TOLD[name] if row.get(f) not in NOTHING)
            yield Change(name, key, "gone", shown, *_between(_events(row, past), _grounds(row, now)))


def _between(mine: tuple[str, ...], yours: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the events cited now and not before, and those cited before and not now."""
    return tuple(e for e in yours if e not in mine), tuple(e for e in mine if e not in yours)


def _rows(rows: list[Object]) -> dict[str, Object]:
    """Return rows by id; sums between two parties by who owes whom."""
    return {str(row.get("id") or f"{row['debtor']} {row['creditor']} {row['currency']}"): row for row in rows}


def _behind(report: Object) -> dict[str, Object]:
    """Return the rows on which others rest, by id: duties, and breaches where they are not of the same id."""
    return {str(row["id"]): row for name in ("breaches", "duties") for row in report.get(name, [])}


def _events(row: Object, behind: Mapping[str, Object]) -> tuple[str, ...]:
    """Return the ids of the events a row cites, and those of the duty and the breaches it rests on, each once."""
    return tuple(dict.fromkeys((*_own(row), *_grounds(row, behind))))


def _grounds(row: Object, behind: Mapping[str, Object]) -> tuple[str, ...]:
    """Return the ids of the events cited by the duty and the breaches that a row rests on, in either report."""
    names = (row.get("id"), row.get("duty"), *row.get("breaches", ()))
    rows = [behind[name] for name in names if name in behind and behind[name] is not row]
    return tuple(dict.fromkeys(event for one in rows for event in _own(one)))


def _own(row: Object) -> Iterator[str]:
    for name in EVENTS:
        value = row.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one
    for part in (*row.get("void", ()), *row.get("items", ())):
        for one in (part.get("event"), *part.get("by", ())):
            if isinstance(one, str):
                yield one
