"""
What every printer of a report needs at hand: the report, the names and the zone of its contract, the reader's
language.

A ``Pen`` says the small things (an instant, an amount, an event with the row it was read from), so that they are said
the same in a report and in an explanation.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import define, field

from luyue.app.amounts import amount
from luyue.app.due import length
from luyue.app.formula import value_text
from luyue.app.names import Names
from luyue.app.numbers import about, clock, exact
from luyue.app.words import reasons, say, states
from luyue.app.words import report as words
from luyue.dsl.diagnostic import escape
from luyue.dsl.model import Clause, EventType
from luyue.engine.finding import Missing
from luyue.engine.report import BreachRow, MetricRow, Report, Void
from luyue.engine.zone import Zone, iso_day


@define(eq=False, slots=False)
class Pen:
    """A report and a reader."""

    report: Report
    lang: str
    tomorrow: Report | None = field(default=None, kw_only=True)  # a day later, if nobody acts: what one more day costs

    @cached_property
    def names(self) -> Names:
        """Return the names of the contract in the reader's language."""
        return Names.of_contract(self.report.contract, self.lang)

    @cached_property
    def zone(self) -> Zone:
        """Return the contract's zone."""
        return Zone.named(self.report.contract.zone)

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Return the clauses by id."""
        return {clause.id: clause for clause in self.report.contract.clauses}

    @cached_property
    def types(self) -> Mapping[str, EventType]:
        """Return the types of events by id."""
        return {event.id: event for event in self.report.contract.events}

    def say(self, code: str, **facts: object) -> str:
        """Return a sentence of the report's own table."""
        return say(words.SAY, code, self.lang, facts)

    def counted(self, code: str, n: int, **facts: object) -> str:
        """Return a sentence with a count, in the singular where the count is one."""
        return self.say(f"{code}-one" if n == 1 else code, n=n, **facts)

    def at(self, us: int | None) -> str:
        """Return an instant in the contract's zone; nothing for None."""
        return "" if us is None else clock(us, self.zone)

    def at_iso(self, us: int | None) -> str | None:
        """Return an instant for programs: ISO 8601 with the offset of the contract's zone; None for None."""
        return None if us is None else self.zone.text(us)

    def amount(self, low: Fraction, high: Fraction | None, currency: str | None = None) -> str:
        """Return an amount or a range; in the contract's currency unless another is named."""
        return amount(low, high, currency or self.report.contract.currency, self.lang)

    def event(self, event_id: str) -> str:
        """Return an event's name and id with the file and row it was read from; only the id if it is unknown."""
        found = self.report.events.get(event_id)
        if found is None:
            return self.names.of(event_id)
        facts = {"name": self.names.of(found.type), "id": escape(event_id), "place": place(found.place)}
        return self.say("event", **facts)

    def cite(self, clause: str) -> str:
        """Return a clause's citation in brackets, or nothing."""
        found = self.clauses.get(clause)
        return "" if found is None else self.names.cite(found.cite)

    def title(self, row_id: str, clause: str) -> str:
        """Return the heading of a row: the clause's name, the row's id, the citation."""
        return f"{self.names.instance(row_id)} {self.cite(clause)}".rstrip()

    def pair(self, debtor: str, creditor: str) -> str:
        """Return who owes whom."""
        return self.say("pair", debtor=self.names.of(debtor), creditor=self.names.of(creditor))

    def effects(self, effects: Iterable[tuple[str, tuple[str, ...]]]) -> str:
        """Return what a power does."""
        return self.listed(
            say(states.EFFECT, kind, self.lang, {"clauses": self.names.listed(clauses)}) for kind, clauses in effects
        )

    def void(self, void: Void) -> str:
        """Return why an act had no effect, and when it could have had one where that is known."""
        if void.late is None or void.opens_at is None:
            return say(reasons.VOID, void.why, self.lang)
        late = length(Fraction(void.late), "day", self.lang)
        facts = {"day": iso_day(self.zone.day_of(void.at)), "late": late, "at": self.at(void.opens_at)}
        return say(reasons.VOID, "open_later" if void.late else "open_later-not_late", self.lang, facts)

    def shortfall(self, row: BreachRow) -> str:
        """Return what a level came to and what was owed; nothing where the breach is of no level."""
        if row.value is None or not row.bounds:
            return ""
        figure = next((one for one in self.report.metrics if one.id == row.metric), None)
        code = "shortfall" if row.metric is None else "shortfall_figure"
        value = figure_text(figure) if figure is not None else value_text(row.value, self.names)
        return self.say(code, value=value, bounds=self.bounds(row))

    def bounds(self, row: BreachRow) -> str:
        """Return the bounds of a level: ``15以上``."""
        return self.listed(
            say(words.BOUND, op, self.lang, {"value": value_text(bound, self.names)}) for op, bound in row.bounds
        )

    def missing(self, all_: Iterable[Missing]) -> str:
        """Return what is missing, in one sentence."""
        return ("；" if self.lang == "zh" else "; ").join(self.names.missing(one) for one in all_)

    def joined(self, sentences: Iterable[str]) -> str:
        """Return whole sentences in a row."""
        return ("" if self.lang == "zh" else " ").join(part for part in sentences if part)

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence in a row."""
        return ("，" if self.lang == "zh" else ", ").join(part for part in parts if part)

    @property
    def colon(self) -> str:
        """Return a colon as the language writes it."""
        return "：" if self.lang == "zh" else ": "


def figure_text(row: MetricRow) -> str:
    """Return a figure of a period with what it was divided from: ``13786 ÷ 15482 ≈ 0.8905``."""
    if row.value is None:
        return ""
    told = about(row.value)
    if row.numerator is None or row.denominator is None:
        return told
    sign = "≈ " if told.startswith("≈") else "= "
    return f"{exact(row.numerator)} ÷ {exact(row.denominator)} {sign}{told.removeprefix('≈')}"


def met_text(pen: Pen, row: MetricRow) -> str:
    """Return whether a figure reaches its target; one whose period still runs is neither met nor missed."""
    if row.met is None and not row.closed:
        return pen.say("running")
    if row.met is None and row.target is None:
        return ""  # nothing measures it
    return say(states.YES_NO, "unknown" if row.met is None else "true" if row.met else "false", pen.lang)


def place(of: tuple[str, int]) -> str:
    """Return ``file:row``."""
    return f"{escape(of[0])}:{of[1]}"
