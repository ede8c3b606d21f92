"""
Two ways to run a contract give one verdict: the engine and the slow twin, over drawn contracts and stories.

Where they differ, the difference is printed by table, id and field, with the clauses and the rows that made it, so that
a person can say from the law which of the two is wrong.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import fields, has
from conftest import ROOT
from oracle import alternatives, judge
from oracle_parts import INF, is_work
from oracle_scores import Scores
from strategies.logs import Case, a_story
from strategies.parts import ZONE
from strategies.tales import a_tale

from luyue.dsl import model as m
from luyue.dsl.load import load
from luyue.dsl.quantity import Length
from luyue.engine.readers import read
from luyue.engine.replay import replay, replay_readings
from luyue.engine.report import Report, ScoreRow
from luyue.engine.settings import SettingError

CASES = 300
SHARES = {  # the least share of the cases, in percent, that brushes against each boundary
    "cap reached": 15,
    "suspension over a deadline": 15,
    "deadline moved, or in doubt": 5,
    "same instant": 10,
    "last day on a rest day": 10,
    "month's end": 10,
    "correction": 15,
    "half a fen": 10,
    "paid in parts": 10,
    "two currencies": 5,
    "termination": 10,
    "no rows at all": 1,
}


# ---------------------------------------------------------------- what a drawn case is about


def labels(case: Case, got: Mapping[str, Any]) -> list[str]:
    """Name what a case brushes against."""
    zone = Scores(case.contract, [], 0, {})
    duties, found = got["duties"].values(), []
    if any(v[8] for v in got["heads"].values()):
        found.append("cap reached")
    moved = [v for v in duties if v[1] is not None and v[2] is not None and v[1] > v[2]]
    if moved or (
        any(v[0] == "undetermined" for v in duties) and any(s[0] == "claimed" for s in got["suspensions"].values())
    ):
        found.append("deadline moved, or in doubt")
    firsts, halts = [v[2] for v in duties if v[2] is not None], got["suspensions"].values()
    if any(a <= last and (z is None or last < z) for _, a, z in halts for last in firsts):
        found.append("suspension over a deadline")
    if any(v[8] and len(v[5]) > 1 for v in duties):
        found.append("paid in parts")
    if len({e.fields["amount"].currency for e in case.events if e.type == "paid"}) > 1:  # type: ignore[union-attr]
        found.append("two currencies")
    if not case.events:
        found.append("no rows at all")
    if max(Counter(e.at for e in case.events if e.corrects is None and e.withdraws is None).values(), default=0) > 1:
        found.append("same instant")
    last_days = [zone.day(v[2]) for v in duties if v[2] is not None]
    if any(is_work(d) and not is_work(d - timedelta(days=1)) for d in last_days):
        found.append("last day on a rest day")
    if any((d + timedelta(days=1)).day == 1 for d in last_days):
        found.append("month's end")
    if any(e.corrects is not None or e.withdraws is not None for e in case.events):
        found.append("correction")
    if any((v[3] * 1000) % 10 == 5 and (v[3] * 1000).denominator == 1 for v in got["heads"].values()):
        found.append("half a fen")
    if any(v[0] == "effective" for v in got["powers"].values()):
        found.append("termination")
    return found


def drawn(name: str, n: int, first: int = 20240607) -> list[Case]:
    """Draw cases of a kind, the same ones every time: each from a number of its own."""
    return [KINDS[name](Random(f"{name} {one}")) for one in range(first, first + n)]


def agree(told_cases: list[Case]) -> None:
    """Fail with the smallest of the cases on which the two ways disagree."""
    found: list[tuple[int, str]] = []
    for case in told_cases:
        lines = compared(case)
        if lines:
            size = len(case.events) + 4 * len(case.contract.clauses) + 2 * len(lines)
            found.append((size, "\n".join(["", *lines, "", told(case)])))
    assert not found, f"{len(found)} of {len(told_cases)} cases differ, the smallest of them:{min(found)[1]}"


def asked(case: Case) -> dict[str, Any]:
    """Return the twin's answer."""
    return judge(case.contract, case.events, case.as_of, known_at=case.known_at, settings=case.settings)


@pytest.fixture(scope="module")
def stories() -> list[Case]:
    """Return the drawn stories, made once for all that look at them."""
    return drawn("stories", CASES)


def test_stories_brush_against_every_boundary_often_enough(stories: list[Case]) -> None:
    """Each label stands on at least its share of the cases."""
    seen = Counter(name for case in stories for name in labels(case, asked(case)))

    short = {name: seen[name] for name, share in SHARES.items() if seen[name] * 100 < share * CASES}
    assert {} == short, dict(seen)


# ---------------------------------------------------------------- the engine's answer in the twin's shape


def open_end(x: Fraction | None) -> Fraction:
    """Return an upper end, the twin's infinity where it is open."""
    return INF if x is None else x


def by_stranger(report: Report, holder: str, name: str) -> bool:
    """Say whether an act names a party other than the holder: whether that is noted at all is a matter of taste."""
    parties = [p.label.id for p in report.contract.parties]
    said = [v for v in report.events[name].fields.values() if v in parties]
    return bool(said) and holder in parties and said[0] != holder


