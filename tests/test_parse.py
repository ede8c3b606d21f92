"""Text to tree: parts wherever they stand, one error for each broken one, and texts that mean no good."""

from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from measure import processor_time

from luyue.dsl import syntax as s
from luyue.dsl import words
from luyue.dsl.diagnostic import ContractError, Diagnostic, draw, width
from luyue.dsl.format import format_file
from luyue.dsl.load import load_text, read_source
from luyue.dsl.parse import parse
from luyue.dsl.scan import DEEPEST, LARGEST, scan
from luyue.dsl.source import Source

GALLERY = sorted((ROOT / "tests" / "gallery").glob("*.clause"))
CLAUSE = "条款 巡检 = patrol\n  义务 乙方：巡检完成\n  期限 3日内\n"
BROKEN = "条款 坏{n} = bad_{n}\n  期限 3月内\n"


def found(text: str) -> tuple[Diagnostic, ...]:
    """Return what a text is refused with; empty if it parses."""
    try:
        parse(Source("t.clause", text))
    except ContractError as error:
        return error.diagnostics
    return ()


def codes(text: str) -> list[str]:
    """Return the codes that a text is refused with, in order."""
    return [one.code for one in found(text)]


@cache
def gallery(path: Path) -> tuple[str, s.File]:
    """Return the text and the tree of a file of the gallery."""
    text = path.read_text(encoding="utf-8")
    return text, parse(Source(path.name, text))


# ---------------------------------------------------------------- parts


def test_line_breaks_and_indents_carry_no_meaning() -> None:
    for path in GALLERY:
        text, tree = gallery(path)
        assert tree == parse(Source("t", " ".join(text.split())))
        assert tree == parse(Source("t", text.replace("\n", "\n\n\u3000\t ")))


@settings(max_examples=60)
@given(st.sampled_from(GALLERY), st.data())
def test_blanks_between_tokens_carry_no_meaning(path: Path, data: st.DataObject) -> None:
    text, tree = gallery(path)
    pieces, last = [], 0
    for token in scan(Source("t", text)).tokens:
        gap = text[last : token.start]
        wider = st.sampled_from(["", " ", "\n", "\u3000", "\t", "\n\n  ", "\r\n"]) if gap else st.just("")
        pieces += [gap, data.draw(wider), token.text]
        last = token.end

    assert tree == parse(Source("t", "".join(pieces)))


WIDE = str.maketrans("0123456789,:()%+-/=<>", "０１２３４５６７８９，：（）％＋－／＝＜＞")


@settings(max_examples=60)
@given(st.sampled_from(GALLERY), st.data())
def test_full_width_reads_as_half_width(path: Path, data: st.DataObject) -> None:
    text, tree = gallery(path)
    pieces, last = [], 0
    for token in scan(Source("t", text)).tokens:
        folds = token.kind in ("NUMBER", "DATE", "TIME", "PERCENT") or token.kind[0] == "_"
        wide = folds and data.draw(st.booleans())
        if token.kind == "NUMBER":
            shown = token.text.replace(".", "．").translate(WIDE) if wide else token.text
        else:
            shown = token.text.translate(WIDE) if wide else token.text
        pieces += [text[last : token.start], shown]
        last = token.end

    assert tree == parse(Source("t", "".join(pieces)))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_are_one(ends: str, tmp_path: Path) -> None:
    path = tmp_path / "a.clause"
    path.write_bytes(b"\xef\xbb\xbf" + CLAUSE.rstrip("\n").replace("\n", ends).encode())
    source = read_source(path)

    assert parse(Source("t", CLAUSE)) == parse(source)
    assert (3, 3) == source.place(source.text.index("期限"))


def test_lines_may_come_in_any_order() -> None:
    turned = "条款 巡检 = patrol\n  期限 3日内\n  义务 乙方：巡检完成\n"

    assert parse(Source("t", CLAUSE)) == parse(Source("t", turned))


def test_a_word_that_is_also_a_state_opens_a_part_only_before_a_heading() -> None:
    text = "案例 “甲”\n  预期 巡检\n  待定\n  截至 2024-01-01\n待定 签订日：日期\n"
    scenario, blank = parse(Source("t", text)).parts

    assert isinstance(scenario, s.Scenario)
    assert s.ExpectState(s.Name("巡检"), (), "undetermined") == scenario.rows[0]
    assert isinstance(blank, s.Unspecified)


def test_spans_hold_what_was_read() -> None:
    text, tree = gallery(ROOT / "tests" / "gallery" / "02_daily_damages_then_ending.zh.clause")
    (clause,) = tree.parts
    assert isinstance(clause, s.Clause)

    assert text.strip() == clause.span.text
    assert [one.strip() for one in text.splitlines()[1:]] == [line.span.text for line in clause.lines]
    head = clause.lines[2]
    assert isinstance(head, s.Head)
    assert "合同总价的5%" == head.amount.span.text


