"""
The language has limits, each a named constant, and they hold at the last thing allowed and at the first that is not.

A text from a stranger must be answered soon, whatever it holds: what grows with the text grows as the text does. Two
sizes are compared within one run, for an absolute time says more about the machine than about the program.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

import examples_of_codes as cases
import pytest
from conftest import ROOT
from measure import processor_time

from luyue.app.cli import main
from luyue.dsl import blocks, literal, words
from luyue.dsl.depth import HIGHEST
from luyue.dsl.diagnostic import MORE_ERRORS, MOST_ERRORS, ContractError
from luyue.dsl.format import format_file
from luyue.dsl.literal import PART_DIGITS, WHOLE_DIGITS
from luyue.dsl.load import DEEPEST_USE, MOST_BYTES, MOST_FILES, load, load_text, read_source
from luyue.dsl.parse import parse
from luyue.dsl.scan import DEEPEST, LARGEST
from luyue.dsl.source import Source
from luyue.dsl.words_en import EN
from luyue.engine.scenario import run

HEAD = "合同 例 = example\n  合同总价 1000元\n  当事人 甲方 “甲”，乙方 “乙”\n"


def refused(work: Callable[[], object]) -> list[str]:
    """Return the codes of what refuses a text; empty if nothing does."""
    try:
        work()
    except ContractError as error:
        return [one.code for one in error.diagnostics]
    return []


def codes(text: str) -> list[str]:
    """Return the codes of what refuses to parse a text."""
    return refused(lambda: parse(Source("limit.clause", text)))


def test_limits_are_those_that_were_agreed() -> None:
    """Whoever moves one moves it here too."""
    assert (64, 128, 16, 1_000, 16 * 1024 * 1024) == (DEEPEST, HIGHEST, DEEPEST_USE, MOST_FILES, MOST_BYTES)
    assert (18, 6, 100, 4_000_000) == (WHOLE_DIGITS, PART_DIGITS, MOST_ERRORS, LARGEST)


# ---------------------------------------------------------------- depth


@pytest.mark.parametrize("pair", ["()", "（）"])
def test_brackets_go_64_deep(pair: str) -> None:
    """One more and the place of the 65th is named."""

    def nested(depth: int) -> str:
        return f"设 值 为 {pair[0] * depth}1{pair[1] * depth}\n"

    assert [] == codes(nested(DEEPEST))
    assert ["too-deep"] == codes(nested(DEEPEST + 1))


@pytest.mark.parametrize(
    "formula",
    [
        lambda levels: "非 " * (levels - 1) + "交货",
        lambda levels: " 其后 ".join(["交货"] * levels),
        lambda levels: " × ".join(["2"] * levels),
        lambda levels: "若 交货，1 否则 " * (levels - 1) + "2",
    ],
    ids=["not", "then", "product", "if"],
)
def test_formulas_go_64_levels_deep(formula: Callable[[int], str]) -> None:
    """However they are written: what would recurse on a tree must not meet one that is deeper."""
    assert [] == codes(f"设 值 为 {formula(DEEPEST)}\n")
    assert ["too-deep"] == codes(f"设 值 为 {formula(DEEPEST + 1)}\n")


@pytest.mark.parametrize("word", [" + ", " − ", " 或 ", " 且 "])
def test_a_chain_is_one_level_however_long(word: str) -> None:
    """Nothing is nested in a sum of ten thousand terms, and 63 levels may hold it."""
    atom = "交货" if word.strip() in "或且" else "1元"
    chain = word.join([atom] * 10_000)

    assert [] == codes(f"设 值 为 {chain}\n")
    assert [] == codes(f"设 值 为 {'非 ' * (DEEPEST - 2)}（{chain}）\n")
    assert ["too-deep"] == codes(f"设 值 为 {'非 ' * (DEEPEST - 1)}（{chain}）\n")


def sums_in_sums(count: int) -> str:
    """Return sums of sixteen terms, each twice in the first term of the next."""
    formula = "1元"
    for _ in range(count):
        formula = f"（{formula}）× 2" + " + 1元" * 14
    return formula


def test_sums_in_sums_end_where_a_stack_would() -> None:
    """A tree has a height besides its levels: the terms of a short sum stand above each other."""
    assert [] == codes(f"设 值 为 {sums_in_sums(HIGHEST // 15)}\n")
    assert ["too-deep"] == codes(f"设 值 为 {sums_in_sums(HIGHEST // 15 + 1)}\n")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("非 " * (DEEPEST - 3) + "（1 超过 0）", "否"),
        (sums_in_sums(HIGHEST // 15), f"{15 * 2 ** (HIGHEST // 15) - 14}元"),
    ],
    ids=["not", "sums"],
)
def test_a_tree_of_the_deepest_kind_is_checked_printed_and_replayed(formula: str, expected: str) -> None:
    """What parses comes to an end of its own, not to that of the stack."""
    text = f"{HEAD}设 值 = value 为 {formula}\n案例 “甲”\n  截至 2025-02-01\n  预期 值 为 {expected}\n"
    tree = parse(Source("limit.clause", text))
    made = load_text(text, "limit.clause")

    assert tree.parts == parse(Source("limit.clause", format_file(tree, "en"))).parts
    assert run(made, made.scenarios[0]).passed


# ---------------------------------------------------------------- files


def test_files_use_each_other_16_deep(tmp_path: Path) -> None:
    """The contract's own file is none of the sixteen."""
    path = cases.MADE["use-too-deep"](tmp_path)
    path.write_text(HEAD + "引用 “1.clause”\n", encoding="utf-8")

    assert ["use-too-deep"] == refused(lambda: load(path))

    (tmp_path / f"{DEEPEST_USE}.clause").write_text("事件 交货\n", encoding="utf-8")
    assert ["交货"] == [event.label.zh for event in load(path).events]


