"""
What must hold of a log however it comes: no row is lost, order and pieces mean nothing, verdicts only move forward.

Stories are drawn; each is told again in another order, in pieces, late, corrected, and the verdicts must be the same.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from random import Random
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from semantics import contract, moment, rows, verdict
from stories import Beside, Case, corrects, different, hold, only, reported, row_of, verdicts

from luyue.engine.event import Log
from luyue.engine.readers import EventError, from_rows, read_on
from luyue.engine.readers.state import dump, parse
from luyue.engine.replay import replay
from luyue.engine.report import DutyRow, Report

DAY: Final = 86_400_000_000


# ---------------------------------------------------------------- D1, D5: every row in one list


def log_of(case: Case, told: list[dict[str, object]]) -> Log:
    """Return the rows of a story as a file's."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told)
    try:
        return read_on([("a.jsonl", BytesIO(text.encode()))], case.contract, engine="1")[0]
    except EventError:
        raise Beside from None


def test_every_row_stands_in_exactly_one_list() -> None:
    """Rows, some of them twice or three times, in any order: each place of the file is accounted for once (D1, D5)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        once = [row_of(event) for event in case.events]
        told = [row for row in once for _ in range(draw.choice((1, 1, 1, 2, 3)))]
        draw.shuffle(told)
        report = reported(case, events=log_of(case, told))
        counts = report.counts
        lists = [[aside.place.row for aside in one] for one in (report.duplicate, report.late_known, report.ignored)]
        applied = [event.place.row for event in report.events.values()]
        seen = Counter([*applied, *(row for one in lists for row in one)])
        left = set(range(1, len(told) + 1)) - set(seen)  # what withdraws another is applied by taking it away
        if any(n > 1 for n in seen.values()) or not all("withdraws" in told[row - 1] for row in left):
            yield f"twice {[row for row, n in seen.items() if n > 1]}, nowhere {[told[row - 1] for row in left]}"
        if [counts.duplicate, counts.late_known, counts.ignored] != [len(one) for one in lists]:
            yield f"{counts} is not {lists}"
        if counts.read != len(told) or counts.applied != len(applied) + len(left) or counts.rejected:
            yield f"{counts} of {len(told)} rows"
        if counts.duplicate != len(told) - len(once):
            yield f"{counts.duplicate} duplicates of {len(told) - len(once)}"
        yield from different(verdicts(reported(case, events=log_of(case, once))), verdicts(report))

    hold(check, 70, least=35)


# ---------------------------------------------------------------- D2, D9: order and pieces


def test_the_order_of_rows_means_nothing() -> None:
    """Any permutation is the same report, whole (D2)."""

    def check(case: Case, draw: Random) -> list[str]:
        one, other = (reported(case, events=draw.sample(case.events, len(case.events))) for _ in range(2))
        found = different({**verdicts(one), "chain": (one.chain,)}, {**verdicts(other), "chain": (other.chain,)})
        return found if one.counts == other.counts else [*found, f"{one.counts} against {other.counts}"]

    hold(check, 120)


def test_rows_that_come_one_by_one_give_the_report_of_the_file() -> None:
    """Each row in a file of its own, everything kept as text in between: the same events, the same report (D7, D9)."""

    def check(case: Case, draw: Random) -> list[str]:
        told = [row_of(event) for event in case.events]
        whole = log_of(case, told)
        state, log = None, whole
        for number, row in enumerate(told):
            part = BytesIO(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            try:
                log, after = read_on([(f"{number}.jsonl", part)], case.contract, state, engine="1")
            except EventError:
                raise Beside from None  # a correction that comes before what it corrects
            state = parse(dump(after), case.contract, engine="1", lenient=False)
            if dump(state) != dump(after):
                return ["what was kept is not what was read"]
        return different(verdicts(reported(case, events=whole)), verdicts(reported(case, events=log)))

    hold(check, 60, least=20)


# ---------------------------------------------------------------- D3: unrelated matters at one instant

APART: Final = """
clause answer [1]
  when asked
  duty supplier: answered, same ticket
  due within 3 days
  damages supplier pays buyer 10 yuan per day late
clause staff [2]
  duty supplier keeps headcount.n at least 3
  damages supplier pays buyer 7 yuan per day late
clause pay [3]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-04
  damages buyer pays supplier 1% of unpaid per day late
clause quiet [4]
  forbidden supplier: banned, same ticket
  damages supplier pays buyer 5 yuan each time
