"""
What a contract lawyer is paid to see: findings that refuse nothing, each with its place and its numbers.

A warning holds facts that read the same in either language, so that the Chinese and the English file of a contract
have the same warnings; its sentence stands in ``messages`` like that of any diagnostic.
"""

from collections.abc import Callable, Iterable
from typing import Final

from luyue.dsl.diagnostic import Diagnostic
from luyue.dsl.model import Contract, Warning_
from luyue.dsl.warn.capitals import capitals
from luyue.dsl.warn.clash import clash
from luyue.dsl.warn.dates import dates
from luyue.dsl.warn.dead import dead
from luyue.dsl.warn.discretion import discretion
from luyue.dsl.warn.disproportion import disproportionate
from luyue.dsl.warn.double import double
from luyue.dsl.warn.drift import drift
from luyue.dsl.warn.figures import figures
from luyue.dsl.warn.gaps import gaps
from luyue.dsl.warn.growth import growth
from luyue.dsl.warn.horizon import horizon
from luyue.dsl.warn.instalments import instalments
from luyue.dsl.warn.latecomers import latecomers
from luyue.dsl.warn.names import names
from luyue.dsl.warn.overlong import overlong
from luyue.dsl.warn.points import points
from luyue.dsl.warn.schedule import schedule
from luyue.dsl.warn.settled import settled
from luyue.dsl.warn.stakes import stakes
from luyue.dsl.warn.statute import statute
from luyue.dsl.warn.tables import tables
from luyue.dsl.warn.tiers import tiers
from luyue.dsl.warn.toothless import toothless
from luyue.dsl.warn.vague import vague

FINDERS: Final[tuple[Callable[[Contract], Iterable[Warning_]], ...]] = (
    drift,
    growth,
    gaps,
    names,
    disproportionate,
    instalments,
    tables,
    figures,
    capitals,
    statute,
    stakes,
    clash,
    dates,
    dead,
    discretion,
    horizon,
    latecomers,
    overlong,
    schedule,
    toothless,
    vague,
    tiers,
    points,
    double,
)


def warnings_of(contract: Contract) -> tuple[Warning_, ...]:
    """Return the findings on a sound contract, each once, in the order of its text, then of what it uses."""
    clauses = {one.id: one for one in contract.clauses}
    found = {_facts(one): one for finder in FINDERS for one in finder(contract)}
    # what a note settles is left out
    open_ = [one for one in found.values() if one.clause not in clauses or not settled(clauses[one.clause], one.code)]
    own = {one.span.source.name for one in contract.clauses if one.source == "contract"}  # wherever the file lies

    def place(one: Warning_) -> tuple[bool, str, int, int, str]:
        name = one.span.source.name
        return name not in own, name, one.span.start, one.span.end, one.code

    return tuple(sorted(open_, key=place))


def _facts(one: Warning_) -> tuple[object, ...]:
    return one.code, one.clause, one.span.start, one.span.end, tuple(sorted(one.facts.items()))


def as_diagnostic(warning: Warning_) -> Diagnostic:
    """Return a warning as a diagnostic, to be drawn like one."""
    return Diagnostic(warning.code, warning.span, warning.facts, severity=warning.severity)
