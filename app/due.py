"""
A due date in words: its steps as sentences, and as facts for programs.

The clock gives each step as a rule with facts, days as ordinals and instants as microseconds. Which fact is which is
a matter of the rule, so a table says it; a rule that the table does not know is shown with its facts as they are.
Every working day counted and every day skipped is listed under its step, in the order of the calendar: a reader
should be able to hold the State Council's notice beside it.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from luyue.app.numbers import clock, exact, seconds, time_of_day
from luyue.app.words import clock as words
from luyue.app.words import say
from luyue.dsl.diagnostic import escape
from luyue.dsl.quantity import EXACT_LENGTHS, Unit
from luyue.engine.due import DueDate, Fact, Step
from luyue.engine.holiday import is_weekend
from luyue.engine.zone import Zone, iso_day, year_of

# What a fact is: a day, an instant, rows of either, days skipped, a time of day; all others are text or numbers.
KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "start": {"at": "instant", "day": "day"},
        "start-day-not-counted": {"day": "day"},
        "start-day-counted": {"day": "day"},
        "count-days": {"first": "day", "last": "day"},
        "count-working-days": {"first": "day", "last": "day", "counted": "days", "skipped": "skipped"},
        "corresponding-day": {"last": "day"},
        "month-end": {"last": "day"},
        "count-back": {"last": "day", "counted": "days", "skipped": "skipped"},
        "count-exact": {"last": "instant"},
        "fixed-date": {"day": "day"},
        "instant": {"at": "instant"},
        "before-instant": {"at": "instant"},
        "before-day": {"day": "day"},
        "ahead": {"of": "day", "last": "day", "counted": "days", "skipped": "skipped"},
        "roll": {"from": "day", "to": "day", "skipped": "skipped"},
        "roll-not-needed": {"day": "day"},
        "end-of-day": {"day": "day", "last": "instant"},
        "cut-off": {"day": "day", "until": "time", "last": "instant"},
        "extend": {"began": "instant", "ended": "instant", "before": "day", "after": "day"},
        "stop-clock": {"began": "instant", "ended": "instant", "before": "day", "after": "day"},
        "later-of": {"lasts": "instants"},
        "earlier-of": {"lasts": "instants"},
    }
)


@frozen
class StepText:
    """One step for people: its sentence, the article behind it, what is listed under it, and the parts of a choice."""

    rule: str
    text: str
    article: str | None
    listed: tuple[str, ...] = ()
    years: tuple[int, ...] = ()  # of the days counted and skipped
    parts: tuple[DueDate, ...] = ()


def steps(due: DueDate, zone: Zone, lang: str) -> tuple[StepText, ...]:
    """Return the way to a due date as sentences, in order."""
    choice = next((i for i, one in enumerate(due.steps) if len(one.parts) > 1), 0)
    return step_texts(due.steps[choice:], zone, lang)  # the steps before a choice are told under its parts


def step_texts(of: Iterable[Step], zone: Zone, lang: str) -> tuple[StepText, ...]:
    """Return steps as sentences, in order."""
    all_ = tuple(of)
    before = ("", *(one.rule for one in all_))
    return tuple(_step(one, rule, zone, lang) for one, rule in zip(all_, before, strict=False))


def _step(one: Step, before: str, zone: Zone, lang: str) -> StepText:
    """Return a step as a sentence; ``before`` is the rule of the step before it."""
    facts = dict(one.facts)
    told = {name: _told(one, name, fact, zone, lang) for name, fact in one.facts}
    told |= _lengths(one.rule, facts, lang)
    code = f"{one.rule}-from-trigger" if facts.get("from_trigger") else one.rule
    if len(one.parts) == 1:
        code = f"{one.rule}-waits" if "waits" in facts else f"{one.rule}-one"
    if before == "no-time-stated" and one.rule == "fixed-date":
        code = "fixed-date-term"
    return StepText(
        rule=one.rule,
        text=say(words.STEP, code, lang, told),
        article=article(one.article, lang),
        listed=_listed(facts, lang),
        years=_years(facts),
        parts=one.parts if len(one.parts) > 1 else (),
    )


def _lengths(rule: str, facts: Mapping[str, Fact], lang: str) -> dict[str, str]:
    """Return the facts that are lengths or choices, as words."""
    told = {}
    if "count" in facts and "unit" in facts:
        told["length"] = length(Fraction(str(facts["count"])), str(facts["unit"]), lang)
    for name in ("by", "rest"):
        if isinstance(value := facts.get(name), int):
            told[name] = span(value, str(facts["unit"]), lang)
    if "chosen" in facts:
        told["chosen"] = str(int(str(facts["chosen"])) + 1)
    if "waits" in facts:
        waits = (say(words.WAITS, str(code), lang) for code in _tuple(facts["waits"]))
        told["waits"] = ("、" if lang == "zh" else ", ").join(dict.fromkeys(waits))
    if "reading" in facts:
        told["reading"] = say(words.ROLL, str(facts["reading"]), lang)
    return told


def length(count: Fraction, unit: str, lang: str) -> str:
    """Return a length in words: ``7 个工作日``, ``1 day``."""
    table = words.UNIT_ONE if count == 1 else words.UNIT
    return say(table, unit, lang, {"count": exact(count)})


def span(value: int, unit: str, lang: str) -> str:
    """Return how far a deadline moved: whole days, or an exact length in the largest unit that divides it."""
    if unit == "day":
        return length(Fraction(value), unit, lang)
    return lasting(value, lang)


def lasting(us: int, lang: str) -> str:
    """
    Return an exact length in words: hours or minutes where it is whole, else seconds.

    >>> lasting(5_400_000_000, "en"), lasting(1, "zh")
    ('90 minutes', '0.000001秒')
    """
    for unit, size in ((Unit.HOUR, 3_600_000_000), (Unit.MINUTE, 60_000_000)):
        if us % size == 0 and us:
            return length(Fraction(us, size), unit, lang)
    return f"{seconds(us)}秒" if lang == "zh" else f"{seconds(us)} seconds"


def article(number: str | None, lang: str) -> str | None:
    """
    Return an article of the Civil Code as people cite it.

    >>> article("203(1)", "zh"), article("590", "en")
    ('民法典第203条第1款', 'Civil Code art. 590')
    """
    if number is None:
        return None
    whole, _, paragraph = number.rstrip(")").partition("(")
    code = "paragraph" if paragraph else "article"
    return say(words.ARTICLE, code, lang, {"number": whole, "paragraph": paragraph})


def _listed(facts: Mapping[str, Fact], lang: str) -> tuple[str, ...]:
    """Return one line per day counted or skipped, in the order of the calendar."""
    lines: list[tuple[int, str]] = []
    for n, day in enumerate(_tuple(facts.get("counted", ())), 1):
        code = "counted-make-up" if is_weekend(int(str(day))) else "counted"
        lines.append((int(str(day)), say(words.COUNTED, code, lang, {**_day(int(str(day)), lang), "n": n})))
    for entry in _tuple(facts.get("skipped", ())):
        number, kind, name = _tuple(entry)
        why = rest_reason(str(kind), str(name), lang)
        lines.append(
            (int(str(number)), say(words.COUNTED, "skipped", lang, {**_day(int(str(number)), lang), "why": why}))
        )
    return tuple(line for _, line in sorted(lines))


def _years(facts: Mapping[str, Fact]) -> tuple[int, ...]:
    """Return the years of the days counted and skipped, rising."""
    days = [int(str(day)) for day in _tuple(facts.get("counted", ()))]
    days += [int(str(_tuple(entry)[0])) for entry in _tuple(facts.get("skipped", ()))]
    return tuple(sorted({year_of(day) for day in days}))


def rest_reason(kind: str, name: str, lang: str) -> str:
    """Return why a day is not worked: its kind, and the holiday it belongs to where it has one."""
    what = say(words.DAY_KIND, kind, lang)
    if not name:
        return what
    name = (" and " if lang == "en" else "、").join(holiday(one, lang) for one in name.split("、"))
    return f"{name}（{what}）" if lang == "zh" else f"{what} ({name})"


def holiday(name: str, lang: str) -> str:
    """Return the name of a holiday; those of calendar files as they are written."""
    return say(words.HOLIDAY, name, lang) if name in words.HOLIDAY else escape(name)


def _day(day: int, lang: str) -> dict[str, str]:
    return {"day": iso_day(day), "weekday": weekday(day, lang)}


def weekday(day: int, lang: str) -> str:
    """Return the day of the week."""
    return say(words.WEEKDAYS, str(day % 7), lang)


def _tuple(fact: Fact) -> tuple[Fact, ...]:
    if not isinstance(fact, tuple):
        raise TypeError(f"not a row of facts: {fact!r}")
    return fact


def _told(one: Step, name: str, fact: Fact, zone: Zone, lang: str) -> str:
    """Return a fact as people read it."""
    match _kind(one, name), fact:
        case "day", int(day):
            return iso_day(day)
        case "instant", int(us):
            return clock(us, zone)
        case "time", int(micros):
            return time_of_day(micros)
        case _, tuple():
            return ("、" if lang == "zh" else ", ").join(str(part) for part in fact)
        case _:
            return str(fact)


def _kind(one: Step, name: str) -> str:
    """Return what a fact is; limits by the hour have instants where others have days."""
    kind = KINDS.get(one.rule, {}).get(name, "")
    unit = str(dict(one.facts).get("unit", ""))
    if kind == "day" and (unit == "microsecond" or (one.rule == "ahead" and unit in EXACT_LENGTHS)):
        return "instant"
    return kind


# ---------------------------------------------------------------- for programs


def due_json(due: DueDate, zone: Zone, lang: str) -> list[dict[str, object]]:
    """Return the steps as objects: rule, sentence, article, then the facts with ISO days and instants."""
    return steps_json(due.steps, zone, lang)


def steps_json(of: tuple[Step, ...], zone: Zone, lang: str) -> list[dict[str, object]]:
    """Return steps as objects."""
    return [
        {"rule": one.rule, "text": text.text, "article": text.article, **_facts_json(one, zone, lang)}
        for one, text in zip(of, step_texts(of, zone, lang), strict=True)
    ]


def _facts_json(one: Step, zone: Zone, lang: str) -> dict[str, object]:
    facts: dict[str, object] = {name: _fact_json(one, name, fact, zone) for name, fact in one.facts}
    if one.parts:
        facts["parts"] = [{"due_on": due_on(part, zone), "steps": due_json(part, zone, lang)} for part in one.parts]
    return facts


def _fact_json(one: Step, name: str, fact: Fact, zone: Zone) -> object:
    match _kind(one, name), fact:
        case "day", int(day):
            return iso_day(day)
        case "instant", int(us):
            return zone.text(us)
        case "time", int(micros):
            return time_of_day(micros)
        case "days", tuple(days):
            return [iso_day(int(str(day))) for day in days]
        case "instants", tuple(instants):
            return [zone.text(int(str(us))) for us in instants]
        case "skipped", tuple(rows):
            return [_skipped_json(_tuple(row)) for row in rows]
        case _, tuple(parts):
            return [str(part) for part in parts]
        case _:
            return str(fact) if isinstance(fact, str) else fact


def _skipped_json(row: tuple[Fact, ...]) -> dict[str, str]:
    day, kind, name = row
    return {"day": iso_day(int(str(day))), "kind": str(kind), "name": str(name)}


def due_on(due: DueDate, zone: Zone) -> str:
    """Return the last timely day as a date, or the last timely instant where the limit is one."""
    return zone.text(due.last) if due.day is None else iso_day(due.day)


def due_people(due: DueDate, zone: Zone) -> str:
    """Return when something is due as people read it; a closing hour other than 24:00 is said."""
    if due.day is None or due.last != zone.end_of(due.day):
        return clock(due.last, zone)
    return iso_day(due.day)