"""
HOURS: Final = ("2024-03-01 09:00", "2024-03-04 23:59:59.999999", "2024-03-05 00:00", "2024-03-08 12:00")
SAID: Final = (
    "asked ticket=T1", "asked ticket=T2", "answered ticket=T3", "headcount n=2", "paid amount=400", "banned ticket=T1",
)  # fmt: skip


@settings(max_examples=30)
@given(
    told=st.lists(st.tuples(st.sampled_from(HOURS), st.sampled_from(SAID)), max_size=10, unique=True), data=st.data()
)
def test_unrelated_matters_of_one_instant_commute(told: list[tuple[str, str]], data: st.DataObject) -> None:
    """Whichever of them has the lower id: the same verdicts, and no assumption about the order (D3)."""
    made, found = contract(APART), []
    for numbers in (range(len(told)), data.draw(st.permutations(range(len(told))))):
        ids = {f"e{n}": words for n, words in zip(numbers, told, strict=True)}
        log = "\n".join(f"{name}: {at} {said}" for name, (at, said) in ids.items())
        report = replay(made, from_rows(made, rows(log) if log else []), as_of=date(2024, 3, 31))
        heads = ((head.id, head.low) for head in report.heads)
        found.append({*map(without_ids, report.duties), *heads, *report.accounts})
        assert "ties" not in {code for code, _ in report.assumptions}, log

    assert found[0] == found[1]


def without_ids(row: DutyRow) -> tuple[Any, ...]:
    """Return a verdict without the ids of events."""
    return (row.id, row.state, row.due, row.performed_at, row.late, row.paid, row.overdue_from, len(row.performed_by))


# ---------------------------------------------------------------- D10, D11: verdicts move forward

NEXT: Final = {  # what a verdict may be later, when nothing is corrected, attested late, rejected or denied
    "performed": ("performed",),
    "performed_late": ("performed_late",),
    "missed": ("missed",),
    "excused": ("excused",),
    "waived": ("waived",),
    "ended": ("ended",),
    "overdue": ("overdue", "performed_late", "missed", "waived", "ended", "holding", "performed", "suspended"),
    "holding": ("holding", "undetermined", "overdue", "performed", "missed", "excused", "waived", "ended", "suspended"),
}
WORK_BACK: Final = ("cause_found", "denied", "fm_started", "determined")


def steady(case: Case) -> Case:
    """Return a story without what works back: corrections, causes attested, decisions, relief that may be refused."""
    rows_ = [e for e in case.events if e.corrects is None and e.withdraws is None and e.type not in WORK_BACK]
    return evolve(case, events=tuple(rows_))


def steps(case: Case, draw: Random) -> Iterator[Report]:
    """Yield the reports of a story at instants in order."""
    at = sorted({event.at for event in case.events})
    at += [us + draw.choice((1, DAY, 7 * DAY, 40 * DAY)) for us in at]
    for us in sorted(draw.sample(at, min(len(at), 6))):
        yield reported(case, as_of=us, known_at=None)


def lines(report: Report) -> dict[str, Fraction]:
    """Return what each line of each clause comes to: heads that share a cap may take from it in another order."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for head in report.heads:
        found[f"{head.clause}/{head.id.rpartition('/')[2]}"] += head.exact_low
    return found


def test_what_is_settled_stays_settled() -> None:
    """A verdict never goes back, and what accrues on a breach that was not mended never falls (D10, D11)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        only(case.contract.label.id == "trial")
        for one, other in pairwise(steps(steady(case), draw)):
            then = {row.id: row for row in other.duties}
            for row in one.duties:
                if row.id not in then:
                    yield f"{row.id} is gone"
                elif then[row.id].state not in NEXT.get(row.state, (then[row.id].state,)):
                    yield f"{row.id}: {row.state} became {then[row.id].state}"
            at = {row.id: row for row in other.breaches}
            yield from (f"breach {b.id} is gone or moved" for b in one.breaches if at.get(b.id, b).at != b.at)
            yield from (f"breach {b.id} is gone" for b in one.breaches if b.id not in at)
            later = lines(other)
            for name, accrued in lines(one).items() if not case.contract.limits else ():
                if later[name] < accrued:
                    yield f"{name}: {accrued} became {later[name]}"

    hold(check, 120, least=60)


def test_every_move_cites_an_event_or_a_time() -> None:
    """What was done cites what did it, what is late its limit, what is excused or waived its ground (D11)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        report = reported(case)
        broken = {row.duty: row for row in report.breaches}
        assert report.evidence is not None
        for row in report.duties:
            cited = report.evidence.behind("duty", row.id)
            match row.state:
                case "performed" | "performed_late" if row.amount is not None:
                    ground: object = row.performed_by or row.reductions or row.amount.low == 0
                case "performed_late":
                    ground = row.performed_by
                case "overdue":
                    ground = row.id in broken and (row.due is not None or broken[row.id].events)
                case "missed":
                    ground = row.id in broken
                case "excused":
                    ground = row.excused_by
                case "waived":
                    ground = any(
                        report.events[name].type.startswith("waive") for name in cited if name in report.events
                    )
                case "ended":
                    ground = report.contract_state.state == "ended" or any(p.effects for p in report.powers)
                case "suspended":
                    ground = report.suspensions
                case _:
                    ground = True
            if not ground:
                yield f"{row.id} is {row.state} and cites {cited}"
        for breach in report.breaches:
            duty = next((row for row in report.duties if row.id == breach.duty), None)
            if duty is None or not (breach.events or duty.due or duty.period or breach.metric):
                yield f"{breach.id} cites nothing"

    hold(check, 150)


