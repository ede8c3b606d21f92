"""
What the loop does not see changes nothing: a replay that sifts its log gives the report of one that does not.

Every row of the report is compared, also those of instances that the loop never met, with the assumptions on ties and
the evidence behind them.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from conftest import ROOT
from stories import story

from luyue.dsl.load import load, load_text
from luyue.dsl.model import Contract, default_options
from luyue.engine import replay as door
from luyue.engine.event import Event, Log
from luyue.engine.planning import make_plan
from luyue.engine.readers import read
from luyue.engine.replay import replay
from luyue.engine.report import Report
from luyue.engine.sift import sift
from luyue.engine.strand import Columns, Rows

YEARS = ("haining", "shangluo", "luoyang", "zhengzhou")
HOTLINE = ROOT / "bench" / "hotline.clause"
MINUTE = 60_000_000
DAY = 1440 * MINUTE
FIRST = 1_735_660_800_000_000  # 2025-01-01 00:00 in Shanghai
LAW = """
合同 甲 = a
  名称   “甲”
  生效   2025-01-01
  合同期 2025-01-01 至 2025-12-31
  当事人 甲方 “甲”，乙方 “乙”

事件 报障 = reported（工单 = ticket 编号，等级 = level 急 = urgent/缓 = slow，发现 = seen 时刻 可缺）
事件 响应 = answered（工单 = ticket 编号，主体方 = party 主体 可缺）
事件 来电 = called
事件 解除通知 = ended（主体方 = party 主体）
事件 停电开始 = outage_began
事件 停电结束 = outage_ended
事件 豁免函 = waived（条款号 = clause 条款），作为 豁免 条款号
事件 索赔函 = claimed（所涉 = target 文本），作为 主张 所涉

时段 停电 = outage 自 停电开始 至 停电结束

条款 回应 = answer 〔一〕
  当     报障（等级 = 急）称 故障
  义务   乙方：响应，同一工单
  期限   {time}
  违约金 乙方 付 甲方 100元，每次

条款 停电不算 = pause 〔二〕
  中止 回应，停电 期间，停表

条款 解约 = rescind 〔三〕
  当   回应 违约3次以上 于 合同期
  权利 甲方：解除通知（主体方 = 甲方），解除合同
