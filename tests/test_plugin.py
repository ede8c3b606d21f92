"""The pytest plugin, tried in projects of its own: scenarios are tests, fixtures replay, failures give reasons."""

import subprocess
import sys
from pathlib import Path

import pytest
import small_contract
from conftest import ROOT

from luyue.dsl.load import load_text
from luyue.dsl.model import Contract
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

PLUGIN = ("-p", "no:luyue", "-p", "luyue.app.trial.plugin", "-p", "no:cacheprovider")


def project(pytester: pytest.Pytester, clauses: str = small_contract.CLAUSES, test: str = "") -> None:
    """Write a project with the small contract and a test of its own."""
    (pytester.path / "small.clause").write_text(clauses, encoding="utf-8")
    if test:
        (pytester.path / "test_rule.py").write_text(test, encoding="utf-8")


def test_each_scenario_is_a_test(pytester: pytest.Pytester) -> None:
    """Two of one title are told apart."""
    scenario = "案例" + small_contract.CLAUSES.partition("案例")[2]
    project(pytester, small_contract.CLAUSES + "\n" + scenario)

    result = pytester.runpytest(*PLUGIN, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["small.clause::晚一秒 PASSED*", "small.clause::晚一秒#2 PASSED*"])


def test_a_failing_scenario_shows_the_difference_and_its_reasons(pytester: pytest.Pytester) -> None:
    """In the language of the file, without a traceback."""
    project(pytester, small_contract.CLAUSES.replace("500元 依", "400元 依"))

    result = pytester.runpytest(*PLUGIN)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*预期 甲方 欠 乙方 400.00元 依 滞纳金；实为 late_fee 500.00元*", "*算式：*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*plugin.py*")


def test_the_language_can_be_set(pytester: pytest.Pytester) -> None:
    """For a team that reads English."""
    project(pytester, small_contract.CLAUSES.replace("500元 依", "400元 依"))
    pytester.makeini("[pytest]\nluyue_lang = en\n")

    pytester.runpytest(*PLUGIN).stdout.fnmatch_lines(["*expected buyer owes supplier CNY 400.00 under late_fee*"])


def test_a_clause_file_that_does_not_check_is_refused_as_check_refuses_it(pytester: pytest.Pytester) -> None:
    """With file, line, column and the way out."""
    project(pytester, small_contract.CLAUSES.replace("期限 7个工作日内", "期限 3月内"))
    pytester.makeini("[pytest]\nluyue_lang = en\n")

    result = pytester.runpytest(*PLUGIN)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*small.clause:21:*: error[[]*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_library_file_without_a_contract_has_no_tests(pytester: pytest.Pytester) -> None:
    """Its scenarios run where it is used."""
    (pytester.path / "library.clause").write_text("事件 闲谈 = small_talk\n", encoding="utf-8")

    pytester.runpytest(*PLUGIN).assert_outcomes()


RULE = """
def test_late_payment_costs_five_per_cent(contract, replay, event):
    found = replay(
        contract("./small.clause"),
        [event("review_passed", "2024-06-07 16:00"), event("payment_made", "2024-06-20 00:00", amount="10000.00")],
        as_of="2024-06-30",
    )
    assert found.state("advance") == "performed_late"
    assert found.broken("advance")
    assert found.due("advance") == "2024-06-19"
    assert found.owes("buyer", "supplier") == "500.00"
    assert found.owes("buyer", "supplier", under="late_fee") == "500.00"
    assert found.owes("supplier", "buyer") == "0.00"
    assert "7" in found.why("advance")


def test_the_other_reading(contract, replay, event):
    rows = [event("review_passed", "2024-06-07 16:00"), event("payment_made", "2024-06-20 00:00", amount="10000.00")]
    assert replay(contract("./small.clause"), rows, rate="five_permille").owes("buyer", "supplier") == "50.00"


def test_bundled_contracts_have_names(contract):
    assert contract("haining").id == "haining"
"""


def test_fixtures_replay_rules_of_one_s_own(pytester: pytest.Pytester) -> None:
    """States, dates and amounts as text."""
    project(pytester, test=RULE)

    pytester.runpytest(*PLUGIN).assert_outcomes(passed=4)


def test_a_failing_assertion_on_a_verdict_explains_the_verdict(pytester: pytest.Pytester) -> None:
    """The tree of reasons stands in the failure."""
    test = RULE.replace('"performed_late"', '"performed"')
    project(pytester, test=test)

    result = pytester.runpytest(*PLUGIN, "-vv")
    result.stdout.fnmatch_lines(["*performed_late == performed*", "*预付款 advance：逾期履行（违约）*", "*2024-06-19*"])


WALKS = """
from datetime import date
from hypothesis import given, settings, HealthCheck
from luyue.app.trial.walk import logs
from luyue.dsl.load import load
from luyue.engine.readers import from_rows
from luyue.engine.replay import replay

CONTRACT = load("small.clause")

@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(logs(CONTRACT, most=4))
def test_nobody_owes_more_than_the_cap(rows):
    report = replay(CONTRACT, from_rows(CONTRACT, rows), as_of=date(2025, 1, 31))
    assert all(row.high <= 500 for row in report.heads)
"""


def test_walks_run_in_a_project_of_one_s_own(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule over all logs, in twelve lines; under xdist as without."""
    project(pytester, test=WALKS)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / ".links"))

    result = pytester.runpytest_subprocess(*PLUGIN, "-n", "2")
    result.stdout.fnmatch_lines(["*2 passed*"])


# ---------------------------------------------------------------- what walks reach


def test_walks_keep_break_and_brush_against_the_boundary() -> None:
    """Among drawn logs there are some paid at the last instant, some a microsecond late, in parts, and void notices."""
    from hypothesis import HealthCheck, given, seed, settings

    from luyue.app.trial.walk import logs

    contract: Contract = load_text(small_contract.CLAUSES, "small.clause")
    seen: set[str] = set()

    @seed(1)
    @settings(max_examples=80, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(logs(contract, most=5))
    def walk(rows: list[dict[str, object]]) -> None:
        report = replay(contract, from_rows(contract, rows))
        for duty in report.duties:
            seen.add(duty.state)
            if duty.performed_at is not None and duty.due is not None and duty.performed_at - duty.due.last in (0, 1):
                seen.add(f"at the boundary {duty.performed_at - duty.due.last}")
            if len(duty.performed_by) > 1:
                seen.add("in parts")
        seen.update("void" for power in report.powers if power.void)
        seen.update("used" for power in report.powers if power.state == "effective")

    walk()
    wanted = {"performed", "performed_late", "overdue", "at the boundary 0", "at the boundary 1", "in parts", "void"}
    assert set() == wanted - seen


def test_the_plugin_imports_nothing_of_the_engine(tmp_path: Path) -> None:
    """It loads with every run of pytest, whether the project has clauses or not."""
    code = (
        "import sys, luyue.app.trial.plugin;"
        " print(sorted(m for m in sys.modules if m.startswith(('luyue.dsl', 'luyue.engine', 'lark', 'attrs'))))"
    )
    env = {"PYTHONPATH": str(ROOT / ".links")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "[]\n" == done.stdout
