"""
Readings and blanks: what the caller sets and what events fill, made one answer for the whole run.

The contract knows which a name is, so a caller may give either in one mapping. A blank filled by an event
counts from the beginning of every report that knows it; a second, different filling is refused unless it
corrects the first.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine.event import DayValue, Event, InstantValue, Value
from luyue.engine.readers import times
from luyue.engine.readers.fields import reader_of
from luyue.engine.readers.names import names_of, near
from luyue.engine.readers.refuse import Fault
from luyue.engine.value import as_text, from_const, from_field
from luyue.engine.zone import Zone

Named = TypeVar("Named", model.Reading, model.Blank)
SWITCHES: Mapping[str, str] = MappingProxyType({"on": "true", "off": "false"})


class SettingError(ValueError):
    """A setting that the contract does not know or cannot take: a code with facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts: Mapping[str, str] = MappingProxyType(facts)


@frozen
class Settings:
    """The options taken and the values of blanks, with how each was written."""

    options: Mapping[str, str]  # reading id to option id, every reading
    blanks: Mapping[str, object]  # blank id to value, those that are set
    written: Mapping[str, str]  # blank id to its text


def settle(contract: model.Contract, given: Mapping[str, object]) -> Settings:
    """
    Return what a caller set; names and options by id or by either spelling, values as in the language or typed.

    :raises SettingError: unknown name or option, a value that does not fit
    """
    zone = Zone.named(contract.zone)
    options = model.default_options(contract)
    blanks: dict[str, object] = {}
    written: dict[str, str] = {}
    for name, raw in given.items():
        reading = _named(contract.readings, name)
        if reading is not None:
            options[reading.label.id] = _option(reading, raw)
            continue
        blank = _blank(contract, name)
        if blank is None:
            labels = [part.label for part in contract.blanks] + [part.label for part in contract.readings]
            labels += [cell.label for cell, _ in model.blank_cells(contract)]
            known = [word for label in labels for word in (label.id, label.zh, label.en)]
            raise SettingError("unknown-setting", name=name, **near(name, known))
        blanks[blank.label.id] = _value(contract, blank, raw, zone)
        written[blank.label.id] = raw if isinstance(raw, str) else as_text(blanks[blank.label.id])
    return Settings(MappingProxyType(options), MappingProxyType(blanks), MappingProxyType(written))


def _named(parts: tuple[Named, ...], name: str) -> Named | None:
    return next((part for part in parts if name in (part.label.id, part.label.zh, part.label.en)), None)


def _blank(contract: model.Contract, name: str) -> model.Blank | None:
    """Return the blank, or the empty cell of a table, that a name means."""
    cells = (cell for cell, written in model.blank_cells(contract) if name in written)
    return _named(contract.blanks, name) or next(cells, None)


def _option(reading: model.Reading, raw: object) -> str:
    word = str(raw).lower() if isinstance(raw, bool) else str(raw)
    for option in reading.options:
        if word in (option.label.id, option.label.zh, option.label.en) or _is_worth(option, word):
            return option.label.id
    known = "、".join(option.label.id for option in reading.options)
    raise SettingError("unknown-option", name=reading.label.id, option=word, known=known)


def _is_worth(option: model.Option, word: str) -> bool:
    """Return whether a word is the value of an option, for readings that choose a number."""
    value = option.value
    if not isinstance(value, model.Const):
        return False
    plain = from_const(value.value, Zone.named("Asia/Shanghai"))
    return as_text(plain) == word


def _value(contract: model.Contract, blank: model.Blank, raw: object, zone: Zone) -> object:
    if not isinstance(raw, str):
        return raw
    text = SWITCHES.get(raw, raw) if blank.type.kind is Kind.TRUTH else raw
    field = model.FieldType(blank.label, blank.type)
    try:
        read = reader_of(field, names_of(contract), zone, lambda word: times.at(word, zone)[0])
        return from_field(read(text.strip(), contract.currency))
    except Fault as fault:
        facts = {name: text for name, text in fault.facts.items() if name not in ("name", "value")}
        raise SettingError("ill-setting", name=blank.label.id, value=raw, why=fault.code, **facts) from fault


def fill(contract: model.Contract, settings: Settings, events: Iterable[Event], zone: Zone) -> Settings:
    """
    Return the settings with what events fill, in order of the events.

    :raises SettingError: a second, different filling
    """
    roles = {
        event.id: tuple(role for role in event.roles if role.kind == "fills")
        for event in contract.events
        if any(role.kind == "fills" for role in event.roles)
    }
    options, blanks, written = dict(settings.options), dict(settings.blanks), dict(settings.written)
    by: dict[str, str] = {}
    for event in events:
        for role in roles.get(event.type, ()):
            name = role.target if role.fixed else as_text(event.fields.get(role.target))
            value = _filled(contract, role, event, name, zone)
            _fill(contract, role, name, value, options, blanks, written, by, event)
    return Settings(MappingProxyType(options), MappingProxyType(blanks), MappingProxyType(written))


def _filled(contract: model.Contract, role: model.Role, event: Event, name: str, zone: Zone) -> object:
    """Return the value an event fills in: a field of it, or its own day or instant."""
    if role.value is not None:
        found: Value = event.fields.get(role.value)
        blank = _blank(contract, name)
        if blank is not None and isinstance(found, str):
            return _value(contract, blank, found, zone)
        return from_field(found)
    blank = _blank(contract, name)
    if blank is not None and blank.type.kind is Kind.DATE:
        return DayValue(zone.day_of(event.at))
    return InstantValue(event.at)


def _fill(
    contract: model.Contract,
    role: model.Role,
    name: str,
    value: object,
    options: dict[str, str],
    blanks: dict[str, object],
    written: dict[str, str],
    by: dict[str, str],
    event: Event,
) -> None:
    reading = _named(contract.readings, name)
    if reading is not None:
        option = _option(reading, value)
        if name in by and options[reading.label.id] != option:
            raise SettingError("filled-twice", name=name, first=by[name], second=event.id)
        options[reading.label.id], by[name] = option, event.id
        return
    blank = _blank(contract, name)
    if blank is None:
        raise SettingError("unknown-setting", name=name)
    if blank.label.id in blanks and blanks[blank.label.id] != value:
        raise SettingError("filled-twice", name=name, first=by.get(name, "--set"), second=event.id)
    blanks[blank.label.id], by[name] = value, event.id
    raw = None if role.value is None else event.fields.get(role.value)
    written[blank.label.id] = raw if isinstance(raw, str) else as_text(value)
