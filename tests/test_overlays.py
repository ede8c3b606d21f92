"""A statute as a file with a switch: what it adds, what it takes from the contract, and what a report says of it."""

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from luyue.app import print_json
from luyue.app.print_text import report_text
from luyue.dsl import library
from luyue.dsl.check.overlays import switches
from luyue.dsl.diagnostic import ContractError
from luyue.dsl.format import format_file
from luyue.dsl.load import load, load_text, units_of
from luyue.dsl.model import Contract, Under, default_options
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.twins import twins
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay
from luyue.engine.report import Report
from luyue.engine.scenario import run

EXAMPLES = sorted((ROOT / "stdlib" / "examples").glob("*.clause"))
LIBRARY = sorted((ROOT / "stdlib").glob("*.clause"))
HEADER = """
合同 例 = example
  合同总价 200000元
  签订 2025-06-09
  合同期 2025-06-09 至 2026-06-08
  当事人 甲方 “某局”，乙方 “某公司”
事件 验收合格 = accepted
事件 款项到账 = payment_received（批次 = lot 编号 可缺，金额 = amount 金额）
"""
USE = "引用 中小企业款项支付条例（交付完成 = 验收合格，应付金额 = 120000元）\n"
LOG = (
    {"id": "a", "time": "2025-07-01 10:00", "type": "accepted"},
    {"id": "b", "time": "2025-08-20 10:00", "type": "payment_received", "amount": "120000"},
)


def made(text: str = USE) -> Contract:
    """Return a contract that uses an overlay."""
    return load_text(HEADER + text, "example.clause")


def report(contract: Contract, **settings: object) -> Report:
    """Return what a delivery paid after fifty days comes to."""
    return replay(contract, from_rows(contract, LOG), as_of=date(2025, 8, 31), settings=settings)


def refused(text: str) -> list[str]:
    """Return the codes of what refuses a contract."""
    try:
        made(text)
    except ContractError as error:
        return [one.code for one in error.diagnostics]
    return []


# ---------------------------------------------------------------- the library


def test_every_file_of_the_library_has_a_name_in_either_language() -> None:
    assert [path.stem for path in LIBRARY] == sorted(library.names()) == list(library.library())
    assert all(zh != en and not zh.isascii() and en.isascii() for en, zh in library.names().items())


OVERLAYS = [path for path in LIBRARY if any(switches(parse(Source(path.name, path.read_text("utf-8")))))]


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.stem)
def test_a_statute_of_the_library_has_an_example_of_either_position_of_its_switch(path: Path) -> None:
    example = load(ROOT / "stdlib" / "examples" / path.name)
    taken = [dict(one.settings) for one in example.scenarios]
    switch = next(one for one in example.clauses if one.source == "statute").under

    assert switch is not None and "on" == switch.option
    assert {"on", "off"} <= {str(one.get(switch.reading, default_options(example)[switch.reading])) for one in taken}


@pytest.mark.parametrize(
    ("path", "number"),
    [(path, number) for path in EXAMPLES for number, _ in enumerate(load(path).scenarios)],
    ids=lambda one: one.stem if isinstance(one, Path) else str(one),
)
def test_a_scenario_of_an_example_holds(path: Path, number: int) -> None:
    contract = load(path)

    assert run(contract, contract.scenarios[number]).passed