def test_a_contract_has_a_thousand_files(tmp_path: Path) -> None:
    """Its own counted."""
    path = cases.MADE["too-many-files"](tmp_path)

    assert ["too-many-files"] == refused(lambda: load(path))

    lines = path.read_text("utf-8").splitlines()
    path.write_text("".join(f"{line}\n" for line in lines[:-1]), encoding="utf-8")
    assert MOST_FILES - 1 == len(load(path).events)


def test_one_file_used_often_is_read_once(tmp_path: Path) -> None:
    """The same use a thousand times over is one file."""
    (tmp_path / "shared.clause").write_text("事件 交货 = delivered\n", encoding="utf-8")
    (tmp_path / "main.clause").write_text(HEAD + "引用 “shared.clause”\n" * (2 * MOST_FILES), encoding="utf-8")

    assert ["delivered"] == [event.label.id for event in load(tmp_path / "main.clause").events]


def test_files_of_a_contract_are_16_mib_in_all(tmp_path: Path) -> None:
    """The last byte allowed, and one more; the contract's own file is counted."""
    own = HEAD + "引用 “first.clause”\n引用 “second.clause”\n"
    first = "事件 交货 = delivered\n#" + "注" * 3_000_000
    second = "事件 付款 = paid\n#" + "注" * 2_500_000
    left = MOST_BYTES - len((own + first + second).encode())
    for name, text in (("main", own), ("first", first), ("second", second + "x" * left)):
        (tmp_path / f"{name}.clause").write_text(text, encoding="utf-8")

    assert MOST_BYTES == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert [] == refused(lambda: load(tmp_path / "main.clause"))

    with (tmp_path / "second.clause").open("a", encoding="utf-8") as stream:
        stream.write("x")
    assert ["file-too-large"] == refused(lambda: load(tmp_path / "main.clause"))


def test_a_file_is_16_mib_at_most(tmp_path: Path) -> None:
    """Told before anything is decoded."""
    path = tmp_path / "large.clause"
    path.write_bytes(b"#" * MOST_BYTES)
    assert MOST_BYTES == len(read_source(path).text)

    path.write_bytes(b"#" * (MOST_BYTES + 1))
    assert ["file-too-large"] == refused(lambda: read_source(path))


def test_a_text_has_four_million_characters_at_most() -> None:
    """Told before anything is parsed."""
    text = "事件 交货\n#"

    assert [] == codes(text + "x" * (LARGEST - len(text)))
    assert ["too-large"] == codes(text + "x" * (LARGEST - len(text) + 1))


