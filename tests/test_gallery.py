"""
One tree from either language: each clause of the gallery stands there twice, in Chinese and in English.

The two trees of a pair are equal up to a one-to-one renaming of names; quoted gists, titles and citations may differ.
"""

from pathlib import Path

import pytest
from attrs import fields_dict
from conftest import ROOT

from luyue.dsl import syntax as s
from luyue.dsl.format import format_file
from luyue.dsl.parse import parse
from luyue.dsl.source import Source

GALLERY = ROOT / "tests" / "gallery"
PAIRS = sorted(path.name.removesuffix(".zh.clause") for path in GALLERY.glob("*.zh.clause"))
WORDED = {"text", "question", "title", "why", "cite", "word", "target"}  # what each language says in its own words


def read(name: str, lang: str) -> s.File:
    """Return the tree of one file of the gallery."""
    path = GALLERY / f"{name}.{lang}.clause"
    return parse(Source(path.name, path.read_text(encoding="utf-8")))


def shape(one: object, names: list[str]) -> object:
    """Return a tree with names left out and collected in order; a heading's twin counts as the name it is one of."""
    match one:
        case s.Name(text=text):
            names.append(text)
            return "name"
        case s.Text():
            return "text"
        case tuple():
            return tuple(shape(each, names) for each in one)
        case s.Node():
            kept = [key for key in fields_dict(type(one)) if key not in ("span", "comments", "twin", "language")]
            return (type(one).__name__, *(_field(one, key, names) for key in kept))
    return one


def _field(one: s.Node, key: str, names: list[str]) -> object:
    value = getattr(one, key)
    return (value is None) if key in WORDED and (value is None or isinstance(value, str)) else shape(value, names)


def test_every_clause_stands_in_both_languages() -> None:
    assert {f"{name}.{lang}.clause" for name in PAIRS for lang in ("zh", "en")} == {
        path.name for path in Path(GALLERY).glob("*.clause")
    }


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_give_one_tree(name: str) -> None:
    chinese, english = [], []  # type: list[str], list[str]
    left, right = shape(read(name, "zh"), chinese), shape(read(name, "en"), english)

    assert left == right
    renamed = dict(zip(chinese, english, strict=True))
    assert [renamed[one] for one in chinese] == english
    assert len(set(renamed.values())) == len(renamed)


@pytest.mark.parametrize("written", ("zh", "en"))
@pytest.mark.parametrize("name", PAIRS)
def test_a_gallery_clause_survives_its_print(name: str, written: str) -> None:
    tree = read(name, written)

    for lang in ("zh", "en"):
        text = format_file(tree, lang)
        assert tree == parse(Source("print", text))
        assert text == format_file(parse(Source("print", text)), lang)


@pytest.mark.parametrize("lang", ("zh", "en"))
@pytest.mark.parametrize("name", [name for name in PAIRS if name[:2] in ("01", "02", "03", "05", "06", "12", "15")])
def test_the_canonical_print_is_how_the_gallery_is_written(name: str, lang: str) -> None:
    path = GALLERY / f"{name}.{lang}.clause"

    assert path.read_text(encoding="utf-8") == format_file(read(name, lang), lang)
