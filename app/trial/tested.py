"""
What came of the scenarios of clause files: pass, or fail with the difference between what was expected and what was
found.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from luyue.app.amounts import amount
from luyue.app.catalog import STDIN, Place, clause_files
from luyue.app.due import due_people
from luyue.app.explain import UnknownId, explain, explanation_text
from luyue.app.log_words import refusal_text
from luyue.app.names import Names
from luyue.app.numbers import clock, exact
from luyue.app.print_json import dumps
from luyue.app.reader import Reader
from luyue.app.refusal import sentence
from luyue.app.session import contract_of, loaded
from luyue.app.setting_words import setting_stop
from luyue.app.stop import wrong_usage
from luyue.app.words import say, states
from luyue.app.words import scenario as words
from luyue.dsl.diagnostic import escape
from luyue.dsl.model import Contract, Expectation
from luyue.dsl.quantity import Length, Money
from luyue.engine.calendar import WorkCalendar
from luyue.engine.due import DueDate
from luyue.engine.event import DayValue, InstantValue
from luyue.engine.finding import Unknown, Worth
from luyue.engine.readers import EventError
from luyue.engine.report import Report
from luyue.engine.scenario import Difference, Idle, Outcome, expects_refusal, run
from luyue.engine.value import as_text, from_const
from luyue.engine.zone import Zone, iso_day

SCHEMA = "luyue/scenarios/1"
MOST_HEADS = 5  # explained under an amount that differs
REASON_WIDTH = 96  # columns of an explanation under a scenario


@frozen
class Tested:
    """A file with what came of its scenarios."""

    place: Place
    contract: Contract
    outcomes: tuple[Outcome, ...]
    lang: str


def tried(paths: Iterable[str], reader: Reader, calendar: WorkCalendar, only: str | None = None) -> tuple[Tested, ...]:
    """
    Return the files that some PATHs mean with what came of their scenarios; ``only`` those whose title holds a text.

    :raises Stop: no scenario has that text in its title
    """
    found = tuple(_try(place, reader, calendar, only) for place in clause_files(paths))
    if only is not None and not any(one.outcomes for one in found):
        raise wrong_usage("no-such-scenario", name=only)
    return found


def passed(found: Iterable[Tested]) -> bool:
    """Return whether every scenario passed."""
    return all(outcome.passed for one in found for outcome in one.outcomes)


def _try(place: Place, reader: Reader, calendar: WorkCalendar, only: str | None) -> Tested:
    contract = contract_of(STDIN, reader) if place.shown == STDIN else loaded(place, reader)
    chosen = [scenario for scenario in contract.scenarios if only is None or only in scenario.title]
    outcomes = tuple(run(contract, scenario, calendar=calendar) for scenario in chosen)
    return Tested(place, contract, outcomes, reader.messages)


# ---------------------------------------------------------------- for people


def tested_text(found: Sequence[Tested]) -> str:
    """Return what came of scenarios, a line each, the reasons of what failed, and how many passed."""
    lines: list[str] = []
    for one in found:
        for outcome in one.outcomes:
            lines += _outcome(one, outcome)
    outcomes = [outcome for one in found for outcome in one.outcomes]
    passed = sum(outcome.passed for outcome in outcomes)
    lang = found[0].lang if found else "en"
    facts = {"all": str(len(outcomes)), "passed": str(passed), "failed": str(len(outcomes) - passed)}
    lines.append(say(words.SAY, "counts-one" if len(outcomes) == 1 else "counts", lang, facts))
    return "\n".join(lines) + "\n"


def _outcome(one: Tested, outcome: Outcome) -> list[str]:
    facts = {
        "file": escape(one.place.shown),
        "line": str(outcome.scenario.span.line),
        "title": escape(outcome.scenario.title),
    }
    code = "passed" if outcome.passed else "failed"
    texts = [*differences(one, outcome), *reasons(one, outcome)]
    return [say(words.SAY, code, one.lang, facts), *(f"  {line}" for text in texts for line in text.split("\n"))]


def differences(one: Tested, outcome: Outcome) -> list[str]:
    """Return what is wrong with a scenario that failed, a line each; nothing for one that passed."""
    if outcome.passed:
        return []
    teller = _Teller(Names.of_contract(one.contract, one.lang), one.contract)
    idle = [teller.idle(what) for what in outcome.idle]
    if outcome.refused is not None and not expects_refusal(outcome.scenario):
        return [*_refused(outcome, one.lang), *idle]
    return [*(teller.difference(difference) for difference in outcome.differences), *idle]


def reasons(one: Tested, outcome: Outcome) -> list[str]:
    """Return the explanation of every verdict that is not the one expected, each row once."""
    if outcome.report is None:
        return []
    found: list[str] = []
    for row_id in dict.fromkeys(name for one in outcome.differences for name in _explained(one, outcome.report)):
        try:
            trees = explain(outcome.report, row_id, one.lang)
        except UnknownId:  # a named value has no row
            continue
        found.append(explanation_text(trees, REASON_WIDTH).rstrip("\n"))
    return found


def _explained(of: Difference, report: Report) -> list[str]:
    """Return the rows that tell why something was found: of an amount, its heads."""
    if of.expectation.kind != "owes":
        return [row_id for row_id, _ in of.found]
    clause = of.expectation.name
    return [head.id for head in report.heads if clause is None or head.clause == clause][:MOST_HEADS]


def _refused(outcome: Outcome, lang: str) -> list[str]:
    error = outcome.refused
    if isinstance(error, EventError):
        texts = [refusal_text(refusal, lang).replace("\n", "\n  ") for refusal in error.refusals]
    else:
        texts = [] if error is None else [sentence(setting_stop(error), lang)]
    return [say(words.SAY, "refused", lang), *texts]


@frozen(eq=False)
class _Teller:
    """Says expectations and what was found instead."""

    names: Names
    contract: Contract

    @property
    def lang(self) -> str:
        return self.names.lang

    def idle(self, one: Idle) -> str:
        """Return what has no part in the outcome of a scenario."""
        facts = {"line": str(one.line), "name": self.names.of(one.name)}
        return say(words.IDLE, one.why, self.lang, facts)

    def difference(self, of: Difference) -> str:
        """Return an expectation that is not met, and what was found."""
        place = f"{of.expectation.span.line}"
        found = ("；" if self.lang == "zh" else "; ").join(
            say(words.SAY, "found_one", self.lang, {"id": escape(row_id), "value": self._found(value)})
            for row_id, value in of.found
        )
        code = "difference" if found else "nothing"
        facts = {"line": place, "expected": self.expected(of.expectation), "found": found}
        return say(words.SAY, code, self.lang, facts)

    def expected(self, one: Expectation) -> str:
        """Return what is expected."""
        facts = {
            "name": " ".join([self.names.of(one.name or ""), *(escape(key) for key in one.key)]),
            "state": say(states.EXPECTED, one.state or "", self.lang),
            "at": self._at(one),
            "value": self._wanted(one),
            "debtor": self.names.of(one.debtor or ""),
            "creditor": self.names.of(one.creditor or ""),
        }
        code = f"{one.kind}_under" if one.kind == "owes" and one.name else one.kind
        return say(words.EXPECTED, code, self.lang, facts)

    def _at(self, one: Expectation) -> str:
        if one.at is None:
            return ""
        day, time_of_day, end = one.at
        if time_of_day is None:
            return day.isoformat()
        return f"{day.isoformat()} 24:00" if end else f"{day.isoformat()} {time_of_day.isoformat()}"

    def _wanted(self, one: Expectation) -> str:
        if one.low is not None:
            high = None if one.open else (one.high or one.low).amount
            return amount(one.low.amount, high, one.low.currency, self.lang)
        if one.value is None:
            return say(words.SAY, "unknown", self.lang)
        return self._found(from_const(getattr(one.value, "value", None), Zone.named(self.contract.zone)))

    def _found(self, value: object) -> str:
        """Return a value of any kind that a report or a formula may have."""
        zone = Zone.named(self.contract.zone)
        match value:
            case None | Unknown():
                return say(words.SAY, "unknown", self.lang)
            case str():
                return say(states.EXPECTED, value, self.lang) if value in states.EXPECTED else self.names.of(value)
            case DueDate():
                return due_people(value, zone)
            case Worth(low=low, high=high, currency=currency):
                return amount(low, high, currency, self.lang)
            case Money(amount=low, currency=currency):
                return amount(low, low, currency, self.lang)
            case Length(count=count, unit=unit):
                return f"{exact(count)} {unit.value}"
            case DayValue(day):
                return iso_day(day)
            case InstantValue(us, _):
                return clock(us, zone)
            case Fraction():
                return exact(value)
            case _:
                return as_text(value)


# ---------------------------------------------------------------- for programs


def tested_json(found: Sequence[Tested]) -> str:
    """Return what came of scenarios as JSON text."""
    files = [
        {
            "file": one.place.shown,
            "contract": one.contract.id,
            "scenarios": [
                {
                    "title": outcome.scenario.title,
                    "line": outcome.scenario.span.line,
                    "passed": outcome.passed,
                    "differences": differences(one, outcome),
                    "reasons": reasons(one, outcome),
                }
                for outcome in one.outcomes
            ],
        }
        for one in found
    ]
    return dumps({"schema": SCHEMA, "files": files})