"""


@cache
def law(time: str = "30分钟内") -> Contract:
    """Return a contract of answers to faults."""
    return load_text(LAW.format(time=time), "law.clause")


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Report, Report]]:
    """Replay with every row in the loop, and with what is plainly kept held back."""

    def run(contract: Contract, log: Log | Iterable[Event], **asked: object) -> tuple[Report, Report]:
        rows = log if isinstance(log, Log) else Log(tuple(log))
        monkeypatch.setattr(door, "SHORT", 10**9)
        whole = replay(contract, rows, **asked)  # type: ignore[arg-type]
        monkeypatch.setattr(door, "SHORT", 0)
        return whole, replay(contract, rows, **asked)  # type: ignore[arg-type]

    return run


Both = Callable[..., tuple[Report, Report]]


def event(number: int, kind: str, at: int, **fields: str) -> Event:
    """Return a row of a log."""
    return Event(f"{number:05}", kind, FIRST + at, FIRST + at, FIRST + at, dict(fields), content=f"{number}")


def held_back(report: Report) -> int:
    """Return how many instances of a report the loop never saw."""
    return 0 if report.evidence is None or report.evidence.kept is None else len(report.evidence.kept)


@pytest.mark.parametrize("name", YEARS)
def test_a_contracts_year_gives_the_same_report(name: str, both: Both) -> None:
    """Rows, reasons, ties and hash chain; the evidence of some rows that the loop never saw."""
    contract = load(ROOT / "contracts" / name / f"{name}.clause")
    log = read(ROOT / "contracts" / name / "events.jsonl", contract)
    whole, sifted = both(contract, log)

    assert whole == sifted
    assert (name in ("luoyang", "zhengzhou")) == (held_back(sifted) > 0)


@pytest.mark.parametrize("number", range(60))
def test_a_drawn_story_gives_the_same_report(number: int, both: Both) -> None:
    """Contracts and logs at their boundaries, as the properties draw them."""
    case = story(number)
    whole, sifted = both(case.contract, case.events, as_of=case.as_of, known_at=case.known_at, settings=case.settings)

    assert whole == sifted


def a_log(draw: Random, rows: int) -> Iterator[Event]:
    """Yield rows of faults and answers: in time to the microsecond, late, twice, at once, before, by another, never."""
    for number in range(rows):
        at, ticket = draw.randrange(360 * DAY), f"T{draw.randrange(rows)}"
        seen = {"seen": None} if draw.random() < 0.2 else {}
        level = draw.choice(("urgent", "urgent", "urgent", "slow"))
        yield event(3 * number, "reported", at, ticket=ticket, level=level, **seen)  # type: ignore[arg-type]
        if draw.random() < 0.9:
            late = draw.choice((0, 1, MINUTE, 30 * MINUTE, 30 * MINUTE + 1, -MINUTE, 3 * DAY, 9 * DAY, 29 * MINUTE))
            party = draw.choice(({}, {}, {}, {"party": "supplier"}, {"party": "buyer"}))
            yield event(3 * number + 1, "answered", max(at + late, 0), ticket=ticket, **party)
            if draw.random() < 0.2:
                again = max(at + late, 0) + draw.choice((0, 0, MINUTE))
                yield event(
                    3 * number + 2, "answered", again, ticket=ticket, **draw.choice(({}, {"party": "supplier"}))
                )
    for number, kind in enumerate(("outage_began", "outage_ended") * 2):
        yield event(9 * rows + number, kind, (40 + 30 * number) * DAY)


@pytest.mark.parametrize("time", ["30分钟内", "2日内", "3个工作日内", "故障 后 1日内，不顺延"])
@pytest.mark.parametrize("seed", range(6))
def test_a_drawn_log_gives_the_same_report(seed: int, time: str, both: Both) -> None:
    """Two triggers of one key, two answers in one instant, an answer before its fault or by the wrong side."""
    draw = Random(seed)
    whole, sifted = both(law(time), a_log(draw, draw.choice((3, 30, 90))))

    assert whole == sifted


@pytest.mark.parametrize(("kind", "fields"), [("ended", {"party": "buyer"}), ("waived", {"clause": "answer"})])
def test_what_may_change_an_instance_is_seen_by_the_loop(kind: str, fields: dict[str, str], both: Both) -> None:
    """A contract that somebody ended: what was answered afterwards is looked at again; a waiver names any instance."""
    rows = [*a_log(Random(5), 200), event(7777, kind, 200 * DAY, **fields)]
    whole, sifted = both(law(), rows)

    assert whole == sifted
    assert {"ended": "ended", "waived": "in_force"}[kind] == sifted.contract_state.state
    assert (kind == "ended") == (held_back(sifted) > 0)


def test_the_evidence_of_an_instance_that_the_loop_never_saw(both: Both) -> None:
    """It cites its fault and its answer, as if the loop had seen them."""
    rows = [event(1, "reported", DAY, ticket="T1", level="urgent"), event(2, "answered", DAY + 1, ticket="T1")]
    whole, sifted = both(law(), rows)

    assert (0, 1) == (held_back(whole), held_back(sifted))
    for report in (whole, sifted):
        assert report.evidence is not None
        assert ("00001", "00002") == report.evidence.behind("duty", "answer/T1")


@pytest.mark.parametrize(("target", "names"), [("answer/T1", True), ("T1", True), ("answer/T9", False)])
def test_what_the_loop_never_saw_may_be_named_all_the_same(target: str, names: bool, both: Both) -> None:
    """A claim of what was done in time names something that there is; one of nothing is told as such, either way."""
    rows = [event(1, "reported", DAY, ticket="T1", level="urgent"), event(2, "answered", DAY + 1, ticket="T1")]
    whole, sifted = both(law(), [*rows, event(3, "claimed", 2 * DAY, target=target)])

    assert whole == sifted
    assert (1, names) == (held_back(sifted), "names-nothing" not in {check.code for check in sifted.checks})


# ---------------------------------------------------------------- which clauses


def sifted_clauses(contract: Contract) -> list[str]:
    """Return the clauses whose instances may be found by column in a log without special events."""
    return [one.norm.id for one in sift(make_plan(contract, default_options(contract)), frozenset()).clauses]


def test_the_benchmarks_clauses_are_sifted() -> None:
    """Its calls are counted by column, its faults and inspections paired."""
    contract = load(HOTLINE)
    sieve = sift(make_plan(contract, {}), frozenset())

    assert ["respond", "resolve_normal", "resolve_major", "resolve_critical", "report"] == sifted_clauses(contract)
    assert {"call_answered", "call_missed", "fault_reported", "fault_responded", "fault_resolved"} < sieve.free


@pytest.mark.parametrize(
    "line",
    [
        "条款 再问 = again 〔九〕\n当 回应 履行\n义务 甲方：来电\n期限 1日内",  # somebody asks whether it was kept
        "条款 再问 = again 〔九〕\n当 响应\n义务 甲方：来电\n期限 1日内",  # somebody reads the answers
        "指标 已答 = done 为 次数（回应 履行），每月\n条款 量 = many 〔九〕\n义务 乙方 保持 已答 1次以上",
    ],
)
def test_a_clause_of_which_more_is_asked_is_not_sifted(line: str) -> None:
    """The loop sees whatever anybody may ask about."""
    assert ["answer"] == sifted_clauses(law())
    assert [] == sifted_clauses(load_text(LAW.format(time="30分钟内") + line + "\n", "law.clause"))


# ---------------------------------------------------------------- columns


def columns(events: Iterable[Event]) -> Columns:
    """Return rows by column."""
    rows = sorted(events, key=lambda e: (e.type, e.at))
    return Columns.of(_strand(kind, list(group)) for kind, group in groupby(rows, key=lambda e: e.type))


def _strand(kind: str, events: list[Event]) -> Rows:
    names = dict.fromkeys(name for one in events for name in one.fields)
    fields = {name: [one.fields.get(name) for one in events] for name in names}
    return Rows(kind, array("q", [e.at for e in events]), array("q", [int(e.id) for e in events]), fields)


@pytest.mark.parametrize("seed", range(4))
def test_a_log_by_columns_gives_the_same_report(seed: int, tmp_path: Path) -> None:
    """Whole, as of a day in its midst, and as it was known then; ids of columns are their rows' numbers."""
    drawn = {int(e.id): e for e in a_log(Random(seed), 120)}.values()
    by_column = columns(drawn)
    rows = tuple(by_column)
    for asked in ({}, {"as_of": FIRST + 100 * DAY}, {"known_at": FIRST + 100 * DAY}):
        one, other = replay(law(), Log(rows), **asked), replay(law(), Log(by_column), **asked)  # type: ignore[arg-type]
        assert evolve(one, events={}) == evolve(other, events={})
        assert list(one.events.items()) == [(name, other.events[name]) for name in other.events]


def test_events_that_only_figures_of_the_report_count_are_no_matter_of_the_loop() -> None:
    """A sample that no clause reads is told in the report and counted by column; one that a clause reads is not."""
    contract = load(ROOT / "contracts" / "luoyang" / "luoyang.clause")
    free = sift(make_plan(contract, default_options(contract)), frozenset()).free

    assert {"call_record", "chat_session", "satisfaction_rating"} <= free
    assert not {"headcount_snapshot", "drill_held", "publication", "kpi_metric_recorded"} & free


def test_columns_out_of_order_are_refused() -> None:
    """Whoever makes columns sorts them."""
    late, early = event(1, "called", DAY), event(2, "called", 0)
    with pytest.raises(ValueError, match="rows of called are not in order"):
        Columns.of([_strand("called", [late, early])])
