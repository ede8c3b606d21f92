"""Empty cells of a table: what needs one is undetermined until a setting or an event gives it, by its name."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from check_text import codes
from semantics import HEADER, contract, verdict

from luyue.app.cli import main
from luyue.dsl.format import format_file
from luyue.dsl.model import blank_cells
from luyue.dsl.parse import parse
from luyue.dsl.source import Source
from luyue.dsl.twins import twins
from luyue.engine.scenario import run
from luyue.engine.settings import SettingError

TABLE = """
event lot_came = 到货 (lot = 批次 id)
event fixed = 补定 (what = 名目 text, day = 日子 date), acts as fills what with day
table lots = 批次表 (lot = 批次 id, value = 价款 money, day = 到货日 date)
  row L1, 100 yuan, 2024-02-01
  row L2, blank, blank
  row L2, 300 yuan, blank
  row L3, 400 yuan, blank
clause arrival = 分批到货
  when every lots as r
  duty supplier: lot_came (lot = r.lot)
  due by r.day
  damages supplier pays buyer 1% of r.value per day late
"""
LOG = "2024-02-12 10:00 lot_came lot=L3\n"


def owed(settings: Mapping[str, object], log: str = LOG) -> dict[str, str]:
    """Return the damages for lots that came late."""
    return verdict(TABLE, log, "2024-02-20", settings=settings).heads


def test_a_cell_is_named_by_its_row_and_by_the_rows_key_where_that_is_its_own() -> None:
    """In either language; the id has the row's number."""
    found = {cell.label.id: (cell.label.zh, cell.label.en) for cell, _ in blank_cells(contract(TABLE))}

    assert {
        "lots/2/value": ("批次表/2/价款", "lots/2/value"),
        "lots/2/day": ("批次表/2/到货日", "lots/2/day"),
        "lots/3/day": ("批次表/3/到货日", "lots/3/day"),
        "lots/4/day": ("批次表/L3/到货日", "lots/L3/day"),
    } == found


@pytest.mark.parametrize("name", ["lots/4/day", "lots/L3/day", "批次表/L3/到货日", "批次表/4/day"])
def test_a_cell_is_set_by_any_of_its_names(name: str) -> None:
    """Due on the tenth, two days late."""
    assert "undetermined" == verdict(TABLE, LOG, "2024-02-20").states["arrival/L3"]
    assert "8.00" == owed({name: "2024-02-10"})["arrival/L3/1"]


def test_an_event_fills_a_cell() -> None:
    """It counts from the beginning, like any blank."""
    filled = "2024-02-15 10:00 fixed what=批次表/L3/到货日 day=2024-02-10\n"

    assert "8.00" == owed({}, LOG + filled)["arrival/L3/1"]


def test_what_a_duty_lacks_is_the_cell() -> None:
    found = verdict(TABLE, LOG, "2024-02-20")

    assert {"lots/4/day"} == found.lacking("arrival/L3")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("lots/L2/day", "2024-02-10", "unknown-setting"),  # two rows have that key
        ("lots/1/day", "2024-02-10", "unknown-setting"),  # not empty
        ("lots/9/day", "2024-02-10", "unknown-setting"),
        ("lots/4/day", "soon", "ill-setting"),
        ("lots/2/value", "2024-02-10", "ill-setting"),
    ],
)
def test_what_is_no_empty_cell_cannot_be_set(name: str, value: str, code: str) -> None:
    with pytest.raises(SettingError) as caught:
        owed({name: value})

    assert code == caught.value.code


def test_a_misspelt_cell_is_told_with_the_near_miss() -> None:
    with pytest.raises(SettingError) as caught:
        owed({"lots/L3/days": "2024-02-10"})

    assert "lots/L3/day" in caught.value.facts.values()


def test_the_command_sets_a_cell_and_says_which_one_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the name that the report gives it."""
    file, log = tmp_path / "a.clause", tmp_path / "log.csv"
    file.write_text(HEADER + TABLE, encoding="utf-8")
    log.write_text("time,type,lot\n2024-02-12 10:00,lot_came,L3\n", encoding="utf-8")
    replay = ["replay", str(file), str(log), "--as-of", "2024-02-20"]

    main([*replay, "--lang", "zh"])
    assert "批次表/L3/到货日" in capsys.readouterr().out
    main([*replay, "--lang", "en", "--set", "lots/L3/day=2024-02-10"])
    assert "8.00" in capsys.readouterr().out
    assert 2 == main([*replay, "--lang", "en", "--set", "lots/L3/dai=2024-02-10"])
    assert "lots/L3/day" in capsys.readouterr().err


SCENARIO = """
scenario "the tenth"
  set 'lots/L3/day' = 2024-02-10
  2024-02-12 10:00 lot_came lot L3
  as of 2024-02-20
  expect arrival L3 due 2024-02-10
  expect arrival L3 performed late
"""


def test_a_scenario_sets_a_cell() -> None:
    """Its name is printed in the reader's language."""
    made = contract(TABLE + SCENARIO)
    tree = parse(Source("t", HEADER + TABLE + SCENARIO))
    spelled = twins(tree)
    shown = format_file(tree, "zh", lambda name: spelled(name)["zh"])

    assert run(made, made.scenarios[0]).passed
    assert "  设定 ‘批次表/L3/到货日’ = 2024-02-10\n" in shown
    assert {one.label.id for one in made.tables} == {"lots"}


def test_a_scenario_cannot_set_what_is_no_cell() -> None:
    header = 'contract example\n  signed 2024-01-01\n  parties buyer "B", supplier "S"\n'

    def refused(name: str, value: str) -> list[str]:
        return codes(
            TABLE + SCENARIO.replace("lots/L3/day", name).replace("2024-02-10", value, 1), header=header, events=""
        )

    assert [] == refused("lots/L3/day", "2024-02-10")
    assert ["type-mismatch"] == refused("lots/L3/day", "3 yuan")
    assert ["unknown-name"] == refused("lots/1/day", "2024-02-10")
