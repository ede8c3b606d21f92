"""Scenarios tried: what is idle fails, what differs is explained, rewritten, counted, and shown on a page."""

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
import small_contract

from luyue.app.cli import main

HEAD, _, SCENARIO = small_contract.CLAUSES.partition("案例")
OK = f"案例{SCENARIO}"
WRONG = """\
案例 “写错的预期”
  # 这一行要改
  2024-06-07 16:00 审核无误
  2024-06-20 00:00 付款到账 金额 10000元
  截至 2024-06-30
  预期 预付款 已履行
  预期 预付款 到期 2024-06-18   # 连同注释
  预期 甲方 欠 乙方 400元 依 滞纳金
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages be English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


def written(folder: Path, scenarios: str) -> str:
    """Write the small contract with some scenarios and return its path."""
    path = folder / "small.clause"
    path.write_text(HEAD + scenarios, encoding="utf-8")
    return str(path)


# ---------------------------------------------------------------- what proves nothing


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("  截至 2024-06-30\n", "nothing is expected, so nothing is proved"),
        ("  2024-06-07 16:00 闲谈\n  截至 2024-06-30\n  预期 预付款 未触发\n", "no clause reads small_talk"),
        (
            "  2024-07-07 16:00 审核无误\n  截至 2024-06-30\n  预期 预付款 未触发\n",
            "review_passed comes after the date of the scenario",
        ),
        ("  2024-06-07 16:00 审核无误\n  截至 2024-06-10\n  预期 应拒绝\n", "to be refused; there is none"),
    ],
)
def test_a_scenario_that_proves_nothing_fails(
    rows: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No expectation, an event that nobody reads or that comes too late, a refusal that does not come."""
    assert 1 == main(["test", written(tmp_path, f"案例 “空”\n{rows}"), "--lang", "en"])
    assert told in capsys.readouterr().out


def test_a_setting_on_which_nothing_depends_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It only seems to try something."""
    rows = (
        "待定 无用 = idle：时长\n\n案例 “空设定”\n  设定 无用 = 3日\n  2024-06-07 16:00 审核无误\n  截至 2024-06-10\n"
    )

    assert 1 == main(["test", written(tmp_path, rows + "  预期 预付款 待履行\n"), "--lang", "en"])
    assert "nothing depends on idle" in capsys.readouterr().out


# ---------------------------------------------------------------- what failed, and why


def test_a_failed_expectation_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The difference first, then the tree of reasons of the row, of an amount the tree of its head."""
    assert 1 == main(["test", written(tmp_path, WRONG), "--lang", "en"])

    page = capsys.readouterr().out
    assert "line 37: expected advance performed; found advance performed late" in page
    assert "count 7 working days from 2024-06-08; number 7 is 2024-06-19" in page
    assert "late_fee/1: damages, buyer pays supplier CNY 500.00" in page


def test_only_the_scenarios_asked_for_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By a part of the title; a title that none has is wrong usage."""
    path = written(tmp_path, OK + "\n" + WRONG)

    assert 0 == main(["test", path, "--only", "晚一秒"])
    assert "1 scenario: 1 passed, 0 failed" in capsys.readouterr().out
    assert 2 == main(["test", path, "--only", "没有"])
    assert "no scenario has 没有 in its title" in capsys.readouterr().err


def test_junit_has_a_case_per_scenario(tmp_path: Path) -> None:
    """With the first difference as its message."""
    path, target = written(tmp_path, OK + "\n" + WRONG), tmp_path / "out.xml"

    assert 1 == main(["test", path, "--junit", str(target), "--lang", "en"])
    suite = Xml.parse(target).getroot()[0]
    assert ("2", "1") == (suite.get("tests"), suite.get("failures"))
    assert ["晚一秒", "写错的预期"] == [case.get("name") for case in suite]
    [failure] = suite[1]
    assert "line 44: expected advance performed; found advance performed late" == failure.get("message")


# ---------------------------------------------------------------- rewriting


def test_update_rewrites_what_was_not_met_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """State, date and amount in the words of the file; comments and other lines stay."""
    path = written(tmp_path, WRONG)

    assert 0 == main(["test", path, "--update", "--lang", "en"])
    told = capsys.readouterr().out
    assert "预期 预付款 已履行 → 预期 预付款 逾期履行" in told
    assert "3 rewritten, 0 left" in told
    text = Path(path).read_text(encoding="utf-8")
    assert "  # 这一行要改\n" in text
    assert "  预期 预付款 到期 2024-06-19   # 连同注释\n" in text
    assert "  预期 甲方 欠 乙方 500元 依 滞纳金\n" in text
    assert 0 == main(["test", path])


def test_update_leaves_what_one_row_cannot_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A due date of a clause that was never triggered."""
    rows = "案例 “没有”\n  截至 2024-06-30\n  预期 预付款 到期 2024-06-18\n"
    path = written(tmp_path, rows)
    before = Path(path).read_bytes()

    assert 1 == main(["test", path, "--update", "--lang", "en"])
    assert "(cannot be rewritten)" in capsys.readouterr().out
    assert before == Path(path).read_bytes()


