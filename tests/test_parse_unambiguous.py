"""
The grammar has one reading for every text: a second parser, which finds all readings, finds no more than one.

It reads the very tokens that the lexer made for the first one, since which run is a word is decided there.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from conftest import ROOT
from lark import Lark
from lark.lexer import Lexer
from lark.lexer import Token as Plain

from luyue.dsl import words
from luyue.dsl.blocks import language_of, part_starts
from luyue.dsl.lexer import WordLexer
from luyue.dsl.parse import parser
from luyue.dsl.scan import scan
from luyue.dsl.source import Source
from luyue.dsl.tokens import RAW_TERMINALS, Block

GALLERY = sorted((ROOT / "tests" / "gallery").glob("*.clause"))


class Given(Lexer):
    """Hands on tokens that were made before."""

    __future_interface__ = 2

    def __init__(self, _conf: object) -> None:
        """Keep nothing."""

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Plain]:
        """Yield the tokens of a list."""
        yield from lexer_state.text


@cache
def earley() -> Lark:
    """Return a parser that keeps every reading."""
    grammar = files("luyue.dsl").joinpath("grammar.lark").read_text(encoding="utf-8")
    declared = " ".join(dict.fromkeys((*RAW_TERMINALS, *words.terminals())))
    return Lark(f"{grammar}\n%declare {declared}\n", parser="earley", lexer=Given, ambiguity="explicit")


def tokens_of(text: str) -> Iterator[list[Plain]]:
    """Yield the terminals of each part of a text, as the first parser took them."""
    found = scan(Source("t", text))
    language = language_of(found)
    assert language is not None
    starts = part_starts(found, language)
    for first, last in zip(starts, [*starts[1:], len(found.tokens)], strict=True):
        block = Block(found.source, language, found.tokens[first:last], found.inside[first:last])
        interactive = parser().parse_interactive(block)
        yield [Plain(token.type, str(token.value)) for token in interactive.iter_parse()]


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: str(path.name))
def test_a_text_has_one_reading(path: Any) -> None:
    for tokens in tokens_of(path.read_text(encoding="utf-8")):
        tree: Any = earley().parse(tokens)
        assert not list(tree.find_data("_ambig"))


def test_the_second_parser_sees_two_readings() -> None:
    """Where a grammar has two, it tells: else the test above would prove nothing."""
    twice = Lark("start: a | b\na: X\nb: X\n%declare X", parser="earley", lexer=Given, ambiguity="explicit")
    tree: Any = twice.parse([Plain("X", "x")])

    assert list(tree.find_data("_ambig"))


def test_both_parsers_share_their_lexer() -> None:
    assert parser().options.lexer is WordLexer
