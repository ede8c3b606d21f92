"""
The grammar for editors colours what a reader would point at: labels, texts, citations, comments, numbers, dates.

The patterns are walked as an editor walks them: at each place of a line the first pattern that matches earliest wins.
"""

import re
from typing import Any, cast

import pytest
from conftest import ROOT

from luyue.app import textmate
from luyue.dsl import words
from luyue.dsl.scan import is_han

GRAMMAR = textmate.grammar()
REPOSITORY = cast(dict[str, dict[str, Any]], GRAMMAR["repository"])
ORDER = [include["include"].removeprefix("#") for include in cast(list[dict[str, str]], GRAMMAR["patterns"])]
PATTERNS = {name: re.compile(REPOSITORY[name]["match"]) for name in ORDER}


def tokens(line: str) -> list[tuple[str, str]]:
    """Return the coloured pieces of a line with their scopes, less the ending that names the language."""
    found, at = [], 0
    while at < len(line):
        hits = [
            (hit.start(), number, name, hit)
            for number, (name, form) in enumerate(PATTERNS.items())
            if (hit := form.search(line, at)) and hit.end() > hit.start()
        ]
        if not hits:
            break
        _, _, name, hit = min(hits, key=lambda one: one[:2])
        rule = REPOSITORY[name]
        if "captures" not in rule:
            found.append((hit[0], rule["name"]))
        else:
            found += [(hit[int(number)], one["name"]) for number, one in rule["captures"].items() if hit[int(number)]]
        at = hit.end()
    return [(text, scope.removesuffix(".luyue")) for text, scope in found]


LABEL, PART, NAME = "keyword.other.label", "keyword.control.part", "entity.name.section"
NUMBER, UNIT, OPERATOR = "constant.numeric", "keyword.other.unit", "keyword.operator"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# 说明 100元", [("# 说明 100元", "comment.line.number-sign")]),
        (
            "条款 十五分钟响应 = fault_response_15m 〔五〕",
            [
                ("条款", PART),
                ("十五分钟响应", NAME),
                ("=", OPERATOR),
                ("fault_response_15m", "variable.other"),
                ("〔五〕", "constant.other.citation"),
            ],
        ),
        ("条 〔一〕 定义", [("条", PART), ("〔一〕", "constant.other.citation"), ("定义", "constant.language")]),
        (
            "  要旨 “故障来了，15分钟内要有回音”",
            [("要旨", LABEL), ("“故障来了，15分钟内要有回音”", "string.quoted.double")],
        ),
        ("  期限：15分钟内", [("期限", LABEL), ("15", NUMBER), ("分钟", UNIT), ("内", OPERATOR)]),
        (
            "  违约金 乙方 付 甲方 合同总价的5% 每逾期1日，累计不超过 30000.50元",
            [
                ("违约金", LABEL),
                ("乙方", "variable.other"),
                ("付", OPERATOR),
                ("甲方", "variable.other"),
                ("合同总价", "variable.language"),
                ("的", OPERATOR),
                ("5", NUMBER),
                ("%", UNIT),
                ("每逾期", OPERATOR),
                ("1", NUMBER),
                ("日", UNIT),
                ("累计不超过", OPERATOR),
                ("30000.50", NUMBER),
                ("元", UNIT),
            ],
        ),
        (
            "  当 不可抗力 持续三十日以上",
            [
                ("当", LABEL),
                ("不可抗力", "variable.other"),
                ("持续", OPERATOR),
                ("三十", NUMBER),
                ("日", UNIT),
                ("以上", OPERATOR),
            ],
        ),
        (
            "  2025-12-03 09:15:01 故障响应 工单 ‘T 1’",
            [
                ("2025-12-03", "constant.numeric.date"),
                ("09:15:01", "constant.numeric.time"),
                ("故障响应", "variable.other"),
                ("工单", "variable.other"),
                ("‘T 1’", "variable.other.quoted"),
            ],
        ),
        ("签订 2024年6月1日", [("签订", LABEL), ("2024年6月1日", "constant.numeric.date")]),
        ("合同总价 １２３４．５０元", [("合同总价", LABEL), ("１２３４．５０", NUMBER), ("元", UNIT)]),
        ("设 费率 为 百分之五", [("设", PART), ("费率", NAME), ("为", OPERATOR), ("百分之五", NUMBER)]),
        ("  期限说明 付款期限", [("期限说明", "variable.other"), ("付款期限", "variable.other")]),
    ],
)
def test_chinese_lines_are_coloured(line: str, expected: list[tuple[str, str]]) -> None:
    """Whole runs only: 付款期限 is a name though 期限 is a label."""
    assert expected == tokens(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# a remark, 100 yuan", [("# a remark, 100 yuan", "comment.line.number-sign")]),
        (
            "clause fault_response_15m = 十五分钟响应 [5]",
            [
                ("clause", PART),
                ("fault_response_15m", NAME),
                ("=", OPERATOR),
                ("十五分钟响应", "variable.other"),
                ("[5]", "constant.other.citation"),
            ],
        ),
        (
            '  gist    "An answer within 15 minutes."',
            [("gist", LABEL), ('"An answer within 15 minutes."', "string.quoted.double")],
        ),
        ("  due: within 15 minutes", [("due", LABEL), ("within", OPERATOR), ("15", NUMBER), ("minutes", UNIT)]),
        (
            "  in   force from 2025-01-02",
            [
                ("in   force", LABEL),
                ("from", OPERATOR),
                ("2025-01-02", "constant.numeric.date"),
            ],
        ),
        (
            "  damages supplier pays buyer 5% of price per day late, on each day's balance",
            [
                ("damages", LABEL),
                ("supplier", "variable.other"),
                ("pays", OPERATOR),
                ("buyer", "variable.other"),
                ("5", NUMBER),
                ("%", UNIT),
                ("of", OPERATOR),
                ("price", "variable.language"),
                ("per", OPERATOR),
                ("day", "variable.other"),
                ("late", "constant.language"),
                ("on each day's balance", OPERATOR),
            ],
        ),
        (
            "  as of 2025-12-31 24:00",
            [
                ("as of", LABEL),
                ("2025-12-31", "constant.numeric.date"),
                ("24:00", "constant.numeric.time"),
            ],
        ),
        (
            "event paid (amount: money)",
            [
                ("event", PART),
                ("paid", NAME),
                ("amount", "variable.other"),
                ("money", "support.type"),
            ],
        ),
        (
            "  row \"a\", 'line 5', 7 working days",
            [
                ("row", LABEL),
                ('"a"', "string.quoted.double"),
                ("'line 5'", "variable.other.quoted"),
                ("7", NUMBER),
                ("working days", UNIT),
            ],
        ),
        ("  dueling noted", [("dueling", "variable.other"), ("noted", "variable.other")]),
    ],
)
def test_english_lines_are_coloured(line: str, expected: list[tuple[str, str]]) -> None:
    """Whole words only: a name that begins like a label is a name."""
    assert expected == tokens(line)