# ---------------------------------------------------------------- what is reached


def reached(path: str, capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str, str], list[str]]:
    """Return the points with the scenarios that reach them."""
    main(["test", path, "--coverage", "--format", "json"])
    [file] = json.loads(capsys.readouterr().out)["files"]
    return {(p["kind"], p["id"], p["side"]): p["scenarios"] for p in file["points"]}


def test_coverage_tells_both_sides_of_a_time_limit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One late scenario reaches one side; the other is open until somebody writes it."""
    points = reached(written(tmp_path, OK), capsys)

    assert ["晚一秒"] == points["time", "advance", "late"]
    assert [] == points["time", "advance", "in_time"]
    assert ["晚一秒"] == points["clause", "advance", ""]
    assert (["晚一秒"], []) == (points["reading", "rate", "five_percent"], points["reading", "rate", "five_permille"])
    assert (["晚一秒"], []) == (points["cap", "late_fee", "leaves_room"], points["cap", "late_fee", "bites"])
    assert [] == points["power", "rescission", "used"]


def test_a_point_is_reached_by_what_happened_not_by_what_is_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A scenario that expects nothing of the fee still reaches it."""
    rows = OK.replace("  预期 甲方 欠 乙方 500元 依 滞纳金\n", "")

    assert ["晚一秒"] == reached(written(tmp_path, rows), capsys)["clause", "late_fee", ""]


def test_coverage_as_text_names_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By kind, with a share."""
    path = written(tmp_path, OK)

    assert 0 == main(["test", path, "--coverage", "--lang", "en"])
    page = capsys.readouterr().out
    assert "scenarios reach 5/11 (45.4%)" in " ".join(page.split())
    assert "  sides of time limits 1/2\n    not reached: advance in time\n" in page


def test_page_marks_each_line(tmp_path: Path) -> None:
    """Reached, half reached, not reached; what the file says is escaped."""
    text = OK.replace("“晚一秒”", "“晚一秒<b>”")
    path, target = written(tmp_path, text), tmp_path / "out.html"

    assert 0 == main(["test", path, "--page", str(target), "--lang", "en"])
    page = target.read_text(encoding="utf-8")
    assert '<tr class="part"><td class="n">' in page
    assert "晚一秒&lt;b&gt;" in page
    assert "<b>" not in page


EXCEPTED = """\
contract c = 测试
  signed 2024-01-01
  term 2024-01-01 to 2024-12-31
  parties buyer "A", supplier "B"
event smoked
event allowed
event paid (amount money)
event noise_made
clause no_smoking [1]
  forbidden supplier: smoked
  unless allowed
clause quiet [2]
  forbidden supplier: noise_made
  damages supplier pays buyer 200 yuan each time, in total at most 400 yuan
scenario "allowed before"
  2024-01-10 09:00 allowed
  2024-01-11 09:00 smoked
  as of 2024-02-01
  expect no_smoking kept
scenario "allowed, and nobody smoked"
  2024-01-10 09:00 allowed
  as of 2024-02-01
  expect no_smoking kept
"""

NOISE = """\
scenario "noise"
{events}  as of 2024-02-01
  expect supplier owes buyer 400 yuan under quiet
"""


def test_an_act_that_an_exception_allowed_reaches_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No row tells of the act; without the exception it were a breach. A permit that nobody used reaches nothing."""
    (tmp_path / "c.clause").write_text(EXCEPTED, encoding="utf-8")

    points = reached(str(tmp_path / "c.clause"), capsys)
    assert ["allowed before"] == points["exception", "no_smoking", "excused"]

    unused = EXCEPTED.replace("  2024-01-11 09:00 smoked\n", "").replace('"allowed before"', '"allowed"')
    (tmp_path / "c.clause").write_text(unused, encoding="utf-8")
    assert [] == reached(str(tmp_path / "c.clause"), capsys)["exception", "no_smoking", "excused"]