def test_a_limit_ends_the_command_with_5(tmp_path: Path) -> None:
    """A limit is not a mistake of the author."""
    path = tmp_path / "large.clause"
    path.write_bytes(b"#" * (MOST_BYTES + 1))

    assert 5 == main(["check", str(path)])


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("digit", ["9", "９"])
def test_numbers_have_18_digits_before_the_point_and_6_after(digit: str) -> None:
    """In either width; groups of three count their digits only."""
    point = "." if digit.isascii() else "．"
    last = f"{digit * WHOLE_DIGITS}{point}{digit * PART_DIGITS}"

    assert [] == codes(f"设 值 为 {last}\n")
    assert ["number-too-long"] == codes(f"设 值 为 {digit}{last}\n")
    assert ["number-too-long"] == codes(f"设 值 为 {last}{digit}\n")
    assert [] == codes("设 值 为 " + ",".join(["999"] * (WHOLE_DIGITS // 3)) + "\n")


def test_a_number_of_a_hundred_thousand_digits_is_never_converted() -> None:
    """Refused by its length, not by trying."""
    assert ["number-too-long"] == codes(f"设 值 为 {'9' * 100_000}\n")
    assert ["number-too-long"] == codes(f"设 值 为 0.{'9' * 100_000}\n")


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda count: "事件 一 二\n" * count, id="text"),
        pytest.param(
            lambda count: (
                HEAD + "".join(f"条款 c{i} 〔{i}〕\n  义务 乙方：没有的事\n  期限 10日内\n" for i in range(count))
            ),
            id="checks",
        ),
    ],
)
def test_a_hundred_errors_of_a_file_are_told_and_the_rest_counted(wrong: Callable[[int], str]) -> None:
    """Of the writing and of the meaning alike."""

    def found(count: int) -> list[str]:
        return refused(lambda: load_text(wrong(count), "limit.clause"))

    assert MOST_ERRORS == len(found(MOST_ERRORS))
    assert MORE_ERRORS not in found(MOST_ERRORS)
    assert (MOST_ERRORS + 1, MORE_ERRORS) == (len(found(MOST_ERRORS + 1)), found(MOST_ERRORS + 1)[-1])


def test_the_rest_is_counted_of_each_file(tmp_path: Path) -> None:
    """A file with many errors hides none of another."""
    (tmp_path / "used.clause").write_text("事件 一 二\n" * 130, encoding="utf-8")
    (tmp_path / "main.clause").write_text(HEAD + "引用 “used.clause”\n引用 “none.clause”\n", encoding="utf-8")
    with pytest.raises(ContractError) as caught:
        load(tmp_path / "main.clause", name="main.clause")
    found = caught.value.diagnostics

    assert ["missing-file"] == [one.code for one in found if one.span.source.name == "main.clause"]
    assert ["30"] == [one.facts["count"] for one in found if one.code == MORE_ERRORS]