def flatten(report: Report) -> dict[str, Any]:
    """Turn a report into the dicts that the twin gives."""
    return {
        "duties": {
            d.id: (
                d.state,
                d.due.last if d.due is not None else None,
                d.due_first.last if d.due_first is not None else None,
                d.overdue_from,
                d.performed_at,
                d.performed_by,
                (d.late.us if d.late.days is None else d.late.days or None) if d.late is not None else None,
                d.amount.low if d.amount is not None else None,
                d.paid,
                d.unpaid_at_due,
            )
            for d in report.duties
        },
        "breaches": {b.id: (b.at, b.cured_at, b.excused_by) for b in report.breaches},
        "heads": {
            h.id: (
                h.kind,
                h.debtor,
                h.creditor,
                h.exact_low,
                open_end(h.exact_high),
                h.low,
                open_end(h.high),
                h.units,
                h.capped_by is not None,
            )
            for h in report.heads
        },
        "powers": {
            p.id: (
                p.state,
                p.available_from,
                p.exercised_by,
                p.effective_at,
                tuple(v.event for v in p.void if not by_stranger(report, p.holder, v.event)),
            )
            for p in report.powers
        },
        "suspensions": {s.id: (s.status, s.start, s.end) for s in report.suspensions},
        "metrics": {f"{v.name}/{v.period}": (v.value, v.met) for v in report.metrics},
        "scores": {s.id: scored(s) for s in report.scores},
        "totals": {(t.debtor, t.creditor): (t.low, open_end(t.high)) for t in report.totals},
        "accounts": {
            (a.debtor, a.creditor, a.currency): (
                a.accrued_low,
                open_end(a.accrued_high),
                a.paid,
                a.set_off,
                a.waived,
                a.outstanding_low,
                open_end(a.outstanding_high),
                a.credit,
            )
            for a in report.accounts
        },
        "counts": {
            "read": report.counts.read - report.counts.duplicate,  # the twin is not shown these
            "applied": report.counts.applied,
            "late_known": report.counts.late_known,
            "ignored": report.counts.ignored,
        },
    }


def scored(row: ScoreRow) -> tuple[Any, ...]:
    """Return a score in the twin's shape."""
    items = tuple(
        sorted(
            (
                item.id,
                item.raw,
                min(item.raw, item.worth) if item.met is not None or item.raw <= item.worth else item.lost,
            )
            for item in row.items
        )
    )
    tiers = {
        t.tiers: tuple(of.value for of in ((t.value, t.value) if t.value else (t.low, t.high)) if of) for t in row.tiers
    }
    return (row.value, row.low, row.high, row.closed, items, tiers)


FIELDS = {
    "duties": [
        "state",
        "due",
        "due_first",
        "overdue_from",
        "performed_at",
        "performed_by",
        "late",
        "amount",
        "paid",
        "unpaid_at_due",
    ],
    "breaches": ["at", "cured", "excused"],
    "heads": ["kind", "debtor", "creditor", "exact_low", "exact_high", "low", "high", "units", "capped"],
    "powers": ["state", "available_from", "exercised_by", "effective_at", "void"],
    "suspensions": ["status", "start", "end"],
    "metrics": ["value", "met"],
    "scores": ["value", "low", "high", "closed", "items", "tiers"],
    "totals": ["low", "high"],
    "accounts": ["accrued", "at most", "paid", "set off", "waived", "outstanding", "at most outstanding", "credit"],
}


