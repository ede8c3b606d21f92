"""
The four contracts: every clause is reached, and every mutant is killed by the scenario that is kept for it.

A mutant without a record, a record without a mutant, a survivor without a reason and one survivor more are failures.
Replaying every mutant takes minutes, so a run replays a quarter of them, chosen by the text of the contract: another
change of the contract, another quarter. ``LUYUE_MUTANTS=all`` replays all; ``make clause-mutants`` tries all anew.
"""

import os
import zlib
from functools import cache

import pytest
from clause_mutants import CONTRACTS, UNREACHED, WHY, Key, contract_of, kept, keyed
from conftest import ROOT

from luyue.app.catalog import Place
from luyue.app.trial import tested
from luyue.app.trial.coverage import coverage
from luyue.app.trial.mutants import Mutant, kills
from luyue.dsl.model import Contract
from luyue.engine.calendar import WorkCalendar
from luyue.engine.scenario import run

QUARTERS = 4
CHUNKS = 5  # of what one run replays, so that two processors share it
SURVIVORS = {"haining": 81, "luoyang": 77, "shangluo": 2, "zhengzhou": 16}  # may fall, never rise


@cache
def contract(name: str) -> Contract:
    """Return one of the four contracts, the same object each time."""
    return contract_of(name)


@cache
def found(name: str) -> dict[Key, Mutant]:
    """Return the mutants of a contract."""
    return dict(keyed(contract(name)))


def share(name: str) -> list[Key]:
    """Return the mutants that this run replays."""
    keys = [one.key for one in kept(name) if one.killed_by is not None]
    if os.environ.get("LUYUE_MUTANTS") == "all":
        return keys
    text = (ROOT / "contracts" / name / f"{name}.clause").read_bytes()
    return keys[zlib.crc32(text) % QUARTERS :: QUARTERS]


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_mutant_has_a_record_and_every_record_its_mutant(name: str) -> None:
    """A new figure in a clause is a new mutant: ``make clause-mutants`` finds its killer or says that it survives."""
    assert list(found(name)) == [one.key for one in kept(name)]


@pytest.mark.parametrize("name", CONTRACTS)
def test_survivors_have_their_reason_and_grow_no_more(name: str) -> None:
    """The number may fall and never rise."""
    survivors = [one for one in kept(name) if one.killed_by is None]

    assert [] == [one.key for one in survivors if one.why not in WHY]
    assert len(survivors) <= SURVIVORS[name]


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("name", CONTRACTS)
def test_each_mutant_is_killed_by_the_scenario_that_is_kept_for_it(name: str, chunk: int) -> None:
    """And that scenario passes on the contract itself, or it would kill anything."""
    by_title = {scenario.title: scenario for scenario in contract(name).scenarios}
    killers = {one.key: one.killed_by for one in kept(name)}
    calendar, mine = WorkCalendar.bundled(), share(name)[chunk::CHUNKS]

    assert mine
    assert [] == [key for key in mine if killers[key] not in by_title]
    assert [] == [key for key in mine if not kills(by_title[killers[key] or ""], found(name)[key], calendar)]


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_point_is_reached_but_those_that_cannot_be(name: str) -> None:
    """What is said to be out of reach must still be: once a scenario reaches it, its reason goes."""
    calendar = WorkCalendar.bundled()
    outcomes = tuple(run(contract(name), scenario, calendar=calendar) for scenario in contract(name).scenarios)
    place = Place(ROOT / "contracts" / name / f"{name}.clause", name)

    points = coverage(tested.Tested(place, contract(name), outcomes, "en"), calendar).points

    assert [] == [outcome.scenario.title for outcome in outcomes if not outcome.passed]
    assert {*UNREACHED.get(name, {})} == {(one.kind, one.id, one.side) for one in points if not one.reached}
