"""
Answers of the calendar for people and programs: its tables and their sources, and what comes of counting from a date.
"""

from collections.abc import Sequence
from types import MappingProxyType

from luyue.app.due import StepText, rest_reason, step_texts, steps_json, weekday
from luyue.app.layout import Column, indented, table
from luyue.app.print_json import dumps
from luyue.app.session import day_of
from luyue.app.stop import wrong_usage
from luyue.app.words import almanac as words
from luyue.app.words import say
from luyue.app.words.report import COLUMN
from luyue.dsl.quantity import Unit
from luyue.engine.calendar import ASSUMED, WorkCalendar, YearSource
from luyue.engine.calendar_query import YearTable, between, shift, year_table
from luyue.engine.zone import Zone, iso_day

WIDTH = 100
TO = ("to", "至", "到")
UNITS = MappingProxyType(
    {
        **dict.fromkeys(("day", "days", "日", "天", "自然日"), Unit.DAY),
        **dict.fromkeys(("working-day", "working-days", "工作日", "个工作日"), Unit.WORKING_DAY),
        **dict.fromkeys(("month", "months", "月", "个月"), Unit.MONTH),
        **dict.fromkeys(("year", "years", "年"), Unit.YEAR),
    }
)
ZONE = "Asia/Shanghai"  # of the State Council's arrangements; questions to the calendar are about days only


def answer(
    question: Sequence[str], cal: WorkCalendar, *, year: int | None, roll: bool, lang: str, as_json: bool
) -> str:
    """Return the answer to a question, or the table of a year or of all years, with a final line feed."""
    match question:
        case []:
            return _tables(cal, year, lang, as_json=as_json)
        case [first, word, last] if word in TO:
            return _between(day_of(first), day_of(last), cal, lang, as_json=as_json)
        case [start, count, unit]:
            return _shifted(day_of(start), _count(count), _unit(unit), cal, roll=roll, lang=lang, as_json=as_json)
        case _:
            raise wrong_usage("calendar-usage")


def _count(written: str) -> int:
    digits = written.removeprefix("+").removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise wrong_usage("bad-length", value=written)
    return -int(digits) if written.startswith("-") else int(digits)


def _unit(written: str) -> Unit:
    if written not in UNITS:
        raise wrong_usage("bad-unit", value=written)
    return UNITS[written]


# ---------------------------------------------------------------- counting


def _shifted(day: int, n: int, unit: Unit, cal: WorkCalendar, *, roll: bool, lang: str, as_json: bool) -> str:
    found = shift(day, n, unit, roll=roll, cal=cal)
    zone = Zone.named(ZONE)
    if as_json:
        steps = steps_json(found.steps, zone, lang)
        days = {"start": iso_day(found.start), "raw": iso_day(found.raw), "result": iso_day(found.result)}
        return dumps({**days, "steps": steps})
    lines = [f"{iso_day(found.result)} {weekday(found.result, lang)}"]
    for one in step_texts(found.steps, zone, lang):
        lines += _step(one)
    return "\n".join(lines) + "\n"


def _step(one: StepText) -> list[str]:
    text = f"{one.text} [{one.article}]" if one.article else one.text
    lines = indented(text, WIDTH, first="  ")
    for listed in one.listed:
        lines += indented(listed, WIDTH, first="    ")
    return lines


def _between(first: int, last: int, cal: WorkCalendar, lang: str, *, as_json: bool) -> str:
    found = between(first, last, cal)
    if as_json:
        return dumps({"days": found.days, "working_days": found.working_days})
    facts = {
        "days": str(found.days),
        "working": str(found.working_days),
        "first": iso_day(first),
        "last": iso_day(last),
    }
    return say(words.SAY, "between", lang, facts) + "\n"


# ---------------------------------------------------------------- tables


def _tables(cal: WorkCalendar, year: int | None, lang: str, *, as_json: bool) -> str:
    if year is None:
        return _sources_json(cal, lang) if as_json else _sources(cal, lang)
    found = year_table(year, cal)
    return dumps(_year_json(found, lang)) if as_json else _year(found, lang)


def _sources(cal: WorkCalendar, lang: str) -> str:
    rows = [
        [
            str(one.year),
            _origin(one, lang),
            "\n".join(notice.number or say(words.SAY, "unknown", lang) for notice in one.notices),
            "\n".join(notice.issued or say(words.SAY, "unknown", lang) for notice in one.notices),
        ]
        for one in cal.years
    ]
    columns = [Column(say(COLUMN, name, lang)) for name in ("year", "source", "notice", "issued")]
    lines = [*table(columns, rows, WIDTH), "", say(words.SAY, "digest", lang, {"digest": cal.digest})]
    return "\n".join(lines) + "\n"


def _origin(source: YearSource, lang: str) -> str:
    origin = say(words.ORIGIN, source.origin, lang) if source.origin in words.ORIGIN else source.origin
    if not source.changed_by:
        return origin
    return say(words.SAY, "changed_by", lang, {"origin": origin, "files": ", ".join(source.changed_by)})


def _source_json(one: YearSource) -> dict[str, object]:
    return {
        "year": one.year,
        "origin": one.origin,
        "assumed": one.origin == ASSUMED,
        "notices": [{"number": x.number, "issued": x.issued, "title": x.title} for x in one.notices],
        "changed_by": list(one.changed_by),
    }


def _sources_json(cal: WorkCalendar, lang: str) -> str:
    return dumps({"digest": cal.digest, "years": [_source_json(one) for one in cal.years]})


def _year(found: YearTable, lang: str) -> str:
    source = found.source
    facts = {"year": str(source.year), "origin": _origin(source, lang), "working": str(found.working)}
    lines = [say(words.SAY, "year", lang, facts)]
    for notice in source.notices:
        unknown = say(words.SAY, "unknown", lang)
        told = {"number": notice.number or unknown, "issued": notice.issued or unknown, "title": notice.title}
        lines += indented(say(words.SAY, "notice", lang, told), WIDTH, first="  ")
    rows = [[iso_day(x.day), weekday(x.day, lang), rest_reason(x.kind.value, x.name, lang)] for x in found.days]
    columns = [Column(say(COLUMN, name, lang)) for name in ("day", "weekday", "kind")]
    return "\n".join([*lines, "", *table(columns, rows, WIDTH)]) + "\n"


def _year_json(found: YearTable, lang: str) -> dict[str, object]:
    days = [
        {
            "day": iso_day(one.day),
            "kind": one.kind.value,
            "name": one.name,
            "text": rest_reason(one.kind.value, one.name, lang),
        }
        for one in found.days
    ]
    holidays = [{"name": x.name, "from": iso_day(x.first), "to": iso_day(x.last)} for x in found.holidays]
    return {**_source_json(found.source), "working_days": found.working, "days": days, "holidays": holidays}
