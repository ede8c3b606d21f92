"""Names: one namespace, two spellings of one thing, and how every name is spelled in the other language."""

import pytest
from check_text import EVENTS, HEADER, RESPONSE, codes, contract

from luyue.dsl import model, syntax
from luyue.dsl.parse import parse
from luyue.dsl.resolve import spelling
from luyue.dsl.source import Source
from luyue.dsl.twins import twins


@pytest.mark.parametrize(
    ("name", "twin", "language", "label"),
    [
        ("逾期开通", "late_service", "zh", ("late_service", "逾期开通", "late_service")),
        ("late_service", "逾期开通", "zh", ("late_service", "逾期开通", "late_service")),
        ("late_service", "逾期开通", "en", ("late_service", "逾期开通", "late_service")),
        ("晚开", "逾期开通", "zh", ("逾期开通", "晚开", "逾期开通")),
        ("逾期开通", "晚开", "en", ("逾期开通", "晚开", "逾期开通")),
        ("crit", "critical", "zh", ("critical", "crit", "critical")),
        ("逾期开通", None, "zh", ("逾期开通", "逾期开通", "逾期开通")),
    ],
)
def test_the_ascii_spelling_is_the_id(name: str, twin: str | None, language: str, label: tuple[str, str, str]) -> None:
    """Whatever stands first and whatever language the file is in; of two alike the file says which is which."""
    found = spelling(syntax.Name(name), None if twin is None else syntax.Name(twin), language)

    assert label == (found.id, found.zh, found.en)


def test_usual_roles_are_twins_unless_the_contract_says_otherwise() -> None:
    """甲方 is the buyer where nothing else is written."""
    usual = contract("")
    other = contract("", header=HEADER.replace("甲方 “某局”，乙方", "甲方 = supplier “某局”，乙方 = buyer"))

    assert ["buyer", "supplier"] == [one.label.id for one in usual.parties]
    assert ["supplier", "buyer"] == [one.label.id for one in other.parties]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("事件 故障发生\n", ["duplicate-name"]),
        ("事件 fault_occurred\n", ["duplicate-name"]),
        ("事件 又一种 = fault_occurred\n", ["duplicate-name"]),
        ("设 故障响应 为 3\n", ["duplicate-name"]),
        ("事件 甲方\n", ["duplicate-name"]),
        ("事件 buyer\n", ["duplicate-name"]),
        ("事件 price\n", ["known-name"]),
        ("事件 别样，又称 故障发生\n", ["duplicate-name"]),
        ("事件 别样（数 = n：数值，数 = m：数值）\n", ["duplicate-name"]),
        ("事件 别样（级 = g：高 = high / 高 = top）\n", ["duplicate-name"]),
        ("事件 别样（工单 = ticket：文本）\n", []),
    ],
)
def test_a_name_means_one_thing(more: str, wrong: list[str]) -> None:
    """Parts share one namespace with their twins; fields belong to their event."""
    assert wrong == codes(more)


def test_either_spelling_of_a_name_may_be_used() -> None:
    """A Chinese file may name things by their ids."""
    english = RESPONSE.replace("故障发生", "fault_occurred").replace("乙方", "supplier").replace("工单", "ticket")

    assert contract(RESPONSE) == contract(english)
    assert contract(RESPONSE).digest == contract(english).digest


def test_an_inner_name_goes_before_an_outer_one() -> None:
    """A field of the event spoken of, then what started the instance, then a declaration."""
    text = "设 金额 = sum_agreed 为 5元\n条款 甲 = a 〔一〕\n当 损失认定（金额 超过 3元）\n违约金 乙方 付 甲方 金额\n"
    found = contract(text).clauses[0]

    source = found.triggers[0].sources[0]

    assert isinstance(source, model.Pattern) and isinstance(source.where[0], model.Compare)
    assert isinstance(source.where[0].of, model.FieldOf)
    assert "Param" == type(found.heads[0].amount).__name__


# ---------------------------------------------------------------- the other language


def names_of(node: object) -> list[syntax.Name]:
    """Return every name node of a tree, in its order."""
    if isinstance(node, syntax.Name):
        return [node]
    if isinstance(node, tuple):
        return [name for one in node for name in names_of(one)]
    fields = getattr(type(node), "__attrs_attrs__", ())
    return [name for one in fields if one.name != "span" for name in names_of(getattr(node, one.name))]


def test_every_name_is_spelled_in_both_languages_by_what_it_means_where_it_stands() -> None:
    """One word, two fields, two twins."""
    text = HEADER + "".join(
        (
            "事件 甲事 = first（级别 = level：高 = high / 低 = low）\n",
            "事件 乙事 = second（级别 = rank：高 = top / 低 = bottom）\n",
            "条款 丙 = c 〔一〕\n当 甲事（级别 = 高） 或 乙事（级别 = 高）\n违约金 乙方 付 甲方 合同总价的5%\n",
        )
    )
    tree = parse(Source("a.clause", text))
    spelled = twins(tree)
    english = [spelled(name)["en"] for name in names_of(tree.parts[-1])]

    assert ["c", "c", "first", "level", "high", "second", "rank", "top", "supplier", "buyer", "price"] == english
    assert all(spelled(name)["zh"] == name.text for name in names_of(tree) if not name.text.isascii())


def test_a_name_that_means_nothing_keeps_its_spelling() -> None:
    """A file with errors can be printed too."""
    tree = parse(Source("a.clause", HEADER + "条款 丙 = c 〔一〕\n当 没有这事\n违约金 乙方 付 甲方 1元\n"))
    spelled = twins(tree)

    assert {"zh": "没有这事", "en": "没有这事"} == dict(spelled(names_of(tree.parts[-1])[2]))
    assert {"zh": "未见过", "en": "未见过"} == dict(spelled(syntax.Name("未见过")))


def test_near_misses_are_told_with_their_line() -> None:
    """So the reader need not look for it."""
    from luyue.dsl.diagnostic import ContractError, draw

    with pytest.raises(ContractError) as caught:
        contract(RESPONSE.replace("当 故障发生", "当 故障发声"))

    line = (HEADER + EVENTS).split("\n").index(next(x for x in EVENTS.split("\n") if "故障发生" in x)) + 1
    assert f"是不是第 {line} 行的「故障发生」？" in draw(caught.value.diagnostics[0], "zh")
