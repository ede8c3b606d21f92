"""
From the cell of a log to the value of a field, by the field's declared type.

``reader_of`` makes one function per field, once; it takes a cell and the currency of the row. A cell is text without
blanks at its ends and never empty, or what a JSON file may hold besides: an integer, ``Digits``, a truth value, a
list, an object; or what a file of types holds (``typed``). Whatever the format, the same content gives the same
value: JSON may write a number as text, a set as one cell, an id as an integer.

``canon_of`` writes a value as the text by which two rows are compared; it depends on neither format, language nor
spelling.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from luyue.dsl.model import FieldType, Kind, Label, Type
from luyue.engine.event import Cash, DayValue, InstantValue, Value
from luyue.engine.readers import numbers, times
from luyue.engine.readers.names import Names, in_both, near, spellings
from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.signs import check_line, check_text
from luyue.engine.readers.typed import Approximate, Computed, Stamp, Unread
from luyue.engine.value import number_text
from luyue.engine.zone import Zone

Cell = object  # str (stripped, not empty), int, Digits, bool, list, dict; of a program also Fraction
Reader = Callable[[Cell, str], Value]
Canon = Callable[[Value], str]

TRUTHS: Final[Mapping[str, bool]] = MappingProxyType(
    {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
)
MIDNIGHT: Final = " 00:00"  # what a file of types may add to a date
_SEPARATORS: Final = str.maketrans("；;", "、、")


def reader_of(declared: FieldType, names: Names, zone: Zone, instant: Callable[[str], int]) -> Reader:
    """
    Return the function that reads a field; it raises Fault. ``instant`` reads a time.

    :raises ValueError: a type that no field of an event may have
    """
    kind = declared.type.kind
    if kind in _PLAIN:
        return _PLAIN[kind]
    match kind:
        case Kind.MONEY:
            return _money_reader(signed=declared.type.signed)
        case Kind.INSTANT:
            return _instant_reader(zone, instant)
        case Kind.PARTY:
            return _party_reader(names)
        case Kind.CLAUSE:
            return _clause_reader(names)
        case Kind.ENUM:
            return _enum_reader(declared.type.values)
        case Kind.SET:
            return _set_reader(_member_reader(declared.type, names))
        case _:
            raise ValueError(f"no field of an event is of kind {kind}: {declared.label.id}")


def text_of(cell: Cell, kind: str) -> str:
    """Return a cell as text, a number as its digits; raise Fault for what is neither."""
    match cell:
        case str():
            return cell
        case bool():
            raise Fault("wrong-kind", kind=kind, found="truth")
        case int():
            return numbers.of_integer(cell)
        case Computed(value) | Approximate(value):
            return text_of(value, kind)
        case Unread(fault):
            raise fault
        case Fraction():
            return number_text(cell)
        case list():
            raise Fault("list-for-one", kind=kind)
        case dict():
            raise Fault("nested-value")
        case _:
            raise TypeError(f"not a cell: {cell!r}")


def name_of(cell: Cell, kind: str) -> str:
    """Return the text of a name or id; an integer is taken as its digits, no other number is."""
    if type(cell) is str:
        check_line(cell)
        return cell
    if isinstance(cell, (Computed, Approximate)):
        cell = cell.value
    if type(cell) is int:
        return str(cell) if abs(cell) < numbers.LARGEST_ID else numbers.of_integer(cell)
    if isinstance(cell, Digits) or (isinstance(cell, Fraction) and cell.denominator != 1):
        raise Fault("wrong-kind", kind=kind, found="number")
    return text_of(cell, kind)


def read_party(names: Names, cell: Cell) -> str:
    """Return the id of a party named in any of its spellings; raise Fault(unknown-party)."""
    word = name_of(cell, "party")
    found = names.parties.get(word)
    if found is None:
        known_zh, known_en = in_both(names.party_labels)
        raise Fault("unknown-party", value=word, known_zh=known_zh, known_en=known_en, **near(word, names.parties))
    return found


# ---------------------------------------------------------------- one reader per kind


def _read_text(cell: Cell, _: str) -> Value:
    if type(cell) is str:
        return check_text(cell)
    return name_of(cell, "text")


def _read_id(cell: Cell, _: str) -> Value:
    return name_of(cell, "id")


def _read_number(cell: Cell, _: str) -> Value:
    return cell if isinstance(cell, Fraction) else numbers.number(text_of(cell, "number"))


def _read_rate(cell: Cell, _: str) -> Value:
    if isinstance(cell, Fraction) and cell >= 0:
        return cell
    return numbers.rate(text_of(cell, "rate"))


def _read_count(cell: Cell, _: str) -> Value:
    return numbers.count(text_of(cell, "count"))


def written(cell: Cell, kind: str) -> str:
    """Return a cell that must be text: a date, a length."""
    if type(cell) is not str:
        if isinstance(cell, (int, Digits, Fraction)) and not isinstance(cell, bool):
            raise Fault("wrong-kind", kind=kind, found="number")
        return text_of(cell, kind)
    return cell


def _read_date(cell: Cell, _: str) -> Value:
    text = written(cell, "date")
    return DayValue(times.day(text.removesuffix(MIDNIGHT) if isinstance(cell, Stamp) else text))


def _read_month(cell: Cell, _: str) -> Value:
    text = written(cell, "month")
    return times.month(text.removesuffix(MIDNIGHT).removesuffix("-01") if isinstance(cell, Stamp) else text)


def _read_length(cell: Cell, _: str) -> Value:
    return times.length(written(cell, "length"))


def _read_period(cell: Cell, _: str) -> Value:
    return times.period(text_of(cell, "period"))


def _read_truth(cell: Cell, _: str) -> Value:
    if isinstance(cell, bool):
        return cell
    found = TRUTHS.get(text_of(cell, "truth").lower())
    if found is None:
        raise Fault("bad-truth", value=str(cell))
    return found


_PLAIN: Final[Mapping[Kind, Reader]] = MappingProxyType(
    {
        Kind.TEXT: _read_text,
        Kind.ID: _read_id,
        Kind.NUMBER: _read_number,
        Kind.POINTS: _read_number,
        Kind.RATE: _read_rate,
        Kind.COUNT: _read_count,
        Kind.DATE: _read_date,
        Kind.MONTH: _read_month,
        Kind.LENGTH: _read_length,
        Kind.PERIOD: _read_period,
        Kind.TRUTH: _read_truth,
    }
)


def _money_reader(*, signed: bool) -> Reader:
    def read(cell: Cell, currency: str) -> Value:
        if isinstance(cell, (Computed, Approximate)):
            code = "computed-amount" if isinstance(cell, Computed) else "approximate-amount"
            raise Fault(code, value=text_of(cell, "money"))
        return Cash(numbers.money(text_of(cell, "money"), currency, signed), currency)

    return read


def _instant_reader(zone: Zone, instant: Callable[[str], int]) -> Reader:
    def read(cell: Cell, _: str) -> Value:
        text = written(cell, "instant")
        if times.is_date(text):
            return InstantValue(zone.start_of(times.day(text)), day_only=True)
        return InstantValue(instant(text))

    return read


def _party_reader(names: Names) -> Reader:
    def read(cell: Cell, _: str) -> Value:
        return read_party(names, cell)

    return read


def _clause_reader(names: Names) -> Reader:
    def read(cell: Cell, _: str) -> Value:
        word = name_of(cell, "clause")
        found = names.clauses.get(word)
        if found is None:
            raise Fault("unknown-clause", value=word, **near(word, names.clauses))
        return found

    return read


def _enum_reader(values: tuple[Label, ...]) -> Reader:
    known = MappingProxyType({name: label.id for label in values for name in spellings(label)})
    known_zh, known_en = in_both(values)

    def read(cell: Cell, _: str) -> Value:
        word = name_of(cell, "enum")
        found = known.get(word)
        if found is None:
            raise Fault("unknown-value", value=word, known_zh=known_zh, known_en=known_en, **near(word, known))
        return found

    return read


def _member_reader(declared: Type, names: Names) -> Reader:
    return _clause_reader(names) if declared.of == Kind.CLAUSE else _enum_reader(declared.values)


def _set_reader(member: Reader) -> Reader:
    def read(cell: Cell, currency: str) -> Value:
        found = {str(member(one, currency)) for one in _members(cell)}
        return tuple(sorted(found))

    return read


def _members(cell: Cell) -> Iterable[Cell]:
    """Return the members of a set: those of a list, or the parts of a text between 、 or ;."""
    if isinstance(cell, list):
        return [_member(one) for one in cell]
    parts = [part.strip() for part in text_of(cell, "set").translate(_SEPARATORS).split("、")]
    if not all(parts):
        raise Fault("empty-member", value=str(cell))
    return parts


def _member(cell: object) -> Cell:
    if isinstance(cell, (list, dict)):
        raise Fault("nested-value")
    stripped = cell.strip() if type(cell) is str else cell
    if stripped is None or stripped == "":
        raise Fault("empty-member", value="[]" if stripped is None else '""')
    return stripped


# ---------------------------------------------------------------- values as text


def canon_of(kind: Kind) -> Canon:
    """Return the function that writes values of a kind for comparison; equal texts mean equal values."""
    return _CANONS.get(kind, str)


def _canon_money(value: Value) -> str:
    if not isinstance(value, Cash):
        raise TypeError(f"not money: {value!r}")
    return f"{value.amount} {value.currency}"


def _canon_tuple(value: Value) -> str:
    if not isinstance(value, tuple):
        raise TypeError(f"no value of several parts: {value!r}")
    return "\x1e".join(map(str, value))


_CANONS: Final[Mapping[Kind, Canon]] = MappingProxyType(
    {
        Kind.MONEY: _canon_money,
        Kind.DATE: _canon_tuple,
        Kind.MONTH: _canon_tuple,
        Kind.LENGTH: _canon_tuple,
        Kind.INSTANT: _canon_tuple,
        Kind.SET: _canon_tuple,
    }
)
