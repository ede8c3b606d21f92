"""
What the checks share while one contract is being read: its names, what is already typed, and what was found wrong.

A desk is filled in order (currency, types of fields, then everything that has a formula). Formulas that name each
other (lets, readings, blanks, metrics) are typed when first asked for, which is also how a circle among them shows:
a name that is asked for while it is still being worked on.
"""

from collections.abc import Callable, Iterable, Mapping

from attrs import define, field, frozen

from luyue.dsl import model, syntax
from luyue.dsl.diagnostic import NO_FACTS, Fact, Label, nearest
from luyue.dsl.model import Expr, FieldType, Kind, Type
from luyue.dsl.model import Label as Spelling
from luyue.dsl.resolve import Declared, Findings, Names, Scope
from luyue.dsl.source import Span

Members = Mapping[str, FieldType]  # by every spelling


@frozen
class ItemFacts:
    """An item of a score: what it is called, and the table whose rows each make one."""

    label: Spelling
    table: str | None = None


def by_spelling(fields: Iterable[FieldType]) -> Members:
    """Return fields by both spellings."""
    return {text: one for one in fields for text in (one.label.zh, one.label.en)}


@frozen
class ClauseFacts:
    """What a clause is made of, read off its lines before they are resolved."""

    id: str
    owes: bool  # a duty or prohibition of its own
    pays: bool  # a payment duty of its own
    keeps: bool  # a level of its own
    power: bool
    heads: bool
    sources: tuple[str, ...]  # clauses whose state its trigger names
    part: syntax.Clause
    scope: Scope


@frozen
class Lent:
    """An event or a table of a used file for which one of the contract stands."""

    part: syntax.Event | syntax.Table
    scope: Scope
    target: Declared
    place: Span


@frozen
class Reader:
    """How formulas are read: as a value (with the type the place wants, or None) and as a condition."""

    value: Callable[["Env", syntax.Expr, Type | None], Expr | None]
    condition: Callable[["Env", syntax.Expr], Expr | None]


@define
class Desk:
    """The table at which one contract is checked."""

    findings: Findings
    names: Names
    reader: Reader
    currency: str = "CNY"
    lent: list[Lent] = field(factory=list)  # events and tables of used files for which others stand
    header: dict[str, Declared] = field(factory=dict)  # the items of the header by name: price, signed, term, …
    events: dict[str, model.EventType] = field(factory=dict)
    members: dict[str, Members] = field(factory=dict)  # fields of events and columns of tables, by id
    cells: dict[str, model.Blank] = field(factory=dict)  # empty cells of tables, by every way to write their names
    norms: dict[str, str] = field(factory=dict)  # norm names of table rows
    clauses: dict[str, ClauseFacts] = field(factory=dict)
    brought: dict[str, "Env"] = field(factory=dict)  # where each clause's lines stand, with what its trigger brings
    options: dict[str, tuple[Spelling, ...]] = field(factory=dict)  # of readings, by id
    periods: dict[str, model.Period] = field(factory=dict)
    items: dict[str, Mapping[str, ItemFacts]] = field(factory=dict)  # of scores, by id, then by every spelling
    kinds: dict[str, Type | None] = field(factory=dict)  # type of a let, blank, reading or metric, by id
    workers: dict[str, Callable[["Desk", Declared], Type | None]] = field(factory=dict)  # how to type a sort of part
    busy: list[Declared] = field(factory=list)
    lost: list[str] = field(factory=list)  # parts and lines that came to nothing; each must have a finding

    def error(
        self,
        code: str,
        span: Span,
        facts: Mapping[str, Fact] = NO_FACTS,
        *,
        hint: str | None = None,
        labels: tuple[Label, ...] = (),
    ) -> None:
        """Note an error."""
        self.findings.error(code, span, hint=hint, labels=labels, facts=facts)

    def written(self, clause: str) -> str:
        """Return the name of a clause as its author wrote it."""
        return self.clauses[clause].part.heading.name.text

    def near(self, code: str, name: syntax.Name, candidates: Iterable[str]) -> None:
        """Note an unknown name, with the near miss (and its line, if it is declared in the same file)."""
        close = nearest(name.text, candidates)
        if close is None:
            self.error(code, name.span, {"name": name.text})
            return
        declared = self.names.table.get(close)
        if declared is None or declared.span.source is not name.span.source:
            self.error(code, name.span, {"name": name.text}, hint=f"did-you-mean:{close}")
            return
        facts = {"name": name.text, "line": str(declared.span.line)}
        self.error(code, name.span, facts, hint=f"did-you-mean-at:{close}")

    def members_of(self, kind: Type) -> Members:
        """Return the fields of an event or the columns of a row; of anything else none."""
        return self.members.get(kind.of or "", {}) if kind.kind in (Kind.EVENT, Kind.ROW) else {}

    def type_of(self, declared: Declared) -> Type | None:
        """Return the type of a named formula, typing it if need be; None if it is wrong or leads back to itself."""
        if declared.id in self.kinds:
            return self.kinds[declared.id]
        if declared in self.busy:
            self._circle(self.busy[self.busy.index(declared) :])
            return None
        self.busy.append(declared)
        try:
            self.kinds[declared.id] = self.workers[declared.sort](self, declared)
        finally:
            self.busy.pop()
        return self.kinds[declared.id]

    def _circle(self, chain: list[Declared]) -> None:
        names = tuple(_called(one) for one in (*chain, chain[0]))
        labels = tuple(Label(one.span, "in-circle") for one in chain[1:])
        self.error("cycle", chain[0].span, {"names": names}, labels=labels)


