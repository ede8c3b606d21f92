"""Long sums and conditions: flat as they are written, worth what they say, and no nesting however long they are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from semantics import verdict

from luyue.dsl import syntax as s
from luyue.dsl.chains import SHORT, plain
from luyue.dsl.depth import height
from luyue.dsl.diagnostic import ContractError
from luyue.dsl.format import format_file
from luyue.dsl.load import load_text
from luyue.dsl.parse import parse
from luyue.dsl.quantity import Unit
from luyue.dsl.source import Source
from luyue.dsl.twins import twins

HEAD = "合同 例 = example\n  签订 2025-01-01\n  当事人 甲方 “甲”，乙方 “乙”\n事件 交货 = delivered\n"


def let(formula: str) -> s.Expr:
    """Return what a formula is read as."""
    part = parse(Source("t", f"设 值 = value 为 {formula}\n")).parts[0]
    assert isinstance(part, s.Let)
    return part.value


def worth(one: s.Expr) -> Fraction:
    """Return what a sum of plain numbers comes to."""
    if isinstance(one, s.Literal):
        return one.value
    assert isinstance(one, s.Binary)
    return worth(one.left) + (worth(one.right) if one.op == "add" else -worth(one.right))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("terms", [SHORT, SHORT + 1, 300])
@pytest.mark.parametrize("word", [" + ", " − ", " 或 ", " 且 "])
def test_a_chain_is_printed_on_one_level(word: str, terms: int, lang: str) -> None:
    """And read back as the same tree, at the length at which it becomes flat and beyond."""
    atom = "x" if word.strip() in "或且" else "1元"
    tree = parse(Source("t", f"设 值 为 {word.join([atom] * terms)}\n"))
    shown = format_file(tree, lang)

    assert tree.parts == parse(Source("t", shown)).parts
    assert "（" not in shown and "(" not in shown
    assert shown == format_file(parse(Source("t", shown)), lang)


def test_brackets_inside_a_long_chain_stay() -> None:
    """Only those that say nothing go: a sum at the beginning of a sum."""
    long = " + ".join(["1元"] * SHORT)

    assert let(f"({long}) + 2元") == let(f"{long} + 2元")
    assert let(f"{long} + (2元 + 3元)") != let(f"{long} + 2元 + 3元")
    assert isinstance(let(f"{long} + (2元 + 3元)"), s.Chain)
    for formula in (f"({long} + 2元) × 2", f"2元 − ({long} + 2元)", f"{long} − (2元 − 3元)"):
        tree = parse(Source("t", f"设 值 为 {formula}\n"))
        assert tree.parts == parse(Source("t", format_file(tree, "en"))).parts


def test_or_and_and_are_two_chains() -> None:
    """And binds tighter, in a chain of either."""
    both = let(" 或 ".join(["a 且 b"] * (SHORT + 1)))

    assert isinstance(both, s.Chain) and {"or"} == set(both.ops)
    assert {s.Binary("and", s.Ref(s.Name("a")), s.Ref(s.Name("b")))} == set(both.terms)


@given(st.lists(st.tuples(st.sampled_from(["add", "sub"]), st.integers(0, 9)), min_size=SHORT, max_size=60))
def test_a_balanced_sum_is_worth_what_was_written(rest: list[tuple[str, int]]) -> None:
    """Signs turn where a difference is taken as a whole."""
    terms = (s.Literal(Fraction(1), Unit.NUMBER), *(s.Literal(Fraction(n), Unit.NUMBER) for _, n in rest))
    chain = s.Chain(tuple(op for op, _ in rest), terms)

    assert 1 + sum(n if op == "add" else -n for op, n in rest) == worth(plain(chain))


def test_a_balanced_tree_is_as_high_as_the_logarithm_of_its_length() -> None:
    """Ten thousand terms, fourteen steps and the terms themselves."""
    chain = let(" + ".join(["1元"] * 10_000))

    assert 15 == height(s.Let(s.Heading(s.Name("值")), plain(chain)))


def test_a_tree_without_chains_is_left_as_it_is() -> None:
    tree = parse(Source("t", HEAD))

    assert plain(tree) is tree


def test_ten_thousand_terms_are_read_checked_and_replayed() -> None:
    """A sum as an amount, a condition and a trigger of as many: nobody runs out of stack."""
    events = "".join(f"event e{n}\n" for n in range(3_000))
    either = " or ".join(f"e{n}" for n in range(3_000))
    clauses = f"""
    let total_due be {" + ".join(["1 yuan"] * 5_000)} - {" - ".join(["0.5 yuan"] * 5_000)}
    clause any_of_them
      when {either}
      duty supplier: delivered
      due within 10 days
      damages supplier pays buyer total_due
    clause on_condition
      unless {either}
      forbidden supplier: accepted
    """
    made = verdict(events + clauses, "2024-03-01 10:00 e2999\n2024-03-02 10:00 accepted", "2024-04-01")

    assert {"any_of_them/1": "2500.00"} == made.heads
    assert "holding" == made.states["on_condition"]


def test_a_mistake_in_a_long_chain_is_told_at_its_place() -> None:
    """With what stands beside it."""
    with pytest.raises(ContractError) as caught:
        load_text(HEAD + f"设 值 = value 为 {' + '.join(['1元'] * 40)} + 5日 + {' + '.join(['1元'] * 40)}\n", "t")
    found = caught.value.diagnostics

    assert ["no-such-sum"] == [one.code for one in found]
    assert "5日" in found[0].span.text
    assert len(found[0].span.text) < 20


def test_a_sum_of_different_lengths_has_another_digest() -> None:
    """What is meant is the terms."""

    def digest(terms: int) -> str:
        return load_text(HEAD + f"设 值 = value 为 {' + '.join(['1元'] * terms)}\n", "t").digest

    assert digest(40) == digest(40) != digest(41)


def test_names_in_a_long_chain_have_their_twins() -> None:
    """A printed chain speaks the reader's language."""
    tree = parse(Source("t", HEAD + f"条款 甲 = a\n  当 {' 或 '.join(['交货'] * 20)}\n"))
    spelled = twins(tree)
    shown = format_file(tree, "en", lambda name: spelled(name)["en"])

    assert " or ".join(["delivered"] * 20) in shown
