"""
Common sense of contracts, held over drawn stories: what helps nobody hurts nobody, and what is split stays one.

These go beyond the laws that ``docs/testing.md`` lists; each says in its first line what is changed and what must not.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, Final

from attrs import evolve
from stories import Case, corrects, different, hold, only, rebuilt, reported, verdicts
from strategies.parts import moment, row

from luyue.dsl import model as m
from luyue.dsl.quantity import EXACT_LENGTHS, Length
from luyue.engine.event import Cash, Event
from luyue.engine.report import Report
from luyue.engine.zone import Zone

DAY: Final = 86_400_000_000
ZONE: Final = Zone.named("Asia/Shanghai")
OTHER: Final = {"buyer": "supplier", "supplier": "buyer"}


def drawn(case: Case) -> None:
    """Leave out stories over contracts that somebody wrote."""
    only(case.contract.label.id == "trial")


def unended(*reports: Report) -> None:
    """Leave out stories in which a right was used."""
    only(not any(row.state == "effective" for report in reports for row in report.powers))


def owed_by(report: Report, party: str) -> tuple[Fraction, Fraction | None]:
    """Return the least and the most that a party owes; the most is None where it is open."""
    mine = [row for row in report.totals if row.debtor == party]
    high = [row.high for row in mine if row.high is not None]
    return sum((row.low for row in mine), Fraction()), sum(high, Fraction()) if len(high) == len(mine) else None


def raised(before: Report, after: Report, party: str) -> list[str]:
    """Say where a party's liability went up."""
    one, other = owed_by(before, party), owed_by(after, party)
    odd = Fraction(len(after.heads), 100)  # what each printed line may be rounded up by
    up = other[0] > one[0] + odd or (one[1] is not None and (other[1] is None or other[1] > one[1] + odd))
    return [f"{one} became {other}"] if up else []


def outstanding(report: Report, party: str) -> Fraction:
    """Return what a party certainly still owes."""
    return sum((row.outstanding_low for row in report.accounts if row.debtor == party), Fraction())


def money(report: Report) -> dict[str, Any]:
    """Return what a report says of money and of states, without the events that brought it."""
    return {
        "duties": tuple((r.id, r.state, r.paid, r.unpaid_at_due, r.late) for r in report.duties),
        "heads": tuple((r.id, r.exact_low, r.exact_high, r.low, r.high) for r in report.heads),
        "accounts": report.accounts,
        "totals": report.totals,
    }


# ---------------------------------------------------------------- money


def test_a_sum_paid_in_two_at_one_instant_is_one_sum() -> None:
    """One payment told as two rows of the same second: the same debts, the same credit."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        pays = [d for c in case.contract.clauses for d in c.duties if isinstance(d.owed, m.Pay)]
        paid = [e for e in case.events if e.type == "paid" and e.corrects is None and e.withdraws is None]
        only(bool(paid) and len(pays) == 1 and not corrects(case.events))
        one = draw.choice(paid)
        cash = one.fields["amount"]
        assert isinstance(cash, Cash)
        part = Fraction(draw.randrange(int(cash.amount * 100) + 1), 100)
        pieces = [
            evolve(one, id=f"{one.id}{name}", fields={**one.fields, "amount": Cash(amount, cash.currency)})
            for name, amount in (("", part), ("b", cash.amount - part))
        ]
        events = [*(e for e in case.events if e is not one), *pieces]
        return different(money(reported(case)), money(reported(case, events=events)))

    hold(check, 300, least=30)


def test_who_pays_more_owes_no_more() -> None:
    """Any payment a little or much larger: neither what is outstanding nor damages rise."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        drawn(case)
        paid = [e for e in case.events if e.type == "paid" and e.withdraws is None]
        only(bool(paid))
        one = draw.choice(paid)
        cash = one.fields["amount"]
        assert isinstance(cash, Cash)
        more = Cash(cash.amount + draw.choice((Fraction(1, 100), Fraction(500), Fraction(10**7))), cash.currency)
        events = [evolve(e, fields={**e.fields, "amount": more}) if e is one else e for e in case.events]
        before, after = reported(case), reported(case, events=events)
        unended(before, after)
        yield from raised(before, after, "buyer")
        left = [
            sum((r.outstanding_low for r in x.accounts if r.debtor == "buyer"), Fraction()) for x in (before, after)
        ]
        if left[1] > left[0]:
            yield f"outstanding {left[0]} became {left[1]}"

    hold(check, 160, least=40)


