"""
What came of the scenarios of clause files: pass, or fail with the difference between what was expected and what was
found.
"""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from luyue.app.amounts import amount
from luyue.app.catalog import STDIN, Place, clause_files
from luyue.app.due import due_people
from luyue.app.log_words import refusal_text
from luyue.app.names import Names
from luyue.app.numbers import clock, exact
from luyue.app.output import emit
from luyue.app.print_json import dumps
from luyue.app.reader import Reader
from luyue.app.refusal import sentence
from luyue.app.session import contract_of, loaded
from luyue.app.setting_words import setting_stop
from luyue.app.stop import DONE, FINDINGS
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
from luyue.engine.scenario import Difference, Outcome, run
from luyue.engine.value import as_text, from_const
from luyue.engine.zone import Zone, iso_day

SCHEMA = "luyue/scenarios/1"


@frozen
class Tested:
    """A file with what came of its scenarios."""

    place: Place
    contract: Contract
    outcomes: tuple[Outcome, ...]
    lang: str


def tested(paths: Iterable[str], reader: Reader, calendar: WorkCalendar) -> int:
    """Run the scenarios of files, print what came of them, and return 1 if one failed."""
    found = [_test(place, reader, calendar) for place in clause_files(paths)]
    emit(_json(found) if reader.as_json else _text(found), as_json=reader.as_json)
    return DONE if all(outcome.passed for one in found for outcome in one.outcomes) else FINDINGS


def _test(place: Place, reader: Reader, calendar: WorkCalendar) -> Tested:
    contract = contract_of(STDIN, reader) if place.shown == STDIN else loaded(place, reader)
    outcomes = tuple(run(contract, scenario, calendar=calendar) for scenario in contract.scenarios)
    return Tested(place, contract, outcomes, reader.messages)


# ---------------------------------------------------------------- for people


def _text(found: list[Tested]) -> str:
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
    return [say(words.SAY, code, one.lang, facts), *(f"  {text}" for text in differences(one, outcome))]


def differences(one: Tested, outcome: Outcome) -> list[str]:
    """Return what is wrong with a scenario that failed, a line each; nothing for one that passed."""
    if outcome.passed:
        return []
    if outcome.refused is not None:
        return _refused(outcome, one.lang)
    teller = _Teller(Names.of_contract(one.contract, one.lang), one.contract)
    return [teller.difference(difference) for difference in outcome.differences]


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


def _json(found: list[Tested]) -> str:
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
                }
                for outcome in one.outcomes
            ],
        }
        for one in found
    ]
    return dumps({"schema": SCHEMA, "files": files})
