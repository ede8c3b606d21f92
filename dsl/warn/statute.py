"""
Figures outside the bounds of a statute, where the contract brings that statute in.

A bound holds only where its law does: the contract has a clause that comes from that statute (``Clause.source``, from
an overlay that is switched on) or cites an article of it. The bounds are a table: what the figure is about by its name
in either language, how much is allowed, of what, and the article that says so. A figure is found in a payment, in a
named value, or in a condition that compares an event with a share of the price. What is above the damages that a
court lets stand cannot be told from a text, for it is measured by the loss.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import Clause, Contract, Expr, Label, Pay, Warning_, choose, default_options
from luyue.dsl.quantity import Length, Unit, decimal
from luyue.dsl.source import Span
from luyue.dsl.warn.words import percent
from luyue.dsl.warn.worth import plain, spread, worth


@frozen
class Ceiling:
    """The greatest share of the price that something may be; ``law`` is the article as the messages name it."""

    about: re.Pattern[str]
    most: Fraction
    statute: re.Pattern[str]
    law: str


_PROCUREMENT: Final = re.compile(r"政府采购|government_?\s?procurement|\bgpl\b|(^|_)gpl($|_)", re.I)
_PAYMENTS: Final = re.compile(r"款项支付|payments?_?\s?to_?\s?sme|(^|_)sme($|_)", re.I)
_CIVIL: Final = re.compile(r"民法典|civil_?\s?code", re.I)

CEILINGS: Final = (
    Ceiling(
        re.compile(r"补充(合同|采购|协议)|追加|增补|supplement|additional_?\s?purchase", re.I),
        Fraction(1, 10),
        _PROCUREMENT,
        "@law-supplement",
    ),
    Ceiling(
        re.compile(r"履约(保证金|担保)|performance_?\s?(bond|security)", re.I),
        Fraction(1, 10),
        _PROCUREMENT,
        "@law-bond",
    ),
    Ceiling(re.compile(r"定金|earnest", re.I), Fraction(1, 5), _CIVIL, "@law-earnest"),
)
LATEST: Final = 60  # days in which a public buyer pays a small supplier, if the contract sets a time of its own
_DAYS: Final = {Unit.DAY: 1, Unit.MONTH: 31, Unit.QUARTER: 92, Unit.YEAR: 366}  # the most that one of them can be


def statute(contract: Contract) -> Iterator[Warning_]:
    """Yield figures that are outside a bound of a statute that the contract brings in."""
    chosen = choose(contract, default_options(contract))
    laws = " ".join(_named(one) for one in chosen.clauses)
    for ceiling in CEILINGS:
        if ceiling.statute.search(laws):
            yield from _above(chosen, ceiling)
    if _PAYMENTS.search(laws):
        for clause in chosen.clauses:
            yield from _late(clause)


def _named(clause: Clause) -> str:
    """Return what a clause says of the law it stands for: its citation; of an overlay also its name and its file's."""
    own = (clause.label.zh, clause.label.en, clause.span.source.name) if clause.source == "statute" else ()
    return " ".join((clause.cite or "", *own))


# ---------------------------------------------------------------- shares of the price


def _above(contract: Contract, ceiling: Ceiling) -> Iterator[Warning_]:
    for let in contract.lets:
        if _is_about(ceiling, let.label):
            yield from _of_figure(contract, ceiling, let.label, None, let.value, let.span)
    for clause in contract.clauses:
        if clause.source != "statute":
            yield from _in_clause(contract, ceiling, clause)


def _in_clause(contract: Contract, ceiling: Ceiling, clause: Clause) -> Iterator[Warning_]:
    """Yield the first figure of a clause that is too high: a payment, or what an event is compared with."""
    events = {one.id: one.label for one in contract.events}
    for duty in clause.duties:
        if isinstance(duty.owed, Pay) and (
            _is_about(ceiling, clause.label) or _is_about(ceiling, events[duty.owed.by.event])
        ):
            yield from _of_figure(contract, ceiling, clause.label, clause.id, duty.owed.amount, duty.span)
    for node in model.walk((clause.triggers, clause.preconditions, clause.prohibitions, clause.exceptions)):
        if isinstance(node, model.Compare) and any(_is_about(ceiling, events[one]) for one in _events(node.of)):
            for bound in node.bounds:
                yield from _of_figure(contract, ceiling, clause.label, clause.id, bound.value, node.span)


def _events(node: Expr) -> Iterator[str]:
    return (one.event for one in model.walk(node) if isinstance(one, model.Pattern))


def _is_about(ceiling: Ceiling, label: Label) -> bool:
    return ceiling.about.search(label.zh) is not None or ceiling.about.search(label.en) is not None


def _of_figure(
    contract: Contract, ceiling: Ceiling, label: Label, clause: str | None, value: Expr, span: Span
) -> Iterator[Warning_]:
    share = _share(contract, value)
    if share is not None and share > ceiling.most:
        facts = {
            "zh": label.zh,
            "en": label.en,
            "figure": percent(Fraction(round(share * 10_000), 10_000)),
            "measure": "@of-price",
            "bound": percent(ceiling.most),
            "law": ceiling.law,
        }
        yield Warning_("statute", "warning", clause, None, facts, span=span)


def _share(contract: Contract, value: Expr) -> Fraction | None:
    """Return what share of the price a formula is at least: a rate as it is, an amount by the price."""
    if value.type.kind == model.Kind.RATE:
        return plain(value, contract)
    whole = worth(contract.price, contract) if contract.price is not None else None
    found = spread(value, contract)
    if found is None or (whole is not None and found.base != whole.base) or (whole is None and found.base != "price"):
        return None
    return found.low / whole.times if whole is not None and whole.times else found.low


# ---------------------------------------------------------------- time to pay


def _late(clause: Clause) -> Iterator[Warning_]:
    """Yield a time for a payment of the buyer that can be longer than the law lets it be."""
    pays = any(isinstance(x.owed, Pay) and x.owed.bearer == _buyer(x.owed.bearer) for x in clause.duties)
    if not pays or clause.source == "statute":
        return
    for timing in clause.timings:
        for node in model.walk(timing.time):
            if isinstance(node, model.Within) and isinstance(node.length, model.Const):
                length = node.length.value
                if isinstance(length, Length) and _most_days(length) > LATEST:
                    facts = {
                        "zh": clause.label.zh,
                        "en": clause.label.en,
                        "figure": decimal(length.count),
                        "measure": f"@unit-{length.unit.value}",
                        "bound": "@sixty-days",
                        "law": "@law-payment",
                    }
                    yield Warning_("statute", "warning", clause.id, None, facts, span=timing.time.span)


def _buyer(bearer: Expr) -> Expr:
    return model.PartyRef(bearer.type, "buyer")


def _most_days(length: Length) -> Fraction:
    """
    Return how many days a length can be; working days without holidays, so that one is never called too long in doubt.

    >>> _most_days(Length(Fraction(45), Unit.WORKING_DAY)), _most_days(Length(Fraction(2), Unit.MONTH))
    (Fraction(61, 1), Fraction(62, 1))
    """
    if length.unit is Unit.WORKING_DAY:
        return length.count + 2 * Fraction((length.count - 1) // 5)
    return length.count * _DAYS.get(length.unit, 0)
