"""
The names a log may use, looked up once per contract.

Everything declared has up to three spellings (id, Chinese, English); a party is also known by its title, an event
type by what it is ``also`` called, and a field of clauses may carry the ``norm`` of a row of the contract's tables. A
spelling that would mean two things is left out, so whoever uses it is told so rather than guessed at.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from luyue.dsl.diagnostic import distance, nearest
from luyue.dsl.model import Const, Contract, EventType, FieldType, Label

ID, TIME, TYPE, RECORDED, CORRECTS, WITHDRAWS, ATTESTED, CURRENCY = (
    "id",
    "time",
    "type",
    "recorded_at",
    "corrects",
    "withdraws",
    "attested_by",
    "currency",
)
ENVELOPE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{name: name for name in (ID, TIME, TYPE, RECORDED, CORRECTS, WITHDRAWS, ATTESTED, CURRENCY)},
        "编号": ID,
        "时间": TIME,
        "事件": TYPE,
        "记录时间": RECORDED,
        "更正": CORRECTS,
        "撤回": WITHDRAWS,
        "认定人": ATTESTED,
        "币种": CURRENCY,
    }
)
ENVELOPE_LABELS: Final[Mapping[str, Label]] = MappingProxyType(
    {name: Label(name, zh, name) for zh, name in ENVELOPE.items() if zh != name}
)
REFERENCE: Final = ("ref", "对象编号")  # how a field called id is written
NORM: Final = "norm"
_ASIDE: Final = re.compile(r"[(（\[【].*?[)）\]】]|[\s_\-.:：\u200b-\u200f\u2060\ufeff]")


@frozen
class Names:
    """Spelling to id, for each thing a log may name."""

    parties: Mapping[str, str]
    clauses: Mapping[str, str]  # clause ids, and norms of table rows as they stand
    events: Mapping[str, EventType]
    party_labels: tuple[Label, ...]


def names_of(contract: Contract) -> Names:
    """Return the names of a contract."""
    parties = [(name, one.label.id) for one in contract.parties for name in (*spellings(one.label), one.title) if name]
    clauses = [(name, one.id) for one in contract.clauses for name in spellings(one.label)]
    taken = {name for name, _ in clauses}
    norms = [(norm, norm) for norm in _norms(contract) if norm not in taken]
    events = {name: one for one in contract.events for name in (*spellings(one.label), *one.also)}
    return Names(
        parties=_single(parties),
        clauses=_single([*clauses, *norms]),
        events=MappingProxyType(events),
        party_labels=tuple(one.label for one in contract.parties),
    )


def spellings(label: Label) -> tuple[str, ...]:
    """Return the spellings of a name, each once."""
    return tuple(dict.fromkeys((label.id, label.zh, label.en)))


def in_both(labels: Iterable[Label]) -> tuple[str, str]:
    """Return the Chinese and the English spellings, listed for a message."""
    listed = tuple(labels)
    return "、".join(label.zh for label in listed), ", ".join(label.en for label in listed)


def near(word: str, candidates: Iterable[str]) -> dict[str, str]:
    """Return the fact ``near`` if a candidate is a near miss, else nothing."""
    found = _nearest(word, tuple(candidates))
    return {"near": found} if found is not None else {}


@lru_cache(maxsize=1024)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    """Return the near miss of a word that many rows may repeat."""
    return nearest(word, candidates)


def slip_of(word: str, candidates: Iterable[str]) -> str | None:
    """
    Return the declared name of which a header is so close a miss that it must not be ignored, or None.

    Closer than what makes a suggestion, because it refuses a log: the same but for case, blanks and what stands in
    brackets (金额（元）); in Latin letters one slip in four, after the same first letter; in Chinese one slip in
    words of three or more.

    >>> slip_of("ammount", ["amount"]), slip_of("工单编号", ["工单号"]), slip_of("记录人", ["记录时间"])
    ('amount', '工单号', None)
    """
    bare = _bare(word)
    close = ((_slips(bare, _bare(other)), other) for other in candidates)
    best = min(((slips, other) for slips, other in close if slips is not None), default=None)
    return best[1] if best is not None else None


def _slips(word: str, other: str) -> int | None:
    """Return how many slips lie between two words, or None if too many."""
    allowed = _allowed(word, other)
    if abs(len(word) - len(other)) > allowed:
        return None
    found = distance(word, other)
    return found if found <= allowed else None


def _bare(word: str) -> str:
    return _ASIDE.sub("", word).lower()


def _allowed(word: str, other: str) -> int:
    if word.isascii() and other.isascii():
        longest = max(len(word), len(other))
        return longest // 4 if word[:1] == other[:1] else 0
    return 1 if min(len(word), len(other)) >= 3 else 0


def field_names(kind: EventType) -> Mapping[str, FieldType]:
    """
    Return by which headers the fields of an event type go.

    Words of the envelope keep their own meaning, but for ``currency``, which a type may declare too; a field called
    ``id`` is written ``ref``.
    """
    known: dict[str, FieldType] = {}
    for one in kind.fields:
        written = spellings(one.label)
        for name in written:
            if ENVELOPE.get(name) in (None, CURRENCY):
                known[name] = one
        if any(ENVELOPE.get(name) == ID for name in written):
            for name in REFERENCE:
                known.setdefault(name, one)
    return MappingProxyType(known)


def _norms(contract: Contract) -> tuple[str, ...]:
    """Return the cells of every column called ``norm``."""
    return tuple(
        cell.value
        for table in contract.tables
        for at, column in enumerate(table.columns)
        if NORM in spellings(column.label)
        for row in table.rows
        if isinstance(cell := row.cells[at], Const) and isinstance(cell.value, str)
    )


def _single(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return spelling to id, without the spellings that would mean two ids."""
    meant: dict[str, set[str]] = {}
    for name, one in pairs:
        meant.setdefault(name, set()).add(one)
    return MappingProxyType({name: next(iter(ids)) for name, ids in meant.items() if len(ids) == 1})
