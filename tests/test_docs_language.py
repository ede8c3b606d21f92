"""The reference of the language: every example is read, printed in the other language, and replayed."""

import re
from functools import cache
from pathlib import Path

import pytest
import reference_pages as pages

from luyue.app.cli import main
from luyue.dsl import words
from luyue.dsl.card import GROUPS, card, cards
from luyue.dsl.diagnostic import ContractError
from luyue.dsl.load import load_text
from luyue.dsl.model import Contract
from luyue.engine.scenario import run

ALL = pages.examples(pages.SOURCE)
PENDING = pages.pending()
WORKING = sorted(ALL.keys() - PENDING.keys())


@cache
def contract_of(name: str, lang: str) -> Contract:
    """Return the contract of an example; raise ContractError."""
    return pages.contract_of(ALL[name], ALL, lang)


def verdicts(name: str, lang: str) -> list[str]:
    """Return what comes of an example: the codes that refuse it, else the titles of its scenarios that do not hold."""
    try:
        contract = contract_of(name, lang)
    except ContractError as error:
        return sorted({one.code for one in error.diagnostics})
    return [scenario.title for scenario in contract.scenarios if not run(contract, scenario).passed]


def test_both_pages_hold_the_same_examples() -> None:
    assert list(ALL.items()) == list(pages.examples("language.md").items())


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("written", "lang"), [("zh", "zh"), ("zh", "en"), ("en", "en"), ("en", "zh")])
def test_each_block_is_the_print_of_its_pair(name: str, written: str, lang: str) -> None:
    if lang == "zh" and ALL[name].loose:
        pytest.skip("shows how people write")
    assert ALL[name].text[lang] == pages.printed(ALL[name], ALL, written=written, lang=lang)


@pytest.mark.parametrize("name", WORKING)
def test_both_languages_of_an_example_are_one_contract(name: str) -> None:
    assert contract_of(name, "zh") == contract_of(name, "en")


@pytest.mark.parametrize("name", WORKING)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_example_gives_the_verdict_it_states(name: str, lang: str) -> None:
    assert [] == verdicts(name, lang)


@pytest.mark.parametrize("name", PENDING)
def test_a_pending_verdict_is_not_given_yet(name: str) -> None:
    """When this fails the verdict has come: take the example off the list."""
    assert [] != verdicts(name, "zh")


def test_every_construct_has_a_verdict() -> None:
    """Only declarations and indexes need none."""
    silent = {name for name, one in ALL.items() if "案例" not in one.text["zh"]} - PENDING.keys()

    assert {"frame_contract", "frame_events", "first_delivery", "articles", "statute"} == silent


@pytest.mark.parametrize("page", pages.PAGES)
def test_what_is_said_to_be_refused_is(page: str) -> None:
    lang = pages.PAGES[page][0]
    frame = "".join(one.text[lang] + "\n" for one in ALL.values() if one.name.startswith("frame"))
    found = []
    for code, text in pages.refusals(page):
        with pytest.raises(ContractError) as refused:
            load_text(frame + text, "a.clause")
        found.append((code, [one.code for one in refused.value.diagnostics]))

    assert [(code, [code]) for code, _ in found] == found
    assert 3 <= len(found)


@pytest.mark.parametrize("page", pages.PAGES)
def test_the_first_example_is_explained_as_the_page_says(page: str, tmp_path: Path) -> None:
    assert pages.verdict_on(page) == pages.explained(page, tmp_path)


@pytest.mark.parametrize("page", pages.PAGES)
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    """The card, the catalogue of errors, the guide and the library are pages of their own."""
    found = set(re.findall(r"\]\(([\w.-]+\.md)\)", pages.read_page(page)))

    pages_of_zh = {"card.zh.md", "errors.zh.md", "encode-a-contract.zh.md", "stdlib.zh.md"}
    assert found in (pages_of_zh, {name.replace(".zh", "") for name in pages_of_zh})


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_question_leads_to_a_heading(page: str) -> None:
    """The table by question is how a page is entered after the first hour."""
    text = pages.read_page(page)
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    anchors = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    asked = re.findall(r"\]\(#([^)]+)\)", text)

    assert len(asked) > 20
    assert [] == [one for one in asked if one not in anchors]


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_word_of_the_language_is_in_the_reference(page: str) -> None:
    """A label that is nowhere explained or shown would have to be guessed."""
    lang = pages.PAGES[page][0]
    text = pages.read_page(page)

    assert [] == [key for key in words.TABLES[lang] if (said := words.spellings(key, lang)) and said[0] not in text]


@pytest.mark.parametrize("name", ["card.zh.md", "card.md"])
def test_the_card_is_made_from_the_phrase_tables(name: str) -> None:
    assert cards()[name] == pages.read_page(name)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_card_has_every_spelling(lang: str) -> None:
    text = re.split(r"[`…]", card(lang))

    for key in words.TABLES[lang]:
        assert set(words.spellings(key, lang)) <= set(text), key


def test_a_word_in_no_group_of_the_card_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luyue.dsl.card.GROUPS", GROUPS[1:])

    with pytest.raises(ValueError, match="_CLAUSE"):
        card("zh")


HOUR = ("first", "repair", "attendance", "closure", "ending", "payment", "quarter", "spare")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_steps_of_the_first_hour_make_one_contract(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kept in one file its scenarios still hold, and check remarks what the last step says it will."""
    mine = tmp_path / "mine.clause"
    mine.write_text("\n".join(ALL[name].text[lang] for name in HOUR), encoding="utf-8")

    assert 0 == main(["test", str(mine)])
    assert 0 == main(["check", str(mine), "--lang", "en"])
    remarks = re.findall(r"(?:warning|info)\[([\w-]+)\]", capsys.readouterr().out)
    assert ["instalments-sum", "no-consequence", "uncapped", "uncapped"] == sorted(remarks)
