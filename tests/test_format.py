"""The canonical print: comments kept where they belong, names in the reader's language, quotes only where needed."""

import re

import pytest
from attrs import fields_dict
from conftest import ROOT

from luyue.dsl import syntax as s
from luyue.dsl.format import format_file
from luyue.dsl.parse import parse
from luyue.dsl.scan import scan
from luyue.dsl.source import Source

GALLERY = sorted((ROOT / "tests" / "gallery").glob("*.clause"))
IN_ORDER = [path for path in GALLERY if path.name != "14_every_option.en.clause"]  # that one shuffles its lines


def printed(text: str, lang: str) -> str:
    """Return the print of a text."""
    return format_file(parse(Source("t", text)), lang)


def _homes(text: str, marks: list[str]) -> list[int]:
    """Return for each comment how many parts begin before it or right below it."""
    starts = [part.span.start for part in parse(Source("t", text)).parts]
    return [
        sum(start <= text.index(mark) or _above(text, text.index(mark), start) for start in starts) for mark in marks
    ]


def _above(text: str, place: int, start: int) -> bool:
    between = text[place:start].split("\n")[1:]
    alone = not text[:place].rpartition("\n")[2].strip("# ")
    return alone and place < start and all(not line.strip() or line.strip().startswith("#") for line in between)


@pytest.mark.parametrize("step", [1, 3, 7])
@pytest.mark.parametrize("path", IN_ORDER, ids=lambda path: path.name)
def test_every_comment_survives_in_order_and_in_its_part(path: object, step: int) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    pieces, last, marks = [], 0, []
    for number, token in enumerate(scan(Source("t", text)).tokens):
        pieces.append(text[last : token.end])
        last = token.end
        if number % step == 0:
            marks.append(f"※{number}※")
            pieces.append(f" # {marks[-1]}\n")
    commented = "".join(pieces) + text[last:]

    for lang in ("zh", "en"):
        out = printed(commented, lang)
        assert marks == re.findall("※\\d+※", out)
        assert _homes(commented, marks) == _homes(out, marks)
        assert out == printed(out, lang)


def test_comments_stand_above_what_they_belong_to() -> None:
    text = """# 文件说明

# 巡检
条款 巡检 = patrol # 每月
  # 谁做
  义务 乙方：巡检完成 # 做什么
  期限 3日内

  # 条款之后
案例 “甲” # 标题
  # 开始
  截至 2024-01-01
# 结束
"""
    assert """# 文件说明
# 巡检
# 每月
条款 巡检 = patrol
  # 谁做
  # 做什么
  义务 乙方：巡检完成
  期限 3日内

# 条款之后
# 标题
案例 “甲”
  # 开始
  截至 2024-01-01

# 结束
""" == printed(text, "zh")


def test_no_comment_is_lost_between_rows_bands_items_and_options() -> None:
    text = """解释 逗号 = comma “？”
  读法 并且 # 1
  # 2
  读法 或者
表 分项（名称 文本）
  # 3
  行 “一” # 4
  # 5
  行 “二”
分档 系数 按 得分，整档
  档 90以上 100% # 6
  # 7
  档 其余 85%
考核 季度 # 8
  # 9
  考核项 巡检 5分 # 10
    # 11
    扣分 1分 每次 漏检 # 12
    # 13
    扣分 2分 每次 迟到
合同 例 # 14
  # 15
  编号 “一” # 16
  # 17
  当事人 甲方 “甲”，乙方 “乙” # 18
# 19
"""
    for lang in ("zh", "en"):
        out = printed(text, lang)
        assert {str(n) for n in range(1, 20)} == set(re.findall(r"# (\d+)", out))
        assert out == printed(out, lang)


def test_names_are_printed_in_the_readers_language() -> None:
    text = (
        "条款 巡检 = patrol 〔五〕\n  当 故障 称 本次\n  义务 乙方：巡检完成（系统 = 机房），同一工单\n"
        "  期限 本次的时限 后 3日内\n"
    )
    twins = {"巡检": "patrol", "故障": "fault", "乙方": "supplier", "巡检完成": "patrolled", "系统": "system"}
    twins |= {"机房": "server_room", "工单": "ticket", "时限": "limit", "patrol": "patrol"}
    out = format_file(parse(Source("t", text)), "en", lambda name: twins.get(name.text, name.text))

    assert (
        "clause patrol = 巡检 [五]\n"
        "  when  fault as 本次\n"
        "  duty  supplier: patrolled (system = server_room), same ticket\n"
        "  due   within 3 days after 本次.limit\n" == out
    )


def test_a_twin_that_is_a_word_is_quoted() -> None:
    out = format_file(
        parse(Source("t", "条款 巡检\n  例外 批准\n")), "en", lambda name: "not" if name.text == "批准" else name.text
    )

    assert "clause 巡检\n  unless  'not'\n" == out


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("条款 甲条\n期限 三十日内\n", "zh", "条款 甲条\n  期限 30日内\n"),
        ("条款 甲条\n违约金 乙 付 甲 1.5万元，一次\n", "zh", "条款 甲条\n  违约金 乙 付 甲 15000元，一次\n"),
        (
            "条款 甲条\n违约金 乙 付 甲 合同总价的千分之一 每逾期1日\n",
            "zh",
            "条款 甲条\n  违约金 乙 付 甲 合同总价的0.1% 每逾期1日\n",
        ),
        ("clause a\ndue within 1 day\n", "en", "clause a\n  due  within 1 day\n"),
        ("clause a\nunless (x + y) * 2 >= 5\n", "en", "clause a\n  unless  (x + y) * 2 5 or more\n"),
        ("clause a\nunless (x)\n", "en", "clause a\n  unless  x\n"),
        ("条款 甲条\n例外 甲 且（乙 或 丙）\n", "zh", "条款 甲条\n  例外 甲 且（乙 或 丙）\n"),
        ("条款 甲条\n例外 ‘甲’\n", "zh", "条款 甲条\n  例外 甲\n"),
        ("条款 甲条\n例外 ‘六期’\n", "zh", "条款 甲条\n  例外 ‘六期’\n"),
        ("条款 甲条\n例外 ‘六期’\n", "en", "clause 甲条\n  unless  六期\n"),
    ],
)
def test_the_print_is_canonical(text: str, lang: str, expected: str) -> None:
    assert expected == printed(text, lang)


def test_labels_are_aligned_by_columns() -> None:
    text = "条款 甲条\n要旨 “甲”\n当 乙\n违约金 乙方 付 甲方 5元\n"

    assert "条款 甲条\n  要旨   “甲”\n  当     乙\n  违约金 乙方 付 甲方 5元\n" == printed(text, "zh")


def test_the_gallery_holds_every_kind_of_node() -> None:
    """So its prints cover the printer."""
    found: set[str] = set()
    stack: list[object] = [parse(Source("t", path.read_text(encoding="utf-8"))) for path in GALLERY]
    while stack:
        one = stack.pop()
        if isinstance(one, s.Node):
            found.add(type(one).__name__)
            stack += [getattr(one, key) for key in fields_dict(type(one)) if key != "span"]
        elif isinstance(one, tuple):
            stack += one
    abstract = {"Expr", "Time", "Line", "Part", "ScenarioRow"}

    assert set() == _kinds(s.Node) - abstract - found


def _kinds(kind: type[s.Node]) -> set[str]:
    below = [child for child in kind.__subclasses__() if child.__module__ == s.__name__]
    return {child.__name__ for child in below}.union(*(_kinds(child) for child in below))