def test_each_side_is_judged_as_the_other_would_be() -> None:
    """Buyer and supplier change places in contract and log: debtors and creditors change places, nothing else."""

    def swapped(thing: Any) -> Any:
        def one(part: Any) -> Any:
            if isinstance(part, m.Party):
                return evolve(part, label=m.Label(*(OTHER[part.label.id],) * 3))
            return OTHER.get(part, part) if type(part) is str else part

        return rebuilt(thing, one)

    def check(case: Case, draw: Random) -> Iterator[str]:
        drawn(case)
        other = reported(case, contract=swapped(case.contract), events=swapped(case.events))
        mine, yours = verdicts(reported(case)), verdicts(other)
        for name, found in swapped(mine).items():
            same = set(found) == set(yours[name]) if isinstance(found, tuple) and name != "checks" else True
            if not same:
                yield from different({name: found}, {name: yours[name]})

    hold(check, 100, least=40)


# ---------------------------------------------------------------- time


def by_days(contract: m.Contract) -> bool:
    """Return whether nothing is measured by the clock."""
    for node in m.walk((contract.clauses, contract.intervals)):
        match node:
            case Length(unit=unit) | m.Const(value=Length(unit=unit)) | m.Per(unit=unit) if unit in EXACT_LENGTHS:
                return False
            case m.Timing(until=until) if until is not None:
                return False
            case m.Suspension() | m.Ahead() | m.IntervalState():
                return False
    return True


def test_the_hour_of_an_event_is_nothing_to_whole_days() -> None:
    """One event moved within its day, past no other event: states and money stay as they were."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        only(by_days(case.contract) and bool(case.events) and not corrects(case.events) and case.known_at is None)
        only(not isinstance(case.as_of, int))
        one = draw.choice(case.events)
        day = ZONE.day_of(one.at)
        near = [e.at for e in case.events if e is not one and ZONE.day_of(e.at) == day]
        only(one.at not in near)
        first = max((at + 1 for at in near if at < one.at), default=ZONE.start_of(day))
        last = min((at - 1 for at in near if at > one.at), default=ZONE.end_of(day))
        at = draw.randrange(first, last + 1)
        moved = [evolve(e, at=at, occurred_at=at, recorded_at=at) if e is one else e for e in case.events]
        return different(money(reported(case)), money(reported(case, events=moved)))

    hold(check, 300, least=12)


def longer(contract: m.Contract, draw: Random) -> tuple[m.Contract, str]:
    """Return a contract in which one duty has a day, an hour or a month more, and that duty's clause."""
    places = [
        n
        for n, clause in enumerate(contract.clauses)
        if clause.duties
        and clause.timings
        and isinstance(clause.timings[0].time, m.Within)
        and all(one.otherwise != "due" for one in clause.preconditions)  # another time may take its place
    ]
    only(bool(places))
    place = draw.choice(places)
    clause = contract.clauses[place]

    def one(part: Any) -> Any:
        if isinstance(part, m.Within) and isinstance(part.length, m.Const) and isinstance(part.length.value, Length):
            length = part.length.value
            return evolve(
                part, length=m.Const(part.length.type, Length(length.count + draw.choice((1, 5)), length.unit))
            )
        return part

    first = rebuilt(clause.timings[0], one)
    clauses = list(contract.clauses)
    clauses[place] = evolve(clause, timings=(first, *clause.timings[1:]))
    return evolve(contract, clauses=tuple(clauses)), clause.id


