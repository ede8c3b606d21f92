"""What must always hold is checked in every run, also under -O: states, caps, accounts, every row in one list."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from conftest import ROOT
from semantics import contract, rows, verdict

from luyue.engine import accounts, capping, parting
from luyue.engine.due import DueDate
from luyue.engine.duties import Duties
from luyue.engine.event import Event, Log
from luyue.engine.lifecycle import MOVES, IllegalMove, move
from luyue.engine.parting import Parted
from luyue.engine.plan import Norm
from luyue.engine.readers import read_bytes
from luyue.engine.replay import replay
from luyue.engine.takings import Takings
from luyue.engine.world import Instance

TEXT = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01
  damages buyer pays supplier 10 yuan per day late, at most 50 yuan
"""
LOG = "2024-02-05 10:00 paid amount=600\n2024-03-06 10:00 paid amount=300\n"


def test_a_yuan_credited_twice_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What events paid is what debts were credited with, and what is left."""
    once = Takings.pay

    def twice(self: Takings, event: Event, norms: Iterable[Norm]) -> list[tuple[Norm, Instance]]:
        touched = once(self, event, norms)
        for _, inst in touched:
            inst.taken.append(inst.taken[-1])
        return touched

    monkeypatch.setattr(Takings, "pay", twice)

    with pytest.raises(RuntimeError, match="does not add up"):
        verdict(TEXT, LOG, "2024-03-20")


def test_an_account_that_does_not_balance_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """More set off than was owed."""

    def net(run: object, heads: object, sides: dict[object, Any]) -> None:
        for side in sides.values():
            side.set_off = Fraction(10**6)

    monkeypatch.setattr(accounts, "_net", net)

    with pytest.raises(RuntimeError, match="does not balance"):
        verdict(TEXT, LOG, "2024-03-20")


def test_a_cap_that_is_passed_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty, and not a fen more."""

    def one_more(draft: object) -> None:
        draft.printed_low = draft.printed_high = draft.low + 1  # type: ignore[attr-defined]

    monkeypatch.setattr(capping, "_print", one_more)
    monkeypatch.setattr(capping._Capping, "_difference", lambda self, pool: None)

    with pytest.raises(RuntimeError, match="is passed"):
        verdict(TEXT, LOG, "2024-03-20")


def parted_as(monkeypatch: pytest.MonkeyPatch, change: Callable[[Parted], Parted]) -> None:
    """Plant a fault in how rows are parted."""
    whole = parting.part
    monkeypatch.setattr("luyue.engine.replay.part", lambda *parts: change(whole(*parts)))


def test_a_row_that_is_lost_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read two, applied one."""
    parted_as(monkeypatch, lambda found: evolve(found, applied=found.applied[:1]))

    with pytest.raises(RuntimeError, match="lost"):
        verdict(TEXT, LOG, "2024-03-20")


def test_a_row_in_two_lists_stops_the_run_though_the_count_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row applied twice, another nowhere."""
    made = contract(TEXT)
    log = read_bytes("a.jsonl", "".join(json.dumps(row) + "\n" for row in rows(LOG)).encode(), made)
    parted_as(monkeypatch, lambda found: evolve(found, applied=(found.applied[0], found.applied[0])))

    with pytest.raises(RuntimeError, match="exactly one list"):
        replay(made, Log(tuple(log.events)), as_of=date(2024, 3, 20))


def test_a_move_that_must_not_be_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is overdue is made good late, or not at all."""
    once = Duties._broken

    def forgets(self: Duties, norm: Norm, inst: Instance, due: DueDate) -> None:
        once(self, norm, inst, due)
        move(inst, "performed")

    monkeypatch.setattr(Duties, "_broken", forgets)

    with pytest.raises(IllegalMove, match="overdue -> performed"):
        verdict(TEXT, LOG, "2024-03-20")


@pytest.mark.parametrize(("was", "then"), [("waived", "pending"), ("ended", "pending"), ("overdue", "pending")])
def test_a_state_that_must_not_follow_stops_the_run(was: str, then: str) -> None:
    """The table of legal moves is asked at every move."""

    class Stub:
        id, state = "x", was

    assert then not in MOVES[was]
    with pytest.raises(IllegalMove):
        move(Stub(), then)  # type: ignore[arg-type]


def test_the_checks_are_kept_under_optimisation() -> None:
    """Every fault planted here stops the run under -O too: no check is an assert that -O would take away."""
    done = subprocess.run(
        [sys.executable, "-O", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "stops_the_run",
         "-W", "ignore::pytest.PytestConfigWarning", str(Path(__file__))],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )  # fmt: skip
    assert 0 == done.returncode, done.stdout
    assert "9 passed" in done.stdout


def test_money_for_a_debt_that_is_paid_already_is_a_credit() -> None:
    """It has no debt to go to, and it does not vanish; damages are paid only by naming them."""
    paid = "2024-02-05 10:00 paid amount=1000\n2024-04-05 10:00 paid amount=729.77\n"
    found = verdict(TEXT, paid, "2024-04-10")

    assert [("buyer", "supplier", "1000.00", "0.00", "729.77")] == found.accounts


def test_what_each_side_paid_and_has_too_much_is_what_it_gave() -> None:
    """Over all accounts of a currency: paid and credit are the money of the events."""
    report = verdict(TEXT, LOG + "2024-03-07 10:00 paid amount=250.55\n", "2024-03-20").report

    assert Fraction("1150.55") == sum(row.paid + row.credit for row in report.accounts)
    assert all(row.accrued_low == row.paid + row.set_off + row.waived + row.outstanding_low for row in report.accounts)
