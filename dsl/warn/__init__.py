"""
What a contract lawyer is paid to see: findings that refuse nothing, each with its place and its numbers.

A warning holds facts that read the same in either language, so that the Chinese and the English file of a contract
have the same warnings; its sentence stands in ``messages`` like that of any diagnostic.
"""

from luyue.dsl.diagnostic import Diagnostic
from luyue.dsl.model import Contract, Warning_
from luyue.dsl.warn.drift import drift
from luyue.dsl.warn.gaps import gaps
from luyue.dsl.warn.growth import growth
from luyue.dsl.warn.names import names


def warnings_of(contract: Contract) -> tuple[Warning_, ...]:
    """Return the findings on a sound contract, in the order of its text."""
    found = (*drift(contract), *growth(contract), *gaps(contract), *names(contract))
    return tuple(sorted(found, key=lambda one: (one.span.source.name, one.span.start, one.span.end, one.code)))


def as_diagnostic(warning: Warning_) -> Diagnostic:
    """Return a warning as a diagnostic, to be drawn like one."""
    return Diagnostic(warning.code, warning.span, warning.facts, severity=warning.severity)
