"""Every tree survives its own print, in either language; printing twice changes nothing."""

import pytest
from hypothesis import given, settings
from strategies.syntax import trees

from luyue.dsl import syntax as s
from luyue.dsl import words
from luyue.dsl.format import format_file
from luyue.dsl.parse import parse
from luyue.dsl.source import Source


@pytest.mark.parametrize("lang", words.LANGUAGES)
@settings(max_examples=300)
@given(tree=trees())
def test_a_tree_is_read_back_from_its_print(lang: str, tree: s.File) -> None:
    text = format_file(tree, lang)

    survives = tree == parse(Source("print", text))  # compared here: a picture of two trees side by side helps nobody
    assert survives, text


@pytest.mark.parametrize("lang", words.LANGUAGES)
@settings(max_examples=100)
@given(tree=trees())
def test_a_print_is_printed_as_it_is(lang: str, tree: s.File) -> None:
    text = format_file(tree, lang)

    unchanged = text == format_file(parse(Source("print", text)), lang)
    assert unchanged, text
