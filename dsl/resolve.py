"""
Which declaration each name means.

All parts of a contract and of the files it uses share one namespace, and a name and its twin are two spellings of
one thing: so a second use of either spelling is a duplicate, whatever it would name. Fields, list values and
options belong to what declares them and are looked up there. A file used under an alias keeps its names to itself;
outside it they are reached through the alias.

Whoever resolves a name also notes its spellings, so that the printer can say the same file in the other language.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import define, field, frozen

from luyue.dsl import syntax
from luyue.dsl.diagnostic import NO_FACTS, Diagnostic, Fact, Label
from luyue.dsl.model import Label as Spelling
from luyue.dsl.source import NOWHERE, Span

# ---------------------------------------------------------------- what the language itself knows

# Names that every contract has, id to (zh, en). A contract cannot declare them again.
KNOWN: Final = MappingProxyType(
    {
        "price": ("合同总价", "price"),
        "unpaid": ("欠款", "unpaid"),
        "term": ("合同期", "term"),
        "affected_party": ("受影响方", "affected_party"),
        "affected_clauses": ("受影响条款", "affected_clauses"),
        "each_party": ("各方", "each_party"),
        "both_parties": ("双方", "both_parties"),
        "signed": ("签订", "signed"),
        "effective": ("生效", "effective"),
        "term_start": ("合同期起始", "term_start"),
        "term_end": ("合同期届满", "term_end"),
    }
)


@frozen
class Scope:
    """The names that one file keeps to itself (where it was used under an alias), and how it was used."""

    language: str
    own: dict[str, "Declared"] = field(factory=dict, eq=False, repr=False)
    prefix: str | None = None
    switch: str | None = None  # of an overlay: the reading that turns it on and off


@frozen
class Declared:
    """A named part: what sort of thing it is, its spellings, the syntax that declares it, and where that stands."""

    sort: str  # party, event, interval, table, period, clause, metric, limit, let, blank, reading, instrument, known
    label: Spelling
    part: syntax.Node | None
    scope: Scope
    span: Span

    @property
    def id(self) -> str:
        """Return the id that the model uses."""
        return self.label.id


@define
class Findings:
    """The diagnostics of a stage as they come; the door sorts them."""

    all: list[Diagnostic] = field(factory=list)

    def error(
        self,
        code: str,
        span: Span,
        *,
        hint: str | None = None,
        labels: tuple[Label, ...] = (),
        facts: Mapping[str, Fact] = NO_FACTS,
    ) -> None:
        """Note an error once: the same finding at the same place is one finding."""
        found = Diagnostic(code, span, facts, labels=labels, hint=hint)
        if found not in self.all:
            self.all.append(found)


@define
class Names:
    """The namespace of a contract, and the spellings of every name node met."""

    findings: Findings
    table: dict[str, Declared] = field(factory=dict)
    spellings: dict[int, tuple[syntax.Name, Spelling]] = field(factory=dict)

    def declare(self, declared: Declared, *spelled: syntax.Name) -> None:
        """Enter a part under both spellings; note a duplicate or a look-alike, and keep the first."""
        places = {name.text: name.span for name in spelled}
        for name in spelled:
            self.note(name, declared.label)
        for text in dict.fromkeys((declared.label.zh, declared.label.en)):
            self._enter(self.table, text, declared, places.get(text, declared.span))
        if declared.scope.prefix is not None:
            for text, span in places.items():
                self._enter(declared.scope.own, text, declared, span)

    def _enter(self, table: dict[str, Declared], text: str, declared: Declared, span: Span) -> None:
        before = table.get(text) or KNOWN_BY_SPELLING.get(text)
        if before is not None:
            label = () if before.part is None else (Label(before.span, "declared-here"),)
            code = "known-name" if before.part is None else "duplicate-name"
            self.findings.error(code, span, labels=label, facts={"name": text})
            return
        table[text] = declared

    def replace(self, before: Declared, after: Declared) -> None:
        """Let the names of a part mean another: a let or blank of a used file that was bound to a formula."""
        for table in (self.table, before.scope.own):
            for text, declared in table.items():
                if declared is before:
                    table[text] = after

    def stand_for(self, target: Declared, scope: Scope, *spelled: syntax.Name) -> None:
        """Let the names of a file's part mean, in that file, a part that another has declared."""
        for name in spelled:
            self.note(name, target.label)
            scope.own[name.text] = target

    def find(self, text: str, scope: Scope) -> Declared | None:
        """Return what a name means in a file, or None."""
        return scope.own.get(text) or self.table.get(text) or KNOWN_BY_SPELLING.get(text)

    def note(self, name: syntax.Name, label: Spelling) -> None:
        """Remember how a name node is spelled in both languages."""
        self.spellings[id(name)] = (name, label)

    def spelled(self, *sorts: str) -> Iterator[str]:
        """Yield every spelling of the parts of some sorts (of all without any), for near misses."""
        for text, declared in (*self.table.items(), *KNOWN_BY_SPELLING.items()):
            if not sorts or declared.sort in sorts:
                yield text


def _known() -> Mapping[str, Declared]:
    """Return the names of the language by both spellings."""
    table = {}
    for known, (zh, en) in KNOWN.items():
        declared = Declared("known", Spelling(known, zh, en), None, Scope("en"), NOWHERE)
        table[zh] = table[en] = declared
    return MappingProxyType(table)


# ---------------------------------------------------------------- spellings


def spelling(name: syntax.Name, twin: syntax.Name | None, language: str) -> Spelling:
    """
    Return the label of a declared name: the ASCII spelling is the id and the English one; of two such, the file says.

    >>> spelling(syntax.Name("逾期开通"), syntax.Name("late_service"), "zh")
    Label(id='late_service', zh='逾期开通', en='late_service')
    """
    if twin is None:
        return Spelling(name.text, name.text, name.text)
    first, second = name.text, twin.text
    swapped = language == "en" if first.isascii() == second.isascii() else first.isascii()
    zh, en = (second, first) if swapped else (first, second)
    return Spelling(en, zh, en)


def of_heading(heading: syntax.Heading, language: str) -> Spelling:
    """Return the label of a heading."""
    return spelling(heading.name, heading.twin, language)


def of_party(party: syntax.Party, language: str) -> Spelling:
    """Return the label of a party; the parser has given 甲方 and 乙方 their usual twins."""
    return spelling(party.name, party.twin, language)


KNOWN_BY_SPELLING: Final = _known()
