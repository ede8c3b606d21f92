"""
The standard library: what each file says, shown by a small contract, in either language; and what a use may bind.

Every file has an example in ``stdlib/examples`` and a row in the tables of ``docs/stdlib.md`` and its Chinese twin. The
rows name what the file leaves open and the events it needs, and are held against the files.
"""

import re
from pathlib import Path

import pytest
from conftest import ROOT

from luyue.dsl import syntax
from luyue.dsl.check.declare import LENT
from luyue.dsl.check.overlays import switches
from luyue.dsl.diagnostic import ContractError
from luyue.dsl.format import format_file
from luyue.dsl.library import names
from luyue.dsl.load import load, load_text, units_of
from luyue.dsl.model import Contract, Under
from luyue.dsl.parse import parse
from luyue.dsl.resolve import of_heading
from luyue.dsl.source import Source
from luyue.dsl.twins import twins
from luyue.engine.scenario import run

LIBRARY = sorted((ROOT / "stdlib").glob("*.clause"))
EXAMPLES = ROOT / "stdlib" / "examples"
HEADER = """合同 例 = example
合同总价 100000元
签订 2025-01-06
合同期 2025-01-06 至 2025-12-31
当事人 甲方 “某局”，乙方 “某公司”
"""


def tree(path: Path) -> syntax.File:
    """Return the tree of a file."""
    return parse(Source(path.name, path.read_text("utf-8")))


def english(path: Path) -> str:
    """Return the English print of a file."""
    file = tree(path)
    spelled = twins(file, units_of(file, None)[1:])
    return format_file(file, "en", lambda name: spelled(name)["en"])


def refused(text: str) -> list[str]:
    """Return the codes of what refuses a contract."""
    with pytest.raises(ContractError) as caught:
        load_text(HEADER + text, "a.clause")
    return [one.code for one in caught.value.diagnostics]


def verdicts(contract: Contract) -> list[str]:
    """Return the titles of the scenarios that do not hold."""
    return [one.title for one in contract.scenarios if not run(contract, one).passed]


# ---------------------------------------------------------------- the files


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_example_of_a_file_uses_it_and_holds(path: Path) -> None:
    example = EXAMPLES / path.name
    contract = load(example)

    assert path.stem in [part.target for part in tree(example).parts if isinstance(part, syntax.Use)]
    assert 2 <= len(contract.scenarios)
    assert [] == verdicts(contract)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_example_of_a_file_is_one_contract_in_either_language(path: Path) -> None:
    """The English one is written from the tree; its scenarios hold too."""
    example = EXAMPLES / path.name
    printed = load_text(english(example), path.name)

    assert load(example).digest == printed.digest
    assert [] == verdicts(printed)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_name_of_a_file_has_an_english_one(path: Path) -> None:
    """Chinese stands in its English print only as a twin, a text, a citation or a comment."""
    text = re.sub(r'^#.*$|"[^"]*"|\[[^]]*\]|= [^\s(),]*', "", english(path), flags=re.MULTILINE)

    assert [] == re.findall(r"[\u4e00-\u9fff]+", text)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_clause_of_a_file_cites_an_article_and_has_a_gist(path: Path) -> None:
    clauses = [part for part in tree(path).parts if isinstance(part, syntax.Clause)]

    assert clauses
    assert [] == [one.heading.name.text for one in clauses if one.heading.cite is None or not _has_gist(one)]


def _has_gist(clause: syntax.Clause) -> bool:
    return any(isinstance(line, syntax.Gist) for line in clause.lines)


# ---------------------------------------------------------------- the page


def rows(page: str) -> dict[str, list[str]]:
    """Return the cells of the tables of a page by their first cell, the English name of a file."""
    lines = (ROOT / "docs" / page).read_text("utf-8").splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {row[0].split("`")[1]: row for row in found}