# ---------------------------------------------------------------- errors


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_each_broken_part_is_one_error(broken: list[bool]) -> None:
    text = "".join(BROKEN.format(n="甲" * (n + 1)) if bad else CLAUSE for n, bad in enumerate(broken))

    assert ["bare-month"] * sum(broken) == codes(text)


@pytest.mark.parametrize(
    "damage",
    [
        *(
            "  要旨 “没有关\n",
            "  当 甲（乙\n",
            "  当 甲）\n",
            "  当 甲 违约 违约\n",
            "  当\n",
            "  违约全 乙 付 甲 5元\n",
            "  duty x\n",
        ),
        *("  当 甲\u200b\n", "  当 １2\n", "  期限 不迟于 2024-02-30\n", "  当 " + "（" * 100 + "\n", "  $\n"),
    ],
)
def test_a_broken_part_leaves_its_neighbours_alone(damage: str) -> None:
    text = (
        CLAUSE
        + "\n条款 坏 = bad\n"
        + damage
        + "\n"
        + CLAUSE.replace("巡检 = patrol", "后条 = later")
        + BROKEN.format(n="乙")
    )
    bad = found(text)

    assert 2 == len(bad)
    assert "bare-month" == bad[1].code
    assert 6 <= bad[0].span.line <= 8


def test_a_hundred_errors_are_shown_and_the_rest_counted() -> None:
    bad = found("".join(BROKEN.format(n="甲" * (n % 40 + 1)) for n in range(130)))

    assert 101 == len(bad)
    assert ("more-errors", "30") == (bad[-1].code, bad[-1].facts["count"])


def test_a_foreign_part_is_told_the_right_word() -> None:
    (bad,) = found(CLAUSE + "clause later = 后条\n  due within 3 days\n")

    assert ("foreign-word", "条款") == (bad.code, bad.facts["right"])


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_deleted_token_is_reported_where_it_was(lang: str) -> None:
    near = errors = 0
    for path in GALLERY:
        if f".{lang}." not in path.name:
            continue
        text, _ = gallery(path)
        for token in scan(Source("t", text)).tokens:
            bad = found(text[: token.start] + text[token.end :])
            if bad:
                errors += 1
                near += any(abs(one.span.line - (text[: token.start].count("\n") + 1)) <= 1 for one in bad)

    assert errors > 300
    assert near >= 0.95 * errors


# ---------------------------------------------------------------- hostile texts


@given(st.binary(max_size=400))
def test_any_bytes_give_a_tree_or_a_refusal(raw: bytes) -> None:
    text = raw.decode("utf-8", errors="surrogateescape")

    _check_refusal(text)


_PIECES = sorted({word for lang in words.LANGUAGES for word in words.senses(lang)})
_PIECES += [
    "甲",
    "buyer",
    "=",
    "，",
    "：",
    "（",
    "）",
    "的",
    ".",
    "5%",
    "3日",
    "30",
    "“文”",
    "‘名’",
    "〔一〕",
    "2024-06-01",
    "\n",
    "#",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_any_words_give_a_tree_or_a_refusal(pieces: list[str]) -> None:
    _check_refusal(" ".join(pieces))


@given(st.text(max_size=80))
def test_any_text_gives_a_tree_or_a_refusal(text: str) -> None:
    _check_refusal("条款 甲条\n当 " + text)


def _check_refusal(text: str) -> None:
    """Refuse or parse, nothing else; each place lies in the text and can be drawn in both languages."""
    source = Source("t", text)
    for one in found(text):
        last = text.count("\n") + 1
        assert 1 <= one.span.line <= last
        assert 1 <= one.span.column <= len(source.line(one.span.line)) + 1
        for lang in ("zh", "en"):
            shown = draw(one, lang)
            assert shown.replace("\n", "").isprintable() or "\u3000" in shown


def test_the_caret_stands_under_its_character() -> None:
    text = "条款 甲条\n\t\u3000义务 乙方：完成，０３/04/2024\n"
    (bad,) = found(text)
    _, excerpt, carets = draw(bad, "zh").split("\n")[:3]

    assert width(excerpt[: excerpt.index("０")]) == width(carets[: carets.index("^")])


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "   \u3000"])
def test_an_empty_file_is_told_what_the_smallest_one_is(text: str) -> None:
    (bad,) = found(text)
    example = draw(bad, "zh").split("= 帮助：最小的一份是：\n")[1]
    smallest = "\n".join(row[4:] for row in example.split("\n"))

    assert "no-clause" == bad.code
    assert (1, 1) == (bad.span.line, bad.span.column)
    assert 2 == len(parse(Source("t", smallest)).parts)


