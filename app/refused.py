"""
What an exception of the inner rooms means to whoever typed the command: an exit code and a message.

A refused contract says every diagnostic, a refused log every fault it kept and how many more there were. What is none
of these is not for here, and the command calls it our own mistake.
"""

from collections.abc import Callable

from attrs import frozen

from luyue.app import log_words
from luyue.app.file_language import language_of
from luyue.app.reader import Reader
from luyue.app.refusal import errors_json, stop_json, stop_text
from luyue.app.setting_words import setting_stop
from luyue.app.stop import CONTRACT, EVENTS, FILES, LIMIT, USAGE, Stop, cannot_read
from luyue.dsl.diagnostic import ContractError, Diagnostic, as_json, draw
from luyue.engine.calendar import UnknownYear
from luyue.engine.holiday_file import CalendarFileError
from luyue.engine.readers import EventError, MissingExtra
from luyue.engine.settings import SettingError
from luyue.engine.zone import ZoneError


@frozen
class Told:
    """A message and the exit code that goes with it."""

    exit_code: int
    text: str


def refusal(error: Exception, reader: Reader) -> Told | None:
    """Return what to say about an exception; None if it is none that input can cause."""
    match error:
        case ContractError():
            return contract_refusal(error, reader)
        case EventError():
            return _events(error, reader)
        case MissingExtra(extra=extra, form=form):
            return _stop(Stop(USAGE, "needs-extra", extra=extra, form=form), reader)
        case SettingError():
            return _stop(setting_stop(error), reader)
        case CalendarFileError():
            return _stop(_calendar(error), reader)
        case UnknownYear(year=year):
            return _stop(Stop(USAGE, "unknown-year", year=str(year)), reader)
        case ZoneError(name=name, facts=facts):
            return _stop(Stop(USAGE, name, **{key: str(value) for key, value in facts.items()}), reader)
        case OSError():
            return _stop(cannot_read(str(error.filename or "-"), error), reader)
        case _:
            return None


def _stop(stop: Stop, reader: Reader) -> Told:
    said: Callable[[Stop, str, str], str] = stop_json if reader.as_json else stop_text
    return Told(stop.exit_code, said(stop, reader.messages, "luyue"))


# ---------------------------------------------------------------- contracts


def contract_refusal(error: ContractError, reader: Reader) -> Told:
    """Return every diagnostic of a refused contract."""
    found = error.diagnostics
    limit = any(one.is_limit for one in found if one.severity == "error")
    lang = reader.asked or reader.locale or _language(found)
    if reader.as_json:
        return Told(LIMIT if limit else CONTRACT, errors_json([as_json(one, lang) for one in found]))
    return Told(LIMIT if limit else CONTRACT, "".join(f"{draw(one, lang)}\n" for one in found))


def _language(found: tuple[Diagnostic, ...]) -> str:
    return language_of(found[0].span.source.text) if found else "en"


# ---------------------------------------------------------------- logs and settings


def _events(error: EventError, reader: Reader) -> Told:
    lang = reader.messages
    limit = all(one.is_limit for one in error.refusals) and bool(error.refusals)
    more = sum(error.counts.values()) - sum(one.rows for one in error.refusals)
    if reader.as_json:
        text = errors_json([log_words.as_json(one, lang) for one in error.refusals], max(more, 0))
    else:
        text = log_words.text(error, lang)
    return Told(LIMIT if limit else EVENTS, text)


def _calendar(error: CalendarFileError) -> Stop:
    about = f"{error.file}:{error.line}" if error.line else error.file
    return Stop(FILES, error.name, about=about, **{name: str(value) for name, value in error.facts.items()})