@pytest.mark.parametrize(("page", "lang"), [("stdlib.md", "en"), ("stdlib.zh.md", "zh")])
def test_the_page_has_a_row_for_each_file(page: str, lang: str) -> None:
    first = {name: row[0] for name, row in rows(page).items()}

    assert sorted(path.stem for path in LIBRARY) == sorted(first)
    assert all(names()[name] in cell for name, cell in first.items())


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
@pytest.mark.parametrize(("page", "lang"), [("stdlib.md", "en"), ("stdlib.zh.md", "zh")])
def test_the_row_of_a_file_names_what_it_leaves_open_its_events_and_its_articles(
    page: str, lang: str, path: Path
) -> None:
    file = tree(path)
    row = rows(page)[path.stem]
    turned = {of_heading(one.heading, "zh").id for one in switches(file)}
    opened = {getattr(of_heading(one.heading, "zh"), lang) for one in file.parts if isinstance(one, OPEN)}
    opened |= {
        getattr(of_heading(one.heading, "zh"), lang)
        for one in file.parts
        if isinstance(one, syntax.Reading) and of_heading(one.heading, "zh").id not in turned
    }
    events = {getattr(of_heading(one.heading, "zh"), lang) for one in file.parts if isinstance(one, syntax.Event)}

    lent = {getattr(of_heading(one.heading, "zh"), lang) for one in file.parts if isinstance(one, LENT)}
    given = set(re.findall("`([^`]+)`", row[2]))

    assert opened <= given <= opened | lent
    assert events == set(re.findall("`([^`]+)`", row[3]))
    assert articles(file) == set(re.findall(r"\d+", row[4]))


OPEN = (syntax.Unspecified, syntax.Let, syntax.Period, syntax.Table)
DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))


def articles(file: syntax.File) -> set[str]:
    """Return the numbers of the articles that the clauses of a file cite."""
    cites = [part.heading.cite for part in file.parts if isinstance(part, syntax.Clause)]
    texts = [] if None in cites else [str(cite) for cite in cites]
    return {str(number(one)) for text in texts for one in re.findall("第([零一二三四五六七八九十百]+)条", text)}


def number(text: str) -> int:
    """Return a Chinese number below a thousand."""
    total = digit = 0
    for sign in text:
        if sign in "百十":
            total += max(digit, 1) * (100 if sign == "百" else 10)
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit


# ---------------------------------------------------------------- what a use may bind

MAIN = """
事件 上线 = went_live
条款 平台上线 = go_live 〔二〕
义务 乙方：上线
期限 不迟于 2025-03-31
"""
DEMAND = "引用 催告解除（主要义务 = {clause}，主要义务履行 = 上线，催告后期限 = 15日）\n"


def test_a_clause_of_the_contract_stands_for_one_of_the_file() -> None:
    """The file's own is then none."""
    contract = load_text(HEADER + MAIN + DEMAND.format(clause="平台上线"), "a.clause")

    assert ["go_live", "performance_after_demand", "rescission_after_demand"] == [one.id for one in contract.clauses]


def test_a_file_is_used_twice_under_aliases() -> None:
    """Each with parameters of its own."""
    use = "引用 迟延履行 称 {}（交付期限 = {}，日违约金率 = 0.1%，违约金上限 = 5000元）\n"
    contract = load_text(HEADER + use.format("首批", "2025-03-31") + use.format("二批", "2025-04-30"), "a.clause")

    assert ["首批_timely_delivery", "二批_timely_delivery"] == [one.id for one in contract.clauses if one.duties]


def test_an_event_of_the_same_name_is_bound_where_there_is_no_switch() -> None:
    """Without words the two clash."""
    event = "事件 款项到账 = payment_received（金额 = amount 金额）\n"

    assert load_text(f"{HEADER}{event}引用 迟延付款（款项到账 = 款项到账）\n", "a.clause").clauses
    assert {"duplicate-name"} == set(refused(f"{event}引用 迟延付款\n"))