def _called(one: Declared) -> str:
    """Return what a part is called where it is declared; an item of the header has the name of its kind."""
    if isinstance(one.part, syntax.HeaderItem):
        return one.label.text(one.scope.language)
    return one.span.text or one.label.zh


@frozen
class Env:
    """Where a formula stands: whose names it may use and what it is about."""

    desk: Desk
    scope: Scope
    own: Expr | None = None  # the event or row that a filter is about
    vars: Mapping[str, Expr] = field(factory=dict)  # alias or own name of what started the instance
    clause: ClauseFacts | None = None
    spelled: Mapping[str, Spelling] = field(factory=dict)  # of aliases and calendar periods among the vars

    def error(
        self,
        code: str,
        node: syntax.Node,
        facts: Mapping[str, Fact] = NO_FACTS,
        *,
        hint: str | None = None,
        labels: tuple[Label, ...] = (),
    ) -> None:
        """Note an error at a node."""
        self.desk.error(code, node.span, facts, hint=hint, labels=labels)

    def wants(self, node: syntax.Node, want: str, have: str = "formula") -> None:
        """Note that a place wants one sort of thing (a word of the messages) and another was written."""
        self.error("type-mismatch", node, {"have": f"@kind-{have}", "want": f"@kind-{want}"})

    def value(self, node: syntax.Expr, want: Type | None = None) -> Expr | None:
        """Return what a written expression is worth here; None if it is wrong, which is noted."""
        return self.desk.reader.value(self, node, want)

    def condition(self, node: syntax.Expr) -> Expr | None:
        """Return a written expression as something that holds or does not; None if it is wrong, which is noted."""
        return self.desk.reader.condition(self, node)

    def note_var(self, name: syntax.Name) -> None:
        """Note the spellings of a name that stands for what started the instance."""
        if name.text in self.spelled:
            self.desk.names.note(name, self.spelled[name.text])
        else:
            self.find(name)

    def find(self, name: syntax.Name) -> Declared | None:
        """Return the declaration a name means here, noting its spellings."""
        declared = self.desk.names.find(name.text, self.scope)
        if declared is not None:
            self.desk.names.note(name, declared.label)
        return declared
