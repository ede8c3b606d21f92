"""What an event's row says, field by field, for people."""

from fractions import Fraction

from luyue.app.amounts import amount
from luyue.app.due import length
from luyue.app.names import Names
from luyue.app.numbers import clock, exact, grouped, percent
from luyue.app.words import say, states
from luyue.dsl.diagnostic import escape
from luyue.dsl.model import EventType, FieldType, Kind
from luyue.engine.event import Cash, DayValue, Event, InstantValue, Month, Span_, Value
from luyue.engine.zone import iso_day


def fields_text(event: Event, kind: EventType | None, names: Names) -> str:
    """Return the fields of an event in the order of its type, each with its name; nothing if it has none."""
    if kind is None:
        return ""
    told = [
        f"{escape(one.label.text(names.lang))} {_text(event.fields[one.label.id], one, names)}"
        for one in kind.fields
        if event.fields.get(one.label.id) is not None
    ]
    return ("，" if names.lang == "zh" else ", ").join(told)


def _text(value: Value, field: FieldType, names: Names) -> str:
    match value:
        case bool():
            return say(states.YES_NO, "true" if value else "false", names.lang)
        case Cash(low, currency):
            return amount(low, low, currency, names.lang)
        case Span_(count, unit):
            return length(count, unit, names.lang)
        case DayValue(day):
            return iso_day(day)
        case InstantValue(us, day_only):
            return iso_day(names.zone.day_of(us)) if day_only else clock(us, names.zone)
        case Month(year, month):
            return f"{year:04d}-{month:02d}"
        case Fraction():
            return percent(value) if field.type.kind is Kind.RATE else grouped(exact(value))
        case tuple():
            return ("、" if names.lang == "zh" else "; ").join(_word(one, field, names) for one in value)
        case str():
            return _word(value, field, names)
        case _:
            raise TypeError(f"no words for {value!r}")


def _word(value: object, field: FieldType, names: Names) -> str:
    """Return a member of a list by its name; other text as the row has it, but for names of the contract."""
    label = next((one for one in field.type.values if one.id == value), None)
    if label is not None:
        return label.text(names.lang)
    return names.of(str(value)) if field.type.kind in (Kind.PARTY, Kind.CLAUSE, Kind.SET) else escape(str(value))