@pytest.mark.parametrize("point", [0x202A, 0x202E, 0x2066, 0x2069, 0x200E, 0x200F, 0x061C])
@pytest.mark.parametrize(
    "text", ["条款 甲{}条\n", "条款 甲条 # 注{}释\n", "条款 甲条\n要旨 “文{}字”\n", "条款 甲条 〔一{}〕\n"]
)
def test_signs_that_turn_the_reading_are_refused_everywhere(text: str, point: int) -> None:
    (bad,) = found(text.format(chr(point)))

    assert ("bidi-character", f"U+{point:04X}") == (bad.code, bad.facts["point"])
    assert chr(point) not in draw(bad, "en")


@pytest.mark.parametrize("point", [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFE0F])
def test_signs_that_cannot_be_seen_are_refused(point: int) -> None:
    assert ["invisible-character"] == codes(f"条款 甲{chr(point)}条\n")
    assert ["invisible-character"] == codes(f"条款 甲条\n要旨 “甲{chr(point)}乙”\n")


@pytest.mark.parametrize("point", [0, 7, 0x1B, 0x7F, 0x85, 0x0B, 0x0C, 0x2028, 0x2029, 0xD800])
def test_control_characters_are_refused(point: int) -> None:
    assert ["control-character"] == codes(f"条款 甲条{chr(point)}\n")
    assert ["control-character"] == codes(f"条款 甲条 # {chr(point)}\n")


@pytest.mark.parametrize("letter", ["а", "і", "ο", "é", "ß"])
def test_letters_that_look_like_others_are_refused(letter: str) -> None:
    assert ["foreign-letter"] == codes(f"clause pay\n  duty suppl{letter}er: done\n")
    assert ["foreign-letter"] == codes(f"clause 'p{letter}y'\n")


@pytest.fixture(scope="module")
def sound_work() -> float:
    """The CPU time of a sound text of 1,000 clauses, for what is hostile to be held against."""
    return min(processor_time(lambda: parse(Source("t", CLAUSE * 1_000))) for _ in range(2))


@pytest.mark.parametrize(
    "text",
    [
        "条款 甲条\n当 " + "（" * 100_000,
        "条款 甲条\n当 " + "非 " * 50_000 + "乙",
        "条款 甲条\n当 " + " + ".join(["乙"] * 10_000),
        "条款 甲条\n要旨 “" + "甲" * 100_000,
        "条款 甲条\n当 " + "逾期" * 50_000,
        "条款 甲条\n当 " + "三" * 50_000,
        "条款 甲条\n当 " + "9" * 100_000,
        "条款 甲条\n当 " + "a" * 200_000 + "(",
        "条款 甲条\n" + " " * 200_000 + "$",
        "“" * 50_000,
        "甲" * (LARGEST + 1),
    ],
    ids=lambda text: f"{text[:12]!r}-{len(text)}",
)
def test_a_hostile_text_takes_no_longer_than_a_sound_one(text: str, sound_work: float) -> None:
    bad: list[Diagnostic] = []
    work = processor_time(lambda: bad.extend(found(text)))

    assert bool(bad) == (not text.endswith(("逾期", "三", "+ 乙")))  # a long name is a name, a long sum a sum
    assert work < 5 * sound_work  # a slip here takes a thousand times as long


@pytest.mark.parametrize(("levels", "expected"), [(DEEPEST, []), (DEEPEST + 1, ["too-deep"])])
def test_nesting_has_a_limit(levels: int, expected: list[str]) -> None:
    assert expected == codes("条款 甲条\n当 " + "（" * levels + "乙" + "）" * levels)
    assert all(one.is_limit for one in found("条款 甲条\n当 " + "（" * 65 + "乙" + "）" * 65))


@pytest.mark.parametrize(("terms", "expected"), [(DEEPEST, []), (DEEPEST + 1, ["too-deep"])])
def test_a_formula_has_a_depth(terms: int, expected: list[str]) -> None:
    assert expected == codes("条款 甲条\n当 " + " 其后 ".join(["乙"] * terms))


def test_a_text_is_parsed_in_linear_time() -> None:
    def work(times: int) -> float:
        return min(processor_time(lambda: parse(Source("t", CLAUSE * times))) for _ in range(3))

    work(10)
    assert work(1_000) < 25 * work(100)


def test_the_door_refuses_what_the_parser_refuses() -> None:
    with pytest.raises(ContractError) as error:
        load_text("条款 甲条\n  期限 3月内\n", "t.clause")

    assert ["bare-month"] == [one.code for one in error.value.diagnostics]


def test_a_filler_needs_no_comma_and_yes_or_no_has_its_longer_word() -> None:
    """Both are printed the short way."""
    text = "待定 宽限 = grace：时长 法定 30日\n\n事件 抽检 = sampled（合格 = passed：是或否）\n"

    assert "待定 宽限 = grace：时长，法定 30日\n" in format_file(parse(Source("t", text)), "zh")
    assert "（合格 = passed 是否）" in format_file(parse(Source("t", text)), "zh")
