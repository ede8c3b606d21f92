"""
Values of a program as the cells of a log, so that rows made in a notebook, a test or a scenario pass the same checks
as a file's.

Text, integers, truth values and lists stand as they are. What the contract's model writes down (``Money``,
``Length``, a date, a month, a local time with 24:00) becomes the text a log would have. A binary fraction is refused:
0.1 is not a tenth.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from luyue.dsl.model import Happens
from luyue.dsl.quantity import Length, Money, Unit
from luyue.engine.readers.names import CURRENCY, ENVELOPE, ID, REFERENCE, TIME, TYPE
from luyue.engine.readers.numbers import Digits
from luyue.engine.readers.refuse import Fault
from luyue.engine.value import number_text

_UNIT_WORDS: Final[Mapping[Unit, str]] = MappingProxyType(
    {
        Unit.MINUTE: "minutes",
        Unit.HOUR: "hours",
        Unit.DAY: "days",
        Unit.WORKING_DAY: "working days",
        Unit.MONTH: "months",
        Unit.QUARTER: "quarters",
        Unit.YEAR: "years",
    }
)


def cells_of(row: Mapping[str, object]) -> tuple[tuple[str, ...], list[object]]:
    """Return headers and cells of a row; the currency of its amounts is stated as a file would state it."""
    cells = {str(name): cell_of(value) for name, value in row.items()}
    currencies = {value.currency for value in row.values() if isinstance(value, Money)}
    if len(currencies) > 1:
        raise Fault("two-currencies", value=", ".join(sorted(currencies)))
    if currencies and not any(ENVELOPE.get(name) == CURRENCY for name in cells):
        cells[CURRENCY] = currencies.pop()
    return tuple(cells), list(cells.values())


def row_of(happening: Happens) -> dict[str, object]:
    """Return an event of a scenario as a row."""
    fields = {REFERENCE[0] if ENVELOPE.get(name) == ID else name: value for name, value in happening.fields}
    return {TIME: happening.at, TYPE: happening.event, **fields}


def cell_of(value: object) -> object:
    """
    Return the cell that says a value; raise Fault(binary-fraction).

    >>> cell_of(Length(Fraction(24), Unit.HOUR)), cell_of((2024, 6)), cell_of((date(2024, 6, 1), time(0), True))
    ('24 hours', '2024-06', '2024-06-01 24:00')

    :raises TypeError: a value that no field can have
    """
    match value:
        case None | str() | bool() | int() | Fraction():
            return value
        case float():
            raise Fault("binary-fraction", value=repr(value))
        case Decimal():
            return Digits(value)
        case Money(amount, _):
            return Digits(number_text(amount))
        case Length(count, unit):
            return f"{number_text(count)} {_UNIT_WORDS[unit]}"
        case datetime() | date():
            return value.isoformat()
        case (int() as year, int() as month):
            return f"{year:04}-{month:02}"
        case (date() as day, time() as clock, bool() as end):
            return f"{day.isoformat()} {'24:00' if end else clock.isoformat()}"
        case _:
            return _listed(value)


def _listed(value: object) -> list[object]:
    if not isinstance(value, Iterable) or isinstance(value, (bytes, Mapping)):
        raise TypeError(f"no field can have the value {value!r}")
    return [cell_of(one) for one in value]