@pytest.mark.parametrize(
    ("clause", "expected"), [("没有", ["unknown-clause"]), ("上线", ["wrong-sort"]), ("3日", ["type-mismatch"])]
)
def test_what_is_no_clause_cannot_stand_for_one(clause: str, expected: list[str]) -> None:
    text = MAIN + DEMAND.format(clause=clause)

    assert expected == [one for one in refused(text) if one in {"unknown-clause", "wrong-sort", "type-mismatch"}][:1]


def test_a_table_that_lacks_a_column_cannot_stand_for_one() -> None:
    text = "表 短表 = short（项目号 = item 编号，分值 = worth 分数）\n行 “a”，5分\n"

    assert "event-does-not-fit" in refused(text + "引用 扣分考核（扣分表 = 短表，合格线 = 1分，不合格违约金 = 1元）\n")


def test_a_switch_may_be_a_question_that_the_contract_asks() -> None:
    """A reading whose options are on and off; another is none."""
    ask = "解释 参照吗 = asked “参照不参照”\n读法 参照 = on\n读法 不参照 = off，默认\n"
    use = "引用 报价利率计息（报价利率计息 = 参照吗）\n"
    contract = load_text(HEADER + ask + use, "a.clause")

    assert {Under("asked", "on")} == {one.under for one in contract.clauses}
    assert "lpr_interest" not in [one.label.id for one in contract.readings]
    assert ["unknown-option"] == refused(ask.replace("= off", "= no") + use)


def test_a_period_that_stands_for_one_is_at_hand_by_the_name_of_the_file() -> None:
    """The file says 巡检周期 期末, the contract calls it 维护季; an alias before the names changes nothing."""
    period = "周期 维护季 = upkeep_quarter 每3个月 自 2025-01-06 起，共4个\n"
    for use in ("（巡检周期 = 维护季）", " 称 甲（巡检周期 = 维护季）", " 称 甲"):
        assert load_text(f"{HEADER}{period}引用 巡检报告{use}\n", "a.clause").clauses


def test_a_score_whose_period_is_wrong_is_told_by_the_period() -> None:
    """Nothing breaks."""
    text = "周期 期 = p 每月 自 没有 起\n考核 分 = s\n每 期\n起始 100分\n考核项 甲 = a 5分\n"

    assert "unknown-name" == refused(text)[0]


# ---------------------------------------------------------------- the example of the page


@pytest.mark.parametrize(("page", "lang"), [("stdlib.md", "en"), ("stdlib.zh.md", "zh")])
def test_the_example_of_the_page_holds_and_is_in_canonical_print(page: str, lang: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8").split("```clause\n")[1].split("```")[0]
    file = parse(Source(page, text))
    spelled = twins(file, units_of(file, None)[1:])

    assert text == format_file(file, lang, lambda name: spelled(name)[lang])
    assert [] == verdicts(load_text(text, page))


def test_both_pages_show_one_example() -> None:
    digests = {
        load_text((ROOT / "docs" / page).read_text("utf-8").split("```clause\n")[1].split("```")[0], page).digest
        for page in ("stdlib.md", "stdlib.zh.md")
    }

    assert 1 == len(digests)


def test_where_a_file_lies_does_not_change_the_order_of_its_warnings() -> None:
    """The contract's own come first, whatever its path sorts before; then those of the files that it uses."""
    text = f"""{HEADER}引用 民法典补缺
事件 交付 = delivered
待定 交期 = handover：日期
条款 交货 = delivery 〔一〕
  义务 乙方：交付
  期限 不迟于 交期
"""
    orders = [
        [(one.code, one.span.source.name == name) for one in load_text(text, name).warnings]
        for name in ("a.clause", "/z/z.clause", "合同.clause")
    ]

    assert orders[0] == orders[1] == orders[2]
    assert [own for _, own in orders[0]] == sorted((own for _, own in orders[0]), reverse=True)
    assert {True, False} == {own for _, own in orders[0]}