def test_every_label_is_coloured_first_on_its_line() -> None:
    """Every spelling of both tables, with blanks before it and a colon after."""
    parts = [text for lang in words.LANGUAGES for text in words.labels(lang, words.PARTS)]
    lines = [text for lang in words.LANGUAGES for text in words.labels(lang, (*words.LINES, *words.ROWS))]

    assert [] == [text for text in parts if tokens(f"  {text}: x")[0] != (text, PART)]
    assert [] == [text for text in lines if tokens(f"\t{text}: x")[0] not in ((text, LABEL), (text, PART))]


def test_every_word_of_the_tables_is_coloured() -> None:
    """No word of the language looks like a name, wherever it stands on its line."""
    spelled = {text for lang in words.LANGUAGES for text in words.senses(lang)}

    labels = {text for lang in words.LANGUAGES for text in words.labels(lang)}

    assert [] == [x for x in sorted(spelled - labels) if {"variable.other"} & {scope for _, scope in tokens(f", {x} ")}]


def test_letters_of_names_are_those_of_the_scanner() -> None:
    """The class of Chinese characters is written out once more for editors."""
    form = re.compile(f"[{textmate.HAN}]")
    planes = [*range(0x2000, 0xFFFF), *range(0x20000, 0x20100)]

    assert [] == [
        hex(one) for one in planes if (form.match(chr(one)) is not None) != (is_han(chr(one)) and one != 0x7684)
    ]


def test_patterns_use_only_what_editors_know() -> None:
    """No named groups or look-behind of changing length, which Python and Oniguruma write or judge differently."""
    assert [] == [name for name, form in PATTERNS.items() if "(?P" in form.pattern or "(?>" in form.pattern]


def test_a_long_line_is_walked_to_its_end() -> None:
    """No pattern tries the same blanks over and over."""
    assert [] == tokens(" " * 20_000)
    assert 500 == len(tokens("( a" * 500))


def test_the_grammar_is_named_for_clause_files() -> None:
    """Editors choose it by the end of the file's name."""
    assert ("source.luyue", ["clause"]) == (GRAMMAR["scopeName"], GRAMMAR["fileTypes"])
    assert (ROOT / "docs" / "editors" / "README.md").is_file()
