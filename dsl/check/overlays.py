"""
Overlays: a statute as a file of its own, with a switch.

A file that a contract uses is an overlay if it has a switch, a reading whose two options are ``on`` and ``off``. All
its clauses stand under ``switch = on`` and are the law's, not the parties' (``Clause.source``); each cites its article,
for a report that names a clause must let the reader find it. What the statute speaks of happens in the contract: an
event of an overlay that the contract has too, under the same name or bound to it, is the contract's own, and must have
the fields that the overlay reads. A contract that already asks whether a statute applies binds the switch to its own
reading with the same two options.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve

from luyue.dsl import syntax
from luyue.dsl.check.desk import Desk, Env, Lent
from luyue.dsl.check.types import declared_type
from luyue.dsl.diagnostic import Label
from luyue.dsl.model import FieldType, Kind, Type, Under
from luyue.dsl.resolve import of_heading, spelling

ON: Final = "on"
STATES: Final = frozenset({ON, "off"})


# ---------------------------------------------------------------- the switch


def switches(file: syntax.File) -> Iterator[syntax.Reading]:
    """Yield the readings of a file that turn it on and off."""
    for part in file.parts:
        if isinstance(part, syntax.Reading):
            options = [spelling(one.name, one.twin, file.language).id for one in part.options]
            if len(options) == len(STATES) and set(options) == STATES:
                yield part


def switch_of(file: syntax.File, prefix: str | None) -> str | None:
    """Return the id of the reading that turns a used file on and off, None if it is no overlay."""
    found = next(switches(file), None)
    return None if found is None else _id_of(found, file, prefix)


def bound_switch(
    file: syntax.File, bound: Mapping[str, syntax.Expr], by: syntax.File, prefix: str | None
) -> str | None:
    """
    Return the id of the reading of another file that the use binds to the switch of a file; None if it binds none.

    ``by`` is the file that uses it and ``prefix`` its alias; the reading must be a switch too, on and off.
    """
    found = next(switches(file), None)
    names = () if found is None else (found.heading.name, found.heading.twin)
    formula = next((bound[name.text] for name in names if name is not None and name.text in bound), None)
    if not isinstance(formula, syntax.Ref):
        return None
    for one in switches(by):
        if formula.name.text in [name.text for name in (one.heading.name, one.heading.twin) if name is not None]:
            return _id_of(one, by, prefix)
    return None


def _id_of(switch: syntax.Reading, file: syntax.File, prefix: str | None) -> str:
    own = of_heading(switch.heading, file.language).id
    return own if prefix is None else f"{prefix}_{own}"


def one_switch(desk: Desk, file: syntax.File) -> None:
    """Note a second switch: nobody could say which of them turns the file off."""
    found = list(switches(file))
    for other in found[1:]:
        place = Label(found[0].heading.span, "first-here")
        desk.error("two-switches", other.heading.span, {"name": other.heading.name.text}, labels=(place,))


def under_switch(env: Env, part: syntax.Clause, written: Under | None) -> Under | None:
    """Return the option under which a clause of an overlay stands; note one without article or under another."""
    switch = env.scope.switch
    if switch is None:
        return written
    if part.heading.cite is None:
        env.error("overlay-uncited", part.heading, {"name": part.heading.name.text})
    if written is not None and written.reading != switch:
        env.error("overlay-under", part.under or part, {"name": part.heading.name.text})
    return Under(switch, ON) if written is None else written


# ---------------------------------------------------------------- events of the contract


def lend(desk: Desk, lent: Lent) -> None:
    """Let the fields that a used file reads be those of the contract's event or table, in that file's spellings too."""
    members = dict(desk.members[lent.target.id])
    wanted = lent.part.fields if isinstance(lent.part, syntax.Event) else lent.part.columns
    for one in wanted:
        label = spelling(one.name, one.twin, lent.scope.language)
        found = members.get(label.zh) or members.get(label.en)
        kind = declared_type(desk, lent.scope, one.type)
        if found is None or kind is None or not _alike(found, kind):
            facts = {"name": lent.target.span.text, "field": one.name.text}
            desk.error("event-does-not-fit", lent.place, facts, labels=(Label(one.span, "wanted-here"),))
            found = FieldType(label, kind or Type(Kind.TEXT))  # what follows from it is not told again
        members |= {label.zh: found, label.en: found}
        for name in (one.name, one.twin):
            if name is not None:
                desk.names.note(name, found.label)
    desk.members[lent.target.id] = members


def _alike(found: FieldType, want: Type) -> bool:
    """Say whether a field holds what another declaration of it says: of a list, the same values in any order."""
    have = found.type
    values = {one.id for one in have.values} == {one.id for one in want.values}
    return values and evolve(have, values=()) == evolve(want, values=())
