"""
Bands that do not fit the values they are bands of: a value in no band or in two, a band that no value reaches, one
point that costs a great deal, a worse score that is better off.

What a score can really be decides (``reach``): between 89 and 90 there is no gap for a score of whole points, and there
is one as soon as quarters are averaged. The bounds of all bands cut the line into points and open stretches; within one
of these nothing changes, so a single value stands for all of them.

A sudden fall is not void, but what is far above the loss may be reduced (民法典 第五百八十五条).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from luyue.dsl import model
from luyue.dsl.check.at_hand import measured
from luyue.dsl.model import Band, Contract, Expr, Kind, Tiers, Warning_, choose, default_options
from luyue.dsl.quantity import decimal
from luyue.dsl.warn.reach import Reach, Written, reach
from luyue.dsl.warn.words import amount, percent
from luyue.dsl.warn.worth import YUAN, worth

STEEP: Final = Fraction(1, 4)  # of the whole, lost at one step
COSTLY: Final = Fraction(1, 10)  # of the price, lost at one step
_SIGNS: Final = MappingProxyType({"ge": "≥", "gt": ">", "le": "≤", "lt": "<"})


def tiers(contract: Contract) -> Iterator[Warning_]:
    """Yield findings on every table of bands, as the contract reads by default."""
    read = choose(contract, default_options(contract))
    for one in read.tiers:
        look = _looked(read, one)
        if look is not None:
            yield from look.gaps()
            yield from look.overlaps()
            yield from look.idle()
            yield from look.falls()
            yield from look.turns()
    for one in contract.tiers:
        yield from _decided(contract, read, one)


def _decided(contract: Contract, read: Contract, one: Tiers) -> Iterator[Warning_]:
    """Yield the gaps of the text that a reading closes in one way or another: a human should know of them."""
    options = default_options(contract)
    for reading in dict.fromkeys(band.under.reading for band in one.bands if band.under is not None):
        bare = _looked(read, _left(one, options, reading, None))
        taken = dict.fromkeys(b.under.option for b in one.bands if b.under is not None and b.under.reading == reading)
        looks = [_looked(read, _left(one, options, reading, option)) for option in taken]
        if bare is None or not _moves(one, reading):
            continue
        for run in bare.runs():
            values = [value for stretch in run for value in stretch.values]
            if any(len({look.worths(value) for look in looks if look is not None}) > 1 for value in values):
                found = bare.gap(run)
                yield evolve(found, severity="info", facts={**found.facts, "how": "@by-reading"})


def _moves(one: Tiers, reading: str) -> bool:
    """Return whether the options of a reading draw other bounds; where they only give other values, nothing is open."""
    drawn: dict[str, set[tuple[model.Bound, ...]]] = {}
    for band in one.bands:
        if band.under is not None and band.under.reading == reading:
            drawn.setdefault(band.under.option, set()).add(band.bounds)
    return len({frozenset(bounds) for bounds in drawn.values()}) > 1


def _left(one: Tiers, options: Mapping[str, str], reading: str, option: str | None) -> Tiers:
    """Return bands as they read by default, but for one reading, of which an option or none is taken."""
    chosen = {**options, reading: option}
    return evolve(
        one, bands=tuple(x for x in one.bands if x.under is None or chosen[x.under.reading] == x.under.option)
    )


# ---------------------------------------------------------------- what there is to look at


@frozen
class Stretch:
    """A point (``low`` is ``high``) or an open stretch of the line, the values in it, and the bands that take them."""

    low: Fraction | None
    high: Fraction | None
    values: tuple[Fraction, ...]  # reachable: all that were tried, else one
    bands: tuple[Band, ...]


Given = tuple[Fraction, Fraction, Stretch]  # a value, what its band gives, where it lies


@frozen
class _Look:
    """Bands over the values they can meet."""

    written: Written
    tiers: Tiers
    reach: Reach
    stretches: tuple[Stretch, ...]  # ascending, without those that no value reaches

    # -------------------------------------------------------- gaps, overlaps, idle bands

    def gaps(self) -> Iterator[Warning_]:
        """Yield each run of stretches that no band takes."""
        yield from (self.gap(run) for run in self.runs())

    def runs(self) -> Iterator[list[Stretch]]:
        """Yield the runs of neighbouring stretches that no band takes."""
        run: list[Stretch] = []
        for one in (*self.stretches, None):
            if one is not None and not one.bands:
                run.append(one)
            elif run:
                yield run
                run = []

    def gap(self, run: list[Stretch]) -> Warning_:
        """Return the finding on one run."""
        return self._found("tier-gap", self._beside(run), **self._witness(run))

    def worths(self, value: Fraction) -> tuple[Fraction | None, ...]:
        """Return what the bands that take a value give."""
        return tuple(self._worth(band) for band in _taking(self.tiers, self.written, value))

    def _beside(self, run: list[Stretch]) -> Band:
        """Return the band above a gap, or else the one below it."""
        above = [one for one in self.stretches if one.bands and one.values[0] > run[-1].values[-1]]
        below = [one for one in self.stretches if one.bands and one.values[-1] < run[0].values[0]]
        return above[0].bands[0] if above else below[-1].bands[0] if below else self.tiers.bands[0]

    def overlaps(self) -> Iterator[Warning_]:
        """Yield each pair of bands that give one value two different ones."""
        if self.tiers.shape != "whole":
            return
        seen: dict[tuple[Band, Band], list[Stretch]] = {}
        for one in self.stretches:
            for band, other in pairwise(one.bands):
                if self._worth(band) != self._worth(other):
                    seen.setdefault((band, other), []).append(one)
        for (band, other), run in seen.items():
            gives = {"one": self._shown(band), "other": self._shown(other)}
            yield self._found("tier-overlap", other, **self._witness(run), **gives)

    def idle(self) -> Iterator[Warning_]:
        """Yield each band that no value reaches."""
        known = self.reach.values is not None or (self.reach.low is not None and self.reach.high is not None)
        taken = {id(band) for one in self.stretches for band in one.bands}
        for band in self.tiers.bands:
            if id(band) not in taken and (known or _is_empty(band, self.written)):
                low, high = self._ends()
                yield self._found("tier-unreachable", band, bounds=self._bounds(band), low=low, high=high)

    def _ends(self) -> tuple[str, str]:
        values = self.reach.values
        low, high = (values[0], values[-1]) if values else (self.reach.low, self.reach.high)
        return ("@open-end" if low is None else self._value(low)), ("@open-end" if high is None else self._value(high))

    # -------------------------------------------------------- falls and turns

    def falls(self) -> Iterator[Warning_]:
        """Yield each step between neighbouring values that costs a large share, but for where bands turn round."""
        odd = {id(stretch) for one, other in self._odd()[:1] for stretch in (one[2], other[2])}
        for one, other in self._steps():
            fall = abs(other[1] - one[1])
            if self._is_steep(fall) and not odd & {id(one[2]), id(other[2])}:
                yield self._found("tier-cliff", one[2].bands[0], **self._pair(one, other), cost=self._cost(fall))

    def _pair(self, one: Given, other: Given) -> dict[str, str]:
        facts = {"lower": self._edge(one[0], below=True), "upper": self._edge(other[0], below=False)}
        return facts | {"one": self._shown(one[2].bands[0]), "other": self._shown(other[2].bands[0])}

    def _is_steep(self, fall: Fraction) -> bool:
        kind = self.tiers.bands[0].value.type.kind
        if kind == Kind.RATE:
            return fall >= STEEP
        price = self.written.contract.price
        whole = None if price is None else worth(price, self.written.contract)
        return kind == Kind.MONEY and whole is not None and whole.base == YUAN and fall >= whole.times * COSTLY

    def _cost(self, fall: Fraction) -> str:
        """Return what a fall comes to: money where the share is of a known amount, else the share."""
        if self.tiers.bands[0].value.type.kind == Kind.MONEY:
            return amount(fall, self.written.contract.currency)
        base = max(_bases(self.written.contract, self.tiers.label.id), default=None)
        return percent(fall) if base is None else amount(fall * base, self.written.contract.currency)

    def turns(self) -> Iterator[Warning_]:
        """Yield the step that goes the other way than the rest: a worse value that is better off."""
        for one, other in self._odd()[:1]:
            yield self._found("tier-perverse", one[2].bands[0], **self._pair(one, other))

    def _odd(self) -> list[tuple[Given, Given]]:
        """Return the steps that go the way that fewer go; of as many either way, those the highest step does not go."""
        steps = list(self._steps())
        ups = [step for step in steps if step[1][1] > step[0][1]]
        downs = [step for step in steps if step[1][1] < step[0][1]]
        if not ups or not downs:
            return []
        if len(ups) != len(downs):
            return min(ups, downs, key=len)
        return ups if steps[-1] in downs else downs

    def _steps(self) -> Iterator[tuple[Given, Given]]:
        """Yield neighbouring values with what their bands give, where that changes."""
        given: list[Given] = []
        for one in self.stretches:
            found = self._worth(one.bands[0]) if len(one.bands) == 1 else None
            if found is not None:
                given += [(one.values[0], found, one), (one.values[-1], found, one)]
        yield from ((one, other) for one, other in pairwise(given) if one[1] != other[1])

    # -------------------------------------------------------- words

    def _worth(self, band: Band) -> Fraction | None:
        return self.written.number(band.value)

    def _witness(self, run: list[Stretch]) -> dict[str, str]:
        values = [value for one in run for value in one.values]
        tried = self.reach.values is not None
        count = str(len(values)) if tried else "@many"
        return {"value": self._value(values[-1]), "count": count, "how": "@tried" if tried else "@not-tried"}

    def _value(self, value: Fraction) -> str:
        return percent(value) if self.tiers.of.type.kind == Kind.RATE else decimal(value)

    def _edge(self, value: Fraction, *, below: bool) -> str:
        """Return a value that was tried; for one that stands for a stretch, the end at which its neighbour lies."""
        stretch = next((one for one in self.stretches if value in one.values and one.low != one.high), None)
        end = None if stretch is None else (stretch.high if below else stretch.low)
        if end is None or self.reach.values is not None or self.reach.step is not None:
            return self._value(value)
        return f"<{self._value(end)}" if below else f">{self._value(end)}"

    def _shown(self, band: Band) -> str:
        found, kind = self._worth(band), band.value.type.kind
        if found is None:
            return "@not-written"
        if kind == Kind.MONEY:
            return amount(found, self.written.contract.currency)
        return percent(found) if kind == Kind.RATE else decimal(found)

    def _bounds(self, band: Band) -> str:
        limits = [(one.op, self.written.number(one.value)) for one in band.bounds]
        shown = [f"{_SIGNS[op]} {self._value(limit)}" for op, limit in limits if limit is not None]
        return ", ".join(shown) or "@otherwise"

    def _found(self, code: str, band: Band, **facts: str) -> Warning_:
        label = self.tiers.label
        return Warning_(code, "warning", None, None, {"zh": label.zh, "en": label.en, **facts}, span=band.span)


def _looked(contract: Contract, one: Tiers) -> _Look | None:
    """Return bands with the values they can meet; None if a bound is not written down."""
    written = Written(contract)
    found = _reach_of(contract, one.of)
    limits = {id(bound): written.number(bound.value) for band in one.bands for bound in band.bounds}
    if None in limits.values():
        return None
    edges = sorted({limit for limit in limits.values() if limit is not None})
    stretches = []
    for low, high in _cut(edges):
        values = found.at(low) if low is not None and low == high else found.between(low, high)
        if values:
            stretches.append(Stretch(low, high, values, _taking(one, written, values[0])))
    return _Look(written, one, found, tuple(stretches))


def _cut(edges: list[Fraction]) -> Iterator[tuple[Fraction | None, Fraction | None]]:
    """Yield the points at the edges and the open stretches between, before and after them, ascending."""
    ends: list[Fraction | None] = [None, *edges, None]
    for low, high in pairwise(ends):
        if low is not None:
            yield low, low
        yield low, high


def _taking(one: Tiers, written: Written, value: Fraction) -> tuple[Band, ...]:
    """Return the bands that take a value: those whose bounds it meets, else the one that takes the rest."""
    met = tuple(band for band in one.bands if band.bounds and _meets(band, written, value))
    return met or tuple(band for band in one.bands if not band.bounds)[:1]


def _meets(band: Band, written: Written, value: Fraction) -> bool:
    limits = ((one.op, written.number(one.value)) for one in band.bounds)
    return all(limit is not None and _holds(op, value, limit) for op, limit in limits)


def _holds(op: str, value: Fraction, limit: Fraction) -> bool:
    match op:
        case "ge":
            return value >= limit
        case "gt":
            return value > limit
        case "le":
            return value <= limit
        case "lt":
            return value < limit
    raise ValueError(f"unknown bound {op}")


def _is_empty(band: Band, written: Written) -> bool:
    """Say whether the bounds of a band leave nothing between them."""
    limits = sorted({limit for one in band.bounds if (limit := written.number(one.value)) is not None})
    middles = [(one + other) / 2 for one, other in pairwise(limits)]
    beyond = [limits[0] - 1, limits[-1] + 1] if limits else []
    return bool(limits) and not any(_meets(band, written, value) for value in (*limits, *middles, *beyond))


def _reach_of(contract: Contract, of: Expr) -> Reach:
    """Return the values that what bands look at can take; where nobody can say, all of them."""
    match of:
        case model.Measured(name=name):
            for score in contract.scores:
                if score.label.id == name:
                    return reach(contract, score)
            for metric in contract.metrics:
                if metric.label.id == name:
                    return _of_metric(metric)
    number = Written(contract).number(of)
    return Reach(None) if number is None else Reach((number,))


def _of_metric(metric: model.Metric) -> Reach:
    whole = Fraction(1) if metric.value.type.kind == Kind.COUNT else None
    low = Fraction(0) if metric.value.type.kind in (Kind.COUNT, Kind.RATE) else None
    return Reach(None, low, None, metric.rounded_to or whole)


def _bases(contract: Contract, name: str) -> Iterator[Fraction]:
    """Yield the amounts of which a clause takes the share that tiers give."""
    lets = {one.label.id: one.value for one in contract.lets}
    heads = [head.amount for clause in contract.clauses for head in clause.heads]
    owed = [one.owed.amount for clause in contract.clauses for one in clause.duties if isinstance(one.owed, model.Pay)]
    for node in model.walk((*heads, *owed, *lets.values())):
        match node:
            case model.Arithmetic(op="mul" | "share", left=left, right=right):
                for share, base in ((left, right), (right, left)):
                    found = worth(base, contract) if base.type.kind == Kind.MONEY else None
                    reads = share.type.kind == Kind.RATE and any(one.name == name for one, _ in measured(share, lets))
                    if found is not None and found.base == YUAN and reads:
                        yield found.times