# ---------------------------------------------------------------- time


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of three runs."""
    return min(processor_time(work) for _ in range(3))


def growth(text: Callable[[int], str], few: int, many: int) -> float:
    """Return how many times longer the larger of two texts takes, for each time it is larger: 1 is linear."""
    small, large = (seconds(lambda count=count: codes(text(count))) for count in (few, many))  # type: ignore[misc]
    return large / max(small, 0.001) / (many / few)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        pytest.param(lambda n: f"设 值 为 {' + '.join(['1元'] * n)}\n", 10_000, id="terms of one sum"),
        pytest.param(
            lambda n: "".join(f"设 v{i} 为 {' + '.join(['1元'] * 50)}\n" for i in range(n // 50)), 10_000, id="terms"
        ),
        pytest.param(
            lambda n: f"事件 e（f：{' / '.join(f'v{i}' for i in range(n))}）\n", 10_000, id="values of a list"
        ),
        pytest.param(lambda n: "".join(f"事件 e{i}\n" for i in range(n)), 12_000, id="lines, each a part"),
        pytest.param(
            lambda n: "".join(f"条款 c{i}\n  义务 乙方：交货\n  期限 10日内\n" for i in range(n // 3)),
            12_000,
            id="lines",
        ),
        pytest.param(lambda n: "表 t（a：数）\n" + "  行 1\n" * n, 12_000, id="lines of one part"),
        pytest.param(lambda n: "# 注\n" * n + "事件 e\n", 12_000, id="comments"),
        pytest.param(lambda n: f"设 值 为 {'（' * n}\n", 100_000, id="brackets that stay open"),
        pytest.param(lambda n: f"设 值 为 {'（' * n}1{'）' * n}\n", 100_000, id="brackets"),
        pytest.param(lambda n: f"设 值 为 {'）' * n}\n", 100_000, id="brackets that close nothing"),
        pytest.param(lambda n: f"设 值 为 {'非 ' * n}交货\n", 50_000, id="not"),
        pytest.param(lambda n: f"设 值 为 “{'字' * n}\n", 100_000, id="a quote that stays open"),
        pytest.param(lambda n: f"设 {'字' * n} 为 1\n", 100_000, id="a name"),
        pytest.param(lambda n: f"设 值 为 {'一' * n}元\n", 100_000, id="a numeral"),
        pytest.param(lambda n: "事件 一 二\n" * n, 12_000, id="errors"),
    ],
)
def test_parsing_takes_time_as_the_text_grows(text: Callable[[int], str], size: int) -> None:
    """Four times the text takes about four times as long; what grew with its square would take sixteen."""
    codes(HEAD)  # the parser's tables are made once

    assert growth(text, size // 4, size) < 2.5


def test_a_hundred_thousand_brackets_are_refused_sooner_than_a_large_contract_is_read() -> None:
    """Within a second's order, whatever the machine."""
    contract = HEAD + "".join(f"条款 c{i}\n  义务 乙方：交货\n  期限 10日内\n" for i in range(4_000))

    assert seconds(lambda: codes(f"设 值 为 {'（' * 100_000}\n")) < 2 * seconds(lambda: codes(contract))


# ---------------------------------------------------------------- one more language


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a language by one table: English in capitals, with English units."""
    table = MappingProxyType({key: said.upper().replace("'S", "'s") for key, said in EN.items()})
    monkeypatch.setattr(words, "TABLES", MappingProxyType({**words.TABLES, "loud": table}))
    monkeypatch.setattr(words, "LANGUAGES", (*words.LANGUAGES, "loud"))
    monkeypatch.setattr(literal, "UNITS", MappingProxyType({**literal.UNITS, "loud": literal.UNITS_EN}))
    monkeypatch.setattr(literal, "EVERY", MappingProxyType({**literal.EVERY, "loud": literal.EVERY_EN}))
    _forget()
    yield "loud"
    _forget()


def _forget() -> None:
    """Forget what was worked out from the tables."""
    for module in (words, blocks):
        for one in vars(module).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


GALLERY = sorted((ROOT / "tests" / "gallery").glob("*.en.clause"))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.name)
def test_a_third_language_needs_no_more_than_its_table(path: Path, loud: str) -> None:
    """Every clause of the gallery is printed in it and read back, and is the same clause."""
    tree = parse(Source(path.name, path.read_text(encoding="utf-8")))
    shown = format_file(tree, loud)
    back = parse(Source("loud.clause", shown))

    assert (loud, tree.parts) == (back.language, back.parts)
    assert shown == format_file(back, loud)
    assert format_file(tree, "en") == format_file(back, "en")


def test_mistakes_in_a_third_language_are_said_in_its_words(loud: str) -> None:
    """What is expected is named as that language writes it, and a word of another one is told apart."""
    with pytest.raises(ContractError) as caught:
        parse(Source("loud.clause", "CLAUSE a\n  DOTY b\nCLAUSE c\n  duty d\n"))
    first, second = caught.value.diagnostics

    assert ("unexpected", "did-you-mean:DUTY") == (first.code, first.hint)
    assert ("foreign-word", "DUTY") == (second.code, second.facts["right"])


def test_a_contract_in_a_third_language_is_the_same_contract(loud: str) -> None:
    """Checked, not only parsed."""
    text = (ROOT / "app" / "templates" / "service.clause").read_text(encoding="utf-8")
    tree = parse(Source("service.clause", text))

    digests = {load_text(one, "x").digest for one in (text, format_file(tree, loud))}
    assert 1 == len(digests - {""})
    assert "" not in digests