@pytest.mark.parametrize(("times", "bites"), [(2, []), (3, ["noise"])])
def test_a_cap_in_total_bites_where_it_leaves_nothing(
    times: int, bites: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice 200 just comes to 400; of the third nothing is left, so it has no row, and 400 are expected either way."""
    events = "".join(f"  2024-01-1{day} 09:00 noise_made\n" for day in range(times))
    (tmp_path / "c.clause").write_text(EXCEPTED + NOISE.format(events=events), encoding="utf-8")

    points = reached(str(tmp_path / "c.clause"), capsys)
    assert bites == points["cap", "quiet", "bites"]
    assert ["noise"] == points["cap", "quiet", "leaves_room"]


def test_bands_are_counted_as_they_stand_in_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under the second option the band is the first that is left, and still the second of the table."""
    text = SCORED.replace("score card", 'reading gap "?"\n  option low, default\n  option high\nscore card').replace(
        "  band 80 or more less than 90 90%\n",
        "  band 80 or more less than 90 80%, under gap = low\n  band 80 or more less than 90 90%, under gap = high\n",
    )
    (tmp_path / "c.clause").write_text(text.replace('"eighty-five"\n', '"eighty-five"\n  set gap = high\n'), "utf-8")

    points = reached(str(tmp_path / "c.clause"), capsys)
    assert ([], [], ["eighty-five"], []) == tuple(points["band", "share", str(n)] for n in (1, 2, 3, 4))


def test_articles_are_reached_by_the_items_and_tables_that_answer_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While the month runs, an item that lost points answers for its article; the one without loss does not."""
    text = SCORED.replace("item care 100 points", "item care [1.1] 60 points").replace(
        "tiers share", "  item order [1.2] 40 points\n    deduct 5 points each time noise_made\ntiers share"
    )
    articles = 'event noise_made\narticle [1.1] "Care"\narticle [1.2] "Order"\narticle [2] "Shares"\n'
    text = text.replace("scenario", articles + "scenario").replace("as of 2024-02-01", "as of 2024-01-20")
    (tmp_path / "c.clause").write_text(text, encoding="utf-8")

    points = reached(str(tmp_path / "c.clause"), capsys)
    assert (["eighty-five"], []) == (points["article", "1.1", ""], points["article", "1.2", ""])


# ---------------------------------------------------------------- mutants


def survivors(path: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[tuple[str, str]]]:
    """Return how many mutants there are, and clause and kind of those that survive."""
    main(["test", path, "--mutate", "--format", "json"])
    [file] = json.loads(capsys.readouterr().out)["files"]
    alive = [(m["clause"], m["kind"]) for m in file["mutants"] if m["killed_by"] is None]
    assert file["all"] - file["killed"] == len(alive)
    return file["all"], alive


def test_mutants_that_no_scenario_notices_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One late scenario holds to the amount, and to little else."""
    all_, alive = survivors(written(tmp_path, OK), capsys)

    assert 11 == all_
    assert [
        ("rate", "share"),  # of the option that is not the default
        ("advance", "swapped"),
        ("advance", "length"),
        ("advance", "working_days"),
        ("late_fee", "cap_dropped"),
        ("rescission", "bound"),
        ("rescission", "length"),
    ] == alive


@pytest.mark.parametrize(
    ("scenario", "killed"),
    [
        ("  2024-06-07 16:00 审核无误\n  截至 2024-06-10\n  预期 预付款 到期 2024-06-19\n", ("advance", "length")),
        (
            "  2024-06-07 16:00 审核无误\n  截至 2024-06-10\n  预期 预付款 到期 2024-06-19\n",
            ("advance", "working_days"),
        ),
        ("  2024-06-07 16:00 审核无误\n  截至 2024-06-21\n  预期 甲方 欠 乙方 500元\n", ("late_fee", "cap_dropped")),
        ("  2024-06-07 16:00 审核无误\n  截至 2024-06-26\n  预期 解除权 不可行使\n", ("rescission", "bound")),
    ],
)
def test_a_scenario_at_the_boundary_kills_its_mutant(
    scenario: str, killed: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exactly what was said to be missing."""
    _, alive = survivors(written(tmp_path, f"{OK}\n案例 “边界”\n{scenario}"), capsys)

    assert killed not in alive


def test_the_text_says_which_scenario_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the reader's language."""
    path = written(tmp_path, OK)

    assert 0 == main(["test", path, "--mutate"])
    page = capsys.readouterr().out
    assert "late_fee: a cap or floor left out; missing: one beyond the cap" in page
    assert 0 == main(["test", path, "--mutate", "--lang", "zh"])
    assert "解除权，界限换了：超过… → …以上；缺一个恰好等于界限的案例" in capsys.readouterr().out


SCORED = """\
contract c = 测试
  title "分"
  signed 2024-01-01
  term 2024-01-01 to 2024-12-31
  parties buyer "A", supplier "B"
event slip_found (n count)
score card = 考核 [1]
  every month
  start 100 points
  item care 100 points
    deduct 5 points each time slip_found
tiers share = 系数 [2] of card, whole
  band 90 or more 100%
  band 80 or more less than 90 90%
  band otherwise 50%
clause fee [3]
  when every month
  duty buyer pays supplier 100 yuan * share, with paid
  due within 5 days after end of month
event paid (amount money)
scenario "eighty-five"
  2024-01-10 09:00 slip_found n 1
  2024-01-11 09:00 slip_found n 1
  2024-01-12 09:00 slip_found n 1
  as of 2024-02-01
  expect card 2024-01 is 85 points
"""


def test_bands_are_reached_by_settled_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """January came to 85; February is still running."""
    (tmp_path / "c.clause").write_text(SCORED, encoding="utf-8")

    points = reached(str(tmp_path / "c.clause"), capsys)
    assert ([], ["eighty-five"], []) == tuple(points["band", "share", str(n)] for n in (1, 2, 3))
