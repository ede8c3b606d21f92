"""
Whatever is written, the checks answer: with findings, or with a contract that the engine can plan.

Sound contracts with one or two of their formulas, times, lines or names put in the place of others: most come to
nonsense, some to another contract. Neither a crash nor a part that vanishes without a finding is an answer.
"""

from functools import cache
from typing import Any

from attrs import evolve, fields_dict, has
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from luyue.dsl import syntax
from luyue.dsl.check.contract import read
from luyue.dsl.check.declare import Unit
from luyue.dsl.load import read_source
from luyue.dsl.model import choose, default_options
from luyue.dsl.parse import parse
from luyue.dsl.resolve import Scope
from luyue.dsl.warn import warnings_of
from luyue.engine.planning import make_plan

Path = tuple[Any, ...]
KINDS: tuple[type[syntax.Node], ...] = (syntax.Expr, syntax.Time, syntax.Line, syntax.Name)


@cache
def trees() -> tuple[syntax.File, ...]:
    """Return the trees of the samples."""
    return tuple(parse(read_source(path)) for path in sorted((ROOT / "tests" / "samples").glob("*.clause")))


def places(node: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Return every node of a tree with the way to it; scenarios hold dates and keys only and are left alone."""
    if isinstance(node, syntax.Scenario | syntax.Since):
        return []
    found = [(path, node)]
    if isinstance(node, tuple):
        return [*found, *(place for at, part in enumerate(node) for place in places(part, (*path, at)))]
    if isinstance(node, syntax.Node) and has(type(node)):
        names = [name for name in fields_dict(type(node)) if name not in ("span", "comments")]
        return [*found, *(place for name in names for place in places(getattr(node, name), (*path, name)))]
    return found


@cache
def of_kind(tree: int, kind: int) -> tuple[tuple[Path, Any], ...]:
    """Return the places of a tree where nodes of a kind stand."""
    return tuple((path, node) for path, node in places(trees()[tree]) if isinstance(node, KINDS[kind]))


def put(node: Any, path: Path, value: Any) -> Any:
    """Return a tree with another node at a place; the tree as it is where a change above has taken the place away."""
    if not path:
        return value
    step, *rest = path
    if isinstance(node, tuple):
        return (*node[:step], put(node[step], tuple(rest), value), *node[step + 1 :]) if step < len(node) else node
    if not hasattr(node, str(step)):
        return node
    return evolve(node, **{step: put(getattr(node, step), tuple(rest), value)})


@st.composite
def mutants(draw: st.DrawFn) -> syntax.File:
    """Draw a sample with one or two of its nodes in the wrong place."""
    tree = draw(st.integers(0, len(trees()) - 1))
    found: Any = trees()[tree]
    for _ in range(draw(st.integers(1, 2))):
        some = draw(st.sampled_from([found_of for kind in range(len(KINDS)) if (found_of := of_kind(tree, kind))]))
        path, _there = draw(st.sampled_from(some))
        found = put(found, path, draw(st.sampled_from(some))[1])
    return found  # type: ignore[no-any-return]


@given(mutants())
@settings(max_examples=400)
def test_the_checks_answer_and_what_they_pass_can_be_planned(tree: syntax.File) -> None:
    """Findings, or a contract with a plan and warnings."""
    checked = read((Unit(tree, Scope(tree.language)),))
    if checked.diagnostics or checked.contract is None:
        return
    options = default_options(checked.contract)

    assert all(one.severity in ("warning", "info") for one in warnings_of(checked.contract))
    assert make_plan(choose(checked.contract, options), options) is not None
