"""What every table with a header needs of it: names of their own, and columns that tell when and what."""

from luyue.engine.readers.names import ENVELOPE, ENVELOPE_LABELS, TIME, TYPE, near
from luyue.engine.readers.refuse import Complaints


def sound_header(names: tuple[str, ...], row: int, complaints: Complaints) -> bool:
    """Say whether the columns have names of their own and tell when and what; note what is wrong."""
    before = complaints.count
    first: dict[str, int] = {}
    for at, name in enumerate(names, 1):
        if not name:
            complaints.add(row, "unnamed-column", at=str(at))
        elif first.setdefault(name, at) != at:
            complaints.add(row, "duplicate-column", column=name, first=str(first[name]), at=str(at))
    _require_columns(names, row, complaints)
    return complaints.count == before


def _require_columns(names: tuple[str, ...], row: int, complaints: Complaints) -> None:
    meant = {ENVELOPE.get(name) for name in names}
    strange = [name for name in names if name not in ENVELOPE]
    for needed in (TIME, TYPE):
        if needed not in meant:
            label = ENVELOPE_LABELS[needed]
            close = near(label.zh, strange) or near(label.en, strange)
            facts = {"name_zh": label.zh, "name_en": label.en, "header": ", ".join(names)}
            complaints.add(row, "missing-column", **facts, **close)
