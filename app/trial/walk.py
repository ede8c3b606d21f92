"""
Hypothesis strategies that walk through a contract's states.

``logs(contract)`` draws a log row by row. After each row the contract is replayed, and what is open then decides what
may come next: an open duty is performed at its last timely instant, one microsecond later, a day later or somewhere on
the way; a payment is made in full, a fen short or in parts; a right that is open is used, and one that is not is tried;
between times new matters begin and other events happen. So a short log already brushes against boundaries that random
rows would miss for ever.

Rows are plain mappings, as ``from_rows`` takes them, so that a failing example can be read and pasted into a test.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from luyue.app.numbers import money
from luyue.dsl import model
from luyue.dsl.model import Contract, Kind
from luyue.engine.readers import EventError, from_rows
from luyue.engine.replay import replay
from luyue.engine.report import DutyRow, PowerRow, Report
from luyue.engine.settings import SettingError
from luyue.engine.zone import Zone, day_from_iso, iso_day

Row = dict[str, object]

DAY_US = 86_400_000_000
OPEN = ("pending", "overdue", "latent", "suspended", "undetermined")
FALLBACK_START = "2024-03-01"
NAMES = ("A", "B", "C")


@st.composite
def logs(
    draw: st.DrawFn,
    contract: Contract,
    *,
    most: int = 12,
    start: str | None = None,
    settings: Mapping[str, object] = {},
) -> list[Row]:
    """
    Draw a log of at most ``most`` rows that a replay takes; ``start`` is the date on which it begins (ISO).

    ``settings`` are those under which the contract is walked; a row that the contract refuses is left out.
    """
    walk = _Walk(draw, contract, settings, start)
    for _ in range(draw(st.integers(0, most), label="steps")):
        walk.step()
    return walk.rows


class _Walk:
    """One walk: the rows so far, and the instant at which it stands."""

    def __init__(self, draw: st.DrawFn, contract: Contract, settings: Mapping[str, object], start: str | None) -> None:
        self.draw, self.contract, self.settings = draw, contract, settings
        self.zone = Zone.named(contract.zone)
        self.rows: list[Row] = []
        self.types = {event.id: event for event in contract.events}
        self.clauses = {clause.id: clause for clause in contract.clauses}
        self.tables = {table.label.id: table for table in contract.tables}
        self.now = self.zone.start_of(day_from_iso(start or self._start())) + 9 * 3600 * 1_000_000

    def _start(self) -> str:
        for node in (self.contract.signed, self.contract.effective):
            if isinstance(node, model.Const) and hasattr(node.value, "isoformat"):
                return str(node.value.isoformat())[:10]
        return FALLBACK_START

    def step(self) -> None:
        """Take one step; a row that the contract refuses is taken back."""
        choices = [self._begin, self._happen]
        report = self._report()
        if report is not None and any(row.state in OPEN for row in report.duties):
            choices = [*choices, lambda: self._perform(report), lambda: self._perform(report)]
        if report is not None and report.powers:
            choices.append(lambda: self._exercise(report))
        made = self.draw(st.sampled_from(choices), label="step")()
        if made is None:
            self.now += self.draw(st.sampled_from([DAY_US // 24, DAY_US, 10 * DAY_US, 40 * DAY_US]), label="wait")
            return
        row, at = made
        row["id"] = f"e{len(self.rows) + 1:02}"
        row["time"] = self.zone.text(at)
        if self._taken([*self.rows, row]):
            self.rows.append(row)
            self.now = max(self.now, at)

    def _taken(self, rows: list[Row]) -> bool:
        try:
            replay(self.contract, from_rows(self.contract, rows), settings=self.settings)
        except (EventError, SettingError):
            return False
        return True

    def _report(self) -> Report | None:
        if not self.rows:
            return None
        return replay(self.contract, from_rows(self.contract, self.rows), as_of=self.now, settings=self.settings)

    # ------------------------------------------------------------ the kinds of steps

    def _begin(self) -> tuple[Row, int] | None:
        """Begin a new matter: an event that triggers a clause."""
        patterns = [
            source
            for clause in self.contract.clauses
            for trigger in clause.triggers
            for source in trigger.sources
            if isinstance(source, model.Pattern)
        ]
        return (
            (self._row(self.draw(st.sampled_from(patterns), label="trigger"), {}), self._later()) if patterns else None
        )

    def _happen(self) -> tuple[Row, int] | None:
        """Let any event happen."""
        if not self.types:
            return None
        name = self.draw(st.sampled_from(sorted(self.types)), label="event")
        return self._row(model.Pattern(name), {}), self._later()

    def _later(self) -> int:
        return self.now + self.draw(
            st.sampled_from([0, 1_000_000, 3600 * 1_000_000, DAY_US, 7 * DAY_US]), label="later"
        )

    def _perform(self, report: Report) -> tuple[Row, int] | None:
        """Perform an open duty, at or around its last timely instant."""
        row = self.draw(st.sampled_from([row for row in report.duties if row.state in OPEN]), label="duty")
        clause = self.clauses[row.clause]
        patterns = [pattern for duty in clause.duties for pattern in _performing(duty)]
        patterns += [pattern for prohibition in clause.prohibitions for pattern in prohibition.acts]
        if not patterns:
            return None
        pattern = self.draw(st.sampled_from(patterns), label="act")
        given: Row = {**dict(row.key), **self._amount(clause, row)}
        return self._row(pattern, given, party=row.bearer), self._around(row)

    def _around(self, row: DutyRow) -> int:
        if row.due is None:
            return self._later()
        last = row.due.last
        near = [last - DAY_US, last, last, last + 1, last + 1, last + DAY_US, last + 40 * DAY_US]
        return max(self.draw(st.sampled_from(near), label="when"), self.now)

    def _amount(self, clause: model.Clause, row: DutyRow) -> Row:
        pay = next((duty.owed for duty in clause.duties if isinstance(duty.owed, model.Pay)), None)
        if pay is None or row.amount is None:
            return {}
        whole = row.amount.low - (row.paid or 0)
        near = [whole, whole, whole / 2, whole - Fraction(1, 100), whole + Fraction(1, 100)]
        amount = self.draw(st.sampled_from(near), label="amount")
        return {pay.field: money(max(amount, Fraction(1, 100)))}

    def _exercise(self, report: Report) -> tuple[Row, int] | None:
        """Use a right, whether it is open or not."""
        row: PowerRow = self.draw(st.sampled_from(report.powers), label="right")
        power = next((power for power in self.clauses[row.clause].powers), None)
        if power is None:
            return None
        at = self.now if row.available_from is None else max(self.now, row.available_from)
        return self._row(power.act, dict(row.key), party=row.holder), at

    # ------------------------------------------------------------ rows

    def _row(self, pattern: model.Pattern, given: Mapping[str, object], party: str | None = None) -> Row:
        """Return a row of a pattern's type: fields as given, as its conditions say, else drawn by type."""
        wanted = {**dict(_equal(pattern.where)), **given}
        found: Row = {"type": pattern.event}
        for declared in self.types[pattern.event].fields:
            name = declared.label.id
            if name in wanted:
                found[name] = wanted[name]
            elif declared.type.kind is Kind.PARTY and party is not None:
                found[name] = party
            elif not declared.optional or self.draw(st.booleans(), label=name):
                value = self._value(declared.type, name)
                if value is not None:
                    found[name] = value
        return found

    def _value(self, type_: model.Type, name: str) -> object:
        day = self.zone.day_of(self.now)
        match type_.kind:
            case Kind.TEXT | Kind.ID:
                return self.draw(st.sampled_from(NAMES), label=name)
            case Kind.NUMBER | Kind.COUNT | Kind.POINTS:
                return self.draw(st.sampled_from([0, 1, 2, 15, 90, 100]), label=name)
            case Kind.RATE:
                return self.draw(st.sampled_from(["0", "0.005", "0.05", "0.9", "1"]), label=name)
            case Kind.MONEY:
                return self.draw(st.sampled_from(["0.01", "100.00", "10000.00"]), label=name)
            case Kind.DATE:
                return iso_day(day + self.draw(st.sampled_from([-1, 0, 1, 30]), label=name))
            case Kind.INSTANT:
                return self.zone.text(self.now + self.draw(st.sampled_from([-DAY_US, 0, DAY_US]), label=name))
            case Kind.MONTH:
                return iso_day(day)[:7]
            case Kind.TRUTH:
                return self.draw(st.booleans(), label=name)
            case Kind.LENGTH:
                return self.draw(st.sampled_from(["24小时", "7日"]), label=name)
            case Kind.PARTY:
                return self.draw(st.sampled_from([x.label.id for x in self.contract.parties]), label=name)
            case Kind.CLAUSE:
                return self.draw(st.sampled_from(sorted(self.clauses)), label=name) if self.clauses else None
            case Kind.ENUM:
                return self.draw(st.sampled_from([x.id for x in type_.values]), label=name)
            case Kind.SET if type_.values:
                chosen = self.draw(st.sets(st.sampled_from([x.id for x in type_.values]), min_size=1), label=name)
                return sorted(chosen)
            case _:
                return None


def _performing(duty: model.Duty) -> Iterator[model.Pattern]:
    """Yield the patterns of events that perform a duty, or report its level."""
    match duty.owed:
        case model.Act(any_of=any_of):
            for all_of in any_of:
                yield from all_of
        case model.Pay(by=by):
            yield by
        case model.Keep(what=what):
            yield from (node for node in model.walk(what) if isinstance(node, model.Pattern))


def _equal(where: tuple[model.Expr, ...]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that conditions hold to one value."""
    for one in where:
        match one:
            case model.Same(
                left=model.FieldOf(of=model.Own(), name=name), right=model.Const(value=value), negated=False
            ):
                yield name, str(value) if isinstance(value, Fraction) else value