@pytest.mark.parametrize("path", [*LIBRARY, *EXAMPLES], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_of_the_library_is_in_canonical_print_there_and_back(path: Path) -> None:
    """To English and back gives the same bytes."""
    text = path.read_text("utf-8")
    english = _printed(text, "en")

    assert text == _printed(text, "zh") == _printed(english, "zh")
    assert english == _printed(english, "en")


def _printed(text: str, lang: str) -> str:
    tree = parse(Source("a.clause", text))
    spelled = twins(tree, units_of(tree, None)[1:])
    return format_file(tree, lang, lambda name: spelled(name)[lang])


def test_a_file_is_used_by_its_name_in_either_language() -> None:
    """The tree holds neither; the print says it in the reader's."""
    chinese, english = parse(Source("a", "引用 政府采购法\n")), parse(Source("a", "use procurement_law\n"))

    assert chinese.parts == english.parts
    assert ("引用 政府采购法\n", "use procurement_law\n") == (format_file(english, "zh"), format_file(chinese, "en"))
    assert "use 'other law'\n" == format_file(parse(Source("a", "use 'other law'\n")), "en")


def test_a_contract_with_an_overlay_is_one_contract_in_either_language() -> None:
    english = _printed(HEADER + USE, "en")

    assert "use small_suppliers (delivery_completed = accepted, amount_payable = 120000 yuan)\n" in english
    assert made().digest == load_text(english, "b.clause").digest


def test_a_name_that_no_file_has_is_told_with_the_near_miss() -> None:
    """In the language in which it was written."""
    with pytest.raises(ContractError) as caught:
        made("引用 政府采购发\n")
    found = caught.value.diagnostics[0]

    assert ("unknown-library", "did-you-mean:政府采购法") == (found.code, found.hint)


# ---------------------------------------------------------------- the switch


def test_clauses_of_an_overlay_are_the_laws_and_stand_under_its_switch() -> None:
    """Those of the contract are the parties'."""
    found = {one.id: (one.source, one.under) for one in made(USE + OWN).clauses}

    assert ("statute", Under("small_suppliers", "on")) == found["sme_interest"]
    assert ("contract", None) == found["own"]


OWN = "条款 自己 = own 〔一〕\n  禁止 甲方：验收合格\n"


def test_the_switch_decides_what_is_owed() -> None:
    """Off unless the contract or the caller says otherwise: fifty days are twenty too many."""
    contract = made()

    assert {} == _heads(report(contract))
    assert {"sme_interest/1": "1200"} == _heads(report(contract, small_suppliers="on"))
    assert {"sme_interest/1": "1200"} == _heads(report(contract, 中小企业条例="适用"))
    assert {} == _heads(report(contract, small_suppliers="on", agreed_rate="rate_agreed"))
    assert {} == _heads(report(contract, small_suppliers="on", payment_time="agreed"))


def _heads(of: Report) -> dict[str, str]:
    return {one.id: str(one.low) for one in of.heads}


@pytest.mark.parametrize("option", ["适用", "on"])
def test_the_use_may_turn_the_switch(option: str) -> None:
    """Its default is then that of the contract; the caller may still turn it."""
    contract = made(USE.replace("（", f"（中小企业条例 = {option}，", 1))

    assert "on" == default_options(contract)["small_suppliers"]
    assert {"sme_interest/1": "1200"} == _heads(report(contract))
    assert {} == _heads(report(contract, small_suppliers="off"))


def test_a_reading_of_a_used_file_is_bound_to_one_of_its_options() -> None:
    """By way of names only."""
    assert ["unknown-option"] == refused(USE.replace("（", "（中小企业条例 = 可能，", 1))
    assert ["unknown-option"] == refused(USE.replace("（", "（中小企业条例 = 3日，", 1))


def test_a_reading_on_and_off_of_the_contracts_own_file_is_no_switch() -> None:
    """The parties' clauses stay theirs."""
    own = "解释 口径 = view “开还是关”\n  读法 开 = on\n  读法 关 = off\n"

    assert ["contract"] == [one.source for one in made(own + OWN).clauses]


def test_an_overlay_in_the_contracts_folder_is_one_too(tmp_path: Path) -> None:
    """Beside the contract, under an alias, each with a switch of its own."""
    (tmp_path / "law.clause").write_text(
        "解释 本法 = law 〔第一条〕 “适用吗”\n  读法 适用 = on，默认\n  读法 不适用 = off\n"
        "条款 违约必罚 = fine 〔第二条〕\n  当 验收合格\n  违约金 甲方 付 乙方 1元\n",
        encoding="utf-8",
    )
    path = tmp_path / "a.clause"
    path.write_text(HEADER + "引用 “law.clause” 称 甲\n引用 “law.clause” 称 乙（本法 = 不适用）\n", encoding="utf-8")
    found = {one.id: one.under for one in load(path).clauses}

    assert {"甲_fine": Under("甲_law", "on"), "乙_fine": Under("乙_law", "on")} == found
    assert {"甲_fine/1": "1"} == _heads(report(load(path)))


def test_the_digest_covers_an_overlay_and_its_switch() -> None:
    """Another default is another contract."""
    on = USE.replace("（", "（中小企业条例 = 适用，", 1)

    assert 4 == len({made("").digest, made().digest, made(on).digest, made(USE.replace("12", "13")).digest})


# ---------------------------------------------------------------- events


def test_an_event_of_the_same_name_is_the_contracts() -> None:
    """One kind of event in the log, read by both."""
    assert ["accepted", "payment_received"] == [one.id for one in made().events]


def test_an_event_that_the_contract_lacks_comes_with_the_overlay() -> None:
    without = "\n".join(line for line in HEADER.splitlines() if "款项到账" not in line) + "\n"

    assert ["accepted", "payment_received"] == [one.id for one in load_text(without + USE, "a.clause").events]


def test_fields_of_a_bound_event_are_found_by_either_spelling() -> None:
    """The overlay says 金额 where the contract says 数额; both are ``amount``."""
    text = "事件 收款 = got（数额 = amount 金额）\n" + USE.replace("（", "（款项到账 = 收款，", 1)
    duty = next(one for one in made(text).clauses if one.id == "sme_payment").duties[0].owed

    assert ("got", "amount") == (duty.by.event, duty.field)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (USE.replace("验收合格", "120000元", 1), ["type-mismatch"]),
        (USE.replace("验收合格", "没有", 1), ["unknown-event"]),
        (USE.replace("验收合格", "甲方", 1), ["wrong-sort"]),
        (USE.replace("（", "（款项到账 = 验收合格，", 1), ["event-does-not-fit"]),
    ],
)
def test_what_is_no_such_event_cannot_stand_for_one(text: str, expected: list[str]) -> None:
    assert expected == refused(text)


def test_a_real_contract_takes_an_overlay(tmp_path: Path) -> None:
    """Haining names its events as the library does: nothing needs to be bound."""
    haining = ROOT / "contracts" / "haining" / "haining.clause"
    text = haining.read_text("utf-8")
    path = tmp_path / "haining.clause"
    path.write_text(text.replace("\n# ---- 合同留白", "\n引用 政府采购法\n\n# ---- 合同留白", 1), encoding="utf-8")
    own, found = ([one.id for one in load(each).clauses if one.source == "statute"] for each in (haining, path))

    assert ["gpl_49", "gpl_50", "gpl_50_buyer", "gpl_50_supplier"] == [one for one in found if one not in own]
    assert set(own) < set(found)


# ---------------------------------------------------------------- reports


def test_a_report_names_the_clause_of_the_overlay_and_its_article() -> None:
    found = report(made(), small_suppliers="on")
    rows = json.loads(print_json.report_text(found, "zh"))
    head = rows["liabilities"][0]
    article = "保障中小企业款项支付条例第十七条"

    assert ("sme_interest", article) == (head["clause"], head["cite"])
    assert {"id": "sme_interest", "name": "法定逾期利息", "cite": article, "kind": "liability"} in rows["clauses"]
    assert "on" == rows["readings"]["small_suppliers"]
    assert f"〔{article}〕" in report_text(found, "zh", 400)
    assert article in report_text(found, "en", 400)