OUTLASTS: Final = """
clause staff [1]
  duty supplier keeps headcount.n at least 3
clause relief [2]
  suspends affected_party during storm
"""


def test_a_shortfall_that_outlasts_relief_cites_the_report_that_told_of_it() -> None:
    """It is a breach from the end of the storm, by what was reported during it: the last such report (D11)."""
    log = """
a: 2024-03-01 09:00 storm_began storm=S1 party=supplier
b: 2024-03-02 09:00 headcount n=2
c: 2024-03-03 09:00 headcount n=1
d: 2024-03-05 09:00 storm_ended storm=S1
"""
    (found,) = verdict(OUTLASTS, log, "2024-03-31").report.breaches

    assert ("2024-03-05 09:00:00", ("c",)) == (moment(found.at), found.events)
    assert found.value is not None and 1 == found.value.value


# ---------------------------------------------------------------- D12, D13: late and corrected rows


def test_late_rows_give_the_report_of_rows_that_came_in_time() -> None:
    """Rows recorded up to forty days late, in any order: the same verdicts in the end; before, those of then (D12)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        only(not corrects(case.events) and case.as_of is not None)
        only(max(Counter(event.at for event in case.events).values(), default=0) < 2)
        late = [evolve(e, recorded_at=e.at + draw.choice((0, 0, DAY, 40 * DAY))) for e in case.events]
        draw.shuffle(late)
        yield from different(
            verdicts(reported(case, known_at=None)), verdicts(reported(case, events=late, known_at=None))
        )
        until = max((e.at for e in case.events), default=0) + draw.choice((0, 20 * DAY))
        known = [e for e in late if e.recorded_at <= until]
        then = reported(case, events=late, known_at=until)
        yield from different(verdicts(reported(case, events=known, known_at=None)), verdicts(then))
        if {e.id for e in late} - {e.id for e in known} != {aside.id for aside in then.late_known}:
            yield "a row that is not known yet is not named"

    hold(check, 150, least=40)


def test_a_correction_gives_the_report_of_a_log_that_was_right() -> None:
    """And whoever does not know it yet is told what was known, to the byte (D13)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        only(bool(case.events) and not corrects(case.events) and case.as_of is not None)
        old = draw.choice(case.events)
        at = old.at + draw.choice((-30 * DAY, -DAY, -1, 1, DAY, 9 * DAY))
        others = [event for event in case.events if event is not old]
        said = draw.choice([old.fields, *(e.fields for e in others if e.type == old.type)])
        right = evolve(old, at=at, occurred_at=at, fields=said)
        last = max(event.recorded_at for event in case.events) + DAY
        mend = evolve(right, id="mend", corrects=old.id, recorded_at=last)
        mended = reported(case, events=[*case.events, mend], known_at=None)
        yield from different(verdicts(reported(case, events=[*others, right], known_at=None)), verdicts(mended))
        before = reported(case, events=[*case.events, mend], known_at=last - 1)
        yield from different(verdicts(reported(case, known_at=last - 1)), verdicts(before))
        if {"mend"} != {aside.id for aside in before.late_known}:
            yield "the correction is not named as known later"

    hold(check, 150, least=60)


# ---------------------------------------------------------------- D6: one id, two stories


@pytest.mark.parametrize("change", ["amount=101", "time", "type"])
def test_one_id_with_two_contents_is_refused_field_by_field(change: str) -> None:
    """Both places and what differs are named; the last one never wins (D6)."""
    made = contract("clause pay [1]\n  duty buyer pays supplier 1000 yuan, with paid.amount\n  due by 2024-03-01\n")
    one = rows("a: 2024-03-01 09:00 paid amount=100")[0]
    other = {"amount=101": {"amount": "101"}, "time": {"time": "2024-03-02 09:00"}, "type": {"type": "chatted"}}[change]
    with pytest.raises(EventError) as refused:
        from_rows(made, [one, {**one, **other}])

    said = str(refused.value)
    assert "rows:2" in said and "1" in said and change.partition("=")[0] in said
