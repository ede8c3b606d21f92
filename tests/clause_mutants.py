"""
The mutants of the four contracts, each with the scenario that kills it or the reason why none can.

``make clause-mutants`` runs this file. It tries every mutant and writes ``tests/mutants/NAME.json``, one mutant a line;
what killed it before is tried first, so that a second run is quick. A mutant that survives keeps the reason that is
written beside it by hand (a key of ``WHY``); a new survivor has none, and ``test_clause_mutants`` fails until a
scenario kills it or a reason is given. ``docs/testing.md`` takes its numbers from these files.

A mutant is told by its part, its kind, what was changed into what, and its number among equals of the part: lines move.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import MappingProxyType

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / ".links"))

from attrs import frozen
from conftest import ROOT

from luyue.app.catalog import Place
from luyue.app.names import Names
from luyue.app.trial.mutants import Mutant, kills, mutants
from luyue.app.trial.mutants_print import value_text
from luyue.app.trial.tested import Tested
from luyue.app.trial.witnesses import Witnesses
from luyue.dsl.load import load
from luyue.dsl.model import Contract
from luyue.engine.calendar import WorkCalendar
from luyue.engine.scenario import run

CONTRACTS = ("haining", "luoyang", "shangluo", "zhengzhou")
KEPT = ROOT / "tests" / "mutants"
LIKELIEST = 25
Key = tuple[str, str, str, str, int]  # part, kind, before, after, number among equals

# Why no scenario can tell a mutant from the contract, in Chinese and English.
WHY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "not_read": (
            "没有条款读这个数，写下来只为照录原文",
            "no clause reads the figure; it is written down as the contract prints it",
        ),
        "fen_of_a_share": (
            "应付的只是它的百分之几，又四舍五入到分，少一分看不出来",
            "only a few per cent of it are ever owed, rounded to the fen, so that a fen less of it changes nothing",
        ),
        "no_quantity": ("数量为零的行不生义务", "a row without quantity brings no duty"),
        "zero_adds_nothing": ("多加一个零，合计不变", "a sum is the same with a nought more"),
        "neighbour_band": (
            "正在边界上的分数两档都够得着，两档的系数一样",
            "a score on the bound then falls into two bands, and both have the same share",
        ),
        "not_tried": (
            "还没有试到底，不是说杀不死：`make clause-mutants` 会在每个案例上试",
            "not tried to the end yet, so it may well be killed: `make clause-mutants` tries it on every scenario",
        ),
        "payer_not_expected": (
            "案例的预期写不出一笔款本身由谁付，别的又不随它变；年度报告里看得出",
            "an expectation cannot say who owes a payment itself, and nothing else hangs on it; the kept report of the "
            "year shows it",
        ),
        "same_day": (
            "起算的日子是定死的，两种数法落在同一天",
            "the time runs from a fixed date, and both ways of counting end on the same day",
        ),
        "covered_by_suspension": (
            "不可抗力的中止总是先把期限后移，这条例外轮不到（见下）",
            "the suspension for force majeure always moves the time first (see below)",
        ),
    }
)

# Points that no scenario can reach, by contract: kind, part, side, and why.
UNREACHED: Mapping[str, Mapping[tuple[str, str, str], tuple[str, str]]] = MappingProxyType(
    {
        "shangluo": {
            ("exception", "sla_onsite", "excused"): (
                "第十条的中止（不可抗力免责）总是先把三小时到场的期限后移，移过的期限届满时不可抗力已经结束，这条例外轮不到",
                "the suspension of article 10 always moves the three hours first, and when the moved time is over the "
                "force majeure is over too, so the exception has nothing left to excuse",
            ),
        },
        "luoyang": {
            ("time", "submit_payment_docs", "late"): (
                "期限就是付款那一刻，例外也是付款：先付了的一律免责",
                "its time is the payment and so is its exception: who was paid before is excused",
            ),
            ("time", "doc_kpi_confirmation", "late"): (
                "期限就是付款那一刻，例外也是付款：先付了的一律免责",
                "its time is the payment and so is its exception: who was paid before is excused",
            ),
            ("time", "fm_remaining_performance", "late"): (
                "合同写的是可由双方协商，引起它的不可抗力就是它的例外：不协商一律免责",
                "the parties may negotiate, need not: the force majeure that brings it is its exception",
            ),
        },
        "zhengzhou": {
            ("time", "impossibility_negotiate", "late"): (
                "不能履行期间双方的义务都中止，这段期间到变更协议签订为止，而签订就是履行",
                "while performance is impossible every duty rests, this one too, until the change is agreed, and "
                "that performs it",
            ),
        },
    }
)


@frozen
class Record:
    """A mutant with the title of the scenario that kills it, or the key of the reason why it survives."""

    key: Key
    killed_by: str | None
    why: str | None


# ---------------------------------------------------------------- mutants by key


def contract_of(name: str) -> Contract:
    """Return one of the four contracts."""
    return load(ROOT / "contracts" / name / f"{name}.clause")


def keyed(contract: Contract) -> Iterator[tuple[Key, Mutant]]:
    """Yield the mutants of a contract with what tells them from each other."""
    names, seen = Names.of_contract(contract, "en"), Counter[tuple[str, str, str, str]]()
    for mutant in mutants(contract):
        what = (mutant.clause, mutant.kind, value_text(mutant.before, names), value_text(mutant.after, names))
        seen[what] += 1
        yield (*what, seen[what]), mutant


# ---------------------------------------------------------------- kept files


def kept(name: str) -> tuple[Record, ...]:
    """Return what is kept of the mutants of a contract."""
    path = KEPT / f"{name}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["mutants"] if path.exists() else ()
    return tuple(
        Record(
            (row["part"], row["kind"], row["before"], row["after"], row.get("number", 1)),
            row.get("killed_by"),
            row.get("why"),
        )
        for row in rows
    )


def page(name: str, records: Iterable[Record]) -> str:
    """Return the kept file of a contract, a mutant a line."""
    rows = ",\n".join(f"  {json.dumps(_plain(one), ensure_ascii=False)}" for one in records)
    return f'{{\n "contract": "{name}",\n "mutants": [\n{rows}\n ]\n}}\n'


def _plain(one: Record) -> dict[str, object]:
    part, kind, before, after, number = one.key
    told = {"part": part, "kind": kind, "before": before, "after": after}
    end = {"killed_by": one.killed_by} if one.killed_by is not None else {"why": one.why}
    return {**told, **({} if number == 1 else {"number": number}), **end}


# ---------------------------------------------------------------- the numbers


def numbers(lang: str) -> str:
    """Return the table of scores and the reasons of survivors, for the pages on testing."""
    zh = lang == "zh"
    lines = [
        "| 合同 | 案例 | 变异体 | 杀死 | 活下来的 |" if zh else "| contract | scenarios | mutants | killed | survive |",
        "|---|---:|---:|---:|---:|",
    ]
    all_: list[Record] = []
    for name in CONTRACTS:
        contract, records = contract_of(name), kept(name)
        all_ += records
        killed = sum(one.killed_by is not None for one in records)
        lines.append(f"| {contract.title} | {len(contract.scenarios)} | {_score(killed, len(records))} |")
    killed = sum(one.killed_by is not None for one in all_)
    lines.append(f"| {'合计' if zh else 'together'} | | {_score(killed, len(all_))} |")
    return "\n".join([*lines, "", *_reasons(all_, lang)]) + "\n"


def _score(killed: int, all_: int) -> str:
    return f"{all_} | {killed} ({killed * 1000 // all_ / 10:.1f}%) | {all_ - killed}"


def _reasons(records: Iterable[Record], lang: str) -> Iterator[str]:
    """Yield why mutants survive, the commonest reason first, then what no scenario can reach."""
    zh = lang == "zh"
    counts = Counter(one.why for one in records if one.killed_by is None)
    yield "没有算作杀死的，各因为：" if zh else "Why the others are not counted as killed:"
    yield ""
    for why, count in sorted(counts.items(), key=lambda one: (-one[1], str(one[0]))):
        yield f"- {count}: {WHY[why or ''][not zh]}{'。' if zh else '.'}"
    yield ""
    yield (
        "案例触及合同的每一点，只有这几点触不到：" if zh else "Scenarios reach every point of the contracts but these:"
    )
    yield ""
    for name, points in UNREACHED.items():
        for (_, part, _), told in points.items():
            yield f"- {name}, `{part}`: {told[not zh]}{'。' if zh else '.'}"


_BLOCK = re.compile(r"<!-- clause mutants -->\n.*?<!-- end -->", re.DOTALL)


def numbered(page_: str) -> str:
    """Return a page on testing with its numbers written anew."""
    told = numbers("zh" if page_.endswith(".zh.md") else "en")
    text = (ROOT / "docs" / page_).read_text(encoding="utf-8")
    return _BLOCK.sub(lambda _: f"<!-- clause mutants -->\n{told}<!-- end -->", text)


# ---------------------------------------------------------------- making them


def made(name: str, *, anew: bool) -> tuple[Record, ...]:
    """
    Try the mutants of a contract, write down what came of each, and tell of those without a killer and a reason.

    Without ``anew`` only those are tried that have no record, or whose killer is gone from the contract, and only on
    the likeliest scenarios.
    """
    contract, calendar, before = contract_of(name), WorkCalendar.bundled(), {one.key: one for one in kept(name)}
    by_title = {scenario.title: scenario for scenario in contract.scenarios}
    witnesses = _witnesses(name, contract, calendar)
    found: list[Record] = []
    for key, mutant in keyed(contract):
        old = before.get(key, Record(key, None, None))
        known = old.why not in (None, "not_tried") or old.killed_by in by_title
        if anew or not known:
            first = [by_title[old.killed_by]] if old.killed_by in by_title else []
            tried = (*first, *witnesses.for_part(mutant.clause, mutant.column))
            some = tried if anew else tried[:LIKELIEST]
            killer = next((scenario.title for scenario in some if kills(scenario, mutant, calendar)), None)
            old = Record(key, killer, None if killer is not None else old.why)
            if old.killed_by is None and old.why is None:
                print(f"{name}: line {mutant.line}: {key} survives", flush=True)
        found.append(old)
        if len(found) % 10 == 0:
            rest = [one for one in before.values() if one.key not in {done.key for done in found}]
            _write(name, [*found, *rest])
    _write(name, found)
    return tuple(found)


def _witnesses(name: str, contract: Contract, calendar: WorkCalendar) -> Witnesses:
    outcomes = tuple(run(contract, scenario, calendar=calendar) for scenario in contract.scenarios)
    failed = [outcome.scenario.title for outcome in outcomes if not outcome.passed]
    if failed:
        raise SystemExit(f"{name}: {failed[0]} fails on the contract itself")
    place = Place(ROOT / "contracts" / name / f"{name}.clause", name)
    return Witnesses.of(Tested(place, contract, outcomes, "en"))


def _write(name: str, records: Iterable[Record]) -> None:
    (KEPT / f"{name}.json").write_text(page(name, records), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Write the kept files of some contracts, of all if none is named; with ``--new`` only what they lack."""
    KEPT.mkdir(exist_ok=True)
    chosen = [one for one in arguments if one != "--new"] or list(CONTRACTS)
    with ProcessPoolExecutor(2) as pool:
        for name, records in zip(chosen, pool.map(partial(made, anew="--new" not in arguments), chosen), strict=True):
            killed = sum(one.killed_by is not None for one in records)
            print(f"{name}: {killed} of {len(records)} killed", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
