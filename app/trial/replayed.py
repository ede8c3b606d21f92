"""A replay asked for verdicts one by one, as tests ask; each verdict can say why it is what it is."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from attrs import frozen

from luyue.app.explain import UnknownId, explain, explanation_text
from luyue.app.numbers import money
from luyue.app.session import known_of, moment_of
from luyue.dsl.model import Contract
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay
from luyue.engine.report import Report
from luyue.engine.zone import Zone


class Verdict(str):
    """A state, a date or an amount as text, with its reasons."""

    __slots__ = ("_ids", "_lang", "_report")
    _report: Report
    _ids: tuple[str, ...]
    _lang: str

    def luyue_reasons(self) -> list[str]:
        """Return the explanation of the rows behind the verdict, line by line."""
        lines: list[str] = []
        for row_id in self._ids:
            try:
                lines += explanation_text(explain(self._report, row_id, self._lang)).split("\n")
            except UnknownId:
                continue
        return lines


@frozen
class Replayed:
    """The report of a replay, by questions."""

    report: Report
    lang: str = "zh"

    def state(self, row_id: str) -> Verdict:
        """Return the state of a duty or power by its id (``answer/T1``); ``latent`` where it never arose."""
        states = [(row.id, row.state) for row in self.report.duties]
        states += [(row.id, row.state) for row in self.report.powers]
        for name, state in states:
            if name == row_id:
                return self._verdict(state, row_id)
        return self._verdict("latent", row_id.partition("/")[0])

    def broken(self, row_id: str) -> bool:
        """Return whether a breach of a duty is on record that nothing excused."""
        return any(row.duty == row_id and not row.excused_by for row in self.report.breaches)

    def due(self, row_id: str) -> Verdict:
        """Return the last timely day (ISO date), or instant for limits by the clock; empty where it is not known."""
        from luyue.app.due import due_on

        zone = Zone.named(self.report.contract.zone)
        row = next((row for row in self.report.duties if row.id == row_id), None)
        return self._verdict("" if row is None or row.due is None else due_on(row.due, zone), row_id)

    def owes(self, debtor: str, creditor: str, under: str | None = None) -> Verdict:
        """Return what one party owes the other in heads, in yuan: ``500.00``, ``0.00``, ``100.00..300.00``."""
        heads = [row for row in self.report.heads if under is None or row.clause == under]
        mine = [row for row in heads if (row.debtor, row.creditor) == (debtor, creditor)]
        low = sum((row.low for row in mine), Fraction(0))
        highs = [row.high for row in mine]
        ids = tuple(row.id for row in mine)
        if None in highs:
            return self._verdict(f"{money(low)}..", *ids)
        high = sum((high for high in highs if high is not None), Fraction(0))
        return self._verdict(money(low) if low == high else f"{money(low)}..{money(high)}", *ids)

    def why(self, row_id: str) -> str:
        """Return the explanation of a row."""
        return explanation_text(explain(self.report, row_id, self.lang))

    def _verdict(self, text: str, *ids: str) -> Verdict:
        found = Verdict(text)
        found._report, found._ids, found._lang = self.report, ids, self.lang
        return found


def replay_rows(
    contract: Contract,
    rows: Iterable[Mapping[str, object]],
    *,
    as_of: str | date | None = None,
    known_at: str | None = None,
    lang: str = "zh",
    settings: Mapping[str, object] | None = None,
) -> Replayed:
    """Return the verdicts of a replay of rows made by a program; raises as ``from_rows`` and ``replay``."""
    zone = Zone.named(contract.zone)
    numbered = [{"id": f"e{n}", **row} for n, row in enumerate(rows, 1)]
    moment = moment_of(as_of, zone) if isinstance(as_of, str) else as_of
    log = from_rows(contract, numbered)
    report = replay(contract, log, as_of=moment, known_at=known_of(known_at, zone), settings=settings or {})
    return Replayed(report, lang)