def test_more_time_never_costs_the_debtor_more() -> None:
    """One duty gets a longer time: its bearer owes no more."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        contract, name = longer(case.contract, draw)
        before, after = reported(case), reported(case, contract=contract)
        unended(before, after)
        bearer = {r.bearer for r in before.duties if r.clause == name}
        only(1 == len(bearer))
        return raised(before, after, bearer.pop())

    hold(check, 300, least=40)


# ---------------------------------------------------------------- relief and waivers


def test_a_waiver_never_costs_the_debtor_more() -> None:
    """Some duty waived at some instant: its bearer owes no more."""

    def check(case: Case, draw: Random) -> list[str]:
        drawn(case)
        only(case.known_at is None and case.as_of is not None)
        before = reported(case)
        only(bool(before.duties))
        duty = draw.choice(before.duties)
        at = duty.arose_at + draw.choice((0, 1, DAY, 9 * DAY, 40 * DAY, 120 * DAY))
        after = reported(case, events=[*case.events, row("w1", "waived", at, clause=duty.clause)])
        unended(before, after)
        return raised(before, after, duty.bearer)

    hold(check, 200, least=60)


def storm(name: str, began: int, ended: int) -> list[Event]:
    """Return the rows of force majeure that hit the supplier, with notice and proof in time."""
    return [
        row(f"{name}1", "fm_started", began, fm=name, party="supplier"),
        row(f"{name}2", "fm_noticed", began + 1, fm=name),
        row(f"{name}3", "fm_proved", began + 2, fm=name),
        row(f"{name}4", "fm_ended", ended, fm=name),
    ]


def relieved(case: Case) -> Case:
    """Return a story over a contract with relief, without what it tells of force majeure."""
    drawn(case)
    only(any(clause.suspensions for clause in case.contract.clauses) and case.known_at is None)
    only(
        case.as_of is not None and not any(isinstance(node, m.IntervalState) for node in m.walk(case.contract.clauses))
    )
    kinds = ("fm_started", "fm_noticed", "fm_proved", "fm_ended", "denied")
    return evolve(case, events=tuple(e for e in case.events if e.type not in kinds and not corrects([e])))


def test_two_storms_that_touch_or_overlap_are_one() -> None:
    """One interval told as two: the same due dates, states and sums."""

    def check(case: Case, draw: Random) -> list[str]:
        calm = relieved(case)
        due = [r.due.last for r in reported(calm).duties if r.due is not None] or [moment("2024-05-20T10:00:00")]
        began = draw.choice(due) + draw.choice((-20 * DAY, -3 * DAY, -DAY // 2, -1))
        ended = began + draw.choice((DAY, 6 * DAY, 40 * DAY)) + draw.randrange(DAY)
        cut = draw.randrange(began + 10, ended)
        over = min(ended, cut + draw.choice((0, 0, DAY // 3, 2 * DAY)))
        told = (storm("F1", began, ended), [*storm("F1", began, over), *storm("F2", cut, ended)])
        one, two = (reported(calm, events=[*calm.events, *rows]) for rows in told)
        mine, yours = ([(r.id, r.due.last if r.due is not None else None) for r in x.duties] for x in (one, two))
        return different({**money(one), "due": mine}, {**money(two), "due": yours})

    hold(check, 300, least=40)


def test_a_storm_before_everything_changes_nothing() -> None:
    """Force majeure that was over before the contract began moves no date and costs nobody anything."""

    def check(case: Case, draw: Random) -> list[str]:
        calm = relieved(case)
        began = moment("2024-03-01T10:00:00") + draw.randrange(20 * DAY)
        after = reported(calm, events=[*calm.events, *storm("F1", began, began + draw.randrange(DAY, 20 * DAY))])
        return different(money(reported(calm)), money(after))

    hold(check, 200, least=30)


# ---------------------------------------------------------------- the end


def test_nothing_accrues_after_the_contract_has_ended() -> None:
    """From the day after the notice of termination on every sum stands still, save for what outlives the contract."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        drawn(case)
        only(not corrects(case.events) and case.known_at is None)
        whole = reported(case, as_of=date(2025, 6, 30))
        ends = whole.contract_state.since
        only(whole.contract_state.by not in (None, "term") and ends is not None)
        assert ends is not None
        outlive = {c.id for c in case.contract.clauses if c.survivals}
        outlive |= {
            c.id
            for c in case.contract.clauses
            for t in c.triggers
            for s in t.sources
            if isinstance(s, m.BreachOf) and (s.state == "exercised" or s.clause in outlive)
        }
        later = date.fromordinal(ZONE.day_of(ends)) + timedelta(days=1)
        events = [e for e in case.events if e.at <= ends]
        at_end, then = (reported(case, events=events, as_of=day) for day in (later, later + timedelta(days=200)))
        mine, yours = ({h.id: h.exact_low for h in x.heads if h.clause not in outlive} for x in (at_end, then))
        yield from (f"{name}: {mine.get(name)} became {sum_}" for name, sum_ in yours.items() if mine.get(name) != sum_)

    hold(check, 300, least=20)


def test_without_a_single_event_the_clock_alone_decides() -> None:
    """No rows at all: no crash, and every row is as the dates of the contract have it."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        report = reported(case, events=())
        if report.counts.read or report.events:
            yield "rows came from nowhere"
        for duty in report.duties:
            if duty.trigger is not None or duty.performed_by or duty.paid:
                yield f"{duty.id} knows of events"

    hold(check, 100)
