"""
What things are called by the reader: ids of a contract in the reader's language, and coded reasons as sentences.

Parts of a contract share one namespace, so one table of labels serves parties, clauses, events, blanks and all the
rest; fields belong to their events and stand in a table of their own. An id that is no name of the contract (an
event's, a ticket's) is said as it is.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from luyue.app.numbers import clock
from luyue.app.words import reasons, say, states
from luyue.dsl.diagnostic import escape
from luyue.dsl.model import Contract, Label, blank_cells
from luyue.engine.event import SetAside
from luyue.engine.finding import Missing
from luyue.engine.zone import Zone

NAMED = ("event", "name", "clause", "clauses", "party", "reading", "interval", "metric", "suspension", "duty", "option")
INSTANTS = ("at", "as_of", "last", "since", "until", "recorded_at")  # facts that are microseconds


@frozen(eq=False)
class Names:
    """The names of one contract for readers of one language."""

    labels: Mapping[str, Label]
    fields: Mapping[str, Label]
    owned: Mapping[tuple[str, str], Label]  # fields and columns by the event or table they belong to
    options: Mapping[tuple[str, str], Label]  # an option's name belongs to its reading
    zone: Zone
    lang: str

    @staticmethod
    def of_contract(contract: Contract, lang: str) -> "Names":
        """Return the names of a contract."""
        parts = [(event.id, part.label) for event in contract.events for part in event.fields]
        parts += [(table.label.id, column.label) for table in contract.tables for column in table.columns]
        owned = {(owner, label.id): label for owner, label in parts}
        labels: dict[str, Label] = {}
        for label in _labels(contract):
            labels.setdefault(label.id, label)  # items of a score come last: parts keep their names
        options = {(r.label.id, o.label.id): o.label for r in contract.readings for o in r.options}
        fields = {label.id: label for _, label in parts}
        return Names(labels, fields, owned, options, Zone.named(contract.zone), lang)

    def of(self, name: str) -> str:
        """Return the name of a part by its id; what is none is returned as it is."""
        label = self.labels.get(name)
        if label is None and name in states.WHO:
            return say(states.WHO, name, self.lang)
        return escape(name if label is None else label.text(self.lang))

    def field(self, name: str, owner: str = "") -> str:
        """Return the name of a field or column; two events or tables may call one id by different names."""
        label = self.owned.get((owner, name)) or self.fields.get(name)
        return escape(name if label is None else label.text(self.lang))

    def option(self, reading: str, option: str) -> str:
        """Return the name of an option of a reading."""
        label = self.options.get((reading, option))
        return escape(option if label is None else label.text(self.lang))

    def listed(self, names: Iterable[str]) -> str:
        """Return several names in a row."""
        return ("、" if self.lang == "zh" else ", ").join(self.of(name) for name in names)

    def instance(self, row_id: str) -> str:
        """Return a row's id with the clause's name before its key: the id stays whole, for it is what people quote."""
        clause = row_id.partition("/")[0].partition("#")[0]
        name = self.of(clause)
        return escape(row_id if name == clause else f"{name} {row_id}")

    # ------------------------------------------------------------ reasons

    def facts(self, facts: Mapping[str, str]) -> dict[str, str]:
        """Return facts with the contract's names in the reader's language; ``id`` keeps a name as logs write it."""
        told = {key: self._fact(key, value) for key, value in facts.items()}
        if "field" in facts:
            told["field"] = self.field(facts["field"], facts.get("of", ""))
        if "name" in facts:
            told.setdefault("id", facts["name"])
        return told

    def _fact(self, key: str, value: str) -> str:
        if key in INSTANTS and value.removeprefix("-").isdigit():
            return clock(int(value), self.zone)
        return self.of(value) if key in NAMED else escape(value)

    def missing(self, one: Missing) -> str:
        """Return what is missing, as a sentence without its full stop."""
        bare = f"{one.code}-bare"
        code = bare if bare in reasons.MISSING and not one.facts else one.code
        return say(reasons.MISSING, code, self.lang, self.facts(one.facts))

    def set_aside(self, row: SetAside) -> str:
        """Return why a row was not applied."""
        return say(reasons.SET_ASIDE, row.reason, self.lang, self.facts(row.facts))

    def cite(self, clause_cite: str | None) -> str:
        """Return a citation in the brackets of the language, or nothing."""
        if not clause_cite:
            return ""
        return f"〔{escape(clause_cite)}〕" if self.lang == "zh" else f"[{escape(clause_cite)}]"


def _labels(contract: Contract) -> Iterable[Label]:
    yield contract.label
    for group in (
        contract.parties,
        contract.instruments,
        contract.events,
        contract.intervals,
        contract.tables,
        contract.lets,
        contract.blanks,
        tuple(cell for cell, _ in blank_cells(contract)),
        contract.readings,
        contract.clauses,
        contract.metrics,
        contract.scores,
        contract.tiers,
        contract.limits,
        contract.periods,  # last: the calendar's own are not names of the contract
    ):
        for part in group:
            yield part.label
    yield from (item.label for score in contract.scores for item in score.items)