def shown(x: Any) -> str:
    """Write a value for a person: an instant as local time, an amount as a decimal."""
    if isinstance(x, bool) or not isinstance(x, (int, Fraction)):
        return str(x)
    if isinstance(x, Fraction):
        return "open" if x == INF else f"{float(x):.6f}".rstrip("0").rstrip(".")
    if x < 10**14:
        return str(x)
    local = datetime.fromtimestamp(x // 1_000_000, ZONE).strftime("%Y-%m-%d %H:%M:%S")
    return local + (f".{x % 1_000_000:06}" if x % 1_000_000 else "")


def differences(twin: Mapping[str, Any], engine: Mapping[str, Any]) -> list[str]:
    """List what differs, one line for each field."""
    out = []
    for table, names in FIELDS.items():
        mine, theirs = twin[table], engine[table]
        for i in sorted({*mine, *theirs}, key=str):
            a, b = mine.get(i), theirs.get(i)
            if a is None or b is None:
                one, row = ("twin", a) if b is None else ("engine", b)
                out.append(f"{table} {i}: only the {one} has it: {[shown(v) for v in row or ()]}")
                continue
            over = table == "duties" and a[0] in ("ended", "waived")  # what would have been due does not matter then
            idle = ("due", "unpaid_at_due") if over else ()
            out += [
                f"{table} {i}.{name}: twin {shown(x)}, engine {shown(y)}"
                for name, x, y in zip(names, a, b, strict=True)
                if x != y and name not in idle
            ]
    out += [
        f"counts.{k}: twin {v}, engine {engine['counts'].get(k)}"
        for k, v in twin["counts"].items()
        if v != engine["counts"].get(k)
    ]
    return out


def brief(node: Any) -> str:
    """Write a part of the model without types, labels and what stands at its default."""
    if isinstance(node, tuple):
        return "(" + ", ".join(brief(v) for v in node) + ")"
    if isinstance(node, m.Label):
        return node.id
    if isinstance(node, (m.Const, m.Known, m.PartyRef)):
        return brief(getattr(node, "value", None) or getattr(node, "name", None))
    if isinstance(node, Length):
        return f"{node.count} {node.unit}"
    if not has(type(node)):
        return shown(node)
    parts = [
        f"{a.name}={brief(v)}"
        for a in fields(type(node))
        if a.name not in ("type", "span", "source")
        and (v := getattr(node, a.name)) != a.default
        and v not in ((), None)
    ]
    return f"{type(node).__name__}({', '.join(parts)})"


def told(case: Case) -> str:
    """Write a case down: rows in order, clauses, the date."""
    rows = sorted(case.events, key=lambda e: (e.at, e.recorded_at, e.id))
    lines = [
        f"{shown(e.at)}  {e.id} {e.type} {dict(e.fields)}"
        + (f" corrects {e.corrects}" if e.corrects else "")
        + (f" withdraws {e.withdraws}" if e.withdraws else "")
        for e in rows
    ]
    head = f"as of {case.as_of if isinstance(case.as_of, date) else shown(case.as_of)}, known at {shown(case.known_at)}"
    c = case.contract
    rest = f"price {brief(c.price)}, limits {brief(c.limits)}, no data {[v.no_data for v in c.metrics]}"
    return "\n".join([head, rest, f"settings {case.settings}", *lines, *(brief(c) for c in case.contract.clauses)])


def compared(case: Case) -> list[str]:
    """List what the two ways say differently of a case."""
    try:
        report = replay(case.contract, case.events, as_of=case.as_of, known_at=case.known_at, settings=case.settings)
    except SettingError:
        return []  # a log that fills one blank twice is refused
    return differences(asked(case), flatten(report))


def test_engine_and_twin_agree_on_drawn_stories(stories: list[Case]) -> None:
    """Over small contracts and the stories told about them."""
    agree(stories)


# ---------------------------------------------------------------- contracts as people wrote them

SAMPLES = {
    "cycles": date(2025, 1, 20),
    "haining": date(2024, 5, 15),
    "hotline": date(2024, 12, 27),
    "indicators": date(2024, 12, 27),
    "lines": date(2024, 5, 20),
    "readings": date(2025, 11, 20),
    "scorecard": date(2025, 1, 25),
    "supply": date(2025, 3, 1),
    "typhoon": date(2024, 6, 20),
}


def sample(name: str) -> Callable[[Random], Case]:
    """Return what draws logs of a contract as somebody wrote it: one of the samples, or a bundled one."""
    path = ROOT / "tests" / "samples" / f"{name}.clause"
    contract = load(path if path.is_file() else ROOT / "contracts" / name / f"{name}.clause")
    return lambda draw: a_tale(draw, contract, {}, SAMPLES[name])


KINDS: dict[str, Callable[[Random], Case]] = {"stories": a_story, **{name: sample(name) for name in SAMPLES}}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_engine_and_twin_agree_on_a_contract(name: str) -> None:
    """Over logs of rows that its clauses read, and of people who act around what is due."""
    agree(drawn(name, 10 if name == "haining" else 25))


def test_engine_and_twin_agree_on_what_every_other_reading_costs() -> None:
    """Each option that is not taken, one at a time: the totals of every pair."""
    for case in drawn("readings", 8):
        report = replay_readings(case.contract, case.events, as_of=case.as_of, settings=case.settings)
        theirs = {
            (a.reading, a.option): {(t.debtor, t.creditor): (t.low, t.high) for t in a.totals}
            for a in report.alternatives
        }
        mine = alternatives(case.contract, case.events, case.as_of, settings=case.settings)
        assert {k: {p: (a, None if b == INF else b) for p, (a, b) in v.items()} for k, v in mine.items()} == theirs


@pytest.mark.parametrize("as_of", [None, date(2024, 8, 1), date(2024, 10, 8), date(2025, 3, 31)])
def test_engine_and_twin_agree_on_the_log_of_haining(as_of: date | None) -> None:
    """The bundled year-long log, at several dates."""
    folder = ROOT / "contracts" / "haining"
    contract = load(folder / "haining.clause")
    log = read([folder / "events.jsonl"], contract)
    twin = judge(contract, log.events, as_of)

    assert [] == differences(twin, flatten(replay(contract, log, as_of=as_of)))


def test_engine_and_twin_agree_on_the_first_weeks_of_shangluo() -> None:
    """Signing, faults by the hour, a landslide, inspections by the month, a payment on a rolled day."""
    folder = ROOT / "contracts" / "shangluo"
    contract = load(folder / "shangluo.clause")
    log = read([folder / "events.jsonl"], contract)
    as_of = date(2025, 11, 10)
    twin = judge(contract, log.events, as_of)

    assert [] == differences(twin, flatten(replay(contract, log, as_of=as_of)))
